package ui

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/app/session"
	"suanpan/app/store"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/published"
)

// state is what all pages share: the session, the language, and how saving
// goes. In the browser goroutines take turns, and none here gives its turn up
// between reading and writing the state.
type state struct {
	session *session.Session
	lang    message.Lang
	started bool
	opened  bool // the last draft has been read

	keeper   keeper
	store    *store.Store
	doc      string // the document that is open
	budgets  shelf
	pen      *pen
	taken    bool // another page has taken over since this one last opened
	rev      uint64
	persist  bool // the browser has been asked to keep the data
	saved    message.Message
	failed   bool
	findings []message.Message
	kept     []store.Kept // what could not be used and was set aside
	blocked  error        // why the stored draft could not be opened
	raw      []byte       // what is stored then

	walk       walk
	palette    palette
	intake     intakeDialog
	department departmentDialog
	tour       tour
	picked     session.Selection // of the grid, where it is more than one cell
	checking   bool              // that the badge of contradictions is about to be counted
	count      app.Func          // counts it
	broken     int               // contradictions that the draft brings, as last counted

	heading *message.Text // of the page that is mounted
	notice  message.Message
	urgent  bool
	offline string

	// update re-renders the page that is mounted, refresh rereads its grid.
	update func()
	// dispatch does something in the turn of the page.
	dispatch func(do func(ctx app.Context))
	// rendered does something once the page shows the state as it is now.
	rendered func(then func())
	find     func() // opens the palette
	refresh  func()
	chosen   func(picture, id string)   // a part of a picture
	command  func(name, key, to string) // of the grid
	model    map[string]any
}

// keeper is where drafts and preferences of this page are kept.
type keeper interface {
	Backing() store.Backing
	LoadPref(ctx context.Context, key string) (string, bool, error)
	SavePref(ctx context.Context, key, value string) error
	// Documents lists the documents that are kept, as far as that can be told.
	Documents(ctx context.Context) []string
	// Tab remembers a document for this tab, and returns the one it remembers.
	Tab(doc string) string
	// Persist asks the browser not to clear the data when it needs room.
	Persist(ctx context.Context) (bool, error)
}

const (
	prefLanguage = "language"
	prefGrouping = "grouping"
	prefColumns  = "columns"
	prefAuthor   = "author"
)

func newState() *state {
	st := &state{
		saved: message.SaveReading.With(), pen: newPen(),

		update: func() {}, dispatch: func(func(app.Context)) {}, rendered: func(func()) {}, find: func() {}, refresh: func() {}, chosen: func(_, _ string) {}, command: func(_, _, _ string) {},
	}
	s, err := session.New(published.Dataset(), st.keep)
	if err != nil {
		panic(err) // the embedded dataset is damaged: nothing can be shown
	}
	st.session = s
	st.intake.st, st.department.st, st.doc = st, st, draftName
	s.SetReadOnly(message.StillReading.With())
	return st
}

// say puts a text in the language of the page, and in the words of the budget
// that is open.
func (st *state) say(t *message.Text, args ...any) string {
	return t.Of(st.session.Department() != nil).With(args...).In(st.lang)
}

// tell shows a notice in the one quiet place for them.
func (st *state) tell(m message.Message) { st.notice, st.urgent = m, false }

// refuse shows why something was not done.
func (st *state) refuse(err error) {
	st.notice, st.urgent = message.Verbatim.With(message.Explain(err, st.lang)), true
}

// mount starts the state on the first page and connects it to the page that is
// shown now.
func (st *state) mount(ctx app.Context, refresh func()) {
	if app.IsServer {
		return
	}
	st.update = func() { ctx.Dispatch(func(app.Context) {}) }
	st.dispatch = func(do func(app.Context)) { ctx.Dispatch(do) }
	st.rendered = func(then func()) {
		ctx.Dispatch(func(ctx app.Context) { ctx.Defer(func(app.Context) { then() }) })
	}
	st.find = func() { ctx.Dispatch(st.openPalette) }
	st.refresh = refresh
	if st.started {
		st.notice = message.Message{} // it was about the page one came from
	} else {
		st.started = true
		connect(st)
		go st.open(false)
	}
	st.paint()
	if st.tour.at > 0 {
		st.rendered(st.showTour)
	}
}

