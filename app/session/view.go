package session

import (
	"cmp"
	"slices"
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification"
	"suanpan/budgetcore/disclosure"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/statement"
)

// Grouping is what the lines of spending are grouped by in the grid.
type Grouping uint8

// The groupings.
const (
	ByFunction Grouping = iota
	ByUnit
	BySource
	ByKind
	ByProject
	ByEconomic
	Groupings // how many there are
)

var groupingFields = [Groupings]budget.Field{
	budget.FieldFunction, budget.FieldUnit, budget.FieldSource, budget.FieldKind, budget.FieldProject, budget.FieldEconomic,
}

// Field is the dimension that a grouping goes by.
func (g Grouping) Field() budget.Field { return groupingFields[g] }

// String names the grouping in addresses and preferences.
func (g Grouping) String() string { return groupingFields[g].String() }

// ParseGrouping reads what String writes; the first grouping for anything else.
func ParseGrouping(s string) Grouping {
	for g := range Groupings {
		if g.String() == s {
			return g
		}
	}
	return ByFunction
}

// Of is the value that a line is grouped by, "" where it has none.
func (g Grouping) Of(line *budget.Line) string {
	switch g {
	case BySource:
		if line.Source == budget.NoSource {
			return ""
		}
	case ByKind:
		if line.Kind == budget.NoKind {
			return ""
		}
	}
	return g.Field().Get(line)
}

// Name is what a group is called.
func (g Grouping) Name(ds *budget.Dataset, value string) message.Message {
	if value == "" {
		return message.GroupNone.With(message.FieldNames[g.Field()])
	}
	switch g {
	case ByUnit:
		return message.LineNamed.With(value, ds.UnitName(value))
	case ByEconomic:
		return message.LineNamed.With(value, ds.Economic.Name(value))
	case BySource:
		for s := range budget.SourceCount {
			if s.String() == value {
				return message.Sources[s].With()
			}
		}
	case ByKind:
		for k := range budget.Kinds {
			if k.String() == value {
				return message.Kinds[k].With()
			}
		}
	}
	return message.Verbatim.With(value)
}

// sum is the total of a group.
func (g Grouping) sum(v ledger.View, value string) ledger.Sum {
	switch g {
	case ByUnit:
		return v.Unit(value)
	case ByProject:
		return v.Project(value)
	case ByEconomic:
		return v.Economic(value)
	case BySource:
		for s := range budget.SourceCount {
			if s.String() == value || value == "" && s == budget.NoSource {
				return v.Source(s)
			}
		}
	case ByKind:
		for k := range budget.Kinds {
			if k.String() == value || value == "" && k == budget.NoKind {
				return v.Kind(k)
			}
		}
	}
	return v.Function(value)
}

// compare orders groups: sources and kinds as annexes list them, all else by
// code or name.
func (g *grid) compare(s budget.Section, a, b string) int {
	if s == budget.Spending && (g.by == BySource || g.by == ByKind) {
		return cmp.Compare(g.rank(a), g.rank(b))
	}
	return strings.Compare(a, b)
}

func (g *grid) rank(value string) int {
	names := make([]string, 0, int(budget.SourceCount))
	if g.by == BySource {
		for s := range budget.SourceCount {
			names = append(names, s.String())
		}
	} else {
		for k := range budget.Kinds {
			names = append(names, k.String())
		}
	}
	return slices.Index(names, value)
}

// filter is which lines the grid shows.
type filter struct {
	query    string
	changed  bool // only lines that differ from the publication
	doubtful bool // only lines that something is wrong with
}

func (f filter) on() bool { return f.query != "" || f.changed || f.doubtful }

// shows reports whether the filter shows a line.
func (g *grid) shows(i int) bool {
	if g.filter.changed && !g.s.lineChanged(i) {
		return false
	}
	if g.filter.doubtful && !g.s.doubtful(i) && !g.contradicting[i] {
		return false
	}
	if g.filter.query == "" {
		return true
	}
	if g.texts == nil {
		g.texts = make([]classification.Searchable, g.s.now.Len())
		for i := range g.texts {
			g.texts[i] = classification.NewSearchable(g.s.searched(i))
		}
	}
	return g.texts[i].Finds(g.filter.query)
}

// searched is all that a line can be found by.
func (s *Session) searched(i int) string {
	line := s.now.Line(i)
	words := []string{line.ID, s.title(i).In(message.ZH), s.title(i).In(message.EN), s.ds.UnitName(line.Unit), line.Unit, line.Note}
	for _, scheme := range []struct {
		*classification.Scheme
		code string
	}{{s.ds.Functional, line.Function}, {s.ds.Economic, line.Economic}} {
		for depth, it := range scheme.Path(scheme.code) {
			if words = append(words, it.Code); depth > 0 { // a class is named after half of what a department does
				words = append(words, it.Name)
			}
		}
	}
	if line.Kind != budget.NoKind {
		words = append(words, message.Kinds[line.Kind].In(message.ZH), message.Kinds[line.Kind].In(message.EN))
	}
	if line.Source != budget.NoSource {
		words = append(words, message.Sources[line.Source].In(message.ZH), message.Sources[line.Source].In(message.EN))
	}
	return strings.Join(words, "\n")
}

