package main

import (
	"encoding/csv"
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/transfer"
)

func (c *cli) split() *cobra.Command {
	cmd := &cobra.Command{Use: "split --amount A 思明=3 湖里=2 …", Short: c.say(message.CommandSplit)}
	f := cmd.Flags()
	amount := f.String("amount", "", c.say(message.FlagAmount))
	unit := f.String("unit", money.Cent.String(), c.say(message.FlagUnit))
	least := f.StringArray("min", nil, c.say(message.FlagMin))
	most := f.StringArray("max", nil, c.say(message.FlagMax))
	by := splitBy{
		heads:     f.StringArray("heads", nil, c.say(message.FlagSplitHeads)),
		standards: f.StringArray("standard", nil, c.say(message.FlagSplitStandard)),
		shares:    f.StringArray("share", nil, c.say(message.FlagSplitShare)),
	}
	explain := f.Bool("explain", false, c.say(message.FlagExplain))
	form := c.formatFlag(cmd, "text", "csv", "json")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if err := format(*form, "text", "csv", "json"); err != nil {
			return err
		}
		if *explain && *form == "csv" {
			return message.At("--explain", message.ExplainNotCSV.Error())
		}
		if *amount == "" {
			return message.FlagMissing.Error("amount")
		}
		a, err := money.Parse(*amount)
		if err != nil {
			return message.At("--amount", err)
		}
		u, err := money.Parse(*unit)
		if err != nil {
			return message.At("--unit", err)
		}
		bounds, err := readBounds(*least, *most)
		if err != nil {
			return err
		}
		d, err := by.divide(a, u, args, bounds)
		if err != nil {
			return err
		}
		return c.pieces(*form, d, *explain)
	}
	return cmd
}

// named cuts name=value.
func named(flag, s string) (name, value string, err error) {
	name, value, ok := strings.Cut(s, "=")
	if name = strings.TrimSpace(name); !ok || name == "" {
		return "", "", message.At(flag, message.NamedUnclear.Error(s[:min(len(s), 60)]))
	}
	return name, value, nil
}

// readBounds joins minima and maxima of the same name.
func readBounds(least, most []string) ([]transfer.Bound, error) {
	var bounds []transfer.Bound
	for _, side := range []struct {
		flag string
		args []string
	}{{"--min", least}, {"--max", most}} {
		seen := make(map[string]bool)
		for _, arg := range side.args {
			name, value, err := named(side.flag, arg)
			if err != nil {
				return nil, err
			}
			a, err := money.Parse(value)
			if err != nil {
				return nil, message.At(side.flag, message.At(name, err))
			}
			if seen[name] {
				return nil, message.At(side.flag, message.SplitTwice.Error(name))
			}
			seen[name] = true
			i := slices.IndexFunc(bounds, func(b transfer.Bound) bool { return b.Name == name })
			if i < 0 {
				i = len(bounds)
				bounds = append(bounds, transfer.Bound{Name: name})
			}
			if side.flag == "--min" {
				bounds[i].Min = a
			} else {
				bounds[i].Max, bounds[i].Capped = a, true
			}
		}
	}
	return bounds, nil
}

// splitBy is what a split goes by where it does not go by weights.
type splitBy struct{ heads, standards, shares *[]string }

