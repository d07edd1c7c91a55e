package desk

import (
	"slices"
	"strconv"
	"strings"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/statement"
	"suanpan/budgetcore/training"
)

// gridKeys move in the broken annex and answer.
const gridKeys = "ArrowUp ArrowDown ArrowLeft ArrowRight Home End PageUp PageDown Enter Space"

// pageRows is how many rows PageDown goes.
const pageRows = 10

// gridColumns are those that can be wrong, by their ids: that of codes, and the
// amounts. A name says what its code says: it is the same answer.
func gridColumns(x *training.Exercise) []string {
	list := []string{training.CodeColumn}
	if x.Table != nil {
		for _, c := range x.Table.Columns {
			list = append(list, c.ID)
		}
	}
	return list
}

func (f *find) press(d *Desk, key string) {
	rows, columns := len(f.exercise.Table.Lines), len(f.exercise.Table.Columns)+1
	at := f.at
	switch key {
	case "ArrowUp":
		at.row--
	case "ArrowDown":
		at.row++
	case "ArrowLeft":
		at.column--
	case "ArrowRight":
		at.column++
	case "PageUp":
		at.row -= pageRows
	case "PageDown":
		at.row += pageRows
	case "Home":
		at.column = 0
	case "End":
		at.column = columns - 1
	default:
		f.answer(d, at)
		return
	}
	f.at = place{max(0, min(at.row, rows-1)), max(0, min(at.column, columns-1))}
}

func (at place) id() string {
	return "find-" + strconv.Itoa(at.row) + "-" + strconv.Itoa(at.column)
}

// grid is the broken annex as it is printed, a cell of which can be chosen.
func (f *find) grid(d *Desk) Node {
	t := f.exercise.Table
	var body []Node
	for i := range t.Lines {
		body = append(body, f.row(d, i))
	}
	return div("sheet sheet-"+strconv.Itoa(t.Annex), key("sheet"),
		el("p", class("find-here"), d.say(message.FindHere, f.pointed(d))),
		div("find-table", el("table",
			id("find-grid"), prop("role", "grid"), prop("tabindex", "0"), prop("aria-label", d.say(message.FindGrid, t.Annex)),
			prop("aria-activedescendant", f.at.id()),
			onKeys("find-grid", gridKeys, func(k string) { f.press(d, k) }),
			el("thead", headsOf(d, t)), el("tbody", body))))
}

// pointed says which cell is pointed at: its row, its column, what it holds.
func (f *find) pointed(d *Desk) string {
	t := f.exercise.Table
	r := &t.Lines[f.at.row]
	parts := slices.DeleteFunc(slices.Clone(r.Texts), func(s string) bool { return s == "" })
	if f.at.column > 0 {
		c := t.Columns[f.at.column-1]
		heads := make([]string, len(c.Heads))
		for i, h := range c.Heads {
			heads[i] = d.say(h)
		}
		figure := d.say(message.FindBlank)
		if x := r.Cells[f.at.column-1]; !x.Blank() {
			figure = x.Grouped()
		}
		parts = append(parts, "·", strings.Join(heads, " "), "·", figure)
	}
	return strings.Join(parts, " ")
}

// headsOf prints the heads of an annex in as many rows as the deepest has.
func headsOf(d *Desk, t *statement.Table) []Node {
	depth := 1
	for _, c := range t.Columns {
		depth = max(depth, len(c.Heads))
	}
	rows := make([][]Node, depth)
	deep := prop("rowspan", strconv.Itoa(depth))
	for _, k := range t.Keys {
		rows[0] = append(rows[0], el("th", prop("scope", "col"), deep, class("key-"+k.ID), d.say(k.Head)))
	}
	for i := 0; i < len(t.Columns); {
		c := t.Columns[i]
		if len(c.Heads) == 1 {
			rows[0] = append(rows[0], el("th", prop("scope", "col"), deep, d.say(c.Heads[0])))
			i++
			continue
		}
		from := i
		for ; i < len(t.Columns) && t.Columns[i].Heads[0] == c.Heads[0]; i++ {
			rows[1] = append(rows[1], el("th", prop("scope", "col"), d.say(t.Columns[i].Heads[1])))
		}
		rows[0] = append(rows[0], el("th", prop("scope", "colgroup"), prop("colspan", strconv.Itoa(i-from)), d.say(c.Heads[0])))
	}
	var nodes []Node
	for _, r := range rows {
		nodes = append(nodes, el("tr", r))
	}
	return nodes
}

func (f *find) row(d *Desk, i int) Node {
	t := f.exercise.Table
	r := &t.Lines[i]
	name := "level-" + strconv.Itoa(r.Level)
	if r.Kind == statement.Total {
		name += " total"
	}
	parts := []any{key(strconv.Itoa(i)), class(name)}
	for k, text := range r.Texts {
		if k == 0 {
			parts = append(parts, f.cell(d, place{i, 0}, "text key-"+t.Keys[k].ID, text))
			continue
		}
		parts = append(parts, el("th", prop("scope", "row"), class("text key-"+t.Keys[k].ID),
			onClick("find name "+strconv.Itoa(i), func() { f.answer(d, place{i, 0}) }), text))
	}
	for c := range r.Cells {
		text := ""
		if !r.Cells[c].Blank() {
			text = r.Cells[c].Grouped()
		}
		parts = append(parts, f.cell(d, place{i, c + 1}, negativeText("amount", text), text))
	}
	return el("tr", parts...)
}

// cell is a cell that can be chosen. What was answered of it stays on it, in a
// colour and in words.
func (f *find) cell(d *Desk, at place, name, text string) Node {
	here := at.id()
	var mark *message.Text
	if m, tried := f.tried[at]; tried && !m.Right {
		mark = message.FindMarkWrong
		name += " tried"
		if m.Near {
			mark = message.FindMarkNear
		}
	}
	if f.over && f.exercise.Mark(at.row, f.columns[at.column]).Right {
		mark = message.FindMarkRight
		name += " broken"
	}
	parts := []any{prop("role", "gridcell"), id(here), class(name), onClick(here, func() { f.answer(d, at) }), text}
	if f.at == at {
		parts = append(parts, prop("aria-selected", "true"))
	}
	if mark != nil {
		parts = append(parts, el("span", class("visually-hidden"), " "+d.say(mark)))
	}
	return el("td", parts...)
}
