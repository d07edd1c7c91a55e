package desk

import (
	"errors"
	"net/url"
	"strconv"
	"strings"

	"suanpan/budgetcore/intake"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/training"
)

const (
	firstCount = 20
	worksheet  = "worksheet"
	answerKey  = "key"
)

// lectern is the trainer's side.
type lectern struct {
	begun  bool // whether the wish below is one
	title  string
	level  training.Level
	count  int
	kinds  [training.Kinds]bool
	seed   uint64
	own    string // questions of one's own, as they were pasted
	list   []training.Own
	ownErr error
	stale  bool // whether the set at hand was composed from another
	typing typing
	err    error // why nothing was composed

	set     *posed
	openErr string // why a set that was chosen was not opened
	paper   string // what is printed

	collection
}

// begin wishes for something to start from.
func (l *lectern) begin(d *Desk) {
	if l.begun {
		return
	}
	*l = lectern{
		begun: true, title: d.say(message.ClassroomUntitled), level: training.Middle, count: firstCount, seed: firstSeed,
		set: l.set, collection: l.collection,
	}
	for k := range l.kinds {
		l.kinds[k] = true
	}
}

// changed remembers the wish, which nothing was composed from yet.
func (l *lectern) changed(d *Desk) {
	l.stale, l.err = l.set != nil, nil
	l.keepWish(d)
}

func (l *lectern) keepWish(d *Desk) {
	kinds := make([]string, 0, len(l.kinds))
	for k, on := range l.kinds {
		if on {
			kinds = append(kinds, training.Kind(k).String())
		}
	}
	d.remember(wishName, []byte(url.Values{
		"title": {l.title}, "level": {strconv.Itoa(int(l.level))}, "count": {strconv.Itoa(l.count)},
		"seed": {strconv.FormatUint(l.seed, 10)}, "kinds": {strings.Join(kinds, " ")}, "own": {l.own}, "stale": {strconv.FormatBool(l.stale)},
	}.Encode()))
}

func (l *lectern) readWish(data []byte) error {
	if len(data) == 0 {
		l.begun = false
		return nil
	}
	v, err := url.ParseQuery(string(data))
	level, levelErr := strconv.Atoi(v.Get("level"))
	count, countErr := strconv.Atoi(v.Get("count"))
	seed, seedErr := training.ParseSeed(v.Get("seed"))
	if err = errors.Join(err, levelErr, countErr, seedErr); err != nil || level < int(training.Easy) || level > int(training.Hard) {
		return message.ClassroomNotThere.Error(clip(string(data), 80))
	}
	next := lectern{
		begun: true, title: v.Get("title"), level: training.Level(level), count: count, seed: seed, stale: v.Get("stale") == "true",
		set: l.set, collection: l.collection, paper: l.paper,
	}
	for _, word := range strings.Fields(v.Get("kinds")) {
		if k, ok := training.KindNamed(word); ok {
			next.kinds[k] = true
		}
	}
	next.readOwn(v.Get("own"))
	*l = next
	return nil
}

// readOwn reads the trainer's own questions, again when the seed is another.
func (l *lectern) readOwn(text string) {
	l.own = strings.ReplaceAll(text, "\r\n", "\n")
	l.list, l.ownErr = nil, nil
	if strings.TrimSpace(l.own) == "" {
		return
	}
	cells, err := intake.Split(l.own)
	if err == nil {
		l.list, err = training.ReadOwn(cells, l.seed)
	}
	var e *message.Error
	if errors.As(err, &e) && len(e.At) == 1 {
		if n, no := strconv.Atoi(e.At[0]); no == nil && n >= 1 && n <= len(cells) {
			err = message.ClassroomOwnRow.Error(n, strings.Join(cells[n-1], " "), e.Message)
		}
	}
	l.ownErr = err
}

