package scenario

import "suanpan/budgetcore/ledger"

// Consolidated is what became of several drafts.
type Consolidated struct {
	// Ledger has what all of them made; where a conflict is undecided, as the
	// drafts before have it.
	Ledger *ledger.Ledger
	// Merged are the merges of the second draft, the third and so on into those
	// before.
	Merged    []*Merged
	Undecided int
}

// Consolidate makes one draft of two or more, one after the other, as Merge
// does of two; decide is given which draft, from 1, conflicts with those before.
func Consolidate(base *ledger.Ledger, drafts []*ledger.Ledger, decide func(draft int, c *Conflict) Choice) (*Consolidated, error) {
	x := &Consolidated{Ledger: drafts[0]}
	for i, next := range drafts[1:] {
		own := func(c *Conflict) Choice { return decide(i+1, c) }
		m, err := Merge(base, x.Ledger, next, own)
		if err != nil {
			return nil, err
		}
		x.Merged = append(x.Merged, m)
		x.Undecided += m.Undecided
		d := m.Draft
		if d == nil { // go on with what stands, so that all conflicts are found
			whole, err := Merge(base, x.Ledger, next, func(c *Conflict) Choice { return max(own(c), Ours) })
			if err != nil {
				return nil, err
			}
			d, m.Renamed = whole.Draft, whole.Renamed
		}
		if x.Ledger, err = ledger.Replay(base.Dataset(), d, ledger.KeepTails); err != nil {
			return nil, err
		}
	}
	return x, nil
}
