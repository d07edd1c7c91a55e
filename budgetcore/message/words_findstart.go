package message

// Words of the drafts that lessons start from.
var (
	SamplePublished      = text("公布的预算", "The publication")
	SamplePublishedAbout = text("原样，一笔没改：查一个数从哪里来，看哪些差是尾差，读公布本身的几处矛盾。",
		"Untouched: see where a figure comes from, which differences are tails, and the contradictions of the publication itself.")
	SampleUnitSlip      = text("把元填成了万元", "元 typed as 万元")
	SampleUnitSlipAbout = text("L07 劳动监察业务费 83 万元，按元填成 830,000，收入没有动：收支不平，核对变红。从红的一条追到这一笔，改回 83。",
		"Line L07, 83 万元, was typed in 元 as 830,000 and income stood still: income and expenditure no longer balance and checks go red. Follow one of them to the line and put 83 back.")
	SampleTail      = text("尾差旁边有一个错误", "An error beside a tail")
	SampleTailAbout = text("附表 2 十个单位相加与合计差 0.03，是尾差；L07 多写了 0.03，收支也差 0.03，是错误。同样的数，为什么一个放过、一个不放过？",
		"The ten units of annex 2 miss their total by 0.03, a tail; line L07 has 0.03 too much, and income misses expenditure by 0.03, an error. Why does one pass and the other not?")
	SampleCode      = text("新项目列错了科目", "A new project under a wrong code")
	SampleCodeAbout = text("新增 N1 政务公开业务费 120 万元，是项目，却列在 2080101 行政运行（只列基本支出）。在“分类”里查出来，改到对的项。项目和金额是举例。",
		"A project N1 of 120 万元 was added under 2080101, which holds basic spending only. Find it with the classification and move it to the right item. Project and amount are made up for the lesson.")
	SampleCut      = text("项目压减 5%，控制数之内", "Projects cut by 5%, within the ceilings")
	SampleCutAbout = text("一般公共预算的项目逐笔减 5%，三个控制数都没有超；撤销这一步，三个都超。压减和控制数是举例。",
		"Each project of the general public budget is cut by 5%, and three ceilings are kept; undo the step and all three are exceeded. Cut and ceilings are made up for the lesson.")
	SampleCutWhy     = text("项目统一压减 {0}%", "general cut of projects by {0}%")
	SampleSplit      = text("转移支付调了，分到各区的没有跟", "A transfer was raised, its split was not")
	SampleSplitAbout = text("X04 新引进人才生活补贴从 15,245 调到 16,000 万元，分到六区的还是 15,245。在“转移支付”里看差在哪里，再分一次。16,000 和六区相同的权数是举例，不是公布的。",
		"Line X04 was raised from 15,245 to 16,000 万元; what the six districts get still adds to 15,245. See it under transfers and split anew. 16,000 and the equal weights are made up for the lesson, not published.")
	SampleSplitPaper = text("分到各区（举例：权数相同）", "Split to districts (example: equal weights)")
	SampleStale      = text("明细落后于测算", "A line behind its estimate")
	SampleStaleAbout = text("L47 见习补贴按 1,200 人测算写入 1,607.76 万元，后来测算改为 1,300 人、1,741.74 万元，明细没有跟。在“测算”里看出来，再写入一次。人数是举例，标准 2,233 元/人·月出自公开通知。",
		"Line L47 was written from an estimate for 1,200 trainees, 1,607.76 万元; the estimate is now for 1,300, 1,741.74 万元, and the line did not follow. See it under estimates and write it again. The heads are made up for the lesson; the standard, 2,233 元 a month each, is from a public notice.")
	SampleUnknown = text("没有叫“{0}”的样本；有：{1}", "there is no sample \"{0}\"; there are: {1}")
	CommandSample = text("写出一个用来上课的样本草稿；不给名称就列出有哪些", "write a sample draft to start a lesson from; without a name, list them")
)

