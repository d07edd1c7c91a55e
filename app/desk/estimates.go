package desk

import (
	"net/url"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"suanpan/app/session"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
)

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
	asked   string // the paper that the address names, until it is opened
	written written
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

// paperAnchor is how the address of a paper begins.
const paperAnchor = "paper-"

// turned notes the paper that the address names.
func (e *estimates) turned(query url.Values) {
	e.asked, _ = strings.CutPrefix(query.Get("to"), paperAnchor)
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
	for _, p := range e.papers(d) {
		if p.ID == e.asked {
			e.take(p)
			e.asked = ""
		}
	}
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
	e.open, e.name, e.kept, e.written.wrong = p.ID, p.Name, p.Body, nil
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
	e.open, e.name, e.work, e.err = newPaperID(d), k.name.In(d.lang), k.start(d), nil
	e.written = written{}
	e.aim(d, k.line)
	e.keepAs(d, k.kind)
	d.ask(Request{Kind: "focus", Name: "estimate-name"})
}

// aim chooses the part and the line that belong together: those of one and the
// same published amount.
func (e *estimates) aim(d *Desk, line string) {
	if line != "" {
		e.written.where = lineName(d, line)
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
				e.written.what, e.written.where = n, lineName(d, base.ID(i))
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
	links := d.session.Now().Links()
	if parts, err := e.work.parts(d); err == nil {
		links = linksNow(links, e.open, parts)
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
	return el("section", class("paper"), key(e.open), id(paperAnchor+e.open), prop("tabindex", "-1"), onChange("keep", func(string) { e.keep(d) }),
		d.input("estimate-name", d.say(message.EstimateName), e.name, "", budget.CheckName(e.name), func(v string) { e.name = v }),
		el("div", append([]any{class("paper-body")}, nodesOf(e.work.view(d))...)...),
		when(err == nil && len(parts) > 0, func() Node { return e.written.view(d, "", e.open, e.name, parts) }),
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
