package message

// IntakeColumns name the columns of a sheet that are no dimension of a line,
// in the order of intake.Column.
var IntakeColumns = [...]*Text{
	text("（不用）", "(not used)"),
	text("本年金额", "Amount"),
	text("上年金额", "Last year"),
	text("行号", "Line"),
	text("单位名称", "Name of the unit"),
	text("功能科目名称", "Name of the function"),
	text("经济科目名称", "Name of the economic item"),
	text("类、款、项（分列）", "Class, section, item apart"),
}

// Words about sheets that are pasted or opened, and about lines that are
// unusual.
var (
	IntakeTooLarge    = text("表太大，最多 {0} 行、{1} 列", "the sheet is too large: at most {0} rows and {1} columns")
	IntakeEmpty       = text("没有内容", "there is nothing in it")
	IntakeNoAmount    = text("没有找到金额这一列，请指明哪一列是金额", "no column holds amounts; say which one does")
	IntakeIDTwice     = text("行号“{0}”在表里出现两次", "the line id \"{0}\" is there twice")
	IntakeNameTwice   = text("有几个科目都叫“{0}”，请写代码", "several codes are called \"{0}\"; write the code")
	IntakeNameUnknown = text("分类里没有叫“{0}”的末级科目，请写代码", "the classification has no lowest code called \"{0}\"; write the code")
	IntakeUnitUnknown = text("没有叫“{0}”的预算单位", "there is no budget unit called \"{0}\"")

	IntakeTotalDiffers = text("“{0}”写的是 {1}，它所含各行相加是 {2}", "\"{0}\" states {1}, its rows come to {2}")
	IntakeRowsWrong    = text("{0}（共 {1} 行有误，没有读入）", "{0} ({1} rows are wrong in all, nothing was read)")
	IntakeUnderstood   = text("读入 {0} 行，金额按{1}理解，支出合计 {2} 万元", "read {0} rows, amounts taken in {1}, spending of {2} 万元 in all")
	UnitWan            = text("万元", "万元")
	UnitYuan           = text("元", "元")
	CommandStart       = text("建立本部门的预算草稿，可从明细表（CSV）开始", "start the budget of one's own department, from a CSV of lines if there is one")
	FlagDepartment     = text("部门名称", "name of the department")
	FlagYear           = text("预算年度，如 2027", "budget year, such as 2027")
	FlagCode           = text("部门代码，可省", "code of the department, optional")
	FlagLines          = text("明细表：CSV 或制表符分隔的文本（UTF-8、GB 18030 或 UTF-16），- 为标准输入", "sheet of lines: CSV or text with tabs (UTF-8, GB 18030 or UTF-16), - for standard input")
	FlagSheetUnit      = text("明细表金额的单位：yuan 或 wan；不写则看表头，再看数的大小", "what amounts in the sheet are in: yuan or wan; otherwise by its heads, then by their size")
	SheetUnitUnknown   = text("只能是 yuan 或 wan，不是“{0}”", "yuan or wan, not \"{0}\"")

	IntakeTitle       = text("读入明细表", "Take in a sheet of lines")
	IntakeText        = text("表的内容（从 WPS、Excel 复制的单元格，或 CSV）", "The sheet (cells copied from a spreadsheet, or CSV)")
	IntakeTextHint    = text("在表格软件里选中带表头的区域，复制，粘贴到这里", "select a block with its heads in a spreadsheet, copy it, paste it here")
	IntakeFile        = text("打开表格文件（CSV）…", "Open a file (CSV)…")
	IntakeUnitSaid    = text("金额单位（表中写明）", "Amounts are in (as the sheet says)")
	IntakeUnitGuessed = text("金额单位（表中没有写明，请核对）", "Amounts are in (the sheet does not say: check)")
	IntakeColumnIs    = text("第 {0} 列是", "Column {0} is")
	IntakePreview     = text("表的理解", "The sheet as understood")
	IntakeBecomes     = text("读入后", "Becomes")
	IntakeNew         = text("新增一行", "a new line")
	IntakeChanges     = text("改动 {0}", "changes {0}")
	IntakeSame        = text("没有变化", "no change")
	IntakeEnded       = text("本年不再安排", "ends this year")
	IntakeMore        = text("另有 {0} 行没有列出", "{0} more rows are not listed")
	IntakeSays        = text("将新增 {0} 行、改动 {1} 行；支出合计 {2} → {3} 万元。下面的金额已折成万元。", "{0} lines will be added and {1} changed; spending {2} → {3} 万元. Amounts below are in 万元.")
	IntakeTaken       = text("已新增 {0} 行、改动 {1} 行，支出合计 {2} → {3} 万元；撤销一次即可全部恢复。", "{0} lines added and {1} changed, spending {2} → {3} 万元; one undo takes all back.")
	IntakeWrong       = text("{0} 行有误，不会读入", "{0} rows are wrong and will be left out")
	IntakeRowAt       = text("第 {0} 行", "row {0}")
	IntakeAgree       = text("确认读入", "Take it in")
	FoundTitle        = text("自建部门预算", "A budget of one's own department")
	FoundName         = text("部门名称", "Department")
	FoundYear         = text("预算年度", "Year")
	FoundCode         = text("部门代码（可省）", "Code (optional)")
	FoundUnits        = text("预算单位（可省；明细表里写到的单位会自动加入）", "Budget units (optional; those the sheet names join by themselves)")
	FoundUnitsHint    = text("每行一个：代码 名称", "one a line: code name")
	FoundSays         = text("将读入 {0} 行：本年支出 {1} 万元，上年 {2} 万元，{3} 个单位。下面的金额已折成万元。", "{0} lines: {1} 万元 of spending this year, {2} last year, {3} units. Amounts below are in 万元.")
	FoundAgree        = text("建立预算", "Start the budget")
	FoundDone         = text("已建立“{0}”，原来的预算还在“预算”里。", "Started \"{0}\"; the other budgets are still under \"Budgets\".")
	DepartmentTitle   = text("部门、年度和单位", "Department, year and units")
	DepartmentUnits   = text("预算单位，每行一个：代码 名称", "Budget units, one a line: code name")
	BudgetsTitle      = text("预算", "Budgets")
	BudgetsAway       = text("已收起（{0}）", "Put away ({0})")
	BudgetsUnsaved    = text("还有改动没有存好，请稍候再切换预算", "some edits are not saved yet; wait before turning to another budget")
	BudgetOpen        = text("当前", "open now")
	BudgetUnread      = text("还没有打开过的预算 {0}", "a budget not opened yet, {0}")
	BudgetTurned      = text("已打开“{0}”（{1}）。", "Opened \"{0}\" ({1}).")
	BudgetNew         = text("从公布数新建一份", "A new draft on the published budget")
	BudgetFile        = text("打开草稿文件为另一份…", "Open a draft file beside these…")
	BudgetPutAway     = text("收起这一份（只读）", "Put this one away (read only)")
	BudgetTakeOut     = text("取出这一份，继续编制", "Take this one out to edit it")
	BudgetAway        = text("这份预算已收起，只能查看；要继续编制请在“预算”里取出", "this budget is put away and can only be read; take it out under \"Budgets\" to edit it")
	BudgetAfresh      = text("收起这一份，从公布数重新开始", "Put this one away and start afresh")
	BudgetAfreshHint  = text("上课时一步回到公布的 2023 年预算：当前这份原样收起，随时可以取出。", "For a class: back to the published 2023 budget in one step; the present one is put away as it is and can be taken out at any time.")
	BudgetAfreshDone  = text("已从公布数重新开始；原来那份收在“预算”里。", "Started afresh from the published figures; the other draft is put away under \"Budgets\".")

	DoubtName            = text("代码 {0} 的名称写作“{1}”，分类里是“{2}”；按代码处理", "the code {0} is called \"{1}\" here, \"{2}\" in the classification; the code is taken")
	DoubtPersonnel       = text("人员支出列在“{0}”：{1}用于商品、服务和资产，人员支出应列 301 或 303", "personnel spending on \"{0}\": {1} is for goods, services and assets, people are paid from 301 or 303")
	DoubtPublic          = text("公用支出列在“{0}”：{1}是支付给个人的，公用支出应列 302 或 310", "public spending on \"{0}\": {1} is paid to people, public spending goes to 302 or 310")
	DoubtProjectNameless = text("项目支出没有写项目名称", "project spending without the name of a project")
	DoubtClassOfBasic    = text("基本支出不分项目类别，这里写了“{0}”", "basic spending has no class of project, here it is \"{0}\"")
	DoubtBasicOnGeneral  = text("“{0}”反映未单列项的项目支出，基本支出通常列在行政运行或事业运行", "\"{0}\" is for projects without an item of their own; basic spending usually stands under the running of the office or institution")
	DoubtNegative        = text("金额 {0} 小于零", "the amount {0} is below zero")
)
