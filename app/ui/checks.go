package ui

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/budgetcore/articulation"
	"suanpan/budgetcore/disclosure"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// checksPage is 勾稽: what does not fit together, and why the rest does.
type checksPage struct {
	app.Compo
	st *state
}

func (p *checksPage) OnNav(ctx app.Context) { p.st.entitle(ctx, message.PageChecks) }

func (p *checksPage) OnMount(ctx app.Context) { p.st.mount(ctx, func() {}) }

func (p *checksPage) Render() app.UI {
	st := p.st
	d, err := st.session.Disclosed()
	var published *articulation.Report
	if err == nil {
		published, err = d.Published()
	}
	if err != nil {
		return st.shell("/checks", app.P().Class("finding serious").Role("alert").Text(st.say(message.ChecksFailed, err)))
	}
	r := d.Report()
	introduced, own := r.Since(published)
	var tails, other []*articulation.Finding
	for i := range r.Findings {
		switch f := &r.Findings[i]; f.Verdict {
		case articulation.Tail:
			tails = append(tails, f)
		case articulation.OtherScope, articulation.NotApplicable:
			other = append(other, f)
		}
	}
	n := r.Counts()
	joint := message.ChecksJoint.With()
	switch {
	case r.Joint.Undecided:
		joint = message.ChecksUndecided.With()
	case r.Joint.Clashes != nil:
		joint = message.ChecksClash.With(len(r.Joint.Clashes))
	}
	return st.shell("/checks",
		st.h1(message.ChecksTitle),
		app.P().Class("intro").Body(
			app.Text(st.say(message.ChecksSummary, len(r.Findings), n[articulation.Exact], n[articulation.Tail], n[articulation.Inconsistent], n[articulation.OtherScope], n[articulation.NotApplicable])),
			app.Br(),
			app.Text(joint.In(st.lang)),
		),
		p.list(r, message.ChecksNew, message.ChecksNewNone, introduced, true),
		p.list(r, message.ChecksOwn, message.ChecksOwnNone, own, true),
		p.list(r, message.ChecksTails, nil, tails, false),
		p.list(r, message.ChecksOther, nil, other, false),
		p.agreeing(r),
	)
}

// list is findings of one sort, folded unless they ask for attention.
func (p *checksPage) list(r *articulation.Report, title, none *message.Text, findings []*articulation.Finding, open bool) app.UI {
	st := p.st
	if len(findings) == 0 && none == nil {
		return app.Div()
	}
	class := "checks"
	if open && len(findings) > 0 {
		class += " contradictions"
	}
	return app.Details().Class(class).Open(open).Body(
		app.Summary().Body(app.H2().Text(st.say(title)), span("count", strconv.Itoa(len(findings)))),
		app.If(len(findings) == 0, func() app.UI { return para("hint", st.say(none)) }).Else(func() app.UI {
			return app.Table().Body(
				app.THead().Body(tr(
					st.head("", message.ChecksFinding),
					st.head("amount", message.ChecksLeft),
					st.head("amount", message.ChecksRight),
					st.head("amount", message.ChecksApart),
					st.head("amount", message.ChecksAllowed),
				)),
				app.TBody().Body(app.Range(findings).Slice(func(i int) app.UI { return p.finding(r, findings[i]) })),
			)
		}),
	)
}

func (p *checksPage) finding(r *articulation.Report, f *articulation.Finding) app.UI {
	st := p.st
	text := r.Document.Explain(f).In(st.lang)
	left, right, apart, allowed := f.Left.Value, f.Right.Value, "", ""
	if f.Amounts {
		left, right = f.Left.Amount.Grouped(), f.Right.Amount.Grouped()
		apart = max(f.Difference, -f.Difference).Grouped()
		if f.Bound > 0 {
			allowed = f.Bound.GroupedExact()
		}
	}
	to := disclosure.PointOf(f)
	return tr(
		cellOf(
			para("rule", st.say(message.RuleKinds[f.Rule.Kind])+" · "+f.Rule.Title.In(st.lang)),
			app.P().Body(st.stepButton(text, func(ctx app.Context, _ app.Event) { st.trace(ctx, to, false) }, to.String())),
		),
		cell("amount", left), cell("amount", right),
		cell("amount", apart), cell("amount", allowed),
	)
}

// agreeing counts what agrees, by rule: to the cent, and within a tail.
func (p *checksPage) agreeing(r *articulation.Report) app.UI {
	st := p.st
	type row struct {
		rule  *articulation.Rule
		count int
	}
	var rows []row
	total := 0
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Verdict != articulation.Exact {
			continue
		}
		total++
		if len(rows) == 0 || rows[len(rows)-1].rule != f.Rule {
			rows = append(rows, row{f.Rule, 0})
		}
		rows[len(rows)-1].count++
	}
	return app.Details().Class("checks").Body(
		app.Summary().Body(st.h2(message.ChecksExact), span("count", money.Group(int64(total)))),
		app.Table().Body(
			app.THead().Body(tr(
				st.head("", message.ChecksRule),
				st.head("amount", message.ChecksCount),
			)),
			app.TBody().Body(app.Range(rows).Slice(func(i int) app.UI {
				return tr(
					cellOf(
						para("rule", st.say(message.RuleKinds[rows[i].rule.Kind])),
						app.P().Text(rows[i].rule.Title.In(st.lang)),
					),
					cell("amount", strconv.Itoa(rows[i].count)),
				)
			})),
		),
	)
}
