package desk

import (
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification"
	"suanpan/budgetcore/classification/edition"
	"suanpan/budgetcore/message"
)

// An aside is what the desk shows in a dialog of the page.
type aside interface{ view(d *Desk) []Node }

// Names of asides, as the page asks for them.
const (
	asideLine  = "line"   // beside all that a line says
	asideSheet = "intake" // beside a sheet that may be taken
)

// inAside begins the names of all handlers of an aside.
const inAside = "aside "

// beside is what the desk has to say in a dialog.
type beside struct {
	view []byte // as last described
	said bool   // the last event was of it, and what came of it is said there
}

// Aside opens an aside of a name, or tells it that what it is about is another;
// "" closes it. Data is what stands in the dialog: the fields of a line apart by
// unit separators, or the text of a sheet, of which about says how it was
// understood.
func (d *Desk) Aside(name, about, data string) {
	was := d.aside
	switch name {
	case asideLine:
		a, ok := d.aside.(*lineAside)
		if !ok || a.line != about {
			a = &lineAside{line: about}
		}
		a.read(data)
		d.aside = a
	case asideSheet:
		a, _ := d.aside.(*sheetAside)
		d.aside = readSheet(d, about, data, a)
	default:
		d.aside = nil
	}
	if d.beside.said && d.aside != was { // it was said of another
		d.beside.said, d.said, d.refused = false, message.Message{}, ""
	}
}

// Beside is the aside as it is now, for the script that shows it; nil is none.
func (d *Desk) Beside() []byte { return d.beside.view }

func (d *Desk) asideNodes() []Node {
	nodes := d.aside.view(d)
	if d.beside.said {
		nodes = append(nodes, d.answer()...)
	}
	return nodes
}

// Fields of the dialog of a line that hold its codes.
var lineFields = map[budget.Field]string{budget.FieldFunction: "line-field-function", budget.FieldEconomic: "line-field-economic"}

// lineAmountID is the field of the dialog that holds the amount.
const lineAmountID = "line-amount"

// lineAside says where the amount of a line comes from and what is wrong with
// its codes, those of the draft and those that are typed.
type lineAside struct {
	line  string // "" for one that is being added
	typed map[budget.Field]string
	kind  budget.Kind
}

// read takes over what stands in the fields: function, economic, kind.
func (a *lineAside) read(data string) {
	parts := append(strings.Split(data, "\x1f"), "", "")
	a.typed = map[budget.Field]string{budget.FieldFunction: parts[0], budget.FieldEconomic: parts[1]}
	var l budget.Line
	_ = budget.FieldKind.Set(&l, parts[2]) // what is no kind is none
	a.kind = l.Kind
}

func (a *lineAside) view(d *Desk) []Node {
	now := d.session.Now()
	i, ok := now.Find(a.line)
	var nodes []Node
	if ok && now.Present(i) {
		for _, l := range now.Links() {
			if l.Line == a.line {
				nodes = append(nodes, a.source(d, l, i))
			}
		}
	} else {
		i = -1
	}
	return append(nodes, a.codes(d, i)...)
}

// source says which paper an amount comes from.
func (a *lineAside) source(d *Desk, l budget.Link, i int) Node {
	kind, words := d.linkSays(l, i)
	was, _ := d.session.Now().Amount(i)
	return el("section", class("aside-source"), key("source"),
		el("h3", d.say(message.LineSource)),
		el("p", class("aside-"+kind), words, " ", el("a", prop("href", linkTo(l.Paper)), d.say(message.LineSourceGo))),
		div("aside-do",
			when(kind == markStale, func() Node {
				return el("button", prop("type", "button"), onClick(inAside+"again", func() {
					d.again(l, was)
					d.ask(Request{Kind: "fill", Name: lineAmountID, Data: []byte(l.Now.String())})
				}), d.say(message.LineAgain, l.Now.GroupedExact()))
			}),
			el("button", prop("type", "button"), onClick(inAside+"unlink", func() { d.unlinkLine(a.line) }), d.say(message.LineUnlink)),
		))
}

