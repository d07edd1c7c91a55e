package edition

import (
	"slices"
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
)

// Placed is a row to be checked, and where it stands: row and column of its
// code, from 1.
type Placed struct {
	At, Column int
	Row        Row
}

var kindWords = map[string]budget.Kind{
	"personnel": budget.Personnel, "人员": budget.Personnel, "人员经费": budget.Personnel,
	"public": budget.Public, "公用": budget.Public, "公用经费": budget.Public,
	"project": budget.Project, "项目": budget.Project, "项目支出": budget.Project,
}

// searchHeads is how many rows may stand above the heads: title, unit.
const searchHeads = 12

// Rows reads the codes of a sheet that has a row of heads: code with name,
// parent, level and kind beside it, or columns of functional and economic codes
// as files of lines have them. The rows of one column stay together, in order.
func Rows(cells [][]string) ([]Placed, error) {
	if len(cells) > maxRows {
		return nil, message.EditionTooLong.Error(maxRows)
	}
	start := slices.IndexFunc(cells[:min(len(cells), searchHeads)], func(row []string) bool {
		h := heads(row)
		_, _, code := codesIn(nil, h)
		_, function := h[functionColumn]
		_, economic := h[economicColumn]
		return code || function || economic
	})
	if start < 0 {
		return nil, message.SheetNoCodes.Error()
	}
	columns := heads(cells[start])
	var placed []Placed
	for _, of := range []struct {
		column, name column
		system       System
	}{{codeColumn, nameColumn, NoSystem}, {functionColumn, functionName, Functional}, {economicColumn, economicName, Department}} {
		at, there := columns[of.column]
		var codes []string
		if of.column == codeColumn {
			codes, at, there = codesIn(cells[start+1:], columns)
		}
		if !there {
			continue
		}
		for i, cellsOf := range cells[start+1:] {
			row := Row{Code: cellAt(cellsOf, columns, of.column), Name: cellAt(cellsOf, columns, of.name), System: of.system}
			row.Kind = kindWords[strings.ToLower(cellAt(cellsOf, columns, kindColumn))]
			if of.column == codeColumn {
				row.Code = codes[i]
				row.Parent, row.Level = cellAt(cellsOf, columns, parentColumn), cellAt(cellsOf, columns, levelColumn)
			}
			if row.Code != "" {
				placed = append(placed, Placed{At: start + 2 + i, Column: at + 1, Row: row})
			}
		}
	}
	return placed, nil
}

// CheckParts checks a row whose code stands in columns of its own for 类, 款 and
// 项; the code of the row is not read. Spreadsheets that take the parts for
// numbers drop their zeros: 208, 1 and 16 are 2080116.
func (c *Checker) CheckParts(parts []string, row Row) []Finding {
	row.Code = strings.Join(parts, "")
	if len(parts) < 2 || c.edition.Lookup(row.Code) != nil {
		return c.Check(row)
	}
	full := parts[0]
	for _, part := range parts[1:] {
		if len(part) == 1 {
			full += "0"
		}
		full += part
	}
	code := c.edition.Lookup(full)
	if code == nil || full == row.Code {
		return c.Check(row)
	}
	return []Finding{{
		Fault: FaultExcel, Why: message.CodePartsZeros.With(clip(strings.Join(parts, " "))),
		Likely: []Likely{{Code: code, Why: message.LikelyZeros.With(), Unverified: !code.Status.Corrects()}},
	}}
}

// LineFinding is a finding about a code of a line.
type LineFinding struct {
	Field budget.Field
	Finding
}

// CheckLine checks the codes of a line of a budget.
func (c *Checker) CheckLine(l *budget.Line) []LineFinding {
	var list []LineFinding
	for _, of := range []struct {
		field  budget.Field
		system System
	}{{budget.FieldFunction, Functional}, {budget.FieldEconomic, Department}} {
		for _, f := range c.Check(Row{Code: of.field.Get(l), Kind: l.Kind, System: of.system}) {
			list = append(list, LineFinding{of.field, f})
		}
	}
	return list
}
