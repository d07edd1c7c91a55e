package session

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// The grid speaks in strings: rows are separated by U+001E, fields by U+001F,
// so that one string a frame crosses into the browser.
const (
	rowEnd   = '\x1e'
	fieldEnd = '\x1f'
)

// node is a visible row: a group, or the line at index line.
type node struct {
	key      string
	section  budget.Section
	code     string // of a group: a code, or what else lines are grouped by
	from, to int    // its lines, in the order
	line     int    // -1 for groups
	level    int
	pos, set int
	leads    bool // has rows below it, shown or not
}

type grid struct {
	s             *Session
	closed        map[string]bool
	contradicting map[int]bool // lines, while the doubtful are shown alone
	order         []int        // lines in the order of the tree, deleted published ones included
	rows          []node
	index         map[string]int
	stale         bool // order and rows
	folded        bool // rows only

	by      Grouping
	columns columnSet
	filter  filter
	texts   []classification.Searchable // by line, as far as they were asked for
}

func (g *grid) init(s *Session) {
	*g = grid{s: s, stale: true, by: g.by, columns: usualColumns(), closed: map[string]bool{
		sectionKey(budget.Economic): true, sectionKey(budget.Income): true,
		sectionKey(budget.Transfer): true, sectionKey(budget.ThreePublic): true,
	}}
}

var gridSections = []budget.Section{budget.Spending, budget.Income, budget.Economic, budget.Transfer, budget.ThreePublic}

func sectionKey(s budget.Section) string { return "s." + s.String() }

func codeKey(s budget.Section, code string) string { return "g." + s.String() + "." + code }

// groupKey is the key of a group that is no classification code.
func (g *grid) groupKey(value string) string { return "g." + g.by.String() + ":" + value }

// groupCode is what a section's lines are grouped by, "" for nothing.
func (g *grid) groupCode(i int) string {
	l := g.s.now
	switch l.Section(i) {
	case budget.Spending:
		if g.by == ByFunction {
			return l.Function(i)
		}
		line := l.Line(i)
		return g.by.Of(&line)
	case budget.Economic:
		return l.Economic(i)
	}
	return ""
}

func (g *grid) refresh() {
	if g.stale {
		g.sort()
	}
	if g.stale || g.folded {
		g.flatten()
	}
	g.stale, g.folded = false, false
}

func (g *grid) sort() {
	l := g.s.now
	if g.contradicting = nil; g.filter.doubtful {
		g.contradicting = g.s.contradicting()
	}
	codes := make([]string, l.Len())
	g.order = g.order[:0]
	for i := range l.Len() {
		if (l.Present(i) || l.Published(i)) && g.shows(i) {
			codes[i] = g.groupCode(i)
			g.order = append(g.order, i)
		}
	}
	rank := make([]int, budget.Sections)
	for i, s := range gridSections {
		rank[s] = i
	}
	slices.SortStableFunc(g.order, func(a, b int) int {
		if c := cmp.Compare(rank[l.Section(a)], rank[l.Section(b)]); c != 0 {
			return c
		}
		// what has no code stands last
		if (codes[a] == "") != (codes[b] == "") {
			if codes[a] == "" {
				return 1
			}
			return -1
		}
		return g.compare(l.Section(a), codes[a], codes[b])
	})
}

func (g *grid) flatten() {
	l := g.s.now
	g.rows = g.rows[:0]
	at := 0
	for _, section := range gridSections {
		top := node{key: sectionKey(section), section: section, line: -1, level: 1}
		from := at
		for at < len(g.order) && l.Section(g.order[at]) == section {
			at++
		}
		top.from, top.to, top.leads = from, at, at > from
		if g.filter.on() && !top.leads {
			continue
		}
		g.rows = append(g.rows, top)
		if g.folds(top.key) {
			continue
		}
		if section == budget.Spending && g.by != ByFunction {
			g.flattenGroups(from, at)
			continue
		}
		g.flattenLines(section, from, at)
	}
	g.number()
	g.index = make(map[string]int, len(g.rows))
	for i := range g.rows {
		g.index[g.rows[i].key] = i
	}
}

// flattenGroups puts the lines of spending under what they are grouped by.
func (g *grid) flattenGroups(from, to int) {
	for at := from; at < to; {
		value, start := g.groupCode(g.order[at]), at
		for at < to && g.groupCode(g.order[at]) == value {
			at++
		}
		n := node{key: g.groupKey(value), section: budget.Spending, code: value, from: start, to: at, line: -1, level: 2, leads: true}
		g.rows = append(g.rows, n)
		if g.folds(n.key) {
			continue
		}
		for _, i := range g.order[start:at] {
			g.rows = append(g.rows, node{key: g.s.now.Line(i).ID, section: budget.Spending, line: i, level: 3})
		}
	}
}

