// Package ledger keeps the lines of a budget as columns and every total as a
// running sum, so that an edit is a delta along a line's ancestors whatever the
// number of lines.
//
// Amounts are exact, in 分; nothing here rounds. The magnitudes of all lines,
// as they are and as they were published, together stay below 2⁶³ 分: an edit
// that would pass that bound is refused whole, so no sum of lines can wrap.
// A Ledger is not safe for concurrent use.
package ledger

import (
	"fmt"
	"math"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Tails says what becomes of the reconstructed residuals of published lines.
type Tails uint8

// KeepTails counts them in every total, so that totals come out as printed.
// DropTails leaves them out: totals are then sums of printed lines and differ
// from the print, and from each other, by a few 0.01 万元.
const (
	KeepTails Tails = iota
	DropTails
)

// row is one line, 32 bytes. Text stands apart.
type row struct {
	amount   money.Amount // as stated
	residual int32        // 元
	place
}

// place is what decides which totals a row counts in.
type place struct {
	project  int32
	unit     uint16
	function uint16
	economic uint16
	section  budget.Section
	kind     budget.Kind
	source   budget.Source
	class    uint8
	task     uint8
	level1   uint8
	transfer uint8
	flags    uint8
}

const (
	flagBlank  = 1 << iota // no amount is stated
	flagAbsent             // deleted, or not added yet
	flagMoved              // dimensions differ from the base
)

func (r *row) exact() money.Amount { return r.amount + money.Amount(r.residual)*money.Yuan }
func (r *row) counts() bool        { return r.flags&(flagBlank|flagAbsent) == 0 }

// Sum is an amount and how many lines add to it; no lines is blank, which is
// not the same as 0.00.
type Sum struct {
	Amount money.Amount
	Lines  int
}

func (s *Sum) add(a money.Amount, n int) { s.Amount += a; s.Lines += n }

// cube holds the totals of one section.
type cube struct {
	total                                           Sum
	unit, function, economic, source, kind, project []Sum
	functionKind, unitSource                        []Sum
}

// step is an applied edit. Most give a line an amount: those need no more than
// what the line stated before and what it states now.
type step struct {
	line     int32
	residual int32
	amount   money.Amount
	flags    uint8
	joined   bool
	now      money.Amount
	more     *more // nil for a Set that says neither when, by whom nor why
}

// more is a step that needs the whole edit, with the line before and after it.
type more struct {
	edit                 budget.Edit
	before, after        row
	noteBefore, noteText string
}

// history keeps steps in blocks: a long one is never copied to grow.
type history struct {
	blocks [][]step
	length int
}

const blockLength = 256

func (h *history) at(i int) *step { return &h.blocks[i/blockLength][i%blockLength] }

// next appends an empty step.
func (h *history) next() *step {
	if h.length == len(h.blocks)*blockLength {
		h.blocks = append(h.blocks, make([]step, blockLength))
	}
	h.length++
	return h.at(h.length - 1)
}

// cut forgets what stands behind the first n steps.
func (h *history) cut(n int) {
	for h.length > n {
		h.length--
		*h.at(h.length) = step{}
	}
}

// Ledger is a budget being edited.
type Ledger struct {
	ds    *budget.Dataset
	tails Tails

	rows  []row
	ids   []string
	notes []string
	byID  index
	// base are the published exact amounts; added lines have none
	base []money.Amount

	units         index // numbers from 1; "" is 0
	functions     index
	economics     index
	functionPath  [][3]uint16
	economicPath  [][2]uint16
	projects      []string
	projectByName index

	cubes  [budget.Sections]cube
	follow []money.Amount // unit × source: what income owes to changed spending
	owing  money.Amount   // all of it
	income budget.IncomeMode
	// gap is, by kind, the published basic spending without an economic code
	// that the published economic lines leave unassigned
	gap   [budget.Kinds]money.Amount
	gross uint64

	// head is all that the draft says beside its edits and how income goes
	head   budget.Draft
	log    history
	cursor int
}

// New returns the published budget as a ledger without edits.
func New(ds *budget.Dataset, tails Tails) (*Ledger, error) {
	n := len(ds.Lines)
	l := &Ledger{
		ds: ds, tails: tails,
		rows: make([]row, 0, n), ids: make([]string, 0, n), notes: make([]string, 0, n),
		base: make([]money.Amount, 0, n), byID: newIndex(),
		units: newIndex(), functions: newIndex(), economics: newIndex(),
		projects: []string{""}, projectByName: newIndex(),
	}
	for _, x := range []*index{&l.units, &l.functions, &l.economics, &l.projectByName} {
		x.put("", 0)
	}
	for i, u := range ds.Units {
		l.units.put(u.Code, int32(i+1))
	}
	functions, economics := ds.Functional.Items(), ds.Economic.Items()
	for i, it := range functions {
		l.functions.put(it.Code, int32(i+1))
	}
	for i, it := range economics {
		l.economics.put(it.Code, int32(i+1))
	}
	l.functionPath = make([][3]uint16, len(functions)+1)
	for i := range functions {
		for level, it := range ds.Functional.Path(functions[i].Code) {
			l.functionPath[i+1][level] = uint16(l.functions.number(it.Code))
		}
	}
	l.economicPath = make([][2]uint16, len(economics)+1)
	for i := range economics {
		for level, it := range ds.Economic.Path(economics[i].Code) {
			l.economicPath[i+1][level] = uint16(l.economics.number(it.Code))
		}
	}
	l.clear()
	for i := range ds.Lines {
		line := &ds.Lines[i]
		r := l.encode(line)
		if err := l.admit(&row{}, &r, r.exact()); err != nil {
			return nil, message.At(line.ID, err)
		}
		l.rows = append(l.rows, r)
		l.ids = append(l.ids, line.ID)
		l.notes = append(l.notes, line.Note)
		l.base = append(l.base, r.exact())
		l.byID.put(line.ID, int32(i))
		switch {
		case line.Section == budget.Spending && l.inAnnex6(&r) && r.economic == 0:
			l.gap[r.kind] += line.Exact()
		case line.Section == budget.Economic && l.inAnnex6(&r):
			l.gap[r.kind] -= line.Exact()
		}
		l.count(&r, 1)
	}
	return l, nil
}

func (l *Ledger) clear() {
	u, f, e := len(l.ds.Units)+1, len(l.functionPath), len(l.economicPath)
	for s := range l.cubes {
		l.cubes[s] = cube{
			unit: make([]Sum, u), function: make([]Sum, f), economic: make([]Sum, e),
			source: make([]Sum, budget.SourceCount), kind: make([]Sum, budget.Kinds),
			project:      make([]Sum, len(l.projects)),
			functionKind: make([]Sum, f*int(budget.Kinds)), unitSource: make([]Sum, u*int(budget.SourceCount)),
		}
	}
	l.follow, l.owing = make([]money.Amount, u*int(budget.SourceCount)), 0
}

// encode turns a checked line into its row.
func (l *Ledger) encode(line *budget.Line) row {
	r := row{amount: line.Amount, residual: int32(line.Residual / money.Yuan), place: place{
		unit: uint16(l.units.number(line.Unit)), function: uint16(l.functions.number(line.Function)), economic: uint16(l.economics.number(line.Economic)),
		section: line.Section, kind: line.Kind, source: line.Source,
		class: indexOf(budget.ProjectClasses(), line.ProjectClass), transfer: indexOf(budget.TransferTypes(), line.TransferType),
		task: indexOf(l.ds.Tasks, line.Task) + 1,
	}}
	if line.Task == "" {
		r.task = 0
	}
	for _, c := range line.Level1Project {
		r.level1 = r.level1*10 + uint8(c-'0')
	}
	if l.tails == DropTails {
		r.residual = 0
	}
	if line.Blank {
		r.flags |= flagBlank
		r.amount, r.residual = 0, 0
	}
	p, ok := l.projectByName.find(line.Project)
	if !ok {
		p = int32(len(l.projects))
		l.projects = append(l.projects, line.Project)
		l.projectByName.put(line.Project, p)
		for s := range l.cubes {
			l.cubes[s].project = append(l.cubes[s].project, Sum{})
		}
	}
	r.project = p
	return r
}

func indexOf(words []string, w string) uint8 {
	for i := range words {
		if words[i] == w {
			return uint8(i)
		}
	}
	return 0
}

// inAnnex6 tells whether a row is basic spending of the general public budget.
func (l *Ledger) inAnnex6(r *row) bool {
	return r.flags&flagAbsent == 0 && r.kind.Basic() && budget.GeneralPublicBudgetSources.Has(r.source)
}

func abs(a money.Amount) uint64 {
	if a < 0 {
		return uint64(-a)
	}
	return uint64(a)
}

// admit accounts for a line changing from one row to another, plus a base
// amount for a line that is published; it refuses what could make a sum wrap.
func (l *Ledger) admit(from, to *row, base money.Amount) error {
	gross := l.gross - abs(from.exact()) + abs(to.exact()) + abs(base)
	if gross > math.MaxInt64 {
		return message.TotalTooLarge.Error()
	}
	l.gross = gross
	return nil
}

// count adds a row's amount to (or with n = -1 takes it from) every total.
func (l *Ledger) count(r *row, n int) {
	if !r.counts() {
		return
	}
	a := r.exact() * money.Amount(n)
	c := &l.cubes[r.section]
	c.total.add(a, n)
	c.unit[r.unit].add(a, n)
	for level, f := range l.functionPath[r.function] {
		if f != 0 || level == 0 {
			c.function[f].add(a, n)
		}
	}
	for level, e := range l.economicPath[r.economic] {
		if e != 0 || level == 0 {
			c.economic[e].add(a, n)
		}
	}
	c.source[r.source].add(a, n)
	c.kind[r.kind].add(a, n)
	c.project[r.project].add(a, n)
	c.functionKind[int(r.function)*int(budget.Kinds)+int(r.kind)].add(a, n)
	c.unitSource[int(r.unit)*int(budget.SourceCount)+int(r.source)].add(a, n)
}

// shift adds a difference to every total of a row whose amount alone changes.
// It is the hot path of typing a figure.
func (l *Ledger) shift(r *row, d money.Amount) {
	c := &l.cubes[r.section]
	c.total.Amount += d
	c.unit[r.unit].Amount += d
	f := &l.functionPath[r.function]
	c.function[f[0]].Amount += d
	if f[1] != 0 {
		c.function[f[1]].Amount += d
		c.function[f[2]].Amount += d
	}
	e := &l.economicPath[r.economic]
	c.economic[e[0]].Amount += d
	if e[1] != 0 {
		c.economic[e[1]].Amount += d
	}
	c.source[r.source].Amount += d
	c.kind[r.kind].Amount += d
	c.project[r.project].Amount += d
	c.functionKind[int(r.function)*int(budget.Kinds)+int(r.kind)].Amount += d
	us := int(r.unit)*int(budget.SourceCount) + int(r.source)
	c.unitSource[us].Amount += d
	if r.section == budget.Spending {
		// whatever a line's history, a change of its amount is income of the
		// unit and source where it stands now
		l.follow[us] += d
		l.owing += d
	}
}

// put makes line i read as r.
func (l *Ledger) put(i int32, r *row) {
	old := &l.rows[i]
	if old.place == r.place && r.counts() {
		d := r.exact() - old.exact()
		*old = *r
		l.shift(old, d)
		return
	}
	l.count(old, -1)
	l.owe(i, -1)
	*old = *r
	l.count(old, 1)
	l.owe(i, 1)
}

// owe adds (n = 1) or takes back (n = -1) what income owes to line i.
func (l *Ledger) owe(i int32, n int) {
	from, to := l.owed(i)
	l.follow[from.at] += from.amount * money.Amount(n)
	l.follow[to.at] += to.amount * money.Amount(n)
	l.owing += (from.amount + to.amount) * money.Amount(n)
}

type debt struct {
	at     int // unit × source
	amount money.Amount
}

// owed says how a line's change moves income: what was published leaves the
// first cell, what stands now enters the second. A published line without a
// unit is already contained in the published incomes, so giving it a unit, or
// taking one away, moves nothing: what was published is looked for at the
// line's present unit then.
func (l *Ledger) owed(i int32) (from, to debt) {
	r := &l.rows[i]
	if r.section != budget.Spending {
		return from, to
	}
	to.at = int(r.unit)*int(budget.SourceCount) + int(r.source)
	if r.counts() {
		to.amount = r.exact()
	}
	from.at = to.at
	if int(i) < len(l.base) {
		from.amount = -l.base[i]
		if r.flags&flagMoved != 0 {
			published := &l.ds.Lines[i]
			unit := uint16(l.units.number(published.Unit))
			if unit == 0 || r.unit == 0 {
				unit = r.unit
			}
			from.at = int(unit)*int(budget.SourceCount) + int(published.Source)
		}
	}
	return from, to
}

// Verify adds everything anew from the lines and compares it with the running
// sums: two routes to one answer. A difference is a fault of the program.
func (l *Ledger) Verify() error {
	kept, follow, owing := l.cubes, l.follow, l.owing
	l.clear()
	for i := range l.rows {
		l.count(&l.rows[i], 1)
		l.owe(int32(i), 1)
	}
	fresh, freshFollow, freshOwing := l.cubes, l.follow, l.owing
	l.cubes, l.follow, l.owing = kept, follow, owing
	for s := range kept {
		if err := kept[s].equal(&fresh[s]); err != nil {
			return fmt.Errorf("ledger: %s: %w", budget.Section(s), err)
		}
	}
	for i := range follow {
		if follow[i] != freshFollow[i] {
			return fmt.Errorf("ledger: income owed to spending at cell %d is %d, the lines say %d", i, follow[i], freshFollow[i])
		}
	}
	if owing != freshOwing {
		return fmt.Errorf("ledger: income owed to spending is %d, the lines say %d", owing, freshOwing)
	}
	return nil
}

func (c *cube) equal(o *cube) error {
	if c.total != o.total {
		return fmt.Errorf("total is %v, the lines say %v", c.total, o.total)
	}
	for _, p := range []struct {
		name string
		a, b []Sum
	}{
		{"unit", c.unit, o.unit},
		{"function", c.function, o.function},
		{"economic", c.economic, o.economic},
		{"source", c.source, o.source},
		{"kind", c.kind, o.kind},
		{"project", c.project, o.project},
		{"function and kind", c.functionKind, o.functionKind},
		{"unit and source", c.unitSource, o.unitSource},
	} {
		for i := range p.a {
			if p.a[i] != p.b[i] {
				return fmt.Errorf("%s %d is %v, the lines say %v", p.name, i, p.a[i], p.b[i])
			}
		}
	}
	return nil
}
