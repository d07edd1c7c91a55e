package main

import (
	"fmt"
	"slices"
	"strings"

	"github.com/spf13/cobra"

	"suanpan/budgetcore/disclosure"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/statement"
)

func (c *cli) trace() *cobra.Command {
	cmd := &cobra.Command{Use: "trace --annex N --row R --column C", Short: c.say(message.CommandTrace), Args: noArgs}
	annex := cmd.Flags().String("annex", "", c.say(message.FlagAnnex))
	part := cmd.Flags().String("part", "", c.say(message.FlagPart))
	row := cmd.Flags().String("row", "", c.say(message.FlagRow))
	column := cmd.Flags().String("column", "", c.say(message.FlagColumn))
	figure := cmd.Flags().String("figure", "", c.say(message.FlagFigure))
	line := cmd.Flags().String("line", "", c.say(message.FlagLine))
	draft := cmd.Flags().String("draft", "", c.say(message.FlagDraft))
	form := c.formatFlag(cmd, "text", "json")
	cmd.RunE = func(*cobra.Command, []string) error {
		if err := format(*form, "text", "json"); err != nil {
			return err
		}
		asked := 0
		for _, s := range []string{*annex, *figure, *line} {
			if s != "" {
				asked++
			}
		}
		if asked != 1 {
			return message.TraceWhat.Error()
		}
		d, err := c.disclosure(*draft)
		if err != nil {
			return err
		}
		p := disclosure.Point{Figure: *figure, Line: *line}
		if *annex != "" {
			if p.Cell, err = c.cell(d, *annex, *part, *row, *column); err != nil {
				return err
			}
		}
		t, err := d.Trace(p)
		if err != nil {
			return err
		}
		if *form == "json" {
			return c.traceJSON(t)
		}
		c.traceText(t)
		return nil
	}
	return cmd
}

// cell finds the cell that is asked for. Of an annex of several tables the
// first that has the row and the column is taken.
func (c *cli) cell(d *disclosure.Disclosure, annex, part, row, column string) (statement.Ref, error) {
	defs, err := annexParts(annex, part)
	if err != nil {
		return statement.Ref{}, err
	}
	if row == "" {
		return statement.Ref{}, message.FlagMissing.Error("row")
	}
	var failed error
	for _, def := range defs {
		t := d.Book.Table(def.Annex, def.Part)
		if t == nil { // derived
			t = statement.Build(def, d.Now, d.Base)
		}
		r := statement.Ref{Annex: def.Annex, Part: def.Part}
		if len(t.Columns) == 0 {
			continue
		}
		if r.Row, err = rowNamed(t, row); err == nil {
			r.Column, err = c.columnNamed(t, column)
		}
		if err == nil {
			return r, nil
		}
		if failed == nil {
			failed = err
		}
	}
	if failed == nil {
		failed = message.TraceUnknownCell.Error(row)
	}
	return statement.Ref{}, failed
}

// rowNamed finds a row by its path, or by any of its texts if no other row has
// it.
func rowNamed(t *statement.Table, row string) (string, error) {
	if side, rest, ok := strings.Cut(row, "/"); ok { // as the text output names the sides
		switch side {
		case message.SideIncome.In(message.ZH):
			row = "income/" + rest
		case message.SideExpenditure.In(message.ZH):
			row = "expenditure/" + rest
		}
	}
	var named, paths []string
	for i := range t.Lines {
		l := &t.Lines[i]
		if l.Path == row {
			return row, nil
		}
		paths = append(paths, l.Path)
		if slices.Contains(l.Texts, row) {
			named = append(named, l.Path)
		}
	}
	switch len(named) {
	case 0:
		return "", message.At("--row", message.TraceRowUnknown.Error(t.Annex, row, strings.Join(paths[:min(3, len(paths))], "  ")))
	case 1:
		return named[0], nil
	}
	return "", message.At("--row", message.RowAmbiguous.Error(t.Annex, row, strings.Join(named[:min(4, len(named))], "  ")))
}

// columnNamed finds a column by its id or by its heads in either language.
func (c *cli) columnNamed(t *statement.Table, column string) (string, error) {
	if column == "" && len(t.Columns) == 1 {
		return t.Columns[0].ID, nil
	}
	var ids, named []string
	for _, col := range t.Columns {
		if col.ID == column {
			return column, nil
		}
		ids = append(ids, col.ID)
		for _, lang := range []message.Lang{message.ZH, message.EN} {
			var heads []string
			for _, h := range col.Heads {
				heads = append(heads, h.In(lang))
			}
			if column == strings.Join(heads, "·") || column == heads[len(heads)-1] {
				named = append(named, col.ID)
				break
			}
		}
	}
	if len(named) == 1 {
		return named[0], nil
	}
	return "", message.At("--column", message.TraceColUnknown.Error(t.Annex, column, strings.Join(ids, " / ")))
}

