package desk

import (
	"strconv"
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/transfer"
)

// Ids of the papers that keep the model over years and the split on its own.
const (
	transferPaper = "T1"
	splitPaper    = "T2"
)

// transfers are 转移支付: the two published components, a split on its own,
// and the transfer to districts over years.
type transfers struct {
	components [2]component
	split      *split
	model      modelPaper
	years      years
	written    written
	notice     notice
	pinned     *pin
}

func newTransfers() *transfers {
	t := &transfers{
		components: [2]component{
			{line: transfer.CityShareLine, name: message.AdvanceShare, published: transfer.CityShare},
			{line: transfer.TopUpLine, name: message.TopUpShare, published: transfer.TopUp},
		},
	}
	t.model = modelPaper{
		id: transferPaper, start: startModel,
		check: func(_ *Desk, m *transfer.Model) error { _, err := m.Compute(); return err },
		parts: t.parts,
		name:  t.nameOf,
	}
	t.written = written{where: transfer.CityShareLine, first: t.model.keepAnyhow}
	t.split = newSplit(t)
	return t
}

// startModel is the published transfer. A budget of one's own begins without
// districts: none are known.
func startModel(d *Desk) *transfer.Model {
	m := transfer.Preset()
	m.Name = message.TalentSubsidy.In(d.lang)
	if own := d.session.Department(); own != nil {
		year, _ := strconv.Atoi(own.Year) // checked when it was given
		m = &transfer.Model{Unit: money.Cent, Years: []transfer.Year{{Year: year, Advance: transfer.Allotment{By: transfer.Ratios}}}}
	}
	return m
}

func (t *transfers) nameOf(d *Desk) string {
	if t.model.model.Name != "" {
		return t.model.model.Name
	}
	return d.say(message.PageTransfers)
}

// keep keeps what has been changed; the page asks for it once a field is left.
func (t *transfers) keep(d *Desk) {
	t.model.keep(d)
	t.split.paper.keep(d)
}

func (t *transfers) view(d *Desk) []Node {
	t.model.follow(d)
	t.split.paper.follow(d)
	if t.pinned != nil {
		t.pinned.there = false
	}
	if _, ok := t.onLines(d); !ok {
		for _, w := range []*written{&t.written, &t.split.written} {
			if w.where == transfer.CityShareLine {
				w.where = ""
			}
		}
	}
	nodes := []Node{
		para("intro", d.say(message.TransferPageIntro)),
		div("panels",
			el("section", class("panel"), key("components"), t.componentsView(d)),
			el("section", append([]any{class("panel"), key("split"), onChange("keep-split", func(string) { t.keep(d) })}, t.split.view(d)...)...),
		),
	}
	if t.model.err != nil {
		return append(nodes, t.unreadable(d, &t.model))
	}
	return append(nodes, t.modelView(d)...)
}

// unreadable says why a paper cannot be read, and offers to begin anew.
func (t *transfers) unreadable(d *Desk, p *modelPaper) Node {
	return el("section", key(p.id),
		para("wrong", d.say(message.EstimateUnreadable, p.err)),
		d.button(p.id+"-anew", message.TransferAnew, func() {
			p.err, p.model = nil, p.start(d)
			p.forget()
			p.act(d, p.body())
		}))
}

// component is a published component and the line that carries it.
type component struct {
	line      string
	name      *message.Text
	published money.Amount
	seen      money.Amount
	text      string // typed
	typed     bool
}

// amount is what was typed, else what the line has; ok tells that the budget
// has the line.
func (c *component) amount(d *Desk) (a money.Amount, err error, ok bool) {
	i, found := d.session.Now().Find(c.line)
	if !found || !d.session.Now().Present(i) {
		return 0, nil, false
	}
	a, _ = d.session.Now().Amount(i)
	if a != c.seen {
		c.seen, c.typed = a, false // it has been written, here or elsewhere
	}
	if !c.typed {
		return a, nil, true
	}
	r, err := money.Read(c.text, money.Wan)
	return r.Amount, err, true
}

