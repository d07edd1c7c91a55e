package desk

import (
	"encoding/csv"
	"path"
	"strings"

	"suanpan/budgetcore/intake"
	"suanpan/budgetcore/workbook"
)

// sheetTypes are the tables that can be chosen as a file.
const sheetTypes = ".csv,.tsv,.txt,.xlsx"

// cellsOf reads the table that was chosen as a file: a text, or a workbook, of
// which the page hands over the bytes as a character each.
func cellsOf(file string) (name string, cells [][]string, err error) {
	name, text, _ := strings.Cut(file, "\n")
	if !strings.EqualFold(path.Ext(name), ".xlsx") {
		cells, err = intake.Split(text)
		return name, cells, err
	}
	data := make([]byte, 0, len(text))
	for _, c := range text {
		data = append(data, byte(c)) // 0x80 to 0xff come as U+F780 to U+F7FF
	}
	cells, err = workbook.Read(data, name)
	return name, cells, err
}

// textOfSheet is the table that was chosen as a file, as it would be pasted.
func textOfSheet(file string) (string, error) {
	name, text, _ := strings.Cut(file, "\n")
	if !strings.EqualFold(path.Ext(name), ".xlsx") {
		return text, nil
	}
	_, cells, err := cellsOf(file)
	if err != nil {
		return "", err
	}
	var b strings.Builder
	w := csv.NewWriter(&b)
	w.Comma = '\t'
	if err := w.WriteAll(cells); err != nil {
		return "", err
	}
	return b.String(), nil
}
