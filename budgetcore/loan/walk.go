package loan

import (
	"math/bits"

	"suanpan/budgetcore/money"
)

// plan is what the terms make of a loan: all that its months need.
type plan struct {
	loan *Loan
	// borne is the borrower's part of the rate, subsidised the rest.
	borne, subsidised Rate
	// cap is on the eligible principal, for a firm with all its heads.
	cap, perHead money.Amount
	proportional bool
	dayCount     int
	// end is the first day after the loan, subsidyEnd the first without subsidy.
	end, subsidyEnd Date
}

func (t *Terms) plan(l *Loan) (plan, error) {
	p := plan{loan: l}
	lookups := [...]Series{LPR, BorrowerMargin, DayCount, PersonCap, PersonTerm, PersonSubsidyTerm, HeadsRule, FirmCapPerHead}
	if l.Borrower == Firm {
		lookups[3], lookups[4], lookups[5] = FirmCap, FirmTerm, FirmSubsidyTerm
	}
	var n [len(lookups)]int64
	for i, s := range lookups {
		if i > 5 && l.Borrower == Person {
			break
		}
		d, err := t.On(s, l.contract())
		if err != nil {
			return plan{}, err
		}
		n[i] = d.n
	}
	p.borne = min(max(Rate(n[0]-n[1]), 0), l.Rate)
	p.subsidised = l.Rate - p.borne
	p.dayCount, p.cap = int(n[2]), money.Amount(n[3])
	if l.Borrower == Firm {
		p.proportional, p.perHead = n[6] == headsProportional, money.Amount(n[7])
		p.cap = p.capFor(l.Heads)
	}
	p.end = l.due()
	if l.Repaid != 0 {
		p.end = l.Repaid
	}
	p.subsidyEnd = min(p.end, l.Granted.AddMonths(int(min(n[4], n[5]))))
	return p, nil
}

// capFor is a firm's cap for so many heads, where p.cap is that of the whole.
func (p *plan) capFor(heads int64) money.Amount {
	return min(p.perHead*money.Amount(heads), p.cap)
}

func (p *plan) first() Month { return p.loan.Granted.Month() }

// last is the month of the loan's last day.
func (p *plan) last() Month {
	if p.end.day() == 1 {
		return p.end.Month() - 1
	}
	return p.end.Month()
}

// step is one month of a loan. The amounts are of one loan, not of Count.
type step struct {
	Month Month
	// Days the loan stands and the subsidised ones of these, as the day count has
	// them.
	Days, Subsidised int32
	// Heads that count, of a firm.
	Heads int64
	// Standing and Eligible are principal × days in 分 × days, Eligible without
	// the share of heads.
	Standing, Eligible int64
	Interest, Subsidy  money.Amount
}

// span is a run of days with one principal.
type span struct {
	days              int32
	standing, counted money.Amount
	subsidised        bool
}

// walk goes through the months of a loan.
type walk struct {
	*plan
	thirty           bool
	at, to, sub      int32 // ordinals: where it stands, the end, the end of subsidy
	month            Month
	principal        money.Amount
	instalments      int
	change, part     int
	heads            int64
	interest, bounty int64 // what Standing and Eligible are divided by
	// spans of the last month are kept where keep says so.
	keep  bool
	spans []span
}

func (p *plan) walk() walk {
	thirty := p.dayCount == thirty360
	base := dayBases[p.dayCount] * rateWhole
	return walk{
		plan: p, thirty: thirty, at: p.loan.Granted.ordinal(thirty), to: p.end.ordinal(thirty), sub: p.subsidyEnd.ordinal(thirty),
		month: p.first(), principal: p.loan.Amount, heads: p.loan.Heads, interest: base, bounty: base,
	}
}

