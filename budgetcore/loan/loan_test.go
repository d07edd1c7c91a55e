package loan_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"suanpan/budgetcore/loan"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

func portfolio(r *rand.Rand, n int) loan.Portfolio {
	p := make(loan.Portfolio, n)
	for i := range p {
		p[i] = random(r, i)
		p[i].Count = 1 + r.Int64N(3)
	}
	return p
}

// open are terms that hold on any day.
func open() loan.Terms { return *termsOf("actual/360", "proportional") }

func estimate(t *testing.T, m *loan.Model) *loan.Estimate {
	t.Helper()
	e, err := m.Estimate()
	if err != nil {
		t.Fatal(err)
	}
	return e
}

func TestSumsAddAndTheOrderOfLoansDoesNotMatter(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 2))
	for range 200 {
		m := &loan.Model{Year: 2022, Terms: open(), Loans: portfolio(r, 1+r.IntN(30))}
		e := estimate(t, m)
		adds(t, e)
		for i := range m.Loans {
			alone := estimate(t, &loan.Model{Year: 2022, Terms: m.Terms, Loans: m.Loans[i : i+1]})
			if alone.Total.All() != e.Loans[i] {
				t.Fatalf("%+v alone comes to %+v, among others to %+v", m.Loans[i], alone.Total.All(), e.Loans[i])
			}
			schedule, err := loan.Schedule(&m.Loans[i], e.Terms)
			if err != nil {
				t.Fatal(err)
			}
			var sum money.Amount
			for _, s := range schedule {
				sum += s.Subsidy * money.Amount(m.Loans[i].Count)
			}
			if sum != e.Loans[i].Subsidy {
				t.Fatalf("the months of %+v add to %s, the loan is %s", m.Loans[i], sum, e.Loans[i].Subsidy)
			}
		}
		shuffled := slices.Clone(m.Loans)
		r.Shuffle(len(shuffled), func(i, j int) { shuffled[i], shuffled[j] = shuffled[j], shuffled[i] })
		other := estimate(t, &loan.Model{Year: 2022, Terms: m.Terms, Loans: shuffled})
		if !slices.Equal(other.Months, e.Months) || !slices.Equal(other.Years, e.Years) || other.ImpliedLoans != e.ImpliedLoans || other.Implied != e.Implied {
			t.Fatal("another order of the loans gives other sums")
		}
	}
}

func TestALoanOfCountIsThatManyLoans(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 3))
	for range 200 {
		l := random(r, 0)
		l.Count = 1 + r.Int64N(5)
		var apart loan.Portfolio
		for k := range l.Count {
			one := l
			one.ID, one.Count = fmt.Sprint("one", k), 1
			apart = append(apart, one)
		}
		a := estimate(t, &loan.Model{Year: 2022, Terms: open(), Loans: loan.Portfolio{l}})
		b := estimate(t, &loan.Model{Year: 2022, Terms: open(), Loans: apart})
		if !slices.Equal(a.Months, b.Months) || !slices.Equal(a.Years, b.Years) {
			t.Fatalf("%d times %+v is not %d loans", l.Count, l, l.Count)
		}
	}
}

// A loan 1,000 times as large, under caps 1,000 times as large, bears within
// half a 分 and 500 half 分 of 1,000 times as much.
func TestScaling(t *testing.T) {
	const times = 1000
	r := rand.New(rand.NewPCG(6, 4))
	small, large := open(), open()
	caps := map[loan.Series]string{loan.PersonCap: "0.30", loan.FirmCapPerHead: "0.30", loan.FirmCap: "3.00"}
	for s, v := range caps {
		must(small.Set(s, entry(v)))
		a, err := money.Parse(v)
		must(err)
		must(large.Set(s, entry((a * times).String())))
	}
	for i := range 2000 {
		l := random(r, i)
		if l.Repayment == loan.Equal { // parts are rounded to the 分
			l.Repayment = loan.Bullet
		}
		l.Amount, l.Parts = 1+l.Amount/1000, nil
		big := l
		big.Amount *= times
		a, err := loan.Schedule(&l, &small)
		must(err)
		b, err := loan.Schedule(&big, &large)
		must(err)
		for k := range a {
			for _, pair := range [][2]money.Amount{{a[k].Interest, b[k].Interest}, {a[k].Subsidy, b[k].Subsidy}} {
				if d := 2*pair[1] - 2*times*pair[0]; d > times+1 || d < -times-1 {
					t.Fatalf("%+v in %s: %s and 1,000 times as much %s", l, a[k].Month, pair[0], pair[1])
				}
			}
		}
	}
}

