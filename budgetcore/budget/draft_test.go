package budget_test

import (
	"bytes"
	"fmt"
	"os"
	"strings"
	"testing"

	"github.com/santhosh-tekuri/jsonschema/v6"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/published"
)

// head starts a draft whose edits follow.
// own is the head of a draft that carries its base, which is still open.
const own = `{"format":"suanpan/draft","version":1,"base":"own","own":{"name":"a","year":"2027"`

const head = `{"format":"suanpan/draft","version":1,"base":"xiamen-hrss-2023","edits":[`

func read(s string) (*budget.Draft, error) {
	return budget.ReadDraft(strings.NewReader(s), "d.json", published.Dataset())
}

func schema(t testing.TB) *jsonschema.Schema {
	t.Helper()
	f, err := os.Open("draft.schema.json")
	if err != nil {
		t.Fatal(err)
	}
	defer f.Close()
	doc, err := jsonschema.UnmarshalJSON(f)
	if err != nil {
		t.Fatal(err)
	}
	c := jsonschema.NewCompiler()
	c.AssertFormat()
	if err := c.AddResource("draft.json", doc); err != nil {
		t.Fatal(err)
	}
	s, err := c.Compile("draft.json")
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// good drafts are accepted by the reader and by the schema, and come back the
// same after being written.
var good = map[string]string{
	"the issue's example": `{"format":"suanpan/draft","version":1,"base":"xiamen-hrss-2023","name":"一稿","income":"follow","cursor":3,"edits":[
		{"op":"set","line":"L28","amount":"26000.00"},
		{"op":"add","line":{"id":"N1","unit":"403012","function":"2080116","kind":"project","source":"general_public_budget","project":"甲","project_class":"发展经费","task":"人才队伍建设","amount":"120.00"}},
		{"op":"delete","line":"L59","at":"2026-01-31T09:30:00+08:00","why":"换行\n\"引号\""},
		{"op":"set","line":"L58","amount":"1.00","joined":true},
		{"op":"change","line":"L45","source":"superior_subsidy"}]}`,
	"no edits":                 head + `]}`,
	"members in another order": `{"edits":[],"base":"xiamen-hrss-2023","version":1,"format":"suanpan/draft"}`,
	"income fixed":             `{"format":"suanpan/draft","version":1,"base":"xiamen-hrss-2023","income":"fixed","edits":[]}`,
	"negative amount":          head + `{"op":"set","line":"L28","amount":"-0.000001"}]}`,
	"every section":            head + `{"op":"add","line":{"id":"N1","section":"transfer","transfer_type":"专项转移支付","amount":"1"}}]}`,
	"a budget of one's own": `{"format":"suanpan/draft","version":1,"base":"own","own":{"name":"青山市档案馆","year":"2027","code":"101",
		"units":[{"code":"101001","name":"本级"},{"code":"101-A","name":"方志中心"}],"tasks":["修志"],
		"lines":[{"id":"L1","unit":"101001","function":"2010301","kind":"project","source":"general_public_budget","project":"运行","task":"修志","amount":"120.00"}]},
		"edits":[{"op":"set","line":"L1","amount":"130"}]}`,
	"posts of units":                   `{"format":"suanpan/draft","version":1,"base":"xiamen-hrss-2023","posts":[{"unit":"403006","posts":62,"staff":58,"quota":"2.45"},{"unit":"403001","posts":0,"staff":0,"quota":"0.00"}],"edits":[]}`,
	"a budget of one's own of nothing": own + `},"edits":[]}`,
	"a dimension given as \"\"":        head + `{"op":"change","line":"L28","unit":"","level1_project":""}]}`,
	"escaped text":                     head + `{"op":"change","line":"L28","project":"\u4eba\u624d<&>"}]}`,
}

func TestGoodDraftsAreReadAndWrittenBack(t *testing.T) {
	s := schema(t)
	for name, text := range good {
		t.Run(name, func(t *testing.T) {
			d, err := read(text)
			if err != nil {
				t.Fatal(err)
			}
			written := d.AppendJSON(nil)
			for _, form := range [][]byte{[]byte(text), written} {
				v, err := jsonschema.UnmarshalJSON(bytes.NewReader(form))
				if err != nil {
					t.Fatal(err)
				}
				if err := s.Validate(v); err != nil {
					t.Errorf("the schema refuses it: %v\n%s", err, form)
				}
			}
			again, err := read(string(written))
			if err != nil {
				t.Fatal(err)
			}
			if got := again.AppendJSON(nil); !bytes.Equal(got, written) {
				t.Errorf("written:\n%s\nagain:\n%s", written, got)
			}
		})
	}
}

func TestByteOrderMarkIsAccepted(t *testing.T) {
	if _, err := read("\xef\xbb\xbf" + head + `]}`); err != nil {
		t.Error(err)
	}
}

// bad drafts are refused by the reader at a place and for a reason; where the
// fault is one of form, the schema refuses them too.
func TestBadDraftsAreRefusedWithPlaceAndReason(t *testing.T) {
	s := schema(t)
	for _, c := range []struct{ name, text, at, says string }{
		{"empty file", ``, "d.json:1:1", "breaks off"},
		{"not JSON", `hello`, "d.json:1:1", "JSON"},
		{"an array", `[]`, "d.json:1:1", "an object"},
		{"unknown member", `{"format":"suanpan/draft",` + "\n" + `"colour":1}`, "d.json:2:1", `unknown field "colour"`},
		{"member in the wrong case", `{"Format":"suanpan/draft"}`, "d.json:1:2", `unknown field "Format"`},
		{"member twice", `{"format":"suanpan/draft","format":"suanpan/draft"}`, "d.json:1:", "written twice"},
		{"another format", `{"format":"other"}`, "d.json:1:11", "not a Suanpan draft"},
		{"newer version", `{"format":"suanpan/draft","version":2}`, "d.json:1:37", "newer program"},
		{"version 0", `{"format":"suanpan/draft","version":0}`, "d.json:1:37", "no draft version 0"},
		{"an empty hash", `{"format":"suanpan/draft","version":1,"base":"xiamen-hrss-2023","base_sha256":"","edits":[]}`, "d.json:1:79", "another version of the base"},
		{"version as text", `{"format":"suanpan/draft","version":"1"}`, "d.json:1:37", "an integer"},
		{"version with an exponent", `{"format":"suanpan/draft","version":1e0}`, "d.json:1:37", "an integer"},
		{"no version", `{"format":"suanpan/draft","base":"xiamen-hrss-2023","edits":[]}`, "d.json:1:1", `"version" is missing`},
		{"another base", `{"format":"suanpan/draft","version":1,"base":"other","edits":[]}`, "d.json:1:46", "not on"},
		{"another version of the base", `{"format":"suanpan/draft","version":1,"base":"xiamen-hrss-2023","base_sha256":"00","edits":[]}`, "d.json:1:79", "another version of the base"},
		{"null", `{"format":null}`, "d.json:1:11", "a string"},
		{"something after the end", head + `]} {}`, "d.json:1:", "after the end"},
		{"cut off", head + `{"op":"set","line":"L28"`, "d.json:1:", "breaks off"},
		{"bad UTF-8", head + "{\"op\":\"set\",\"line\":\"\xff\",\"amount\":\"1\"}]}", "d.json:1:", "UTF-8"},
		{"cursor behind the edits", `{"format":"suanpan/draft","version":1,"base":"xiamen-hrss-2023","cursor":1,"edits":[]}`, "d.json:1:1", "cursor"},
		{"negative cursor", `{"format":"suanpan/draft","version":1,"base":"xiamen-hrss-2023","cursor":-1,"edits":[]}`, "d.json:1:", "an integer"},
		{"unknown income", `{"format":"suanpan/draft","version":1,"base":"xiamen-hrss-2023","income":"up","edits":[]}`, "d.json:1:", "follow / fixed"},
		{"an edit that is no object", head + `1]}`, "d.json:1:", "an object"},
		{"unknown op", head + "\n  {\"op\":\"move\",\"line\":\"L28\"}]}", "d.json:2:9", "unknown op"},
		{"no op", head + `{"line":"L28"}]}`, "d.json:1:", `"op" is missing`},
		{"no line", head + `{"op":"delete"}]}`, "d.json:1:", `"line" is missing`},
		{"amount as a number", head + `{"op":"set","line":"L28","amount":1}]}`, "d.json:1:", "a string"},
		{"amount with an exponent", head + `{"op":"set","line":"L28","amount":"1e9"}]}`, "d.json:1:", "not an amount"},
		{"own without a name", `{"format":"suanpan/draft","version":1,"base":"own","own":{"year":"2027"},"edits":[]}`, "d.json:1:", "needs a name"},
		{"own of a year that is none", `{"format":"suanpan/draft","version":1,"base":"own","own":{"name":"a","year":"27"},"edits":[]}`, "d.json:1:", "not a budget year"},
		{"own with a unit twice", own + `,"units":[{"code":"1","name":"a"},{"code":"1","name":"b"}]},"edits":[]}`, "d.json:1:", "there twice"},
		{"own with a unit without a name", own + `,"units":[{"code":"1","name":""}]},"edits":[]}`, "d.json:1:", "no name"},
		{"own with a unit code that is none", own + `,"units":[{"code":"一","name":"a"}]},"edits":[]}`, "d.json:1:", "not a unit code"},
		{"own with a line of an unknown code", own + `,"lines":[{"id":"L1","function":"2999999","amount":"1"}]},"edits":[]}`, "d.json:1:", "no code"},
		{"own with a line twice", own + `,"lines":[{"id":"L1","amount":"1"},{"id":"L1","amount":"1"}]},"edits":[]}`, "d.json:1:", "has been used"},
		{"own on the published base", head + `],"own":{"name":"a","year":"2027"}}`, "d.json:1:", "base must be"},
		{"own missing", `{"format":"suanpan/draft","version":1,"base":"own","edits":[]}`, "d.json:1:", "\"own\" is missing"},
		{"own of another hash", `{"format":"suanpan/draft","version":1,"base":"own","base_sha256":"00","own":{"name":"a","year":"2027"},"edits":[]}`, "d.json:1:", "another version of the base"},
		{"posts of a unit that is none", `{"format":"suanpan/draft","version":1,"base":"xiamen-hrss-2023","posts":[{"unit":"999","posts":1}],"edits":[]}`, "d.json:1:", "no budget unit"},
		{"posts of a unit twice", `{"format":"suanpan/draft","version":1,"base":"xiamen-hrss-2023","posts":[{"unit":"403001"},{"unit":"403001"}],"edits":[]}`, "d.json:1:", "there twice"},
		{"more posts than there are people", `{"format":"suanpan/draft","version":1,"base":"xiamen-hrss-2023","posts":[{"unit":"403001","posts":1000001}],"edits":[]}`, "d.json:1:", "whole numbers"},
		{"a quota below zero", `{"format":"suanpan/draft","version":1,"base":"xiamen-hrss-2023","posts":[{"unit":"403001","quota":"-1"}],"edits":[]}`, "d.json:1:", "a quota is"},
		{"set without amount", head + `{"op":"set","line":"L28"}]}`, "d.json:1:", `"amount" is missing`},
		{"delete with an amount", head + `{"op":"delete","line":"L28","amount":"1"}]}`, "d.json:1:", `unknown field "amount"`},
		{"set of a dimension", head + `{"op":"set","line":"L28","amount":"1","unit":""}]}`, "d.json:1:", `unknown field "unit"`},
		{"change of nothing", head + `{"op":"change","line":"L28"}]}`, "d.json:1:", "names nothing"},
		{"change of the section", head + `{"op":"change","line":"L28","section":"income"}]}`, "d.json:1:", "another section"},
		{"unknown source", head + `{"op":"change","line":"L28","source":"lottery"}]}`, "d.json:1:", "is not known"},
		{"add without id", head + `{"op":"add","line":{"amount":"1"}}]}`, "d.json:1:", `"id" is missing`},
		{"add without amount", head + `{"op":"add","line":{"id":"N1"}}]}`, "d.json:1:", `"amount" is missing`},
		{"add of an id alone", head + `{"op":"add","line":"N1"}]}`, "d.json:1:", "an object"},
		{"set of a whole line", head + `{"op":"set","line":{"id":"N1","amount":"1"},"amount":"1"}]}`, "d.json:1:", "a string"},
		{"unknown member of a line", head + `{"op":"add","line":{"id":"N1","amount":"1","colour":"red"}}]}`, "d.json:1:", `unknown field "colour"`},
		{"an id that is none", head + `{"op":"add","line":{"id":"1","amount":"1"}}]}`, "d.json:1:", "not a line id"},
		{"a first-level project that is none", head + `{"op":"change","line":"L28","level1_project":"11"}]}`, "d.json:1:", "1 to 10"},
		{"a time that is none", head + `{"op":"delete","line":"L28","at":"yesterday"}]}`, "d.json:1:", "not a time"},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := read(c.text)
			if err == nil {
				t.Fatal("accepted")
			}
			if got := err.Error(); !strings.HasPrefix(got, c.at) || !strings.Contains(got, c.says) {
				t.Errorf("error %q\nwant it to start with %q and to say %q", got, c.at, c.says)
			}
			v, err := jsonschema.UnmarshalJSON(strings.NewReader(c.text))
			beyondSchema := map[string]bool{
				"member twice": true, "another base": true, "another version of the base": true, "cursor behind the edits": true,
				"own with a unit twice": true, "own with a line of an unknown code": true, "own with a line twice": true, "own of another hash": true,
				"posts of a unit that is none": true, "posts of a unit twice": true, "a quota below zero": true,
				"bad UTF-8": true, "an empty hash": true, "version with an exponent": true,
			}
			if err == nil && !beyondSchema[c.name] && s.Validate(v) == nil {
				t.Error("the schema accepts it")
			}
		})
	}
}

