package articulation

import (
	"slices"
	"strconv"
	"strings"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/statement"
)

// half of what is printed: rounding moves a figure by this at most.
const half = money.Cent / 2

// Report is what a check found.
type Report struct {
	Document  *Document
	Findings  []Finding
	Relations []Relation // between amounts, those of rules that apply
	// Joint says whether one exact ledger explains all figures.
	Joint *Explanation
}

// Check compares both sides of every relation of the register, and decides
// whether the relations can hold together.
func Check(d *Document) *Report {
	r := compareAll(d)
	r.Joint = r.explain()
	r.joined(r.Joint)
	return r
}

// compareAll compares relation by relation.
func compareAll(d *Document) *Report {
	r := &Report{Document: d}
	for _, rule := range Rules {
		if rule.When != nil {
			if ok, why := rule.When.Holds(d); !ok {
				r.Findings = append(r.Findings, Finding{Rule: rule, Verdict: NotApplicable, Why: message.DoesNotApply.With(rule.When.Title, why)})
				continue
			}
		}
		if rule.Check != nil {
			r.Findings = append(r.Findings, rule.Check(d, rule)...)
			continue
		}
		for _, x := range d.relationsOf(rule) {
			if d.says(&x) {
				r.Relations = append(r.Relations, x)
				r.Findings = append(r.Findings, d.compare(&x))
			}
		}
	}
	return r
}

// says reports that a relation has a printed figure; of one that is about a
// figure that need not be stated, that it is.
func (d *Document) says(x *Relation) bool {
	return d.printed(x.Left) || !x.stated && d.printed(x.Right)
}

// relationsOf works out the equations of a rule.
func (d *Document) relationsOf(rule *Rule) []Relation {
	if rs, ok := d.relations[rule]; ok {
		return rs
	}
	var to []Relation
	if rule.ID == "text.table" {
		to = d.textRelations(rule)
	}
	for i := range rule.Equations {
		e := &rule.Equations[i]
		if e.each == nil {
			to = d.relation(to, rule, e, nil, "", "#"+strconv.Itoa(i+1))
			continue
		}
		t := d.tables[e.of]
		if t == nil {
			continue
		}
		columns := e.columns
		switch {
		case columns == nil:
			columns = []string{""}
		case columns[0] == "*":
			columns = nil
			for _, c := range t.def.Columns {
				columns = append(columns, c.ID)
			}
		}
		for j := range t.rows {
			if !e.each(d, t, j) {
				continue
			}
			for _, c := range columns {
				column := c
				if column == "" {
					column = strconv.Itoa(i)
				}
				to = d.relation(to, rule, e, &t.rows[j], c, statement.Ref{Annex: e.of.annex, Part: e.of.part, Row: t.rows[j].path, Column: column}.String())
			}
		}
	}
	d.relations[rule] = to
	return to
}

func (d *Document) relation(to []Relation, rule *Rule, e *equation, from *row, column, key string) []Relation {
	left, ok := d.operands(e.left, from, column)
	if !ok {
		return to
	}
	right, ok := d.operands(e.right, from, column)
	if !ok || len(right) == 0 && rule.Kind == Tree {
		return to
	}
	if from == nil && len(left) > 0 {
		key = d.figures[left[0].Figure].Ref.String() + key
	}
	return append(to, Relation{rule, key, left, right, e.stated})
}

func (d *Document) printed(ops []Operand) bool {
	return slices.ContainsFunc(ops, func(o Operand) bool { return !d.figures[o.Figure].Blank })
}

// operands are the figures of a side. A table or a sentence that the document
// does not have leaves no relation; a row that a table does not have is blank.
func (d *Document) operands(terms []term, from *row, column string) (ops []Operand, ok bool) {
	for i := range terms {
		x := &terms[i]
		if x.text != "" {
			ids := []string{x.text}
			if prefix, many := strings.CutSuffix(x.text, "*"); many {
				ids = nil
				for i := range d.sentences {
					if strings.HasPrefix(d.sentences[i].ID, prefix) {
						ids = append(ids, d.sentences[i].ID)
					}
				}
			}
			for _, id := range ids {
				w, said := d.said(id)
				if !said || w.figure < 0 {
					return nil, false
				}
				ops = append(ops, Operand{w.figure, x.sign})
			}
			continue
		}
		t := d.tables[x.of]
		if t == nil {
			return nil, false
		}
		id := x.column
		if id == "" {
			id = column
		}
		c, known := t.cols[id]
		if !known {
			return nil, false
		}
		for _, r := range x.rows(d, t, from) {
			ops = append(ops, Operand{t.rows[r].first + c, x.sign})
		}
	}
	return ops, true
}

// textRelations hold each figure of the text against the cells it is a sum of.
func (d *Document) textRelations(rule *Rule) []Relation {
	var to []Relation
	for i := range d.sentences {
		w := words{&d.sentences[i], d.amounts[i]}
		if w.figure < 0 || w.Terms == nil {
			continue
		}
		r := Relation{Rule: rule, Key: w.ID, Left: []Operand{{w.figure, 1}}}
		whole := true
		for _, t := range w.Terms {
			f, ok := d.find(t.Ref)
			whole = whole && ok
			r.Right = append(r.Right, Operand{f, t.Sign})
		}
		if whole {
			to = append(to, r)
		}
	}
	return to
}

