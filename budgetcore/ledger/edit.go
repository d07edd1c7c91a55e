package ledger

import (
	"math"
	"slices"
	"strconv"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Replay applies a draft to its base. An edit that cannot be applied is an
// error with its place in the draft's file; the edits behind the cursor are
// checked like the others and left undone.
func Replay(ds *budget.Dataset, d *budget.Draft, tails Tails) (*Ledger, error) {
	ds, err := d.Dataset(ds)
	if err != nil {
		return nil, err
	}
	l, err := New(ds, tails)
	if err != nil {
		return nil, err
	}
	if err := l.replay(d); err != nil {
		return nil, err
	}
	return l, nil
}

// Replay applies a draft that is on the same base as an untouched ledger, which
// stays as it is. It spares reading the lines of the base anew.
func (l *Ledger) Replay(d *budget.Draft) (*Ledger, error) {
	if l.log.length > 0 || d.BaseSHA256 != l.ds.SHA256 {
		return nil, message.DraftWrongHash.Error(d.BaseSHA256, l.ds.SHA256)
	}
	c := *l
	c.rows, c.ids, c.notes, c.base = slices.Clone(l.rows), slices.Clone(l.ids), slices.Clone(l.notes), slices.Clip(l.base)
	c.byID, c.projectByName, c.projects = l.byID.clone(), l.projectByName.clone(), slices.Clone(l.projects)
	c.follow = slices.Clone(l.follow)
	for s := range c.cubes {
		x := &c.cubes[s]
		for _, sums := range []*[]Sum{&x.unit, &x.function, &x.economic, &x.source, &x.kind, &x.project, &x.functionKind, &x.unitSource} {
			*sums = slices.Clone(*sums)
		}
	}
	c.head, c.log = budget.Draft{}, history{}
	if err := c.replay(d); err != nil {
		return nil, err
	}
	return &c, nil
}

// replay makes an untouched ledger what a draft says.
func (l *Ledger) replay(d *budget.Draft) error {
	l.income = d.Income
	if err := l.SetPosts(d.Posts); err != nil {
		return err
	}
	if err := l.SetPapers(d.Papers, d.Links); err != nil {
		return err
	}
	if err := l.SetCeilings(d.Ceilings); err != nil {
		return err
	}
	for i, e := range d.Edits {
		if err := l.Apply(e); err != nil {
			err = message.At("edits["+strconv.Itoa(i)+"]", err)
			if place := d.Place(i); place != "" {
				err = message.At(place, err)
			}
			return err
		}
	}
	l.Seek(d.Cursor)
	l.head.ID, l.head.Name, l.head.From, l.head.Lock, l.head.Left = d.ID, d.Name, d.From, d.Lock, slices.Clip(d.Left)
	return nil
}

// Seek moves the cursor to where n edits are in effect, edit by edit; it does
// not ask which were made together, nor whether the draft is locked.
func (l *Ledger) Seek(n int) {
	for l.cursor > n && l.CanUndo() {
		l.undo()
	}
	for l.cursor < n && l.CanRedo() {
		l.redo()
	}
}

// Lock ends the work on the draft for good: whatever would change it is
// refused. There is no way to take a lock off.
func (l *Ledger) Lock(lock budget.Lock) error {
	if err := l.open(); err != nil {
		return err
	}
	l.head.Lock = lock
	return nil
}

// Locked returns the lock of the draft.
func (l *Ledger) Locked() budget.Lock { return l.head.Lock }

// open refuses what would change a locked draft.
func (l *Ledger) open() error {
	if !l.head.Lock.On() {
		return nil
	}
	return message.DraftLocked.Error(message.RoundNames[l.head.Lock.Round])
}

// Apply makes an edit, or refuses it and changes nothing. What had been undone
// can no longer be redone afterwards.
func (l *Ledger) Apply(e budget.Edit) error {
	if err := l.open(); err != nil {
		return err
	}
	if e.Op == budget.Set {
		return l.set(&e)
	}
	m := &more{edit: e}
	i, err := l.work(m)
	if err != nil {
		return err
	}
	if err := l.admit(&m.before, &m.after, 0); err != nil {
		return err
	}
	l.forgetUndone()
	if e.Op == budget.Add {
		l.rows = append(l.rows, m.before)
		l.ids = append(l.ids, e.New.ID)
		l.notes = append(l.notes, "")
		l.byID.put(e.New.ID, i)
	}
	l.put(i, &m.after)
	l.notes[i] = m.noteText
	*l.log.next() = step{line: i, joined: e.Joined, more: m}
	l.cursor++
	return nil
}

// Check says whether Apply would refuse an edit, and why; it changes nothing.
func (l *Ledger) Check(e budget.Edit) error {
	if err := l.open(); err != nil {
		return err
	}
	if e.Op == budget.Set {
		i, err := l.find(e.Line)
		if err != nil {
			return err
		}
		if abs(e.Amount) >= uint64(money.Limit) {
			return message.AmountTooLarge.Error(e.Amount)
		}
		after := l.rows[i]
		after.state(e.Amount)
		return l.fits(&l.rows[i], &after)
	}
	m := more{edit: e}
	if _, err := l.work(&m); err != nil {
		return err
	}
	return l.fits(&m.before, &m.after)
}

func (l *Ledger) fits(from, to *row) error {
	before := l.gross
	err := l.admit(from, to, 0)
	l.gross = before
	return err
}

// ApplyAll makes edits in order, or refuses them all and changes nothing.
func (l *Ledger) ApplyAll(edits []budget.Edit) error {
	for i := range edits {
		if err := l.Check(edits[i]); err != nil {
			return err
		}
	}
	for i := range edits {
		if err := l.Apply(edits[i]); err != nil {
			// each fits alone, all together do not; only then what could be
			// redone before is lost
			for range i {
				l.undo()
			}
			l.drop()
			return err
		}
	}
	return nil
}

// set gives a line its amount. It is the hot path of typing a figure and of
// reading a draft.
func (l *Ledger) set(e *budget.Edit) error {
	i, err := l.find(e.Line)
	if err != nil {
		return err
	}
	if abs(e.Amount) >= uint64(money.Limit) {
		return message.AmountTooLarge.Error(e.Amount)
	}
	before := l.rows[i]
	if plain := before.flags&flagBlank == 0 && e.Amount != 0; plain {
		// what most edits are: a figure in the place of a figure
		exact := before.exact()
		d := e.Amount - before.amount
		gross := l.gross - abs(exact) + abs(exact+d)
		if gross > math.MaxInt64 {
			return message.TotalTooLarge.Error()
		}
		l.gross = gross
		l.forgetUndone()
		r := &l.rows[i]
		r.amount = e.Amount
		l.shift(r, d)
	} else {
		after := before
		after.state(e.Amount)
		if err := l.admit(&before, &after, 0); err != nil {
			return err
		}
		l.forgetUndone()
		l.put(i, &after)
	}
	s := l.log.next()
	s.line, s.amount, s.residual, s.flags, s.now, s.joined = i, before.amount, before.residual, before.flags, e.Amount, e.Joined
	if e.At != "" || e.By != "" || e.Why != "" {
		s.more = &more{*e, before, l.rows[i], l.notes[i], l.notes[i]}
	}
	l.cursor++
	return nil
}

// state makes a row state an amount; 0.00 has no residual.
func (r *row) state(a money.Amount) {
	r.amount = a
	r.flags &^= flagBlank
	if a == 0 {
		r.residual = 0
	}
}

// work works out what an edit that is no Set does, and to which line.
func (l *Ledger) work(m *more) (int32, error) {
	if m.edit.Op == budget.Add {
		return l.add(m)
	}
	i, err := l.find(m.edit.Line)
	if err != nil {
		return 0, err
	}
	m.before, m.after = l.rows[i], l.rows[i]
	m.noteBefore, m.noteText = l.notes[i], l.notes[i]
	if m.edit.Op == budget.Change {
		return i, l.change(i, m)
	}
	m.after.amount, m.after.residual = 0, 0
	m.after.flags |= flagAbsent
	return i, nil
}

func (l *Ledger) find(id string) (int32, error) {
	i, ok := l.byID.find(id)
	switch {
	case !ok || i >= l.kept():
		return 0, message.LineUnknown.Error(id)
	case l.rows[i].flags&flagAbsent != 0:
		return 0, message.LineDeleted.Error(id)
	}
	return i, nil
}

func (l *Ledger) add(m *more) (int32, error) {
	line := *m.edit.New
	line.Blank, line.Residual = false, 0
	if err := budget.CheckID(line.ID); err != nil {
		return 0, err
	}
	if i, known := l.byID.find(line.ID); known && i < l.kept() {
		return 0, message.LineIDTaken.Error(line.ID)
	}
	if abs(line.Amount) >= uint64(money.Limit) {
		return 0, message.AmountTooLarge.Error(line.Amount)
	}
	if err := l.ds.Check(&line); err != nil {
		return 0, err
	}
	m.after = l.encode(&line)
	m.before = m.after
	m.before.amount = 0
	m.before.flags |= flagAbsent
	m.noteText = line.Note
	return l.kept(), nil
}

// kept returns how many lines stay when what was undone is forgotten.
func (l *Ledger) kept() int32 {
	n := int32(len(l.rows))
	for i := l.cursor; i < l.log.length; i++ {
		if s := l.log.at(i); s.more != nil && s.more.edit.Op == budget.Add {
			n = min(n, s.line)
		}
	}
	return n
}

func (l *Ledger) change(i int32, m *more) error {
	line := l.Line(int(i))
	for _, d := range m.edit.Dimensions {
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
	r.amount, r.residual, r.flags = m.before.amount, m.before.residual, m.before.flags
	if int(i) < len(l.base) {
		published := l.encode(&l.ds.Lines[i])
		published.flags, r.flags = 0, r.flags&^flagMoved
		if now := r; !now.at(&published) {
			r.flags |= flagMoved
		}
	}
	m.after, m.noteText = r, line.Note
	return nil
}

// at reports whether two rows stand at the same place, whatever their amounts.
func (r *row) at(o *row) bool {
	a, b := r.place, o.place
	a.flags, b.flags = 0, 0
	return a == b
}

// forgetUndone leaves behind what could be redone, with the lines only it had
// added.
func (l *Ledger) forgetUndone() {
	if !l.CanRedo() {
		return
	}
	l.head.Left = append(slices.Clip(l.head.Left), budget.Left{After: l.cursor, Edits: l.editsFrom(l.cursor)})
	l.drop()
}

func (l *Ledger) drop() {
	n := l.kept()
	for _, id := range l.ids[n:] {
		l.byID.drop(id)
	}
	l.rows, l.ids, l.notes = l.rows[:n], l.ids[:n], l.notes[:n]
	l.log.cut(l.cursor)
}

// CanUndo and CanRedo report whether there is a step to take.
func (l *Ledger) CanUndo() bool { return l.cursor > 0 }

// CanRedo reports whether an undone step can be made again.
func (l *Ledger) CanRedo() bool { return l.cursor < l.log.length }

// Undo takes back the last step, with those it was made together with, and
// returns the first of them; false if there is none or the draft is locked.
func (l *Ledger) Undo() (budget.Edit, bool) {
	if l.open() != nil {
		return budget.Edit{}, false
	}
	e, ok := l.undo()
	for e.Joined && l.CanUndo() {
		e, _ = l.undo()
	}
	return e, ok
}

func (l *Ledger) undo() (budget.Edit, bool) {
	if !l.CanUndo() {
		return budget.Edit{}, false
	}
	l.cursor--
	s := l.log.at(l.cursor)
	if s.more != nil {
		l.walk(s.line, &s.more.before)
		l.notes[s.line] = s.more.noteBefore
		return s.more.edit, true
	}
	before := l.rows[s.line]
	before.amount, before.residual, before.flags = s.amount, s.residual, s.flags
	l.walk(s.line, &before)
	return l.editOf(s), true
}

// Redo makes the next undone step again, with those that were made together
// with it, and returns the first of them; false if there is none.
func (l *Ledger) Redo() (budget.Edit, bool) {
	if l.open() != nil {
		return budget.Edit{}, false
	}
	e, ok := l.redo()
	for l.CanRedo() && l.log.at(l.cursor).joined {
		l.redo()
	}
	return e, ok
}

func (l *Ledger) redo() (budget.Edit, bool) {
	if !l.CanRedo() {
		return budget.Edit{}, false
	}
	s := l.log.at(l.cursor)
	l.cursor++
	if s.more != nil {
		l.walk(s.line, &s.more.after)
		l.notes[s.line] = s.more.noteText
		return s.more.edit, true
	}
	after := l.rows[s.line]
	after.state(s.now)
	l.walk(s.line, &after)
	return l.editOf(s), true
}

// editOf returns the edit that was made.
func (l *Ledger) editOf(s *step) budget.Edit {
	if s.more != nil {
		return s.more.edit
	}
	return budget.Edit{Op: budget.Set, Line: l.ids[s.line], Amount: s.now, Joined: s.joined}
}

// walk brings a line to a state that has been admitted before.
func (l *Ledger) walk(i int32, to *row) {
	l.gross = l.gross - abs(l.rows[i].exact()) + abs(to.exact())
	l.put(i, to)
}

// SetIncome says whether income follows spending.
func (l *Ledger) SetIncome(m budget.IncomeMode) error {
	err := l.open()
	if err == nil {
		l.income = m
	}
	return err
}

// SetName names the draft.
func (l *Ledger) SetName(name string) error {
	err := l.open()
	if err == nil {
		l.head.Name = name
	}
	return err
}

// SetID tells the draft apart from others, and says what it was made from.
func (l *Ledger) SetID(id string, from budget.Origin) error {
	err := l.open()
	if err == nil {
		l.head.ID, l.head.From = id, from
	}
	return err
}

// SetPosts gives the units their posts, or refuses them all. They move no
// total.
func (l *Ledger) SetPosts(list []budget.Posts) error {
	if err := l.open(); err != nil {
		return err
	}
	if err := l.ds.CheckPosts(list); err != nil {
		return err
	}
	l.head.Posts = slices.Clone(list)
	return nil
}

// SetCeilings holds spending to ceilings, or refuses them all.
func (l *Ledger) SetCeilings(list []budget.Ceiling) error {
	if err := l.open(); err != nil {
		return err
	}
	if err := l.ds.CheckCeilings(list); err != nil {
		return err
	}
	l.head.Ceilings = slices.Clone(list)
	return nil
}

// SetPapers keeps estimates with the draft, and says which lines were written
// from them, or refuses it all. Both move no total.
func (l *Ledger) SetPapers(papers []budget.Paper, links []budget.Link) error {
	if err := l.open(); err != nil {
		return err
	}
	if err := budget.CheckPapers(papers); err != nil {
		return err
	}
	if err := budget.CheckLinks(links, papers); err != nil {
		return err
	}
	l.head.Papers, l.head.Links = slices.Clone(papers), slices.Clone(links)
	return nil
}

// Draft returns the edits as a draft, undone ones behind its cursor.
func (l *Ledger) Draft() *budget.Draft {
	d := l.head
	on := budget.NewDraft(l.ds)
	d.Base, d.BaseSHA256, d.Own = on.Base, on.BaseSHA256, on.Own
	d.Income, d.Cursor, d.Edits = l.income, l.cursor, l.editsFrom(0)
	return &d
}

func (l *Ledger) editsFrom(n int) []budget.Edit {
	edits := make([]budget.Edit, l.log.length-n)
	for i := range edits {
		edits[i] = l.editOf(l.log.at(n + i))
	}
	return edits
}

// Edited returns which line the edit after i others is about.
func (l *Ledger) Edited(i int) int { return int(l.log.at(i).line) }

// Edit returns the edit that was made after i others.
func (l *Ledger) Edit(i int) budget.Edit { return l.editOf(l.log.at(i)) }
