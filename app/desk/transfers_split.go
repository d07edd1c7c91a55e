package desk

import (
	"slices"
	"strconv"
	"strings"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/transfer"
)

// splitUnits are what shares can be rounded to.
var splitUnits = []money.Amount{money.Cent, money.Wan / 10, money.Wan, 10 * money.Wan, money.Yuan, money.Fen}

// split is an amount split on its own. It is kept as a model of one year, whose
// total is empty while it is what the lines have.
type split struct {
	page    *transfers
	paper   modelPaper
	written written
	bounds  bool // show minima and maxima
}

func newSplit(page *transfers) *split {
	s := &split{page: page}
	s.paper = modelPaper{
		id: splitPaper,
		start: func(d *Desk) *transfer.Model {
			m := startModel(d)
			m.Name = ""
			m.Years[0].Advance, m.Years[0].Opening = transfer.Allotment{By: transfer.Weights}, transfer.Allotment{}
			return m
		},
		check: func(d *Desk, m *transfer.Model) error {
			if _, err := m.Compute(); err != nil {
				return err
			}
			_, err := divide(s.amount(d, m), m)
			return err
		},
		parts: s.parts,
		name:  func(d *Desk) string { return d.say(message.SplitTitle) },
	}
	s.written = written{where: transfer.CityShareLine, first: s.paper.keepAnyhow}
	return s
}

// amount is what is to be split: an amount of one's own, else what the lines
// of the two components have; nil where there is neither.
func (s *split) amount(d *Desk, m *transfer.Model) *money.Amount {
	if own := m.Years[0].Advance.Total; own != nil {
		return own
	}
	return s.onLines(d)
}

func (s *split) onLines(d *Desk) *money.Amount {
	amounts, ok := s.page.onLines(d)
	if !ok {
		return nil
	}
	sum := amounts[0] + amounts[1]
	return &sum
}

// filled is the model without the districts for which nothing was entered.
func filled(m *transfer.Model) (*transfer.Model, error) {
	m = m.Clone()
	y := &m.Years[0]
	if y.Share == nil { // the whole amount
		if err := m.Set(transfer.Place{Year: y.Year, Field: transfer.FieldShare}, "1"); err != nil {
			return nil, err
		}
	}
	for i := len(m.Districts) - 1; i >= 0; i-- {
		row := &y.Rows[i]
		blank := row.Weight == nil
		if y.Advance.By == transfer.Heads {
			blank = len(y.Groups) == 0 || slices.ContainsFunc(row.Counts, func(c transfer.Count) bool { return c.Heads == nil }) ||
				slices.ContainsFunc(y.Groups, func(g transfer.Group) bool { return g.Standard == nil })
		}
		if !blank {
			continue
		}
		if row.Min != nil || row.Max != nil {
			return nil, message.At(m.Districts[i], message.BoundUnknown.Error(m.Districts[i]))
		}
		if err := m.RemoveDistrict(m.Districts[i]); err != nil {
			return nil, err
		}
	}
	return m, nil
}

// divide splits an amount by what was entered; nil where nothing was.
func divide(amount *money.Amount, m *transfer.Model) (*transfer.Division, error) {
	m, err := filled(m)
	if err != nil || amount == nil || len(m.Districts) == 0 {
		return nil, err
	}
	y := &m.Years[0]
	var weights []transfer.Weight
	var costs []transfer.Cost
	var bounds []transfer.Bound
	for i, name := range m.Districts {
		row := &y.Rows[i]
		if row.Min != nil || row.Max != nil {
			b := transfer.Bound{Name: name}
			if row.Min != nil {
				b.Min = *row.Min
			}
			if row.Max != nil {
				b.Max, b.Capped = *row.Max, true
			}
			bounds = append(bounds, b)
		}
		if y.Advance.By != transfer.Heads {
			weights = append(weights, transfer.Weight{Name: name, Weight: *row.Weight})
			continue
		}
		cost := transfer.Cost{Name: name, Share: *y.Share}
		for g := range y.Groups {
			cost.Items = append(cost.Items, transfer.Item{Heads: *row.Counts[g].Heads, Standard: *y.Groups[g].Standard})
		}
		costs = append(costs, cost)
	}
	if costs != nil {
		return transfer.DivideByCost(*amount, m.Unit, costs, bounds)
	}
	return transfer.Divide(*amount, m.Unit, weights, bounds)
}

