// Package store keeps drafts durably in two independent places of a browser.
//
// A document is a chain of records. Each record is written to both places and
// acknowledged when both have made it durable; when one place fails the
// record is acknowledged with the reason, and that place is brought up to date
// by a later write. Opening reads both places, takes the longest chain that
// can be verified record by record, mends what differs from it, and says in
// words what was found. Nothing that cannot be read is thrown away: it is set
// aside first, see [Store.Kept].
//
// One page writes. Another page that opens the same document reads, and may
// take over.
package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"sync"
	"time"

	"suanpan/budgetcore/message"
)

// Record is one step of a document.
type Record struct {
	// Rev counts the records of a document from 1, without gaps.
	Rev uint64
	// Snapshot tells that Body stands for all records before this one too.
	Snapshot bool
	// Body is the caller's, at most 64 MiB. It must not be changed later.
	Body []byte
}

// Backing is where one document is kept: see [NewMemory] and, in a browser,
// Browser.
type Backing struct {
	places []place
	lock   lock
}

// lock lets one page at a time write a document.
type lock interface {
	// hold tries to become the writer, with steal at any holder's cost. lost
	// is called when another page steals the lock.
	hold(ctx context.Context, steal bool, lost func()) (bool, error)
	release()
}

// Options are what a store needs from its caller.
type Options struct {
	// Now gives the time of acknowledgements.
	Now func() time.Time
	// Lost is called once, on a goroutine of its own, when another page has
	// taken over and this store has become read-only. It may be nil.
	Lost func()
	// Patience is how long a place may take before a write goes on without
	// it, 10 s if zero.
	Patience time.Duration
}

// Opened is what was found on opening.
type Opened struct {
	// Records run from the last snapshot, or the first record, to the newest.
	Records []Record
	// Findings say what was damaged, missing, recovered or unavailable. An
	// empty store without findings has never been used.
	Findings []message.Message
	// Writer is false when another page writes; see [Store.TakeOver].
	Writer bool
	// Places is the number of places that hold all of Records now, 0 for a
	// reader.
	Places int
}

// Ack says that a record is durable.
type Ack struct {
	// Rev is the last durable revision.
	Rev uint64
	// Places is how many places hold it: 2, or 1 with the reason in Notes.
	Places int
	// At is when it became durable, by Options.Now.
	At time.Time
	// Notes say why a place is missing.
	Notes []message.Message
}

// Message says in words where and when the record was saved.
func (a Ack) Message() message.Message {
	at := a.At.Format("15:04:05")
	if len(a.Notes) == 0 {
		return message.StoreSavedTwice.With(at)
	}
	return message.StoreSavedOnce.With(at, a.Notes[0])
}

// Store writes one document. Its methods may be called from any goroutine;
// they block, so not from the one that draws the page.
type Store struct {
	options Options
	lock    lock
	slots   []*slot
	writing chan struct{} // held while the places are in use

	mu     sync.Mutex
	chain  []frame  // the last two generations, records not yet durable included
	opened head     // where this store began to write
	sums   []uint64 // sums of the records since opened
	refuse error    // why nothing is accepted, nil for a writer
	stolen bool     // another page took over since the lock was asked for
	last   Ack
}

// slot is the store's view of one place. Only the goroutine of the current
// use touches it.
type slot struct {
	place  place
	head   head          // what the place holds, if failed is nil
	failed error         // why it has to be read before it is written again
	known  bool          // its content was accounted for since opening
	strays map[head]bool // other histories that lay there on opening
	done   chan error    // the current use, nil if none
}

// Append adds the next record and returns once every usable place has made
// it durable. An error means the record is not durable; it stays queued, and
// is written by the next Append or Flush, unless the error is ErrOrder,
// ErrReadOnly, ErrConflict or ErrTooLarge.
func (s *Store) Append(ctx context.Context, r Record) (Ack, error) {
	if err := s.queue(r); err != nil {
		return Ack{}, err
	}
	return s.Flush(ctx)
}

