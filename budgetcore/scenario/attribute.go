package scenario

import (
	"cmp"
	"slices"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
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

// Named finds the total that a word names: all, income, the code or name of a
// unit, the code of a function, or a project of the base.
func Named(ds *budget.Dataset, name string) (Total, error) {
	switch name {
	case "", "all", "支出":
		return Total{}, nil
	case "income", "收入":
		return Total{Section: budget.Income}, nil
	}
	for _, u := range ds.Units {
		if name == u.Code || name == u.Name {
			return Total{By: budget.FieldUnit, Key: u.Code}, nil
		}
	}
	if _, ok := ds.Functional.Lookup(name); ok {
		return Total{By: budget.FieldFunction, Key: name}, nil
	}
	if slices.ContainsFunc(ds.Lines, func(l budget.Line) bool { return l.Project == name }) {
		return Total{By: budget.FieldProject, Key: name}, nil
	}
	return Total{}, message.TotalUnknown.Error(name)
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
	var moves []move
	there := walk(a, parted, t, func(i int, by money.Amount) { moves = append(moves, move{-by, i, true}) })
	here := walk(b, parted, t, func(i int, by money.Amount) { moves = append(moves, move{by, i, false}) })
	x.Mode = here - there
	slices.SortStableFunc(moves, func(m, n move) int { return cmp.Compare(magnitude(n.by), magnitude(m.by)) })
	x.Moves = make([]Moved, len(moves))
	for i, m := range moves {
		l := b
		if m.back {
			l = a
		}
		x.Moves[i] = Moved{m.edit + 1, l.Edit(m.edit), m.back, m.by}
	}
	return x, nil
}

// move is a Moved before it is known where it stands among the others.
type move struct {
	by   money.Amount
	edit int
	back bool
}

// walk tells what each edit of l behind the first n moves a total by, and
// returns what it was before them.
func walk(l *ledger.Ledger, n int, t Total, moved func(edit int, by money.Amount)) (start money.Amount) {
	to, _ := l.Edits()
	at(l, n, func() {
		start = t.Of(l)
		before := start
		for i := n; i < to; i++ {
			l.Seek(i + 1)
			after := t.Of(l)
			if after != before {
				moved(i, after-before)
			}
			before = after
		}
	})
	return start
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
