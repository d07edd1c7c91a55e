package disclosure

import (
	"flag"
	"slices"
	"testing"
	"time"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/money"
)

var strict = flag.Bool("strict", false, "hold the cost to the bars, not to a few times as much")

// TestCostAfterAnEdit measures all that is disclosed, once more after an edit
// and the first time. The bars are those of the page; a busy machine is given
// more unless strict.
func TestCostAfterAnEdit(t *testing.T) {
	median := func(n int, do func(i int)) time.Duration {
		took := make([]time.Duration, n)
		for i := range took {
			start := time.Now()
			do(i)
			took[i] = time.Since(start)
		}
		slices.Sort(took)
		return took[n/2]
	}
	d := open(t)
	edit := median(60, func(i int) {
		if err := d.Now.Apply(budget.Edit{Op: budget.Set, Line: "L59", Amount: money.Amount(i+1) * money.Wan}); err != nil {
			t.Fatal(err)
		}
		next, err := d.Next(d.Now)
		if err != nil {
			t.Fatal(err)
		}
		next.Report()
		d = next
	})
	first := median(15, func(int) {
		fresh, err := New(d.Now, d.Base)
		if err != nil {
			t.Fatal(err)
		}
		fresh.Report()
	})
	t.Logf("annexes, text and checks after an edit: %v, the first time: %v", edit, first)
	slack := time.Duration(4)
	if *strict {
		slack = 1
	}
	if edit > slack*16*time.Millisecond {
		t.Errorf("after an edit %v, want 16 ms", edit)
	}
	if first > slack*50*time.Millisecond {
		t.Errorf("the first time %v, want 50 ms", first)
	}
}