func TestMonotony(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 5))
	all := allTerms()
	subsidy := func(l loan.Loan, terms *loan.Terms) []loan.LoanMonth {
		months, err := loan.Schedule(&l, terms)
		must(err)
		return months
	}
	for i := range 3000 {
		l, terms := random(r, i), all[i%len(all)]
		base := subsidy(l, terms)
		for name, other := range map[string]func(l *loan.Loan) bool{
			"a higher rate": func(l *loan.Loan) bool { l.Rate += loan.Rate(r.IntN(1000)); return true },
			"one head fewer at some time": func(l *loan.Loan) bool {
				if len(l.Changes) == 0 {
					return false
				}
				l.Changes = slices.Clone(l.Changes)
				c := &l.Changes[r.IntN(len(l.Changes))]
				c.Heads = max(c.Heads-1, 0)
				return true
			},
			"a larger loan": func(l *loan.Loan) bool { l.Amount += money.Amount(r.IntN(1_000_000)); return true },
		} {
			changed := l
			if !other(&changed) {
				continue
			}
			for k, m := range subsidy(changed, terms) {
				if name == "one head fewer at some time" && m.Subsidy > base[k].Subsidy || name != "one head fewer at some time" && m.Subsidy < base[k].Subsidy {
					t.Fatalf("%s: %+v in %s: %s, before %s", name, l, m.Month, m.Subsidy, base[k].Subsidy)
				}
			}
		}
	}
}

func TestSpreadAddsAndIsEven(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 6))
	for range 3000 {
		a := loan.NewAssumption()
		a.ID, a.Count, a.Year, a.Amount, a.Term = "A", 1+r.Int64N(5000), 2023, money.Wan, 12
		a.FirstMonth = 1 + r.IntN(12)
		a.LastMonth = a.FirstMonth + r.IntN(13-a.FirstMonth)
		a.Day = 1 + r.IntN(31)
		if err := a.Check(); err != nil {
			t.Fatal(err)
		}
		n := int64(a.LastMonth - a.FirstMonth + 1)
		var count int64
		p := a.Spread(nil)
		for _, l := range p {
			count += l.Count
			if l.Count != a.Count/n && l.Count != a.Count/n+1 {
				t.Fatalf("%+v: %d in %s", a, l.Count, l.Granted)
			}
		}
		if count != a.Count {
			t.Fatalf("%+v: %d in all", a, count)
		}
		if err := p.Check(); err != nil {
			t.Fatal(err)
		}
	}
}

func TestPublishedAmountIsComparedWith(t *testing.T) {
	a, err := loan.ParseAssumption("borrower=person count=1000 amount=20 rate=4.15 term=36 year=2021 day=1", "A1")
	if err != nil {
		t.Fatal(err)
	}
	e := estimate(t, &loan.Model{Year: 2023, Assumptions: []loan.Assumption{a}})
	if e.Published != 1000*money.Wan || e.Difference != e.Of.Need-e.Published || e.Of.PaidLoans != 1000 || e.Of.Reward != 0 {
		t.Errorf("%+v", e.Of)
	}
	// all are granted under LPR 3.85 %: 4.15 − (3.85 − 1.5) = 1.8 %
	if e.Average != 18_000 {
		t.Errorf("average %s, want 1.8", e.Average)
	}
	// paid in 2023 are August 2022 to July 2023: 20,000 万元 × 1.8 % × 365 ÷ 360
	if e.Of.Need != 365*money.Wan {
		t.Errorf("need %s", e.Of.Need)
	}
	if e.ImpliedLoans != 2739 { // 1000 × 1000 ÷ 365
		t.Errorf("implied loans %d", e.ImpliedLoans)
	}
	if e.Implied.String() != "4.9315" { // 1.8 × 1000 ÷ 365
		t.Errorf("implied rate %s", e.Implied)
	}
	if n := len(e.Notes()); n != 3 {
		t.Errorf("%d notes", n)
	}
}

