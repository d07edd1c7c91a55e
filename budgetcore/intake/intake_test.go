package intake_test

import (
	"fmt"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/intake"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/published"
)

func read(t testing.TB, text string, choices intake.Choices) *intake.Sheet {
	t.Helper()
	cells, err := intake.Split(text)
	if err != nil {
		t.Fatal(err)
	}
	s, err := intake.Read(cells, published.Dataset(), choices)
	if err != nil {
		t.Fatal(err)
	}
	return s
}

var asItSeems = intake.Choices{Heads: -1}

// told writes a sheet as understood, a line a row.
func told(s *intake.Sheet) string {
	var b strings.Builder
	for i := range s.Rows {
		r := &s.Rows[i]
		l := &r.Line
		amount := ""
		if !l.Blank {
			amount = l.Amount.GroupedExact()
		}
		fmt.Fprintf(&b, "%d", r.At)
		for _, v := range []string{l.Unit, l.Function, l.Kind.String(), l.Economic, l.Source.String(), l.Project, amount} {
			b.WriteString("|" + v)
		}
		if r.HasLastYear {
			b.WriteString("|" + r.LastYear.GroupedExact())
		}
		for _, d := range r.Doubts {
			b.WriteString(" ? " + d.In(message.EN))
		}
		if r.Err != nil {
			b.WriteString(" ! " + message.Explain(r.Err, message.EN))
		}
		b.WriteByte('\n')
	}
	for _, total := range s.Totals {
		fmt.Fprintf(&b, "%d %s %s of %s\n", total.At, total.Name, total.Added.GroupedExact(), total.Stated.GroupedExact())
	}
	return b.String()
}

func TestSheetsOfPlannersAreUnderstood(t *testing.T) {
	for _, c := range []struct {
		name, sheet string
		unit        money.Amount
		says        bool
		want        string
	}{
		{
			"heads, thousands and 元 in the head", "项目名称\t功能科目\t金额（元）\n就业补助\t2080799\t1,234,500.00\n人才引进\t2080116\t８００，０００\n", money.Yuan, true,
			"2||2080799||||就业补助|123.45\n3||2080116||||人才引进|80.00\n",
		},
		{
			"a title, the unit above the heads, a total", "某局2027年预算申报表,,\n,,单位：万元\n序号,项目,预算数\n1,甲,12.5\n2,乙,-3\n合计,,9.50\n", money.Wan, true,
			"4||||||甲|12.50\n5||||||乙|-3.00 ? the amount -3.00 is below zero\n6 合计 9.50 of 9.50\n",
		},
		{
			"merged heads in two rows", "支出功能分类科目\t\t支出类别\t金额\n编码\t名称\t\t\n2080101\t行政运行\t人员经费\t30\n2080101\t行政运行\t公用经费\t5\n", money.Wan, false,
			"3||2080101|personnel||||30.00\n4||2080101|public||||5.00\n",
		},
		{
			"merged cells are filled down, subtotals close groups", "预算单位,支出类别,项目名称,金额\n403001,项目,甲,1\n,,乙,2\n小计,,,3\n403002,项目,丙,4\n总计,,,7.00\n", money.Wan, false,
			"2|403001||project|||甲|1.00\n3|403001||project|||乙|2.00\n5|403002||project|||丙|4.00\n4 小计 3.00 of 3.00\n6 总计 7.00 of 7.00\n",
		},
		{
			"rows for 类 and 款 are totals of those below", "科目编码,科目名称,金额\n208,社会保障和就业支出,7\n20801,人力资源和社会保障管理事务,7\n2080101,行政运行,3\n2080116,引进人才费用,4\n", money.Wan, false,
			"4||2080101||||" + "|3.00\n5||2080116||||" + "|4.00\n2 208 社会保障和就业支出 7.00 of 7.00\n3 20801 人力资源和社会保障管理事务 7.00 of 7.00\n",
		},
		{
			"类, 款 and 项 in columns of their own", "类,款,项,科目名称,金额\n208,01,01,行政运行,3\n", money.Wan, false,
			"2||2080101||||" + "|3.00\n",
		},
		{
			"two years side by side", "项目,2026年预算数,2027年预算数,备注\n甲,10,12,\n乙,5,,停办\n", money.Wan, false,
			"2||||||甲|12.00|10.00\n3||||||乙||5.00\n",
		},
		{
			"no heads at all, large figures are 元", "劳动监察\t2080105\t4050000\n就业服务\t2080199\t1250000.5\n", money.Yuan, false,
			"1||2080105||||劳动监察|405.00\n2||2080199||||就业服务|125.00005\n",
		},
		{
			"names in place of codes, and a name that is another's", "功能科目,功能科目名称,资金来源,项目,金额\n,劳动保障监察,财政拨款,甲,1\n2080105,行政运行,其他收入,乙,2\n,没有这个科目,,丙,3\n", money.Wan, false,
			"2||2080105|||general_public_budget|甲|1.00\n3||2080105|||other_income|乙|2.00 ? the code 2080105 is called \"行政运行\" here, \"劳动保障监察\" in the classification; the code is taken\n4|||||other_income|丙|3.00 ! the classification has no lowest code called \"没有这个科目\"; write the code\n",
		},
		{
			"personnel money on a 302 item", "类别,经济科目,项目,金额\n人员,30201,办公,1\n", money.Wan, false,
			"2|||personnel|30201||办公|1.00 ? personnel spending on \"30201 办公费\": 302 商品和服务支出 is for goods, services and assets, people are paid from 301 or 303\n",
		},
		{
			"wrong rows say what is wrong, the others stand", "预算单位,项目,金额\n999999,甲,1\n厦门市劳动保障监察支队,乙,2\n403001,丙,一百\n", money.Wan, false,
			"2||||||甲|1.00 ! there is no budget unit \"999999\"; check the code\n3|403006|||||乙|2.00\n4|403001|||||丙| ! ",
		},
		{
			"dashes are no amount, words alone are headings", "项目,金额\n一、人员经费,\n工资,5\n奖金,—\n", money.Wan, false,
			"3||||||工资|5.00\n",
		},
		{
			"quoted cells with line breaks", "项目\t金额（万元）\n\"甲\n二期\"\t3\n", money.Wan, true,
			"2||||||甲 二期|3.00\n",
		},
		{
			"English heads", "Project;Unit;Kind;Source of funds;Amount (yuan)\nOffice;403001;Public;General public budget;20000\n", money.Yuan, true,
			"2|403001||public||general_public_budget|Office|2.00\n",
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			s := read(t, c.sheet, asItSeems)
			got := told(s)
			if !strings.HasPrefix(got, c.want) || !strings.HasSuffix(c.want, "! ") && got != c.want {
				t.Errorf("understood\n%s\nwant\n%s", got, c.want)
			}
			if s.Unit != c.unit || s.Says != c.says {
				t.Errorf("unit %d, said %v; want %d, %v", s.Unit, s.Says, c.unit, c.says)
			}
		})
	}
}

