package message

// Titles of the rules that tie figures together.
var (
	RuleBalance             = text("收支相等：收入总计等于支出总计", "income equals expenditure in total")
	RuleBalanceFiscal       = text("收支分资金相等：财政拨款、非财政拨款各自收支相等", "fiscal and other income each equal what is spent of them")
	RuleTreeUnits           = text("各单位之和等于部门，部门等于合计", "the units add to the department, the department to the total")
	RuleTreeFunctions       = text("功能科目：项加总为款，款加总为类，类加总为合计", "functions: items add to divisions, divisions to classes, classes to the total")
	RuleTreeEconomic        = text("经济科目：款加总为类，类加总为合计", "economic items add to classes, classes to the total")
	RuleTreeList            = text("清单各行加总为合计", "the rows of a list add to its total")
	RuleTreeSides           = text("收入、支出各行加总为本年合计与总计", "the rows of income and of expenditure add to their totals")
	RuleTreeHeadings        = text("小标题行若填数，等于其下各行之和", "a heading that carries a figure is the sum of the rows below it")
	RuleTreeTasks           = text("每项工作任务的财政资金等于其项目清单之和", "the funds of a task are the sum of its projects")
	RuleAcrossIncome        = text("附表 2 横向：合计＝本年收入＋上年结转，小计＝各来源之和", "annex 2 across: total = this year + carried over, subtotal = its sources")
	RuleAcrossExpenditure   = text("附表 3 横向：合计＝财政＋非财政，小计＝基本＋项目", "annex 3 across: total = fiscal + other, subtotal = basic + project")
	RuleAcrossGeneral       = text("附表 5 横向：合计＝基本＋项目，基本＝人员＋公用", "annex 5 across: total = basic + project, basic = personnel + public")
	RuleAcrossEconomic      = text("附表 6 横向：合计＝人员＋公用", "annex 6 across: total = personnel + public")
	RuleAcrossThreePublic   = text("附表 7 横向：合计＝出国＋公车＋接待，公车＝购置＋运行", "annex 7 across: total = travel + vehicles + reception, vehicles = purchase + running")
	RuleAcrossFund          = text("附表 8 横向：合计＝基本＋项目", "annex 8 across: total = basic + project")
	RuleCrossIncome         = text("附表 1 的收入等于附表 2 合计行的同一来源", "income in annex 1 is the total row of annex 2, source by source")
	RuleCrossExpenditure    = text("附表 1 的支出等于附表 3 的同一类", "expenditure in annex 1 is annex 3, class by class")
	RuleCrossFiscal         = text("附表 4 是附表 1、2、3 的财政拨款部分", "annex 4 is the fiscal part of annexes 1, 2 and 3")
	RuleCrossFund           = text("财政拨款支出＝一般公共预算（附表 5）＋政府性基金（附表 8）", "fiscal expenditure = general public budget (annex 5) + government fund (annex 8)")
	RuleCrossBasic          = text("附表 6 的合计等于附表 5 的基本支出", "the totals of annex 6 are the basic expenditure of annex 5")
	RuleCrossStructure      = text("附表 10 的支出结构等于附表 3 的合计", "the structure of annex 10 is the totals of annex 3")
	RuleCrossStructureBasic = text("附表 10 的人员、公用（财政）等于附表 5 的合计", "personnel and public (fiscal) in annex 10 are the totals of annex 5")
	RuleCrossTasks          = text("每一项的财政项目支出都列在附表 10 的任务里", "the fiscal project spending of each item stands in a task of annex 10")
	RuleCrossTransfers      = text("附表 11 的转移支付项目等于附表 9 的同一项目", "transfer projects of annex 11 are those of annex 9")
	RuleCrossLevel1         = text("由发展经费组成的一级项目加总为发展经费", "the first-level projects made of development funds add to them")
	RuleSubsetThreePublic   = text("附表 6 的公用部分不超过附表 7 的“三公”经费", "the basic part in annex 6 is within the three public expenses of annex 7")
	RuleSubsetFiscal        = text("其中：财政拨款不超过全部资金", "the fiscal part is within all funds")
	RuleMirrorFiscal        = text("附表 3 的财政拨款等于附表 5，逐行逐列", "the fiscal part of annex 3 is annex 5, row by row")
	RuleMirrorAll           = text("附表 3 等于附表 5，附表 1 等于附表 4", "annex 3 is annex 5, annex 1 is annex 4")
	RuleTextTable           = text("说明里的数等于附表里的数", "a figure of the text is the figure of the annexes")
	RuleTextSums            = text("说明里的“其中”加总为它的总数", "the parts that the text names add to their total")
	RuleTextGrowth          = text("增减百分比与增减额、总额相符", "a percentage fits the change and the total it speaks of")
	RuleTextFunds           = text("绩效项目的一般公共预算拨款不含其他资金", "the general public budget of the performance projects holds no other funds")
	RuleScopeTransfers      = text("市对区转移支付在收支总计之外", "transfers to districts lie outside income and expenditure")
	RuleListScope           = text("资金使用范围所列项目加总为项目预算", "the projects that the use of funds lists add to the project")
	RuleListNames           = text("同一项目在各处写法一致", "a project is spelled alike everywhere")
	RuleListCount           = text("说明里的一级项目个数等于附表 11 的行数", "the number of first-level projects in the text is that of annex 11")
	RuleTarget              = text("同名指标的目标值一致", "indicators of one name have one target")
	RuleMonths              = text("说明的拨款月份与附表 11 的投入计划相符", "the months of payment in the text fit the plan in annex 11")
	RulePrice               = text("金额除以确定的人数，每人为整元", "an amount for an exact number of people is whole 元 for each")
	RulePriceRange          = text("人均金额不低于最低标准，人数确定时也不高于最高标准", "the amount for each person is within the project's own standards")
	RuleUnique              = text("一级项目不重名", "first-level projects have names of their own")
	RuleMeasure             = text("计量单位与指标相称", "the unit of measure fits the indicator")
	RuleJoint               = text("存在一本精确的账能解释全部公布数", "one exact ledger explains all printed figures")
)

