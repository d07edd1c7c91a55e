// Package session holds the only mutable state of a running page: the ledger
// being edited, what is unfolded in the grid, and what happened to the draft.
// Actions go in, rows and figures come out. It knows nothing of browsers.
package session

import (
	"bytes"
	"cmp"
	"fmt"
	"slices"
	"strings"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/disclosure"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Entry is one durable step of the session: an action, or a snapshot that
// stands for everything before it.
type Entry struct {
	Snapshot bool
	Body     []byte
}

// snapshotEvery bounds how many actions have to be replayed at a start.
const snapshotEvery = 200

// verifyUpTo is the number of lines up to which every action is cross-checked
// by adding everything anew; it takes well under a millisecond.
const verifyUpTo = 5000

// Session is the state of a page. It is not safe for concurrent use.
type Session struct {
	home      *budget.Dataset // the published budget
	ds        *budget.Dataset // what the draft is on: home, or a budget of one's own
	base, now *ledger.Ledger
	save      func(Entry)
	since     int // actions since the last snapshot
	readOnly  message.Message
	author    string // who makes the edits, "" for nobody named
	fault     error

	disclosed *disclosure.Disclosure
	stale     bool // that what is disclosed is older than the ledger

	grid grid
}

// New returns a session on the untouched budget. save is called with each
// durable step, in order; nil keeps nothing.
func New(ds *budget.Dataset, save func(Entry)) (*Session, error) {
	base, err := ledger.New(ds, ledger.KeepTails)
	if err != nil {
		return nil, err
	}
	now, err := ledger.New(ds, ledger.KeepTails)
	if err != nil {
		return nil, err
	}
	s := &Session{home: ds, ds: ds, base: base, now: now, save: save}
	s.grid.init(s)
	return s, nil
}

// Now and Base are the ledger being edited and the published one. They must
// only be read.
func (s *Session) Now() *ledger.Ledger { return s.now }

// Base is what the draft started from: the published budget, or last year's
// lines of a budget of one's own.
func (s *Session) Base() *ledger.Ledger { return s.base }

// Dataset returns what the draft is on: lines, units and classifications.
func (s *Session) Dataset() *budget.Dataset { return s.ds }

// SetReadOnly makes every action refuse with why; an empty message allows them
// again.
func (s *Session) SetReadOnly(why message.Message) { s.readOnly = why }

// ReadOnly returns why actions are refused; its Text is nil if they are not.
func (s *Session) ReadOnly() message.Message {
	if lock := s.now.Locked(); s.readOnly.Text == nil && lock.On() {
		return message.DraftLocked.With(message.RoundNames[lock.Round])
	}
	return s.readOnly
}

func (s *Session) refuse() error {
	if why := s.ReadOnly(); why.Text != nil {
		return &message.Error{Message: why}
	}
	return nil
}

// Fault returns what the last cross-check of the totals found wrong, nil if
// nothing.
func (s *Session) Fault() error { return s.fault }

// Apply makes an edit at a time, or refuses it and changes nothing.
func (s *Session) Apply(e budget.Edit, at time.Time) error {
	return s.ApplyAll([]budget.Edit{e}, at)
}

// ApplyAll makes edits in order, or refuses them all and changes nothing. They
// are kept as one step.
func (s *Session) ApplyAll(edits []budget.Edit, at time.Time) error {
	if err := s.refuse(); err != nil || len(edits) == 0 {
		return err
	}
	edits = s.dated(edits, at)
	structure := false
	for i := range edits {
		if err := edits[i].Check(); err != nil {
			return err
		}
		structure = structure || edits[i].Op != budget.Set
	}
	if err := s.now.ApplyAll(edits); err != nil {
		return err
	}
	s.changed(structure)
	s.keep(appendEdits(edits))
	return nil
}

// Undo takes back the last edit and says which; false if there is none.
func (s *Session) Undo() (message.Message, bool) { return s.step("undo", s.now.Undo, message.Undone) }

// Redo makes the next undone edit again and says which; false if there is none.
func (s *Session) Redo() (message.Message, bool) { return s.step("redo", s.now.Redo, message.Redone) }

func (s *Session) step(name string, take func() (budget.Edit, bool), said *message.Text) (message.Message, bool) {
	if why := s.ReadOnly(); why.Text != nil {
		return why, false
	}
	before, _ := s.now.Edits()
	e, ok := take()
	if !ok {
		if name == "undo" {
			return message.NothingUndone.With(), false
		}
		return message.NothingRedone.With(), false
	}
	after, _ := s.now.Edits()
	n := max(before-after, after-before)
	s.changed(e.Op != budget.Set || n > 1)
	s.grid.reveal(e.LineID())
	s.keep([]byte(`{"do":"` + name + `"`))
	if n > 1 {
		return said.With(message.AndOthers.With(s.Describe(&e), n)), true
	}
	return said.With(s.Describe(&e)), true
}

// SetIncome says whether income follows spending.
func (s *Session) SetIncome(m budget.IncomeMode) error {
	if err := s.refuse(); err != nil {
		return err
	}
	if err := s.now.SetIncome(m); err != nil {
		return err
	}
	s.stale = true
	s.keep([]byte(`{"do":"income","mode":"` + m.String() + `"`))
	return nil
}

// SetName names the draft.
func (s *Session) SetName(name string) error {
	if err := s.refuse(); err != nil {
		return err
	}
	name = strings.TrimSpace(name)
	if err := budget.CheckName(name); err != nil {
		return err
	}
	if err := s.now.SetName(name); err != nil {
		return err
	}
	quoted, err := jsontext.AppendQuote([]byte(`{"do":"name","name":`), name)
	if err != nil {
		return fmt.Errorf("naming the draft: %w", err)
	}
	s.keep(quoted)
	return nil
}

// SetPosts gives the units their posts.
func (s *Session) SetPosts(list []budget.Posts) error {
	if err := s.refuse(); err != nil {
		return err
	}
	if err := s.now.SetPosts(list); err != nil {
		return err
	}
	s.keep(budget.AppendPosts([]byte(`{"do":"posts","posts":`), list))
	return nil
}

// Open replaces the draft by the one in a file, or refuses it and changes
// nothing.
func (s *Session) Open(data []byte, file string) error {
	if err := s.refuse(); err != nil {
		return err
	}
	now, err := s.replay(data, file)
	if err != nil {
		return err
	}
	return s.replace(now)
}

// CanRead says whether a file holds a draft, and why not.
func (s *Session) CanRead(data []byte, file string) error {
	_, err := s.replay(data, file)
	return err
}

// CanOpen says whether Open would refuse a file, and why; it changes nothing.
func (s *Session) CanOpen(data []byte, file string) error {
	if err := s.refuse(); err != nil {
		return err
	}
	return s.CanRead(data, file)
}

func (s *Session) replace(now *ledger.Ledger) error {
	if err := s.put(now); err != nil {
		return err
	}
	s.snapshot()
	return nil
}

// put makes a ledger the one that is edited, and what it is on the base.
func (s *Session) put(now *ledger.Ledger) error {
	if ds := now.Dataset(); ds != s.ds {
		base, err := ledger.New(ds, ledger.KeepTails)
		if err != nil {
			return err
		}
		s.ds, s.base, s.disclosed = ds, base, nil
		s.grid.filter = filter{}
	}
	s.now = now
	s.changed(true)
	return nil
}

// Begin replaces the draft by a budget of one's own and the edits that lead to
// this year, or refuses it and changes nothing.
func (s *Session) Begin(own *budget.Own, name string, edits []budget.Edit, at time.Time) error {
	if err := s.refuse(); err != nil {
		return err
	}
	if err := budget.CheckName(name); err != nil {
		return err
	}
	ds, err := own.Dataset(s.home)
	if err != nil {
		return err
	}
	d := budget.NewDraft(ds)
	d.Name, d.Edits, d.Cursor = name, s.dated(edits, at), len(edits)
	now, err := ledger.Replay(s.home, d, ledger.KeepTails)
	if err != nil {
		return err
	}
	return s.replace(now)
}

// SetAuthor names who makes the edits from now on; "" names nobody.
func (s *Session) SetAuthor(by string) error {
	by = strings.TrimSpace(by)
	if err := budget.CheckName(by); err != nil {
		return err
	}
	s.author = by
	return nil
}

// Author is who makes the edits.
func (s *Session) Author() string { return s.author }

// dated returns edits as one step made at a time, by who works here.
func (s *Session) dated(edits []budget.Edit, at time.Time) []budget.Edit {
	edits = slices.Clone(edits)
	for i := range edits {
		edits[i].Joined = i > 0
		edits[i].By = cmp.Or(edits[i].By, s.author)
		if edits[i].At == "" && !at.IsZero() {
			edits[i].At = at.Format(time.RFC3339)
		}
	}
	return edits
}

// Reset goes back to what the draft started from.
func (s *Session) Reset() error {
	if err := s.refuse(); err != nil {
		return err
	}
	now, err := ledger.New(s.ds, ledger.KeepTails)
	if err != nil {
		return err
	}
	return s.replace(now)
}

// File returns the draft as a file.
func (s *Session) File() []byte { return s.now.Draft().AppendJSON(nil) }

func (s *Session) replay(data []byte, file string) (*ledger.Ledger, error) {
	d, err := budget.ReadDraft(bytes.NewReader(data), file, s.home)
	if err != nil {
		return nil, err
	}
	if d.BaseSHA256 == s.ds.SHA256 {
		return s.base.Replay(d)
	}
	return ledger.Replay(s.home, d, ledger.KeepTails)
}

func (s *Session) changed(structure bool) {
	s.stale = true
	if structure || s.grid.filter.changed {
		s.grid.stale = true
	}
	if structure {
		s.grid.texts = nil
	}
	if s.now.Len() <= verifyUpTo {
		s.fault = s.now.Verify()
	}
}

// keep closes an action and hands it to be saved.
func (s *Session) keep(action []byte) {
	if s.save == nil {
		return
	}
	if s.since++; s.since >= snapshotEvery {
		s.snapshot()
		return
	}
	s.save(Entry{Body: append(action, '}')})
}

func (s *Session) snapshot() {
	s.since = 0
	if s.save != nil {
		s.save(Entry{Snapshot: true, Body: s.File()})
	}
}

// Restore brings back what Entry bodies recorded, oldest first. If one cannot
// be understood the session stays as it was.
func (s *Session) Restore(entries []Entry) error {
	now, err := ledger.New(s.home, ledger.KeepTails)
	if err != nil {
		return err
	}
	since := 0
	for i, e := range entries {
		place := fmt.Sprintf("%d", i+1)
		if e.Snapshot {
			if now, err = s.replay(e.Body, place); err != nil {
				return err
			}
			since = 0
			continue
		}
		a, err := readAction(e.Body, place)
		if err != nil {
			return err
		}
		if err := message.At(place, a.make(now)); err != nil {
			return err
		}
		since++
	}
	if err := s.put(now); err != nil {
		return err
	}
	s.since = since
	return nil
}

// Describe says in words what an edit does.
func (s *Session) Describe(e *budget.Edit) message.Message {
	id := e.LineID()
	line := message.LineNamed.With(id, s.Title(id))
	switch e.Op {
	case budget.Add:
		return message.EditAdd.With(message.LineNamed.With(id, e.New.Project), e.New.Amount.GroupedExact())
	case budget.Delete:
		return message.EditDelete.With(line)
	case budget.Change:
		what := message.Verbatim.With("")
		for i, d := range e.Dimensions {
			name := message.FieldNames[d.Field].With()
			if what = message.Listed.With(what, name); i == 0 {
				what = name
			}
		}
		return message.EditChange.With(line, what)
	}
	return message.EditSet.With(line, e.Amount.GroupedExact())
}

// NewID returns an id for a line to be added that has not been used.
func (s *Session) NewID() string {
	for n := 1; ; n++ {
		id := fmt.Sprintf("N%d", n)
		if _, used := s.now.Find(id); !used {
			return id
		}
	}
}

// Figure is an amount now and as published.
type Figure struct{ Now, Published money.Amount }

// Change returns what the draft adds to the published amount.
func (f Figure) Change() money.Amount { return f.Now - f.Published }

// Totals are the figures that are always in sight.
type Totals struct {
	Spending, Income, Transfers Figure
	Gap                         money.Amount
	Edits                       int
	CanUndo, CanRedo            bool
	Name                        string
}

// Totals returns the totals of the draft beside the published ones.
func (s *Session) Totals() Totals {
	cursor, _ := s.now.Edits()
	return Totals{
		Spending:  Figure{s.now.In(budget.Spending).Total().Amount, s.base.In(budget.Spending).Total().Amount},
		Income:    Figure{s.now.Income(), s.base.Income()},
		Transfers: Figure{s.now.In(budget.Transfer).Total().Amount, s.base.In(budget.Transfer).Total().Amount},
		Gap:       s.now.Gap(), Edits: cursor, CanUndo: s.now.CanUndo(), CanRedo: s.now.CanRedo(), Name: s.now.Name(),
	}
}

// Fresh reports that what was last disclosed is what the ledger says now.
func (s *Session) Fresh() bool { return s.disclosed != nil && !s.stale }

// Disclosed returns all that the draft prints and what the checks find in it.
// After an edit it is made anew, from what did not change.
func (s *Session) Disclosed() (*disclosure.Disclosure, error) {
	if s.Fresh() {
		return s.disclosed, nil
	}
	var d *disclosure.Disclosure
	var err error
	if s.disclosed == nil {
		d, err = disclosure.New(s.now, s.base)
	} else {
		d, err = s.disclosed.Next(s.now)
	}
	if err != nil {
		return nil, err
	}
	s.disclosed, s.stale = d, false
	return d, nil
}

// EditsOf returns the edits in effect that are about a line, oldest first.
func (s *Session) EditsOf(id string) []budget.Edit {
	d := s.now.Draft()
	var edits []budget.Edit
	for i := range d.Edits[:d.Cursor] {
		if d.Edits[i].LineID() == id {
			edits = append(edits, d.Edits[i])
		}
	}
	return edits
}
