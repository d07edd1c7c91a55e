package desk

import (
	"slices"
	"strconv"
	"strings"
	"unicode"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification/edition"
	"suanpan/budgetcore/intake"
	"suanpan/budgetcore/message"
)

// checkedAtOnce is how long the text of a sheet may be whose codes are checked
// unasked: longer ones take seconds, in which the desk does nothing else.
const checkedAtOnce = 2 << 20

// sheetAside says which codes of a sheet are likely wrong before it is taken,
// and hands it back with those that the planner would rather have.
type sheetAside struct {
	text, as string // the sheet, and how it was understood
	choices  intake.Choices
	long     bool // it is checked when that is asked for
	cells    intake.Cells
	sheet    *intake.Sheet
	codes    []sheetCode // that something is wrong with
	count    int         // codes that were checked
	fixed    int         // that were changed in what is shown now
	back     string      // the sheet as it was handed back last
}

// sheetCode is a code of a sheet with what stands beside it, wherever it does.
type sheetCode struct {
	column   intake.Column
	code     string // as it stands there
	rows     []int  // of the sheet's rows
	findings []edition.Finding
	likely   []edition.Likely
	choice   string // the code to have instead, "" for none
}

// readSheet checks the codes of a sheet as it was understood: how many rows
// stand above the lines, then what each column is. last is what was checked
// before.
func readSheet(d *Desk, as, text string, last *sheetAside) *sheetAside {
	if last != nil && last.as == as && last.text == text {
		return last
	}
	a := &sheetAside{text: text, as: as}
	if last != nil && last.back == text && text != "" {
		a.fixed, a.back = last.fixed, last.back
	}
	heads, columns, _ := strings.Cut(as, " ")
	choices := intake.Choices{Columns: make(map[int]intake.Column), NewUnits: true}
	var err error
	if choices.Heads, err = strconv.Atoi(heads); err != nil {
		return a // it could not be understood, and the dialog says why
	}
	for c, of := range strings.Fields(columns) {
		n, _ := strconv.Atoi(of)
		choices.Columns[c] = intake.Column(n)
	}
	a.choices = choices
	if a.long = len(text) > checkedAtOnce; !a.long {
		a.read(d)
	}
	return a
}

func (a *sheetAside) read(d *Desk) {
	var err error
	if a.cells, err = intake.Split(a.text); err != nil {
		return
	}
	if a.sheet, err = intake.Read(a.cells, d.session.Dataset(), a.choices); err != nil {
		a.sheet = nil
		return
	}
	a.check(d)
}

// columnsOf are the columns of a sheet that hold codes or names of a dimension.
type columnsOf struct {
	code   int   // -1 for none
	parts  []int // of a code that stands in several
	name   int   // -1 for none
	system edition.System
}

func (a *sheetAside) columns(of intake.Column) columnsOf {
	c := columnsOf{code: slices.Index(a.sheet.Columns, of), name: slices.Index(a.sheet.Columns, intake.FunctionName), system: edition.Functional}
	if of == intake.ColumnOf(budget.FieldEconomic) {
		c.name, c.system = slices.Index(a.sheet.Columns, intake.EconomicName), edition.Department
		return c
	}
	for i, as := range a.sheet.Columns {
		if as == intake.FunctionPart {
			c.parts = append(c.parts, i)
		}
	}
	return c
}

func (a *sheetAside) cell(row, column int) string {
	if row < 0 || column < 0 || row >= len(a.cells) || column >= len(a.cells[row]) {
		return ""
	}
	return a.cells[row][column]
}

// above is what merged cells write once for a row and those below it.
func (a *sheetAside) above(row, column int) string {
	for ; row >= a.sheet.Heads; row-- {
		if cell := a.cell(row, column); cell != "" {
			return cell
		}
	}
	return ""
}

// codeColumns are the columns whose codes are checked.
var codeColumns = []intake.Column{intake.ColumnOf(budget.FieldFunction), intake.ColumnOf(budget.FieldEconomic)}

// written is the code of a row as it stands in the sheet, with the name beside
// it.
func (a *sheetAside) written(of intake.Column, c *columnsOf, r *intake.Row) (code string, parts []string, name string) {
	row := r.At - 1
	for _, p := range c.parts {
		if cell := a.cell(row, p); cell != "" {
			parts = append(parts, cell)
		}
	}
	code, name = a.cell(row, c.code), a.cell(row, c.name)
	if f, _ := of.Field(); code == "" && slices.Contains(r.Filled, f) {
		code = a.above(row, c.code)
		if name == "" {
			name = a.above(row, c.name)
		}
	}
	return code, parts, name
}

