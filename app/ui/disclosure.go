package ui

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/budgetcore/disclosure"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/narrative"
)

const onlyChangedTextID = "only-changed-text"

// disclosurePage is 公开说明: part two of the publication, from the figures of
// the draft. The text is Chinese in either language: it is an official text.
type disclosurePage struct {
	app.Compo
	st          *state
	onlyChanged bool
}

func (p *disclosurePage) OnNav(ctx app.Context) {
	p.st.entitle(ctx, message.PageDisclosure)
	reach(ctx, "figure")
}

func (p *disclosurePage) OnMount(ctx app.Context) { p.st.mount(ctx, func() {}) }

func (p *disclosurePage) Render() app.UI {
	st := p.st
	d, err := st.session.Disclosed()
	if err != nil {
		return st.shell("/disclosure", app.P().Class("finding serious").Role("alert").Text(st.say(message.ChecksFailed, err)))
	}
	if d.Text == nil {
		return st.shell("/disclosure", para("sheet-note", st.say(message.DisclosureNoText)))
	}
	changed := 0
	var blocks []app.UI
	for i := range d.Text.Blocks {
		b := &d.Text.Blocks[i]
		differs := b.Gone
		for _, r := range b.Runs {
			if r.Was != "" {
				differs = true
				changed++
			}
		}
		if differs || !p.onlyChanged {
			blocks = append(blocks, p.block(d.Text, b))
		}
	}
	summary := st.say(message.DisclosureSame)
	if changed > 0 {
		summary = st.say(message.DisclosureChanged, changed)
	}
	if len(blocks) == 0 {
		blocks = append(blocks, para("sheet-note", st.say(message.DisclosureNone)))
	}
	return st.shell("/disclosure",
		div("annexes",
			app.Span().Class("hint").Role("status").Text(summary),
			app.Span().Class("spring"),
			st.check(onlyChangedTextID, p.onlyChanged, message.DisclosureOnly, func(ctx app.Context, _ app.Event) {
				p.onlyChanged = ctx.JSSrc().Get("checked").Bool()
			}),
			st.button("", message.DisclosureSaveAs, func(app.Context, app.Event) {
				title := d.Now.Dataset().Title
				download(title+".html", []byte(d.Text.HTML(title)))
			}),
			st.button("", message.ActionPrint, func(app.Context, app.Event) { app.Window().Call("print") }),
		),
		app.Article().Class("narrative").Lang(message.ZH.Tag()).Body(append([]app.UI{app.H1().Text(d.Now.Dataset().Title)}, blocks...)...),
	)
}

// block is a heading or a paragraph. Its figures are buttons that lead to
// where they come from.
func (p *disclosurePage) block(t *narrative.Text, b *narrative.Block) app.UI {
	st := p.st
	var runs []app.UI
	for _, r := range b.Runs {
		switch {
		case b.Gone:
			runs = append(runs, app.Del().Title(st.say(message.DisclosureGone)).Text(r.Was))
			continue
		case r.Was == narrative.Nothing:
		case r.Was != "":
			runs = append(runs, app.Del().Text(r.Was))
		}
		if r.Figure == "" {
			runs = append(runs, app.Text(r.Text))
			continue
		}
		class, title := "figure-link", ""
		if r.Input {
			class, title = class+" input", st.say(message.DisclosureInput)
		}
		switch r.Was {
		case "":
		case narrative.Nothing:
			class, title = class+" changed", st.say(message.DisclosureNew)
		default:
			class, title = class+" changed", st.say(message.DisclosureWas, r.Was)
		}
		to := disclosure.Point{Figure: r.Figure}
		button := app.Button().Type("button").Class(class).DataSet("figure", r.Figure).Text(r.Text).
			OnClick(func(ctx app.Context, _ app.Event) { st.trace(ctx, to, false) }, app.EventScope(r.Figure))
		if title != "" {
			button = button.Title(title)
		}
		runs = append(runs, button)
	}
	switch b.Level {
	case 0:
		return app.P().Body(runs...)
	case 1:
		return app.H2().Body(runs...)
	case 2:
		return app.H3().Body(runs...)
	case 3:
		return app.H4().Body(runs...)
	}
	return app.H5().Body(runs...)
}

// reach brings what the address names ("at") into sight and focus, once it is
// there: the cell, figure or line of that name.
func reach(ctx app.Context, kind string) {
	at := ctx.Page().URL().Query().Get("at")
	if at == "" || app.IsServer {
		return
	}
	ctx.Defer(func(ctx app.Context) {
		ctx.Defer(func(app.Context) { app.Window().Get("suanpan").Call("reach", kind, at) })
	})
}
