package loan_test

import (
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/google/go-cmp/cmp/cmpopts"

	"suanpan/budgetcore/loan"
	"suanpan/budgetcore/message"
)

const table = "贷款编号\t借款人类型\t贷款金额（元）\t发放日期\t期限（月）\t年利率（%）\t招用人数\t人数变动\t还款方式\t备注\n"

func TestTablesAreRead(t *testing.T) {
	for _, c := range []struct{ name, text, want string }{
		{"as a spreadsheet copies it", table + "P-1\t个人\t300,000\t2023/3/15\t36\t5.15\t\t\t\t甲\n\nF-1\t小微企业\t１５０００００\t2023年3月1日\t24\t5.15%\t5\t2023-05-10：4；2023-06-01：5\t等额本金\t\n", `{"id":"P-1","borrower":"person","amount":"30.00","granted":"2023-03-15","term":36,"rate":"5.15"},
  {"id":"F-1","borrower":"firm","amount":"150.00","granted":"2023-03-01","term":24,"rate":"5.15","heads":5,"head_changes":[{"on":"2023-05-10","heads":4},{"on":"2023-06-01","heads":5}],"repayment":"equal"}`},
		{"万元 and years by head, commas", "编号,类型,金额（万元）,放款日期,合同签订日期,贷款期限（年）,利率\nx,个人,12.5,2023.1.2,2022-12-30,3,4\n", `{"id":"x","borrower":"person","amount":"12.50","granted":"2023-01-02","signed":"2022-12-30","term":36,"rate":"4"}`},
		{"English heads, semicolons", "\ufeffID;Borrower;Amount (yuan);Granted;Term (months);Rate (%);Repaid;Early repayments;Count\n7;person;80000;2023-01-02;12;4.35;2023-11-02;2023-05-01: 10000;3\n", `{"id":"7","borrower":"person","amount":"8.00","granted":"2023-01-02","term":12,"rate":"4.35","repaid":"2023-11-02","repayments":[{"on":"2023-05-01","amount":"1.00"}],"count":3}`},
		{"units in the cells", "id,kind,amount,granted,term,rate\na,个人,20万元,2023-01-02,2年,4\nb,个人,\"200,000元\",2023-01-02,24个月,4\n", `{"id":"a","borrower":"person","amount":"20.00","granted":"2023-01-02","term":24,"rate":"4"},
  {"id":"b","borrower":"person","amount":"20.00","granted":"2023-01-02","term":24,"rate":"4"}`},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := loan.ReadTable(c.text, "table")
			if err != nil {
				t.Fatal(err)
			}
			m := loan.Model{Year: 2023, Loans: p}
			if got := string(m.AppendJSON(nil)); !strings.Contains(got, "\n  "+c.want+"]}") {
				t.Errorf("read as\n%s", got)
			}
		})
	}
}

