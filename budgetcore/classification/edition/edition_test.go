package edition_test

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"
	"testing"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification/edition"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/published"
)

func TestEveryRowKeepsSourceAndStatus(t *testing.T) {
	count := map[edition.System]map[edition.Status]int{edition.Functional: {}, edition.Department: {}, edition.Government: {}}
	for _, c := range builtIn().Codes() {
		count[c.System][c.Status]++
		if c.Source == "" {
			t.Errorf("%s %s has no source", c.Code, c.Name)
		}
		if c.Verified != c.Status.Corrects() {
			t.Errorf("%s %s: verified %v, status %v", c.Code, c.Name, c.Verified, c.Status)
		}
		if strings.Contains(c.Source, "unsourced") != (c.Status == edition.Unsourced) {
			t.Errorf("%s %s: %s is called %v", c.Code, c.Name, c.Source, c.Status)
		}
	}
	// a class that annex 1 names without its code is not vouched for
	if c := builtIn().Lookup("202"); c.Status != edition.Unsourced {
		t.Errorf("202: %v", c.Status)
	}
	for system, want := range map[edition.System]map[edition.Status]int{
		edition.Functional: {edition.Printed: 49}, edition.Department: {edition.Printed: 41}, edition.Government: {edition.Copied: 10},
	} {
		for status, n := range want {
			if got := count[system][status]; got < n {
				t.Errorf("%s: %d rows %s, want %d at least", system.Name().In(message.EN), got, status, n)
			}
		}
	}
	if count[edition.Government][edition.Printed]+count[edition.Government][edition.Elsewhere] > 0 {
		t.Error("no publication prints the government codes")
	}
}

// What the publication prints is in the edition as printed.
func TestPrintedNamesStand(t *testing.T) {
	for name, rows := range budgets(t) {
		for _, r := range rows {
			if r.Code == "" {
				continue
			}
			if c := builtIn().Lookup(r.Code); c == nil || c.Name != r.Name || c.Status != edition.Printed {
				t.Errorf("%s: %v is %v in the edition", name, r, c)
			}
		}
	}
}

func TestCounterparts(t *testing.T) {
	for _, x := range []struct {
		code string
		unit edition.UnitKind
		want string
	}{
		{"30101", edition.Agency, "50101"},
		{"30101", edition.Institution, "50501"},
		{"30101", edition.AnyUnit, "50101 50501"},
		{"30302", edition.Institution, "50905"},
		{"50101", edition.Agency, "30101 30102 30103"},
		{"50101", edition.Institution, ""},
		{"50601", edition.Institution, "31001 31002 31003 31005 31006 31007 31008 31009 31010 31011 31012 31013 31019 31021 31022 31099"},
		{"2080116", edition.AnyUnit, ""},
		{"301", edition.AnyUnit, ""},
	} {
		var got []string
		for _, c := range builtIn().Counterparts(x.code, x.unit) {
			got = append(got, c.Code.Code)
			if c.Status.Corrects() {
				t.Errorf("%s to %s is called %v", x.code, c.Code.Code, c.Status)
			}
		}
		if s := strings.Join(got, " "); s != x.want {
			t.Errorf("%s for %s: %s, want %s", x.code, x.unit.Name().In(message.EN), s, x.want)
		}
	}
}

// Both ways of the crosswalk agree.
func TestCrosswalkIsTwoWay(t *testing.T) {
	n := 0
	for _, unit := range []edition.UnitKind{edition.AnyUnit, edition.Agency, edition.Institution} {
		for _, c := range builtIn().Codes() {
			for _, other := range builtIn().Counterparts(c.Code, unit) {
				n++
				if !slices.ContainsFunc(builtIn().Counterparts(other.Code.Code, unit), func(b edition.Counterpart) bool { return b.Code.Code == c.Code }) {
					t.Errorf("%s answers to %s, not the other way", c.Code, other.Code.Code)
				}
			}
		}
	}
	if n < 400 {
		t.Errorf("only %d counterparts", n)
	}
}

