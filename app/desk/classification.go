package desk

import (
	"errors"
	"strconv"
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification/edition"
	"suanpan/budgetcore/message"
)

// shownHits is how many answers a search shows.
const shownHits = 30

// inTree names the links of the tree.
const inTree = "tree"

// codes is 分类: the classifications to be looked up in, codes to be checked,
// and a list of one's own beside the built-in one. Nothing of it is kept.
type codes struct {
	catalogue
	builtIn  *edition.Edition
	of       *budget.Dataset // what builtIn is of
	err      error           // why there is none
	query    string
	hits     []edition.Hit // of the query
	at       int           // of the hits
	system   edition.System
	unfolded map[string]bool
	open     string // the code that is shown
	check    codeCheck
	own      ownCodes
}

// catalogue is an edition prepared to be looked up in.
type catalogue struct {
	edition  *edition.Edition
	index    *edition.Index
	children map[string][]*edition.Code
	count    [edition.Systems]int
	roots    [edition.Systems][]*edition.Code
	checker  *edition.Checker
	lines    map[lineCodes][]edition.LineFinding // by what of a line is checked
}

func newCatalogue(e *edition.Edition, others ...*edition.Edition) catalogue {
	c := catalogue{
		edition: e, index: edition.NewIndex(e), children: make(map[string][]*edition.Code),
		checker: edition.NewChecker(e, others...), lines: make(map[lineCodes][]edition.LineFinding),
	}
	all := e.Codes()
	for i := range all {
		code := &all[i]
		c.count[code.System]++
		if code.Parent == "" {
			c.roots[code.System] = append(c.roots[code.System], code)
		} else {
			c.children[code.Parent] = append(c.children[code.Parent], code)
		}
	}
	return c
}

func newCodes() *codes {
	return &codes{system: edition.Functional, unfolded: make(map[string]bool)}
}

func (p *codes) view(d *Desk) []Node {
	p.follow(d)
	if p.err != nil {
		return []Node{para("wrong", message.Explain(p.err, d.lang))}
	}
	return []Node{
		para("intro", d.say(message.ClassIntro)),
		div("class-explorer", p.finder(d), p.card(d)),
		p.check.view(d, p),
		p.own.view(d, p),
	}
}

// follow reads the built-in edition anew when the draft is on another budget.
func (p *codes) follow(d *Desk) {
	ds := d.session.Dataset()
	if p.of == ds {
		return
	}
	p.of = ds
	own := p.own.edition
	if p.edition != own {
		own = nil
	}
	if p.builtIn, p.err = d.codesOf(ds); p.err == nil {
		p.use(own)
		if later := p.own.later; later != "" {
			p.own.take(p, later)
		}
	}
}

func (p *codes) kept(_ *Desk, name, why string) {
	if name == ownName {
		p.own.unkept = why
	}
}

func (p *codes) remembered(name string, data []byte) {
	if name != ownName || p.own.edition != nil && len(data) > 0 {
		return
	}
	if p.own = (ownCodes{later: string(data)}); p.of != nil {
		p.of = nil // read anew when it is looked at
	}
}

// use looks codes up in an edition from now on, nil is the built-in one.
func (p *codes) use(e *edition.Edition) {
	if e == nil || e == p.builtIn {
		p.catalogue = newCatalogue(p.builtIn)
	} else {
		p.catalogue = newCatalogue(e, p.builtIn)
	}
	p.find(p.query)
	p.check.run(p)
}

func (p *codes) find(query string) {
	p.query, p.at = query, 0
	p.hits = p.index.Find(query, shownHits+1)
}

// show opens the card of a code, in the edition that has it. One goes to the
// card but from the tree, where one goes on.
func (p *codes) show(d *Desk, where, code string) {
	p.open = code
	if p.edition.Lookup(code) == nil {
		if p.edition == p.builtIn {
			p.use(p.own.edition)
		} else {
			p.use(nil)
		}
	}
	if where != inTree {
		d.ask(Request{Kind: "focus", Name: "class-card"})
	}
}

// finder is the search, and the tree where nothing is searched.
func (p *codes) finder(d *Desk) Node {
	shown := min(len(p.hits), shownHits)
	said := d.say(message.ClassFindHint)
	switch {
	case strings.TrimSpace(p.query) == "":
	case shown == 0:
		said = d.say(message.ClassNoHits)
	case len(p.hits) > shown:
		said = d.say(message.ClassHitsMany, shown)
	default:
		said = d.say(message.ClassHits, shown)
	}
	combobox := []any{
		prop("role", "combobox"), prop("aria-autocomplete", "list"), prop("aria-controls", "class-hits"),
		prop("aria-expanded", strconv.FormatBool(shown > 0)), prop("maxlength", "100"), prop("spellcheck", "false"),
		onKeys("class-find", "ArrowDown ArrowUp Enter Escape", func(key string) { p.press(d, key) }),
	}
	if shown > 0 {
		combobox = append(combobox, prop("aria-activedescendant", "class-hit-"+strconv.Itoa(p.at)))
	}
	return el("section", class("class-finder"),
		d.h2(message.ClassFindTitle),
		d.input("class-find", d.say(message.ClassFind), p.query, said, nil, p.find, combobox...),
		when(p.own.edition != nil, func() Node {
			own := p.edition == p.own.edition
			return d.choice("class-edition", d.say(message.ClassEdition), strconv.FormatBool(own), []Node{
				option("false", p.builtIn.Name.In(d.lang)), option("true", p.own.edition.Name.In(d.lang)),
			}, func(v string) {
				if v == "true" {
					p.use(p.own.edition)
				} else {
					p.use(nil)
				}
			})
		}),
		when(shown > 0, func() Node { return p.results(d, shown) }),
		when(strings.TrimSpace(p.query) == "", func() Node { return p.tree(d) }),
	)
}

