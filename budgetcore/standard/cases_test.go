package standard

import (
	"embed"
	"errors"
	"fmt"
	"io/fs"
	"path"
	"strconv"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// The worked cases: what they expect was written by test/cases/reckon.mjs, a
// second program that knows the rules of docs/estimates.md and none of this.
//
//go:embed testdata/cases/*.txtar
var cases embed.FS

func TestCases(t *testing.T) {
	names, err := fs.Glob(cases, "testdata/cases/*.txtar")
	if err != nil || len(names) < 100 {
		t.Fatalf("%d cases, %v", len(names), err)
	}
	for _, name := range names {
		t.Run(strings.TrimSuffix(path.Base(name), ".txtar"), func(t *testing.T) {
			data, err := cases.ReadFile(name)
			if err != nil {
				t.Fatal(err)
			}
			a := txtar.Parse(data)
			file := make(map[string]string)
			for _, f := range a.Files {
				file[f.Name] = string(f.Data)
			}
			if !strings.HasPrefix(string(a.Comment), "why: ") || file["expect"] == "" {
				t.Fatal("it does not say why, or expects nothing")
			}
			got := strings.Join(work(t, file), "\n") + "\n"
			if d := cmp.Diff(file["expect"], got); d != "" {
				t.Errorf("%s\n%s", a.Comment, d)
			}
		})
	}
}

// work reckons a case and writes down what comes out as cases do.
func work(t *testing.T, file map[string]string) []string {
	reg := BuiltIn()
	if own := file["standards.json"]; own != "" {
		list, err := ReadStandards([]byte(own), "standards.json")
		if err == nil {
			reg, err = reg.With(list)
		}
		if err != nil {
			t.Fatal(err)
		}
	}
	m, err := ReadModel([]byte(file["model.json"]), "model.json")
	var r *Result
	if err == nil {
		r, err = m.Reckon(reg)
	}
	if err != nil {
		return []string{"refused " + field(t, err)}
	}
	var lines []string
	say := func(format string, args ...any) { lines = append(lines, fmt.Sprintf(format, args...)) }
	for i := range r.Steps {
		about := ""
		if r.Steps[i].Rounded {
			about = " about"
		}
		say("%s %s%s", r.Steps[i].ID, r.Steps[i].Amount, about)
	}
	say("total %s", r.Total)
	if r.Low != r.High {
		say("low %s", r.Low)
		say("high %s", r.High)
	}
	for _, g := range r.Groups {
		say("group %s %s", g.Group.ZH, g.Amount)
	}
	for _, b := range r.Bearers {
		say("bearer %s %s", b.ID, b.Amount)
	}
	for i := range r.Steps {
		if c := r.Steps[i].Compared; c != nil {
			if c.ImpliedQuantity != nil {
				say("%s.implied %d %s", r.Steps[i].ID, *c.ImpliedQuantity, c.Remainder.YuanString())
			}
			lines = append(lines, spreads(c, r.Steps[i].ID+".")...)
		}
	}
	if c := r.Compared; c != nil {
		if c.ImpliedQuantity != nil {
			say("implied %d", *c.ImpliedQuantity)
		}
		lines = append(lines, spreads(c, "")...)
	}
	for _, question := range strings.Split(file["ask"], "\n") {
		if question != "" {
			lines = append(lines, ask(t, m, r, reg, question)...)
		}
	}
	return lines
}

func field(t *testing.T, err error) string {
	t.Helper()
	var e *message.Error
	if !errors.As(err, &e) {
		t.Fatal(err)
	}
	at := e.At
	if len(at) > 0 && strings.HasPrefix(at[0], "model.json") {
		at = at[1:]
	}
	return strings.Join(at, ".")
}

func spreads(c *Comparison, prefix string) []string {
	var lines []string
	if a := c.ImpliedAtTarget; a != nil {
		lines = append(lines, prefix+"at_target "+a.YuanString())
	}
	if a := c.ImpliedAtQuantity; a != nil {
		lines = append(lines, prefix+"at_quantity "+a.YuanString())
	}
	return lines
}

func ask(t *testing.T, m *Model, r *Result, reg *Register, question string) []string {
	t.Helper()
	words := strings.Split(question, " ")
	part := func(id string) int {
		for i := range m.Parts {
			if m.Parts[i].ID == id {
				return i
			}
		}
		t.Fatalf("%s: no part %s", question, id)
		return 0
	}
	amount := func(s string, unit money.Amount) money.Amount {
		a, err := money.Read(s, unit)
		if err != nil {
			t.Fatal(err)
		}
		return a.Amount
	}
	number := func(s string) int64 {
		n, err := strconv.ParseInt(s, 10, 64)
		if err != nil {
			t.Fatal(err)
		}
		return n
	}
	var lines []string
	switch words[0] {
	case "goal":
		id, factor, _ := strings.Cut(words[2], ".")
		g := Goal{Amount: amount(words[1], money.Wan), Part: part(id), Step: money.Yuan}
		for i, name := range FactorNames {
			if name == factor {
				g.Vary = Factor(i)
			}
		}
		if len(words) > 3 && words[3] == "分" {
			g.Step = money.Fen
		}
		a, err := m.Seek(reg, g)
		if err != nil {
			t.Fatal(err)
		}
		for _, end := range []struct {
			word string
			try  *Try
		}{{"floor", a.Floor}, {"ceiling", a.Ceiling}} {
			line := question + " " + end.word + " none"
			if v := end.try; v != nil {
				value := [...]string{strconv.FormatInt(v.Quantity, 10), v.Standard.YuanString(), v.Share.String()}[g.Vary]
				line = question + " " + end.word + " " + value + " " + v.Total.String()
			}
			lines = append(lines, line)
		}
	case "table":
		var quantities []int64
		for _, s := range strings.Split(words[2], ",") {
			quantities = append(quantities, number(s))
		}
		standards := strings.Split(words[3], ",")
		var each []money.Amount
		for _, s := range standards {
			each = append(each, amount(s, money.Yuan))
		}
		table, err := m.Table(reg, part(words[1]), quantities, each)
		if err != nil {
			t.Fatal(err)
		}
		for i, s := range standards {
			line := "table " + words[1] + " " + s
			for _, total := range table.Totals[i] {
				line += " " + total.String()
			}
			lines = append(lines, line)
		}
	case "tornado":
		for _, b := range r.Tornado() {
			lines = append(lines, fmt.Sprintf("tornado %s %s %s", r.Steps[b.Of].ID, b.Low, b.High))
		}
	case "draws":
		s, err := NewSimulation(m, reg, uint64(number(words[2])), int(number(words[1])))
		if err != nil {
			t.Fatal(err)
		}
		s.Run(int(number(words[1])))
		d := s.Result()
		lines = append(lines, fmt.Sprintf("%s lowest %s p50 %s p90 %s highest %s exceeding %d",
			question, d.Lowest, d.P50, d.P90, d.Highest, d.Exceeding(amount(words[3], money.Wan))))
	default:
		t.Fatalf("no question: %s", question)
	}
	return lines
}
