package desk

import (
	"slices"
	"strconv"
	"strings"

	"suanpan/app/session"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/standard"
)

// The standards of one's own are one paper of the draft.
const (
	kindStandards = "standards"
	standardsID   = "S1"
)

// rules is the register of standards: every value by date, with its source and
// how far it can be relied on, and the planner's own.
type rules struct {
	typing
	open bool // what is long is described once it is unfolded
	find string
	day  standard.Date
	name string
	unit string
	from standard.Date
	to   standard.Date
	num  *standard.Number
	doc  string
	err  error
}

// ownStandards is the paper with the planner's standards, "" if there is none.
func (d *Desk) ownStandards() string {
	for _, p := range d.session.Now().Papers() {
		if p.Kind == kindStandards {
			return p.Body
		}
	}
	return ""
}

type registerOf struct {
	body     string
	own      []standard.Standard
	register *standard.Register
	err      error
}

// own are the planner's standards and the register with them; they are read
// again when the paper has changed.
func (d *Desk) readRegister() *registerOf {
	body := d.ownStandards()
	if d.standards != nil && d.standards.body == body {
		return d.standards
	}
	r := &registerOf{body: body, register: standard.BuiltIn()}
	if body != "" {
		list := strings.TrimSuffix(strings.TrimPrefix(body, `{"standards":`), "}")
		if r.own, r.err = standard.ReadStandards([]byte(list), "standards"); r.err == nil {
			r.register, r.err = standard.BuiltIn().With(r.own)
		}
	}
	d.standards = r
	return r
}

// register is the built-in register with the planner's standards.
func (d *Desk) register() (*standard.Register, error) {
	r := d.readRegister()
	return r.register, r.err
}

func (r *rules) view(d *Desk) Node {
	if !r.open {
		return el("details", class("rules"), id("rules"), flag("open", false), r.summary(d))
	}
	reg, err := d.register()
	if err != nil {
		return el("section", d.h2(message.RulesTitle), para("wrong", message.Explain(err, d.lang)))
	}
	if r.day == 0 {
		r.day = standard.Presets[0].Model().Date
	}
	own := d.readRegister().own
	var rows []Node
	for _, s := range reg.All() {
		text := classification.NewSearchable(s.ID + "\n" + s.Name.ZH + "\n" + s.Name.EN)
		if !text.Finds(r.find) {
			continue
		}
		mine := slices.ContainsFunc(own, func(o standard.Standard) bool { return o.ID == s.ID })
		for i := range s.Values {
			v := &s.Values[i]
			until := v.To.String()
			if v.To == 0 {
				until = "…"
			}
			state := ""
			if v.Status != standard.Published {
				state = " unverified"
			}
			now := ""
			if v.From <= r.day && (v.To == 0 || r.day <= v.To) {
				now = "now"
			}
			name := s.Name.Message().In(d.lang)
			rows = append(rows, el("tr", key(s.ID+strconv.Itoa(i)), class(now),
				el("th", prop("scope", "row"), name, when(i == 0 && !s.Conditions.Empty(), func() Node { return el("p", class("hint source"), s.Conditions.Message().In(d.lang)) })),
				cell("", message.LineNamed.With(d.bound(s), v.Number.Grouped()).In(d.lang)+" "+s.Unit.Name.In(d.lang)),
				cell("amount", v.From.String()+" – "+until),
				cell("status"+state, d.say(standard.StatusNames[v.Status])),
				cell("hint", v.Source().In(d.lang)),
				cellOf(when(mine && i == 0, func() Node {
					return d.button("rule-drop "+s.ID, message.EstimateDrop, func() { r.drop(d, s.ID) }, class("link"), prop("aria-label", d.say(message.EstimateDrop)+" "+name))
				})),
			))
		}
	}
	return el("details", class("rules"), id("rules"), prop("open", "true"), r.summary(d),
		para("hint", d.say(message.RulesIntro)),
		div("row",
			r.labelled(d, "rules-find", d.say(message.FilterLabel), r.find, func(v string) error { r.find = v; return nil }),
			r.labelled(d, "rules-day", d.say(message.RulesDay), r.day.String(), func(v string) error { return readDay(v, &r.day) }),
		),
		table("picture-table", []Node{
			d.head("", message.RulesName), d.head("", message.RulesValue), d.head("amount", message.RulesDays), d.head("", message.RulesStatus), d.head("", message.RulesSource), d.head("", message.HistoryDo),
		}, rows),
		r.form(d),
	)
}

func (r *rules) summary(d *Desk) Node {
	return el("summary", onClick("rules-open", func() { r.open = !r.open }), d.say(message.RulesTitle))
}

func (d *Desk) bound(s *standard.Standard) string { return d.say(standard.BoundNames[s.Bound]) }

