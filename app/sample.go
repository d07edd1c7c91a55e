package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/published"
	"suanpan/budgetcore/training"
)

// sample writes a draft that a lesson starts from, or lists them.
func (c *cli) sample() *cobra.Command {
	return &cobra.Command{Use: "sample [NAME]", Short: c.say(message.CommandSample), RunE: func(_ *cobra.Command, args []string) error {
		if len(args) > 1 {
			return message.CommandExtra.Error(args[1])
		}
		ids := make([]string, len(training.Samples))
		for i := range training.Samples {
			x := &training.Samples[i]
			if ids[i] = x.ID; len(args) == 0 {
				fmt.Fprintf(c.out, "%s\t%s\t%s\n", x.ID, c.say(x.Name), c.say(x.About))
			}
		}
		if len(args) == 0 {
			return nil
		}
		x := training.FindSample(args[0])
		if x == nil {
			return message.SampleUnknown.Error(args[0], strings.Join(ids, " / "))
		}
		_, err := c.out.Write(x.Draft(published.Dataset(), c.lang).AppendJSON(nil))
		return err
	}}
}
