package loan_test

import (
	"embed"
	"fmt"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"suanpan/budgetcore/loan"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// The cases: why, a model, and what is expected of it. What is expected is
// written by test/cases/loans.mjs, which knows docs/loans.md and not this
// package.
//
//go:embed testdata/cases/*.txtar
var cases embed.FS

func eachCase(t *testing.T, do func(t *testing.T, name string, model, expected []byte)) {
	t.Helper()
	files, err := cases.ReadDir("testdata/cases")
	if err != nil {
		t.Fatal(err)
	}
	n := 0
	for _, f := range files {
		data, err := cases.ReadFile("testdata/cases/" + f.Name())
		if err != nil {
			t.Fatal(err)
		}
		byName := make(map[string][]byte)
		for _, section := range txtar.Parse(data).Files {
			byName[section.Name] = section.Data
		}
		for name, model := range byName {
			id, ok := strings.CutSuffix(name, "/model.json")
			if !ok {
				continue
			}
			if len(byName[id+"/why"]) == 0 || len(byName[id+"/expected.csv"]) == 0 {
				t.Errorf("%s: %s lacks why or expected.csv", f.Name(), id)
			}
			n++
			t.Run(strings.TrimSuffix(f.Name(), ".txtar")+"/"+id, func(t *testing.T) { do(t, id, model, byName[id+"/expected.csv"]) })
		}
	}
	if n < 60 {
		t.Errorf("only %d cases", n)
	}
}

// yuan prints an amount in 元 with two decimals.
func yuan(a money.Amount) string { return fmt.Sprintf("%d.%02d", a/100, a%100) }

// told writes an estimate as the cases expect it.
func told(t *testing.T, e *loan.Estimate) string {
	t.Helper()
	var b strings.Builder
	months, years := map[loan.Month]bool{}, map[int]bool{}
	for i := range e.Portfolio {
		schedule, err := loan.Schedule(&e.Portfolio[i], e.Terms)
		if err != nil {
			t.Fatal(err)
		}
		for _, m := range schedule {
			months[m.Month], years[m.Month.Year()], years[m.Paid.Year()] = true, true, true
		}
	}
	b.WriteString("month,interest,borne,subsidy,claim,paid\n")
	for _, m := range e.Months {
		if s := m.By.All(); months[m.Month] {
			fmt.Fprintf(&b, "%s,%s,%s,%s,%s,%s\n", m.Month, yuan(s.Interest), yuan(s.Borne), yuan(s.Subsidy), m.Claim, m.Paid)
		}
	}
	b.WriteString("year,granted,paid to persons,paid to firms,reward,need\n")
	for _, y := range e.Years {
		if years[y.Year] {
			fmt.Fprintf(&b, "%d,%s,%s,%s,%s,%s\n", y.Year, yuan(y.NewAmount[loan.Person]+y.NewAmount[loan.Firm]),
				yuan(y.Paid[loan.Person].Subsidy), yuan(y.Paid[loan.Firm].Subsidy), yuan(y.Reward), yuan(y.Need))
		}
	}
	b.WriteString("loan,interest,borne,subsidy\n")
	for i, s := range e.Loans {
		fmt.Fprintf(&b, "%s,%s,%s,%s\n", e.Portfolio[i].ID, yuan(s.Interest), yuan(s.Borne), yuan(s.Subsidy))
	}
	toldWhatIf(t, &b, e)
	return b.String()
}

// toldWhatIf writes what the numbers with a range do, where there are any.
func toldWhatIf(t *testing.T, b *strings.Builder, e *loan.Estimate) {
	t.Helper()
	ranges, err := e.Ranges()
	if err != nil {
		t.Fatal(err)
	}
	if len(ranges.Of) == 0 {
		return
	}
	b.WriteString("number,low,high\n")
	for _, bar := range ranges.Tornado() {
		fmt.Fprintf(b, "%s,%s,%s\n", e.Model.Assumptions[bar.Of].ID, yuan(bar.Low), yuan(bar.High))
	}
	levers, bars, err := e.Tenths()
	if err != nil {
		t.Fatal(err)
	}
	b.WriteString("a tenth,less,more\n")
	for _, bar := range bars {
		l := levers[bar.Of]
		name := map[*message.Text]string{
			message.LoanLeverCount: "number", message.LoanLeverSize: "size", message.LoanLeverRate: "rate",
			message.LoanLeverTableSize: "table size", message.LoanLeverTableRate: "table rate", message.LoanLeverLPR: "lpr",
		}[l.Of]
		if l.Assumption != "" {
			name = l.Assumption + " " + name
		}
		fmt.Fprintf(b, "%s,%s,%s\n", name, yuan(bar.Low), yuan(bar.High))
	}
	s, err := ranges.Simulation(1, 300)
	if err != nil {
		t.Fatal(err)
	}
	s.Run(300)
	d := s.Result()
	fmt.Fprintf(b, "draws,lowest,p50,p90,highest\n300 of seed 1,%s,%s,%s,%s\n", yuan(d.Lowest), yuan(d.P50), yuan(d.P90), yuan(d.Highest))
}

func TestWorkedCases(t *testing.T) {
	eachCase(t, func(t *testing.T, name string, model, expected []byte) {
		m, err := loan.ReadModel(model, name)
		if err != nil {
			t.Fatal(err)
		}
		e, err := m.Estimate()
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(string(expected), told(t, e)); diff != "" {
			t.Error(diff)
		}
		adds(t, e)
		written := m.AppendJSON(nil)
		again, err := loan.ReadModel(written, "written")
		if err != nil {
			t.Fatalf("%v in\n%s", err, written)
		}
		if got := again.AppendJSON(nil); string(got) != string(written) {
			t.Errorf("written anew it is\n%s\nnot\n%s", got, written)
		}
	})
}

// adds checks that an estimate adds whichever way it is summed.
func adds(t *testing.T, e *loan.Estimate) {
	t.Helper()
	var loans, months, claims, payments, accrued, paid loan.Sums
	sum := func(to *loan.Sums, s loan.Sums) {
		if s.Interest != s.Borne+s.Subsidy || s.Borne < 0 || s.Subsidy < 0 {
			t.Fatalf("%+v does not add", s)
		}
		to.Interest, to.Borne, to.Subsidy = to.Interest+s.Interest, to.Borne+s.Borne, to.Subsidy+s.Subsidy
	}
	for _, s := range e.Loans {
		sum(&loans, s)
	}
	byYear := map[int]money.Amount{}
	for _, m := range e.Months {
		sum(&months, m.By.All())
		byYear[m.Paid.Year()] += m.By.All().Subsidy
		if m.Claim <= m.Month || m.Paid < m.Claim {
			t.Fatalf("%s is claimed in %s and paid in %s", m.Month, m.Claim, m.Paid)
		}
	}
	for _, c := range e.Claims {
		sum(&claims, c.By.All())
	}
	for _, p := range e.Payments {
		sum(&payments, p.By.All())
	}
	for _, y := range e.Years {
		sum(&accrued, y.Accrued.All())
		sum(&paid, y.Paid.All())
		if y.Need != y.Paid.All().Subsidy+y.Reward || y.Paid.All().Subsidy != byYear[y.Year] {
			t.Fatalf("%d needs %s, pays %s and %s", y.Year, y.Need, y.Paid.All().Subsidy, y.Reward)
		}
	}
	for _, got := range []loan.Sums{months, claims, payments, accrued, paid, e.Total.All()} {
		if got != loans {
			t.Fatalf("%+v is not the sum of the loans, %+v", got, loans)
		}
	}
	if !slices.IsSortedFunc(e.Months, func(a, b loan.MonthRow) int { return int(a.Month - b.Month) }) {
		t.Fatal("months out of order")
	}
}
