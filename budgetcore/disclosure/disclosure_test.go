package disclosure

import (
	"strings"
	"testing"

	"suanpan/budgetcore/articulation"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/published"
	"suanpan/budgetcore/statement"
)

func open(t testing.TB, edits ...budget.Edit) *Disclosure {
	t.Helper()
	var ledgers [2]*ledger.Ledger
	for i := range ledgers {
		l, err := ledger.New(published.Dataset(), ledger.KeepTails)
		if err != nil {
			t.Fatal(err)
		}
		ledgers[i] = l
	}
	if err := ledgers[0].ApplyAll(edits); err != nil {
		t.Fatal(err)
	}
	d, err := New(ledgers[0], ledgers[1])
	if err != nil {
		t.Fatal(err)
	}
	return d
}

var raise = []budget.Edit{
	{Op: budget.Set, Line: "L59", Amount: 13_000 * money.Wan},
	{Op: budget.Delete, Line: "L20"},
	{Op: budget.Add, New: &budget.Line{ID: "N1", Kind: budget.Project, Source: budget.GeneralPublicBudget, Function: "2080111", Project: "零工市场", Amount: 7_777_750 * money.Fen}},
}

// points are all cells with figures, sentences, findings and lines.
func points(d *Disclosure) []Point {
	var all []Point
	for _, t := range d.Book.Tables {
		for i := range t.Lines {
			for _, c := range t.Columns {
				all = append(all, Point{Cell: statement.Ref{Annex: t.Annex, Part: t.Part, Row: t.Lines[i].Path, Column: c.ID}})
			}
		}
	}
	for i := range d.Text.Figures {
		all = append(all, Point{Figure: d.Text.Figures[i].ID})
	}
	r := d.Report()
	for i := range r.Findings {
		all = append(all, PointOf(&r.Findings[i]))
	}
	for i := range d.Now.Len() {
		all = append(all, Point{Line: d.Now.Line(i).ID})
	}
	return all
}

func TestEveryFigureAndEveryStepCanBeTraced(t *testing.T) {
	d := open(t, raise...)
	steps, reached := 0, make(map[string]int)
	said := func(p Point, what string, m message.Message) {
		for _, lang := range []message.Lang{message.ZH, message.EN} {
			if s := m.In(lang); strings.TrimSpace(s) == "" || strings.Contains(s, "{") {
				t.Errorf("%s: %s says %q", p, what, s)
			}
		}
	}
	for n, p := range points(d) {
		if testing.Short() && n%7 > 0 {
			continue
		}
		x, err := d.Trace(p)
		if err != nil {
			t.Errorf("%s: %v", p, err)
			continue
		}
		said(p, "the title", x.Title)
		if len(x.Why) == 0 {
			t.Errorf("%s has no reason", p)
		}
		for _, m := range x.Why {
			said(p, "a reason", m)
		}
		for _, list := range [][]Step{x.Parts, x.Uses} {
			for i := range list {
				s := &list[i]
				steps++
				said(p, "a step", s.Title)
				if s.Point == (Point{}) {
					continue
				}
				reached[strings.SplitN(s.Point.String(), ":", 2)[0]]++
			}
		}
	}
	for _, kind := range []string{"line", "text", "check", "5", "11.projects"} {
		if reached[kind] == 0 {
			t.Errorf("no step leads to %s: %v", kind, reached)
		}
	}
	t.Logf("%d steps", steps)
}

func TestWhatIsBehindAFigureAddsToIt(t *testing.T) {
	d := open(t, raise...)
	checked := 0
	for _, p := range points(d) {
		if p.Finding != "" || p.Line != "" {
			continue
		}
		x, err := d.Trace(p)
		if err != nil || len(x.Parts) == 0 {
			continue
		}
		f := d.Text.Figure(p.Figure)
		if f != nil && (f.Percent || f.Unit != "万元") {
			continue
		}
		var now, base money.Amount
		for _, s := range x.Parts {
			now += money.Amount(s.Sign) * s.Now
			base += money.Amount(s.Sign) * s.Base
		}
		checked++
		if f != nil {
			if now != f.Exact || base != f.Published() {
				t.Errorf("%s is %s, its parts add to %s", p, f.Exact, now)
			}
			continue
		}
		if c := d.Book.Cell(p.Cell); now != c.Now.Amount || base != c.Base.Amount {
			t.Errorf("%s is %s, its parts add to %s", p, c.Now.Amount, now)
		}
	}
	if checked < 500 {
		t.Errorf("only %d figures have parts", checked)
	}
}

