package strict

import (
	"strings"
	"testing"
)

// read reads {"list":[{"name":"…","n":1},…]} into pairs.
func read(data string) (got []string, err error) {
	r, err := New([]byte(data), "f.json", 1000)
	if err != nil {
		return nil, err
	}
	err = r.Object([]string{"list"}, []string{"list"}, func(string) error {
		return r.Array('{', 2, func() error {
			var name, n string
			err := r.Object([]string{"name", "n"}, []string{"name"}, func(member string) error {
				if member == "name" {
					return r.Text(&name, 12)
				}
				return Number(r, &n, func(s string) (string, error) { return s, nil })
			})
			got = append(got, name+n)
			return err
		})
	})
	if err == nil {
		err = r.End()
	}
	return got, err
}

func TestWhatIsWellFormedIsRead(t *testing.T) {
	for in, want := range map[string]string{
		`{"list":[]}`: "",
		`{"list":[{"name":"甲","n":1},{"name":""}]}`:      "甲1,",
		"\xef\xbb\xbf{\"list\":[{\"name\":\"a\"}]}\n \n": "a",
	} {
		if got, err := read(in); err != nil || strings.Join(got, ",") != want {
			t.Errorf("%s: %q, %v", in, got, err)
		}
	}
}

func TestWhatIsRefusedHasItsPlaceAndField(t *testing.T) {
	for in, want := range map[string]string{
		"{\n\"list\":[{\"name\":\"甲\",\"n\":\"x\"}]}": "f.json:2:25: list[0]: n: an integer of 0 or more belongs here",
		`{"list":[{"n":1}]}`:                          `f.json:1:10: list[0]: "name" is missing`,
		`{"list":[{"name":"a"},7]}`:                   "f.json:1:23: list: an object {…} belongs here",
		`{"list":[{"name":"a"},{"name":"a"},{}]}`:     "f.json:1:36: list: at most 2 entries",
		`{"list":[{"name":"a","name":"b"}]}`:          `f.json:1:22: list[0]: "name" is written twice`,
		`{"list":[{"name":"a","other":1}]}`:           `f.json:1:22: list[0]: unknown field "other"; one of "name / n"`,
		`{"list":[{"name":"abcdefghijklm"}]}`:         `f.json:1:18: list[0]: name: "abcdefghijklm" is too long: at most 12 bytes`,
		`{"list":[{"name":"a\u0007"}]}`:               "f.json:1:18: list[0]: name: the text holds invisible control characters; remove them",
		`{"list":[]`:                                  "f.json:1:11: the file breaks off here; it is incomplete",
		`{"list":[]}{}`:                               "f.json:1:12: there is something after the end",
		`{}`:                                          `f.json:1:1: "list" is missing`,
		"":                                            "f.json:1:1: the file breaks off here; it is incomplete",
		"{\"list\":[{\"name\":\"\xff\"}]}":            "f.json:1:",
		strings.Repeat(" ", 1001):                     "f.json: the file is too large (at most 1 MB)",
	} {
		if _, err := read(in); err == nil || !strings.HasPrefix(err.Error(), want) {
			t.Errorf("%.60q\ngot  %v\nwant %s", in, err, want)
		}
	}
}

func TestQuotedTextIsCutNotRepeated(t *testing.T) {
	if got := Clip(strings.Repeat("万", 1<<20)); len([]rune(got)) != 41 {
		t.Errorf("%d characters", len([]rune(got)))
	}
	if got := Clip("a\xffb"); got != "ab" {
		t.Errorf("%q", got)
	}
}
