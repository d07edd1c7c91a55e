package main

import (
	"encoding/csv"
	"fmt"
	"os"
	"path/filepath"
	"strings"

	"github.com/spf13/cobra"

	"suanpan/budgetcore/articulation"
	"suanpan/budgetcore/disclosure"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/statement"
)

func (c *cli) check() *cobra.Command {
	cmd := &cobra.Command{Use: "check", Short: c.say(message.CommandCheck), Args: noArgs}
	draft := cmd.Flags().String("draft", "", c.say(message.FlagDraft))
	printed := cmd.Flags().String("printed", "", c.say(message.FlagPrinted))
	form := c.formatFlag(cmd, "text", "json")
	cmd.RunE = func(*cobra.Command, []string) error {
		if err := format(*form, "text", "json"); err != nil {
			return err
		}
		if *draft != "" && *printed != "" {
			return message.At("--printed", message.FlagsExclude.Error("--draft", "--printed"))
		}
		d, err := c.disclosure(*draft)
		if err != nil {
			return err
		}
		own, err := d.Published()
		if err != nil {
			return err
		}
		report := d.Report()
		if *printed != "" {
			document, err := printedDocument(*printed, d.Base)
			if err != nil {
				return err
			}
			report = articulation.Check(document)
		}
		v := verdict{Report: report}
		v.introduced, v.own = report.Since(own)
		if *form == "json" {
			err = c.checkJSON(&v)
		} else {
			err = c.checkText(&v)
		}
		if n := len(v.introduced); err == nil && n > 0 {
			return &checkError{message.CheckFound.Error(n)}
		}
		return err
	}
	return cmd
}

// verdict is a report beside that of the publication.
type verdict struct {
	*articulation.Report
	introduced, own []*articulation.Finding
}

// disclosure is all that a draft prints, or the untouched budget where there
// is none.
func (c *cli) disclosure(draft string) (*disclosure.Disclosure, error) {
	now, base, err := c.open(draft, ledger.KeepTails)
	if err != nil {
		return nil, err
	}
	return disclosure.New(now, base)
}

// printedDocument reads tables from a folder of CSV files, named as the
// published ones are. Annexes that have no file there are not checked.
func printedDocument(dir string, base *ledger.Ledger) (*articulation.Document, error) {
	var tables []*statement.Table
	for _, def := range statement.Annexes {
		pattern := fmt.Sprintf("annex%02d_*.csv", def.Annex)
		if def.Part != "" {
			pattern = fmt.Sprintf("annex%02d_%s.csv", def.Annex, def.Part)
		}
		names, err := filepath.Glob(filepath.Join(dir, pattern))
		if err != nil || len(names) == 0 {
			continue
		}
		f, err := os.Open(names[0])
		if err != nil {
			return nil, message.At("--printed", message.FileCannotOpen.Error(names[0], reason(err)))
		}
		t, err := statement.ReadCSV(def, f, filepath.Base(names[0]))
		f.Close()
		if err != nil {
			return nil, message.At("--printed", err)
		}
		tables = append(tables, t)
	}
	if tables == nil {
		return nil, message.At("--printed", message.PrintedNone.Error(dir))
	}
	text, err := printedText(filepath.Join(dir, "narrative_figures.csv"))
	if err != nil {
		return nil, message.At("--printed", err)
	}
	return articulation.New(statement.NewBook(tables), text, articulation.Places(base)), nil
}

// printedText reads the figures of the text by the columns id, section,
// sentence_summary, amount and unit; a file that is not there is no error.
func printedText(name string) ([]articulation.Sentence, error) {
	f, err := os.Open(name)
	if os.IsNotExist(err) {
		return nil, nil
	}
	if err != nil {
		return nil, message.FileCannotOpen.Error(name, reason(err))
	}
	defer f.Close()
	recs, err := csv.NewReader(f).ReadAll()
	if err != nil {
		return nil, message.At(filepath.Base(name), message.FileNotCSV.Error(err.Error()))
	}
	var text []articulation.Sentence
	for i, rec := range recs {
		if i == 0 {
			if want := "id,section,sentence_summary,amount,unit,source_line"; strings.Join(rec, ",") != want {
				return nil, message.At(filepath.Base(name)+":1", message.FileColumns.Error(want))
			}
			continue
		}
		if rec[4] == "万元" {
			if _, err := money.Parse(rec[3]); err != nil {
				return nil, message.At(fmt.Sprintf("%s:%d", filepath.Base(name), i+1), err)
			}
		}
		text = append(text, articulation.Sentence{ID: rec[0], Section: rec[1], Summary: rec[2], Now: rec[3], Unit: rec[4]})
	}
	return text, nil
}

