package budgetcore_test

import (
	"embed"
	"encoding/csv"
	"encoding/json"
	"fmt"
	"maps"
	"math/big"
	"math/rand/v2"
	"path"
	"runtime"
	"slices"
	"strconv"
	"strings"
	"testing"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/published"
	"suanpan/budgetcore/statement"
)

// This file is a second, deliberately naive account of the annexes: lines as
// maps of strings, amounts as rationals, every cell added up from scratch. It
// shares no code with the packages it is compared with.

//go:embed published/data/*.csv published/testdata/*.csv
var files embed.FS

var annexFiles = map[int]string{
	1: "annex01_income_expenditure.csv",
	2: "annex02_income_by_unit.csv",
	3: "annex03_expenditure_by_function.csv",
	4: "annex04_fiscal_income_expenditure.csv",
	5: "annex05_general_public_budget.csv",
	6: "annex06_basic_by_economic.csv",
	7: "annex07_three_public.csv",
	8: "annex08_government_fund.csv",
	9: "annex09_transfers.csv",
}

var annexNumbers = slices.Sorted(maps.Keys(annexFiles))

func text(name string) string {
	b, err := files.ReadFile(path.Join("published", name))
	if err != nil {
		panic(err)
	}
	return string(b)
}

func cells(csvText string) [][]string {
	r := csv.NewReader(strings.NewReader(csvText))
	records, err := r.ReadAll()
	if err != nil {
		panic(err)
	}
	return records
}

func data(name string) (rows []map[string]string) {
	records := cells(text("data/" + name))
	for _, record := range records[1:] {
		row := map[string]string{}
		for i, column := range records[0] {
			row[column] = record[i]
		}
		rows = append(rows, row)
	}
	return rows
}

var (
	current = []string{
		"general_public_budget", "government_fund", "state_capital", "fiscal_special_account", "institution_income",
		"institution_business_income", "superior_subsidy", "affiliated_unit_remittance", "other_income",
	}
	carryover = []string{
		"carryover_general_public_budget", "carryover_government_fund", "carryover_state_capital",
		"carryover_fiscal_special_account", "carryover_unit_funds",
	}
	sources   = slices.Concat(current, carryover)
	general   = []string{current[0], carryover[0]}
	fiscal    = slices.Concat(current[:3], carryover[:3])
	nonfiscal = slices.Concat(current[3:], carryover[3:])

	basic    = []string{"personnel", "public"}
	project  = []string{"project"}
	sections = []string{"spending", "economic", "income", "transfer", "three_public"}

	threePublic = []string{"因公出国（境）费", "公务用车购置费", "公务用车运行费", "公务接待费"}
)

// A line as the naive account keeps it. A nil amount is one that is not stated.
type line struct {
	dims             map[string]string
	amount, residual *big.Rat
	gone             bool
}

func (l *line) clone() *line {
	c := *l
	c.dims = maps.Clone(l.dims)
	return &c
}

func (l *line) in(section string) bool { return l.dims["section"] == section }

type base struct {
	order          []string
	lines          map[string]*line
	names          map[string]string
	functions      []string
	economic       []string
	units          []string
	classes        []string
	tasks          []string
	department     string
	departmentName string
}

func rat(s string) *big.Rat {
	r, ok := new(big.Rat).SetString(s)
	if !ok {
		panic("not a number: " + s)
	}
	return r
}

var dimensions = []string{
	"unit", "function", "kind", "economic", "source", "project",
	"project_class", "level1_project", "task", "transfer_type", "note",
}

func readBase() *base {
	b := &base{lines: map[string]*line{}, names: map[string]string{}}
	for _, row := range data("lines.csv") {
		l := &line{dims: map[string]string{"section": row["section"]}, residual: new(big.Rat)}
		for _, d := range dimensions {
			l.dims[d] = row[d]
		}
		if row["amount"] != "" {
			l.amount = rat(row["amount"])
		}
		if row["residual_yuan"] != "" {
			l.residual.Quo(rat(row["residual_yuan"]), rat("10000"))
		}
		if t := row["task"]; t != "" && !slices.Contains(b.tasks, t) {
			b.tasks = append(b.tasks, t)
		}
		b.order = append(b.order, row["line"])
		b.lines[row["line"]] = l
	}
	for _, name := range []string{"functional_expenditure.csv", "economic_department.csv", "classification.csv"} {
		for _, row := range data(name) {
			code := row["code"]
			if code == "" || row["scheme"] == "annex1_class" {
				continue
			}
			b.names[code] = row["name"]
			switch {
			case len(code) == 7 && !slices.Contains(b.functions, code):
				b.functions = append(b.functions, code)
			case name != "functional_expenditure.csv" && row["scheme"] != "functional" && len(code) == 5 && !slices.Contains(b.economic, code):
				b.economic = append(b.economic, code)
			}
		}
	}
	for _, row := range data("units.csv") {
		b.units = append(b.units, row["unit_code"])
		b.names[row["unit_code"]] = row["unit"]
	}
	for _, row := range data("functional_classes.csv") {
		b.classes = append(b.classes, row["code"])
	}
	for _, row := range printedRows[2] {
		if len(row[0]) == 3 {
			b.department, b.departmentName = row[0], row[1]
		}
	}
	return b
}

