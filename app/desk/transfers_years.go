package desk

import (
	"slices"
	"strconv"
	"strings"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/standard"
	"suanpan/budgetcore/transfer"
)

// years is how the years are shown.
type years struct {
	bounds, shares, standards bool // columns that are empty, too
	allGaps                   bool
}

// shownGaps is how many missing entries are listed at once.
const shownGaps = 9

// ways are what an advance can go by, with their words.
var ways = []struct {
	by   transfer.By
	name *message.Text
}{
	{transfer.Given, message.ByGiven},
	{transfer.Ratios, message.ByRatios},
	{transfer.Weights, message.ByWeights},
	{transfer.Planned, message.ByPlanned},
	{transfer.Heads, message.ByHeads},
	{transfer.Settlement, message.BySettlement},
}

func wayNamed(word string) transfer.By {
	for _, w := range ways {
		if w.by.String() == word {
			return w.by
		}
	}
	return transfer.Unset
}

func hasBounds(y *transfer.Year) bool {
	return slices.ContainsFunc(y.Rows, func(r transfer.Row) bool { return r.Min != nil || r.Max != nil })
}

// pick is a choice that changes the model at once.
func (p *modelPaper) pick(d *Desk, name, label, value string, options []Node, do func(m *transfer.Model, v string) error) Node {
	n := d.choice(name, label, value, options, func(v string) {
		p.picked, p.refused = name, p.change(d, func(m *transfer.Model) error { return do(m, v) })
	})
	if p.refused != nil && p.picked == name {
		n.children = append(n.children, el("p", class("wrong"), prop("role", "alert"), message.Explain(p.here(spot{district: -1}, p.refused), d.lang)))
	}
	return n
}

func (p *modelPaper) unitChoice(d *Desk, name string) Node {
	units := splitUnits
	if !slices.Contains(units, p.model.Unit) {
		units = append(slices.Clone(units), p.model.Unit)
	}
	var options []Node
	for _, u := range units {
		options = append(options, option(u.String(), d.say(message.UnitChoice, u)))
	}
	return p.pick(d, name, d.say(message.SplitUnit), p.model.Unit.String(), options, func(m *transfer.Model, v string) (err error) {
		m.Unit, err = money.Parse(v)
		return err
	})
}

// groups are the people that a year pays for, with their standards.
func (p *modelPaper) groups(d *Desk, year int) Node {
	y := &p.model.Years[year]
	id := p.id + "-" + strconv.Itoa(year)
	var parts []any
	for g := range y.Groups {
		name := y.Groups[g].Name
		parts = append(parts, div("group", key(name),
			p.spotField(d, spot{year, -1, g, transfer.FieldStandard}, d.say(message.TransferStandardOf, name)),
			d.button(id+"-remove-group "+strconv.Itoa(g), message.TransferRemove, func() {
				_ = p.change(d, func(m *transfer.Model) error { return m.RemoveGroup(m.Years[year].Year, name) }) // it is there
			}, class("quiet"), prop("aria-label", d.say(message.TransferRemoveNamed, name)))))
	}
	parts = append(parts, p.adder(d, strconv.Itoa(year)+"-add-group", d.say(message.TransferNewGroup), message.TransferAdd,
		func(m *transfer.Model, name string) error { return m.AddGroup(m.Years[year].Year, name, nil) }))
	if len(y.Groups) == 0 {
		parts = append(parts, d.button(id+"-published-groups", message.TransferPublishedGroups, func() {
			_ = p.change(d, func(m *transfer.Model) error { // the year has none yet
				for _, c := range standard.Talent {
					each := c.Each
					if err := m.AddGroup(m.Years[year].Year, d.say(c.Name), &each); err != nil {
						return err
					}
				}
				return nil
			})
		}))
	}
	return div("row groups", parts...)
}

// modelView is the model: its districts and years, what is missing and what is
// tried, and what comes of it.
func (t *transfers) modelView(d *Desk) []Node {
	p := &t.model
	r, err := p.model.Compute()
	list := []any{key("model"), class("model"), onChange("keep", func(string) { t.keep(d) }), d.h2(message.TransferYears), para("hint", d.say(message.TransferYearsHint)), t.settings(d), p.unkeptNote(d), t.trial(d)}
	if len(p.set) > 0 {
		list = append(list, el("p", class("wrong"), prop("role", "status"), d.say(message.TransferRefusedStill, len(p.set))))
	}
	if err != nil {
		return []Node{el("section", append(list, para("wrong", message.Explain(err, d.lang)))...)}
	}
	list = append(list, t.missing(d))
	for i := range p.model.Years {
		list = append(list, t.year(d, i, r))
	}
	list = append(list, t.across(d, r))
	nodes := []Node{el("section", list...)}
	if parts := t.parts(d); len(parts) > 0 {
		nodes = append(nodes, el("section", key("write"), t.written.view(d, "transfer-", p.id, p.name(d), parts)))
	}
	return append(nodes, t.notice.view(d, p.settled()))
}

