package statement

import (
	"slices"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
)

// Annexes are the statements of a department budget, in the order of their
// numbers, as the finance bureau of Xiamen prescribes them.
var Annexes = append(figures, performance...)

// figures are the annexes that are tables of amounts.
var figures = []*Definition{
	{
		Annex: 1, Title: message.Annex1,
		Keys:    []Key{{"side", message.HeadSide}, {"ordinal", message.HeadOrdinal}, {"item", message.HeadItem}},
		Columns: []Column{{"amount", heads(message.HeadAmount), Filter{}}},
		Rows:    list(incomeAndExpenditure),
	},
	{
		Annex: 2, Title: message.Annex2,
		Keys:    []Key{{"unit_code", message.HeadUnitCode}, {"unit_name", message.HeadUnitName}},
		Columns: incomeColumns(),
		Rows:    byUnit{budget.Income},
	},
	{
		Annex: 3, Title: message.Annex3,
		Keys: classificationKeys,
		Columns: []Column{
			{"total", heads(message.HeadTotal), Filter{}},
			{"fiscal_subtotal", heads(message.HeadFiscal, message.HeadSubtotal), Filter{Sources: budget.FiscalSources}},
			{"fiscal_basic", heads(message.HeadFiscal, message.HeadBasic), Filter{Sources: budget.FiscalSources, Kinds: basic}},
			{"fiscal_project", heads(message.HeadFiscal, message.HeadProject), Filter{Sources: budget.FiscalSources, Kinds: project}},
			{"nonfiscal_subtotal", heads(message.HeadNonfiscal, message.HeadSubtotal), Filter{Sources: budget.NonfiscalSources}},
			{"nonfiscal_basic", heads(message.HeadNonfiscal, message.HeadBasic), Filter{Sources: budget.NonfiscalSources, Kinds: basic}},
			{"nonfiscal_project", heads(message.HeadNonfiscal, message.HeadProject), Filter{Sources: budget.NonfiscalSources, Kinds: project}},
		},
		Rows: tree{section: budget.Spending, scheme: functional, code: functionOf},
	},
	{
		Annex: 4, Title: message.Annex4,
		Keys: []Key{
			{"side", message.HeadSide},
			{"section", message.HeadSection},
			{"ordinal", message.HeadOrdinal},
			{"item", message.HeadItem},
		},
		Columns: []Column{{"amount", heads(message.HeadAmount), Filter{Sources: budget.FiscalSources}}},
		Rows:    list(fiscalIncomeAndExpenditure),
	},
	{
		Annex: 5, Title: message.Annex5,
		Keys: classificationKeys,
		Columns: []Column{
			{"total", heads(message.HeadTotal), Filter{}},
			{"basic_subtotal", heads(message.HeadBasic, message.HeadSubtotal), Filter{Kinds: basic}},
			{"personnel", heads(message.HeadBasic, message.HeadPersonnel), Filter{Kinds: personnel}},
			{"public", heads(message.HeadBasic, message.HeadPublic), Filter{Kinds: public}},
			{"project", heads(message.HeadProject), Filter{Kinds: project}},
		},
		Rows: tree{section: budget.Spending, scheme: functional, code: functionOf, scope: Filter{Sources: budget.GeneralPublicBudgetSources}},
	},
	{
		Annex: 6, Title: message.Annex6,
		Keys: classificationKeys,
		Columns: []Column{
			{"total", heads(message.HeadTotal), Filter{}},
			{"personnel", heads(message.HeadPersonnel), Filter{Kinds: personnel}},
			{"public", heads(message.HeadPublic), Filter{Kinds: public}},
		},
		Rows: tree{section: budget.Economic, scheme: economic, code: func(x *ledger.Fact) string { return x.Economic }},
	},
	{
		Annex: 7, Title: message.Annex7,
		Columns: []Column{
			{"total", heads(message.HeadTotal), Filter{}},
			{"overseas_travel", heads(message.HeadOverseas), Filter{Projects: budget.ThreePublicItems[:1]}},
			{"vehicles_subtotal", heads(message.HeadVehicles, message.HeadSubtotal), Filter{Projects: budget.ThreePublicItems[1:3]}},
			{"vehicle_purchase", heads(message.HeadVehicles, message.HeadVehiclePurchase), Filter{Projects: budget.ThreePublicItems[1:2]}},
			{"vehicle_operation", heads(message.HeadVehicles, message.HeadVehicleOperation), Filter{Projects: budget.ThreePublicItems[2:3]}},
			{"official_reception", heads(message.HeadReception), Filter{Projects: budget.ThreePublicItems[3:]}},
		},
		// fiscal money only; a source that is not known is not held against it
		Rows: one{budget.ThreePublic, Filter{Sources: budget.FiscalSources | budget.SourcesOf(budget.NoSource)}},
	},
	{
		Annex: 8, Title: message.Annex8,
		Keys: classificationKeys,
		Columns: []Column{
			{"total", heads(message.HeadTotal), Filter{}},
			{"basic", heads(message.HeadBasic), Filter{Kinds: basic}},
			{"project", heads(message.HeadProject), Filter{Kinds: project}},
		},
		After: []Key{{"statement", message.HeadStatement}},
		Rows: tree{
			section: budget.Spending, scheme: functional, code: functionOf,
			scope: Filter{Sources: budget.SourcesOf(budget.GovernmentFund, budget.CarryoverGovernmentFund)},
			remark: func(ds *budget.Dataset) string {
				return "说明：本单位" + ds.Year + "年无政府性基金预算支出"
			},
		},
	},
	{
		Annex: 9, Title: message.Annex9,
		Keys: []Key{
			{"unit_code", message.HeadUnitCode},
			{"unit_name", message.HeadUnitName},
			{"function_code", message.HeadFunctionCode},
			{"function_name", message.HeadFunctionName},
			{"fund_nature", message.HeadFundNature},
			{"transfer_type", message.HeadTransferType},
			{"project_name", message.HeadProjectName},
		},
		Columns: []Column{{"amount", heads(message.HeadAmount), Filter{}}},
		Rows:    transfers{},
	},
}

