package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/disclosure"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/scenario"
)

// files refuses a number of words other than that of the files a command reads.
func files(atLeast, atMost int) cobra.PositionalArgs {
	return func(_ *cobra.Command, args []string) error {
		if len(args) < atLeast || atMost > 0 && len(args) > atMost {
			return message.FilesWanted.Error(atLeast, len(args))
		}
		return nil
	}
}

// table writes records as csv, or as objects of json.
func (c *cli) table(form string, head []string, recs [][]string) error {
	if form == "csv" {
		w := csv.NewWriter(c.out)
		if err := w.Write(head); err != nil {
			return err
		}
		return w.WriteAll(recs)
	}
	objects := make([]map[string]string, len(recs))
	for i, rec := range recs {
		objects[i] = make(map[string]string, len(head))
		for j, col := range head {
			objects[i][col] = rec[j]
		}
	}
	return c.json(objects)
}

// log tells what was done to a draft, edit by edit.
func (c *cli) log() *cobra.Command {
	cmd := &cobra.Command{Use: "log F", Short: c.say(message.CommandLog), Args: files(1, 1)}
	line := cmd.Flags().String("line", "", c.say(message.FlagOnlyLine))
	form := c.formatFlag(cmd, "text", "csv", "json")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if err := format(*form, "text", "csv", "json"); err != nil {
			return err
		}
		l, err := c.replay(args[0], ledger.KeepTails)
		if err != nil {
			return err
		}
		if _, known := l.Find(*line); *line != "" && !known {
			return message.At("--line", message.LineUnknown.Error(*line))
		}
		head := []string{"number", "state", "at", "by", "line", "op", "says", "before", "after", "why"}
		var recs [][]string
		for _, e := range scenario.History(l) {
			if *line != "" && e.Edit.LineID() != *line {
				continue
			}
			state := ""
			if !e.InEffect {
				state = "undone"
			}
			recs = append(recs, []string{
				strconv.Itoa(e.Number), state, e.Edit.At, e.Edit.By, e.Edit.LineID(), e.Edit.Op.String(),
				e.Say(l.Dataset()).In(c.lang), amountOf(e.Before), amountOf(e.After), e.Edit.Why,
			})
		}
		d := l.Draft()
		for _, left := range d.Left {
			for i := range left.Edits {
				if e := &left.Edits[i]; *line == "" || e.LineID() == *line {
					amount := e.Amount.String()
					if e.New != nil {
						amount = e.New.Amount.String()
					}
					if e.Op == budget.Delete || e.Op == budget.Change {
						amount = ""
					}
					recs = append(recs, []string{
						strconv.Itoa(left.After), "left", e.At, e.By, e.LineID(), e.Op.String(),
						c.say(message.HistoryLeft, left.After, e.LineID(), amount), "", amount, e.Why,
					})
				}
			}
		}
		if *form != "text" {
			return c.table(*form, head, recs)
		}
		if d.Lock.On() {
			fmt.Fprintln(c.out, c.say(message.LogLocked, message.RoundNames[d.Lock.Round], d.Lock.At, d.Seal()))
		}
		for _, r := range recs {
			state := map[string]string{"": "", "undone": c.say(message.HistoryUndone), "left": ""}[r[1]]
			fmt.Fprintln(c.out, strings.Join(slices.DeleteFunc([]string{r[0], state, r[2], r[3], r[6], r[9]}, func(s string) bool { return s == "" }), "  "))
		}
		return nil
	}
	return cmd
}

func amountOf(l *budget.Line) string {
	if l == nil || l.Blank {
		return ""
	}
	return l.Amount.String()
}

// two opens two drafts on one base.
func (c *cli) two(a, b string) (x, y *ledger.Ledger, err error) {
	if x, err = c.replay(a, ledger.KeepTails); err != nil {
		return nil, nil, err
	}
	if y, err = c.replay(b, ledger.KeepTails); err != nil {
		return nil, nil, err
	}
	return x, y, scenario.SameBase(x, y)
}

