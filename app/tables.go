package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"

	"suanpan/budgetcore/articulation"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/published"
	"suanpan/budgetcore/statement"
)

// open replays a draft, or gives the untouched budget where there is none.
func (c *cli) open(draft string, tails ledger.Tails) (now, base *ledger.Ledger, err error) {
	ds := published.Dataset()
	if draft != "" {
		if now, err = c.replay(draft, tails); err != nil {
			var cannot *message.Error
			if errors.As(err, &cannot) && cannot.Text == message.FileCannotOpen {
				err = message.At("--draft", err)
			}
			return nil, nil, err
		}
		ds = now.Dataset()
	}
	if base, err = ledger.New(ds, tails); err != nil {
		return nil, nil, err
	}
	if now == nil {
		now = base
	}
	return now, base, nil
}

// replay reads a draft file, "-" for what is piped in.
func (c *cli) replay(file string, tails ledger.Tails) (*ledger.Ledger, error) {
	ds := published.Dataset()
	r := c.in
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, message.FileCannotOpen.Error(file, reason(err))
		}
		defer f.Close()
		r = f
	}
	d, err := budget.ReadDraft(r, file, ds)
	var path *fs.PathError
	if errors.As(err, &path) { // a folder opens, but cannot be read
		err = message.FileCannotOpen.Error(file, reason(err))
	}
	if err != nil {
		return nil, err
	}
	l, err := ledger.Replay(ds, d, tails)
	if err != nil {
		return nil, err
	}
	if err := l.Verify(); err != nil {
		return nil, &checkError{message.CheckFailed.Error(err.Error())}
	}
	return l, nil
}

// reason strips the operation and path that os errors repeat.
func reason(err error) string {
	s := err.Error()
	return strings.TrimSpace(s[strings.LastIndex(s, ": ")+1:])
}

func (c *cli) tables() *cobra.Command {
	cmd := &cobra.Command{Use: "tables --annex N", Short: c.say(message.CommandTables), Args: noArgs}
	annex := cmd.Flags().String("annex", "", c.say(message.FlagAnnex))
	part := cmd.Flags().String("part", "", c.say(message.FlagPart))
	draft := cmd.Flags().String("draft", "", c.say(message.FlagDraft))
	tails := cmd.Flags().String("tails", "keep", c.say(message.FlagTails))
	rounding := cmd.Flags().String("rounding", "plain", c.say(message.FlagRounding))
	form := c.formatFlag(cmd, "csv", "json", "text")
	cmd.RunE = func(*cobra.Command, []string) error {
		if err := format(*form, "csv", "json", "text"); err != nil {
			return err
		}
		if *annex == "" {
			return message.FlagMissing.Error("annex")
		}
		defs, err := annexParts(*annex, *part)
		if err != nil {
			return err
		}
		if *form == "csv" && len(defs) > 1 {
			return message.At("--part", message.PartMissing.Error(*annex, partNames(defs)))
		}
		keep := ledger.KeepTails
		switch *tails {
		case "keep":
		case "drop":
			keep = ledger.DropTails
		default:
			return message.TailsUnknown.Error(*tails)
		}
		if *rounding != "plain" && *rounding != "add" {
			return message.RoundingUnknown.Error(*rounding)
		}
		now, base, err := c.open(*draft, keep)
		if err != nil {
			return err
		}
		tables := make([]*statement.Table, len(defs))
		var nudges []articulation.Nudge
		for i, def := range defs {
			tables[i] = statement.Build(def, now, base)
			if *rounding == "add" {
				more, err := articulation.Additive(tables[i])
				if err != nil {
					return err
				}
				nudges = append(nudges, more...)
			}
		}
		switch *form {
		case "csv":
			if *rounding == "add" { // a file must not pass for the publication unsaid
				c.nudges(c.errs, nudges)
			}
			return tables[0].WriteCSV(c.out)
		case "json":
			return c.tablesJSON(tables, *rounding, nudges)
		}
		if err := c.tablesText(tables, keep); err != nil || *rounding == "plain" {
			return err
		}
		fmt.Fprintln(c.out)
		c.nudges(c.out, nudges)
		return nil
	}
	return cmd
}

