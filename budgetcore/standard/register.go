package standard

import (
	"bytes"
	"embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strconv"
	"strings"
	"sync"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/strict"
)

//go:embed data/standards.csv data/values.csv
var files embed.FS

// Status says how far a value can be relied on.
type Status uint8

// The statuses.
const (
	Published  Status = iota // printed in the publication that the program carries
	Public                   // another public source
	Unverified               // general knowledge without a source to check
	Own                      // the user's
)

var statusCodes = []string{"P", "O", "U", "own"}

// StatusNames are the names of the statuses for people.
var StatusNames = []*message.Text{message.StatusPublished, message.StatusPublic, message.StatusUnverified, message.StatusOwn}

// Bound is how a standard holds.
type Bound uint8

// Bounds: a standard is paid as it is, never above, or never below.
const (
	Exact Bound = iota
	AtMost
	AtLeast
)

var boundWords = []string{"等于", "小于等于", "大于等于"}

// BoundNames are the bounds for people.
var BoundNames = []*message.Text{message.BoundExact, message.BoundAtMost, message.BoundAtLeast}

// Value is what a standard is between two days, both included.
type Value struct {
	Number Number
	// From is the first day; To the last, or 0 where no end is known.
	From, To Date
	Status   Status
	// Document and Article are where it can be checked.
	Document, Article Words
	unit              *Unit
}

// Unit returns what the value is measured in.
func (v *Value) Unit() *Unit { return v.unit }

// Amount returns a value that is money, in 分; 0 where it is none.
func (v *Value) Amount() money.Amount {
	if v.unit.Kind != Money {
		return 0
	}
	a, _ := v.unit.amount(v.Number) // checked when it was read
	return a
}

// Source is document and article, for people.
func (v *Value) Source() message.Message {
	if v.Article.Empty() {
		return v.Document.Message()
	}
	return message.StandardSource.With(v.Document.Message(), v.Article.Message())
}

// holds tells that the value is in force on d.
func (v *Value) holds(d Date) bool { return v.From <= d && (v.To == 0 || d <= v.To) }

// Standard is one rule in numbers, with its values by date.
type Standard struct {
	ID    string
	Name  Words
	Unit  *Unit
	Bound Bound
	// Conditions are caps and conditions in words, as far as they are known.
	Conditions Words
	// Values are in the order of their days, and no two hold on one day.
	Values []Value
	// Extends tells that a user's values continue a built-in standard of this
	// id, in days for which it has none.
	Extends bool
}

const (
	maxIDBytes   = 60
	maxWords     = 600
	maxValues    = 500
	maxStandards = 500
	maxOwnBytes  = 1 << 20
)

// checkID accepts ids as files, flags and errors name them.
func checkID(s string) (string, error) {
	for i, c := range []byte(s) {
		letter := 'a' <= c && c <= 'z'
		if !letter && (i == 0 || !('0' <= c && c <= '9') && c != '.' && c != '_' && c != '-') {
			return "", message.StandardID.Error(strict.Clip(s))
		}
	}
	if s == "" || len(s) > maxIDBytes {
		return "", message.StandardID.Error(strict.Clip(s))
	}
	return s, nil
}

// check refuses a value that no one could use.
func (v *Value) check() error {
	switch {
	case v.From == 0:
		return message.At("from", message.DateMissing.Error())
	case v.To != 0 && v.To < v.From:
		return message.At("to", message.EndBeforeStart.Error(v.To, v.From))
	case v.Document.Empty():
		return message.At("document", message.SourceMissing.Error())
	case v.unit.Kind == Money:
		if _, ok := v.unit.amount(v.Number); !ok {
			return message.At("value", message.NumberNotFen.Error(v.Number, v.unit.Name))
		}
	case v.unit.Kind == Rate && v.Number > 100*million:
		return message.At("value", message.RateTooLarge.Error(v.Number))
	}
	return nil
}

// overlap refuses two values on one day; values are in the order of their days.
func overlap(id string, values []Value) error {
	for i := 1; i < len(values); i++ {
		if before := &values[i-1]; before.To == 0 || values[i].From <= before.To {
			return message.TwoInForce.Error(id, values[i].From, before.Number.Grouped(), values[i].Number.Grouped())
		}
	}
	return nil
}

func byDay(a, b Value) int { return int(a.From - b.From) }

// Register holds standards by id. It does not change; With makes another.
type Register struct {
	list []*Standard
	byID map[string]*Standard
}

// BuiltIn returns the standards that the program carries; their sources are
// told in data/README.md.
var BuiltIn = sync.OnceValue(func() *Register {
	var raw [2][]byte
	for i, name := range []string{"standards.csv", "values.csv"} {
		data, err := files.ReadFile("data/" + name)
		if err != nil {
			panic("the embedded standards are gone: " + err.Error())
		}
		raw[i] = data
	}
	r, err := readRegister(raw[0], raw[1])
	if err != nil {
		panic("the embedded standards are damaged: " + err.Error())
	}
	return r
})

// All returns the standards in the order of their files, a user's behind.
func (r *Register) All() []*Standard { return r.list }

// Find returns the standard of an id.
func (r *Register) Find(id string) (*Standard, error) {
	if s := r.byID[id]; s != nil {
		return s, nil
	}
	return nil, message.StandardUnknown.Error(strict.Clip(id))
}

