package desk

import (
	"strings"
	"testing"
	"time"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification/edition"
	"suanpan/budgetcore/money"
)

// looking is an office at the page of the classification.
func looking(t *testing.T) *office {
	t.Helper()
	o := newOffice(t)
	o.Turn(Classification, "")
	o.settle()
	return o
}

func (o *office) codes() *codes { return o.pages[Classification].(*codes) }

func (o *office) lacks(page string, texts ...string) {
	o.t.Helper()
	for _, text := range texts {
		if strings.Contains(page, text) {
			o.t.Errorf("the page says %q:\n%s", text, page)
		}
	}
}

// classText is the text of the first element of a class.
func classText(nodes []Node, name string) string {
	for i := range nodes {
		n := &nodes[i]
		for _, a := range n.attrs {
			if a.name == "class" && strings.Contains(" "+a.value+" ", " "+name+" ") {
				return Text([]Node{*n})
			}
		}
		if text := classText(n.children, name); text != "" {
			return text
		}
	}
	return ""
}

func TestCodesAreFoundAsOneTypes(t *testing.T) {
	for query, want := range map[string]string{
		"jbgz":    "30101 基本工资",
		"yjrc":    "2080116 引进人才费用",
		"2080116": "2080116 引进人才费用",
		"引进人材费用":  "2080116 引进人才费用",
		"２０８０１１６": "2080116 引进人才费用",
	} {
		o := looking(t)
		o.do("input", "class-find", query)
		o.do("keydown", "class-find", "Enter")
		if card := classText(o.Nodes(), "class-card"); !strings.HasPrefix(card, want) {
			t.Errorf("%s opens %.40q, want %s", query, card, want)
		}
	}
}

func TestArrowsMoveAmongTheAnswersAndStayThere(t *testing.T) {
	o := looking(t)
	o.do("input", "class-find", "就业")
	first, second := o.codes().hits[0].Code.Code, o.codes().hits[1].Code.Code
	o.do("keydown", "class-find", "ArrowUp")
	o.do("keydown", "class-find", "ArrowDown")
	o.do("keydown", "class-find", "Enter")
	if got := o.codes().open; got != second {
		t.Errorf("opened is %s, want %s", got, second)
	}
	for range 100 {
		o.do("keydown", "class-find", "ArrowDown")
	}
	if at, n := o.codes().at, len(o.codes().hits); at != min(n, shownHits)-1 {
		t.Errorf("at %d of %d", at, n)
	}
	o.do("click", "hit "+first, "")
	if got := o.codes().open; got != first {
		t.Errorf("opened is %s, want %s", got, first)
	}
	o.wants(o.do("keydown", "class-find", "Escape"), "201")
}

func TestOnlyWhatIsUnfoldedIsDescribed(t *testing.T) {
	o := looking(t)
	o.lacks(o.settle(), "引进人才费用")
	o.do("click", "fold 208", "")
	o.wants(o.do("click", "fold 20801", ""), "2080116 引进人才费用 | 31,547.00")
	o.lacks(o.do("click", "fold 208", ""), "引进人才费用")
	o.wants(o.do("change", "class-system", "2"), "301 工资福利支出")
}

// The card names the lines of the draft as it is, and the ledger's totals.
func TestACardSaysWhereTheBudgetUsesTheCode(t *testing.T) {
	o := looking(t)
	o.do("input", "class-find", "2080116")
	o.wants(o.do("keydown", "class-find", "Enter"),
		"位置 | 支出功能分类 › 208", "本预算公布", "主要用于", "容易混淆", "2080114",
		"支出：4 行，合计 31,547.00 万元", "市对区转移支付：2 行，合计 16,532.00 万元", "L28 人才住房补贴和新引进人才生活补贴", "25,305.00")
	o.edit(set("L28", 25_405*money.Wan), budget.Edit{Op: budget.Delete, Line: "L45"})
	o.edit(budget.Edit{Op: budget.Add, New: &budget.Line{ID: "N1", Unit: "403012", Function: "2080116", Kind: budget.Project, Source: budget.GeneralPublicBudget, Project: "青年人才驿站", Amount: 120 * money.Wan}})
	sum := o.writer.Now().In(budget.Spending).Function("2080116")
	if sum.Amount != 31_767*money.Wan {
		t.Errorf("the ledger has %v", sum.Amount)
	}
	o.wants(o.settle(), "支出：5 行，合计 31,767.00 万元", "N1 青年人才驿站", "25,405.00")
}

