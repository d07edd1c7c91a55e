package scenario_test

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"sync"
	"testing"
	"time"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/budget/budgettest"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/scenario"
)

// worked is a ledger of 100,000 lines with 10,000 edits that say when and why.
func worked(tb testing.TB, base *ledger.Ledger, seed uint64) *ledger.Ledger {
	tb.Helper()
	l, err := base.Replay(budget.NewDraft(large()))
	if err != nil {
		tb.Fatal(err)
	}
	r := rand.New(rand.NewPCG(seed, 1))
	for i := range 10_000 {
		e := budget.Edit{Op: budget.Set, Line: fmt.Sprintf("L%d", 1+r.IntN(100_000)), Amount: money.Amount(r.IntN(1e9)), At: "2026-11-24T09:00:00+08:00", Why: fmt.Sprint("reason ", i%7)}
		if err := l.Apply(e); err != nil {
			tb.Fatal(err)
		}
	}
	return l
}

var large = sync.OnceValue(func() *budget.Dataset { return budgettest.Spending(100_000) })

var strict = flag.Bool("strict", false, "hold the cost to the bars, not to a few times as much")

// TestCostOfScenarios measures 10,000 edits on 100,000 lines. The bars are those
// of the page; a busy machine is given more unless strict.
func TestCostOfScenarios(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	base, err := ledger.New(large(), ledger.KeepTails)
	if err != nil {
		t.Fatal(err)
	}
	a, b := worked(t, base, 1), worked(t, base, 2)
	d := a.Draft()
	for _, c := range []struct {
		name string
		bar  time.Duration
		do   func() error
	}{
		{"a log is opened", 300 * time.Millisecond, func() error { _, err := base.Replay(d); return err }},
		{"an edit is undone and made again", 16 * time.Millisecond, func() error { a.Undo(); a.Redo(); return nil }},
		{"two drafts are compared, a total explained", 100 * time.Millisecond, func() error {
			if _, err := scenario.Diff(a, b); err != nil {
				return err
			}
			_, err := scenario.Attribute(a, b, scenario.Total{By: budget.FieldFunction, Key: "201"})
			return err
		}},
		{"two drafts are merged", 300 * time.Millisecond, func() error {
			common, err := scenario.Common(a, b)
			if err != nil {
				return err
			}
			_, err = scenario.Merge(common, a, b, func(*scenario.Conflict) scenario.Choice { return scenario.Ours })
			return err
		}},
	} {
		took := make([]time.Duration, 9)
		for i := range took {
			start := time.Now()
			if err := c.do(); err != nil {
				t.Fatal(err)
			}
			took[i] = time.Since(start)
		}
		slices.Sort(took)
		median := took[len(took)/2]
		t.Logf("%s: %v", c.name, median)
		slack := time.Duration(4)
		if *strict {
			slack = 1
		}
		if median > slack*c.bar {
			t.Errorf("%s in %v, want %v", c.name, median, c.bar)
		}
	}
}