// open reads what was stored and makes this page the writer if it can be.
func (st *state) open(takeOver bool) {
	ctx := context.Background()
	st.taken = false
	if takeOver {
		opened, err := st.store.TakeOver(ctx)
		if err != nil {
			st.refuse(err)
			st.changed()
			return
		}
		st.arrived(ctx, opened, nil)
		return
	}
	if st.keeper == nil {
		st.keeper = newKeeper(draftName)
		st.readBudgets(ctx)
	}
	go st.readPrefs(ctx)
	st.read(ctx)
	st.note()
	st.offerTour(ctx)
}

// readPrefs brings back the language, the grouping and the columns; what cannot be read is
// not worth a word, the first choice stays.
func (st *state) readPrefs(ctx context.Context) {
	if lang, ok, _ := st.keeper.LoadPref(ctx, prefLanguage); ok && lang == message.EN.Tag() {
		st.setLang(message.EN)
		st.changed()
	}
	if by, ok, _ := st.keeper.LoadPref(ctx, prefAuthor); ok {
		_ = st.session.SetAuthor(by) // it was accepted when it was kept
	}
	if columns, ok, _ := st.keeper.LoadPref(ctx, prefColumns); ok {
		st.session.ChooseColumns(columns)
		st.changed()
	}
	if by, ok, _ := st.keeper.LoadPref(ctx, prefGrouping); ok {
		st.session.GroupBy(session.ParseGrouping(by), "")
		st.changed()
	}
}

// arrived takes over what was read, with a pen of its own if this page writes.
func (st *state) arrived(ctx context.Context, opened store.Opened, err error) {
	defer st.changed()
	defer st.tellDesk("deskRestore")
	// that another tab is editing has a place of its own, beside the button that takes over
	st.findings = slices.DeleteFunc(opened.Findings, func(m message.Message) bool { return m.Text == message.StoreOtherTab })
	st.pen.down()
	st.pen, st.rev, st.opened, st.failed, st.blocked, st.raw = newPen(), 0, true, false, nil, nil
	entries := make([]session.Entry, len(opened.Records))
	for i, r := range opened.Records {
		entries[i] = session.Entry{Snapshot: r.Snapshot, Body: r.Body}
		st.rev = r.Rev
	}
	if err == nil {
		if err = st.session.Restore(entries); err != nil {
			for _, e := range entries {
				st.raw = append(append(st.raw, e.Body...), '\n')
			}
		}
	}
	if err != nil {
		st.blocked, st.failed, st.saved = err, true, message.StoredNotEditable.With()
		st.session.SetReadOnly(message.StoredNotEditable.With())
		return
	}
	edits, _ := st.session.Now().Edits()
	switch {
	case opened.Places == 0:
		st.failed, st.saved = true, message.StoreNowhere.With()
	case len(entries) > 0:
		st.saved = message.SaveRestored.With(edits)
	default:
		st.saved = message.SaveNever.With()
	}
	if !opened.Writer || st.taken {
		st.session.SetReadOnly(message.ReadOnlyHere.With())
		return
	}
	st.session.SetReadOnly(message.Message{})
	if at := st.budgets.at(st.doc); at != nil && at.away {
		st.session.SetReadOnly(message.BudgetAway.With())
	}
	go st.write(ctx, st.pen)
}

// lost is called when another tab has taken over.
func (st *state) lost() {
	st.taken = true
	st.session.SetReadOnly(message.ReadOnlyHere.With())
	st.tell(message.StoreTakenOver.With())
	if n := st.pen.waiting(); n > 0 {
		st.failed, st.saved = true, message.LostUnsaved.With(n)
	}
	st.changed()
}

// pen is the right to write, from one opening to the next: the records that
// are not durable yet, in order.
type pen struct {
	records []store.Record
	more    chan struct{} // holds a token while there may be records
	over    bool
}