// settings are what holds for the whole model.
func (t *transfers) settings(d *Desk) Node {
	p := &t.model
	m := p.model
	y := &t.years
	first, last := strconv.Itoa(m.Years[0].Year), m.Years[len(m.Years)-1].Year
	return div("settings",
		div("row",
			p.typing.labelled(d, p.id+"-name", d.say(message.TransferName), m.Name, func(text string) error {
				return p.enter(d, p.id+"-name", func(m *transfer.Model) error { m.Name = strings.TrimSpace(text); return nil })
			}, prop("maxlength", "50")),
			p.typing.labelled(d, p.id+"-first", d.say(message.TransferFirstYear), first, func(text string) error {
				return p.enter(d, p.id+"-first", func(m *transfer.Model) error { return startWith(m, money.Fold(text)) })
			}, class("short number")),
			p.unitChoice(d, p.id+"-unit"),
			p.adder(d, "add-district", d.say(message.TransferNewDistrict), message.TransferAdd, (*transfer.Model).AddDistrict),
		),
		div("row",
			tick(p.id+"-bounds", d.say(message.TransferBounds), y.bounds, func(on bool) { y.bounds = on }),
			tick(p.id+"-shares", d.say(message.TransferOwnShares), y.shares, func(on bool) { y.shares = on }),
			tick(p.id+"-standards", d.say(message.TransferOwnStandards), y.standards, func(on bool) { y.standards = on }),
			d.button(p.id+"-add-year", message.TransferAddYear, func() { p.picked, p.refused = "years", p.change(d, (*transfer.Model).AddYear) }),
			when(len(m.Years) > 1, func() Node {
				return el("button", prop("type", "button"), onClick(p.id+"-remove-year", func() {
					p.picked, p.refused = "years", p.change(d, (*transfer.Model).RemoveYear)
				}), d.say(message.TransferRemoveYear, strconv.Itoa(last)))
			}),
			when(p.picked == "years" && p.refused != nil, func() Node {
				return el("p", class("wrong"), prop("role", "alert"), message.Explain(p.refused, d.lang))
			}),
		),
	)
}

// startWith gives the first year another number; the others follow on it.
func startWith(m *transfer.Model, text string) error {
	n, err := strconv.Atoi(text)
	if err != nil || n < 1900 || n+len(m.Years) > 3000 {
		return message.OwnYear.Error(text[:min(len(text), 20)])
	}
	for i := range m.Years {
		m.Years[i].Year = n + i
	}
	return nil
}

// trial is what is being tried, beside what is kept.
func (t *transfers) trial(d *Desk) Node {
	p := &t.model
	if p.before == nil {
		return div("row", d.button(p.id+"-try", message.TransferTry, func() { p.keep(d); p.before = p.model }), el("span", class("hint"), d.say(message.TransferTryHint)))
	}
	end := func(take bool) func() {
		return func() {
			if !take {
				p.model = p.before
				p.forget()
			}
			p.before, d.commit = nil, true
		}
	}
	return el("section", class("tried"), prop("aria-label", d.say(message.TransferTrying)),
		div("row", el("strong", d.say(message.TransferTrying)),
			d.button(p.id+"-take", message.TransferTake, end(true), class("primary"), flag("disabled", len(p.set) > 0)),
			d.button(p.id+"-leave", message.TransferLeave, end(false))),
		div("", prop("role", "status"), t.differences(d)))
}

