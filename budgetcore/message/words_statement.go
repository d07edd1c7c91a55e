package message

// Titles of the annexes, as printed.
var (
	Annex1 = text("部门收支预算总体情况表", "Income and expenditure of the department")
	Annex2 = text("部门收入预算总体情况表", "Income by unit and source")
	Annex3 = text("部门支出预算总体情况表", "Expenditure by function")
	Annex4 = text("财政拨款收支预算总体情况表", "Fiscal income and expenditure")
	Annex5 = text("一般公共预算支出情况表", "General public budget by function")
	Annex6 = text("一般公共预算基本支出情况表（经济分类款级科目）", "Basic expenditure of the general public budget by economic item")
	Annex7 = text("一般公共预算“三公”经费支出情况表", "Three public expenses of the general public budget")
	Annex8 = text("政府性基金预算支出情况表", "Government fund budget by function")
	Annex9 = text("市对区转移支付项目支出预算表", "Transfers from the city to its districts")

	Annex10Overview    = text("部门（单位）整体支出绩效目标表：年度目标", "Performance targets of the department: goal of the year")
	Annex10Structure   = text("部门（单位）整体支出绩效目标表：支出结构", "Performance targets of the department: structure of spending")
	Annex10Performance = text("部门（单位）整体支出绩效目标表：任务和指标", "Performance targets of the department: tasks and indicators")
	Annex10Projects    = text("部门（单位）整体支出绩效目标表：涉及项目", "Performance targets of the department: projects of the tasks")
	Annex11Projects    = text("一级项目绩效目标表：项目", "Performance targets of first-level projects: projects")
	Annex11Indicators  = text("一级项目绩效目标表：指标", "Performance targets of first-level projects: indicators")
)

// Heads of the annexes' columns.
var (
	HeadSide             = text("收支", "Side")
	HeadSection          = text("部分", "Part")
	HeadOrdinal          = text("序号", "No.")
	HeadItem             = text("项目", "Item")
	HeadAmount           = text("预算数", "Budget")
	HeadUnitCode         = text("单位代码", "Unit code")
	HeadUnitName         = text("单位名称", "Unit")
	HeadCode             = text("科目代码", "Code")
	HeadName             = text("科目名称", "Name")
	HeadTotal            = text("合计", "Total")
	HeadSubtotal         = text("小计", "Subtotal")
	HeadCurrentYear      = text("本年收入", "This year's income")
	HeadCarryover        = text("上年结转结余", "Carried over")
	HeadUnitFunds        = text("单位资金", "Unit funds")
	HeadFiscal           = text("财政拨款", "Fiscal appropriation")
	HeadNonfiscal        = text("非财政拨款", "Other funds")
	HeadBasic            = text("基本支出", "Basic")
	HeadPersonnel        = text("人员支出", "Personnel")
	HeadPublic           = text("公用支出", "Public")
	HeadProject          = text("项目支出", "Project")
	HeadOverseas         = text("因公出国（境）费", "Overseas travel")
	HeadVehicles         = text("公务用车购置及运行费", "Official vehicles")
	HeadVehiclePurchase  = text("公务用车购置费", "Purchase")
	HeadVehicleOperation = text("公务用车运行费", "Running")
	HeadReception        = text("公务接待费", "Reception")
	HeadFunctionCode     = text("功能科目代码", "Function code")
	HeadFunctionName     = text("功能科目名称", "Function")
	HeadFundNature       = text("资金性质", "Funds")
	HeadTransferType     = text("转移支付类型", "Kind of transfer")
	HeadProjectName      = text("项目名称", "Project")
	HeadStatement        = text("说明", "Statement")
	HeadField            = text("栏目", "Field")
	HeadText             = text("内容", "Text")
	HeadStructure        = text("支出结构", "Structure")
	HeadFundsTotal       = text("资金总额", "All funds")
	HeadFundsFiscal      = text("其中：财政资金", "Of which fiscal")
	HeadInputPlan        = text("投入计划", "Input plan")
	HeadTask             = text("年度工作任务", "Task of the year")
	HeadIndicator        = text("绩效指标", "Indicator")
	HeadDirection        = text("指标方向", "Direction")
	HeadTarget           = text("目标值", "Target")
	HeadMeasure          = text("计量单位", "Unit of measure")
	HeadTaskFunds        = text("涉及财政资金", "Fiscal funds")
	HeadTerm             = text("实施期限", "Term")
	HeadImplementing     = text("实施单位", "Unit")
	HeadSupervising      = text("主管部门", "Department")
	HeadBudgetFunds      = text("预算资金", "Budget")
	HeadFiscalFunds      = text("其中：财政拨款数", "Of which fiscal")
	HeadGoal             = text("总目标", "Goal")
	HeadScope            = text("资金使用范围", "Use of funds")
	HeadPlan             = text("资金投入计划", "Disbursement plan")
	HeadLevel1           = text("一级指标", "Level 1")
	HeadLevel2           = text("二级指标", "Level 2")
	HeadLevel3           = text("三级指标", "Level 3")
	SideIncome           = text("收入", "Income")
	SideExpenditure      = text("支出", "Expenditure")
	UnitOfMeasure        = text("单位：万元", "Unit: 万元 (10,000 yuan)")
)

// Sources of funds, in the order of budget.Source.
var Sources = [...]*Text{
	text("来源未定", "Source not known"),
	text("一般公共预算拨款", "General public budget"),
	text("政府性基金预算拨款", "Government fund"),
	text("国有资本经营预算拨款", "State capital"),
	text("财政专户管理资金", "Fiscal special account"),
	text("事业收入", "Institution income"),
	text("事业单位经营收入", "Institution business income"),
	text("上级补助收入", "Subsidy from above"),
	text("附属单位上缴收入", "Remittance from affiliates"),
	text("其他收入", "Other income"),
	text("结转：一般公共预算拨款", "Carried over: general public budget"),
	text("结转：政府性基金预算拨款", "Carried over: government fund"),
	text("结转：国有资本经营预算拨款", "Carried over: state capital"),
	text("结转：财政专户管理资金", "Carried over: fiscal special account"),
	text("结转：单位资金", "Carried over: unit funds"),
}

// Kinds of spending, in the order of budget.Kind.
var Kinds = [...]*Text{
	text("类别未定", "Kind not known"),
	text("人员支出", "Personnel"),
	text("公用支出", "Public"),
	text("项目支出", "Project"),
}

// Sections of lines, in the order of budget.Section.
var Sections = [...]*Text{
	text("支出", "Spending"),
	text("基本支出（经济分类）", "Basic spending by economic item"),
	text("收入", "Income"),
	text("市对区转移支付", "Transfers to districts"),
	text("“三公”经费", "Three public expenses"),
}
