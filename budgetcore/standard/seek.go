package standard

import (
	"math/big"
	"strconv"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Factor is what a goal may vary in a part.
type Factor uint8

// The factors.
const (
	ByQuantity Factor = iota
	ByStandard
	ByShare
)

// FactorNames name the factors in flags and files, FactorWords for people.
var (
	FactorNames = []string{"quantity", "standard", "share"}
	FactorWords = []*message.Text{message.FactorQuantity, message.FactorStandard, message.FactorShare}
)

// Goal asks which value of one factor of one part makes the total an amount.
type Goal struct {
	Amount money.Amount
	Part   int
	Vary   Factor
	// Step is what a standard is sought in: money.Yuan or money.Fen.
	Step money.Amount
}

// Try is a value of what is varied and the total it leads to.
type Try struct {
	Quantity int64
	Standard money.Amount
	Share    Fraction
	Total    money.Amount
}

// Answer says which values come nearest to a goal.
type Answer struct {
	Goal
	// Floor is the greatest value whose total is not above the goal; Ceiling the
	// least whose total is not below it. Both are the same one where the goal is
	// met exactly. Nil: no such value.
	Floor, Ceiling *Try
	// Why says why one of them is missing; nil text where both are there.
	Why message.Message
}

// Exact tells that the goal is met to the 分.
func (a *Answer) Exact() bool { return a.Floor != nil && a.Floor.Total == a.Amount }

// maxStandard is the largest number that a standard in 元 can be, in 分.
const maxStandard = 1_000_000_000_000*int64(money.Yuan) - 1

// Seek finds what meets a goal, by expected quantities and with all other
// factors as they are. A part without a standard may be sought one for: it is
// then in 元 a head.
func (m *Model) Seek(reg *Register, g Goal) (*Answer, error) {
	if g.Part < 0 || g.Part >= len(m.Parts) {
		return nil, message.EstimatePart.Error(strconv.Itoa(g.Part))
	}
	c := *m
	c.Parts = append([]Part(nil), m.Parts...)
	if p := &c.Parts[g.Part]; g.Vary == ByStandard && p.Standard == (Reference{}) {
		p.Standard.Value = OwnValue(0, &Units[0], Words{})
	}
	r, err := c.Reckon(reg)
	if err != nil {
		return nil, err
	}
	s := &r.Steps[g.Part]
	others := r.Total - s.Amount
	need := g.Amount - others
	a := &Answer{Goal: g}
	at := func(v int64, amount money.Amount) *Try {
		t := &Try{Quantity: v, Total: others + amount}
		if g.Vary == ByStandard {
			t.Quantity, t.Standard = 0, money.Amount(v)*g.Step
		}
		return t
	}
	switch {
	case s.Value == nil:
		return nil, message.At("parts["+strconv.Itoa(g.Part)+"]", message.At("standard", message.StandardNotGiven.Error(s.Title())))
	case g.Vary == ByShare:
		return a, s.seekShare(a, others, need)
	case g.Vary == ByStandard && (s.Value.unit.Kind == Rate || s.Instalment):
		return nil, message.SeekRate.Error(s.Title())
	}
	// no tried value may lead beyond the limit, were all quantities high
	room := int64(money.Limit - 1 - (r.High - s.High))
	var limit int64
	amount := s.factor.amount
	if g.Vary == ByQuantity {
		if limit = maxHeads; s.factor.whole > 0 {
			limit = min(limit, room/int64(s.factor.whole))
		}
	} else {
		if times := s.Quantity.High * s.Periods; s.Quantity.Expected > 0 && times > 0 {
			limit = min(room/times, maxStandard) / int64(g.Step)
		}
		f := s.factor
		amount = func(v int64) money.Amount {
			f.each = uint64(v) * uint64(g.Step) * uint64(s.Periods)
			return f.amount(s.Quantity.Expected)
		}
	}
	top := amount(limit)
	switch {
	case top == 0:
		a.Why = message.SeekFlat.With(s.Title())
		return a, nil
	case need < 0:
		a.Why = message.SeekBelow.With(others.GroupedExact())
		a.Ceiling = at(0, 0)
		return a, nil
	}
	// the greatest value whose amount is not above the need
	lo, hi := int64(0), limit
	for lo < hi {
		if mid := hi - (hi-lo)/2; amount(mid) <= need {
			lo = mid
		} else {
			hi = mid - 1
		}
	}
	a.Floor = at(lo, amount(lo))
	switch {
	case amount(lo) == need:
		a.Ceiling = a.Floor
	case lo < limit:
		a.Ceiling = at(lo+1, amount(lo+1))
	default:
		a.Why = message.SeekAbove.With((others + top).GroupedExact())
	}
	return a, nil
}

// seekShare finds the exact share that meets the need. Instalments are whole 分
// for each of the quantity, so between two of them a need may not be met.
func (s *Step) seekShare(a *Answer, others, need money.Amount) error {
	whole := new(big.Rat).SetInt64(int64(s.Whole))
	if s.Value.unit.Kind == Rate {
		whole.Mul(whole, s.Value.rate())
	}
	n, before := int64(1), money.Amount(0)
	if s.Instalment {
		n = max(s.Quantity.Expected, 1)
		whole.SetInt(new(big.Int).SetUint64(s.factor.whole))
		before = rounded(s.factor.whole, s.Paid.num, max(s.Paid.den, 1))
	}
	switch {
	case s.Whole == 0 || whole.Sign() == 0:
		a.Why = message.SeekFlat.With(s.Title())
		return nil
	case need < 0:
		a.Why = message.SeekBelow.With(others.GroupedExact())
		return nil
	}
	yuan, ok := new(big.Int).SetString(whole.FloatString(0), 10) // what the whole share comes to
	if !ok || !yuan.IsInt64() {
		return message.EstimateTooLarge.Error()
	}
	most := money.Amount(yuan.Int64()) - before
	at := func(each money.Amount) (*Try, error) {
		share := new(big.Rat).SetInt64(int64(each + before))
		share.Quo(share, whole).Sub(share, s.Paid.rat())
		if left := new(big.Rat).Sub(All.rat(), s.Paid.rat()); share.Cmp(left) > 0 {
			share = left
		}
		if share.Sign() < 0 { // less than half a 分 was paid before and rounded away
			share.SetInt64(0)
		}
		f, err := fraction(share, "")
		return &Try{Share: f, Total: others + each*money.Amount(n)}, err
	}
	each := need / money.Amount(n)
	var err error
	if a.Floor, err = at(min(each, most)); err != nil {
		return err
	}
	switch {
	case each > most || each == most && a.Floor.Total != a.Amount:
		a.Why = message.SeekAbove.With((others + most*money.Amount(n)).GroupedExact())
	case a.Floor.Total == a.Amount:
		a.Ceiling = a.Floor
	default:
		a.Ceiling, err = at(each + 1)
	}
	return err
}

// Explain says the answer in lines.
func (a *Answer) Explain(m *Model) []message.Message {
	p := &m.Parts[a.Part]
	title := (&Step{Part: p}).Title()
	lines := []message.Message{message.GoalIs.With(a.Amount.GroupedExact(), title, FactorWords[a.Vary])}
	value := func(t *Try) message.Message {
		switch a.Vary {
		case ByStandard:
			return message.GoalStandard.With(t.Standard.YuanGrouped())
		case ByShare:
			return message.GoalShare.With(t.Share, t.Share.Percent())
		}
		return message.GoalQuantity.With(money.Group(t.Quantity), p.Quantity.unit().Message())
	}
	switch {
	case a.Exact():
		lines = append(lines, message.GoalMet.With(value(a.Floor)))
	default:
		for _, t := range []*Try{a.Floor, a.Ceiling} {
			if t != nil {
				lines = append(lines, message.GoalNear.With(value(t), t.Total.GroupedExact(), signed(t.Total-a.Amount)))
			}
		}
	}
	if a.Why.Text != nil {
		lines = append(lines, a.Why)
	}
	return lines
}