// differences are what the trial moves, district by district.
func (t *transfers) differences(d *Desk) Node {
	before, err := t.model.before.Compute()
	if err != nil {
		return para("wrong", message.Explain(err, d.lang))
	}
	after, err := t.model.model.Compute()
	if err != nil {
		return para("wrong", message.Explain(err, d.lang))
	}
	list := transfer.Differences(before, after)
	if len(list) == 0 {
		return para("hint", d.say(message.TransferNoDifference))
	}
	two := func(t *message.Text) Node { return el("th", prop("scope", "colgroup"), prop("colspan", "2"), d.say(t)) }
	sub := func(t *message.Text) Node { return el("th", prop("scope", "col"), class("amount"), d.say(t)) }
	var rows []Node
	for _, x := range list {
		name := x.After.District
		row := []any{}
		if name == "" {
			name = d.say(message.Sum)
			row = append(row, class("total"))
		}
		by := x.Transfer()
		moved := by.Shown()
		if by.Known {
			moved = plus(by.Amount)
		}
		row = append(row, el("th", prop("scope", "row"), strconv.Itoa(x.After.Year)+" "+name))
		for _, f := range []transfer.Figure{x.Before.Advance, x.After.Advance, x.Before.Transfer, x.After.Transfer} {
			row = append(row, cell(negativeText("amount", f.Shown()), f.Shown()))
		}
		row = append(row, cell(negativeText("amount changed", moved), moved))
		for _, f := range []transfer.Figure{x.Before.CarriedOut, x.After.CarriedOut} {
			row = append(row, cell(negativeText("amount", f.Shown()), f.Shown()))
		}
		rows = append(rows, tr(row...))
	}
	return div("wide", el("table", class("picture-table"),
		el("caption", d.say(message.TransferDifferences)),
		el("thead",
			tr(el("th", prop("scope", "col"), prop("rowspan", "2"), d.say(message.District)), two(message.ColumnAdvance),
				el("th", prop("scope", "colgroup"), prop("colspan", "3"), d.say(message.ColumnTransfer)), two(message.ColumnCarriedOut)),
			tr(sub(message.WhatIfBefore), sub(message.WhatIfAfter), sub(message.WhatIfBefore), sub(message.WhatIfAfter), sub(message.EstimateDifference), sub(message.WhatIfBefore), sub(message.WhatIfAfter))),
		el("tbody", rows)))
}

// missing is what has to be entered yet, each leading to its field.
func (t *transfers) missing(d *Desk) any {
	gaps := t.model.model.Missing()
	if len(gaps) == 0 {
		return nil
	}
	var list []Node
	for n, g := range gaps {
		if n == shownGaps && !t.years.allGaps {
			break
		}
		list = append(list, el("li", key(strconv.Itoa(n)), el("button", prop("type", "button"), class("link"),
			onClick("gap "+strconv.Itoa(n), func() { t.lead(d, g) }), g.In(d.lang))))
	}
	return el("section", class("missing"), key("missing"), prop("aria-label", d.say(message.TransferMissing, len(gaps))),
		el("h3", d.say(message.TransferMissing, len(gaps))),
		el("ul", list),
		when(len(list) < len(gaps), func() Node {
			return el("button", prop("type", "button"), class("link"), onClick("all-gaps", func() { t.years.allGaps = true }), d.say(message.TransferAllGaps, len(gaps)))
		}))
}

// lead leads to the field that a gap is about.
func (t *transfers) lead(d *Desk, g transfer.Gap) {
	p := &t.model
	s := spot{year: slices.IndexFunc(p.model.Years, func(y transfer.Year) bool { return y.Year == g.Year }), district: slices.Index(p.model.Districts, g.District), field: g.Field}
	y := &p.model.Years[s.year]
	s.group = max(0, slices.IndexFunc(y.Groups, func(x transfer.Group) bool { return x.Name == g.Group }))
	to := p.spotID(s)
	prefix := p.id + "-" + strconv.Itoa(s.year)
	switch {
	case g.Field == transfer.FieldStandard && len(y.Groups) == 0:
		to = prefix + "-add-group"
	case g.Field == transfer.FieldAdvance && g.District == "" && y.Advance.Total != nil:
		to = prefix + "-by" // it cannot go by a year that is not there
	case g.Field == transfer.FieldStandard && !t.ownStandards(y), g.Field == transfer.FieldShare && !t.ownShares(y):
		s.district = -1
		to = p.spotID(s)
	}
	d.ask(Request{Kind: "focus", Name: to})
}

func (t *transfers) ownShares(y *transfer.Year) bool {
	return t.years.shares || slices.ContainsFunc(y.Rows, func(r transfer.Row) bool { return r.Share != nil })
}

func (t *transfers) ownStandards(y *transfer.Year) bool {
	return t.years.standards || slices.ContainsFunc(y.Rows, func(r transfer.Row) bool {
		return slices.ContainsFunc(r.Counts, func(c transfer.Count) bool { return c.Standard != nil })
	})
}
