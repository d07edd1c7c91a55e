package desk

import (
	"strconv"
	"strings"

	"suanpan/budgetcore/loan"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// loanChain is the loan that is looked into.
type loanChain struct {
	sought string // what is typed: an id or a part of one
	month  typed
}

// foundLoans is how many ids are offered.
const foundLoans = 8

// open looks into a loan.
func (l *loans) open(d *Desk, id string) {
	l.chain = loanChain{sought: id}
	l.shown["chain"] = true
	d.ask(Request{Kind: "focus", Name: "loans-loan"})
}

// chainView finds a loan and says how each of its months comes about.
func (l *loans) chainView(d *Desk) []Node {
	if l.done == nil {
		return []Node{para("hint", d.say(message.LoansNotYet))}
	}
	c := &l.chain
	sought := strings.TrimSpace(c.sought)
	at, found := -1, []string(nil)
	for i := range l.done.Portfolio {
		id := l.done.Portfolio[i].ID
		if id == sought {
			at = i
			break
		}
		if len(found) < foundLoans && strings.Contains(id, sought) {
			found = append(found, id)
		}
	}
	hint := ""
	if at < 0 && len(found) == 0 {
		hint = d.say(message.LoansNoLoan)
	}
	parts := []Node{div("row", d.input("loans-loan", d.say(message.LoansLoan), c.sought, hint, nil, func(v string) { *c = loanChain{sought: v} }))}
	if at < 0 {
		var offers []any
		for _, id := range found {
			offers = append(offers, el("button", prop("type", "button"), class("link"), key(id), onClick("loans-pick "+id, func() { l.open(d, id) }), id))
		}
		return append(parts, div("row", offers...))
	}
	x := &l.done.Portfolio[at]
	schedule, err := loan.Schedule(x, l.done.Terms)
	if err != nil {
		return append(parts, para("wrong", message.Explain(err, d.lang)))
	}
	sums := l.done.Loans[at]
	return append(parts,
		el("p", prop("role", "status"), d.say(message.LoansLoanComesTo, x.ID, money.Group(x.Count), sums.Interest.YuanGrouped(), sums.Borne.YuanGrouped(), sums.Subsidy.YuanGrouped())),
		l.monthSaid(d, x, schedule),
		l.schedule(d, x, schedule),
	)
}

// monthOf is the month that is explained: the one that is typed, or the first
// that is paid for in the budget year.
func (l *loans) monthOf(schedule []loan.LoanMonth) (loan.Month, error) {
	if s := money.Fold(l.chain.month.text); s != "" {
		return loan.ParseMonth(s)
	}
	for i := range schedule {
		if schedule[i].Paid.Year() == l.model.Year && schedule[i].Subsidy > 0 {
			return schedule[i].Month, nil
		}
	}
	return schedule[0].Month, nil
}

func (l *loans) monthSaid(d *Desk, x *loan.Loan, schedule []loan.LoanMonth) Node {
	c := &l.chain
	month, err := l.monthOf(schedule)
	var lines []message.Message
	if err == nil {
		lines, err = loan.Explain(x, l.done.Terms, month)
	}
	shown := ""
	if err == nil && c.month.text == "" {
		shown = d.say(message.LoansMonthShown, month)
	}
	return div("loans-month",
		d.input("loans-month", d.say(message.LoanMonthHead), c.month.text, shown, err, func(v string) { c.month.text = v }),
		when(err == nil, func() Node { return said(d, lines) }))
}

// schedule is the loan month by month, of one where they are several.
func (l *loans) schedule(d *Desk, x *loan.Loan, schedule []loan.LoanMonth) Node {
	n := len(schedule)
	if !l.shown["schedule-all"] {
		n = min(n, scheduleShown)
	}
	var rows []Node
	for i := range schedule[:n] {
		m := &schedule[i]
		heads := ""
		if x.Borrower == loan.Firm {
			heads = strconv.FormatInt(m.Heads, 10) + "/" + strconv.FormatInt(x.Heads, 10)
		}
		month := m.Month.String()
		rows = append(rows, tr(key(month),
			el("th", prop("scope", "row"), el("button", prop("type", "button"), class("link"), onClick("loans-explain "+month, func() { l.chain.month = typed{text: month} }), month)),
			cell("amount", strconv.Itoa(m.Days)), cell("amount", strconv.Itoa(m.SubsidisedDays)),
			cell("amount", products(m.Spans, func(s loan.Span) money.Amount { return s.Principal })),
			cell("amount", products(m.Spans, func(s loan.Span) money.Amount { return s.Eligible })),
			cell("amount", heads), cell("amount", yuan(m.Interest)), cell("amount", yuan(m.Borne)), cell("amount", yuan(m.Subsidy)),
			cell("", l.cuts(d, x, m)), cell("", m.Claim.String()), cell("", m.Paid.String())))
	}
	return div("",
		para("hint", d.say(message.LoansScheduleHint)),
		div("wide-table", table("picture-table loans-schedule", []Node{
			d.head("", message.LoanMonthHead), d.head("amount", message.LoanDaysHead), d.head("amount", message.LoanSubsidisedDaysHead),
			d.head("amount", message.LoansPrincipalDays), d.head("amount", message.LoansEligibleDays), d.head("amount", message.LoanHeadsHead),
			d.head("amount", message.LoanInterestHead), d.head("amount", message.LoanBorneHead), d.head("amount", message.LoanSubsidyHead),
			d.head("", message.LoansCuts), d.head("", message.LoanClaimHead), d.head("", message.LoanPaidHead),
		}, rows)),
		div("row", l.more(d, "schedule-all", len(schedule)-n)))
}

// scheduleShown is how many months of a loan are listed at once: those that
// three years touch.
const scheduleShown = 37

// products writes principal × days, a run of days each.
func products(spans []loan.Span, of func(loan.Span) money.Amount) string {
	var parts []string
	for _, s := range spans {
		if a := of(s); a > 0 {
			parts = append(parts, a.YuanGrouped()+" × "+strconv.Itoa(s.Days))
		}
	}
	return strings.Join(parts, " + ")
}

// cuts says what keeps the subsidy of a month below that of the whole loan.
func (l *loans) cuts(d *Desk, x *loan.Loan, m *loan.LoanMonth) string {
	var says []string
	for _, s := range m.Spans {
		if over := s.Principal - s.Eligible; s.Eligible > 0 && over > 0 {
			says = append(says, d.say(message.LoansCutCap, over.YuanGrouped()))
			break
		}
	}
	if x.Borrower == loan.Firm && m.Heads < x.Heads {
		says = append(says, d.say(message.LoansCutHeads, m.Heads, x.Heads))
	}
	if m.SubsidisedDays < m.Days {
		says = append(says, d.say(message.LoansCutTerm, m.SubsidisedDays))
	}
	if m.Subsidy == 0 && len(says) == 0 {
		says = append(says, d.say(message.LoansCutRate))
	}
	return strings.Join(says, d.say(message.LoansCutNext))
}
