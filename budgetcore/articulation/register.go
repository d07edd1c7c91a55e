package articulation

import (
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/statement"
)

// Rules is the register: what must hold between the figures of a published
// department budget. One registry feeds the page, the command line and
// docs/checks.md.
var Rules = []*Rule{
	{ID: "balance.income-expenditure", Kind: Balance, Title: message.RuleBalance, Source: message.SourceBudgetLaw, Equations: []equation{
		{left: cells(annex(1), "income/收入总计"), right: cells(annex(1), "expenditure/支出总计")},
		{left: cells(annex(4), "income/收入总计"), right: cells(annex(4), "expenditure/支出总计")},
		{left: one(annex(2), totalRow, "total"), right: one(annex(3), totalRow, "total")},
	}},
	{ID: "balance.fiscal", Kind: Balance, Title: message.RuleBalanceFiscal, Source: message.SourceBudgetLaw, Equations: []equation{
		{left: sum(annex(2), totalRow, fiscalColumns...), right: one(annex(3), totalRow, "fiscal_subtotal")},
		{left: sum(annex(2), totalRow, nonfiscalColumns...), right: one(annex(3), totalRow, "nonfiscal_subtotal")},
	}},

	treeRule("tree.units", message.RuleTreeUnits, annex(2)),
	treeRule("tree.functions", message.RuleTreeFunctions, annex(3), annex(5), annex(8)),
	treeRule("tree.economic", message.RuleTreeEconomic, annex(6)),
	treeRule("tree.list", message.RuleTreeList, annex(9), part(10, "expenditure_structure")),
	{ID: "tree.sides", Kind: Tree, Title: message.RuleTreeSides, Source: message.SourceLayout, Equations: []equation{
		{left: cells(annex(1), "income/本年收入合计"), right: where(annex(1), "amount", "income", numbered)},
		{left: cells(annex(1), "income/收入总计"), right: cells(annex(1), "income/本年收入合计", "income/上年结转结余")},
		{left: cells(annex(1), "expenditure/本年支出合计"), right: where(annex(1), "amount", "expenditure", numbered)},
		{left: cells(annex(1), "expenditure/支出总计"), right: cells(annex(1), "expenditure/本年支出合计", "expenditure/年终结转结余")},
		{left: cells(annex(4), "income/收入总计"), right: where(annex(4), "amount", "income", numbered)},
		{left: cells(annex(4), "expenditure/支出总计"), right: append(where(annex(4), "amount", "expenditure", numbered), cells(annex(4), "expenditure/二/年终结转结余")...)},
	}},
	// a heading that carries a figure states the sum of its section
	{ID: "tree.headings", Kind: Tree, Title: message.RuleTreeHeadings, Source: message.SourceLayout, Equations: []equation{
		{of: annex(4), each: heading, stated: true, columns: []string{"amount"}, left: same(annex(4)), right: []term{{sign: 1, of: annex(4), rows: sectionOf}}},
	}},
	{ID: "tree.tasks", Kind: Tree, Title: message.RuleTreeTasks, Source: message.SourceLayout, Equations: []equation{
		{
			of: part(10, "department_performance"), each: firstOfTask,
			left:  []term{{sign: 1, of: part(10, "department_performance"), rows: ofTask, column: "fiscal_amount"}},
			right: []term{{sign: 1, of: part(10, "projects"), rows: ofTask, column: "amount"}},
		},
	}},

	acrossRule("across.income", message.RuleAcrossIncome, annex(2),
		columnSum{"total", []string{"current_subtotal", "carryover_subtotal"}},
		columnSum{"current_subtotal", currentColumns},
		columnSum{"carryover_subtotal", carryoverColumns}),
	acrossRule("across.expenditure", message.RuleAcrossExpenditure, annex(3),
		columnSum{"total", []string{"fiscal_subtotal", "nonfiscal_subtotal"}},
		columnSum{"fiscal_subtotal", []string{"fiscal_basic", "fiscal_project"}},
		columnSum{"nonfiscal_subtotal", []string{"nonfiscal_basic", "nonfiscal_project"}}),
	acrossRule("across.general-public", message.RuleAcrossGeneral, annex(5),
		columnSum{"total", []string{"basic_subtotal", "project"}},
		columnSum{"basic_subtotal", []string{"personnel", "public"}}),
	acrossRule("across.economic", message.RuleAcrossEconomic, annex(6), columnSum{"total", []string{"personnel", "public"}}),
	acrossRule("across.three-public", message.RuleAcrossThreePublic, annex(7),
		columnSum{"total", []string{"overseas_travel", "vehicles_subtotal", "official_reception"}},
		columnSum{"vehicles_subtotal", []string{"vehicle_purchase", "vehicle_operation"}}),
	acrossRule("across.government-fund", message.RuleAcrossFund, annex(8), columnSum{"total", []string{"basic", "project"}}),

	{ID: "cross.income", Kind: CrossTable, Title: message.RuleCrossIncome, Source: message.SourceLayout, Equations: incomeEquations()},
	{ID: "cross.expenditure", Kind: CrossTable, Title: message.RuleCrossExpenditure, Source: message.SourceLayout, Equations: []equation{
		{left: cells(annex(1), "expenditure/本年支出合计"), right: one(annex(3), totalRow, "total")},
		{of: annex(1), each: side("expenditure", numbered), columns: []string{"amount"}, left: same(annex(1)), right: []term{{sign: 1, of: annex(3), rows: classOfName, column: "total"}}},
	}},
	{ID: "cross.fiscal", Kind: CrossTable, Title: message.RuleCrossFiscal, Source: message.SourceLayout, Equations: []equation{
		{left: cells(annex(4), "expenditure/支出总计"), right: one(annex(3), totalRow, "fiscal_subtotal")},
		{of: annex(4), each: side("expenditure", numbered), columns: []string{"amount"}, left: same(annex(4)), right: []term{{sign: 1, of: annex(3), rows: classOfName, column: "fiscal_subtotal"}}},
		{left: cells(annex(4), "income/一/一/一般公共预算拨款"), right: cells(annex(1), "income/一/一般公共预算拨款收入")},
		{left: cells(annex(4), "income/一/二/政府性基金预算拨款"), right: cells(annex(1), "income/二/政府性基金预算拨款收入")},
		{left: cells(annex(4), "income/一/三/国有资本经营预算拨款"), right: cells(annex(1), "income/三/国有资本经营预算拨款收入")},
		{left: cells(annex(4), "income/二/一/一般公共预算拨款"), right: one(annex(2), totalRow, "carryover_general_public_budget")},
		{left: cells(annex(4), "income/二/二/政府性基金预算拨款"), right: one(annex(2), totalRow, "carryover_government_fund")},
		{left: cells(annex(4), "income/二/三/国有资本经营预算拨款"), right: one(annex(2), totalRow, "carryover_state_capital")},
	}},
	{ID: "cross.fund", Kind: CrossTable, Title: message.RuleCrossFund, Source: message.SourceLayout, When: noStateCapital, Equations: []equation{
		{left: one(annex(3), totalRow, "fiscal_subtotal"), right: append(one(annex(5), totalRow, "total"), one(annex(8), totalRow, "total")...)},
	}},
	{ID: "cross.basic", Kind: CrossTable, Title: message.RuleCrossBasic, Source: message.SourceLayout, Equations: []equation{
		{left: one(annex(6), totalRow, "total"), right: one(annex(5), totalRow, "basic_subtotal")},
		{left: one(annex(6), totalRow, "personnel"), right: one(annex(5), totalRow, "personnel")},
		{left: one(annex(6), totalRow, "public"), right: one(annex(5), totalRow, "public")},
	}},
	{ID: "cross.structure", Kind: CrossTable, Title: message.RuleCrossStructure, Source: message.SourceLayout, Equations: []equation{
		{left: one(structure, totalRow, "total"), right: one(annex(3), totalRow, "total")},
		{left: one(structure, totalRow, "fiscal"), right: one(annex(3), totalRow, "fiscal_subtotal")},
		{left: append(one(structure, "人员支出", "total"), one(structure, "公用支出", "total")...), right: sum(annex(3), totalRow, "fiscal_basic", "nonfiscal_basic")},
		{left: projectClasses("total"), right: sum(annex(3), totalRow, "fiscal_project", "nonfiscal_project")},
		{left: projectClasses("fiscal"), right: one(annex(3), totalRow, "fiscal_project")},
	}},
	{ID: "cross.structure-basic", Kind: CrossTable, Title: message.RuleCrossStructureBasic, Source: message.SourceLayout, When: onlyGeneralPublic, Equations: []equation{
		{left: one(structure, "人员支出", "fiscal"), right: one(annex(5), totalRow, "personnel")},
		{left: one(structure, "公用支出", "fiscal"), right: one(annex(5), totalRow, "public")},
	}},
	{ID: "cross.tasks", Kind: CrossTable, Title: message.RuleCrossTasks, Source: message.SourceTasks, When: placesKnown, Equations: []equation{
		{
			of: annex(3), each: item,
			left:  []term{{sign: 1, of: annex(3), rows: itself, column: "fiscal_project"}},
			right: []term{{sign: 1, of: part(10, "projects"), rows: projectsOfItem, column: "amount"}},
		},
	}},
	{ID: "cross.transfers", Kind: CrossTable, Title: message.RuleCrossTransfers, Source: message.SourceTransfers, When: placesKnown, Equations: []equation{
		{
			of: part(11, "projects"), each: transferred, columns: []string{"budget_total", "fiscal_total"},
			left: same(part(11, "projects")), right: []term{{sign: 1, of: annex(9), rows: transfersOfProject, column: "amount"}},
		},
	}},
	{ID: "cross.level1", Kind: CrossTable, Title: message.RuleCrossLevel1, Source: message.SourceLevel1, When: placesKnown, Equations: []equation{
		{left: one(structure, development, "total"), right: []term{{sign: 1, of: part(11, "projects"), rows: developmentProjects, column: "budget_total"}}},
		{left: one(structure, development, "fiscal"), right: []term{{sign: 1, of: part(11, "projects"), rows: developmentProjects, column: "fiscal_total"}}},
		{
			left: append(one(structure, development, "total"), minus(one(structure, development, "fiscal"))...),
			right: []term{
				{sign: 1, of: part(11, "projects"), rows: all, column: "budget_total"},
				{sign: -1, of: part(11, "projects"), rows: all, column: "fiscal_total"},
			},
		},
	}},

	{ID: "subset.three-public", Kind: Subset, AtMost: true, Title: message.RuleSubsetThreePublic, Source: message.SourceThreePublic, Equations: []equation{
		{left: one(annex(6), "30217", "total"), right: one(annex(7), totalRow, "official_reception")},
		{left: one(annex(6), "30231", "total"), right: one(annex(7), totalRow, "vehicle_operation")},
		{left: one(annex(6), "30212", "total"), right: one(annex(7), totalRow, "overseas_travel")},
	}},
	{ID: "subset.fiscal", Kind: Subset, AtMost: true, Title: message.RuleSubsetFiscal, Source: message.SourceLayout, Equations: []equation{
		{of: structure, each: any, left: []term{{sign: 1, of: structure, rows: itself, column: "fiscal"}}, right: []term{{sign: 1, of: structure, rows: itself, column: "total"}}},
		{of: part(11, "projects"), each: any, left: []term{{sign: 1, of: part(11, "projects"), rows: itself, column: "fiscal_total"}}, right: []term{{sign: 1, of: part(11, "projects"), rows: itself, column: "budget_total"}}},
	}},

	{ID: "mirror.fiscal", Kind: Mirror, Title: message.RuleMirrorFiscal, Source: message.SourceLayout, When: onlyGeneralPublic, Equations: []equation{
		mirror("fiscal_subtotal", "total"), mirror("fiscal_basic", "basic_subtotal"), mirror("fiscal_project", "project"),
	}},
	{ID: "mirror.all-funds", Kind: Mirror, Title: message.RuleMirrorAll, Source: message.SourceLayout, When: onlyFiscal, Equations: []equation{
		mirror("total", "total"),
		{left: cells(annex(1), "income/收入总计"), right: cells(annex(4), "income/收入总计")},
		{left: cells(annex(1), "expenditure/支出总计"), right: cells(annex(4), "expenditure/支出总计")},
	}},

	{ID: "text.table", Kind: TextToTable, Title: message.RuleTextTable, Source: message.SourceText},
	{ID: "text.sums", Kind: TextToTable, Title: message.RuleTextSums, Source: message.SourceText, Equations: []equation{
		said("income.total", "income.fiscal_appropriation", "income.fiscal_special_account", "income.institution", "income.institution_business", "income.superior_subsidy", "income.affiliated_unit_remittance", "income.other", "income.carryover"),
		said("income.fiscal_appropriation", "income.general_public_budget", "income.government_fund", "income.state_capital"),
		said("income.total", "expenditure.total"),
		said("income.yoy_increase", "expenditure.yoy_increase"),
		said("expenditure.basic", "expenditure.personnel", "expenditure.public"),
		said("expenditure.total", "expenditure.basic", "expenditure.project", "expenditure.nonfiscal"),
		{left: []term{{sign: 1, text: "gpb.total"}}, right: []term{{sign: 1, text: "gpb.item.*"}}},
		said("three_public.total", "three_public.overseas", "three_public.reception", "three_public.vehicles"),
		said("three_public.overseas", "three_public.overseas.detail"),
		said("three_public.reception", "three_public.reception.detail"),
		said("three_public.vehicles", "three_public.vehicles.detail"),
		said("three_public.vehicles.detail", "three_public.vehicles.operation", "three_public.vehicles.purchase"),
		said("vocational.total", "vocational.tuition_waiver", "vocational.grant", "vocational.scholarship", "vocational.teachers_day", "vocational.school_award"),
		said("talent.city_total", "talent.city_2023_share", "talent.prior_year_topup"),
		said("procurement.total", "procurement.goods", "procurement.works", "procurement.services"),
	}},
	{ID: "text.growth", Kind: TextToTable, Title: message.RuleTextGrowth, Source: message.SourceText, Check: growth},
	{ID: "text.funds", Kind: Scope, Title: message.RuleTextFunds, Source: message.SourceFunds, Equations: []equation{
		{
			left: []term{{sign: 1, text: "performance.gpb"}},
			right: []term{
				{sign: 1, of: part(11, "projects"), rows: all, column: "fiscal_total"},
				{sign: -1, of: annex(9), rows: otherFunds, column: "amount"},
			},
		},
	}},
	{ID: "scope.transfers", Kind: Scope, Title: message.RuleScopeTransfers, Source: message.SourceScope, Check: transfersApart},

	{ID: "list.scope", Kind: TextToList, Title: message.RuleListScope, Source: message.SourceList, Check: scopeLists},
	{ID: "list.names", Kind: TextToList, Title: message.RuleListNames, Source: message.SourceList, Check: spelledApart},
	{ID: "list.count", Kind: TextToList, Title: message.RuleListCount, Source: message.SourceText, Check: projectCount},
	{ID: "target.same", Kind: Target, Title: message.RuleTarget, Source: message.SourceTarget, Check: targets},
	{ID: "target.months", Kind: Target, Title: message.RuleMonths, Source: message.SourcePlan, Check: paymentMonths},
	{ID: "plan.adds", Kind: Balance, Title: message.RulePlan, Source: message.SourcePlan, Check: planAdds},
	{ID: "price.whole", Kind: UnitPrice, Title: message.RulePrice, Source: message.SourcePrice, Check: payable},
	{ID: "price.range", Kind: UnitPrice, Title: message.RulePriceRange, Source: message.SourcePrice, Check: withinStandards},
	{ID: "unique.projects", Kind: Uniqueness, Title: message.RuleUnique, Source: message.SourceLevel1, Check: sameNames},
	{ID: "measure.standards", Kind: Measure, Title: message.RuleMeasure, Source: message.SourceMeasure, Check: measures},
}

