// Package money holds amounts, shares and weights, exactly.
//
// Representation: an [Amount] is an int64 count of 分. Limits: a single line is
// below 10⁹ 万元; they are enforced at the two doors, [Parse] and [Read], so
// that inside, addition of a bounded number of lines cannot wrap (the ledger
// refuses an edit that would pass the bound). Rounding: half away from zero,
// only when printing ([Amount.Printed]) or when a share is taken
// ([Share.Of], to 分). There is no floating point. Errors are
// [message.Error] and name what was read.
package money

import (
	"strconv"
	"strings"

	"suanpan/budgetcore/message"
)

// Amount is a sum of money in 分, positive or negative.
type Amount int64

// Units of Amount.
const (
	Fen  Amount = 1
	Yuan        = 100 * Fen
	Wan         = 10_000 * Yuan // 万元, the printed unit
	// Cent is what statements are rounded to: 0.01 万元.
	Cent = Wan / 100
	// Limit bounds one line: |amount| < Limit, which is 10⁹ 万元.
	Limit = 1_000_000_000 * Wan
)

const (
	wanDigits   = 9
	wanDecimals = 6
	// longest strict amount: sign, 9 digits, point, 6 decimals
	strictLen = 1 + wanDigits + 1 + wanDecimals
)

// Parse reads an amount in 万元 as files and the command line write it:
// -?digits{1,9}(.digits{1,6})? and nothing else. It is exact.
func Parse(s string) (Amount, error) {
	if s == "" {
		return 0, message.AmountEmpty.Error()
	}
	if len(s) > strictLen {
		return 0, message.AmountTooLong.Error(clip(s))
	}
	digits := s
	neg := digits[0] == '-'
	if neg {
		digits = digits[1:]
	}
	v, scale, ok := scanDecimal(digits, wanDigits, wanDecimals)
	if !ok {
		return 0, message.AmountNotStrict.Error(clip(s))
	}
	a := Amount(v * pow10(wanDecimals-scale))
	if neg {
		a = -a
	}
	return a, nil
}

// scanDecimal reads digits{1,maxInt}(.digits{1,maxFrac})? as an integer of
// 10^-scale. maxInt+maxFrac must not exceed 18, so that it cannot overflow.
func scanDecimal(s string, maxInt, maxFrac int) (v int64, scale int, ok bool) {
	i := 0
	for ; i < len(s) && '0' <= s[i] && s[i] <= '9'; i++ {
		if i == maxInt {
			return 0, 0, false
		}
		v = v*10 + int64(s[i]-'0')
	}
	if i == 0 {
		return 0, 0, false
	}
	if i == len(s) {
		return v, 0, true
	}
	if s[i] != '.' {
		return 0, 0, false
	}
	for i++; i < len(s) && '0' <= s[i] && s[i] <= '9'; i++ {
		if scale == maxFrac {
			return 0, 0, false
		}
		v = v*10 + int64(s[i]-'0')
		scale++
	}
	if scale == 0 || i < len(s) {
		return 0, 0, false
	}
	return v, scale, true
}

func pow10(n int) int64 {
	p := int64(1)
	for ; n > 0; n-- {
		p *= 10
	}
	return p
}

// clip keeps a hostile megabyte out of an error text.
func clip(s string) string {
	n := 0
	for i := range s {
		if n == 24 {
			return s[:i]
		}
		n++
	}
	return s
}

// Rounded returns a rounded to 0.01 万元, half away from zero.
func (a Amount) Rounded() Amount { return a.RoundTo(Cent) }

// RoundTo returns a rounded to a multiple of unit (positive), half away from
// zero.
func (a Amount) RoundTo(unit Amount) Amount {
	r := a % unit
	a -= r
	switch {
	case 2*r >= unit:
		a += unit
	case 2*r <= -unit:
		a -= unit
	}
	return a
}

// String returns the exact amount in 万元: two decimals, more where needed.
// Parse(a.String()) == a for every amount within a line's limit.
func (a Amount) String() string { return string(a.append(nil, false)) }

// Printed returns the amount in 万元 rounded to 0.01, as statements and CSV
// files print it: 131297.24.
func (a Amount) Printed() string { return a.Rounded().String() }

// Grouped returns the amount in 万元 rounded to 0.01 with thousands separated,
// as screens show it: 131,297.24.
func (a Amount) Grouped() string { return string(a.Rounded().append(nil, true)) }

// GroupedExact is Grouped without rounding.
func (a Amount) GroupedExact() string { return string(a.append(nil, true)) }

// YuanString returns the exact amount in 元: 1,234 元 and 5 分 is 1234.05.
func (a Amount) YuanString() string {
	s := strconv.FormatUint(magnitude(a)/100, 10)
	if f := magnitude(a) % 100; f != 0 {
		s += "." + string([]byte{byte('0' + f/10), byte('0' + f%10)})
	}
	if a < 0 {
		s = "-" + s
	}
	return s
}

// YuanGrouped is YuanString with thousands separated.
func (a Amount) YuanGrouped() string {
	s := Group(int64(magnitude(a) / 100))
	if _, frac, cents := strings.Cut(a.YuanString(), "."); cents {
		s += "." + frac
	}
	if a < 0 {
		s = "-" + s // also where nothing stands before the point
	}
	return s
}

// Group prints a count with thousands separated.
func Group(n int64) string {
	s := strconv.FormatInt(n, 10)
	sign := ""
	if n < 0 {
		sign, s = "-", s[1:]
	}
	for i := len(s) - 3; i > 0; i -= 3 {
		s = s[:i] + "," + s[i:]
	}
	return sign + s
}

func magnitude(a Amount) uint64 {
	if a < 0 {
		return -uint64(a)
	}
	return uint64(a)
}

func (a Amount) append(b []byte, group bool) []byte {
	u := magnitude(a)
	if a < 0 {
		b = append(b, '-')
	}
	whole := strconv.FormatUint(u/uint64(Wan), 10)
	if group {
		for i := range whole {
			if i > 0 && (len(whole)-i)%3 == 0 {
				b = append(b, ',')
			}
			b = append(b, whole[i])
		}
	} else {
		b = append(b, whole...)
	}
	b = append(b, '.')
	frac := u % uint64(Wan)
	for p, n := uint64(Wan)/10, 0; n < 2 || frac > 0; p, n = p/10, n+1 {
		b = append(b, byte('0'+frac/p))
		frac %= p
	}
	return b
}
