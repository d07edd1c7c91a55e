package ui

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification"
	"suanpan/budgetcore/disclosure"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/statement"
)

const (
	paletteID      = "palette"
	paletteInputID = "palette-input"
	paletteListID  = "palette-list"
	keysID         = "keys-dialog"
)

// shownFinds is how many answers the palette shows.
const shownFinds = 12

// place is something the palette finds.
type place struct {
	kind, name *message.Message
	text       classification.Searchable
	visit      func(ctx app.Context)
}

// palette finds pages, annexes, lines, codes, units and actions.
type palette struct {
	places []place
	query  string
	at     int // of the answers
	back   app.Value
}

// openPalette fills the palette, which the document has opened already: what is
// typed meanwhile stands in its field.
func (st *state) openPalette(app.Context) {
	p := &st.palette
	p.places, p.query, p.at = st.allPlaces(), input(paletteInputID), 0
	p.back = app.Window().Get("suanpan").Get("before")
}

func (st *state) closePalette() {
	element(paletteID).Call("close")
	st.palette.places = nil
	if b := st.palette.back; b != nil && b.Truthy() && b.Get("isConnected").Bool() {
		b.Call("focus")
	}
}

// allPlaces lists what can be found now, in the order in which ties are shown.
func (st *state) allPlaces() []place {
	var all []place
	add := func(kind *message.Text, name message.Message, more string, do func(ctx app.Context)) {
		k := kind.With()
		words := name.In(message.ZH) + "\n" + name.In(message.EN) + "\n" + more
		all = append(all, place{&k, &name, classification.NewSearchable(words), do})
	}
	to := func(address string) func(app.Context) {
		return func(ctx app.Context) { ctx.Navigate(address) }
	}
	for _, p := range pages {
		add(message.PalettePage, p.name.With(), "", to(p.path))
	}
	for i, d := range statement.Annexes {
		if i == 0 || statement.Annexes[i-1].Annex != d.Annex {
			add(message.PaletteAnnex, message.LineNamed.With(message.AnnexShort.With(d.Annex), d.Title), "", to("/annexes?n="+strconv.Itoa(d.Annex)))
		}
	}
	s := st.session
	for i := range s.Now().Len() {
		if !s.Now().Present(i) {
			continue
		}
		line := s.Now().Line(i)
		id := line.ID
		more := line.Function + "\n" + s.Dataset().Functional.Name(line.Function) + "\n" + s.Dataset().UnitName(line.Unit)
		add(message.PaletteLine, message.LineNamed.With(id, s.Title(id)), more, to("/?at="+id))
	}
	d, err := s.Disclosed()
	for _, x := range []struct {
		annex  int
		scheme *classification.Scheme
	}{{3, s.Dataset().Functional}, {6, s.Dataset().Economic}} {
		if err != nil {
			break // the page of checks says so
		}
		for _, it := range x.scheme.Items() {
			cell := disclosure.Point{Cell: statement.Ref{Annex: x.annex, Row: it.Code, Column: "total"}}
			if d.Book.Cell(cell.Cell) != nil {
				add(message.PaletteCode, message.LineNamed.With(it.Code, it.Name), "", func(ctx app.Context) { st.trace(ctx, cell, false) })
			}
		}
	}
	for _, u := range s.Dataset().Units {
		cell := disclosure.Point{Cell: statement.Ref{Annex: 2, Row: u.Code, Column: "total"}}
		add(message.FieldNames[budget.FieldUnit], message.LineNamed.With(u.Code, u.Name), "", func(ctx app.Context) { st.trace(ctx, cell, false) })
	}
	ceiling := ceilingOf
	if s.Over() > 0 {
		ceiling = overID + "0"
	}
	for _, a := range []struct {
		name *message.Text
		do   func(ctx app.Context)
	}{
		{message.ActionUndo, func(app.Context) { st.stepBack(s.Undo()) }},
		{message.ActionRedo, func(app.Context) { st.stepBack(s.Redo()) }},
		{message.ActionSave, func(app.Context) { st.saveFile() }},
		{message.BudgetsTitle, func(app.Context) { element(budgetsID).Call("showModal") }},
		{message.IntakeTitle, func(app.Context) { st.intake.open("", "", nil) }},
		{message.FoundTitle, func(app.Context) { st.intake.openFounding(nil) }},
		{message.ActionPrint, func(app.Context) { app.Window().Call("print") }},
		{message.LanguageSwitch, func(ctx app.Context) { st.switchLang(ctx, app.Event{}) }},
		{message.TourTitle, st.startTour},
		{message.CompareTitle, to("/scenarios?to=compare-0")},
		{message.AttributionTitle, to("/scenarios?to=attribution-total")},
		{message.MergeTitle, to("/scenarios?to=merge-file")},
		{message.CeilingsTitle, to("/scenarios?to=" + ceiling)},
		{message.LockTitle, to("/scenarios?to=" + lockOpenID)},
		{message.TrainFind, to("/training?part=find")},
		{message.TrainLesson, to("/training?part=lesson")},
		{message.TrainShow, to("/training?part=show")},
		{message.TrainClass, to("/training?part=class")},
		{message.KeysTitle, func(app.Context) { element(keysID).Call("showModal") }},
	} {
		add(message.PaletteAction, a.name.With(), "", a.do)
	}
	if n, day := st.dayBefore(); day != "" {
		add(message.PaletteAction, message.HistoryBefore.With(day, n), "", func(app.Context) { st.goTo(n) })
	}
	return all
}

