package store

import (
	"context"
	"errors"
	"fmt"
	"math/rand/v2"
	"sync"
	"testing"
	"time"

	"suanpan/budgetcore/message"
)

func TestAppendAsksForTheNextRevision(t *testing.T) {
	s, _ := mustOpen(t, NewMemory())
	mustAppend(t, s, 1, 2)
	for _, rev := range []uint64{0, 1, 2, 4} {
		if _, err := s.Append(context.Background(), Record{Rev: rev}); !errors.Is(err, ErrOrder) {
			t.Errorf("revision %d after 2: %v", rev, err)
		}
	}
	if _, err := s.Append(context.Background(), Record{Rev: 3, Body: make([]byte, maxBody+1)}); !errors.Is(err, ErrTooLarge) {
		t.Errorf("too large: %v", err)
	}
	mustAppend(t, s, 3, 3)
}

func TestOnePlaceFailingIsSaidAndMendedByTheNextAppend(t *testing.T) {
	for place, name := range []*message.Text{message.StoreFiles, message.StoreDatabase} {
		t.Run(name.In(message.EN), func(t *testing.T) {
			m := NewMemory()
			s, _ := mustOpen(t, m)
			mustAppend(t, s, 1, 3)
			m.Fail(place, fmt.Errorf("write: %w", ErrFull))
			for rev := uint64(4); rev < 7; rev++ {
				ack, err := s.Append(context.Background(), Record{Rev: rev, Snapshot: rev == 5, Body: body(rev)})
				if err != nil || ack.Places != 1 || len(ack.Notes) != 1 || ack.Rev != rev {
					t.Fatalf("append %d: %+v, %v", rev, ack, err)
				}
				want := "Saved at 00:00:00, but in one place only: " + name.In(message.EN) +
					" cannot be used for now (the space the browser gives this program is full)."
				if got := ack.Message().In(message.EN); got != want {
					t.Errorf("message %q, want %q", got, want)
				}
			}
			m.Fail(place, nil)
			mustAppend(t, s, 7, 7)
			s.Close()
			m.Lose(1 - place)
			_, o := mustOpen(t, m)
			checkRecords(t, o.Records, 7)
		})
	}
}

func TestNoPlaceMeansNotSavedAndQueued(t *testing.T) {
	m := NewMemory()
	s, _ := mustOpen(t, m)
	mustAppend(t, s, 1, 1)
	m.Fail(0, ErrClosed)
	m.Fail(1, ErrFull)
	r := Record{Rev: 2, Body: body(2)}
	for range 2 { // the second time is a retry of the same record
		_, err := s.Append(context.Background(), r)
		var not *NotSavedError
		if !errors.As(err, &not) || !errors.Is(err, ErrFull) || !errors.Is(err, ErrClosed) {
			t.Fatalf("error %v", err)
		}
		want := "尚未保存：浏览器文件区暂时不能用（与存储的连接已断开）。浏览器数据库暂时不能用（浏览器给本程序的存储空间已满）。请先导出文件，不要关闭本页；程序会继续重试。"
		if got := not.Message().In(message.ZH); got != want {
			t.Errorf("message %q, want %q", got, want)
		}
	}
	m.Fail(0, nil)
	m.Fail(1, nil)
	mustAppend(t, s, 3, 3)
	m.Fail(0, ErrFull)
	m.Fail(1, ErrFull)
	if _, err := s.Append(context.Background(), Record{Rev: 4, Body: body(4)}); err == nil {
		t.Fatal("saved nowhere without an error")
	}
	m.Fail(0, nil)
	m.Fail(1, nil)
	if ack, err := s.Flush(context.Background()); err != nil || ack.Rev != 4 || ack.Places != 2 {
		t.Fatalf("flush: %+v, %v", ack, err)
	}
	s.Close()
	_, o := mustOpen(t, m)
	checkRecords(t, o.Records, 4)
}

// A place that could not be read at first may hold more than was opened: it
// must not be overwritten when it comes back.
func TestPlaceThatComesBackWithUnseenRecordsIsAConflict(t *testing.T) {
	m := filled(t)
	m.cutRows(14)
	m.Fail(0, ErrHeld)
	s, o := mustOpen(t, m)
	checkRecords(t, o.Records, 14)
	m.Fail(0, nil)
	if _, err := s.Append(context.Background(), Record{Rev: 15, Body: []byte("x")}); !errors.Is(err, ErrConflict) {
		t.Fatalf("error %v", err)
	}
	if _, err := s.Append(context.Background(), Record{Rev: 16, Body: body(16)}); !errors.Is(err, ErrConflict) {
		t.Errorf("after a conflict: %v", err)
	}
	o, err := s.TakeOver(context.Background())
	if err != nil {
		t.Fatal(err)
	}
	checkRecords(t, o.Records, written)
	if len(o.Findings) != 1 || o.Findings[0].Text != message.StoreOtherBranch {
		t.Errorf("findings %v", o.Findings)
	}
	mustAppend(t, s, written+1, written+1)
}

