package published

import "suanpan/budgetcore/budget"

// printed returns the rows of annexes 10 and 11 as published.
func printed() (map[string][]map[string]string, error) {
	tables := make(map[string][]map[string]string)
	for _, name := range []string{
		"annex10_overview", "annex10_department_performance", "annex10_projects", "annex11_projects", "annex11_indicators",
	} {
		table, err := rows(name + ".csv")
		if err != nil {
			return nil, err
		}
		tables[name] = table
	}
	return tables, nil
}

// narrative reads part two of the publication.
func narrative() (*budget.Narrative, error) {
	template, err := files.ReadFile("data/narrative.txt")
	if err != nil {
		return nil, err
	}
	n := &budget.Narrative{Template: string(template)}
	if n.Figures, err = rows("narrative_figures.csv"); err != nil {
		return nil, err
	}
	items, err := rows("narrative_items.csv")
	if err != nil {
		return nil, err
	}
	for _, r := range items {
		n.Items = append(n.Items, budget.NarrativeItem{ID: r["id"], Function: r["function_code"], Use: r["main_use"]})
	}
	return n, nil
}
