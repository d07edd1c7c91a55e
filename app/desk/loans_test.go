package desk

import (
	"fmt"
	"strconv"
	"strings"
	"testing"

	"suanpan/app/session"
	"suanpan/budgetcore/loan"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/published"
)

// lending is an office that has begun an estimate of loans.
func lending(t *testing.T) *office {
	o := newOffice(t)
	o.Turn(Estimates, "")
	o.do("click", "begin loans ", "")
	return o
}

func (o *office) loans() *loans {
	o.t.Helper()
	l, ok := o.pages[Estimates].(*estimates).work.(*loans)
	if !ok {
		o.t.Fatal("no estimate of loans is open")
	}
	return l
}

func (o *office) fill(row string, fields map[string]string) string {
	o.t.Helper()
	page := ""
	for name, v := range fields {
		switch name {
		case "borrower", "repayment":
			o.do("change", row+"-"+name, v)
			page = o.do("change", "keep", "")
		default:
			page = o.types(row+"-"+name, v)
		}
	}
	return page
}

// persons are 400 loans of 20 万元 over 2022.
func (o *office) persons() string {
	o.t.Helper()
	o.do("click", "loans-row-add", "")
	return o.fill("loans-row1", map[string]string{"count": "400", "amount": "20", "year": "2022", "term": "24", "rate": "4.15"})
}

func (o *office) body() string {
	o.t.Helper()
	papers := o.writer.Now().Papers()
	if len(papers) != 1 {
		o.t.Fatalf("%d papers are kept", len(papers))
	}
	return papers[0].Body
}

func partsOf(t *testing.T, o *office) map[string]money.Amount {
	t.Helper()
	list, err := o.loans().parts(o.Desk)
	if err != nil {
		t.Fatal(err)
	}
	all := make(map[string]money.Amount)
	for _, p := range list {
		all[p.id] = p.amount
	}
	return all
}

func TestAssumedLoansNeedWhatTheCoreSays(t *testing.T) {
	o := lending(t)
	o.wants(o.settle(), "还没有贷款")
	page := o.persons()
	a, err := loan.ParseAssumption("borrower=person count=400 amount=20.00 rate=4.15 term=24 year=2022", "设定1")
	if err != nil {
		t.Fatal(err)
	}
	m := &loan.Model{Year: 2023, Assumptions: []loan.Assumption{a}}
	want, err := m.Estimate()
	if err != nil {
		t.Fatal(err)
	}
	// the worked case over-the-year.txtar has the same figures from the second program
	o.wants(page, "2023 年所需 144.880103 万元", "公布 1,000.00 万元", "相差 -855.119897 万元", "1,448,801.03", "未核实的取值")
	if got := partsOf(t, o); got["need"] != want.Of.Need || got["subsidy"] != want.Of.Paid.All().Subsidy || got["paid-04"]+got["paid-10"] != got["subsidy"] ||
		got["subsidy-person"] != got["subsidy"] || got["subsidy-firm"] != 0 || got["reward"] != 0 || want.Of.Need != 144880103 {
		t.Errorf("the parts are %v, want a need of %v", got, want.Of.Need)
	}
	if read, err := loan.ReadModel([]byte(o.body()), "x"); err != nil || len(read.Assumptions) != 1 || read.Assumptions[0] != a {
		t.Errorf("kept %s (%v), want %+v", o.body(), err, a)
	}

	// it goes to the line that was published, and follows
	o.wants(o.do("click", "write", ""), "已写入 L59")
	if got := o.amount("L59"); got != want.Of.Need {
		t.Errorf("the line has %v", got)
	}
	o.wants(o.types("loans-row1-count", "８００"), "测算已变", "2023 年所需 289.818235 万元")
	// in the year in which they are granted there is the reward, too
	o.types("loans-year", "2022")
	if got := partsOf(t, o); got["reward"] != 160*money.Wan || got["need"] != got["subsidy"]+got["reward"] {
		t.Errorf("the parts of 2022 are %v", got)
	}
}

