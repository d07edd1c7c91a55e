package main

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"suanpan/budgetcore/classification/edition"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/published"
)

// found is how many codes a search shows.
const found = 20

func (c *cli) classify() *cobra.Command {
	cmd := &cobra.Command{Use: "classify FILE | --search Q | --compare A [B] | --carry LIST [DRAFT]", Short: c.say(message.CommandClassify)}
	search := cmd.Flags().String("search", "", c.say(message.FlagSearch))
	list := cmd.Flags().String("edition", "", c.say(message.FlagEdition))
	compare := cmd.Flags().Bool("compare", false, c.say(message.FlagCompare))
	carry := cmd.Flags().String("carry", "", c.say(message.FlagCarry))
	form := c.formatFlag(cmd, "text", "csv", "json")
	cmd.RunE = func(cmd *cobra.Command, args []string) error {
		if err := format(*form, "text", "csv", "json"); err != nil {
			return err
		}
		searching, carrying := cmd.Flags().Changed("search"), cmd.Flags().Changed("carry")
		if searching && (*compare || carrying) || *compare && carrying {
			return message.ClassifyOne.Error()
		}
		least, most := 1, 1
		switch {
		case searching:
			least, most = 0, 0
		case *compare:
			least, most = 1, 2
		case carrying:
			least, most = 0, 1
		}
		if len(args) < least {
			return message.ClassifyWhat.Error()
		}
		if len(args) > most {
			return message.CommandExtra.Error(args[most])
		}
		builtIn, err := edition.Of(published.Dataset())
		if err != nil {
			return err
		}
		e, others := builtIn, []*edition.Edition(nil)
		if *list != "" {
			if e, err = c.ownList(*list); err != nil {
				return message.At("--edition", err)
			}
			others = append(others, builtIn)
		}
		switch {
		case searching:
			return c.searchCodes(*form, e, *search)
		case *compare:
			return c.compareLists(*form, e, args)
		case carrying:
			return c.carryBudget(*form, e, *carry, args)
		}
		return c.checkCodes(*form, edition.NewChecker(e, others...), args[0])
	}
	return cmd
}

// ownList reads a list of one's own; every fault of it is said at once.
func (c *cli) ownList(file string) (*edition.Edition, error) {
	cells, err := c.cells("FILE", file)
	if err != nil {
		return nil, err
	}
	name := strings.TrimSuffix(filepath.Base(file), filepath.Ext(file))
	e, errs := edition.Read(cells, name, name, "")
	if errs == nil {
		return e, nil
	}
	said := message.Verbatim.With(message.At(file, errs[0]))
	for _, err := range errs[1:] {
		said = message.LikelyAnd.With(said, err)
	}
	return nil, message.Verbatim.Error(said)
}

// codeFinding is a finding and where it was made.
type codeFinding struct {
	At     string            `json:"at"`
	Code   string            `json:"code"`
	Name   string            `json:"name,omitempty"`
	Fault  string            `json:"fault"`
	Wrong  bool              `json:"wrong"`
	Why    string            `json:"why"`
	Likely []likelyCode      `json:"likely"`
	where  message.Message   // for people
	fault  *message.Text     //
	shown  []message.Message // likely ones
}

type likelyCode struct {
	Code       string `json:"code"`
	Name       string `json:"name"`
	Why        string `json:"why"`
	Unverified bool   `json:"unverified"`
}

func (c *cli) finding(f *edition.Finding, at, code, name string) codeFinding {
	x := codeFinding{At: at, Code: code, Name: name, Fault: f.Fault.String(), Wrong: !f.Doubt, Why: f.Why.In(c.lang), Likely: []likelyCode{}, fault: f.Fault.Name()}
	for _, l := range f.Likely {
		x.Likely = append(x.Likely, likelyCode{l.Code.Code, l.Code.Name, l.Why.In(c.lang), l.Unverified})
		x.shown = append(x.shown, message.ClassifyLikely.With(l.Code.Label(), l.Why))
	}
	return x
}

// checkCodes checks the codes of a sheet or of a draft.
func (c *cli) checkCodes(form string, k *edition.Checker, file string) error {
	list, n, err := c.codesOf(k, file)
	if err != nil {
		return err
	}
	wrong, doubtful := counted(list)
	switch form {
	case "json":
		err = c.json(map[string]any{"checked": n, "wrong": wrong, "doubtful": doubtful, "findings": list})
	case "csv":
		recs := make([][]string, len(list))
		for i := range list {
			x := &list[i]
			var codes []string
			for _, l := range x.Likely {
				codes = append(codes, l.Code)
			}
			recs[i] = []string{x.At, x.Code, x.Name, x.Fault, strconv.FormatBool(x.Wrong), x.Why, strings.Join(codes, "|")}
		}
		err = c.table(form, []string{"at", "code", "name", "fault", "wrong", "why", "likely"}, recs)
	default:
		c.codesText(list, n, wrong, doubtful)
	}
	if err == nil && wrong > 0 {
		return &checkError{message.ClassifyFound.Error(wrong)}
	}
	return err
}

