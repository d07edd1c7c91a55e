package ui

import (
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/budgetcore/articulation"
	"suanpan/budgetcore/disclosure"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/statement"
)

const (
	onlyChangedID = "only-changed"
	dropTailsID   = "drop-tails"
	addingID      = "rows-and-columns-add"
)

// annexPage is 附表: one annex at a time, looking like the printed one.
type annexPage struct {
	app.Compo
	st          *state
	annex       int
	onlyChanged bool
	dropTails   bool
	adding      bool // rows and columns add as printed
}

func (p *annexPage) OnNav(ctx app.Context) {
	p.st.entitle(ctx, message.PageAnnexes)
	p.annex = 1
	reach(ctx, "cell")
	if n, err := strconv.Atoi(ctx.Page().URL().Query().Get("n")); err == nil {
		if slices.ContainsFunc(statement.Annexes, func(d *statement.Definition) bool { return d.Annex == n }) {
			p.annex = n
		}
	}
}

func (p *annexPage) OnMount(ctx app.Context) { p.st.mount(ctx, func() {}) }

func (p *annexPage) Render() app.UI {
	st := p.st
	if p.annex == 0 {
		p.annex = 1
	}
	var tables []*statement.Table
	var nudges []string
	for _, def := range statement.Parts(p.annex) {
		table, err := p.build(def)
		if err != nil {
			return st.shell("/annexes", app.P().Class("finding serious").Role("alert").Text(message.Explain(err, st.lang)))
		}
		tables = append(tables, table)
		if p.adding {
			nudges = append(nudges, p.add(table)...)
		}
	}
	changed, inputs := 0, false
	for _, t := range tables {
		for _, r := range t.Lines {
			inputs = inputs || r.Input
			for _, c := range r.Cells {
				if c.Changed() {
					changed++
				}
			}
		}
	}
	summary := st.say(message.AnnexUnchanged)
	if p.dropTails {
		summary = ""
	}
	if changed > 0 {
		summary = st.say(message.AnnexChanged, changed)
	}
	var notes []string
	if p.dropTails {
		notes = append(notes, st.say(message.TailsDropped))
	}
	if p.adding && len(nudges) == 0 {
		notes = append(notes, st.say(message.RoundingNothing))
	}
	notes = append(notes, nudges...)
	if inputs {
		notes = append(notes, st.say(message.InputMark))
	}
	unassigned := false
	for _, t := range tables {
		if t.Note != nil {
			notes = append(notes, partTitle(t.Title.In(st.lang))+" — "+st.say(t.Note))
		}
		for _, m := range t.Unplaced {
			notes = append(notes, m.In(st.lang))
		}
		for _, r := range t.Lines {
			if r.Kind == statement.Unassigned && !unassigned {
				unassigned = true
				notes = append(notes, st.say(message.UnassignedNote))
			}
			if r.Kind == statement.Remark {
				notes = append(notes, strings.Join(r.After, ""))
			}
		}
	}
	if p.annex == 9 {
		notes = append(notes, st.say(message.OutsideTotal))
	}
	return st.shell("/annexes",
		app.Nav().Class("annexes").Aria("label", st.say(message.AnnexChoose)).Body(
			app.Range(statement.Annexes).Slice(func(i int) app.UI {
				d := statement.Annexes[i]
				if i > 0 && statement.Annexes[i-1].Annex == d.Annex {
					return app.Text("") // one link for all parts of an annex
				}
				link := app.A().Href("/annexes?n=" + strconv.Itoa(d.Annex)).Title(d.Title.In(st.lang)).Text(st.say(message.AnnexShort, d.Annex))
				if d.Annex == p.annex {
					link = link.Aria("current", "true")
				}
				return link
			}),
			app.Span().Class("spring"),
			st.check(onlyChangedID, p.onlyChanged, message.OnlyChanged, func(ctx app.Context, _ app.Event) {
				p.onlyChanged = ctx.JSSrc().Get("checked").Bool()
			}),
			st.check(dropTailsID, p.dropTails, message.DropTailsLabel, func(ctx app.Context, _ app.Event) {
				p.dropTails = ctx.JSSrc().Get("checked").Bool()
			}),
			st.check(addingID, p.adding, message.RoundingAdd, func(ctx app.Context, _ app.Event) {
				p.adding = ctx.JSSrc().Get("checked").Bool()
			}),
			st.button("", message.ActionPrint, func(app.Context, app.Event) { app.Window().Call("print") }),
		),
		app.Article().Class("sheet sheet-"+strconv.Itoa(p.annex)).Body(
			app.Header().Body(
				para("sheet-number", st.say(message.AnnexNumber, p.annex)),
				app.H1().Text(annexTitle(tables, st.lang)),
				para("sheet-unit", st.say(message.UnitOfMeasure)),
			),
			app.P().Class("sheet-summary").Role("status").Text(summary),
			para("sheet-summary screen", st.say(message.TraceHint)),
			app.If(changed > 0, func() app.UI {
				return para("sheet-draft", st.say(message.AnnexIsDraft, st.draftName(), st.session.Totals().Edits))
			}),
			app.Range(tables).Slice(func(i int) app.UI {
				t := tables[i]
				name := t.Title.In(st.lang)
				return app.Section().Body(
					app.If(t.Part != "", func() app.UI { return app.H2().Text(partTitle(name)) }),
					app.Div().Class("sheet-table").TabIndex(0).Role("region").Aria("label", name).DataSet("table", tableName(t)).DataSet("columns", columnIDs(t)).
						OnClick(func(ctx app.Context, e app.Event) { p.onCell(ctx, e, t) }, app.EventScope(tableName(t))).Body(p.table(t)),
				)
			}),
			app.Range(notes).Slice(func(i int) app.UI { return para("sheet-note", notes[i]) }),
		),
	)
}