// next gives the next month; false after the last.
func (w *walk) next(s *step) bool {
	l := w.loan
	if w.month > w.last() {
		return false
	}
	m := w.month
	w.month++
	start, stop := int32(m)*30, int32(m)*30+30
	if !w.thirty {
		start = m.start()
		stop = start + int32(m.days())
	}
	stop = min(stop, w.to)
	*s = step{Month: m, Heads: w.heads}
	limit := w.cap
	if l.Borrower == Firm {
		after := min(w.end, (m + 1).on(1))
		for w.change < len(l.Changes) && l.Changes[w.change].On < after {
			w.heads = l.Changes[w.change].Heads
			w.change++
		}
		s.Heads = min(w.heads, l.Heads)
		if !w.proportional {
			limit = w.capFor(s.Heads)
		}
	}
	w.spans = w.spans[:0]
	for w.at < stop {
		until := w.event(m, start, stop)
		days := until - w.at
		if days > 0 {
			s.Days += days
			s.Standing += int64(w.principal) * int64(days)
			eligible := w.at < w.sub
			if eligible {
				s.Subsidised += days
				s.Eligible += int64(min(w.principal, limit)) * int64(days)
			}
			if w.keep {
				w.spans = append(w.spans, span{days, w.principal, min(w.principal, limit), eligible})
			}
		}
		w.at = until
	}
	s.Interest = money.Amount(rounded(s.Standing*int64(l.Rate), w.interest))
	if l.Borrower == Firm && w.proportional {
		s.Subsidy = money.Amount(roundedWide(uint64(s.Eligible*int64(w.subsidised)), uint64(s.Heads), uint64(w.bounty*l.Heads)))
	} else {
		s.Subsidy = money.Amount(rounded(s.Eligible*int64(w.subsidised), w.bounty))
	}
	return true
}

// event makes the repayments of the day the walk stands on and returns the
// day up to which nothing changes.
func (w *walk) event(m Month, start, stop int32) int32 {
	l := w.loan
	until := stop
	if w.at < w.sub {
		until = min(until, w.sub)
	}
	switch {
	case l.Repayment == Equal && m > l.Granted.Month():
		day := min(l.Granted.day(), m.days())
		if w.thirty {
			day = min(day, 30)
		}
		if at, k := start+int32(day)-1, int(m-l.Granted.Month()); k > w.instalments {
			if at > w.at {
				return min(until, at)
			}
			w.instalments = k
			w.principal = l.Amount - l.Amount*money.Amount(k)/money.Amount(l.Term)
		}
	default:
		for w.part < len(l.Parts) {
			at := l.Parts[w.part].On.ordinal(w.thirty)
			if at > w.at {
				return min(until, at)
			}
			w.principal -= l.Parts[w.part].Amount
			w.part++
		}
	}
	return until
}

// rounded is n ÷ d rounded half up; neither is negative. n is below 10¹⁰ × 31 ×
// 10⁶, d at most 365 × 10⁶.
func rounded(n, d int64) int64 { return (n + d/2) / d }

// roundedWide is a × b ÷ d rounded half up, in 128 bits; b ≤ d's factor of
// heads, so that the quotient fits 64.
func roundedWide(a, b, d uint64) int64 {
	hi, lo := bits.Mul64(a, b)
	lo, carry := bits.Add64(lo, d/2, 0)
	q, _ := bits.Div64(hi+carry, lo, d)
	return int64(q)
}

// wide is a sum of products in 128 bits.
type wide struct{ hi, lo uint64 }

func (w *wide) add(a, b int64) {
	hi, lo := bits.Mul64(uint64(a), uint64(b))
	var carry uint64
	w.lo, carry = bits.Add64(w.lo, lo, 0)
	w.hi += hi + carry
}

// sub takes a sum out that was added.
func (w *wide) sub(o wide) {
	var borrow uint64
	w.lo, borrow = bits.Sub64(w.lo, o.lo, 0)
	w.hi -= o.hi + borrow
}

// over is the sum ÷ d, rounded half up.
func (w wide) over(d uint64) int64 {
	lo, carry := bits.Add64(w.lo, d/2, 0)
	q, _ := bits.Div64(w.hi+carry, lo, d)
	return int64(q)
}