func TestTablesAreRefusedWithAllThatIsWrong(t *testing.T) {
	row := "P-1\t个人\t300000\t2023-03-15\t36\t5.15\t\t\t\t\n"
	for _, c := range []struct {
		name, text string
		says       []string
	}{
		{"nothing", "", []string{"no loans"}},
		{"heads only", table, []string{"no loans"}},
		{"missing columns", "编号\t金额（元）\n1\t2\n", []string{"4 things", "借款人类型", "发放日期", "期限", "利率"}},
		{"an unknown column", "人数变化\t" + table + "\t" + row, []string{"人数变化", "not known"}},
		{"a column twice", "编号\t" + table + "1\t" + row, []string{"贷款编号: this column is there twice"}},
		{"no unit", "id,kind,amount,granted,term,rate\na,个人,200000,2023-01-02,24,4\n", []string{"t: 2: amount:", "does not say its unit"}},
		{"every field wrong", table + "\t法人\t-5\t2023-02-29\t三年\t120\tx\t2023-05\t等额本息\t\n", []string{"9 things", "t: ", "2: 贷款编号: nothing", "2: 借款人类型", "法人", "2: 贷款金额（元）", "2: 发放日期", "2023-02-29", "2: 期限（月）", "2: 年利率（%）", "2: 招用人数", "2: 人数变动", "等额本息"}},
		{"several rows, one good", table + strings.Replace(row, "36", "0", 1) + row + strings.Replace(row, "个人", "企业", 1), []string{"2 things", "2: 期限（月）", "4: 招用人数"}},
		{"an id twice", table + row + row, []string{"P-1: 贷款编号: the id is that of loan 1"}},
		{"heads of a person", table + "P-1\t个人\t300000\t2023-03-15\t36\t5.15\t3\t\t\t\n", []string{"2: 招用人数: a person"}},
		{"negative heads", table + "F\t企业\t300000\t2023-03-15\t36\t5.15\t-3\t\t\t\n", []string{"2: 招用人数", "-3"}},
		{"changes out of order", table + "F\t企业\t300000\t2023-03-15\t12\t5.15\t3\t2023-06-01:2;2023-05-01:3\t\t\n", []string{"2: 人数变动: 2023-05-01 must come after 2023-06-01"}},
		{"a cell without a head", table + strings.TrimSuffix(row, "\n") + "\tmore\n", []string{"2: 11:", "no head above"}},
		{"a spreadsheet's number for a day", table + strings.Replace(row, "2023-03-15", "45000", 1), []string{"45000"}},
		{"another encoding", "\xb1\xe0\xba\xc5,1\n", []string{"UTF-8"}},
		{"a broken quote", table + "\"P\t1\n", []string{"CSV"}},
	} {
		t.Run(c.name, func(t *testing.T) {
			p, err := loan.ReadTable(c.text, "t")
			if err == nil || p != nil {
				t.Fatalf("accepted: %v", p)
			}
			for _, want := range c.says {
				if !strings.Contains(err.Error(), want) {
					t.Errorf("it says %v\nnot %q", err, want)
				}
			}
		})
	}
}

func TestFaultsAreBounded(t *testing.T) {
	var b strings.Builder
	b.WriteString(table)
	for i := range 1000 {
		fmt.Fprintf(&b, "%d\t个人\tx\tx\tx\tx\t\t\t\t\n", i)
	}
	_, err := loan.ReadTable(b.String(), "t")
	if err == nil || !strings.Contains(err.Error(), "4000 things") || !strings.Contains(err.Error(), "and 3980 more") || len(err.Error()) > 8000 {
		t.Errorf("%v", err)
	}
}

