package scenario

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
)

// Aspect is what of a line or a draft two people changed differently.
type Aspect uint8

// The aspects.
const (
	OfAmount   Aspect = iota // the amount of a line
	OfField                  // a dimension of a line
	OfPresence               // one took the line away, the other changed it
	OfPosts                  // the posts of a unit
	OfCeiling                // a ceiling
	OfPaper                  // an estimate kept with the draft
	OfLink                   // which estimate a line was written from
)

// Conflict is what two drafts made different of the same thing.
type Conflict struct {
	Of Aspect
	// Line is the id of the line, or what posts or a ceiling are of.
	Line  string
	Field budget.Field // of OfField and OfCeiling
	// Base, Ours and Theirs are lines; nil where there is none. For posts and
	// ceilings they are nil.
	Base, Ours, Theirs *budget.Line
	// The values in words, and what each side wrote to it last.
	BaseSays, OursSays, TheirsSays message.Message
	OursWhy, TheirsWhy             string
}

// Key names a conflict, to choose by: "L28 amount", "L28 unit", "L28 line",
// "403001 posts", "208 ceiling", "E1 paper", "L28 link".
func (c *Conflict) Key() string {
	switch c.Of {
	case OfAmount:
		return c.Line + " amount"
	case OfPresence:
		return c.Line + " line"
	case OfPosts:
		return c.Line + " posts"
	case OfPaper:
		return c.Line + " paper"
	case OfLink:
		return c.Line + " link"
	case OfCeiling:
		return strings.TrimSpace(c.Line + " ceiling")
	}
	return c.Line + " " + c.Field.String()
}

// Choice settles a conflict.
type Choice uint8

// The choices.
const (
	Undecided Choice = iota
	Ours
	Theirs
)

// Merged is what became of two drafts.
type Merged struct {
	// Draft is the merged draft; nil while a conflict is undecided.
	Draft *budget.Draft
	// Conflicts are all there are, decided ones too.
	Conflicts []Conflict
	// Undecided is how many of them are.
	Undecided int
	// Ours and Theirs are how many lines only that side changed, Both how many
	// both did.
	Ours, Theirs, Both int
	// Renamed are ids that both gave to lines of their own, with the id that one
	// of the two lines has now.
	Renamed map[string]string
}

// merging is a merge under way.
type merging struct {
	base, ours, theirs   *ledger.Ledger
	start                int // edits all three have in common
	decide               func(*Conflict) Choice
	out                  *Merged
	from                 map[string]Choice // by line, whose edits are taken over
	fixes                []budget.Edit
	ourNames, theirNames map[string]string       // new ids of added lines, by side
	shared               map[string]*budget.Line // added by both with one and the same edit
	ourWhys, theirWhys   map[string]string       // the last reason given for each line
}