// add prints a table so that rows and columns add, and says what was nudged.
func (p *annexPage) add(t *statement.Table) []string {
	nudges, err := articulation.Additive(t)
	if err != nil {
		return []string{message.Explain(err, p.st.lang)}
	}
	if len(nudges) == 0 {
		return nil
	}
	said := []string{p.st.say(message.RoundingNote, len(nudges))}
	for _, n := range nudges {
		said = append(said, "‡ "+p.st.say(message.RoundingOne, n.Label, n.Exact.GroupedExact(), n.Rounded.Grouped(), n.Printed.Grouped()))
	}
	return said
}

// annexTitle is what the parts of an annex have in common.
func annexTitle(tables []*statement.Table, lang message.Lang) string {
	title, _, _ := cutTitle(tables[0].Title.In(lang))
	return title
}

func partTitle(title string) string {
	_, part, _ := cutTitle(title)
	return part
}

func cutTitle(title string) (annex, part string, ok bool) {
	if annex, part, ok = strings.Cut(title, "："); !ok {
		annex, part, ok = strings.Cut(title, ": ")
	}
	return annex, part, ok
}

func tableName(t *statement.Table) string {
	if t.Part == "" {
		return strconv.Itoa(t.Annex)
	}
	return strconv.Itoa(t.Annex) + "." + t.Part
}

func columnIDs(t *statement.Table) string {
	ids := make([]string, len(t.Columns))
	for i, c := range t.Columns {
		ids[i] = c.ID
	}
	return strings.Join(ids, " ")
}

// onCell traces the figure that was chosen: which one it is follows from its
// place in the table, so that hundreds of cells need no handler of their own.
func (p *annexPage) onCell(ctx app.Context, e app.Event, t *statement.Table) {
	cell := e.Get("target").Call("closest", "td.amount")
	if !cell.Truthy() || p.dropTails {
		return
	}
	of, column := cell, 0
	if len(t.Keys) == 0 || t.Keys[0].ID != "side" {
		of = cell.Call("closest", "tr")
		column = cell.Get("cellIndex").Int() - len(t.Keys)
	}
	row := of.Get("dataset").Get("row")
	if !row.Truthy() || column < 0 || column >= len(t.Columns) {
		return
	}
	cell.Call("focus")
	app.Window().Get("suanpan").Call("traced", cell)
	p.st.trace(ctx, disclosure.Point{Cell: statement.Ref{Annex: t.Annex, Part: t.Part, Row: row.String(), Column: t.Columns[column].ID}}, false)
}

