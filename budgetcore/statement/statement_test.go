package statement

import (
	"bytes"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/published"
)

func open(t testing.TB, tails ledger.Tails) *ledger.Ledger {
	t.Helper()
	l, err := ledger.New(published.Dataset(), tails)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func TestPublishedAnnexesComeOutAsPrinted(t *testing.T) {
	l := open(t, ledger.KeepTails)
	cells, printed := 0, 0
	for _, def := range Annexes {
		t.Run(fmt.Sprintf("annex %d %s", def.Annex, def.Part), func(t *testing.T) {
			files, err := filepath.Glob(fmt.Sprintf("../published/testdata/annex%02d_%s*.csv", def.Annex, def.Part))
			if err != nil || len(files) != 1 {
				t.Fatalf("files of the annex: %v, %v", files, err)
			}
			printed++
			want, err := os.ReadFile(files[0])
			if err != nil {
				t.Fatal(err)
			}
			table := Build(def, l, l)
			var got bytes.Buffer
			if err := table.WriteCSV(&got); err != nil {
				t.Fatal(err)
			}
			if diff := cmp.Diff(string(want), got.String()); diff != "" {
				t.Errorf("not as printed (-print +here):\n%s", diff)
			}
			cells += len(table.Lines) * len(table.Columns)
		})
	}
	if files, err := filepath.Glob("../published/testdata/annex*.csv"); err != nil || len(files) != printed {
		t.Errorf("%d printed annexes, %d compared: %v", len(files), printed, err)
	}
	t.Logf("%d cells as printed", cells)
}

func TestWhatNoColumnHoldsIsSaid(t *testing.T) {
	base, now := open(t, ledger.KeepTails), open(t, ledger.KeepTails)
	for _, def := range Annexes {
		if said := Build(def, now, base).Unplaced; len(said) != 0 {
			t.Errorf("annex %d as published: %v", def.Annex, said)
		}
	}
	line := budget.Line{ID: "N1", Function: "2080116", Unit: "403012", Amount: 120 * money.Wan}
	if err := now.Apply(budget.Edit{Op: budget.Add, New: &line}); err != nil {
		t.Fatal(err)
	}
	for annex, want := range map[int]int{1: 1, 2: 1, 3: 2, 4: 1, 5: 2, 6: 0, 7: 0, 9: 0} {
		said := Build(Annex(annex), now, base).Unplaced
		if len(said) != want {
			t.Errorf("annex %d says %d things, want %d", annex, len(said), want)
		}
		for _, m := range said {
			if !strings.Contains(m.In(message.EN), "120.00") {
				t.Errorf("annex %d says %q", annex, m.In(message.EN))
			}
		}
	}
}
