package statement

import (
	"fmt"
	"math/rand/v2"
	"strings"
	"testing"
	"unicode"
	"unicode/utf8"

	"github.com/google/go-cmp/cmp"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/money"
)

func TestPlansAreReadAsTheyAreWritten(t *testing.T) {
	for name, c := range map[string]struct {
		text string
		want []string // name | what was read
	}{
		"quarters of the whole project":    {"第一季度20%,第二季度30%,第三季度30%,第四季度20%", []string{"| Q1 20%, Q2 30%, Q3 30%, Q4 20%"}},
		"quarters without 第":               {"一季度25%，三季度75%", []string{"| Q1 25%, Q3 75%"}},
		"quarters in digits, full width":   {"第１季度４０％；第4季度60％", []string{"| Q1 40%, Q4 60%"}},
		"halves":                           {"上半年50%，下半年50%", []string{"| Q1-Q2 50%, Q3-Q4 50%"}},
		"the first quarters together":      {"前三季度80%，第四季度20%", []string{"| Q1-Q3 80%, Q4 20%"}},
		"what is left":                     {"第3季度支付40%，第4季度支付全部款项", []string{"| Q3 40%, Q4 60%"}},
		"by the end of the year":           {"第一季度90%、年底前10%", []string{"| Q1 90%, Q2-Q4 10%"}},
		"at the end of the year":           {"年底完成100%", []string{"| Q4 100%"}},
		"a month":                          {"2023年12月支付项目剩余尾款。", []string{"| Q4 100%"}},
		"months":                           {"4月支付50%，10月支付50%", []string{"| Q2 50%, Q4 50%"}},
		"amounts":                          {"考务费：第一季度计划投入550万元，第二季度500.5万元", []string{"考务费| Q1 550.00, Q2 500.50"}},
		"shares with decimals":             {"第一季度12.5%，第二季度87.50%", []string{"| Q1 12.5%, Q2 87.5%"}},
		"items parted by semicolons":       {"甲费：第一季度100%；乙费：第二季度100%", []string{"甲费| Q1 100%", "乙费| Q2 100%"}},
		"items parted by nothing":          {"<p>甲补助、乙补助：第一季度90%、年底前10%丙费：第三季度50%；第四季度50%。</p>", []string{"甲补助、乙补助| Q1 90%, Q2-Q4 10%", "丙费| Q3 50%, Q4 50%"}},
		"items parted by spaces":           {"甲费：第3季度支付40%，第4季度支付全部款项 12333专项：前三季度80%，第四季度20%", []string{"甲费| Q3 40%, Q4 60%", "12333专项| Q1-Q3 80%, Q4 20%"}},
		"paragraphs":                       {"<p>甲：第一季度100%</p> <p>乙：根据文件要求时间一次性发放。</p>", []string{"甲| Q1 100%", "乙| "}},
		"a share of no period":             {"提前下达100%", []string{"| "}},
		"a period without a share":         {"第三季度前发放", []string{"| "}},
		"shares that do not add":           {"第一季度50%，第二季度40%", []string{"| 90%"}},
		"shares beyond the whole":          {"第一季度80%，第二季度80%", []string{"| 160%"}},
		"a quarter named twice":            {"第一季度50%，第一季度50%", []string{"| "}},
		"a half and a quarter of it":       {"上半年50%，第二季度50%", []string{"| "}},
		"shares and amounts mixed":         {"第一季度50%，第二季度300万元", []string{"| "}},
		"two shares of one period":         {"第一季度50%或60%", []string{"| "}},
		"a month that is none":             {"13月支付100%", []string{"| "}},
		"words alone":                      {"按照流程按期执行。", []string{"| "}},
		"nothing in a quarter":             {"第一季度0%，第二季度100%", []string{"| Q1 0%, Q2 100%"}},
		"nothing":                          {"", nil},
		"a colon alone":                    {"：", []string{"| "}},
		"a colon of a time is no new item": {"甲费：第一季度100%", []string{"甲费| Q1 100%"}},
	} {
		t.Run(name, func(t *testing.T) {
			var got []string
			for _, x := range ParsePlan(c.text) {
				read := x.String()
				if x.Sum != 0 {
					read = Percent(x.Sum) + "%"
				}
				got = append(got, x.Name+"| "+read)
			}
			if diff := cmp.Diff(c.want, got); diff != "" {
				t.Errorf("-want +got\n%s", diff)
			}
		})
	}
}

