package desk

import (
	"encoding/csv"
	"slices"
	"strconv"
	"strings"

	"suanpan/app/session"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/transfer"
)

// notice is what a district is told, to be printed or handed on as a table.
type notice struct {
	district string // "" is the first, all is every one
}

const everyDistrict = "*"

// noticeColumns are the figures of a notice.
var noticeColumns = []string{"advance", "settlement", "carried_in", "top_up", "deduction", "transfer", "carried_out"}

func (n *notice) view(d *Desk, m *transfer.Model) Node {
	if n.district != everyDistrict && !slices.Contains(m.Districts, n.district) {
		n.district = m.Districts[0]
	}
	options := []Node{}
	for _, name := range m.Districts {
		options = append(options, option(name, name))
	}
	options = append(options, option(everyDistrict, d.say(message.NoticeEvery)))
	parts := []any{
		class("notices"), key("notices"), d.h2(message.NoticeTitle),
		div("row controls",
			d.choice("notice-district", d.say(message.District), n.district, options, func(v string) { n.district = v }),
			d.button("notice-print", message.NoticePrint, func() { d.ask(Request{Kind: "print"}) }),
			d.button("notice-csv", message.NoticeCSV, func() {
				if list, err := n.chosen(m); err == nil {
					d.ask(Request{Kind: "download", Name: list[0].Name + " " + n.title(d) + ".csv", Data: n.csv(d, list)})
				}
			})),
	}
	list, err := n.chosen(m)
	if err != nil {
		return el("section", append(parts, para("wrong", message.Explain(err, d.lang)))...)
	}
	for _, x := range list {
		parts = append(parts, n.sheet(d, x))
	}
	return el("section", parts...)
}

func (n *notice) title(d *Desk) string {
	if n.district == everyDistrict {
		return d.say(message.NoticeEvery)
	}
	return n.district
}

// chosen are the notices to be shown, of what is kept with the draft.
func (n *notice) chosen(m *transfer.Model) ([]*transfer.Notice, error) {
	r, err := m.Compute()
	if err != nil {
		return nil, err
	}
	var list []*transfer.Notice
	for _, name := range m.Districts {
		if n.district == name || n.district == everyDistrict {
			x, err := r.Notice(name)
			if err != nil {
				return nil, err
			}
			list = append(list, x)
		}
	}
	return list, nil
}

func noticeColumn(id string) *transfer.Column {
	return &transfer.Columns[slices.IndexFunc(transfer.Columns, func(c transfer.Column) bool { return c.ID == id })]
}

// sheet is the notice of one district, as it is printed.
func (n *notice) sheet(d *Desk, x *transfer.Notice) Node {
	heads := []Node{el("th", prop("scope", "col"), d.say(message.FoundYear))}
	for _, id := range noticeColumns {
		heads = append(heads, d.head("amount", noticeColumn(id).Name))
	}
	var rows, steps []Node
	for i := range x.Years {
		y := &x.Years[i]
		year := strconv.Itoa(y.Year)
		row := []any{key(year), el("th", prop("scope", "row"), year)}
		for _, id := range noticeColumns {
			f := noticeColumn(id).Of(&y.Entry)
			row = append(row, cell(negativeText("amount", f.Shown()), f.Shown()))
		}
		rows = append(rows, el("tr", row...))
		var list []Node
		for _, s := range y.Steps {
			list = append(list, el("li", s.In(d.lang)))
		}
		steps = append(steps, el("h4", d.say(message.NoticeYearHead, year, x.District)), el("ol", list))
	}
	return el("article", class("notice-sheet"), key(x.District),
		el("h3", d.say(message.NoticeHead, x.Name, x.District)),
		para("sheet-unit", d.say(message.UnitOfMeasure)),
		el("table", class("picture-table"), el("caption", class("visually-hidden"), d.say(message.NoticeHead, x.Name, x.District)),
			el("thead", el("tr", heads)), el("tbody", rows)),
		when(len(x.Years) > 1, func() Node { return para("sums", d.say(message.NoticeSum, x.Transfers.Shown())) }),
		steps)
}

// csv is notices as a table: a row a district and year, the derivation last.
func (n *notice) csv(d *Desk, list []*transfer.Notice) []byte {
	head := []string{d.say(message.FoundYear), d.say(message.District)}
	for _, id := range noticeColumns {
		head = append(head, d.say(noticeColumn(id).Name))
	}
	records := [][]string{append(head, d.say(message.NoticeSteps))}
	for _, x := range list {
		for i := range x.Years {
			y := &x.Years[i]
			record := []string{strconv.Itoa(y.Year), session.TextCell(x.District)}
			for _, id := range noticeColumns {
				record = append(record, noticeColumn(id).Of(&y.Entry).String())
			}
			var steps []string
			for _, s := range y.Steps {
				steps = append(steps, s.In(d.lang))
			}
			records = append(records, append(record, session.TextCell(strings.Join(steps, "\n"))))
		}
	}
	var b strings.Builder
	b.WriteString("\ufeff")                 // by which spreadsheets know the encoding
	_ = csv.NewWriter(&b).WriteAll(records) // a builder takes everything
	return []byte(b.String())
}
