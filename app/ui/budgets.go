package ui

import (
	"context"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/app/store"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
)

const (
	budgetsID     = "budgets-dialog"
	budgetsFileID = "budgets-file"
	draftName     = "draft" // the document of the first budget
	prefBudgets   = "budgets"
	prefBudget    = "budget"
)

// shelved is a budget of this browser: the document it is kept in and what it
// was last called. One that is put away is only read until it is taken out.
type shelved struct {
	doc, title string
	away       bool
}

// shelf is the budgets kept side by side, in the order in which they were made.
type shelf []shelved

func (b shelf) at(doc string) *shelved {
	if i := slices.IndexFunc(b, func(s shelved) bool { return s.doc == doc }); i >= 0 {
		return &b[i]
	}
	return nil
}

// String writes the shelf as a preference, a budget a line.
func (b shelf) String() string {
	var s strings.Builder
	for _, x := range b {
		s.WriteString(x.doc + "\t" + strconv.FormatBool(x.away) + "\t" + strings.Join(strings.Fields(x.title), " ") + "\n")
	}
	return s.String()
}

func readShelf(text string) shelf {
	var b shelf
	for line := range strings.Lines(text) {
		if f := strings.SplitN(strings.TrimSuffix(line, "\n"), "\t", 3); len(f) == 3 && f[0] != "" && b.at(f[0]) == nil {
			b = append(b, shelved{f[0], f[2], f[1] == "true"})
		}
	}
	return b
}

// readBudgets finds the budgets of this browser and which one this tab had
// open. A budget that is kept and that the list lost is found again.
func (st *state) readBudgets(ctx context.Context) {
	text, _, _ := st.keeper.LoadPref(ctx, prefBudgets)
	st.budgets = readShelf(text)
	for _, doc := range append([]string{draftName}, st.keeper.Documents(ctx)...) {
		if st.budgets.at(doc) == nil {
			st.budgets = append(st.budgets, shelved{doc: doc})
		}
	}
	st.doc = draftName
	last, _, _ := st.keeper.LoadPref(ctx, prefBudget)
	for _, doc := range []string{last, st.keeper.Tab("")} {
		if st.budgets.at(doc) != nil {
			st.doc = doc
		}
	}
}

// note keeps what the budget that is open is called now.
func (st *state) note() {
	at := st.budgets.at(st.doc)
	if at == nil {
		st.budgets = append(st.budgets, shelved{doc: st.doc})
		at = &st.budgets[len(st.budgets)-1]
	}
	title := st.session.Dataset().Title
	if name := st.session.Now().Name(); name != "" {
		title = name + " · " + title
	}
	if at.title != title {
		at.title = title
		st.saveBudgets()
	}
}

func (st *state) saveBudgets() {
	text, doc := st.budgets.String(), st.doc
	st.keeper.Tab(doc)
	go func() { // a list that cannot be kept is found again from the documents
		_ = st.keeper.SavePref(context.Background(), prefBudgets, text)
		_ = st.keeper.SavePref(context.Background(), prefBudget, doc)
	}()
}

// turnTo opens another budget once everything of this one is saved, and then
// does what comes after.
func (st *state) turnTo(doc string, then func()) {
	if st.pen.waiting() > 0 {
		st.refuse(message.BudgetsUnsaved.Error())
		st.changed()
		return
	}
	st.pen.down()
	st.session.SetReadOnly(message.StillReading.With())
	if st.store != nil {
		if err := st.store.Close(); err != nil {
			st.findings = append(st.findings, message.Verbatim.With(err.Error()))
		}
	}
	st.doc, st.notice, st.saved = doc, message.Message{}, message.SaveReading.With()
	st.walk = walk{}
	if st.budgets.at(doc) == nil {
		st.budgets = append(st.budgets, shelved{doc: doc})
	}
	st.read(context.Background())
	if st.blocked == nil {
		st.tell(message.BudgetTurned.With(st.draftName(), st.session.Dataset().Title))
	}
	if then != nil && st.session.ReadOnly().Text == nil {
		then()
	}
	st.note()
	st.saveBudgets()
	st.changed()
}

// newDocument is a name no document of this browser has had.
func (st *state) newDocument() string {
	return draftName + "-" + strconv.FormatInt(time.Now().UnixMilli(), 36)
}

