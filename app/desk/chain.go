package desk

import (
	"slices"
	"strconv"
	"strings"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/standard"
)

// chain is an estimate of quantity × standard × periods × share.
type chain struct {
	typing
	model  *standard.Model
	result *standard.Result
	err    error
	of     string // what result was reckoned from
	tools  whatIf
}

const kindChain = "estimate"

func registerChains(e *estimates) {
	e.readers[kindChain] = func(body []byte) (estimate, error) {
		m, err := standard.ReadModel(body, "body")
		if err != nil {
			return nil, err
		}
		return &chain{model: m}, nil
	}
	for i := range standard.Presets {
		p := &standard.Presets[i]
		m := p.Model()
		about := m.Note.Message()
		if len(m.Published) > 0 {
			sum := money.Amount(0)
			for _, x := range m.Published {
				sum += x.Amount
			}
			about = message.PresetAbout.With(sum.Grouped())
		}
		if p.ID == "own" {
			about = message.PresetOwn.With()
		}
		e.kinds = append(e.kinds, kind{
			kind: kindChain, preset: p.ID, name: p.Title.With(), about: about,
			start: func(*Desk) estimate { return &chain{model: p.Model()} },
		})
	}
}

func (c *chain) body() []byte { return c.model.AppendJSON(nil) }

// reckon works the model out again when it or the standards have changed.
func (c *chain) reckon(d *Desk) {
	of := string(c.model.AppendJSON(nil)) + d.ownStandards()
	if of == c.of {
		return
	}
	c.of = of
	var reg *standard.Register
	if reg, c.err = d.register(); c.err == nil {
		c.result, c.err = c.model.Reckon(reg)
	}
}

func (c *chain) parts(d *Desk) ([]part, error) {
	if c.reckon(d); c.err != nil {
		return nil, c.err
	}
	list := []part{{id: "total", name: d.say(message.Sum), amount: c.result.Total}}
	if len(c.model.Published) > 0 {
		list[0].published = &c.model.Published[0].Amount
	}
	if x := c.result.Compared; x != nil {
		list[0].published = &x.Published
	}
	for i := range c.result.Bearers {
		b := &c.result.Bearers[i]
		list = append(list, part{"bearer " + b.ID, b.Name.Message().In(d.lang), b.Amount, b.Published})
	}
	for i := range c.result.Steps {
		s := &c.result.Steps[i]
		list = append(list, part{"part " + s.ID, s.Title().In(d.lang), s.Amount, s.Published})
	}
	return list, nil
}

func (c *chain) view(d *Desk) []Node {
	c.reckon(d)
	nodes := []Node{c.head(d), c.table(d)}
	if c.err != nil {
		return append(nodes, el("p", class("wrong"), prop("role", "alert"), message.Explain(c.err, d.lang)))
	}
	return append(nodes, c.comes(d), c.aloud(d), c.tools.view(d, c))
}

// head is what holds for the whole estimate.
func (c *chain) head(d *Desk) Node {
	m := c.model
	parts := []any{
		c.labelled(d, "estimate-date", d.say(message.EstimateDate), m.Date.String(), func(v string) error {
			day, err := standard.ParseDate(strings.TrimSpace(v))
			if err == nil {
				m.Date = day
			}
			return err
		}),
	}
	for i := range m.Bearers {
		b := &m.Bearers[i]
		if i == len(m.Bearers)-1 {
			break // has the rest
		}
		parts = append(parts, c.labelled(d, "bearer-"+b.ID, b.Name.Message().In(d.lang), b.Share.String(), func(v string) error {
			f, err := standard.ParseFraction(money.Fold(v))
			if err == nil {
				b.Share = f
			}
			return err
		}))
	}
	if m.ID == "talent" {
		parts = append(parts,
			c.labelled(d, "talent-districts", d.say(message.TalentDistricts), c.districts(), func(v string) error { return c.spread(words(v), c.instalments()) }),
			c.labelled(d, "talent-instalments", d.say(message.TalentInstalments), fractions(c.instalments()), func(v string) error {
				list, err := readFractions(v)
				if err != nil {
					return err
				}
				return c.spread(words(c.districts()), list)
			}),
		)
	}
	note := m.Note.Message().In(d.lang)
	return div("", div("row", parts...), when(note != "", func() Node { return para("hint", note) }))
}

func words(v string) []string {
	return strings.FieldsFunc(v, func(r rune) bool { return strings.ContainsRune(",，、;； \t", r) })
}

func readFractions(v string) ([]standard.Fraction, error) {
	var list []standard.Fraction
	for _, w := range words(v) {
		f, err := standard.ParseFraction(money.Fold(w))
		if err != nil {
			return nil, err
		}
		list = append(list, f)
	}
	return list, nil
}

func fractions(list []standard.Fraction) string {
	texts := make([]string, len(list))
	for i, f := range list {
		texts[i] = f.String()
	}
	return strings.Join(texts, ", ")
}

