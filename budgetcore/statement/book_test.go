package statement

import (
	"testing"

	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/published"
)

func TestBookFindsCellsByTheirNames(t *testing.T) {
	l, err := ledger.New(published.Dataset(), ledger.KeepTails)
	if err != nil {
		t.Fatal(err)
	}
	b := BuildAll(l, l)
	for _, tt := range []struct {
		ref         Ref
		name, print string
	}{
		{Ref{5, "", "2080105", "public"}, "5:2080105:public", "152.71"},
		{Ref{1, "", "income/一/一般公共预算拨款收入", "amount"}, "1:income/一/一般公共预算拨款收入:amount", "129217.94"},
		{Ref{7, "", "合计", "official_reception"}, "7:合计:official_reception", "16.54"},
	} {
		c := b.Cell(tt.ref)
		if tt.ref.String() != tt.name || c == nil || c.Printed() != tt.print {
			t.Errorf("%s: cell %v, want %s", tt.ref, c, tt.print)
		}
	}
	if n := (Ref{11, "projects", "3", "fiscal_total"}).String(); n != "11.projects:3:fiscal_total" {
		t.Errorf("a cell of a part is called %s", n)
	}
	for _, none := range []Ref{{5, "", "999", "public"}, {5, "", "2080105", "none"}, {12, "", "", ""}} {
		if b.Cell(none) != nil {
			t.Errorf("%s: there is such a cell", none)
		}
	}
	seen := make(map[string]bool)
	for _, table := range b.Tables {
		for _, r := range table.Lines {
			n := Ref{table.Annex, table.Part, r.Path, ""}.String()
			if len(table.Columns) > 0 && r.Kind != Remark && seen[n] {
				t.Errorf("two rows are called %s", n)
			}
			seen[n] = true
		}
	}
}
