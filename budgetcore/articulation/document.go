// Package articulation checks that printed figures fit together (勾稽关系).
//
// A [Document] is what is printed: the cells of annexes, the figures of the
// text, the words beside them. The register ([Rules]) says what must hold in
// any document of this layout; no rule names a figure or makes an exception.
// [Check] compares the two sides of every relation and gives each a
// [Verdict]: what rounding to 0.01 万元 can explain is a tail, and no mistake.
// Since relations share figures, an [Explanation] says besides whether one
// exact ledger explains them all together.
package articulation

import (
	"slices"
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/statement"
)

// Figure is a printed figure. Amount is what is printed, a multiple of 0.01
// 万元; blank counts as zero.
type Figure struct {
	Ref    statement.Ref
	Amount money.Amount
	Blank  bool
	// Exact is what the figure was rounded from, where it is known.
	Exact money.Amount
	Known bool
}

// Document is a printed budget. It is not safe for concurrent use.
type Document struct {
	*shape
	figures   []Figure
	sentences []Sentence
}

// shape is what documents that differ in amounts alone have in common, and
// what follows from it: rows, words, which figures a relation is between.
type shape struct {
	order     []*table
	tables    map[name]*table
	sentence  map[string]int // by its id
	amounts   []int          // the figure of each sentence, -1 if it is no amount
	places    []Place
	relations map[*Rule][]Relation
	funds     []fundsText
	targets   []indicator
	projects  map[string]int // by the heading of a section
	plans     map[string][]statement.PlanItem
}

type name struct {
	annex int
	part  string
}

type table struct {
	name
	def   *statement.Definition
	lines int // of the statement's table
	rows  []row
	cols  map[string]int
	paths map[string]int
}

type row struct {
	line              int // of the statement's table
	path, code, label string
	texts, after      []string
	kind              statement.RowKind
	parent            int // index, -1 for none
	first             int // its first figure
}

// words is a figure of the text and, if it is an amount in 万元, the index of
// its figure.
type words struct {
	*Sentence
	figure int // -1 if it is no amount
}

// said returns a figure of the text.
func (d *Document) said(id string) (words, bool) {
	i, ok := d.sentence[id]
	if !ok {
		return words{nil, -1}, false
	}
	return words{&d.sentences[i], d.amounts[i]}, true
}

// Sentence is a figure of the text.
type Sentence struct {
	ID, Section, Summary string
	Unit, Now            string // 万元, %, 月 …, and the value without thousands separators
	Exact                money.Amount
	Known                bool             // that Exact is what was rounded
	Terms                []statement.Term // the cells it is a sum of, if it is one
}

// Place says where a project stands: what the lines know of it. Lists that
// print names alone are joined with tables of codes by it.
type Place struct {
	Section                       budget.Section
	Source                        budget.Source
	Unit, Function, Project, Task string
	ProjectClass, Level1          string
}

// TextRef names a figure of the text.
func TextRef(id string) statement.Ref { return statement.Ref{Row: id} }

// New makes a document of annexes, of the figures of the text, and of what is
// known of the places of projects; text and places may be nil.
func New(book *statement.Book, text []Sentence, places []Place) *Document {
	d := &Document{sentences: text, shape: &shape{
		tables: make(map[name]*table), sentence: make(map[string]int), places: places,
		relations: make(map[*Rule][]Relation), projects: make(map[string]int), plans: make(map[string][]statement.PlanItem),
	}}
	for _, t := range book.Tables {
		d.add(t)
	}
	for i := range text {
		d.say(&text[i])
	}
	return d
}

// Next is New for a document that follows d. Where only amounts differ, as
// after most edits, what rows and words imply is not worked out again.
func (d *Document) Next(book *statement.Book, text []Sentence, places []Place) *Document {
	if !d.alike(book, text, places) {
		return New(book, text, places)
	}
	next := &Document{shape: d.shape, sentences: text, figures: slices.Clone(d.figures)}
	for i, t := range d.order {
		for j := range t.rows {
			l := &book.Tables[i].Lines[t.rows[j].line]
			for c := range l.Cells {
				next.figures[t.rows[j].first+c].take(&l.Cells[c], l.Input)
			}
		}
	}
	for i := range text {
		if f := d.amounts[i]; f >= 0 {
			next.figures[f].read(&text[i])
		}
	}
	return next
}

// alike reports whether a document has the rows and words of d.
func (d *Document) alike(book *statement.Book, text []Sentence, places []Place) bool {
	if len(book.Tables) != len(d.order) || len(text) != len(d.sentences) || !slices.Equal(places, d.places) {
		return false
	}
	for i, t := range d.order {
		if book.Tables[i].Definition != t.def || len(book.Tables[i].Lines) != t.lines {
			return false
		}
		for j := range t.rows {
			r, l := &t.rows[j], &book.Tables[i].Lines[t.rows[j].line]
			if l.Path != r.path || l.Kind != r.kind || !slices.Equal(l.Texts, r.texts) || !slices.Equal(l.After, r.after) {
				return false
			}
		}
	}
	for i := range text {
		x, was := &text[i], &d.sentences[i]
		if x.ID != was.ID || x.Section != was.Section || x.Summary != was.Summary || x.Unit != was.Unit ||
			x.amount() != (d.amounts[i] >= 0) || !slices.Equal(x.Terms, was.Terms) {
			return false
		}
	}
	return true
}