// check finds what is wrong with the codes, each once however often it stands
// there.
func (a *sheetAside) check(d *Desk) {
	checker := d.checker()
	if checker == nil {
		return
	}
	type asked struct {
		column           intake.Column
		code, name, kind string
	}
	seen := make(map[asked]int)
	for _, of := range codeColumns {
		c := a.columns(of)
		if c.code < 0 && len(c.parts) == 0 {
			continue
		}
		for n := range a.sheet.Rows {
			r := &a.sheet.Rows[n]
			code, parts, name := a.written(of, &c, r)
			if len(parts) > 0 {
				code = strings.Join(parts, " ")
			}
			if code == "" {
				continue
			}
			at := asked{of, code, name, r.Line.Kind.String()}
			i, known := seen[at]
			if !known {
				row := edition.Row{Code: code, Name: name, Kind: r.Line.Kind, System: c.system}
				x := sheetCode{column: of, code: code}
				if len(parts) > 0 {
					x.findings = checker.CheckParts(parts, row)
				} else {
					x.findings = checker.Check(row)
				}
				if i = -1; len(x.findings) > 0 {
					x.propose(d, r)
					i = len(a.codes)
					a.codes = append(a.codes, x)
				}
				seen[at] = i
			}
			if a.count++; i >= 0 {
				a.codes[i].rows = append(a.codes[i].rows, n)
			}
		}
	}
}

// propose takes over the likely codes that a line can have, and chooses the
// first that somebody vouches for. What the row is understood to have already
// is no change.
func (x *sheetCode) propose(d *Desk, r *intake.Row) {
	scheme := d.session.Dataset().Functional
	if x.column == intake.ColumnOf(budget.FieldEconomic) {
		scheme = d.session.Dataset().Economic
	}
	field, _ := x.column.Field()
	for i := range x.findings {
		for _, l := range x.findings[i].Likely {
			it, ok := scheme.Lookup(l.Code.Code)
			if !ok || it.Level != scheme.Levels() || it.Code == field.Get(&r.Line) || len(x.likely) == shownLikely ||
				slices.ContainsFunc(x.likely, func(o edition.Likely) bool { return o.Code.Code == it.Code }) {
				continue
			}
			x.likely = append(x.likely, l)
		}
	}
	if len(x.likely) > 0 && !x.likely[0].Unverified {
		x.choice = x.likely[0].Code.Code
	}
}

// wrong tells that something is wrong for certain.
func (x *sheetCode) wrong() bool {
	return slices.ContainsFunc(x.findings, func(f edition.Finding) bool { return !f.Doubt })
}

func (a *sheetAside) view(d *Desk) []Node {
	if a.long {
		return []Node{el("section", class("aside-sheet"), el("h3", d.say(message.SheetCodes)),
			div("aside-do", el("button", prop("type", "button"), onClick(inAside+"check", func() {
				a.long = false
				a.read(d)
			}), d.say(message.SheetCheck))))}
	}
	if a.sheet == nil || a.count == 0 {
		return nil
	}
	parts := []any{class("aside-sheet"), el("h3", d.say(message.SheetCodes))}
	if a.fixed > 0 {
		parts = append(parts, el("p", prop("role", "status"), d.say(message.SheetCorrects, a.fixed)))
	}
	if len(a.codes) == 0 {
		return []Node{el("section", append(parts, para("hint", d.say(message.SheetNoFault, a.count)))...)}
	}
	wrong, doubt := 0, 0
	var rows []Node
	for i := range a.codes {
		x := &a.codes[i]
		if x.wrong() {
			wrong += len(x.rows)
		} else {
			doubt += len(x.rows)
		}
		if i < shownFindings {
			rows = append(rows, a.row(d, i))
		}
	}
	chosen := a.chosen()
	parts = append(parts,
		el("p", prop("role", "status"), d.say(message.SheetFaults, a.count, wrong, doubt)),
		div("aside-table", prop("tabindex", "0"), prop("role", "region"), prop("aria-label", d.say(message.SheetCodes)),
			table("picture-table", []Node{d.head("", message.SheetRows), d.head("", message.ClassAsWritten), d.head("", message.ClassFault), d.head("", message.SheetTake)}, rows)),
		when(len(a.codes) > shownFindings, func() Node { return para("hint", d.say(message.ClassMoreFound, len(a.codes)-shownFindings)) }),
		when(chosen > 0, func() Node {
			return div("aside-do", el("button", prop("type", "button"), onClick(inAside+"correct", func() { a.correct(d) }), d.say(message.SheetCorrect, chosen)))
		}),
	)
	return []Node{el("section", parts...)}
}

