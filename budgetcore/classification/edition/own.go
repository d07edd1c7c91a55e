package edition

import (
	"slices"
	"strconv"
	"strings"

	"suanpan/budgetcore/classification"
	"suanpan/budgetcore/message"
)

// Limits of a list of one's own. The official list has some 2,000 codes.
const (
	maxRows      = 20_000
	maxNameRunes = 100
	maxErrors    = 50
)

// columns of a list, and the words that name them.
type column uint8

const (
	noColumn column = iota
	codeColumn
	nameColumn
	levelColumn
	parentColumn
	kindColumn
	economicColumn
	functionColumn
	economicName // beside a column of economic codes
	functionName // beside a column of functions
	classPart    // 类, 款 and 项 in columns of their own
	divisionPart
	itemPart
)

var columnWords = map[string]column{
	"code": codeColumn, "编码": codeColumn, "代码": codeColumn, "科目编码": codeColumn, "科目代码": codeColumn, "科目": codeColumn,
	"name": nameColumn, "名称": nameColumn, "科目名称": nameColumn,
	"类": classPart, "款": divisionPart, "项": itemPart,
	"level": levelColumn, "级次": levelColumn, "级别": levelColumn, "层级": levelColumn,
	"parent": parentColumn, "上级": parentColumn, "上级编码": parentColumn, "上级科目": parentColumn, "上级代码": parentColumn, "上级科目编码": parentColumn,
	"kind": kindColumn, "类别": kindColumn, "支出类别": kindColumn, "支出性质": kindColumn,
	"economic": economicColumn, "经济科目": economicColumn, "经济分类": economicColumn, "部门经济分类": economicColumn, "经济分类科目": economicColumn, "经济科目编码": economicColumn,
	"economic_code": economicColumn, "economic_name": economicName, "经济科目名称": economicName, "经济分类名称": economicName, "经济分类科目名称": economicName,
	"function": functionColumn, "功能科目": functionColumn, "功能分类": functionColumn, "功能分类科目": functionColumn, "功能科目编码": functionColumn, "支出功能分类": functionColumn,
	"function_code": functionColumn, "function_name": functionName, "功能科目名称": functionName, "功能分类名称": functionName, "功能分类科目名称": functionName,
}

// heads tells which column of a row of heads is what, by place.
func heads(row []string) map[column]int {
	found := make(map[column]int)
	for i, cell := range row {
		word := strings.ToLower(strings.TrimSpace(strings.TrimPrefix(cell, "\ufeff")))
		if c := columnWords[word]; c != noColumn {
			if _, twice := found[c]; !twice {
				found[c] = i
			}
		}
	}
	return found
}

func cellAt(row []string, columns map[column]int, c column) string {
	if i, ok := columns[c]; ok && i < len(row) {
		return strings.TrimSpace(row[i])
	}
	return ""
}

// codesIn reads the codes of a column below the heads. Where 类, 款 and 项 have
// columns of their own they are joined, and what a merged cell leaves blank is
// taken from above.
func codesIn(rows [][]string, columns map[column]int) (codes []string, at int, ok bool) {
	codes = make([]string, len(rows))
	if i, there := columns[codeColumn]; there {
		for n, row := range rows {
			codes[n] = cellAt(row, columns, codeColumn)
		}
		return codes, i, true
	}
	first, class := columns[classPart]
	_, division := columns[divisionPart]
	if !class || !division {
		return nil, 0, false
	}
	var above [3]string
	for n, row := range rows {
		last := -1
		var part [3]string
		for i := range part {
			if part[i] = cellAt(row, columns, classPart+column(i)); part[i] != "" {
				last = i
			}
		}
		for i := 0; i <= last; i++ {
			if part[i] == "" {
				part[i] = above[i]
			}
			if strings.HasPrefix(part[i], codes[n]) && len(part[i]) == len(codes[n])+2 { // 208, 20801
				codes[n] = part[i]
				continue
			}
			codes[n] += part[i]
		}
		if last >= 0 {
			above = part
		}
	}
	return codes, first, true
}

var levelWords = map[string]int{"": 0, "类": 1, "款": 2, "项": 3, "1": 1, "2": 2, "3": 3}