func TestConfusions(t *testing.T) {
	for _, c := range builtIn().Codes() {
		for _, m := range builtIn().Confusions(c.Code) {
			if m.A != c.Code || m.A == m.B || builtIn().Lookup(m.B) == nil {
				t.Errorf("%s is confused with %s", c.Code, m.B)
			}
			if m.Why.In(message.ZH) == "" || m.Why.In(message.EN) == "" || m.Source.In(message.EN) == "" {
				t.Errorf("%s and %s: no reason or source", m.A, m.B)
			}
			if (m.Source.In(message.EN) == "unsourced") == m.Status.Corrects() {
				t.Errorf("%s and %s: %s", m.A, m.B, m.Status)
			}
		}
	}
	if len(builtIn().Confusions("2080116")) == 0 || len(builtIn().Confusions("30227")) == 0 {
		t.Error("classic confusions are missing")
	}
}

func TestDefinitionsAreThoseOfTheText(t *testing.T) {
	for i, it := range published.Dataset().Narrative.Items {
		d, ok := builtIn().Definition(it.Function)
		if !ok || d.Text != it.Use || d.Source.Args[1] != i+1 {
			t.Errorf("%s: %v", it.Function, d)
		}
	}
	if _, ok := builtIn().Definition("2080115"); ok {
		t.Error("2080115 has a definition from nowhere")
	}
}

func list(t *testing.T, text string) *edition.Edition {
	t.Helper()
	e, errs := edition.Read(cells(t, text), "own", "目录", "2026")
	if errs != nil {
		t.Fatalf("%v", errs[0])
	}
	return e
}

func cells(t testing.TB, text string) [][]string {
	t.Helper()
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord = -1
	recs, err := r.ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	return recs
}

func TestAListIsReadStrictly(t *testing.T) {
	e := list(t, "科目编码,科目名称,级次,上级\n208,社会保障和就业支出,类,\n20801,人社管理,款,208\n2080101,行政运行,项,20801\n301,工资福利支出,,\n30101,基本工资,,\n")
	if len(e.Codes()) != 5 || e.Partial || e.Lookup("30101").Status != edition.Given || e.Lookup("2080101").Parent != "20801" {
		t.Errorf("%v", e.Codes())
	}
	for name, x := range map[string]struct{ text, at, says string }{
		"no heads":                {"208,社会保障\n", "", "first row"},
		"nothing":                 {"", "", "first row"},
		"heads alone":             {"code,name\n", "", "no codes"},
		"a blank code":            {"code,name\n,社会保障\n", "2:1", "blank"},
		"scientific notation":     {"code,name\n2.08E+06,x\n", "2:1", "set the column to text"},
		"spaces in a code":        {"code,name\n208 01,x\n", "2:1", "no digits"},
		"income":                  {"code,name\n101,税收收入\n", "2:1", "no expenditure classification"},
		"six digits":              {"code,name\n208011,x\n", "2:1", "wrong length"},
		"an economic 项":           {"code,name\n3010101,x\n", "2:1", "wrong length"},
		"a code twice":            {"code,name\n208,x\n208,y\n", "3:1", "row 2"},
		"no name":                 {"code,name\n208,\n", "2:2", "no name"},
		"another level":           {"code,name,level\n208,x,款\n", "2:3", "level"},
		"another parent":          {"code,name,parent\n208,x,\n20801,y,209\n", "3:3", "parent"},
		"an orphan":               {"code,name\n208,x\n2080101,y\n", "3:1", "20801"},
		"columns in other places": {"name,note,code\nx,,208\ny,,20801x\n", "3:3", "no digits"},
	} {
		e, errs := edition.Read(cells(t, x.text), "own", "目录", "2026")
		if e != nil || len(errs) != 1 {
			t.Errorf("%s: %d errors", name, len(errs))
			continue
		}
		if got := errs[0].Error(); !strings.HasPrefix(got, x.at) || !strings.Contains(got, x.says) || strings.Join(errs[0].At, "") != x.at {
			t.Errorf("%s: %s", name, got)
		}
	}
	if _, errs := edition.Read(cells(t, "code,name\n2o8,x\n,y\n208,\n"), "own", "目录", "2026"); len(errs) != 3 {
		t.Errorf("all is to be said at once: %v", errs)
	}
}

const earlier = `code,name
208,社会保障和就业支出
20801,人力资源和社会保障管理事务
2080101,行政运行
2080102,一般行政管理事务
2080103,机关服务
2080104,综合业务管理
2080105,劳动保障监察
20807,就业补助
2080701,就业创业服务补贴
2080702,职业培训补贴
20808,抚恤
2080801,死亡抚恤
`

