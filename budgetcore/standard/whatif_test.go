package standard

import (
	"flag"
	"math"
	"math/big"
	"slices"
	"testing"
	"time"

	"pgregory.net/rapid"

	"suanpan/budgetcore/money"
)

// More than the hundred that are usual: each is cheap. The command line has the
// last word.
func init() {
	if err := flag.Set("rapid.checks", "1000"); err != nil {
		panic(err)
	}
}

// drawModel makes a model that can be reckoned: few parts, any factors.
func drawModel(t *rapid.T) *Model {
	m := &Model{ID: "own", Name: Words{ZH: "试算"}, Date: 20230701}
	n := rapid.IntRange(1, 6).Draw(t, "parts")
	for i := range n {
		id := string(rune('a' + i))
		p := Part{ID: id, Name: Words{ZH: id}, Periods: rapid.Int64Range(0, 12).Draw(t, "periods")}
		q := []int64{rapid.Int64Range(0, 50_000).Draw(t, "q"), rapid.Int64Range(0, 50_000).Draw(t, "q"), rapid.Int64Range(0, 50_000).Draw(t, "q")}
		slices.Sort(q)
		p.Quantity = Quantity{Low: q[0], Expected: q[1], High: q[2]}
		switch rapid.IntRange(0, 3).Draw(t, "standard") {
		case 0:
			p.Standard.ID = rapid.SampledFrom([]string{"talent.phd", "trainee.monthly", "vocational.grant"}).Draw(t, "id")
		case 1:
			p.Standard.ID, p.Quantity.Unit = "loan.reward_rate", Words{ZH: "元"}
		default:
			p.Standard.Value = OwnValue(Number(rapid.Int64Range(0, 10_000_000).Draw(t, "fen"))*10_000, &Units[0], Words{})
		}
		den := rapid.Int64Range(1, 999).Draw(t, "den")
		num := rapid.Int64Range(0, den).Draw(t, "num")
		paid := rapid.Int64Range(0, den-num).Draw(t, "paid")
		p.Share, _ = fraction(big.NewRat(num, den), "")
		if p.Standard.ID != "loan.reward_rate" && rapid.Bool().Draw(t, "instalment") {
			p.Instalment = true
			p.Paid, _ = fraction(big.NewRat(paid, den), "")
		}
		m.Parts = append(m.Parts, p)
	}
	return m
}

// exactly is what a part costs at a quantity, in rationals.
func exactly(s *Step, q int64) *big.Rat {
	r := new(big.Rat).SetInt64(q * s.Periods)
	if s.Value.unit.Kind == Rate {
		r.Mul(r, new(big.Rat).SetInt64(int64(money.Yuan)))
		return r.Mul(r, big.NewRat(int64(s.Value.Number), 100*million))
	}
	return r.Mul(r, new(big.Rat).SetInt64(int64(s.Value.Amount())))
}

func fen(r *big.Rat) money.Amount {
	n, ok := new(big.Int).SetString(r.FloatString(0), 10)
	if !ok {
		panic(r)
	}
	return money.Amount(n.Int64())
}

func TestPartsAreRationalsRoundedAndAddToTheTotal(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawModel(t)
		r, err := m.Reckon(BuiltIn())
		if err != nil {
			t.Fatal(err)
		}
		var total money.Amount
		for i := range r.Steps {
			s := &r.Steps[i]
			want := fen(new(big.Rat).Mul(exactly(s, s.Quantity.Expected), s.Share.rat()))
			if s.Instalment {
				one, upTo := exactly(s, 1), new(big.Rat).Add(s.Share.rat(), s.Paid.rat())
				want = money.Amount(s.Quantity.Expected) * (fen(upTo.Mul(upTo, one)) - fen(one.Mul(one, s.Paid.rat())))
			}
			if s.Amount != want {
				t.Fatalf("part %d costs %d 分, want %d", i, s.Amount, want)
			}
			if s.Low > s.Amount || s.Amount > s.High {
				t.Fatalf("part %d: low %d, expected %d, high %d", i, s.Low, s.Amount, s.High)
			}
			total += s.Amount
		}
		if total != r.Total || r.Low > r.Total || r.Total > r.High {
			t.Fatalf("total %d, the parts add to %d; low %d, high %d", r.Total, total, r.Low, r.High)
		}
	})
}

func TestBearersAddToTheTotalAndNoneIsNegative(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawModel(t)
		left := int64(1000)
		for i := range rapid.IntRange(1, 5).Draw(t, "bearers") {
			n := rapid.Int64Range(0, left).Draw(t, "share")
			left -= n
			f, _ := fraction(big.NewRat(n, 1000), "")
			id := string(rune('a' + i))
			m.Bearers = append(m.Bearers, Bearer{ID: id, Name: Words{ZH: id}, Share: f})
		}
		r, err := m.Reckon(BuiltIn())
		if err != nil {
			t.Fatal(err)
		}
		var sum money.Amount
		for _, b := range r.Bearers {
			if b.Amount < 0 {
				t.Fatalf("%s bears %d 分", b.ID, b.Amount)
			}
			sum += b.Amount
		}
		if sum != r.Total {
			t.Fatalf("bearers pay %d of %d 分", sum, r.Total)
		}
	})
}

