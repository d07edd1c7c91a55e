package message

// Words of the page 培训.
var (
	PageTraining = text("培训", "Training")
	TrainParts   = text("培训的各部分", "Parts of the training")
	TrainDrills  = text("练习", "Drills")
	TrainFind    = text("找错", "Find the error")
	TrainLesson  = text("尾差一课", "The tail lesson")
	TrainShow    = text("投影", "On the wall")
	TrainClass   = text("课堂", "Class")
	TrainStart   = text("起点", "Starting points")
	TrainUnkept  = text("这个浏览器不让保存，关掉页面这些就没有了：{0}", "This browser keeps nothing: this is gone when the page is closed: {0}")

	TrainDrillsIntro = text("用公布的预算里的真实数据出题，共 {0} 道。答完就说为什么；答错的下一轮再来，答对的隔几轮再问。记录只留在这个浏览器里，不要账号，不要姓名。",
		"{0} questions from the real figures of the published budget. Each answer is explained; what you got wrong comes again in the next round, what you know after a while. Your record stays in this browser: no account, no name.")
	TrainLevel  = text("难度", "Level")
	TrainLevels = [...]*Text{
		text("一：错误答案离得远", "1: wrong answers are far off"),
		text("二：同一上级的科目", "2: codes of the same parent"),
		text("三：容易混淆的科目", "3: codes that are confused"),
	}
	TrainKind           = text("题型", "Kind")
	TrainAllKinds       = text("全部题型", "All kinds")
	TrainSeed           = text("种子", "Seed")
	TrainSeedHint       = text("同一个种子，人人的题一样。", "The same seed asks everybody the same.")
	TrainBegin          = text("开始一轮", "Begin a round")
	TrainProgress       = text("练习记录", "Your record")
	TrainProgressSays   = text("练了 {0} 轮，见过 {1} / {2} 道，掌握 {3} 道，{4} 道答错的还要再来。", "{0} rounds, {1} of {2} questions seen, {3} known, {4} wrong ones to come again.")
	TrainProgressHint   = text("连续答对两次算掌握。", "A question is known once it was right twice in a row.")
	TrainKnown          = text("掌握的题", "Questions known")
	TrainProgressSave   = text("存成文件", "Save as a file")
	TrainProgressFile   = text("练习记录", "training-record")
	TrainProgressLoad   = text("读入练习记录", "Read a record")
	TrainProgressRead   = text("已读入“{0}”。", "Read “{0}”.")
	TrainProgressUnread = text("上次的练习记录读不出来，没有用它：{0}", "The record of the last visit cannot be read and was left alone: {0}")
	TrainForget         = text("清零", "Start from nothing")
	TrainForgotten      = text("练习记录已清零。", "Your record is empty now.")
	TrainNothingDue     = text("这一轮没有要练的题，请再开始一轮。", "Nothing is due in this round; begin another.")
	TrainPlace          = text("{0} / {1}", "{0} of {1}")
	TrainMissed         = text("错过 {0} 次", "missed {0} times")
	TrainAnswerHint     = text("按 A–F 或 1–6 作答。", "Answer with A–F or 1–6.")
	TrainRight          = text("正确", "right")
	TrainWrong          = text("你选的", "yours")
	TrainRightSays      = text("答对了：{0}。", "Right: {0}.")
	TrainWrongSays      = text("不对，应选 {0}。", "Not so: it is {0}.")
	TrainNext           = text("下一题", "Next")
	TrainStop           = text("结束", "Leave the round")
	TrainRoundDone      = text("这一轮答对 {0} / {1} 道", "{0} of {1} right in this round")
	TrainMissedList     = text("答错的，下一轮再来", "Missed; these come again in the next round")
	TrainAgain          = text("再来一轮", "Another round")

	TrainLessonIntro = text("十个单位相加与合计差几分钱，为什么不是错误；什么时候同样的差就是错误。用公布的数一步一步看。",
		"Why ten units may miss their total by some cents and nobody is wrong, and when the same difference is an error: step by step on the published figures.")
	TrainStepBack = text("上一步", "Back")
	TrainStepNext = text("下一步", "Next step")
	TrainProject  = text("投影", "Put it on the wall")
	TrainFigure   = text("数字", "Figure")
	TrainPrinted  = text("公布", "Printed")
	TrainExact    = text("准确", "Exact")

	TrainShowIntro = text("大字，一次一步，起点一直钉在上面，只用键盘或翻页笔。先选一个数，再一层一层看它从哪里来；用的是正在编制的草稿。",
		"Large, a step at a time, the starting figure pinned; led by the keyboard or a remote control. Choose a figure and see where it comes from, level by level, in the draft that is open.")
	TrainShowWalk      = text("一个数从哪里来", "Where a figure comes from")
	TrainShowMore      = text("别的也能投影", "What else can be shown")
	TrainShowLesson    = text("尾差一课", "The tail lesson")
	TrainShowQuestions = text("一组题，全班一起答", "Questions for the whole room")
	TrainAnnex         = text("附表", "Annex")
	TrainRow           = text("行", "Row")
	TrainColumn        = text("栏", "Column")
	TrainKey           = text("键", "Key")
	TrainDoes          = text("作用", "What it does")
	TrainShowKeysTitle = text("投影时的键", "Keys on the wall")
	TrainShowKeys      = [...]*Text{
		text("下一步：再报一个组成部分，或揭晓答案", "the next step: another part is named, or the answer"),
		text("退一步", "a step back"),
		text("走进刚报的那个数", "into the part that was named last"),
		text("回到上一个数", "back to the figure before"),
		text("走进第几个部分；答题时选答案", "into the part of that number; with questions, the answer"),
		text("回到起点", "back to the start"),
		text("一次全报完", "name all parts"),
		text("黑屏，再按任一键回来（答题时 B 是答案）", "dark, and back with any key (with questions, B is an answer)"),
		text("离开投影", "leave the wall"),
	}
	TrainDark        = text("黑屏，按任一键回来", "Dark; any key brings it back")
	TrainLeave       = text("离开", "Leave")
	TrainStartHere   = text("起点", "Start")
	TrainNoParts     = text("下面没有更细的数了。", "There is nothing below this.")
	TrainPartsAhead  = text("由 {0} 个部分组成。按 → 逐个报。", "It has {0} parts. → names them one at a time.")
	TrainSumSoFar    = text("{0} / {1} 个，加到", "{0} of {1}, adding to")
	TrainAllNamed    = text("全部报完。", "All are named.")
	TrainAdds        = text("正好是 {0}。", "Exactly {0}.")
	TrainAddsRounded = text("准确数 {0}，四舍五入就是 {1}。", "{0} exactly, which rounds to {1}.")
	TrainAddsNot     = text("加到 {0}，与 {1} 不同：上面的说明写了为什么。", "They add to {0}, not {1}: the reasons above say why.")
)
