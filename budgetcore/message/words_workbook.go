package message

// Words of XLSX files.
var (
	WorkbookUnreadable = text("这不是能读的 XLSX 文件（旧的 .xls 请先另存为 .xlsx；带密码的请先去掉密码）", "this is no XLSX file that can be read (save an old .xls as .xlsx, take off a password)")
	WorkbookEmpty      = text("工作簿里没有内容", "there is nothing in the workbook")
	WorkbookTooLarge   = text("解开后超过 {0} MB", "it unpacks to more than {0} MB")
	WorkbookTooLong    = text("超过 {0} 行或 {1} 列", "it has more than {0} rows or {1} columns")
)
