// Package budget holds what a budget is made of: a [Dataset] of lines with the
// classifications they are checked against, the [Edit]s made to it, and the
// [Draft] file that carries them. It computes no totals; that is the ledger's.
package budget

import (
	"slices"

	"suanpan/budgetcore/classification"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Unit is a budget unit of the department.
type Unit struct{ Code, Name string }

// Class is one of the classes that annex 1 prints, in its order.
type Class struct{ Ordinal, Code, Name string }

// Dataset is a published budget: the immutable base that drafts edit.
type Dataset struct {
	// ID is what a draft's "base" names; SHA256 is the hash of the line file.
	ID, SHA256 string
	// Title and Year name the budget for people.
	Title, Year string
	Department  Unit
	Units       []Unit // in code order
	Functional  *classification.Scheme
	Economic    *classification.Scheme
	Classes     []Class
	Tasks       []string
	Lines       []Line
	// Printed holds the rows of annexes 10 and 11 as published, for what lines do not
	// say: texts, order, targets. It goes by file name without extension, then by
	// column; amounts are 万元. It may be nil.
	Printed map[string][]map[string]string
	// Narrative is part two of the publication as a template; it may be nil.
	Narrative *Narrative
	Standards []Standard
	// Own is what a budget of one's own was made from, nil for a published one.
	Own *Own
	// Chinese returns what provenances, notes and sources, which are written in
	// English, are in Chinese; it may be nil. It is asked when one is shown.
	Chinese func() map[string]string
}

// Standard is a standard as the publication states it: 等于 80000 元/人.
type Standard struct {
	ID, Name, Direction, Amount, Unit string
	Source                            string
	// Level1Project is the first-level project that pays by it, "" for none.
	Level1Project string
}

// Say returns a provenance, note or source in both languages.
func (d *Dataset) Say(english string) message.Message {
	if d.Chinese != nil {
		if zh, ok := d.Chinese()[english]; ok {
			return message.Both(zh, english)
		}
	}
	return message.Verbatim.With(english)
}

// Narrative is the text of a publication with expressions in place of figures.
type Narrative struct {
	// Template has a paragraph a line; # begins headings, {id} stands for a
	// figure, [[id|up|down|same]] for the words that fit a change, and the line
	// @items for the 项 of the general public budget.
	Template string
	// Figures have id, section, summary, unit, form, expression and source.
	Figures []map[string]string
	Items   []NarrativeItem
}

// NarrativeItem is a published 项 with what its money is mainly used for.
type NarrativeItem struct{ ID, Function, Use string }

// Line is one line of a budget. A dimension that is not known is "" or zero.
type Line struct {
	ID       string
	Section  Section
	Unit     string
	Function string // 项, 7 digits
	Economic string // 款, 5 digits
	Kind     Kind
	Source   Source
	Project  string
	// ProjectClass is 部门专项, 发展经费 or 基建项目.
	ProjectClass string
	// Level1Project is the number of the first-level project of annex 11, "1" to "10".
	Level1Project string
	Task          string
	TransferType  string
	// Amount is exact as stated; Blank tells that none is stated.
	Amount money.Amount
	Blank  bool
	// Residual, in whole 元, is what a printed amount left out by rounding, as
	// reconstructed; it counts in every total.
	Residual money.Amount
	// UnitCandidates are the units one of which the line belongs to, where the
	// publication does not say which.
	UnitCandidates []string
	Provenance     string
	Note           string
}

// Exact returns the stated amount with its residual, 0 if blank.
func (l *Line) Exact() money.Amount { return l.Amount + l.Residual }

// UnitName returns the name of a unit or of the department, "" if unknown.
func (d *Dataset) UnitName(code string) string {
	if code == d.Department.Code {
		return d.Department.Name
	}
	if i := slices.IndexFunc(d.Units, func(u Unit) bool { return u.Code == code }); i >= 0 {
		return d.Units[i].Name
	}
	return ""
}

// Name is what a line is called: its project, else its place in the
// classifications.
func (d *Dataset) Name(l *Line) message.Message {
	switch {
	case l.Project != "":
		return message.Verbatim.With(l.Project)
	case l.Economic != "":
		return message.LineNamed.With(l.Economic, d.Economic.Name(l.Economic))
	case l.Section == Income:
		source := message.Sources[l.Source].With()
		if l.Unit != "" {
			return message.LineNamed.With(d.UnitName(l.Unit), source)
		}
		return source
	case l.Function != "":
		name := message.LineNamed.With(l.Function, d.Functional.Name(l.Function))
		if l.Kind != NoKind {
			name = message.LineNamed.With(name, message.Kinds[l.Kind])
		}
		return name
	}
	return message.Verbatim.With("")
}

// ThreePublicItems are the inputs of annex 7 by name.
var ThreePublicItems = []string{"因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费"}

// Level1Projects is how many first-level projects annex 11 has.
const Level1Projects = 10

// Check refuses a line whose codes or words the dataset does not know.
func (d *Dataset) Check(l *Line) error {
	if l.Unit != "" && !slices.ContainsFunc(d.Units, func(u Unit) bool { return u.Code == l.Unit }) {
		return message.At("unit", message.UnitUnknown.Error(l.Unit))
	}
	if err := checkCode(d.Functional, l.Function); err != nil {
		return message.At("function", err)
	}
	if err := checkCode(d.Economic, l.Economic); err != nil {
		return message.At("economic", err)
	}
	if l.Task != "" && !slices.Contains(d.Tasks, l.Task) {
		return message.At("task", message.TaskUnknown.Error(l.Task, joined(d.Tasks)))
	}
	if l.Section == ThreePublic && !slices.Contains(ThreePublicItems, l.Project) {
		return message.At("project", message.ThreePublicUnknown.Error(l.Project, joined(ThreePublicItems)))
	}
	return nil
}

func checkCode(s *classification.Scheme, code string) error {
	if code == "" {
		return nil
	}
	it, ok := s.Lookup(code)
	switch {
	case !ok:
		return message.CodeUnknown.Error(code)
	case it.Level != s.Levels():
		return message.CodeNotLeaf.Error(code, it.Name, 1+2*s.Levels())
	}
	return nil
}

// joined lists words for a message.
func joined(words []string) string {
	s := ""
	for _, w := range words {
		if w == "" {
			continue
		}
		if s != "" {
			s += " / "
		}
		s += w
	}
	return s
}
