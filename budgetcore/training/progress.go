package training

import (
	"cmp"
	"slices"

	"suanpan/budgetcore/message"
)

// Progress is what somebody has answered so far: which card comes again when.
// Time is counted in rounds.
type Progress struct {
	Round int // that is on, from 0
	cards map[string]mark
}

// mark is how a card went. A card in box n comes again after boxes[n] rounds.
type mark struct{ box, due, right, wrong int }

// boxes are the rounds after which a card comes again: the next one after a
// wrong answer, then later each time it was right.
var boxes = [...]int{1, 2, 4, 8, 16, 32}

const (
	progressFormat = "suanpan/progress"
	maxRounds      = 1 << 20
	maxCards       = 20_000
	maxKeyBytes    = 700
)

// Answer notes that a card was answered in the round that is on. A wrong answer
// brings it back in the next one.
func (p *Progress) Answer(card string, right bool) {
	if p.cards == nil {
		p.cards = make(map[string]mark)
	}
	m, again := p.cards[card]
	switch {
	case !right:
		m.box = 0
		m.wrong++
	case again:
		m.box = min(m.box+1, len(boxes)-1)
		m.right++
	default: // known at once
		m.box = 2
		m.right++
	}
	m.due = p.Round + boxes[m.box]
	p.cards[card] = m
}

// Score returns how often a card was answered right and wrong.
func (p *Progress) Score(card string) (right, wrong int) {
	m := p.cards[card]
	return m.right, m.wrong
}

// Wrong is how many cards were answered wrong the last time.
func (p *Progress) Wrong() int {
	n := 0
	for _, m := range p.cards {
		if m.box == 0 {
			n++
		}
	}
	return n
}

// Known is how many cards were answered right twice in a row at least.
func (p *Progress) Known() int {
	n := 0
	for _, m := range p.cards {
		if m.box >= 3 {
			n++
		}
	}
	return n
}

// Next chooses the cards of the round that is on, not more than n: those that
// are due, the longest overdue first and of these the one more often wrong,
// then new ones in an order that follows from the seed.
func (p *Progress) Next(cards []Card, n int, seed uint64) []Card {
	var due, fresh []Card
	for _, c := range cards {
		switch m, seen := p.cards[c.Key]; {
		case !seen:
			fresh = append(fresh, c)
		case m.due <= p.Round:
			due = append(due, c)
		}
	}
	slices.SortStableFunc(due, func(a, b Card) int {
		x, y := p.cards[a.Key], p.cards[b.Key]
		return cmp.Or(cmp.Compare(x.due, y.due), cmp.Compare(y.wrong, x.wrong))
	})
	shuffle(newDraws(seed, "next"), fresh)
	all := append(due, fresh...)
	return all[:min(len(all), n)]
}

// AppendJSON appends the progress as a file.
func (p *Progress) AppendJSON(b []byte) []byte {
	b = append(number(number(field(append(b, '{'), "format", progressFormat), "version", 1), "round", p.Round), `,"cards":[`...)
	keys := make([]string, 0, len(p.cards))
	for k := range p.cards {
		keys = append(keys, k)
	}
	slices.Sort(keys)
	for i, k := range keys {
		if i > 0 {
			b = append(b, ',')
		}
		m := p.cards[k]
		b = field(append(b, "\n {"...), "card", k)
		b = number(number(number(number(b, "box", m.box), "due", m.due), "right", m.right), "wrong", m.wrong)
		b = append(b, '}')
	}
	return append(b, "]}\n"...)
}

// ReadProgress reads progress as AppendJSON writes it.
func ReadProgress(data []byte, file string) (*Progress, error) {
	r, err := newReader(data, file)
	if err != nil {
		return nil, err
	}
	p := &Progress{cards: make(map[string]mark)}
	err = r.object([]string{"format", "version", "round", "cards"}, func(name string) error {
		switch name {
		case "round":
			return r.number(&p.Round, 0, maxRounds)
		case "format", "version":
			return r.head(name, progressFormat)
		}
		return r.array(func() error {
			var key string
			var m mark
			err := r.object([]string{"card", "box", "due", "right", "wrong"}, func(name string) error {
				switch name {
				case "card":
					return r.text(&key, maxKeyBytes)
				case "box":
					return r.number(&m.box, 0, len(boxes)-1)
				case "due":
					return r.number(&m.due, 0, maxRounds)
				case "right":
					return r.number(&m.right, 0, maxRounds)
				}
				return r.number(&m.wrong, 0, maxRounds)
			})
			if err != nil {
				return err
			}
			if _, twice := p.cards[key]; twice || len(p.cards) == maxCards {
				return r.at(message.DraftTwice.Error(clip(key)))
			}
			p.cards[key] = m
			return nil
		})
	})
	if err != nil {
		return nil, err
	}
	return p, r.end()
}