// What the lines state and what rounding left out of them add to the total.
func TestTheLinesOfACodeAddToItsTotal(t *testing.T) {
	o := looking(t)
	o.do("click", "tree 208", "")
	card := classText(o.Nodes(), "class-card")
	o.wants(card, "尾差", "其余 27 行", "125,072.6749")
}

func TestTheOtherClassificationIsOneStepAway(t *testing.T) {
	o := looking(t)
	o.do("input", "class-find", "jbgz")
	o.wants(o.do("keydown", "class-find", "Enter"), "基本支出（经济分类）：1 行，合计 1,682.62 万元", "50101", "行政单位和参公单位")
	page := o.do("click", "answers 1 50101", "")
	o.wants(page, "各行不写政府预算经济分类", "30101")
	if o.focused != "class-card" {
		t.Errorf("focus is on %q", o.focused)
	}
}

func TestUnverifiedRowsLookUnverified(t *testing.T) {
	o := looking(t)
	for _, code := range o.codes().builtIn.Codes() {
		o.codes().open = code.Code
		o.View() // no two elements of a card do the same
		card := classText(o.Nodes(), "class-card")
		head, _, _ := strings.Cut(card, "\n")
		marked := strings.Contains(head, "未核实")
		if marked == code.Status.Corrects() {
			t.Errorf("%s rests on %s; its card begins %q", code.Code, code.Status, head)
		}
		if got := strings.Contains(classText(o.Nodes(), "class-facts"), "未核实："); got != marked {
			t.Errorf("%s rests on %s; what its card says of that: %v", code.Code, code.Status, got)
		}
	}
}

func TestPastedCodesAreChecked(t *testing.T) {
	for name, c := range map[string]struct {
		text  string
		wants []string
		lacks string
	}{
		"digits swapped":     {"2080161,引进人才费用", []string{"1 个编码：1 处有错", "1 | 2080161 引进人才费用 | 错：", " | 2080116 引进人才费用"}, ""},
		"name of another":    {"编码\t名称\n2080116\t引进人才费用\n2080114\t引进人才费用", []string{"2 个编码：1 处有错", "3 | 2080114", " | 2080116 引进人才费用"}, ""},
		"names before codes": {"基本工资\t30101\n引进人才费用\t2080161", []string{"2 | 2080161", " | 2080116 引进人才费用"}, "1 | 30101"},
		"all right":          {"2080116,引进人才费用\n30101,基本工资", []string{"2 个编码：0 处有错，0 处存疑", "没有发现问题"}, "可能应是"},
		"no codes":           {"甲,乙\n丙,丁", []string{"没有找到编码列"}, "没有发现问题"},
	} {
		t.Run(name, func(t *testing.T) {
			o := looking(t)
			o.do("change", "class-paste", c.text)
			page := o.do("click", "class-check", "")
			o.wants(page, c.wants...)
			if c.lacks != "" {
				o.lacks(page, c.lacks)
			}
			if again := looking(t).do("file", "class-file", "x.csv\n"+c.text); again != page {
				t.Errorf("a file says otherwise:\n%s\n%s", again, page)
			}
		})
	}
}

func TestALikelyCodeOpensItsCard(t *testing.T) {
	o := looking(t)
	o.do("file", "class-file", "x.csv\n2080161,引进人才费用")
	o.do("click", "sheet 1:1 2080116", "")
	o.wants(classText(o.Nodes(), "class-card"), "2080116 引进人才费用")
	o.lacks(o.do("click", "class-clear", ""), "2080161")
}

