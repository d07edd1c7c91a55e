package statement

import (
	"regexp"
	"slices"
	"strconv"
	"strings"
	"sync"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// PlanItem is one item of a disbursement plan (资金投入计划): what is paid when.
type PlanItem struct {
	// Name is what is paid, "" where the plan is of the whole project.
	Name string
	// Text is the item as it stands, its name included.
	Text string
	// Installments are in the order of the text; none where it gives no shares.
	Installments []Installment
	// Sum is what the shares add to where that is not the whole, in hundredths
	// of a percent; such an item has no Installments.
	Sum int
}

// Installment is what is paid in a span of quarters, 1 to 4. A share of
// several quarters is not divided among them: the text does not say how.
type Installment struct {
	From, To int
	// Share is in hundredths of a percent, unless an Amount is Stated instead.
	Share  int
	Stated bool
	Amount money.Amount
	rest   bool
}

// Whole is 100 % as a share.
const Whole = 100_00

// marks of paragraphs, that the publication left in its texts, part items
var paragraphMarks = strings.NewReplacer("<p>", "\n", "</p>", "\n")

// ParsePlan reads a disbursement plan. Items are parted by semicolons, full
// stops and paragraphs, and wherever a new name stands before a colon. What
// it does not understand it keeps as it is, without installments.
func ParsePlan(text string) []PlanItem {
	rs := []rune(paragraphMarks.Replace(text))
	plain := make([]rune, len(rs)) // folded rune by rune, so that places agree
	for i, c := range rs {
		plain[i] = foldRune(c)
	}
	var starts []int
	named := make(map[int]int) // the colon behind a name, by where the name starts
	at := func(i int) {
		if !slices.Contains(starts, i) {
			starts = append(starts, i)
		}
	}
	for i, c := range plain {
		switch c {
		case ':':
			start := i
			for start > 0 && !strings.ContainsRune(":;\n。%", plain[start-1]) && (plain[start-1] != ' ' || start == i) {
				start--
			}
			for start < i && strings.ContainsRune(" ,、", plain[start]) {
				start++
			}
			if start < i {
				at(start)
				named[start] = i
			}
		case '\n':
			at(i + 1)
		}
	}
	if !slices.Contains(starts, 0) {
		starts = append(starts, 0)
	}
	slices.Sort(starts)
	var items []PlanItem
	for n, from := range starts {
		to := len(rs)
		if n+1 < len(starts) {
			to = starts[n+1]
		}
		item := PlanItem{Text: strings.TrimSpace(string(rs[from:to]))}
		if item.Text == "" {
			continue
		}
		body := from
		if colon, ok := named[from]; ok {
			item.Name, body = strings.TrimSpace(string(rs[from:colon])), colon+1
		}
		item.Installments, item.Sum = installments(string(plain[body:to]))
		items = append(items, item)
	}
	return items
}

// foldRune makes full-width digits and signs plain.
func foldRune(c rune) rune {
	switch {
	case '０' <= c && c <= '９':
		return c - '０' + '0'
	case c == '：':
		return ':'
	case c == '；':
		return ';'
	case c == '，':
		return ','
	case c == '％':
		return '%'
	case c == '．':
		return '.'
	case c == '\u3000' || c == '\t' || c == '\r':
		return ' '
	}
	return c
}

// compiled when the first plan is read: at the start a page has no time for it
var (
	period = compiled(`前([一二两三四1-4])个?季度|第?([一二三四1-4])季度(前|末前)?|上半年|下半年|全年|年(?:底|末)(前)?|(?:([0-9]{4})年)?([0-9]{1,2})月(?:份|底|末)?(前)?`)
	value  = compiled(`([0-9]{1,3}(?:\.[0-9]{1,2})?) ?%|([0-9]{1,9}(?:\.[0-9]{1,6})?) ?万元|全部|剩余|余款|其余`)
)

func compiled(form string) func() *regexp.Regexp {
	return sync.OnceValue(func() *regexp.Regexp { return regexp.MustCompile(form) })
}

// installments reads the body of an item. Shares must add to the whole; if
// they do not, their sum is returned alone.
func installments(body string) (found []Installment, sum int) {
	places := period().FindAllStringSubmatchIndex(body, -1)
	if places == nil || value().MatchString(body[:places[0][0]]) {
		return nil, 0 // 提前下达100%: a share of no period
	}
	shares, amounts, rests := 0, 0, 0
	for n, p := range places {
		end := len(body)
		if n+1 < len(places) {
			end = places[n+1][0]
		}
		x, ok := span(body, p, found)
		values := value().FindAllStringSubmatch(body[p[1]:end], -1)
		if !ok || len(values) != 1 {
			return nil, 0
		}
		switch v := values[0]; {
		case v[1] != "":
			x.Share = hundredths(v[1])
			shares++
			sum += x.Share
		case v[2] != "":
			a, err := money.Parse(v[2])
			if err != nil {
				return nil, 0
			}
			x.Stated, x.Amount = true, a
			amounts++
		default:
			x.rest = true
			rests++
		}
		if slices.ContainsFunc(found, func(y Installment) bool { return x.From <= y.To && y.From <= x.To }) {
			return nil, 0
		}
		found = append(found, x)
	}
	switch {
	case amounts > 0 && (shares > 0 || rests > 0) || rests > 1:
		return nil, 0
	case amounts > 0:
		return found, 0
	case rests == 1 && sum < Whole:
		for i := range found {
			if found[i].rest {
				found[i].Share = Whole - sum
			}
		}
		return found, 0
	case sum != Whole || rests > 0:
		return nil, sum
	}
	return found, 0
}

// hundredths reads a percentage with up to two decimals.
func hundredths(s string) int {
	whole, part, _ := strings.Cut(s, ".")
	n, _ := strconv.Atoi(whole + (part + "00")[:2])
	return n
}

// span is the quarters of a period. What is to be paid before the end of a
// quarter or of the year has from the end of what was named before.
func span(body string, p []int, before []Installment) (Installment, bool) {
	group := func(n int) string {
		if p[2*n] < 0 {
			return ""
		}
		return body[p[2*n]:p[2*n+1]]
	}
	last := 0
	for _, x := range before {
		last = max(last, x.To)
	}
	until := func(q int, early bool) (Installment, bool) {
		if early && last < q {
			return Installment{From: last + 1, To: q}, true
		}
		return Installment{From: q, To: q}, true
	}
	word := body[p[0]:p[1]]
	switch {
	case group(1) != "":
		return Installment{From: 1, To: quarter(group(1))}, true
	case group(2) != "":
		return until(quarter(group(2)), group(3) != "")
	case group(6) != "":
		m, _ := strconv.Atoi(group(6))
		if m < 1 || m > 12 {
			return Installment{}, false
		}
		return until((m+2)/3, group(7) != "")
	case word == "上半年":
		return Installment{From: 1, To: 2}, true
	case word == "下半年":
		return Installment{From: 3, To: 4}, true
	case word == "全年":
		return Installment{From: 1, To: 4}, true
	}
	return until(4, group(4) != "")
}

func quarter(s string) int {
	for q, words := range []string{"一1", "二两2", "三3", "四4"} {
		if strings.Contains(words, s) {
			return q + 1
		}
	}
	return 0
}

// String says what was read: Q1 20%, Q2-Q4 80%.
func (x PlanItem) String() string {
	var parts []string
	for _, i := range x.Installments {
		s := "Q" + strconv.Itoa(i.From)
		if i.To > i.From {
			s += "-Q" + strconv.Itoa(i.To)
		}
		if i.Stated {
			s += " " + i.Amount.String()
		} else {
			s += " " + Percent(i.Share) + "%"
		}
		parts = append(parts, s)
	}
	return strings.Join(parts, ", ")
}

// Percent prints a share without needless zeros.
func Percent(share int) string {
	s := strconv.Itoa(share/100) + "." + strconv.Itoa(100 + share%100)[1:]
	return strings.TrimSuffix(strings.TrimRight(s, "0"), ".")
}

// Plan spreads a year's amount over installments given as shares: to 0.01
// 万元, the rest to the largest remainders, ties in order, and what is smaller
// than 0.01 to the last of the largest. So the installments add to the year
// exactly, and as printed.
func Plan(year money.Amount, shares []Installment) []money.Amount {
	parts := make([]money.Amount, len(shares))
	if len(shares) == 0 {
		return parts
	}
	sign := money.Amount(1)
	if year < 0 {
		sign, year = -1, -year
	}
	units := int64(year / money.Cent)
	left, largest := units, 0
	rest := make([]int64, len(shares))
	for i, x := range shares {
		// the whole and the remainder apart, so that nothing leaves 64 bits
		q, r := units/Whole, units%Whole
		n := q*int64(x.Share) + r*int64(x.Share)/Whole
		rest[i] = r * int64(x.Share) % Whole
		parts[i] = money.Amount(n) * money.Cent
		left -= n
		if x.Share >= shares[largest].Share {
			largest = i
		}
	}
	for ; left > 0; left-- {
		most := 0
		for i := range rest {
			if rest[i] > rest[most] {
				most = i
			}
		}
		parts[most] += money.Cent
		rest[most] = -1
	}
	parts[largest] += year % money.Cent
	for i := range parts {
		parts[i] *= sign
	}
	return parts
}

// Derived are tables that no annex prints, worked out from annexes. A Book
// does not hold them, and nothing is checked against them.
var Derived = []*Definition{
	{
		Annex: 11, Part: "plan", Title: message.Annex11Plan, Note: message.PlanDerived,
		Keys: []Key{{"project_no", message.HeadOrdinal}, {"name", message.HeadProjectName}, {"item", message.HeadPlanItem}},
		Columns: []Column{
			{"q1", heads(message.HeadQuarter1), Filter{}},
			{"q2", heads(message.HeadQuarter2), Filter{}},
			{"q3", heads(message.HeadQuarter3), Filter{}},
			{"q4", heads(message.HeadQuarter4), Filter{}},
			{"no_quarter", heads(message.HeadNoQuarter), Filter{}},
			{"year", heads(message.HeadYear), Filter{}},
		},
		After: []Key{{"read_as", message.HeadReading}, {"plan", message.HeadVerbatim}},
		Rows:  disbursement{},
	},
}

// disbursement is a row for each item of the plans of annex 11. An item of the
// whole project spreads its budget; one that names lines of the project
// spreads these; one that states amounts states them; else its amounts are
// not known and stay blank.
type disbursement struct{}

const noQuarter, year = 4, 5 // columns

func (disbursement) plan(now, base *ledger.Ledger) plan {
	projects := Build(performance[slices.IndexFunc(performance, func(d *Definition) bool { return d.Annex == 11 })], now, base)
	plan := plan{place: func(budget.Section, *ledger.Fact) []int { return nil }}
	for i := range projects.Lines {
		p := &projects.Lines[i]
		text := p.After[len(p.After)-1]
		for n, item := range ParsePlan(text) {
			r := Row{
				Path: p.Path + "/" + strconv.Itoa(n+1), Texts: []string{p.Texts[0], p.Texts[1], item.Name},
				After: []string{item.String(), item.Text}, Cells: make([]Cell, year+1), Input: p.Input,
			}
			var known Cell
			switch {
			case item.Installments == nil:
			case item.Installments[0].Stated:
				r.Input = true
				for _, x := range item.Installments {
					known.Now.Amount += x.Amount
				}
				known.Now.Lines = 1
				known.Base = known.Now
			case item.Name == "":
				known = p.Cells[0]
			default:
				r.Input = false
				known = Cell{Now: named(now, p.Texts[0], item.Name), Base: named(base, p.Texts[0], item.Name)}
			}
			spread(r.Cells, &item, known)
			plan.rows = append(plan.rows, r)
		}
	}
	return plan
}

func (disbursement) says(*budget.Dataset, *Row) (message.Message, Filter) {
	return message.TracePlan.With(), Filter{}
}

// named adds up the lines of a first-level project that the name of an item
// lists; nothing if one of its names is no line.
func named(l *ledger.Ledger, project, name string) ledger.Sum {
	sums := make(map[string]ledger.Sum)
	for _, s := range level1Sections {
		for x := range l.Facts(s) {
			if x.Level1Project == project {
				t := sums[x.Project]
				sums[x.Project] = ledger.Sum{Amount: t.Amount + x.Amount, Lines: t.Lines + 1}
			}
		}
	}
	if t, ok := sums[name]; ok {
		return t
	}
	var all ledger.Sum
	for _, n := range strings.Split(name, "、") {
		t, ok := sums[n]
		if !ok {
			return ledger.Sum{}
		}
		all.Amount += t.Amount
		all.Lines += t.Lines
	}
	return all
}

func spread(cells []Cell, item *PlanItem, known Cell) {
	if len(item.Installments) == 0 {
		return
	}
	for _, v := range []struct {
		sum ledger.Sum
		of  func(*Cell) *ledger.Sum
	}{
		{known.Now, func(c *Cell) *ledger.Sum { return &c.Now }},
		{known.Base, func(c *Cell) *ledger.Sum { return &c.Base }},
	} {
		if v.sum.Lines == 0 {
			continue
		}
		parts := Plan(v.sum.Amount, item.Installments)
		for i, x := range item.Installments {
			if x.Stated {
				parts[i] = x.Amount
			}
			column := noQuarter
			if x.From == x.To {
				column = x.From - 1
			}
			to := v.of(&cells[column])
			to.Amount += parts[i]
			to.Lines++
		}
		*v.of(&cells[year]) = v.sum
	}
}
