package articulation

import (
	"slices"

	"suanpan/budgetcore/money"
)

// system asks for exact amounts that satisfy relations between figures, each
// within what it prints. It is solved by the simplex method for bounded
// variables as Dutertre and de Moura use it (A Fast Linear-Arithmetic Solver
// for DPLL(T), 2006): every step is exact, Bland's rule ends it, and where
// there is no solution the row that shows it names the relations that clash.
//
// A variable is a figure, or the difference of a relation's sides. Each basic
// variable is a sum of the others.
type system struct {
	figures []int // by variable
	low     []ratio
	high    []ratio
	open    []bool // no lower bound
	value   []ratio
	rows    [][]entry // of the basic variables
	basic   []int     // variable of each row
	row     []int     // row of each variable, -1 if it is not basic
	all     int       // figures of the document
	gaveUp  bool
}

type entry struct {
	v int
	c ratio
}

// steps after which the search is given up; the published budget needs some
// tens of them
const maxSteps = 20_000

func newSystem(d *Document, relations []Relation) *system {
	s := &system{all: len(d.figures)}
	index := make(map[int]int)
	add := func(low, high, value money.Amount) int {
		s.low, s.high = append(s.low, whole(int64(low))), append(s.high, whole(int64(high)))
		s.value, s.open, s.row = append(s.value, whole(int64(value))), append(s.open, false), append(s.row, -1)
		return len(s.low) - 1
	}
	for i := range relations {
		for _, f := range relations[i].figures() {
			x := &d.figures[f]
			if _, ok := index[f]; ok || x.Blank {
				continue
			}
			low, high := x.interval()
			index[f] = add(low-x.Amount, high-x.Amount, x.start()-x.Amount)
			s.figures = append(s.figures, f)
		}
	}
	for i := range relations {
		r := &relations[i]
		var fixed, value money.Amount // of the printed amounts, of what is added to them
		coefficients := make(map[int]int64)
		for side, ops := range [][]Operand{r.Left, r.Right} {
			for _, o := range ops {
				x := &d.figures[o.Figure]
				sign := int64(o.Sign) * int64(1-2*side)
				fixed += money.Amount(sign) * x.Amount
				if v, ok := index[o.Figure]; ok {
					coefficients[v] += sign
				}
			}
		}
		var row []entry
		for v, c := range coefficients {
			if c != 0 {
				row = append(row, entry{v, whole(c)})
				value += money.Amount(c) * money.Amount(s.value[v].n)
			}
		}
		slices.SortFunc(row, func(a, b entry) int { return a.v - b.v })
		v := add(-fixed, -fixed, value)
		s.open[v] = r.Rule.AtMost
		s.row[v] = len(s.rows)
		s.rows, s.basic = append(s.rows, row), append(s.basic, v)
	}
	return s
}

// solve returns exact amounts of all figures, or the relations that clash.
func (s *system) solve() (point []money.Amount, clash []int, gaveUp bool) {
	v, ok := s.settle()
	switch {
	case ok:
		return s.point(), nil, s.gaveUp
	case v < 0:
		return nil, nil, true
	}
	return nil, s.clash(v), s.gaveUp
}

// settle brings every variable within its bounds. If that cannot be done it
// returns the variable whose row shows so, or -1 when it gave up.
func (s *system) settle() (v int, ok bool) {
	for range maxSteps {
		v, below := s.violated()
		if v < 0 {
			return -1, true
		}
		j := s.entering(v, below)
		if j < 0 {
			return v, false
		}
		to := s.high[v]
		if below {
			to = s.low[v]
		}
		s.pivot(v, j, to)
		if s.gaveUp {
			break
		}
	}
	s.gaveUp = true
	return -1, false
}

// bound sets the bounds of a variable. One that is not basic is moved within
// them, and the basic ones with it.
func (s *system) bound(v int, low, high ratio) {
	s.low[v], s.high[v] = low, high
	if s.row[v] >= 0 {
		return
	}
	to := s.value[v]
	switch {
	case less(to, low):
		to = low
	case less(high, to):
		to = high
	default:
		return
	}
	step := s.sub(to, s.value[v])
	s.value[v] = to
	for i, row := range s.rows {
		if k, ok := slices.BinarySearchFunc(row, v, func(e entry, v int) int { return e.v - v }); ok {
			b := s.basic[i]
			s.value[b] = s.add(s.value[b], s.mul(row[k].c, step))
		}
	}
}

// violated returns the first basic variable outside its bounds. Differences
// come last among the variables and first here: most are right at once.
func (s *system) violated() (v int, below bool) {
	v = -1
	for _, b := range s.basic {
		if v >= 0 && b > v {
			continue
		}
		switch {
		case !s.open[b] && less(s.value[b], s.low[b]):
			v, below = b, true
		case less(s.high[b], s.value[b]):
			v, below = b, false
		}
	}
	return v, below
}

// entering returns the first variable that can move v towards its bound.
func (s *system) entering(v int, below bool) int {
	for _, e := range s.rows[s.row[v]] {
		up := e.c.n > 0 == below
		if up && less(s.value[e.v], s.high[e.v]) || !up && (s.open[e.v] || less(s.low[e.v], s.value[e.v])) {
			return e.v
		}
	}
	return -1
}