// Parts returns the definitions of an annex: one, or its parts in order, then
// what is derived from it; none if there is no such annex.
func Parts(n int) []*Definition {
	var parts []*Definition
	for _, d := range slices.Concat(Annexes, Derived) {
		if d.Annex == n {
			parts = append(parts, d)
		}
	}
	return parts
}

// Annex returns the definition of an annex, of the first part where it has
// several; nil if there is none.
func Annex(n int) *Definition {
	for _, d := range Annexes {
		if d.Annex == n {
			return d
		}
	}
	return nil
}

var (
	personnel = []budget.Kind{budget.Personnel}
	public    = []budget.Kind{budget.Public}
	basic     = []budget.Kind{budget.Personnel, budget.Public}
	project   = []budget.Kind{budget.Project}

	classificationKeys = []Key{{"code", message.HeadCode}, {"name", message.HeadName}}
)

func heads(h ...*message.Text) []*message.Text { return h }

func functional(ds *budget.Dataset) *classification.Scheme { return ds.Functional }
func economic(ds *budget.Dataset) *classification.Scheme   { return ds.Economic }
func functionOf(x *ledger.Fact) string                     { return x.Function }

func incomeColumns() []Column {
	columns := []Column{
		{"total", heads(message.HeadTotal), Filter{}},
		{"current_subtotal", heads(message.HeadCurrentYear, message.HeadSubtotal), Filter{Sources: budget.CurrentSources | budget.SourcesOf(budget.NoSource)}},
	}
	for s := budget.GeneralPublicBudget; s < budget.SourceCount; s++ {
		group, head := message.HeadCurrentYear, message.Sources[s]
		if budget.CarryoverSources.Has(s) {
			group, head = message.HeadCarryover, message.Sources[s-budget.CarryoverGeneralPublicBudget+budget.GeneralPublicBudget]
		}
		if s == budget.CarryoverUnitFunds {
			head = message.HeadUnitFunds
		}
		if s == budget.CarryoverGeneralPublicBudget {
			columns = append(columns, Column{"carryover_subtotal", heads(group, message.HeadSubtotal), Filter{Sources: budget.CarryoverSources}})
		}
		columns = append(columns, Column{s.String(), heads(group, head), Filter{Sources: budget.SourcesOf(s)}})
	}
	return columns
}

