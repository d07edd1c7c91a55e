package desk

import (
	"errors"
	"strconv"
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification/edition"
	"suanpan/budgetcore/intake"
	"suanpan/budgetcore/message"
)

// Limits of what is listed at once.
const (
	shownFindings = 50
	shownLikely   = 3
)

// codeCheck checks codes: those of a sheet, and those of the draft's lines.
type codeCheck struct {
	pasted string
	round  int    // of the field, which is emptied by being another
	sheet  string // that is checked, "" for none
	rows   []codeRow
	count  int // codes of the sheet
	err    error
	draft  bool // whether the draft's lines are checked
}

// codeRow is a row of a sheet or a code of a line with what was found.
type codeRow struct {
	where    any    // what stands in the first column
	key      string // tells it from other rows
	written  string
	findings []edition.Finding
}

// lineCodes are the dimensions of a line that are checked.
type lineCodes struct {
	function, economic string
	kind               budget.Kind
}

// take checks a sheet.
func (c *codeCheck) take(p *codes, text string) {
	c.sheet = text
	if c.run(p); c.err == nil {
		c.pasted, c.round = "", c.round+1
	}
}

// run checks the sheet at hand.
func (c *codeCheck) run(p *codes) {
	c.rows, c.count, c.err = nil, 0, nil
	if strings.TrimSpace(c.sheet) == "" {
		return
	}
	var placed []edition.Placed
	if placed, c.err = placedIn(c.sheet); c.err != nil {
		return
	}
	c.count = len(placed)
	for n := 0; n < len(placed); {
		same := n // the rows of one column belong together
		var rows []edition.Row
		for ; same < len(placed) && placed[same].Column == placed[n].Column; same++ {
			rows = append(rows, placed[same].Row)
		}
		for i, findings := range p.checker.CheckTable(rows) {
			if len(findings) > 0 {
				x := &placed[n+i]
				at := strconv.Itoa(x.At)
				c.rows = append(c.rows, codeRow{at, "sheet " + at + ":" + strconv.Itoa(x.Column), strings.TrimSpace(x.Row.Code + " " + x.Row.Name), findings})
			}
		}
		n = same
	}
}

// placedIn reads the codes of a sheet. One without heads is taken to be codes
// with their names behind them, or before them.
func placedIn(text string) ([]edition.Placed, error) {
	cells, err := intake.Split(text)
	if err != nil {
		return nil, err
	}
	placed, err := edition.Rows(cells)
	var e *message.Error
	if !errors.As(err, &e) || e.Text != message.SheetNoCodes {
		return placed, err
	}
	var digits [2]int
	for _, row := range cells {
		for i := range min(len(row), len(digits)) {
			if strings.ContainsAny(row[i], "0123456789０１２３４５６７８９") {
				digits[i]++
			}
		}
	}
	heads := []string{"code", "name"}
	switch {
	case digits[0] == 0 && digits[1] == 0:
		return nil, err
	case digits[1] > digits[0]:
		heads[0], heads[1] = heads[1], heads[0]
	}
	placed, err = edition.Rows(append([][]string{heads}, cells...))
	for i := range placed {
		placed[i].At--
	}
	return placed, err
}

// lineRows are the findings about the draft's lines, and how many codes these
// have.
func (p *codes) lineRows(d *Desk) (rows []codeRow, count int) {
	now := d.session.Now()
	for i := range now.Len() {
		if !now.Present(i) {
			continue
		}
		line := now.Line(i)
		for _, f := range []budget.Field{budget.FieldFunction, budget.FieldEconomic} {
			if f.Get(&line) != "" {
				count++
			}
		}
		of := lineCodes{line.Function, line.Economic, line.Kind}
		list, known := p.lines[of]
		if !known {
			list = p.checker.CheckLine(&line)
			p.lines[of] = list
		}
		for _, f := range list {
			where := el("a", prop("href", "/?at="+line.ID), line.ID+" "+d.session.Title(line.ID).In(d.lang))
			written := f.Field.Get(&line)
			if n := len(rows) - 1; n >= 0 && rows[n].key == "line "+line.ID+" "+f.Field.String() {
				rows[n].findings = append(rows[n].findings, f.Finding)
				continue
			}
			rows = append(rows, codeRow{where, "line " + line.ID + " " + f.Field.String(), written, []edition.Finding{f.Finding}})
		}
	}
	return rows, count
}

