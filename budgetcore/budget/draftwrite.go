package budget

import (
	"crypto/sha256"
	"encoding/hex"
	"fmt"
	"slices"
)

// AppendJSON appends the draft as its file: one edit a line, so that drafts
// live well under version control, and sealed.
func (d *Draft) AppendJSON(b []byte) []byte {
	start := len(b)
	b = d.appendHead(b)
	sum := sha256.New()
	sum.Write(b[start:])
	if d.Own != nil {
		b = d.Own.AppendJSON(append(b, `"own":`...))
		b = append(b, ",\n "...)
	}
	start = len(b)
	b = d.appendRest(b)
	sum.Write(b[start:])
	b = append(b, ",\n \"seal\":\""...)
	b = hex.AppendEncode(b, sum.Sum(nil))
	return append(b, "\"}\n"...)
}

func member(b []byte, name, v string) []byte {
	b = quote(append(b, `"`+name+`":`...), v)
	return append(b, ",\n "...)
}

// appendHead appends what stands before a base of one's own, which the seal
// covers by its hash.
func (d *Draft) appendHead(b []byte) []byte {
	b = member(append(b, '{'), "format", DraftFormat)
	b = append(b, fmt.Sprintf("\"version\":%d,\n ", DraftVersion)...)
	b = member(b, "base", d.Base)
	return member(b, "base_sha256", d.BaseSHA256)
}

func (d *Draft) appendRest(b []byte) []byte {
	if len(d.Posts) > 0 {
		b = AppendPosts(append(b, `"posts":`...), d.Posts)
		b = append(b, ",\n "...)
	}
	if len(d.Ceilings) > 0 {
		b = AppendCeilings(append(b, `"ceilings":`...), d.Ceilings)
		b = append(b, ",\n "...)
	}
	if len(d.Papers) > 0 {
		b = appendPapers(append(b, `"papers":`...), d.Papers)
		b = append(b, ",\n "...)
	}
	if len(d.Links) > 0 {
		b = AppendLinks(append(b, `"links":`...), d.Links)
		b = append(b, ",\n "...)
	}
	if d.ID != "" {
		b = member(b, "id", d.ID)
	}
	b = member(b, "name", d.Name)
	if d.From != (Origin{}) {
		b = appendOrigin(append(b, `"from":`...), d.From)
		b = append(b, ",\n "...)
	}
	if d.Lock.On() {
		b = appendLock(append(b, `"locked":`...), d.Lock)
		b = append(b, ",\n "...)
	}
	b = member(b, "income", d.Income.String())
	b = append(b, fmt.Sprintf("\"cursor\":%d,\n \"edits\":[", d.Cursor)...)
	for i := range d.Edits {
		if i > 0 {
			b = append(b, ',')
		}
		b = d.Edits[i].AppendJSON(append(b, "\n  "...))
	}
	b = append(b, "\n ]"...)
	if len(d.Left) > 0 {
		b = appendLeft(append(b, ",\n \"left\":"...), d.Left)
	}
	return b
}

// AppendJSON appends the edit as it stands in a draft file.
func (e *Edit) AppendJSON(b []byte) []byte {
	str := func(name, v string) {
		if b[len(b)-1] != '{' {
			b = append(b, ',')
		}
		b = quote(append(b, `"`+name+`":`...), v)
	}
	b = append(b, '{')
	str("op", e.Op.String())
	switch e.Op {
	case Add:
		b = appendLine(append(b, `,"line":`...), e.New)
	default:
		str("line", e.Line)
	}
	if e.Op == Set {
		str("amount", e.Amount.String())
	}
	// they are read back in this order, and the seal must not know another
	dimensions := slices.Clone(e.Dimensions)
	sortDimensions(dimensions)
	for _, d := range dimensions {
		str(d.Field.String(), d.Value)
	}
	if e.At != "" {
		str("at", e.At)
	}
	if e.By != "" {
		str("by", e.By)
	}
	if e.Why != "" {
		str("why", e.Why)
	}
	if e.Joined {
		b = append(b, `,"joined":true`...)
	}
	return append(b, '}')
}

func appendLine(b []byte, l *Line) []byte {
	b = quote(append(b, `{"id":`...), l.ID)
	for f := range Fields {
		if v := f.Get(l); v != "" && !(f == FieldSection && l.Section == Spending) {
			b = quote(append(b, `,"`+f.String()+`":`...), v)
		}
	}
	b = quote(append(b, `,"amount":`...), l.Amount.String())
	return append(b, '}')
}

// sortDimensions puts the few there are in the order of the Fields.
func sortDimensions(list []Dimension) {
	for i := range list {
		for j := i; j > 0 && list[j].Field < list[j-1].Field; j-- {
			list[j], list[j-1] = list[j-1], list[j]
		}
	}
}