// begin opens a budget of one's own beside those there are.
func (st *state) begin(_ app.Context, own *budget.Own, edits []budget.Edit) {
	go st.turnTo(st.newDocument(), func() {
		if err := st.session.Begin(own, "", edits, editTime()); err != nil {
			st.refuse(err)
			return
		}
		st.tell(message.FoundDone.With(st.session.Dataset().Title))
	})
}

// putAway says whether a budget may be changed.
func (st *state) putAway(doc string, away bool) {
	at := st.budgets.at(doc)
	if at == nil {
		return
	}
	at.away = away
	switch {
	case doc != st.doc:
	case away && st.session.ReadOnly().Text == nil:
		st.session.SetReadOnly(message.BudgetAway.With())
	case !away && st.session.ReadOnly().Text == message.BudgetAway:
		st.session.SetReadOnly(message.Message{})
	}
	st.saveBudgets()
	st.tellDesk("deskRestore")
	st.changed()
}

// fresh opens a draft as another budget and puts all others away, or says why
// it did nothing.
func (st *state) fresh(data []byte, name string) error {
	doc, err := st.newDocument(), error(message.BudgetsUnsaved.Error())
	st.turnTo(doc, func() {
		if err = st.session.Open(data, name); err != nil {
			return
		}
		for i := range st.budgets {
			st.budgets[i].away = st.budgets[i].doc != doc
		}
		st.tell(message.Verbatim.With(name))
	})
	if st.doc == doc && st.session.ReadOnly().Text != nil {
		err = &message.Error{Message: st.session.ReadOnly()}
	}
	return err
}

// budgetTitle is what the budget that is open is called in the head.
func (st *state) budgetTitle() string {
	if st.session.Department() == nil {
		return st.say(message.Tagline)
	}
	return st.session.Dataset().Title
}

func (st *state) budgetsDialog() app.UI {
	turn := func(doc string, then func()) {
		element(budgetsID).Call("close")
		go st.turnTo(doc, then)
	}
	item := func(b shelved) app.UI {
		title := b.title
		if title == "" {
			title = st.say(message.BudgetUnread, b.doc)
		}
		button := app.Button().Type("button").Class("budget").Body(
			app.Span().Text(title),
			app.If(b.doc == st.doc, func() app.UI { return span("hint", st.say(message.BudgetOpen)) }),
		).OnClick(func(app.Context, app.Event) {
			if b.doc != st.doc {
				turn(b.doc, nil)
			}
		}, app.EventScope(b.doc))
		if b.doc == st.doc {
			button = button.Aria("current", "true")
		}
		return app.Li().Body(button)
	}
	var out, away []shelved
	for _, b := range st.budgets {
		if b.away {
			away = append(away, b)
		} else {
			out = append(out, b)
		}
	}
	current := st.budgets.at(st.doc)
	isAway := current != nil && current.away
	lock := message.BudgetPutAway
	if isAway {
		lock = message.BudgetTakeOut
	}
	return st.modal(budgetsID, "budgets", st.say(message.BudgetsTitle),
		app.Ul().Body(app.Range(out).Slice(func(i int) app.UI { return item(out[i]) })),
		app.If(len(away) > 0, func() app.UI {
			return app.Details().Open(isAway).Body(
				app.Summary().Text(st.say(message.BudgetsAway, len(away))),
				app.Ul().Body(app.Range(away).Slice(func(i int) app.UI { return item(away[i]) })),
			)
		}),
		div("budget-actions",
			app.Button().Type("button").Text(st.say(message.FoundTitle)+"…").OnClick(func(app.Context, app.Event) {
				element(budgetsID).Call("close")
				st.intake.openFounding(nil)
			}),
			st.button("", message.BudgetNew, func(app.Context, app.Event) { turn(st.newDocument(), nil) }),
			st.button("", message.BudgetFile, func(app.Context, app.Event) { element(budgetsFileID).Call("click") }),
			app.Input().Type("file").ID(budgetsFileID).Hidden(true).Accept(".json,application/json").OnChange(func(ctx app.Context, _ app.Event) {
				st.textOf(ctx, func(name, text string) {
					if err := st.session.CanRead([]byte(text), name); err != nil {
						element(budgetsID).Call("close")
						st.refuse(message.DraftNotOpened.Error(err))
						st.changed()
						return
					}
					turn(st.newDocument(), func() {
						if err := st.session.Open([]byte(text), name); err != nil {
							st.refuse(err)
							return
						}
						st.tell(message.DraftOpened.With(st.draftName(), st.session.Totals().Edits))
					})
				}, st.refuse)
			}),
			app.If(st.session.Department() != nil && !isAway, func() app.UI {
				return app.Button().Type("button").Text(st.say(message.DepartmentTitle) + "…").OnClick(func(app.Context, app.Event) {
					element(budgetsID).Call("close")
					st.department.open()
				})
			}),
			st.button("", lock, func(app.Context, app.Event) { st.putAway(st.doc, !isAway) }, isAway),
			app.Button().Type("button").Text(st.say(message.BudgetAfresh)).Title(st.say(message.BudgetAfreshHint)).OnClick(func(app.Context, app.Event) {
				st.putAway(st.doc, true)
				turn(st.newDocument(), func() { st.tell(message.BudgetAfreshDone.With()) })
			}),
		),
		para("hint", st.say(message.BudgetAfreshHint)),
		div("actions",
			st.closing(budgetsID, message.TraceClose),
		),
	)
}

