package ledger_test

import (
	"fmt"
	"reflect"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/published"
)

func open(t testing.TB) *ledger.Ledger {
	t.Helper()
	l, err := ledger.New(published.Dataset(), ledger.KeepTails)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

func set(id string, a money.Amount) budget.Edit {
	return budget.Edit{Op: budget.Set, Line: id, Amount: a}
}

func change(id string, dims ...any) budget.Edit {
	e := budget.Edit{Op: budget.Change, Line: id}
	for i := 0; i < len(dims); i += 2 {
		e.Dimensions = append(e.Dimensions, budget.Dimension{Field: dims[i].(budget.Field), Value: dims[i+1].(string)})
	}
	return e
}

func remove(id string) budget.Edit { return budget.Edit{Op: budget.Delete, Line: id} }

func add(line budget.Line) budget.Edit { return budget.Edit{Op: budget.Add, New: &line} }

// moved lists, by unit and source, how far income is from what was published.
func moved(l *ledger.Ledger) string {
	sums := make(map[string]money.Amount)
	for x := range l.Facts(budget.Income) {
		sums[fmt.Sprintf("%s %s", x.Unit, x.Source)] += x.Amount
	}
	base, _ := ledger.New(l.Dataset(), l.Tails())
	for x := range base.Facts(budget.Income) {
		sums[fmt.Sprintf("%s %s", x.Unit, x.Source)] -= x.Amount
	}
	var out []string
	for k, a := range sums {
		if a != 0 {
			out = append(out, strings.TrimSpace(k)+" "+a.String())
		}
	}
	slices.Sort(out)
	return strings.Join(out, "; ")
}

func TestIncomeFollowsSpending(t *testing.T) {
	for _, c := range []struct {
		name  string
		edits []budget.Edit
		want  string
	}{
		{"raising a line raises its unit and source", []budget.Edit{set("L28", 25405*money.Wan)}, "403012 general_public_budget 100.00"},
		{"a line without a unit raises what has none", []budget.Edit{set("L02", 2050*money.Wan+money.Cent)}, "general_public_budget 100.00"},
		{"giving a line its unit moves nothing", []budget.Edit{change("L02", budget.FieldUnit, "403001")}, ""},
		{"taking a unit away moves nothing", []budget.Edit{change("L28", budget.FieldUnit, "")}, ""},
		{"a raise goes along when the unit is given", []budget.Edit{set("L02", 2050*money.Wan+money.Cent), change("L02", budget.FieldUnit, "403001")}, "403001 general_public_budget 100.00"},
		{"from unit to unit", []budget.Edit{change("L27", budget.FieldUnit, "403012")}, "403001 general_public_budget -6047.00; 403012 general_public_budget 6047.00"},
		{"another source", []budget.Edit{change("L45", budget.FieldSource, "superior_subsidy")}, "403001 general_public_budget -669.00; 403001 superior_subsidy 669.00"},
		{"another source and its unit given", []budget.Edit{change("L02", budget.FieldUnit, "403001", budget.FieldSource, "other_income")}, "403001 general_public_budget -1950.01; 403001 other_income 1950.01"},
		{"deleting takes the residual along", []budget.Edit{remove("L52")}, "403002 general_public_budget -47999.9999"},
		{"0.00 takes the residual along", []budget.Edit{set("L52", 0)}, "403002 general_public_budget -47999.9999"},
		{"an added line", []budget.Edit{add(budget.Line{ID: "N1", Unit: "403015", Source: budget.GovernmentFund, Amount: 5 * money.Wan})}, "403015 government_fund 5.00"},
		{"an added line gets its unit", []budget.Edit{add(budget.Line{ID: "N1", Source: budget.GovernmentFund, Amount: 5 * money.Wan}), change("N1", budget.FieldUnit, "403015")}, "403015 government_fund 5.00"},
		{"added and deleted again", []budget.Edit{add(budget.Line{ID: "N1", Unit: "403015", Source: budget.GovernmentFund, Amount: 5 * money.Wan}), remove("N1")}, ""},
		{"an added line raised", []budget.Edit{add(budget.Line{ID: "N1", Unit: "403015", Source: budget.GovernmentFund, Amount: 5 * money.Wan}), set("N1", 7*money.Wan)}, "403015 government_fund 7.00"},
		{"transfers are outside", []budget.Edit{set("X04", 1), remove("X05")}, ""},
		{"an income line edited by hand", []budget.Edit{set("I12", 830*money.Wan)}, "403015 general_public_budget 0.43"},
	} {
		t.Run(c.name, func(t *testing.T) {
			l := open(t)
			for _, e := range c.edits {
				if err := l.Apply(e); err != nil {
					t.Fatal(err)
				}
			}
			if got := moved(l); got != c.want {
				t.Errorf("income moved by %q, want %q", got, c.want)
			}
			if err := l.Verify(); err != nil {
				t.Error(err)
			}
			sum := money.Amount(0)
			for x := range l.Facts(budget.Income) {
				sum += x.Amount
			}
			if sum != l.Income() {
				t.Errorf("facts add to %s, Income says %s", sum, l.Income())
			}
			l.SetIncome(budget.Fixed)
			if got := moved(l); got != "" && c.edits[0].Line != "I12" {
				t.Errorf("fixed income moved by %q", got)
			}
		})
	}
}

func TestPublishedBudgetBalancesExactly(t *testing.T) {
	l := open(t)
	if l.Gap() != 0 {
		t.Errorf("gap %d 分", l.Gap())
	}
	var items money.Amount
	for x := range l.Facts(budget.Economic) {
		items += x.Amount
	}
	if basic := l.In(budget.Spending).Kind(budget.Personnel).Amount + l.In(budget.Spending).Kind(budget.Public).Amount; items != basic {
		t.Errorf("economic items %s, basic spending %s", items, basic)
	}
	if err := l.Verify(); err != nil {
		t.Error(err)
	}
}

func TestRefusedEditsChangeNothing(t *testing.T) {
	l := open(t)
	for _, e := range []budget.Edit{set("L28", 1), remove("L59"), add(budget.Line{ID: "N1", Amount: 1})} {
		if err := l.Apply(e); err != nil {
			t.Fatal(err)
		}
	}
	l.Undo()
	before := l.Draft()
	for _, c := range []struct {
		name, says string
		edit       budget.Edit
	}{
		{"unknown line", "no line", set("L99", 1)},
		{"deleted line", "deleted", set("L59", 1)},
		{"a line whose adding is undone", "no line", set("N1", 1)},
		{"id of a published line", "has been used", add(budget.Line{ID: "L28"})},
		{"id of a deleted line", "has been used", add(budget.Line{ID: "L59"})},
		{"no id", "not a line id", add(budget.Line{})},
		{"unknown unit", "no budget unit", add(budget.Line{ID: "N2", Unit: "403099"})},
		{"unknown function", "no code", change("L28", budget.FieldFunction, "9999999")},
		{"a class for a 项", "lowest level", change("L28", budget.FieldFunction, "208")},
		{"a class for a 款", "lowest level", change("E01", budget.FieldEconomic, "301")},
		{"unknown task", "no task", change("L28", budget.FieldTask, "x")},
		{"unknown item of the three public expenses", "no item", change("M01", budget.FieldProject, "x")},
		{"another section", "another section", change("L28", budget.FieldSection, "income")},
		{"beyond a line", "beyond what a line can hold", set("L28", money.Limit)},
		{"below a line", "beyond what a line can hold", set("L28", -money.Limit)},
	} {
		t.Run(c.name, func(t *testing.T) {
			err := l.Apply(c.edit)
			if err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want one that says %q", err, c.says)
			}
			if !reflect.DeepEqual(l.Draft(), before) || !l.CanRedo() {
				t.Error("the draft changed")
			}
			if err := l.Verify(); err != nil {
				t.Error(err)
			}
		})
	}
}