// Words of annexes 1, 4 and 9, as printed.
var (
	incomeItems = []string{
		"一般公共预算拨款收入", "政府性基金预算拨款收入", "国有资本经营预算拨款收入", "财政专户管理资金收入", "事业收入",
		"事业单位经营收入", "上级补助收入", "附属单位上缴收入", "其他收入",
	}
	fiscalItems = []string{"一般公共预算拨款", "政府性基金预算拨款", "国有资本经营预算拨款"}
	ordinals    = []string{"一", "二", "三", "四", "五", "六", "七", "八", "九"}
)

const (
	income      = "income"
	expenditure = "expenditure"
)

func incomeAndExpenditure(ds *budget.Dataset) []entry {
	in := func(kind RowKind, ordinal, item string, sources budget.SourceSet) entry {
		return entry{kind: kind, texts: []string{income, ordinal, item}, section: budget.Income, of: Filter{Sources: sources}}
	}
	var rows []entry
	for i, item := range incomeItems {
		rows = append(rows, in(Leaf, ordinals[i], item, budget.SourcesOf(budget.GeneralPublicBudget+budget.Source(i))))
	}
	rows = append(rows,
		in(Unassigned, "", unassigned, budget.SourcesOf(budget.NoSource)),
		in(Total, "", "本年收入合计", budget.CurrentSources|budget.SourcesOf(budget.NoSource)),
		in(Leaf, "", "上年结转结余", budget.CarryoverSources),
		in(Total, "", "收入总计", 0),
	)
	out := func(kind RowKind, ordinal, item string) entry {
		return entry{kind: kind, texts: []string{expenditure, ordinal, item}, section: budget.Spending}
	}
	for _, c := range ds.Classes {
		e := out(Leaf, c.Ordinal, c.Name)
		e.class = c.Code
		rows = append(rows, e)
	}
	carriedOut := out(Leaf, "", "年终结转结余")
	carriedOut.empty = true
	return append(rows, out(Unassigned, "", unassigned), out(Total, "", "本年支出合计"), carriedOut, out(Total, "", "支出总计"))
}

func fiscalIncomeAndExpenditure(ds *budget.Dataset) []entry {
	in := func(kind RowKind, section, ordinal, item string, sources budget.SourceSet) entry {
		return entry{kind: kind, texts: []string{income, section, ordinal, item}, section: budget.Income, of: Filter{Sources: sources}}
	}
	out := func(kind RowKind, section, ordinal, item string) entry {
		return entry{kind: kind, texts: []string{expenditure, section, ordinal, item}, section: budget.Spending}
	}
	heading := func(e entry) entry { e.empty = true; return e }

	rows := []entry{heading(in(Heading, "一", "", "本年收入", 0))}
	for i, item := range fiscalItems {
		rows = append(rows, in(Leaf, "一", ordinals[i], item, budget.SourcesOf(budget.GeneralPublicBudget+budget.Source(i))))
	}
	rows = append(rows, heading(in(Heading, "二", "", "上年结转", 0)))
	for i, item := range fiscalItems {
		rows = append(rows, in(Leaf, "二", ordinals[i], item, budget.SourcesOf(budget.CarryoverGeneralPublicBudget+budget.Source(i))))
	}
	rows = append(rows, in(Total, "", "", "收入总计", 0), heading(out(Heading, "一", "", "本年支出")))
	for _, c := range ds.Classes {
		e := out(Leaf, "一", c.Ordinal, c.Name)
		e.class = c.Code
		rows = append(rows, e)
	}
	return append(rows,
		out(Unassigned, "一", "", unassigned),
		heading(out(Heading, "二", "", "年终结转结余")),
		out(Total, "", "", "支出总计"),
	)
}

// fundNature is how annex 9 names the budget that pays for a transfer.
func fundNature(s budget.Source) string {
	switch s {
	case budget.GeneralPublicBudget, budget.CarryoverGeneralPublicBudget:
		return "一般公共预算资金"
	case budget.GovernmentFund, budget.CarryoverGovernmentFund:
		return "政府性基金预算资金"
	case budget.StateCapital, budget.CarryoverStateCapital:
		return "国有资本经营预算资金"
	case budget.NoSource:
		return ""
	}
	return "其他资金"
}