// wish is what is composed from.
func (l *lectern) wish() *training.Wish {
	w := &training.Wish{Title: strings.TrimSpace(l.title), Level: l.level, Count: l.count, Seed: l.seed, Own: l.list, Kinds: []training.Kind{}}
	for k, on := range l.kinds {
		if on {
			w.Kinds = append(w.Kinds, training.Kind(k))
		}
	}
	return w
}

func (l *lectern) compose(d *Desk, r *classroom) {
	set, err := training.Compose(r.drills, l.wish())
	if l.err = err; err != nil {
		return
	}
	l.offer(d, r, pose(set), message.Message{})
}

// offer takes a set in place of the one at hand. Results of that one can then
// not be summed up any more: this is asked first.
func (l *lectern) offer(d *Desk, r *classroom, p *posed, said message.Message) {
	take := func() {
		if l.set == nil || l.set.id != p.id {
			l.papers, l.refusals = nil, nil
			l.keepPapers(d)
		}
		l.set, l.sum, l.openErr, l.paper, l.stale = p, nil, "", worksheet, false
		d.remember(sheetName, p.set.AppendJSON(nil))
		l.keepWish(d)
		d.said = said
		d.ask(Request{Kind: "focus", Name: "room-hand"})
	}
	if n := len(l.papers); n > 0 && (l.set == nil || l.set.id != p.id) {
		r.ask(d, doubt{"compose", message.ClassroomDropResults.With(n), message.ClassroomDropYes, take})
		return
	}
	take()
}

func (l *lectern) view(d *Desk, c *course, r *classroom) []Node {
	l.begin(d)
	nodes := []Node{para("hint", d.say(message.ClassroomKeptHere)), l.composing(d, r)}
	if l.set != nil {
		nodes = append(nodes, l.handing(d, c), l.collecting(d, r), l.sheet(d))
	}
	return nodes
}

func (l *lectern) composing(d *Desk, r *classroom) Node {
	there, few := l.there(r), "hint"
	if l.count > there {
		few = "wrong"
	}
	parts := []any{
		class("course-setup room-compose"), key("compose"), d.h2(message.ClassroomCompose),
		div("row",
			l.typing.labelled(d, "class-title", d.say(message.ClassroomTitle), l.title, func(v string) error {
				v = strings.TrimSpace(v)
				if v == "" {
					return message.ClassroomTitleNone.Error()
				}
				err := training.CheckTitle(v)
				if err == nil {
					l.title = v
					l.changed(d)
				}
				return err
			}, class("long")),
			d.levels("class-level", l.level, func(v training.Level) {
				l.level = v
				l.changed(d)
			}),
			div("", l.typing.labelled(d, "class-count", d.say(message.ClassroomHowMany), strconv.Itoa(l.count), func(v string) error {
				n, err := strconv.Atoi(strings.TrimSpace(v))
				if err != nil || n < 0 {
					return message.TrainingNumber.Error(v, 0, there)
				}
				l.count = n
				l.changed(d)
				return nil
			}, class("number")), para(few, d.say(message.ClassroomThereAre, there))),
			l.seeds(d)),
		l.kindTicks(d),
		l.owning(d),
	}
	if l.err != nil {
		parts = append(parts, el("p", class("wrong"), prop("role", "alert"), message.Explain(l.err, d.lang)))
	}
	parts = append(parts,
		div("row room-do",
			d.button("class-compose", message.ClassroomComposeDo, func() { l.compose(d, r) }, class("primary"), flag("disabled", l.typing.any() || l.ownErr != nil)),
			div("field", el("label", prop("for", "class-reopen"), d.say(message.ClassroomReopen)),
				el("input", prop("type", "file"), id("class-reopen"), prop("accept", ".json"), prop("aria-describedby", "class-reopen-said"), onFile("class-reopen", func(v string) { l.reopen(d, r, v) })))),
		el("p", id("class-reopen-said"), class("wrong"), prop("role", "alert"), l.openErr),
		r.asked(d, "compose"))
	return el("section", parts...)
}

