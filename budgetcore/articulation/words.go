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
	for _, id := range d.textIDs {
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
		printed, err := money.Parse(d.text[id].Now) // hundredths of a percent read like 0.01 万元
		if !okT || !okC || err != nil {
			continue
		}
		total, change, p := int64(d.figures[t].Amount/money.Cent), int64(d.figures[c].Amount/money.Cent), int64(printed/money.Cent)
		f := Finding{
			Rule: rule, Key: id, Verdict: Inconsistent,
			Left: Side{Label: d.Label(TextRef(id)), Value: d.text[id].Now + "%"},
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

// scopeLists adds up what the text on a project's funds lists to the last
// ("包括"), and compares it with the project's fiscal money.
func scopeLists(d *Document, rule *Rule) []Finding {
	t, list := d.tables[part(11, "projects")], d.tables[part(10, "projects")]
	if t == nil || list == nil {
		return nil
	}
	var found []Finding
	for i := range t.rows {
		r := &t.rows[i]
		named, closed := enumerated(r.text(t, "scope"))
		if len(named) == 0 {
			continue
		}
		f := Finding{
			Rule: rule, Key: r.path, Amounts: true,
			Left: Side{Operands: []Operand{{r.first + t.cols["fiscal_total"], 1}}},
			At:   []statement.Ref{{Annex: 11, Part: "projects", Row: r.path, Column: "scope"}},
		}
		var missing []string
		for _, m := range matches(named, list) {
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
		case !closed:
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
	t, list := d.tables[part(11, "projects")], d.tables[part(10, "projects")]
	if t == nil || list == nil {
		return nil
	}
	var found []Finding
	for i := range t.rows {
		r := &t.rows[i]
		named, _ := enumerated(r.text(t, "scope"))
		for _, m := range matches(named, list) {
			if m.how != oneOff {
				continue
			}
			l := &list.rows[m.row]
			found = append(found, Finding{
				Rule: rule, Key: r.path + "/" + m.name, Verdict: Inconsistent,
				Left:  Side{Label: d.Label(statement.Ref{Annex: 11, Part: "projects", Row: r.path}), Value: m.name},
				Right: Side{Label: d.Label(statement.Ref{Annex: 10, Part: "projects", Row: l.path}), Value: l.label},
				Why:   message.SpelledApart.With(r.texts[0], m.name, l.label),
				At:    []statement.Ref{{Annex: 11, Part: "projects", Row: r.path, Column: "scope"}, {Annex: 10, Part: "projects", Row: l.path, Column: "amount"}},
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

// projectCount compares the number of projects that the text names with the
// rows of annex 11.
func projectCount(d *Document, rule *Rule) []Finding {
	w, ok := d.text["performance.project_count"]
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

// indicator is a performance target, of a task or of a first-level project.
type indicator struct {
	ref                        statement.Ref
	of, name, is, target, unit string
	owner                      string // the task or the project's number
	department                 bool   // of annex 10
}

func (d *Document) indicators() []indicator {
	var found []indicator
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

// projectOf is the first-level project that a section of the text is about:
// the one whose name its heading carries.
func (d *Document) projectOf(section string) (row, bool) {
	t := d.tables[part(11, "projects")]
	if t == nil {
		return row{}, false
	}
	best := -1
	for i := range t.rows {
		if n := t.rows[i].texts[1]; strings.Contains(marks.Replace(section), marks.Replace(n)) || len(n) > 0 && strings.Contains(marks.Replace(n), afterBracket(marks.Replace(section))) {
			if best < 0 || len(n) > len(t.rows[best].texts[1]) {
				best = i
			}
		}
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
	for _, id := range d.textIDs {
		w := d.text[id]
		if w.Unit != "月" || !strings.Contains(id, "payment") {
			continue
		}
		m, err := strconv.Atoi(w.Now)
		r, ok := d.projectOf(w.Section)
		if err == nil && ok && 1 <= m && m <= 12 {
			months[r.path] = append(months[r.path], m)
			refs[r.path] = append(refs[r.path], TextRef(id))
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
		for _, q := range plannedQuarters(r.text(t, "disbursement_plan")) {
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

// plannedQuarters are the quarters that a plan for a whole project names with a
// share of it.
func plannedQuarters(plan string) []int {
	plan = marks.Replace(plan)
	if strings.Contains(plan, ":") { // item by item
		return nil
	}
	var found []int
	for q, word := range []string{"第一季度", "第二季度", "第三季度", "第四季度"} {
		if _, rest, ok := strings.Cut(plan, word); ok && strings.Contains(rest, "%") && !strings.HasPrefix(rest, "0%") {
			found = append(found, q+1)
		}
	}
	return found
}

// payable divides an amount of the text by the exact number of people that
// annex 11 gives for the same thing: each must get whole 元.
func payable(d *Document, rule *Rule) []Finding {
	var found []Finding
	for _, id := range d.textIDs {
		w := d.text[id]
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
				Rule: rule, Key: id + "/" + x.name, Verdict: Exact,
				Left: Side{Label: d.Label(TextRef(id)), Value: amount.Grouped()}, Right: x.side(),
				At: []statement.Ref{TextRef(id), x.ref},
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
		for j := i + 1; j < len(t.rows); j++ {
			a, b := &t.rows[i], &t.rows[j]
			if a.texts[1] == "" || a.texts[1] != b.texts[1] {
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
