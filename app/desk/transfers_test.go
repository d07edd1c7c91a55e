package desk

import (
	"encoding/csv"
	"strings"
	"testing"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/transfer"
)

// transferring is an office on the page of transfers.
func transferring(t *testing.T) *office {
	o := newOffice(t)
	o.Turn(Transfers, "")
	o.settle()
	return o
}

func (o *office) transfers() *transfers { return o.pages[Transfers].(*transfers) }

// kept is the model that the draft has.
func (o *office) kept() *transfer.Model {
	o.t.Helper()
	for _, p := range o.writer.Now().Papers() {
		if p.ID == transferPaper {
			m, err := transfer.ReadModel([]byte(p.Body), "T1")
			if err != nil {
				o.t.Fatal(err)
			}
			return m
		}
	}
	return nil
}

// spotAt is the field of an entry; district -1 is the whole year.
func spotAt(year, district int, f transfer.Field, group int) string {
	return (&modelPaper{id: transferPaper}).spotID(spot{year, district, group, f})
}

// ratios enters the six ratios of the first year.
func (o *office) ratios(texts ...string) (page string) {
	for i, text := range texts {
		page = o.types(spotAt(0, i, transfer.FieldRatio, 0), text)
	}
	return page
}

func TestThePublishedTransferIsShownWithoutInventingRatios(t *testing.T) {
	o := transferring(t)
	page := o.settle()
	o.wants(page, "2023年度市级分担（预拨）", "公布数 15,245.00", "公布数 1,287.00", "附表 9：新引进人才生活补贴 | 16,532.00", "各区承担（公布） | 15,518.00",
		"没有给出各区比例，这里也不假设", "还缺 13 项", "2023 年思明：共享税比例未填，不能分配", "2023 年没有补助对象和标准", "还没有填写权重")
	if papers := o.writer.Now().Papers(); len(papers) != 0 {
		t.Errorf("looking at the page kept %+v", papers)
	}
	if m := o.transfers().model.model; m.Years[0].Rows[0].Ratio != nil || m.Years[0].Share != nil {
		t.Error("a ratio is there that nobody entered")
	}
	// each gap leads to its field
	o.do("click", "gap 1", "")
	if want := spotAt(0, 0, transfer.FieldRatio, 0); o.focused != want {
		t.Errorf("the gap leads to %s, not %s", o.focused, want)
	}
	for _, g := range o.transfers().model.model.Missing() {
		o.transfers().lead(o.Desk, g)
		for _, r := range o.Requests() {
			if !strings.Contains(string(o.View()), `"id":"`+r.Name+`"`) {
				t.Errorf("%s leads to %s, which is not there", g.In(message.EN), r.Name)
			}
		}
	}
}

func TestASplitAddsToTheCentAndSaysWhy(t *testing.T) {
	o := transferring(t)
	field := func(i int) string { return "T2-0-" + string(rune('0'+i)) + "-weight-0" }
	o.do("input", field(0), "1")
	page := o.settle()
	o.wants(page, "各份相加 16,532.00，与原数相符") // of those entered alone
	for i, w := range []string{"3", "2", "2.5", "1", "1", "0"} {
		page = o.do("input", field(i), w)
	}
	o.wants(page, "5,220.63", "各份相加 16,532.00，与原数相符", "各区份额拆到两项", "各行相加、各列相加，都等于 16,532.00")
	page = o.do("click", "split-share-0", "")
	o.wants(page, "思明 份额 = 5,220.63", "16,532.00 × 3 ÷ 合计")
	if o.focused != "why" {
		t.Errorf("the focus went to %q", o.focused)
	}
	page = o.do("input", field(2), "-1")
	o.wants(page, "“集美”的权重“-1”是负数，权重不能小于 0", "有 1 处没有读懂")
	o.lacks(page, "与原数相符", "5,220.63")
	page = o.do("input", field(2), "2.5")
	o.wants(page, "与原数相符")
	o.do("change", "keep-split", "")

	// what is split follows the lines
	o.edit(set("X04", 16_000*money.Wan))
	o.wants(o.settle(), "各份相加 17,287.00，与原数相符")
	o.do("input", "split-amount", "100")
	o.edit(set("X04", 15_000*money.Wan))
	o.wants(o.settle(), "各份相加 100.00，与原数相符")
	// the one figure of the split and its derivation still are what was asked about
	o.lacks(o.do("keydown", "why", "Escape"), "÷ 合计")
	if o.focused != "split-share-0" {
		t.Errorf("the focus went back to %q", o.focused)
	}
}

