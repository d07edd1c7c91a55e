package ui

import (
	"context"
	"errors"
	"slices"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/app/session"
	"suanpan/app/store"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/published"
)

// state is what all pages share: the session, the language, and how saving
// goes. It is touched on the browser's one thread only.
type state struct {
	session *session.Session
	lang    message.Lang
	started bool
	opened  bool // the last draft has been read

	keeper   keeper
	store    *store.Store
	queue    chan store.Record
	rev      uint64
	pending  int
	saved    message.Message
	failed   bool
	findings []message.Message
	kept     []store.Kept // what could not be used and was set aside
	blocked  error        // why the stored draft could not be opened
	raw      []byte       // what is stored then

	transfer transferInputs
	estimate estimateInputs

	heading *message.Text // of the page that is mounted
	notice  message.Message
	urgent  bool
	offline string

	// update re-renders the page that is mounted, refresh rereads its grid.
	update  func()
	refresh func()
	command func(name, key, to string) // of the grid
	model   map[string]any
}

// keeper is where drafts and preferences of this page are kept.
type keeper interface {
	Backing() store.Backing
	LoadPref(ctx context.Context, key string) (string, bool, error)
	SavePref(ctx context.Context, key, value string) error
}

const (
	draftName    = "draft"
	prefLanguage = "language"
)

func newState() *state {
	st := &state{saved: message.SaveReading.With(), queue: make(chan store.Record, 4096), update: func() {}, refresh: func() {}, command: func(_, _, _ string) {}}
	s, err := session.New(published.Dataset(), st.keep)
	if err != nil {
		panic(err) // the embedded dataset is damaged: nothing can be shown
	}
	st.session = s
	s.SetReadOnly(message.StillReading)
	return st
}

func (st *state) say(t *message.Text, args ...any) string { return t.With(args...).In(st.lang) }

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
	st.refresh = refresh
	if !st.started {
		st.started = true
		connect(st)
		go st.open(false)
	}
	st.paint()
}

// open reads what was stored and makes this page the writer if it can be.
func (st *state) open(takeOver bool) {
	ctx := context.Background()
	if takeOver {
		opened, err := st.store.TakeOver(ctx)
		st.arrived(opened, err)
		return
	}
	st.keeper = newKeeper()
	s, opened, err := store.Open(ctx, st.keeper.Backing(), store.Options{Now: time.Now, Lost: st.lost})
	st.store = s
	if err == nil {
		go st.write(ctx)
	}
	// a preference that cannot be read is not worth a word: Chinese stays
	if lang, ok, _ := st.keeper.LoadPref(ctx, prefLanguage); ok && lang == message.EN.Tag() {
		st.setLang(message.EN)
	}
	if err == nil {
		// what was set aside is offered for download; failing to list it is
		// already among the findings
		st.kept, _ = s.Kept(ctx)
	}
	st.arrived(opened, err)
}

func (st *state) arrived(opened store.Opened, err error) {
	// that another tab is editing has a place of its own, beside the button that takes over
	st.findings = slices.DeleteFunc(opened.Findings, func(m message.Message) bool { return m.Text == message.StoreOtherTab })
	defer st.changed()
	st.opened = true
	if err != nil {
		st.blocked = err
		st.saved = message.StoreNotSaved.With(err)
		st.failed = true
		st.session.SetReadOnly(nil)
		return
	}
	st.session.SetReadOnly(nil)
	entries := make([]session.Entry, len(opened.Records))
	for i, r := range opened.Records {
		entries[i] = session.Entry{Snapshot: r.Snapshot, Body: r.Body}
		st.rev = r.Rev
		st.raw = append(append(st.raw, r.Body...), '\n')
	}
	if err := st.session.Restore(entries); err != nil {
		st.blocked = err
		st.session.SetReadOnly(nil)
		return
	}
	st.raw = nil
	st.saved = message.SaveNever.With()
	if len(entries) > 0 {
		edits, _ := st.session.Now().Edits()
		st.saved = message.SaveRestored.With(edits)
	}
	if !opened.Writer {
		st.session.SetReadOnly(message.ReadOnlyHere)
	}
}

// lost is called when another tab has taken over.
func (st *state) lost() {
	st.session.SetReadOnly(message.ReadOnlyHere)
	st.tell(message.StoreTakenOver.With())
	st.changed()
}

// keep queues a step of the session for both stores.
func (st *state) keep(e session.Entry) {
	if st.blocked != nil {
		return
	}
	st.rev++
	st.pending++
	st.queue <- store.Record{Rev: st.rev, Snapshot: e.Snapshot, Body: e.Body}
}

// write stores what is queued, in order, and tries again as long as it takes.
func (st *state) write(ctx context.Context) {
	for r := range st.queue {
		ack, err := st.store.Append(ctx, r)
		for err != nil {
			st.failed, st.saved = true, notSaved(err)
			if refusedForGood(err) {
				st.session.SetReadOnly(message.ReadOnlyHere)
				st.changed()
				return
			}
			st.paint()
			time.Sleep(retryAfter)
			ack, err = st.store.Flush(ctx)
		}
		st.pending--
		st.failed, st.saved = false, ack.Message()
		if st.pending > 0 {
			st.saved = message.SavePending.With()
		}
		st.paint()
	}
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

// set writes an amount to a line and says so; it is how other pages reach the
// lines.
func (st *state) set(e budget.Edit) bool {
	i, ok := st.session.Now().Find(e.Line)
	if !ok {
		st.refuse(message.LineUnknown.Error(e.Line))
		return false
	}
	was, has := st.session.Now().Amount(i)
	if has && was == e.Amount {
		st.tell(message.SameAsLine.With(e.Line, was.GroupedExact()))
		return false
	}
	if err := st.session.Apply(e, editTime()); err != nil {
		st.refuse(err)
		return false
	}
	st.tell(message.WrittenToLine.With(message.LineNamed.With(e.Line, st.session.Title(e.Line)), was.GroupedExact(), e.Amount.GroupedExact()))
	return true
}

// draftName is what the draft is called, in words if it has no name.
func (st *state) draftName() string {
	if name := st.session.Now().Name(); name != "" {
		return name
	}
	return st.say(message.DraftUntitled)
}
