package transfer

import (
	"bytes"
	_ "embed"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

//go:embed testdata/three_years.json
var threeYears []byte

func compute(t testing.TB, m *Model) *Result {
	t.Helper()
	r, err := m.Compute()
	if err != nil {
		t.Fatal(err)
	}
	return r
}

func read(t testing.TB, data []byte) *Model {
	t.Helper()
	m, err := ReadModel(data, "m.json")
	if err != nil {
		t.Fatal(err)
	}
	return m
}

func said(list []message.Message, l message.Lang) string {
	var s []string
	for _, m := range list {
		s = append(s, m.In(l))
	}
	return strings.Join(s, "\n")
}

// Worked by hand: a cap that binds, a surplus larger than the advances of two
// years, and a shortfall topped up.
func TestThreeYears(t *testing.T) {
	r := compute(t, read(t, threeYears))
	want := `2023 思明 1160.00 580.00 580.00 450.00 130.00 12.50 12.50 0.00 462.50 130.00
2023 湖里 240.00 120.00 120.00 300.00 -180.00 0.00 0.00 0.00 300.00 -180.00
2023 集美 58.00055 34.80033 23.20022 250.00 -215.19967 -300.00 0.00 250.00 0.00 -265.19967
2023  1458.00055 734.80033 723.20022 1000.00 -265.19967 -287.50 12.50 250.00 762.50 -315.19967
2024 思明 80.00 40.00 40.00 78.93 -38.93 130.00 130.00 0.00 208.93 -38.93
2024 湖里 24.00 12.00 12.00 16.33 -4.33 -180.00 0.00 16.33 0.00 -168.00
2024 集美 0.00 0.00 0.00 4.74 -4.74 -265.19967 0.00 4.74 0.00 -265.19967
2024  104.00 52.00 52.00 100.00 -48.00 -315.19967 130.00 21.07 208.93 -472.12967
2025 思明 8.00 4.00 4.00 4.90 -0.90 -38.93 0.00 4.90 0.00 -34.93
2025 湖里 8.00 4.00 4.00 4.90 -0.90 -168.00 0.00 4.90 0.00 -164.00
2025 集美 800.00 400.00 400.00 490.20 -90.20 -265.19967 0.00 265.19967 225.00033 -90.20
2025  816.00 408.00 408.00 500.00 -92.00 -472.12967 0.00 274.99967 225.00033 -289.13`
	var got []string
	line := func(e *Entry) {
		s := fmt.Sprint(e.Year, " ", e.District)
		for i := range Columns {
			s += " " + Columns[i].Of(e).String()
		}
		got = append(got, s)
	}
	for i := range r.Entries {
		for d := range r.Entries[i] {
			line(&r.Entries[i][d])
		}
		line(&r.Totals[i])
	}
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("got\n%s\nwant\n%s", s, want)
	}
}

