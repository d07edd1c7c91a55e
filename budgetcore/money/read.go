package money

import (
	"strings"

	"github.com/shopspring/decimal"

	"suanpan/budgetcore/message"
)

// Reading is what [Read] understood of something typed or pasted.
type Reading struct {
	Amount Amount
	// Unit is the unit the figure was taken in: Yuan or Wan.
	Unit Amount
	// Stated tells that the text itself named the unit.
	Stated bool
}

// String returns the reading in the strict form: Parse(r.String()) == r.Amount.
func (r Reading) String() string { return r.Amount.String() }

const lenientLen = 64

// folded maps what Chinese input methods and spreadsheets produce to ASCII.
var folded = strings.NewReplacer(
	"０", "0", "１", "1", "２", "2", "３", "3", "４", "4",
	"５", "5", "６", "6", "７", "7", "８", "8", "９", "9",
	"，", ",", "．", ".", "。", ".", "－", "-", "−", "-", "–", "-", "＋", "+",
	"（", "(", "）", ")", "￥", "¥", "　", " ", "\u00a0", " ", "\u202f", " ", "\u2009", " ",
	"’", ",", "'", ",",
)

// Fold turns full-width digits and signs into plain ones and drops spaces
// around them.
func Fold(s string) string {
	if len(s) > lenientLen {
		return s
	}
	return strings.TrimSpace(folded.Replace(s))
}

// Read understands an amount as people type or paste it: thousands
// separators, full-width digits, ￥, 元 or 万元, brackets or a minus for
// negatives. A figure without a unit is in unit (Yuan or Wan). What it
// understood is returned to be shown before it is applied.
func Read(s string, unit Amount) (Reading, error) {
	if len(s) > lenientLen {
		return Reading{}, message.AmountTooLong.Error(clip(s))
	}
	t := Fold(s)
	if t == "" {
		return Reading{}, message.AmountEmpty.Error()
	}
	r := Reading{Unit: unit}
	sign := int64(1)
	units := 0
	minus := func(t string) string {
		switch t = strings.TrimSpace(t); {
		case strings.HasPrefix(t, "-"):
			sign, t = -sign, t[1:]
		case strings.HasPrefix(t, "+"):
			t = t[1:]
		}
		return t
	}
	currency := func(t string) string {
		t = strings.TrimSpace(t)
		for _, p := range []string{"人民币", "RMB", "CNY", "¥"} {
			t = strings.TrimPrefix(t, p)
		}
		return t
	}
	unitOf := func(t string) string {
		t = strings.TrimSpace(t)
		for _, u := range []struct {
			suffix string
			unit   Amount
		}{{"万元", Wan}, {"万", Wan}, {"元", Yuan}} {
			if rest, ok := strings.CutSuffix(t, u.suffix); ok {
				r.Unit, r.Stated = u.unit, true
				units++
				return rest
			}
		}
		return t
	}
	signed := t
	t = minus(currency(minus(unitOf(t))))
	if strings.HasPrefix(t, "(") && strings.HasSuffix(t, ")") {
		if strings.Contains(signed, "-") {
			return Reading{}, message.AmountTwoSigns.Error(clip(s))
		}
		sign = -1
		t = currency(unitOf(t[1 : len(t)-1]))
	}
	t = strings.TrimSpace(t)
	if strings.Count(signed, "-")+strings.Count(signed, "+") > 1 || units > 1 || t == "." {
		return Reading{}, message.AmountUnclear.Error(clip(s))
	}
	whole, frac, point := strings.Cut(t, ".")
	if point && whole == "" {
		whole = "0"
	}
	if !strings.Contains(whole, ",") { // a space separates as a comma does, but not beside one
		whole = strings.ReplaceAll(whole, " ", ",")
	}
	if strings.Contains(whole, ",") {
		for i, g := range strings.Split(whole, ",") {
			if len(g) != 3 && (i > 0 || len(g) == 0 || len(g) > 3) || i == 0 && g[0] == '0' {
				return Reading{}, message.AmountGroups.Error(clip(s))
			}
		}
		whole = strings.ReplaceAll(whole, ",", "")
	}
	if frac = strings.TrimRight(frac, "0"); frac != "" {
		whole += "." + frac
	}
	v, scale, ok := scanDecimal(whole, 13, 5)
	if !ok {
		v, scale, ok = scanDecimal(whole, 9, 9)
	}
	if !ok {
		if !strings.ContainsFunc(whole, func(c rune) bool { return c != '.' && (c < '0' || c > '9') }) && strings.Count(whole, ".") < 2 && len(whole) > 9 {
			return Reading{}, message.AmountTooLarge.Error(clip(s))
		}
		return Reading{}, message.AmountUnclear.Error(clip(s))
	}
	fen := decimal.New(sign*v, int32(-scale)).Mul(decimal.New(int64(r.Unit), 0))
	if !fen.IsInteger() {
		return Reading{}, message.AmountFractionOfFen.Error(clip(s))
	}
	if fen.Abs().GreaterThanOrEqual(decimal.New(int64(Limit), 0)) {
		return Reading{}, message.AmountTooLarge.Error(clip(s))
	}
	r.Amount = Amount(fen.IntPart())
	return r, nil
}
