package message

// SystemNames are the classifications, in the order of edition.System.
var SystemNames = [...]*Text{
	text("分类", "classification"),
	text("支出功能分类", "classification by function"),
	text("部门预算支出经济分类", "economic classification (department)"),
	text("政府预算支出经济分类", "economic classification (government)"),
}

// CodeStatuses say what a row rests on, in the order of edition.Status.
var CodeStatuses = [...]*Text{
	text("未核实：一般常识，没有出处", "unverified: general knowledge without a source"),
	text("未核实：网上转载，非原件", "unverified: a copy, not from its issuer"),
	text("其他部门公布的预算", "published budgets of other departments"),
	text("本预算公布", "printed in this publication"),
	text("自己的目录", "a list of one's own"),
}

// UnitKindNames are the kinds of unit, in the order of edition.UnitKind.
var UnitKindNames = [...]*Text{
	text("各类单位", "any unit"),
	text("行政单位和参公单位", "agencies and institutions managed as civil service"),
	text("其他事业单位", "other institutions"),
}

// LevelNames are the levels of codes, from 1.
var LevelNames = [...]*Text{
	text("级次", "level"),
	text("类", "class (“类”)"),
	text("款", "division (“款”)"),
	text("项", "item (“项”)"),
}

// CodeChanges are the differences between editions, in the order of
// edition.Change.
var CodeChanges = [...]*Text{
	text("新增", "added"),
	text("取消", "dropped"),
	text("改名", "renamed"),
	text("改编码", "moved"),
}

// CarryOutcomes are what becomes of a code, in the order of edition.Outcome.
var CarryOutcomes = [...]*Text{
	text("不变", "kept"),
	text("名称改了", "renamed"),
	text("换编码", "recoded"),
	text("需要决定", "to be decided"),
}

// CodeFaults are what is wrong with a row, in the order of edition.Fault.
var CodeFaults = [...]*Text{
	text("编码写法不对", "the code is written wrongly"),
	text("编码被表格软件改了", "a spreadsheet changed the code"),
	text("两位数字颠倒", "two digits changed places"),
	text("少了数字", "a digit is missing"),
	text("多了数字", "a digit too many"),
	text("数字写错或错位", "a wrong or shifted digit"),
	text("没有这个编码", "no such code"),
	text("别的年份的编码", "a code of another edition"),
	text("名称属于别的编码", "the name belongs to another code"),
	text("名称与编码不符", "the name is not that of the code"),
	text("上级不符", "the parent disagrees"),
	text("级次不符", "the level disagrees"),
	text("不是这种分类的编码", "a code of another classification"),
	text("支出类别与编码矛盾", "the kind of spending contradicts the code"),
	text("目录里这一行未经核实", "the row of the list is unverified"),
}

// CodeRelations are how what was typed stands to a code, in the order of the
// relations of package edition; nil where there is nothing to say.
var CodeRelations = [...]*Text{
	nil,
	text("编码差两三位", "the code differs in two or three digits"),
	text("末两位相同，上级不同", "the last two digits agree, the parent does not"),
	text("编码只写到上级", "the code stops at its parent"),
	text("编码多写了一级", "the code goes one level too far"),
	text("各位数字错开了一位", "all digits are shifted by one place"),
	text("有一位数字不同", "one digit is another"),
	text("多了一位数字", "one digit too many"),
	text("有一位数字重复了", "one digit was typed twice"),
	text("少了一位数字", "one digit is missing"),
	text("相邻两位数字颠倒了", "two neighbouring digits changed places"),
	text("表格软件会把它显示成这样", "a spreadsheet would show it like this"),
	text("就是写的编码", "it is the code as written"),
}

// SearchReasons say in what way a code answers a query, the best first.
var SearchReasons = [...]*Text{
	text("编码", "code"),
	text("名称", "name"),
	text("拼音首字母", "pinyin initials"),
	text("编码开头", "the code begins so"),
	text("名称开头", "the name begins so"),
	text("拼音首字母开头", "the initials begin so"),
	text("名称里有", "in the name"),
	text("拼音首字母里有", "among the initials"),
	text("各词都有", "all words"),
	text("编码差一位", "the code with one digit off"),
	text("名称差一个字", "the name with one sign off"),
	text("主要用于里有", "in what it is used for"),
}

// KindRules are the kinds of spending a code is for, by the word of kinds.csv.
var KindRules = map[string]*Text{
	"basic":     text("基本支出", "basic spending"),
	"project":   text("项目支出", "project spending"),
	"personnel": text("人员经费", "personnel spending"),
	"public":    text("公用经费", "public spending"),
}