func TestSecondPageReadsAndTakesOver(t *testing.T) {
	m := NewMemory()
	told := make(chan struct{})
	options := simOptions
	options.Lost = func() { close(told) }
	first, _, err := Open(context.Background(), m.Backing(), options)
	if err != nil {
		t.Fatal(err)
	}
	mustAppend(t, first, 1, 3)
	second, o := mustOpen(t, m)
	if o.Writer {
		t.Fatal("two writers")
	}
	checkRecords(t, o.Records, 3)
	if _, err := second.Append(context.Background(), Record{Rev: 4}); !errors.Is(err, ErrReadOnly) {
		t.Errorf("reader appends: %v", err)
	}
	mustAppend(t, first, 4, 5)
	o, err = second.TakeOver(context.Background())
	if err != nil || !o.Writer {
		t.Fatalf("take over: %+v, %v", o, err)
	}
	checkRecords(t, o.Records, 5)
	<-told
	if _, err := first.Append(context.Background(), Record{Rev: 6, Body: body(6)}); !errors.Is(err, ErrReadOnly) {
		t.Errorf("first page still writes: %v", err)
	}
	mustAppend(t, second, 6, 8)
	if _, err := second.TakeOver(context.Background()); !errors.Is(err, ErrOrder) {
		t.Errorf("writer takes over: %v", err)
	}
	o, err = first.TakeOver(context.Background())
	if err != nil || !o.Writer {
		t.Fatalf("take back: %+v, %v", o, err)
	}
	checkRecords(t, o.Records, 8)
}

// Two writers that both think they are alone (a browser without locks): no
// acknowledged record of either is ever overwritten.
func TestRivalWritersNeverOverwriteEachOther(t *testing.T) {
	if n := rivals(t, func(r rows) rows { return r }); n > 0 {
		t.Errorf("%d acknowledged records overwritten", n)
	}
	if rivals(t, func(r rows) rows { return &baseless{r} }) == 0 {
		t.Error("a database that does not compare the base was not noticed")
	}
}

// baseless writes whatever it is told, as a table without revision compare.
type baseless struct{ rows }

func (r *baseless) commit(ctx context.Context, c change) error {
	c.base, _, _ = r.read(ctx)
	return r.rows.commit(ctx, c)
}

func rivals(t *testing.T, wrap func(rows) rows) (overwritten int) {
	for seed := range uint64(200) {
		rng := rand.New(rand.NewPCG(seed, 5))
		m := NewMemory()
		acked := map[uint64]string{}
		var pages [2]*Store
		var next [2]uint64
		for range 60 {
			i := rng.IntN(2)
			if pages[i] == nil {
				b := Backing{places: []place{&table{rows: wrap(&m.rows)}}, lock: alone{}}
				s, o, err := Open(context.Background(), b, simOptions)
				if err != nil {
					t.Fatal(err)
				}
				pages[i], next[i] = s, 1
				for _, r := range o.Records {
					if want, ok := acked[r.Rev]; ok && want != string(r.Body) {
						overwritten++
					}
					next[i] = r.Rev + 1
				}
				continue
			}
			mine := fmt.Sprint(i, rng.Uint64())
			switch _, err := pages[i].Append(context.Background(), Record{Rev: next[i], Body: []byte(mine)}); {
			case err == nil:
				if _, ok := acked[next[i]]; ok {
					overwritten++
				}
				acked[next[i]] = mine
				next[i]++
			case errors.Is(err, ErrConflict):
				pages[i] = nil
			default:
				t.Fatal(err)
			}
		}
	}
	return overwritten
}

func TestConcurrentAppendsKeepTheirOrder(t *testing.T) {
	m := NewMemory()
	s, _ := mustOpen(t, m)
	var wg sync.WaitGroup
	var mu sync.Mutex
	rev := uint64(0)
	for range 8 {
		wg.Go(func() {
			for range 50 {
				mu.Lock()
				rev++
				err := s.queue(Record{Rev: rev, Snapshot: rev%17 == 0, Body: body(rev)})
				mu.Unlock()
				if err == nil {
					_, err = s.Flush(context.Background())
				}
				if err != nil {
					t.Error(err)
				}
			}
		})
	}
	wg.Wait()
	s.Close()
	_, o := mustOpen(t, m)
	checkRecords(t, o.Records, 400)
	if len(o.Findings) != 0 {
		t.Errorf("findings %v", o.Findings)
	}
}

// stuck is a place that does not answer until it is let go.
type stuck struct {
	place
	gate chan struct{}
}

func (p *stuck) append(ctx context.Context, base head, f frame) error {
	<-p.gate
	return p.place.append(ctx, base, f)
}

