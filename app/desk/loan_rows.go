package desk

import (
	"errors"
	"strconv"
	"strings"

	"suanpan/budgetcore/loan"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// loanRow is an assumption as it stands in the fields. What it says counts once
// all of it is valid; from then on what was valid last counts.
type loanRow struct {
	name   string // of its fields
	fields map[string]typed
	valid  *loan.Assumption
}

// loanFields are the fields of an assumption by their names in files; words
// are those of a choice.
var loanFields = []struct {
	name, style string
	head        *message.Text
	words       []*message.Text
}{
	{"id", "wide", message.EstimateName, nil},
	{"borrower", "", message.LoansBorrower, message.LoanBorrowers[:]},
	{"count", "number range", message.LoansCount, nil},
	{"amount", "number", message.LoansAmount, nil},
	{"year", "number", message.LoansGrantedYear, nil},
	{"first_month", "number small", message.LoansFirstMonth, nil},
	{"last_month", "number small", message.LoansLastMonth, nil},
	{"day", "number small", message.LoansDay, nil},
	{"term", "number small", message.LoansTerm, nil},
	{"rate", "number", message.LoansRate, nil},
	{"heads", "number small", message.LoansHeads, nil},
	{"repayment", "", message.LoansRepayment, message.LoanRepayments[:]},
}

func fieldOf(a *loan.Assumption, name string) string {
	number := func(n int64) string {
		if n == 0 {
			return ""
		}
		return strconv.FormatInt(n, 10)
	}
	switch name {
	case "id":
		return a.ID
	case "borrower":
		return strconv.Itoa(int(a.Borrower))
	case "count":
		if a.Count == 0 {
			return ""
		}
		return a.Numbers()
	case "amount":
		if a.Amount == 0 {
			return ""
		}
		return a.Amount.String()
	case "year":
		return number(int64(a.Year))
	case "first_month":
		return number(int64(a.FirstMonth))
	case "last_month":
		return number(int64(a.LastMonth))
	case "day":
		return number(int64(a.Day))
	case "term":
		return number(int64(a.Term))
	case "rate":
		if a.Rate == 0 && a.Count == 0 { // it has not been said yet
			return ""
		}
		return a.Rate.String()
	case "heads":
		return number(a.Heads)
	}
	return strconv.Itoa(int(a.Repayment))
}

// setField reads one field into an assumption.
func setField(a *loan.Assumption, name, text string) (err error) {
	var n int64
	switch name {
	case "id":
		a.ID = strings.TrimSpace(text)
		return nil
	case "borrower":
		n, err = whole(text)
		a.Borrower = loan.Borrower(n)
		return err
	case "repayment":
		n, err = whole(text)
		a.Repayment = loan.Repayment(n)
		return err
	case "count":
		return a.SetNumbers(strings.ReplaceAll(text, "：", ":"), whole)
	case "amount":
		a.Amount, err = wan(text)
		return err
	case "rate":
		a.Rate, err = rate(text)
		return err
	case "heads":
		if strings.TrimSpace(text) == "" {
			a.Heads = 0
			return nil
		}
	}
	if n, err = whole(text); err != nil {
		return err
	}
	switch name {
	case "year":
		a.Year = int(n)
	case "first_month":
		a.FirstMonth = int(n)
	case "last_month":
		a.LastMonth = int(n)
	case "day":
		a.Day = int(n)
	case "term":
		a.Term = int(n)
	case "heads":
		a.Heads = n
	}
	return nil
}

func (l *loans) newRow(a *loan.Assumption) *loanRow {
	l.named++
	r := &loanRow{name: "loans-row" + strconv.Itoa(l.named), fields: make(map[string]typed)}
	r.fill(a)
	if a.Count > 0 {
		valid := *a
		r.valid = &valid
	}
	return r
}

// fill writes an assumption into the fields.
func (r *loanRow) fill(a *loan.Assumption) {
	for _, f := range loanFields {
		r.fields[f.name] = typed{text: fieldOf(a, f.name)}
	}
}

// begin adds a row in which what is to be said is empty.
func (l *loans) begin(d *Desk) {
	a := loan.NewAssumption()
	a.Year = l.model.Year
	for n := 1; a.ID == "" || l.hasRow(a.ID, nil); n++ {
		a.ID = d.say(message.LoansRowName, n)
	}
	r := l.newRow(&a)
	l.rows = append(l.rows, r)
	d.ask(Request{Kind: "focus", Name: r.name + "-count"})
}

// addExample adds a row of invented figures that says what it is.
func (l *loans) addExample(d *Desk) {
	a := loan.NewAssumption()
	a.ID, a.Count, a.Amount, a.Rate, a.Term, a.Year = d.say(message.LoansExampleName), 100, 20*money.Wan, 41_500, 24, l.model.Year-1
	r := l.newRow(&a)
	r.valid = nil
	l.rows = append(l.rows, r)
	l.settle(r)
	d.commit = true
}

func (l *loans) hasRow(name string, but *loanRow) bool {
	for _, r := range l.rows {
		if r != but && strings.TrimSpace(r.fields["id"].text) == name {
			return true
		}
	}
	return false
}

// settle reads a row and takes it into the model if all of it is valid.
func (l *loans) settle(r *loanRow) {
	a, fault := loan.NewAssumption(), false
	for _, f := range loanFields {
		t := r.fields[f.name]
		t.err = setField(&a, f.name, t.text)
		if t.err != nil {
			fault = true
			if r.valid == nil && strings.TrimSpace(t.text) == "" {
				t.err = nil // it is still to be said
			}
		}
		r.fields[f.name] = t
	}
	if fault {
		return
	}
	if l.hasRow(a.ID, r) {
		r.wrong("id", message.LoansNameTwice.Error())
		return
	}
	if field, err := at(a.Check()); err != nil {
		r.wrong(field, err)
		return
	}
	if r.valid != nil && *r.valid == a {
		return
	}
	was := r.valid
	r.valid = &a
	m := l.withRows()
	err := m.Check()
	if len(m.Assumptions) > loan.MaxAssumptions {
		err = message.LoanAssumeMany.Error(loan.MaxAssumptions)
	}
	if err != nil {
		r.valid = was
		field, bare := "id", err
		if e := (*message.Error)(nil); errors.As(err, &e) && e.Text == message.LoanTooMany {
			field = "count"
		}
		r.wrong(field, bare)
		return
	}
	l.take(m)
}

func (r *loanRow) wrong(field string, err error) {
	if _, is := r.fields[field]; !is {
		field = "id"
	}
	t := r.fields[field]
	t.err = err
	r.fields[field] = t
}

// withRows is the model with the assumptions of the rows.
func (l *loans) withRows() *loan.Model {
	m := *l.model
	m.Assumptions = nil
	for _, r := range l.rows {
		if r.valid != nil {
			m.Assumptions = append(m.Assumptions, *r.valid)
		}
	}
	return &m
}

func (l *loans) dropRow(d *Desk, r *loanRow) {
	for i := range l.rows {
		if l.rows[i] == r {
			l.rows = append(l.rows[:i:i], l.rows[i+1:]...)
			break
		}
	}
	if r.valid != nil {
		l.take(l.withRows())
		d.commit = true
	}
	d.ask(Request{Kind: "focus", Name: "loans-row-add"})
}

// untaken counts the rows whose fields say something else than what counts.
func (l *loans) untaken() (n int) {
	for _, r := range l.rows {
		if r.valid == nil {
			n++
			continue
		}
		for _, t := range r.fields {
			if t.err != nil {
				n++
				break
			}
		}
	}
	return n
}

// example tells that invented figures are among the assumptions.
func (l *loans) example() bool {
	for i := range l.model.Assumptions {
		switch id := l.model.Assumptions[i].ID; id {
		case message.LoansExampleName.In(message.ZH), message.LoansExampleName.In(message.EN):
			return true
		}
	}
	return false
}

// assumptions are rows of loans that are alike.
func (l *loans) assumptions(d *Desk) Node {
	var heads, rows []Node
	for _, f := range loanFields {
		heads = append(heads, d.head("", f.head))
	}
	heads = append(heads, d.head("", message.HistoryDo))
	for _, r := range l.rows {
		rows = append(rows, l.rowView(d, r)...)
	}
	return el("section", class("loans-rows"),
		el("h3", d.say(message.LoansAssumptions)),
		para("hint", d.say(message.LoansAssumptionsHint)),
		when(len(rows) > 0, func() Node { return div("wide-table", table("picture-table", heads, rows)) }),
		div("row",
			d.button("loans-row-add", message.LoansRowAdd, func() { l.begin(d) }, id("loans-row-add")),
			when(len(l.rows) == 0, func() Node {
				return d.button("loans-example", message.LoansExampleAdd, func() { l.addExample(d) }, class("link"))
			}),
		))
}

func (l *loans) rowView(d *Desk, r *loanRow) []Node {
	title := r.fields["id"].text
	cells, said := []any{key(r.name)}, []Node{}
	for _, f := range loanFields {
		name, t := r.name+"-"+f.name, r.fields[f.name]
		label := title + " " + d.say(f.head)
		hold := func(v string) { t := r.fields[f.name]; t.text = v; r.fields[f.name] = t }
		taken := func(v string) { hold(v); l.settle(r) }
		if f.words != nil {
			var options []Node
			for i, w := range f.words {
				options = append(options, option(strconv.Itoa(i), d.say(w)))
			}
			cells = append(cells, cellOf(el("select", id(name), prop("aria-label", label), prop("data-value", t.text), onChange(name, taken), options)))
		} else {
			cells = append(cells, cellOf(l.box(name, label, f.style, t, hold, taken)))
		}
		if t.err != nil {
			said = append(said, el("p", id(name+"-said"), class("wrong"), d.say(message.LoansAtField, f.head, t.err)))
		}
	}
	cells = append(cells, cellOf(d.button("loans-drop "+r.name, message.EstimateDrop, func() { l.dropRow(d, r) },
		class("link"), prop("aria-label", d.say(message.EstimateDrop)+" "+title))))
	switch {
	case len(said) > 0 && r.valid != nil:
		said = append(said, para("hint", d.say(message.LoansRowBefore)))
	case r.valid == nil:
		said = append(said, para("hint", d.say(message.LoansRowOpen)))
	case l.err != nil:
		if err := l.rowFault(r.valid); err != nil {
			said = append(said, el("p", class("wrong"), prop("role", "alert"), message.Explain(err, d.lang)))
		}
	}
	list := []Node{tr(cells...)}
	if len(said) > 0 {
		list = append(list, el("tr", key(r.name+"-said"), class("row-said"), el("td", prop("colspan", strconv.Itoa(len(loanFields)+1)), said)))
	}
	return list
}

// rowFault is why the loans of an assumption cannot be reckoned, if it is they.
func (l *loans) rowFault(a *loan.Assumption) error {
	terms := loan.DefaultTerms().With(&l.model.Terms)
	for _, x := range a.Spread(nil) {
		if _, err := loan.Compute(loan.Portfolio{x}, terms); err != nil {
			_, bare := at(err)
			return bare
		}
	}
	return nil
}