// parts are the shares, as they are kept.
func (s *split) parts(d *Desk) []part {
	m := s.paper.settled()
	division, err := divide(s.amount(d, m), m)
	if err != nil || division == nil {
		return nil
	}
	list := []part{{id: "split amount", name: d.say(message.TransferAllDistricts), amount: division.Amount}}
	for _, p := range division.Pieces {
		list = append(list, part{id: "split share " + p.Name, name: p.Name, amount: p.Amount})
	}
	return list
}

func (s *split) view(d *Desk) []any {
	p := &s.paper
	nodes := []any{d.h2(message.SplitTitle), para("hint", d.say(message.SplitIntro))}
	if p.err != nil {
		return append(nodes, s.page.unreadable(d, p))
	}
	amount := s.amount(d, p.model)
	division, err := divide(amount, p.model)
	said, class_ := d.say(message.SplitNone), "hint"
	switch {
	case len(p.set) > 0:
		division = nil // what is on the page is not what would be split
		said, class_ = d.say(message.TransferRefusedStill, len(p.set)), "wrong"
	case err != nil:
		said, class_ = message.Explain(err, d.lang), "wrong"
	case division != nil:
		var sum money.Amount
		for _, piece := range division.Pieces {
			sum += piece.Amount
		}
		said = d.say(message.SplitAdds, sum.GroupedExact())
	}
	nodes = append(nodes, el("div", append([]any{class("row split-form")}, s.form(d, amount)...)...))
	if p.model.Years[0].Advance.By == transfer.Heads {
		nodes = append(nodes, p.groups(d, 0))
	}
	nodes = append(nodes,
		s.table(d, division),
		el("p", class(class_), id("split-result"), prop("role", "status"), said),
		p.unkeptNote(d),
		s.page.explained(d, "split"),
		p.adder(d, "add-district", d.say(message.TransferNewDistrict), message.TransferAdd, (*transfer.Model).AddDistrict),
		para("hint", d.say(message.SplitDerivation)))
	if division == nil {
		return nodes
	}
	nodes = append(nodes, s.grids(d, division)...)
	return append(nodes, s.written.view(d, "split-", p.id, p.name(d), s.parts(d)))
}

// form is what is split, by what, and how finely.
func (s *split) form(d *Desk, amount *money.Amount) []any {
	p := &s.paper
	shown := ""
	if amount != nil {
		shown = amount.GroupedExact()
	}
	y := &p.model.Years[0]
	list := []any{
		p.typing.labelled(d, "split-amount", d.say(message.SplitAmount), shown, func(text string) error {
			return p.enter(d, "split-amount", func(m *transfer.Model) error {
				m.Years[0].Advance.Total = nil
				if money.Fold(text) == "" {
					return nil
				}
				r, err := money.Read(text, money.Wan)
				if lines := s.onLines(d); lines == nil || *lines != r.Amount {
					m.Years[0].Advance.Total = &r.Amount
				}
				return err
			})
		}, class("number")),
		p.pick(d, "split-by", d.say(message.SplitBy), y.Advance.By.String(), []Node{
			option(transfer.Weights.String(), d.say(message.ByWeights)), option(transfer.Heads.String(), d.say(message.SplitByHeads)),
		}, func(m *transfer.Model, v string) error {
			m.Years[0].Advance.By = wayNamed(v)
			return nil
		}),
		p.unitChoice(d, "split-unit"),
		tick("split-bounds", d.say(message.TransferBounds), s.bounds || hasBounds(y), func(on bool) { s.bounds = on }),
	}
	if y.Advance.By == transfer.Heads {
		list = append(list, p.spotField(d, spot{0, -1, 0, transfer.FieldShare}, d.say(message.SplitShare)))
	}
	return list
}