func TestABadFieldIsSaidThereAndChangesNothing(t *testing.T) {
	o := lending(t)
	o.persons()
	before := o.body()
	for name, c := range map[string]struct{ field, typed, want string }{
		"no number":           {"count", "四百", "“四百”不是不小于 0 的整数"},
		"negative":            {"count", "-4", "“-4”不是不小于 0 的整数"},
		"none":                {"count", "0", "笔数 0 不在 1 至 100000 之间"},
		"too many":            {"count", "100,001", "笔数 100001 不在"},
		"rate over 100 %":     {"rate", "100.01", "不是利率"},
		"amount of nothing":   {"amount", "", "没有填写"},
		"end before start":    {"last_month", "0", "0 不是月份"},
		"no such month":       {"first_month", "13", "13 不是月份"},
		"a person with heads": {"heads", "3", "个人贷款不填招用人数"},
		"term of nothing":     {"term", "0", "不是 1 至 120 的整月数"},
		"no name":             {"id", "", "编号要有"},
		"no such year":        {"year", "1999", "1999 不是 2000 至 2099 间的年份"},
	} {
		was := o.loans().rows[0].fields[c.field].text
		page := o.types("loans-row1-"+c.field, c.typed)
		if !strings.Contains(page, c.want) || !strings.Contains(page, "1 行设定有误或没有填完") {
			t.Errorf("%s: the page does not say %q:\n%s", name, c.want, page)
		}
		if err := o.loans().rows[0].fields[c.field].err; err == nil {
			t.Errorf("%s: the field %s is not marked", name, c.field)
		}
		if got := o.loans().rows[0].fields[c.field].text; got != c.typed {
			t.Errorf("%s: what was typed has become %q", name, got)
		}
		if o.body() != before {
			t.Errorf("%s: what is kept has changed to %s", name, o.body())
		}
		if page := o.types("loans-row1-"+c.field, was); strings.Contains(page, "设定有误") {
			t.Errorf("%s: it is still wrong after it was put right:\n%s", name, page)
		}
	}
	if page := o.types("loans-year", "20x3"); !strings.Contains(page, "“20x3”不是") || o.body() != before {
		t.Error("a year that is none was taken")
	}
}

func TestRowsAreAddedAndRemoved(t *testing.T) {
	o := lending(t)
	o.persons()
	one := o.body()
	page := o.do("click", "loans-row-add", "")
	o.wants(page, "没有填完，这一行还不计入")
	if o.focused != "loans-row2-count" {
		t.Errorf("%s is focused", o.focused)
	}
	if o.body() != one {
		t.Error("an empty row is kept")
	}
	o.fill("loans-row2", map[string]string{"borrower": "1", "count": "10", "amount": "200", "heads": "8", "term": "24", "rate": "4.5", "year": "2022"})
	if o.body() == one {
		t.Fatal("the firms are not kept")
	}
	if got := partsOf(t, o); got["subsidy-firm"] == 0 || got["subsidy"] != got["subsidy-firm"]+got["subsidy-person"] {
		t.Errorf("the parts are %v", got)
	}
	o.wants(o.types("loans-row2-id", "设定1"), "已有一行叫这个名称")
	o.do("click", "loans-drop loans-row2", "")
	if o.body() != one {
		t.Errorf("after it was removed %s", o.body())
	}
}

func TestMoreRowsThanAModelHoldsAreRefused(t *testing.T) {
	o := lending(t)
	m := &loan.Model{Year: 2023}
	for i := range loan.MaxAssumptions {
		a, err := loan.ParseAssumption("borrower=person count=1 amount=20.00 rate=4.15 term=24 year=2022", fmt.Sprint("批", i))
		if err != nil {
			t.Fatal(err)
		}
		m.Assumptions = append(m.Assumptions, a)
	}
	e := o.pages[Estimates].(*estimates)
	e.work = newLoans(m)
	o.do("change", "keep", "")
	before := o.body()
	o.do("click", "loans-row-add", "")
	page := o.fill(fmt.Sprint("loans-row", loan.MaxAssumptions+1), map[string]string{"count": "4", "amount": "20", "term": "24", "rate": "4.15"})
	o.wants(page, "设定太多（上限 200 条）")
	if o.body() != before {
		t.Error("more rows are kept than can be read again")
	}
}

