package store

import (
	"bytes"
	"context"
	"fmt"

	"suanpan/budgetcore/message"
)

// files is a small set of files that exist from the start and are never
// renamed: two for the journal, one for data set aside.
type files interface {
	// open prepares the files; with write it holds them alone.
	open(ctx context.Context, write bool) error
	read(ctx context.Context, file int) ([]byte, error)
	// append cuts the file at offset at, writes data there and flushes.
	append(ctx context.Context, file int, at int, data []byte) error
	// replace empties the file, writes data and flushes.
	replace(ctx context.Context, file int, data []byte) error
	close() error
}

const (
	fileA = iota
	fileB
	fileKept
	fileCount
)

// journal is a place of two files. Records are appended to the active one; a
// snapshot goes to the idle one, so the old file stays whole until the new
// one is durable.
type journal struct {
	files  files
	active int
	size   int             // bytes of sound frames in the active file
	ends   [fileB + 1]head // where each file's history ends
	// failed is set while a write has failed. What it wrote may be readable
	// and yet not durable, so the active file stays the one to protect.
	failed bool
}

const keptLimit = 32 << 20

func (j *journal) name() *message.Text { return message.StoreFiles }

func (j *journal) close() error {
	j.failed = false
	return j.files.close()
}

func (j *journal) load(ctx context.Context, write bool) (loaded, error) {
	var l loaded
	if err := j.files.open(ctx, write); err != nil {
		return l, fmt.Errorf("open journal: %w", err)
	}
	l.sound = !j.failed
	j.ends = [fileB + 1]head{}
	var sizes [fileB + 1]int
	for _, file := range []int{fileA, fileB} {
		data, err := j.files.read(ctx, file)
		if err != nil {
			return l, fmt.Errorf("read journal file %d: %w", file, err)
		}
		chain, rest, err := scan(data)
		if isNewer(err) {
			return l, fmt.Errorf("journal file %d: %w", file, err)
		}
		l.frames = append(l.frames, chain...)
		l.damage = append(l.damage, rest...)
		if len(chain) > 0 && !chain[0].starts() {
			l.sound = false
			continue
		}
		j.ends[file] = end(chain)
		sizes[file] = len(data) - len(rest)
	}
	if o := other(j.active); !j.failed && j.ends[o].rev > j.ends[j.active].rev {
		j.active = o
	}
	j.size = sizes[j.active]
	l.head = j.ends[j.active]
	l.sound = l.sound && len(l.damage) == 0
	return l, nil
}

func (j *journal) append(ctx context.Context, base head, f frame) error {
	if at := j.ends[j.active]; at != base {
		return fmt.Errorf("journal ends at %d: %w", at.rev, ErrConflict)
	}
	if f.snapshot {
		return j.begin(ctx, []frame{f})
	}
	if err := j.files.append(ctx, j.active, j.size, f.raw); err != nil {
		j.failed = true
		return fmt.Errorf("append to journal: %w", err)
	}
	j.size += len(f.raw)
	j.ends[j.active] = f.head()
	return nil
}

// begin writes chain to the idle file and makes it the active one.
func (j *journal) begin(ctx context.Context, chain []frame) error {
	idle := other(j.active)
	data := concat(chain)
	if err := j.files.replace(ctx, idle, data); err != nil {
		j.failed = true
		return fmt.Errorf("begin journal file %d: %w", idle, err)
	}
	j.active, j.size, j.ends[idle] = idle, len(data), end(chain)
	return nil
}

func other(file int) int { return fileA + fileB - file }

func (j *journal) replace(ctx context.Context, chain []frame) error {
	if len(chain) == 0 {
		return j.empty(ctx, fileA, fileB)
	}
	// The file with more of chain must outlive the writing of the other.
	if o := other(j.active); !j.failed && in(chain, j.ends[o]) && !in(chain, j.ends[j.active]) {
		j.active = o
	}
	if err := j.begin(ctx, chain[generation(chain):]); err != nil {
		return err
	}
	j.failed = false
	return j.empty(ctx, other(j.active))
}

func (j *journal) empty(ctx context.Context, list ...int) error {
	for _, file := range list {
		if err := j.files.replace(ctx, file, nil); err != nil {
			j.failed = true
			return fmt.Errorf("empty journal file %d: %w", file, err)
		}
		j.ends[file] = head{}
		if file == j.active {
			j.size = 0
		}
	}
	return nil
}

// The file of kept data is a chain of frames whose bodies are name, NUL, data.
func (j *journal) keep(ctx context.Context, k Kept) error {
	data, err := j.files.read(ctx, fileKept)
	if err != nil {
		return fmt.Errorf("read kept data: %w", err)
	}
	chain, rest, _ := scan(data)
	for _, f := range chain {
		if unpackKept(f).Name == k.Name {
			return nil
		}
	}
	last := end(chain)
	f := seal(Record{Rev: last.rev + 1, Body: append([]byte(k.Name+"\x00"), k.Data...)}, last.sum)
	if len(data)+len(f.raw) > keptLimit && len(chain) > 0 {
		err = j.files.replace(ctx, fileKept, f.raw)
	} else {
		err = j.files.append(ctx, fileKept, len(data)-len(rest), f.raw)
	}
	if err != nil {
		return fmt.Errorf("keep %d bytes: %w", len(k.Data), err)
	}
	return nil
}

func (j *journal) kept(ctx context.Context) ([]Kept, error) {
	data, err := j.files.read(ctx, fileKept)
	if err != nil {
		return nil, fmt.Errorf("read kept data: %w", err)
	}
	chain, _, _ := scan(data)
	out := make([]Kept, len(chain))
	for i, f := range chain {
		out[i] = unpackKept(f)
	}
	return out, nil
}

func unpackKept(f frame) Kept {
	name, data, _ := bytes.Cut(f.raw[headerSize:], []byte{0})
	return Kept{Name: string(name), Data: data}
}
