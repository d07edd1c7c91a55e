package session

import (
	"strings"
	"time"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// What is typed, pasted or cleared in the grid goes through here: one door
// reads it, and either all of it is applied or none.

// EditText returns what an editor of a cell starts with.
func (s *Session) EditText(key, column string) string {
	if i, ok := s.now.Find(key); ok && column == ColumnDraft {
		if a, ok := s.now.Amount(i); ok {
			return a.String()
		}
	}
	return ""
}

// Preview says how typed text is understood, "" where it is plain.
func (s *Session) Preview(text string, lang message.Lang) string {
	if strings.TrimSpace(text) == "" {
		return ""
	}
	r, err := money.Read(text, money.Wan)
	if err != nil {
		return message.Explain(err, lang)
	}
	if r.Stated && r.Unit == money.Yuan {
		return message.UnderstoodYuan.With(r.Amount.GroupedExact()).In(lang)
	}
	return message.UnderstoodAs.With(r.Amount.GroupedExact()).In(lang)
}

// Commit takes what was typed into a cell. A figure that says what the line
// says already is accepted and is no edit.
func (s *Session) Commit(key, column, text string, at time.Time) error {
	i, ok := s.now.Find(key)
	if !ok || column != ColumnDraft {
		return message.GridReadOnly.Error()
	}
	r, err := money.Read(text, money.Wan)
	if err != nil {
		return err
	}
	if a, has := s.now.Amount(i); has && a == r.Amount && s.readOnly.Text == nil {
		return nil
	}
	return s.Apply(budget.Edit{Op: budget.Set, Line: key, Amount: r.Amount}, at)
}

// Paste puts one column of amounts into the draft column, from a row
// downwards, and says what it understood, or refuses it and changes nothing.
// Cells are separated as spreadsheets copy them.
func (s *Session) Paste(key, column, tsv string, at time.Time) (message.Message, error) {
	values := strings.Split(strings.TrimRight(tsv, "\n"), "\n")
	first := s.GridIndex(key)
	if first < 0 || first+len(values) > s.GridCount() {
		return message.Message{}, message.PasteTooTall.Error(len(values))
	}
	var edits []budget.Edit
	var sum money.Amount
	for i, v := range values {
		if n := strings.Count(v, "\t"); n > 0 {
			return message.Message{}, message.PasteTooWide.Error(n + 1)
		}
		row := &s.grid.rows[first+i]
		if row.line < 0 || column != ColumnDraft {
			return message.Message{}, message.PasteRow.Error(i+1, message.GridReadOnly)
		}
		r, err := money.Read(v, money.Wan)
		if err != nil {
			return message.Message{}, message.PasteRow.Error(i+1, err)
		}
		sum += r.Amount
		if a, has := s.now.Amount(row.line); !has || a != r.Amount {
			edits = append(edits, budget.Edit{Op: budget.Set, Line: row.key, Amount: r.Amount})
		}
	}
	return message.Pasted.With(len(values), sum.GroupedExact()), s.ApplyAll(edits, at)
}

// Clear sets the lines from one row to another to 0.00; to may be "" for one
// row. Groups are passed over.
func (s *Session) Clear(from, to string, at time.Time) error {
	first := s.GridIndex(from)
	last := first
	if i := s.GridIndex(to); i >= 0 {
		first, last = min(first, i), max(first, i)
	}
	if first < 0 {
		return message.SelectLine.Error()
	}
	var edits []budget.Edit
	for _, row := range s.grid.rows[first : last+1] {
		if row.line < 0 || !s.now.Present(row.line) {
			continue
		}
		if a, has := s.now.Amount(row.line); has && a != 0 {
			edits = append(edits, budget.Edit{Op: budget.Set, Line: row.key})
		}
	}
	return s.ApplyAll(edits, at)
}
