package edition

import (
	"cmp"
	"slices"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
)

// Change is what happened to a code from one edition to another.
type Change uint8

// The changes.
const (
	Added Change = iota
	Dropped
	Renamed // the code stays, its name is another
	Moved   // the name stays, its code is another
	Changes // how many there are
)

func (c Change) String() string { return [Changes]string{"added", "dropped", "renamed", "moved"}[c] }

// Name is what the change is called.
func (c Change) Name() *message.Text { return message.CodeChanges[c] }

// Difference is one difference between two editions.
type Difference struct {
	Change Change
	// From is the row of the earlier edition, nil if added; To that of the later
	// one, nil if dropped.
	From, To *Code
}

// Unverified tells that one of the rows is vouched for by nobody.
func (d *Difference) Unverified() bool {
	return d.From != nil && !d.From.Status.Corrects() || d.To != nil && !d.To.Status.Corrects()
}

// Code is that of the earlier row, else of the later one.
func (d *Difference) Code() string {
	if d.From != nil {
		return d.From.Code
	}
	return d.To.Code
}

// Compare lists what differs from a to b, in code order; systems that one of
// them does not have are left out. A code that is gone and another of the same
// name at the same level, under a parent of the same name or alone of its name,
// has moved.
func Compare(a, b *Edition) []Difference {
	var list []Difference
	gone, come := make(map[*Code]bool), make(map[*Code]bool)
	for i := range a.codes {
		from := &a.codes[i]
		if len(b.trees[from.System].Items()) == 0 {
			continue
		}
		switch to := b.Lookup(from.Code); {
		case to == nil:
			gone[from] = true
		case to.plain != from.plain:
			list = append(list, Difference{Renamed, from, to})
		}
	}
	for i := range b.codes {
		to := &b.codes[i]
		if len(a.trees[to.System].Items()) > 0 && a.Lookup(to.Code) == nil {
			come[to] = true
		}
	}
	for i := range a.codes {
		from := &a.codes[i]
		if !gone[from] {
			continue
		}
		if to := moved(a, b, from, come); to != nil && moved(b, a, to, gone) == from {
			list = append(list, Difference{Moved, from, to})
			delete(gone, from)
			delete(come, to)
			continue
		}
		list = append(list, Difference{Change: Dropped, From: from})
	}
	for i := range b.codes {
		if to := &b.codes[i]; come[to] {
			list = append(list, Difference{Change: Added, To: to})
		}
	}
	slices.SortStableFunc(list, func(x, y Difference) int { return cmp.Compare(x.Code(), y.Code()) })
	return list
}

// moved finds where among others the name of c stands in edition b, nil where
// that is not clear.
func moved(a, b *Edition, c *Code, others map[*Code]bool) *Code {
	var same, alike []*Code
	for _, i := range b.named[c.plain] {
		o := &b.codes[i]
		if others != nil && !others[o] || o.System != c.System || o.Level != c.Level {
			continue
		}
		same = append(same, o)
		if p, q := a.Lookup(c.Parent), b.Lookup(o.Parent); p != nil && q != nil && p.plain == q.plain {
			alike = append(alike, o)
		}
	}
	switch {
	case len(alike) == 1:
		return alike[0]
	case len(same) == 1:
		return same[0]
	}
	return nil
}

// Outcome is what becomes of a code of a line.
type Outcome uint8

// The outcomes.
const (
	Kept      Outcome = iota
	Called            // the code stays, its name is another
	Recoded           // the code is another
	Undecided         // a person has to decide
	Outcomes          // how many there are
)

func (o Outcome) String() string {
	return [Outcomes]string{"kept", "renamed", "recoded", "undecided"}[o]
}

// Name is what the outcome is called.
func (o Outcome) Name() *message.Text { return message.CarryOutcomes[o] }

// Carried is what becomes of one code of a line in another edition. The code of
// an undecided one stays until somebody decides.
type Carried struct {
	Line    string // its id
	Field   budget.Field
	From    string
	To      string // as carried; From where undecided
	Outcome Outcome
	Why     message.Message
	// Likely are the candidates of an undecided one, the likeliest first.
	Likely []Likely
}

// Carry tells for each code of the lines what it is in another edition. A code
// is replaced by another only where rows that somebody vouches for say so:
// everything else is left for a person to decide, with the reason.
func Carry(lines []budget.Line, from, to *Edition) []Carried {
	var list []Carried
	for i := range lines {
		for _, f := range []budget.Field{budget.FieldFunction, budget.FieldEconomic} {
			if code := f.Get(&lines[i]); code != "" {
				c := carry(code, from, to)
				c.Line, c.Field = lines[i].ID, f
				list = append(list, c)
			}
		}
	}
	return list
}

func carry(code string, from, to *Edition) Carried {
	c := Carried{From: code, To: code}
	was, is := from.Lookup(code), to.Lookup(code)
	undecided := func(why message.Message) Carried {
		c.Outcome, c.Why = Undecided, why
		row := Row{Code: code, System: SystemOf(code)}
		if was != nil {
			row.Name, row.Parent = was.Name, was.Parent
		}
		c.Likely = to.likely(&row, read(code), "")
		return c
	}
	switch {
	case was == nil && is == nil:
		return undecided(message.CarryUnknown.With(code))
	case was == nil:
		return undecided(message.CarryNotBefore.With(code, is.Name))
	case is != nil && is.plain == was.plain:
		c.Outcome, c.Why = Kept, message.CarryKept.With(is.Label())
		return c
	}
	other := moved(from, to, was, nil)
	switch {
	case is != nil && other != nil:
		return undecided(message.CarryReused.With(code, was.Name, is.Name, other.Label()))
	case is != nil && !is.Status.Corrects():
		return undecided(message.CarryUnverified.With(is.Label()))
	case is != nil && alike(was.plain, is.plain):
		c.Outcome, c.Why = Called, message.CarryCalled.With(code, was.Name, is.Name)
		return c
	case is != nil:
		return undecided(message.CarryOtherName.With(code, was.Name, is.Name))
	case other != nil && other.Status.Corrects():
		c.Outcome, c.To, c.Why = Recoded, other.Code, message.CarryRecoded.With(was.Name, code, other.Code)
		return c
	case other != nil:
		return undecided(message.CarryUnverified.With(other.Label()))
	case to.Partial:
		return undecided(message.CarryNotGathered.With(was.Label()))
	}
	return undecided(message.CarryDropped.With(was.Label()))
}
