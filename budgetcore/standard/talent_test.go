package standard

import (
	"testing"

	"suanpan/budgetcore/money"
	"suanpan/budgetcore/transfer"
)

func TestTalentEstimate(t *testing.T) {
	for _, c := range []struct {
		name                  string
		heads                 [4]int64
		share                 string
		total, city, district string
		above, implied        int64
	}{
		{"one of each", [4]int64{1, 1, 1, 1}, "15245/30763", "17.00", "8.424568", "8.575432", -4496, 7238},
		{"the target, all masters", [4]int64{0, 4500, 0, 0}, "15245/30763", "22500.00", "11150.164158", "11349.835842", 0, 6152},
		{"nobody", [4]int64{}, "15245/30763", "0.00", "0.00", "0.00", -4500, 0},
		{"all from the city", [4]int64{0, 0, 0, 10}, "1", "10.00", "10.00", "0.00", -4490, 30763},
		{"a share finer than a 分 is rounded", [4]int64{0, 0, 1, 0}, "0.333333333", "3.00", "1.00", "2.00", -4499, 10254},
	} {
		t.Run(c.name, func(t *testing.T) {
			share, err := money.ParseShare(c.share)
			if err != nil {
				t.Fatal(err)
			}
			e, err := TalentEstimate(c.heads, share)
			if err != nil {
				t.Fatal(err)
			}
			if e.Total.String() != c.total || e.City.String() != c.city || e.District.String() != c.district {
				t.Errorf("total %s city %s district %s", e.Total, e.City, e.District)
			}
			if e.AboveFloor != c.above || e.ImpliedHeads != c.implied {
				t.Errorf("above the floor %d, implied heads %d", e.AboveFloor, e.ImpliedHeads)
			}
			if e.City+e.District != e.Total {
				t.Error("shares do not add")
			}
		})
	}
}

func TestTalentStandardsAreThoseOfTheRegister(t *testing.T) {
	for _, c := range Talent {
		v, err := BuiltIn().On(c.Standard, date(t, "2023-07-01"))
		if err != nil || v.Amount() != c.Each {
			t.Errorf("%s: %v, %v; the register has %v", c.ID, c.Each, err, v)
		}
	}
}

func TestPrintedSharesAddToThePrintedTotal(t *testing.T) {
	for _, share := range []string{"0.125", "0.5", "1/3", "0", "1", "15245/30763"} {
		s, err := money.ParseShare(share)
		if err != nil {
			t.Fatal(err)
		}
		for heads := range int64(50) {
			e, err := TalentEstimate([4]int64{0, 0, 0, heads}, s)
			if err != nil {
				t.Fatal(err)
			}
			city, district, total := e.Printed()
			if city+district != total || city%money.Cent != 0 || district%money.Cent != 0 {
				t.Errorf("%s of %d heads: %s + %s, total %s", share, heads, city, district, total)
			}
		}
	}
}

func TestImpliedStandardIsAboveTheMasterRate(t *testing.T) {
	e, err := TalentEstimate([4]int64{}, transfer.PublishedShare())
	if err != nil {
		t.Fatal(err)
	}
	if e.ImpliedStandard != 68_362*money.Yuan {
		t.Errorf("implied standard %s 元, want 68362", e.ImpliedStandard.YuanString())
	}
}

func TestTalentEstimateRefuses(t *testing.T) {
	for name, heads := range map[string][4]int64{
		"negative heads":     {-1, 0, 0, 0},
		"too many heads":     {0, 1_000_000_000, 0, 0},
		"total out of range": {999_999_999, 999_999_999, 999_999_999, 999_999_999},
	} {
		if _, err := TalentEstimate(heads, transfer.PublishedShare()); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	for _, s := range []string{"", "-1", "1.5", "１", "1e3", "9999999999", "+1"} {
		if n, err := ParseHeads(s); err == nil {
			t.Errorf("ParseHeads(%q) = %d", s, n)
		}
	}
}

func TestReadHeadsAsTyped(t *testing.T) {
	for in, want := range map[string]int64{"3,000": 3000, "１２００": 1200, " 45 ": 45, "0": 0, "999,999,999": 999_999_999} {
		if n, err := ReadHeads(in); err != nil || n != want {
			t.Errorf("ReadHeads(%q) = %d, %v; want %d", in, n, err, want)
		}
	}
	for _, in := range []string{"", "-1", "1.5", "3,00", "3元", "1000000000", "x"} {
		if n, err := ReadHeads(in); err == nil {
			t.Errorf("ReadHeads(%q) = %d", in, n)
		}
	}
}
