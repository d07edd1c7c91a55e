package desk

import (
	"fmt"
	"strings"
	"testing"
	"time"

	"suanpan/app/session"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/published"
)

var noon = time.Date(2026, 1, 31, 12, 0, 0, 0, time.FixedZone("CST", 8*3600))

// office is a page's program and the desk beside it: what the desk asks for is
// carried out, and what is recorded is followed.
type office struct {
	*Desk
	t       *testing.T
	writer  *session.Session
	shelf   map[string][]byte // other documents
	opened  []byte            // the last draft that was asked to be opened
	said    string
	focused string
	memory  map[string][]byte // what the desk asked to remember
	saved   map[string][]byte // files that were downloaded
	filled  map[string]string // fields of dialogs
	sheet   string            // that is to be read instead
	asked   []Request         // what is carried out elsewhere, and what is kept
	carry   func(Request)     // carries it out, nil where nothing does
}

func newOffice(t *testing.T) *office {
	t.Helper()
	d, err := New()
	if err != nil {
		t.Fatal(err)
	}
	o := &office{Desk: d, t: t, shelf: make(map[string][]byte), memory: make(map[string][]byte), saved: make(map[string][]byte), filled: make(map[string]string)}
	o.writer, err = session.New(published.Dataset(), func(e session.Entry) {
		if err := d.Follow(e); err != nil {
			t.Fatalf("the desk cannot follow: %v", err)
		}
	})
	if err != nil {
		t.Fatal(err)
	}
	d.Documents(nil, "draft")
	return o
}

func (o *office) edit(edits ...budget.Edit) {
	o.t.Helper()
	for _, e := range edits {
		if err := o.writer.Apply(e, noon); err != nil {
			o.t.Fatal(err)
		}
	}
}

// settle shows the page and carries out what it asks for until it asks for
// nothing more.
func (o *office) settle() string {
	o.t.Helper()
	refused := ""
	for range 1000 {
		o.View()
		more := o.Work()
		list := o.Requests()
		for _, r := range list {
			switch r.Kind {
			case "act":
				refused = ""
				if err := o.writer.Act(r.Data, noon); err != nil {
					refused = message.Explain(err, o.lang)
				}
				o.Acted(refused)
			case "read":
				o.Arrived(r.Name, o.shelf[r.Name], "")
			case "open":
				o.opened, o.said = r.Data, r.Name
			case "focus":
				o.focused = r.Name
			case "fill":
				if refused == "" {
					o.filled[r.Name] = string(r.Data)
				}
			case "intake":
				o.sheet = string(r.Data)
			case "remember":
				o.memory[r.Name] = r.Data
				o.elsewhere(r)
			case "download":
				o.saved[r.Name] = r.Data
				o.elsewhere(r)
			default:
				o.elsewhere(r)
			}
		}
		if len(list) == 0 && !more {
			return Text(o.Nodes())
		}
	}
	o.t.Fatal("the desk asks without end")
	return ""
}

func (o *office) elsewhere(r Request) {
	o.asked = append(o.asked, r)
	if o.carry != nil {
		o.carry(r)
	}
}

// do is what a person does, and returns the page after it.
func (o *office) do(kind, name, value string) string {
	o.t.Helper()
	o.View()
	if o.handlers[kind+" "+name] == nil {
		o.t.Fatalf("nothing on the page does %s %s", kind, name)
	}
	o.Do(kind, name, value)
	return o.settle()
}

func (o *office) wants(page string, texts ...string) {
	o.t.Helper()
	for _, want := range texts {
		if !strings.Contains(page, want) {
			o.t.Errorf("the page does not say %q:\n%s", want, page)
		}
	}
}

func set(line string, amount money.Amount) budget.Edit {
	return budget.Edit{Op: budget.Set, Line: line, Amount: amount}
}

// file is a draft file of edits, as a colleague would send it.
func file(t *testing.T, name string, edits ...budget.Edit) []byte {
	t.Helper()
	s, err := session.New(published.Dataset(), nil)
	if err != nil {
		t.Fatal(err)
	}
	for _, e := range edits {
		if err := s.Apply(e, noon); err != nil {
			t.Fatal(err)
		}
	}
	if err := s.SetName(name); err != nil {
		t.Fatal(err)
	}
	return s.File()
}

