package transfer

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// The model file, read as strictly as a draft: amounts are strings in 万元,
// standards strings in 元, heads whole numbers.
const (
	ModelFormat  = "suanpan/transfer"
	ModelVersion = 1
	// MaxModelBytes bounds a model file.
	MaxModelBytes = 4 << 20
)

// ReadModel reads a model. What it refuses it names by place (the name of the
// file), line, column and member; a model it returns can be computed.
func ReadModel(data []byte, place string) (*Model, error) {
	if len(data) > MaxModelBytes {
		return nil, message.At(place, message.DraftTooLarge.Error(MaxModelBytes>>20))
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	r := &modelReader{data: data, dec: jsontext.NewDecoder(bytes.NewBuffer(data))}
	m, err := r.model()
	if err != nil {
		return nil, message.At(place+":"+r.position(), err)
	}
	if _, err := m.Compute(); err != nil {
		return nil, message.At(place, err)
	}
	return m, nil
}

type modelReader struct {
	data []byte
	dec  *jsontext.Decoder
	at   int64 // of the token read last
	m    *Model
}

// position returns line:column of the token read last.
func (r *modelReader) position() string {
	head := r.data[:min(r.at, int64(len(r.data)))]
	line := 1 + bytes.Count(head, []byte("\n"))
	col := 1 + len(bytes.Runes(head[bytes.LastIndexByte(head, '\n')+1:]))
	return strconv.Itoa(line) + ":" + strconv.Itoa(col)
}

func (r *modelReader) mark() {
	r.at = r.dec.InputOffset()
	for r.at < int64(len(r.data)) && strings.IndexByte(" \t\r\n,:", r.data[r.at]) >= 0 {
		r.at++
	}
}

// token reads a token of a kind.
func (r *modelReader) token(kind jsontext.Kind, want *message.Text) (string, error) {
	r.mark()
	if k := r.dec.PeekKind(); k != kind && k > 0 {
		return "", message.DraftWrongType.Error(want)
	}
	tok, err := r.dec.ReadToken()
	if err == nil {
		return tok.String(), nil
	}
	var se *jsontext.SyntacticError
	if !errors.As(err, &se) {
		r.at = int64(len(r.data))
		return "", message.DraftCutShort.Error()
	}
	r.at = se.ByteOffset
	switch {
	case errors.Is(err, jsontext.ErrDuplicateName):
		return "", message.DraftTwice.Error(clip(se.JSONPointer.LastToken()))
	case errors.Is(se.Err, io.ErrUnexpectedEOF):
		return "", message.DraftCutShort.Error()
	}
	return "", message.DraftSyntax.Error(se.Err.Error())
}

// object reads an object; member reads the value of each of the known names.
func (r *modelReader) object(known []string, must []string, member func(name string) error) error {
	if _, err := r.token('{', message.TypeObject); err != nil {
		return err
	}
	start := r.at
	seen := make(map[string]bool)
	for r.dec.PeekKind() != '}' {
		name, err := r.token('"', message.TypeString)
		if err != nil {
			return err
		}
		if !slices.Contains(known, name) {
			return message.DraftUnknownMember.Error(clip(name), strings.Join(known, " / "))
		}
		seen[name] = true
		if err := member(name); err != nil {
			return message.At(name, err)
		}
	}
	for _, name := range must {
		if !seen[name] {
			r.at = start
			return message.DraftMissing.Error(name)
		}
	}
	_, err := r.token('}', message.TypeObject)
	return err
}

func (r *modelReader) array(each func(i int) error) error {
	if _, err := r.token('[', message.TypeArray); err != nil {
		return err
	}
	for i := 0; r.dec.PeekKind() != ']'; i++ {
		if err := each(i); err != nil {
			return message.At(strconv.Itoa(i), err)
		}
	}
	_, err := r.token(']', message.TypeArray)
	return err
}

func (r *modelReader) text() (string, error) { return r.token('"', message.TypeString) }

// entry reads a string that must not be empty into an entry.
func (r *modelReader) entry(set func(text string) error) error {
	s, err := r.text()
	if err != nil {
		return err
	}
	if s == "" {
		return message.EntryEmpty.Error()
	}
	return set(s)
}

func (r *modelReader) model() (*Model, error) {
	m := &Model{Unit: money.Cent}
	r.m = m
	members := []string{"format", "version", "name", "unit", "districts", "years"}
	must := []string{"format", "version", "districts", "years"}
	err := r.object(members, must, func(name string) error {
		switch name {
		case "format":
			s, err := r.text()
			if err == nil && s != ModelFormat {
				err = message.ModelFormatWrong.Error(clip(s))
			}
			return err
		case "version":
			s, err := r.token('0', message.TypeInteger)
			if err == nil && s != strconv.Itoa(ModelVersion) {
				err = message.ModelVersionWrong.Error(clip(s), ModelVersion)
			}
			return err
		case "name":
			return r.entry(func(s string) error { m.Name = s; return checkName(s) })
		case "unit":
			return r.entry(func(s string) (err error) {
				if m.Unit, err = money.Parse(s); err == nil && m.Unit <= 0 {
					err = message.SplitBadUnit.Error(m.Unit)
				}
				return err
			})
		case "districts":
			if len(m.Years) > 0 {
				return message.DistrictsFirst.Error()
			}
			return r.array(func(int) error {
				s, err := r.text()
				if err != nil {
					return err
				}
				return m.AddDistrict(s)
			})
		}
		return r.array(func(int) error { return r.year() })
	})
	if err != nil {
		return nil, err
	}
	r.mark()
	if _, err := r.dec.ReadToken(); !errors.Is(err, io.EOF) {
		return nil, message.DraftTrailing.Error()
	}
	return m, nil
}

func (r *modelReader) year() error {
	if len(r.m.Years) == MaxYears {
		r.mark()
		return message.TransferTooMany.Error(MaxYears)
	}
	y := &Year{Rows: make([]Row, len(r.m.Districts)), Advance: Allotment{By: Given}}
	seen := make(map[string]bool)
	members := []string{"year", "share", "groups", "advance", "opening", "rows"}
	return r.object(members, []string{"year"}, func(name string) error {
		switch name {
		case "year":
			s, err := r.token('0', message.TypeInteger)
			if err != nil {
				return err
			}
			if err := r.m.nextYear(s, y); err != nil {
				return err
			}
			r.m.Years = append(r.m.Years, *y)
			y = &r.m.Years[len(r.m.Years)-1]
			return nil
		}
		if y.Year == 0 {
			return message.YearFirst.Error()
		}
		switch name {
		case "share":
			return r.entry(func(s string) error { return enter(&y.Share, s, money.ParseShare) })
		case "groups":
			if len(seen) > 0 {
				return message.GroupsFirst.Error()
			}
			return r.array(func(int) error { return r.group(y.Year) })
		case "advance":
			return r.allotment(&y.Advance, parsePositive, Given, Planned)
		case "opening":
			if len(r.m.Years) > 1 {
				return message.OpeningLater.Error()
			}
			return r.allotment(&y.Opening, money.Parse, Given, Ratios)
		}
		return r.array(func(int) error { return r.row(y, seen) })
	})
}

// nextYear takes the number of a year, which follows on the last.
func (m *Model) nextYear(s string, y *Year) error {
	n, err := strconv.Atoi(s)
	if err != nil || n < firstYear || n > lastYear {
		return message.OwnYear.Error(clip(s))
	}
	y.Year = n
	if len(m.Years) == 0 {
		return nil
	}
	switch last := m.Years[len(m.Years)-1].Year; {
	case n <= last:
		if _, err := m.year(n); err == nil {
			return message.SplitTwice.Error(s)
		}
		return message.YearsOrder.Error(s, strconv.Itoa(last))
	case n > last+1:
		return message.YearsGap.Error(strconv.Itoa(last), s)
	}
	return nil
}

func (r *modelReader) group(year int) error {
	var name string
	var standard *money.Amount
	err := r.object([]string{"name", "standard_yuan"}, []string{"name"}, func(member string) (err error) {
		if member == "name" {
			if name, err = r.text(); err == nil {
				err = r.m.AddGroup(year, name, nil)
			}
			return err
		}
		return r.entry(func(s string) error { return enter(&standard, s, ParseStandard) })
	})
	if err == nil {
		y := &r.m.Years[len(r.m.Years)-1]
		y.Groups[len(y.Groups)-1].Standard = standard
	}
	return err
}

func (r *modelReader) allotment(a *Allotment, parse func(string) (money.Amount, error), from, to By) error {
	ways := byWords[from : to+1]
	return r.object([]string{"by", "total"}, []string{"by"}, func(member string) error {
		if member == "total" {
			return r.entry(func(s string) error { return enter(&a.Total, s, parse) })
		}
		s, err := r.text()
		if err != nil {
			return err
		}
		i := slices.Index(ways, s)
		if i < 0 {
			return message.ByUnknown.Error(clip(s), strings.Join(ways, " / "))
		}
		a.By = from + By(i)
		return nil
	})
}

func (r *modelReader) row(y *Year, seen map[string]bool) error {
	var row *Row
	members := slices.Concat([]string{"district"}, fieldWords[FieldShare:], []string{"counts"})
	return r.object(members, []string{"district"}, func(name string) error {
		if name == "district" {
			s, err := r.text()
			if err != nil {
				return err
			}
			d, err := r.m.district(s)
			if err != nil {
				return err
			}
			if seen[s] {
				return message.SplitTwice.Error(s)
			}
			seen[s] = true
			row = &y.Rows[d]
			return nil
		}
		if row == nil {
			return message.DistrictFirst.Error()
		}
		if name == "counts" {
			counted := make(map[string]bool)
			return r.array(func(int) error { return r.count(y, row, counted) })
		}
		f, _ := FieldNamed(name)
		return r.entry(func(s string) error { return row.set(f, s) })
	})
}

func (r *modelReader) count(y *Year, row *Row, counted map[string]bool) error {
	var c *Count
	members := slices.Concat([]string{"group"}, fieldWords[:FieldShare])
	return r.object(members, []string{"group"}, func(name string) error {
		if name == "group" {
			s, err := r.text()
			if err != nil {
				return err
			}
			g, err := y.group(s)
			if err != nil {
				return err
			}
			if counted[s] {
				return message.SplitTwice.Error(s)
			}
			counted[s] = true
			c = &row.Counts[g]
			return nil
		}
		if c == nil {
			return message.GroupFirst.Error()
		}
		f, _ := FieldNamed(name)
		if f == FieldStandard {
			return r.entry(func(s string) error { return c.set(f, s) })
		}
		s, err := r.token('0', message.TypeInteger)
		if err != nil {
			return err
		}
		return c.set(f, s)
	})
}

// AppendJSON appends the model as its file, one district a line.
func (m *Model) AppendJSON(b []byte) []byte {
	b = append(b, fmt.Sprintf("{\"format\":%q,\n \"version\":%d", ModelFormat, ModelVersion)...)
	if m.Name != "" {
		b = quote(append(b, ",\n \"name\":"...), m.Name)
	}
	b = quote(append(b, ",\n \"unit\":"...), m.Unit.String())
	b = append(b, ",\n \"districts\":["...)
	for i, name := range m.Districts {
		if i > 0 {
			b = append(b, ',')
		}
		b = quote(b, name)
	}
	b = append(b, "],\n \"years\":["...)
	for i := range m.Years {
		if i > 0 {
			b = append(b, ',')
		}
		b = m.appendYear(append(b, "\n  "...), &m.Years[i])
	}
	return append(b, "\n ]}\n"...)
}

// entries appends members that have been entered, each as a string or as it is.
type entries struct{ b []byte }

func (e *entries) text(name, v string) {
	e.raw(name, string(quote(nil, v)))
}

func (e *entries) raw(name, v string) {
	if c := e.b[len(e.b)-1]; c != '{' {
		e.b = append(e.b, ',')
	}
	e.b = append(e.b, `"`+name+`":`+v...)
}

func (e *entries) amount(name string, a *money.Amount) {
	if a != nil {
		e.text(name, a.String())
	}
}

func (m *Model) appendYear(b []byte, y *Year) []byte {
	e := entries{append(b, '{')}
	e.raw("year", strconv.Itoa(y.Year))
	if y.Share != nil {
		e.text("share", y.Share.String())
	}
	if len(y.Groups) > 0 {
		var list []string
		for _, g := range y.Groups {
			one := entries{[]byte{'{'}}
			one.text("name", g.Name)
			if g.Standard != nil {
				one.text("standard_yuan", g.Standard.YuanString())
			}
			list = append(list, string(one.b)+"}")
		}
		e.raw("groups", "["+strings.Join(list, ",")+"]")
	}
	for _, a := range []struct {
		name string
		Allotment
	}{{"advance", y.Advance}, {"opening", y.Opening}} {
		if a.By != Unset {
			one := entries{[]byte{'{'}}
			one.text("by", a.By.String())
			one.amount("total", a.Total)
			e.raw(a.name, string(one.b)+"}")
		}
	}
	var rows []string
	for d := range y.Rows {
		if row := y.appendRow(m.Districts[d], &y.Rows[d]); row != "" {
			rows = append(rows, "\n   "+row)
		}
	}
	if len(rows) > 0 {
		e.raw("rows", "["+strings.Join(rows, ",")+"\n  ]")
	}
	return append(e.b, '}')
}

// appendRow is empty where nothing was entered.
func (y *Year) appendRow(district string, r *Row) string {
	e := entries{[]byte{'{'}}
	e.text("district", district)
	empty := len(e.b)
	if r.Share != nil {
		e.text("share", r.Share.String())
	}
	if r.Ratio != nil {
		e.text("ratio", r.Ratio.String())
	}
	if r.Weight != nil {
		e.text("weight", r.Weight.String())
	}
	e.amount("advance", r.Advance)
	e.amount("opening", r.Opening)
	e.amount("min", r.Min)
	e.amount("max", r.Max)
	var counts []string
	for g := range r.Counts {
		c := &r.Counts[g]
		if *c == (Count{}) {
			continue
		}
		one := entries{[]byte{'{'}}
		one.text("group", y.Groups[g].Name)
		if c.Heads != nil {
			one.raw("heads", strconv.FormatInt(*c.Heads, 10))
		}
		if c.Planned != nil {
			one.raw("planned", strconv.FormatInt(*c.Planned, 10))
		}
		if c.Standard != nil {
			one.text("standard_yuan", c.Standard.YuanString())
		}
		counts = append(counts, string(one.b)+"}")
	}
	if len(counts) > 0 {
		e.raw("counts", "["+strings.Join(counts, ",")+"]")
	}
	if len(e.b) == empty {
		return ""
	}
	return string(e.b) + "}"
}

func quote(b []byte, s string) []byte {
	b, err := jsontext.AppendQuote(b, s)
	if err != nil {
		panic("text that the doors should have refused: " + err.Error())
	}
	return b
}
