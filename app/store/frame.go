package store

import (
	"encoding/binary"
	"errors"
	"fmt"
	"hash/crc64"
)

// A frame is a record as it lies in a place, all numbers little-endian:
//
//	 0  sum   CRC-64 of everything that follows
//	 8  prev  sum of the record before this one, 0 for the first
//	16  word  bit 63 snapshot, bits 56-62 format, bits 0-55 revision
//	24  size  length of the body in bytes
//	28  body
//
// A sum covers the sum before it, so a frame fits one history only.
const (
	headerSize = 28
	format     = 1
	maxBody    = 64 << 20

	snapshotBit = 1 << 63
	revMask     = 1<<56 - 1
)

var table64 = crc64.MakeTable(crc64.ECMA)

var (
	errTorn    = errors.New("frame ends too early")
	errDamaged = errors.New("checksum does not agree")
	errSpliced = errors.New("frame does not follow the one before it")
)

// head names the end of a history: its last revision and that record's sum.
type head struct{ rev, sum uint64 }

type frame struct {
	rev       uint64
	snapshot  bool
	prev, sum uint64
	raw       []byte
}

func (f frame) head() head   { return head{f.rev, f.sum} }
func (f frame) before() head { return head{f.rev - 1, f.prev} }

// starts tells whether a history can begin here.
func (f frame) starts() bool { return f.snapshot || f.before() == head{} }

func (f frame) record() Record {
	return Record{Rev: f.rev, Snapshot: f.snapshot, Body: f.raw[headerSize:len(f.raw):len(f.raw)]}
}

func seal(r Record, prev uint64) frame {
	raw := make([]byte, headerSize+len(r.Body))
	word := r.Rev | format<<56
	if r.Snapshot {
		word |= snapshotBit
	}
	binary.LittleEndian.PutUint64(raw[8:], prev)
	binary.LittleEndian.PutUint64(raw[16:], word)
	binary.LittleEndian.PutUint32(raw[24:], uint32(len(r.Body)))
	copy(raw[headerSize:], r.Body)
	sum := crc64.Checksum(raw[8:], table64)
	binary.LittleEndian.PutUint64(raw, sum)
	return frame{rev: r.Rev, snapshot: r.Snapshot, prev: prev, sum: sum, raw: raw}
}

// decode reads the frame at the start of data. A sound frame of another
// format is ErrNewer: it must be left alone, not taken for damage.
func decode(data []byte) (frame, error) {
	if len(data) < headerSize {
		return frame{}, errTorn
	}
	size := binary.LittleEndian.Uint32(data[24:])
	if size > maxBody || headerSize+int(size) > len(data) {
		return frame{}, errTorn
	}
	raw := data[: headerSize+int(size) : headerSize+int(size)]
	f := frame{
		sum:  binary.LittleEndian.Uint64(raw),
		prev: binary.LittleEndian.Uint64(raw[8:]),
		raw:  raw,
	}
	if crc64.Checksum(raw[8:], table64) != f.sum {
		return frame{}, errDamaged
	}
	word := binary.LittleEndian.Uint64(raw[16:])
	if v := word &^ snapshotBit >> 56; v != format {
		return frame{}, fmt.Errorf("frame of format %d: %w", v, ErrNewer)
	}
	f.rev, f.snapshot = word&revMask, word&snapshotBit != 0
	if f.rev == 0 {
		return frame{}, errDamaged
	}
	return f, nil
}

// scan reads the unbroken chain of frames at the start of data. What follows
// the chain is rest, and err says why the chain ended there; both are nil
// when all of data was read.
func scan(data []byte) (chain []frame, rest []byte, err error) {
	for len(data) > 0 {
		f, err := decode(data)
		if err == nil && len(chain) > 0 && chain[len(chain)-1].head() != f.before() {
			err = errSpliced
		}
		if err != nil {
			return chain, data, err
		}
		chain = append(chain, f)
		data = data[len(f.raw):]
	}
	return chain, nil, nil
}

// concat joins frames into the bytes of a file.
func concat(chain []frame) []byte {
	n := 0
	for _, f := range chain {
		n += len(f.raw)
	}
	out := make([]byte, 0, n)
	for _, f := range chain {
		out = append(out, f.raw...)
	}
	return out
}
