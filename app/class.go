package main

import (
	"fmt"
	"io"
	"os"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"suanpan/budgetcore/classification/edition"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/published"
	"suanpan/budgetcore/training"
)

// class composes what a class is asked, prints it, and sums up what comes back.
func (c *cli) class() *cobra.Command {
	cmd := &cobra.Command{Use: "class", Short: c.say(message.CommandClass), Args: noArgs, RunE: func(cmd *cobra.Command, _ []string) error {
		return cmd.Help()
	}}
	cmd.AddCommand(c.classCompose(),
		c.classTable("worksheet F", message.CommandWorksheet, (*training.Set).Worksheet),
		c.classTable("key F", message.CommandKey, (*training.Set).Key),
		c.classAnswer(), c.classSum())
	return cmd
}

func drills() (*training.Drills, error) {
	ds := published.Dataset()
	list, err := edition.Of(ds)
	if err != nil {
		return nil, err
	}
	return training.NewDrills(ds, list), nil
}

func (c *cli) classCompose() *cobra.Command {
	cmd := &cobra.Command{Use: "compose", Short: c.say(message.CommandCompose), Args: noArgs}
	title := cmd.Flags().String("title", "", c.say(message.FlagTitle))
	kinds := cmd.Flags().String("kinds", "", c.say(message.FlagKinds, strings.Join(drillWords(), ", ")))
	level := cmd.Flags().Int("level", 2, c.say(message.FlagLevel))
	count := cmd.Flags().Int("count", 20, c.say(message.FlagCount))
	seed := cmd.Flags().String("seed", published.Dataset().Year, c.say(message.FlagSetSeed))
	own := cmd.Flags().String("own", "", c.say(message.FlagOwn))
	cmd.RunE = func(*cobra.Command, []string) error {
		w := training.Wish{Title: *title, Level: training.Level(*level), Count: *count}
		if *level < int(training.Easy) || *level > int(training.Hard) {
			return message.At("--level", message.TrainingNumber.Error(*level, int(training.Easy), int(training.Hard)))
		}
		var err error
		if w.Seed, err = training.ParseSeed(*seed); err != nil {
			return message.At("--seed", err)
		}
		for _, word := range strings.FieldsFunc(*kinds, func(r rune) bool { return r == ',' || r == ' ' }) {
			k, ok := training.KindNamed(word)
			if !ok {
				return message.At("--kinds", message.WordUnknown.Error(word, strings.Join(drillWords(), " / ")))
			}
			w.Kinds = append(w.Kinds, k)
		}
		if *own != "" {
			cells, err := c.cells("--own", *own)
			if err != nil {
				return err
			}
			if w.Own, err = training.ReadOwn(cells, w.Seed); err != nil {
				return message.At(*own, err)
			}
		}
		d, err := drills()
		if err != nil {
			return err
		}
		set, err := training.Compose(d, &w)
		if err != nil {
			return err
		}
		_, err = c.out.Write(set.AppendJSON(nil))
		return err
	}
	return cmd
}

func drillWords() []string {
	var names []string
	for k := range training.Kinds {
		names = append(names, k.String())
	}
	return names
}

// set reads a set that was composed.
func (c *cli) set(file string) (*training.Set, error) {
	data, err := c.small(file)
	if err != nil {
		return nil, err
	}
	d, err := drills()
	if err != nil {
		return nil, err
	}
	return training.ReadSet(data, file, d)
}

// small reads a file of training, "-" for what is piped in.
func (c *cli) small(file string) ([]byte, error) {
	r := c.in
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, message.FileCannotOpen.Error(file, reason(err))
		}
		defer f.Close()
		r = f
	}
	data, err := io.ReadAll(io.LimitReader(r, training.MaxFileBytes+1))
	if err != nil {
		return nil, message.FileCannotOpen.Error(file, reason(err))
	}
	return data, nil
}

