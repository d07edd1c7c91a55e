package edition

import (
	"slices"
	"strings"
)

// CheckTable checks rows that stand below one another, as [Checker.Check] does.
// Where 类, 款 and 项 follow each other as in an annex, the place of a row is
// checked too: an 项 stands under its 款.
func (c *Checker) CheckTable(rows []Row) [][]Finding {
	found := make([][]Finding, len(rows))
	tree := c.isTree(rows)
	var above [4]string // the last code of each level
	for i := range rows {
		row := rows[i]
		under := ""
		r := read(row.Code)
		code := c.edition.Lookup(r.digits)
		if tree && code != nil {
			under = above[code.Level-1]
		} else if tree {
			under = c.placeFor(&above, r.digits)
		}
		found[i] = c.check(&row, under)
		level, at := 0, ""
		switch {
		case code != nil:
			level, at = code.Level, code.Code
		case len(found[i]) > 0 && len(found[i][0].Likely) > 0:
			level = found[i][0].Likely[0].Code.Level
		}
		if slices.ContainsFunc(found[i], func(f Finding) bool { return f.Fault != FaultKind && f.Fault != FaultUnsourced }) {
			at = "" // what is below a row in doubt is not judged by it
			if level == 3 {
				continue
			}
		}
		if level > 0 {
			above[level] = at
			clear(above[level+1:])
		}
	}
	return found
}

// placeFor is what an unknown code would stand under.
func (c *Checker) placeFor(above *[4]string, digits string) string {
	for l := len(above) - 1; l > 0; l-- {
		if above[l] == "" {
			continue
		}
		if l == 3 || SystemOf(above[l]) != Functional && l == 2 {
			continue // items have nothing under them
		}
		if len(digits) > len(above[l]) {
			return above[l]
		}
	}
	return ""
}

// isTree tells that nearly all codes stand under what they belong to.
func (c *Checker) isTree(rows []Row) bool {
	var above [4]string
	placed, below := 0, 0
	for i := range rows {
		code := c.edition.Lookup(strings.TrimSpace(rows[i].Code))
		if code == nil {
			continue
		}
		if code.Level > 1 {
			below++
			if above[code.Level-1] == code.Parent {
				placed++
			}
		}
		above[code.Level] = code.Code
	}
	return below >= 3 && 10*placed >= 9*below
}
