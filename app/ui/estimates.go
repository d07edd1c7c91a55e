package ui

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/standard"
	"suanpan/budgetcore/transfer"
)

const (
	headsID     = "heads-" // with the index
	shareID     = "city-share"
	whatID      = "write-what"
	whereID     = "write-where"
	talentClass = "2080116" // 引进人才费用, where the subsidy is budgeted
)

// estimatePage is 测算: the talent subsidy from heads and standards.
type estimatePage struct {
	app.Compo
	st *state
	*estimateInputs
	posts postsPanel
}

// estimateInputs are what was typed; they outlive the page's visit.
type estimateInputs struct {
	heads [4]string
	share string
}

func (p *estimatePage) OnNav(ctx app.Context) { p.st.entitle(ctx, message.PageEstimates) }

func (p *estimatePage) OnMount(ctx app.Context) {
	p.posts.st = p.st
	p.st.mount(ctx, func() { p.posts.sync() })
	if app.IsServer {
		return
	}
	p.posts.sync()
	for i := range p.heads {
		fill(headsID+strconv.Itoa(i), p.heads[i])
	}
	fill(shareID, p.share)
}

func (p *estimatePage) onInput(app.Context, app.Event) {
	for i := range p.heads {
		p.heads[i] = strings.TrimSpace(input(headsID + strconv.Itoa(i)))
	}
	p.share = strings.TrimSpace(input(shareID))
}

// estimate works out the page's inputs; wrong tells which input cannot be
// read.
func (p *estimatePage) estimate() (e standard.Estimate, wrong map[string]error) {
	wrong = make(map[string]error)
	var heads [4]int64
	for i, s := range p.heads {
		if s == "" {
			continue
		}
		n, err := standard.ReadHeads(s)
		if err != nil {
			wrong[headsID+strconv.Itoa(i)] = err
		}
		heads[i] = n
	}
	share, err := money.ParseShare(money.Fold(p.share))
	if err != nil {
		wrong[shareID] = err
	}
	if e, err = standard.TalentEstimate(heads, share); err != nil {
		wrong[headsID+"0"] = err
	}
	return e, wrong
}

func (p *estimatePage) Render() app.UI {
	st := p.st
	p.posts.st = st
	e, wrong := p.estimate()
	return st.shell("/estimates",
		app.H1().Text(st.say(message.EstimateTitle, message.TalentSubsidy)),
		para("intro", st.say(message.EstimateIntro)),
		div("panels",
			app.Section().Class("panel").OnInput(p.onInput).Body(
				st.h2(message.EstimateInputs),
				p.inputs(&e, wrong),
			),
			app.Section().Class("panel").Body(
				st.h2(message.EstimateResult),
				app.If(len(wrong) > 0, func() app.UI { return para("hint", st.say(message.EstimateWaits)) }).
					ElseIf(e.Heads == 0, func() app.UI { return para("hint", st.say(message.EstimateEmpty)) }).
					Else(func() app.UI { return app.Div().Body(p.results(&e), p.write(&e)) }),
			),
		),
		p.posts.render(),
	)
}

func (p *estimatePage) inputs(e *standard.Estimate, wrong map[string]error) app.UI {
	st := p.st
	said := func(id, text string) app.UI {
		if err := wrong[id]; err != nil {
			return app.P().ID(id + "-said").Class("wrong").Text(message.Explain(err, st.lang))
		}
		return app.P().ID(id + "-said").Class("understood").Text(text)
	}
	return div("components",
		app.Range(standard.Talent).Slice(func(i int) app.UI {
			id := headsID + strconv.Itoa(i)
			s := standard.Talent[i]
			chain := ""
			if len(e.Items) > i {
				chain = st.say(message.EstimateChain, money.Group(e.Items[i].Heads), s.Each.YuanGrouped(), e.Items[i].Amount.GroupedExact())
			}
			return div("component",
				app.Label().For(id).Text(st.say(s.Name)),
				textInput(id, "number").Attr("inputmode", "numeric").Placeholder("0").
					Aria("describedby", id+"-said").Aria("invalid", wrong[id] != nil),
				said(id, chain),
			)
		}),
		div("component",
			st.label(shareID, message.EstimateShareLabel),
			textInput(shareID, "number").
				Aria("describedby", shareID+"-said").Aria("invalid", wrong[shareID] != nil),
			said(shareID, e.CityShare.Percent()+" %"),
		),
		para("hint", st.say(message.EstimateSource)),
	)
}

