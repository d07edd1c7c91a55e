package desk

import (
	"cmp"
	"slices"
	"strconv"
	"strings"

	"suanpan/app/session"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/training"
)

// mostPapers is how many results a class can have.
const mostPapers = 1000

// collection is what came back from a class.
type collection struct {
	papers   []paper
	refusals []refusal
	sum      *training.Summary // of the papers, nil to be made anew

	name, letters string // of a paper that is being typed
	paperErr      error
	paperTyping   typing
}

// paper is one learner's results, and the file they came in; "" was typed.
type paper struct {
	file    string
	results *training.Results
}

// refusal is a file that was not taken. Results that only look as if they were
// here already can be taken all the same.
type refusal struct {
	paper
	err error
}

func (c *collection) keepPapers(d *Desk) {
	var b []byte
	for _, p := range c.papers {
		b = p.results.AppendJSON(append(append(b, p.file...), '\n'))
	}
	d.remember(resultsName, b)
}

// readPapers reads what is remembered: in turn a line with the name of a file
// and one with the results.
func (c *collection) readPapers(data []byte) error {
	var list []paper
	for rest := string(data); rest != ""; {
		var file, text string
		file, rest, _ = strings.Cut(rest, "\n")
		text, rest, _ = strings.Cut(rest, "\n")
		results, err := training.ReadResults([]byte(text), resultsName)
		if err != nil {
			return err
		}
		list = append(list, paper{file, results})
	}
	c.papers, c.sum = list, nil
	return nil
}

// collect takes one file of results.
func (c *collection) collect(d *Desk, set *posed, value string) {
	name, text := fileOf(value)
	c.refusals = slices.DeleteFunc(c.refusals, func(x refusal) bool { return x.file == name })
	results, err := training.ReadResults([]byte(text), name)
	if err == nil {
		err = results.Fits(set.set)
	}
	if err != nil {
		c.refusals = append(c.refusals, refusal{paper{file: name}, otherwise(err, training.ClassFormat, message.ClassroomIsSet)})
		return
	}
	c.add(d, paper{name, results})
}

// add takes a paper unless it is one that is there already, as far as can be
// told without names.
func (c *collection) add(d *Desk, p paper) bool {
	i := slices.IndexFunc(c.papers, func(x paper) bool {
		return x.results.Name == p.results.Name && slices.Equal(x.results.Answers, p.results.Answers)
	})
	if i >= 0 {
		c.refusals = append(c.refusals, refusal{p, message.ClassroomTwice.Error(c.label(d, i))})
		return false
	}
	return c.put(d, p)
}

func (c *collection) put(d *Desk, p paper) bool {
	if len(c.papers) == mostPapers {
		c.refusals = append(c.refusals, refusal{paper{file: p.file}, message.ClassroomFull.Error(mostPapers)})
		return false
	}
	c.papers, c.sum = append(c.papers, p), nil
	c.keepPapers(d)
	d.said = message.ClassroomTaken.With(len(c.papers))
	return true
}

// label is what a paper is called: by its name, its file, or its place.
func (c *collection) label(d *Desk, i int) string {
	switch p := &c.papers[i]; {
	case p.results.Name != "":
		return p.results.Name
	case p.file != "":
		return p.file
	}
	return d.say(message.ClassroomTyped, i+1)
}

func (l *lectern) collecting(d *Desk, r *classroom) Node {
	c := &l.collection
	parts := []any{
		class("course-setup room-collect"), key("collect"), d.h2(message.ClassroomCollect),
		para("hint", d.say(message.ClassroomCollectHint)),
		div("row",
			div("field", el("label", prop("for", "class-collect"), d.say(message.ClassroomCollectFiles)),
				el("input", prop("type", "file"), prop("multiple", "true"), id("class-collect"), prop("accept", ".json"), onFile("class-collect", func(v string) { c.collect(d, l.set, v) })))),
	}
	if len(c.refusals) > 0 {
		parts = append(parts, c.refused(d))
	}
	parts = append(parts, c.typed(d, l.set))
	if len(c.papers) == 0 {
		return el("section", append(parts, para("hint", d.say(message.ClassroomNothingYet)))...)
	}
	if c.sum == nil {
		sum, err := training.Sum(l.set.set, c.resultsOf())
		if err != nil {
			return el("section", append(parts, el("p", class("wrong"), prop("role", "alert"), message.Explain(err, d.lang)))...)
		}
		c.sum = sum
	}
	return el("section", append(parts, c.people(d, l.set), c.tallies(d, l.set))...)
}

