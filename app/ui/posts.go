package ui

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/standard"
)

const postsID = "posts-"

// postsPanel is 定员定额: a unit's public spending as a quota for each post.
type postsPanel struct {
	st    *state
	wrong map[string]string // by unit
}

func postsField(unit, what string) string { return postsID + unit + "-" + what }

// sync puts what is kept into the fields.
func (p *postsPanel) sync() {
	if !element(postsID + "title").Truthy() {
		return // the page has been left
	}
	for _, u := range p.st.session.Dataset().Units {
		x, _ := p.st.session.PostsOf(u.Code)
		shown := func(n int) string {
			if n == 0 {
				return ""
			}
			return strconv.Itoa(n)
		}
		quota := ""
		if x.Quota != 0 {
			quota = x.Quota.String()
		}
		fill(postsField(u.Code, "posts"), shown(x.Posts))
		fill(postsField(u.Code, "staff"), shown(x.Staff))
		fill(postsField(u.Code, "quota"), quota)
	}
}

// onChange reads the fields of a unit and keeps them, if all can be read.
func (p *postsPanel) onChange(unit string) {
	x := budget.Posts{Unit: unit}
	read := func(what string) (int, error) {
		text := typed(postsField(unit, what))
		if text == "" {
			return 0, nil
		}
		n, err := standard.ReadHeads(text)
		return int(n), err
	}
	var err error
	if x.Posts, err = read("posts"); err == nil {
		x.Staff, err = read("staff")
	}
	if text := typed(postsField(unit, "quota")); err == nil && text != "" {
		var r money.Reading
		r, err = money.Read(text, money.Wan)
		x.Quota = r.Amount
	}
	if err == nil {
		list := []budget.Posts{}
		for _, old := range p.st.session.Now().Posts() {
			if old.Unit != unit {
				list = append(list, old)
			}
		}
		if x.Posts != 0 || x.Staff != 0 || x.Quota != 0 {
			list = append(list, x)
		}
		err = p.st.session.SetPosts(list)
	}
	if p.wrong == nil {
		p.wrong = make(map[string]string)
	}
	p.wrong[unit] = ""
	if err != nil {
		p.wrong[unit] = message.Explain(err, p.st.lang)
	}
	p.st.paint()
}

func (p *postsPanel) write(unit string) {
	st := p.st
	x, _ := st.session.PostsOf(unit)
	why := message.PostsWhy.With(x.Posts, x.Quota.GroupedExact())
	edits, before, err := st.session.PostsEdits(unit, why)
	if err == nil {
		err = st.session.ApplyAll(edits, editTime())
	}
	_, sum := st.session.PostsOf(unit)
	after := sum.Amount
	switch {
	case err != nil:
		st.refuse(err)
	default:
		st.tell(message.PostsWritten.With(st.session.Dataset().UnitName(unit), before.Grouped(), after.Grouped()))
	}
	st.changed()
}

func (p *postsPanel) render() app.UI {
	st := p.st
	units := st.session.Dataset().Units
	head := func(t *message.Text) app.UI { return app.Th().Scope("col").Text(st.say(t)) }
	return app.Section().Class("posts").Aria("labelledby", postsID+"title").Body(
		app.H2().ID(postsID+"title").Text(st.say(message.PostsTitle)),
		para("hint", st.say(message.PostsIntro)),
		app.If(len(units) == 0, func() app.UI { return para("sheet-note", st.say(message.PostsNoUnits)) }),
		app.Table().Class("picture-table").Hidden(len(units) == 0).Body(
			app.THead().Body(tr(
				app.Th().Scope("col").Text(message.FieldNames[budget.FieldUnit].In(st.lang)),
				head(message.PostsPosts), head(message.PostsStaff), head(message.PostsQuotaHead), head(message.PostsAmount), head(message.PostsDraft), head(message.EstimateDifference), head(message.WriteButton),
			)),
			app.TBody().Body(app.Range(units).Slice(func(i int) app.UI { return p.row(units[i]) })),
		),
	)
}

func (p *postsPanel) row(u budget.Unit) app.UI {
	st := p.st
	x, now := st.session.PostsOf(u.Code)
	box := func(what string, label *message.Text) app.UI {
		return cellOf(textInput(postsField(u.Code, what), "number short").
			Aria("label", "“"+u.Name+"” "+st.say(label)).OnChange(func(app.Context, app.Event) { p.onChange(u.Code) }, app.EventScope(u.Code)))
	}
	amount, difference := "", ""
	if x.Quota != 0 && x.Posts != 0 {
		amount, difference = x.Amount().Grouped(), (x.Amount() - now.Amount).Grouped()
	}
	draft := "" // without a line there is no amount, which is not 0.00
	if now.Lines > 0 {
		draft = now.Amount.Grouped()
	}
	over := app.If(x.Staff > x.Posts, func() app.UI {
		return span("doubts", st.say(message.PostsOver, x.Staff-x.Posts))
	})
	return tr(
		app.Th().Scope("row").Body(app.Text(u.Code+" "+u.Name), app.Span().Class("wrong").Role("alert").Text(p.wrong[u.Code]), over),
		box("posts", message.PostsPosts), box("staff", message.PostsStaff), box("quota", message.PostsQuotaHead),
		cell("amount", amount), cell("amount", draft), cell("amount", difference),
		cellOf(app.Button().Type("button").Disabled(amount == "").Aria("label", "“"+u.Name+"” "+st.say(message.WriteButton)).Text(st.say(message.WriteButton)).
			OnClick(func(app.Context, app.Event) { p.write(u.Code) }, app.EventScope(u.Code))),
	)
}
