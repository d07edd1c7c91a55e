package message

import (
	"errors"
	"regexp"
	"slices"
	"strings"
	"testing"
	"unicode"
)

var placeholder = regexp.MustCompile(`\{\d\}`)

func TestCatalogueIsCompleteInBothLanguages(t *testing.T) {
	if len(catalogue) == 0 {
		t.Fatal("the catalogue is empty")
	}
	for _, e := range catalogue {
		if e.zh == "" || e.en == "" {
			t.Errorf("zh %q, en %q: one language is missing", e.zh, e.en)
		}
		zh, en := placeholder.FindAllString(e.zh, -1), placeholder.FindAllString(e.en, -1)
		slices.Sort(zh)
		slices.Sort(en)
		if !slices.Equal(zh, en) {
			t.Errorf("zh %q, en %q: placeholders differ", e.zh, e.en)
		}
	}
}

// Units keep their signs, and official words that must be typed as they are
// stand in quotes.
func TestEnglishTextsAreEnglish(t *testing.T) {
	quoted := regexp.MustCompile(`“[^”]*”|"[^"]*"`)
	for _, e := range catalogue {
		for _, r := range quoted.ReplaceAllString(e.en, "") {
			if unicode.Is(unicode.Han, r) && !strings.ContainsRune("万元分", r) && e != LanguageName {
				t.Errorf("en %q holds %q", e.en, r)
				break
			}
		}
	}
}

func TestMessageRendersArgumentsInEitherLanguage(t *testing.T) {
	outer := &Text{"{1}在{0}", "{0} has {1}"}
	inner := &Text{"错误", "a fault"}
	m := outer.With("L01", inner)
	if got := m.In(ZH); got != "错误在L01" {
		t.Errorf("zh: %q", got)
	}
	if got := m.In(EN); got != "L01 has a fault" {
		t.Errorf("en: %q", got)
	}
}

func TestErrorNamesItsPlaceOutermostFirst(t *testing.T) {
	err := At("draft.json", At("edits[3]", (&Text{"坏", "bad"}).Error()))
	if got := err.Error(); got != "draft.json: edits[3]: bad" {
		t.Errorf("Error() = %q", got)
	}
	if got := Explain(err, ZH); got != "draft.json: edits[3]: 坏" {
		t.Errorf("Explain = %q", got)
	}
	if got := At("x", errors.New("y")).Error(); got != "x: y" {
		t.Errorf("plain error: %q", got)
	}
}