func TestModelsAreRefused(t *testing.T) {
	head := `{"format":"suanpan/loans","version":1,"year":2023`
	one := func(more string) string {
		return head + `,"loans":[{"id":"a","borrower":"firm","amount":"30.00","granted":"2023-03-15","term":12,"rate":"5"` + more + `}]}`
	}
	series := func(s string) string {
		return head + `,"terms":{"format":"suanpan/loan-terms","version":1,` + s + `}}`
	}
	for _, c := range []struct{ name, text, says string }{
		{"empty", ``, "breaks off"},
		{"not an object", `[]`, "1:1: an object"},
		{"cut short", head + `,"loans":[`, "breaks off"},
		{"another format", `{"format":"suanpan/draft","version":1,"year":2023}`, `"suanpan/loans"`},
		{"a newer version", `{"format":"suanpan/loans","version":2,"year":2023}`, "version 2"},
		{"no year", `{"format":"suanpan/loans","version":1}`, `"year" is missing`},
		{"a year out of range", `{"format":"suanpan/loans","version":1,"year":1999}`, "1999"},
		{"a member twice", head + `,"year":2023}`, `"year" is written twice`},
		{"an unknown member", head + `,"lones":[]}`, `"lones"`},
		{"something behind", head + `} x`, "after the end"},
		{"a number for an amount", one(`,"heads":1,"amount":3`), `"amount" is written twice`},
		{"a fraction of heads", one(`,"heads":1.5`), "an integer"},
		{"negative heads", one(`,"heads":-1`), "an integer"},
		{"no heads", one(``), "loans[0]: heads: 0 heads"},
		{"too many heads", one(`,"heads":100001`), "100001 heads"},
		{"a day that is none", one(`,"heads":1,"signed":"2023-02-29"`), "2023-02-29"},
		{"signed later", one(`,"heads":1,"signed":"2023-03-16"`), "signed: the contract of 2023-03-16 is later"},
		{"repaid before it was granted", one(`,"heads":1,"repaid":"2023-03-15"`), "repaid: 2023-03-15 is not within"},
		{"repaid after it was due", one(`,"heads":1,"repaid":"2024-03-16"`), "repaid: 2024-03-16"},
		{"a part of all", one(`,"heads":1,"repayments":[{"on":"2023-04-01","amount":"30.00"}]`), "repayments: a repayment of 30.00"},
		{"parts that come to all", one(`,"heads":1,"repayments":[{"on":"2023-04-01","amount":"20.00"},{"on":"2023-05-01","amount":"10.00"}]`), "principal left, 10.00"},
		{"parts of equal parts", one(`,"heads":1,"repayment":"equal","repayments":[{"on":"2023-04-01","amount":"20.00"}]`), "takes no part"},
		{"a part after it was repaid", one(`,"heads":1,"repaid":"2023-04-01","repayments":[{"on":"2023-04-01","amount":"20.00"}]`), "repayments: 2023-04-01"},
		{"a change without heads", one(`,"heads":1,"head_changes":[{"on":"2023-04-01"}]`), `"heads" is missing`},
		{"no loans of it", one(`,"heads":1,"count":0`), "count: 0 loans"},
		{"a rate above 100", strings.Replace(one(`,"heads":1`), `"rate":"5"`, `"rate":"100.0001"`, 1), "100.0001"},
		{"a negative rate", strings.Replace(one(`,"heads":1`), `"rate":"5"`, `"rate":"-1"`, 1), "-1"},
		{"a rate too fine", strings.Replace(one(`,"heads":1`), `"rate":"5"`, `"rate":"5.00001"`, 1), "5.00001"},
		{"an amount of nothing", strings.Replace(one(`,"heads":1`), `30.00`, `0.00`, 1), "amount: 0.00"},
		{"a loan twice", head + `,"loans":[` + strings.Repeat(`{"id":"a","borrower":"person","amount":"30.00","granted":"2023-03-15","term":12,"rate":"5"},`, 2), "breaks off"},
		{"an id twice", strings.Replace(one(`,"heads":1`), `[{`, `[{"id":"a","borrower":"person","amount":"30.00","granted":"2023-03-15","term":12,"rate":"5"},{`, 1), "that of loan 1"},
		{"an assumption without its id", head + `,"assumptions":[{"borrower":"person","count":1,"amount":"1.00","rate":"5","term":1,"year":2023}]}`, `"id" is missing`},
		{"an assumption that ends before it starts", head + `,"assumptions":[{"id":"A","borrower":"person","count":1,"amount":"1.00","rate":"5","term":1,"year":2023,"first_month":5,"last_month":4}]}`, "last_month: the end 4 is before the start 5"},
		{"terms of another format", head + `,"terms":{"format":"x","version":1}}`, `"suanpan/loan-terms"`},
		{"a series without a value", series(`"lpr":[]`), "lpr"},
		{"two values at once", series(`"lpr":[{"from":"2023-01-01","value":"3","status":"own"},{"from":"2023-06-01","value":"4","status":"own"}]`), "in force on 2023-06-01"},
		{"two values without days", series(`"person_cap":[{"value":"30.00","status":"own"},{"value":"20.00","status":"own"}]`), "in force on"},
		{"an end before its start", series(`"lpr":[{"from":"2023-06-01","until":"2023-05-31","value":"3","status":"own"}]`), "lpr[0]: until: the end 2023-05-31"},
		{"a status that is none", series(`"lpr":[{"value":"3","status":"sure"}]`), `"sure"`},
		{"an LPR above 100", series(`"lpr":[{"value":"300","status":"own"}]`), "value: \"300\""},
		{"a word that is none", series(`"day_count":[{"value":"360","status":"own"}]`), "actual/360"},
		{"a month in no claim", series(`"claims":[{"value":"1-6:8:10","status":"own"}]`), "each month once"},
		{"a month in two claims", series(`"claims":[{"value":"1-12:1:1 6-6:8:10","status":"own"}]`), "each month once"},
		{"a negative cap", series(`"firm_cap":[{"value":"-1","status":"own"}]`), "firm_cap[0]: value"},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := loan.ReadModel([]byte(c.text), "m.json")
			if err == nil || m != nil {
				t.Fatalf("accepted: %+v", m)
			}
			if !strings.HasPrefix(err.Error(), "m.json:") || !strings.Contains(err.Error(), c.says) {
				t.Errorf("it says %v, not %q", err, c.says)
			}
		})
	}
}

