// Package edition holds dated editions of the government classifications, by
// function and by economic nature, with what each row rests on: how codes
// answer to one another, how they are found as one types, how one edition is
// carried to the next, and which codes of a budget are likely wrong.
//
// What no publication vouches for is shown as such and never drives a
// correction.
package edition

import (
	"bytes"
	"cmp"
	"embed"
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification"
	"suanpan/budgetcore/message"
)

//go:embed data/*.csv
var files embed.FS

// System is one of the classifications.
type System uint8

// The systems; NoSystem where it is not known.
const (
	NoSystem   System = iota
	Functional        // 支出功能分类: 类, 款, 项; codes begin with 2
	Department        // 部门预算支出经济分类: 类, 款; codes begin with 3
	Government        // 政府预算支出经济分类: 类, 款; codes begin with 5
	Systems           // how many there are
)

// Levels returns how deep a system goes.
func (s System) Levels() int {
	if s == Functional {
		return 3
	}
	return 2
}

// Name is what the system is called.
func (s System) Name() *message.Text { return message.SystemNames[s] }

// SystemOf tells by its first digit which system a code belongs to.
func SystemOf(code string) System {
	switch {
	case strings.HasPrefix(code, "2"):
		return Functional
	case strings.HasPrefix(code, "3"):
		return Department
	case strings.HasPrefix(code, "5"):
		return Government
	}
	return NoSystem
}

// Status is what a row rests on.
type Status uint8

// The statuses, the weakest first.
const (
	Unsourced Status = iota // general knowledge
	Copied                  // a copy of the official table, not from its issuer
	Elsewhere               // budgets that other departments published
	Printed                 // the publication itself
	Given                   // a list of the user's own
	statuses
)

// Corrects tells that a row may say a budget is wrong.
func (s Status) Corrects() bool { return s >= Elsewhere }

// Name is what the status is called.
func (s Status) Name() *message.Text { return message.CodeStatuses[s] }

var statusWords = [statuses]string{"unsourced", "copied", "elsewhere", "printed", "given"}

func (s Status) String() string { return statusWords[s] }

// Code is a row of an edition.
type Code struct {
	classification.Item
	System System
	Status Status
	Note   string
	plain  string
}

// Label is the code and its name.
func (c *Code) Label() message.Message { return message.LineNamed.With(c.Code, c.Name) }

// Edition is an immutable dated list of codes.
type Edition struct {
	// ID is short and for machines; Date is the year or day from which it is in
	// force, "" where it is not known.
	ID, Date string
	// Name is for people.
	Name message.Message
	// Partial tells that rows were gathered and not all codes are here: a code
	// that is missing need not be wrong.
	Partial bool

	codes []Code
	index map[string]int
	named map[string][]int // by plain name, in code order
	trees [Systems]*classification.Scheme
	uses  map[string]Definition
	cross []link
	mixed []Confusion
	kinds []kindRule
}

// Definition is what a code is used for, where a source says so.
type Definition struct {
	Text   string
	Source message.Message
}

// Of is the edition of a dataset: its functional and economic codes, the
// government economic codes, the crosswalk and what the text of the publication
// says each item is used for.
func Of(ds *budget.Dataset) (*Edition, error) {
	var codes []Code
	for _, from := range []struct {
		system System
		scheme *classification.Scheme
	}{{Functional, ds.Functional}, {Department, ds.Economic}} {
		for _, it := range from.scheme.Items() {
			codes = append(codes, Code{Item: it, System: from.system, Status: statusOf(it.Source)})
		}
	}
	government, err := rows("economic_government.csv")
	if err != nil {
		return nil, err
	}
	for _, r := range government {
		code := Code{Item: classification.Item{Code: r[0], Name: r[1], Level: (len(r[0]) - 1) / 2, Parent: r[3], Source: r[5]}, System: Government, Note: r[6]}
		i := slices.Index(statusWords[:], r[4])
		if i < 0 {
			return nil, fmt.Errorf("economic_government.csv: status %s of %s", r[4], r[0])
		}
		code.Status = Status(i)
		codes = append(codes, code)
	}
	e, err := build(codes)
	if err != nil {
		return nil, err
	}
	e.ID, e.Name, e.Date, e.Partial = "built-in", message.EditionBuiltIn.With(ds.Year, ds.Title), ds.Year, true
	if ds.Narrative != nil {
		for i, it := range ds.Narrative.Items {
			e.uses[it.Function] = Definition{Text: it.Use, Source: message.DefinitionSource.With(ds.Title, i+1)}
		}
	}
	return e, e.teach()
}

