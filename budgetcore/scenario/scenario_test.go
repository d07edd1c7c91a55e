package scenario_test

import (
	"bytes"
	"flag"
	"fmt"
	"maps"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"sync"
	"testing"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/classification"
	"suanpan/budgetcore/ledger"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/published"
	"suanpan/budgetcore/scenario"
)

// small is a budget in which edits of few lines meet often.
var small = sync.OnceValue(func() *budget.Dataset {
	scheme := func(levels int, items ...classification.Item) *classification.Scheme {
		s, err := classification.New(levels, items)
		if err != nil {
			panic(err)
		}
		return s
	}
	ds := &budget.Dataset{
		ID: "small", SHA256: "small", Title: "small", Department: budget.Unit{Code: "1", Name: "d"},
		Units: []budget.Unit{{Code: "101", Name: "a"}, {Code: "102", Name: "b"}},
		Functional: scheme(3, classification.Item{Code: "208", Level: 1, Name: "c"}, classification.Item{Code: "20801", Level: 2, Parent: "208", Name: "s"},
			classification.Item{Code: "2080101", Level: 3, Parent: "20801", Name: "i"}, classification.Item{Code: "2080102", Level: 3, Parent: "20801", Name: "j"}),
		Economic: scheme(2, classification.Item{Code: "301", Level: 1, Name: "e"}, classification.Item{Code: "30101", Level: 2, Parent: "301", Name: "f"}),
	}
	for i := range 5 {
		ds.Lines = append(ds.Lines, budget.Line{
			ID: fmt.Sprintf("L%d", i+1), Unit: ds.Units[i%2].Code, Function: []string{"2080101", "2080102"}[i/2%2], Kind: budget.Project,
			Source: budget.GeneralPublicBudget, Project: fmt.Sprintf("p%d", i%3), Amount: money.Amount(i+1) * money.Wan,
			Residual: money.Amount(i%3-1) * money.Yuan,
		})
	}
	ds.Lines = append(ds.Lines, budget.Line{ID: "I1", Section: budget.Income, Unit: "101", Source: budget.GeneralPublicBudget, Amount: 15 * money.Wan})
	ds.Lines[4].Blank, ds.Lines[4].Amount, ds.Lines[4].Residual = true, 0, 0
	return ds
})

// chance draws histories.
type chance struct{ *rand.Rand }

func (c chance) of(values ...string) string { return values[c.IntN(len(values))] }

func (c chance) edit() budget.Edit {
	e := budget.Edit{Line: c.of("L1", "L2", "L3", "L4", "L5", "I1", "N1", "N2", "N3"), Why: c.of("", "", "w1", "w2"), By: c.of("", "", "甲")}
	switch c.IntN(6) {
	case 0, 1, 2:
		e.Amount = []money.Amount{0, money.Cent, 3 * money.Wan, -money.Wan}[c.IntN(4)]
	case 3:
		e.Op = budget.Delete
	case 4:
		e.Op, e.New, e.Line = budget.Add, &budget.Line{
			ID: c.of("N1", "N2", "N3"), Unit: c.of("", "101"), Function: c.of("", "2080102"), Kind: budget.Project, Source: budget.GeneralPublicBudget,
			Project: c.of("p1", "q"), Amount: []money.Amount{1, money.Wan}[c.IntN(2)],
		}, ""
	default:
		e.Op = budget.Change
		for _, d := range []budget.Dimension{
			{Field: budget.FieldUnit, Value: c.of("101", "102", "")},
			{Field: budget.FieldFunction, Value: c.of("2080101", "2080102")},
			{Field: budget.FieldProject, Value: c.of("p1", "p2")},
			{Field: budget.FieldNote, Value: c.of("", "x", "y")},
		} {
			if c.IntN(3) == 0 {
				e.Dimensions = append(e.Dimensions, d)
			}
		}
		if e.Dimensions == nil {
			e.Dimensions = []budget.Dimension{{Field: budget.FieldNote, Value: "z"}}
		}
	}
	return e
}