// Merge makes one draft of two that were made from base: lines and fields that
// only one changed are taken as that one has them, what both changed alike
// once. What they changed differently is a conflict, which decide settles; nil
// settles none. Neither draft is changed.
//
// The result is a log: what the three have in common, the edits of ours and of
// theirs on the lines they decide, and last what brings the fields of a line
// together. It has the name of ours, and no lock.
func Merge(base, ours, theirs *ledger.Ledger, decide func(*Conflict) Choice) (*Merged, error) {
	for _, l := range []*ledger.Ledger{base, theirs} {
		if err := SameBase(ours, l); err != nil {
			return nil, err
		}
	}
	if decide == nil {
		decide = func(*Conflict) Choice { return Undecided }
	}
	m := &merging{
		base: base, ours: ours, theirs: theirs, decide: decide, out: &Merged{Renamed: make(map[string]string)},
		start: min(Parted(base, ours), Parted(base, theirs)), from: make(map[string]Choice),
	}
	m.ourWhys, m.theirWhys = m.whys(ours), m.whys(theirs)
	m.rename()
	for _, p := range touched(m.start, ours, theirs) {
		m.line(p)
	}
	d := budget.NewDraft(ours.Dataset())
	own := ours.Draft()
	d.Name, d.From = own.Name, budget.Origin{ID: own.ID, Name: own.Name, Edits: own.Cursor, Seal: own.Seal()}
	if d.Income = ours.IncomeMode(); d.Income == base.IncomeMode() {
		d.Income = theirs.IncomeMode() // with two modes, who changed it decides
	}
	d.Posts = m.posts()
	d.Ceilings = m.ceilings()
	d.Papers = m.papers()
	d.Links = slices.DeleteFunc(m.links(), func(l budget.Link) bool {
		return !slices.ContainsFunc(d.Papers, func(p budget.Paper) bool { return p.ID == l.Paper })
	})
	if m.out.Undecided > 0 {
		return m.out, nil
	}
	d.Edits = slices.Clip(own.Edits[:m.start])
	d.Edits = append(d.Edits, m.taken(own, Ours, m.ourNames, "")...)
	other := theirs.Draft()
	d.Edits = append(d.Edits, m.taken(other, Theirs, m.theirNames, other.Name)...)
	d.Edits = append(d.Edits, m.fixes...)
	d.Cursor = len(d.Edits)
	d.Left = left(m.start, own.Left, other.Left)
	m.out.Draft = d
	return m.out, nil
}

// rename keeps apart lines that both sides added under one id. The line whose
// content sorts later is given a free id, on whichever side it is.
func (m *merging) rename() {
	m.ourNames, m.theirNames = make(map[string]string), make(map[string]string)
	m.shared = make(map[string]*budget.Line)
	ours, theirs := m.added(m.ours), m.added(m.theirs)
	used := func(id string) bool {
		for _, l := range []*ledger.Ledger{m.base, m.ours, m.theirs} {
			if _, ok := l.Find(id); ok {
				return true
			}
		}
		return false
	}
	n := 1
	for _, id := range inOrder(ours, theirs) {
		a, b := ours[id], theirs[id]
		if a == nil || b == nil {
			continue
		}
		if a.Equal(b) {
			m.shared[id] = a.New
			continue
		}
		for used("N" + strconv.Itoa(n)) {
			n++
		}
		free := "N" + strconv.Itoa(n)
		n++
		m.out.Renamed[id] = free
		if string(a.AppendJSON(nil)) <= string(b.AppendJSON(nil)) {
			m.theirNames[id] = free
		} else {
			m.ourNames[id] = free
		}
	}
}

// added are the edits that add lines behind what all have in common.
func (m *merging) added(l *ledger.Ledger) map[string]*budget.Edit {
	adds := make(map[string]*budget.Edit)
	to, _ := l.Edits()
	for i := m.start; i < to; i++ {
		if e := l.Edit(i); e.Op == budget.Add {
			adds[e.New.ID] = &e
		}
	}
	return adds
}

// line merges what both made of a line.
func (m *merging) line(p place) {
	id := p.id
	if _, apart := m.out.Renamed[id]; apart { // two lines, each as it is
		m.from[id] = Undecided
		m.out.Ours++
		m.out.Theirs++
		return
	}
	b, o, t := p.of(m.base), p.of(m.ours), p.of(m.theirs)
	if b == nil {
		b = m.shared[id]
	}
	switch {
	case same(o, t):
		m.from[id] = Ours
		if !same(o, b) {
			m.out.Both++
		}
		return
	case same(t, b):
		m.from[id] = Ours
		m.out.Ours++
		return
	case same(o, b):
		m.from[id] = Theirs
		m.out.Theirs++
		return
	}
	m.out.Both++
	c := Conflict{Line: id, Base: b, Ours: o, Theirs: t, OursWhy: m.ourWhys[id], TheirsWhy: m.theirWhys[id]}
	if o == nil || t == nil {
		c.Of = OfPresence
		c.BaseSays, c.OursSays, c.TheirsSays = presence(b), presence(o), presence(t)
		m.from[id] = m.settle(c)
		return
	}
	side := m.amount(c)
	start := o
	if m.from[id] = side; side == Theirs {
		start = t
	}
	fix := budget.Edit{Op: budget.Change, Line: id, Why: m.theirWhys[id]}
	if side == Theirs {
		fix.Why = m.ourWhys[id]
	}
	for f := range budget.Fields {
		x, y := f.Get(o), f.Get(t)
		was := ""
		if b != nil {
			was = f.Get(b)
		}
		value := x
		switch {
		case x == y, y == was:
		case x == was:
			value = y
		default:
			c := c
			c.Of, c.Field = OfField, f
			ds := m.ours.Dataset()
			c.BaseSays, c.OursSays, c.TheirsSays = message.HistoryNothing.With(), SayField(ds, f, o), SayField(ds, f, t)
			if b != nil {
				c.BaseSays = SayField(ds, f, b)
			}
			if m.settle(c) == Theirs {
				value = y
			}
		}
		if value != f.Get(start) {
			fix.Dimensions = append(fix.Dimensions, budget.Dimension{Field: f, Value: value})
		}
	}
	if fix.Dimensions != nil {
		m.fixes = append(m.fixes, fix)
	}
}