func TestTheDeskFollowsTheDraft(t *testing.T) {
	o := newOffice(t)
	o.Turn(Scenarios, "")
	o.edit(set("L28", 25_405*money.Wan), set("L07", 95*money.Wan))
	o.wants(o.settle(), "131,409.24", "+112.00", "L28 人才住房补贴和新引进人才生活补贴：25,305.00 → 25,405.00 万元（+100.00）")
	if _, ok := o.writer.Undo(); !ok {
		t.Fatal("nothing undone")
	}
	if page := o.settle(); strings.Contains(page, "L07 劳动监察业务费：") {
		t.Error("what was undone still moves the total")
	}
}

func TestTwoScenariosAreComparedInAnyStatement(t *testing.T) {
	o := newOffice(t)
	o.shelf["other"] = file(t, "乙", set("L07", 183*money.Wan))
	o.Documents([]Document{{Doc: "draft"}, {Doc: "other", Title: "乙"}}, "draft")
	o.Turn(Scenarios, "")
	o.edit(set("L28", 25_405*money.Wan))
	o.wants(o.settle(), "乙", "131,397.24")
	page := o.do("change", "compare-0", "doc other")
	o.wants(page, "2080105", "1,830.50 | 1,730.50 | -100.00", "2080116 引进人才费用 | 31,547.00 | 31,647.00 | +100.00", "行相同，没有列出")
	page = o.do("change", "compare-change", "true")
	o.wants(page, "1,830.50 | -100.00")
	page = o.do("change", "compare-table", "2 ")
	o.wants(page, "没有列出")
	for _, def := range tables() {
		o.do("change", "compare-table", nameOf(def))
	}
	page = o.do("input", "attribution-total", "208")
	o.wants(page, "变动 0.00", "没有“L07", "-100.00", "+100.00")
	page = o.do("input", "attribution-total", "nonsense")
	o.wants(page, "没有叫“nonsense”的合计")
}

func TestWhatMovedAddsToTheDifference(t *testing.T) {
	o := newOffice(t)
	o.Turn(Scenarios, "")
	for i := range 30 {
		o.edit(set("L28", money.Amount(25_000+i*i)*money.Wan))
	}
	page := o.settle()
	// ten steps at most, the rest named
	o.wants(page, "其余 21 步")
	if n := strings.Count(page, "L28 人才住房补贴和新引进人才生活补贴"); n < 30 {
		t.Errorf("%d of 30 moves are told", n)
	}
}