// Where the rules come from.
var (
	SourceBudgetLaw   = text("《预算法》收支平衡；附表 1、4 的总计行", "budgets balance (Budget Law); the total rows of annexes 1 and 4")
	SourceLayout      = text("附表的表式：栏目和行次本身的含义", "the layout of the annexes: what their rows and columns mean")
	SourceTasks       = text("附表 10“涉及项目”列出任务的财政项目；项目所在的项由明细行给出", "annex 10 lists the fiscal projects of its tasks; lines say in which item a project stands")
	SourceTransfers   = text("附表 9 与附表 11 所列为同一转移支付项目；对应关系由明细行给出", "annexes 9 and 11 list the same transfer projects; lines say which")
	SourceLevel1      = text("附表 11 按一级项目列示；一级项目以名称相互区别", "annex 11 goes by first-level projects, told apart by their names")
	SourceThreePublic = text("“三公”经费包含基本支出中的 30212、30217、30231", "the three public expenses hold 30212, 30217 and 30231 of basic spending")
	SourceText        = text("说明第二部分是附表的文字表述", "part two of the publication says in words what the annexes print")
	SourceFunds       = text("附表 9 的资金性质；一般公共预算不含政府性基金和国有资本经营预算", "the funds named in annex 9; the general public budget holds neither government fund nor state capital")
	SourceScope       = text("说明一（二）：“不含市对区转移支付项目”", "part two says so: \"不含市对区转移支付项目\"")
	SourceList        = text("附表 11 的资金使用范围与附表 10 的项目清单", "the use of funds in annex 11 and the list of projects in annex 10")
	SourceTarget      = text("部门整体绩效目标由一级项目的绩效目标归集", "the department's targets are gathered from those of its projects")
	SourcePlan        = text("说明五的实施周期与附表 11 的资金投入计划", "the schedule in part two, chapter five, and the plan in annex 11")
	SourcePrice       = text("补助按人发放，最小单位为元", "subsidies are paid to persons, in whole 元")
	SourceMeasure     = text("标准以元计量，率和比例以百分比计量，人数以人计量", "standards are measured in 元, rates in percent, people in persons")
	SourceRounding    = text("公布数四舍五入到 0.01 万元；各等式共用数字，须同时成立", "printed figures are rounded to 0.01 万元; relations share figures and must hold together")
)

