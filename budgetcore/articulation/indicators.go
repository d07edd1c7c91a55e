package articulation

import (
	"slices"
	"strconv"
	"strings"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/statement"
)

// indicator is a performance target, of a task or of a first-level project.
type indicator struct {
	ref                        statement.Ref
	of, name, is, target, unit string
	owner                      string // the task or the project's number
	department                 bool   // of annex 10
}

func (d *Document) indicators() []indicator {
	if d.targets != nil {
		return d.targets
	}
	found := []indicator{}
	if t := d.tables[part(10, "department_performance")]; t != nil {
		for i := range t.rows {
			x := t.rows[i].texts
			if len(x) > 4 && x[1] != "" {
				found = append(found, indicator{
					ref: statement.Ref{Annex: 10, Part: t.part, Row: t.rows[i].path, Column: "target"},
					of:  x[0], owner: x[0], name: x[1], is: x[2], target: x[3], unit: x[4], department: true,
				})
			}
		}
	}
	if t := d.tables[part(11, "indicators")]; t != nil {
		for i := range t.rows {
			x := t.rows[i].texts
			if len(x) > 7 {
				found = append(found, indicator{
					ref: statement.Ref{Annex: 11, Part: t.part, Row: t.rows[i].path, Column: "target"},
					of:  x[0] + " " + x[1], owner: x[0], name: x[4], is: x[5], target: x[6], unit: x[7],
				})
			}
		}
	}
	d.targets = found
	return found
}

func (x *indicator) String() string { return x.is + x.target + x.unit }

// targets holds indicators of the same name against each other: a task's must
// be that of a project; those of two projects are about different people.
func targets(d *Document, rule *Rule) []Finding {
	all := d.indicators()
	var found []Finding
	for i := range all {
		a := &all[i]
		if !a.department {
			for j := i + 1; j < len(all); j++ {
				if b := &all[j]; b.name == a.name && b.owner != a.owner && b.String() != a.String() {
					found = append(found, Finding{
						Rule: rule, Key: a.owner + "/" + b.owner + "/" + a.name, Verdict: OtherScope,
						Left: a.side(), Right: b.side(), At: []statement.Ref{a.ref, b.ref},
						Why: message.TargetsApart.With(a.name, a.of, a.String(), b.of, b.String()),
					})
				}
			}
			continue
		}
		var other *indicator
		same := false
		for j := range all {
			if b := &all[j]; !b.department && b.name == a.name && !same {
				other, same = b, b.String() == a.String()
			}
		}
		if other == nil {
			continue
		}
		f := Finding{
			Rule: rule, Key: a.of + "/" + a.name, Verdict: Exact, Left: a.side(), Right: other.side(), At: []statement.Ref{a.ref, other.ref},
			Why: message.TargetsAgree.With(a.name, a.String(), other.of),
		}
		if !same {
			f.Verdict = Inconsistent
			f.Why = message.TargetsDiffer.With(a.name, a.String(), other.of, other.String())
		}
		found = append(found, f)
	}
	return found
}

func (x *indicator) side() Side {
	if x.department {
		return Side{Label: message.IndicatorOfTask.With(x.of, x.name), Value: x.String()}
	}
	return Side{Label: message.IndicatorOfProject.With(x.of, x.name), Value: x.String()}
}

// payable divides an amount of the text by the exact number of people that
// annex 11 gives for the same thing: each must get whole 元.
func payable(d *Document, rule *Rule) []Finding {
	var found []Finding
	for i := range d.sentences {
		w := words{&d.sentences[i], d.amounts[i]}
		if w.figure < 0 || len(w.Terms) > 0 {
			continue
		}
		r, ok := d.projectOf(w.Section)
		if !ok {
			continue
		}
		thing := strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(afterBracket(marks.Replace(w.Summary)), "项目"), "资金"), "补助")
		if len([]rune(thing)) < 3 {
			continue
		}
		for _, x := range d.indicators() {
			n, err := strconv.ParseInt(x.target, 10, 32)
			if x.department || x.owner != r.texts[0] || !strings.Contains(x.name, thing) || x.unit != "人" || err != nil || n <= 0 {
				continue
			}
			amount := d.figures[w.figure].Amount
			f := Finding{
				Rule: rule, Key: w.ID + "/" + x.name, Verdict: Exact,
				Left: Side{Label: d.Label(TextRef(w.ID)), Value: amount.Grouped()}, Right: x.side(),
				At: []statement.Ref{TextRef(w.ID), x.ref},
			}
			each := (amount / money.Amount(n)).RoundTo(money.Fen)
			f.Why = message.PriceWhole.With(f.Left.Label, amount.Grouped(), n, each.YuanGrouped())
			switch {
			case x.is != "等于":
				f.Verdict, f.Why = NotApplicable, message.PriceFloor.With(x.name, x.String())
			case amount%(money.Amount(n)*money.Yuan) != 0:
				f.Verdict = Inconsistent
				f.Why = message.PriceOdd.With(f.Left.Label, amount.Grouped(), x.name, n, each.YuanGrouped())
			}
			found = append(found, f)
		}
	}
	return found
}

