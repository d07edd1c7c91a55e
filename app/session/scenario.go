package session

import (
	"cmp"
	"slices"
	"strconv"
	"strings"
	"time"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/scenario"
)

// Past is an edit of the draft as its history tells it. What was undone and
// typed over has After and Left, and cannot be gone back to: it can be gone on
// from, in another scenario.
type Past struct {
	scenario.Entry
	// Left is which of the runs left behind it belongs to, from 1; 0 is none.
	Left int
}

// History lists the edits, the last first; a run that was left behind stands
// above the edit it was made behind.
func (s *Session) History() []Past {
	var steps []Past
	left := s.now.Draft().Left
	for i, run := range left {
		for j := range run.Edits {
			steps = append(steps, Past{scenario.Entry{Number: run.After + j + 1, Edit: run.Edits[j]}, i + 1})
		}
	}
	for _, e := range scenario.History(s.now) {
		steps = append(steps, Past{e, 0})
	}
	// a run stands where it branched off
	place := func(x *Past) int {
		if x.Left > 0 {
			return left[x.Left-1].After
		}
		return x.Number
	}
	order := make([]int, len(steps))
	for i := range order {
		order[i] = i
	}
	slices.SortStableFunc(order, func(i, j int) int {
		x, y := &steps[i], &steps[j]
		return cmp.Or(cmp.Compare(place(y), place(x)), cmp.Compare(y.Left, x.Left), cmp.Compare(y.Number, x.Number))
	})
	sorted := make([]Past, len(steps))
	for to, i := range order {
		sorted[to] = steps[i]
	}
	return sorted
}

// GoTo undoes or makes edits again until n are in effect; it is one step for
// what keeps the draft.
func (s *Session) GoTo(n int) error {
	if err := s.refuse(); err != nil {
		return err
	}
	s.now.Seek(n)
	s.changed(true)
	s.keep([]byte(`{"do":"seek","to":` + strconv.Itoa(n)))
	return nil
}

// Before returns how many edits had been made when a day began (YYYY-MM-DD), and
// the last day before it on which any was; 0 and "" if none is older.
func (s *Session) Before(day string) (n int, last string) {
	d := s.now.Draft()
	for i := range d.Edits[:d.Cursor] {
		at := d.Edits[i].At
		if at = at[:min(len(at), len(day))]; at >= day {
			break
		}
		if n = i + 1; at != "" {
			last = at
		}
	}
	return n, last
}

// Branch returns the draft file of another scenario: what the draft was after n
// edits, and those of a run left behind where it is not 0. The draft itself
// stays as it is.
func (s *Session) Branch(n, run int, id, name string) ([]byte, error) {
	if err := budget.CheckName(name); err != nil {
		return nil, err
	}
	d := s.now.Draft()
	var more []budget.Edit
	if run > 0 {
		left := d.Left[run-1]
		more = left.Edits[:n-left.After]
		n = left.After
	}
	d = d.UpTo(n)
	d.ID, d.Name = id, name
	d.Edits = append(d.Edits, more...)
	d.Cursor = len(d.Edits)
	return d.AppendJSON(nil), nil
}

// SetCeilings holds spending to ceilings.
func (s *Session) SetCeilings(list []budget.Ceiling) error {
	if err := s.refuse(); err != nil {
		return err
	}
	if err := s.now.SetCeilings(list); err != nil {
		return err
	}
	s.keep(budget.AppendCeilings([]byte(`{"do":"ceilings","ceilings":`), list))
	return nil
}

// Standings says how the draft stands to its ceilings.
func (s *Session) Standings() []scenario.Standing { return scenario.Standings(s.now) }

// Over counts the ceilings that are exceeded.
func (s *Session) Over() (n int) {
	for _, x := range s.Standings() {
		if x.Over() > 0 {
			n++
		}
	}
	return n
}

// Lock hands the draft over as a round: it cannot be changed afterwards.
func (s *Session) Lock(round budget.Round, at time.Time) error {
	if err := s.refuse(); err != nil {
		return err
	}
	if err := s.now.Lock(budget.Lock{Round: round, At: at.Format(time.RFC3339)}); err != nil {
		return err
	}
	s.snapshot()
	return nil
}

// TextCell is a text as a cell of a table that spreadsheets open: what they
// would take for a formula is quoted.
func TextCell(s string) string {
	if s != "" && strings.ContainsRune("=+-@\t\r", rune(s[0])) {
		return "'" + s
	}
	return s
}
