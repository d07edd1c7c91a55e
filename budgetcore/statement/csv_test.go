package statement

import (
	"bytes"
	"slices"
	"testing"

	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/published"
)

func TestWhatIsWrittenReadsBack(t *testing.T) {
	l, err := ledger.New(published.Dataset(), ledger.KeepTails)
	if err != nil {
		t.Fatal(err)
	}
	for _, want := range BuildAll(l, l).Tables {
		var b bytes.Buffer
		if err := want.WriteCSV(&b); err != nil {
			t.Fatal(err)
		}
		got, err := ReadCSV(want.Definition, &b, "file")
		if err != nil {
			t.Fatal(err)
		}
		if len(got.Lines) != len(want.Lines) {
			t.Fatalf("annex %d %s: %d rows, want %d", want.Annex, want.Part, len(got.Lines), len(want.Lines))
		}
		for i := range want.Lines {
			g, w := &got.Lines[i], &want.Lines[i]
			coarse := func(k RowKind) RowKind { // a file does not say which rows are groups
				if k == Group {
					return Leaf
				}
				return k
			}
			if w.Kind != Remark && g.Path != w.Path || coarse(g.Kind) != coarse(w.Kind) || !slices.Equal(g.Record(), w.Record()) {
				t.Errorf("annex %d %s row %d: %q kind %d %v, want %q kind %d %v", want.Annex, want.Part, i, g.Path, g.Kind, g.Record(), w.Path, w.Kind, w.Record())
			}
		}
	}
}

func TestReadCSVRefuses(t *testing.T) {
	for _, tt := range []struct{ name, file, want string }{
		{"an empty file", "", "file: "},
		{"other columns", "code,name\n", "file:1: "},
		{"an amount with a separator", "total,overseas_travel,vehicles_subtotal,vehicle_purchase,vehicle_operation,official_reception\n\"28,130.00\",,11.59,,11.59,16.54\n", "file:2: total: "},
		{"a short row", "total,overseas_travel,vehicles_subtotal,vehicle_purchase,vehicle_operation,official_reception\n28.13\n", "file: "},
	} {
		_, err := ReadCSV(Annex(7), bytes.NewBufferString(tt.file), "file")
		if err == nil || !bytes.HasPrefix([]byte(err.Error()), []byte(tt.want)) {
			t.Errorf("%s: %v, want %s…", tt.name, err, tt.want)
		}
	}
}
