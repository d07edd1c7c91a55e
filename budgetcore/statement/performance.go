package statement

import (
	"slices"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// performance are annexes 10 and 11, which are mostly text.
var performance = []*Definition{
	{
		Annex: 10, Part: "overview", Title: message.Annex10Overview,
		Keys: overviewKeys,
		Rows: sheet{"annex10_overview", overviewKeys, 0},
	},
	{
		Annex: 10, Part: "expenditure_structure", Title: message.Annex10Structure,
		Keys: []Key{{"item", message.HeadStructure}},
		Columns: []Column{
			{"total", heads(message.HeadFundsTotal), Filter{}},
			{"fiscal", heads(message.HeadFundsFiscal), Filter{Sources: budget.FiscalSources}},
		},
		After: []Key{{"input_plan", message.HeadInputPlan}},
		Rows:  structure{},
	},
	{
		Annex: 10, Part: "department_performance", Title: message.Annex10Performance,
		Keys:    taskKeys,
		Columns: []Column{{"fiscal_amount", heads(message.HeadTaskFunds), fiscalProjects}},
		Rows:    byTask{sheet{"annex10_department_performance", taskKeys, 1}},
	},
	{
		Annex: 10, Part: "projects", Title: message.Annex10Projects,
		Keys:    taskProjectKeys,
		Columns: []Column{{"amount", heads(message.HeadAmount), Filter{}}},
		Rows:    taskProjects{sheet{"annex10_projects", taskProjectKeys, 1}, fiscalProjects},
	},
	{
		Annex: 11, Part: "projects", Title: message.Annex11Projects,
		Keys: level1Keys,
		Columns: []Column{
			{"budget_total", heads(message.HeadBudgetFunds), Filter{}},
			{"fiscal_total", heads(message.HeadFiscalFunds), Filter{Sources: budget.FiscalSources}},
		},
		After: level1Texts,
		Rows:  level1{sheet{"annex11_projects", level1Keys, 0}, level1Texts},
	},
	{
		Annex: 11, Part: "indicators", Title: message.Annex11Indicators,
		Keys: indicatorKeys,
		Rows: sheet{"annex11_indicators", indicatorKeys, 4},
	},
}

var (
	// fiscalProjects are what the tasks of annex 10 are paid from.
	fiscalProjects = Filter{Sources: budget.FiscalSources, Kinds: project}

	overviewKeys = []Key{{"field", message.HeadField}, {"text", message.HeadText}}
	taskKeys     = []Key{
		{"task", message.HeadTask},
		{"indicator", message.HeadIndicator},
		{"direction", message.HeadDirection},
		{"target", message.HeadTarget},
		{"unit", message.HeadMeasure},
	}
	taskProjectKeys = []Key{{"task", message.HeadTask}, {"project_name", message.HeadProjectName}}
	level1Keys      = []Key{
		{"project_no", message.HeadOrdinal},
		{"name", message.HeadProjectName},
		{"term_type", message.HeadTerm},
		{"unit", message.HeadImplementing},
		{"supervising_department", message.HeadSupervising},
	}
	level1Texts   = []Key{{"goal", message.HeadGoal}, {"scope", message.HeadScope}, {"disbursement_plan", message.HeadPlan}}
	indicatorKeys = []Key{
		{"project_no", message.HeadOrdinal},
		{"project", message.HeadProjectName},
		{"level1", message.HeadLevel1},
		{"level2", message.HeadLevel2},
		{"level3", message.HeadLevel3},
		{"direction", message.HeadDirection},
		{"target", message.HeadTarget},
		{"unit", message.HeadMeasure},
	}
)

// sheet is printed rows of text as they are. A row's path is its first text,
// followed by the text number by unless that is 0.
type sheet struct {
	name string // in budget.Dataset.Printed
	keys []Key
	by   int
}

func (s sheet) plan(now, _ *ledger.Ledger) plan {
	return plan{rows: s.rows(now.Dataset())}
}

func (s sheet) rows(ds *budget.Dataset) []Row {
	var rows []Row
	for _, printed := range ds.Printed[s.name] {
		r := Row{Texts: pick(printed, s.keys)}
		r.Path = s.path(r.Texts)
		rows = append(rows, r)
	}
	return rows
}

func (s sheet) path(texts []string) string {
	if s.by > 0 {
		return texts[0] + "/" + texts[s.by]
	}
	return texts[0]
}

// named is a row of which only the first text is known.
func (s sheet) named(first string) Row {
	texts := make([]string, len(s.keys))
	texts[0] = first
	return Row{Path: first, Texts: texts}
}

func pick(printed map[string]string, keys []Key) []string {
	texts := make([]string, len(keys))
	for i, k := range keys {
		texts[i] = printed[k.ID]
	}
	return texts
}

// structure is spending by kind, its projects by class, then a total.
type structure struct{}

func (structure) plan(_, _ *ledger.Ledger) plan {
	rows := []Row{{Texts: []string{"人员支出"}}, {Texts: []string{"公用支出"}}}
	at := make(map[string]int)
	for _, class := range budget.ProjectClasses()[1:] {
		at[class] = len(rows)
		rows = append(rows, Row{Texts: []string{class}})
	}
	rest := len(rows)
	rows = append(rows, Row{Kind: Unassigned, Texts: []string{unassigned}}, Row{Kind: Total, Texts: []string{total}})
	return plan{[]budget.Section{budget.Spending}, rows, func(_ budget.Section, x *ledger.Fact) []int {
		row := rest
		switch x.Kind {
		case budget.Personnel:
			row = 0
		case budget.Public:
			row = 1
		case budget.Project:
			if i, ok := at[x.ProjectClass]; ok {
				row = i
			}
		}
		return []int{row, rest + 1}
	}}
}

// byTask is the printed indicators; what is spent on a task stands on its
// first row.
type byTask struct{ sheet }

func (b byTask) plan(now, _ *ledger.Ledger) plan {
	rows := b.rows(now.Dataset())
	first := make(map[string][]int)
	for i, r := range rows {
		if first[r.Texts[0]] == nil {
			first[r.Texts[0]] = []int{i}
		}
	}
	for _, task := range now.Dataset().Tasks {
		if first[task] == nil {
			first[task] = []int{len(rows)}
			rows = append(rows, b.named(task))
		}
	}
	return plan{[]budget.Section{budget.Spending}, rows, func(_ budget.Section, x *ledger.Fact) []int { return first[x.Task] }}
}

// taskProjects is the projects of the tasks as printed, by task and name. A
// published project that was renamed keeps its place, one that is gone stays
// blank; what was not published stands behind the others of its task.
type taskProjects struct {
	sheet
	scope Filter
}

type taskProject struct{ task, name string }

func (t taskProjects) plan(now, base *ledger.Ledger) plan {
	of := func(x *ledger.Fact) (taskProject, bool) {
		return taskProject{x.Task, x.Project}, x.Task != "" && t.scope.match(x)
	}
	var published, present []taskProject
	was, is := make(map[taskProject]bool), make(map[taskProject]bool)
	lines := make(map[int]taskProject)
	for x := range base.Facts(budget.Spending) {
		if p, ok := of(&x); ok {
			lines[x.Line] = p
			published, was[p] = append(published, p), true
		}
	}
	renamed := make(map[taskProject]taskProject)
	for x := range now.Facts(budget.Spending) {
		if p, ok := of(&x); ok {
			present, is[p] = append(present, p), true
			if old, ok := lines[x.Line]; ok && old.task == p.task && !was[p] {
				if _, ok := renamed[old]; !ok {
					renamed[old] = p
				}
			}
		}
	}

	tasks := make(map[string][]Row)
	var order []string
	at := make(map[taskProject]int) // the row within its task
	put := func(p taskProject) {
		if _, ok := at[p]; ok {
			return
		}
		rows := tasks[p.task]
		if rows == nil {
			order = append(order, p.task)
		}
		at[p] = len(rows)
		texts := []string{p.task, p.name}
		if to, ok := renamed[p]; ok && !is[p] {
			if _, taken := at[to]; !taken {
				at[to], texts[1] = len(rows), to.name
			}
		}
		tasks[p.task] = append(rows, Row{Texts: texts})
	}
	for _, r := range t.rows(now.Dataset()) {
		put(taskProject{r.Texts[0], r.Texts[1]})
	}
	for _, p := range published {
		put(p)
	}
	for _, p := range present {
		put(p)
	}
	var rows []Row
	start := make(map[string]int)
	for _, task := range order {
		start[task] = len(rows)
		rows = append(rows, tasks[task]...)
	}
	return plan{[]budget.Section{budget.Spending}, rows, func(_ budget.Section, x *ledger.Fact) []int {
		p, ok := of(x)
		if !ok {
			return nil
		}
		return []int{start[p.task] + at[p]}
	}}
}

// level1 is the first-level projects as printed. The amounts of a project
// follow its lines if the published lines add to both; if not, both are
// inputs, since a sum of other lines would be another figure.
type level1 struct {
	sheet
	after []Key
}

var level1Sections = []budget.Section{budget.Spending, budget.Transfer}

func (p level1) plan(now, base *ledger.Ledger) plan {
	ds := now.Dataset()
	rows := p.rows(ds)
	places := make(map[string][]int)
	for i, printed := range ds.Printed[p.name] {
		rows[i].After = pick(printed, p.after)
		n := printed["project_no"]
		places[n] = []int{}
		stated := []Cell{input(printed["budget_total"]), input(printed["fiscal_total"])}
		if all, fiscal := level1Sums(ds, n); adds(all, stated[0]) && adds(fiscal, stated[1]) {
			places[n] = []int{i}
			continue
		}
		rows[i].Input, rows[i].Cells = true, stated
	}
	for _, l := range []*ledger.Ledger{base, now} {
		for _, s := range level1Sections {
			for x := range l.Facts(s) {
				if n := x.Level1Project; n != "" && places[n] == nil {
					places[n] = []int{len(rows)}
					rows = append(rows, p.named(n))
				}
			}
		}
	}
	return plan{level1Sections, rows, func(_ budget.Section, x *ledger.Fact) []int { return places[x.Level1Project] }}
}

// input is a printed amount as a cell that no line moves, blank if there is none.
func input(printed string) Cell {
	a, err := money.Parse(printed)
	if err != nil {
		return Cell{}
	}
	s := ledger.Sum{Amount: a, Lines: 1}
	return Cell{Now: s, Base: s}
}

// level1Sums adds up the published lines of a first-level project, those of
// all sources and the fiscal ones, residuals included whatever becomes of them.
func level1Sums(ds *budget.Dataset, n string) (all, fiscal ledger.Sum) {
	for i := range ds.Lines {
		l := &ds.Lines[i]
		if l.Level1Project != n || l.Blank || !slices.Contains(level1Sections, l.Section) {
			continue
		}
		all.Amount += l.Exact()
		all.Lines++
		if budget.FiscalSources.Has(l.Source) {
			fiscal.Amount += l.Exact()
			fiscal.Lines++
		}
	}
	return all, fiscal
}

// adds reports that lines print as the stated amount does.
func adds(lines ledger.Sum, stated Cell) bool {
	return Cell{Now: lines}.Printed() == stated.Printed()
}
