package session

import (
	"math/big"
	"slices"
	"time"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/transfer"
)

// Selection is lines of the grid taken together.
type Selection struct {
	Lines int
	// Sum is what they come to in the draft, residuals included as in every total.
	Sum money.Amount
}

// Average is the sum for each line, rounded to 分; 0 without lines.
func (s Selection) Average() money.Amount {
	if s.Lines == 0 {
		return 0
	}
	return divided(big.NewInt(int64(s.Sum)), big.NewInt(int64(s.Lines)), money.Fen)
}

// Select adds up the lines from one row to another, a group standing for the
// lines below it; to may be "" for one row.
func (s *Session) Select(from, to string) Selection {
	var x Selection
	for _, i := range s.linesBetween(from, to) {
		x.Lines++
		if line := s.now.Line(i); !line.Blank {
			x.Sum += line.Exact()
		}
	}
	return x
}

// linesBetween are the present lines from one row to another, each once.
func (s *Session) linesBetween(from, to string) []int {
	first := s.GridIndex(from)
	if first < 0 {
		return nil
	}
	last := first
	if i := s.GridIndex(to); i >= 0 {
		first, last = min(first, i), max(first, i)
	}
	var lines []int
	seen := make(map[int]bool)
	add := func(i int) {
		if !seen[i] && s.now.Present(i) {
			seen[i] = true
			lines = append(lines, i)
		}
	}
	for r := first; r <= last; r++ {
		n := &s.grid.rows[r]
		if n.line >= 0 {
			add(n.line)
			continue
		}
		for _, i := range s.grid.order[n.from:n.to] {
			add(i)
		}
	}
	return lines
}

// How is what an adjustment does to each of its lines.
type How uint8

// The adjustments: by so many percent, by so much each, to so much each, and a
// change of so much in all, spread in proportion to what the lines state.
const (
	ByPercent How = iota
	ByEach
	ToEach
	Spread
	Hows // how many there are
)

// Adjustment is a change of many lines at once.
type Adjustment struct {
	How How
	// Value is typed: a percentage, or an amount in 万元 or as it says itself.
	Value string
	// Unit is what results are rounded to, half away from zero; a spread is made
	// of multiples of it.
	Unit money.Amount
	Why  string
}

// Adjusted is an adjustment worked out.
type Adjusted struct {
	Edits         []budget.Edit
	Lines         int
	Before, After money.Amount // residuals included
}

// Adjust works out what an adjustment does to the lines between two rows; it
// changes nothing. Lines that state no amount are left out.
func (s *Session) Adjust(from, to string, a Adjustment) (*Adjusted, error) {
	if err := s.refuse(); err != nil {
		return nil, err
	}
	var lines []int
	var stated []money.Amount
	for _, i := range s.linesBetween(from, to) {
		if x, ok := s.now.Amount(i); ok {
			lines, stated = append(lines, i), append(stated, x)
		}
	}
	if lines == nil {
		return nil, message.SelectLine.Error()
	}
	value, err := a.value()
	if err != nil {
		return nil, err
	}
	becomes, err := a.apply(stated, value)
	if err != nil {
		return nil, err
	}
	out := &Adjusted{Lines: len(lines)}
	for n, i := range lines {
		line := s.now.Line(i)
		out.Before += line.Exact()
		out.After += becomes[n]
		if becomes[n] != 0 || stated[n] == 0 { // setting to 0.00 takes the residual away
			out.After += line.Residual
		}
		if becomes[n] != stated[n] {
			out.Edits = append(out.Edits, budget.Edit{Op: budget.Set, Line: line.ID, Amount: becomes[n], Why: a.Why})
		}
	}
	return out, nil
}

// FillDown writes the amount of the first line between two rows to the others,
// in one step; groups are passed over. It returns how many lines changed.
func (s *Session) FillDown(from, to string, at time.Time) (int, error) {
	if err := s.refuse(); err != nil {
		return 0, err
	}
	first, last := s.GridIndex(from), s.GridIndex(to)
	if first < 0 || last <= first {
		return 0, message.FillNothing.Error()
	}
	var edits []budget.Edit
	var amount money.Amount
	source := false
	for _, row := range s.grid.rows[first : last+1] {
		if row.line < 0 || !s.now.Present(row.line) {
			continue
		}
		a, has := s.now.Amount(row.line)
		switch {
		case !source:
			if !has {
				return 0, message.FillNothing.Error()
			}
			amount, source = a, true
		case !has || a != amount:
			edits = append(edits, budget.Edit{Op: budget.Set, Line: row.key, Amount: amount})
		}
	}
	if len(edits) == 0 {
		return 0, message.FillNothing.Error()
	}
	return len(edits), s.ApplyAll(edits, at)
}

