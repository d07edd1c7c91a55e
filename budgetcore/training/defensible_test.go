package training_test

import (
	"slices"
	"testing"

	"suanpan/budgetcore/articulation"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/statement"
	"suanpan/budgetcore/training"
)

// found are the relations that an exercise breaks.
func found(book *statement.Book, base *articulation.Report) []*articulation.Finding {
	report := articulation.Check(articulation.New(book, nil, articulation.Places(untouched())))
	introduced, _ := report.Since(base)
	return slices.DeleteFunc(introduced, func(f *articulation.Finding) bool { return !f.Amounts })
}

// mended is a book in which some cells are others.
func mended(book *statement.Book, cells map[statement.Ref]statement.Cell) *statement.Book {
	tables := slices.Clone(book.Tables)
	for i, t := range tables {
		c := *t
		c.Lines = slices.Clone(t.Lines)
		for r := range c.Lines {
			c.Lines[r].Cells = slices.Clone(c.Lines[r].Cells)
		}
		tables[i] = &c
	}
	b := statement.NewBook(tables)
	for r, c := range cells {
		*b.Cell(r) = c
	}
	return b
}

func figure(a money.Amount) statement.Cell {
	return statement.Cell{Now: ledger.Sum{Amount: a, Lines: 1}}
}

// An answer that is marked wrong cannot be defended: no other cell of the annex,
// given another figure or put a column on or back, makes all that the checks
// found go away.
func TestNoOtherAnswerIsDefensible(t *testing.T) {
	base := articulation.Check(articulation.New(statement.BuildAll(untouched(), untouched()), nil, articulation.Places(untouched())))
	for _, p := range []training.Planting{training.ShiftedColumn, training.UnitSlip, training.SwappedDigits, training.EditedTotal} {
		for seed := range uint64(2) {
			x, err := training.NewExercise(untouched(), builtIn(), p, seed)
			if err != nil {
				t.Fatal(err)
			}
			broken := found(x.Book, base)
			report := articulation.Check(articulation.New(x.Book, nil, articulation.Places(untouched())))
			row, right := x.Answer()
			tried := 0
			// to mend all is to mend the first
			for _, q := range report.Document.Refs(broken[0]) {
				if q.Annex != x.Table.Annex || q.Row == x.Table.Lines[row].Path && slices.Contains(right, q.Column) {
					continue
				}
				var repairs []map[statement.Ref]statement.Cell
				cell, at := *x.Book.Cell(q), x.Table.Column(q.Column)
				for _, f := range broken {
					for _, by := range []money.Amount{f.Difference, -f.Difference} {
						repairs = append(repairs, map[statement.Ref]statement.Cell{q: figure(cell.Now.Amount + by)})
					}
				}
				for _, c := range []int{at - 1, at + 1} {
					if c < 0 || c >= len(x.Table.Columns) {
						continue
					}
					beside := q
					beside.Column = x.Table.Columns[c].ID
					repairs = append(repairs, map[statement.Ref]statement.Cell{q: *x.Book.Cell(beside), beside: cell})
				}
				for _, r := range repairs {
					tried++
					if len(found(mended(x.Book, r), base)) == 0 {
						t.Errorf("%s %d: %s would explain all, too", p, seed, q)
					}
				}
			}
			if tried == 0 {
				t.Errorf("%s %d: nothing else could be tried", p, seed)
			}
			// the answer itself does explain all
			if p != training.ShiftedColumn {
				at := statement.Ref{Annex: x.Table.Annex, Part: x.Table.Part, Row: x.Table.Lines[row].Path, Column: right[0]}
				was := *statement.BuildAll(untouched(), untouched()).Cell(at)
				if n := len(found(mended(x.Book, map[statement.Ref]statement.Cell{at: was}), base)); n > 0 {
					t.Errorf("%s %d: %d findings stay with the figure as it was", p, seed, n)
				}
			}
		}
	}
}

// What is said to an answer is true: near is the row, or what the checks name.
func TestNearAnswersAreToldApart(t *testing.T) {
	x, err := training.NewExercise(untouched(), builtIn(), training.UnitSlip, 3)
	if err != nil {
		t.Fatal(err)
	}
	row, right := x.Answer()
	said := map[string]int{}
	for i := range x.Table.Lines {
		for _, c := range x.Table.Columns {
			m := x.Mark(i, c.ID)
			if m.Right && m.Near {
				t.Errorf("row %d %s is right and near", i, c.ID)
			}
			if i == row && c.ID != right[0] && m.Say.Text != message.MarkedRow {
				t.Errorf("in the row of the error it says %s", m.Say.In(message.EN))
			}
			said[m.Say.In(message.EN)]++
		}
	}
	if len(said) != 4 || said[message.MarkedNear.In(message.EN)] == 0 {
		t.Errorf("said: %v", said)
	}
}

// A seed that is to choose the kind chooses all of them in turn.
func TestEveryPlantingIsChosen(t *testing.T) {
	n := map[training.Planting]int{}
	for seed := range uint64(200) {
		p := training.PlantingOf(seed)
		if p != training.PlantingOf(seed) {
			t.Fatal("one seed, two kinds")
		}
		n[p]++
	}
	for p := range training.Plantings {
		if n[p] < 10 {
			t.Errorf("%s comes %d times in 200", p, n[p])
		}
	}
}

func BenchmarkExercise(b *testing.B) {
	p := training.NewPlanter(untouched(), builtIn())
	longest, seed := 0, uint64(0)
	for b.Loop() {
		for planting := range training.Plantings {
			m, n := p.Begin(planting, seed), 1
			for m.Try() {
				n++
			}
			longest = max(longest, n)
		}
		seed++
	}
	b.ReportMetric(float64(longest), "tries")
}