// An edit as a draft file writes it.
type edit struct {
	Op     string            `json:"op"`
	ID     string            `json:"-"`
	Amount string            `json:"-"`
	Dims   map[string]string `json:"-"`
}

func (e edit) MarshalJSON() ([]byte, error) {
	m := map[string]any{"op": e.Op}
	if e.Op == "add" {
		l := map[string]string{"id": e.ID, "amount": e.Amount}
		maps.Copy(l, e.Dims)
		m["line"] = l
		return json.Marshal(m)
	}
	m["line"] = e.ID
	if e.Op == "set" {
		m["amount"] = e.Amount
	}
	for d, v := range e.Dims {
		m[d] = v
	}
	return json.Marshal(m)
}

func draftJSON(edits []edit, income string, cursor int) []byte {
	b, err := json.Marshal(map[string]any{
		"format": "suanpan/draft", "version": 1, "base": "xiamen-hrss-2023", "name": "对照",
		"income": income, "cursor": cursor, "edits": append([]edit{}, edits...),
	})
	if err != nil {
		panic(err)
	}
	return b
}

type naive struct {
	*base
	now   map[string]*line
	ids   []string
	keep  bool
	fixed bool
}

func (b *base) naive(keep, fixed bool) *naive {
	n := &naive{base: b, now: map[string]*line{}, ids: slices.Clone(b.order), keep: keep, fixed: fixed}
	for id, l := range b.lines {
		n.now[id] = l.clone()
	}
	return n
}

// apply reports false where the edit has nothing to act on.
func (n *naive) apply(e edit) bool {
	l := n.now[e.ID]
	if (e.Op == "add") != (l == nil) || l != nil && l.gone {
		return false
	}
	switch e.Op {
	case "add":
		l = &line{dims: map[string]string{"section": "spending"}, amount: rat(e.Amount), residual: new(big.Rat)}
		maps.Copy(l.dims, e.Dims)
		n.now[e.ID] = l
		n.ids = append(n.ids, e.ID)
	case "set":
		l.amount = rat(e.Amount)
		if l.amount.Sign() == 0 {
			l.residual = new(big.Rat)
		}
	case "change":
		maps.Copy(l.dims, e.Dims)
	case "delete":
		l.gone = true
	}
	return true
}

// exact is what a line counts with, nil if it counts with nothing.
func (n *naive) exact(l *line) *big.Rat {
	if l == nil || l.gone || l.amount == nil {
		return nil
	}
	if !n.keep {
		return l.amount
	}
	return new(big.Rat).Add(l.amount, l.residual)
}

func orZero(r *big.Rat) *big.Rat {
	if r == nil {
		return new(big.Rat)
	}
	return r
}

// A fact is an amount with the dimensions it is filed under.
type fact struct {
	dims   map[string]string
	amount *big.Rat
}

func (n *naive) facts(section string) (facts []fact) {
	for _, id := range n.ids {
		if l := n.now[id]; l.in(section) {
			if v := n.exact(l); v != nil {
				facts = append(facts, fact{l.dims, v})
			}
		}
	}
	return facts
}

// moves nets what left one place and what came to another, zero moves nothing.
func moves(from map[string]string, out *big.Rat, to map[string]string, in *big.Rat) (facts []fact) {
	minus := new(big.Rat).Neg(out)
	if maps.Equal(from, to) {
		minus.Add(minus, in)
		in = new(big.Rat)
	}
	if minus.Sign() != 0 {
		facts = append(facts, fact{from, minus})
	}
	if in.Sign() != 0 {
		facts = append(facts, fact{to, in})
	}
	return facts
}

func (n *naive) income() []fact {
	facts := n.facts("income")
	if n.fixed {
		return facts
	}
	for _, id := range n.ids {
		l, was := n.now[id], n.lines[id]
		if !l.in("spending") {
			continue
		}
		to := map[string]string{"unit": l.dims["unit"], "source": l.dims["source"]}
		from := to
		if was != nil {
			from = map[string]string{"unit": was.dims["unit"], "source": was.dims["source"]}
			if from["unit"] == "" || to["unit"] == "" {
				from["unit"] = to["unit"]
			}
		}
		facts = append(facts, moves(from, orZero(n.exact(was)), to, orZero(n.exact(l)))...)
	}
	return facts
}

// basicGeneral is the scope of annex 6: basic spending of the general public
// budget, of this year or carried over.
func basicGeneral(l *line) bool {
	return l != nil && !l.gone && slices.Contains(basic, l.dims["kind"]) && slices.Contains(general, l.dims["source"])
}

