package store

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"slices"
	"testing"

	"suanpan/budgetcore/message"
)

const written = 20 // records in the damage table; snapshots at 6 and 12

func body(rev uint64) []byte { return fmt.Appendf(nil, "change %d of a draft", rev) }

func mustOpen(t *testing.T, m *Memory) (*Store, Opened) {
	t.Helper()
	s, o, err := Open(context.Background(), m.Backing(), simOptions)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s, o
}

func mustAppend(t *testing.T, s *Store, from, to uint64, snapshots ...uint64) {
	t.Helper()
	for rev := from; rev <= to; rev++ {
		r := Record{Rev: rev, Snapshot: slices.Contains(snapshots, rev), Body: body(rev)}
		if ack, err := s.Append(context.Background(), r); err != nil || ack.Places != 2 {
			t.Fatalf("append %d: %+v, %v", rev, ack, err)
		}
	}
}

func filled(t *testing.T) *Memory {
	t.Helper()
	m := NewMemory()
	s, o := mustOpen(t, m)
	if len(o.Findings) != 0 || !o.Writer || o.Places != 2 {
		t.Fatalf("a new memory opens as %+v", o)
	}
	mustAppend(t, s, 1, written, 6, 12)
	s.Close()
	return m
}

func flip(data []byte, at int) []byte {
	data = bytes.Clone(data)
	for i := at; i < min(at+16, len(data)); i++ {
		data[i] ^= 0xff
	}
	return data
}

func (m *Memory) current() *[]byte {
	a, b := &m.files.data[fileA], &m.files.data[fileB]
	if ca, _, _ := scan(*a); end(ca).rev == written {
		return a
	}
	return b
}

func (m *Memory) row(rev uint64) *memoryRow {
	for i := range m.rows.rows {
		if m.rows.rows[i].rev == rev {
			return &m.rows.rows[i]
		}
	}
	return nil
}

func (m *Memory) cutRows(last uint64) {
	m.rows.rows = slices.DeleteFunc(m.rows.rows, func(r memoryRow) bool { return r.rev > last })
	f, _ := decode(m.rows.rows[len(m.rows.rows)-1].raw)
	m.rows.head = packHead(f.head())
}

// offset returns where the record lies in the current journal file.
func (m *Memory) offset(rev uint64) int {
	at := 0
	chain, _, _ := scan(*m.current())
	for _, f := range chain {
		if f.rev == rev {
			break
		}
		at += len(f.raw)
	}
	return at
}

func reformat(raw []byte) []byte {
	f, _ := decode(raw)
	word := f.rev | (format+1)<<56
	out := bytes.Clone(raw)
	for i := range 8 {
		out[16+i] = byte(word >> (8 * i))
	}
	return resum(out)
}