// districts are the groups that the talent subsidy is split by.
func (c *chain) districts() string {
	var names []string
	for _, p := range c.model.Parts {
		if !p.Group.Empty() && !slices.Contains(names, p.Group.ZH) {
			names = append(names, p.Group.ZH)
		}
	}
	return strings.Join(names, ", ")
}

// instalments are the payments of the first category.
func (c *chain) instalments() []standard.Fraction {
	var list []standard.Fraction
	for _, p := range c.model.Parts {
		if p.Instalment && strings.HasPrefix(p.Standard.ID, standard.Talent[0].Standard) && p.Group.ZH == c.model.Parts[0].Group.ZH {
			list = append(list, p.Share)
		}
	}
	return list
}

// spread makes the parts of the talent subsidy anew for districts and
// instalments; quantities stay where the part is the same.
func (c *chain) spread(districts []string, instalments []standard.Fraction) error {
	m, err := standard.TalentModel(districts, instalments)
	if err != nil {
		return err
	}
	for i := range m.Parts {
		p := &m.Parts[i]
		for _, old := range c.model.Parts {
			if old.ID == p.ID {
				p.Quantity = old.Quantity
			}
		}
	}
	c.model.Parts = m.Parts
	return nil
}

// table is the parts with their factors.
func (c *chain) table(d *Desk) Node {
	m := c.model
	var rows []Node
	for i := range m.Parts {
		rows = append(rows, c.row(d, i))
	}
	heads := []Node{
		d.head("", message.ChainPart), d.head("", message.FactorQuantity), d.head("", message.FactorStandard), d.head("", message.PeriodsHead),
		d.head("", message.FactorShare), d.head("amount", message.EstimateAmount), d.head("amount", message.EstimatePublished), d.head("", message.HistoryDo),
	}
	return div("chain",
		when(len(rows) > 0, func() Node { return div("wide-table", table("picture-table", heads, rows)) }),
		when(len(rows) == 0, func() Node { return para("hint", d.say(message.ChainEmpty)) }),
		para("hint", d.say(message.ChainHint)),
		d.button("chain-add", message.ChainAdd, func() { c.add(d) }, id("chain-add")),
	)
}

func quantityText(q standard.Quantity) string {
	if q.Low == q.Expected && q.High == q.Expected {
		return strconv.FormatInt(q.Expected, 10)
	}
	return strconv.FormatInt(q.Low, 10) + ":" + strconv.FormatInt(q.Expected, 10) + ":" + strconv.FormatInt(q.High, 10)
}

// readQuantity reads a whole number as one types it, or low:expected:high.
func readQuantity(v string) (standard.Quantity, error) {
	fields := strings.Split(strings.ReplaceAll(v, "：", ":"), ":")
	if len(fields) == 1 {
		n, err := standard.ReadHeads(strings.TrimSpace(v))
		return standard.Certain(n), err
	}
	for i, f := range fields {
		n, err := standard.ReadHeads(strings.TrimSpace(f))
		if err != nil {
			return standard.Quantity{}, err
		}
		fields[i] = strconv.FormatInt(n, 10)
	}
	return standard.ParseQuantity(strings.Join(fields, ":"))
}

func (c *chain) row(d *Desk, i int) Node {
	p := &c.model.Parts[i]
	name := p.Name.Message().In(d.lang)
	if !p.Group.Empty() {
		name = p.Group.Message().In(d.lang) + " " + name
	}
	at := "part-" + p.ID + "-"
	amount, published, source := "", "", ""
	if c.err == nil && i < len(c.result.Steps) {
		s := &c.result.Steps[i]
		amount = s.Amount.GroupedExact()
		if s.Known != nil || s.Value != nil {
			source = strings.TrimSpace(s.Source().In(d.lang))
		}
	}
	if p.Published != nil {
		published = p.Published.Grouped()
	}
	return el("tr", key(p.ID),
		el("td", el("input", append([]any{prop("aria-label", d.say(message.ChainPart)+" "+name)}, c.field(d, at+"name", p.Name.Message().In(d.lang), func(v string) error {
			if v = strings.TrimSpace(v); v == "" {
				return message.NameMissing.Error()
			}
			p.Name = standard.Words{ZH: v}
			return nil
		})...)...), el("span", class("hint"), p.Group.Message().In(d.lang)), c.said(d, at+"name")),
		c.cell(d, at+"quantity", name+" "+d.say(message.FactorQuantity), quantityText(p.Quantity), func(v string) error {
			q, err := readQuantity(v)
			if err == nil {
				q.Unit = p.Quantity.Unit
				p.Quantity = q
			}
			return err
		}),
		c.standard(d, p, at, name, source),
		c.cell(d, at+"periods", name+" "+d.say(message.PeriodsHead), strconv.FormatInt(p.Periods, 10), func(v string) error {
			n, err := standard.ParsePeriods(money.Fold(v))
			if err == nil {
				p.Periods = n
			}
			return err
		}, prop("size", "4")),
		c.cell(d, at+"share", name+" "+d.say(message.FactorShare), p.Share.String(), func(v string) error {
			f, err := standard.ParseFraction(money.Fold(v))
			if err == nil {
				p.Share = f
			}
			return err
		}, prop("size", "6")),
		cell("amount", amount), cell("amount", published),
		cellOf(d.button("drop-"+p.ID, message.EstimateDrop, func() {
			c.model.Parts = slices.Delete(c.model.Parts, i, i+1)
			c.forget()
			d.commit = true
		}, class("link"), prop("aria-label", d.say(message.EstimateDrop)+" "+name))),
	)
}

