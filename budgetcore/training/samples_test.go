package training_test

import (
	"bytes"
	"slices"
	"strings"
	"testing"

	"github.com/go-json-experiment/json/jsontext"

	"suanpan/budgetcore/articulation"
	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification/edition"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/published"
	"suanpan/budgetcore/scenario"
	"suanpan/budgetcore/standard"
	"suanpan/budgetcore/statement"
	"suanpan/budgetcore/training"
	"suanpan/budgetcore/transfer"
)

// sample is a sample as it is read from its file.
func sample(t *testing.T, id string) *ledger.Ledger {
	t.Helper()
	s := training.FindSample(id)
	if s == nil {
		t.Fatalf("no sample %s", id)
	}
	file := s.Draft(published.Dataset(), message.ZH).AppendJSON(nil)
	d, err := budget.ReadDraft(bytes.NewReader(file), id, published.Dataset())
	if err != nil {
		t.Fatal(err)
	}
	l, err := ledger.Replay(published.Dataset(), d, ledger.KeepTails)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func checked(l *ledger.Ledger) *articulation.Report {
	return articulation.Check(articulation.New(statement.BuildAll(l, untouched()), nil, articulation.Places(l)))
}

// red are the contradictions that a draft brings.
func red(l *ledger.Ledger) []string {
	report := checked(l)
	introduced, _ := report.Since(checked(untouched()))
	var list []string
	for _, f := range introduced {
		list = append(list, f.Rule.ID+" "+report.Document.Explain(f).In(message.ZH))
	}
	return list
}

func TestSamplesSayWhatTheyAre(t *testing.T) {
	if len(training.Samples) < 6 || training.FindSample("nothing") != nil {
		t.Fatalf("%d samples", len(training.Samples))
	}
	seen := map[string]bool{}
	for i := range training.Samples {
		s := &training.Samples[i]
		if err := budget.CheckID(s.ID); err != nil || seen[s.ID] {
			t.Errorf("%s: %v", s.ID, err)
		}
		seen[s.ID] = true
		for _, lang := range []message.Lang{message.ZH, message.EN} {
			d := s.Draft(published.Dataset(), lang)
			if d.Name != s.Name.In(lang) || budget.CheckName(d.Name) != nil || budget.CheckPapers(d.Papers) != nil || budget.CheckLinks(d.Links, d.Papers) != nil ||
				published.Dataset().CheckCeilings(d.Ceilings) != nil {
				t.Errorf("%s cannot be carried by a file", s.ID)
			}
		}
		sample(t, s.ID)
	}
}

func TestThePublicationIsUntouched(t *testing.T) {
	l := sample(t, "published")
	if n, _ := l.Edits(); n != 0 || len(red(l)) > 0 || len(l.Ceilings()) > 0 || len(l.Papers()) > 0 {
		t.Error("the sample of the publication is not the publication")
	}
}

func TestAUnitSlipTurnsTheBalanceRed(t *testing.T) {
	list := red(sample(t, "unit-slip"))
	if !slices.ContainsFunc(list, func(s string) bool {
		return strings.HasPrefix(s, "balance.income-expenditure ") && strings.Contains(s, "829,917.00")
	}) {
		t.Errorf("red: %q", list)
	}
}

// The same 0.03 is a tail in one place and an error in another.
func TestATailBesideAnError(t *testing.T) {
	l := sample(t, "tail-and-error")
	verdicts := map[articulation.Verdict]string{}
	for _, f := range checked(l).Findings {
		if f.Amounts && max(f.Difference, -f.Difference) == 3*money.Cent {
			verdicts[f.Verdict] += f.Rule.ID + " "
		}
	}
	if !strings.Contains(verdicts[articulation.Tail], "tree.units") || !strings.Contains(verdicts[articulation.Inconsistent], "balance.income-expenditure") {
		t.Errorf("0.03 apart: %v", verdicts)
	}
	for _, s := range red(l) {
		if !strings.HasPrefix(s, "balance.") {
			t.Errorf("more than the text says: %s", s)
		}
	}
}

func TestAProjectUnderAWrongCodeIsFound(t *testing.T) {
	l := sample(t, "wrong-code")
	list, err := edition.Of(published.Dataset())
	if err != nil {
		t.Fatal(err)
	}
	check := edition.NewChecker(list)
	i, _ := l.Find("N1")
	line := l.Line(i)
	found := check.CheckLine(&line)
	if len(found) != 1 || !strings.Contains(found[0].Why.In(message.ZH), "行政运行") {
		t.Errorf("found: %v", found)
	}
	for _, id := range []string{"L04", "L07"} { // and nothing of the publication
		i, _ := l.Find(id)
		line := l.Line(i)
		if found := check.CheckLine(&line); len(found) > 0 {
			t.Errorf("%s: %v", id, found)
		}
	}
}

func TestACutKeepsItsCeilings(t *testing.T) {
	l := sample(t, "cut")
	over := func() (n int) {
		for _, s := range scenario.Standings(l) {
			if s.Over() > 0 {
				n++
			}
		}
		return n
	}
	if len(l.Ceilings()) != 3 || over() != 0 {
		t.Errorf("%d of %d ceilings are exceeded", over(), len(l.Ceilings()))
	}
	if list := red(l); len(list) > 0 {
		t.Errorf("red: %q", list)
	}
	i, _ := l.Find("L28")
	if a, _ := l.Amount(i); a != 2_403_975*money.Cent {
		t.Errorf("L28 is %v", a)
	}
	i, _ = l.Find("L63") // no general public budget
	if a, _ := l.Amount(i); a != 141_730*money.Cent {
		t.Errorf("L63 is %v", a)
	}
	for _, ok := l.Undo(); ok; _, ok = l.Undo() {
	}
	if over() != 3 {
		t.Errorf("undone, %d of 3 ceilings are exceeded", over())
	}
}

// compact is a paper's body as it is kept.
func compact(b []byte) string {
	v := jsontext.Value(b)
	if err := v.Compact(); err != nil {
		return err.Error()
	}
	return string(v)
}

func TestATransferIsAheadOfItsSplit(t *testing.T) {
	l := sample(t, "transfer-split")
	p, link := l.Papers()[0], l.Links()[0]
	m, err := transfer.ReadModel([]byte(p.Body), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got := compact(m.AppendJSON(nil)); got != p.Body {
		t.Errorf("it would be kept as %s", got)
	}
	var weights []transfer.Weight
	for i, name := range m.Districts {
		weights = append(weights, transfer.Weight{Name: name, Weight: *m.Years[0].Rows[i].Weight})
	}
	division, err := transfer.Divide(*m.Years[0].Advance.Total, m.Unit, weights, nil)
	if err != nil {
		t.Fatal(err)
	}
	var sum money.Amount
	for _, piece := range division.Pieces {
		sum += piece.Amount
	}
	i, _ := l.Find(link.Line)
	if a, _ := l.Amount(i); sum != transfer.CityShare || sum != link.Now || a == sum || a != 16_000*money.Wan {
		t.Errorf("the districts get %v, the line has %v, the link says %v", sum, a, link.Now)
	}
	if list := red(l); len(list) > 0 {
		t.Errorf("red: %q", list)
	}
}

func TestAnEstimateHasMovedOn(t *testing.T) {
	l := sample(t, "stale-estimate")
	p, link := l.Papers()[0], l.Links()[0]
	m, err := standard.ReadModel([]byte(p.Body), p.ID)
	if err != nil {
		t.Fatal(err)
	}
	if got := compact(m.AppendJSON(nil)); got != p.Body {
		t.Errorf("it would be kept as %s", got)
	}
	for heads, want := range map[int64]money.Amount{1200: link.Wrote, 1300: link.Now} {
		m.Parts[0].Quantity.Low, m.Parts[0].Quantity.Expected, m.Parts[0].Quantity.High = heads, heads, heads
		r, err := m.Reckon(standard.BuiltIn())
		if err != nil {
			t.Fatal(err)
		}
		if r.Total != want {
			t.Errorf("%d heads come to %v, want %v", heads, r.Total, want)
		}
	}
	i, _ := l.Find(link.Line)
	if a, _ := l.Amount(i); !link.Stale() || a != link.Wrote {
		t.Errorf("the line has %v, the link says %v and %v", a, link.Wrote, link.Now)
	}
}
