package desk

import (
	"fmt"
	"strings"
	"testing"

	"suanpan/app/session"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/intake"
	"suanpan/budgetcore/published"
)

// intakeOf is the sheet as the dialog of the page understands it, in the words
// in which it tells the desk.
func intakeOf(t *testing.T, text string) (x *session.Incoming, as string) {
	t.Helper()
	cells, err := intake.Split(text)
	if err != nil {
		t.Fatal(err)
	}
	s, err := session.New(published.Dataset(), nil)
	if err != nil {
		t.Fatal(err)
	}
	x, err = s.Incoming(cells, intake.Choices{Heads: -1}, "")
	if err != nil {
		t.Fatal(err)
	}
	as = fmt.Sprint(x.Heads)
	for _, c := range x.Columns {
		as += fmt.Sprint(" ", int(c))
	}
	return x, as
}

func (o *office) openSheet(text string) string {
	o.t.Helper()
	_, as := intakeOf(o.t, text)
	o.Aside(asideSheet, as, text)
	return o.aside()
}

func TestASheetIsCheckedBeforeItIsTaken(t *testing.T) {
	const heads = "单位\t功能科目编码\t功能科目名称\t类别\t项目\t金额（万元）\n"
	for name, c := range map[string]struct {
		text  string
		says  []string
		lacks string
		// functions of the rows once the proposals are taken, "" where none is offered
		taken []string
	}{
		"all right": {
			heads + "403001\t2080116\t引进人才费用\t项目\t甲\t100", []string{"1 个编码没有发现问题"}, "采用", nil,
		},
		"digits swapped": {
			heads + "403001\t2080161\t引进人才费用\t项目\t甲\t100\n403001\t2080116\t引进人才费用\t项目\t乙\t100",
			[]string{"2 个编码", "2 | 2080161", "2080116 引进人才费用", "采用所选编码（1 处）"},
			"3 | 2080116",
			[]string{"2080116", "2080116"},
		},
		"name of another": {
			heads + "403001\t2080114\t引进人才费用\t项目\t甲\t100", []string{"2080114 是“资助留学回国人员”"}, "", []string{"2080116"},
		},
		"kind that contradicts": {
			heads + "403001\t2080101\t行政运行\t项目\t甲\t100", []string{"支出类别与编码矛盾"}, "", []string{"2080102"},
		},
		"as Excel writes large numbers": {
			heads + "403001\t2.080116E+06\t引进人才费用\t项目\t甲\t100\n403001\t2,080,116\t引进人才费用\t项目\t乙\t100",
			[]string{"被当成数字的编码"},
			"",
			[]string{"2080116", "2080116"},
		},
		"zeros of the parts dropped": {
			"类\t款\t项\t类别\t项目\t金额（万元）\n208\t1\t16\t项目\t甲\t100\n208\t1\t2\t项目\t乙\t100",
			[]string{"“208 1 16”里的 0 被表格软件去掉了", "补上就是它"},
			"",
			[]string{"2080116", "2080102"},
		},
		"merged cells": {
			heads + "403001\t2080161\t引进人才费用\t项目\t甲\t100\n\t\t\t项目\t乙\t100\n\t2080106\t就业管理事务\t项目\t丙\t100\n\t\t\t项目\t丁\t100",
			[]string{"2、3 | 2080161"},
			"",
			[]string{"2080116", "2080116", "2080106", "2080106"},
		},
		// the code is right for the rows above, and has to stay theirs
		"one of merged cells": {
			heads + "403001\t2080101\t行政运行\t人员\t甲\t100\n\t\t\t公用\t乙\t100\n\t\t\t项目\t丙\t100\n\t\t\t公用\t丁\t100",
			[]string{"4 | 2080101"},
			"2、",
			[]string{"2080101", "2080101", "2080102", "2080101"},
		},
		"code and name in one cell, empty rows, quotes": {
			"部门预算明细表\n\n功能科目,类别,项目,金额（万元）\n2080161 引进人才费用,项目,\"甲,\"\"乙\"\"\",100\n\n2080116 引进人才费用,项目,丙,100",
			[]string{"1 处"},
			"",
			[]string{"2080116", "2080116"},
		},
	} {
		t.Run(name, func(t *testing.T) {
			o := newOffice(t)
			page := o.openSheet(c.text)
			o.wants(page, c.says...)
			if c.lacks != "" {
				o.lacks(page, c.lacks)
			}
			if c.taken == nil {
				return
			}
			before, _ := intakeOf(t, c.text)
			o.do("click", "aside correct", "")
			after, _ := intakeOf(t, o.sheet)
			if len(after.Rows) != len(c.taken) || len(after.Rows) != len(before.Rows) {
				t.Fatalf("%d rows of %d, want %d:\n%s", len(after.Rows), len(before.Rows), len(c.taken), o.sheet)
			}
			for i := range after.Rows {
				got, was := &after.Rows[i], &before.Rows[i]
				if got.Err != nil || got.Line.Function != c.taken[i] {
					t.Errorf("row %d has %s, want %s: %v", i+1, got.Line.Function, c.taken[i], got.Err)
				}
				if got.Line.Project != was.Line.Project || got.Line.Amount != was.Line.Amount || got.Line.Unit != was.Line.Unit || got.Line.Kind != was.Line.Kind {
					t.Errorf("row %d was %+v, is %+v", i+1, was.Line, got.Line)
				}
			}
			o.wants(o.openSheet(o.sheet), "已改 ", " 处编码")
			if n, _ := o.writer.Now().Edits(); n != 0 {
				t.Errorf("%d edits were made", n)
			}
		})
	}
}

