package desk

import (
	"suanpan/budgetcore/message"
)

// typing keeps what was typed into fields until it is left: while it cannot be
// read the model keeps its last value, and what was typed stays in sight.
type typing struct {
	text  map[string]string
	wrong map[string]error
}

// field is an input for one value of a model. value is what the model holds,
// read takes what is typed into it or says why it cannot.
func (t *typing) field(d *Desk, name, value string, read func(text string) error) []any {
	if typed, is := t.text[name]; is {
		value = typed
	}
	return []any{
		prop("type", "text"), id(name), prop("autocomplete", "off"), prop("data-value", value),
		flag("aria-invalid", t.wrong[name] != nil), prop("aria-describedby", name+"-said"),
		onInput(name, func(v string) {
			if t.text == nil {
				t.text, t.wrong = make(map[string]string), make(map[string]error)
			}
			t.text[name] = v
			if t.wrong[name] = read(v); t.wrong[name] == nil {
				delete(t.wrong, name)
			}
		}),
		onChange(name, func(string) {
			if t.wrong[name] == nil {
				delete(t.text, name) // shown as it was understood from now on
			}
		}),
	}
}

// said is why what is typed cannot be read, below its field.
func (t *typing) said(d *Desk, name string) Node {
	text := ""
	if err := t.wrong[name]; err != nil {
		text = message.Explain(err, d.lang)
	}
	return el("p", id(name+"-said"), class("wrong"), prop("role", "alert"), text)
}

// cell is a field in a table, named for those who do not see its head.
func (t *typing) cell(d *Desk, name, label, value string, read func(text string) error, parts ...any) Node {
	parts = append(append([]any{prop("aria-label", label), class("number")}, parts...), t.field(d, name, value, read)...)
	return cellOf(el("input", parts...), t.said(d, name))
}

// labelled is a field with its label above.
func (t *typing) labelled(d *Desk, name, label, value string, read func(text string) error, parts ...any) Node {
	return div("field",
		el("label", prop("for", name), label),
		el("input", append(parts, t.field(d, name, value, read)...)...),
		t.said(d, name),
	)
}

// any tells that something typed cannot be read.
func (t *typing) any() bool { return len(t.wrong) > 0 }

// forget drops what was typed: the model has another meaning now.
func (t *typing) forget() { t.text, t.wrong = nil, nil }
