package desk

import (
	"encoding/csv"
	"maps"
	"slices"
	"strconv"
	"strings"
	"testing"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/training"
)

// laptop is an office at the class, and what its browser remembers.
type laptop struct {
	*office
	found map[string][]byte // as it was when the browser was opened
}

func newLaptop(t *testing.T, memory map[string][]byte) laptop {
	t.Helper()
	l := laptop{newOffice(t), memory}
	for _, name := range slices.Sorted(maps.Keys(memory)) {
		l.Remembered(name, memory[name])
	}
	l.Turn(Training, "part=class")
	l.settle()
	return l
}

func (l laptop) room() *classroom { return &l.pages[Training].(*course).class }

// memory is what the browser was asked to remember.
func (l laptop) memory() map[string][]byte {
	m := make(map[string][]byte)
	maps.Copy(m, l.found)
	for _, r := range l.asked {
		switch {
		case r.Kind != "remember":
		case r.Data == nil:
			delete(m, r.Name)
		default:
			m[r.Name] = r.Data
		}
	}
	return m
}

// again is the browser opened anew.
func (l laptop) again() laptop { return newLaptop(l.t, l.memory()) }

// download is the last file that was saved.
func (l laptop) download() Request {
	l.t.Helper()
	for _, r := range slices.Backward(l.asked) {
		if r.Kind == "download" {
			return r
		}
	}
	l.t.Fatal("nothing was saved")
	return Request{}
}

func (l laptop) press(keys ...string) (page string) {
	for _, k := range keys {
		page = l.do("hotkey", "class-key", k)
	}
	return page
}

func (l laptop) file(handler, name string, data []byte) string {
	return l.do("file", handler, name+"\n"+string(data))
}

const ownTable = "题目\t正确答案\t错误答案\t错误答案\t解释\n附表 2 之和差 0.03 是什么？\t尾差\t错误\t漏列\t逐项四舍五入所致\n"

// composed is a trainer's laptop with a set of four: three drills and one of
// the trainer's own.
func composed(t *testing.T) laptop {
	t.Helper()
	l := newLaptop(t, nil)
	l.do("change", "class-trainer", "true")
	l.do("input", "class-title", "周一 上午/甲班")
	l.do("input", "class-count", "3")
	l.wants(l.do("input", "class-own", ownTable), "认出 1 道自己出的题。")
	l.do("click", "class-compose", "")
	return l
}

// letters are keys that answer every question of a set: right where said.
func letters(set *posed, right ...bool) (keys string) {
	for i, r := range right {
		q := &set.questions[i]
		a := q.Right
		if !r {
			a = (a + 1) % len(q.Options)
		}
		keys += training.Letter(a)
	}
	return keys
}

// seated is a learner's laptop that has opened the set of a trainer.
func seated(t *testing.T, trainer laptop) laptop {
	t.Helper()
	trainer.do("click", "class-hand", "")
	l := newLaptop(t, nil)
	l.do("change", "class-learner", "true")
	l.file("class-open", "题目.json", trainer.download().Data)
	return l
}

// handedIn is the file of a learner who answers so: a letter a question, - for
// none.
func handedIn(t *testing.T, trainer laptop, name, answers string) Request {
	t.Helper()
	l := seated(t, trainer)
	for _, a := range answers {
		if a != '-' {
			l.press(string(a))
		}
		l.press("ArrowRight")
	}
	l.do("input", "class-name", name)
	l.do("click", "class-hand-in", "")
	return l.download()
}

// printed is the one article that goes on paper.
func (l laptop) printed() string {
	l.t.Helper()
	var found []string
	var walk func(list []Node)
	walk = func(list []Node) {
		for i := range list {
			if slices.Contains(list[i].attrs, class("room-sheet")) {
				found = append(found, Text(list[i:i+1]))
			}
			walk(list[i].children)
		}
	}
	walk(l.Nodes())
	if len(found) != 1 {
		l.t.Fatalf("%d sheets would be printed", len(found))
	}
	return found[0]
}

func TestAClassIsAskedBeforeAnythingWhoOneIs(t *testing.T) {
	l := newLaptop(t, nil)
	page := l.settle()
	l.wants(page, "我是", "讲师", "学员")
	l.lacks(page, "一、出题", "打开讲师发的题目文件")
	l.do("change", "class-learner", "true")
	l = l.again()
	l.wants(l.settle(), "打开讲师发的题目文件")
	l.Remembered(roleName, []byte(trainerRole)) // another window is the trainer's
	l.lacks(l.settle(), "一、出题")
	l.Remembered(roleName, nil)
	l.lacks(l.settle(), "一、出题", "打开讲师发的题目文件")
}

