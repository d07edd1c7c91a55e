package edition

import "strings"

// mark is a way in which a cell is no plain code.
type mark uint8

const (
	spaced     mark = 1 << iota // 208 01 16, 208.01.16
	wide                        // full-width digits
	scientific                  // 2.08E+06
	decimal                     // 2080116.00
	thousands                   // 2,080,116
	quoted                      // '2080116
	worded                      // 2080116 引进人才费用
	foreign                     // letters among the digits
)

// reading is what a cell of a code was read as.
type reading struct {
	digits string
	marks  mark
	// name is what stands behind the code in the same cell.
	name string
	// length is how many digits a number in scientific notation had, of which
	// digits are those that are left.
	length int
}

func read(cell string) reading {
	var r reading
	var b strings.Builder
	for _, c := range strings.TrimSpace(cell) {
		n := narrow(c)
		if n != c && n != ' ' {
			r.marks |= wide
		}
		b.WriteRune(n)
	}
	s := strings.TrimSpace(b.String())
	if rest := strings.TrimLeft(s, "'`‘’\""); rest != s {
		r.marks |= quoted
		s = strings.TrimRight(rest, "'`‘’\"")
	}
	end := 0 // the code is what stands before the first word
	for end < len(s) && (s[end] < 0x80) && !letterAt(s, end) {
		end++
	}
	if mantissa, n, ok := science(s); ok {
		r.digits, r.length = mantissa, n
		r.marks |= scientific
		return r
	}
	if end > 0 && end < len(s) && s[end-1] != ' ' && digitsOnly(asDigits.Replace(s)) {
		r.digits = asDigits.Replace(s)
		r.marks |= foreign
		return r
	}
	code, rest := strings.TrimSpace(s[:end]), strings.TrimSpace(s[end:])
	if rest != "" && code != "" {
		r.name = rest
		r.marks |= worded
	} else if rest != "" {
		r.name = rest
		return r
	}
	code = strings.TrimRight(code, "-_:()[]/ ")
	if whole, zeros, ok := strings.Cut(code, "."); ok && strings.Trim(zeros, "0") == "" && len(whole) >= 3 && len(zeros) <= 2 {
		r.marks |= decimal
		code = whole
	}
	if grouped(code) {
		r.marks |= thousands
		code = strings.ReplaceAll(code, ",", "")
	}
	var d strings.Builder
	for i := range len(code) {
		switch c := code[i]; {
		case c >= '0' && c <= '9':
			d.WriteByte(c)
		case strings.IndexByte(" .-_/,", c) >= 0:
			r.marks |= spaced
		default:
			r.marks |= foreign
		}
	}
	r.digits = d.String()
	return r
}

// asDigits reads the letters that are typed for digits.
var asDigits = strings.NewReplacer("O", "0", "o", "0", "l", "1", "I", "1")

func letterAt(s string, i int) bool {
	return s[i] >= 'a' && s[i] <= 'z' || s[i] >= 'A' && s[i] <= 'Z'
}

// grouped tells that commas separate thousands.
func grouped(s string) bool {
	parts := strings.Split(s, ",")
	if len(parts) < 2 || len(parts[0]) > 3 || !digitsOnly(parts[0]) {
		return false
	}
	for _, p := range parts[1:] {
		if len(p) != 3 || !digitsOnly(p) {
			return false
		}
	}
	return true
}

// science reads 2.08E+06: the digits that are left, and how many there were.
func science(s string) (digits string, n int, ok bool) {
	mantissa, exponent, found := strings.Cut(strings.ToUpper(s), "E")
	if !found {
		return "", 0, false
	}
	exponent = strings.TrimPrefix(exponent, "+")
	whole, fraction, _ := strings.Cut(mantissa, ".")
	if len(whole) != 1 || !digitsOnly(whole+fraction) || !digitsOnly(exponent) || len(exponent) > 2 {
		return "", 0, false
	}
	for _, c := range exponent {
		n = 10*n + int(c-'0')
	}
	return whole + fraction, n + 1, n > 0 && n+1 <= 12
}

