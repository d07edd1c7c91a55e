package desk

import (
	"slices"
	"strings"

	"suanpan/app/session"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification/edition"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// linesAtOnce is how many lines are looked at before the page is heard again.
const linesAtOnce = 200

// mark is what the grid shows at a cell of a line: a kind that it is drawn by,
// words, and where they lead to, "" where to the line itself.
type mark struct{ column, kind, words, to string }

// Kinds of marks.
const (
	markLinked = "linked" // the amount is that of a paper
	markStale  = "stale"  // it was, and no longer is
	markWrong  = "wrong"  // the code is wrong
	markDoubt  = "doubt"  // it may be
)

// marks are those of the draft's lines. They follow it line by line: after an
// edit only the lines it is about are looked at again.
type marks struct {
	of    *ledger.Ledger // that was followed
	lang  message.Lang
	next  int   // lines from here on have not been looked at
	dirty []int // lines before it to be looked at again

	papers []budget.Paper
	linked []budget.Link // as they were taken over
	links  map[string]budget.Link
	shown  map[string][]mark // by line, as the page has been told
	told   map[string]bool   // lines whose marks have changed since
	anew   bool              // the page is to drop what it shows
}

// forget drops all that was said of the draft: it is about to be another.
func (m *marks) forget() { *m = marks{anew: true} }

// follow notes which lines a step was about, after it has been made on what
// was before, with so many edits in effect.
func (m *marks) follow(d *Desk, before *ledger.Ledger, cursor int) {
	now := d.session.Now()
	if now != before || m.of != now { // all of it is looked at anew
		return
	}
	after, _ := now.Edits()
	for i := min(cursor, after); i < max(cursor, after); i++ {
		m.dirty = append(m.dirty, now.Edited(i))
	}
	m.takeLinks(now)
}

// takeLinks takes over links and papers, and notes the lines they are about.
func (m *marks) takeLinks(now *ledger.Ledger) {
	links, papers := now.Links(), now.Papers()
	if slices.Equal(links, m.linked) && sameNames(papers, m.papers) {
		return
	}
	by := make(map[string]budget.Link, len(links))
	for _, l := range links {
		by[l.Line] = l
	}
	for _, list := range []map[string]budget.Link{m.links, by} {
		for id := range list {
			if i, ok := now.Find(id); ok {
				m.dirty = append(m.dirty, i)
			}
		}
	}
	m.linked, m.papers, m.links = links, papers, by
}

func sameNames(a, b []budget.Paper) bool {
	return slices.EqualFunc(a, b, func(a, b budget.Paper) bool { return a.ID == b.ID && a.Name == b.Name })
}

// behind tells that lines have not been looked at.
func (m *marks) behind(d *Desk) bool {
	now := d.session.Now()
	return m.of != now || m.lang != d.lang || m.next < now.Len() || len(m.dirty) > 0
}

// work looks at some lines.
func (m *marks) work(d *Desk) {
	now := d.session.Now()
	if m.of != now || m.lang != d.lang {
		m.of, m.lang, m.next, m.dirty = now, d.lang, 0, nil
		m.takeLinks(now)
		m.dirty = nil
		for id := range m.shown { // lines that are no longer there
			if _, ok := now.Find(id); !ok {
				m.put(id, nil)
			}
		}
	}
	for range linesAtOnce {
		at := m.next
		if n := len(m.dirty); n > 0 {
			at = m.dirty[n-1]
			m.dirty = m.dirty[:n-1]
		} else if at < now.Len() {
			m.next++
		}
		if at >= now.Len() { // its addition was undone and something else was added
			if len(m.dirty) == 0 {
				return
			}
			continue
		}
		m.put(now.ID(at), m.at(d, now, at))
	}
}

// put notes the marks of a line if they are others than before.
func (m *marks) put(id string, list []mark) {
	if slices.Equal(m.shown[id], list) {
		return
	}
	if m.shown == nil {
		m.shown = make(map[string][]mark)
	}
	if m.told == nil {
		m.told = make(map[string]bool)
	}
	if m.told[id] = true; list == nil {
		delete(m.shown, id)
	} else {
		m.shown[id] = list
	}
}

// at are the marks of a line as it is now.
func (m *marks) at(d *Desk, now *ledger.Ledger, i int) (list []mark) {
	if !now.Present(i) {
		return nil
	}
	if l, ok := m.links[now.ID(i)]; ok {
		kind, words := d.linkSays(l, i)
		list = append(list, mark{session.ColumnDraft, kind, words, linkTo(l.Paper)})
	}
	line := now.Line(i)
	for _, f := range d.lineFindings(&line) {
		kind, words, column := markWrong, d.findingSays(&f.Finding), f.Field.String()
		if f.Doubt {
			kind = markDoubt
		}
		if n := len(list) - 1; n >= 0 && list[n].column == column {
			if list[n].words = message.MarkAlso.With(list[n].words, words).In(d.lang); kind == markWrong {
				list[n].kind = kind
			}
			continue
		}
		list = append(list, mark{column, kind, words, ""})
	}
	return list
}

// linkSays says what an amount that was written from a paper comes from, and
// whether the two still agree.
func (d *Desk) linkSays(l budget.Link, i int) (kind, words string) {
	from := message.MarkFrom
	if l.Paper == transferPaper || l.Paper == splitPaper {
		from = message.MarkFromSplit
	}
	words = d.say(from, d.paperName(l.Paper))
	has, _ := d.session.Now().Amount(i)
	if has == l.Now {
		return markLinked, words
	}
	why := message.MarkMoved
	if !l.Stale() {
		why = message.MarkTyped
	}
	return markStale, d.say(why, words, has.GroupedExact(), l.Now.GroupedExact())
}

// paperName is what a paper of the draft is called.
func (d *Desk) paperName(id string) string {
	for _, p := range d.session.Now().Papers() {
		if p.ID == id {
			return p.Name
		}
	}
	return id
}

// linkTo is the address of a paper.
func linkTo(paper string) string {
	switch paper {
	case transferPaper:
		return "/transfers?to=write-where"
	case splitPaper:
		return "/transfers?to=split-write-where"
	}
	return "/estimates?to=" + paperAnchor + paper
}

// checking checks the codes of lines against the built-in edition.
type checking struct {
	of      *budget.Dataset
	edition *edition.Edition
	err     error
	checker *edition.Checker
	lines   map[lineCodes][]edition.LineFinding // by what of a line is checked
}

// codesOf is the built-in edition of a budget.
func (d *Desk) codesOf(ds *budget.Dataset) (*edition.Edition, error) {
	c := &d.checking
	if c.of != ds {
		*c = checking{of: ds, lines: make(map[lineCodes][]edition.LineFinding)}
		if c.edition, c.err = edition.Of(ds); c.err == nil {
			c.checker = edition.NewChecker(c.edition)
		}
	}
	return c.edition, c.err
}

// checker checks codes of the draft's lines, nil where there is none.
func (d *Desk) checker() *edition.Checker {
	_, _ = d.codesOf(d.session.Dataset()) // the page of the classification says why
	return d.checking.checker
}

// lineFindings are what is wrong with the codes of a line.
func (d *Desk) lineFindings(line *budget.Line) []edition.LineFinding {
	c := d.checker()
	if c == nil {
		return nil
	}
	of := lineCodes{line.Function, line.Economic, line.Kind}
	list, known := d.checking.lines[of]
	if !known {
		list = c.CheckLine(line)
		d.checking.lines[of] = list
	}
	return list
}

// findingSays is what is wrong, and why.
func (d *Desk) findingSays(f *edition.Finding) string {
	says := message.ClassWrong
	if f.Doubt {
		says = message.ClassDoubt
	}
	return d.say(message.MarkFault, says.With(f.Fault.Name()), f.Why)
}

// Marks are the marks that have changed since they were last asked for, as
// [line, [column, kind, words, address], …] each, for the script that draws
// them; anew tells that it drops those it has. Nil is nothing new.
func (d *Desk) Marks() (list []byte, anew bool) {
	m := &d.marks
	if anew = m.anew; !anew && len(m.told) == 0 {
		return nil, false
	}
	b := []byte{'['}
	for id := range m.told {
		if len(b) > 1 {
			b = append(b, ',')
		}
		b = quote(append(b, '['), id)
		for _, x := range m.shown[id] {
			b = append(b, ",["...)
			for n, s := range []string{x.column, x.kind, x.words, x.to} {
				if n > 0 {
					b = append(b, ',')
				}
				b = quote(b, s)
			}
			b = append(b, ']')
		}
		b = append(b, ']')
	}
	m.told, m.anew = nil, false
	return append(b, ']'), anew
}

// again sets a line to what its paper comes to, as last kept.
func (d *Desk) again(l budget.Link, was money.Amount) {
	links := slices.Clone(d.session.Now().Links())
	for i := range links {
		if links[i].Line == l.Line {
			links[i].Wrote = l.Now
		}
	}
	d.act(session.EditsAction([]budget.Edit{{Op: budget.Set, Line: l.Line, Amount: l.Now, Why: d.say(message.LineAgainWhy, strings.TrimSpace(d.paperName(l.Paper)))}}, links),
		message.WrittenToLine.With(message.LineNamed.With(l.Line, d.session.Title(l.Line)), was.GroupedExact(), l.Now.GroupedExact()))
}

// unlinkLine takes the link of a line away; its amount stays.
func (d *Desk) unlinkLine(line string) {
	links := slices.DeleteFunc(slices.Clone(d.session.Now().Links()), func(l budget.Link) bool { return l.Line == line })
	d.act(session.LinksAction(links), message.Unlinked.With(line))
}
