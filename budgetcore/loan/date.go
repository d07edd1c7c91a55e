package loan

import (
	"fmt"
	"strconv"
	"strings"

	"suanpan/budgetcore/message"
)

// Date is a civil day, kept as the number YYYYMMDD, so that days compare as
// numbers. The zero Date is none.
type Date int32

// Month is a calendar month: 12 × year + month − 1. The zero Month is none.
type Month int32

// Days are read from firstYear to lastYear; what a loan leads to may lie later.
const (
	firstYear = 2000
	lastYear  = 2099
)

// NewDate returns the day; it must exist.
func NewDate(year, month, day int) Date { return Date(year*10000 + month*100 + day) }

// ParseDate reads YYYY-MM-DD, a day from 2000 to 2099.
func ParseDate(s string) (Date, error) {
	if len(s) == 10 && s[4] == '-' && s[7] == '-' {
		if d, ok := dateOf(s[:4], s[5:7], s[8:]); ok {
			return d, nil
		}
	}
	return 0, message.LoanDateUnclear.Error(clip(s))
}

func dateOf(year, month, day string) (Date, bool) {
	y, err1 := strconv.ParseUint(year, 10, 16)
	m, err2 := strconv.ParseUint(month, 10, 8)
	d, err3 := strconv.ParseUint(day, 10, 8)
	if err1 != nil || err2 != nil || err3 != nil || y < firstYear || y > lastYear || m < 1 || m > 12 || d < 1 {
		return 0, false
	}
	at := NewDate(int(y), int(m), int(d))
	return at, int(d) <= at.Month().days()
}

// ReadDate understands a day as sheets write it: 2023-05-10, 2023/5/10,
// 2023.5.10 or 2023年5月10日.
func ReadDate(s string) (Date, error) {
	parts := strings.Split(strings.NewReplacer("年", "-", "月", "-", "/", "-", ".", "-").Replace(strings.TrimSuffix(s, "日")), "-")
	if len(parts) == 3 && len(parts[0]) == 4 {
		if d, ok := dateOf(parts[0], parts[1], parts[2]); ok {
			return d, nil
		}
	}
	return 0, message.LoanDateUnclear.Error(clip(s))
}

// String returns YYYY-MM-DD, "" for none.
func (d Date) String() string {
	if d == 0 {
		return ""
	}
	return fmt.Sprintf("%04d-%02d-%02d", d/10000, d/100%100, d%100)
}

// Year returns the year of a day.
func (d Date) Year() int { return int(d / 10000) }

// Month returns the month of a day.
func (d Date) Month() Month { return Month(int32(d/10000)*12 + int32(d/100%100) - 1) }

func (d Date) day() int { return int(d % 100) }

// AddMonths returns the same day n months later, or the last day of that month
// where it has no such day.
func (d Date) AddMonths(n int) Date {
	m := d.Month() + Month(n)
	return m.on(d.day())
}

// CheckYear refuses a budget year that days cannot lie in.
func CheckYear(year int) error {
	if year < firstYear || year > lastYear {
		return message.LoanYear.Error(year, firstYear, lastYear)
	}
	return nil
}

// ParseMonth reads YYYY-MM, a month from 2000 to 2099.
func ParseMonth(s string) (Month, error) {
	if len(s) == 7 && s[4] == '-' {
		if d, ok := dateOf(s[:4], s[5:], "1"); ok {
			return d.Month(), nil
		}
	}
	return 0, message.LoanMonthUnclear.Error(clip(s))
}

// String returns YYYY-MM.
func (m Month) String() string { return fmt.Sprintf("%04d-%02d", m/12, m%12+1) }

// Year returns the year of a month.
func (m Month) Year() int { return int(m / 12) }

func (m Month) days() int {
	switch m%12 + 1 {
	case 2:
		if y := m / 12; y%4 == 0 && (y%100 != 0 || y%400 == 0) {
			return 29
		}
		return 28
	case 4, 6, 9, 11:
		return 30
	}
	return 31
}

// on returns a day of the month, at most its last.
func (m Month) on(day int) Date { return NewDate(int(m/12), int(m%12)+1, min(day, m.days())) }

// ordinal numbers days so that differences count them: calendar days, or of
// months of 30 days where thirty.
func (d Date) ordinal(thirty bool) int32 {
	m := d.Month()
	if thirty {
		return int32(m)*30 + min(int32(d.day()), 30) - 1
	}
	return m.start() + int32(d.day()) - 1
}

// start is the ordinal of the first calendar day of a month.
func (m Month) start() int32 {
	// years from March on, so that the leap day is a year's last
	y, month := int32(m)/12, int32(m)%12-2
	if month < 0 {
		y, month = y-1, month+12
	}
	return 365*y + y/4 - y/100 + y/400 + (153*month+2)/5
}
