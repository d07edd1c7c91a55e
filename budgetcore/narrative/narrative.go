// Package narrative writes part two of a department budget: the text that says
// in words what the annexes print. The text is a template, its figures are
// expressions over statements; both are data of the dataset
// ([budget.Narrative]). What a figure says follows the ledger, and so do the
// words that depend on it: a total that falls is no longer said to grow.
//
// Amounts are computed exactly and rounded once, to 0.01 万元, half away from
// zero; percentages are rounded to 0.01 % in the same way. A blank annex cell
// is said as 0.00, as publications do.
package narrative

import (
	"fmt"
	"strconv"
	"strings"

	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/statement"
)

// Figure is a figure of the text, now and as published.
type Figure struct {
	ID, Section, Summary string
	Unit                 string // 万元, %, 个, 年 …
	// Now and Base are what the text says, without thousands separators; ""
	// when the sentence is not there.
	Now, Base string
	// Exact is the amount now before rounding, for figures in 万元; a change is
	// negative when it is a decrease, though the text says its magnitude.
	Exact money.Amount
	// Terms are the cells that the figure adds up, if it is a sum of cells.
	Terms []statement.Term
	// From are the figures it is computed from, if it is computed from figures;
	// Percent tells that it is the first of them in percent of the second.
	From    []Operand
	Percent bool
	// Refs and Lines are the cells and ledger lines it depends on, directly or
	// through other figures.
	Refs  []statement.Ref
	Lines []string
	// Input tells that the figure is given, with its Source.
	Input  bool
	Source string
	// Hidden figures are not said; others are computed from them.
	Hidden bool

	form string
	base money.Amount
}

// Operand is a figure that is added, or with Sign -1 taken away.
type Operand struct {
	Sign   int
	Figure string
}

// Published is the amount before rounding as published.
func (f *Figure) Published() money.Amount { return f.base }

// Changed reports that the text says another figure than the publication.
func (f *Figure) Changed() bool { return f.Now != f.Base }

// Text is the narrative filled in.
type Text struct {
	Blocks  []Block
	Figures []Figure
	index   map[string]int
}

// Block is a heading (Level 1 to 4) or a paragraph (Level 0).
type Block struct {
	Level int
	Runs  []Run
	// Gone tells that a draft took the paragraph out; its words are in Was.
	Gone bool
}

// Run is a piece of a sentence: words or a figure. Was is what the publication
// says in its place, "" if that is the same.
type Run struct {
	Text, Figure, Was string
	Input             bool
}

// Figure returns a figure by its id, nil if there is none.
func (t *Text) Figure(id string) *Figure {
	if i, ok := t.index[id]; ok {
		return &t.Figures[i]
	}
	return nil
}

// Changed reports whether any part of the text differs from the publication.
func (t *Text) Changed() bool {
	for _, b := range t.Blocks {
		if b.Gone {
			return true
		}
		for _, r := range b.Runs {
			if r.Was != "" {
				return true
			}
		}
	}
	return false
}

// writer fills in a text.
type writer struct {
	*Text
	book      *statement.Book
	now, base *ledger.Ledger
}

// Build fills in the narrative of a budget. It returns nil for a dataset
// without one. An error names the figure or the line of the template that the
// data spells wrong.
func Build(book *statement.Book, now, base *ledger.Ledger) (*Text, error) {
	data := now.Dataset().Narrative
	if data == nil {
		return nil, nil
	}
	w := &writer{&Text{index: make(map[string]int)}, book, now, base}
	for _, r := range data.Figures {
		f := Figure{ID: r["id"], Section: r["section"], Summary: r["summary"], Unit: r["unit"], Source: r["source"], form: r["form"], Hidden: r["form"] == "hidden"}
		w.index[f.ID] = len(w.Figures)
		w.Figures = append(w.Figures, f)
	}
	w.items(data.Items)
	done := make(map[string]bool)
	for _, r := range data.Figures {
		if err := w.evaluate(r["id"], r["expression"], data.Figures, done); err != nil {
			return nil, fmt.Errorf("narrative: figure %s: %w", r["id"], err)
		}
	}
	for i, line := range strings.Split(strings.TrimRight(data.Template, "\n"), "\n") {
		if line == "@items" {
			w.writeItems(data.Items)
			continue
		}
		level := len(line) - len(strings.TrimLeft(line, "#"))
		runs, err := w.runs(strings.TrimSpace(line[level:]))
		if err != nil {
			return nil, fmt.Errorf("narrative: line %d: %w", i+1, err)
		}
		w.Blocks = append(w.Blocks, Block{Level: level, Runs: runs})
	}
	return w.Text, nil
}