func TestPlaceThatDoesNotAnswerIsNotWaitedForTwice(t *testing.T) {
	m := NewMemory()
	b := m.Backing()
	gate := make(chan struct{})
	b.places[1] = &stuck{b.places[1], gate}
	options := simOptions
	options.Patience = time.Millisecond
	s, _, err := Open(context.Background(), b, options)
	if err != nil {
		t.Fatal(err)
	}
	for rev := uint64(1); rev < 4; rev++ {
		ack, err := s.Append(context.Background(), Record{Rev: rev, Body: body(rev)})
		if err != nil || ack.Places != 1 || ack.Notes[0].Args[1] != ErrSlow {
			t.Fatalf("append %d: %+v, %v", rev, ack, err)
		}
	}
	close(gate)
	for {
		ack, err := s.Flush(context.Background())
		if err != nil {
			t.Fatal(err)
		}
		if ack.Places == 2 {
			break
		}
	}
	s.Close()
	m.Lose(0)
	_, o := mustOpen(t, m)
	checkRecords(t, o.Records, 3)
}

// explosive is a place whose script throws where nobody expects it.
type explosive struct{ place }

func (explosive) append(context.Context, head, frame) error { panic("script error") }

func TestPanicInAPlaceIsAFailureOfThatPlace(t *testing.T) {
	m := NewMemory()
	b := m.Backing()
	b.places[0] = explosive{b.places[0]}
	s, _, err := Open(context.Background(), b, simOptions)
	if err != nil {
		t.Fatal(err)
	}
	if ack, err := s.Append(context.Background(), Record{Rev: 1, Body: body(1)}); err != nil || ack.Places != 1 {
		t.Fatalf("%+v, %v", ack, err)
	}
	// What failed is written anew, not appended to.
	if ack, err := s.Append(context.Background(), Record{Rev: 2, Body: body(2)}); err != nil || ack.Places != 2 {
		t.Fatalf("%+v, %v", ack, err)
	}
}

type noLock struct{ alone }

func (noLock) hold(context.Context, bool, func()) (bool, error) { return false, ErrUnsupported }

type absent struct{ place }

func (absent) load(context.Context, bool) (loaded, error) {
	return loaded{}, fmt.Errorf("open: %w", ErrUnsupported)
}

func TestPoorBrowserIsSaidAndStillSaves(t *testing.T) {
	b := NewMemory().Backing()
	b.places[0], b.lock = absent{b.places[0]}, noLock{}
	s, o, err := Open(context.Background(), b, simOptions)
	if err != nil {
		t.Fatal(err)
	}
	if !o.Writer || o.Places != 1 || len(o.Findings) != 2 ||
		o.Findings[0].Text != message.StoreNoLock || o.Findings[1].Text != message.StorePlaceFails {
		t.Errorf("opened %+v", o)
	}
	if ack, err := s.Append(context.Background(), Record{Rev: 1}); err != nil || ack.Places != 1 {
		t.Errorf("%+v, %v", ack, err)
	}
}

func TestClosedStoreRefuses(t *testing.T) {
	s, _ := mustOpen(t, NewMemory())
	s.Close()
	if _, err := s.Append(context.Background(), Record{Rev: 1}); !errors.Is(err, ErrClosed) {
		t.Errorf("append: %v", err)
	}
	if _, err := s.TakeOver(context.Background()); err == nil {
		t.Error("a closed store takes over")
	}
}

func TestPreferencesSurvive(t *testing.T) {
	m := NewMemory()
	if _, ok, err := m.LoadPref(context.Background(), "language"); ok || err != nil {
		t.Errorf("unsaved: %v, %v", ok, err)
	}
	if err := m.SavePref(context.Background(), "language", "en"); err != nil {
		t.Fatal(err)
	}
	if v, ok, err := m.LoadPref(context.Background(), "language"); v != "en" || !ok || err != nil {
		t.Errorf("saved: %q, %v, %v", v, ok, err)
	}
}

// slow is a place whose write ends only after another page has taken over.
type slow struct {
	place
	before func()
}

func (p *slow) append(ctx context.Context, base head, f frame) error {
	p.before()
	return p.place.append(ctx, base, f)
}

func TestNothingIsAcknowledgedAfterBeingTakenOver(t *testing.T) {
	m := NewMemory()
	b := m.Backing()
	told := make(chan struct{})
	options := simOptions
	options.Lost = func() { close(told) }
	var second *Store
	b.places[1] = &slow{b.places[1], func() {
		second, _ = mustOpen(t, m)
		if _, err := second.TakeOver(context.Background()); err != nil {
			t.Error(err)
		}
		<-told
	}}
	first, _, err := Open(context.Background(), b, options)
	if err != nil {
		t.Fatal(err)
	}
	ack, err := first.Append(context.Background(), Record{Rev: 1, Body: body(1)})
	if !errors.Is(err, ErrReadOnly) && !errors.Is(err, ErrConflict) {
		t.Fatalf("%+v, %v", ack, err)
	}
}
