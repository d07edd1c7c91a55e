package classification

import (
	_ "embed"
	"strings"
	"sync"
)

// The characters of GB 2312 by the first letter of their reading, as CLDR's
// pinyin collation sorts them: a line a letter.
//
//go:embed initials.txt
var initialsFile string

// further readings of characters that have several
var further = map[rune]string{
	'行': "h", '重': "c", '长': "z", '会': "k", '调': "t", '参': "s", '差': "c", '率': "s", '还': "h", '单': "s", '乐': "y",
	'厦': "x", '系': "j", '给': "j", '便': "p", '传': "z", '弹': "t", '藏': "z", '朝': "z", '降': "x", '校': "j", '解': "x",
	'奇': "j", '石': "d", '提': "d", '曾': "c", '盛': "c", '省': "x", '识': "z", '属': "z", '似': "s", '宿': "x", '吓': "h",
	'巷': "h", '种': "c", '贾': "g", '车': "j", '卡': "q", '术': "z", '覆': "f", '折': "s", '臂': "b", '区': "o", '洗': "x",
}

var initials = sync.OnceValue(func() map[rune]byte {
	m := make(map[rune]byte, 7000)
	for _, line := range strings.Split(strings.TrimSpace(initialsFile), "\n") {
		for _, c := range line[2:] {
			m[c] = line[0]
		}
	}
	return m
})

// Searchable is a text prepared to be searched as one types: by its own words,
// or by the initials of its characters. Its lines are searched apart.
type Searchable struct{ text, first, further string }

// NewSearchable prepares a text.
func NewSearchable(text string) Searchable {
	s := Searchable{text: strings.ToLower(text)}
	var first, other strings.Builder
	several := false
	for _, c := range s.text {
		i, ok := letter(c)
		if !ok {
			continue
		}
		first.WriteByte(i)
		if more := further[c]; more != "" {
			several = true
			other.WriteString(more)
		} else {
			other.WriteByte(i)
		}
	}
	s.first = first.String()
	if several {
		s.further = other.String()
	}
	return s
}

// Initials returns the first letters of a text's readings: jbgz for 基本工资.
// Latin letters and digits stand for themselves, other signs are left out.
func Initials(text string) string { return NewSearchable(text).first }

func letter(c rune) (byte, bool) {
	switch {
	case c == '\n' || 'a' <= c && c <= 'z' || '0' <= c && c <= '9':
		return byte(c), true
	case c < 0x80:
		return 0, false
	}
	i, ok := initials()[c]
	return i, ok
}

// Finds reports whether the text answers a query: each word of it stands in the
// text, or is the initials of characters that follow one another there; signs
// between them do not count.
func (s *Searchable) Finds(query string) bool {
	for _, word := range strings.Fields(strings.ToLower(query)) {
		if !strings.Contains(s.text, word) && !(isLetters(word) && (strings.Contains(s.first, word) || strings.Contains(s.further, word))) {
			return false
		}
	}
	return true
}

func isLetters(s string) bool {
	for _, c := range s {
		if c < 'a' || c > 'z' {
			return false
		}
	}
	return true
}
