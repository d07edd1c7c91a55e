package training

import (
	"fmt"
	"slices"

	"suanpan/budgetcore/articulation"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/statement"
)

// Step is one step of a lesson: what is said, and the figures it is about.
type Step struct {
	Title, Say message.Message
	Figures    []Figure
}

// Figure is a figure of a step: what it is, as printed, and the cell it stands
// in; Exact is what it was rounded from, "" where that is not shown.
type Figure struct {
	Label   message.Message
	Printed string
	Exact   string
	Ref     statement.Ref
}

// TailLesson explains on a budget's own figures why printed parts need not add
// to a printed total, and when a difference is an error: by the relation of the
// units of annex 2. A budget in which they add as printed is refused with the
// reason.
func TailLesson(now *ledger.Ledger) ([]Step, error) {
	book := statement.BuildAll(now, now)
	report := check(book, now)
	f := widest(report, "tree.units")
	if f == nil {
		return nil, message.TailNone.Error()
	}
	doc := report.Document
	figures := doc.Figures()
	var parts []Figure
	exact := money.Amount(0)
	printed := 0
	for _, o := range f.Right.Operands {
		x := figures[o.Figure]
		if x.Blank {
			continue
		}
		printed++
		exact += x.Exact
		parts = append(parts, figure(book, doc, x))
	}
	total := figures[f.Left.Operands[0].Figure]
	if exact.Rounded() != total.Amount {
		return nil, message.TailNone.Error()
	}
	whole := figure(book, doc, total)
	gap := max(f.Difference, -f.Difference)
	half := money.Cent / 2
	bare := func(list []Figure) []Figure {
		list = slices.Clone(list)
		for i := range list {
			list[i].Exact = ""
		}
		return list
	}
	steps := []Step{
		{message.TailPrintedTitle.With(), message.TailPrinted.With(printed, total.Amount.Grouped()), bare(append(slices.Clone(parts), whole))},
		{message.TailAddTitle.With(), message.TailAdd.With(printed, f.Right.Amount.Grouped(), total.Amount.Grouped(), gap.Grouped()), bare(append(slices.Clone(parts), whole))},
		{message.TailRoundTitle.With(), message.TailRound.With(half.GroupedExact()), roundings(parts)},
		{message.TailExactTitle.With(), message.TailExact.With(printed, exact.GroupedExact(), total.Amount.Grouped()), append(slices.Clone(parts), whole)},
		{message.TailBoundTitle.With(), message.TailBound.With(printed, printed+1, half.GroupedExact(), f.Bound.GroupedExact(), gap.Grouped()), nil},
	}
	wrong, err := sameGapAsError(book, report, now, gap)
	if err != nil {
		return nil, err
	}
	steps = append(steps, *wrong,
		Step{message.TailFixedTitle.With(), message.TailFixed.With(fixedTooTight(report), gap.Grouped()), nil})
	joint := message.TailJointYes.With(len(report.Relations))
	if report.Joint.Clashes != nil || report.Joint.Undecided {
		joint = message.TailJointNo.With(len(report.Relations), len(report.Joint.Clashes))
	}
	return append(steps, Step{message.TailJointTitle.With(), joint, nil}), nil
}

// check compares the amounts of all tables.
func check(book *statement.Book, l *ledger.Ledger) *articulation.Report {
	return articulation.Check(articulation.New(book, nil, articulation.Places(l)))
}

// widest is the finding of a rule with a tail that adds most figures.
func widest(r *articulation.Report, rule string) *articulation.Finding {
	var best *articulation.Finding
	most := 0
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Rule.ID != rule || f.Verdict != articulation.Tail || !f.Amounts || len(f.Left.Operands) != 1 {
			continue
		}
		if n := int(f.Bound); n > most {
			best, most = f, n
		}
	}
	return best
}

func figure(book *statement.Book, doc *articulation.Document, x articulation.Figure) Figure {
	f := Figure{Label: doc.Label(x.Ref), Printed: x.Amount.Grouped(), Ref: x.Ref}
	if c := book.Cell(x.Ref); c != nil {
		f.Exact = c.Now.Amount.GroupedExact()
	}
	return f
}

// roundings are the figures that rounding moved.
func roundings(parts []Figure) []Figure {
	var list []Figure
	for _, p := range parts {
		if p.Exact != p.Printed {
			list = append(list, p)
		}
	}
	return list
}

// sameGapAsError shows the same difference where it is an error: it changes one
// figure of a relation of few figures, and the checks say so. Of the relations
// that are too small for the difference it takes the largest.
func sameGapAsError(book *statement.Book, r *articulation.Report, l *ledger.Ledger, gap money.Amount) (*Step, error) {
	var best *articulation.Finding
	for i := range r.Findings {
		f := &r.Findings[i]
		if !f.Amounts || f.Rule.AtMost || f.Verdict != articulation.Exact || f.Bound > gap || len(f.Left.Operands) != 1 || len(f.Right.Operands) < 2 {
			continue
		}
		if left := r.Document.Figures()[f.Left.Operands[0].Figure]; !left.Blank && book.Cell(left.Ref) != nil && (best == nil || f.Bound > best.Bound) {
			best = f
		}
	}
	if best == nil {
		return nil, message.TailNone.Error()
	}
	left := r.Document.Figures()[best.Left.Operands[0].Figure]
	after := check(withCell(book, left.Ref, left.Amount+gap), l)
	i := slices.IndexFunc(after.Findings, func(g articulation.Finding) bool { return g.Rule.ID == best.Rule.ID && g.Key == best.Key })
	if i < 0 || after.Findings[i].Verdict != articulation.Inconsistent {
		return nil, fmt.Errorf("training: %s in %s is not found", gap, left.Ref)
	}
	g, doc := &after.Findings[i], after.Document
	step := &Step{Title: message.TailErrorTitle.With(gap.Grouped()), Say: message.TailError.With(doc.Explain(g), int(g.Bound/(money.Cent/2)), g.Bound.GroupedExact(), gap.Grouped())}
	for _, o := range slices.Concat(g.Left.Operands, g.Right.Operands) {
		if x := doc.Figures()[o.Figure]; !x.Blank {
			step.Figures = append(step.Figures, Figure{Label: doc.Label(x.Ref), Printed: x.Amount.Grouped(), Ref: x.Ref})
		}
	}
	return step, nil
}

// withCell is a copy of a book in which one cell prints another amount.
func withCell(book *statement.Book, ref statement.Ref, amount money.Amount) *statement.Book {
	tables := make([]*statement.Table, len(book.Tables))
	for i, t := range book.Tables {
		if tables[i] = t; t.Annex != ref.Annex || t.Part != ref.Part {
			continue
		}
		clone := *t
		clone.Lines = slices.Clone(t.Lines)
		for j := range clone.Lines {
			if clone.Lines[j].Path == ref.Row {
				clone.Lines[j].Cells = slices.Clone(clone.Lines[j].Cells)
				sum := ledger.Sum{Amount: amount, Lines: 1}
				clone.Lines[j].Cells[t.Column(ref.Column)] = statement.Cell{Now: sum, Base: sum}
			}
		}
		tables[i] = &clone
	}
	return statement.NewBook(tables)
}

// fixedTooTight is how many differences of the publication a fixed tolerance of
// 0.01 would call errors though rounding explains them.
func fixedTooTight(r *articulation.Report) int {
	n := 0
	for i := range r.Findings {
		f := &r.Findings[i]
		if f.Verdict == articulation.Tail && max(f.Difference, -f.Difference) > money.Cent {
			n++
		}
	}
	return n
}
