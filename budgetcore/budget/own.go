package budget

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"

	"suanpan/budgetcore/message"
)

// OwnID is what drafts on a budget of one's own name as their base; the draft
// carries that base itself.
const OwnID = "own"

// Own is what the budget of one's own department starts from: who drafts it,
// and last year's lines where there are any. It is immutable once made.
type Own struct {
	// Department and Units have codes of their own choice; the department's may be "".
	Department Unit
	Year       string
	Units      []Unit
	Tasks      []string
	// Lines are last year's: ids, dimensions and the amounts of then. The draft
	// starts from them, and what it changes is the change over last year.
	Lines []Line
}

const (
	maxUnits = 2000
	maxTasks = 200
	maxCode  = 20
)

// Check refuses what no dataset can be made of. Codes of lines are checked when
// the dataset is made.
func (o *Own) Check() error {
	if o.Department.Name == "" {
		return message.At("name", message.OwnNameMissing.Error())
	}
	if err := checkText(o.Department.Name, maxNameBytes, false); err != nil {
		return message.At("name", err)
	}
	if y, err := strconv.Atoi(o.Year); err != nil || y < 1950 || y > 2199 || len(o.Year) != 4 {
		return message.At("year", message.OwnYear.Error(clip(o.Year)))
	}
	if o.Department.Code != "" && !isUnitCode(o.Department.Code) {
		return message.At("code", message.OwnUnitCode.Error(clip(o.Department.Code)))
	}
	if len(o.Units) > maxUnits || len(o.Tasks) > maxTasks {
		return message.OwnTooMany.Error(maxUnits, maxTasks)
	}
	seen := map[string]bool{o.Department.Code: true}
	for _, u := range o.Units {
		if !isUnitCode(u.Code) {
			return message.At("units", message.OwnUnitCode.Error(clip(u.Code)))
		}
		if seen[u.Code] {
			return message.At("units", message.OwnUnitTwice.Error(u.Code))
		}
		seen[u.Code] = true
		if err := checkText(u.Name, maxNameBytes, false); err != nil {
			return message.At("units", err)
		}
		if u.Name == "" {
			return message.At("units", message.OwnUnitNameless.Error(u.Code))
		}
	}
	for _, t := range o.Tasks {
		if err := checkText(t, maxNameBytes, false); err != nil {
			return message.At("tasks", err)
		}
	}
	return nil
}

func isUnitCode(code string) bool {
	if code == "" || len(code) > maxCode {
		return false
	}
	for _, c := range []byte(code) {
		if !('0' <= c && c <= '9' || 'a' <= c|0x20 && c|0x20 <= 'z' || c == '-') {
			return false
		}
	}
	return true
}

// Dataset makes the base that the draft edits, with the classifications of
// another budget. It refuses lines whose codes these do not know.
func (o *Own) Dataset(edition *Dataset) (*Dataset, error) {
	if err := o.Check(); err != nil {
		return nil, err
	}
	hash := sha256.Sum256(o.AppendJSON(nil))
	ds := &Dataset{
		ID: OwnID, SHA256: hex.EncodeToString(hash[:]), Own: o,
		Title: o.Department.Name + o.Year + "年部门预算", Year: o.Year,
		Department: o.Department, Units: slices.Clone(o.Units), Tasks: o.Tasks, Lines: o.Lines,
		Functional: edition.Functional, Economic: edition.Economic, Classes: edition.Classes,
		Chinese: edition.Chinese,
	}
	slices.SortStableFunc(ds.Units, func(a, b Unit) int { return compareCodes(a.Code, b.Code) })
	seen := make(map[string]bool, len(o.Lines))
	for i := range o.Lines {
		l := &o.Lines[i]
		if err := CheckID(l.ID); err != nil {
			return nil, message.At("lines", err)
		}
		if seen[l.ID] {
			return nil, message.At("lines", message.LineIDTaken.Error(l.ID))
		}
		seen[l.ID] = true
		if err := ds.Check(l); err != nil {
			return nil, message.At(l.ID, err)
		}
	}
	return ds, nil
}

func compareCodes(a, b string) int {
	switch {
	case a < b:
		return -1
	case a > b:
		return 1
	}
	return 0
}

// AppendJSON appends the base as it stands in a draft file.
func (o *Own) AppendJSON(b []byte) []byte {
	str := func(name, v string) {
		if b[len(b)-1] != '{' {
			b = append(b, ',')
		}
		b = quote(append(b, `"`+name+`":`...), v)
	}
	b = append(b, '{')
	str("name", o.Department.Name)
	str("year", o.Year)
	if o.Department.Code != "" {
		str("code", o.Department.Code)
	}
	b = append(b, `,"units":[`...)
	for i, u := range o.Units {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, '{')
		str("code", u.Code)
		str("name", u.Name)
		b = append(b, '}')
	}
	b = append(b, ']')
	if len(o.Tasks) > 0 {
		b = append(b, `,"tasks":[`...)
		for i, t := range o.Tasks {
			if i > 0 {
				b = append(b, ',')
			}
			b = quote(b, t)
		}
		b = append(b, ']')
	}
	if len(o.Lines) > 0 {
		b = append(b, `,"lines":[`...)
		for i := range o.Lines {
			if i > 0 {
				b = append(b, ',')
			}
			b = appendLine(append(b, "\n  "...), &o.Lines[i])
		}
		b = append(b, ']')
	}
	return append(b, '}')
}

var (
	ownMembers  = []string{"name", "year", "code", "units", "tasks", "lines"}
	unitMembers = []string{"code", "name"}
)

// own reads the base that a draft carries.
func (r *draftReader) own() (*Own, error) {
	o := new(Own)
	start := r.next()
	err := r.object(ownMembers, func(name string) error {
		switch name {
		case "name":
			return r.text(&o.Department.Name)
		case "year":
			return r.text(&o.Year)
		case "code":
			return r.text(&o.Department.Code)
		case "units":
			return r.array('{', message.TypeObject, func() error {
				var u Unit
				err := r.object(unitMembers, func(name string) error {
					if name == "code" {
						return r.text(&u.Code)
					}
					return r.text(&u.Name)
				})
				o.Units = append(o.Units, u)
				return err
			})
		case "tasks":
			return r.array('"', message.TypeString, func() error {
				var t string
				err := r.text(&t)
				o.Tasks = append(o.Tasks, t)
				return err
			})
		default:
			return r.array('{', message.TypeObject, func() error {
				var l Line
				offset := r.next()
				if err := r.line(&l); err != nil {
					return r.at(offset, err)
				}
				o.Lines = append(o.Lines, l)
				return nil
			})
		}
	})
	if err == nil {
		err = o.Check()
	}
	if err != nil {
		return nil, r.at(start, err)
	}
	return o, nil
}