func TestTheTransferIsTracedToItsTwoShares(t *testing.T) {
	d := open(t)
	x, err := d.Trace(Point{Cell: statement.Ref{Annex: 11, Part: "projects", Row: "2", Column: "budget_total"}})
	if err != nil {
		t.Fatal(err)
	}
	if x.Now != "16532.00" || len(x.Parts) != 2 || x.Parts[0].Now != 15_245*money.Wan || x.Parts[1].Now != 1_287*money.Wan {
		t.Fatalf("%s from %v", x.Now, x.Parts)
	}
	notes := ""
	for _, m := range x.Parts[0].Notes {
		notes += m.In(message.ZH) + "\n"
	}
	for _, want := range []string{"附表 9", "新引进人才生活补贴标准—博士 等于 80000 元/人"} {
		if !strings.Contains(notes, want) {
			t.Errorf("%q is not among the notes:\n%s", want, notes)
		}
	}
	line, err := d.Trace(x.Parts[0].Point)
	if err != nil {
		t.Fatal(err)
	}
	in := ""
	for _, u := range line.Uses {
		in += u.Point.String() + "\n"
	}
	for _, want := range []string{"11.projects:2:budget_total\n", "text:talent.city_2023_share\n", "9:"} {
		if !strings.Contains(in, want) {
			t.Errorf("%q is not among the uses:\n%s", want, in)
		}
	}
}

func TestAnEditReachesEverythingThatUsesIt(t *testing.T) {
	before, after := open(t), open(t, raise...)
	for _, id := range []string{"L59", "L20", "N1"} {
		x, err := after.Trace(Point{Line: id})
		if err != nil {
			t.Fatal(err)
		}
		used := make(map[Point]bool)
		for _, u := range x.Uses {
			used[u.Point] = true
		}
		only := open(t, raise[map[string]int{"L59": 0, "L20": 1, "N1": 2}[id]])
		for i := range before.Text.Figures {
			f := &before.Text.Figures[i]
			if g := only.Text.Figure(f.ID); g != nil && g.Exact != f.Exact && !used[Point{Figure: f.ID}] {
				t.Errorf("%s changes the figure %s, which is not among its uses", id, f.ID)
			}
		}
		for _, tab := range before.Book.Tables {
			for i := range tab.Lines {
				for c, col := range tab.Columns {
					ref := statement.Ref{Annex: tab.Annex, Part: tab.Part, Row: tab.Lines[i].Path, Column: col.ID}
					if x := only.Book.Cell(ref); x != nil && x.Now.Amount != tab.Lines[i].Cells[c].Now.Amount && !used[Point{Cell: ref}] {
						t.Errorf("%s changes %s, which is not among its uses", id, ref)
					}
				}
			}
		}
	}
}

func TestNextAgreesWithNew(t *testing.T) {
	d := open(t)
	drafts := [][]budget.Edit{
		{{Op: budget.Set, Line: "L59", Amount: 13_000 * money.Wan}},                                                   // amounts alone
		{{Op: budget.Set, Line: "M01", Amount: 0}},                                                                    // a blank that is none
		{{Op: budget.Change, Line: "L30", Dimensions: []budget.Dimension{{Field: budget.FieldProject, Value: "改名"}}}}, // words
		raise, // rows
	}
	for n, edits := range drafts {
		fresh := open(t, edits...)
		next, err := d.Next(fresh.Now)
		if err != nil {
			t.Fatal(err)
		}
		a, b := next.Report(), fresh.Report()
		if len(a.Findings) != len(b.Findings) || len(a.Relations) != len(b.Relations) {
			t.Fatalf("draft %d: %d findings after another document, %d anew", n, len(a.Findings), len(b.Findings))
		}
		for i := range a.Findings {
			f, g := &a.Findings[i], &b.Findings[i]
			if f.Rule != g.Rule || f.Key != g.Key || f.Verdict != g.Verdict || f.Difference != g.Difference || f.Bound != g.Bound ||
				a.Document.Explain(f).In(message.EN) != b.Document.Explain(g).In(message.EN) {
				t.Errorf("draft %d: %s after another document, %s anew", n, a.Document.Explain(f).In(message.EN), b.Document.Explain(g).In(message.EN))
			}
		}
		d = next
	}
}

func TestUnknownFiguresAreRefusedInWords(t *testing.T) {
	d := open(t)
	for _, p := range []Point{
		{Cell: statement.Ref{Annex: 12, Row: "合计", Column: "total"}},
		{Cell: statement.Ref{Annex: 5, Row: "999", Column: "total"}},
		{Figure: "none"},
		{Finding: "none"},
		{Line: "L999"},
		{},
	} {
		if _, err := d.Trace(p); err == nil || message.Explain(err, message.ZH) == "" {
			t.Errorf("%s: %v", p, err)
		}
	}
}

// BenchmarkAfterAnEdit is everything that is disclosed, once more.
func BenchmarkAfterAnEdit(b *testing.B) {
	d := open(b)
	i := 0
	for b.Loop() {
		i++
		if err := d.Now.Apply(budget.Edit{Op: budget.Set, Line: "L59", Amount: money.Amount(i) * money.Wan}); err != nil {
			b.Fatal(err)
		}
		next, err := d.Next(d.Now)
		if err != nil {
			b.Fatal(err)
		}
		if n := next.Report().Counts(); n[articulation.Exact] == 0 {
			b.Fatal("nothing was compared")
		}
		d = next
	}
}

// BenchmarkFirstCheck is the check of a document that was not seen before.
func BenchmarkFirstCheck(b *testing.B) {
	d := open(b)
	for b.Loop() {
		first, err := New(d.Now, d.Base)
		if err != nil {
			b.Fatal(err)
		}
		first.Report()
	}
}
