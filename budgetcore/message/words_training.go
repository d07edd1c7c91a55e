package message

// DrillKinds are what drills ask for, in the order of training.Kind.
var DrillKinds = [...]*Text{
	text("按用途找项", "the item by its use"),
	text("按用途找款", "the division by its use"),
	text("按项目找项", "the item of a project"),
	text("按项目找款", "the division of a project"),
	text("项属于哪个款", "the division of an item"),
	text("经济科目属于哪个类", "the class of an economic item"),
	text("人员还是公用", "personnel or public"),
	text("同一笔钱的经济科目", "the economic item of the same money"),
	text("对应的政府经济分类", "the government economic code"),
	text("政府经济分类对应的部门科目", "the item of a government code"),
	text("编码是什么科目", "what a code stands for"),
	text("找出写错的一行", "find the wrong row"),
}

// Words of drills.
var (
	AskUseItem         = text("{0}里，这笔钱主要用于“{1}”，列在哪个项？", "In {0}, which item (“项”) holds the money that is mainly used for “{1}”?")
	AskUseDivision     = text("{0}里，这笔钱主要用于“{1}”，列在哪个款？", "In {0}, which division (“款”) holds the money that is mainly used for “{1}”?")
	AskProjectItem     = text("{0}里，{1}项目“{2}”列在哪个项？", "In {0}, which item (“项”) holds the project “{2}”{1}?")
	AskProjectDivision = text("{0}里，{1}项目“{2}”列在哪个款？", "In {0}, which division (“款”) holds the project “{2}”{1}?")
	OfUnit             = text("{0}的", " of {0}")
	AskItemDivision    = text("“{0}”这个项属于哪个款？", "To which division (“款”) does the item “{0}” belong?")
	AskEconomicClass   = text("部门经济分类里，“{0}”属于哪个类？", "In the economic classification, to which class (“类”) does “{0}” belong?")
	AskEconomicKind    = text("“{0}”属于基本支出的哪一部分？", "To which part of basic spending does “{0}” belong?")
	AskTwoSides        = text("功能分类列在 {0} 的这笔基本支出，在附表 6 列在哪个经济科目？", "Basic spending that stands under {0} by function: which economic item holds it in annex 6?")
	AskToGovernment    = text("行政单位的 {0}，对应政府预算经济分类的哪个款？", "For an agency, which government economic code answers to {0}?")
	AskFromGovernment  = text("行政单位里，下面哪个部门经济科目对应政府预算经济分类的 {0}？", "For an agency, which of these economic items answers to the government code {0}?")
	AskCodeName        = text("编码 {0} 是哪个科目？", "What does the code {0} stand for?")
	AskProofread       = text("下面哪一行的编码写错了？", "Which of these rows has a wrong code?")

	SourceLine      = text("{0}，明细 {1}", "{0}, line {1}")
	SourceAnnex6    = text("附表 6：人员经费是 301、303，公用经费是 302、310", "annex 6: personnel is 301 and 303, public is 302 and 310")
	SourceCrosswalk = text("{0}（{1}）", "{0} ({1})")

	FeedbackRight     = text("对，是 {0}。依据：{1}", "Right, it is {0}. Source: {1}")
	FeedbackConfused  = text("不是 {0}：{1}（{2}）", "Not {0}: {1} ({2})")
	FeedbackCode      = text("“{0}”是 {1}，不是 {2}", "“{0}” is {1}, not {2}")
	FeedbackAnswers   = text("{0} 对应 {1}（{2}）", "{0} answers to {1} ({2})")
	FeedbackNot       = text("不是 {0}，应是 {1}", "Not {0}; it is {1}")
	FeedbackUse       = text("{0} 在本预算里主要用于：{1}（{2}）", "{0} is mainly used here for: {1} ({2})")
	FeedbackAbsent    = text("本预算没有列 {0}", "this budget has nothing under {0}")
	FeedbackKind      = text("它属于 {0}，是{1}，不是{2}", "It belongs to {0}, which is of the kind {1}, not {2}")
	FeedbackKindRight = text("对，它属于 {0}，是{1}", "Right, it belongs to {0}, of the kind {1}")
	FeedbackBroken    = text("对，{0} 写成了 {1}：{2}", "Right, {0} was written as {1}: {2}")
	FeedbackSound     = text("这一行没有错：{0}（{1}）", "This row is right: {0} ({1})")

	BrokenLost    = text("少了一位数字", "a digit is missing")
	BrokenTwice   = text("有一位数字写了两遍", "a digit was written twice")
	BrokenOther   = text("那是别的科目的编码", "that is the code of another")
	BrokenSwapped = text("相邻两位数字颠倒了", "two neighbouring digits changed places")
)

