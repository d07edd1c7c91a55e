package disclosure

import (
	"slices"
	"strconv"
	"strings"

	"suanpan/budgetcore/articulation"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/narrative"
	"suanpan/budgetcore/statement"
)

// Point is a figure that can be asked why: a cell of an annex, a figure of the
// text, a finding or a line. One of its parts is set.
type Point struct {
	Cell    statement.Ref // of an annex
	Figure  string        // of the text, by its id
	Finding string        // by rule and key
	Line    string        // by its id
}

// String writes the point as files and addresses do: 5:2080105:public,
// text:income.total, line:L05, check:tree.units 2:403:total.
func (p Point) String() string {
	switch {
	case p.Figure != "":
		return "text:" + p.Figure
	case p.Finding != "":
		return "check:" + p.Finding
	case p.Line != "":
		return "line:" + p.Line
	}
	return p.Cell.String()
}

// ParsePoint reads a point as String writes it; false for what is none. Whether
// there is such a figure, Trace says.
func ParsePoint(s string) (Point, bool) {
	kind, rest, _ := strings.Cut(s, ":")
	switch kind {
	case "text":
		return Point{Figure: rest}, rest != ""
	case "check":
		return Point{Finding: rest}, rest != ""
	case "line":
		return Point{Line: rest}, rest != ""
	}
	number, part, _ := strings.Cut(kind, ".")
	annex, err := strconv.Atoi(number)
	at := strings.LastIndexByte(rest, ':') // a row may have one in its name
	if err != nil || at < 0 {
		return Point{}, false
	}
	return Point{Cell: statement.Ref{Annex: annex, Part: part, Row: rest[:at], Column: rest[at+1:]}}, true
}

// PointAt is the point of a cell or of a figure of the text.
func PointAt(r statement.Ref) Point {
	if r.Annex == 0 {
		return Point{Figure: r.Row}
	}
	return Point{Cell: r}
}

// PointOf is the point of a finding.
func PointOf(f *articulation.Finding) Point { return Point{Finding: f.Rule.ID + " " + f.Key} }

// Trace says why a figure is what it is.
type Trace struct {
	Point
	Title message.Message
	// Now and Base are the figure as printed, "" if it is blank or no figure.
	Now, Base string
	// Why says it in sentences: the rule, rounding, what the draft changed.
	Why []message.Message
	// Parts are what it adds up; Uses is what it counts in.
	Parts, Uses []Step
}

// PartsHead heads the parts.
func (t *Trace) PartsHead() *message.Text {
	if t.Finding != "" {
		return message.TraceSidesHead
	}
	return message.TracePartsHead
}

// Step leads from a figure to another.
type Step struct {
	Point
	Title message.Message
	// Group heads steps that belong together, e.g. a side of a finding.
	Group message.Message
	// Sign is -1 where the figure is taken away.
	Sign int
	// Amounts tells that Now and Base are what it counts for in the figure, in
	// exact amounts; else Said and SaidBase are what is printed.
	Amounts        bool
	Now, Base      money.Amount
	Said, SaidBase string
	// Notes say where a line comes from and by which standard it is paid.
	Notes []message.Message
}

// Changed reports that the step differs from what was published.
func (s *Step) Changed() bool {
	return s.Amounts && s.Now != s.Base || !s.Amounts && s.Said != s.SaidBase
}

// Trace returns why a figure is what it is and what it counts in. An error
// says that there is no such figure.
func (d *Disclosure) Trace(p Point) (*Trace, error) {
	var t *Trace
	switch {
	case p.Figure != "":
		t = d.sentence(p.Figure)
	case p.Finding != "":
		t = d.finding(p.Finding)
	case p.Line != "":
		t = d.line(p.Line)
	default:
		t = d.cell(p.Cell)
	}
	if t == nil {
		return nil, message.TraceUnknown.Error(p.String())
	}
	t.Point = p
	return t, nil
}

