package ui

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/transfer"
)

const (
	cityShareID   = "transfer-city"
	topUpID       = "transfer-topup"
	splitAmountID = "split-amount"
	splitUnitID   = "split-unit"
	districtID    = "district-" // name, with the index
	weightID      = "weight-"   // weight, with the index
)

// splitUnits are what shares can be rounded to.
var splitUnits = []money.Amount{money.Cent, money.Wan / 10, money.Wan, 10 * money.Wan, money.Yuan, money.Fen}

// transferPage is 转移支付: the two published components, and the split
// between the districts. The inputs hold what was typed; every input event
// reads them all anew.
type transferPage struct {
	app.Compo
	st *state
	*transferInputs
}

// transferInputs are what was typed; they outlive the page's visit.
type transferInputs struct {
	seenCity, seenTopUp money.Amount // of the lines, when the fields were last filled
	started             bool
	city                field
	topUp               field
	amount              field
	unit                int
	names               [6]string
	weights             [6]string
}

// field is a typed amount: the text and what it means.
type field struct {
	text   string
	amount money.Amount
	err    error
}

func (f *field) read(text string) {
	f.text = text
	r, err := money.Read(text, money.Wan)
	f.amount, f.err = r.Amount, err
}

func (p *transferPage) OnNav(ctx app.Context) { p.st.entitle(ctx, message.PageTransfers) }

func (p *transferPage) OnMount(ctx app.Context) {
	p.st.mount(ctx, p.fill)
	p.fill()
}

// fill starts the inputs from the draft.
func (p *transferPage) fill() {
	if app.IsServer || !element(cityShareID).Truthy() {
		return
	}
	p.start()
	fill(cityShareID, p.city.text)
	fill(topUpID, p.topUp.text)
	fill(splitAmountID, p.amount.text)
	fill(splitUnitID, strconv.Itoa(p.unit))
	for i := range p.names {
		fill(districtID+strconv.Itoa(i), p.names[i])
		fill(weightID+strconv.Itoa(i), p.weights[i])
	}
}

// start fills the fields from the lines, and again when the lines have changed;
// else what was typed stays.
func (p *transferPage) start() {
	line := func(id string) money.Amount {
		i, _ := p.st.session.Now().Find(id)
		a, _ := p.st.session.Now().Amount(i)
		return a
	}
	city, topUp := line(transfer.CityShareLine), line(transfer.TopUpLine)
	before := p.seenCity + p.seenTopUp
	if p.started && city == p.seenCity && topUp == p.seenTopUp {
		return
	}
	if !p.started || city != p.seenCity {
		p.city.read(city.GroupedExact())
	}
	if !p.started || topUp != p.seenTopUp {
		p.topUp.read(topUp.GroupedExact())
	}
	if !p.started || p.amount.err == nil && p.amount.amount == before { // an amount of one's own stays
		p.amount.read((city + topUp).GroupedExact())
	}
	if !p.started {
		p.names = [6]string(transfer.Districts)
	}
	p.started, p.seenCity, p.seenTopUp = true, city, topUp
}

func (p *transferPage) onInput(app.Context, app.Event) {
	p.city.read(input(cityShareID))
	p.topUp.read(input(topUpID))
	p.amount.read(input(splitAmountID))
	p.unit, _ = strconv.Atoi(input(splitUnitID))
	for i := range p.names {
		p.names[i] = strings.TrimSpace(input(districtID + strconv.Itoa(i)))
		p.weights[i] = money.Fold(input(weightID + strconv.Itoa(i)))
	}
}

func (p *transferPage) Render() app.UI {
	st := p.st
	if !p.started {
		p.start()
	}
	return st.shell("/transfers",
		st.h1(message.PageTransfers),
		para("intro", st.say(message.TransferIntro)),
		app.Div().Class("panels").OnInput(p.onInput).OnChange(p.onInput).Body(
			app.Section().Class("panel").Body(
				st.h2(message.TransferComponents),
				p.component(message.AdvanceShare, cityShareID, transfer.CityShareLine, &p.city, transfer.CityShare),
				p.component(message.TopUpShare, topUpID, transfer.TopUpLine, &p.topUp, transfer.TopUp),
				p.summary(),
			),
			app.Section().Class("panel").Body(
				st.h2(message.SplitTitle),
				para("hint", st.say(message.SplitIntro)),
				p.splitForm(),
				p.splitResult(),
			),
		),
	)
}

