package statement

import (
	"strconv"

	"suanpan/budgetcore/ledger"
)

// Ref names a cell: its annex and part, the path of its row, the id of its
// column.
type Ref struct {
	Annex             int
	Part, Row, Column string
}

// String writes the name as files and messages do: 5:2080105:public, and with
// a part 10.projects:人才队伍建设/人才开发:amount.
func (r Ref) String() string {
	s := strconv.Itoa(r.Annex)
	if r.Part != "" {
		s += "." + r.Part
	}
	return s + ":" + r.Row + ":" + r.Column
}

// Book is every annex of a budget, filled in.
type Book struct {
	Tables []*Table
	rows   map[rowName]*Row
	parts  map[partName]*Table

	now, base *ledger.Ledger // nil where the tables were read from files
}

type (
	partName struct {
		annex int
		part  string
	}
	rowName struct {
		partName
		row string
	}
)

// NewBook joins tables that are already filled in.
func NewBook(tables []*Table) *Book {
	b := &Book{Tables: tables, rows: make(map[rowName]*Row), parts: make(map[partName]*Table)}
	for _, t := range tables {
		p := partName{t.Annex, t.Part}
		b.parts[p] = t
		for i := range t.Lines {
			if n := (rowName{p, t.Lines[i].Path}); b.rows[n] == nil {
				b.rows[n] = &t.Lines[i]
			}
		}
	}
	return b
}

// BuildAll fills in every annex from a ledger, beside the figures of its base.
func BuildAll(now, base *ledger.Ledger) *Book {
	tables := make([]*Table, len(Annexes))
	for i, d := range Annexes {
		tables[i] = Build(d, now, base)
	}
	b := NewBook(tables)
	b.now, b.base = now, base
	return b
}

// Table returns an annex, or a part of one, nil if the book does not have it.
func (b *Book) Table(annex int, part string) *Table { return b.parts[partName{annex, part}] }

// Row returns a row by its path, nil if there is none.
func (b *Book) Row(annex int, part, row string) *Row {
	return b.rows[rowName{partName{annex, part}, row}]
}

// Cell returns the cell that r names, nil if there is none.
func (b *Book) Cell(r Ref) *Cell {
	t, row := b.Table(r.Annex, r.Part), b.Row(r.Annex, r.Part, r.Row)
	if t == nil || row == nil {
		return nil
	}
	if c := t.Column(r.Column); c >= 0 {
		return &row.Cells[c]
	}
	return nil
}

// Term is a cell that is added, or with Sign -1 taken away.
type Term struct {
	Sign int
	Ref  Ref
}
