package standard

import (
	"bytes"
	"strings"
	"testing"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

func date(t *testing.T, s string) Date {
	t.Helper()
	d, err := ParseDate(s)
	if err != nil {
		t.Fatal(err)
	}
	return d
}

func TestParseDateTakesOnlyDaysOfTheCalendar(t *testing.T) {
	for _, s := range []string{"2023-01-01", "2024-02-29", "2000-02-29", "1950-12-31", "2199-12-31"} {
		d, err := ParseDate(s)
		if err != nil || d.String() != s {
			t.Errorf("ParseDate(%q) = %v, %v", s, d, err)
		}
	}
	for _, s := range []string{"", "2023-02-29", "1900-02-29", "2023-13-01", "2023-00-10", "2023-04-31", "2023-1-1", "2023/01/01", "+023-01-01", "2023-01-01 ", "1949-12-31", "2200-01-01", "２０23-01-01"} {
		if d, err := ParseDate(s); err == nil {
			t.Errorf("ParseDate(%q) = %v", s, d)
		}
	}
}

func TestNumbersAreExactDecimals(t *testing.T) {
	for in, want := range map[string]string{"80000": "80000", "3.65": "3.65", "0.10": "0.1", "0.000001": "0.000001", "999999999999.999999": "999999999999.999999", "0": "0"} {
		if n, err := ParseNumber(in); err != nil || n.String() != want {
			t.Errorf("ParseNumber(%q) = %s, %v", in, n, err)
		}
	}
	for _, in := range []string{"", "-1", "1.", ".5", "1e3", "1,000", "1.0000001", "1000000000000", "１"} {
		if n, err := ParseNumber(in); err == nil {
			t.Errorf("ParseNumber(%q) = %s", in, n)
		}
	}
}

func TestValueInForceOnADay(t *testing.T) {
	for _, c := range []struct{ name, id, on, want string }{
		{"printed for the year", "talent.phd", "2023-07-01", "80000"},
		{"first day", "talent.phd", "2023-01-01", "80000"},
		{"last day", "talent.phd", "2025-12-31", "80000"},
		{"the LPR on the day it changes", "lpr.1y", "2023-06-20", "3.55"},
		{"the LPR on the day before", "lpr.1y", "2023-06-19", "3.65"},
		{"the LPR at the end of 2023", "lpr.1y", "2023-12-31", "3.45"},
		{"no end is known", "trainee.monthly", "2031-05-01", "2233"},
		{"the day before the first", "talent.phd", "2022-12-31", `the standard "talent.phd" has no value in force on 2022-12-31: the one after begins on 2023-01-01`},
		{"the day after the last", "loan.reward_rate", "2025-01-01", `the standard "loan.reward_rate" has no value in force on 2025-01-01: the one before ends on 2024-12-31`},
		{"no such standard", "talent.professor", "2023-01-01", `there is no standard "talent.professor"`},
	} {
		t.Run(c.name, func(t *testing.T) {
			v, err := BuiltIn().On(c.id, date(t, c.on))
			got := ""
			if err != nil {
				got = err.Error()
			} else {
				got = v.Number.String()
			}
			if got != c.want {
				t.Errorf("got %s, want %s", got, c.want)
			}
		})
	}
}

func TestEveryStandardNamesItsSourceInBothLanguages(t *testing.T) {
	for _, s := range BuiltIn().All() {
		for _, v := range s.Values {
			src := v.Source()
			if src.In(message.ZH) == "" || src.In(message.EN) == "" || v.Status == Own {
				t.Errorf("%s from %s: source %q, status %d", s.ID, v.From, src.In(message.EN), v.Status)
			}
		}
	}
}

func TestMoneyValuesAreWholeFen(t *testing.T) {
	v, err := BuiltIn().On("loan.personal_cap", date(t, "2023-03-01"))
	if err != nil || v.Amount() != 30*money.Wan {
		t.Errorf("30 万元 is %v, %v", v.Amount(), err)
	}
	if v, err = BuiltIn().On("lpr.1y", date(t, "2023-03-01")); err != nil || v.Amount() != 0 {
		t.Errorf("a rate is no money: %v, %v", v.Amount(), err)
	}
}

const headStandards = "id,name,name_en,unit,bound,conditions,conditions_en\n"

const headValues = "standard,value,from,to,status,document,document_en,article,article_en\n"

func TestRegisterRefusesWithThePlace(t *testing.T) {
	good := headStandards + "a,甲,A,元/人,等于,,\n"
	for _, c := range []struct{ name, standards, values, want string }{
		{"two in force at once", good, "a,1,2023-01-01,2023-12-31,P,d,d,,\na,2,2023-12-31,,P,d,d,,\n", `values.csv:3: the standard "a" has two values on 2023-12-31 (1 and 2); change the days they begin or end`},
		{"two in force, the later written first", good, "a,2,2023-06-01,,P,d,d,,\na,1,2023-01-01,,P,d,d,,\n", `values.csv:3: the standard "a" has two values on 2023-06-01 (1 and 2); change the days they begin or end`},
		{"end before start", good, "a,1,2023-01-02,2023-01-01,P,d,d,,\n", "values.csv:2: to: the last day 2023-01-01 is before the first day 2023-01-02"},
		{"no start", good, "a,1,,,P,d,d,,\n", "values.csv:2: from: the first day is missing"},
		{"unknown status", good, "a,1,2023-01-01,,X,d,d,,\n", `values.csv:2: status: "X" is not known; one of "P / O / U"`},
		{"own status in the program's file", good, "a,1,2023-01-01,,own,d,d,,\n", `values.csv:2: status: "own" is not known; one of "P / O / U"`},
		{"no source", good, "a,1,2023-01-01,,P,,,,\n", "values.csv:2: document: it names no source; name the document"},
		{"a fraction of a 分", good, "a,0.001,2023-01-01,,P,d,d,,\n", "values.csv:2: value: 0.001 元 a head is no amount of money: it must be a multiple of 0.01 元 and below 1,000,000,000 万元"},
		{"a rate over 100 %", headStandards + "a,甲,A,%,等于,,\n", "a,100.01,2023-01-01,,P,d,d,,\n", "values.csv:2: value: a rate of 100.01 % is over 100 %"},
		{"a value of nothing", good, "b,1,2023-01-01,,P,d,d,,\n", `values.csv:2: standard: there is no standard "b"`},
		{"no value", good, "", "values.csv: a: it has no value"},
		{"a day that is none", good, "a,1,2023-02-30,,P,d,d,,\n", `values.csv:2: from: "2023-02-30" is not a date: write year-month-day such as 2023-07-01 (1950 to 2199)`},
		{"an id twice", good + "a,乙,B,元/人,等于,,\n", "", `standards.csv:3: id: the standard "a" is given twice`},
		{"a unit that is none", headStandards + "a,甲,A,斤,等于,,\n", "", "standards.csv:2: unit: there is no unit"},
		{"a bound that is none", headStandards + "a,甲,A,元,约,,\n", "", "standards.csv:2: bound: \"约\" is not known"},
		{"one language", headStandards + "a,甲,,元,等于,,\n", "", "standards.csv:2: name: it has no name"},
		{"another head", "id\n", "", "standards.csv:1: the head row must be"},
		{"no CSV", good + "\"\n", "", "standards.csv: not readable as CSV"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := readRegister([]byte(c.standards), []byte(headValues+c.values))
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

const ownList = `[
 {"id":"own.teacher_day","name":"教师节慰问金","unit":"元/人","conditions":"在职教师","values":[
  {"value":"600","from":"2023-01-01","to":"2023-12-31","document":"本单位测算说明"},
  {"value":"650","from":"2024-01-01","document":"本单位测算说明","article":"二"}
 ]},
 {"extends":"pension.resident_monthly","values":[
  {"value":"340","from":"2024-01-01","document":{"zh":"区里的通知","en":"a notice of the district"}}
 ]}
]`

func TestOwnStandardsJoinTheRegister(t *testing.T) {
	list, err := ReadStandards([]byte(ownList), "own.json")
	if err != nil {
		t.Fatal(err)
	}
	if got := string(AppendStandards(nil, list)); got != ownList {
		t.Errorf("written back as\n%s", got)
	}
	r, err := BuiltIn().With(list)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		id, on, want string
		status       Status
	}{
		{"own.teacher_day", "2023-09-10", "600", Own},
		{"own.teacher_day", "2024-09-10", "650", Own},
		{"pension.resident_monthly", "2023-12-31", "330", Published},
		{"pension.resident_monthly", "2024-01-01", "340", Own},
	} {
		if v, err := r.On(c.id, date(t, c.on)); err != nil || v.Number.String() != c.want || v.Status != c.status {
			t.Errorf("%s on %s: %v, %v", c.id, c.on, v, err)
		}
	}
	if _, err := BuiltIn().On("own.teacher_day", date(t, "2023-09-10")); err == nil {
		t.Error("the built-in register was changed")
	}
	if v, err := BuiltIn().On("pension.resident_monthly", date(t, "2024-01-01")); err == nil {
		t.Errorf("the built-in standard was changed: %v", v)
	}
}

func TestOwnStandardsAreRefusedAtTheField(t *testing.T) {
	value := func(s string) string {
		return `[{"id":"own.a","name":"甲","unit":"元/人","values":[` + s + `]}]`
	}
	one := value(`{"value":"1","from":"2023-01-02","document":"d"}`)
	for _, c := range []struct{ name, in, want string }{
		{"a built-in id", `[{"id":"talent.phd","name":"甲","unit":"元/人","values":[{"value":"1","from":"2023-01-01","document":"d"}]}]`, `[0]: id: "talent.phd" is a built-in standard`},
		{"extends what holds already", `[{"extends":"talent.phd","values":[{"value":"1","from":"2025-12-31","document":"d"}]}]`, `[0]: values: the standard "talent.phd" has two values on 2025-12-31`},
		{"extends nothing", `[{"extends":"own.a","values":[{"value":"1","from":"2025-12-31","document":"d"}]}]`, `[0]: extends: there is no standard "own.a"`},
		{"extends with a name", `[{"extends":"talent.phd","name":"甲","values":[{"value":"1","from":"2026-12-31","document":"d"}]}]`, `own.json:1:2: [0]: name: what extends`},
		{"extends money by a fraction of a 分", `[{"extends":"talent.phd","values":[{"value":"0.001","from":"2026-12-31","document":"d"}]}]`, `[0]: values: value: 0.001`},
		{"two in force", value(`{"value":"1","from":"2023-01-01","document":"d"},{"value":"2","from":"2023-05-01","document":"d"}`), `own.json:1:2: [0]: values: the standard "own.a" has two values on 2023-05-01`},
		{"end before start", value(`{"value":"1","from":"2023-01-02","to":"2023-01-01","document":"d"}`), `own.json:1:2: [0]: values[0]: to: the last day`},
		{"negative", value(`{"value":"-1","from":"2023-01-02","document":"d"}`), `own.json:1:59: [0]: values[0]: value: "-1" is not the number`},
		{"no source", value(`{"value":"1","from":"2023-01-02"}`), `own.json:1:50: [0]: values[0]: "document" is missing`},
		{"an empty source", value(`{"value":"1","from":"2023-01-02","document":""}`), `own.json:1:2: [0]: values[0]: document: it names no source`},
		{"a status of their own", value(`{"value":"1","from":"2023-01-02","document":"d","status":"P"}`), `own.json:1:98: [0]: values[0]: unknown field "status"`},
		{"no value", value(``), `own.json:1:2: [0]: values: it has no value`},
		{"an id twice", strings.TrimSuffix(one, "]") + "," + one[1:], `own.json:1:101: [1]: the standard "own.a" is given twice`},
		{"an id with a space", `[{"id":"own a"}]`, `own.json:1:8: [0]: id: "own a" cannot be an id`},
		{"a number where text belongs", `[{"id":7}]`, `own.json:1:8: [0]: id: a string in quotes belongs here`},
		{"a member twice", `[{"id":"a","id":"b"}]`, `own.json:1:12: [0]: "id" is written twice`},
		{"cut short", `[{"id":"a"`, `own.json:1:11: [0]: the file breaks off here`},
		{"something behind", `[] []`, `own.json:1:4: there is something after the end`},
		{"no list", `{}`, `own.json:1:1: an array`},
	} {
		t.Run(c.name, func(t *testing.T) {
			list, err := ReadStandards([]byte(c.in), "own.json")
			if err == nil {
				_, err = BuiltIn().With(list)
			}
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func FuzzReadStandards(f *testing.F) {
	f.Add([]byte(ownList))
	f.Add([]byte(`[{"id":"a","name":{"zh":"甲","en":"A"},"unit":"%","bound":"小于等于","values":[{"value":"99.999999","from":"1950-01-01","document":"d"}]}]`))
	f.Add([]byte(`[{"extends":"lpr.1y","values":[{"value":"3","from":"2026-01-01","document":"d"}]}]`))
	f.Add([]byte("[]"))
	f.Fuzz(func(t *testing.T, data []byte) {
		list, err := ReadStandards(data, "own.json")
		if err != nil {
			if message.Explain(err, message.ZH) == "" || len(err.Error()) > 2000 {
				t.Fatalf("refused with %q", err)
			}
			return
		}
		written := AppendStandards(nil, list)
		back, err := ReadStandards(written, "own.json")
		if err != nil {
			t.Fatalf("what was written is refused: %v\n%s", err, written)
		}
		if again := AppendStandards(nil, back); !bytes.Equal(again, written) {
			t.Fatalf("written as\n%s\nthen as\n%s", written, again)
		}
		r, err := BuiltIn().With(list)
		if err != nil {
			return
		}
		for _, s := range r.All() {
			for i, v := range s.Values {
				if got, err := r.On(s.ID, v.From); err != nil || got != &s.Values[i] {
					t.Fatalf("%s has no value on its first day %s: %v", s.ID, v.From, err)
				}
			}
		}
	})
}