const later = `code,name
208,社会保障和就业支出
20801,人力资源和社会保障管理事务
2080101,行政运行
2080102,一般行政管理事务
2080104,综合业务管理事务
2080106,劳动保障监察
20807,就业补助
2080701,职业培训补贴
2080702,就业见习补贴
20818,抚恤
2081801,死亡抚恤
20850,应急管理
2085001,行政运行
`

func TestCompare(t *testing.T) {
	a, b := list(t, earlier), list(t, later)
	var got []string
	for _, d := range edition.Compare(a, b) {
		s := d.Change.Name().In(message.EN)
		for _, c := range []*edition.Code{d.From, d.To} {
			if c == nil {
				s += " -"
			} else {
				s += " " + c.Code + c.Name
			}
		}
		got = append(got, s)
	}
	want := []string{
		"dropped 2080103机关服务 -",
		"renamed 2080104综合业务管理 2080104综合业务管理事务",
		"moved 2080105劳动保障监察 2080106劳动保障监察",
		"renamed 2080701就业创业服务补贴 2080701职业培训补贴",
		"renamed 2080702职业培训补贴 2080702就业见习补贴",
		"moved 20808抚恤 20818抚恤",
		"moved 2080801死亡抚恤 2081801死亡抚恤",
		"added - 20850应急管理",
		"added - 2085001行政运行",
	}
	if !slices.Equal(got, want) {
		t.Errorf("\n%s\nwant\n%s", strings.Join(got, "\n"), strings.Join(want, "\n"))
	}
	if d := edition.Compare(a, a); len(d) != 0 {
		t.Errorf("an edition differs from itself: %v", d)
	}
	// the other way round, what was added is dropped and the other way round
	back := edition.Compare(b, a)
	if len(back) != len(want) {
		t.Errorf("%d differences back, want %d", len(back), len(want))
	}
	// economic codes are no difference to a list that has none
	for _, d := range edition.Compare(builtIn(), b) {
		if d.From != nil && d.From.System != edition.Functional {
			t.Errorf("%s", d.Code())
		}
	}
}

func TestCarry(t *testing.T) {
	a, b := list(t, earlier), list(t, later)
	for _, x := range []struct {
		code   string
		want   edition.Outcome
		to     string
		likely string
	}{
		{"2080101", edition.Kept, "2080101", ""},
		{"2080105", edition.Recoded, "2080106", ""},
		{"2080801", edition.Recoded, "2081801", ""},
		{"2080104", edition.Called, "2080104", ""},
		{"2080702", edition.Undecided, "2080702", "2080701"}, // its name is under a code that was another's
		{"2080701", edition.Undecided, "2080701", "2080701"},
		{"2080103", edition.Undecided, "2080103", "2080101"},
		{"2089999", edition.Undecided, "2089999", ""},
	} {
		got := edition.Carry([]budget.Line{{ID: "L1", Function: x.code}}, a, b)
		if len(got) != 1 || got[0].Line != "L1" || got[0].Field != budget.FieldFunction {
			t.Fatalf("%v", got)
		}
		c := got[0]
		if c.Outcome != x.want || c.To != x.to || c.From != x.code || c.Why.In(message.EN) == "" {
			t.Errorf("%s: %s to %s (%s)", x.code, c.Outcome.Name().In(message.EN), c.To, c.Why.In(message.EN))
		}
		if x.likely != "" && (len(c.Likely) == 0 || c.Likely[0].Code.Code != x.likely) {
			t.Errorf("%s: likely %v", x.code, c.Likely)
		}
	}
}

// The published budget stays as it is in the edition it was made with, and no
// unverified row recodes anything.
func TestCarryOfThePublishedBudget(t *testing.T) {
	lines := published.Dataset().Lines
	for _, c := range edition.Carry(lines, builtIn(), builtIn()) {
		if c.Outcome != edition.Kept {
			t.Errorf("%s %s: %s", c.Line, c.From, c.Why.In(message.EN))
		}
	}
	from := list(t, "code,name\n208,社会保障和就业支出\n20801,x\n2080177,博士后日常经费\n2080178,引进人才费用\n")
	got := edition.Carry([]budget.Line{{ID: "A", Function: "2080177"}, {ID: "B", Function: "2080178"}}, from, builtIn())
	if got[0].Outcome != edition.Undecided || got[0].Likely[0].Code.Code != "2080115" || !got[0].Likely[0].Unverified {
		t.Errorf("an unverified row decided: %v", got[0])
	}
	if got[1].Outcome != edition.Recoded || got[1].To != "2080116" {
		t.Errorf("%v", got[1])
	}
}

