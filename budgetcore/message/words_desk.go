package message

// Words of the pages that are worked out beside the page's program.
var (
	DeskFailed = text("这一页没有载入，草稿不受影响；重新打开本页再试。", "This page did not load. The draft is not affected; open the page again.")
)
