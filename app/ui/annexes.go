package ui

import (
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/statement"
)

const (
	onlyChangedID = "only-changed"
	dropTailsID   = "drop-tails"
)

// annexPage is 附表: one annex at a time, looking like the printed one.
type annexPage struct {
	app.Compo
	st          *state
	annex       int
	onlyChanged bool
	dropTails   bool
}

func (p *annexPage) OnNav(ctx app.Context) {
	p.st.entitle(ctx, message.PageAnnexes)
	p.annex = 1
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
	def := statement.Annex(p.annex)
	table, err := p.build(def)
	if err != nil {
		return st.shell("/annexes", app.P().Class("finding serious").Role("alert").Text(message.Explain(err, st.lang)))
	}
	changed := 0
	for _, r := range table.Lines {
		for _, c := range r.Cells {
			if c.Changed() {
				changed++
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
	for _, m := range table.Unplaced {
		notes = append(notes, m.In(st.lang))
	}
	for _, r := range table.Lines {
		if r.Kind == statement.Unassigned {
			notes = append(notes, st.say(message.UnassignedNote))
			break
		}
	}
	for _, r := range table.Lines {
		if r.Kind == statement.Remark {
			notes = append(notes, strings.Join(r.After, ""))
		}
	}
	if def.Annex == 9 {
		notes = append(notes, st.say(message.OutsideTotal))
	}
	return st.shell("/annexes",
		app.Nav().Class("annexes").Aria("label", st.say(message.AnnexChoose)).Body(
			app.Range(statement.Annexes).Slice(func(i int) app.UI {
				d := statement.Annexes[i]
				link := app.A().Href("/annexes?n=" + strconv.Itoa(d.Annex)).Title(d.Title.In(st.lang)).Text(st.say(message.AnnexShort, d.Annex))
				if d.Annex == p.annex {
					link = link.Aria("current", "true")
				}
				return link
			}),
			app.Span().Class("spring"),
			app.Label().Class("check").Body(
				app.Input().Type("checkbox").ID(onlyChangedID).Checked(p.onlyChanged).OnChange(func(ctx app.Context, _ app.Event) {
					p.onlyChanged = ctx.JSSrc().Get("checked").Bool()
				}),
				app.Span().Text(st.say(message.OnlyChanged)),
			),
			app.Label().Class("check").Body(
				app.Input().Type("checkbox").ID(dropTailsID).Checked(p.dropTails).OnChange(func(ctx app.Context, _ app.Event) {
					p.dropTails = ctx.JSSrc().Get("checked").Bool()
				}),
				app.Span().Text(st.say(message.DropTailsLabel)),
			),
			app.Button().Type("button").Text(st.say(message.ActionPrint)).OnClick(func(app.Context, app.Event) { app.Window().Call("print") }),
		),
		app.Article().Class("sheet sheet-"+strconv.Itoa(p.annex)).Body(
			app.Header().Body(
				app.P().Class("sheet-number").Text(st.say(message.AnnexNumber, p.annex)),
				app.H1().Text(def.Title.In(st.lang)),
				app.P().Class("sheet-unit").Text(st.say(message.UnitOfMeasure)),
			),
			app.P().Class("sheet-summary").Role("status").Text(summary),
			app.If(changed > 0, func() app.UI {
				return app.P().Class("sheet-draft").Text(st.say(message.AnnexIsDraft, st.draftName(), st.session.Totals().Edits))
			}),
			app.Div().Class("sheet-table").TabIndex(0).Role("region").Aria("label", def.Title.In(st.lang)).Body(p.table(table)),
			app.Range(notes).Slice(func(i int) app.UI { return app.P().Class("sheet-note").Text(notes[i]) }),
		),
	)
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
		return app.P().Class("sheet-note").Text(p.st.say(message.NoChangedRows))
	}
	if len(t.Keys) > 0 && t.Keys[0].ID == "side" {
		return p.sides(t, rows)
	}
	return app.Table().Body(
		app.THead().Body(p.heads(t)...),
		app.TBody().Body(app.Range(rows).Slice(func(i int) app.UI {
			r := &rows[i]
			var cells []app.UI
			for k, text := range r.Texts {
				cell := app.Td().Class("text key-" + t.Keys[k].ID).Text(text)
				if text != "" && (k == len(r.Texts)-1 || t.Keys[k].ID == "name" || t.Keys[k].ID == "unit_name") {
					cells = append(cells, app.Th().Scope("row").Class("text key-"+t.Keys[k].ID).Text(text))
					continue
				}
				cells = append(cells, cell)
			}
			for _, c := range r.Cells {
				cells = append(cells, p.cell(c))
			}
			return app.Tr().Class(rowClass(r)).Body(cells...)
		})),
	)
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
		out = append(out, app.Tr().Body(r...))
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
			cells = append(cells, app.Th().Scope("row").Class("text "+rowClass(r)).Text(item(r)), p.cell(r.Cells[0]))
		}
		body = append(body, app.Tr().Body(cells...))
	}
	head := func(t *message.Text) app.UI { return app.Th().Scope("colgroup").ColSpan(2).Text(st.say(t)) }
	column := func(t *message.Text) app.UI { return app.Th().Scope("col").Text(st.say(t)) }
	return app.Table().Class("sides").Body(
		app.THead().Body(
			app.Tr().Body(head(message.SideIncome), head(message.SideExpenditure)),
			app.Tr().Body(column(message.HeadItem), column(message.HeadAmount), column(message.HeadItem), column(message.HeadAmount)),
		),
		app.TBody().Body(body...),
	)
}

// cell prints a figure; a changed one is marked and says what was published.
func (p *annexPage) cell(c statement.Cell) app.UI {
	class := "amount"
	text := ""
	if !c.Blank() {
		text = c.Now.Amount.Grouped()
		if strings.HasPrefix(text, "-") {
			class += " negative"
		}
	}
	td := app.Td()
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
		app.Span().Class("visually-hidden").Text(p.st.say(message.Bracketed, was)),
	)
}
