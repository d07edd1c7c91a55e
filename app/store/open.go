package store

import (
	"context"
	"errors"
	"fmt"
	"time"

	"suanpan/budgetcore/message"
)

// Open reads a document and becomes its writer if no other page is. An error
// means that the document must not be touched, for instance ErrNewer; a place
// that cannot be used is a finding, not an error.
func Open(ctx context.Context, b Backing, o Options) (*Store, Opened, error) {
	if o.Patience == 0 {
		o.Patience = 10 * time.Second
	}
	s := &Store{options: o, lock: b.lock, writing: make(chan struct{}, 1)}
	for _, p := range b.places {
		s.slots = append(s.slots, &slot{place: p})
	}
	opened, err := s.open(ctx, false)
	if err != nil {
		s.Close()
		return nil, Opened{}, err
	}
	return s, opened, nil
}

// TakeOver makes a read-only store the writer and its page the only one: the
// page that wrote before is told and stops. What the store held is read anew.
func (s *Store) TakeOver(ctx context.Context) (Opened, error) {
	s.mu.Lock()
	refuse := s.refuse
	s.mu.Unlock()
	if refuse == nil || errors.Is(refuse, ErrClosed) {
		return Opened{}, fmt.Errorf("take over: the store is not read-only: %w", ErrOrder)
	}
	return s.open(ctx, true)
}

func (s *Store) open(ctx context.Context, steal bool) (Opened, error) {
	if err := s.enter(ctx); err != nil {
		return Opened{}, err
	}
	defer s.leave()
	var o Opened
	s.mu.Lock()
	s.stolen = false
	s.mu.Unlock()
	writer, err := s.lock.hold(ctx, steal, s.lost)
	if err != nil {
		writer = true // every write still carries the end it follows
		o.Findings = append(o.Findings, message.StoreNoLock.With(err))
	}
	s.setRefuse(ErrReadOnly)

	for _, sl := range s.slots {
		if sl.done == nil {
			sl.failed, sl.known = ErrClosed, false
		}
	}
	found := make([]loaded, len(s.slots))
	read := func(ctx context.Context, i int) (err error) {
		found[i], err = s.slots[i].place.load(ctx, writer)
		return err
	}
	errs := s.each(ctx, read)
	if steal {
		// The journal's files come free only after the page that wrote has
		// stopped, so what the other places hold is final from here on.
		first := errs[0]
		errs = s.each(ctx, func(ctx context.Context, i int) error {
			if i == 0 {
				return first
			}
			return read(ctx, i)
		})
	}
	usable := make([]loaded, len(found))
	for i, err := range errs {
		if isNewer(err) {
			return Opened{}, err
		}
		if err == nil {
			usable[i] = found[i]
		}
	}
	chain := longest(usable)
	if writer {
		o.Findings = append(o.Findings, s.examine(ctx, usable, errs, chain)...)
		s.begin(usable, errs, chain)
		for i, err := range s.each(ctx, func(ctx context.Context, i int) error {
			if errs[i] != nil {
				return errs[i]
			}
			return s.mend(ctx, s.slots[i], usable[i], chain)
		}) {
			switch {
			case err == nil:
				o.Places++
			case errs[i] == nil:
				o.Findings = append(o.Findings, message.StoreNotMended.With(s.slots[i].place.name(), err))
			}
		}
		writer = s.accept()
	}
	if !writer {
		o.Findings = append(o.Findings, message.StoreOtherTab.With())
	}
	o.Writer = writer
	for _, f := range chain[generation(chain):] {
		o.Records = append(o.Records, f.record())
	}
	return o, nil
}

// accept makes the store a writer unless it has already been taken over.
func (s *Store) accept() bool {
	s.mu.Lock()
	defer s.mu.Unlock()
	if !s.stolen && s.refuse != ErrClosed {
		s.refuse = nil
	}
	return s.refuse == nil
}

func (s *Store) begin(found []loaded, errs []error, chain []frame) {
	s.mu.Lock()
	defer s.mu.Unlock()
	s.chain, s.opened, s.sums, s.last = chain, end(chain), nil, Ack{}
	for i, sl := range s.slots {
		if errs[i] != nil {
			continue
		}
		sl.strays = make(map[head]bool)
		for _, f := range found[i].strays(chain) {
			sl.strays[f.head()] = true
		}
	}
}

// examine says in words how the places differ from chain.
func (s *Store) examine(ctx context.Context, found []loaded, errs []error, chain []frame) []message.Message {
	var out []message.Message
	say := func(t *message.Text, args ...any) { out = append(out, t.With(args...)) }
	to := end(chain)
	known, trace := to.rev, false
	for i, l := range found {
		here := s.slots[i].place.name()
		if errs[i] != nil {
			say(message.StorePlaceFails, here, errs[i])
			continue
		}
		if l.lost != "" && l.empty() {
			say(message.StoreDropped, l.lost)
			trace = true
		}
		if len(l.damage) > 0 {
			say(message.StoreDamaged, here, len(l.damage), to.rev)
			trace = true
		}
		branch, own := uint64(0), uint64(0)
		for _, f := range l.frames {
			known = max(known, f.rev)
			switch {
			case f.rev > to.rev: // cut off from the chain, see known
			case in(chain, f.head()), f.rev < chain[0].rev:
				own = max(own, f.rev)
			default:
				branch = max(branch, f.rev)
			}
		}
		if branch > 0 {
			say(message.StoreOtherBranch, here, branch)
			trace = true
		}
		known = max(known, l.count)
		second := message.StoreFiles
		if len(found) > 1 {
			second = s.slots[(i+1)%len(found)].place.name()
		}
		switch {
		case len(l.damage) > 0, branch > 0: // said already
		case own == 0 && l.count == 0 && to.rev > 1:
			say(message.StoreEmptied, here, second, to.rev)
		case own+1 == to.rev && l.sound:
			say(message.StoreInterrupted, to.rev)
		case own < to.rev:
			say(message.StoreBehind, here, own, second, to.rev)
		case !l.sound:
			say(message.StoreMiscounted, here, to.rev)
		}
	}
	if known > to.rev {
		say(message.StoreMissing, to.rev+1, known, to.rev)
		trace = true
	}
	if len(chain) == 0 {
		for i := range found {
			if errs[i] == nil && !trace {
				k, err := s.slots[i].place.kept(ctx)
				trace = err == nil && len(k) > 0
			}
		}
		if trace {
			say(message.StoreNothingLeft)
		}
	}
	return out
}

// mend makes a loaded place hold chain, setting aside first what chain does
// not account for.
func (s *Store) mend(ctx context.Context, sl *slot, l loaded, chain []frame) error {
	aside := append(concat(l.strays(chain)), l.damage...)
	if len(aside) == 0 && l.sound && l.head == end(chain) {
		sl.head, sl.failed, sl.known = l.head, nil, true
		return nil
	}
	if len(aside) > 0 {
		if err := sl.place.keep(ctx, newKept(sl.place, aside)); err != nil {
			sl.failed = err
			return err
		}
	}
	if err := sl.place.replace(ctx, chain); err != nil {
		sl.failed = err
		return err
	}
	sl.head, sl.failed, sl.known = end(chain), nil, true
	return nil
}
