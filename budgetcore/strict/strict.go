// Package strict reads the JSON files of this program strictly: a name written
// twice, an unknown member, a wrong type, bad UTF-8 or anything after the end
// is refused with file, line, column, field and reason.
package strict

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"suanpan/budgetcore/message"
)

// Reader reads one file, value by value.
type Reader struct {
	file string
	data []byte
	dec  *jsontext.Decoder
}

// New returns a reader of data, which errors call file. A byte order mark is
// skipped; more than limit bytes are refused.
func New(data []byte, file string, limit int) (*Reader, error) {
	if len(data) > limit {
		return nil, message.At(file, message.DraftTooLarge.Error((limit+1<<20-1)>>20))
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	return &Reader{file, data, jsontext.NewDecoder(bytes.NewBuffer(data))}, nil
}

func (r *Reader) next() int64 {
	offset := r.dec.InputOffset()
	for offset < int64(len(r.data)) && strings.IndexByte(" \t\r\n,:", r.data[offset]) >= 0 {
		offset++
	}
	return offset
}

func (r *Reader) position(offset int64) string {
	head := r.data[:min(offset, int64(len(r.data)))]
	line := 1 + bytes.Count(head, []byte("\n"))
	col := 1 + utf8.RuneCount(head[bytes.LastIndexByte(head, '\n')+1:])
	return r.file + ":" + strconv.Itoa(line) + ":" + strconv.Itoa(col)
}

// at places err at an offset, unless it has a place in the file already.
func (r *Reader) at(offset int64, err error) error {
	var e *message.Error
	if errors.As(err, &e) && len(e.At) > 0 && strings.HasPrefix(e.At[0], r.file+":") {
		return err
	}
	return message.At(r.position(offset), err)
}

// in places err at an offset and names the field behind the place in the file.
func (r *Reader) in(offset int64, field string, err error) error {
	if err == nil {
		return nil
	}
	var e *message.Error
	if err = r.at(offset, err); !errors.As(err, &e) {
		return err
	}
	at := slices.Clone(e.At)
	if len(at) > 1 && strings.HasPrefix(at[1], "[") {
		at[1] = field + at[1]
	} else {
		at = slices.Insert(at, 1, field)
	}
	return &message.Error{Message: e.Message, At: at}
}

func (r *Reader) syntax(err error) error {
	var se *jsontext.SyntacticError
	if !errors.As(err, &se) {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return message.At(r.position(int64(len(r.data))), message.DraftCutShort.Error())
		}
		return fmt.Errorf("reading %s: %w", r.file, err)
	}
	at := r.position(se.ByteOffset)
	if errors.Is(err, jsontext.ErrDuplicateName) {
		return message.At(at, message.DraftTwice.Error(Clip(se.JSONPointer.LastToken())))
	}
	if errors.Is(se.Err, io.ErrUnexpectedEOF) {
		return message.At(at, message.DraftCutShort.Error())
	}
	return message.At(at, message.DraftSyntax.Error(se.Err.Error()))
}

// Peek returns the kind of the next value.
func (r *Reader) Peek() jsontext.Kind { return r.dec.PeekKind() }

func (r *Reader) expect(kind jsontext.Kind, want *message.Text) (jsontext.Token, int64, error) {
	pos := r.next()
	if k := r.dec.PeekKind(); k != kind && k > 0 {
		return jsontext.Token{}, pos, r.at(pos, message.DraftWrongType.Error(want))
	}
	tok, err := r.dec.ReadToken()
	if err != nil {
		return tok, pos, r.syntax(err)
	}
	return tok, pos, nil
}

// Object reads an object of the known members; member is called with each name
// and reads its value. Members in must have to be there.
func (r *Reader) Object(known, must []string, member func(name string) error) error {
	_, start, err := r.expect('{', message.TypeObject)
	if err != nil {
		return err
	}
	seen := make(map[string]bool)
	for r.dec.PeekKind() == '"' {
		tok, pos, err := r.expect('"', message.TypeString)
		if err != nil {
			return err
		}
		name := tok.String()
		if !slices.Contains(known, name) {
			return r.at(pos, message.DraftUnknownMember.Error(Clip(name), strings.Join(known, " / ")))
		}
		seen[name] = true
		pos = r.next()
		if err := member(name); err != nil {
			return r.in(pos, name, err)
		}
	}
	if _, err := r.dec.ReadToken(); err != nil {
		return r.syntax(err)
	}
	for _, name := range must {
		if !seen[name] {
			return r.at(start, message.DraftMissing.Error(name))
		}
	}
	return nil
}

// Array reads an array of at most limit elements that begin with kind ('{' or
// '"'); each reads one.
func (r *Reader) Array(kind jsontext.Kind, limit int, each func() error) error {
	want := message.TypeObject
	if kind == '"' {
		want = message.TypeString
	}
	if _, _, err := r.expect('[', message.TypeArray); err != nil {
		return err
	}
	for i := 0; r.dec.PeekKind() == kind; i++ {
		pos := r.next()
		if i == limit {
			return r.at(pos, message.ListTooLong.Error(limit))
		}
		if err := each(); err != nil {
			return r.in(pos, "["+strconv.Itoa(i)+"]", err)
		}
	}
	if k := r.dec.PeekKind(); k != ']' && k > 0 {
		return r.at(r.next(), message.DraftWrongType.Error(want))
	}
	if _, err := r.dec.ReadToken(); err != nil {
		return r.syntax(err)
	}
	return nil
}

// Text reads a string of at most limit bytes without control characters.
func (r *Reader) Text(to *string, limit int) error {
	tok, pos, err := r.expect('"', message.TypeString)
	if err != nil {
		return err
	}
	s := tok.String()
	switch {
	case len(s) > limit:
		return r.at(pos, message.TextTooLong.Error(Clip(s), limit))
	case strings.ContainsFunc(s, unicode.IsControl):
		return r.at(pos, message.TextControl.Error())
	}
	*to = s
	return nil
}

// Parsed reads a string that parse understands.
func Parsed[T any](r *Reader, to *T, parse func(string) (T, error)) error {
	tok, pos, err := r.expect('"', message.TypeString)
	if err != nil {
		return err
	}
	v, err := parse(tok.String())
	if err != nil {
		return r.at(pos, err)
	}
	*to = v
	return nil
}

// Number reads a number that parse understands as it is written.
func Number[T any](r *Reader, to *T, parse func(string) (T, error)) error {
	tok, pos, err := r.expect('0', message.TypeInteger)
	if err != nil {
		return err
	}
	v, err := parse(tok.String())
	if err != nil {
		return r.at(pos, err)
	}
	*to = v
	return nil
}

// End refuses anything after the value.
func (r *Reader) End() error {
	end := r.next()
	if _, err := r.dec.ReadToken(); !errors.Is(err, io.EOF) {
		return r.at(end, message.DraftTrailing.Error())
	}
	return nil
}

// Clip keeps a hostile megabyte out of an error text.
func Clip(s string) string {
	s = strings.ToValidUTF8(s, "")
	if r := []rune(s[:min(len(s), 200)]); len(r) > 40 {
		return strings.ToValidUTF8(string(r[:40]), "") + "…"
	}
	return s
}

// Quote appends s as a JSON string. s has come through a door that refuses
// what JSON cannot hold.
func Quote(b []byte, s string) []byte {
	b, err := jsontext.AppendQuote(b, strings.ToValidUTF8(s, ""))
	if err != nil {
		panic("quoting valid UTF-8: " + err.Error())
	}
	return b
}
