package ui

import (
	"context"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/app/session"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
)

const (
	gridID   = "grid"
	fileID   = "draft-file"
	resetID  = "reset-dialog"
	openID   = "open-dialog"
	nameID   = "draft-name"
	followID = "income-follows"
	filterID = "filter"
	groupID  = "group-by"
	onlyID   = "filter-changed"
	doubtID  = "filter-doubtful"

	columnsID = "columns-dialog"
)

// linesPage is 编制: the working grid of line items.
type linesPage struct {
	app.Compo
	st     *state
	dialog lineDialog
	adjust adjustDialog

	incoming     []byte // a chosen file, until it is opened
	incomingName string
}

func (p *linesPage) OnNav(ctx app.Context) {
	p.st.entitle(ctx, message.PageLines)
	if find := ctx.Page().URL().Query().Get("find"); find != "" && !app.IsServer {
		p.st.session.Filter(find, false, false)
		ctx.Defer(func(app.Context) { p.after(nil) })
	}
	if at := ctx.Page().URL().Query().Get("at"); at != "" && !app.IsServer {
		ctx.Defer(func(app.Context) {
			if p.st.session.Reveal(at); p.st.session.GridIndex(at) < 0 {
				p.st.session.FoldAll(true)
			}
			p.refresh()
			element(gridID).Call("select", at, "draft")
			p.focusGrid()
		})
	}
}

func (p *linesPage) OnMount(ctx app.Context) {
	p.dialog.st, p.adjust.st = p.st, p.st
	p.st.mount(ctx, p.refresh)
	if app.IsServer {
		return
	}
	p.st.command = func(name, key, to string) {
		ctx.Dispatch(func(ctx app.Context) { p.command(ctx, name, key, to) })
	}
	element(gridID).Set("model", p.st.gridModel())
	p.sync()
	// as in a spreadsheet one can start at once
	if doc := app.Window().Get("document"); doc.Get("activeElement").Equal(doc.Get("body")) {
		p.focusGrid()
	}
}

func (p *linesPage) OnDismount() { p.st.refresh, p.st.command = func() {}, func(_, _, _ string) {} }

func (p *linesPage) Render() app.UI {
	st := p.st
	p.dialog.st, p.adjust.st = st, st
	return st.shell("/",
		app.H1().Class("visually-hidden").Text(st.say(message.GridTitle)),
		p.toolbar().Body(
			st.tool("add", liveWritable, message.ActionAdd, p.onAdd),
			st.tool("details", "", message.ActionDetails, p.onDetails),
			st.tool("why", "", message.ActionWhy, p.onWhy),
			st.tool("delete", liveWritable, message.ActionDelete, p.onDelete),
			st.tool("", liveWritable, message.ActionAdjust, func(app.Context, app.Event) { p.adjust.open(p) }),
			app.Span().Class("gap"),
			st.tool("undo", liveUndo, message.ActionUndo, p.onUndo),
			st.tool("redo", liveRedo, message.ActionRedo, p.onRedo),
			app.Span().Class("gap"),
			st.button("", message.ActionExpand, p.onExpand),
			st.button("", message.ActionCollapse, p.onCollapse),
			app.Span().Class("spring"),
			st.check(followID, false, message.IncomeFollows, p.onFollow).Title(st.say(message.IncomeHint)),
			app.Label().Class("name").Body(
				span("visually-hidden", st.say(message.DraftName)),
				app.Input().Type("text").ID(nameID).Placeholder(st.say(message.DraftUntitled)).MaxLength(100).OnChange(p.onName),
			),
			st.tool("open", liveWritable, message.ActionOpen, p.onOpen),
			app.Input().Type("file").ID(fileID).Hidden(true).Accept(".json,.csv,.tsv,.txt,application/json,text/csv").OnChange(p.onFile),
			st.tool("save", "", message.ActionSave, p.onSave),
			st.tool("", liveWritable, message.ActionReset, p.onReset),
		),
		p.filterBar(),
		app.If(app.IsServer, st.preview).Else(func() app.UI { return app.Elem("budget-grid").ID(gridID).Class("grid") }),
		app.If(st.tour.offered, st.tourOffer).Else(func() app.UI { return para("keys", st.say(message.KeysHint)) }),
		p.dialog.render(p),
		p.adjust.render(p),
		p.columnsDialog(),
		p.ask(resetID, message.ActionReset, message.ResetAsk.Of(st.session.Department() != nil).With(st.session.Totals().Edits), message.ActionConfirmReset, p.reset),
		p.ask(openID, message.ActionOpen, message.OpenAsk.With(p.incomingName, st.session.Totals().Edits), message.OpenConfirm, p.openIncoming),
	)
}

