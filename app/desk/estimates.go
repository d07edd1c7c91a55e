package desk

import (
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"suanpan/app/session"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// part is a result of an estimate that can be written to a line.
type part struct {
	id, name  string
	amount    money.Amount
	published *money.Amount // what was published of it, nil where nothing was
}

// estimate is a working paper that is being worked on. Its methods never
// change what is kept: the page keeps it.
type estimate interface {
	// view describes what is put in and what comes of it.
	view(d *Desk) []Node
	// parts are the results; an error says what cannot be reckoned.
	parts(d *Desk) ([]part, error)
	// body is the paper's content as it is kept.
	body() []byte
}

// kind is a kind of estimate that can be begun.
type kind struct {
	kind   string // of the paper
	preset string // what is begun with
	name   message.Message
	about  message.Message
	line   string // where it is usually written to, "" where none is known
	start  func(d *Desk) estimate
}

// reader opens a kept estimate of a kind.
type reader func(body []byte) (estimate, error)

// estimates are 测算: costs that follow from standards, kept with the draft,
// and written to its lines.
type estimates struct {
	kinds   []kind
	readers map[string]reader
	open    string // id of the paper that is worked on
	name    string
	work    estimate
	kept    string // the body as it was last kept or read
	err     error  // why the paper cannot be read
	where   string // typed: the line to be written to
	what    int    // which part
	wrong   error
	posts   posts
	rules   rules
}

func newEstimates() *estimates {
	e := &estimates{readers: make(map[string]reader)}
	for _, register := range []func(*estimates){registerChains, registerLoans} {
		register(e)
	}
	return e
}

func (e *estimates) view(d *Desk) []Node {
	e.follow(d)
	nodes := []Node{para("intro", d.say(message.EstimatesIntro)), e.list(d)}
	switch {
	case e.err != nil:
		nodes = append(nodes, para("wrong", d.say(message.EstimateUnreadable, e.err)))
	case e.work != nil:
		nodes = append(nodes, e.paper(d))
	}
	return append(nodes, e.rules.view(d), e.posts.view(d))
}

// papers are the estimates kept with the draft.
func (e *estimates) papers(d *Desk) []budget.Paper {
	return slices.DeleteFunc(slices.Clone(d.session.Now().Papers()), func(p budget.Paper) bool { return e.readers[p.Kind] == nil })
}

// follow opens the paper anew when it was changed from outside, by opening
// another budget or undoing.
func (e *estimates) follow(d *Desk) {
	if e.open == "" || d.pending > 0 {
		return
	}
	papers := e.papers(d)
	i := slices.IndexFunc(papers, func(p budget.Paper) bool { return p.ID == e.open })
	switch {
	case i < 0 && e.kept != "": // it is no longer there
		e.open, e.work, e.err, e.kept = "", nil, nil, ""
	case i >= 0 && papers[i].Body != e.kept:
		e.take(papers[i])
	}
}

func (e *estimates) take(p budget.Paper) {
	e.open, e.name, e.kept, e.wrong = p.ID, p.Name, p.Body, nil
	e.work, e.err = e.readers[p.Kind]([]byte(p.Body))
}

// list is what is kept and what can be begun.
func (e *estimates) list(d *Desk) Node {
	var rows []Node
	links := d.session.Now().Links()
	for _, p := range e.papers(d) {
		lines, stale := 0, false
		for _, l := range links {
			if l.Paper == p.ID {
				lines++
				stale = stale || l.Stale()
			}
		}
		state := ""
		if lines > 0 {
			state = d.say(message.EstimateLines, lines)
		}
		if stale {
			state = d.say(message.EstimateStale)
		}
		name := el("td", d.button("open "+p.ID, message.Verbatim, func() { e.take(p) }, class("link"), flag("aria-current", p.ID == e.open)))
		name.children[0].children = []Node{{text: p.Name}}
		rows = append(rows, el("tr", key(p.ID), name, cell("hint", state), cellOf(
			d.button("copy "+p.ID, message.EstimateCopy, func() { e.copy(d, p) }, class("link"), prop("aria-label", d.say(message.EstimateCopy)+" "+p.Name)),
			d.button("drop "+p.ID, message.EstimateDrop, func() { e.drop(d, p) }, class("link"), prop("aria-label", d.say(message.EstimateDrop)+" "+p.Name)),
		)))
	}
	var begin []Node
	for i := range e.kinds {
		k := &e.kinds[i]
		begin = append(begin, el("li", key(k.kind+k.preset),
			el("button", prop("type", "button"), onClick("begin "+k.kind+" "+k.preset, func() { e.begin(d, k) }), k.name.In(d.lang)),
			el("span", class("hint"), k.about.In(d.lang))))
	}
	return el("section", class("papers"),
		d.h2(message.EstimatesKept),
		when(len(rows) == 0, func() Node { return para("hint", d.say(message.EstimatesNone)) }),
		when(len(rows) > 0, func() Node {
			return table("picture-table", []Node{d.head("", message.EstimateName), d.head("", message.EstimateState), d.head("", message.HistoryDo)}, rows)
		}),
		el("details", flag("open", len(rows) == 0 && e.work == nil),
			el("summary", d.say(message.EstimatesBegin)),
			el("ul", class("presets"), begin)),
	)
}

// newPaperID is an id no paper of the draft has.
func newPaperID(d *Desk) string {
	for n := 1; ; n++ {
		id := "E" + strconv.Itoa(n)
		if !slices.ContainsFunc(d.session.Now().Papers(), func(p budget.Paper) bool { return p.ID == id }) {
			return id
		}
	}
}

func (e *estimates) begin(d *Desk, k *kind) {
	e.open, e.name, e.work, e.err, e.wrong = newPaperID(d), k.name.In(d.lang), k.start(d), nil, nil
	e.what, e.where = 0, ""
	e.aim(d, k.line)
	e.keepAs(d, k.kind)
	d.ask(Request{Kind: "focus", Name: "estimate-name"})
}

// aim chooses the part and the line that belong together: those of one and the
// same published amount.
func (e *estimates) aim(d *Desk, line string) {
	if line != "" {
		e.where = lineName(d, line)
	}
	parts, err := e.work.parts(d)
	if err != nil {
		return
	}
	base := d.session.Base()
	for n, p := range parts {
		if p.published == nil {
			continue
		}
		for i := range base.Len() {
			if s := base.Section(i); s != budget.Spending && s != budget.Transfer {
				continue
			}
			if a, has := base.Amount(i); has && a == *p.published {
				e.what, e.where = n, lineName(d, base.ID(i))
				return
			}
		}
	}
}

func (e *estimates) copy(d *Desk, p budget.Paper) {
	p.ID, p.Name = newPaperID(d), d.say(message.EstimateCopyOf, p.Name)
	e.take(p)
	d.act(session.PaperAction(p, d.session.Now().Links()), message.EstimateKept.With(p.Name))
}

func (e *estimates) drop(d *Desk, p budget.Paper) {
	if p.ID == e.open {
		e.open, e.work, e.err, e.kept = "", nil, nil, ""
	}
	d.act(session.DropAction(p.ID), message.EstimateDropped.With(p.Name))
}

// keep keeps the open paper if anything of it has changed.
func (e *estimates) keep(d *Desk) {
	if e.work == nil {
		return
	}
	if k := e.kindOf(d); k != "" && (compact(e.work.body()) != e.kept || e.renamed(d)) {
		e.keepAs(d, k)
	}
}

// keepAs keeps the paper with the draft, and what its parts come to with the
// lines that were written from it. One that cannot be reckoned is kept, too:
// what is half-typed is not lost; its lines stay as they were.
func (e *estimates) keepAs(d *Desk, of string) {
	body := compact(e.work.body())
	parts, err := e.work.parts(d)
	links := slices.Clone(d.session.Now().Links())
	for i := range links {
		if l := &links[i]; l.Paper == e.open && err == nil {
			for _, p := range parts {
				if p.id == l.Part {
					l.Now = p.amount
				}
			}
		}
	}
	e.kept = body
	d.act(session.PaperAction(budget.Paper{ID: e.open, Kind: of, Name: strings.TrimSpace(e.name), Body: body}, links), message.Message{})
}

// kindOf is the kind of the open paper.
func (e *estimates) kindOf(d *Desk) string {
	for _, p := range d.session.Now().Papers() {
		if p.ID == e.open {
			return p.Kind
		}
	}
	return ""
}

// paper is the open estimate: its name, what it says, and its lines. Whatever
// is changed in it is kept once the field is left.
func (e *estimates) paper(d *Desk) Node {
	parts, err := e.work.parts(d)
	return el("section", class("paper"), key(e.open), onChange("keep", func(string) { e.keep(d) }),
		d.input("estimate-name", d.say(message.EstimateName), e.name, "", budget.CheckName(e.name), func(v string) { e.name = v }),
		el("div", append([]any{class("paper-body")}, nodesOf(e.work.view(d))...)...),
		when(err == nil && len(parts) > 0, func() Node { return e.lines(d, parts) }),
	)
}

// compact is a body as a draft file has it.
func compact(body []byte) string {
	v := jsontext.Value(slices.Clone(body))
	if err := v.Compact(); err != nil { // refused with its reason when it is kept
		return string(body)
	}
	return string(v)
}

func nodesOf(list []Node) []any {
	parts := make([]any, len(list))
	for i := range list {
		parts[i] = list[i]
	}
	return parts
}

func (e *estimates) renamed(d *Desk) bool {
	return slices.ContainsFunc(d.session.Now().Papers(), func(p budget.Paper) bool { return p.ID == e.open && p.Name != strings.TrimSpace(e.name) })
}

// lineName is a line as it is chosen by.
func lineName(d *Desk, id string) string {
	i, ok := d.session.Now().Find(id)
	if !ok {
		return id
	}
	a, _ := d.session.Now().Amount(i)
	return id + " " + d.session.Title(id).In(d.lang) + " " + a.GroupedExact()
}

// findLine is the line that is meant by what is typed: its id first, or words
// that only one line answers.
func findLine(d *Desk, text string) (string, error) {
	now := d.session.Now()
	id, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	if i, ok := now.Find(id); ok && now.Present(i) {
		return id, nil
	}
	found := ""
	for i := range now.Len() {
		if !now.Present(i) {
			continue
		}
		line := now.Line(i)
		s := classification.NewSearchable(line.ID + "\n" + d.session.Title(line.ID).In(message.ZH) + "\n" + line.Function)
		if text != "" && s.Finds(text) {
			if found != "" {
				return "", message.LineSeveral.Error(text)
			}
			found = line.ID
		}
	}
	if found == "" {
		return "", message.LineNoSuch.Error(text)
	}
	return found, nil
}

// lines writes parts to lines, and shows which were written from here.
func (e *estimates) lines(d *Desk, parts []part) Node {
	e.what = min(e.what, len(parts)-1)
	var whats, lines []Node
	for i, p := range parts {
		whats = append(whats, option(strconv.Itoa(i), p.name+" "+p.amount.GroupedExact()))
	}
	now := d.session.Now()
	for i := range now.Len() {
		if now.Present(i) {
			lines = append(lines, option(lineName(d, now.ID(i)), ""))
		}
	}
	var rows []Node
	for _, l := range now.Links() {
		if l.Paper != e.open {
			continue
		}
		state := d.say(message.LinkInStep)
		i, ok := now.Find(l.Line)
		amount, _ := money.Amount(0), false
		if ok {
			amount, _ = now.Amount(i)
		}
		at := slices.IndexFunc(parts, func(p part) bool { return p.id == l.Part })
		switch {
		case !ok || !now.Present(i):
			state = d.say(message.LinkNoLine)
		case at < 0:
			state = d.say(message.LinkNoPart)
		case parts[at].amount != amount:
			state = d.say(message.LinkBehind, amount.GroupedExact(), parts[at].amount.GroupedExact())
		}
		name := l.Part
		if at >= 0 {
			name = parts[at].name
		}
		rows = append(rows, el("tr", key(l.Line),
			el("th", prop("scope", "row"), el("a", prop("href", "/?at="+l.Line), lineName(d, l.Line))), cell("", name), cell("", state),
			cellOf(
				when(at >= 0 && ok && now.Present(i) && parts[at].amount != amount, func() Node {
					return d.button("again "+l.Line, message.LinkAgain, func() { e.write(d, l.Line, parts[at]) }, prop("aria-label", d.say(message.LinkAgain)+" "+l.Line))
				}),
				d.button("unlink "+l.Line, message.LinkOff, func() { e.unlink(d, l.Line) }, class("link"), prop("aria-label", d.say(message.LinkOff)+" "+l.Line)),
			)))
	}
	return div("write",
		el("h3", d.say(message.EstimateWrite)),
		div("row",
			d.choice("write-what", d.say(message.EstimateWhat), strconv.Itoa(e.what), whats, func(v string) { e.what, _ = strconv.Atoi(v) }),
			d.input("write-where", d.say(message.EstimateWhere), e.where, "", e.wrong, func(v string) { e.where, e.wrong = v, nil }, prop("list", "write-lines")),
			el("datalist", id("write-lines"), lines),
			d.button("write", message.WriteButton, func() {
				var line string
				if line, e.wrong = findLine(d, e.where); e.wrong == nil {
					e.write(d, line, parts[e.what])
				}
			}, class("primary")),
		),
		when(len(rows) > 0, func() Node {
			return table("picture-table", []Node{d.head("", message.EstimateWhere), d.head("", message.EstimateWhat), d.head("", message.EstimateState), d.head("", message.HistoryDo)}, rows)
		}),
	)
}

// write writes a part to a line and links the line to it, as one step.
func (e *estimates) write(d *Desk, line string, p part) {
	now := d.session.Now()
	i, _ := now.Find(line)
	was, has := now.Amount(i)
	links := slices.DeleteFunc(slices.Clone(now.Links()), func(l budget.Link) bool { return l.Line == line })
	links = append(links, budget.Link{Line: line, Paper: e.open, Part: p.id, Wrote: p.amount, Now: p.amount})
	var edits []budget.Edit
	if !has || was != p.amount {
		edits = []budget.Edit{{Op: budget.Set, Line: line, Amount: p.amount, Why: d.say(message.WrittenWhy, strings.TrimSpace(e.name), p.name)}}
	}
	said := message.WrittenToLine.With(message.LineNamed.With(line, d.session.Title(line)), was.GroupedExact(), p.amount.GroupedExact())
	if edits == nil {
		d.act(session.LinksAction(links), message.SameAsLine.With(line, was.GroupedExact()))
		return
	}
	d.act(session.EditsAction(edits, links), said)
}

func (e *estimates) unlink(d *Desk, line string) {
	links := slices.DeleteFunc(slices.Clone(d.session.Now().Links()), func(l budget.Link) bool { return l.Line == line })
	d.act(session.LinksAction(links), message.Unlinked.With(line))
}
