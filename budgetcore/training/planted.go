package training

import (
	"bytes"
	"encoding/csv"
	"slices"
	"strings"

	"suanpan/budgetcore/articulation"
	"suanpan/budgetcore/classification/edition"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/statement"
)

// Planting is what was done to a copy of a budget.
type Planting uint8

// The plantings. The last two change nothing to be found: a difference is
// shown, and said to be what it is not.
const (
	WrongCode Planting = iota
	ShiftedColumn
	UnitSlip
	SwappedDigits
	EditedTotal
	TailCalledError
	ErrorCalledTail
	Plantings // how many there are
)

var plantingWords = [Plantings]string{"wrong-code", "shifted-column", "unit-slip", "swapped-digits", "edited-total", "tail-called-error", "error-called-tail"}

func (p Planting) String() string { return plantingWords[p] }

// Name is what was done, to be told afterwards.
func (p Planting) Name() *message.Text { return message.PlantingNames[p] }

// Claims tells that a statement has to be judged, and no cell found.
func (p Planting) Claims() bool { return p >= TailCalledError }

// Exercise is a copy of a budget with one error in it, to be found; or a
// statement about a difference, to be judged.
type Exercise struct {
	Planting Planting
	// Ask is the task. It does not say what was done.
	Ask message.Message
	// Table is the broken annex, nil where a statement is judged; Book is the
	// whole copy.
	Table *statement.Table
	Book  *statement.Book
	// Why explains the error as the checks do, one sentence each.
	Why []message.Message
	// Told is what was done: what stands there, and what stood there before.
	// It is empty where a statement is judged.
	Told message.Message

	row     int
	columns []string
	beside  map[statement.Ref]bool // cells that the checks name too
}

// CodeColumn is the column of codes, for answers.
const CodeColumn = "code"

// Marked is what is said to an answer. Near tells that it is not the one, though
// it is in the row of it, or the checks name it too.
type Marked struct {
	Right, Near bool
	Say         message.Message
}

// Mark judges the answer that a cell is wrong: the index of its row in the
// table, and the id of its column.
func (x *Exercise) Mark(row int, column string) Marked {
	if x.Table == nil || row < 0 || row >= len(x.Table.Lines) {
		return Marked{Say: message.MarkedNowhere.With()}
	}
	line := &x.Table.Lines[row]
	switch {
	case row == x.row && slices.Contains(x.columns, column):
		return Marked{Right: true, Say: message.MarkedRight.With(x.Planting.Name())}
	case row == x.row:
		return Marked{Near: true, Say: message.MarkedRow.With()}
	case x.beside[statement.Ref{Annex: x.Table.Annex, Part: x.Table.Part, Row: line.Path, Column: column}]:
		return Marked{Near: true, Say: message.MarkedNear.With()}
	}
	return Marked{Say: message.MarkedWrong.With()}
}

// MarkClaim judges the answer that a difference is an error, or is none.
func (x *Exercise) MarkClaim(isError bool) Marked {
	if !x.Planting.Claims() {
		return Marked{Say: message.MarkedNowhere.With()}
	}
	if isError == (x.Planting == ErrorCalledTail) {
		return Marked{Right: true, Say: message.MarkedRight.With(x.Planting.Name())}
	}
	return Marked{Say: message.MarkedWrong.With()}
}

// Answer is the row and the columns that are right, for a key; -1 where a
// statement is judged.
func (x *Exercise) Answer() (row int, columns []string) {
	if x.Planting.Claims() {
		return -1, nil
	}
	return x.row, slices.Clone(x.columns)
}

// Cells are the broken table as printed, heads first.
func (x *Exercise) Cells() ([][]string, error) {
	if x.Table == nil {
		return nil, nil
	}
	var b bytes.Buffer
	if err := x.Table.WriteCSV(&b); err != nil {
		return nil, err
	}
	return csv.NewReader(&b).ReadAll()
}

// PlantingOf is the planting that a seed stands for where none is chosen.
func PlantingOf(seed uint64) Planting {
	return Planting(newDraws(seed, "any").below(int(Plantings)))
}

