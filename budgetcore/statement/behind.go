package statement

import (
	"slices"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Part is what one line adds to a cell, now and as published, in exact
// amounts.
type Part struct {
	// Line is an index of the ledger, -1 for what belongs to no line: basic
	// spending and published economic items that do not meet.
	Line int
	// Owed tells that the cell does not add the line itself but what a change of
	// the line moves: income that follows spending, items left unassigned.
	Owed      bool
	Now, Base money.Amount
}

// Use is a cell that a line counts in, and with how much.
type Use struct {
	Ref       Ref
	Now, Base money.Amount
}

// Behind returns what adds up to a cell, in the order of lines. The parts add
// to the cell exactly, now and as published; an input has none.
func (b *Book) Behind(r Ref) []Part {
	t := b.Table(r.Annex, r.Part)
	if t == nil || b.now == nil {
		return nil
	}
	column := t.Column(r.Column)
	if column < 0 {
		return nil
	}
	p := t.plan(b.now, b.base)
	row := slices.IndexFunc(p.rows, func(x Row) bool { return x.Path == r.Row })
	if row < 0 {
		return nil
	}
	var parts []Part
	type key struct {
		line int
		owed bool
	}
	at := make(map[key]int)
	p.each(t.Definition, b.now, b.base, func(s budget.Section, x *ledger.Fact, now bool, in []int, c int) {
		if c != column || !slices.Contains(in, row) {
			return
		}
		k := key{x.Line, x.Line < 0 || b.now.Section(x.Line) != s && (s != budget.Economic || x.Economic == "")}
		i, ok := at[k]
		if !ok {
			i = len(parts)
			at[k] = i
			parts = append(parts, Part{Line: k.line, Owed: k.owed})
		}
		if now {
			parts[i].Now += x.Amount
		} else {
			parts[i].Base += x.Amount
		}
	})
	slices.SortStableFunc(parts, func(a, b Part) int { return a.Line - b.Line })
	return parts
}

// Uses returns the cells that a line counts in, now or as published, in the
// order of the book.
func (b *Book) Uses(line int) []Use {
	var uses []Use
	if b.now == nil {
		return nil
	}
	for _, t := range b.Tables {
		p := t.plan(b.now, b.base)
		sums := make(map[[2]int]*Use)
		p.each(t.Definition, b.now, b.base, func(_ budget.Section, x *ledger.Fact, now bool, in []int, c int) {
			if x.Line != line {
				return
			}
			for _, r := range in {
				u := sums[[2]int{r, c}]
				if u == nil {
					u = &Use{Ref: Ref{t.Annex, t.Part, p.rows[r].Path, t.Columns[c].ID}}
					sums[[2]int{r, c}] = u
				}
				if now {
					u.Now += x.Amount
				} else {
					u.Base += x.Amount
				}
			}
		})
		for r := range p.rows {
			for c := range t.Columns {
				if u := sums[[2]int{r, c}]; u != nil && b.Cell(u.Ref) != nil {
					uses = append(uses, *u)
				}
			}
		}
	}
	return uses
}

// Why says in words which lines a cell adds up.
func (b *Book) Why(r Ref) message.Message {
	t, row := b.Table(r.Annex, r.Part), b.Row(r.Annex, r.Part, r.Row)
	if t == nil || row == nil || b.now == nil {
		return message.Message{}
	}
	c := t.Column(r.Column)
	if c < 0 {
		return message.Message{}
	}
	if row.Input {
		return message.TraceInput.With()
	}
	ds := b.now.Dataset()
	p := t.plan(b.now, b.base)
	rows, of := t.Rows.says(ds, row)
	if rows.Text == message.TraceNothing {
		return rows
	}
	sections := message.FactsOf[p.sections[0]].With()
	if _, sides := t.Rows.(list); sides {
		if row.Texts[0] == expenditure {
			sections = message.FactsOf[budget.Spending].With()
		}
	} else {
		for _, s := range p.sections[1:] {
			sections = message.Listed.With(sections, message.FactsOf[s])
		}
	}
	return message.TraceAdds.With(sections, rows, of.and(&t.Columns[c].Of).says())
}

// and is the filter that selects what both select.
func (f Filter) and(g *Filter) Filter {
	switch {
	case f.Sources == 0:
		f.Sources = g.Sources
	case g.Sources != 0:
		f.Sources &= g.Sources
	}
	if g.Kinds != nil {
		if f.Kinds == nil {
			f.Kinds = g.Kinds
		} else {
			f.Kinds = slices.DeleteFunc(slices.Clone(f.Kinds), func(k budget.Kind) bool { return !slices.Contains(g.Kinds, k) })
		}
	}
	if f.Projects == nil {
		f.Projects = g.Projects
	}
	return f
}

// funds are the sets of sources that have a name.
var funds = []struct {
	set  budget.SourceSet
	name *message.Text
}{
	{budget.FiscalSources, message.FundsFiscal},
	{budget.NonfiscalSources, message.FundsNonfiscal},
	{budget.GeneralPublicBudgetSources, message.FundsGeneral},
	{budget.SourcesOf(budget.GovernmentFund, budget.CarryoverGovernmentFund), message.FundsGovernment},
	{budget.CurrentSources, message.FundsCurrent},
	{budget.CarryoverSources, message.FundsCarryover},
}

// says puts a filter in words.
func (f Filter) says() message.Message {
	var words []message.Message
	if f.Sources != 0 {
		words = append(words, message.TraceSources.With(f.sources()))
	}
	if f.Kinds != nil {
		var names []message.Message
		for _, k := range f.Kinds {
			names = append(names, message.Kinds[k].With())
		}
		words = append(words, message.TraceKinds.With(listed(names)))
	}
	if f.Projects != nil {
		var names []message.Message
		for _, p := range f.Projects {
			names = append(names, message.Verbatim.With(p))
		}
		words = append(words, message.TraceItems.With(listed(names)))
	}
	if words == nil {
		return message.TraceAnyColumn.With()
	}
	return listed(words)
}

func (f Filter) sources() message.Message {
	known := f.Sources &^ budget.SourcesOf(budget.NoSource)
	for _, x := range funds {
		if known == x.set {
			return x.name.With()
		}
	}
	var names []message.Message
	for s := budget.GeneralPublicBudget; s < budget.SourceCount; s++ {
		if f.Sources.Has(s) {
			names = append(names, message.Sources[s].With())
		}
	}
	if names == nil {
		return message.Sources[budget.NoSource].With()
	}
	return listed(names)
}

func listed(words []message.Message) message.Message {
	m := words[0]
	for _, w := range words[1:] {
		m = message.Listed.With(m, w)
	}
	return m
}

// What each rule for rows says of a row: which facts it adds up, and by which
// filter besides that of the column.

func (t tree) says(ds *budget.Dataset, r *Row) (message.Message, Filter) {
	switch {
	case r.Kind == Total:
		return message.TraceAll.With(), t.scope
	case r.Kind == Unassigned:
		return message.TraceNoCode.With(), t.scope
	case r.Kind == Remark:
		return message.TraceNothing.With(), t.scope
	}
	return message.TraceCode.With(r.Path, t.scheme(ds).Name(r.Path)), t.scope
}

func (byUnit) says(ds *budget.Dataset, r *Row) (message.Message, Filter) {
	switch r.Kind {
	case Leaf:
		return message.TraceUnit.With(r.Path, ds.UnitName(r.Path)), Filter{}
	case Unassigned:
		return message.TraceNoUnit.With(), Filter{}
	}
	return message.TraceAll.With(), Filter{}
}

func (f list) says(ds *budget.Dataset, r *Row) (message.Message, Filter) {
	for _, e := range f(ds) {
		switch {
		case path(e.texts) != r.Path:
		case e.empty:
			return message.TraceNothing.With(), Filter{}
		case e.class != "":
			return message.TraceClass.With(e.class, ds.Functional.Name(e.class)), e.of
		case e.kind == Unassigned:
			return message.TraceUnlisted.With(), e.of
		default:
			return message.TraceAll.With(), e.of
		}
	}
	return message.TraceNothing.With(), Filter{}
}

func (transfers) says(_ *budget.Dataset, r *Row) (message.Message, Filter) {
	if r.Path == total {
		return message.TraceAll.With(), Filter{}
	}
	return message.TraceTransfer.With(), Filter{}
}

func (o one) says(*budget.Dataset, *Row) (message.Message, Filter) {
	return message.TraceAll.With(), o.scope
}

func (structure) says(_ *budget.Dataset, r *Row) (message.Message, Filter) {
	if r.Kind == Total {
		return message.TraceAll.With(), Filter{}
	}
	return message.TraceStructure.With(r.Texts[0]), Filter{}
}

func (sheet) says(*budget.Dataset, *Row) (message.Message, Filter) {
	return message.TraceNothing.With(), Filter{}
}

func (b byTask) says(_ *budget.Dataset, r *Row) (message.Message, Filter) {
	return message.TraceTask.With(r.Texts[0]), Filter{}
}

func (t taskProjects) says(_ *budget.Dataset, r *Row) (message.Message, Filter) {
	return message.TraceProject.With(r.Texts[0], r.Texts[1]), t.scope
}

func (level1) says(_ *budget.Dataset, r *Row) (message.Message, Filter) {
	return message.TraceLevel1.With(r.Path), Filter{}
}
