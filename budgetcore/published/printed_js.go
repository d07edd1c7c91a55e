package published

import "suanpan/budgetcore/budget"

// printed returns nothing: the page does not show annexes 10 and 11, so its
// program does not carry their texts.
func printed() (map[string][]map[string]string, error) { return nil, nil }

// narrative returns nothing: the page does not show the text either.
func narrative() (*budget.Narrative, error) { return nil, nil }