var (
	structure   = part(10, "expenditure_structure")
	development = "发展经费"

	currentColumns = []string{
		"general_public_budget", "government_fund", "state_capital", "fiscal_special_account", "institution_income",
		"institution_business_income", "superior_subsidy", "affiliated_unit_remittance", "other_income",
	}
	carryoverColumns = []string{
		"carryover_general_public_budget", "carryover_government_fund", "carryover_state_capital", "carryover_fiscal_special_account", "carryover_unit_funds",
	}
	fiscalColumns    = []string{"general_public_budget", "government_fund", "state_capital", "carryover_general_public_budget", "carryover_government_fund", "carryover_state_capital"}
	nonfiscalColumns = []string{
		"fiscal_special_account", "institution_income", "institution_business_income", "superior_subsidy", "affiliated_unit_remittance", "other_income",
		"carryover_fiscal_special_account", "carryover_unit_funds",
	}
)

// Conditions.
var (
	onlyFiscal = &Condition{message.WhenOnlyFiscal, func(d *Document) (bool, message.Message) {
		a := d.total(one(annex(3), totalRow, "nonfiscal_subtotal")) + d.total(sum(annex(2), totalRow, nonfiscalColumns...))
		return a == 0, message.BecauseNonfiscal.With(d.total(one(annex(3), totalRow, "nonfiscal_subtotal")).GroupedExact())
	}}
	onlyGeneralPublic = &Condition{message.WhenOnlyGeneral, func(d *Document) (bool, message.Message) {
		a := d.total(sum(annex(2), totalRow, "government_fund", "state_capital", "carryover_government_fund", "carryover_state_capital"))
		return a == 0, message.BecauseOtherFunds.With(a.GroupedExact())
	}}
	placesKnown = &Condition{message.WhenPlacesKnown, func(d *Document) (bool, message.Message) {
		return len(d.places) > 0, message.BecauseNoPlaces.With()
	}}
	noStateCapital = &Condition{message.WhenNoStateCapital, func(d *Document) (bool, message.Message) {
		a := d.total(sum(annex(2), totalRow, "state_capital", "carryover_state_capital"))
		return a == 0, message.BecauseOtherFunds.With(a.GroupedExact())
	}}
)

