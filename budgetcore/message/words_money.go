package message

// Words about figures that cannot be read.
var (
	AmountEmpty     = text("没有金额，请填写数字，例如 1200.00", "no amount; write a figure such as 1200.00")
	AmountTooLong   = text("“{0}…”太长：整数最多 9 位、小数最多 6 位", "\"{0}…\" is too long: at most 9 digits and 6 decimals")
	AmountNotStrict = text("“{0}”不是金额：文件和命令行里写万元，例如 26000.00 或 -120.5（整数 1 至 9 位，小数至多 6 位，不带千分位、单位和指数）",
		"\"{0}\" is not an amount: files and the command line take 万元 such as 26000.00 or -120.5 (1 to 9 digits, at most 6 decimals, no separators, unit or exponent)")
	AmountUnclear = text("看不懂“{0}”：请写数字，例如 1,200.00、￥1200 元、（35.5）",
		"\"{0}\" cannot be read: write a figure such as 1,200.00, ￥1200 元 or (35.5)")
	AmountGroups = text("“{0}”的千分位不成三位一组，可能少打或多打了一位",
		"\"{0}\" has separators that do not stand at groups of three; a digit may be missing")
	AmountFractionOfFen = text("“{0}”不足一分，元最多两位小数，万元最多六位", "\"{0}\" is finer than one 分: 元 take two decimals, 万元 six")
	AmountTooLarge      = text("“{0}”超出一行的上限（小于 10 亿万元）", "\"{0}\" is beyond what a line can hold (below 1,000,000,000 万元)")
	AmountTwoSigns      = text("“{0}”既有负号又有括号，请只用一种", "\"{0}\" has both a minus sign and brackets; use one")

	ShareUnclear  = text("“{0}”不是比例：写 0 到 1 之间的小数（0.4956）或分数（15245/30763），每边合计至多 18 位", "\"{0}\" is not a share: write a decimal between 0 and 1 (0.4956) or a fraction (15245/30763), at most 18 digits on a side")
	ShareTooLarge = text("比例“{0}”大于 1", "the share \"{0}\" is more than 1")
	ShareNoWhole  = text("比例“{0}”的分母是 0", "the share \"{0}\" has 0 below the line")
	WeightUnclear = text("“{0}”不是权重：写不小于 0 的数，例如 3 或 2.5（整数和小数各至多 9 位）", "\"{0}\" is not a weight: write a number of 0 or more, such as 3 or 2.5 (at most 9 digits and 9 decimals)")
)
