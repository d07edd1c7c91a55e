// Package loan estimates the interest subsidy of guaranteed business-start-up
// loans (创业担保贷款贴息) loan by loan and month by month.
//
// The rules, each with its source and status, stand in docs/loans.md; the
// values are dated entries of [Terms]. Interest and subsidy of a loan in a month
// are exact fractions that are rounded once, to the 分, half away from zero:
// that is what is paid to a borrower. Everything above is sums of these. The
// reward of a year is rounded once. There is no floating point: principal × days
// fits 64 bits, products with rates and heads 128.
package loan

import (
	"errors"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Borrower is who borrows.
type Borrower uint8

// The borrowers.
const (
	Person Borrower = iota
	Firm
	// Borrowers is how many kinds there are.
	Borrowers
)

var borrowerWords = [Borrowers]string{"person", "firm"}

// String returns the word of files.
func (b Borrower) String() string { return borrowerWords[b] }

// Name returns the words for people.
func (b Borrower) Name() *message.Text { return message.LoanBorrowers[b] }

// Repayment is how a loan is repaid.
type Repayment uint8

// The ways of repaying: all at the end with interest monthly, or equal parts
// of the principal every month.
const (
	Bullet Repayment = iota
	Equal
)

var repaymentWords = [...]string{"bullet", "equal"}

// String returns the word of files.
func (r Repayment) String() string { return repaymentWords[r] }

// Rate is a yearly rate in 10⁻⁶: 3.65 % is 36,500.
type Rate int64

const (
	rateScale   = 10_000    // of one percent
	rateWhole   = 1_000_000 // 100 %
	rateDigits  = 3
	rateDecimal = 4
)

// ParseRate reads a rate in percent from 0 to 100 with at most four decimals.
func ParseRate(s string) (Rate, error) {
	whole, frac, point := strings.Cut(s, ".")
	v, err := strconv.ParseUint(whole+frac+strings.Repeat("0", max(rateDecimal-len(frac), 0)), 10, 32)
	if err != nil || len(whole) == 0 || len(whole) > rateDigits || len(frac) > rateDecimal || point && frac == "" || v > rateWhole {
		return 0, message.LoanRateUnclear.Error(clip(s))
	}
	return Rate(v), nil
}

// String returns the rate in percent: 3.65.
func (r Rate) String() string {
	s := strconv.FormatInt(int64(r/rateScale), 10)
	if f := r % rateScale; f != 0 {
		digits := strconv.FormatInt(int64(rateScale+f), 10)[1:]
		s += "." + strings.TrimRight(digits, "0")
	}
	return s
}

// Limits of a loan and of a portfolio. They keep every sum within 63 bits:
// 10¹⁰ 分 × 10⁵ loans × 3,660 days is below 2⁶³.
const (
	// MaxAmount bounds one loan: 10,000 万元.
	MaxAmount = 10_000 * money.Wan
	// MaxLoans bounds the loans of a portfolio, counts added.
	MaxLoans = 100_000
	// MaxTerm bounds a term, in months.
	MaxTerm = 120
	// MaxHeads bounds the newly hired of a firm.
	MaxHeads = 100_000
	// MaxChanges bounds the changes of heads and the repayments of a loan.
	MaxChanges = 1000
	maxIDBytes = 64
)

// HeadChange is the number of newly hired heads from a day on.
type HeadChange struct {
	On    Date
	Heads int64
}

// PartRepayment is principal that is repaid before the end.
type PartRepayment struct {
	On     Date
	Amount money.Amount
}

// Loan is a loan, or Count loans that are alike.
type Loan struct {
	ID       string
	Borrower Borrower
	// Amount is the principal of one loan, in 分.
	Amount money.Amount
	// Granted is the first day of interest; Signed the day of the contract, none
	// for the same day.
	Granted, Signed Date
	// Term is in months.
	Term int
	// Rate is the agreed yearly rate.
	Rate Rate
	// Heads are a firm's newly hired at the start; Changes what they are later, by
	// day.
	Heads     int64
	Changes   []HeadChange
	Repayment Repayment
	// Repaid is the day on which all was repaid early, none for never.
	Repaid Date
	// Parts are repaid early, by day; of a Bullet only.
	Parts []PartRepayment
	Count int64
}

func (l *Loan) contract() Date {
	if l.Signed != 0 {
		return l.Signed
	}
	return l.Granted
}

// due is the day the loan ends without an early repayment.
func (l *Loan) due() Date { return l.Granted.AddMonths(l.Term) }

// Check tells what is wrong with a loan by itself, with the field.
func (l *Loan) Check() error {
	due := l.due()
	switch {
	case l.ID == "" || len(l.ID) > maxIDBytes || !utf8.ValidString(l.ID) || strings.ContainsFunc(l.ID, unicode.IsControl):
		return message.At("id", message.LoanID.Error(maxIDBytes))
	case l.Borrower >= Borrowers:
		return message.At("borrower", message.LoanWord.Error("", strings.Join(borrowerWords[:], " / ")))
	case l.Amount <= 0 || l.Amount > MaxAmount:
		return message.At("amount", message.LoanAmount.Error(l.Amount, MaxAmount))
	case l.Granted == 0:
		return message.At("granted", message.LoanFieldMissing.Error())
	case l.Term < 1 || l.Term > MaxTerm:
		return message.At("term", message.LoanTerm.Error(l.Term, MaxTerm))
	case l.Signed > l.Granted:
		return message.At("signed", message.LoanSignedLate.Error(l.Signed, l.Granted))
	case l.Rate < 0 || l.Rate > rateWhole:
		return message.At("rate", message.LoanRateUnclear.Error(l.Rate))
	case l.Count < 1 || l.Count > MaxLoans:
		return message.At("count", message.LoanCount.Error(l.Count, MaxLoans))
	case l.Repaid != 0 && (l.Repaid <= l.Granted || l.Repaid > due):
		return message.At("repaid", message.LoanOutside.Error(l.Repaid, l.Granted, due))
	case l.Borrower == Person && (l.Heads != 0 || len(l.Changes) > 0):
		return message.At("heads", message.LoanHeadsPerson.Error())
	case l.Borrower == Firm && (l.Heads < 1 || l.Heads > MaxHeads):
		return message.At("heads", message.LoanHeads.Error(l.Heads, 1, MaxHeads))
	case len(l.Changes) > MaxChanges || len(l.Parts) > MaxChanges:
		return message.LoanTooManyChanges.Error(MaxChanges)
	case l.Repayment > Equal:
		return message.At("repayment", message.LoanWord.Error("", strings.Join(repaymentWords[:], " / ")))
	case l.Repayment == Equal && len(l.Parts) > 0:
		return message.At("repayments", message.LoanPartsEqual.Error())
	}
	last := Date(0)
	for _, c := range l.Changes {
		switch {
		case c.Heads < 0 || c.Heads > MaxHeads:
			return message.At("head_changes", message.LoanHeads.Error(c.Heads, 0, MaxHeads))
		case c.On <= l.Granted || c.On > due:
			return message.At("head_changes", message.LoanOutside.Error(c.On, l.Granted, due))
		case c.On <= last:
			return message.At("head_changes", message.LoanOrder.Error(c.On, last))
		}
		last = c.On
	}
	rest, end := l.Amount, due
	if l.Repaid != 0 {
		end = l.Repaid
	}
	last = 0
	for _, p := range l.Parts {
		switch {
		case p.On <= l.Granted || p.On >= end:
			return message.At("repayments", message.LoanOutside.Error(p.On, l.Granted, end))
		case p.On <= last:
			return message.At("repayments", message.LoanOrder.Error(p.On, last))
		case p.Amount <= 0 || p.Amount >= rest:
			return message.At("repayments", message.LoanPartAmount.Error(p.Amount, rest))
		}
		last, rest = p.On, rest-p.Amount
	}
	return nil
}

// Portfolio is loans, each by its own id.
type Portfolio []Loan

// Check tells all that is wrong with the loans of a portfolio.
func (p Portfolio) Check() error {
	var f faults
	p.check(&f)
	return f.err()
}

func (p Portfolio) check(f *faults) {
	seen := make(map[string]int, len(p))
	count := int64(0)
	for i := range p {
		l := &p[i]
		if err := l.Check(); err != nil {
			f.add(message.At(l.place(i), err))
			continue
		}
		if first, twice := seen[l.ID]; twice {
			f.add(message.At(l.place(i), message.At("id", message.LoanTwice.Error(first+1))))
		} else {
			seen[l.ID] = i
		}
		count += l.Count
	}
	if count > MaxLoans || len(p) > MaxLoans {
		f.add(message.LoanTooMany.Error(MaxLoans))
	}
}

// place names a loan in errors.
func (l *Loan) place(i int) string {
	if l.ID == "" {
		return "loans[" + strconv.Itoa(i) + "]"
	}
	return clip(l.ID)
}

// Find returns the place of a loan by its id.
func (p Portfolio) Find(id string) (int, error) {
	for i := range p {
		if p[i].ID == id {
			return i, nil
		}
	}
	return 0, message.LoanUnknown.Error(clip(id))
}

// maxFaults bounds the faults that one error lists.
const maxFaults = 20

// faults gathers what is wrong, so that all of it is said at once.
type faults struct {
	list []error
	more int
}

func (f *faults) add(err error) {
	if err == nil {
		return
	}
	if len(f.list) == maxFaults {
		f.more++
		return
	}
	f.list = append(f.list, err)
}

func (f *faults) err() error {
	switch n := len(f.list); {
	case n == 0:
		return nil
	case n == 1:
		return f.list[0]
	}
	all := message.LoanFault.With(f.list[0])
	for _, err := range f.list[1:] {
		all = message.LoanFaultNext.With(all, err)
	}
	if f.more > 0 {
		all = message.LoanFaultsMore.With(all, f.more)
	}
	return message.LoanFaults.Error(len(f.list)+f.more, all)
}

// Faults takes an error that lists several apart again; more is how many were
// counted beyond these. An error of another kind is one.
func Faults(err error) (list []error, more int) {
	var e *message.Error
	if !errors.As(err, &e) || e.Text != message.LoanFaults {
		return []error{err}, 0
	}
	all, _ := e.Args[1].(message.Message)
	if all.Text == message.LoanFaultsMore {
		more, _ = all.Args[1].(int)
		all, _ = all.Args[0].(message.Message)
	}
	for all.Text != nil {
		one, _ := all.Args[len(all.Args)-1].(error)
		list = append(list, one)
		all, _ = all.Args[0].(message.Message)
	}
	slices.Reverse(list)
	return list, more
}

func clip(s string) string {
	if r := []rune(s[:min(len(s), 200)]); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
