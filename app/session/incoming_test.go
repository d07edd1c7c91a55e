package session_test

import (
	"strings"
	"testing"
	"time"

	"suanpan/app/session"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/intake"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/published"
)

func cells(t *testing.T, text string) intake.Cells {
	t.Helper()
	c, err := intake.Split(text)
	if err != nil {
		t.Fatal(err)
	}
	return c
}

func TestSheetsChangeTheLinesTheyNameAndAddTheRest(t *testing.T) {
	for _, c := range []struct {
		name, sheet, from string
		lines             string // what each row is about
		added, changed    int
		change            money.Amount
	}{
		{"new lines in 元", "项目\t功能科目\t单位\t金额（元）\n甲\t2080105\t403006\t10000\n乙\t2080105\t403006\t20000\n", "", "N1 N2", 2, 0, 3 * money.Wan},
		{"by id", "line,amount\nL07,500\nL28,25305\n", "", "L07 ", 0, 1, 95 * money.Wan},
		{"by name", "项目,金额\n劳动监察业务费,500\n", "", "L07", 0, 1, 95 * money.Wan},
		{"a name with another unit is another line", "项目,单位,金额\n劳动监察业务费,403001,500\n", "", "N1", 1, 0, 500 * money.Wan},
		{"a name twice is one change and one line", "项目,金额\n劳动监察业务费,500\n劳动监察业务费,1\n", "", "L07 N1", 1, 1, 96 * money.Wan},
		{"amounts alone go downwards", "金额（元）\n5000000\n", "L07", "L07", 0, 1, 95 * money.Wan},
		{"wrong rows are left out", "项目,单位,金额\n甲,999,1\n乙,403001,2\n", "", " N1", 1, 0, 2 * money.Wan},
	} {
		t.Run(c.name, func(t *testing.T) {
			s, err := session.New(published.Dataset(), nil)
			if err != nil {
				t.Fatal(err)
			}
			i, _ := s.Now().Find("L07")
			was, _ := s.Now().Amount(i)
			before := s.Totals().Spending.Now
			x, err := s.Incoming(cells(t, c.sheet), intake.Choices{Heads: -1}, c.from)
			if err != nil {
				t.Fatal(err)
			}
			want := c.change + 405*money.Wan - was // as if the line stood at 405.00
			if c.changed == 0 {
				want = c.change
			}
			if got := strings.Join(x.Lines, " "); got != c.lines || x.Added != c.added || x.Changed != c.changed || x.After-x.Before != want {
				t.Errorf("lines %q, %d added, %d changed, %s; want %q, %d, %d, %s", got, x.Added, x.Changed, x.After-x.Before, c.lines, c.added, c.changed, want)
			}
			if s.Totals().Spending.Now != before {
				t.Error("working it out changed the draft")
			}
			if err := s.Take(x, time.Time{}); err != nil {
				t.Fatal(err)
			}
			if got := s.Totals().Spending.Now; got != x.After {
				t.Errorf("spending %s, it was said to become %s", got, x.After)
			}
			if _, ok := s.Undo(); !ok || s.Totals().Spending.Now != before {
				t.Error("one undo does not take all back")
			}
		})
	}
}

func TestPlainAmountsAreNotAskedAbout(t *testing.T) {
	for text, want := range map[string]bool{
		"12.5\n13\n": true, "12.5": true, "1,200,000 元\n3 万元": true, "1200000\n3400000\n": false,
		"金额（元）\n5\n": false, "甲\t5\n": false, "12x\n5\n": true, "甲\n5\n": false,
	} {
		if got := session.PastesAsItIs(text); got != want {
			t.Errorf("%q: %v, want %v", text, got, want)
		}
	}
}

func TestABudgetOfOnesOwnIsBegunKeptAndGivenUnits(t *testing.T) {
	var kept []session.Entry
	s, err := session.New(published.Dataset(), func(e session.Entry) { kept = append(kept, e) })
	if err != nil {
		t.Fatal(err)
	}
	own := &budget.Own{
		Department: budget.Unit{Code: "101", Name: "档案馆"}, Year: "2027", Units: []budget.Unit{{Code: "101001", Name: "本级"}},
		Lines: []budget.Line{{ID: "L1", Unit: "101001", Function: "2010302", Source: budget.OtherIncome, Kind: budget.Project, Project: "修志", Amount: 10 * money.Wan}},
	}
	if err := s.Begin(own, "一上", []budget.Edit{{Op: budget.Set, Line: "L1", Amount: 12 * money.Wan}}, time.Time{}); err != nil {
		t.Fatal(err)
	}
	x, err := s.Incoming(cells(t, "单位,项目,金额\n方志中心,展览,3\n"), intake.Choices{Heads: -1}, "")
	if err != nil {
		t.Fatal(err)
	}
	if err := s.Take(x, time.Time{}); err != nil {
		t.Fatal(err)
	}
	if err := s.SetDepartment(own.Department, "2028", own.Units); err == nil || !strings.Contains(message.Explain(err, message.EN), "101002") {
		t.Errorf("a unit that lines name could be left out: %v", err)
	}
	if err := s.SetDepartment(budget.Unit{Code: "101", Name: "市档案馆"}, "2028", append(own.Units, budget.Unit{Code: "101002", Name: "方志与展览中心"})); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Disclosed(); err != nil {
		t.Fatal(err)
	}
	again, err := session.New(published.Dataset(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Restore(kept); err != nil {
		t.Fatal(err)
	}
	for _, s := range []*session.Session{s, again} {
		got := s.Totals()
		if got.Spending != (session.Figure{Now: 15 * money.Wan, Published: 10 * money.Wan}) || s.Dataset().Title != "市档案馆2028年部门预算" || s.Dataset().UnitName("101002") != "方志与展览中心" || got.Name != "一上" {
			t.Errorf("%+v of %s", got, s.Dataset().Title)
		}
	}
	if err := again.Restore(nil); err != nil {
		t.Fatal(err)
	}
	fresh, err := session.New(published.Dataset(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if again.Department() != nil || again.Totals() != fresh.Totals() {
		t.Error("nothing stored is not the published budget")
	}
}
