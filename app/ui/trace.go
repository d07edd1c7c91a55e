package ui

import (
	"net/url"
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/budgetcore/disclosure"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

const traceID = "trace"

// walk is the way through figures that the trace panel shows: where it
// started, and where it is.
type walk struct {
	path []disclosure.Point // the first is pinned
	back app.Value          // what had the focus when it started
}

// trace opens the panel on a figure, or walks on to it from the panel.
func (st *state) trace(ctx app.Context, p disclosure.Point, onward bool) {
	if !onward {
		st.walk = walk{back: app.Window().Get("document").Get("activeElement")}
	}
	st.walk.path = append(st.walk.path, p)
	st.turned(ctx)
}

// turned brings the heading of the panel into sight and reach.
func (st *state) turned(ctx app.Context) {
	st.update()
	ctx.Defer(func(app.Context) {
		if h := element(traceID + "-title"); h.Truthy() {
			h.Call("focus")
			element(traceID).Set("scrollTop", 0)
		}
		st.followTour()
	})
}

func (st *state) endTrace() {
	app.Window().Get("suanpan").Call("traced", nil)
	back := st.walk.back
	st.walk = walk{}
	st.update()
	if back != nil && back.Truthy() && back.Get("isConnected").Bool() {
		back.Call("focus")
	}
	st.followTour()
}

// tracePanel says why a figure is what it is, beside whatever page is shown.
func (st *state) tracePanel() app.UI {
	w := &st.walk
	here := w.path[len(w.path)-1]
	d, err := st.session.Disclosed()
	if err != nil {
		return app.Aside().ID(traceID).Class("trace").Body(app.P().Text(message.Explain(err, st.lang)))
	}
	title := func(p disclosure.Point) string {
		if t, err := d.Trace(p); err == nil {
			return t.Title.In(st.lang)
		}
		return p.String()
	}
	t, err := d.Trace(here)
	if err != nil { // an edit took it away
		t = &disclosure.Trace{Point: here, Title: message.Verbatim.With(here.String()), Why: []message.Message{message.TraceGone.With()}}
	}
	var steps []app.UI
	for i, p := range w.path[:len(w.path)-1] {
		if i > 0 {
			steps = append(steps, app.Li().Body(st.stepButton(title(p), func(ctx app.Context, _ app.Event) {
				st.walk.path = st.walk.path[:i+1]
				st.turned(ctx)
			}, strconv.Itoa(i))))
		}
	}
	return app.Aside().ID(traceID).Class("trace").Aria("label", st.say(message.TraceTitle)).Body(
		div("trace-bar",
			app.Strong().Text(st.say(message.TraceTitle)),
			app.Span().Class("spring"),
			app.If(len(w.path) > 1, func() app.UI {
				return st.tool("undo", "", message.TraceBack, func(ctx app.Context, _ app.Event) {
					st.walk.path = st.walk.path[:len(st.walk.path)-1]
					st.turned(ctx)
				})
			}),
			st.button("", message.TraceClose, func(app.Context, app.Event) { st.endTrace() }),
		),
		app.If(len(w.path) > 1, func() app.UI {
			return div("trace-pinned",
				span("trace-label", st.say(message.TracePinned)),
				st.stepButton(title(w.path[0]), func(ctx app.Context, _ app.Event) {
					st.walk.path = st.walk.path[:1]
					st.turned(ctx)
				}, "start"),
			)
		}),
		app.If(len(steps) > 0, func() app.UI {
			return app.Nav().Class("trace-path").Aria("label", st.say(message.TraceWalk)).Body(app.Ol().Body(steps...))
		}),
		app.H2().ID(traceID+"-title").TabIndex(-1).Text(t.Title.In(st.lang)),
		app.If(t.Now != "" || t.Base != "", func() app.UI { return st.traced(t) }),
		app.Ul().Class("trace-why").Body(app.Range(t.Why).Slice(func(i int) app.UI { return app.Li().Text(t.Why[i].In(st.lang)) })),
		st.goThere(here),
		st.stepTable(t.PartsHead(), t.Parts),
		st.stepTable(message.TraceUsesHead, t.Uses),
	)
}

func (st *state) traced(t *disclosure.Trace) app.UI {
	shown := func(s string) string {
		if s == "" {
			return "—"
		}
		if a, err := money.Parse(s); err == nil {
			return a.Grouped()
		}
		return s
	}
	class := "figure"
	if t.Now != t.Base {
		class += " changed"
	}
	return app.Dl().Class("trace-figures").Body(
		div("", app.Dt().Text(st.say(message.GridPublished)), app.Dd().Text(shown(t.Base))),
		div("", app.Dt().Text(st.say(message.GridDraft)), app.Dd().Class(class).Text(shown(t.Now))),
	)
}

// stepButton leads on; its scope keeps the handler of one step from being
// taken for another's when the list changes.
func (st *state) stepButton(text string, do app.EventHandler, scope string) app.UI {
	return app.Button().Type("button").Class("link").Text(text).OnClick(do, app.EventScope(scope))
}

// goThere links to the page where the figure stands, and to the wall.
func (st *state) goThere(p disclosure.Point) app.UI {
	address, text := "/annexes?n="+strconv.Itoa(p.Cell.Annex)+"&at="+url.QueryEscape(p.Cell.String()), message.TraceGo
	switch {
	case p.Figure != "":
		address, text = "/disclosure?at="+url.QueryEscape(p.Figure), message.TraceGoText
	case p.Finding != "":
		address, text = "/checks", message.TraceGoCheck
	case p.Line != "":
		address, text = "/?at="+url.QueryEscape(p.Line), message.TraceGoLine
	}
	return app.P().Class("trace-go").Body(
		app.A().Href(address).Text(st.say(text)),
		app.A().Href("/training?part=show&at="+url.QueryEscape(p.String())).Text(st.say(message.TrainProject)),
	)
}

// shownSteps is how many steps of a list are shown at first.
const shownSteps = 80

func (st *state) stepTable(head *message.Text, steps []disclosure.Step) app.UI {
	if len(steps) == 0 {
		return app.Div()
	}
	more := len(steps) - shownSteps
	if more > 0 {
		steps = steps[:shownSteps]
	}
	var rows []app.UI
	group := ""
	for i := range steps {
		s := &steps[i]
		if g := s.Group.In(st.lang); g != "" && g != group {
			group = g
			rows = append(rows, app.Tr().Class("trace-group").Body(app.Th().Scope("rowgroup").ColSpan(3).Text(g)))
		}
		rows = append(rows, st.stepRow(s))
	}
	return app.Section().Body(
		app.H3().Text(st.say(head)),
		app.Table().Class("trace-steps").Body(
			app.THead().Body(tr(
				st.head("", message.TraceItem),
				st.head("amount", message.GridPublished),
				st.head("amount", message.GridDraft),
			)),
			app.TBody().Body(rows...),
		),
		app.If(more > 0, func() app.UI { return para("hint", st.say(message.TraceMore, more)) }),
	)
}

func (st *state) stepRow(s *disclosure.Step) app.UI {
	name := s.Title.In(st.lang)
	if s.Sign < 0 {
		name = st.say(message.TraceTake) + " " + name
	}
	var item app.UI = app.Text(name)
	if s.Point != (disclosure.Point{}) {
		to := s.Point
		item = st.stepButton(name, func(ctx app.Context, _ app.Event) { st.trace(ctx, to, true) }, to.String())
	}
	notes := make([]app.UI, 0, len(s.Notes))
	for _, n := range s.Notes {
		notes = append(notes, para("trace-note", n.In(st.lang)))
	}
	was, is, class := s.SaidBase, s.Said, "amount"
	if s.Amounts {
		was, is = s.Base.GroupedExact(), s.Now.GroupedExact()
	}
	if s.Changed() {
		class += " changed"
	}
	if was == "" && is == "" {
		return tr(app.Td().ColSpan(3).Body(append([]app.UI{item}, notes...)...))
	}
	return tr(
		cellOf(append([]app.UI{item}, notes...)...),
		cell("amount", was), cell(class, is),
	)
}
