package message

// Words used everywhere.
var (
	LanguageName = text("English", "中文")
	ProductName  = text("Suanpan 算盘", "Suanpan \"算盘\"")
)