func (d *Disclosure) cell(r statement.Ref) *Trace {
	c := d.Book.Cell(r)
	if c == nil {
		return d.derived(r)
	}
	t := &Trace{Title: d.document.Label(r), Now: c.Printed(), Why: []message.Message{d.Book.Why(r)}}
	if c.Base.Lines > 0 {
		t.Base = c.Base.Amount.Printed()
	}
	var residuals, printed money.Amount
	for _, p := range d.Book.Behind(r) {
		s := Step{Sign: 1, Amounts: true, Now: p.Now, Base: p.Base}
		if p.Line < 0 {
			s.Title = message.TraceUnmet.With()
		} else {
			line := d.Now.Line(p.Line)
			s.Point, s.Title, s.Notes = Point{Line: line.ID}, d.title(&line), d.notes(p.Line, &line)
			if p.Owed {
				s.Notes = append([]message.Message{message.TraceOwed.With()}, s.Notes...)
			} else if d.Now.Present(p.Line) {
				residuals += line.Residual
			}
		}
		printed += p.Now.Rounded()
		t.Parts = append(t.Parts, s)
	}
	if len(t.Parts) > 0 {
		t.Why = append(t.Why, message.TraceAddsLines.With(len(t.Parts)))
	}
	exact := c.Now.Amount
	if exact != exact.Rounded() {
		t.Why = append(t.Why, message.TraceExact.With(exact.GroupedExact(), exact.Grouped()))
	}
	if residuals != 0 {
		t.Why = append(t.Why, message.TraceResidual.With(residuals.YuanString()))
	}
	if off := exact.Rounded() - printed; off != 0 && len(t.Parts) > 0 {
		t.Why = append(t.Why, message.TraceTail.With(printed.Grouped(), magnitude(off).Grouped()))
	}
	t.Why = append(t.Why, d.change(t, c.Now.Amount, c.Base.Amount))
	t.Uses = d.countsIn([]statement.Ref{r}, "")
	return t
}

// derived traces a cell of a table that no annex prints: to the project whose
// budget it spreads.
func (d *Disclosure) derived(r statement.Ref) *Trace {
	for _, def := range statement.Derived {
		if def.Annex != r.Annex || def.Part != r.Part {
			continue
		}
		table := statement.Build(def, d.Now, d.Base)
		row, c := table.Row(r.Row), table.Column(r.Column)
		if row == nil || c < 0 {
			return nil
		}
		x := row.Cells[c]
		t := &Trace{
			Title: message.CellOfAnnex.With(r.Annex, strings.TrimSpace(row.Texts[1]+" "+row.Texts[len(row.Texts)-1]), def.Columns[c].Heads[0]),
			Now:   x.Printed(), Why: []message.Message{message.TracePlan.With()},
		}
		if x.Base.Lines > 0 {
			t.Base = x.Base.Amount.Printed()
		}
		for i, k := range def.After {
			if row.After[i] != "" {
				t.Why = append(t.Why, message.TraceSays.With(k.Head, row.After[i]))
			}
		}
		t.Why = append(t.Why, d.change(t, x.Now.Amount, x.Base.Amount))
		project := d.figure(Point{Cell: statement.Ref{Annex: r.Annex, Part: "projects", Row: row.Texts[0], Column: "budget_total"}}, 1)
		t.Parts = []Step{project}
		return t
	}
	return nil
}

// change says what the draft did to a figure in 万元.
func (d *Disclosure) change(t *Trace, now, base money.Amount) message.Message {
	if now == base && t.Now == t.Base {
		return message.TraceSame.Of(d.Now.Dataset().Own != nil).With()
	}
	by := (now - base).GroupedExact()
	if now > base {
		by = "+" + by
	}
	return message.TracePublished.Of(d.Now.Dataset().Own != nil).With(dashed(t.Base, base), dashed(t.Now, now), by)
}

func dashed(printed string, a money.Amount) string {
	if printed == "" {
		return "—"
	}
	return a.Grouped()
}

func magnitude(a money.Amount) money.Amount { return max(a, -a) }

// title names a line with its id.
func (d *Disclosure) title(line *budget.Line) message.Message {
	return message.TraceLine.With(line.ID, d.Now.Dataset().Name(line))
}

// notes say where a line comes from, what became of it, and the standards that
// its first-level project pays by.
func (d *Disclosure) notes(i int, line *budget.Line) []message.Message {
	var notes []message.Message
	ds := d.Now.Dataset()
	switch {
	case !d.Now.Present(i):
		notes = append(notes, message.TraceDeleted.With())
	case !d.Now.Published(i):
		notes = append(notes, message.TraceAdded.With())
	}
	if line.Provenance != "" {
		notes = append(notes, message.TraceFrom.With(ds.Say(line.Provenance)))
	}
	if line.Note != "" {
		notes = append(notes, ds.Say(line.Note))
	}
	for _, s := range d.standards(line) {
		notes = append(notes, message.TraceStandard.With(s.Name, s.Direction, s.Amount, s.Unit, ds.Say(s.Source)))
	}
	return notes
}

