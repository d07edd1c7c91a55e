package message

import (
	"errors"
	"go/ast"
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strconv"
	"strings"
	"testing"
	"unicode"
)

var placeholder = regexp.MustCompile(`\{\d\}`)

// entry is a call of text in the source.
type entry struct{ at, zh, en string }

func catalogue(t *testing.T) []entry {
	t.Helper()
	files, err := filepath.Glob("words_*.go")
	if err != nil {
		t.Fatal(err)
	}
	var entries []entry
	set := token.NewFileSet()
	for _, name := range files {
		f, err := parser.ParseFile(set, name, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		ast.Inspect(f, func(n ast.Node) bool {
			call, ok := n.(*ast.CallExpr)
			if !ok || len(call.Args) != 2 {
				return true
			}
			e := entry{at: set.Position(call.Pos()).String()}
			for i, to := range []*string{&e.zh, &e.en} {
				lit, ok := call.Args[i].(*ast.BasicLit)
				if !ok {
					t.Fatalf("%s: an entry must be written out", e.at)
				}
				if *to, err = strconv.Unquote(lit.Value); err != nil {
					t.Fatal(err)
				}
			}
			entries = append(entries, e)
			return true
		})
	}
	if len(entries) < 100 {
		t.Fatalf("only %d entries found", len(entries))
	}
	return entries
}

func TestCatalogueIsCompleteInBothLanguages(t *testing.T) {
	for _, e := range catalogue(t) {
		if strings.TrimSpace(e.zh) == "" || strings.TrimSpace(e.en) == "" {
			t.Errorf("%s: zh %q, en %q: one language is missing", e.at, e.zh, e.en)
		}
		zh, en := placeholder.FindAllString(e.zh, -1), placeholder.FindAllString(e.en, -1)
		slices.Sort(zh)
		slices.Sort(en)
		if !slices.Equal(zh, en) {
			t.Errorf("%s: zh %q, en %q: placeholders differ", e.at, e.zh, e.en)
		}
	}
}

// Units keep their signs, and official words that must be typed as they are
// stand in quotes.
func TestEnglishTextsAreEnglish(t *testing.T) {
	quoted := regexp.MustCompile(`“[^”]*”|"[^"]*"`)
	for _, e := range catalogue(t) {
		for _, r := range quoted.ReplaceAllString(e.en, "") {
			if unicode.Is(unicode.Han, r) && !strings.ContainsRune("万元分", r) && e.en != LanguageName.en {
				t.Errorf("%s: en %q holds %q", e.at, e.en, r)
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

// Words that nothing says are left over from what was.
func TestEveryWordIsSaid(t *testing.T) {
	said := make(map[string]bool)
	name := regexp.MustCompile(`message\.([A-Z]\w*)`)
	for _, root := range []string{"../../app", "../../budgetcore", "../../wasm"} {
		err := filepath.WalkDir(root, func(path string, _ fs.DirEntry, err error) error {
			if err != nil || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
				return err
			}
			src, err := os.ReadFile(path)
			for _, m := range name.FindAllSubmatch(src, -1) {
				said[string(m[1])] = true
			}
			return err
		})
		if err != nil {
			t.Fatal(err)
		}
	}
	files, err := filepath.Glob("words_*.go")
	if err != nil {
		t.Fatal(err)
	}
	own, err := os.ReadFile("message.go")
	if err != nil {
		t.Fatal(err)
	}
	set := token.NewFileSet()
	for _, file := range files {
		f, err := parser.ParseFile(set, file, nil, 0)
		if err != nil {
			t.Fatal(err)
		}
		for name := range f.Scope.Objects {
			if ast.IsExported(name) && !said[name] && !strings.Contains(string(own), name) {
				t.Errorf("%s: nothing says %s", file, name)
			}
		}
	}
}
