package desk

import (
	"strconv"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/transfer"
)

// year is one year: how its advance goes, its groups, and the table of its
// districts.
func (t *transfers) year(d *Desk, i int, r *transfer.Result) Node {
	p := &t.model
	y := &p.model.Years[i]
	year := strconv.Itoa(y.Year)
	name := p.id + "-" + strconv.Itoa(i)
	var by []Node
	for _, w := range ways {
		by = append(by, option(w.by.String(), d.say(w.name)))
	}
	form := []any{
		p.pick(d, name+"-by", d.say(message.TransferAdvanceBy), max(y.Advance.By, transfer.Given).String(), by, func(m *transfer.Model, v string) error {
			m.Years[i].Advance.By = wayNamed(v)
			return nil
		}),
		when(y.Advance.By > transfer.Given, func() Node {
			return p.spotField(d, spot{i, -1, 0, transfer.FieldAdvance}, d.say(message.TransferAdvanceTotal))
		}),
	}
	if i == 0 {
		var opening []Node
		for _, w := range append([]struct {
			by   transfer.By
			name *message.Text
		}{{transfer.Unset, message.OpeningNone}}, ways[:3]...) {
			opening = append(opening, option(w.by.String(), d.say(w.name)))
		}
		form = append(form,
			p.pick(d, name+"-opening", d.say(message.TransferOpeningBy), y.Opening.By.String(), opening, func(m *transfer.Model, v string) error {
				m.Years[0].Opening.By = wayNamed(v)
				return nil
			}),
			when(y.Opening.By > transfer.Given, func() Node {
				return p.spotField(d, spot{i, -1, 0, transfer.FieldOpening}, d.say(message.TransferOpeningTotal))
			}))
	}
	form = append(form, p.spotField(d, spot{i, -1, 0, transfer.FieldShare}, d.say(message.TransferCityShare)))
	parts := []any{
		class("transfer-year"), key("year " + strconv.Itoa(i)), prop("aria-labelledby", name+"-title"),
		el("h3", id(name+"-title"), d.say(message.TransferYear, year)),
		div("row", form...),
		p.groups(d, i),
		t.yearTable(d, i, r),
		el("p", class("sums"), prop("role", "status"), t.sums(d, i, r)),
		t.explained(d, name),
	}
	switch x, err := r.Table(y.Year); {
	case err != nil:
		parts = append(parts, para("wrong", message.Explain(err, d.lang)))
	case x != nil && len(x.Columns) > 1:
		parts = append(parts, t.grid(d, name+"-groups", d.say(message.GroupTableHead, year), x, x.Columns))
	}
	return el("section", parts...)
}

// column is an entry of every district, with its head.
type column struct {
	spot
	head string
}

// entries are the columns of a year that are typed into.
func (t *transfers) entries(d *Desk, i int) []column {
	y := &t.model.model.Years[i]
	var list []column
	add := func(on bool, f transfer.Field, group int, head string) {
		if on {
			list = append(list, column{spot{i, 0, group, f}, head})
		}
	}
	uses := func(by transfer.By) bool { return y.Advance.By == by || i == 0 && y.Opening.By == by }
	add(uses(transfer.Ratios), transfer.FieldRatio, 0, d.say(message.TransferRatio))
	add(uses(transfer.Weights), transfer.FieldWeight, 0, d.say(message.SplitWeight))
	add(y.Advance.By <= transfer.Given, transfer.FieldAdvance, 0, d.say(message.TransferAdvanceIn))
	add(i == 0 && y.Opening.By == transfer.Given, transfer.FieldOpening, 0, d.say(message.TransferOpeningIn))
	bounds := t.years.bounds || hasBounds(y)
	add(bounds, transfer.FieldMin, 0, d.say(message.TransferMin))
	add(bounds, transfer.FieldMax, 0, d.say(message.TransferMax))
	add(t.ownShares(y), transfer.FieldShare, 0, d.say(message.TransferOwnShare))
	for g := range y.Groups {
		name := y.Groups[g].Name
		add(t.ownStandards(y), transfer.FieldStandard, g, d.say(message.TransferGroupStandard, name))
		add(y.Advance.By == transfer.Planned, transfer.FieldPlanned, g, d.say(message.TransferGroupPlanned, name))
		add(true, transfer.FieldHeads, g, d.say(message.TransferGroupHeads, name))
	}
	return list
}

