package main

import (
	"encoding/csv"
	"fmt"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"suanpan/budgetcore/loan"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// loans estimates the interest subsidy of start-up loans.
func (c *cli) loans() *cobra.Command {
	cmd := &cobra.Command{Use: "loans --portfolio F | --assume \"borrower=person count=400 amount=20 rate=4.15 term=36 year=2022\"", Short: c.say(message.CommandLoans), Args: noArgs}
	portfolio := cmd.Flags().String("portfolio", "", c.say(message.FlagPortfolio))
	assume := cmd.Flags().StringArray("assume", nil, c.say(message.FlagAssume))
	year := cmd.Flags().Int("year", loan.PublishedYear, c.say(message.FlagBudgetYear))
	terms := cmd.Flags().String("terms", "", c.say(message.FlagTerms))
	explain := cmd.Flags().String("explain", "", c.say(message.FlagExplainLoan))
	var a loanAsked
	f := cmd.Flags()
	f.StringVar(&a.goal, "goal", "", c.say(message.FlagGoal))
	f.StringVar(&a.vary, "vary", "", c.say(message.FlagVaryLoan))
	f.StringVar(&a.table, "table", "", c.say(message.FlagTableLoan))
	f.StringVar(&a.across, "across", "", c.say(message.FlagAcrossLoan))
	f.StringVar(&a.down, "down", "", c.say(message.FlagDownLoan))
	f.BoolVar(&a.tornado, "tornado", false, c.say(message.FlagTornadoLoan))
	f.IntVar(&a.draws, "draws", 0, c.say(message.FlagDraws))
	f.Uint64Var(&a.seed, "seed", 1, c.say(message.FlagSeed))
	f.StringVar(&a.budget, "budget", "", c.say(message.FlagBudget))
	form := c.formatFlag(cmd, "text", "json", "csv")
	cmd.RunE = func(*cobra.Command, []string) error {
		if err := format(*form, "text", "json", "csv"); err != nil {
			return err
		}
		if *portfolio == "" && len(*assume) == 0 {
			return message.FlagMissing.Error("portfolio / --assume")
		}
		m, err := c.loanModel(*portfolio, *assume, *terms)
		if err != nil {
			return err
		}
		if m.Year == 0 || cmd.Flags().Changed("year") {
			m.Year = *year
		}
		e, err := m.Estimate()
		if err != nil {
			return err
		}
		if *explain != "" {
			return message.At("--explain", c.explainLoan(e, *explain, *form))
		}
		x, err := a.answer(e)
		switch {
		case err != nil:
			return err
		case *form == "json":
			return c.json(loansJSON(e, x.json(a.seed)))
		case *form == "csv" && x.answered:
			return message.LoanAnswersNoCSV.Error()
		case *form == "csv":
			return csv.NewWriter(c.out).WriteAll(loanMonthRecords(e))
		}
		c.loansText(e)
		c.loanAnswers(x, a.seed)
		return nil
	}
	return cmd
}

// loanModel reads what is estimated: a model or a table, assumptions, terms.
func (c *cli) loanModel(portfolio string, assume []string, terms string) (*loan.Model, error) {
	m := &loan.Model{}
	if portfolio != "" {
		text, err := c.textFile("--portfolio", portfolio)
		if err != nil {
			return nil, err
		}
		if strings.HasPrefix(strings.TrimSpace(strings.TrimPrefix(text, "\ufeff")), "{") {
			m, err = loan.ReadModel([]byte(text), portfolio)
		} else {
			m.Loans, err = loan.ReadTable(text, portfolio)
		}
		if err != nil {
			return nil, err
		}
	}
	for _, words := range assume {
		a, err := loan.ParseAssumption(words, "A"+strconv.Itoa(len(m.Assumptions)+1))
		if err != nil {
			return nil, message.At("--assume", err)
		}
		m.Assumptions = append(m.Assumptions, a)
	}
	if terms != "" {
		text, err := c.textFile("--terms", terms)
		if err != nil {
			return nil, err
		}
		over, err := loan.ReadTerms([]byte(text), terms)
		if err != nil {
			return nil, err
		}
		m.Terms = *m.Terms.With(over)
	}
	return m, nil
}

// explainLoan prints the chain of a month of a loan, ID@YYYY-MM, the schedule of
// a loan, ID, or the chain of the budget year, "year" where no loan is called so.
func (c *cli) explainLoan(e *loan.Estimate, what, form string) error {
	id := what
	var month loan.Month
	if at := strings.LastIndexByte(what, '@'); at >= 0 {
		var err error
		if month, err = loan.ParseMonth(what[at+1:]); err != nil {
			return err
		}
		id = what[:at]
	}
	i, err := e.Portfolio.Find(id)
	if err != nil && what == "year" {
		lines, err := e.Explain()
		if err != nil {
			return err
		}
		return c.loanChain("", strconv.Itoa(e.Model.Year), lines, form)
	}
	if err != nil {
		return err
	}
	l := &e.Portfolio[i]
	if month == 0 {
		return c.loanSchedule(l, e.Terms, form)
	}
	lines, err := loan.Explain(l, e.Terms, month)
	if err != nil {
		return err
	}
	return c.loanChain(l.ID, month.String(), lines, form)
}

func (c *cli) loanChain(id, of string, lines []message.Message, form string) error {
	chain := make([]string, len(lines))
	for i, line := range lines {
		chain[i] = line.In(c.lang)
	}
	switch form {
	case "json":
		return c.json(struct {
			Loan  string   `json:"loan,omitempty"`
			Of    string   `json:"of"`
			Chain []string `json:"chain"`
		}{id, of, chain})
	case "csv":
		return message.LoanChainNoCSV.Error()
	}
	for _, line := range chain {
		fmt.Fprintln(c.out, line)
	}
	return nil
}

func (c *cli) loanSchedule(l *loan.Loan, t *loan.Terms, form string) error {
	schedule, err := loan.Schedule(l, t)
	if err != nil {
		return err
	}
	rows := [][]string{{"month", "days", "subsidised_days", "heads", "interest", "borne", "subsidy", "claim", "paid"}}
	print := money.Amount.String
	if form == "text" {
		rows[0] = nil
		for _, head := range []*message.Text{
			message.LoanMonthHead, message.LoanDaysHead, message.LoanSubsidisedDaysHead, message.LoanHeadsHead,
			message.LoanInterestHead, message.LoanBorneHead, message.LoanSubsidyHead, message.LoanClaimHead, message.LoanPaidHead,
		} {
			rows[0] = append(rows[0], c.say(head))
		}
		print = money.Amount.YuanGrouped
	}
	for _, m := range schedule {
		heads := ""
		if l.Borrower == loan.Firm {
			heads = strconv.FormatInt(m.Heads, 10)
		}
		rows = append(rows, []string{
			m.Month.String(), strconv.Itoa(m.Days), strconv.Itoa(m.SubsidisedDays), heads, print(m.Interest), print(m.Borne), print(m.Subsidy), m.Claim.String(), m.Paid.String(),
		})
	}
	switch form {
	case "csv":
		return csv.NewWriter(c.out).WriteAll(rows)
	case "json":
		months := make([]map[string]string, 0, len(rows)-1)
		for _, r := range rows[1:] {
			month := make(map[string]string, len(r))
			for i, head := range rows[0] {
				month[head] = r[i]
			}
			months = append(months, month)
		}
		return c.json(struct {
			Loan   string              `json:"loan"`
			Unit   string              `json:"unit"`
			Months []map[string]string `json:"months"`
		}{l.ID, "万元", months})
	}
	c.columns(rows, 1)
	fmt.Fprintf(c.out, "\n%s\n", c.say(message.LoanUnitYuan))
	return nil
}

func loanMonthRecords(e *loan.Estimate) [][]string {
	recs := [][]string{{"month", "claim", "paid", "person_interest", "person_borne", "person_subsidy", "firm_interest", "firm_borne", "firm_subsidy"}}
	for _, m := range e.Months {
		rec := []string{m.Month.String(), m.Claim.String(), m.Paid.String()}
		for _, s := range m.By {
			rec = append(rec, s.Interest.String(), s.Borne.String(), s.Subsidy.String())
		}
		recs = append(recs, rec)
	}
	return recs
}

func loansJSON(e *loan.Estimate, answers *loanAnswersJSON) any {
	type sums struct {
		Interest string `json:"interest"`
		Borne    string `json:"borne"`
		Subsidy  string `json:"subsidy"`
	}
	type by struct {
		Person sums `json:"person"`
		Firm   sums `json:"firm"`
	}
	of := func(b *loan.ByBorrower) by {
		one := func(s loan.Sums) sums { return sums{s.Interest.String(), s.Borne.String(), s.Subsidy.String()} }
		return by{one(b[loan.Person]), one(b[loan.Firm])}
	}
	type claim struct {
		Claim string `json:"claim"`
		Paid  string `json:"paid"`
		First string `json:"first_month"`
		Last  string `json:"last_month"`
		by
	}
	type payment struct {
		Paid string `json:"paid"`
		by
	}
	type year struct {
		Year      int    `json:"year"`
		New       int64  `json:"new_loans"`
		NewAmount string `json:"new_amount"`
		Accrued   by     `json:"accrued"`
		Paid      by     `json:"paid"`
		Reward    string `json:"reward"`
		Need      string `json:"need"`
	}
	type month struct {
		Month string `json:"month"`
		Claim string `json:"claim"`
		Paid  string `json:"paid"`
		by
	}
	out := struct {
		Estimate   string `json:"estimate"`
		Unit       string `json:"unit"`
		Year       int    `json:"year"`
		Need       string `json:"need"`
		Low        string `json:"low,omitempty"`
		High       string `json:"high,omitempty"`
		Reward     string `json:"reward"`
		Published  string `json:"published"`
		Difference string `json:"difference"`
		PaidLoans  int64  `json:"paid_loans"`
		Average    string `json:"average_rate"`
		Implied    struct {
			Loans int64  `json:"loans"`
			Rate  string `json:"rate,omitempty"`
		} `json:"implied"`
		Total    by        `json:"total"`
		Years    []year    `json:"years"`
		Payments []payment `json:"payments"`
		Claims   []claim   `json:"claims"`
		Months   []month   `json:"months"`
		*loanAnswersJSON
	}{
		Estimate: "loans", Unit: "万元", Year: e.Model.Year, Need: e.Of.Need.String(), Reward: e.Of.Reward.String(),
		Published: e.Published.String(), Difference: e.Difference.String(), PaidLoans: e.Of.PaidLoans, Average: e.Average.String(), Total: of(&e.Total),
		Years: []year{}, Payments: []payment{}, Claims: []claim{}, Months: []month{}, loanAnswersJSON: answers,
	}
	if r, err := e.Ranges(); err == nil && len(r.Of) > 0 {
		low, high := r.Ends()
		out.Low, out.High = low.String(), high.String()
	}
	out.Implied.Loans = e.ImpliedLoans
	if e.Implied >= 0 {
		out.Implied.Rate = e.Implied.String()
	}
	for i := range e.Years {
		y := &e.Years[i]
		out.Years = append(out.Years, year{
			y.Year, y.New[loan.Person] + y.New[loan.Firm], (y.NewAmount[loan.Person] + y.NewAmount[loan.Firm]).String(), of(&y.Accrued), of(&y.Paid), y.Reward.String(), y.Need.String(),
		})
	}
	for i := range e.Payments {
		out.Payments = append(out.Payments, payment{e.Payments[i].Paid.String(), of(&e.Payments[i].By)})
	}
	for i := range e.Claims {
		p := &e.Claims[i]
		out.Claims = append(out.Claims, claim{p.Claim.String(), p.Paid.String(), p.First.String(), p.Last.String(), of(&p.By)})
	}
	for i := range e.Months {
		m := &e.Months[i]
		out.Months = append(out.Months, month{m.Month.String(), m.Claim.String(), m.Paid.String(), of(&m.By)})
	}
	return out
}

func (c *cli) loansText(e *loan.Estimate) {
	fmt.Fprintf(c.out, "%s　%s\n\n", c.say(message.LoanTitle, e.Model.Year), c.say(message.LoanUnitYuan))
	rows := [][]string{{
		c.say(message.LoanPaidHead), c.say(message.LoanClaimHead), c.say(message.LoanCoversHead), loan.Person.Name().In(c.lang), loan.Firm.Name().In(c.lang), c.say(message.EstimateTotal),
	}}
	line := func(first, second, third string, b *loan.ByBorrower) {
		rows = append(rows, []string{first, second, third, b[loan.Person].Subsidy.YuanGrouped(), b[loan.Firm].Subsidy.YuanGrouped(), b.All().Subsidy.YuanGrouped()})
	}
	for i := range e.Claims {
		if p := &e.Claims[i]; p.Paid.Year() == e.Model.Year {
			line(p.Paid.String(), p.Claim.String(), p.First.String()+" – "+p.Last.String(), &p.By)
		}
	}
	line(c.say(message.LoanSubsidyHead), "", "", &e.Of.Paid)
	rows = append(rows, []string{c.say(message.LoanRewardHead), "", "", "", "", e.Of.Reward.YuanGrouped()})
	c.columns(rows, 3)
	fmt.Fprintln(c.out)
	rows = [][]string{{
		c.say(message.LoanYearHead), c.say(message.LoanNewHead), c.say(message.LoanNewAmountHead), c.say(message.LoanInterestHead),
		c.say(message.LoanAccruedHead), c.say(message.LoanPaidInYearHead), c.say(message.LoanRewardHead), c.say(message.LoanNeedHead),
	}}
	for i := range e.Years {
		y := &e.Years[i]
		accrued, paid := y.Accrued.All(), y.Paid.All()
		rows = append(rows, []string{
			strconv.Itoa(y.Year), money.Group(y.New[loan.Person] + y.New[loan.Firm]), (y.NewAmount[loan.Person] + y.NewAmount[loan.Firm]).YuanGrouped(),
			accrued.Interest.YuanGrouped(), accrued.Subsidy.YuanGrouped(), paid.Subsidy.YuanGrouped(), y.Reward.YuanGrouped(), y.Need.YuanGrouped(),
		})
	}
	c.columns(rows, 1)
	fmt.Fprintf(c.out, "\n%s\n", c.say(message.LoanNeedIs, e.Model.Year, e.Of.Need.GroupedExact(), e.Published.Grouped(), e.Difference.GroupedExact()))
	if r, err := e.Ranges(); err == nil && len(r.Of) > 0 {
		low, high := r.Ends()
		fmt.Fprintln(c.out, c.say(message.LoansEnds, low.GroupedExact(), high.GroupedExact()))
	}
	for _, m := range e.Notes() {
		fmt.Fprintln(c.out, m.In(c.lang))
	}
}