// there is how many drills the kinds that are ticked have.
func (l *lectern) there(r *classroom) int {
	n := 0
	for _, card := range r.drills.Cards() {
		if l.kinds[card.Kind] {
			n++
		}
	}
	return n
}

// seeds is the field of the seed; it also places the answers of one's own
// questions.
func (l *lectern) seeds(d *Desk) Node {
	seed := l.seed
	return div("", l.typing.labelled(d, "class-seed", d.say(message.TrainSeed), strconv.FormatUint(seed, 10), func(v string) error {
		n, err := training.ParseSeed(strings.TrimSpace(v))
		if err == nil {
			l.seed = n
			l.readOwn(l.own)
			l.changed(d)
		}
		return err
	}, class("number")), para("hint", d.say(message.TrainSeedHint)))
}

func (l *lectern) kindTicks(d *Desk) Node {
	every := true
	for _, on := range l.kinds {
		every = every && on
	}
	parts := []any{
		class("room-kinds"), el("legend", d.say(message.TrainKind)),
		tick("class-kinds", d.say(message.TrainAllKinds), every, func(on bool) {
			for k := range l.kinds {
				l.kinds[k] = on
			}
			l.changed(d)
		}),
	}
	for k := range training.Kinds {
		parts = append(parts, tick("class-kind-"+k.String(), d.say(k.Name()), l.kinds[k], func(on bool) {
			l.kinds[k] = on
			l.changed(d)
		}))
	}
	return el("fieldset", parts...)
}

func (l *lectern) owning(d *Desk) Node {
	said, name, role := "", "understood", "status"
	switch {
	case l.ownErr != nil:
		said, name, role = message.Explain(l.ownErr, d.lang), "wrong", "alert"
	case len(l.list) > 0:
		said = d.say(message.ClassroomOwnRead, len(l.list))
	}
	take := func(v string) {
		l.readOwn(v)
		l.changed(d)
	}
	heads := make([]Node, len(message.ClassroomColumns))
	sample := make([]Node, len(message.ClassroomSample))
	record := make([]string, len(message.ClassroomColumns))
	for i, t := range message.ClassroomColumns {
		heads[i], record[i] = d.head("", t), d.say(t)
	}
	for i, t := range message.ClassroomSample {
		sample[i] = cell("", d.say(t))
	}
	return el("fieldset", class("room-own"), el("legend", d.say(message.ClassroomOwn)),
		para("hint", d.say(message.ClassroomOwnHint)),
		el("details", el("summary", d.say(message.ClassroomOwnLook)), table("picture-table", heads, []Node{tr(sample)})),
		div("row",
			el("div", class("field wide"),
				el("label", prop("for", "class-own"), d.say(message.ClassroomOwnPaste)),
				el("textarea", id("class-own"), prop("rows", "3"), prop("wrap", "off"), prop("spellcheck", "false"), prop("data-value", l.own),
					flag("aria-invalid", l.ownErr != nil), prop("aria-describedby", "class-own-said"), onInput("class-own", take))),
			div("field",
				el("label", prop("for", "class-own-file"), d.say(message.ClassroomOwnChoose)),
				el("input", prop("type", "file"), id("class-own-file"), prop("accept", sheetTypes), onFile("class-own-file", func(v string) {
					text, err := textOfSheet(v)
					if err != nil {
						l.ownErr = err
						return
					}
					take(strings.TrimPrefix(text, "\ufeff"))
				}))),
			d.button("class-own-blank", message.ClassroomOwnBlank, func() {
				d.ask(Request{Kind: "download", Name: d.say(message.ClassroomOwnFile) + ".csv", Data: recordsFile([][]string{record})})
			})),
		el("p", id("class-own-said"), class(name), prop("role", role), said))
}

// reopen takes a set that was made before, here or elsewhere.
func (l *lectern) reopen(d *Desk, r *classroom, value string) {
	name, text := fileOf(value)
	p, err := r.readSet(name, text)
	if err != nil {
		l.openErr = d.notTaken(name, err)
		return
	}
	l.offer(d, r, p, message.TrainProgressRead.With(name))
}

