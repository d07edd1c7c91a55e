package session

import (
	"math/big"
	"slices"
	"strconv"
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Columns of the grid.
const (
	ColumnName      = "name"
	ColumnFunction  = "function"
	ColumnUnit      = "unit"
	ColumnKind      = "kind"
	ColumnSource    = "source"
	ColumnEconomic  = "economic"
	ColumnPublished = "published"
	ColumnDraft     = "draft"
	ColumnChange    = "change"
	ColumnPercent   = "percent"
	ColumnShare     = "share"
	ColumnNote      = "note"
)

// gridColumn is what a column of the grid is.
type gridColumn struct {
	id    string
	title *message.Text
	width int // px at the usual size of text
	align string
	kind  string
	shown bool // unless chosen otherwise
}

// gridColumns are all columns, in their order. Names and the draft are always
// shown: without them there is nothing to work on.
var gridColumns = []gridColumn{
	{ColumnName, message.GridName, 396, "l", "tree", true},
	{ColumnFunction, message.FieldNames[budget.FieldFunction], 120, "l", "text", false},
	{ColumnUnit, message.GridUnit, 240, "l", "text", true},
	{ColumnKind, message.GridKind, 84, "l", "text", true},
	{ColumnSource, message.GridSource, 176, "l", "text", true},
	{ColumnEconomic, message.FieldNames[budget.FieldEconomic], 150, "l", "text", false},
	{ColumnPublished, message.GridPublished, 140, "r", "number", true},
	{ColumnDraft, message.GridDraft, 140, "r", "number", true},
	{ColumnChange, message.GridChange, 138, "r", "number", true},
	{ColumnPercent, message.GridPercent, 84, "r", "number", false},
	{ColumnShare, message.GridShare, 84, "r", "number", false},
	{ColumnNote, message.FieldNames[budget.FieldNote], 240, "l", "text", false},
}

const minWidth, maxWidth = 40, 1200

// columnSet is the columns that are shown.
type columnSet []gridColumn

func usualColumns() columnSet {
	var set columnSet
	for _, c := range gridColumns {
		if c.shown {
			set = append(set, c)
		}
	}
	return set
}

func (set columnSet) index(id string) int {
	return slices.IndexFunc(set, func(c gridColumn) bool { return c.id == id })
}

// Column is a column that can be shown.
type Column struct {
	ID    string
	Title *message.Text
	Shown bool
	Fixed bool // always shown
}

// Columns lists all columns.
func (s *Session) Columns() []Column {
	all := make([]Column, len(gridColumns))
	for i, c := range gridColumns {
		all[i] = Column{c.id, c.title.Of(s.ds.Own != nil), s.grid.columns.index(c.id) >= 0, c.id == ColumnName || c.id == ColumnDraft}
	}
	return all
}

// ShowColumn shows or hides a column.
func (s *Session) ShowColumn(id string, show bool) {
	at := columnSet(gridColumns).index(id)
	if at < 0 || id == ColumnName || id == ColumnDraft {
		return
	}
	i := s.grid.columns.index(id)
	switch {
	case show && i < 0:
		s.grid.columns = append(s.grid.columns, gridColumns[at])
		slices.SortStableFunc(s.grid.columns, func(a, b gridColumn) int {
			return columnSet(gridColumns).index(a.id) - columnSet(gridColumns).index(b.id)
		})
	case !show && i >= 0:
		s.grid.columns = slices.Delete(s.grid.columns, i, i+1)
	}
}

// SetColumnWidth gives a column a width in px, at the usual size of text.
func (s *Session) SetColumnWidth(id string, width int) {
	if i := s.grid.columns.index(id); i >= 0 {
		s.grid.columns[i].width = min(max(width, minWidth), maxWidth)
	}
}

// UsualColumns goes back to the columns there are unless chosen otherwise.
func (s *Session) UsualColumns() { s.grid.columns = usualColumns() }

// ColumnsChosen writes the columns as a preference: name:396,draft:140.
func (s *Session) ColumnsChosen() string {
	var words []string
	for _, c := range s.grid.columns {
		words = append(words, c.id+":"+strconv.Itoa(c.width))
	}
	return strings.Join(words, ",")
}

// ChooseColumns reads what ColumnsChosen wrote; what it does not know it leaves
// out, and a choice without names or draft is none.
func (s *Session) ChooseColumns(text string) {
	var set columnSet
	for _, word := range strings.Split(text, ",") {
		id, size, _ := strings.Cut(word, ":")
		width, err := strconv.Atoi(size)
		if at := columnSet(gridColumns).index(id); err == nil && at >= 0 && set.index(id) < 0 {
			c := gridColumns[at]
			c.width = min(max(width, minWidth), maxWidth)
			set = append(set, c)
		}
	}
	if set.index(ColumnName) == 0 && set.index(ColumnDraft) > 0 {
		s.grid.columns = set
	}
}

// GridColumns describes the columns to the grid element, and which of them were
// given a width.
func (s *Session) GridColumns(lang message.Lang) string {
	var b strings.Builder
	for i, c := range s.grid.columns {
		if i > 0 {
			b.WriteByte(rowEnd)
		}
		b.WriteString(c.id + "\x1f" + c.title.Of(s.ds.Own != nil).In(lang) + "\x1f" + strconv.Itoa(c.width) + "\x1f" + c.align + "\x1f" + c.kind)
		if c.width != gridColumns[columnSet(gridColumns).index(c.id)].width {
			b.WriteString("\x1fsized")
		}
	}
	return b.String()
}

// gridCell is what a cell shows: marks for the element, and text.
type gridCell struct{ flags, text string }

// groupCell is a cell of a group.
func (s *Session) groupCell(column string, n *node, name string, now, was ledger.Sum) gridCell {
	change := now.Amount - was.Amount
	switch column {
	case ColumnName:
		return gridCell{"", name}
	case ColumnPublished:
		return gridCell{sign(was.Amount), printed(was)}
	case ColumnDraft:
		flags := sign(now.Amount)
		if change != 0 {
			flags += "*"
		}
		return gridCell{flags, printed(now)}
	case ColumnChange: // rounded like the figures beside it
		return changeCell(change, change.Grouped())
	case ColumnPercent:
		return gridCell{sign(change), percentChange(change, was.Amount)}
	case ColumnShare:
		if now.Lines > 0 {
			return gridCell{"", s.share(n.section, now.Amount)}
		}
	}
	return gridCell{}
}

// lineCell is a cell of the line i.
func (s *Session) lineCell(column string, i int, line *budget.Line, lang message.Lang) gridCell {
	missing := message.NotPublished.Of(s.ds.Own != nil)
	if !s.now.Published(i) {
		missing = message.Undecided
	}
	was, hadAmount := s.now.PublishedAmount(i)
	change := line.Amount - was
	switch column {
	case ColumnName:
		return gridCell{"", s.title(i).In(lang)}
	case ColumnFunction:
		return gridCell{"", line.Function}
	case ColumnEconomic:
		if line.Economic != "" {
			return gridCell{"", line.Economic + " " + s.ds.Economic.Name(line.Economic)}
		}
	case ColumnNote:
		return gridCell{"", line.Note}
	case ColumnUnit:
		switch {
		case line.Unit != "":
			return gridCell{"", s.ds.UnitName(line.Unit)}
		case line.Section == budget.Spending || line.Section == budget.Transfer || line.Section == budget.Income:
			return gridCell{"u", missing.In(lang)}
		}
	case ColumnKind:
		switch {
		case line.Kind != budget.NoKind:
			return gridCell{"", message.Kinds[line.Kind].In(lang)}
		case line.Section == budget.Spending:
			return gridCell{"u", missing.In(lang)}
		}
	case ColumnSource:
		if line.Source != budget.NoSource {
			return gridCell{"", message.Sources[line.Source].In(lang)}
		}
		return gridCell{"u", missing.In(lang)}
	case ColumnPublished:
		if hadAmount {
			return gridCell{sign(was), was.GroupedExact()}
		}
	case ColumnDraft:
		c := gridCell{}
		if s.now.Present(i) {
			c.flags = "e" + sign(line.Amount)
			if !line.Blank {
				c.text = line.Amount.GroupedExact()
			}
		}
		if change != 0 || hadAmount == line.Blank {
			c.flags += "*"
		}
		return c
	case ColumnChange:
		return changeCell(change, change.GroupedExact())
	case ColumnPercent:
		return gridCell{sign(change), percentChange(change, was)}
	case ColumnShare:
		if s.now.Present(i) && !line.Blank {
			return gridCell{"", s.share(line.Section, line.Exact())}
		}
	}
	return gridCell{}
}

func changeCell(change money.Amount, text string) gridCell {
	switch {
	case change == 0:
		return gridCell{}
	case change > 0:
		text = "+" + text
	}
	return gridCell{sign(change), text}
}

// percentChange is a change as a percentage of what was, to one decimal; blank
// where nothing changed or there was nothing.
func percentChange(change, was money.Amount) string {
	if change == 0 || was == 0 {
		return ""
	}
	text := ratio(change, max(was, -was), 1)
	if change > 0 {
		text = "+" + text
	}
	return text
}

// share is an amount as a percentage of its section in the draft, to two
// decimals.
func (s *Session) share(section budget.Section, a money.Amount) string {
	total := s.groupSum(s.now, &node{level: 1, section: section}).Amount
	if total == 0 {
		return ""
	}
	return ratio(a, total, 2)
}

// ratio writes n/d in percent, rounded half away from zero.
func ratio(n, d money.Amount, decimals int) string {
	scale := int64(100)
	for range decimals {
		scale *= 10
	}
	q := int64(divided(new(big.Int).Mul(big.NewInt(int64(n)), big.NewInt(scale)), big.NewInt(int64(d)), 1))
	minus := ""
	if q < 0 {
		minus, q = "-", -q
	}
	text := strconv.FormatInt(q, 10)
	for len(text) <= decimals {
		text = "0" + text
	}
	at := len(text) - decimals
	return minus + text[:at] + "." + text[at:]
}
