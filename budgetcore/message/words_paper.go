package message

// Words of working papers kept with a draft, and of lines written from them.
var (
	PapersTooMany = text("太多（上限 {0} 条）", "too many (at most {0})")
	PaperTwice    = text("同一编号写了两次", "the same id is there twice")
	PaperTooLarge = text("内容太大（上限 {0} MB）", "it is too large (at most {0} MB)")
	LinkTwice     = text("同一行挂了两次", "the line is linked twice")
	LinkNoPaper   = text("草稿里没有测算“{0}”", "the draft has no estimate \"{0}\"")
	MergePaper    = text("测算“{0}”", "estimate \"{0}\"")
	MergeLink     = text("来自测算“{0}”的“{1}”，{2} 万元", "from \"{1}\" of estimate \"{0}\", {2} 万元")
)