// work makes up to n steps more on a draft: edits, some of them made together,
// undone and made again, modes, posts and ceilings.
func (c chance) work(l *ledger.Ledger, n int) {
	for range c.IntN(n + 1) {
		switch c.IntN(14) {
		case 0, 1:
			l.Undo()
		case 2:
			l.Redo()
		case 3:
			_ = l.SetIncome(budget.IncomeMode(c.IntN(2)))
		case 4:
			_ = l.SetPosts([]budget.Posts{{Unit: c.of("101", "102"), Posts: c.IntN(3)}})
		case 5:
			_ = l.SetCeilings([]budget.Ceiling{{By: budget.FieldUnit, Key: c.of("101", "102"), Amount: money.Amount(c.IntN(3))}})
		case 6:
			e, f := c.edit(), c.edit()
			f.Joined = true
			_ = l.ApplyAll([]budget.Edit{e, f})
		default:
			_ = l.Apply(c.edit()) // one that does not fit is refused
		}
	}
}

func replay(t testing.TB, d *budget.Draft) *ledger.Ledger {
	t.Helper()
	l, err := ledger.Replay(small(), d, ledger.KeepTails)
	if err != nil {
		t.Fatal(err)
	}
	return l
}

// says is what a draft says in the end, whatever way led there.
func says(l *ledger.Ledger) string {
	lines := make(map[string]string)
	for i := range l.Len() {
		if l.Present(i) {
			line := l.Line(i)
			lines[line.ID] = fmt.Sprintf("%+v\n", line)
		}
	}
	var b strings.Builder
	for _, id := range slices.Sorted(maps.Keys(lines)) {
		b.WriteString(lines[id])
	}
	fmt.Fprintln(&b, l.IncomeMode(), l.Posts(), l.Ceilings(), l.Income(), l.Gap())
	return b.String()
}

var manyHistories = flag.Int("histories", 100_000, "random histories that the properties are held to")

func histories() int {
	switch {
	case testing.Short():
		return 2_000
	case runtime.GOARCH == "wasm":
		return 5_000
	}
	return *manyHistories
}

var totals = []scenario.Total{
	{},
	{Section: budget.Income},
	{By: budget.FieldUnit, Key: "101"},
	{By: budget.FieldUnit},
	{By: budget.FieldFunction, Key: "208"},
	{By: budget.FieldFunction, Key: "2080102"},
	{By: budget.FieldProject, Key: "p1"},
	{By: budget.FieldKind, Key: "project"},
	{By: budget.FieldSource, Key: "general_public_budget"},
}

// What must hold of any two drafts made from a third.
func TestRandomHistories(t *testing.T) {
	n := histories()
	workers := runtime.GOMAXPROCS(0)
	t.Logf("%d histories", n)
	var merged, conflicting, renamed [64]int
	t.Run("each", func(t *testing.T) {
		for w := range workers {
			t.Run(fmt.Sprint(w), func(t *testing.T) {
				t.Parallel()
				for seed := w; seed < n && !t.Failed(); seed += workers {
					switch history(t, uint64(seed)) {
					case 1:
						conflicting[w]++
					case 2:
						renamed[w]++
					}
					merged[w]++
				}
			})
		}
	})
	sum := func(list [64]int) (n int) {
		for _, x := range list {
			n += x
		}
		return n
	}
	t.Logf("%d merges, %d with conflicts, %d with ids both had given", sum(merged), sum(conflicting), sum(renamed))
	if c := sum(conflicting); c < n/20 || c > n*19/20 || sum(renamed) < n/100 {
		t.Error("the histories do not try both ways")
	}
}

