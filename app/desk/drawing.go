package desk

import (
	"strconv"
	"strings"

	"suanpan/budgetcore/draws"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/standard"
)

// barHeads are the heads of a table of bars.
type barHeads struct{ name, low, high *message.Text }

// tornado shows the bars of what is uncertain, and says the same in a table.
func tornado(d *Desk, heads barHeads, bars []draws.Bar, total money.Amount, name func(of int) string) []Node {
	low, high := total, total
	for _, b := range bars {
		low, high = min(low, b.Low, b.High), max(high, b.Low, b.High)
	}
	const left, width, row = 290, 420, 26
	x := func(a money.Amount) int { return left + int(scale(int64(a-low), width, int64(high-low)+1)) }
	var shapes []any
	var rows []Node
	for i, b := range bars {
		y, name := 4+i*row, name(b.Of)
		from, to := x(min(b.Low, b.High)), x(max(b.Low, b.High))
		style := "bar up"
		if b.High < b.Low {
			style = "bar down"
		}
		shapes = append(shapes,
			el("text", prop("x", strconv.Itoa(left-8)), prop("y", strconv.Itoa(y+15)), prop("text-anchor", "end"), clip(name, 44)),
			el("rect", class(style), prop("x", strconv.Itoa(from)), prop("y", strconv.Itoa(y+2)), prop("width", strconv.Itoa(max(to-from, 2))), prop("height", strconv.Itoa(row-8))),
		)
		rows = append(rows, tr(el("th", prop("scope", "row"), name), cell("amount", b.Low.GroupedExact()), cell("amount", b.High.GroupedExact()), cell("amount", b.Span().GroupedExact())))
	}
	middle, height := strconv.Itoa(x(total)), strconv.Itoa(8+row*len(bars))
	shapes = append(shapes, el("line", class("bar-edge"), prop("x1", middle), prop("x2", middle), prop("y1", "0"), prop("y2", height)))
	return []Node{
		el("figure", class("bridge"), el("svg", append([]any{prop("viewBox", "0 0 720 "+height), prop("role", "img"), prop("aria-label", d.say(message.TornadoLabel))}, shapes...)...)),
		table("picture-table", []Node{d.head("", heads.name), d.head("amount", heads.low), d.head("amount", heads.high), d.head("amount", message.TornadoSpan)}, rows),
	}
}

// drawing draws what is uncertain again and again, a slice at a time.
type drawing struct {
	typing
	draws  int
	seed   uint64
	budget *money.Amount
	sim    *draws.Simulation
	done   int
	drawn  *draws.Distribution
	of     any    // what was drawn
	from   uint64 // the seed it was drawn from
	err    error
}

const (
	usualDraws = 100_000
	usualSeed  = 1
	// drawnAtOnce is how many draws are made between two looks at the page.
	drawnAtOnce = 2_000
)

// view is the fields, named after name, and what was drawn if it still is of
// what is at hand.
func (w *drawing) view(d *Desk, name string, of any, begin func(seed uint64, draws int) (*draws.Simulation, error)) []Node {
	if w.draws == 0 {
		w.draws, w.seed = usualDraws, usualSeed
	}
	shown := ""
	if w.budget != nil {
		shown = w.budget.GroupedExact()
	}
	nodes := []Node{
		para("hint", d.say(message.DrawsHint)),
		div("row",
			w.labelled(d, name, d.say(message.DrawsCount), strconv.Itoa(w.draws), func(v string) error {
				n, err := standard.ReadHeads(v)
				if err == nil && (n < 1 || n > draws.Max) {
					err = message.DrawsBound.Error(money.Group(draws.Max))
				}
				if err == nil {
					w.draws = int(n)
				}
				return err
			}),
			w.labelled(d, name+"-seed", d.say(message.DrawsSeed), strconv.FormatUint(w.seed, 10), func(v string) error {
				n, err := standard.ReadHeads(v)
				if err == nil {
					w.seed = uint64(n)
				}
				return err
			}),
			w.labelled(d, name+"-budget", d.say(message.DrawsBudget), shown, func(v string) error {
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
				return d.button(name+"-start", message.DrawsStart, func() { w.start(d, of, begin) }, class("primary"), flag("disabled", w.any()))
			}),
			when(w.sim != nil, func() Node {
				return d.button(name+"-stop", message.DrawsStop, func() { w.sim, d.work = nil, nil })
			}),
		),
	}
	switch {
	case w.err != nil:
		return append(nodes, para("wrong", message.Explain(w.err, d.lang)))
	case w.sim != nil:
		return append(nodes, el("progress", prop("max", strconv.Itoa(w.draws)), prop("value", strconv.Itoa(w.done)), prop("aria-label", d.say(message.DrawsTitle))))
	case w.drawn != nil && w.of == of:
		return append(nodes, w.distribution(d))
	}
	return nodes
}

