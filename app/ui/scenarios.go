package ui

import (
	"cmp"
	"context"
	"encoding/csv"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/app/session"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/scenario"
)

const (
	titleID     = "scenario-name"
	authorID    = "author"
	lockID      = "lock-dialog"
	lockOpenID  = "lock-open"
	roundID     = "lock-round"
	branchID    = "branch-dialog"
	branchName  = "branch-name"
	historyID   = "history-filter"
	overID      = "over-" // with its place in the list
	ceilingBy   = "ceiling-by"
	ceilingOf   = "ceiling-of"
	ceilingMost = "ceiling-amount"
)

// shownPast is how many steps of the history are shown at once.
const shownPast = 200

// scenarioPage is 情景: what became of the draft step by step, what it is held
// to, and handing it over.
type scenarioPage struct {
	app.Compo
	st     *state
	filter string
	branch session.Past // what a new scenario is to be made from
	wrong  error        // with what was typed as a ceiling
	all    bool         // show the whole history
}

func (p *scenarioPage) OnNav(ctx app.Context) {
	p.st.entitle(ctx, message.PageScenarios)
	p.st.showDesk(ctx, "scenarios")
}

func (p *scenarioPage) OnMount(ctx app.Context) {
	p.st.mount(ctx, p.fill)
	p.fill()
}

// fill puts what the draft is called and who works here into their fields.
func (p *scenarioPage) fill() {
	if !app.IsServer && element(authorID).Truthy() {
		fill(titleID, p.st.session.Now().Name())
		fill(authorID, p.st.session.Author())
	}
}

func (p *scenarioPage) Render() app.UI {
	st := p.st
	if app.IsServer {
		return st.shell("/scenarios", st.h1(message.PageScenarios), para("hint", st.say(message.SaveReading)))
	}
	return st.shell("/scenarios",
		st.h1(message.PageScenarios),
		p.standing(),
		st.deskHost(),
		p.ceilings(),
		p.history(),
		st.modal(lockID, "", st.say(message.LockTitle),
			app.P().Text(st.say(message.LockAsk)),
			div("fields", div("field", st.label(roundID, message.LockRound), app.Select().ID(roundID).Body(p.rounds()...))),
			div("actions", st.closing(lockID, message.ActionCancel), st.button("danger", message.LockDo, p.onLock)),
		),
		st.modal(branchID, "", st.say(message.BranchTitle),
			app.P().Text(st.say(message.BranchAsk, p.branch.Number)),
			div("fields", st.field("field wide", branchName, message.DraftName, 100)),
			div("actions", st.closing(branchID, message.ActionCancel), st.button("primary", message.BranchDo, p.onBranch)),
		),
	)
}

// standing says what the scenario comes from and whether it is locked.
func (p *scenarioPage) standing() app.UI {
	st := p.st
	d := st.session.Now().Draft()
	text := st.say(message.ScenarioOpen, st.draftName())
	if d.Lock.On() {
		text = st.say(message.ScenarioLocked, st.draftName(), message.RoundNames[d.Lock.Round], d.Seal()[:16])
	}
	from := ""
	if d.From.Seal != "" {
		from = st.say(message.ScenarioFrom, cmp.Or(d.From.Name, st.say(message.DraftUntitled)), d.From.Edits)
	}
	return div("standing",
		app.P().Text(text),
		app.If(from != "", func() app.UI { return para("hint", from) }),
		div("toolbar",
			st.tool("", "", message.BranchNow, func(app.Context, app.Event) { p.ask(session.Past{Entry: scenario.Entry{Number: d.Cursor}}) }),
			app.Button().Type("button").ID(lockOpenID).DataSet("live", liveWritable).Text(st.say(message.LockTitle)).OnClick(func(app.Context, app.Event) { element(lockID).Call("showModal") }),
			st.tool("save", "", message.ActionSave, func(app.Context, app.Event) { st.saveFile() }),
			st.label(titleID, message.DraftName),
			textInput(titleID, "").MaxLength(100).OnChange(func(app.Context, app.Event) {
				if err := st.session.SetName(input(titleID)); err != nil {
					st.refuse(err)
				}
				st.note()
				st.changed()
			}),
			st.label(authorID, message.AuthorLabel),
			textInput(authorID, "").MaxLength(100).OnChange(func(app.Context, app.Event) {
				if err := st.session.SetAuthor(input(authorID)); err != nil {
					st.refuse(err)
					st.paint()
					return
				}
				go func() { _ = st.keeper.SavePref(context.Background(), prefAuthor, st.session.Author()) }()
			}),
		),
	)
}

