package ledger

import (
	"flag"
	"fmt"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"
	"time"
	"unsafe"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/budget/budgettest"
	"suanpan/budgetcore/money"
)

// minimal is what an edit has to cost at least in this language: parallel
// int64 columns, the cells of a line worked out beforehand, an edit as a
// difference. It refuses nothing, undoes nothing and knows no ids.
type minimal struct {
	amount                                []int64
	unit, source                          []uint8
	function1, function2, function3       []uint16
	economic1, economic2                  []uint16
	functionKind, unitSource              []uint16
	byUnit, bySource                      []int64
	byFunction1, byFunction2, byFunction3 []int64
	byEconomic1, byEconomic2              []int64
	byFunctionKind, byUnitSource          []int64
	total                                 int64
}

func newMinimal(ds *budget.Dataset) *minimal {
	m := &minimal{}
	numbers := make(map[string]int)
	number := func(scheme, code string) int {
		key := scheme + code
		if _, ok := numbers[key]; !ok {
			numbers[key] = numbers[scheme]
			numbers[scheme]++
		}
		return numbers[key]
	}
	for i := range ds.Lines {
		line := &ds.Lines[i]
		f, e := ds.Functional.Path(line.Function), ds.Economic.Path(line.Economic)
		u, f3 := number("unit ", line.Unit), number("function 3 ", f[2].Code)
		m.amount = append(m.amount, 0)
		m.unit = append(m.unit, uint8(u))
		m.source = append(m.source, uint8(line.Source))
		m.function1 = append(m.function1, uint16(number("function 1 ", f[0].Code)))
		m.function2 = append(m.function2, uint16(number("function 2 ", f[1].Code)))
		m.function3 = append(m.function3, uint16(f3))
		m.economic1 = append(m.economic1, uint16(number("economic 1 ", e[0].Code)))
		m.economic2 = append(m.economic2, uint16(number("economic 2 ", e[1].Code)))
		m.functionKind = append(m.functionKind, uint16(f3*int(budget.Kinds)+int(line.Kind)))
		m.unitSource = append(m.unitSource, uint16(u*int(budget.SourceCount)+int(line.Source)))
	}
	cells := func(scheme string) []int64 { return make([]int64, numbers[scheme]) }
	m.byUnit, m.bySource = cells("unit "), make([]int64, budget.SourceCount)
	m.byFunction1, m.byFunction2, m.byFunction3 = cells("function 1 "), cells("function 2 "), cells("function 3 ")
	m.byEconomic1, m.byEconomic2 = cells("economic 1 "), cells("economic 2 ")
	m.byFunctionKind = make([]int64, numbers["function 3 "]*int(budget.Kinds))
	m.byUnitSource = make([]int64, numbers["unit "]*int(budget.SourceCount))
	for i := range ds.Lines {
		m.set(i, int64(ds.Lines[i].Amount))
	}
	return m
}

func (m *minimal) set(i int, amount int64) {
	d := amount - m.amount[i]
	m.amount[i] = amount
	m.total += d
	m.byUnit[m.unit[i]] += d
	m.bySource[m.source[i]] += d
	m.byFunction1[m.function1[i]] += d
	m.byFunction2[m.function2[i]] += d
	m.byFunction3[m.function3[i]] += d
	m.byEconomic1[m.economic1[i]] += d
	m.byEconomic2[m.economic2[i]] += d
	m.byFunctionKind[m.functionKind[i]] += d
	m.byUnitSource[m.unitSource[i]] += d
}

// standing returns the roll-ups that line i stands in, all of them.
func (m *minimal) standing(i int) int64 {
	return m.total + m.byUnit[m.unit[i]] + m.bySource[m.source[i]] +
		m.byFunction1[m.function1[i]] + m.byFunction2[m.function2[i]] + m.byFunction3[m.function3[i]] +
		m.byEconomic1[m.economic1[i]] + m.byEconomic2[m.economic2[i]] +
		m.byFunctionKind[m.functionKind[i]] + m.byUnitSource[m.unitSource[i]]
}

