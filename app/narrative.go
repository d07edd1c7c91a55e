package main

import (
	"fmt"
	"strings"

	"github.com/spf13/cobra"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/narrative"
)

func (c *cli) narrative() *cobra.Command {
	cmd := &cobra.Command{Use: "narrative", Short: c.say(message.CommandNarrative), Args: noArgs}
	draft := cmd.Flags().String("draft", "", c.say(message.FlagDraft))
	form := c.formatFlag(cmd, "text", "html", "json")
	cmd.RunE = func(*cobra.Command, []string) error {
		if err := format(*form, "text", "html", "json"); err != nil {
			return err
		}
		d, err := c.disclosure(*draft)
		if err != nil {
			return err
		}
		if d.Text == nil {
			return message.DisclosureNoText.Error()
		}
		switch *form {
		case "html":
			fmt.Fprint(c.out, d.Text.HTML(d.Now.Dataset().Title))
			return nil
		case "json":
			return c.narrativeJSON(d.Text)
		}
		c.narrativeText(d.Text)
		return nil
	}
	return cmd
}

// narrativeText prints a paragraph a line; what differs from the publication
// is followed by what was published.
func (c *cli) narrativeText(t *narrative.Text) {
	for i, b := range t.Blocks {
		if b.Level > 0 && i > 0 {
			fmt.Fprintln(c.out)
		}
		var s strings.Builder
		for _, r := range b.Runs {
			s.WriteString(r.Text)
			switch {
			case r.Was == "":
			case b.Gone:
				s.WriteString(c.say(message.NarrativeGone, r.Was))
			case r.Was == narrative.Nothing:
				s.WriteString(c.say(message.NarrativeAdded))
			default:
				s.WriteString(c.say(message.NarrativeChanged, r.Was))
			}
		}
		fmt.Fprintln(c.out, s.String())
	}
}

type runJSON struct {
	Text   string `json:"text"`
	Figure string `json:"figure,omitempty"`
	// Published is what the publication says in its place, if that differs.
	Published string `json:"published,omitempty"`
	Input     bool   `json:"input,omitempty"`
}

type blockJSON struct {
	Level int       `json:"level"`
	Gone  bool      `json:"gone,omitempty"`
	Runs  []runJSON `json:"runs"`
}

type figureJSON struct {
	ID        string  `json:"id"`
	Section   string  `json:"section"`
	Summary   string  `json:"summary"`
	Unit      string  `json:"unit"`
	Amount    *string `json:"amount"`
	Published *string `json:"published"`
	Changed   bool    `json:"changed,omitempty"`
	Input     bool    `json:"input,omitempty"`
	Source    string  `json:"source,omitempty"`
}

func (c *cli) narrativeJSON(t *narrative.Text) error {
	blocks := make([]blockJSON, 0, len(t.Blocks))
	for _, b := range t.Blocks {
		x := blockJSON{Level: b.Level, Gone: b.Gone}
		for _, r := range b.Runs {
			x.Runs = append(x.Runs, runJSON{r.Text, r.Figure, r.Was, r.Input})
		}
		blocks = append(blocks, x)
	}
	figures := make([]figureJSON, 0, len(t.Figures))
	for i := range t.Figures {
		if f := &t.Figures[i]; !f.Hidden {
			figures = append(figures, figureJSON{f.ID, f.Section, f.Summary, f.Unit, pointer(f.Now), pointer(f.Base), f.Changed(), f.Input, f.Source})
		}
	}
	return c.json(map[string]any{"changed": t.Changed(), "figures": figures, "blocks": blocks})
}