func TestInstalmentsAddToTheWhole(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		den := rapid.Int64Range(1, 997).Draw(t, "den")
		left := den
		var instalments []Fraction
		for left > 0 {
			n := rapid.Int64Range(1, left).Draw(t, "instalment")
			left -= n
			f, _ := fraction(big.NewRat(n, den), "")
			instalments = append(instalments, f)
			if len(instalments) == 40 {
				f, _ = fraction(big.NewRat(left, den), "")
				instalments, left = append(instalments, f), 0
			}
		}
		m, err := TalentModel(nil, instalments)
		if err != nil {
			t.Fatal(err)
		}
		heads := rapid.Int64Range(0, 100_000).Draw(t, "heads")
		number := Number(rapid.Int64Range(0, 10_000_000).Draw(t, "fen")) * 10_000
		for i := range m.Parts {
			if i%len(Talent) == 0 {
				m.Parts[i].Quantity = Certain(heads)
				m.Parts[i].Standard = Reference{Value: OwnValue(number, &Units[0], Words{})}
			}
		}
		r, err := m.Reckon(BuiltIn())
		if err != nil {
			t.Fatal(err)
		}
		if want := money.Amount(heads) * money.Amount(number/10_000); r.Total != want {
			t.Fatalf("%d instalments of %d heads come to %d, not %d", len(instalments), heads, r.Total, want)
		}
	})
}

func TestTotalNeverFallsWithAQuantity(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		m := drawModel(t)
		i := rapid.IntRange(0, len(m.Parts)-1).Draw(t, "part")
		before, err := m.Reckon(BuiltIn())
		if err != nil {
			t.Fatal(err)
		}
		q := &m.Parts[i].Quantity
		*q = Quantity{q.Expected, q.Expected + rapid.Int64Range(1, 1000).Draw(t, "more"), q.High + 1000, q.Unit}
		after, err := m.Reckon(BuiltIn())
		if err != nil {
			t.Fatal(err)
		}
		if after.Total < before.Total {
			t.Fatalf("%d 分 fell to %d", before.Total, after.Total)
		}
	})
}

// try puts a value of an answer into a model.
func try(m *Model, g Goal, v *Try) *Model {
	c := *m
	c.Parts = slices.Clone(m.Parts)
	p := &c.Parts[g.Part]
	switch g.Vary {
	case ByQuantity:
		p.Quantity = Quantity{v.Quantity, v.Quantity, v.Quantity, p.Quantity.Unit}
	case ByStandard:
		p.Standard = Reference{Value: OwnValue(Number(v.Standard)*10_000, &Units[0], Words{})}
	case ByShare:
		p.Share = v.Share
	}
	return &c
}

func TestWhatAGoalNeedsReckonsToIt(t *testing.T) {
	met, near, none := 0, 0, 0
	rapid.Check(t, func(t *rapid.T) {
		m := drawModel(t)
		r, err := m.Reckon(BuiltIn())
		if err != nil {
			t.Fatal(err)
		}
		g := Goal{
			Part: rapid.IntRange(0, len(m.Parts)-1).Draw(t, "part"),
			Vary: rapid.SampledFrom([]Factor{ByQuantity, ByStandard, ByShare}).Draw(t, "vary"),
			Step: rapid.SampledFrom([]money.Amount{money.Fen, money.Yuan}).Draw(t, "step"),
		}
		g.Amount = money.Amount(rapid.Int64Range(0, int64(2*r.Total)+10).Draw(t, "goal"))
		a, err := m.Seek(BuiltIn(), g)
		if err != nil {
			p := &r.Steps[g.Part]
			if g.Vary == ByQuantity || p.Value.unit.Kind != Rate && !(g.Vary == ByStandard && p.Instalment) {
				t.Fatal(err)
			}
			return // neither a rate nor an instalment is sought, and a share of a rate may be too fine
		}
		totalOf := func(v *Try) money.Amount {
			r, err := try(m, g, v).Reckon(BuiltIn())
			if err != nil {
				t.Fatal(err)
			}
			if r.Total != v.Total {
				t.Fatalf("%+v reckons to %d, it says %d", v, r.Total, v.Total)
			}
			return r.Total
		}
		if a.Floor != nil && totalOf(a.Floor) > g.Amount || a.Ceiling != nil && totalOf(a.Ceiling) < g.Amount {
			t.Fatalf("floor %+v, ceiling %+v of %d", a.Floor, a.Ceiling, g.Amount)
		}
		switch {
		case a.Exact():
			met++
			if a.Ceiling != a.Floor {
				t.Fatal("met, and the ceiling is another")
			}
		case a.Floor != nil && a.Ceiling != nil:
			near++
			if d := a.Ceiling.Quantity - a.Floor.Quantity; g.Vary == ByQuantity && d != 1 {
				t.Fatalf("%d lie between floor and ceiling", d-1)
			}
			if d := a.Ceiling.Standard - a.Floor.Standard; g.Vary == ByStandard && d != g.Step {
				t.Fatalf("%d 分 lie between floor and ceiling", d)
			}
		default:
			none++
			if a.Why.Text == nil {
				t.Fatal("no value, and no reason")
			}
		}
	})
	if met == 0 || near == 0 || none == 0 {
		t.Errorf("met %d, near %d, none %d: not all were seen", met, near, none)
	}
}

