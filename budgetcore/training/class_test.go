package training_test

import (
	"bytes"
	"reflect"
	"slices"
	"strconv"
	"strings"
	"testing"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/training"
)

func composed(t testing.TB, w training.Wish) *training.Set {
	t.Helper()
	if w.Level == 0 {
		w.Level = training.Middle
	}
	s, err := training.Compose(drills(), &w)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var own = []training.Own{{Ask: "附表几是“三公”经费？", Options: []string{"附表 5", "附表 7"}, Right: 1, Why: "附表 7"}}

func TestASetAsksTheSameEverywhere(t *testing.T) {
	s := composed(t, training.Wish{Title: "第一课", Count: 30, Seed: 2023, Own: own})
	file := s.AppendJSON(nil)
	again, err := training.ReadSet(file, "class.json", drills())
	if err != nil {
		t.Fatal(err)
	}
	if !reflect.DeepEqual(again.Questions(), s.Questions()) || again.ID() != s.ID() || again.Title != s.Title {
		t.Error("the set that was read asks something else")
	}
	if !bytes.Equal(again.AppendJSON(nil), file) {
		t.Error("written again it is another file")
	}
	if other := composed(t, training.Wish{Title: "第一课", Count: 30, Seed: 2024, Own: own}); other.ID() == s.ID() {
		t.Error("another seed gives the same set")
	}
	kinds := map[training.Kind]int{}
	cards := map[string]bool{}
	for _, q := range s.Questions()[:30] {
		kinds[q.Kind]++
		if cards[q.Card] {
			t.Errorf("%s is asked twice", q.Card)
		}
		cards[q.Card] = true
	}
	if len(kinds) != int(training.Kinds) {
		t.Errorf("30 questions are of %d kinds", len(kinds))
	}
	if len(s.Questions()) != 31 || s.Questions()[30].Ask.In(message.ZH) != own[0].Ask {
		t.Error("the trainer's own question is missing")
	}
}

// A file shows no answer to who opens it, but for those to one's own questions.
func TestTheFileHoldsNoAnswers(t *testing.T) {
	s := composed(t, training.Wish{Title: "x", Kinds: []training.Kind{training.UseItem}, Count: 20, Seed: 1})
	file := string(s.AppendJSON(nil))
	for _, q := range s.Questions() {
		if right := q.Options[q.Right]; strings.Contains(file, right.Code) || strings.Contains(file, right.Label.In(message.ZH)) {
			t.Errorf("%s: the file holds %s", q.Card, right.Label.In(message.ZH))
		}
	}
}

func TestComposeRefuses(t *testing.T) {
	for name, w := range map[string]training.Wish{
		"more than there are": {Kinds: []training.Kind{training.TwoSides}, Level: 1, Count: 100},
		"nothing":             {Level: 1},
		"too many":            {Level: 1, Count: 501},
		"no level":            {Count: 1},
		"a level too high":    {Count: 1, Level: 4},
		"a title of signs":    {Count: 1, Level: 1, Title: "a\x00"},
		"a blank question":    {Level: 1, Own: []training.Own{{Options: []string{"a", "b"}}}},
		"one answer":          {Level: 1, Own: []training.Own{{Ask: "x", Options: []string{"a"}}}},
		"answers alike":       {Level: 1, Own: []training.Own{{Ask: "x", Options: []string{"a", "a"}}}},
		"no right answer":     {Level: 1, Own: []training.Own{{Ask: "x", Options: []string{"a", "b"}, Right: 2}}},
		"bytes that are none": {Level: 1, Own: []training.Own{{Ask: "x\xff", Options: []string{"a", "b"}}}},
	} {
		if _, err := training.Compose(drills(), &w); err == nil {
			t.Errorf("%s was accepted", name)
		}
	}
}

func TestReadSetRefuses(t *testing.T) {
	file := string(composed(t, training.Wish{Title: "第一课", Count: 2, Seed: 5, Own: own}).AppendJSON(nil))
	for name, x := range map[string]struct{ old, now, says string }{
		"another format":      {`"suanpan/class"`, `"suanpan/draft"`, "wanted"},
		"a later version":     {`"version":1`, `"version":2`, "version 2"},
		"another budget":      {`"xiamen-hrss-2023"`, `"elsewhere"`, "made from"},
		"another seed":        {`"seed":"5"`, `"seed":"6"`, "not what this program asks"},
		"a seed of words":     {`"seed":"5"`, `"seed":"05"`, "whole number"},
		"another title":       {"第一课", "第二课", "was changed"},
		"another right":       {`"right":1`, `"right":0`, "was changed"},
		"no such right":       {`"right":1`, `"right":5`, "whole number"},
		"another question":    {"三公", "二公", "was changed"},
		"another level":       {`"level":2`, `"level":3`, "not what this program asks"},
		"no level":            {`"level":2,`, ``, "missing"},
		"an unknown member":   {`"title"`, `"titel"`, "unknown field"},
		"a member twice":      {`"version":1`, `"version":1,"version":1`, "twice"},
		"a drill with an ask": {`"level":2,`, `"level":2,"ask":"x",`, "either a drill"},
	} {
		broken := strings.Replace(file, x.old, x.now, 1)
		if broken == file {
			t.Fatalf("%s: nothing was changed", name)
		}
		_, err := training.ReadSet([]byte(broken), "class.json", drills())
		if err == nil {
			t.Errorf("%s was read", name)
			continue
		}
		if got := message.Explain(err, message.EN); !strings.HasPrefix(got, "class.json") || !strings.Contains(got, x.says) {
			t.Errorf("%s: %s", name, got)
		}
	}
}

func TestReadSetRefusesWhatIsNoWholeFile(t *testing.T) {
	file := composed(t, training.Wish{Title: "第一课", Count: 2, Seed: 5}).AppendJSON(nil)
	for says, data := range map[string][]byte{"after the end": append(slices.Clone(file), '{', '}'), "breaks off": file[:len(file)/2], "too large": make([]byte, training.MaxFileBytes+1)} {
		if _, err := training.ReadSet(data, "class.json", drills()); err == nil || !strings.Contains(message.Explain(err, message.EN), says) {
			t.Errorf("%s: %v", says, err)
		}
	}
}

func TestAClassIsSummedUp(t *testing.T) {
	s := composed(t, training.Wish{Title: "x", Count: 4, Seed: 9, Own: own})
	questions := s.Questions()
	right := func() []int {
		var a []int
		for _, q := range questions {
			a = append(a, q.Right)
		}
		return a
	}
	all, none, some := right(), make([]int, len(questions)), right()
	for i := range none {
		none[i] = training.Blank
	}
	some[0] = (some[0] + 1) % len(questions[0].Options)
	some[4] = training.Blank
	var results []*training.Results
	for i, answers := range [][]int{all, none, some} {
		file := (&training.Results{Class: s.ID(), Name: []string{"甲", "", "丙"}[i], Answers: answers}).AppendJSON(nil)
		r, err := training.ReadResults(file, "results.json")
		if err != nil {
			t.Fatal(err)
		}
		results = append(results, r)
	}
	sum, err := training.Sum(s, results)
	if err != nil {
		t.Fatal(err)
	}
	if want := []training.Person{{Name: "甲", Right: 5}, {Blank: 5}, {Name: "丙", Right: 3, Wrong: 1, Blank: 1}}; !slices.Equal(sum.People, want) {
		t.Errorf("%v", sum.People)
	}
	for i, want := range []training.Tally{{Right: 1, Wrong: 1, Blank: 1}, {Right: 2, Blank: 1}, {Right: 2, Blank: 1}, {Right: 2, Blank: 1}, {Right: 1, Blank: 2}} {
		got := sum.Questions[i]
		if got.Right != want.Right || got.Wrong != want.Wrong || got.Blank != want.Blank {
			t.Errorf("question %d: %+v, want %+v", i+1, got, want)
		}
		chosen := 0
		for _, n := range got.Chosen {
			chosen += n
		}
		if chosen != got.Right+got.Wrong || got.Chosen[questions[i].Right] != got.Right {
			t.Errorf("question %d: chosen %v", i+1, got.Chosen)
		}
	}
	other := composed(t, training.Wish{Title: "x", Count: 4, Seed: 10, Own: own})
	for name, r := range map[string]*training.Results{
		"another set":    {Class: other.ID(), Answers: all},
		"too few":        {Class: s.ID(), Answers: all[:4]},
		"no such answer": {Class: s.ID(), Answers: []int{0, 0, 0, 0, 2}},
	} {
		if _, err := training.Sum(s, []*training.Results{results[0], r}); err == nil || !strings.Contains(err.Error(), "[2]") {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestAnswersOnPaper(t *testing.T) {
	s := composed(t, training.Wish{Title: "x", Count: 3, Seed: 9})
	r, err := training.ParseAnswers("a, -D", s)
	if err != nil || !slices.Equal(r.Answers, []int{0, training.Blank, 3}) || r.Class != s.ID() {
		t.Errorf("%v, %v", r, err)
	}
	for _, bad := range []string{"", "AB", "ABCD", "AB?", "ABG"} {
		if _, err := training.ParseAnswers(bad, s); err == nil {
			t.Errorf("%q was read", bad)
		}
	}
}

func TestWorksheetAndKey(t *testing.T) {
	s := composed(t, training.Wish{Title: "x", Count: 24, Seed: 3, Own: own})
	for _, lang := range []message.Lang{message.ZH, message.EN} {
		sheet, key := s.Worksheet(lang), s.Key(lang)
		if len(sheet) != 26 || len(key) != 26 {
			t.Fatalf("%d and %d rows", len(sheet), len(key))
		}
		for i := 1; i < len(key); i++ {
			if key[i][0] != strconv.Itoa(i) || sheet[i][0] != key[i][0] {
				t.Errorf("row %d is numbered %s and %s", i, sheet[i][0], key[i][0])
			}
			if got := sheet[i][2+int(key[i][1][0]-'A')]; got != key[i][2] {
				t.Errorf("the key says %s %s, the sheet %s", key[i][1], key[i][2], got)
			}
			if key[i][3] == "" || key[i][4] == "" {
				t.Errorf("the key does not explain %v", key[i])
			}
		}
	}
}

func TestOwnQuestionsFromATable(t *testing.T) {
	got, err := training.ReadOwn([][]string{{"题目", "正确答案", "错误答案", "错误答案", "解释"}, {"问", "对", "错", "也错", "因为"}, {"", "", ""}, {"又问", "是", "否"}}, 7)
	if err != nil || len(got) != 2 {
		t.Fatalf("%v, %v", got, err)
	}
	if o := got[0]; o.Options[o.Right] != "对" || len(o.Options) != 3 || o.Why != "因为" {
		t.Errorf("%+v", o)
	}
	for name, cells := range map[string][][]string{
		"nothing":       {},
		"no heads":      {{"问", "对"}},
		"no wrong":      {{"题目", "正确答案", "错误答案"}, {"问", "对", ""}},
		"answers alike": {{"题目", "正确答案", "错误答案"}, {"问", "对", "对"}},
		"no question":   {{"题目", "正确答案", "错误答案"}, {"", "对", "错"}},
	} {
		if _, err := training.ReadOwn(cells, 7); err == nil {
			t.Errorf("%s was read", name)
		}
	}
}

func TestProgress(t *testing.T) {
	cards := drills().Cards()[:6]
	key := func(i int) string { return cards[i].Key }
	p := training.Progress{Round: 1}
	first := p.Next(cards, 4, 11)
	if len(first) != 4 || !reflect.DeepEqual(first, p.Next(cards, 4, 11)) {
		t.Fatalf("the first round is %v", first)
	}
	p.Answer(key(0), false)
	p.Answer(key(1), true)
	p.Answer(key(2), false)
	p.Round = 2
	p.Answer(key(2), false)
	if p.Wrong() != 2 {
		t.Errorf("%d cards are to be learned", p.Wrong())
	}
	// wrong ones come again in the next round, the one that was wrong more often first when both are due
	p.Round = 3
	next := p.Next(cards, 10, 11)
	if len(next) != 5 || next[0].Key != key(0) || next[1].Key != key(2) {
		t.Errorf("round 3 begins with %s, %s of %d", next[0].Key, next[1].Key, len(next))
	}
	if slices.ContainsFunc(next, func(c training.Card) bool { return c.Key == key(1) }) {
		t.Error("what was known at once comes again at once")
	}
	p.Round = 5
	if next := p.Next(cards, 10, 11); !slices.ContainsFunc(next, func(c training.Card) bool { return c.Key == key(1) }) {
		t.Error("what was known once never comes again")
	}
	if right, wrong := p.Score(key(2)); right != 0 || wrong != 2 {
		t.Errorf("%d, %d", right, wrong)
	}
	for p.Round = 3; p.Round < 40; p.Round++ {
		p.Answer(key(0), true)
	}
	if p.Known() != 1 {
		t.Errorf("%d cards are known", p.Known())
	}
	file := p.AppendJSON(nil)
	again, err := training.ReadProgress(file, "progress.json")
	if err != nil || !bytes.Equal(again.AppendJSON(nil), file) || again.Round != 40 || !reflect.DeepEqual(again.Next(cards, 10, 11), p.Next(cards, 10, 11)) {
		t.Errorf("read again it is another: %v", err)
	}
	for _, bad := range []string{"", "{}", "[]", strings.Replace(string(file), `"box":0`, `"box":9`, 1), strings.Replace(string(file), `"due"`, `"doo"`, 1), string(file) + "x"} {
		if _, err := training.ReadProgress([]byte(bad), "progress.json"); err == nil || !strings.HasPrefix(err.Error(), "progress.json") {
			t.Errorf("%.40s: %v", bad, err)
		}
	}
}

func FuzzReadSet(f *testing.F) {
	f.Add(composed(f, training.Wish{Title: "第一课", Count: 2, Seed: 5, Own: own}).AppendJSON(nil))
	f.Add([]byte(`{"format":"suanpan/class","version":1,"questions":[{"ask":"x"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		s, err := training.ReadSet(data, "f", drills())
		if err != nil {
			if message.Explain(err, message.ZH) == "" {
				t.Error("refused without a reason")
			}
			return
		}
		again, err := training.ReadSet(s.AppendJSON(nil), "f", drills())
		if err != nil || again.ID() != s.ID() {
			t.Errorf("written and read it is another: %v", err)
		}
	})
}

func FuzzReadResults(f *testing.F) {
	f.Add((&training.Results{Class: "x", Answers: []int{0, -1, 3}}).AppendJSON(nil))
	f.Add([]byte(`{"format":"suanpan/class-results","version":1,"class":"","name":"","answers":[]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		r, err := training.ReadResults(data, "f")
		if err != nil {
			return
		}
		again, err := training.ReadResults(r.AppendJSON(nil), "f")
		if err != nil || !reflect.DeepEqual(again, r) && len(r.Answers) > 0 {
			t.Errorf("written and read it is another: %v", err)
		}
	})
}

func FuzzReadProgress(f *testing.F) {
	var p training.Progress
	p.Answer("use-item:x", true)
	f.Add(p.AppendJSON(nil))
	f.Fuzz(func(t *testing.T, data []byte) {
		p, err := training.ReadProgress(data, "f")
		if err != nil {
			return
		}
		again, err := training.ReadProgress(p.AppendJSON(nil), "f")
		if err != nil || !bytes.Equal(again.AppendJSON(nil), p.AppendJSON(nil)) {
			t.Errorf("written and read it is another: %v", err)
		}
	})
}