// Places returns the places that the lines of a ledger give their projects.
func Places(l *ledger.Ledger) []Place {
	var places []Place
	for i := range l.Len() {
		if !l.Present(i) {
			continue
		}
		if x := l.Line(i); !x.Blank {
			places = append(places, Place{x.Section, x.Source, x.Unit, x.Function, x.Project, x.Task, x.ProjectClass, x.Level1Project})
		}
	}
	return places
}

func (d *Document) add(t *statement.Table) {
	x := &table{name: name{t.Annex, t.Part}, def: t.Definition, lines: len(t.Lines), cols: make(map[string]int), paths: make(map[string]int)}
	for i, c := range t.Columns {
		x.cols[c.ID] = i
	}
	for i := range t.Lines {
		l := &t.Lines[i]
		if l.Kind == statement.Remark {
			continue
		}
		r := row{line: i, path: l.Path, texts: l.Texts, after: l.After, kind: l.Kind, parent: -1, first: len(d.figures)}
		r.label = l.Path
		if len(l.Texts) > 0 {
			r.label = lastOf(l.Texts)
			if isCode(l.Texts[0]) && isCode(l.Path) {
				r.code, r.label = l.Texts[0], l.Texts[1]
			}
		}
		for c := range t.Columns {
			f := Figure{Ref: statement.Ref{Annex: t.Annex, Part: t.Part, Row: l.Path, Column: t.Columns[c].ID}}
			f.take(&l.Cells[c], l.Input)
			d.figures = append(d.figures, f)
		}
		x.paths[l.Path] = len(x.rows)
		x.rows = append(x.rows, r)
	}
	x.tree()
	d.tables[x.name] = x
	d.order = append(d.order, x)
}

// lastOf is the last text that says something.
func lastOf(texts []string) string {
	for i := len(texts) - 1; i > 0; i-- {
		if texts[i] != "" {
			return texts[i]
		}
	}
	return texts[0]
}

// take reads a cell, which an input was not rounded from anything known.
func (f *Figure) take(c *statement.Cell, input bool) {
	f.Amount, f.Blank, f.Exact, f.Known = c.Now.Amount.Rounded(), c.Blank(), c.Now.Amount, !input
}

// read takes the amount of a sentence.
func (f *Figure) read(s *Sentence) {
	a, _ := money.Parse(s.Now) // that it can be read makes it an amount
	f.Amount, f.Exact, f.Known = a.Rounded(), s.Exact, s.Known
}

// amount reports that a sentence says an amount of money.
func (s *Sentence) amount() bool {
	if s.Unit != "万元" || s.Now == "" {
		return false
	}
	_, err := money.Parse(s.Now)
	return err == nil
}

// tree gives every row its parent: the row of the longest code that its code
// begins with, else the total. What is not assigned to a unit stands under the
// department.
func (x *table) tree() {
	total, coded := -1, -1
	for i := range x.rows {
		if x.rows[i].path == totalRow {
			total = i
		}
	}
	for i := range x.rows {
		r := &x.rows[i]
		if i == total {
			continue
		}
		r.parent = total
		for n := len(r.code) - 1; n > 0; n-- {
			if p, ok := x.paths[r.code[:n]]; ok {
				r.parent = p
				break
			}
		}
		if r.code != "" && coded < 0 {
			coded = i
		}
		if r.kind == statement.Unassigned && strings.HasSuffix(r.path, "单位") && coded >= 0 {
			r.parent = coded
		}
	}
}

const totalRow = "合计"

func (d *Document) say(s *Sentence) {
	d.sentence[s.ID] = len(d.amounts)
	figure := -1
	if s.amount() {
		figure = len(d.figures)
		f := Figure{Ref: TextRef(s.ID)}
		f.read(s)
		d.figures = append(d.figures, f)
	}
	d.amounts = append(d.amounts, figure)
}

func isCode(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return len(s) >= 3
}

// Figures returns the printed figures, blank cells included. They must not be
// changed.
func (d *Document) Figures() []Figure { return d.figures }

// With returns the document with one figure printed otherwise; the exact
// amount behind it is not known then.
func (d *Document) With(i int, printed money.Amount) *Document {
	c := *d
	c.figures = append([]Figure(nil), d.figures...)
	f := &c.figures[i]
	f.Amount, f.Blank = printed, false
	return &c
}

// Label names a figure in words: its annex, row and column, or its sentence.
func (d *Document) Label(r statement.Ref) message.Message {
	if r.Annex == 0 {
		if w, ok := d.said(r.Row); ok {
			return message.FigureInText.With(w.Summary)
		}
		return message.FigureInText.With(r.Row)
	}
	t := d.tables[name{r.Annex, r.Part}]
	if t == nil {
		return message.Verbatim.With(r.String())
	}
	label := r.Row
	if i, ok := t.paths[r.Row]; ok {
		label = t.rows[i].label
		if t.rows[i].code != "" {
			label = t.rows[i].code + " " + label
		}
		if r.Annex == 11 {
			label = t.rows[i].texts[0] + " " + t.rows[i].texts[1]
		}
	}
	c, ok := t.cols[r.Column]
	if !ok {
		return message.RowOfAnnex.With(r.Annex, label)
	}
	heads := t.def.Columns[c].Heads
	column := heads[len(heads)-1].With()
	if len(heads) > 1 {
		column = message.HeadJoined.With(heads[0], heads[1])
	}
	return message.CellOfAnnex.With(r.Annex, label, column)
}
