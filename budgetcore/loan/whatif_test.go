package loan_test

import (
	"errors"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"suanpan/budgetcore/loan"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// guessed is a valid assumption of any kind.
func guessed(r *rand.Rand, id string) loan.Assumption {
	a := loan.NewAssumption()
	a.ID, a.Count, a.Amount, a.Rate = id, 1+r.Int64N(900), money.Amount(1+r.Int64N(int64(60*money.Wan))), loan.Rate(r.IntN(80_000))
	a.Term, a.Year, a.Day = 1+r.IntN(42), 2021+r.IntN(3), 1+r.IntN(31)
	a.FirstMonth = 1 + r.IntN(12)
	a.LastMonth = a.FirstMonth + r.IntN(13-a.FirstMonth)
	if r.IntN(2) == 0 {
		a.Borrower, a.Heads = loan.Firm, 1+r.Int64N(12)
	}
	a.Repayment = loan.Repayment(r.IntN(2))
	return a
}

func TestCountingIsTheEstimateWithThatNumber(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 11))
	for range 150 {
		m := &loan.Model{Year: 2022 + r.IntN(2), Terms: open(), Loans: portfolio(r, r.IntN(5)), Assumptions: []loan.Assumption{guessed(r, "A"), guessed(r, "B")}}
		c, err := estimate(t, m).Counting(1)
		if err != nil {
			t.Fatal(err)
		}
		other := guessed(r, "B")
		with, err := c.With(other)
		if err != nil {
			t.Fatal(err)
		}
		for range 4 {
			n := 1 + r.Int64N(2000)
			again := *m
			again.Assumptions = []loan.Assumption{m.Assumptions[0], m.Assumptions[1]}
			again.Assumptions[1].Count = n
			if got, want := c.Need(n), estimate(t, &again).Of.Need; got != want {
				t.Fatalf("%d loans of %+v need %s, the estimate says %s", n, m.Assumptions[1], got, want)
			}
			other.Count = n
			again.Assumptions[1] = other
			if got, want := with.Need(n), estimate(t, &again).Of.Need; got != want {
				t.Fatalf("%d loans of %+v need %s, the estimate says %s", n, other, got, want)
			}
		}
		without := *m
		without.Assumptions = m.Assumptions[:1]
		if got, want := c.Need(0), estimate(t, &without).Of.Need; got != want {
			t.Fatalf("without the assumption %s is needed, want %s", got, want)
		}
	}
}

// uncertain is a model of loans by table and of assumptions, some with a range.
func uncertain(r *rand.Rand) *loan.Model {
	m := &loan.Model{Year: 2022 + r.IntN(2), Terms: open(), Loans: portfolio(r, r.IntN(4))}
	for i := range 1 + r.IntN(5) {
		a := guessed(r, string(rune('A'+i)))
		if r.IntN(3) > 0 {
			a.Low, a.High = r.Int64N(a.Count+1), a.Count+r.Int64N(500)
			if a.High == a.Count && a.Low == a.Count || a.High == 0 {
				a.Low = 0
			}
		}
		m.Assumptions = append(m.Assumptions, a)
	}
	return m
}

// with is a model with other numbers of loans; an assumption of none is left
// out.
func with(m *loan.Model, counts map[int]int64) *loan.Model {
	other := *m
	other.Assumptions = nil
	for i, a := range m.Assumptions {
		if n, is := counts[i]; is {
			a.Count = n
		}
		if a.Low, a.High = 0, 0; a.Count > 0 {
			other.Assumptions = append(other.Assumptions, a)
		}
	}
	return &other
}

