package message

// Words of the loans' page.
var (
	LoansName  = text("创业担保贷款贴息", "Interest subsidy of start-up loans")
	LoansAbout = text("逐笔逐月：个人与小微企业、上限与期限、LPR、招用人数、两次申请两次拨付、奖励 1%；公布 1,000.00 万元", "loan by loan and month by month: persons and small firms, caps and terms, LPR, heads hired, two claims and two payments a year, 1 % reward; published 1,000.00 万元")
	LoansNeed  = text("全年所需（贴息与奖励）", "The year's need (subsidy and reward)")

	// LoanUnits are those of values that are amounts, months and rates.
	LoanUnits = [...]*Text{text("万元", "万元"), text("个月", "months"), text("%", "%")}
)
