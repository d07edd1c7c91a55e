package statement

import (
	"encoding/csv"
	"errors"
	"io"
	"strconv"
	"strings"

	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Header returns the names of all columns in their order: texts, amounts, texts.
func (d *Definition) Header() []string {
	var h []string
	for _, k := range d.Keys {
		h = append(h, k.ID)
	}
	for _, c := range d.Columns {
		h = append(h, c.ID)
	}
	for _, k := range d.After {
		h = append(h, k.ID)
	}
	return h
}

// Record returns a row as a record under Header, amounts as printed.
func (r *Row) Record() []string {
	rec := append([]string(nil), r.Texts...)
	for _, c := range r.Cells {
		rec = append(rec, c.Printed())
	}
	return append(rec, r.After...)
}

// WriteCSV writes the table as the published files are written: UTF-8, one
// head row, amounts in 万元 with two decimals, blank where the annex is blank.
func (t *Table) WriteCSV(w io.Writer) error {
	cw := csv.NewWriter(w)
	if err := cw.Write(t.Header()); err != nil {
		return err
	}
	for i := range t.Lines {
		if err := cw.Write(t.Lines[i].Record()); err != nil {
			return err
		}
	}
	cw.Flush()
	return cw.Error()
}

// ReadCSV reads a table as WriteCSV writes it: the columns of the definition
// in their order, amounts in 万元 by the strict door, rounded to 0.01. Now and
// Base of its cells are what the file prints. Errors name file, line and
// column.
func ReadCSV(def *Definition, r io.Reader, file string) (*Table, error) {
	cr := csv.NewReader(r)
	head, err := cr.Read()
	if err != nil {
		return nil, message.At(file, message.FileNotCSV.Error(err.Error()))
	}
	want := strings.Join(def.Header(), ",")
	head[0] = strings.TrimPrefix(head[0], "\ufeff") // spreadsheets begin a file with it
	if strings.Join(head, ",") != want {
		return nil, message.At(file+":1", message.FileColumns.Error(want))
	}
	t := &Table{Definition: def}
	for {
		rec, err := cr.Read()
		if errors.Is(err, io.EOF) {
			return t, nil
		}
		if err != nil {
			return nil, message.At(file, message.FileNotCSV.Error(err.Error()))
		}
		line, _ := cr.FieldPos(0)
		row := Row{Texts: rec[:len(def.Keys)], After: rec[len(def.Keys)+len(def.Columns):]}
		for i, c := range def.Columns {
			s := rec[len(def.Keys)+i]
			if s == "" {
				row.Cells = append(row.Cells, Cell{})
				continue
			}
			a, err := money.Parse(s)
			if err != nil {
				return nil, message.At(file+":"+strconv.Itoa(line), message.At(c.ID, err))
			}
			sum := ledger.Sum{Amount: a.Rounded(), Lines: 1}
			row.Cells = append(row.Cells, Cell{Now: sum, Base: sum})
		}
		def.identify(&row)
		t.Lines = append(t.Lines, row)
	}
}

// identify gives a row that was read the path and kind that Build gives it.
func (d *Definition) identify(r *Row) {
	r.Path = path(r.Texts)
	switch rule := d.Rows.(type) {
	case one:
		r.Path = total
	case tree, byUnit:
		if r.Texts[0] != "" {
			r.Path = r.Texts[0]
		}
		if r.Path == "" {
			r.Kind = Remark
		}
	case interface{ path(texts []string) string }:
		r.Path = rule.path(r.Texts)
	case list:
		ordinal, section := r.Texts[len(r.Texts)-2], r.Texts[1]
		switch {
		case ordinal == "" && strings.HasSuffix(r.Path, "计"):
			r.Kind = Total
		case ordinal == "" && len(r.Texts) > 3 && section != "":
			r.Kind = Heading
		}
	}
	switch {
	case r.Path == total:
		r.Kind = Total
	case strings.HasSuffix(r.Path, unassigned) || strings.HasSuffix(r.Path, unassignedToUnit):
		r.Kind = Unassigned
	}
}
