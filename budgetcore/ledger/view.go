package ledger

import (
	"iter"
	"strconv"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/money"
)

// Dataset returns the base.
func (l *Ledger) Dataset() *budget.Dataset { return l.ds }

// IncomeMode says whether income follows spending.
func (l *Ledger) IncomeMode() budget.IncomeMode { return l.income }

// Tails says whether residuals count.
func (l *Ledger) Tails() Tails { return l.tails }

// Name returns the draft's name.
func (l *Ledger) Name() string { return l.head.Name }

// Posts returns the posts of the units, as far as they were entered. They must
// not be changed.
func (l *Ledger) Posts() []budget.Posts { return l.head.Posts }

// Ceilings are what spending is held to. They must only be read.
func (l *Ledger) Ceilings() []budget.Ceiling { return l.head.Ceilings }

// Papers are the estimates kept with the draft, Links the lines written from
// them. They must only be read.
func (l *Ledger) Papers() []budget.Paper { return l.head.Papers }

// Links are the lines written from papers.
func (l *Ledger) Links() []budget.Link { return l.head.Links }

// Edits returns how many edits are in effect and how many are known.
func (l *Ledger) Edits() (cursor, known int) { return l.cursor, l.log.length }

// Len returns the number of lines: the published ones in their order, then the
// added ones in the order of adding. Lines that are deleted, or whose adding
// is undone, keep their place; Present tells.
func (l *Ledger) Len() int { return len(l.rows) }

// ID returns the id of a line.
func (l *Ledger) ID(i int) string { return l.ids[i] }

// Present reports whether line i is part of the budget now.
func (l *Ledger) Present(i int) bool { return l.rows[i].flags&flagAbsent == 0 }

// Published reports whether line i is part of the base.
func (l *Ledger) Published(i int) bool { return i < len(l.base) }

// Moved reports whether a published line has other dimensions now.
func (l *Ledger) Moved(i int) bool { return l.rows[i].flags&flagMoved != 0 }

// Find returns the index of the line with an id, present or not.
func (l *Ledger) Find(id string) (int, bool) {
	i, ok := l.byID.find(id)
	return int(i), ok
}

// Section returns the section of line i.
func (l *Ledger) Section(i int) budget.Section { return l.rows[i].section }

// Function returns the 项 of line i, "" where it has none.
func (l *Ledger) Function(i int) string { return l.functionCode(l.rows[i].function) }

// Economic returns the economic item of line i, "" where it has none.
func (l *Ledger) Economic(i int) string { return l.economicCode(l.rows[i].economic) }

// Amount returns the amount that line i states now; false if it states none.
func (l *Ledger) Amount(i int) (money.Amount, bool) {
	r := &l.rows[i]
	return r.amount, r.counts()
}

// PublishedAmount returns the amount that line i was published with; false if
// it was not, or without one.
func (l *Ledger) PublishedAmount(i int) (money.Amount, bool) {
	if i >= len(l.base) || l.ds.Lines[i].Blank {
		return 0, false
	}
	return l.ds.Lines[i].Amount, true
}

// Line returns line i as it is now; of a deleted line, its last dimensions.
func (l *Ledger) Line(i int) budget.Line {
	r := &l.rows[i]
	line := budget.Line{ID: l.ids[i]}
	if i < len(l.base) {
		line.Provenance, line.UnitCandidates = l.ds.Lines[i].Provenance, l.ds.Lines[i].UnitCandidates
	}
	line.Section, line.Kind, line.Source = r.section, r.kind, r.source
	line.Unit, line.Function, line.Economic = l.unitCode(r.unit), l.functionCode(r.function), l.economicCode(r.economic)
	line.Project = l.projects[r.project]
	line.ProjectClass, line.TransferType = budget.ProjectClasses()[r.class], budget.TransferTypes()[r.transfer]
	if r.task != 0 {
		line.Task = l.ds.Tasks[r.task-1]
	}
	if r.level1 != 0 {
		line.Level1Project = strconv.Itoa(int(r.level1))
	}
	line.Amount, line.Residual, line.Blank = r.amount, money.Amount(r.residual)*money.Yuan, !r.counts()
	line.Note = l.notes[i]
	return line
}