// shows tells that a spreadsheet may have shown the code as these digits in
// scientific notation: rounded, and trailing zeros left out or not.
func shows(code, digits string, length int) bool {
	if len(code) != length {
		return false
	}
	if len(digits) >= len(code) {
		return strings.TrimRight(digits, "0") == strings.TrimRight(code, "0")
	}
	kept := []byte(code[:len(digits)])
	if code[len(digits)] >= '5' { // rounded up
		i := len(kept) - 1
		for ; i >= 0 && kept[i] == '9'; i-- {
			kept[i] = '0'
		}
		if i < 0 {
			return false
		}
		kept[i]++
	}
	return string(kept) == digits
}

// relation is how typed digits stand to a code.
type relation uint8

const (
	far      relation = iota
	near              // two or three changes
	sameTail          // the last two digits, under another parent
	cutShort          // a code above it
	tooDeep           // a code below it
	shifted           // all digits one place on
	typed             // one digit is another
	extra             // a digit too many
	doubled           // a digit twice
	lost              // a digit missing
	swapped           // two neighbours changed places
	shown             // in scientific notation
	same
	relations
)

// weight is how much a relation speaks for a code.
var weight = [relations]int{near: 40, sameTail: 45, cutShort: 35, tooDeep: 35, shifted: 60, typed: 70, extra: 74, doubled: 76, lost: 75, swapped: 80, shown: 85, same: 130}

func relate(r *reading, code string) relation {
	d := r.digits
	if r.marks&scientific != 0 {
		if shows(code, d, r.length) {
			return shown
		}
		return far
	}
	switch {
	case d == code:
		return same
	case d == "":
		return far
	case len(d) == len(code):
		first, count := -1, 0
		for i := range len(d) {
			if d[i] != code[i] {
				if count++; first < 0 {
					first = i
				}
			}
		}
		switch {
		case count == 2 && d[first] == code[first+1] && d[first+1] == code[first]:
			return swapped
		case count == 1:
			return typed
		case d[1:] == code[:len(d)-1], d[:len(d)-1] == code[1:]:
			return shifted
		}
	case len(d) == len(code)-1 && without(code, d) >= 0:
		return lost
	case len(d) == len(code)+1:
		if i := without(d, code); i >= 0 {
			if i > 0 && d[i] == d[i-1] {
				return doubled
			}
			return extra
		}
	case strings.HasPrefix(code, d) && (len(d) == 3 || len(d) == 5):
		return cutShort
	case strings.HasPrefix(d, code):
		return tooDeep
	}
	if apart := len(d) - len(code); apart >= -3 && apart <= 3 && changes(d, code) <= 3 {
		return near
	}
	if len(d) >= 5 && len(code) >= 5 && d[len(d)-2:] == code[len(code)-2:] {
		return sameTail
	}
	return far
}

// without tells which digit of long is missing in short, one shorter: the last
// of equal neighbours; -1 if it is not one digit.
func without(long, short string) int {
	i := 0
	for i < len(short) && long[i] == short[i] {
		i++
	}
	if long[i+1:] != short[i:] {
		return -1
	}
	return i
}

// longest is the longest text that is compared sign by sign.
const longest = 64

// changes is the least number of digits to change, add, leave out or swap with
// a neighbour.
func changes(a, b string) int { return distance([]byte(a), []byte(b)) }

func distance[T byte | rune](a, b []T) int {
	if max(len(a), len(b)) > longest {
		return longest
	}
	var rows [3][longest + 1]int
	before, last, row := &rows[0], &rows[1], &rows[2]
	for j := range len(b) + 1 {
		last[j] = j
	}
	for i := 1; i <= len(a); i++ {
		row[0] = i
		for j := 1; j <= len(b); j++ {
			cost := 1
			if a[i-1] == b[j-1] {
				cost = 0
			}
			row[j] = min(last[j]+1, row[j-1]+1, last[j-1]+cost)
			if i > 1 && j > 1 && a[i-1] == b[j-2] && a[i-2] == b[j-1] {
				row[j] = min(row[j], before[j-2]+1)
			}
		}
		before, last, row = last, row, before
	}
	return last[len(b)]
}

// alike tells that two plain names are spellings of one: one is part of the
// other, or few signs differ.
func alike(a, b string) bool {
	x, y := []rune(a), []rune(b)
	if len(x) > len(y) {
		x, y = y, x
	}
	if len(x) < 2 || len(y) > longest {
		return false
	}
	if strings.Contains(string(y), string(x)) {
		return 2*len(x) >= len(y)
	}
	return distance(x, y)*3 <= len(y)
}