func annex(n int) name             { return name{annex: n} }
func part(n int, part string) name { return name{n, part} }

// one is a single cell.
func one(of name, row, column string) []term {
	return []term{{sign: 1, of: of, rows: at(row), column: column}}
}

// cells are cells of the column amount.
func cells(of name, rows ...string) []term {
	var ts []term
	for _, r := range rows {
		ts = append(ts, one(of, r, "amount")...)
	}
	return ts
}

// sum is several columns of a row.
func sum(of name, row string, columns ...string) []term {
	var ts []term
	for _, c := range columns {
		ts = append(ts, one(of, row, c)...)
	}
	return ts
}

func minus(ts []term) []term {
	for i := range ts {
		ts[i].sign = -ts[i].sign
	}
	return ts
}

func same(of name) []term { return []term{{sign: 1, of: of, rows: itself}} }

func projectClasses(column string) []term {
	var ts []term
	for _, c := range budget.ProjectClasses()[1:] {
		ts = append(ts, one(structure, c, column)...)
	}
	return ts
}

// said is a figure of the text that is the sum of others.
func said(total string, parts ...string) equation {
	e := equation{left: []term{{sign: 1, text: total}}}
	for _, p := range parts {
		e.right = append(e.right, term{sign: 1, text: p})
	}
	return e
}