func TestAYearBeyondTheRewardHasNoImpliedRate(t *testing.T) {
	l := loan.Loan{ID: "x", Amount: 30 * money.Wan, Granted: loan.NewDate(2023, 1, 5), Term: 12, Rate: 51_500, Count: 5000}
	e := estimate(t, &loan.Model{Year: 2023, Loans: loan.Portfolio{l}})
	if e.Of.Reward != 1500*money.Wan || e.Implied >= 0 {
		t.Errorf("reward %s, implied %s", e.Of.Reward, e.Implied)
	}
	empty := estimate(t, &loan.Model{Year: 2023})
	if empty.Of.Need != 0 || empty.ImpliedLoans != 0 || empty.Implied >= 0 || empty.Difference != -1000*money.Wan {
		t.Errorf("nothing comes to %+v", empty.Of)
	}
}

// The chain of each month of every case ends in the figures of its schedule.
func TestChainsEndInTheFiguresOfTheSchedule(t *testing.T) {
	eachCase(t, func(t *testing.T, name string, model, _ []byte) {
		m, err := loan.ReadModel(model, name)
		if err != nil {
			t.Fatal(err)
		}
		terms := loan.DefaultTerms().With(&m.Terms)
		for _, l := range m.Portfolio() {
			schedule, err := loan.Schedule(&l, terms)
			if err != nil {
				t.Fatal(err)
			}
			for _, s := range schedule {
				lines, err := loan.Explain(&l, terms, s.Month)
				if err != nil {
					t.Fatal(err)
				}
				for _, lang := range []message.Lang{message.ZH, message.EN} {
					var text strings.Builder
					for _, line := range lines {
						text.WriteString(line.In(lang) + "\n")
					}
					said := text.String()
					for _, want := range []string{l.ID, s.Month.String(), s.Interest.YuanGrouped(), s.Subsidy.YuanGrouped(), s.Borne.YuanGrouped()} {
						if !strings.Contains(said, want) {
							t.Fatalf("%s %s: nothing says %s:\n%s", l.ID, s.Month, want, said)
						}
					}
					if strings.Contains(said, "{") {
						t.Fatalf("a blank is open:\n%s", said)
					}
				}
			}
		}
	})
}

func TestChainIsReadAloud(t *testing.T) {
	l := loan.Loan{
		ID: "F7", Borrower: loan.Firm, Amount: 160 * money.Wan, Granted: loan.NewDate(2023, 3, 15), Term: 12, Rate: 51_500, Heads: 5, Count: 1,
		Changes: []loan.HeadChange{{On: loan.NewDate(2023, 5, 10), Heads: 4}},
	}
	lines, err := loan.Explain(&l, loan.DefaultTerms(), loan.NewDate(2023, 5, 1).Month())
	if err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, line := range lines {
		got = append(got, line.In(message.EN))
	}
	want := []string{
		"Loan F7 (small firm): 160.00 万元, granted 2023-03-15 for 12 months, due 2024-03-15, at 5.15 % a year.",
		"LPR on the day of the contract, 2023-03-15, was 3.65 % (unverified: one-year LPR, not checked).",
		"The borrower bears interest up to LPR less 1.5 points: 3.65 % − 1.5 % = 2.15 % (another public source: Baoshan Women's Federation, 2021-03-20 (bsswomen.org.cn): for loans granted from 2021-01-01 the borrower bears what is below LPR-150BP, the rest is subsidised).",
		"The rest is subsidised: 5.15 % − 2.15 % = 3 %.",
		"30.00 万元 for each newly hired head, 5 heads (published: part two 5(1)1 of the 2023 budget: at most 300,000 yuan for each newly hired head), and at most 300.00 万元 (published: part two 5(1)1 of the 2023 budget: at most 3,000,000 yuan a firm): at most 150.00 万元 of principal is subsidised.",
		"The 10.00 万元 above that are not subsidised.",
		"At the end of 2023-05 there are 4 heads of 5 at the start; 4/5 is subsidised (unverified: the text says by actual heads each month; taken as in proportion to the heads at the start, which it does not say).",
		"2023-05 has 31 days of interest, by actual/360 (unverified: usual for bank loans in renminbi: actual days, a day's rate is a year's divided by 360; not checked).",
		"Principal standing: 1,600,000 yuan for 31 days.",
		"Interest: 1,600,000 × 31 × 5.15 % ÷ 360 = 7,095.56 yuan (rounded to the 分).",
		"Subsidy: 1,500,000 × 31 × 3 % ÷ 360 × 4/5 = 3,100 yuan (rounded to the 分).",
		"The borrower bears 7,095.56 − 3,100 = 3,995.56 yuan.",
		"The subsidy of 2023-05 is claimed in 2023-08 and paid in 2023-10 (unverified: part two 5(1)5 of the 2023 budget: claims in February and August, paid in April and October (published); that a claim covers the six full months before it is not printed).",
	}
	if !slices.Equal(got, want) {
		t.Errorf("said\n%s", strings.Join(got, "\n"))
	}
	if _, err := loan.Explain(&l, loan.DefaultTerms(), loan.NewDate(2024, 4, 1).Month()); err == nil || !strings.Contains(err.Error(), "2023-03 to 2024-03") {
		t.Errorf("a month outside: %v", err)
	}
}