func (c *component) view(d *Desk) Node {
	amount, err, ok := c.amount(d)
	if !ok {
		return Node{}
	}
	name := "transfer-" + c.line
	text, said, class_ := c.seen.GroupedExact(), d.say(message.PublishedWas, c.published.Grouped()), "understood"
	if c.typed {
		text = c.text
	}
	if err != nil {
		said, class_ = message.Explain(err, d.lang), "wrong"
	}
	return div("component", key(c.line),
		el("label", prop("for", name), d.say(c.name)),
		el("input", prop("type", "text"), id(name), class("number"), prop("autocomplete", "off"), prop("data-value", text),
			flag("aria-invalid", err != nil), prop("aria-describedby", name+"-said"),
			onInput(name, func(v string) { c.text, c.typed = v, true })),
		el("button", prop("type", "button"), flag("disabled", err != nil), onClick("write "+c.line, func() {
			if amount == c.seen {
				c.typed = false
				d.said = message.SameAsLine.With(c.line, amount.GroupedExact())
				return
			}
			d.set([]budget.Edit{{Op: budget.Set, Line: c.line, Amount: amount}},
				message.WrittenToLine.With(message.LineNamed.With(c.line, d.session.Title(c.line)), c.seen.GroupedExact(), amount.GroupedExact()))
		}), d.say(message.WriteToLine, c.line)),
		el("p", id(name+"-said"), class(class_), said),
	)
}

// onLines is what the lines of the two components have together; ok tells that
// the budget has both.
func (t *transfers) onLines(d *Desk) (amounts []money.Amount, ok bool) {
	for i := range t.components {
		if _, _, ok := t.components[i].amount(d); !ok {
			return nil, false
		}
		amounts = append(amounts, t.components[i].seen)
	}
	return amounts, true
}

// componentsView is 16,532 as it is made up, beside the districts' 15,518.
func (t *transfers) componentsView(d *Desk) []Node {
	nodes := []Node{d.h2(message.TransferComponents)}
	if _, ok := t.onLines(d); !ok {
		return append(nodes, para("hint", d.say(message.TransferNoLines)))
	}
	var sum money.Amount
	var amounts []money.Amount
	for i := range t.components {
		c := &t.components[i]
		nodes = append(nodes, c.view(d))
		if a, err, _ := c.amount(d); err == nil {
			amounts = append(amounts, a)
			sum += a
		}
	}
	total, share := "—", ""
	if len(amounts) == len(t.components) {
		total = sum.GroupedExact()
		if s, err := money.ShareOf(amounts[0], amounts[0]+transfer.DistrictShare); amounts[0] >= 0 && err == nil {
			share = d.say(message.TransferShare, s.Percent())
		}
	}
	return append(nodes,
		el("dl", class("results"),
			div("strong", el("dt", d.say(message.TransferTotal)), el("dd", class("figure"), total)),
			div("", el("dt", d.say(message.TransferDistrict)), el("dd", class("figure"), transfer.DistrictShare.Grouped())),
			div("", el("dt", share), el("dd")),
		),
		para("sheet-note", d.say(message.TransferNoRatios)),
	)
}

// parts are the figures of the model that can be written to lines, as it is
// kept.
func (t *transfers) parts(d *Desk) []part {
	m := t.model.settled()
	r, err := m.Compute()
	if err != nil {
		return nil
	}
	var list []part
	add := func(f transfer.Figure, year int, column, district string, name *message.Text) {
		of := d.say(message.TransferAllDistricts)
		id := strconv.Itoa(year) + " " + column
		if district != "" {
			id, of = id+" "+district, district
		}
		if f.Known {
			list = append(list, part{id: id, name: d.say(message.TransferPart, strconv.Itoa(year), of, name), amount: f.Amount})
		}
	}
	for i := range m.Years {
		y, total := &m.Years[i], r.Totals[i]
		if !total.Advance.Known && y.Advance.Total != nil {
			total.Advance = transfer.Figure{Amount: *y.Advance.Total, Known: true}
		}
		if o := y.Opening.Total; i == 0 && !total.TopUp.Known && o != nil && *o > 0 {
			total.TopUp = transfer.Figure{Amount: *o, Known: true}
		}
		add(total.Advance, y.Year, "advance", "", message.ColumnAdvance)
		add(total.TopUp, y.Year, "top_up", "", message.ColumnTopUp)
		add(total.Transfer, y.Year, "transfer", "", message.ColumnTransfer)
		for j := range r.Entries[i] {
			e := &r.Entries[i][j]
			add(e.Transfer, y.Year, "transfer", e.District, message.ColumnTransfer)
		}
	}
	return list
}

// pin is a figure that one has asked about: it stays in sight with how it came
// about, whatever changes below it.
type pin struct {
	at   string // where on the page it is shown
	back string // the id of what the focus returns to
	was  string // the figure as it was asked about
	// as it is now
	title, now string
	steps      []message.Message
	there      bool // it is on the page
}

