package training_test

import (
	"encoding/csv"
	"os"
	"reflect"
	"slices"
	"strings"
	"sync"
	"testing"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification/edition"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/published"
	"suanpan/budgetcore/training"
)

var drills = sync.OnceValue(func() *training.Drills { return training.NewDrills(published.Dataset(), builtIn()) })

var levels = []training.Level{training.Easy, training.Middle, training.Hard}

// each makes every question that can be asked, at every level, from several
// seeds.
func each(t *testing.T, do func(q *training.Question)) {
	t.Helper()
	for _, c := range drills().Cards() {
		for _, level := range levels {
			for seed := range uint64(4) {
				q, ok := drills().Question(c.Key, level, seed)
				if !ok {
					t.Fatalf("%s at %d: no question", c.Key, level)
				}
				do(&q)
			}
		}
	}
}

// What is asked is the kind of question and what it is about: another order of
// the answers, level or seed is the same question.
func TestAtLeastThreeHundredDifferentQuestions(t *testing.T) {
	byKind := map[training.Kind]int{}
	stems := map[string]bool{}
	for _, c := range drills().Cards() {
		byKind[c.Kind]++
		q, _ := drills().Question(c.Key, training.Middle, 1)
		if c.Kind == training.Proofread {
			stems[c.Key] = true // what is asked is the row that is broken
			continue
		}
		stem := q.Ask.In(message.ZH)
		if c.Kind == training.FromGovernment {
			stem += q.Options[q.Right].Code // one government code, several items
		}
		if stems[stem] {
			t.Errorf("%s asks again: %s", c.Key, stem)
		}
		stems[stem] = true
	}
	for k := range training.Kinds {
		t.Logf("%s: %d", k, byKind[k])
		if byKind[k] == 0 {
			t.Errorf("nothing of the kind %s", k)
		}
	}
	t.Logf("%d questions that differ in what is asked", len(stems))
	if len(stems) < 300 {
		t.Errorf("%d questions, want 300", len(stems))
	}
	if stems := len(stems) - byKind[training.Proofread]; stems < 300 {
		t.Errorf("%d questions without proofreading, want 300", stems)
	}
}

func bare(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune(" ()（）“”、，。？", r) {
			return -1
		}
		return r
	}, s)
}

func TestNoQuestionHoldsItsAnswer(t *testing.T) {
	n := 0
	each(t, func(q *training.Question) {
		n++
		right := q.Options[q.Right]
		for _, lang := range []message.Lang{message.ZH, message.EN} {
			ask := bare(q.Ask.In(lang))
			words := []string{bare(right.Label.In(lang))}
			if c := builtIn().Lookup(right.Code); c != nil && q.Kind != training.CodeName {
				words = append(words, bare(c.Name), c.Code)
			}
			for _, w := range words {
				if strings.Contains(ask, w) {
					t.Errorf("%s: %q holds %q", q.Card, ask, w)
				}
			}
		}
	})
	t.Logf("%d questions", n)
}

var builtIn = sync.OnceValue(func() *edition.Edition {
	e, err := edition.Of(published.Dataset())
	if err != nil {
		panic(err)
	}
	return e
})

// records reads a data file apart from the packages that the drills are made of.
func records(t *testing.T, path string) []map[string]string {
	t.Helper()
	f, err := os.Open(path)
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	recs, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	var out []map[string]string
	for _, r := range recs[1:] {
		m := map[string]string{}
		for i, c := range recs[0] {
			m[c] = r[i]
		}
		out = append(out, m)
	}
	return out
}

