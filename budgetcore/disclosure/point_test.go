package disclosure_test

import (
	"testing"

	"suanpan/budgetcore/disclosure"
)

func TestPointIsReadAsItIsWritten(t *testing.T) {
	for _, s := range []string{"5:2080105:public", "10.projects:人才队伍建设/人才开发:amount", "10:一：二:budget_total", "text:income.total", "line:L05", "check:tree.units 2:403:total"} {
		p, ok := disclosure.ParsePoint(s)
		if !ok || p.String() != s {
			t.Errorf("%s was read as %s, %t", s, p, ok)
		}
	}
	for _, s := range []string{"", "text:", "line", "x:1:2", "5:2080105", "5"} {
		if p, ok := disclosure.ParsePoint(s); ok {
			t.Errorf("%q was read as %s", s, p)
		}
	}
}