func TestRangesNeedWhatEstimatesWithTheirNumbersNeed(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 14))
	for range 100 {
		m := uncertain(r)
		g, err := estimate(t, m).Ranges()
		if err != nil {
			t.Fatal(err)
		}
		need := func(n func(a *loan.Assumption, i int) int64) money.Amount {
			counts := make(map[int]int64)
			for _, i := range g.Of {
				counts[i] = n(&m.Assumptions[i], i)
			}
			return estimate(t, with(m, counts)).Of.Need
		}
		var drawn []int64
		counts := make(map[int]int64)
		for _, i := range g.Of {
			n := m.Assumptions[i].Low + r.Int64N(m.Assumptions[i].High-m.Assumptions[i].Low+1)
			drawn, counts[i] = append(drawn, n), n
		}
		if got, want := g.Need(drawn), estimate(t, with(m, counts)).Of.Need; got != want {
			t.Fatalf("%v of %+v need %s, the estimate says %s", counts, m.Assumptions, got, want)
		}
		low, high := g.Ends()
		if want := need(func(a *loan.Assumption, _ int) int64 { return a.Low }); low != want {
			t.Fatalf("all low they need %s, the estimate says %s", low, want)
		}
		if want := need(func(a *loan.Assumption, _ int) int64 { return a.High }); high != want {
			t.Fatalf("all high they need %s, the estimate says %s", high, want)
		}
		bars := g.Tornado()
		if len(bars) != len(g.Of) {
			t.Fatalf("%d bars of %d ranges", len(bars), len(g.Of))
		}
		for k, b := range bars {
			for end, got := range [2]money.Amount{b.Low, b.High} {
				want := need(func(a *loan.Assumption, i int) int64 {
					if i != b.Of {
						return a.Count
					}
					return [2]int64{a.Low, a.High}[end]
				})
				if got != want {
					t.Fatalf("end %d of %s is %s, the estimate says %s", end, m.Assumptions[b.Of].ID, got, want)
				}
			}
			if k > 0 && bars[k-1].Span() < b.Span() {
				t.Fatalf("%v stand out of order", bars)
			}
		}
	}
}

func TestTenthsAreEstimatesOfModelsATenthOff(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 15))
	seen := make(map[*message.Text]int)
	for range 40 {
		m := uncertain(r)
		levers, bars, err := estimate(t, m).Tenths()
		if err != nil {
			t.Fatal(err)
		}
		if len(bars) != len(levers) || len(bars) == 0 {
			t.Fatalf("%d bars of %d levers", len(bars), len(levers))
		}
		for _, b := range bars {
			l := levers[b.Of]
			seen[l.Of]++
			for end, got := range map[int64]money.Amount{9: b.Low, 11: b.High} {
				other := with(m, nil)
				other.Loans = slices.Clone(m.Loans)
				var a *loan.Assumption
				at := slices.IndexFunc(other.Assumptions, func(a loan.Assumption) bool { return a.ID == l.Assumption })
				if at >= 0 {
					a = &other.Assumptions[at]
				}
				switch l.Of {
				case message.LoanLeverCount:
					if a.Count = a.Count * end / 10; a.Count == 0 {
						other.Assumptions = slices.Delete(other.Assumptions, at, at+1)
					}
				case message.LoanLeverSize:
					a.Amount = a.Amount * money.Amount(end) / 10
				case message.LoanLeverRate:
					a.Rate = a.Rate * loan.Rate(end) / 10
				case message.LoanLeverTableSize:
					for i := range other.Loans {
						x := &other.Loans[i]
						x.Amount = x.Amount * money.Amount(end) / 10
						x.Parts = slices.Clone(x.Parts)
						for k := range x.Parts {
							x.Parts[k].Amount = x.Parts[k].Amount * money.Amount(end) / 10
						}
					}
				case message.LoanLeverTableRate:
					for i := range other.Loans {
						other.Loans[i].Rate = other.Loans[i].Rate * loan.Rate(end) / 10
					}
				case message.LoanLeverLPR:
					var entries []loan.Dated
					for _, d := range loan.DefaultTerms().With(&m.Terms)[loan.LPR] {
						n, err := loan.ParseRate(d.Value)
						if err != nil {
							t.Fatal(err)
						}
						d.Value = (n * loan.Rate(end) / 10).String()
						entries = append(entries, d)
					}
					if err := other.Terms.Set(loan.LPR, entries); err != nil {
						t.Fatal(err)
					}
				default:
					t.Fatalf("an unknown lever %+v", l)
				}
				if want := estimate(t, other).Of.Need; got != want {
					t.Fatalf("%s of %q at %d tenths: %s, the estimate says %s", l.Of.In(message.EN), l.Assumption, end, got, want)
				}
			}
		}
	}
	if len(seen) != 6 {
		t.Errorf("levers seen: %v", seen)
	}
}