func (s *system) clash(v int) []int {
	var found []int
	first := len(s.figures)
	if v >= first {
		found = append(found, v-first)
	}
	for _, e := range s.rows[s.row[v]] {
		if e.v >= first {
			found = append(found, e.v-first)
		}
	}
	slices.Sort(found)
	return found
}

// pivot takes v out of the basis, at a bound, and j in.
func (s *system) pivot(v, j int, to ratio) {
	at := s.row[v]
	row := s.rows[at]
	k, _ := slices.BinarySearchFunc(row, j, func(e entry, v int) int { return e.v - v })
	c := row[k].c
	step := s.div(s.sub(to, s.value[v]), c)
	s.value[v] = to
	s.value[j] = s.add(s.value[j], step)

	// j = v/c - Σ others/c
	next := make([]entry, 0, len(row))
	inserted := false
	for _, e := range row {
		if e.v == j {
			continue
		}
		if !inserted && e.v > v {
			next, inserted = append(next, entry{v, s.div(whole(1), c)}), true
		}
		next = append(next, entry{e.v, s.neg(s.div(e.c, c))})
	}
	if !inserted {
		next = append(next, entry{v, s.div(whole(1), c)})
	}
	s.rows[at], s.basic[at] = next, j
	s.row[v], s.row[j] = -1, at

	for i := range s.rows {
		if i == at {
			continue
		}
		k, ok := slices.BinarySearchFunc(s.rows[i], j, func(e entry, v int) int { return e.v - v })
		if !ok {
			continue
		}
		c := s.rows[i][k].c
		b := s.basic[i]
		s.value[b] = s.add(s.value[b], s.mul(c, step))
		s.rows[i] = s.combine(s.rows[i], k, c, next)
	}
}

// combine replaces the k-th entry of a row, c times a variable, by c times
// what that variable is a sum of.
func (s *system) combine(row []entry, k int, c ratio, by []entry) []entry {
	sum := make([]entry, 0, len(row)+len(by))
	i, j := 0, 0
	for i < len(row) || j < len(by) {
		switch {
		case i == k:
			i++
		case j == len(by) || i < len(row) && row[i].v < by[j].v:
			sum = append(sum, row[i])
			i++
		case i == len(row) || by[j].v < row[i].v:
			sum = append(sum, entry{by[j].v, s.mul(c, by[j].c)})
			j++
		default:
			if x := s.add(row[i].c, s.mul(c, by[j].c)); x.n != 0 {
				sum = append(sum, entry{row[i].v, x})
			}
			i++
			j++
		}
	}
	return sum
}

// point is the solution by figure; figures outside the system are left at 0.
// It is nil if the solution is not in whole 分.
func (s *system) point() []money.Amount {
	p := make([]money.Amount, s.all)
	for v, f := range s.figures {
		if s.value[v].d != 1 {
			return nil
		}
		p[f] = money.Amount(s.value[v].n)
	}
	return p
}

// ratio is n/d in lowest terms, d > 0.
type ratio struct{ n, d int64 }

func whole(n int64) ratio { return ratio{n, 1} }

// limit keeps products within int64; beyond it the search is given up.
const limit = 1 << 31

func (s *system) lowest(n, d int64) ratio {
	if d < 0 {
		n, d = -n, -d
	}
	a, b := max(n, -n), d
	for b != 0 {
		a, b = b, a%b
	}
	return ratio{n / a, d / a}
}

func (s *system) add(a, b ratio) ratio {
	if a.d == 1 && b.d == 1 {
		return ratio{a.n + b.n, 1}
	}
	if s.tooLarge(a) || s.tooLarge(b) {
		return a
	}
	return s.lowest(a.n*b.d+b.n*a.d, a.d*b.d)
}

func (s *system) neg(a ratio) ratio    { return ratio{-a.n, a.d} }
func (s *system) sub(a, b ratio) ratio { return s.add(a, s.neg(b)) }

func (s *system) mul(a, b ratio) ratio {
	switch {
	case a == ratio{1, 1}:
		return b
	case a == ratio{-1, 1}:
		return s.neg(b)
	case b == ratio{1, 1}:
		return a
	case b == ratio{-1, 1}:
		return s.neg(a)
	case s.tooLarge(a) || s.tooLarge(b):
		return a
	}
	return s.lowest(a.n*b.n, a.d*b.d)
}

func (s *system) div(a, b ratio) ratio {
	if b.n < 0 {
		return s.mul(a, ratio{-b.d, -b.n})
	}
	return s.mul(a, ratio{b.d, b.n})
}

func (s *system) tooLarge(a ratio) bool {
	if a.n >= limit || a.n <= -limit || a.d >= limit {
		s.gaveUp = true
	}
	return s.gaveUp
}

func less(a, b ratio) bool {
	if a.d == b.d {
		return a.n < b.n
	}
	return a.n*b.d < b.n*a.d
}