func TestWhatNoTermsCoverIsRefused(t *testing.T) {
	at := func(y, m, d int) loan.Portfolio {
		return loan.Portfolio{{ID: "a", Amount: 1, Granted: loan.NewDate(y, m, d), Term: 1, Count: 1}}
	}
	for _, c := range []struct {
		name string
		p    loan.Portfolio
		says string
	}{
		{"before the borrower's part is known", at(2020, 12, 31), `a: no value of "points below LPR`},
		{"no LPR yet", at(2019, 8, 19), `"LPR" is in force on 2019-08-19`},
		{"after the programme", at(2025, 1, 1), "on 2025-01-01"},
		{"after the last LPR", at(2025, 5, 20), `"LPR" is in force on 2025-05-20`},
		{"two at once", slices.Concat(at(2025, 1, 1), loan.Portfolio{{ID: "b", Amount: 1, Granted: loan.NewDate(2018, 1, 1), Term: 1, Count: 1}}), "2 things"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := loan.Compute(c.p, loan.DefaultTerms())
			if err == nil || r != nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("%v, want %q", err, c.says)
			}
		})
	}
	if _, err := loan.Compute(at(2024, 12, 31), loan.DefaultTerms()); err != nil {
		t.Errorf("the last day of the programme: %v", err)
	}
	many := loan.Portfolio{
		{ID: "a", Amount: 1, Granted: loan.NewDate(2023, 1, 1), Term: 1, Count: loan.MaxLoans},
		{ID: "b", Amount: 1, Granted: loan.NewDate(2023, 1, 1), Term: 1, Count: 1},
	}
	if err := many.Check(); err == nil || !strings.Contains(err.Error(), "too many loans") {
		t.Errorf("too many: %v", err)
	}
}

func TestAssumptionsOfTheCommandLine(t *testing.T) {
	good := "borrower=firm count=4 amount=90 rate=4.3 term=24 year=2023 heads=3"
	if a, err := loan.ParseAssumption(good+" first_month=2 last_month=3 day=31 repayment=equal id=F", "A1"); err != nil || a.ID != "F" || len(a.Spread(nil)) != 2 {
		t.Errorf("%+v, %v", a, err)
	}
	for _, c := range []struct{ text, says string }{
		{"", `"borrower" is missing`},
		{"borrower", "NAME=VALUE"},
		{good + " heads=4", `"heads" is written twice`},
		{good + " head=4", `"head"`},
		{strings.Replace(good, "count=4", "count=0", 1), "count: 0 loans"},
		{strings.Replace(good, "count=4", "count=-4", 1), "count: \"-4\""},
		{strings.Replace(good, "heads=3", "heads=0", 1), "heads: 0 heads"},
		{strings.Replace(good, "firm", "bank", 1), "borrower: \"bank\""},
		{strings.Replace(good, "2023", "123", 1), "year: 123"},
		{good + " day=32", "day: 32"},
		{good + " first_month=0", "first_month: 0"},
		{good + " last_month=13", "last_month: 13"},
	} {
		if _, err := loan.ParseAssumption(c.text, "A1"); err == nil || !strings.Contains(err.Error(), c.says) {
			t.Errorf("%q: %v, want %q", c.text, err, c.says)
		}
	}
}

func TestDefaultTermsAreWrittenAsTheyWereRead(t *testing.T) {
	text := loan.DefaultTerms().AppendJSON(nil)
	again, err := loan.ReadTerms(text, "again")
	if err != nil {
		t.Fatal(err)
	}
	if string(again.AppendJSON(nil)) != string(text) {
		t.Error("written anew they differ")
	}
	for s := range loan.AllSeries {
		if len(again[s]) == 0 {
			t.Errorf("%s has no default", s)
		}
		for _, d := range again[s] {
			if d.Source == "" || d.SourceEN == "" || d.Status == loan.Own {
				t.Errorf("%s from %s has no source", s, d.From)
			}
		}
	}
}

