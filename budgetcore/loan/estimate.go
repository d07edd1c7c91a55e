package loan

import (
	"math/big"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// PublishedNeed is what the 2023 budget provides for subsidy and reward, line
// PublishedLine: 1,000.00 万元 (annex 5, 2130804; part two 五(一)6).
const (
	PublishedNeed = 1000 * money.Wan
	PublishedLine = "L59"
	PublishedYear = 2023
)

// Estimate is what a model comes to, beside what was published.
type Estimate struct {
	Model     *Model
	Terms     *Terms
	Portfolio Portfolio
	*Result
	// Of is the row of the budget year.
	Of YearRow
	// Published and Of.Need − Published.
	Published, Difference money.Amount
	// ImpliedLoans is how many loans the published amount pays for at the need of
	// a loan that has a payment in the year, rounded down; 0 if none has.
	ImpliedLoans int64
	// Average is the subsidised rate of the loans paid in the year, by principal
	// and days; Implied the one at which they and the reward need what was
	// published. Both are rounded to 0.0001 %; Implied is −1 where the reward alone
	// is more, or nothing is paid in the year.
	Average, Implied Rate
}

// Estimate works the model out under the default terms with its own in their
// place.
func (m *Model) Estimate() (*Estimate, error) {
	if err := CheckYear(m.Year); err != nil {
		return nil, message.At("year", err)
	}
	e := &Estimate{Model: m, Terms: DefaultTerms().With(&m.Terms), Portfolio: m.Portfolio(), Published: PublishedNeed, Implied: -1}
	var err error
	if e.Result, err = Compute(e.Portfolio, e.Terms); err != nil {
		return nil, err
	}
	e.Of = e.Year(m.Year)
	e.Difference = e.Of.Need - e.Published
	if e.Of.Need > 0 {
		n := new(big.Int).Mul(big.NewInt(int64(e.Published)), big.NewInt(e.Of.PaidLoans))
		e.ImpliedLoans = n.Quo(n, big.NewInt(int64(e.Of.Need))).Int64()
	}
	weight := new(big.Rat)
	for k, n := range e.Of.eligible {
		weight.Add(weight, big.NewRat(n, dayBases[k]))
	}
	paid := e.Of.Paid.All()
	if weight.Sign() > 0 {
		e.Average = rateOf(paid.Subsidy, weight)
		if rest := e.Published - e.Of.Reward; rest >= 0 {
			e.Implied = rateOf(rest, weight)
		}
	}
	return e, nil
}

// rateOf is the yearly rate at which weight, in 分 × years, bears a.
func rateOf(a money.Amount, weight *big.Rat) Rate {
	q := new(big.Rat).Quo(big.NewRat(int64(a), 1), weight)
	q.Mul(q, big.NewRat(2*rateWhole, 1))
	n := new(big.Int).Quo(q.Num(), q.Denom())
	if !n.IsInt64() {
		return -1
	}
	return Rate((n.Int64() + 1) / 2)
}

// Notes says how the estimate compares with what was published, and which of
// the values it rests on are unverified.
func (e *Estimate) Notes() []message.Message {
	var notes []message.Message
	if e.Model.Year != PublishedYear {
		notes = append(notes, message.LoanOtherYear.With(PublishedYear, e.Model.Year))
	}
	if e.ImpliedLoans > 0 {
		notes = append(notes, message.LoanImpliedLoans.With(e.Published.Grouped(), money.Group(e.ImpliedLoans), money.Group(e.Of.PaidLoans)))
	}
	if e.Implied >= 0 {
		notes = append(notes, message.LoanImpliedRate.With(e.Published.Grouped(), e.Implied, e.Average))
	}
	var unverified []any
	for s := range AllSeries {
		for i := range e.Terms[s] {
			if e.Terms[s][i].Status == Unverified {
				unverified = append(unverified, s.Name())
				break
			}
		}
	}
	if len(unverified) > 0 {
		notes = append(notes, message.LoanRestsOn.With(list(unverified)))
	}
	return notes
}

// list joins words with the comma of the language.
func list(words []any) message.Message {
	all := message.LoanListFirst.With(words[0])
	for _, w := range words[1:] {
		all = message.LoanListNext.With(all, w)
	}
	return all
}