// economicFacts are what the rows of annex 6 with a code add up, what stands in
// 未分配. What a published line without
// a code amounts to is in the economic lines already.
func (n *naive) economicFacts() (coded, unassigned []fact) {
	at := func(l *line) map[string]string {
		return map[string]string{"economic": l.dims["economic"], "kind": l.dims["kind"]}
	}
	none := func(l *line) map[string]string {
		return map[string]string{"economic": "", "kind": l.dims["kind"]}
	}
	nothing := map[string]string{}
	for _, id := range n.ids {
		l, was := n.now[id], n.lines[id]
		v, w := orZero(n.exact(l)), orZero(n.exact(was))
		switch {
		case l.in("economic"):
			// Economic lines repeat spending, so what they change is taken from
			// what is unassigned.
			from, to, out, in := nothing, nothing, new(big.Rat), new(big.Rat)
			if basicGeneral(l) {
				coded = append(coded, fact{at(l), v})
				to, in = none(l), v
			}
			if basicGeneral(was) {
				from, out = none(was), w
			}
			for _, f := range moves(from, out, to, in) {
				unassigned = append(unassigned, fact{f.dims, new(big.Rat).Neg(f.amount)})
			}
		case l.in("spending"):
			to, in := nothing, new(big.Rat)
			if basicGeneral(l) {
				to, in = at(l), v
			}
			from, out := nothing, new(big.Rat)
			if basicGeneral(was) {
				from, out = map[string]string{"economic": l.dims["economic"], "kind": was.dims["kind"]}, w
			}
			facts := moves(from, out, to, in)
			if len(facts) == 0 && basicGeneral(l) && l.dims["economic"] != "" {
				facts = []fact{{to, new(big.Rat)}} // a line that adds 0.00 to its code
			}
			coded = append(coded, facts...)
		}
	}
	return coded, unassigned
}

type test func(map[string]string) bool

func is(dim string, values ...string) test {
	return func(d map[string]string) bool { return slices.Contains(values, d[dim]) }
}

func both(tests ...test) test {
	return func(d map[string]string) bool {
		for _, t := range tests {
			if !t(d) {
				return false
			}
		}
		return true
	}
}

func under(dim, prefix string) test {
	return func(d map[string]string) bool { return strings.HasPrefix(d[dim], prefix) }
}

var all test = func(map[string]string) bool { return true }

func sum(facts []fact, of test) (*big.Rat, int) {
	total, count := new(big.Rat), 0
	for _, f := range facts {
		if of(f.dims) {
			total.Add(total, f.amount)
			count++
		}
	}
	return total, count
}

func printed(total *big.Rat, count int) string {
	if count == 0 {
		return ""
	}
	s := total.FloatString(2)
	if s == "-0.00" {
		return "0.00"
	}
	return s
}

func row(facts []fact, scope test, columns []test, texts ...string) []string {
	for _, c := range columns {
		texts = append(texts, printed(sum(facts, both(scope, c))))
	}
	return texts
}

// rest is a row that is there only if one of its cells is not zero.
func rest(facts []fact, scope test, columns []test, texts ...string) [][]string {
	for _, c := range columns {
		if total, _ := sum(facts, both(scope, c)); total.Sign() != 0 {
			return [][]string{row(facts, scope, columns, texts...)}
		}
	}
	return nil
}

// printedRows are the annexes as printed, heads first; only their labels are used.
var printedRows = func() map[int][][]string {
	rows := map[int][][]string{}
	for annex, name := range annexFiles {
		rows[annex] = cells(text("testdata/" + name))
	}
	return rows
}()

func (n *naive) annex(number int) [][]string {
	table := [][]string{printedRows[number][0]}
	switch number {
	case 1, 4:
		return append(table, n.sides(number)...)
	case 2:
		columns := []test{all, is("source", append([]string{""}, current...)...)}
		for _, s := range current {
			columns = append(columns, is("source", s))
		}
		columns = append(columns, is("source", carryover...))
		for _, s := range carryover {
			columns = append(columns, is("source", s))
		}
		facts := n.income()
		table = append(table, row(facts, all, columns, "", "合计"), row(facts, all, columns, n.department, n.departmentName))
		for _, u := range n.units {
			table = append(table, row(facts, is("unit", u), columns, u, n.names[u]))
		}
		return append(table, rest(facts, is("unit", ""), columns, "", "未分配到单位")...)
	case 3:
		f, o := is("source", fiscal...), is("source", nonfiscal...)
		b, p := is("kind", basic...), is("kind", project...)
		return append(table, n.tree(n.facts("spending"), "function", all,
			[]test{all, f, both(f, b), both(f, p), o, both(o, b), both(o, p)})...)
	case 5:
		g := is("source", general...)
		var facts []fact
		for _, f := range n.facts("spending") {
			if g(f.dims) {
				facts = append(facts, f)
			}
		}
		return append(table, n.tree(facts, "function", g,
			[]test{all, is("kind", basic...), is("kind", "personnel"), is("kind", "public"), is("kind", project...)})...)
	case 8:
		var facts []fact
		for _, f := range n.facts("spending") {
			if slices.Contains([]string{"government_fund", "carryover_government_fund"}, f.dims["source"]) {
				facts = append(facts, f)
			}
		}
		none := func(map[string]string) bool { return false } // none is published
		for _, row := range n.tree(facts, "function", none, []test{all, is("kind", basic...), is("kind", project...)}) {
			table = append(table, append(row, ""))
		}
		if len(facts) == 0 {
			table = append(table, printedRows[8][2])
		}
		return table
	case 6:
		coded, unassigned := n.economicFacts()
		facts := append(slices.Clone(coded), unassigned...)
		return append(table, n.tree(facts, "economic", both(is("kind", basic...), is("source", general...)),
			[]test{all, is("kind", "personnel"), is("kind", "public")})...)
	case 7:
		p := func(items ...string) test { return is("project", items...) }
		// fiscal money only; a source that is not known is not held against it
		return append(table, row(n.facts("three_public"), is("source", append(slices.Clone(fiscal), "")...), []test{
			all, p(threePublic[0]), p(threePublic[1:3]...), p(threePublic[1]), p(threePublic[2]), p(threePublic[3]),
		}))
	case 9:
		return append(table, n.transfers()...)
	}
	panic("no such annex")
}

