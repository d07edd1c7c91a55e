package standard

import (
	"strconv"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/strict"
)

// The file of an estimate.
const (
	ModelFormat  = "suanpan/estimate"
	ModelVersion = 1
	// MaxModelBytes bounds it.
	MaxModelBytes = 1 << 20
)

var (
	modelMembers     = []string{"format", "version", "id", "name", "date", "parts", "bearers", "target", "published", "note"}
	partMembers      = []string{"id", "name", "group", "quantity", "unit", "standard", "on", "periods", "period_unit", "share", "paid", "target", "published"}
	bearerMembers    = []string{"id", "name", "share", "published"}
	printedMembers   = []string{"name", "amount"}
	quantityMembers  = []string{"low", "expected", "high"}
	referenceMembers = []string{"value", "unit", "document"}
)

// ReadModel reads an estimate as AppendJSON writes it, strictly. place is what
// errors call the text. What depends on a register, [Model.Reckon] checks.
func ReadModel(data []byte, place string) (*Model, error) {
	r, err := strict.New(data, place, MaxModelBytes)
	if err != nil {
		return nil, err
	}
	m := &Model{ID: "own"}
	if err := readModel(r, m); err != nil {
		return nil, err
	}
	if err := r.End(); err != nil {
		return nil, err
	}
	return m, message.At(place, m.Check())
}

func readModel(r *strict.Reader, m *Model) error {
	return r.Object(modelMembers, []string{"format", "version", "name", "date", "parts"}, func(name string) error {
		switch name {
		case "format":
			return strict.Parsed(r, new(string), func(s string) (string, error) {
				if s != ModelFormat {
					return "", message.ModelFormat.Error(strict.Clip(s))
				}
				return s, nil
			})
		case "version":
			return strict.Number(r, new(string), func(s string) (string, error) {
				if s != strconv.Itoa(ModelVersion) {
					return "", message.ModelVersion.Error(strict.Clip(s))
				}
				return s, nil
			})
		case "id":
			return strict.Parsed(r, &m.ID, checkID)
		case "name":
			return readWords(r, &m.Name)
		case "date":
			return strict.Parsed(r, &m.Date, ParseDate)
		case "parts":
			return r.Array('{', maxParts, func() error {
				p := Part{Periods: 1, Share: All}
				err := readPart(r, &p)
				m.Parts = append(m.Parts, p)
				return err
			})
		case "bearers":
			return r.Array('{', maxBearers, func() error {
				var b Bearer
				err := readBearer(r, &b)
				m.Bearers = append(m.Bearers, b)
				return err
			})
		case "target":
			return readTarget(r, &m.Target)
		case "published":
			return r.Array('{', maxPublished, func() error {
				var p Printed
				err := readPrinted(r, &p)
				m.Published = append(m.Published, p)
				return err
			})
		}
		return readWords(r, &m.Note)
	})
}

func readPart(r *strict.Reader, p *Part) error {
	return r.Object(partMembers, []string{"id", "name", "quantity"}, func(name string) error {
		switch name {
		case "id":
			return strict.Parsed(r, &p.ID, checkID)
		case "name":
			return readWords(r, &p.Name)
		case "group":
			return readWords(r, &p.Group)
		case "quantity":
			return readQuantity(r, &p.Quantity)
		case "unit":
			return readWords(r, &p.Quantity.Unit)
		case "standard":
			return readReference(r, &p.Standard)
		case "on":
			return strict.Parsed(r, &p.On, ParseDate)
		case "periods":
			return strict.Number(r, &p.Periods, ParsePeriods)
		case "period_unit":
			return readWords(r, &p.PeriodUnit)
		case "share":
			return strict.Parsed(r, &p.Share, ParseFraction)
		case "paid":
			p.Instalment = true
			return strict.Parsed(r, &p.Paid, ParseFraction)
		case "target":
			return readTarget(r, &p.Target)
		}
		p.Published = new(money.Amount)
		return strict.Parsed(r, p.Published, money.Parse)
	})
}

func readBearer(r *strict.Reader, b *Bearer) error {
	return r.Object(bearerMembers, []string{"id", "name"}, func(name string) error {
		switch name {
		case "id":
			return strict.Parsed(r, &b.ID, checkID)
		case "name":
			return readWords(r, &b.Name)
		case "share":
			return strict.Parsed(r, &b.Share, ParseFraction)
		}
		b.Published = new(money.Amount)
		return strict.Parsed(r, b.Published, money.Parse)
	})
}

func readPrinted(r *strict.Reader, p *Printed) error {
	return r.Object(printedMembers, printedMembers, func(name string) error {
		if name == "name" {
			return readWords(r, &p.Name)
		}
		return strict.Parsed(r, &p.Amount, money.Parse)
	})
}

func readQuantity(r *strict.Reader, q *Quantity) error {
	if r.Peek() != '{' {
		err := strict.Number(r, &q.Expected, ParseHeads)
		q.Low, q.High = q.Expected, q.Expected
		return err
	}
	return r.Object(quantityMembers, quantityMembers, func(name string) error {
		to := &q.Low
		switch name {
		case "expected":
			to = &q.Expected
		case "high":
			to = &q.High
		}
		return strict.Number(r, to, ParseHeads)
	})
}

func readReference(r *strict.Reader, ref *Reference) error {
	if r.Peek() != '{' {
		return strict.Parsed(r, &ref.ID, checkID)
	}
	v := &Value{Status: Own}
	ref.Value = v
	return r.Object(referenceMembers, []string{"value", "unit"}, func(name string) error {
		switch name {
		case "value":
			return strict.Parsed(r, &v.Number, ParseNumber)
		case "unit":
			return strict.Parsed(r, &v.unit, ParseUnit)
		}
		return readWords(r, &v.Document)
	})
}

