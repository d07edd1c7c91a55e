package main

import (
	"encoding/csv"
	"errors"
	"fmt"
	"io"
	"io/fs"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/transfer"
)

// transferView is what of a model is asked for.
type transferView struct {
	year            int // 0 is all
	district        string
	notice, explain bool
	changed         []transfer.Difference
	form            string
}

func (c *cli) transfer() *cobra.Command {
	cmd := &cobra.Command{Use: "transfer --model FILE", Short: c.say(message.CommandTransfer), Args: noArgs}
	f := cmd.Flags()
	file := f.String("model", "", c.say(message.FlagTransferModel))
	year := f.String("year", "", c.say(message.FlagTransferYear))
	var v transferView
	f.StringVar(&v.district, "district", "", c.say(message.FlagDistrict))
	f.BoolVar(&v.notice, "notice", false, c.say(message.FlagNotice))
	f.BoolVar(&v.explain, "explain", false, c.say(message.FlagExplain))
	set := f.StringArray("set", nil, c.say(message.FlagWhatIf))
	form := c.formatFlag(cmd, "text", "csv", "json")
	cmd.RunE = func(*cobra.Command, []string) error {
		if err := format(*form, "text", "csv", "json"); err != nil {
			return err
		}
		v.form = *form
		if v.form == "csv" && (v.explain || v.notice) {
			return message.At("--format", message.ExplainNotCSV.Error())
		}
		m, err := c.model(*file)
		if err != nil {
			return err
		}
		r, err := m.Compute()
		if err != nil {
			return err
		}
		if v.year, err = yearOf(m, *year); err != nil {
			return message.At("--year", err)
		}
		if v.district != "" {
			if _, err := r.Notice(v.district); err != nil {
				return message.At("--district", err)
			}
		}
		for _, s := range *set {
			if err := whatIf(m, s); err != nil {
				return message.At("--set", err)
			}
		}
		if len(*set) > 0 {
			before := r
			if r, err = m.Compute(); err != nil {
				return message.At("--set", err)
			}
			v.changed = transfer.Differences(before, r)
		}
		switch v.form {
		case "csv":
			return c.transferCSV(r, &v)
		case "json":
			return c.transferJSON(m, r, &v)
		}
		return c.transferText(m, r, &v, *file == "")
	}
	return cmd
}

// model reads a model file, "-" for what is piped in; without one it is the
// preset.
func (c *cli) model(file string) (*transfer.Model, error) {
	if file == "" {
		return transfer.Preset(), nil
	}
	in := c.in
	if file != "-" {
		f, err := os.Open(file)
		if err != nil {
			return nil, message.At("--model", message.FileCannotOpen.Error(file, reason(err)))
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, transfer.MaxModelBytes+1))
	var path *fs.PathError
	if errors.As(err, &path) { // a folder opens, but cannot be read
		return nil, message.At("--model", message.FileCannotOpen.Error(file, reason(err)))
	}
	if err != nil {
		return nil, fmt.Errorf("reading %s: %w", file, err)
	}
	return transfer.ReadModel(data, file)
}

func yearOf(m *transfer.Model, s string) (int, error) {
	if s == "" {
		return 0, nil
	}
	i := slices.IndexFunc(m.Years, func(y transfer.Year) bool { return strconv.Itoa(y.Year) == s })
	if i < 0 {
		return 0, message.YearUnknown.Error(s[:min(len(s), 20)])
	}
	return m.Years[i].Year, nil
}

// whatIf reads YEAR/DISTRICT/FIELD=VALUE or YEAR/DISTRICT/FIELD/GROUP=VALUE;
// the district is empty for what holds for the whole year.
func whatIf(m *transfer.Model, s string) error {
	path, value, ok := strings.Cut(s, "=")
	parts := strings.Split(path, "/")
	if !ok || len(parts) < 3 || len(parts) > 4 {
		return message.WhatIfUnclear.Error(s[:min(len(s), 60)])
	}
	year, err := yearOf(m, parts[0])
	if err != nil {
		return err
	}
	f, ok := transfer.FieldNamed(parts[2])
	if !ok {
		return message.WhatIfUnclear.Error(s[:min(len(s), 60)])
	}
	at := transfer.Place{Year: year, District: parts[1], Field: f}
	if len(parts) == 4 {
		at.Group = parts[3]
	}
	return m.Set(at, value)
}

// shows tells whether an entry is asked for; totals only where no district is.
func (v *transferView) shows(e *transfer.Entry) bool {
	return (v.year == 0 || e.Year == v.year) && (v.district == "" || e.District == v.district)
}

