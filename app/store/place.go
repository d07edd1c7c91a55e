package store

import (
	"context"
	"fmt"
	"hash/crc64"

	"suanpan/budgetcore/message"
)

// A place keeps one copy of a document. It is used by one goroutine at a
// time. After an error its state is unknown until the next load.
type place interface {
	name() *message.Text
	// load reads everything. With write it also makes the place ready for
	// append and replace, which fails while another page holds it.
	load(ctx context.Context, write bool) (loaded, error)
	// append makes one record durable behind base. It refuses with
	// ErrConflict, and writes nothing, when the place does not end at base.
	append(ctx context.Context, base head, f frame) error
	// replace makes chain the whole content. It refuses with ErrConflict when
	// someone else has written since load; until the new content is durable
	// the old one stays.
	replace(ctx context.Context, chain []frame) error
	// keep sets bytes aside under a name; keeping them twice is keeping once.
	keep(ctx context.Context, k Kept) error
	kept(ctx context.Context) ([]Kept, error)
	close() error
}

// loaded is what a place holds.
type loaded struct {
	frames []frame
	damage []byte // bytes that are not part of a sound frame
	head   head   // end of the place's own history
	sound  bool   // that history is unbroken and agrees with its counter
	count  uint64 // the revision the place's counter speaks of, 0 without one
	lost   string // what the browser said it has dropped
}

func (l loaded) empty() bool { return len(l.frames) == 0 && len(l.damage) == 0 && l.count == 0 }

// strays returns the frames that are not part of chain.
func (l loaded) strays(chain []frame) []frame {
	var out []frame
	for _, f := range l.frames {
		if !in(chain, f.head()) {
			out = append(out, f)
		}
	}
	return out
}

// Kept is data that could not be used and was set aside unchanged.
type Kept struct {
	// Name is a file name for a download.
	Name string
	Data []byte
}

// newKept names data after where it lay and what it is, so that setting the
// same data aside again changes nothing.
func newKept(p place, data []byte) Kept {
	kind := "files"
	if p.name() == message.StoreDatabase {
		kind = "database"
	}
	return Kept{Name: fmt.Sprintf("suanpan-%s-%016x.bin", kind, crc64.Checksum(data, table64)), Data: data}
}
