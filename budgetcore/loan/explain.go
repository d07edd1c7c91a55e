package loan

import (
	"strconv"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Explain says how the subsidy of one month of a loan comes about, as sentences
// that follow from each other, each value with its source and status.
func Explain(l *Loan, t *Terms, month Month) ([]message.Message, error) {
	if err := l.Check(); err != nil {
		return nil, err
	}
	p, err := t.plan(l)
	if err != nil {
		return nil, err
	}
	if month < p.first() || month > p.last() {
		return nil, message.LoanNotThen.Error(clip(l.ID), month, p.first(), p.last())
	}
	w := p.walk()
	w.keep = true
	var s step
	for w.next(&s) && s.Month != month {
	}
	e := explanation{plan: &p, terms: t, step: &s, spans: w.spans}
	if err := e.say(); err != nil {
		return nil, err
	}
	return e.lines, nil
}

type explanation struct {
	*plan
	terms *Terms
	step  *step
	spans []span
	lines []message.Message
}

func (e *explanation) add(t *message.Text, args ...any) { e.lines = append(e.lines, t.With(args...)) }

func (e *explanation) from(s Series, day Date) (*Dated, message.Message, error) {
	return e.terms.from(s, day)
}

// from is the value in force on a day, with words for its status and source.
func (t *Terms) from(s Series, day Date) (*Dated, message.Message, error) {
	d, err := t.On(s, day)
	if err != nil {
		return nil, message.Message{}, err
	}
	return d, message.LoanFrom.With(d.Status.Name(), d.SourceIn()), nil
}

func (e *explanation) say() error {
	l, s := e.loan, e.step
	e.add(message.LoanSayLoan, l.ID, l.Borrower.Name(), l.Amount.GroupedExact(), l.Granted, l.Term, l.due(), l.Rate)
	if l.Repaid != 0 {
		e.add(message.LoanSayRepaid, l.Repaid)
	}
	if l.Count > 1 {
		e.add(message.LoanSayCount, money.Group(l.Count))
	}
	for _, say := range []func() error{e.rate, e.limit, e.days} {
		if err := say(); err != nil {
			return err
		}
	}
	claims, from, err := e.from(Claims, s.Month.on(1))
	if err != nil {
		return err
	}
	if s.Subsidy > 0 {
		after := claims.claims[s.Month%12]
		e.add(message.LoanSayClaim, s.Month, s.Month+Month(after.claim), s.Month+Month(after.paid), from)
	}
	return nil
}

func (e *explanation) rate() error {
	day := e.loan.contract()
	lpr, lprFrom, err := e.from(LPR, day)
	if err != nil {
		return err
	}
	margin, marginFrom, err := e.from(BorrowerMargin, day)
	if err != nil {
		return err
	}
	e.add(message.LoanSayLPR, day, lpr.Value, lprFrom)
	switch {
	case lpr.n < margin.n:
		e.add(message.LoanSayFloor, lpr.Value, margin.Value, marginFrom)
	default:
		e.add(message.LoanSayBorne, lpr.Value, margin.Value, Rate(lpr.n-margin.n), marginFrom)
	}
	if e.subsidised == 0 {
		e.add(message.LoanSayNoRate, e.loan.Rate)
	} else {
		e.add(message.LoanSayRate, e.loan.Rate, e.borne, e.subsidised)
	}
	return nil
}

func (e *explanation) limit() error {
	l, day := e.loan, e.loan.contract()
	if l.Borrower == Person {
		d, from, err := e.from(PersonCap, day)
		if err != nil {
			return err
		}
		e.add(message.LoanSayCap, money.Amount(d.n).GroupedExact(), from)
		e.cut(e.cap)
		return nil
	}
	each, eachFrom, err := e.from(FirmCapPerHead, day)
	if err != nil {
		return err
	}
	whole, wholeFrom, err := e.from(FirmCap, day)
	if err != nil {
		return err
	}
	_, ruleFrom, err := e.from(HeadsRule, day)
	if err != nil {
		return err
	}
	heads := l.Heads
	if !e.proportional {
		heads = e.step.Heads
	}
	limit := e.capFor(heads)
	e.add(message.LoanSayCapHeads, money.Amount(each.n).GroupedExact(), heads, eachFrom, money.Amount(whole.n).GroupedExact(), wholeFrom, limit.GroupedExact())
	e.cut(limit)
	if e.step.Heads < l.Heads || len(l.Changes) > 0 {
		say := message.LoanSayHeadsShare
		if !e.proportional {
			say = message.LoanSayHeadsCap
		}
		e.add(say, e.step.Month, l.Heads, e.step.Heads, ruleFrom)
	}
	return nil
}

func (e *explanation) cut(limit money.Amount) {
	if over := e.loan.Amount - limit; over > 0 {
		e.add(message.LoanSayOver, over.GroupedExact())
	}
}

func (e *explanation) days() error {
	l, s := e.loan, e.step
	count, from, err := e.from(DayCount, l.contract())
	if err != nil {
		return err
	}
	base := dayBases[e.dayCount]
	e.add(message.LoanSayDays, s.Month, s.Days, count.Value, from)
	series, other := PersonTerm, PersonSubsidyTerm
	if l.Borrower == Firm {
		series, other = FirmTerm, FirmSubsidyTerm
	}
	if s.Subsidised < s.Days {
		term, termFrom, err := e.from(series, l.contract())
		if err != nil {
			return err
		}
		if months, f, err := e.from(other, l.contract()); err != nil {
			return err
		} else if months.n < term.n {
			term, termFrom = months, f
		}
		e.add(message.LoanSayTerm, term.Value, e.subsidyEnd, s.Subsidised, termFrom)
	}
	for _, sp := range e.spans {
		e.add(message.LoanSayStanding, sp.standing.YuanGrouped(), sp.days)
	}
	e.add(message.LoanSayInterest, e.product(false), l.Rate, base, s.Interest.YuanGrouped())
	switch {
	case e.subsidised == 0 || s.Eligible == 0:
		e.add(message.LoanSayNothing)
	case l.Borrower == Firm && e.proportional && s.Heads < l.Heads:
		e.add(message.LoanSaySubsidyHeads, e.product(true), e.subsidised, base, s.Heads, l.Heads, s.Subsidy.YuanGrouped())
	default:
		e.add(message.LoanSaySubsidy, e.product(true), e.subsidised, base, s.Subsidy.YuanGrouped())
	}
	e.add(message.LoanSayRest, s.Interest.YuanGrouped(), s.Subsidy.YuanGrouped(), (s.Interest - s.Subsidy).YuanGrouped())
	return nil
}

// product writes principal × days of the month's spans, of the eligible
// principal on subsidised days where subsidised.
func (e *explanation) product(subsidised bool) string {
	text, n := "", 0
	for _, sp := range e.spans {
		a := sp.standing
		if subsidised {
			if a = sp.counted; !sp.subsidised {
				continue
			}
		}
		if n++; n > 1 {
			text += " + "
		}
		text += a.YuanGrouped() + " × " + strconv.Itoa(int(sp.days))
	}
	if n != 1 {
		text = "(" + text + ")"
	}
	return text
}

// Explain says how what the budget year needs comes about: what is paid in it,
// claim by claim, and the reward on its new loans.
func (e *Estimate) Explain() ([]message.Message, error) {
	var lines []message.Message
	add := func(t *message.Text, args ...any) { lines = append(lines, t.With(args...)) }
	year := e.Model.Year
	for i := range e.Claims {
		c := &e.Claims[i]
		if c.Paid.Year() != year {
			continue
		}
		_, from, err := e.Terms.from(Claims, c.First.on(1))
		if err != nil {
			return nil, err
		}
		person, firm, all := c.By[Person].Subsidy, c.By[Firm].Subsidy, c.By.All().Subsidy
		add(message.LoanSayPayment, c.Paid, c.First, c.Last, c.Claim, person.YuanGrouped(), firm.YuanGrouped(), all.YuanGrouped(), from)
	}
	granted := make(map[*Dated]money.Amount)
	for i := range e.Portfolio {
		if l := &e.Portfolio[i]; l.Granted.Year() == year {
			d, err := e.Terms.On(Reward, l.Granted)
			if err != nil {
				return nil, err
			}
			granted[d] += l.Amount * money.Amount(l.Count)
		}
	}
	for i := range e.Terms[Reward] {
		d := &e.Terms[Reward][i]
		if a := granted[d]; a > 0 {
			add(message.LoanSayReward, year, a.YuanGrouped(), d.Value, message.LoanFrom.With(d.Status.Name(), d.SourceIn()))
		}
	}
	paid := e.Of.Paid.All().Subsidy
	add(message.LoanSayNeed, year, paid.YuanGrouped(), e.Of.Reward.YuanGrouped(), e.Of.Need.YuanGrouped())
	return lines, nil
}
