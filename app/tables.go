package main

import (
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"strconv"
	"strings"

	"github.com/mattn/go-runewidth"
	"github.com/spf13/cobra"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/published"
	"suanpan/budgetcore/statement"
)

// open replays a draft, or gives the untouched budget where there is none.
func (c *cli) open(draft string, tails ledger.Tails) (now, base *ledger.Ledger, err error) {
	ds := published.Dataset()
	if base, err = ledger.New(ds, tails); err != nil || draft == "" {
		return base, base, err
	}
	var r io.Reader = c.in
	if draft != "-" {
		f, err := os.Open(draft)
		if err != nil {
			return nil, nil, message.At("--draft", message.FileCannotOpen.Error(draft, reason(err)))
		}
		defer f.Close()
		r = f
	}
	d, err := budget.ReadDraft(r, draft, ds)
	var path *fs.PathError
	if errors.As(err, &path) { // a folder opens, but cannot be read
		err = message.At("--draft", message.FileCannotOpen.Error(draft, reason(err)))
	}
	if err != nil {
		return nil, nil, err
	}
	now, err = ledger.Replay(ds, d, tails)
	return now, base, err
}

// reason strips the operation and path that os errors repeat.
func reason(err error) string {
	s := err.Error()
	return strings.TrimSpace(s[strings.LastIndex(s, ": ")+1:])
}

func (c *cli) tables() *cobra.Command {
	cmd := &cobra.Command{Use: "tables --annex N", Short: c.say(message.CommandTables), Args: cobra.NoArgs}
	annex := cmd.Flags().String("annex", "", c.say(message.FlagAnnex))
	draft := cmd.Flags().String("draft", "", c.say(message.FlagDraft))
	tails := cmd.Flags().String("tails", "keep", c.say(message.FlagTails))
	form := c.formatFlag(cmd, "csv", "json", "text")
	cmd.RunE = func(*cobra.Command, []string) error {
		if err := format(*form, "csv", "json", "text"); err != nil {
			return err
		}
		if *annex == "" {
			return message.FlagMissing.Error("annex")
		}
		var numbers []string
		for _, d := range statement.Annexes {
			numbers = append(numbers, strconv.Itoa(d.Annex))
		}
		n, err := strconv.Atoi(*annex)
		def := statement.Annex(n)
		if err != nil || def == nil || strconv.Itoa(n) != *annex {
			return message.At("--annex", message.AnnexUnknown.Error(*annex, strings.Join(numbers, " / ")))
		}
		keep := ledger.KeepTails
		switch *tails {
		case "keep":
		case "drop":
			keep = ledger.DropTails
		default:
			return message.TailsUnknown.Error(*tails)
		}
		now, base, err := c.open(*draft, keep)
		if err != nil {
			return err
		}
		t := statement.Build(def, now, base)
		switch *form {
		case "csv":
			return t.WriteCSV(c.out)
		case "json":
			return c.tableJSON(t)
		}
		return c.tableText(t, keep)
	}
	return cmd
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
}

var rowKinds = map[statement.RowKind]string{
	statement.Leaf: "line", statement.Group: "group", statement.Total: "total",
	statement.Heading: "heading", statement.Unassigned: "unassigned",
}

func (c *cli) tableJSON(t *statement.Table) error {
	rows := make([]rowJSON, 0, len(t.Lines))
	for _, r := range t.Lines {
		row := rowJSON{Row: r.Path, Kind: rowKinds[r.Kind], Keys: map[string]string{}, Cells: map[string]cellJSON{}}
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
	return c.json(map[string]any{
		"annex": t.Annex, "title": t.Title.In(c.lang), "unit": "万元", "columns": t.Header(), "rows": rows,
	})
}

func (c *cli) json(v any) error {
	enc := json.NewEncoder(c.out)
	enc.SetEscapeHTML(false)
	enc.SetIndent("", "  ")
	return enc.Encode(v)
}

func (c *cli) tableText(t *statement.Table, tails ledger.Tails) error {
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
	changed := false
	for _, r := range t.Lines {
		rec := append([]string(nil), r.Texts...)
		if t.Keys != nil && t.Keys[0].ID == "side" {
			rec[0] = map[string]*message.Text{"income": message.SideIncome, "expenditure": message.SideExpenditure}[rec[0]].In(c.lang)
		}
		for _, cell := range r.Cells {
			s := ""
			if !cell.Blank() {
				s = cell.Now.Amount.Grouped()
			}
			mark := " " // room for the mark, so that digits stand under digits
			if cell.Changed() {
				mark, changed = "*", true
			}
			rec = append(rec, s+mark)
		}
		rows = append(rows, rec)
	}
	fmt.Fprintf(c.out, "%s　%s\n\n", t.Title.In(c.lang), c.say(message.UnitOfMeasure))
	c.columns(rows, len(t.Keys))
	if changed {
		fmt.Fprintf(c.out, "\n%s\n", c.say(message.ChangedMark))
	}
	if tails == ledger.DropTails {
		fmt.Fprintf(c.out, "\n%s\n", c.say(message.TailsDropped))
	}
	return nil
}

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