// statusOf reads the source column of the published lists.
func statusOf(source string) Status {
	switch {
	case strings.Contains(source, "unsourced"):
		return Unsourced
	case strings.HasPrefix(source, "published"):
		return Printed
	}
	return Elsewhere
}

// build sorts codes into an edition and checks that they are trees.
func build(codes []Code) (*Edition, error) {
	e := &Edition{codes: codes, index: make(map[string]int, len(codes)), named: make(map[string][]int), uses: make(map[string]Definition)}
	slices.SortStableFunc(e.codes, func(a, b Code) int { return cmp.Compare(a.Code, b.Code) })
	var items [Systems][]classification.Item
	for i := range e.codes {
		c := &e.codes[i]
		c.Verified = c.Status.Corrects()
		c.plain = plain(c.Name)
		e.index[c.Code] = i
		e.named[c.plain] = append(e.named[c.plain], i)
		items[c.System] = append(items[c.System], c.Item)
	}
	for s := Functional; s < Systems; s++ {
		tree, err := classification.New(s.Levels(), items[s])
		if err != nil {
			return nil, err
		}
		e.trees[s] = tree
	}
	return e, nil
}

// teach adds what is known of the official codes whoever lists them: the
// crosswalk, what is often confused, which kinds of spending contradict a code.
func (e *Edition) teach() error {
	links, err := rows("crosswalk.csv")
	if err != nil {
		return err
	}
	for _, r := range links {
		unit, known := unitKinds[r[2]]
		status := slices.Index(statusWords[:], r[3])
		if !known || status < 0 {
			return fmt.Errorf("crosswalk.csv: %s to %s: unit %s, status %s", r[0], r[1], r[2], r[3])
		}
		e.cross = append(e.cross, link{r[0], r[1], unit, Status(status), r[4]})
	}
	pairs, err := rows("confusions.csv")
	if err != nil {
		return err
	}
	for _, r := range pairs {
		status := Printed
		if r[5] == "unsourced" {
			status = Unsourced
		}
		e.mixed = append(e.mixed, Confusion{A: r[0], B: r[1], Why: message.Both(r[2], r[3]), Status: status, Source: message.Both(r[4], r[5])})
	}
	if e.kinds, err = kindRules(); err != nil {
		return err
	}
	return nil
}

// Codes returns all codes in code order. The slice must not be changed.
func (e *Edition) Codes() []Code { return e.codes }

// Scheme is the tree of one system; it may be empty.
func (e *Edition) Scheme(s System) *classification.Scheme { return e.trees[s] }

// Lookup finds a code, nil if the edition has none.
func (e *Edition) Lookup(code string) *Code {
	if i, ok := e.index[code]; ok {
		return &e.codes[i]
	}
	return nil
}

// Named returns the codes of a name, in code order; signs and the width of
// letters do not count.
func (e *Edition) Named(name string) []*Code {
	var list []*Code
	for _, i := range e.named[plain(name)] {
		list = append(list, &e.codes[i])
	}
	return list
}

// Path is the code and what it belongs to, top first; nil if unknown.
func (e *Edition) Path(code string) []*Code {
	var path []*Code
	for c := e.Lookup(code); c != nil; c = e.Lookup(c.Parent) {
		path = append(path, c)
	}
	slices.Reverse(path)
	return path
}

// Definition is what a code is used for; false where no source says so.
func (e *Edition) Definition(code string) (Definition, bool) {
	d, ok := e.uses[code]
	return d, ok
}

// plain is a name without what varies between prints: width, space, brackets
// and other signs.
func plain(name string) string {
	var b strings.Builder
	for _, c := range strings.ToLower(name) {
		if c = narrow(c); c > ' ' && !strings.ContainsRune("()[]【】〔〕《》“”\"'、，,。.·-—_/:：;*", c) {
			b.WriteRune(c)
		}
	}
	return b.String()
}

// narrow gives the usual width to full-width signs, letters and digits.
func narrow(c rune) rune {
	switch {
	case c == '\u3000' || c == '\u00a0' || c == '\ufeff':
		return ' '
	case '！' <= c && c <= '～':
		return c - '！' + '!'
	}
	return c
}

// rows reads an embedded file without its head.
func rows(file string) ([][]string, error) {
	raw, err := files.ReadFile("data/" + file)
	if err != nil {
		return nil, err
	}
	recs, err := csv.NewReader(bytes.NewReader(raw)).ReadAll()
	if err != nil {
		return nil, fmt.Errorf("%s: %w", file, err)
	}
	return recs[1:], nil
}
