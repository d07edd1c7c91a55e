package ui

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification"
	"suanpan/budgetcore/message"
)

// pickable is something a picker offers: what it writes into the field.
type pickable struct {
	text string
	find classification.Searchable
}

// picker finds codes and units as one types: by code, by name, by initials.
type picker struct {
	field budget.Field // that is being typed into; Fields for none
	at    int          // of what is offered
	all   map[budget.Field][]pickable
	of    *budget.Dataset // that all was made for
}

// offered is how many answers a picker shows.
const offered = 8

// picks tells which dimensions have a picker.
func picks(f budget.Field) bool {
	return f == budget.FieldFunction || f == budget.FieldEconomic || f == budget.FieldUnit
}

// options lists what a field can hold, lowest codes only.
func (p *picker) options(ds *budget.Dataset, f budget.Field) []pickable {
	if p.of != ds {
		p.all, p.of = make(map[budget.Field][]pickable), ds
	}
	if list, made := p.all[f]; made {
		return list
	}
	var list []pickable
	add := func(code, name, more string) {
		text := code + " " + name
		list = append(list, pickable{text, classification.NewSearchable(text + "\n" + more)})
	}
	switch f {
	case budget.FieldUnit:
		for _, u := range ds.Units {
			add(u.Code, u.Name, "")
		}
	case budget.FieldFunction, budget.FieldEconomic:
		scheme := ds.Functional
		if f == budget.FieldEconomic {
			scheme = ds.Economic
		}
		for _, it := range scheme.Items() {
			if it.Level == scheme.Levels() {
				add(it.Code, it.Name, scheme.Name(it.Parent))
			}
		}
	}
	p.all[f] = list
	return list
}

// found is what answers the text in the field that is typed into.
func (p *picker) found(ds *budget.Dataset) []string {
	if p.field == budget.Fields || app.IsServer {
		return nil
	}
	query := input(fieldID(p.field))
	var texts []string
	for _, o := range p.options(ds, p.field) {
		if o.text == query {
			return nil // it is chosen
		}
		if o.find.Finds(query) {
			if texts = append(texts, o.text); len(texts) == offered {
				break
			}
		}
	}
	return texts
}

func (d *lineDialog) picker(f budget.Field) app.UI {
	st, p := d.st, &d.pick
	id := fieldID(f)
	open := p.field == f
	var found []string
	if open {
		found = p.found(st.session.Dataset())
	}
	choose := func(text string) {
		fill(id, text)
		p.field = budget.Fields
		d.doubt()
	}
	box := app.Input().Type("text").ID(id).Role("combobox").AutoComplete(false).Placeholder(st.say(message.FieldHint)).
		Aria("expanded", strconv.FormatBool(len(found) > 0)).Aria("controls", id+"-list").Aria("autocomplete", "list")
	if len(found) > 0 {
		box = box.Aria("activedescendant", id+"-"+strconv.Itoa(min(p.at, len(found)-1)))
	}
	return div("picker",
		box.OnInput(func(app.Context, app.Event) { p.field, p.at = f, 0 }).
			OnBlur(func(app.Context, app.Event) { p.field = budget.Fields }).
			OnKeyDown(func(_ app.Context, e app.Event) {
				if e.Get("isComposing").Bool() {
					return
				}
				found := p.found(st.session.Dataset())
				switch key := e.Get("key").String(); {
				case key == "ArrowDown" && p.field != f:
					p.field, p.at = f, 0
				case p.field != f || len(found) == 0:
					return
				case key == "ArrowDown":
					p.at = min(p.at+1, len(found)-1)
				case key == "ArrowUp":
					p.at = max(p.at-1, 0)
				case key == "Enter", key == "Tab":
					choose(found[min(p.at, len(found)-1)])
					if key == "Tab" {
						return // on to the next field
					}
				case key == "Escape":
					p.field = budget.Fields
				default:
					return
				}
				e.PreventDefault()
			}),
		app.Ul().ID(id+"-list").Role("listbox").Aria("label", st.say(message.PickerChoices)).Hidden(len(found) == 0).Body(app.Range(found).Slice(func(i int) app.UI {
			return app.Li().ID(id+"-"+strconv.Itoa(i)).Role("option").Aria("selected", strconv.FormatBool(i == p.at)).Text(found[i]).
				OnMouseDown(func(_ app.Context, e app.Event) {
					e.PreventDefault() // the field keeps the focus
					choose(found[i])
				}, app.EventScope(found[i]))
		})),
	)
}

// doubt says what is unusual about the line as it stands in the form.
func (d *lineDialog) doubt() {
	st := d.st
	var line budget.Line
	text := ""
	say := func(m message.Message) {
		if text != "" {
			text += "；"
		}
		text += m.In(st.lang)
	}
	for _, f := range dialogFields {
		v := typed(fieldID(f))
		if picks(f) && f != budget.FieldUnit {
			code, name := codeAndName(v)
			scheme := st.session.Dataset().Functional
			if f == budget.FieldEconomic {
				scheme = st.session.Dataset().Economic
			}
			if it, ok := scheme.Lookup(code); ok && name != "" && name != it.Name {
				say(message.DoubtName.With(code, name, it.Name))
			}
		}
		_ = f.Set(&line, d.read(f)) // what is refused is said when it is applied
	}
	for _, m := range st.session.Dataset().Doubts(&line) {
		say(m)
	}
	element(doubtsID).Set("textContent", text)
}
