package desk

import (
	"slices"
	"strconv"
	"strings"

	"suanpan/app/session"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// part is a result of a paper that can be written to a line.
type part struct {
	id, name  string
	amount    money.Amount
	published *money.Amount // what was published of it, nil where nothing was
}

// written is where parts of a paper are written to lines, and what was typed
// there.
type written struct {
	where string // the line to be written to
	what  int    // which part
	wrong error
	first func(d *Desk) // keeps the paper where that has not been done, nil where it is kept
}

// lineName is a line as it is chosen by.
func lineName(d *Desk, id string) string {
	i, ok := d.session.Now().Find(id)
	if !ok {
		return id
	}
	a, _ := d.session.Now().Amount(i)
	return id + " " + d.session.Title(id).In(d.lang) + " " + a.GroupedExact()
}

// findLine is the line that is meant by what is typed: its id first, or words
// that only one line answers.
func findLine(d *Desk, text string) (string, error) {
	now := d.session.Now()
	id, _, _ := strings.Cut(strings.TrimSpace(text), " ")
	if i, ok := now.Find(id); ok && now.Present(i) {
		return id, nil
	}
	found := ""
	for i := range now.Len() {
		if !now.Present(i) {
			continue
		}
		line := now.Line(i)
		s := classification.NewSearchable(line.ID + "\n" + d.session.Title(line.ID).In(message.ZH) + "\n" + line.Function)
		if text != "" && s.Finds(text) {
			if found != "" {
				return "", message.LineSeveral.Error(text)
			}
			found = line.ID
		}
	}
	if found == "" {
		return "", message.LineNoSuch.Error(text)
	}
	return found, nil
}

// linksNow are links with what the parts of a paper come to.
func linksNow(links []budget.Link, paper string, parts []part) []budget.Link {
	links = slices.Clone(links)
	for i := range links {
		l := &links[i]
		if at := slices.IndexFunc(parts, func(p part) bool { return p.id == l.Part }); l.Paper == paper && at >= 0 {
			l.Now = parts[at].amount
		}
	}
	return links
}

// view writes parts of a paper to lines, and shows which were written from it.
// prefix tells its fields from others of the page.
func (w *written) view(d *Desk, prefix, paper, name string, parts []part) Node {
	w.what = min(w.what, len(parts)-1)
	var whats, lines []Node
	for i, p := range parts {
		whats = append(whats, option(strconv.Itoa(i), p.name+" "+p.amount.GroupedExact()))
	}
	now := d.session.Now()
	for i := range now.Len() {
		if now.Present(i) {
			lines = append(lines, option(lineName(d, now.ID(i)), ""))
		}
	}
	var rows []Node
	for _, l := range now.Links() {
		if l.Paper == paper {
			rows = append(rows, w.link(d, prefix, name, l, parts))
		}
	}
	return div("write",
		el("h3", d.say(message.EstimateWrite)),
		div("row",
			d.choice(prefix+"write-what", d.say(message.EstimateWhat), strconv.Itoa(w.what), whats, func(v string) { w.what, _ = strconv.Atoi(v) }),
			d.input(prefix+"write-where", d.say(message.EstimateWhere), w.where, "", w.wrong, func(v string) { w.where, w.wrong = v, nil }, prop("list", prefix+"write-lines")),
			el("datalist", id(prefix+"write-lines"), lines),
			d.button(prefix+"write", message.WriteButton, func() {
				var line string
				if line, w.wrong = findLine(d, w.where); w.wrong != nil {
					return
				}
				if w.first != nil {
					w.first(d)
				}
				writePart(d, paper, name, line, parts, w.what)
			}, class("primary")),
		),
		when(len(rows) > 0, func() Node {
			return table("picture-table", []Node{d.head("", message.EstimateWhere), d.head("", message.EstimateWhat), d.head("", message.EstimateState), d.head("", message.HistoryDo)}, rows)
		}),
	)
}

// link is a line that was written from the paper, and how the two stand.
func (w *written) link(d *Desk, prefix, name string, l budget.Link, parts []part) Node {
	now := d.session.Now()
	i, ok := now.Find(l.Line)
	there := ok && now.Present(i)
	var amount money.Amount
	if ok {
		amount, _ = now.Amount(i)
	}
	at := slices.IndexFunc(parts, func(p part) bool { return p.id == l.Part })
	state, what := d.say(message.LinkInStep), l.Part
	if at >= 0 {
		what = parts[at].name
	}
	behind := there && at >= 0 && parts[at].amount != amount
	switch {
	case !there:
		state = d.say(message.LinkNoLine)
	case at < 0:
		state = d.say(message.LinkNoPart)
	case behind:
		state = d.say(message.LinkBehind, amount.GroupedExact(), parts[at].amount.GroupedExact())
	}
	return el("tr", key(l.Line),
		el("th", prop("scope", "row"), el("a", prop("href", "/?at="+l.Line), lineName(d, l.Line))), cell("", what), cell("", state),
		cellOf(
			when(behind, func() Node {
				return d.button(prefix+"again "+l.Line, message.LinkAgain, func() { writePart(d, l.Paper, name, l.Line, parts, at) }, prop("aria-label", d.say(message.LinkAgain)+" "+l.Line))
			}),
			d.button(prefix+"unlink "+l.Line, message.LinkOff, func() { unlink(d, l.Paper, l.Line, parts) }, class("link"), prop("aria-label", d.say(message.LinkOff)+" "+l.Line)),
		))
}

// writePart writes a part to a line and links the line to it, as one step.
func writePart(d *Desk, paper, name, line string, parts []part, at int) {
	now, p := d.session.Now(), parts[at]
	i, _ := now.Find(line)
	was, has := now.Amount(i)
	links := append(linksBut(d, paper, line, parts), budget.Link{Line: line, Paper: paper, Part: p.id, Wrote: p.amount, Now: p.amount})
	if has && was == p.amount {
		d.act(session.LinksAction(links), message.SameAsLine.With(line, was.GroupedExact()))
		return
	}
	d.act(session.EditsAction([]budget.Edit{{Op: budget.Set, Line: line, Amount: p.amount, Why: d.say(message.WrittenWhy, strings.TrimSpace(name), p.name)}}, links),
		message.WrittenToLine.With(message.LineNamed.With(line, d.session.Title(line)), was.GroupedExact(), p.amount.GroupedExact()))
}

// linksBut are the links of the draft without that of a line, as they are once
// the paper, which may have been kept a moment ago, is.
func linksBut(d *Desk, paper, line string, parts []part) []budget.Link {
	return slices.DeleteFunc(linksNow(d.session.Now().Links(), paper, parts), func(l budget.Link) bool { return l.Line == line })
}

func unlink(d *Desk, paper, line string, parts []part) {
	d.act(session.LinksAction(linksBut(d, paper, line, parts)), message.Unlinked.With(line))
}
