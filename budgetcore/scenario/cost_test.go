package scenario_test

import (
	"fmt"
	"math/rand/v2"
	"testing"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/budget/budgettest"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/scenario"
)

// worked is a ledger of 100,000 lines with 10,000 edits that say when and why.
func worked(tb testing.TB, seed uint64) *ledger.Ledger {
	tb.Helper()
	l, err := ledger.New(large(), ledger.KeepTails)
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

var large = func() func() *budget.Dataset {
	var ds *budget.Dataset
	return func() *budget.Dataset {
		if ds == nil {
			ds = budgettest.Spending(100_000)
		}
		return ds
	}
}()

func BenchmarkReplay10000(b *testing.B) {
	d := worked(b, 1).Draft()
	base, err := ledger.New(large(), ledger.KeepTails)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := base.Replay(d); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkUndo(b *testing.B) {
	l := worked(b, 1)
	for b.Loop() {
		l.Undo()
		l.Redo()
	}
}

func BenchmarkCompare10000(b *testing.B) {
	x, y := worked(b, 1), worked(b, 2)
	for b.Loop() {
		if _, err := scenario.Diff(x, y); err != nil {
			b.Fatal(err)
		}
		if _, err := scenario.Attribute(x, y, scenario.Total{By: budget.FieldFunction, Key: "201"}); err != nil {
			b.Fatal(err)
		}
	}
}

func BenchmarkHistory10000(b *testing.B) {
	l := worked(b, 1)
	for b.Loop() {
		scenario.History(l)
	}
}

func BenchmarkMerge10000(b *testing.B) {
	x, y := worked(b, 1), worked(b, 2)
	base, err := scenario.Common(x, y)
	if err != nil {
		b.Fatal(err)
	}
	for b.Loop() {
		if _, err := scenario.Merge(base, x, y, func(*scenario.Conflict) scenario.Choice { return scenario.Ours }); err != nil {
			b.Fatal(err)
		}
	}
}
