package budget

import (
	"slices"
	"time"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Op is what an edit does.
type Op uint8

// The edits. Set gives a line its amount and keeps its residual, except that
// 0.00 removes it; Add brings a new line; Delete takes a line away with its
// residual, for good; Change gives a line other dimensions.
const (
	Set Op = iota
	Add
	Delete
	Change
)

var opWords = words{"set", "add", "delete", "change"}

func (o Op) String() string { return opWords[o] }

// Edit is one step of a draft. It is immutable once made.
type Edit struct {
	Op Op
	// Line is the id of the line that is set, deleted or changed.
	Line string
	// Amount is the new amount of a Set.
	Amount money.Amount
	// New is the line of an Add, its id included; nil for other edits.
	New *Line
	// Dimensions are those a Change gives, in the order of the Fields.
	Dimensions []Dimension
	// At is when it was made (RFC 3339), By who says to have made it, Why a
	// note; each may be "".
	At, By, Why string
	// Joined tells that it was made together with the edit before it: both are
	// undone and redone as one.
	Joined bool
}

// Equal reports whether two edits say the same, also when, by whom and why.
func (e *Edit) Equal(o *Edit) bool {
	return e.Op == o.Op && e.Line == o.Line && e.Amount == o.Amount && e.At == o.At && e.By == o.By && e.Why == o.Why && e.Joined == o.Joined &&
		slices.Equal(e.Dimensions, o.Dimensions) && (e.New == nil) == (o.New == nil) && (e.New == nil || e.New.Says(o.New))
}

// Says reports whether two lines say the same in a file of edits: id, stated
// amount and every dimension.
func (l *Line) Says(o *Line) bool {
	if l.ID != o.ID || l.Amount != o.Amount {
		return false
	}
	for f := range Fields {
		if f.Get(l) != f.Get(o) {
			return false
		}
	}
	return true
}

// Check refuses an edit whose texts, words or id a draft file could not carry.
// Codes, ids of lines and totals are the ledger's to check.
func (e *Edit) Check() error {
	if e.At != "" {
		if _, err := time.Parse(time.RFC3339, e.At); err != nil {
			return message.DraftWrongTime.Error(clip(e.At))
		}
	}
	if err := checkText(e.By, maxNameBytes, false); err != nil {
		return message.At("by", err)
	}
	if err := checkText(e.Why, maxNoteBytes, true); err != nil {
		return message.At("why", err)
	}
	if e.Op == Add {
		if err := CheckID(e.New.ID); err != nil {
			return err
		}
		for f := range Fields {
			if err := f.Set(new(Line), f.Get(e.New)); err != nil {
				return err
			}
		}
	}
	for _, d := range e.Dimensions {
		if err := d.Field.Set(new(Line), d.Value); err != nil {
			return err
		}
	}
	return nil
}

// CheckName refuses a name that a draft file could not carry.
func CheckName(name string) error { return checkText(name, maxNameBytes, false) }

// Dimension is a field with its new value, as files write it.
type Dimension struct {
	Field Field
	Value string
}

// LineID returns the id of the line the edit is about.
func (e *Edit) LineID() string {
	if e.Op == Add {
		return e.New.ID
	}
	return e.Line
}

// IncomeMode says whether income follows spending.
type IncomeMode uint8

// Follow: a change of a line changes the income of its source by as much.
// Fixed: income stays, and the gap is shown.
const (
	Follow IncomeMode = iota
	Fixed
)

var incomeWords = words{"follow", "fixed"}

func (m IncomeMode) String() string { return incomeWords[m] }

// Draft is a named log of edits on a base, with a cursor between what is done
// and what is undone.
type Draft struct {
	Base, BaseSHA256 string
	// Own is the base itself where it is a budget of one's own, nil otherwise.
	Own *Own
	// ID tells drafts apart that have the same name; it may be "".
	ID, Name string
	// From is the draft this one was made from, if it was.
	From Origin
	// Lock ends the work on the draft.
	Lock   Lock
	Income IncomeMode
	Edits  []Edit
	// Cursor is how many of the edits are in effect.
	Cursor int
	// Posts are those of the units, as far as they were entered.
	Posts []Posts
	// Ceilings are what spending is held to.
	Ceilings []Ceiling
	// Papers are the estimates kept with the draft, Links the lines written
	// from them.
	Papers []Paper
	Links  []Link
	// Left are the edits that were undone and typed over, oldest first.
	Left []Left

	file      string
	positions []string
}

// NewDraft returns an empty draft on ds.
func NewDraft(ds *Dataset) *Draft {
	return &Draft{Base: ds.ID, BaseSHA256: ds.SHA256, Own: ds.Own}
}

// Dataset returns what the draft is a draft of: ds, or the budget of one's own
// that it carries, with the classifications of ds.
func (d *Draft) Dataset(ds *Dataset) (*Dataset, error) {
	if d.Own == nil {
		return ds, nil
	}
	return d.Own.Dataset(ds)
}

// Place says where edit i stands in the file the draft was read from, "" if it
// was not read from one.
func (d *Draft) Place(i int) string {
	if i >= len(d.positions) {
		return ""
	}
	return d.file + ":" + d.positions[i]
}

// Clone returns a copy that shares no slices that may be appended to.
func (d *Draft) Clone() *Draft {
	c := *d
	c.Edits = slices.Clip(d.Edits)
	return &c
}
