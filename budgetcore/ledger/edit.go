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
	s := step{at: e.At, why: e.Why}
	if err := l.work(&s, &e); err != nil {
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
	if s.more != nil {
		l.notes[s.line] = s.more.noteText
	}
	l.log = append(l.log, s)
	l.cursor++
	return nil
}

// work works out what an edit does.
func (l *Ledger) work(s *step, e *budget.Edit) error {
	if e.Op == budget.Add {
		return l.add(s, e)
	}
	i, err := l.find(e.Line)
	if err != nil {
		return err
	}
	s.line, s.before, s.after = i, l.rows[i], l.rows[i]
	if e.Op == budget.Set {
		return s.set(e.Amount)
	}
	s.more = &more{*e, l.notes[i], l.notes[i]}
	if e.Op == budget.Change {
		return l.change(s)
	}
	s.after.amount, s.after.residual = 0, 0
	s.after.flags |= flagAbsent
	return nil
}

func (s *step) set(a money.Amount) error {
	if abs(a) >= uint64(money.Limit) {
		return message.AmountTooLarge.Error(a)
	}
	s.after.amount = a
	s.after.flags &^= flagBlank
	if a == 0 {
		s.after.residual = 0
	}
	return nil
}

// editOf returns the edit that was made.
func (l *Ledger) editOf(s *step) budget.Edit {
	if s.more != nil {
		return s.more.edit
	}
	return budget.Edit{Op: budget.Set, Line: l.ids[s.line], Amount: s.after.amount, At: s.at, Why: s.why}
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

func (l *Ledger) add(s *step, e *budget.Edit) error {
	line := e.New
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
	s.more = &more{edit: *e, noteText: line.Note}
	return nil
}

// kept returns how many lines stay when what was undone is forgotten.
func (l *Ledger) kept() int32 {
	n := int32(len(l.rows))
	for i := l.cursor; i < len(l.log); i++ {
		if s := &l.log[i]; s.more != nil && s.more.edit.Op == budget.Add {
			n = min(n, s.line)
		}
	}
	return n
}

func (l *Ledger) change(s *step) error {
	line := l.Line(int(s.line))
	for _, d := range s.more.edit.Dimensions {
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
	s.after, s.more.noteText = r, line.Note
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
	l.walk(s, s.after, s.before)
	if s.more != nil {
		l.notes[s.line] = s.more.noteBefore
	}
	return l.editOf(s), true
}

// Redo makes the next undone step again and returns it; false if there is none.
func (l *Ledger) Redo() (budget.Edit, bool) {
	if !l.CanRedo() {
		return budget.Edit{}, false
	}
	s := &l.log[l.cursor]
	l.cursor++
	l.walk(s, s.before, s.after)
	if s.more != nil {
		l.notes[s.line] = s.more.noteText
	}
	return l.editOf(s), true
}

// walk goes between two states that have both been admitted before.
func (l *Ledger) walk(s *step, from, to row) {
	l.gross = l.gross - abs(from.exact()) + abs(to.exact())
	l.put(s.line, to)
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
		d.Edits[i] = l.editOf(&l.log[i])
	}
	return d
}