// Peek returns line i as it is now, to be read only: the published line itself
// where it reads as it was published.
func (l *Ledger) Peek(i int) *budget.Line {
	if i < len(l.base) {
		p, r := &l.ds.Lines[i], &l.rows[i]
		if r.flags&(flagMoved|flagAbsent) == 0 && r.counts() != p.Blank && r.amount == p.Amount && money.Amount(r.residual)*money.Yuan == p.Residual && l.notes[i] == p.Note {
			return p
		}
	}
	line := l.Line(i)
	return &line
}

func (l *Ledger) unitCode(i uint16) string {
	if i == 0 {
		return ""
	}
	return l.ds.Units[i-1].Code
}

func (l *Ledger) functionCode(i uint16) string {
	if i == 0 {
		return ""
	}
	return l.ds.Functional.Items()[i-1].Code
}

func (l *Ledger) economicCode(i uint16) string {
	if i == 0 {
		return ""
	}
	return l.ds.Economic.Items()[i-1].Code
}

// View reads the running totals of one section. Unknown codes have no lines.
// The totals of Income are those of the income lines themselves; what they
// owe to changed spending is in Ledger.Income.
type View struct {
	l *Ledger
	c *cube
}

// In returns the totals of a section.
func (l *Ledger) In(s budget.Section) View { return View{l, &l.cubes[s]} }

// Total returns the sum of the section.
func (v View) Total() Sum { return v.c.total }

// Unit returns the sum of a unit; "" is what has none.
func (v View) Unit(code string) Sum { return at(v.c.unit, &v.l.units, code) }

// Function returns the sum of a 类, 款 or 项; "" is what has none.
func (v View) Function(code string) Sum { return at(v.c.function, &v.l.functions, code) }

// Economic returns the sum of a 类 or 款; "" is what has none.
func (v View) Economic(code string) Sum { return at(v.c.economic, &v.l.economics, code) }

// Source returns the sum of a source of funds.
func (v View) Source(s budget.Source) Sum { return v.c.source[s] }

// Kind returns the sum of a kind of spending.
func (v View) Kind(k budget.Kind) Sum { return v.c.kind[k] }

// Project returns the sum of the lines with a project name.
func (v View) Project(name string) Sum { return at(v.c.project, &v.l.projectByName, name) }

// FunctionKind returns the sum of a kind in one 项.
func (v View) FunctionKind(code string, k budget.Kind) Sum {
	i, ok := v.l.functions.find(code)
	if !ok {
		return Sum{}
	}
	return v.c.functionKind[int(i)*int(budget.Kinds)+int(k)]
}

// UnitSource returns the sum of a source in one unit.
func (v View) UnitSource(unit string, s budget.Source) Sum {
	i, ok := v.l.units.find(unit)
	if !ok {
		return Sum{}
	}
	return v.c.unitSource[int(i)*int(budget.SourceCount)+int(s)]
}

func at(sums []Sum, numbers *index, code string) Sum {
	i, ok := numbers.find(code)
	if !ok {
		return Sum{}
	}
	return sums[i]
}

// Above are the totals of its section that a line stands in.
type Above struct {
	Total, Unit, Source, Kind, Project, FunctionKind, UnitSource Sum
	Function                                                     [3]Sum // 类, 款, 项; all the same where there is no code
	Economic                                                     [2]Sum // 类, 款; likewise
}

// Above returns the totals that line i stands in.
func (l *Ledger) Above(i int) Above {
	r := &l.rows[i]
	c := &l.cubes[r.section]
	f, e := &l.functionPath[r.function], &l.economicPath[r.economic]
	return Above{
		Total: c.total, Unit: c.unit[r.unit], Source: c.source[r.source], Kind: c.kind[r.kind], Project: c.project[r.project],
		FunctionKind: c.functionKind[int(r.function)*int(budget.Kinds)+int(r.kind)],
		UnitSource:   c.unitSource[int(r.unit)*int(budget.SourceCount)+int(r.source)],
		Function:     [3]Sum{c.function[f[0]], c.function[f[1]], c.function[f[2]]},
		Economic:     [2]Sum{c.economic[e[0]], c.economic[e[1]]},
	}
}

// Income returns total income, with what follows spending if it does.
func (l *Ledger) Income() money.Amount {
	total := l.cubes[budget.Income].total.Amount
	if l.income == budget.Follow {
		total += l.owing
	}
	return total
}

// Gap returns income minus spending; 0 is balance.
func (l *Ledger) Gap() money.Amount { return l.Income() - l.cubes[budget.Spending].total.Amount }

