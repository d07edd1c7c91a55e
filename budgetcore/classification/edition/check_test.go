package edition_test

import (
	"encoding/csv"
	"math/rand/v2"
	"os"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"testing"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification/edition"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/published"
)

var builtIn = sync.OnceValue(func() *edition.Edition {
	e, err := edition.Of(published.Dataset())
	if err != nil {
		panic(err)
	}
	return e
})

// printedRows reads the codes and names of a printed annex.
func printedRows(t testing.TB, name string) []edition.Row {
	t.Helper()
	f, err := os.Open(filepath.Join("../../published/testdata", name))
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	recs, err := csv.NewReader(f).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	code, title := slices.Index(recs[0], "code"), slices.Index(recs[0], "name")
	if code < 0 || title < 0 {
		t.Fatalf("%s: no codes in %v", name, recs[0])
	}
	var rows []edition.Row
	for _, r := range recs[1:] {
		rows = append(rows, edition.Row{Code: r[code], Name: r[title]})
	}
	return rows
}

// budgets are the real tables that errors are planted in: the annexes in tree
// order, the 项 of the text, the lines with their kinds.
func budgets(t testing.TB) map[string][]edition.Row {
	ds := published.Dataset()
	tables := map[string][]edition.Row{}
	for _, name := range []string{"annex03_expenditure_by_function.csv", "annex05_general_public_budget.csv", "annex06_basic_by_economic.csv"} {
		tables[name] = printedRows(t, name)
	}
	for _, it := range ds.Narrative.Items {
		tables["text"] = append(tables["text"], edition.Row{Code: it.Function, Name: ds.Functional.Name(it.Function)})
	}
	for i := range ds.Lines {
		l := &ds.Lines[i]
		if l.Function != "" {
			it, _ := ds.Functional.Lookup(l.Function)
			row := edition.Row{Code: l.Function, Name: it.Name, Kind: l.Kind, System: edition.Functional}
			tables["lines"] = append(tables["lines"], row)
			row.Parent, row.Level = it.Parent, "项"
			tables["lines with parents"] = append(tables["lines with parents"], row)
		}
		if l.Economic != "" {
			tables["items"] = append(tables["items"], edition.Row{Code: l.Economic, Name: ds.Economic.Name(l.Economic), Kind: l.Kind, System: edition.Department})
		}
	}
	return tables
}

func TestNoFalseAlarmOnThePublication(t *testing.T) {
	c := edition.NewChecker(builtIn())
	rows := 0
	for name, table := range budgets(t) {
		for i, found := range c.CheckTable(table) {
			rows++
			for _, f := range found {
				t.Errorf("%s row %d %v: %s", name, i+1, table[i], f.Why.In(message.EN))
			}
			for _, f := range c.Check(table[i]) {
				t.Errorf("%s row %d %v alone: %s", name, i+1, table[i], f.Why.In(message.EN))
			}
		}
	}
	if rows < 250 {
		t.Errorf("only %d rows", rows)
	}
}

// Every row that other budgets published stands too, one by one.
func TestNoFalseAlarmOnOtherPublishedBudgets(t *testing.T) {
	c := edition.NewChecker(builtIn())
	for _, code := range builtIn().Codes() {
		for _, f := range c.Check(edition.Row{Code: code.Code, Name: code.Name, Parent: code.Parent, System: code.System}) {
			if !f.Doubt || code.Status.Corrects() {
				t.Errorf("%s %s: %s", code.Code, code.Name, f.Why.In(message.EN))
			}
		}
	}
}

// planter breaks one cell of a row and keeps the others. It knows nothing of
// how rows are checked.
type planter struct {
	r     *rand.Rand
	codes []edition.Code
}

func (p *planter) pick(n int) int { return p.r.IntN(n) }

var plants = []string{"swapped", "lost", "doubled", "shifted", "mistyped", "wrong parent", "parent cell", "name of another", "scientific", "decimal", "spaced"}