// Read makes an edition of a list of one's own: cells with a row of heads, code
// and name, and if there are, level and parent. It is read strictly: nothing is
// taken unless all of it can be. The errors name row and column.
func Read(cells [][]string, id, name, date string) (*Edition, []*message.Error) {
	if len(cells) > maxRows {
		return nil, []*message.Error{message.EditionTooLong.Error(maxRows)}
	}
	if len(cells) == 0 {
		return nil, []*message.Error{message.ListNoHeads.Error()}
	}
	columns := heads(cells[0])
	given, codeAt, hasCode := codesIn(cells[1:], columns)
	if _, hasName := columns[nameColumn]; !hasCode || !hasName {
		return nil, []*message.Error{message.ListNoHeads.Error()}
	}
	columns[codeColumn] = codeAt
	var errs []*message.Error
	refuse := func(row int, c column, err *message.Error) {
		if len(errs) < maxErrors {
			err.At = []string{strconv.Itoa(row+1) + ":" + strconv.Itoa(columns[c]+1)}
			errs = append(errs, err)
		}
	}
	var codes []Code
	at := make(map[string]int) // the row of each code
	for i, row := range cells {
		if i == 0 || strings.TrimSpace(strings.Join(row, "")) == "" {
			continue
		}
		code, title := given[i-1], cellAt(row, columns, nameColumn)
		system := SystemOf(code)
		level := (len(code) - 1) / 2
		switch {
		case code == "":
			refuse(i, codeColumn, message.ListCodeBlank.Error())
			continue
		case !digitsOnly(code):
			refuse(i, codeColumn, message.ListCodeSigns.Error(clip(code)))
			continue
		case system == NoSystem:
			refuse(i, codeColumn, message.ListCodeFirst.Error(clip(code)))
			continue
		case len(code)%2 == 0 || level < 1 || level > system.Levels():
			refuse(i, codeColumn, message.ListCodeLength.Error(clip(code), system.Name(), 1+2*system.Levels()))
			continue
		}
		if first, twice := at[code]; twice {
			refuse(i, codeColumn, message.ListCodeTwice.Error(code, first+1))
			continue
		}
		if title == "" || len([]rune(title)) > maxNameRunes {
			refuse(i, nameColumn, message.ListName.Error(code, maxNameRunes))
			continue
		}
		if word := cellAt(row, columns, levelColumn); word != "" && levelWords[word] != level {
			refuse(i, levelColumn, message.ListLevel.Error(code, message.LevelNames[level], clip(word)))
			continue
		}
		parent := ""
		if level > 1 {
			parent = code[:len(code)-2]
		}
		if given := cellAt(row, columns, parentColumn); given != "" && given != parent {
			refuse(i, parentColumn, message.ListParent.Error(code, parent, clip(given)))
			continue
		}
		at[code] = i
		codes = append(codes, Code{
			Item: classification.Item{Code: code, Name: title, Level: level, Parent: parent, Source: name}, System: system, Status: Given,
		})
	}
	for i := range codes {
		if c := &codes[i]; c.Parent != "" {
			if _, there := at[c.Parent]; !there {
				refuse(at[c.Code], codeColumn, message.ListOrphan.Error(c.Code, message.LevelNames[c.Level-1], c.Parent))
			}
		}
	}
	if len(codes) == 0 && errs == nil {
		errs = append(errs, message.ListEmpty.Error())
	}
	if errs != nil {
		slices.SortStableFunc(errs, func(a, b *message.Error) int { return rowOf(a) - rowOf(b) })
		return nil, errs
	}
	e, err := build(codes)
	if err == nil {
		err = e.teach()
	}
	if err != nil {
		panic("a list that was checked is none: " + err.Error())
	}
	e.ID, e.Name, e.Date = id, message.Verbatim.With(name), date
	return e, nil
}

func rowOf(e *message.Error) int {
	if len(e.At) == 0 {
		return 0
	}
	row, _, _ := strings.Cut(e.At[0], ":")
	n, _ := strconv.Atoi(row)
	return n
}

func digitsOnly(s string) bool {
	for i := range len(s) {
		if s[i] < '0' || s[i] > '9' {
			return false
		}
	}
	return s != ""
}

func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
