package loan_test

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"
	"time"

	"suanpan/budgetcore/loan"
	"suanpan/budgetcore/money"
)

// brute works a loan out a day at a time in rationals, from docs/loans.md: the
// second route that the months are compared with.
type brute struct {
	l     *loan.Loan
	terms *loan.Terms
}

func civil(d loan.Date) time.Time {
	t, err := time.Parse("2006-01-02", d.String())
	if err != nil {
		panic(err)
	}
	return t
}

func date(t time.Time) loan.Date { return loan.NewDate(t.Year(), int(t.Month()), t.Day()) }

// later is the same day n months later or that month's last.
func later(t time.Time, n int) time.Time {
	first := time.Date(t.Year(), t.Month()+time.Month(n), 1, 0, 0, 0, 0, time.UTC)
	last := first.AddDate(0, 1, -1).Day()
	return first.AddDate(0, 0, min(t.Day(), last)-1)
}

func (b brute) value(s loan.Series, on loan.Date) string {
	d, err := b.terms.On(s, on)
	if err != nil {
		panic(err)
	}
	return d.Value
}

func rat(s string) *big.Rat {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		panic(s)
	}
	return r
}

// percent and wan turn values of files into shares and 分.
func percent(s string) *big.Rat { return new(big.Rat).Quo(rat(s), big.NewRat(100, 1)) }

func wan(s string) int64 { return new(big.Rat).Mul(rat(s), big.NewRat(1_000_000, 1)).Num().Int64() }

func round(r *big.Rat) money.Amount {
	n := new(big.Int)
	n.SetString(r.FloatString(0), 10) // half away from zero
	return money.Amount(n.Int64())
}

type bruteMonth struct {
	standing, eligible int64 // 分 × days
	share              *big.Rat
	interest, subsidy  *big.Rat
}

func (b brute) months() map[string]*bruteMonth {
	l := b.l
	contract := l.Granted
	if l.Signed != 0 {
		contract = l.Signed
	}
	thirty := b.value(loan.DayCount, contract) == "30/360"
	base := int64(360)
	if b.value(loan.DayCount, contract) == "actual/365" {
		base = 365
	}
	granted := civil(l.Granted)
	due := later(granted, l.Term)
	end := due
	if l.Repaid != 0 {
		end = civil(l.Repaid)
	}
	caps, terms := loan.PersonCap, []loan.Series{loan.PersonTerm, loan.PersonSubsidyTerm}
	if l.Borrower == loan.Firm {
		caps, terms = loan.FirmCap, []loan.Series{loan.FirmTerm, loan.FirmSubsidyTerm}
	}
	subsidyEnd := end
	for _, s := range terms {
		var n int
		fmt.Sscan(b.value(s, contract), &n)
		if t := later(granted, n); t.Before(subsidyEnd) {
			subsidyEnd = t
		}
	}
	zero := new(big.Rat)
	rate := percent(l.Rate.String())
	borne := new(big.Rat).Sub(percent(b.value(loan.LPR, contract)), percent(b.value(loan.BorrowerMargin, contract)))
	if borne.Sign() < 0 {
		borne = zero
	}
	subsidised := new(big.Rat).Sub(rate, borne)
	if subsidised.Sign() < 0 {
		subsidised = zero
	}
	each, most := wan(b.value(loan.FirmCapPerHead, contract)), wan(b.value(caps, contract))
	proportional := b.value(loan.HeadsRule, contract) == "proportional"
	var changed, parts []time.Time
	for _, c := range l.Changes {
		changed = append(changed, civil(c.On))
	}
	for k := range l.Term {
		parts = append(parts, later(granted, k+1))
	}
	months := make(map[string]*bruteMonth)
	for day := granted; day.Before(end); day = day.AddDate(0, 0, 1) {
		weight := int64(1)
		if thirty {
			number := func(t time.Time) int64 { return int64(t.Year()*360+int(t.Month())*30) + int64(min(t.Day(), 30)) }
			weight = number(day.AddDate(0, 0, 1)) - number(day)
		}
		principal := int64(l.Amount)
		switch l.Repayment {
		case loan.Bullet:
			for _, p := range l.Parts {
				if p.On <= date(day) {
					principal -= int64(p.Amount)
				}
			}
		case loan.Equal:
			k := 0
			for k < l.Term && !parts[k].After(day) {
				k++
			}
			principal -= principal * int64(k) / int64(l.Term)
		}
		limit, share := most, big.NewRat(1, 1)
		if l.Borrower == loan.Firm {
			after := time.Date(day.Year(), day.Month()+1, 1, 0, 0, 0, 0, time.UTC)
			if end.Before(after) {
				after = end
			}
			heads := l.Heads
			for i, c := range l.Changes {
				if changed[i].Before(after) {
					heads = c.Heads
				}
			}
			heads = min(heads, l.Heads)
			counted := heads
			if proportional {
				counted, share = l.Heads, big.NewRat(heads, l.Heads)
			}
			limit = min(most, each*counted)
		}
		m := months[day.Format("2006-01")]
		if m == nil {
			m = &bruteMonth{interest: new(big.Rat), subsidy: new(big.Rat)}
			months[day.Format("2006-01")] = m
		}
		m.standing += principal * weight
		if day.Before(subsidyEnd) {
			m.eligible += min(principal, limit) * weight
		}
		m.share = share
	}
	for _, m := range months {
		m.interest.Mul(big.NewRat(m.standing, base), rate)
		m.subsidy.Mul(big.NewRat(m.eligible, base), subsidised)
		m.subsidy.Mul(m.subsidy, m.share)
	}
	return months
}

