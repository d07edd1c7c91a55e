package loan

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"

	"github.com/go-json-experiment/json/jsontext"

	"suanpan/budgetcore/message"
)

// reader reads files strictly: a name written twice, an unknown member, a
// wrong type, bad UTF-8 or anything after the end is refused with its place.
type reader struct {
	file string
	data []byte
	dec  *jsontext.Decoder
}

func newReader(data []byte, file string) *reader {
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	return &reader{file, data, jsontext.NewDecoder(bytes.NewBuffer(data))}
}

// next returns the offset of the next token.
func (r *reader) next() int64 {
	offset := r.dec.InputOffset()
	for offset < int64(len(r.data)) && strings.IndexByte(" \t\r\n,:", r.data[offset]) >= 0 {
		offset++
	}
	return offset
}

// at places err at an offset, unless it has a place in the file already.
func (r *reader) at(offset int64, err error) error {
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
	end := int64(len(r.data))
	var se *jsontext.SyntacticError
	switch {
	case !errors.As(err, &se):
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return r.at(end, message.DraftCutShort.Error())
		}
		return fmt.Errorf("reading %s: %w", r.file, err)
	case errors.Is(err, jsontext.ErrDuplicateName):
		return r.at(se.ByteOffset, message.DraftTwice.Error(clip(se.JSONPointer.LastToken())))
	case errors.Is(se.Err, io.ErrUnexpectedEOF):
		return r.at(se.ByteOffset, message.DraftCutShort.Error())
	}
	return r.at(se.ByteOffset, message.DraftSyntax.Error(se.Err.Error()))
}

func (r *reader) expect(kind jsontext.Kind, want *message.Text) (jsontext.Token, error) {
	pos := r.next()
	if k := r.dec.PeekKind(); k != kind && k > 0 {
		return jsontext.Token{}, r.at(pos, message.DraftWrongType.Error(want))
	}
	tok, err := r.dec.ReadToken()
	if err != nil {
		return tok, r.syntax(err)
	}
	return tok, nil
}

// object reads an object; member is called with each name and must read the
// value.
func (r *reader) object(known, must []string, member func(name string) error) error {
	start := r.next()
	if _, err := r.expect('{', message.TypeObject); err != nil {
		return err
	}
	seen := make([]bool, len(known))
	for r.dec.PeekKind() == '"' {
		pos := r.next()
		tok, err := r.expect('"', message.TypeString)
		if err != nil {
			return err
		}
		name := tok.String()
		i := slices.Index(known, name)
		if i < 0 {
			return r.at(pos, message.DraftUnknownMember.Error(clip(name), strings.Join(known, " / ")))
		}
		seen[i] = true
		pos = r.next()
		if err := member(name); err != nil {
			return r.at(pos, err)
		}
	}
	if _, err := r.dec.ReadToken(); err != nil {
		return r.syntax(err)
	}
	for i, name := range known {
		if !seen[i] && slices.Contains(must, name) {
			return r.at(start, message.DraftMissing.Error(name))
		}
	}
	return nil
}

// array reads an array of objects; each reads one.
func (r *reader) array(each func(i int) error) error {
	if _, err := r.expect('[', message.TypeArray); err != nil {
		return err
	}
	for i := 0; r.dec.PeekKind() == '{'; i++ {
		pos := r.next()
		if err := each(i); err != nil {
			return r.at(pos, err)
		}
	}
	if k := r.dec.PeekKind(); k != ']' && k > 0 {
		return r.at(r.next(), message.DraftWrongType.Error(message.TypeObject))
	}
	if _, err := r.dec.ReadToken(); err != nil {
		return r.syntax(err)
	}
	return nil
}

func (r *reader) text() (string, error) {
	tok, err := r.expect('"', message.TypeString)
	if err != nil {
		return "", err
	}
	return tok.String(), nil
}

// number reads an integer as text, for what reads it from there.
func (r *reader) number() (string, error) {
	pos := r.next()
	tok, err := r.expect('0', message.TypeInteger)
	if err != nil {
		return "", err
	}
	if s := tok.String(); len(s) < 10 && strings.Trim(s, "0123456789") == "" {
		return s, nil
	}
	return "", r.at(pos, message.DraftWrongType.Error(message.TypeInteger))
}

func (r *reader) integer() (int, error) {
	s, err := r.number()
	if err != nil {
		return 0, err
	}
	return strconv.Atoi(s)
}

func (r *reader) date(to *Date) error {
	s, err := r.text()
	if err != nil {
		return err
	}
	*to, err = ParseDate(s)
	return err
}

// head reads the members format and version.
func (r *reader) head(name, want string) error {
	if name == "version" {
		n, err := r.integer()
		if err == nil && n != fileVersion {
			err = message.LoanFileVersion.Error(n, fileVersion)
		}
		return err
	}
	s, err := r.text()
	if err == nil && s != want {
		err = message.LoanFileFormat.Error(want, clip(s))
	}
	return err
}

// end refuses what follows the value.
func (r *reader) end() error {
	pos := r.next()
	if _, err := r.dec.ReadToken(); !errors.Is(err, io.EOF) {
		return r.at(pos, message.DraftTrailing.Error())
	}
	return nil
}

func appendText(b []byte, name, v string) []byte {
	b = appendName(b, name)
	b, err := jsontext.AppendQuote(b, v)
	if err != nil {
		panic("text that the doors should have refused: " + err.Error())
	}
	return b
}

func appendNumber(b []byte, name string, n int64) []byte {
	return strconv.AppendInt(appendName(b, name), n, 10)
}

func appendName(b []byte, name string) []byte {
	if b[len(b)-1] != '{' {
		b = append(b, ',')
	}
	return append(b, `"`+name+`":`...)
}
