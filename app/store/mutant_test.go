package store

import (
	"context"
	"encoding/binary"
	"hash/crc64"
	"testing"
)

// A simulator that sees nothing proves nothing: each of these faults, built
// in one at a time, must break a promise it checks.
var mutants = []mutant{
	{name: "journal acknowledges before the flush", disk: func(d disk) disk { return noFlush{d} }},
	{name: "old file emptied before the new one is flushed", files: func(f files) files { return emptyFirst{f} }},
	{name: "one file instead of two", files: func(f files) files { return oneFile{f} }},
	{name: "idle file not flushed before the old one is reused", files: func(f files) files { return lazyReplace{f.(diskFiles)} }},
	{name: "short write taken for success", files: func(f files) files { return deafFiles{f} }},
	{name: "checksum not checked", files: func(f files) files { return blindFiles{f} }},
	{name: "file trusted after a failed flush", place: func(p place) place { return forgetful{p} }},
	{name: "head not written in the record's transaction", rows: func(r rows) rows { return headApart{r} }},
	{name: "superseded rows deleted before the snapshot is written", rows: func(r rows) rows { return deleteFirst{r} }},
	{name: "transaction not durable when it is acknowledged", rows: func(r rows) rows { return relaxed{r.(*simRows)} }},
	{name: "rows acknowledged before the transaction is complete", rows: func(r rows) rows { return &early{rows: r} }},
	{name: "acknowledged after one place", place: func(p place) place { return &late{place: p} }},
	{name: "failure of a place not reported", place: func(p place) place { return deaf{p} }},
	{name: "place said to be mended that was not", place: func(p place) place { return noMend{p} }},
}

func TestSimulatorCatchesEveryMutant(t *testing.T) {
	for _, m := range mutants {
		t.Run(m.name, func(t *testing.T) {
			seed, n, err := campaign(m, 50_000)
			if err == nil {
				t.Fatalf("%d crashes showed nothing", n)
			}
			t.Logf("seed %d: %v", seed, err)
		})
	}
}

type noFlush struct{ disk }

func (noFlush) flush(int) error { return nil }

type emptyFirst struct{ files }

func (f emptyFirst) replace(ctx context.Context, file int, data []byte) error {
	if file != fileKept && len(data) > 0 {
		if err := f.files.replace(ctx, other(file), nil); err != nil {
			return err
		}
	}
	return f.files.replace(ctx, file, data)
}

type oneFile struct{ files }

func (f oneFile) read(ctx context.Context, file int) ([]byte, error) {
	if file == fileB {
		return nil, nil
	}
	return f.files.read(ctx, file)
}

func (f oneFile) append(ctx context.Context, file, at int, data []byte) error {
	return f.files.append(ctx, file&^fileB, at, data)
}

func (f oneFile) replace(ctx context.Context, file int, data []byte) error {
	if len(data) == 0 {
		return nil
	}
	return f.files.replace(ctx, file&^fileB, data)
}

type lazyReplace struct{ diskFiles }

func (f lazyReplace) replace(ctx context.Context, file int, data []byte) error {
	if len(data) == 0 {
		return f.diskFiles.replace(ctx, file, data)
	}
	return diskFiles{noFlush{f.disk}}.replace(ctx, file, data)
}

type deafFiles struct{ files }

func (f deafFiles) append(ctx context.Context, file, at int, data []byte) error {
	_ = f.files.append(ctx, file, at, data)
	return nil
}

// blindFiles makes every frame that has its full length agree with its sum
// and with the frame before it.
type blindFiles struct{ files }

func (f blindFiles) read(ctx context.Context, file int) ([]byte, error) {
	data, err := f.files.read(ctx, file)
	var prev uint64
	for at := 0; len(data)-at >= headerSize; {
		size := int(binary.LittleEndian.Uint32(data[at+24:]))
		if size > len(data)-at-headerSize {
			break
		}
		raw := data[at : at+headerSize+size]
		if at > 0 {
			binary.LittleEndian.PutUint64(raw[8:], prev)
		}
		prev = crc64.Checksum(raw[8:], table64)
		binary.LittleEndian.PutUint64(raw, prev)
		at += len(raw)
	}
	return data, err
}

type forgetful struct{ place }

func (p forgetful) load(ctx context.Context, write bool) (loaded, error) {
	if j, ok := p.place.(*journal); ok {
		j.failed = false
	}
	return p.place.load(ctx, write)
}

type headApart struct{ rows }

func (r headApart) commit(ctx context.Context, c change) error {
	first := c
	first.head = c.base
	if err := r.rows.commit(ctx, first); err != nil {
		return err
	}
	return r.rows.commit(ctx, change{base: c.base, head: c.head})
}

type deleteFirst struct{ rows }

func (r deleteFirst) commit(ctx context.Context, c change) error {
	if err := r.rows.commit(ctx, change{base: c.base, head: c.base, below: c.below, clear: c.clear}); err != nil {
		return err
	}
	return r.rows.commit(ctx, c)
}

type relaxed struct{ *simRows }

func (r relaxed) commit(ctx context.Context, c change) error {
	err := r.simRows.commit(ctx, c)
	r.states[len(r.states)-1].sure = false
	return err
}

type early struct {
	rows
	pending []change
}

func (r *early) commit(ctx context.Context, c change) error {
	for _, o := range r.pending {
		if err := r.rows.commit(ctx, o); err != nil {
			return err
		}
	}
	r.pending = []change{c}
	return nil
}

type late struct {
	place
	queue []frame
	bases []head
}

func (p *late) append(ctx context.Context, base head, f frame) error {
	if _, ok := p.place.(*journal); !ok {
		return p.place.append(ctx, base, f)
	}
	for i, q := range p.queue {
		if err := p.place.append(ctx, p.bases[i], q); err != nil {
			return err
		}
	}
	p.queue, p.bases = []frame{f}, []head{base}
	return nil
}

func (p *late) replace(ctx context.Context, chain []frame) error {
	p.queue, p.bases = nil, nil
	return p.place.replace(ctx, chain)
}

type deaf struct{ place }

func (p deaf) replace(ctx context.Context, chain []frame) error {
	_ = p.place.replace(ctx, chain)
	return nil
}

type noMend struct{ place }

func (p noMend) replace(context.Context, []frame) error { return nil }