// standards are those a line's first-level project pays by: all of them for a
// transfer, since the project is then this payment, else those that name what
// the line names.
func (d *Disclosure) standards(line *budget.Line) []*budget.Standard {
	ds := d.Now.Dataset()
	var found []*budget.Standard
	for i := range ds.Standards {
		s := &ds.Standards[i]
		if s.Level1Project == "" || s.Level1Project != line.Level1Project {
			continue
		}
		if line.Section == budget.Transfer || d.alone(line) || overlap(s.Name, line.Project) {
			found = append(found, s)
		}
	}
	return found
}

// alone reports that no other line belongs to the line's first-level project.
func (d *Disclosure) alone(line *budget.Line) bool {
	lines := d.Now.Dataset().Lines
	return !slices.ContainsFunc(lines, func(l budget.Line) bool {
		return l.Level1Project == line.Level1Project && l.ID != line.ID
	})
}

// overlap reports that two names share four characters in a row.
func overlap(a, b string) bool {
	r := []rune(a)
	for i := 0; i+4 <= len(r); i++ {
		if strings.Contains(b, string(r[i:i+4])) {
			return true
		}
	}
	return false
}

func (d *Disclosure) line(id string) *Trace {
	i, ok := d.Now.Find(id)
	if !ok {
		return nil
	}
	line := d.Now.Line(i)
	t := &Trace{Title: d.title(&line), Why: d.notes(i, &line)}
	var now, base money.Amount
	if d.Now.Present(i) && !line.Blank {
		now = line.Amount
		t.Now = line.Amount.Printed()
	}
	if a, ok := d.Now.PublishedAmount(i); ok {
		base = a
		t.Base = a.Printed()
	}
	if line.Residual != 0 {
		t.Why = append(t.Why, message.TraceResidual.With(line.Residual.YuanString()))
	}
	t.Why = append(t.Why, d.change(t, now, base))
	var refs []statement.Ref
	for _, u := range d.Book.Uses(i) {
		t.Uses = append(t.Uses, Step{Point: Point{Cell: u.Ref}, Title: d.document.Label(u.Ref), Sign: 1, Amounts: true, Now: u.Now, Base: u.Base})
		refs = append(refs, u.Ref)
	}
	t.Uses = append(t.Uses, d.countsIn(refs, id)...)
	return t
}

func (d *Disclosure) sentence(id string) *Trace {
	if d.Text == nil {
		return nil
	}
	f := d.Text.Figure(id)
	if f == nil {
		return nil
	}
	t := &Trace{Title: message.FigureInText.With(f.Summary), Now: f.Now, Base: f.Base}
	switch {
	case f.Input:
		t.Why = append(t.Why, message.TraceGiven.With())
	case f.Percent:
		t.Why = append(t.Why, message.TracePercent.With())
	case f.Unit == "万元":
		t.Why = append(t.Why, message.TraceSaid.With())
	default:
		t.Why = append(t.Why, message.TraceCount.With())
	}
	if f.Source != "" {
		t.Why = append(t.Why, message.TraceSourceIs.With(f.Source))
	}
	if f.Unit == "万元" && !f.Input {
		if f.Exact != f.Exact.Rounded() {
			t.Why = append(t.Why, message.TraceExact.With(f.Exact.GroupedExact(), f.Exact.Grouped()))
		}
		t.Why = append(t.Why, d.change(t, f.Exact, f.Published()))
	}
	for _, x := range f.Terms {
		t.Parts = append(t.Parts, d.figure(PointAt(x.Ref), x.Sign))
	}
	if f.Terms == nil {
		for _, o := range f.From {
			t.Parts = append(t.Parts, d.figure(Point{Figure: o.Figure}, o.Sign))
		}
		for _, id := range f.Lines {
			if f.From == nil {
				t.Parts = append(t.Parts, d.figure(Point{Line: id}, 1))
			}
		}
		if f.From == nil && f.Lines == nil {
			for _, r := range f.Refs {
				t.Parts = append(t.Parts, d.figure(PointAt(r), 1))
			}
		}
	}
	t.Uses = d.countsIn([]statement.Ref{articulation.TextRef(id)}, "")
	for i := range d.Text.Figures {
		x := &d.Text.Figures[i]
		if slices.ContainsFunc(x.From, func(o narrative.Operand) bool { return o.Figure == id }) {
			t.Uses = append(t.Uses, d.figure(Point{Figure: x.ID}, 1))
		}
	}
	return t
}

