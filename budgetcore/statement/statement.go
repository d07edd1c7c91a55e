// Package statement turns a ledger into the statutory annexes. An annex is a
// [Definition], which is data: text columns, columns of amounts that each
// select facts, and a rule for its rows. [Build] is the one interpreter.
//
// Amounts stay exact in a [Table]; they are rounded to 0.01 万元, half away
// from zero, only where a cell is printed, and nothing that has been rounded
// is added again.
package statement

import (
	"slices"
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Definition describes one annex, or one part of an annex that is several
// tables.
type Definition struct {
	Annex int
	// Part is the rest of the part's file name, "" where the annex is one table.
	Part    string
	Title   *message.Text
	Keys    []Key
	Columns []Column
	// After are columns of text behind the amounts.
	After []Key
	Rows  rowRule
	// Note says what kind of table it is, where it is none of the publication.
	Note *message.Text
}

// Named reports whether part names the definition's part: whole, or by its
// last word.
func (d *Definition) Named(part string) bool {
	return part == d.Part || part != "" && strings.HasSuffix(d.Part, "_"+part)
}

// Key is a column of text that names the rows.
type Key struct {
	ID   string
	Head *message.Text
}

// Column is a column of amounts: the facts that its filter selects. Heads
// lead from the outermost group to the column itself.
type Column struct {
	ID    string
	Heads []*message.Text
	Of    Filter
}

// Filter selects facts; an empty part selects all.
type Filter struct {
	Sources  budget.SourceSet
	Kinds    []budget.Kind
	Projects []string
}

func (f *Filter) match(x *ledger.Fact) bool {
	return (f.Sources == 0 || f.Sources.Has(x.Source)) &&
		(f.Kinds == nil || slices.Contains(f.Kinds, x.Kind)) &&
		(f.Projects == nil || slices.Contains(f.Projects, x.Project))
}

// RowKind says what a row is.
type RowKind uint8

// The kinds of rows.
const (
	Leaf RowKind = iota
	Group
	Total
	Heading
	Unassigned
	Remark // a sentence instead of figures
)

// Row is a row of a table. Path identifies it within its annex: its code, or
// its texts joined by "/" where it has none.
type Row struct {
	Path  string
	Kind  RowKind
	Level int // depth in a tree, from 1; 0 elsewhere
	Texts []string
	Cells []Cell
	After []string // texts behind the amounts
	// Input tells that the amounts are as published and no line moves them.
	Input bool
}

// Cell is a figure of a table now and as published. An input counts as one line.
type Cell struct {
	Now, Base ledger.Sum
	// Nudge is added to what is printed now; it is 0 unless a table is printed
	// so that rows and columns add.
	Nudge money.Amount
}

// Blank reports that no line stands behind the cell, which is not 0.00.
func (c Cell) Blank() bool { return c.Now.Lines == 0 }

// Changed reports that the exact figure differs from the published one.
func (c Cell) Changed() bool {
	return c.Now.Amount != c.Base.Amount || c.Blank() != (c.Base.Lines == 0)
}

// Printed returns the cell as the annex prints it, "" if blank.
func (c Cell) Printed() string {
	if c.Blank() {
		return ""
	}
	return (c.Now.Amount.Rounded() + c.Nudge).String()
}

// Grouped returns the cell as printed, with thousands separators.
func (c Cell) Grouped() string {
	if c.Blank() {
		return ""
	}
	return (c.Now.Amount.Rounded() + c.Nudge).Grouped()
}

// Table is an annex filled in.
type Table struct {
	*Definition
	Lines []Row
	// Unplaced says what the totals hold, or would hold, but no column does,
	// because a line names no source of funds or no kind.
	Unplaced []message.Message
}

// Row returns the row with a path, nil if there is none.
func (t *Table) Row(path string) *Row {
	for i := range t.Lines {
		if t.Lines[i].Path == path {
			return &t.Lines[i]
		}
	}
	return nil
}

// Column returns the index of a column of amounts by its id, or -1.
func (t *Table) Column(id string) int {
	return slices.IndexFunc(t.Columns, func(c Column) bool { return c.ID == id })
}

// plan is a row rule worked out for a ledger and its base.
type plan struct {
	sections []budget.Section
	rows     []Row
	// place returns the rows that a fact belongs to.
	place func(s budget.Section, x *ledger.Fact) []int
}

type rowRule interface {
	plan(now, base *ledger.Ledger) plan
	// says puts in words which facts a row adds up, with the filter that the
	// rule sets besides those of the columns.
	says(ds *budget.Dataset, r *Row) (message.Message, Filter)
}

// plan works out the rows of the annex, each with its path.
func (d *Definition) plan(now, base *ledger.Ledger) plan {
	p := d.Rows.plan(now, base)
	for i := range p.rows {
		if p.rows[i].Path == "" {
			p.rows[i].Path = path(p.rows[i].Texts)
		}
	}
	return p
}

// Build fills in an annex from a ledger, beside the figures of its base.
func Build(def *Definition, now, base *ledger.Ledger) *Table {
	p := def.plan(now, base)
	for i := range p.rows {
		if p.rows[i].Cells == nil {
			p.rows[i].Cells = make([]Cell, len(def.Columns))
		}
		if p.rows[i].After == nil {
			p.rows[i].After = make([]string, len(def.After))
		}
	}
	p.each(def, now, base, func(_ budget.Section, x *ledger.Fact, isNow bool, rows []int, c int) {
		for _, r := range rows {
			to := &p.rows[r].Cells[c].Base
			if isNow {
				to = &p.rows[r].Cells[c].Now
			}
			to.Amount += x.Amount
			to.Lines++
		}
	})
	p.rows = slices.DeleteFunc(p.rows, func(r Row) bool {
		return r.Kind == Unassigned && !slices.ContainsFunc(r.Cells, func(c Cell) bool { return c.Now.Amount != 0 })
	})
	return &Table{def, p.rows, unplaced(def, now)}
}

// each visits every fact that a column selects, with the rows it counts in.
func (p *plan) each(def *Definition, now, base *ledger.Ledger, visit func(s budget.Section, x *ledger.Fact, isNow bool, rows []int, column int)) {
	for side, l := range []*ledger.Ledger{base, now} {
		for _, s := range p.sections {
			for x := range l.Facts(s) {
				rows := p.place(s, &x)
				if len(rows) == 0 {
					continue
				}
				for c := range def.Columns {
					if def.Columns[c].Of.match(&x) {
						visit(s, &x, side == 1, rows, c)
					}
				}
			}
		}
	}
}

func path(texts []string) string {
	s := ""
	for _, t := range texts {
		if t != "" && s != "" {
			s += "/"
		}
		s += t
	}
	return s
}
