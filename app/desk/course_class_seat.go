package desk

import (
	"strconv"
	"strings"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/training"
)

// seatKeys answer a question, take the answer back, and go on or back.
const seatKeys = answerKeys + " ArrowLeft ArrowRight PageUp PageDown Delete Backspace"

// seat is the learner's side.
type seat struct {
	set     *posed
	answers []int
	name    string
	handed  bool
	at      int // len(answers) is handing in
	typing  typing
	err     string // why a file was not opened
}

// sit takes a set, with nothing answered. The set at hand stays as it is.
func (s *seat) sit(p *posed) {
	if p != nil && s.set != nil && p.id == s.set.id {
		return
	}
	*s = seat{set: p}
	if p != nil {
		s.answers = unanswered(len(p.questions))
	}
}

// resume takes answers that are remembered; those to another set are of a
// learner before.
func (s *seat) resume(name string, results *training.Results) {
	if s.set == nil || results.Fits(s.set.set) != nil {
		return
	}
	first := blanks(results.Answers)
	s.answers, s.name, s.handed = results.Answers, results.Name, s.handed || name == handedName
	switch {
	case s.handed:
		s.at = 0
	case len(first) == 0:
		s.at = len(s.answers)
	case s.answers[min(s.at, len(s.answers)-1)] != training.Blank:
		s.at = first[0]
	}
}

// forget drops what is remembered no longer.
func (s *seat) forget(name string) {
	if s.set == nil {
		return
	}
	if s.handed = false; name == answersName {
		*s = seat{set: s.set, answers: unanswered(len(s.answers))}
	}
}

func (s *seat) results() []byte {
	return (&training.Results{Class: s.set.id, Name: s.name, Answers: s.answers}).AppendJSON(nil)
}

func (s *seat) keep(d *Desk) { d.remember(answersName, s.results()) }

// open opens the file of a trainer. Answers that were not handed in are not
// dropped for it unasked.
func (s *seat) open(d *Desk, r *classroom, value string) {
	name, text := fileOf(value)
	p, err := r.readSet(name, text)
	if err != nil {
		s.err = d.notTaken(name, err)
		return
	}
	s.err = ""
	switch {
	case s.set != nil && s.set.id == p.id && !s.handed:
		d.said = message.ClassroomSameSet.With()
	case s.set != nil && !s.handed && len(blanks(s.answers)) < len(s.answers):
		r.ask(d, doubt{"seat", message.ClassroomDropAnswers.With(s.set.title(d), len(s.answers)-len(blanks(s.answers))), message.ClassroomDropAnswersYes, func() { s.start(d, p) }})
	default:
		s.start(d, p)
	}
}

// start begins a set with nothing answered.
func (s *seat) start(d *Desk, p *posed) {
	*s = seat{set: p, answers: unanswered(len(p.questions))}
	d.remember(setName, p.set.AppendJSON(nil))
	d.remember(handedName, nil)
	s.keep(d)
	d.ask(Request{Kind: "focus", Name: "class-ask"})
}

func (s *seat) view(d *Desk, r *classroom) []Node {
	opening := el("section", class("course-setup room-open"), key("open"),
		el("div", class("field wide"), el("label", prop("for", "class-open"), d.say(s.openLabel())),
			el("input", prop("type", "file"), id("class-open"), prop("accept", ".json"), prop("aria-describedby", "class-open-said"), onFile("class-open", func(v string) { s.open(d, r, v) }))),
		el("p", id("class-open-said"), class("wrong"), prop("role", "alert"), s.err),
		r.asked(d, "seat"))
	if s.set == nil {
		return []Node{para("hint", d.say(message.ClassroomSeatIntro)), opening}
	}
	parts := []any{class("course-setup room-seat"), key("seat"), el("h2", s.set.title(d)), s.stand(d)}
	switch {
	case s.handed:
		parts = append(parts, s.after(d))
	case s.at == len(s.answers):
		parts = append(parts, s.strip(d), s.handIn(d, r))
		return []Node{el("section", parts...), opening}
	}
	return []Node{el("section", append(parts, s.strip(d), s.question(d))...), opening}
}

