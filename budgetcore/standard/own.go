package standard

import (
	"slices"
	"strconv"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/strict"
)

var (
	ownMembers   = []string{"id", "extends", "name", "unit", "bound", "conditions", "values"}
	valueMembers = []string{"value", "from", "to", "document", "article"}
)

// ReadStandards reads a user's own standards, a JSON array as AppendStandards
// writes it. place is what errors call the text. Their status is [Own].
func ReadStandards(data []byte, place string) ([]Standard, error) {
	r, err := strict.New(data, place, maxOwnBytes)
	if err != nil {
		return nil, err
	}
	var list []Standard
	err = r.Array('{', maxStandards, func() error {
		s, err := readStandard(r)
		if err == nil && slices.ContainsFunc(list, func(o Standard) bool { return o.ID == s.ID }) {
			err = message.StandardTwice.Error(s.ID)
		}
		list = append(list, s)
		return err
	})
	if err != nil {
		return nil, err
	}
	return list, r.End()
}

func readStandard(r *strict.Reader) (Standard, error) {
	var s Standard
	var seen []string
	err := r.Object(ownMembers, []string{"values"}, func(name string) error {
		seen = append(seen, name)
		switch name {
		case "id", "extends":
			s.Extends = name == "extends"
			return strict.Parsed(r, &s.ID, checkID)
		case "name":
			return readWords(r, &s.Name)
		case "unit":
			return strict.Parsed(r, &s.Unit, ParseUnit)
		case "bound":
			return strict.Parsed(r, &s.Bound, func(t string) (Bound, error) {
				b, err := word(boundWords, t)
				return Bound(b), err
			})
		case "conditions":
			return readWords(r, &s.Conditions)
		}
		return r.Array('{', maxValues, func() error {
			v := Value{Status: Own}
			err := readValue(r, &v)
			s.Values = append(s.Values, v)
			return err
		})
	})
	if err != nil {
		return s, err
	}
	for _, name := range []string{"id", "name", "unit"} {
		switch has := slices.Contains(seen, name); {
		case s.Extends && has:
			return s, message.At(name, message.ExtendsOnlyValues.Error())
		case !s.Extends && !has:
			return s, message.DraftMissing.Error(name)
		}
	}
	if s.Extends && (s.Bound != Exact || !s.Conditions.Empty()) {
		return s, message.ExtendsOnlyValues.Error()
	}
	if len(s.Values) == 0 {
		return s, message.At("values", message.ValueMissing.Error())
	}
	slices.SortStableFunc(s.Values, byDay)
	if !s.Extends { // one that extends is checked in the unit of what it extends
		for i := range s.Values {
			s.Values[i].unit = s.Unit
			if err := s.Values[i].check(); err != nil {
				return s, message.At("values["+strconv.Itoa(i)+"]", err)
			}
		}
	}
	return s, message.At("values", overlap(s.ID, s.Values))
}

func readValue(r *strict.Reader, v *Value) error {
	return r.Object(valueMembers, []string{"value", "from", "document"}, func(name string) error {
		switch name {
		case "value":
			return strict.Parsed(r, &v.Number, ParseNumber)
		case "from":
			return strict.Parsed(r, &v.From, ParseDate)
		case "to":
			return strict.Parsed(r, &v.To, ParseDate)
		case "document":
			return readWords(r, &v.Document)
		}
		return readWords(r, &v.Article)
	})
}

// readWords reads a text, or an object with one for each language.
func readWords(r *strict.Reader, w *Words) error {
	if r.Peek() != '{' {
		return r.Text(&w.ZH, maxWords)
	}
	return r.Object([]string{"zh", "en"}, []string{"zh", "en"}, func(name string) error {
		if name == "zh" {
			return r.Text(&w.ZH, maxWords)
		}
		return r.Text(&w.EN, maxWords)
	})
}

func appendWords(b []byte, w Words) []byte {
	if w.EN == "" {
		return strict.Quote(b, w.ZH)
	}
	b = strict.Quote(append(b, `{"zh":`...), w.ZH)
	b = strict.Quote(append(b, `,"en":`...), w.EN)
	return append(b, '}')
}

// AppendStandards appends a user's standards as ReadStandards reads them, one
// value a line.
func AppendStandards(b []byte, list []Standard) []byte {
	b = append(b, '[')
	for i := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = list[i].appendJSON(append(b, "\n {"...))
	}
	return append(b, "\n]"...)
}

func (s *Standard) appendJSON(b []byte) []byte {
	if s.Extends {
		b = strict.Quote(append(b, `"extends":`...), s.ID)
	} else {
		b = strict.Quote(append(b, `"id":`...), s.ID)
		b = appendWords(append(b, `,"name":`...), s.Name)
		b = strict.Quote(append(b, `,"unit":`...), s.Unit.ID)
	}
	if s.Bound != Exact {
		b = strict.Quote(append(b, `,"bound":`...), boundWords[s.Bound])
	}
	if !s.Conditions.Empty() {
		b = appendWords(append(b, `,"conditions":`...), s.Conditions)
	}
	b = append(b, `,"values":[`...)
	for i := range s.Values {
		v := &s.Values[i]
		if i > 0 {
			b = append(b, ',')
		}
		b = strict.Quote(append(b, "\n  {\"value\":"...), v.Number.String())
		b = strict.Quote(append(b, `,"from":`...), v.From.String())
		if v.To != 0 {
			b = strict.Quote(append(b, `,"to":`...), v.To.String())
		}
		b = appendWords(append(b, `,"document":`...), v.Document)
		if !v.Article.Empty() {
			b = appendWords(append(b, `,"article":`...), v.Article)
		}
		b = append(b, '}')
	}
	return append(b, "\n ]}"...)
}
