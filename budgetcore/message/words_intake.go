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

	DoubtName            = text("代码 {0} 的名称写作“{1}”，分类里是“{2}”；按代码处理", "the code {0} is called \"{1}\" here, \"{2}\" in the classification; the code is taken")
	DoubtPersonnel       = text("人员支出列在“{0}”：{1}用于商品、服务和资产，人员支出应列 301 或 303", "personnel spending on \"{0}\": {1} is for goods, services and assets, people are paid from 301 or 303")
	DoubtPublic          = text("公用支出列在“{0}”：{1}是支付给个人的，公用支出应列 302 或 310", "public spending on \"{0}\": {1} is paid to people, public spending goes to 302 or 310")
	DoubtProjectNameless = text("项目支出没有写项目名称", "project spending without the name of a project")
	DoubtClassOfBasic    = text("基本支出不分项目类别，这里写了“{0}”", "basic spending has no class of project, here it is \"{0}\"")
	DoubtBasicOnGeneral  = text("“{0}”反映未单列项的项目支出，基本支出通常列在行政运行或事业运行", "\"{0}\" is for projects without an item of their own; basic spending usually stands under the running of the office or institution")
	DoubtNegative        = text("金额 {0} 小于零", "the amount {0} is below zero")
)