func history(t *testing.T, seed uint64) int {
	c := chance{rand.New(rand.NewPCG(seed, 5))}
	base, err := ledger.New(small(), ledger.KeepTails)
	if err != nil {
		t.Fatal(err)
	}
	c.work(base, 4)
	d := base.Draft()
	d.Edits = d.Edits[:d.Cursor] // what was undone stays with the base
	base = replay(t, d)
	a, b := replay(t, d), replay(t, d)
	c.work(a, 8)
	c.work(b, 8)
	_ = a.SetName("甲")
	fail := func(format string, args ...any) {
		t.Fatalf("seed %d: %s\nbase %s\na %s\nb %s", seed, fmt.Sprintf(format, args...), d.AppendJSON(nil), a.Draft().AppendJSON(nil), b.Draft().AppendJSON(nil))
	}

	// a round that was handed over
	round := replay(t, a.Draft())
	if err := round.Lock(budget.Lock{Round: budget.FirstUp}); err != nil {
		fail("%v", err)
	}
	seal := round.Draft().Seal()
	defer func() {
		c.work(round, 6)
		if round.Draft().Seal() != seal {
			fail("the seal of a locked round changed")
		}
	}()

	// attribution adds to the difference
	for _, total := range totals {
		x, err := scenario.Attribute(a, b, total)
		if err != nil {
			fail("%v", err)
		}
		sum := x.From + x.Mode
		for _, m := range x.Moves {
			sum += m.By
		}
		steps, rest, others := x.Steps(3)
		few := x.From + x.Mode + rest
		for _, m := range steps {
			few += m.By
		}
		if sum != total.Of(b) || x.To != sum || x.From != total.Of(a) || few != sum || len(steps)+others != len(x.Moves) || len(steps) > 3 {
			fail("%+v: from %s, moves add to %s, is %s", total, x.From, sum, total.Of(b))
		}
	}

	// the differences are the lines that differ
	differ := differences(a, b)
	listed, err := scenario.Diff(a, b)
	if err != nil {
		fail("%v", err)
	}
	ids := make([]string, len(listed))
	for i := range listed {
		ids[i] = listed[i].ID
	}
	slices.Sort(ids)
	if !slices.Equal(ids, differ) {
		fail("listed as different %v, different are %v", ids, differ)
	}

	// every edit has its place in the history
	before := says(a)
	for i, e := range scenario.History(a) {
		if made := a.Edit(i); e.Number != i+1 || !e.Edit.Equal(&made) || e.Say(small()).In(message.ZH) == "" {
			fail("history %d: %+v", i, e)
		}
	}
	if says(a) != before {
		fail("looking at the history changed the draft")
	}

	// merge(a, a) = a
	m, err := scenario.Merge(base, a, a, nil)
	if err != nil || m.Draft == nil || says(replay(t, m.Draft)) != before || len(m.Conflicts) > 0 {
		fail("merged with itself: %v, %+v", err, m)
	}

	m, err = scenario.Merge(base, a, b, nil)
	if err != nil {
		fail("%v", err)
	}
	back, err := scenario.Merge(base, b, a, nil)
	if err != nil || len(back.Conflicts) != len(m.Conflicts) {
		fail("%v; %d conflicts one way, %d the other", err, len(m.Conflicts), len(back.Conflicts))
	}
	outcome := 0
	if len(m.Renamed) > 0 {
		outcome = 2
	}
	if len(m.Conflicts) == 0 {
		if x, y := says(replay(t, m.Draft)), says(replay(t, back.Draft)); x != y {
			fail("merge(a, b)\n%s\nmerge(b, a)\n%s", x, y)
		}
	} else {
		outcome = 1
		if m.Draft != nil || m.Undecided != len(m.Conflicts) {
			fail("a draft although %d of %d conflicts are undecided", m.Undecided, len(m.Conflicts))
		}
		choices := make(map[string]scenario.Choice)
		decide := func(x *scenario.Conflict) scenario.Choice {
			if _, twice := choices[x.Key()]; twice {
				fail("two conflicts are called %s", x.Key())
			}
			choices[x.Key()] = scenario.Choice(1 + c.IntN(2))
			return choices[x.Key()]
		}
		if m, err = scenario.Merge(base, a, b, decide); err != nil || m.Draft == nil {
			fail("decided: %v", err)
		}
		mirrored, err := scenario.Merge(base, b, a, func(x *scenario.Conflict) scenario.Choice { return 3 - choices[x.Key()] })
		if err != nil || mirrored.Draft == nil {
			fail("mirrored: %v", err)
		}
		if x, y := says(replay(t, m.Draft)), says(replay(t, mirrored.Draft)); x != y {
			fail("decided %v\n%s\nmirrored\n%s", choices, x, y)
		}
		everything(fail, base, a, b, replay(t, m.Draft), m, choices)
		choices = nil
	}
	if len(m.Conflicts) == 0 {
		everything(fail, base, a, b, replay(t, m.Draft), m, nil)
	}

	// the file of the merged draft is a draft like any other
	data := m.Draft.AppendJSON(nil)
	again, err := budget.ReadDraft(bytes.NewReader(data), "merged.json", small())
	if err != nil {
		fail("%v", err)
	}
	if says(replay(t, again)) != says(replay(t, m.Draft)) {
		fail("the file says something else")
	}
	return outcome
}

