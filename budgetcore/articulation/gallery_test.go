package articulation

import (
	"bytes"
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/statement"
)

// The gallery shows each kind of finding on a few rows of a budget that nobody
// has. An archive holds tables (annex05.csv, annex10.projects.csv; columns that
// are left out are blank), perhaps text.csv and places.csv, and what is found:
// findings.zh and findings.en. The line "rules:" of its comment names the rules
// that it is about; all others must agree or not apply.

type exhibit struct {
	file  string
	rules []string
	*txtar.Archive
}

func gallery(t *testing.T) []*exhibit {
	t.Helper()
	files, err := filepath.Glob("testdata/gallery/*.txtar")
	if err != nil || len(files) == 0 {
		t.Fatalf("no gallery: %v", err)
	}
	var all []*exhibit
	for _, file := range files {
		a, err := txtar.ParseFile(file)
		if err != nil {
			t.Fatal(err)
		}
		e := &exhibit{file: file, Archive: a}
		for _, line := range strings.Split(string(a.Comment), "\n") {
			if rules, ok := strings.CutPrefix(line, "rules:"); ok {
				e.rules = strings.Fields(rules)
			}
		}
		if e.rules == nil {
			t.Errorf("%s does not say which rules it is about", file)
		}
		all = append(all, e)
	}
	return all
}

func (e *exhibit) data(name string) []byte {
	for _, f := range e.Files {
		if f.Name == name {
			return f.Data
		}
	}
	return nil
}

func (e *exhibit) document(t *testing.T) *Document {
	t.Helper()
	var tables []*statement.Table
	for _, def := range statement.Annexes {
		name := fmt.Sprintf("annex%02d.csv", def.Annex)
		if def.Part != "" {
			name = fmt.Sprintf("annex%02d.%s.csv", def.Annex, def.Part)
		}
		if data := e.data(name); data != nil {
			table, err := statement.ReadCSV(def, bytes.NewReader(widened(t, def.Header(), data)), name)
			if err != nil {
				t.Fatal(err)
			}
			tables = append(tables, table)
		}
	}
	var text []Sentence
	for _, r := range records(t, e.data("text.csv")) {
		s := Sentence{ID: r["id"], Section: r["section"], Summary: r["summary"], Unit: r["unit"], Now: r["now"]}
		for _, cell := range strings.Fields(r["cells"]) {
			p := strings.Split(cell, ":")
			annex, part, _ := strings.Cut(p[0], ".")
			n, err := strconv.Atoi(annex)
			if err != nil || len(p) != 3 {
				t.Fatalf("cell %q", cell)
			}
			s.Terms = append(s.Terms, statement.Term{Sign: 1, Ref: statement.Ref{Annex: n, Part: part, Row: p[1], Column: p[2]}})
		}
		text = append(text, s)
	}
	var places []Place
	for _, r := range records(t, e.data("places.csv")) {
		places = append(places, Place{
			Section: map[string]budget.Section{"": budget.Spending, "transfer": budget.Transfer}[r["section"]], Source: budget.GeneralPublicBudget,
			Unit: r["unit"], Function: r["function"], Project: r["project"], Task: r["task"], ProjectClass: r["project_class"], Level1: r["level1"],
		})
	}
	return New(statement.NewBook(tables), text, places)
}

// widened gives a table all columns of its annex.
func widened(t *testing.T, head []string, data []byte) []byte {
	t.Helper()
	var b bytes.Buffer
	w := csv.NewWriter(&b)
	if err := w.Write(head); err != nil {
		t.Fatal(err)
	}
	for _, r := range records(t, data) {
		row := make([]string, len(head))
		for i, column := range head {
			row[i] = r[column]
			delete(r, column)
		}
		if len(r) > 0 {
			t.Fatalf("columns %v are none of %v", r, head)
		}
		if err := w.Write(row); err != nil {
			t.Fatal(err)
		}
	}
	w.Flush()
	return b.Bytes()
}

