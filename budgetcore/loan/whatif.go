package loan

import (
	"suanpan/budgetcore/draws"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// byNumber is what the budget year needs for any number of loans of an
// assumption. It is exact: loans are spread over the months, one of each month
// for so many as there are months.
type byNumber struct {
	amount int64 // of one loan, 分
	// Of the first r of such a round, r from 0 to all of it: the subsidies that are
	// paid in the year, and the rates of the reward.
	paid  []money.Amount
	rates []int64
}

// numbered works out one loan of each month of an assumption.
func (t *Terms) numbered(a *Assumption, year int) (*byNumber, error) {
	if err := a.Check(); err != nil {
		return nil, err
	}
	months := a.months()
	b := &byNumber{int64(a.Amount), make([]money.Amount, months+1), make([]int64, months+1)}
	for k := range months {
		l := a.loan(k, 1)
		r, err := Compute(Portfolio{l}, t)
		if err != nil {
			return nil, err
		}
		of := r.Year(year)
		each, rate := of.Paid.All().Subsidy, int64(0)
		if l.Granted.Year() == year {
			reward, err := t.On(Reward, l.Granted)
			if err != nil {
				return nil, err
			}
			rate = reward.n
		}
		for n := range b.paid {
			granted := a.granted(k, int64(n))
			b.paid[n] += each * money.Amount(granted)
			b.rates[n] += rate * granted
		}
	}
	return b, nil
}

// add adds so many loans to what is paid and to the reward before it is rounded.
func (b *byNumber) add(count int64, paid *money.Amount, reward *wide) {
	last := int64(len(b.paid) - 1)
	rounds, rest := count/last, count%last
	*paid += b.paid[last]*money.Amount(rounds) + b.paid[rest]
	reward.add(b.amount, b.rates[last]*rounds+b.rates[rest])
}

// less takes them out.
func (b *byNumber) less(count int64, paid *money.Amount, reward *wide) {
	var without money.Amount
	var times wide
	b.add(count, &without, &times)
	*paid -= without
	reward.sub(times)
}

// Counting is what the budget year of an estimate needs with any number of
// loans of one of its assumptions, everything else as it is. It is exact: the
// same as an estimate of the model with that number.
type Counting struct {
	year   int
	terms  *Terms
	of     *byNumber
	others int64        // loans beside those of the assumption
	paid   money.Amount // their subsidies that are paid in the year
	reward wide         // and their reward, before it is rounded
}

// Counting returns the need by the number of loans of assumption i. It costs a
// computation of as many loans as the assumption has months.
func (e *Estimate) Counting(i int) (*Counting, error) {
	a := &e.Model.Assumptions[i]
	of, err := e.Terms.numbered(a, e.Model.Year)
	if err != nil {
		return nil, err
	}
	c := &Counting{year: e.Model.Year, terms: e.Terms, of: of, others: e.loans() - a.Count, paid: e.Of.Paid.All().Subsidy, reward: e.Of.reward}
	of.less(a.Count, &c.paid, &c.reward)
	return c, nil
}

// loans is how many loans there are, counts added.
func (e *Estimate) loans() (n int64) {
	for k := range e.Portfolio {
		n += e.Portfolio[k].Count
	}
	return n
}

// With returns the need with a in the place of the assumption.
func (c *Counting) With(a Assumption) (*Counting, error) {
	other := *c
	var err error
	other.of, err = c.terms.numbered(&a, c.year)
	return &other, err
}

// Most is the largest number of loans that the limits allow.
func (c *Counting) Most() int64 { return MaxLoans - c.others }

// Need is what the year needs with so many loans of the assumption, from 0 to
// Most.
func (c *Counting) Need(count int64) money.Amount {
	paid, reward := c.paid, c.reward
	c.of.add(count, &paid, &reward)
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

// Explain says where the need passes a goal.
func (m *Meeting) Explain(goal money.Amount) []message.Message {
	if m.Within < 0 {
		return []message.Message{message.LoansSeekNever.With(m.ReachNeed.GroupedExact())}
	}
	lines := []message.Message{message.LoansSeekWithin.With(money.Group(m.Within), m.WithinNeed.GroupedExact(), (goal - m.WithinNeed).GroupedExact())}
	switch {
	case m.Reach < 0:
		lines = append(lines, message.LoansSeekShort.With(money.Group(m.Within)))
	case m.Reach != m.Within:
		lines = append(lines, message.LoansSeekReach.With(money.Group(m.Reach), m.ReachNeed.GroupedExact()))
	}
	return lines
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

// Ranges is what the budget year needs by the numbers of loans that have a
// range, everything else as it is.
type Ranges struct {
	// Of are the assumptions with a range, by their places.
	Of      []int
	numbers []draws.Range
	by      []*byNumber
	paid    money.Amount // of all others, in the year
	reward  wide         // and their reward, before it is rounded
}

// Ranges returns the need by the numbers that have a range.
func (e *Estimate) Ranges() (*Ranges, error) {
	r := &Ranges{paid: e.Of.Paid.All().Subsidy, reward: e.Of.reward}
	for i := range e.Model.Assumptions {
		a := &e.Model.Assumptions[i]
		if !a.ranged() {
			continue
		}
		b, err := e.Terms.numbered(a, e.Model.Year)
		if err != nil {
			return nil, err
		}
		b.less(a.Count, &r.paid, &r.reward)
		r.Of, r.by = append(r.Of, i), append(r.by, b)
		r.numbers = append(r.numbers, draws.Range{Low: a.Low, Expected: a.Count, High: a.High})
	}
	if _, high := r.Ends(); high >= money.Limit {
		return nil, message.EstimateTooLarge.Error()
	}
	return r, nil
}

// Need is what the year needs with so many loans of each of the assumptions Of.
func (r *Ranges) Need(counts []int64) money.Amount {
	paid, reward := r.paid, r.reward
	for i, n := range counts {
		r.by[i].add(n, &paid, &reward)
	}
	return paid + money.Amount(reward.over(rateWhole))
}

// Ends are the needs with all numbers low and with all of them high.
func (r *Ranges) Ends() (low, high money.Amount) {
	lows, highs := make([]int64, len(r.Of)), make([]int64, len(r.Of))
	for i, n := range r.numbers {
		lows[i], highs[i] = n.Low, n.High
	}
	return r.Need(lows), r.Need(highs)
}

// Tornado returns a bar for each assumption with a range, by its place in the
// model, the one that matters most first.
func (r *Ranges) Tornado() []draws.Bar {
	var bars []draws.Bar
	counts := make([]int64, len(r.numbers))
	for i, n := range r.numbers {
		counts[i] = n.Expected
	}
	for i, n := range r.numbers {
		b := draws.Bar{Of: r.Of[i]}
		counts[i] = n.Low
		b.Low = r.Need(counts)
		counts[i] = n.High
		b.High = r.Need(counts)
		counts[i] = n.Expected
		bars = append(bars, b)
	}
	return draws.Tornado(bars)
}

// Simulation prepares draws of the numbers, in the order of the assumptions.
func (r *Ranges) Simulation(seed uint64, n int) (*draws.Simulation, error) {
	return draws.New(seed, n, r.numbers, r.Need)
}

// Lever is one value that an estimate rests on, a tenth less and a tenth more.
type Lever struct {
	// Assumption is the id of the one that it is of, "" where it is of the loans of
	// the table, or is the LPR.
	Assumption string
	Of         *message.Text
	// Low and High are the value at its ends, in Unit where there is one; "" where
	// it is many.
	Low, High string
	Unit      *message.Text
}

// Name says which value it is, with its ends where these are given.
func (l *Lever) Name() message.Message {
	switch {
	case l.Assumption == "":
		return l.Of.With()
	case l.Unit == nil:
		return message.LoanLeverIs.With(l.Assumption, l.Of, l.Low, l.High)
	}
	return message.LoanLeverIn.With(l.Assumption, l.Of, l.Low, l.High, l.Unit)
}

// Tenths returns what each of the values does that are assumed: the number, the
// size and the rate of the loans of each assumption, the size and the rate of
// those of the table, and the LPR of every day. Numbers and rates are cut to
// whole loans and 0.0001 %, amounts to 分. A value that the rules do not allow
// at one of its ends is left out. Bars are by the place of the lever.
func (e *Estimate) Tenths() ([]Lever, []draws.Bar, error) {
	var levers []Lever
	var bars []draws.Bar
	add := func(l Lever, need func(tenths int64) (money.Amount, error)) {
		low, err := need(9)
		if err != nil {
			return
		}
		high, err := need(11)
		if err != nil {
			return
		}
		bars = append(bars, draws.Bar{Of: len(levers), Low: low, High: high})
		levers = append(levers, l)
	}
	ends := func(write func(tenths int64) string) (low, high string) { return write(9), write(11) }
	for i := range e.Model.Assumptions {
		a := e.Model.Assumptions[i]
		a.Low, a.High = 0, 0
		c, err := e.Counting(i)
		if err != nil {
			return nil, nil, err
		}
		l := Lever{Assumption: a.ID, Of: message.LoanLeverCount}
		l.Low, l.High = ends(func(n int64) string { return money.Group(a.Count * n / 10) })
		add(l, func(n int64) (money.Amount, error) {
			if a.Count*n/10 > c.Most() {
				return 0, message.LoanTooMany.Error(MaxLoans)
			}
			return c.Need(a.Count * n / 10), nil
		})
		with := func(change func(a *Assumption, n int64)) func(n int64) (money.Amount, error) {
			return func(n int64) (money.Amount, error) {
				b := a
				change(&b, n)
				c, err := c.With(b)
				if err != nil {
					return 0, err
				}
				return c.Need(a.Count), nil
			}
		}
		l.Of, l.Unit = message.LoanLeverSize, message.LoanUnits[amountForm]
		l.Low, l.High = ends(func(n int64) string { return (a.Amount * money.Amount(n) / 10).String() })
		add(l, with(func(a *Assumption, n int64) { a.Amount = a.Amount * money.Amount(n) / 10 }))
		l.Of, l.Unit = message.LoanLeverRate, message.LoanUnits[rateForm]
		l.Low, l.High = ends(func(n int64) string { return (a.Rate * Rate(n) / 10).String() })
		add(l, with(func(a *Assumption, n int64) { a.Rate = a.Rate * Rate(n) / 10 }))
	}
	whole := func(change func(m *Model, t *Terms, n int64)) func(n int64) (money.Amount, error) {
		return func(n int64) (money.Amount, error) {
			m, t := *e.Model, *e.Terms
			change(&m, &t, n)
			r, err := Compute(m.Portfolio(), &t)
			if err != nil {
				return 0, err
			}
			return r.Year(m.Year).Need, nil
		}
	}
	table := func(change func(l *Loan, n int64)) func(n int64) (money.Amount, error) {
		return whole(func(m *Model, _ *Terms, n int64) {
			loans := append(Portfolio(nil), m.Loans...)
			for i := range loans {
				change(&loans[i], n)
			}
			m.Loans = loans
		})
	}
	if len(e.Model.Loans) > 0 {
		add(Lever{Of: message.LoanLeverTableSize}, table(func(l *Loan, n int64) {
			l.Amount = l.Amount * money.Amount(n) / 10
			parts := append([]PartRepayment(nil), l.Parts...)
			for i := range parts {
				parts[i].Amount = parts[i].Amount * money.Amount(n) / 10
			}
			l.Parts = parts
		}))
		add(Lever{Of: message.LoanLeverTableRate}, table(func(l *Loan, n int64) { l.Rate = l.Rate * Rate(n) / 10 }))
	}
	if len(e.Portfolio) > 0 {
		add(Lever{Of: message.LoanLeverLPR}, whole(func(_ *Model, t *Terms, n int64) {
			entries := append([]Dated(nil), t[LPR]...)
			for i := range entries {
				entries[i].n = entries[i].n * n / 10
			}
			t[LPR] = entries
		}))
	}
	return levers, draws.Tornado(bars), nil
}