func mirror(of3, of5 string) equation {
	return equation{
		of: annex(3), each: any,
		left:  []term{{sign: 1, of: annex(3), rows: itself, column: of3}},
		right: []term{{sign: 1, of: annex(5), rows: samePath, column: of5}},
	}
}

func treeRule(id string, title *message.Text, of ...name) *Rule {
	r := &Rule{ID: id, Kind: Tree, Title: title, Source: message.SourceLayout}
	for _, n := range of {
		r.Equations = append(r.Equations, equation{of: n, each: any, columns: []string{"*"}, left: same(n), right: []term{{sign: 1, of: n, rows: children}}})
	}
	return r
}

type columnSum struct {
	total string
	parts []string
}

func acrossRule(id string, title *message.Text, of name, sums ...columnSum) *Rule {
	r := &Rule{ID: id, Kind: Across, Title: title, Source: message.SourceLayout}
	for _, s := range sums {
		e := equation{of: of, each: any, left: []term{{sign: 1, of: of, rows: itself, column: s.total}}}
		for _, c := range s.parts {
			e.right = append(e.right, term{sign: 1, of: of, rows: itself, column: c})
		}
		r.Equations = append(r.Equations, e)
	}
	return r
}

func incomeEquations() []equation {
	items := []string{
		"income/一/一般公共预算拨款收入", "income/二/政府性基金预算拨款收入", "income/三/国有资本经营预算拨款收入", "income/四/财政专户管理资金收入", "income/五/事业收入",
		"income/六/事业单位经营收入", "income/七/上级补助收入", "income/八/附属单位上缴收入", "income/九/其他收入",
	}
	eqs := []equation{
		{left: cells(annex(1), "income/本年收入合计"), right: one(annex(2), totalRow, "current_subtotal")},
		{left: cells(annex(1), "income/上年结转结余"), right: one(annex(2), totalRow, "carryover_subtotal")},
		{left: cells(annex(1), "income/收入总计"), right: one(annex(2), totalRow, "total")},
	}
	for i, row := range items {
		eqs = append(eqs, equation{left: cells(annex(1), row), right: one(annex(2), totalRow, currentColumns[i])})
	}
	return eqs
}

