package training

import (
	"crypto/sha256"
	"encoding/hex"
	"slices"
	"strconv"
	"strings"
	"unicode"

	"suanpan/budgetcore/message"
)

// Limits of a set.
const (
	maxQuestions  = 500
	maxTextBytes  = 2000
	maxTitleBytes = 300
	leastOptions  = 2
	mostOptions   = 6
	maxResults    = 1000
	maxFieldBytes = 100
)

// The formats that files of a set and of results name themselves by.
const (
	ClassFormat   = "suanpan/class"
	ResultsFormat = "suanpan/class-results"
)

// Own is a question of the trainer's own.
type Own struct {
	Ask     string
	Options []string // as shown
	Right   int
	Why     string // may be ""
}

// Item is a question of a set: a card at a level, or one of the trainer's own.
type Item struct {
	Card  string
	Level Level
	Own   *Own
}

// Set is what a class is asked. It is made once and handed out as a file; the
// same file asks the same questions everywhere.
type Set struct {
	Title string
	Seed  uint64
	Items []Item

	drills *Drills
}

// Wish is what a trainer composes a set from.
type Wish struct {
	Title string
	// Kinds of drills, all if nil.
	Kinds []Kind
	Level Level
	// Count is how many drills; questions of one's own come on top.
	Count int
	Seed  uint64
	Own   []Own
}

// Compose chooses drills, the kinds in turn, and appends the trainer's own
// questions. It refuses a wish that cannot be met, with the reason.
func Compose(d *Drills, w *Wish) (*Set, error) {
	if err := checkText(w.Title, maxTitleBytes); err != nil {
		return nil, message.At("title", err)
	}
	if w.Level < Easy || w.Level > Hard {
		return nil, message.TrainingNumber.Error(int(w.Level), int(Easy), int(Hard))
	}
	if n := w.Count + len(w.Own); w.Count < 0 || n < 1 || n > maxQuestions {
		return nil, message.TrainingNumber.Error(n, 1, maxQuestions)
	}
	var byKind [Kinds][]Card
	there := 0
	for _, c := range d.cards {
		if w.Kinds == nil || slices.Contains(w.Kinds, c.Kind) {
			byKind[c.Kind] = append(byKind[c.Kind], c)
			there++
		}
	}
	if there < w.Count {
		return nil, message.ClassTooFew.Error(w.Count, there)
	}
	for k := range byKind {
		shuffle(newDraws(w.Seed, "compose", kindWords[k]), byKind[k])
	}
	s := &Set{Title: w.Title, Seed: w.Seed, drills: d}
	for len(s.Items) < w.Count {
		for k := range byKind {
			if n := len(byKind[k]); n > 0 && len(s.Items) < w.Count {
				s.Items = append(s.Items, Item{Card: byKind[k][n-1].Key, Level: w.Level})
				byKind[k] = byKind[k][:n-1]
			}
		}
	}
	for i := range w.Own {
		if err := w.Own[i].check(); err != nil {
			return nil, message.At("own["+strconv.Itoa(i)+"]", err)
		}
		s.Items = append(s.Items, Item{Own: &w.Own[i]})
	}
	return s, nil
}

func (o *Own) check() error {
	if o.Ask == "" {
		return message.ClassBlank.Error()
	}
	if len(o.Options) < leastOptions || len(o.Options) > mostOptions {
		return message.ClassOptions.Error(leastOptions, mostOptions, len(o.Options))
	}
	for _, s := range append([]string{o.Ask, o.Why}, o.Options...) {
		if err := checkText(s, maxTextBytes); err != nil {
			return err
		}
	}
	for i, s := range o.Options {
		if s == "" {
			return message.ClassBlank.Error()
		}
		if slices.Contains(o.Options[:i], s) {
			return message.DraftTwice.Error(clip(s))
		}
	}
	if o.Right < 0 || o.Right >= len(o.Options) {
		return message.TrainingNumber.Error(o.Right, 0, len(o.Options)-1)
	}
	return nil
}