func find(l *ledger.Ledger, id string) *budget.Line {
	i, ok := l.Find(id)
	if !ok || !l.Present(i) {
		return nil
	}
	line := l.Line(i)
	return &line
}

func added(l *ledger.Ledger, id string) bool {
	to, _ := l.Edits()
	for i := range to {
		if e := l.Edit(i); e.Op == budget.Add && e.New.ID == id {
			return true
		}
	}
	return false
}

func differences(a, b *ledger.Ledger) []string {
	ids := make(map[string]bool)
	for _, l := range []*ledger.Ledger{a, b} {
		for i := range l.Len() {
			id := l.Line(i).ID
			if fmt.Sprint(find(a, id)) != fmt.Sprint(find(b, id)) {
				ids[id] = true
			}
		}
	}
	return slices.Sorted(maps.Keys(ids))
}

// everything holds the merged lines to a second reckoning, by columns of texts.
func everything(fail func(string, ...any), base, a, b, merged *ledger.Ledger, m *scenario.Merged, choices map[string]scenario.Choice) {
	columns := func(l *budget.Line) map[string]string {
		if l == nil {
			return nil
		}
		c := map[string]string{"amount": fmt.Sprint(l.Amount, l.Residual, l.Blank)}
		for f := range budget.Fields {
			c[f.String()] = f.Get(l)
		}
		return c
	}
	given := slices.Collect(maps.Values(m.Renamed))
	for _, id := range []string{"L1", "L2", "L3", "L4", "L5", "I1", "N1", "N2", "N3"} {
		if slices.Contains(given, id) {
			continue // looked at beside the line it had to give way to
		}
		if find(base, id) == nil && added(a, id) && added(b, id) && m.Renamed[id] == "" {
			continue // one line from a past both have beyond the base
		}
		was, o, t := columns(find(base, id)), columns(find(a, id)), columns(find(b, id))
		got := columns(find(merged, id))
		if other, two := m.Renamed[id]; two {
			got, also := got, columns(find(merged, other))
			x, y := fmt.Sprint(got), fmt.Sprint(also)
			if u, v := fmt.Sprint(o), fmt.Sprint(t); x+y != u+v && x+y != v+u {
				fail("%s and %s: %s and %s, from %s and %s", id, other, x, y, u, v)
			}
			continue
		}
		pick := func(key string) map[string]string {
			if choices[key] == scenario.Theirs {
				return t
			}
			return o
		}
		want := make(map[string]string)
		switch {
		case o == nil && t == nil:
			want = nil
		case fmt.Sprint(o) == fmt.Sprint(was):
			want = t
		case fmt.Sprint(t) == fmt.Sprint(was):
			want = o
		case o == nil || t == nil:
			want = pick(id + " line")
		default:
			for key := range o {
				switch {
				case o[key] == was[key]:
					want[key] = t[key]
				case t[key] == was[key] || t[key] == o[key]:
					want[key] = o[key]
				default:
					want[key] = pick(id + " " + key)[key]
				}
			}
		}
		if fmt.Sprint(got) != fmt.Sprint(want) {
			fail("%s is\n%v, want\n%v (choices %v)", id, got, want, choices)
		}
	}
}

func TestDraftsOnOtherBasesAreNotCompared(t *testing.T) {
	a, err := ledger.New(small(), ledger.KeepTails)
	if err != nil {
		t.Fatal(err)
	}
	b, err := ledger.New(published.Dataset(), ledger.KeepTails)
	if err != nil {
		t.Fatal(err)
	}
	if _, err := scenario.Diff(a, b); err == nil {
		t.Error("compared")
	}
	if _, err := scenario.Attribute(a, b, scenario.Total{}); err == nil {
		t.Error("attributed")
	}
	if _, err := scenario.Merge(a, a, b, nil); err == nil {
		t.Error("merged")
	}
}