func TestTheExampleSaysThatItIsOne(t *testing.T) {
	o := lending(t)
	page := o.do("click", "loans-example", "")
	o.wants(page, "“示例”一行的数是编的", "2023 年所需")
	if strings.Contains(page, "写入明细行") && o.handlers["click write"] != nil {
		t.Error("figures of the example can be written to lines")
	}
	o.types("loans-row1-id", "2022年个人")
	if o.handlers["click write"] == nil {
		t.Error("a row of one's own cannot be written to lines")
	}
}

// pasted reads a table.
func (o *office) pasted(text string) string {
	o.t.Helper()
	o.do("change", "loans-paste", text)
	o.do("change", "keep", "")
	return o.do("click", "loans-read", "")
}

const tableHead = "编号\t类型\t金额（万元）\t发放日期\t期限\t利率\t招用人数\n"

func TestATableWithFaultsIsRefusedWhole(t *testing.T) {
	o := lending(t)
	before := o.body()
	page := o.pasted(tableHead +
		"D1\t个人\t20\t2022-03-15\t24\t4.15\t\n" +
		"D2\t个人\tx\t2022-03-15\t24\t4.15\t\n" +
		"D3\t小微企业\t200\t2022-13-01\t24\t4.15\t8\n" +
		"D4\t个人\t20\t2022-03-15\t24\t101\t\n")
	o.wants(page, "3 处不能用，一笔也没有采用", "3 | 金额（万元） | ", "4 | 发放日期 | ", "5 | 利率 | ", "“101”不是利率")
	if o.body() != before || len(o.loans().model.Loans) != 0 {
		t.Error("some of it was taken")
	}
	if page = o.pasted(tableHead + "D1\t个人\t20\t2022-03-15\t24\t4.15\t\n"); strings.Contains(page, "不能用") {
		t.Errorf("the faults are still there:\n%s", page)
	}
	o.wants(page, "台账共 1 笔，20.00 万元")
	kept := o.body()
	o.wants(o.do("file", "loans-file", "台账.csv\n编号,类型\n"), "不能用")
	if o.body() != kept {
		t.Error("a refused file changed what is kept")
	}
	o.do("click", "loans-table-drop", "")
	if o.body() != before {
		t.Errorf("after the table was removed %s", o.body())
	}
}

func tenThousand() string {
	var b strings.Builder
	b.WriteString(tableHead)
	for i := range 10_000 {
		fmt.Fprintf(&b, "D%05d\t个人\t%d\t2022-%02d-%02d\t36\t4.15\t\n", i, 5+i%26, 1+i%12, 1+i%28)
	}
	return b.String()
}

func rowsOf(nodes []Node) (n int) {
	for i := range nodes {
		if nodes[i].tag == "tr" {
			n++
		}
		n += rowsOf(nodes[i].children)
	}
	return n
}

func TestAPageOfTenThousandLoansStaysLight(t *testing.T) {
	o := lending(t)
	page := o.pasted(tenThousand())
	o.wants(page, "台账共 10,000 笔", "D00000", "D00009", "D09999", "中间 9989 行不列")
	if strings.Contains(page, "D00010") {
		t.Error("loans in the middle are listed")
	}
	if n := rowsOf(o.Nodes()); n >= 60 {
		t.Errorf("%d rows are described", n)
	}
	if n := len(o.View()); n > 100_000 {
		t.Errorf("the page has %d bytes", n)
	}
	m, err := loan.ReadModel([]byte(o.body()), "x")
	if err != nil || len(m.Loans) != 10_000 {
		t.Fatalf("kept %d loans, %v", len(m.Loans), err)
	}
	want, err := m.Estimate()
	if err != nil {
		t.Fatal(err)
	}
	if got := partsOf(t, o); got["need"] != want.Of.Need || got["need"] == 0 {
		t.Errorf("the need is %v, want %v", got["need"], want.Of.Need)
	}

	// one is found by its id, and by a part of it
	o.do("click", "loans-fold chain", "")
	o.wants(o.do("input", "loans-loan", "D0777"), "D07770", "D07777")
	page = o.do("click", "loans-pick D07777", "")
	o.wants(page, "D07777：1 笔", "LPR")
	if n := rowsOf(o.Nodes()); n >= 110 {
		t.Errorf("%d rows are described with the months of a loan", n)
	}
	o.wants(o.do("input", "loans-loan", "没有"), "没有编号含有这些字的贷款")
	// what has been reckoned is not reckoned anew
	done := o.loans().done
	o.do("input", "loans-loan", "D0")
	o.types("loans-year", "2023")
	if o.loans().done != done {
		t.Error("it was reckoned anew although nothing changed")
	}
}