func (c *collection) resultsOf() []*training.Results {
	var list []*training.Results
	for _, p := range c.papers {
		list = append(list, p.results)
	}
	return list
}

// refused says which files were not taken, and why.
func (c *collection) refused(d *Desk) Node {
	var items []Node
	for i := range c.refusals {
		x := c.refusals[i]
		name := x.file
		if name == "" {
			name = d.say(message.ClassroomOnPaper)
		}
		anyway := any(nil)
		if x.results != nil {
			anyway = d.button("class-anyway "+strconv.Itoa(i), message.ClassroomAnother, func() {
				c.refusals = slices.Delete(c.refusals, i, i+1)
				c.put(d, x.paper)
			})
		}
		items = append(items, el("li", key(strconv.Itoa(i)+name), d.notTaken(name, x.err), " ", anyway))
	}
	return div("room-refused", prop("role", "alert"), el("ul", items),
		d.button("class-refusals", message.ClassroomSeen, func() { c.refusals = nil }))
}

// typed takes answers from paper.
func (c *collection) typed(d *Desk, set *posed) Node {
	take := func() {
		if c.paperTyping.any() {
			return
		}
		results, err := training.ParseAnswers(c.letters, set.set)
		if c.paperErr = err; err != nil {
			return
		}
		results.Name = c.name
		c.add(d, paper{results: results})
		c.name, c.letters = "", ""
		c.paperTyping.forget()
		d.ask(Request{Kind: "focus", Name: "class-paper-name"})
	}
	said, name, role := d.say(message.ClassroomLettersSay, c.typedSoFar(), len(set.questions)), "understood", "status"
	if c.paperErr != nil {
		said, name, role = message.Explain(c.paperErr, d.lang), "wrong", "alert"
	}
	return el("fieldset", class("room-own"), el("legend", d.say(message.ClassroomFromPaper)),
		para("hint", d.say(message.ClassroomFromPaperHint)),
		div("row",
			c.paperTyping.labelled(d, "class-paper-name", d.say(message.ClassroomName), c.name, func(v string) error {
				v = strings.TrimSpace(v)
				err := training.CheckName(v)
				if err == nil {
					c.name = v
				}
				return err
			}),
			div("field", el("label", prop("for", "class-letters"), d.say(message.ClassroomLetters)),
				el("input", prop("type", "text"), id("class-letters"), class("long"), prop("autocomplete", "off"), prop("spellcheck", "false"), prop("data-value", c.letters),
					flag("aria-invalid", c.paperErr != nil), prop("aria-describedby", "class-letters-said"),
					onInput("class-letters", func(v string) { c.letters, c.paperErr = v, nil }),
					onKeys("class-letters", "Enter", func(string) { take() })),
				el("p", id("class-letters-said"), class(name), prop("role", role), said)),
			d.button("class-take", message.ClassroomTake, take)))
}

// typedSoFar is how many answers stand in the field.
func (c *collection) typedSoFar() int {
	return len([]rune(c.letters)) - strings.Count(c.letters, " ") - strings.Count(c.letters, ",")
}

func (c *collection) people(d *Desk, set *posed) Node {
	var rows []Node
	named := make(map[string]int)
	for _, p := range c.papers {
		named[p.results.Name]++
	}
	for i, p := range c.sum.People {
		label := c.label(d, i)
		parts := []any{prop("scope", "row"), label}
		if c.papers[i].file != "" && label != c.papers[i].file {
			parts = append(parts, " ", el("span", class("hint"), c.papers[i].file))
		}
		if p.Name != "" && named[p.Name] > 1 {
			parts = append(parts, " ", el("span", class("room-stale"), d.say(message.ClassroomSameName)))
		}
		n := strconv.Itoa(i)
		rows = append(rows, el("tr", key(n), el("th", parts...),
			cell("amount", strconv.Itoa(p.Right)), cell("amount", strconv.Itoa(p.Wrong)), cell("amount", strconv.Itoa(p.Blank)),
			cellOf(d.button("class-remove "+n, message.ClassroomRemove, func() {
				c.papers, c.sum = slices.Delete(c.papers, i, i+1), nil
				c.keepPapers(d)
				d.said = message.ClassroomRemoved.With(label)
			}, class("link"), prop("aria-label", d.say(message.ClassroomRemoveOne, label))))))
	}
	return div("room-part", key("people"),
		el("h3", d.say(message.ClassroomPeople, len(c.papers))),
		table("picture-table room-people", []Node{
			d.head("", message.ClassLearner), d.head("amount", message.ClassRight), d.head("amount", message.SetWrong), d.head("amount", message.ClassUnanswered), d.head("", message.ClassroomRemove),
		}, rows),
		div("row", d.button("class-people-csv", message.ClassroomPeopleCSV, func() {
			d.ask(Request{Kind: "download", Name: fileName(d.say(message.ClassroomPeopleFile, set.title(d)), ".csv"), Data: recordsFile(c.peopleSheet(d))})
		})))
}