func TestEditsTogetherAreAllMadeOrNone(t *testing.T) {
	l := open(t)
	if err := l.Apply(remove("L06")); err != nil {
		t.Fatal(err)
	}
	l.Undo()
	before := l.Draft()
	if err := l.ApplyAll([]budget.Edit{set("L05", 1), set("L99", 1)}); err == nil {
		t.Fatal("accepted")
	}
	if !reflect.DeepEqual(l.Draft(), before) {
		t.Error("a refused series left a trace, or took what could be redone")
	}
	if err := l.ApplyAll([]budget.Edit{change("L05", budget.FieldNote, "n"), set("L05", 1)}); err != nil {
		t.Fatal(err)
	}
	if cursor, known := l.Edits(); cursor != 2 || known != 2 {
		t.Errorf("%d of %d edits", cursor, known)
	}
	if err := l.Verify(); err != nil {
		t.Error(err)
	}
}

func TestTotalsThatWouldOverflowAreRefusedAsAnEdit(t *testing.T) {
	l := open(t)
	n := 0
	for ; ; n++ {
		before := l.In(budget.Spending).Total()
		err := l.Apply(add(budget.Line{ID: fmt.Sprintf("N%d", n), Amount: money.Limit - 1}))
		if err == nil {
			if after := l.In(budget.Spending).Total(); after.Amount <= before.Amount {
				t.Fatalf("the total wrapped at line %d: %d", n, after.Amount)
			}
			continue
		}
		if !strings.Contains(err.Error(), "nothing was changed") || l.In(budget.Spending).Total() != before {
			t.Fatalf("refusal %v, total %v before and %v after", err, before, l.In(budget.Spending).Total())
		}
		break
	}
	if n < 9000 {
		t.Errorf("refused after %d lines of the largest amount, int64 has room for 9223", n)
	}
	if err := l.Verify(); err != nil {
		t.Error(err)
	}
	if err := l.Apply(set("N0", 1)); err != nil {
		t.Errorf("there is room again after lowering a line: %v", err)
	}
}

