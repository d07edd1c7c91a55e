package budget

import (
	"bytes"
	"errors"
	"fmt"
	"io"
	"slices"
	"strconv"
	"strings"
	"time"
	"unicode/utf8"

	"github.com/go-json-experiment/json/jsontext"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// The draft file, see draft.schema.json. It is read strictly: a name written
// twice, an unknown member, a wrong type, bad UTF-8 or anything after the end
// is refused with file, line, column and reason.
const (
	DraftFormat  = "suanpan/draft"
	DraftVersion = 1
	// MaxDraftBytes bounds a draft file: some 100,000 edits.
	MaxDraftBytes = 32 << 20
)

// ReadDraft reads a draft on ds. It checks the form only; the ledger checks
// each edit against the lines when it replays them.
func ReadDraft(r io.Reader, file string, ds *Dataset) (*Draft, error) {
	data, err := io.ReadAll(io.LimitReader(r, MaxDraftBytes+1))
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	if len(data) > MaxDraftBytes {
		return nil, message.At(file, message.DraftTooLarge.Error(MaxDraftBytes>>20))
	}
	data = bytes.TrimPrefix(data, []byte("\xef\xbb\xbf"))
	dr := &draftReader{ds: ds, file: file, data: data, dec: jsontext.NewDecoder(bytes.NewBuffer(data))}
	d, err := dr.draft()
	if err != nil {
		return nil, err
	}
	return d, nil
}

type draftReader struct {
	ds   *Dataset
	file string
	data []byte
	dec  *jsontext.Decoder
}

// next returns the offset of the next token.
func (r *draftReader) next() int64 {
	offset := r.dec.InputOffset()
	for offset < int64(len(r.data)) && strings.IndexByte(" \t\r\n,:", r.data[offset]) >= 0 {
		offset++
	}
	return offset
}

// position returns line:column of an offset.
func (r *draftReader) position(offset int64) string {
	head := r.data[:min(offset, int64(len(r.data)))]
	line := 1 + bytes.Count(head, []byte("\n"))
	col := 1 + len(bytes.Runes(head[bytes.LastIndexByte(head, '\n')+1:]))
	return strconv.Itoa(line) + ":" + strconv.Itoa(col)
}

// at places err at an offset, unless it has a place in the file already.
func (r *draftReader) at(offset int64, err error) error {
	var e *message.Error
	if errors.As(err, &e) && len(e.At) > 0 && strings.HasPrefix(e.At[0], r.file+":") {
		return err
	}
	return message.At(r.file+":"+r.position(offset), err)
}

// inEdit adds which edit it is behind the place in the file.
func (r *draftReader) inEdit(offset int64, i int, err error) error {
	var e *message.Error
	if err = r.at(offset, err); errors.As(err, &e) {
		e.At = slices.Insert(slices.Clone(e.At), 1, "edits["+strconv.Itoa(i)+"]")
		return e
	}
	return err
}

// syntax turns a decoder error into words with a position.
func (r *draftReader) syntax(err error) error {
	var se *jsontext.SyntacticError
	if !errors.As(err, &se) {
		if errors.Is(err, io.EOF) || errors.Is(err, io.ErrUnexpectedEOF) {
			return message.At(r.file+":"+r.position(int64(len(r.data))), message.DraftCutShort.Error())
		}
		return fmt.Errorf("reading %s: %w", r.file, err)
	}
	at := r.file + ":" + r.position(se.ByteOffset)
	if errors.Is(err, jsontext.ErrDuplicateName) {
		return message.At(at, message.DraftTwice.Error(clip(se.JSONPointer.LastToken())))
	}
	if errors.Is(se.Err, io.ErrUnexpectedEOF) {
		return message.At(at, message.DraftCutShort.Error())
	}
	return message.At(at, message.DraftSyntax.Error(se.Err.Error()))
}

func (r *draftReader) expect(kind jsontext.Kind, want *message.Text) (jsontext.Token, int64, error) {
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

// object reads an object; member is called with each name and must read the
// value, or return false for a name it does not know.
func (r *draftReader) object(known []string, member func(name string) error) error {
	if _, _, err := r.expect('{', message.TypeObject); err != nil {
		return err
	}
	for r.dec.PeekKind() == '"' {
		tok, pos, err := r.expect('"', message.TypeString)
		if err != nil {
			return err
		}
		name := tok.String()
		if !slices.Contains(known, name) {
			return r.at(pos, message.DraftUnknownMember.Error(clip(name), strings.Join(known, " / ")))
		}
		pos = r.next()
		if err := member(name); err != nil {
			return r.at(pos, err)
		}
	}
	if _, err := r.dec.ReadToken(); err != nil {
		return r.syntax(err)
	}
	return nil
}

func (r *draftReader) text(to *string) error {
	tok, _, err := r.expect('"', message.TypeString)
	if err != nil {
		return err
	}
	*to = tok.String()
	return nil
}

func (r *draftReader) integer(to *int) error {
	tok, pos, err := r.expect('0', message.TypeInteger)
	if err != nil {
		return err
	}
	n, err := strconv.ParseUint(tok.String(), 10, 31)
	if err != nil {
		return r.at(pos, message.DraftWrongType.Error(message.TypeInteger))
	}
	*to = int(n)
	return nil
}

var draftMembers = []string{"format", "version", "base", "base_sha256", "own", "posts", "ceilings", "papers", "links", "id", "name", "from", "locked", "income", "cursor", "edits", "left", "seal"}

func (r *draftReader) draft() (*Draft, error) {
	d := &Draft{file: r.file}
	var format, income, seal string
	version, cursor := -1, -1
	start := r.next()
	hashAt, sealAt := start, start
	seen := make(map[string]bool)
	err := r.object(draftMembers, func(name string) error {
		seen[name] = true
		switch name {
		case "format":
			if err := r.text(&format); err != nil {
				return err
			}
			if format != DraftFormat {
				return message.DraftWrongFormat.Error(clip(format))
			}
		case "version":
			if err := r.integer(&version); err != nil {
				return err
			}
			if version < DraftVersion {
				return message.DraftNoVersion.Error(version)
			}
			if version > DraftVersion {
				return message.DraftWrongVersion.Error(version)
			}
		case "base":
			if err := r.text(&d.Base); err != nil {
				return err
			}
			if d.Base != r.ds.ID && d.Base != OwnID {
				return message.DraftWrongBase.Error(clip(d.Base), r.ds.ID)
			}
		case "base_sha256":
			hashAt = r.next()
			return r.text(&d.BaseSHA256)
		case "own":
			own, err := r.own()
			d.Own = own
			return err
		case "posts":
			posts, err := r.posts()
			d.Posts = posts
			return err
		case "ceilings":
			ceilings, err := r.ceilings()
			d.Ceilings = ceilings
			return err
		case "papers":
			papers, err := r.papers()
			d.Papers = papers
			return err
		case "links":
			links, err := r.links()
			d.Links = links
			return err
		case "id":
			if err := r.text(&d.ID); err != nil {
				return err
			}
			return CheckID(d.ID)
		case "from":
			return r.origin(&d.From)
		case "locked":
			return r.lock(&d.Lock)
		case "left":
			left, err := r.left()
			d.Left = left
			return err
		case "seal":
			sealAt = r.next()
			return r.text(&seal)
		case "name":
			if err := r.text(&d.Name); err != nil {
				return err
			}
			return checkText(d.Name, maxNameBytes, false)
		case "income":
			if err := r.text(&income); err != nil {
				return err
			}
			return word(incomeWords, income, &d.Income)
		case "cursor":
			return r.integer(&cursor)
		case "edits":
			return r.edits(d)
		}
		return nil
	})
	if err != nil {
		return nil, err
	}
	for _, must := range []string{"format", "version", "base", "edits"} {
		if !seen[must] {
			return nil, r.at(start, message.DraftMissing.Error(must))
		}
	}
	if (d.Base == OwnID) != seen["own"] {
		if seen["own"] {
			return nil, r.at(start, message.DraftOwnBase.Error(d.Base))
		}
		return nil, r.at(start, message.DraftMissing.Error("own"))
	}
	on, err := d.Dataset(r.ds)
	if err != nil {
		return nil, r.at(start, err)
	}
	if seen["base_sha256"] && d.BaseSHA256 != on.SHA256 {
		return nil, r.at(hashAt, message.DraftWrongHash.Error(clip(d.BaseSHA256), on.SHA256[:8]))
	}
	d.BaseSHA256 = on.SHA256
	if err := on.CheckPosts(d.Posts); err != nil {
		return nil, r.at(start, err)
	}
	if err := on.CheckCeilings(d.Ceilings); err != nil {
		return nil, r.at(start, err)
	}
	if err := CheckPapers(d.Papers); err != nil {
		return nil, r.at(start, err)
	}
	if err := CheckLinks(d.Links, d.Papers); err != nil {
		return nil, r.at(start, err)
	}
	if d.Cursor = cursor; !seen["cursor"] {
		d.Cursor = len(d.Edits)
	}
	switch {
	case seen["seal"] && seal != d.Seal():
		return nil, r.at(sealAt, message.DraftSealBroken.Error())
	case d.Lock.On() && !seen["seal"]:
		return nil, r.at(start, message.DraftLockUnsealed.Error(message.RoundNames[d.Lock.Round]))
	}
	if d.Cursor > len(d.Edits) {
		return nil, r.at(start, message.DraftWrongCursor.Error(d.Cursor, len(d.Edits)))
	}
	for _, l := range d.Left {
		if l.After > len(d.Edits) {
			return nil, r.at(start, message.DraftWrongCursor.Error(l.After, len(d.Edits)))
		}
	}
	end := r.next()
	if _, err := r.dec.ReadToken(); !errors.Is(err, io.EOF) {
		return nil, r.at(end, message.DraftTrailing.Error())
	}
	return d, nil
}

// array reads an array whose elements begin with kind; each reads one.
func (r *draftReader) array(kind jsontext.Kind, want *message.Text, each func() error) error {
	if _, _, err := r.expect('[', message.TypeArray); err != nil {
		return err
	}
	for r.dec.PeekKind() == kind {
		if err := each(); err != nil {
			return err
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

func (r *draftReader) edits(d *Draft) error {
	if _, _, err := r.expect('[', message.TypeArray); err != nil {
		return err
	}
	// positions are found in one pass, not by counting anew for each edit
	line, col, scanned := 1, 1, int64(0)
	for r.dec.PeekKind() == '{' {
		offset := r.next()
		for ; scanned < offset; scanned++ {
			switch c := r.data[scanned]; {
			case c == '\n':
				line, col = line+1, 1
			case utf8.RuneStart(c):
				col++
			}
		}
		pos := strconv.Itoa(line) + ":" + strconv.Itoa(col)
		e, err := r.edit()
		if err != nil {
			return r.inEdit(offset, len(d.Edits), err)
		}
		d.Edits = append(d.Edits, e)
		d.positions = append(d.positions, pos)
	}
	if k := r.dec.PeekKind(); k != ']' && k > 0 {
		return r.at(r.next(), message.DraftWrongType.Error(message.TypeObject))
	}
	if _, err := r.dec.ReadToken(); err != nil {
		return r.syntax(err)
	}
	return nil
}

var (
	lineMembers = append([]string{"id", "amount"}, fieldNames()...)
	editMembers = append([]string{"op", "line", "amount", "at", "by", "why", "joined"}, fieldNames()...)
)

func fieldNames() []string {
	names := make([]string, Fields)
	for f := range Fields {
		names[f] = f.String()
	}
	return names
}

func (r *draftReader) edit() (Edit, error) {
	var e Edit
	var op, amount, id string
	var added *Line
	seen := make(map[string]bool)
	err := r.object(editMembers, func(name string) error {
		seen[name] = true
		switch name {
		case "op":
			if err := r.text(&op); err != nil {
				return err
			}
			if i, ok := opWords.index(op); ok {
				e.Op = Op(i)
				return nil
			}
			return message.DraftWrongOp.Error(clip(op))
		case "line":
			if r.dec.PeekKind() == '{' {
				added = new(Line)
				return r.line(added)
			}
			return r.text(&id)
		case "amount":
			if err := r.text(&amount); err != nil {
				return err
			}
			return parseInto(&e.Amount, amount)
		case "at":
			if err := r.text(&e.At); err != nil {
				return err
			}
			if _, err := time.Parse(time.RFC3339, e.At); err != nil {
				return message.DraftWrongTime.Error(clip(e.At))
			}
		case "by":
			if err := r.text(&e.By); err != nil {
				return err
			}
			return checkText(e.By, maxNameBytes, false)
		case "why":
			if err := r.text(&e.Why); err != nil {
				return err
			}
			return checkText(e.Why, maxNoteBytes, true)
		case "joined":
			if r.dec.PeekKind() != 't' {
				return message.DraftWrongType.Error(message.TypeTrue)
			}
			_, err := r.dec.ReadToken()
			e.Joined = true
			return err
		default:
			var v string
			if err := r.text(&v); err != nil {
				return err
			}
			f, _ := FieldByName(name)
			e.Dimensions = append(e.Dimensions, Dimension{f, v})
			return f.Set(new(Line), v)
		}
		return nil
	})
	if err != nil {
		return e, err
	}
	if !seen["op"] {
		return e, message.DraftMissing.Error("op")
	}
	allowed := []string{"op", "line", "at", "by", "why", "joined"}
	switch e.Op {
	case Set:
		allowed = append(allowed, "amount")
		if !seen["amount"] {
			return e, message.DraftMissing.Error("amount")
		}
	case Change:
		allowed = append(allowed, fieldNames()[1:]...) // all but section
		if seen["section"] {
			return e, message.ChangeSection.Error()
		}
	}
	for _, name := range editMembers {
		if seen[name] && !slices.Contains(allowed, name) {
			return e, message.DraftUnknownMember.Error(name, strings.Join(allowed, " / "))
		}
	}
	switch {
	case !seen["line"]:
		return e, message.DraftMissing.Error("line")
	case (e.Op == Add) != (added != nil):
		want := message.TypeString
		if e.Op == Add {
			want = message.TypeObject
		}
		return e, message.At("line", message.DraftWrongType.Error(want))
	case e.Op == Add:
		e.New = added
	default:
		e.Line = id
	}
	if e.Op == Change && len(e.Dimensions) == 0 {
		return e, message.ChangeNothing.Error()
	}
	sortDimensions(e.Dimensions)
	return e, nil
}

func parseInto(a *money.Amount, s string) error {
	v, err := money.Parse(s)
	*a = v
	return err
}

func (r *draftReader) line(l *Line) error {
	seen := make(map[string]bool)
	err := r.object(lineMembers, func(name string) error {
		seen[name] = true
		var v string
		if err := r.text(&v); err != nil {
			return err
		}
		switch name {
		case "id":
			l.ID = v
			return CheckID(v)
		case "amount":
			return parseInto(&l.Amount, v)
		}
		f, _ := FieldByName(name)
		return f.Set(l, v)
	})
	if err != nil {
		return err
	}
	for _, must := range []string{"id", "amount"} {
		if !seen[must] {
			return message.DraftMissing.Error(must)
		}
	}
	return nil
}

// ReadEdits reads an array of edits as AppendJSON writes each.
func ReadEdits(data []byte, place string) ([]Edit, error) {
	d := &Draft{file: place}
	err := reading(data, place).edits(d)
	return d.Edits, err
}

// ReadPosts reads posts as AppendPosts writes them.
func ReadPosts(data []byte, place string) ([]Posts, error) {
	return reading(data, place).posts()
}

// reading reads a part of a draft that stands alone.
func reading(data []byte, place string) *draftReader {
	return &draftReader{file: place, data: data, dec: jsontext.NewDecoder(bytes.NewBuffer(data))}
}

func quote(b []byte, s string) []byte {
	b, err := jsontext.AppendQuote(b, s)
	if err != nil {
		panic("text that the doors should have refused: " + err.Error())
	}
	return b
}
