package session

import (
	"bytes"
	"slices"
	"strconv"
	"time"

	"github.com/go-json-experiment/json/jsontext"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
)

// action is a step as it is recorded.
type action struct {
	do, name string
	mode     budget.IncomeMode
	edits    []budget.Edit
	posts    []budget.Posts
	ceilings []budget.Ceiling
	to       int
	paper    *budget.Paper
	drop     string
	links    *[]budget.Link
}

func readAction(body []byte, place string) (*action, error) {
	syntax := func(err error) error { return message.At(place, message.DraftSyntax.Error(err.Error())) }
	a := new(action)
	dec := jsontext.NewDecoder(bytes.NewReader(body))
	if _, err := dec.ReadToken(); err != nil {
		return nil, syntax(err)
	}
	for dec.PeekKind() == '"' {
		tok, err := dec.ReadToken()
		if err != nil {
			return nil, syntax(err)
		}
		member := tok.String()
		value, err := dec.ReadValue()
		if err != nil {
			return nil, syntax(err)
		}
		word := func() string {
			b, unquoted := jsontext.AppendUnquote(nil, value)
			if unquoted != nil {
				err = syntax(unquoted)
			}
			return string(b)
		}
		switch member {
		case "do":
			a.do = word()
		case "name":
			a.name = word()
		case "mode":
			if word() == budget.Fixed.String() {
				a.mode = budget.Fixed
			}
		case "edits":
			a.edits, err = budget.ReadEdits(bytes.Clone(value), place)
		case "posts":
			a.posts, err = budget.ReadPosts(bytes.Clone(value), place)
		case "ceilings":
			a.ceilings, err = budget.ReadCeilings(bytes.Clone(value), place)
		case "paper":
			var p budget.Paper
			p, err = budget.ReadPaper(bytes.Clone(value), place)
			a.paper = &p
		case "drop":
			a.drop = word()
		case "links":
			var links []budget.Link
			links, err = budget.ReadLinks(bytes.Clone(value), place)
			a.links = &links
		case "to":
			if a.to, err = strconv.Atoi(string(value)); err != nil {
				err = syntax(err)
			}
		default:
			err = message.At(place, message.DraftUnknownMember.Error(member, "do"))
		}
		if err != nil {
			return nil, err
		}
	}
	if !slices.Contains([]string{"edits", "posts", "ceilings", "seek", "undo", "redo", "income", "name", "papers"}, a.do) {
		return nil, message.At(place, message.DraftWrongOp.Error(a.do))
	}
	return a, nil
}

// make makes a recorded action again.
func (a *action) make(l *ledger.Ledger) error {
	switch a.do {
	case "edits":
		if err := l.ApplyAll(a.edits); err != nil || a.links == nil {
			return err
		}
		return a.keep(l)
	case "papers":
		return a.keep(l)
	case "posts":
		return l.SetPosts(a.posts)
	case "ceilings":
		return l.SetCeilings(a.ceilings)
	case "seek":
		l.Seek(a.to)
	case "undo":
		l.Undo()
	case "redo":
		l.Redo()
	case "income":
		return l.SetIncome(a.mode)
	case "name":
		return l.SetName(a.name)
	}
	return nil
}

// keep puts the paper and the links of an action into the draft.
func (a *action) keep(l *ledger.Ledger) error {
	papers, links := slices.Clone(l.Papers()), l.Links()
	if a.drop != "" {
		papers = slices.DeleteFunc(papers, func(p budget.Paper) bool { return p.ID == a.drop })
		links = slices.DeleteFunc(slices.Clone(links), func(x budget.Link) bool { return x.Paper == a.drop })
	}
	if a.paper != nil {
		if i := slices.IndexFunc(papers, func(p budget.Paper) bool { return p.ID == a.paper.ID }); i >= 0 {
			papers[i] = *a.paper
		} else {
			papers = append(papers, *a.paper)
		}
	}
	if a.links != nil {
		links = *a.links
	}
	return l.SetPapers(papers, links)
}

// Follow makes a step that another session has recorded. It keeps nothing; on
// an error this session is behind the other and has to be restored.
func (s *Session) Follow(e Entry) error {
	if e.Snapshot {
		return s.Restore([]Entry{e})
	}
	a, err := readAction(e.Body, "entry")
	if err != nil {
		return err
	}
	if err := a.make(s.now); err != nil {
		return err
	}
	s.changed(true)
	return nil
}

// Act takes an action that was asked for from outside as if it had been done
// here, at a time, or refuses it and changes nothing.
func (s *Session) Act(body []byte, at time.Time) error {
	if err := s.refuse(); err != nil {
		return err
	}
	a, err := readAction(body, "action")
	if err != nil {
		return err
	}
	switch a.do {
	case "edits":
		if a.links == nil {
			return s.ApplyAll(a.edits, at)
		}
		return s.write(a, at)
	case "papers":
		if err := a.keep(s.now); err != nil {
			return err
		}
		s.grid.texts = nil
		s.keep(bytes.TrimSuffix(body, []byte("}")))
		return nil
	case "ceilings":
		return s.SetCeilings(a.ceilings)
	case "posts":
		return s.SetPosts(a.posts)
	case "name":
		return s.SetName(a.name)
	}
	return message.DraftWrongOp.Error(a.do)
}

// write makes edits that come from a paper, and links their lines to it. A
// link whose edits are refused is not made, and the other way round.
func (s *Session) write(a *action, at time.Time) error {
	if err := budget.CheckLinks(*a.links, s.now.Papers()); err != nil {
		return err
	}
	edits := s.dated(a.edits, at)
	for i := range edits {
		if err := edits[i].Check(); err != nil {
			return err
		}
	}
	if err := s.now.ApplyAll(edits); err != nil {
		return err
	}
	if err := a.keep(s.now); err != nil {
		return err
	}
	s.changed(true)
	s.keep(budget.AppendLinks(append(appendEdits(edits), `,"links":`...), *a.links))
	return nil
}

func appendEdits(edits []budget.Edit) []byte {
	b := []byte(`{"do":"edits","edits":[`)
	for i := range edits {
		if i > 0 {
			b = append(b, ',')
		}
		b = edits[i].AppendJSON(b)
	}
	return append(b, ']')
}

// EditsAction writes edits as the action that Act takes. With links, which then
// are all the draft has, lines are written from papers.
func EditsAction(edits []budget.Edit, links []budget.Link) []byte {
	b := appendEdits(edits)
	if links != nil {
		b = budget.AppendLinks(append(b, `,"links":`...), links)
	}
	return append(b, '}')
}

// PaperAction writes what keeps a paper with the draft, and the links as they
// are then.
func PaperAction(p budget.Paper, links []budget.Link) []byte {
	b := budget.AppendPaper([]byte(`{"do":"papers","paper":`), p)
	b = budget.AppendLinks(append(b, `,"links":`...), links)
	return append(b, '}')
}

// DropAction writes what takes a paper out of the draft, with its links.
func DropAction(id string) []byte {
	b, _ := jsontext.AppendQuote([]byte(`{"do":"papers","drop":`), id) // an id is plain
	return append(b, '}')
}

// LinksAction writes what changes the links alone.
func LinksAction(links []budget.Link) []byte {
	return append(budget.AppendLinks([]byte(`{"do":"papers","links":`), links), '}')
}