func TestWhatCannotBeReadIsRefusedInWords(t *testing.T) {
	for _, c := range []struct{ name, text, says string }{
		{"nothing", "\n\n", "nothing in it"},
		{"another encoding", "\xcf\xee\xc4\xbf,1\n", "UTF-8"},
		{"no amounts", "项目\t备注\n甲\t乙\n", "no column holds amounts"},
		{"too wide", strings.Repeat("\t", 300), "too large"},
	} {
		t.Run(c.name, func(t *testing.T) {
			cells, err := intake.Split(c.text)
			if err == nil {
				_, err = intake.Read(cells, published.Dataset(), asItSeems)
			}
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want %q", err, c.says)
			}
		})
	}
}

func TestWhatIsChosenReplacesWhatIsSuggested(t *testing.T) {
	sheet := "项目,说不清,数\n甲,5000000,7\n"
	cells, err := intake.Split(sheet)
	if err != nil {
		t.Fatal(err)
	}
	s, err := intake.Read(cells, published.Dataset(), intake.Choices{Heads: 1, Unit: money.Yuan, Columns: map[int]intake.Column{1: intake.Amount, 2: intake.Nothing}})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := told(s), "2||||||甲|500.00\n"; got != want {
		t.Errorf("understood %q, want %q", got, want)
	}
}

func TestUnitsAreMadeWhereTheyMayBe(t *testing.T) {
	own := &budget.Own{Department: budget.Unit{Code: "101", Name: "档案馆"}, Year: "2027"}
	ds, err := own.Dataset(published.Dataset())
	if err != nil {
		t.Fatal(err)
	}
	cells, err := intake.Split("单位,任务,项目,金额\n本级,修志,甲,1\n101009 方志中心,修志,乙,2\n本级,编研,丙,3\n")
	if err != nil {
		t.Fatal(err)
	}
	s, err := intake.Read(cells, ds, intake.Choices{Heads: -1, NewUnits: true})
	if err != nil {
		t.Fatal(err)
	}
	if got, want := fmt.Sprint(s.NewUnits, s.NewTasks, s.Wrong()), "[{101001 本级} {101009 方志中心}] [修志 编研] 0"; got != want {
		t.Errorf("made %s, want %s", got, want)
	}
}

