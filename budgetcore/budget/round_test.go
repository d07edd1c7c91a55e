package budget_test

import (
	"bytes"
	"strings"
	"testing"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/published"
)

// full is a draft that says everything a draft can say.
func full(t *testing.T) *budget.Draft {
	t.Helper()
	d := budget.NewDraft(published.Dataset())
	d.ID, d.Name = "A1", "一稿"
	d.From = budget.Origin{ID: "A0", Name: "公布数", Edits: 0, Seal: "ab"}
	d.Ceilings = []budget.Ceiling{{Amount: 131_000 * money.Wan}, {By: budget.FieldUnit, Key: "403012", Amount: money.Wan}, {By: budget.FieldFunction, Key: "208", Amount: money.Wan}, {By: budget.FieldProject, Key: "甲", Amount: 0}}
	d.Posts = []budget.Posts{{Unit: "403001", Posts: 3, Quota: money.Wan}}
	d.Edits = []budget.Edit{
		{Op: budget.Set, Line: "L28", Amount: money.Wan, At: "2026-11-24T09:00:00+08:00", By: "张", Why: "按新标准"},
		{Op: budget.Change, Line: "L45", Dimensions: []budget.Dimension{{Field: budget.FieldNote, Value: "乙"}, {Field: budget.FieldUnit, Value: "403012"}}},
		{Op: budget.Delete, Line: "L59", Joined: true},
	}
	d.Cursor = 2
	d.Left = []budget.Left{{After: 1, Edits: []budget.Edit{{Op: budget.Set, Line: "L06", Amount: 1}}}}
	d.Lock = budget.Lock{Round: budget.SecondUp, At: "2026-11-24T10:00:00+08:00"}
	return d
}

func TestASealedDraftComesBackAsItWas(t *testing.T) {
	d := full(t)
	data := d.AppendJSON(nil)
	again, err := read(string(data))
	if err != nil {
		t.Fatal(err)
	}
	if out := again.AppendJSON(nil); !bytes.Equal(out, data) || again.Seal() != d.Seal() {
		t.Errorf("written\n%s\nread and written\n%s", data, out)
	}
	// how a file is laid out is nobody's change
	if _, err := read(strings.ReplaceAll(string(data), "\n", "\n\t")); err != nil {
		t.Error(err)
	}
}

func TestAFileThatWasChangedOutsideIsRefused(t *testing.T) {
	data := string(full(t).AppendJSON(nil))
	for name, change := range map[string][2]string{
		"an amount":           {`"amount":"1.00"`, `"amount":"2.00"`},
		"a reason":            {"按新标准", "按旧标准"},
		"who did it":          {`"by":"张"`, `"by":"王"`},
		"an edit taken away":  {",\n  {\"op\":\"delete\",\"line\":\"L59\",\"joined\":true}", ""},
		"the cursor":          {`"cursor":2`, `"cursor":1`},
		"the name":            {"一稿", "二稿"},
		"the lock":            {`"locked":{"round":"second_up","at":"2026-11-24T10:00:00+08:00"},`, ""},
		"the round":           {"second_up", "first_up"},
		"a ceiling":           {`"by":"section","amount":"131000.00"`, `"by":"section","amount":"132000.00"`},
		"posts":               {`"posts":3`, `"posts":4`},
		"what was left":       {`"line":"L06"`, `"line":"L07"`},
		"where it comes from": {`"id":"A0"`, `"id":"A9"`},
		"the seal":            {`"seal":"ab"`, `"seal":"cd"`},
		"income":              {`"income":"follow"`, `"income":"fixed"`},
	} {
		changed := strings.Replace(data, change[0], change[1], 1)
		if changed == data {
			t.Errorf("%s: nothing to change", name)
			continue
		}
		if _, err := read(changed); err == nil || !strings.Contains(err.Error(), "does not match its seal") {
			t.Errorf("%s: %v", name, err)
		}
	}
	i := strings.Index(data, ",\n \"seal\"")
	if _, err := read(data[:i] + "}"); err == nil || !strings.Contains(err.Error(), "has no seal") {
		t.Errorf("a lock without a seal: %v", err)
	}
	for cut := 1; cut < len(data)-1; cut += 7 {
		if _, err := read(data[:cut]); err == nil {
			t.Errorf("cut off after %d bytes and read", cut)
		}
	}
	own := strings.Replace(string(full(t).AppendJSON(nil)), "xiamen-hrss-2023", "other", 1)
	if _, err := read(own); err == nil || !strings.Contains(err.Error(), "not on") {
		t.Errorf("another base: %v", err)
	}
}

func TestBadCeilingsAreRefused(t *testing.T) {
	for name, c := range map[string][]budget.Ceiling{
		"of nothing known":      {{By: budget.FieldUnit, Key: "999"}},
		"of the department":     {{By: budget.FieldUnit, Key: "403"}},
		"by what has no totals": {{By: budget.FieldNote, Key: "a"}},
		"of a code that is not": {{By: budget.FieldFunction, Key: "299"}},
		"of no project":         {{By: budget.FieldProject}},
		"of all, with a name":   {{Key: "208"}},
		"below zero":            {{Amount: -1}},
		"too large":             {{Amount: money.Limit}},
		"twice":                 {{By: budget.FieldUnit, Key: "403001"}, {By: budget.FieldUnit, Key: "403001", Amount: 1}},
	} {
		if err := published.Dataset().CheckCeilings(c); err == nil {
			t.Errorf("%s: taken", name)
		}
	}
}
