package desk

import (
	"cmp"
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
)

// scenarios are the scenarios beside each other: what was made from what,
// compared in any statement, what moved a total, and files merged.
type scenarios struct {
	shelf
	compare comparison
	merge   merging
}

// maxCompared is how many scenarios stand side by side at most.
const maxCompared = 4

func (s *scenarios) view(d *Desk) []Node {
	s.sync(d)
	return []Node{
		s.lineage(d),
		s.compare.view(d, &s.shelf),
		s.merge.view(d, &s.shelf),
	}
}

func (s *scenarios) arrived(d *Desk, doc string, file []byte, why string) {
	x := s.at("doc " + doc)
	if x == nil {
		return
	}
	x.waits = false
	if x.why = why; why == "" {
		x.read(d, file)
	}
}

// lineage draws the scenarios as a tree under what they started from.
func (s *scenarios) lineage(d *Desk) Node {
	roots := s.tree()
	var item func(b *branch) Node
	item = func(b *branch) Node {
		parts := []any{key(b.key), s.leaf(d, b.sheet)}
		if len(b.children) > 0 {
			children := []any{}
			for _, c := range b.children {
				children = append(children, item(c))
			}
			parts = append(parts, el("ul", children...))
		}
		return el("li", parts...)
	}
	var shown, away []Node
	for _, b := range roots {
		if b.away {
			away = append(away, item(b))
		} else {
			shown = append(shown, item(b))
		}
	}
	base := el("li", div("leaf", el("span", class("leaf-name"), s.at(baseKey).title), el("span", class("amount"), s.at(baseKey).spending.Grouped())), el("ul", shown))
	return el("section", class("lineage"),
		d.h2(message.LineageTitle),
		el("ul", class("tree"), base),
		when(len(away) > 0, func() Node {
			return el("details", el("summary", d.say(message.BudgetsAway, len(away))), el("ul", class("tree"), away))
		}),
	)
}

// leaf is one scenario of the tree, with what can be done to it.
func (s *scenarios) leaf(d *Desk, x *sheet) Node {
	parts := []any{el("span", class("leaf-name"), x.title)}
	switch {
	case x.why != "":
		parts = append(parts, el("span", class("wrong"), x.why))
	case x.base == "":
		parts = append(parts, el("span", class("hint"), d.say(message.SaveReading)))
	case x.base != s.at(openKey).base:
		parts = append(parts, el("span", class("hint"), d.say(message.LineageOtherBase)))
	default:
		change := x.spending - s.at(baseKey).spending
		parts = append(parts,
			el("span", class("amount"), x.spending.Grouped()),
			el("span", class("amount hint"), signed(change)),
			el("span", class("hint"), d.say(message.LineageEdits, x.edits, day(x.at))),
		)
	}
	if x.lock != budget.NoRound {
		parts = append(parts, el("span", class("badge"), message.RoundNames[x.lock].In(d.lang)))
	}
	if x.from != (budget.Origin{}) {
		parts = append(parts, el("span", class("hint"), d.say(message.ScenarioFrom, cmp.Or(x.from.Name, d.say(message.DraftUntitled)), x.from.Edits)))
	}
	label := func(t *message.Text) []any { return []any{prop("aria-label", d.say(t)+" "+x.title), class("link")} }
	if x.key == openKey {
		parts = append(parts, el("span", class("here"), d.say(message.BudgetOpen)))
		return div("leaf", parts...)
	}
	if x.doc != "" {
		parts = append(parts, d.button("turn "+x.key, message.LineageOpen, func() { d.ask(Request{Kind: "turn", Name: x.doc}) }, label(message.LineageOpen)...))
		put := message.BudgetPutAway
		if x.away {
			put = message.BudgetTakeOut
		}
		parts = append(parts, d.button("away "+x.key, put, func() {
			kind := "away"
			if x.away {
				kind = "out"
			}
			d.ask(Request{Kind: kind, Name: x.doc})
		}, label(put)...))
	}
	if x.base == s.at(openKey).base && x.why == "" && x.base != "" {
		parts = append(parts, d.button("compare "+x.key, message.CompareWith, func() { s.compare.add(x.key) }, label(message.CompareWith)...))
	}
	return div("leaf", parts...)
}

// day is the day and minute of a time as files have it.
func day(at string) string {
	if len(at) < len("2006-01-02T15:04") {
		return at
	}
	return strings.Replace(at[:16], "T", " ", 1)
}
