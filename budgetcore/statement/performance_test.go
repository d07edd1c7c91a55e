package statement

import (
	"bytes"
	"slices"
	"testing"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/published"
)

func part(t *testing.T, n int, name string) *Definition {
	t.Helper()
	for _, d := range Parts(n) {
		if d.Part == name {
			return d
		}
	}
	t.Fatalf("annex %d has no part %s", n, name)
	return nil
}

func change(line string, f budget.Field, value string) budget.Edit {
	return budget.Edit{Op: budget.Change, Line: line, Dimensions: []budget.Dimension{{Field: f, Value: value}}}
}

func TestFirstLevelProjectsFollowTheLinesThatCloseOnThem(t *testing.T) {
	for _, tails := range []ledger.Tails{ledger.KeepTails, ledger.DropTails} {
		l := open(t, tails)
		var inputs []string
		for _, r := range Build(part(t, 11, "projects"), l, l).Lines {
			if r.Input {
				inputs = append(inputs, r.Path)
			}
		}
		if !slices.Equal(inputs, []string{"3"}) {
			t.Errorf("inputs: %v, want project 3 alone", inputs)
		}
	}
}

func TestEveryRowHasAPathOfItsOwn(t *testing.T) {
	l := open(t, ledger.KeepTails)
	for _, def := range Annexes {
		table := Build(def, l, l)
		seen := make(map[string]bool)
		for _, r := range table.Lines {
			if r.Path == "" || seen[r.Path] {
				t.Errorf("annex %d %s: path %q of %v is empty or taken", def.Annex, def.Part, r.Path, r.Texts)
			}
			seen[r.Path] = true
			if n := len(r.Record()); n != len(def.Header()) {
				t.Errorf("annex %d %s: %d cells under %d heads", def.Annex, def.Part, n, len(def.Header()))
			}
		}
	}
}

func TestProjectsOfTasksKeepTheirPlaces(t *testing.T) {
	const task = "人才队伍建设"
	for _, c := range []struct {
		name  string
		edits []budget.Edit
		want  [][]string // rows that change, by index from the head of the table
		at    []int
	}{
		{
			"renamed",
			[]budget.Edit{change("L27", budget.FieldProject, "人才开发二期")},
			[][]string{{task, "人才开发二期", "6047.00"}},
			[]int{2},
		},
		{
			"renamed to a printed name",
			[]budget.Edit{change("L27", budget.FieldProject, "人力资源市场运营经费")},
			[][]string{{task, "人力资源市场运营经费", "6179.00"}, {task, "人才开发", ""}},
			[]int{0, 2},
		},
		{
			"moved to another task",
			[]budget.Edit{change("L27", budget.FieldTask, "促进和谐劳动关系")},
			[][]string{{task, "人才开发", ""}, {"促进和谐劳动关系", "劳动监察业务费", "83.00"}, {"促进和谐劳动关系", "人才开发", "6047.00"}},
			[]int{2, 13, 14},
		},
		{
			"paid by other income",
			[]budget.Edit{change("L27", budget.FieldSource, "other_income")},
			[][]string{{task, "人才开发", ""}},
			[]int{2},
		},
		{
			"two take one new name",
			[]budget.Edit{change("L27", budget.FieldProject, "合并"), change("L32", budget.FieldProject, "合并")},
			[][]string{{task, "合并", "6179.00"}, {task, "人才开发", ""}},
			[]int{0, 2},
		},
	} {
		t.Run(c.name, func(t *testing.T) {
			base, now := open(t, ledger.KeepTails), open(t, ledger.KeepTails)
			def := part(t, 10, "projects")
			for _, e := range c.edits {
				if err := now.Apply(e); err != nil {
					t.Fatal(err)
				}
			}
			table := Build(def, now, base)
			for i, at := range c.at {
				if got := table.Lines[at].Record(); !slices.Equal(got, c.want[i]) {
					t.Errorf("row %d is %q, want %q", at, got, c.want[i])
				}
			}
			for range c.edits {
				now.Undo()
			}
			var got, want bytes.Buffer
			if err := Build(def, now, base).WriteCSV(&got); err != nil {
				t.Fatal(err)
			}
			if err := Build(def, base, base).WriteCSV(&want); err != nil {
				t.Fatal(err)
			}
			if got.String() != want.String() {
				t.Error("undone, the table is not the published one")
			}
		})
	}
}

func TestAnnexesOfABudgetWithoutPrintedTables(t *testing.T) {
	ds := *published.Dataset()
	ds.Printed = nil
	l, err := ledger.New(&ds, ledger.KeepTails)
	if err != nil {
		t.Fatal(err)
	}
	for _, c := range []struct {
		annex int
		part  string
		rows  int
	}{{10, "overview", 0}, {10, "department_performance", 5}, {10, "projects", 39}, {11, "projects", 9}, {11, "indicators", 0}} {
		table := Build(part(t, c.annex, c.part), l, l)
		if len(table.Lines) != c.rows {
			t.Errorf("annex %d %s: %d rows, want %d", c.annex, c.part, len(table.Lines), c.rows)
		}
	}
}