// PlantingNames are what was done to a copy of a budget, in the order of
// training.Planting.
var PlantingNames = [...]*Text{
	text("编码写错", "a wrong code"),
	text("数字填错了栏", "a figure in the wrong column"),
	text("把元写成了万元", "元 written as 万元"),
	text("数字颠倒", "two digits swapped"),
	text("合计被手工改动", "a total edited by hand"),
	text("把尾差当成了错误", "a tail passed off as an error"),
	text("把错误当成了尾差", "an error passed off as a tail"),
}

// Words of exercises.
var (
	ExerciseFind     = text("这份附表 {0} 里有一处错误，请找出来", "There is one error in this copy of annex {0}: find it")
	ExerciseTooSmall = text("这份预算太小，出不了“{0}”的题；请用公布的预算", "this budget is too small for an exercise of the kind: {0}; use the published one")
	ExerciseCode     = text("{0} 的编码被写成了 {1}", "the code of {0} was written as {1}")
	ExerciseShifted  = text("{0} 原在“{1}”，被填到了“{2}”", "{0} stood in “{1}” and was put into “{2}”")
	ExerciseChanged  = text("“{0}”原为 {1}，被改成了 {2}", "“{0}” was {1} and was changed to {2}")
	ClaimError       = text("{0}是 {1}，它的 {2} 个组成部分相加是 {3}，相差 {4}。有人说：“这是错误。”是错误还是尾差？", "{0} is {1}; its {2} parts add to {3}, {4} apart. Somebody says: this is an error. Is it an error or a tail?")
	ClaimTail        = text("{0}是 {1}，它的 {2} 个组成部分相加是 {3}，相差 {4}。有人说：“只是尾差。”是错误还是尾差？", "{0} is {1}; its {2} parts add to {3}, {4} apart. Somebody says: this is only a tail. Is it an error or a tail?")
	MarkedRight      = text("找对了：{0}", "Found: {0}")
	MarkedNear       = text("很近：核对结果提到了这里，但错的不是它", "Near: the checks name this cell, but it is not the wrong one")
	MarkedRow        = text("行找对了，错的是这一行里的另一格", "The row is right; another cell of it is wrong")
	MarkedWrong      = text("不对，再看看核对结果", "No; look at what the checks say")
	MarkedNowhere    = text("这道题不这样回答", "this exercise is not answered so")
)

// Words of the lesson on tails.
var (
	TailNone         = text("这份预算的附表 2 各单位相加没有可讲的尾差；请用公布的预算", "the units of annex 2 add as printed here, so there is no tail to explain; use the published budget")
	TailPrintedTitle = text("公布的数", "What is printed")
	TailPrinted      = text("附表 2 列出 {0} 个单位，合计栏是 {1}。", "Annex 2 lists {0} units; the total says {1}.")
	TailAddTitle     = text("把公布的数加起来", "Add what is printed")
	TailAdd          = text("{0} 个数相加是 {1}，合计却是 {2}，相差 {3}。谁错了？", "The {0} figures add to {1}, the total says {2}: {3} apart. Who is wrong?")
	TailRoundTitle   = text("每个数都四舍五入过", "Each figure was rounded")
	TailRound        = text("账记到元，公布到 0.01 万元。每个公布数与准确数最多相差 {0} 万元。下面是被舍入移动过的数（准确数是按公布数推算的，并非公布）。", "The ledger is kept in 元, print goes to 0.01 万元. Each printed figure is off by {0} 万元 at most. Below are those that rounding moved (exact figures are reconstructed from the print, not published).")
	TailExactTitle   = text("先加后舍", "Add first, round last")
	TailExact        = text("{0} 个准确数相加是 {1}，四舍五入就是合计 {2}。先舍后加才会差。", "The {0} exact figures add to {1}, which rounds to the total {2}. Only adding what was rounded differs.")
	TailBoundTitle   = text("多大的差可以是尾差", "How large a tail can be")
	TailBound        = text("{0} 个数加合计共 {1} 个，每个最多偏 {2}，所以小于 {3} 的差都可以是尾差。{4} 在里面，没有人算错。", "{0} figures and the total make {1}; each is off by {2} at most, so any difference below {3} can be a tail. {4} is within it: nobody made a mistake.")
	TailErrorTitle   = text("同样差 {0}，什么时候是错误", "When {0} is an error")
	TailError        = text("把一个合计改一改：{0}。这里只有 {1} 个数，界限是 {2}，不大于 {3}，所以是错误。", "Change one total: {0}. Only {1} figures take part, the bound is {2}, not more than {3}, so it is an error.")
	TailFixedTitle   = text("为什么不用固定的误差", "Why no fixed tolerance")
	TailFixed        = text("若规定差 0.01 以内才算对，这份预算会有 {0} 处被冤枉；若放宽到 {1}，上一步的错误就放过了。界限要随参加的数的个数走。", "With a fixed 0.01, {0} places of this budget would be accused wrongly; with a fixed {1}, the error of the step before would pass. The bound has to follow the number of figures.")
	TailJointTitle   = text("还要同时成立", "All together")
	TailJointYes     = text("各个等式共用数字，单个在界限之内还不够。这份预算的 {0} 个等式可以由一本准确的账同时解释。", "Relations share figures, so each being within its bound is not enough. One exact ledger explains all {0} relations of this budget together.")
	TailJointNo      = text("各个等式共用数字，单个在界限之内还不够。这份预算的 {0} 个等式里有 {1} 组不能同时成立，或没有判定。", "Relations share figures, so each being within its bound is not enough. Of the {0} relations of this budget, {1} sets cannot hold together, or it was not decided.")
)