func checkText(s string, limit int) error {
	if len(s) > limit {
		return message.TextTooLong.Error(clip(s), limit)
	}
	if strings.ContainsFunc(s, func(c rune) bool { return unicode.IsControl(c) || c == unicode.ReplacementChar }) {
		return message.TextControl.Error()
	}
	return nil
}

// Questions are those of the set, in order.
func (s *Set) Questions() []Question {
	list := make([]Question, len(s.Items))
	for i := range s.Items {
		list[i] = s.question(i)
	}
	return list
}

func (s *Set) question(i int) Question {
	it := &s.Items[i]
	if it.Own == nil {
		q, _ := s.drills.Question(it.Card, it.Level, s.Seed)
		return q
	}
	q := Question{Card: "own:" + strconv.Itoa(i), Ask: message.Verbatim.With(it.Own.Ask), Right: it.Own.Right, Source: message.ClassOwnSource.With()}
	for j, o := range it.Own.Options {
		why := message.Verbatim.With(it.Own.Why)
		if j != it.Own.Right {
			why = message.ClassOwnWrong.With(it.Own.Options[it.Own.Right], it.Own.Why)
		}
		q.Options = append(q.Options, Option{Label: message.Verbatim.With(o), Why: why})
	}
	return q
}

// print is the fingerprint of a question as it is asked in Chinese.
func (q *Question) print() string {
	h := sha256.New()
	h.Write([]byte(q.Ask.In(message.ZH)))
	for _, o := range q.Options {
		h.Write([]byte("\n" + o.Label.In(message.ZH)))
	}
	h.Write([]byte("\n" + strconv.Itoa(q.Right)))
	return hex.EncodeToString(h.Sum(nil)[:4])
}

// ID names a set by all it asks; results name the set they answer.
func (s *Set) ID() string {
	sum := sha256.Sum256(s.append(nil))
	return hex.EncodeToString(sum[:8])
}

// AppendJSON appends the set as a file.
func (s *Set) AppendJSON(b []byte) []byte {
	b = s.append(b)
	b = field(b, "id", s.ID())
	return append(b, "}\n"...)
}

func (s *Set) append(b []byte) []byte {
	b = number(field(append(b, '{'), "format", ClassFormat), "version", 1)
	b = field(field(field(b, "base", s.drills.ds.ID), "title", s.Title), "seed", strconv.FormatUint(s.Seed, 10))
	b = append(b, ",\n \"questions\":["...)
	for i := range s.Items {
		if i > 0 {
			b = append(b, ',')
		}
		b = append(b, "\n  {"...)
		if o := s.Items[i].Own; o != nil {
			b = append(quote(append(field(b, "ask", o.Ask), ','), "options"), ":["...)
			for j, text := range o.Options {
				if j > 0 {
					b = append(b, ',')
				}
				b = quote(b, text)
			}
			b = field(number(append(b, ']'), "right", o.Right), "why", o.Why)
		} else {
			q := s.question(i)
			b = field(number(field(b, "card", s.Items[i].Card), "level", int(s.Items[i].Level)), "print", q.print())
		}
		b = append(b, '}')
	}
	return append(b, "\n ]"...)
}

// ReadSet reads a set as AppendJSON writes it. A question that this program
// would ask otherwise, or a file that was changed, is refused with the reason.
func ReadSet(data []byte, file string, d *Drills) (*Set, error) {
	r, err := newReader(data, file)
	if err != nil {
		return nil, err
	}
	s := &Set{drills: d}
	var id string
	var prints []string
	err = r.object([]string{"format", "version", "base", "title", "seed", "questions", "id"}, func(name string) error {
		switch name {
		case "base":
			var base string
			if err := r.text(&base, maxFieldBytes); err != nil {
				return err
			}
			if base != d.ds.ID {
				return message.ClassBase.Error(clip(base), d.ds.ID)
			}
			return nil
		case "title":
			if err := r.text(&s.Title, maxTitleBytes); err != nil {
				return err
			}
			return checkText(s.Title, maxTitleBytes)
		case "seed":
			return r.seed(&s.Seed)
		case "id":
			return r.text(&id, maxFieldBytes)
		case "questions":
			return r.array(func() error {
				it, print, err := r.item()
				if err != nil {
					return err
				}
				if s.Items, prints = append(s.Items, it), append(prints, print); len(s.Items) > maxQuestions {
					return r.at(message.TrainingNumber.Error(len(s.Items), 1, maxQuestions))
				}
				return nil
			})
		}
		return r.head(name, ClassFormat)
	})
	if err == nil {
		err = r.end()
	}
	if err != nil {
		return nil, err
	}
	if len(s.Items) == 0 {
		return nil, message.At(file, message.TrainingNumber.Error(0, 1, maxQuestions))
	}
	for i := range s.Items {
		it := &s.Items[i]
		if it.Own != nil {
			continue
		}
		q, ok := d.Question(it.Card, it.Level, s.Seed)
		if !ok || q.print() != prints[i] {
			return nil, message.At(file, message.ClassOtherwise.Error(i+1, clip(it.Card)))
		}
	}
	if id != s.ID() {
		return nil, message.At(file, message.ClassChanged.Error())
	}
	return s, nil
}

