package loan

import (
	"embed"
	"slices"
	"strconv"
	"strings"
	"sync"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Series is one of the values that the rules need.
type Series uint8

// The series: see docs/loans.md for what each means and the day it is looked
// up on.
const (
	PersonCap Series = iota
	PersonTerm
	PersonSubsidyTerm
	FirmCapPerHead
	FirmCap
	FirmTerm
	FirmSubsidyTerm
	LPR
	BorrowerMargin
	DayCount
	HeadsRule
	Claims
	Reward
	// AllSeries is how many there are.
	AllSeries
)

type form uint8

const (
	amountForm form = iota // 万元
	monthsForm
	rateForm // percent
	wordForm
	claimsForm
)

var series = [AllSeries]struct {
	word  string
	form  form
	words []string // of a wordForm
}{
	{"person_cap", amountForm, nil},
	{"person_term", monthsForm, nil},
	{"person_subsidy_term", monthsForm, nil},
	{"firm_cap_per_head", amountForm, nil},
	{"firm_cap", amountForm, nil},
	{"firm_term", monthsForm, nil},
	{"firm_subsidy_term", monthsForm, nil},
	{"lpr", rateForm, nil},
	{"borrower_margin", rateForm, nil},
	{"day_count", wordForm, dayCounts[:]},
	{"heads_rule", wordForm, []string{"proportional", "cap"}},
	{"claims", claimsForm, nil},
	{"reward", rateForm, nil},
}

// Values of DayCount, in the order of dayCounts.
const (
	actual360 = iota
	actual365
	thirty360
)

var (
	dayCounts = [...]string{"actual/360", "actual/365", "30/360"}
	dayBases  = [...]int64{360, 365, 360}
)

// headsProportional is the first word of HeadsRule.
const headsProportional = 0

// String returns the word of files.
func (s Series) String() string { return series[s].word }

// Name returns the words for people.
func (s Series) Name() *message.Text { return message.LoanSeries[s] }

// Status says how far a value can be relied on.
type Status uint8

// The statuses.
const (
	Published  Status = iota // printed in the publication
	Public                   // another public source
	Unverified               // general knowledge, not checked
	Own                      // the user's
	statuses
)

var statusWords = [statuses]string{"published", "public", "unverified", "own"}

// String returns the word of files.
func (s Status) String() string { return statusWords[s] }

// Name returns the words for people.
func (s Status) Name() *message.Text { return message.LoanStatuses[s] }

// Dated is a value of a series with the days it is in force, both included;
// none is open.
type Dated struct {
	From, Until Date
	// Value is as files write it: 万元, months, percent or a word.
	Value  string
	Status Status
	// Source is where a reader can check it; SourceEN the same in English, "" for
	// none.
	Source, SourceEN string

	n      int64
	claims *claimTable
}

// SourceIn is the source in words for people.
func (d *Dated) SourceIn() message.Message {
	if d.SourceEN == "" {
		return message.Both(d.Source, d.Source)
	}
	return message.Both(d.Source, d.SourceEN)
}

// Terms are the values of all series, each by day. A series without entries is
// not given: with [Terms.With] it leaves what it stands on.
type Terms [AllSeries][]Dated

// maxEntries bounds the entries of one series, maxSource the text of a source.
const (
	maxEntries = 400
	maxSource  = 600
)

// Set replaces the entries of a series. They are put in order of days; values
// must be readable and no two in force on one day.
func (t *Terms) Set(s Series, entries []Dated) error {
	if len(entries) > maxEntries {
		return message.At(s.String(), message.LoanTermsMany.Error(maxEntries))
	}
	entries = slices.Clone(entries)
	for i := range entries {
		if err := entries[i].read(s); err != nil {
			return message.At(s.String()+"["+strconv.Itoa(i)+"]", err)
		}
	}
	slices.SortStableFunc(entries, func(a, b Dated) int { return int(a.From) - int(b.From) })
	for i := range entries[1:] {
		if a, b := &entries[i], &entries[i+1]; a.Until == 0 || a.Until >= b.From {
			return message.At(s.String(), message.LoanTermsTwo.Error(s.Name(), a.Value, b.Value, max(a.From, b.From, firstDay)))
		}
	}
	t[s] = entries
	return nil
}

const firstDay = Date(firstYear*10000 + 101)

// read checks an entry and keeps its value as a number.
func (d *Dated) read(s Series) error {
	if d.From != 0 && d.Until != 0 && d.Until < d.From {
		return message.At("until", message.LoanEndFirst.Error(d.Until, d.From))
	}
	if d.Status >= statuses {
		return message.At("status", message.LoanWord.Error("", strings.Join(statusWords[:], " / ")))
	}
	if len(d.Source) > maxSource || len(d.SourceEN) > maxSource {
		return message.At("source", message.TextTooLong.Error(clip(d.Source), maxSource))
	}
	switch series[s].form {
	case amountForm:
		a, err := money.Parse(d.Value)
		if err == nil && (a < 0 || a > MaxAmount) {
			err = message.LoanAmount.Error(a, MaxAmount)
		}
		if err != nil {
			return message.At("value", err)
		}
		d.n, d.Value = int64(a), a.String()
	case monthsForm:
		n, err := strconv.ParseUint(d.Value, 10, 16)
		if err != nil || n > MaxTerm {
			return message.At("value", message.LoanTerm.Error(clip(d.Value), MaxTerm))
		}
		d.n, d.Value = int64(n), strconv.FormatUint(n, 10)
	case rateForm:
		r, err := ParseRate(d.Value)
		if err != nil {
			return message.At("value", err)
		}
		d.n, d.Value = int64(r), r.String()
	case wordForm:
		i := slices.Index(series[s].words, d.Value)
		if i < 0 {
			return message.At("value", message.LoanWord.Error(clip(d.Value), strings.Join(series[s].words, " / ")))
		}
		d.n = int64(i)
	case claimsForm:
		table, err := parseClaims(d.Value)
		if err != nil {
			return message.At("value", err)
		}
		d.claims = table
	}
	return nil
}

// On returns the entry of a series in force on a day.
func (t *Terms) On(s Series, day Date) (*Dated, error) {
	for i := len(t[s]) - 1; i >= 0; i-- {
		if d := &t[s][i]; d.From <= day {
			if d.Until == 0 || day <= d.Until {
				return d, nil
			}
			break
		}
	}
	return nil, message.LoanTermsNone.Error(s.Name(), day, s.String())
}

// With returns the terms with the series that over gives in their place.
func (t *Terms) With(over *Terms) *Terms {
	joined := *t
	for s, entries := range over {
		if len(entries) > 0 {
			joined[s] = entries
		}
	}
	return &joined
}

//go:embed data/terms.json
var data embed.FS

// DefaultTerms are the values of the publication and of public sources, each
// with its status. They must not be changed.
var DefaultTerms = sync.OnceValue(func() *Terms {
	const name = "data/terms.json"
	text, err := data.ReadFile(name)
	if err != nil {
		panic(err)
	}
	t, err := ReadTerms(text, name)
	if err != nil {
		panic(err)
	}
	return t
})

// claimTable tells, for each month of a year, how many months later its
// interest is claimed and paid.
type claimTable [12]struct{ claim, paid int8 }

// parseClaims reads parts FIRST-LAST:CLAIM:PAYMENT, months of the year by
// number, which together cover every month once: 8-1:2:4 2-7:8:10.
func parseClaims(s string) (*claimTable, error) {
	var t claimTable
	bad := func() (*claimTable, error) { return nil, message.LoanClaims.Error(clip(s)) }
	if len(s) > 200 {
		return bad()
	}
	for _, part := range strings.Split(s, " ") {
		fields := strings.FieldsFunc(part, func(r rune) bool { return r == ':' || r == '-' })
		if len(fields) != 4 || part != fields[0]+"-"+fields[1]+":"+fields[2]+":"+fields[3] {
			return bad()
		}
		var n [4]int
		for i, f := range fields {
			v, err := strconv.ParseUint(f, 10, 8)
			if err != nil || v < 1 || v > 12 || f[0] == '0' {
				return bad()
			}
			n[i] = int(v) - 1
		}
		for m := n[0]; ; m = (m + 1) % 12 {
			if t[m].claim != 0 {
				return bad()
			}
			after := (n[2]-m+11)%12 + 1 // 1 to 12
			t[m].claim, t[m].paid = int8(after), int8(after+(n[3]-n[2]+12)%12)
			if m == n[1] {
				break
			}
		}
	}
	for m := range t {
		if t[m].claim == 0 {
			return bad()
		}
	}
	return &t, nil
}
