package session

import (
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// cells returns what the row of a line shows, by column.
func cells(t *testing.T, s *Session, key string) map[string]string {
	t.Helper()
	s.Reveal(key)
	i := s.GridIndex(key)
	if i < 0 {
		t.Fatalf("no row %s", key)
	}
	fields := strings.Split(s.GridWindow(i, 1, message.EN), "\x1f")[5:]
	heads := strings.Split(s.GridColumns(message.EN), "\x1e")
	if len(fields) != len(heads) {
		t.Fatalf("%d cells under %d heads", len(fields), len(heads))
	}
	shown := make(map[string]string)
	for n, head := range heads {
		id, _, _ := strings.Cut(head, "\x1f")
		_, text, _ := strings.Cut(fields[n], "|")
		shown[id] = text
	}
	return shown
}

func TestColumnsAreChosenSizedAndKept(t *testing.T) {
	s, _ := start(t)
	for _, id := range []string{ColumnPercent, ColumnShare, ColumnFunction, ColumnEconomic, ColumnNote} {
		s.ShowColumn(id, true)
	}
	s.ShowColumn(ColumnSource, false)
	s.ShowColumn(ColumnDraft, false) // always stays
	s.SetColumnWidth(ColumnName, 7)  // never narrower than can be taken hold of
	if err := s.Commit("L07", ColumnDraft, "124.5", noon); err != nil {
		t.Fatal(err)
	}
	got := cells(t, s, "L07")
	for id, want := range map[string]string{
		ColumnFunction: "2080105", ColumnPublished: "83.00", ColumnDraft: "124.50", ColumnChange: "+41.50", ColumnPercent: "+50.0", ColumnShare: "0.09",
	} {
		if got[id] != want {
			t.Errorf("%s shows %q, want %q", id, got[id], want)
		}
	}
	if _, there := got[ColumnSource]; there {
		t.Error("a hidden column is shown")
	}
	if group := cells(t, s, "g.spending.208"); group[ColumnShare] != "95.26" || group[ColumnPercent] != "+0.0" {
		t.Errorf("the group shows %v", group)
	}
	again, _ := start(t)
	again.ChooseColumns(s.ColumnsChosen())
	if a, b := again.GridColumns(message.ZH), s.GridColumns(message.ZH); a != b {
		t.Errorf("chosen %q, after a restart %q", b, a)
	}
	usual, _ := start(t)
	for _, nonsense := range []string{"", "draft:100", "name:x", "unit:5,draft:9"} {
		again.UsualColumns()
		again.ChooseColumns(nonsense)
		if a, b := again.ColumnsChosen(), usual.ColumnsChosen(); a != b {
			t.Errorf("%q chose %q", nonsense, a)
		}
	}
}

// Two routes to a percentage: whole numbers here, fractions there.
func TestPercentagesAreRoundedHalfAwayFromZero(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n, d := rapid.Int64Range(-1e13, 1e13).Draw(t, "n"), rapid.Int64Range(1, 1e13).Draw(t, "d")
		decimals := rapid.IntRange(1, 2).Draw(t, "decimals")
		want := new(big.Rat).Mul(big.NewRat(n, d), big.NewRat(100, 1)).FloatString(decimals) // rounds half away from zero
		if strings.Trim(want, "-0.") == "" {
			want = strings.TrimPrefix(want, "-")
		}
		if abs := new(big.Rat).Abs(big.NewRat(n, d)); abs.Cmp(big.NewRat(1e9, 1)) < 0 {
			if got := ratio(money.Amount(n), money.Amount(d), decimals); got != want {
				t.Fatalf("%d/%d is %s %%, want %s", n, d, got, want)
			}
		}
	})
}

func TestFillingDownIsOneStep(t *testing.T) {
	s, _ := start(t)
	before := s.Totals()
	n, err := s.FillDown("L05", "L07", noon)
	if err != nil || n != 2 {
		t.Fatalf("%d lines, %v", n, err)
	}
	for _, id := range []string{"L05", "L06", "L07"} {
		if got := cells(t, s, id)[ColumnDraft]; got != "1,494.79" {
			t.Errorf("%s states %s", id, got)
		}
	}
	if _, ok := s.Undo(); !ok || s.Totals().Spending != before.Spending {
		t.Error("one undo does not take it back")
	}
	for _, rows := range [][2]string{{"L05", "L05"}, {"L07", "L05"}, {"nowhere", "L05"}} {
		if _, err := s.FillDown(rows[0], rows[1], noon); err == nil {
			t.Errorf("%v was filled", rows)
		}
	}
}

func TestDoubtfulLinesAreThoseWithSomethingWrong(t *testing.T) {
	s, _ := start(t)
	s.Filter("", false, true)
	lines, _, on := s.Shown()
	if !on || lines != 4 { // project spending from other sources, whose names the publication does not give
		t.Errorf("%d published lines are doubtful", lines)
	}
	for _, l := range []budget.Line{
		{ID: "N1", Function: "2080105", Kind: budget.Personnel, Source: budget.GeneralPublicBudget, Economic: "30201", Amount: money.Wan},
		{ID: "N2", Function: "2080105", Kind: budget.Project, Project: "甲", Amount: money.Wan},
	} {
		if err := s.Apply(budget.Edit{Op: budget.Add, New: &l}, noon); err != nil {
			t.Fatal(err)
		}
	}
	for id, want := range map[string]bool{"N1": true, "N2": true, "L07": false, "L61": true} {
		if got := s.GridIndex(id) >= 0; got != want {
			t.Errorf("%s shown: %v, want %v", id, got, want)
		}
	}
}

func TestDoubtfulLinesIncludeThoseThatMakeAnnexesContradict(t *testing.T) {
	s, _ := start(t)
	for _, l := range []string{"L07", "E24"} { // of these only 公务接待费 meets another annex that does not move
		if err := s.Apply(budget.Edit{Op: budget.Set, Line: l, Amount: 95 * money.Wan}, noon); err != nil {
			t.Fatal(err)
		}
	}
	s.Filter("", false, true)
	if s.GridIndex("E24") < 0 || s.GridIndex("L07") >= 0 {
		t.Error("shown are not the lines behind a contradiction that the draft brings")
	}
	s.Filter("", false, false)
	s.Undo()
	s.Filter("", false, true)
	if s.GridIndex("E24") >= 0 {
		t.Error("a line is still shown after its contradiction is gone")
	}
}