func TestASplitByHeadsAddsByDistrictAndGroup(t *testing.T) {
	o := transferring(t)
	o.do("change", "split-by", "heads")
	page := o.do("click", "T2-0-published-groups", "")
	o.wants(page, "博士（元/人）", "“双一流”本科 人数")
	for i, heads := range []string{"120", "1,300", "２９", "7"} {
		o.do("input", "T2-0-0-heads-"+string(rune('0'+i)), heads)
		page = o.do("input", "T2-0-1-heads-"+string(rune('0'+i)), "11")
	}
	o.wants(page, "各份相加 16,532.00，与原数相符", "各区份额拆到各类人员", "都等于 16,532.00")
	page = o.do("click", "split-groups-0-1", "")
	o.wants(page, "思明 硕士", "使行、列都加得平")
	page = o.do("input", "T2-0-0-heads-0", "-1")
	o.wants(page, "人数“-1”是负数")
}

func TestBoundsOfASplitAreKeptOrRefusedAtTheField(t *testing.T) {
	o := transferring(t)
	o.do("change", "split-bounds", "true")
	o.do("input", "T2-0-0-weight-0", "1")
	o.do("input", "T2-0-1-weight-0", "1")
	page := o.do("input", "T2-0-0-max-0", "1000")
	o.wants(page, "1,000.00", "15,532.00", "各份相加 16,532.00")
	page = o.do("input", "T2-0-1-max-0", "2000")
	o.wants(page, "上限合计 3,000.00 小于要分配的 16,532.00")
	// the other half of the change is typed: both stand
	page = o.do("input", "T2-0-0-max-0", "20000")
	o.lacks(page, "上限合计")
	o.wants(page, "14,532.00", "2,000.00")
}

func TestThreeYearsAreCarriedAcross(t *testing.T) {
	o := transferring(t)
	o.ratios("1", "1", "1", "1", "1", "1")
	o.do("input", "T1-0-add-group", "人才")
	o.do("click", "T1-0-add-group", "")
	o.types(spotAt(0, -1, transfer.FieldStandard, 0), "80,000")
	o.types(spotAt(0, -1, transfer.FieldShare, 0), "50%")
	for i := range 6 {
		o.types(spotAt(0, i, transfer.FieldHeads, 0), "550")
	}
	page := o.do("click", "T1-add-year", "")
	o.wants(page, "2024 年", "各年连起来看", "各年填齐之后")
	o.do("click", "T1-add-year", "")
	for y := 1; y <= 2; y++ {
		o.types(spotAt(y, -1, transfer.FieldAdvance, 0), "15000")
		for i := range 6 {
			o.types(spotAt(y, i, transfer.FieldRatio, 0), "1")
			page = o.types(spotAt(y, i, transfer.FieldHeads, 0), "640")
		}
	}
	o.lacks(page, "还缺")
	// due 4,400 × ½ a district in 2023, 5,120 × ½ afterwards; the advances are 15,245 and 15,000
	o.wants(page, "各区市级应拨之和 = 13,200.00", "各区预拨之和 = 15,245.00，等于总额", "各区结转下年之和 = -2,045.00", "各区结转下年之和 = 360.00",
		"各年下达 44,847.00 + 最后结转 360.00 = 45,207.00 = 各年市级应拨 43,920.00 + 年初结转 1,287.00")
	if m := o.kept(); len(m.Years) != 3 {
		t.Fatalf("%d years are kept", len(m.Years))
	}
	o.wants(o.do("click", "T1-figure-0-0-0", ""), "2023 思明 应补总额 = 4,400.00", "人才：550 人 × 80,000 元 = 4,400.00 万元")
	o.do("click", "T1-remove-year", "")
	if m := o.kept(); len(m.Years) != 2 {
		t.Errorf("%d years are kept", len(m.Years))
	}
}

