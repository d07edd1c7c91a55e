package edition

import (
	"strings"

	"suanpan/budgetcore/message"
)

// UnitKind is the kind of unit that decides which government code answers to a
// department code.
type UnitKind uint8

// The kinds of unit.
const (
	AnyUnit     UnitKind = iota
	Agency               // 行政单位, and 参公 institutions
	Institution          // other 事业单位
)

var unitKinds = map[string]UnitKind{"any": AnyUnit, "agency": Agency, "institution": Institution}

// Name is what the kind of unit is called.
func (k UnitKind) Name() *message.Text { return message.UnitKindNames[k] }

// link is a row of the crosswalk; a department code may end in * for all codes
// under it.
type link struct {
	government, department string
	unit                   UnitKind
	status                 Status
	source                 string
}

// Counterpart is a code of the other economic classification.
type Counterpart struct {
	Code   *Code
	Unit   UnitKind
	Status Status
	Source string
}

// Counterparts are the government codes that answer to a department code, or
// the department codes that answer to a government code, for a kind of unit;
// AnyUnit asks for all. A row of the crosswalk that holds for any unit is among
// them always.
func (e *Edition) Counterparts(code string, unit UnitKind) []Counterpart {
	var list []Counterpart
	add := func(other string, l *link) {
		if c := e.Lookup(other); c != nil {
			list = append(list, Counterpart{c, l.unit, l.status, l.source})
		}
	}
	for i := range e.cross {
		l := &e.cross[i]
		if unit != AnyUnit && l.unit != AnyUnit && l.unit != unit {
			continue
		}
		front, all := strings.CutSuffix(l.department, "*")
		switch {
		case l.government == code && all:
			for j := range e.codes {
				if e.codes[j].Parent == front {
					add(e.codes[j].Code, l)
				}
			}
		case l.government == code:
			add(l.department, l)
		case l.department == code, all && len(code) > len(front) && strings.HasPrefix(code, front):
			add(l.government, l)
		}
	}
	return list
}

// Confusion is two codes that are often taken for each other.
type Confusion struct {
	A, B   string
	Why    message.Message
	Status Status
	Source message.Message
}

// Confusions are those that a code is in, the code itself as A.
func (e *Edition) Confusions(code string) []Confusion {
	var list []Confusion
	for _, c := range e.mixed {
		if c.B == code {
			c.A, c.B = c.B, c.A
		}
		if c.A == code && e.Lookup(c.B) != nil {
			list = append(list, c)
		}
	}
	return list
}