func TestAValueOfOnesOwnIsUsed(t *testing.T) {
	o := lending(t)
	o.persons()
	before := partsOf(t, o)["need"]
	kept := o.body()
	page := o.do("click", "loans-fold terms", "")
	o.wants(page, "3.45 %", "未核实", "公布", "30.00 万元", "按实际人数比例")
	term := func(series loan.Series, from, until, value, source string) string {
		o.do("change", "loans-term-series", fmt.Sprint(int(series)))
		o.do("input", "loans-term-from", from)
		o.do("input", "loans-term-until", until)
		if series.Words() != nil {
			o.do("change", "loans-term-value", value)
		} else {
			o.do("input", "loans-term-value", value)
		}
		o.do("input", "loans-term-source", source)
		return o.do("click", "loans-term-add", "")
	}
	for name, c := range map[string]struct{ from, until, value, source, want string }{
		"end before start": {"2022-05-01", "2022-04-30", "3", "文", "终点 2022-04-30 早于起点 2022-05-01"},
		"over 100 %":       {"2022-01-01", "", "100.5", "文", "“100.5”不是利率"},
		"no day":           {"2022-02-30", "", "3", "文", "“2022-02-30”不是"},
		"no value":         {"2022-01-01", "", "", "文", "没有填写"},
		"no source":        {"2022-01-01", "", "3", "", "没有填写"},
	} {
		if page := term(loan.LPR, c.from, c.until, c.value, c.source); !strings.Contains(page, c.want) {
			t.Errorf("%s: the page does not say %q", name, c.want)
		}
		if o.body() != kept {
			t.Fatalf("%s: it was taken", name)
		}
	}
	page = term(loan.LPR, "2022年1月1日", "2022/12/31", "3.0％", "市担保中心来函")
	o.wants(page, "市担保中心来函", "自填", "2023-01-01")
	if got := partsOf(t, o)["need"]; got <= before {
		t.Errorf("with a lower LPR %v is needed, before %v", got, before)
	}
	// a second one on the same day is refused, with the field
	o.wants(term(loan.LPR, "2022-12-31", "", "3.2", "又一函"), "在 2022-12-31 这一天有两个取值")
	if o.loans().terms.from.err == nil {
		t.Error("the field is not marked")
	}
	o.wants(term(loan.HeadsRule, "", "", "cap", "市局口径"), "按实际人数定额度")
	o.do("click", "loans-term-drop heads_rule 0", "")
	o.do("click", "loans-term-drop lpr 0", "")
	if o.body() != kept {
		t.Errorf("after they were removed %s is kept, before %s", o.body(), kept)
	}
	if got := partsOf(t, o)["need"]; got != before {
		t.Errorf("after they were removed %v is needed, before %v", got, before)
	}
}

// Where no value is in force the estimate says so at the row, and nothing is
// guessed.
func TestADayWithoutLPRIsSaid(t *testing.T) {
	o := lending(t)
	o.persons()
	page := o.types("loans-row1-year", "2026")
	o.wants(page, "现在算不出来", "这一天没有", "的取值")
	if _, err := o.loans().parts(o.Desk); err == nil {
		t.Error("there are results without a rate")
	}
	if !strings.Contains(o.body(), `"year":2026`) {
		t.Error("what was typed is not kept")
	}
	o.wants(o.types("loans-row1-year", "2022"), "2023 年所需 144.880103 万元")
}

