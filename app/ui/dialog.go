package ui

import (
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

const (
	dialogID  = "line-dialog"
	amountID  = "line-amount"
	whyID     = "line-why"
	doubtsID  = "line-doubts"
	wrongID   = "line-wrong"
	fieldBase = "line-field-"
)

// lineDialog adds a line, or shows all of one and changes its dimensions.
type lineDialog struct {
	st   *state
	line string // "" when adding
	pick picker
}

// amountAfter is how many of dialogFields stand before the amount.
const amountAfter = 5

// dialogFields are the dimensions in the dialog, in the order of the form.
var dialogFields = []budget.Field{
	budget.FieldSection, budget.FieldFunction, budget.FieldUnit, budget.FieldKind, budget.FieldSource,
	budget.FieldProject, budget.FieldProjectClass, budget.FieldTask, budget.FieldLevel1Project, budget.FieldEconomic, budget.FieldTransferType, budget.FieldNote,
}

func fieldID(f budget.Field) string { return fieldBase + f.String() }

func (d *lineDialog) render(p *linesPage) app.UI {
	st := d.st
	title := st.say(message.DialogAdd)
	if d.line != "" {
		title = st.say(message.DialogDetails, message.LineNamed.With(d.line, st.session.Title(d.line)))
	}
	return app.Elem("dialog").ID(dialogID).Class("dialog").Attr("aria-labelledby", "line-title").Body(
		app.Form().Class("form").On("submit", func(ctx app.Context, e app.Event) {
			e.PreventDefault()
			d.submit(p)
		}).On("input", func(app.Context, app.Event) { d.doubt() }).Body(
			app.H2().ID("line-title").Text(title),
			div("fields",
				app.Range(dialogFields[:amountAfter]).Slice(func(i int) app.UI { return d.field(dialogFields[i]) }),
				div("field",
					st.label(amountID, message.FieldAmount),
					textInput(amountID, "number"),
				),
				app.Range(dialogFields[amountAfter:]).Slice(func(i int) app.UI { return d.field(dialogFields[amountAfter+i]) }),
				div("field wide",
					st.label(whyID, message.FieldWhy),
					textInput(whyID, "").MaxLength(maxTyped),
				),
			),
			app.P().ID(doubtsID).Class("doubts").Role("status"),
			app.P().ID(wrongID).Class("wrong").Role("alert"),
			app.Div().ID("aside-line"),
			d.background(),
			div("actions",
				st.button("", message.ActionCancel, func(app.Context, app.Event) { d.close(p) }),
				app.Button().Type("submit").Class("primary").Text(st.say(message.ActionApply)),
			),
		),
	)
}

// choice is an option of a select: what files write and what people read.
type choice struct{ value, label string }

// maxTyped keeps names and notes well within what a draft file carries.
const maxTyped = 180

// typed returns what an input holds, without the invisible characters that
// come along from word processors.
func typed(id string) string {
	return strings.TrimSpace(strings.Map(func(r rune) rune {
		if unicode.IsControl(r) {
			return ' '
		}
		return r
	}, input(id)))
}

// none stands for "" in a select: go-app drops an empty value, and an option
// without one takes its label for it.
const none = "-"

func (d *lineDialog) choices(f budget.Field) []choice {
	st := d.st
	undecided := choice{"", st.say(message.FieldChoose)}
	words := func(list []string) []choice {
		out := []choice{undecided}
		for _, w := range list {
			if w != "" {
				out = append(out, choice{w, w})
			}
		}
		return out
	}
	switch f {
	case budget.FieldSection:
		var out []choice
		for s := range budget.Sections {
			out = append(out, choice{s.String(), message.Sections[s].In(st.lang)})
		}
		return out
	case budget.FieldKind:
		out := []choice{undecided}
		for k := budget.Personnel; k < budget.Kinds; k++ {
			out = append(out, choice{k.String(), message.Kinds[k].In(st.lang)})
		}
		return out
	case budget.FieldSource:
		out := []choice{undecided}
		for s := budget.GeneralPublicBudget; s < budget.SourceCount; s++ {
			out = append(out, choice{s.String(), message.Sources[s].In(st.lang)})
		}
		return out
	case budget.FieldProjectClass:
		return words(budget.ProjectClasses())
	case budget.FieldLevel1Project:
		var numbers []string
		for n := range budget.Level1Projects {
			numbers = append(numbers, strconv.Itoa(n+1))
		}
		return words(numbers)
	case budget.FieldTask:
		return words(st.session.Dataset().Tasks)
	case budget.FieldTransferType:
		return words(budget.TransferTypes())
	}
	return nil
}

func (d *lineDialog) field(f budget.Field) app.UI {
	st := d.st
	class := "field"
	var control app.UI
	switch f {
	case budget.FieldFunction, budget.FieldEconomic, budget.FieldUnit:
		control = d.picker(f)
	case budget.FieldProject, budget.FieldNote:
		class = "field wide"
		control = textInput(fieldID(f), "").MaxLength(maxTyped)
	default:
		choices := d.choices(f)
		control = app.Select().ID(fieldID(f)).Body(app.Range(choices).Slice(func(i int) app.UI {
			value := choices[i].value
			if value == "" {
				value = none
			}
			return option(value, choices[i].label, false)
		}))
	}
	return app.Div().Class(class).Body(app.Label().For(fieldID(f)).Text(message.FieldNames[f].In(st.lang)), control)
}

// background says where a line comes from and what was done to it.
func (d *lineDialog) background() app.UI {
	st := d.st
	i, ok := st.session.Now().Find(d.line)
	if !ok {
		return app.Div()
	}
	line := st.session.Now().Line(i)
	var notes []string
	ds := st.session.Dataset()
	if line.Provenance != "" {
		notes = append(notes, st.say(message.ProvenanceIs, ds.Say(line.Provenance)))
	}
	if note := st.publishedNote(i); note != "" {
		notes = append(notes, ds.Say(note).In(st.lang))
	}
	if line.Residual != 0 {
		notes = append(notes, st.say(message.ResidualNote, line.Residual.YuanString()))
	}
	if line.Unit == "" && len(line.UnitCandidates) > 0 {
		var names []string
		for _, u := range line.UnitCandidates {
			names = append(names, st.session.Dataset().UnitName(u))
		}
		notes = append(notes, st.say(message.UnitCandidates, strings.Join(names, " / ")))
	}
	if above := st.above(i, &line); above != "" {
		notes = append(notes, above)
	}
	edits := st.session.EditsOf(d.line)
	return app.Details().Class("background").Open(true).Body(
		app.Summary().Text(st.say(message.History)),
		app.Range(notes).Slice(func(i int) app.UI { return app.P().Text(notes[i]) }),
		app.If(len(edits) == 0, func() app.UI { return app.P().Text(st.say(message.NoHistory)) }),
		app.Ol().Body(app.Range(edits).Slice(func(i int) app.UI {
			text := st.session.Describe(&edits[i]).In(st.lang)
			if edits[i].Why != "" {
				text += st.say(message.Bracketed, edits[i].Why)
			}
			return item(app.Time().DateTime(edits[i].At).Text(localTime(edits[i].At)), app.Text(" "+text))
		})),
	)
}

// above says in which totals a line of spending counts, and what they are.
func (st *state) above(i int, line *budget.Line) string {
	if line.Section != budget.Spending || !st.session.Now().Present(i) {
		return ""
	}
	totals := st.session.Now().Above(i)
	var steps []string
	for level, it := range st.session.Dataset().Functional.Path(line.Function) {
		steps = append(steps, it.Code+" "+it.Name+" "+totals.Function[level].Amount.Grouped())
	}
	slices.Reverse(steps)
	steps = append(steps, st.say(message.TotalSpending)+" "+totals.Total.Amount.Grouped())
	return st.say(message.CountsIn, strings.Join(steps, " → "))
}

// publishedNote is the note a line was published with.
func (st *state) publishedNote(i int) string {
	if !st.session.Now().Published(i) {
		return ""
	}
	return st.session.Dataset().Lines[i].Note
}

// ownNote is the planner's note on a line: the one it was published with is
// shown apart from it.
func (st *state) ownNote(line *budget.Line) string {
	if i, ok := st.session.Now().Find(line.ID); ok && line.Note == st.publishedNote(i) {
		return ""
	}
	return line.Note
}

func localTime(at string) string {
	t, err := time.Parse(time.RFC3339, at)
	if err != nil {
		return at
	}
	return t.Local().Format(time.DateTime)
}

func (d *lineDialog) openAdd(p *linesPage, key string) {
	if why := d.st.session.ReadOnly(); why.Text != nil {
		p.after(&message.Error{Message: why})
		return
	}
	d.line = ""
	line := budget.Line{Kind: budget.Project, Source: budget.GeneralPublicBudget}
	if i, ok := d.st.session.Now().Find(key); ok { // a new line is likely to stand beside the selected one
		near := d.st.session.Now().Line(i)
		line.Section, line.Function, line.Unit, line.Kind, line.Source = near.Section, near.Function, near.Unit, near.Kind, near.Source
		line.ProjectClass, line.Task = near.ProjectClass, near.Task
	} else if code := key[strings.LastIndexByte(key, '.')+1:]; len(code) == 7 {
		line.Function = code
	}
	d.show(p, &line, "")
}

func (d *lineDialog) openDetails(p *linesPage, id string) {
	d.line = id
	i, _ := d.st.session.Now().Find(id)
	line := d.st.session.Now().Line(i)
	amount := ""
	if !line.Blank {
		amount = line.Amount.String()
	}
	d.show(p, &line, amount)
}

func (d *lineDialog) show(p *linesPage, line *budget.Line, amount string) {
	d.pick.field = budget.Fields
	d.st.update()
	for _, f := range dialogFields {
		v := f.Get(line)
		if f == budget.FieldNote {
			v = d.st.ownNote(line)
		}
		switch {
		case v == "" && d.choices(f) != nil:
			v = none
		case v == "":
		case f == budget.FieldFunction:
			v += " " + d.st.session.Dataset().Functional.Name(v)
		case f == budget.FieldEconomic:
			v += " " + d.st.session.Dataset().Economic.Name(v)
		case f == budget.FieldUnit:
			v += " " + d.st.session.Dataset().UnitName(v)
		}
		fill(fieldID(f), v)
	}
	element(fieldID(budget.FieldSection)).Set("disabled", d.line != "")
	fill(amountID, amount)
	fill(whyID, "")
	element(wrongID).Set("textContent", "")
	d.doubt()
	if el := element(dialogID); !el.Get("open").Bool() {
		el.Call("showModal")
	}
	d.st.tellDesk("aside", "line", d.line)
	first := fieldID(budget.FieldFunction)
	if d.line != "" {
		first = amountID
	}
	element(first).Call("focus")
}

func (d *lineDialog) close(p *linesPage) {
	element(dialogID).Call("close")
	p.focusGrid()
}

// read returns the dimension as files write it; a code may be followed by its
// name, or be given by its name alone.
func (d *lineDialog) read(f budget.Field) string {
	v := typed(fieldID(f))
	if v == none && d.choices(f) != nil {
		return ""
	}
	scheme := d.st.session.Dataset().Functional
	code, _ := codeAndName(v)
	switch f {
	case budget.FieldEconomic:
		scheme = d.st.session.Dataset().Economic
	case budget.FieldUnit:
		for _, u := range d.st.session.Dataset().Units {
			if u.Code == code || u.Name == v {
				return u.Code
			}
		}
		return code
	case budget.FieldFunction:
	default:
		return v
	}
	if _, ok := scheme.Lookup(code); ok {
		return code
	}
	for _, it := range scheme.Items() {
		if it.Level == scheme.Levels() && it.Name == v {
			return it.Code
		}
	}
	return code
}

// codeAndName takes a code and the name that follows it apart.
func codeAndName(v string) (code, name string) {
	code, name, _ = strings.Cut(v, " ")
	return code, strings.TrimSpace(name)
}

func (d *lineDialog) submit(p *linesPage) {
	edits, err := d.edits()
	if err == nil {
		err = d.st.session.ApplyAll(edits, editTime())
	}
	if err != nil {
		element(wrongID).Set("textContent", message.Explain(err, d.st.lang))
		p.after(nil)
		return
	}
	d.close(p)
	if len(edits) == 0 {
		return
	}
	last := edits[len(edits)-1]
	d.st.tell(d.st.session.Describe(&last))
	d.st.session.Reveal(last.LineID())
	p.after(nil)
	element(gridID).Call("select", last.LineID(), "draft")
	p.focusGrid()
}

// edits works out what the form asks for.
func (d *lineDialog) edits() ([]budget.Edit, error) {
	why := typed(whyID)
	text := input(amountID)
	if d.line == "" {
		line := budget.Line{ID: d.st.session.NewID()}
		for _, f := range dialogFields {
			if err := f.Set(&line, d.read(f)); err != nil {
				return nil, d.named(f, err)
			}
		}
		r, err := money.Read(text, money.Wan)
		if err != nil {
			return nil, message.At(d.st.say(message.FieldAmount), err)
		}
		line.Amount = r.Amount
		return []budget.Edit{{Op: budget.Add, New: &line, Why: why}}, nil
	}
	i, _ := d.st.session.Now().Find(d.line)
	line := d.st.session.Now().Line(i)
	var edits []budget.Edit
	change := budget.Edit{Op: budget.Change, Line: d.line, Why: why}
	for _, f := range dialogFields[1:] {
		was := f.Get(&line)
		if f == budget.FieldNote {
			was = d.st.ownNote(&line)
		}
		if v := d.read(f); v != was {
			change.Dimensions = append(change.Dimensions, budget.Dimension{Field: f, Value: v})
		}
	}
	if change.Dimensions != nil {
		edits = append(edits, change)
	}
	if line.Blank && strings.TrimSpace(text) == "" {
		return edits, nil
	}
	r, err := money.Read(text, money.Wan)
	if err != nil {
		return nil, message.At(d.st.say(message.FieldAmount), err)
	}
	if line.Blank || r.Amount != line.Amount {
		edits = append(edits, budget.Edit{Op: budget.Set, Line: d.line, Amount: r.Amount, Why: why})
	}
	return edits, nil
}

func (d *lineDialog) named(f budget.Field, err error) error {
	return message.At(message.FieldNames[f].In(d.st.lang), err)
}
