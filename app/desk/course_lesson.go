package desk

import (
	"strconv"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/training"
)

// lesson is the lesson on tails, a step at a time.
type lesson struct {
	steps []training.Step
	err   error
	at    int
}

func (l *lesson) ready(c *course) bool {
	if l.steps == nil && l.err == nil {
		l.steps, l.err = training.TailLesson(c.paper)
	}
	return l.err == nil
}

func (l *lesson) turn(d *Desk, by int) {
	l.at = max(0, min(l.at+by, len(l.steps)-1))
	d.ask(Request{Kind: "focus", Name: "lesson-title"})
}

func (l *lesson) view(d *Desk, c *course) []Node {
	if !l.ready(c) {
		return []Node{para("wrong", message.Explain(l.err, d.lang))}
	}
	return []Node{
		para("intro", d.say(message.TrainLessonIntro)),
		el("section", class("lesson"),
			onHotkeys("lesson-key", "ArrowRight ArrowLeft PageDown PageUp", func(k string) { l.press(d, k) }),
			l.step(d),
			div("row",
				d.button("lesson-back", message.TrainStepBack, func() { l.turn(d, -1) }, flag("disabled", l.at == 0)),
				d.button("lesson-next", message.TrainStepNext, func() { l.turn(d, 1) }, class("primary"), flag("disabled", l.at == len(l.steps)-1)),
				d.button("lesson-show", message.TrainProject, func() { c.show.present(d, presentLesson) }))),
	}
}

func (l *lesson) press(d *Desk, key string) {
	switch key {
	case "ArrowRight", "PageDown", "Space":
		l.turn(d, 1)
	case "ArrowLeft", "PageUp":
		l.turn(d, -1)
	case "Home":
		l.turn(d, -len(l.steps))
	case "End":
		l.turn(d, len(l.steps))
	}
}

// step is the step that is on, in the page and on the wall.
func (l *lesson) step(d *Desk) Node {
	s := &l.steps[l.at]
	parts := []any{
		class("lesson-step"), key(strconv.Itoa(l.at)),
		para("drill-place", d.say(message.TrainPlace, l.at+1, len(l.steps))),
		el("h2", id("lesson-title"), class("ask"), prop("tabindex", "-1"), s.Title.In(d.lang)),
		el("p", class("lesson-says"), s.Say.In(d.lang)),
	}
	if len(s.Figures) > 0 {
		exact := false
		for _, f := range s.Figures {
			exact = exact || f.Exact != ""
		}
		heads := []Node{d.head("", message.TrainFigure), d.head("amount", message.TrainPrinted)}
		if exact {
			heads = append(heads, d.head("amount", message.TrainExact))
		}
		var rows []Node
		for i, f := range s.Figures {
			cells := []any{el("th", prop("scope", "row"), f.Label.In(d.lang)), cell("amount", f.Printed)}
			if exact {
				cells = append(cells, cell("amount", f.Exact))
			}
			rows = append(rows, el("tr", append([]any{key(strconv.Itoa(i))}, cells...)...))
		}
		parts = append(parts, div("wide-table", table("picture-table", heads, rows)))
	}
	return el("div", parts...)
}
