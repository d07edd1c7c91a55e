package classification

import "testing"

func TestInitials(t *testing.T) {
	for text, want := range map[string]string{
		"基本工资": "jbgz", "引进人才费用": "yjrcfy", "12333业务专项经费": "12333ywzxjf", "“双一流”本科": "sylbk", "A类 b项": "albx", "": "",
	} {
		if got := Initials(text); got != want {
			t.Errorf("%s: %s, want %s", text, got, want)
		}
	}
}

func TestFinds(t *testing.T) {
	for _, c := range []struct {
		text, query string
		want        bool
	}{
		{"2080106 就业管理事务", "jy", true},
		{"2080106 就业管理事务", "jygl", true},
		{"2080106 就业管理事务", "JYGL", true},
		{"2080106 就业管理事务", "20801", true},
		{"2080106 就业管理事务", "管理", true},
		{"2080106 就业管理事务", "jy 管理", true},
		{"2080106 就业管理事务", "jygz", false},
		{"2080106 就业管理事务", "业就", false},
		{"2080106 就业管理事务", "", true},
		{"行政运行", "xzyx", true},
		{"银行", "yh", true}, // 行 has two readings
		{"厦门市", "xms", true},
		{"补助（工伤）生活", "bzgs", true}, // signs do not count
		{"就业", "j就", false},
		{"就业\n管理", "yg", false}, // lines are apart
		{"重庆", "cq", true},
	} {
		text := NewSearchable(c.text)
		if got := text.Finds(c.query); got != c.want {
			t.Errorf("%q in %q: %v", c.query, c.text, got)
		}
	}
}