// standing returns the same ten, and the two totals the page always shows.
func standing(l *Ledger, i int) money.Amount {
	a := l.Above(i)
	return a.Total.Amount + a.Unit.Amount + a.Source.Amount +
		a.Function[0].Amount + a.Function[1].Amount + a.Function[2].Amount +
		a.Economic[0].Amount + a.Economic[1].Amount +
		a.FunctionKind.Amount + a.UnitSource.Amount +
		l.Income() + l.Gap()
}

const batch = 10_000

// race is the two ledgers on one budget, with a batch of edits to make to both.
type race struct {
	ds      *budget.Dataset
	minimal *minimal
	ledger  *Ledger
	random  *rand.Rand

	at      []int
	ids     []string // as they come from outside: equal to the ledger's, not the same
	amounts []money.Amount

	minimalSum int64
	ledgerSum  money.Amount
}

func newRace(tb testing.TB, lines int) *race {
	tb.Helper()
	ds := budgettest.Spending(lines)
	l, err := New(ds, KeepTails)
	if err != nil {
		tb.Fatal(err)
	}
	return &race{
		ds: ds, minimal: newMinimal(ds), ledger: l, random: rand.New(rand.NewPCG(3, 4)),
		at: make([]int, batch), ids: make([]string, batch), amounts: make([]money.Amount, batch),
	}
}

// draw prepares a batch of edits, of so many different lines at most.
func (r *race) draw(different int) {
	step := len(r.ds.Lines) / different
	for i := range batch {
		r.at[i] = r.random.IntN(different) * step
		line := &r.ds.Lines[r.at[i]]
		r.ids[i] = strings.Clone(line.ID)
		r.amounts[i] = money.Amount(r.random.Int64N(1e9))
	}
}

func (r *race) runMinimal() {
	for i, at := range r.at {
		r.minimal.set(at, int64(r.amounts[i]))
		r.minimalSum += r.minimal.standing(at)
	}
}

func (r *race) runLedger() error {
	for i, id := range r.ids {
		if err := r.ledger.Apply(budget.Edit{Op: budget.Set, Line: id, Amount: r.amounts[i]}); err != nil {
			return err
		}
		r.ledgerSum += standing(r.ledger, r.at[i])
	}
	return nil
}

// times are the durations of batches on either side, round by round.
type times struct{ minimal, ledger []time.Duration }

func (t *times) String() string {
	return fmt.Sprintf("minimal %v, ledger %v an edit with its roll-ups, ratio %.2f",
		median(t.minimal)/batch, median(t.ledger)/batch, t.ratio())
}

// ratio is the median of the rounds' own ratios: what disturbs the machine for
// longer than a round disturbs both sides of it.
func (t *times) ratio() float64 {
	ratios := make([]float64, len(t.ledger))
	for i := range ratios {
		ratios[i] = float64(t.ledger[i]) / float64(t.minimal[i])
	}
	return median(ratios)
}

func median[T float64 | time.Duration](values []T) T {
	sorted := slices.Sorted(slices.Values(values))
	return sorted[len(sorted)/2]
}

func (r *race) round(tb testing.TB, t *times, different int) {
	tb.Helper()
	r.draw(different)
	start := time.Now()
	r.runMinimal()
	between := time.Now()
	err := r.runLedger()
	end := time.Now()
	if err != nil {
		tb.Fatal(err)
	}
	t.minimal = append(t.minimal, between.Sub(start))
	t.ledger = append(t.ledger, end.Sub(between))
}

// agree makes sure that both sides did the work.
func (r *race) agree(tb testing.TB) {
	tb.Helper()
	for i := range r.ds.Lines {
		line := &r.ds.Lines[i]
		if got, want := standing(r.ledger, i)-r.ledger.Income()-r.ledger.Gap(), money.Amount(r.minimal.standing(i)); got != want {
			tb.Fatalf("roll-ups of %s add to %d, the minimal ledger says %d", line.ID, got, want)
		}
	}
	if err := r.ledger.Verify(); err != nil {
		tb.Fatal(err)
	}
}

