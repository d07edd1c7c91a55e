package desk

import (
	"cmp"
	"slices"
	"strconv"

	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/scenario"
	"suanpan/budgetcore/statement"
)

// comparison is two to four scenarios side by side in a statement, and what
// moved a total between the first and the last.
type comparison struct {
	chosen  []string // keys of sheets, the first is compared with
	table   string   // annex and part, "" is the table of totals by function
	column  string
	change  bool // show changes instead of amounts
	all     bool // rows that do not differ, too
	total   string
	allMove bool
}

func (c *comparison) add(key string) {
	if slices.Contains(c.chosen, key) {
		return
	}
	if len(c.chosen) >= maxCompared {
		c.chosen = c.chosen[:maxCompared-1]
	}
	c.chosen = append(c.chosen, key)
}

// tables are the statements that scenarios can be compared in.
func tables() []*statement.Definition {
	return slices.DeleteFunc(slices.Clone(statement.Annexes), func(d *statement.Definition) bool { return len(d.Columns) == 0 })
}

func nameOf(d *statement.Definition) string { return strconv.Itoa(d.Annex) + " " + d.Part }

// settle leaves out what is no longer there and starts with what the draft
// was made from beside the draft.
func (c *comparison) settle(s *shelf) {
	readable := s.readable()
	c.chosen = slices.DeleteFunc(c.chosen, func(key string) bool {
		return !slices.ContainsFunc(readable, func(x *sheet) bool { return x.key == key })
	})
	if len(c.chosen) == 0 {
		c.chosen = []string{baseKey, openKey}
	}
	if len(c.chosen) == 1 {
		c.chosen = append([]string{openKey}, c.chosen...)
		if c.chosen[1] == openKey {
			c.chosen[0] = baseKey
		}
	}
	for _, x := range s.sheets {
		if x.key != openKey && x.key != baseKey && !slices.Contains(c.chosen, x.key) {
			x.ledger = nil // it is worked out again when it is chosen
		}
	}
}

func (c *comparison) view(d *Desk, s *shelf) Node {
	c.settle(s)
	ledgers := make([]*ledger.Ledger, len(c.chosen))
	for i, k := range c.chosen {
		l, err := s.at(k).ledgerOf(d)
		if err != nil {
			s.at(k).why = message.Explain(err, d.lang)
			return el("section", d.h2(message.CompareTitle), para("wrong", s.at(k).why))
		}
		ledgers[i] = l
	}
	return el("section", class("compare"),
		d.h2(message.CompareTitle),
		c.choices(d, s),
		c.statement(d, s, ledgers),
		c.attribution(d, s, ledgers),
	)
}

// choices are the scenarios and how they are shown.
func (c *comparison) choices(d *Desk, s *shelf) Node {
	var options []Node
	for _, x := range s.readable() {
		options = append(options, option(x.key, x.title))
	}
	var parts []any
	for i := range min(len(c.chosen)+1, maxCompared) {
		value, list := "", options
		if i < len(c.chosen) {
			value = c.chosen[i]
		}
		if i >= 2 {
			list = append([]Node{option("", "—")}, options...)
		}
		parts = append(parts, d.choice("compare-"+strconv.Itoa(i), d.say(message.CompareNth, i+1), value, list, func(v string) {
			switch {
			case v == "" && i < len(c.chosen):
				c.chosen = slices.Delete(c.chosen, i, i+1)
			case v == "":
			case i < len(c.chosen):
				c.chosen[i] = v
			default:
				c.chosen = append(c.chosen, v)
			}
		}))
	}
	var annexes []Node
	for _, def := range tables() {
		annexes = append(annexes, option(nameOf(def), d.say(message.AnnexShort, def.Annex)+" "+d.say(def.Title)))
	}
	def := c.definition()
	var columns []Node
	for _, col := range def.Columns {
		columns = append(columns, option(col.ID, d.heads(col)))
	}
	parts = append(parts,
		d.choice("compare-table", d.say(message.CompareTable), nameOf(def), annexes, func(v string) { c.table, c.column = v, "" }),
		when(len(columns) > 1, func() Node {
			return d.choice("compare-column", d.say(message.CompareColumn), cmp.Or(c.column, def.Columns[0].ID), columns, func(v string) { c.column = v })
		}),
		tick("compare-change", d.say(message.CompareAsChange), c.change, func(on bool) { c.change = on }),
		tick("compare-all", d.say(message.CompareAll), c.all, func(on bool) { c.all = on }),
	)
	return div("row", parts...)
}