func (v *transferView) entries(r *transfer.Result) []transfer.Entry {
	var list []transfer.Entry
	for i := range r.Entries {
		for _, e := range append(slices.Clone(r.Entries[i]), r.Totals[i]) {
			if v.shows(&e) {
				list = append(list, e)
			}
		}
	}
	return list
}

func (c *cli) transferCSV(r *transfer.Result, v *transferView) error {
	head := []string{"year", "district"}
	for i := range transfer.Columns {
		head = append(head, transfer.Columns[i].ID)
	}
	rows := [][]string{head}
	for _, e := range v.entries(r) {
		row := []string{strconv.Itoa(e.Year), e.District}
		for i := range transfer.Columns {
			row = append(row, transfer.Columns[i].Of(&e).String())
		}
		rows = append(rows, row)
	}
	return csv.NewWriter(c.out).WriteAll(rows)
}

func (c *cli) transferJSON(m *transfer.Model, r *transfer.Result, v *transferView) error {
	type entry struct {
		Year     int               `json:"year"`
		District string            `json:"district,omitempty"`
		Figures  map[string]string `json:"figures"`
		Steps    []string          `json:"steps,omitempty"`
	}
	figures := func(e *transfer.Entry) map[string]string {
		known := make(map[string]string)
		for i := range transfer.Columns {
			if f := transfer.Columns[i].Of(e); f.Known {
				known[transfer.Columns[i].ID] = f.String()
			}
		}
		return known
	}
	type gap struct {
		Year     int    `json:"year"`
		District string `json:"district,omitempty"`
		Group    string `json:"group,omitempty"`
		Field    string `json:"field"`
		Says     string `json:"says"`
	}
	type change struct {
		Year     int               `json:"year"`
		District string            `json:"district,omitempty"`
		Before   map[string]string `json:"before"`
		After    map[string]string `json:"after"`
		Transfer string            `json:"transfer_difference,omitempty"`
	}
	out := struct {
		Name    string   `json:"name"`
		Unit    string   `json:"unit"`
		Entries []entry  `json:"entries"`
		Missing []gap    `json:"missing"`
		Changed []change `json:"changed,omitempty"`
	}{m.Name, "万元", []entry{}, []gap{}, nil}
	for _, e := range v.entries(r) {
		one := entry{Year: e.Year, District: e.District, Figures: figures(&e)}
		if e.District != "" && (v.explain || v.notice) {
			steps, err := r.Explain(e.District, e.Year)
			if err != nil {
				return err
			}
			one.Steps = c.aloud(steps)
		}
		out.Entries = append(out.Entries, one)
	}
	for _, g := range v.gaps(m) {
		out.Missing = append(out.Missing, gap{g.Year, g.District, g.Group, g.Field.String(), g.In(c.lang)})
	}
	for _, d := range v.changed {
		if v.shows(&d.After) {
			out.Changed = append(out.Changed, change{d.After.Year, d.After.District, figures(&d.Before), figures(&d.After), d.Transfer().String()})
		}
	}
	return c.json(out)
}

func (v *transferView) gaps(m *transfer.Model) []transfer.Gap {
	var list []transfer.Gap
	for _, g := range m.Missing() {
		if (v.year == 0 || g.Year == v.year) && (v.district == "" || g.District == "" || g.District == v.district) {
			list = append(list, g)
		}
	}
	return list
}

func (c *cli) transferText(m *transfer.Model, r *transfer.Result, v *transferView, preset bool) error {
	if v.notice {
		return c.notices(m, r, v)
	}
	fmt.Fprintf(c.out, "%s　%s\n\n", m.Name, c.say(message.UnitOfMeasure))
	if preset {
		c.columns([][]string{
			{c.say(message.EstimatePublished), c.say(message.EstimateAmount)},
			{c.say(message.AdvanceShare), transfer.CityShare.Grouped()},
			{c.say(message.TopUpShare), transfer.TopUp.Grouped()},
			{c.say(message.TransferTotal), (transfer.CityShare + transfer.TopUp).Grouped()},
			{c.say(message.TransferDistrict), transfer.DistrictShare.Grouped()},
		}, 1)
		fmt.Fprintf(c.out, "\n%s\n\n", c.say(message.TransferNoRatios))
	}
	c.transferTable(v.entries(r))
	if v.explain {
		for _, e := range v.entries(r) {
			if e.District == "" {
				continue
			}
			steps, err := r.Explain(e.District, e.Year)
			if err != nil {
				return err
			}
			fmt.Fprintf(c.out, "\n%s\n%s\n", c.say(message.NoticeYearHead, strconv.Itoa(e.Year), e.District), strings.Join(c.aloud(steps), "\n"))
		}
		if err := c.groupTables(m, r, v); err != nil {
			return err
		}
	}
	if v.changed != nil {
		fmt.Fprintf(c.out, "\n%s\n", c.say(message.WhatIfHead))
		rows := [][]string{{c.say(message.FoundYear), c.say(message.District), c.say(message.WhatIfBefore), c.say(message.WhatIfAfter), c.say(message.EstimateDifference), c.say(message.ColumnCarriedOut)}}
		for _, d := range v.changed {
			if v.shows(&d.After) {
				rows = append(rows, []string{strconv.Itoa(d.After.Year), c.districtOr(d.After.District), d.Before.Transfer.Shown(), d.After.Transfer.Shown(), d.Transfer().Shown(), d.After.CarriedOut.Shown()})
			}
		}
		c.columns(rows, 2)
	}
	if gaps := v.gaps(m); len(gaps) > 0 {
		fmt.Fprintf(c.out, "\n%s\n", c.say(message.MissingHead))
		for _, g := range gaps {
			fmt.Fprintln(c.out, g.In(c.lang))
		}
	}
	return nil
}