func (c *cli) checkText(v *verdict) error {
	n := v.Counts()
	fmt.Fprintf(c.out, "%s\n", c.say(message.CheckCounts, len(v.Findings), n[articulation.Exact], n[articulation.Tail],
		n[articulation.Inconsistent], len(v.introduced), len(v.own), n[articulation.OtherScope], n[articulation.NotApplicable]))
	switch {
	case v.Joint.Undecided:
		fmt.Fprintf(c.out, "%s\n", c.say(message.JointUndecided))
	case v.Joint.Clashes != nil:
		fmt.Fprintf(c.out, "%s\n", c.say(message.JointNone, len(v.Joint.Clashes)))
	default:
		fmt.Fprintf(c.out, "%s\n", c.say(message.JointHolds))
	}
	c.checkList(v, message.CheckIntroduced, v.introduced)
	c.checkList(v, message.CheckOwn, v.own)
	for _, verdict := range []articulation.Verdict{articulation.Tail, articulation.OtherScope, articulation.NotApplicable} {
		var list []*articulation.Finding
		for i := range v.Findings {
			if v.Findings[i].Verdict == verdict {
				list = append(list, &v.Findings[i])
			}
		}
		c.checkList(v, message.Verdicts[verdict], list)
	}
	return nil
}

func (c *cli) checkList(v *verdict, title *message.Text, list []*articulation.Finding) {
	if len(list) == 0 {
		return
	}
	fmt.Fprintf(c.out, "\n%s（%d）\n", title.In(c.lang), len(list))
	for i, f := range list {
		fmt.Fprintf(c.out, "%3d. [%s] %s\n", i+1, f.Rule.Title.In(c.lang), v.Document.Explain(f).In(c.lang))
		if f.Verdict == articulation.Inconsistent {
			var at []string
			for _, r := range v.Document.Refs(f) {
				if x := v.Document.Find(r); x == nil || !x.Blank {
					at = append(at, r.String())
				}
				if len(at) == 4 {
					break
				}
			}
			fmt.Fprintf(c.out, "     → %s\n", strings.Join(at, "  "))
		}
	}
}

type sideJSON struct {
	Label  string   `json:"label"`
	Amount *string  `json:"amount,omitempty"`
	Value  string   `json:"value,omitempty"`
	Cells  []string `json:"cells,omitempty"`
}

type findingJSON struct {
	Rule       string   `json:"rule"`
	Kind       string   `json:"kind"`
	Title      string   `json:"title"`
	Source     string   `json:"source"`
	Key        string   `json:"key,omitempty"`
	Verdict    string   `json:"verdict"`
	Introduced bool     `json:"introduced"`
	Left       sideJSON `json:"left"`
	Right      sideJSON `json:"right"`
	Difference string   `json:"difference,omitempty"`
	Bound      string   `json:"bound,omitempty"`
	Why        string   `json:"why"`
	Cells      []string `json:"cells,omitempty"`
}

var (
	verdictNames = [...]string{"exact", "tail", "inconsistent", "other_scope", "not_applicable"}
	kindNames    = [...]string{
		"balance", "tree", "across", "cross_table", "subset", "mirror", "text_to_table", "text_to_list",
		"target", "unit_price", "uniqueness", "unit_of_measure", "scope",
	}
)

func (c *cli) checkJSON(v *verdict) error {
	introduced := make(map[*articulation.Finding]bool)
	for _, f := range v.introduced {
		introduced[f] = true
	}
	counts := make(map[string]int)
	for i, n := range v.Counts() {
		counts[verdictNames[i]] = n
	}
	findings := make([]findingJSON, 0, len(v.Findings))
	for i := range v.Findings {
		f := &v.Findings[i]
		x := findingJSON{
			Rule: f.Rule.ID, Kind: kindNames[f.Rule.Kind], Title: f.Rule.Title.In(c.lang), Source: f.Rule.Source.In(c.lang), Key: f.Key,
			Verdict: verdictNames[f.Verdict], Introduced: introduced[f],
			Left: c.sideJSON(v, f, &f.Left), Right: c.sideJSON(v, f, &f.Right), Why: v.Document.Explain(f).In(c.lang),
		}
		if f.Amounts {
			x.Difference, x.Bound = f.Difference.String(), f.Bound.String()
		}
		for _, r := range f.At {
			x.Cells = append(x.Cells, r.String())
		}
		findings = append(findings, x)
	}
	clashes := [][]string{}
	for _, set := range v.Joint.Clashes {
		var keys []string
		for _, r := range set {
			keys = append(keys, r.Rule.ID+" "+r.Key)
		}
		clashes = append(clashes, keys)
	}
	joint := map[string]any{"explained": v.Joint.Clashes == nil && !v.Joint.Undecided, "decided": !v.Joint.Undecided, "clashes": clashes}
	if v.Joint.Point != nil {
		point := make(map[string]string)
		for i, f := range v.Document.Figures() {
			if !f.Blank {
				point[f.Ref.String()] = v.Joint.Point[i].String()
			}
		}
		joint["ledger"] = point
	}
	return c.json(map[string]any{
		"relations": len(v.Relations), "counts": counts, "introduced": len(v.introduced), "joint": joint, "findings": findings,
	})
}

func (c *cli) sideJSON(v *verdict, f *articulation.Finding, s *articulation.Side) sideJSON {
	x := sideJSON{Value: s.Value}
	if s.Label.Text != nil || len(s.Operands) > 0 {
		x.Label = v.Document.SideLabel(s).In(c.lang)
	}
	if f.Amounts {
		a := s.Amount.String()
		x.Amount = &a
	}
	figures := v.Document.Figures()
	for _, o := range s.Operands {
		sign := ""
		if o.Sign < 0 {
			sign = "-"
		}
		x.Cells = append(x.Cells, sign+figures[o.Figure].Ref.String())
	}
	return x
}
