package message

// How a figure comes about.
var (
	// FactsOf names what a table adds up, by the number of its section.
	FactsOf = [...]*Text{
		text("支出明细", "the lines of spending"),
		text("经济科目明细", "the economic lines"),
		text("收入明细", "the lines of income"),
		text("转移支付明细", "the lines of transfers"),
		text("“三公”经费填列数", "the inputs on the three public expenses"),
	}
	// TraceAdds is the rule behind a cell: facts, which of them by row, which by
	// column.
	TraceAdds       = text("加总{0}中{1}、{2}的各行", "adds up {0}: {1}; {2}")
	TraceAll        = text("所有行", "all rows")
	TraceCode       = text("科目为 {0} {1}（含下级）", "of {0} {1}, with what stands below it")
	TraceNoCode     = text("未定科目", "without a code")
	TraceUnit       = text("单位为 {0} {1}", "of the unit {0} {1}")
	TraceNoUnit     = text("未定单位", "without a unit")
	TraceClass      = text("功能科目的类为 {0} {1}", "of the class {0} {1}")
	TraceUnlisted   = text("表中各行都不包括", "that no row of the table takes")
	TraceNothing    = text("这一格按表式不填数", "the layout leaves this cell blank")
	TraceTransfer   = text("单位、科目、资金性质、类型和项目同本行", "of this row's unit, item, funds, type and project")
	TraceStructure  = text("支出结构为“{0}”", "of the structure \"{0}\"")
	TraceTask       = text("任务为“{0}”", "of the task \"{0}\"")
	TraceProject    = text("任务为“{0}”、项目为“{1}”", "of the task \"{0}\" and the project \"{1}\"")
	TraceLevel1     = text("一级项目为第 {0} 项", "of the first-level project {0}")
	TraceInput      = text("填列数：按公布的数照录，没有明细行能推出它", "an input: as published; no lines lead to it")
	TraceAnyColumn  = text("不限来源和类别", "of any source and kind")
	TraceSources    = text("资金来源为{0}", "paid from {0}")
	TraceKinds      = text("类别为{0}", "of the kind {0}")
	TraceItems      = text("项目为{0}", "of the item {0}")
	FundsFiscal     = text("财政拨款（含上年结转）", "fiscal money (carried over included)")
	FundsNonfiscal  = text("非财政拨款", "other than fiscal money")
	FundsGeneral    = text("一般公共预算（含上年结转）", "the general public budget (carried over included)")
	FundsCurrent    = text("本年各来源", "sources of this year")
	FundsCarryover  = text("上年结转结余", "what was carried over")
	FundsGovernment = text("政府性基金（含上年结转）", "government funds (carried over included)")
)

// What a trace says of a figure and of what is behind it.
var (
	TraceAddsLines   = text("由 {0} 行明细相加", "the sum of {0} lines")
	TraceExact       = text("精确为 {0} 万元，打印时四舍五入为 {1}", "exactly {0} 万元, printed rounded as {1}")
	TraceTail        = text("各行按打印数相加为 {0} 万元，与本数相差 {1}：是四舍五入的尾差，不是错", "the lines as printed add to {0} 万元, {1} apart: a tail of rounding, no mistake")
	TraceResidual    = text("其中尾差 {0} 元（按公布数还原，不是公布数）", "of which {0} 元 of residuals (reconstructed, not published)")
	TracePublished   = text("公布数为 {0}，草稿改为 {1}，变动 {2}", "published as {0}, {1} in the draft, a change of {2}")
	TraceSame        = text("与公布数相同", "as published")
	TraceOwed        = text("随该行的改动而变的部分", "what follows a change of this line")
	TraceUnmet       = text("草稿改动后尚未分配到科目的部分", "what edits leave to be assigned")
	TraceDeleted     = text("草稿中已删去", "deleted in the draft")
	TraceAdded       = text("草稿新增", "added in the draft")
	TraceLine        = text("明细行 {0}：{1}", "line {0}: {1}")
	TraceFrom        = text("出处：{0}", "source: {0}")
	TraceStandard    = text("标准：{0} {1} {2} {3}（{4}）", "standard: \"{0}\" \"{1}\" {2} \"{3}\" ({4})")
	TraceSaid        = text("说明里的数，由下列各数相加减", "a figure of the text: the figures below, added or taken away")
	TracePercent     = text("说明里的百分比：（本年数－上年数）÷上年数，四舍五入到 0.01%", "a percentage of the text: (this year − last year) ÷ last year, rounded to 0.01 %")
	TraceCount       = text("说明里的个数，数附表的行得来", "a number of the text: rows of an annex, counted")
	TraceGiven       = text("说明里的填列数：附表和明细都推不出，照录", "an input of the text: no annex and no line gives it")
	TraceSays        = text("{0}：{1}", "{0}: {1}")
	TraceSourceIs    = text("来源：{0}", "source: {0}")
	TraceRule        = text("检查“{0}”（{1}）；依据：{2}", "check \"{0}\" ({1}); from: {2}")
	TraceBound       = text("相差 {0}；四舍五入最多能解释的差要小于 {1}", "{0} apart; rounding alone explains less than {1}")
	TraceLeft        = text("一边", "one side")
	TraceRight       = text("另一边", "the other side")
	TraceUnknownCell = text("没有这一格：{0}", "there is no such cell: {0}")
	TraceUnknown     = text("没有“{0}”这个数", "there is no figure \"{0}\"")
	TraceRowUnknown  = text("附表 {0} 没有“{1}”这一行，例如：{2}", "annex {0} has no row \"{1}\"; for example \"{2}\"")
	TraceColUnknown  = text("附表 {0} 没有“{1}”这一栏，可选：{2}", "annex {0} has no column \"{1}\"; one of \"{2}\"")
)
