// Package intake reads blocks of cells as spreadsheets copy or save them: which
// column is what, whether amounts are in 元 or 万元, which rows are lines and
// which are totals of them. It only proposes; nothing is applied here.
package intake

import (
	"encoding/csv"
	"strings"
	"unicode"
	"unicode/utf8"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Cells are the cells of a sheet by row, without space around them.
type Cells [][]string

const (
	maxRows    = 200_000
	maxColumns = 200
	sniffed    = 20 // lines that decide what separates cells
)

// Split reads what a spreadsheet copies (tabs) or saves as text (commas,
// semicolons or tabs), with its quotes. The text is UTF-8.
func Split(text string) (Cells, error) {
	text = strings.TrimPrefix(text, "\ufeff")
	if !utf8.ValidString(text) {
		return nil, message.TextNotUTF8.Error()
	}
	r := csv.NewReader(strings.NewReader(text))
	r.Comma, r.LazyQuotes, r.FieldsPerRecord, r.ReuseRecord = separator(text), true, -1, true
	if r.Comma == ',' && amountsAlone(text) { // its commas separate thousands
		r.Comma = '\t'
	}
	var cells Cells
	for {
		record, err := r.Read()
		if record == nil {
			if err != nil && err.Error() != "EOF" {
				return nil, message.FileNotCSV.Error(err.Error())
			}
			break
		}
		if len(cells) == maxRows || len(record) > maxColumns {
			return nil, message.IntakeTooLarge.Error(maxRows, maxColumns)
		}
		row := make([]string, len(record))
		for i, c := range record {
			row[i] = tidy(c)
		}
		for len(row) > 0 && row[len(row)-1] == "" {
			row = row[:len(row)-1]
		}
		cells = append(cells, row)
	}
	for len(cells) > 0 && len(cells[len(cells)-1]) == 0 {
		cells = cells[:len(cells)-1]
	}
	if len(cells) == 0 {
		return nil, message.IntakeEmpty.Error()
	}
	return cells, nil
}

// separator is the sign that stands in most of the first lines, a tab if any.
func separator(text string) rune {
	counts := map[rune]int{}
	lines := 0
	for _, c := range text {
		switch c {
		case '\n':
			lines++
		case '\t', ',', ';':
			counts[c]++
		}
		if lines == sniffed {
			break
		}
	}
	switch {
	case counts['\t'] > 0:
		return '\t'
	case counts[';'] > counts[',']:
		return ';'
	}
	return ','
}

func amountsAlone(text string) bool {
	for line := range strings.Lines(text) {
		if cell := tidy(line); !empty(cell) {
			if _, err := money.Read(cell, money.Yuan); err != nil {
				return false
			}
		}
	}
	return true
}

func tidy(s string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) || r == '\u00a0' || r == '\u3000' || r == '\ufeff' {
			return ' '
		}
		return r
	}, s))
}

// at is a cell, "" outside the sheet.
func (c Cells) at(row, column int) string {
	if row < 0 || row >= len(c) || column >= len(c[row]) {
		return ""
	}
	return c[row][column]
}

func (c Cells) width() int {
	w := 0
	for _, row := range c {
		w = max(w, len(row))
	}
	return w
}