func TestAMonthOfALoanIsExplained(t *testing.T) {
	o := lending(t)
	o.pasted(tableHead + "E1\t小微企业\t300\t2022-09-20\t24\t4.5\t6\n")
	o.do("click", "loans-open E1", "")
	l := o.loans()
	x := &l.done.Portfolio[0]
	month, err := loan.ParseMonth("2023-05")
	if err != nil {
		t.Fatal(err)
	}
	lines, err := loan.Explain(x, l.done.Terms, month)
	if err != nil {
		t.Fatal(err)
	}
	page := o.do("input", "loans-month", "2023-05")
	for _, line := range lines {
		o.wants(page, line.In(message.ZH))
	}
	schedule, err := loan.Schedule(x, l.done.Terms)
	if err != nil {
		t.Fatal(err)
	}
	for _, m := range schedule {
		o.wants(page, m.Month.String()+" | ", yuan(m.Interest)+" | "+yuan(m.Borne)+" | "+yuan(m.Subsidy))
	}
	o.wants(page, "超出额度 1,200,000", "3,000,000 × 31 | 1,800,000 × 31 | 6/6")
	o.wants(o.do("input", "loans-month", "2030-01"), "没有利息")
	o.wants(o.do("input", "loans-month", "May"), "“May”不是月份")
	o.wants(o.do("click", "loans-explain 2024-09", ""), "2024-09")
	// the year, too
	lines, err = l.done.Explain()
	if err != nil {
		t.Fatal(err)
	}
	page = o.do("click", "loans-fold said", "")
	for _, line := range lines {
		o.wants(page, line.In(message.ZH))
	}
}

func TestAGoalIsMetByWholeLoans(t *testing.T) {
	o := lending(t)
	o.persons()
	o.do("click", "loans-fold guess", "")
	page := o.do("input", "loans-goal", "500")
	g := &o.loans().guess
	within, reach := g.met.Within, g.met.Reach
	if reach != within+1 {
		t.Fatalf("%+v", g.met)
	}
	o.wants(page, "至多 "+money.Group(within)+" 笔", "到 "+money.Group(reach)+" 笔")
	need := func(n int64) money.Amount {
		a := o.loans().model.Assumptions[0]
		a.Count = n
		e, err := (&loan.Model{Year: 2023, Assumptions: []loan.Assumption{a}}).Estimate()
		if err != nil {
			t.Fatal(err)
		}
		return e.Of.Need
	}
	if a, b := need(within), need(reach); a > 500*money.Wan || b < 500*money.Wan || a != g.met.WithinNeed || b != g.met.ReachNeed {
		t.Errorf("%d need %v, %d need %v", within, a, reach, b)
	}
	o.do("click", "loans-goal-take", "")
	if got := partsOf(t, o)["need"]; got != g.met.WithinNeed {
		t.Errorf("with the number taken over %v is needed, want %v", got, g.met.WithinNeed)
	}
	if !strings.Contains(o.body(), fmt.Sprintf(`"count":%d`, within)) {
		t.Error("the number taken over is not kept")
	}
	o.wants(o.do("input", "loans-goal", "a lot"), "a lot")

	// the two-way table says what the estimate says
	o.do("input", "loans-goal", "500")
	o.do("input", "loans-two-counts", "400 1600")
	page = o.do("input", "loans-two-others", "10；20")
	for _, c := range []struct {
		n      int64
		amount money.Amount
	}{{400, 10}, {400, 20}, {1600, 10}, {1600, 20}} {
		a := o.loans().model.Assumptions[0]
		a.Count, a.Amount = c.n, c.amount*money.Wan
		e, err := (&loan.Model{Year: 2023, Assumptions: []loan.Assumption{a}}).Estimate()
		if err != nil {
			t.Fatal(err)
		}
		want := " | " + e.Of.Need.Grouped()
		if e.Of.Need > 500*money.Wan {
			want = " | ▲ " + e.Of.Need.Grouped()
		}
		o.wants(page, want)
	}
	o.wants(o.do("input", "loans-two-counts", "320,360"), "是一个数还是几个")
	o.do("input", "loans-two-counts", "")
	o.wants(o.do("change", "loans-two-by", "true"), "4.15 %", "3.735 %")
	o.wants(o.do("input", "loans-two-others", "4 101"), "不是利率")
}

