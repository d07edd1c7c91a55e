package articulation

import (
	"bytes"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"suanpan/budgetcore/message"
)

var update = flag.Bool("update", false, "write what is generated")

// docs/checks.md is the register in words.
func TestChecksAreDocumented(t *testing.T) {
	const file = "../../docs/checks.md"
	var b bytes.Buffer
	b.WriteString(`# What is checked

Written from the register in ` + "`budgetcore/articulation/register.go`" + ` by ` + "`go test ./budgetcore/articulation -run Documented -update`" + `; do not edit.

Printed figures are rounded to 0.01 万元. A difference between two sides of n printed figures in all can be a **tail** if it is less than n · 0.005; more is **inconsistent**. Where the two sides are about different things the verdict is **other scope**; where a rule presupposes what the budget does not have it is **not applicable**, with the reason. No rule names a figure of a publication or makes an exception for one.

`)
	for k := range Kinds {
		fmt.Fprintf(&b, "## %s · %s\n\n| rule | 中文 | English | holds where | from |\n|---|---|---|---|---|\n", message.RuleKinds[k].In(message.EN), message.RuleKinds[k].In(message.ZH))
		for _, r := range append(Rules, Joint) {
			if r.Kind != k {
				continue
			}
			when := "always"
			if r.When != nil {
				when = r.When.Title.In(message.EN)
			}
			fmt.Fprintf(&b, "| `%s` | %s | %s | %s | %s |\n", r.ID, r.Title.In(message.ZH), r.Title.In(message.EN), when, r.Source.In(message.EN))
		}
		b.WriteString("\n")
	}
	b.WriteString("## Gallery\n\nEach finding on a few rows, good and bad, in `budgetcore/articulation/testdata/gallery`; `go test ./budgetcore/articulation -run Gallery -update` writes what is found.\n\n| exhibit | what it shows | rules |\n|---|---|---|\n")
	for _, e := range gallery(t) {
		what, _, _ := strings.Cut(string(e.Comment), "\nrules:")
		fmt.Fprintf(&b, "| [%s](../budgetcore/articulation/%s) | %s | `%s` |\n", strings.TrimSuffix(filepath.Base(e.file), ".txtar"), filepath.ToSlash(e.file), strings.Join(strings.Fields(what), " "), strings.Join(e.rules, "` `"))
	}
	b.WriteString("\n")
	b.Truncate(b.Len() - 1)
	if *update {
		if err := os.WriteFile(file, b.Bytes(), 0o644); err != nil {
			t.Fatal(err)
		}
	}
	if got, err := os.ReadFile(file); err != nil || !bytes.Equal(got, b.Bytes()) {
		t.Errorf("%s is not what the register says (%v); run with -update", file, err)
	}
}
