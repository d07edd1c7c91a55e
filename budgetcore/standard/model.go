package standard

import (
	"strconv"
	"strings"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/strict"
)

// Model is an estimate as data: parts that are chains of factors, and who
// bears the whole. The rules are written out in docs/estimates.md.
type Model struct {
	// ID is the name of a preset, "own" for a user's.
	ID   string
	Name Words
	// Date is the day for which standards are looked up.
	Date  Date
	Parts []Part
	// Bearers share the total; the last takes what the others leave.
	Bearers []Bearer
	// Target is what the quantities together are compared with.
	Target Target
	// Published are amounts to compare the total with, beside the bearers'.
	Published []Printed
	// Note says what the estimate leaves open.
	Note Words
}

// Part is quantity × standard × periods × share, rounded to 分 once.
type Part struct {
	ID   string
	Name Words
	// Group is what parts are added up by, for example a district.
	Group    Words
	Quantity Quantity
	Standard Reference
	// On is the day for which the standard is looked up, if not the model's.
	On Date
	// Periods is how often the standard is paid; PeriodUnit says what they are.
	Periods    int64
	PeriodUnit Words
	// Share is the part of the standard that is paid.
	Share Fraction
	// Instalment tells that Share is one of several payments for each of the
	// quantity, and Paid is what was paid before. Each payment is then rounded by
	// itself, so that those that add to 1 add to the whole to the 分.
	Instalment bool
	Paid       Fraction
	Target     Target
	// Published is an amount to compare with, nil where there is none.
	Published *money.Amount
	_         [0]func() // not comparable: comparing arrays of parts would weigh 30 kB on the page
}

// Quantity is a whole number, with how low and how high it may turn out.
type Quantity struct {
	Low, Expected, High int64
	// Unit is what is counted: people where nothing is said.
	Unit Words
}

// Reference is a standard of the register, or a number of one's own.
type Reference struct {
	// ID is a standard of the register; "" for one's own.
	ID string
	// Value is one's own: number, unit and source. Nil with an empty ID means
	// that none is given yet, which is no fault while the quantity is 0.
	Value *Value
}

// Target is what a performance indicator asks for. It is compared with, and
// never costed with.
type Target struct {
	Number int64
	// Bound is AtLeast for a floor, Exact for a fixed number.
	Bound Bound
	Given bool
}

// Bearer is who bears a share of the total.
type Bearer struct {
	ID   string
	Name Words
	// Share is of the total; the last bearer's is the rest and not read.
	Share     Fraction
	Published *money.Amount
}

// Printed is a published amount with what it is called there.
type Printed struct {
	Name   Words
	Amount money.Amount
}

// Bounds of a model.
const (
	maxParts     = 200
	maxBearers   = 10
	maxPublished = 20
	maxPeriods   = 1200
)

// People is what quantities count where nothing is said.
var People = Words{"人", "people"}

// months is what periods are where nothing is said.
var months = Words{"个月", "months"}

func (q *Quantity) unit() Words {
	if q.Unit.Empty() {
		return People
	}
	return q.Unit
}

func (p *Part) periodUnit() Words {
	if p.PeriodUnit.Empty() {
		return months
	}
	return p.PeriodUnit
}

// Certain is a quantity without a range.
func Certain(n int64) Quantity { return Quantity{Low: n, Expected: n, High: n} }

func (q *Quantity) check() error {
	for _, n := range []struct {
		name string
		n    int64
	}{{"low", q.Low}, {"expected", q.Expected}, {"high", q.High}} {
		if n.n < 0 || n.n > maxHeads {
			err := message.HeadsUnclear.Error(strconv.FormatInt(n.n, 10))
			if q.Low == q.High && q.Low == q.Expected {
				return err
			}
			return message.At(n.name, err)
		}
	}
	if q.Low > q.Expected || q.Expected > q.High {
		return message.RangeOrder.Error(q.Low, q.Expected, q.High)
	}
	return nil
}

