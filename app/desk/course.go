package desk

import (
	"net/url"
	"strconv"

	"suanpan/budgetcore/classification/edition"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/training"
)

// The parts of 培训, as addresses name them.
const (
	drillPart  = "drills"
	findPart   = "find"
	lessonPart = "lesson"
	showPart   = "show"
	classPart  = "class"
	startPart  = "start"
)

// course is 培训: drills, errors to be found, the lesson on tails, a view for the
// projector, sets for a class, and states to start from. Everything is made
// from the published budget, so that every room sees the same.
type course struct {
	list   *edition.Edition
	drills *training.Drills
	paper  *ledger.Ledger // the publication, untouched
	err    error          // why there is nothing to learn from

	part   string
	round  round
	find   find
	lesson lesson
	show   show
	class  classroom
	start  starts
}

func newCourse() *course {
	return &course{part: drillPart, round: newRound()}
}

// ready makes what is asked from, when the page is first seen.
func (c *course) ready(d *Desk) bool {
	if c.drills == nil && c.err == nil {
		if c.list, c.err = edition.Of(d.home); c.err == nil {
			c.drills = training.NewDrills(d.home, c.list)
			c.class.drills = c.drills
			c.paper, c.err = ledger.New(d.home, ledger.KeepTails)
		}
	}
	return c.err == nil
}

func (c *course) turned(query url.Values) {
	c.part = drillPart
	if part := query.Get("part"); part != "" {
		c.part = part
	}
	c.show.leave()
	if c.part == showPart {
		c.show.turned(query.Get("at"))
	}
}

func (c *course) remembered(name string, data []byte) {
	switch {
	case name == progressName:
		c.round.remembered(data)
	case name == startName:
		c.start.remembered(data)
	case isCopy(name): // the desk has it
	default:
		c.class.remembered(name, data)
	}
}

func (c *course) kept(d *Desk, name, why string) { c.start.kept(d, c, name, why) }

// forget ends what is on, in every part; what is remembered goes by its name.
func (c *course) forget() {
	c.round.forget()
	c.find.forget()
	c.lesson.at = 0
	c.show.leave()
}

func (c *course) view(d *Desk) []Node {
	if !c.ready(d) {
		return []Node{para("wrong", message.Explain(c.err, d.lang))}
	}
	if c.show.on {
		return []Node{c.show.presented(d, c), c.start.hotkey(d, c)}
	}
	nodes := []Node{c.parts(d), c.start.hotkey(d, c), c.start.report(d, c)}
	if d.unkept != "" {
		nodes = append(nodes, el("p", class("wrong"), prop("role", "alert"), d.say(message.TrainUnkept, d.unkept)))
	}
	switch c.part {
	case findPart:
		nodes = append(nodes, c.find.view(d, c)...)
	case lessonPart:
		nodes = append(nodes, c.lesson.view(d, c)...)
	case showPart:
		nodes = append(nodes, c.show.view(d, c)...)
	case classPart:
		nodes = append(nodes, c.class.view(d, c)...)
	case startPart:
		nodes = append(nodes, c.start.view(d, c)...)
	default:
		nodes = append(nodes, c.round.view(d, c)...)
	}
	return nodes
}

func (c *course) parts(d *Desk) Node {
	var links []Node
	for _, p := range []struct {
		part string
		name *message.Text
	}{
		{drillPart, message.TrainDrills},
		{findPart, message.TrainFind},
		{lessonPart, message.TrainLesson},
		{showPart, message.TrainShow},
		{classPart, message.TrainClass},
		{startPart, message.TrainStart},
	} {
		current := any(nil)
		if p.part == c.part {
			current = prop("aria-current", "page")
		}
		links = append(links, el("a", key(p.part), id("course-"+p.part), prop("href", "/training?part="+p.part), current, d.say(p.name)))
	}
	return el("nav", class("course-parts"), prop("aria-label", d.say(message.TrainParts)), links)
}

// options are the answers to a question as buttons, or as they stand on paper.
// chosen is the answer that was given, training.Blank while there is none.
func (d *Desk) options(name string, q *training.Question, chosen int, choose func(int)) Node {
	rows := make([]Node, len(q.Options))
	for i := range q.Options {
		o := &q.Options[i]
		state, said := "answer", ""
		switch {
		case chosen == training.Blank:
		case i == q.Right:
			state, said = "answer right", d.say(message.TrainRight)
		case i == chosen:
			state, said = "answer wrong-one", d.say(message.TrainWrong)
		}
		parts := []any{el("span", class("answer-letter"), training.Letter(i)), el("span", class("answer-text"), o.Label.In(d.lang))}
		if said != "" {
			parts = append(parts, el("span", class("answer-mark"), said))
		}
		if chosen == training.Blank {
			parts = append([]any{prop("type", "button"), class(state), onClick(name+" "+strconv.Itoa(i), func() { choose(i) })}, parts...)
			rows[i] = el("li", key(strconv.Itoa(i)), el("button", parts...))
		} else {
			rows[i] = el("li", key(strconv.Itoa(i)), div(state, parts...))
		}
	}
	return el("ol", class("answers"), rows)
}
