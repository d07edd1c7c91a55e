package desk

import (
	"strconv"
	"strings"

	"suanpan/budgetcore/draws"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/standard"
)

// whatIf are the tools of an estimate: what meets an amount, a two-way table,
// what matters most, and drawing the uncertain quantities many times.
type whatIf struct {
	typing
	goal      money.Amount
	goalGiven bool
	part      int
	vary      standard.Factor

	across []int64
	down   []money.Amount

	drawing drawing
}

func (w *whatIf) view(d *Desk, c *chain) Node {
	if len(c.model.Parts) == 0 {
		return Node{}
	}
	w.part = min(w.part, len(c.model.Parts)-1)
	return el("section", class("what-if"),
		d.h2(message.WhatIfTitle),
		w.seek(d, c), w.twoWay(d, c),
		el("details", el("summary", d.say(message.TornadoTitle)), w.tornado(d, c)),
		el("details", el("summary", d.say(message.DrawsTitle)), w.drawing.view(d, "draws", c.of, func(seed uint64, n int) (*draws.Simulation, error) {
			reg, err := d.register()
			if err != nil {
				return nil, err
			}
			return standard.NewSimulation(c.model, reg, seed, n)
		})),
	)
}

// partChoice is the choice of a part, shared by the goal and the table.
func (w *whatIf) partChoice(d *Desk, c *chain, name string) Node {
	var options []Node
	for i := range c.result.Steps {
		options = append(options, option(strconv.Itoa(i), c.result.Steps[i].Title().In(d.lang)))
	}
	return d.choice(name, d.say(message.ChainPart), strconv.Itoa(w.part), options, func(v string) { w.part, _ = strconv.Atoi(v) })
}

// seek finds what meets an amount.
func (w *whatIf) seek(d *Desk, c *chain) Node {
	var factors []Node
	for i, f := range standard.FactorWords {
		factors = append(factors, option(strconv.Itoa(i), d.say(f)))
	}
	shown := ""
	if w.goalGiven {
		shown = w.goal.GroupedExact()
	}
	parts := []any{
		el("summary", d.say(message.SeekTitle)),
		div("row",
			w.labelled(d, "seek-goal", d.say(message.SeekGoal), shown, func(v string) error {
				if strings.TrimSpace(v) == "" {
					w.goalGiven = false
					return nil
				}
				r, err := money.Read(v, money.Wan)
				if err == nil {
					w.goal, w.goalGiven = r.Amount, true
				}
				return err
			}),
			w.partChoice(d, c, "seek-part"),
			d.choice("seek-vary", d.say(message.SeekVary), strconv.Itoa(int(w.vary)), factors, func(v string) {
				n, _ := strconv.Atoi(v)
				w.vary = standard.Factor(n)
			}),
		),
	}
	if w.goalGiven {
		reg, err := d.register()
		if err == nil {
			var a *standard.Answer
			if a, err = c.model.Seek(reg, standard.Goal{Amount: w.goal, Part: w.part, Vary: w.vary, Step: money.Yuan}); err == nil {
				var lines []Node
				for _, m := range a.Explain(c.model) {
					lines = append(lines, el("li", m.In(d.lang)))
				}
				parts = append(parts, el("div", prop("role", "status"), el("ul", class("notes"), lines)))
			}
		}
		if err != nil {
			parts = append(parts, para("wrong", message.Explain(err, d.lang)))
		}
	}
	return el("details", parts...)
}

// twoWay is the total for pairs of a standard and a quantity.
func (w *whatIf) twoWay(d *Desk, c *chain) Node {
	step := &c.result.Steps[w.part]
	across, down := w.across, w.down
	if across == nil {
		across = around(step.Quantity.Expected)
	}
	if down == nil && step.Value != nil {
		for _, n := range around(int64(step.Value.Amount() / money.Yuan)) {
			down = append(down, money.Amount(n)*money.Yuan)
		}
	}
	parts := []any{
		el("summary", d.say(message.TwoWayTitle)),
		div("row",
			w.partChoice(d, c, "table-part"),
			w.labelled(d, "table-across", d.say(message.TwoWayAcross), numbers(across), func(v string) error {
				var list []int64
				for _, x := range words(v) {
					n, err := standard.ReadHeads(x)
					if err != nil {
						return err
					}
					list = append(list, n)
				}
				w.across = list
				return nil
			}),
			w.labelled(d, "table-down", d.say(message.TwoWayDown), yuanList(down), func(v string) error {
				var list []money.Amount
				for _, x := range words(v) {
					n, err := standard.ReadHeads(x)
					if err != nil {
						return err
					}
					list = append(list, money.Amount(n)*money.Yuan)
				}
				w.down = list
				return nil
			}),
		),
	}
	reg, err := d.register()
	var t *standard.Table
	if err == nil && len(across) > 0 && len(down) > 0 {
		t, err = c.model.Table(reg, w.part, across[:min(len(across), 12)], down[:min(len(down), 12)])
	}
	if err != nil {
		return el("details", append(parts, para("wrong", message.Explain(err, d.lang)))...)
	}
	if t != nil {
		heads := []Node{el("th", prop("scope", "col"), d.say(message.TwoWayCorner))}
		for _, q := range t.Quantities {
			heads = append(heads, el("th", prop("scope", "col"), class("amount"), money.Group(q)))
		}
		var rows []Node
		for i, s := range t.Standards {
			row := []any{el("th", prop("scope", "row"), s.YuanGrouped())}
			for _, a := range t.Totals[i] {
				row = append(row, cell("amount", a.Grouped()))
			}
			rows = append(rows, tr(row...))
		}
		parts = append(parts, table("picture-table", heads, rows))
	}
	return el("details", parts...)
}

// around are numbers from a fifth less to a fifth more than n.
func around(n int64) []int64 {
	if n == 0 {
		return []int64{0}
	}
	var list []int64
	for _, tenths := range []int64{8, 9, 10, 11, 12} {
		list = append(list, n*tenths/10)
	}
	return list
}

func numbers(list []int64) string {
	texts := make([]string, len(list))
	for i, n := range list {
		texts[i] = strconv.FormatInt(n, 10)
	}
	return strings.Join(texts, ", ")
}

func yuanList(list []money.Amount) string {
	texts := make([]string, len(list))
	for i, a := range list {
		texts[i] = strconv.FormatInt(int64(a/money.Yuan), 10)
	}
	return strings.Join(texts, ", ")
}

// tornado shows which uncertain quantity matters most.
func (w *whatIf) tornado(d *Desk, c *chain) []Node {
	bars := c.result.Tornado()
	if len(bars) == 0 {
		return []Node{para("hint", d.say(message.TornadoNone))}
	}
	return tornado(d, barHeads{message.ChainPart, message.TornadoLow, message.TornadoHigh}, bars, c.result.Total, func(i int) string { return c.result.Steps[i].Title().In(d.lang) })
}
