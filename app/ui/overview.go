package ui

import (
	"cmp"
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/app/session"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/disclosure"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/statement"
)

// overviewPage is 总览: what the budget is and what the draft changes, in
// pictures that lead to the lines behind them.
type overviewPage struct {
	app.Compo
	st *state

	to       session.Grouping // last column of the flow
	by       session.Grouping // of the bars
	sunburst bool
}

func (p *overviewPage) OnNav(ctx app.Context) { p.st.entitle(ctx, message.PageOverview) }

func (p *overviewPage) OnMount(ctx app.Context) {
	if p.to == session.ByFunction {
		p.to, p.by = session.ByKind, session.ByUnit
	}
	p.st.mount(ctx, func() {
		if app.Window().Get("document").Call("querySelector", ".pictures").Truthy() {
			ctx.Defer(func(app.Context) { p.draw() })
		}
	})
	if app.IsServer {
		return
	}
	p.st.chosen = func(picture, id string) {
		ctx.Dispatch(func(ctx app.Context) { p.lead(ctx, id) })
	}
	ctx.Defer(func(app.Context) { p.draw() })
}

func (p *overviewPage) OnDismount() { p.st.chosen, p.st.refresh = func(_, _ string) {}, func() {} }

// picture is what a chart shows and the table beside it says.
type picture struct {
	id, kind string
	title    *message.Text
	heads    []string
	rows     []pictureRow
	data     []string // of the chart, a row each, fields apart
	none     string   // said in place of the chart
	note     string
	choose   app.UI
}

// pictureRow is a row of a table: names that lead somewhere, then amounts.
type pictureRow struct {
	ids, names []string
	amounts    []money.Amount
}

const (
	flowID   = "picture-flow"
	treeID   = "picture-tree"
	bridgeID = "picture-bridge"
	barsID   = "picture-bars"
	planID   = "picture-plan"
)

// draw gives every chart what it shows.
func (p *overviewPage) draw() {
	for _, x := range p.pictures() {
		if x.none == "" {
			app.Window().Get("suanpan").Call("chart", x.id, x.kind, strings.Join(x.data, "\x1e"))
		}
	}
}

func fields(f ...string) string { return strings.Join(f, "\x1f") }

func (p *overviewPage) pictures() []picture {
	return []picture{p.flow(), p.tree(), p.bridge(), p.bars(), p.plan()}
}

func (p *overviewPage) Render() app.UI {
	st := p.st
	t := st.session.Totals()
	lines := 0
	for _, x := range st.session.Parts() {
		lines += x.Lines
	}
	says := st.say(message.OverviewSame)
	if t.Edits > 0 {
		way := message.OverviewMore
		if t.Spending.Change() < 0 {
			way = message.OverviewLess
		}
		by := t.Spending.Change()
		says = st.say(message.OverviewChanged, t.Edits, way, max(by, -by).Grouped())
	}
	return st.shell("/overview",
		st.h1(message.PageOverview),
		app.P().Class("intro").Body(
			app.Text(st.say(message.OverviewIs, st.budgetTitle(), t.Spending.Now.Grouped(), t.Income.Now.Grouped(), len(st.session.Dataset().Units), lines)+says),
			app.Br(),
			app.Text(st.say(message.PictureClick)),
		),
		app.If(!app.IsServer, func() app.UI {
			pictures := p.pictures()
			return div("pictures", app.Range(pictures).Slice(func(i int) app.UI { return p.figure(&pictures[i]) }))
		}),
	)
}

