package desk

import (
	"slices"
	"strconv"
	"strings"

	"suanpan/budgetcore/disclosure"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/scenario"
)

// merging joins files of colleagues with the draft that is being edited.
type merging struct {
	theirs  []theirs
	wrong   error
	choices map[string]scenario.Choice
	done    *scenario.Consolidated
	of      string // seal of the draft it was worked out for
	err     error
	broken  int  // contradictions that the result brings
	clash   bool // that clashes count is known
}

// theirs is a draft to be merged, of a file or of a budget of this browser.
type theirs struct {
	name   string
	ledger *ledger.Ledger
}

func (m *merging) view(d *Desk, s *shelf) Node {
	m.reckon(d)
	var others []Node
	for _, x := range s.readable() {
		if x.key != openKey && x.key != baseKey {
			others = append(others, option(x.key, x.title))
		}
	}
	wrong := any(nil)
	if m.wrong != nil {
		wrong = el("p", class("wrong"), prop("role", "alert"), message.Explain(m.wrong, d.lang))
	}
	parts := []any{
		class("merge"),
		d.h2(message.MergeTitle),
		para("hint", d.say(message.MergeIntro)),
		div("row",
			div("field",
				el("label", prop("for", "merge-file"), d.say(message.MergeFile)),
				el("input", prop("type", "file"), id("merge-file"), prop("accept", ".json,application/json"), onFile("merge-file", func(v string) { m.add(d, v) })),
			),
			when(len(others) > 0, func() Node {
				return d.choice("merge-other", d.say(message.MergeOther), "", append([]Node{option("", "—")}, others...), func(v string) { m.addSheet(d, s.at(v)) })
			}),
		),
		wrong,
	}
	if len(m.theirs) == 0 {
		return el("section", parts...)
	}
	var list []any
	for i, t := range m.theirs {
		text := t.name
		if m.done != nil {
			x := m.done.Merged[i]
			text = d.say(message.MergeCounts, t.name, x.Ours, x.Theirs, x.Both)
		}
		list = append(list, el("li", key(t.name), text, " ", d.button("leave "+strconv.Itoa(i), message.MergeLeave, func() { m.leave(i) }, class("link"), prop("aria-label", d.say(message.MergeLeave)+" "+t.name))))
	}
	parts = append(parts, el("ul", list...))
	if m.err != nil {
		return el("section", append(parts, para("wrong", message.Explain(m.err, d.lang)))...)
	}
	parts = append(parts, m.conflicts(d), m.result(d))
	return el("section", parts...)
}

// add takes a file: its name, a line break and its text.
func (m *merging) add(d *Desk, file string) {
	name, text, _ := strings.Cut(file, "\n")
	l, err := d.replay([]byte(text), name)
	if err == nil {
		err = scenario.SameBase(d.session.Now(), l)
	}
	if m.wrong = err; err == nil {
		m.join(d, theirs{name, l})
	}
}

func (m *merging) addSheet(d *Desk, x *sheet) {
	if x == nil {
		return
	}
	l, err := x.ledgerOf(d)
	if m.wrong = err; err == nil {
		m.join(d, theirs{x.title, l})
	}
}

// join takes a draft, in the place of one of the same name, and leads on to
// what has to be decided.
func (m *merging) join(d *Desk, t theirs) {
	m.of = ""
	if i := slices.IndexFunc(m.theirs, func(x theirs) bool { return x.name == t.name }); i >= 0 {
		m.theirs[i] = t
	} else {
		m.theirs = append(m.theirs, t)
	}
	m.reckon(d)
	if m.err != nil {
		return
	}
	to := "merge-open"
	if m.done.Undecided > 0 {
		to = m.firstOpen()
	}
	d.ask(Request{Kind: "focus", Name: to})
}

// firstOpen is the first choice that nobody has made.
func (m *merging) firstOpen() string {
	for i, x := range m.done.Merged {
		for j := range x.Conflicts {
			if m.choices[strconv.Itoa(i+1)+" "+x.Conflicts[j].Key()] == scenario.Undecided {
				return choiceID(i, j, scenario.Ours)
			}
		}
	}
	return ""
}

func choiceID(i, j int, side scenario.Choice) string {
	return "choose-" + strconv.Itoa(i+1) + "-" + strconv.Itoa(j) + "-" + strconv.Itoa(int(side))
}

func (m *merging) leave(i int) {
	m.theirs = append(m.theirs[:i:i], m.theirs[i+1:]...)
	m.choices, m.of, m.wrong = nil, "", nil
}

