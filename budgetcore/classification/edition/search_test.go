package edition_test

import (
	"flag"
	"fmt"
	"slices"
	"testing"
	"time"

	"suanpan/budgetcore/classification/edition"
	"suanpan/budgetcore/message"
)

func TestFind(t *testing.T) {
	x := edition.NewIndex(builtIn())
	for query, want := range map[string]string{
		"jbgz": "30101", "JBGZ": "30101", "yjrc": "2080116", "yjrcfy": "2080116", "引进人才": "2080116", "人才费用": "2080116",
		"2080116": "2080116", "208 01 16": "2080116", "208011": "2080110", "20801": "20801", "２０８０１": "20801",
		"引进人材费用": "2080116", "引人进才": "2080116", "引进人费用": "2080116", "20801166": "2080116", "2080161": "2080116",
		"维修护费": "30213", "维修(护)费": "30213", "差旅": "30211", "clf": "30211", "jbgx": "30101",
		"20801 行政": "2080101", "xz 运行": "2080101", "事业运行": "2080150", "博士后": "2080115",
		"三支一扶": "", "": "", "  ": "", "《》": "",
		"奖助学金": "2050302", // what it is used for
	} {
		hits := x.Find(query, 10)
		got := ""
		if len(hits) > 0 {
			got = hits[0].Code.Code
		}
		if got != want {
			t.Errorf("%q: %s, want %s", query, got, want)
		}
	}
}

// Each code is found by itself, by its name and by its initials, every part of
// its name finds it among all, and a query always answers the same.
func TestEveryCodeIsFound(t *testing.T) {
	x := edition.NewIndex(builtIn())
	all := len(builtIn().Codes())
	finds := func(query, code string) bool {
		return slices.ContainsFunc(x.Find(query, all), func(h edition.Hit) bool { return h.Code.Code == code })
	}
	for _, c := range builtIn().Codes() {
		if hits := x.Find(c.Code, 1); hits[0].Code.Code != c.Code {
			t.Errorf("%s finds %s", c.Code, hits[0].Code.Code)
		}
		if hits := x.Find(c.Name, all); hits[0].Code.Name != c.Name && hits[0].Why != message.SearchReasons[1] || !finds(c.Name, c.Code) {
			t.Errorf("%s finds %s first", c.Name, hits[0].Code.Name)
		}
		runes := []rune(c.Name)
		for n := 2; n < len(runes); n++ {
			if part := string(runes[len(runes)-n:]); !finds(part, c.Code) {
				t.Errorf("%q does not find %s", part, c.Name)
			}
		}
		if !slices.Equal(x.Find(c.Name, 5), x.Find(c.Name, all)[:min(5, len(x.Find(c.Name, all)))]) {
			t.Errorf("%s: a shorter list is another", c.Name)
		}
	}
}

var strict = flag.Bool("strict", false, "hold the cost to the bar, not to a few times as much")

// TestCostOfSearch types queries letter by letter over an edition as large as
// the official list. The bar is that of the page.
func TestCostOfSearch(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	cells := listOf(builtIn())
	for i := range 40 { // some 2,000 codes
		for j := range 50 {
			d := 20400 + i*100 + 40
			if j == 0 {
				cells = append(cells, []string{fmt.Sprint(d), fmt.Sprintf("第%d款公共服务与管理事务", d), "", ""})
			}
			cells = append(cells, []string{fmt.Sprintf("%d%02d", d, j+1), fmt.Sprintf("第%d项其他公共服务与管理事务支出", j), "", ""})
		}
	}
	// classes that the gathered list does not have
	seen := map[string]bool{}
	for _, c := range cells {
		seen[c[0]] = true
	}
	for i := 204; i < 244; i++ {
		if c := fmt.Sprint(i); !seen[c] {
			cells = append(cells, []string{c, "第" + c + "类", "", ""})
		}
	}
	large, errs := edition.Read(cells, "large", "large", "2023")
	if errs != nil {
		t.Fatal(errs[0])
	}
	if n := len(large.Codes()); n < 2000 {
		t.Fatalf("only %d codes", n)
	}
	x := edition.NewIndex(large)
	queries := []string{"jbgz", "yjrcfy", "引进人材费用", "2080116", "2080199 其他", "机关事业单位基本养老保险缴费支处", "wholly unlike"}
	for range 20 { // browsers make code fast only once it has run for a while
		for _, query := range queries {
			x.Find(query, 20)
		}
	}
	for _, query := range queries {
		var worst time.Duration
		for n := range []rune(query) {
			typed := string([]rune(query)[:n+1])
			took := make([]time.Duration, 7)
			for i := range took {
				start := time.Now()
				x.Find(typed, 20)
				took[i] = time.Since(start)
			}
			slices.Sort(took)
			worst = max(worst, took[len(took)/2])
		}
		t.Logf("%s: %v a keystroke at worst, of %d codes", query, worst, len(large.Codes()))
		slack := time.Duration(4)
		if *strict {
			slack = 1
		}
		if worst > slack*5*time.Millisecond {
			t.Errorf("%s: a keystroke in %v, want 5 ms", query, worst)
		}
	}
}
