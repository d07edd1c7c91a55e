package transfer

import (
	"math/big"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Table is an amount in rows and columns whose cells add to all totals.
type Table struct {
	Rows, Columns           []string
	Cells                   [][]money.Amount
	RowTotals, ColumnTotals []money.Amount
	Total, Unit             money.Amount

	exact [][]*big.Int // in 1/den of a unit
	den   *big.Int
}

// MaxCells bounds a table.
const MaxCells = 5000

// SplitTable divides amount by the weights of cells, so that rows and columns
// add: every cell and every total is one of the two multiples of unit next to
// its exact share. Rules T1 (cells), T2 and T3 of docs/transfer.md.
func SplitTable(amount, unit money.Amount, rows, columns []string, weights [][]money.Weight) (*Table, error) {
	if err := checkTable(rows, columns); err != nil {
		return nil, err
	}
	if err := checkUnit(amount, unit); err != nil {
		return nil, err
	}
	if len(weights) != len(rows) {
		return nil, message.TableRagged.Error(len(weights), len(rows))
	}
	t := &Table{Rows: rows, Columns: columns, Unit: unit, Total: amount, den: new(big.Int)}
	units := big.NewInt(int64(amount / unit))
	for i, row := range weights {
		if len(row) != len(columns) {
			return nil, message.At(rows[i], message.TableRagged.Error(len(row), len(columns)))
		}
		cells := make([]*big.Int, len(row))
		for j, w := range row {
			cells[j] = big.NewInt(w.Scaled())
			t.den.Add(t.den, cells[j])
			cells[j].Mul(cells[j], units)
		}
		t.exact = append(t.exact, cells)
	}
	if t.den.Sign() == 0 {
		return nil, message.SplitZeroWeights.Error()
	}
	return t, t.round(nil, nil)
}

// FillTable makes the table whose cells are row total × column total ÷ grand
// total, rounded so that the given totals hold. Rules T1 (totals), T2 and T3.
func FillTable(unit money.Amount, rows, columns []string, rowTotals, columnTotals []money.Amount) (*Table, error) {
	if err := checkTable(rows, columns); err != nil {
		return nil, err
	}
	if len(rowTotals) != len(rows) || len(columnTotals) != len(columns) {
		return nil, message.TableRagged.Error(len(rowTotals)+len(columnTotals), len(rows)+len(columns))
	}
	down, err := sumTotals(unit, rows, rowTotals)
	if err != nil {
		return nil, err
	}
	across, err := sumTotals(unit, columns, columnTotals)
	if err != nil {
		return nil, err
	}
	if down != across {
		return nil, message.TotalsDiffer.Error(down.GroupedExact(), across.GroupedExact())
	}
	t := &Table{Rows: rows, Columns: columns, Unit: unit, Total: down, den: big.NewInt(max(1, int64(down/unit)))}
	for _, r := range rowTotals {
		cells := make([]*big.Int, len(columns))
		for j, c := range columnTotals {
			cells[j] = new(big.Int).Mul(big.NewInt(int64(r/unit)), big.NewInt(int64(c/unit)))
		}
		t.exact = append(t.exact, cells)
	}
	return t, t.round(rowTotals, columnTotals)
}

func sumTotals(unit money.Amount, names []string, totals []money.Amount) (money.Amount, error) {
	var sum money.Amount
	for i, a := range totals {
		if a < 0 {
			return 0, message.At(names[i], message.TotalNegative.Error(a))
		}
		if err := checkUnit(a, unit); err != nil {
			return 0, message.At(names[i], err)
		}
		if sum += a; sum >= money.Limit {
			return 0, message.At(names[i], message.EstimateTooLarge.Error())
		}
	}
	return sum, nil
}

func checkTable(rows, columns []string) error {
	if len(rows) == 0 || len(columns) == 0 || len(rows)*len(columns) > MaxCells {
		return message.TableSize.Error(len(rows), len(columns), MaxCells)
	}
	for _, names := range [][]string{rows, columns} {
		seen := make(map[string]bool)
		for _, name := range names {
			if seen[name] {
				return message.SplitTwice.Error(name)
			}
			seen[name] = true
		}
	}
	return nil
}

// round fills the cells and the totals that are not given.
func (t *Table) round(rowTotals, columnTotals []money.Amount) error {
	units := func(amounts []money.Amount) []int64 {
		var n []int64
		for _, a := range amounts {
			n = append(n, int64(a/t.Unit))
		}
		return n
	}
	got, err := controlled(t.exact, t.den, int64(t.Total/t.Unit), units(rowTotals), units(columnTotals))
	if err != nil {
		return err
	}
	t.RowTotals = make([]money.Amount, len(t.Rows))
	t.ColumnTotals = make([]money.Amount, len(t.Columns))
	for i, row := range got {
		cells := make([]money.Amount, len(row))
		for j, n := range row {
			cells[j] = money.Amount(n) * t.Unit
			t.RowTotals[i] += cells[j]
			t.ColumnTotals[j] += cells[j]
		}
		t.Cells = append(t.Cells, cells)
	}
	return nil
}

// Explain tells what stands between a cell's exact share and its amount.
func (t *Table) Explain(row, column int) []message.Message {
	whole, rest := new(big.Int).DivMod(t.exact[row][column], t.den, new(big.Int))
	low := money.Amount(whole.Int64()) * t.Unit
	got := t.Cells[row][column]
	name := message.Listed.With(t.Rows[row], t.Columns[column])
	switch {
	case rest.Sign() == 0:
		return []message.Message{message.CellEven.With(name, got.GroupedExact())}
	case got > low:
		return []message.Message{message.CellUp.With(name, low.GroupedExact(), part(rest, t.den), got.GroupedExact())}
	}
	return []message.Message{message.CellDown.With(name, low.GroupedExact(), part(rest, t.den), got.GroupedExact())}
}
