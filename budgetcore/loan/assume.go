package loan

import (
	"strconv"
	"strings"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Assumption is so many loans that are alike, granted over the months of a
// year.
type Assumption struct {
	ID       string
	Borrower Borrower
	Count    int64
	// Low and High are how few and how many it may turn out, Count between them;
	// both are 0 where it is certain.
	Low, High int64
	// Amount is the principal of one loan.
	Amount money.Amount
	Rate   Rate
	// Term is in months; Heads a firm's newly hired.
	Term  int
	Heads int64
	Year  int
	// FirstMonth and LastMonth are months of the year, 1 to 12; Day is the day of
	// the month on which loans are granted, or its last.
	FirstMonth, LastMonth int
	Day                   int
	Repayment             Repayment
}

// NewAssumption is one with what need not be said: the whole year, granted on
// the 15th, repaid at the end. The 15th is the middle of a month, of no source.
func NewAssumption() Assumption { return Assumption{FirstMonth: 1, LastMonth: 12, Day: 15} }

// Check tells what is wrong with an assumption, with the field.
func (a *Assumption) Check() error {
	if err := CheckYear(a.Year); err != nil {
		return message.At("year", err)
	}
	switch {
	case a.ID == "":
		return message.At("id", message.LoanID.Error(maxIDBytes))
	case a.FirstMonth < 1 || a.FirstMonth > 12:
		return message.At("first_month", message.LoanMonthOfYear.Error(a.FirstMonth))
	case a.LastMonth < 1 || a.LastMonth > 12:
		return message.At("last_month", message.LoanMonthOfYear.Error(a.LastMonth))
	case a.LastMonth < a.FirstMonth:
		return message.At("last_month", message.LoanEndFirst.Error(a.LastMonth, a.FirstMonth))
	case a.Day < 1 || a.Day > 31:
		return message.At("day", message.LoanDay.Error(a.Day))
	case a.Count < 1 || a.Count > MaxLoans:
		return message.At("count", message.LoanCount.Error(a.Count, MaxLoans))
	}
	if err := a.checkRange(); err != nil {
		return message.At("count", err)
	}
	l := a.loan(0, 1)
	return l.Check()
}

func (a *Assumption) ranged() bool { return a.Low != 0 || a.High != 0 }

func (a *Assumption) checkRange() error {
	if a.ranged() && (a.Low < 0 || a.Low > a.Count || a.Count < 1 || a.Count > a.High || a.High > MaxLoans) {
		return message.LoanRange.Error(a.Numbers(), money.Group(MaxLoans))
	}
	return nil
}

// Numbers writes the count, or low:expected:high where it has a range.
func (a *Assumption) Numbers() string {
	s := strconv.FormatInt(a.Count, 10)
	if a.ranged() {
		s = strconv.FormatInt(a.Low, 10) + ":" + s + ":" + strconv.FormatInt(a.High, 10)
	}
	return s
}

// SetNumbers takes a count, or low:expected:high, each as whole reads it. It is an
// error if they do not stand in that order; a is to be thrown away then.
func (a *Assumption) SetNumbers(s string, whole func(string) (int64, error)) error {
	parts := strings.Split(s, ":")
	if len(parts) != 1 && len(parts) != 3 {
		return message.RangeUnclear.Error(clip(s))
	}
	var n [3]int64
	for i, part := range parts {
		var err error
		if n[i], err = whole(part); err != nil {
			return err
		}
	}
	if a.Low, a.Count, a.High = n[0], n[1], n[2]; len(parts) == 1 || n[0] == n[1] && n[1] == n[2] {
		a.Low, a.Count, a.High = 0, n[0], 0
	}
	return a.checkRange()
}

func (a *Assumption) loan(month int, count int64) Loan {
	at := Month(a.Year*12 + a.FirstMonth - 1 + month)
	return Loan{
		ID: a.ID + "-" + at.String(), Borrower: a.Borrower, Amount: a.Amount, Granted: at.on(a.Day), Term: a.Term, Rate: a.Rate, Heads: a.Heads, Repayment: a.Repayment, Count: count,
	}
}

// Spread appends the loans of the assumption to p, one entry a month with its
// count: after k of n months ⌊count × k ÷ n⌋ have been granted, so that the
// counts add.
func (a *Assumption) Spread(p Portfolio) Portfolio {
	for k := range a.months() {
		if count := a.granted(k, a.Count); count > 0 {
			p = append(p, a.loan(k, count))
		}
	}
	return p
}

func (a *Assumption) months() int { return a.LastMonth - a.FirstMonth + 1 }

// granted is how many of count loans are granted in month k.
func (a *Assumption) granted(k int, count int64) int64 {
	n, at := int64(a.months()), int64(k)
	return count*(at+1)/n - count*at/n
}

// ParseAssumption reads one as the command line writes it: words NAME=VALUE
// with spaces between, named as in files, the rate in percent and the amount in
// 万元. It is called id where it does not say another.
func ParseAssumption(s, id string) (Assumption, error) {
	a := NewAssumption()
	a.ID = id
	seen := make(map[string]bool)
	for _, word := range strings.Fields(s) {
		name, value, ok := strings.Cut(word, "=")
		if !ok {
			return a, message.LoanAssumeWord.Error(clip(word))
		}
		if seen[name] {
			return a, message.DraftTwice.Error(clip(name))
		}
		seen[name] = true
		if err := a.set(name, value); err != nil {
			return a, message.At(clip(name), err)
		}
	}
	for _, must := range assumptionMust {
		if !seen[must] {
			return a, message.DraftMissing.Error(must)
		}
	}
	return a, a.Check()
}

var (
	assumptionMust    = []string{"borrower", "count", "amount", "rate", "term", "year"}
	assumptionMembers = []string{"id", "borrower", "count", "amount", "rate", "term", "heads", "year", "first_month", "last_month", "day", "repayment"}
)

// set reads one field from text.
func (a *Assumption) set(name, value string) (err error) {
	whole := func() (n int64) {
		n, err = parseWhole(value)
		return n
	}
	switch name {
	case "id":
		a.ID = value
	case "borrower":
		err = readWord(value, borrowerWords[:], &a.Borrower)
	case "count":
		err = a.SetNumbers(value, parseWhole)
	case "amount":
		a.Amount, err = money.Parse(value)
	case "rate":
		a.Rate, err = ParseRate(value)
	case "term":
		a.Term = int(whole())
	case "heads":
		a.Heads = whole()
	case "year":
		a.Year = int(whole())
	case "first_month":
		a.FirstMonth = int(whole())
	case "last_month":
		a.LastMonth = int(whole())
	case "day":
		a.Day = int(whole())
	case "repayment":
		err = readWord(value, repaymentWords[:], &a.Repayment)
	default:
		err = message.DraftUnknownMember.Error(clip(name), strings.Join(assumptionMembers, " / "))
	}
	return err
}

func parseWhole(s string) (int64, error) {
	n, err := strconv.ParseUint(s, 10, 31)
	if err != nil {
		return 0, message.LoanWhole.Error(clip(s))
	}
	return int64(n), nil
}

func readWord[T ~uint8](value string, words []string, to *T) error {
	for i, w := range words {
		if w == value {
			*to = T(i)
			return nil
		}
	}
	return message.LoanWord.Error(clip(value), strings.Join(words, " / "))
}
