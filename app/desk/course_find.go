package desk

import (
	"slices"
	"strconv"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/training"
)

// nextKeys go on to the next exercise.
const nextKeys = "n N"

// find is a copy of the budget with an error in it, to be found.
type find struct {
	kind    int // of training.Plantings, or -1 for any
	seed    uint64
	typing  typing
	planter *training.Planter

	making   *training.Making
	exercise *training.Exercise
	columns  []string // that can be wrong, by their ids
	err      error    // why there is none

	at     place // that is pointed at
	tries  int
	tried  map[place]training.Marked
	last   training.Marked
	helped int // sentences of the checks that were shown
	over   bool
	found  bool // not shown: found

	tally [training.Plantings]tally
}

// place is a cell of the table: its row, and its column, 0 for that of codes.
type place struct{ row, column int }

// tally is how exercises of a kind went.
type tally struct{ done, found, bare, tries int }

// forget ends what is on and begins a new tally.
func (f *find) forget() { *f = find{planter: f.planter} }

func (f *find) view(d *Desk, c *course) []Node {
	if f.seed == 0 {
		f.kind, f.seed = -1, firstSeed
	}
	switch {
	case f.making != nil:
		if d.work == nil { // other work came between
			d.work = f.make(d)
		}
		return []Node{el("p", class("hint"), prop("role", "status"), d.say(message.FindMaking))}
	case f.exercise == nil:
		return f.setup(d, c)
	}
	x := f.exercise
	parts := []any{
		class("drill find"), key("find"),
		el("p", class("drill-place"), d.say(message.FindSeedNow, strconv.FormatUint(f.seed, 10)), " · ", d.say(message.FindTries, f.tries)),
		el("h2", id("find-ask"), class("ask"), prop("tabindex", "-1"), x.Ask.In(d.lang)),
	}
	if x.Planting.Claims() {
		parts = append(parts, f.claims(d))
	} else if !f.over {
		parts = append(parts, para("hint", d.say(message.FindHow)))
	}
	parts = append(parts, f.said(d), f.help(d, c))
	if x.Table != nil {
		parts = append(parts, f.grid(d))
	}
	return []Node{el("section", parts...), f.score(d)}
}

func (f *find) setup(d *Desk, c *course) []Node {
	kinds := []Node{option("-1", d.say(message.FindAny))}
	for p := range training.Plantings {
		kinds = append(kinds, option(strconv.Itoa(int(p)), d.say(p.Name())))
	}
	nodes := []Node{
		para("intro", d.say(message.FindIntro)),
		el("section", class("course-setup"), key("find-setup"),
			div("row",
				d.choice("find-kind", d.say(message.FindKind), strconv.Itoa(f.kind), kinds, func(v string) { f.kind, _ = strconv.Atoi(v) }),
				d.seeds(&f.typing, "find-seed", &f.seed)),
			div("row", d.button("find-begin", message.FindBegin, func() { f.begin(d, c) }, id("find-begin"), class("primary"), flag("disabled", f.typing.any())))),
	}
	if f.err != nil {
		nodes = append(nodes, el("p", class("wrong"), prop("role", "alert"), message.Explain(f.err, d.lang)))
	}
	return append(nodes, f.score(d))
}

// begin makes the exercise of the seed, a try at a time.
func (f *find) begin(d *Desk, c *course) {
	if f.planter == nil {
		f.planter = training.NewPlanter(c.paper, c.list)
	}
	planting := training.Planting(f.kind)
	if f.kind < 0 {
		planting = training.PlantingOf(f.seed)
	}
	f.making, f.exercise, f.err = f.planter.Begin(planting, f.seed), nil, nil
	f.at, f.tries, f.tried, f.last = place{}, 0, make(map[place]training.Marked), training.Marked{}
	f.helped, f.over, f.found = 0, false, false
	d.work = f.make(d)
}

// make is the work of making the exercise that was begun.
func (f *find) make(d *Desk) func() bool {
	making := f.making
	return func() bool {
		if making != f.making { // it has been left
			return false
		}
		if making.Try() {
			return true
		}
		f.exercise, f.err = making.Exercise()
		f.making = nil
		if f.err == nil {
			f.columns = gridColumns(f.exercise)
			f.focus(d)
		}
		return false
	}
}

// focus leads to where the exercise is answered.
func (f *find) focus(d *Desk) {
	to := "find-grid"
	if f.exercise.Planting.Claims() {
		to = "find-ask"
	}
	d.ask(Request{Kind: "focus", Name: to})
}

func (f *find) next(d *Desk, c *course) {
	f.seed++
	f.begin(d, c)
}

// answer is the answer that a cell is wrong.
func (f *find) answer(d *Desk, at place) {
	f.at = at
	if f.over {
		return
	}
	f.mark(d, f.exercise.Mark(at.row, f.columns[at.column]))
	f.tried[at] = f.last
}

func (f *find) judge(d *Desk, isError bool) {
	if f.over {
		return
	}
	f.mark(d, f.exercise.MarkClaim(isError))
}

func (f *find) mark(d *Desk, m training.Marked) {
	f.last = m
	f.tries++
	if m.Right {
		f.end(d, true)
	}
}

