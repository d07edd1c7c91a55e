package session

import (
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/published"
)

var noon = time.Date(2026, 1, 31, 12, 0, 0, 0, time.FixedZone("CST", 8*3600))

func start(t testing.TB) (*Session, *[]Entry) {
	t.Helper()
	var kept []Entry
	s, err := New(published.Dataset(), func(e Entry) { kept = append(kept, e) })
	if err != nil {
		t.Fatal(err)
	}
	return s, &kept
}

func TestTypingAFigureMovesEveryTotalAboveIt(t *testing.T) {
	s, _ := start(t)
	if err := s.Commit("L28", ColumnDraft, "25,405.00", noon); err != nil {
		t.Fatal(err)
	}
	totals := s.Totals()
	if totals.Spending.Change() != 100*money.Wan || totals.Income.Change() != 100*money.Wan || totals.Gap != 0 {
		t.Errorf("totals %+v", totals)
	}
	window := s.GridWindow(0, s.GridCount(), message.ZH)
	for _, want := range []string{"*|131,397.24\x1f|+100.00", "*|125,172.67\x1f|+100.00", "*|31,647.00\x1f|+100.00", "e*|25,405.00\x1f|+100.00"} {
		if !strings.Contains(window, want) {
			t.Errorf("the grid does not show %q", want)
		}
	}
}

func TestCommitRefusesAndKeepsTheLine(t *testing.T) {
	s, kept := start(t)
	for name, c := range map[string]struct{ key, column, text string }{
		"not a figure":   {"L28", ColumnDraft, "abc"},
		"empty":          {"L28", ColumnDraft, ""},
		"a group":        {"g.spending.208", ColumnDraft, "1"},
		"another column": {"L28", ColumnPublished, "1"},
		"no such line":   {"L99", ColumnDraft, "1"},
		"beyond a line":  {"L28", ColumnDraft, "1000000000"},
		"finer than a 分": {"L28", ColumnDraft, "0.0000001"},
	} {
		if err := s.Commit(c.key, c.column, c.text, noon); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if s.Totals().Edits != 0 || len(*kept) != 0 {
		t.Error("a refused figure left a trace")
	}
}

func TestTypingTheSameFigureIsNoEdit(t *testing.T) {
	s, kept := start(t)
	if err := s.Commit("L28", ColumnDraft, "25305", noon); err != nil || len(*kept) != 0 {
		t.Errorf("%v, %d entries", err, len(*kept))
	}
}

func TestReadOnlySessionRefusesEverything(t *testing.T) {
	s, kept := start(t)
	s.SetReadOnly(message.ReadOnlyHere.With())
	if s.Commit("L28", ColumnDraft, "1", noon) == nil || s.Reset() == nil || s.SetName("x") == nil || s.SetIncome(budget.Fixed) == nil || s.Open(s.File(), "f") == nil {
		t.Error("something was accepted")
	}
	if len(*kept) != 0 {
		t.Error("something was kept")
	}
}

// Whatever a planner does, what was kept brings the same draft back.
func TestWhatIsKeptBringsTheDraftBack(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		var kept []Entry
		s, err := New(published.Dataset(), func(e Entry) { kept = append(kept, e) })
		if err != nil {
			t.Fatal(err)
		}
		ids := []string{"L28", "L52", "L02", "E01", "X04", "M01", "N1", "N2"}
		for range rapid.IntRange(0, 12).Draw(t, "steps") {
			id := rapid.SampledFrom(ids).Draw(t, "line")
			switch rapid.IntRange(0, 8).Draw(t, "action") {
			case 0, 1:
				_ = s.Apply(budget.Edit{Op: budget.Set, Line: id, Amount: money.Amount(rapid.Int64Range(-1e9, 1e9).Draw(t, "amount"))}, noon)
			case 2:
				_ = s.Apply(budget.Edit{Op: budget.Delete, Line: id, Why: "“why”\n"}, noon)
			case 3:
				_ = s.Apply(budget.Edit{Op: budget.Add, New: &budget.Line{ID: s.NewID(), Function: "2080116", Kind: budget.Project, Project: "新", Amount: money.Wan}}, noon)
			case 4:
				_ = s.Apply(budget.Edit{Op: budget.Change, Line: id, Dimensions: []budget.Dimension{{Field: budget.FieldUnit, Value: "403012"}}}, noon)
			case 5:
				s.Undo()
			case 6:
				s.Redo()
			case 7:
				_ = s.SetIncome(budget.IncomeMode(rapid.IntRange(0, 1).Draw(t, "mode")))
			case 8:
				if rapid.Bool().Draw(t, "open") {
					if err := s.Open(s.File(), "draft.json"); err != nil {
						t.Fatal(err)
					}
				} else if err := s.SetName("草稿 \"2\""); err != nil {
					t.Fatal(err)
				}
			}
			if s.Fault() != nil {
				t.Fatal(s.Fault())
			}
		}
		back, err := New(published.Dataset(), nil)
		if err != nil {
			t.Fatal(err)
		}
		if err := back.Restore(kept); err != nil {
			t.Fatal(err)
		}
		if a, b := string(s.File()), string(back.File()); a != b {
			t.Fatalf("kept:\n%s\nback:\n%s", a, b)
		}
		s.FoldAll(true)
		back.FoldAll(true)
		if s.GridWindow(0, 1000, message.ZH) != back.GridWindow(0, 1000, message.ZH) {
			t.Fatal("the grids differ")
		}
	})
}