// counted is how many codes are wrong, and how many in doubt alone.
func counted(list []codeFinding) (wrong, doubtful int) {
	is := make(map[[2]string]bool)
	for i := range list {
		key := [2]string{list[i].At, list[i].Code}
		is[key] = is[key] || list[i].Wrong
	}
	for _, w := range is {
		if w {
			wrong++
		}
	}
	return wrong, len(is) - wrong
}

func (c *cli) codesText(list []codeFinding, n, wrong, doubtful int) {
	for i := 0; i < len(list); {
		fmt.Fprintln(c.out, list[i].where.In(c.lang))
		var likely []message.Message // said once a code
		j := i
		for ; j < len(list) && list[j].At == list[i].At && list[j].Code == list[i].Code; j++ {
			grade := message.ClassifyDoubt
			if list[j].Wrong {
				grade = message.ClassifyWrong
			}
			fmt.Fprintln(c.out, c.say(grade, list[j].fault, list[j].Why))
			if likely == nil {
				likely = list[j].shown
			}
		}
		for _, l := range likely[:min(len(likely), 3)] {
			fmt.Fprintln(c.out, l.In(c.lang))
		}
		i = j
	}
	fmt.Fprintln(c.out, c.say(message.ClassifyCounts, n, wrong, doubtful))
}

// codesOf checks what is in a file, and tells how many codes there were.
func (c *cli) codesOf(k *edition.Checker, file string) ([]codeFinding, int, error) {
	list, n := []codeFinding{}, 0
	draft, err := c.isDraft(file)
	if err != nil {
		return nil, 0, err
	}
	if draft {
		l, err := c.replay(file, ledger.KeepTails)
		if err != nil {
			return nil, 0, err
		}
		for i := range l.Len() {
			if !l.Present(i) {
				continue
			}
			line := l.Line(i)
			if line.Function != "" {
				n++
			}
			if line.Economic != "" {
				n++
			}
			for _, f := range k.CheckLine(&line) {
				x := c.finding(&f.Finding, line.ID, f.Field.Get(&line), line.Project)
				x.where = message.LineNamed.With(line.ID, l.Dataset().Name(&line))
				list = append(list, x)
			}
		}
		return list, n, nil
	}
	cells, err := c.cells("FILE", file)
	if err != nil {
		return nil, 0, err
	}
	placed, err := edition.Rows(cells)
	if err != nil {
		return nil, 0, message.At(file, err)
	}
	for n < len(placed) {
		same := n // the rows of one column belong together
		var rows []edition.Row
		for ; same < len(placed) && placed[same].Column == placed[n].Column; same++ {
			rows = append(rows, placed[same].Row)
		}
		for i, findings := range k.CheckTable(rows) {
			p := &placed[n+i]
			for j := range findings {
				x := c.finding(&findings[j], fmt.Sprintf("%d:%d", p.At, p.Column), p.Row.Code, p.Row.Name)
				x.where = message.ClassifyRow.With(p.At, p.Column, strings.TrimSpace(p.Row.Code+" "+p.Row.Name))
				list = append(list, x)
			}
		}
		n = same
	}
	return list, n, nil
}

// isDraft tells drafts from tables by what a file begins with.
func (c *cli) isDraft(file string) (bool, error) {
	if file == "-" {
		return false, nil
	}
	f, err := os.Open(file)
	if err != nil {
		return false, message.FileCannotOpen.Error(file, reason(err))
	}
	defer f.Close()
	head := make([]byte, 512)
	n, _ := f.Read(head)
	return bytes.HasPrefix(bytes.TrimSpace(bytes.TrimPrefix(head[:n], []byte("\xef\xbb\xbf"))), []byte("{")), nil
}

// searchCodes shows what answers a query.
func (c *cli) searchCodes(form string, e *edition.Edition, query string) error {
	hits := edition.NewIndex(e).Find(query, found)
	if form != "text" {
		recs := make([][]string, len(hits))
		for i, h := range hits {
			use, _ := e.Definition(h.Code.Code)
			var answers []string
			for _, o := range e.Counterparts(h.Code.Code, edition.AnyUnit) {
				answers = append(answers, o.Code.Code)
			}
			recs[i] = []string{h.Code.Code, h.Code.Name, c.path(e, h.Code), h.Why.In(c.lang), h.Code.Status.String(), h.Code.Source, use.Text, strings.Join(answers, "|")}
		}
		return c.table(form, []string{"code", "name", "place", "why", "status", "source", "used_for", "answers_to"}, recs)
	}
	if len(hits) == 0 {
		fmt.Fprintln(c.out, c.say(message.ClassifyNothing, query))
		return nil
	}
	for _, h := range hits {
		unsure := ""
		if !h.Code.Status.Corrects() {
			unsure = c.say(message.ClassifyUnsure)
		}
		fmt.Fprintln(c.out, c.say(message.ClassifyHit, h.Code.Code, h.Code.Name+unsure, h.Why))
	}
	c.codeText(e, hits[0].Code)
	return nil
}