func (p *estimatePage) results(e *standard.Estimate) app.UI {
	st := p.st
	line := func(name string, a, published, difference string, class string) app.UI {
		return app.Tr().Class(class).Body(
			app.Th().Scope("row").Class("text").Text(name),
			cell("amount", a), cell("amount", published), cell("amount", difference),
		)
	}
	signed := func(a money.Amount) string {
		if a > 0 {
			return "+" + a.Grouped()
		}
		return a.Grouped()
	}
	published := e.PublishedCity + e.PublishedDistrict
	city, district, total := e.Printed()
	notes := e.Notes()
	return app.Div().Body(
		app.Table().Class("estimate").Body(
			app.THead().Body(tr(
				app.Td(),
				st.head("amount", message.EstimateFigure),
				st.head("amount", message.EstimatePublished),
				st.head("amount", message.EstimateDifference),
			)),
			app.TBody().Body(
				line(st.say(message.EstimateCity, e.CityShare), city.Grouped(), e.PublishedCity.Grouped(), signed(city-e.PublishedCity), ""),
				line(st.say(message.EstimateDistrict), district.Grouped(), e.PublishedDistrict.Grouped(), signed(district-e.PublishedDistrict), ""),
				line(st.say(message.EstimateTotal), total.Grouped(), published.Grouped(), signed(total-published), "total"),
			),
		),
		app.Ul().Class("notes").Body(app.Range(notes).Slice(func(i int) app.UI { return app.Li().Text(notes[i].In(st.lang)) })),
	)
}

// write offers the lines that carry the subsidy as targets.
func (p *estimatePage) write(e *standard.Estimate) app.UI {
	st := p.st
	city, district, total := e.Printed()
	figures := []struct {
		name   string
		amount money.Amount
	}{
		{st.say(message.EstimateCity, e.CityShare), city},
		{st.say(message.EstimateDistrict), district},
		{st.say(message.EstimateTotal), total},
	}
	lines := []string{transfer.CityShareLine, transfer.TopUpLine}
	now := st.session.Now()
	for i := range now.Len() {
		if l := now.Line(i); now.Present(i) && l.Section == budget.Spending && l.Function == talentClass {
			lines = append(lines, l.ID)
		}
	}
	return div("write",
		app.H3().Text(st.say(message.EstimateWrite)),
		div("row",
			div("field",
				st.label(whatID, message.EstimateWhat),
				app.Select().ID(whatID).Body(app.Range(figures).Slice(func(i int) app.UI {
					return option(strconv.Itoa(i), figures[i].name+" "+figures[i].amount.Grouped(), false)
				})),
			),
			div("field",
				st.label(whereID, message.EstimateWhere),
				app.Select().ID(whereID).Body(app.Range(lines).Slice(func(i int) app.UI {
					at, _ := now.Find(lines[i])
					a, _ := now.Amount(at)
					return option(lines[i], lines[i]+" "+st.session.Title(lines[i]).In(st.lang)+" "+a.Grouped(), false)
				})),
			),
			st.button("primary", message.WriteButton, p.onWrite),
		),
	)
}

func (p *estimatePage) onWrite(app.Context, app.Event) {
	defer p.st.paint()
	e, wrong := p.estimate()
	if len(wrong) > 0 {
		return
	}
	if e.Total == 0 {
		p.st.refuse(message.WriteZero.Error())
		return
	}
	what, _ := strconv.Atoi(input(whatID))
	city, district, total := e.Printed()
	amount := []money.Amount{city, district, total}[what]
	p.st.set(budget.Edit{Op: budget.Set, Line: input(whereID), Amount: amount})
}