// Planter makes exercises from one budget. What it has to know of the untouched
// budget it works out once, when the first is made.
type Planter struct {
	ledger *ledger.Ledger
	list   *edition.Edition
	book   *statement.Book
	before *articulation.Report
	check  *edition.Checker
	// named are, by cell, the relations that hold and that it is in, as places in
	// the findings of before.
	named map[statement.Ref][]int
}

// NewPlanter returns a planter for what a ledger prints.
func NewPlanter(l *ledger.Ledger, list *edition.Edition) *Planter {
	return &Planter{ledger: l, list: list}
}

// Begin begins an exercise. Which error it has, and where, follows from the
// seed.
func (p *Planter) Begin(planting Planting, seed uint64) *Making {
	return &Making{Planter: p, planting: planting, draw: newDraws(seed, planting.String())}
}

// NewExercise plants one error in a copy of what a ledger prints. Which, and
// where, follows from the seed. A budget that is too small for it is refused with
// the reason.
func NewExercise(l *ledger.Ledger, list *edition.Edition, p Planting, seed uint64) (*Exercise, error) {
	m := NewPlanter(l, list).Begin(p, seed)
	for m.Try() {
	}
	return m.Exercise()
}

// Making is an exercise that is being made: cells are broken, one a try, until
// the checks leave no doubt which it was.
type Making struct {
	*Planter
	planting Planting
	draw     *draws
	tried    int
	made     *Exercise
}

// tries bounds how many cells are tried before a budget is given up as too
// small for an exercise.
const tries = 400

// annexes that errors are planted in: those whose cells the checks hold against
// others in two ways.
var annexes = []int{2, 3, 5, 6}

// Try makes a try, which takes some milliseconds, and reports whether another is
// needed.
func (m *Making) Try() bool {
	if m.book == nil {
		m.book = statement.BuildAll(m.ledger, m.ledger)
		m.before, m.check = check(m.book, m.ledger), edition.NewChecker(m.list)
		m.named = make(map[statement.Ref][]int)
		for i := range m.before.Findings {
			f := &m.before.Findings[i]
			if !f.Amounts || f.Verdict != articulation.Exact && f.Verdict != articulation.Tail {
				continue
			}
			for _, r := range m.before.Document.Refs(f) {
				m.named[r] = append(m.named[r], i)
			}
		}
		return true
	}
	if m.made != nil || m.tried == tries {
		return false
	}
	m.tried++
	switch m.planting {
	case WrongCode:
		m.made = m.code()
	case TailCalledError, ErrorCalledTail:
		m.made = m.claim()
	default:
		m.made = m.cell()
	}
	if m.made != nil {
		m.made.Planting = m.planting
	}
	return m.made == nil && m.tried < tries
}

// Exercise is what was made, once no try is needed. A budget that is too small
// is refused with the reason.
func (m *Making) Exercise() (*Exercise, error) {
	if m.made == nil {
		return nil, message.ExerciseTooSmall.Error(m.planting.Name())
	}
	return m.made, nil
}

// pick chooses a table and a row of it.
func (m *Making) pick() (*statement.Table, int) {
	t := m.book.Table(annexes[m.draw.below(len(annexes))], "")
	if t == nil || len(t.Lines) == 0 {
		return nil, 0
	}
	return t, m.draw.below(len(t.Lines))
}

// code gives a row another code, such that the checker finds it.
func (m *Making) code() *Exercise {
	t, i := m.pick()
	if t == nil || t.Annex == 2 || t.Lines[i].Kind != statement.Leaf {
		return nil
	}
	right := m.list.Lookup(t.Lines[i].Texts[0])
	if right == nil || right.Status != edition.Printed {
		return nil
	}
	d := Drills{list: m.list}
	code, _ := d.broken(right, Level(1+m.draw.below(3)), m.draw)
	broken := *t
	broken.Lines = slices.Clone(t.Lines)
	broken.Lines[i].Texts = slices.Clone(t.Lines[i].Texts)
	broken.Lines[i].Texts[0] = code
	rows := make([]edition.Row, len(broken.Lines))
	for j := range rows {
		rows[j] = edition.Row{Code: broken.Lines[j].Texts[0], Name: broken.Lines[j].Texts[1]}
	}
	x := &Exercise{Ask: message.ExerciseFind.With(t.Annex), Table: &broken, row: i, columns: []string{CodeColumn}}
	for j, found := range m.check.CheckTable(rows) {
		for _, f := range found {
			if j != i { // one error, one row
				return nil
			}
			x.Why = append(x.Why, f.Why)
		}
	}
	if x.Why == nil {
		return nil
	}
	x.Told = message.ExerciseCode.With(right.Label(), code)
	x.Book = m.with(&broken)
	return x
}