// Conditions of rules, and why one does not hold.
var (
	WhenOnlyFiscal     = text("部门没有非财政拨款", "the department has fiscal money alone")
	WhenOnlyGeneral    = text("财政拨款只有一般公共预算", "fiscal money is the general public budget alone")
	WhenNoStateCapital = text("没有国有资本经营预算拨款", "there is no state capital")
	WhenPlacesKnown    = text("知道各项目在哪一科目", "it is known in which item a project stands")
	BecauseNonfiscal   = text("非财政拨款有 {0} 万元", "there are {0} 万元 of other funds")
	BecauseOtherFunds  = text("其他财政资金有 {0} 万元", "there are {0} 万元 of other fiscal funds")
	BecauseNoPlaces    = text("没有明细行", "there are no lines")
	DoesNotApply       = text("只在“{0}”时成立；这里不适用：{1}", "holds only where {0}; not here: {1}")
)

// What was found, in one sentence.
var (
	SidesAgree  = text("{0}（{1}）与{2}（{3}）相等", "{0} ({1}) and {2} ({3}) agree")
	SidesTail   = text("{0}（{1}）与{2}（{3}）相差 {4}，四舍五入可以解释（须小于 {5}）：尾差，不是错误", "{0} ({1}) and {2} ({3}) are {4} apart; rounding explains it (less than {5}): a tail, no error")
	SidesDiffer = text("{0}（{1}）与{2}（{3}）相差 {4}；四舍五入只能解释小于 {5} 的差", "{0} ({1}) and {2} ({3}) are {4} apart; rounding alone explains a difference below {5}")
	PartWithin  = text("{0}（{1}）在{2}（{3}）之内", "{0} ({1}) is within {2} ({3})")
	PartTail    = text("{0}（{1}）比{2}（{3}）多 {4}，四舍五入可以解释（须小于 {5}）", "{0} ({1}) exceeds {2} ({3}) by {4}; rounding explains it (less than {5})")
	PartExceeds = text("{0}（{1}）是{2}（{3}）的一部分，却多出 {4}（四舍五入只能解释小于 {5} 的差）", "{0} ({1}) is part of {2} ({3}) and yet larger by {4} (rounding alone explains less than {5})")

	FigureInText = text("说明“{0}”", "text: \"{0}\"")
	RowOfAnnex   = text("附表 {0} {1}", "annex {0}, {1}")
	CellOfAnnex  = text("附表 {0} {1}·{2}", "annex {0}, {1} · {2}")
	HeadJoined   = text("{0}·{1}", "{0} · {1}")
	SideMissing  = text("{0}为 {1} 万元，另一边却没有列出对应的数（规则：{2}）", "{0} is {1} 万元, but nothing is listed for it on the other side (rule: {2})")
	NoFigure     = text("没有对应的数", "no figure there")
	SumOf        = text("{0}等 {1} 个数之和", "the sum of {0} and others, {1} in all")
	SumOfBlank   = text("{0}（空白）", "{0} (blank)")
	RowsOfAnnex  = text("附表 {0} 的行数", "rows of annex {0}")

	ChangeOverLast = text("{0}除以上年数", "{0} divided by last year")
	GrowthSaid     = text("{0}为 {1}，按{2}算是 {3}", "{0} says {1}; {2} gives {3}")
	TransfersApart = text("附表 9 的{0} {1} 万元在附表 1 的 {2} 万元之外，范围不同，不必相等", "{0} of annex 9, {1} 万元, lies outside the {2} 万元 of annex 1: another scope, they need not agree")

	ListAgrees       = text("{0}（{1}）与资金使用范围所列 {2} 个项目之和相等", "{0} ({1}) is the sum of the {2} projects that the use of funds lists")
	ListDiffers      = text("{0}为 {1} 万元，资金使用范围“包括”的 {2} 个项目在附表 10 合计 {3} 万元，相差 {4}", "{0} is {1} 万元; the {2} projects its use of funds lists add to {3} 万元 in annex 10, {4} apart")
	ListNamesUnknown = text("{0}为 {1} 万元，资金使用范围所列项目在附表 10 合计 {2} 万元，其中“{3}”在附表 10 找不到", "{0} is {1} 万元; the projects its use of funds lists add to {2} 万元 in annex 10, where \"{3}\" is not to be found")
	ListOpen         = text("{0}的资金使用范围以“等”结尾，没有列全，不能加总", "the use of funds of {0} ends in \"等\": the list is open and cannot be added up")
	SpelledApart     = text("附表 11 第 {0} 个项目写作“{1}”，附表 10 写作“{2}”，只差一个字", "project {0} of annex 11 writes \"{1}\", annex 10 \"{2}\": one character apart")
	CountSaid        = text("说明写 {0} 个一级项目，附表 11 有 {1} 个", "the text speaks of {0} first-level projects, annex 11 has {1}")

	IndicatorOfTask    = text("附表 10 任务“{0}”的“{1}”", "annex 10, task \"{0}\": \"{1}\"")
	IndicatorOfProject = text("附表 11 项目 {0} 的“{1}”", "annex 11, project \"{0}\": \"{1}\"")
	TargetsAgree       = text("“{0}”在附表 10 为“{1}”，与附表 11 项目“{2}”相同", "\"{0}\" is \"{1}\" in annex 10, as in annex 11, project \"{2}\"")
	TargetsDiffer      = text("“{0}”在附表 10 为“{1}”，在附表 11 项目“{2}”为“{3}”", "\"{0}\" is \"{1}\" in annex 10 but \"{3}\" in annex 11, project \"{2}\"")
	TargetsApart       = text("“{0}”在项目“{1}”为“{2}”，在项目“{3}”为“{4}”：两个项目各管各的范围", "\"{0}\" is \"{2}\" in project \"{1}\" and \"{4}\" in project \"{3}\": two projects, two scopes")

	MonthsAgree     = text("“{0}”在 {1} 月拨款，与投入计划相符", "\"{0}\" is paid in months {1}, as planned")
	MonthsApart     = text("说明写“{0}”在 {1} 月拨款，投入计划却在 {2} 也安排了资金", "the text says \"{0}\" is paid in months {1}; its plan provides money in {2} too")
	PriceWhole      = text("{0} {1} 万元 ÷ {2} 人 = 每人 {3} 元", "{0}: {1} 万元 ÷ {2} people = {3} 元 each")
	PriceOdd        = text("{0} {1} 万元按“{2}”的 {3} 人平分，每人 {4} 元，不是整元", "{0}: {1} 万元 for the {3} people of \"{2}\" is {4} 元 each, not a whole amount")
	PriceFloor      = text("“{0}”的目标“{1}”是下限，不是测算用的人数", "the target of \"{0}\", \"{1}\", is a floor, not a number to cost with")
	PriceInRange    = text("{0}按目标人数平均 {1} 元，标准为 {2} 至 {3} 元", "{0} is {1} 元 for each person of the target; the standards are {2} to {3} 元")
	PriceOutOfRange = text("{0}按目标人数平均 {1} 元，不在标准 {2} 至 {3} 元之内", "{0} is {1} 元 for each person of the target, outside the standards of {2} to {3} 元")
	ProjectNumber   = text("附表 11 第 {0} 个项目", "annex 11, project {0}")
	NameAlone       = text("附表 11 第 {0} 个项目“{1}”没有重名", "project {0} of annex 11, \"{1}\", has a name of its own")
	SameName        = text("附表 11 第 {0} 个和第 {1} 个项目都叫“{2}”", "projects {0} and {1} of annex 11 are both called \"{2}\"")
	UnitExpected    = text("“{0}”应有的单位", "units that fit \"{0}\"")
	MeasureFits     = text("“{0}”以“{1}”计量，相称", "\"{0}\" is measured in \"{1}\", which fits")
	MeasureUnfit    = text("“{0}”以“{1}”计量，应为“{2}”", "\"{0}\" is measured in \"{1}\"; it takes \"{2}\"")

	JointSides     = text("{0}（{1}）＝{2}（{3}）", "{0} ({1}) = {2} ({3})")
	JointAnd       = text("{0}；{1}", "{0}; {1}")
	JointClash     = text("下列 {0} 个等式各自都在尾差之内，却不可能同时成立：{1}", "each of these {0} relations is within its tail, but they cannot hold together: {1}")
	JointUndecided = text("等式太多，没有判定能否同时成立", "too many relations: whether they can hold together was not decided")
)

