package edition

import (
	"fmt"
	"slices"
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
)

// Row is what stands beside a code in a line, a sheet or a file, as it stands
// there; what is not known is "" or zero.
type Row struct {
	Code, Name string
	// Parent names what the code belongs to, by code or by name.
	Parent string
	// Level is 类, 款 or 项, or 1 to 3.
	Level string
	Kind  budget.Kind
	// System is the classification that the column is for, if it says so.
	System System
}

// Fault is what is wrong with a row.
type Fault uint8

// The faults.
const (
	FaultForm      Fault = iota // spaces, dots or other signs in the code
	FaultExcel                  // a spreadsheet took the code for a number
	FaultSwapped                // two digits changed places
	FaultLost                   // a digit is missing
	FaultExtra                  // a digit too many
	FaultTyped                  // a digit is another, or all are shifted
	FaultUnknown                // no such code
	FaultEdition                // a code of another edition
	FaultOther                  // the name belongs to another code
	FaultName                   // the code is called otherwise
	FaultParent                 // the code does not belong there
	FaultLevel                  // 款 where 项 is meant, or the other way round
	FaultSystem                 // a code of another classification
	FaultKind                   // basic or project spending contradicts the code
	FaultUnsourced              // right as far as can be seen, but nobody vouches for it
	Faults                      // how many there are
)

var faultWords = [Faults]string{
	"form", "excel", "swapped", "lost", "extra", "typed", "unknown", "edition", "name_of_another", "name", "parent", "level", "system", "kind", "unsourced",
}

func (f Fault) String() string { return faultWords[f] }

// Name is what the fault is called.
func (f Fault) Name() *message.Text { return message.CodeFaults[f] }

// Finding is one thing about a row.
type Finding struct {
	Fault Fault
	// Doubt tells that it cannot be known: the list is not complete, or nobody
	// vouches for its row.
	Doubt bool
	Why   message.Message
	// Likely are the codes that may have been meant, the likeliest first.
	Likely []Likely
}

// Checker checks rows against one edition; others help to tell codes of other
// years.
type Checker struct {
	edition *Edition
	others  []*Edition
	endings map[string]bool
}

// NewChecker makes a checker.
func NewChecker(e *Edition, others ...*Edition) *Checker {
	c := &Checker{edition: e, others: others, endings: make(map[string]bool)}
	// names that many parents have under the same two digits: 行政运行 is 01
	count := make(map[string]int)
	for i := range e.codes {
		if code := &e.codes[i]; code.Level == 3 {
			count[code.plain+code.Code[5:]]++
		}
	}
	for k, n := range count {
		c.endings[k] = n > 1
	}
	return c
}

// Check says what is wrong with one row, nothing where all is right.
func (c *Checker) Check(row Row) []Finding { return c.check(&row, "") }

// checked is a row with what was read of it.
type checked struct {
	*Checker
	row   *Row
	read  reading
	code  *Code // of the edition, nil if it has none
	name  string
	under string
	found []Finding
}

func (c *Checker) check(row *Row, under string) []Finding {
	k := &checked{Checker: c, row: row, read: read(row.Code), under: under}
	if k.name = row.Name; k.name == "" {
		k.name = k.read.name
	}
	if k.read.digits == "" && k.read.marks == 0 {
		return nil // without a code there is nothing to check
	}
	if k.read.marks&(scientific|decimal|thousands) != 0 {
		k.say(FaultExcel, false, message.CodeExcel.With(clip(row.Code)))
	} else if k.read.marks&(spaced|wide|quoted|foreign) != 0 {
		k.say(FaultForm, false, message.CodeForm.With(clip(row.Code), k.read.digits))
	}
	if k.read.marks&scientific == 0 {
		k.code = c.edition.Lookup(k.read.digits)
		if k.code == nil {
			k.unknown()
		} else {
			k.known()
		}
	}
	if len(k.found) > 0 {
		likely := c.edition.likely(row, k.read, under)
		for i := range k.found {
			if k.found[i].Fault != FaultKind && k.found[i].Fault != FaultUnsourced {
				k.found[i].Likely = likely
			}
		}
	}
	return k.found
}

func (k *checked) say(f Fault, doubt bool, why message.Message) {
	k.found = append(k.found, Finding{Fault: f, Doubt: doubt, Why: why})
}

