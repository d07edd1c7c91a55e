package money

import (
	"math/big"
	"regexp"
	"strings"
	"testing"
	"time"

	"pgregory.net/rapid"
)

func TestParseStrictDoor(t *testing.T) {
	for _, c := range []struct {
		name, in string
		want     Amount
		ok       bool
	}{
		{"plain", "26000.00", 26000 * Wan, true},
		{"integer", "0", 0, true},
		{"negative", "-120.5", -120*Wan - Wan/2, true},
		{"one 分", "0.000001", 1, true},
		{"largest", "999999999.999999", Limit - 1, true},
		{"smallest", "-999999999.999999", 1 - Limit, true},
		{"minus zero is zero", "-0.00", 0, true},
		{"empty", "", 0, false},
		{"only minus", "-", 0, false},
		{"plus", "+5", 0, false},
		{"no integer digits", ".5", 0, false},
		{"no decimals after the point", "5.", 0, false},
		{"sign after the point", ".-5", 0, false},
		{"ten digits", "1000000000", 0, false},
		{"seven decimals", "1.0000001", 0, false},
		{"exponent", "1e5", 0, false},
		{"hostile exponent", "1e1000000000", 0, false},
		{"thousands", "1,000.00", 0, false},
		{"space", " 1", 0, false},
		{"full width", "１２", 0, false},
		{"arabic digits", "١٢", 0, false},
		{"nan", "NaN", 0, false},
		{"unit", "12万元", 0, false},
	} {
		t.Run(c.name, func(t *testing.T) {
			got, err := Parse(c.in)
			if (err == nil) != c.ok || got != c.want {
				t.Errorf("Parse(%q) = %d, %v; want %d, ok %v", c.in, got, err, c.want, c.ok)
			}
		})
	}
}

func TestHostileTextIsRefusedAtOnce(t *testing.T) {
	huge := strings.Repeat("9", 1<<20)
	hugeShare := huge + "/" + huge
	for name, try := range map[string]func() error{
		"strict, a megabyte of digits":  func() error { _, err := Parse(huge); return err },
		"lenient, a megabyte of digits": func() error { _, err := Read(huge, Wan); return err },
		"share, a megabyte of digits":   func() error { _, err := ParseShare(hugeShare); return err },
		"weight, a megabyte of digits":  func() error { _, err := ParseWeight(huge); return err },
		"lenient, hostile exponent":     func() error { _, err := Read("1e1000000000", Wan); return err },
		"lenient, sign after point":     func() error { _, err := Read(".-5", Wan); return err },
		"share, hostile exponent":       func() error { _, err := ParseShare("1e-1000000000"); return err },
	} {
		t.Run(name, func(t *testing.T) {
			best := time.Hour
			for range 5 {
				start := time.Now()
				if err := try(); err == nil {
					t.Fatal("accepted")
				} else if len(err.Error()) > 400 {
					t.Errorf("the error repeats the input: %d bytes", len(err.Error()))
				}
				best = min(best, time.Since(start))
			}
			if best > time.Millisecond {
				t.Errorf("took %v", best)
			}
		})
	}
}