// figure is a step to a cell, a figure of the text or a line, with what is
// printed there.
func (d *Disclosure) figure(p Point, sign int) Step {
	s := Step{Point: p, Sign: sign}
	switch {
	case p.Figure != "":
		if f := d.Text.Figure(p.Figure); f != nil {
			s.Title, s.Said, s.SaidBase = message.FigureInText.With(f.Summary), f.Now, f.Base
			if f.Unit == "万元" {
				s.Amounts, s.Now, s.Base = true, f.Exact, f.Published()
			}
		}
	case p.Line != "":
		if i, ok := d.Now.Find(p.Line); ok {
			line := d.Now.Line(i)
			s.Title, s.Notes, s.Amounts = d.title(&line), d.notes(i, &line), true
			if d.Now.Present(i) {
				s.Now = line.Exact()
			}
			if d.Now.Published(i) {
				s.Base = d.Now.Dataset().Lines[i].Exact()
			}
		}
	default:
		s.Title = d.document.Label(p.Cell)
		if c := d.Book.Cell(p.Cell); c != nil {
			s.Amounts, s.Now, s.Base = true, c.Now.Amount, c.Base.Amount
		}
	}
	return s
}

func (d *Disclosure) finding(id string) *Trace {
	r := d.Report()
	for i := range r.Findings {
		f := &r.Findings[i]
		if PointOf(f).Finding != id {
			continue
		}
		t := &Trace{
			Title: r.Document.Explain(f),
			Why:   []message.Message{message.TraceRule.With(f.Rule.Title, message.Verdicts[f.Verdict], f.Rule.Source)},
		}
		if f.Amounts {
			t.Why = append(t.Why, message.TraceBound.With(magnitude(f.Difference).Grouped(), f.Bound.GroupedExact()))
		}
		figures := r.Document.Figures()
		seen := make(map[statement.Ref]bool)
		for n, side := range []*articulation.Side{&f.Left, &f.Right} {
			group := []*message.Text{message.TraceLeft, message.TraceRight}[n].With()
			for _, o := range side.Operands {
				x := &figures[o.Figure]
				seen[x.Ref] = true
				if x.Blank && len(side.Operands) > 1 {
					continue
				}
				s := d.figure(PointAt(x.Ref), o.Sign)
				s.Group = group
				if s.Amounts { // a check compares what is printed
					s.Amounts, s.Said, s.SaidBase = false, x.Amount.Grouped(), s.Base.Grouped()
				}
				t.Parts = append(t.Parts, s)
			}
			if side.Operands == nil && side.Value != "" {
				t.Parts = append(t.Parts, Step{Title: r.Document.SideLabel(side), Group: group, Sign: 1, Said: side.Value, SaidBase: side.Value})
			}
		}
		for _, ref := range f.At {
			if !seen[ref] && d.exists(ref) {
				seen[ref] = true
				t.Parts = append(t.Parts, d.figure(PointAt(ref), 1))
			}
		}
		return t
	}
	return nil
}

func (d *Disclosure) exists(r statement.Ref) bool {
	if r.Annex == 0 {
		return d.Text != nil && d.Text.Figure(r.Row) != nil
	}
	return d.Book.Cell(r) != nil
}

// countsIn are the sentences that say what cells or a line say, and the
// findings about them other than what agrees exactly.
func (d *Disclosure) countsIn(refs []statement.Ref, line string) []Step {
	var uses []Step
	in := make(map[statement.Ref]bool, len(refs))
	for _, r := range refs {
		in[r] = true
	}
	if d.Text != nil {
		for i := range d.Text.Figures {
			f := &d.Text.Figures[i]
			if line != "" && slices.Contains(f.Lines, line) || slices.ContainsFunc(f.Refs, func(r statement.Ref) bool { return in[r] }) {
				uses = append(uses, d.figure(Point{Figure: f.ID}, 1))
			}
		}
	}
	r := d.Report()
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Verdict != articulation.Exact && slices.ContainsFunc(r.Document.Refs(f), func(r statement.Ref) bool { return in[r] }) {
			uses = append(uses, Step{Point: PointOf(f), Title: r.Document.Explain(f), Sign: 1, Said: "", Group: message.Verdicts[f.Verdict].With()})
		}
	}
	return uses
}