// The draws of loans are those of the numbers, each turned into a need by the
// second way to it.
func TestDrawsOfLoansStayBetweenTheirEnds(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 16))
	for range 10 {
		g, err := estimate(t, uncertain(r)).Ranges()
		if err != nil {
			t.Fatal(err)
		}
		s, err := g.Simulation(3, 2000)
		if err != nil {
			t.Fatal(err)
		}
		s.Run(2000)
		d := s.Result()
		low, high := g.Ends()
		// loans are spread over months anew with each number, so that a need between
		// two ends may pass them by as much as a loan
		if slack := money.Wan * 10; d.Draws != 2000 || d.Lowest < low-slack || d.Highest > high+slack {
			t.Errorf("from %s to %s, the ends are %s and %s", d.Lowest, d.Highest, low, high)
		}
		if len(g.Of) == 0 && (d.Lowest != d.Highest || d.Lowest != low) {
			t.Errorf("without a range the need is drawn from %s to %s", d.Lowest, d.Highest)
		}
	}
}

func TestNumbersAreRead(t *testing.T) {
	for _, c := range []struct {
		text             string
		low, count, high int64
		wrong            bool
	}{
		{text: "120", count: 120},
		{text: "100:120:150", low: 100, count: 120, high: 150},
		{text: "0:120:120", count: 120, high: 120},
		{text: "120:120:120", count: 120},
		{text: "150:120:100", wrong: true},
		{text: "130:120:140", wrong: true},
		{text: "100:120:100001", wrong: true},
		{text: "0:0:5", wrong: true},
		{text: "100:120", wrong: true},
		{text: "1:2:3:4", wrong: true},
		{text: "-1:2:3", wrong: true},
		{text: "", wrong: true},
	} {
		a, err := loan.ParseAssumption("borrower=person amount=20 rate=4.15 term=36 year=2022 count="+c.text, "A")
		if (err != nil) != c.wrong {
			t.Errorf("%q: %v", c.text, err)
		}
		if err == nil && (a.Low != c.low || a.Count != c.count || a.High != c.high) {
			t.Errorf("%q is %d, %d, %d", c.text, a.Low, a.Count, a.High)
		}
		if err == nil {
			m := &loan.Model{Year: 2023, Assumptions: []loan.Assumption{a}}
			again, err := loan.ReadModel(m.AppendJSON(nil), "x")
			if err != nil || again.Assumptions[0] != a {
				t.Errorf("%q: written and read it is %+v, %v", c.text, again, err)
			}
		}
	}
}

func TestRangesKeepTheLimitOfLoans(t *testing.T) {
	a := guessed(rand.New(rand.NewPCG(1, 1)), "A")
	a.Count, a.Low, a.High = 10, 5, loan.MaxLoans
	b := a
	b.ID, b.Count, b.Low, b.High = "B", 1, 0, 0
	m := &loan.Model{Year: 2023, Assumptions: []loan.Assumption{a}}
	if err := m.Check(); err != nil {
		t.Error(err)
	}
	m.Assumptions = append(m.Assumptions, b)
	if err := m.Check(); err == nil {
		t.Error("more loans than the limit allows may turn out")
	}
}

