package desk

import (
	"errors"
	"slices"
	"strconv"
	"strings"

	"suanpan/budgetcore/loan"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// loans is the interest subsidy of guaranteed start-up loans as an estimate.
// The model holds what was valid last; what is typed stands beside it.
type loans struct {
	model *loan.Model
	done  *loan.Estimate // of the model, once it has been reckoned
	err   error
	text  []byte // of the model, as it is kept

	year  typed
	rows  []*loanRow
	named int // rows that were ever begun, for the names of their fields
	table loanTable
	terms loanTerms
	chain loanChain
	guess loanGuess
	shown map[string]bool // what is unfolded
}

// typed is what stands in a field, and why it cannot be taken.
type typed struct {
	text string
	err  error
}

const kindLoans = "loans"

func registerLoans(e *estimates) {
	e.readers[kindLoans] = func(body []byte) (estimate, error) {
		m, err := loan.ReadModel(body, "body")
		if err != nil {
			return nil, err
		}
		return newLoans(m), nil
	}
	e.kinds = append(e.kinds, kind{
		kind: kindLoans, name: message.LoansName.With(), about: message.LoansAbout.With(), line: loan.PublishedLine,
		start: func(*Desk) estimate { return newLoans(&loan.Model{Year: loan.PublishedYear}) },
	})
}

func newLoans(m *loan.Model) *loans {
	l := &loans{model: m, shown: make(map[string]bool)}
	l.year.text = strconv.Itoa(m.Year)
	for i := range m.Assumptions {
		l.rows = append(l.rows, l.newRow(&m.Assumptions[i]))
	}
	l.guess.goal.text = loan.PublishedNeed.String()
	return l
}

// reckon works the model out unless it has been since it changed.
func (l *loans) reckon() {
	if l.done == nil && l.err == nil {
		l.done, l.err = l.model.Estimate()
	}
}

// take puts a model in the place of the one at hand.
func (l *loans) take(m *loan.Model) { l.model, l.done, l.err, l.text = m, nil, nil, nil }

func (l *loans) body() []byte {
	if l.text == nil {
		l.text = l.model.AppendJSON(nil)
	}
	return l.text
}

// parts are the results. With the rows of the example there are none: its
// figures are nobody's.
func (l *loans) parts(d *Desk) ([]part, error) {
	if l.reckon(); l.err != nil {
		return nil, l.err
	}
	if l.example() {
		return nil, message.LoansExampleStays.Error()
	}
	of := &l.done.Of
	list := []part{
		{"need", d.say(message.LoansNeed), of.Need, &l.done.Published},
		{"subsidy", d.say(message.LoansSubsidy), of.Paid.All().Subsidy, nil},
		{"reward", d.say(message.LoanRewardHead), of.Reward, nil},
		{"subsidy-person", d.say(message.LoansSubsidyOf, loan.Person.Name()), of.Paid[loan.Person].Subsidy, nil},
		{"subsidy-firm", d.say(message.LoansSubsidyOf, loan.Firm.Name()), of.Paid[loan.Firm].Subsidy, nil},
	}
	for month := 1; month <= 12; month++ {
		at := loan.NewDate(l.model.Year, month, 1).Month()
		i := slices.IndexFunc(l.done.Payments, func(p loan.PaymentRow) bool { return p.Paid == at })
		amount := money.Amount(0)
		switch {
		case i >= 0:
			amount = l.done.Payments[i].By.All().Subsidy
		case month != 4 && month != 10:
			continue // the months of the publication are there even if nothing is paid
		}
		list = append(list, part{"paid-" + at.String()[5:], d.say(message.LoansPaidIn, month), amount, nil})
	}
	return list, nil
}

func (l *loans) view(d *Desk) []Node {
	l.reckon()
	return []Node{
		l.summary(d),
		l.assumptions(d),
		l.tableView(d),
		l.fold(d, "terms", message.LoansTerms, l.termsSay(d), l.termsView),
		l.results(d),
		l.fold(d, "chain", message.LoansChain, d.say(message.LoansChainHint), l.chainView),
		l.fold(d, "guess", message.LoansWhatIf, d.say(message.LoansWhatIfHint), l.guessView),
	}
}

// summary is the year and what it needs, or why that is not known.
func (l *loans) summary(d *Desk) Node {
	year := d.input("loans-year", d.say(message.LoansYear), l.year.text, "", l.year.err, func(v string) { l.year.text = v },
		onChange("loans-year", func(v string) { l.setYear(v) }), prop("inputmode", "numeric"))
	says := []any{class("loans-says"), prop("role", "status")}
	switch {
	case l.err != nil:
		says = append(says, l.faults(d))
	case len(l.done.Portfolio) == 0:
		says = append(says, para("hint", d.say(message.LoansBegin)))
	default:
		of := &l.done.Of
		says = append(says, para("loans-need", d.say(message.LoanNeedIs, l.model.Year, of.Need.GroupedExact(), l.done.Published.Grouped(), plus(l.done.Difference))))
		if r, err := l.ranges(); err != nil {
			says = append(says, para("wrong", message.Explain(err, d.lang)))
		} else if len(r.Of) > 0 {
			low, high := r.Ends()
			says = append(says, para("hint", d.say(message.LoansEnds, low.GroupedExact(), high.GroupedExact())))
		}
	}
	if l.example() {
		says = append(says, para("doubts", d.say(message.LoansExampleSays)))
	}
	if n := l.untaken(); n > 0 {
		says = append(says, para("wrong", d.say(message.LoansUntaken, n)))
	}
	return div("row loans-summary", year, el("div", says...))
}

// faults is why nothing can be reckoned, one reason a line.
func (l *loans) faults(d *Desk) Node {
	list, more := loan.Faults(l.err)
	items := []Node{}
	for _, err := range list {
		items = append(items, el("li", message.Explain(err, d.lang)))
	}
	return div("wrong",
		el("p", d.say(message.LoansUnreckoned)),
		el("ul", items),
		when(more > 0, func() Node { return el("p", d.say(message.LoansMoreFaults, more)) }))
}

func (l *loans) setYear(text string) {
	n, err := whole(text)
	if err == nil {
		err = loan.CheckYear(int(n))
	}
	if l.year.err = err; err == nil && int(n) != l.model.Year {
		m := *l.model
		m.Year = int(n)
		l.take(&m)
	}
}

// fold is a part of the page that is described only once it is unfolded.
func (l *loans) fold(d *Desk, name string, title *message.Text, hint string, content func(*Desk) []Node) Node {
	open := l.shown[name]
	parts := []any{
		class("fold"), key("loans-" + name),
		el("h3", el("button", prop("type", "button"), class("link"), prop("aria-expanded", strconv.FormatBool(open)),
			onClick("loans-fold "+name, func() { l.shown[name] = !l.shown[name] }), d.say(title))),
		when(hint != "", func() Node { return el("span", class("hint"), hint) }),
	}
	if open {
		parts = append(parts, content(d))
	}
	return el("section", parts...)
}

// more shows the rest of a list.
func (l *loans) more(d *Desk, name string, rest int) any {
	return when(rest > 0, func() Node {
		return el("button", prop("type", "button"), class("link"), onClick("loans-all "+name, func() { l.shown[name] = true }), d.say(message.LoansShowAll, rest))
	})
}

// box is a field of a table, its label read aloud only. What is typed is held
// at once and taken when the field is left.
func (l *loans) box(name, label, style string, t typed, input, change func(string)) Node {
	n := el("input", prop("type", "text"), id(name), class(style), prop("autocomplete", "off"), prop("data-value", t.text),
		prop("aria-label", label), prop("aria-invalid", strconv.FormatBool(t.err != nil)), onInput(name, input), onChange(name, change))
	if t.err != nil {
		n.attrs = append(n.attrs, prop("aria-describedby", name+"-said"))
	}
	return n
}

// at takes the field of an error from it.
func at(err error) (field string, bare error) {
	var e *message.Error
	if !errors.As(err, &e) || len(e.At) == 0 {
		return "", err
	}
	return e.At[0], &message.Error{Message: e.Message}
}

// whole reads a number as it is typed: full-width digits and thousands
// separators are understood.
func whole(text string) (int64, error) {
	if strings.TrimSpace(text) == "" {
		return 0, message.LoanFieldMissing.Error()
	}
	r, err := money.Read(text, money.Yuan)
	if err != nil || r.Stated || r.Amount < 0 || r.Amount%money.Yuan != 0 {
		return 0, message.LoanWhole.Error(clip(text, 48))
	}
	return int64(r.Amount / money.Yuan), nil
}

// rate reads a rate in percent as it is typed.
func rate(text string) (loan.Rate, error) {
	s := strings.TrimSpace(strings.TrimSuffix(money.Fold(strings.ReplaceAll(text, "％", "%")), "%"))
	if s == "" {
		return 0, message.LoanFieldMissing.Error()
	}
	return loan.ParseRate(s)
}

// wan reads an amount in 万元 as it is typed.
func wan(text string) (money.Amount, error) {
	if strings.TrimSpace(text) == "" {
		return 0, message.LoanFieldMissing.Error()
	}
	r, err := money.Read(text, money.Wan)
	return r.Amount, err
}

// yuan is an amount in 元 in a column: with its 分 even where there are none.
func yuan(a money.Amount) string {
	s := a.YuanGrouped()
	if !strings.Contains(s, ".") {
		s += ".00"
	}
	return s
}
