package published

import (
	"regexp"
	"slices"
	"testing"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
)

func TestDatasetHoldsThePublication(t *testing.T) {
	ds := Dataset()
	if len(ds.Lines) != 64+37+12+5+4 || len(ds.Units) != 10 || len(ds.Classes) != 30 || len(ds.Tasks) != 5 {
		t.Errorf("%d lines, %d units, %d classes, %d tasks", len(ds.Lines), len(ds.Units), len(ds.Classes), len(ds.Tasks))
	}
	if got := ds.Classes[29].Ordinal + ds.Classes[20].Ordinal + ds.Classes[9].Ordinal; got != "三十二十一十" {
		t.Errorf("ordinals of classes 30, 21 and 10: %s", got)
	}
	residuals := 0
	for _, l := range ds.Lines {
		if l.Residual != 0 {
			residuals++
		}
	}
	if residuals != 15 {
		t.Errorf("%d residuals, want the fewest possible, 15", residuals)
	}
}

func TestEveryClassOfAnnex1IsInTheClassification(t *testing.T) {
	ds := Dataset()
	for _, c := range ds.Classes {
		if it, ok := ds.Functional.Lookup(c.Code); !ok || it.Level != 1 || it.Name != c.Name {
			t.Errorf("class %s %s: classification has %q", c.Code, c.Name, it.Name)
		}
	}
}

func TestNotesAndProvenanceHaveChinese(t *testing.T) {
	english := regexp.MustCompile(`[A-Za-z]{3,}`)
	ds := Dataset()
	for _, l := range ds.Lines {
		for _, en := range []string{l.Note, l.Provenance} {
			if zh := ds.Say(en).In(message.ZH); english.MatchString(zh) {
				t.Errorf("line %s: %q is not in Chinese", l.ID, zh)
			}
		}
	}
	for _, s := range ds.Standards {
		if zh := ds.Say(s.Source).In(message.ZH); english.MatchString(zh) {
			t.Errorf("standard %s: %q is not in Chinese", s.ID, zh)
		}
	}
	for note := range notes() {
		if !slices.ContainsFunc(Dataset().Lines, func(l budget.Line) bool { return l.Note == note }) {
			t.Errorf("no line has the note %q", note)
		}
	}
}
