package desk

import (
	"errors"
	"maps"
	"slices"
	"strconv"
	"strings"

	"suanpan/app/session"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/standard"
	"suanpan/budgetcore/transfer"
)

const kindTransfer = "transfer"

// modelPaper is a transfer model that is worked on and kept with the draft as
// a working paper. Until anything is changed nothing is kept.
type modelPaper struct {
	id    string
	start func(d *Desk) *transfer.Model
	// check says why a model cannot stand; one that can is never changed into
	// one that cannot.
	check func(d *Desk, m *transfer.Model) error
	parts func(d *Desk) []part
	name  func(d *Desk) string

	doc, seen string // the document, and what it had when last looked at
	asked     string // what is being kept and not answered for
	unkept    bool   // keeping it was refused
	begun     string // what is there while nothing is kept
	err       error  // why the paper cannot be read
	model     *transfer.Model
	before    *transfer.Model // while something is tried, the model that is kept
	districts []string        // as they were when last kept, for those renamed since
	typing    typing
	set       map[string]setter // of what was typed and is refused
	picked    string            // the choice that was made last
	refused   error             // why it was not
}

// setter enters what was typed into a model, or says why it cannot.
type setter func(m *transfer.Model) error

// follow takes over what the draft has when that was changed from outside.
func (p *modelPaper) follow(d *Desk) {
	same := p.doc == d.open
	if same && d.pending > 0 {
		return
	}
	body := ""
	for _, x := range d.session.Now().Papers() {
		if x.ID == p.id {
			body = x.Body
		}
	}
	if same && p.asked != "" {
		if p.unkept = body != p.asked; !p.unkept {
			p.seen, p.districts = body, slices.Clone(p.model.Districts)
		}
		p.asked = ""
	}
	if same && body == p.seen && (p.model != nil || p.err != nil) {
		return
	}
	p.doc, p.seen, p.asked, p.unkept = d.open, body, "", false
	p.take(d)
}

// take reads what the draft has, or starts with what is there before anything
// is kept.
func (p *modelPaper) take(d *Desk) {
	p.model, p.before, p.err = nil, nil, nil
	p.forget()
	if p.seen == "" {
		p.model = p.start(d)
		p.begun = p.body()
	} else {
		p.model, p.err = transfer.ReadModel([]byte(p.seen), p.id)
	}
	if p.model != nil {
		p.districts = slices.Clone(p.model.Districts)
	}
}

func (p *modelPaper) forget() {
	p.typing = typing{text: make(map[string]string), wrong: make(map[string]error)}
	p.set = make(map[string]setter)
}

// settled is the model that is kept, whatever is being tried.
func (p *modelPaper) settled() *transfer.Model {
	if p.before != nil {
		return p.before
	}
	return p.model
}

// keep keeps the model with the draft if it has changed, and what its parts
// come to with the lines that were written from it.
func (p *modelPaper) keep(d *Desk) {
	if p.model == nil || p.before != nil {
		return
	}
	body := p.body()
	last := p.seen
	if p.asked != "" {
		last = p.asked
	}
	if last == "" {
		last = p.begun
	}
	if body == last {
		p.unkept = false
		return
	}
	if _, err := p.model.Compute(); err == nil { // else it could not be read again, and the page says what it lacks
		p.act(d, body)
	}
}

func (p *modelPaper) body() string { return compact(p.model.AppendJSON(nil)) }

// keepAnyhow keeps the model even as it was begun with.
func (p *modelPaper) keepAnyhow(d *Desk) {
	if p.keep(d); p.seen == "" && p.asked == "" {
		p.act(d, p.body())
	}
}

func (p *modelPaper) act(d *Desk, body string) {
	p.asked = body
	links := slices.Clone(d.session.Now().Links())
	if len(p.districts) == len(p.model.Districts) {
		for i := range links {
			if l := &links[i]; l.Paper == p.id {
				l.Part = renamed(l.Part, p.districts, p.model.Districts)
			}
		}
	}
	links = linksNow(links, p.id, p.parts(d))
	d.act(session.PaperAction(budget.Paper{ID: p.id, Kind: kindTransfer, Name: p.name(d), Body: body}, links), message.Message{})
}

// renamed is the part of a district under the name that it has now.
func renamed(id string, from, to []string) string {
	for i, name := range from {
		if head, ok := strings.CutSuffix(id, " "+name); ok && strings.Count(head, " ") == 1 {
			return head + " " + to[i]
		}
	}
	return id
}

// change changes what a model is made of, at once; what was typed and refused
// is dropped, for its place may be gone.
func (p *modelPaper) change(d *Desk, do setter) error {
	if err := p.try(d, do); err != nil {
		return err
	}
	p.forget()
	d.commit = true
	return nil
}