func TestEveryShareCanBeReadAloud(t *testing.T) {
	r := compute(t, read(t, threeYears))
	for _, c := range []struct {
		district string
		year     int
		want     string
	}{
		{"思明", 2023, `预拨总额 1,000.00 万元，按共享税比例分配
按上下限确定的共 250.00，其余 750.00 按比例分配
思明：750.00 × 3 ÷ 合计，即 750.00 × 3 ÷ 5，舍到分配单位得 450.00
正好除尽，得 450.00
博士：20 人 × 80,000 元 = 160.00 万元
硕士：200 人 × 50,000 元 = 1,000.00 万元
应补 1,160.00 万元 × 市级比例 1/2 = 市级应拨 580.00 万元，区级承担 580.00 万元
清算：应拨 580.00 − 预拨 450.00 = 130.00 万元
上年不足 12.50 万元，本年追加
本年下达：预拨 450.00 + 追加 12.50 − 抵扣 0.00 = 462.50 万元
结转下年：清算 130.00 + 上年结转 12.50 − 追加 12.50 + 抵扣 0.00 = 130.00 万元`},
		{"集美", 2024, `预拨总额 100.00 万元，按上年清算的市级应拨数分配
集美：100.00 × 34.80033 ÷ 合计，即 100.00 × 3480033 ÷ 73480033，舍到分配单位得 4.73
余 44274391/73480033 个单位，余数由大到小排第 1，补一个单位 0.01，得 4.74
博士：0 人 × 80,000 元 = 0.00 万元
应补 0.00 万元 × 市级比例 1/2 = 市级应拨 0.00 万元，区级承担 0.00 万元
清算：应拨 0.00 − 预拨 4.74 = -4.74 万元
以前年度多拨 265.19967 万元，以本年预拨 4.74 为限，抵扣 4.74 万元
本年下达：预拨 4.74 + 追加 0.00 − 抵扣 4.74 = 0.00 万元
结转下年：清算 -4.74 + 上年结转 -265.19967 − 追加 0.00 + 抵扣 4.74 = -265.19967 万元`},
	} {
		lines, err := r.Explain(c.district, c.year)
		if err != nil {
			t.Fatal(err)
		}
		if got := said(lines, message.ZH); got != c.want {
			t.Errorf("%s %d:\n%s\nwant\n%s", c.district, c.year, got, c.want)
		}
		n, err := r.Notice(c.district)
		if err != nil {
			t.Fatal(err)
		}
		if got := said(n.Years[c.year-2023].Steps, message.ZH); got != c.want {
			t.Errorf("the notice of %s says of %d\n%s", c.district, c.year, got)
		}
	}
	n, err := r.Notice("思明")
	if err != nil || n.Transfers.String() != "671.43" || len(n.Years) != 3 {
		t.Errorf("notice %+v, error %v; 462.50 + 208.93 + 0.00 = 671.43", n, err)
	}
	if _, err := r.Explain("鼓楼", 2023); err == nil {
		t.Error("an unknown district is explained")
	}
	if _, err := r.Explain("思明", 2030); err == nil {
		t.Error("an unknown year is explained")
	}
	if _, err := r.Notice("鼓楼"); err == nil {
		t.Error("an unknown district has a notice")
	}
}

// The preset shows the two published components and says all that is missing;
// no district gets a figure.
func TestPresetInventsNothing(t *testing.T) {
	m := Preset()
	if y := m.Years[0]; *y.Advance.Total != 15245*money.Wan || *y.Opening.Total != 1287*money.Wan || *y.Advance.Total+*y.Opening.Total != 16532*money.Wan {
		t.Errorf("components %v and %v", y.Advance.Total, y.Opening.Total)
	}
	if !slices.Equal(m.Districts, Districts) {
		t.Errorf("districts %v", m.Districts)
	}
	r := compute(t, m)
	for _, e := range slices.Concat(r.Entries[0], r.Totals) {
		for i := range Columns {
			if Columns[i].Of(&e).Known {
				t.Errorf("%s: %s is known", e.District, Columns[i].ID)
			}
		}
	}
	var got []string
	for _, g := range m.Missing() {
		got = append(got, fmt.Sprintf("%d %s %v %s", g.Year, g.District, g.Field, g.In(message.EN)))
	}
	if len(got) != 13 || got[0] != "2023  standard_yuan 2023: there are no groups and standards, so nothing can be settled" ||
		got[1] != "2023 思明 ratio 2023, 思明: the shared-tax ratio is missing, so nothing can be split" {
		t.Errorf("missing:\n%s", strings.Join(got, "\n"))
	}
	for i, name := range Districts {
		if err := m.Set(Place{Year: 2023, District: name, Field: FieldRatio}, fmt.Sprint(i+1)); err != nil {
			t.Fatal(err)
		}
	}
	r = compute(t, m)
	if got := r.Totals[0].Transfer.String(); got != "16532.00" {
		t.Errorf("with ratios the transfer is %q", got)
	}
	if r.Totals[0].Settlement.Known {
		t.Error("a settlement without heads is known")
	}
}

