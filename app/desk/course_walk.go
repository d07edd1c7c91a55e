package desk

import (
	"cmp"
	"strconv"

	"suanpan/budgetcore/disclosure"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/statement"
)

// stepsBelow are what a figure adds up, from one level of its table to the next
// where these add to it exactly, else what stands behind it.
func stepsBelow(x *disclosure.Disclosure, t *disclosure.Trace) []disclosure.Step {
	r := t.Cell
	table := x.Book.Table(r.Annex, r.Part)
	if table == nil {
		return t.Parts
	}
	at, column := -1, table.Column(r.Column)
	for i := range table.Lines {
		if table.Lines[i].Path == r.Row {
			at = i
			break
		}
	}
	if at < 0 || column < 0 {
		return t.Parts
	}
	var below []disclosure.Step
	var sum money.Amount
	add := func(row *statement.Row) {
		cell := row.Cells[column]
		if cell.Blank() {
			return
		}
		p := disclosure.PointAt(statement.Ref{Annex: r.Annex, Part: r.Part, Row: row.Path, Column: r.Column})
		if inner, err := x.Trace(p); err == nil {
			below = append(below, disclosure.Step{Point: p, Title: inner.Title, Sign: 1, Amounts: true, Now: cell.Now.Amount, Base: cell.Base.Amount})
			sum += cell.Now.Amount
		}
	}
	whole := &table.Lines[at]
	for i := range table.Lines {
		row := &table.Lines[i]
		switch {
		case i == at || row.Kind == statement.Heading || row.Kind == statement.Remark || len(row.Cells) == 0:
		case whole.Kind == statement.Total:
			if row.Kind != statement.Total && row.Level <= 1 {
				add(row)
			}
		case i > at && whole.Level > 0:
			if row.Level <= whole.Level {
				whole = &statement.Row{} // past what is below it
			} else if row.Level == whole.Level+1 {
				add(row)
			}
		}
	}
	if len(below) < 1 || sum != table.Lines[at].Cells[column].Now.Amount {
		return t.Parts
	}
	return below
}

// here is the figure the walk stands at and its parts.
func (s *show) here(d *Desk) (*disclosure.Trace, []disclosure.Step, error) {
	x, err := d.session.Disclosed()
	if err != nil {
		return nil, nil, err
	}
	t, err := x.Trace(s.walk[len(s.walk)-1].point)
	if err != nil {
		return nil, nil, err
	}
	return t, stepsBelow(x, t), nil
}

func (s *show) pressWalk(d *Desk, k string) {
	_, parts, err := s.here(d)
	here := &s.walk[len(s.walk)-1]
	switch k {
	case "ArrowRight", "PageDown", "Space":
		here.named = min(here.named+1, len(parts))
	case "ArrowLeft", "PageUp":
		if here.named > 0 {
			here.named--
		} else if len(s.walk) > 1 {
			s.walk = s.walk[:len(s.walk)-1]
		}
	case "ArrowUp", "Backspace":
		if len(s.walk) > 1 {
			s.walk = s.walk[:len(s.walk)-1]
		}
	case "Home":
		s.walk = s.walk[:1]
		s.walk[0].named = 0
	case "End":
		here.named = len(parts)
	case "ArrowDown", "Enter":
		if err == nil {
			s.into(parts, here.named-1)
		}
	default:
		if n, bad := strconv.Atoi(k); bad == nil && err == nil {
			if n--; n < here.named {
				s.into(parts, n)
			}
		}
	}
}

// into goes on to a part, if it is a figure of its own.
func (s *show) into(parts []disclosure.Step, i int) {
	if i >= 0 && i < len(parts) && parts[i].Point != (disclosure.Point{}) {
		s.walk = append(s.walk, footing{point: parts[i].Point})
	}
}

