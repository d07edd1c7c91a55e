// Package desk holds the pages that are worked out beside the page's program,
// in a worker of its own: comparing and merging scenarios, transfers,
// estimates, the classification. A desk follows the log of the draft that is
// being edited and describes its pages; it changes nothing itself, it asks for
// it. It knows nothing of browsers.
package desk

import (
	"net/url"
	"strings"

	"suanpan/app/session"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/published"
)

// Page is the name of a page of the desk.
type Page string

// The pages.
const (
	Scenarios      Page = "scenarios"
	Estimates      Page = "estimates"
	Classification Page = "classification"
	Training       Page = "training"
	Transfers      Page = "transfers"
)

// view describes a page as it is now.
type view interface{ view(d *Desk) []Node }

// keeper is a page that keeps what is worked on.
type keeper interface{ keep(d *Desk) }

// turned is a page that is told when it is turned to, with the query of its
// address.
type turned interface{ turned(query url.Values) }

// rememberer is a page that is told what is remembered of earlier visits; nil
// is forgotten.
type rememberer interface {
	remembered(name string, data []byte)
	// kept tells what became of something that was to be remembered.
	kept(d *Desk, name, why string)
}

// Request is something the desk asks of the page's program.
type Request struct {
	// Kind is act (Data is an action of session.Act), open (Data is a draft
	// file to be opened as another budget, Name what to say of it), fresh (the
	// same, and all other budgets are put away; answered as an act is), read (Name
	// is a document whose draft file is wanted), download (Name and Data are a
	// file), turn, away or out (Name is a document to be opened, put away or
	// taken out again), remember (Name and Data are to be there at the next
	// visit of this browser, no Data is to be forgotten), fill (Name is the id of
	// a field that is to hold Data, unless the action asked for before was
	// refused), intake (Data is a sheet as it is to be read instead), print, or
	// focus (Name is the id of an element).
	Kind, Name string
	Data       []byte
}

// Document is a budget of this browser beside others.
type Document struct {
	Doc, Title string
	Away       bool
}

// Desk is the state of its pages. It is not safe for concurrent use.
type Desk struct {
	lang      message.Lang
	home      *budget.Dataset
	session   *session.Session
	page      Page
	pages     map[Page]view
	handlers  map[string]func(string)
	documents []Document
	open      string      // the document that is being edited
	standards *registerOf // with the planner's own, as last read
	requests  []Request
	events    []event           // that wait for an action to be answered
	done      int               // events that were done
	pending   int               // actions that were asked for and not answered yet
	said      message.Message   // of the last request, once it was carried out
	refused   string            // why the last action was refused, in the language
	unkept    string            // why what is to be remembered is not
	memory    map[string][]byte // what is remembered, by name
	then      func()            // once the action asked for was done
	commit    bool              // what was done is to be kept at once, not when a field is left
	work      func() bool       // what is under way in slices; it returns whether there is more
	left      bool              // the page is not in sight
	aside     aside             // in a dialog of the page, nil where none is
	beside    beside
	marks     marks
	checking  checking
}

// New returns a desk on the untouched budget.
func New() (*Desk, error) {
	home := published.Dataset()
	s, err := session.New(home, nil)
	if err != nil {
		return nil, err
	}
	d := &Desk{home: home, session: s, memory: make(map[string][]byte)}
	d.pages = map[Page]view{
		Scenarios:      &scenarios{},
		Estimates:      newEstimates(),
		Classification: newCodes(),
		Transfers:      newTransfers(),
		Training:       newCourse(),
	}
	return d, nil
}

// SetLang sets the language of what is described.
func (d *Desk) SetLang(tag string) {
	d.lang = message.ZH
	if tag == message.EN.Tag() {
		d.lang = message.EN
	}
}

// Lang is the tag of the language of what is described.
func (d *Desk) Lang() string { return d.lang.Tag() }

// Turn turns to a page, with the query of its address; a name that no page has
// is none.
func (d *Desk) Turn(p Page, query string) {
	d.left, d.beside.said = false, false
	d.page, d.refused, d.said = p, "", message.Message{}
	if v, ok := d.pages[p].(turned); ok {
		asked, _ := url.ParseQuery(query) // what cannot be read asks for nothing
		v.turned(asked)
	}
}

// Leave tells that the page is not in sight until one is turned to again. It
// stays as it is, and is not described.
func (d *Desk) Leave() { d.left = true }

// Remembered brings what was remembered: at the start of a visit, and whenever
// another window has something new.
func (d *Desk) Remembered(name string, data []byte) {
	d.note(name, data)
	for _, v := range d.pages {
		if r, ok := v.(rememberer); ok {
			r.remembered(name, data)
		}
	}
}

// Kept tells whether what was asked to be remembered is: why it is not, or "".
func (d *Desk) Kept(name, why string) {
	d.unkept = why
	for _, v := range d.pages {
		if r, ok := v.(rememberer); ok {
			r.kept(d, name, why)
		}
	}
}

// note notes what is remembered under a name.
func (d *Desk) note(name string, data []byte) {
	if len(data) == 0 {
		delete(d.memory, name)
		return
	}
	d.memory[name] = data
}

func (d *Desk) remember(name string, data []byte) {
	d.note(name, data)
	d.ask(Request{Kind: "remember", Name: name, Data: data})
}

// Documents tells which budgets there are and which of them is being edited.
func (d *Desk) Documents(list []Document, open string) {
	d.documents, d.open = list, open
}

