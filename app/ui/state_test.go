package ui

import (
	"errors"
	"fmt"
	"strings"
	"testing"

	"suanpan/app/store"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/statement"
)

// A pen is put to from the middle of a key: it must take any number of records
// while nobody writes.
func TestPenTakesRecordsWhileNobodyWrites(t *testing.T) {
	p := newPen()
	for i := range 10_000 {
		p.put(store.Record{Rev: uint64(i + 1)})
	}
	if p.waiting() != 10_000 {
		t.Errorf("%d records wait", p.waiting())
	}
	p.down()
	if !p.over {
		t.Error("the pen is not down")
	}
}

func TestAnEditIsPendingUntilItIsStored(t *testing.T) {
	st := newState()
	st.session.SetReadOnly(message.Message{})
	if err := st.session.Apply(budget.Edit{Op: budget.Set, Line: "L28", Amount: 25_405 * money.Wan}, editTime()); err != nil {
		t.Fatal(err)
	}
	if st.pen.waiting() != 1 || st.saved.Text != message.SavePending {
		t.Errorf("%d records wait, the page says %q", st.pen.waiting(), st.saved.In(message.EN))
	}
	found := map[string]value{}
	for _, v := range st.values() {
		found[v.key] = v
	}
	if v := found[liveSpending]; v.text != "131,397.24" || v.flags != "*" {
		t.Errorf("spending shows %+v", v)
	}
	if v := found[liveSpendingChange]; v.text != "+100.00" {
		t.Errorf("the change shows %+v", v)
	}
	if v := found[liveGap]; v.text != "0.00" {
		t.Errorf("the gap shows %+v", v)
	}
}

// A gap of less than half a cent is a gap: it must not read 0.00.
func TestAGapThatRoundsToNothingIsShownExactly(t *testing.T) {
	st := newState()
	st.session.SetReadOnly(message.Message{})
	if err := st.session.SetIncome(budget.Fixed); err != nil {
		t.Fatal(err)
	}
	for _, a := range []money.Amount{0, 15_271 * money.Cent} { // 0.00 takes L06's residual with it
		if err := st.session.Apply(budget.Edit{Op: budget.Set, Line: "L06", Amount: a}, editTime()); err != nil {
			t.Fatal(err)
		}
	}
	for _, v := range st.values() {
		if v.key == liveGap && v.text != "-0.0003" {
			t.Errorf("the gap shows %q", v.text)
		}
	}
}

func TestOnlyRefusalsForGoodEndTheWriting(t *testing.T) {
	for _, err := range []error{store.ErrReadOnly, store.ErrConflict, store.ErrNewer} {
		if !refusedForGood(fmt.Errorf("writing: %w", err)) {
			t.Errorf("%v is tried again", err)
		}
	}
	for _, err := range []error{store.ErrFull, store.ErrSlow, errors.New("other")} {
		if refusedForGood(err) {
			t.Errorf("%v ends the writing", err)
		}
	}
}

func TestEveryGridLabelHasWords(t *testing.T) {
	st := newState()
	for _, name := range []string{"grid", "readonly", "empty", "selected", "changed", "unpublished", "error", "estimate", "deleted"} {
		if strings.TrimSpace(st.gridLabel(name)) == "" {
			t.Errorf("label %q is empty", name)
		}
	}
}

func TestHeadsCoverEveryColumnOnce(t *testing.T) {
	for _, d := range statement.Annexes {
		for _, c := range d.Columns {
			if n := len(c.Heads); n < 1 || n > 2 {
				t.Errorf("annex %d, column %s has %d heads; the page prints one or two", d.Annex, c.ID, n)
			}
		}
	}
}

func TestNewStateIsReadOnlyUntilTheDraftIsRead(t *testing.T) {
	st := newState()
	if err := st.session.Apply(budget.Edit{Op: budget.Delete, Line: "L59"}, editTime()); err == nil {
		t.Error("an edit was taken before the stored draft was open")
	}
}