func TestDamageIsMendedAndSaid(t *testing.T) {
	type texts []*message.Text
	cases := []struct {
		name   string
		damage func(m *Memory)
		last   uint64
		want   texts
		kept   bool // the damaged bytes can be downloaded
	}{
		{"nothing", func(*Memory) {}, written, nil, false},
		{"16 bytes flipped in the journal", func(m *Memory) {
			*m.current() = flip(*m.current(), m.offset(15)+5)
		}, written, texts{message.StoreDamaged}, true},
		{"idle journal file flipped", func(m *Memory) {
			d := &m.files.data[fileA]
			if d == m.current() {
				d = &m.files.data[fileB]
			}
			*d = flip(*d, 10)
		}, written, texts{message.StoreDamaged}, true},
		{"journal cut within a record", func(m *Memory) {
			*m.current() = (*m.current())[:m.offset(17)+9]
		}, written, texts{message.StoreDamaged}, true},
		{"journal cut between records", func(m *Memory) {
			*m.current() = (*m.current())[:m.offset(17)]
		}, written, texts{message.StoreBehind}, false},
		{"journal one record behind", func(m *Memory) {
			*m.current() = (*m.current())[:m.offset(written)]
		}, written, texts{message.StoreInterrupted}, false},
		{"journal of an earlier day", func(m *Memory) {
			m.files.data = [fileCount][]byte{}
			f := seal(Record{Rev: 1, Body: body(1)}, 0)
			m.files.data[fileA] = f.raw
		}, written, texts{message.StoreBehind}, true},
		{"journal files gone", func(m *Memory) { m.Lose(0) }, written, texts{message.StoreEmptied}, false},
		{"journal cannot be opened", func(m *Memory) { m.Fail(0, ErrHeld) }, written, texts{message.StorePlaceFails}, false},
		{"database dropped and reported", func(m *Memory) {
			m.Lose(1)
			m.rows.lost = "checksum mismatch"
		}, written, texts{message.StoreDropped, message.StoreEmptied}, false},
		{"database emptied without a sign", func(m *Memory) { m.Lose(1) }, written, texts{message.StoreEmptied}, false},
		{"database cut to 70 % without a sign", func(m *Memory) { m.cutRows(14) }, written, texts{message.StoreBehind}, false},
		{"database fails to open", func(m *Memory) { m.Fail(1, errors.New("internal error")) }, written, texts{message.StorePlaceFails}, false},
		{"row flipped", func(m *Memory) {
			r := m.row(15)
			r.raw = flip(r.raw, 3)
		}, written, texts{message.StoreDamaged}, true},
		{"row missing", func(m *Memory) {
			m.rows.rows = slices.DeleteFunc(m.rows.rows, func(r memoryRow) bool { return r.rev == 15 })
		}, written, texts{message.StoreMiscounted}, false},
		{"head of fewer records", func(m *Memory) { m.rows.head = packHead(head{15, 1}) }, written, texts{message.StoreMiscounted}, false},
		{"head of more records", func(m *Memory) { m.rows.head = packHead(head{25, 1}) }, written, texts{message.StoreMiscounted, message.StoreMissing}, false},
		{"head gone", func(m *Memory) { m.rows.head = nil }, written, texts{message.StoreMiscounted}, false},
		{"head unreadable", func(m *Memory) { m.rows.head = []byte("?") }, written, texts{message.StoreDamaged}, true},
		{"record of another history in the database", func(m *Memory) {
			r := m.row(15)
			r.raw = seal(Record{Rev: 15, Body: []byte("another draft")}, 7).raw
		}, written, texts{message.StoreOtherBranch}, true},
		{"record of another history in the journal", func(m *Memory) {
			d, at := *m.current(), m.offset(15)
			alien := seal(Record{Rev: 15, Body: body(15)}, 7).raw
			*m.current() = slices.Concat(d[:at], alien, d[at+len(alien):])
		}, written, texts{message.StoreDamaged}, true},
		{"both damaged at different records", func(m *Memory) {
			*m.current() = flip(*m.current(), m.offset(16)+5)
			m.row(14).raw = []byte("?")
		}, written, texts{message.StoreDamaged, message.StoreDamaged}, true},
		{"both damaged at the same record", func(m *Memory) {
			*m.current() = flip(*m.current(), m.offset(16)+5)
			m.row(16).raw = []byte("?")
		}, 15, texts{message.StoreDamaged, message.StoreDamaged, message.StoreMissing}, true},
		{"both damaged at the snapshot", func(m *Memory) {
			*m.current() = flip(*m.current(), 5)
			m.row(12).raw = []byte("?")
		}, 11, texts{message.StoreDamaged, message.StoreDamaged, message.StoreMissing}, true},
		{"journal gone, database damaged", func(m *Memory) {
			m.Lose(0)
			m.row(18).raw = []byte("?")
		}, 17, texts{message.StoreEmptied, message.StoreDamaged, message.StoreMissing}, true},
		{"both damaged beyond reading", func(m *Memory) {
			m.files.data = [fileCount][]byte{{1}, {2}}
			m.rows.rows, m.rows.head = []memoryRow{{1, []byte{3}}}, packHead(head{written, 1})
		}, 0, texts{message.StoreDamaged, message.StoreDamaged, message.StoreMissing, message.StoreNothingLeft}, true},
		{"both empty, the browser reports the loss", func(m *Memory) {
			m.Lose(0)
			m.Lose(1)
			m.rows.lost = "checksum mismatch"
		}, 0, texts{message.StoreDropped, message.StoreNothingLeft}, false},
		{"both empty, data was set aside before", func(m *Memory) {
			m.Lose(0)
			m.Lose(1)
			m.rows.set = []Kept{{"old.bin", []byte{1}}}
		}, 0, texts{message.StoreNothingLeft}, true},
		{"journal holds another end", func(m *Memory) {
			d, at := *m.current(), m.offset(written)
			f, _ := decode(d[at:])
			*m.current() = append(d[:at:at], seal(Record{Rev: written, Body: []byte("x")}, f.prev).raw...)
			// The journal is asked first when both have one vote, so the
			// database's end is the one set aside.
			m.row(written).raw = seal(Record{Rev: written, Body: body(written)}, f.prev).raw
		}, written, texts{message.StoreOtherBranch}, true},
	}
	for _, c := range cases {
		t.Run(c.name, func(t *testing.T) {
			m := filled(t)
			c.damage(m)
			s, o := mustOpen(t, m)
			var got texts
			for _, f := range o.Findings {
				got = append(got, f.Text)
				if f.In(message.ZH) == "" || bytes.Contains([]byte(f.In(message.EN)), []byte("{")) {
					t.Errorf("finding %q", f.In(message.EN))
				}
			}
			for _, w := range c.want {
				i := slices.Index(got, w)
				if i < 0 {
					t.Errorf("not said: %q", w.In(message.EN))
					continue
				}
				got = slices.Delete(got, i, i+1)
			}
			for _, g := range got {
				t.Errorf("said without need: %q", g.In(message.EN))
			}
			checkRecords(t, o.Records, c.last)
			m.Fail(0, nil)
			m.Fail(1, nil)
			kept, err := s.Kept(context.Background())
			if err != nil || (len(kept) > 0) != c.kept {
				t.Errorf("kept %d pieces, %v", len(kept), err)
			}

			// What was mended carries new records and opens without a word.
			mustAppend(t, s, c.last+1, c.last+3)
			s.Close()
			m.rows.lost = ""
			_, o = mustOpen(t, m)
			if len(o.Findings) != 0 || o.Places != 2 {
				t.Errorf("second opening: %d places, %v", o.Places, o.Findings)
			}
			checkRecords(t, o.Records, c.last+3)
		})
	}
}

