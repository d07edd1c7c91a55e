package articulation

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"suanpan/budgetcore/money"
)

// feasible decides by another route: the textbook two-phase tableau in
// floating point, every bound a row of its own, smallest sum of artificials.
// Coefficients are 0 and ±1 and amounts small integers, so it is exact here.
func feasible(d *Document, relations []Relation) bool {
	col := make(map[int]int)
	for i := range relations {
		for _, f := range relations[i].figures() {
			if _, ok := col[f]; !ok && !d.figures[f].Blank {
				col[f] = len(col)
			}
		}
	}
	n := len(col)
	type line struct {
		c   []float64
		rhs float64
	}
	var rows []line
	slacks := n
	for i := range relations {
		if relations[i].Rule.AtMost {
			slacks++
		}
	}
	width := n + slacks // variables, a slack for each upper bound and for each inequality
	lows := make([]float64, n)
	for f, v := range col {
		low, high := d.figures[f].interval()
		lows[v] = float64(low - d.figures[f].Amount)
		r := line{make([]float64, width), float64(high - low)}
		r.c[v], r.c[n+v] = 1, 1
		rows = append(rows, r)
	}
	extra := 2 * n
	for i := range relations {
		r := line{make([]float64, width), 0}
		for side, ops := range [][]Operand{relations[i].Left, relations[i].Right} {
			for _, o := range ops {
				sign := float64(o.Sign) * float64(1-2*side)
				r.rhs -= sign * float64(d.figures[o.Figure].Amount)
				if v, ok := col[o.Figure]; ok {
					r.c[v] += sign
					r.rhs -= sign * lows[v]
				}
			}
		}
		if relations[i].Rule.AtMost {
			r.c[extra] = 1
			extra++
		}
		rows = append(rows, r)
	}
	// artificials: one a row, made basic
	m := len(rows)
	total := width + m
	tab := make([][]float64, m+1)
	for i := range rows {
		tab[i] = make([]float64, total+1)
		sign := 1.0
		if rows[i].rhs < 0 {
			sign = -1
		}
		for j, c := range rows[i].c {
			tab[i][j] = sign * c
		}
		tab[i][width+i] = 1
		tab[i][total] = sign * rows[i].rhs
	}
	tab[m] = make([]float64, total+1)
	for i := range m {
		for j := range width {
			tab[m][j] -= tab[i][j]
		}
		tab[m][total] -= tab[i][total]
	}
	basis := make([]int, m)
	for i := range basis {
		basis[i] = width + i
	}
	const eps = 1e-7
	for {
		in := slices.IndexFunc(tab[m][:width], func(c float64) bool { return c < -eps })
		if in < 0 {
			return -tab[m][total] < 0.5
		}
		out, best := -1, math.Inf(1)
		for i := range m {
			if tab[i][in] > eps {
				if q := tab[i][total] / tab[i][in]; q < best-eps || q < best+eps && out >= 0 && basis[i] < basis[out] {
					out, best = i, q
				}
			}
		}
		if out < 0 {
			return true
		}
		basis[out] = in
		p := tab[out][in]
		for j := range tab[out] {
			tab[out][j] /= p
		}
		for i := range tab {
			if i == out || tab[i][in] == 0 {
				continue
			}
			c := tab[i][in]
			for j := range tab[i] {
				tab[i][j] -= c * tab[out][j]
			}
		}
	}
}

