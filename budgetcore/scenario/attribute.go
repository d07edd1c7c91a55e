package scenario

import (
	"cmp"
	"slices"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/money"
)

// Total is a figure that edits move: all lines of a section, or those of a
// unit, function (类, 款 or 项), economic item, kind, source or project. The
// zero Total is all spending.
type Total struct {
	Section budget.Section
	By      budget.Field // FieldSection stands for the whole section
	Key     string
}

// Of returns the total in a draft, exactly.
func (t Total) Of(l *ledger.Ledger) money.Amount {
	v := l.In(t.Section)
	switch t.By {
	case budget.FieldUnit:
		return v.Unit(t.Key).Amount
	case budget.FieldFunction:
		return v.Function(t.Key).Amount
	case budget.FieldEconomic:
		return v.Economic(t.Key).Amount
	case budget.FieldProject:
		return v.Project(t.Key).Amount
	case budget.FieldKind:
		for k := range budget.Kinds {
			if k.String() == t.Key {
				return v.Kind(k).Amount
			}
		}
	case budget.FieldSource:
		for s := range budget.SourceCount {
			if s.String() == t.Key {
				return v.Source(s).Amount
			}
		}
	}
	if t.Section == budget.Income {
		return l.Income()
	}
	return v.Total().Amount
}

// Moved is an edit that moved a total, and by how much.
type Moved struct {
	// Number counts the edits of its draft from 1.
	Number int
	Edit   budget.Edit
	// Back tells that it is an edit of the draft compared with: its effect is
	// taken back on the way to the other.
	Back bool
	By   money.Amount
}

// Attribution explains the way of a total from one draft to another. From, the
// Moves and Mode add to To exactly.
type Attribution struct {
	From, To money.Amount
	// Moves are the edits that moved it, the largest first.
	Moves []Moved
	// Mode is what income moves by because it follows spending in one draft and
	// not in the other.
	Mode money.Amount
}

// Attribute says which edits moved a total on the way from draft a to draft b.
// It walks back from a to where they part and on to b; what an edit moves
// depends on the edits before it, and is taken as it was made.
func Attribute(a, b *ledger.Ledger, t Total) (*Attribution, error) {
	if err := SameBase(a, b); err != nil {
		return nil, err
	}
	x := &Attribution{From: t.Of(a), To: t.Of(b)}
	parted := Parted(a, b)
	x.walk(a, parted, t, true)
	x.walk(b, parted, t, false)
	at(a, parted, func() {
		at(b, parted, func() { x.Mode = t.Of(b) - t.Of(a) })
	})
	slices.SortStableFunc(x.Moves, func(m, n Moved) int { return cmp.Compare(magnitude(n.By), magnitude(m.By)) })
	return x, nil
}

// walk takes what each edit of l behind the first n moves a total by.
func (x *Attribution) walk(l *ledger.Ledger, n int, t Total, back bool) {
	to, _ := l.Edits()
	at(l, n, func() {
		before := t.Of(l)
		for i := n; i < to; i++ {
			l.Seek(i + 1)
			after := t.Of(l)
			if by := after - before; by != 0 {
				if back {
					by = -by
				}
				x.Moves = append(x.Moves, Moved{i + 1, l.Edit(i), back, by})
			}
			before = after
		}
	})
}

// Steps returns the n-1 largest moves and, as the last, what all the others
// move together; how many those are is returned beside them.
func (x *Attribution) Steps(n int) (steps []Moved, rest money.Amount, others int) {
	steps = x.Moves
	if len(steps) > n {
		steps = steps[:n-1]
	}
	for _, m := range x.Moves[len(steps):] {
		rest += m.By
	}
	return steps, rest, len(x.Moves) - len(steps)
}

func magnitude(a money.Amount) money.Amount { return max(a, -a) }