// value reads what was typed: for a percentage in millionths of a percent.
func (a *Adjustment) value() (money.Amount, error) {
	text := a.Value
	if a.How == ByPercent {
		for _, sign := range []string{"%", "％"} {
			if n := len(text) - len(sign); n > 0 && text[n:] == sign {
				text = text[:n]
				break
			}
		}
	}
	r, err := money.Read(text, money.Wan)
	if err == nil && a.How == ByPercent && r.Stated {
		err = message.PercentUnclear.Error(a.Value)
	}
	return r.Amount, err
}

func (a *Adjustment) apply(stated []money.Amount, value money.Amount) ([]money.Amount, error) {
	becomes := slices.Clone(stated)
	if a.How == Spread {
		return becomes, a.spread(becomes, value)
	}
	for i, x := range stated {
		switch a.How {
		case ByPercent:
			// 万元 stands for percent here: x·(100 + value)/100
			n := new(big.Int).Mul(big.NewInt(int64(x)), big.NewInt(int64(100*money.Wan+value)))
			y := divided(n, big.NewInt(int64(100*money.Wan)), a.Unit)
			becomes[i] = y
		case ByEach:
			becomes[i] = x + value
		case ToEach:
			becomes[i] = value
		}
		if becomes[i] >= money.Limit || -becomes[i] >= money.Limit {
			return nil, message.AmountTooLarge.Error(becomes[i])
		}
	}
	return becomes, nil
}

// spread adds parts of value to amounts in proportion to their magnitude.
func (a *Adjustment) spread(amounts []money.Amount, value money.Amount) error {
	weights := make([]transfer.Weight, len(amounts))
	for i, x := range amounts {
		w, err := transfer.NewWeight(string(rune('a'+i%26))+big.NewInt(int64(i)).String(), max(x, -x).String())
		if err != nil {
			return err
		}
		weights[i] = w
	}
	parts, err := transfer.Split(value, a.Unit, weights)
	if err != nil {
		return err
	}
	for i := range parts {
		amounts[i] += parts[i].Amount
	}
	return nil
}

// divided is n/d rounded to unit, half away from zero.
func divided(n, d *big.Int, unit money.Amount) money.Amount {
	d = new(big.Int).Mul(d, big.NewInt(int64(unit)))
	twice := new(big.Int).Abs(n)
	twice.Mul(twice, big.NewInt(2)).Add(twice, d)
	q := twice.Div(twice, new(big.Int).Mul(d, big.NewInt(2)))
	if !q.IsInt64() || q.Int64() >= int64(money.Limit/unit) {
		return money.Limit // what is done with it refuses it
	}
	a := money.Amount(q.Int64()) * unit
	if n.Sign() < 0 {
		return -a
	}
	return a
}

// PostsOf returns the posts of a unit, all zero if none were entered, and what
// its public spending comes to in the draft.
func (s *Session) PostsOf(unit string) (budget.Posts, ledger.Sum) {
	p := budget.Posts{Unit: unit}
	for _, x := range s.now.Posts() {
		if x.Unit == unit {
			p = x
		}
	}
	var sum ledger.Sum
	for _, i := range s.publicLines(unit) {
		line := s.now.Line(i)
		sum.Amount += line.Exact()
		sum.Lines++
	}
	return p, sum
}

// publicLines are the lines of a unit's public spending that state an amount.
func (s *Session) publicLines(unit string) []int {
	var lines []int
	for i := range s.now.Len() {
		if s.now.Section(i) != budget.Spending || !s.now.Present(i) {
			continue
		}
		if line := s.now.Line(i); line.Unit == unit && line.Kind == budget.Public && !line.Blank {
			lines = append(lines, i)
		}
	}
	return lines
}

// PostsEdits are the edits that make a unit's public spending what its quota
// gives, spread over its lines in proportion to what they state, residuals left
// as they are. It returns what the unit comes to before them, too.
func (s *Session) PostsEdits(unit string, why message.Message) (edits []budget.Edit, before money.Amount, err error) {
	p, sum := s.PostsOf(unit)
	before = sum.Amount
	lines := s.publicLines(unit)
	if len(lines) == 0 {
		return nil, 0, message.PostsNoLine.Error(s.ds.UnitName(unit))
	}
	stated := make([]money.Amount, len(lines))
	weighs := false
	for n, i := range lines {
		stated[n], _ = s.now.Amount(i)
		weighs = weighs || stated[n] != 0
	}
	becomes := slices.Clone(stated)
	if by := p.Amount() - before; weighs {
		if err := (&Adjustment{Unit: money.Fen}).spread(becomes, by); err != nil {
			return nil, 0, err
		}
	} else {
		becomes[0] += by
	}
	for n, i := range lines {
		if becomes[n] != stated[n] {
			edits = append(edits, budget.Edit{Op: budget.Set, Line: s.now.Line(i).ID, Amount: becomes[n], Why: why.In(message.ZH)})
		}
	}
	return edits, before, nil
}
