package standard

import (
	"suanpan/budgetcore/draws"
	"suanpan/budgetcore/money"
)

// NewSimulation prepares draws of the uncertain quantities of a model that can
// be reckoned, in the order of its parts.
func NewSimulation(m *Model, reg *Register, seed uint64, n int) (*draws.Simulation, error) {
	r, err := m.Reckon(reg)
	if err != nil {
		return nil, err
	}
	var (
		fixed   money.Amount
		ranges  []draws.Range
		factors []factor
	)
	for i := range r.Steps {
		s := &r.Steps[i]
		if s.Quantity.Low == s.Quantity.High {
			fixed += s.Amount
			continue
		}
		ranges = append(ranges, draws.Range{Low: s.Quantity.Low, Expected: s.Quantity.Expected, High: s.Quantity.High})
		factors = append(factors, s.factor)
	}
	return draws.New(seed, n, ranges, func(quantities []int64) money.Amount {
		total := fixed
		for i, q := range quantities {
			total += factors[i].amount(q)
		}
		return total
	})
}

// Tornado returns a bar for each quantity with a range, by its step, the one
// that matters most first.
func (r *Result) Tornado() []draws.Bar {
	var bars []draws.Bar
	for i := range r.Steps {
		s := &r.Steps[i]
		if s.Quantity.Low < s.Quantity.High {
			others := r.Total - s.Amount
			bars = append(bars, draws.Bar{Of: i, Low: others + s.Low, High: others + s.High})
		}
	}
	return draws.Tornado(bars)
}