// What a gap names is what has to be entered: entering it makes it go away, and
// when none is left every figure is known.
func TestMissingLeadsToAllFigures(t *testing.T) {
	for _, by := range []By{Unset, Given, Weights, Ratios, Settlement, Heads, Planned} {
		m := Preset()
		if err := m.AddYear(); err != nil {
			t.Fatal(err)
		}
		m.Years[1].Advance.By = by
		m.Years[0].Opening.By = Given
		for year := 2023; year <= 2024; year++ {
			if err := m.AddGroup(year, "博士", nil); err != nil {
				t.Fatal(err)
			}
		}
		for range 200 {
			gaps := m.Missing()
			if len(gaps) == 0 {
				break
			}
			text := "1"
			if gaps[0].Field == FieldAdvance && gaps[0].District == "" {
				text = "600.00"
			}
			if err := m.Set(gaps[0].Place, text); err != nil {
				t.Fatalf("%v: %v", by, err)
			}
			if after := m.Missing(); len(after) >= len(gaps) {
				t.Fatalf("%v: entering %+v leaves %d of %d gaps", by, gaps[0].Place, len(after), len(gaps))
			}
		}
		r := compute(t, m)
		for _, e := range slices.Concat(r.Entries[0], r.Entries[1], r.Totals) {
			for i := range Columns {
				if !Columns[i].Of(&e).Known {
					t.Errorf("%v: %d %s: %s is not known", by, e.Year, e.District, Columns[i].ID)
				}
			}
		}
		if got := read(t, m.AppendJSON(nil)); !bytes.Equal(got.AppendJSON(nil), m.AppendJSON(nil)) && by != Unset {
			t.Errorf("%v: read back as\n%s", by, got.AppendJSON(nil))
		}
	}
}

// Over any years: transfers and what is carried out add to what is due and the
// opening, for every district; an advance that is split adds to its total; and
// the file reads back to the same figures.
func TestCycleLosesNothing(t *testing.T) {
	r := rand.New(rand.NewPCG(20, 23))
	for range draws(3000) {
		m := randomModel(r)
		got, err := m.Compute()
		if err != nil {
			t.Fatalf("%v\n%s", err, m.AppendJSON(nil))
		}
		for d, name := range m.Districts {
			sum := -got.Entries[0][d].CarriedIn.Amount
			for i := range got.Entries {
				e := got.Entries[i][d]
				sum += e.Transfer.Amount - e.Due.Amount
				if !e.CarriedOut.Known || e.Transfer.Amount < 0 || e.Due.Amount+e.Own.Amount != e.Cost.Amount {
					t.Fatalf("%s %d: %+v\n%s", name, e.Year, e, m.AppendJSON(nil))
				}
			}
			if sum += got.Entries[len(got.Entries)-1][d].CarriedOut.Amount; sum != 0 {
				t.Fatalf("%s: %v lost\n%s", name, sum, m.AppendJSON(nil))
			}
		}
		for i := range m.Years {
			if y := &m.Years[i]; y.Advance.By != Given && got.Totals[i].Advance.Amount != *y.Advance.Total {
				t.Fatalf("advances add to %v\n%s", got.Totals[i].Advance, m.AppendJSON(nil))
			}
			table, err := got.Table(m.Years[i].Year)
			if err != nil {
				t.Fatal(err)
			}
			if table != nil {
				checkAdds(t, table)
				for d := range table.Rows {
					if table.RowTotals[d] != got.Entries[i][d].Advance.Amount {
						t.Fatalf("row total %v, advance %v\n%s", table.RowTotals[d], got.Entries[i][d].Advance, m.AppendJSON(nil))
					}
				}
			}
		}
		file := m.AppendJSON(nil)
		again := read(t, file)
		if !bytes.Equal(again.AppendJSON(nil), file) {
			t.Fatalf("written\n%s\nagain\n%s", file, again.AppendJSON(nil))
		}
		if diff := Differences(got, compute(t, again)); len(diff) > 0 {
			t.Fatalf("read back, %+v\n%s", diff, file)
		}
	}
}