// try makes changes together, or none.
func (p *modelPaper) try(d *Desk, changes ...setter) error {
	m := p.model.Clone()
	for _, set := range changes {
		if err := set(m); err != nil {
			return err
		}
	}
	// what cannot stand already may be mended in steps
	if err := p.check(d, m); err != nil && p.check(d, p.model) == nil {
		return err
	}
	p.model = m
	return nil
}

// enter enters what is typed into a field. What is refused stays pending: it is
// tried again, alone and with others, as soon as something else is entered, so
// that the order in which one types does not matter.
func (p *modelPaper) enter(d *Desk, name string, set setter) error {
	delete(p.set, name)
	err := p.try(d, set)
	if err != nil && len(p.set) > 0 {
		changes := []setter{set}
		for _, other := range slices.Sorted(maps.Keys(p.set)) {
			changes = append(changes, p.set[other])
		}
		if p.try(d, changes...) == nil {
			for other := range p.set {
				p.accept(other)
			}
			return nil
		}
	}
	if err != nil {
		p.set[name] = set
		return err
	}
	for progress := true; progress; {
		progress = false
		for _, other := range slices.Sorted(maps.Keys(p.set)) {
			if p.try(d, p.set[other]) == nil {
				p.accept(other)
				progress = true
			}
		}
	}
	return nil
}

func (p *modelPaper) accept(name string) {
	delete(p.set, name)
	delete(p.typing.wrong, name)
	delete(p.typing.text, name)
}

// spot is an entry of the model by its place: a district that is renamed keeps
// it. District -1 is the whole year.
type spot struct {
	year, district, group int
	field                 transfer.Field
}

func (p *modelPaper) spotID(s spot) string {
	return p.id + "-" + strconv.Itoa(s.year) + "-" + strconv.Itoa(s.district) + "-" + s.field.String() + "-" + strconv.Itoa(s.group)
}

// place is a spot by its names.
func (s spot) place(m *transfer.Model) transfer.Place {
	at := transfer.Place{Year: m.Years[s.year].Year, Field: s.field}
	if s.district >= 0 {
		at.District = m.Districts[s.district]
	}
	if s.field <= transfer.FieldStandard {
		at.Group = m.Years[s.year].Groups[s.group].Name
	}
	return at
}

// spotCell is a field of a table for an entry, and why it is refused below.
func (p *modelPaper) spotCell(d *Desk, s spot, label string) Node {
	return p.typing.cell(d, p.spotID(s), label, p.shown(s), p.reads(d, s))
}

// spotField is a field for an entry, with its label above.
func (p *modelPaper) spotField(d *Desk, s spot, label string) Node {
	return p.typing.labelled(d, p.spotID(s), label, p.shown(s), p.reads(d, s), class("number"))
}

func (p *modelPaper) reads(d *Desk, s spot) func(text string) error {
	return func(text string) error {
		strict, err := strictly(s.field, text)
		if err != nil {
			p.set[p.spotID(s)] = func(*transfer.Model) error { return err }
			return err
		}
		err = p.enter(d, p.spotID(s), func(m *transfer.Model) error { return m.Set(s.place(m), strict) })
		return p.here(s, err)
	}
}

// here takes the places out of an error that is shown where it happened, and
// the words of files.
func (p *modelPaper) here(s spot, err error) error {
	e, ok := errors.AsType[*message.Error](err)
	if !ok {
		return err
	}
	out := *e
	out.At = nil
	for _, at := range e.At {
		if i := strings.LastIndex(at, ": "); i >= 0 {
			if _, known := transfer.FieldNamed(at[i+2:]); known {
				at = at[:i]
			}
		}
		if _, known := transfer.FieldNamed(at); known || at == strconv.Itoa(p.model.Years[s.year].Year) {
			continue
		}
		if s.district < 0 || at != p.model.Districts[s.district] {
			out.At = append(out.At, at)
		}
	}
	return &out
}

// strictly turns what is typed into what a model reads.
func strictly(f transfer.Field, text string) (string, error) {
	text = money.Fold(text)
	if text == "" {
		return "", nil
	}
	switch f {
	case transfer.FieldShare:
		if n, percent := strings.CutSuffix(strings.ReplaceAll(text, "％", "%"), "%"); percent {
			return strings.TrimSpace(n) + "/100", nil
		}
	case transfer.FieldRatio, transfer.FieldWeight:
	case transfer.FieldHeads, transfer.FieldPlanned:
		if n, err := standard.ReadHeads(text); err == nil {
			return strconv.FormatInt(n, 10), nil
		}
	case transfer.FieldStandard:
		r, err := money.Read(text, money.Yuan)
		return r.Amount.YuanString(), err
	default:
		r, err := money.Read(text, money.Wan)
		return r.String(), err
	}
	return text, nil
}

