package training_test

import (
	"errors"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"suanpan/budgetcore/articulation"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/published"
	"suanpan/budgetcore/statement"
	"suanpan/budgetcore/training"
)

var untouched = sync.OnceValue(func() *ledger.Ledger {
	l, err := ledger.New(published.Dataset(), ledger.KeepTails)
	if err != nil {
		panic(err)
	}
	return l
})

// cellsOf are the printed cells of an untouched annex.
func cellsOf(t *testing.T, annex int) [][]string {
	t.Helper()
	table := statement.BuildAll(untouched(), untouched()).Table(annex, "")
	cells := [][]string{table.Header()}
	for i := range table.Lines {
		cells = append(cells, table.Lines[i].Record())
	}
	return cells
}

// The copy differs from the print in the answer and nowhere else; the answer is
// marked right, every other cell is not; the checks say why.
func TestPlantedExercises(t *testing.T) {
	for p := range training.Plantings {
		if p.Claims() {
			continue
		}
		seen := map[string]bool{}
		for seed := range uint64(6) {
			x, err := training.NewExercise(untouched(), builtIn(), p, seed)
			if err != nil {
				t.Fatal(err)
			}
			got, err := x.Cells()
			if err != nil {
				t.Fatal(err)
			}
			want := cellsOf(t, x.Table.Annex)
			var changed []string
			for i := range want {
				for j := range want[i] {
					if got[i][j] != want[i][j] {
						changed = append(changed, want[0][j])
						if !x.Mark(i-1, want[0][j]).Right {
							t.Errorf("%s %d: the broken cell %d %s is not the answer", p, seed, i, want[0][j])
						}
						seen[want[i][0]+want[0][j]] = true
					} else if i > 0 && x.Mark(i-1, want[0][j]).Right {
						t.Errorf("%s %d: the sound cell %d %s is marked right", p, seed, i, want[0][j])
					}
				}
			}
			row, columns := x.Answer()
			if !slices.Equal(changed, columns) {
				t.Errorf("%s %d: %v changed, the answer is %v", p, seed, changed, columns)
			}
			if p == training.ShiftedColumn != (len(columns) == 2) {
				t.Errorf("%s %d: %v", p, seed, columns)
			}
			if len(x.Why) < 1 || x.Told.In(message.ZH) == "" || x.Why[0].In(message.ZH) == "" || x.Why[0].In(message.EN) == "" {
				t.Errorf("%s %d: not explained: %v", p, seed, x.Why)
			}
			if strings.Contains(x.Ask.In(message.EN), p.Name().In(message.EN)) {
				t.Errorf("%s %d: the task says what was done", p, seed)
			}
			if x.Mark(row, "nowhere").Right || x.Mark(-1, columns[0]).Right || x.Mark(10_000, columns[0]).Right || x.MarkClaim(true).Right {
				t.Errorf("%s %d: an answer that is none is right", p, seed)
			}
			again, err := training.NewExercise(untouched(), builtIn(), p, seed)
			if err != nil {
				t.Fatal(err)
			}
			if cells, _ := again.Cells(); !reflect.DeepEqual(cells, got) {
				t.Errorf("%s %d: one seed, two exercises", p, seed)
			}
		}
		if len(seen) < 3 {
			t.Errorf("%s: only %d places from six seeds", p, len(seen))
		}
	}
}

// A whole figure that is broken is named by each relation that the checks find
// broken: the learner can know which it is.
func TestTheChecksFindWhatWasPlanted(t *testing.T) {
	base := articulation.Check(articulation.New(statement.BuildAll(untouched(), untouched()), nil, articulation.Places(untouched())))
	for _, p := range []training.Planting{training.UnitSlip, training.SwappedDigits, training.EditedTotal, training.ShiftedColumn} {
		x, err := training.NewExercise(untouched(), builtIn(), p, 42)
		if err != nil {
			t.Fatal(err)
		}
		report := articulation.Check(articulation.New(x.Book, nil, articulation.Places(untouched())))
		introduced, _ := report.Since(base)
		row, columns := x.Answer()
		for _, f := range introduced {
			if !f.Amounts {
				continue
			}
			if !slices.ContainsFunc(report.Document.Refs(f), func(r statement.Ref) bool {
				return r.Annex == x.Table.Annex && r.Row == x.Table.Lines[row].Path && slices.Contains(columns, r.Column)
			}) {
				t.Errorf("%s: %s is about something else", p, report.Document.Explain(f).In(message.EN))
			}
		}
	}
}

func TestClaims(t *testing.T) {
	for _, c := range []struct {
		planting training.Planting
		isError  bool
		says     string
	}{{training.TailCalledError, false, "a tail, no error"}, {training.ErrorCalledTail, true, "rounding alone explains a difference below"}} {
		asked := map[string]bool{}
		for seed := range uint64(8) {
			x, err := training.NewExercise(untouched(), builtIn(), c.planting, seed)
			if err != nil {
				t.Fatal(err)
			}
			if !x.MarkClaim(c.isError).Right || x.MarkClaim(!c.isError).Right || x.Mark(0, "total").Right {
				t.Errorf("%s %d is marked wrongly", c.planting, seed)
			}
			if s := x.Why[0].In(message.EN); !strings.Contains(s, c.says) {
				t.Errorf("%s %d: %s", c.planting, seed, s)
			}
			asked[x.Ask.In(message.ZH)] = true
		}
		if len(asked) < 3 {
			t.Errorf("%s: only %d statements from eight seeds", c.planting, len(asked))
		}
	}
}

// The lesson says the figures that everybody who adds up annex 2 meets.
func TestTailLesson(t *testing.T) {
	steps, err := training.TailLesson(untouched())
	if err != nil {
		t.Fatal(err)
	}
	var all strings.Builder
	for _, s := range steps {
		for _, lang := range []message.Lang{message.ZH, message.EN} {
			all.WriteString(s.Title.In(lang) + "\n" + s.Say.In(lang) + "\n")
		}
	}
	for _, want := range []string{"131,297.27", "131,297.24", "0.03", "0.055", "0.005"} {
		if !strings.Contains(all.String(), want) {
			t.Errorf("nothing says %s in\n%s", want, all.String())
		}
	}
	if len(steps[0].Figures) != 11 {
		t.Errorf("%d figures are printed, want ten units and their total", len(steps[0].Figures))
	}
	if len(steps) != 8 || len(steps[2].Figures) == 0 || len(steps[5].Figures) == 0 {
		t.Errorf("%d steps", len(steps))
	}
	if testing.Verbose() {
		t.Log(all.String())
	}
}

// A budget without figures is told so, and not built on.
func TestASmallBudgetIsRefused(t *testing.T) {
	ds := *published.Dataset()
	ds.Lines = nil
	l, err := ledger.New(&ds, ledger.KeepTails)
	if err != nil {
		t.Fatal(err)
	}
	var said *message.Error
	for p := range training.Plantings {
		if _, err := training.NewExercise(l, builtIn(), p, 1); !errors.As(err, &said) {
			t.Errorf("%s: %v", p, err)
		}
	}
	if _, err := training.TailLesson(l); !errors.As(err, &said) {
		t.Errorf("the lesson: %v", err)
	}
	if n := len(training.NewDrills(&ds, builtIn()).Cards()); n < 200 {
		t.Errorf("%d drills without lines", n)
	}
}
