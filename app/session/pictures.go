package session

import (
	"cmp"
	"slices"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/money"
)

// Part is what the lines of spending that share some dimensions come to, now
// and as the draft started; residuals included, as in every total.
type Part struct {
	Keys  []string
	Lines int // present in the draft
	Figure
}

// Parts divides spending by dimensions, in the order in which the keys sort.
// Every line counts in exactly one part, so the parts add to total spending.
func (s *Session) Parts(by ...func(*budget.Line) string) []Part {
	type key [3]string
	index := make(map[key]int)
	var parts []Part
	part := func(line *budget.Line) *Part {
		var k key
		for i, of := range by {
			k[i] = of(line)
		}
		i, ok := index[k]
		if !ok {
			i = len(parts)
			index[k] = i
			parts = append(parts, Part{Keys: slices.Clone(k[:len(by)])})
		}
		return &parts[i]
	}
	each(s.now, func(line *budget.Line) {
		p := part(line)
		p.Now += line.Exact()
		p.Lines++
	})
	each(s.base, func(line *budget.Line) { part(line).Published += line.Exact() })
	slices.SortStableFunc(parts, func(a, b Part) int { return slices.Compare(a.Keys, b.Keys) })
	return parts
}

// each visits the lines of spending that state an amount.
func each(l *ledger.Ledger, visit func(*budget.Line)) {
	for i := range l.Len() {
		if l.Section(i) != budget.Spending || !l.Present(i) {
			continue
		}
		if line := l.Line(i); !line.Blank {
			visit(&line)
		}
	}
}

// Step is one step of the way from the budget that the draft started from to
// the draft: what a line, or all lines that are not listed, add.
type Step struct {
	Line string // "" for all others
	By   money.Amount
}

// Bridge lists the lines whose spending changed most, at most most of them, in
// the order of their change, and then the others as one; the steps add to the
// whole change.
func (s *Session) Bridge(most int) (steps []Step, others int) {
	change := make(map[string]money.Amount)
	each(s.now, func(line *budget.Line) { change[line.ID] += line.Exact() })
	each(s.base, func(line *budget.Line) { change[line.ID] -= line.Exact() })
	for id, by := range change {
		if by != 0 {
			steps = append(steps, Step{id, by})
		}
	}
	slices.SortStableFunc(steps, func(a, b Step) int {
		if c := cmp.Compare(max(b.By, -b.By), max(a.By, -a.By)); c != 0 {
			return c
		}
		return cmp.Compare(a.Line, b.Line)
	})
	if len(steps) <= most {
		return steps, 0
	}
	rest := Step{}
	for _, x := range steps[most:] {
		rest.By += x.By
	}
	others = len(steps) - most
	return append(steps[:most:most], rest), others
}
