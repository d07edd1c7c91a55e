package main

import (
	"fmt"

	"github.com/spf13/cobra"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/standard"
	"suanpan/budgetcore/transfer"
)

func (c *cli) estimate() *cobra.Command {
	cmd := &cobra.Command{Use: "estimate", Short: c.say(message.CommandEstimate), Args: noArgs, RunE: func(cmd *cobra.Command, _ []string) error {
		return cmd.Help()
	}}
	cmd.AddCommand(c.talent())
	cmd.AddCommand(c.loans())
	return cmd
}

func (c *cli) talent() *cobra.Command {
	cmd := &cobra.Command{Use: "talent", Short: c.say(message.CommandTalent), Args: noArgs}
	flags := [4]string{"doctor", "master", "first-class", "bachelor"}
	var heads [4]*string
	for i, name := range flags {
		heads[i] = cmd.Flags().String(name, "0", c.say(message.FlagHeads, standard.Talent[i].Name))
	}
	share := cmd.Flags().String("city-share", transfer.PublishedShare().String(), c.say(message.FlagCityShare))
	form := c.formatFlag(cmd, "text", "json")
	cmd.RunE = func(*cobra.Command, []string) error {
		if err := format(*form, "text", "json"); err != nil {
			return err
		}
		var n [4]int64
		for i, s := range heads {
			var err error
			if n[i], err = standard.ParseHeads(*s); err != nil {
				return message.At("--"+flags[i], err)
			}
		}
		city, err := money.ParseShare(*share)
		if err != nil {
			return message.At("--city-share", err)
		}
		e, err := standard.TalentEstimate(n, city)
		if err != nil {
			return err
		}
		if *form == "json" {
			return c.json(estimateJSON(&e))
		}
		c.estimateText(&e)
		return nil
	}
	return cmd
}

func estimateJSON(e *standard.Estimate) any {
	type item struct {
		ID           string `json:"id"`
		Heads        int64  `json:"heads"`
		StandardYuan string `json:"standard_yuan"`
		Amount       string `json:"amount"`
	}
	type split struct {
		City     string `json:"city"`
		District string `json:"district"`
	}
	items := make([]item, len(e.Items))
	for i, it := range e.Items {
		items[i] = item{it.ID, it.Heads, it.Each.YuanString(), it.Amount.String()}
	}
	return struct {
		Estimate   string `json:"estimate"`
		Unit       string `json:"unit"`
		Items      []item `json:"items"`
		Heads      int64  `json:"heads"`
		Total      string `json:"total"`
		CityShare  string `json:"city_share"`
		City       string `json:"city"`
		District   string `json:"district"`
		Published  split  `json:"published"`
		Difference split  `json:"difference"`
		Floor      struct {
			Heads int64 `json:"heads"`
			Above int64 `json:"above"`
			Met   bool  `json:"met"`
		} `json:"floor"`
		Implied struct {
			Heads        int64  `json:"heads"`
			StandardYuan string `json:"standard_yuan"`
		} `json:"implied"`
	}{
		"talent", "万元", items, e.Heads, e.Total.String(), e.CityShare.String(), e.City.String(), e.District.String(),
		split{e.PublishedCity.String(), e.PublishedDistrict.String()},
		split{e.CityDifference.String(), e.DistrictDifference.String()},
		struct {
			Heads int64 `json:"heads"`
			Above int64 `json:"above"`
			Met   bool  `json:"met"`
		}{e.Floor, e.AboveFloor, e.AboveFloor >= 0},
		struct {
			Heads        int64  `json:"heads"`
			StandardYuan string `json:"standard_yuan"`
		}{e.ImpliedHeads, e.ImpliedStandard.YuanString()},
	}
}

func (c *cli) estimateText(e *standard.Estimate) {
	fmt.Fprintf(c.out, "%s　%s\n\n", c.say(message.TalentSubsidy), c.say(message.UnitOfMeasure))
	rows := [][]string{{
		c.say(message.EstimateCategory), c.say(message.EstimateHeads), c.say(message.EstimateStandard), c.say(message.EstimateAmount),
	}}
	for _, it := range e.Items {
		rows = append(rows, []string{it.Name.In(c.lang), money.Group(it.Heads), it.Each.YuanGrouped(), it.Amount.Grouped()})
	}
	rows = append(rows, []string{c.say(message.EstimateTotal), money.Group(e.Heads), "", e.Total.Grouped()})
	c.columns(rows, 1)
	fmt.Fprintln(c.out)
	city, district, _ := e.Printed()
	c.columns([][]string{
		{"", c.say(message.EstimateAmount), c.say(message.EstimatePublished), c.say(message.EstimateDifference)},
		{c.say(message.EstimateCity, e.CityShare), city.Grouped(), e.PublishedCity.Grouped(), (city - e.PublishedCity).Grouped()},
		{c.say(message.EstimateDistrict), district.Grouped(), e.PublishedDistrict.Grouped(), (district - e.PublishedDistrict).Grouped()},
	}, 1)
	fmt.Fprintln(c.out)
	for _, m := range e.Notes() {
		fmt.Fprintln(c.out, m.In(c.lang))
	}
}