func checkRecords(t *testing.T, records []Record, last uint64) {
	t.Helper()
	if last == 0 {
		if len(records) != 0 {
			t.Errorf("%d records from nowhere", len(records))
		}
		return
	}
	if len(records) == 0 || records[len(records)-1].Rev != last {
		t.Fatalf("records end at %v, want %d", records, last)
	}
	first := records[0]
	if !first.Snapshot && first.Rev != 1 {
		t.Errorf("records begin at %d", first.Rev)
	}
	for i, r := range records {
		if r.Rev != first.Rev+uint64(i) {
			t.Errorf("record %d at index %d", r.Rev, i)
		}
		if !bytes.Equal(r.Body, body(r.Rev)) && string(r.Body) != "x" {
			t.Errorf("record %d is %q", r.Rev, r.Body)
		}
	}
}

// Half a migration: one place was already written by a newer program.
func TestNewerFormatIsLeftAlone(t *testing.T) {
	for _, c := range []struct {
		name   string
		damage func(m *Memory)
	}{
		{"journal", func(m *Memory) {
			d := m.current()
			n := m.offset(13)
			*d = append(reformat((*d)[:n]), (*d)[n:]...)
		}},
		{"database", func(m *Memory) { m.row(14).raw = reformat(m.row(14).raw) }},
		{"database of a newer schema", func(m *Memory) { m.Fail(1, ErrNewer) }},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := filled(t)
			c.damage(m)
			files, rows := m.files.data, slices.Clone(m.rows.rows)
			_, _, err := Open(context.Background(), m.Backing(), simOptions)
			if !errors.Is(err, ErrNewer) {
				t.Fatalf("error %v", err)
			}
			for i := range files {
				if !bytes.Equal(files[i], m.files.data[i]) {
					t.Errorf("file %d was changed", i)
				}
			}
			if !slices.EqualFunc(rows, m.rows.rows, func(a, b memoryRow) bool { return bytes.Equal(a.raw, b.raw) }) {
				t.Error("rows were changed")
			}
			if m.lock.holder != nil {
				t.Error("the lock is still held")
			}
		})
	}
}