// Check refuses a model that cannot be reckoned, whatever the register holds:
// ids and names given twice, quantities, periods and shares out of their
// bounds. Places are fields as files write them: parts[2].share.
func (m *Model) Check() error {
	if len(m.Parts) > maxParts {
		return message.At("parts", message.ListTooLong.Error(maxParts))
	}
	if _, err := checkID(m.ID); err != nil {
		return message.At("id", err)
	}
	if m.Date == 0 {
		return message.At("date", message.ModelDate.Error())
	}
	ids, names := make(map[string]bool), make(map[string]bool)
	for i := range m.Parts {
		p := &m.Parts[i]
		at := "parts[" + strconv.Itoa(i) + "]"
		if err := p.check(); err != nil {
			return message.At(at, err)
		}
		if ids[p.ID] {
			return message.At(at, message.At("id", message.NameTwice.Error(p.ID)))
		}
		name := p.Group.ZH + "\n" + p.Name.ZH
		if names[name] {
			return message.At(at, message.At("name", message.NameTwice.Error(p.Name.Message())))
		}
		ids[p.ID], names[name] = true, true
	}
	return m.checkBearers()
}

func (m *Model) checkBearers() error {
	if len(m.Bearers) > maxBearers {
		return message.At("bearers", message.ListTooLong.Error(maxBearers))
	}
	ids := make(map[string]bool)
	sum := Fraction{}.rat()
	for i, b := range m.Bearers {
		at := "bearers[" + strconv.Itoa(i) + "]"
		if _, err := checkID(b.ID); err != nil {
			return message.At(at, message.At("id", err))
		}
		if strings.TrimSpace(b.Name.ZH) == "" {
			return message.At(at, message.At("name", message.NameMissing.Error()))
		}
		if ids[b.ID] {
			return message.At(at, message.At("id", message.NameTwice.Error(b.ID)))
		}
		ids[b.ID] = true
		if i == len(m.Bearers)-1 {
			break
		}
		sum.Add(sum, b.Share.rat())
		if _, err := fraction(sum, ""); err != nil {
			if sum.Cmp(All.rat()) > 0 {
				err = message.SharesOverAll.Error()
			}
			return message.At(at, message.At("share", err))
		}
	}
	return nil
}

func (p *Part) check() error {
	if _, err := checkID(p.ID); err != nil {
		return message.At("id", err)
	}
	if strings.TrimSpace(p.Name.ZH) == "" {
		return message.At("name", message.NameMissing.Error())
	}
	if err := p.Quantity.check(); err != nil {
		return message.At("quantity", err)
	}
	if p.Periods < 0 || p.Periods > maxPeriods {
		return message.At("periods", message.PeriodsUnclear.Error(strconv.FormatInt(p.Periods, 10)))
	}
	if !p.Instalment && p.Paid.num != 0 {
		return message.At("paid", message.PaidNoInstalment.Error())
	}
	sum := p.Share.rat()
	if sum.Add(sum, p.Paid.rat()).Cmp(All.rat()) > 0 {
		return message.At("paid", message.PaidOverAll.Error(p.Share, p.Paid))
	}
	if p.Target.Given && (p.Target.Number < 0 || p.Target.Number > maxHeads) {
		return message.At("target", message.HeadsUnclear.Error(strconv.FormatInt(p.Target.Number, 10)))
	}
	if v := p.Standard.Value; v != nil {
		if p.Standard.ID != "" {
			return message.At("standard", message.StandardOrOwn.Error())
		}
		if v.unit == nil || v.unit.Kind == Count {
			return message.At("standard", message.StandardNoCost.Error())
		}
		own := *v
		own.From, own.Document = Date(firstYear*10000+101), Words{ZH: "-"}
		if err := own.check(); err != nil {
			return message.At("standard", err)
		}
	}
	return nil
}

// OwnValue is a number of one's own in a unit of money or a rate, for a
// [Reference]. source says where it comes from and may be empty.
func OwnValue(n Number, unit *Unit, source Words) *Value {
	return &Value{Number: n, Status: Own, Document: source, unit: unit}
}

// ParseQuantity reads a whole number, or low:expected:high.
func ParseQuantity(s string) (Quantity, error) {
	parts := strings.Split(s, ":")
	if len(parts) == 1 {
		n, err := ParseHeads(s)
		return Certain(n), err
	}
	var n [3]int64
	if len(parts) != 3 {
		return Quantity{}, message.RangeUnclear.Error(strict.Clip(s))
	}
	for i, part := range parts {
		var err error
		if n[i], err = ParseHeads(part); err != nil {
			return Quantity{}, message.RangeUnclear.Error(strict.Clip(s))
		}
	}
	q := Quantity{Low: n[0], Expected: n[1], High: n[2]}
	return q, q.check()
}
