package ledger

import (
	"maps"
	"slices"
)

// index finds the numbers of words: codes, and ids of lines. Words this short
// are their own keys, in one table without pointers: where a map goes to
// memory for a group, a slot and the word, this goes once.
type index struct {
	slots []slot // a power of two, at least half of them free
	short int    // how many are not
	long  map[string]int32
}

type slot struct {
	packed uint64 // 0 if free
	number int32
}

// packable is how many bytes fit below the mark that tells lengths apart.
const packable = 7

func pack(word string) uint64 {
	packed := uint64(1)
	for i := range len(word) {
		packed = packed<<8 | uint64(word[i])
	}
	return packed
}

func (x *index) clone() index {
	return index{slots: slices.Clone(x.slots), short: x.short, long: maps.Clone(x.long)}
}

func newIndex() index { return index{slots: make([]slot, 16), long: make(map[string]int32)} }

// at returns where a packed word is, or the free slot where it would be.
func (x *index) at(packed uint64) int {
	last := len(x.slots) - 1
	// the upper half of the product depends on every byte of the word
	for i := int(packed * 0x9e3779b97f4a7c15 >> 32); ; i++ {
		if s := &x.slots[i&last]; s.packed == packed || s.packed == 0 {
			return i & last
		}
	}
}

// find returns the number of a word, 0 and false if it has none.
func (x *index) find(word string) (int32, bool) {
	if len(word) > packable {
		n, ok := x.long[word]
		return n, ok
	}
	s := &x.slots[x.at(pack(word))]
	return s.number, s.packed != 0
}

// number returns the number of a word, 0 if it has none.
func (x *index) number(word string) int32 {
	n, _ := x.find(word)
	return n
}

// put gives a new word its number.
func (x *index) put(word string, number int32) {
	if len(word) > packable {
		x.long[word] = number
		return
	}
	if x.short++; 2*x.short > len(x.slots) {
		old := x.slots
		x.slots = make([]slot, 2*len(old))
		for _, s := range old {
			if s.packed != 0 {
				x.slots[x.at(s.packed)] = s
			}
		}
	}
	packed := pack(word)
	x.slots[x.at(packed)] = slot{packed, number}
}

// drop forgets a word.
func (x *index) drop(word string) {
	if len(word) > packable {
		delete(x.long, word)
		return
	}
	last := len(x.slots) - 1
	i := x.at(pack(word))
	if x.slots[i].packed != 0 {
		x.short--
	}
	x.slots[i] = slot{}
	// whatever had to pass the slot must be found without it
	for i = (i + 1) & last; x.slots[i].packed != 0; i = (i + 1) & last {
		s := x.slots[i]
		x.slots[i] = slot{}
		x.slots[x.at(s.packed)] = s
	}
}