func TestWhatMattersMostAmongLoans(t *testing.T) {
	o := lending(t)
	o.persons()
	page := o.do("click", "loans-fold guess", "")
	// every value a tenth less and more, and how a range is written
	estimated := func(change func(a *loan.Assumption)) money.Amount {
		a := o.loans().model.Assumptions[0]
		a.Low, a.High = 0, 0
		change(&a)
		e, err := (&loan.Model{Year: 2023, Assumptions: []loan.Assumption{a}}).Estimate()
		if err != nil {
			t.Fatal(err)
		}
		return e.Of.Need
	}
	ends := func(name string, change func(a *loan.Assumption, n int64)) {
		t.Helper()
		low, high := estimated(func(a *loan.Assumption) { change(a, 9) }), estimated(func(a *loan.Assumption) { change(a, 11) })
		o.wants(page, name+" | "+low.GroupedExact()+" | "+high.GroupedExact()+" | "+max(high-low, low-high).GroupedExact())
	}
	ends("笔数（360–440）", func(a *loan.Assumption, n int64) { a.Count = a.Count * n / 10 })
	ends("每笔金额（18.00–22.00 万元）", func(a *loan.Assumption, n int64) { a.Amount = a.Amount * money.Amount(n) / 10 })
	ends("年利率（3.735–4.565 %）", func(a *loan.Assumption, n int64) { a.Rate = a.Rate * loan.Rate(n) / 10 })
	o.wants(page, "各日的 LPR", "80:100:130")
	o.lacks(page, message.DrawsStart.In(message.ZH))

	// a range, in full-width digits as an input method writes them
	page = o.types("loans-row1-count", "３００：400：600")
	if a := o.loans().model.Assumptions[0]; a.Low != 300 || a.Count != 400 || a.High != 600 {
		t.Fatalf("%+v", a)
	}
	if !strings.Contains(o.body(), `"count":{"low":300,"expected":400,"high":600}`) {
		t.Errorf("the range is not kept: %s", o.body())
	}
	low, high := estimated(func(a *loan.Assumption) { a.Count = 300 }), estimated(func(a *loan.Assumption) { a.Count = 600 })
	o.wants(page, message.LoansEnds.With(low.GroupedExact(), high.GroupedExact()).In(message.ZH),
		" | "+low.GroupedExact()+" | "+high.GroupedExact()+" | "+(high-low).GroupedExact())

	o.types("loans-draws", "5000")
	o.types("loans-draws-seed", "7")
	budget := estimated(func(a *loan.Assumption) { a.Count = 450 })
	o.types("loans-draws-budget", budget.String())
	page = o.do("click", "loans-draws-start", "")
	e, err := o.loans().model.Estimate()
	if err != nil {
		t.Fatal(err)
	}
	ranges, err := e.Ranges()
	if err != nil {
		t.Fatal(err)
	}
	s, err := ranges.Simulation(7, 5000)
	if err != nil {
		t.Fatal(err)
	}
	s.Run(5000)
	for _, line := range s.Result().Explain(7, &budget) {
		o.wants(page, line.In(message.ZH))
	}
	// draws are of the estimate they were made of
	o.lacks(o.types("loans-row1-rate", "4.2"), "P90")

	// a goal beyond the range takes the range along
	o.do("input", "loans-goal", "2000")
	o.do("click", "loans-goal-take", "")
	if a := o.loans().model.Assumptions[0]; a.Count <= 600 || a.Low != 300 || a.High != a.Count {
		t.Errorf("%+v", a)
	}

	// ends in the wrong order are said at the field, and the row stays as it was
	before := o.body()
	o.wants(o.types("loans-row1-count", "500:400:600"), "由小到大")
	if o.body() != before {
		t.Error("a range in the wrong order was kept")
	}
}

func TestARangeInTheWrongOrderIsSaidInARowThatIsNotFinished(t *testing.T) {
	o := lending(t)
	o.do("click", "loans-row-add", "")
	o.wants(o.types("loans-row1-count", "500:400:600"), "由小到大")
	o.lacks(o.types("loans-row1-count", "300:400:600"), "由小到大")
}

