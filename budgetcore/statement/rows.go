package statement

import (
	"slices"
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification"
	"suanpan/budgetcore/ledger"
)

// Names of rows, as printed.
const (
	total            = "合计"
	unassigned       = "未分配"
	unassignedToUnit = "未分配到单位"
)

// tree is a total, then a classification's codes in code order: every code
// that a fact in scope has now or had when published, with its parents. Where
// there is a remark, it stands behind the rows while no fact is in scope.
type tree struct {
	section budget.Section
	scheme  func(*budget.Dataset) *classification.Scheme
	code    func(*ledger.Fact) string
	scope   Filter
	remark  func(*budget.Dataset) string
}

func (t tree) plan(now, base *ledger.Ledger) plan {
	scheme := t.scheme(now.Dataset())
	used := make(map[string]bool)
	none := true
	for _, l := range []*ledger.Ledger{base, now} {
		for x := range l.Facts(t.section) {
			none = none && (l != now || !t.scope.match(&x))
			if code := t.code(&x); code != "" && !used[code] && t.scope.match(&x) {
				for _, it := range scheme.Path(code) {
					used[it.Code] = true
				}
			}
		}
	}
	rows := []Row{{Kind: Total, Texts: []string{"", total}}}
	index := make(map[string]int)
	for _, it := range scheme.Items() {
		if used[it.Code] {
			kind := Group
			if it.Level == scheme.Levels() {
				kind = Leaf
			}
			index[it.Code] = len(rows)
			rows = append(rows, Row{Path: it.Code, Kind: kind, Level: it.Level, Texts: []string{it.Code, it.Name}})
		}
	}
	last := len(rows)
	rows = append(rows, Row{Kind: Unassigned, Texts: []string{"", unassigned}})
	if t.remark != nil && none {
		rows = append(rows, Row{Kind: Remark, Path: "说明", Texts: []string{"", ""}, After: []string{t.remark(now.Dataset())}})
	}
	places := map[string][]int{"": {0, last}}
	return plan{[]budget.Section{t.section}, rows, func(_ budget.Section, x *ledger.Fact) []int {
		if !t.scope.match(x) {
			return nil
		}
		code := t.code(x)
		p, ok := places[code]
		if !ok {
			p = []int{0}
			for _, it := range scheme.Path(code) {
				p = append(p, index[it.Code])
			}
			places[code] = p
		}
		return p
	}}
}

// byUnit is a total, the department, its units in code order.
type byUnit struct{ section budget.Section }

func (b byUnit) plan(now, _ *ledger.Ledger) plan {
	ds := now.Dataset()
	rows := []Row{
		{Kind: Total, Texts: []string{"", total}},
		{Path: ds.Department.Code, Kind: Group, Level: 1, Texts: []string{ds.Department.Code, ds.Department.Name}},
	}
	places := make(map[string][]int)
	for _, u := range ds.Units {
		places[u.Code] = []int{0, 1, len(rows)}
		rows = append(rows, Row{Path: u.Code, Level: 2, Texts: []string{u.Code, u.Name}})
	}
	places[""] = []int{0, 1, len(rows)}
	rows = append(rows, Row{Kind: Unassigned, Texts: []string{"", unassignedToUnit}})
	return plan{[]budget.Section{b.section}, rows, func(_ budget.Section, x *ledger.Fact) []int { return places[x.Unit] }}
}

// entry is a row of a list: its texts and the facts it adds up, of one section
// and, where class is not "", of one functional class. rest adds up the facts
// that no class or source of the list takes.
type entry struct {
	kind    RowKind
	texts   []string
	section budget.Section
	of      Filter
	class   string
	empty   bool // prints nothing, whatever the lines
}

// list is a fixed sequence of rows.
type list func(ds *budget.Dataset) []entry

func (f list) plan(now, _ *ledger.Ledger) plan {
	ds := now.Dataset()
	entries := f(ds)
	rows := make([]Row, len(entries))
	listed := make(map[string]bool)
	for i, e := range entries {
		rows[i] = Row{Kind: e.kind, Texts: e.texts}
		listed[e.class] = true
	}
	type where struct {
		section budget.Section
		class   string
		source  budget.Source
	}
	places := make(map[where][]int)
	return plan{[]budget.Section{budget.Income, budget.Spending}, rows, func(s budget.Section, x *ledger.Fact) []int {
		w := where{s, "", x.Source}
		if s == budget.Spending && len(x.Function) > 3 {
			w.class = x.Function[:3]
		}
		p, ok := places[w]
		if !ok {
			for i := range entries {
				e := &entries[i]
				if e.empty || e.section != s || !e.of.match(x) {
					continue
				}
				switch {
				case e.class != "" && e.class != w.class,
					e.kind == Unassigned && s == budget.Spending && w.class != "" && listed[w.class]:
					continue
				}
				p = append(p, i)
			}
			places[w] = p
		}
		return p
	}}
}

// transfers is a total, then one row for each unit, 项, fund, type and project
// of the transfer lines, in that order.
type transfers struct{}

func (transfers) plan(now, base *ledger.Ledger) plan {
	ds := now.Dataset()
	texts := func(x *ledger.Fact) []string {
		return []string{x.Unit, ds.UnitName(x.Unit), x.Function, ds.Functional.Name(x.Function), fundNature(x.Source), x.TransferType, x.Project}
	}
	var rows []Row
	seen := make(map[string]bool)
	for _, l := range []*ledger.Ledger{base, now} {
		for x := range l.Facts(budget.Transfer) {
			if t := texts(&x); !seen[path(t)] {
				seen[path(t)] = true
				rows = append(rows, Row{Texts: t})
			}
		}
	}
	slices.SortStableFunc(rows, func(a, b Row) int {
		return strings.Compare(transferOrder(a.Texts), transferOrder(b.Texts))
	})
	rows = append([]Row{{Kind: Total, Texts: []string{"", total, "", "", "", "", ""}}}, rows...)
	index := make(map[string]int)
	for i, r := range rows[1:] {
		index[path(r.Texts)] = i + 1
	}
	return plan{[]budget.Section{budget.Transfer}, rows, func(_ budget.Section, x *ledger.Fact) []int {
		return []int{0, index[path(texts(x))]}
	}}
}

// transferOrder sorts by code; what has no unit or 项 stands last.
func transferOrder(texts []string) string {
	s := ""
	for _, i := range []int{0, 2, 4, 5, 6} {
		if texts[i] == "" && i < 4 {
			s += "~"
		}
		s += texts[i] + "\x00"
	}
	return s
}

// one is a single row of what is in scope of a section.
type one struct {
	section budget.Section
	scope   Filter
}

func (o one) plan(_, _ *ledger.Ledger) plan {
	return plan{[]budget.Section{o.section}, []Row{{Path: total, Kind: Total}}, func(_ budget.Section, x *ledger.Fact) []int {
		if !o.scope.match(x) {
			return nil
		}
		return []int{0}
	}}
}