// diff sets two drafts beside each other.
func (c *cli) diff() *cobra.Command {
	cmd := &cobra.Command{Use: "diff A B", Short: c.say(message.CommandDiff), Args: files(2, 2)}
	total := cmd.Flags().String("total", "", c.say(message.FlagTotal))
	form := c.formatFlag(cmd, "text", "csv", "json")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if err := format(*form, "text", "csv", "json"); err != nil {
			return err
		}
		a, b, err := c.two(args[0], args[1])
		if err != nil {
			return err
		}
		if *total != "" {
			return c.attribution(*form, a, b, *total)
		}
		list, err := scenario.Diff(a, b)
		if err != nil {
			return err
		}
		var recs [][]string
		for i := range list {
			d := &list[i]
			rec := []string{d.ID, b.Dataset().Name(d.Line()).In(c.lang), amountOf(d.A), amountOf(d.B), d.Change().String(), ""}
			var fields []string
			for _, f := range d.Fields {
				fields = append(fields, c.say(message.HistoryField, message.FieldNames[f], scenario.SayField(a.Dataset(), f, d.A), scenario.SayField(a.Dataset(), f, d.B)))
			}
			switch {
			case d.A == nil:
				fields = append(fields, c.say(message.DiffAdded))
			case d.B == nil:
				fields = append(fields, c.say(message.DiffDeleted))
			}
			rec[5] = strings.Join(fields, c.say(message.Listed, "", ""))
			recs = append(recs, rec)
		}
		if *form != "text" {
			return c.table(*form, []string{"line", "name", "a", "b", "change", "what"}, recs)
		}
		for _, r := range recs {
			fmt.Fprintln(c.out, strings.TrimSpace(c.say(message.DiffLine, r[0], r[1], dash(r[2]), dash(r[3]), r[4])+"  "+r[5]))
		}
		for s := range budget.Sections {
			if x, y := (scenario.Total{Section: s}).Of(a), (scenario.Total{Section: s}).Of(b); x != y {
				fmt.Fprintln(c.out, c.say(message.DiffTotal, message.Sections[s], x.GroupedExact(), y.GroupedExact(), (y-x).GroupedExact()))
			}
		}
		fmt.Fprintln(c.out, c.say(message.DiffCount, len(recs)))
		return nil
	}
	return cmd
}

// attribution says which edits moved a total from one draft to the other.
func (c *cli) attribution(form string, a, b *ledger.Ledger, name string) error {
	total, err := scenario.Named(b.Dataset(), name)
	if err != nil {
		return message.At("--total", err)
	}
	x, err := scenario.Attribute(a, b, total)
	if err != nil {
		return err
	}
	var recs [][]string
	for _, m := range x.Moves {
		l, side := b, "b"
		if m.Back {
			l, side = a, "a"
		}
		entry := scenario.History(l)[m.Number-1]
		says := entry.Say(l.Dataset()).In(c.lang)
		if m.Back {
			says = c.say(message.AttributeBack, says)
		}
		recs = append(recs, []string{m.By.String(), side, strconv.Itoa(m.Number), m.Edit.LineID(), says, m.Edit.At, m.Edit.By, m.Edit.Why})
	}
	if x.Mode != 0 {
		recs = append(recs, []string{x.Mode.String(), "b", "", "", c.say(message.AttributeMode), "", "", ""})
	}
	if form != "text" {
		return c.table(form, []string{"moved", "draft", "number", "line", "says", "at", "by", "why"}, recs)
	}
	fmt.Fprintln(c.out, c.say(message.AttributeFrom, x.From.GroupedExact(), x.To.GroupedExact(), (x.To-x.From).GroupedExact()))
	for _, r := range recs {
		fmt.Fprintln(c.out, strings.Join(slices.DeleteFunc([]string{r[0], r[4], r[6], r[7]}, func(s string) bool { return s == "" }), "  "))
	}
	return nil
}

// deciding reads what --take and --choose say to conflicts.
type deciding struct {
	take    *string
	choices *[]string
}

func (c *cli) decideFlags(cmd *cobra.Command) *deciding {
	return &deciding{cmd.Flags().String("take", "", c.say(message.FlagTake)), cmd.Flags().StringArray("choose", nil, c.say(message.FlagChoose))}
}

var sides = map[string]scenario.Choice{"ours": scenario.Ours, "theirs": scenario.Theirs}

func (d *deciding) decide() (func(*scenario.Conflict) scenario.Choice, error) {
	all, ok := sides[*d.take]
	if *d.take != "" && !ok {
		return nil, message.At("--take", message.SideUnknown.Error(*d.take))
	}
	by := make(map[string]scenario.Choice)
	for _, text := range *d.choices {
		i := strings.LastIndexByte(text, '=')
		if i < 0 || sides[text[i+1:]] == scenario.Undecided {
			return nil, message.At("--choose", message.SideUnknown.Error(text))
		}
		by[text[:i]] = sides[text[i+1:]]
	}
	return func(x *scenario.Conflict) scenario.Choice {
		if choice, ok := by[x.Key()]; ok {
			return choice
		}
		return all
	}, nil
}

