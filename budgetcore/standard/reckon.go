package standard

import (
	"math/big"
	"math/bits"
	"strconv"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// factor is a part made ready to be reckoned for any quantity.
type factor struct {
	whole uint64 // 分 for one of the quantity in all periods, before the share
	// what one comes to is each × num / den: an instalment has its whole 分 in
	// each, and 1 / 1 behind it
	each, num, den uint64
}

// amount is what a quantity that fits costs, rounded to 分 once, half away from
// zero.
func (f *factor) amount(q int64) money.Amount { return rounded(uint64(q)*f.each, f.num, f.den) }

// rounded is whole × num / den, half up; num ≤ den.
func rounded(whole, num, den uint64) money.Amount {
	hi, lo := bits.Mul64(whole, num)
	q, r := bits.Div64(hi, lo, den)
	if r >= den-r {
		q++
	}
	return money.Amount(q)
}

// divides tells that whole × num / den is a whole number.
func divides(whole, num, den uint64) bool {
	hi, lo := bits.Mul64(whole, num)
	return bits.Rem64(hi, lo, den) == 0
}

// fits tells that a quantity stays below a line's limit, before the share.
func (f *factor) fits(q int64) bool {
	hi, lo := bits.Mul64(uint64(q), f.whole)
	return hi == 0 && lo < uint64(money.Limit)
}

// Step is one part, reckoned.
type Step struct {
	*Part
	// Known is the standard of the register, nil for a number of one's own.
	Known *Standard
	// Value is what it was on the day, nil where none is given (the quantity is
	// then 0).
	Value *Value
	// Whole is quantity × standard × periods, before the share (for a rate: the
	// money that it is taken of).
	Whole money.Amount
	// Amount is the part's cost at the expected quantity; Low and High at the
	// lowest and highest.
	Amount, Low, High money.Amount
	// Rounded tells that less than a 分 was rounded.
	Rounded bool
	// Compared is nil where nothing is published for the part.
	Compared *Comparison
	factor   factor
}

// Comparison sets an amount beside the published one.
type Comparison struct {
	// Difference is the estimate less Published.
	Published, Difference money.Amount
	// ImpliedQuantity is how many the published amount pays for, rounded down;
	// Remainder is what is then left of it. For a whole it is at the estimate's
	// average, without remainder. Nil where nothing says so.
	ImpliedQuantity *int64
	Remainder       money.Amount
	// ImpliedAtTarget and ImpliedAtQuantity are the standard that spreads the
	// published amount over the target, or over the quantity, rounded to 元; nil
	// where there is neither.
	ImpliedAtTarget, ImpliedAtQuantity *money.Amount
}

// Subtotal is what the parts of one group come to.
type Subtotal struct {
	Group  Words
	Amount money.Amount
}

// Borne is what one bearer pays.
type Borne struct {
	*Bearer
	Amount money.Amount
	// Rounded tells that less than a 分 was rounded.
	Rounded bool
	// Difference is Amount less the published one, if there is one.
	Difference money.Amount
}

// Result is a model reckoned on a register.
type Result struct {
	Model *Model
	Steps []Step
	// Total is the sum of the steps' amounts; Low and High with all quantities
	// at their lowest and highest.
	Total, Low, High money.Amount
	// Quantity is the sum of all expected quantities, -1 where they count
	// different things.
	Quantity int64
	Groups   []Subtotal
	// Bearers add to Total.
	Bearers []Borne
	// Compared is nil where nothing is published for the whole.
	Compared *Comparison
}

// Reckon works the model out. All is exact until each part is rounded to 分
// once, half away from zero (an instalment for each of the quantity, before it is
// multiplied); the first bearers' shares are rounded to 分 and
// the last takes the rest. Errors name the field.
func (m *Model) Reckon(reg *Register) (*Result, error) {
	if err := m.Check(); err != nil {
		return nil, err
	}
	r := &Result{Model: m, Steps: make([]Step, len(m.Parts))}
	for i := range m.Parts {
		s := &r.Steps[i]
		s.Part = &m.Parts[i]
		if err := s.reckon(reg, m.Date); err != nil {
			return nil, message.At("parts["+strconv.Itoa(i)+"]", err)
		}
		r.Total += s.Amount
		r.Low += s.Low
		r.High += s.High
		if s.Quantity.unit().ZH != r.Steps[0].Quantity.unit().ZH {
			r.Quantity = -1
		} else if r.Quantity >= 0 {
			r.Quantity += s.Quantity.Expected
		}
		if r.High >= money.Limit {
			return nil, message.At("parts["+strconv.Itoa(i)+"]", message.EstimateTooLarge.Error())
		}
		r.group(s)
	}
	r.bear()
	r.compare()
	return r, nil
}

func (s *Step) reckon(reg *Register, day Date) error {
	ref := &s.Standard
	switch {
	case ref.ID != "":
		if s.On != 0 {
			day = s.On
		}
		v, err := reg.On(ref.ID, day)
		if err != nil {
			return message.At("standard", err)
		}
		s.Value = v
		s.Known, _ = reg.Find(ref.ID) // On has found it
	case ref.Value != nil:
		s.Value = ref.Value
	case s.Quantity.High > 0:
		return message.At("standard", message.StandardNotGiven.Error(s.Name.Message()))
	default:
		s.factor = factor{num: 1, den: 1}
		s.compare()
		return nil
	}
	if err := s.compile(); err != nil {
		return err
	}
	f := &s.factor
	if !f.fits(s.Quantity.High) {
		return message.At("quantity", message.EstimateTooLarge.Error())
	}
	s.Low, s.Amount, s.High = f.amount(s.Quantity.Low), f.amount(s.Quantity.Expected), f.amount(s.Quantity.High)
	s.Whole = money.Amount(uint64(s.Quantity.Expected) * f.whole)
	s.Rounded = s.Rounded && s.Quantity.Expected > 0 || !divides(uint64(s.Quantity.Expected)*f.each, f.num, f.den)
	s.compare()
	return nil
}

// compile multiplies standard, periods and share into a factor.
func (s *Step) compile() error {
	share := s.Share
	each := uint64(s.Value.Amount()) * uint64(s.Periods)
	switch s.Value.unit.Kind {
	case Rate:
		u, err := ParseUnit(s.Quantity.unit().ZH)
		if err != nil || u.ID != "元" && u.ID != "万元" {
			return message.At("unit", message.RateOfMoney.Error(s.Value.unit.Name))
		}
		if s.Instalment {
			return message.At("paid", message.RateInstalment.Error())
		}
		each = uint64(u.Of) * uint64(s.Periods)
		r := share.rat()
		if share, err = fraction(r.Mul(r, s.Value.rate()), ""); err != nil {
			return message.At("share", message.FractionTooFine.Error(s.Share.String()))
		}
	case Count:
		return message.At("standard", message.StandardNoCost.Error())
	}
	s.factor = factor{each, each, share.num, max(share.den, 1)}
	if !s.Instalment {
		return nil
	}
	sum := share.rat()
	upTo, err := fraction(sum.Add(sum, s.Paid.rat()), "")
	if err != nil {
		return message.At("paid", message.FractionTooFine.Error(s.Paid.String()))
	}
	if hi, lo := bits.Mul64(uint64(s.Value.Amount()), uint64(s.Periods)); hi > 0 || lo >= uint64(money.Limit) {
		return message.At("periods", message.EstimateTooLarge.Error())
	}
	before := rounded(each, s.Paid.num, max(s.Paid.den, 1))
	s.Rounded = !divides(each, s.Paid.num, max(s.Paid.den, 1)) || !divides(each, upTo.num, max(upTo.den, 1))
	s.factor = factor{each, uint64(rounded(each, upTo.num, max(upTo.den, 1)) - before), 1, 1}
	return nil
}

// rate is a value in percent as a part of 1.
func (v *Value) rate() *big.Rat { return big.NewRat(int64(v.Number), 100*million) }

// compare sets what is published for the part beside it.
func (s *Step) compare() {
	if s.Published == nil {
		return
	}
	published := *s.Published
	c := &Comparison{Published: published, Difference: s.Amount - published}
	s.Compared = c
	f := &s.factor
	each := new(big.Rat).SetFrac(new(big.Int).SetUint64(f.num), new(big.Int).SetUint64(f.den))
	each.Mul(each, new(big.Rat).SetInt(new(big.Int).SetUint64(f.each))) // 分 for one
	if each.Sign() > 0 && published >= 0 {
		n := new(big.Rat).Quo(new(big.Rat).SetInt64(int64(published)), each)
		if q := new(big.Int).Quo(n.Num(), n.Denom()); q.IsInt64() && q.Int64() <= maxHeads && f.fits(q.Int64()) {
			implied := q.Int64()
			c.ImpliedQuantity, c.Remainder = &implied, published-f.amount(implied)
		}
	}
	if s.Value == nil || s.Value.unit.Kind == Money {
		share := s.Share.rat()
		share.Mul(share, new(big.Rat).SetInt64(s.Periods))
		c.spread(s.Target, s.Quantity.Expected, share)
	}
}

// spread divides the published amount by target and by quantity, each times
// what one standard stands for.
func (c *Comparison) spread(target Target, quantity int64, times *big.Rat) {
	over := func(n int64) *money.Amount {
		by := new(big.Rat).SetInt64(n * int64(money.Yuan))
		if by.Mul(by, times).Sign() <= 0 || c.Published < 0 {
			return nil
		}
		q := new(big.Rat).Quo(new(big.Rat).SetInt64(int64(c.Published)), by)
		yuan, ok := new(big.Int).SetString(q.FloatString(0), 10) // half away from zero
		if !ok || !yuan.IsInt64() {
			return nil
		}
		a := money.Amount(yuan.Int64()) * money.Yuan
		return &a
	}
	if target.Given {
		c.ImpliedAtTarget = over(target.Number)
	}
	c.ImpliedAtQuantity = over(quantity)
}

func (r *Result) group(s *Step) {
	if s.Group.Empty() {
		return
	}
	for i := range r.Groups {
		if r.Groups[i].Group == s.Group {
			r.Groups[i].Amount += s.Amount
			return
		}
	}
	r.Groups = append(r.Groups, Subtotal{s.Group, s.Amount})
}

// bear gives each bearer the difference of two rounded running shares, so that
// they add and none is negative.
func (r *Result) bear() {
	sum := Fraction{}.rat()
	var before money.Amount
	for i := range r.Model.Bearers {
		b := Borne{Bearer: &r.Model.Bearers[i], Amount: r.Total - before}
		if i < len(r.Model.Bearers)-1 {
			f, _ := fraction(sum.Add(sum, b.Share.rat()), "") // Check has added them
			upTo := rounded(uint64(r.Total), f.num, f.den)
			b.Amount, before = upTo-before, upTo
			b.Rounded = !divides(uint64(r.Total), f.num, f.den)
		}
		if b.Published != nil {
			b.Difference = b.Amount - *b.Published
		}
		r.Bearers = append(r.Bearers, b)
	}
}

func (r *Result) compare() {
	var published money.Amount
	for _, p := range r.Model.Published {
		published += p.Amount
	}
	n := len(r.Model.Published)
	for _, b := range r.Model.Bearers {
		if b.Published != nil {
			published += *b.Published
			n++
		}
	}
	if n == 0 {
		return
	}
	c := &Comparison{Published: published, Difference: r.Total - published}
	if r.Total > 0 && r.Quantity > 0 && published >= 0 {
		hi, lo := bits.Mul64(uint64(published), uint64(r.Quantity))
		if hi < uint64(r.Total) {
			q, _ := bits.Div64(hi, lo, uint64(r.Total))
			implied := int64(min(q, maxHeads))
			c.ImpliedQuantity = &implied
		}
	}
	if r.Quantity >= 0 {
		c.spread(r.Model.Target, r.Quantity, All.rat())
	}
	r.Compared = c
}
