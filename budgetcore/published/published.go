// Package published embeds the 2023 department budget of the Xiamen Human
// Resources and Social Security Bureau as a dataset, with the classification
// rows it is checked against and the subsidy standards it prints. The files
// and their sources are described in data/README.md.
package published

import (
	"bytes"
	"crypto/sha256"
	"embed"
	"encoding/csv"
	"encoding/hex"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification"
)

//go:embed data/lines.csv data/units.csv data/classification.csv data/notes.csv
//go:embed data/functional_expenditure.csv data/functional_classes.csv data/economic_department.csv
//go:embed data/annex10_*.csv data/annex11_*.csv data/standards.csv
//go:embed data/narrative.txt data/narrative_figures.csv data/narrative_items.csv
var files embed.FS

// ID is what drafts on this budget name as their base.
const ID = "xiamen-hrss-2023"

// Dataset returns the published budget. It is decoded once and must not be
// changed.
var Dataset = sync.OnceValue(func() *budget.Dataset {
	ds, err := load()
	if err != nil {
		panic(fmt.Sprintf("the embedded dataset is damaged: %v", err))
	}
	return ds
})

func load() (*budget.Dataset, error) {
	raw, err := files.ReadFile("data/lines.csv")
	if err != nil {
		return nil, err
	}
	lines, err := budget.ReadLines(bytes.NewReader(raw), "lines.csv")
	if err != nil {
		return nil, err
	}
	hash := sha256.Sum256(raw)
	ds := &budget.Dataset{
		ID: ID, SHA256: hex.EncodeToString(hash[:]),
		Title: "厦门市人力资源和社会保障局2023年部门预算", Year: "2023",
		Department: budget.Unit{Code: "403", Name: "厦门市人力资源和社会保障局"},
		Lines:      lines,
	}
	units, err := rows("units.csv")
	if err != nil {
		return nil, err
	}
	for _, r := range units {
		ds.Units = append(ds.Units, budget.Unit{Code: r["unit_code"], Name: r["unit"]})
	}
	if ds.Functional, err = scheme(3, "functional_expenditure.csv", "functional"); err != nil {
		return nil, err
	}
	if ds.Economic, err = scheme(2, "economic_department.csv", "economic"); err != nil {
		return nil, err
	}
	classes, err := rows("functional_classes.csv")
	if err != nil {
		return nil, err
	}
	for i, r := range classes {
		if r["order"] != strconv.Itoa(i+1) {
			return nil, fmt.Errorf("functional_classes.csv: row %d has order %s", i+1, r["order"])
		}
		ds.Classes = append(ds.Classes, budget.Class{Ordinal: ordinal(i + 1), Code: r["code"], Name: r["name"]})
	}
	for i := range lines {
		if t := lines[i].Task; t != "" && !slices.Contains(ds.Tasks, t) {
			ds.Tasks = append(ds.Tasks, t)
		}
	}
	if ds.Printed, err = printed(); err != nil {
		return nil, err
	}
	if ds.Narrative, err = narrative(); err != nil {
		return nil, err
	}
	standards, err := rows("standards.csv")
	if err != nil {
		return nil, err
	}
	for _, r := range standards {
		ds.Standards = append(ds.Standards, budget.Standard{
			ID: r["id"], Name: r["name"], Direction: r["direction"], Amount: r["amount"], Unit: r["unit"], Source: r["source"], Level1Project: r["level1_project"],
		})
	}
	ds.Chinese = sync.OnceValue(func() map[string]string { return chinese(ds) })
	for i := range lines {
		if err := ds.Check(&lines[i]); err != nil {
			return nil, fmt.Errorf("line %s: %w", lines[i].ID, err)
		}
	}
	return ds, nil
}

// scheme joins a classification list with what the publication itself prints;
// where both name a code, the publication's spelling stands.
func scheme(levels int, list, name string) (*classification.Scheme, error) {
	level := map[string]int{"类": 1, "款": 2, "项": 3}
	items := make(map[string]classification.Item)
	listed, err := rows(list)
	if err != nil {
		return nil, err
	}
	for _, r := range listed {
		items[r["code"]] = classification.Item{
			Code: r["code"], Name: r["name"], Level: level[r["level"]], Parent: r["parent"],
			Source: r["source"], Verified: !strings.Contains(r["source"], "unsourced"),
		}
	}
	printed, err := rows("classification.csv")
	if err != nil {
		return nil, err
	}
	for _, r := range printed {
		if r["scheme"] == name {
			items[r["code"]] = classification.Item{
				Code: r["code"], Name: r["name"], Level: level[r["level"]], Parent: r["parent"],
				Source: "published", Verified: true,
			}
		}
	}
	all := make([]classification.Item, 0, len(items))
	for _, it := range items {
		all = append(all, it)
	}
	return classification.New(levels, all)
}

// ordinal writes 1 to 99 as statements number their rows.
func ordinal(n int) string {
	digits := []string{"", "一", "二", "三", "四", "五", "六", "七", "八", "九"}
	switch tens := n / 10; tens {
	case 0:
		return digits[n]
	case 1:
		return "十" + digits[n%10]
	default:
		return digits[tens] + "十" + digits[n%10]
	}
}

// rows reads an embedded file as one map a row.
func rows(file string) ([]map[string]string, error) {
	raw, err := files.ReadFile("data/" + file)
	if err != nil {
		return nil, err
	}
	recs, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	out := make([]map[string]string, 0, len(recs)-1)
	for _, rec := range recs[1:] {
		m := make(map[string]string, len(rec))
		for i, col := range recs[0] {
			m[strings.TrimSpace(col)] = rec[i]
		}
		out = append(out, m)
	}
	return out, nil
}