// Choices of rows.

func any(*Document, *table, int) bool { return true }

func numbered(r *row) bool { return r.kind != statement.Total && len(r.texts) > 1 && r.ordinal() != "" }

// ordinal is what numbers a row of annexes 1 and 4, or that it is unassigned.
func (r *row) ordinal() string {
	if r.kind == statement.Unassigned {
		return r.path
	}
	return r.texts[len(r.texts)-2]
}

func side(s string, is func(*row) bool) func(*Document, *table, int) bool {
	return func(_ *Document, t *table, i int) bool { return t.rows[i].texts[0] == s && is(&t.rows[i]) }
}

func heading(d *Document, t *table, i int) bool {
	return t.rows[i].kind == statement.Heading && len(sectionOf(d, t, &t.rows[i])) > 0
}

// item is a 项 whose projects can be told by their names: none of them has
// lines in another 项 too.
func item(d *Document, t *table, i int) bool {
	code := t.rows[i].code
	if len(code) != 7 {
		return false
	}
	for j := range d.places {
		p := &d.places[j]
		if p.Function == code && p.Task != "" && p.Section == budget.Spending && budget.FiscalSources.Has(p.Source) {
			if _, ok := d.itemOf(p.Task, p.Project); !ok {
				return false
			}
		}
	}
	return true
}