// handing is what was composed, to be handed out, printed or shown.
func (l *lectern) handing(d *Desk, c *course) Node {
	p := l.set
	title := p.title(d)
	stale := any(nil)
	if l.stale {
		stale = el("p", class("room-stale"), prop("role", "status"), d.say(message.ClassroomStale))
	}
	var rows []Node
	for i := range p.questions {
		q := &p.questions[i]
		rows = append(rows, el("tr", key(strconv.Itoa(i)),
			cell("amount", strconv.Itoa(i+1)), cell("", q.Ask.In(d.lang)),
			cellOf(el("strong", training.Letter(q.Right)), " ", q.Options[q.Right].Label.In(d.lang)),
			d.explained(q)))
	}
	if l.paper == "" {
		l.paper = worksheet
	}
	return el("section", class("course-setup room-hand"), key("hand"),
		el("h2", id("room-hand"), prop("tabindex", "-1"), d.say(message.ClassroomHand)),
		el("p", el("strong", title), " · ", d.say(message.ClassroomCount, len(p.questions)), " · ", d.say(message.ClassroomID, p.id)),
		stale,
		div("row",
			d.button("class-hand", message.ClassroomHandDo, func() {
				d.ask(Request{Kind: "download", Name: fileName(d.say(message.ClassroomSetFile, title), ".json"), Data: p.set.AppendJSON(nil)})
				d.said = message.ClassroomHanded.With()
			}, class("primary")),
			d.choice("class-paper", d.say(message.ClassroomPaper), l.paper, []Node{
				option(worksheet, d.say(message.ClassroomPaperAsk)),
				option(answerKey, d.say(message.ClassroomPaperKey)),
			}, func(v string) { l.paper = v }),
			d.button("class-print", message.ClassroomPrint, func() { d.ask(Request{Kind: "print"}) }),
			d.button("class-wall", message.TrainProject, func() { c.show.ask(d, p.questions) })),
		el("details", prop("open", "true"), el("summary", d.say(message.ClassroomList)),
			table("picture-table room-list", []Node{
				d.head("amount", message.ClassNumber), d.head("", message.ClassQuestion), d.head("", message.ClassroomRightAnswer), d.head("", message.ClassWhy),
			}, rows)))
}

// sheet is what is printed: what learners write on, or the key, never both.
func (l *lectern) sheet(d *Desk) Node {
	p := l.set
	heading := func(t *message.Text) []Node {
		return []Node{
			el("h3", p.title(d)), para("room-paper", d.say(t)),
			para("hint", d.say(message.ClassroomID, p.id)),
		}
	}
	if l.paper == answerKey {
		rows := p.papers(d.lang).key
		var heads, body []Node
		for _, h := range rows[0] {
			heads = append(heads, el("th", prop("scope", "col"), h))
		}
		for _, record := range rows[1:] {
			var cells []Node
			for _, text := range record {
				cells = append(cells, cell("", text))
			}
			body = append(body, tr(cells))
		}
		return el("article", class("room-sheet"), key("sheet-key"), heading(message.ClassroomKeyHead), table("picture-table", heads, body))
	}
	rows := p.papers(d.lang).worksheet
	var questions, boxes []Node
	for _, record := range rows[1:] {
		var options []Node
		for i, text := range record[2:] {
			if text != "" {
				options = append(options, el("li", el("span", class("answer-letter"), rows[0][2+i]), " ", text))
			}
		}
		questions = append(questions, el("li", el("p", record[0]+". "+record[1]), el("ul", options)))
		boxes = append(boxes, el("li", record[0]))
	}
	return el("article", class("room-sheet"), key("sheet-ask"), heading(message.ClassroomSheetHead),
		para("room-name", d.say(message.ClassroomSheetName)),
		el("ul", class("room-questions"), questions),
		el("p", d.say(message.ClassroomSheetBoxes)), el("ul", class("room-boxes"), boxes))
}
