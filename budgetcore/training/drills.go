// Package training makes exercises from a real budget: drills on the
// classification, copies of the budget with one error in them, the lesson on
// rounding tails, and sets that a trainer hands out and sums up. What is made
// follows from a seed; answers are explained by what the publication prints and
// by what the checks say.
package training

import (
	"cmp"
	"slices"
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification"
	"suanpan/budgetcore/classification/edition"
	"suanpan/budgetcore/message"
)

// Kind is what a drill asks for.
type Kind uint8

// The kinds of drills.
const (
	UseItem         Kind = iota // from what money is used for to the 项
	UseDivision                 // from what money is used for to the 款
	ProjectItem                 // from a project to the 项
	ProjectDivision             // from a project to the 款
	ItemDivision                // from an 项 to its 款
	EconomicClass               // from an economic item to its 类
	EconomicKind                // whether an economic item is personnel or public
	TwoSides                    // the economic item of money known by function
	ToGovernment                // the government code of an economic item
	FromGovernment              // the economic item of a government code
	CodeName                    // what a code stands for
	Proofread                   // which of several rows is wrong
	Kinds                       // how many there are
)

var kindWords = [Kinds]string{
	"use-item", "use-division", "project-item", "project-division", "item-division", "economic-class",
	"economic-kind", "two-sides", "to-government", "from-government", "code-name", "proofread",
}

func (k Kind) String() string { return kindWords[k] }

// Name is what the kind is called.
func (k Kind) Name() *message.Text { return message.DrillKinds[k] }

// KindNamed finds a kind by its word in files.
func KindNamed(word string) (Kind, bool) {
	i := slices.Index(kindWords[:], word)
	return Kind(max(i, 0)), i >= 0
}

// Level is how near the wrong answers are, from 1 to 3.
type Level uint8

// The levels: far codes, codes of the same parent, codes that are confused or
// sound alike.
const (
	Easy Level = 1 + iota
	Middle
	Hard
)

// Question is a drill, ready to be shown.
type Question struct {
	Card  string // what is asked, whatever the level and the seed
	Kind  Kind
	Level Level
	Ask   message.Message
	// Options are shown in this order; Right is the index of the one that is right.
	Options []Option
	Right   int
	// Source says what the answer rests on.
	Source message.Message
}

// Option is an answer to choose, with what is said once it was chosen.
type Option struct {
	Code  string // "" where it is no code
	Label message.Message
	Why   message.Message
}

// Card is something that can be asked.
type Card struct {
	Key  string
	Kind Kind

	code   string // of the right answer; of the row that is broken
	name   string // of the right answer: it must not stand in the question
	ask    message.Message
	source message.Message
	level  int    // of the codes to choose from
	words  string // what is quoted in the question
}

// Drills are all that can be asked about a budget.
type Drills struct {
	ds    *budget.Dataset
	list  *edition.Edition
	cards []Card
	byKey map[string]int
	sound map[string]string // the initials of each code's name
}

// options is how many answers there are to choose from.
const options = 4

// NewDrills gathers what can be asked: only what the publication prints, and of
// the crosswalk what has a source.
func NewDrills(ds *budget.Dataset, list *edition.Edition) *Drills {
	d := &Drills{ds: ds, list: list, byKey: make(map[string]int), sound: make(map[string]string)}
	for _, c := range list.Codes() {
		d.sound[c.Code] = classification.Initials(c.Name)
	}
	d.uses()
	d.projects()
	d.trees()
	d.crosswalk()
	d.codes()
	return d
}

// Cards returns everything that can be asked, always in the same order.
func (d *Drills) Cards() []Card { return d.cards }

// add enters a card unless its question would hold the answer, or somebody
// could defend another one.
func (d *Drills) add(c Card) {
	if c.name != "" && strings.Contains(plain(c.words), plain(c.name)) {
		return
	}
	if _, twice := d.byKey[c.Key]; twice {
		return
	}
	d.byKey[c.Key] = len(d.cards)
	d.cards = append(d.cards, c)
}

// plain is a text without brackets and space, which do not make it another.
func plain(s string) string {
	return strings.Map(func(r rune) rune {
		if strings.ContainsRune("()（）“” 　、，。", r) {
			return -1
		}
		return r
	}, s)
}

func (d *Drills) printed(code string) *edition.Code {
	if c := d.list.Lookup(code); c != nil && c.Status == edition.Printed {
		return c
	}
	return nil
}