func TestTheLinesOfTheDraftAreChecked(t *testing.T) {
	o := looking(t)
	o.wants(o.do("change", "class-draft", "true"), "0 处有错，0 处存疑", "没有发现问题")
	o.edit(budget.Edit{Op: budget.Add, New: &budget.Line{ID: "N1", Function: "2080101", Kind: budget.Project, Project: "办公楼修缮", Amount: money.Wan}})
	page := o.settle()
	o.wants(page, "1 处有错", "N1 办公楼修缮 | 2080101 | 错：支出类别与编码矛盾")
	if _, ok := o.writer.Undo(); !ok {
		t.Fatal("nothing undone")
	}
	o.lacks(o.settle(), "办公楼修缮")
}

func TestAFaultyListIsRefusedWhole(t *testing.T) {
	o := looking(t)
	page := o.do("file", "class-list", "mine.csv\n编码,名称\n208,社会保障和就业支出\n20801,人力资源和社会保障管理事务\n20801x6,引进人才费用")
	o.wants(page, "目录没有采用", "4 | 1 | 编码“20801x6”里有数字以外的字符")
	o.lacks(page, "与内置目录的差别")
	if o.codes().own.edition != nil || o.codes().edition != o.codes().builtIn {
		t.Error("a faulty list was taken")
	}
}

const ownList = "mine.csv\n编码,名称\n208,社会保障和就业支出\n20801,人力资源和社会保障管理事务\n2080101,行政运行\n2080116,人才引进费用\n2080117,劳动监察\n2080198,新设的项"

func TestAListOfOnesOwnIsComparedAndCarriedTo(t *testing.T) {
	o := looking(t)
	page := o.do("file", "class-list", ownList)
	own := o.codes().own.edition
	o.wants(page, "“mine”：6 个科目", "2080198 新设的项", "需要决定")
	var carried [edition.Outcomes]int
	for _, x := range edition.Carry(o.session.Dataset().Lines, o.codes().builtIn, own) {
		carried[x.Outcome]++
	}
	if carried[edition.Undecided] == 0 || carried[edition.Kept] == 0 {
		t.Fatalf("outcomes are %v", carried)
	}
	all := o.do("click", "class-all", "")
	if n, m := strings.Count(all, "取消 | "), strings.Count(page, "取消 | "); n <= m {
		t.Errorf("%d dropped codes of all, %d in brief", n, m)
	}
	brief := strings.Count(classText(o.Nodes(), "class-carry"), "需要决定")
	o.do("click", "class-all-carry", "")
	all = classText(o.Nodes(), "class-carry")
	if n := strings.Count(all, "需要决定"); brief < shownDifferences || n <= brief {
		t.Errorf("%d codes to be decided of all, %d in brief", n, brief)
	}
	// it is what one looks up in, and the built-in one on demand
	o.do("input", "class-find", "xsdx")
	o.wants(o.do("keydown", "class-find", "Enter"), "自己的目录；mine")
	o.do("change", "class-edition", "false")
	o.do("input", "class-find", "yjrc")
	o.wants(o.do("keydown", "class-find", "Enter"), "本预算公布")
	page = o.do("click", "class-list-drop", "")
	o.lacks(page, "新设的项", "与内置目录的差别")
}

// Every word of the page in use, in English.
func TestThePageInUseIsDescribedInEnglish(t *testing.T) {
	o := looking(t)
	o.SetLang("en")
	o.do("file", "class-list", ownList)
	o.do("file", "class-file", "x.csv\n2080161,引进人才费用")
	o.do("change", "class-draft", "true")
	o.do("input", "class-find", "2080116")
	o.wants(o.do("keydown", "class-find", "Enter"), "1 codes checked: 1 wrong", "to be decided", "In this budget", "a list of one's own")
}

// A key pressed in the search is answered within the bar of a keystroke, with
// room for a busy machine.
func TestAKeystrokeIsCheap(t *testing.T) {
	o := looking(t)
	o.do("file", "class-list", ownList)
	o.do("change", "class-edition", "false")
	o.do("click", "tree 208", "")
	const bar = 4 * 5 * time.Millisecond
	for _, query := range []string{"2", "就", "就业", "j", "jy", "引进人材费用"} {
		best := time.Hour
		for range 5 {
			began := time.Now()
			o.Do("input", "class-find", query)
			o.View()
			best = min(best, time.Since(began))
		}
		t.Logf("%s: %v", query, best)
		if best > bar {
			t.Errorf("%s costs %v", query, best)
		}
	}
}