// codes are the findings about the codes of a line, -1 for one that is being
// added, and about what is typed instead of them.
func (a *lineAside) codes(d *Desk, i int) (nodes []Node) {
	c := d.checker()
	if c == nil {
		return nil
	}
	var line budget.Line
	var kept []edition.LineFinding
	if i >= 0 {
		line = d.session.Now().Line(i)
		kept = d.lineFindings(&line)
	}
	var items []Node
	for _, of := range []struct {
		field  budget.Field
		system edition.System
		scheme *classification.Scheme
	}{
		{budget.FieldFunction, edition.Functional, d.session.Dataset().Functional},
		{budget.FieldEconomic, edition.Department, d.session.Dataset().Economic},
	} {
		was, typed := of.field.Get(&line), strings.TrimSpace(a.typed[of.field])
		if typed == "" && i < 0 {
			continue
		}
		if i >= 0 && (typed == was || typed == strings.TrimSpace(was+" "+of.scheme.Name(was))) && a.kind == line.Kind {
			for n, f := range kept {
				if f.Field == of.field {
					items = append(items, a.finding(d, of.field, &line, "", &kept[n].Finding))
				}
			}
			continue
		}
		for _, f := range c.Check(edition.Row{Code: typed, Kind: a.kind, System: of.system}) {
			items = append(items, a.finding(d, of.field, &line, typed, &f))
		}
	}
	if len(items) == 0 {
		return nil
	}
	return []Node{el("section", class("aside-codes"), key("codes"), el("h3", d.say(message.LineCodes)), el("ul", items))}
}

// finding is one thing about a code with what was likely meant; typed is what
// stands in the field where it is not yet the draft's.
func (a *lineAside) finding(d *Desk, field budget.Field, line *budget.Line, typed string, f *edition.Finding) Node {
	mark := "wrong"
	if f.Doubt {
		mark = "unsure"
	}
	scheme := d.session.Dataset().Functional
	if field == budget.FieldEconomic {
		scheme = d.session.Dataset().Economic
	}
	var likely []Node
	for _, l := range f.Likely {
		it, ok := scheme.Lookup(l.Code.Code)
		if !ok || it.Level != scheme.Levels() || len(likely) == shownLikely {
			continue // a line could not have it
		}
		name := inAside + "use " + field.String() + " " + f.Fault.String() + " " + it.Code
		label := it.Code + " " + it.Name
		says, do := message.LineUse, func() { a.use(d, field, line, it.Code, label, l.Why) }
		if typed != "" {
			says, do = message.LineFill, func() { d.ask(Request{Kind: "fill", Name: lineFields[field], Data: []byte(label)}) }
		}
		likely = append(likely, el("li", key(it.Code),
			el("button", prop("type", "button"), onClick(name, do), d.say(says, label)),
			d.unverified(l.Code.Status), " ", el("span", class("hint"), l.Why.In(d.lang))))
	}
	return el("li", key(field.String()+" "+f.Fault.String()),
		el("p", el("span", class(mark), message.FieldNames[field].In(d.lang)+" "),
			when(typed != "", func() Node { return el("span", d.say(message.LineAsTyped, clip(typed, 40))+" ") }),
			d.findingSays(f)),
		when(len(likely) > 0, func() Node { return el("ul", class("aside-likely"), likely) }),
		when(len(likely) == 0, func() Node { return para("hint", d.say(message.LineNoLikely)) }),
	)
}

// use writes a code into the draft, as one step that says why.
func (a *lineAside) use(d *Desk, field budget.Field, line *budget.Line, code, label string, why message.Message) {
	was := field.Get(line)
	d.set([]budget.Edit{{
		Op: budget.Change, Line: a.line, Dimensions: []budget.Dimension{{Field: field, Value: code}},
		Why: d.say(message.LineUseWhy, was, why),
	}}, message.LineUsed.With(a.line, message.FieldNames[field], was, label))
	d.ask(Request{Kind: "fill", Name: lineFields[field], Data: []byte(label)})
}

// aboutRows names rows of a sheet, the first of many.
func (d *Desk) aboutRows(rows []string) string {
	const most = 6
	between := "、"
	if d.lang == message.EN {
		between = ", "
	}
	if len(rows) > most {
		return d.say(message.SheetRowsMore, strings.Join(rows[:most], between), len(rows))
	}
	return strings.Join(rows, between)
}
