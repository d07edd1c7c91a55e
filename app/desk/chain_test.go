package desk

import (
	"strings"
	"testing"

	"suanpan/app/session"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/published"
	"suanpan/budgetcore/standard"
)

// begun is an office with a preset begun.
func begun(t *testing.T, preset string) *office {
	o := newOffice(t)
	o.Turn(Estimates, "")
	o.do("click", "begin estimate "+preset, "")
	return o
}

// types types into a field and leaves it.
func (o *office) types(name, text string) string {
	o.t.Helper()
	o.do("input", name, text)
	o.do("change", name, text)
	if o.View(); o.handlers["change keep"] != nil {
		return o.do("change", "keep", "")
	}
	return o.settle()
}

func TestTheTalentSubsidyIsReckonedAsItIsTyped(t *testing.T) {
	o := begun(t, "talent")
	o.types("part-doctor-quantity", "２００")
	page := o.types("part-master-quantity", "3000:3200:3500")
	o.wants(page,
		"1,600.00", "16,000.00", "17,600.00", "30,763.00", "-13,163.00",
		"16,600.00 – 19,100.00", "还差 1,100", "标准约 68,362 元",
		"博士 200 人 × 80,000 元/人 = 1,600.00 万元", "本公开文本载明")
	kept := o.writer.Now().Papers()
	m, err := standard.ReadModel([]byte(kept[0].Body), "kept")
	if err != nil {
		t.Fatal(err)
	}
	if q := m.Parts[1].Quantity; q.Low != 3000 || q.Expected != 3200 || q.High != 3500 {
		t.Errorf("kept %+v", q)
	}

	// the city's share goes where the published 15,245 stands
	o.wants(o.do("click", "write", ""), "已写入 X04", "15,245.00 → 8,721.906186")
	if i, _ := o.writer.Now().Find("X04"); i >= 0 {
		if a, _ := o.writer.Now().Amount(i); a.GroupedExact() != "8,721.906186" {
			t.Errorf("the line has %v", a)
		}
	}
}

func TestWhatCannotBeReadStaysInItsField(t *testing.T) {
	o := begun(t, "talent")
	o.types("part-doctor-quantity", "200")
	before := o.writer.Now().Papers()[0].Body
	for field, typed := range map[string]string{
		"part-doctor-quantity": "-5", "part-master-quantity": "5:3:9", "part-doctor-share": "120%", "part-bachelor-periods": "many",
		"bearer-city": "1.5", "estimate-date": "2023-02-30", "talent-instalments": "1/2, 1/3",
	} {
		page := o.types(field, typed)
		if o.writer.Now().Papers()[0].Body != before {
			t.Errorf("%s: %q was kept", field, typed)
		}
		view := string(o.View())
		if !strings.Contains(view, `"data-value":"`+typed+`"`) || !strings.Contains(view, field+`-said`) {
			t.Errorf("%s: what was typed is gone", field)
		}
		if e := o.pages[Estimates].(*estimates).work.(*chain); e.wrong[field] == nil {
			t.Errorf("%s: %q is not refused:\n%s", field, typed, page)
		}
	}
	o.wants(o.settle(), "1,600.00")
}

func TestAChainOfOnesOwn(t *testing.T) {
	o := begun(t, "own")
	o.wants(o.settle(), "还没有一项")
	o.do("click", "chain-add", "")
	o.types("part-p1-name", "慰问")
	o.types("part-p1-quantity", "12")
	o.types("part-p1-own", "1,500")
	o.wants(o.types("part-p1-periods", "2"), "3.60")
	o.wants(o.types("part-p1-share", "1/3"), "1.20")
	o.do("change", "part-p1-standard", "talent.phd")
	o.wants(o.do("change", "keep", ""), "64.00")
	if got := o.focused; got != "part-p1-name" {
		t.Errorf("the focus went to %q", got)
	}
	o.do("click", "drop-p1", "")
	if body := o.writer.Now().Papers()[0].Body; strings.Contains(body, "慰问") {
		t.Errorf("the part was not dropped: %s", body)
	}
}

func TestTheTalentSubsidyByDistrictAndInstalment(t *testing.T) {
	o := begun(t, "talent")
	o.types("talent-districts", "思明，湖里")
	page := o.types("talent-instalments", "1/2, 1/2")
	o.wants(page, "思明", "湖里")
	m := o.pages[Estimates].(*estimates).work.(*chain).model
	if len(m.Parts) != 2*2*len(standard.Talent) {
		t.Fatalf("%d parts", len(m.Parts))
	}
	for _, p := range m.Parts {
		o.do("input", "part-"+p.ID+"-quantity", "10")
	}
	o.wants(o.do("change", "keep", ""), "340.00") // 2 districts × 2 payments × 10 × (8+5+3+1) ÷ 2
}