// Restore takes over the draft that is being edited.
func (d *Desk) Restore(file []byte) error {
	d.marks.forget()
	return d.session.Restore([]session.Entry{{Snapshot: true, Body: file}})
}

// Follow makes a step of the log that is being written.
func (d *Desk) Follow(e session.Entry) error {
	before := d.session.Now()
	cursor, _ := before.Edits()
	if err := d.session.Follow(e); err != nil {
		return err
	}
	d.marks.follow(d, before, cursor)
	return nil
}

// event is what was done on the page: kind and name of a handler, and what its
// element holds.
type event struct{ kind, name, value string }

// Do takes an event. One that the page no longer has does nothing. While an
// action is under way events wait: they would be about a draft that is about to
// be another.
func (d *Desk) Do(kind, name, value string) {
	d.events = append(d.events, event{kind, name, value})
	d.drain()
}

// drain does the events that wait, each on the page as the one before left it.
func (d *Desk) drain() {
	for first := true; len(d.events) > 0 && d.pending == 0; first = false {
		if !first {
			d.View()
		}
		e := d.events[0]
		d.events = d.events[1:]
		d.done++
		d.beside.said = strings.HasPrefix(e.name, inAside)
		if do := d.handlers[e.kind+" "+e.name]; do != nil {
			d.refused, d.said = "", message.Message{}
			do(e.value)
		}
		if k, ok := d.pages[d.page].(keeper); ok && d.commit {
			k.keep(d)
		}
		d.commit = false
	}
}

// Done is how many events have been done.
func (d *Desk) Done() int { return d.done }

// Acted tells what became of the action asked for last: why it was refused, in
// the language of the page, or "".
func (d *Desk) Acted(refused string) {
	d.pending--
	if d.refused = refused; refused != "" {
		d.said = message.Message{}
	}
	if then := d.then; d.pending == 0 && then != nil {
		if d.then = nil; refused == "" {
			then()
		}
	}
	if d.pending == 0 && len(d.events) > 0 {
		d.View()
		d.drain()
	}
}

// Arrived brings the draft file of a document that was asked for; why says why
// it could not be read.
func (d *Desk) Arrived(doc string, file []byte, why string) {
	d.pages[Scenarios].(*scenarios).arrived(d, doc, file, why)
}

// Work does a slice of what is under way and returns whether there is more.
func (d *Desk) Work() bool {
	switch {
	case d.marks.behind(d):
		d.marks.work(d)
	case d.work != nil && !d.work():
		d.work = nil
	}
	return d.work != nil || d.marks.behind(d)
}

// Working tells that something is under way that the page shows.
func (d *Desk) Working() bool { return d.work != nil }

// Requests hands out what was asked for since.
func (d *Desk) Requests() []Request {
	list := d.requests
	d.requests = nil
	return list
}

func (d *Desk) ask(r Request) { d.requests = append(d.requests, r) }

// act asks for an action on the draft and says what it did unless it is
// refused.
func (d *Desk) act(action []byte, said message.Message) {
	d.said = said
	d.pending++
	d.ask(Request{Kind: "act", Data: action})
}

// set asks for edits, as one step.
func (d *Desk) set(edits []budget.Edit, said message.Message) {
	d.act(session.EditsAction(edits, nil), said)
}

// Nodes describes the page as it is now.
func (d *Desk) Nodes() []Node {
	v := d.pages[d.page]
	if v == nil {
		return nil
	}
	nodes := v.view(d)
	if d.beside.said {
		return nodes
	}
	return append(nodes, d.answer()...)
}

// answer is what became of what was done last.
func (d *Desk) answer() (nodes []Node) {
	switch {
	case d.refused != "":
		nodes = append(nodes, el("p", class("desk-said wrong"), prop("role", "alert"), d.refused))
	case d.said.Text != nil:
		nodes = append(nodes, el("p", class("desk-said"), prop("role", "status"), d.said.In(d.lang)))
	}
	return nodes
}

// View is the page as it is now, for the script that shows it; nil is one that
// is not in sight.
func (d *Desk) View() (page []byte) {
	d.handlers = make(map[string]func(string))
	if d.pages[d.page] != nil && (!d.left || len(d.events) > 0) {
		page = d.appendJSON(d.Nodes())
	}
	d.beside.view = nil
	if d.aside != nil {
		d.beside.view = d.appendJSON(d.asideNodes())
	}
	return page
}

func (d *Desk) appendJSON(nodes []Node) []byte {
	b := []byte{'['}
	for i, n := range nodes {
		if i > 0 {
			b = append(b, ',')
		}
		b = n.appendJSON(b, d.handlers)
	}
	return append(b, ']')
}

// Text is what stands on the page, a block a line, for tests and for those who
// read it aloud.
func Text(nodes []Node) string {
	var b strings.Builder
	for i := range nodes {
		nodes[i].write(&b)
	}
	return b.String()
}

func (n *Node) write(b *strings.Builder) {
	if n.tag == "" {
		b.WriteString(n.text)
		return
	}
	for i := range n.children {
		n.children[i].write(b)
	}
	switch n.tag {
	case "td", "th", "button", "label", "option", "dt", "dd":
		b.WriteString(" | ")
	case "tr", "p", "h2", "h3", "li", "div", "caption", "summary", "text":
		b.WriteByte('\n')
	}
}