// figures are the columns of a year that are reckoned: those of the cycle, and
// cost, own part and deduction where there are any.
func figures(r *transfer.Result, i int) []*transfer.Column {
	var list []*transfer.Column
	for c := range transfer.Columns {
		col := &transfer.Columns[c]
		any := false
		for e := range r.Entries[i] {
			f := col.Of(&r.Entries[i][e])
			any = any || f.Known && f.Amount != 0
		}
		switch col.ID {
		case "cost", "own", "deduction":
			if !any {
				continue
			}
		}
		list = append(list, col)
	}
	return list
}

// shortName is the name of a column where the page says elsewhere how it is
// reckoned.
func shortName(c *transfer.Column) *message.Text {
	if c.ID == "settlement" {
		return message.TransferSettled
	}
	return c.Name
}

func (t *transfers) yearTable(d *Desk, i int, r *transfer.Result) Node {
	p := &t.model
	year := strconv.Itoa(p.model.Years[i].Year)
	typed, reckoned := t.entries(d, i), figures(r, i)
	heads := []Node{d.head("", message.District)}
	for _, c := range typed {
		heads = append(heads, el("th", prop("scope", "col"), class("amount"), c.head))
	}
	for _, c := range reckoned {
		heads = append(heads, d.head("amount", shortName(c)))
	}
	cellID := func(row, col int) string {
		return p.id + "-figure-" + strconv.Itoa(i) + "-" + strconv.Itoa(row) + "-" + strconv.Itoa(col)
	}
	var rows []Node
	for n, district := range p.model.Districts {
		head := el("th", prop("scope", "row"), district)
		if i == 0 {
			head = p.districtCell(d, n)
		}
		parts := []any{key(strconv.Itoa(n)), head}
		for _, c := range typed {
			c.district = n
			parts = append(parts, p.spotCell(d, c.spot, year+" "+district+" "+c.head))
		}
		steps, err := r.Explain(district, p.model.Years[i].Year)
		if err != nil {
			panic("desk: a district of the model is none: " + err.Error())
		}
		tab := true
		for col, c := range reckoned {
			f := c.Of(&r.Entries[i][n])
			if !f.Known {
				parts = append(parts, cell("amount", f.Shown()))
				continue
			}
			parts = append(parts, t.figure(d, &pin{
				at: p.id + "-" + strconv.Itoa(i), back: cellID(n, col), title: year + " " + district + " " + d.say(shortName(c)), now: f.Shown(), steps: steps,
			}, arrows(n, col, cellID), tab))
			tab = false
		}
		rows = append(rows, el("tr", parts...))
	}
	sum := []any{class("total"), el("th", prop("scope", "row"), d.say(message.Sum))}
	for _, c := range typed {
		sum = append(sum, cell("amount", t.sumOf(c, p.model)))
	}
	for _, c := range reckoned {
		text := c.Of(&r.Totals[i]).Shown()
		sum = append(sum, cell(negativeText("amount", text), text))
	}
	rows = append(rows, el("tr", sum...))
	return div("wide", el("table", class("picture-table districts"),
		el("caption", class("visually-hidden"), d.say(message.TransferYear, year)),
		el("thead", el("tr", heads)), el("tbody", rows)))
}

// sumOf is how many people the districts have together, where a column counts
// them.
func (t *transfers) sumOf(c column, m *transfer.Model) string {
	if c.field != transfer.FieldHeads && c.field != transfer.FieldPlanned {
		return ""
	}
	var sum int64
	for n := range m.Districts {
		count := &m.Years[c.year].Rows[n].Counts[c.group]
		heads := count.Heads
		if c.field == transfer.FieldPlanned {
			heads = count.Planned
		}
		if heads == nil {
			return "—"
		}
		sum += *heads
	}
	return money.Group(sum)
}