func (p *overviewPage) figure(x *picture) app.UI {
	st := p.st
	title := st.say(x.title)
	save := func(kind string) app.UI {
		return app.Button().Type("button").Class("quiet").Aria("label", st.say(message.PictureSave, title, strings.ToUpper(kind))).Text(strings.ToUpper(kind)).
			Disabled(x.none != "").
			OnClick(func(app.Context, app.Event) {
				app.Window().Get("suanpan").Call("save", x.id, kind, st.session.Dataset().Title+" "+title)
			}, app.EventScope(x.id, kind, title))
	}
	chart := app.Div().ID(x.id).Class("chart chart-"+strings.TrimPrefix(x.id, "picture-")).Role("img").Aria("label", title)
	return app.Section().Class("picture").Aria("labelledby", x.id+"-title").Body(
		app.Header().Body(
			app.H2().ID(x.id+"-title").Text(title),
			x.choose,
			app.Span().Class("spring"),
			save("svg"), save("png"),
		),
		app.P().Class("sheet-note").Hidden(x.none == "").Text(x.none),
		chart.Hidden(x.none != ""),
		app.P().Class("hint").Hidden(x.note == "").Text(x.note),
		app.Details().Hidden(len(x.rows) == 0).Body(
			app.Summary().Text(st.say(message.PictureTable)),
			p.table(x),
		),
	)
}

func (p *overviewPage) table(x *picture) app.UI {
	var heads, rows []app.UI
	for _, h := range x.heads {
		heads = append(heads, app.Th().Scope("col").Text(h))
	}
	for _, r := range x.rows {
		var cells []app.UI
		for i, name := range r.names {
			id := r.ids[i]
			if id == "" {
				cells = append(cells, app.Td().Text(name))
				continue
			}
			cells = append(cells, cellOf(app.Button().Type("button").Class("figure-link").Text(name).
				OnClick(func(ctx app.Context, _ app.Event) { p.lead(ctx, id) }, app.EventScope(id))))
		}
		for _, a := range r.amounts {
			class := "amount"
			if a < 0 {
				class += " negative"
			}
			cells = append(cells, cell(class, a.Grouped()))
		}
		rows = append(rows, tr(cells...))
	}
	return app.Table().Class("picture-table").Body(
		app.THead().Body(tr(heads...)),
		app.TBody().Body(rows...),
	)
}

// lead goes to what a part of a picture stands for: a code to its total, a line
// or a group of lines to the grid.
func (p *overviewPage) lead(ctx app.Context, id string) {
	if _, to, ok := strings.Cut(id, ">"); ok { // between two nodes: to where it leads
		id = to
	}
	kind, value, _ := strings.Cut(id, ":")
	switch kind {
	case "line":
		ctx.Navigate("/?at=" + value)
	case "changed":
		p.st.session.Filter("", true, false)
		ctx.Navigate("/")
	case "code":
		p.st.trace(ctx, disclosure.Point{Cell: statement.Ref{Annex: 3, Row: value, Column: "total"}}, false)
	case "quarter":
		ctx.Navigate("/annexes?n=11")
	default:
		p.st.session.Filter("", false, false)
		p.st.session.GroupBy(session.ParseGrouping(kind), "")
		ctx.Navigate("/?at=" + url.QueryEscape(p.st.session.GroupRow(value)))
	}
}

// chosen is a select between groupings.
func (p *overviewPage) choose(id string, label *message.Text, now session.Grouping, among []session.Grouping, to *session.Grouping) app.UI {
	st := p.st
	return app.Label().Class("field-inline").Body(
		app.Span().Text(st.say(label)),
		app.Select().ID(id).OnChange(func(ctx app.Context, _ app.Event) {
			*to = session.ParseGrouping(ctx.JSSrc().Get("value").String())
			ctx.Defer(func(app.Context) { p.draw() })
		}).Body(app.Range(among).Slice(func(i int) app.UI {
			return option(among[i].String(), message.FieldNames[among[i].Field()].In(st.lang), among[i] == now)
		})),
	)
}

func class(l *budget.Line) string { return l.Function[:min(3, len(l.Function))] }

// code names a code, or says that there is none.
func (p *overviewPage) code(code string) (id, name string) {
	if code == "" {
		return "", p.st.say(message.GroupNone, message.FieldNames[budget.FieldFunction])
	}
	return "code:" + code, code + " " + p.st.session.Dataset().Functional.Name(code)
}

// group names what lines are grouped by.
func (p *overviewPage) group(g session.Grouping, value string) (id, name string) {
	return g.String() + ":" + value, g.Name(p.st.session.Dataset(), value).In(p.st.lang)
}

