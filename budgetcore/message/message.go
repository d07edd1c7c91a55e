// Package message holds every word a person reads, in Chinese and English.
//
// A [Text] is one entry of the catalogue; a [Message] is a text with its
// arguments, kept apart from any language until it is shown. Errors that a
// user can cause are [*Error]: a message with the place where it happened.
package message

import (
	"errors"
	"fmt"
	"strings"
)

// Lang is a language of the catalogue.
type Lang uint8

// The languages, Chinese first.
const (
	ZH Lang = iota
	EN
)

// Tag returns the language tag used in markup and files.
func (l Lang) Tag() string {
	if l == EN {
		return "en"
	}
	return "zh-CN"
}

// Text is one entry of the catalogue. {0}, {1} … stand for arguments.
type Text struct{ zh, en string }

// text makes an entry. It keeps no list, so that an entry is data to the
// compiler; the tests find them in the source.
func text(zh, en string) *Text { return &Text{zh, en} }

// In returns the text in one language, without arguments.
func (t *Text) In(l Lang) string {
	if l == EN {
		return t.en
	}
	return t.zh
}

// With binds arguments: strings, numbers, fmt.Stringers, Texts, Messages or
// errors that carry one.
func (t *Text) With(args ...any) Message { return Message{t, args} }

// Both is a message that is data, not of the catalogue, in its two languages.
func Both(zh, en string) Message { return Message{Text: &Text{zh, en}} }

// Error makes an error that a user can read in either language.
func (t *Text) Error(args ...any) *Error { return &Error{Message: t.With(args...)} }

// Message is a text and its arguments, independent of language.
type Message struct {
	Text *Text
	Args []any
}

// In renders the message in one language.
func (m Message) In(l Lang) string {
	if m.Text == nil {
		return ""
	}
	s := m.Text.In(l)
	if len(m.Args) == 0 {
		return s
	}
	pairs := make([]string, 0, 2*len(m.Args))
	for i, a := range m.Args {
		pairs = append(pairs, fmt.Sprintf("{%d}", i), render(a, l))
	}
	return strings.NewReplacer(pairs...).Replace(s)
}

func render(a any, l Lang) string {
	switch a := a.(type) {
	case string:
		return a
	case Message:
		return a.In(l)
	case *Text:
		return a.In(l)
	case error:
		return Explain(a, l)
	}
	return fmt.Sprint(a)
}

// Error is something a user did or gave that could not be accepted. Error()
// is its English text; In gives either language.
type Error struct {
	Message
	// At says where, outermost first: a file and position, a field, a line id.
	At []string
}

func (e *Error) Error() string { return e.In(EN) }

// In renders the error, place first.
func (e *Error) In(l Lang) string {
	s := e.Message.In(l)
	for i := len(e.At) - 1; i >= 0; i-- {
		s = e.At[i] + ": " + s
	}
	return s
}

// At returns err with an outer place added, leaving err unchanged; nil stays
// nil.
func At(place string, err error) error {
	if err == nil {
		return nil
	}
	var e *Error
	if errors.As(err, &e) {
		return &Error{Message: e.Message, At: append([]string{place}, e.At...)}
	}
	return fmt.Errorf("%s: %w", place, err)
}

// Explain renders any error: user errors in the language, others as they are.
func Explain(err error, l Lang) string {
	var e *Error
	if errors.As(err, &e) {
		return e.In(l)
	}
	return err.Error()
}