func (by *splitBy) divide(amount, unit money.Amount, args []string, bounds []transfer.Bound) (*transfer.Division, error) {
	if len(*by.heads) == 0 {
		switch {
		case len(*by.standards) > 0:
			return nil, message.At("--standard", message.SplitHeadsOnly.Error())
		case len(*by.shares) > 0:
			return nil, message.At("--share", message.SplitHeadsOnly.Error())
		}
		var weights []transfer.Weight
		for _, arg := range args {
			w, err := transfer.ParseWeight(arg)
			if err != nil {
				return nil, err
			}
			weights = append(weights, w)
		}
		return transfer.Divide(amount, unit, weights, bounds)
	}
	if len(args) > 0 {
		return nil, message.SplitEither.Error(args[0])
	}
	var names []string
	heads := make(map[string]int64)
	for _, arg := range *by.heads {
		name, value, err := named("--heads", arg)
		if err != nil {
			return nil, err
		}
		if slices.Contains(names, name) {
			return nil, message.At("--heads", message.SplitTwice.Error(name))
		}
		n, err := transfer.ParseHeads(value)
		if err != nil {
			return nil, message.At("--heads", message.At(name, err))
		}
		names = append(names, name)
		heads[name] = n
	}
	standard, err := perName("--standard", *by.standards, names, transfer.ParseStandard)
	if err != nil {
		return nil, err
	}
	share, err := perName("--share", *by.shares, names, money.ParseShare)
	if err != nil {
		return nil, err
	}
	whole, err := money.ParseShare("1")
	if err != nil {
		return nil, err
	}
	var costs []transfer.Cost
	for _, name := range names {
		cost := transfer.Cost{Name: name, Items: []transfer.Item{{Heads: heads[name], Standard: money.Yuan}}, Share: whole}
		if s, ok := standard[name]; ok {
			cost.Items[0].Standard = s
		}
		if s, ok := share[name]; ok {
			cost.Share = s
		}
		costs = append(costs, cost)
	}
	return transfer.DivideByCost(amount, unit, costs, bounds)
}

// perName reads name=value, or one value for all names; where any is given,
// every name must have one.
func perName[T any](flag string, args, names []string, parse func(string) (T, error)) (map[string]T, error) {
	if len(args) == 0 {
		return nil, nil
	}
	values := make(map[string]T)
	if len(args) == 1 && !strings.Contains(args[0], "=") {
		v, err := parse(args[0])
		if err != nil {
			return nil, message.At(flag, err)
		}
		for _, name := range names {
			values[name] = v
		}
		return values, nil
	}
	for _, arg := range args {
		name, text, err := named(flag, arg)
		if err != nil {
			return nil, err
		}
		if _, twice := values[name]; twice {
			return nil, message.At(flag, message.SplitTwice.Error(name))
		}
		if !slices.Contains(names, name) {
			return nil, message.At(flag, message.SplitNoHeads.Error(name))
		}
		v, err := parse(text)
		if err != nil {
			return nil, message.At(flag, message.At(name, err))
		}
		values[name] = v
	}
	for _, name := range names {
		if _, ok := values[name]; !ok {
			return nil, message.At(flag, message.SplitLacks.Error(name))
		}
	}
	return values, nil
}

func (c *cli) pieces(form string, d *transfer.Division, explain bool) error {
	switch form {
	case "json":
		type share struct {
			Name   string   `json:"name"`
			Weight string   `json:"weight"`
			Amount string   `json:"amount"`
			Steps  []string `json:"steps,omitempty"`
		}
		shares := make([]share, len(d.Pieces))
		for i, p := range d.Pieces {
			shares[i] = share{p.Name, p.By, p.Amount.String(), nil}
			if explain {
				shares[i].Steps = c.aloud(d.Explain(i))
			}
		}
		return c.json(struct {
			Amount string  `json:"amount"`
			Shares []share `json:"shares"`
		}{d.Amount.String(), shares})
	case "csv":
		w := csv.NewWriter(c.out)
		rows := [][]string{{"name", "weight", "amount"}}
		for _, p := range d.Pieces {
			rows = append(rows, []string{p.Name, p.By, p.Amount.String()})
		}
		return w.WriteAll(rows)
	}
	rows := [][]string{{c.say(message.SplitName), c.say(message.SplitWeight), c.say(message.EstimateAmount)}}
	for _, p := range d.Pieces {
		rows = append(rows, []string{p.Name, p.By, p.Amount.GroupedExact()})
	}
	rows = append(rows, []string{c.say(message.Sum), "", d.Amount.GroupedExact()})
	c.columns(rows, 1)
	fmt.Fprintf(c.out, "\n%s\n", c.say(message.UnitOfMeasure))
	if explain {
		for i := range d.Pieces {
			fmt.Fprintf(c.out, "\n%s\n", strings.Join(c.aloud(d.Explain(i)), "\n"))
		}
	}
	return nil
}

// aloud renders what can be read aloud.
func (c *cli) aloud(list []message.Message) []string {
	lines := make([]string, len(list))
	for i, m := range list {
		lines[i] = m.In(c.lang)
	}
	return lines
}