func TestATrainerComposesWithAQuestionOfHisOwnAndHandsItOut(t *testing.T) {
	l := composed(t)
	set := l.room().trainer.set
	if set == nil || len(set.questions) != 4 {
		t.Fatalf("composed %+v", set)
	}
	page := l.settle()
	l.wants(page, "二、发题", "编号 "+set.id, "4 道题", "附表 2 之和差 0.03 是什么？", "尾差", "逐项四舍五入所致", "三、收卷汇总", "还没有答卷。")
	for i := range set.questions {
		q := &set.questions[i]
		l.wants(page, q.Ask.In(message.ZH), q.Options[q.Right].Label.In(message.ZH), q.Options[q.Right].Why.In(message.ZH))
	}
	if l.focused != "room-hand" {
		t.Errorf("the focus went to %q", l.focused)
	}
	l.wants(l.do("click", "class-hand", ""), "题目文件已存到下载文件夹")
	file := l.download()
	if file.Name != "周一 上午_甲班 题目.json" {
		t.Errorf("the file is called %q", file.Name)
	}
	read, err := training.ReadSet(file.Data, file.Name, l.room().drills)
	if err != nil || read.ID() != set.id {
		t.Errorf("the file holds %v, %v", read, err)
	}

	// the same wish is the same set, with a new desk too
	l = l.again()
	l.wants(l.settle(), "编号 "+set.id, "认出 1 道自己出的题。")
	l.do("click", "class-compose", "")
	if got := l.room().trainer.set.id; got != set.id {
		t.Errorf("composed anew it is %s, not %s", got, set.id)
	}
	page = l.do("input", "class-seed", "7")
	l.wants(page, "编号 "+set.id, "上面的要求改过了")
	l = l.again()
	l.wants(l.settle(), "上面的要求改过了")
	page = l.do("click", "class-compose", "")
	l.lacks(page, "编号 "+set.id, "上面的要求改过了")
}

func TestWhatCannotBeComposedIsSaidAtItsPlace(t *testing.T) {
	l := newLaptop(t, nil)
	l.do("change", "class-trainer", "true")
	for _, c := range []struct{ handler, value, want string }{
		{"class-title", "  ", "请起个名称"},
		{"class-title", strings.Repeat("长", 101), "太长"},
		{"class-count", "二十", "“二十”应是 0 到"},
		{"class-count", "-1", "“-1”应是 0 到"},
		{"class-seed", "x", "种子“x”应是一个整数"},
	} {
		kept := *l.room().trainer.wish()
		l.wants(l.do("input", c.handler, c.value), c.want)
		if !strings.Contains(string(l.View()), `"disabled":"true"},[["click","class-compose",""]]`) {
			t.Errorf("%s: it can be composed", c.handler)
		}
		if now := *l.room().trainer.wish(); now.Title != kept.Title || now.Count != kept.Count || now.Seed != kept.Seed {
			t.Errorf("%s: %q was taken", c.handler, c.value)
		}
		l.room().trainer.typing.forget()
	}
	l.do("change", "class-kinds", "false")
	l.wants(l.settle(), "这些题型共有 0 道")
	l.wants(l.do("click", "class-compose", ""), "要 20 道题，这些题型只有 0 道")
	l.do("change", "class-kind-"+training.CodeName.String(), "true")
	l.do("input", "class-count", "2")
	l.do("click", "class-compose", "")
	for _, q := range l.room().trainer.set.questions {
		if q.Kind != training.CodeName {
			t.Errorf("asked a %s", q.Kind)
		}
	}
	for _, c := range []struct{ name, table, want string }{
		{"no heads", "甲,乙\n丙,丁", "第一行要有"},
		{"no wrong answer", "题目,正确答案,错误答案\n几？,一,二\n几个？,三,", "第 3 行“几个？ 三”：每题要有"},
		{"after blank lines", "题目,正确答案,错误答案\n\n\n几个？,三,三", "“几个？ 三 三”：“三”"},
		{"nothing asked", "题目,正确答案,错误答案\n,三,四", "第 2 行“ 三 四”：题目和答案都不能空"},
	} {
		page := l.do("input", "class-own", c.table)
		l.wants(page, c.want)
		if l.room().trainer.ownErr == nil {
			t.Errorf("%s: taken", c.name)
		}
	}
	page := l.file("class-own-file", "题.csv", []byte("\ufeff题目,正确答案,错误答案\r\n几？,一,二\r\n"))
	l.wants(page, "认出 1 道自己出的题。")
	l.do("click", "class-own-blank", "")
	if got := l.download(); !strings.Contains(string(got.Data), "题目,正确答案,错误答案") || got.Name != "自己出的题.csv" {
		t.Errorf("the empty table is %q: %q", got.Name, got.Data)
	}
}