func (p *transferPage) component(name *message.Text, id, line string, f *field, published money.Amount) app.UI {
	st := p.st
	said := st.say(message.PublishedWas, published.Grouped())
	class := "understood"
	if f.err != nil {
		said, class = message.Explain(f.err, st.lang), "wrong"
	}
	return div("component",
		app.Label().For(id).Text(st.say(name)),
		textInput(id, "number").Aria("describedby", id+"-said").Aria("invalid", f.err != nil),
		app.Button().Type("button").Text(st.say(message.WriteToLine, line)).Disabled(f.err != nil).OnClick(func(app.Context, app.Event) {
			st.set(budget.Edit{Op: budget.Set, Line: line, Amount: f.amount})
			p.fill()
			st.paint()
		}, app.EventScope(line)),
		app.P().ID(id+"-said").Class(class).Text(said),
	)
}

func (p *transferPage) summary() app.UI {
	st := p.st
	sum := "—"
	share := ""
	if p.city.err == nil && p.topUp.err == nil {
		sum = (p.city.amount + p.topUp.amount).GroupedExact()
		if p.city.amount >= 0 {
			if s, err := money.ShareOf(p.city.amount, p.city.amount+transfer.DistrictShare); err == nil {
				share = st.say(message.TransferShare, s.Percent())
			}
		}
	}
	return app.Dl().Class("results").Body(
		div("strong", app.Dt().Text(st.say(message.TransferTotal)), app.Dd().Class("figure").Text(sum)),
		div("", app.Dt().Text(st.say(message.TransferDistrict)), app.Dd().Class("figure").Text(transfer.DistrictShare.Grouped())),
		div("", app.Dt().Text(share), app.Dd()),
	)
}

func (p *transferPage) splitForm() app.UI {
	st := p.st
	said := ""
	if p.amount.err != nil {
		said = message.Explain(p.amount.err, st.lang)
	}
	return div("split-form",
		div("row",
			div("field",
				st.label(splitAmountID, message.SplitAmount),
				textInput(splitAmountID, "number").Aria("describedby", "split-said").Aria("invalid", p.amount.err != nil),
			),
			div("field",
				st.label(splitUnitID, message.SplitUnit),
				app.Select().ID(splitUnitID).Body(app.Range(splitUnits).Slice(func(i int) app.UI {
					return option(strconv.Itoa(i), st.say(message.UnitChoice, splitUnits[i]), false)
				})),
			),
		),
		app.P().ID("split-said").Class("wrong").Role("alert").Text(said),
	)
}

// splitResult is the table of districts: names and weights to type, shares to
// read.
func (p *transferPage) splitResult() app.UI {
	st := p.st
	var weights []transfer.Weight
	place := make(map[int]int) // of a district among the weights
	var wrong error
	wrongAt := -1
	for i, w := range p.weights {
		if w == "" {
			continue
		}
		name := p.names[i]
		if name == "" {
			name = strconv.Itoa(i + 1)
		}
		weight, err := transfer.NewWeight(name, w)
		if err != nil {
			wrong, wrongAt = err, i
			break
		}
		place[i] = len(weights)
		weights = append(weights, weight)
	}
	var parts []transfer.Part
	if wrong == nil && p.amount.err == nil && len(weights) > 0 {
		parts, wrong = transfer.Split(p.amount.amount, splitUnits[p.unit], weights)
	}
	said, class := st.say(message.SplitNone), "hint"
	switch {
	case wrong != nil:
		said, class = message.Explain(wrong, st.lang), "wrong"
	case parts != nil:
		var sum money.Amount
		for _, part := range parts {
			sum += part.Amount
		}
		said = st.say(message.SplitAdds, sum.GroupedExact())
	}
	var rows []app.UI
	for i := range p.names {
		n := strconv.Itoa(i)
		share := ""
		if at, ok := place[i]; ok && parts != nil {
			share = parts[at].Amount.GroupedExact()
		}
		rows = append(rows, tr(
			cellOf(textInput(districtID+n, "").Aria("label", st.say(message.District)+" "+strconv.Itoa(i+1))),
			cellOf(textInput(weightID+n, "number").
				Aria("label", st.say(message.SplitWeight)+" "+p.names[i]).Aria("describedby", "split-result").Aria("invalid", i == wrongAt)),
			cell("amount", share),
		))
	}
	return app.Div().Body(
		app.Table().Class("split").Body(
			app.THead().Body(tr(
				st.head("", message.District),
				st.head("", message.SplitWeight),
				st.head("amount", message.EstimateAmount),
			)),
			app.TBody().Body(rows...),
		),
		app.P().ID("split-result").Class(class).Role("status").Text(said),
		para("hint", st.say(message.SplitDerivation)),
	)
}
