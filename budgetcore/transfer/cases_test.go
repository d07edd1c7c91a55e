package transfer

import (
	"embed"
	"encoding/json"
	"fmt"
	"strings"
	"testing"

	"github.com/rogpeppe/go-internal/txtar"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

//go:embed testdata/cases/*.txtar
var cases embed.FS

// refusals are what cases call the errors of rules S4 and T3.
var refusals = map[*message.Text]string{
	message.SplitFinerThan: "unit", message.BoundUnknown: "unknown", message.BoundNegative: "bound", message.BoundFinerThan: "bound",
	message.BoundsCrossed: "crossed", message.BoundsOfNegative: "negative", message.SplitZeroWeights: "weights",
	message.MinimaAbove: "minima", message.MaximaBelow: "maxima", message.ReachBelow: "reach", message.TotalsDiffer: "totals",
	message.AdvanceBelow: "outside", message.AdvanceAbove: "outside", message.EstimateTooLarge: "large",
}

// What is expected was computed by test/cases/transfer.mjs.
func TestCases(t *testing.T) {
	files, err := cases.ReadDir("testdata/cases")
	if err != nil {
		t.Fatal(err)
	}
	if len(files) < 50 {
		t.Errorf("%d cases", len(files))
	}
	for _, f := range files {
		t.Run(strings.TrimSuffix(f.Name(), ".txtar"), func(t *testing.T) {
			data, err := cases.ReadFile("testdata/cases/" + f.Name())
			if err != nil {
				t.Fatal(err)
			}
			a := txtar.Parse(data)
			if len(a.Files) != 2 || a.Files[1].Name != "want" || !strings.Contains(string(a.Comment), "why: ") {
				t.Fatal("a case is a name, why, what goes in, and want")
			}
			var got string
			switch in := a.Files[0].Data; a.Files[0].Name {
			case "model.json":
				got, err = modelCase(in)
			case "split.json":
				got, err = splitCase(in)
			case "table.json":
				got, err = tableCase(in)
			}
			if err != nil {
				code, ok := refusals[textOf(t, err)]
				if !ok {
					t.Fatal(err)
				}
				got = "refused: " + code + "\n"
			}
			if want := string(a.Files[1].Data); got != want {
				t.Errorf("%sgot\n%s\nwant\n%s", a.Comment, got, want)
			}
		})
	}
}

func amounts(list []string) ([]money.Amount, error) {
	var got []money.Amount
	for _, s := range list {
		a, err := money.Parse(s)
		if err != nil {
			return nil, err
		}
		got = append(got, a)
	}
	return got, nil
}

func splitCase(in []byte) (string, error) {
	var c struct {
		Amount, Unit string
		Weights      [][2]string
		Heads        [][4]string
		Bounds       []struct{ Name, Min, Max string }
	}
	if err := json.Unmarshal(in, &c); err != nil {
		return "", err
	}
	a, err := amounts([]string{c.Amount, c.Unit})
	if err != nil {
		return "", err
	}
	var bounds []Bound
	for _, b := range c.Bounds {
		one := Bound{Name: b.Name, Capped: b.Max != ""}
		for to, s := range map[*money.Amount]string{&one.Min: b.Min, &one.Max: b.Max} {
			if s == "" {
				continue
			}
			if *to, err = money.Parse(s); err != nil {
				return "", err
			}
		}
		bounds = append(bounds, one)
	}
	var ws []Weight
	for _, w := range c.Weights {
		one, err := NewWeight(w[0], w[1])
		if err != nil {
			return "", err
		}
		ws = append(ws, one)
	}
	var costs []Cost
	for _, h := range c.Heads {
		one := Cost{Name: h[0], Items: make([]Item, 1)}
		if one.Items[0].Heads, err = ParseHeads(h[1]); err != nil {
			return "", err
		}
		if one.Items[0].Standard, err = ParseStandard(h[2]); err != nil {
			return "", err
		}
		if one.Share, err = money.ParseShare(h[3]); err != nil {
			return "", err
		}
		costs = append(costs, one)
	}
	var d *Division
	if costs != nil {
		d, err = DivideByCost(a[0], a[1], costs, bounds)
	} else {
		d, err = Divide(a[0], a[1], ws, bounds)
	}
	if err != nil {
		return "", err
	}
	var b strings.Builder
	for _, p := range d.Pieces {
		fmt.Fprintf(&b, "%s,%s\n", p.Name, p.Amount)
	}
	return b.String(), nil
}

func writeTable(b *strings.Builder, corner string, t *Table) {
	line := func(name string, amounts []money.Amount, sum money.Amount) {
		b.WriteString(name)
		for _, a := range amounts {
			b.WriteString("," + a.String())
		}
		b.WriteString("," + sum.String() + "\n")
	}
	fmt.Fprintf(b, "%s,%s,\n", corner, strings.Join(t.Columns, ","))
	for i, name := range t.Rows {
		line(name, t.Cells[i], t.RowTotals[i])
	}
	line("", t.ColumnTotals, t.Total)
}

func tableCase(in []byte) (string, error) {
	var c struct {
		Amount, Unit  string
		Rows, Columns []string
		Weights       [][]string
		RowTotals     []string `json:"row_totals"`
		ColumnTotals  []string `json:"column_totals"`
	}
	if err := json.Unmarshal(in, &c); err != nil {
		return "", err
	}
	unit, err := money.Parse(c.Unit)
	if err != nil {
		return "", err
	}
	var t *Table
	if c.Weights != nil {
		var ws [][]money.Weight
		for _, row := range c.Weights {
			var one []money.Weight
			for _, s := range row {
				w, err := money.ParseWeight(s)
				if err != nil {
					return "", err
				}
				one = append(one, w)
			}
			ws = append(ws, one)
		}
		a, err := money.Parse(c.Amount)
		if err != nil {
			return "", err
		}
		if t, err = SplitTable(a, unit, c.Rows, c.Columns, ws); err != nil {
			return "", err
		}
	} else {
		down, err := amounts(c.RowTotals)
		if err != nil {
			return "", err
		}
		across, err := amounts(c.ColumnTotals)
		if err != nil {
			return "", err
		}
		if t, err = FillTable(unit, c.Rows, c.Columns, down, across); err != nil {
			return "", err
		}
	}
	var b strings.Builder
	writeTable(&b, "", t)
	return b.String(), nil
}

func modelCase(in []byte) (string, error) {
	m, err := ReadModel(in, "model.json")
	if err != nil {
		return "", err
	}
	r, err := m.Compute()
	if err != nil {
		return "", err
	}
	var b strings.Builder
	b.WriteString("year,district")
	for i := range Columns {
		b.WriteString("," + Columns[i].ID)
	}
	b.WriteString("\n")
	line := func(e *Entry) {
		fmt.Fprintf(&b, "%d,%s", e.Year, e.District)
		for i := range Columns {
			b.WriteString("," + Columns[i].Of(e).String())
		}
		b.WriteString("\n")
	}
	var groups strings.Builder
	for i := range r.Entries {
		for d := range r.Entries[i] {
			line(&r.Entries[i][d])
		}
		line(&r.Totals[i])
		t, err := r.Table(m.Years[i].Year)
		if err != nil {
			return "", err
		}
		if t != nil {
			writeTable(&groups, fmt.Sprint(m.Years[i].Year), t)
		}
	}
	if groups.Len() > 0 {
		b.WriteString("\n" + groups.String())
	}
	return b.String(), nil
}