// filterBar says how lines are grouped and which are shown.
func (p *linesPage) filterBar() app.UI {
	st := p.st
	bar := app.Div().Class("toolbar filter").Role("search")
	if app.IsServer {
		bar = bar.Attr("inert", "inert")
	}
	groupings := make([]session.Grouping, session.Groupings)
	for g := range groupings {
		groupings[g] = session.Grouping(g)
	}
	return bar.Body(
		st.label(filterID, message.FilterLabel),
		app.Input().Type("search").ID(filterID).AutoComplete(false).Placeholder(st.say(message.FilterHint)).MaxLength(100).OnInput(p.onFilter).OnKeyDown(p.onFilterKey),
		st.check(onlyID, false, message.FilterChanged, p.onFilter),
		st.check(doubtID, false, message.FilterDoubtful, p.onFilter).Title(st.say(message.FilterDoubtHint)),
		st.label(groupID, message.GroupLabel),
		app.Select().ID(groupID).OnChange(p.onGroup).Body(app.Range(groupings).Slice(func(i int) app.UI {
			return option(groupings[i].String(), message.FieldNames[groupings[i].Field()].In(st.lang), false)
		})),
		st.button("", message.ActionColumns, func(app.Context, app.Event) { element(columnsID).Call("showModal") }),
		st.live(app.Span().Class("shown").Role("status"), liveShown),
	)
}

// columnsDialog chooses the columns of the grid.
func (p *linesPage) columnsDialog() app.UI {
	st := p.st
	columns := st.session.Columns()
	return st.modal(columnsID, "columns", st.say(message.ColumnsTitle),
		div("fields", app.Range(columns).Slice(func(i int) app.UI {
			c := columns[i]
			return app.Label().Class("check").Body(
				app.Input().Type("checkbox").Checked(c.Shown).Disabled(c.Fixed).OnChange(func(ctx app.Context, _ app.Event) {
					st.session.ShowColumn(c.ID, ctx.JSSrc().Get("checked").Bool())
					p.chose(ctx)
				}, app.EventScope(c.ID)),
				app.Span().Text(c.Title.In(st.lang)),
			)
		})),
		para("hint", st.say(message.ColumnsHint)),
		div("actions",
			st.button("", message.ColumnsUsual, func(ctx app.Context, _ app.Event) {
				st.session.UsualColumns()
				p.chose(ctx)
			}),
			st.button("primary", message.TraceClose, func(app.Context, app.Event) {
				element(columnsID).Call("close")
				p.focusGrid()
			}),
		),
	)
}

// chose shows and keeps the columns that were chosen.
func (p *linesPage) chose(ctx app.Context) {
	p.refresh()
	text := p.st.session.ColumnsChosen()
	ctx.Async(func() { _ = p.st.keeper.SavePref(context.Background(), prefColumns, text) })
}

func (p *linesPage) onFilter(app.Context, app.Event) {
	p.st.session.Filter(input(filterID), element(onlyID).Get("checked").Bool(), element(doubtID).Get("checked").Bool())
	p.after(nil)
}

// onFilterKey goes back to the grid, with Escape to all its lines.
func (p *linesPage) onFilterKey(_ app.Context, e app.Event) {
	switch e.Get("key").String() {
	case "Escape":
		fill(filterID, "")
		element(onlyID).Set("checked", false)
		element(doubtID).Set("checked", false)
		p.st.session.Filter("", false, false)
		p.after(nil)
	case "Enter", "ArrowDown":
	default:
		return
	}
	e.PreventDefault()
	p.focusGrid()
}