func TestFilesAreMergedOnceConflictsAreDecided(t *testing.T) {
	o := newOffice(t)
	o.Turn(Scenarios, "")
	o.edit(set("L28", 25_405*money.Wan), set("L07", 95*money.Wan))
	theirs := file(t, "乙", set("L28", 25_500*money.Wan), set("L06", 200*money.Wan))
	page := o.do("file", "merge-file", "yi.json\n"+string(theirs))
	o.wants(page, "1 处冲突，还有 1 处没有选", "25,305.00", "我方: 25,405.00", "yi.json: 25,500.00", "每处冲突都选定后")
	page = o.do("change", "choose-1-0-2", "on")
	o.wants(page, "1 处冲突，还有 0 处没有选", "合并后支出合计")
	o.do("click", "merge-open", "")
	merged, err := session.New(published.Dataset(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := merged.Open(o.opened, "merged"); err != nil {
		t.Fatal(err)
	}
	for id, want := range map[string]money.Amount{"L28": 25_500 * money.Wan, "L07": 95 * money.Wan, "L06": 200 * money.Wan} {
		i, _ := merged.Now().Find(id)
		if got, _ := merged.Now().Amount(i); got != want {
			t.Errorf("%s is %v, want %v", id, got, want)
		}
	}
	if page := o.settle(); strings.Contains(page, "yi.json") {
		t.Error("what was merged still waits")
	}
}

func TestFilesOfUnitsAreConsolidated(t *testing.T) {
	o := newOffice(t)
	o.Turn(Scenarios, "")
	for i, line := range []string{"L28", "L07", "L06"} {
		o.do("file", "merge-file", fmt.Sprintf("unit%d.json\n%s", i, file(t, line, set(line, 100*money.Wan))))
	}
	o.wants(o.settle(), "合入 unit0.json", "合入 unit2.json", "没有冲突", "打开合并的结果")
	o.wants(o.do("click", "leave 1", ""), "合入 unit2.json")
	if strings.Contains(o.settle(), "unit1.json") {
		t.Error("what was left out is still there")
	}
}

func TestAFileThatCannotBeMergedSaysWhy(t *testing.T) {
	o := newOffice(t)
	o.Turn(Scenarios, "")
	good := string(file(t, "乙", set("L28", 25_500*money.Wan)))
	for name, c := range map[string]struct{ text, want string }{
		"no draft":          {"{}", "x.json:1:1"},
		"changed outside":   {strings.Replace(good, "25500.00", "25600.00", 1), "与封签不符"},
		"cut short":         {good[:len(good)/2], "x.json"},
		"another base hash": {strings.Replace(good, `"base_sha256":"`, `"base_sha256":"0`, 1), "x.json"},
	} {
		if page := o.do("file", "merge-file", "x.json\n"+c.text); !strings.Contains(page, c.want) {
			t.Errorf("%s: the page does not say %q:\n%s", name, c.want, page)
		}
		if strings.Contains(o.settle(), "合入 x.json") {
			t.Errorf("%s: it was merged", name)
		}
	}
}

// Scenarios that were made from one another hang together, whatever they are
// called.
func TestLineageFollowsWhatWasMadeFromWhat(t *testing.T) {
	o := newOffice(t)
	o.edit(set("L28", 25_405*money.Wan), set("L07", 95*money.Wan))
	first, err := o.writer.Branch(1, 0, "child", "甲之子")
	if err != nil {
		t.Fatal(err)
	}
	child, err := session.New(published.Dataset(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := child.Open(first, "child"); err != nil {
		t.Fatal(err)
	}
	grandchild, err := child.Branch(1, 0, "grandchild", "甲之孙")
	if err != nil {
		t.Fatal(err)
	}
	o.shelf["child"], o.shelf["grandchild"] = first, grandchild
	o.Documents([]Document{{Doc: "draft"}, {Doc: "grandchild"}, {Doc: "child"}}, "draft")
	o.Turn(Scenarios, "")
	o.wants(o.settle(), "甲之孙")
	var depth func(b *branch, n int, of map[string]int)
	depth = func(b *branch, n int, of map[string]int) {
		of[b.title] = n
		for _, c := range b.children {
			depth(c, n+1, of)
		}
	}
	got := make(map[string]int)
	for _, b := range o.pages[Scenarios].(*scenarios).tree() {
		depth(b, 1, got)
	}
	for title, want := range map[string]int{"未命名草稿": 1, "甲之子": 2, "甲之孙": 3} {
		if got[title] != want {
			t.Errorf("%s stands at depth %d, want %d", title, got[title], want)
		}
	}
}

func TestTwoHundredScenariosAreRead(t *testing.T) {
	o := newOffice(t)
	var list []Document
	for i := range 200 {
		doc := fmt.Sprint("doc", i)
		o.shelf[doc] = file(t, fmt.Sprint("情景", i), set("L28", money.Amount(25_000+i)*money.Wan))
		list = append(list, Document{Doc: doc, Title: fmt.Sprint("情景", i)})
	}
	o.Documents(list, "draft")
	o.Turn(Scenarios, "")
	o.wants(o.settle(), "情景0", "情景199")
	kept := 0
	for _, x := range o.pages[Scenarios].(*scenarios).sheets {
		if x.ledger != nil {
			kept++
		}
	}
	if kept > maxCompared+2 {
		t.Errorf("%d ledgers are kept", kept)
	}
}

// Both languages describe the page whole, and every handler has a name of its
// own; View refuses otherwise.
func TestEveryPageIsDescribedInBothLanguages(t *testing.T) {
	o := newOffice(t)
	o.edit(set("L28", 25_405*money.Wan))
	for page := range o.pages {
		for _, lang := range []string{"zh-CN", "en"} {
			o.SetLang(lang)
			o.Turn(page, "")
			if text := o.settle(); len(text) < 100 {
				t.Errorf("%s in %s says little: %q", page, lang, text)
			}
		}
	}
}

// Two things done in one breath: the second must not be about the draft that
// the first is just changing.
func TestWhatIsDoneWhileAnActionIsUnderWayWaits(t *testing.T) {
	o := newOffice(t)
	o.Turn(Estimates, "")
	o.View()
	o.Do("change", "posts-403006-posts", "62")
	o.Do("change", "posts-403006-staff", "58")
	o.Do("change", "posts-403006-quota", "2.45")
	o.settle()
	if x, _ := o.writer.PostsOf("403006"); x.Posts != 62 || x.Staff != 58 || x.Quota != 245*money.Cent {
		t.Errorf("kept are %+v", x)
	}
	if o.Done() != 3 {
		t.Errorf("%d events are done", o.Done())
	}
}