func (s *seat) openLabel() *message.Text {
	if s.set == nil {
		return message.ClassroomOpen
	}
	return message.ClassroomOpenOther
}

// stand says how far one is, or how it went.
func (s *seat) stand(d *Desk) Node {
	left := len(blanks(s.answers))
	if s.handed {
		right := 0
		for i := range s.answers {
			if s.answers[i] == s.set.questions[i].Right {
				right++
			}
		}
		return para("room-stand", d.say(message.ClassroomScore, right, len(s.answers)-left-right, left))
	}
	t := message.ClassroomLeft
	if left == 0 {
		t = message.ClassroomNoneLeft
	}
	return el("p", class("room-stand"), prop("role", "status"), d.say(t, len(s.answers), left))
}

// strip is the way to every question, with what became of it.
func (s *seat) strip(d *Desk) Node {
	var items []Node
	for i, a := range s.answers {
		state, says := "", message.ClassroomIsBlank
		switch {
		case a == training.Blank:
		case !s.handed:
			state, says = "answered", message.ClassroomIsAnswered
		case a == s.set.questions[i].Right:
			state, says = "right", message.TrainRight
		default:
			state, says = "missed", message.SetWrong
		}
		current := any(nil)
		if i == s.at {
			current = prop("aria-current", "true")
		}
		n := strconv.Itoa(i)
		items = append(items, el("li", key(n), el("button", prop("type", "button"), class(state), current,
			prop("aria-label", d.say(message.ClassroomGoTo, i+1, says)), onClick("class-go "+n, func() { s.turn(d, i) }), strconv.Itoa(i+1))))
	}
	if !s.handed {
		current := any(nil)
		if s.at == len(s.answers) {
			current = prop("aria-current", "true")
		}
		items = append(items, el("li", key("end"), el("button", prop("type", "button"), current,
			onClick("class-end", func() { s.turn(d, len(s.answers)) }), d.say(message.ClassroomHandIn))))
	}
	return el("nav", prop("aria-label", d.say(message.ClassroomStrip)), el("ol", class("room-strip"), items))
}

// turn turns to a question, or to handing in behind the last.
func (s *seat) turn(d *Desk, i int) {
	last := len(s.answers)
	if s.handed {
		last--
	}
	s.at = max(0, min(i, last))
	if s.at == len(s.answers) {
		d.ask(Request{Kind: "focus", Name: "class-end"})
		return
	}
	d.ask(Request{Kind: "focus", Name: "class-ask"})
}

func (s *seat) press(d *Desk, k string) {
	switch k {
	case "ArrowLeft", "PageUp":
		s.turn(d, s.at-1)
	case "ArrowRight", "PageDown":
		s.turn(d, s.at+1)
	case "Delete", "Backspace":
		s.answer(d, training.Blank)
	default:
		s.answer(d, answerOf(k))
	}
}

// answer notes an answer, or that there is none; it can be changed until one
// hands in.
func (s *seat) answer(d *Desk, i int) {
	if s.handed || s.at == len(s.answers) || i >= len(s.set.questions[s.at].Options) {
		return
	}
	s.answers[s.at] = i
	s.keep(d)
	if i == training.Blank {
		d.ask(Request{Kind: "focus", Name: "class-ask"})
		return
	}
	d.ask(Request{Kind: "focus", Name: "class-next"})
}

