package desk

import (
	"maps"
	"slices"
	"strings"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/training"
)

// What starting points are remembered as: the sample that the room begins with,
// and copies of what was forgotten, each before its name.
const (
	startName  = "start"
	copyPrefix = "before-"
)

const freshKey = "F9"

// lasting is what is remembered of a class and is no answer: whose computer
// it is, and what a trainer composed.
var lasting = []string{"class-role", "class-wish", "class-sheet"}

// isAnswer tells that what is remembered under a name was answered.
func isAnswer(name string) bool {
	return name == progressName || strings.HasPrefix(name, "class-") && !slices.Contains(lasting, name)
}

func isCopy(name string) bool { return strings.HasPrefix(name, copyPrefix) }

// starts are states to start a lesson from, and the way back to one of them.
type starts struct {
	chosen  string          // the id of the sample that the room begins with
	copying map[string]bool // copies that are not known to be kept yet
	done    *done
}

// done is what putting the computer back did.
type done struct {
	start  *message.Text
	away   int    // budgets that were put away
	forgot bool   // something was answered, and is forgotten
	why    string // why no copy could be kept, and so nothing was forgotten
}

func (s *starts) remembered(data []byte) { s.chosen = string(data) }

// sample is the sample that the room begins with; the publication, unless a
// trainer chose another.
func (s *starts) sample() *training.Sample {
	if x := training.FindSample(s.chosen); x != nil {
		return x
	}
	return &training.Samples[0]
}

func (s *starts) view(d *Desk, c *course) []Node {
	var rows []Node
	for i := range training.Samples {
		x := &training.Samples[i]
		name := d.say(x.Name)
		parts := []any{
			d.button("start-open "+x.ID, message.StartOpen, func() {
				d.ask(Request{Kind: "open", Name: d.say(message.StartOpened, name), Data: x.Draft(d.home, d.lang).AppendJSON(nil)})
			}, prop("aria-label", d.say(message.StartOpen)+" "+name)),
		}
		if x == s.sample() {
			parts = append(parts, el("strong", class("start-chosen"), d.say(message.StartChosen)))
		} else {
			parts = append(parts, d.button("start-use "+x.ID, message.StartUse, func() {
				s.chosen = x.ID
				d.remember(startName, []byte(x.ID))
			}, class("quiet"), prop("aria-label", d.say(message.StartUse)+" "+name)))
		}
		rows = append(rows, el("tr", key(x.ID), el("th", prop("scope", "row"), name), cell("", d.say(x.About)), el("td", class("start-do"), div("row", parts...))))
	}
	return []Node{
		para("intro", d.say(message.StartIntro)),
		table("picture-table starts", []Node{d.head("", message.StartName), d.head("", message.StartShows), d.head("", message.HistoryDo)}, rows),
		s.before(d, c),
	}
}

// out is how many budgets are not put away.
func (s *starts) out(d *Desk) int {
	n := 0
	for _, x := range d.documents {
		if !x.Away {
			n++
		}
	}
	return n
}

// before is what the key does, said before it is pressed.
func (s *starts) before(d *Desk, c *course) Node {
	var steps []Node
	for _, t := range []string{
		d.say(message.StartSteps[0], s.sample().Name), d.say(message.StartSteps[1], s.out(d)), d.say(message.StartSteps[2]), d.say(message.StartSteps[3]),
	} {
		steps = append(steps, el("li", t))
	}
	parts := []any{
		class("course-setup"), key("before"), d.h2(message.StartTitle), el("p", d.say(message.StartDoes)), el("ul", class("start-steps"), steps),
		para("hint", d.say(message.StartUnsaved)),
		div("row", d.button("start-fresh", message.StartFresh, func() { s.fresh(d, c) }, class("primary"), prop("aria-keyshortcuts", freshKey))),
	}
	if s.done == nil && len(names(d, isCopy)) > 0 {
		parts = append(parts, el("p", d.say(message.StartBefore)), div("row", s.bring(d, c)))
	}
	return el("section", parts...)
}

