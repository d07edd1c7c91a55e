package edition

import (
	"cmp"
	"slices"
	"strings"

	"suanpan/budgetcore/message"
)

// Likely is a code that may have been meant.
type Likely struct {
	Code *Code
	// Why says what speaks for it.
	Why message.Message
	// Unverified tells that nobody vouches for the row: it is offered only.
	Unverified bool

	score    int
	relation relation
	named    bool
}

// how many are offered
const offered = 5

// likely ranks the codes that a row may have meant. under is the code whose
// place in a table the row stands in, "" where there is none.
func (e *Edition) likely(row *Row, r reading, under string) []Likely {
	name := plain(row.Name)
	if name == "" {
		name = plain(r.name)
	}
	system := row.System
	if system == NoSystem {
		if system = SystemOf(under); system == NoSystem {
			system = SystemOf(r.digits)
		}
	}
	parent := e.parentMeant(row.Parent)
	level := levelWords[strings.TrimSpace(row.Level)]
	var list []Likely
	for i := range e.codes {
		c := &e.codes[i]
		l := Likely{Code: c, Unverified: !c.Status.Corrects(), relation: relate(&r, c.Code)}
		l.score = weight[l.relation]
		switch {
		case name == "":
		case name == c.plain:
			l.score += 100
			l.named = true
		case l.relation >= shifted && alike(name, c.plain):
			l.score += 40
		case l.relation < near && alike(name, c.plain):
			l.score += 50
		}
		if l.score < 40 {
			continue
		}
		if system != NoSystem && c.System != system {
			l.score -= 60
		}
		if parent != "" && c.Parent == parent {
			l.score += 30
		}
		if under != "" && (c.Parent == under || c.Code == under) {
			l.score += 30
			if l.named { // name and place agree
				l.score += 30
			}
		}
		if level != 0 && c.Level == level {
			l.score += 15
		}
		if l.Unverified {
			l.score -= 15
		}
		if l.score >= 30 {
			list = append(list, l)
		}
	}
	slices.SortStableFunc(list, func(a, b Likely) int { return cmp.Compare(b.score, a.score) })
	// either the code or the name is right: both are among the first two
	if i := slices.IndexFunc(list, func(l Likely) bool { return l.relation == same }); i > 1 {
		own := list[i]
		list = slices.Insert(slices.Delete(list, i, i+1), 1, own)
	}
	list = list[:min(len(list), offered)]
	for i := range list {
		list[i].Why = list[i].why(parent, under)
	}
	return list
}

// why says what speaks for a candidate.
func (l *Likely) why(parent, under string) message.Message {
	var reasons []message.Message
	add := func(t *message.Text) { reasons = append(reasons, t.With()) }
	if l.named {
		add(message.LikelyName)
	}
	if t := message.CodeRelations[l.relation]; t != nil {
		add(t)
	}
	if parent != "" && l.Code.Parent == parent || under != "" && l.Code.Parent == under {
		add(message.LikelyPlace)
	}
	if len(reasons) == 0 {
		add(message.LikelyAlike)
	}
	if l.Unverified {
		add(message.LikelyUnverified)
	}
	m := reasons[0]
	for _, r := range reasons[1:] {
		m = message.LikelyAnd.With(m, r)
	}
	return m
}

// parentMeant reads a cell that names a parent by code, by name, or by both; ""
// where it cannot be told.
func (e *Edition) parentMeant(cell string) string {
	r := read(cell)
	if r.digits != "" {
		return r.digits
	}
	if list := e.Named(r.name); len(list) == 1 {
		return list[0].Code
	}
	return ""
}
