// Package classification holds the codes of a dated edition of a government
// classification: what each is called, what it belongs to, and whether a
// publication vouches for it.
package classification

import (
	"fmt"
	"slices"
	"strings"
)

// Item is one code of a scheme.
type Item struct {
	Code, Name string
	// Level counts from 1: 类, 款, 项.
	Level int
	// Parent is the code one level up, "" at the top.
	Parent string
	// Source says where the row was read. Unverified rows are shown as such
	// and never correct anyone.
	Source   string
	Verified bool
}

// Scheme is an immutable tree of codes.
type Scheme struct {
	items  []Item
	index  map[string]int
	levels int
}

// New builds a scheme of the given depth (functional: 3, economic: 2). Every
// parent must exist and be the front of its child's code.
func New(levels int, items []Item) (*Scheme, error) {
	s := &Scheme{items: slices.Clone(items), index: make(map[string]int, len(items)), levels: levels}
	slices.SortStableFunc(s.items, func(a, b Item) int { return strings.Compare(a.Code, b.Code) })
	for i, it := range s.items {
		if _, twice := s.index[it.Code]; twice {
			return nil, fmt.Errorf("classification: code %s twice", it.Code)
		}
		s.index[it.Code] = i
	}
	for _, it := range s.items {
		if it.Level < 1 || it.Level > levels || len(it.Code) != 1+2*it.Level {
			return nil, fmt.Errorf("classification: code %s does not fit level %d", it.Code, it.Level)
		}
		if (it.Parent == "") != (it.Level == 1) || !strings.HasPrefix(it.Code, it.Parent) {
			return nil, fmt.Errorf("classification: code %s under parent %q", it.Code, it.Parent)
		}
		if p, ok := s.index[it.Parent]; it.Parent != "" && (!ok || s.items[p].Level != it.Level-1) {
			return nil, fmt.Errorf("classification: parent %s of %s is missing", it.Parent, it.Code)
		}
	}
	return s, nil
}

// Items returns all codes in code order. The slice must not be changed.
func (s *Scheme) Items() []Item { return s.items }

// Levels returns the depth at which lines are kept.
func (s *Scheme) Levels() int { return s.levels }

// Lookup finds a code.
func (s *Scheme) Lookup(code string) (Item, bool) {
	i, ok := s.index[code]
	if !ok {
		return Item{}, false
	}
	return s.items[i], true
}

// Path returns the code and what it belongs to, top first; nil if unknown.
func (s *Scheme) Path(code string) []Item {
	var path []Item
	for code != "" {
		it, ok := s.Lookup(code)
		if !ok {
			return nil
		}
		path = append(path, it)
		code = it.Parent
	}
	slices.Reverse(path)
	return path
}

// Name returns the name of a code, "" if unknown.
func (s *Scheme) Name(code string) string {
	it, _ := s.Lookup(code)
	return it.Name
}
