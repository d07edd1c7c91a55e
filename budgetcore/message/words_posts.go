package message

// Words of 定员定额: public spending by posts.
var (
	PostsTitle     = text("定员定额：各单位公用支出", "Public spending by posts")
	PostsIntro     = text("公用支出 = 公用定额 × 编制人数。人数和定额存在草稿里；写入后，该单位的公用支出各行按原有比例分摊，撤销一次即可恢复。", "Public spending = quota × posts. Posts and quotas are kept in the draft; written, they are spread over the unit's lines of public spending in proportion, one undo takes it back.")
	PostsNoUnits   = text("这份预算还没有预算单位，请在“预算”里填写。", "This budget has no units yet; enter them under \"Budgets\".")
	PostsNoLine    = text("{0}还没有公用支出明细行，请先在“编制”里新增一行", "{0} has no line of public spending yet; add one on the page of lines first")
	PostsPosts     = text("编制人数", "Posts")
	PostsStaff     = text("在职人数", "Staff")
	PostsQuotaHead = text("公用定额（万元/人·年）", "Quota (万元 a post and year)")
	PostsAmount    = text("测算数", "By quota")
	PostsDraft     = text("草稿现为", "In the draft")
	PostsOver      = text("在职比编制多 {0} 人", "{0} more in service than posts")
	PostsWhy       = text("定员定额：{0} 人 × {1} 万元", "quota: {0} posts × {1} 万元")
	PostsWritten   = text("{0}的公用支出已由 {1} 改为 {2} 万元。", "Public spending of {0} went from {1} to {2} 万元.")
)