// GroupBy groups the lines of spending otherwise; the line of a row stays in
// sight.
func (s *Session) GroupBy(g Grouping, row string) {
	if g >= Groupings || g == s.grid.by {
		return
	}
	s.grid.by, s.grid.stale = g, true
	if _, ok := s.LineAt(row); ok {
		s.grid.reveal(row)
	}
}

// GroupRow is the row of the grid for the lines of spending that are grouped by
// a value.
func (s *Session) GroupRow(value string) string {
	if s.grid.by == ByFunction {
		return codeKey(budget.Spending, value)
	}
	return s.grid.groupKey(value)
}

// Grouped returns what the lines of spending are grouped by.
func (s *Session) Grouped() Grouping { return s.grid.by }

// Filter shows only lines that answer a query (words, codes or initials) and,
// if asked, differ from the publication or have something wrong with them.
// Nothing and false show all.
func (s *Session) Filter(query string, changed, doubtful bool) {
	f := filter{strings.TrimSpace(query), changed, doubtful}
	if f != s.grid.filter {
		s.grid.filter, s.grid.stale = f, true
	}
}

// Filtered returns what Filter was given.
func (s *Session) Filtered() (query string, changed, doubtful bool) {
	return s.grid.filter.query, s.grid.filter.changed, s.grid.filter.doubtful
}

// doubtful tells that something is wrong with a line: its dimensions do not go
// together, it counts in no column of the annexes for want of a source or a
// kind, or no publication vouches for its code.
func (s *Session) doubtful(i int) bool {
	if !s.now.Present(i) {
		return false
	}
	line := s.now.Line(i)
	if line.Section == budget.Spending && (line.Source == budget.NoSource || line.Kind == budget.NoKind || line.Function == "") {
		return true
	}
	if it, ok := s.ds.Functional.Lookup(line.Function); ok && !it.Verified {
		return true
	}
	return len(s.ds.Doubts(&line)) > 0
}

// contradicting are the lines the draft changed that stand behind a figure of a
// contradiction it brings. Budgets too large to be checked at every step have
// theirs on the page of checks.
func (s *Session) contradicting() map[int]bool {
	if s.now.Len() > verifyUpTo {
		return nil
	}
	d, err := s.Disclosed()
	if err != nil {
		return nil // the page of checks says so
	}
	published, err := d.Published()
	if err != nil {
		return nil
	}
	lines := make(map[int]bool)
	introduced, _ := d.Report().Since(published)
	for _, f := range introduced {
		for _, ref := range d.Report().Document.Refs(f) {
			for _, part := range d.Book.Behind(ref) {
				if part.Line >= 0 && s.lineChanged(part.Line) {
					lines[part.Line] = true
				}
			}
		}
	}
	return lines
}

// Shown is how many lines of spending the filter shows and what they add up
// to; false if there is no filter.
func (s *Session) Shown() (lines int, f Figure, on bool) {
	if !s.grid.filter.on() {
		return 0, Figure{}, false
	}
	s.grid.refresh()
	for i := range s.grid.rows {
		if n := &s.grid.rows[i]; n.level == 1 {
			now, was := s.shownSum(n)
			lines += n.to - n.from
			if n.section == budget.Spending {
				f = Figure{now.Amount, was.Amount}
			}
		}
	}
	return lines, f, true
}

// shownSum adds up the lines of a group that the filter shows: the totals of
// the ledger hold the others too.
func (s *Session) shownSum(n *node) (now, was ledger.Sum) {
	for _, i := range s.grid.order[n.from:n.to] {
		if s.now.Present(i) {
			if line := s.now.Line(i); !line.Blank {
				now.Amount += line.Exact()
				now.Lines++
			}
		}
		if s.now.Published(i) {
			if line := &s.ds.Lines[i]; !line.Blank {
				was.Amount += line.Exact()
				was.Lines++
			}
		}
	}
	return now, was
}

// totalsOf are the cells that hold the total of a section and, where its rows
// go by code, the annex that has a row for each.
var totalsOf = [budget.Sections]statement.Ref{
	budget.Spending:    {Annex: 3, Row: "合计", Column: "total"},
	budget.Economic:    {Annex: 6, Row: "合计", Column: "total"},
	budget.Income:      {Annex: 2, Row: "合计", Column: "total"},
	budget.Transfer:    {Annex: 9, Row: "合计", Column: "amount"},
	budget.ThreePublic: {Annex: 7, Row: "合计", Column: "total"},
}

// PointAt is the figure that a row of the grid shows: a line, or the cell of
// an annex that holds the same total.
func (s *Session) PointAt(key string) (disclosure.Point, bool) {
	if id, ok := s.LineAt(key); ok {
		return disclosure.Point{Line: id}, true
	}
	for section := range budget.Sections {
		to := totalsOf[section]
		if key == sectionKey(section) {
			return disclosure.Point{Cell: to}, true
		}
		if code, ok := strings.CutPrefix(key, codeKey(section, "")); ok && code != "" && (section == budget.Spending || section == budget.Economic) {
			to.Row = code
			return disclosure.Point{Cell: to}, true
		}
	}
	return disclosure.Point{}, false
}
