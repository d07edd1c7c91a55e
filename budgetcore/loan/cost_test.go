package loan_test

import (
	"flag"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"suanpan/budgetcore/loan"
	"suanpan/budgetcore/money"
)

var strict = flag.Bool("strict", false, "hold the cost to the bar, not to a few times as much")

// large is 10,000 loans of 36 months: persons and firms, some in equal parts,
// heads that change.
func large() loan.Portfolio {
	r := rand.New(rand.NewPCG(6, 7))
	p := make(loan.Portfolio, 10_000)
	for i := range p {
		l := random(r, i)
		l.Term, l.Repaid, l.Parts, l.Changes = 36, 0, nil, nil
		if l.Borrower == loan.Firm {
			l.Changes = []loan.HeadChange{{On: l.Granted.AddMonths(7), Heads: l.Heads - 1}, {On: l.Granted.AddMonths(9), Heads: l.Heads}}
		}
		p[i] = l
	}
	return p
}

// TestCostOfAPortfolio measures 10,000 loans × 36 months. The bar is that of
// the page; a busy machine is given more unless strict.
func TestCostOfAPortfolio(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	m := &loan.Model{Year: 2023, Terms: open(), Loans: large()}
	took := make([]time.Duration, 9)
	for i := range took {
		start := time.Now()
		e, err := m.Estimate()
		took[i] = time.Since(start)
		if err != nil {
			t.Fatal(err)
		}
		if e.Total.All().Subsidy < money.Wan {
			t.Fatal("nothing is subsidised")
		}
	}
	slices.Sort(took)
	const bar = 250 * time.Millisecond
	t.Logf("10,000 loans × 36 months: %v", took[len(took)/2])
	slack := time.Duration(4)
	if *strict {
		slack = 1
	}
	if median := took[len(took)/2]; median > slack*bar {
		t.Errorf("10,000 loans × 36 months in %v, want %v", median, bar)
	}
}

// A portfolio allocates for its tables, not for its months.
func TestMonthsDoNotAllocate(t *testing.T) {
	p := large()[:1000]
	terms := open()
	if n := testing.AllocsPerRun(3, func() {
		if _, err := loan.Compute(p, &terms); err != nil {
			t.Fatal(err)
		}
	}); n > 200 {
		t.Errorf("1,000 loans × 36 months allocate %v times", n)
	}
}
