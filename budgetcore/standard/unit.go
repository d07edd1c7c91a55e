package standard

import (
	"strconv"
	"strings"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/strict"
)

// Number is an exact decimal of at most twelve digits and six decimals, in
// millionths of its unit.
type Number int64

const (
	million       = 1_000_000
	numberDigits  = 12
	numberDecimal = 6
)

// ParseNumber reads a plain non-negative decimal of at most twelve digits and
// six decimals.
func ParseNumber(s string) (Number, error) {
	whole, frac, point := strings.Cut(s, ".")
	plain := len(whole) > 0 && len(whole) <= numberDigits && len(frac) <= numberDecimal && point == (frac != "")
	for _, c := range []byte(whole + frac) {
		plain = plain && '0' <= c && c <= '9'
	}
	if !plain {
		return 0, message.NumberUnclear.Error(strict.Clip(s))
	}
	n, _ := strconv.ParseInt(whole+(frac + "000000")[:numberDecimal], 10, 64)
	return Number(n), nil
}

// String returns the number without needless decimals: 3.65.
func (n Number) String() string {
	s := strconv.FormatInt(int64(n)/million, 10)
	if f := int64(n) % million; f != 0 {
		s += "." + strings.TrimRight(strconv.FormatInt(million+f, 10)[1:], "0")
	}
	return s
}

// Grouped is String with thousands separated.
func (n Number) Grouped() string {
	_, frac, point := strings.Cut(n.String(), ".")
	if s := money.Group(int64(n) / million); !point {
		return s
	} else {
		return s + "." + frac
	}
}

// Kind is what a number of some unit is.
type Kind uint8

// Kinds of numbers.
const (
	Money Kind = iota // an amount, for one of something or as a whole
	Rate              // a part of a hundred
	Count             // years, months, people, points between rates
)

// Unit is what a standard is measured in.
type Unit struct {
	// ID is how files write it, which is its Chinese name.
	ID   string
	Name *message.Text
	Kind Kind
	// Of is the money one of the number is: Yuan or Wan; 0 where it is no money.
	Of money.Amount
}

// Units are all there are.
var Units = []Unit{
	{"元/人", message.UnitYuanPerson, Money, money.Yuan},
	{"元/人·月", message.UnitYuanPersonMonth, Money, money.Yuan},
	{"元/人·年", message.UnitYuanPersonYear, Money, money.Yuan},
	{"元/月", message.UnitYuanMonth, Money, money.Yuan},
	{"元/年", message.UnitYuanYear, Money, money.Yuan},
	{"元/项", message.UnitYuanItem, Money, money.Yuan},
	{"元", message.UnitYuan, Money, money.Yuan},
	{"万元", message.UnitWan, Money, money.Wan},
	{"万元/人", message.UnitWanPerson, Money, money.Wan},
	{"%", message.UnitPercent, Rate, 0},
	{"%/年", message.UnitPercentYear, Rate, 0},
	{"百分点", message.UnitPoints, Count, 0},
	{"年", message.UnitYears, Count, 0},
	{"月", message.UnitMonths, Count, 0},
	{"人", message.UnitPeople, Count, 0},
}

// ParseUnit finds a unit by its name in files.
func ParseUnit(s string) (*Unit, error) {
	names := make([]string, len(Units))
	for i := range Units {
		if Units[i].ID == s {
			return &Units[i], nil
		}
		names[i] = Units[i].ID
	}
	return nil, message.StandardUnit.Error(strict.Clip(s), strings.Join(names, " / "))
}

// amount is n of a unit of money, or false where it is finer than a 分 or
// beyond a line's limit.
func (u *Unit) amount(n Number) (money.Amount, bool) {
	per := million / Number(u.Of) // millionths to a 分
	a := money.Amount(n / per)
	return a, n%per == 0 && a < money.Limit
}

// Words is a name or a sentence in both languages.
type Words struct{ ZH, EN string }

// Message returns the words for either language; without English they are the
// Chinese ones, and the other way round.
func (w Words) Message() message.Message {
	switch {
	case w.EN == "":
		w.EN = w.ZH
	case w.ZH == "":
		w.ZH = w.EN
	}
	return message.Both(w.ZH, w.EN)
}

// Empty tells that there are none.
func (w Words) Empty() bool { return w == Words{} }
