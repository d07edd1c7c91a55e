package budget

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"time"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Round is a round of 两上两下 (domain.md: after each 下 a unit's figures are
// only read).
type Round uint8

// The rounds; NoRound is a draft that is worked on.
const (
	NoRound Round = iota
	FirstUp
	FirstDown
	SecondUp
	SecondDown
	Rounds // how many there are
)

var roundWords = words{"", "first_up", "first_down", "second_up", "second_down"}

func (r Round) String() string { return roundWords[r] }

// Lock ends the work on a draft: it can be read, compared and merged, and never
// changed.
type Lock struct {
	Round Round
	At    string // RFC 3339, may be ""
}

// On reports whether the draft is locked.
func (l Lock) On() bool { return l.Round != NoRound }

// Ceiling (控制数) is the most that a part of spending may come to.
type Ceiling struct {
	// By is the unit, function or project that Key names. A function may be a
	// 类, 款 or 项. All spending is FieldSection, without a key.
	By     Field
	Key    string
	Amount money.Amount
}

// Origin says which draft another was made from.
type Origin struct {
	ID, Name string
	// Edits is how many edits of it were taken over.
	Edits int
	// Seal is the seal the draft had then.
	Seal string
}

// Left are edits that were undone and then typed over: they stand behind the
// first After edits and count nowhere.
type Left struct {
	After int
	Edits []Edit
}

const maxCeilings = 10_000

// CheckCeilings refuses ceilings of what the budget does not know or that are
// there twice, and amounts that are none.
func (d *Dataset) CheckCeilings(list []Ceiling) error {
	if len(list) > maxCeilings {
		return message.At("ceilings", message.CeilingsTooMany.Error(maxCeilings))
	}
	type key struct {
		by  Field
		key string
	}
	seen := make(map[key]bool)
	for _, c := range list {
		place := c.By.String() + " " + clip(c.Key)
		var err error
		switch c.By {
		case FieldSection:
			if c.Key != "" {
				err = message.CeilingAll.Error()
			}
		case FieldUnit:
			if d.UnitName(c.Key) == "" || c.Key == d.Department.Code {
				err = message.UnitUnknown.Error(clip(c.Key))
			}
		case FieldFunction:
			if _, ok := d.Functional.Lookup(c.Key); !ok {
				err = message.CodeUnknown.Error(clip(c.Key))
			}
		case FieldProject:
			if err = checkText(c.Key, maxNameBytes, false); err == nil && c.Key == "" {
				err = message.CeilingNone.Error()
			}
		default:
			err = message.CeilingBy.Error(c.By.String())
		}
		switch {
		case err != nil:
		case c.Amount < 0 || c.Amount >= money.Limit:
			err = message.CeilingAmount.Error(c.Amount)
		case seen[key{c.By, c.Key}]:
			err = message.CeilingTwice.Error()
		}
		if err != nil {
			return message.At("ceilings", message.At(place, err))
		}
		seen[key{c.By, c.Key}] = true
	}
	return nil
}

// Seal is the SHA-256, in hex, of all that the draft says.
func (d *Draft) Seal() string {
	sum := sha256.Sum256(d.appendRest(d.appendHead(nil)))
	return hex.EncodeToString(sum[:])
}

// UpTo returns the draft as it was after its first n edits, unlocked, with the
// draft it was taken from as its origin. What was done or left behind since is
// not in it.
func (d *Draft) UpTo(n int) *Draft {
	c := d.Clone()
	c.Edits, c.Cursor, c.Lock, c.positions = slices.Clip(d.Edits[:n]), n, Lock{}, nil
	c.ID, c.From = "", Origin{d.ID, d.Name, n, d.Seal()}
	c.Left = nil
	for _, l := range d.Left {
		if l.After <= n {
			c.Left = append(c.Left, l)
		}
	}
	return c
}

// AppendCeilings appends ceilings as they stand in a draft file.
func AppendCeilings(b []byte, list []Ceiling) []byte {
	b = append(b, '[')
	for i, c := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = quote(append(b, `{"by":`...), c.By.String())
		if c.Key != "" {
			b = quote(append(b, `,"key":`...), c.Key)
		}
		b = quote(append(b, `,"amount":`...), c.Amount.String())
		b = append(b, '}')
	}
	return append(b, ']')
}

