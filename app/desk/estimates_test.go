package desk

import (
	"testing"

	"suanpan/app/session"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/published"
)

// fixed is an estimate that comes to what its body says.
type fixed struct{ amount money.Amount }

func (f *fixed) view(d *Desk) []Node {
	return []Node{d.input("fixed", "fixed", f.amount.String(), "", nil, func(v string) {
		if a, err := money.Parse(v); err == nil {
			f.amount = a
		}
	})}
}

func (f *fixed) parts(*Desk) ([]part, error) { return []part{{"all", "全部", f.amount, nil}}, nil }

func (f *fixed) body() []byte { return []byte(`{"amount":"` + f.amount.String() + `"}`) }

// fixing is an office whose desk also has fixed estimates.
func fixing(t *testing.T) *office {
	o := newOffice(t)
	e := o.pages[Estimates].(*estimates)
	e.readers["fixed"] = func(body []byte) (estimate, error) {
		a, err := money.Parse(string(body[len(`{"amount":"`) : len(body)-2]))
		return &fixed{a}, err
	}
	e.kinds = append(e.kinds, kind{kind: "fixed", line: "L28", start: func(*Desk) estimate { return &fixed{100 * money.Wan} }})
	o.Turn(Estimates, "")
	return o
}

func (o *office) amount(line string) money.Amount {
	o.t.Helper()
	i, ok := o.writer.Now().Find(line)
	if !ok {
		o.t.Fatal("no line ", line)
	}
	a, _ := o.writer.Now().Amount(i)
	return a
}

func TestAnEstimateIsKeptWithTheDraftAndWrittenToALine(t *testing.T) {
	o := fixing(t)
	o.do("click", "begin fixed ", "")
	o.do("input", "estimate-name", "住房补贴")
	o.do("change", "keep", "")
	if papers := o.writer.Now().Papers(); len(papers) != 1 || papers[0].Name != "住房补贴" || papers[0].Body != `{"amount":"100.00"}` {
		t.Fatalf("kept %+v", papers)
	}
	page := o.do("click", "write", "")
	o.wants(page, "已写入 L28", "与测算一致", "已写入 1 行")
	if got := o.amount("L28"); got != 100*money.Wan {
		t.Errorf("the line has %v", got)
	}

	// the estimate moves on: the line is behind, and says so
	o.do("input", "fixed", "120.00")
	o.wants(o.do("change", "keep", ""), "测算已变，写入的行还是旧数", "行里是 100.00，测算现为 120.00")
	if l := o.writer.Now().Links(); len(l) != 1 || !l[0].Stale() {
		t.Errorf("the link is %+v", l)
	}
	o.wants(o.do("click", "again L28", ""), "与测算一致")
	if got := o.amount("L28"); got != 120*money.Wan {
		t.Errorf("the line has %v", got)
	}

	// somebody types over the line: that is said, too
	o.edit(set("L28", 90*money.Wan))
	o.wants(o.settle(), "行里是 90.00，测算现为 120.00")
	o.do("click", "unlink L28", "")
	if l := o.writer.Now().Links(); len(l) != 0 {
		t.Errorf("still linked: %+v", l)
	}
	if got := o.amount("L28"); got != 90*money.Wan {
		t.Errorf("unlinking changed the line to %v", got)
	}
}

func TestEstimatesSurviveARestart(t *testing.T) {
	o := fixing(t)
	o.do("click", "begin fixed ", "")
	o.do("click", "write", "")
	again, err := session.New(published.Dataset(), nil)
	if err != nil {
		t.Fatal(err)
	}
	if err := again.Open(o.writer.File(), "draft"); err != nil {
		t.Fatal(err)
	}
	if len(again.Now().Papers()) != 1 || len(again.Now().Links()) != 1 {
		t.Errorf("after a restart %+v, %+v", again.Now().Papers(), again.Now().Links())
	}
}

func TestALockedDraftKeepsItsEstimates(t *testing.T) {
	o := fixing(t)
	o.do("click", "begin fixed ", "")
	if err := o.writer.Lock(budget.FirstUp, noon); err != nil {
		t.Fatal(err)
	}
	before := string(o.writer.File())
	o.do("input", "fixed", "7.00")
	o.wants(o.do("change", "keep", ""), "已锁定为“一上”")
	o.wants(o.do("click", "write", ""), "已锁定为“一上”")
	if string(o.writer.File()) != before {
		t.Error("a locked draft was changed")
	}
}

func TestTheLineToWriteToIsFoundAsOneTypes(t *testing.T) {
	o := fixing(t)
	o.do("click", "begin fixed ", "")
	for typed, want := range map[string]string{"劳动监察业务费": "L07", "没有这行": "没有对得上", "就业": "对得上不止一行"} {
		o.do("input", "write-where", typed)
		o.wants(o.do("click", "write", ""), want)
	}
}

func TestPostsOfUnitsSetTheirPublicSpending(t *testing.T) {
	o := newOffice(t)
	o.Turn(Estimates, "")
	o.do("change", "posts-403006-posts", "62")
	o.do("change", "posts-403006-staff", "６５")
	o.wants(o.do("change", "posts-403006-quota", "2.45"), "151.90", "在职比编制多 3 人")
	o.wants(o.do("change", "posts-403006-quota", "a lot"), "a lot")
	o.wants(o.do("click", "posts-write 403006", ""), "公用支出已由")
	if _, sum := o.writer.PostsOf("403006"); sum.Amount != 15190*money.Cent {
		t.Errorf("the unit's public spending is %v", sum.Amount)
	}
}