func TestAnIdIsFreeAgainOnlyWhenItsAddingIsForgotten(t *testing.T) {
	l := open(t)
	if err := l.Apply(add(budget.Line{ID: "N1", Amount: 1})); err != nil {
		t.Fatal(err)
	}
	l.Undo()
	if err := l.Apply(add(budget.Line{ID: "N1", Amount: 2})); err != nil {
		t.Errorf("an id whose adding was undone and forgotten is refused: %v", err)
	}
	if l.Len() != len(published.Dataset().Lines)+1 {
		t.Errorf("%d lines", l.Len())
	}
	if err := l.Apply(remove("N1")); err != nil {
		t.Fatal(err)
	}
	if err := l.Apply(add(budget.Line{ID: "N1", Amount: 3})); err == nil {
		t.Error("the id of a deleted line was used again")
	}
}

// randomEdit draws an edit that may well be refused.
func randomEdit(t *rapid.T, l *ledger.Ledger) budget.Edit {
	ids := []string{"L02", "L06", "L28", "L30", "L31", "L36", "L52", "L61", "E05", "E28", "I03", "X04", "M01", "M03", "N1", "N2", "N3"}
	id := rapid.SampledFrom(ids).Draw(t, "line")
	amount := rapid.SampledFrom([]money.Amount{0, 1, -1, money.Cent, 100 * money.Wan, -50 * money.Wan, 26000 * money.Wan, money.Limit - 1}).Draw(t, "amount")
	ds := l.Dataset()
	value := func(f budget.Field) string {
		switch f {
		case budget.FieldUnit:
			return rapid.SampledFrom([]string{"", "403001", "403012"}).Draw(t, "unit")
		case budget.FieldFunction:
			return rapid.SampledFrom([]string{"", "2080116", "2050302", "2230105"}).Draw(t, "function")
		case budget.FieldEconomic:
			return rapid.SampledFrom([]string{"", "30101", "31002"}).Draw(t, "economic")
		case budget.FieldKind:
			return rapid.SampledFrom([]string{"", "personnel", "public", "project"}).Draw(t, "kind")
		case budget.FieldSource:
			return rapid.SampledFrom([]string{"", "general_public_budget", "superior_subsidy", "carryover_general_public_budget", "government_fund"}).Draw(t, "source")
		case budget.FieldTask:
			return rapid.SampledFrom(append(slices.Clone(ds.Tasks), "")).Draw(t, "task")
		}
		return rapid.SampledFrom([]string{"", "甲", "乙"}).Draw(t, "text")
	}
	dimensions := []budget.Field{budget.FieldUnit, budget.FieldFunction, budget.FieldEconomic, budget.FieldKind, budget.FieldSource, budget.FieldTask, budget.FieldNote}
	switch rapid.IntRange(0, 4).Draw(t, "op") {
	case 0, 1:
		return set(id, amount)
	case 2:
		line := budget.Line{ID: id, Amount: amount, Section: rapid.SampledFrom([]budget.Section{budget.Spending, budget.Economic, budget.Income}).Draw(t, "section")}
		for _, f := range dimensions {
			if err := f.Set(&line, value(f)); err != nil {
				t.Fatal(err)
			}
		}
		return add(line)
	case 3:
		return remove(id)
	}
	f := rapid.SampledFrom(dimensions).Draw(t, "dimension")
	return change(id, f, value(f))
}