// folds reports whether a group is folded; while lines are searched for, none
// is.
func (g *grid) folds(key string) bool { return g.closed[key] && !g.filter.on() }

func (g *grid) flattenLines(section budget.Section, from, to int) {
	l := g.s.now
	scheme := g.s.ds.Functional
	grouped := section == budget.Spending
	if section == budget.Economic {
		scheme, grouped = g.s.ds.Economic, true
	}
	var open []string // codes of the groups the last row stands in
	hidden := 0       // level of the closed group that hides what follows, 0 if none
	last := ""
	var groups []int // rows of the open groups
	for at := from; at < to; at++ {
		i := g.order[at]
		level := 2
		if grouped {
			code := g.groupCode(i)
			path := scheme.Path(code)
			if section == budget.Economic { // lines stand for the 款 themselves
				path = path[:max(0, len(path)-1)]
			}
			if code != last || open == nil {
				same := 0
				for same < len(path) && same < len(open) && open[same] == path[same].Code {
					same++
				}
				if hidden > 0 && same < hidden-1 {
					hidden = 0
				}
				open = open[:same]
				for len(groups) > 0 && g.rows[groups[len(groups)-1]].level > same+1 {
					groups = groups[:len(groups)-1]
				}
				for depth := same; depth < len(path); depth++ {
					open = append(open, path[depth].Code)
					if hidden > 0 {
						continue
					}
					n := node{key: codeKey(section, path[depth].Code), section: section, code: path[depth].Code, from: at, to: at, line: -1, level: depth + 2, leads: true}
					groups = append(groups, len(g.rows))
					g.rows = append(g.rows, n)
					if g.folds(n.key) {
						hidden = n.level
					}
				}
				if code == "" {
					hidden = 0
					open = []string{}
				}
				last = code
			}
			level = len(path) + 2
			for _, r := range groups {
				g.rows[r].to = at + 1
			}
		}
		if hidden == 0 {
			g.rows = append(g.rows, node{key: l.Line(i).ID, section: section, line: i, level: level})
		}
	}
}

// number gives every row its place among its siblings.
func (g *grid) number() {
	const levels = 8
	var parents [levels][]int
	flush := func(level int) {
		for ; level < levels; level++ {
			for i, r := range parents[level] {
				g.rows[r].pos, g.rows[r].set = i+1, len(parents[level])
			}
			parents[level] = parents[level][:0]
		}
	}
	for i := range g.rows {
		flush(g.rows[i].level + 1)
		parents[g.rows[i].level] = append(parents[g.rows[i].level], i)
	}
	flush(0)
}

// reveal unfolds what a line stands in.
func (g *grid) reveal(id string) {
	i, ok := g.s.now.Find(id)
	if !ok {
		return
	}
	section := g.s.now.Section(i)
	keys := []string{sectionKey(section)}
	scheme := g.s.ds.Functional
	if section == budget.Economic {
		scheme = g.s.ds.Economic
	}
	if section == budget.Spending && g.by != ByFunction {
		keys = append(keys, g.groupKey(g.groupCode(i)))
	} else {
		for _, it := range scheme.Path(g.groupCode(i)) {
			keys = append(keys, codeKey(section, it.Code))
		}
	}
	for _, k := range keys {
		if g.closed[k] {
			delete(g.closed, k)
			g.folded = true
		}
	}
}

// GridCount returns the number of rows that are not folded away.
func (s *Session) GridCount() int {
	s.grid.refresh()
	return len(s.grid.rows)
}

// GridIndex returns where a row stands, -1 if it is folded away or gone.
func (s *Session) GridIndex(key string) int {
	s.grid.refresh()
	if i, ok := s.grid.index[key]; ok {
		return i
	}
	return -1
}

// GridWindow writes rows from first on, n at most.
func (s *Session) GridWindow(first, n int, lang message.Lang) string {
	s.grid.refresh()
	rows := s.grid.rows[min(max(first, 0), len(s.grid.rows)):]
	rows = rows[:min(max(n, 0), len(rows))]
	b := make([]byte, 0, len(rows)*200)
	for i := range rows {
		if i > 0 {
			b = append(b, rowEnd)
		}
		b = s.appendRow(b, &rows[i], lang)
	}
	return string(b)
}

