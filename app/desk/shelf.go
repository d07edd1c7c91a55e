package desk

import (
	"bytes"
	"cmp"
	"net/url"
	"slices"

	"suanpan/app/session"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/scenario"
)

// sheet is a scenario that can be compared: the draft that is being edited,
// what it started from, another budget of this browser, or a file.
type sheet struct {
	key, title string
	listed     string // what the list of budgets calls it
	doc        string // "" for what is no document
	away       bool
	fresh      bool // its file is what it was when the page was turned to
	waits      bool // its file has been asked for
	file       []byte
	why        string // why it could not be read
	ledger     *ledger.Ledger

	// of the draft, once it was read
	id, name string
	from     budget.Origin
	lock     budget.Round
	edits    int
	spending money.Amount
	at       string // when it was last edited
	base     string // hash of what it is on
}

// Keys of the sheets that are always there.
const (
	openKey = "open"
	baseKey = "base"
)

// shelf is every scenario there is.
type shelf struct {
	sheets []*sheet
}

func (s *shelf) at(key string) *sheet {
	if i := slices.IndexFunc(s.sheets, func(x *sheet) bool { return x.key == key }); i >= 0 {
		return s.sheets[i]
	}
	return nil
}

// sync brings the shelf to what the page has said, and asks for the next file
// that has not been read.
func (s *shelf) sync(d *Desk) {
	want := []*sheet{{key: openKey, doc: d.open}, {key: baseKey}}
	for _, x := range d.documents {
		if x.Doc != d.open {
			want = append(want, &sheet{key: "doc " + x.Doc, doc: x.Doc, title: x.Title, listed: x.Title, away: x.Away})
		}
	}
	for i, x := range want {
		if was := s.at(x.key); was != nil {
			if was.listed != x.listed {
				was.fresh = false // it was worked on
			}
			was.listed, was.away, was.doc = x.listed, x.away, x.doc
			want[i] = was
		}
	}
	for _, x := range s.sheets {
		if x.doc == "" && x.key != baseKey {
			want = append(want, x) // files stay
		}
	}
	s.sheets = want
	now := d.session.Now()
	open := s.at(openKey)
	open.ledger, open.title = now, d.nameOf(now)
	open.summarise(now)
	base := s.at(baseKey)
	base.ledger, base.title, base.base = d.session.Base(), d.say(message.ScenarioBase), d.session.Dataset().SHA256
	base.spending = scenario.Total{}.Of(base.ledger)
	if slices.ContainsFunc(s.sheets, func(x *sheet) bool { return x.waits }) {
		return // one at a time
	}
	for _, x := range s.sheets {
		if x.doc != "" && x.key != openKey && !x.fresh {
			x.fresh, x.waits = true, true
			d.ask(Request{Kind: "read", Name: x.doc})
			return
		}
	}
}

// turned makes every file be read anew: another window may have worked on it.
func (s *shelf) turned(url.Values) {
	for _, x := range s.sheets {
		x.fresh = false
	}
}

// nameOf is what a draft is called, in words if it has no name.
func (d *Desk) nameOf(l *ledger.Ledger) string {
	return cmp.Or(l.Name(), d.say(message.DraftUntitled))
}

func (x *sheet) summarise(l *ledger.Ledger) {
	draft := l.Draft()
	x.id, x.name, x.from, x.lock, x.base = draft.ID, draft.Name, draft.From, draft.Lock.Round, l.Dataset().SHA256
	x.edits, _ = l.Edits()
	x.spending = scenario.Total{}.Of(l)
	x.at = ""
	if x.edits > 0 {
		x.at = draft.Edits[x.edits-1].At
	}
}

// read takes the draft file of a sheet; its ledger is not kept until it is
// compared.
func (x *sheet) read(d *Desk, file []byte) {
	if bytes.Equal(file, x.file) {
		return
	}
	x.file, x.ledger = file, nil
	l, err := d.replay(file, x.title)
	if err != nil {
		x.why = message.Explain(err, d.lang)
		return
	}
	x.title = d.nameOf(l)
	x.summarise(l)
}

// replay works out a draft file.
func (d *Desk) replay(file []byte, name string) (*ledger.Ledger, error) {
	s, err := session.New(d.home, nil)
	if err != nil {
		return nil, err
	}
	if err := s.Open(file, name); err != nil {
		return nil, err
	}
	return s.Now(), nil
}

// ledgerOf works a sheet out again if that was not kept.
func (x *sheet) ledgerOf(d *Desk) (*ledger.Ledger, error) {
	if x.ledger == nil {
		l, err := d.replay(x.file, x.title)
		if err != nil {
			return nil, err
		}
		x.ledger = l
	}
	return x.ledger, nil
}

// readable are the sheets on the base of the open draft that could be read.
func (s *shelf) readable() []*sheet {
	base := s.at(openKey).base
	var list []*sheet
	for _, x := range s.sheets {
		if x.base == base && x.why == "" {
			list = append(list, x)
		}
	}
	return list
}

// branch is a scenario in the tree of what was made from what.
type branch struct {
	*sheet
	children []*branch
}

// tree grows the scenarios from what they started from: each stands under the
// one it was made from, by its id, or by its name where ids are none.
func (s *shelf) tree() []*branch {
	var all []*branch
	for _, x := range s.sheets {
		if x.key != baseKey {
			all = append(all, &branch{sheet: x})
		}
	}
	parent := func(b *branch) *branch {
		if b.from == (budget.Origin{}) {
			return nil
		}
		for _, x := range all {
			if x != b && x.base == b.base && (b.from.ID != "" && x.id == b.from.ID || b.from.ID == "" && x.id == "" && x.name == b.from.Name) {
				return x
			}
		}
		return nil
	}
	// a copy of a copy of itself must not hang the tree on itself
	var under func(b, x *branch) bool
	under = func(b, x *branch) bool {
		return b == x || slices.ContainsFunc(b.children, func(c *branch) bool { return under(c, x) })
	}
	var roots []*branch
	for _, b := range all {
		if p := parent(b); p != nil && !under(b, p) {
			p.children = append(p.children, b)
		} else {
			roots = append(roots, b)
		}
	}
	return roots
}