func at(path string) func(*Document, *table, *row) []int {
	return func(_ *Document, t *table, _ *row) []int {
		if i, ok := t.paths[path]; ok {
			return []int{i}
		}
		return nil
	}
}

func itself(_ *Document, t *table, from *row) []int { return []int{t.paths[from.path]} }

func samePath(_ *Document, t *table, from *row) []int {
	if i, ok := t.paths[from.path]; ok {
		return []int{i}
	}
	return nil
}

func children(_ *Document, t *table, from *row) []int {
	var rows []int
	me := t.paths[from.path]
	for i := range t.rows {
		if t.rows[i].parent == me && i != me {
			rows = append(rows, i)
		}
	}
	return rows
}

func all(_ *Document, t *table, _ *row) []int {
	rows := make([]int, len(t.rows))
	for i := range rows {
		rows[i] = i
	}
	return rows
}

func where(of name, column, s string, is func(*row) bool) []term {
	return []term{{sign: 1, of: of, column: column, rows: func(_ *Document, t *table, _ *row) []int {
		var rows []int
		for i := range t.rows {
			if t.rows[i].texts[0] == s && is(&t.rows[i]) {
				rows = append(rows, i)
			}
		}
		return rows
	}}}
}

// sectionOf are the items below a heading of annex 4.
func sectionOf(_ *Document, t *table, from *row) []int {
	var rows []int
	for i := range t.rows {
		r := &t.rows[i]
		if r.texts[0] == from.texts[0] && r.texts[1] == from.texts[1] && r.kind != statement.Heading && r.texts[1] != "" {
			rows = append(rows, i)
		}
	}
	return rows
}

