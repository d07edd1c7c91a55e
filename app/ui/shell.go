package ui

import (
	"context"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/budgetcore/message"
)

// shell is what surrounds every page: brand, navigation, totals, states.
func (st *state) shell(path string, content ...app.UI) app.UI {
	tracing := len(st.walk.path) > 0
	class := "shell"
	if tracing {
		class += " tracing"
	}
	return app.Div().Class(class).Body(
		app.A().Class("skip").Href("#content").Text(st.say(message.SkipToContent)).OnClick(func(_ app.Context, e app.Event) {
			e.PreventDefault() // go-app would take it for a visit
			element("content").Call("focus")
		}),
		app.Header().Class("top").Body(
			div("brand",
				icon("abacus"),
				span("brand-name", st.say(message.ProductName)),
			),
			app.Nav().Class("tabs").Aria("label", st.say(message.Navigation)).Body(
				app.Range(pages).Slice(func(i int) app.UI {
					link := app.A().Href(pages[i].path)
					if pages[i].path == path {
						link = link.Aria("current", "page")
					}
					badge := map[string]string{"/checks": liveBroken, "/scenarios": liveOver}[pages[i].path]
					if badge == "" {
						return link.Text(st.say(pages[i].name))
					}
					return link.Body(app.Text(st.say(pages[i].name)), st.live(app.Span().Class("badge"), badge))
				}),
			),
			app.Div().Class("states").Role("group").Aria("label", st.say(message.StatusLabel)).Body(
				st.live(app.Span().Class("state state-save").Role("status"), liveSave),
				st.live(app.Span().Class("state state-offline"), liveOffline),
				app.Button().Type("button").Class("quiet").Title("Ctrl+K").Text(st.say(message.ActionFind)).OnClick(func(app.Context, app.Event) { app.Window().Get("suanpan").Call("openPalette") }),
				app.Button().Type("button").Class("quiet").Aria("label", st.say(message.KeysTitle)).Text("?").OnClick(func(app.Context, app.Event) { element(keysID).Call("showModal") }),
				app.Button().Type("button").Class("quiet").Lang(st.otherLang().Tag()).
					Aria("label", st.say(message.LanguageSwitch)+" · "+message.LanguageName.In(st.lang)).
					Text(message.LanguageName.In(st.lang)).OnClick(st.switchLang),
			),
		),
		st.totals(),
		st.news(),
		app.Main().ID("content").Class("content content-"+strings.Trim(path, "/")).TabIndex(-1).Body(content...),
		app.If(tracing, st.tracePanel),
		app.If(st.tour.at > 0, st.tourCard),
		app.If(!app.IsServer, st.paletteDialog),
		app.If(!app.IsServer, st.keysDialog),
		app.If(!app.IsServer, st.intake.render),
		app.If(!app.IsServer, st.budgetsDialog),
		app.If(!app.IsServer, st.department.render),
	)
}

func (st *state) otherLang() message.Lang {
	if st.lang == message.EN {
		return message.ZH
	}
	return message.EN
}

func (st *state) totals() app.UI {
	return app.Section().Class("totals").Aria("label", st.say(message.Totals)).Body(
		st.live(app.Span().Class("totals-label"), liveLabel),
		app.Dl().Body(
			st.total(message.TotalSpending, liveSpending, liveSpendingChange),
			st.total(message.TotalIncome, liveIncome, liveIncomeChange),
			st.total(message.TotalGap, liveGap, liveGapWord),
			st.total(message.TotalTransfers, liveTransfers, ""),
			st.total(message.TotalEdits, liveEdits, ""),
		),
		app.Button().Type("button").Class("quiet budget-title").Title(st.say(message.BudgetsTitle)).Body(
			app.Text(st.budgetTitle()), app.Span().Class("icon icon-down").Aria("hidden", "true"),
		).OnClick(func(app.Context, app.Event) {
			st.update()
			element(budgetsID).Call("showModal")
		}),
		span("unit", st.say(message.UnitOfMeasure)),
	)
}

func (st *state) total(name *message.Text, key, beside string) app.UI {
	return div("sum",
		app.Dt().Text(st.say(name)),
		app.Dd().Body(
			st.live(app.Span().Class("figure"), key),
			app.If(beside != "", func() app.UI { return st.live(app.Span().Class("beside"), beside) }),
		),
	)
}

// news is the place for notices and for what was found on opening.
func (st *state) news() app.UI {
	return div("news",
		st.live(app.Span().Class("notice").Role("status"), liveNotice),
		app.If(st.blocked != nil, func() app.UI {
			return app.Div().Class("finding serious").Role("alert").Body(
				app.P().Text(st.say(message.StoredUnreadable, st.blocked)),
				app.If(st.raw != nil, func() app.UI {
					return st.button("", message.DownloadStored, func(app.Context, app.Event) {
						download("suanpan-stored.txt", st.raw)
					})
				}),
				app.If(st.raw != nil, func() app.UI {
					return st.button("", message.StartAfresh, func(app.Context, app.Event) { st.startAfresh() })
				}),
			)
		}),
		app.If(st.opened && st.session.ReadOnly().Text == message.ReadOnlyHere, func() app.UI {
			return div("finding",
				app.P().Text(st.say(message.StoreOtherTab)),
				st.button("", message.StoreTakeOver, func(app.Context, app.Event) { go st.open(true) }),
			)
		}),
		app.If(st.session.ReadOnly().Text == message.DraftLocked, func() app.UI {
			return div("finding",
				app.P().Body(app.Text(st.session.ReadOnly().In(st.lang)+" "), app.A().Href("/scenarios").Text(st.say(message.PageScenarios))),
			)
		}),
		app.If(st.session.ReadOnly().Text == message.BudgetAway, func() app.UI {
			return div("finding",
				app.P().Text(st.say(message.BudgetAway)),
				st.button("", message.BudgetTakeOut, func(app.Context, app.Event) { st.putAway(st.doc, false) }),
			)
		}),
		app.If(len(st.findings) > 0, func() app.UI {
			return app.Details().Class("finding").Open(true).Body(
				app.Summary().Text(st.say(message.Findings)),
				app.Ul().Body(app.Range(st.findings).Slice(func(i int) app.UI {
					return app.Li().Text(st.findings[i].In(st.lang))
				})),
				app.If(len(st.kept) > 0, func() app.UI {
					return st.button("", message.StoreDownload, func(app.Context, app.Event) {
						for _, k := range st.kept {
							download(k.Name, k.Data)
						}
					})
				}),
			)
		}),
	)
}

// startAfresh puts the published figures in the place of a stored draft that
// cannot be opened; the store keeps the generation before.
func (st *state) startAfresh() {
	st.blocked, st.raw, st.failed = nil, nil, false
	st.session.SetReadOnly(message.Message{})
	go st.write(context.Background(), st.pen)
	if err := st.session.Reset(); err != nil {
		st.refuse(err)
	}
	st.paint()
}

// icon shows a symbol of the sprite; it says nothing by itself.
func icon(name string) app.UI {
	return app.Span().Class("icon icon-"+name).Aria("hidden", "true")
}

// download hands the planner a file.
func download(name string, data []byte) {
	bytes := app.Window().Get("Uint8Array").New(len(data))
	app.CopyBytesToJS(bytes, data)
	app.Window().Get("suanpan").Call("download", name, bytes)
}