func (s *Session) appendRow(b []byte, n *node, lang message.Lang) []byte {
	state := "g"
	var name string
	if n.line >= 0 {
		state = "l"
		switch {
		case !s.now.Present(n.line):
			state += "x"
		case s.lineChanged(n.line):
			state += "m"
		}
	} else {
		if n.leads {
			if s.grid.folds(n.key) {
				state += "c"
			} else {
				state += "o"
			}
		}
		if n.level == 1 {
			state += "t"
			name = message.Sections[n.section].In(lang)
		} else if n.section == budget.Spending && s.grid.by != ByFunction {
			name = s.grid.by.Name(s.ds, n.code).In(lang)
		} else {
			name = n.code + " " + s.codeName(n.section, n.code)
		}
	}
	b = append(b, n.key...)
	b = strconv.AppendInt(append(b, fieldEnd), int64(n.level), 10)
	b = append(append(b, fieldEnd), state...)
	b = strconv.AppendInt(append(b, fieldEnd), int64(n.pos), 10)
	b = strconv.AppendInt(append(b, fieldEnd), int64(n.set), 10)
	cell := func(c gridCell) {
		b = append(append(append(b, fieldEnd), c.flags...), '|')
		b = append(b, clean(c.text)...)
	}
	if n.line >= 0 {
		line := s.now.Line(n.line)
		for i := range s.grid.columns {
			cell(s.lineCell(s.grid.columns[i].id, n.line, &line, lang))
		}
		return b
	}
	now, was := s.groupSum(s.now, n), s.groupSum(s.base, n)
	if s.grid.filter.on() {
		now, was = s.shownSum(n)
	}
	for i := range s.grid.columns {
		cell(s.groupCell(s.grid.columns[i].id, n, name, now, was))
	}
	return b
}

func sign(a money.Amount) string {
	if a < 0 {
		return "-"
	}
	return ""
}

func printed(sum ledger.Sum) string {
	if sum.Lines == 0 {
		return ""
	}
	return sum.Amount.Grouped()
}

// clean keeps the separators of the window out of text.
func clean(s string) string {
	if !strings.ContainsAny(s, "\x1e\x1f\n\r\t") {
		return s
	}
	return strings.Map(func(r rune) rune {
		if r < ' ' {
			return ' '
		}
		return r
	}, s)
}

func (s *Session) codeName(section budget.Section, code string) string {
	if section == budget.Economic {
		return s.ds.Economic.Name(code)
	}
	return s.ds.Functional.Name(code)
}

func (s *Session) groupSum(l *ledger.Ledger, n *node) ledger.Sum {
	v := l.In(n.section)
	switch {
	case n.level == 1 && n.section == budget.Income:
		total := v.Total()
		total.Amount = l.Income()
		return total
	case n.level == 1:
		return v.Total()
	case n.section == budget.Economic:
		return v.Economic(n.code)
	case s.grid.by != ByFunction:
		return s.grid.by.sum(v, n.code)
	}
	return v.Function(n.code)
}

// title names a line for people, in either language: a name as written, or
// words.
func (s *Session) title(i int) message.Message {
	line := s.now.Line(i)
	switch {
	case line.Section == budget.Economic:
		return message.Verbatim.With(line.Economic + " " + s.ds.Economic.Name(line.Economic))
	case line.Section == budget.Income && line.Unit != "":
		return message.Verbatim.With(s.ds.UnitName(line.Unit))
	case line.Project != "":
		return message.Verbatim.With(line.Project)
	case line.Kind != budget.NoKind:
		return message.Kinds[line.Kind].With()
	}
	return message.Verbatim.With(line.ID)
}

// Title names a line for people; the id itself if there is no such line.
func (s *Session) Title(id string) message.Message {
	if i, ok := s.now.Find(id); ok {
		return s.title(i)
	}
	return message.Verbatim.With(id)
}

func (s *Session) lineChanged(i int) bool {
	was, had := s.now.PublishedAmount(i)
	is, has := s.now.Amount(i)
	return was != is || had != has || s.now.Moved(i) || !s.now.Published(i)
}

// LineAt returns the id of the line in a grid row; false for groups.
func (s *Session) LineAt(key string) (string, bool) {
	if _, ok := s.now.Find(key); ok && !strings.Contains(key, ".") {
		return key, true
	}
	return "", false
}

// Toggle folds or unfolds a group.
func (s *Session) Toggle(key string, open bool) {
	if open {
		delete(s.grid.closed, key)
	} else {
		s.grid.closed[key] = true
	}
	s.grid.folded = true
}

// FoldAll folds or unfolds everything.
func (s *Session) FoldAll(open bool) {
	s.grid.closed = make(map[string]bool)
	if !open {
		for _, section := range gridSections {
			s.grid.closed[sectionKey(section)] = true
		}
	}
	s.grid.folded = true
}

// Reveal unfolds what a line stands in, so that it can be shown.
func (s *Session) Reveal(id string) { s.grid.reveal(id) }

// TopLine is the line that stands first in the grid, "" if it has none.
func (s *Session) TopLine() string {
	s.grid.refresh()
	for _, i := range s.grid.order {
		if s.now.Present(i) {
			return s.now.Line(i).ID
		}
	}
	return ""
}
