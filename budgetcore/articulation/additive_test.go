package articulation

import (
	"errors"
	"fmt"
	"math/rand/v2"
	"testing"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/published"
	"suanpan/budgetcore/statement"
)

// addsAsPrinted holds the printed figures of a table against every relation
// whose exact amounts add, and each figure against its neighbours.
func addsAsPrinted(t *testing.T, table *statement.Table) (relations int) {
	t.Helper()
	d := New(statement.NewBook([]*statement.Table{table}), nil, nil)
	printed := make([]money.Amount, len(d.figures))
	for _, x := range d.order {
		for _, r := range x.rows {
			for c := range x.def.Columns {
				cell := table.Lines[r.line].Cells[c]
				p := cell.Now.Amount.Rounded() + cell.Nudge
				if off := p - cell.Now.Amount; off >= money.Cent || -off >= money.Cent {
					t.Errorf("%s is printed %s for %s", d.figures[r.first+c].Ref, p, cell.Now.Amount)
				}
				if cell.Blank() && p != 0 {
					t.Errorf("%s is blank and printed %s", d.figures[r.first+c].Ref, p)
				}
				printed[r.first+c] = p
			}
		}
	}
	for _, rule := range Rules {
		if rule.Kind != Tree && rule.Kind != Across && rule.Kind != Balance || rule.Equations == nil || rule.When != nil {
			continue
		}
		for _, x := range d.relationsOf(rule) {
			if !d.exactly(&x) {
				continue
			}
			relations++
			var off money.Amount
			for _, o := range x.Left {
				off += money.Amount(o.Sign) * printed[o.Figure]
			}
			for _, o := range x.Right {
				off -= money.Amount(o.Sign) * printed[o.Figure]
			}
			if off != 0 {
				t.Errorf("%s %s is off by %s as printed", rule.ID, x.Key, off)
			}
		}
	}
	return relations
}

func TestPublishedAnnexesCanBePrintedSoThatTheyAdd(t *testing.T) {
	l, err := ledger.New(published.Dataset(), ledger.KeepTails)
	if err != nil {
		t.Fatal(err)
	}
	nudged := make(map[int]int)
	for _, def := range statement.Annexes {
		table := statement.Build(def, l, l)
		nudges, err := Additive(table)
		if err != nil {
			t.Errorf("annex %d %s: %v", def.Annex, def.Part, err)
			continue
		}
		nudged[def.Annex] += len(nudges)
		if n := addsAsPrinted(t, table); len(def.Columns) > 0 && def.Annex < 7 && n < 4 {
			t.Errorf("annex %d: only %d sums", def.Annex, n)
		}
	}
	if nudged[2] == 0 || nudged[7] != 0 {
		t.Errorf("nudged figures by annex: %v; annex 2 has tails, annex 7 none", nudged)
	}
	t.Logf("nudged figures by annex: %v", nudged)
}

func TestDraftsCanBePrintedSoThatTheyAdd(t *testing.T) {
	for seed := range uint64(12) {
		l, err := ledger.New(published.Dataset(), ledger.KeepTails)
		if err != nil {
			t.Fatal(err)
		}
		base, err := ledger.New(published.Dataset(), ledger.KeepTails)
		if err != nil {
			t.Fatal(err)
		}
		r := rand.New(rand.NewPCG(seed, 9))
		edits := 6
		if seed%2 == 0 {
			edits = 200 // nearly every line, to any 元
		}
		for range edits {
			i := r.IntN(l.Len())
			a := money.Amount(r.Int64N(int64(900*money.Wan))) / money.Yuan * money.Yuan
			if r.IntN(5) == 0 {
				a = -a
			}
			if err := l.Apply(budget.Edit{Op: budget.Set, Line: l.Line(i).ID, Amount: a}); err != nil {
				t.Fatal(err)
			}
		}
		for _, def := range statement.Annexes {
			table := statement.Build(def, l, base)
			if _, err := Additive(table); err != nil {
				t.Errorf("draft %d, annex %d %s: %v", seed, def.Annex, def.Part, err)
				continue
			}
			addsAsPrinted(t, table)
		}
	}
}

