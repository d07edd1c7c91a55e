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
)