func (c *codeCheck) view(d *Desk, p *codes) Node {
	parts := []any{
		class("class-check"),
		d.h2(message.ClassCheckTitle),
		para("hint", d.say(message.ClassCheckHint)),
		div("row",
			el("div", class("field wide"), key("paste-"+strconv.Itoa(c.round)),
				el("label", prop("for", "class-paste"), d.say(message.ClassPaste)),
				el("textarea", id("class-paste"), prop("rows", "3"), prop("wrap", "off"), prop("spellcheck", "false"), onChange("class-paste", func(v string) { c.pasted = v }))),
			d.button("class-check", message.ClassCheck, func() { c.take(p, c.pasted) }, class("primary")),
			div("field",
				el("label", prop("for", "class-file"), d.say(message.ClassCheckFile)),
				el("input", prop("type", "file"), id("class-file"), prop("accept", sheetTypes), onFile("class-file", func(v string) {
					text, err := textOfSheet(v)
					if err != nil {
						c.err = err
						return
					}
					c.take(p, text)
				}))),
			tick("class-draft", d.say(message.ClassCheckDraft), c.draft, func(on bool) { c.draft = on }),
		),
	}
	switch {
	case c.err != nil:
		parts = append(parts, el("p", class("wrong"), prop("role", "alert"), message.Explain(c.err, d.lang)))
	case c.count > 0:
		parts = append(parts, p.findings(d, "sheet", message.ClassRow, c.rows, c.count),
			d.button("class-clear", message.ClassCheckClear, func() {
				c.sheet = ""
				c.run(p)
			}, class("link")))
	}
	if c.draft {
		rows, count := p.lineRows(d)
		parts = append(parts, p.findings(d, "draft", message.ClassLine, rows, count))
	}
	return el("section", parts...)
}

// findings says how many codes were checked, and lists what was found.
func (p *codes) findings(d *Desk, name string, where *message.Text, list []codeRow, count int) Node {
	wrong := 0
	for i := range list {
		if list[i].wrong() {
			wrong++
		}
	}
	said := d.say(message.ClassifyCounts, count, wrong, len(list)-wrong)
	if len(list) == 0 {
		said += " " + d.say(message.ClassNoFault)
	}
	said += " " + d.say(message.ClassCheckedBy, p.edition.Name)
	var rows []Node
	for i := range list[:min(len(list), shownFindings)] {
		rows = append(rows, p.found(d, &list[i])...)
	}
	return div("class-findings", key(name),
		el("p", prop("role", "status"), said),
		when(len(rows) > 0, func() Node {
			return table("picture-table", []Node{d.head("", where), d.head("", message.ClassAsWritten), d.head("", message.ClassFault), d.head("", message.ClassLikely)}, rows)
		}),
		when(len(list) > shownFindings, func() Node { return para("hint", d.say(message.ClassMoreFound, len(list)-shownFindings)) }),
	)
}

func (r *codeRow) wrong() bool {
	for i := range r.findings {
		if !r.findings[i].Doubt {
			return true
		}
	}
	return false
}

// found are the rows of what was found about one code: the likely codes are
// those of the first finding that has any.
func (p *codes) found(d *Desk, r *codeRow) []Node {
	var likely []edition.Likely
	for i := range r.findings {
		if likely == nil {
			likely = r.findings[i].Likely
		}
	}
	return []Node{el("tr", key(r.key),
		el("th", prop("scope", "row"), r.where), cell("", r.written), cellOf(d.faults(r.findings)), cellOf(p.likely(d, r.key, likely)))}
}

// likely are the codes that may have been meant, each with what speaks for it.
func (p *codes) likely(d *Desk, where string, list []edition.Likely) any {
	var items []Node
	for _, l := range list[:min(len(list), shownLikely)] {
		items = append(items, el("li", p.link(d, where, l.Code), d.unverified(l.Code.Status), el("span", class("hint"), l.Why.In(d.lang))))
	}
	return when(len(items) > 0, func() Node { return el("ol", class("class-likely"), items) })
}

// faults are findings about a code, a paragraph each: what is wrong, and why.
func (d *Desk) faults(findings []edition.Finding) []Node {
	nodes := make([]Node, len(findings))
	for i := range findings {
		f := &findings[i]
		says, mark := message.ClassWrong, "wrong"
		if f.Doubt {
			says, mark = message.ClassDoubt, "unsure"
		}
		nodes[i] = el("p", el("span", class(mark), d.say(says, f.Fault.Name())), " ", el("span", f.Why.In(d.lang)))
	}
	return nodes
}