func TestTheKeyIsPrintedOnlyWhenItIsChosen(t *testing.T) {
	l := composed(t)
	set := l.room().trainer.set
	asked, key := l.printed(), ""
	l.wants(asked, "周一 上午/甲班", "姓名（可不写）", "答案写在这里")
	l.do("change", "class-paper", "key")
	key = l.printed()
	l.wants(key, "讲师留用，不发学员")
	for i := range set.questions {
		q := &set.questions[i]
		why := q.Options[q.Right].Why.In(message.ZH)
		for j := range q.Options {
			l.wants(asked, training.Letter(j)+" "+q.Options[j].Label.In(message.ZH))
		}
		l.lacks(asked, why, q.Source.In(message.ZH))
		l.wants(asked, strconv.Itoa(i+1)+". "+q.Ask.In(message.ZH))
		l.wants(key, strconv.Itoa(i+1)+" | "+training.Letter(q.Right)+" | ", why)
		l.lacks(key, q.Ask.In(message.ZH))
	}
	l.do("click", "class-print", "")
	if last := l.asked[len(l.asked)-1]; last.Kind != "print" {
		t.Errorf("asked for %q", last.Kind)
	}
	l.do("click", "class-compose", "")
	if l.printed() != asked {
		t.Error("a set that is composed anew would print its key")
	}
}

func TestALearnerGoesOnWhereHeWas(t *testing.T) {
	trainer := composed(t)
	set := trainer.room().trainer.set
	l := seated(t, trainer)
	page := l.settle()
	l.wants(page, "周一 上午/甲班", "共 4 道，还有 4 道没答", "1 / 4", set.questions[0].Ask.In(message.ZH))
	keys := letters(set, true, false, true, false)

	l.press(keys[0:1])
	if l.focused != "class-next" {
		t.Errorf("the focus went to %q", l.focused)
	}
	l.press("ArrowRight", "9", "f") // no key, and no answer of this question unless it has six
	l.press(keys[1:2], "ArrowRight")
	page = l.press(keys[2:3])
	l.wants(page, "还有 1 道没答", "3 / 4")
	for i := range set.questions {
		q := &set.questions[i]
		l.lacks(page, q.Options[q.Right].Why.In(message.ZH), "正确 ", "应选")
	}
	page = l.press("ArrowLeft", "Delete", "ArrowLeft", "ArrowLeft")
	l.wants(page, "1 / 4", "还有 2 道没答")

	l = l.again()
	page = l.settle()
	l.wants(page, "还有 2 道没答", "2 / 4") // the first that is left
	if l.room().role != learnerRole {
		t.Error("the role was lost")
	}
	l.file("class-open", "题目 (1).json", trainer.download().Data) // opened once more
	l.wants(l.settle(), "就是这套题，接着答。", "还有 2 道没答")
	l.do("click", "class-end", "")
	l.wants(l.settle(), "还没答：第 2, 4 题")
	l.do("click", "class-go 1", "")
	l.press(keys[1:2])
	page = l.do("click", "class-end", "")
	l.wants(page, "还没答：第 4 题")
	l.wants(l.do("input", "class-name", strings.Repeat("长", 40)), "太长")
	l.do("input", "class-name", "李 四")
	l = l.again()
	l.do("click", "class-end", "")
	page = l.do("click", "class-hand-in", "")
	wrong := set.questions[1].Right + 1
	want := training.Results{Class: set.id, Name: "李 四", Answers: []int{set.questions[0].Right, wrong % len(set.questions[1].Options), set.questions[2].Right, training.Blank}}
	file := l.download()
	if file.Name != "周一 上午_甲班 答卷 李 四.json" || string(file.Data) != string(want.AppendJSON(nil)) {
		t.Errorf("handed in %q: %s", file.Name, file.Data)
	}

	// after that everything is explained, and nothing changes
	for range 2 {
		l.wants(page, "对 2，错 1，没答 1", "已交卷", "答对了："+training.Letter(set.questions[0].Right), set.questions[0].Options[set.questions[0].Right].Why.In(message.ZH))
		page = l.press("a", "b", "c", "d", "Delete", "ArrowRight")
		l.wants(page, "2 / 4", "不对，应选 "+training.Letter(set.questions[1].Right))
		page = l.do("click", "class-go 3", "")
		l.wants(page, "这道没有答", "不对，应选 "+training.Letter(set.questions[3].Right), "对 2，错 1，没答 1")
		l = l.again()
		page = l.settle()
	}
	l.do("click", "class-again", "")
	if again := l.download(); string(again.Data) != string(file.Data) {
		t.Errorf("saved again as %s", again.Data)
	}
	l.wants(l.do("click", "class-restart", ""), "还有 4 道没答")
	l = l.again()
	l.wants(l.settle(), "还有 4 道没答")
	if l.room().learner.name != "" {
		t.Error("the next learner has the name of the last")
	}
}

