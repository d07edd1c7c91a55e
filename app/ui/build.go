package ui

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/budgetcore/message"
)

// What the pages are built of most. Every call of go-app's chains weighs on the
// program that a browser loads; these say the frequent ones once.

func div(class string, body ...app.UI) app.HTMLDiv { return app.Div().Class(class).Body(body...) }

func para(class, text string) app.HTMLP { return app.P().Class(class).Text(text) }

func span(class, text string) app.HTMLSpan { return app.Span().Class(class).Text(text) }

// cell is a cell of a table: of class "amount" where it holds a figure.
func cell(class, text string) app.HTMLTd { return app.Td().Class(class).Text(text) }

func cellOf(body ...app.UI) app.UI { return app.Td().Body(body...) }

func tr(body ...app.UI) app.HTMLTr { return app.Tr().Body(body...) }

func item(body ...app.UI) app.HTMLLi { return app.Li().Body(body...) }

func (st *state) h1(name *message.Text) app.UI { return app.H1().Text(st.say(name)) }

func (st *state) h2(name *message.Text) app.UI { return app.H2().Text(st.say(name)) }

func (st *state) label(id string, name *message.Text) app.UI {
	return app.Label().For(id).Text(st.say(name))
}

// head heads a column.
func (st *state) head(class string, name *message.Text) app.UI {
	return app.Th().Scope("col").Class(class).Text(st.say(name))
}

// button does something; its handler is told from that of another button in its
// place by scope.
func (st *state) button(class string, name *message.Text, do app.EventHandler, scope ...any) app.HTMLButton {
	return plain(class, st.say(name), do, scope...)
}

func plain(class, text string, do app.EventHandler, scope ...any) app.HTMLButton {
	b := app.Button().Type("button").Text(text)
	if class != "" {
		b = b.Class(class)
	}
	return b.OnClick(do, app.EventScope(scope...))
}

// tool is a button of a toolbar, with its symbol; what it does is barred while
// the live value says so.
func (st *state) tool(symbol, live string, name *message.Text, do app.EventHandler) app.UI {
	b := app.Button().Type("button").OnClick(do)
	if symbol == "add" {
		b = b.Class("primary")
	}
	if live != "" {
		b = b.DataSet("live", live)
	}
	if symbol == "" {
		return b.Text(st.say(name))
	}
	return b.Body(icon(symbol), app.Text(st.say(name)))
}

// closing closes a dialog and does nothing else.
func (st *state) closing(id string, name *message.Text) app.UI {
	return st.button("", name, func(app.Context, app.Event) { element(id).Call("close") }, id)
}

// modal is a dialog with its title.
func (st *state) modal(id, class, title string, body ...app.UI) app.UI {
	return app.Elem("dialog").ID(id).Class("dialog "+class).Attr("aria-labelledby", id+"-title").Body(
		append([]app.UI{app.H2().ID(id + "-title").Text(title)}, body...)...)
}

// field is an input with its label above it.
func (st *state) field(class, id string, label *message.Text, limit int) app.UI {
	return div(class,
		app.Label().For(id).Text(st.say(label)),
		app.Input().Type("text").ID(id).AutoComplete(false).MaxLength(limit),
	)
}

func textInput(id, class string) app.HTMLInput {
	return app.Input().Type("text").ID(id).Class(class).AutoComplete(false)
}

func option(value, text string, selected bool) app.UI {
	o := app.Option().Value(value).Text(text)
	if selected { // in a prerendered page selected="false" would select it too
		o = o.Selected(true)
	}
	return o
}

// check is a box to tick, with its label behind it.
func (st *state) check(id string, on bool, name *message.Text, do app.EventHandler) app.HTMLLabel {
	box := app.Input().Type("checkbox").ID(id).OnChange(do)
	if !app.IsServer { // there checked="false" would tick it
		box = box.Checked(on)
	}
	return app.Label().Class("check").Body(box, app.Span().Text(st.say(name)))
}