// The largest loans there can be, against the day-by-day route: products of
// 96 bits, and sums that stop at the limit of an amount.
func TestLimitsAreExact(t *testing.T) {
	terms := open()
	must(terms.Set(loan.PersonTerm, entry("120")))
	must(terms.Set(loan.PersonSubsidyTerm, entry("120")))
	must(terms.Set(loan.FirmTerm, entry("120")))
	must(terms.Set(loan.FirmSubsidyTerm, entry("120")))
	for _, s := range []loan.Series{loan.PersonCap, loan.FirmCap, loan.FirmCapPerHead} {
		must(terms.Set(s, entry("10000")))
	}
	l := loan.Loan{ID: "L", Amount: loan.MaxAmount, Granted: loan.NewDate(2099, 12, 31), Term: loan.MaxTerm, Rate: 1_000_000, Count: 1}
	firm := l
	firm.Borrower, firm.Heads = loan.Firm, loan.MaxHeads
	for k := range 100 {
		firm.Changes = append(firm.Changes, loan.HeadChange{On: l.Granted.AddMonths(k + 1), Heads: loan.MaxHeads - 1 - int64(k)*997})
	}
	for _, l := range []loan.Loan{l, firm} {
		got, err := loan.Schedule(&l, &terms)
		if err != nil {
			t.Fatal(err)
		}
		want := brute{&l, &terms}.months()
		for _, m := range got {
			if w := want[m.Month.String()]; m.Interest != round(w.interest) || m.Subsidy != round(w.subsidy) {
				t.Fatalf("%s: %+v, want %s and %s", m.Month, m, w.interest.FloatString(2), w.subsidy.FloatString(2))
			}
		}
		l.Count = loan.MaxLoans
		if r, err := loan.Compute(loan.Portfolio{l}, &terms); err == nil || r != nil || !strings.Contains(err.Error(), "beyond") {
			t.Errorf("100,000 such loans: %v", err)
		}
	}
}

func TestTheYearIsReadAloud(t *testing.T) {
	eachCase(t, func(t *testing.T, name string, model, _ []byte) {
		m, err := loan.ReadModel(model, name)
		if err != nil {
			t.Fatal(err)
		}
		for _, m.Year = range []int{2022, 2023, 2024} {
			e := estimate(t, m)
			lines, err := e.Explain()
			if err != nil {
				t.Fatal(err)
			}
			payments := 0
			for _, c := range e.Claims {
				if c.Paid.Year() == m.Year {
					payments++
				}
			}
			rewards := len(lines) - payments - 1
			last := lines[len(lines)-1].In(message.EN)
			if !strings.Contains(last, e.Of.Need.YuanGrouped()) || !strings.Contains(last, e.Of.Reward.YuanGrouped()) || (rewards > 0) != (e.Of.NewAmount != [loan.Borrowers]money.Amount{}) {
				t.Errorf("%d: %v", m.Year, lines)
			}
		}
	})
}
