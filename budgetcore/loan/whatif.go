package loan

import "suanpan/budgetcore/money"

// Counting is what the budget year of an estimate needs with any number of
// loans of one of its assumptions, everything else as it is. It is exact: the
// same as an estimate of the model with that number.
type Counting struct {
	year       int
	terms      *Terms
	assumption Assumption
	others     int64        // loans beside those of the assumption
	paid       money.Amount // their subsidies that are paid in the year
	reward     wide         // and their reward, before it is rounded
	each       []money.Amount
	rates      []int64
}

// Counting returns the need by the number of loans of assumption i. It costs a
// computation of as many loans as the assumption has months.
func (e *Estimate) Counting(i int) (*Counting, error) {
	c := &Counting{year: e.Model.Year, terms: e.Terms, paid: e.Of.Paid.All().Subsidy, reward: e.Of.reward}
	a := e.Model.Assumptions[i]
	if err := c.measure(a); err != nil {
		return nil, err
	}
	for k := range e.Portfolio {
		c.others += e.Portfolio[k].Count
	}
	c.others -= a.Count
	for k, each := range c.each {
		n := a.granted(k, a.Count)
		c.paid -= each * money.Amount(n)
		c.reward.less(int64(a.Amount)*n, c.rates[k])
	}
	return c, nil
}

// With returns the need with a in the place of the assumption.
func (c *Counting) With(a Assumption) (*Counting, error) {
	other := *c
	return &other, other.measure(a)
}

// measure finds what one loan of each month of the assumption is paid in the
// year, and the rate of its reward.
func (c *Counting) measure(a Assumption) error {
	if err := a.Check(); err != nil {
		return err
	}
	c.assumption, c.each, c.rates = a, make([]money.Amount, a.months()), make([]int64, a.months())
	for k := range c.each {
		l := a.loan(k, 1)
		r, err := Compute(Portfolio{l}, c.terms)
		if err != nil {
			return err
		}
		of := r.Year(c.year)
		c.each[k] = of.Paid.All().Subsidy
		if l.Granted.Year() != c.year {
			continue
		}
		reward, err := c.terms.On(Reward, l.Granted)
		if err != nil {
			return err
		}
		c.rates[k] = reward.n
	}
	return nil
}

// Most is the largest number of loans that the limits allow.
func (c *Counting) Most() int64 { return MaxLoans - c.others }

// Need is what the year needs with so many loans of the assumption, from 0 to
// Most.
func (c *Counting) Need(count int64) money.Amount {
	paid, reward := c.paid, c.reward
	for k, each := range c.each {
		n := c.assumption.granted(k, count)
		paid += each * money.Amount(n)
		reward.add(int64(c.assumption.Amount)*n, c.rates[k])
	}
	return paid + money.Amount(reward.over(rateWhole))
}

// Meeting is where the need passes a goal as loans are added one by one.
type Meeting struct {
	// Within is the largest number up to which no number needs more than the
	// goal, −1 where even none does.
	Within     int64
	WithinNeed money.Amount
	// Reach is the smallest number that needs the goal or more, −1 where even the
	// largest does not.
	Reach     int64
	ReachNeed money.Amount
}

// Meet finds the whole numbers of loans on both sides of a goal. It goes through
// them one by one: loans are spread over months anew with each, so the need does
// not grow evenly and may even fall a little from one number to the next.
func (c *Counting) Meet(goal money.Amount) Meeting {
	m := Meeting{Within: -1, Reach: -1}
	for n := range c.Most() + 1 {
		need := c.Need(n)
		if m.Reach < 0 && need >= goal {
			m.Reach, m.ReachNeed = n, need
		}
		if need > goal {
			break
		}
		m.Within, m.WithinNeed = n, need
	}
	return m
}