// find returns the index of a figure.
func (d *Document) find(r statement.Ref) (int, bool) {
	if r.Annex == 0 {
		w, ok := d.said(r.Row)
		return w.figure, ok && w.figure >= 0
	}
	t := d.tables[name{r.Annex, r.Part}]
	if t == nil {
		return 0, false
	}
	i, ok := t.paths[r.Row]
	c, known := t.cols[r.Column]
	if !ok || !known {
		return 0, false
	}
	return t.rows[i].first + c, true
}

// Find returns a figure by its name, nil if it is not printed here.
func (d *Document) Find(r statement.Ref) *Figure {
	if i, ok := d.find(r); ok {
		return &d.figures[i]
	}
	return nil
}

// total adds up cells that are single rows; conditions ask for it.
func (d *Document) total(terms []term) money.Amount {
	ops, _ := d.operands(terms, nil, "")
	return d.sum(ops)
}

func (d *Document) sum(ops []Operand) (a money.Amount) {
	for _, o := range ops {
		a += money.Amount(o.Sign) * d.figures[o.Figure].Amount
	}
	return a
}

// compare gives a relation its verdict. Each of n+1 printed figures is off by
// at most 0.005 万元, so what stays below (n+1)·0.005 can be a tail.
func (d *Document) compare(r *Relation) Finding {
	f := Finding{
		Rule: r.Rule, Key: r.Key, Amounts: true,
		Left:  Side{Operands: r.Left, Amount: d.sum(r.Left)},
		Right: Side{Operands: r.Right, Amount: d.sum(r.Right)},
	}
	rounded := 0
	for _, ops := range [][]Operand{r.Left, r.Right} {
		for _, o := range ops {
			x := &d.figures[o.Figure]
			if !x.Blank {
				rounded++
			}
		}
	}
	f.Difference, f.Bound = f.Left.Amount-f.Right.Amount, money.Amount(rounded)*half
	off := f.Difference
	if r.Rule.AtMost {
		off = max(off, 0)
	}
	switch {
	case off == 0:
		f.Verdict = Exact
	case off < f.Bound && -off < f.Bound:
		f.Verdict = Tail
	default:
		f.Verdict = Inconsistent
	}
	return f
}

// Refs names the cells and figures of the text that a finding is about.
func (d *Document) Refs(f *Finding) []statement.Ref {
	refs := slices.Clone(f.At)
	for _, ops := range [][]Operand{f.Left.Operands, f.Right.Operands} {
		for _, o := range ops {
			refs = append(refs, d.figures[o.Figure].Ref)
		}
	}
	return refs
}

// SideLabel names one side of a finding.
func (d *Document) SideLabel(s *Side) message.Message {
	if s.Label.Text != nil {
		return s.Label
	}
	return d.sideLabel(s.Operands)
}

// Explain says in one sentence what was found.
func (d *Document) Explain(f *Finding) message.Message {
	if f.Why.Text != nil {
		return f.Why
	}
	if f.Verdict == Inconsistent && f.Right.Operands == nil {
		return message.SideMissing.With(d.SideLabel(&f.Left), f.Left.Amount.Grouped(), f.Rule.Title)
	}
	text := map[Verdict]*message.Text{Exact: message.SidesAgree, Tail: message.SidesTail, Inconsistent: message.SidesDiffer}[f.Verdict]
	if f.Rule.AtMost {
		text = map[Verdict]*message.Text{Exact: message.PartWithin, Tail: message.PartTail, Inconsistent: message.PartExceeds}[f.Verdict]
	}
	return text.With(d.SideLabel(&f.Left), f.Left.Amount.Grouped(), d.SideLabel(&f.Right), f.Right.Amount.Grouped(), magnitude(f.Difference).Grouped(), bound(f.Bound))
}

// bound prints a bound: halves of 0.01 万元 need three decimals.
func bound(a money.Amount) string { return a.GroupedExact() }

func magnitude(a money.Amount) money.Amount { return max(a, -a) }

// sideLabel names one figure, or says how many are added and where.
func (d *Document) sideLabel(ops []Operand) message.Message {
	switch len(ops) {
	case 0:
		return message.NoFigure.With()
	case 1:
		return d.Label(d.figures[ops[0].Figure].Ref)
	}
	printed := 0
	first := -1
	for _, o := range ops {
		if !d.figures[o.Figure].Blank {
			if printed++; first < 0 {
				first = o.Figure
			}
		}
	}
	switch printed {
	case 0:
		return message.SumOfBlank.With(d.Label(d.figures[ops[0].Figure].Ref))
	case 1:
		return d.Label(d.figures[first].Ref)
	}
	return message.SumOf.With(d.Label(d.figures[first].Ref), printed)
}

// Counts returns how many findings there are of each verdict.
func (r *Report) Counts() (n [Verdicts]int) {
	for i := range r.Findings {
		n[r.Findings[i].Verdict]++
	}
	return n
}

// Since compares with an earlier report on the published figures: it returns
// the inconsistencies that were not there, and those that were.
func (r *Report) Since(published *Report) (introduced, own []*Finding) {
	type at struct{ rule, key string }
	was := make(map[at]bool)
	for i := range published.Findings {
		if f := &published.Findings[i]; f.Verdict == Inconsistent {
			was[at{f.Rule.ID, f.Key}] = true
		}
	}
	for i := range r.Findings {
		f := &r.Findings[i]
		switch {
		case f.Verdict != Inconsistent:
		case was[at{f.Rule.ID, f.Key}]:
			own = append(own, f)
		default:
			introduced = append(introduced, f)
		}
	}
	return introduced, own
}