func (p *linesPage) onGroup(ctx app.Context, _ app.Event) {
	row := p.activeKey()
	g := session.ParseGrouping(element(groupID).Get("value").String())
	p.st.session.GroupBy(g, row)
	p.after(nil)
	if p.st.session.GridIndex(row) >= 0 {
		element(gridID).Call("select", row, "draft")
	}
	ctx.Async(func() { _ = p.st.keeper.SavePref(context.Background(), prefGrouping, g.String()) })
}

// toolbar is inert in a prerendered page: nothing can be done before the
// program runs.
func (p *linesPage) toolbar() app.HTMLDiv {
	bar := app.Div().Class("toolbar").Role("toolbar").Aria("label", p.st.say(message.Toolbar))
	if app.IsServer {
		bar = bar.Attr("inert", "inert")
	}
	return bar
}

// entitle names the document after a page.
func (st *state) entitle(ctx app.Context, page *message.Text) {
	st.heading = page
	ctx.Page().SetTitle(st.say(page) + " · " + st.say(message.ProductName))
}

// gridModel is what the grid element reads and calls. It is made once: a grid
// that leaves the page may still call it while it finishes.
func (st *state) gridModel() map[string]any {
	if st.model != nil {
		return st.model
	}
	fn := func(f func(args []app.Value) any) app.Func {
		return app.FuncOf(func(_ app.Value, args []app.Value) any { return f(args) })
	}
	say := func(err error) any {
		if err != nil {
			return message.Explain(err, st.lang)
		}
		st.paint()
		return ""
	}
	st.model = map[string]any{
		"columns": fn(func([]app.Value) any { return st.session.GridColumns(st.lang) }),
		"count":   fn(func([]app.Value) any { return st.session.GridCount() }),
		"window": fn(func(a []app.Value) any {
			return st.session.GridWindow(a[0].Int(), a[1].Int(), st.lang)
		}),
		"index":    fn(func(a []app.Value) any { return st.session.GridIndex(a[0].String()) }),
		"edittext": fn(func(a []app.Value) any { return st.session.EditText(a[0].String(), a[1].String()) }),
		"preview":  fn(func(a []app.Value) any { return st.session.Preview(a[2].String(), st.lang) }),
		"commit": fn(func(a []app.Value) any {
			return say(st.session.Commit(a[0].String(), a[1].String(), a[2].String(), editTime()))
		}),
		"toggle": fn(func(a []app.Value) any {
			st.session.Toggle(a[0].String(), a[1].Bool())
			return nil
		}),
		"command": fn(func(a []app.Value) any {
			name, key, to := a[0].String(), a[1].String(), ""
			if len(a) > 3 {
				to = a[3].String()
			}
			st.command(name, key, to)
			return nil
		}),
		"paste": fn(func(a []app.Value) any {
			if !session.PastesAsItIs(a[2].String()) {
				st.command("intake", a[0].String(), a[2].String())
				return ""
			}
			understood, err := st.session.Paste(a[0].String(), a[1].String(), a[2].String(), editTime())
			if err == nil {
				st.tell(understood)
			}
			return say(err)
		}),
		"range": fn(func(a []app.Value) any {
			if st.picked = (session.Selection{}); a[1].String() != "" {
				st.picked = st.session.Select(a[0].String(), a[1].String())
			}
			st.paint()
			return nil
		}),
		"label": fn(func(a []app.Value) any { return st.gridLabel(a[0].String()) }),
	}
	return st.model
}

func (st *state) gridLabel(name string) string {
	t, ok := map[string]*message.Text{
		"grid": message.GridTitle, "readonly": message.GridReadOnly, "empty": message.GridEmpty,
		"selected": message.GridSelected, "changed": message.GridChanged, "unpublished": message.NotPublished,
		"error": message.GridError, "estimate": message.GridEstimate, "deleted": message.GridDeleted,
	}[name]
	if !ok {
		return ""
	}
	return st.say(t)
}