// reckon works the merge out anew when a draft or a choice has changed.
func (m *merging) reckon(d *Desk) {
	if len(m.theirs) == 0 {
		m.done, m.err = nil, nil
		return
	}
	now := d.session.Now()
	of := now.Draft().Seal()
	if of == m.of {
		return
	}
	m.of = of
	drafts := []*ledger.Ledger{now}
	for _, t := range m.theirs {
		drafts = append(drafts, t.ledger)
	}
	m.done, m.clash = nil, false
	base, err := scenario.Common(drafts...)
	if err == nil {
		m.done, err = scenario.Consolidate(base, drafts, func(i int, c *scenario.Conflict) scenario.Choice { return m.choices[strconv.Itoa(i)+" "+c.Key()] })
	}
	m.err = err
}

// conflicts lists what was made different of the same thing, to choose from.
func (m *merging) conflicts(d *Desk) Node {
	var rows []Node
	for i, x := range m.done.Merged {
		for j := range x.Conflicts {
			c := &x.Conflicts[j]
			at := strconv.Itoa(i+1) + " " + c.Key()
			group := "choose-" + strconv.Itoa(i+1) + "-" + strconv.Itoa(j)
			pick := func(side scenario.Choice, name, says, why string) Node {
				choose := func(string) {
					if m.choices == nil {
						m.choices = make(map[string]scenario.Choice)
					}
					m.choices[at], m.of = side, ""
				}
				id_ := choiceID(i, j, side)
				parts := []any{
					el("input", prop("type", "radio"), prop("name", group), id(id_), prop("data-checked", strconv.FormatBool(m.choices[at] == side)), onChange(id_, choose)),
					el("span", name+": "+says),
				}
				if why != "" {
					parts = append(parts, el("span", class("hint"), why))
				}
				return el("label", append([]any{class("check")}, parts...)...)
			}
			rows = append(rows, el("tr", key(at),
				el("th", prop("scope", "row"), id(group+"-of"), m.names(d, c)),
				cell("", c.BaseSays.In(d.lang)),
				cellOf(prop("role", "radiogroup"), prop("aria-labelledby", group+"-of"),
					pick(scenario.Ours, d.say(message.MergeOurs), c.OursSays.In(d.lang), c.OursWhy),
					pick(scenario.Theirs, m.theirs[i].name, c.TheirsSays.In(d.lang), c.TheirsWhy)),
			))
		}
	}
	if len(rows) == 0 {
		return para("hint", d.say(message.MergeNoConflict))
	}
	return div("",
		el("p", prop("role", "status"), d.say(message.MergeOpen, len(rows), m.done.Undecided)),
		table("picture-table conflicts", []Node{d.head("", message.PictureItem), d.head("", message.MergeWas), d.head("", message.MergeChoose)}, rows),
	)
}

// names says what a conflict is about.
func (m *merging) names(d *Desk, c *scenario.Conflict) string {
	line := c.Ours
	if line == nil {
		line = c.Theirs
	}
	name := c.Line
	if line != nil {
		name += " " + d.session.Dataset().Name(line).In(d.lang)
	}
	switch c.Of {
	case scenario.OfAmount:
		return name + " · " + d.say(message.FieldAmount)
	case scenario.OfField:
		return name + " · " + d.say(message.FieldNames[c.Field])
	case scenario.OfPosts:
		return name + " " + d.session.Dataset().UnitName(c.Line) + " · " + d.say(message.PostsTitle)
	case scenario.OfCeiling:
		return name + " · " + d.say(message.CeilingsTitle)
	case scenario.OfPaper, scenario.OfLink:
		return name + " · " + d.say(message.PageEstimates)
	}
	return name
}

// result is what the merged draft comes to, and the way to it.
func (m *merging) result(d *Desk) Node {
	if m.done.Undecided > 0 {
		return para("hint", d.say(message.MergeWaits))
	}
	merged := m.done.Ledger
	if !m.clash {
		m.broken, m.err = contradictions(merged, d.session.Base())
		if m.err != nil {
			return para("wrong", message.Explain(m.err, d.lang))
		}
		m.clash = true
	}
	renamed := ""
	for _, x := range m.done.Merged {
		for was, now := range x.Renamed {
			renamed += d.say(message.MergeRenamed, was, now) + " "
		}
	}
	return div("merge-result",
		el("p", prop("role", "status"), d.say(message.MergeComes, scenario.Total{}.Of(merged).GroupedExact(), plus(scenario.Total{}.Of(merged)-scenario.Total{}.Of(d.session.Now())), m.broken)),
		when(renamed != "", func() Node { return para("hint", renamed) }),
		d.button("merge-open", message.MergeTake, func() {
			d.ask(Request{Kind: "open", Name: d.say(message.MergeTaken, len(m.theirs)), Data: merged.Draft().AppendJSON(nil)})
			*m = merging{}
		}, class("primary"), id("merge-open")),
	)
}

// contradictions counts what a draft makes inconsistent that its base is not.
func contradictions(now, base *ledger.Ledger) (int, error) {
	x, err := disclosure.New(now, base)
	if err != nil {
		return 0, err
	}
	own, err := x.Published()
	if err != nil {
		return 0, err
	}
	introduced, _ := x.Report().Since(own)
	return len(introduced), nil
}