// Words of errors to be found.
var (
	FindIntro = text("公布预算的一份副本，里面按一种常见的错法改坏了一处。您来找；核对结果会说明它错在哪里。公布的数和您的草稿都不动。",
		"A copy of the published budget in which one thing was broken in a usual way. Find it; the checks say why it is wrong. Neither the publication nor your draft is touched.")
	FindKind      = text("错法", "Kind of error")
	FindAny       = text("任意一种（找到才说）", "any (told once it is found)")
	FindBegin     = text("出一题", "Plant an error")
	FindMaking    = text("正在出题……", "Planting an error…")
	FindSeedNow   = text("种子 {0}", "seed {0}")
	FindHow       = text("用鼠标点错的那一格；或用方向键走到它，按回车。", "Click the wrong cell; or go to it with the arrow keys and press Enter.")
	FindGrid      = text("附表 {0}，找出错的一格", "Annex {0}: find the wrong cell")
	FindHere      = text("所指：{0}", "Here: {0}")
	FindBlank     = text("空", "blank")
	FindClaimHow  = text("按 1 或 2 作答。", "Answer with 1 or 2.")
	FindIsError   = text("是错误", "It is an error")
	FindIsTail    = text("是尾差", "It is a tail")
	FindTries     = text("答了 {0} 次", "tries: {0}")
	FindHelp      = text("提示：核对怎么说", "Help: what the checks say")
	FindHelpMore  = text("再提示一条（{0} / {1}）", "One more (shown {0} of {1})")
	FindReveal    = text("揭晓", "Show it")
	FindSolved    = text("找到了：{0}。", "Found: {0}.")
	FindRevealed  = text("答案：{0}。", "It was: {0}.")
	FindClaimTrue = text("答对了：{0}。", "Right: {0}.")
	FindChecks    = text("核对结果", "What the checks say")
	FindNext      = text("下一题（N）", "Next (N)")
	FindLeave     = text("换一种错法", "Another kind")
	FindMarkRight = text("错的就是这格", "this is the wrong cell")
	FindMarkNear  = text("很近", "near")
	FindMarkWrong = text("不是这格", "not this one")
	FindTally     = text("这次来的成绩", "This visit")
	FindTallyKind = text("错法", "Kind")
	FindTallyDone = text("做了", "Done")
	FindTallyHit  = text("找到", "Found")
	FindTallyBare = text("没用提示", "Without help")
	FindTallyTry  = text("答的次数", "Tries")
)

// Words of starting points.
var (
	StartIntro  = text("用来上课的样本草稿，都在公布的预算上。打开一份，就在现在的预算旁边多一份，您自己的不动。", "Sample drafts to start a lesson from, all on the published budget. Opening one adds it beside the budget that is open; yours is left alone.")
	StartName   = text("样本", "Sample")
	StartShows  = text("讲什么", "What it shows")
	StartOpen   = text("打开", "Open")
	StartUse    = text("设为 F9 的起点", "Let F9 start here")
	StartChosen = text("F9 从这里开始", "F9 starts here")
	StartOpened = text("已打开样本“{0}”，在原来的预算旁边。", "The sample “{0}” is open, beside the budgets there were.")
	StartFresh  = text("一键恢复（F9）", "Put this computer back (F9)")
	StartTitle  = text("换一班人之前", "Before the next class")
	StartDoes   = text("在“培训”的任何地方按 F9：", "Pressing F9 anywhere under Training:")
	StartSteps  = [...]*Text{
		text("打开一份新的“{0}”；", "opens a fresh “{0}”;"),
		text("收起现在的 {0} 份预算，一份也不删，在“预算”的“已收起”里随时取出；", "puts away what is out now (budgets: {0}); nothing is deleted, and each can be taken out again under \"Budgets\";"),
		text("清掉练习记录、课堂上答的和收的卷，先留一份底，点一下就拿回来；讲师出的题不动；", "forgets the practice record, and what a class answered and handed in, and keeps a copy that one click brings back; sets that a trainer composed stay;"),
		text("语言、明暗、列宽不变；回到“培训”的开头。", "leaves language, theme and columns alone, and goes to the start of Training."),
	}
	StartUnsaved = text("有没保存好的修改时不动手，先说。", "While something is not saved yet nothing is done, and it says so.")
	StartDone    = text("已恢复。打开了新的“{0}”，收起了 {1} 份预算（在“预算”里可以取出）。", "Done. A fresh “{0}” is open; budgets put away: {1} (take them out again under \"Budgets\").")
	StartForgot  = text("练习记录和课堂答卷已清掉，留了一份底。", "The practice record and the answers of classes are forgotten; a copy is kept.")
	StartNothing = text("没有要清的练习记录或答卷。", "There was no practice record and no answer to forget.")
	StartNoCopy  = text("留不了底，所以练习记录和答卷没有清：{0}", "No copy could be kept, so the practice record and the answers were left as they are: {0}")
	StartBefore  = text("有一份上次恢复前的记录。", "There is a copy of what was answered before.")
	StartBring   = text("拿回恢复前的记录", "Bring back what was answered before")
	StartBrought = text("恢复前的记录拿回来了；刚才这段时间的换下来留了底，再点一次又换回去。", "What was answered before is back; what was answered since is kept as the copy, and another click changes them back.")
	StartClose   = text("知道了", "Close")
)
