package session

import (
	"slices"
	"strings"
	"testing"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

func opened(t *testing.T) *Session {
	s, _ := start(t)
	return s
}

// windowed is the grid as name and draft by row.
func windowed(s *Session) (names, drafts []string) {
	for _, row := range strings.Split(s.GridWindow(0, s.GridCount(), message.ZH), string(rowEnd)) {
		f := strings.Split(row, string(fieldEnd))
		_, name, _ := strings.Cut(f[5], "|")
		_, draft, _ := strings.Cut(f[10], "|")
		names, drafts = append(names, name), append(drafts, draft)
	}
	return names, drafts
}

func amount(t *testing.T, s string) money.Amount {
	t.Helper()
	if s == "" {
		return 0
	}
	r, err := money.Read(s, money.Wan)
	if err != nil {
		t.Fatal(err)
	}
	return r.Amount
}

func TestGroupsOfEveryGroupingAddToSpending(t *testing.T) {
	for g := range Groupings {
		s := opened(t)
		if err := s.Apply(budget.Edit{Op: budget.Set, Line: "L28", Amount: 25_405 * money.Wan}, noon); err != nil {
			t.Fatal(err)
		}
		s.GroupBy(g, "")
		if s.Grouped() != g {
			t.Fatalf("grouped by %s, want %s", s.Grouped(), g)
		}
		s.GridCount()
		var sum money.Amount
		lines := 0
		for i := range s.grid.rows {
			n := &s.grid.rows[i]
			switch {
			case n.section != budget.Spending:
			case n.line >= 0:
				lines++
			case n.level == 2:
				group := s.groupSum(s.now, n)
				sum += group.Amount
				shown, was := s.shownSum(n)
				if shown.Amount != group.Amount || was.Amount != s.groupSum(s.base, n).Amount {
					t.Errorf("by %s, group %q: the ledger says %s, its lines add to %s", g, n.code, group.Amount, shown.Amount)
				}
			}
		}
		if total := s.now.In(budget.Spending).Total(); sum != total.Amount || lines != total.Lines {
			t.Errorf("by %s: groups of %d lines add to %s, spending of %d lines is %s", g, lines, sum, total.Lines, total.Amount)
		}
	}
}

func TestFilterFindsByNameCodeAndInitials(t *testing.T) {
	for query, want := range map[string]string{
		"就业管理事务工作经费": "就业管理事务工作经费",
		"jyglswgzjf": "就业管理事务工作经费",
		"JYGLSW":     "就业管理事务工作经费",
		"2080106":    "就业管理事务工作经费",
		"L07":        "劳动监察业务费",
		"ldjc 项目":    "劳动监察业务费",
	} {
		s := opened(t)
		s.Filter(query, false, false)
		names, _ := windowed(s)
		if !slices.Contains(names, want) {
			t.Errorf("%q shows %v", query, names)
		}
		if lines, _, on := s.Shown(); !on || lines < 1 || lines > 6 {
			t.Errorf("%q shows %d lines", query, lines)
		}
	}
	s := opened(t)
	s.Filter("没有这样的行", false, false)
	if n := s.GridCount(); n != 0 {
		t.Errorf("%d rows answer nothing", n)
	}
	s.Filter("", false, false)
	if _, _, on := s.Shown(); on || s.GridCount() < 60 {
		t.Error("the filter stays on")
	}
}

func TestFilteredGroupsAddUpWhatIsShown(t *testing.T) {
	s := opened(t)
	s.Filter("jy", false, false)
	s.GridCount()
	checked := 0
	for i := range s.grid.rows {
		n := &s.grid.rows[i]
		if n.line >= 0 {
			continue
		}
		var sum money.Amount
		for j := i + 1; j < len(s.grid.rows) && s.grid.rows[j].level > n.level; j++ {
			if k := s.grid.rows[j].line; k >= 0 && s.now.Present(k) {
				line := s.now.Line(k)
				sum += line.Exact()
			}
		}
		if shown, _ := s.shownSum(n); shown.Amount != sum {
			t.Errorf("%s shows %s, its lines add to %s", n.key, shown.Amount, sum)
		}
		checked++
	}
	if checked < 5 {
		t.Errorf("only %d groups", checked)
	}
}

func TestChangedOnlyFollowsEdits(t *testing.T) {
	s := opened(t)
	s.Filter("", true, false)
	if n := s.GridCount(); n != 0 {
		t.Fatalf("%d rows before any edit", n)
	}
	if err := s.Apply(budget.Edit{Op: budget.Set, Line: "L07", Amount: 95 * money.Wan}, noon); err != nil {
		t.Fatal(err)
	}
	names, drafts := windowed(s)
	if want := []string{"支出", "208 社会保障和就业支出", "20801 人力资源和社会保障管理事务", "2080105 劳动保障监察", "劳动监察业务费"}; !slices.Equal(names, want) {
		t.Errorf("shows %v, want %v", names, want)
	}
	if amount(t, drafts[0]) != 95*money.Wan {
		t.Errorf("the section shows %s, one line of 95.00 is shown", drafts[0])
	}
	s.Undo()
	if n := s.GridCount(); n != 0 {
		t.Errorf("%d rows after undo", n)
	}
}

func TestGroupingKeepsTheLineInSight(t *testing.T) {
	s := opened(t)
	s.FoldAll(false)
	s.GroupBy(ByUnit, "L07")
	if s.GridIndex("L07") < 0 {
		t.Error("the line is folded away")
	}
}
