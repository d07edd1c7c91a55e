package message

// Words of scenarios: rounds, ceilings, history, comparing and merging.
var (
	RoundNames = [...]*Text{
		text("未锁定", "open"),
		text("一上", "first up"),
		text("一下", "first down"),
		text("二上", "second up"),
		text("二下", "second down"),
	}

	DraftSealBroken   = text("文件存出之后被改动过（内容与封签不符），可能少了或改了编辑，所以没有打开。确实是有意改的，删去“seal”一项即作为一份新写的草稿读入", "the file was changed after it was saved (it does not match its seal); edits may be missing or altered, so it was not opened. If that was meant, remove \"seal\" and it is read as a draft written by hand")
	DraftLockUnsealed = text("草稿锁定为“{0}”，却没有封签，证明不了它没有被改过，所以没有打开", "the draft is locked as \"{0}\" but has no seal; nothing shows that it is unchanged, so it was not opened")
	DraftLocked       = text("这份草稿已锁定为“{0}”，不能再改；要接着改，请从它另建一份情景", "this draft is locked as \"{0}\" and cannot be changed; to go on, make another scenario from it")

	CeilingsTooMany = text("控制数太多（上限 {0} 条）", "too many ceilings (at most {0})")
	CeilingAll      = text("全部支出的控制数不写对象", "a ceiling on all spending names nothing")
	CeilingNone     = text("没有写明对象", "it does not say of what")
	CeilingBy       = text("控制数只能按 unit、function、project 或全部支出（section）下达，读到“{0}”", "a ceiling is by unit, function, project, or on all spending (section); found \"{0}\"")
	CeilingAmount   = text("{0} 不能作控制数", "{0} cannot be a ceiling")
	CeilingTwice    = text("同一对象写了两次", "the same thing is there twice")

	ScenarioOtherBase = text("两份草稿的底稿不同（“{0}”与“{1}”），不能放在一起比", "the two drafts are on different bases (\"{0}\" and \"{1}\") and cannot be compared")
	HistorySet        = text("{0}：{1} → {2} 万元（{3}）", "{0}: {1} → {2} 万元 ({3})")
	HistoryAdd        = text("新增 {0}，{1} 万元", "added {0}, {1} 万元")
	HistoryDelete     = text("删除 {0}，原为 {1} 万元", "deleted {0}, which was {1} 万元")
	HistoryChange     = text("{0}：{1}", "{0}: {1}")
	HistoryField      = text("{0}由“{1}”改为“{2}”", "{0} from \"{1}\" to \"{2}\"")
	HistoryNothing    = text("无", "none")
	MergeAbsent       = text("没有这一行", "no such line")
	MergePosts        = text("编制 {0}，在职 {1}，定额 {2}", "{0} posts, {1} staff, quota {2}")

	HistoryLeft     = text("第 {0} 步之后撤销、未再恢复：{1} {2}", "undone behind step {0} and not made again: {1} {2}")
	HistoryUndone   = text("（已撤销）", "(undone)")
	LogLocked       = text("已锁定：{0} {1}，封签 {2}", "locked: {0} {1}, seal {2}")
	DiffLine        = text("{0} {1}：{2} → {3}（{4}）", "{0} {1}: {2} → {3} ({4})")
	DiffAdded       = text("只在后一份", "in the second only")
	DiffDeleted     = text("只在前一份", "in the first only")
	DiffTotal       = text("{0}合计 {1} → {2}（{3}）", "{0} in all {1} → {2} ({3})")
	DiffCount       = text("{0} 行不同", "{0} lines differ")
	AttributeFrom   = text("{0} → {1}，变动 {2}，由这些编辑而来：", "{0} → {1}, a change of {2}, from these edits:")
	AttributeBack   = text("没有“{0}”", "without \"{0}\"")
	AttributeMode   = text("收入随支出变动的方式不同", "income follows spending in one and not in the other")
	MergeConflict   = text("冲突 [{0}] 原为 {1}；前面的草稿 {2}；{3} {4}", "conflict [{0}] was {1}; the drafts before {2}; {3} {4}")
	MergeCounts     = text("合入 {0}：只在前面改的 {1} 行，只在它改的 {2} 行，两边都改的 {3} 行", "merged {0}: {1} lines changed before it only, {2} by it only, {3} by both")
	MergeRenamed    = text("两边各自新增了 {0}：都留下，其中一行改叫 {1}", "both added a {0}: both are kept, one of them as {1}")
	MergeUndecided  = text("{0} 处冲突没有决定，没有写出文件；用 --choose \"L28 amount=theirs\" 逐处选，或用 --take ours|theirs 一律取一边", "{0} conflicts are undecided and no file was written; choose with --choose \"L28 amount=theirs\", or take one side with --take ours|theirs")
	MergeDone       = text("已写到 {0}：支出合计 {1} 万元；草稿带来的矛盾 {2} 处", "written to {0}: spending {1} 万元; {2} contradictions brought by the draft")
	SideUnknown     = text("要写 ours 或 theirs，读到“{0}”", "ours or theirs is wanted, found \"{0}\"")
	TotalUnknown    = text("没有叫“{0}”的合计；可写 all、income、单位代码、功能科目代码或项目名", "no total is called \"{0}\"; all, income, or the code of a unit or function, or the name of a project")
	FilesWanted     = text("要给出 {0} 个或更多的文件，读到 {1} 个", "{0} files or more are wanted, found {1}")
	FileCannotWrite = text("写不了文件“{0}”：{1}", "cannot write \"{0}\": {1}")

	CommandLog         = text("一份草稿的历史：每一步改了什么、何时、谁、为何", "the history of a draft: what each edit did, when, by whom and why")
	CommandDiff        = text("比较两份草稿；--total 说明一个合计因哪些编辑而变", "compare two drafts; --total says which edits moved a total")
	CommandMerge       = text("把两份草稿合为一份；有没决定的冲突就列出并以 1 退出", "make one draft of two; undecided conflicts are listed and the exit code is 1")
	CommandConsolidate = text("把各单位的草稿汇总为部门的一份", "make the draft of a department of those of its units")
	FlagOnlyLine       = text("只看一行明细，如 L28", "one line only, such as L28")
	FlagTotal          = text("说明这个合计的变动：all、income、单位或功能科目代码、项目名", "explain the change of this total: all, income, the code of a unit or function, or a project")
	FlagBase           = text("两份草稿共同的起点（默认取它们历史相同的一段）", "the draft both were made from (by default what their histories have in common)")
	FlagOurs           = text("我方的草稿", "our draft")
	FlagTheirs         = text("对方的草稿", "their draft")
	FlagDraftOut       = text("写出的草稿文件", "draft file to write")
	FlagDraftName      = text("汇总草稿的名称", "name of the draft written")
	FlagTake           = text("冲突一律取哪一边：ours 或 theirs", "whose side to take in every conflict: ours or theirs")
	FlagChoose         = text("一处冲突取哪一边，如 \"L28 amount=theirs\"，可写多次", "whose side to take in one conflict, as \"L28 amount=theirs\"; may be repeated")
)