func (p *overviewPage) flow() picture {
	st := p.st
	x := picture{
		id: flowID, kind: "sankey", title: message.PictureFlow,
		heads:  []string{message.FieldNames[budget.FieldSource].In(st.lang), message.FieldNames[budget.FieldFunction].In(st.lang), message.FieldNames[p.to.Field()].In(st.lang), st.say(message.GridDraft)},
		choose: p.choose(flowID+"-to", message.PictureFlowTo, p.to, []session.Grouping{session.ByKind, session.ByUnit}, &p.to),
	}
	type link struct{ from, to string }
	links := make(map[link]money.Amount)
	through := make(map[string]money.Amount)
	var nodes, order []string
	depth, name := make(map[string]int), make(map[string]string)
	var between []link
	var negative money.Amount
	node := func(id, as string, d int, a money.Amount) string {
		if id == "" {
			id = "none" + strconv.Itoa(d) + ":"
		}
		if _, known := depth[id]; !known {
			depth[id], name[id] = d, as
			nodes = append(nodes, id)
		}
		through[id] += a
		return id
	}
	add := func(l link, a money.Amount) {
		if _, known := links[l]; !known {
			between = append(between, l)
		}
		links[l] += a
	}
	for _, part := range st.session.Parts(session.BySource.Of, class, p.to.Of) {
		if part.Now == 0 {
			continue
		}
		sourceID, source := p.group(session.BySource, part.Keys[0])
		codeID, code := p.code(part.Keys[1])
		lastID, last := p.group(p.to, part.Keys[2])
		x.rows = append(x.rows, pictureRow{[]string{sourceID, codeID, lastID}, []string{source, code, last}, []money.Amount{part.Now}})
		if part.Now < 0 {
			negative += part.Now
			continue
		}
		a, b, c := node(sourceID, source, 0, part.Now), node(codeID, code, 1, part.Now), node(lastID, last, 2, part.Now)
		add(link{a, b}, part.Now)
		add(link{b, c}, part.Now)
	}
	slices.SortStableFunc(nodes, func(a, b string) int { return cmp.Compare(through[b], through[a]) })
	for _, id := range nodes {
		order = append(order, fields("N", id, name[id], name[id]+" "+through[id].Grouped(), strconv.Itoa(depth[id])))
	}
	for _, l := range between {
		order = append(order, fields("L", l.from, l.to, links[l].String(), name[l.from]+" → "+name[l.to]+" "+links[l].Grouped()))
	}
	x.data = order
	if negative < 0 {
		x.note = st.say(message.PictureNegative, negative.Grouped())
	}
	return x
}

func (p *overviewPage) tree() picture {
	st := p.st
	x := picture{
		id: treeID, kind: "treemap", title: message.PictureTree,
		heads: []string{message.FieldNames[budget.FieldFunction].In(st.lang), st.say(message.GridPublished), st.say(message.GridDraft), st.say(message.GridChange)},
		choose: app.Label().Class("field-inline").Body(
			app.Span().Text(st.say(message.PictureShape)),
			app.Select().ID(treeID+"-shape").OnChange(func(ctx app.Context, _ app.Event) {
				p.sunburst = ctx.JSSrc().Get("value").String() == "sunburst"
				ctx.Defer(func(app.Context) { p.draw() })
			}).Body(
				option("treemap", st.say(message.PictureTreemap), !p.sunburst),
				option("sunburst", st.say(message.PictureSunburst), p.sunburst),
			),
		),
	}
	if p.sunburst {
		x.kind = "sunburst"
	}
	var negative money.Amount
	scheme := st.session.Dataset().Functional
	seen := make(map[string]bool)
	for _, part := range st.session.Parts(session.ByFunction.Of) {
		leaf := part.Keys[0]
		for _, it := range scheme.Path(leaf) {
			if seen[it.Code] {
				continue
			}
			seen[it.Code] = true
			f := session.Figure{Now: st.session.Now().In(budget.Spending).Function(it.Code).Amount, Published: st.session.Base().In(budget.Spending).Function(it.Code).Amount}
			x.rows = append(x.rows, pictureRow{[]string{"code:" + it.Code}, []string{it.Code + " " + it.Name}, []money.Amount{f.Published, f.Now, f.Change()}})
			if f.Now > 0 {
				x.data = append(x.data, fields("code:"+it.Code, "code:"+it.Parent, it.Name, f.Now.String(), f.Now.Grouped()))
			} else if f.Now < 0 && it.Code == leaf {
				negative += f.Now
			}
		}
	}
	if negative < 0 {
		x.note = st.say(message.PictureNegative, negative.Grouped())
	}
	return x
}

