package desk

import (
	"strconv"

	"github.com/mattn/go-runewidth"

	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/scenario"
)

// bridgeSteps is how many steps the picture of a difference has at most, the
// rest among them.
const bridgeSteps = 10

// bar is one step of a bridge: from one height to the next.
type bar struct {
	name     string
	from, to money.Amount
	total    bool
}

// bridge draws how a total came from one scenario to another, a bar a step.
// The list of moves below it says the same in words.
func (c *comparison) bridge(d *Desk, s *shelf, x *scenario.Attribution, a, b *ledger.Ledger) Node {
	last := len(c.chosen) - 1
	bars := []bar{{s.at(c.chosen[0]).title, 0, x.From, true}}
	at := x.From
	step := func(name string, by money.Amount) {
		bars = append(bars, bar{name, at, at + by, false})
		at += by
	}
	room := bridgeSteps
	if x.Mode != 0 {
		room--
	}
	steps, rest, others := x.Steps(room)
	for _, m := range steps {
		l := b
		if m.Back {
			l = a
		}
		name := m.Edit.LineID()
		if i, ok := l.Find(name); ok {
			line := l.Line(i)
			name += " " + l.Dataset().Name(&line).In(d.lang)
		}
		if m.Back {
			name = d.say(message.AttributeBack, name)
		}
		step(name, m.By)
	}
	if others > 0 {
		step(d.say(message.AttributionOthers, others), rest)
	}
	if x.Mode != 0 {
		step(d.say(message.AttributeMode), x.Mode)
	}
	bars = append(bars, bar{s.at(c.chosen[last]).title, 0, x.To, true})
	return drawBridge(d, bars)
}

// drawBridge draws bars on an axis that need not start at zero, so that the
// steps can be seen.
func drawBridge(d *Desk, bars []bar) Node {
	low, high := bars[0].to, bars[0].to
	for _, x := range bars {
		low, high = min(low, x.to), max(high, x.to)
		if !x.total {
			low, high = min(low, x.from), max(high, x.from)
		}
	}
	if low == high {
		high++
	}
	const (
		row, left, width, right = 24, 330, 420, 170
	)
	// a tenth of the span is left below the lowest, for the bars of the totals
	span := int64(high-low) + int64(high-low)/10 + 1
	x := func(a money.Amount) int { return left + int(scale(int64(a-low)+int64(high-low)/10, width, span)) }
	height := row*len(bars) + 8
	var parts []any
	for i, v := range bars {
		y := 4 + i*row
		from, to := x(min(v.from, v.to)), x(max(v.from, v.to))
		name, says := "bar up", plus(v.to-v.from)
		switch {
		case v.total:
			from, name, says = left, "bar whole", v.to.GroupedExact()
		case v.to < v.from:
			name = "bar down"
		}
		parts = append(parts,
			el("text", class("bar-name"), prop("x", strconv.Itoa(left-8)), prop("y", strconv.Itoa(y+16)), prop("text-anchor", "end"), clip(v.name, 44)),
			el("rect", class(name), prop("x", strconv.Itoa(from)), prop("y", strconv.Itoa(y+3)), prop("width", strconv.Itoa(max(to-from, 2))), prop("height", strconv.Itoa(row-8))),
			el("text", class("bar-figure"), prop("x", strconv.Itoa(max(to, from+2)+6)), prop("y", strconv.Itoa(y+16)), says),
		)
		if i+1 < len(bars) {
			edge := strconv.Itoa(x(v.to))
			parts = append(parts, el("line", class("bar-edge"), prop("x1", edge), prop("x2", edge), prop("y1", strconv.Itoa(y+row-5)), prop("y2", strconv.Itoa(y+row+3))))
		}
	}
	return el("figure", class("bridge"),
		el("svg", append([]any{
			prop("viewBox", "0 0 "+strconv.Itoa(left+width+right)+" "+strconv.Itoa(height)), prop("role", "img"),
			prop("aria-label", d.say(message.BridgeLabel)),
		}, parts...)...),
		el("figcaption", class("hint"), d.say(message.PictureBridgeAxis)),
	)
}

// scale is n of whole parts on a width, rounded down; whole is positive.
func scale(n, width, whole int64) int64 {
	if q := whole / width; q > 1<<20 { // the product would overflow
		return n / q
	}
	return n * width / whole
}

// narrow takes ambiguous characters for half as wide as a 汉字, whatever the
// system says.
var narrow = runewidth.Condition{}

// clip shortens a text to so many columns, of which a 汉字 takes two.
func clip(s string, columns int) string { return narrow.Truncate(s, columns, "…") }
