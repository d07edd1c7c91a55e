package transfer

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"suanpan/budgetcore/money"
)

func names(prefix string, n int) []string {
	var s []string
	for i := range n {
		s = append(s, fmt.Sprint(prefix, i))
	}
	return s
}

func weightTable(r *rand.Rand, n, m int, top int64) [][]money.Weight {
	t := make([][]money.Weight, n)
	for i := range t {
		for range m {
			w, err := money.ParseWeight(fmt.Sprint(r.Int64N(top)))
			if err != nil {
				panic(err)
			}
			t[i] = append(t[i], w)
		}
	}
	return t
}

// nextTo tells whether a is one of the multiples of unit next to num/den units.
func nextTo(a, unit money.Amount, num, den *big.Int) bool {
	low, rest := new(big.Int).DivMod(num, den, new(big.Int))
	n := int64(a / unit)
	return a%unit == 0 && (n == low.Int64() || rest.Sign() > 0 && n == low.Int64()+1)
}

func checkAdds(t *testing.T, tb *Table) {
	t.Helper()
	columns := make([]money.Amount, len(tb.Columns))
	colSums := make([]*big.Int, len(tb.Columns))
	var total money.Amount
	for j := range colSums {
		colSums[j] = new(big.Int)
	}
	for i, row := range tb.Cells {
		var sum money.Amount
		rowSum := new(big.Int)
		for j, a := range row {
			sum += a
			columns[j] += a
			rowSum.Add(rowSum, tb.exact[i][j])
			colSums[j].Add(colSums[j], tb.exact[i][j])
			if !nextTo(a, tb.Unit, tb.exact[i][j], tb.den) {
				t.Fatalf("%v: cell %d %d is not next to its exact share", tb.Cells, i, j)
			}
		}
		if total += sum; sum != tb.RowTotals[i] || !nextTo(sum, tb.Unit, rowSum, tb.den) {
			t.Fatalf("%v: row %d adds to %v, its total is %v", tb.Cells, i, sum, tb.RowTotals[i])
		}
	}
	for j, sum := range columns {
		if sum != tb.ColumnTotals[j] || !nextTo(sum, tb.Unit, colSums[j], tb.den) {
			t.Fatalf("%v: column %d adds to %v, its total is %v", tb.Cells, j, sum, tb.ColumnTotals[j])
		}
	}
	if total != tb.Total {
		t.Fatalf("%v: all cells add to %v, not %v", tb.Cells, total, tb.Total)
	}
}

// 100,000 tables, by cells and by totals: rows, columns and the grand total
// add, given totals hold, and nothing leaves its neighbours.
func TestTablesAddBothWays(t *testing.T) {
	r := rand.New(rand.NewPCG(9, 9))
	for k := range draws(100_000) {
		n, m := 1+r.IntN(4), 1+r.IntN(4)
		unit := []money.Amount{money.Fen, money.Cent, money.Wan}[r.IntN(3)]
		rows, columns := names("r", n), names("c", m)
		if k%2 == 0 {
			amount := unit * money.Amount(r.Int64N([]int64{5, 30, 100_000}[r.IntN(3)]))
			ws := weightTable(r, n, m, []int64{3, 50, 1_000_000_000}[r.IntN(3)])
			tb, err := SplitTable(amount, unit, rows, columns, ws)
			if err != nil {
				if !strings.Contains(err.Error(), "all weights are 0") {
					t.Fatal(err)
				}
				continue
			}
			checkAdds(t, tb)
			continue
		}
		top := []int64{4, 30, 100_000}[r.IntN(3)]
		down, across := make([]money.Amount, n), make([]money.Amount, m)
		for i := range down {
			down[i] = money.Amount(r.Int64N(top)) * unit
		}
		for _, a := range down { // scattered over the columns
			for a > 0 {
				part := min(a, unit*money.Amount(1+r.Int64N(top)))
				across[r.IntN(m)] += part
				a -= part
			}
		}
		tb, err := FillTable(unit, rows, columns, down, across)
		if err != nil {
			t.Fatal(err)
		}
		checkAdds(t, tb)
		if !slices.Equal(tb.RowTotals, down) || !slices.Equal(tb.ColumnTotals, across) {
			t.Fatalf("%v: totals %v and %v, given %v and %v", tb.Cells, tb.RowTotals, tb.ColumnTotals, down, across)
		}
	}
}

// The other route: every table that rounds each cell up or down is tried, and
// the one that rule T3 names is taken.
func TestTablesAgreeWithTryingAll(t *testing.T) {
	r := rand.New(rand.NewPCG(3, 5))
	for range draws(1500) {
		n, m := 1+r.IntN(3), 1+r.IntN(3)
		total := r.Int64N(12)
		ws := weightTable(r, n, m, []int64{3, 8, 100}[r.IntN(3)])
		tb, err := SplitTable(money.Amount(total)*money.Cent, money.Cent, names("r", n), names("c", m), ws)
		if err != nil {
			continue
		}
		want := tryAll(tb, total)
		for i := range want {
			for j := range want[i] {
				if tb.Cells[i][j] != money.Amount(want[i][j])*money.Cent {
					t.Fatalf("%d by %v: %v, trying all gives %v", total, ws, tb.Cells, want)
				}
			}
		}
	}
}