// row is a code with what is wrong and what may be had instead.
func (a *sheetAside) row(d *Desk, i int) Node {
	x := &a.codes[i]
	var where []string
	for _, n := range x.rows {
		where = append(where, strconv.Itoa(a.sheet.Rows[n].At))
	}
	name := inAside + "take " + strconv.Itoa(i)
	options := []Node{option("", d.say(message.SheetAsIs))}
	why := ""
	for _, l := range x.likely {
		options = append(options, option(l.Code.Code, l.Code.Label().In(d.lang)))
		if l.Code.Code == x.choice {
			why = l.Why.In(d.lang)
		}
	}
	field, _ := x.column.Field()
	return el("tr", key(field.String()+" "+strconv.Itoa(i)),
		el("th", prop("scope", "row"), d.aboutRows(where)), cell("", x.code), cellOf(d.faults(x.findings)),
		cellOf(
			el("select", id("aside-take-"+strconv.Itoa(i)), prop("data-value", x.choice), prop("aria-label", d.say(message.SheetTakeOf, x.code)),
				onChange(name, func(v string) { x.choice = v }), options),
			el("p", class("hint"), why)))
}

// chosen is how many rows would get another code.
func (a *sheetAside) chosen() (n int) {
	for i := range a.codes {
		if a.codes[i].choice != "" {
			n += len(a.codes[i].rows)
		}
	}
	return n
}

// correct hands the sheet back with the codes that were chosen. Where a code
// is written once for several rows it is written in each of them, so that no
// row gets one that was chosen for another.
func (a *sheetAside) correct(d *Desk) {
	cells := make(intake.Cells, len(a.cells))
	for r := range cells {
		cells[r] = slices.Clone(a.cells[r])
	}
	put := func(row, column int, text string) {
		for len(cells[row]) <= column {
			cells[row] = append(cells[row], "")
		}
		cells[row][column] = text
	}
	for _, of := range codeColumns {
		choices := make(map[int]string)
		for i := range a.codes {
			if x := &a.codes[i]; x.column == of && x.choice != "" {
				for _, n := range x.rows {
					choices[n] = x.choice
				}
			}
		}
		if len(choices) == 0 {
			continue
		}
		c := a.columns(of)
		for n := range a.sheet.Rows {
			r := &a.sheet.Rows[n]
			code, parts, _ := a.written(of, &c, r)
			choice, has := choices[n]
			switch {
			case has && len(parts) > 0 && len(c.parts) == 3 && len(choice) == 7:
				put(r.At-1, c.parts[0], choice[:3])
				put(r.At-1, c.parts[1], choice[3:5])
				put(r.At-1, c.parts[2], choice[5:])
			case has && len(parts) > 0:
				for i, p := range c.parts {
					if put(r.At-1, p, ""); i == 0 {
						put(r.At-1, p, choice)
					}
				}
			case has:
				put(r.At-1, c.code, a.like(d, of, code, choice))
			case len(parts) == 0 && code != "":
				put(r.At-1, c.code, code)
			}
		}
	}
	a.fixed = a.chosen()
	a.back = joinCells(cells)
	d.ask(Request{Kind: "intake", Data: []byte(a.back)})
}

// like writes a code as the one it replaces was: with its name behind it, or
// alone.
func (a *sheetAside) like(d *Desk, of intake.Column, was, code string) string {
	if !strings.ContainsFunc(was, func(c rune) bool { return unicode.Is(unicode.Han, c) }) {
		return code
	}
	if of == intake.ColumnOf(budget.FieldEconomic) {
		return code + " " + d.session.Dataset().Economic.Name(code)
	}
	return code + " " + d.session.Dataset().Functional.Name(code)
}

// joinCells writes cells as spreadsheets copy them. Rows without cells stay
// rows, and the first shows what cells are separated by.
func joinCells(cells intake.Cells) string {
	var b strings.Builder
	for r, row := range cells {
		if r > 0 {
			b.WriteByte('\n')
		}
		for c, cell := range row {
			if c > 0 {
				b.WriteByte('\t')
			}
			if strings.ContainsAny(cell, "\t\n\r\"") {
				cell = `"` + strings.ReplaceAll(cell, `"`, `""`) + `"`
			}
			b.WriteString(cell)
		}
		if r == 0 || len(row) == 0 {
			b.WriteByte('\t')
		}
	}
	return b.String()
}
