package loan

import (
	"slices"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Sums are interest and who bears it: Interest = Borne + Subsidy.
type Sums struct {
	Interest, Borne, Subsidy money.Amount
}

func (s *Sums) add(o Sums) {
	s.Interest += o.Interest
	s.Borne += o.Borne
	s.Subsidy += o.Subsidy
}

// ByBorrower are the sums of persons and firms.
type ByBorrower [Borrowers]Sums

// All is the sum over the borrowers.
func (b *ByBorrower) All() Sums {
	s := b[Person]
	s.add(b[Firm])
	return s
}

func (b *ByBorrower) add(o *ByBorrower) {
	for i := range b {
		b[i].add(o[i])
	}
}

// MonthRow is one month of interest, and when its subsidy is claimed and paid.
type MonthRow struct {
	Month, Claim, Paid Month
	By                 ByBorrower

	eligible [len(dayBases)]int64 // principal × days that the rate is paid on, 分 × days
}

// ClaimRow is what is claimed in one month for the months First to Last.
type ClaimRow struct {
	Claim, Paid, First, Last Month
	By                       ByBorrower
}

// PaymentRow is what is paid in one month.
type PaymentRow struct {
	Paid Month
	By   ByBorrower
}

// YearRow is one year: what accrues in it, what is paid in it, its new loans
// and the reward on them. Need = Paid + Reward is what the year's budget bears.
type YearRow struct {
	Year    int
	Accrued ByBorrower
	// Paid are the sums of the months whose subsidy is paid in the year.
	Paid ByBorrower
	// New and NewAmount are the loans granted; PaidLoans those with a payment.
	New       [Borrowers]int64
	NewAmount [Borrowers]money.Amount
	PaidLoans int64
	Reward    money.Amount
	Need      money.Amount

	reward   wide
	eligible [len(dayBases)]int64
}

// Result is what a portfolio comes to.
type Result struct {
	Months   []MonthRow
	Claims   []ClaimRow
	Payments []PaymentRow
	Years    []YearRow
	// Loans are the sums of each loan over all its months, in the order of the
	// portfolio, counts included.
	Loans []Sums
	Total ByBorrower
}

// maxAfter is the longest way from a month of interest to its payment.
const maxAfter = 24

// Compute works out a portfolio. Loans that cannot be computed are an error
// that lists them; there is no result then.
func Compute(p Portfolio, t *Terms) (*Result, error) {
	var f faults
	p.check(&f)
	if f.err() != nil {
		return nil, f.err()
	}
	plans := make([]plan, len(p))
	rewards := make([]int64, len(p))
	var first, last Month
	for i := range p {
		l := &p[i]
		made, err := t.plan(l)
		if err == nil {
			var reward *Dated
			if reward, err = t.On(Reward, l.Granted); err == nil {
				rewards[i] = reward.n
			}
		}
		if err != nil {
			f.add(message.At(l.place(i), err))
			continue
		}
		plans[i] = made
		if first == 0 || made.first() < first {
			first = made.first()
		}
		last = max(last, made.last())
	}
	if f.err() != nil {
		return nil, f.err()
	}
	r := &Result{Loans: make([]Sums, len(p))}
	if len(p) == 0 {
		return r, nil
	}
	r.Months = make([]MonthRow, last-first+1)
	for i := range r.Months {
		row := &r.Months[i]
		row.Month = first + Month(i)
		claims, err := t.On(Claims, row.Month.on(1))
		if err != nil {
			return nil, err
		}
		after := claims.claims[row.Month%12]
		row.Claim, row.Paid = row.Month+Month(after.claim), row.Month+Month(after.paid)
	}
	r.Years = make([]YearRow, (last+maxAfter).Year()-first.Year()+1)
	for i := range r.Years {
		r.Years[i].Year = first.Year() + i
	}
	for i := range plans {
		r.Loans[i] = r.run(&plans[i], first)
		l := &p[i]
		y := &r.Years[l.Granted.Year()-first.Year()]
		y.New[l.Borrower] += l.Count
		y.NewAmount[l.Borrower] += l.Amount * money.Amount(l.Count)
		y.reward.add(int64(l.Amount)*l.Count, rewards[i])
	}
	r.gather()
	for _, y := range r.Years {
		if y.Need >= money.Limit || y.NewAmount[Person]+y.NewAmount[Firm] >= money.Limit {
			return nil, message.EstimateTooLarge.Error()
		}
	}
	if all := r.Total.All(); all.Interest >= money.Limit {
		return nil, message.EstimateTooLarge.Error()
	}
	return r, nil
}

// run adds one loan to the months and returns its sums.
func (r *Result) run(p *plan, first Month) Sums {
	var all Sums
	l := p.loan
	count := money.Amount(l.Count)
	paid := uint64(0) // a bit for each year from the first
	w := p.walk()
	var s step
	for w.next(&s) {
		row := &r.Months[s.Month-first]
		sums := Sums{s.Interest * count, (s.Interest - s.Subsidy) * count, s.Subsidy * count}
		row.By[l.Borrower].add(sums)
		all.add(sums)
		if s.Subsidy == 0 {
			continue
		}
		eligible := s.Eligible
		if p.proportional && s.Heads < l.Heads {
			eligible = roundedWide(uint64(eligible), uint64(s.Heads), uint64(l.Heads))
		}
		row.eligible[p.dayCount] += eligible * l.Count
		year := row.Paid.Year() - first.Year()
		bit := uint64(1) << (row.Paid.Year() - p.first().Year())
		if paid&bit == 0 {
			paid |= bit
			r.Years[year].PaidLoans += l.Count
		}
	}
	return all
}

// gather adds the months up into claims, payments and years.
func (r *Result) gather() {
	first := r.Years[0].Year
	for i := range r.Months {
		m := &r.Months[i]
		r.Total.add(&m.By)
		r.Years[m.Month.Year()-first].Accrued.add(&m.By)
		y := &r.Years[m.Paid.Year()-first]
		y.Paid.add(&m.By)
		for k, n := range m.eligible {
			y.eligible[k] += n
		}
		if k := slices.IndexFunc(r.Claims, func(c ClaimRow) bool { return c.Claim == m.Claim && c.Paid == m.Paid }); k >= 0 {
			r.Claims[k].Last = m.Month
			r.Claims[k].By.add(&m.By)
		} else {
			r.Claims = append(r.Claims, ClaimRow{m.Claim, m.Paid, m.Month, m.Month, m.By})
		}
		if k := slices.IndexFunc(r.Payments, func(c PaymentRow) bool { return c.Paid == m.Paid }); k >= 0 {
			r.Payments[k].By.add(&m.By)
		} else {
			r.Payments = append(r.Payments, PaymentRow{m.Paid, m.By})
		}
	}
	slices.SortStableFunc(r.Claims, func(a, b ClaimRow) int { return int(a.Claim - b.Claim) })
	slices.SortStableFunc(r.Payments, func(a, b PaymentRow) int { return int(a.Paid - b.Paid) })
	for i := range r.Years {
		y := &r.Years[i]
		paid := y.Paid.All()
		y.Reward = money.Amount(y.reward.over(rateWhole))
		y.Need = paid.Subsidy + y.Reward
	}
	for n := len(r.Years); n > 1 && r.Years[n-1].empty(); n = len(r.Years) {
		r.Years = r.Years[:n-1]
	}
}

// empty tells that nothing accrues or is paid in the year.
func (y *YearRow) empty() bool {
	return y.Accrued == ByBorrower{} && y.Paid == ByBorrower{} && y.New == [Borrowers]int64{}
}

// Year returns the row of a year, without sums where nothing falls into it.
func (r *Result) Year(year int) YearRow {
	for _, y := range r.Years {
		if y.Year == year {
			return y
		}
	}
	return YearRow{Year: year}
}

// LoanMonth is one month of one loan, of a single one where its Count is more.
type LoanMonth struct {
	Month, Claim, Paid Month
	// Days the loan stands in the month and the subsidised ones of these, by the
	// day count of the terms.
	Days, SubsidisedDays int
	// Heads that count, of a firm.
	Heads int64
	// Spans are the days of the month, a run for each principal.
	Spans []Span
	Sums
}

// Span is a run of days with one principal: Eligible is what of it is within the
// cap, before the share of heads, and 0 once the subsidy has ended.
type Span struct {
	Days                int
	Principal, Eligible money.Amount
}

// Schedule returns the months of one loan.
func Schedule(l *Loan, t *Terms) ([]LoanMonth, error) {
	if err := l.Check(); err != nil {
		return nil, err
	}
	p, err := t.plan(l)
	if err != nil {
		return nil, err
	}
	var months []LoanMonth
	w := p.walk()
	w.keep = true
	var s step
	for w.next(&s) {
		claims, err := t.On(Claims, s.Month.on(1))
		if err != nil {
			return nil, err
		}
		after := claims.claims[s.Month%12]
		spans := make([]Span, len(w.spans))
		for i, sp := range w.spans {
			spans[i] = Span{int(sp.days), sp.standing, sp.counted}
			if !sp.subsidised {
				spans[i].Eligible = 0
			}
		}
		months = append(months, LoanMonth{
			s.Month, s.Month + Month(after.claim), s.Month + Month(after.paid), int(s.Days), int(s.Subsidised), s.Heads, spans,
			Sums{s.Interest, s.Interest - s.Subsidy, s.Subsidy},
		})
	}
	return months, nil
}
