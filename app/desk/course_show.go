package desk

import (
	"slices"
	"strconv"

	"suanpan/budgetcore/disclosure"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/statement"
	"suanpan/budgetcore/training"
)

// What can be put on the wall.
const (
	presentWalk      = "walk"
	presentLesson    = "lesson"
	presentQuestions = "questions"
)

// presentKeys are what the wall is led by: a remote control sends PageDown and
// PageUp, and b.
const presentKeys = "ArrowRight ArrowLeft ArrowDown ArrowUp PageDown PageUp Home End Enter Space Backspace Escape b B a c d e f A C D E F 1 2 3 4 5 6 7 8 9"

// shownParts is how many parts stay in sight beside the one that is named.
const shownParts = 5

// show is the view for the projector: large, one step at a time, led by keys.
type show struct {
	annex       string // of the figure that is chosen: number and part
	row, column string
	missing     string // what the address asked for and there is not

	on      bool
	what    string
	dark    bool
	walk    []footing // the first is pinned
	answers []int     // of the questions on the wall
	at      int
	of      []training.Question
}

// footing is where the walk through figures stands: a figure, and how many of
// its parts have been named.
type footing struct {
	point disclosure.Point
	named int
}

// turned takes the figure that the address names.
func (s *show) turned(at string) {
	s.missing = ""
	if at == "" {
		return
	}
	p, ok := disclosure.ParsePoint(at)
	if !ok {
		s.missing = at
		return
	}
	s.on, s.what, s.dark = true, presentWalk, false
	s.walk = []footing{{point: p}}
}

func (s *show) leave() { s.on = false }

func (s *show) present(d *Desk, what string) {
	s.on, s.what, s.dark = true, what, false
	d.ask(Request{Kind: "focus", Name: "presenter"})
}

// ask puts questions on the wall.
func (s *show) ask(d *Desk, questions []training.Question) {
	s.of, s.at, s.answers = questions, 0, make([]int, len(questions))
	for i := range s.answers {
		s.answers[i] = training.Blank
	}
	s.present(d, presentQuestions)
}

// view is what is there to be put on the wall.
func (s *show) view(d *Desk, c *course) []Node {
	disclosed, err := d.session.Disclosed()
	if err != nil {
		return []Node{para("wrong", message.Explain(err, d.lang))}
	}
	nodes := []Node{para("intro", d.say(message.TrainShowIntro))}
	if s.missing != "" {
		nodes = append(nodes, el("p", class("wrong"), prop("role", "alert"), d.say(message.TraceUnknown, s.missing)))
	}
	return append(nodes,
		el("section", class("course-setup"), d.h2(message.TrainShowWalk), s.presets(d, disclosed), s.picker(d, disclosed)),
		el("section", class("course-setup"), d.h2(message.TrainShowMore), div("row",
			d.button("show-lesson", message.TrainShowLesson, func() {
				if c.lesson.ready(c) {
					c.lesson.at = 0
					s.present(d, presentLesson)
				}
			}),
			d.button("show-questions", message.TrainShowQuestions, func() {
				s.ask(d, c.onTheWall())
			}))),
		s.keys(d),
	)
}

// onTheWall is what is asked of the whole room: the set of the class, or a
// round of drills that the seed names.
func (c *course) onTheWall() []training.Question {
	if set := c.class.onTheWall(); set != nil {
		return set.Questions()
	}
	set, err := training.Compose(c.drills, &training.Wish{Level: c.round.level, Count: roundLength, Seed: c.round.seed})
	if err != nil {
		return nil
	}
	return set.Questions()
}

func (s *show) keys(d *Desk) Node {
	var rows []Node
	for i, k := range message.TrainShowKeys {
		rows = append(rows, tr(el("th", prop("scope", "row"), presentNames[i]), cell("", d.say(k))))
	}
	return el("section", class("course-setup"), d.h2(message.TrainShowKeysTitle), table("picture-table", []Node{d.head("", message.TrainKey), d.head("", message.TrainDoes)}, rows))
}

// presentNames are the keys of message.TrainShowKeys.
var presentNames = [...]string{"→ PageDown Space", "← PageUp", "↓ Enter", "↑ Backspace", "1–9", "Home", "End", "B", "Esc"}

func (s *show) presets(d *Desk, x *disclosure.Disclosure) Node {
	var buttons []Node
	for _, at := range presetsOf(x) {
		t, err := x.Trace(disclosure.PointAt(at))
		if err != nil || t.Now == "" {
			continue
		}
		buttons = append(buttons, el("button", prop("type", "button"), key(at.String()), onClick("show "+at.String(), func() { s.start(d, at) }),
			t.Title.In(d.lang), " ", el("strong", class("amount"), shown(t.Now))))
	}
	return div("row wall-presets", buttons)
}

// presetsOf are the totals of the tables that add up lines.
func presetsOf(x *disclosure.Disclosure) []statement.Ref {
	var list []statement.Ref
	for _, t := range x.Book.Tables {
		i := slices.IndexFunc(t.Lines, func(r statement.Row) bool { return r.Kind == statement.Total && !r.Input })
		if i < 0 || len(t.Columns) == 0 || t.Part != "" {
			continue
		}
		list = append(list, statement.Ref{Annex: t.Annex, Row: t.Lines[i].Path, Column: t.Columns[0].ID})
	}
	return list
}

func (s *show) start(d *Desk, at statement.Ref) {
	s.walk = []footing{{point: disclosure.PointAt(at)}}
	s.present(d, presentWalk)
}

