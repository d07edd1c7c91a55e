package message

// Words about bounds of splits, tables that add both ways, and the transfer to
// districts over years.
var (
	BoundUnknown     = text("上下限里的“{0}”不在分配名单中", "\"{0}\" has a bound but is not among the names to split between")
	BoundNegative    = text("上下限不能小于 0（{0}）", "a minimum or maximum cannot be below 0 ({0})")
	BoundFinerThan   = text("上下限 {0} 不是分配单位 {1} 的整倍数", "the bound {0} is not a multiple of the unit {1}")
	BoundsCrossed    = text("上限 {0} 小于下限 {1}", "the maximum {0} is below the minimum {1}")
	BoundsOfNegative = text("金额 {0} 为负，不能同时设上下限", "the amount {0} is negative and cannot be kept within bounds")
	MinimaAbove      = text("下限合计 {0} 大于要分配的 {1}", "the minima add to {0}, more than the {1} to be split")
	MaximaBelow      = text("上限合计 {0} 小于要分配的 {1}", "the maxima add to {0}, less than the {1} to be split")
	ReachBelow       = text("“{0}”的权重为 0，只能按下限分得；全部最多分出 {1}，少于要分配的 {2}", "\"{0}\" has weight 0 and takes its minimum only; all can take {1} at most, less than the {2} to be split")

	PieceAtMin   = text("{0}：按比例应得少于下限，取下限 {1}", "{0}: its share would be below its minimum, so it gets the minimum {1}")
	PieceAtMax   = text("{0}：按比例应得超过上限，取上限 {1}", "{0}: its share would be above its maximum, so it gets the maximum {1}")
	PieceNothing = text("{0}：权重为 0，不分得", "{0}: the weight is 0, so it gets nothing")
	PieceFree    = text("按上下限确定的共 {0}，其余 {1} 按比例分配", "{0} are decided by bounds, the other {1} are split in proportion")
	PieceShare   = text("{0}：{1} × {2} ÷ 合计，即 {1} × {3} ÷ {4}，舍到分配单位得 {5}", "{0}: {1} × {2} ÷ the sum, that is {1} × {3} ÷ {4}, cut to the unit: {5}")
	PieceEven    = text("正好除尽，得 {0}", "it comes out even: {0}")
	PieceExtra   = text("余 {0} 个单位，余数由大到小排第 {1}，补一个单位 {2}，得 {3}", "{0} of a unit remains, number {1} of the remainders, which takes one of the units left, {2}: {3}")
	PieceCut     = text("余 {0} 个单位，余数由大到小排第 {1}，没有轮到补足，得 {2}", "{0} of a unit remains, number {1} of the remainders, for which no unit is left: {2}")

	TableSize     = text("表有 {0} 行 {1} 列：行和列都至少要有一个，单元格至多 {2} 个", "the table has {0} rows and {1} columns: at least one of each is needed, and at most {2} cells")
	TableRagged   = text("有 {0} 个数，应为 {1} 个", "there are {0} figures, not {1}")
	TotalNegative = text("合计 {0} 不能小于 0", "a total cannot be below 0 ({0})")
	TotalsDiffer  = text("各行合计相加为 {0}，各列合计相加为 {1}，两者必须相等", "the row totals add to {0}, the column totals to {1}; they must be equal")
	CellEven      = text("{0}：正好是 {1}", "{0}: exactly {1}")
	CellUp        = text("{0}：应得 {1} 又 {2} 个单位，进位为 {3}，使行、列都加得平", "{0}: {1} and {2} of a unit, rounded up to {3} so that rows and columns add")
	CellDown      = text("{0}：应得 {1} 又 {2} 个单位，舍为 {3}，使行、列都加得平", "{0}: {1} and {2} of a unit, rounded down to {3} so that rows and columns add")
)
