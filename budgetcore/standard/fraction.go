package standard

import (
	"math/big"
	"strings"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/strict"
)

// Fraction is an exact part of a whole, from 0 to 1. The zero Fraction is 0.
type Fraction struct {
	num, den uint64 // in lowest terms, den 0 means 1
	text     string
}

// maxTerm bounds both terms, so that a product with an amount fits 128 bits
// and a sum of two numerators 64.
const maxTerm = 1_000_000_000_000_000_000

// All is the whole.
var All = Fraction{1, 1, "1"}

// ParseFraction reads a part as a fraction (1/3), a decimal (0.25) or percent
// (25%), exactly.
func ParseFraction(s string) (Fraction, error) {
	plain := s
	if cut, ok := strings.CutSuffix(s, "%"); ok {
		if strings.Contains(cut, "/") {
			return Fraction{}, message.FractionUnclear.Error(strict.Clip(s))
		}
		plain = strings.TrimSuffix(cut, " ") + "/100"
	}
	if _, err := money.ParseShare(plain); err != nil { // the grammar, and 0 to 1
		if plain != s {
			return Fraction{}, message.FractionUnclear.Error(strict.Clip(s))
		}
		return Fraction{}, err
	}
	num, ok := new(big.Rat).SetString(plain)
	if over, under, cut := strings.Cut(plain, "/"); cut {
		a, ok1 := new(big.Rat).SetString(over)
		b, ok2 := new(big.Rat).SetString(under)
		if ok = ok1 && ok2; ok {
			num = a.Quo(a, b)
		}
	}
	if !ok {
		return Fraction{}, message.FractionUnclear.Error(strict.Clip(s))
	}
	return fraction(num, s)
}

// fraction is r in words of its own, "" for its lowest terms.
func fraction(r *big.Rat, text string) (Fraction, error) {
	limit := big.NewInt(maxTerm)
	if r.Sign() < 0 || r.Cmp(big.NewRat(1, 1)) > 0 || r.Denom().Cmp(limit) > 0 {
		return Fraction{}, message.FractionTooFine.Error(strict.Clip(r.String()))
	}
	if text == "" {
		text = strings.TrimSuffix(r.String(), "/1")
	}
	return Fraction{r.Num().Uint64(), r.Denom().Uint64(), text}, nil
}

func (f Fraction) rat() *big.Rat {
	return new(big.Rat).SetFrac(new(big.Int).SetUint64(f.num), new(big.Int).SetUint64(max(f.den, 1)))
}

// String returns the part as it was written.
func (f Fraction) String() string {
	if f.text == "" {
		return "0"
	}
	return f.text
}

// Percent returns the part in percent with two decimals, half away from zero,
// for display only: 49.56.
func (f Fraction) Percent() string {
	r := f.rat()
	return r.Mul(r, big.NewRat(100, 1)).FloatString(2)
}

// whole tells that the part is all of it.
func (f Fraction) whole() bool { return f.den != 0 && f.num == f.den }
