package desk

import (
	"encoding/csv"
	"errors"
	"slices"
	"strings"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/training"
)

// What the class is remembered as.
const (
	roleName    = "class-role"
	wishName    = "class-wish"    // what the trainer composes
	sheetName   = "class-sheet"   // the trainer's set
	resultsName = "class-results" // what was collected
	setName     = "class-set"     // the learner's set
	answersName = "class-answers" // to it, so far
	handedName  = "class-handed"  // the answers as they were handed in
)

// keptNames are what is remembered, what later ones rest on first.
var keptNames = []struct {
	name string
	text *message.Text
}{
	{roleName, message.ClassroomWho},
	{wishName, message.ClassroomKeptWish},
	{sheetName, message.ClassroomKeptSheet},
	{resultsName, message.ClassroomKeptResults},
	{setName, message.ClassroomKeptSet},
	{answersName, message.ClassroomKeptAnswers},
	{handedName, message.ClassroomKeptAnswers},
}

const (
	trainerRole = "trainer"
	learnerRole = "learner"
)

// classroom is the class pack: composing, handing out, answering, collecting
// and summing up. A browser is a trainer's or a learner's, or both in turn.
type classroom struct {
	drills *training.Drills
	fresh  map[string][]byte // what is remembered and was not looked at yet
	unread map[string]error  // why what was remembered cannot be read

	role    string
	trainer lectern
	learner seat
	doubt   *doubt
}

// posed is a set with what follows from it, worked out once.
type posed struct {
	set       *training.Set
	id        string
	questions []training.Question
	printed   map[message.Lang]papers
}

// papers are what is printed of a set, as tables.
type papers struct{ worksheet, key [][]string }

func pose(set *training.Set) *posed {
	return &posed{set, set.ID(), set.Questions(), make(map[message.Lang]papers)}
}

func (p *posed) papers(lang message.Lang) papers {
	if _, is := p.printed[lang]; !is {
		p.printed[lang] = papers{p.set.Worksheet(lang), p.set.Key(lang)}
	}
	return p.printed[lang]
}

// title is what the set is called.
func (p *posed) title(d *Desk) string {
	if p.set.Title == "" {
		return d.say(message.ClassroomUntitled)
	}
	return p.set.Title
}

// doubt is a step that would lose something and waits for a yes.
type doubt struct {
	place string // on the page
	text  message.Message
	yes   *message.Text
	do    func()
}

func (r *classroom) ask(d *Desk, x doubt) {
	r.doubt = &x
	d.ask(Request{Kind: "focus", Name: "class-no"})
}

// asked is the doubt of a place, if there is one.
func (r *classroom) asked(d *Desk, place string) any {
	x := r.doubt
	if x == nil || x.place != place {
		return nil
	}
	return div("room-doubt", prop("role", "alert"), el("p", x.text.In(d.lang)), div("row",
		d.button("class-no", message.ClassroomNo, func() { r.doubt = nil }, id("class-no")),
		d.button("class-yes", x.yes, func() {
			r.doubt = nil
			x.do()
		}, class("danger"))))
}

func (r *classroom) remembered(name string, data []byte) {
	if r.fresh == nil {
		r.fresh = make(map[string][]byte)
	}
	r.fresh[name] = data
}

// recall looks at what is remembered: as soon as there is something to read
// sets with.
func (r *classroom) recall() {
	if r.drills == nil || r.fresh == nil {
		return
	}
	for _, k := range keptNames {
		if data, is := r.fresh[k.name]; is {
			if r.unread == nil {
				r.unread = make(map[string]error)
			}
			if err := r.read(k.name, data); err != nil {
				r.unread[k.name] = err
			} else {
				delete(r.unread, k.name)
			}
		}
	}
	r.fresh = nil
}

// read takes what is remembered; no data is forgotten.
func (r *classroom) read(name string, data []byte) error {
	gone := len(data) == 0
	switch name {
	case roleName:
		switch role := string(data); {
		case role != "" && role != trainerRole && role != learnerRole:
			return message.ClassroomNotThere.Error(role)
		case gone || r.role == "": // another window may be the other's
			r.role = role
		}
	case wishName:
		return r.trainer.readWish(data)
	case sheetName, setName:
		var p *posed
		if !gone {
			set, err := training.ReadSet(data, name, r.drills)
			if err != nil {
				return err
			}
			p = pose(set)
		}
		if name == setName {
			r.learner.sit(p)
		} else {
			r.trainer.set, r.trainer.sum = p, nil
		}
	case resultsName:
		return r.trainer.readPapers(data)
	case answersName, handedName:
		if gone {
			r.learner.forget(name)
			return nil
		}
		results, err := training.ReadResults(data, name)
		if err == nil {
			r.learner.resume(name, results)
		}
		return err
	}
	return nil
}