func TestNothingIsDroppedUnasked(t *testing.T) {
	trainer := composed(t)
	set := trainer.room().trainer.set
	l := seated(t, trainer)
	l.press(letters(set, true))
	trainer.file("class-collect", "a.json", handedIn(t, trainer, "", letters(set, true, true, true, true)).Data)

	trainer.do("input", "class-seed", "8")
	page := trainer.do("click", "class-compose", "")
	trainer.wants(page, "已收的 1 份答卷", "编号 "+set.id)
	if trainer.focused != "class-no" {
		t.Errorf("the focus went to %q", trainer.focused)
	}
	trainer.wants(trainer.do("click", "class-no", ""), "编号 "+set.id, "各人对错（1 份）")
	trainer.do("click", "class-compose", "")
	page = trainer.do("click", "class-yes", "")
	trainer.lacks(page, "编号 "+set.id, "各人对错")
	trainer.do("click", "class-hand", "")
	other := trainer.download()

	page = l.file("class-open", "乙.json", other.Data)
	l.wants(page, "还没交卷，打开另一套，已答的 1 道就没有了")
	l.wants(l.do("click", "class-no", ""), "还有 3 道没答")
	l.do("click", "class-end", "")
	l.wants(l.do("click", "class-restart", ""), "已答的都会清掉")
	l.do("click", "class-no", "")
	l.file("class-open", "乙.json", other.Data)
	l.wants(l.do("click", "class-yes", ""), "还有 4 道没答")
	l = l.again()
	if l.room().learner.set.id != trainer.room().trainer.set.id {
		t.Error("the other set is not remembered")
	}
}

func TestFilesThatAreNoSetAreRefusedWithTheReason(t *testing.T) {
	trainer := composed(t)
	set := trainer.room().trainer.set
	data := string(trainer.room().trainer.set.set.AppendJSON(nil))
	results := string(handedIn(t, trainer, "", letters(set, true)+"---").Data)
	l := seated(t, trainer)
	for _, c := range []struct{ name, text, want string }{
		{"cut short", data[:len(data)/2], "“x.json”没有用上：第 "},
		{"changed", strings.Replace(data, "周一", "周二", 1), "“x.json”没有用上：文件内容与它的编号不符"},
		{"results", results, "这是答卷，不是题目；请打开讲师发的题目文件"},
		{"empty", "", "没有用上：第 1 行第 1 列"},
		{"another program's", `{"format":"suanpan/draft"`, "这是“suanpan/draft”，要的是“suanpan/class”"},
	} {
		page := l.file("class-open", "x.json", []byte(c.text))
		if !strings.Contains(page, c.want) {
			t.Errorf("%s: the page does not say %q:\n%s", c.name, c.want, page)
		}
		l.wants(page, "还有 4 道没答")
	}
	trainer.wants(trainer.file("class-reopen", "x.json", []byte(results)), "这是答卷，不是题目")
}