// small is annex 5 with few rows and amounts to any 分.
func small(r *rand.Rand) *statement.Table {
	def := statement.Annex(5)
	t := &statement.Table{Definition: def}
	cell := func(a money.Amount) statement.Cell {
		s := ledger.Sum{Amount: a, Lines: 1}
		return statement.Cell{Now: s, Base: s}
	}
	row := func(path string, level int, p, q, x money.Amount) statement.Row {
		return statement.Row{
			Path: path, Level: level, Texts: []string{path, path},
			Cells: []statement.Cell{cell(p + q + x), cell(p + q), cell(p), cell(q), cell(x)},
		}
	}
	amount := func() money.Amount { return money.Amount(r.Int64N(int64(3 * money.Cent))) }
	var rows []statement.Row
	var sum [3]money.Amount
	for i := range 1 + r.IntN(3) {
		a := [3]money.Amount{amount(), amount(), amount()}
		for k := range a {
			if r.IntN(3) == 0 {
				a[k] = a[k] / money.Cent * money.Cent
			}
			sum[k] += a[k]
		}
		rows = append(rows, row(fmt.Sprintf("20%d", i+1), 1, a[0], a[1], a[2]))
	}
	total := row("合计", 0, sum[0], sum[1], sum[2])
	total.Kind, total.Texts = statement.Total, []string{"", "合计"}
	t.Lines = append([]statement.Row{total}, rows...)
	return t
}

// fewest tries every printing of the inner figures.
func fewest(t *statement.Table) int {
	rows := t.Lines[1:]
	n := 3 * len(rows)
	best := -1
	floor := func(a money.Amount) int64 { return int64(a / money.Cent) }
	near := func(printed int64, a money.Amount) bool {
		return printed == floor(a) || printed == floor(a)+1 && a%money.Cent != 0
	}
	cost := func(printed int64, a money.Amount) int {
		if printed == int64(a.Rounded()/money.Cent) {
			return 0
		}
		return 1
	}
	for bits := range 1 << n {
		total := [3]int64{}
		nudges, ok := 0, true
		check := func(printed int64, c statement.Cell) {
			ok = ok && near(printed, c.Now.Amount)
			nudges += cost(printed, c.Now.Amount)
		}
		for i := range rows {
			var v [3]int64
			for k := range v {
				v[k] = floor(rows[i].Cells[k+2].Now.Amount) + int64(bits>>(3*i+k)&1)
				total[k] += v[k]
				check(v[k], rows[i].Cells[k+2])
			}
			check(v[0]+v[1], rows[i].Cells[1])
			check(v[0]+v[1]+v[2], rows[i].Cells[0])
		}
		for k := range total {
			check(total[k], t.Lines[0].Cells[k+2])
		}
		check(total[0]+total[1], t.Lines[0].Cells[1])
		check(total[0]+total[1]+total[2], t.Lines[0].Cells[0])
		if ok && (best < 0 || nudges < best) {
			best = nudges
		}
	}
	return best
}

func TestAsFewFiguresAsPossibleAreNudged(t *testing.T) {
	none := 0
	for seed := range uint64(600) {
		table := small(rand.New(rand.NewPCG(seed, 5)))
		want := fewest(table)
		nudges, err := Additive(table)
		var said *message.Error
		switch {
		case want < 0:
			none++
			if !errors.As(err, &said) {
				t.Errorf("table %d: %d nudges where no printing adds", seed, len(nudges))
			}
		case err != nil:
			t.Errorf("table %d: %v, %d nudges would do", seed, err, want)
		case len(nudges) != want:
			t.Errorf("table %d: %d nudges, %d would do", seed, len(nudges), want)
		default:
			addsAsPrinted(t, table)
		}
	}
	t.Logf("%d of 600 tables have no such printing", none)
}

func BenchmarkAdditive(b *testing.B) {
	l, err := ledger.New(published.Dataset(), ledger.KeepTails)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		for _, def := range statement.Annexes {
			if _, err := Additive(statement.Build(def, l, l)); err != nil {
				b.Fatal(err)
			}
		}
	}
}