// hotkey hears the key on every part of the page.
func (s *starts) hotkey(d *Desk, c *course) Node {
	return el("span", prop("hidden", "true"), key("fresh"), onHotkeys("fresh", freshKey, func(string) { s.fresh(d, c) }))
}

// fresh asks for a fresh budget and for the others to be put away; once that is
// done, what was answered is copied, and then forgotten.
func (s *starts) fresh(d *Desk, c *course) {
	x, report := s.sample(), &done{start: s.sample().Name, away: s.out(d)}
	d.pending++
	d.ask(Request{Kind: "fresh", Name: d.say(message.StartDone, report.start, report.away), Data: x.Draft(d.home, d.lang).AppendJSON(nil)})
	d.then = func() {
		s.done = report
		c.forget()
		d.ask(Request{Kind: "follow", Name: "course-" + drillPart})
		d.ask(Request{Kind: "focus", Name: "start-report"})
		s.copy(d)
	}
}

// names are what is remembered under names of a kind.
func names(d *Desk, of func(name string) bool) []string {
	var list []string
	for _, name := range slices.Sorted(maps.Keys(d.memory)) {
		if of(name) {
			list = append(list, name)
		}
	}
	return list
}

// copy keeps copies of what was answered. Those of an earlier time stay unless
// there is something new.
func (s *starts) copy(d *Desk) {
	s.copying = make(map[string]bool)
	for _, name := range names(d, isAnswer) {
		s.copying[copyPrefix+name] = true
		d.remember(copyPrefix+name, d.memory[name])
	}
}

// kept forgets what was answered once all of it is copied.
func (s *starts) kept(d *Desk, c *course, name, why string) {
	if !s.copying[name] {
		return
	}
	if why != "" {
		d.note(name, nil)
		s.copying, s.done.why = nil, why
		return
	}
	if delete(s.copying, name); len(s.copying) > 0 {
		return
	}
	s.done.forgot = true
	answers := names(d, isAnswer)
	for _, name := range names(d, isCopy) {
		if !slices.Contains(answers, strings.TrimPrefix(name, copyPrefix)) { // of an earlier time
			d.remember(name, nil)
		}
	}
	for _, name := range answers {
		s.put(d, c, name, nil)
	}
}

// put has something remembered that the page is to know of, too.
func (s *starts) put(d *Desk, c *course, name string, data []byte) {
	d.remember(name, data)
	c.remembered(name, data)
}

// bring brings back what was answered before. What was answered since becomes
// the copy, so that nothing is lost and another click undoes it.
func (s *starts) bring(d *Desk, c *course) Node {
	return d.button("start-bring", message.StartBring, func() {
		c.forget()
		list := names(d, isAnswer)
		for _, name := range names(d, isCopy) {
			list = append(list, strings.TrimPrefix(name, copyPrefix))
		}
		slices.Sort(list)
		for _, name := range slices.Compact(list) {
			now, before := d.memory[name], d.memory[copyPrefix+name]
			s.put(d, c, name, before)
			d.remember(copyPrefix+name, now)
		}
		d.said = message.StartBrought.With()
	})
}

// report is what putting the computer back did, until it is closed.
func (s *starts) report(d *Desk, c *course) Node {
	x := s.done
	if x == nil {
		return Node{}
	}
	parts := []any{
		class("feedback"), key("report"), id("start-report"), prop("tabindex", "-1"), prop("role", "status"),
		el("p", el("strong", d.say(message.StartDone, x.start, x.away))),
	}
	switch {
	case x.why != "":
		parts = append(parts, para("wrong", d.say(message.StartNoCopy, x.why)))
	case x.forgot:
		parts = append(parts, el("p", d.say(message.StartForgot)))
	case len(s.copying) == 0:
		parts = append(parts, el("p", d.say(message.StartNothing)))
	}
	return el("section", append(parts, div("row",
		when(len(names(d, isCopy)) > 0, func() Node { return s.bring(d, c) }),
		d.button("start-close", message.StartClose, func() { s.done = nil }, class("quiet"))))...)
}