// with is the book with one table replaced.
func (m *Making) with(t *statement.Table) *statement.Book {
	tables := slices.Clone(m.book.Tables)
	for i := range tables {
		if tables[i].Annex == t.Annex && tables[i].Part == t.Part {
			tables[i] = t
		}
	}
	return statement.NewBook(tables)
}

// cell breaks one figure, or puts it one column on, such that the checks leave
// no doubt which.
func (m *Making) cell() *Exercise {
	t, i := m.pick()
	if t == nil {
		return nil
	}
	line := &t.Lines[i]
	c := m.draw.below(len(line.Cells))
	if line.Cells[c].Blank() || (line.Kind == statement.Leaf) == (m.planting == EditedTotal) {
		return nil
	}
	was := line.Cells[c].Now.Amount.Rounded()
	at := func(c int) statement.Ref {
		return statement.Ref{Annex: t.Annex, Part: t.Part, Row: line.Path, Column: t.Columns[c].ID}
	}
	x := &Exercise{Ask: message.ExerciseFind.With(t.Annex), row: i, columns: []string{t.Columns[c].ID}}
	if m.planting == ShiftedColumn {
		if c+1 >= len(line.Cells) || !line.Cells[c+1].Blank() {
			return nil
		}
		x.columns = append(x.columns, t.Columns[c+1].ID)
		x.Book = withBlank(withCell(m.book, at(c+1), was), at(c))
		x.Told = message.ExerciseShifted.With(was.Grouped(), m.before.Document.Label(at(c)), m.before.Document.Label(at(c+1)))
	} else {
		now := m.broken(was)
		if now == was || now > money.Limit/10 {
			return nil
		}
		if !m.alone(at(c)) {
			return nil
		}
		x.Book = withCell(m.book, at(c), now)
		x.Told = message.ExerciseChanged.With(m.before.Document.Label(at(c)), was.Grouped(), now.Grouped())
	}
	x.Table = x.Book.Table(t.Annex, t.Part)
	if !m.explain(x, at(c)) {
		return nil
	}
	return x
}

// alone reports that a cell is in two relations at least, and no other of its
// annex in all of them: where it is not, breaking it would leave doubts, and
// need not be tried.
func (m *Making) alone(cell statement.Ref) bool {
	in := m.named[cell]
	if len(in) < 2 {
		return false
	}
	for _, r := range m.before.Document.Refs(&m.before.Findings[in[0]]) {
		if r == cell || r.Annex != cell.Annex || blank(m.book, r) {
			continue
		}
		if !slices.ContainsFunc(in, func(i int) bool { return !slices.Contains(m.named[r], i) }) {
			return false
		}
	}
	return true
}

// broken is a figure gone wrong.
func (m *Making) broken(was money.Amount) money.Amount {
	switch m.planting {
	case UnitSlip: // 元 written under 万元
		return was * (money.Wan / money.Yuan)
	case EditedTotal: // by hand
		by := money.Amount(1+m.draw.below(90)) * money.Wan
		if m.draw.below(2) == 0 && was > by {
			return was - by
		}
		return was + by
	}
	s := []byte(was.String())
	i := m.draw.below(len(s))
	if i == 0 || s[i] == '.' || s[i-1] == '.' || i == 1 && s[i] == '0' {
		return was
	}
	s[i], s[i-1] = s[i-1], s[i]
	now, err := money.Parse(string(s))
	if err != nil {
		return was
	}
	return now
}