func (c *cli) districtOr(name string) string {
	if name == "" {
		return c.say(message.Sum)
	}
	return name
}

func (c *cli) transferTable(entries []transfer.Entry) {
	head := []string{c.say(message.FoundYear), c.say(message.District)}
	for i := range transfer.Columns {
		head = append(head, c.say(transfer.Columns[i].Name))
	}
	rows := [][]string{head}
	for _, e := range entries {
		row := []string{strconv.Itoa(e.Year), c.districtOr(e.District)}
		for i := range transfer.Columns {
			row = append(row, transfer.Columns[i].Of(&e).Shown())
		}
		rows = append(rows, row)
	}
	c.columns(rows, 2)
}

// groupTables prints the advances by districts and groups where they go by
// heads.
func (c *cli) groupTables(m *transfer.Model, r *transfer.Result, v *transferView) error {
	for i := range m.Years {
		year := m.Years[i].Year
		if v.year != 0 && year != v.year {
			continue
		}
		t, err := r.Table(year)
		if err != nil {
			return message.At(strconv.Itoa(year), err)
		}
		if t == nil {
			continue
		}
		fmt.Fprintf(c.out, "\n%s\n", c.say(message.GroupTableHead, strconv.Itoa(year)))
		shown := func(name string, amounts []money.Amount, sum money.Amount) []string {
			row := []string{name}
			for _, a := range append(slices.Clone(amounts), sum) {
				row = append(row, a.GroupedExact())
			}
			return row
		}
		rows := [][]string{append(append([]string{c.say(message.District)}, t.Columns...), c.say(message.Sum))}
		for d, name := range t.Rows {
			rows = append(rows, shown(name, t.Cells[d], t.RowTotals[d]))
		}
		c.columns(append(rows, shown(c.say(message.Sum), t.ColumnTotals, t.Total)), 1)
	}
	return nil
}

// notices prints what each district is told.
func (c *cli) notices(m *transfer.Model, r *transfer.Result, v *transferView) error {
	first := true
	for _, district := range m.Districts {
		if v.district != "" && district != v.district {
			continue
		}
		n, err := r.Notice(district)
		if err != nil {
			return err
		}
		if !first {
			fmt.Fprintln(c.out)
		}
		first = false
		fmt.Fprintf(c.out, "%s\n%s\n", c.say(message.NoticeHead, n.Name, district), c.say(message.UnitOfMeasure))
		for _, y := range n.Years {
			if v.shows(&y.Entry) {
				fmt.Fprintf(c.out, "\n%s\n", c.say(message.NoticeYearHead, strconv.Itoa(y.Year), district))
				c.columns([][]string{
					{c.say(message.ColumnAdvance), c.say(message.ColumnSettlement), c.say(message.ColumnTopUp), c.say(message.ColumnDeduction), c.say(message.ColumnTransfer), c.say(message.ColumnCarriedOut)},
					{y.Advance.Shown(), y.Settlement.Shown(), y.TopUp.Shown(), y.Deduction.Shown(), y.Transfer.Shown(), y.CarriedOut.Shown()},
				}, 0)
				fmt.Fprintln(c.out, strings.Join(c.aloud(y.Steps), "\n"))
			}
		}
		if v.year == 0 && len(n.Years) > 1 {
			fmt.Fprintf(c.out, "\n%s\n", c.say(message.NoticeSum, n.Transfers.Shown()))
		}
	}
	return nil
}