// build fills the annex from the session; without tails both sides are
// replayed without them, so that what differs is what was edited.
func (p *annexPage) build(def *statement.Definition) (*statement.Table, error) {
	s := p.st.session
	if !p.dropTails {
		return statement.Build(def, s.Now(), s.Base()), nil
	}
	base, err := ledger.New(s.Dataset(), ledger.DropTails)
	if err != nil {
		return nil, err
	}
	now, err := ledger.Replay(s.Dataset(), s.Now().Draft(), ledger.DropTails)
	if err != nil {
		return nil, err
	}
	return statement.Build(def, now, base), nil
}

func (p *annexPage) table(t *statement.Table) app.UI {
	var rows []statement.Row
	for _, r := range t.Lines {
		if r.Kind != statement.Remark && (!p.onlyChanged || rowChanged(&r)) {
			rows = append(rows, r)
		}
	}
	if len(rows) == 0 {
		return para("sheet-note", p.st.say(message.NoChangedRows))
	}
	if len(t.Keys) > 0 && t.Keys[0].ID == "side" {
		return p.sides(t, rows)
	}
	var body []app.UI
	for i := range rows {
		r := &rows[i]
		var cells []app.UI
		for k, text := range r.Texts {
			class := "text key-" + t.Keys[k].ID
			if text != "" && (k == len(r.Texts)-1 || t.Keys[k].ID == "name" || t.Keys[k].ID == "unit_name") {
				cells = append(cells, app.Th().Scope("row").Class(class).Text(text))
				continue
			}
			cells = append(cells, cell(class, text))
		}
		for _, c := range r.Cells {
			cells = append(cells, p.cell(c, r.Input))
		}
		body = append(body, app.Tr().Class(rowClass(r)).DataSet("row", r.Path).Body(cells...))
		if texts := p.texts(t, r); texts != nil {
			body = append(body, app.Tr().Class("texts").Body(app.Td().ColSpan(len(cells)).Body(app.Dl().Body(texts...))))
		}
	}
	return app.Table().Body(app.THead().Body(p.heads(t)...), app.TBody().Body(body...))
}

// texts are those behind the amounts of a row, which can be a page long; the
// publication left marks of paragraphs in them.
func (p *annexPage) texts(t *statement.Table, r *statement.Row) []app.UI {
	var texts []app.UI
	for i, k := range t.After {
		if r.After[i] == "" {
			continue
		}
		texts = append(texts, app.Dt().Text(k.Head.In(p.st.lang)))
		for _, s := range strings.Split(strings.ReplaceAll(r.After[i], "</p>", ""), "<p>") {
			if s = strings.TrimSpace(s); s != "" {
				texts = append(texts, app.Dd().Text(s))
			}
		}
	}
	return texts
}

func rowChanged(r *statement.Row) bool {
	for _, c := range r.Cells {
		if c.Changed() {
			return true
		}
	}
	return false
}

func rowClass(r *statement.Row) string {
	class := "level-" + strconv.Itoa(r.Level)
	switch r.Kind {
	case statement.Total:
		class += " total"
	case statement.Group, statement.Heading:
		class += " group"
	case statement.Unassigned:
		class += " unassigned"
	}
	return class
}