func TestAClassIsSummedUpExactly(t *testing.T) {
	trainer := composed(t)
	set := trainer.room().trainer.set
	all := letters(set, true, true, true, true)
	first := letters(set, true, false, true, true)
	third := letters(set, true, false) + "-" + letters(set, true, true, true, false)[3:]
	a := handedIn(t, trainer, "=王", all)
	b := handedIn(t, trainer, "", first)
	c := handedIn(t, trainer, "", third)
	collect := func(name string, data []byte) string { return trainer.file("class-collect", name, data) }
	collect("a.json", a.Data)
	collect("b.json", b.Data)
	page := collect("c.json", c.Data)
	trainer.wants(page, "已收 3 份答卷", "各人对错（3 份）", "=王 a.json | 4 | 0 | 0", "b.json | 3 | 1 | 0", "c.json | 1 | 2 | 1")

	// what is not to be counted is refused by name, with the reason; the rest stays
	other := composed(t)
	other.do("input", "class-seed", "99")
	other.do("click", "class-compose", "")
	elsewhere := handedIn(t, other, "", "----")
	collect("a (1).json", a.Data)
	collect("别班.json", elsewhere.Data)
	collect("坏.json", c.Data[:20])
	page = collect("题.json", set.set.AppendJSON(nil))
	trainer.wants(page, "“a (1).json”没有用上：与“=王”姓名、答案都一样", "“别班.json”没有用上：这份答卷答的是另一套题",
		"“坏.json”没有用上：第 1 行第", "“题.json”没有用上：这是题目，不是答卷", "各人对错（3 份）")
	trainer = trainer.again() // refusals are of the visit, papers stay
	page = trainer.settle()
	trainer.lacks(page, "没有用上")
	trainer.wants(page, "=王 a.json | 4 | 0 | 0", "b.json | 3 | 1 | 0", "c.json | 1 | 2 | 1")

	sum := trainer.room().trainer.sum
	wrong := func(i int) int { return (set.questions[i].Right + 1) % len(set.questions[i].Options) }
	for i, want := range []training.Tally{{Right: 3}, {Right: 1, Wrong: 2}, {Right: 2, Blank: 1}, {Right: 2, Wrong: 1}} {
		want.Chosen = make([]int, len(set.questions[i].Options))
		want.Chosen[set.questions[i].Right] = want.Right
		want.Chosen[wrong(i)] += want.Wrong
		if got := sum.Questions[i]; got.Right != want.Right || got.Wrong != want.Wrong || got.Blank != want.Blank || !slices.Equal(got.Chosen, want.Chosen) {
			t.Errorf("question %d: %+v, want %+v", i+1, got, want)
		}
	}
	if got := trainer.room().trainer.order(); !slices.Equal(got, []int{1, 3, 2, 0}) {
		t.Errorf("in the order %v", got)
	}

	trainer.do("click", "class-tallies-csv", "")
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(trainer.download().Data), "\ufeff"))).ReadAll()
	if err != nil || len(records) != 5 || records[1][0] != "2" || !slices.Equal(records[1][4:7], []string{"1", "2", "0"}) {
		t.Errorf("the table of questions is %q, %v", records, err)
	}
	trainer.do("click", "class-people-csv", "")
	people := string(trainer.download().Data)
	trainer.wants(people, "'=王,4,0,0,"+all+"\n", "b.json,3,1,0,"+first+"\n", "c.json,1,2,1,"+third+"\n")
	if name := trainer.download().Name; name != "周一 上午_甲班 各人对错.csv" {
		t.Errorf("saved as %q", name)
	}

	// one is taken out, and comes back
	page = trainer.do("click", "class-remove 0", "")
	trainer.wants(page, "“=王”已取出", "各人对错（2 份）")
	trainer.lacks(page, "=王 a.json")
	trainer = trainer.again()
	trainer.wants(trainer.settle(), "各人对错（2 份）")
	trainer.file("class-collect", "a.json", a.Data)
	trainer.wants(trainer.settle(), "各人对错（3 份）")
}

func TestTwoLearnersMayAnswerAlike(t *testing.T) {
	trainer := composed(t)
	set := trainer.room().trainer.set
	a := handedIn(t, trainer, "", letters(set, true, true, true, true))
	trainer.file("class-collect", "a.json", a.Data)
	page := trainer.file("class-collect", "b.json", a.Data)
	trainer.wants(page, "“b.json”没有用上：与“a.json”姓名、答案都一样，像是同一份", "各人对错（1 份）")
	page = trainer.do("click", "class-anyway 0", "")
	trainer.wants(page, "各人对错（2 份）", "b.json | 4 | 0 | 0")
	trainer.lacks(page, "没有用上")
	trainer.file("class-collect", "c.json", a.Data)
	trainer.lacks(trainer.do("click", "class-refusals", ""), "没有用上")

	b := handedIn(t, trainer, "张三", "----")
	c := handedIn(t, trainer, "张三", letters(set, true)+"---")
	trainer.file("class-collect", "d.json", b.Data)
	trainer.lacks(trainer.settle(), "有同名的另一份")
	page = trainer.file("class-collect", "e.json", c.Data)
	trainer.wants(page, "各人对错（4 份）", "有同名的另一份")
}

