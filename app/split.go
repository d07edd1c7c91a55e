package main

import (
	"encoding/csv"
	"fmt"

	"github.com/spf13/cobra"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/transfer"
)

func (c *cli) split() *cobra.Command {
	cmd := &cobra.Command{Use: "split --amount A 思明=3 湖里=2 …", Short: c.say(message.CommandSplit)}
	amount := cmd.Flags().String("amount", "", c.say(message.FlagAmount))
	unit := cmd.Flags().String("unit", money.Cent.String(), c.say(message.FlagUnit))
	form := c.formatFlag(cmd, "text", "csv", "json")
	cmd.RunE = func(_ *cobra.Command, args []string) error {
		if err := format(*form, "text", "csv", "json"); err != nil {
			return err
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
		var weights []transfer.Weight
		for _, arg := range args {
			w, err := transfer.ParseWeight(arg)
			if err != nil {
				return err
			}
			weights = append(weights, w)
		}
		parts, err := transfer.Split(a, u, weights)
		if err != nil {
			return err
		}
		return c.parts(*form, a, parts)
	}
	return cmd
}

func (c *cli) parts(form string, amount money.Amount, parts []transfer.Part) error {
	switch form {
	case "json":
		type share struct {
			Name   string `json:"name"`
			Weight string `json:"weight"`
			Amount string `json:"amount"`
		}
		shares := make([]share, len(parts))
		for i, p := range parts {
			shares[i] = share{p.Name, p.Weight.Weight.String(), p.Amount.String()}
		}
		return c.json(struct {
			Amount string  `json:"amount"`
			Shares []share `json:"shares"`
		}{amount.String(), shares})
	case "csv":
		w := csv.NewWriter(c.out)
		rows := [][]string{{"name", "weight", "amount"}}
		for _, p := range parts {
			rows = append(rows, []string{p.Name, p.Weight.Weight.String(), p.Amount.String()})
		}
		return w.WriteAll(rows)
	}
	rows := [][]string{{c.say(message.SplitName), c.say(message.SplitWeight), c.say(message.EstimateAmount)}}
	for _, p := range parts {
		rows = append(rows, []string{p.Name, p.Weight.Weight.String(), p.Amount.GroupedExact()})
	}
	rows = append(rows, []string{c.say(message.Sum), "", amount.GroupedExact()})
	c.columns(rows, 1)
	_, err := fmt.Fprintf(c.out, "\n%s\n", c.say(message.UnitOfMeasure))
	return err
}
