package session

import (
	"fmt"
	"slices"
	"strings"
	"testing"
	"time"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/published"
)

func TestTheHistoryKeepsWhatWasTypedOverAndLeadsAnywhere(t *testing.T) {
	s, kept := start(t)
	commit := func(line, text string) {
		t.Helper()
		if err := s.Commit(line, ColumnDraft, text, noon); err != nil {
			t.Fatal(err)
		}
	}
	commit("L28", "25405")
	commit("L07", "95")
	commit("L06", "100")
	s.Undo()
	s.Undo()
	commit("L30", "50")
	tell := func() (list []string) {
		for _, p := range s.History() {
			list = append(list, fmt.Sprintf("%d/%d %s %v", p.Number, p.Left, p.Edit.LineID(), p.InEffect))
		}
		return list
	}
	want := []string{"2/0 L30 true", "3/1 L06 false", "2/1 L07 false", "1/0 L28 true"}
	if got := tell(); !slices.Equal(got, want) {
		t.Fatalf("%q, want %q", got, want)
	}
	if says := s.History()[3].Say(s.Dataset()).In(message.ZH); says != "L28 人才住房补贴和新引进人才生活补贴：25,305.00 → 25,405.00 万元（+100.00）" {
		t.Error(says)
	}

	// another scenario from what was left behind, whole or in part
	for n, spending := range map[int]money.Amount{2: 112 * money.Wan, 3: 112*money.Wan + 100*money.Wan - 152_71*money.Cent} {
		file, err := s.Branch(n, 1, "B1", "另案")
		if err != nil {
			t.Fatal(err)
		}
		other, _ := start(t)
		if err := other.Open(file, "b.json"); err != nil {
			t.Fatal(err)
		}
		if got := other.Totals(); got.Spending.Change() != spending || got.Name != "另案" || got.Edits != n {
			t.Errorf("from step %d: %s by %d edits", n, got.Spending.Change(), got.Edits)
		}
	}

	// back, and on again, over a restart
	end := s.Totals()
	if err := s.GoTo(1); err != nil || s.Totals().Spending.Change() != 100*money.Wan {
		t.Fatal(err, s.Totals().Spending.Change())
	}
	again, err := New(published.Dataset(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Restore(*kept); err != nil {
		t.Fatal(err)
	}
	if again.Totals() != s.Totals() || fmt.Sprint(again.History()) == "" || len(again.History()) != 4 {
		t.Error("a restart tells another history")
	}
	if err := again.GoTo(2); err != nil || again.Totals().Spending != end.Spending {
		t.Error("going on does not lead where it was")
	}
}

func TestALockedRoundIsOnlyRead(t *testing.T) {
	s, kept := start(t)
	if err := s.Commit("L28", ColumnDraft, "25405", noon); err != nil {
		t.Fatal(err)
	}
	if err := s.SetCeilings([]budget.Ceiling{{By: budget.FieldUnit, Key: "403006", Amount: 1_700 * money.Wan}, {By: budget.FieldFunction, Key: "208", Amount: 999_999 * money.Wan}}); err != nil {
		t.Fatal(err)
	}
	if s.Over() != 1 || s.Standings()[0].Key != "403006" {
		t.Errorf("%+v", s.Standings())
	}
	if err := s.Lock(budget.FirstUp, noon); err != nil {
		t.Fatal(err)
	}
	file := string(s.File())
	refusals := []error{
		s.Commit("L28", ColumnDraft, "1", noon), s.SetName("b"), s.SetIncome(budget.Fixed), s.SetCeilings(nil), s.GoTo(0), s.Reset(),
		s.Open([]byte(file), "a.json"), s.Lock(budget.SecondUp, noon),
	}
	for i, err := range refusals {
		if err == nil || !strings.Contains(err.Error(), "first up") {
			t.Errorf("refusal %d: %v", i, err)
		}
	}
	if _, ok := s.Undo(); ok || string(s.File()) != file {
		t.Error("it was changed")
	}
	again, err := New(published.Dataset(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Restore(*kept); err != nil || string(again.File()) != file || again.ReadOnly().Text == nil {
		t.Errorf("after a restart: %v", err)
	}
	next, err := again.Branch(1, 0, "C1", "一下")
	if err != nil {
		t.Fatal(err)
	}
	other, _ := start(t)
	if err := other.Open(next, "c.json"); err != nil {
		t.Fatal(err)
	}
	if err := other.Commit("L28", ColumnDraft, "1", noon); err != nil || len(other.Standings()) != 2 {
		t.Errorf("going on in another scenario: %v", err)
	}
	if from := other.Now().Draft().From; from.Seal != again.Now().Draft().Seal() || from.Edits != 1 {
		t.Errorf("it comes from %+v", from)
	}
}

func TestTheDayBeforeIsFound(t *testing.T) {
	s, _ := start(t)
	if err := s.SetAuthor(" 王五 "); err != nil {
		t.Fatal(err)
	}
	for i, day := range []int{29, 29, 30, 31} {
		at := time.Date(2026, 1, day, 17, i, 0, 0, noon.Location())
		if err := s.Apply(budget.Edit{Op: budget.Set, Line: "L28", Amount: money.Amount(i+1) * money.Wan}, at); err != nil {
			t.Fatal(err)
		}
	}
	for _, c := range []struct {
		day, last string
		n         int
	}{{"2026-01-29", "", 0}, {"2026-01-30", "2026-01-29", 2}, {"2026-01-31", "2026-01-30", 3}, {"2026-02-02", "2026-01-31", 4}} {
		if n, last := s.Before(c.day); n != c.n || last != c.last {
			t.Errorf("before %s: step %d of %q, want %d of %q", c.day, n, last, c.n, c.last)
		}
	}
	if by := s.History()[0].Edit.By; by != "王五" {
		t.Errorf("made by %q", by)
	}
	if err := s.SetAuthor(strings.Repeat("长", 300)); err == nil {
		t.Error("a name too long for a file was taken")
	}
}

// What is asked for from outside is checked like what is done on the page, and
// recorded so that a session that follows is the same.
func TestActionsFromOutside(t *testing.T) {
	follower, _ := start(t)
	s, err := New(published.Dataset(), func(e Entry) {
		if err := follower.Follow(e); err != nil {
			t.Fatal(err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	paper := budget.Paper{ID: "E1", Kind: "fixed", Name: "测算", Body: `{"a":[1,2]}`}
	links := []budget.Link{{Line: "L28", Paper: "E1", Part: "all", Wrote: money.Wan, Now: money.Wan}}
	set := []budget.Edit{{Op: budget.Set, Line: "L28", Amount: money.Wan}}
	for _, c := range []struct {
		name string
		body []byte
		want string // of the error
	}{
		{"a link of no paper", EditsAction(set, links), "no estimate"},
		{"a paper", PaperAction(paper, nil), ""},
		{"edits with links", EditsAction(set, links), ""},
		{"edits of no line", EditsAction([]budget.Edit{{Op: budget.Set, Line: "L99", Amount: 1}}, links), "L99"},
		{"a paper anew", PaperAction(budget.Paper{ID: "E1", Kind: "fixed", Body: `{}`}, links), ""},
		{"another paper", PaperAction(budget.Paper{ID: "E2", Kind: "fixed", Body: `{}`}, links), ""},
		{"links alone", LinksAction(links), ""},
		{"a paper without a kind", []byte(`{"do":"papers","paper":{"id":"E3","body":{}}}`), "kind"},
		{"a body that is no object", []byte(`{"do":"papers","paper":{"id":"E3","kind":"x","body":[]}}`), "object"},
		{"dropping", DropAction("E1"), ""},
		{"a name", []byte(`{"do":"name","name":"甲"}`), ""},
		{"undo is no action", []byte(`{"do":"undo"}`), "undo"},
		{"nonsense", []byte(`{"do":"explode"}`), "explode"},
		{"no JSON", []byte(`{"do":`), "action"},
	} {
		before := string(s.File())
		err := s.Act(c.body, noon)
		switch {
		case (err == nil) != (c.want == ""), err != nil && !strings.Contains(err.Error(), c.want):
			t.Errorf("%s: %v, want %q", c.name, err, c.want)
		case err != nil && string(s.File()) != before:
			t.Errorf("%s: refused, and something changed", c.name)
		}
		if string(follower.File()) != string(s.File()) {
			t.Fatalf("%s: the follower has another draft", c.name)
		}
	}
	if p, l := s.Now().Papers(), s.Now().Links(); len(p) != 1 || len(l) != 0 {
		t.Errorf("left are %+v and %+v", p, l)
	}
}
