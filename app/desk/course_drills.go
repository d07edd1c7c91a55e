package desk

import (
	"strconv"
	"strings"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/training"
)

// progressName is what progress is remembered as.
const progressName = "progress"

const (
	roundLength = 10
	firstSeed   = 2023
)

// answerKeys choose an answer.
const answerKeys = "a b c d e f A B C D E F 1 2 3 4 5 6"

// answerOf is the answer that a key chooses.
func answerOf(key string) int {
	if i := strings.Index("123456", key); i >= 0 {
		return i
	}
	return strings.Index("ABCDEF", strings.ToUpper(key))
}

// round is a round of drills: what is due again, and new ones.
type round struct {
	progress training.Progress
	wrong    error // why what was remembered cannot be read

	level  training.Level
	kind   int // of training.Kinds, or -1 for all
	seed   uint64
	typing typing

	questions []training.Question
	answers   []int
	at        int // len(questions) is the end of the round
}

func (r *round) remembered(data []byte) {
	if len(data) == 0 {
		r.progress, r.wrong = training.Progress{}, nil
		return
	}
	p, err := training.ReadProgress(data, progressName)
	if r.wrong = err; err == nil {
		r.progress = *p
	}
}

// forget ends the round that is on.
func newRound() round { return round{level: training.Middle, kind: -1, seed: firstSeed} }

// forget ends the round; what was learned is forgotten by its name.
func (r *round) forget() {
	progress, wrong := r.progress, r.wrong
	*r = newRound()
	r.progress, r.wrong = progress, wrong
}

func (r *round) view(d *Desk, c *course) []Node {
	switch {
	case r.questions == nil:
		return r.setup(d, c)
	case r.at == len(r.questions):
		return r.summary(d, c)
	}
	return r.question(d, c)
}

// levels offers the levels.
func (d *Desk) levels(name string, level training.Level, do func(training.Level)) Node {
	var options []Node
	for l := training.Easy; l <= training.Hard; l++ {
		options = append(options, option(strconv.Itoa(int(l)), d.say(message.TrainLevels[l-1])))
	}
	return d.choice(name, d.say(message.TrainLevel), strconv.Itoa(int(level)), options, func(v string) {
		n, _ := strconv.Atoi(v)
		do(training.Level(n))
	})
}

// seeds is the field of a seed.
func (d *Desk) seeds(t *typing, name string, seed *uint64) Node {
	return div("", t.labelled(d, name, d.say(message.TrainSeed), strconv.FormatUint(*seed, 10), func(text string) error {
		n, err := training.ParseSeed(text)
		if err == nil {
			*seed = n
		}
		return err
	}), para("hint", d.say(message.TrainSeedHint)))
}

func (r *round) setup(d *Desk, c *course) []Node {
	kinds := []Node{option("-1", d.say(message.TrainAllKinds))}
	for k := range training.Kinds {
		kinds = append(kinds, option(strconv.Itoa(int(k)), d.say(k.Name())))
	}
	return []Node{
		para("intro", d.say(message.TrainDrillsIntro, len(c.drills.Cards()))),
		el("section", class("course-setup"),
			div("row",
				d.levels("drill-level", r.level, func(l training.Level) { r.level = l }),
				d.choice("drill-kind", d.say(message.TrainKind), strconv.Itoa(r.kind), kinds, func(v string) { r.kind, _ = strconv.Atoi(v) }),
				d.seeds(&r.typing, "drill-seed", &r.seed)),
			div("row", d.button("drill-begin", message.TrainBegin, func() { r.begin(d, c) }, class("primary"), flag("disabled", r.typing.any())))),
		r.learned(d, c),
	}
}

func (r *round) learned(d *Desk, c *course) Node {
	parts := []any{class("course-progress")}
	if r.wrong != nil {
		parts = append(parts, el("p", class("wrong"), prop("role", "alert"), d.say(message.TrainProgressUnread, message.Explain(r.wrong, d.lang))))
	}
	all := len(c.drills.Cards())
	seen := 0
	for _, card := range c.drills.Cards() {
		if right, wrong := r.progress.Score(card.Key); right+wrong > 0 {
			seen++
		}
	}
	parts = append(parts,
		d.h2(message.TrainProgress),
		el("p", d.say(message.TrainProgressSays, r.progress.Round, seen, all, r.progress.Known(), r.progress.Wrong())),
		el("progress", prop("max", strconv.Itoa(all)), prop("value", strconv.Itoa(r.progress.Known())), prop("aria-label", d.say(message.TrainKnown))),
		para("hint", d.say(message.TrainProgressHint)))
	if seen > 0 {
		parts = append(parts, div("row",
			d.button("drill-save", message.TrainProgressSave, func() {
				d.ask(Request{Kind: "download", Name: d.say(message.TrainProgressFile) + ".json", Data: r.progress.AppendJSON(nil)})
			}),
			d.button("drill-forget", message.TrainForget, func() {
				r.progress = training.Progress{}
				d.remember(progressName, nil)
				d.said = message.TrainForgotten.With()
			})))
	}
	parts = append(parts, div("field", el("label", prop("for", "drill-load"), d.say(message.TrainProgressLoad)),
		el("input", prop("type", "file"), id("drill-load"), prop("accept", ".json"), onFile("drill-load", func(v string) {
			name, text, _ := strings.Cut(v, "\n")
			p, err := training.ReadProgress([]byte(text), name)
			if err != nil {
				d.refused = message.Explain(err, d.lang)
				return
			}
			r.progress = *p
			r.keep(d)
			d.said = message.TrainProgressRead.With(name)
		}))))
	return el("section", parts...)
}

