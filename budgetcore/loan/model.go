package loan

import (
	"slices"
	"strconv"
	"strings"
	"unicode/utf8"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Formats of the files of this package.
const (
	ModelFormat = "suanpan/loans"
	TermsFormat = "suanpan/loan-terms"
	fileVersion = 1
	// MaxFileBytes bounds a file or a pasted table.
	MaxFileBytes = 32 << 20
	// MaxAssumptions bounds the assumptions of a model.
	MaxAssumptions = 200
)

// Model is a loan estimate as it is kept with a draft: loans, assumptions, and
// the terms that are not the default ones.
type Model struct {
	// Year is the budget year.
	Year        int
	Terms       Terms
	Assumptions []Assumption
	Loans       Portfolio
}

// Check tells what is wrong with the loans, or with how many they may turn out.
func (m *Model) Check() error {
	p := m.Portfolio()
	if err := p.Check(); err != nil {
		return err
	}
	most := int64(0)
	for i := range p {
		most += p[i].Count
	}
	for i := range m.Assumptions {
		if a := &m.Assumptions[i]; a.ranged() {
			most += a.High - a.Count
		}
	}
	if most > MaxLoans {
		return message.LoanTooMany.Error(MaxLoans)
	}
	return nil
}

// Portfolio returns the loans and those the assumptions stand for.
func (m *Model) Portfolio() Portfolio {
	p := slices.Clone(m.Loans)
	for i := range m.Assumptions {
		p = m.Assumptions[i].Spread(p)
	}
	return p
}

var (
	headMembers  = []string{"format", "version"}
	modelMembers = append(slices.Clone(headMembers), "year", "terms", "assumptions", "loans")
	termsMembers = func() []string {
		names := slices.Clone(headMembers)
		for s := range AllSeries {
			names = append(names, s.String())
		}
		return names
	}()
	datedMembers = []string{"from", "until", "value", "status", "source", "source_en"}
	countMembers = []string{"low", "expected", "high"}
	loanMembers  = []string{
		"id", "borrower", "amount", "granted", "signed", "term", "rate", "heads", "head_changes", "repayment", "repaid", "repayments", "count",
	}
	loanMust       = []string{"id", "borrower", "amount", "granted", "term", "rate"}
	changeMembers  = []string{"on", "heads"}
	paymentMembers = []string{"on", "amount"}
)

// ReadModel reads a model strictly; place names it in errors.
func ReadModel(data []byte, place string) (*Model, error) {
	if len(data) > MaxFileBytes {
		return nil, message.At(place, message.DraftTooLarge.Error(MaxFileBytes>>20))
	}
	r := newReader(data, place)
	m := &Model{}
	err := r.object(modelMembers, []string{"format", "version", "year"}, func(name string) (err error) {
		switch name {
		case "year":
			if m.Year, err = r.integer(); err == nil {
				err = CheckYear(m.Year)
			}
		case "terms":
			m.Terms, err = r.terms()
		case "assumptions":
			err = r.array(func(i int) error {
				if i == MaxAssumptions {
					return message.LoanAssumeMany.Error(MaxAssumptions)
				}
				a, err := r.assumption()
				m.Assumptions = append(m.Assumptions, a)
				return message.At("assumptions["+strconv.Itoa(i)+"]", err)
			})
		case "loans":
			if r.dec.PeekKind() == '"' {
				m.Loans, err = r.table()
				return err
			}
			err = r.array(func(i int) error {
				if i == MaxLoans {
					return message.LoanTooMany.Error(MaxLoans)
				}
				l, err := r.loan()
				m.Loans = append(m.Loans, l)
				return message.At("loans["+strconv.Itoa(i)+"]", err)
			})
		default:
			err = r.head(name, ModelFormat)
		}
		return err
	})
	if err == nil {
		err = r.end()
	}
	if err != nil {
		return nil, err
	}
	if err := m.Check(); err != nil {
		return nil, message.At(place, err)
	}
	return m, nil
}

// ReadTerms reads a file of terms; series that it leaves out are not given.
func ReadTerms(data []byte, place string) (*Terms, error) {
	if len(data) > MaxFileBytes {
		return nil, message.At(place, message.DraftTooLarge.Error(MaxFileBytes>>20))
	}
	r := newReader(data, place)
	t, err := r.terms()
	if err == nil {
		err = r.end()
	}
	if err != nil {
		return nil, err
	}
	return &t, nil
}

func (r *reader) terms() (Terms, error) {
	var t Terms
	err := r.object(termsMembers, headMembers, func(name string) error {
		i := slices.Index(termsMembers, name) - len(headMembers)
		if i < 0 {
			return r.head(name, TermsFormat)
		}
		var entries []Dated
		if err := r.array(func(i int) error {
			if i == maxEntries {
				return message.LoanTermsMany.Error(maxEntries)
			}
			d, err := r.dated()
			entries = append(entries, d)
			return message.At(name+"["+strconv.Itoa(i)+"]", err)
		}); err != nil {
			return err
		}
		if len(entries) == 0 {
			return message.At(name, message.LoanTermsEmpty.Error())
		}
		return t.Set(Series(i), entries)
	})
	return t, err
}

func (r *reader) dated() (Dated, error) {
	var d Dated
	err := r.object(datedMembers, []string{"value", "status"}, func(name string) (err error) {
		switch name {
		case "from":
			return r.date(&d.From)
		case "until":
			return r.date(&d.Until)
		}
		v, err := r.text()
		if err != nil {
			return err
		}
		switch name {
		case "value":
			d.Value = v
		case "status":
			return readWord(v, statusWords[:], &d.Status)
		case "source":
			d.Source = v
		case "source_en":
			d.SourceEN = v
		}
		return nil
	})
	return d, err
}

func (r *reader) assumption() (Assumption, error) {
	a := NewAssumption()
	err := r.object(assumptionMembers, append([]string{"id"}, assumptionMust...), func(name string) error {
		read := r.number
		switch name {
		case "count":
			if r.dec.PeekKind() == '{' {
				return r.numbers(&a)
			}
		case "id", "borrower", "amount", "rate", "repayment":
			read = r.text
		}
		v, err := read()
		if err != nil {
			return err
		}
		return a.set(name, v)
	})
	if err == nil {
		err = a.Check()
	}
	return a, err
}

// numbers reads a count with its range.
func (r *reader) numbers(a *Assumption) error {
	n := make(map[string]string)
	err := r.object(countMembers, countMembers, func(name string) (err error) {
		n[name], err = r.number()
		return err
	})
	if err != nil {
		return err
	}
	return a.SetNumbers(n["low"]+":"+n["expected"]+":"+n["high"], parseWhole)
}

// table reads loans that stand as a table in a text.
func (r *reader) table() (Portfolio, error) {
	text, err := r.text()
	if err != nil {
		return nil, err
	}
	return ReadTable(text, "loans")
}

func (r *reader) loan() (Loan, error) {
	l := Loan{Count: 1}
	err := r.object(loanMembers, loanMust, func(name string) (err error) {
		switch name {
		case "granted":
			return r.date(&l.Granted)
		case "signed":
			return r.date(&l.Signed)
		case "repaid":
			return r.date(&l.Repaid)
		case "term":
			l.Term, err = r.integer()
			return err
		case "heads", "count":
			n, err := r.integer()
			if name == "heads" {
				l.Heads = int64(n)
			} else {
				l.Count = int64(n)
			}
			return err
		case "head_changes":
			return r.array(func(int) error {
				var c HeadChange
				err := r.object(changeMembers, changeMembers, func(name string) error {
					if name == "on" {
						return r.date(&c.On)
					}
					n, err := r.integer()
					c.Heads = int64(n)
					return err
				})
				l.Changes = append(l.Changes, c)
				return err
			})
		case "repayments":
			return r.array(func(int) error {
				var c PartRepayment
				err := r.object(paymentMembers, paymentMembers, func(name string) error {
					if name == "on" {
						return r.date(&c.On)
					}
					s, err := r.text()
					if err != nil {
						return err
					}
					c.Amount, err = money.Parse(s)
					return err
				})
				l.Parts = append(l.Parts, c)
				return err
			})
		}
		v, err := r.text()
		if err != nil {
			return err
		}
		switch name {
		case "id":
			l.ID = v
		case "borrower":
			err = readWord(v, borrowerWords[:], &l.Borrower)
		case "amount":
			l.Amount, err = money.Parse(v)
		case "rate":
			l.Rate, err = ParseRate(v)
		case "repayment":
			err = readWord(v, repaymentWords[:], &l.Repayment)
		}
		return err
	})
	if err == nil {
		err = l.Check()
	}
	return l, err
}

// manyLoans is from how many on loans are written as a table: a third of the
// bytes, and one value instead of tens of thousands to whoever only keeps them.
const manyLoans = 100

// AppendJSON appends the model as its file, one entry a line, always the same
// for the same model.
func (m *Model) AppendJSON(b []byte) []byte {
	b = append(b, '{')
	b = appendHead(b, ModelFormat)
	b = appendNumber(b, "year", int64(m.Year))
	if m.Terms.given() {
		b = m.Terms.AppendJSON(appendName(b, "terms"))
	}
	b = appendList(b, "assumptions", len(m.Assumptions), func(b []byte, i int) []byte { return m.Assumptions[i].append(b) })
	text, tabular := "", false
	if len(m.Loans) >= manyLoans {
		text, tabular = m.Loans.table()
	}
	if tabular {
		b = appendText(b, "loans", text)
	} else {
		b = appendList(b, "loans", len(m.Loans), func(b []byte, i int) []byte { return m.Loans[i].append(b) })
	}
	return append(b, '}')
}

func (t *Terms) given() bool {
	return slices.ContainsFunc(t[:], func(entries []Dated) bool { return len(entries) > 0 })
}

// AppendJSON appends the terms that are given as their file.
func (t *Terms) AppendJSON(b []byte) []byte {
	b = appendHead(append(b, '{'), TermsFormat)
	for s := range AllSeries {
		b = appendList(b, s.String(), len(t[s]), func(b []byte, i int) []byte { return t[s][i].append(b) })
	}
	return append(b, '}')
}

func appendHead(b []byte, format string) []byte {
	return appendNumber(appendText(b, "format", format), "version", fileVersion)
}

// appendList appends a list with an entry a line, nothing where it is empty.
func appendList(b []byte, name string, n int, entry func(b []byte, i int) []byte) []byte {
	if n == 0 {
		return b
	}
	b = append(b, ",\n \""+name+"\":["...)
	for i := range n {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(entry(append(b, "\n  {"...), i), '}')
	}
	return append(b, ']')
}

func (d *Dated) append(b []byte) []byte {
	b = appendDate(b, "from", d.From)
	b = appendDate(b, "until", d.Until)
	b = appendText(b, "value", d.Value)
	b = appendText(b, "status", d.Status.String())
	for _, v := range [...]struct{ name, text string }{{"source", d.Source}, {"source_en", d.SourceEN}} {
		if v.text != "" {
			b = appendText(b, v.name, strings.ToValidUTF8(v.text, string(utf8.RuneError)))
		}
	}
	return b
}

func appendDate(b []byte, name string, d Date) []byte {
	if d == 0 {
		return b
	}
	return appendText(b, name, d.String())
}

func (a *Assumption) append(b []byte) []byte {
	b = appendText(b, "id", a.ID)
	b = appendText(b, "borrower", a.Borrower.String())
	if a.ranged() {
		b = append(appendName(b, "count"), '{')
		b = append(appendNumber(appendNumber(appendNumber(b, "low", a.Low), "expected", a.Count), "high", a.High), '}')
	} else {
		b = appendNumber(b, "count", a.Count)
	}
	b = appendText(b, "amount", a.Amount.String())
	b = appendText(b, "rate", a.Rate.String())
	b = appendNumber(b, "term", int64(a.Term))
	if a.Heads != 0 {
		b = appendNumber(b, "heads", a.Heads)
	}
	b = appendNumber(b, "year", int64(a.Year))
	b = appendNumber(b, "first_month", int64(a.FirstMonth))
	b = appendNumber(b, "last_month", int64(a.LastMonth))
	b = appendNumber(b, "day", int64(a.Day))
	return appendText(b, "repayment", a.Repayment.String())
}

func (l *Loan) append(b []byte) []byte {
	b = appendText(b, "id", l.ID)
	b = appendText(b, "borrower", l.Borrower.String())
	b = appendText(b, "amount", l.Amount.String())
	b = appendDate(b, "granted", l.Granted)
	b = appendDate(b, "signed", l.Signed)
	b = appendNumber(b, "term", int64(l.Term))
	b = appendText(b, "rate", l.Rate.String())
	if l.Heads != 0 {
		b = appendNumber(b, "heads", l.Heads)
	}
	if len(l.Changes) > 0 {
		b = append(appendName(b, "head_changes"), '[')
		for i, c := range l.Changes {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendNumber(appendDate(append(b, '{'), "on", c.On), "heads", c.Heads), '}')
		}
		b = append(b, ']')
	}
	if l.Repayment != Bullet {
		b = appendText(b, "repayment", l.Repayment.String())
	}
	b = appendDate(b, "repaid", l.Repaid)
	if len(l.Parts) > 0 {
		b = append(appendName(b, "repayments"), '[')
		for i, c := range l.Parts {
			if i > 0 {
				b = append(b, ',')
			}
			b = append(appendText(appendDate(append(b, '{'), "on", c.On), "amount", c.Amount.String()), '}')
		}
		b = append(b, ']')
	}
	if l.Count != 1 {
		b = appendNumber(b, "count", l.Count)
	}
	return b
}
