package store

import (
	"bytes"
	"context"
	"slices"
	"sync"
)

// Memory keeps a document in memory, in the same two places and through the
// same code as a browser does. It outlives the stores opened on it, so a
// second Open finds what the first one wrote.
type Memory struct {
	mu    sync.Mutex
	files memoryFiles
	rows  memoryRows
	lock  memoryLock
	prefs map[string]string
	fail  [2]error
}

// NewMemory returns an empty memory.
func NewMemory() *Memory {
	m := &Memory{prefs: make(map[string]string)}
	m.files.m, m.rows.m = m, m
	return m
}

// Backing returns the memory as a new page would see it.
func (m *Memory) Backing() Backing {
	return Backing{
		places: []place{&journal{files: &m.files}, &table{rows: &m.rows}},
		lock:   &memoryHold{lock: &m.lock},
	}
}

// Fail makes every use of a place fail with err until it is called again
// with nil: place 0 is the file area, 1 the database.
func (m *Memory) Fail(place int, err error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	m.fail[place] = err
}

// Lose empties a place, as a browser that drops data does.
func (m *Memory) Lose(place int) {
	m.mu.Lock()
	defer m.mu.Unlock()
	if place == 0 {
		m.files.data = [fileCount][]byte{}
	} else {
		m.rows.head, m.rows.rows = nil, nil
	}
}

// LoadPref returns a preference, false if it was never saved.
func (m *Memory) LoadPref(_ context.Context, key string) (string, bool, error) {
	m.mu.Lock()
	defer m.mu.Unlock()
	v, ok := m.prefs[key]
	return v, ok, m.fail[1]
}

// SavePref saves a preference.
func (m *Memory) SavePref(_ context.Context, key, value string) error {
	m.mu.Lock()
	defer m.mu.Unlock()
	if m.fail[1] == nil {
		m.prefs[key] = value
	}
	return m.fail[1]
}

type memoryFiles struct {
	m    *Memory
	data [fileCount][]byte
}

func (f *memoryFiles) use(change func()) error {
	f.m.mu.Lock()
	defer f.m.mu.Unlock()
	if f.m.fail[0] == nil {
		change()
	}
	return f.m.fail[0]
}

func (f *memoryFiles) open(context.Context, bool) error { return f.use(func() {}) }
func (f *memoryFiles) close() error                     { return nil }

func (f *memoryFiles) read(_ context.Context, file int) (data []byte, err error) {
	err = f.use(func() { data = bytes.Clone(f.data[file]) })
	return data, err
}

func (f *memoryFiles) append(_ context.Context, file, at int, data []byte) error {
	return f.use(func() { f.data[file] = append(f.data[file][:at:at], data...) })
}

func (f *memoryFiles) replace(_ context.Context, file int, data []byte) error {
	return f.use(func() { f.data[file] = bytes.Clone(data) })
}

type memoryRow struct {
	rev uint64
	raw []byte
}

type memoryRows struct {
	m    *Memory
	head []byte
	rows []memoryRow
	set  []Kept
	lost string
}

func (r *memoryRows) use(change func() error) error {
	r.m.mu.Lock()
	defer r.m.mu.Unlock()
	if r.m.fail[1] != nil {
		return r.m.fail[1]
	}
	return change()
}

func (r *memoryRows) open(context.Context) (lost string, err error) {
	return r.lost, r.use(func() error { return nil })
}

func (r *memoryRows) close() error { return nil }

func (r *memoryRows) read(context.Context) (head []byte, rows [][]byte, err error) {
	err = r.use(func() error {
		head = r.head
		for _, row := range r.rows {
			rows = append(rows, bytes.Clone(row.raw))
		}
		return nil
	})
	return head, rows, err
}

func (r *memoryRows) commit(_ context.Context, c change) error {
	return r.use(func() error {
		if !bytes.Equal(r.head, c.base) {
			return ErrConflict
		}
		r.rows, r.head = c.apply(r.rows), c.head
		return nil
	})
}

// apply returns rows as they are after the change.
func (c change) apply(rows []memoryRow) []memoryRow {
	rows = slices.DeleteFunc(slices.Clone(rows), func(row memoryRow) bool {
		return c.clear || row.rev < c.below ||
			slices.ContainsFunc(c.put, func(f frame) bool { return f.rev == row.rev })
	})
	for _, f := range c.put {
		rows = append(rows, memoryRow{f.rev, f.raw})
	}
	return rows
}

func (r *memoryRows) keep(_ context.Context, k Kept) error {
	return r.use(func() error {
		if !slices.ContainsFunc(r.set, func(o Kept) bool { return o.Name == k.Name }) {
			r.set = append(r.set, k)
		}
		return nil
	})
}

func (r *memoryRows) kept(context.Context) (k []Kept, err error) {
	err = r.use(func() error { k = slices.Clone(r.set); return nil })
	return k, err
}

// memoryLock is held by one memoryHold at a time.
type memoryLock struct {
	mu     sync.Mutex
	holder *memoryHold
}

type memoryHold struct {
	lock *memoryLock
	lost func()
}

func (h *memoryHold) hold(_ context.Context, steal bool, lost func()) (bool, error) {
	h.lock.mu.Lock()
	defer h.lock.mu.Unlock()
	switch before := h.lock.holder; {
	case before == h:
		return true, nil
	case before != nil && !steal:
		return false, nil
	case before != nil:
		go before.lost()
	}
	h.lost, h.lock.holder = lost, h
	return true, nil
}

func (h *memoryHold) release() {
	h.lock.mu.Lock()
	defer h.lock.mu.Unlock()
	if h.lock.holder == h {
		h.lock.holder = nil
	}
}

// Documents lists nothing: a memory is one document without a name.
func (m *Memory) Documents(context.Context) []string { return nil }

// Tab remembers nothing: a memory is of one page.
func (m *Memory) Tab(string) string { return "" }

// Persist asks nobody: memory is not kept.
func (m *Memory) Persist(context.Context) (bool, error) { return false, nil }