func (r *reader) item() (it Item, print string, err error) {
	var own Own
	level := 0
	seen := make(map[string]bool)
	err = r.object([]string{"card?", "level?", "print?", "ask?", "options?", "right?", "why?"}, func(name string) error {
		seen[name] = true
		switch name {
		case "card":
			return r.text(&it.Card, maxKeyBytes)
		case "level":
			return r.number(&level, int(Easy), int(Hard))
		case "print":
			return r.text(&print, maxFieldBytes)
		case "ask":
			return r.text(&own.Ask, maxTextBytes)
		case "why":
			return r.text(&own.Why, maxTextBytes)
		case "right":
			return r.number(&own.Right, 0, mostOptions-1)
		}
		return r.array(func() error {
			var s string
			if err := r.text(&s, maxTextBytes); err != nil {
				return err
			}
			if own.Options = append(own.Options, s); len(own.Options) > mostOptions {
				return message.ClassOptions.Error(leastOptions, mostOptions, len(own.Options))
			}
			return nil
		})
	})
	if err != nil {
		return it, print, err
	}
	drill, mine := []string{"card", "level", "print"}, []string{"ask", "options", "right", "why"}
	members := drill
	if !seen["card"] {
		members = mine
		it.Own = &own
	}
	for _, m := range members {
		if !seen[m] {
			return it, print, r.at(message.DraftMissing.Error(m))
		}
	}
	if len(seen) != len(members) {
		return it, print, r.at(message.ClassMixed.Error())
	}
	it.Level = Level(level)
	if it.Own != nil {
		if err := own.check(); err != nil {
			return it, print, r.at(err)
		}
	}
	return it, print, nil
}

// Letter is what an answer is called on paper: A, B …
func Letter(i int) string { return string(rune('A' + i)) }

// Worksheet is the set as a table to be printed: number, question, answers;
// heads first.
func (s *Set) Worksheet(lang message.Lang) [][]string {
	questions := s.Questions()
	most := 0
	for i := range questions {
		most = max(most, len(questions[i].Options))
	}
	head := []string{message.ClassNumber.In(lang), message.ClassQuestion.In(lang)}
	for i := range most {
		head = append(head, Letter(i))
	}
	rows := [][]string{head}
	for i := range questions {
		row := make([]string, len(head))
		row[0], row[1] = strconv.Itoa(i+1), questions[i].Ask.In(lang)
		for j, o := range questions[i].Options {
			row[2+j] = o.Label.In(lang)
		}
		rows = append(rows, row)
	}
	return rows
}

// Key is the answer key as a table: number, letter, answer, why, source; heads
// first.
func (s *Set) Key(lang message.Lang) [][]string {
	rows := [][]string{{
		message.ClassNumber.In(lang), message.ClassLetter.In(lang), message.ClassAnswer.In(lang), message.ClassWhy.In(lang), message.SetSource.In(lang),
	}}
	for i, q := range s.Questions() {
		right := q.Options[q.Right]
		rows = append(rows, []string{strconv.Itoa(i + 1), Letter(q.Right), right.Label.In(lang), right.Why.In(lang), q.Source.In(lang)})
	}
	return rows
}