// picker chooses any figure of any annex.
func (s *show) picker(d *Desk, x *disclosure.Disclosure) Node {
	var annexes []Node
	var table *statement.Table
	name := func(t *statement.Table) string {
		if t.Part == "" {
			return strconv.Itoa(t.Annex)
		}
		return strconv.Itoa(t.Annex) + "." + t.Part
	}
	for _, t := range x.Book.Tables {
		if len(t.Columns) == 0 {
			continue
		}
		annexes = append(annexes, option(name(t), d.say(message.AnnexNumber, t.Annex)+" "+d.say(t.Title)))
		if table == nil || name(t) == s.annex {
			table = t
		}
	}
	var rows, columns []Node
	row, column := "", ""
	for i := range table.Lines {
		r := &table.Lines[i]
		if !slices.ContainsFunc(r.Cells, func(c statement.Cell) bool { return !c.Blank() }) {
			continue
		}
		if row == "" || r.Path == s.row {
			row = r.Path
		}
		label := ""
		for i, t := range r.Texts {
			if t != "" && table.Keys[i].ID != "side" {
				label += " " + t
			}
		}
		rows = append(rows, option(r.Path, label))
	}
	if r := table.Row(row); r != nil {
		for i, c := range table.Columns {
			if r.Cells[i].Blank() {
				continue
			}
			if column == "" || c.ID == s.column {
				column = c.ID
			}
			label := ""
			for _, h := range c.Heads {
				label += " " + d.say(h)
			}
			columns = append(columns, option(c.ID, label+" "+shown(r.Cells[i].Printed())))
		}
	}
	at := statement.Ref{Annex: table.Annex, Part: table.Part, Row: row, Column: column}
	return div("row",
		d.choice("show-annex", d.say(message.TrainAnnex), name(table), annexes, func(v string) { s.annex, s.row, s.column = v, "", "" }),
		d.choice("show-row", d.say(message.TrainRow), row, rows, func(v string) { s.row, s.column = v, "" }),
		d.choice("show-column", d.say(message.TrainColumn), column, columns, func(v string) { s.column = v }),
		d.button("show-go", message.TrainProject, func() { s.start(d, at) }, class("primary")))
}

// shown is a printed figure as it is read out.
func shown(printed string) string {
	if a, err := money.Parse(printed); err == nil {
		return a.Grouped()
	}
	return printed
}

// presented is the wall.
func (s *show) presented(d *Desk, c *course) Node {
	name := "presenter"
	if s.dark {
		name += " dark"
	}
	parts := []any{
		class(name), id("presenter"), prop("tabindex", "-1"), prop("aria-label", d.say(message.TrainShow)),
		onHotkeys("present-key", presentKeys, func(k string) { s.press(d, c, k) }),
	}
	if s.dark {
		return el("section", append(parts, el("p", class("visually-hidden"), d.say(message.TrainDark)))...)
	}
	switch s.what {
	case presentLesson:
		parts = append(parts, c.lesson.step(d))
	case presentQuestions:
		parts = append(parts, s.asked(d))
	default:
		parts = append(parts, s.walked(d)...)
	}
	return el("section", append(parts, el("p", class("presenter-keys"),
		d.button("present-back", message.TrainStepBack, func() { s.press(d, c, "ArrowLeft") }, class("quiet")),
		d.button("present-next", message.TrainStepNext, func() { s.press(d, c, "ArrowRight") }, class("quiet")),
		d.button("present-end", message.TrainLeave, func() { s.press(d, c, "Escape") }, class("quiet"))))...)
}

func (s *show) press(d *Desk, c *course, k string) {
	switch {
	case k == "Escape":
		s.leave()
		return
	case s.dark:
		s.dark = false
		return
	case (k == "b" || k == "B") && s.what != presentQuestions:
		s.dark = true
		return
	}
	switch s.what {
	case presentLesson:
		c.lesson.press(d, k)
	case presentQuestions:
		s.pressAsked(d, k)
	default:
		s.pressWalk(d, k)
	}
}

// asked is a question on the wall; the next step is its answer.
func (s *show) asked(d *Desk) Node {
	if len(s.of) == 0 {
		return para("hint", d.say(message.TrainNothingDue))
	}
	q := &s.of[s.at]
	parts := []any{
		class("drill"), key(strconv.Itoa(s.at)),
		para("drill-place", d.say(message.TrainPlace, s.at+1, len(s.of))),
		el("h2", class("ask"), q.Ask.In(d.lang)),
		d.options("present", q, s.answers[s.at], func(i int) { s.answers[s.at] = i }),
	}
	if chosen := s.answers[s.at]; chosen != training.Blank {
		parts = append(parts, d.feedback(q, chosen))
	}
	return el("div", parts...)
}

func (s *show) pressAsked(d *Desk, k string) {
	if len(s.of) == 0 {
		return
	}
	switch k {
	case "ArrowRight", "PageDown", "Space", "Enter":
		if s.answers[s.at] == training.Blank {
			s.answers[s.at] = s.of[s.at].Right
		} else {
			s.at = min(s.at+1, len(s.of)-1)
		}
	case "ArrowLeft", "PageUp", "Backspace":
		if s.answers[s.at] != training.Blank {
			s.answers[s.at] = training.Blank
		} else {
			s.at = max(s.at-1, 0)
		}
	case "Home":
		s.at = 0
	case "End":
		s.at = len(s.of) - 1
	default:
		if i := answerOf(k); i >= 0 && i < len(s.of[s.at].Options) {
			s.answers[s.at] = i
		}
	}
}