// listedSteps is how many steps the bridge shows before the others are one.
const listedSteps = 10

func (p *overviewPage) bridge() picture {
	st := p.st
	x := picture{id: bridgeID, kind: "bridge", title: message.PictureBridge, heads: []string{st.say(message.PictureItem), st.say(message.GridChange)}, choose: app.Span()}
	steps, others := st.session.Bridge(listedSteps)
	if len(steps) == 0 {
		x.none = st.say(message.PictureBridgeNone)
		return x
	}
	t := st.session.Totals().Spending
	at := t.Published
	x.note = st.say(message.PictureBridgeAxis)
	end := func(name string, a money.Amount) {
		x.data = append(x.data, fields("", name, "0", a.String(), "", a.Grouped(), "="))
	}
	end(st.say(message.GridPublished), at)
	for _, s := range steps {
		id, name := "line:"+s.Line, ""
		if s.Line == "" {
			id, name = "changed:", st.say(message.PictureOthers, others)
		} else {
			name = s.Line + " " + st.session.Title(s.Line).In(st.lang)
		}
		sign, by := "-", s.By.Grouped()
		if s.By > 0 {
			sign, by = "+", "+"+by
		}
		x.data = append(x.data, fields(id, name, at.String(), (at+s.By).String(), s.By.String(), by, sign))
		x.rows = append(x.rows, pictureRow{[]string{id}, []string{name}, []money.Amount{s.By}})
		at += s.By
	}
	end(st.say(message.GridDraft), at)
	return x
}

func (p *overviewPage) bars() picture {
	st := p.st
	x := picture{
		id: barsID, kind: "bars", title: message.PictureBars,
		heads:  []string{message.FieldNames[p.by.Field()].In(st.lang), st.say(message.GridPublished), st.say(message.GridDraft), st.say(message.GridChange)},
		choose: p.choose(barsID+"-by", message.PictureBy, p.by, []session.Grouping{session.ByUnit, session.ByKind, session.BySource}, &p.by),
	}
	for _, part := range st.session.Parts(p.by.Of) {
		id, name := p.group(p.by, part.Keys[0])
		x.rows = append(x.rows, pictureRow{[]string{id}, []string{name}, []money.Amount{part.Published, part.Now, part.Change()}})
		x.data = append(x.data, fields(id, name, part.Published.String(), part.Now.String(),
			st.say(message.GridPublished)+" "+part.Published.Grouped(), st.say(message.GridDraft)+" "+part.Now.Grouped()))
	}
	return x
}

func (p *overviewPage) plan() picture {
	st := p.st
	x := picture{id: planID, kind: "bars", title: message.PicturePlan, heads: []string{st.say(message.PictureItem), st.say(message.GridPublished), st.say(message.GridDraft), st.say(message.GridChange)}, choose: app.Span()}
	table := statement.Build(statement.Derived[0], st.session.Now(), st.session.Base())
	var all session.Figure
	for q := range 5 {
		name := st.say(message.PictureNoQuarter)
		if q < 4 {
			name = st.say(message.PictureQuarter, q+1)
		}
		var f session.Figure
		for i := range table.Lines {
			c := &table.Lines[i].Cells[q]
			f.Now += c.Now.Amount
			f.Published += c.Base.Amount
		}
		all.Now, all.Published = all.Now+f.Now, all.Published+f.Published
		x.rows = append(x.rows, pictureRow{[]string{"quarter:"}, []string{name}, []money.Amount{f.Published, f.Now, f.Change()}})
		x.data = append(x.data, fields("quarter:", name, f.Published.String(), f.Now.String(),
			st.say(message.GridPublished)+" "+f.Published.Grouped(), st.say(message.GridDraft)+" "+f.Now.Grouped()))
	}
	if all == (session.Figure{}) {
		x.none, x.rows = st.say(message.PicturePlanNone), nil
	}
	return x
}
