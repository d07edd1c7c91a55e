package message

// Words used everywhere.
var (
	LanguageName = text("English", "中文")
	ProductName  = text("算盘", "Suanpan")

	// Verbatim shows its argument as it is, Listed joins two, LineNamed is an
	// id with a name.
	Verbatim  = text("{0}", "{0}")
	Listed    = text("{0}、{1}", "{0}, {1}")
	Bracketed = text("（{0}）", " ({0})")
	LineNamed = text("{0} {1}", "{0} {1}")
)

// FieldNames name the dimensions of a line, in the order of budget.Field.
var FieldNames = [...]*Text{
	text("所在表", "Section"),
	text("预算单位", "Unit"),
	text("功能科目（项）", "Function (7 digits)"),
	text("类别", "Kind"),
	text("经济科目（款）", "Economic item (5 digits)"),
	text("资金来源", "Source of funds"),
	text("项目名称", "Project"),
	text("项目类别", "Class of project"),
	text("一级项目", "First-level project"),
	text("任务", "Task"),
	text("转移支付类型", "Kind of transfer"),
	text("备注", "Note"),
}