func (s *Store) queue(r Record) error {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refuse != nil {
		return s.refuse
	}
	if len(r.Body) > maxBody {
		return ErrTooLarge
	}
	to := end(s.chain)
	if r.Rev == to.rev && r.Rev > s.last.Rev && len(s.sums) > 0 {
		// The same record again is a retry.
		if again := s.chain[len(s.chain)-1].record(); again.Snapshot == r.Snapshot && bytes.Equal(again.Body, r.Body) {
			return nil
		}
	}
	if r.Rev != to.rev+1 {
		return fmt.Errorf("revision %d after %d: %w", r.Rev, to.rev, ErrOrder)
	}
	f := seal(r, to.sum)
	if r.Snapshot && len(s.chain) > 0 {
		s.chain = append([]frame(nil), s.chain[generation(s.chain):]...)
	}
	s.chain = append(s.chain, f)
	s.sums = append(s.sums, f.sum)
	return nil
}

// Flush writes what is queued and mends places that failed before.
func (s *Store) Flush(ctx context.Context) (Ack, error) {
	if err := s.enter(ctx); err != nil {
		return Ack{}, err
	}
	defer s.leave()
	s.mu.Lock()
	chain, last, refuse := s.chain, s.last, s.refuse
	s.mu.Unlock()
	to := end(chain)
	if refuse != nil {
		return Ack{}, refuse
	}
	if last.Places == len(s.slots) && last.Rev == to.rev {
		return last, nil
	}
	ack := Ack{Rev: to.rev}
	var failed []error
	for i, err := range s.each(ctx, func(ctx context.Context, i int) error {
		return s.catchUp(ctx, s.slots[i], chain)
	}) {
		if errors.Is(err, ErrConflict) || isNewer(err) {
			s.setRefuse(err)
			return Ack{}, err
		}
		if err == nil {
			ack.Places++
			continue
		}
		here := s.slots[i].place.name()
		ack.Notes = append(ack.Notes, message.StorePlaceFails.With(here, err))
		failed = append(failed, fmt.Errorf("%s: %w", here.In(message.EN), err))
	}
	if ack.Places == 0 {
		return Ack{}, &NotSavedError{Rev: to.rev, notes: ack.Notes, errs: failed}
	}
	ack.At = s.options.Now()
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refuse != nil {
		// Taken over meanwhile: the next writer may not have seen the record.
		return Ack{}, s.refuse
	}
	s.last = ack
	return ack, nil
}

// catchUp brings a place to the end of chain: by the records it lacks, or,
// after a failure, by reading it again and writing it anew.
func (s *Store) catchUp(ctx context.Context, sl *slot, chain []frame) error {
	if sl.failed == nil && follows(chain, sl.head) {
		for _, f := range chain {
			if f.rev <= sl.head.rev {
				continue
			}
			if err := sl.place.append(ctx, sl.head, f); err != nil {
				sl.failed = err
				return err
			}
			sl.head = f.head()
		}
		return nil
	}
	l, err := sl.place.load(ctx, true)
	if err != nil {
		sl.failed = err
		return err
	}
	// What this page wrote is in chain or superseded by it, and a piece of a
	// failed write is worth nothing; only what was there before is set aside.
	before := l.frames[:0]
	for _, f := range l.frames {
		switch {
		case s.wrote(f):
		case f.rev > s.opened.rev && !sl.strays[f.head()]:
			return fmt.Errorf("record %d is not of this page: %w", f.rev, ErrConflict)
		default:
			before = append(before, f)
		}
	}
	l.frames = before
	if sl.known {
		l.damage = nil
	}
	return s.mend(ctx, sl, l, chain)
}

// wrote tells whether f is a record this store was given since it opened.
func (s *Store) wrote(f frame) bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	i := f.rev - s.opened.rev - 1
	return f.rev > s.opened.rev && i < uint64(len(s.sums)) && s.sums[i] == f.sum
}

// NotSavedError says that no place took a record. The record stays queued.
type NotSavedError struct {
	Rev   uint64
	notes []message.Message
	errs  []error
}

func (e *NotSavedError) Error() string {
	return fmt.Sprintf("record %d is not saved: %v", e.Rev, errors.Join(e.errs...))
}