// amount says whose amount a line takes that both have.
func (m *merging) amount(c Conflict) Choice {
	switch {
	case sameAmount(c.Ours, c.Theirs), c.Base != nil && sameAmount(c.Theirs, c.Base):
		return Ours
	case c.Base != nil && sameAmount(c.Ours, c.Base):
		return Theirs
	}
	c.Of = OfAmount
	c.BaseSays, c.OursSays, c.TheirsSays = stated(c.Base), stated(c.Ours), stated(c.Theirs)
	return m.settle(c)
}

// settle notes a conflict and asks for its choice.
func (m *merging) settle(c Conflict) Choice {
	choice := m.decide(&c)
	if choice == Undecided {
		m.out.Undecided++
		choice = Ours
	}
	m.out.Conflicts = append(m.out.Conflicts, c)
	return choice
}

// whys are the last reasons given for lines.
func (m *merging) whys(l *ledger.Ledger) map[string]string {
	whys := make(map[string]string)
	to, _ := l.Edits()
	for i := m.start; i < to; i++ {
		if e := l.Edit(i); e.Why != "" {
			whys[e.LineID()] = e.Why
		}
	}
	return whys
}

func presence(l *budget.Line) message.Message {
	if l == nil {
		return message.MergeAbsent.With()
	}
	return stated(l)
}

func same(a, b *budget.Line) bool {
	if a == nil || b == nil {
		return a == b
	}
	return sameAmount(a, b) && len(fieldsApart(a, b)) == 0
}

// taken are the edits of a side on the lines it decides, under the ids that its
// added lines have now. Edits that were made together stay so.
func (m *merging) taken(d *budget.Draft, side Choice, names map[string]string, by string) []budget.Edit {
	var edits []budget.Edit
	run, last := 0, -1 // runs of edits made together are counted
	for _, e := range d.Edits[m.start:d.Cursor] {
		if !e.Joined {
			run++
		}
		id := e.LineID()
		if from := m.from[id]; from != side && from != Undecided {
			continue
		}
		if to, ok := names[id]; ok {
			if e.New != nil {
				line := *e.New
				line.ID = to
				e.New = &line
			} else {
				e.Line = to
			}
		}
		if e.Joined = run == last; e.By == "" {
			e.By = by
		}
		last = run
		edits = append(edits, e)
	}
	return edits
}

// left are edits both sides had left behind in what they have in common.
func left(start int, lists ...[]budget.Left) []budget.Left {
	var kept []budget.Left
	for _, list := range lists {
		for _, l := range list {
			if l.After > start || slices.ContainsFunc(kept, func(k budget.Left) bool {
				return k.After == l.After && slices.EqualFunc(k.Edits, l.Edits, func(a, b budget.Edit) bool { return a.Equal(&b) })
			}) {
				continue
			}
			kept = append(kept, l)
		}
	}
	return kept
}

