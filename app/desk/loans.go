package desk

import (
	"suanpan/budgetcore/loan"
	"suanpan/budgetcore/message"
)

// loans is the interest subsidy of guaranteed start-up loans as an estimate.
type loans struct {
	model *loan.Model
	done  *loan.Estimate
	err   error
}

const kindLoans = "loans"

func registerLoans(e *estimates) {
	e.readers[kindLoans] = func(body []byte) (estimate, error) {
		m, err := loan.ReadModel(body, "body")
		if err != nil {
			return nil, err
		}
		return &loans{model: m}, nil
	}
	e.kinds = append(e.kinds, kind{
		kind: kindLoans, name: message.LoansName.With(), about: message.LoansAbout.With(), line: loan.PublishedLine,
		start: func(*Desk) estimate { return &loans{model: &loan.Model{Year: loan.PublishedYear}} },
	})
}

func (l *loans) reckon() {
	if l.done == nil && l.err == nil {
		l.done, l.err = l.model.Estimate()
	}
}

func (l *loans) body() []byte { return l.model.AppendJSON(nil) }

func (l *loans) parts(d *Desk) ([]part, error) {
	if l.reckon(); l.err != nil {
		return nil, l.err
	}
	return []part{{"need", d.say(message.LoansNeed), l.done.Of.Need, &l.done.Published}}, nil
}

func (l *loans) view(d *Desk) []Node {
	if l.reckon(); l.err != nil {
		return []Node{para("wrong", message.Explain(l.err, d.lang))}
	}
	var notes []Node
	for _, n := range l.done.Notes() {
		notes = append(notes, el("li", n.In(d.lang)))
	}
	return []Node{el("ul", class("notes"), notes)}
}