func (w *drawing) start(d *Desk, of any, begin func(seed uint64, draws int) (*draws.Simulation, error)) {
	if w.sim, w.err = begin(w.seed, w.draws); w.err != nil {
		w.sim = nil
		return
	}
	sim, draws := w.sim, w.draws
	w.done, w.drawn, w.of, w.from = 0, nil, of, w.seed
	d.work = func() bool {
		if w.done = sim.Run(drawnAtOnce); w.done < draws {
			return true
		}
		w.drawn, w.sim = sim.Result(), nil
		return false
	}
}

// distribution is what the draws came to, as bars and in words.
func (w *drawing) distribution(d *Desk) Node {
	const width, top, height, bottom = 640, 34, 120, 16
	drawn := w.drawn
	most := 1
	for _, b := range drawn.Bins {
		most = max(most, b.Count)
	}
	n := len(drawn.Bins)
	var shapes []any
	for i, b := range drawn.Bins {
		h := max(b.Count*height/most, 1)
		name := "bar up"
		if w.budget != nil && b.From > *w.budget {
			name = "bar down"
		}
		shapes = append(shapes, el("rect", class(name), prop("x", strconv.Itoa(i*width/n)), prop("y", strconv.Itoa(top+height-h)), prop("width", strconv.Itoa(max(width/n-1, 1))), prop("height", strconv.Itoa(h))))
	}
	at := func(a money.Amount) int {
		return int(scale(int64(a-drawn.Lowest), width, int64(drawn.Highest-drawn.Lowest)+1))
	}
	say := func(x, y int, anchor, text string) {
		shapes = append(shapes, el("text", prop("x", strconv.Itoa(x)), prop("y", strconv.Itoa(y)), prop("text-anchor", anchor), text))
	}
	// mark draws a line and says what it is, before it or behind.
	mark := func(a money.Amount, row int, before bool, text string) {
		x, beside, anchor := at(a), 3, "start"
		if before {
			beside, anchor = -3, "end"
		}
		shapes = append(shapes, el("line", class("bar-edge"), prop("x1", strconv.Itoa(x)), prop("x2", strconv.Itoa(x)), prop("y1", strconv.Itoa(row)), prop("y2", strconv.Itoa(top+height))))
		say(x+beside, row+11, anchor, text)
	}
	say(0, top+height+13, "start", drawn.Lowest.Grouped())
	if drawn.Lowest < drawn.Highest {
		say(width, top+height+13, "end", drawn.Highest.Grouped())
		mark(drawn.P50, 17, true, "P50")
		mark(drawn.P90, 17, false, "P90")
		if b := w.budget; b != nil && *b >= drawn.Lowest && *b <= drawn.Highest {
			mark(*b, 0, at(*b) > width/2, d.say(message.DrawsBudgetIs, b.Grouped()))
		}
	}
	var lines []Node
	for _, m := range drawn.Explain(w.from, w.budget) {
		lines = append(lines, el("li", m.In(d.lang)))
	}
	return div("",
		el("figure", class("bridge"), el("svg", append([]any{prop("viewBox", "0 0 640 "+strconv.Itoa(top+height+bottom)), prop("role", "img"), prop("aria-label", d.say(message.DrawsLabel))}, shapes...)...)),
		el("div", prop("role", "status"), el("ul", class("notes"), lines)),
	)
}