func TestWhatIf(t *testing.T) {
	o := begun(t, "talent")
	o.types("part-doctor-quantity", "150:200:300")
	o.types("part-master-quantity", "3200")
	o.wants(o.types("seek-goal", "20000"), "500")
	o.do("change", "seek-vary", "1")
	o.wants(o.settle(), "200,000")
	page := o.types("table-across", "100, 200")
	o.wants(page, "16,800.00", "17,600.00")
	o.wants(page, "17,200.00 | 18,400.00 | 1,200.00") // the tornado

	o.types("draws", "20000")
	o.types("draws-budget", "17600")
	o.wants(o.do("click", "draws-start", ""), "P50", "P90", "种子 1")
	again := begun(t, "talent")
	again.types("part-doctor-quantity", "150:200:300")
	again.types("part-master-quantity", "3200")
	again.types("draws", "20000")
	again.types("draws-budget", "17600")
	again.do("click", "draws-start", "")
	if a, b := o.chainOf().tools.drawing.drawn, again.chainOf().tools.drawing.drawn; a.P50 != b.P50 || a.P90 != b.P90 || a.Exceeding(17_600*money.Wan) != b.Exceeding(17_600*money.Wan) {
		t.Error("the same seed gave other draws")
	}
	// another seed says nothing about what was drawn
	page = o.types("draws-seed", "2")
	o.wants(page, "种子 1")
	o.lacks(page, "种子 2")
	o.types("draws", "2000000")
	if o.chainOf().tools.drawing.wrong["draws"] == nil {
		t.Error("two million draws were taken")
	}
}

func (o *office) chainOf() *chain { return o.pages[Estimates].(*estimates).work.(*chain) }

func TestDrawsCanBeStopped(t *testing.T) {
	o := begun(t, "talent")
	o.types("part-doctor-quantity", "150:200:300")
	o.View()
	o.Do("click", "draws-start", "")
	if !o.Work() || o.chainOf().tools.drawing.done == 0 {
		t.Fatal("nothing was drawn")
	}
	o.View()
	o.Do("click", "draws-stop", "")
	if o.Working() || o.chainOf().tools.drawing.drawn != nil {
		t.Error("it draws on")
	}
}

func TestStandardsOfOnesOwn(t *testing.T) {
	o := begun(t, "own")
	o.do("click", "rules-open", "")
	for field, text := range map[string]string{"rule-name": "慰问标准", "rule-value": "1500", "rule-from": "2023-01-01", "rule-to": "2023-12-31", "rule-source": "内部通知"} {
		o.types(field, text)
	}
	o.do("change", "rule-unit", "元/人")
	page := o.do("click", "rule-add", "")
	o.wants(page, "已加入“慰问标准”", "内部通知")
	o.do("click", "chain-add", "")
	o.types("part-p1-quantity", "10")
	o.do("change", "part-p1-standard", "own.1")
	o.wants(o.do("change", "keep", ""), "1.50")

	// two values in force at once are refused, and nothing is kept of them
	for field, text := range map[string]string{"rule-name": "慰问标准", "rule-value": "1800", "rule-from": "2023-06-01", "rule-source": "内部通知"} {
		o.types(field, text)
	}
	before := string(o.writer.File())
	o.do("click", "rule-add", "")
	if string(o.writer.File()) != before || o.pages[Estimates].(*estimates).rules.err == nil {
		t.Error("two values hold on one day")
	}
	o.types("rule-from", "2024-01-01")
	o.do("click", "rule-add", "")
	if err := o.pages[Estimates].(*estimates).rules.err; err != nil {
		t.Errorf("the next value is refused: %v", err)
	}

	// a date for which there is none says so
	o.wants(o.types("estimate-date", "2022-01-01"), "慰问标准")

	again, err := session.New(published.Dataset(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Open(o.writer.File(), "draft"); err != nil {
		t.Fatal(err)
	}
	o.do("click", "rule-drop own.1", "")
	if o.ownStandards() != "" {
		t.Error("it was not dropped")
	}
}

// Every preset can be begun, is kept, and comes back as it was.
func TestEveryPresetIsKept(t *testing.T) {
	o := newOffice(t)
	o.Turn(Estimates, "")
	for _, p := range standard.Presets {
		o.do("click", "begin estimate "+p.ID, "")
		o.wants(o.settle(), p.Title.In(message.ZH))
	}
	papers := o.writer.Now().Papers()
	if len(papers) != len(standard.Presets) {
		t.Fatalf("%d papers", len(papers))
	}
	for i, p := range papers {
		e, err := o.pages[Estimates].(*estimates).readers[p.Kind]([]byte(p.Body))
		if err != nil {
			t.Errorf("%s: %v", p.Name, err)
			continue
		}
		if compact(e.body()) != p.Body {
			t.Errorf("%s is another when it is read", standard.Presets[i].ID)
		}
	}
}