func randomModel(r *rand.Rand) *Model {
	m := &Model{Unit: []money.Amount{money.Fen, money.Cent, money.Wan}[r.IntN(3)]}
	must := func(err error) {
		if err != nil {
			panic(err)
		}
	}
	m.Years = []Year{{Year: 2020 + r.IntN(10), Advance: Allotment{By: Given}, Opening: Allotment{By: By(r.IntN(2))}}}
	for i := range 1 + r.IntN(5) {
		must(m.AddDistrict(fmt.Sprint("区", i)))
	}
	for range r.IntN(4) {
		must(m.AddYear())
	}
	for i := range m.Years {
		y := &m.Years[i]
		if y.Advance.By = By(1 + r.IntN(6)); y.Advance.By == Settlement && i == 0 {
			y.Advance.By = Weights
		}
		if y.Advance.By != Given {
			a := m.Unit * money.Amount(r.Int64N(100_000))
			y.Advance.Total = &a
		}
		for g := range 1 + r.IntN(3) {
			standard := money.Amount(1 + r.Int64N(10_000_000))
			must(m.AddGroup(y.Year, fmt.Sprint("类", g), &standard))
		}
		set := func(f Field, district, group, text string) {
			must(m.Set(Place{y.Year, district, group, f}, text))
		}
		set(FieldShare, "", "", []string{"1/2", "1/3", "0.495", "15245/30763", "1"}[r.IntN(5)])
		for _, d := range m.Districts {
			if r.IntN(3) == 0 {
				set(FieldShare, d, "", fmt.Sprintf("%d/7", 1+r.IntN(6)))
			}
			if i == 0 && y.Opening.By == Given {
				set(FieldOpening, d, "", fmt.Sprint(r.IntN(400)-200))
			}
			set(FieldRatio, d, "", fmt.Sprint(1+r.IntN(9)))
			set(FieldWeight, d, "", fmt.Sprintf("%d.5", r.IntN(3)))
			set(FieldAdvance, d, "", fmt.Sprint(r.IntN(500)))
			for g := range y.Groups {
				set(FieldHeads, d, y.Groups[g].Name, fmt.Sprint(1+r.IntN(300)))
				set(FieldPlanned, d, y.Groups[g].Name, fmt.Sprint(1+r.IntN(300)))
			}
		}
	}
	return m
}

// A ratio moves: the difference of every district. The total of 2023 does not
// move and is not in the list.
func TestWhatIfOnARatio(t *testing.T) {
	m := read(t, threeYears)
	before := compute(t, m)
	other := m.Clone()
	if err := other.Set(Place{Year: 2023, District: "思明", Field: FieldRatio}, "4"); err != nil {
		t.Fatal(err)
	}
	var got []string
	for _, d := range Differences(before, compute(t, other)) {
		got = append(got, fmt.Sprint(d.After.Year, d.After.District, " ", d.Transfer()))
	}
	// 750 by 4 : 2 is 500 and 250; what was advanced more is settled in the next years
	want := "2023思明 50.00, 2023湖里 -50.00, 2024思明 -50.00, 2024湖里 0.00, 2024 -50.00, 2025湖里 0.00, 2025 0.00"
	if s := strings.Join(got, ", "); s != want {
		t.Errorf("got  %s\nwant %s", s, want)
	}
	if after := compute(t, m); len(Differences(before, after)) > 0 {
		t.Error("the model itself was changed")
	}
}

func TestDistrictsYearsAndGroupsAreEdited(t *testing.T) {
	m := read(t, threeYears)
	for _, err := range []error{
		m.RenameDistrict("集美", "海沧"), m.AddDistrict("同安"), m.RemoveDistrict("湖里"), m.RemoveGroup(2023, "博士"), m.AddYear(), m.RemoveYear(), m.RemoveYear(),
	} {
		if err != nil {
			t.Fatal(err)
		}
	}
	if s := fmt.Sprint(m.Districts, len(m.Years), len(m.Years[0].Groups), m.Years[0].Rows[1].Ratio); s != "[思明 海沧 同安] 2 1 2" {
		t.Error(s)
	}
	for name, err := range map[string]error{
		"a district twice": m.AddDistrict("思明"), "a name taken": m.RenameDistrict("海沧", "思明"), "an unknown district": m.RemoveDistrict("湖里"),
		"no name": m.AddDistrict(""), "spaces": m.AddDistrict(" 湖里"), "a group twice": m.AddGroup(2023, "硕士", nil), "an unknown group": m.RemoveGroup(2023, "博士"),
		"an unknown year": m.AddGroup(2019, "博士", nil), "the last year": (&Model{Years: m.Years[:1]}).RemoveYear(),
	} {
		if err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
}

func TestSetRefusesAndLeavesTheModel(t *testing.T) {
	m := read(t, threeYears)
	file := m.AppendJSON(nil)
	for _, c := range []struct {
		name  string
		place Place
		text  string
		says  string
	}{
		{"negative heads", Place{2023, "思明", "博士", FieldHeads}, "-1", `2023: 思明: heads: the number of people "-1" is negative`},
		{"half a person", Place{2023, "思明", "博士", FieldHeads}, "1.5", "is not a number of people"},
		{"share over 100 %", Place{2023, "思明", "", FieldShare}, "1.01", `2023: 思明: share: the share "1.01" is more than 1`},
		{"negative ratio", Place{2023, "思明", "", FieldRatio}, "-2", "2023: 思明: ratio: \"-2\" is negative"},
		{"negative minimum", Place{2023, "思明", "", FieldMin}, "-2", "2023: 思明: min: \"-2\" cannot be below 0"},
		{"a standard finer than 分", Place{2023, "", "博士", FieldStandard}, "1.234", "2023: standard_yuan: \"1.234\" is not a standard"},
		{"unknown district", Place{2023, "鼓楼", "", FieldRatio}, "1", "there is no district"},
		{"unknown year", Place{2030, "思明", "", FieldRatio}, "1", "the model has no year 2030"},
		{"unknown group", Place{2023, "思明", "本科", FieldHeads}, "1", "has no group"},
		{"a ratio of no district", Place{2023, "", "", FieldRatio}, "1", "ratio is entered by district"},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := m.Set(c.place, c.text); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want one that says %q", err, c.says)
			}
			if !bytes.Equal(m.AppendJSON(nil), file) {
				t.Error("the model has changed")
			}
		})
	}
}