func FuzzReadModel(f *testing.F) {
	files, err := cases.ReadDir("testdata/cases")
	if err != nil {
		f.Fatal(err)
	}
	for _, file := range files {
		data, err := cases.ReadFile("testdata/cases/" + file.Name())
		if err != nil {
			f.Fatal(err)
		}
		_, model, _ := strings.Cut(string(data), "model.json --\n")
		model, _, _ = strings.Cut(model, "-- ")
		f.Add([]byte(model))
	}
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := loan.ReadModel(data, "f")
		if err != nil {
			if message.Explain(err, message.ZH) == "" || len(err.Error()) > 20_000 {
				t.Fatalf("the error says %d bytes", len(err.Error()))
			}
			return
		}
		written := m.AppendJSON(nil)
		again, err := loan.ReadModel(written, "again")
		if err != nil || string(again.AppendJSON(nil)) != string(written) {
			t.Fatalf("%v: written anew\n%s", err, written)
		}
		if len(m.Loans)+len(m.Assumptions) > 50 {
			return
		}
		if e, err := m.Estimate(); err == nil {
			adds(t, e)
		}
	})
}

func FuzzReadTable(f *testing.F) {
	f.Add(table + "P-1\t个人\t300,000\t2023/3/15\t36\t5.15\t\t\t\t甲\n")
	f.Add(table + "F-1\t小微企业\t1500000\t2023年3月1日\t24\t5.15%\t5\t2023-05-10：4；2023-06-01：5\t等额本金\t\n")
	f.Add("ID;Borrower;Amount (yuan);Granted;Term (years);Rate (%);Repaid;Early repayments;Count\n7;person;80000;2023-01-02;1;4.35;2023-11-02;2023-05-01: 10000;3\n")
	f.Fuzz(func(t *testing.T, text string) {
		p, err := loan.ReadTable(text, "f")
		if err != nil {
			if len(err.Error()) > 40_000 {
				t.Fatalf("the error says %d bytes", len(err.Error()))
			}
			return
		}
		if err := p.Check(); err != nil {
			t.Fatalf("read and refused: %v", err)
		}
		m := loan.Model{Year: 2023, Loans: p}
		written := m.AppendJSON(nil)
		if _, err := loan.ReadModel(written, "again"); err != nil {
			t.Fatalf("%v in %s", err, written)
		}
	})
}

// Many loans are written as a table, which says the same as entries do.
func TestManyLoansAreKeptAsATable(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 17))
	for range 20 {
		m := &loan.Model{Year: 2023, Loans: portfolio(r, 150)}
		m.Loans[3].ID, m.Loans[4].ID, m.Loans[5].ID = `a,"b;`, "编号 1", "=1+1"
		text := string(m.AppendJSON(nil))
		if !strings.Contains(text, `"loans":"id,`) {
			t.Fatalf("not a table: %.200s", text)
		}
		again, err := loan.ReadModel([]byte(text), "x")
		if err != nil {
			t.Fatal(err)
		}
		if diff := cmp.Diff(m.Loans, again.Loans, cmpopts.EquateEmpty()); diff != "" {
			t.Fatal(diff)
		}
		// an id that a table would not keep as it is
		m.Loans[7].ID = " 7"
		again, err = loan.ReadModel(m.AppendJSON(nil), "x")
		if err != nil || again.Loans[7].ID != " 7" {
			t.Fatalf("%+v, %v", again, err)
		}
		m.Loans[7].ID = "7"
	}
	bad := `{"format":"suanpan/loans","version":1,"year":2023,"loans":"id,borrower,amount（万元）,granted,term,rate\nA,person,20,2023-02-30,12,4\n"}`
	if _, err := loan.ReadModel([]byte(bad), "x"); err == nil || !strings.Contains(err.Error(), "loans: 2: granted") {
		t.Errorf("a day that is none: %v", err)
	}
}
