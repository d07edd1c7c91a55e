package desk

import (
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// grid is what the page shows of the marks, as it was told.
type grid map[string][][4]string

// marked settles and brings the grid up to date; it returns the lines it was
// told of.
func (o *office) marked(g grid) (told []string) {
	o.t.Helper()
	o.settle()
	list, anew := o.Marks()
	if anew {
		clear(g)
	}
	if list == nil {
		return nil
	}
	var changes [][]any
	if err := json.Unmarshal(list, &changes); err != nil {
		o.t.Fatalf("%v in %s", err, list)
	}
	for _, c := range changes {
		id := c[0].(string)
		told = append(told, id)
		delete(g, id)
		for _, x := range c[1:] {
			var m [4]string
			for i, part := range x.([]any) {
				m[i] = part.(string)
			}
			g[id] = append(g[id], m)
		}
	}
	return told
}

// shows checks that a line has one mark, of a column and kind, that says
// something.
func (o *office) shows(g grid, line, column, kind string, words ...string) {
	o.t.Helper()
	list := g[line]
	if len(list) != 1 || list[0][0] != column || list[0][1] != kind {
		o.t.Fatalf("%s has %q, want %s at %s", line, list, kind, column)
	}
	o.wants(list[0][2], words...)
}

func addition(id, function string, kind budget.Kind) budget.Edit {
	return budget.Edit{Op: budget.Add, New: &budget.Line{ID: id, Unit: "403001", Function: function, Kind: kind, Source: budget.GeneralPublicBudget, Project: "试", Amount: money.Wan}}
}

func TestTheUntouchedPublicationHasNoMarks(t *testing.T) {
	o := newOffice(t)
	g := make(grid)
	if told := o.marked(g); len(told)+len(g) != 0 {
		t.Errorf("told of %v, shown %v", told, g)
	}
	o.SetLang("en")
	if o.marked(g); len(g) != 0 {
		t.Errorf("in English %v", g)
	}
}

// A line shows the estimate it comes from: as it is, moved on, typed over,
// undone, renamed, unlinked.
func TestALineShowsTheEstimateItComesFrom(t *testing.T) {
	o := fixing(t)
	g := make(grid)
	o.do("click", "begin fixed ", "")
	o.do("input", "estimate-name", "住房补贴")
	o.do("change", "keep", "")
	o.do("click", "write", "")
	o.marked(g)
	o.shows(g, "L28", "draft", markLinked, "来自测算“住房补贴”")
	if got := g["L28"][0][3]; got != "/estimates?to=paper-E1" {
		t.Errorf("leads to %s", got)
	}

	o.do("input", "fixed", "120.00")
	o.do("change", "keep", "")
	if told := o.marked(g); len(told) != 1 {
		t.Errorf("told of %v", told)
	}
	o.shows(g, "L28", "draft", markStale, "住房补贴", "测算已变，现为 120.00，这一行是 100.00")

	o.do("click", "again L28", "")
	o.marked(g)
	o.shows(g, "L28", "draft", markLinked)

	o.edit(set("L28", 90*money.Wan))
	if told := o.marked(g); len(told) != 1 {
		t.Errorf("told of %v", told)
	}
	o.shows(g, "L28", "draft", markStale, "这一行改过，现为 90.00，测算为 120.00")
	if _, ok := o.writer.Undo(); !ok {
		t.Fatal("nothing undone")
	}
	o.marked(g)
	o.shows(g, "L28", "draft", markLinked)

	o.do("input", "estimate-name", "人才住房")
	o.do("change", "keep", "")
	o.marked(g)
	o.shows(g, "L28", "draft", markLinked, "来自测算“人才住房”")

	o.do("click", "unlink L28", "")
	if o.marked(g); len(g) != 0 {
		t.Errorf("after unlinking %v", g)
	}
}

func TestTheAddressOfAPaperOpensIt(t *testing.T) {
	o := fixing(t)
	for _, name := range []string{"甲", "乙"} {
		o.do("click", "begin fixed ", "")
		o.do("input", "estimate-name", name)
		o.do("change", "keep", "")
	}
	o.Turn(Estimates, "to=paper-E1")
	o.settle()
	if e := o.pages[Estimates].(*estimates); e.open != "E1" || e.name != "甲" {
		t.Errorf("open is %s, %s", e.open, e.name)
	}
	if !strings.Contains(string(o.View()), `"id":"paper-E1"`) {
		t.Error("the page has no place of that name")
	}
	o.Turn(Estimates, "to=paper-E9") // it may have been dropped
	if o.settle(); o.pages[Estimates].(*estimates).open != "E1" {
		t.Error("another paper was opened")
	}
}

func TestDoubtfulCodesAreMarked(t *testing.T) {
	for name, c := range map[string]struct {
		edit         budget.Edit
		line, column string
		kind, words  string
	}{
		"a project under 行政运行":  {addition("N1", "2080101", budget.Project), "N1", "function", markWrong, "支出类别与编码矛盾。2080101 行政运行 列的是基本支出"},
		"nobody vouches for it": {addition("N1", "2080110", budget.Project), "N1", "function", markDoubt, "没有公布的预算印证"},
		"goods for people": {
			budget.Edit{Op: budget.Add, New: &budget.Line{ID: "N2", Section: budget.Economic, Economic: "30217", Kind: budget.Personnel, Amount: money.Wan}},
			"N2", "economic", markWrong, "30217",
		},
	} {
		t.Run(name, func(t *testing.T) {
			o, g := newOffice(t), make(grid)
			o.marked(g)
			o.edit(c.edit)
			if told := o.marked(g); len(told) != 1 {
				t.Errorf("told of %v", told)
			}
			o.shows(g, c.line, c.column, c.kind, c.words)
			o.writer.Undo()
			if o.marked(g); len(g) != 0 {
				t.Errorf("after undoing %v", g)
			}
			// what is added instead may take the place of the line that was undone
			o.edit(addition("N7", "2080116", budget.Project))
			if o.marked(g); len(g) != 0 {
				t.Errorf("another line has %v", g)
			}
		})
	}
}

// The marks told step by step are those of a desk that begins with the draft.
func TestMarksFollowAsIfBegunAnew(t *testing.T) {
	o, g := fixing(t), make(grid)
	o.do("click", "begin fixed ", "")
	o.do("click", "write", "")
	steps := []func(){
		func() { o.edit(addition("N1", "2080101", budget.Project)) },
		func() { o.edit(set("L28", 7*money.Wan)) },
		func() {
			o.edit(budget.Edit{Op: budget.Change, Line: "N1", Dimensions: []budget.Dimension{{Field: budget.FieldFunction, Value: "2080102"}}})
		},
		func() { o.writer.Undo() },
		func() { o.edit(budget.Edit{Op: budget.Delete, Line: "L28"}) },
		func() { o.writer.Undo() },
		func() { o.writer.Undo() },
		func() { o.writer.Redo() },
		func() { _ = o.writer.GoTo(1) },
		func() { _ = o.writer.GoTo(3) },
		func() { _ = o.writer.Reset() },
	}
	for n, step := range steps {
		step()
		o.marked(g)
		fresh, again := newOffice(t), make(grid)
		if err := fresh.Restore(o.writer.File()); err != nil {
			t.Fatal(err)
		}
		fresh.marked(again)
		if got, want := fmt.Sprint(g), fmt.Sprint(again); got != want {
			t.Errorf("after step %d: %s, begun anew: %s", n, got, want)
		}
	}
}

// An edit costs the lines it is about, however many there are.
func TestAnEditLooksAtItsOwnLinesAlone(t *testing.T) {
	o, g := newOffice(t), make(grid)
	o.marked(g)
	for i := range 50 {
		o.edit(set("L28", money.Amount(i)*money.Wan))
	}
	if n := len(o.marks.dirty); n != 50 || o.marks.next != o.session.Now().Len() {
		t.Errorf("%d lines to look at, all from %d on", n, o.marks.next)
	}
}

// openLine is the dialog of a line, with what stands in its fields.
func (o *office) openLine(line string, fields ...string) string {
	o.Aside(asideLine, line, strings.Join(fields, "\x1f"))
	return o.aside()
}

func (o *office) aside() string {
	o.settle()
	return Text(o.asideNodes())
}

func TestTheDialogOfALineLeadsToItsEstimateAndUnlinks(t *testing.T) {
	o := fixing(t)
	o.do("click", "begin fixed ", "")
	o.do("click", "write", "")
	o.Leave()
	if o.View() != nil {
		t.Error("a page that is not in sight is described")
	}
	fields := []string{"2080116 引进人才费用", "", "project"}
	page := o.openLine("L28", fields...)
	o.wants(page, "数的来源", "来自测算", "去看这份测算")
	o.lacks(page, "编码核对")
	o.edit(set("L28", 90*money.Wan))
	o.wants(o.aside(), "这一行改过，现为 90.00，测算为 100.00", "按测算改为 100.00")
	o.do("click", "aside again", "")
	if got, links := o.amount("L28"), o.writer.Now().Links(); got != 100*money.Wan || len(links) != 1 {
		t.Errorf("the line has %v, links are %+v", got, links)
	}
	if o.filled["line-amount"] != "100.00" {
		t.Errorf("the field holds %q", o.filled["line-amount"])
	}
	o.do("click", "aside unlink", "")
	o.wants(o.aside(), "不再挂在测算上")
	if got, links := o.amount("L28"), o.writer.Now().Links(); got != 100*money.Wan || len(links) != 0 {
		t.Errorf("unlinked the line has %v, links are %+v", got, links)
	}
	o.Aside("", "", "")
	if o.View(); o.Beside() != nil {
		t.Error("a closed aside is described")
	}
}

func TestTheLikelyCodeIsWrittenAsOneStepThatSaysWhy(t *testing.T) {
	o := newOffice(t)
	o.edit(addition("N1", "2080101", budget.Project))
	page := o.openLine("N1", "2080101 行政运行", "", "project")
	o.wants(page, "功能科目（项） 错：支出类别与编码矛盾", "改用 2080102 一般行政管理事务", "一般行政管理事务是机关的业务项目")
	edits, _ := o.writer.Now().Edits()
	o.do("click", "aside use function kind 2080102", "")
	i, _ := o.writer.Now().Find("N1")
	if got := o.writer.Now().Function(i); got != "2080102" {
		t.Fatalf("the line has %s", got)
	}
	if now, _ := o.writer.Now().Edits(); now != edits+1 {
		t.Errorf("%d edits were made", now-edits)
	}
	of := o.writer.EditsOf("N1")
	o.wants(of[len(of)-1].Why, "编码核对：原为 2080101", "业务项目")
	if got := o.filled["line-field-function"]; got != "2080102 一般行政管理事务" {
		t.Errorf("the field holds %q", got)
	}
	page = o.openLine("N1", "2080102 一般行政管理事务", "", "project")
	o.lacks(page, "矛盾")
	o.wants(page, "已由 2080101 改为 2080102")
	o.writer.Undo()
	if got := o.writer.Now().Function(i); got != "2080101" {
		t.Errorf("undone the line has %s", got)
	}
}

func TestALockedDraftKeepsItsCodes(t *testing.T) {
	o := newOffice(t)
	o.edit(addition("N1", "2080101", budget.Project))
	if err := o.writer.Lock(budget.FirstUp, noon); err != nil {
		t.Fatal(err)
	}
	o.openLine("N1", "2080101 行政运行", "", "project")
	o.do("click", "aside use function kind 2080102", "")
	o.wants(o.aside(), "已锁定")
	if len(o.filled) != 0 {
		t.Errorf("filled in %v", o.filled)
	}
}

func TestCodesThatAreTypedAreChecked(t *testing.T) {
	for name, c := range map[string]struct {
		line, function, economic, kind string
		wants, lacks, does, fills      string
	}{
		"digits swapped":       {"L28", "2080161", "", "project", "填的是“2080161”", "", "aside use function unknown 2080116", "2080116 引进人才费用"},
		"name of another":      {"L28", "2080114 引进人才费用", "", "project", "而“引进人才费用”是 2080116", "", "aside use function name_of_another 2080116", "2080116 引进人才费用"},
		"another kind":         {"L28", "2080116 引进人才费用", "", "project", "", "编码核对", "", ""},
		"in a line to be":      {"", "2080101", "", "project", "改用", "", "", ""},
		"economic code":        {"", "", "3010l", "", "经济科目", "", "", ""},
		"nothing is typed yet": {"", "", "", "project", "", "编码核对", "", ""},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			page := o.openLine(c.line, c.function, c.economic, c.kind)
			if c.wants == "改用" { // what is typed is filled in, not written
				c.wants = "填上 2080102 一般行政管理事务"
			}
			if c.wants != "" {
				o.wants(page, c.wants)
			}
			if c.lacks != "" {
				o.lacks(page, c.lacks)
			}
			if c.does != "" {
				o.do("click", c.does, "")
				if got := o.filled["line-field-function"]; got != c.fills {
					t.Errorf("filled in is %q", got)
				}
			}
			if n, _ := o.writer.Now().Edits(); n != 0 {
				t.Errorf("%d edits were made", n)
			}
		})
	}
}

// What a dialog is answered is not said on the page beneath it.
func TestTheAsideHasItsOwnAnswers(t *testing.T) {
	o := fixing(t)
	o.do("click", "begin fixed ", "")
	o.do("click", "write", "")
	o.openLine("L28")
	page := o.do("click", "aside unlink", "")
	said := message.Unlinked.With("L28").In(message.ZH)
	o.lacks(page, said)
	o.wants(Text(o.asideNodes()), said)
}
