package training

import (
	"strconv"
	"strings"

	"suanpan/budgetcore/message"
)

// Blank is an answer that was not given.
const Blank = -1

// Results are what one learner answered. No name is needed.
type Results struct {
	Class   string // the id of the set
	Name    string // "" for none
	Answers []int  // the index of each answer, Blank for none
}

// CheckName refuses a name that results cannot hold: too long, or with invisible
// characters.
func CheckName(name string) error { return checkText(name, maxFieldBytes) }

// CheckTitle refuses a title that a set cannot have: too long, or with invisible
// characters.
func CheckTitle(title string) error { return checkText(title, maxTitleBytes) }

// AppendJSON appends the results as a file. The name must be one that
// [CheckName] accepts.
func (r *Results) AppendJSON(b []byte) []byte {
	b = number(field(append(b, '{'), "format", ResultsFormat), "version", 1)
	b = field(field(b, "class", r.Class), "name", r.Name)
	b = append(b, `,"answers":[`...)
	for i, a := range r.Answers {
		if i > 0 {
			b = append(b, ',')
		}
		b = strconv.AppendInt(b, int64(a), 10)
	}
	return append(b, "]}\n"...)
}

// ReadResults reads results as AppendJSON writes them.
func ReadResults(data []byte, file string) (*Results, error) {
	r, err := newReader(data, file)
	if err != nil {
		return nil, err
	}
	res := &Results{}
	err = r.object([]string{"format", "version", "class", "name", "answers"}, func(name string) error {
		switch name {
		case "class":
			return r.text(&res.Class, maxFieldBytes)
		case "name":
			if err := r.text(&res.Name, maxFieldBytes); err != nil {
				return err
			}
			return CheckName(res.Name)
		case "answers":
			return r.array(func() error {
				n := 0
				if err := r.number(&n, Blank, mostOptions-1); err != nil {
					return err
				}
				if res.Answers = append(res.Answers, n); len(res.Answers) > maxQuestions {
					return r.at(message.TrainingNumber.Error(len(res.Answers), 1, maxQuestions))
				}
				return nil
			})
		}
		return r.head(name, ResultsFormat)
	})
	if err != nil {
		return nil, err
	}
	return res, r.end()
}

// ParseAnswers reads answers as they are written on paper: a letter a question,
// - for none; spaces do not count.
func ParseAnswers(s string, set *Set) (*Results, error) {
	res := &Results{Class: set.ID()}
	for _, c := range strings.ToUpper(s) {
		switch {
		case c == ' ' || c == ',':
		case c == '-':
			res.Answers = append(res.Answers, Blank)
		case c >= 'A' && c < 'A'+mostOptions:
			res.Answers = append(res.Answers, int(c-'A'))
		default:
			return nil, message.ClassLetterUnknown.Error(string(c))
		}
	}
	return res, res.Fits(set)
}

// Fits refuses results that do not answer the set.
func (r *Results) Fits(s *Set) error { return r.fits(s.ID(), s.Questions()) }

func (r *Results) fits(id string, questions []Question) error {
	if r.Class != id {
		return message.ClassOther.Error(clip(r.Class), id)
	}
	if len(r.Answers) != len(questions) {
		return message.SetAnswers.Error(len(r.Answers), len(questions))
	}
	for i, a := range r.Answers {
		if a >= len(questions[i].Options) {
			return message.ClassNoSuchAnswer.Error(i+1, Letter(a))
		}
	}
	return nil
}

// Summary is how a class did.
type Summary struct {
	People    []Person
	Questions []Tally
}

// Person is one learner's score, in the order of the results.
type Person struct {
	Name                string
	Right, Wrong, Blank int
}

// Tally is how one question went: how often each answer was chosen.
type Tally struct {
	Right, Wrong, Blank int
	Chosen              []int
}

// Sum adds up results. Results that do not answer the set are refused; the
// error says which, counted from 1.
func Sum(s *Set, results []*Results) (*Summary, error) {
	if len(results) > maxResults {
		return nil, message.TrainingNumber.Error(len(results), 1, maxResults)
	}
	id, questions := s.ID(), s.Questions()
	sum := &Summary{Questions: make([]Tally, len(questions))}
	for i := range questions {
		sum.Questions[i].Chosen = make([]int, len(questions[i].Options))
	}
	for n, r := range results {
		if err := r.fits(id, questions); err != nil {
			return nil, message.At("["+strconv.Itoa(n+1)+"]", err)
		}
		p := Person{Name: r.Name}
		for i, a := range r.Answers {
			q := &sum.Questions[i]
			switch {
			case a == Blank:
				p.Blank++
				q.Blank++
				continue
			case a == questions[i].Right:
				p.Right++
				q.Right++
			default:
				p.Wrong++
				q.Wrong++
			}
			q.Chosen[a]++
		}
		sum.People = append(sum.People, p)
	}
	return sum, nil
}
