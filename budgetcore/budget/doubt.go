package budget

import (
	"strings"

	"suanpan/budgetcore/message"
)

// Doubts says what is unusual about a line that may stand all the same: a
// combination of dimensions that the classifications do not foresee, or an
// amount below zero. The rule for 301 to 303 and 310 is that of the 部门预算支出经济分类科目:
// 301 and 303 pay people, 302 and 310 pay for goods, services and assets.
func (d *Dataset) Doubts(l *Line) []message.Message {
	var doubts []message.Message
	class := l.Economic
	if len(class) > 3 {
		class = class[:3]
	}
	name := func(code string) message.Message { return message.LineNamed.With(code, d.Economic.Name(code)) }
	switch {
	case l.Kind == Personnel && (class == "302" || class == "309" || class == "310"):
		doubts = append(doubts, message.DoubtPersonnel.With(name(l.Economic), name(class)))
	case l.Kind == Public && (class == "301" || class == "303"):
		doubts = append(doubts, message.DoubtPublic.With(name(l.Economic), name(class)))
	}
	if l.Section == Spending {
		if l.Kind == Project && l.Project == "" {
			doubts = append(doubts, message.DoubtProjectNameless.With())
		}
		if l.Kind.Basic() && l.ProjectClass != "" {
			doubts = append(doubts, message.DoubtClassOfBasic.With(l.ProjectClass))
		}
		if it, ok := d.Functional.Lookup(l.Function); ok && l.Kind.Basic() && strings.HasSuffix(it.Name, "一般行政管理事务") {
			doubts = append(doubts, message.DoubtBasicOnGeneral.With(message.LineNamed.With(it.Code, it.Name)))
		}
	}
	if l.Amount < 0 {
		doubts = append(doubts, message.DoubtNegative.With(l.Amount.GroupedExact()))
	}
	return doubts
}