// uses asks from what the text says money is mainly used for.
func (d *Drills) uses() {
	if d.ds.Narrative == nil {
		return
	}
	for _, it := range d.ds.Narrative.Items {
		item := d.printed(it.Function)
		if item == nil {
			continue
		}
		source, _ := d.list.Definition(it.Function)
		division := d.list.Lookup(item.Parent)
		d.add(Card{
			Key: "use-item:" + it.ID, Kind: UseItem, code: item.Code, name: item.Name, words: it.Use, level: 3,
			ask: message.AskUseItem.With(d.ds.Title, it.Use), source: source.Source,
		})
		d.add(Card{
			Key: "use-division:" + it.ID, Kind: UseDivision, code: division.Code, name: division.Name, words: it.Use, level: 2,
			ask: message.AskUseDivision.With(d.ds.Title, it.Use), source: source.Source,
		})
	}
}

// projects asks from projects that stand under one 项 alone.
func (d *Drills) projects() {
	under := make(map[string]string)
	for i := range d.ds.Lines {
		if l := &d.ds.Lines[i]; l.Project != "" && l.Function != "" {
			if other, there := under[l.Project]; there && other != l.Function {
				under[l.Project] = "" // nobody can tell which
			} else if !there {
				under[l.Project] = l.Function
			}
		}
	}
	for i := range d.ds.Lines {
		l := &d.ds.Lines[i]
		item := d.printed(under[l.Project])
		if l.Project == "" || item == nil || l.Section != budget.Spending {
			continue
		}
		var whose any = "" // where the unit is not published
		who := d.ds.UnitName(l.Unit)
		if who != "" {
			whose = message.OfUnit.With(who)
		}
		division := d.list.Lookup(item.Parent)
		source := message.SourceLine.With(d.ds.Title, l.ID)
		d.add(Card{
			Key: "project-item:" + l.Project, Kind: ProjectItem, code: item.Code, name: item.Name, words: who + l.Project, level: 3,
			ask: message.AskProjectItem.With(d.ds.Title, whose, l.Project), source: source,
		})
		d.add(Card{
			Key: "project-division:" + l.Project, Kind: ProjectDivision, code: division.Code, name: division.Name, words: who + l.Project, level: 2,
			ask: message.AskProjectDivision.With(d.ds.Title, whose, l.Project), source: source,
		})
	}
}

// trees asks what a code belongs to, and which kind of basic spending it is.
func (d *Drills) trees() {
	for _, c := range d.list.Codes() {
		if c.Status != edition.Printed || len(d.list.Named(c.Name)) > 1 && c.System == edition.Functional {
			continue // the name alone does not say which code is meant
		}
		parent := d.list.Lookup(c.Parent)
		switch {
		case parent == nil || parent.Status != edition.Printed:
		case c.System == edition.Functional && c.Level == 3:
			d.add(Card{
				Key: "item-division:" + c.Code, Kind: ItemDivision, code: parent.Code, name: parent.Name, words: c.Name, level: 2,
				ask: message.AskItemDivision.With(c.Name), source: c.Status.Name().With(),
			})
		case c.System == edition.Department:
			d.add(Card{
				Key: "economic-class:" + c.Code, Kind: EconomicClass, code: parent.Code, name: parent.Name, words: c.Name, level: 1,
				ask: message.AskEconomicClass.With(c.Name), source: c.Status.Name().With(),
			})
			d.add(Card{Key: "economic-kind:" + c.Code, Kind: EconomicKind, code: c.Code, words: c.Name, ask: message.AskEconomicKind.With(c.Name), source: message.SourceAnnex6.With()})
		}
	}
	for _, c := range d.list.Codes() {
		for _, m := range d.list.Confusions(c.Code) {
			// the same money in both classifications, as the publication prints it
			if other := d.printed(m.B); c.System == edition.Functional && other != nil && other.System == edition.Department && m.Status.Corrects() {
				d.add(Card{
					Key: "two-sides:" + c.Code, Kind: TwoSides, code: other.Code, name: other.Name, words: c.Name, level: 2,
					ask: message.AskTwoSides.With(c.Label()), source: m.Source,
				})
			}
		}
	}
}

// crosswalk asks for government codes and back, for agencies, where a row has a
// source and is the only one.
func (d *Drills) crosswalk() {
	for _, c := range d.list.Codes() {
		if c.System != edition.Department || c.Status != edition.Printed {
			continue
		}
		list := d.list.Counterparts(c.Code, edition.Agency)
		if len(list) != 1 || list[0].Status < edition.Copied || list[0].Code.Status < edition.Copied {
			continue
		}
		g := list[0].Code
		source := message.SourceCrosswalk.With(list[0].Source, list[0].Status.Name())
		d.add(Card{
			Key: "to-government:" + c.Code, Kind: ToGovernment, code: g.Code, name: g.Name, words: c.Name, level: 2,
			ask: message.AskToGovernment.With(c.Label()), source: source,
		})
		d.add(Card{
			Key: "from-government:" + g.Code + ":" + c.Code, Kind: FromGovernment, code: c.Code, name: c.Name, words: g.Name, level: 2,
			ask: message.AskFromGovernment.With(g.Label()), source: source,
		})
	}
}

