package money

import (
	"math/big"
	"strings"

	"github.com/shopspring/decimal"

	"suanpan/budgetcore/message"
)

// Share is an exact fraction between 0 and 1. The zero Share is 0.
type Share struct {
	num, den decimal.Decimal
	text     string
}

const (
	weightDigits   = 9
	weightDecimals = 9
	maxShareSide   = 20
)

// ParseShare reads a/b or a decimal in [0,1]; both sides of a fraction are
// plain decimals of at most 18 digits in all.
func ParseShare(s string) (Share, error) {
	if len(s) > 2*maxShareSide+1 {
		return Share{}, message.ShareUnclear.Error(clip(s))
	}
	over, under, fraction := strings.Cut(s, "/")
	if !fraction {
		under = "1"
	}
	num, ok1 := scanShare(over)
	den, ok2 := scanShare(under)
	switch {
	case !ok1 || !ok2:
		return Share{}, message.ShareUnclear.Error(clip(s))
	case den.IsZero():
		return Share{}, message.ShareNoWhole.Error(clip(s))
	case num.GreaterThan(den):
		return Share{}, message.ShareTooLarge.Error(clip(s))
	}
	return Share{num, den, s}, nil
}

// ShareOf returns part/whole, for published components such as 15,245 of
// 30,763. Both must be non-negative, whole positive and part ≤ whole.
func ShareOf(part, whole Amount) (Share, error) {
	return ParseShare(part.String() + "/" + whole.String())
}

// Of returns the share of a, rounded to 分, half away from zero.
func (s Share) Of(a Amount) Amount {
	if s.den.IsZero() {
		return 0
	}
	return Amount(decimal.New(int64(a), 0).Mul(s.num).DivRound(s.den, 0).IntPart())
}

// Fraction returns the share as two integers, not always in lowest terms; the
// second is above 0.
func (s Share) Fraction() (num, den *big.Int) {
	if s.den.IsZero() {
		return new(big.Int), big.NewInt(1)
	}
	up := -min(s.num.Exponent(), s.den.Exponent())
	return s.num.Shift(up).BigInt(), s.den.Shift(up).BigInt()
}

// String returns the share as it was written.
func (s Share) String() string {
	if s.text == "" {
		return "0"
	}
	return s.text
}

// Percent returns the share in percent with two decimals, half away from
// zero, for display only: 49.56.
func (s Share) Percent() string {
	if s.den.IsZero() {
		return "0.00"
	}
	return s.num.Mul(decimal.New(100, 0)).DivRound(s.den, 2).StringFixed(2)
}

// Weight is an exact non-negative number that an amount is split by.
type Weight struct {
	value decimal.Decimal
	text  string
}

// ParseWeight reads a plain non-negative decimal of at most 9 digits and 9
// decimals.
func ParseWeight(s string) (Weight, error) {
	v, ok := scanWeight(s)
	if !ok {
		return Weight{}, message.WeightUnclear.Error(clip(s))
	}
	return Weight{v, s}, nil
}

// Scaled returns the weight as an integer of 10⁻⁹, below 10¹⁸.
func (w Weight) Scaled() int64 { return w.value.Shift(weightDecimals).IntPart() }

// String returns the weight as it was written.
func (w Weight) String() string { return w.text }

func scanWeight(s string) (decimal.Decimal, bool) {
	v, scale, ok := scanDecimal(s, weightDigits, weightDecimals)
	return decimal.New(v, int32(-scale)), ok
}

func scanShare(s string) (decimal.Decimal, bool) {
	for digits := range 18 {
		if v, scale, ok := scanDecimal(s, digits+1, 17-digits); ok {
			return decimal.New(v, int32(-scale)), true
		}
	}
	return decimal.Decimal{}, false
}