// Exactly one answer is what the files of the publication say; each other one
// is contradicted by them.
func TestEveryQuestionHasOneDefensibleAnswer(t *testing.T) {
	const data = "../published/data/"
	uses, projects, names, printed := map[string]string{}, map[string]map[string]bool{}, map[string]map[string]bool{}, map[string]bool{}
	for _, r := range records(t, data+"narrative_items.csv") {
		uses[r["id"]] = r["function_code"]
	}
	for _, r := range records(t, data+"lines.csv") {
		if projects[r["project"]] == nil {
			projects[r["project"]] = map[string]bool{}
		}
		projects[r["project"]][r["function"]] = true
	}
	for _, file := range []string{"functional_expenditure.csv", "economic_department.csv", "classification.csv"} {
		for _, r := range records(t, data+file) {
			if names[r["code"]] == nil {
				names[r["code"]] = map[string]bool{}
			}
			names[r["code"]][r["name"]] = true
			if file == "classification.csv" {
				printed[r["code"]] = true
			}
		}
	}
	government := map[string][]string{}
	for _, r := range records(t, "../classification/edition/data/crosswalk.csv") {
		if r["unit"] == "agency" {
			government[r["department"]] = append(government[r["department"]], r["government"])
		}
	}
	each(t, func(q *training.Question) {
		_, about, _ := strings.Cut(q.Card, ":")
		right := 0
		labels := map[string]bool{}
		for i, o := range q.Options {
			label := o.Label.In(message.ZH)
			if labels[label] {
				t.Errorf("%s: %s twice", q.Card, label)
			}
			labels[label] = true
			if o.Why.In(message.ZH) == "" || o.Why.In(message.EN) == "" {
				t.Errorf("%s: nothing is said of %s", q.Card, label)
			}
			var holds bool
			switch q.Kind {
			case training.UseItem:
				holds = uses[about] == o.Code
			case training.UseDivision:
				holds = uses[about][:5] == o.Code
			case training.ProjectItem:
				holds = projects[about][o.Code]
			case training.ProjectDivision:
				for function := range projects[about] {
					holds = holds || strings.HasPrefix(function, o.Code)
				}
			case training.ItemDivision, training.EconomicClass:
				holds = strings.HasPrefix(about, o.Code)
			case training.EconomicKind:
				personnel := about[:3] == "301" || about[:3] == "303"
				holds = (label == message.Kinds[budget.Personnel].In(message.ZH)) == personnel
			case training.TwoSides:
				holds = map[string]string{"2101103": "30111", "2080505": "30108", "2080506": "30109"}[about] == o.Code
			case training.ToGovernment:
				holds = slices.Contains(government[about], o.Code)
			case training.FromGovernment:
				asked, _, _ := strings.Cut(about, ":")
				holds = slices.Contains(government[o.Code], asked)
			case training.CodeName:
				holds = names[about][label]
			case training.Proofread:
				code, name, _ := strings.Cut(label, " ")
				holds = !names[code][name]
			}
			if holds {
				right++
			}
			if holds != (i == q.Right) {
				t.Errorf("%s %s: %s holds: %v, said to be right: %v", q.Card, q.Ask.In(message.ZH), label, holds, i == q.Right)
			}
		}
		if want := 4; len(q.Options) != want && q.Kind != training.EconomicKind {
			t.Errorf("%s: %d answers", q.Card, len(q.Options))
		}
		if right != 1 {
			t.Errorf("%s: %d answers hold", q.Card, right)
		}
		if c := q.Options[q.Right].Code; q.Kind != training.ToGovernment && q.Kind != training.Proofread && q.Kind != training.EconomicKind && !printed[c] {
			t.Errorf("%s: %s is not printed", q.Card, c)
		}
	})
}

func TestQuestionsFollowFromTheSeed(t *testing.T) {
	differ := 0
	for _, c := range drills().Cards() {
		a, _ := drills().Question(c.Key, training.Hard, 7)
		b, _ := drills().Question(c.Key, training.Hard, 7)
		if !reflect.DeepEqual(a, b) {
			t.Errorf("%s: one seed, two questions", c.Key)
		}
		other, _ := drills().Question(c.Key, training.Hard, 8)
		if !reflect.DeepEqual(a, other) {
			differ++
		}
	}
	if 2*differ < len(drills().Cards()) {
		t.Errorf("only %d questions differ from seed to seed", differ)
	}
	if _, ok := drills().Question("use-item:nowhere", training.Easy, 1); ok {
		t.Error("a card that is not there was asked")
	}
	if _, ok := drills().Question(drills().Cards()[0].Key, 0, 1); ok {
		t.Error("a level that is not there was asked")
	}
}

// The wrong answers come nearer with the level.
func TestLevels(t *testing.T) {
	same := map[training.Level]int{}
	confused := map[training.Level]int{}
	for _, c := range drills().Cards() {
		if c.Kind != training.UseItem {
			continue
		}
		for _, level := range levels {
			q, _ := drills().Question(c.Key, level, 3)
			right := q.Options[q.Right].Code
			for _, o := range q.Options {
				if o.Code != right && o.Code[:5] == right[:5] {
					same[level]++
				}
				for _, m := range builtIn().Confusions(right) {
					if m.B == o.Code {
						confused[level]++
					}
				}
			}
		}
	}
	if same[training.Easy] > 0 || same[training.Middle] < 30 || confused[training.Hard] < 25 || confused[training.Easy] > 3 {
		t.Errorf("siblings by level %v, confusions by level %v", same, confused)
	}
}