// Annexes 10 and 11 are several tables; overview and indicators are text alone.
var annexParts = []annexPart{
	{10, "expenditure_structure", (*naive).structure},
	{10, "department_performance", (*naive).performance},
	{10, "projects", (*naive).taskProjects},
	{11, "projects", (*naive).level1},
}

type annexPart struct {
	number int
	part   string
	rows   func(*naive, [][]string) [][]string
}

func partFile(number int, part string) string {
	return fmt.Sprintf("testdata/annex%02d_%s.csv", number, part)
}

func (n *naive) structure(shown [][]string) (table [][]string) {
	columns := []test{all, is("source", fiscal...)}
	facts := n.facts("spending")
	classes := []string{"部门专项", "发展经费", "基建项目"}
	known := func(d map[string]string) bool {
		return slices.Contains(basic, d["kind"]) || d["kind"] == "project" && slices.Contains(classes, d["project_class"])
	}
	scopes := map[string]test{"人员支出": is("kind", "personnel"), "公用支出": is("kind", "public"), "合计": all}
	for _, c := range classes {
		scopes[c] = both(is("kind", "project"), is("project_class", c))
	}
	for _, r := range shown {
		if r[0] == "合计" {
			for _, r := range rest(facts, func(d map[string]string) bool { return !known(d) }, columns, "未分配") {
				table = append(table, append(r, ""))
			}
		}
		table = append(table, append(row(facts, scopes[r[0]], columns, r[0]), ""))
	}
	return table
}

var ofTask = both(is("kind", "project"), is("source", fiscal...))

func (n *naive) performance(shown [][]string) (table [][]string) {
	seen := ""
	for _, r := range shown {
		amount := ""
		if r[0] != seen {
			seen = r[0]
			amount = printed(sum(n.facts("spending"), both(ofTask, is("task", r[0]))))
		}
		table = append(table, append(slices.Clone(r[:5]), amount))
	}
	return table
}

func (n *naive) taskProjects(shown [][]string) (table [][]string) {
	var facts []fact
	for _, f := range n.facts("spending") {
		if ofTask(f.dims) && f.dims["task"] != "" {
			facts = append(facts, f)
		}
	}
	amount := func(task, name string) string {
		return printed(sum(facts, both(is("task", task), is("project", name))))
	}
	used := map[[2]string]bool{}
	for _, r := range shown {
		used[[2]string(r[:2])] = true
	}
	for i, r := range shown {
		task, name := r[0], r[1]
		if amount(task, name) == "" {
			for _, id := range n.order {
				was, l := n.lines[id], n.now[id]
				if was.dims["task"] != task || was.dims["project"] != name || !was.in("spending") || !l.in("spending") || n.exact(l) == nil {
					continue
				}
				if to := [2]string{task, l.dims["project"]}; l.dims["task"] == task && ofTask(l.dims) && !used[to] {
					used[to] = true
					name = to[1]
				}
			}
		}
		table = append(table, []string{task, name, amount(task, name)})
		if i+1 < len(shown) && shown[i+1][0] == task {
			continue
		}
		for _, f := range facts {
			to := [2]string{task, f.dims["project"]}
			if f.dims["task"] != task || used[to] {
				continue
			}
			used[to] = true
			table = append(table, []string{task, to[1], amount(task, to[1])})
		}
	}
	return table
}

func (n *naive) level1(shown [][]string) (table [][]string) {
	facts := append(n.facts("spending"), n.facts("transfer")...)
	for _, r := range shown {
		r = slices.Clone(r)
		if r[0] != "3" { // 人社管理经费 has no lines
			of := is("level1_project", r[0])
			r[5], r[6] = printed(sum(facts, of)), printed(sum(facts, both(of, is("source", fiscal...))))
		}
		table = append(table, r)
	}
	return table
}