// state is everything a ledger shows, for comparison.
func state(l *ledger.Ledger) string {
	var b strings.Builder
	for i := range l.Len() {
		if line := l.Line(i); l.Present(i) {
			fmt.Fprintf(&b, "%v\n", line)
		}
	}
	for s := range budget.Sections {
		fmt.Fprintln(&b, s, l.In(s).Total())
		for _, u := range l.Dataset().Units {
			fmt.Fprint(&b, l.In(s).Unit(u.Code), l.In(s).UnitSource(u.Code, budget.GeneralPublicBudget))
		}
		for _, it := range l.Dataset().Functional.Items() {
			fmt.Fprint(&b, l.In(s).Function(it.Code), l.In(s).FunctionKind(it.Code, budget.Project))
		}
		for _, it := range l.Dataset().Economic.Items() {
			fmt.Fprint(&b, l.In(s).Economic(it.Code))
		}
		for k := range budget.Kinds {
			fmt.Fprint(&b, l.In(s).Kind(k))
		}
		for x := range l.Facts(s) {
			fmt.Fprintln(&b, x)
		}
	}
	fmt.Fprintln(&b, l.Income(), l.Gap())
	return b.String()
}

// Two routes to one answer: the running totals and a rebuild; a replay of the
// draft; undoing all and redoing all.
func TestEditsUndoRedoAndReplayAgree(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		tails := ledger.Tails(rapid.IntRange(0, 1).Draw(t, "tails"))
		l, err := ledger.New(published.Dataset(), tails)
		if err != nil {
			t.Fatal(err)
		}
		start := state(l)
		for range rapid.IntRange(0, 15).Draw(t, "steps") {
			before := state(l)
			cursor, _ := l.Edits()
			if err := l.Apply(randomEdit(t, l)); err != nil {
				if state(l) != before {
					t.Fatalf("a refused edit changed something: %v", err)
				}
				continue
			}
			if err := l.Verify(); err != nil {
				t.Fatal(err)
			}
			for i := range l.Len() {
				if line := l.Line(i); !reflect.DeepEqual(*l.Peek(i), line) {
					t.Fatalf("peeked at %+v, want %+v", *l.Peek(i), line)
				}
			}
			after := state(l)
			l.Undo()
			if state(l) != before {
				t.Fatal("undo is not the inverse of the edit")
			}
			l.Redo()
			if now, _ := l.Edits(); state(l) != after || now != cursor+1 {
				t.Fatal("redo is not the edit")
			}
			if rapid.IntRange(0, 5).Draw(t, "walk") == 0 {
				l.Undo()
			}
		}
		end := state(l)
		again, err := ledger.Replay(published.Dataset(), l.Draft(), tails)
		if err != nil {
			t.Fatal(err)
		}
		if state(again) != end {
			t.Fatal("the replay of the draft differs")
		}
		untouched, err := ledger.New(published.Dataset(), tails)
		if err != nil {
			t.Fatal(err)
		}
		copied, err := untouched.Replay(l.Draft())
		if err != nil {
			t.Fatal(err)
		}
		if state(copied) != end || state(untouched) != start {
			t.Fatal("a replay on an untouched ledger differs, or touches it")
		}
		for l.CanUndo() {
			l.Undo()
		}
		if state(l) != start {
			t.Fatal("undoing everything does not lead back")
		}
		if err := l.Verify(); err != nil {
			t.Fatal(err)
		}
	})
}

// The totals above a line are those that its codes name.
func TestAboveIsWhatTheCodesOfALineName(t *testing.T) {
	l := open(t)
	ds := l.Dataset()
	for i := range l.Len() {
		line := l.Line(i)
		v := l.In(line.Section)
		want := ledger.Above{
			Total: v.Total(), Unit: v.Unit(line.Unit), Source: v.Source(line.Source), Kind: v.Kind(line.Kind), Project: v.Project(line.Project),
			FunctionKind: v.FunctionKind(line.Function, line.Kind), UnitSource: v.UnitSource(line.Unit, line.Source),
			Function: [3]ledger.Sum{v.Function(""), v.Function(""), v.Function("")},
			Economic: [2]ledger.Sum{v.Economic(""), v.Economic("")},
		}
		for level, it := range ds.Functional.Path(line.Function) {
			want.Function[level] = v.Function(it.Code)
		}
		for level, it := range ds.Economic.Path(line.Economic) {
			want.Economic[level] = v.Economic(it.Code)
		}
		if got := l.Above(i); got != want {
			t.Errorf("line %s: %+v, want %+v", line.ID, got, want)
		}
	}
}