// codes asks what a code stands for, and lets a wrong row be found.
func (d *Drills) codes() {
	for _, c := range d.list.Codes() {
		if c.Status != edition.Printed || c.Level == 1 {
			continue
		}
		d.add(Card{Key: "code-name:" + c.Code, Kind: CodeName, code: c.Code, name: c.Name, words: c.Code, level: c.Level, ask: message.AskCodeName.With(c.Code), source: c.Status.Name().With()})
		d.add(Card{Key: "proofread:" + c.Code, Kind: Proofread, code: c.Code, words: "", level: c.Level, ask: message.AskProofread.With(), source: c.Status.Name().With()})
	}
}

// Question makes the question of a card; false where there is no such card.
func (d *Drills) Question(key string, level Level, seed uint64) (Question, bool) {
	i, ok := d.byKey[key]
	if !ok || level < Easy || level > Hard {
		return Question{}, false
	}
	c := &d.cards[i]
	r := newDraws(seed, key, string('0'+rune(level)))
	q := Question{Card: key, Kind: c.Kind, Level: level, Ask: c.ask, Source: c.source}
	switch c.Kind {
	case EconomicKind:
		d.kindOptions(&q, c)
	case Proofread:
		d.rowOptions(&q, c, r)
	default:
		right := d.list.Lookup(c.code)
		q.Options = append(q.Options, Option{right.Code, d.label(c, right), message.FeedbackRight.With(right.Label(), c.source)})
		for _, o := range d.distractors(c, level, r, options-1) {
			q.Options = append(q.Options, Option{o.Code, d.label(c, o), d.whyNot(c, right, o)})
		}
		q.shuffle(r)
	}
	return q, true
}

// shuffle orders the answers; the right one was the first.
func (q *Question) shuffle(r *draws) {
	order := make([]int, len(q.Options))
	for i := range order {
		order[i] = i
	}
	shuffle(r, order)
	was := q.Options
	q.Options = make([]Option, len(was))
	for i, from := range order {
		q.Options[i] = was[from]
		if from == 0 {
			q.Right = i
		}
	}
}

// label shows a code with its name, or the name alone where the code was asked.
func (d *Drills) label(c *Card, code *edition.Code) message.Message {
	if c.Kind == CodeName {
		return message.Verbatim.With(code.Name)
	}
	return code.Label()
}

// fits tells that a wrong answer is one that nobody can defend.
func (d *Drills) fits(c *Card, right, o *edition.Code) bool {
	if o.Code == right.Code || o.Name == right.Name || o.System != right.System || o.Level != right.Level || o.Status < edition.Copied || o.Status == edition.Given {
		return false
	}
	switch c.Kind {
	case FromGovernment: // what answers to the same government code would be right too
		asked, _, _ := strings.Cut(strings.TrimPrefix(c.Key, "from-government:"), ":")
		list := d.list.Counterparts(o.Code, edition.Agency)
		return len(list) == 1 && list[0].Code.Code != asked
	case Proofread: // two rows of one code would give it away
		return o.Code != c.words
	case UseItem, UseDivision, ProjectItem, ProjectDivision, TwoSides:
		// one whose name the question says would be right by its words
		return !strings.Contains(plain(c.words), plain(o.Name))
	}
	return true
}

// distractors are wrong answers, nearer the harder the level.
func (d *Drills) distractors(c *Card, level Level, r *draws, n int) []*edition.Code {
	right := d.list.Lookup(c.code)
	type ranked struct {
		code  *edition.Code
		score int
	}
	confused := make(map[string]bool)
	for _, m := range d.list.Confusions(c.code) {
		confused[m.B] = true
	}
	var all []ranked
	for i := range d.list.Codes() {
		o := &d.list.Codes()[i]
		if !d.fits(c, right, o) {
			continue
		}
		near := 0
		if o.Parent == right.Parent {
			near += 4
		}
		if o.Code[:3] == right.Code[:3] {
			near += 2
		}
		if o.Status == edition.Printed {
			near += 3
		}
		alike := 0
		if confused[o.Code] {
			alike += 20
		}
		alike += 2 * shared(d.sound[right.Code], d.sound[o.Code])
		x := ranked{o, r.below(4)}
		switch level {
		case Easy:
			x.score -= near + alike
			if o.Status != edition.Printed {
				x.score -= 20
			}
		case Middle:
			x.score += 2*near - alike/4
		case Hard:
			x.score += near + alike
		}
		all = append(all, x)
	}
	slices.SortStableFunc(all, func(a, b ranked) int { return cmp.Compare(b.score, a.score) })
	var list []*edition.Code
	for _, x := range all {
		// two answers of one name could not be told apart
		if len(list) < n && !slices.ContainsFunc(list, func(o *edition.Code) bool { return o.Name == x.code.Name }) {
			list = append(list, x.code)
		}
	}
	return list
}