// most is how many findings an exercise may have; more than a learner reads.
const most = 60

// explain collects what the checks find in the copy and not before. It reports
// whether they leave no doubt that one error, and this one, was made: of a
// changed figure, that no other cell of the table is in all that was found; of a
// shifted one, that neither another cell nor two neighbours of another row are.
func (m *Making) explain(x *Exercise, broken statement.Ref) bool {
	after := check(x.Book, m.ledger)
	introduced, _ := after.Since(m.before)
	named := make(map[statement.Ref]uint64) // by cell, the findings that name it
	n := 0
	for _, f := range introduced {
		if !f.Amounts {
			continue
		}
		if n == most {
			return false
		}
		x.Why = append(x.Why, after.Document.Explain(f))
		for _, r := range after.Document.Refs(f) {
			named[r] |= 1 << n
		}
		n++
	}
	all := uint64(1)<<n - 1
	x.beside = make(map[statement.Ref]bool)
	in := 0
	for r, by := range named {
		x.beside[r] = true
		if by == all && r.Annex == broken.Annex && !blank(x.Book, r) {
			in++
		}
	}
	if len(x.columns) == 1 {
		return n > 1 && in == 1 && named[broken] == all
	}
	to := broken
	to.Column = x.columns[1]
	if n == 0 || in > 0 || named[broken] == 0 || named[to] == 0 || named[broken]|named[to] != all {
		return false
	}
	at := broken
	for i := range x.Table.Lines {
		if i == x.row {
			continue
		}
		at.Row = x.Table.Lines[i].Path
		before := uint64(0)
		for _, c := range x.Table.Columns {
			at.Column = c.ID
			by := named[at]
			if before != 0 && by != 0 && before|by == all {
				return false
			}
			before = by
		}
	}
	return true
}

func blank(b *statement.Book, r statement.Ref) bool {
	c := b.Cell(r)
	return c == nil || c.Blank()
}

// withBlank is a copy of a book in which one cell is blank.
func withBlank(book *statement.Book, ref statement.Ref) *statement.Book {
	b := withCell(book, ref, 0)
	*b.Cell(ref) = statement.Cell{}
	return b
}

// claim states a difference and says of it what it is not.
func (m *Making) claim() *Exercise {
	f := &m.before.Findings[m.draw.below(len(m.before.Findings))]
	if !f.Amounts || f.Rule.AtMost || len(f.Left.Operands) != 1 || len(f.Right.Operands) < 2 || strings.HasPrefix(f.Rule.ID, "text.") {
		return nil
	}
	if m.planting == TailCalledError {
		if f.Verdict != articulation.Tail {
			return nil
		}
		return &Exercise{
			Ask: statementOf(message.ClaimError, m.before.Document, f), Book: m.book, Why: []message.Message{m.before.Document.Explain(f)},
		}
	}
	left := m.before.Document.Figures()[f.Left.Operands[0].Figure]
	if f.Verdict != articulation.Exact && f.Verdict != articulation.Tail || left.Blank {
		return nil
	}
	least := (f.Bound + money.Cent - 1) / money.Cent * money.Cent
	off := least + money.Amount(m.draw.below(3))*money.Cent
	x := &Exercise{Book: withCell(m.book, left.Ref, f.Right.Amount+off)}
	after := check(x.Book, m.ledger)
	for i := range after.Findings {
		if g := &after.Findings[i]; g.Rule.ID == f.Rule.ID && g.Key == f.Key && g.Verdict == articulation.Inconsistent {
			x.Ask = statementOf(message.ClaimTail, after.Document, g)
			x.Why = []message.Message{after.Document.Explain(g)}
			return x
		}
	}
	return nil
}

func statementOf(claim *message.Text, d *articulation.Document, f *articulation.Finding) message.Message {
	parts := 0
	for _, o := range f.Right.Operands {
		if !d.Figures()[o.Figure].Blank {
			parts++
		}
	}
	return claim.With(d.SideLabel(&f.Left), f.Left.Amount.Grouped(), parts, f.Right.Amount.Grouped(), max(f.Difference, -f.Difference).Grouped())
}
