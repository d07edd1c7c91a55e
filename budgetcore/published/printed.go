//go:build !js

package published

import "embed"

//go:embed data/annex10_*.csv data/annex11_*.csv
var printedFiles embed.FS

// printed returns the rows of annexes 10 and 11 as published.
func printed() (map[string][]map[string]string, error) {
	tables := make(map[string][]map[string]string)
	for _, name := range []string{
		"annex10_overview", "annex10_department_performance", "annex10_projects", "annex11_projects", "annex11_indicators",
	} {
		table, err := rowsOf(printedFiles, name+".csv")
		if err != nil {
			return nil, err
		}
		tables[name] = table
	}
	return tables, nil
}