// sums says what the districts come to together.
func (t *transfers) sums(d *Desk, i int, r *transfer.Result) string {
	total := &r.Totals[i]
	text := ""
	for c := range transfer.Columns {
		col := &transfer.Columns[c]
		f := col.Of(total)
		switch col.ID {
		case "due", "advance", "transfer", "carried_out":
		default:
			continue
		}
		if !f.Known {
			continue
		}
		say := d.say(message.TransferSum, col.Name, f.Shown())
		if a := &t.model.model.Years[i].Advance; col.ID == "advance" && a.By > transfer.Given {
			say = d.say(message.TransferSumOfTotal, col.Name, f.Shown())
		}
		if text != "" {
			text += d.say(message.TransferAnd)
		}
		text += say
	}
	if text == "" {
		return d.say(message.TransferSumsNone)
	}
	return text
}

// across are the years in a row: what was advanced, how it was settled, and
// what the next year added.
func (t *transfers) across(d *Desk, r *transfer.Result) any {
	if len(r.Entries) < 2 {
		return nil
	}
	top := []any{el("th", prop("scope", "col"), prop("rowspan", "2"), d.say(message.District))}
	var sub []any
	for _, total := range r.Totals {
		top = append(top, el("th", prop("scope", "colgroup"), prop("colspan", "4"), class("year"), strconv.Itoa(total.Year)))
		for _, name := range []*message.Text{message.ColumnAdvance, message.TransferTopUpNet, message.ColumnTransfer, message.TransferSettled} {
			sub = append(sub, d.head("amount", name))
		}
	}
	top = append(top, el("th", prop("scope", "col"), prop("rowspan", "2"), class("amount"), d.say(message.TransferAllYears)),
		el("th", prop("scope", "col"), prop("rowspan", "2"), class("amount"), d.say(message.TransferLeft)))
	row := func(name string, parts []any, at func(i int) *transfer.Entry) Node {
		parts = append(parts, el("th", prop("scope", "row"), name))
		put := func(f transfer.Figure) { parts = append(parts, cell(negativeText("amount", f.Shown()), f.Shown())) }
		sum := transfer.Figure{Known: true}
		for i := range r.Totals {
			e := at(i)
			put(e.Advance)
			put(transfer.Figure{Amount: e.TopUp.Amount - e.Deduction.Amount, Known: e.TopUp.Known && e.Deduction.Known})
			put(e.Transfer)
			put(e.Settlement)
			sum.Amount += e.Transfer.Amount
			sum.Known = sum.Known && e.Transfer.Known
		}
		put(sum)
		put(at(len(r.Totals) - 1).CarriedOut)
		return el("tr", parts...)
	}
	var rows []Node
	for n, district := range t.model.model.Districts {
		rows = append(rows, row(district, []any{key(strconv.Itoa(n))}, func(i int) *transfer.Entry { return &r.Entries[i][n] }))
	}
	rows = append(rows, row(d.say(message.Sum), []any{class("total")}, func(i int) *transfer.Entry { return &r.Totals[i] }))
	return el("section", class("across"), key("across"), el("h3", d.say(message.TransferAcross)),
		div("wide", el("table", class("picture-table"), el("caption", class("hint"), d.say(message.TransferAcrossHint)),
			el("thead", tr(top...), tr(sub...)), el("tbody", rows))),
		el("p", class("sums"), prop("role", "status"), t.balance(d, r)))
}

// balance says that nothing is lost on the way through the years.
func (t *transfers) balance(d *Desk, r *transfer.Result) string {
	var sent, due money.Amount
	for _, total := range r.Totals {
		if !total.Transfer.Known || !total.Due.Known {
			return d.say(message.TransferBalanceNone)
		}
		sent += total.Transfer.Amount
		due += total.Due.Amount
	}
	left, opening := r.Totals[len(r.Totals)-1].CarriedOut, r.Totals[0].CarriedIn
	if !left.Known || !opening.Known {
		return d.say(message.TransferBalanceNone)
	}
	return d.say(message.TransferBalance, sent.GroupedExact(), left.Shown(), due.GroupedExact(), opening.Shown(), (sent + left.Amount).GroupedExact())
}