// plant returns the row with one error of the kind, false where the row cannot
// have it.
func (p *planter) plant(kind string, row edition.Row) (edition.Row, bool) {
	code := row.Code
	i := p.pick(len(code))
	switch kind {
	case "swapped":
		if i == 0 || code[i] == code[i-1] {
			return row, false
		}
		row.Code = code[:i-1] + code[i:i+1] + code[i-1:i] + code[i+1:]
	case "lost":
		row.Code = code[:i] + code[i+1:]
	case "doubled":
		row.Code = code[:i+1] + code[i:]
	case "shifted":
		row.Code = code[1:] + string(rune('0'+p.pick(10)))
		if p.pick(2) == 0 {
			row.Code = string(rune('0'+p.pick(10))) + code[:len(code)-1]
		}
	case "mistyped":
		row.Code = code[:i] + string(rune('0'+p.pick(10))) + code[i+1:]
	case "wrong parent":
		other := p.codes[p.pick(len(p.codes))]
		if len(code) < 5 || len(other.Code) != len(code)-2 {
			return row, false
		}
		row.Code = other.Code + code[len(code)-2:]
	case "parent cell":
		other := p.codes[p.pick(len(p.codes))]
		if row.Parent == "" || len(other.Code) != len(row.Parent) {
			return row, false
		}
		if row.Parent == other.Code {
			return row, false
		}
		row.Parent = other.Code
		return row, true
	case "name of another":
		other := p.codes[p.pick(len(p.codes))]
		if len(other.Code) != len(code) || other.Code[0] != code[0] || other.Name == row.Name {
			return row, false
		}
		row.Name = other.Name
		return row, true
	case "scientific":
		if len(code) < 7 {
			return row, false
		}
		row.Code = code[:1] + "." + code[1:3] + "E+06"
		if code[3] >= '5' {
			row.Code = code[:1] + "." + code[1:2] + string(code[2]+1) + "E+06"
		}
		return row, code[2] != '9' || code[3] < '5'
	case "decimal":
		row.Code = code + ".00"
	case "spaced":
		if len(code) < 5 {
			return row, false
		}
		row.Code = code[:3] + " " + code[3:]
	}
	return row, row.Code != code
}

// A thousand errors at random over real budgets. What becomes another published
// row with its own name cannot be told and is planted again.
func TestPlantedErrorsAreFound(t *testing.T) {
	const many = 1000
	tables := budgets(t)
	names := make([]string, 0, len(tables))
	for name := range tables {
		names = append(names, name)
	}
	slices.Sort(names)
	own, errs := edition.Read(listOf(builtIn()), "own", "own", "2023")
	if errs != nil {
		t.Fatal(errs[0])
	}
	for _, with := range []struct {
		name    string
		edition *edition.Edition
	}{{"built-in", builtIn()}, {"own list", own}} {
		c := edition.NewChecker(with.edition)
		p := &planter{r: rand.New(rand.NewPCG(20231125, 7)), codes: builtIn().Codes()}
		var planted, found, alone, accused, first, right int
		missed := map[string]int{}
		for planted < many {
			kind := plants[planted%len(plants)]
			table := tables[names[p.pick(len(names))]]
			at := p.pick(len(table))
			if table[at].Code == "" {
				continue
			}
			row, ok := p.plant(kind, table[at])
			if !ok {
				continue
			}
			if other := builtIn().Lookup(row.Code); other != nil && other.Name == row.Name && row.Parent == table[at].Parent && row.Code != table[at].Code {
				continue
			}
			planted++
			broken := slices.Clone(table)
			broken[at] = row
			all := c.CheckTable(broken)
			for i, others := range all {
				if i != at && len(others) > 0 {
					t.Errorf("%s: %s: %v → %v accuses %v: %s", with.name, kind, table[at], row, table[i], others[0].Why.In(message.EN))
				}
			}
			list := all[at]
			if len(list) == 0 {
				missed[kind]++
				t.Logf("%s: missed %s: %v → %v", with.name, kind, table[at], row)
				continue
			}
			found++
			if len(c.Check(row)) > 0 {
				alone++
			}
			if slices.ContainsFunc(list, func(f edition.Finding) bool { return !f.Doubt }) {
				accused++
			}
			var best []string
			for _, l := range list[0].Likely {
				best = append(best, l.Code.Code)
			}
			if i := slices.Index(best, table[at].Code); i >= 0 && i < 3 {
				right++
				if i == 0 {
					first++
				}
			} else {
				t.Logf("%s: %s: %v → %v: likely %v", with.name, kind, table[at], row, best)
			}
		}
		t.Logf("%s: %d planted: %d found, %d of them in the row alone, %d beyond doubt; the right code first %d times, among three %d; missed by kind %v",
			with.name, planted, found, alone, accused, first, right, missed)
		if 100*found < 98*planted {
			t.Errorf("%s: %d of %d found, want 98 %%", with.name, found, planted)
		}
		if 100*right < 95*planted {
			t.Errorf("%s: the right code among three in %d of %d, want 95 %%", with.name, right, planted)
		}
	}
}