// order is the questions, those most often missed first.
func (c *collection) order() []int {
	list := make([]int, len(c.sum.Questions))
	for i := range list {
		list[i] = i
	}
	slices.SortStableFunc(list, func(a, b int) int {
		x, y := &c.sum.Questions[a], &c.sum.Questions[b]
		return cmp.Or(cmp.Compare(y.Wrong, x.Wrong), cmp.Compare(y.Blank, x.Blank))
	})
	return list
}

func (c *collection) tallies(d *Desk, set *posed) Node {
	var rows []Node
	for _, i := range c.order() {
		q, t := &set.questions[i], &c.sum.Questions[i]
		var chosen []Node
		for j, n := range t.Chosen {
			name, mark := "", ""
			if j == q.Right {
				name, mark = "right", " · "+d.say(message.TrainRight)
			}
			chosen = append(chosen, el("li", class(name), el("span", class("room-times"), d.say(message.ClassroomTimes, training.Letter(j), n)), " ", q.Options[j].Label.In(d.lang), mark))
		}
		rows = append(rows, el("tr", key(strconv.Itoa(i)),
			cell("amount", strconv.Itoa(i+1)), cell("", q.Ask.In(d.lang)), cellOf(el("ul", class("room-chosen"), chosen)),
			cell("amount", strconv.Itoa(t.Right)), cell("amount", strconv.Itoa(t.Wrong)), cell("amount", strconv.Itoa(t.Blank)),
			d.explained(q)))
	}
	return div("room-part", key("tallies"),
		el("h3", d.say(message.ClassroomTallies)),
		table("picture-table room-tallies", []Node{
			d.head("amount", message.ClassNumber), d.head("", message.ClassQuestion), d.head("", message.ClassChosen),
			d.head("amount", message.ClassRight), d.head("amount", message.SetWrong), d.head("amount", message.ClassUnanswered), d.head("", message.ClassWhy),
		}, rows),
		div("row", d.button("class-tallies-csv", message.ClassroomTalliesCSV, func() {
			d.ask(Request{Kind: "download", Name: fileName(d.say(message.ClassroomTalliesFile, set.title(d)), ".csv"), Data: recordsFile(c.talliesSheet(d, set))})
		})))
}

func (c *collection) peopleSheet(d *Desk) [][]string {
	records := [][]string{{d.say(message.ClassLearner), d.say(message.ClassRight), d.say(message.SetWrong), d.say(message.ClassUnanswered), d.say(message.ClassLetter)}}
	for i, p := range c.sum.People {
		letters := ""
		for _, a := range c.papers[i].results.Answers {
			if a == training.Blank {
				letters += "-"
			} else {
				letters += training.Letter(a)
			}
		}
		records = append(records, []string{session.TextCell(c.label(d, i)), strconv.Itoa(p.Right), strconv.Itoa(p.Wrong), strconv.Itoa(p.Blank), session.TextCell(letters)})
	}
	return records
}

func (c *collection) talliesSheet(d *Desk, set *posed) [][]string {
	most := 0
	for i := range set.questions {
		most = max(most, len(set.questions[i].Options))
	}
	head := []string{d.say(message.ClassNumber), d.say(message.ClassQuestion), d.say(message.ClassLetter), d.say(message.ClassroomRightAnswer), d.say(message.ClassRight), d.say(message.SetWrong), d.say(message.ClassUnanswered)}
	for i := range most {
		head = append(head, training.Letter(i))
	}
	records := [][]string{append(head, d.say(message.ClassWhy))}
	for _, i := range c.order() {
		q, t := &set.questions[i], &c.sum.Questions[i]
		right := &q.Options[q.Right]
		record := []string{
			strconv.Itoa(i + 1), session.TextCell(q.Ask.In(d.lang)), training.Letter(q.Right), session.TextCell(right.Label.In(d.lang)),
			strconv.Itoa(t.Right), strconv.Itoa(t.Wrong), strconv.Itoa(t.Blank),
		}
		for j := range most {
			n := "" // a question without so many answers
			if j < len(t.Chosen) {
				n = strconv.Itoa(t.Chosen[j])
			}
			record = append(record, n)
		}
		records = append(records, append(record, session.TextCell(right.Why.In(d.lang))))
	}
	return records
}
