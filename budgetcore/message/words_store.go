package message

// Words about keeping drafts: whether a change is saved, and what was found
// when the program started.
var (
	StoreFiles    = text("浏览器文件区", "the browser's file area")
	StoreDatabase = text("浏览器数据库", "the browser's database")

	StoreSavedTwice = text("已于 {0} 保存在两处。", "Saved at {0} in two places.")
	StoreSavedOnce  = text("已于 {0} 保存，但只在一处：{1}", "Saved at {0}, but in one place only: {1}")
	StoreNotSaved   = text("尚未保存：{0}请先导出文件，不要关闭本页；程序会继续重试。", "NOT saved: {0} Export a file now and keep this page open; the program keeps trying.")
	StoreBoth       = text("{0}{1}", "{0} {1}")
	StorePlaceFails = text("{0}暂时不能用（{1}）。", "{0} cannot be used for now ({1}).")

	StoreFull        = text("浏览器给本程序的存储空间已满", "the space the browser gives this program is full")
	StoreHeld        = text("另一个标签页还占用着它", "another tab still holds it")
	StoreNewer       = text("草稿由更新版本的程序写成，本版本不能改动它；请重新载入以更新程序", "the draft was written by a newer version of the program and this version must not change it; reload to update")
	StoreConflict    = text("另一个标签页已写入别的改动；为避免互相覆盖，本页不再写入，请重新载入", "another tab has written other changes; to overwrite nothing this page has stopped writing, please reload")
	StoreReadOnly    = text("本页现在只能查看，另一个标签页正在编辑", "this page can only be viewed, another tab is editing")
	StoreUnsupported = text("浏览器在此页面不提供这种存储", "the browser does not offer this storage on this page")
	StoreSlow        = text("浏览器迟迟没有答复", "the browser has not answered for a long time")
	StoreClosed      = text("与存储的连接已断开", "the connection to the storage is closed")
	StoreTooLarge    = text("一次改动的内容过大", "the content of one change is too large")

	StoreEmptied     = text("{0}里没有草稿，而{1}里有 {2} 次改动；已从后者补回。", "There was no draft in {0}, but {1} held {2} changes; it was restored from there.")
	StoreBehind      = text("{0}只到第 {1} 次改动，而{2}到第 {3} 次；已从后者补齐。", "{0} ended at change {1}, but {2} at change {3}; it was completed from there.")
	StoreInterrupted = text("上次关闭时，第 {0} 次改动只写到了一处；现已补齐。", "When the program last closed, change {0} had reached one place only; it has been completed.")
	StoreDamaged     = text("{0}里有 {1} 字节读不出来（可能是保存中断或文件损坏），已原样另存，可以下载；草稿恢复到第 {2} 次改动。", "{1} bytes in {0} could not be read (an interrupted save or a damaged file); they were set aside unchanged and can be downloaded. The draft was recovered up to change {2}.")
	StoreMiscounted  = text("{0}里的改动与它的计数不符；已按能核实的 {1} 次改动重新写好。", "The changes in {0} did not agree with its counter; it was written anew from the {1} changes that could be verified.")
	StoreOtherBranch = text("{0}里有另一份不同的改动（到第 {1} 次），没有采用，已原样另存，可以下载。", "{0} held other, different changes (up to change {1}); they were not used but set aside unchanged and can be downloaded.")
	StoreNotMended   = text("{0}未能修复（{1}），里面的内容没有动过；下次保存时再试。", "{0} could not be repaired ({1}); what it holds was left untouched, and the next save tries again.")
	StoreMissing     = text("第 {0} 至第 {1} 次改动在两处都读不完整；草稿恢复到第 {2} 次改动，读得出的其余部分已另存，可以下载。", "Changes {0} to {1} could not be read completely from either place; the draft was recovered up to change {2}, and what else could be read was set aside and can be downloaded.")
	StoreDropped     = text("浏览器报告它丢弃了自己的数据库：{0}。", "The browser reports that it has dropped its own database: {0}.")
	StoreNothingLeft = text("以前用过本程序，但现在读不出任何草稿。请先不要重新录入：检查有没有导出的文件，或下载另存的数据。", "This program was used here before, but no draft can be read now. Do not start over yet: look for an exported file, or download the data that was set aside.")
	StoreNoLock      = text("浏览器不能告诉本页有没有别的标签页在编辑（{0}）；请只开一个标签页。", "The browser cannot tell this page whether another tab is editing ({0}); please keep one tab only.")
	StoreOtherTab    = text("另一个标签页正在编辑这份草稿；本页只能查看，可以改由本页编辑。", "Another tab is editing this draft; this page can only be viewed, or it can take over.")
	StoreTakeOver    = text("改由本页编辑", "Take over here")
	StoreTakenOver   = text("编辑已转到另一个标签页；本页从现在起只能查看。", "Editing has moved to another tab; from now on this page can only be viewed.")
	StoreDownload    = text("下载另存的数据", "Download the data set aside")
)