func (r *round) keep(d *Desk) { d.remember(progressName, r.progress.AppendJSON(nil)) }

// begin chooses the questions of a round. The same seed, level and progress
// give the same round.
func (r *round) begin(d *Desk, c *course) {
	var cards []training.Card
	for _, card := range c.drills.Cards() {
		if r.kind < 0 || int(card.Kind) == r.kind {
			cards = append(cards, card)
		}
	}
	r.questions, r.answers, r.at = nil, nil, 0
	for _, card := range r.progress.Next(cards, roundLength, r.seed+uint64(r.progress.Round)) {
		if q, ok := c.drills.Question(card.Key, r.level, r.seed+uint64(r.progress.Round)); ok {
			r.questions = append(r.questions, q)
			r.answers = append(r.answers, training.Blank)
		}
	}
	if len(r.questions) == 0 {
		// nothing of this kind is due: the next round has it
		r.progress.Round++
		r.keep(d)
		d.said = message.TrainNothingDue.With()
		return
	}
	d.ask(Request{Kind: "focus", Name: "drill-ask"})
}

func (r *round) answer(d *Desk, i int) {
	q := &r.questions[r.at]
	if r.answers[r.at] != training.Blank || i >= len(q.Options) {
		return
	}
	r.answers[r.at] = i
	r.progress.Answer(q.Card, i == q.Right)
	r.keep(d)
	d.ask(Request{Kind: "focus", Name: "drill-next"})
}

func (r *round) next(d *Desk) {
	if r.at++; r.at < len(r.questions) {
		d.ask(Request{Kind: "focus", Name: "drill-ask"})
		return
	}
	r.progress.Round++
	r.keep(d)
	d.ask(Request{Kind: "focus", Name: "drill-again"})
}

func (r *round) question(d *Desk, c *course) []Node {
	q, chosen := &r.questions[r.at], r.answers[r.at]
	missed := ""
	if _, wrong := r.progress.Score(q.Card); wrong > 0 && chosen == training.Blank {
		missed = " · " + d.say(message.TrainMissed, wrong)
	}
	parts := []any{
		class("drill"), key("drill"),
		onHotkeys("drill-key", answerKeys, func(k string) { r.answer(d, answerOf(k)) }),
		el("p", class("drill-place"), d.say(message.TrainPlace, r.at+1, len(r.questions)), " · ", d.say(q.Kind.Name()), missed),
		el("h2", id("drill-ask"), class("ask"), prop("tabindex", "-1"), q.Ask.In(d.lang)),
		d.options("drill", q, chosen, func(i int) { r.answer(d, i) }),
	}
	if chosen != training.Blank {
		parts = append(parts, d.feedback(q, chosen),
			div("row", d.button("drill-next", message.TrainNext, func() { r.next(d) }, id("drill-next"), class("primary"))))
	} else {
		parts = append(parts, para("hint", d.say(message.TrainAnswerHint)))
	}
	parts = append(parts, div("row", d.button("drill-stop", message.TrainStop, func() { r.questions = nil }, class("quiet"))))
	return []Node{el("section", parts...)}
}

// feedback says to an answer why it is right, or what it is and what would be.
func (d *Desk) feedback(q *training.Question, chosen int) Node {
	verdict, name := message.TrainRightSays, "feedback"
	if chosen != q.Right {
		verdict, name = message.TrainWrongSays, "feedback missed"
	}
	parts := []any{class(name), prop("role", "status"), el("strong", d.say(verdict, training.Letter(q.Right)))}
	if chosen != q.Right && chosen != training.Blank {
		parts = append(parts, el("p", q.Options[chosen].Why.In(d.lang)))
	}
	why, source := q.Options[q.Right].Why.In(d.lang), q.Source.In(d.lang)
	parts = append(parts, el("p", why))
	if !strings.Contains(why, source) {
		parts = append(parts, para("hint", source))
	}
	return el("div", parts...)
}

func (r *round) summary(d *Desk, c *course) []Node {
	right := 0
	var missed []Node
	for i := range r.questions {
		q := &r.questions[i]
		if r.answers[i] == q.Right {
			right++
			continue
		}
		missed = append(missed, el("li", key(q.Card), el("p", q.Ask.In(d.lang)), para("", q.Options[q.Right].Label.In(d.lang)), para("hint", q.Options[q.Right].Why.In(d.lang))))
	}
	parts := []any{
		class("drill"),
		el("h2", d.say(message.TrainRoundDone, right, len(r.questions))),
	}
	if len(missed) > 0 {
		parts = append(parts, el("h3", d.say(message.TrainMissedList)), el("ul", class("missed"), missed))
	}
	return []Node{
		el("section", append(parts, div("row",
			d.button("drill-again", message.TrainAgain, func() { r.begin(d, c) }, id("drill-again"), class("primary")),
			d.button("drill-stop", message.TrainStop, func() { r.questions = nil })))...),
		r.learned(d, c),
	}
}
