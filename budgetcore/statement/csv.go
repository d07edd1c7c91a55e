package statement

import (
	"encoding/csv"
	"io"
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
