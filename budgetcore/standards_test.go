package budgetcore_test

import (
	"testing"

	"suanpan/budgetcore/published"
	"suanpan/budgetcore/standard"
)

// The register holds the standards of the publication by date; the published
// file holds them as rows that a trace can name. They are the same facts.
func TestRegisterHoldsThePublishedStandards(t *testing.T) {
	bounds := map[string]standard.Bound{"等于": standard.Exact, "小于等于": standard.AtMost, "大于等于": standard.AtLeast}
	printed := make(map[string]bool)
	for _, p := range published.Dataset().Standards {
		printed[p.ID] = true
		s, err := standard.BuiltIn().Find(p.ID)
		if err != nil {
			t.Error(err)
			continue
		}
		if s.Name.ZH != p.Name || s.Unit.ID != p.Unit || s.Bound != bounds[p.Direction] {
			t.Errorf("%s: %s %s %d, published %s %s %s", p.ID, s.Name.ZH, s.Unit.ID, s.Bound, p.Name, p.Unit, p.Direction)
		}
		day, _ := standard.NewDate(2023, 7, 1)
		v, err := standard.BuiltIn().On(p.ID, day)
		if err != nil || v.Number.String() != p.Amount || v.Status != standard.Published {
			t.Errorf("%s: %v, %v; published %s", p.ID, v, err, p.Amount)
		}
	}
	for _, s := range standard.BuiltIn().All() {
		for _, v := range s.Values {
			if (v.Status == standard.Published) != printed[s.ID] {
				t.Errorf("%s has status %d, and published is %v", s.ID, v.Status, printed[s.ID])
			}
		}
	}
}
