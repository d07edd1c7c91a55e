package ledger_test

import (
	"fmt"
	"strings"
	"testing"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/published"
)

func TestWhatWasUndoneAndTypedOverIsLeftBehind(t *testing.T) {
	l := open(t)
	for i, e := range []budget.Edit{set("L28", 1), set("L06", 2), set("L02", 3)} {
		if err := l.Apply(e); err != nil {
			t.Fatal(i, err)
		}
	}
	l.Undo()
	l.Undo()
	if err := l.Apply(set("L30", 4)); err != nil {
		t.Fatal(err)
	}
	d := l.Draft()
	if len(d.Left) != 1 || d.Left[0].After != 1 || len(d.Left[0].Edits) != 2 || d.Left[0].Edits[1].Amount != 3 {
		t.Fatalf("left: %+v", d.Left)
	}
	again, err := budget.ReadDraft(strings.NewReader(string(d.AppendJSON(nil))), "d.json", published.Dataset())
	if err != nil {
		t.Fatal(err)
	}
	l, err = ledger.Replay(published.Dataset(), again, ledger.KeepTails)
	if err != nil {
		t.Fatal(err)
	}
	l.Undo()
	if err := l.Apply(set("L31", 5)); err != nil {
		t.Fatal(err)
	}
	if left := l.Draft().Left; len(left) != 2 || len(left[0].Edits) != 2 || left[1].After != 1 || left[1].Edits[0].Line != "L30" {
		t.Fatalf("after another turn, left: %+v", left)
	}
}

// A run of edits that fits one by one and not together took back the edit
// before it as well.
func TestARefusedRunTakesBackOnlyItself(t *testing.T) {
	l := open(t)
	for n := 0; l.Apply(add(budget.Line{ID: fmt.Sprintf("N%d", n), Amount: money.Limit - 1})) == nil; n++ {
	}
	if err := l.Apply(set("N0", 0)); err != nil { // room for one or two more
		t.Fatal(err)
	}
	known, _ := l.Edits()
	run := make([]budget.Edit, 3)
	for i := range run {
		run[i] = add(budget.Line{ID: fmt.Sprintf("M%d", i), Amount: money.Limit - 1})
		run[i].Joined = i > 0
		if err := l.Check(run[i]); err != nil {
			t.Fatal(err)
		}
	}
	if err := l.ApplyAll(run); err == nil {
		t.Fatal("the run was taken")
	}
	if now, all := l.Edits(); now != known || all != known || len(l.Draft().Left) != 0 {
		t.Errorf("%d of %d edits in effect, %d before; left: %v", now, all, known, l.Draft().Left)
	}
}

func TestALockedLedgerRefusesEveryChange(t *testing.T) {
	l := open(t)
	for _, e := range []budget.Edit{set("L28", 1), set("L06", 2)} {
		if err := l.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	l.Undo()
	if err := l.Lock(budget.Lock{Round: budget.FirstUp, At: "2026-11-24T09:00:00+08:00"}); err != nil {
		t.Fatal(err)
	}
	seal, before := l.Draft().Seal(), state(l)
	for name, do := range map[string]func() error{
		"an edit":           func() error { return l.Apply(set("L28", 7)) },
		"a run of edits":    func() error { return l.ApplyAll([]budget.Edit{set("L28", 7), set("L06", 7)}) },
		"another lock":      func() error { return l.Lock(budget.Lock{}) },
		"another name":      func() error { return l.SetName("二稿") },
		"income":            func() error { return l.SetIncome(budget.Fixed) },
		"posts":             func() error { return l.SetPosts([]budget.Posts{{Unit: "403001", Posts: 1}}) },
		"ceilings":          func() error { return l.SetCeilings([]budget.Ceiling{{Amount: 1}}) },
		"another identity":  func() error { return l.SetID("N1", budget.Origin{}) },
		"a look at an edit": func() error { return l.Check(set("L28", 7)) },
	} {
		if err := do(); err == nil || !strings.Contains(err.Error(), "first up") {
			t.Errorf("%s: %v", name, err)
		}
	}
	if _, ok := l.Undo(); ok {
		t.Error("an edit was undone")
	}
	if _, ok := l.Redo(); ok {
		t.Error("an edit was made again")
	}
	if state(l) != before || l.Draft().Seal() != seal {
		t.Error("something changed")
	}
	l.Seek(0)
	l.Seek(1)
	if state(l) != before || l.Draft().Seal() != seal {
		t.Error("looking back changed something")
	}
	copied := l.Draft().UpTo(1)
	if copied.Lock.On() || copied.From.Seal != seal || copied.From.Edits != 1 || len(copied.Edits) != 1 {
		t.Errorf("a scenario from the round: %+v", copied)
	}
	again, err := ledger.Replay(published.Dataset(), copied, ledger.KeepTails)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Apply(set("L28", 9)); err != nil || l.Draft().Seal() != seal || len(l.Draft().Edits) != 2 {
		t.Errorf("going on in a copy: %v", err)
	}
}
