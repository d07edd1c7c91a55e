package desk

import (
	"strconv"

	"github.com/go-json-experiment/json/jsontext"

	"suanpan/budgetcore/message"
)

// Node is an element of a page as the desk describes it, or a text.
type Node struct {
	tag      string // "" is a text
	text     string
	attrs    []attr
	on       []handler
	children []Node
}

type attr struct{ name, value string }

// handler is what an event of an element does. Its name tells it from every
// other of the page and stays the same as long as it means the same: events
// arrive later than the page they were made on.
type handler struct {
	kind, name, keys string
	do               func(value string)
}

// el makes an element of attributes, handlers, texts and other nodes; nil
// leaves no trace.
func el(tag string, parts ...any) Node {
	n := Node{tag: tag}
	n.take(parts)
	return n
}

func (n *Node) take(parts []any) {
	for _, p := range parts {
		switch p := p.(type) {
		case nil:
		case attr:
			n.attrs = append(n.attrs, p)
		case []attr:
			n.attrs = append(n.attrs, p...)
		case handler:
			n.on = append(n.on, p)
		case string:
			n.children = append(n.children, Node{text: p})
		case Node:
			if p.tag != "" || p.text != "" {
				n.children = append(n.children, p)
			}
		case []Node:
			n.children = append(n.children, p...)
		default:
			panic("desk: an element of nothing a page is made of")
		}
	}
}

func class(name string) attr       { return attr{"class", name} }
func id(name string) attr          { return attr{"id", name} }
func prop(name, value string) attr { return attr{name, value} }

// key tells an element from its neighbours when they change places.
func key(name string) attr { return attr{"key", name} }

// flag is an attribute that is there or not.
func flag(name string, on bool) any {
	if !on {
		return nil
	}
	return attr{name, "true"}
}

// when leaves out what is not wanted.
func when(on bool, part func() Node) any {
	if !on {
		return nil
	}
	return part()
}

// onClick, onInput, onChange and onFile name what they do; value is what the
// element holds then, for a file its name, a line break and its text.
func onClick(name string, do func()) handler {
	return handler{"click", name, "", func(string) { do() }}
}

func onInput(name string, do func(value string)) handler {
	return handler{"input", name, "", do}
}

func onChange(name string, do func(value string)) handler {
	return handler{"change", name, "", do}
}

func onFile(name string, do func(value string)) handler {
	return handler{"file", name, "", do}
}

// onKeys takes keys, by their names with a space between, from the browser.
func onKeys(name, keys string, do func(key string)) handler {
	return handler{"keydown", name, keys, do}
}

// onHotkeys takes keys wherever the focus is, unless a field or a button has use
// for them itself.
func onHotkeys(name, keys string, do func(key string)) handler {
	return handler{"hotkey", name, keys, do}
}

// appendJSON writes a node as the script of the page reads it: a text as a
// string, an element as [tag, attributes, handlers, children].
func (n *Node) appendJSON(b []byte, handlers map[string]func(string)) []byte {
	if n.tag == "" {
		return quote(b, n.text)
	}
	b = quote(append(b, '['), n.tag)
	b = append(b, ",{"...)
	for i, a := range n.attrs {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(quote(b, a.name), ':')
		b = quote(b, a.value)
	}
	b = append(b, "},["...)
	for i, h := range n.on {
		if i > 0 {
			b = append(b, ',')
		}
		name := h.kind + " " + h.name
		if handlers[name] != nil {
			panic("desk: two elements do " + name)
		}
		handlers[name] = h.do
		b = quote(append(b, '['), h.kind)
		b = quote(append(b, ','), h.name)
		b = append(quote(append(b, ','), h.keys), ']')
	}
	b = append(b, "],["...)
	for i := range n.children {
		if i > 0 {
			b = append(b, ',')
		}
		b = n.children[i].appendJSON(b, handlers)
	}
	return append(b, "]]"...)
}

func quote(b []byte, s string) []byte {
	b, err := jsontext.AppendQuote(b, s)
	if err != nil { // text that is no UTF-8 has been refused by the doors
		return append(b, `""`...)
	}
	return b
}

// What pages are built of most.

func (d *Desk) say(t *message.Text, args ...any) string {
	return t.Of(d.session.Department() != nil).With(args...).In(d.lang)
}

func (d *Desk) h2(t *message.Text) Node { return el("h2", d.say(t)) }

func div(name string, parts ...any) Node { return el("div", append([]any{class(name)}, parts...)...) }

func para(name, text string) Node { return el("p", class(name), text) }

func cell(name, text string) Node { return el("td", class(name), text) }

func cellOf(parts ...any) Node { return el("td", parts...) }

func tr(parts ...any) Node { return el("tr", parts...) }

func (d *Desk) head(name string, t *message.Text) Node {
	return el("th", prop("scope", "col"), class(name), d.say(t))
}

// table is a table of records with its heads.
func table(name string, heads []Node, rows []Node) Node {
	return el("table", class(name), el("thead", el("tr", heads)), el("tbody", rows))
}

// button does something; name tells it from the others of the page.
func (d *Desk) button(name string, t *message.Text, do func(), parts ...any) Node {
	return el("button", append([]any{prop("type", "button"), onClick(name, do), d.say(t)}, parts...)...)
}

// input is a field with its label above and what is said of it below: what was
// understood, or why it was not.
func (d *Desk) input(name, label, value, said string, err error, do func(string), parts ...any) Node {
	class_, invalid := "understood", "false"
	if err != nil {
		class_, invalid, said = "wrong", "true", message.Explain(err, d.lang)
	}
	return div("field",
		el("label", prop("for", name), label),
		el("input", append([]any{
			prop("type", "text"), id(name), prop("autocomplete", "off"), prop("data-value", value),
			prop("aria-invalid", invalid), prop("aria-describedby", name+"-said"), onInput(name, do),
		}, parts...)...),
		el("p", id(name+"-said"), class(class_), said),
	)
}

// choice is a select with its label above.
func (d *Desk) choice(name, label, value string, options []Node, do func(string)) Node {
	return div("field",
		el("label", prop("for", name), label),
		el("select", id(name), prop("data-value", value), onChange(name, do), options),
	)
}

func option(value, text string) Node { return el("option", prop("value", value), key(value), text) }

// tick is a box to tick, with its label behind it.
func tick(name, label string, on bool, do func(bool)) Node {
	return el("label", class("check"),
		el("input", prop("type", "checkbox"), id(name), prop("data-checked", strconv.FormatBool(on)),
			onChange(name, func(v string) { do(v == "true") })),
		el("span", label))
}
