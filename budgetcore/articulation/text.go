package articulation

import (
	"slices"
	"strconv"
	"strings"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/statement"
)

// growth holds every percentage of a change against the change and the total
// it belongs to: last year is this year without the change.
func growth(d *Document, rule *Rule) []Finding {
	var found []Finding
	for i := range d.sentences {
		id := d.sentences[i].ID
		stem, is := strings.CutSuffix(id, ".yoy_growth")
		other := ".yoy_increase"
		if !is {
			if stem, is = strings.CutSuffix(id, ".yoy_decline"); !is {
				continue
			}
			other = ".yoy_decrease"
		}
		t, okT := d.find(TextRef(stem + ".total"))
		c, okC := d.find(TextRef(stem + other))
		printed, err := money.Parse(d.sentences[i].Now) // hundredths of a percent read like 0.01 万元
		if !okT || !okC || err != nil {
			continue
		}
		total, change, p := int64(d.figures[t].Amount/money.Cent), int64(d.figures[c].Amount/money.Cent), int64(printed/money.Cent)
		f := Finding{
			Rule: rule, Key: id, Verdict: Inconsistent,
			Left: Side{Label: d.Label(TextRef(id)), Value: d.sentences[i].Now + "%"},
			At:   []statement.Ref{TextRef(id), TextRef(stem + other), TextRef(stem + ".total")},
		}
		for _, last := range []int64{total - change, total + change} {
			if last <= 1 || change < 0 || change > 1e13 {
				continue
			}
			// in hundredths of a percent: what is printed, and the ends of what rounding leaves open
			exact := (2*change*10_000 + last) / (2 * last)
			low, high := (2*change-1)*10_000/(2*(last+1)), (2*change+1)*10_000/(2*(last-1))+1
			v := Inconsistent
			switch {
			case exact == p:
				v = Exact
			case low-1 <= p && p <= high+1 && last < 1000:
				v = Tail
			case low <= p && p <= high:
				v = Tail
			}
			if v < f.Verdict {
				f.Verdict = v
			}
			if f.Right.Value == "" || v != Inconsistent {
				f.Right = Side{Label: message.ChangeOverLast.With(d.Label(TextRef(stem + other))), Value: money.Amount(exact*int64(money.Cent)).Printed() + "%"}
			}
			if v != Inconsistent {
				break
			}
		}
		if f.Right.Value == "" {
			continue
		}
		f.Why = message.GrowthSaid.With(f.Left.Label, f.Left.Value, f.Right.Label, f.Right.Value)
		found = append(found, f)
	}
	return found
}

// transfersApart says of the transfers, fund by fund, that they lie outside
// the income of annex 1.
func transfersApart(d *Document, rule *Rule) []Finding {
	t, first := d.tables[annex(9)], d.tables[annex(1)]
	if t == nil || first == nil {
		return nil
	}
	var found []Finding
	for i := range t.rows {
		r := &t.rows[i]
		if len(r.texts) < 7 || r.texts[4] == "" {
			continue
		}
		fund := strings.TrimSuffix(r.texts[4], "资金")
		if slices.ContainsFunc(found, func(f Finding) bool { return f.Key == fund }) {
			continue
		}
		f := Finding{Rule: rule, Key: fund, Verdict: OtherScope, Amounts: true}
		for j := i; j < len(t.rows); j++ {
			if len(t.rows[j].texts) > 4 && t.rows[j].texts[4] == r.texts[4] {
				f.Left.Operands = append(f.Left.Operands, Operand{t.rows[j].first, 1})
			}
		}
		for j := range first.rows {
			if strings.HasPrefix(first.rows[j].label, fund) {
				f.Right.Operands = append(f.Right.Operands, Operand{first.rows[j].first, 1})
			}
		}
		f.Left.Amount, f.Right.Amount = d.sum(f.Left.Operands), d.sum(f.Right.Operands)
		f.Difference = f.Left.Amount - f.Right.Amount
		f.Why = message.TransfersApart.With(fund, f.Left.Amount.Grouped(), f.Right.Amount.Grouped())
		found = append(found, f)
	}
	return found
}

// projectCount compares the number of projects that the text names with the
// rows of annex 11.
func projectCount(d *Document, rule *Rule) []Finding {
	w, ok := d.said("performance.project_count")
	t := d.tables[part(11, "projects")]
	if !ok || t == nil {
		return nil
	}
	n := 0
	for i := range t.rows {
		for c := range t.def.Columns {
			if !d.figures[t.rows[i].first+c].Blank {
				n++
				break
			}
		}
	}
	f := Finding{
		Rule: rule, Key: w.ID, Verdict: Exact,
		Left:  Side{Label: d.Label(TextRef(w.ID)), Value: w.Now},
		Right: Side{Label: message.RowsOfAnnex.With(11), Value: strconv.Itoa(n)},
		At:    []statement.Ref{TextRef(w.ID)},
	}
	if f.Left.Value != f.Right.Value {
		f.Verdict = Inconsistent
	}
	f.Why = message.CountSaid.With(f.Left.Value, f.Right.Value)
	return []Finding{f}
}

// projectOf is the first-level project that a section of the text is about:
// the one whose name its heading carries.
func (d *Document) projectOf(section string) (row, bool) {
	t := d.tables[part(11, "projects")]
	if t == nil {
		return row{}, false
	}
	best, known := d.projects[section]
	if !known {
		best = -1
		for i := range t.rows {
			if n := t.rows[i].texts[1]; strings.Contains(marks.Replace(section), marks.Replace(n)) || len(n) > 0 && strings.Contains(marks.Replace(n), afterBracket(marks.Replace(section))) {
				if best < 0 || len(n) > len(t.rows[best].texts[1]) {
					best = i
				}
			}
		}
		d.projects[section] = best
	}
	if best < 0 {
		return row{}, false
	}
	return t.rows[best], true
}