// refresh rereads the grid after a change from outside it.
func (p *linesPage) refresh() {
	if g := element(gridID); g.Truthy() {
		g.Call("refresh")
		p.sync()
	}
}

// sync sets what inputs show to the draft's own values.
func (p *linesPage) sync() {
	fill(nameID, p.st.session.Now().Name())
	element(followID).Set("checked", p.st.session.Now().IncomeMode() == budget.Follow)
	query, changed, doubtful := p.st.session.Filtered()
	if !app.Window().Get("document").Get("activeElement").Equal(element(filterID)) { // never while one types there, or composes
		fill(filterID, query)
	}
	element(onlyID).Set("checked", changed)
	element(doubtID).Set("checked", doubtful)
	element(groupID).Set("value", p.st.session.Grouped().String())
}

func (p *linesPage) after(err error) {
	if err != nil {
		p.st.refuse(err)
	}
	p.refresh()
	p.st.paint()
}

func (p *linesPage) activeKey() string { return element(gridID).Get("activeKey").String() }

func (p *linesPage) focusGrid() { element(gridID).Call("focus") }

// command does what a key of the grid asks for.
func (p *linesPage) command(ctx app.Context, name, key, to string) {
	switch name {
	case "undo":
		p.onUndo(ctx, app.Event{})
	case "redo":
		p.onRedo(ctx, app.Event{})
	case "add":
		p.dialog.openAdd(p, key)
	case "delete":
		p.remove(key)
	case "details":
		p.details(key)
	case "why":
		p.why(ctx, key)
	case "adjust":
		p.adjust.open(p)
	case "fill":
		rows := element(gridID).Get("selectedRows")
		n, err := 0, error(message.FillNothing.Error())
		if rows.Length() == 2 {
			n, err = p.st.session.FillDown(rows.Index(0).String(), rows.Index(1).String(), editTime())
		}
		if err == nil {
			p.st.tell(message.Filled.With(n))
		}
		p.after(err)
	case "width":
		width, _ := strconv.Atoi(to)
		p.st.session.SetColumnWidth(key, width)
		p.chose(ctx)
	case "intake":
		p.st.intake.open(to, key, p.focusGrid)
	case "find":
		element(filterID).Call("focus")
		element(filterID).Call("select")
	case "clear":
		p.after(p.st.session.Clear(key, to, editTime()))
	}
}

func (p *linesPage) onAdd(app.Context, app.Event)     { p.dialog.openAdd(p, p.activeKey()) }
func (p *linesPage) onDetails(app.Context, app.Event) { p.details(p.activeKey()) }
func (p *linesPage) onDelete(app.Context, app.Event)  { p.remove(p.activeKey()) }

func (p *linesPage) onWhy(ctx app.Context, _ app.Event) { p.why(ctx, p.activeKey()) }

// why traces the line or the total of a row.
func (p *linesPage) why(ctx app.Context, key string) {
	if to, ok := p.st.session.PointAt(key); ok {
		p.st.trace(ctx, to, false)
		return
	}
	p.st.refuse(message.GridWhyNothing.Error())
	p.st.paint()
}

func (p *linesPage) onUndo(app.Context, app.Event) { p.walk(p.st.session.Undo()) }
func (p *linesPage) onRedo(app.Context, app.Event) { p.walk(p.st.session.Redo()) }

func (p *linesPage) walk(m message.Message, _ bool) {
	p.st.tell(m)
	p.after(nil)
	p.focusGrid()
}

func (p *linesPage) onExpand(app.Context, app.Event)   { p.fold(true) }
func (p *linesPage) onCollapse(app.Context, app.Event) { p.fold(false) }

func (p *linesPage) fold(open bool) {
	p.st.session.FoldAll(open)
	p.refresh()
}

// line returns the line a command is about, or says that one has to be chosen.
func (p *linesPage) line(key string) (string, bool) {
	id, ok := p.st.session.LineAt(key)
	if !ok {
		p.st.refuse(message.SelectLine.Error())
		p.st.paint()
	}
	return id, ok
}

