// Package workbook reads the cells of an XLSX file. What it reads comes from
// outside: the sizes of its parts are measured, not believed.
package workbook

import (
	"archive/zip"
	"bytes"
	"io"

	"github.com/thedatashed/xlsxreader"

	"suanpan/budgetcore/message"
)

// Limits of a file.
const (
	MaxBytes    = 8 << 20
	maxUnpacked = 64 << 20
	maxParts    = 1000
	maxRows     = 100_000
	maxColumns  = 200
	maxCells    = 1 << 20
)

// Read returns the cells of the first sheet that has any, as texts: numbers in
// full, dates as 2006-01-02; rows and columns that are left out are blank. file
// names it in errors, which say why it cannot be read.
func Read(data []byte, file string) (cells [][]string, err error) {
	if err := measure(data); err != nil {
		return nil, message.At(file, err)
	}
	book, err := xlsxreader.NewReader(data)
	if err != nil {
		return nil, message.At(file, message.WorkbookUnreadable.Error())
	}
	for _, sheet := range book.Sheets {
		if cells, err = rows(book, sheet); err != nil {
			return nil, message.At(file+" "+sheet, err)
		}
		if len(cells) > 0 {
			return cells, nil
		}
	}
	return nil, message.At(file, message.WorkbookEmpty.Error())
}

// measure refuses what would unpack to more than a table of a budget is.
func measure(data []byte) error {
	if len(data) > MaxBytes {
		return message.DraftTooLarge.Error(MaxBytes >> 20)
	}
	z, err := zip.NewReader(bytes.NewReader(data), int64(len(data)))
	if err != nil || len(z.File) > maxParts {
		return message.WorkbookUnreadable.Error()
	}
	left := int64(maxUnpacked)
	for _, part := range z.File {
		r, err := part.Open()
		if err != nil {
			return message.WorkbookUnreadable.Error()
		}
		n, err := io.Copy(io.Discard, io.LimitReader(r, left+1))
		r.Close()
		if left -= n; left < 0 {
			return message.WorkbookTooLarge.Error(maxUnpacked >> 20)
		}
		if err != nil {
			return message.WorkbookUnreadable.Error()
		}
	}
	return nil
}

func rows(book *xlsxreader.XlsxFile, sheet string) ([][]string, error) {
	var cells [][]string
	var wrong error
	total := 0
	for row := range book.ReadRows(sheet) { // read to its end, or its reader would wait for ever
		switch {
		case wrong != nil:
			continue
		case row.Error != nil:
			wrong = message.WorkbookUnreadable.Error()
			continue
		case row.Index > maxRows:
			wrong = message.WorkbookTooLong.Error(maxRows, maxColumns)
			continue
		}
		var texts []string
		for _, c := range row.Cells {
			i := c.ColumnIndex()
			if i < 0 || i >= maxColumns {
				if c.Value != "" {
					wrong = message.WorkbookTooLong.Error(maxRows, maxColumns)
				}
				continue
			}
			for len(texts) <= i {
				texts = append(texts, "")
			}
			texts[i] = c.Value
		}
		for len(cells) < row.Index-1 {
			cells = append(cells, nil)
		}
		cells = append(cells, texts)
		if total += len(texts); total > maxCells {
			wrong = message.WorkbookTooLong.Error(maxRows, maxColumns)
		}
	}
	if wrong != nil {
		return nil, wrong
	}
	for len(cells) > 0 && len(cells[len(cells)-1]) == 0 {
		cells = cells[:len(cells)-1]
	}
	return cells, nil
}