// afterBracket is a heading without its number: 五(二)技工院校… is 技工院校….
func afterBracket(heading string) string {
	if i := strings.Index(heading, ")"); i >= 0 && i < 12 {
		return heading[i+1:]
	}
	return heading
}

// paymentMonths compares the months in which the text says that money is paid
// with the quarters in which annex 11 plans to pay.
func paymentMonths(d *Document, rule *Rule) []Finding {
	t := d.tables[part(11, "projects")]
	if t == nil {
		return nil
	}
	months := make(map[string][]int) // by project
	refs := make(map[string][]statement.Ref)
	rows := make(map[string]row)
	for i := range d.sentences {
		w := &d.sentences[i]
		if w.Unit != "月" || !strings.Contains(w.ID, "payment") {
			continue
		}
		m, err := strconv.Atoi(w.Now)
		r, ok := d.projectOf(w.Section)
		if err == nil && ok && 1 <= m && m <= 12 {
			months[r.path] = append(months[r.path], m)
			refs[r.path] = append(refs[r.path], TextRef(w.ID))
			rows[r.path] = r
		}
	}
	var found []Finding
	for i := range t.rows {
		path := t.rows[i].path
		paid := months[path]
		if paid == nil {
			continue
		}
		r := rows[path]
		var planned, apart []string
		for _, q := range d.plannedQuarters(r.text(t, "disbursement_plan")) {
			planned = append(planned, "Q"+strconv.Itoa(q))
			if !slices.ContainsFunc(paid, func(m int) bool { return (m+2)/3 == q }) {
				apart = append(apart, "Q"+strconv.Itoa(q))
			}
		}
		if planned == nil {
			continue
		}
		var said []string
		for _, m := range paid {
			said = append(said, strconv.Itoa(m))
		}
		f := Finding{
			Rule: rule, Key: path, Verdict: Exact,
			Left:  Side{Label: d.Label(refs[path][0]), Value: strings.Join(said, ", ")},
			Right: Side{Label: d.Label(statement.Ref{Annex: 11, Part: "projects", Row: path}), Value: strings.Join(planned, ", ")},
			At:    append(refs[path], statement.Ref{Annex: 11, Part: "projects", Row: path, Column: "disbursement_plan"}),
			Why:   message.MonthsAgree.With(r.texts[1], strings.Join(said, ", ")),
		}
		if apart != nil {
			f.Verdict = Inconsistent
			f.Why = message.MonthsApart.With(r.texts[1], strings.Join(said, ", "), strings.Join(apart, ", "))
		}
		found = append(found, f)
	}
	return found
}

// plannedQuarters are the quarters that the plan of a whole project gives a
// share.
func (d *Document) plannedQuarters(plan string) []int {
	var found []int
	for _, item := range d.plan(plan) {
		for _, x := range item.Installments {
			if item.Name == "" && x.From == x.To && x.Share > 0 {
				found = append(found, x.From)
			}
		}
	}
	return found
}

// plan reads a disbursement plan, each text once.
func (d *Document) plan(text string) []statement.PlanItem {
	items, ok := d.plans[text]
	if !ok {
		items = statement.ParsePlan(text)
		d.plans[text] = items
	}
	return items
}

// planAdds holds the shares of each item of a plan against the whole, and its
// amounts against the project's budget.
func planAdds(d *Document, rule *Rule) []Finding {
	t := d.tables[part(11, "projects")]
	if t == nil {
		return nil
	}
	var found []Finding
	for i := range t.rows {
		r := &t.rows[i]
		budget := d.figures[r.first+t.cols["budget_total"]].Amount
		for n, item := range d.plan(r.text(t, "disbursement_plan")) {
			name := message.Verbatim.With(item.Name)
			if item.Name == "" {
				name = message.PlanOfAll.With()
			}
			f := Finding{
				Rule: rule, Key: r.path + "/" + strconv.Itoa(n+1), Verdict: Exact,
				At:   []statement.Ref{{Annex: 11, Part: t.part, Row: r.path, Column: "disbursement_plan"}},
				Left: Side{Label: message.PlanShares.With(), Value: "100%"}, Right: Side{Label: message.PlanHundred.With(), Value: "100%"},
				Why: message.PlanAdds.With(r.texts[0], name),
			}
			switch {
			case item.Sum != 0:
				f.Left.Value = statement.Percent(item.Sum) + "%"
				f.Verdict, f.Why = Inconsistent, message.PlanAddsNot.With(r.texts[0], name, statement.Percent(item.Sum))
			case item.Installments == nil:
				continue // it gives no shares, which is no fault
			case item.Installments[0].Stated:
				f.Amounts, f.Left.Value, f.Right.Value = true, "", ""
				for _, x := range item.Installments {
					f.Left.Amount += x.Amount
				}
				f.Right = Side{Operands: []Operand{{r.first + t.cols["budget_total"], 1}}, Amount: budget}
				f.Left.Label = message.PlanShares.With()
				f.Difference = f.Left.Amount - budget
				f.Why = message.PlanWithin.With(r.texts[0], name, f.Left.Amount.Grouped(), budget.Grouped())
				if f.Difference > 0 {
					f.Verdict, f.Why = Inconsistent, message.PlanBeyond.With(r.texts[0], name, f.Left.Amount.Grouped(), budget.Grouped())
				}
			}
			found = append(found, f)
		}
	}
	return found
}