// merge makes one draft of two.
func (c *cli) merge() *cobra.Command {
	cmd := &cobra.Command{Use: "merge [--base B] --ours X --theirs Y --out F", Short: c.say(message.CommandMerge), Args: noArgs}
	base := cmd.Flags().String("base", "", c.say(message.FlagBase))
	ours := cmd.Flags().String("ours", "", c.say(message.FlagOurs))
	theirs := cmd.Flags().String("theirs", "", c.say(message.FlagTheirs))
	out := cmd.Flags().String("out", "", c.say(message.FlagDraftOut))
	decided := c.decideFlags(cmd)
	cmd.RunE = func(*cobra.Command, []string) error {
		for name, v := range map[string]string{"ours": *ours, "theirs": *theirs, "out": *out} {
			if v == "" {
				return message.FlagMissing.Error(name)
			}
		}
		return c.together(*base, []string{*ours, *theirs}, *out, "", decided)
	}
	return cmd
}

// consolidateDrafts makes the draft of a department of those of its units.
func (c *cli) consolidateDrafts() *cobra.Command {
	cmd := &cobra.Command{Use: "consolidate-drafts [--base B] --out F FILE FILE…", Short: c.say(message.CommandConsolidate), Args: files(2, 0)}
	base := cmd.Flags().String("base", "", c.say(message.FlagBase))
	out := cmd.Flags().String("out", "", c.say(message.FlagDraftOut))
	name := cmd.Flags().String("name", "", c.say(message.FlagDraftName))
	decided := c.decideFlags(cmd)
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if *out == "" {
			return message.FlagMissing.Error("out")
		}
		return c.together(*base, args, *out, *name, decided)
	}
	return cmd
}

// together merges drafts one after the other into a file. Conflicts nobody
// decided are listed, and no file is written.
func (c *cli) together(baseFile string, names []string, out, name string, decided *deciding) error {
	decide, err := decided.decide()
	if err != nil {
		return err
	}
	drafts := make([]*ledger.Ledger, len(names))
	for i, file := range names {
		if drafts[i], err = c.replay(file, ledger.KeepTails); err != nil {
			return err
		}
	}
	base, err := c.commonBase(baseFile, drafts)
	if err != nil {
		return err
	}
	x, err := scenario.Consolidate(base, drafts, func(_ int, conflict *scenario.Conflict) scenario.Choice { return decide(conflict) })
	if err != nil {
		return err
	}
	for i, m := range x.Merged {
		file := filepath.Base(names[i+1])
		for j := range m.Conflicts {
			if f := &m.Conflicts[j]; decide(f) == scenario.Undecided {
				fmt.Fprintln(c.out, c.say(message.MergeConflict, f.Key(), f.BaseSays, f.OursSays, file, f.TheirsSays))
			}
		}
		for id, now := range m.Renamed {
			fmt.Fprintln(c.out, c.say(message.MergeRenamed, id, now))
		}
		fmt.Fprintln(c.out, c.say(message.MergeCounts, file, m.Ours, m.Theirs, m.Both))
	}
	merged, undecided := x.Ledger, x.Undecided
	if undecided > 0 {
		return &checkError{message.MergeUndecided.Error(undecided)}
	}
	if name != "" {
		if err := budget.CheckName(name); err != nil {
			return message.At("--name", err)
		}
		if err := merged.SetName(name); err != nil {
			return err
		}
	}
	if err := replace(out, merged.Draft().AppendJSON(nil)); err != nil {
		return message.At("--out", message.FileCannotWrite.Error(out, reason(err)))
	}
	published, err := ledger.New(merged.Dataset(), ledger.KeepTails)
	if err != nil {
		return err
	}
	d, err := disclosure.New(merged, published)
	if err != nil {
		return err
	}
	own, err := d.Published()
	if err != nil {
		return err
	}
	introduced, _ := d.Report().Since(own)
	fmt.Fprintln(c.out, c.say(message.MergeDone, out, spending(merged).GroupedExact(), len(introduced)))
	return nil
}

func spending(l *ledger.Ledger) money.Amount { return scenario.Total{}.Of(l) }

// commonBase is the draft that others were made from: the one given, or what
// they have in common.
func (c *cli) commonBase(file string, drafts []*ledger.Ledger) (*ledger.Ledger, error) {
	if file == "" {
		return scenario.Common(drafts...)
	}
	return c.replay(file, ledger.KeepTails)
}

// replace writes a file as a whole or not at all.
func replace(name string, data []byte) (err error) {
	f, err := os.CreateTemp(filepath.Dir(name), ".suanpan-*")
	if err != nil {
		return err
	}
	defer func() {
		if err != nil {
			err = errors.Join(err, os.Remove(f.Name()))
		}
	}()
	_, err = f.Write(data)
	if err = errors.Join(err, f.Sync(), f.Close(), os.Chmod(f.Name(), 0o644)); err != nil {
		return err
	}
	return os.Rename(f.Name(), name)
}
