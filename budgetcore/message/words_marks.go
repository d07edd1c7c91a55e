package message

// Words of the marks in the grid and of what the desk shows in dialogs: where
// an amount comes from, and codes that are likely wrong.
var (
	MarkFrom      = text("来自测算“{0}”", "from estimate \"{0}\"")
	MarkFromSplit = text("来自转移支付“{0}”", "from transfer \"{0}\"")
	MarkMoved     = text("{0}：测算已变，现为 {2}，这一行是 {1}", "{0}: the estimate has moved on to {2}, the line says {1}")
	MarkTyped     = text("{0}：这一行改过，现为 {1}，测算为 {2}", "{0}: the line was changed to {1}, the estimate says {2}")
	MarkAlso      = text("{0}；{1}", "{0}; {1}")
	MarkFault     = text("{0}。{1}", "{0}. {1}")

	LineSource   = text("数的来源", "Where the amount comes from")
	LineSourceGo = text("去看这份测算", "See the estimate")
	LineAgain    = text("按测算改为 {0}", "Set to {0} as estimated")
	LineAgainWhy = text("按测算“{0}”更新", "set as estimated in \"{0}\"")
	LineUnlink   = text("解除关联（数不变）", "Unlink (the amount stays)")

	LineCodes      = text("编码核对", "Codes")
	LineAsTyped    = text("填的是“{0}”", "typed: \"{0}\"")
	LineUse        = text("改用 {0}", "Use {0}")
	LineFill       = text("填上 {0}", "Fill in {0}")
	LineUseWhy     = text("编码核对：原为 {0}；{1}", "code check: was {0}; {1}")
	LineUsed       = text("第 {0} 行的{1}已由 {2} 改为 {3}，可撤销。", "Line {0}: {1} changed from {2} to {3}; this can be undone.")
	LineNoLikely   = text("没有可提议的编码；请查“分类”页，或核对支出类别。", "No code can be proposed; look it up under Codes, or check the kind of spending.")
	LikelyKind     = text("同一款里，列{0}的是它", "under the same division it is the one for {0}")
	LikelyZeros    = text("款、项少了的 0 补上就是它", "it is the one once the zeros of division and item are put back")
	CodePartsZeros = text("款、项各应两位，“{0}”里的 0 被表格软件去掉了", "division and item have two digits each; a spreadsheet dropped zeros of \"{0}\"")
	SheetCodes     = text("编码核对", "Codes")
	SheetNoFault   = text("{0} 个编码没有发现问题。", "{0} codes checked, nothing found.")
	SheetFaults    = text("{0} 个编码，{1} 处有错，{2} 处存疑。还没有读入；可以先改编码，也可以按原样读入。", "{0} codes: {1} wrong, {2} in doubt. Nothing has been taken yet; correct the codes first, or take the sheet as it is.")
	SheetRows      = text("行", "Rows")
	SheetRowsMore  = text("{0} 等 {1} 行", "{0} … ({1} rows)")
	SheetTake      = text("改为", "Change to")
	SheetTakeOf    = text("“{0}”改为", "change \"{0}\" to")
	SheetAsIs      = text("保持原样", "as it is")
	SheetCorrect   = text("采用所选编码（{0} 处）", "Use the codes chosen ({0})")
	SheetCorrects  = text("已改 {0} 处编码，请看上面的预览。", "Codes changed: {0}; see the preview above.")
)