func TestNamesAreClippedByTheirWidth(t *testing.T) {
	for _, c := range [][2]string{
		{"rates of the loans of the table", "rates of the loans of the table"},
		{"创业担保贷款贴息及奖补经费创业担保贷款贴息及奖补经费", "创业担保贷款贴息及奖补经费创业担保贷款贴息…"},
		{"设定1 · 年利率（3.915–4.785 %）", "设定1 · 年利率（3.915–4.785 %）"},
	} {
		if got := clip(c[0], 44); got != c[1] {
			t.Errorf("%s is clipped to %s", c[0], got)
		}
	}
}

// Hundreds of bars are not drawn at once.
func TestTheWidestBarsAreShownFirst(t *testing.T) {
	o := lending(t)
	for i := range 10 {
		o.do("click", "loans-row-add", "")
		o.fill(fmt.Sprintf("loans-row%d", i+1), map[string]string{"count": strconv.Itoa(100 + i), "amount": "20", "year": "2022", "term": "24", "rate": "4.15"})
	}
	bars := func(page string) int { return strings.Count(page, "–") }
	few := bars(o.do("click", "loans-fold guess", ""))
	all := bars(o.do("click", "loans-all tenths-all", ""))
	if few >= all || all < 30 {
		t.Errorf("%d bars at first, %d when all are asked for", few, all)
	}
}

func TestResultsAreDownloaded(t *testing.T) {
	o := lending(t)
	o.persons()
	o.View()
	o.Do("click", "loans-csv", "")
	list := o.Requests()
	if len(list) != 1 || list[0].Kind != "download" || !strings.HasSuffix(list[0].Name, ".csv") {
		t.Fatalf("asked for %+v", list)
	}
	for _, want := range []string{"\ufeff", "2023-04,", "1448801.03", "-8551198.97", "2022-01,2022-02,2022-04,12934.02,7168.26,5765.76,0,5765.76"} {
		if !strings.Contains(string(list[0].Data), want) {
			t.Errorf("the file does not hold %q:\n%s", want, list[0].Data)
		}
	}
}

func TestLoansSurviveARestart(t *testing.T) {
	o := lending(t)
	o.persons()
	o.pasted(tableHead + "E1\t小微企业\t300\t2022-09-20\t24\t4.5\t6\n")
	want := partsOf(t, o)
	again := newOffice(t)
	s, err := session.New(published.Dataset(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Open(o.writer.File(), "draft"); err != nil {
		t.Fatal(err)
	}
	if err := again.Restore(s.File()); err != nil {
		t.Fatal(err)
	}
	again.writer = s
	again.Turn(Estimates, "")
	page := again.do("click", "open E1", "")
	again.wants(page, "台账共 1 笔")
	if rows := again.loans().rows; len(rows) != 1 || rows[0].fields["id"].text != "设定1" || rows[0].fields["rate"].text != "4.15" {
		t.Errorf("the rows are %+v", rows)
	}
	got := partsOf(t, again)
	for id, a := range want {
		if got[id] != a {
			t.Errorf("after a restart %s is %v, before %v", id, got[id], a)
		}
	}
	if again.body() != o.body() {
		t.Error("the body has changed")
	}
	// looking at it changes nothing
	again.do("change", "keep", "")
	if string(again.writer.File()) != string(s.File()) {
		t.Error("looking at it wrote to the draft")
	}
}

// Every part of the page, unfolded, in both languages.
func TestLoansAreDescribedInBothLanguages(t *testing.T) {
	for _, lang := range []string{"zh-CN", "en"} {
		o := newOffice(t)
		o.SetLang(lang)
		o.Turn(Estimates, "")
		o.do("click", "begin loans ", "")
		o.persons()
		o.pasted(tableHead + "E1\t小微企业\t300\t2022-09-20\t24\t4.5\t6\n")
		for _, name := range []string{"terms", "said", "months", "years", "guess"} {
			o.do("click", "loans-fold "+name, "")
		}
		page := o.do("click", "loans-open E1", "")
		if lang == "en" {
			o.wants(page, "Needed in 2023:", "Two-way table", "Principal × days", "above the cap", "Values that are not verified")
			for _, zh := range []string{"所需", "贴息：", "期限", "移除"} {
				if strings.Contains(page, zh) {
					t.Errorf("the English page says %s", zh)
				}
			}
		}
	}
}