// Words of files of training.
var (
	TrainingNumber  = text("“{0}”应是 {1} 到 {2} 之间的整数", "\"{0}\" must be a whole number from {1} to {2}")
	TrainingSeed    = text("种子“{0}”应是一个整数，如 2023", "the seed \"{0}\" must be a whole number such as 2023")
	TrainingFormat  = text("这是“{0}”，要的是“{1}”", "this is \"{0}\", wanted is \"{1}\"")
	TrainingVersion = text("不认识第 {0} 版的文件", "files of version {0} are not known")
)

// Words of classes.
var (
	CommandClass     = text("培训：出题、打印、收卷", "training: compose questions, print them, sum up what comes back")
	CommandCompose   = text("出一套题，写成文件", "compose a set of questions as a file")
	CommandWorksheet = text("打印题目", "print the worksheet")
	CommandKey       = text("打印答案与解释", "print the answer key")
	CommandAnswer    = text("把纸上的答案写成答卷文件，如 ABC-D（没答写 -）", "write answers from paper as a results file, such as ABC-D (- for none)")
	CommandSum       = text("汇总答卷：每人、每题对错", "sum up results by learner and by question")
	FlagTitle        = text("题目的名称", "title of the set")
	FlagKinds        = text("题型，用逗号分开，默认全部：{0}", "kinds of questions, comma between them, all by default: {0}")
	FlagLevel        = text("难度：1、2 或 3", "level: 1, 2 or 3")
	FlagCount        = text("题数（自己出的另加）", "number of questions (those of one's own come on top)")
	FlagSetSeed      = text("种子：同一个数出同一套题", "seed: the same number gives the same set")
	FlagOwn          = text("自己出的题（CSV：题目、正确答案、错误答案、解释）", "questions of one's own (CSV: question, right, wrong, why)")
	FlagLearner      = text("姓名，可不写", "name, not required")
	ClassLearner     = text("答卷", "Results")
	ClassRight       = text("对", "Right")
	SetWrong         = text("错", "Wrong")
	ClassUnanswered  = text("没答", "None")
	ClassChosen      = text("各答案选的人数", "Chosen")

	ClassTooFew        = text("要 {0} 道题，这些题型只有 {1} 道", "{0} questions are wanted, these kinds have {1}")
	ClassBlank         = text("题目和答案都不能空", "neither question nor answer may be blank")
	ClassOptions       = text("每题要有 {0} 到 {1} 个答案，这题有 {2} 个", "a question has {0} to {1} answers, this one has {2}")
	ClassOtherwise     = text("第 {0} 题（{1}）与本程序出的题不同：请用同一版本的程序，或重新出题", "question {0} ({1}) is not what this program asks: use the same version, or compose the set anew")
	ClassChanged       = text("文件内容与它的编号不符：出题后被改动过", "the file does not match its id: it was changed after it was composed")
	ClassBase          = text("这套题出自“{0}”，不是“{1}”", "this set is made from \"{0}\", not from \"{1}\"")
	ClassMixed         = text("一道题要么是题库里的，要么是自己出的", "a question is either a drill or one's own")
	ClassOther         = text("这份答卷答的是另一套题（{0}，这套是 {1}）", "these results answer another set ({0}, this one is {1})")
	SetAnswers         = text("有 {0} 个答案，题目有 {1} 道", "there are {0} answers for {1} questions")
	ClassNoSuchAnswer  = text("第 {0} 题没有答案 {1}", "question {0} has no answer {1}")
	ClassLetterUnknown = text("答案用 A 到 F 的字母，没答写“-”，不能写“{0}”", "answers are letters from A to F, - for none, not \"{0}\"")
	ClassOwnSource     = text("讲师自己出的题", "a question of the trainer's own")
	ClassOwnWrong      = text("应是“{0}”。{1}", "It is “{0}”. {1}")
	ClassNumber        = text("题号", "No.")
	ClassQuestion      = text("题目", "Question")
	ClassLetter        = text("答案", "Answer")
	ClassAnswer        = text("内容", "Text")
	ClassWhy           = text("解释", "Why")
	SetSource          = text("依据", "Source")
	OwnHeads           = text("第一行要有：题目、正确答案、错误答案（可有几列）、解释", "the first row must name question, right, wrong (several columns if wanted) and why")
)