// nudges lists the figures that are not printed as rounded.
func (c *cli) nudges(out io.Writer, nudges []articulation.Nudge) {
	if len(nudges) == 0 {
		fmt.Fprintln(out, c.say(message.RoundingNothing))
		return
	}
	fmt.Fprintln(out, c.say(message.RoundingNote, len(nudges)))
	for _, n := range nudges {
		fmt.Fprintf(out, "  %s\n", c.say(message.RoundingOne, n.Label, n.Exact.GroupedExact(), n.Rounded.Grouped(), n.Printed.Grouped()))
	}
}

type nudgeJSON struct {
	Cell    string `json:"cell"`
	Exact   string `json:"exact"`
	Rounded string `json:"rounded"`
	Printed string `json:"printed"`
}

// annexParts returns the part of an annex that was asked for; without a part,
// all there are.
func annexParts(annex, part string) ([]*statement.Definition, error) {
	n, err := strconv.Atoi(annex)
	defs := statement.Parts(n)
	if err != nil || defs == nil || strconv.Itoa(n) != annex {
		var numbers []string
		for _, d := range statement.Annexes {
			numbers = append(numbers, strconv.Itoa(d.Annex))
		}
		return nil, message.At("--annex", message.AnnexUnknown.Error(annex, strings.Join(slices.Compact(numbers), " / ")))
	}
	if part == "" {
		return defs, nil
	}
	for _, d := range defs {
		if d.Named(part) {
			return []*statement.Definition{d}, nil
		}
	}
	if len(defs) == 1 {
		return nil, message.At("--part", message.PartNone.Error(annex))
	}
	return nil, message.At("--part", message.PartUnknown.Error(annex, part, partNames(defs)))
}

func partNames(defs []*statement.Definition) string {
	var names []string
	for _, d := range defs {
		names = append(names, d.Part)
	}
	return strings.Join(names, " / ")
}

type cellJSON struct {
	// Amount is as printed, Exact and Published in full; null where blank.
	Amount    *string `json:"amount"`
	Exact     *string `json:"exact"`
	Published *string `json:"published"`
	Changed   bool    `json:"changed,omitempty"`
}

type rowJSON struct {
	Row   string              `json:"row"`
	Kind  string              `json:"kind"`
	Keys  map[string]string   `json:"keys"`
	Cells map[string]cellJSON `json:"cells"`
	// Texts are those behind the amounts.
	Texts map[string]string `json:"texts,omitempty"`
	// Input tells that the amounts are as published and no line moves them.
	Input bool `json:"input,omitempty"`
}

var rowKinds = map[statement.RowKind]string{
	statement.Leaf: "line", statement.Group: "group", statement.Total: "total",
	statement.Heading: "heading", statement.Unassigned: "unassigned", statement.Remark: "remark",
}

// tablesJSON prints one table, or an annex of several as a list of parts.
func (c *cli) tablesJSON(tables []*statement.Table, rounding string, nudges []articulation.Nudge) error {
	m := c.tableJSON(tables[0])
	if len(tables) > 1 {
		var parts []map[string]any
		for _, t := range tables {
			parts = append(parts, c.tableJSON(t))
		}
		m = map[string]any{"annex": tables[0].Annex, "unit": "万元", "parts": parts}
	}
	if rounding != "plain" {
		list := make([]nudgeJSON, 0, len(nudges))
		for _, n := range nudges {
			list = append(list, nudgeJSON{n.Ref.String(), n.Exact.String(), n.Rounded.String(), n.Printed.String()})
		}
		m["rounding"], m["nudges"] = rounding, list
	}
	return c.json(m)
}

func (c *cli) tableJSON(t *statement.Table) map[string]any {
	rows := make([]rowJSON, 0, len(t.Lines))
	for _, r := range t.Lines {
		row := rowJSON{Row: r.Path, Kind: rowKinds[r.Kind], Keys: map[string]string{}, Cells: map[string]cellJSON{}, Input: r.Input}
		if len(t.After) > 0 {
			row.Texts = map[string]string{}
		}
		for i, k := range t.After {
			row.Texts[k.ID] = r.After[i]
		}
		for i, k := range t.Keys {
			row.Keys[k.ID] = r.Texts[i]
		}
		for i, col := range t.Columns {
			cell := r.Cells[i]
			var x cellJSON
			if !cell.Blank() {
				printed, exact := cell.Printed(), cell.Now.Amount.String()
				x.Amount, x.Exact = &printed, &exact
			}
			if cell.Base.Lines > 0 {
				was := cell.Base.Amount.Printed()
				x.Published = &was
			}
			x.Changed = cell.Changed()
			row.Cells[col.ID] = x
		}
		rows = append(rows, row)
	}
	m := map[string]any{
		"annex": t.Annex, "title": t.Title.In(c.lang), "unit": "万元", "columns": t.Header(), "rows": rows,
	}
	if t.Part != "" {
		m["part"] = t.Part
	}
	return m
}

