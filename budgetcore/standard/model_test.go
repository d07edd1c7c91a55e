package standard

import (
	"bytes"
	"flag"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"github.com/google/go-cmp/cmp"
	"github.com/rogpeppe/go-internal/txtar"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

var update = flag.Bool("update", false, "write what is said into testdata")

func model(t testing.TB, parts string, more ...string) *Model {
	t.Helper()
	m, err := ReadModel([]byte(`{"format":"suanpan/estimate","version":1,"name":"试算","date":"2023-07-01","parts":[`+parts+`]`+strings.Join(more, "")+`}`), "m.json")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func reckon(t testing.TB, m *Model) *Result {
	t.Helper()
	r, err := m.Reckon(BuiltIn())
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func TestFractionsAreExact(t *testing.T) {
	for in, want := range map[string]string{
		"1/3": "1/3", "0.25": "1/4", "25%": "1/4", "12.5 %": "1/8", "100%": "1/1", "0": "0/1", "15245/30763": "15245/30763", "0.25/0.5": "1/2", "0.000000000000000001/1": "",
	} {
		f, err := ParseFraction(in)
		got := ""
		if err == nil {
			got = f.rat().String()
		}
		if got != want && want != "" {
			t.Errorf("ParseFraction(%q) = %s, %v", in, got, err)
		}
	}
	for _, in := range []string{"", "1/0", "3/2", "101%", "-1%", "1/3%", "%", "1e-1", "½", "0.00000000000000001/999999999999999999"} {
		if f, err := ParseFraction(in); err == nil {
			t.Errorf("ParseFraction(%q) = %s", in, f)
		}
	}
}

func TestModelIsWrittenAsItWasRead(t *testing.T) {
	models := map[string]*Model{
		"everything": model(t, `
			{"id":"a","name":{"zh":"甲","en":"A"},"group":"思明","quantity":{"low":1,"expected":2,"high":3},"unit":"人次","standard":"talent.phd","on":"2024-02-29","periods":12,"period_unit":"次","share":"1/3","paid":"25%","target":{"exactly":7},"published":"-1.5"},
			{"id":"b","name":"乙","quantity":0,"standard":{"value":"0.01","unit":"元/人","document":"文件"},"target":4}`,
			`,"bearers":[{"id":"city","name":"市","share":"0.5","published":"1"},{"id":"rest","name":"区"}],"target":3,"published":[{"name":"公布","amount":"2.00"}],"note":"注"`),
	}
	for i := range Presets {
		models[Presets[i].ID] = Presets[i].Model()
	}
	instalments := []Fraction{All, All}
	for i := range instalments {
		instalments[i], _ = ParseFraction("50%")
	}
	byDistrict, err := TalentModel([]string{"思明", "湖里"}, instalments)
	if err != nil {
		t.Fatal(err)
	}
	models["talent by district and instalment"] = byDistrict
	for name, m := range models {
		t.Run(name, func(t *testing.T) {
			written := m.AppendJSON(nil)
			back, err := ReadModel(written, "m.json")
			if err != nil {
				t.Fatalf("%v\n%s", err, written)
			}
			if again := back.AppendJSON(nil); !bytes.Equal(again, written) {
				t.Error(cmp.Diff(string(written), string(again)))
			}
		})
	}
}

func TestModelsAreRefusedAtTheField(t *testing.T) {
	part := func(more string) string {
		return `{"format":"suanpan/estimate","version":1,"name":"n","date":"2023-07-01","parts":[{"id":"a","name":"甲"` + more + `}]}`
	}
	for _, c := range []struct{ name, in, want string }{
		{"negative heads", part(`,"quantity":-1`), `m.json:1:114: parts[0]: quantity: "-1" is not a number of people`},
		{"heads with decimals", part(`,"quantity":1.5`), `m.json:1:114: parts[0]: quantity: "1.5" is not`},
		{"heads in words", part(`,"quantity":"200"`), `m.json:1:114: parts[0]: quantity: an integer`},
		{"negative lowest", part(`,"quantity":{"low":-1,"expected":2,"high":3}`), `m.json:1:121: parts[0]: quantity: low: "-1"`},
		{"low above high", part(`,"quantity":{"low":3,"expected":2,"high":1}`), `m.json: parts[0]: quantity: a quantity goes from low to high: low 3, expected 2, high 1`},
		{"a share over 100 %", part(`,"quantity":1,"share":"101%"`), `m.json:1:124: parts[0]: share: "101%"`},
		{"a share over 1", part(`,"quantity":1,"share":"3/2"`), `m.json:1:124: parts[0]: share:`},
		{"share and paid over 100 %", part(`,"quantity":1,"share":"0.6","paid":"0.5"`), `m.json: parts[0]: paid: this share, 0.6, and what was paid before, 0.5, are over 100 %`},
		{"negative periods", part(`,"quantity":1,"periods":-6`), `m.json:1:126: parts[0]: periods: "-6" is not a number of periods`},
		{"too many periods", part(`,"quantity":1,"periods":1201`), `m.json:1:126: parts[0]: periods: "1201"`},
		{"an id twice", part(`,"quantity":1},{"id":"a","name":"乙","quantity":1`), `m.json: parts[1]: id: "a" is used twice`},
		{"a name twice", part(`,"quantity":1},{"id":"b","name":"甲","quantity":1`), `m.json: parts[1]: name: "甲" is used twice`},
		{"no name", strings.Replace(part(`,"quantity":1`), "甲", " ", 1), `m.json: parts[0]: name: it has no name`},
		{"no quantity", part(``), `m.json:1:82: parts[0]: "quantity" is missing`},
		{"a day that is none", strings.Replace(part(`,"quantity":1`), "2023-07-01", "2023-02-29", 1), `m.json:1:60: date: "2023-02-29" is not a date`},
		{"own money finer than a 分", part(`,"quantity":1,"standard":{"value":"0.001","unit":"元/人"}`), `m.json: parts[0]: standard: value: 0.001`},
		{"own standard that counts", part(`,"quantity":1,"standard":{"value":"3","unit":"年"}`), `m.json: parts[0]: standard: this standard is neither`},
		{"own rate over 100 %", part(`,"quantity":1,"unit":"元","standard":{"value":"100.5","unit":"%"}`), `m.json: parts[0]: standard: value: a rate of 100.5 %`},
		{"negative own standard", part(`,"quantity":1,"standard":{"value":"-3","unit":"元/人"}`), `m.json:1:136: parts[0]: standard: value: "-3"`},
		{"an amount of money as a number", part(`,"quantity":1,"published":5`), `m.json:1:128: parts[0]: published: a string`},
		{"another format", `{"format":"suanpan/draft"}`, `m.json:1:11: format: this is not a Suanpan estimate`},
		{"another version", `{"version":2}`, `m.json:1:12: version: estimate version 2`},
		{"an unknown member", `{"extra":1}`, `m.json:1:2: unknown field "extra"`},
		{"bearers over 100 %", strings.TrimSuffix(part(`,"quantity":1`), "}") + `,"bearers":[{"id":"x","name":"x","share":"0.6"},{"id":"y","name":"y","share":"0.6"},{"id":"z","name":"z"}]}`, `m.json: bearers[1]: share: the shares add to more than 100 %`},
		{"a bearer twice", strings.TrimSuffix(part(`,"quantity":1`), "}") + `,"bearers":[{"id":"x","name":"x","share":"0.6"},{"id":"x","name":"y"}]}`, `m.json: bearers[1]: id: "x" is used twice`},
		{"too many parts", `{"parts":[` + strings.Repeat(`{"id":"a","name":"n","quantity":1},`, 200) + `{"id":"a","name":"n","quantity":1}]}`, `m.json:1:7011: parts: at most 200 entries`},
		{"cut short", part(`,"quantity":1`)[:90], `m.json:1:`},
	} {
		t.Run(c.name, func(t *testing.T) {
			_, err := ReadModel([]byte(c.in), "m.json")
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestReckoningIsRefusedAtTheField(t *testing.T) {
	for _, c := range []struct{ name, part, want string }{
		{"unknown standard", `"quantity":1,"standard":"talent.professor"`, `parts[0]: standard: there is no standard "talent.professor"`},
		{"none in force", `"quantity":1,"standard":"talent.phd","on":"2026-01-01"`, `parts[0]: standard: the standard "talent.phd" has no value in force on 2026-01-01: the one before ends on 2025-12-31`},
		{"no standard for a quantity", `"quantity":1`, `parts[0]: standard: "甲" has a quantity and no standard`},
		{"no standard for what may be", `"quantity":{"low":0,"expected":0,"high":1}`, `parts[0]: standard:`},
		{"a standard that counts", `"quantity":1,"standard":"loan.personal_term_max"`, `parts[0]: standard: this standard is neither`},
		{"percentage points", `"quantity":1,"unit":"元","standard":"loan.borrower_below_lpr"`, `parts[0]: standard: this standard is neither`},
		{"a rate of people", `"quantity":1,"standard":"loan.reward_rate"`, `parts[0]: unit: the standard is in %`},
		{"beyond the limit", `"quantity":999999999,"standard":"loan.personal_cap"`, `parts[0]: quantity: the total is beyond`},
		{"beyond the limit at the highest", `"quantity":{"low":0,"expected":0,"high":999999999},"standard":"loan.personal_cap"`, `parts[0]: quantity: the total is beyond`},
		{"together beyond the limit", `"quantity":700000000,"standard":{"value":"10000","unit":"元"}},{"id":"b","name":"乙","quantity":700000000,"standard":{"value":"10000","unit":"元"}`, `parts[1]: the total is beyond`},
	} {
		t.Run(c.name, func(t *testing.T) {
			m := model(t, `{"id":"a","name":"甲",`+c.part+`}`)
			_, err := m.Reckon(BuiltIn())
			if err == nil || !strings.HasPrefix(err.Error(), c.want) {
				t.Errorf("got  %v\nwant %s", err, c.want)
			}
		})
	}
}

func TestPublishedAmountsOfPresetsAddAndImply(t *testing.T) {
	preset := func(id string) *Model {
		p, err := FindPreset(id)
		if err != nil {
			t.Fatal(err)
		}
		return p.Model()
	}
	v := preset("vocational")
	sum := -v.Published[0].Amount
	for _, p := range v.Parts {
		sum += *p.Published
	}
	if sum != 0 {
		t.Errorf("the parts of vocational education differ from 4,592 by %s", sum)
	}
	for _, c := range []struct {
		preset    string
		part      int
		quantity  int64
		remainder money.Amount
		atTarget  money.Amount
	}{
		{"vocational", 1, 1004, 0, 2008 * money.Yuan},                // 2,008,000 / 2,000; over 1,000
		{"vocational", 2, 22, 0, 6286 * money.Yuan},                  // 132,000 / 6,000; over 21
		{"trainee", 0, 1228, 3_856 * money.Yuan, 4_987 * money.Yuan}, // 16,456,600 / 13,398; over 550 × 6
		{"jobseeking", 0, 4900, 0, 2450 * money.Yuan},                // 9,800,000 / 2,000; over 4,000
		{"pension", 0, 21400, 3_200 * money.Yuan, 0},                 // 84,747,200 / 3,960
	} {
		got := reckon(t, preset(c.preset)).Steps[c.part].Compared
		if *got.ImpliedQuantity != c.quantity || got.Remainder != c.remainder {
			t.Errorf("%s %d: %d and %s 元", c.preset, c.part, *got.ImpliedQuantity, got.Remainder.YuanString())
		}
		if (got.ImpliedAtTarget == nil) != (c.atTarget == 0) || c.atTarget != 0 && *got.ImpliedAtTarget != c.atTarget {
			t.Errorf("%s %d: %v at the target", c.preset, c.part, got.ImpliedAtTarget)
		}
	}
}

// What a chain says is kept as it reads, in both languages.
func TestChainsAreReadAloud(t *testing.T) {
	half, _ := ParseFraction("50%")
	byDistrict, err := TalentModel([]string{"思明", "湖里"}, []Fraction{half, half})
	if err != nil {
		t.Fatal(err)
	}
	byDistrict.Parts[0].Quantity = Quantity{Low: 80, Expected: 100, High: 130}
	byDistrict.Parts[12].Quantity = Certain(40)
	filled := func(id string, quantities ...int64) *Model {
		p, err := FindPreset(id)
		if err != nil {
			t.Fatal(err)
		}
		m := p.Model()
		for i, n := range quantities {
			m.Parts[i].Quantity = Certain(n)
			m.Parts[i].Quantity.Unit = p.Model().Parts[i].Quantity.Unit
		}
		return m
	}
	vocational := filled("vocational", 0, 1004, 22, 850, 1)
	vocational.Parts[3].Standard.Value = OwnValue(600*million, &Units[0], Words{"单位测算", "the unit's estimate"})
	vocational.Parts[4].Standard.Value = OwnValue(50*million, &Units[7], Words{})
	var a txtar.Archive
	for _, c := range []struct {
		name string
		m    *Model
	}{
		{"talent", filled("talent", 200, 1000, 500, 800)},
		{"talent_by_district_and_instalment", byDistrict},
		{"vocational", vocational},
		{"trainee", filled("trainee", 1228)},
		{"pension", filled("pension", 21_400)},
		{"topup", filled("topup")},
		{"third_of_a_rate", model(t, `{"id":"reward","name":"奖励","quantity":1001,"unit":"元","standard":"loan.reward_rate","share":"1/3"}`)},
	} {
		r := reckon(t, c.m)
		for _, l := range []message.Lang{message.ZH, message.EN} {
			var b bytes.Buffer
			for _, m := range r.Explain() {
				b.WriteString(m.In(l) + "\n")
			}
			a.Files = append(a.Files, txtar.File{Name: c.name + "." + l.Tag(), Data: b.Bytes()})
		}
	}
	golden(t, "testdata/explain.txtar", &a)
}

func golden(t *testing.T, file string, got *txtar.Archive) {
	t.Helper()
	if *update {
		if err := os.WriteFile(filepath.FromSlash(file), txtar.Format(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := txtar.ParseFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if d := cmp.Diff(string(txtar.Format(want)), string(txtar.Format(got))); d != "" {
		t.Error(d)
	}
}

func TestQuantitiesAsTyped(t *testing.T) {
	for in, want := range map[string]Quantity{"0": {}, "200": Certain(200), "80:100:130": {Low: 80, Expected: 100, High: 130}, "5:5:5": Certain(5)} {
		if q, err := ParseQuantity(in); err != nil || q != want {
			t.Errorf("ParseQuantity(%q) = %v, %v", in, q, err)
		}
	}
	for _, in := range []string{"", "-1", "1:2", "1:2:3:4", "3:2:1", "1:x:3", "::", "1000000000"} {
		if q, err := ParseQuantity(in); err == nil {
			t.Errorf("ParseQuantity(%q) = %v", in, q)
		}
	}
}

func FuzzReadModel(f *testing.F) {
	for i := range Presets {
		f.Add(Presets[i].Model().AppendJSON(nil))
	}
	f.Add([]byte(`{"format":"suanpan/estimate","version":1,"name":"n","date":"2023-07-01","parts":[{"id":"a","name":{"zh":"甲","en":"A"},"group":"思明","quantity":{"low":1,"expected":2,"high":3},"unit":"万元","standard":"loan.reward_rate","periods":12,"share":"1/3","target":{"exactly":7},"published":"-1.5"},{"id":"b","name":"乙","quantity":999999999,"standard":{"value":"0.01","unit":"元/人"},"share":"12.5%","paid":"0.5"}],"bearers":[{"id":"x","name":"x","share":"1/3"},{"id":"y","name":"y"}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ReadModel(data, "m.json")
		if err != nil {
			if message.Explain(err, message.ZH) == "" || len(err.Error()) > 4000 {
				t.Fatalf("refused with %q", err)
			}
			return
		}
		written := m.AppendJSON(nil)
		back, err := ReadModel(written, "m.json")
		if err != nil {
			t.Fatalf("what was written is refused: %v\n%s", err, written)
		}
		if again := back.AppendJSON(nil); !bytes.Equal(again, written) {
			t.Fatalf("written as\n%s\nthen as\n%s", written, again)
		}
		r, err := m.Reckon(BuiltIn())
		if err != nil {
			return
		}
		var parts, bearers money.Amount
		for i := range r.Steps {
			parts += r.Steps[i].Amount
		}
		for _, b := range r.Bearers {
			bearers += b.Amount
		}
		if parts != r.Total || len(r.Bearers) > 0 && bearers != r.Total || r.Low > r.Total || r.Total > r.High || r.High >= money.Limit {
			t.Fatalf("parts %d, bearers %d, total %d from %d to %d\n%s", parts, bearers, r.Total, r.Low, r.High, written)
		}
		for i := range m.Parts {
			for _, vary := range []Factor{ByQuantity, ByStandard, ByShare} {
				_, _ = m.Seek(BuiltIn(), Goal{r.Total + 1, i, vary, money.Fen}) // must not panic
			}
		}
		r.Explain()
	})
}