func TestThePlannerChoosesAmongTheLikelyCodes(t *testing.T) {
	const text = "功能科目编码\t类别\t项目\t金额（万元）\n2080161\t项目\t甲\t100\n208016\t项目\t乙\t100"
	o := newOffice(t)
	o.wants(o.openSheet(text), "采用所选编码（2 处）")
	o.do("change", "aside take 0", "")
	o.wants(o.aside(), "采用所选编码（1 处）")
	o.do("change", "aside take 1", "2080116")
	o.do("click", "aside correct", "")
	want := "功能科目编码\t类别\t项目\t金额（万元）\t\n2080161\t项目\t甲\t100\n2080116\t项目\t乙\t100"
	if o.sheet != want {
		t.Errorf("handed back is\n%s\nwant\n%s", o.sheet, want)
	}
	// as it is: nothing is offered to be changed
	o.Aside("", "", "")
	o.openSheet(text)
	o.do("change", "aside take 0", "")
	o.do("change", "aside take 1", "")
	o.lacks(o.aside(), "采用所选编码")
}

// The published lines, written as a sheet, are in order.
func TestThePublishedLinesAreInOrder(t *testing.T) {
	ds := published.Dataset()
	var b strings.Builder
	b.WriteString("功能科目编码\t功能科目名称\t经济科目\t类别\t项目\t金额（万元）\n")
	lines := 0
	for i := range ds.Lines {
		l := &ds.Lines[i]
		if l.Section != budget.Spending {
			continue
		}
		lines++
		fmt.Fprintf(&b, "%s\t%s\t%s\t%s\t%s\t%s\n", l.Function, ds.Functional.Name(l.Function), l.Economic, l.Kind, l.Project, l.Amount)
	}
	o := newOffice(t)
	o.wants(o.openSheet(b.String()), "个编码没有发现问题")
	if lines == 0 {
		t.Error("no lines")
	}
}

func TestALongSheetIsCheckedWhenThatIsAskedFor(t *testing.T) {
	text := "功能科目编码\t类别\t项目\t金额（万元）" + strings.Repeat("\n2080161\t项目\t"+strings.Repeat("长", 50)+"\t100", checkedAtOnce/150)
	o := newOffice(t)
	o.lacks(o.openSheet(text), "2080161")
	o.do("click", "aside check", "")
	o.wants(o.aside(), "2080116 引进人才费用", " 等 ")
}

// What cannot be understood is the dialog's to say.
func TestASheetWithoutCodesIsLeftAlone(t *testing.T) {
	o := newOffice(t)
	for _, c := range [][2]string{{"", ""}, {"", "no sheet"}, {"0 1", "12\n13"}, {"x", "a\tb"}, {"9 9 9 9", "1\t2"}, {"0 200 1", "2080161\t5"}} {
		o.Aside(asideSheet, c[0], c[1])
		if page := o.aside(); page != "" {
			t.Errorf("of %q it says %s", c, page)
		}
	}
}