func records(t *testing.T, data []byte) []map[string]string {
	t.Helper()
	rows, err := csv.NewReader(bytes.NewReader(data)).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for i := 1; i < len(rows); i++ {
		m := make(map[string]string)
		for c, column := range rows[0] {
			m[column] = rows[i][c]
		}
		out = append(out, m)
	}
	return out
}

// found lists findings, those in agreement by number alone.
func found(r *Report, rules []string, lang message.Lang) string {
	var b strings.Builder
	exact := make(map[string]int)
	for i := range r.Findings {
		f := &r.Findings[i]
		listed := slices.Contains(rules, f.Rule.ID)
		if f.Verdict == Exact && listed {
			exact[f.Rule.ID]++
		}
		if f.Verdict == Exact || f.Verdict == NotApplicable && !listed {
			continue
		}
		difference, bound := "", ""
		if f.Amounts {
			difference, bound = f.Difference.String(), f.Bound.String()
		}
		fmt.Fprintln(&b, strings.Join([]string{
			message.Verdicts[f.Verdict].In(lang), f.Rule.ID, strings.TrimSpace(f.Key), difference, bound, r.Document.Explain(f).In(lang),
		}, "\t"))
	}
	for _, rule := range rules {
		if n := exact[rule]; n > 0 {
			fmt.Fprintf(&b, "%s\t%s\t%d\n", message.Verdicts[Exact].In(lang), rule, n)
		}
	}
	return b.String()
}

func TestGalleryOfFindings(t *testing.T) {
	shown := make(map[Kind]map[bool]bool) // by kind: whether good and bad are shown
	verdicts := make(map[Verdict]bool)
	ruled := make(map[string]map[bool]bool)
	for _, e := range gallery(t) {
		name := strings.TrimSuffix(filepath.Base(e.file), ".txtar")
		t.Run(name, func(t *testing.T) {
			r := Check(e.document(t))
			changed := false
			for _, lang := range []message.Lang{message.ZH, message.EN} {
				golden := "findings." + strings.TrimSuffix(lang.Tag(), "-CN")
				got := found(r, e.rules, lang)
				if *update && got != string(e.data(golden)) {
					changed = true
					e.Files = slices.DeleteFunc(e.Files, func(f txtar.File) bool { return f.Name == golden })
					e.Files = append(e.Files, txtar.File{Name: golden, Data: []byte(got)})
				}
				if diff := cmp.Diff(string(e.data(golden)), got); diff != "" {
					t.Errorf("%s (-want +got):\n%s", golden, diff)
				}
			}
			if changed {
				if err := os.WriteFile(e.file, txtar.Format(e.Archive), 0o644); err != nil {
					t.Fatal(err)
				}
			}
			for i := range r.Findings {
				f := &r.Findings[i]
				bad := f.Verdict == Inconsistent
				if !slices.Contains(e.rules, f.Rule.ID) {
					if bad || f.Verdict == Tail {
						t.Errorf("%s speaks up, which the exhibit is not about: %s", f.Rule.ID, r.Document.Explain(f).In(message.EN))
					}
					continue
				}
				verdicts[f.Verdict] = true
				if f.Verdict == NotApplicable || f.Verdict == OtherScope {
					continue
				}
				if shown[f.Rule.Kind] == nil {
					shown[f.Rule.Kind] = make(map[bool]bool)
				}
				if ruled[f.Rule.ID] == nil {
					ruled[f.Rule.ID] = make(map[bool]bool)
				}
				shown[f.Rule.Kind][bad], ruled[f.Rule.ID][bad] = true, true
			}
		})
	}
	for k := range Kinds {
		for _, bad := range []bool{false, true} {
			if !shown[k][bad] {
				t.Errorf("the gallery shows no finding of the kind %s with bad = %v", message.RuleKinds[k].In(message.EN), bad)
			}
		}
	}
	for v := range Verdicts {
		if !verdicts[v] {
			t.Errorf("the gallery shows no verdict %s", message.Verdicts[v].In(message.EN))
		}
	}
	for _, rule := range append(slices.Clone(Rules), Joint) {
		if !ruled[rule.ID][true] && rule.ID != "scope.transfers" {
			t.Errorf("the gallery shows no finding against %s", rule.ID)
		}
	}
}
