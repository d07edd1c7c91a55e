package desk

import (
	"errors"
	"strconv"
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/loan"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// loanTable is the door for tables of loans.
type loanTable struct {
	pasted string
	round  int // of the field, which is emptied by being another
	faults []error
	more   int
}

// sampled is how many loans of a portfolio are shown.
const sampled = 10

// readTable takes a table in the place of the loans at hand, or nothing of it.
func (l *loans) readTable(d *Desk, text string) {
	t := &l.table
	t.faults, t.more = nil, 0
	p, err := loan.ReadTable(text, "")
	m := *l.model
	m.Loans = p
	if err == nil {
		err = m.Portfolio().Check()
	}
	if err == nil {
		err = budget.CheckPapers([]budget.Paper{{ID: "E1", Kind: kindLoans, Body: string(m.AppendJSON(nil))}})
	}
	if err != nil {
		t.faults, t.more = loan.Faults(err)
		return
	}
	t.pasted, t.round = "", t.round+1
	l.take(&m)
	d.commit = true
	d.ask(Request{Kind: "focus", Name: "loans-table-said"})
}

func (l *loans) tableView(d *Desk) Node {
	t := &l.table
	parts := []any{
		class("loans-table"),
		el("h3", d.say(message.LoansTable)),
	}
	if len(l.model.Loans) > 0 {
		parts = append(parts, l.portfolio(d))
	}
	door := []any{
		el("summary", d.say(message.LoansTableDoor)),
		para("hint", d.say(message.LoansTableHint)),
		div("row",
			el("div", class("field wide"), key("paste-"+strconv.Itoa(t.round)),
				el("label", prop("for", "loans-paste"), d.say(message.LoansPaste)),
				el("textarea", id("loans-paste"), prop("rows", "4"), prop("wrap", "off"), prop("spellcheck", "false"), onChange("loans-paste", func(v string) { t.pasted = v }))),
			d.button("loans-read", message.LoansRead, func() { l.readTable(d, t.pasted) }),
			div("field",
				el("label", prop("for", "loans-file"), d.say(message.LoansFile)),
				el("input", prop("type", "file"), id("loans-file"), prop("accept", sheetTypes), onFile("loans-file", func(v string) {
					text, err := textOfSheet(v)
					if err != nil {
						d.refused = message.Explain(err, d.lang)
						return
					}
					l.readTable(d, text)
				})))),
	}
	if len(t.faults) > 0 {
		door = append(door, l.tableFaults(d))
	}
	return el("section", append(parts, el("details", append([]any{flag("open", len(l.model.Loans) == 0 || len(t.faults) > 0)}, door...)...))...)
}

// tableFaults lists what is wrong with a table, each with its row and column.
func (l *loans) tableFaults(d *Desk) Node {
	t := &l.table
	var rows []Node
	for _, err := range t.faults {
		row, column := "", ""
		var e *message.Error
		if errors.As(err, &e) {
			at := e.At
			for len(at) > 0 && at[0] == "" {
				at = at[1:]
			}
			if len(at) > 0 {
				row = at[0]
			}
			if len(at) > 1 {
				column = strings.Join(at[1:], " ")
			}
			err = &message.Error{Message: e.Message}
		}
		rows = append(rows, tr(el("th", prop("scope", "row"), row), cell("", column), cell("wrong", message.Explain(err, d.lang))))
	}
	return div("loans-faults",
		el("p", class("wrong"), prop("role", "alert"), d.say(message.LoansTableRefused, len(t.faults)+t.more)),
		table("picture-table", []Node{d.head("", message.LoansFaultRow), d.head("", message.LoansFaultColumn), d.head("", message.LoansFault)}, rows),
		when(t.more > 0, func() Node { return el("p", d.say(message.LoansMoreFaults, t.more)) }))
}

// portfolio is the table that was read, in brief.
func (l *loans) portfolio(d *Desk) Node {
	p := l.model.Loans
	var number [loan.Borrowers]int64
	var amount [loan.Borrowers]money.Amount
	for i := range p {
		number[p[i].Borrower] += p[i].Count
		amount[p[i].Borrower] += p[i].Amount * money.Amount(p[i].Count)
	}
	says := d.say(message.LoansTableHolds, money.Group(number[loan.Person]+number[loan.Firm]), (amount[loan.Person] + amount[loan.Firm]).GroupedExact(),
		money.Group(number[loan.Person]), amount[loan.Person].GroupedExact(), money.Group(number[loan.Firm]), amount[loan.Firm].GroupedExact())
	var rows []Node
	for i := range p {
		if i < sampled || i == len(p)-1 {
			rows = append(rows, l.loanRow(d, i, &p[i]))
		}
	}
	return div("",
		el("p", id("loans-table-said"), prop("role", "status"), prop("tabindex", "-1"), says),
		table("picture-table", []Node{
			d.head("", message.LoansLoan), d.head("", message.LoansBorrower), d.head("amount", message.LoansAmount), d.head("", message.LoansGranted), d.head("amount", message.LoansTerm),
			d.head("amount", message.LoansRate), d.head("amount", message.LoansHeads), d.head("amount", message.LoansCount), d.head("amount", message.LoansSubsidyAll),
		}, rows),
		div("row",
			when(len(p) > sampled+1, func() Node { return el("span", class("hint"), d.say(message.LoansSample, sampled, len(p)-sampled-1)) }),
			d.button("loans-table-drop", message.LoansTableDrop, func() {
				m := *l.model
				m.Loans = nil
				l.take(&m)
				d.commit = true
			}, class("link"))))
}

func (l *loans) loanRow(d *Desk, i int, x *loan.Loan) Node {
	heads, subsidy := "", ""
	if x.Borrower == loan.Firm {
		heads = strconv.FormatInt(x.Heads, 10)
	}
	if l.done != nil { // the loans stand first in the portfolio
		subsidy = yuan(l.done.Loans[i].Subsidy)
	}
	name := el("button", prop("type", "button"), class("link"), onClick("loans-open "+x.ID, func() { l.open(d, x.ID) }), x.ID)
	return el("tr", key(x.ID),
		el("th", prop("scope", "row"), name), cell("", d.say(x.Borrower.Name())), cell("amount", x.Amount.GroupedExact()), cell("", x.Granted.String()),
		cell("amount", strconv.Itoa(x.Term)), cell("amount", x.Rate.String()), cell("amount", heads), cell("amount", money.Group(x.Count)), cell("amount", subsidy))
}
