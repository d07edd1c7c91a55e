package budgetcore_test

import (
	"go/parser"
	"go/token"
	"io/fs"
	"os"
	"path/filepath"
	"slices"
	"strconv"
	"strings"
	"testing"
)

// rooms lists what each package may import of this module; imports point one
// way. Paths are below budgetcore.
var rooms = map[string][]string{
	"":               {},
	"message":        {},
	"money":          {"message"},
	"classification": {},
	"budget":         {"message", "money", "classification"},
	"ledger":         {"message", "money", "budget"},
	"statement":      {"message", "money", "budget", "classification", "ledger"},
	"narrative":      {"message", "money", "budget", "ledger", "statement"},
	"articulation":   {"message", "money", "budget", "ledger", "statement"},
	"transfer":       {"message", "money"},
	"loan":           {"draws", "message", "money"},
	"strict":         {"message"},
	"workbook":       {"message"},
	"draws":          {"message", "money"},
	"standard":       {"draws", "message", "money", "transfer", "strict"},
	"intake":         {"message", "money", "budget", "classification"},
	"scenario":       {"message", "money", "budget", "ledger"},
	"disclosure":     {"message", "money", "budget", "ledger", "statement", "narrative", "articulation"},
	"published":      {"budget", "classification"},

	"classification/edition": {"message", "budget", "classification"},
	"training":               {"message", "money", "budget", "ledger", "statement", "articulation", "classification", "classification/edition"},
}

// only names the one room that may import a package, and why.
var only = map[string]struct{ room, why string }{
	"github.com/shopspring/decimal":     {"money", "elsewhere amounts are integers; a decimal from outside our own grammar can hang"},
	"github.com/thedatashed/xlsxreader": {"workbook", "what comes from outside is measured before it is unpacked"},
	"math/rand/v2":                      {"draws", "draws come from its PCG, whose seed is an argument"},
}

// never names what no room may import.
var never = map[string]string{
	"syscall/js": "the core knows no browser",
	"math/rand":  "the core knows no chance; seeds are arguments",
	"net/http":   "it would weigh on the page", "text/template": "it would weigh on the page", "html/template": "it would weigh on the page",
	"encoding/json": "drafts are read by a stricter reader, amounts are never numbers",
}

func TestImportsPointOneWay(t *testing.T) {
	const module = "suanpan/budgetcore"
	seen := make(map[string]bool)
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		room := strings.TrimPrefix(filepath.ToSlash(filepath.Dir(path)), ".")
		if strings.HasSuffix(room, "test") { // helpers of tests
			return nil
		}
		allowed, known := rooms[room]
		if !known {
			t.Errorf("%s: the room %q is not in the list; say what it may import", path, room)
			return nil
		}
		seen[room] = true
		f, err := parser.ParseFile(token.NewFileSet(), path, nil, parser.ImportsOnly)
		if err != nil {
			return err
		}
		for _, spec := range f.Imports {
			name, err := strconv.Unquote(spec.Path.Value)
			if err != nil {
				return err
			}
			if strings.HasPrefix(name, "suanpan/") && !slices.Contains(allowed, strings.TrimPrefix(strings.TrimPrefix(name, module), "/")) {
				t.Errorf("%s imports %s", path, name)
			}
			if o, ok := only[name]; ok && o.room != room {
				t.Errorf("%s imports %s, which is for %s alone: %s", path, name, o.room, o.why)
			}
			if why, ok := never[name]; ok {
				t.Errorf("%s imports %s: %s", path, name, why)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
	for room := range rooms {
		if !seen[room] {
			t.Errorf("the room %q is in the list and not in the tree", room)
		}
	}
}

// Money, counts and shares are exact: no room of the core may name a
// floating-point type, nor the clock.
func TestCoreIsExactAndKnowsNoClock(t *testing.T) {
	err := filepath.WalkDir(".", func(path string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || !strings.HasSuffix(path, ".go") || strings.HasSuffix(path, "_test.go") {
			return err
		}
		text, err := os.ReadFile(path)
		if err != nil {
			return err
		}
		for _, word := range []string{"float64", "float32", "time.Now", "InexactFloat"} {
			if strings.Contains(string(text), word) {
				t.Errorf("%s says %s", path, word)
			}
		}
		return nil
	})
	if err != nil {
		t.Fatal(err)
	}
}