func TestAGoalIsMetInWholeLoans(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 12))
	for range 60 {
		m := &loan.Model{Year: 2023, Terms: open(), Assumptions: []loan.Assumption{guessed(r, "A"), guessed(r, "B")}}
		c, err := estimate(t, m).Counting(0)
		if err != nil {
			t.Fatal(err)
		}
		goal := c.Need(r.Int64N(2000)) + money.Amount(r.IntN(3)) - 1
		got := c.Meet(goal)
		want := loan.Meeting{Within: -1, Reach: -1}
		passed := false
		for n := range c.Most() + 1 {
			need := c.Need(n)
			if need >= goal && want.Reach < 0 {
				want.Reach, want.ReachNeed = n, need
			}
			if passed = passed || need > goal; !passed {
				want.Within, want.WithinNeed = n, need
			}
		}
		if got != want {
			t.Fatalf("%s is met by %+v, want %+v", goal, got, want)
		}
	}
}

func TestGoalsOutOfReachAreSaid(t *testing.T) {
	a := guessed(rand.New(rand.NewPCG(1, 1)), "A")
	a.Amount, a.Rate, a.Term, a.Year, a.Borrower, a.Heads = money.Wan, 50_000, 24, 2022, loan.Person, 0
	m := &loan.Model{Year: 2023, Terms: open(), Assumptions: []loan.Assumption{a}}
	c, err := estimate(t, m).Counting(0)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Meet(-1); got.Within != -1 || got.Reach != 0 {
		t.Errorf("a goal below nothing: %+v", got)
	}
	if got := c.Meet(c.Need(c.Most()) + 1); got.Reach != -1 || got.Within != loan.MaxLoans {
		t.Errorf("a goal above all: %+v", got)
	}
	// without any need every number is within
	a.Rate = 0
	c, err = c.With(a)
	if err != nil {
		t.Fatal(err)
	}
	if got := c.Meet(0); got.Reach != 0 || got.Within != c.Most() {
		t.Errorf("loans without subsidy: %+v", got)
	}
}

func lpr(t *testing.T, terms *loan.Terms, day string) string {
	t.Helper()
	d, err := loan.ParseDate(day)
	if err != nil {
		t.Fatal(err)
	}
	x, err := loan.DefaultTerms().With(terms).On(loan.LPR, d)
	if err != nil {
		return "none"
	}
	return x.Value + " " + x.Status.String()
}

func TestAValueOfOnesOwnGoesBeforeOthersOnItsDays(t *testing.T) {
	day := func(s string) loan.Date {
		d, err := loan.ParseDate(s)
		if err != nil {
			t.Fatal(err)
		}
		return d
	}
	var terms loan.Terms
	put := func(from, until, value string) error {
		d := loan.Dated{Value: value, Source: "来文"}
		if from != "" {
			d.From = day(from)
		}
		if until != "" {
			d.Until = day(until)
		}
		return terms.Put(loan.LPR, d)
	}
	if err := put("2023-06-30", "2024-02-29", "3.40"); err != nil {
		t.Fatal(err)
	}
	if err := put("2025-05-20", "", "3"); err != nil {
		t.Fatal(err)
	}
	for on, want := range map[string]string{
		"2023-06-19": "3.65 unverified", "2023-06-20": "3.55 unverified", "2023-06-29": "3.55 unverified",
		"2023-06-30": "3.4 own", "2024-02-29": "3.4 own", "2024-03-01": "3.45 unverified", "2026-01-01": "3 own",
	} {
		if got := lpr(t, &terms, on); got != want {
			t.Errorf("on %s: %s, want %s", on, got, want)
		}
	}
	for name, c := range map[string]struct{ from, until, value, want string }{
		"two on a day":     {"2024-02-29", "", "3.1", "from"},
		"end before start": {"2023-02-02", "2023-02-01", "3.1", "until"},
		"over 100 %":       {"2023-02-02", "2023-02-03", "100.01", "value"},
	} {
		before := string(terms.AppendJSON(nil))
		err := put(c.from, c.until, c.value)
		var e *message.Error
		if err == nil || !errors.As(err, &e) || len(e.At) == 0 || e.At[0] != c.want {
			t.Errorf("%s: %v, want the field %s", name, err, c.want)
		}
		if string(terms.AppendJSON(nil)) != before {
			t.Errorf("%s: the terms were changed", name)
		}
	}
	if err := terms.Put(loan.LPR, loan.Dated{Value: "3"}); err == nil || !strings.HasPrefix(err.Error(), "source") {
		t.Errorf("a value without a source: %v", err)
	}

	// it survives its file, and once it is taken out the default is in force again
	read, err := loan.ReadTerms(terms.AppendJSON(nil), "x")
	if err != nil {
		t.Fatal(err)
	}
	terms = *read
	if own := terms.Own(loan.LPR); len(own) != 2 || own[0].Value != "3.4" {
		t.Fatalf("own values %+v", own)
	}
	if err := terms.Drop(loan.LPR, 0); err != nil {
		t.Fatal(err)
	}
	if got := lpr(t, &terms, "2023-12-01"); got != "3.45 unverified" {
		t.Errorf("after it was taken out: %s", got)
	}
	if err := terms.Drop(loan.LPR, 0); err != nil {
		t.Fatal(err)
	}
	if len(terms[loan.LPR]) != 0 {
		t.Errorf("the series is still given: %+v", terms[loan.LPR])
	}
}