// shared is how many letters two initials have in common at their ends.
func shared(a, b string) int {
	n := 0
	for n < len(a) && n < len(b) && a[n] == b[n] {
		n++
	}
	m := 0
	for m < len(a)-n && m < len(b)-n && a[len(a)-1-m] == b[len(b)-1-m] {
		m++
	}
	return n + m
}

// whyNot says why an answer is not the right one.
func (d *Drills) whyNot(c *Card, right, o *edition.Code) message.Message {
	for _, m := range d.list.Confusions(o.Code) {
		if m.B == right.Code && m.Status.Corrects() {
			return message.FeedbackConfused.With(o.Label(), m.Why, m.Source)
		}
	}
	switch {
	case c.Kind == CodeName:
		return message.FeedbackCode.With(o.Name, o.Code, c.code)
	case c.Kind == ToGovernment || c.Kind == FromGovernment:
		for _, x := range d.list.Counterparts(o.Code, edition.Agency) {
			return message.FeedbackAnswers.With(o.Label(), x.Code.Label(), x.Status.Name())
		}
		return message.FeedbackNot.With(o.Label(), right.Label())
	case c.Kind == ItemDivision || c.Kind == EconomicClass:
		return message.FeedbackNot.With(o.Label(), right.Label())
	}
	if use, ok := d.list.Definition(o.Code); ok {
		return message.FeedbackUse.With(o.Label(), use.Text, use.Source)
	}
	if o.Status != edition.Printed {
		return message.FeedbackAbsent.With(o.Label())
	}
	return message.FeedbackNot.With(o.Label(), right.Label())
}

// kindOptions ask whether an economic item is personnel or public.
func (d *Drills) kindOptions(q *Question, c *Card) {
	class := d.list.Lookup(d.list.Lookup(c.code).Parent)
	right := budget.Public
	if class.Code == "301" || class.Code == "303" {
		right = budget.Personnel
	}
	for i, k := range []budget.Kind{budget.Personnel, budget.Public} {
		why := message.FeedbackKind.With(class.Label(), message.Kinds[right], message.Kinds[k])
		if k == right {
			q.Right = i
			why = message.FeedbackKindRight.With(class.Label(), message.Kinds[k])
		}
		q.Options = append(q.Options, Option{Label: message.Kinds[k].With(), Why: why})
	}
}

// rowOptions show rows of which one has a wrong code.
func (d *Drills) rowOptions(q *Question, c *Card, r *draws) {
	wrong := d.list.Lookup(c.code)
	broken, fault := d.broken(wrong, q.Level, r)
	show := func(code, name string) message.Message { return message.LineNamed.With(code, name) }
	q.Options = append(q.Options, Option{broken, show(broken, wrong.Name), message.FeedbackBroken.With(wrong.Label(), broken, fault)})
	for _, o := range d.distractors(&Card{Kind: Proofread, code: c.code, words: broken}, q.Level, r, options-1) {
		q.Options = append(q.Options, Option{o.Code, show(o.Code, o.Name), message.FeedbackSound.With(o.Label(), o.Status.Name())})
	}
	q.shuffle(r)
}

// broken makes a code wrong so that no row of the list vouches for it with this
// name: a digit lost or typed twice, two swapped, or the code of a sibling.
func (d *Drills) broken(c *edition.Code, level Level, r *draws) (string, *message.Text) {
	for {
		i := 1 + r.below(len(c.Code)-1)
		var code string
		var fault *message.Text
		switch way := r.below(3); {
		case level == Easy && way < 2:
			code, fault = c.Code[:i]+c.Code[i+1:], message.BrokenLost
			if way == 0 {
				code, fault = c.Code[:i]+c.Code[i-1:], message.BrokenTwice
			}
		case level == Hard || way == 2:
			siblings := d.siblings(c)
			if len(siblings) == 0 {
				level = Middle
				continue
			}
			code, fault = siblings[r.below(len(siblings))], message.BrokenOther
		default:
			code, fault = c.Code[:i-1]+c.Code[i:i+1]+c.Code[i-1:i]+c.Code[i+1:], message.BrokenSwapped
		}
		if o := d.list.Lookup(code); code != c.Code && (o == nil || o.Name != c.Name) {
			return code, fault
		}
	}
}

func (d *Drills) siblings(c *edition.Code) []string {
	var list []string
	for _, o := range d.list.Codes() {
		if o.Parent == c.Parent && o.System == c.System && o.Code != c.Code && o.Status.Corrects() {
			list = append(list, o.Code)
		}
	}
	return list
}