func (p *linesPage) details(key string) {
	if id, ok := p.line(key); ok {
		p.dialog.openDetails(p, id)
	}
}

func (p *linesPage) remove(key string) {
	id, ok := p.line(key)
	if !ok {
		return
	}
	e := budget.Edit{Op: budget.Delete, Line: id}
	said := p.st.session.Describe(&e)
	err := p.st.session.Apply(e, editTime())
	if err == nil {
		p.st.tell(said)
	}
	p.after(err)
	p.focusGrid()
}

func (p *linesPage) onFollow(ctx app.Context, _ app.Event) {
	mode := budget.Fixed
	if ctx.JSSrc().Get("checked").Bool() {
		mode = budget.Follow
	}
	p.after(p.st.session.SetIncome(mode))
}

func (p *linesPage) onName(app.Context, app.Event) {
	p.after(p.st.session.SetName(input(nameID)))
	p.st.note()
}

func (p *linesPage) onSave(app.Context, app.Event) { p.st.saveFile() }

// saveFile hands the planner the draft as a file.
func (st *state) saveFile() {
	name := st.draftName()
	file := strings.Map(func(r rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, r) {
			return '-'
		}
		return r
	}, name) + ".suanpan.json"
	download(file, st.session.File())
	st.tell(message.DraftSavedAs.With(file))
	st.paint()
}

func (p *linesPage) onOpen(app.Context, app.Event) { element(fileID).Call("click") }

func (p *linesPage) onFile(ctx app.Context, _ app.Event) {
	p.st.textOf(ctx, func(name, text string) {
		if !strings.HasSuffix(strings.ToLower(name), ".json") {
			p.st.intake.open(text, "", p.focusGrid)
			return
		}
		p.incoming, p.incomingName = []byte(text), name
		if err := p.st.session.CanOpen(p.incoming, name); err != nil {
			p.after(message.DraftNotOpened.Error(err))
			return
		}
		if p.st.session.Totals().Edits == 0 {
			p.openIncoming()
			return
		}
		element(openID).Call("showModal")
	}, p.after)
}

func (p *linesPage) openIncoming() {
	err := p.st.session.Open(p.incoming, p.incomingName)
	p.incoming = nil
	if err == nil {
		p.st.tell(message.DraftOpened.With(p.st.draftName(), p.st.session.Totals().Edits))
	}
	p.after(err)
}

func (p *linesPage) onReset(app.Context, app.Event) { element(resetID).Call("showModal") }

// ask is a dialog that is closed or done.
func (p *linesPage) ask(id string, title *message.Text, text message.Message, confirm *message.Text, do func()) app.UI {
	st := p.st
	return st.modal(id, "", st.say(title),
		app.P().Text(text.In(st.lang)),
		div("actions",
			st.closing(id, message.ActionCancel),
			st.button("", message.ActionSave, p.onSave),
			st.button("danger", confirm, func(app.Context, app.Event) {
				element(id).Call("close")
				do()
			}, app.EventScope(id)),
		),
	)
}

func (p *linesPage) reset() {
	err := p.st.session.Reset()
	if err == nil {
		p.st.tell(message.ResetDone.Of(p.st.session.Department() != nil).With())
	}
	p.after(err)
}

// preview shows the published totals while the program loads.
func (st *state) preview() app.UI {
	base := st.session.Base()
	var rows []app.UI
	for _, it := range base.Dataset().Functional.Items() {
		sum := base.In(budget.Spending).Function(it.Code)
		if it.Level > 2 || sum.Lines == 0 {
			continue
		}
		rows = append(rows, app.Tr().Class("level-"+strconv.Itoa(it.Level)).Body(
			app.Th().Scope("row").Text(it.Code+" "+it.Name),
			cell("amount", sum.Amount.Grouped()),
		))
	}
	return app.Table().Class("preview").Body(
		app.THead().Body(tr(
			st.head("", message.GridName),
			st.head("amount", message.GridPublished),
		)),
		app.TBody().Body(rows...),
	)
}
