package standard

import (
	"strconv"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/strict"
)

// Date is a civil day, without clock or zone. Days compare with <. The zero
// Date is none.
type Date int32 // yyyymmdd

// The years that dates may lie in.
const (
	firstYear = 1950
	lastYear  = 2199
)

// NewDate returns the day, or false where the calendar has none or the year is
// before 1950 or after 2199.
func NewDate(year, month, day int) (Date, bool) {
	if year < firstYear || year > lastYear || month < 1 || month > 12 || day < 1 || day > daysIn(year, month) {
		return 0, false
	}
	return Date(year*10000 + month*100 + day), true
}

func daysIn(year, month int) int {
	switch month {
	case 4, 6, 9, 11:
		return 30
	case 2:
		if year%4 == 0 && (year%100 != 0 || year%400 == 0) {
			return 29
		}
		return 28
	}
	return 31
}

// ParseDate reads YYYY-MM-DD and nothing else.
func ParseDate(s string) (Date, error) {
	if len(s) == 10 && s[4] == '-' && s[7] == '-' {
		var n [3]int
		ok := true
		for i, part := range []string{s[:4], s[5:7], s[8:]} {
			v, err := strconv.ParseUint(part, 10, 16)
			ok = ok && err == nil
			n[i] = int(v)
		}
		if d, real := NewDate(n[0], n[1], n[2]); ok && real {
			return d, nil
		}
	}
	return 0, message.DateUnclear.Error(strict.Clip(s))
}

// Year returns the year.
func (d Date) Year() int { return int(d) / 10000 }

// Month returns the month, 1 to 12.
func (d Date) Month() int { return int(d) / 100 % 100 }

// Day returns the day of the month.
func (d Date) Day() int { return int(d) % 100 }

// String returns YYYY-MM-DD; the zero Date is "".
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	s := strconv.Itoa(int(d))
	return s[:4] + "-" + s[4:6] + "-" + s[6:]
}