func TestPublishedPlansByQuarter(t *testing.T) {
	l := open(t, ledger.KeepTails)
	table := Build(Derived[0], l, l)
	var got strings.Builder
	for _, r := range table.Lines {
		fmt.Fprintf(&got, "%s\t%s", r.Path, r.After[0])
		for _, c := range r.Cells {
			fmt.Fprintf(&got, "\t%s", c.Printed())
		}
		got.WriteByte('\n')
	}
	want := `1/1							
1/2	Q1 20%, Q2 30%, Q3 10%, Q4 40%	5061.00	7591.50	2530.50	10122.00		25305.00
1/3	Q1 550.00, Q2 500.00, Q3 400.00, Q4 800.00	550.00	500.00	400.00	800.00		2250.00
1/4							
2/1							
3/1	Q3 40%, Q4 60%						
3/2	Q1-Q3 80%, Q4 20%						
3/3	Q4 100%						
3/4	Q4 100%						
4/1	Q4 100%				33.00		33.00
5/1	Q1 90%, Q2-Q4 10%						
5/2	Q3 50%, Q4 50%			339.80	339.80		679.60
6/1	Q1 100%	194.00					194.00
7/1	Q1 20%, Q2 30%, Q3 30%, Q4 20%	200.00	300.00	300.00	200.00		1000.00
8/1							
9/1	Q1-Q2 50%, Q3-Q4 50%					4592.00	4592.00
10/1	Q1 20%, Q2 30%, Q3 30%, Q4 20%						
10/2	Q1 20%, Q2 30%, Q3 30%, Q4 20%						
10/3	Q1 10%, Q2 20%, Q3 30%, Q4 40%	37.60	75.20	112.80	150.40		376.00
10/4	Q1 20%, Q2 20%, Q3 40%, Q4 20%	329.13	329.13	658.27	329.13		1645.66
10/5							
`
	if diff := cmp.Diff(want, got.String()); diff != "" {
		t.Errorf("-want +got\n%s", diff)
	}
}

func TestAPlanFollowsItsLinesNowAndAsPublished(t *testing.T) {
	base, now := open(t, ledger.KeepTails), open(t, ledger.KeepTails)
	if err := now.Apply(budget.Edit{Op: budget.Set, Line: "L28", Amount: 25_405 * money.Wan}); err != nil {
		t.Fatal(err)
	}
	c := Build(Derived[0], now, base).Row("1/2").Cells
	for i, want := range []string{"5081.00", "7621.50", "2540.50", "10162.00"} {
		if c[i].Printed() != want {
			t.Errorf("quarter %d is %s, want %s", i+1, c[i].Printed(), want)
		}
	}
	if c[0].Base.Amount != 5_061*money.Wan || !c[year].Changed() {
		t.Errorf("published %s of the first quarter", c[0].Base.Amount)
	}
}

func TestInstallmentsAddToTheYear(t *testing.T) {
	r := rand.New(rand.NewPCG(4, 2023))
	for range 20_000 {
		left := Whole
		var shares []Installment
		for q := 1; q <= 4; q++ {
			s := r.IntN(left + 1)
			if q == 4 {
				s = left
			}
			left -= s
			shares = append(shares, Installment{From: q, To: q, Share: s})
		}
		amount := money.Amount(r.Int64N(int64(money.Limit)))
		if r.IntN(3) == 0 {
			amount = money.Amount(r.Int64N(int64(100 * money.Wan)))
		}
		if r.IntN(4) == 0 {
			amount = -amount
		}
		var sum, printed money.Amount
		for i, p := range Plan(amount, shares) {
			sum += p
			printed += p.Rounded()
			if amount >= 0 && p < 0 || amount < 0 && p > 0 {
				t.Fatalf("%s by %v: part %d is %s", amount, shares, i, p)
			}
		}
		if sum != amount || printed != amount.Rounded() {
			t.Fatalf("%s by %v: parts add to %s, printed to %s", amount, shares, sum, printed)
		}
	}
}

func FuzzParsePlan(f *testing.F) {
	l := open(f, ledger.KeepTails)
	for _, r := range l.Dataset().Printed["annex11_projects"] {
		f.Add(r["disbursement_plan"])
	}
	for _, s := range []string{"：：%", "第一季度", "<p>甲：</p>乙：前二季度100%", "1月2月3%", "年底前", "\xff：第四季度100%"} {
		f.Add(s)
	}
	bare := func(s string) string {
		return strings.Map(func(c rune) rune {
			if unicode.IsSpace(c) {
				return -1
			}
			return c
		}, paragraphMarks.Replace(s))
	}
	f.Fuzz(func(t *testing.T, text string) {
		kept := ""
		for _, x := range ParsePlan(text) {
			kept += x.Text
			sum, amounts := 0, 0
			for _, i := range x.Installments {
				if i.From < 1 || i.To > 4 || i.From > i.To {
					t.Errorf("%q: quarters %d to %d", x.Text, i.From, i.To)
				}
				sum += i.Share
				if i.Stated {
					amounts++
				}
			}
			if len(x.Installments) > 0 && amounts == 0 && sum != Whole {
				t.Errorf("%q: shares add to %d", x.Text, sum)
			}
		}
		if utf8.ValidString(text) && bare(kept) != bare(text) {
			t.Errorf("%q is kept as %q", text, kept)
		}
	})
}
