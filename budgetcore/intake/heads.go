package intake

import (
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Column is what a column of a sheet holds.
type Column uint8

// The columns that are no dimension of a line. A dimension has the column
// [ColumnOf] gives.
const (
	Nothing Column = iota
	Amount
	LastYear
	LineID
	UnitName     // beside a code
	FunctionName // beside a code
	EconomicName // beside a code
	FunctionPart // 类, 款 and 项 in columns of their own
	dimensions
)

// Columns is how many columns there are.
const Columns = dimensions + Column(budget.Fields)

// ColumnOf is the column of a dimension.
func ColumnOf(f budget.Field) Column { return dimensions + Column(f) }

// Field is the dimension of a column; false for the others.
func (c Column) Field() (budget.Field, bool) {
	return budget.Field(c - dimensions), c >= dimensions && c < Columns
}

// Name is what a column is called.
func (c Column) Name() *message.Text {
	if f, ok := c.Field(); ok {
		return message.FieldNames[f]
	}
	return message.IntakeColumns[c]
}

// heads are the words that name columns in the sheets of planners, in plain
// form; the first ones are those of line files.
var heads = map[Column][]string{
	Amount: {
		"amount", "金额", "预算数", "预算", "预算金额", "本年预算", "本年预算数", "本年数", "本年", "年初预算", "年初预算数", "申报数", "申报金额", "建议数",
		"预算建议数", "控制数", "资金", "资金总额", "资金额", "预算安排", "安排数", "草稿", "draft", "thisyear", "budget", "合计", "总计", "小计", "total",
	},
	LastYear: {
		"published", "上年", "上年数", "上年预算", "上年预算数", "上年金额", "上年度预算数", "去年", "去年数", "去年预算", "去年预算数", "公布", "公布数", "上年执行数", "lastyear",
	},
	LineID:       {"line", "行号", "行", "id"},
	UnitName:     {"单位名称", "预算单位名称", "unitname"},
	FunctionName: {"科目名称", "功能科目名称", "功能分类科目名称", "支出功能科目名称", "支出功能分类科目名称", "functionname"},
	EconomicName: {"经济科目名称", "经济分类名称", "经济分类科目名称", "部门经济科目名称", "部门经济分类名称", "部门预算经济分类名称", "economicname"},
	FunctionPart: {"类", "款", "项"},

	ColumnOf(budget.FieldSection): {"section", "所在表"},
	ColumnOf(budget.FieldUnit):    {"unit", "unitcode", "预算单位", "单位", "单位编码", "单位代码", "预算单位编码", "预算单位代码", "部门", "部门名称", "budgetunit"},
	ColumnOf(budget.FieldFunction): {
		"function", "functioncode", "功能科目项", "功能科目", "功能分类", "功能分类科目", "支出功能科目", "支出功能分类", "支出功能分类科目", "科目", "科目编码", "科目代码",
		"功能科目编码", "功能科目代码", "功能分类科目编码", "功能分类编码", "支出功能分类编码", "支出功能分类科目编码", "支出功能科目编码", "function7digits",
	},
	ColumnOf(budget.FieldKind): {"kind", "类别", "支出类别", "支出性质", "支出类型", "经费类别", "经费性质", "支出分类"},
	ColumnOf(budget.FieldEconomic): {
		"economic", "economiccode", "经济科目款", "经济科目", "经济分类", "经济分类科目", "部门经济分类", "部门经济科目", "部门预算支出经济分类", "支出经济分类", "经济科目编码",
		"经济科目代码", "经济分类编码", "经济分类科目编码", "部门经济分类编码", "economicitem5digits", "economicitem",
	},
	ColumnOf(budget.FieldSource):        {"source", "资金来源", "来源", "资金性质", "经费来源", "拨款来源", "sourceoffunds"},
	ColumnOf(budget.FieldProject):       {"project", "项目名称", "项目", "名称", "支出项目", "支出内容", "支出事项", "事项", "内容", "用途", "明细", "摘要", "item", "name"},
	ColumnOf(budget.FieldProjectClass):  {"projectclass", "项目类别", "项目分类", "项目类型", "classofproject"},
	ColumnOf(budget.FieldLevel1Project): {"level1project", "一级项目", "firstlevelproject"},
	ColumnOf(budget.FieldTask):          {"task", "任务", "工作任务", "绩效任务"},
	ColumnOf(budget.FieldTransferType):  {"transfertype", "转移支付类型", "kindoftransfer"},
	ColumnOf(budget.FieldNote):          {"note", "备注", "说明", "测算依据", "依据", "remarks", "remark"},
}

var byHead = func() map[string]Column {
	m := make(map[string]Column)
	for c, words := range heads {
		for _, w := range words {
			m[w] = c
		}
	}
	return m
}()

// plain is a head without what varies: case, space, signs, what stands in
// brackets, the year. The year, if there is one, is returned apart.
func plain(head string) (word, year string) {
	var b strings.Builder
	depth := 0
	for _, c := range strings.ToLower(head) {
		switch {
		case strings.ContainsRune("(（[【", c):
			depth++
		case strings.ContainsRune(")）]】", c):
			depth = max(depth-1, 0)
		case depth > 0 || strings.ContainsRune(" \t_-—:：、/／*.\"“”", c):
		default:
			b.WriteRune(c)
		}
	}
	word = b.String()
	for i := 0; i+4 <= len(word); i++ {
		if y := word[i : i+4]; (y[:2] == "19" || y[:2] == "20") && digits(y) {
			rest := strings.TrimPrefix(word[i+4:], "年")
			return word[:i] + strings.TrimPrefix(rest, "度"), y
		}
	}
	return strings.TrimSuffix(word, "万元"), ""
}

func digits(s string) bool {
	for _, c := range []byte(s) {
		if c < '0' || c > '9' {
			return false
		}
	}
	return s != ""
}

// head is a column's head as understood.
type head struct {
	column Column
	year   string
	unit   money.Amount // that it names, 0 for none
}

func understand(text string) head {
	word, year := plain(text)
	h := head{year: year, unit: unitIn(text)}
	h.column = byHead[word]
	if h.column == Nothing {
		h.column = byHead[strings.TrimSuffix(word, "元")]
	}
	return h
}

// unitIn is the unit of amounts that a text names, 0 for none.
func unitIn(text string) money.Amount {
	switch {
	case strings.Contains(text, "万元"):
		return money.Wan
	case strings.Contains(text, "单位：元"), strings.Contains(text, "单位:元"), strings.Contains(text, "（元）"), strings.Contains(text, "(元)"),
		strings.HasSuffix(text, "元"), strings.Contains(strings.ToLower(text), "yuan"):
		return money.Yuan
	}
	return 0
}

// searchHead is how many rows may stand above the lines: title, unit, heads.
const searchHead = 12

// findHeads tells which columns are what by the words above them, and how many
// rows these take; 0 if there are none.
func findHeads(cells Cells) (found []head, rows int) {
	best := 0
	for r := range min(len(cells), searchHead) {
		row := make([]head, cells.width())
		for c := range row {
			row[c] = understand(cells.at(r, c))
		}
		if n := known(row); n > best {
			found, rows, best = row, r+1, n
		}
	}
	if best == 0 {
		return nil, 0
	}
	// merged heads have a second row, below or above
	if two, only := below(cells, rows); only && known(two) >= best {
		found, rows = two, rows+1
	} else if two, _ := below(cells, rows-1); rows > 1 && known(two) > best {
		found = two
	}
	if best == 1 && cells.width() > 1 && !amountAmong(found) {
		return nil, 0
	}
	return found, rows
}

// below joins a row of heads with the one above it: a merged head stands over
// all cells up to the next one. only tells that every word of the row is a head.
func below(cells Cells, r int) (joined []head, only bool) {
	joined = make([]head, cells.width())
	over := ""
	for c := range joined {
		above, own := cells.at(r-1, c), cells.at(r, c)
		if above != "" {
			over = above
		}
		if own == "" {
			joined[c] = understand(above)
			continue
		}
		joined[c] = understand(over + own)
		if joined[c].column == Nothing {
			joined[c] = understand(own)
		}
		if joined[c].column == Nothing {
			joined[c] = understand(over)
			return joined, false
		}
		only = true
	}
	return joined, only && !hasAmount(cells[r])
}

func known(row []head) int {
	n := 0
	var seen [Columns]bool
	for _, h := range row {
		if h.column != Nothing && !seen[h.column] {
			seen[h.column] = true
			n++
		}
	}
	return n
}

func amountAmong(row []head) bool {
	for _, h := range row {
		if h.column == Amount {
			return true
		}
	}
	return false
}

func hasAmount(row []string) bool {
	for _, cell := range row {
		if _, ok := amountIn(cell, money.Yuan); ok {
			return true
		}
	}
	return false
}

// guess tells columns by what stands in them, where no words do.
func guess(cells Cells, ds *budget.Dataset) []head {
	found := make([]head, cells.width())
	var taken [Columns]bool
	take := func(c int, as Column) {
		if found[c].column == Nothing && !taken[as] {
			found[c].column, taken[as] = as, true
		}
	}
	for c := range found {
		n, amounts, functions, economics, units := 0, 0, 0, 0, 0
		for r := range cells {
			cell := cells.at(r, c)
			if cell == "" {
				continue
			}
			n++
			code, _ := codeAndName(cell)
			if _, ok := ds.Functional.Lookup(code); ok && len(code) == 7 {
				functions++
			} else if _, ok := ds.Economic.Lookup(code); ok && len(code) == 5 {
				economics++
			} else if ds.UnitName(code) != "" || unitNamed(ds, cell) != "" {
				units++
			} else if _, ok := amountIn(cell, money.Yuan); ok {
				amounts++
			}
		}
		most := func(k int) bool { return n > 0 && 10*k >= 6*n }
		switch {
		case most(functions):
			take(c, ColumnOf(budget.FieldFunction))
		case most(economics):
			take(c, ColumnOf(budget.FieldEconomic))
		case most(units):
			take(c, ColumnOf(budget.FieldUnit))
		case most(amounts):
			take(c, Amount)
		}
	}
	for c := range found { // the first column of words names the lines
		words := 0
		for r := range cells {
			if cell := cells.at(r, c); cell != "" {
				if _, ok := amountIn(cell, money.Yuan); !ok {
					words++
				}
			}
		}
		if words*2 > len(cells) {
			take(c, ColumnOf(budget.FieldProject))
		}
	}
	return found
}