// heads prints the column heads in as many rows as the deepest has.
func (p *annexPage) heads(t *statement.Table) []app.UI {
	depth := 1
	for _, c := range t.Columns {
		depth = max(depth, len(c.Heads))
	}
	rows := make([][]app.UI, depth)
	for _, k := range t.Keys {
		rows[0] = append(rows[0], app.Th().Scope("col").Rowspan(depth).Class("key-"+k.ID).Text(k.Head.In(p.st.lang)))
	}
	for i := 0; i < len(t.Columns); {
		c := t.Columns[i]
		if len(c.Heads) == 1 {
			rows[0] = append(rows[0], app.Th().Scope("col").Rowspan(depth).Text(c.Heads[0].In(p.st.lang)))
			i++
			continue
		}
		from := i
		for ; i < len(t.Columns) && t.Columns[i].Heads[0] == c.Heads[0]; i++ {
			rows[1] = append(rows[1], app.Th().Scope("col").Text(t.Columns[i].Heads[1].In(p.st.lang)))
		}
		rows[0] = append(rows[0], app.Th().Scope("colgroup").ColSpan(i-from).Text(c.Heads[0].In(p.st.lang)))
	}
	var out []app.UI
	for _, r := range rows {
		out = append(out, tr(r...))
	}
	return out
}

// sides prints income beside expenditure, as annexes 1 and 4 are printed.
func (p *annexPage) sides(t *statement.Table, rows []statement.Row) app.UI {
	st := p.st
	var side [2][]*statement.Row
	for i := range rows {
		n := 0
		if rows[i].Texts[0] == "expenditure" {
			n = 1
		}
		side[n] = append(side[n], &rows[i])
	}
	item := func(r *statement.Row) string {
		texts := r.Texts[1:]
		ordinal := texts[len(texts)-2]
		if ordinal == "" && len(texts) == 3 && r.Kind == statement.Heading {
			ordinal = texts[0]
		}
		if ordinal == "" {
			return texts[len(texts)-1]
		}
		if len(texts) == 3 && r.Kind != statement.Heading {
			return "（" + ordinal + "）" + texts[len(texts)-1] // as printed
		}
		return ordinal + "、" + texts[len(texts)-1]
	}
	var body []app.UI
	for i := range max(len(side[0]), len(side[1])) {
		var cells []app.UI
		for n := range side {
			if i >= len(side[n]) {
				cells = append(cells, app.Td().Class("text"), app.Td().Class("amount"))
				continue
			}
			r := side[n][i]
			cells = append(cells, app.Th().Scope("row").Class("text "+rowClass(r)).Text(item(r)), p.cell(r.Cells[0], r.Input, r.Path))
		}
		body = append(body, tr(cells...))
	}
	head := func(t *message.Text) app.UI { return app.Th().Scope("colgroup").ColSpan(2).Text(st.say(t)) }
	column := func(t *message.Text) app.UI { return app.Th().Scope("col").Text(st.say(t)) }
	return app.Table().Class("sides").Body(
		app.THead().Body(
			tr(head(message.SideIncome), head(message.SideExpenditure)),
			tr(column(message.HeadItem), column(message.HeadAmount), column(message.HeadItem), column(message.HeadAmount)),
		),
		app.TBody().Body(body...),
	)
}

// cell prints a figure; a changed one is marked and says what was published,
// an input carries the mark of inputs. Row names the cell's row where the
// table's own rows hold several.
func (p *annexPage) cell(c statement.Cell, input bool, row ...string) app.UI {
	class := "amount"
	text := ""
	if !c.Blank() {
		text = c.Grouped()
		if strings.HasPrefix(text, "-") {
			class += " negative"
		}
		if c.Nudge != 0 {
			class += " nudged"
			text += "‡"
		}
		if input {
			text += "†"
		}
	}
	td := app.Td()
	for _, r := range row {
		td = td.DataSet("row", r)
	}
	if !c.Changed() {
		return td.Class(class).Text(text)
	}
	was := p.st.say(message.PublishedBlank)
	if c.Base.Lines > 0 {
		before := message.PublishedWas
		if p.dropTails { // without tails this is a sum of printed lines, never printed itself
			before = message.BeforeEdits
		}
		was = p.st.say(before, c.Base.Amount.Grouped())
	}
	return td.Class(class+" changed").Title(was).Body(
		app.Text(text),
		span("visually-hidden", p.st.say(message.Bracketed, was)),
	)
}