func (s *seat) question(d *Desk) Node {
	q, chosen := &s.set.questions[s.at], s.answers[s.at]
	kind := any(nil)
	if s.set.set.Items[s.at].Own == nil {
		kind = " · " + d.say(q.Kind.Name())
	}
	parts := []any{
		class("drill"), key("drill"),
		onHotkeys("class-key", seatKeys, func(k string) { s.press(d, k) }),
		el("p", class("drill-place"), d.say(message.TrainPlace, s.at+1, len(s.answers)), kind),
		el("h2", id("class-ask"), class("ask"), prop("tabindex", "-1"), q.Ask.In(d.lang)),
	}
	switch {
	case !s.handed:
		list := d.options("class", q, training.Blank, func(i int) { s.answer(d, i) })
		for i := range list.children {
			list.children[i].children[0].take([]any{prop("aria-pressed", strconv.FormatBool(i == chosen))})
		}
		parts = append(parts, list, para("hint", d.say(message.ClassroomKeys)))
	case chosen == training.Blank:
		parts = append(parts, el("p", d.say(message.ClassroomNotAnswered)), d.options("class", q, q.Right, nil), d.feedback(q, chosen))
	default:
		parts = append(parts, d.options("class", q, chosen, nil), d.feedback(q, chosen))
	}
	row := []any{
		d.button("class-back", message.ClassroomBack, func() { s.turn(d, s.at-1) }, id("class-back"), flag("disabled", s.at == 0)),
		d.button("class-next", message.TrainNext, func() { s.turn(d, s.at+1) }, id("class-next"), class("primary"), flag("disabled", s.handed && s.at == len(s.answers)-1)),
	}
	if !s.handed && chosen != training.Blank {
		row = append(row, d.button("class-clear", message.ClassroomClear, func() { s.answer(d, training.Blank) }, class("quiet")))
	}
	return el("div", append(parts, div("row", row...))...)
}

// handIn is behind the last question: what is left, the name, and the file.
func (s *seat) handIn(d *Desk, r *classroom) Node {
	parts := []any{class("drill"), key("hand-in"), el("h2", id("class-end"), class("ask"), prop("tabindex", "-1"), d.say(message.ClassroomHandIn))}
	if left := blanks(s.answers); len(left) > 0 {
		var numbers []string
		for _, i := range left {
			numbers = append(numbers, strconv.Itoa(i+1))
		}
		parts = append(parts, el("p", class("room-stale"), d.say(message.ClassroomStillBlank, strings.Join(numbers, ", "))))
	}
	return el("div", append(parts,
		s.typing.labelled(d, "class-name", d.say(message.ClassroomName), s.name, func(v string) error {
			v = strings.TrimSpace(v)
			err := training.CheckName(v)
			if err == nil {
				s.name = v
				s.keep(d)
			}
			return err
		}),
		para("hint", d.say(message.ClassroomHandInHint)),
		div("row",
			d.button("class-hand-in", message.ClassroomHandInDo, func() {
				s.handed, s.at = true, 0
				d.remember(handedName, s.results())
				s.download(d)
				d.ask(Request{Kind: "focus", Name: "class-handed"})
			}, class("primary"), flag("disabled", s.typing.any())),
			d.button("class-back", message.ClassroomBack, func() { s.turn(d, s.at-1) }, id("class-back")),
			d.button("class-restart", message.ClassroomRestart, func() {
				r.ask(d, doubt{"restart", message.ClassroomRestartAsk.With(), message.ClassroomRestart, func() { s.start(d, s.set) }})
			}, class("quiet"))),
		r.asked(d, "restart"))...)
}

func (s *seat) file(d *Desk) string {
	if s.name == "" {
		return fileName(d.say(message.ClassroomResultsFile, s.set.title(d)), ".json")
	}
	return fileName(d.say(message.ClassroomResultsOf, s.set.title(d), s.name), ".json")
}

func (s *seat) download(d *Desk) {
	d.ask(Request{Kind: "download", Name: s.file(d), Data: s.results()})
}

// after is what is said once the answers were handed in.
func (s *seat) after(d *Desk) Node {
	return div("room-after",
		el("p", id("class-handed"), prop("tabindex", "-1"), d.say(message.ClassroomHandedIn, s.file(d))),
		div("row",
			d.button("class-again", message.ClassroomSaveAgain, func() { s.download(d) }),
			d.button("class-restart", message.ClassroomNextLearner, func() { s.start(d, s.set) })))
}
