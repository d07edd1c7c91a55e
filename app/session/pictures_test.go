package session

import (
	"testing"

	"pgregory.net/rapid"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/published"
)

// Two routes to each part: the lines themselves, and the totals of the ledger.
func TestPartsAddToTheTotalsOfTheLedger(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		s, err := New(published.Dataset(), nil)
		if err != nil {
			t.Fatal(err)
		}
		for range rapid.IntRange(0, 20).Draw(t, "edits") {
			id := s.ds.Lines[rapid.IntRange(0, len(s.ds.Lines)-1).Draw(t, "line")].ID
			e := budget.Edit{Op: budget.Set, Line: id, Amount: money.Amount(rapid.Int64Range(-1e9, 1e9).Draw(t, "amount"))}
			if rapid.IntRange(0, 5).Draw(t, "op") == 0 {
				e = budget.Edit{Op: budget.Delete, Line: id}
			}
			_ = s.Apply(e, noon) // a line that is gone refuses
		}
		unit := func(l *budget.Line) string { return l.Unit }
		class := func(l *budget.Line) string { return l.Function[:min(3, len(l.Function))] }
		kind := func(l *budget.Line) string { return l.Kind.String() }
		var all Figure
		byClass, byUnit := make(map[string]Figure), make(map[string]Figure)
		for _, p := range s.Parts(unit, class, kind) {
			all.Now, all.Published = all.Now+p.Now, all.Published+p.Published
			u, c := byUnit[p.Keys[0]], byClass[p.Keys[1]]
			byUnit[p.Keys[0]] = Figure{u.Now + p.Now, u.Published + p.Published}
			byClass[p.Keys[1]] = Figure{c.Now + p.Now, c.Published + p.Published}
		}
		if want := s.Totals().Spending; all != want {
			t.Fatalf("parts add to %v, spending is %v", all, want)
		}
		now, base := s.Now().In(budget.Spending), s.Base().In(budget.Spending)
		for code, f := range byClass {
			if want := (Figure{now.Function(code).Amount, base.Function(code).Amount}); code != "" && f != want {
				t.Fatalf("class %s: %v, the ledger has %v", code, f, want)
			}
		}
		for code, f := range byUnit {
			if want := (Figure{now.Unit(code).Amount, base.Unit(code).Amount}); f != want {
				t.Fatalf("unit %q: %v, the ledger has %v", code, f, want)
			}
		}
		most := rapid.IntRange(1, 12).Draw(t, "most")
		steps, others := s.Bridge(most)
		var by money.Amount
		for _, x := range steps {
			by += x.By
		}
		if by != all.Change() {
			t.Fatalf("the bridge leads %s far, the change is %s", by, all.Change())
		}
		if len(steps) > most+1 || (others > 0) != (len(steps) == most+1) {
			t.Fatalf("%d steps and %d others, at most %d", len(steps), others, most)
		}
	})
}