// What a file gave in the place of the default is not lost.
func TestAValueOfOnesOwnStandsOnWhatAFileGave(t *testing.T) {
	var terms loan.Terms
	if err := terms.Set(loan.Reward, []loan.Dated{{Value: "0.5", Status: loan.Public, Source: "文"}}); err != nil {
		t.Fatal(err)
	}
	on := loan.NewDate(2023, 3, 1)
	if err := terms.Put(loan.Reward, loan.Dated{From: on, Until: on, Value: "2", Source: "来文"}); err != nil {
		t.Fatal(err)
	}
	if len(terms[loan.Reward]) != 3 {
		t.Fatalf("a day within an open value leaves two parts of it: %+v", terms[loan.Reward])
	}
	if err := terms.Drop(loan.Reward, 0); err != nil {
		t.Fatal(err)
	}
	if d, err := terms.On(loan.Reward, loan.NewDate(2024, 1, 1)); err != nil || d.Value != "0.5" {
		t.Errorf("%+v, %v", d, err)
	}
}

func TestSpansAddToTheDaysOfAMonth(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 13))
	for i := range 500 {
		l := random(r, i)
		terms := allTerms()[i%6]
		months, err := loan.Schedule(&l, terms)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range months {
			days, subsidised := 0, 0
			for _, s := range m.Spans {
				days += s.Days
				if s.Eligible > 0 {
					subsidised += s.Days
				}
				if s.Eligible > s.Principal || s.Principal > l.Amount {
					t.Fatalf("%+v: %+v", l, m)
				}
			}
			if days != m.Days || subsidised > m.SubsidisedDays {
				t.Fatalf("%+v: the spans of %+v have %d days, %d of them subsidised", l, m, days, subsidised)
			}
		}
	}
}

func TestFaultsAreTakenApart(t *testing.T) {
	head := "编号,类型,金额（万元）,发放日期,期限,利率\n"
	bad := "A,个人,x,2023-01-01,12,4\n"
	for n, want := range map[int]struct{ listed, more int }{1: {1, 0}, 3: {3, 0}, 20: {20, 0}, 33: {20, 13}} {
		_, err := loan.ReadTable(head+strings.Repeat(bad, n), "x")
		list, more := loan.Faults(err)
		if len(list) != want.listed || more != want.more {
			t.Errorf("%d faults: %d listed, %d more", n, len(list), more)
		}
		if last := list[len(list)-1].Error(); !strings.Contains(last, "x") {
			t.Errorf("%d faults: the last is %q", n, last)
		}
	}
}
