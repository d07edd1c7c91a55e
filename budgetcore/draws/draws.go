// Package draws tries uncertain whole numbers out: each in turn at its ends, or
// all of them drawn again and again from a seed.
package draws

import (
	"cmp"
	"math/big"
	"math/bits"
	"math/rand/v2"
	"slices"
	"strconv"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Max bounds a simulation.
const Max = 1_000_000

// Range is a number that may turn out from Low to High, the more often the
// nearer to Expected: 0 ≤ Low ≤ Expected ≤ High < 2³⁰.
type Range struct{ Low, Expected, High int64 }

// Simulation draws numbers again and again, each by itself, from the triangles
// of their ranges. It is a caller's to run in slices; the same seed gives the
// same totals everywhere.
type Simulation struct {
	triangles []triangle
	numbers   []int64 // of one draw
	total     func(numbers []int64) money.Amount
	source    *rand.PCG
	totals    []int64 // of the draws done
	draws     int
}

// New prepares draws, 1 to Max of them, of what total makes of the numbers.
func New(seed uint64, draws int, ranges []Range, total func(numbers []int64) money.Amount) (*Simulation, error) {
	if draws < 1 || draws > Max {
		return nil, message.DrawsUnclear.Error(draws, money.Group(Max))
	}
	s := &Simulation{
		numbers: make([]int64, len(ranges)), total: total,
		source: rand.NewPCG(seed, 0), totals: make([]int64, 0, draws), draws: draws,
	}
	for _, r := range ranges {
		s.triangles = append(s.triangles, newTriangle(r))
	}
	return s, nil
}

// Run makes up to n more draws and returns how many are done.
func (s *Simulation) Run(n int) (done int) {
	for range min(n, s.draws-len(s.totals)) {
		for i := range s.triangles {
			s.numbers[i] = s.triangles[i].at(s.source.Uint64())
		}
		s.totals = append(s.totals, int64(s.total(s.numbers)))
	}
	return len(s.totals)
}

// triangle is the distribution of a range.
type triangle struct {
	low, high uint64
	below     uint64 // (high-low) × (expected-low)
	above     uint64 // (high-low) × (high-expected)
	cut       uint64 // draws under it lie below expected
	skewed    bool   // expected is the highest: all lie below
}

func newTriangle(r Range) triangle {
	span, a, b := uint64(r.High-r.Low), uint64(r.Expected-r.Low), uint64(r.High-r.Expected)
	t := triangle{low: uint64(r.Low), high: uint64(r.High), below: span * a, above: span * b, skewed: b == 0}
	if !t.skewed {
		t.cut, _ = bits.Div64(a, 0, span)
	}
	return t
}

// at is the number at u of 2⁶⁴ of the distribution.
func (t *triangle) at(u uint64) int64 {
	if t.skewed || u < t.cut {
		v, _ := bits.Mul64(u, t.below)
		return int64(t.low + root(v))
	}
	v, _ := bits.Mul64(^u, t.above)
	return int64(t.high - root(v))
}

// root is the square root of v, below 2⁶², rounded to the nearest whole number.
func root(v uint64) uint64 {
	if v == 0 {
		return 0
	}
	x := uint64(1) << ((bits.Len64(v) + 1) / 2) // not below the root
	for {
		y := (x + v/x) / 2
		if y >= x {
			break
		}
		x = y
	}
	if v-x*x > x {
		x++
	}
	return x
}

// Bin counts the totals from From to To, both included.
type Bin struct {
	From, To money.Amount
	Count    int
}

const bins = 20

// Distribution is what the draws came to.
type Distribution struct {
	Draws int
	// Lowest and Highest are of all draws; half of them are at most P50, nine
	// tenths at most P90.
	Lowest, P50, P90, Highest money.Amount
	// Bins are of equal width, from the lowest to the highest.
	Bins   []Bin
	totals []int64 // in order
}

// Result orders the draws that are done. There must be one.
func (s *Simulation) Result() *Distribution {
	n := len(s.totals)
	if n == 0 {
		return &Distribution{}
	}
	d := &Distribution{Draws: n, totals: slices.Clone(s.totals)}
	slices.Sort(d.totals)
	nth := func(k int) money.Amount { return money.Amount(d.totals[k-1]) }
	d.Lowest, d.P50, d.P90, d.Highest = nth(1), nth((n+1)/2), nth((9*n+9)/10), nth(n)
	width := (d.Highest-d.Lowest)/bins + 1
	for from := d.Lowest; from <= d.Highest; from += width {
		to := min(from+width-1, d.Highest)
		d.Bins = append(d.Bins, Bin{from, to, d.Exceeding(from-1) - d.Exceeding(to)})
	}
	return d
}

// Exceeding is how many draws cost more than a budget; over Draws it is the
// probability.
func (d *Distribution) Exceeding(budget money.Amount) int {
	at, _ := slices.BinarySearch(d.totals, int64(budget)+1)
	return len(d.totals) - at
}

// Explain says the distribution in lines; budget is one to compare with, or nil.
func (d *Distribution) Explain(seed uint64, budget *money.Amount) []message.Message {
	lines := []message.Message{
		message.DrawsMade.With(money.Group(int64(d.Draws)), strconv.FormatUint(seed, 10)),
		message.DrawsSpread.With(d.Lowest.GroupedExact(), d.P50.GroupedExact(), d.P90.GroupedExact(), d.Highest.GroupedExact()),
	}
	if budget != nil {
		n := int64(d.Exceeding(*budget))
		percent := big.NewRat(100*n, int64(max(d.Draws, 1))).FloatString(2)
		lines = append(lines, message.DrawsExceed.With(budget.GroupedExact(), money.Group(n), money.Group(int64(d.Draws)), percent))
	}
	return append(lines, message.DrawsApart.With())
}

// Bar is what one number does to a total.
type Bar struct {
	// Of is the number, by its place among those of the caller.
	Of int
	// Low and High are the totals with this number at its ends and all others
	// expected. A total may be smaller at the high end.
	Low, High money.Amount
}

// Span is how far the ends are apart.
func (b Bar) Span() money.Amount { return max(b.High-b.Low, b.Low-b.High) }

// Tornado puts the bars that matter most first, equal ones as they stand.
func Tornado(bars []Bar) []Bar {
	slices.SortStableFunc(bars, func(a, b Bar) int { return cmp.Compare(b.Span(), a.Span()) })
	return bars
}
