package training

import (
	"bytes"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"suanpan/budgetcore/message"
)

// MaxFileBytes bounds a file of this package: progress, set or results.
const MaxFileBytes = 4 << 20

// reader reads the files of this package strictly: a member that is not known
// or stands twice, a wrong type and anything after the end are refused with
// line and column.
type reader struct {
	file string
	data []byte
	dec  *jsontext.Decoder
}

func newReader(data []byte, file string) (*reader, error) {
	if len(data) > MaxFileBytes {
		return nil, message.At(file, message.DraftTooLarge.Error(MaxFileBytes>>20))
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	return &reader{file: file, data: data, dec: jsontext.NewDecoder(bytes.NewBuffer(data))}, nil
}

// at places an error before the next token.
func (r *reader) at(err error) error {
	offset := r.dec.InputOffset()
	for offset < int64(len(r.data)) && strings.IndexByte(" \t\r\n,:", r.data[offset]) >= 0 {
		offset++
	}
	return r.atOffset(offset, err)
}

func (r *reader) atOffset(offset int64, err error) error {
	var e *message.Error
	if errors.As(err, &e) && len(e.At) > 0 && strings.HasPrefix(e.At[0], r.file+":") {
		return err
	}
	head := r.data[:min(offset, int64(len(r.data)))]
	line := 1 + bytes.Count(head, []byte("\n"))
	column := 1 + len(bytes.Runes(head[bytes.LastIndexByte(head, '\n')+1:]))
	return message.At(r.file+":"+strconv.Itoa(line)+":"+strconv.Itoa(column), err)
}

func (r *reader) syntax(err error) error {
	var se *jsontext.SyntacticError
	switch {
	case !errors.As(err, &se), errors.Is(se.Err, io.ErrUnexpectedEOF):
		return r.atOffset(int64(len(r.data)), message.DraftCutShort.Error())
	case errors.Is(err, jsontext.ErrDuplicateName):
		return r.atOffset(se.ByteOffset, message.DraftTwice.Error(clip(se.JSONPointer.LastToken())))
	}
	return r.atOffset(se.ByteOffset, message.DraftSyntax.Error(se.Err.Error()))
}

func (r *reader) expect(kind jsontext.Kind, want *message.Text) (jsontext.Token, error) {
	if k := r.dec.PeekKind(); k != kind && k > 0 {
		return jsontext.Token{}, r.at(message.DraftWrongType.Error(want))
	}
	tok, err := r.dec.ReadToken()
	if err != nil {
		return tok, r.syntax(err)
	}
	return tok, nil
}

// object reads an object of known members, all of which must be there unless
// they end in "?".
func (r *reader) object(members []string, member func(name string) error) error {
	if _, err := r.expect('{', message.TypeObject); err != nil {
		return err
	}
	seen := make(map[string]bool)
	for r.dec.PeekKind() == '"' {
		tok, err := r.expect('"', message.TypeString)
		if err != nil {
			return err
		}
		name := tok.String()
		if !slices.Contains(members, name) && !slices.Contains(members, name+"?") {
			return r.at(message.DraftUnknownMember.Error(clip(name), strings.ReplaceAll(strings.Join(members, " / "), "?", "")))
		}
		seen[name] = true
		if err := member(name); err != nil {
			return r.at(err)
		}
	}
	for _, m := range members {
		if !strings.HasSuffix(m, "?") && !seen[m] {
			return r.at(message.DraftMissing.Error(m))
		}
	}
	if _, err := r.dec.ReadToken(); err != nil {
		return r.syntax(err)
	}
	return nil
}

func (r *reader) array(each func() error) error {
	if _, err := r.expect('[', message.TypeArray); err != nil {
		return err
	}
	for k := r.dec.PeekKind(); k != ']'; k = r.dec.PeekKind() {
		if k <= 0 {
			_, err := r.dec.ReadToken()
			return r.syntax(err)
		}
		if err := each(); err != nil {
			return err
		}
	}
	if _, err := r.dec.ReadToken(); err != nil {
		return r.syntax(err)
	}
	return nil
}

// text reads a string of at most limit bytes.
func (r *reader) text(to *string, limit int) error {
	tok, err := r.expect('"', message.TypeString)
	if err != nil {
		return err
	}
	if *to = tok.String(); len(*to) > limit {
		return message.TextTooLong.Error(clip(*to), limit)
	}
	return nil
}

// number reads an integer from least to most.
func (r *reader) number(to *int, least, most int) error {
	tok, err := r.expect('0', message.TypeInteger)
	if err != nil {
		return err
	}
	n, err := strconv.Atoi(tok.String())
	if err != nil || n < least || n > most {
		return message.TrainingNumber.Error(clip(tok.String()), least, most)
	}
	*to = n
	return nil
}

// seed reads a seed, which files write as a text of decimal digits: numbers of
// this size do not survive other programs.
func (r *reader) seed(to *uint64) error {
	var s string
	if err := r.text(&s, 20); err != nil {
		return err
	}
	n, err := ParseSeed(s)
	*to = n
	return err
}

// ParseSeed reads a seed: a whole number.
func ParseSeed(s string) (uint64, error) {
	n, err := strconv.ParseUint(s, 10, 64)
	if err != nil || strconv.FormatUint(n, 10) != s {
		return 0, message.TrainingSeed.Error(clip(s))
	}
	return n, nil
}

// end refuses what follows the end.
func (r *reader) end() error {
	if _, err := r.dec.ReadToken(); !errors.Is(err, io.EOF) {
		return r.at(message.DraftTrailing.Error())
	}
	return nil
}

// head reads the members format and version, which every file has.
func (r *reader) head(name, format string) error {
	switch name {
	case "format":
		var s string
		if err := r.text(&s, 100); err != nil {
			return err
		}
		if s != format {
			return message.TrainingFormat.Error(clip(s), format)
		}
	case "version":
		n := 0
		if err := r.number(&n, 0, 1<<30); err != nil {
			return err
		}
		if n != 1 {
			return message.TrainingVersion.Error(n)
		}
	}
	return nil
}

func clip(s string) string {
	if r := []rune(s); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}

func quote(b []byte, s string) []byte {
	b, err := jsontext.AppendQuote(b, s)
	if err != nil {
		panic("text that the doors should have refused: " + err.Error())
	}
	return b
}

// field appends a member whose value is a text.
func field(b []byte, name, value string) []byte {
	if b[len(b)-1] != '{' {
		b = append(b, ',')
	}
	return quote(append(quote(b, name), ':'), value)
}

// number appends a member whose value is a whole number.
func number(b []byte, name string, value int) []byte {
	if b[len(b)-1] != '{' {
		b = append(b, ',')
	}
	return strconv.AppendInt(append(quote(b, name), ':'), int64(value), 10)
}
