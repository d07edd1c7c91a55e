package ledger

import (
	"strconv"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Replay applies a draft to its base. An edit that cannot be applied is an
// error with its place in the draft's file; the edits behind the cursor are
// checked like the others and left undone.
func Replay(ds *budget.Dataset, d *budget.Draft, tails Tails) (*Ledger, error) {
	l, err := New(ds, tails)
	if err != nil {
		return nil, err
	}
	l.name = d.Name
	l.income = d.Income
	for i, e := range d.Edits {
		if err := l.Apply(e); err != nil {
			err = message.At("edits["+strconv.Itoa(i)+"]", err)
			if place := d.Place(i); place != "" {
				err = message.At(place, err)
			}
			return nil, err
		}
	}
	for l.cursor > d.Cursor {
		l.Undo()
	}
	return l, nil
}

// Apply makes an edit, or refuses it and changes nothing. What had been undone
// can no longer be redone afterwards.
func (l *Ledger) Apply(e budget.Edit) error {
	s := step{edit: e}
	var err error
	if e.Op == budget.Add {
		err = l.add(&s)
	} else {
		err = l.edit(&s)
	}
	if err != nil {
		return err
	}
	if err := l.admit(s.before, s.after, 0); err != nil {
		return err
	}
	l.forgetUndone()
	if e.Op == budget.Add {
		s.line = int32(len(l.rows))
		l.rows = append(l.rows, s.before)
		l.ids = append(l.ids, e.New.ID)
		l.notes = append(l.notes, "")
		l.byID[e.New.ID] = s.line
	}
	l.put(s.line, s.after)
	l.notes[s.line] = s.noteText
	l.log = append(l.log, s)
	l.cursor++
	return nil
}

// edit works out what an edit of an existing line does to it.
func (l *Ledger) edit(s *step) error {
	i, err := l.find(s.edit.Line)
	if err != nil {
		return err
	}
	s.line, s.before, s.after = i, l.rows[i], l.rows[i]
	s.noteBefore, s.noteText = l.notes[i], l.notes[i]
	switch s.edit.Op {
	case budget.Set:
		if abs(s.edit.Amount) >= uint64(money.Limit) {
			return message.AmountTooLarge.Error(s.edit.Amount)
		}
		s.after.amount = s.edit.Amount
		s.after.flags &^= flagBlank
		if s.edit.Amount == 0 {
			s.after.residual = 0
		}
	case budget.Delete:
		s.after.amount, s.after.residual = 0, 0
		s.after.flags |= flagAbsent
	case budget.Change:
		return l.change(s)
	}
	return nil
}

func (l *Ledger) find(id string) (int32, error) {
	i, ok := l.byID[id]
	switch {
	case !ok || i >= l.kept():
		return 0, message.LineUnknown.Error(id)
	case l.rows[i].flags&flagAbsent != 0:
		return 0, message.LineDeleted.Error(id)
	}
	return i, nil
}

func (l *Ledger) add(s *step) error {
	line := s.edit.New
	line.Blank, line.Residual = false, 0
	if err := budget.CheckID(line.ID); err != nil {
		return err
	}
	if i, known := l.byID[line.ID]; known && i < l.kept() {
		return message.LineIDTaken.Error(line.ID)
	}
	if abs(line.Amount) >= uint64(money.Limit) {
		return message.AmountTooLarge.Error(line.Amount)
	}
	if err := l.ds.Check(&line); err != nil {
		return err
	}
	s.after = l.encode(&line)
	s.before = s.after
	s.before.amount = 0
	s.before.flags |= flagAbsent
	s.noteText = line.Note
	return nil
}

// kept returns how many lines stay when what was undone is forgotten.
func (l *Ledger) kept() int32 {
	n := int32(len(l.rows))
	for i := l.cursor; i < len(l.log); i++ {
		if s := &l.log[i]; s.edit.Op == budget.Add {
			n = min(n, s.line)
		}
	}
	return n
}

func (l *Ledger) change(s *step) error {
	line := l.Line(int(s.line))
	for _, d := range s.edit.Dimensions {
		if d.Field == budget.FieldSection {
			return message.ChangeSection.Error()
		}
		if err := d.Field.Set(&line, d.Value); err != nil {
			return err
		}
	}
	if err := l.ds.Check(&line); err != nil {
		return err
	}
	r := l.encode(&line)
	r.amount, r.residual, r.flags = s.before.amount, s.before.residual, s.before.flags
	if int(s.line) < len(l.base) {
		published := l.encode(&l.ds.Lines[s.line])
		published.flags, r.flags = 0, r.flags&^flagMoved
		if now := r; !now.at(&published) {
			r.flags |= flagMoved
		}
	}
	s.after, s.noteText = r, line.Note
	return nil
}

// at reports whether two rows stand at the same place, whatever their amounts.
func (r *row) at(o *row) bool {
	a, b := *r, *o
	a.flags, b.flags = 0, 0
	return a.sameDimensions(&b)
}

// forgetUndone drops what could be redone, with the lines only it had added.
func (l *Ledger) forgetUndone() {
	n := l.kept()
	for _, id := range l.ids[n:] {
		delete(l.byID, id)
	}
	l.rows, l.ids, l.notes = l.rows[:n], l.ids[:n], l.notes[:n]
	l.log = l.log[:l.cursor]
}

// CanUndo and CanRedo report whether there is a step to take.
func (l *Ledger) CanUndo() bool { return l.cursor > 0 }

// CanRedo reports whether an undone step can be made again.
func (l *Ledger) CanRedo() bool { return l.cursor < len(l.log) }

// Undo takes back the last step and returns it; false if there is none.
func (l *Ledger) Undo() (budget.Edit, bool) {
	if !l.CanUndo() {
		return budget.Edit{}, false
	}
	l.cursor--
	s := &l.log[l.cursor]
	l.walk(s.line, s.after, s.before, s.noteBefore)
	return s.edit, true
}

// Redo makes the next undone step again and returns it; false if there is none.
func (l *Ledger) Redo() (budget.Edit, bool) {
	if !l.CanRedo() {
		return budget.Edit{}, false
	}
	s := &l.log[l.cursor]
	l.cursor++
	l.walk(s.line, s.before, s.after, s.noteText)
	return s.edit, true
}

// walk goes between two states that have both been admitted before.
func (l *Ledger) walk(i int32, from, to row, note string) {
	l.gross = l.gross - abs(from.exact()) + abs(to.exact())
	l.put(i, to)
	l.notes[i] = note
}

// SetIncome says whether income follows spending.
func (l *Ledger) SetIncome(m budget.IncomeMode) { l.income = m }

// SetName names the draft.
func (l *Ledger) SetName(name string) { l.name = name }

// Draft returns the edits as a draft, undone ones behind its cursor.
func (l *Ledger) Draft() *budget.Draft {
	d := budget.NewDraft(l.ds)
	d.Name, d.Income, d.Cursor = l.name, l.income, l.cursor
	d.Edits = make([]budget.Edit, len(l.log))
	for i := range l.log {
		d.Edits[i] = l.log[i].edit
	}
	return d
}
