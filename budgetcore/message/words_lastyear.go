package message

// lastYear are the words of a budget of one's own: its base is last year's
// figures, where the others speak of the publication.
var lastYear = map[*Text]*Text{
	FilterShown:        text("显示 {0} 行，组合计只含这些行。其中支出：草稿 {1}，上年 {2}，变动 {3}", "{0} lines shown, groups add up these alone. Spending among them: {1} in the draft, {2} last year, {3} change"),
	FilterChanged:      text("只看与上年不同的", "Changed only"),
	GridPublished:      text("上年数", "Last year"),
	GridChanged:        text("与上年数不同", "differs from last year's figure"),
	ActionReset:        text("回到上年数", "Reset…"),
	ActionConfirmReset: text("确定回到上年数", "Yes, back to last year"),
	ResetAsk:           text("草稿里的 {0} 处改动会全部撤去，各数回到上年数。要留一份，请先“存为文件”。", "All {0} edits of the draft will be taken away and every figure goes back to last year's. To keep them, save as a file first."),
	ResetDone:          text("已回到上年数。", "Back to last year's figures."),
	NoHistory:          text("与上年一致，没有改动", "as last year, no edits"),
	PublishedWas:       text("上年数 {0}", "last year {0}"),
	PublishedBlank:     text("上年为空", "blank last year"),
	AnnexUnchanged:     text("与上年的附表完全一致。", "Exactly as last year."),
	AnnexChanged:       text("{0} 个单元格与上年数不同，已用底纹和角标标出，悬停可看上年数。", "{0} cells differ from last year; they are shaded and marked, hover to see last year's figure."),
	AnnexIsDraft:       text("草稿“{0}”，{1} 处改动；带底纹的数与上年数不同。", "Draft \"{0}\", {1} edits; shaded figures differ from last year."),
	NotPublished:       Undecided,
	ChecksOwn:          text("上年数原有的矛盾", "Contradictions of last year's figures"),
	ChecksOwnNone:      text("上年数没有矛盾。", "Last year's figures have none."),
	CheckCounts:        text("比对 {0} 处：相等 {1}，尾差 {2}，矛盾 {3}（新增 {4}，上年数原有 {5}），口径不同 {6}，不适用 {7}", "{0} comparisons: {1} exact, {2} tails, {3} inconsistent ({4} new, {5} of last year's figures), {6} of other scope, {7} not applicable"),
	OverviewSame:       text("还没有改动，各数与上年数相同。", "Nothing has been changed yet; all figures are last year's."),
	PictureBridge:      text("从上年数到草稿", "From last year to the draft"),
	PictureBars:        text("上年数与草稿比较", "Last year and draft"),
	TracePublished:     text("上年数为 {0}，本年改为 {1}，变动 {2}", "{0} last year, {1} in the draft, a change of {2}"),
	TraceSame:          text("与上年数相同", "as last year"),
}

// Of returns the text for the base that a budget has: t itself on a published
// one, its words for last year's figures on a budget of one's own.
func (t *Text) Of(own bool) *Text {
	if own && lastYear[t] != nil {
		return lastYear[t]
	}
	return t
}
