package session

import (
	"slices"
	"strconv"
	"time"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/intake"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Incoming is a sheet that was pasted or opened, with what taking it would do.
type Incoming struct {
	*intake.Sheet
	// Lines are, for each row of the sheet, the id of the line it becomes or
	// changes; "" for a row that cannot be taken or says nothing new.
	Lines          []string
	Added, Changed int
	// Before and After is total spending without and with what is taken.
	Before, After money.Amount

	own   *budget.Own // with the units that are made, nil if none are
	edits []budget.Edit
}

// Incoming works out what a sheet would do to the draft; it changes nothing. A
// row changes the line of its id or, if there is exactly one, that of its name;
// rows of amounts alone go to the lines from a row of the grid downwards; all
// others are new lines. Rows that cannot be taken are left out.
func (s *Session) Incoming(cells intake.Cells, choices intake.Choices, from string) (*Incoming, error) {
	if err := s.refuse(); err != nil {
		return nil, err
	}
	choices.NewUnits = s.ds.Own != nil
	sheet, err := intake.Read(cells, s.ds, choices)
	if err != nil {
		return &Incoming{Sheet: sheet}, err
	}
	x := &Incoming{Sheet: sheet, Lines: make([]string, len(sheet.Rows)), Before: s.Totals().Spending.Now}
	if len(sheet.NewUnits)+len(sheet.NewTasks) > 0 {
		own := *s.ds.Own
		own.Units = slices.Concat(own.Units, sheet.NewUnits)
		own.Tasks = slices.Concat(own.Tasks, sheet.NewTasks)
		x.own = &own
	}
	m := matcher{s: s, given: s.columnsGiven(sheet), taken: make(map[string]bool)}
	if len(m.given) == 0 && !slices.Contains(sheet.Columns, intake.LineID) {
		if err := s.downwards(x, from); err != nil {
			return x, err
		}
	} else {
		m.byName()
		for i := range sheet.Rows {
			if sheet.Rows[i].Err == nil {
				m.take(x, i)
			}
		}
	}
	now := s.now
	if len(x.edits) > 0 {
		if now, err = s.with(x, time.Time{}); err != nil {
			return x, err
		}
	}
	x.After = now.In(budget.Spending).Total().Amount
	return x, nil
}

// Take takes what Incoming worked out, in one step.
func (s *Session) Take(x *Incoming, at time.Time) error {
	if err := s.refuse(); err != nil {
		return err
	}
	if x.own == nil {
		return s.ApplyAll(x.edits, at)
	}
	now, err := s.with(x, at)
	if err != nil {
		return err
	}
	return s.replace(now)
}

// with is the draft after a sheet has been taken.
func (s *Session) with(x *Incoming, at time.Time) (*ledger.Ledger, error) {
	d := s.now.Draft().Clone()
	d.Edits = append(d.Edits[:d.Cursor:d.Cursor], s.dated(x.edits, at)...)
	d.Cursor = len(d.Edits)
	if x.own != nil {
		d.Own = x.own
	}
	return ledger.Replay(s.home, d, ledger.KeepTails)
}

// Department returns what the budget of one's own was made from, nil on the
// published budget. It must only be read.
func (s *Session) Department() *budget.Own { return s.ds.Own }

// SetDepartment gives a budget of one's own another name, year or units, or
// refuses it and changes nothing: units that lines name have to stay.
func (s *Session) SetDepartment(department budget.Unit, year string, units []budget.Unit) error {
	if err := s.refuse(); err != nil {
		return err
	}
	own := *s.ds.Own
	own.Department, own.Year, own.Units = department, year, units
	d := s.now.Draft().Clone()
	d.Own = &own
	now, err := ledger.Replay(s.home, d, ledger.KeepTails)
	if err != nil {
		return err
	}
	return s.replace(now)
}

// columnsGiven are the dimensions that a sheet has columns for.
func (s *Session) columnsGiven(sheet *intake.Sheet) []budget.Field {
	var fields []budget.Field
	for f := range budget.Fields {
		columns := []intake.Column{intake.ColumnOf(f)}
		switch f {
		case budget.FieldUnit:
			columns = append(columns, intake.UnitName)
		case budget.FieldFunction:
			columns = append(columns, intake.FunctionName, intake.FunctionPart)
		case budget.FieldEconomic:
			columns = append(columns, intake.EconomicName)
		}
		if slices.ContainsFunc(columns, func(c intake.Column) bool { return slices.Contains(sheet.Columns, c) }) {
			fields = append(fields, f)
		}
	}
	return fields
}

// downwards puts amounts alone into the lines from a row of the grid on.
func (s *Session) downwards(x *Incoming, from string) error {
	first := s.GridIndex(from)
	if first < 0 || first+len(x.Rows) > s.GridCount() {
		return message.PasteTooTall.Error(len(x.Rows))
	}
	for i := range x.Rows {
		row, to := &x.Rows[i], &s.grid.rows[first+i]
		if row.Err != nil || row.Line.Blank {
			continue
		}
		if to.line < 0 || !s.now.Present(to.line) {
			row.Err = message.GridReadOnly.Error()
			continue
		}
		if a, has := s.now.Amount(to.line); !has || a != row.Line.Amount {
			x.Lines[i] = to.key
			x.Changed++
			x.edits = append(x.edits, budget.Edit{Op: budget.Set, Line: to.key, Amount: row.Line.Amount})
		}
	}
	return nil
}

// matcher finds the lines that rows of a sheet are about.
type matcher struct {
	s     *Session
	given []budget.Field
	names map[name][]int
	taken map[string]bool // lines that a row is about already
	last  int             // number of the last id given
}

type name struct {
	section budget.Section
	project string
}

func (m *matcher) byName() {
	m.names = make(map[name][]int)
	for i := range m.s.now.Len() {
		if !m.s.now.Present(i) {
			continue
		}
		if line := m.s.now.Line(i); line.Project != "" {
			at := name{line.Section, line.Project}
			m.names[at] = append(m.names[at], i)
		}
	}
}

// line is the line that a row is about, -1 for a new one.
func (m *matcher) line(row *budget.Line) int {
	if row.ID != "" {
		if i, ok := m.s.now.Find(row.ID); ok && m.s.now.Present(i) {
			return i
		}
		return -1
	}
	found := -1
	for _, i := range m.names[name{row.Section, row.Project}] {
		line := m.s.now.Line(i)
		same := true
		for _, f := range []budget.Field{budget.FieldUnit, budget.FieldFunction, budget.FieldKind, budget.FieldSource, budget.FieldEconomic} {
			if v := f.Get(row); v != "" && v != f.Get(&line) {
				same = false
			}
		}
		if same && found >= 0 {
			return -1 // several answer: none is meant
		}
		if same {
			found = i
		}
	}
	return found
}

func (m *matcher) take(x *Incoming, r int) {
	row := x.Rows[r].Line
	i := m.line(&row)
	if i < 0 || m.taken[m.s.now.Line(i).ID] {
		if row.Blank {
			return
		}
		if _, used := m.s.now.Find(row.ID); used || row.ID == "" {
			row.ID = m.newID()
		}
		x.Lines[r] = row.ID
		x.Added++
		x.edits = append(x.edits, budget.Edit{Op: budget.Add, New: &row})
		return
	}
	line := m.s.now.Line(i)
	m.taken[line.ID] = true
	before := len(x.edits)
	change := budget.Edit{Op: budget.Change, Line: line.ID}
	for _, f := range m.given {
		if v := f.Get(&row); v != "" && v != f.Get(&line) && f != budget.FieldSection {
			change.Dimensions = append(change.Dimensions, budget.Dimension{Field: f, Value: v})
		}
	}
	if change.Dimensions != nil {
		x.edits = append(x.edits, change)
	}
	if !row.Blank && (line.Blank || line.Amount != row.Amount) {
		x.edits = append(x.edits, budget.Edit{Op: budget.Set, Line: line.ID, Amount: row.Amount})
	}
	if len(x.edits) > before {
		x.Lines[r] = line.ID
		x.Changed++
	}
}

func (m *matcher) newID() string {
	for {
		m.last++
		id := "N" + strconv.Itoa(m.last)
		if _, used := m.s.now.Find(id); !used {
			return id
		}
	}
}

// PastesAsItIs tells that pasted text is amounts alone, one below the other,
// that are in 万元 or say what they are in: nothing has to be asked.
func PastesAsItIs(text string) bool {
	cells, err := intake.Split(text)
	if err != nil {
		return false
	}
	var figures []money.Amount
	for _, row := range cells {
		if len(row) > 1 {
			return false
		}
		if len(row) == 0 {
			continue // refused with its row by what takes it
		}
		r, err := money.Read(row[0], money.Yuan)
		if err != nil {
			return len(cells) == 1 || row[0][0] >= '0' && row[0][0] <= '9'
		}
		if !r.Stated {
			figures = append(figures, r.Amount)
		}
	}
	return !intake.LooksLikeYuan(figures)
}