func (d *Desk) heads(col statement.Column) string {
	s := ""
	for i, h := range col.Heads {
		if i > 0 {
			s += " · "
		}
		s += d.say(h)
	}
	return s
}

func (c *comparison) definition() *statement.Definition {
	list := tables()
	if i := slices.IndexFunc(list, func(x *statement.Definition) bool { return nameOf(x) == c.table }); i >= 0 {
		return list[i]
	}
	return list[slices.IndexFunc(list, func(x *statement.Definition) bool { return x.Annex == 3 })]
}

// aligned is a row of a statement in each scenario, nil where it has none.
type aligned struct {
	name  string
	level int
	kind  statement.RowKind
	cells []*statement.Cell
}

// align puts the rows of one statement of several scenarios beside each other,
// in the order of the first that has them.
func align(def *statement.Definition, column int, ledgers []*ledger.Ledger, base *ledger.Ledger) []aligned {
	var rows []aligned
	at := make(map[string]int)
	for i, l := range ledgers {
		before := -1 // where the row before stands
		t := statement.Build(def, l, base)
		for j := range t.Lines {
			r := &t.Lines[j]
			n, known := at[r.Path]
			if !known {
				texts := ""
				for _, x := range r.Texts {
					if x != "" && texts != "" {
						texts += " "
					}
					texts += x
				}
				n = before + 1
				rows = slices.Insert(rows, n, aligned{texts, r.Level, r.Kind, make([]*statement.Cell, len(ledgers))})
				for path, to := range at {
					if to >= n {
						at[path] = to + 1
					}
				}
				at[r.Path] = n
			}
			before = n
			if column < len(r.Cells) {
				rows[n].cells[i] = &r.Cells[column]
			}
		}
	}
	return rows
}

func (r *aligned) amount(i int) (money.Amount, bool) {
	if r.cells[i] == nil || r.cells[i].Blank() {
		return 0, false
	}
	return r.cells[i].Now.Amount, true
}

func (r *aligned) differs() bool {
	first, has := r.amount(0)
	for i := range r.cells[1:] {
		if a, ok := r.amount(i + 1); a != first || ok != has {
			return true
		}
	}
	return false
}

// statement is the statement with a column for each scenario.
func (c *comparison) statement(d *Desk, s *shelf, ledgers []*ledger.Ledger) Node {
	def := c.definition()
	column := max(slices.IndexFunc(def.Columns, func(x statement.Column) bool { return x.ID == c.column }), 0)
	heads := []Node{el("th", prop("scope", "col"), d.say(message.PictureItem))}
	for i, k := range c.chosen {
		heads = append(heads, el("th", prop("scope", "col"), class("amount"), s.at(k).title))
		if i > 0 && !c.change {
			heads = append(heads, el("th", prop("scope", "col"), class("amount"), d.say(message.GridChange)))
		}
	}
	rows, hidden := []Node{}, 0
	for _, r := range align(def, column, ledgers, d.session.Base()) {
		if r.kind == statement.Heading || r.kind == statement.Remark {
			continue
		}
		if !c.all && !r.differs() {
			hidden++
			continue
		}
		first, _ := r.amount(0)
		parts := []any{el("th", prop("scope", "row"), class("level-"+strconv.Itoa(min(r.level, 4))), r.name)}
		for i := range c.chosen {
			a, has := r.amount(i)
			text := ""
			if has {
				text = a.Grouped()
			}
			if i > 0 && c.change {
				text = signed(a - first)
			}
			if i == 0 || c.change {
				parts = append(parts, cell("amount", text))
				continue
			}
			parts = append(parts, cell("amount", text), cell(negative("amount", a-first), signed(a-first)))
		}
		rows = append(rows, tr(parts...))
	}
	if len(rows) == 0 {
		return para("hint", d.say(message.CompareSame))
	}
	return div("",
		table("picture-table compared", heads, rows),
		when(hidden > 0, func() Node { return para("hint", d.say(message.CompareHidden, hidden)) }),
	)
}

// negative marks a figure below zero.
func negative(name string, a money.Amount) string {
	if a < 0 {
		return name + " negative"
	}
	return name
}

