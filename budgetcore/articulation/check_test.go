package articulation

import (
	"encoding/csv"
	"os"
	"runtime"
	"slices"
	"strings"
	"testing"

	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/published"
	"suanpan/budgetcore/statement"
)

// printedText is the text as published, figure by figure, without anything
// that this program knows about it.
func printedText(t testing.TB) []Sentence {
	t.Helper()
	f, err := os.Open("../published/testdata/narrative_figures.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	recs, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var text []Sentence
	for _, r := range recs[1:] {
		text = append(text, Sentence{ID: r[0], Section: r[1], Summary: r[2], Now: r[3], Unit: r[4]})
	}
	return text
}

// publication is the published budget as printed.
func publication(t testing.TB) *Document {
	t.Helper()
	l, err := ledger.New(published.Dataset(), ledger.KeepTails)
	if err != nil {
		t.Fatal(err)
	}
	return New(statement.BuildAll(l, l), printedText(t), Places(l))
}

func TestFiveHundredRelationsHoldAPrintedFigure(t *testing.T) {
	r := Check(publication(t))
	if len(r.Relations) < 500 {
		t.Errorf("%d relations between amounts, want 500 or more", len(r.Relations))
	}
	for i := range r.Relations {
		if !slices.ContainsFunc(r.Relations[i].figures(), func(f int) bool { return !r.Document.figures[f].Blank }) {
			t.Errorf("%s %s has no printed figure", r.Relations[i].Rule.ID, r.Relations[i].Key)
		}
	}
	kinds := make(map[Kind]int)
	for i := range r.Findings {
		kinds[r.Findings[i].Rule.Kind]++
	}
	for k := range Kinds {
		if kinds[k] == 0 {
			t.Errorf("nothing was compared by rules of the kind %s", message.RuleKinds[k].In(message.EN))
		}
		t.Logf("%s: %d", message.RuleKinds[k].In(message.EN), kinds[k])
	}
}

func TestAnnexes1To9AreNeverAccused(t *testing.T) {
	d := publication(t)
	r := Check(d)
	tails := 0
	for i := range r.Findings {
		f := &r.Findings[i]
		if slices.ContainsFunc(d.Refs(f), func(r statement.Ref) bool { return r.Annex == 0 || r.Annex > 9 }) {
			continue
		}
		if f.Verdict == Inconsistent && f.Rule.ID != "cross.tasks" {
			t.Errorf("%s: %s", f.Rule.ID, d.Explain(f).In(message.EN))
		}
		if f.Amounts && f.Difference != 0 && (f.Verdict == Exact && !f.Rule.AtMost || f.Verdict == Tail && magnitude(f.Difference) >= f.Bound) {
			t.Errorf("%s %s: difference %s is %v", f.Rule.ID, f.Key, f.Difference, f.Verdict)
		}
		if f.Verdict == Tail {
			tails++
		}
	}
	if tails == 0 {
		t.Error("the ten units add to the department without a tail, which is not so")
	}
	if e := r.Joint; e.Point == nil || e.Clashes != nil || e.Undecided {
		t.Error("no exact ledger was found for the publication")
	}
}

func TestContradictionsOfThePublicationAreFoundByGeneralRules(t *testing.T) {
	d := publication(t)
	r := Check(d)
	var got []string
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Verdict == Inconsistent {
			got = append(got, f.Rule.ID+" "+f.Key)
			for _, lang := range []message.Lang{message.ZH, message.EN} {
				if d.Explain(f).In(lang) == "" || strings.Contains(d.Explain(f).In(lang), "{") {
					t.Errorf("%s: %q", got[len(got)-1], d.Explain(f).In(lang))
				}
			}
		}
	}
	want := []string{
		"cross.tasks 3:2082601:0",                       // 48,000.00 in no task
		"text.funds 0:performance.gpb:#1",               // 194.00 of state capital called general public budget
		"list.scope 3", "list.scope 5", "list.scope 10", // lists that do not add to their project
		"list.names 3/人社业务信息化升级维护及尾款",              // 业务 for 事务
		"target.same 促进就业和创业/享受大中专毕业生见习补贴及保险费补贴人数", // 500 and 550
		"target.months 7", // paid in April and October, planned in each quarter
		"price.whole vocational.scholarship/中职国家奖学金领取人数", // 13.2 for 21
		"unique.projects 5/6", "unique.projects 8/10", // two pairs of one name
		"measure.standards 3 人社管理经费/保障被征地人员养老保险月人均待遇领取标准", // 752 persons
	}
	if !slices.Equal(got, want) {
		t.Errorf("found\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
}

// stride thins out long loops where they are slow.
func stride() int {
	if runtime.GOARCH == "wasm" || testing.Short() {
		return 23
	}
	return 1
}

func TestAPlantedErrorOfOneIsCaughtInEveryCell(t *testing.T) {
	d := publication(t)
	own := compareAll(d)
	tried, caught := 0, 0
	for i := 0; i < len(d.figures); i += stride() {
		f := &d.figures[i]
		if f.Ref.Annex == 0 {
			continue
		}
		for _, by := range []money.Amount{money.Wan, -money.Wan} {
			tried++
			if introduced, _ := compareAll(d.With(i, f.Amount+by)).Since(own); len(introduced) > 0 {
				caught++
			} else {
				t.Logf("%s by %s is not noticed", f.Ref, by.Printed())
			}
		}
	}
	if tried < 50 || caught*100 < tried*99 {
		t.Errorf("%d of %d planted errors caught, want 99 %%", caught, tried)
	}
	t.Logf("%d of %d planted errors caught", caught, tried)
}

// no rule may name a figure of the publication
func TestRulesAreGeneral(t *testing.T) {
	ids := make(map[string]bool)
	for _, r := range Rules {
		if ids[r.ID] || r.Title == nil || r.Source == nil {
			t.Errorf("%s: named twice, or without title or source", r.ID)
		}
		ids[r.ID] = true
		if r.Check == nil && r.Equations == nil && r.ID != "text.table" {
			t.Errorf("%s checks nothing", r.ID)
		}
	}
	for _, file := range []string{"register.go", "lists.go", "text.go", "indicators.go", "check.go"} {
		src, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		for _, f := range publication(t).figures {
			if f.Amount > 100*money.Wan && strings.Contains(string(src), f.Amount.Printed()) {
				t.Errorf("%s names the figure %s", file, f.Amount.Printed())
			}
		}
	}
}

func BenchmarkCheck(b *testing.B) {
	d := publication(b)
	for b.Loop() {
		Check(d)
	}
}
