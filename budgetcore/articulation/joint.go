package articulation

import (
	"slices"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Explanation says whether one exact ledger explains all printed figures.
type Explanation struct {
	// Point holds exact amounts, by figure, that satisfy every relation and
	// print as the figures do; nil if there is none, or none in whole 分 was
	// found.
	Point []money.Amount
	// Clashes are sets of relations that cannot hold together though each can
	// alone. In each set, leaving out any one relation makes the rest possible.
	Clashes [][]Relation
	// Undecided tells that the search was given up.
	Undecided bool
}

// clashes that are looked for before the search ends
const maxClashes = 8

// explain decides jointly whether exact amounts exist that satisfy all
// relations and round to the printed figures, and finds the sets of relations
// that forbid it. Relations that fail alone are left out: they are findings of
// their own.
func (r *Report) explain() *Explanation {
	d := r.Document
	var relations []Relation
	failed := make(map[*Rule]map[string]bool)
	for i := range r.Findings {
		if f := &r.Findings[i]; f.Verdict == Inconsistent {
			if failed[f.Rule] == nil {
				failed[f.Rule] = make(map[string]bool)
			}
			failed[f.Rule][f.Key] = true
		}
	}
	for _, x := range r.Relations {
		if !failed[x.Rule][x.Key] {
			relations = append(relations, x)
		}
	}
	if point, ok := d.known(relations); ok {
		return &Explanation{Point: point}
	}
	e := &Explanation{}
	for {
		s := newSystem(d, relations)
		point, clash, gaveUp := s.solve()
		switch {
		case gaveUp:
			e.Undecided = true
			return e
		case clash == nil:
			if e.Clashes == nil && point != nil {
				e.Point = point
				for i := range point {
					point[i] += d.figures[i].Amount
				}
			}
			return e
		}
		clash = d.smallest(relations, d.shrink(relations, clash))
		var set []Relation
		for _, i := range clash {
			set = append(set, relations[i])
		}
		e.Clashes = append(e.Clashes, set)
		if len(e.Clashes) == maxClashes {
			return e
		}
		left := make([]Relation, 0, len(relations))
		for i := range relations {
			if !slices.Contains(clash, i) {
				left = append(left, relations[i])
			}
		}
		relations = left
	}
}

// interval returns the exact amounts that print as a figure.
func (f *Figure) interval() (low, high money.Amount) {
	switch {
	case f.Blank:
		return 0, 0
	case f.Amount > 0:
		return f.Amount - half, f.Amount + half - 1
	case f.Amount < 0:
		return f.Amount - half + 1, f.Amount + half
	}
	return -half + 1, half - 1
}

// start is an exact amount to begin with: what the figure was rounded from,
// if it prints so.
func (f *Figure) start() money.Amount {
	if low, high := f.interval(); f.Known && low <= f.Exact && f.Exact <= high {
		return f.Exact
	}
	if f.Blank {
		return 0
	}
	return f.Amount
}

// known tells whether the amounts that the figures were rounded from explain
// them already; that is so for whatever comes out of one ledger.
func (d *Document) known(relations []Relation) ([]money.Amount, bool) {
	point := make([]money.Amount, len(d.figures))
	for i := range d.figures {
		point[i] = d.figures[i].start()
	}
	for i := range relations {
		if !satisfied(&relations[i], point) {
			return nil, false
		}
	}
	return point, true
}

func satisfied(r *Relation, point []money.Amount) bool {
	off := money.Amount(0)
	for _, o := range r.Left {
		off += money.Amount(o.Sign) * point[o.Figure]
	}
	for _, o := range r.Right {
		off -= money.Amount(o.Sign) * point[o.Figure]
	}
	return off == 0 || r.Rule.AtMost && off < 0
}

// shrink leaves out relations as long as the rest cannot hold together.
func (d *Document) shrink(relations []Relation, clash []int) []int {
	for i := 0; i < len(clash); {
		fewer := slices.Delete(slices.Clone(clash), i, i+1)
		if still := d.clashAmong(relations, fewer); still != nil {
			clash, i = still, 0
			continue
		}
		i++
	}
	return clash
}

// clashAmong returns relations of a subset that cannot hold together, nil if
// the subset can.
func (d *Document) clashAmong(relations []Relation, subset []int) []int {
	some := make([]Relation, len(subset))
	for i, j := range subset {
		some[i] = relations[j]
	}
	_, clash, _ := newSystem(d, some).solve()
	for i := range clash {
		clash[i] = subset[clash[i]]
	}
	slices.Sort(clash)
	return clash
}

// sets that are tried when a smaller clash is looked for
const maxTries = 6000

// smallest looks for a clash of fewer relations than the one given: pairs and
// triples that share figures, at least one of which what is known of the exact
// amounts does not satisfy. Without such a relation nothing can clash.
func (d *Document) smallest(relations []Relation, clash []int) []int {
	if len(clash) <= 2 {
		return clash
	}
	point := make([]money.Amount, len(d.figures))
	for i := range d.figures {
		point[i] = d.figures[i].start()
	}
	of := make([][]int, len(d.figures))
	for i := range relations {
		for _, f := range relations[i].figures() {
			if !d.figures[f].Blank {
				of[f] = append(of[f], i)
			}
		}
	}
	next := func(set []int) (more []int) {
		for _, i := range set {
			for _, f := range relations[i].figures() {
				for _, j := range of[f] {
					if !slices.Contains(set, j) && !slices.Contains(more, j) {
						more = append(more, j)
					}
				}
			}
		}
		return more
	}
	var seeds [][]int
	for i := range relations {
		if !satisfied(&relations[i], point) {
			seeds = append(seeds, []int{i})
		}
	}
	seen := make(map[[3]int]bool)
	tries := 0
	for size := 2; size < len(clash) && size <= 3; size++ {
		var grown [][]int
		for _, set := range seeds {
			for _, j := range next(set) {
				larger := append(slices.Clone(set), j)
				slices.Sort(larger)
				key := [3]int{-1, -1, -1}
				copy(key[:], larger)
				if seen[key] {
					continue
				}
				seen[key] = true
				if tries++; tries > maxTries {
					return clash
				}
				if still := d.clashAmong(relations, larger); still != nil {
					return still
				}
				grown = append(grown, larger)
			}
		}
		seeds = grown
	}
	return clash
}

func (r *Relation) figures() []int {
	var fs []int
	for _, o := range r.Left {
		fs = append(fs, o.Figure)
	}
	for _, o := range r.Right {
		fs = append(fs, o.Figure)
	}
	return fs
}

// Joint is the rule that no equation alone can show: the relations together
// must allow one exact ledger.
var Joint = &Rule{ID: "joint.ledger", Kind: Tree, Title: message.RuleJoint, Source: message.SourceRounding}

// joined adds a finding for each clash.
func (r *Report) joined(e *Explanation) {
	d := r.Document
	for _, set := range e.Clashes {
		f := Finding{Rule: Joint, Verdict: Inconsistent}
		first := message.Verbatim.With("")
		for i, x := range set {
			f.Key += x.Rule.ID + "@" + x.Key + " "
			c := d.compare(&x)
			line := message.JointSides.With(d.SideLabel(&c.Left), c.Left.Amount.Grouped(), d.SideLabel(&c.Right), c.Right.Amount.Grouped())
			if first = message.JointAnd.With(first, line); i == 0 {
				first = line
			}
			for _, j := range x.figures() {
				f.At = append(f.At, d.figures[j].Ref)
			}
		}
		f.Why = message.JointClash.With(len(set), first)
		r.Findings = append(r.Findings, f)
	}
	if e.Undecided {
		r.Findings = append(r.Findings, Finding{Rule: Joint, Verdict: NotApplicable, Why: message.JointUndecided.With()})
	}
}
