package desk

import (
	"strconv"
	"strings"

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

	draws  int
	seed   uint64
	budget *money.Amount
	sim    *standard.Simulation
	done   int
	drawn  *standard.Distribution
	of     string // the model that was drawn
	from   uint64 // the seed it was drawn from
	err    error
}

const (
	usualDraws = 100_000
	usualSeed  = 1
	// drawnAtOnce is how many draws are made between two looks at the page.
	drawnAtOnce = 2_000
)

func (w *whatIf) view(d *Desk, c *chain) Node {
	if len(c.model.Parts) == 0 {
		return Node{}
	}
	w.part = min(w.part, len(c.model.Parts)-1)
	return el("section", class("what-if"),
		d.h2(message.WhatIfTitle),
		w.seek(d, c), w.twoWay(d, c), w.tornado(d, c), w.simulation(d, c),
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
func (w *whatIf) tornado(d *Desk, c *chain) Node {
	bars := c.result.Tornado()
	parts := []any{el("summary", d.say(message.TornadoTitle))}
	if len(bars) == 0 {
		return el("details", append(parts, para("hint", d.say(message.TornadoNone)))...)
	}
	low, high := c.result.Total, c.result.Total
	for _, b := range bars {
		low, high = min(low, b.Low), max(high, b.High)
	}
	const left, width, row = 250, 460, 26
	x := func(a money.Amount) string {
		return strconv.Itoa(left + int(scale(int64(a-low), width, int64(high-low)+1)))
	}
	var shapes []any
	var rows []Node
	for i, b := range bars {
		y := 4 + i*row
		from, to := scale(int64(b.Low-low), width, int64(high-low)+1), scale(int64(b.High-low), width, int64(high-low)+1)
		name := c.result.Steps[b.Step].Title().In(d.lang)
		shapes = append(shapes,
			el("text", prop("x", strconv.Itoa(left-8)), prop("y", strconv.Itoa(y+15)), prop("text-anchor", "end"), clip(name, 17)),
			el("rect", class("bar up"), prop("x", strconv.Itoa(left+int(from))), prop("y", strconv.Itoa(y+2)), prop("width", strconv.Itoa(max(int(to-from), 2))), prop("height", strconv.Itoa(row-8))),
		)
		rows = append(rows, tr(el("th", prop("scope", "row"), name), cell("amount", b.Low.GroupedExact()), cell("amount", b.High.GroupedExact()), cell("amount", (b.High-b.Low).GroupedExact())))
	}
	middle := x(c.result.Total)
	height := 8 + row*len(bars)
	shapes = append(shapes, el("line", class("bar-edge"), prop("x1", middle), prop("x2", middle), prop("y1", "0"), prop("y2", strconv.Itoa(height))))
	parts = append(parts,
		el("figure", class("bridge"), el("svg", append([]any{prop("viewBox", "0 0 720 "+strconv.Itoa(height)), prop("role", "img"), prop("aria-label", d.say(message.TornadoLabel))}, shapes...)...)),
		table("picture-table", []Node{d.head("", message.ChainPart), d.head("amount", message.TornadoLow), d.head("amount", message.TornadoHigh), d.head("amount", message.TornadoSpan)}, rows),
	)
	return el("details", parts...)
}

// simulation draws the uncertain quantities again and again.
func (w *whatIf) simulation(d *Desk, c *chain) Node {
	if w.draws == 0 {
		w.draws, w.seed = usualDraws, usualSeed
	}
	shown := ""
	if w.budget != nil {
		shown = w.budget.GroupedExact()
	}
	parts := []any{
		el("summary", d.say(message.DrawsTitle)),
		para("hint", d.say(message.DrawsHint)),
		div("row",
			w.labelled(d, "draws", d.say(message.DrawsCount), strconv.Itoa(w.draws), func(v string) error {
				n, err := standard.ReadHeads(v)
				if err == nil && (n < 1 || n > standard.MaxDraws) {
					err = message.DrawsBound.Error(money.Group(standard.MaxDraws))
				}
				if err == nil {
					w.draws = int(n)
				}
				return err
			}),
			w.labelled(d, "draws-seed", d.say(message.DrawsSeed), strconv.FormatUint(w.seed, 10), func(v string) error {
				n, err := standard.ReadHeads(v)
				if err == nil {
					w.seed = uint64(n)
				}
				return err
			}),
			w.labelled(d, "draws-budget", d.say(message.DrawsBudget), shown, func(v string) error {
				if strings.TrimSpace(v) == "" {
					w.budget = nil
					return nil
				}
				r, err := money.Read(v, money.Wan)
				if err == nil {
					w.budget = &r.Amount
				}
				return err
			}),
			when(w.sim == nil, func() Node {
				return d.button("draws-start", message.DrawsStart, func() { w.start(d, c) }, class("primary"), flag("disabled", w.any()))
			}),
			when(w.sim != nil, func() Node {
				return d.button("draws-stop", message.DrawsStop, func() { w.sim, d.work = nil, nil })
			}),
		),
	}
	switch {
	case w.err != nil:
		parts = append(parts, para("wrong", message.Explain(w.err, d.lang)))
	case w.sim != nil:
		parts = append(parts, el("progress", prop("max", strconv.Itoa(w.draws)), prop("value", strconv.Itoa(w.done)), prop("aria-label", d.say(message.DrawsTitle))))
	case w.drawn != nil && w.of == c.of:
		parts = append(parts, w.distribution(d))
	}
	return el("details", parts...)
}

func (w *whatIf) start(d *Desk, c *chain) {
	var reg *standard.Register
	if reg, w.err = d.register(); w.err != nil {
		return
	}
	if w.sim, w.err = standard.NewSimulation(c.model, reg, w.seed, w.draws); w.err != nil {
		w.sim = nil
		return
	}
	sim, draws := w.sim, w.draws
	w.done, w.drawn, w.of, w.from = 0, nil, c.of, w.seed
	d.work = func() bool {
		if w.done = sim.Run(drawnAtOnce); w.done < draws {
			return true
		}
		w.drawn, w.sim = sim.Result(), nil
		return false
	}
}

// distribution is what the draws came to, as bars and in words.
func (w *whatIf) distribution(d *Desk) Node {
	const width, height = 640, 120
	most := 1
	for _, b := range w.drawn.Bins {
		most = max(most, b.Count)
	}
	n := len(w.drawn.Bins)
	var shapes []any
	for i, b := range w.drawn.Bins {
		h := max(b.Count*height/most, 1)
		name := "bar up"
		if w.budget != nil && b.From > *w.budget {
			name = "bar down"
		}
		shapes = append(shapes, el("rect", class(name), prop("x", strconv.Itoa(i*width/n)), prop("y", strconv.Itoa(height-h)), prop("width", strconv.Itoa(max(width/n-1, 1))), prop("height", strconv.Itoa(h))))
	}
	var lines []Node
	for _, m := range w.drawn.Explain(w.from, w.budget) {
		lines = append(lines, el("li", m.In(d.lang)))
	}
	return div("",
		el("figure", class("bridge"), el("svg", append([]any{prop("viewBox", "0 0 640 122"), prop("role", "img"), prop("aria-label", d.say(message.DrawsLabel))}, shapes...)...)),
		el("div", prop("role", "status"), el("ul", class("notes"), lines)),
	)
}