// walked is the walk on the wall: where it started, where it is, why, and the
// parts as far as they have been named with what they add to.
func (s *show) walked(d *Desk) []any {
	t, parts, err := s.here(d)
	if err != nil {
		return []any{para("wrong", message.Explain(err, d.lang))}
	}
	here := s.walk[len(s.walk)-1]
	named := min(here.named, len(parts))
	return []any{
		s.pinned(d),
		div("wall-figure", key(here.point.String()),
			el("h2", t.Title.In(d.lang)),
			el("p", class("wall-amount"), cmp.Or(shown(t.Now), "—"), el("span", class("unit"), d.unitOf(t)))),
		s.why(d, t),
		s.partsShown(d, t, parts, named),
	}
}

func (d *Desk) unitOf(t *disclosure.Trace) string {
	if _, err := money.Parse(t.Now); err != nil {
		return ""
	}
	return d.say(message.UnitWan)
}

func (s *show) pinned(d *Desk) Node {
	var steps []Node
	for i, f := range s.walk[:len(s.walk)-1] {
		x, err := d.session.Disclosed()
		if err != nil {
			break
		}
		t, err := x.Trace(f.point)
		if err != nil {
			continue
		}
		name := "wall-step"
		if i == 0 {
			name = "wall-step wall-start"
		}
		steps = append(steps, el("li", key(strconv.Itoa(i)), class(name), el("span", t.Title.In(d.lang)), " ", el("strong", shown(t.Now))))
	}
	if len(steps) == 0 {
		return para("wall-pinned", d.say(message.TrainStartHere))
	}
	return el("ol", class("wall-pinned"), prop("aria-label", d.say(message.TracePinned)), steps)
}

func (s *show) why(d *Desk, t *disclosure.Trace) Node {
	var list []Node
	for i, w := range t.Why {
		list = append(list, el("li", key(strconv.Itoa(i)), w.In(d.lang)))
	}
	return el("ul", class("wall-why"), list)
}

func (s *show) partsShown(d *Desk, t *disclosure.Trace, parts []disclosure.Step, named int) Node {
	if len(parts) == 0 {
		return para("wall-left", d.say(message.TrainNoParts))
	}
	if named == 0 {
		return para("wall-left", d.say(message.TrainPartsAhead, len(parts)))
	}
	var sum money.Amount
	amounts := true
	for i := range parts[:named] {
		p := &parts[i]
		amounts = amounts && p.Amounts
		sum += money.Amount(p.Sign) * p.Now
	}
	var rows []Node
	for i := max(0, named-shownParts); i < named; i++ {
		p := &parts[i]
		figure := shown(p.Said)
		if p.Amounts {
			figure = p.Now.GroupedExact()
		}
		if p.Sign < 0 {
			figure = "− " + figure
		}
		name := ""
		if i == named-1 {
			name = "newest"
		}
		rows = append(rows, el("tr", key(strconv.Itoa(i)), class(name),
			cell("wall-number", strconv.Itoa(i+1)), el("th", prop("scope", "row"), p.Title.In(d.lang)), cell("amount", figure)))
	}
	nodes := []any{class("wall-parts"), el("table", class("picture-table"), el("tbody", rows))}
	if amounts {
		nodes = append(nodes, el("p", class("wall-sum"), d.say(message.TrainSumSoFar, named, len(parts)), " ", el("strong", sum.GroupedExact())))
	}
	if named == len(parts) {
		nodes = append(nodes, s.closed(d, t, sum, amounts))
	}
	return el("div", nodes...)
}

// closed says how the parts, once all are named, make the figure.
func (s *show) closed(d *Desk, t *disclosure.Trace, sum money.Amount, amounts bool) Node {
	now, err := money.Parse(t.Now)
	switch {
	case !amounts || err != nil:
		return para("wall-left", d.say(message.TrainAllNamed))
	case sum == now:
		return para("wall-left", d.say(message.TrainAdds, now.Grouped()))
	case sum.Rounded() == now:
		return para("wall-left", d.say(message.TrainAddsRounded, sum.GroupedExact(), now.Grouped()))
	}
	return para("wall-left", d.say(message.TrainAddsNot, sum.GroupedExact(), now.Grouped()))
}