// shown is what the model has at a spot, empty where nothing was entered.
func (p *modelPaper) shown(s spot) string {
	y := &p.model.Years[s.year]
	amount := func(a *money.Amount) string {
		if a == nil {
			return ""
		}
		return a.GroupedExact()
	}
	yuan := func(a *money.Amount) string {
		if a == nil {
			return ""
		}
		return a.YuanGrouped()
	}
	if s.district < 0 {
		switch s.field {
		case transfer.FieldShare:
			return entered(y.Share)
		case transfer.FieldStandard:
			return yuan(y.Groups[s.group].Standard)
		case transfer.FieldOpening:
			return amount(y.Opening.Total)
		}
		return amount(y.Advance.Total)
	}
	r := &y.Rows[s.district]
	switch s.field {
	case transfer.FieldShare:
		return entered(r.Share)
	case transfer.FieldRatio:
		return entered(r.Ratio)
	case transfer.FieldWeight:
		return entered(r.Weight)
	case transfer.FieldAdvance:
		return amount(r.Advance)
	case transfer.FieldOpening:
		return amount(r.Opening)
	case transfer.FieldMin:
		return amount(r.Min)
	case transfer.FieldMax:
		return amount(r.Max)
	}
	c := &r.Counts[s.group]
	n := c.Heads
	switch s.field {
	case transfer.FieldStandard:
		return yuan(c.Standard)
	case transfer.FieldPlanned:
		n = c.Planned
	}
	if n == nil {
		return ""
	}
	return money.Group(*n)
}

func entered[T interface{ String() string }](v *T) string {
	if v == nil {
		return ""
	}
	return (*v).String()
}

// districtCell is the head of a row: the name, to be typed over.
func (p *modelPaper) districtCell(d *Desk, i int) Node {
	name := p.id + "-district-" + strconv.Itoa(i)
	label := d.say(message.District) + " " + strconv.Itoa(i+1)
	parts := append([]any{prop("aria-label", label), prop("maxlength", "50"), class("district")},
		p.typing.field(d, name, p.model.Districts[i], func(text string) error {
			return p.enter(d, name, func(m *transfer.Model) error {
				return m.RenameDistrict(m.Districts[i], strings.TrimSpace(text))
			})
		})...)
	return el("th", prop("scope", "row"),
		el("span", class("named"), el("input", parts...),
			d.button(p.id+"-remove-district "+strconv.Itoa(i), message.TransferRemove, func() {
				_ = p.change(d, func(m *transfer.Model) error { return m.RemoveDistrict(m.Districts[i]) }) // it is there
			}, class("quiet"), flag("disabled", len(p.model.Districts) == 1), prop("aria-label", d.say(message.TransferRemoveNamed, p.model.Districts[i])))),
		p.typing.said(d, name))
}

// adder is a field for a name and what adds it.
func (p *modelPaper) adder(d *Desk, what, label string, button *message.Text, add func(m *transfer.Model, name string) error) Node {
	name := p.id + "-" + what
	do := func() {
		text := strings.TrimSpace(p.typing.text[name])
		if err := p.change(d, func(m *transfer.Model) error { return add(m, text) }); err != nil {
			p.typing.wrong[name] = err
		}
	}
	return div("field adder",
		el("label", prop("for", name), label),
		el("span", class("named"),
			el("input", append(p.typed(name), onKeys(name, "Enter", func(string) { do() }), prop("maxlength", "50"))...),
			d.button(name, button, do)),
		p.typing.said(d, name),
	)
}

// typed is a field that is read by a button beside it.
func (p *modelPaper) typed(name string) []any {
	return []any{
		prop("type", "text"), id(name), prop("autocomplete", "off"), prop("data-value", p.typing.text[name]),
		flag("aria-invalid", p.typing.wrong[name] != nil), prop("aria-describedby", name+"-said"),
		onInput(name, func(v string) {
			p.typing.text[name] = v
			delete(p.typing.wrong, name)
		}),
	}
}

// unkeptNote says that what is on the page is not in the draft.
func (p *modelPaper) unkeptNote(d *Desk) any {
	return when(p.unkept, func() Node {
		return div("tried", el("p", prop("role", "status"), d.say(message.TransferUnkept)),
			d.button(p.id+"-back", message.TransferBack, func() { p.unkept = false; p.take(d) }))
	})
}