func (p *scenarioPage) rounds() (options []app.UI) {
	for r := budget.FirstUp; r < budget.Rounds; r++ {
		options = append(options, option(r.String(), p.st.say(message.RoundNames[r]), false))
	}
	return options
}

// onLock locks the scenario and hands the file over.
func (p *scenarioPage) onLock(app.Context, app.Event) {
	element(lockID).Call("close")
	st := p.st
	for r := budget.FirstUp; r < budget.Rounds; r++ {
		if r.String() == input(roundID) {
			if err := st.session.Lock(r, editTime()); err != nil {
				st.refuse(err)
				break
			}
			st.saveFile()
			st.tell(message.LockDone.With(message.RoundNames[r]))
			break
		}
	}
	st.changed()
}

// ask asks for the name of a scenario to be made from a step.
func (p *scenarioPage) ask(from session.Past) {
	p.branch = from
	fill(branchName, p.st.say(message.BranchNamed, p.st.draftName(), from.Number))
	element(branchID).Call("showModal")
	element(branchName).Call("select")
	p.st.update()
}

func (p *scenarioPage) onBranch(app.Context, app.Event) {
	st := p.st
	doc := st.newDocument()
	data, err := st.session.Branch(p.branch.Number, p.branch.Left, doc, typed(branchName))
	element(branchID).Call("close")
	if err != nil {
		st.refuse(err)
		st.changed()
		return
	}
	go st.turnTo(doc, func() {
		if err := st.session.Open(data, doc); err != nil {
			st.refuse(err)
			return
		}
		st.tell(message.BranchDone.With(st.draftName()))
	})
}

// ceilings is the list of what spending is held to, what is over first.
func (p *scenarioPage) ceilings() app.UI {
	st := p.st
	standings := st.session.Standings()
	var rows []app.UI
	for i, s := range standings {
		class, over := "amount", "—"
		if s.Over() > 0 {
			class, over = "amount negative", s.Over().GroupedExact()
		}
		name := p.ceilingName(s.Ceiling)
		rows = append(rows, tr(
			app.Th().Scope("row").Body(app.A().ID(overID+strconv.Itoa(i)).Href("/?find="+url.QueryEscape(s.Key)).Text(name)),
			cell("amount", s.Amount.GroupedExact()), cell("amount", s.Now.GroupedExact()), cell(class, over),
			cellOf(plain("", st.say(message.CeilingDrop), func(app.Context, app.Event) { p.setCeiling(s.Ceiling, false) }, s.By, s.Key).
				DataSet("live", liveWritable).Aria("label", st.say(message.CeilingDrop)+" "+name)),
		))
	}
	wrong := ""
	if p.wrong != nil {
		wrong = message.Explain(p.wrong, st.lang)
	}
	return app.Section().Class("ceilings").Body(
		st.h2(message.CeilingsTitle),
		para("hint", st.say(message.CeilingsIntro)),
		app.If(len(rows) > 0, func() app.UI {
			return app.Table().Class("picture-table").Body(
				app.THead().Body(tr(
					st.head("", message.CeilingOf), st.head("amount", message.CeilingsTitle), st.head("amount", message.GridDraft),
					st.head("amount", message.CeilingOver), st.head("", message.CeilingDrop),
				)),
				app.TBody().Body(rows...),
			)
		}),
		app.Form().Class("toolbar").Attr("novalidate", "novalidate").OnSubmit(p.onCeiling).Body(
			st.label(ceilingBy, message.CeilingOf),
			app.Select().ID(ceilingBy).Body(
				option(budget.FieldSection.String(), st.say(message.CeilingWhole), false),
				p.by(budget.FieldUnit), p.by(budget.FieldFunction), p.by(budget.FieldProject),
			),
			st.label(ceilingOf, message.CeilingKey),
			textInput(ceilingOf, "").MaxLength(maxTyped),
			st.label(ceilingMost, message.FieldAmount),
			textInput(ceilingMost, "number"),
			app.Button().Type("submit").DataSet("live", liveWritable).Text(st.say(message.CeilingSet)),
			app.Span().Class("wrong").Role("alert").Text(wrong),
		),
	)
}

