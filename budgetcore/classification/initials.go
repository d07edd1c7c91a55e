package classification

import (
	_ "embed"
	"strings"
)

// The first letters of the readings of the characters from U+4E00 on, as CLDR's
// pinyin collation sorts them; a dot where GB 2312 has no such character.
//
//go:embed initials.txt
var initials string

const firstCharacter = 0x4e00

// further readings of characters that have several
var further = map[rune]string{
	'行': "h", '重': "c", '长': "z", '会': "k", '调': "t", '参': "s", '差': "c", '率': "s", '还': "h", '单': "s", '乐': "y",
	'厦': "x", '系': "j", '给': "j", '便': "p", '传': "z", '弹': "t", '藏': "z", '朝': "z", '降': "x", '校': "j", '解': "x",
	'奇': "j", '石': "d", '提': "d", '曾': "c", '盛': "c", '省': "x", '识': "z", '属': "z", '似': "s", '宿': "x", '吓': "h",
	'巷': "h", '种': "c", '贾': "g", '车': "j", '卡': "q", '术': "z", '覆': "f", '折': "s", '臂': "b", '区': "o", '洗': "x",
}

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
	i := int(c) - firstCharacter
	if i < 0 || i >= len(initials) || initials[i] < 'a' {
		return 0, false
	}
	return initials[i], true
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

// isLetters tells that a word may be initials, with the figures among them: fb5.
func isLetters(s string) bool {
	letters := false
	for _, c := range s {
		if (c < 'a' || c > 'z') && (c < '0' || c > '9') {
			return false
		}
		letters = letters || c >= 'a'
	}
	return letters
}
