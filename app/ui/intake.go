package ui

import (
	"errors"
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/app/session"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/intake"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

const (
	intakeID      = "intake-dialog"
	intakeTextID  = "intake-text"
	intakeUnitID  = "intake-unit"
	intakeNameID  = "intake-name"
	intakeYearID  = "intake-year"
	intakeCodeID  = "intake-code"
	intakeUnitsID = "intake-units"
	intakeFileID  = "intake-file"
	intakeApplyID = "intake-apply"
	intakeColumn  = "intake-column-"
)

// shownRows is how many rows of a sheet are shown before it is taken; those
// that are wrong come first.
const shownRows = 60

// shownText is how long a file may be that is put into the field of text: a
// browser lays out every line of it.
const shownText = 100_000

// intakeDialog shows what a sheet was understood as, and takes it when agreed:
// into the draft, or as the budget of one's own department.
type intakeDialog struct {
	st    *state
	found bool   // a budget is founded
	from  string // row of the grid that amounts alone go to
	back  func()

	text    string
	cells   intake.Cells
	choices intake.Choices

	sheet    *intake.Sheet
	incoming *session.Incoming
	own      *budget.Own
	edits    []budget.Edit
	err      error
}

// open shows a sheet for the draft; without text it asks for one.
func (d *intakeDialog) open(text, from string, back func()) {
	*d = intakeDialog{st: d.st, from: from, back: back, choices: intake.Choices{Heads: -1}}
	d.show(text)
}

// openFounding asks for a department and its lines.
func (d *intakeDialog) openFounding(back func()) {
	*d = intakeDialog{st: d.st, found: true, back: back, choices: intake.Choices{Heads: -1}}
	fill(intakeNameID, "")
	fill(intakeYearID, strconv.Itoa(editTime().Year()+1)) // next year's budget is what is drafted
	fill(intakeCodeID, "")
	fill(intakeUnitsID, "")
	d.show("")
}

func (d *intakeDialog) show(text string) {
	fill(intakeTextID, "")
	if len(text) <= shownText {
		fill(intakeTextID, text)
	}
	d.read(text)
	if el := element(intakeID); !el.Get("open").Bool() {
		el.Call("showModal")
	}
	switch {
	case d.found:
		d.st.rendered(func() { element(intakeNameID).Call("focus") }) // hidden until then
	case d.incoming != nil && d.err == nil:
		d.st.rendered(func() { element(intakeApplyID).Call("focus") })
	default:
		element(intakeTextID).Call("focus")
	}
}

// read understands a text anew; what was chosen for another one is forgotten.
func (d *intakeDialog) read(text string) {
	d.text, d.cells, d.choices = text, nil, intake.Choices{Heads: -1}
	d.work()
}

// replace reads a text instead, as the one before was understood.
func (d *intakeDialog) replace(text string) {
	d.text, d.cells = text, nil
	if len(text) <= shownText {
		fill(intakeTextID, text)
	}
	d.work()
	d.st.update()
}

// work works out what the sheet would do, as things are chosen now, and has its
// codes checked.
func (d *intakeDialog) work() {
	d.understand()
	as := ""
	if d.sheet != nil {
		as = strconv.Itoa(d.sheet.Heads)
		for _, c := range d.sheet.Columns {
			as += " " + strconv.Itoa(int(c))
		}
	}
	d.st.tellDesk("aside", "intake", as, d.text)
}

func (d *intakeDialog) understand() {
	d.sheet, d.incoming, d.own, d.edits, d.err = nil, nil, nil, nil, nil
	if d.cells == nil && strings.TrimSpace(d.text) != "" {
		if d.cells, d.err = intake.Split(d.text); d.err != nil {
			return
		}
	}
	if d.found {
		d.foundOf()
		return
	}
	if d.cells == nil {
		return
	}
	d.incoming, d.err = d.st.session.Incoming(d.cells, d.choices, d.from)
	if d.incoming != nil {
		d.sheet = d.incoming.Sheet
	}
}

// foundOf works out the budget that would be founded.
func (d *intakeDialog) foundOf() {
	own := budget.Own{Department: budget.Unit{Code: typed(intakeCodeID), Name: typed(intakeNameID)}, Year: typed(intakeYearID)}
	own.Units = unitsTyped(intakeUnitsID)
	if d.cells == nil {
		d.own = &own
		_, d.err = own.Dataset(d.st.session.Dataset())
		return
	}
	own.Department.Name, own.Year = d.st.say(message.DraftUntitled), "2000" // so that the sheet is shown before they are typed
	if d.sheet, d.own, d.edits, d.err = intake.Found(d.cells, own, d.st.session.Dataset(), d.choices); d.err == nil {
		d.name()
	}
}

// name gives what is founded the name and year that are typed; the sheet need
// not be read again for that.
func (d *intakeDialog) name() {
	if d.own == nil {
		d.work()
		return
	}
	own := *d.own
	own.Department.Name, own.Year = typed(intakeNameID), typed(intakeYearID)
	d.own, d.err = &own, own.Check()
}

func (d *intakeDialog) close() {
	element(intakeID).Call("close")
	d.text, d.cells, d.sheet, d.incoming, d.own, d.edits, d.err = "", nil, nil, nil, nil, nil, nil
	if d.back != nil {
		d.back()
	}
}

func (d *intakeDialog) apply(ctx app.Context) {
	st := d.st
	if d.found {
		d.name()
	}
	if d.err != nil || d.sheet == nil && !d.found {
		st.update()
		return
	}
	if d.found {
		own, edits := d.own, d.edits
		d.close()
		st.begin(ctx, own, edits)
		return
	}
	x := d.incoming
	if x.Added+x.Changed == 0 {
		return
	}
	if d.err = st.session.Take(x, editTime()); d.err != nil {
		st.update()
		return
	}
	st.tell(message.IntakeTaken.With(x.Added, x.Changed, x.Before.Grouped(), x.After.Grouped()))
	for _, id := range x.Lines {
		if id != "" {
			st.session.Reveal(id)
			break
		}
	}
	d.close()
	st.changed()
}

func (d *intakeDialog) render() app.UI {
	st := d.st
	title := message.IntakeTitle
	if d.found {
		title = message.FoundTitle
	}
	return app.Elem("dialog").ID(intakeID).Class("dialog intake").Attr("aria-labelledby", intakeID+"-title").
		On("close", func(app.Context, app.Event) {
			if d.cells != nil || d.found { // by Escape
				d.close()
			}
		}).Body(
		app.Form().Attr("novalidate", "novalidate").OnSubmit(func(ctx app.Context, e app.Event) {
			e.PreventDefault()
			d.apply(ctx)
		}).Body(
			app.H2().ID(intakeID+"-title").Text(st.say(title)),
			app.Div().Class("fields founding").Hidden(!d.found).Body(
				d.text1("field wide", intakeNameID, message.FoundName, 100, d.name),
				d.text1("field", intakeYearID, message.FoundYear, 4, d.name),
				d.text1("field", intakeCodeID, message.FoundCode, 20, d.work),
				div("field wide",
					st.label(intakeUnitsID, message.FoundUnits),
					app.Textarea().ID(intakeUnitsID).Rows(2).Placeholder(st.say(message.FoundUnitsHint)).OnInput(func(app.Context, app.Event) { d.work() }),
				),
			),
			div("field wide",
				st.label(intakeTextID, message.IntakeText),
				app.Textarea().ID(intakeTextID).Rows(3).Wrap("off").Placeholder(st.say(message.IntakeTextHint)).OnInput(func(ctx app.Context, _ app.Event) {
					d.read(ctx.JSSrc().Get("value").String())
				}),
			),
			div("intake-choices",
				st.tool("open", "", message.IntakeFile, func(app.Context, app.Event) { element(intakeFileID).Call("click") }),
				app.Input().Type("file").ID(intakeFileID).Hidden(true).Accept(".csv,.tsv,.txt,text/csv").OnChange(func(ctx app.Context, _ app.Event) {
					st.textOf(ctx, func(_, text string) {
						fill(intakeTextID, "")
						if len(text) <= shownText {
							fill(intakeTextID, text)
						}
						if d.read(text); d.err == nil {
							st.rendered(func() { element(intakeApplyID).Call("focus") })
						}
					}, func(err error) { d.err = err })
				}),
				app.If(d.sheet != nil && d.sheet.Cells != nil, func() app.UI { return d.unit() }),
			),
			app.P().Role("status").Text(d.says()),
			app.If(d.sheet != nil && len(d.sheet.Columns) > 0, func() app.UI { return d.preview() }),
			app.Div().ID("aside-intake"),
			app.P().Class("wrong").Role("alert").Text(d.wrong()),
			div("actions",
				st.button("", message.ActionCancel, func(app.Context, app.Event) { d.close() }),
				app.Button().Type("submit").ID(intakeApplyID).Class("primary").Text(st.say(d.agree())),
			),
		),
	)
}

func (d *intakeDialog) agree() *message.Text {
	if d.found {
		return message.FoundAgree
	}
	return message.IntakeAgree
}

func (d *intakeDialog) text1(class, id string, label *message.Text, limit int, changed func()) app.UI {
	return app.Div().Class(class).Body(
		app.Label().For(id).Text(d.st.say(label)),
		textInput(id, "").MaxLength(limit).OnInput(func(app.Context, app.Event) { changed() }),
	)
}

// unit chooses what amounts are in.
func (d *intakeDialog) unit() app.UI {
	st := d.st
	text := message.IntakeUnitGuessed
	if d.sheet.Says {
		text = message.IntakeUnitSaid
	}
	options := []struct {
		value string
		name  *message.Text
		unit  money.Amount
	}{{"wan", message.UnitWan, money.Wan}, {"yuan", message.UnitYuan, money.Yuan}}
	return app.Span().Class("field-inline").Body(
		app.Label().For(intakeUnitID).Text(st.say(text)),
		app.Select().ID(intakeUnitID).OnChange(func(ctx app.Context, _ app.Event) {
			d.choices.Unit = money.Wan
			if ctx.JSSrc().Get("value").String() == "yuan" {
				d.choices.Unit = money.Yuan
			}
			d.work()
		}).Body(app.Range(options).Slice(func(i int) app.UI {
			return option(options[i].value, st.say(options[i].name), d.sheet.Unit == options[i].unit)
		})),
	)
}

// says is what would happen, in a sentence.
func (d *intakeDialog) says() string {
	st := d.st
	switch {
	case d.sheet == nil || d.err != nil && d.incoming == nil && d.own == nil:
		return ""
	case d.found:
		return st.say(message.FoundSays, len(d.sheet.Rows)-d.sheet.Wrong(), d.sheet.Sum.Grouped(), d.sheet.LastYear.Grouped(), len(d.own.Units))
	case d.incoming != nil && d.err == nil:
		return st.say(message.IntakeSays, d.incoming.Added, d.incoming.Changed, d.incoming.Before.Grouped(), d.incoming.After.Grouped())
	}
	return ""
}

func (d *intakeDialog) wrong() string {
	st := d.st
	if d.err != nil {
		if d.found && d.cells == nil && typed(intakeNameID) == "" {
			return "" // nothing has been typed yet
		}
		return message.Explain(d.err, st.lang)
	}
	if d.sheet == nil {
		return ""
	}
	var all []string
	if n := d.sheet.Wrong(); n > 0 {
		all = append(all, st.say(message.IntakeWrong, n))
	}
	for _, total := range d.sheet.Totals {
		if total.Added != total.Stated {
			all = append(all, st.say(message.LineNamed, st.say(message.IntakeRowAt, total.At), st.say(message.IntakeTotalDiffers, total.Name, total.Stated.GroupedExact(), total.Added.GroupedExact())))
		}
	}
	return strings.Join(all, "；")
}

// preview is the sheet as it was understood: what each column is, and what each
// row becomes.
func (d *intakeDialog) preview() app.UI {
	st := d.st
	s := d.sheet
	heads := []app.UI{app.Th().Scope("col").Text("#"), st.head("", message.IntakeBecomes)}
	for c := range s.Columns {
		heads = append(heads, app.Th().Scope("col").Body(
			app.Select().ID(intakeColumn+strconv.Itoa(c)).Aria("label", st.say(message.IntakeColumnIs, c+1)).OnChange(func(ctx app.Context, _ app.Event) {
				as, _ := strconv.Atoi(ctx.JSSrc().Get("value").String())
				columns := make(map[int]intake.Column)
				for at, is := range d.choices.Columns {
					columns[at] = is
				}
				columns[c] = intake.Column(as)
				d.choices.Columns = columns
				d.work()
			}, app.EventScope(c)).Body(d.columnOptions(s.Columns[c])...),
		))
	}
	rows := d.rows()
	return app.Div().Class("intake-preview").TabIndex(0).Role("region").Aria("label", st.say(message.IntakePreview)).Body(
		app.Table().Body(app.THead().Body(tr(heads...)), app.TBody().Body(rows...)),
	)
}

func (d *intakeDialog) columnOptions(chosen intake.Column) []app.UI {
	options := make([]app.UI, 0, intake.Columns)
	for c := range intake.Columns {
		options = append(options, option(strconv.Itoa(int(c)), d.st.say(c.Name()), c == chosen))
	}
	return options
}

func (d *intakeDialog) rows() []app.UI {
	s := d.sheet
	var rows []app.UI
	for _, wrong := range []bool{true, false} {
		for i := range s.Rows {
			if len(rows) == shownRows {
				break
			}
			if (s.Rows[i].Err != nil) == wrong {
				rows = append(rows, d.row(i))
			}
		}
	}
	if more := len(s.Rows) - len(rows); more > 0 {
		rows = append(rows, tr(app.Td().ColSpan(len(s.Columns)+2).Text(d.st.say(message.IntakeMore, more))))
	}
	return rows
}

func (d *intakeDialog) row(i int) app.UI {
	st, s := d.st, d.sheet
	r := &s.Rows[i]
	outcome, says := "outcome", d.outcome(i)
	if r.Err != nil {
		outcome, says = "outcome refused", message.Explain(r.Err, st.lang)
		var said *message.Error
		if errors.As(r.Err, &said) {
			says = said.In(st.lang) // the row is its place
		}
	}
	for _, doubt := range r.Doubts {
		says += " ⚠ " + doubt.In(st.lang)
	}
	cells := []app.UI{app.Th().Scope("row").Text(strconv.Itoa(r.At)), app.Td().Class(outcome).Text(says)}
	for c, as := range s.Columns {
		text, class := "", ""
		if c < len(s.Cells[r.At-1]) {
			text = s.Cells[r.At-1][c]
		}
		switch {
		case as == intake.Nothing:
			class = "unused"
		case as == intake.Amount && !r.Line.Blank:
			class, text = "amount", r.Line.Amount.GroupedExact()
		case as == intake.LastYear && r.HasLastYear:
			class, text = "amount", r.LastYear.GroupedExact()
		case text == "":
			for _, f := range r.Filled {
				if as == intake.ColumnOf(f) {
					class, text = "filled", "↓ "+st.worded(f, &r.Line)
				}
			}
		}
		cell := app.Td().Text(text)
		if class != "" {
			cell = cell.Class(class)
		}
		cells = append(cells, cell)
	}
	return tr(cells...)
}

// worded is a dimension of a line as people read it.
func (st *state) worded(f budget.Field, line *budget.Line) string {
	switch f {
	case budget.FieldUnit:
		if name := st.session.Dataset().UnitName(line.Unit); name != "" {
			return name
		}
	case budget.FieldKind:
		return message.Kinds[line.Kind].In(st.lang)
	case budget.FieldSource:
		return message.Sources[line.Source].In(st.lang)
	}
	return f.Get(line)
}

// outcome is what a row becomes.
func (d *intakeDialog) outcome(i int) string {
	st := d.st
	if d.incoming == nil {
		if d.sheet.Rows[i].Line.Blank {
			return st.say(message.IntakeEnded)
		}
		return st.say(message.IntakeNew)
	}
	if i >= len(d.incoming.Lines) || d.incoming.Lines[i] == "" {
		return st.say(message.IntakeSame)
	}
	id := d.incoming.Lines[i]
	if _, there := st.session.Now().Find(id); there {
		return st.say(message.IntakeChanges, message.LineNamed.With(id, st.session.Title(id)))
	}
	return st.say(message.IntakeNew)
}

// textOf reads the file that was chosen as a table that offices save.
func (st *state) textOf(ctx app.Context, then func(name, text string), refuse func(error)) {
	picker := ctx.JSSrc()
	file := picker.Get("files").Index(0)
	if !file.Truthy() {
		return
	}
	name := file.Get("name").String()
	if file.Get("size").Float() > budget.MaxDraftBytes {
		refuse(message.At(name, message.DraftTooLarge.Error(budget.MaxDraftBytes>>20)))
		return
	}
	app.Window().Get("suanpan").Call("textOf", file).Then(func(text app.Value) {
		ctx.Dispatch(func(app.Context) {
			picker.Set("value", "") // so that the same file can be chosen again
			then(name, text.String())
		})
	})
}