func (p *scenarioPage) by(f budget.Field) app.UI {
	return option(f.String(), message.FieldNames[f].In(p.st.lang), false)
}

func (p *scenarioPage) ceilingName(c budget.Ceiling) string {
	ds := p.st.session.Dataset()
	switch c.By {
	case budget.FieldUnit:
		return c.Key + " " + ds.UnitName(c.Key)
	case budget.FieldFunction:
		return c.Key + " " + ds.Functional.Name(c.Key)
	case budget.FieldProject:
		return c.Key
	}
	return p.st.say(message.CeilingWhole)
}

func (p *scenarioPage) onCeiling(_ app.Context, e app.Event) {
	e.PreventDefault()
	c := budget.Ceiling{Key: typed(ceilingOf)}
	c.By, _ = budget.FieldByName(input(ceilingBy))
	if u := slices.IndexFunc(p.st.session.Dataset().Units, func(u budget.Unit) bool { return u.Name == c.Key }); c.By == budget.FieldUnit && u >= 0 {
		c.Key = p.st.session.Dataset().Units[u].Code
	}
	r, err := money.Read(input(ceilingMost), money.Wan)
	if p.wrong = err; err != nil {
		return
	}
	c.Amount = r.Amount
	p.setCeiling(c, true)
	if p.wrong == nil {
		fill(ceilingOf, "")
		fill(ceilingMost, "")
	}
}

// setCeiling puts a ceiling in the place of one on the same thing, or takes it
// away.
func (p *scenarioPage) setCeiling(c budget.Ceiling, keep bool) {
	list := slices.DeleteFunc(slices.Clone(p.st.session.Now().Ceilings()), func(x budget.Ceiling) bool { return x.By == c.By && x.Key == c.Key })
	if keep {
		list = append(list, c)
	}
	p.wrong = p.st.session.SetCeilings(list)
	p.st.changed()
}

// history tells every step, the last first.
func (p *scenarioPage) history() app.UI {
	st := p.st
	ds := st.session.Dataset()
	now, _ := st.session.Now().Edits()
	before, day := st.dayBefore()
	steps := p.found()
	more := len(steps) - shownPast
	if more > 0 && !p.all {
		steps = steps[:shownPast]
	}
	var rows []app.UI
	for _, x := range steps {
		class, state := "", ""
		switch {
		case x.Left > 0:
			class, state = "left", st.say(message.HistoryBehind)
		case !x.InEffect:
			class, state = "left", st.say(message.HistoryUndone)
		case x.Number == now:
			class, state = "now", st.say(message.HistoryHere)
		}
		n := st.say(message.HistoryStep, x.Number)
		rows = append(rows, tr(
			cell("amount", strconv.Itoa(x.Number)),
			cellOf(app.Text(p.says(ds, &x)), app.If(state != "", func() app.UI { return span("hint", " "+state) })),
			cell("", when(x.Edit.At)), cell("", x.Edit.By), cell("", x.Edit.Why),
			cellOf(
				app.If(x.Left == 0 && x.Number != now, func() app.UI {
					return plain("link", st.say(message.HistoryGo), func(app.Context, app.Event) { st.goTo(x.Number) }, x.Number).
						DataSet("live", liveWritable).Aria("label", st.say(message.HistoryGo)+" "+n)
				}),
				plain("link", st.say(message.HistoryBranch), func(app.Context, app.Event) { p.ask(x) }, x.Number, x.Left).Aria("label", st.say(message.HistoryBranch)+" "+n),
			),
		).Class(class))
	}
	return app.Section().Class("history").Body(
		st.h2(message.HistoryTitle),
		div("toolbar",
			st.label(historyID, message.FilterLabel),
			app.Input().Type("search").ID(historyID).AutoComplete(false).MaxLength(100).Placeholder(st.say(message.HistoryHint)).OnInput(func(app.Context, app.Event) { p.filter = input(historyID) }),
			st.tool("", "", message.HistoryStart, func(app.Context, app.Event) { st.goTo(0) }),
			app.If(day != "", func() app.UI {
				return plain("", st.say(message.HistoryBefore, day, before), func(app.Context, app.Event) { st.goTo(before) }, before)
			}),
			st.tool("save", "", message.HistorySave, func(app.Context, app.Event) { p.save() }),
		),
		app.If(len(rows) == 0, func() app.UI { return para("hint", st.say(message.NoHistory)) }).Else(func() app.UI {
			return app.Table().Class("picture-table").Body(
				app.THead().Body(tr(
					st.head("amount", message.HistoryNumber), st.head("", message.HistoryWhat), st.head("", message.HistoryWhen),
					st.head("", message.HistoryWho), st.head("", message.HistoryWhy), st.head("", message.HistoryDo),
				)),
				app.TBody().Body(rows...),
			)
		}),
		app.If(more > 0 && !p.all, func() app.UI {
			return st.button("", message.HistoryAll, func(app.Context, app.Event) { p.all = true })
		}),
	)
}