func (r *classroom) view(d *Desk, c *course) []Node {
	r.recall()
	nodes := []Node{para("intro", d.say(message.ClassroomIntro)), r.roles(d)}
	for _, k := range keptNames {
		if err := r.unread[k.name]; err != nil {
			nodes = append(nodes, el("p", key("unread "+k.name), class("wrong"), prop("role", "alert"), d.say(message.ClassroomUnread, k.text, err)))
		}
	}
	switch r.role {
	case trainerRole:
		nodes = append(nodes, r.trainer.view(d, c, r)...)
	case learnerRole:
		nodes = append(nodes, r.learner.view(d, r)...)
	}
	return nodes
}

func (r *classroom) roles(d *Desk) Node {
	var rows []Node
	for _, x := range []struct {
		role string
		name *message.Text
	}{{trainerRole, message.ClassroomTrainer}, {learnerRole, message.ClassroomLearner}} {
		checked := "false"
		if x.role == r.role {
			checked = "true"
		}
		rows = append(rows, el("label", class("check"),
			el("input", prop("type", "radio"), prop("name", "class-role"), id("class-"+x.role), prop("data-checked", checked),
				onChange("class-"+x.role, func(string) {
					r.role, r.doubt = x.role, nil
					d.remember(roleName, []byte(x.role))
				})),
			el("span", d.say(x.name))))
	}
	return el("fieldset", class("room-roles"), el("legend", d.say(message.ClassroomWho)), rows)
}

// onTheWall is the set that is worked on, nil without one. A learner's is not
// shown, with its answers, before it is handed in.
func (r *classroom) onTheWall() *training.Set {
	r.recall()
	switch {
	case r.role == learnerRole && r.learner.set != nil && r.learner.handed:
		return r.learner.set.set
	case r.role != learnerRole && r.trainer.set != nil:
		return r.trainer.set.set
	}
	return nil
}

// fileOf is a file that was chosen: its name and what is in it.
func fileOf(value string) (name, text string) {
	name, text, _ = strings.Cut(value, "\n")
	return name, text
}

// readSet reads a set that was chosen as a file.
func (r *classroom) readSet(name, text string) (*posed, error) {
	set, err := training.ReadSet([]byte(text), name, r.drills)
	if err != nil {
		return nil, otherwise(err, training.ResultsFormat, message.ClassroomIsResults)
	}
	return pose(set), nil
}

// otherwise says in words that a file is one of the other kind.
func otherwise(err error, format string, says *message.Text) error {
	var e *message.Error
	if errors.As(err, &e) && e.Text == message.TrainingFormat && e.Args[0] == format {
		return says.Error()
	}
	return err
}

// notTaken says why a file was not taken, and where in it the reason stands.
func (d *Desk) notTaken(name string, err error) string {
	var e *message.Error
	if errors.As(err, &e) && len(e.At) > 0 {
		if place, in := strings.CutPrefix(e.At[0], name); in {
			inner := &message.Error{Message: e.Message, At: e.At[1:]}
			if line, column, has := strings.Cut(strings.TrimPrefix(place, ":"), ":"); has {
				err = message.ClassroomFileAt.Error(line, column, inner)
			} else {
				err = inner
			}
		}
	}
	return d.say(message.ClassroomFileRefused, name, err)
}

// fileName is a title as a name that files may have on every system.
func fileName(title, ending string) string {
	runes := []rune(strings.Map(func(c rune) rune {
		if strings.ContainsRune(`/\:*?"<>|`, c) {
			return '_'
		}
		return c
	}, title))
	return strings.Trim(string(runes[:min(len(runes), 60)]), " .") + ending
}

// recordsFile is records as a file that spreadsheets open.
func recordsFile(records [][]string) []byte {
	var b strings.Builder
	b.WriteString("\ufeff")                 // by which spreadsheets know the encoding
	_ = csv.NewWriter(&b).WriteAll(records) // a builder takes everything
	return []byte(b.String())
}

// explained is why the right answer is right, and what that rests on unless it
// says so itself.
func (d *Desk) explained(q *training.Question) Node {
	why, source := q.Options[q.Right].Why.In(d.lang), q.Source.In(d.lang)
	if strings.Contains(why, source) {
		return cell("", why)
	}
	return cellOf(why, " ", el("span", class("hint"), source))
}

// blanks are the questions without an answer.
func blanks(answers []int) []int {
	var list []int
	for i, a := range answers {
		if a == training.Blank {
			list = append(list, i)
		}
	}
	return list
}

// unanswered are no answers to so many questions.
func unanswered(n int) []int { return slices.Repeat([]int{training.Blank}, n) }