func TestAnswersOnPaperAreTyped(t *testing.T) {
	l := composed(t)
	set := l.room().trainer.set
	all := letters(set, true, true, true, true)
	l.wants(l.do("input", "class-letters", all[:2]+" "+all[2:3]), "打了 3 / 4 道")
	l.wants(l.do("keydown", "class-letters", "Enter"), "有 3 个答案，题目有 4 道", "还没有答卷")
	l.do("input", "class-letters", "AB?D")
	l.wants(l.do("click", "class-take", ""), "不能写“?”")
	l.do("input", "class-letters", strings.ToLower(all[:3])+"-")
	l.wants(l.do("input", "class-paper-name", strings.Repeat("长", 40)), "太长")
	l.lacks(l.do("click", "class-take", ""), "各人对错")
	l.do("input", "class-paper-name", "赵六")
	page := l.do("click", "class-take", "")
	l.wants(page, "已收 1 份", "赵六 | 3 | 0 | 1")
	if l.focused != "class-paper-name" || l.room().trainer.letters != "" {
		t.Errorf("the next cannot be typed: focus on %q", l.focused)
	}
	l.do("input", "class-letters", all)
	l.wants(l.do("click", "class-take", ""), "纸卷（第 2 份） | 4 | 0 | 0")
	l = l.again()
	l.wants(l.settle(), "赵六 | 3 | 0 | 1", "纸卷（第 2 份） | 4 | 0 | 0")
}

func TestWhatIsRememberedAndCannotBeReadIsSaid(t *testing.T) {
	memory := map[string][]byte{roleName: []byte(trainerRole)}
	for name, data := range map[string]string{wishName: "level=9", sheetName: "{", resultsName: "a.json\n{", setName: "[]", answersName: "1", handedName: "x"} {
		memory[name] = []byte(data)
	}
	l := newLaptop(t, memory)
	page := l.settle()
	l.wants(page, "上次留下的“出题要求”读不出来", "上次留下的“出好的题”读不出来", "上次留下的“收到的答卷”读不出来", "上次留下的“领到的题”读不出来", "上次留下的“已答的答案”读不出来", "一、出题")
	for _, r := range l.asked {
		t.Errorf("looking at it asked for %s %s", r.Kind, r.Name)
	}
	for name := range memory {
		l.Remembered(name, nil) // brought back to a known state
	}
	l.lacks(l.settle(), "读不出来")
}

func TestTheWallShowsTheSetButNotALearnersBeforeItIsHandedIn(t *testing.T) {
	trainer := composed(t)
	set := trainer.room().trainer.set
	if got := trainer.room().onTheWall(); got == nil || got.ID() != set.id {
		t.Errorf("the trainer's wall shows %v", got)
	}
	page := trainer.do("click", "class-wall", "")
	trainer.wants(page, "1 / 4", set.questions[0].Ask.In(message.ZH))
	trainer.lacks(page, "一、出题", set.questions[0].Options[set.questions[0].Right].Why.In(message.ZH))
	trainer.wants(trainer.do("hotkey", "present-key", "Escape"), "一、出题")

	l := seated(t, trainer)
	if got := l.room().onTheWall(); got != nil {
		t.Errorf("the learner's wall shows the set with its answers")
	}
	l.do("click", "class-end", "")
	l.do("click", "class-hand-in", "")
	if got := l.room().onTheWall(); got == nil || got.ID() != set.id {
		t.Errorf("after handing in the wall shows %v", got)
	}
}

func TestTheClassIsAllThereInEnglish(t *testing.T) {
	trainer := composed(t)
	trainer.SetLang("en")
	page := trainer.settle()
	trainer.wants(page, "1. Compose", "2. Hand out", "3. Collect and sum up", "No results yet.", "a question of the trainer's own")
	trainer.wants(trainer.printed(), "Worksheet", "Name (not required):")
	l := seated(t, trainer)
	l.SetLang("en")
	l.wants(l.settle(), "4 questions, 4 left", "Answer with A–F or 1–6")
	l.wants(string(l.View()), "Question 1, not answered")
}
