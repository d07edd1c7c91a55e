package budget

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"strconv"
	"strings"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// LineColumns are the columns of a line file.
var LineColumns = []string{
	"line", "section", "unit", "unit_candidates", "function", "kind", "economic", "source",
	"project", "project_class", "level1_project", "task", "transfer_type",
	"amount", "residual_yuan", "provenance", "note",
}

// ReadLines reads a line file strictly: these columns in this order, known
// words, amounts in 万元 by the strict door, residuals in whole 元. Errors name
// file, row and column; codes are left to Dataset.Check.
func ReadLines(r io.Reader, file string) ([]Line, error) {
	cr := csv.NewReader(r)
	head, err := cr.Read()
	if err != nil {
		return nil, message.At(file, message.FileNotCSV.Error(err.Error()))
	}
	if strings.Join(head, ",") != strings.Join(LineColumns, ",") {
		return nil, message.At(file+":1", message.FileColumns.Error(strings.Join(LineColumns, ",")))
	}
	var lines []Line
	seen := make(map[string]bool)
	for {
		rec, err := cr.Read()
		if errors.Is(err, io.EOF) {
			return lines, nil
		}
		if err != nil {
			return nil, message.At(file, message.FileNotCSV.Error(err.Error()))
		}
		row, _ := cr.FieldPos(0)
		at := fmt.Sprintf("%s:%d", file, row)
		var l Line
		for i, col := range LineColumns {
			if err := setColumn(&l, col, rec[i]); err != nil {
				return nil, message.At(at, err)
			}
		}
		if err := CheckID(l.ID); err != nil {
			return nil, message.At(at, err)
		}
		if seen[l.ID] {
			return nil, message.At(at, message.LineIDTaken.Error(l.ID))
		}
		seen[l.ID] = true
		lines = append(lines, l)
	}
}

func setColumn(l *Line, col, s string) error {
	switch col {
	case "line":
		l.ID = s
	case "unit_candidates":
		if s != "" {
			l.UnitCandidates = strings.Split(s, "|")
		}
	case "amount":
		if l.Blank = s == ""; l.Blank {
			return nil
		}
		a, err := money.Parse(s)
		if err != nil {
			return message.At(col, err)
		}
		l.Amount = a
	case "residual_yuan":
		n, err := strconv.ParseInt(s, 10, 16)
		if err != nil {
			return message.At(col, message.ResidualUnclear.Error(clip(s)))
		}
		l.Residual = money.Amount(n) * money.Yuan
	case "provenance":
		l.Provenance = s
	default:
		f, _ := FieldByName(col)
		return f.Set(l, s)
	}
	return nil
}

// CheckID refuses an id that is not a letter followed by at most 31 letters,
// digits, - or _.
func CheckID(id string) error {
	if id == "" || len(id) > 32 {
		return message.LineIDUnclear.Error(clip(id))
	}
	for i, c := range []byte(id) {
		letter := 'a' <= c|0x20 && c|0x20 <= 'z'
		if !letter && (i == 0 || !('0' <= c && c <= '9' || c == '-' || c == '_')) {
			return message.LineIDUnclear.Error(clip(id))
		}
	}
	return nil
}