// RuleKinds are named in the order of articulation.Kind.
var RuleKinds = [...]*Text{
	text("收支平衡", "Balance"),
	text("逐级加总", "Tree"),
	text("横向加总", "Across"),
	text("表间相符", "Between annexes"),
	text("包含关系", "Part of a whole"),
	text("同数两见", "Printed twice"),
	text("文表相符", "Text and annexes"),
	text("文单相符", "Text and lists"),
	text("目标一致", "Targets"),
	text("单价合理", "Amount for each"),
	text("名称唯一", "Names"),
	text("计量单位", "Units of measure"),
	text("口径范围", "Scope"),
}

// Verdicts are named in the order of articulation.Verdict.
var Verdicts = [...]*Text{
	text("相等", "Exact"),
	text("尾差", "Tail"),
	text("矛盾", "Inconsistent"),
	text("口径不同", "Other scope"),
	text("不适用", "Not applicable"),
}

// Words of the command that checks.
var (
	CommandCheck    = text("检查勾稽关系：草稿带来矛盾时退出码为 1", "check that the figures fit together; exit code 1 if the draft brings a contradiction")
	FlagPrinted     = text("检查一个文件夹里的附表（CSV，文件名同公布件），而不是账里的", "check the annexes of a folder (CSV, named as the published files) instead of the ledger's")
	FlagsExclude    = text("{0} 和 {1} 不能同时用", "{0} and {1} exclude each other")
	PrintedNone     = text("“{0}”里没有 annex01_….csv 这样的文件", "there is no file like annex01_….csv in \"{0}\"")
	CheckFound      = text("有 {0} 处矛盾是公布件没有的", "{0} contradictions that the publication does not have")
	CheckCounts     = text("比对 {0} 处：相等 {1}，尾差 {2}，矛盾 {3}（新增 {4}，公布件原有 {5}），口径不同 {6}，不适用 {7}", "{0} comparisons: {1} exact, {2} tails, {3} inconsistent ({4} new, {5} of the publication itself), {6} of other scope, {7} not applicable")
	CheckIntroduced = text("新增的矛盾", "New contradictions")
	CheckOwn        = text("公布件原有的矛盾", "Contradictions of the publication itself")
	JointHolds      = text("尾差可以一起解释：存在一本精确的账，四舍五入后正是这些数。", "The tails have one explanation: an exact ledger rounds to all these figures.")
	JointNone       = text("没有一本精确的账能解释全部数：有 {0} 组等式不能同时成立。", "No exact ledger explains all figures: {0} sets of relations cannot hold together.")
)