// why asks about a figure.
func (t *transfers) why(d *Desk, p *pin) {
	p.was = p.now
	t.pinned = p
	d.ask(Request{Kind: "focus", Name: "why"})
}

// explained is the derivation of the figure pinned at a place of the page.
func (t *transfers) explained(d *Desk, at string) any {
	p := t.pinned
	if p == nil || p.at != at || !p.there {
		return nil
	}
	var list []Node
	for _, s := range p.steps {
		list = append(list, el("li", s.In(d.lang)))
	}
	closing := func() {
		t.pinned = nil
		d.ask(Request{Kind: "focus", Name: p.back})
	}
	return el("section", class("why"), key("why"), prop("aria-labelledby", "why"), onKeys("why", "Escape", func(string) { closing() }),
		el("p", id("why"), class("asked"), prop("tabindex", "-1"), p.title+" = "+p.was),
		when(p.now != p.was, func() Node { return para("changed", d.say(message.TransferNow, p.now)) }),
		el("ol", list),
		d.button("why-close", message.TransferClose, closing, class("quiet")),
	)
}

// figure is a figure one can ask about; beside tells which element an arrow
// leads to, and tab that the tabulator reaches it, too.
func (t *transfers) figure(d *Desk, p *pin, beside func(key string) string, tab bool) Node {
	index := "-1"
	if tab {
		index = "0"
	}
	pinned := t.pinned != nil && t.pinned.back == p.back
	if pinned {
		p.was, p.there = t.pinned.was, true
		t.pinned = p
	}
	return el("td", class(negativeText("amount", p.now)), flag("data-pinned", pinned), el("button",
		prop("type", "button"), class("figure-button"), id(p.back), prop("tabindex", index), prop("aria-label", p.title+" "+p.now),
		onClick(p.back, func() { t.why(d, p) }),
		onKeys(p.back, "ArrowLeft ArrowRight ArrowUp ArrowDown", func(key string) { d.ask(Request{Kind: "focus", Name: beside(key)}) }),
		p.now))
}

// negativeText marks a figure below zero.
func negativeText(name, figure string) string {
	if strings.HasPrefix(figure, "-") {
		return name + " negative"
	}
	return name
}

// arrows leads from a cell of a table to those beside it; id names a cell.
func arrows(row, column int, id func(row, column int) string) func(key string) string {
	return func(key string) string {
		switch key {
		case "ArrowLeft":
			return id(row, column-1)
		case "ArrowRight":
			return id(row, column+1)
		case "ArrowUp":
			return id(row-1, column)
		}
		return id(row+1, column)
	}
}

// grid is a table whose rows and columns both add, every cell with its
// derivation.
func (t *transfers) grid(d *Desk, name, caption string, x *transfer.Table, columns []string) Node {
	heads := []Node{d.head("", message.District)}
	for _, c := range columns {
		heads = append(heads, el("th", prop("scope", "col"), class("amount"), c))
	}
	heads = append(heads, d.head("amount", message.Sum))
	cellID := func(row, column int) string { return name + "-" + strconv.Itoa(row) + "-" + strconv.Itoa(column) }
	var rows []Node
	for i, row := range x.Cells {
		parts := []any{key(strconv.Itoa(i)), el("th", prop("scope", "row"), x.Rows[i])}
		for j, a := range row {
			p := &pin{at: name, back: cellID(i, j), title: x.Rows[i] + " " + columns[j], now: a.GroupedExact(), steps: x.Explain(i, j)}
			parts = append(parts, t.figure(d, p, arrows(i, j, cellID), j == 0))
		}
		rows = append(rows, el("tr", append(parts, cell("amount", x.RowTotals[i].GroupedExact()))...))
	}
	last := []any{class("total"), el("th", prop("scope", "row"), d.say(message.Sum))}
	for _, a := range x.ColumnTotals {
		last = append(last, cell("amount", a.GroupedExact()))
	}
	rows = append(rows, el("tr", append(last, cell("amount", x.Total.GroupedExact()))...))
	return div("adds", key(name),
		el("table", class("picture-table"), el("caption", caption), el("thead", el("tr", heads)), el("tbody", rows)),
		para("hint", d.say(message.TransferAddsBoth, x.Total.GroupedExact())),
		t.explained(d, name))
}
