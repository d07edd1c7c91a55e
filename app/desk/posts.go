package desk

import (
	"strconv"
	"strings"

	"suanpan/app/session"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/standard"
)

// posts is 定员定额: a unit's public spending as a quota for each post.
type posts struct {
	typed map[string]string // what was typed and cannot be read, by field
	wrong map[string]error  // by unit
}

func (p *posts) view(d *Desk) Node {
	units := d.session.Dataset().Units
	var rows []Node
	for _, u := range units {
		rows = append(rows, p.row(d, u))
	}
	return el("section", class("posts"), prop("aria-labelledby", "posts-title"),
		el("h2", id("posts-title"), d.say(message.PostsTitle)),
		para("hint", d.say(message.PostsIntro)),
		when(len(units) == 0, func() Node { return para("sheet-note", d.say(message.PostsNoUnits)) }),
		when(len(units) > 0, func() Node {
			return table("picture-table", []Node{
				el("th", prop("scope", "col"), d.say(message.FieldNames[budget.FieldUnit])),
				d.head("", message.PostsPosts), d.head("", message.PostsStaff), d.head("", message.PostsQuotaHead), d.head("amount", message.PostsAmount),
				d.head("amount", message.PostsDraft), d.head("amount", message.EstimateDifference), d.head("", message.WriteButton),
			}, rows)
		}),
	)
}

func (p *posts) row(d *Desk, u budget.Unit) Node {
	x, now := d.session.PostsOf(u.Code)
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
	box := func(what, value string, label *message.Text) Node {
		name := "posts-" + u.Code + "-" + what
		if typed, is := p.typed[name]; is {
			value = typed
		}
		return cellOf(el("input", prop("type", "text"), id(name), class("number short"), prop("autocomplete", "off"), prop("data-value", value),
			prop("aria-label", "“"+u.Name+"” "+d.say(label)), prop("aria-invalid", strconv.FormatBool(p.typed[name] != "")),
			onChange(name, func(v string) { p.change(d, x, what, name, v) })))
	}
	amount, difference, draft := "", "", "" // without a line there is no amount, which is not 0.00
	if x.Quota != 0 && x.Posts != 0 {
		amount, difference = x.Amount().Grouped(), (x.Amount() - now.Amount).Grouped()
	}
	if now.Lines > 0 {
		draft = now.Amount.Grouped()
	}
	wrong := ""
	if err := p.wrong[u.Code]; err != nil {
		wrong = message.Explain(err, d.lang)
	}
	return el("tr", key(u.Code),
		el("th", prop("scope", "row"), u.Code+" "+u.Name, el("span", class("wrong"), prop("role", "alert"), wrong),
			when(x.Staff > x.Posts, func() Node { return el("span", class("doubts"), d.say(message.PostsOver, x.Staff-x.Posts)) })),
		box("posts", shown(x.Posts), message.PostsPosts), box("staff", shown(x.Staff), message.PostsStaff), box("quota", quota, message.PostsQuotaHead),
		cell("amount", amount), cell("amount", draft), cell("amount", difference),
		cellOf(d.button("posts-write "+u.Code, message.WriteButton, func() { p.write(d, u, x) },
			flag("disabled", amount == ""), prop("aria-label", "“"+u.Name+"” "+d.say(message.WriteButton)))),
	)
}

// change reads a field and keeps the unit's posts if it can be read.
func (p *posts) change(d *Desk, x budget.Posts, what, name, text string) {
	if p.typed == nil {
		p.typed, p.wrong = make(map[string]string), make(map[string]error)
	}
	delete(p.typed, name)
	text = strings.TrimSpace(text)
	var err error
	switch {
	case what == "quota":
		var r money.Reading
		if text != "" {
			r, err = money.Read(text, money.Wan)
		}
		x.Quota = r.Amount
	default:
		var n int64
		if text != "" {
			n, err = standard.ReadHeads(text)
		}
		if what == "posts" {
			x.Posts = int(n)
		} else {
			x.Staff = int(n)
		}
	}
	list := []budget.Posts{}
	for _, old := range d.session.Now().Posts() {
		if old.Unit != x.Unit {
			list = append(list, old)
		}
	}
	if x.Posts != 0 || x.Staff != 0 || x.Quota != 0 {
		list = append(list, x)
	}
	if err == nil {
		err = d.session.Dataset().CheckPosts(list)
	}
	if p.wrong[x.Unit] = err; err != nil {
		p.typed[name] = text
		return
	}
	d.act(append(budget.AppendPosts([]byte(`{"do":"posts","posts":`), list), '}'), message.Message{})
}

func (p *posts) write(d *Desk, u budget.Unit, x budget.Posts) {
	why := message.PostsWhy.With(x.Posts, x.Quota.GroupedExact())
	edits, before, err := d.session.PostsEdits(u.Code, why)
	if err != nil {
		p.wrong[u.Code] = err
		return
	}
	d.act(session.EditsAction(edits, nil), message.PostsWritten.With(d.session.Dataset().UnitName(u.Code), before.Grouped(), x.Amount().Grouped()))
}