// read opens the document of the budget that is turned to.
func (st *state) read(ctx context.Context) {
	st.keeper = newKeeper(st.doc)
	s, opened, err := store.Open(ctx, st.keeper.Backing(), store.Options{Now: time.Now, Lost: st.lost})
	st.store = s
	st.arrived(ctx, opened, err)
	if err == nil {
		// what was set aside is offered for download; failing to list it is
		// already among the findings
		st.kept, _ = s.Kept(ctx)
		st.changed()
	}
}

// departmentDialog changes name, year and units of a budget of one's own.
type departmentDialog struct {
	st  *state
	err error
}

const (
	departmentID      = "department-dialog"
	departmentNameID  = "department-name"
	departmentYearID  = "department-year"
	departmentCodeID  = "department-code"
	departmentUnitsID = "department-units"
)

func (d *departmentDialog) open() {
	own := d.st.session.Department()
	fill(departmentNameID, own.Department.Name)
	fill(departmentYearID, own.Year)
	fill(departmentCodeID, own.Department.Code)
	var units strings.Builder
	for _, u := range d.st.session.Dataset().Units {
		units.WriteString(u.Code + " " + u.Name + "\n")
	}
	fill(departmentUnitsID, units.String())
	d.err = nil
	d.st.update()
	element(departmentID).Call("showModal")
	element(departmentNameID).Call("focus")
}

// unitsTyped reads units as they are typed, one a line: code and name.
func unitsTyped(id string) []budget.Unit {
	var units []budget.Unit
	for line := range strings.Lines(element(id).Get("value").String()) {
		if words := strings.Fields(line); len(words) > 0 {
			units = append(units, budget.Unit{Code: words[0], Name: strings.Join(words[1:], " ")})
		}
	}
	return units
}

func (d *departmentDialog) render() app.UI {
	st := d.st
	wrong := ""
	if d.err != nil {
		wrong = message.Explain(d.err, st.lang)
	}
	return app.Elem("dialog").ID(departmentID).Class("dialog").Attr("aria-labelledby", departmentID+"-title").Body(
		app.Form().Attr("novalidate", "novalidate").OnSubmit(func(_ app.Context, e app.Event) {
			e.PreventDefault()
			d.err = st.session.SetDepartment(budget.Unit{Code: typed(departmentCodeID), Name: typed(departmentNameID)}, typed(departmentYearID), unitsTyped(departmentUnitsID))
			if d.err == nil {
				element(departmentID).Call("close")
				st.note()
				st.changed()
			}
		}).Body(
			app.H2().ID(departmentID+"-title").Text(st.say(message.DepartmentTitle)),
			div("fields",
				st.field("field wide", departmentNameID, message.FoundName, 100),
				st.field("field", departmentYearID, message.FoundYear, 4),
				st.field("field", departmentCodeID, message.FoundCode, 20),
				div("field wide",
					st.label(departmentUnitsID, message.DepartmentUnits),
					app.Textarea().ID(departmentUnitsID).Rows(8),
				),
			),
			app.P().Class("wrong").Role("alert").Text(wrong),
			div("actions",
				st.closing(departmentID, message.ActionCancel),
				app.Button().Type("submit").Class("primary").Text(st.say(message.ActionApply)),
			),
		),
	)
}
