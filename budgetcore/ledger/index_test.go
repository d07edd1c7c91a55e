package ledger

import (
	"testing"

	"pgregory.net/rapid"
)

func TestIndexFindsWhatAMapFinds(t *testing.T) {
	words := rapid.OneOf(
		rapid.StringMatching(`[A-C\x00]{0,3}`), rapid.StringMatching(`L[0-9]{1,7}`), rapid.StringN(0, 12, 12),
	)
	rapid.Check(t, func(t *rapid.T) {
		x, m := newIndex(), make(map[string]int32)
		for i := range int32(rapid.IntRange(0, 300).Draw(t, "steps")) {
			word := words.Draw(t, "word")
			if _, known := m[word]; !known {
				x.put(word, i)
				m[word] = i
			} else if rapid.Bool().Draw(t, "drop") {
				x.drop(word)
				delete(m, word)
			}
			if n, ok := x.find(words.Draw(t, "other")); !ok && n != 0 {
				t.Fatalf("an unknown word has the number %d", n)
			}
		}
		for range 20 {
			word := words.Draw(t, "asked")
			want, known := m[word]
			if got, ok := x.find(word); got != want || ok != known {
				t.Fatalf("%q has the number %d %v, want %d %v", word, got, ok, want, known)
			}
		}
		for word, want := range m {
			if got, ok := x.find(word); got != want || !ok {
				t.Fatalf("%q has the number %d %v, want %d", word, got, ok, want)
			}
		}
	})
}