func (c *cli) traceText(t *disclosure.Trace) {
	fmt.Fprintf(c.out, "%s\n", t.Title.In(c.lang))
	fmt.Fprintf(c.out, "%s\n\n", t.Point)
	rows := [][]string{{c.say(message.GridPublished), c.say(message.GridDraft)}, {dash(t.Base), dash(t.Now)}}
	if t.Base != "" || t.Now != "" {
		c.columns(rows, 0)
		fmt.Fprintln(c.out)
	}
	for _, m := range t.Why {
		fmt.Fprintf(c.out, "· %s\n", m.In(c.lang))
	}
	c.steps(t.PartsHead(), t.Parts)
	c.steps(message.TraceUsesHead, t.Uses)
	if t.Uses == nil {
		fmt.Fprintf(c.out, "\n%s\n", c.say(message.TraceNoUses))
	}
}

func dash(s string) string {
	if s == "" {
		return "—"
	}
	return s
}

func (c *cli) steps(head *message.Text, steps []disclosure.Step) {
	if len(steps) == 0 {
		return
	}
	fmt.Fprintf(c.out, "\n%s\n", c.say(head))
	rows := [][]string{{"", "", c.say(message.GridPublished), c.say(message.GridDraft), c.say(message.GridChange)}}
	var sentences []string
	for i := range steps {
		s := &steps[i]
		sign := " "
		if s.Sign < 0 {
			sign = c.say(message.TraceTake)
		}
		title := s.Title.In(c.lang)
		if s.Group.Text != nil {
			title = s.Group.In(c.lang) + " · " + title
		}
		if !s.Amounts && s.Said == "" && s.SaidBase == "" {
			sentences = append(sentences, title)
			continue
		}
		rec := []string{sign, title, dash(s.SaidBase), dash(s.Said), ""}
		if s.Amounts {
			rec[2], rec[3] = s.Base.GroupedExact(), s.Now.GroupedExact()
			if s.Changed() {
				rec[4] = signed(s.Now - s.Base)
			}
		}
		rows = append(rows, rec)
	}
	if len(rows) > 1 {
		c.columns(rows, 2)
	}
	for _, s := range sentences {
		fmt.Fprintf(c.out, "   %s\n", s)
	}
	told := make(map[string]bool)
	for i := range steps {
		for _, n := range steps[i].Notes {
			if s := n.In(c.lang); !told[s] {
				told[s] = true
				fmt.Fprintf(c.out, "  %s: %s\n", steps[i].Point, s)
			}
		}
	}
}

func signed(a money.Amount) string {
	if a > 0 {
		return "+" + a.GroupedExact()
	}
	return a.GroupedExact()
}

type stepJSON struct {
	Figure string `json:"figure,omitempty"`
	Title  string `json:"title"`
	Group  string `json:"group,omitempty"`
	Sign   int    `json:"sign"`
	// Published, Draft and Change are exact amounts in 万元, or what is printed.
	Published *string  `json:"published"`
	Draft     *string  `json:"draft"`
	Change    string   `json:"change,omitempty"`
	Notes     []string `json:"notes,omitempty"`
}

func (c *cli) traceJSON(t *disclosure.Trace) error {
	why := make([]string, 0, len(t.Why))
	for _, m := range t.Why {
		why = append(why, m.In(c.lang))
	}
	return c.json(map[string]any{
		"figure": t.Point.String(), "title": t.Title.In(c.lang), "published": pointer(t.Base), "draft": pointer(t.Now), "unit": "万元",
		"why": why, "parts": c.stepsJSON(t.Parts), "uses": c.stepsJSON(t.Uses),
	})
}

func pointer(s string) *string {
	if s == "" {
		return nil
	}
	return &s
}

func (c *cli) stepsJSON(steps []disclosure.Step) []stepJSON {
	out := make([]stepJSON, 0, len(steps))
	for i := range steps {
		s := &steps[i]
		x := stepJSON{Title: s.Title.In(c.lang), Group: s.Group.In(c.lang), Sign: s.Sign, Published: pointer(s.SaidBase), Draft: pointer(s.Said)}
		if s.Point != (disclosure.Point{}) {
			x.Figure = s.Point.String()
		}
		if s.Amounts {
			was, is := s.Base.String(), s.Now.String()
			x.Published, x.Draft = &was, &is
			if s.Changed() {
				x.Change = (s.Now - s.Base).String()
			}
		}
		for _, n := range s.Notes {
			x.Notes = append(x.Notes, n.In(c.lang))
		}
		out = append(out, x)
	}
	return out
}
