package narrative

import (
	"encoding/csv"
	"os"
	"strings"
	"testing"
	"unicode"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/published"
	"suanpan/budgetcore/statement"
)

// written is the narrative after some edits.
func written(t *testing.T, edits ...budget.Edit) *Text {
	t.Helper()
	base, err := ledger.New(published.Dataset(), ledger.KeepTails)
	if err != nil {
		t.Fatal(err)
	}
	now, err := ledger.New(published.Dataset(), ledger.KeepTails)
	if err != nil {
		t.Fatal(err)
	}
	if err := now.ApplyAll(edits); err != nil {
		t.Fatal(err)
	}
	text, err := Build(statement.BuildAll(now, base), now, base)
	if err != nil {
		t.Fatal(err)
	}
	return text
}

func TestEveryPublishedFigureIsSaid(t *testing.T) {
	f, err := os.Open("../published/testdata/narrative_figures.csv")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	want, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	text := written(t)
	said := make(map[string]bool)
	for _, b := range text.Blocks {
		for _, r := range b.Runs {
			said[r.Figure] = true
			if r.Was != "" {
				t.Errorf("%s is marked as changed", r.Figure)
			}
		}
	}
	right := 0
	for _, w := range want[1:] {
		got := text.Figure(w[0])
		if got == nil || got.Now != w[3] || got.Base != w[3] || got.Unit != w[4] || !said[w[0]] {
			t.Errorf("%s: %+v, want %s %s; said %v", w[0], got, w[3], w[4], said[w[0]])
			continue
		}
		right++
	}
	if right != 115 {
		t.Errorf("%d figures, want 115", right)
	}
}

// flat leaves out what the extraction of the published text got wrong or
// varies: white space, width of punctuation, bullets.
func flat(s string) string {
	s = strings.NewReplacer("（", "(", "）", ")", "，", ",", "；", ";", "：", ":", "- (", "(").Replace(s)
	return strings.Map(func(r rune) rune {
		if unicode.IsSpace(r) {
			return -1
		}
		return r
	}, s)
}

func TestTheUntouchedBudgetSaysWhatWasPublished(t *testing.T) {
	source, err := os.ReadFile("testdata/part_two.txt")
	if err != nil {
		t.Fatal(err)
	}
	var b strings.Builder
	for _, block := range written(t).Blocks {
		for _, r := range block.Runs {
			b.WriteString(r.Text)
		}
		b.WriteString("\n")
	}
	got, want := []rune(flat(b.String())), []rune(flat(string(source)))
	for i := range want {
		if i >= len(got) || got[i] != want[i] {
			t.Fatalf("…%s\nwant …%s", string(got[max(0, i-20):min(len(got), i+30)]), string(want[max(0, i-20):min(len(want), i+30)]))
		}
	}
	if len(got) != len(want) {
		t.Errorf("%d characters beyond the published text", len(got)-len(want))
	}
}

func TestOnlyWhatNoTableCarriesIsAnInput(t *testing.T) {
	for _, f := range written(t).Figures {
		if f.Input != (f.Source != "") {
			t.Errorf("%s: input %v, source %q", f.ID, f.Input, f.Source)
		}
		stem, _, _ := strings.Cut(f.ID, ".")
		switch stem {
		case "last", "loan", "vocational", "talent", "running_cost", "procurement", "assets", "three_public":
		default:
			if f.Input {
				t.Errorf("%s is an input", f.ID)
			}
		}
	}
}

func TestADraftChangesFiguresAndTheirWords(t *testing.T) {
	wan := func(s string) money.Amount {
		a, err := money.Parse(s)
		if err != nil {
			t.Fatal(err)
		}
		return a
	}
	set := func(line, amount string) budget.Edit {
		return budget.Edit{Op: budget.Set, Line: line, Amount: wan(amount)}
	}
	for _, tt := range []struct {
		name, figure, now string
		says              string
		edits             []budget.Edit
	}{
		{"a raised line raises the total", "income.total", "131397.24", "预算为131,397.24万元", []budget.Edit{set("L47", "1745.66")}},
		{"and the increase over last year", "income.yoy_increase", "38928.47", "增加38,928.47万元", []budget.Edit{set("L47", "1745.66")}},
		{"and its percentage", "income.yoy_growth", "42.10", "增长42.10%", []budget.Edit{set("L47", "1745.66")}},
		{"a fall below last year is a decrease", "gpb.yoy_increase", "9248.63", "减少9,248.63万元，下降10.22%", []budget.Edit{set("L52", "0.00")}},
		{"more reception than last year", "change.reception", "10.00", "与上年预算相比增加10.00万元", []budget.Edit{set("M04", "26.54")}},
		{"vehicles as last year", "change.vehicles", "0.00", "与上年预算一致", []budget.Edit{set("M03", "13.70")}},
		{"an item without lines leaves the text", "gpb.item.25", "", "25.社会保障和就业支出（类）财政对基本养老保险基金的补助（款）财政对城乡居民", []budget.Edit{{Op: budget.Delete, Line: "L52"}}},
		{"a new item enters it", "gpb.item.2080103", "12.00", "机关服务（项）12.00万元。主要用于食堂改造支出。", []budget.Edit{{Op: budget.Add, New: &budget.Line{
			ID: "N1", Function: "2080103", Kind: budget.Project, Source: budget.GeneralPublicBudget, Project: "食堂改造", Amount: wan("12.00"),
		}}}},
	} {
		t.Run(tt.name, func(t *testing.T) {
			text := written(t, tt.edits...)
			f := text.Figure(tt.figure)
			if f == nil || f.Now != tt.now || !f.Changed() {
				t.Errorf("%s: %+v, want %s", tt.figure, f, tt.now)
			}
			var b strings.Builder
			for _, block := range text.Blocks {
				for _, r := range block.Runs {
					b.WriteString(r.Text)
				}
			}
			if !strings.Contains(b.String(), tt.says) {
				t.Errorf("the text does not say %s", tt.says)
			}
		})
	}
}
