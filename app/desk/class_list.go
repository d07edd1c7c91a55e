package desk

import (
	"path"
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification/edition"
	"suanpan/budgetcore/message"
)

// shownDifferences is how many differences, and how many codes that change, are
// listed until all are asked for.
const shownDifferences = 20

// ownCodes is a list of one's own beside the built-in one.
type ownCodes struct {
	edition *edition.Edition // nil without a list
	against *edition.Edition // what differences are from
	differ  []edition.Difference
	errs    []error
	all     bool                       // whether all differences are listed
	allCode bool                       // and all codes that change
	carried map[string]edition.Carried // by code, as far as it was asked for
	unkept  string                     // why the list will not be there at the next visit
	later   string                     // the list of an earlier visit, until it is read
}

// ownName is what the list is remembered as.
const ownName = "edition"

// take reads a list, or nothing of it.
func (o *ownCodes) take(p *codes, file string) {
	name, cells, err := cellsOf(file)
	o.errs = nil
	if err != nil {
		o.errs = []error{err}
		return
	}
	title := strings.TrimSuffix(name, path.Ext(name))
	e, faults := edition.Read(cells, title, title, "")
	for _, f := range faults {
		o.errs = append(o.errs, f)
	}
	if e != nil {
		*o = ownCodes{edition: e}
		p.use(e)
	}
}

// settle compares the list with the built-in edition, once.
func (o *ownCodes) settle(p *codes) {
	if o.against != p.builtIn {
		o.against = p.builtIn
		o.differ = edition.Compare(p.builtIn, o.edition)
		o.carried = make(map[string]edition.Carried)
	}
}

func (o *ownCodes) view(d *Desk, p *codes) Node {
	parts := []any{
		class("class-own"),
		d.h2(message.ClassListTitle),
		para("hint", d.say(message.ClassListHint)),
		div("field",
			el("label", prop("for", "class-list"), d.say(message.ClassListFile)),
			el("input", prop("type", "file"), id("class-list"), prop("accept", sheetTypes), onFile("class-list", func(v string) {
				if o.take(p, v); o.errs == nil {
					d.remember(ownName, []byte(v))
				}
			}))),
	}
	if len(o.errs) > 0 {
		parts = append(parts, el("p", class("wrong"), prop("role", "alert"), d.say(message.ClassListRefused)), d.faultsTable(o.errs))
	}
	if o.edition != nil && o.unkept != "" {
		parts = append(parts, el("p", class("wrong"), prop("role", "alert"), d.say(message.TrainUnkept, o.unkept)))
	}
	if o.edition != nil {
		o.settle(p)
		parts = append(parts,
			el("p", prop("role", "status"), d.say(message.ClassListTaken, o.edition.Name, len(o.edition.Codes())), " ",
				d.button("class-list-drop", message.ClassListDrop, func() {
					*o = ownCodes{}
					p.use(nil)
					d.remember(ownName, nil)
				}, class("link"))),
			o.differences(d, p), o.carrying(d, p))
	}
	return el("section", parts...)
}

func (o *ownCodes) differences(d *Desk, p *codes) Node {
	var count [edition.Changes]int
	var rows []Node
	for i := range o.differ {
		x := &o.differ[i]
		count[x.Change]++
		if i >= shownDifferences && !o.all {
			continue
		}
		mark := ""
		if x.Unverified() {
			mark = "unsure"
		}
		rows = append(rows, el("tr", key(x.Code()), class(mark),
			el("th", prop("scope", "row"), d.say(x.Change.Name())), o.side(d, x.From), o.side(d, x.To)))
	}
	if len(o.differ) == 0 {
		return div("", el("h3", d.say(message.ClassDiffTitle)), para("hint", d.say(message.ClassifySame)))
	}
	return div("class-differences",
		el("h3", d.say(message.ClassDiffTitle)),
		el("p", d.say(message.ClassDiffCounts, count[edition.Added], count[edition.Dropped], count[edition.Renamed], count[edition.Moved])),
		when(p.builtIn.Partial, func() Node { return para("hint", d.say(message.ClassPartial)) }),
		table("picture-table", []Node{d.head("", message.ClassChange), d.head("", message.ClassBuiltIn), d.head("", message.ClassTheirs)}, rows),
		when(len(rows) < len(o.differ), func() Node {
			return el("button", prop("type", "button"), onClick("class-all", func() { o.all = true }), d.say(message.ClassAll, len(o.differ)))
		}))
}

func (o *ownCodes) side(d *Desk, code *edition.Code) Node {
	if code == nil {
		return cell("", "—")
	}
	return cellOf(code.Label().In(d.lang), d.unverified(code.Status))
}

// carrying says what the codes of the draft would be in the list. What becomes
// of a code is the same wherever it stands.
func (o *ownCodes) carrying(d *Desk, p *codes) Node {
	now := d.session.Now()
	lines := make(map[string]int)
	var order []string
	for i := range now.Len() {
		for _, code := range []string{now.Function(i), now.Economic(i)} {
			if !now.Present(i) || code == "" {
				continue
			}
			if lines[code]++; lines[code] == 1 {
				order = append(order, code)
			}
		}
	}
	var count [edition.Outcomes]int
	var rows []Node
	for _, code := range order {
		x, known := o.carried[code]
		if !known {
			x = edition.Carry([]budget.Line{{Function: code}}, o.against, o.edition)[0]
			o.carried[code] = x
		}
		count[x.Outcome]++
		if x.Outcome == edition.Kept || len(rows) >= shownDifferences && !o.allCode {
			continue
		}
		mark := ""
		if x.Outcome == edition.Undecided {
			mark = "wrong"
		}
		rows = append(rows, el("tr", key(code),
			el("th", prop("scope", "row"), el("a", prop("href", "/?find="+code), code)), cell("amount", message.Verbatim.With(lines[code]).In(d.lang)),
			cellOf(el("span", class(mark), d.say(x.Outcome.Name()))), cell("", x.Why.In(d.lang)), cellOf(p.likely(d, "carry "+code, x.Likely))))
	}
	changed := len(order) - count[edition.Kept]
	return div("class-carry",
		el("h3", d.say(message.ClassCarryTitle)),
		el("p", d.say(message.ClassCarrySays, len(order), count[edition.Kept], count[edition.Called], count[edition.Recoded], count[edition.Undecided])),
		when(len(rows) > 0, func() Node {
			return table("picture-table", []Node{d.head("", message.ClassCode), d.head("amount", message.ClassLines), d.head("", message.ClassOutcome), d.head("", message.HistoryWhy), d.head("", message.ClassLikely)}, rows)
		}),
		when(len(rows) < changed, func() Node {
			return el("button", prop("type", "button"), onClick("class-all-carry", func() { o.allCode = true }), d.say(message.ClassAll, changed))
		}))
}