func (c *cli) json(v any) error {
	enc := json.NewEncoder(c.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

func (c *cli) tablesText(tables []*statement.Table, tails ledger.Tails) error {
	changed, input := false, false
	for i, t := range tables {
		if i > 0 {
			fmt.Fprintln(c.out)
		}
		c.tableText(t)
		if t.Note != nil {
			fmt.Fprintf(c.out, "\n%s\n", c.say(t.Note))
		}
		for _, m := range t.Unplaced {
			fmt.Fprintf(c.out, "\n%s\n", m.In(c.lang))
		}
		for _, r := range t.Lines {
			input = input || r.Input
			changed = changed || slices.ContainsFunc(r.Cells, statement.Cell.Changed)
		}
	}
	for _, note := range []struct {
		on   bool
		text *message.Text
	}{{changed, message.ChangedMark}, {input, message.InputMark}, {tails == ledger.DropTails, message.TailsDropped}} {
		if note.on {
			fmt.Fprintf(c.out, "\n%s\n", c.say(note.text))
		}
	}
	return nil
}

// tableText prints rows in columns; texts behind the amounts can be pages
// long, so they follow row by row.
func (c *cli) tableText(t *statement.Table) {
	head := make([]string, 0, len(t.Keys)+len(t.Columns))
	for _, k := range t.Keys {
		head = append(head, k.Head.In(c.lang))
	}
	for _, col := range t.Columns {
		var words []string
		for _, h := range col.Heads {
			words = append(words, h.In(c.lang))
		}
		head = append(head, strings.Join(words, "·"))
	}
	rows := [][]string{head}
	var texts []string
	for _, r := range t.Lines {
		for i, k := range t.After {
			switch s := paragraphs.Replace(r.After[i]); {
			case s == "":
			case r.Kind == statement.Remark:
				texts = append(texts, s)
			default:
				texts = append(texts, r.Path+" · "+k.Head.In(c.lang)+": "+s)
			}
		}
		if r.Kind == statement.Remark {
			continue
		}
		rec := append([]string(nil), r.Texts...)
		if t.Keys != nil && t.Keys[0].ID == "side" {
			rec[0] = map[string]*message.Text{"income": message.SideIncome, "expenditure": message.SideExpenditure}[rec[0]].In(c.lang)
		}
		for _, cell := range r.Cells {
			s := ""
			if !cell.Blank() {
				s = cell.Grouped()
			}
			mark := " " // room for the mark, so that digits stand under digits
			switch {
			case r.Input && s != "":
				mark = "†"
			case cell.Changed():
				mark = "*"
			}
			rec = append(rec, s+mark)
		}
		rows = append(rows, rec)
	}
	title := t.Title.In(c.lang)
	if len(t.Columns) > 0 {
		title += "　" + c.say(message.UnitOfMeasure)
	}
	fmt.Fprintf(c.out, "%s\n\n", title)
	c.columns(rows, len(t.Keys))
	if len(texts) > 0 {
		fmt.Fprintf(c.out, "\n%s\n", strings.Join(texts, "\n"))
	}
}

// paragraphs takes out the marks that the publication left in its texts.
var paragraphs = strings.NewReplacer("<p>", "", "</p>", "")

// columns prints rows with the first so many columns flush left, the others
// flush right, by the width that a terminal gives Chinese characters.
func (c *cli) columns(rows [][]string, left int) {
	wide := runewidth.NewCondition()
	wide.EastAsianWidth = false
	width := make([]int, len(rows[0]))
	for _, r := range rows {
		for i, s := range r {
			width[i] = max(width[i], wide.StringWidth(s))
		}
	}
	var b strings.Builder
	for _, r := range rows {
		b.Reset()
		for i, s := range r {
			pad := strings.Repeat(" ", width[i]-wide.StringWidth(s))
			if i < left {
				s, pad = pad, s
			}
			b.WriteString(pad + s + "  ")
		}
		fmt.Fprintln(c.out, strings.TrimRight(b.String(), " "))
	}
}