func TestReadModelRefuses(t *testing.T) {
	const head = `{"format":"suanpan/transfer","version":1,"districts":["思明","湖里"],"years":[`
	in := func(rows string) string { return head + `{"year":2023,"rows":[` + rows + `]}]}` }
	group := func(count string) string {
		return head + `{"year":2023,"groups":[{"name":"博士","standard_yuan":"80000"}],"rows":[{"district":"思明","counts":[` + count + `]}]}]}`
	}
	for _, c := range []struct{ name, says, text string }{
		{"a district twice in the list", `m.json:1:60: districts: 1: "思明" is given twice`, `{"format":"suanpan/transfer","version":1,"districts":["思明","思明"],"years":[]}`},
		{"a district twice in a year", `years: 0: rows: 1: district: "思明" is given twice`, in(`{"district":"思明"},{"district":"思明"}`)},
		{"an unknown district", `rows: 0: district: there is no district "鼓楼"`, in(`{"district":"鼓楼","min":"1.00"}`)},
		{"negative heads", `counts: 0: heads: the number of people "-5" is negative`, group(`{"group":"博士","heads":-5}`)},
		{"heads with a fraction", `heads: "1.5" is not a number of people`, group(`{"group":"博士","heads":1.5}`)},
		{"heads with an exponent", `heads: "1e3" is not a number of people`, group(`{"group":"博士","heads":1e3}`)},
		{"an unknown group", `has no group "硕士"`, group(`{"group":"硕士","heads":1}`)},
		{"a group twice", `"博士" is given twice`, group(`{"group":"博士"},{"group":"博士"}`)},
		{"share over 100 %", `share: the share "2" is more than 1`, in(`{"district":"思明","share":"2"}`)},
		{"a year twice", `years: 1: year: "2023" is given twice`, head + `{"year":2023},{"year":2023}]}`},
		{"years backwards", `2022 stands after 2023`, head + `{"year":2023},{"year":2022}]}`},
		{"a gap between years", `years: 1: year: 2025 follows on 2023`, head + `{"year":2023},{"year":2025}]}`},
		{"no year at all", `m.json: at least one year is needed`, head + `]}`},
		{"no district", `m.json: there are no districts`, `{"format":"suanpan/transfer","version":1,"districts":[],"years":[{"year":2023}]}`},
		{"an opening in the second year", `opening: only the first year has an opening`, head + `{"year":2023},{"year":2024,"opening":{"by":"given"}}]}`},
		{"an unknown way", `by: there is no way "luck"`, head + `{"year":2023,"advance":{"by":"luck"}}]}`},
		{"an opening by heads", `by: there is no way "heads"`, head + `{"year":2023,"opening":{"by":"heads"}}]}`},
		{"amount as a number", `min: a string in quotes belongs here`, in(`{"district":"思明","min":1}`)},
		{"a negative minimum", `min: "-1" cannot be below 0`, in(`{"district":"思明","min":"-1"}`)},
		{"maximum below minimum", `m.json: 2023: advance: 思明: the maximum 1.00 is below the minimum 2.00`, in(`{"district":"思明","min":"2","max":"1"}`)},
		{"a given advance below its minimum", `2023: advance: 思明: the advance 1.00 is below the minimum 2.00`, in(`{"district":"思明","min":"2","advance":"1"}`)},
		{"minima above the total", `m.json: 2023: advance: the minima add to 20.00, more than the 10.00`, head + `{"year":2023,"advance":{"by":"weights","total":"10"},"rows":[{"district":"思明","weight":"1","min":"20"},{"district":"湖里","weight":"1"}]}]}`},
		{"all weights 0", `2023: advance: all weights are 0`, head + `{"year":2023,"advance":{"by":"weights","total":"10"},"rows":[{"district":"思明","weight":"0"},{"district":"湖里","weight":"0"}]}]}`},
		{"a total finer than the unit", `not a multiple of the unit`, head + `{"year":2023,"advance":{"by":"weights","total":"10.001"},"rows":[{"district":"思明","weight":"1"},{"district":"湖里","weight":"0"}]}]}`},
		{"a cost beyond all bounds", `2023: 思明: the total is beyond`, head + `{"year":2023,"groups":[{"name":"a","standard_yuan":"999999999"}],"rows":[{"district":"思明","counts":[{"group":"a","heads":999999999}]}]}]}`},
		{"an unknown member", `unknown field "weights"`, in(`{"district":"思明","weights":"1"}`)},
		{"a member twice", `"min" is written twice`, in(`{"district":"思明","min":"1","min":"1"}`)},
		{"an empty entry", `min: this is empty`, in(`{"district":"思明","min":""}`)},
		{"rows before the year", `rows: a year must begin with its year`, head + `{"rows":[]}]}`},
		{"an entry before its district", `a row must begin with its district`, in(`{"min":"1"}`)},
		{"groups after rows", `groups must stand before rows`, head + `{"year":2023,"rows":[{"district":"思明"}],"groups":[]}]}`},
		{"years before districts", `districts must stand before years`, `{"format":"suanpan/transfer","version":1,"years":[{"year":2023}],"districts":[]}`},
		{"another format", `this is no transfer model`, `{"format":"suanpan/draft"}`},
		{"another version", `model version 2`, `{"format":"suanpan/transfer","version":2}`},
		{"cut short", `breaks off`, head},
		{"something after the end", `after the end`, in(``) + `{}`},
		{"no JSON", `m.json:1:1`, `x`},
		{"nothing", `breaks off`, ``},
	} {
		t.Run(c.name, func(t *testing.T) {
			m, err := ReadModel([]byte(c.text), "m.json")
			if err == nil || !strings.Contains(err.Error(), c.says) || m != nil {
				t.Errorf("error %v, want one that says %q", err, c.says)
			}
		})
	}
}

