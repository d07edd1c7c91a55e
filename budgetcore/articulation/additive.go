package articulation

import (
	"slices"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/statement"
)

// Nudge is a figure that is printed 0.01 万元 beside its rounding, so that rows
// and columns add.
type Nudge struct {
	Ref   statement.Ref
	Label message.Message
	Exact money.Amount
	// Rounded is the figure rounded half away from zero, Printed what stands in
	// its place: the other multiple of 0.01 next to the exact amount.
	Rounded, Printed money.Amount
}

// Additive prints a table so that its rows and columns add (controlled
// rounding): every figure becomes one of the two multiples of 0.01 万元 next to
// it, as few as possible another than its rounding, and of these as few as
// possible sums. The nudges are set in the table and returned.
//
// What must add are the relations of the register within the table, except
// where the exact amounts do not add either. An error says that no such
// printing exists or that none was found; the table is then as it was.
func Additive(t *statement.Table) ([]Nudge, error) {
	d := New(statement.NewBook([]*statement.Table{t}), nil, nil)
	p := newProgram(d)
	if !p.minimise() {
		if p.gaveUp {
			return nil, message.RoundingGaveUp.Error(t.Annex)
		}
		return nil, message.RoundingNone.Error(t.Annex)
	}
	var nudges []Nudge
	for v, f := range p.figures {
		x := &d.figures[f]
		printed := p.floor[v] + money.Amount(p.value[v].n)*money.Cent
		if rounded := x.Exact.Rounded(); printed != rounded {
			nudges = append(nudges, Nudge{x.Ref, d.Label(x.Ref), x.Exact, rounded, printed})
		}
	}
	slices.SortStableFunc(nudges, func(a, b Nudge) int { i, _ := d.find(a.Ref); j, _ := d.find(b.Ref); return i - j })
	for _, n := range nudges {
		c := t.Column(n.Ref.Column)
		for i := range t.Lines {
			if t.Lines[i].Path == n.Ref.Row {
				t.Lines[i].Cells[c].Nudge = n.Printed - n.Rounded
				break
			}
		}
	}
	return nudges, nil
}

// program is a system whose variables are 0 or 1: whether a figure between two
// multiples of 0.01 is printed as the upper one. Two further variables count
// the figures, and among them the sums, that are not printed as rounded.
type program struct {
	*system
	floor          []money.Amount // by variable
	nudged, summed int
	tries          int
}

// nodes of the search after which it is given up
const maxNodes = 4000

func newProgram(d *Document) *program {
	p := &program{system: &system{all: len(d.figures)}}
	var relations []Relation
	isSum := make(map[int]bool)
	for _, rule := range Rules {
		if rule.Equations == nil || rule.AtMost || rule.When != nil || rule.Kind != Tree && rule.Kind != Across && rule.Kind != Balance {
			continue
		}
		for _, x := range d.relationsOf(rule) {
			if d.exactly(&x) {
				relations = append(relations, x)
				if len(x.Left) == 1 && len(x.Right) > 1 {
					isSum[x.Left[0].Figure] = true
				}
			}
		}
	}
	index := make(map[int]int)
	nudges, sums := []entry{}, []entry{}
	var upper, upperSums int64 // figures that are rounded up unless nudged
	for i := range relations {
		for _, f := range relations[i].figures() {
			x := &d.figures[f]
			if _, ok := index[f]; ok || x.Blank || x.Exact%money.Cent == 0 {
				continue
			}
			floor := x.Exact / money.Cent * money.Cent
			if x.Exact < 0 {
				floor -= money.Cent
			}
			up := x.Exact.Rounded() > floor
			start := int64(0)
			cost := entry{len(p.low), whole(1)}
			if up {
				start, cost.c = 1, whole(-1)
				upper++
			}
			index[f] = p.variable(whole(0), whole(1), whole(start))
			p.figures, p.floor = append(p.figures, f), append(p.floor, floor)
			nudges = append(nudges, cost)
			if isSum[f] {
				sums = append(sums, cost)
				if up {
					upperSums++
				}
			}
		}
	}
	for i := range relations {
		r := &relations[i]
		var fixed int64
		coefficients := make(map[int]int64)
		for side, ops := range [][]Operand{r.Left, r.Right} {
			for _, o := range ops {
				sign := int64(o.Sign) * int64(1-2*side)
				if v, ok := index[o.Figure]; ok {
					coefficients[v] += sign
					fixed += sign * int64(p.floor[v]/money.Cent)
				} else {
					fixed += sign * int64(d.figures[o.Figure].Exact/money.Cent)
				}
			}
		}
		var row []entry
		for v, c := range coefficients {
			if c != 0 {
				row = append(row, entry{v, whole(c)})
			}
		}
		if row != nil {
			p.sum(row, whole(-fixed), whole(-fixed))
		}
	}
	// a count is the figures that are up though rounded down, less those that
	// are up and rounded so, plus how many these are
	p.nudged = p.sum(nudges, whole(-upper), whole(-upper))
	p.summed = p.sum(sums, whole(-upperSums), whole(int64(len(sums))))
	return p
}

// exactly reports that the exact amounts of a relation add.
func (d *Document) exactly(r *Relation) bool {
	off := money.Amount(0)
	for side, ops := range [][]Operand{r.Left, r.Right} {
		for _, o := range ops {
			x := &d.figures[o.Figure]
			if !x.Known {
				return false
			}
			off += money.Amount(o.Sign*(1-2*side)) * x.Exact
		}
	}
	return off == 0
}

func (s *system) variable(low, high, value ratio) int {
	s.low, s.high, s.value = append(s.low, low), append(s.high, high), append(s.value, value)
	s.open, s.row = append(s.open, false), append(s.row, -1)
	return len(s.low) - 1
}

// sum adds a basic variable that is the sum of others.
func (s *system) sum(row []entry, low, high ratio) int {
	slices.SortFunc(row, func(a, b entry) int { return a.v - b.v })
	value := whole(0)
	for _, e := range row {
		value = s.add(value, s.mul(e.c, s.value[e.v]))
	}
	v := s.variable(low, high, value)
	s.row[v] = len(s.rows)
	s.rows, s.basic = append(s.rows, row), append(s.basic, v)
	return v
}

// minimise lets ever more figures be nudged until there is a printing, and
// then ever more sums among them.
func (p *program) minimise() bool {
	n := int64(len(p.figures))
	for _, count := range []int{p.nudged, p.summed} {
		least := p.low[count]
		found := false
		for k := int64(0); k <= n && !found && !p.gaveUp; k++ {
			p.tries = 0
			p.bound(count, least, p.add(least, whole(k)))
			found = p.search()
		}
		if !found {
			return false
		}
	}
	return p.search() // the last step left a printing in the values
}

// search looks for whole values within the bounds; it leaves them in place.
func (p *program) search() bool {
	if p.tries++; p.tries > maxNodes {
		p.gaveUp = true
	}
	if _, ok := p.settle(); !ok || p.gaveUp {
		return false
	}
	branch := -1
	for v := range p.figures {
		if p.value[v].d != 1 {
			branch = v
			break
		}
	}
	if branch < 0 {
		return true
	}
	low, high := p.low[branch], p.high[branch]
	first := whole(0)
	if less(ratio{1, 2}, p.value[branch]) {
		first = whole(1)
	}
	for _, to := range []ratio{first, p.sub(whole(1), first)} {
		p.bound(branch, to, to)
		if p.search() {
			p.low[branch], p.high[branch] = low, high
			return true
		}
		if p.gaveUp {
			return false
		}
	}
	p.bound(branch, low, high)
	return false
}