func newPen() *pen { return &pen{more: make(chan struct{}, 1)} }

// put never blocks: it is called from the middle of a key.
func (p *pen) put(r store.Record) {
	p.records = append(p.records, r)
	p.wake()
}

func (p *pen) wake() {
	select {
	case p.more <- struct{}{}:
	default:
	}
}

// down ends the pen; its writer stops at the next turn.
func (p *pen) down() {
	p.over = true
	p.wake()
}

func (p *pen) waiting() int { return len(p.records) }

// keep hands a step of the session to the writer.
func (st *state) keep(e session.Entry) {
	st.rev++
	st.pen.put(store.Record{Rev: st.rev, Snapshot: e.Snapshot, Body: e.Body})
	st.tellDesk("deskEntry", e.Snapshot, string(e.Body))
	if !st.failed {
		st.saved = message.SavePending.With()
	}
}

// write stores what is put to the pen, in order, and tries again as long as it
// takes. It ends with its pen.
func (st *state) write(ctx context.Context, p *pen) {
	for range p.more {
		for !p.over && len(p.records) > 0 {
			ack, err := st.store.Append(ctx, p.records[0])
			for err != nil && !p.over && !refusedForGood(err) {
				st.failed, st.saved = true, notSaved(err)
				st.paint()
				time.Sleep(retryAfter)
				ack, err = st.store.Flush(ctx)
			}
			switch {
			case p.over:
				return
			case err != nil:
				st.stop(p, err)
				return
			}
			p.records = p.records[1:]
			st.failed, st.saved = false, ack.Message()
			if len(p.records) > 0 {
				st.saved = message.SavePending.With()
			}
			st.paint()
			if !st.persist {
				st.persist = true
				// the browser may refuse; the file stays the copy that is out of its reach
				_, _ = st.keeper.Persist(ctx)
			}
		}
		if p.over {
			return
		}
	}
}

// stop ends editing when the store will take no more from this page.
func (st *state) stop(p *pen, err error) {
	st.failed, st.saved = true, message.StoppedWriting.With(err)
	why := message.StoppedWriting.With(err)
	if errors.Is(err, store.ErrReadOnly) {
		st.saved, why = message.LostUnsaved.With(p.waiting()), message.ReadOnlyHere.With()
	}
	st.session.SetReadOnly(why)
	st.changed()
}

func notSaved(err error) message.Message {
	var not *store.NotSavedError
	if errors.As(err, &not) {
		return not.Message()
	}
	return message.StoreNotSaved.With(err)
}

const retryAfter = 2 * time.Second

func refusedForGood(err error) bool {
	for _, e := range []error{store.ErrReadOnly, store.ErrConflict, store.ErrNewer, store.ErrTooLarge, store.ErrOrder, store.ErrClosed} {
		if errors.Is(err, e) {
			return true
		}
	}
	return false
}

// changed shows a change that came from outside the page's own events.
func (st *state) changed() {
	st.refresh()
	st.update()
	st.paint()
}

func (st *state) setLang(l message.Lang) {
	st.lang = l
	doc := app.Window().Get("document")
	doc.Get("documentElement").Call("setAttribute", "lang", l.Tag())
	st.tellDesk("deskLang", l.Tag())
	if st.heading != nil {
		doc.Set("title", st.say(st.heading)+" · "+st.say(message.ProductName))
	}
}

func (st *state) switchLang(ctx app.Context, _ app.Event) {
	l := message.EN
	if st.lang == message.EN {
		l = message.ZH
	}
	st.setLang(l)
	st.notice = message.Message{}
	ctx.Async(func() { _ = st.keeper.SavePref(context.Background(), prefLanguage, l.Tag()) })
	ctx.Defer(func(app.Context) { st.refresh(); st.paint() })
}

// editTime is when an edit is made.
func editTime() time.Time { return time.Now() }

// draftName is what the draft is called, in words if it has no name.
func (st *state) draftName() string {
	if name := st.session.Now().Name(); name != "" {
		return name
	}
	return st.say(message.DraftUntitled)
}