func entry(value string) []loan.Dated { return []loan.Dated{{Value: value, Status: loan.Own}} }

func must(err error) {
	if err != nil {
		panic(err)
	}
}

// termsOf are the default terms for any day, with a day count and a rule for
// heads.
func termsOf(dayCount, headsRule string) *loan.Terms {
	t := *loan.DefaultTerms()
	for s := range loan.AllSeries {
		switch s {
		case loan.LPR:
			entries := slices.Clone(t[s])
			entries[0].From, entries[len(entries)-1].Until = 0, 0
			must(t.Set(s, entries))
		case loan.DayCount:
			must(t.Set(s, entry(dayCount)))
		case loan.HeadsRule:
			must(t.Set(s, entry(headsRule)))
		default:
			must(t.Set(s, entry(t[s][0].Value)))
		}
	}
	return &t
}

var allTerms = func() []*loan.Terms {
	var all []*loan.Terms
	for _, d := range []string{"actual/360", "actual/365", "30/360"} {
		for _, h := range []string{"proportional", "cap"} {
			all = append(all, termsOf(d, h))
		}
	}
	return all
}

// random is a loan of any kind; days near the ends of months are frequent.
func random(r *rand.Rand, id int) loan.Loan {
	day := 1 + r.IntN(28)
	if r.IntN(3) == 0 {
		day = []int{1, 28, 29, 30, 31}[r.IntN(5)]
	}
	first := time.Date(2018+r.IntN(6), time.Month(1+r.IntN(12)), 1, 0, 0, 0, 0, time.UTC)
	granted := later(first.AddDate(0, 0, 30), 0)
	if at := first.AddDate(0, 0, day-1); at.Month() == first.Month() {
		granted = at
	}
	l := loan.Loan{
		ID: fmt.Sprint("R", id), Amount: money.Amount(1 + r.Int64N(int64(400*money.Wan))), Granted: date(granted), Term: 1 + r.IntN(42), Rate: loan.Rate(r.IntN(80_000)), Count: 1,
	}
	if r.IntN(4) == 0 {
		l.Signed = date(granted.AddDate(0, 0, -r.IntN(200)))
	}
	days := int(later(granted, l.Term).Sub(granted).Hours() / 24)
	within := func() loan.Date { return date(granted.AddDate(0, 0, 1+r.IntN(days))) }
	if r.IntN(2) == 0 {
		l.Borrower, l.Heads = loan.Firm, 1+r.Int64N(14)
		seen := map[loan.Date]bool{}
		for range r.IntN(6) {
			if on := within(); !seen[on] {
				seen[on] = true
				l.Changes = append(l.Changes, loan.HeadChange{On: on, Heads: r.Int64N(16)})
			}
		}
		slices.SortFunc(l.Changes, func(a, b loan.HeadChange) int { return int(a.On - b.On) })
	}
	if r.IntN(3) == 0 {
		l.Repaid = within()
	}
	switch r.IntN(3) {
	case 0:
		l.Repayment = loan.Equal
	case 1:
		end := l.Granted.AddMonths(l.Term)
		if l.Repaid != 0 {
			end = l.Repaid
		}
		seen, rest := map[loan.Date]bool{}, l.Amount
		for range r.IntN(5) {
			if on := within(); on < end && !seen[on] && rest > 1 {
				a := 1 + r.Int64N(int64(rest-1))
				seen[on], rest = true, rest-money.Amount(a)
				l.Parts = append(l.Parts, loan.PartRepayment{On: on, Amount: money.Amount(a)})
			}
		}
		slices.SortFunc(l.Parts, func(a, b loan.PartRepayment) int { return int(a.On - b.On) })
	}
	return l
}

// TestMonthsAgreeWithDays compares 6,000 loans of all kinds with a day-by-day
// computation in rationals.
func TestMonthsAgreeWithDays(t *testing.T) {
	n := 6000
	if testing.Short() {
		n = 600
	}
	all := allTerms()
	r := rand.New(rand.NewPCG(6, 1))
	months, subsidised, cut := 0, 0, 0
	for i := range n {
		l := random(r, i)
		terms := all[i%len(all)]
		got, err := loan.Schedule(&l, terms)
		if err != nil {
			t.Fatalf("%+v: %v", l, err)
		}
		want := brute{&l, terms}.months()
		if len(got) != len(want) {
			t.Fatalf("%+v: %d months, want %d", l, len(got), len(want))
		}
		for _, m := range got {
			w := want[m.Month.String()]
			if w == nil || m.Interest != round(w.interest) || m.Subsidy != round(w.subsidy) || m.Borne != m.Interest-m.Subsidy || m.Borne < 0 {
				t.Fatalf("%+v in %s: %+v, want %v", l, m.Month, m, w)
			}
			months++
			if m.Subsidy > 0 {
				subsidised++
			}
			if m.SubsidisedDays < m.Days {
				cut++
			}
		}
	}
	if subsidised < months/4 || cut < months/100 {
		t.Errorf("of %d months %d are subsidised and %d cut: the loans are not varied enough", months, subsidised, cut)
	}
}