// classOfName is the class of a functional table with the name of a row of
// annexes 1 and 4, which print no codes.
func classOfName(_ *Document, t *table, from *row) []int {
	for i := range t.rows {
		r := &t.rows[i]
		if len(r.code) == 3 && r.label == from.label || r.kind == statement.Unassigned && from.kind == statement.Unassigned {
			return []int{i}
		}
	}
	return nil
}

func firstOfTask(_ *Document, t *table, i int) bool {
	return i == 0 || t.rows[i].texts[0] != t.rows[i-1].texts[0]
}

func ofTask(_ *Document, t *table, from *row) []int {
	var rows []int
	for i := range t.rows {
		if t.rows[i].texts[0] == from.texts[0] {
			rows = append(rows, i)
		}
	}
	return rows
}

// projectsOfItem are the rows of a list of projects whose lines stand in the
// 项 of a row.
func projectsOfItem(d *Document, t *table, from *row) []int {
	var rows []int
	for i := range t.rows {
		if f, ok := d.itemOf(t.rows[i].texts[0], t.rows[i].texts[1]); ok && f == from.code {
			rows = append(rows, i)
		}
	}
	return rows
}

// itemOf is the 项 of a project of a task, if it stands in one only.
func (d *Document) itemOf(task, project string) (code string, ok bool) {
	for i := range d.places {
		p := &d.places[i]
		if p.Task != task || p.Project != project || p.Section != budget.Spending || !budget.FiscalSources.Has(p.Source) {
			continue
		}
		if ok && p.Function != code {
			return "", false
		}
		code, ok = p.Function, true
	}
	return code, ok
}

func transferred(d *Document, t *table, i int) bool {
	return len(d.level1(budget.Transfer, t.rows[i].path)) > 0 && len(d.level1(budget.Spending, t.rows[i].path)) == 0
}

func (d *Document) level1(s budget.Section, project string) []*Place {
	var places []*Place
	for i := range d.places {
		if p := &d.places[i]; p.Section == s && p.Level1 == project {
			places = append(places, p)
		}
	}
	return places
}

func transfersOfProject(d *Document, t *table, from *row) []int {
	var rows []int
	for i := range t.rows {
		r := &t.rows[i]
		if len(r.texts) < 7 || r.path == totalRow {
			continue
		}
		for _, p := range d.level1(budget.Transfer, from.path) {
			if p.Unit == r.texts[0] && p.Function == r.texts[2] && p.Project == r.texts[6] {
				rows = append(rows, i)
				break
			}
		}
	}
	return rows
}

// developmentProjects are the first-level projects made of 发展经费 alone.
func developmentProjects(d *Document, t *table, _ *row) []int {
	var rows []int
	for i := range t.rows {
		places := d.level1(budget.Spending, t.rows[i].path)
		ok := len(places) > 0
		for _, p := range places {
			ok = ok && p.ProjectClass == development
		}
		if ok {
			rows = append(rows, i)
		}
	}
	return rows
}

// otherFunds are the transfers that no general public budget pays.
func otherFunds(d *Document, t *table, _ *row) []int {
	var rows []int
	for i := range t.rows {
		if r := &t.rows[i]; len(r.texts) > 4 && r.texts[4] != "" && !strings.HasPrefix(r.texts[4], "一般公共预算") {
			rows = append(rows, i)
		}
	}
	return rows
}