// evaluate works out a figure, after those it needs.
func (w *writer) evaluate(id, expression string, all []map[string]string, done map[string]bool) error {
	if done[id] {
		return nil
	}
	done[id] = true // a circle leaves zero rather than no end; a test finds it
	need := func(other string) (*Figure, error) {
		i, ok := w.index[other]
		if !ok {
			return nil, fmt.Errorf("no figure %q", other)
		}
		for _, r := range all {
			if r["id"] == other {
				if err := w.evaluate(other, r["expression"], all, done); err != nil {
					return nil, err
				}
			}
		}
		return &w.Figures[i], nil
	}
	i := w.index[id]
	f := &w.Figures[i]
	words := strings.Fields(expression)
	if len(words) == 0 {
		return fmt.Errorf("no expression")
	}
	switch words[0] {
	case "input":
		if len(words) != 2 {
			return fmt.Errorf("input takes one value, not %q", expression)
		}
		f.Input, f.Now, f.Base = true, words[1], words[1]
		if f.Unit == "万元" {
			a, err := money.Parse(words[1])
			if err != nil {
				return err
			}
			f.Exact, f.base = a, a
		}
		return nil
	case "line":
		if len(words) != 2 {
			return fmt.Errorf("line takes one line, not %q", expression)
		}
		f.Lines = append(f.Lines, words[1])
		for _, x := range []struct {
			l  *ledger.Ledger
			to *money.Amount
		}{{w.now, &f.Exact}, {w.base, &f.base}} {
			n, ok := x.l.Find(words[1])
			if !ok {
				return fmt.Errorf("no line %q", words[1])
			}
			if x.l.Present(n) {
				line := x.l.Line(n)
				*x.to = line.Exact()
			}
		}
		f.say()
		return nil
	case "count":
		return w.count(f, words)
	case "change", "percent":
		if len(words) != 3 {
			return fmt.Errorf("%s takes two figures, not %q", words[0], expression)
		}
		this, err := need(words[1])
		if err != nil {
			return err
		}
		last, err := need(words[2])
		if err != nil {
			return err
		}
		f.depend(this, 1)
		f.depend(last, -1)
		f.Percent = words[0] == "percent"
		now, base := this.Exact-last.Exact, this.base-last.base
		if words[0] == "change" {
			f.Exact, f.base = now, base
			f.say()
			return nil
		}
		f.Now, f.Base = percent(now, last.Exact), percent(base, last.base)
		return nil
	}
	return w.sum(f, words, need)
}

// sum adds cells, or other figures.
func (w *writer) sum(f *Figure, words []string, need func(string) (*Figure, error)) error {
	sign, cells := 1, true
	for i, word := range words {
		if i%2 == 1 {
			switch word {
			case "+":
				sign = 1
			case "-":
				sign = -1
			default:
				return fmt.Errorf("%q stands where + or - is expected", word)
			}
			continue
		}
		refs, ok, err := w.cells(word)
		if err != nil {
			return err
		}
		if !ok {
			other, err := need(word)
			if err != nil {
				return err
			}
			cells = false
			f.Exact += money.Amount(sign) * other.Exact
			f.base += money.Amount(sign) * other.base
			f.depend(other, sign)
			continue
		}
		for _, r := range refs {
			c := w.book.Cell(r)
			f.Exact += money.Amount(sign) * c.Now.Amount
			f.base += money.Amount(sign) * c.Base.Amount
			f.Terms = append(f.Terms, statement.Term{Sign: sign, Ref: r})
			f.Refs = append(f.Refs, r)
		}
	}
	if !cells {
		f.Terms = nil
	}
	f.say()
	return nil
}

