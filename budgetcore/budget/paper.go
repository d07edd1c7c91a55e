package budget

import (
	"bytes"
	"slices"

	"github.com/go-json-experiment/json/jsontext"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Paper is a working paper (测算底稿) kept with a draft: an estimate, a transfer
// model, a list of standards. What it says is the business of the room that
// its kind belongs to; a draft only keeps it, sealed with everything else.
type Paper struct {
	ID, Kind, Name string
	// Body is one JSON object without needless white space.
	Body string
}

// Link says that a line was written from a part of a paper.
type Link struct {
	Line, Paper, Part string
	// Wrote is what the part came to when the line was written, Now when the
	// paper was last kept: where they differ the line is behind its estimate.
	Wrote, Now money.Amount
}

// Stale reports that the paper has moved on since the line was written.
func (l *Link) Stale() bool { return l.Wrote != l.Now }

const (
	maxPapers     = 1_000
	maxPaperBytes = 8 << 20
	maxLinks      = 10_000
)

// CheckPapers refuses papers that a draft file could not carry, and ids that
// are there twice.
func CheckPapers(list []Paper) error {
	if len(list) > maxPapers {
		return message.At("papers", message.PapersTooMany.Error(maxPapers))
	}
	seen := make(map[string]bool)
	for _, p := range list {
		err := CheckID(p.ID)
		switch {
		case err != nil:
		case seen[p.ID]:
			err = message.PaperTwice.Error()
		case p.Kind == "":
			err = message.DraftMissing.Error("kind")
		case len(p.Body) > maxPaperBytes:
			err = message.PaperTooLarge.Error(maxPaperBytes >> 20)
		default:
			for _, text := range []string{p.Kind, p.Name} {
				if err == nil {
					err = checkText(text, maxNameBytes, false)
				}
			}
		}
		if err != nil {
			return message.At("papers", message.At(clip(p.ID), err))
		}
		seen[p.ID] = true
	}
	return nil
}

// CheckLinks refuses links of papers that are not there, and two of one line.
func CheckLinks(links []Link, papers []Paper) error {
	if len(links) > maxLinks {
		return message.At("links", message.PapersTooMany.Error(maxLinks))
	}
	seen := make(map[string]bool)
	for _, l := range links {
		err := CheckID(l.Line)
		switch {
		case err != nil:
		case seen[l.Line]:
			err = message.LinkTwice.Error()
		case !slices.ContainsFunc(papers, func(p Paper) bool { return p.ID == l.Paper }):
			err = message.LinkNoPaper.Error(clip(l.Paper))
		default:
			err = checkText(l.Part, maxNameBytes, false)
		}
		if err != nil {
			return message.At("links", message.At(clip(l.Line), err))
		}
		seen[l.Line] = true
	}
	return nil
}

// AppendPaper appends a paper as it stands in a draft file.
func AppendPaper(b []byte, p Paper) []byte {
	b = quote(append(b, `{"id":`...), p.ID)
	b = quote(append(b, `,"kind":`...), p.Kind)
	if p.Name != "" {
		b = quote(append(b, `,"name":`...), p.Name)
	}
	b = append(append(b, `,"body":`...), p.Body...)
	return append(b, '}')
}

func appendPapers(b []byte, list []Paper) []byte {
	b = append(b, '[')
	for i, p := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = AppendPaper(append(b, "\n  "...), p)
	}
	return append(b, ']')
}

// AppendLinks appends links as they stand in a draft file.
func AppendLinks(b []byte, list []Link) []byte {
	b = append(b, '[')
	for i, l := range list {
		if i > 0 {
			b = append(b, ',')
		}
		b = quote(append(b, `{"line":`...), l.Line)
		b = quote(append(b, `,"paper":`...), l.Paper)
		b = quote(append(b, `,"part":`...), l.Part)
		b = quote(append(b, `,"wrote":`...), l.Wrote.String())
		b = quote(append(b, `,"now":`...), l.Now.String())
		b = append(b, '}')
	}
	return append(b, ']')
}

// ReadPaper reads a paper as AppendPaper writes it.
func ReadPaper(data []byte, place string) (Paper, error) { return reading(data, place).paper() }

// ReadLinks reads links as AppendLinks writes them.
func ReadLinks(data []byte, place string) ([]Link, error) { return reading(data, place).links() }

func (r *draftReader) papers() ([]Paper, error) {
	var list []Paper
	err := r.array('{', message.TypeObject, func() error {
		p, err := r.paper()
		list = append(list, p)
		return err
	})
	return list, err
}

func (r *draftReader) paper() (Paper, error) {
	var p Paper
	seen := make(map[string]bool)
	start := r.next()
	err := r.object([]string{"id", "kind", "name", "body"}, func(name string) error {
		seen[name] = true
		if name != "body" {
			return r.text(map[string]*string{"id": &p.ID, "kind": &p.Kind, "name": &p.Name}[name])
		}
		pos := r.next()
		if k := r.dec.PeekKind(); k != '{' && k > 0 {
			return r.at(pos, message.DraftWrongType.Error(message.TypeObject))
		}
		value, err := r.dec.ReadValue()
		if err != nil {
			return r.syntax(err)
		}
		value = bytes.Clone(value)
		if err := (*jsontext.Value)(&value).Compact(); err != nil {
			return r.syntax(err)
		}
		p.Body = string(value)
		return nil
	})
	if err != nil {
		return p, err
	}
	for _, must := range []string{"id", "kind", "body"} {
		if !seen[must] {
			return p, r.at(start, message.DraftMissing.Error(must))
		}
	}
	return p, nil
}

func (r *draftReader) links() ([]Link, error) {
	var list []Link
	members := []string{"line", "paper", "part", "wrote", "now"}
	err := r.array('{', message.TypeObject, func() error {
		var l Link
		seen := make(map[string]bool)
		start := r.next()
		err := r.object(members, func(name string) error {
			seen[name] = true
			var v string
			if err := r.text(&v); err != nil {
				return err
			}
			switch name {
			case "wrote":
				return parseInto(&l.Wrote, v)
			case "now":
				return parseInto(&l.Now, v)
			}
			*map[string]*string{"line": &l.Line, "paper": &l.Paper, "part": &l.Part}[name] = v
			return nil
		})
		if err != nil {
			return err
		}
		for _, must := range members {
			if !seen[must] {
				return r.at(start, message.DraftMissing.Error(must))
			}
		}
		list = append(list, l)
		return nil
	})
	return list, err
}