// Unwrap returns the reasons, one a place.
func (e *NotSavedError) Unwrap() []error { return e.errs }

// Message says in words that and why the record is not saved.
func (e *NotSavedError) Message() message.Message {
	var all message.Message
	for i, n := range e.notes {
		if i == 0 {
			all = n
		} else {
			all = message.StoreBoth.With(all, n)
		}
	}
	return message.StoreNotSaved.With(all)
}

// lost makes the store read-only and lets go of what the next writer needs.
func (s *Store) lost() {
	s.mu.Lock()
	s.stolen = true
	s.mu.Unlock()
	s.setRefuse(ErrReadOnly)
	if s.options.Lost != nil {
		go s.options.Lost()
	}
	// What is being written may become durable first, so that the next
	// writer finds it in both places or in none.
	ctx, cancel := context.WithTimeout(context.Background(), time.Second)
	defer cancel()
	if s.enter(ctx) == nil {
		defer s.leave()
	}
	s.closePlaces()
}

// closePlaces lets go of the journal last: its files coming free is what the
// next writer waits for.
func (s *Store) closePlaces() error {
	var errs []error
	for i := len(s.slots) - 1; i >= 0; i-- {
		errs = append(errs, s.slots[i].place.close())
	}
	return errors.Join(errs...)
}

// Close waits for the write in progress, then lets go of places and lock.
// Queued records that no place took are dropped.
func (s *Store) Close() error {
	s.setRefuse(ErrClosed)
	ctx, cancel := context.WithTimeout(context.Background(), s.options.Patience)
	defer cancel()
	if s.enter(ctx) == nil {
		defer s.leave()
	}
	err := s.closePlaces()
	s.lock.release()
	return err
}

// Kept returns the data that was set aside, from every place that can be
// read.
func (s *Store) Kept(ctx context.Context) ([]Kept, error) {
	if err := s.enter(ctx); err != nil {
		return nil, err
	}
	defer s.leave()
	all := make([][]Kept, len(s.slots))
	errs := s.each(ctx, func(ctx context.Context, i int) (err error) {
		all[i], err = s.slots[i].place.kept(ctx)
		return err
	})
	var out []Kept
	for i, err := range errs {
		if err == nil {
			out = append(out, all[i]...)
		}
	}
	if len(out) == 0 {
		return nil, errors.Join(errs...)
	}
	return out, nil
}

func (s *Store) setRefuse(err error) {
	s.mu.Lock()
	defer s.mu.Unlock()
	if s.refuse != ErrClosed {
		s.refuse = err
	}
}

func (s *Store) enter(ctx context.Context) error {
	select {
	case s.writing <- struct{}{}:
		return nil
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Store) leave() { <-s.writing }

// each uses all places at once and waits for them, but not longer than
// Patience. A place that is still busy then is left alone, and counts as
// ErrSlow, until its answer has come: a write is never cancelled half-way.
func (s *Store) each(ctx context.Context, use func(ctx context.Context, i int) error) []error {
	errs := make([]error, len(s.slots))
	background := context.WithoutCancel(ctx)
	started := make([]bool, len(s.slots))
	for i, sl := range s.slots {
		if sl.done != nil {
			select {
			case <-sl.done:
				sl.done = nil
			default:
				errs[i] = ErrSlow
				continue
			}
		}
		done := make(chan error, 1)
		sl.done, started[i] = done, true
		go func() {
			defer func() {
				if p := recover(); p != nil {
					sl.failed = fmt.Errorf("place failed: %v", p)
					done <- sl.failed
				}
			}()
			done <- use(background, i)
		}()
	}
	patience := time.NewTimer(s.options.Patience)
	defer patience.Stop()
	expired := false
	for i, sl := range s.slots {
		if !started[i] {
			continue
		}
		if !expired {
			select {
			case errs[i] = <-sl.done:
				sl.done = nil
				continue
			case <-patience.C:
				expired = true
			}
		}
		select {
		case errs[i] = <-sl.done:
			sl.done = nil
		default:
			errs[i] = ErrSlow
		}
	}
	return errs
}
