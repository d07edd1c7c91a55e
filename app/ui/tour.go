package ui

import (
	"context"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/budgetcore/message"
)

const (
	prefTour   = "tour"
	tourID     = "tour"
	tourNextID = "tour-next"
)

// tour is the guided minute: a card beside the page that names a thing, rings
// it, and in places waits for the planner to do it. It never covers the page
// with a veil, and Escape leaves it.
type tour struct {
	offered bool // a first run is asked whether it wants the tour
	at      int  // the step, counted from 1; 0 is none
	edits   int  // in effect when the step began
}

// tourStep is a step of the tour. One with done goes on by itself when it is.
type tourStep struct {
	path, target string
	title, text  *message.Text
	done         func(st *state) bool
}

var tourSteps = []tourStep{
	{"/", "#grid", message.TourGrid, message.TourGridText, nil},
	{"/", "#grid", message.TourEdit, message.TourEditText, func(st *state) bool { return st.session.Totals().Edits > st.tour.edits }},
	{"/", ".totals", message.TourTotals, message.TourTotalsText, nil},
	{"/", "#grid", message.TourWhy, message.TourWhyText, func(st *state) bool { return len(st.walk.path) > 0 }},
	{"/", "#trace", message.TourTrace, message.TourTraceText, func(st *state) bool { return len(st.walk.path) == 0 }},
	{"/checks", ".content h1", message.TourChecks, message.TourChecksText, nil},
	{"/", "#grid", message.TourUndo, message.TourUndoText, func(st *state) bool { return st.session.Totals().Edits < st.tour.edits }},
	{"/", ".states", message.TourEnd, message.TourEndText, nil},
}

// offerTour asks once, when nothing has been done here yet.
func (st *state) offerTour(ctx context.Context) {
	if _, seen, err := st.keeper.LoadPref(ctx, prefTour); err == nil && !seen && st.session.Totals().Edits == 0 && len(st.budgets) == 1 {
		st.tour.offered = true
		st.update()
	}
}

func (st *state) dropTour(app.Context, app.Event) {
	st.tour = tour{}
	app.Window().Get("suanpan").Call("point", "", "")
	go func() { _ = st.keeper.SavePref(context.Background(), prefTour, "seen") }() // at worst it is offered again
}

// tourTo goes to a step, or leaves after the last.
func (st *state) tourTo(ctx app.Context, at int) {
	if at < 1 || at > len(tourSteps) {
		st.dropTour(ctx, app.Event{})
		return
	}
	step := &tourSteps[at-1]
	st.tour = tour{at: at, edits: st.session.Totals().Edits}
	if ctx.Page().URL().Path != step.path {
		if len(st.walk.path) > 0 {
			st.endTrace()
		}
		ctx.Navigate(step.path) // whose mounting shows the step
		return
	}
	st.rendered(st.showTour)
}

// showTour rings what the step is about and puts the focus where its keys go.
func (st *state) showTour() {
	step := &tourSteps[st.tour.at-1]
	focus := tourNextID
	if step.done != nil && step.target != "#trace" {
		focus = gridID
		if g := element(gridID); g.Truthy() {
			if line := st.session.TopLine(); line != "" {
				st.session.Reveal(line)
				st.refresh()
				g.Call("select", line, "draft")
			}
		}
	}
	if step.target == "#trace" {
		focus = "" // its heading has it
	}
	app.Window().Get("suanpan").Call("point", step.target, focus)
}

// followTour goes on when what the step asks for has been done.
func (st *state) followTour() {
	if at := st.tour.at; at > 0 {
		if step := &tourSteps[at-1]; step.done != nil && step.done(st) {
			st.dispatch(func(ctx app.Context) {
				if st.tour.at == at {
					st.tourTo(ctx, at+1)
				}
			})
		}
	}
}

func (st *state) tourCard() app.UI {
	at := st.tour.at
	step := &tourSteps[at-1]
	next := message.TourNext
	if at == len(tourSteps) {
		next = message.TourDone
	}
	return app.Aside().ID(tourID).Class("tour").Aria("label", st.say(message.TourTitle)).Body(
		para("hint", st.say(message.TourStep, at, len(tourSteps))),
		app.Div().Role("status").Body(
			app.H2().Text(st.say(step.title)),
			app.P().Text(st.say(step.text)),
		),
		div("actions",
			app.If(at < len(tourSteps), func() app.UI {
				return st.button("", message.TourLeave, st.dropTour)
			}),
			app.Button().Type("button").ID(tourNextID).Class("primary").Text(st.say(next)).OnClick(func(ctx app.Context, _ app.Event) { st.tourTo(ctx, st.tour.at+1) }),
		),
	)
}

// startTour is what the palette and the list of keys offer at any time.
func (st *state) startTour(ctx app.Context) { st.tourTo(ctx, 1) }

// tourOffer stands in the place of the line of keys, so that nothing moves.
func (st *state) tourOffer() app.UI {
	return app.P().Class("keys offer").Body(
		app.Span().Text(st.say(message.TourOffer)),
		st.button("primary", message.TourStart, func(ctx app.Context, _ app.Event) { st.startTour(ctx) }),
		st.button("", message.TourNot, st.dropTour),
	)
}