func (c *cli) classTable(use string, short *message.Text, rows func(*training.Set, message.Lang) [][]string) *cobra.Command {
	cmd := &cobra.Command{Use: use, Short: c.say(short), Args: files(1, 1)}
	form := c.formatFlag(cmd, "text", "csv")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if err := format(*form, "text", "csv"); err != nil {
			return err
		}
		set, err := c.set(args[0])
		if err != nil {
			return err
		}
		table := rows(set, c.lang)
		if *form == "csv" {
			return c.table("csv", table[0], table[1:])
		}
		fmt.Fprintf(c.out, "%s　%s\n", set.Title, set.ID())
		for _, row := range table[1:] {
			fmt.Fprintf(c.out, "\n%s. %s\n", row[0], row[1])
			for i, cell := range row[2:] {
				if cell != "" {
					fmt.Fprintf(c.out, "   %s  %s\n", table[0][2+i], cell)
				}
			}
		}
		return nil
	}
	return cmd
}

func (c *cli) classAnswer() *cobra.Command {
	cmd := &cobra.Command{Use: "answer F LETTERS", Short: c.say(message.CommandAnswer), Args: files(2, 2)}
	name := cmd.Flags().String("name", "", c.say(message.FlagLearner))
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		set, err := c.set(args[0])
		if err != nil {
			return err
		}
		if err := training.CheckName(*name); err != nil {
			return message.At("--name", err)
		}
		results, err := training.ParseAnswers(args[1], set)
		if err != nil {
			return err
		}
		results.Name = *name
		_, err = c.out.Write(results.AppendJSON(nil))
		return err
	}
	return cmd
}

func (c *cli) classSum() *cobra.Command {
	cmd := &cobra.Command{Use: "sum F RESULTS…", Short: c.say(message.CommandSum), Args: files(2, 0)}
	form := c.formatFlag(cmd, "text", "csv", "json")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if err := format(*form, "text", "csv", "json"); err != nil {
			return err
		}
		set, err := c.set(args[0])
		if err != nil {
			return err
		}
		var all []*training.Results
		for _, file := range args[1:] {
			data, err := c.small(file)
			if err != nil {
				return err
			}
			r, err := training.ReadResults(data, file)
			if err != nil {
				return err
			}
			if _, err := training.Sum(set, []*training.Results{r}); err != nil {
				return message.At(file, err)
			}
			all = append(all, r)
		}
		sum, err := training.Sum(set, all)
		if err != nil {
			return err
		}
		return c.classSummary(*form, set, sum, args[1:])
	}
	return cmd
}

func (c *cli) classSummary(form string, set *training.Set, sum *training.Summary, files []string) error {
	questions := set.Questions()
	recs := make([][]string, len(questions))
	for i, q := range questions {
		t := sum.Questions[i]
		var chosen []string
		for j, n := range t.Chosen {
			chosen = append(chosen, training.Letter(j)+" "+strconv.Itoa(n))
		}
		recs[i] = []string{
			strconv.Itoa(i + 1), q.Card, strconv.Itoa(t.Right), strconv.Itoa(t.Wrong), strconv.Itoa(t.Blank), training.Letter(q.Right), strings.Join(chosen, " "),
		}
	}
	if form != "text" {
		return c.table(form, []string{"number", "question", "right", "wrong", "blank", "answer", "chosen"}, recs)
	}
	fmt.Fprintf(c.out, "%s　%s\n\n", set.Title, set.ID())
	people := [][]string{{c.say(message.ClassLearner), c.say(message.ClassRight), c.say(message.SetWrong), c.say(message.ClassUnanswered)}}
	for i, p := range sum.People {
		name := p.Name
		if name == "" {
			name = files[i]
		}
		people = append(people, []string{name, strconv.Itoa(p.Right), strconv.Itoa(p.Wrong), strconv.Itoa(p.Blank)})
	}
	c.columns(people, 1)
	fmt.Fprintln(c.out)
	table := [][]string{{c.say(message.ClassNumber), c.say(message.ClassLetter), c.say(message.ClassRight), c.say(message.SetWrong), c.say(message.ClassUnanswered), c.say(message.ClassChosen)}}
	for _, r := range recs {
		table = append(table, []string{r[0], r[5], r[2], r[3], r[4], r[6]})
	}
	c.columns(table, 0)
	return nil
}