func FuzzReadModel(f *testing.F) {
	f.Add(threeYears)
	f.Add(Preset().AppendJSON(nil))
	f.Add([]byte(`{"format":"suanpan/transfer","version":1,"districts":["a"],"years":[{"year":2023,"groups":[{"name":"g","standard_yuan":"999999999.99"}],"advance":{"by":"heads","total":"999999999"},"rows":[{"district":"a","share":"0.000000001","min":"0","counts":[{"group":"g","heads":999999999}]}]}]}`))
	f.Fuzz(func(t *testing.T, data []byte) {
		m, err := ReadModel(data, "m.json")
		if err != nil {
			textOf(t, err)
			return
		}
		r := compute(t, m)
		for i := range r.Entries {
			for _, e := range r.Entries[i] {
				if _, err := r.Explain(e.District, e.Year); err != nil {
					t.Fatal(err)
				}
			}
			if _, err := r.Table(m.Years[i].Year); err != nil {
				textOf(t, err)
			}
		}
		m.Missing()
		written := m.AppendJSON(nil)
		again, err := ReadModel(written, "m.json")
		if err != nil {
			t.Fatalf("what was written is refused: %v\n%s", err, written)
		}
		if got := again.AppendJSON(nil); !bytes.Equal(got, written) {
			t.Fatalf("written:\n%s\nagain:\n%s", written, got)
		}
	})
}
