package message

// Words about printing so that rows and columns add.
var (
	RoundingNone    = text("附表 {0} 在最近的 0.01 之内没有能使各行各列都相加的印法，没有改动", "annex {0} cannot be printed so that all rows and columns add within the nearest 0.01; nothing was changed")
	RoundingGaveUp  = text("附表 {0} 要微调的数太多，没有在限度内找到微调最少的印法，没有改动", "annex {0} has too many figures to nudge: the fewest were not found within the limit, nothing was changed")
	RoundingNote    = text("为使各行各列相加，微调了 {0} 个数（不是四舍五入的结果，也不是公布的印法）：", "So that rows and columns add, {0} figures are nudged (they are not roundings, and not what is published):")
	RoundingNothing = text("各行各列按四舍五入已经相加，没有微调。", "Rows and columns add as rounded; nothing is nudged.")
	RoundingOne     = text("{0}：精确为 {1}，四舍五入为 {2}，印作 {3}", "{0}: exactly {1}, rounded {2}, printed {3}")
	RoundingAdd     = text("微调使各行各列相加", "Nudge so that rows and columns add")
	FlagRounding    = text("取整：plain 四舍五入，add 微调最少的数使各行各列相加", "rounding: plain, or add (nudge the fewest figures so that rows and columns add)")
	RoundingUnknown = text("--rounding 只能是 plain 或 add，不是“{0}”", "--rounding is plain or add, not \"{0}\"")
)