func readTarget(r *strict.Reader, t *Target) error {
	t.Given = true
	if r.Peek() != '{' {
		t.Bound = AtLeast
		return strict.Number(r, &t.Number, ParseHeads)
	}
	return r.Object([]string{"exactly"}, []string{"exactly"}, func(string) error {
		return strict.Number(r, &t.Number, ParseHeads)
	})
}

// ParsePeriods reads how often a standard is paid: 0 to 1,200.
func ParsePeriods(s string) (int64, error) {
	n, err := strconv.ParseUint(s, 10, 63)
	if err != nil || n > maxPeriods || len(s) > 4 {
		return 0, message.PeriodsUnclear.Error(strict.Clip(s))
	}
	return int64(n), nil
}

// AppendJSON appends the estimate as its file: one part a line, what is usual
// left out.
func (m *Model) AppendJSON(b []byte) []byte {
	b = append(b, `{"format":"`+ModelFormat+`","version":`...)
	b = strconv.AppendInt(b, ModelVersion, 10)
	b = strict.Quote(append(b, ",\n \"id\":"...), m.ID)
	b = appendWords(append(b, ",\n \"name\":"...), m.Name)
	b = strict.Quote(append(b, ",\n \"date\":"...), m.Date.String())
	b = append(b, ",\n \"parts\":["...)
	for i := range m.Parts {
		if i > 0 {
			b = append(b, ',')
		}
		b = m.Parts[i].appendJSON(append(b, "\n  {"...))
	}
	b = append(b, "\n ]"...)
	if len(m.Bearers) > 0 {
		b = append(b, ",\n \"bearers\":["...)
		for i, x := range m.Bearers {
			if i > 0 {
				b = append(b, ',')
			}
			b = strict.Quote(append(b, "\n  {\"id\":"...), x.ID)
			b = appendWords(append(b, `,"name":`...), x.Name)
			if i < len(m.Bearers)-1 {
				b = strict.Quote(append(b, `,"share":`...), x.Share.String())
			}
			b = appendPublished(b, x.Published)
			b = append(b, '}')
		}
		b = append(b, "\n ]"...)
	}
	if m.Target.Given {
		b = m.Target.appendJSON(append(b, ",\n "...))
	}
	if len(m.Published) > 0 {
		b = append(b, ",\n \"published\":["...)
		for i, x := range m.Published {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendWords(append(b, "\n  {\"name\":"...), x.Name)
			b = strict.Quote(append(b, `,"amount":`...), x.Amount.String())
			b = append(b, '}')
		}
		b = append(b, "\n ]"...)
	}
	if !m.Note.Empty() {
		b = appendWords(append(b, ",\n \"note\":"...), m.Note)
	}
	return append(b, "}\n"...)
}

func (p *Part) appendJSON(b []byte) []byte {
	b = strict.Quote(append(b, `"id":`...), p.ID)
	b = appendWords(append(b, `,"name":`...), p.Name)
	if !p.Group.Empty() {
		b = appendWords(append(b, `,"group":`...), p.Group)
	}
	b = append(b, `,"quantity":`...)
	if q := &p.Quantity; q.Low == q.High {
		b = strconv.AppendInt(b, q.Expected, 10)
	} else {
		b = strconv.AppendInt(append(b, `{"low":`...), q.Low, 10)
		b = strconv.AppendInt(append(b, `,"expected":`...), q.Expected, 10)
		b = strconv.AppendInt(append(b, `,"high":`...), q.High, 10)
		b = append(b, '}')
	}
	if !p.Quantity.Unit.Empty() {
		b = appendWords(append(b, `,"unit":`...), p.Quantity.Unit)
	}
	if p.Standard.ID != "" {
		b = strict.Quote(append(b, `,"standard":`...), p.Standard.ID)
	} else if v := p.Standard.Value; v != nil {
		b = strict.Quote(append(b, `,"standard":{"value":`...), v.Number.String())
		b = strict.Quote(append(b, `,"unit":`...), v.unit.ID)
		if !v.Document.Empty() {
			b = appendWords(append(b, `,"document":`...), v.Document)
		}
		b = append(b, '}')
	}
	if p.On != 0 {
		b = strict.Quote(append(b, `,"on":`...), p.On.String())
	}
	if p.Periods != 1 {
		b = strconv.AppendInt(append(b, `,"periods":`...), p.Periods, 10)
	}
	if !p.PeriodUnit.Empty() {
		b = appendWords(append(b, `,"period_unit":`...), p.PeriodUnit)
	}
	if !p.Share.whole() {
		b = strict.Quote(append(b, `,"share":`...), p.Share.String())
	}
	if p.Instalment {
		b = strict.Quote(append(b, `,"paid":`...), p.Paid.String())
	}
	if p.Target.Given {
		b = p.Target.appendJSON(append(b, ','))
	}
	return append(appendPublished(b, p.Published), '}')
}

func (t *Target) appendJSON(b []byte) []byte {
	b = append(b, `"target":`...)
	if t.Bound == AtLeast {
		return strconv.AppendInt(b, t.Number, 10)
	}
	b = strconv.AppendInt(append(b, `{"exactly":`...), t.Number, 10)
	return append(b, '}')
}

func appendPublished(b []byte, a *money.Amount) []byte {
	if a == nil {
		return b
	}
	return strict.Quote(append(b, `,"published":`...), a.String())
}