// Words of lists, checks and search.
var (
	ListNoHeads    = text("第一行要有“编码”和“名称”两列（code, name）；编码也可分成类、款、项三列", "the first row must name the columns code and name; the code may be in three columns “类”, “款”, “项”")
	ListEmpty      = text("目录里没有编码", "the list has no codes")
	EditionTooLong = text("目录太长，最多 {0} 行", "the list is too long: {0} rows at most")
	ListCodeBlank  = text("没有编码；空行请删去", "the code is blank; delete rows without one")
	ListCodeSigns  = text("编码“{0}”里有数字以外的字符；请把这一列设为文本格式再重新填写", "the code \"{0}\" has signs that are no digits; set the column to text and enter it again")
	ListCodeFirst  = text("编码“{0}”不属于支出分类：功能分类以 2 开头，部门经济分类以 3、政府经济分类以 5 开头", "the code \"{0}\" is of no expenditure classification: function begins with 2, department economic with 3, government economic with 5")
	ListCodeLength = text("编码“{0}”位数不对：{1}的编码有 3、5 位，最多 {2} 位", "the code \"{0}\" has the wrong length: a code of the {1} has 3 or 5 digits, {2} at most")
	ListCodeTwice  = text("编码 {0} 在第 {1} 行已经有了", "the code {0} stands in row {1} already")
	ListName       = text("编码 {0} 没有名称，或名称超过 {1} 个字", "the code {0} has no name, or one of more than {1} characters")
	ListLevel      = text("编码 {0} 是{1}级，级次列写的是“{2}”", "the code {0} is at the level of {1}, its level column says \"{2}\"")
	ListParent     = text("编码 {0} 的上级应是“{1}”，上级列写的是“{2}”", "the parent of {0} is \"{1}\", its parent column says \"{2}\"")
	ListOrphan     = text("编码 {0} 的上级（{1}）{2} 不在目录里", "the parent of {0} ({1}), {2}, is not in the list")

	SheetNoCodes = text("没有找到编码列：表头要有“编码”（code），或类、款、项，或“功能科目”“经济科目”", "no column of codes: the heads must have code, or “类”, “款”, “项”, or function or economic")

	CommandClassify   = text("核对科目编码，查编码，比较目录", "check classification codes, look them up, compare lists")
	FlagSearch        = text("查编码：编码、名称、拼音首字母（如 jbgz），容许一处打错", "look up by code, name or pinyin initials (such as jbgz); one typing error is forgiven")
	FlagEdition       = text("用自己的目录（CSV：编码、名称，可有级次、上级）", "use a list of one's own (CSV: code, name and if wanted level, parent)")
	FlagCompare       = text("比较两份目录；只写一份时与内置目录比较", "compare two lists, or one with the built-in one")
	FlagCarry         = text("把预算换到这份目录，列出要决定的", "carry the budget to this list and show what has to be decided")
	ClassifyWhat      = text("要写一个文件，或 --search，或 --compare，或 --carry", "name a file, or --search, --compare or --carry")
	ClassifyOne       = text("--search、--compare、--carry 只能用一个", "only one of --search, --compare and --carry")
	ClassifyCounts    = text("核对了 {0} 个编码：{1} 处有错，{2} 处存疑", "{0} codes checked: {1} wrong, {2} in doubt")
	ClassifyFound     = text("有 {0} 处编码有错", "{0} codes are wrong")
	ClassifyRow       = text("第 {0} 行第 {1} 列　{2}", "row {0}, column {1}  {2}")
	ClassifyWrong     = text("　错　{0}：{1}", "  wrong  {0}: {1}")
	ClassifyDoubt     = text("　疑　{0}：{1}", "  doubt  {0}: {1}")
	ClassifyLikely    = text("　　　→ {0}（{1}）", "         → {0} ({1})")
	ClassifyNothing   = text("没有找到“{0}”", "nothing answers \"{0}\"")
	ClassifyHit       = text("{0}　{1}　〔{2}〕", "{0}  {1}  [{2}]")
	ClassifyPlace     = text("　位置：{0}", "  place: {0}")
	ClassifyRests     = text("　依据：{0}", "  rests on: {0}")
	ClassifyUse       = text("　主要用于：{0}（{1}）", "  mainly used for: {0} ({1})")
	ClassifyConfused  = text("　容易混淆：{0}——{1}（{2}）", "  often confused with: {0} - {1} ({2})")
	ClassifyAnswers   = text("　对应：{0}（{1}；{2}）", "  answers to: {0} ({1}; {2})")
	ClassifyChange    = text("{0}　{1} → {2}{3}", "{0}  {1} → {2}{3}")
	ClassifyUnsure    = text("（未核实）", " (unverified)")
	ClassifySame      = text("两份目录没有差别", "the lists do not differ")
	ClassifyPartial   = text("“{0}”是收集来的，不全：没有收录不等于没有", "\"{0}\" was gathered and is not complete: what it lacks may exist")
	ClassifyCarried   = text("{0}　{1}　{2}", "{0}  {1}  {2}")
	ClassifyCarryDone = text("{0} 个编码：{1} 个不变，{2} 个改名，{3} 个换编码，{4} 个需要决定", "{0} codes: {1} kept, {2} renamed, {3} recoded, {4} to be decided")

	ClassifyDecide = text("有 {0} 个编码需要决定", "{0} codes have to be decided")

	EditionBuiltIn = text("内置目录（{0}年，据{1}等公布的预算）", "the built-in list ({0}, after {1} and other published budgets)")

	CarryUnknown     = text("两份目录里都没有 {0}", "neither edition has {0}")
	CarryNotBefore   = text("原目录里没有 {0}，新目录里它叫“{1}”，不能肯定是同一个", "the earlier edition has no {0}; the later one calls it \"{1}\", which may be something else")
	CarryKept        = text("{0} 不变", "{0} stays")
	CarryReused      = text("{0} 原来叫“{1}”，现在叫“{2}”；原来的名称现在是 {3}", "{0} was \"{1}\" and is \"{2}\" now; the old name is now that of {3}")
	CarryCalled      = text("{0} 编码不变，“{1}”改称“{2}”", "{0} stays, \"{1}\" is called \"{2}\" now")
	CarryOtherName   = text("{0} 原来叫“{1}”，现在叫“{2}”，不像同一个科目", "{0} was \"{1}\" and is \"{2}\" now, which does not look the same")
	CarryRecoded     = text("“{0}”的编码由 {1} 改为 {2}", "the code of \"{0}\" went from {1} to {2}")
	CarryUnverified  = text("新目录里可能是 {0}，但这一行未经核实", "it may be {0}, but that row is unverified")
	CarryNotGathered = text("新目录没有收录 {0}；这份目录不全，未收录不等于取消", "the later list does not have {0}; it is not complete, so the code need not be gone")
	CarryDropped     = text("新目录里没有 {0}", "the later edition has no {0}")

	LikelyName       = text("名称就是它的", "the name is its own")
	LikelyPlace      = text("在同一个上级之下", "it stands under the same parent")
	LikelyAlike      = text("名称相近", "the name is similar")
	LikelyUnverified = text("这一行未经核实，只供参考", "the row is unverified and only offered")
	LikelyAnd        = text("{0}；{1}", "{0}; {1}")

	DefinitionSource = text("{0}，说明第 {1} 项“主要用于”", "{0}, item {1} of the text, “主要用于”")

	CodeExcel         = text("“{0}”是被当成数字的编码；请把这一列设为文本格式", "\"{0}\" is a code that was taken for a number; set the column to text")
	CodeForm          = text("编码“{0}”里有多余的字符，去掉后是 {1}", "the code \"{0}\" has signs that do not belong; without them it reads {1}")
	CodeOtherSystem   = text("{0} 属于{1}，这一列要的是{2}", "{0} belongs to the {1}, the column is for the {2}")
	CodeOtherLevel    = text("{0} 是{1}级，写成了{2}级", "{0} is at the level of {1}, not of {2}")
	CodeNameLevel     = text("编码 {0} 是{1}级，名称却是 {2}（{3}级）的", "the code {0} is at the level of {1}, the name is that of {2}, at the level of {3}")
	CodeCalled        = text("{0} 的名称是“{1}”，不是“{2}”", "{0} is called \"{1}\", not \"{2}\"")
	CodeNameOther     = text("{0} 是“{1}”，而“{2}”是 {3}", "{0} is \"{1}\", while \"{2}\" is {3}")
	CodeNameElsewhere = text("“{0}”是 {1}", "\"{0}\" is {1}")
	CodeNoParent      = text("{0} 是类，没有上级，却写了上级“{1}”", "{0} is a class and has no parent, yet \"{1}\" is given")
	CodeOtherParent   = text("{0} 属于 {1}，不属于“{2}”", "{0} belongs to {1}, not to \"{2}\"")
	CodeOtherPlace    = text("{0} 排在 {1} 之下，却不属于它", "{0} stands below {1} and does not belong to it")
	CodeOtherEdition  = text("{0} 是“{1}”里的编码，“{2}”没有", "{0} is a code of \"{1}\", \"{2}\" does not have it")
	CodeFirstDigit    = text("编码 {0} 的首位不对：功能分类以 2 开头，部门经济分类以 3、政府经济分类以 5 开头", "the first digit of {0} is wrong: function begins with 2, department economic with 3, government economic with 5")
	CodeLength        = text("编码 {0} 有 {1} 位，没有这种长度的编码", "the code {0} has {1} digits, no code is of that length")
	CodeNotGathered   = text("目录里没有 {0}；这份目录不全，不能断定它错", "the list does not have {0}; it is not complete, so this need not be wrong")
	CodeUnknownIn     = text("“{1}”里没有编码 {0}", "there is no code {0} in \"{1}\"")
	CodeUnsourced     = text("没有公布的预算印证 {0}（{1}）", "no published budget vouches for {0} ({1})")
	CodeKind          = text("{0} 列的是{1}，这一行却是{2}（依据：{3}）", "{0} is for {1}, this row is of the kind {2} (source: {3})")
)
