// Package budgettest builds budgets of any size, for tests and benchmarks.
package budgettest

import (
	"fmt"
	"math/rand/v2"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification"
	"suanpan/budgetcore/money"
)

const (
	units   = 20
	classes = 8 // 类 of the functional scheme, and 款 in each, and 项 in those
	items   = 12
)

// Spending returns a budget of n spending lines, each with every dimension and
// a project of its own. The same n gives the same budget.
func Spending(n int) *budget.Dataset {
	ds := &budget.Dataset{
		ID: "synthetic", SHA256: "synthetic", Department: budget.Unit{Code: "900", Name: "department"},
		Functional: scheme(3, classes), Economic: scheme(2, items), Tasks: []string{"task"},
	}
	for i := range units {
		code := fmt.Sprintf("900%03d", i+1)
		ds.Units = append(ds.Units, budget.Unit{Code: code, Name: "unit " + code})
	}
	functions, economics := leaves(ds.Functional), leaves(ds.Economic)
	r := rand.New(rand.NewPCG(1, uint64(n)))
	ds.Lines = make([]budget.Line, n)
	for i := range ds.Lines {
		ds.Lines[i] = budget.Line{
			ID: fmt.Sprintf("L%d", i+1), Section: budget.Spending,
			Unit:     ds.Units[r.IntN(units)].Code,
			Function: functions[r.IntN(len(functions))], Economic: economics[r.IntN(len(economics))],
			Kind: budget.Kind(1 + r.IntN(int(budget.Kinds)-1)), Source: budget.Source(1 + r.IntN(int(budget.SourceCount)-1)),
			Project: fmt.Sprintf("project %d", i+1), Amount: money.Amount(r.Int64N(1e9)),
		}
	}
	return ds
}

// scheme returns a tree of codes with the same number of children everywhere.
func scheme(levels, children int) *classification.Scheme {
	var all []classification.Item
	var grow func(parent string, level int)
	grow = func(parent string, level int) {
		for i := range children {
			it := classification.Item{Code: fmt.Sprintf("%s%02d", parent, i+1), Level: level, Parent: parent}
			if level == 1 {
				it.Code = fmt.Sprintf("2%02d", i+1)
			}
			it.Name = "item " + it.Code
			all = append(all, it)
			if level < levels {
				grow(it.Code, level+1)
			}
		}
	}
	grow("", 1)
	s, err := classification.New(levels, all)
	if err != nil {
		panic(err)
	}
	return s
}

func leaves(s *classification.Scheme) []string {
	var codes []string
	for _, it := range s.Items() {
		if it.Level == s.Levels() {
			codes = append(codes, it.Code)
		}
	}
	return codes
}