func tryAll(tb *Table, total int64) [][]int64 {
	n, m := len(tb.Rows), len(tb.Columns)
	exact := func(i, j int) *big.Rat { return new(big.Rat).SetFrac(tb.exact[i][j], tb.den) }
	off := func(got int64, x *big.Rat) *big.Rat {
		d := new(big.Rat).Sub(big.NewRat(got, 1), x)
		return d.Abs(d)
	}
	var best [][]int64
	var bestTotals, bestCells *big.Rat
	var bestOrder []int64
	for bits := range 1 << (n * m) {
		cells, ok := make([][]int64, n), true
		rowSum, colSum := make([]int64, n), make([]int64, m)
		rowExact, colExact := make([]*big.Rat, n), make([]*big.Rat, m)
		distance, all := new(big.Rat), int64(0)
		for j := range m {
			colExact[j] = new(big.Rat)
		}
		for i := range n {
			cells[i], rowExact[i] = make([]int64, m), new(big.Rat)
			for j := range m {
				x := exact(i, j)
				v := new(big.Int).Div(tb.exact[i][j], tb.den).Int64()
				if bits>>(i*m+j)&1 == 1 {
					v++
					ok = ok && !x.IsInt()
				}
				cells[i][j] = v
				rowSum[i], colSum[j], all = rowSum[i]+v, colSum[j]+v, all+v
				rowExact[i].Add(rowExact[i], x)
				colExact[j].Add(colExact[j], x)
				distance.Add(distance, off(v, x))
			}
		}
		totals := new(big.Rat)
		one := big.NewRat(1, 1)
		for k, sum := range slices.Concat(rowSum, colSum) {
			d := off(sum, slices.Concat(rowExact, colExact)[k])
			ok = ok && d.Cmp(one) < 0
			totals.Add(totals, d)
		}
		if !ok || all != total {
			continue
		}
		order := slices.Concat(rowSum, colSum, slices.Concat(cells...))
		better := best == nil
		if !better {
			c := totals.Cmp(bestTotals)
			if c == 0 {
				c = distance.Cmp(bestCells)
			}
			better = c < 0 || c == 0 && slices.Compare(order, bestOrder) > 0
		}
		if better {
			best, bestTotals, bestCells, bestOrder = cells, totals, distance, order
		}
	}
	return best
}

func TestTablesRefuse(t *testing.T) {
	one, err := money.ParseWeight("1")
	if err != nil {
		t.Fatal(err)
	}
	zero := money.Weight{}
	for _, c := range []struct {
		name, says string
		err        func() error
	}{
		{"no rows", "0 rows", func() error { _, err := SplitTable(1, 1, nil, names("c", 1), nil); return err }},
		{"too many cells", "at most 5000", func() error { _, err := FillTable(1, names("r", 100), names("c", 100), nil, nil); return err }},
		{"a row twice", `"a" is given twice`, func() error {
			_, err := SplitTable(1, 1, []string{"a", "a"}, names("c", 1), [][]money.Weight{{one}, {one}})
			return err
		}},
		{"a short row", "r0: there are 1 figures, not 2", func() error {
			_, err := SplitTable(1, 1, names("r", 1), names("c", 2), [][]money.Weight{{one}})
			return err
		}},
		{"all weights 0", "all weights are 0", func() error {
			_, err := SplitTable(1, 1, names("r", 1), names("c", 1), [][]money.Weight{{zero}})
			return err
		}},
		{"finer than the unit", "not a multiple", func() error {
			_, err := SplitTable(1, 2, names("r", 1), names("c", 1), [][]money.Weight{{one}})
			return err
		}},
		{"totals that differ", "the row totals add to 0.03, the column totals to 0.02", func() error {
			_, err := FillTable(money.Cent, names("r", 1), names("c", 1), []money.Amount{3 * money.Cent}, []money.Amount{2 * money.Cent})
			return err
		}},
		{"a negative total", "r0: a total cannot be below 0", func() error {
			_, err := FillTable(1, names("r", 1), names("c", 1), []money.Amount{-1}, []money.Amount{-1})
			return err
		}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := c.err(); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want one that says %q", err, c.says)
			}
		})
	}
}

func BenchmarkTable100x30(b *testing.B) {
	r := rand.New(rand.NewPCG(3, 5))
	ws := weightTable(r, 100, 30, 1_000_000_000)
	for b.Loop() {
		if _, err := SplitTable(16532*money.Wan, money.Cent, names("r", 100), names("c", 30), ws); err != nil {
			b.Fatal(err)
		}
	}
}
