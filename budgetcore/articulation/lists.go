package articulation

import (
	"strings"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/statement"
)

// fundsText is what the text on a first-level project's funds lists.
type fundsText struct {
	row    *row // of the project
	names  []match
	closed bool // the list is said to be complete
}

// fundsTexts reads the texts on the funds of annex 11 against the list of
// projects of annex 10, which is returned with them.
func (d *Document) fundsTexts() (projects, list *table, texts []fundsText) {
	projects, list = d.tables[part(11, "projects")], d.tables[part(10, "projects")]
	if projects == nil || list == nil {
		return nil, nil, nil
	}
	if d.funds != nil {
		return projects, list, d.funds
	}
	texts = []fundsText{}
	for i := range projects.rows {
		r := &projects.rows[i]
		if named, closed := enumerated(r.text(projects, "scope")); len(named) > 0 {
			texts = append(texts, fundsText{r, matches(named, list), closed})
		}
	}
	d.funds = texts
	return projects, list, texts
}

// scopeLists adds up what the text on a project's funds lists to the last
// ("包括"), and compares it with the project's fiscal money.
func scopeLists(d *Document, rule *Rule) []Finding {
	t, list, texts := d.fundsTexts()
	var found []Finding
	for _, x := range texts {
		f := Finding{
			Rule: rule, Key: x.row.path, Amounts: true,
			Left: Side{Operands: []Operand{{x.row.first + t.cols["fiscal_total"], 1}}},
			At:   []statement.Ref{{Annex: 11, Part: "projects", Row: x.row.path, Column: "scope"}},
		}
		var missing []string
		for _, m := range x.names {
			if m.row < 0 {
				missing = append(missing, m.name)
				continue
			}
			f.Right.Operands = append(f.Right.Operands, Operand{list.rows[m.row].first, 1})
		}
		if len(f.Right.Operands) == 0 {
			continue
		}
		f.Left.Amount, f.Right.Amount = d.sum(f.Left.Operands), d.sum(f.Right.Operands)
		f.Difference, f.Bound = f.Left.Amount-f.Right.Amount, money.Amount(1+len(f.Right.Operands))*half
		label := d.Label(d.figures[f.Left.Operands[0].Figure].Ref)
		switch {
		case !x.closed:
			f.Verdict, f.Why = NotApplicable, message.ListOpen.With(label)
		case len(missing) > 0:
			f.Verdict = Inconsistent
			f.Why = message.ListNamesUnknown.With(label, f.Left.Amount.Grouped(), f.Right.Amount.Grouped(), strings.Join(missing, "、"))
		case magnitude(f.Difference) >= f.Bound:
			f.Verdict = Inconsistent
			f.Why = message.ListDiffers.With(label, f.Left.Amount.Grouped(), len(f.Right.Operands), f.Right.Amount.Grouped(), magnitude(f.Difference).Grouped())
		default:
			f.Verdict = Tail
			if f.Difference == 0 {
				f.Verdict = Exact
			}
			f.Why = message.ListAgrees.With(label, f.Left.Amount.Grouped(), len(f.Right.Operands))
		}
		found = append(found, f)
	}
	return found
}

// spelledApart finds names in the texts on projects that differ from a listed
// name in one character.
func spelledApart(d *Document, rule *Rule) []Finding {
	_, list, texts := d.fundsTexts()
	var found []Finding
	for _, x := range texts {
		for _, m := range x.names {
			if m.how != oneOff {
				continue
			}
			l := &list.rows[m.row]
			found = append(found, Finding{
				Rule: rule, Key: x.row.path + "/" + m.name, Verdict: Inconsistent,
				Left:  Side{Label: d.Label(statement.Ref{Annex: 11, Part: "projects", Row: x.row.path}), Value: m.name},
				Right: Side{Label: d.Label(statement.Ref{Annex: 10, Part: "projects", Row: l.path}), Value: l.label},
				Why:   message.SpelledApart.With(x.row.texts[0], m.name, l.label),
				At:    []statement.Ref{{Annex: 11, Part: "projects", Row: x.row.path, Column: "scope"}, {Annex: 10, Part: "projects", Row: l.path, Column: "amount"}},
			})
		}
	}
	return found
}

// text is a text behind the amounts of a row, by its column.
func (r *row) text(t *table, id string) string {
	for i, k := range t.def.After {
		if k.ID == id && i < len(r.after) {
			return r.after[i]
		}
	}
	for i, k := range t.def.Keys {
		if k.ID == id {
			return r.texts[i]
		}
	}
	return ""
}

var marks = strings.NewReplacer("<p>", "", "</p>", "", "（", "(", "）", ")", "：", ":", " ", "", "\u3000", "")

// enumerated returns what a text lists after 包括, and whether the list is
// closed: it does not end in 等.
func enumerated(text string) (names []string, closed bool) {
	_, rest, ok := strings.Cut(marks.Replace(text), "包括")
	if !ok {
		return nil, false
	}
	rest = strings.TrimLeft(rest, ":")
	rest = strings.TrimRight(rest, "。.;；)")
	if end := strings.IndexRune(rest, '。'); end >= 0 {
		rest = strings.TrimRight(rest[:end], "。.;；)")
	}
	rest, open := strings.CutSuffix(rest, "等")
	names = strings.FieldsFunc(rest, func(c rune) bool { return c == '、' || c == '；' || c == ';' || c == '，' })
	return names, !open
}

// match is a name of a text with the row of a list that it means.
type match struct {
	name string
	row  int // -1 for none
	how  likeness
}

type likeness uint8

// Likenesses of names, the closest first.
const (
	equal likeness = iota
	oneOff
	within    // one begins, ends or contains the other
	shortened // all characters of the shorter stand in the longer, in order
	unlike
)

// matches finds the listed rows that names mean. Names hold 、 themselves, so
// neighbours are joined where that makes a listed name.
func matches(named []string, list *table) []match {
	var found []match
	for i := 0; i < len(named); {
		best, used := match{named[i], -1, unlike}, 1
		for n := min(4, len(named)-i); n >= 1; n-- {
			joined := strings.Join(named[i:i+n], "、")
			for r := range list.rows {
				how := like(joined, marks.Replace(list.rows[r].label))
				if n > 1 && how > oneOff {
					continue
				}
				if how < best.how {
					best, used = match{joined, r, how}, n
				}
			}
			if best.how <= oneOff {
				break
			}
		}
		found = append(found, best)
		i += used
	}
	return found
}

// like compares names; short ones must be equal.
func like(a, b string) likeness {
	if a == b {
		return equal
	}
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < 5 {
		return unlike
	}
	if len(x) == len(y) {
		n := 0
		for i := range x {
			if x[i] != y[i] {
				n++
			}
		}
		if n == 1 {
			return oneOff
		}
	}
	if strings.Contains(string(y), string(x)) {
		return within
	}
	i := 0
	for _, c := range y {
		if i < len(x) && x[i] == c {
			i++
		}
	}
	if i == len(x) && 2*len(x) > len(y) && x[0] == y[0] {
		return shortened
	}
	return unlike
}