// A code with its own right name is wrong where it stands under another's 款.
func TestAPlaceInATableTells(t *testing.T) {
	rows := printedRows(t, "annex03_expenditure_by_function.csv")
	c := edition.NewChecker(builtIn())
	planted := 0
	for i, r := range rows {
		if len(r.Code) != 7 {
			continue
		}
		for _, o := range builtIn().Named(r.Name) {
			if o.Code == r.Code || len(o.Code) != 7 {
				continue
			}
			planted++
			broken := slices.Clone(rows)
			broken[i].Code = o.Code
			found := c.CheckTable(broken)
			for j := range found {
				if (len(found[j]) > 0) != (j == i) {
					t.Errorf("%s as %s: row %d: %v", r.Code, o.Code, j+1, found[j])
				}
			}
			if n := len(found[i]); n > 0 {
				if f := found[i][0]; f.Fault != edition.FaultParent || !slices.ContainsFunc(f.Likely[:3], func(l edition.Likely) bool { return l.Code.Code == r.Code }) {
					t.Errorf("%s as %s: %v", r.Code, o.Code, f)
				}
			}
		}
	}
	if planted < 10 {
		t.Errorf("only %d planted", planted)
	}
}

// listOf writes an edition as a list.
func listOf(e *edition.Edition) [][]string {
	cells := [][]string{{"编码", "名称", "级次", "上级"}}
	for _, c := range e.Codes() {
		cells = append(cells, []string{c.Code, c.Name, message.LevelNames[c.Level].In(message.ZH), c.Parent})
	}
	return cells
}

func TestCheck(t *testing.T) {
	c := edition.NewChecker(builtIn())
	for _, x := range []struct {
		name  string
		row   edition.Row
		want  edition.Fault
		doubt bool
		code  string // the likeliest
	}{
		{"a published budget's 7 11 02", edition.Row{Code: "7 11 02", Name: "事业单位医疗"}, edition.FaultForm, false, "2101102"},
		{"consecutive numbers", edition.Row{Code: "30202", Name: "咨询费"}, edition.FaultOther, false, "30203"},
		{"scientific notation", edition.Row{Code: "2.08E+06", Name: "引进人才费用"}, edition.FaultExcel, false, "2080116"},
		{"rounded up", edition.Row{Code: "2.09E+06", Name: "其他社会保障和就业支出"}, edition.FaultExcel, false, "2089999"},
		{"decimals", edition.Row{Code: "2080116.00", Name: "引进人才费用"}, edition.FaultExcel, false, "2080116"},
		{"thousands", edition.Row{Code: "2,080,116", Name: "引进人才费用"}, edition.FaultExcel, false, "2080116"},
		{"a trailing zero lost", edition.Row{Code: "208015", Name: "事业运行"}, edition.FaultLost, false, "2080150"},
		{"the letter O", edition.Row{Code: "2O80116", Name: "引进人才费用"}, edition.FaultForm, false, "2080116"},
		{"dots", edition.Row{Code: "208.01.16", Name: "引进人才费用"}, edition.FaultForm, false, "2080116"},
		{"digits swapped", edition.Row{Code: "2080161", Name: "引进人才费用"}, edition.FaultSwapped, false, "2080116"},
		{"a digit twice", edition.Row{Code: "20801116", Name: "引进人才费用"}, edition.FaultExtra, false, "2080116"},
		{"the code stops at its parent", edition.Row{Code: "20801", Name: "引进人才费用"}, edition.FaultLevel, false, "2080116"},
		{"a level that disagrees", edition.Row{Code: "20801", Level: "项"}, edition.FaultLevel, false, "20801"},
		{"a parent that disagrees", edition.Row{Code: "2080116", Parent: "20807 就业补助"}, edition.FaultParent, false, "2080116"},
		{"a parent by name", edition.Row{Code: "2080116", Parent: "就业补助"}, edition.FaultParent, false, "2080116"},
		{"an economic item in a column of functions", edition.Row{Code: "30101", Name: "基本工资", System: edition.Functional}, edition.FaultSystem, false, "30101"},
		{"goods as personnel", edition.Row{Code: "30201", Kind: budget.Personnel}, edition.FaultKind, false, ""},
		{"administrative operation as a project", edition.Row{Code: "2080101", Kind: budget.Project}, edition.FaultKind, false, ""},
		{"general administration as basic spending", edition.Row{Code: "2080102", Kind: budget.Public}, edition.FaultKind, false, ""},
		{"a code that nobody gathered", edition.Row{Code: "2080250", Name: "事业运行"}, edition.FaultUnknown, true, ""},
		{"an unverified row called otherwise", edition.Row{Code: "2080115", Name: "博士后经费"}, edition.FaultName, true, "2080115"},
		{"an unverified row", edition.Row{Code: "2080115", Name: "博士后日常经费"}, edition.FaultUnsourced, true, ""},
	} {
		found := c.Check(x.row)
		if len(found) == 0 {
			t.Errorf("%s: nothing found", x.name)
			continue
		}
		f := found[0]
		if f.Fault != x.want || f.Doubt != x.doubt {
			t.Errorf("%s: %s, doubt %v (%s), want %s, %v", x.name, f.Fault.Name().In(message.EN), f.Doubt, f.Why.In(message.EN), x.want.Name().In(message.EN), x.doubt)
		}
		if x.code != "" && (len(f.Likely) == 0 || f.Likely[0].Code.Code != x.code) {
			t.Errorf("%s: likely %v, want %s", x.name, f.Likely, x.code)
		}
	}
	for _, row := range []edition.Row{
		{},
		{Name: "合计"},
		{Code: "2080116"},
		{Code: "2080116 引进人才费用"},
		{Code: "30213", Name: "维修（护）费"},
		{Code: "2080150", Kind: budget.Project},
		{Code: "2080116", Parent: "208"},
		{Code: "2080116", Parent: "社会保障和就业支出"},
		{Code: "30201", Kind: budget.Project},
	} {
		for _, f := range c.Check(row) {
			t.Errorf("%v: %s", row, f.Why.In(message.EN))
		}
	}
}

