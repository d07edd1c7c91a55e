// Command suanpan is the native program: it serves the page on this machine,
// and offers the same core on the command line.
//
// Exit codes: 0 done, 1 a check failed, 2 the input was refused. What is
// refused is one line on stderr: where, what, what to do.
package main

import (
	"context"
	"errors"
	"fmt"
	"io"
	"os"
	"os/signal"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"suanpan/budgetcore/message"
)

const (
	exitDone    = 0
	exitFailed  = 1 // a check failed
	exitRefused = 2
)

func main() {
	ctx, stop := signal.NotifyContext(context.Background(), os.Interrupt)
	defer stop()
	os.Exit(run(ctx, os.Args[1:], os.Stdin, os.Stdout, os.Stderr))
}

// run is the program without the process around it.
func run(ctx context.Context, args []string, in io.Reader, out, errs io.Writer) int {
	kept := &keeper{to: out}
	c := &cli{in: in, out: kept, errs: errs, lang: systemLang(os.LookupEnv)}
	for i, a := range args { // before cobra, so that help is in the language too
		switch v, ok := strings.CutPrefix(a, "--lang="); {
		case ok:
			c.setLang(v)
		case a == "--lang" && i+1 < len(args):
			c.setLang(args[i+1])
		}
	}
	root := c.root()
	root.SetArgs(args)
	root.SetIn(in)
	root.SetOut(kept)
	root.SetErr(errs)
	root.SetFlagErrorFunc(func(_ *cobra.Command, err error) error { return message.CommandUsage.Error(err.Error()) })
	err := c.known(root, args)
	if err == nil {
		err = root.ExecuteContext(ctx)
	}
	if kept.err != nil {
		err = message.OutputFailed.Error(reason(kept.err))
	}
	if err != nil {
		var said *message.Error
		if !errors.As(err, &said) {
			err = message.CommandFailed.Error(err.Error())
		}
		text := strings.Join(strings.Fields(message.Explain(err, c.lang)), " ")
		fmt.Fprintf(errs, "suanpan: %s\n", text)
		var failed *checkError
		if errors.As(err, &failed) {
			return exitFailed
		}
		return exitRefused
	}
	return exitDone
}

// keeper remembers the first error of writing: a result that did not arrive is
// not done.
type keeper struct {
	to  io.Writer
	err error
}

func (k *keeper) Write(b []byte) (int, error) {
	n, err := k.to.Write(b)
	if err != nil && k.err == nil {
		k.err = err
	}
	return n, err
}

// checkError is a check that failed, as against input that was refused.
type checkError struct{ error }

func (e *checkError) Unwrap() error { return e.error }

// systemLang is Chinese unless the environment plainly asks for English.
func systemLang(env func(string) (string, bool)) message.Lang {
	for _, name := range []string{"LC_ALL", "LC_MESSAGES", "LANG"} {
		if v, ok := env(name); ok && v != "" {
			if strings.HasPrefix(v, "en") {
				return message.EN
			}
			return message.ZH
		}
	}
	return message.ZH
}

// cli is what the commands share.
type cli struct {
	in   io.Reader
	out  io.Writer
	errs io.Writer
	lang message.Lang
}

func (c *cli) setLang(s string) {
	switch s {
	case "zh":
		c.lang = message.ZH
	case "en":
		c.lang = message.EN
	}
}

func (c *cli) say(t *message.Text, args ...any) string { return t.With(args...).In(c.lang) }

func (c *cli) root() *cobra.Command {
	root := c.serve("suanpan")
	root.Short = c.say(message.CommandRoot)
	root.SilenceErrors, root.SilenceUsage = true, true
	root.CompletionOptions.HiddenDefaultCmd = true
	root.PersistentFlags().String("lang", "", c.say(message.FlagLang))
	root.PersistentPreRunE = func(cmd *cobra.Command, _ []string) error {
		if v, _ := cmd.Flags().GetString("lang"); v != "" && v != "zh" && v != "en" {
			return message.LangUnknown.Error(v)
		}
		return nil
	}
	root.AddCommand(c.serve("serve"), c.tables(), c.estimate(), c.split(), c.transfer(), c.lines(), c.check(), c.trace(), c.narrative(), c.start(), c.log(), c.diff(), c.merge(), c.consolidateDrafts(), c.classify(), c.class(), c.sample(), c.site())
	return root
}

// known refuses a mistyped command before its flags are blamed.
func (c *cli) known(root *cobra.Command, args []string) error {
	if len(args) == 0 || strings.HasPrefix(args[0], "-") || strings.HasPrefix(args[0], "__") {
		return nil
	}
	names := []string{"help"}
	for _, cmd := range root.Commands() {
		names = append(names, cmd.Name())
	}
	if slices.Contains(names, args[0]) || args[0] == "completion" {
		return nil
	}
	return message.CommandUnknown.Error(args[0], strings.Join(names, " / "))
}

// noArgs refuses words a command has no use for.
func noArgs(_ *cobra.Command, args []string) error {
	if len(args) > 0 {
		return message.CommandExtra.Error(args[0])
	}
	return nil
}

// format checks a --format value against the formats a command has; the first
// is the default.
func format(value string, formats ...string) error {
	for _, f := range formats {
		if value == f {
			return nil
		}
	}
	return message.At("--format", message.FormatUnknown.Error(value, strings.Join(formats, " / ")))
}

func (c *cli) formatFlag(cmd *cobra.Command, formats ...string) *string {
	return cmd.Flags().String("format", formats[0], c.say(message.FlagFormat, strings.Join(formats, " / ")))
}
