package main

import (
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

func (c *cli) lines() *cobra.Command {
	cmd := &cobra.Command{Use: "lines", Short: c.say(message.CommandLines), Args: noArgs}
	draft := cmd.Flags().String("draft", "", c.say(message.FlagDraft))
	form := c.formatFlag(cmd, "csv", "json")
	cmd.RunE = func(*cobra.Command, []string) error {
		if err := format(*form, "csv", "json"); err != nil {
			return err
		}
		now, _, err := c.open(*draft, ledger.KeepTails)
		if err != nil {
			return err
		}
		head := lineColumns()
		var recs [][]string
		for i := range now.Len() {
			if now.Present(i) || now.Published(i) {
				recs = append(recs, lineRecord(now, i))
			}
		}
		return c.table(*form, head, recs)
	}
	return cmd
}

// lineColumns are those of a line file, with the published amount before the
// amount and the change after it.
func lineColumns() []string {
	i := slices.Index(budget.LineColumns, "amount")
	return slices.Replace(slices.Clone(budget.LineColumns), i, i+1, "published", "amount", "change")
}

// lineRecord writes a line. A deleted line stays listed with a blank amount, so
// that the changes add to the change of the stated amounts.
func lineRecord(l *ledger.Ledger, i int) []string {
	line := l.Line(i)
	was, hadAmount := l.PublishedAmount(i)
	amount := func(a money.Amount, there bool) string {
		if !there {
			return ""
		}
		return a.String()
	}
	var rec []string
	for _, col := range lineColumns() {
		var v string
		switch col {
		case "line":
			v = line.ID
		case "unit_candidates":
			v = strings.Join(line.UnitCandidates, "|")
		case "published":
			v = amount(was, hadAmount)
		case "amount":
			v = amount(line.Amount, !line.Blank)
		case "change":
			v = amount(line.Amount-was, hadAmount || !line.Blank)
		case "residual_yuan":
			v = line.Residual.YuanString()
		case "provenance":
			v = line.Provenance
		default:
			f, _ := budget.FieldByName(col)
			v = f.Get(&line)
		}
		rec = append(rec, v)
	}
	return rec
}
