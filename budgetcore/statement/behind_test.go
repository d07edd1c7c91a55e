package statement

import (
	"math/rand/v2"
	"strings"
	"testing"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// drafted is the published budget with edits of every sort.
func drafted(t testing.TB, seed uint64) (now, base *ledger.Ledger) {
	t.Helper()
	base, now = open(t, ledger.KeepTails), open(t, ledger.KeepTails)
	r := rand.New(rand.NewPCG(seed, 3))
	for n := range 12 {
		i := r.IntN(now.Len())
		id := now.Line(i).ID
		var e budget.Edit
		switch r.IntN(5) {
		case 0, 1:
			e = budget.Edit{Op: budget.Set, Line: id, Amount: money.Amount(r.IntN(90_000)) * money.Cent}
		case 2:
			e = budget.Edit{Op: budget.Delete, Line: id}
		case 3:
			e = budget.Edit{Op: budget.Change, Line: id, Dimensions: []budget.Dimension{{Field: budget.FieldUnit, Value: "403008"}}}
		case 4:
			line := budget.Line{
				ID: "N" + string(rune('a'+n)), Section: budget.Section(r.IntN(2)) * budget.Transfer, Kind: budget.Kind(r.IntN(4)), Source: budget.Source(r.IntN(5)),
				Function: "2080116", Project: "新项目", Amount: money.Amount(r.IntN(5000)) * money.Yuan,
			}
			if r.IntN(2) == 0 {
				line.Economic = "30201"
			}
			e = budget.Edit{Op: budget.Add, New: &line}
		}
		_ = now.Apply(e) // some are refused, which is no matter here
	}
	return now, base
}

func TestWhatIsBehindACellAddsToIt(t *testing.T) {
	for seed := range uint64(20) {
		now, base := drafted(t, seed)
		b := BuildAll(now, base)
		traced := 0
		for _, x := range b.Tables {
			for _, row := range x.Lines {
				for c, cell := range row.Cells {
					ref := Ref{x.Annex, x.Part, row.Path, x.Columns[c].ID}
					if row.Input {
						if b.Behind(ref) != nil {
							t.Errorf("%s is an input, yet lines are behind it", ref)
						}
						continue
					}
					var is, was money.Amount
					for _, p := range b.Behind(ref) {
						is += p.Now
						was += p.Base
						traced++
					}
					if is != cell.Now.Amount || was != cell.Base.Amount {
						t.Fatalf("draft %d: %s is %s (published %s), what is behind it adds to %s (%s)", seed, ref, cell.Now.Amount, cell.Base.Amount, is, was)
					}
				}
			}
		}
		if traced < 1000 {
			t.Errorf("draft %d: only %d parts", seed, traced)
		}
	}
}

func TestForwardAndBackwardAgree(t *testing.T) {
	now, base := drafted(t, 7)
	b := BuildAll(now, base)
	type pair struct {
		line int
		ref  Ref
	}
	backward := make(map[pair]Use)
	for _, x := range b.Tables {
		for _, row := range x.Lines {
			for _, c := range x.Columns {
				ref := Ref{x.Annex, x.Part, row.Path, c.ID}
				for _, p := range b.Behind(ref) {
					u := backward[pair{p.Line, ref}]
					backward[pair{p.Line, ref}] = Use{ref, u.Now + p.Now, u.Base + p.Base}
				}
			}
		}
	}
	forward := 0
	for i := range now.Len() {
		for _, u := range b.Uses(i) {
			forward++
			if backward[pair{i, u.Ref}] != u {
				t.Errorf("line %s goes into %s with %v, but %v is behind it", now.Line(i).ID, u.Ref, u, backward[pair{i, u.Ref}])
			}
		}
	}
	for p := range backward {
		if p.line < 0 {
			forward++
		}
	}
	if forward != len(backward) {
		t.Errorf("%d uses forward, %d backward", forward, len(backward))
	}
}

func TestEveryCellSaysInWordsWhatItAdds(t *testing.T) {
	now, base := drafted(t, 1)
	b := BuildAll(now, base)
	for _, x := range b.Tables {
		for _, row := range x.Lines {
			for _, c := range x.Columns {
				ref := Ref{x.Annex, x.Part, row.Path, c.ID}
				for _, lang := range []message.Lang{message.ZH, message.EN} {
					if s := b.Why(ref).In(lang); s == "" || strings.Contains(s, "{") {
						t.Errorf("%s: %q", ref, s)
					}
				}
			}
		}
	}
	for ref, want := range map[Ref]string{
		{5, "", "2080105", "public"}:               "加总支出明细中科目为 2080105 劳动保障监察（含下级）、资金来源为一般公共预算（含上年结转）、类别为公用支出的各行",
		{3, "", "合计", "nonfiscal_basic"}:           "加总支出明细中所有行、资金来源为非财政拨款、类别为人员支出、公用支出的各行",
		{2, "", "403012", "general_public_budget"}: "加总收入明细中单位为 403012 厦门市人才服务中心、资金来源为一般公共预算拨款的各行",
		{11, "projects", "3", "budget_total"}:      "填列数：按公布的数照录，没有明细行能推出它",
	} {
		if got := b.Why(ref).In(message.ZH); got != want {
			t.Errorf("%s\nsays %s\nwant %s", ref, got, want)
		}
	}
}