func TestWhatContradictsIsRefusedAtItsField(t *testing.T) {
	o := transferring(t)
	o.do("change", "T1-bounds", "true")
	o.types(spotAt(0, 0, transfer.FieldMax, 0), "100")
	before := string(o.writer.File())
	for name, c := range map[string]struct{ field, text, want string }{
		"minimum above the maximum": {spotAt(0, 0, transfer.FieldMin, 0), "200", "上限 100.00 小于下限 200.00"},
		"a district twice":          {"T1-district-1", "思明", "“思明”写了两次"},
		"a negative ratio":          {spotAt(0, 3, transfer.FieldRatio, 0), "-2", "权重和比例不能小于 0"},
		"a share over the whole":    {spotAt(0, -1, transfer.FieldShare, 0), "120%", "120"},
		"no amount":                 {spotAt(0, -1, transfer.FieldAdvance, 0), "a lot", "a lot"},
	} {
		t.Run(name, func(t *testing.T) {
			page := o.types(c.field, c.text)
			o.wants(page, c.want, "有 1 处没有读懂")
			if !strings.Contains(string(o.View()), `"id":"`+c.field+`","autocomplete":"off","data-value":"`+c.text+`","aria-invalid":"true"`) {
				t.Error("what was typed is not in its field, marked")
			}
			if string(o.writer.File()) != before {
				t.Error("something was kept")
			}
			o.types(c.field, map[string]string{"T1-district-1": "湖里", spotAt(0, -1, transfer.FieldAdvance, 0): "15245"}[c.field])
		})
	}
	o.do("input", "T1-add-district", "集美")
	o.wants(o.do("click", "T1-add-district", ""), "“集美”写了两次")
	o.do("input", "T1-add-district", "自贸区")
	o.wants(o.do("click", "T1-add-district", ""), "自贸区")
	if m := o.kept(); len(m.Districts) != 7 {
		t.Errorf("the districts are %v", m.Districts)
	}
	o.do("click", "T1-remove-district 6", "")
	if m := o.kept(); len(m.Districts) != 6 {
		t.Errorf("the districts are %v", m.Districts)
	}
}

// The order in which one types two figures that need each other is nobody's
// business.
func TestAFieldThatWasRefusedIsTakenOnceAnotherAllowsIt(t *testing.T) {
	o := transferring(t)
	o.do("change", "T1-bounds", "true")
	o.types(spotAt(0, 0, transfer.FieldMax, 0), "100")
	o.wants(o.types(spotAt(0, 0, transfer.FieldMin, 0), "200"), "上限 100.00 小于下限 200.00")
	o.lacks(o.types(spotAt(0, 0, transfer.FieldMax, 0), "300"), "小于下限", "没有读懂")
	if row := o.kept().Years[0].Rows[0]; *row.Min != 200*money.Wan || *row.Max != 300*money.Wan {
		t.Errorf("kept %v to %v", *row.Min, *row.Max)
	}
}