// A planted tail is either explained by a ledger, which is shown and checked
// here, or clashes; the other solver agrees that the clash is one, and that
// nothing in it is superfluous.
func TestPlantedTailsAreDecidedAsByAnotherSolver(t *testing.T) {
	d := publication(t)
	r := rand.New(rand.NewPCG(20230101, 3))
	explained, clashed := 0, 0
	cases := 500
	if stride() > 1 {
		cases = 20
	}
	for n := 0; n < cases; {
		i := r.IntN(len(d.figures))
		f := d.figures[i]
		if f.Blank || f.Ref.Annex == 0 {
			continue
		}
		n++
		by := money.Amount(1+r.IntN(5)) * money.Cent
		if r.IntN(2) == 0 {
			by = -by
		}
		name := fmt.Sprintf("%s by %s", f.Ref, by)
		planted := d.With(i, f.Amount+by)
		report := Check(planted)
		e := report.Joint
		if e.Undecided {
			t.Errorf("%s: not decided", name)
			continue
		}
		if e.Clashes == nil {
			explained++
			if e.Point == nil {
				t.Fatalf("%s: no ledger is shown", name)
			}
			for j := range e.Point {
				if x := planted.figures[j]; x.Blank && e.Point[j] != 0 || !x.Blank && e.Point[j].Rounded() != x.Amount {
					t.Errorf("%s: the ledger has %s where %s is printed", name, e.Point[j], x.Amount)
				}
			}
			for j := range report.Relations {
				x := &report.Relations[j]
				if c := planted.compare(x); c.Verdict != Inconsistent && !satisfied(x, e.Point) {
					t.Errorf("%s: the ledger does not satisfy %s %s", name, x.Rule.ID, x.Key)
				}
			}
			continue
		}
		clashed++
		for _, clash := range e.Clashes {
			if feasible(planted, clash) {
				t.Errorf("%s: the other solver finds amounts for the clash of %d", name, len(clash))
			}
			for j := range clash {
				if rest := slices.Delete(slices.Clone(clash), j, j+1); !feasible(planted, rest) {
					t.Errorf("%s: %s is superfluous in the clash of %d", name, clash[j].Rule.ID, len(clash))
				}
			}
		}
	}
	t.Logf("%d explained besides what fails alone, %d clashed", explained, clashed)
	if clashed == 0 || explained == 0 {
		t.Errorf("%d explained, %d clashed: one side was never tried", explained, clashed)
	}
}

// Random systems of a dozen figures, with relations that need not form a
// table, against the other solver.
func TestRandomSystemsAreDecidedAsByAnotherSolver(t *testing.T) {
	r := rand.New(rand.NewPCG(7, 11))
	rule, atMost := &Rule{ID: "some"}, &Rule{ID: "at most", AtMost: true}
	yes, no := 0, 0
	for n := range 3000 / stride() {
		d := &Document{}
		exact := make([]money.Amount, 4+r.IntN(9))
		for i := range exact {
			exact[i] = money.Amount(r.IntN(60_000) - 20_000)
		}
		var relations []Relation
		for range 1 + r.IntN(6) {
			x := Relation{Rule: rule}
			if r.IntN(4) == 0 {
				x.Rule = atMost
			}
			off := money.Amount(0)
			for i := range exact {
				switch r.IntN(5) {
				case 0:
					x.Left = append(x.Left, Operand{i, 1})
					off += exact[i]
				case 1:
					x.Right = append(x.Right, Operand{i, 1})
					off -= exact[i]
				}
			}
			x.Right = append(x.Right, Operand{len(exact), 1}) // what makes it hold
			exact = append(exact, off)
			relations = append(relations, x)
		}
		for i, a := range exact {
			f := Figure{Amount: a.Rounded()}
			if r.IntN(3) == 0 {
				f.Amount += money.Amount(r.IntN(3)-1) * money.Cent
			}
			f.Ref.Row = fmt.Sprint(i)
			d.figures = append(d.figures, f)
		}
		// figures that several relations share
		for i := range relations {
			if k := r.IntN(len(exact)); r.IntN(2) == 0 {
				relations[i].Left = append(relations[i].Left, Operand{k, 1})
				relations[i].Right = append(relations[i].Right, Operand{k, 1})
			}
		}
		point, clash, gaveUp := newSystem(d, relations).solve()
		want := feasible(d, relations)
		if gaveUp || (clash == nil) != want {
			t.Fatalf("case %d: clash %v, given up %v; the other solver says feasible %v", n, clash, gaveUp, want)
		}
		if want {
			yes++
			for i := range point {
				point[i] += d.figures[i].Amount
			}
			for i := range relations {
				if point != nil && !satisfied(&relations[i], point) {
					t.Fatalf("case %d: the point does not satisfy relation %d", n, i)
				}
			}
			continue
		}
		no++
		var some []Relation
		for _, i := range clash {
			some = append(some, relations[i])
		}
		if feasible(d, some) {
			t.Fatalf("case %d: the clash is none", n)
		}
	}
	if yes == 0 || no == 0 {
		t.Errorf("%d feasible, %d not: one side was never tried", yes, no)
	}
}