func (st *state) stepBack(m message.Message, _ bool) {
	st.tell(m)
	st.changed()
}

// found are the places that answer what is typed.
func (p *palette) found() []*place {
	var answers []*place
	for i := range p.places {
		if p.places[i].text.Finds(p.query) {
			if answers = append(answers, &p.places[i]); len(answers) == shownFinds {
				break
			}
		}
	}
	return answers
}

func (st *state) paletteDialog() app.UI {
	p := &st.palette
	answers := p.found()
	choose := func(ctx app.Context, i int) {
		st.closePalette()
		if i < len(answers) {
			answers[i].visit(ctx)
		}
	}
	input := app.Input().Type("text").ID(paletteInputID).Role("combobox").AutoComplete(false).MaxLength(100).
		Aria("expanded", "true").Aria("controls", paletteListID).Aria("autocomplete", "list").Aria("label", st.say(message.PaletteTitle)).
		Placeholder(st.say(message.PaletteHint))
	if len(answers) > 0 {
		input = input.Aria("activedescendant", paletteListID+strconv.Itoa(min(p.at, len(answers)-1)))
	}
	return app.Elem("dialog").ID(paletteID).Class("dialog palette").Aria("label", st.say(message.PaletteTitle)).Body(
		input.OnInput(func(ctx app.Context, _ app.Event) {
			p.query, p.at = ctx.JSSrc().Get("value").String(), 0
		}).OnKeyDown(func(ctx app.Context, e app.Event) {
			if e.Get("isComposing").Bool() {
				return
			}
			switch e.Get("key").String() {
			case "ArrowDown":
				p.at = min(p.at+1, max(len(p.found())-1, 0))
			case "ArrowUp":
				p.at = max(p.at-1, 0)
			case "Enter":
				answers = p.found()
				choose(ctx, p.at)
			default:
				return
			}
			e.PreventDefault()
		}),
		app.Ul().ID(paletteListID).Role("listbox").Aria("label", st.say(message.PaletteTitle)).Body(app.Range(answers).Slice(func(i int) app.UI {
			a := answers[i]
			item := app.Li().ID(paletteListID+strconv.Itoa(i)).Role("option").Aria("selected", strconv.FormatBool(i == p.at)).Body(
				app.Span().Text(a.name.In(st.lang)), span("hint", a.kind.In(st.lang)),
			)
			return item.OnClick(func(ctx app.Context, _ app.Event) { choose(ctx, i) }, app.EventScope(p.query, i))
		})),
		app.If(len(answers) == 0 && p.places != nil, func() app.UI { return para("hint", st.say(message.PaletteNone)) }),
	)
}

// keys are what the keyboard does, by where.
var keys = []struct {
	where *message.Text
	keys  []key
}{
	{message.KeysEverywhere, []key{{"Ctrl+K", message.PaletteTitle}, {"?", message.KeysTitle}}},
	{message.PageLines, []key{
		{"Enter, F2", message.KeysEdit},
		{"Tab, Shift+Tab", message.KeysAcross},
		{"= + - %", message.KeysReckon},
		{"Insert, Ctrl+=", message.ActionAdd},
		{"Ctrl+-", message.ActionDelete},
		{"Alt+Enter", message.ActionDetails},
		{"Ctrl+I", message.TraceTitle},
		{"Ctrl+F", message.FilterLabel},
		{"Ctrl+M", message.AdjustTitle},
		{"Shift+↑↓←→", message.KeysRange},
		{"Ctrl+D", message.KeysFill},
		{"Alt+Shift+←→", message.KeysWidth},
		{"Ctrl+C, Ctrl+V", message.KeysCopy},
		{"Delete", message.KeysClear},
		{"Ctrl+Z, Ctrl+Y", message.KeysUndo},
	}},
	{message.PageAnnexes, []key{{"↑↓←→", message.KeysFigures}, {"Enter", message.TraceTitle}, {"Esc", message.TraceClose}}},
}

type key struct {
	press string
	does  *message.Text
}

func (st *state) keysDialog() app.UI {
	var rows []app.UI
	for _, g := range keys {
		rows = append(rows, tr(app.Th().Scope("rowgroup").ColSpan(2).Text(st.say(g.where))))
		for _, k := range g.keys {
			rows = append(rows, tr(cellOf(app.Kbd().Text(k.press)), app.Td().Text(st.say(k.does))))
		}
	}
	return st.modal(keysID, "keys-dialog", st.say(message.KeysTitle),
		app.Table().Body(app.TBody().Body(rows...)),
		div("actions",
			st.button("", message.TourTitle, func(ctx app.Context, _ app.Event) {
				element(keysID).Call("close")
				st.startTour(ctx)
			}),
			st.closing(keysID, message.TraceClose),
		),
	)
}