// A vertical tab comes with text from word processors; a draft file cannot
// carry it, so it must not enter the draft.
func TestWhatADraftFileCannotCarryIsRefused(t *testing.T) {
	s, kept := start(t)
	for name, e := range map[string]budget.Edit{
		"a vertical tab in why":    {Op: budget.Set, Line: "L28", Amount: 1, Why: "按会议\v纪要"},
		"a why that is too long":   {Op: budget.Set, Line: "L28", Amount: 1, Why: strings.Repeat("长", 3000)},
		"a time that is none":      {Op: budget.Set, Line: "L28", Amount: 1, At: "noon"},
		"a break in a new project": {Op: budget.Add, New: &budget.Line{ID: "N1", Project: "甲\n乙", Amount: 1}},
		"a control in a note":      {Op: budget.Change, Line: "L28", Dimensions: []budget.Dimension{{Field: budget.FieldNote, Value: "\x01"}}},
	} {
		if err := s.Apply(e, noon); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if len(*kept) != 0 || s.Totals().Edits != 0 {
		t.Error("something was kept")
	}
}

func TestPasteTakesOneColumnOrNothing(t *testing.T) {
	s, kept := start(t)
	s.FoldAll(true)
	if m, err := s.Paste("L05", ColumnDraft, "1,500.00\r\n￥1,600,000元\n", noon); err != nil || !strings.Contains(m.In(message.EN), "1,660.00") {
		t.Fatalf("%v, %v", m.In(message.EN), err)
	}
	if s.Totals().Edits != 2 || len(*kept) != 1 {
		t.Errorf("%d edits in %d steps", s.Totals().Edits, len(*kept))
	}
	s.Undo()
	for name, tsv := range map[string]string{
		"a second column in a later row": "100\n100\t200",
		"a figure that is none":          "100\nx",
		"a row that is a group":          "1\n2\n3\n4",
		"beyond the end":                 strings.Repeat("1\n", 500),
	} {
		if _, err := s.Paste("L05", ColumnDraft, tsv, noon); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if s.Totals().Edits != 0 || !s.Totals().CanRedo {
		t.Error("a refused paste left a trace, or took what could be redone")
	}
}

func TestWhatIsMadeTogetherIsUndoneTogether(t *testing.T) {
	s, kept := start(t)
	s.FoldAll(true)
	if err := s.Commit("L28", ColumnDraft, "25,405", noon); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Paste("L05", ColumnDraft, "1,500\n160\n90", noon); err != nil {
		t.Fatal(err)
	}
	after := s.Totals()
	said, ok := s.Undo()
	if !ok || s.Totals().Edits != 1 || !strings.Contains(said.In(message.ZH), "等 3 处") {
		t.Errorf("%q leaves %d edits", said.In(message.ZH), s.Totals().Edits)
	}
	s.Redo()
	if s.Totals() != after {
		t.Errorf("redone: %+v, want %+v", s.Totals(), after)
	}
	s.Undo()
	s.Undo()
	if s.Totals().Edits != 0 || s.Totals().Spending.Change() != 0 {
		t.Errorf("undone: %+v", s.Totals())
	}
	s.Redo()
	s.Redo()
	again, _ := start(t)
	if err := again.Restore(*kept); err != nil || again.Totals() != after {
		t.Errorf("restored: %+v, %v", again.Totals(), err)
	}
	if err := again.Open(s.File(), "file"); err != nil {
		t.Fatal(err)
	}
	if again.Undo(); again.Totals().Edits != 1 {
		t.Errorf("from a file %d edits are left", again.Totals().Edits)
	}
}

func TestSnapshotsBoundTheReplay(t *testing.T) {
	s, kept := start(t)
	for n := range 3 * snapshotEvery {
		if err := s.Apply(budget.Edit{Op: budget.Set, Line: "L28", Amount: money.Amount(n)}, noon); err != nil {
			t.Fatal(err)
		}
	}
	snapshots := 0
	for _, e := range *kept {
		if e.Snapshot {
			snapshots++
		}
	}
	if snapshots != 3 {
		t.Errorf("%d snapshots", snapshots)
	}
}

func TestRestoreOfSomethingElseLeavesTheSessionAlone(t *testing.T) {
	s, _ := start(t)
	before := string(s.File())
	for name, e := range map[string]Entry{
		"not JSON":          {Body: []byte("garbage")},
		"another action":    {Body: []byte(`{"do":"dance"}`)},
		"an unknown line":   {Body: []byte(`{"do":"edits","edits":[{"op":"delete","line":"L99"}]}`)},
		"another base":      {Snapshot: true, Body: []byte(`{"format":"suanpan/draft","version":1,"base":"other","edits":[]}`)},
		"an empty snapshot": {Snapshot: true},
	} {
		if err := s.Restore([]Entry{e}); err == nil {
			t.Errorf("%s: accepted", name)
		}
		if string(s.File()) != before {
			t.Errorf("%s: the session changed", name)
		}
	}
}

func TestGridFoldsAndNumbersItsRows(t *testing.T) {
	s, _ := start(t)
	s.FoldAll(false)
	if n := s.GridCount(); n != len(gridSections) {
		t.Fatalf("%d rows when all is folded", n)
	}
	s.Toggle(sectionKey(budget.Income), true)
	if n := s.GridCount(); n != len(gridSections)+12 {
		t.Errorf("%d rows with income unfolded", n)
	}
	row := strings.Split(s.GridWindow(2, 1, message.EN), "\x1f")
	if row[0] != "I01" || row[1] != "2" || row[3] != "1" || row[4] != "12" {
		t.Errorf("first income row %q", row)
	}
	s.Reveal("L28")
	if s.GridIndex("L28") < 0 || s.GridIndex("g.spending.208") < 0 {
		t.Error("L28 was not revealed")
	}
	s.Toggle(codeKey(budget.Spending, "208"), false)
	if s.GridIndex("L28") >= 0 || s.GridIndex("g.spending.20801") >= 0 || s.GridIndex("L55") < 0 {
		t.Error("folding 208 hides what is below it and nothing else")
	}
}

func TestEveryLineAppearsOnceInTheUnfoldedGrid(t *testing.T) {
	s, _ := start(t)
	s.FoldAll(true)
	seen := make(map[string]int)
	for _, row := range strings.Split(s.GridWindow(0, s.GridCount(), message.ZH), "\x1e") {
		seen[strings.SplitN(row, "\x1f", 2)[0]]++
	}
	for _, l := range s.Dataset().Lines {
		if seen[l.ID] != 1 {
			t.Errorf("line %s appears %d times", l.ID, seen[l.ID])
		}
	}
}