// end shows what was done, once it is found or no longer looked for.
func (f *find) end(d *Desk, found bool) {
	f.over, f.found = true, found
	t := &f.tally[f.exercise.Planting]
	t.done++
	t.tries += f.tries
	if found {
		t.found++
		if f.helped == 0 {
			t.bare++
		}
	}
	if row, columns := f.exercise.Answer(); row >= 0 && !found {
		f.at = place{row, max(0, slices.Index(f.columns, columns[0]))}
	}
	d.ask(Request{Kind: "focus", Name: "find-next"})
}

func (f *find) claims(d *Desk) Node {
	if f.over {
		return Node{}
	}
	return div("",
		div("row find-claims", onHotkeys("find-claim", "1 2", func(k string) { f.judge(d, k == "1") }),
			d.button("find-error", message.FindIsError, func() { f.judge(d, true) }, prop("aria-keyshortcuts", "1")),
			d.button("find-tail", message.FindIsTail, func() { f.judge(d, false) }, prop("aria-keyshortcuts", "2"))),
		para("hint", d.say(message.FindClaimHow)))
}

// said is what is said to the last answer; at the end, what was done and why it
// is wrong.
func (f *find) said(d *Desk) Node {
	x := f.exercise
	if !f.over {
		if f.tries == 0 {
			return el("div", prop("role", "status"), key("said"))
		}
		name := "feedback missed"
		if f.last.Near {
			name = "feedback near"
		}
		return el("div", class(name), prop("role", "status"), key("said"), el("p", f.last.Say.In(d.lang)))
	}
	verdict, name := message.FindSolved, "feedback"
	switch {
	case !f.found:
		verdict, name = message.FindRevealed, "feedback missed"
	case x.Planting.Claims():
		verdict = message.FindClaimTrue
	}
	parts := []any{class(name), prop("role", "status"), key("said"), el("strong", d.say(verdict, x.Planting.Name()))}
	if x.Told.Text != nil {
		parts = append(parts, el("p", x.Told.In(d.lang)))
	}
	return el("div", append(parts, f.checks(d, len(x.Why)))...)
}

// checks are what the checks say, as far as it is shown.
func (f *find) checks(d *Desk, shown int) Node {
	var list []Node
	for i, w := range f.exercise.Why[:shown] {
		list = append(list, el("li", key(strconv.Itoa(i)), w.In(d.lang)))
	}
	return div("find-why", el("h3", d.say(message.FindChecks)), el("ul", list))
}

// help is given in steps: what the checks say, a sentence at a time, and then
// the answer. A statement is explained by what answers it, so that its only
// step is the answer.
func (f *find) help(d *Desk, c *course) Node {
	x := f.exercise
	var buttons []any
	if f.over {
		buttons = []any{
			onHotkeys("find-next-key", nextKeys, func(string) { f.next(d, c) }),
			d.button("find-next", message.FindNext, func() { f.next(d, c) }, id("find-next"), class("primary"), prop("aria-keyshortcuts", "N")),
		}
	} else {
		if n := len(x.Why); !x.Planting.Claims() && f.helped < n {
			says := d.say(message.FindHelp)
			if f.helped > 0 {
				says = d.say(message.FindHelpMore, f.helped, n)
			}
			buttons = append(buttons, el("button", prop("type", "button"), onClick("find-help", func() { f.helped++ }), says))
		}
		buttons = append(buttons, d.button("find-reveal", message.FindReveal, func() { f.end(d, false) }))
	}
	buttons = append(buttons, d.button("find-leave", message.FindLeave, func() {
		f.exercise = nil
		d.ask(Request{Kind: "focus", Name: "find-begin"})
	}, class("quiet")))
	row := div("row", buttons...)
	if f.helped == 0 || f.over {
		return row
	}
	return div("", div("find-help", prop("role", "status"), f.checks(d, f.helped)), row)
}

// score is how the exercises of this visit went, by kind.
func (f *find) score(d *Desk) Node {
	var rows []Node
	line := func(name string, t *tally) Node {
		cells := []any{key(name), el("th", prop("scope", "row"), name)}
		for _, n := range []int{t.done, t.found, t.bare, t.tries} {
			cells = append(cells, cell("amount", strconv.Itoa(n)))
		}
		return el("tr", cells...)
	}
	var all tally
	for p := range training.Plantings {
		t := &f.tally[p]
		if t.done == 0 {
			continue
		}
		rows = append(rows, line(d.say(p.Name()), t))
		all.done, all.found, all.bare, all.tries = all.done+t.done, all.found+t.found, all.bare+t.bare, all.tries+t.tries
	}
	switch {
	case rows == nil:
		return Node{}
	case len(rows) > 1:
		rows = append(rows, line(d.say(message.Sum), &all))
	}
	return el("section", class("course-setup find-tally"), key("tally"), d.h2(message.FindTally), div("wide-table", table("picture-table", []Node{
		d.head("", message.FindTallyKind), d.head("amount", message.FindTallyDone), d.head("amount", message.FindTallyHit),
		d.head("amount", message.FindTallyBare), d.head("amount", message.FindTallyTry),
	}, rows)))
}