// Two routes to one sheet: in 元 and in 万元, by tab and by comma.
func TestUnitAndSeparatorDoNotMatter(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 30).Draw(t, "rows")
		yuan, wan := "项目\t金额（元）\n", "项目,金额（万元）\n"
		var sum money.Amount
		for i := range n {
			a := money.Amount(rapid.Int64Range(-1e12, 1e12).Draw(t, "amount"))
			sum += a
			yuan += fmt.Sprintf("项目%d\t\"%s\"\n", i, grouped(a))
			wan += fmt.Sprintf("项目%d,%s\n", i, a)
		}
		a, b := read(nothing{}, yuan, asItSeems), read(nothing{}, wan, asItSeems)
		if a.Sum != sum || b.Sum != sum || len(a.Rows) != n || len(b.Rows) != n || a.Wrong()+b.Wrong() > 0 {
			t.Fatalf("sums %s and %s, want %s\n%s\n%s", a.Sum, b.Sum, sum, told(a), told(b))
		}
	})
}

// nothing fails by panic, for use inside properties.
type nothing struct{ testing.TB }

func (nothing) Helper()           {}
func (nothing) Fatal(args ...any) { panic(fmt.Sprint(args...)) }

// grouped writes an amount in 元 with thousands.
func grouped(a money.Amount) string {
	sign := ""
	if a < 0 {
		sign, a = "-", -a
	}
	whole := fmt.Sprint(int64(a / money.Yuan))
	for i := len(whole) - 3; i > 0; i -= 3 {
		whole = whole[:i] + "," + whole[i:]
	}
	return fmt.Sprintf("%s%s.%02d", sign, whole, int64(a%money.Yuan))
}

func FuzzSheets(f *testing.F) {
	f.Add("项目名称\t功能科目\t金额（元）\n就业补助\t2080799\t1,234,500.00\n")
	f.Add("单位：万元\n类,款,项,金额\n208,01,01,3\n合计,,,3\n")
	f.Add("a;b\n\"1\n2\";3")
	f.Fuzz(func(t *testing.T, text string) {
		cells, err := intake.Split(text)
		if err != nil {
			return
		}
		s, err := intake.Read(cells, published.Dataset(), intake.Choices{Heads: -1, NewUnits: true})
		if err != nil {
			return
		}
		var sum money.Amount
		for i := range s.Rows {
			r := &s.Rows[i]
			if r.Err == nil && r.Line.Section == budget.Spending {
				sum += r.Line.Amount
			}
			if r.Line.Blank && r.Line.Amount != 0 {
				t.Fatalf("row %d is blank and has an amount", r.At)
			}
		}
		if sum != s.Sum {
			t.Fatalf("sum %s, rows come to %s", s.Sum, sum)
		}
	})
}

func TestADepartmentStartsFromItsLinesAndLastYear(t *testing.T) {
	cells, err := intake.Split("单位名称,功能科目,支出类别,资金来源,项目,上年预算数（元）,本年预算数（元）\n" +
		"本级,2010301,人员,财政拨款,,3000000,3100000\n" +
		"本级,2010302,项目,财政拨款,修志,200000,200000\n" +
		"方志中心,2010350,项目,其他收入,展览,500000,\n" +
		"方志中心,2010350,项目,其他收入,直播,,80000\n" +
		"本级,9999999,项目,,错行,1,1\n")
	if err != nil {
		t.Fatal(err)
	}
	s, own, edits, err := intake.Found(cells, budget.Own{Department: budget.Unit{Code: "101", Name: "档案馆"}, Year: "2027"}, published.Dataset(), asItSeems)
	if err != nil {
		t.Fatal(err)
	}
	if s.Wrong() != 1 || len(s.Rows) != 5 {
		t.Errorf("%d rows, %d wrong", len(s.Rows), s.Wrong())
	}
	ds, err := own.Dataset(published.Dataset())
	if err != nil {
		t.Fatal(err)
	}
	d := budget.NewDraft(ds)
	d.Edits, d.Cursor = edits, len(edits)
	now, err := ledger.Replay(published.Dataset(), d, ledger.KeepTails)
	if err != nil {
		t.Fatal(err)
	}
	base, err := ledger.New(ds, ledger.KeepTails)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		what      string
		got, want money.Amount
	}{
		{"last year's spending", base.In(budget.Spending).Total().Amount, 370 * money.Wan},
		{"this year's", now.In(budget.Spending).Total().Amount, 338 * money.Wan},
		{"last year's income", base.Income(), 370 * money.Wan},
		{"this year's income follows", now.Income(), 338 * money.Wan},
		{"the gap", now.Gap(), 0},
		{"of the unit that the sheet names", now.In(budget.Spending).Unit("101002").Amount, 8 * money.Wan},
	} {
		if c.got != c.want {
			t.Errorf("%s: %s, want %s", c.what, c.got, c.want)
		}
	}
}