// signed is a change as it is shown: nothing where there is none, exact where
// it rounds to nothing.
func signed(a money.Amount) string {
	if a == 0 {
		return ""
	}
	text := a.Grouped()
	if a.Rounded() == 0 {
		text = a.GroupedExact()
	}
	if a > 0 {
		return "+" + text
	}
	return text
}

// shownMoves is how many moves are listed at once; a draft may have thousands.
const shownMoves = 50

// attribution says which edits moved a total on the way from the first
// scenario to the last.
func (c *comparison) attribution(d *Desk, s *shelf, ledgers []*ledger.Ledger) Node {
	last := len(ledgers) - 1
	a, b := ledgers[0], ledgers[last]
	total, err := scenario.Named(b.Dataset(), c.total)
	parts := []any{
		d.h2(message.AttributionTitle),
		d.input("attribution-total", d.say(message.AttributionTotal), c.total, d.say(message.AttributionHint), err, func(v string) { c.total = v }),
	}
	if err != nil {
		return el("section", parts...)
	}
	x, err := scenario.Attribute(a, b, total)
	if err != nil {
		return el("section", append(parts, para("wrong", message.Explain(err, d.lang)))...)
	}
	name := cmp.Or(c.total, d.say(message.CeilingWhole))
	if n := b.Dataset().Functional.Name(total.Key); n != "" {
		name += " " + n
	}
	parts = append(parts, el("p", prop("role", "status"), d.say(message.AttributionSays, name,
		s.at(c.chosen[0]).title, x.From.GroupedExact(), s.at(c.chosen[last]).title, x.To.GroupedExact(), plus(x.To-x.From))))
	if len(x.Moves) == 0 && x.Mode == 0 {
		return el("section", append(parts, para("hint", d.say(message.AttributionNone)))...)
	}
	parts = append(parts, c.bridge(d, s, x, a, b))
	moves := x.Moves
	if len(moves) > shownMoves && !c.allMove {
		moves = moves[:shownMoves]
	}
	says := historySays(d, a, b, moves)
	var rows []Node
	var sum money.Amount
	for i, m := range moves {
		rows = append(rows, tr(cell(negative("amount", m.By), plus(m.By)), cell("", says[i]),
			cell("", day(m.Edit.At)), cell("", m.Edit.By), cell("", m.Edit.Why)))
		sum += m.By
	}
	if rest := x.To - x.From - sum - x.Mode; len(moves) < len(x.Moves) {
		rows = append(rows, tr(cell(negative("amount", rest), plus(rest)), cell("", d.say(message.AttributionOthers, len(x.Moves)-len(moves))), cell("", ""), cell("", ""), cell("", "")))
	}
	if x.Mode != 0 {
		rows = append(rows, tr(cell(negative("amount", x.Mode), plus(x.Mode)), cell("", d.say(message.AttributeMode)), cell("", ""), cell("", ""), cell("", "")))
	}
	rows = append(rows, el("tr", class("total"), cell("amount", plus(x.To-x.From)), cell("", d.say(message.Sum)), cell("", ""), cell("", ""), cell("", "")))
	parts = append(parts, table("picture-table moves", []Node{
		d.head("amount", message.GridChange), d.head("", message.HistoryWhat), d.head("", message.HistoryWhen), d.head("", message.HistoryWho), d.head("", message.HistoryWhy),
	}, rows))
	if len(moves) < len(x.Moves) {
		parts = append(parts, d.button("all-moves", message.HistoryAll, func() { c.allMove = true }))
	}
	return el("section", parts...)
}

func plus(a money.Amount) string {
	if a > 0 {
		return "+" + a.GroupedExact()
	}
	return a.GroupedExact()
}

// historySays are moves as sentences; one walk through each draft serves all.
func historySays(d *Desk, a, b *ledger.Ledger, moves []scenario.Moved) []string {
	var histories [2][]scenario.Entry
	says := make([]string, len(moves))
	for i, m := range moves {
		side, l := 1, b
		if m.Back {
			side, l = 0, a
		}
		if histories[side] == nil {
			histories[side] = scenario.History(l)
		}
		says[i] = histories[side][m.Number-1].Say(l.Dataset()).In(d.lang)
		if m.Back {
			says[i] = d.say(message.AttributeBack, says[i])
		}
	}
	return says
}