// found are the steps that answer what is typed.
func (p *scenarioPage) found() []session.Past {
	steps, ds := p.st.session.History(), p.st.session.Dataset()
	if strings.TrimSpace(p.filter) == "" {
		return steps
	}
	return slices.DeleteFunc(steps, func(x session.Past) bool {
		text := strings.Join([]string{p.says(ds, &x), x.Edit.By, x.Edit.Why, x.Edit.At}, "\n")
		found := classification.NewSearchable(text)
		return !found.Finds(p.filter)
	})
}

// says is a step as a sentence. One that was left behind has no line any more.
func (p *scenarioPage) says(ds *budget.Dataset, x *session.Past) string {
	if x.Left > 0 {
		return p.st.session.Describe(&x.Edit).In(p.st.lang)
	}
	return x.Say(ds).In(p.st.lang)
}

func when(at string) string {
	if len(at) < len("2006-01-02T15:04") {
		return at
	}
	return at[:10] + " " + at[11:16]
}

// dayBefore is how many edits stood when the day before today's work ended, and
// which day that was; "" where today's is all there is, or nothing is of today.
func (st *state) dayBefore() (n int, day string) {
	n, day = st.session.Before(editTime().Format(time.DateOnly))
	if now, _ := st.session.Now().Edits(); n == now {
		return 0, ""
	}
	return n, day
}

func (st *state) goTo(n int) {
	if err := st.session.GoTo(n); err != nil {
		st.refuse(err)
	} else {
		st.tell(message.HistoryWent.With(n))
	}
	st.changed()
}

// save hands the history over as a table.
func (p *scenarioPage) save() {
	st := p.st
	var b strings.Builder
	b.WriteString("\ufeff") // by which spreadsheets know the encoding
	w := csv.NewWriter(&b)
	head := []string{st.say(message.HistoryNumber), st.say(message.HistoryWhat), st.say(message.HistoryWhen), st.say(message.HistoryWho), st.say(message.HistoryWhy), ""}
	records := [][]string{head}
	for _, x := range p.found() {
		state := ""
		if !x.InEffect {
			state = st.say(message.HistoryUndone)
		}
		records = append(records, []string{strconv.Itoa(x.Number), p.says(st.session.Dataset(), &x), x.Edit.At, session.TextCell(x.Edit.By), session.TextCell(x.Edit.Why), state})
	}
	_ = w.WriteAll(records) // a builder takes everything
	download(st.draftName()+" "+st.say(message.HistoryTitle)+".csv", []byte(b.String()))
}
