package message

// Words about guaranteed business-start-up loans and their interest subsidy.
var (
	LoanBorrowers = [...]*Text{text("个人", "person"), text("小微企业", "small firm")}
	LoanStatuses  = [...]*Text{text("公布", "published"), text("其他公开来源", "another public source"), text("未核实", "unverified"), text("自填", "the user's own")}
	LoanSeries    = [...]*Text{
		text("个人贷款最高额度", "cap on a person's loan"),
		text("个人贷款最长期限", "longest term of a person's loan"),
		text("个人贷款最长贴息期限", "longest subsidy of a person's loan"),
		text("小微企业每名新招用人员额度", "cap for each newly hired head of a firm"),
		text("小微企业贷款最高额度", "cap on a firm's loan"),
		text("小微企业贷款最长期限", "longest term of a firm's loan"),
		text("小微企业贷款最长贴息期限", "longest subsidy of a firm's loan"),
		text("LPR", "LPR"),
		text("借款人承担部分低于 LPR 的百分点", "points below LPR that the borrower bears interest up to"),
		text("计息天数规则", "day count"),
		text("人数减少时的算法", "rule for fewer heads"),
		text("贴息申报与拨付月份", "months of claims and payments"),
		text("奖励比例", "rate of the reward"),
	}

	LoanDateUnclear    = text("“{0}”不是 2000 至 2099 年间的日期，例如 2023-05-10", "\"{0}\" is not a day from 2000 to 2099 such as 2023-05-10")
	LoanMonthUnclear   = text("“{0}”不是月份，例如 2023-05", "\"{0}\" is not a month such as 2023-05")
	LoanRateUnclear    = text("“{0}”不是利率：写 0 至 100 的百分数，至多四位小数，例如 3.65", "\"{0}\" is not a rate: percent from 0 to 100 with at most four decimals, such as 3.65")
	LoanID             = text("编号要有 1 至 {0} 字节，不含控制字符", "an id has 1 to {0} bytes and no control characters")
	LoanWord           = text("不认识“{0}”，可选：{1}", "\"{0}\" is not known; one of \"{1}\"")
	LoanAmount         = text("{0} 万元不行：金额应大于 0、不超过 {1} 万元", "{0} 万元 will not do: above 0 and at most {1} 万元")
	LoanFieldMissing   = text("没有填写", "nothing is written here")
	LoanTerm           = text("期限“{0}”不是 1 至 {1} 的整月数", "the term \"{0}\" is not a number of months from 1 to {1}")
	LoanSignedLate     = text("合同签订日 {0} 晚于发放日 {1}", "the contract of {0} is later than the day granted, {1}")
	LoanCount          = text("笔数 {0} 不在 1 至 {1} 之间", "{0} loans: the count is from 1 to {1}")
	LoanOutside        = text("{0} 不在贷款期内（{1} 之后，至 {2}）", "{0} is not within the loan (after {1}, up to {2})")
	LoanHeadsPerson    = text("个人贷款不填招用人数", "a person's loan has no newly hired heads")
	LoanHeads          = text("人数 {0} 不在 {1} 至 {2} 之间", "{0} heads: the number is from {1} to {2}")
	LoanTooManyChanges = text("一笔贷款的人数变动和还款各至多 {0} 条", "a loan has at most {0} changes of heads and as many repayments")
	LoanPartsEqual     = text("等额本金的贷款不填部分提前还款，请填提前还清日期", "a loan repaid in equal parts takes no part repayments; give the day it was repaid")
	LoanOrder          = text("{0} 应在 {1} 之后：按日期先后排，同一天只写一次", "{0} must come after {1}: in order of days, each once")
	LoanPartAmount     = text("还款 {0} 万元不行：应大于 0、小于所余本金 {1} 万元；全部还清请填提前还清日期", "a repayment of {0} 万元 will not do: above 0 and below the principal left, {1} 万元; for all of it give the day it was repaid")
	LoanTwice          = text("编号与第 {0} 笔相同", "the id is that of loan {0} too")
	LoanTooMany        = text("贷款太多（上限 {0} 笔）", "too many loans (at most {0})")
	LoanUnknown        = text("没有编号为“{0}”的贷款", "there is no loan \"{0}\"")
	LoanFault          = text("{0}", "{0}")
	LoanFaultNext      = text("{0}；{1}", "{0}; {1}")
	LoanFaultsMore     = text("{0}；另有 {1} 处", "{0}; and {1} more")
	LoanFaults         = text("{0} 处不能用，一笔也没有采用：{1}", "{0} things will not do, no loan was taken: {1}")
	LoanTermsMany      = text("一项的取值太多（上限 {0} 条）", "too many values of one series (at most {0})")
	LoanTermsTwo       = text("{0}在 {3} 这一天有两个取值：{1} 和 {2}；请写明前一个的终止日", "{0}: two values, {1} and {2}, are in force on {3}; give the first its last day")
	LoanTermsNone      = text("{1} 这一天没有{0}的取值；请在测算条件的“{2}”里补上", "no value of \"{0}\" is in force on {1}; add one to \"{2}\" of the terms")
	LoanTermsEmpty     = text("没有写取值；不改就整项不写", "there is no value; leave the whole series out to keep it as it is")
	LoanEndFirst       = text("终点 {0} 早于起点 {1}", "the end {0} is before the start {1}")
	LoanClaims         = text("“{0}”不是申报安排：写“起月-止月:申报月:拨付月”，合起来每月恰好一次，例如 8-1:2:4 2-7:8:10", "\"{0}\" does not arrange claims: FIRST-LAST:CLAIM:PAYMENT by months of the year, each month once in all, such as 8-1:2:4 2-7:8:10")
	LoanYear           = text("{0} 不是 {1} 至 {2} 间的年份", "{0} is not a year from {1} to {2}")
	LoanMonthOfYear    = text("{0} 不是月份（1 至 12）", "{0} is not a month, 1 to 12")
	LoanDay            = text("{0} 不是日（1 至 31）", "{0} is not a day of the month, 1 to 31")
	LoanWhole          = text("“{0}”不是不小于 0 的整数", "\"{0}\" is not a whole number of 0 or more")
	LoanAssumeWord     = text("“{0}”应写成 名称=值，例如 count=400", "\"{0}\" must be NAME=VALUE, such as count=400")
	LoanAssumeMany     = text("设定太多（上限 {0} 条）", "too many assumptions (at most {0})")
	LoanFileVersion    = text("文件版本 {0} 不能读（本程序能读版本 {1}）", "version {0} of the file cannot be read (this program reads version {1})")
	LoanFileFormat     = text("format 应为 \"{0}\"，读到“{1}”", "format must be \"{0}\", found \"{1}\"")
	LoanHeadUnknown    = text("不认识这一栏；它也许有用，所以没有略过。请改名或删去，可用：{0}", "this column is not known; it might matter and is not passed over. Rename or remove it; heads are \"{0}\"")
	LoanHeadTwice      = text("这一栏出现了两次", "this column is there twice")
	LoanHeadMissing    = text("缺少“{0}”（{1}）一栏", "the column \"{0}\" ({1}) is missing")
	LoanCellNoHead     = text("“{0}”上面没有栏名", "there is no head above \"{0}\"")
	LoanTableEmpty     = text("表里没有贷款", "there are no loans in the table")
	LoanUnitUnsaid     = text("“{0}”没有说明单位：请在栏名里写“金额（元）”或“金额（万元）”", "\"{0}\" does not say its unit: name the column amount (yuan) or amount (万元)")
	LoanPair           = text("“{0}”应写成 日期:数，几条之间用分号，例如 2023-05-10:4；2023-06-01:5", "\"{0}\" must be DAY:NUMBER, several with semicolons between, such as 2023-05-10:4; 2023-06-01:5")
	LoanNotThen        = text("贷款“{0}”在 {1} 没有利息：它从 {2} 到 {3}", "the loan \"{0}\" bears no interest in {1}: it runs from {2} to {3}")

	LoanFrom            = text("{0}：{1}", "{0}: {1}")
	LoanSayLoan         = text("贷款 {0}（{1}）：本金 {2} 万元，{3} 发放，期限 {4} 个月，{5} 到期，年利率 {6}%。", "Loan {0} ({1}): {2} 万元, granted {3} for {4} months, due {5}, at {6} % a year.")
	LoanSayRepaid       = text("已于 {0} 提前还清。", "It was repaid early on {0}.")
	LoanSayCount        = text("同样的贷款共 {0} 笔，以下按一笔说明。", "There are {0} such loans; what follows is one of them.")
	LoanSayLPR          = text("合同签订日 {0} 的 LPR 为 {1}%（{2}）。", "LPR on the day of the contract, {0}, was {1} % ({2}).")
	LoanSayBorne        = text("借款人承担到 LPR 减 {1} 个百分点：{0}% − {1}% = {2}%（{3}）。", "The borrower bears interest up to LPR less {1} points: {0} % − {1} % = {2} % ({3}).")
	LoanSayFloor        = text("借款人承担到 LPR 减 {1} 个百分点，{0}% 减去后不足 0，按 0 计（{2}）。", "The borrower bears interest up to LPR less {1} points; {0} % less that is below 0 and counts as 0 ({2}).")
	LoanSayRate         = text("其余贴息：{0}% − {1}% = {2}%。", "The rest is subsidised: {0} % − {1} % = {2} %.")
	LoanSayNoRate       = text("约定利率 {0}% 不高于借款人承担部分，没有贴息。", "The agreed rate of {0} % is not above the borrower's part: nothing is subsidised.")
	LoanSayCap          = text("贴息本金最高 {0} 万元（{1}）。", "At most {0} 万元 of principal is subsidised ({1}).")
	LoanSayCapHeads     = text("每名新招用人员 {0} 万元，{1} 人（{2}），且不超过 {3} 万元（{4}）：贴息本金最高 {5} 万元。", "{0} 万元 for each newly hired head, {1} heads ({2}), and at most {3} 万元 ({4}): at most {5} 万元 of principal is subsidised.")
	LoanSayOver         = text("超出额度的 {0} 万元不贴息。", "The {0} 万元 above that are not subsidised.")
	LoanSayHeadsShare   = text("{0} 月末符合条件 {2} 人，初始 {1} 人，按 {2}/{1} 贴息（{3}）。", "At the end of {0} there are {2} heads of {1} at the start; {2}/{1} is subsidised ({3}).")
	LoanSayHeadsCap     = text("{0} 月末符合条件 {2} 人，初始 {1} 人，额度按 {2} 人计（{3}）。", "At the end of {0} there are {2} heads of {1} at the start; the cap is that of {2} ({3}).")
	LoanSayDays         = text("{0} 计息 {1} 天，按 {2}（{3}）。", "{0} has {1} days of interest, by {2} ({3}).")
	LoanSayTerm         = text("贴息至多 {0} 个月，到 {1} 为止（当日不计），本月贴息 {2} 天（{3}）。", "The subsidy lasts at most {0} months, up to {1} (that day not counted): {2} days of this month ({3}).")
	LoanSayStanding     = text("本金余额 {0} 元，{1} 天。", "Principal standing: {0} yuan for {1} days.")
	LoanSayInterest     = text("利息：{0} × {1}% ÷ {2} = {3} 元（四舍五入到分）。", "Interest: {0} × {1} % ÷ {2} = {3} yuan (rounded to the 分).")
	LoanSayNothing      = text("本月没有贴息。", "Nothing is subsidised this month.")
	LoanSaySubsidy      = text("贴息：{0} × {1}% ÷ {2} = {3} 元（四舍五入到分）。", "Subsidy: {0} × {1} % ÷ {2} = {3} yuan (rounded to the 分).")
	LoanSaySubsidyHeads = text("贴息：{0} × {1}% ÷ {2} × {3}/{4} = {5} 元（四舍五入到分）。", "Subsidy: {0} × {1} % ÷ {2} × {3}/{4} = {5} yuan (rounded to the 分).")
	LoanSayRest         = text("借款人承担：{0} − {1} = {2} 元。", "The borrower bears {0} − {1} = {2} yuan.")
	LoanSayClaim        = text("{0} 的贴息在 {1} 申报，{2} 拨付（{3}）。", "The subsidy of {0} is claimed in {1} and paid in {2} ({3}).")
	LoanSayPayment      = text("{0} 拨付 {1} 至 {2} 的贴息，{3} 申报：个人 {4} 元 + 小微企业 {5} 元 = {6} 元（{7}）。", "Paid in {0} for {1} to {2}, claimed in {3}: persons {4} yuan + firms {5} yuan = {6} yuan ({7}).")
	LoanSayReward       = text("奖励：{0} 年新发放 {1} 元 × {2}%（{3}）。", "Reward: {1} yuan granted in {0} × {2} % ({3}).")
	LoanSayNeed         = text("{0} 年所需：贴息 {1} 元 + 奖励 {2} 元（四舍五入到分）= {3} 元。", "Needed in {0}: subsidies of {1} yuan + a reward of {2} yuan (rounded to the 分) = {3} yuan.")

	LoanOtherYear    = text("公布数是 {0} 年的，测算的是 {1} 年。", "The published amount is that of {0}, the estimate is for {1}.")
	LoanImpliedLoans = text("按每笔平均所需，{0} 万元够 {1} 笔；测算中当年有拨付的 {2} 笔。", "At the average need of a loan, {0} 万元 pays for {1} loans; {2} are paid in the year here.")
	LoanImpliedRate  = text("若所需正为 {0} 万元，平均贴息率应为 {1}%；测算为 {2}%。", "To need {0} 万元 the average subsidised rate would be {1} %; here it is {2} %.")
	LoanRestsOn      = text("未核实的取值：{0}。", "Values that are not verified: {0}.")
	LoanListFirst    = text("{0}", "{0}")
	LoanListNext     = text("{0}、{1}", "{0}, {1}")

	CommandLoans    = text("创业担保贷款贴息，逐笔逐月", "interest subsidy of guaranteed start-up loans, loan by loan and month by month")
	FlagPortfolio   = text("贷款台账（表格）或贷款测算文件（JSON），- 为标准输入", "a table of loans, or a file of a loan estimate (JSON); - reads what is piped in")
	FlagAssume      = text("设定一批贷款，可写多次，如 \"borrower=person count=400 amount=20 rate=4.15 term=36 year=2022\"（金额为万元，利率为百分数）", "loans that are alike, may be repeated, as \"borrower=person count=400 amount=20 rate=4.15 term=36 year=2022\" (amount in 万元, rate in percent)")
	FlagBudgetYear  = text("预算年度", "budget year")
	FlagTerms       = text("测算条件文件（JSON），所写各项代替默认取值", "file of terms (JSON); the series it gives replace the default ones")
	FlagExplainLoan = text("说明来历：一笔贷款逐月的计算（编号）、其中一个月（编号@2023-05），或全年所需（year）", "explain the months of a loan (ID), one of them (ID@2023-05), or what the year needs (year)")
	LoanChainNoCSV  = text("来历是文字，请用 text 或 json", "how a month comes about is told in text or json")

	LoanTitle              = text("创业担保贷款贴息及奖补，{0} 年", "Interest subsidy of guaranteed start-up loans, and reward, {0}")
	LoanUnitYuan           = text("单位：元", "in yuan")
	LoanMonthHead          = text("月份", "Month")
	LoanDaysHead           = text("计息天数", "Days")
	LoanSubsidisedDaysHead = text("贴息天数", "Subsidised days")
	LoanHeadsHead          = text("人数", "Heads")
	LoanInterestHead       = text("利息", "Interest")
	LoanBorneHead          = text("借款人承担", "Borne by borrower")
	LoanSubsidyHead        = text("贴息", "Subsidy")
	LoanClaimHead          = text("申报", "Claimed")
	LoanPaidHead           = text("拨付", "Paid")
	LoanCoversHead         = text("所属月份", "For the months")
	LoanYearHead           = text("年度", "Year")
	LoanNewHead            = text("新发放笔数", "New loans")
	LoanNewAmountHead      = text("新发放金额", "Amount granted")
	LoanAccruedHead        = text("当年产生的贴息", "Subsidy accrued")
	LoanPaidInYearHead     = text("当年拨付的贴息", "Subsidy paid")
	LoanRewardHead         = text("奖励", "Reward")
	LoanNeedHead           = text("所需资金", "Needed")
	LoanNeedIs             = text("{0} 年所需 {1} 万元；公布 {2} 万元，相差 {3} 万元。", "Needed in {0}: {1} 万元; published {2} 万元, a difference of {3} 万元.")
)