func readDay(v string, to *standard.Date) error {
	if strings.TrimSpace(v) == "" {
		*to = 0
		return nil
	}
	day, err := standard.ParseDate(strings.TrimSpace(v))
	if err == nil {
		*to = day
	}
	return err
}

// form adds a standard of one's own, or the next value of one.
func (r *rules) form(d *Desk) Node {
	var units []Node
	for i := range standard.Units {
		u := &standard.Units[i]
		units = append(units, option(u.ID, u.Name.In(d.lang)))
	}
	if r.unit == "" {
		r.unit = standard.Units[0].ID
	}
	number := ""
	if r.num != nil {
		number = r.num.String()
	}
	return div("rule-form",
		el("h3", d.say(message.RulesOwn)),
		div("row",
			r.labelled(d, "rule-name", d.say(message.RulesName), r.name, func(v string) error { r.name = v; return nil }),
			r.labelled(d, "rule-value", d.say(message.RulesValue), number, func(v string) error {
				n, err := standard.ParseNumber(strings.ReplaceAll(strings.TrimSpace(v), ",", ""))
				if err == nil {
					r.num = &n
				}
				return err
			}),
			d.choice("rule-unit", d.say(message.RulesUnit), r.unit, units, func(v string) { r.unit = v }),
			r.labelled(d, "rule-from", d.say(message.RulesFrom), r.from.String(), func(v string) error { return readDay(v, &r.from) }, prop("placeholder", "2027-01-01")),
			r.labelled(d, "rule-to", d.say(message.RulesTo), r.to.String(), func(v string) error { return readDay(v, &r.to) }, prop("placeholder", "2027-12-31")),
			r.labelled(d, "rule-source", d.say(message.RulesSource), r.doc, func(v string) error { r.doc = v; return nil }),
			d.button("rule-add", message.RulesAdd, func() { r.add(d) }),
		),
		when(r.err != nil, func() Node { return el("p", class("wrong"), prop("role", "alert"), message.Explain(r.err, d.lang)) }),
	)
}

// add adds the standard that was typed. One of the same name gets another
// value; the register refuses days that overlap.
func (r *rules) add(d *Desk) {
	if r.err = nil; r.any() {
		r.err = message.RulesUnread.Error()
		return
	}
	name := strings.TrimSpace(r.name)
	switch {
	case name == "":
		r.err = message.At(d.say(message.RulesName), message.NameMissing.Error())
		return
	case r.num == nil:
		r.err = message.At(d.say(message.RulesValue), message.RulesNoValue.Error())
		return
	}
	unit, err := standard.ParseUnit(r.unit)
	if r.err = err; err != nil {
		return
	}
	value := *standard.OwnValue(*r.num, unit, standard.Words{ZH: strings.TrimSpace(r.doc)})
	value.From, value.To = r.from, r.to
	own := slices.Clone(d.readRegister().own)
	at := slices.IndexFunc(own, func(s standard.Standard) bool { return s.Name.ZH == name })
	if at < 0 {
		id := ""
		for n := 1; id == "" || slices.ContainsFunc(own, func(s standard.Standard) bool { return s.ID == id }); n++ {
			id = "own." + strconv.Itoa(n)
		}
		own = append(own, standard.Standard{ID: id, Name: standard.Words{ZH: name}, Unit: unit, Values: []standard.Value{value}})
	} else {
		own[at].Values = append(slices.Clone(own[at].Values), value)
		slices.SortStableFunc(own[at].Values, func(a, b standard.Value) int { return int(a.From) - int(b.From) })
	}
	if r.keep(d, own, message.RulesAdded.With(name)); r.err == nil {
		r.name, r.num, r.doc, r.from, r.to = "", nil, "", 0, 0
	}
}

func (r *rules) drop(d *Desk, id string) {
	own := slices.DeleteFunc(slices.Clone(d.readRegister().own), func(s standard.Standard) bool { return s.ID == id })
	r.keep(d, own, message.RulesDropped.With(id))
}

// keep keeps the planner's standards if they can be read back.
func (r *rules) keep(d *Desk, own []standard.Standard, said message.Message) {
	if len(own) == 0 {
		d.act(session.DropAction(standardsID), said)
		return
	}
	list := standard.AppendStandards(nil, own)
	read, err := standard.ReadStandards(list, "standards")
	if err == nil {
		_, err = standard.BuiltIn().With(read)
	}
	if r.err = err; err != nil {
		return
	}
	body := compact(append(append([]byte(`{"standards":`), list...), '}'))
	d.act(session.PaperAction(budget.Paper{ID: standardsID, Kind: kindStandards, Name: d.say(message.RulesOwn), Body: body}, d.session.Now().Links()), said)
}