func TestStandingsPutTheMostOverFirst(t *testing.T) {
	l, err := ledger.New(published.Dataset(), ledger.KeepTails)
	if err != nil {
		t.Fatal(err)
	}
	total := scenario.Total{}.Of(l)
	if err := l.SetCeilings([]budget.Ceiling{
		{By: budget.FieldProject, Key: "劳动监察业务费", Amount: 83 * money.Wan},
		{By: budget.FieldUnit, Key: "403006", Amount: 1_700 * money.Wan},
		{Amount: total - money.Cent},
		{By: budget.FieldFunction, Key: "20801", Amount: 60_000 * money.Wan},
	}); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, s := range scenario.Standings(l) {
		got = append(got, fmt.Sprintf("%s %s %s", s.By, s.Key, s.Over()))
	}
	want := []string{"unit 403006 30.4997", "section  0.01", "project 劳动监察业务费 0.00", "function 20801 -5217.1801"}
	if !slices.Equal(got, want) {
		t.Errorf("%q, want %q", got, want)
	}
}

// Estimates kept with drafts merge as things of their own: what one side has is
// taken, what both changed is a conflict, and a link never outlives its paper.
func TestEstimatesMerge(t *testing.T) {
	paper := func(id, body string) budget.Paper {
		return budget.Paper{ID: id, Kind: "estimate", Name: id, Body: body}
	}
	link := func(line, paper string) budget.Link { return budget.Link{Line: line, Paper: paper, Part: "all"} }
	with := func(papers []budget.Paper, links ...budget.Link) *ledger.Ledger {
		l, err := ledger.New(published.Dataset(), ledger.KeepTails)
		if err != nil {
			t.Fatal(err)
		}
		if err := l.SetPapers(papers, links); err != nil {
			t.Fatal(err)
		}
		return l
	}
	base := with([]budget.Paper{paper("E1", "{}")}, link("L28", "E1"))
	for _, c := range []struct {
		name           string
		ours, theirs   *ledger.Ledger
		papers, links  int
		conflicts      []string
		take           scenario.Choice
		bodyOf, wanted string
	}{
		{"each adds one", with([]budget.Paper{paper("E1", "{}"), paper("E2", "{}")}, link("L28", "E1")), with([]budget.Paper{paper("E1", "{}"), paper("E3", "{}")}, link("L28", "E1"), link("L07", "E3")), 3, 2, nil, scenario.Undecided, "", ""},
		{"one changes", base, with([]budget.Paper{paper("E1", `{"a":1}`)}, link("L28", "E1")), 1, 1, nil, scenario.Undecided, "E1", `{"a":1}`},
		{"both change", with([]budget.Paper{paper("E1", `{"a":2}`)}, link("L28", "E1")), with([]budget.Paper{paper("E1", `{"a":1}`)}, link("L28", "E1")), 1, 1, []string{"E1 paper"}, scenario.Theirs, "E1", `{"a":1}`},
		{"one drops it, the other links to it", with(nil), with([]budget.Paper{paper("E1", "{}")}, link("L28", "E1"), link("L07", "E1")), 0, 0, nil, scenario.Undecided, "", ""},
		{"both link a line", with([]budget.Paper{paper("E1", "{}"), paper("E2", "{}")}, link("L28", "E2")), with([]budget.Paper{paper("E1", "{}"), paper("E3", "{}")}, link("L28", "E3")), 3, 1, []string{"L28 link"}, scenario.Ours, "", ""},
	} {
		m, err := scenario.Merge(base, c.ours, c.theirs, func(*scenario.Conflict) scenario.Choice { return c.take })
		if err != nil {
			t.Fatalf("%s: %v", c.name, err)
		}
		var keys []string
		for i := range m.Conflicts {
			keys = append(keys, m.Conflicts[i].Key())
		}
		if !slices.Equal(keys, c.conflicts) || m.Draft == nil {
			t.Errorf("%s: conflicts %v, want %v", c.name, keys, c.conflicts)
			continue
		}
		if len(m.Draft.Papers) != c.papers || len(m.Draft.Links) != c.links {
			t.Errorf("%s: %d papers and %d links, want %d and %d", c.name, len(m.Draft.Papers), len(m.Draft.Links), c.papers, c.links)
		}
		for _, p := range m.Draft.Papers {
			if p.ID == c.bodyOf && p.Body != c.wanted {
				t.Errorf("%s: %s says %s, want %s", c.name, p.ID, p.Body, c.wanted)
			}
		}
		if _, err := ledger.Replay(published.Dataset(), m.Draft, ledger.KeepTails); err != nil {
			t.Errorf("%s: the result cannot be replayed: %v", c.name, err)
		}
	}
}