// The bar is meant for Chromium of today on a quiet machine; older engines
// copy memory several times slower.
var strict = flag.Bool("strict", false, "hold the cost of an edit to the bars, not to a few times as much")

const (
	// warmUp lets a browser compile what it runs often.
	warmUp = 12
	rounds = 25
)

func TestEditCostIsAFewTimesAMinimalLedgers(t *testing.T) {
	r := newRace(t, 100_000)
	var measured times
	for i := range warmUp + rounds {
		if i == warmUp {
			measured = times{}
		}
		r.round(t, &measured, len(r.ds.Lines))
	}
	r.agree(t)
	t.Logf("100000 lines: %v", &measured)
	bar := 15.
	if *strict {
		bar = 5
	}
	if ratio := measured.ratio(); ratio > bar {
		t.Errorf("an edit costs %.2f times what it costs in a minimal ledger, at most %v", ratio, bar)
	}
}

// The same number of lines is edited on both sides, all over the budget: what
// differs is how many others there are, not how much fits into the caches.
func TestEditCostIsIndependentOfTheNumberOfLines(t *testing.T) {
	const different = 1000
	small, large := newRace(t, different), newRace(t, 100*different)
	var fewLines, manyLines times
	var growth []float64
	for i := range warmUp + rounds {
		if i == warmUp {
			fewLines, manyLines = times{}, times{}
		}
		small.round(t, &fewLines, different)
		large.round(t, &manyLines, different)
	}
	for i := range rounds {
		growth = append(growth, float64(manyLines.ledger[i])/float64(fewLines.ledger[i]))
	}
	t.Logf("1000 lines: %v; 100000 lines, 1000 of them edited: %v; growth %.2f", &fewLines, &manyLines, median(growth))
	bar := 3.
	if *strict {
		bar = 1.5
	}
	if g := median(growth); g > bar {
		t.Errorf("an edit of one of 100000 lines costs %.2f times that of one of 1000, at most %v", g, bar)
	}
}

func TestColumnsTakeAtMostFortyBytesALine(t *testing.T) {
	var l Ledger
	if n := unsafe.Sizeof(l.rows[0]) + unsafe.Sizeof(l.base[0]); n > 40 {
		t.Errorf("the columns of a line take %d bytes", n)
	}
	if n := unsafe.Sizeof(row{}); n != 32 {
		t.Errorf("a row takes %d bytes", n)
	}
}

func BenchmarkEdit(b *testing.B) {
	for _, lines := range []int{1000, 10_000, 100_000} {
		r := newRace(b, lines)
		r.draw(lines)
		b.Run(fmt.Sprintf("minimal/%d", lines), func(b *testing.B) {
			for i := range b.N {
				k := i % batch
				r.minimal.set(r.at[k], int64(r.amounts[k]))
				r.minimalSum += r.minimal.standing(r.at[k])
			}
		})
		b.Run(fmt.Sprintf("ledger/%d", lines), func(b *testing.B) {
			for i := range b.N {
				k := i % batch
				if err := r.ledger.Apply(budget.Edit{Op: budget.Set, Line: r.ids[k], Amount: r.amounts[k]}); err != nil {
					b.Fatal(err)
				}
				r.ledgerSum += standing(r.ledger, r.at[k])
			}
		})
	}
}

func BenchmarkNew(b *testing.B) {
	for _, lines := range []int{1000, 10_000, 100_000} {
		ds := budgettest.Spending(lines)
		b.Run(fmt.Sprint(lines), func(b *testing.B) {
			for b.Loop() {
				if _, err := New(ds, KeepTails); err != nil {
					b.Fatal(err)
				}
			}
		})
	}
}
