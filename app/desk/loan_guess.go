package desk

import (
	"slices"
	"strconv"
	"strings"

	"suanpan/budgetcore/draws"
	"suanpan/budgetcore/loan"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// loanGuess is what is tried out on one assumption.
type loanGuess struct {
	row    int
	goal   typed // 万元
	byRate bool  // the columns are rates, not sizes
	counts typed // lists; empty are steps around what is assumed
	others typed
	met    loanMet
	matter loanMatter
	drawing
}

// loanMatter is what the values of an estimate do to its need.
type loanMatter struct {
	of     *loan.Estimate
	ranges *loan.Ranges
	levers []loan.Lever
	tenths []draws.Bar
	err    error
}

// loanMet is a goal that has been sought, and of what.
type loanMet struct {
	of   *loan.Estimate
	row  int
	goal money.Amount
	loan.Meeting
}

// guessView tries out other values than those assumed. Nothing of it is kept.
func (l *loans) guessView(d *Desk) []Node {
	if l.done == nil || len(l.done.Portfolio) == 0 {
		return []Node{para("hint", d.say(message.LoansGuessNone))}
	}
	var parts []Node
	if len(l.model.Assumptions) > 0 {
		parts = l.guessRow(d)
	}
	return append(parts, l.matters(d)...)
}

// guessRow tries out other numbers, sizes and rates of an assumption.
func (l *loans) guessRow(d *Desk) []Node {
	g := &l.guess
	g.row = min(g.row, len(l.model.Assumptions)-1)
	var options []Node
	for i := range l.model.Assumptions {
		options = append(options, option(strconv.Itoa(i), l.model.Assumptions[i].ID))
	}
	c, err := l.done.Counting(g.row)
	parts := []Node{div("row",
		d.choice("loans-guess-row", d.say(message.LoansGuessRow), strconv.Itoa(g.row), options, func(v string) {
			if n, err := strconv.Atoi(v); err == nil && n >= 0 {
				g.row, g.counts, g.others = n, typed{}, typed{}
			}
		}))}
	if err != nil {
		return append(parts, para("wrong", message.Explain(err, d.lang)))
	}
	return append(parts, l.seek(d, c), l.twoWay(d, c))
}

// ranges are what the year needs by the numbers that have a range.
func (l *loans) ranges() (*loan.Ranges, error) {
	m := &l.guess.matter
	if m.of != l.done {
		*m = loanMatter{of: l.done}
		m.ranges, m.err = l.done.Ranges()
	}
	return m.ranges, m.err
}

// tenths are what the year needs with each value a tenth less and more.
func (l *loans) tenths() ([]loan.Lever, []draws.Bar, error) {
	m := &l.guess.matter
	if m.tenths == nil && m.err == nil {
		m.levers, m.tenths, m.err = l.done.Tenths()
	}
	return m.levers, m.tenths, m.err
}

// barsShown is how many bars are shown at once.
const barsShown = 12

// matters are what each value does to the year's need, and draws of the numbers
// that have a range.
func (l *loans) matters(d *Desk) []Node {
	ranges, err := l.ranges()
	if err != nil {
		return []Node{para("wrong", message.Explain(err, d.lang))}
	}
	levers, tenths, err := l.tenths()
	if err != nil {
		return []Node{para("wrong", message.Explain(err, d.lang))}
	}
	assumed := func(i int) string { return l.model.Assumptions[i].ID }
	bars := func(name string, title, hint *message.Text, heads barHeads, list []draws.Bar, of func(int) string) []any {
		n := len(list)
		if !l.shown[name] {
			n = min(n, barsShown)
		}
		return []any{
			class("loans-matter"), prop("aria-label", d.say(title)), el("h4", d.say(title)), para("hint", d.say(hint, l.model.Year)),
			tornado(d, heads, list[:n], l.done.Of.Need, of), l.more(d, name, len(list)-n),
		}
	}
	byTenth := el("section", bars("tenths-all", message.LoansTenths, message.LoansTenthsHint, barHeads{message.LoansLever, message.LoansAtLess, message.LoansAtMore}, tenths, func(i int) string {
		return levers[i].Name().In(d.lang)
	})...)
	if len(ranges.Of) == 0 {
		return []Node{byTenth, para("hint", d.say(message.LoansRangeNone))}
	}
	return []Node{
		el("section", bars("ranges-all", message.LoansRanges, message.LoansRangesHint, barHeads{message.LoansRow, message.TornadoLow, message.TornadoHigh}, ranges.Tornado(), assumed)...),
		byTenth,
		el("section", class("loans-matter"), prop("aria-label", d.say(message.DrawsTitle)), el("h4", d.say(message.DrawsTitle)), l.guess.view(d, "loans-draws", l.done, ranges.Simulation)),
	}
}

// seek finds the whole numbers of loans on both sides of an amount.
func (l *loans) seek(d *Desk, c *loan.Counting) Node {
	g := &l.guess
	goal, err := wan(g.goal.text)
	parts := []any{
		el("h4", d.say(message.LoansSeek)),
		d.input("loans-goal", d.say(message.LoansGoal), g.goal.text, d.say(message.LoansGoalHint), err, func(v string) { g.goal.text = v }),
	}
	if err != nil {
		return div("", parts...)
	}
	if m := &g.met; m.of != l.done || m.row != g.row || m.goal != goal {
		*m = loanMet{l.done, g.row, goal, c.Meet(goal)}
	}
	a, m := &l.model.Assumptions[g.row], &g.met
	says := []string{d.say(message.LoansSeekNow, a.ID, money.Group(a.Count), l.done.Of.Need.GroupedExact())}
	for _, line := range m.Explain(goal) {
		says = append(says, line.In(d.lang))
	}
	parts = append(parts, el("p", prop("role", "status"), strings.Join(says, " ")))
	if m.Within > 0 {
		parts = append(parts, d.button("loans-goal-take", message.LoansSeekTake, func() { l.setCount(d, g.row, m.Within) }))
	}
	return div("", parts...)
}

// setCount puts a number found into the row it was found for.
func (l *loans) setCount(d *Desk, assumption int, n int64) {
	id := l.model.Assumptions[assumption].ID
	i := slices.IndexFunc(l.rows, func(r *loanRow) bool { return r.valid != nil && r.valid.ID == id })
	r := l.rows[i]
	a := *r.valid
	a.Count = n
	if a.High > 0 { // what was thought possible reaches as far as what is expected now
		a.Low, a.High = min(a.Low, n), max(a.High, n)
	}
	r.fill(&a)
	l.settle(r)
	d.commit = true
}

// steps are the percents of what is assumed that are tried where none are
// given.
var steps = [...]int64{80, 90, 100, 110, 120}

const maxSteps = 9

// twoWay is what the year needs by the number of loans and their size or rate.
func (l *loans) twoWay(d *Desk, c *loan.Counting) Node {
	g, a := &l.guess, l.model.Assumptions[l.guess.row]
	counts := g.list(&g.counts, func(percent int64) string {
		return strconv.FormatInt(max(a.Count*percent/100, 1), 10)
	}, func(s string) error {
		n, err := whole(s)
		if err == nil && n > c.Most() {
			err = message.LoanCount.Error(n, c.Most())
		}
		return err
	})
	label, unit := message.LoansSizes, message.LoanUnits[0]
	step := func(percent int64) string { return (a.Amount * money.Amount(percent) / 100).String() }
	try := func(s string) (b loan.Assumption, err error) {
		b = a
		b.Amount, err = wan(s)
		return b, err
	}
	if g.byRate {
		label, unit = message.LoansRates, message.LoanUnits[2]
		step = func(percent int64) string { return (a.Rate * loan.Rate(percent) / 100).String() }
		try = func(s string) (b loan.Assumption, err error) {
			b = a
			b.Rate, err = rate(s)
			return b, err
		}
	}
	others := g.list(&g.others, step, func(s string) error {
		b, err := try(s)
		if err == nil {
			_, err = at(b.Check())
		}
		return err
	})
	parts := []any{
		el("h4", d.say(message.LoansTwoWay)),
		div("row",
			d.choice("loans-two-by", d.say(message.LoansTwoBy), strconv.FormatBool(g.byRate), []Node{option("false", d.say(message.LoansSizes)), option("true", d.say(message.LoansRates))},
				func(v string) { g.byRate, g.others = v == "true", typed{} }),
			d.input("loans-two-counts", d.say(message.LoansCount), g.counts.text, d.say(message.LoansListHint), g.counts.err, func(v string) { g.counts.text = v }),
			d.input("loans-two-others", d.say(label), g.others.text, d.say(message.LoansListHint), g.others.err, func(v string) { g.others.text = v })),
	}
	if g.counts.err != nil || g.others.err != nil {
		return div("", parts...)
	}
	goal, goalErr := wan(g.goal.text)
	heads := []Node{el("th", prop("scope", "col"), d.say(message.LoansCount))}
	columns := make([]*loan.Counting, len(others))
	for i, s := range others {
		b, err := try(s)
		if err == nil {
			columns[i], err = c.With(b)
		}
		if err != nil {
			return div("", append(parts, para("wrong", message.Explain(err, d.lang)))...)
		}
		heads = append(heads, el("th", prop("scope", "col"), class("amount"), s+" "+d.say(unit)))
	}
	var rows []Node
	for _, s := range counts {
		n, _ := whole(s) // it has been read above
		cells := []any{el("th", prop("scope", "row"), money.Group(n))}
		for _, column := range columns {
			need, style, over := column.Need(n), "amount", ""
			if goalErr == nil && need > goal {
				style, over = "amount over", "▲ "
			}
			cells = append(cells, cell(style, over+need.Grouped()))
		}
		rows = append(rows, tr(cells...))
	}
	return div("", append(parts,
		div("wide-table", table("picture-table loans-two", heads, rows)),
		para("hint", d.say(message.LoansTwoWayHint, l.model.Year)))...)
}

// list reads a list of values, or makes one of steps around what is assumed.
func (g *loanGuess) list(of *typed, step func(percent int64) string, check func(string) error) []string {
	of.err = nil
	var list []string
	for _, s := range strings.FieldsFunc(of.text, func(r rune) bool { return strings.ContainsRune("、;；/ \t", r) }) {
		if len(list) == maxSteps {
			of.err = message.LoansListLong.Error(maxSteps)
			return nil
		}
		if s = strings.TrimRight(s, ",，"); strings.ContainsAny(s, ",，") { // thousands, or two values?
			of.err = message.LoansListComma.Error(s)
			return nil
		}
		if of.err = check(s); of.err != nil {
			return nil
		}
		list = append(list, s)
	}
	if len(list) > 0 {
		return list
	}
	for _, percent := range steps {
		if s := step(percent); check(s) == nil && !slices.Contains(list, s) {
			list = append(list, s)
		}
	}
	return list
}