// On returns the value of a standard that is in force on a day. Where there is
// none the error says which come before and after.
func (r *Register) On(id string, d Date) (*Value, error) {
	s, err := r.Find(id)
	if err != nil {
		return nil, err
	}
	var near []any
	for i := range s.Values {
		v := &s.Values[i]
		switch {
		case v.holds(d):
			return v, nil
		case v.From > d:
			near = append(near, message.NextBegins.With(v.From))
			return nil, noneInForce(id, d, near)
		default:
			near = []any{message.LastEnds.With(v.To)}
		}
	}
	return nil, noneInForce(id, d, near)
}

func noneInForce(id string, d Date, near []any) error {
	if len(near) == 2 {
		return message.NoneBetween.Error(id, d, near[0], near[1])
	}
	return message.NoneInForce.Error(id, d, near[0])
}

// With returns a register that has a user's standards too. One of a built-in
// id is refused, unless it extends that standard into days it has no value
// for.
func (r *Register) With(own []Standard) (*Register, error) {
	n := &Register{slices.Clone(r.list), make(map[string]*Standard, len(r.byID)+len(own))}
	for id, s := range r.byID {
		n.byID[id] = s
	}
	for i := range own {
		s := own[i]
		known := n.byID[s.ID]
		if err := n.admit(&s, known); err != nil {
			return nil, message.At("["+strconv.Itoa(i)+"]", err)
		}
		if known == nil {
			n.list = append(n.list, &s)
		} else {
			n.list[slices.Index(n.list, known)] = &s
		}
		n.byID[s.ID] = &s
	}
	return n, nil
}

// admit checks a user's standard against what is there, and joins the values
// of one that extends.
func (r *Register) admit(s, known *Standard) error {
	switch {
	case s.Extends && known == nil:
		return message.At("extends", message.StandardUnknown.Error(s.ID))
	case !s.Extends && known != nil:
		return message.At("id", message.StandardTaken.Error(s.ID))
	case s.Extends:
		values := slices.Clone(s.Values)
		*s = *known
		s.Values = slices.Concat(known.Values, values)
		slices.SortStableFunc(s.Values, byDay)
	}
	for i := range s.Values {
		v := &s.Values[i]
		v.unit = s.Unit
		if err := v.check(); err != nil {
			return message.At("values", err)
		}
	}
	return message.At("values", overlap(s.ID, s.Values))
}

var (
	standardColumns = []string{"id", "name", "name_en", "unit", "bound", "conditions", "conditions_en"}
	valueColumns    = []string{"standard", "value", "from", "to", "status", "document", "document_en", "article", "article_en"}
)

// readRegister reads the two files of the register strictly.
func readRegister(standards, values []byte) (*Register, error) {
	r := &Register{byID: make(map[string]*Standard)}
	err := records(standards, "standards.csv", standardColumns, func(f []string) error {
		s := &Standard{Name: Words{f[1], f[2]}, Conditions: Words{f[5], f[6]}}
		var err error
		if s.ID, err = checkID(f[0]); err != nil {
			return message.At("id", err)
		}
		if r.byID[s.ID] != nil {
			return message.At("id", message.StandardTwice.Error(s.ID))
		}
		if f[1] == "" || f[2] == "" {
			return message.At("name", message.NameMissing.Error())
		}
		if s.Unit, err = ParseUnit(f[3]); err != nil {
			return message.At("unit", err)
		}
		b, err := word(boundWords, f[4])
		s.Bound = Bound(b)
		r.byID[s.ID] = s
		r.list = append(r.list, s)
		return message.At("bound", err)
	})
	if err != nil {
		return nil, err
	}
	err = records(values, "values.csv", valueColumns, func(f []string) error {
		s, err := r.Find(f[0])
		if err != nil {
			return message.At("standard", err)
		}
		v := Value{Document: Words{f[5], f[6]}, Article: Words{f[7], f[8]}, unit: s.Unit}
		if v.Number, err = ParseNumber(f[1]); err != nil {
			return message.At("value", err)
		}
		for i, to := range []*Date{&v.From, &v.To} {
			if f[2+i] == "" {
				continue
			}
			if *to, err = ParseDate(f[2+i]); err != nil {
				return message.At(valueColumns[2+i], err)
			}
		}
		status, err := word(statusCodes[:Own], f[4])
		if err != nil {
			return message.At("status", err)
		}
		v.Status = Status(status)
		if err := v.check(); err != nil {
			return err
		}
		s.Values = append(s.Values, v)
		slices.SortStableFunc(s.Values, byDay)
		return overlap(s.ID, s.Values)
	})
	if err != nil {
		return nil, err
	}
	for _, s := range r.list {
		if len(s.Values) == 0 {
			return nil, message.At("values.csv", message.At(s.ID, message.ValueMissing.Error()))
		}
	}
	return r, nil
}

// records reads a CSV file of these columns; each takes one row.
func records(data []byte, file string, columns []string, each func(fields []string) error) error {
	cr := csv.NewReader(bytes.NewReader(data))
	rows, err := cr.ReadAll()
	if err != nil {
		return message.At(file, message.FileNotCSV.Error(err.Error()))
	}
	if len(rows) == 0 || !slices.Equal(rows[0], columns) {
		return message.At(file+":1", message.FileColumns.Error(strings.Join(columns, ",")))
	}
	for i, row := range rows[1:] {
		if err := each(row); err != nil {
			return message.At(fmt.Sprintf("%s:%d", file, i+2), err)
		}
	}
	return nil
}

// word is the index of a word in a list of words.
func word(words []string, s string) (int, error) {
	if i := slices.Index(words, s); i >= 0 {
		return i, nil
	}
	return 0, message.WordUnknown.Error(strict.Clip(s), strings.Join(words, " / "))
}