// codeText says all that is known of a code.
func (c *cli) codeText(e *edition.Edition, code *edition.Code) {
	fmt.Fprintf(c.out, "\n%s\n", code.Label().In(c.lang))
	fmt.Fprintln(c.out, c.say(message.ClassifyPlace, c.path(e, code)))
	fmt.Fprintln(c.out, c.say(message.ClassifyRests, code.Status.Name()))
	if d, ok := e.Definition(code.Code); ok {
		fmt.Fprintln(c.out, c.say(message.ClassifyUse, d.Text, d.Source))
	}
	for _, m := range e.Confusions(code.Code) {
		fmt.Fprintln(c.out, c.say(message.ClassifyConfused, e.Lookup(m.B).Label(), m.Why, m.Source))
	}
	for _, o := range e.Counterparts(code.Code, edition.AnyUnit) {
		fmt.Fprintln(c.out, c.say(message.ClassifyAnswers, o.Code.Label(), o.Unit.Name(), o.Status.Name()))
	}
}

func (c *cli) path(e *edition.Edition, code *edition.Code) string {
	words := []string{code.System.Name().In(c.lang)}
	for _, p := range e.Path(code.Code) {
		words = append(words, p.Label().In(c.lang))
	}
	return strings.Join(words, " › ")
}

// compareLists shows what differs between two lists, or from the present one to
// another.
func (c *cli) compareLists(form string, e *edition.Edition, files []string) error {
	sides := []*edition.Edition{e}
	for _, file := range files {
		own, err := c.ownList(file)
		if err != nil {
			return err
		}
		sides = append(sides, own)
	}
	sides = sides[len(sides)-2:]
	list := edition.Compare(sides[0], sides[1])
	side := func(code *edition.Code) (string, string) {
		if code == nil {
			return "", ""
		}
		return code.Code, code.Name
	}
	recs := make([][]string, len(list))
	for i := range list {
		d := &list[i]
		fromCode, fromName := side(d.From)
		toCode, toName := side(d.To)
		recs[i] = []string{d.Change.String(), fromCode, fromName, toCode, toName, strconv.FormatBool(d.Unverified())}
	}
	if form != "text" {
		return c.table(form, []string{"change", "from", "from_name", "to", "to_name", "unverified"}, recs)
	}
	for _, s := range sides {
		if s.Partial {
			fmt.Fprintln(c.out, c.say(message.ClassifyPartial, s.Name))
		}
	}
	for i, r := range recs {
		unsure := ""
		if list[i].Unverified() {
			unsure = c.say(message.ClassifyUnsure)
		}
		fmt.Fprintln(c.out, c.say(message.ClassifyChange, list[i].Change.Name(), dash(strings.TrimSpace(r[1]+" "+r[2])), dash(strings.TrimSpace(r[3]+" "+r[4])), unsure))
	}
	if len(recs) == 0 {
		fmt.Fprintln(c.out, c.say(message.ClassifySame))
	}
	return nil
}

// carryBudget shows what becomes of the codes of a budget in another list.
func (c *cli) carryBudget(form string, from *edition.Edition, file string, drafts []string) error {
	to, err := c.ownList(file)
	if err != nil {
		return message.At("--carry", err)
	}
	lines := published.Dataset().Lines
	if len(drafts) > 0 {
		l, err := c.replay(drafts[0], ledger.KeepTails)
		if err != nil {
			return err
		}
		lines = nil
		for i := range l.Len() {
			if l.Present(i) {
				lines = append(lines, l.Line(i))
			}
		}
	}
	list := edition.Carry(lines, from, to)
	var count [edition.Outcomes]int
	recs := make([][]string, len(list))
	for i := range list {
		x := &list[i]
		count[x.Outcome]++
		var likely []string
		for _, l := range x.Likely {
			likely = append(likely, l.Code.Code)
		}
		recs[i] = []string{x.Line, x.Field.String(), x.From, x.To, x.Outcome.String(), x.Why.In(c.lang), strings.Join(likely, "|")}
	}
	if form == "text" {
		for i := range list {
			if list[i].Outcome == edition.Kept {
				continue
			}
			fmt.Fprintln(c.out, c.say(message.ClassifyCarried, list[i].Line, list[i].Outcome.Name(), list[i].Why))
			for _, l := range list[i].Likely[:min(len(list[i].Likely), 3)] {
				fmt.Fprintln(c.out, c.say(message.ClassifyLikely, l.Code.Label(), l.Why))
			}
		}
		fmt.Fprintln(c.out, c.say(message.ClassifyCarryDone, len(list), count[edition.Kept], count[edition.Called], count[edition.Recoded], count[edition.Undecided]))
	} else if err := c.table(form, []string{"line", "field", "from", "to", "outcome", "why", "likely"}, recs); err != nil {
		return err
	}
	if n := count[edition.Undecided]; n > 0 {
		return &checkError{message.ClassifyDecide.Error(n)}
	}
	return nil
}