// A row that nobody vouches for accuses nobody, whatever stands beside it.
func TestUnverifiedRowsNeverCorrect(t *testing.T) {
	c := edition.NewChecker(builtIn())
	n := 0
	for _, code := range builtIn().Codes() {
		if code.Status.Corrects() {
			continue
		}
		n++
		for _, row := range []edition.Row{
			{Code: code.Code, Name: "天外来客"},
			{Code: code.Code, Parent: "20899"},
			{Code: code.Code, Name: code.Name, Level: "项"},
			{Code: code.Code, Name: code.Name, Kind: budget.Personnel},
			{Code: code.Code, Name: code.Name, Kind: budget.Project},
		} {
			for _, f := range c.Check(row) {
				if !f.Doubt {
					t.Errorf("%v is accused: %s", row, f.Why.In(message.EN))
				}
			}
		}
	}
	if n < 100 {
		t.Errorf("only %d unverified rows", n)
	}
}

func TestCodeOfAnotherEdition(t *testing.T) {
	cells := slices.DeleteFunc(listOf(builtIn()), func(r []string) bool { return r[0] == "2080711" })
	own, errs := edition.Read(cells, "own", "我局2026年目录", "2026")
	if errs != nil {
		t.Fatal(errs[0])
	}
	c := edition.NewChecker(own, builtIn())
	found := c.Check(edition.Row{Code: "2080711", Name: "就业见习补贴"})
	if len(found) != 1 || found[0].Fault != edition.FaultEdition || found[0].Doubt || !strings.Contains(found[0].Why.In(message.ZH), "我局2026年目录") {
		t.Errorf("%v", found)
	}
}

func FuzzCheck(f *testing.F) {
	f.Add("2.08E+06", "引进人才费用", "20801 人力资源")
	f.Add("7 11 02", "", "")
	f.Add("２０８０１１６", "行政运行", "社会保障")
	f.Add("'2O80116", "x", "类")
	c := edition.NewChecker(builtIn())
	f.Fuzz(func(t *testing.T, code, name, parent string) {
		for _, x := range c.Check(edition.Row{Code: code, Name: name, Parent: parent}) {
			if x.Why.In(message.ZH) == "" || x.Why.In(message.EN) == "" {
				t.Errorf("nothing said of %q", code)
			}
			for _, l := range x.Likely {
				if l.Why.In(message.EN) == "" || l.Unverified == l.Code.Status.Corrects() {
					t.Errorf("%q: %s is offered without reason", code, l.Code.Code)
				}
			}
		}
	})
}
