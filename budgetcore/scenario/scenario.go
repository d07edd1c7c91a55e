// Package scenario sets drafts beside each other: what each edit did, where two
// drafts differ, which edits moved a total, what exceeds its ceiling, and one
// draft made of several. Drafts are read as ledgers; none is changed.
package scenario

import (
	"cmp"
	"slices"
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// SameBase refuses ledgers that are not on one base: their lines cannot be
// compared.
func SameBase(a, b *ledger.Ledger) error {
	if x, y := a.Dataset(), b.Dataset(); x.SHA256 != y.SHA256 {
		return message.ScenarioOtherBase.Error(x.Title, y.Title)
	}
	return nil
}

// Parted returns how many edits in effect two drafts have in common before
// they part.
func Parted(a, b *ledger.Ledger) int {
	n, _ := a.Edits()
	m, _ := b.Edits()
	n = min(n, m)
	for i := range n {
		x, y := a.Edit(i), b.Edit(i)
		if !x.Equal(&y) {
			return i
		}
	}
	return n
}

// Common is what drafts on one base have in common: the edits before they part,
// and the posts, ceilings, estimates and income mode they share.
func Common(drafts ...*ledger.Ledger) (*ledger.Ledger, error) {
	first := drafts[0]
	n, _ := first.Edits()
	posts, ceilings, income := slices.Clone(first.Posts()), slices.Clone(first.Ceilings()), first.IncomeMode()
	papers, links := slices.Clone(first.Papers()), slices.Clone(first.Links())
	for _, l := range drafts[1:] {
		if err := SameBase(first, l); err != nil {
			return nil, err
		}
		n = min(n, Parted(first, l))
		posts = slices.DeleteFunc(posts, func(p budget.Posts) bool { return !slices.Contains(l.Posts(), p) })
		ceilings = slices.DeleteFunc(ceilings, func(c budget.Ceiling) bool { return !slices.Contains(l.Ceilings(), c) })
		papers = slices.DeleteFunc(papers, func(p budget.Paper) bool { return !slices.Contains(l.Papers(), p) })
		links = slices.DeleteFunc(links, func(x budget.Link) bool {
			return !slices.Contains(l.Links(), x) || !slices.ContainsFunc(papers, func(p budget.Paper) bool { return p.ID == x.Paper })
		})
		if l.IncomeMode() != income {
			income = budget.Follow // as every draft begins
		}
	}
	d := first.Draft().UpTo(n)
	d.Posts, d.Ceilings, d.Income, d.Papers, d.Links = posts, ceilings, income, papers, links
	return ledger.Replay(first.Dataset(), d, first.Tails())
}

// at runs do while an edit n of l is the last in effect.
func at(l *ledger.Ledger, n int, do func()) {
	was, _ := l.Edits()
	l.Seek(n)
	defer l.Seek(was)
	do()
}

// place is where drafts on one base have a line: published ones stand at the
// same index in each of them, added ones are found by id.
type place struct {
	id    string
	index int // -1 for an added line
}

// of returns the line in a draft, to be read only, nil where it has none.
func (p *place) of(l *ledger.Ledger) *budget.Line {
	i, ok := p.index, true
	if i < 0 {
		i, ok = l.Find(p.id)
	}
	if !ok || !l.Present(i) {
		return nil
	}
	return l.Peek(i)
}

func lineOf(l *ledger.Ledger, id string) *budget.Line {
	return (&place{id, -1}).of(l)
}

// Difference is a line that is not the same in two drafts.
type Difference struct {
	ID string
	// A and B are the line in each, nil where it has none.
	A, B *budget.Line
	// Fields are the dimensions that differ, where both have the line.
	Fields []budget.Field
}

// Change is what B's line comes to beyond A's, exactly.
func (d *Difference) Change() money.Amount { return exact(d.B) - exact(d.A) }

func exact(l *budget.Line) money.Amount {
	if l == nil || l.Blank {
		return 0
	}
	return l.Exact()
}

// Line is the line as one of the two has it, B before A.
func (d *Difference) Line() *budget.Line {
	if d.B != nil {
		return d.B
	}
	return d.A
}

// Diff lists the lines that differ between two drafts on one base, published
// ones in their order, then added ones by id.
func Diff(a, b *ledger.Ledger) ([]Difference, error) {
	if err := SameBase(a, b); err != nil {
		return nil, err
	}
	places := touched(Parted(a, b), a, b)
	list := make([]Difference, 0, len(places))
	for _, p := range places {
		d := Difference{ID: p.id, A: p.of(a), B: p.of(b)}
		if d.A != nil && d.B != nil {
			d.Fields = fieldsApart(d.A, d.B)
			if len(d.Fields) == 0 && sameAmount(d.A, d.B) {
				continue
			}
		} else if d.A == d.B {
			continue
		}
		list = append(list, d)
	}
	return list, nil
}

// touched lists the lines that edits behind the first n are about: published
// ones in their order, then added ones by id.
func touched(n int, ledgers ...*ledger.Ledger) []place {
	first := ledgers[0]
	published := make([]bool, first.Len())
	added := make(map[string]bool)
	count := 0
	for _, l := range ledgers {
		to, _ := l.Edits()
		for i := n; i < to; i++ {
			switch line := l.Edited(i); {
			case !l.Published(line):
				e := l.Edit(i)
				added[e.LineID()] = true
			case !published[line]:
				published[line] = true
				count++
			}
		}
	}
	places := make([]place, 0, count+len(added))
	for i, is := range published {
		if is {
			places = append(places, place{first.ID(i), i})
		}
	}
	for id := range added {
		places = append(places, place{id, -1})
	}
	slices.SortStableFunc(places[count:], func(x, y place) int {
		return cmp.Or(cmp.Compare(len(x.id), len(y.id)), strings.Compare(x.id, y.id))
	})
	return places
}

func fieldsApart(a, b *budget.Line) (apart []budget.Field) {
	for f := range budget.Fields {
		if f.Get(a) != f.Get(b) {
			apart = append(apart, f)
		}
	}
	return apart
}

// sameAmount compares what the merge takes for one field: a residual cannot be
// typed, and a blank is no 0.00.
func sameAmount(a, b *budget.Line) bool {
	return a.Amount == b.Amount && a.Residual == b.Residual && a.Blank == b.Blank
}

// Entry is an edit of a draft with what it did.
type Entry struct {
	// Number counts edits from 1.
	Number int
	Edit   budget.Edit
	// Before and After are its line, nil where there was or is none.
	Before, After *budget.Line
	// InEffect is false for what was undone.
	InEffect bool
}

// History lists the edits of a draft, oldest first, undone ones too.
func History(l *ledger.Ledger) []Entry {
	now, known := l.Edits()
	list := make([]Entry, known)
	defer l.Seek(now)
	l.Seek(0)
	for i := range list {
		e := l.Edit(i)
		list[i] = Entry{Number: i + 1, Edit: e, InEffect: i < now, Before: lineOf(l, e.LineID())}
		l.Seek(i + 1)
		list[i].After = lineOf(l, e.LineID())
	}
	return list
}

// Say tells in a sentence what the edit did.
func (e *Entry) Say(ds *budget.Dataset) message.Message {
	line := e.After
	if line == nil {
		line = e.Before
	}
	name := message.LineNamed.With(line.ID, ds.Name(line))
	switch e.Edit.Op {
	case budget.Add:
		return message.HistoryAdd.With(name, e.After.Amount.GroupedExact())
	case budget.Delete:
		return message.HistoryDelete.With(name, stated(e.Before))
	case budget.Change:
		what := message.Verbatim.With("")
		for i, f := range fieldsApart(e.Before, e.After) {
			one := message.HistoryField.With(message.FieldNames[f], SayField(ds, f, e.Before), SayField(ds, f, e.After))
			if i == 0 {
				what = one
				continue
			}
			what = message.Listed.With(what, one)
		}
		return message.HistoryChange.With(name, what)
	}
	return message.HistorySet.With(name, stated(e.Before), e.After.Amount.GroupedExact(), signed(exact(e.After)-exact(e.Before)))
}

// SayField says the dimension of a line in words.
func SayField(ds *budget.Dataset, f budget.Field, l *budget.Line) message.Message {
	v := f.Get(l)
	switch {
	case f == budget.FieldKind && l.Kind != budget.NoKind:
		return message.Kinds[l.Kind].With()
	case f == budget.FieldSource && l.Source != budget.NoSource:
		return message.Sources[l.Source].With()
	case v == "":
		return message.HistoryNothing.With()
	case f == budget.FieldUnit:
		return message.LineNamed.With(v, ds.UnitName(v))
	case f == budget.FieldFunction:
		return message.LineNamed.With(v, ds.Functional.Name(v))
	case f == budget.FieldEconomic:
		return message.LineNamed.With(v, ds.Economic.Name(v))
	}
	return message.Verbatim.With(v)
}

func stated(l *budget.Line) message.Message {
	if l == nil || l.Blank {
		return message.HistoryNothing.With()
	}
	return message.Verbatim.With(l.Amount.GroupedExact())
}

func signed(a money.Amount) string {
	if a > 0 {
		return "+" + a.GroupedExact()
	}
	return a.GroupedExact()
}

// Standing is a ceiling and what the draft comes to under it.
type Standing struct {
	budget.Ceiling
	Now money.Amount
}

// Over is how much too much it is, zero or less where it fits.
func (s *Standing) Over() money.Amount { return s.Now - s.Amount }

// Standings says how a draft stands to its ceilings: what is over first, the
// most over before the others.
func Standings(l *ledger.Ledger) []Standing {
	all := make([]Standing, len(l.Ceilings()))
	order := make([]int, len(all))
	for i, c := range l.Ceilings() {
		all[i], order[i] = Standing{c, Total{By: c.By, Key: c.Key}.Of(l)}, i
	}
	slices.SortStableFunc(order, func(i, j int) int { return cmp.Compare(all[j].Over(), all[i].Over()) })
	list := make([]Standing, len(all))
	for to, i := range order {
		list[to] = all[i]
	}
	return list
}
