package desk

import (
	"slices"
	"strconv"
	"strings"

	"suanpan/budgetcore/loan"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// loanTerms is the value of one's own that is being written.
type loanTerms struct {
	series                     loan.Series
	from, until, value, source typed
}

// termsSay tells how far the terms can be relied on.
func (l *loans) termsSay(d *Desk) string {
	own, unverified := 0, 0
	for _, entries := range loan.DefaultTerms().With(&l.model.Terms) {
		for i := range entries {
			switch entries[i].Status {
			case loan.Own:
				own++
			case loan.Unverified:
				unverified++
			}
		}
	}
	return d.say(message.LoansTermsSay, unverified, own)
}

// valueOf is a value as it is shown, with its unit or in words.
func (l *loans) valueOf(d *Desk, s loan.Series, value string) string {
	if i := slices.Index(s.Words(), value); i >= 0 && s == loan.HeadsRule {
		return d.say(message.LoanHeadsRules[i])
	}
	if u := s.Unit(); u != nil {
		return value + " " + d.say(u)
	}
	return value
}

// termsView lists the dated values, and takes values of one's own.
func (l *loans) termsView(d *Desk) []Node {
	var rows []Node
	for s, entries := range loan.DefaultTerms().With(&l.model.Terms) {
		s, own := loan.Series(s), 0
		for i := range entries {
			e := &entries[i]
			style, drop := "", Node{}
			switch e.Status {
			case loan.Unverified:
				style = "unverified"
			case loan.Own:
				style = "own"
				n := own
				own++
				drop = d.button("loans-term-drop "+s.String()+" "+strconv.Itoa(n), message.EstimateDrop, func() {
					m := *l.model
					if m.Terms.Drop(s, n) == nil { // what it stands on has been valid before
						l.take(&m)
						d.commit = true
					}
				}, class("link"), prop("aria-label", d.say(message.EstimateDrop)+" "+d.say(s.Name())+" "+e.Value))
			}
			name := Node{}
			if i == 0 {
				name = el("th", prop("scope", "rowgroup"), prop("rowspan", strconv.Itoa(len(entries))), d.say(s.Name()))
			}
			rows = append(rows, el("tr", class(style), key(s.String()+e.From.String()+e.Value),
				name, cell("amount", l.valueOf(d, s, e.Value)), cell("", e.From.String()), cell("", e.Until.String()),
				cell("status", d.say(e.Status.Name())), cell("source", e.SourceIn().In(d.lang)), cellOf(drop)))
		}
	}
	return []Node{
		para("hint", d.say(message.LoansTermsHint)),
		l.termForm(d),
		div("wide-table", table("picture-table loans-terms", []Node{
			d.head("", message.LoansSeries), d.head("amount", message.LoansValue), d.head("", message.LoansFrom), d.head("", message.LoansUntil),
			d.head("", message.EstimateState), d.head("", message.LoansSource), d.head("", message.HistoryDo),
		}, rows)),
	}
}

func (l *loans) termForm(d *Desk) Node {
	t := &l.terms
	var options []Node
	for s := range loan.AllSeries {
		options = append(options, option(strconv.Itoa(int(s)), d.say(s.Name())))
	}
	field := func(name string, label *message.Text, to *typed, hint string, parts ...any) Node {
		return d.input(name, d.say(label), to.text, hint, to.err, func(v string) { to.text = v }, parts...)
	}
	value := d.say(message.LoansValue)
	if u := t.series.Unit(); u != nil {
		value += d.say(message.Bracketed, u)
	}
	box := d.input("loans-term-value", value, t.value.text, "", t.value.err, func(v string) { t.value.text = v })
	if words := t.series.Words(); words != nil {
		list := []Node{option("", "—")}
		for _, w := range words {
			list = append(list, option(w, l.valueOf(d, t.series, w)))
		}
		box = d.choice("loans-term-value", value, t.value.text, list, func(v string) { t.value.text = v })
		if t.value.err != nil {
			box.children = append(box.children, para("wrong", message.Explain(t.value.err, d.lang)))
		}
	}
	return div("row loans-term",
		d.choice("loans-term-series", d.say(message.LoansSeries), strconv.Itoa(int(t.series)), options, func(v string) {
			n, err := strconv.ParseUint(v, 10, 8)
			if err == nil && loan.Series(n) < loan.AllSeries {
				*t = loanTerms{series: loan.Series(n), from: t.from, until: t.until, source: t.source}
			}
		}),
		box,
		field("loans-term-from", message.LoansFrom, &t.from, d.say(message.LoansDayHint)),
		field("loans-term-until", message.LoansUntil, &t.until, d.say(message.LoansDayHint)),
		field("loans-term-source", message.LoansSource, &t.source, "", class("long")),
		d.button("loans-term-add", message.LoansTermAdd, func() { l.addTerm(d) }))
}

// addTerm puts the value of one's own into the terms; what is wrong is said at
// its field, and nothing is changed then.
func (l *loans) addTerm(d *Desk) {
	t := &l.terms
	for _, f := range []*typed{&t.from, &t.until, &t.value, &t.source} {
		f.err = nil
	}
	day := func(f *typed) (at loan.Date) {
		if s := money.Fold(f.text); s != "" {
			at, f.err = loan.ReadDate(s)
		}
		return at
	}
	x := loan.Dated{From: day(&t.from), Until: day(&t.until), Source: strings.TrimSpace(t.source.text), Value: money.Fold(strings.ReplaceAll(t.value.text, "％", "%"))}
	if u := t.series.Unit(); u != nil {
		x.Value = strings.TrimSpace(strings.TrimSuffix(x.Value, u.In(message.ZH)))
	}
	if x.Value == "" {
		t.value.err = message.LoanFieldMissing.Error()
	}
	if t.from.err != nil || t.until.err != nil || t.value.err != nil {
		return
	}
	m := *l.model
	if err := m.Terms.Put(t.series, x); err != nil {
		field, bare := at(err)
		switch field {
		case "from":
			t.from.err = bare
		case "until":
			t.until.err = bare
		case "source":
			t.source.err = bare
		default:
			t.value.err = bare
		}
		return
	}
	*t = loanTerms{series: t.series}
	l.take(&m)
	d.commit = true
}
