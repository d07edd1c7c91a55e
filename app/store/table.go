package store

import (
	"bytes"
	"context"
	"encoding/binary"
	"fmt"

	"suanpan/budgetcore/message"
)

// rows is a database with transactions: one row a record, and a head.
type rows interface {
	// open connects. lost is what the browser said it has dropped, "" if
	// nothing.
	open(ctx context.Context) (lost string, err error)
	// read returns the head as it lies there (nil without one) and all rows
	// in the order of their revisions.
	read(ctx context.Context) (head []byte, rows [][]byte, err error)
	// commit makes one change in one durable transaction: it refuses with
	// ErrConflict unless the head is still base.
	commit(ctx context.Context, c change) error
	keep(ctx context.Context, k Kept) error
	kept(ctx context.Context) ([]Kept, error)
	close() error
}

type change struct {
	base, head []byte  // nil stands for no head
	put        []frame // rows to write
	below      uint64  // rows of lower revisions are deleted
	clear      bool    // all rows are deleted before put
}

// table is a place of rows. It holds the current generation and the one
// before it.
type table struct {
	rows rows
	raw  []byte // the head as it lies in the database
	head head
	gen  uint64 // first revision of the current generation
}

func (t *table) name() *message.Text { return message.StoreDatabase }
func (t *table) close() error        { return t.rows.close() }

func packHead(h head) []byte {
	if h == (head{}) {
		return nil
	}
	return binary.LittleEndian.AppendUint64(binary.LittleEndian.AppendUint64(nil, h.rev), h.sum)
}

func (t *table) load(ctx context.Context, _ bool) (loaded, error) {
	var l loaded
	lost, err := t.rows.open(ctx)
	if err != nil {
		return l, fmt.Errorf("open database: %w", err)
	}
	raw, rows, err := t.rows.read(ctx)
	if err != nil {
		return l, fmt.Errorf("read database: %w", err)
	}
	l.lost, l.sound = lost, true
	for _, row := range rows {
		f, err := decode(row)
		switch {
		case isNewer(err):
			return l, fmt.Errorf("database row: %w", err)
		case err != nil || len(f.raw) != len(row):
			l.damage = append(l.damage, row...)
			continue
		case len(l.frames) == 0 && !f.starts(),
			len(l.frames) > 0 && end(l.frames) != f.before():
			l.sound = false
		}
		l.frames = append(l.frames, f)
	}
	l.head = end(l.frames)
	if len(raw) == 16 {
		l.count = binary.LittleEndian.Uint64(raw)
	} else {
		l.damage = append(l.damage, raw...)
	}
	l.sound = l.sound && len(l.damage) == 0 && bytes.Equal(raw, packHead(l.head))
	t.raw, t.head, t.gen = raw, l.head, 0
	if len(l.frames) > 0 {
		t.gen = l.frames[generation(l.frames)].rev
	}
	return l, nil
}

func (t *table) append(ctx context.Context, base head, f frame) error {
	if t.head != base {
		return fmt.Errorf("database ends at %d: %w", t.head.rev, ErrConflict)
	}
	c := change{put: []frame{f}}
	gen := t.gen
	if f.snapshot {
		c.below, gen = t.gen, f.rev
	}
	return t.commit(ctx, c, f.head(), gen)
}

func (t *table) replace(ctx context.Context, chain []frame) error {
	gen := uint64(0)
	if len(chain) > 0 {
		gen = chain[generation(chain)].rev
	}
	return t.commit(ctx, change{put: chain, clear: true}, end(chain), gen)
}

func (t *table) commit(ctx context.Context, c change, to head, gen uint64) error {
	c.base, c.head = t.raw, packHead(to)
	if err := t.rows.commit(ctx, c); err != nil {
		return fmt.Errorf("write to database: %w", err)
	}
	t.raw, t.head, t.gen = c.head, to, gen
	return nil
}

func (t *table) keep(ctx context.Context, k Kept) error {
	if err := t.rows.keep(ctx, k); err != nil {
		return fmt.Errorf("keep %d bytes: %w", len(k.Data), err)
	}
	return nil
}

func (t *table) kept(ctx context.Context) ([]Kept, error) {
	k, err := t.rows.kept(ctx)
	if err != nil {
		return nil, fmt.Errorf("read kept data: %w", err)
	}
	return k, nil
}
