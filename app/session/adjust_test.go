package session

import (
	"testing"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

func TestAdjustmentsOfManyLines(t *testing.T) {
	for name, c := range map[string]struct {
		from, to      string
		a             Adjustment
		lines         int
		before, after string
	}{
		"one line by a percentage":          {"L07", "", Adjustment{ByPercent, "+5%", money.Cent, ""}, 1, "83.00", "87.15"},
		"a group by a percentage":           {"g.spending.2080105", "", Adjustment{ByPercent, "-5", money.Cent, ""}, 3, "1730.50", "1643.97"},
		"a percentage with full-width sign": {"L07", "", Adjustment{ByPercent, "５％", money.Cent, ""}, 1, "83.00", "87.15"},
		"rounded to 万元":                     {"L07", "", Adjustment{ByPercent, "5", money.Wan, ""}, 1, "83.00", "87.00"},
		"so much each":                      {"L05", "L07", Adjustment{ByEach, "10", money.Cent, ""}, 3, "1730.50", "1760.50"},
		"so much each in 元":                 {"L05", "L07", Adjustment{ByEach, "-1000元", money.Cent, ""}, 3, "1730.50", "1730.20"},
		"to so much each":                   {"L05", "L07", Adjustment{ToEach, "100", money.Cent, ""}, 3, "1730.50", "300.00"},
		"a cut spread in proportion":        {"g.spending.20801", "", Adjustment{Spread, "-300.00", money.Cent, ""}, 38, "54782.82", "54482.82"},
		"a range over groups counts once":   {"g.spending.2080105", "L07", Adjustment{Spread, "300", money.Cent, ""}, 3, "1730.50", "2030.50"},
	} {
		t.Run(name, func(t *testing.T) {
			s, kept := start(t)
			s.FoldAll(true)
			x, err := s.Adjust(c.from, c.to, c.a)
			if err != nil {
				t.Fatal(err)
			}
			if x.Lines != c.lines || x.Before.Printed() != c.before || x.After.Printed() != c.after {
				t.Errorf("%d lines from %s to %s, want %d from %s to %s", x.Lines, x.Before, x.After, c.lines, c.before, c.after)
			}
			if len(*kept) != 0 || s.Totals().Edits != 0 {
				t.Error("working it out changed something")
			}
			was := s.Totals().Spending.Now
			if err := s.ApplyAll(x.Edits, noon); err != nil {
				t.Fatal(err)
			}
			if sel := s.Select(c.from, c.to); sel.Sum != x.After {
				t.Errorf("the lines come to %s, want %s", sel.Sum, x.After)
			}
			if got := s.Totals().Spending.Now - was; got != x.After-x.Before {
				t.Errorf("spending moved by %s, want %s", got, x.After-x.Before)
			}
			s.Undo()
			if s.Totals().Edits != 0 {
				t.Errorf("%d edits after one undo", s.Totals().Edits)
			}
		})
	}
}

func TestASpreadIsMadeOfCents(t *testing.T) {
	s, _ := start(t)
	s.FoldAll(true)
	x, err := s.Adjust("g.spending.208", "", Adjustment{Spread, "-300.00", money.Cent, "控制数"})
	if err != nil {
		t.Fatal(err)
	}
	if x.After-x.Before != -300*money.Wan {
		t.Errorf("spread %s", x.After-x.Before)
	}
	for _, e := range x.Edits {
		i, _ := s.now.Find(e.Line)
		was, _ := s.now.Amount(i)
		if (e.Amount-was)%money.Cent != 0 || e.Amount > was {
			t.Errorf("%s moves by %s", e.Line, e.Amount-was)
		}
		if e.Why != "控制数" || e.Op != budget.Set {
			t.Errorf("%+v", e)
		}
	}
}

func TestAdjustmentsThatCannotBe(t *testing.T) {
	for name, c := range map[string]struct {
		from string
		a    Adjustment
	}{
		"no row":                       {"nothing", Adjustment{ByPercent, "5", money.Cent, ""}},
		"no figure":                    {"L07", Adjustment{ByPercent, "x", money.Cent, ""}},
		"nothing typed":                {"L07", Adjustment{ByEach, "", money.Cent, ""}},
		"a percentage in 万元":           {"L07", Adjustment{ByPercent, "5万元", money.Cent, ""}},
		"beyond a line":                {"L52", Adjustment{ByPercent, "900000000", money.Cent, ""}},
		"a spread finer than its unit": {"L07", Adjustment{Spread, "0.001", money.Cent, ""}},
	} {
		s, _ := start(t)
		s.FoldAll(true)
		if x, err := s.Adjust(c.from, "", c.a); err == nil {
			if err := s.ApplyAll(x.Edits, noon); err == nil {
				t.Errorf("%s: accepted", name)
			}
		}
		if s.Totals().Edits != 0 {
			t.Errorf("%s: something was changed", name)
		}
	}
}

func TestSelectionsAddUp(t *testing.T) {
	s, _ := start(t)
	s.FoldAll(true)
	x := s.Select("L05", "L07")
	if x.Lines != 3 || x.Sum.Printed() != "1730.50" || x.Average().Printed() != "576.83" {
		t.Errorf("%d lines, %s, %s each", x.Lines, x.Sum, x.Average())
	}
	if got := s.Select("g.spending.2080105", ""); got != x {
		t.Errorf("the group is %+v, its lines are %+v", got, x)
	}
	if got := s.Select("nothing", ""); got.Lines != 0 || got.Average() != 0 {
		t.Errorf("%+v", got)
	}
}

func TestPostsSetTheirUnitsPublicSpending(t *testing.T) {
	s, kept := start(t)
	posts := []budget.Posts{{Unit: "403006", Posts: 62, Staff: 58, Quota: 245 * money.Cent}}
	if err := s.SetPosts(posts); err != nil {
		t.Fatal(err)
	}
	p, now := s.PostsOf("403006")
	if p.Amount() != 15190*money.Cent || now.Amount != 15271*money.Cent-3*money.Yuan {
		t.Errorf("quota gives %s, the draft has %v", p.Amount(), now)
	}
	edits, before, err := s.PostsEdits("403006", message.Verbatim.With("why"))
	if err == nil {
		err = s.ApplyAll(edits, noon)
	}
	_, sum := s.PostsOf("403006")
	after := sum.Amount
	if err != nil || before != now.Amount || after != p.Amount() {
		t.Errorf("%s became %s, want %s: %v", before, after, p.Amount(), err)
	}
	if _, _, err := s.PostsEdits("403015", message.Verbatim.With("")); err == nil {
		t.Error("a unit without a line of public spending was written to")
	}
	if err := s.SetPosts([]budget.Posts{{Unit: "999"}}); err == nil {
		t.Error("posts of a unit that is none were kept")
	}
	again, _ := start(t)
	if err := again.Restore(*kept); err != nil {
		t.Fatal(err)
	}
	if got, sum := again.PostsOf("403006"); got != posts[0] || sum.Amount != after {
		t.Errorf("after a restart %+v and %v", got, sum)
	}
	if _, ok := s.Undo(); !ok {
		t.Error("nothing to undo")
	}
	if _, sum := s.PostsOf("403006"); sum.Amount != before {
		t.Errorf("undone it is %v, was %s", sum, before)
	}
}