func TestReadLenientDoor(t *testing.T) {
	for _, c := range []struct {
		name, in string
		unit     Amount
		want     string // strict form, "" when refused
	}{
		{"plain", "1200.5", Wan, "1200.50"},
		{"thousands", "131,297.24", Wan, "131297.24"},
		{"full-width digits and point", "１２００．５０", Wan, "1200.50"},
		{"full-width thousands", "１，２００", Wan, "1200.00"},
		{"元 is turned into 万元", "￥1,200,000.00元", Wan, "120.00"},
		{"stated 万元 in a 元 column", "120万元", Yuan, "120.00"},
		{"column of 元", "1234567.89", Yuan, "123.456789"},
		{"brackets are negative", "（35.5）", Wan, "-35.50"},
		{"brackets with unit outside", "(35.5)万元", Wan, "-35.50"},
		{"brackets with currency inside", "(¥35.5)", Wan, "-35.50"},
		{"minus before currency", "-￥35", Wan, "-35.00"},
		{"minus after currency", "￥-35", Wan, "-35.00"},
		{"unicode minus", "−35", Wan, "-35.00"},
		{"full-width minus", "－35", Wan, "-35.00"},
		{"plus", "+35", Wan, "35.00"},
		{"half typed, point last", "5.", Wan, "5.00"},
		{"half typed, point first", ".5", Wan, "0.50"},
		{"spaces inside", " 12 345.60 ", Wan, "12345.60"},
		{"trailing zeros beyond 分", "1.500000000", Wan, "1.50"},
		{"ideographic full stop as the point", "12。5", Wan, "12.50"},
		{"wrong groups", "12,34", Wan, ""},
		{"european decimals", "1.234,56", Wan, ""},
		{"both signs", "(-5)", Wan, ""},
		{"two minuses", "--5", Wan, ""},
		{"half a 分", "0.0000005", Wan, ""},
		{"third decimal of 元", "1.005元", Wan, ""},
		{"too large", "1000000000", Wan, ""},
		{"largest in 元", "9999999999999.99元", Wan, "999999999.999999"},
		{"too large in 元", "10000000000000元", Wan, ""},
		{"percent", "5%", Wan, ""},
		{"words", "十二", Wan, ""},
		{"nothing but a unit", "元", Wan, ""},
		{"nothing but a point", ".", Wan, ""},
		{"blank", "   ", Wan, ""},
		{"open bracket only", "(5", Wan, ""},
		{"two figures with a space between", "1200 300", Wan, ""},
		{"two digits with a space between", "1 2", Wan, ""},
		{"two figures with a tab between", "100\t200", Wan, ""},
		{"two figures on two lines", "100\n200", Wan, ""},
		{"spaces between groups of three", "1 234 567", Wan, "1234567.00"},
		{"a space in the decimals", "1.5 0", Wan, ""},
		{"spaces and commas mixed", "1 200,300", Wan, ""},
		{"groups that begin with zero", "0,123", Wan, ""},
		{"two units", "(5万元)元", Wan, ""},
		{"space before the unit", "1,200.00 元", Wan, "0.12"},
		{"space after the sign", "- 5", Wan, "-5.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			r, err := Read(c.in, c.unit)
			got := ""
			if err == nil {
				got = r.String()
			}
			if got != c.want {
				t.Errorf("Read(%q) = %q, %v; want %q", c.in, got, err, c.want)
			}
		})
	}
}

func TestPrintedRoundsHalfAwayFromZero(t *testing.T) {
	for _, c := range []struct {
		in                  Amount
		printed, exact, grp string
	}{
		{0, "0.00", "0.00", "0.00"},
		{Cent/2 - 1, "0.00", "0.004999", "0.00"},
		{Cent / 2, "0.01", "0.005", "0.01"},
		{-Cent / 2, "-0.01", "-0.005", "-0.01"},
		{1 - Cent/2, "0.00", "-0.004999", "0.00"},
		{131297*Wan + 24*Cent, "131297.24", "131297.24", "131,297.24"},
		{-1234567 * Wan, "-1234567.00", "-1234567.00", "-1,234,567.00"},
		{999 * Wan, "999.00", "999.00", "999.00"},
		{Limit - 1, "1000000000.00", "999999999.999999", "1,000,000,000.00"},
	} {
		if got := c.in.Printed(); got != c.printed {
			t.Errorf("%d Printed %q, want %q", c.in, got, c.printed)
		}
		if got := c.in.String(); got != c.exact {
			t.Errorf("%d String %q, want %q", c.in, got, c.exact)
		}
		if got := c.in.Grouped(); got != c.grp {
			t.Errorf("%d Grouped %q, want %q", c.in, got, c.grp)
		}
	}
}

func TestYuanKeepsItsSignAndItsFen(t *testing.T) {
	for a, want := range map[Amount]string{
		0: "0", 5: "0.05", -5: "-0.05", -100: "-1", 123_456_789: "1,234,567.89", -123_456_700: "-1,234,567", -123_456_789: "-1,234,567.89",
	} {
		if got := a.YuanGrouped(); got != want {
			t.Errorf("%d 分: %s, want %s", int64(a), got, want)
		}
	}
}

func TestPrintedAgreesWithRationalArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		a := Amount(rapid.Int64Range(int64(-9*Limit), int64(9*Limit)).Draw(t, "a"))
		r := new(big.Rat).SetFrac64(int64(a), int64(Wan))
		want := r.FloatString(2) // rounds half away from zero
		if want == "-0.00" {
			want = "0.00"
		}
		if got := a.Printed(); got != want {
			t.Fatalf("%d: %s, want %s", a, got, want)
		}
	})
}

func TestShareIsExactAndRoundsToFen(t *testing.T) {
	for _, c := range []struct {
		share string
		of    Amount
		want  Amount
		ok    bool
	}{
		{"15245/30763", 30763 * Wan, 15245 * Wan, true},
		{"0.5", 3, 2, true},
		{"0.5", -3, -2, true},
		{"1/3", 100, 33, true},
		{"2/3", 100, 67, true},
		{"0", 100, 0, true},
		{"1", 100, 100, true},
		{"0.25/0.5", 100, 50, true},
		{"0.333333333333", 3_000_000_000_000, 999_999_999_999, true},
		{"1/3000000000", 6_000_000_000, 2, true},
		{"0.1234567890123456789", 0, 0, false},
		{"1.01", 0, 0, false},
		{"3/2", 0, 0, false},
		{"1/0", 0, 0, false},
		{"-0.5", 0, 0, false},
		{"1/2/3", 0, 0, false},
		{"", 0, 0, false},
		{"50%", 0, 0, false},
	} {
		s, err := ParseShare(c.share)
		if (err == nil) != c.ok {
			t.Errorf("ParseShare(%q): %v", c.share, err)
			continue
		}
		if got := s.Of(c.of); got != c.want {
			t.Errorf("%s of %d = %d, want %d", c.share, c.of, got, c.want)
		}
	}
}

func TestShareOfAgreesWithRationalArithmetic(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		den := rapid.Int64Range(1, 999_999_999).Draw(t, "den")
		num := rapid.Int64Range(0, den).Draw(t, "num")
		a := rapid.Int64Range(int64(1-Limit), int64(Limit-1)).Draw(t, "a")
		s, err := ParseShare(big.NewInt(num).String() + "/" + big.NewInt(den).String())
		if err != nil {
			t.Fatal(err)
		}
		want := new(big.Rat).Mul(new(big.Rat).SetFrac64(num, den), new(big.Rat).SetInt64(a)).FloatString(0)
		if want == "-0" {
			want = "0"
		}
		if got := big.NewInt(int64(s.Of(Amount(a)))).String(); got != want {
			t.Fatalf("%d/%d of %d = %s, want %s", num, den, a, got, want)
		}
	})
}

var strict = regexp.MustCompile(`^-?[0-9]{1,9}(\.[0-9]{1,6})?$`)

func FuzzParse(f *testing.F) {
	for _, s := range []string{"26000.00", "-0.000001", "1e1000000000", ".-5", "1,000", "９", "999999999.999999"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		a, err := Parse(s)
		if (err == nil) != strict.MatchString(s) {
			t.Fatalf("Parse(%q) = %v, the grammar says %v", s, err, strict.MatchString(s))
		}
		if err != nil {
			return
		}
		want, _ := new(big.Rat).SetString(s)
		if got := new(big.Rat).SetFrac64(int64(a), int64(Wan)); got.Cmp(want) != 0 {
			t.Fatalf("Parse(%q) = %s", s, got.FloatString(6))
		}
		if back, err := Parse(a.String()); err != nil || back != a {
			t.Fatalf("Parse(%q).String() = %q, which reads back as %d, %v", s, a, back, err)
		}
	})
}

func FuzzRead(f *testing.F) {
	for _, s := range []string{"￥1,200,000.00元", "（35.5）", "１２．５", "-¥3", "1.234,56", "12,345万", "((5))"} {
		f.Add(s)
	}
	f.Fuzz(func(t *testing.T, s string) {
		r, err := Read(s, Wan)
		if err != nil {
			return
		}
		back, err := Parse(r.String())
		if err != nil || back != r.Amount {
			t.Fatalf("Read(%q) = %q, which the strict door reads as %d, %v", s, r, back, err)
		}
	})
}