// cells reads the name of a cell, annex:row:column with * for every row. It
// returns false for the id of a figure.
func (w *writer) cells(word string) (refs []statement.Ref, ok bool, err error) {
	parts := strings.Split(word, ":")
	if len(parts) != 3 {
		return nil, false, nil
	}
	number, part, _ := strings.Cut(parts[0], ".")
	annex, err := strconv.Atoi(number)
	t := w.book.Table(annex, part)
	if err != nil || t == nil || t.Column(parts[2]) < 0 {
		return nil, false, fmt.Errorf("no cell %q", word)
	}
	if parts[1] != "*" {
		r := statement.Ref{Annex: annex, Part: part, Row: parts[1], Column: parts[2]}
		if w.book.Cell(r) == nil {
			return nil, false, fmt.Errorf("no cell %q", word)
		}
		return []statement.Ref{r}, true, nil
	}
	for i := range t.Lines {
		refs = append(refs, statement.Ref{Annex: annex, Part: part, Row: t.Lines[i].Path, Column: parts[2]})
	}
	return refs, true, nil
}

// count counts the rows of a table whose first column carries an amount.
func (w *writer) count(f *Figure, words []string) error {
	if len(words) != 2 {
		return fmt.Errorf("count takes one table")
	}
	number, part, _ := strings.Cut(words[1], ".")
	annex, err := strconv.Atoi(number)
	t := w.book.Table(annex, part)
	if err != nil || t == nil {
		return fmt.Errorf("no table %q", words[1])
	}
	now, base := 0, 0
	for i := range t.Lines {
		if len(t.Columns) == 0 {
			continue
		}
		cell := &t.Lines[i].Cells[0]
		f.Refs = append(f.Refs, statement.Ref{Annex: annex, Part: part, Row: t.Lines[i].Path, Column: t.Columns[0].ID})
		if !cell.Blank() {
			now++
		}
		if cell.Base.Lines > 0 {
			base++
		}
	}
	f.Now, f.Base = strconv.Itoa(now), strconv.Itoa(base)
	return nil
}

func (f *Figure) depend(on *Figure, sign int) {
	f.From = append(f.From, Operand{sign, on.ID})
	f.Refs = append(f.Refs, on.Refs...)
	f.Lines = append(f.Lines, on.Lines...)
}

// say prints the amounts. What a sentence calls an increase or a decrease is
// said without a sign.
func (f *Figure) say() { f.Now, f.Base = f.plain(f.Exact), f.plain(f.base) }

func (f *Figure) plain(a money.Amount) string {
	if f.signless() {
		a = max(a, -a)
	}
	s := a.Printed()
	if f.form == "short" || f.form == "short-grouped" {
		s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
	}
	return s
}

func (f *Figure) signless() bool {
	return strings.Contains(f.ID, ".yoy_") || strings.HasPrefix(f.ID, "change.")
}

// percent is a change as a percentage of last year, its magnitude with two
// decimals; "" if last year was nothing.
func percent(change, last money.Amount) string {
	n, d := uint64(max(change, -change)), uint64(max(last, -last))
	if d == 0 {
		return ""
	}
	// n·10⁴/d rounded, without leaving 64 bits: amounts may be as large as they are allowed
	for n > 1<<48 {
		n, d = n>>1, d>>1
	}
	if d == 0 {
		return ""
	}
	q := (2*n*10_000/d + 1) / 2
	s := strconv.FormatUint(q, 10)
	for len(s) < 3 {
		s = "0" + s
	}
	return s[:len(s)-2] + "." + s[len(s)-2:]
}

// display is how the text writes a value of the figure.
func (f *Figure) display(value string) string {
	switch f.form {
	case "grouped", "short-grouped", "hidden":
		a, err := money.Parse(value)
		if err != nil {
			return value
		}
		s := a.Grouped()
		if f.form == "short-grouped" {
			s = strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
		}
		return s
	case "date":
		if p := strings.Split(value, "-"); len(p) == 3 {
			return p[0] + "年" + p[1] + "月" + p[2] + "日"
		}
	}
	return value
}
