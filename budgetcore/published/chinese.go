package published

import (
	"regexp"
	"strings"
	"sync"

	"suanpan/budgetcore/budget"
)

// notes are the notes of the lines in Chinese; the line file has them in
// English.
var notes = sync.OnceValue(func() map[string]string {
	table, err := rows("notes.csv")
	if err != nil {
		panic("the embedded notes are damaged: " + err.Error())
	}
	m := make(map[string]string, len(table))
	for _, r := range table {
		m[r["note"]] = r["zh"]
	}
	return m
})

// place is a form in which a provenance names a place of the publication.
type place struct {
	form *regexp.Regexp
	zh   string
}

// places are all of them. They are compiled when one is asked for: at the start
// a page has no time for it.
var places = sync.OnceValue(func() []place {
	return []place{
		{regexp.MustCompile(`^annex 10 project list \((.*)\)$`), "附表 10 项目清单（$1）"},
		{regexp.MustCompile(`^annex (\d+) rows? (.*) nonfiscal_project$`), "附表 $1 第 $2 行非财政拨款项目支出"},
		{regexp.MustCompile(`^annex (\d+) rows? (.*) personnel$`), "附表 $1 第 $2 行人员支出"},
		{regexp.MustCompile(`^annex (\d+) rows? (.*) public$`), "附表 $1 第 $2 行公用支出"},
		{regexp.MustCompile(`^annex (\d+) rows? (.*) project$`), "附表 $1 第 $2 行项目支出"},
		{regexp.MustCompile(`^annex (\d+) rows? (.*)$`), "附表 $1 第 $2 行"},
		{regexp.MustCompile(`^annex (\d+)$`), "附表 $1"},
		{regexp.MustCompile(`^annex (\d+) project (\d+), (.*)$`), "附表 $1 第 $2 项（$3）"},
		{regexp.MustCompile(`^part two (.*)$`), "说明 $1"},
		{regexp.MustCompile(`^narrative item (\d+)$`), "说明第 $1 项"},
		{regexp.MustCompile(`^narrative (.*)$`), "说明 $1"},
	}
})

// chinese returns what the English words of the lines and standards are in
// Chinese.
func chinese(ds *budget.Dataset) map[string]string {
	m := make(map[string]string)
	for en, zh := range notes() {
		m[en] = zh
	}
	for i := range ds.Lines {
		m[ds.Lines[i].Provenance] = placeInChinese(ds.Lines[i].Provenance)
	}
	for i := range ds.Standards {
		m[ds.Standards[i].Source] = placeInChinese(ds.Standards[i].Source)
	}
	delete(m, "")
	return m
}

// placeInChinese names a place of the publication.
func placeInChinese(provenance string) string {
	parts := strings.Split(provenance, "; ")
	for i, p := range parts {
		for _, f := range places() {
			if f.form.MatchString(p) {
				parts[i] = f.form.ReplaceAllString(p, f.zh)
				break
			}
		}
	}
	return strings.Join(parts, "；")
}
