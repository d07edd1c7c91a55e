package intake

import (
	"slices"
	"strconv"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/money"
)

// Found starts the budget of a department from a sheet of its lines: the units
// and tasks that it names join those there are, lines with last year's amount
// are what the draft starts from. Where the sheet has no income, last year's is taken to
// be what was spent, by unit and source. It returns the sheet as understood,
// the base, and the edits that lead from last year to this one; base and edits
// leave out rows that cannot be taken.
func Found(cells Cells, start budget.Own, edition *budget.Dataset, choices Choices) (*Sheet, *budget.Own, []budget.Edit, error) {
	own := &start
	ds, err := own.Dataset(edition)
	if err != nil {
		return nil, nil, nil, err
	}
	choices.NewUnits = true
	s, err := Read(cells, ds, choices)
	if err != nil {
		return s, nil, nil, err
	}
	own.Units, own.Tasks = slices.Concat(own.Units, s.NewUnits), slices.Concat(own.Tasks, s.NewTasks)
	var edits []budget.Edit
	used := make(map[string]bool)
	for i := range s.Rows {
		used[s.Rows[i].Line.ID] = true
	}
	last := make(map[string]int)
	next := func(letter string) string {
		for {
			last[letter]++
			if id := letter + strconv.Itoa(last[letter]); !used[id] {
				return id
			}
		}
	}
	income := newIncome()
	for i := range s.Rows {
		row := &s.Rows[i]
		if row.Err != nil {
			continue
		}
		line := row.Line
		if line.ID == "" {
			line.ID = next("L")
		}
		line.Blank = false
		if !row.HasLastYear {
			edits = append(edits, budget.Edit{Op: budget.Add, New: &line})
			income.given = income.given || line.Section == budget.Income
			continue
		}
		now := line.Amount
		line.Amount = row.LastYear
		own.Lines = append(own.Lines, line)
		income.add(&line)
		switch {
		case row.Line.Blank:
			edits = append(edits, budget.Edit{Op: budget.Delete, Line: line.ID})
		case now != row.LastYear:
			edits = append(edits, budget.Edit{Op: budget.Set, Line: line.ID, Amount: now})
		}
	}
	own.Lines = append(own.Lines, income.lines(next)...)
	for i := range edits {
		edits[i].Joined = i > 0
	}
	return s, own, edits, nil
}

// income is what last year's spending was paid from, in the order in which the
// sheet names it.
type income struct {
	given bool // by the sheet itself
	order []incomeOf
	of    map[incomeOf]money.Amount
}

type incomeOf struct {
	unit   string
	source budget.Source
}

func newIncome() *income { return &income{of: make(map[incomeOf]money.Amount)} }

func (x *income) add(l *budget.Line) {
	switch l.Section {
	case budget.Income:
		x.given = true
	case budget.Spending:
		at := incomeOf{l.Unit, l.Source}
		if _, known := x.of[at]; !known {
			x.order = append(x.order, at)
		}
		x.of[at] += l.Amount
	}
}

func (x *income) lines(id func(letter string) string) []budget.Line {
	if x.given {
		return nil
	}
	var lines []budget.Line
	for _, at := range x.order {
		lines = append(lines, budget.Line{ID: id("R"), Section: budget.Income, Unit: at.unit, Source: at.source, Amount: x.of[at]})
	}
	return lines
}