// Fact is an amount at its place in the tables of one section, with the line
// it comes from. A line can be behind several facts: the income that follows
// a changed line is one at the unit and source of the line.
type Fact struct {
	Line                     int
	Unit, Function, Economic string
	Kind                     budget.Kind
	Source                   budget.Source
	Project, TransferType    string
	ProjectClass, Task       string
	Level1Project            string // "1" to "10", "" where there is none
	Amount                   money.Amount
}

// Facts yields everything that the tables of a section add up.
//
// Income: the income lines and, if income follows spending, what each changed
// spending line moves. Economic: the economic lines, the basic spending lines
// that name an economic item themselves, and without an item ("") whatever
// edits leave unassigned, so that the facts always add to the basic spending
// of the general public budget.
func (l *Ledger) Facts(s budget.Section) iter.Seq[Fact] {
	return func(yield func(Fact) bool) {
		for i := range l.rows {
			r := &l.rows[i]
			if r.section != s || !r.counts() || s == budget.Economic && !l.inAnnex6(r) {
				continue
			}
			if !yield(l.fact(i, r, r.exact())) {
				return
			}
		}
		switch s {
		case budget.Income:
			l.followFacts(yield)
		case budget.Economic:
			l.assignFacts(yield)
		}
	}
}

func (l *Ledger) fact(i int, r *row, a money.Amount) Fact {
	f := Fact{
		Line: i, Unit: l.unitCode(r.unit), Function: l.functionCode(r.function), Economic: l.economicCode(r.economic),
		Kind: r.kind, Source: r.source,
		Project: l.projects[r.project], TransferType: budget.TransferTypes()[r.transfer],
		ProjectClass: budget.ProjectClasses()[r.class], Amount: a,
	}
	if r.task != 0 {
		f.Task = l.ds.Tasks[r.task-1]
	}
	if r.level1 != 0 {
		f.Level1Project = strconv.Itoa(int(r.level1))
	}
	return f
}

func (l *Ledger) followFacts(yield func(Fact) bool) {
	if l.income != budget.Follow {
		return
	}
	for i := range l.rows {
		if l.rows[i].section != budget.Spending {
			continue
		}
		from, to := l.owed(int32(i))
		if from.at == to.at {
			to.amount += from.amount
			from.amount = 0
		}
		for _, d := range [2]debt{from, to} {
			if d.amount == 0 {
				continue
			}
			f := Fact{
				Line: i, Unit: l.unitCode(uint16(d.at / int(budget.SourceCount))),
				Source: budget.Source(d.at % int(budget.SourceCount)), Amount: d.amount,
			}
			if !yield(f) {
				return
			}
		}
	}
}

// assignFacts yields what basic spending and economic items owe each other.
// Published basic lines without an item are covered, all together, by the
// published economic lines; only what edits change is to be assigned.
func (l *Ledger) assignFacts(yield func(Fact) bool) {
	give := func(i int, economic string, k budget.Kind, a money.Amount, stands bool) bool {
		return a == 0 && !stands || yield(Fact{Line: i, Economic: economic, Kind: k, Source: budget.GeneralPublicBudget, Amount: a})
	}
	for k, a := range l.gap {
		if !give(-1, "", budget.Kind(k), a, false) {
			return
		}
	}
	for i := range l.rows {
		r := &l.rows[i]
		if r.section != budget.Spending && r.section != budget.Economic {
			continue
		}
		var now, was money.Amount
		item, wasKind := l.economicCode(r.economic), budget.NoKind
		stands := l.inAnnex6(r) && r.counts()
		if stands {
			now = r.exact()
		}
		if i < len(l.base) {
			p := &l.ds.Lines[i]
			if p.Kind.Basic() && budget.GeneralPublicBudgetSources.Has(p.Source) && (r.section == budget.Economic || p.Economic == "") {
				was, wasKind = l.base[i], p.Kind
			}
		}
		if r.section == budget.Economic { // what an item takes is no longer unassigned
			now, item, was, stands = -now, "", -was, false
		}
		if wasKind == r.kind {
			now, was = now-was, 0
		}
		// a line that names an item stands there, be it with 0.00
		if !give(i, item, r.kind, now, stands && item != "") || !give(i, item, wasKind, -was, false) {
			return
		}
	}
}