func TestATrialLeavesWhatIsKept(t *testing.T) {
	o := transferring(t)
	o.ratios("3", "2", "1", "1", "1", "1")
	before := string(o.writer.File())
	page := o.do("click", "T1-try", "")
	o.wants(page, "正在试改", "还没有不同")
	page = o.ratios("4")
	o.wants(page, "试改前后", "2023 思明 | 5,081.66 | 6,098.00 | 5,510.66 | 6,612.80 | +1,102.14", "2023 湖里 | 3,387.78 | 3,049.00")
	if string(o.writer.File()) != before {
		t.Error("trying changed the draft")
	}
	o.wants(o.do("click", "T1-leave", ""), "5,510.66")
	if string(o.writer.File()) != before {
		t.Error("leaving the trial changed the draft")
	}
	o.do("click", "T1-try", "")
	o.ratios("4")
	o.lacks(o.do("click", "T1-take", ""), "正在试改")
	if got := o.kept().Years[0].Rows[0].Ratio.String(); got != "4" {
		t.Errorf("kept %s", got)
	}
}

func TestWrittenToX04MovesAnnexNine(t *testing.T) {
	o := transferring(t)
	o.types(spotAt(0, -1, transfer.FieldAdvance, 0), "15345")
	page := o.do("click", "transfer-write", "")
	o.wants(page, "已写入 X04 新引进人才生活补贴：15,245.00 → 15,345.00 万元。", "与测算一致", "附表 9：新引进人才生活补贴 | 16,632.00")
	if got := o.amount("X04"); got != 15_345*money.Wan {
		t.Errorf("the line has %v", got)
	}
	page = o.types(spotAt(0, -1, transfer.FieldAdvance, 0), "15400")
	o.wants(page, "行里是 15,345.00，测算现为 15,400.00")
	o.wants(o.do("click", "transfer-again X04", ""), "与测算一致")

	// a district's part stays linked when the district is renamed
	o.ratios("1", "1", "1", "1", "1", "1")
	for i, p := range o.transfers().parts(o.Desk) {
		if p.id == "2023 transfer 思明" {
			o.do("change", "transfer-write-what", string(rune('0'+i)))
		}
	}
	o.do("input", "transfer-write-where", "X05")
	o.do("click", "transfer-write", "")
	page = o.types("T1-district-0", "思明区")
	o.wants(page, "思明区 本年下达", "与测算一致")
	o.lacks(page, "已没有这一项")
	o.do("click", "transfer-unlink X05", "")
	if l := o.writer.Now().Links(); len(l) != 1 || l[0].Line != "X04" {
		t.Errorf("the links are %+v", l)
	}
}

func TestAComponentIsWrittenToItsLine(t *testing.T) {
	o := transferring(t)
	o.do("input", "transfer-X05", "1,300")
	o.wants(o.settle(), "16,545.00")
	o.wants(o.do("click", "write X05", ""), "已写入 X05", "1,287.00 → 1,300.00")
	o.wants(o.do("input", "transfer-X05", "x"), "看不懂“x”")
	o.wants(o.do("input", "transfer-X05", "1300"), "16,545.00")
	o.wants(o.do("click", "write X05", ""), "明细行 X05 已经是 1,300.00 万元")
}

func TestTransfersSurviveARestart(t *testing.T) {
	o := transferring(t)
	o.ratios("1", "2", "3", "4", "5", "6")
	o.do("input", "T2-0-0-weight-0", "1")
	o.do("change", "keep-split", "")
	o.do("click", "transfer-write", "")
	again := newOffice(t)
	if err := again.Restore(o.writer.File()); err != nil {
		t.Fatal(err)
	}
	if err := again.writer.Open(o.writer.File(), "draft"); err != nil {
		t.Fatal(err)
	}
	again.Turn(Transfers, "")
	before := string(again.writer.File())
	page := again.settle()
	again.wants(page, "4,723.42", "与测算一致", "各份相加 16,532.00，与原数相符")
	again.do("change", "keep", "")
	if string(again.writer.File()) != before {
		t.Error("looking at the page changed the draft")
	}
	// another budget has what it has
	if err := again.Restore(file(t, "乙")); err != nil {
		t.Fatal(err)
	}
	again.Documents(nil, "other")
	again.wants(again.settle(), "2023 年思明：共享税比例未填", "还没有填写权重")
}