// standard is the choice of a standard, or a number of one's own.
func (c *chain) standard(d *Desk, p *standard.Part, at, name, source string) Node {
	reg, err := d.register()
	if err != nil {
		return cell("wrong", message.Explain(err, d.lang))
	}
	options := []Node{option("", d.say(message.ChainOwnNumber))}
	for _, s := range reg.All() {
		if s.Unit.Kind == standard.Count {
			continue // caps and terms pay nothing
		}
		options = append(options, option(s.ID, s.Name.Message().In(d.lang)+" "+s.Unit.Name.In(d.lang)))
	}
	own := any(nil)
	if p.Standard.ID == "" {
		number := ""
		if p.Standard.Value != nil {
			number = p.Standard.Value.Number.String()
		}
		own = el("span", el("input", append([]any{prop("aria-label", name+" "+d.say(message.ChainOwnNumber)), class("number")}, c.field(d, at+"own", number, func(v string) error {
			if strings.TrimSpace(v) == "" {
				p.Standard.Value = nil
				return nil
			}
			n, err := standard.ParseNumber(strings.ReplaceAll(money.Fold(v), ",", ""))
			if err != nil {
				return err
			}
			unit, _ := standard.ParseUnit("元")
			if p.Standard.Value != nil {
				unit = p.Standard.Value.Unit()
			}
			p.Standard.Value = standard.OwnValue(n, unit, standard.Words{})
			return nil
		})...)...), " "+d.say(message.UnitYuan), c.said(d, at+"own"))
	}
	return cellOf(
		el("select", id(at+"standard"), prop("aria-label", name+" "+d.say(message.FactorStandard)), prop("data-value", p.Standard.ID), onChange(at+"standard", func(v string) {
			p.Standard = standard.Reference{ID: v}
			delete(c.text, at+"own")
			delete(c.wrong, at+"own")
		}), options),
		own,
		when(source != "", func() Node { return el("p", class("hint source"), prop("title", source), source) }),
	)
}

// add begins a part that is not there yet.
func (c *chain) add(d *Desk) {
	for n := 1; ; n++ {
		id := "p" + strconv.Itoa(n)
		name := d.say(message.ChainNewPart, n)
		if slices.ContainsFunc(c.model.Parts, func(p standard.Part) bool { return p.ID == id || p.Name.ZH == name }) {
			continue
		}
		c.model.Parts = append(c.model.Parts, standard.Part{ID: id, Name: standard.Words{ZH: name}, Periods: 1, Share: standard.All})
		d.commit = true
		d.ask(Request{Kind: "focus", Name: "part-" + id + "-name"})
		return
	}
}

// comes is what the estimate comes to, beside what was published.
func (c *chain) comes(d *Desk) Node {
	r := c.result
	var rows []Node
	line := func(kind, name string, a money.Amount, published *money.Amount) {
		was, by := "", ""
		if published != nil {
			was, by = published.Grouped(), signed(a-*published)
		}
		rows = append(rows, el("tr", class(kind), el("th", prop("scope", "row"), name), cell("amount", a.GroupedExact()), cell("amount", was), cell("amount", by)))
	}
	for _, g := range r.Groups {
		line("", g.Group.Message().In(d.lang), g.Amount, nil)
	}
	for i := range r.Bearers {
		b := &r.Bearers[i]
		line("", b.Name.Message().In(d.lang), b.Amount, b.Published)
	}
	var published *money.Amount
	if r.Compared != nil {
		published = &r.Compared.Published
	}
	line("total", d.say(message.Sum), r.Total, published)
	if r.Low != r.Total || r.High != r.Total {
		rows = append(rows, el("tr", el("th", prop("scope", "row"), d.say(message.RangeHead)), el("td", class("amount"), prop("colspan", "3"), r.Low.GroupedExact()+" – "+r.High.GroupedExact())))
	}
	var notes []Node
	for _, n := range r.Notes() {
		notes = append(notes, el("li", n.In(d.lang)))
	}
	return el("section", prop("role", "status"), class("comes"),
		d.h2(message.EstimateResult),
		table("picture-table estimate", []Node{el("td"), d.head("amount", message.EstimateAmount), d.head("amount", message.EstimatePublished), d.head("amount", message.EstimateDifference)}, rows),
		el("ul", class("notes"), notes),
	)
}

// aloud is the chain as it is read aloud.
func (c *chain) aloud(d *Desk) Node {
	var lines []Node
	for _, m := range c.result.Explain() {
		lines = append(lines, el("li", m.In(d.lang)))
	}
	return el("details", class("aloud"), el("summary", d.say(message.ChainAloud)), el("ol", lines))
}