// withinStandards compares what a project has for each person of its target
// with its own standards: a floor of people must at least be payable at the
// lowest of them, an exact number not beyond the highest either.
func withinStandards(d *Document, rule *Rule) []Finding {
	t := d.tables[part(11, "projects")]
	if t == nil {
		return nil
	}
	var found []Finding
	all := d.indicators()
	for i := range t.rows {
		r := &t.rows[i]
		var low, high int64
		var heads *indicator
		for j := range all {
			x := &all[j]
			n, err := strconv.ParseInt(x.target, 10, 64)
			if x.department || x.owner != r.texts[0] || err != nil {
				continue
			}
			switch {
			case x.unit == "元/人" && (low == 0 || n < low):
				low, high = n, max(high, n)
			case x.unit == "元/人":
				high = max(high, n)
			case x.unit == "人" && heads == nil && strings.Contains(x.name, "人数"):
				heads = x
			}
		}
		if low == 0 || heads == nil {
			continue
		}
		n, _ := strconv.ParseInt(heads.target, 10, 64)
		cell := r.first + t.cols["budget_total"]
		if n <= 0 || d.figures[cell].Blank {
			continue
		}
		each := int64(d.figures[cell].Amount/money.Yuan) / n
		f := Finding{
			Rule: rule, Key: r.path, Verdict: Exact, Left: Side{Label: d.Label(d.figures[cell].Ref), Value: d.figures[cell].Amount.Grouped()}, Right: heads.side(),
			At:  []statement.Ref{d.figures[cell].Ref, heads.ref},
			Why: message.PriceInRange.With(d.Label(d.figures[cell].Ref), money.Group(each), money.Group(low), money.Group(high)),
		}
		if each < low || heads.is == "等于" && each > high {
			f.Verdict = Inconsistent
			f.Why = message.PriceOutOfRange.With(d.Label(d.figures[cell].Ref), money.Group(each), money.Group(low), money.Group(high))
		}
		found = append(found, f)
	}
	return found
}

// sameNames finds first-level projects that share a name.
func sameNames(d *Document, rule *Rule) []Finding {
	t := d.tables[part(11, "projects")]
	if t == nil {
		return nil
	}
	var found []Finding
	for i := range t.rows {
		a, alone := &t.rows[i], true
		for j := range t.rows {
			b := &t.rows[j]
			if i == j || a.texts[1] == "" || a.texts[1] != b.texts[1] {
				continue
			}
			if alone = false; j < i {
				continue
			}
			ref := func(r *row) statement.Ref {
				return statement.Ref{Annex: 11, Part: "projects", Row: r.path, Column: "budget_total"}
			}
			found = append(found, Finding{
				Rule: rule, Key: a.path + "/" + b.path, Verdict: Inconsistent,
				Left:  Side{Label: message.ProjectNumber.With(a.texts[0]), Value: a.texts[1]},
				Right: Side{Label: message.ProjectNumber.With(b.texts[0]), Value: b.texts[1]},
				Why:   message.SameName.With(a.texts[0], b.texts[0], a.texts[1]),
				At:    []statement.Ref{ref(a), ref(b)},
			})
		}
		if alone && a.texts[1] != "" {
			found = append(found, Finding{
				Rule: rule, Key: a.path, Verdict: Exact, Left: Side{Label: message.ProjectNumber.With(a.texts[0]), Value: a.texts[1]},
				Why: message.NameAlone.With(a.texts[0], a.texts[1]),
			})
		}
	}
	return found
}

// measured says what unit an indicator needs by what its name ends in or, for
// standards, holds.
var measured = []struct {
	word   string
	inside bool
	units  []string
}{
	{"标准", true, []string{"元"}},
	{"人数", false, []string{"人"}},
	{"率", false, []string{"%", "‰"}},
	{"比例", false, []string{"%", "‰"}},
	{"满意度", false, []string{"%", "分"}},
	{"时间", false, []string{"分", "时", "日", "天", "月", "年", "秒"}},
	{"时长", false, []string{"分", "时", "日", "天", "月", "年", "秒"}},
	{"年限", false, []string{"年"}},
	{"场次", false, []string{"场", "次"}},
	{"家数", false, []string{"家"}},
	{"笔数", false, []string{"笔"}},
}

// measures finds indicators whose unit cannot measure what they name.
func measures(d *Document, rule *Rule) []Finding {
	var found []Finding
	for _, x := range d.indicators() {
		for _, m := range measured {
			if !(m.inside && strings.Contains(x.name, m.word) || !m.inside && strings.HasSuffix(x.name, m.word)) {
				continue
			}
			f := Finding{
				Rule: rule, Key: x.of + "/" + x.name, Verdict: Exact, Left: x.side(), Right: Side{Label: message.UnitExpected.With(m.word), Value: strings.Join(m.units, " / ")},
				At: []statement.Ref{x.ref}, Why: message.MeasureFits.With(x.name, x.unit),
			}
			if !slices.ContainsFunc(m.units, func(u string) bool { return strings.Contains(x.unit, u) }) {
				f.Verdict, f.Why = Inconsistent, message.MeasureUnfit.With(x.name, x.unit, strings.Join(m.units, " / "))
			}
			found = append(found, f)
			break
		}
	}
	return found
}