// tree is a total row, the codes with all they belong to, and what has no code.
func (n *naive) tree(facts []fact, dim string, scope test, columns []test) [][]string {
	section := "spending"
	lengths := []int{3, 5, 7}
	if dim == "economic" {
		section, lengths = "economic", []int{3, 5}
	}
	var codes []string
	note := func(code string) {
		for _, length := range lengths {
			if len(code) >= length {
				codes = append(codes, code[:length])
			}
		}
	}
	for _, f := range facts {
		note(f.dims[dim])
	}
	for _, l := range n.lines {
		if l.in(section) && scope(l.dims) {
			note(l.dims[dim])
		}
	}
	slices.Sort(codes)
	table := [][]string{row(facts, all, columns, "", "合计")}
	for _, code := range slices.Compact(codes) {
		table = append(table, row(facts, under(dim, code), columns, code, n.names[code]))
	}
	return append(table, rest(facts, is(dim, ""), columns, "", "未分配")...)
}

// sides fills in the amounts of annex 1, or of annex 4 with fiscal money alone.
func (n *naive) sides(number int) (table [][]string) {
	income, spending := n.income(), n.facts("spending")
	scope := all
	if number == 4 {
		scope = is("source", fiscal...)
	}
	amount := []test{scope}
	classes := 0
	for i, labels := range printedRows[number][1:] {
		texts := slices.Clone(labels[:len(labels)-1])
		side, item := texts[0], texts[len(texts)-1]
		class := -1
		if side == "expenditure" && texts[len(texts)-2] != "" {
			class = classes
			classes++
		}
		facts, of := spending, all
		switch {
		case class >= 0:
			of = under("function", n.classes[class])
		case item == "本年支出合计", item == "支出总计":
		case side == "expenditure":
			facts = nil
		case number == 1 && i < len(current):
			facts, of = income, is("source", current[i])
		case number == 4 && i >= 1 && i <= 3:
			facts, of = income, is("source", current[i-1])
		case number == 4 && i >= 5 && i <= 7:
			facts, of = income, is("source", carryover[i-5])
		case item == "本年收入合计":
			facts, of = income, is("source", append([]string{""}, current...)...)
		case number == 1 && item == "上年结转结余":
			facts, of = income, is("source", carryover...)
		case item == "收入总计":
			facts = income
		default:
			facts = nil
		}
		switch {
		case number == 1 && item == "本年收入合计":
			table = append(table, rest(income, is("source", ""), amount, side, "", "未分配")...)
		case number == 1 && item == "本年支出合计":
			table = append(table, rest(spending, is("function", ""), amount, side, "", "未分配")...)
		case number == 4 && item == "年终结转结余":
			table = append(table, rest(spending, is("function", ""), amount, side, "一", "", "未分配")...)
		}
		table = append(table, row(facts, of, amount, texts...))
	}
	return table
}

func fundNature(source string) string {
	switch strings.TrimPrefix(source, "carryover_") {
	case "":
		return ""
	case "general_public_budget":
		return "一般公共预算资金"
	case "government_fund":
		return "政府性基金预算资金"
	case "state_capital":
		return "国有资本经营预算资金"
	}
	return "其他资金"
}

// transfers has one row for lines that agree in all texts, in code order with
// blanks last.
func (n *naive) transfers() [][]string {
	texts := func(l map[string]string) []string {
		return []string{
			l["unit"], n.names[l["unit"]], l["function"], n.names[l["function"]],
			fundNature(l["source"]), l["transfer_type"], l["project"],
		}
	}
	var rows [][]string
	for _, l := range n.lines {
		if l.in("transfer") {
			rows = append(rows, texts(l.dims))
		}
	}
	facts := n.facts("transfer")
	for _, f := range facts {
		rows = append(rows, texts(f.dims))
	}
	slices.SortFunc(rows, compareTransfers)
	rows = slices.CompactFunc(rows, slices.Equal)
	table := [][]string{row(facts, all, []test{all}, "", "合计", "", "", "", "", "")}
	for _, r := range rows {
		of := func(d map[string]string) bool { return slices.Equal(texts(d), r) }
		table = append(table, row(facts, of, []test{all}, slices.Clone(r)...))
	}
	return table
}

func compareTransfers(a, b []string) int {
	for _, i := range []int{0, 2} {
		if a[i] != b[i] {
			if a[i] == "" || b[i] != "" && a[i] > b[i] {
				return 1
			}
			return -1
		}
	}
	return slices.Compare(a, b)
}

func productCSV(t *testing.T, now *ledger.Ledger, clean *ledger.Ledger, number int) string {
	t.Helper()
	var b strings.Builder
	if err := statement.Build(statement.Annex(number), now, clean).WriteCSV(&b); err != nil {
		t.Fatal(err)
	}
	return b.String()
}