// table is the districts: what they are weighed by to type, shares to read.
func (s *split) table(d *Desk, division *transfer.Division) Node {
	p := &s.paper
	y := &p.model.Years[0]
	heads := []Node{d.head("", message.District)}
	var columns []spot
	add := func(f transfer.Field, group int, name string) {
		heads = append(heads, el("th", prop("scope", "col"), name))
		columns = append(columns, spot{0, 0, group, f})
	}
	if y.Advance.By == transfer.Heads {
		for g := range y.Groups {
			add(transfer.FieldHeads, g, d.say(message.TransferGroupHeads, y.Groups[g].Name))
		}
	} else {
		add(transfer.FieldWeight, 0, d.say(message.SplitWeight))
	}
	if s.bounds || hasBounds(y) {
		add(transfer.FieldMin, 0, d.say(message.TransferMin))
		add(transfer.FieldMax, 0, d.say(message.TransferMax))
	}
	heads = append(heads, d.head("amount", message.EstimateAmount))
	shareID := func(row, _ int) string { return "split-share-" + strconv.Itoa(row) }
	var rows []Node
	for i, name := range p.model.Districts {
		parts := []any{key(strconv.Itoa(i)), p.districtCell(d, i)}
		for c, at := range columns {
			at.district = i
			label := strings.TrimSpace(Text([]Node{{tag: "span", children: heads[c+1].children}})) + " " + name
			if at.field == transfer.FieldWeight {
				parts = append(parts, p.typing.cell(d, p.spotID(at), label, p.shown(at), s.weigh(d, at)))
				continue
			}
			parts = append(parts, p.spotCell(d, at, label))
		}
		share := cell("amount", "")
		if division != nil {
			if n := slices.IndexFunc(division.Pieces, func(x transfer.Piece) bool { return x.Name == name }); n >= 0 {
				share = s.page.figure(d, &pin{at: "split", back: shareID(i, 0), title: d.say(message.SplitShareOf, name), now: division.Pieces[n].Amount.GroupedExact(), steps: division.Explain(n)},
					arrows(i, 0, shareID), true)
			}
		}
		rows = append(rows, el("tr", append(parts, share)...))
	}
	if division != nil {
		rows = append(rows, el("tr", class("total"), el("th", prop("scope", "row"), d.say(message.Sum)),
			el("td", prop("colspan", strconv.Itoa(len(columns)))), cell("amount", division.Amount.GroupedExact())))
	}
	return div("wide", el("table", class("split"), el("caption", class("visually-hidden"), d.say(message.SplitTitle)), el("thead", el("tr", heads)), el("tbody", rows)))
}

// weigh reads a weight; a negative one is refused by name.
func (s *split) weigh(d *Desk, at spot) func(text string) error {
	p := &s.paper
	return func(text string) error {
		text = money.Fold(text)
		return p.enter(d, p.spotID(at), func(m *transfer.Model) error {
			if text != "" {
				if _, err := transfer.NewWeight(m.Districts[at.district], text); err != nil {
					return p.here(at, err)
				}
			}
			return p.here(at, m.Set(at.place(m), text))
		})
	}
}

// grids are the tables that a split is the row totals of: by groups where heads
// count, and by the two components where it is their sum.
func (s *split) grids(d *Desk, division *transfer.Division) []any {
	var list []any
	p := &s.paper
	if p.model.Years[0].Advance.By == transfer.Heads {
		list = append(list, s.byGroups(d, division))
	}
	amounts, ok := s.page.onLines(d)
	if !ok || len(division.Pieces) < 2 || amounts[0]+amounts[1] != division.Amount || amounts[0] <= 0 || amounts[1] <= 0 {
		return list
	}
	var names []string
	var shares []money.Amount
	for _, x := range division.Pieces {
		names, shares = append(names, x.Name), append(shares, x.Amount)
	}
	columns := []string{d.say(message.ColumnAdvance), d.say(message.ColumnTopUp)}
	x, err := transfer.FillTable(p.model.Unit, names, columns, shares, amounts)
	if err != nil { // the components are no multiples of the unit, though their sum is
		return append(list, para("wrong", message.Explain(err, d.lang)))
	}
	return append(list, s.page.grid(d, "split-components", d.say(message.SplitByComponent), x, columns))
}

func (s *split) byGroups(d *Desk, division *transfer.Division) any {
	m, err := filled(s.paper.model)
	if err != nil {
		return nil // said above
	}
	m.Years[0].Advance.Total = &division.Amount
	r, err := m.Compute()
	if err != nil {
		return para("wrong", message.Explain(err, d.lang))
	}
	x, err := r.Table(m.Years[0].Year)
	switch {
	case err != nil:
		return para("wrong", message.Explain(err, d.lang))
	case x == nil || len(x.Columns) < 2:
		return nil
	}
	return s.page.grid(d, "split-groups", d.say(message.SplitByGroup), x, x.Columns)
}
