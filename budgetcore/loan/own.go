package loan

import (
	"slices"

	"suanpan/budgetcore/message"
)

// Put puts a value of the user's own in force on its days, with the status Own.
// What is in force on these days otherwise gives way; a second one of the
// user's own on a day is refused. Errors name the field: from, until, value or
// source.
func (t *Terms) Put(s Series, d Dated) error {
	d.Status = Own
	if d.Source == "" {
		return message.At("source", message.LoanFieldMissing.Error())
	}
	if err := d.read(s); err != nil {
		return err
	}
	own := t.Own(s)
	for i := range own {
		if o := &own[i]; o.meets(&d) {
			return message.At("from", message.LoanTermsTwo.Error(s.Name(), o.Value, d.Value, max(o.From, d.From, firstDay)))
		}
	}
	return t.settle(s, append(own, d))
}

// Own are the values of a series that are the user's own, by day.
func (t *Terms) Own(s Series) []Dated {
	return slices.DeleteFunc(slices.Clone(t[s]), func(d Dated) bool { return d.Status != Own })
}

// Drop takes out the i-th of the user's own values of a series. What gave way
// to it is in force again.
func (t *Terms) Drop(s Series, i int) error {
	own := t.Own(s)
	return t.settle(s, slices.Delete(own, i, i+1))
}

// settle makes a series of the user's own values and of what they stand on: the
// default values, or those of a file where they are others.
func (t *Terms) settle(s Series, own []Dated) error {
	ground := slices.DeleteFunc(slices.Clone(t[s]), func(d Dated) bool { return d.Status == Own })
	standing := DefaultTerms()[s]
	byDefault := !slices.ContainsFunc(ground, func(d Dated) bool {
		return !slices.ContainsFunc(standing, func(o Dated) bool {
			return o.Value == d.Value && o.Status == d.Status && o.Source == d.Source && o.meets(&d)
		})
	})
	switch {
	case byDefault && len(own) == 0:
		t[s] = nil
		return nil
	case byDefault:
		ground = standing
	}
	all := slices.Clone(own)
	for _, d := range ground {
		all = append(all, d.without(own)...)
	}
	return t.Set(s, all)
}

// meets tells whether two entries are in force on a day in common.
func (d *Dated) meets(o *Dated) bool {
	return (d.Until == 0 || d.Until >= o.From) && (o.Until == 0 || o.Until >= d.From)
}

// without is what is left of an entry on the days of no other.
func (d Dated) without(others []Dated) []Dated {
	left := []Dated{d}
	for i := range others {
		o := &others[i]
		var next []Dated
		for _, d := range left {
			if !d.meets(o) {
				next = append(next, d)
				continue
			}
			if before := d; o.From > d.From {
				before.Until = o.From.before()
				next = append(next, before)
			}
			if after := d; o.Until != 0 && (d.Until == 0 || d.Until > o.Until) {
				after.From = o.Until.after()
				next = append(next, after)
			}
		}
		left = next
	}
	return left
}

func (d Date) before() Date {
	if d.day() > 1 {
		return d - 1
	}
	return (d.Month() - 1).on(31)
}

func (d Date) after() Date {
	if m := d.Month(); d.day() == m.days() {
		return (m + 1).on(1)
	}
	return d + 1
}

// Words are the values that a series may have where these are words.
func (s Series) Words() []string { return series[s].words }

// Unit is the unit that a value of the series is in, nil where it has none.
func (s Series) Unit() *message.Text {
	if f := series[s].form; f <= rateForm {
		return message.LoanUnits[f]
	}
	return nil
}
