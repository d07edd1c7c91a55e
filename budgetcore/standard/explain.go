package standard

import (
	"slices"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Explain returns the chain in lines that can be read aloud: each part with its
// factors, then where its standard comes from; totals, shares and what is
// published beside them; how it was rounded.
func (r *Result) Explain() []message.Message {
	var lines []message.Message
	said := make(map[*Value]bool) // each source once
	for i := range r.Steps {
		s := &r.Steps[i]
		lines = append(lines, s.Explain()...)
		if s.Value != nil && !said[s.Value] {
			said[s.Value] = true
			lines = append(lines, s.Source())
		}
	}
	for _, g := range r.Groups {
		lines = append(lines, message.GroupIs.With(g.Group.Message(), g.Amount.GroupedExact()))
	}
	lines = append(lines, message.TotalIs.With(r.Total.GroupedExact()))
	if r.Low != r.High {
		lines = append(lines, message.TotalRange.With(r.Low.GroupedExact(), r.High.GroupedExact()))
	}
	for i, b := range r.Bearers {
		if i == len(r.Bearers)-1 {
			lines = append(lines, message.BearsRest.With(b.Name.Message(), b.Amount.GroupedExact()))
		} else {
			is := message.Bears
			if b.Rounded {
				is = message.BearsAbout
			}
			lines = append(lines, is.With(b.Name.Message(), r.Total.GroupedExact(), b.Share, b.Amount.GroupedExact()))
		}
	}
	lines = append(lines, r.Notes()...)
	lines = append(lines, r.rounding())
	if n := r.Model.Note; !n.Empty() {
		lines = append(lines, n.Message())
	}
	return lines
}

func (r *Result) rounding() message.Message {
	if slices.ContainsFunc(r.Steps, func(s Step) bool { return s.Rounded }) {
		return message.RoundedOnce.With()
	}
	return message.NothingRounded.With()
}

// Explain returns the part's chain.
func (s *Step) Explain() []message.Message {
	name := s.Title()
	unit := s.Quantity.unit().Message()
	if s.Value == nil {
		return []message.Message{message.ChainWithout.With(name, unit)}
	}
	factors := message.ChainFactors.With(money.Group(s.Quantity.Expected), unit, s.Value.Number.Grouped(), s.Value.unit.Name)
	if s.Value.unit.Kind == Rate {
		factors = message.ChainRate.With(money.Group(s.Quantity.Expected), unit, s.Value.Number.Grouped(), s.Value.unit.Name)
	}
	if s.Periods != 1 {
		factors = message.ChainPeriods.With(factors, s.Periods, s.periodUnit().Message())
	}
	if !s.Share.whole() {
		factors = message.ChainShare.With(factors, s.Share)
	}
	amount := message.ChainIs.With(name, factors, s.Amount.GroupedExact())
	if s.Rounded {
		amount = message.ChainIsAbout.With(name, factors, s.Amount.GroupedExact())
	}
	lines := []message.Message{amount}
	if s.Instalment {
		lines = append(lines, message.ChainPaid.With(s.Paid))
	}
	if s.Low != s.High {
		lines = append(lines, message.ChainRange.With(
			money.Group(s.Quantity.Low), s.Low.GroupedExact(), money.Group(s.Quantity.High), s.High.GroupedExact(), unit))
	}
	return lines
}

// Title is the part's name, behind its group if it has one.
func (s *Step) Title() message.Message {
	if s.Group.Empty() {
		return s.Name.Message()
	}
	return message.ChainInGroup.With(s.Group.Message(), s.Name.Message())
}

// Source says what the standard of a part that has one is, for how long, where
// that can be checked and how far it can be relied on.
func (s *Step) Source() message.Message {
	status := StatusNames[s.Value.Status]
	if s.Known == nil {
		if s.Value.Document.Empty() {
			return message.ChainOwn.With(s.Value.Number.Grouped(), s.Value.unit.Name, status)
		}
		return message.ChainOwnSource.With(s.Value.Number.Grouped(), s.Value.unit.Name, s.Value.Source(), status)
	}
	span := message.SpanFrom.With(s.Value.From)
	if s.Value.To != 0 {
		span = message.SpanFromTo.With(s.Value.From, s.Value.To)
	}
	line := message.ChainSource.With(s.Known.Name.Message(), BoundNames[s.Known.Bound],
		s.Value.Number.Grouped(), s.Value.unit.Name, span, s.Value.Source(), status)
	if s.Known.Conditions.Empty() {
		return line
	}
	return message.ChainConditions.With(line, s.Known.Conditions.Message())
}

// Notes says how the estimate compares with targets and with what was
// published.
func (r *Result) Notes() []message.Message {
	var notes []message.Message
	if t := r.Model.Target; t.Given && r.Quantity >= 0 {
		unit := People
		if len(r.Steps) > 0 {
			unit = r.Steps[0].Quantity.unit()
		}
		notes = append(notes, t.compare(r.Quantity, unit.Message()))
	}
	if c := r.Compared; c != nil {
		notes = append(notes, message.PublishedIs.With(c.Published.GroupedExact(), r.Total.GroupedExact(), signed(c.Difference)))
		for _, p := range r.Model.Published {
			notes = append(notes, message.PublishedPart.With(p.Name.Message(), p.Amount.GroupedExact()))
		}
		if r.Quantity >= 0 && !r.partsCompared() {
			unit := People
			if len(r.Steps) > 0 {
				unit = r.Steps[0].Quantity.unit()
			}
			if c.ImpliedAtTarget != nil {
				notes = append(notes, message.ImpliedAtTarget.With(money.Group(r.Model.Target.Number), unit.Message(), c.ImpliedAtTarget.YuanGrouped()))
			}
			if c.ImpliedQuantity != nil {
				notes = append(notes, message.ImpliedAtAverage.With(money.Group(*c.ImpliedQuantity), unit.Message()))
			}
		}
	}
	for i := range r.Steps {
		notes = append(notes, r.Steps[i].notes()...)
	}
	return notes
}

// partsCompared tells that single parts have published amounts, which then say
// more than an average.
func (r *Result) partsCompared() bool {
	return slices.ContainsFunc(r.Steps, func(s Step) bool { return s.Compared != nil })
}

func (s *Step) notes() []message.Message {
	var notes []message.Message
	unit := s.Quantity.unit().Message()
	if s.Target.Given {
		notes = append(notes, message.OfPart.With(s.Title(), s.Target.compare(s.Quantity.Expected, unit)))
	}
	c := s.Compared
	if c == nil {
		return notes
	}
	say := func(t *message.Text, args ...any) {
		notes = append(notes, message.OfPart.With(s.Title(), t.With(args...)))
	}
	say(message.PublishedIs, c.Published.GroupedExact(), s.Amount.GroupedExact(), signed(c.Difference))
	if c.ImpliedQuantity != nil {
		say(message.ImpliedQuantity, money.Group(*c.ImpliedQuantity), unit, c.Remainder.YuanGrouped())
	}
	if c.ImpliedAtTarget != nil {
		say(message.ImpliedAtTarget, money.Group(s.Target.Number), unit, c.ImpliedAtTarget.YuanGrouped())
	}
	if c.ImpliedAtQuantity != nil {
		say(message.ImpliedAtQuantity, money.Group(s.Quantity.Expected), unit, c.ImpliedAtQuantity.YuanGrouped())
	}
	return notes
}

// compare says by how much a number is above its target or short of it.
func (t *Target) compare(n int64, unit message.Message) message.Message {
	target, number := money.Group(t.Number), money.Group(n)
	switch {
	case t.Bound == Exact && n == t.Number:
		return message.TargetHit.With(target, number, unit)
	case t.Bound == Exact && n > t.Number:
		return message.TargetAbove.With(target, number, unit, money.Group(n-t.Number))
	case t.Bound == Exact:
		return message.TargetBelow.With(target, number, unit, money.Group(t.Number-n))
	case n >= t.Number:
		return message.FloorAbove.With(target, number, unit, money.Group(n-t.Number))
	}
	return message.FloorShort.With(target, number, unit, money.Group(t.Number-n))
}

func signed(a money.Amount) string {
	if a > 0 {
		return "+" + a.GroupedExact()
	}
	return a.GroupedExact()
}
