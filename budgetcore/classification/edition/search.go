package edition

import (
	"cmp"
	"slices"
	"strings"

	"suanpan/budgetcore/classification"
	"suanpan/budgetcore/message"
)

// Hit is a code that answers a query.
type Hit struct {
	Code *Code
	// Why says in what way it answers.
	Why  *message.Text
	rank rank
}

// rank orders the ways of answering, the best first.
type rank uint8

const (
	codeExact rank = iota
	nameExact
	initialsExact
	codeBegins
	nameBegins
	initialsBegin
	nameHolds
	initialsHold
	wordsHold
	codeMistyped
	nameMistyped
	usedFor
	ranks
	none = ranks
)

// Index finds codes as one types.
type Index struct {
	edition *Edition
	entries []entry
}

type entry struct {
	code     *Code
	name     []rune // plain
	letters  classification.Searchable
	initials string
	use      string
}

// asked is a query, prepared once.
type asked struct {
	whole   string // plain
	runes   []rune
	words   []string
	letters bool // may be initials
}

// NewIndex prepares an edition to be searched.
func NewIndex(e *Edition) *Index {
	x := &Index{edition: e, entries: make([]entry, len(e.codes))}
	for i := range e.codes {
		c := &e.codes[i]
		x.entries[i] = entry{
			code: c, name: []rune(c.plain), letters: classification.NewSearchable(c.plain),
			initials: classification.Initials(c.plain), use: plain(e.uses[c.Code].Text),
		}
	}
	return x
}

// Find returns the codes that answer a query, the best first and not more than
// limit: by code, name, part of a name, initials of pinyin, several of these
// apart by spaces, or any of them with one typing error. What a code is used for
// is searched where its name does not answer. The order does not depend on
// anything but the edition and the query.
func (x *Index) Find(query string, limit int) []Hit {
	q := asked{whole: plain(query)}
	if q.whole == "" || limit <= 0 {
		return nil
	}
	q.runes = []rune(q.whole)
	q.letters = strings.IndexFunc(q.whole, func(c rune) bool { return c >= 0x80 }) < 0
	for _, w := range strings.Fields(strings.Map(narrow, query)) {
		q.words = append(q.words, plain(w))
	}
	var hits []Hit
	for i := range x.entries {
		if r := x.entries[i].rank(&q); r < none {
			hits = append(hits, Hit{Code: x.entries[i].code, Why: message.SearchReasons[r], rank: r})
		}
	}
	if len(hits) == 0 {
		for i := range x.entries {
			if r := x.entries[i].mistyped(&q); r < none {
				hits = append(hits, Hit{Code: x.entries[i].code, Why: message.SearchReasons[r], rank: r})
			}
		}
	}
	typed := reading{digits: q.whole}
	slices.SortStableFunc(hits, func(a, b Hit) int {
		order := cmp.Compare(a.rank, b.rank)
		if order == 0 && a.rank == codeMistyped {
			order = cmp.Compare(weight[relate(&typed, b.Code.Code)], weight[relate(&typed, a.Code.Code)])
		}
		if order == 0 && a.rank != codeBegins {
			order = cmp.Or(cmp.Compare(b.Code.Status, a.Code.Status), cmp.Compare(len(a.Code.plain), len(b.Code.plain)))
		}
		return cmp.Or(order, cmp.Compare(a.Code.Code, b.Code.Code))
	})
	return hits[:min(len(hits), limit)]
}

func (n *entry) rank(q *asked) rank {
	code, name, whole := n.code.Code, n.code.plain, q.whole
	switch {
	case whole == code:
		return codeExact
	case whole == name:
		return nameExact
	case q.letters && whole == n.initials:
		return initialsExact
	case q.letters && strings.HasPrefix(code, whole):
		return codeBegins
	case strings.HasPrefix(name, whole):
		return nameBegins
	case q.letters && strings.HasPrefix(n.initials, whole):
		return initialsBegin
	case strings.Contains(name, whole):
		return nameHolds
	case q.letters && n.letters.Finds(whole):
		return initialsHold
	case len(q.words) > 1 && n.holds(q.words):
		return wordsHold
	case !q.letters && len(q.runes) > 1 && strings.Contains(n.use, whole):
		return usedFor
	}
	return none
}

func (n *entry) holds(words []string) bool {
	for _, w := range words {
		if !strings.HasPrefix(n.code.Code, w) && !n.letters.Finds(w) {
			return false
		}
	}
	return true
}

// mistyped answers a query that nothing answers as it stands, with one change.
func (n *entry) mistyped(q *asked) rank {
	switch {
	case len(q.runes) < 3 || len(q.runes) > 40:
	case !q.letters:
		if within(q.runes, n.name) {
			return nameMistyped
		}
	case !digitsOnly(q.whole):
		if oneApart([]byte(q.whole), []byte(n.initials)) {
			return nameMistyped
		}
	case len(q.whole) >= 4 && oneApart([]byte(q.whole), []byte(n.code.Code)):
		return codeMistyped
	}
	return none
}

// within tells that a name holds the query but for one sign changed, missing or
// too many, or two that changed places.
func within(q, name []rune) bool {
	for from := range name {
		for length := len(q) - 1; length <= len(q)+1; length++ {
			if from+length <= len(name) && oneApart(q, name[from:from+length]) {
				return true
			}
		}
	}
	return false
}

// oneApart tells that two texts differ by one change at most.
func oneApart[T byte | rune](a, b []T) bool {
	if len(a) < len(b) {
		a, b = b, a
	}
	if len(a) > len(b)+1 {
		return false
	}
	i := 0
	for i < len(b) && a[i] == b[i] {
		i++
	}
	switch {
	case len(a) > len(b):
		return slices.Equal(a[i+1:], b[i:])
	case i == len(b):
		return true
	case slices.Equal(a[i+1:], b[i+1:]):
		return true
	}
	return i+1 < len(b) && a[i] == b[i+1] && a[i+1] == b[i] && slices.Equal(a[i+2:], b[i+2:])
}