// known checks a code that the edition has.
func (k *checked) known() {
	code, doubt := k.code, !k.code.Status.Corrects()
	if k.row.System != NoSystem && code.System != k.row.System {
		k.say(FaultSystem, doubt, message.CodeOtherSystem.With(code.Label(), code.System.Name(), k.row.System.Name()))
	}
	if level := levelWords[strings.TrimSpace(k.row.Level)]; level != 0 && level != code.Level {
		k.say(FaultLevel, doubt, message.CodeOtherLevel.With(code.Label(), message.LevelNames[code.Level], message.LevelNames[level]))
	}
	named := k.nameOf(code)
	k.parentOf(code)
	if named && len(k.found) == 0 && doubt {
		k.say(FaultUnsourced, true, message.CodeUnsourced.With(code.Label(), code.Status.Name()))
	}
	k.kindOf(code)
}

// nameOf compares the name with what the code is called, and reports whether
// they agree.
func (k *checked) nameOf(code *Code) bool {
	name := plain(k.name)
	if name == "" || name == code.plain || k.level(name, code) {
		return true
	}
	others := k.edition.Named(k.name)
	inSystem := slices.DeleteFunc(slices.Clone(others), func(o *Code) bool { return o.System != code.System })
	if len(inSystem) > 0 {
		others = inSystem
	}
	if len(others) == 0 {
		near := alike(name, code.plain)
		k.say(FaultName, near || !code.Status.Corrects(), message.CodeCalled.With(code.Code, code.Name, clip(k.name)))
		return near
	}
	other := others[0]
	for _, o := range others { // the one whose code is nearest
		if weight[relate(&k.read, o.Code)] > weight[relate(&k.read, other.Code)] {
			other = o
		}
	}
	// a name that many parents have may well stand under a code nobody vouches for
	doubt := !code.Status.Corrects() && (!vouched(others) || k.plausible(name, code.Code))
	if !code.Status.Corrects() {
		k.say(FaultOther, doubt, message.CodeNameElsewhere.With(clip(k.name), other.Label()))
	} else {
		k.say(FaultOther, doubt, message.CodeNameOther.With(code.Code, code.Name, clip(k.name), other.Label()))
	}
	return false
}

// level finds a code that stops too early or goes too far: its name is that of
// what stands below or above it.
func (k *checked) level(name string, code *Code) bool {
	for _, o := range k.edition.Named(name) {
		if strings.HasPrefix(o.Code, code.Code) || strings.HasPrefix(code.Code, o.Code) {
			doubt := !o.Status.Corrects() || !code.Status.Corrects()
			k.say(FaultLevel, doubt, message.CodeNameLevel.With(code.Code, message.LevelNames[code.Level], o.Label(), message.LevelNames[o.Level]))
			return true
		}
	}
	return false
}

// parentOf compares what the row says the code belongs to.
func (k *checked) parentOf(code *Code) {
	if strings.TrimSpace(k.row.Parent) == "" {
		k.placeOf(code)
		return
	}
	r := read(k.row.Parent)
	parent := k.edition.Lookup(code.Parent)
	doubt := !code.Status.Corrects()
	switch {
	case code.Level == 1:
		k.say(FaultParent, doubt, message.CodeNoParent.With(code.Label(), clip(k.row.Parent)))
	case r.digits != "" && r.digits != code.Parent && !(len(r.digits) == 3 && strings.HasPrefix(code.Code, r.digits)):
		k.say(FaultParent, doubt, message.CodeOtherParent.With(code.Label(), parent.Label(), clip(k.row.Parent)))
	case r.digits == "" && r.name != "" && plain(r.name) != parent.plain && !k.ancestor(plain(r.name), code):
		k.say(FaultParent, doubt || alike(plain(r.name), parent.plain) || !parent.Status.Corrects(), message.CodeOtherParent.With(code.Label(), parent.Label(), clip(k.row.Parent)))
	}
}

func (k *checked) ancestor(name string, code *Code) bool {
	for _, c := range k.edition.Path(code.Code) {
		if c.plain == name && c.Code != code.Code {
			return true
		}
	}
	return false
}

// placeOf compares the code with the place of its row in a table.
func (k *checked) placeOf(code *Code) {
	if k.under != "" && code.Level > 1 && code.Parent != k.under && !strings.HasPrefix(k.under, code.Code) {
		if place := k.edition.Lookup(k.under); place != nil {
			k.say(FaultParent, !code.Status.Corrects(), message.CodeOtherPlace.With(code.Label(), place.Label()))
		}
	}
}

