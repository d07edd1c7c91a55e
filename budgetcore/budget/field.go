package budget

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"suanpan/budgetcore/message"
)

// Field is a dimension of a line, by its name in files.
type Field uint8

// The dimensions, in the order in which files write them.
const (
	FieldSection Field = iota
	FieldUnit
	FieldFunction
	FieldKind
	FieldEconomic
	FieldSource
	FieldProject
	FieldProjectClass
	FieldLevel1Project
	FieldTask
	FieldTransferType
	FieldNote
	Fields // how many there are
)

const (
	maxNameBytes = 600
	maxNoteBytes = 8000
)

// fields is the one description of what a dimension is called, how it is read
// and written; the line file, the draft file and the page all go through it.
var fields = [Fields]struct {
	name string
	get  func(*Line) string
	set  func(*Line, string) error
}{
	FieldSection:  {"section", func(l *Line) string { return l.Section.String() }, func(l *Line, s string) error { return word(sectionWords, s, &l.Section) }},
	FieldUnit:     {"unit", func(l *Line) string { return l.Unit }, func(l *Line, s string) error { l.Unit = s; return nil }},
	FieldFunction: {"function", func(l *Line) string { return l.Function }, func(l *Line, s string) error { l.Function = s; return nil }},
	FieldKind:     {"kind", func(l *Line) string { return l.Kind.String() }, func(l *Line, s string) error { return word(kindWords, s, &l.Kind) }},
	FieldEconomic: {"economic", func(l *Line) string { return l.Economic }, func(l *Line, s string) error { l.Economic = s; return nil }},
	FieldSource:   {"source", func(l *Line) string { return l.Source.String() }, func(l *Line, s string) error { return word(sourceWords, s, &l.Source) }},
	FieldProject:  {"project", func(l *Line) string { return l.Project }, func(l *Line, s string) error { l.Project = s; return checkText(s, maxNameBytes, false) }},
	FieldProjectClass: {"project_class", func(l *Line) string { return l.ProjectClass }, func(l *Line, s string) error {
		if s == "基建" { // the short form that planners write for 基建项目
			s = "基建项目"
		}
		l.ProjectClass = s
		return oneOf(classWords, s)
	}},
	FieldLevel1Project: {"level1_project", func(l *Line) string { return l.Level1Project }, func(l *Line, s string) error {
		l.Level1Project = s
		if n, err := strconv.Atoi(s); s != "" && (err != nil || n < 1 || n > Level1Projects || strconv.Itoa(n) != s) {
			return message.Level1Unknown.Error(clip(s))
		}
		return nil
	}},
	FieldTask:         {"task", func(l *Line) string { return l.Task }, func(l *Line, s string) error { l.Task = s; return checkText(s, maxNameBytes, false) }},
	FieldTransferType: {"transfer_type", func(l *Line) string { return l.TransferType }, func(l *Line, s string) error { l.TransferType = s; return oneOf(transferTypeWords, s) }},
	FieldNote:         {"note", func(l *Line) string { return l.Note }, func(l *Line, s string) error { l.Note = s; return checkText(s, maxNoteBytes, true) }},
}

func (f Field) String() string { return fields[f].name }

// Get returns the dimension of l as files write it.
func (f Field) Get(l *Line) string { return fields[f].get(l) }

// Set gives l the dimension. Words outside the vocabulary are refused; codes
// are checked by Dataset.Check.
func (f Field) Set(l *Line, s string) error {
	if err := fields[f].set(l, s); err != nil {
		return message.At(fields[f].name, err)
	}
	return nil
}

// FieldByName finds a dimension by its name in files.
func FieldByName(name string) (Field, bool) {
	for f := range Fields {
		if fields[f].name == name {
			return f, true
		}
	}
	return 0, false
}

func word[T ~uint8](w words, s string, to *T) error {
	i, ok := w.index(s)
	if !ok {
		return message.WordUnknown.Error(clip(s), joined(w))
	}
	*to = T(i)
	return nil
}

func oneOf(w words, s string) error {
	if !slices.Contains(w, s) {
		return message.WordUnknown.Error(clip(s), joined(w))
	}
	return nil
}

// checkText keeps control characters out of names: they would break tables,
// and nobody can see them.
func checkText(s string, limit int, breaks bool) error {
	if len(s) > limit {
		return message.TextTooLong.Error(clip(s), limit)
	}
	if !utf8.ValidString(s) {
		return message.TextNotUTF8.Error()
	}
	if strings.ContainsFunc(s, func(r rune) bool { return unicode.IsControl(r) && !(breaks && (r == '\n' || r == '\t')) }) {
		return message.TextControl.Error()
	}
	return nil
}

func clip(s string) string {
	if r := []rune(s[:min(len(s), 200)]); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