func (p *codes) press(d *Desk, key string) {
	shown := min(len(p.hits), shownHits)
	switch {
	case key == "Escape":
		p.find("")
	case shown == 0:
	case key == "ArrowDown":
		p.at = min(p.at+1, shown-1)
	case key == "ArrowUp":
		p.at = max(p.at-1, 0)
	case key == "Enter":
		p.open = p.hits[p.at].Code.Code
	}
}

func (p *codes) results(d *Desk, shown int) Node {
	rows := make([]Node, shown)
	for i := range shown {
		code := p.hits[i].Code
		rows[i] = el("li", key(code.Code), id("class-hit-"+strconv.Itoa(i)), prop("role", "option"),
			prop("aria-selected", strconv.FormatBool(i == p.at)), class(unsure("class-hit", code.Status)),
			onClick("hit "+code.Code, func() { p.open, p.at = code.Code, i }),
			el("span", class("class-code"), code.Code), " ", named(code.Name), d.unverified(code.Status),
			el("span", class("hint"), d.say(p.hits[i].Why)))
	}
	return el("ul", id("class-hits"), class("class-hits"), prop("role", "listbox"), prop("aria-label", d.say(message.ClassFindTitle)), rows)
}

// tree is one classification, as far as it is unfolded.
func (p *codes) tree(d *Desk) Node {
	var systems []Node
	for s := edition.Functional; s < edition.Systems; s++ {
		systems = append(systems, option(strconv.Itoa(int(s)), d.say(s.Name())))
	}
	hint := message.ClassTreeHint
	switch {
	case len(p.roots[p.system]) == 0:
		hint = message.ClassTreeNone
	case p.system == edition.Government:
		hint = message.ClassTreePlain
	}
	return div("class-browse",
		d.choice("class-system", d.say(message.ClassSystem), strconv.Itoa(int(p.system)), systems, func(v string) {
			n, _ := strconv.Atoi(v)
			p.system = edition.System(n)
		}),
		para("hint", d.say(hint, p.count[p.system])),
		when(len(p.roots[p.system]) > 0, func() Node { return el("ul", class("class-tree"), p.branches(d, p.roots[p.system])) }),
	)
}

func (p *codes) branches(d *Desk, list []*edition.Code) []Node {
	nodes := make([]Node, len(list))
	for i, code := range list {
		below, open := p.children[code.Code], p.unfolded[code.Code]
		label := code.Label().In(d.lang)
		fold := el("span", class("class-fold"))
		if len(below) > 0 {
			says, sign := d.say(message.ClassUnfold, label), "▸"
			if open {
				says, sign = d.say(message.ClassFold, label), "▾"
			}
			fold = el("button", prop("type", "button"), class("class-fold link"), prop("aria-expanded", strconv.FormatBool(open)), prop("aria-label", says),
				onClick("fold "+code.Code, func() { p.unfolded[code.Code] = !open }), sign)
		}
		amount := ""
		if sum := d.sumOf(code, homeOf[code.System]); sum.Lines > 0 {
			amount = sum.Amount.Grouped()
		}
		nodes[i] = el("li", key(code.Code),
			div("class-leaf", fold, p.link(d, inTree, code), d.unverified(code.Status), el("span", class("amount"), amount)),
			when(open && len(below) > 0, func() Node { return el("ul", p.branches(d, below)) }))
	}
	return nodes
}

// link opens a code; where tells it from other links to the same code.
func (p *codes) link(d *Desk, where string, code *edition.Code) Node {
	return el("button", prop("type", "button"), class(unsure("link class-link", code.Status)), flag("aria-current", code.Code == p.open),
		onClick(where+" "+code.Code, func() { p.show(d, where, code.Code) }),
		el("span", class("class-code"), code.Code), " ", named(code.Name))
}

// named is a name as the list has it, which is Chinese.
func named(name string) Node { return el("span", prop("lang", "zh-CN"), name) }

// unsure marks what nobody vouches for.
func unsure(name string, s edition.Status) string {
	if s.Corrects() {
		return name
	}
	return name + " unsure"
}

// unverified says so of what nobody vouches for.
func (d *Desk) unverified(s edition.Status) any {
	return when(!s.Corrects(), func() Node { return el("span", class("class-tag"), d.say(message.ClassUnverified)) })
}

// faultsTable lists why a list or a sheet was refused, each with its row and
// column where it has one.
func (d *Desk) faultsTable(errs []error) Node {
	var rows []Node
	for _, err := range errs {
		row, column := "", ""
		var e *message.Error
		if errors.As(err, &e) && len(e.At) > 0 {
			row, column, _ = strings.Cut(e.At[0], ":")
			err = &message.Error{Message: e.Message}
		}
		rows = append(rows, tr(el("th", prop("scope", "row"), row), cell("", column), cell("wrong", message.Explain(err, d.lang))))
	}
	return table("picture-table", []Node{d.head("", message.ClassRow), d.head("", message.ClassColumn), d.head("", message.ClassFault)}, rows)
}