func partCSV(t *testing.T, now, clean *ledger.Ledger, number int, part string) string {
	t.Helper()
	for _, def := range statement.Parts(number) {
		if def.Part == part {
			var b strings.Builder
			if err := statement.Build(def, now, clean).WriteCSV(&b); err != nil {
				t.Fatal(err)
			}
			return b.String()
		}
	}
	t.Fatalf("annex %d has no part %s", number, part)
	return ""
}

func productCSVs(t *testing.T, now *ledger.Ledger, clean *ledger.Ledger) (all []string) {
	t.Helper()
	for _, number := range annexNumbers {
		all = append(all, productCSV(t, now, clean, number))
	}
	return all
}

// difference names the first cell that is not as expected, "" if there is none.
func difference(number int, want, got [][]string) string {
	if number == 9 && len(got) > 2 {
		// The specification orders rows by code; rows of one unit and function
		// may stand in any order among themselves.
		for i := 3; i < len(got); i++ {
			if compareTransfers(got[i-1][:3], got[i][:3]) > 0 {
				return fmt.Sprintf("annex 9: row %q stands after %q", got[i], got[i-1])
			}
		}
		slices.SortFunc(got[2:], compareTransfers)
	}
	for i := range max(len(want), len(got)) {
		if i >= len(want) {
			return fmt.Sprintf("annex %d: unexpected row %q", number, got[i])
		}
		if i >= len(got) {
			return fmt.Sprintf("annex %d: missing row %q", number, want[i])
		}
		if !slices.Equal(want[i], got[i]) {
			return fmt.Sprintf("annex %d: row is %q, want %q", number, got[i], want[i])
		}
	}
	return ""
}

type mode struct {
	keep   bool
	income string
}

func (m mode) tails() ledger.Tails {
	if m.keep {
		return ledger.KeepTails
	}
	return ledger.DropTails
}

var modes = []mode{{true, "follow"}, {true, "fixed"}, {false, "follow"}, {false, "fixed"}}

// disagreement compares both accounts of a draft; valid is false where the
// edits do not fit together.
func disagreement(t *testing.T, b *base, edits []edit, m mode) (found string, valid bool) {
	t.Helper()
	n := b.naive(m.keep, m.income == "fixed")
	for _, e := range edits {
		if !n.apply(e) {
			return "", false
		}
	}
	now, err := replay(draftJSON(edits, m.income, len(edits)), m.tails())
	if err != nil {
		return "refused: " + err.Error(), true
	}
	clean := untouched(t, m.tails())
	for _, number := range annexNumbers {
		if d := difference(number, n.annex(number), cells(productCSV(t, now, clean, number))); d != "" {
			return d, true
		}
	}
	for _, p := range annexParts {
		shown := cells(text(partFile(p.number, p.part)))
		want := append(shown[:1:1], p.rows(n, shown[1:])...)
		if d := difference(p.number, want, cells(partCSV(t, now, clean, p.number, p.part))); d != "" {
			return p.part + ": " + d, true
		}
	}
	if m.keep {
		five, six := cells(productCSV(t, now, clean, 5))[1], cells(productCSV(t, now, clean, 6))[1]
		for i, basic := range five[3:6] {
			if e := six[2+i]; e != basic && strings.TrimPrefix(e, "0.00") != strings.TrimPrefix(basic, "0.00") {
				return fmt.Sprintf("annex 6 has a total of %q where annex 5 has %q", e, basic), true
			}
		}
	}
	return "", true
}

func replay(draft []byte, tails ledger.Tails) (*ledger.Ledger, error) {
	ds := published.Dataset()
	d, err := budget.ReadDraft(strings.NewReader(string(draft)), "draft", ds)
	if err != nil {
		return nil, err
	}
	return ledger.Replay(ds, d, tails)
}