func TestTableIsTheTotalOfEachPair(t *testing.T) {
	m := model(t, `{"id":"a","name":"甲","quantity":5,"standard":"talent.phd","periods":3,"share":"1/7"},{"id":"b","name":"乙","quantity":9,"standard":"talent.master"}`)
	table, err := m.Table(BuiltIn(), 0, []int64{0, 1, 1000}, []money.Amount{1, 80_000 * money.Yuan})
	if err != nil {
		t.Fatal(err)
	}
	b := 450_000 * money.Yuan
	want := [][]money.Amount{{b, b, b + 429}, {b, b + 3_428_571, b + 3_428_571_429}} // 3000/7; 240,000/7 元 and times 1000
	for i := range want {
		if !slices.Equal(table.Totals[i], want[i]) {
			t.Errorf("row %d: %d, want %d", i, table.Totals[i], want[i])
		}
	}
	if _, err := m.Table(BuiltIn(), 2, nil, nil); err == nil {
		t.Error("a part that is none was accepted")
	}
	for name, q := range map[string][]int64{"negative heads": {-1, 5}, "too many heads": {1_000_000_000}, "no heads": nil} {
		if _, err := m.Table(BuiltIn(), 0, q, []money.Amount{1}); err == nil {
			t.Errorf("%s: accepted", name)
		}
	}
	if _, err := m.Table(BuiltIn(), 0, []int64{1}, []money.Amount{-1}); err == nil {
		t.Error("a negative standard was accepted")
	}
}

func TestTornadoSortsBySpanAndKeepsTies(t *testing.T) {
	m := model(t, `
		{"id":"small","name":"1","quantity":{"low":9,"expected":10,"high":11},"standard":"talent.phd"},
		{"id":"tie1","name":"2","quantity":{"low":0,"expected":10,"high":16},"standard":"talent.bachelor_other"},
		{"id":"certain","name":"3","quantity":7,"standard":"talent.phd"},
		{"id":"tie2","name":"4","quantity":{"low":0,"expected":0,"high":2},"standard":"talent.phd"},
		{"id":"large","name":"5","quantity":{"low":0,"expected":1,"high":100},"standard":"talent.phd"}`)
	r := reckon(t, m)
	var order []string
	for _, b := range r.Tornado() {
		order = append(order, r.Steps[b.Of].ID)
	}
	if want := []string{"large", "small", "tie1", "tie2"}; !slices.Equal(order, want) {
		t.Errorf("%v, want %v", order, want)
	}
	if b := r.Tornado()[0]; b.Low != 146*money.Wan || b.High != 946*money.Wan { // 80 + 10 + 56, and 100 × 8
		t.Errorf("low %s, high %s", b.Low, b.High)
	}
}

// tenParts is a model as large as estimates are.
func tenParts(t testing.TB) *Model {
	m := model(t, ``)
	for i := range 10 {
		id := string(rune('a' + i))
		third, _ := ParseFraction("1/3")
		m.Parts = append(m.Parts, Part{
			ID: id, Name: Words{ZH: id}, Standard: Reference{ID: Talent[i%4].Standard}, Periods: int64(1 + i), Share: third,
			Quantity: Quantity{Low: int64(10 * i), Expected: int64(100 + 50*i), High: int64(1000 + 1000*i)},
		})
	}
	return m
}

func TestSimulationsAreRefused(t *testing.T) {
	if _, err := NewSimulation(tenParts(t), BuiltIn(), 1, 0); err == nil {
		t.Error("no draws were accepted")
	}
	if _, err := NewSimulation(model(t, `{"id":"a","name":"甲","quantity":1}`), BuiltIn(), 1, 10); err == nil {
		t.Error("a part without a standard was accepted")
	}
}

// The issue allows a second for 100,000 draws in a worker. The best of three
// counts for both, so that neither a busy machine nor what the runtime does
// meanwhile fails it; the race detector is no place to count (-short).
func TestDrawsCost(t *testing.T) {
	if testing.Short() {
		t.Skip("long")
	}
	best, allocated := time.Hour, math.Inf(1)
	for range 3 {
		s, err := NewSimulation(tenParts(t), BuiltIn(), 1, 100_000)
		if err != nil {
			t.Fatal(err)
		}
		start := time.Now()
		allocated = min(allocated, testing.AllocsPerRun(1, func() { s.Run(40_000) }))
		s.Run(100_000)
		s.Result()
		best = min(best, time.Since(start))
	}
	t.Logf("100,000 draws of 10 parts, ordered: %v", best)
	if best > time.Second {
		t.Errorf("100,000 draws took %v", best)
	}
	if allocated > 0 {
		t.Errorf("drawing allocates %v times", allocated)
	}
}
