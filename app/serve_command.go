package main

import (
	"github.com/spf13/cobra"

	"suanpan/app/serve"
	"suanpan/budgetcore/message"
)

const defaultAddr = "127.0.0.1:7788"

func (c *cli) serve(use string) *cobra.Command {
	cmd := &cobra.Command{Use: use, Short: c.say(message.CommandServe), Args: noArgs}
	addr := cmd.Flags().String("addr", defaultAddr, c.say(message.FlagAddr))
	noOpen := cmd.Flags().Bool("no-open", false, c.say(message.FlagNoOpen))
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		return serve.Run(cmd.Context(), *addr, !*noOpen, c.out)
	}
	return cmd
}

func (c *cli) site() *cobra.Command {
	cmd := &cobra.Command{Use: "site --out DIR", Short: c.say(message.CommandSite), Args: noArgs}
	out := cmd.Flags().String("out", "", c.say(message.FlagOut))
	cmd.RunE = func(*cobra.Command, []string) error {
		if *out == "" {
			return message.FlagMissing.Error("out")
		}
		return serve.WriteSite(*out)
	}
	return cmd
}