// unknown says what a code may be that the edition does not have.
func (k *checked) unknown() {
	d := k.read.digits
	system := SystemOf(d)
	malformed := system == NoSystem || len(d)%2 == 0 || len(d) < 3 || len(d) > 1+2*system.Levels()
	for _, o := range k.others {
		if c := o.Lookup(d); c != nil && (k.name == "" || c.plain == plain(k.name) || alike(c.plain, plain(k.name))) {
			k.say(FaultEdition, !c.Status.Corrects() || k.edition.Partial, message.CodeOtherEdition.With(c.Label(), o.Name, k.edition.Name))
			return
		}
	}
	likely := k.edition.likely(k.row, k.read, k.under)
	fault := FaultUnknown
	var why message.Message
	switch {
	case system == NoSystem:
		why = message.CodeFirstDigit.With(d)
	case malformed:
		why = message.CodeLength.With(d, len(d))
	case k.edition.Partial:
		why = message.CodeNotGathered.With(d)
	default:
		why = message.CodeUnknownIn.With(d, k.edition.Name)
	}
	var best *Likely
	if len(likely) > 0 {
		best = &likely[0]
		relation := best.relation
		if best.Unverified {
			relation = far
		}
		switch relation {
		case swapped:
			fault = FaultSwapped
		case lost, cutShort:
			fault = FaultLost
		case doubled, extra, tooDeep:
			fault = FaultExtra
		case typed, shifted, near, sameTail:
			fault = FaultTyped
		}
	}
	doubt := !malformed && k.edition.Partial
	if name := plain(k.name); doubt && best != nil && best.named {
		doubt = best.Unverified || k.plausible(name, d)
		if !doubt {
			why = message.CodeNameElsewhere.With(clip(k.name), best.Code.Label())
		}
	}
	if doubt {
		fault = FaultUnknown
	}
	k.say(fault, doubt, why)
}

// plausible tells that a code of this ending may have the name though the list
// does not say so: 行政运行 is 01 under many.
func (k *checked) plausible(name, code string) bool {
	return len(code) == 7 && k.endings[name+code[5:]]
}

func vouched(codes []*Code) bool {
	return slices.ContainsFunc(codes, func(c *Code) bool { return c.Status.Corrects() })
}

// kindRule says which kind of spending a code is for.
type kindRule struct {
	system System
	key    string // the front of an economic code, or the name of a functional one
	word   string // basic, project, or one kind
	doubt  bool
	source message.Message
}

func kindRules() ([]kindRule, error) {
	recs, err := rows("kinds.csv")
	if err != nil {
		return nil, err
	}
	rules := make([]kindRule, 0, len(recs))
	for _, r := range recs {
		rule := kindRule{system: Functional, key: plain(r[1]), word: r[2], doubt: r[3] == "doubt", source: message.Both(r[4], r[5])}
		if r[0] == "economic" {
			rule.system = Department
		}
		if message.KindRules[r[2]] == nil || r[3] != "doubt" && r[3] != "wrong" {
			return nil, fmt.Errorf("kinds.csv: %s: kind %s, grade %s", r[1], r[2], r[3])
		}
		rules = append(rules, rule)
	}
	return rules, nil
}

// allows tells that spending of a kind may stand under the rule's codes. An
// economic item belongs to its kind within basic spending only: projects have
// items of every kind.
func (r *kindRule) allows(kind budget.Kind) bool {
	switch r.word {
	case "basic":
		return kind != budget.Project
	case "project":
		return kind == budget.Project
	case "public":
		return kind == budget.Public || kind == budget.Project && r.system == Department
	}
	return kind == budget.Personnel || kind == budget.Project && r.system == Department
}

func (k *checked) kindOf(code *Code) {
	if k.row.Kind == budget.NoKind {
		return
	}
	for i := range k.edition.kinds {
		r := &k.edition.kinds[i]
		if r.system != code.System || r.allows(k.row.Kind) {
			continue
		}
		if code.System == Department && strings.HasPrefix(code.Code, r.key) || code.System == Functional && code.plain == r.key {
			k.say(FaultKind, r.doubt || !code.Status.Corrects(), message.CodeKind.With(code.Label(), message.KindRules[r.word], message.Kinds[k.row.Kind], r.source))
			k.found[len(k.found)-1].Likely = k.forKind(code)
		}
	}
}

// forKind are the codes beside a functional one that are for the kind of
// spending the row has: 一般行政管理事务 where a project stands under 行政运行.
func (k *checked) forKind(code *Code) []Likely {
	var list []Likely
	for i := range k.edition.codes {
		c := &k.edition.codes[i]
		if code.System != Functional || c.Parent != code.Parent || c.Level != code.Level || !c.Status.Corrects() {
			continue
		}
		if !slices.ContainsFunc(k.edition.kinds, func(r kindRule) bool {
			return r.system == Functional && r.key == c.plain && !r.doubt && r.allows(k.row.Kind)
		}) {
			continue
		}
		why := message.LikelyKind.With(message.Kinds[k.row.Kind])
		for _, m := range k.edition.Confusions(code.Code) {
			if m.B == c.Code && m.Status.Corrects() {
				why = m.Why
			}
		}
		list = append(list, Likely{Code: c, Why: why})
	}
	return list
}