func FuzzRead(f *testing.F) {
	f.Add("code,name\n208,x\n20801,y\n")
	f.Add(earlier)
	f.Add("编码,名称,级次,上级\n208,x,类,\n２０８,y,,\n")
	f.Fuzz(func(t *testing.T, text string) {
		r := csv.NewReader(strings.NewReader(text))
		r.FieldsPerRecord, r.LazyQuotes = -1, true
		recs, err := r.ReadAll()
		if err != nil {
			return
		}
		e, errs := edition.Read(recs, "own", "目录", "2026")
		if (e == nil) == (errs == nil) {
			t.Fatalf("%v, %v", e, errs)
		}
		if e == nil {
			return
		}
		again, errs := edition.Read(listOf(e), "own", "目录", "2026")
		if errs != nil || len(edition.Compare(e, again)) > 0 || len(again.Codes()) != len(e.Codes()) {
			t.Errorf("written and read it is another: %v", errs)
		}
	})
}

func TestRowsOfSheets(t *testing.T) {
	for name, x := range map[string]struct{ text, want string }{
		"a code and its name":      {"标题,,\n科目编码,科目名称,上级\n208,社保,\n,合计,\n2080116,引进人才费用,20801\n", "3:1 208 社保||; 5:1 2080116 引进人才费用|20801|"},
		"类, 款 and 项 apart":         {"类,款,项,科目名称\n208,,,社保\n208,01,,人社\n208,01,16,引进人才费用\n", "2:1 208 社保||; 3:1 20801 人社||; 4:1 2080116 引进人才费用||"},
		"merged cells":             {"类,款,项,科目名称\n208,,,社保\n,01,,人社\n,,16,引进人才费用\n,05,,养老\n", "2:1 208 社保||; 3:1 20801 人社||; 4:1 2080116 引进人才费用||; 5:1 20805 养老||"},
		"whole codes each":         {"类,款,项,科目名称\n208,20801,2080116,引进人才费用\n", "2:1 2080116 引进人才费用||"},
		"zeros that were eaten":    {"类,款,项,科目名称\n208,1,16,引进人才费用\n", "2:1 208116 引进人才费用||"},
		"a file of lines":          {"line,function,kind,economic\nL1,2080116,project,\nE1,,public,30201\n", "2:2 2080116 ||project; 3:4 30201 ||public"},
		"functions and their name": {"function_code,function_name,economic_code\n2080116,引进人才费用,30201\n", "2:1 2080116 引进人才费用||; 2:3 30201 ||"},
	} {
		placed, err := edition.Rows(cells(t, x.text))
		if err != nil {
			t.Errorf("%s: %v", name, err)
			continue
		}
		var got []string
		for _, p := range placed {
			got = append(got, fmt.Sprintf("%d:%d %s %s|%s|%s", p.At, p.Column, p.Row.Code, p.Row.Name, p.Row.Parent, p.Row.Kind))
		}
		if s := strings.Join(got, "; "); s != x.want {
			t.Errorf("%s: %s, want %s", name, s, x.want)
		}
	}
	if _, err := edition.Rows(cells(t, "甲,乙\n1,2\n")); err == nil {
		t.Error("a sheet without codes was read")
	}
	placed, err := edition.Rows(cells(t, "类,款,项,科目名称\n208,1,16,引进人才费用\n"))
	if err != nil {
		t.Fatal(err)
	}
	found := edition.NewChecker(builtIn()).Check(placed[0].Row)
	if len(found) != 1 || found[0].Fault != edition.FaultLost || found[0].Likely[0].Code.Code != "2080116" {
		t.Errorf("eaten zeros: %v", found)
	}
	if e := list(t, "类,款,项,科目名称\n208,,,社保\n,01,,人社\n,,16,引进人才费用\n"); e.Lookup("2080116") == nil || len(e.Codes()) != 3 {
		t.Errorf("%v", e.Codes())
	}
}