// posts merges the posts of each unit as one thing.
func (m *merging) posts() []budget.Posts {
	say := func(p *budget.Posts) message.Message {
		if p == nil {
			return message.HistoryNothing.With()
		}
		return message.MergePosts.With(p.Posts, p.Staff, p.Quota.GroupedExact())
	}
	return three(m, m.base.Posts(), m.ours.Posts(), m.theirs.Posts(), func(p budget.Posts) string { return p.Unit }, func(b, o, t *budget.Posts) Conflict {
		return Conflict{Of: OfPosts, Line: cmp.Or(o, t).Unit, BaseSays: say(b), OursSays: say(o), TheirsSays: say(t)}
	})
}

func (m *merging) ceilings() []budget.Ceiling {
	say := func(c *budget.Ceiling) message.Message {
		if c == nil {
			return message.HistoryNothing.With()
		}
		return message.Verbatim.With(c.Amount.GroupedExact())
	}
	return three(m, m.base.Ceilings(), m.ours.Ceilings(), m.theirs.Ceilings(),
		func(c budget.Ceiling) string { return string('a'+rune(c.By)) + c.Key },
		func(b, o, t *budget.Ceiling) Conflict {
			c := cmp.Or(o, t)
			return Conflict{Of: OfCeiling, Line: c.Key, Field: c.By, BaseSays: say(b), OursSays: say(o), TheirsSays: say(t)}
		})
}

// papers merges each estimate as one thing.
func (m *merging) papers() []budget.Paper {
	say := func(p *budget.Paper) message.Message {
		if p == nil {
			return message.HistoryNothing.With()
		}
		return message.MergePaper.With(cmp.Or(p.Name, p.ID))
	}
	return three(m, m.base.Papers(), m.ours.Papers(), m.theirs.Papers(), func(p budget.Paper) string { return p.ID }, func(b, o, t *budget.Paper) Conflict {
		return Conflict{Of: OfPaper, Line: cmp.Or(o, t).ID, BaseSays: say(b), OursSays: say(o), TheirsSays: say(t)}
	})
}

func (m *merging) links() []budget.Link {
	say := func(l *budget.Link) message.Message {
		if l == nil {
			return message.HistoryNothing.With()
		}
		return message.MergeLink.With(l.Paper, l.Part, l.Wrote.GroupedExact())
	}
	return three(m, m.base.Links(), m.ours.Links(), m.theirs.Links(), func(l budget.Link) string { return l.Line }, func(b, o, t *budget.Link) Conflict {
		return Conflict{Of: OfLink, Line: cmp.Or(o, t).Line, BaseSays: say(b), OursSays: say(o), TheirsSays: say(t)}
	})
}

// three merges lists of things that have a key.
func three[T comparable](m *merging, base, ours, theirs []T, key func(T) string, conflict func(b, o, t *T) Conflict) []T {
	find := func(list []T) map[string]*T {
		by := make(map[string]*T, len(list))
		for i := range list {
			by[key(list[i])] = &list[i]
		}
		return by
	}
	b, o, t := find(base), find(ours), find(theirs)
	equal := func(x, y *T) bool { return x == nil && y == nil || x != nil && y != nil && *x == *y }
	var merged []T
	for _, k := range inOrder(o, t) {
		take := o[k]
		switch {
		case equal(o[k], t[k]), equal(t[k], b[k]):
		case equal(o[k], b[k]):
			take = t[k]
		default:
			if m.settle(conflict(b[k], o[k], t[k])) == Theirs {
				take = t[k]
			}
		}
		if take != nil {
			merged = append(merged, *take)
		}
	}
	return merged
}

// inOrder are the keys of both, each once.
func inOrder[T any](a, b map[string]T) []string {
	keys := make([]string, 0, len(a))
	for k := range a {
		keys = append(keys, k)
	}
	for k := range b {
		if _, both := a[k]; !both {
			keys = append(keys, k)
		}
	}
	slices.SortStableFunc(keys, strings.Compare)
	return keys
}