func untouched(t *testing.T, tails ledger.Tails) *ledger.Ledger {
	t.Helper()
	l, err := ledger.New(published.Dataset(), tails)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// smallest drops edits as long as the disagreement stays.
func smallest(t *testing.T, b *base, edits []edit, m mode) []edit {
	t.Helper()
	for again := true; again; {
		again = false
		for i := range edits {
			fewer := slices.Delete(slices.Clone(edits), i, i+1)
			if d, valid := disagreement(t, b, fewer, m); valid && d != "" {
				edits, again = fewer, true
				break
			}
		}
	}
	return edits
}

func fail(t *testing.T, b *base, seed uint64, edits []edit, m mode) {
	t.Helper()
	edits = smallest(t, b, edits, m)
	d, _ := disagreement(t, b, edits, m)
	t.Errorf("seed %d, keep tails %v: %s\n%s", seed, m.keep, d, draftJSON(edits, m.income, len(edits)))
}

func pick[T any](r *rand.Rand, from []T) T { return from[r.IntN(len(from))] }

func randomAmount(r *rand.Rand, l *line) string {
	switch r.IntN(10) {
	case 0:
		return pick(r, []string{"0", "0.00", "-0", "0.000000"})
	case 1:
		return pick(r, []string{"0.005", "-0.005", "0.004999", "-0.0049", "0.000001", "999999999.999999", "-999999999.999999"})
	case 2:
		if l != nil && l.amount != nil {
			return l.amount.FloatString(6)
		}
	case 3:
		// Half a cent, where rounding and residuals meet.
		return fmt.Sprintf("%d.%02d5%d", r.IntN(100), r.IntN(100), r.IntN(3))
	}
	s := strconv.Itoa(r.IntN([]int{10, 1000, 100_000, 10_000_000}[r.IntN(4)]))
	if r.IntN(4) == 0 {
		s = "-" + s
	}
	if digits := r.IntN(7); digits > 0 {
		s += fmt.Sprintf(".%0*d", digits, r.IntN([]int{0, 10, 100, 1000, 10_000, 100_000, 1_000_000}[digits]))
	}
	return s
}

func randomDimension(r *rand.Rand, b *base, section, dim string) string {
	blank := func(from []string) string {
		if r.IntN(6) == 0 {
			return ""
		}
		return pick(r, from)
	}
	switch dim {
	case "unit":
		return blank(b.units)
	case "function":
		if r.IntN(2) == 0 {
			return b.lines[pick(r, b.order[:64])].dims["function"]
		}
		return blank(b.functions)
	case "economic":
		if section == "spending" && r.IntN(3) == 0 {
			return ""
		}
		return blank(b.economic)
	case "kind":
		return blank([]string{"personnel", "public", "project", "personnel", "public"})
	case "source":
		if section == "three_public" {
			return pick(r, fiscal)
		}
		if r.IntN(2) == 0 {
			return pick(r, general)
		}
		return blank(sources)
	case "project":
		if section == "three_public" {
			return pick(r, threePublic)
		}
		return pick(r, []string{"", "甲", "乙", "社保补贴补差资金", "新引进人才生活补贴", "人才开发", "劳动监察业务费"})
	case "project_class":
		return blank([]string{"部门专项", "发展经费", "基建项目"})
	case "level1_project":
		return blank([]string{"1", "2", "3", "5", "10"})
	case "task":
		return blank(b.tasks)
	case "transfer_type":
		return blank([]string{"一般性转移支付", "专项转移支付"})
	}
	return pick(r, []string{"", "说明"})
}

func randomEdits(r *rand.Rand, b *base, count int) (edits []edit) {
	n := b.naive(true, false)
	for len(edits) < count {
		id := pick(r, n.ids)
		if r.IntN(3) == 0 {
			id = n.ids[len(n.ids)-1]
		}
		if r.IntN(4) == 0 && len(edits) > 0 {
			id = pick(r, edits).ID
		}
		l := n.now[id]
		e := edit{ID: id}
		switch kind := r.IntN(10); {
		case kind < 3:
			e.Op, e.Amount = "set", randomAmount(r, l)
		case kind < 5:
			section := sections[[]int{0, 0, 0, 1, 1, 2, 3, 4}[r.IntN(8)]]
			e = edit{Op: "add", ID: fmt.Sprintf("N%d", len(n.ids)), Amount: randomAmount(r, nil), Dims: map[string]string{}}
			if section != "spending" || r.IntN(2) == 0 {
				e.Dims["section"] = section
			}
			for _, d := range dimensions {
				if r.IntN(4) > 0 || section == "three_public" {
					e.Dims[d] = randomDimension(r, b, section, d)
				}
			}
		case kind < 9:
			e.Op, e.Dims = "change", map[string]string{}
			for range 1 + r.IntN(3) {
				d := pick(r, append([]string{"unit", "source", "kind", "function", "economic"}, dimensions...))
				e.Dims[d] = randomDimension(r, b, l.dims["section"], d)
			}
		default:
			e.Op = "delete"
		}
		if n.apply(e) {
			edits = append(edits, e)
		}
	}
	return edits
}

// drafts is how many random drafts are tried; the browser is slower.
func drafts(count int) uint64 {
	if runtime.GOARCH == "wasm" {
		count /= 10
	}
	return uint64(count)
}

func TestRandomDraftsAgreeWithTheNaiveAccount(t *testing.T) {
	b := readBase()
	for seed := range drafts(2000) {
		r := rand.New(rand.NewPCG(seed, 2023))
		edits := randomEdits(r, b, int(seed%16))
		m := modes[r.IntN(len(modes))]
		if d, _ := disagreement(t, b, edits, m); d != "" {
			fail(t, b, seed, edits, m)
		}
		if t.Failed() {
			return
		}
	}
}

func TestPublishedBudgetAgreesInEveryMode(t *testing.T) {
	b := readBase()
	for _, m := range modes {
		if d, _ := disagreement(t, b, nil, m); d != "" {
			t.Errorf("keep tails %v, income %s: %s", m.keep, m.income, d)
		}
	}
	for _, number := range annexNumbers {
		want := text("testdata/" + annexFiles[number])
		if d := difference(number, cells(want), b.naive(true, false).annex(number)); d != "" {
			t.Errorf("the naive account: %s", d)
		}
	}
	for _, p := range annexParts {
		shown := cells(text(partFile(p.number, p.part)))
		if d := difference(p.number, shown[1:], p.rows(b.naive(true, false), shown[1:])); d != "" {
			t.Errorf("the naive account of %s: %s", p.part, d)
		}
	}
}

func TestRandomDraftsVerifyUndoRedoAndReadBack(t *testing.T) {
	b := readBase()
	ds := published.Dataset()
	for seed := range drafts(250) {
		r := rand.New(rand.NewPCG(seed, 403))
		edits := randomEdits(r, b, 1+int(seed%20))
		m := modes[r.IntN(len(modes))]
		cursor := r.IntN(len(edits) + 1)
		file := draftJSON(edits, m.income, cursor)
		blame := func(format string, args ...any) {
			t.Helper()
			t.Fatalf("seed %d, keep tails %v: %s\n%s", seed, m.keep, fmt.Sprintf(format, args...), file)
		}
		clean := untouched(t, m.tails())
		before := productCSVs(t, clean, clean)

		draft, err := budget.ReadDraft(strings.NewReader(string(file)), "draft", ds)
		if err != nil {
			blame("%v", err)
		}
		step := untouched(t, m.tails())
		step.SetIncome(draft.Income)
		for i, e := range draft.Edits {
			if err := step.Apply(e); err != nil {
				blame("edit %d: %v", i, err)
			}
			if err := step.Verify(); err != nil {
				blame("after edit %d: %v", i, err)
			}
			if i+1 == cursor {
				partial, err := replay(file, m.tails())
				if err != nil {
					blame("%v", err)
				}
				if !slices.Equal(productCSVs(t, partial, clean), productCSVs(t, step, clean)) {
					blame("a draft with its cursor at %d is not the edits up to there", cursor)
				}
			}
		}
		after := productCSVs(t, step, clean)

		back, err := replay(step.Draft().AppendJSON(nil), m.tails())
		if err != nil {
			blame("written and read back: %v", err)
		}
		if !slices.Equal(productCSVs(t, back, clean), after) {
			blame("written and read back, the annexes are others")
		}

		undone := 0
		for {
			if _, ok := step.Undo(); !ok {
				break
			}
			undone++
			if err := step.Verify(); err != nil {
				blame("after undoing %d: %v", undone, err)
			}
		}
		if undone != len(edits) {
			blame("%d of %d edits undone", undone, len(edits))
		}
		if !slices.Equal(productCSVs(t, step, clean), before) {
			blame("undoing all is not the published budget")
		}
		half, err := replay(step.Draft().AppendJSON(nil), m.tails())
		if err != nil {
			blame("undone, written and read back: %v", err)
		}
		for half.CanRedo() {
			half.Redo()
		}
		if !slices.Equal(productCSVs(t, half, clean), after) {
			blame("undone, read back and redone, the annexes are others")
		}
		for {
			if _, ok := step.Redo(); !ok {
				break
			}
			if err := step.Verify(); err != nil {
				blame("after redoing: %v", err)
			}
		}
		if !slices.Equal(productCSVs(t, step, clean), after) {
			blame("redoing all gives other annexes")
		}
	}
}

func TestAnnex7CountsFiscalMoneyOnly(t *testing.T) {
	b := readBase()
	clean := untouched(t, ledger.KeepTails)
	for _, source := range nonfiscal {
		edits := []edit{{Op: "add", ID: "N1", Amount: "1.00", Dims: map[string]string{
			"section": "three_public", "project": threePublic[3], "source": source,
		}}}
		now, err := replay(draftJSON(edits, "follow", 1), ledger.KeepTails)
		if err != nil {
			continue // refusing such a line keeps it out as well
		}
		if d := difference(7, b.naive(true, false).annex(7), cells(productCSV(t, now, clean, 7))); d != "" {
			t.Errorf("with a line of %s: %s", source, d)
		}
	}
}

// The minimal cases of rows that stand without moving anything.
func TestAnnex6HasARowForEveryCodeALineNames(t *testing.T) {
	b := readBase()
	for name, edits := range map[string][]edit{
		"a line of 0.00 added with a code": {{Op: "add", ID: "N1", Amount: "0", Dims: map[string]string{
			"kind": "personnel", "source": current[0], "economic": "30106",
		}}},
		"a published line given a code": {{Op: "change", ID: "L02", Dims: map[string]string{"economic": "30106"}}},
	} {
		t.Run(name, func(t *testing.T) {
			if d, _ := disagreement(t, b, edits, modes[0]); d != "" {
				t.Errorf("%s\n%s", d, draftJSON(edits, "follow", 1))
			}
		})
	}
}
