// Package disclosure is a budget as it is made public (公开): its annexes, the
// text of part two and what the checks find, all from one ledger, and for
// every figure of them why it is what it is ([Disclosure.Trace]).
package disclosure

import (
	"suanpan/budgetcore/articulation"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/narrative"
	"suanpan/budgetcore/statement"
)

// Disclosure is what one ledger prints, beside what its base printed. It is
// not safe for concurrent use.
type Disclosure struct {
	Now, Base *ledger.Ledger
	Book      *statement.Book
	Text      *narrative.Text // nil where the budget has none

	document *articulation.Document
	report   *articulation.Report
	// published is the report on the base; it is made once.
	published *articulation.Report
}

// New prints a ledger. An error says what the text of the budget spells wrong.
func New(now, base *ledger.Ledger) (*Disclosure, error) {
	d := &Disclosure{Now: now, Base: base}
	return d, d.print(nil)
}

// Next prints a ledger that follows d, on the same base; it is New, faster.
func (d *Disclosure) Next(now *ledger.Ledger) (*Disclosure, error) {
	next := &Disclosure{Now: now, Base: d.Base, published: d.published}
	return next, next.print(d.document)
}

func (d *Disclosure) print(before *articulation.Document) error {
	d.Book = statement.BuildAll(d.Now, d.Base)
	var err error
	if d.Text, err = narrative.Build(d.Book, d.Now, d.Base); err != nil {
		return err
	}
	var said []articulation.Sentence
	if d.Text != nil {
		for i := range d.Text.Figures {
			if f := &d.Text.Figures[i]; !f.Hidden {
				said = append(said, articulation.Sentence{
					ID: f.ID, Section: f.Section, Summary: f.Summary, Unit: f.Unit, Now: f.Now, Exact: f.Exact, Known: !f.Input, Terms: f.Terms,
				})
			}
		}
	}
	places := articulation.Places(d.Now)
	if before == nil {
		d.document = articulation.New(d.Book, said, places)
	} else {
		d.document = before.Next(d.Book, said, places)
	}
	return nil
}

// Report returns what the checks find.
func (d *Disclosure) Report() *articulation.Report {
	if d.report == nil {
		d.report = articulation.Check(d.document)
	}
	return d.report
}

// Published returns what the checks find in the base.
func (d *Disclosure) Published() (*articulation.Report, error) {
	if d.published == nil {
		if d.untouched() {
			d.published = d.Report()
			return d.published, nil
		}
		base := &Disclosure{Now: d.Base, Base: d.Base}
		if err := base.print(d.document); err != nil {
			return nil, err
		}
		d.published = base.Report()
	}
	return d.published, nil
}

// untouched reports that no edit is in effect.
func (d *Disclosure) untouched() bool {
	cursor, _ := d.Now.Edits()
	return cursor == 0 && d.Now.IncomeMode() == d.Base.IncomeMode() && d.Now.Tails() == d.Base.Tails()
}
