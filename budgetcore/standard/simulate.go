package standard

import (
	"math/bits"
	"math/rand/v2"
	"slices"
	"strconv"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// MaxDraws bounds a simulation.
const MaxDraws = 1_000_000

// Simulation draws the uncertain quantities of a model again and again, each by
// itself. It is a caller's to run in slices; the same seed gives the same
// totals everywhere.
type Simulation struct {
	parts  []drawn
	fixed  money.Amount
	source *rand.PCG
	totals []int64 // of the draws done
	draws  int
}

// drawn is an uncertain part with its triangular distribution.
type drawn struct {
	factor
	low, high uint64
	below     uint64 // (high-low) × (expected-low)
	above     uint64 // (high-low) × (high-expected)
	cut       uint64 // draws under it lie below expected
	skewed    bool   // expected is the highest: all lie below
}

// NewSimulation prepares draws (1 to MaxDraws) of a model that can be reckoned.
func NewSimulation(m *Model, reg *Register, seed uint64, draws int) (*Simulation, error) {
	if draws < 1 || draws > MaxDraws {
		return nil, message.DrawsUnclear.Error(draws, money.Group(MaxDraws))
	}
	r, err := m.Reckon(reg)
	if err != nil {
		return nil, err
	}
	s := &Simulation{source: rand.NewPCG(seed, 0), draws: draws, totals: make([]int64, 0, draws)}
	for i := range r.Steps {
		q := &r.Steps[i].Quantity
		if q.Low == q.High {
			s.fixed += r.Steps[i].Amount
			continue
		}
		span, a, b := uint64(q.High-q.Low), uint64(q.Expected-q.Low), uint64(q.High-q.Expected)
		d := drawn{factor: r.Steps[i].factor, low: uint64(q.Low), high: uint64(q.High), below: span * a, above: span * b, skewed: b == 0}
		if !d.skewed {
			d.cut, _ = bits.Div64(a, 0, span)
		}
		s.parts = append(s.parts, d)
	}
	return s, nil
}

// Run makes up to n more draws and returns how many are done.
func (s *Simulation) Run(n int) (done int) {
	for range min(n, s.draws-len(s.totals)) {
		total := s.fixed
		for i := range s.parts {
			d := &s.parts[i]
			total += d.amount(d.draw(s.source.Uint64()))
		}
		s.totals = append(s.totals, int64(total))
	}
	return len(s.totals)
}

// draw is the quantity at u of 2⁶⁴ of the distribution.
func (d *drawn) draw(u uint64) int64 {
	if d.skewed || u < d.cut {
		v, _ := bits.Mul64(u, d.below)
		return int64(d.low + root(v))
	}
	v, _ := bits.Mul64(^u, d.above)
	return int64(d.high - root(v))
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
		n := d.Exceeding(*budget)
		share := Fraction{uint64(n), uint64(max(d.Draws, 1)), ""}
		lines = append(lines, message.DrawsExceed.With(budget.GroupedExact(), money.Group(int64(n)), money.Group(int64(d.Draws)), share.Percent()))
	}
	return append(lines, message.DrawsApart.With())
}
