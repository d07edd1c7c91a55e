package desk

import (
	"strconv"
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification/edition"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// shownUses is how many lines of a code are listed; the grid shows all.
const shownUses = 30

// homeOf is the section whose totals stand beside the codes of a classification.
var homeOf = [edition.Systems]budget.Section{edition.Functional: budget.Spending, edition.Department: budget.Economic}

// sumOf is what a section has under a code.
func (d *Desk) sumOf(code *edition.Code, s budget.Section) ledger.Sum {
	switch code.System {
	case edition.Functional:
		return d.session.Now().In(s).Function(code.Code)
	case edition.Department:
		return d.session.Now().In(s).Economic(code.Code)
	}
	return ledger.Sum{}
}

// card is all that is known of the open code.
func (p *codes) card(d *Desk) Node {
	code := p.edition.Lookup(p.open)
	if code == nil {
		return el("section", class("class-card"), d.h2(message.ClassCardTitle), para("hint", d.say(message.ClassCardNone)))
	}
	e := p.edition
	var rows []Node
	fact := func(name *message.Text, parts ...any) {
		rows = append(rows, tr(el("th", prop("scope", "row"), d.say(name)), el("td", parts...)))
	}
	place := []any{d.say(code.System.Name())}
	for _, step := range e.Path(code.Code) {
		place = append(place, " › ", p.link(d, "path", step))
	}
	fact(message.ClassPlace, place...)
	fact(message.ClassRests, p.rests(d, code))
	if code.Note != "" {
		fact(message.ClassNote, code.Note)
	}
	if use, ok := e.Definition(code.Code); ok {
		fact(message.ClassUse, use.Text, para("hint", d.say(message.ClassUseFrom, use.Source)))
	} else {
		fact(message.ClassUse, el("span", class("hint"), d.say(message.ClassNoUse)))
	}
	var confused, answers, below []Node
	for _, m := range e.Confusions(code.Code) {
		confused = append(confused, el("li", p.link(d, "confused", e.Lookup(m.B)), d.unverified(m.Status), para("", m.Why.In(d.lang)), para("hint", d.say(message.ClassUseFrom, m.Source))))
	}
	for _, o := range e.Counterparts(code.Code, edition.AnyUnit) {
		answers = append(answers, el("li", p.link(d, "answers "+strconv.Itoa(int(o.Unit)), o.Code), d.say(message.ClassAnswerUnit, o.Unit.Name()), d.unverified(o.Status)))
	}
	for _, c := range p.children[code.Code] {
		below = append(below, el("li", p.link(d, "below", c), d.unverified(c.Status)))
	}
	for _, group := range []struct {
		name *message.Text
		list []Node
		as   string
	}{{message.ClassConfused, confused, ""}, {message.ClassAnswers, answers, ""}, {message.ClassBelow, below, "class-below"}} {
		if len(group.list) > 0 {
			fact(group.name, el("ul", class(group.as), group.list))
		}
	}
	return el("section", class("class-card"), key(code.Code),
		el("h2", id("class-card"), prop("tabindex", "-1"), class(unsure("", code.Status)), el("span", class("class-code"), code.Code), " ", named(code.Name), d.unverified(code.Status)),
		el("table", class("class-facts"), el("tbody", rows)),
		p.uses(d, code),
	)
}

// rests says what a row rests on, and where it was read.
func (p *codes) rests(d *Desk, code *edition.Code) Node {
	text := d.say(code.Status.Name())
	if code.Status == edition.Elsewhere || code.Status == edition.Copied || code.Status == edition.Given {
		text = d.say(message.ClassSource, text, strings.TrimPrefix(code.Source, "outside: "))
	}
	return el("span", class(unsure("", code.Status)), text)
}

// uses is where the draft uses a code, and with how much.
func (p *codes) uses(d *Desk, code *edition.Code) Node {
	parts := []any{class("class-uses"), el("h3", d.say(message.ClassUses))}
	used := false
	for s := range budget.Sections {
		if sum := d.sumOf(code, s); sum.Lines > 0 {
			used = true
			parts = append(parts, p.usesIn(d, code, s, sum))
		}
	}
	switch {
	case code.System == edition.Government:
		parts = append(parts, para("hint", d.say(message.ClassNotCarried)))
	case !used:
		parts = append(parts, para("hint", d.say(message.ClassNoUses)))
	default:
		parts = append(parts, el("p", el("a", prop("href", "/?find="+code.Code), d.say(message.ClassInGrid))))
	}
	return el("div", parts...)
}

func (p *codes) usesIn(d *Desk, code *edition.Code, s budget.Section, sum ledger.Sum) Node {
	now := d.session.Now()
	var rows []Node
	var stated, hidden money.Amount
	more := 0
	for i := range now.Len() {
		of := now.Function(i)
		if code.System == edition.Department {
			of = now.Economic(i)
		}
		if now.Section(i) != s || !now.Present(i) || !strings.HasPrefix(of, code.Code) {
			continue
		}
		text := "—"
		a, has := now.Amount(i)
		if has {
			text = a.GroupedExact()
			stated += a
		}
		if len(rows) == shownUses {
			more++
			hidden += a
			continue
		}
		line := now.Line(i)
		rows = append(rows, tr(
			el("th", prop("scope", "row"), el("a", prop("href", "/?at="+line.ID), line.ID+" "+d.session.Title(line.ID).In(d.lang))),
			cell("", d.session.Dataset().UnitName(line.Unit)), cell("amount", text)))
	}
	if more > 0 {
		rows = append(rows, tr(el("th", prop("scope", "row"), d.say(message.ClassMoreLines, more)), cell("", ""), cell("amount", hidden.GroupedExact())))
	}
	if tail := sum.Amount - stated; tail != 0 {
		rows = append(rows, tr(el("th", prop("scope", "row"), d.say(message.ClassTail)), cell("", ""), cell("amount", tail.GroupedExact())))
	}
	rows = append(rows, el("tr", class("total"), el("th", prop("scope", "row"), d.say(message.Sum)), cell("", ""), cell("amount", sum.Amount.GroupedExact())))
	return div("class-used",
		el("p", d.say(message.ClassUsesTotal, message.Sections[s], sum.Lines, sum.Amount.GroupedExact())),
		table("picture-table", []Node{d.head("", message.ClassLine), d.head("", message.FieldNames[budget.FieldUnit]), d.head("amount", message.ClassAmount)}, rows))
}