// ReadCeilings reads ceilings as AppendCeilings writes them.
func ReadCeilings(data []byte, place string) ([]Ceiling, error) {
	return reading(data, place).ceilings()
}

func (r *draftReader) ceilings() ([]Ceiling, error) {
	var list []Ceiling
	err := r.array('{', message.TypeObject, func() error {
		var c Ceiling
		seen := make(map[string]bool)
		err := r.object([]string{"by", "key", "amount"}, func(name string) error {
			seen[name] = true
			var v string
			if err := r.text(&v); err != nil {
				return err
			}
			switch name {
			case "by":
				f, ok := FieldByName(v)
				if c.By = f; !ok {
					return message.CeilingBy.Error(clip(v))
				}
				return nil
			case "key":
				c.Key = v
				return nil
			}
			return parseInto(&c.Amount, v)
		})
		if err != nil {
			return err
		}
		for _, must := range []string{"by", "amount"} {
			if !seen[must] {
				return message.DraftMissing.Error(must)
			}
		}
		list = append(list, c)
		return nil
	})
	return list, err
}

func appendLock(b []byte, l Lock) []byte {
	b = quote(append(b, `{"round":`...), l.Round.String())
	if l.At != "" {
		b = quote(append(b, `,"at":`...), l.At)
	}
	return append(b, '}')
}

func (r *draftReader) lock(l *Lock) error {
	seen := false
	err := r.object([]string{"round", "at"}, func(name string) error {
		var v string
		if err := r.text(&v); err != nil {
			return err
		}
		if name == "at" {
			l.At = v
			if _, err := time.Parse(time.RFC3339, v); err != nil {
				return message.DraftWrongTime.Error(clip(v))
			}
			return nil
		}
		seen = true
		return word(roundWords, v, &l.Round)
	})
	if err == nil && (!seen || l.Round == NoRound) {
		err = message.DraftMissing.Error("round")
	}
	return err
}

func appendOrigin(b []byte, o Origin) []byte {
	b = strconv.AppendInt(append(b, `{"edits":`...), int64(o.Edits), 10)
	for _, m := range []struct{ name, v string }{{"id", o.ID}, {"name", o.Name}, {"seal", o.Seal}} {
		if m.v != "" {
			b = quote(append(b, `,"`+m.name+`":`...), m.v)
		}
	}
	return append(b, '}')
}

func (r *draftReader) origin(o *Origin) error {
	return r.object([]string{"edits", "id", "name", "seal"}, func(name string) error {
		if name == "edits" {
			return r.integer(&o.Edits)
		}
		to := map[string]*string{"id": &o.ID, "name": &o.Name, "seal": &o.Seal}[name]
		if err := r.text(to); err != nil {
			return err
		}
		return checkText(*to, maxNameBytes, false)
	})
}

func appendLeft(b []byte, left []Left) []byte {
	b = append(b, '[')
	for i, l := range left {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(append(b, "\n  {\"after\":"...), int64(l.After), 10)
		b = append(b, `,"edits":[`...)
		for j := range l.Edits {
			if j > 0 {
				b = append(b, ',')
			}
			b = l.Edits[j].AppendJSON(append(b, "\n   "...))
		}
		b = append(b, "]}"...)
	}
	return append(b, ']')
}

func (r *draftReader) left() ([]Left, error) {
	var list []Left
	err := r.array('{', message.TypeObject, func() error {
		var l Left
		err := r.object([]string{"after", "edits"}, func(name string) error {
			if name == "after" {
				return r.integer(&l.After)
			}
			return r.array('{', message.TypeObject, func() error {
				offset := r.next()
				e, err := r.edit()
				if err != nil {
					return r.inEdit(offset, len(l.Edits), err)
				}
				l.Edits = append(l.Edits, e)
				return nil
			})
		})
		list = append(list, l)
		return err
	})
	return list, err
}