func TestALockedDraftRefusesAndLosesNothing(t *testing.T) {
	o := transferring(t)
	o.ratios("1")
	if err := o.writer.Lock(budget.FirstUp, noon); err != nil {
		t.Fatal(err)
	}
	before := string(o.writer.File())
	page := o.ratios("7")
	o.wants(page, "已锁定为“一上”", "这里的改动没有存进草稿")
	o.wants(o.do("click", "transfer-write", ""), "已锁定为“一上”")
	o.do("input", "transfer-X05", "1,300")
	o.wants(o.do("click", "write X05", ""), "已锁定为“一上”")
	if string(o.writer.File()) != before {
		t.Error("a locked draft was changed")
	}
	if got := o.transfers().model.model.Years[0].Rows[0].Ratio.String(); got != "7" {
		t.Errorf("what was typed became %s", got)
	}
	o.do("click", "T1-back", "")
	if got := o.transfers().model.model.Years[0].Rows[0].Ratio.String(); got != "1" {
		t.Errorf("back to the draft is %s", got)
	}
}

func TestANoticeIsPrintedAndHandedOn(t *testing.T) {
	o := transferring(t)
	o.ratios("1", "2", "3", "4", "5", "6")
	o.wants(o.do("change", "notice-district", "翔安"), "新引进人才生活补贴　翔安区下达表", "4,355.71", "本年下达：预拨 4,355.71 + 追加 367.71 − 抵扣 0.00 = 4,723.42 万元")
	o.do("change", "notice-district", everyDistrict)
	o.View()
	o.Do("click", "notice-print", "")
	o.Do("click", "notice-csv", "")
	asked := o.Requests()
	if len(asked) != 2 || asked[0].Kind != "print" || asked[1].Kind != "download" {
		t.Fatalf("asked for %+v", asked)
	}
	records, err := csv.NewReader(strings.NewReader(strings.TrimPrefix(string(asked[1].Data), "\ufeff"))).ReadAll()
	if err != nil {
		t.Fatal(err)
	}
	if len(records) != 7 {
		t.Fatalf("%d records", len(records))
	}
	var sum money.Amount
	for _, r := range records[1:] {
		a, err := money.Parse(r[slicesIndex(records[0], "本年下达")])
		if err != nil {
			t.Fatal(err)
		}
		sum += a
	}
	if sum != 16_532*money.Wan {
		t.Errorf("the notices add to %v", sum)
	}
}

func slicesIndex(list []string, want string) int {
	for i, s := range list {
		if s == want {
			return i
		}
	}
	return -1
}

// A budget of one's own has no districts until they are entered, and no lines
// of the published components.
func TestABudgetOfOnesOwnBeginsWithoutDistricts(t *testing.T) {
	o := newOffice(t)
	own := &budget.Own{
		Department: budget.Unit{Code: "101", Name: "档案馆"}, Year: "2027",
		Lines: []budget.Line{{ID: "L1", Function: "2010302", Source: budget.OtherIncome, Kind: budget.Project, Project: "修志", Amount: 10 * money.Wan}},
	}
	if err := o.writer.Begin(own, "", nil, noon); err != nil {
		t.Fatal(err)
	}
	if err := o.Restore(o.writer.File()); err != nil {
		t.Fatal(err)
	}
	o.Turn(Transfers, "")
	page := o.settle()
	o.wants(page, "没有公布的两行转移支付", "没有区：请至少写一个")
	o.lacks(page, "思明", "15,245")
	o.do("input", "T1-add-district", "东区")
	o.wants(o.do("click", "T1-add-district", ""), "2027 年东区：共享税比例未填")
	if m := o.kept(); len(m.Districts) != 1 {
		t.Errorf("kept %v", m.Districts)
	}
}