func TestDraftLargerThanTheLimitIsRefused(t *testing.T) {
	_, err := read(strings.Repeat(" ", budget.MaxDraftBytes+1))
	if err == nil || !strings.Contains(err.Error(), "too large") {
		t.Error(err)
	}
}

// A file may hold all its edits on one line.
func TestOneLineOfManyEditsIsReadInOnePass(t *testing.T) {
	const n = 100_000
	text := head + strings.Repeat(`{"op":"set","line":"L28","amount":"1"},`, n-1) + `{"op":"set","line":"L28","amount":"1"}]}`
	d, err := read(text)
	if err != nil || len(d.Edits) != n {
		t.Fatal(err)
	}
	last := strings.LastIndex(text, `{"op"`)
	if got, want := d.Place(n-1), fmt.Sprintf("d.json:1:%d", last+1); got != want {
		t.Errorf("the last edit is said to stand at %s, it does at %s", got, want)
	}
}

func FuzzReadDraft(f *testing.F) {
	for _, text := range good {
		f.Add([]byte(text))
	}
	f.Add([]byte(head + `{"op":"set","line":"L28","amount":"1e1000000000"}]}`))
	ds := published.Dataset()
	f.Fuzz(func(t *testing.T, data []byte) {
		d, err := budget.ReadDraft(bytes.NewReader(data), "d.json", ds)
		if err != nil {
			return
		}
		written := d.AppendJSON(nil)
		again, err := budget.ReadDraft(bytes.NewReader(written), "d.json", ds)
		if err != nil {
			t.Fatalf("what was written is refused: %v\n%s", err, written)
		}
		if got := again.AppendJSON(nil); !bytes.Equal(got, written) {
			t.Fatalf("written:\n%s\nagain:\n%s", written, got)
		}
	})
}

func FuzzReadLines(f *testing.F) {
	f.Add([]byte(strings.Join(budget.LineColumns, ",") + "\nL01,spending,403001,,2050302,project,,general_public_budget,p,发展经费,9,,,4592.00,0,annex,\n"))
	f.Add([]byte(strings.Join(budget.LineColumns, ",") + "\n"))
	f.Fuzz(func(t *testing.T, data []byte) {
		lines, err := budget.ReadLines(bytes.NewReader(data), "l.csv")
		if err != nil {
			return
		}
		for _, l := range lines {
			if budget.CheckID(l.ID) != nil || l.Section >= budget.Sections || l.Blank && l.Amount != 0 {
				t.Fatalf("a line that should have been refused: %+v", l)
			}
		}
	})
}
