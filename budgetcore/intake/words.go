package intake

import (
	"strconv"
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

var codeMarks = strings.NewReplacer("-", "", ".", "")

// codeAndName takes "2080101 行政运行", "2080101", "行政运行" or "208-01-01"
// apart.
func codeAndName(cell string) (code, name string) {
	cell = money.Fold(cell)
	end := strings.IndexFunc(cell, func(c rune) bool { return (c < '0' || c > '9') && c != '-' && c != '.' })
	if end < 0 {
		end = len(cell)
	}
	code = cell[:end]
	if strings.ContainsAny(code, "-.") {
		code = codeMarks.Replace(code)
	}
	name = strings.TrimLeft(cell[end:], " -—_:：|")
	return code, name
}

// code finds a code by itself or by its name alone, and doubts a name that is
// another's.
func (r *reader) code(row *Row, scheme *classification.Scheme, code, name string) (string, error) {
	if code == "" {
		if name == "" {
			return "", nil
		}
		for _, it := range scheme.Items() {
			if it.Level == scheme.Levels() && it.Name == name {
				if code != "" {
					return "", message.IntakeNameTwice.Error(name)
				}
				code = it.Code
			}
		}
		if code == "" {
			return "", message.IntakeNameUnknown.Error(name)
		}
		return code, nil
	}
	it, ok := scheme.Lookup(code)
	if ok && name != "" && !sameName(it.Name, name) {
		row.Doubts = append(row.Doubts, message.DoubtName.With(code, name, it.Name))
	}
	return code, nil
}

var brackets = strings.NewReplacer("（", "(", "）", ")", " ", "", "　", "")

// sameName overlooks brackets of another width and what is left out of them.
func sameName(a, b string) bool {
	return a == b || brackets.Replace(a) == brackets.Replace(b)
}

// unit finds a unit by code or name; where units may be made, it makes one.
func (r *reader) unit(cell, name string) (string, error) {
	if cell == "" && name == "" {
		return "", nil
	}
	at := [2]string{cell, name}
	if code, known := r.units[at]; known {
		return code, nil
	}
	code, err := r.findUnit(cell, name)
	if err == nil {
		if r.units == nil {
			r.units = make(map[[2]string]string)
		}
		r.units[at] = code
	}
	return code, err
}

func (r *reader) findUnit(cell, name string) (string, error) {
	code := ""
	if cell != "" {
		if c, rest := unitCode(cell); c != "" {
			code = c
			if name == "" {
				name = rest
			}
		} else if name == "" {
			name = cell
		}
	}
	units := append(r.ds.Units[:len(r.ds.Units):len(r.ds.Units)], r.NewUnits...)
	for _, u := range units {
		if code != "" && u.Code == code || code == "" && u.Name == name {
			return u.Code, nil
		}
	}
	if !r.newUnits {
		if code == "" {
			return "", message.IntakeUnitUnknown.Error(name)
		}
		return "", message.UnitUnknown.Error(code)
	}
	if code == "" {
		for n := len(units) + 1; code == "" || taken(units, code); n++ {
			code = nextCode(r.ds.Department.Code, n)
		}
	}
	if name == "" {
		name = code
	}
	r.NewUnits = append(r.NewUnits, budget.Unit{Code: code, Name: name})
	return code, nil
}

// nextCode numbers the units of a department: 101001 for the first of 101.
func nextCode(department string, n int) string {
	s := strconv.Itoa(n)
	return department + strings.Repeat("0", max(0, 3-len(s))) + s
}

func taken(units []budget.Unit, code string) bool {
	for _, u := range units {
		if u.Code == code {
			return true
		}
	}
	return false
}

func unitCode(cell string) (code, name string) {
	first, rest, _ := strings.Cut(money.Fold(cell), " ")
	if digits(first) {
		return first, strings.TrimSpace(rest)
	}
	i := strings.IndexFunc(first, func(c rune) bool { return c < '0' || c > '9' })
	if i >= 3 {
		return first[:i], strings.TrimLeft(first[i:], "-—_:：") + rest
	}
	return "", ""
}

// unitNamed is the unit of a name, "" if there is none.
func unitNamed(ds *budget.Dataset, name string) string {
	for _, u := range ds.Units {
		if u.Name == name {
			return u.Code
		}
	}
	return ""
}

// spoken are the words of planners for those of files.
var spoken = map[budget.Field]map[string]string{
	budget.FieldKind: {
		"人员": "personnel", "人员支出": "personnel", "人员经费": "personnel", "人员类": "personnel", "基本支出人员": "personnel", "基本支出人员经费": "personnel", "工资福利支出": "personnel", "对个人和家庭的补助": "personnel",
		"公用": "public", "公用支出": "public", "公用经费": "public", "日常公用": "public", "日常公用经费": "public", "公用类": "public", "基本支出公用": "public", "基本支出公用经费": "public", "商品和服务支出": "public",
		"项目": "project", "项目支出": "project", "项目类": "project", "项目经费": "project", "特定目标类": "project", "其他运转类": "project",
	},
	budget.FieldSection: {"支出": "spending", "收入": "income"},
	budget.FieldSource: {
		"财政拨款": "general_public_budget", "一般公共预算": "general_public_budget", "一般公共预算财政拨款": "general_public_budget", "公共财政": "general_public_budget", "财政": "general_public_budget",
		"政府性基金": "government_fund", "政府性基金预算": "government_fund", "政府性基金预算财政拨款": "government_fund",
		"国有资本经营预算": "state_capital", "国有资本经营": "state_capital", "财政专户": "fiscal_special_account", "财政专户管理": "fiscal_special_account",
		"事业": "institution_income", "经营收入": "institution_business_income", "上级补助": "superior_subsidy", "附属单位上缴": "affiliated_unit_remittance", "其他": "other_income", "其他资金": "other_income", "单位资金": "other_income",
		"上年结转": "carryover_general_public_budget", "结转": "carryover_general_public_budget", "上年结转一般公共预算": "carryover_general_public_budget", "一般公共预算结转": "carryover_general_public_budget",
		"政府性基金结转": "carryover_government_fund", "单位资金结转": "carryover_unit_funds",
	},
	budget.FieldProjectClass: {"基建": "基建项目", "部门专项经费": "部门专项", "专项": "部门专项", "发展": "发展经费", "发展专项": "发展经费"},
}

// named are the words that the page itself uses, in either language.
var named = func() map[budget.Field]map[string]string {
	all := map[budget.Field]map[string]string{budget.FieldKind: {}, budget.FieldSource: {}, budget.FieldSection: {}}
	add := func(f budget.Field, t *message.Text, file string) {
		for _, lang := range []message.Lang{message.ZH, message.EN} {
			word, _ := plain(t.In(lang))
			all[f][word] = file
		}
	}
	for k := budget.Personnel; k < budget.Kinds; k++ {
		add(budget.FieldKind, message.Kinds[k], k.String())
	}
	for s := budget.GeneralPublicBudget; s < budget.SourceCount; s++ {
		add(budget.FieldSource, message.Sources[s], s.String())
	}
	for s := range budget.Sections {
		add(budget.FieldSection, message.Sections[s], s.String())
	}
	return all
}()

// word is what files write for a planner's word; sheets say the same few words
// over and over.
func (r *reader) word(f budget.Field, cell string) string {
	at := spokenWord{f, cell}
	w, known := r.words[at]
	if !known {
		if r.words == nil {
			r.words = make(map[spokenWord]string)
		}
		w = word(f, cell)
		r.words[at] = w
	}
	return w
}

type spokenWord struct {
	field budget.Field
	cell  string
}

// word is itself where none is known, so that it is refused with the words
// there are.
func word(f budget.Field, cell string) string {
	if f == budget.FieldSection && cell == "" {
		return budget.Spending.String()
	}
	p, _ := plain(cell)
	for _, words := range []map[string]string{spoken[f], named[f]} {
		if w, ok := words[p]; ok {
			return w
		}
	}
	return cell
}
