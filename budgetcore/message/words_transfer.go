package message

// Words about splits, transfers and estimates.
var (
	SplitNoWeights   = text("没有权重：请至少给出一个，例如 思明=3", "there are no weights; give at least one, such as Siming=3")
	SplitZeroWeights = text("权重全部为 0，无法分配；请至少有一个大于 0", "all weights are 0, so nothing can be split; at least one must be above 0")
	SplitNegative    = text("“{0}”的权重“{1}”是负数，权重不能小于 0", "the weight of \"{0}\" is negative (\"{1}\"); weights cannot be below 0")
	SplitTwice       = text("“{0}”写了两次", "\"{0}\" is given twice")
	SplitNoName      = text("“{0}”应写成 名称=权重，例如 思明=3", "\"{0}\" must be written as name=weight, such as Siming=3")
	SplitBadUnit     = text("分配单位 {0} 必须大于 0", "the unit {0} must be above 0")
	SplitFinerThan   = text("金额 {0} 不是分配单位 {1} 的整倍数，各份加不回原数；请用更小的单位，例如 {2}", "the amount {0} is not a multiple of the unit {1}, so shares could not add to it; use a smaller unit such as {2}")
	HeadsUnclear     = text("“{0}”不是人数：请写 0 到 999,999,999 之间的整数", "\"{0}\" is not a number of people: write a whole number from 0 to 999,999,999")
	EstimateTooLarge = text("合计超出上限（10 亿万元）", "the total is beyond 1,000,000,000 万元")
	AdvanceShare     = text("2023年度市级分担（预拨）", "City share for 2023 (advance)")
	TopUpShare       = text("上年度不足追加", "Top-up for last year's shortfall")
	TalentDoctor     = text("博士", "Doctor")
	TalentMaster     = text("硕士", "Master")
	TalentFirstClass = text("“双一流”本科", "Bachelor, double first-class")
	TalentBachelor   = text("其他本科", "Bachelor, other")
	TalentSubsidy    = text("新引进人才生活补贴", "Living subsidy for newly arrived talent")
)
