package desk

import (
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"suanpan/app/session"
	"suanpan/budgetcore/loan"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// record is a row of a table of results: texts, and amounts that are shown in
// 元.
type record struct {
	texts   []string
	amounts []money.Amount
	total   bool
}

// sheetOf is a table of results, on the page and in the file alike.
type sheetOf struct {
	name  string
	title *message.Text
	heads []*message.Text // of texts first, then of amounts
	texts int             // how many of them are texts
	rows  []record
}

func (l *loans) results(d *Desk) Node {
	if l.err != nil || len(l.done.Portfolio) == 0 {
		return Node{}
	}
	year, months, years := l.yearSheet(d), l.monthSheet(), l.yearsSheet()
	var notes []Node
	for _, n := range l.done.Notes() {
		style := ""
		if n.Text == message.LoanRestsOn {
			style = "unverified"
		}
		notes = append(notes, el("li", class(style), n.In(d.lang)))
	}
	return el("section", class("loans-results"),
		el("h3", d.say(message.LoanTitle, l.model.Year)),
		para("hint", d.say(message.LoanUnitYuan)),
		l.sheetView(d, year, 0, len(year.rows)),
		el("ul", class("notes"), notes),
		l.fold(d, "said", message.LoansYearChain, "", l.yearChain),
		l.fold(d, "months", message.LoansByMonth, d.say(message.LoansByMonthHint), func(d *Desk) []Node {
			first, n := l.inYear(), len(months.rows)
			if l.shown["months-all"] {
				first, n = 0, len(months.rows)
			} else {
				n = min(first+monthsShown, n)
			}
			return []Node{l.sheetView(d, months, first, n), div("row", l.more(d, "months-all", len(months.rows)-(n-first)))}
		}),
		l.fold(d, "years", message.LoansByYear, "", func(d *Desk) []Node { return []Node{l.sheetView(d, years, 0, len(years.rows))} }),
		div("row", d.button("loans-csv", message.LoansSave, func() {
			d.ask(Request{Kind: "download", Name: d.say(message.LoanTitle, l.model.Year) + ".csv", Data: l.csv(d, year, months, years)})
		})),
	)
}

// monthsShown is how many months are listed at once, from the first whose
// subsidy is paid in the budget year.
const monthsShown = 18

// inYear is the first month of which something is paid in the budget year.
func (l *loans) inYear() int {
	return max(slices.IndexFunc(l.done.Months, func(m loan.MonthRow) bool { return m.Paid.Year() == l.model.Year }), 0)
}

func (l *loans) yearSheet(d *Desk) sheetOf {
	e := l.done
	s := sheetOf{
		name: "year", title: message.LoanTitle, texts: 3,
		heads: []*message.Text{message.LoanCoversHead, message.LoanClaimHead, message.LoanPaidHead, message.LoanBorrowers[loan.Person], message.LoanBorrowers[loan.Firm], message.Sum},
	}
	for i := range e.Claims {
		c := &e.Claims[i]
		if c.Paid.Year() == l.model.Year {
			s.rows = append(s.rows, record{texts: []string{d.say(message.LoansMonths, c.First, c.Last), c.Claim.String(), c.Paid.String()}, amounts: amountsOf(&c.By)})
		}
	}
	of := &e.Of
	total := func(t *message.Text, a ...money.Amount) {
		s.rows = append(s.rows, record{texts: []string{d.say(t), "", ""}, amounts: a, total: true})
	}
	total(message.LoansSubsidy, amountsOf(&of.Paid)...)
	total(message.LoanRewardHead, of.Reward)
	total(message.LoansNeed, of.Need)
	total(message.LoansPublished, e.Published)
	total(message.EstimateDifference, e.Difference)
	return s
}

// amountsOf are the subsidies of persons, of firms, and of both.
func amountsOf(b *loan.ByBorrower) []money.Amount {
	return []money.Amount{b[loan.Person].Subsidy, b[loan.Firm].Subsidy, b.All().Subsidy}
}

func (l *loans) monthSheet() sheetOf {
	s := sheetOf{
		name: "months", title: message.LoansByMonth, texts: 3,
		heads: []*message.Text{
			message.LoanMonthHead, message.LoanClaimHead, message.LoanPaidHead, message.LoanInterestHead, message.LoanBorneHead,
			message.LoansSubsidyPerson, message.LoansSubsidyFirm, message.LoanSubsidyHead,
		},
	}
	for i := range l.done.Months {
		m := &l.done.Months[i]
		all := m.By.All()
		s.rows = append(s.rows, record{
			texts:   []string{m.Month.String(), m.Claim.String(), m.Paid.String()},
			amounts: append([]money.Amount{all.Interest, all.Borne}, amountsOf(&m.By)...),
		})
	}
	return s
}

func (l *loans) yearsSheet() sheetOf {
	s := sheetOf{
		name: "years", title: message.LoansByYear, texts: 2,
		heads: []*message.Text{
			message.LoanYearHead, message.LoanNewHead, message.LoanNewAmountHead, message.LoanAccruedHead, message.LoanPaidInYearHead, message.LoanRewardHead, message.LoanNeedHead,
		},
	}
	for i := range l.done.Years {
		y := &l.done.Years[i]
		s.rows = append(s.rows, record{
			texts: []string{strconv.Itoa(y.Year), strconv.FormatInt(y.New[loan.Person]+y.New[loan.Firm], 10)},
			amounts: []money.Amount{
				y.NewAmount[loan.Person] + y.NewAmount[loan.Firm], y.Accrued.All().Subsidy, y.Paid.All().Subsidy, y.Reward, y.Need,
			},
		})
	}
	return s
}

// sheetView shows the rows from first to before end.
func (l *loans) sheetView(d *Desk, s sheetOf, first, end int) Node {
	var heads, rows []Node
	for i, h := range s.heads {
		style := ""
		if i >= s.texts {
			style = "amount"
		}
		heads = append(heads, d.head(style, h))
	}
	for _, r := range s.rows[first:end] {
		parts := []any{}
		if r.total {
			parts = append(parts, class("total"))
		}
		for i, t := range r.texts {
			if i == 0 {
				parts = append(parts, el("th", prop("scope", "row"), t))
			} else {
				parts = append(parts, cell("", t))
			}
		}
		for range len(s.heads) - s.texts - len(r.amounts) { // a row with a sum alone
			parts = append(parts, cell("amount", ""))
		}
		for _, a := range r.amounts {
			parts = append(parts, cell(negative("amount", a), yuan(a)))
		}
		rows = append(rows, tr(parts...))
	}
	return div("wide-table", table("picture-table loans-"+s.name, heads, rows))
}

// yearChain reads aloud how the need comes about.
func (l *loans) yearChain(d *Desk) []Node {
	lines, err := l.done.Explain()
	if err != nil {
		return []Node{para("wrong", message.Explain(err, d.lang))}
	}
	return []Node{said(d, lines)}
}

// said are sentences that follow from each other.
func said(d *Desk, lines []message.Message) Node {
	var list []Node
	for _, line := range lines {
		list = append(list, el("li", line.In(d.lang)))
	}
	return el("ol", class("said"), list)
}

// csv is the results as a file, a table after the other, amounts in 元.
func (l *loans) csv(d *Desk, sheets ...sheetOf) []byte {
	var b strings.Builder
	b.WriteString("\ufeff") // by which spreadsheets know the encoding
	w := csv.NewWriter(&b)
	var records [][]string
	for i, s := range sheets {
		if i > 0 {
			records = append(records, []string{""})
		}
		records = append(records, []string{session.TextCell(d.say(s.title, l.model.Year) + d.say(message.Bracketed, d.say(message.LoanUnitYuan)))})
		var head []string
		for _, h := range s.heads {
			head = append(head, session.TextCell(d.say(h)))
		}
		records = append(records, head)
		for _, r := range s.rows {
			var row []string
			for _, t := range r.texts {
				row = append(row, session.TextCell(t))
			}
			for range len(s.heads) - s.texts - len(r.amounts) {
				row = append(row, "")
			}
			for _, a := range r.amounts {
				row = append(row, a.YuanString())
			}
			records = append(records, row)
		}
	}
	for _, n := range l.done.Notes() {
		records = append(records, []string{session.TextCell(n.In(d.lang))})
	}
	_ = w.WriteAll(records) // a builder takes everything
	return []byte(b.String())
}
