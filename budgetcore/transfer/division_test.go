package transfer

import (
	"fmt"
	"math/big"
	"math/rand/v2"
	"runtime"
	"slices"
	"strings"
	"testing"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// draws is how many random cases a property is tried on: all that are asked
// for natively, a part of them where the browser's program is run by Node.
func draws(n int) int {
	if runtime.GOOS == "js" {
		return n / 20
	}
	return n
}

func bound(name string, least, most int64, unit money.Amount) Bound {
	b := Bound{Name: name, Min: money.Amount(least) * unit}
	if most >= 0 {
		b.Max, b.Capped = money.Amount(most)*unit, true
	}
	return b
}

// randomDivision draws a split of few or many units between few names, with
// weights that tie often and bounds that contradict each other now and then.
func randomDivision(r *rand.Rand) (amount, unit money.Amount, ws []Weight, bounds []Bound) {
	unit = []money.Amount{money.Fen, money.Yuan, money.Cent, money.Wan, 7}[r.IntN(5)]
	units := r.Int64N([]int64{5, 40, 1_000_000}[r.IntN(3)])
	n := 1 + r.IntN(7)
	top := []int64{3, 20, 1_000_000_000}[r.IntN(3)]
	for i := range n {
		w, err := money.ParseWeight(fmt.Sprint(r.Int64N(top)))
		if err != nil {
			panic(err)
		}
		ws = append(ws, Weight{fmt.Sprint("w", i), w})
	}
	for i := range n {
		if r.IntN(3) > 0 {
			continue
		}
		least, most := r.Int64N(units/int64(n)*3/2+2), int64(-1)
		if r.IntN(2) == 0 {
			least = 0
		}
		if r.IntN(2) == 0 {
			most = least + r.Int64N(units+1) - int64(r.IntN(20)/19)
		}
		if most < -1 {
			most = -1
		}
		bounds = append(bounds, bound(fmt.Sprint("w", i), least, most, unit))
	}
	return money.Amount(units) * unit, unit, ws, bounds
}

func within(b []Bound, name string) (least, most money.Amount) {
	for _, x := range b {
		if x.Name == name {
			if x.Capped {
				return x.Min, x.Max
			}
			return x.Min, money.Limit
		}
	}
	return 0, money.Limit
}

func textOf(t testing.TB, err error) *message.Text {
	t.Helper()
	e, ok := err.(*message.Error)
	if !ok {
		t.Fatalf("%v is no error a user could read", err)
	}
	return e.Text
}

// 100,000 splits: pieces add, stand in the order of the names, are multiples
// of the unit within the bounds, a larger weight never gets less, neither
// beside another with the same bounds nor when it alone is raised; and what is
// refused is refused for a contradiction that is there.
func TestDivideProperties(t *testing.T) {
	r := rand.New(rand.NewPCG(6, 4))
	refused := map[*message.Text]int{}
	for range draws(100_000) {
		amount, unit, ws, bounds := randomDivision(r)
		d, err := Divide(amount, unit, ws, bounds)
		if err != nil {
			said := textOf(t, err)
			refused[said]++
			var least, most, reach money.Amount
			sum, crossed := int64(0), false
			for _, w := range ws {
				lo, hi := within(bounds, w.Name)
				least, most, sum, crossed = least+lo, most+hi, sum+w.Weight.Scaled(), crossed || hi < lo
				if reach += hi; w.Weight.Scaled() == 0 {
					reach += lo - hi
				}
			}
			if there := map[*message.Text]bool{
				message.MinimaAbove: least > amount, message.MaximaBelow: most < amount, message.ReachBelow: reach < amount,
				message.BoundsCrossed: crossed, message.SplitZeroWeights: sum == 0,
			}[said]; !there {
				t.Fatalf("%v by %v within %v in %v: refused with %v", amount, ws, bounds, unit, err)
			}
			continue
		}
		var sum money.Amount
		for i, p := range d.Pieces {
			sum += p.Amount
			lo, hi := within(bounds, p.Name)
			if p.Name != ws[i].Name || p.Amount%unit != 0 || p.Amount < lo || p.Amount > hi {
				t.Fatalf("%v by %v within %v in %v: %s gets %v", amount, ws, bounds, unit, p.Name, p.Amount)
			}
			for j, q := range d.Pieces {
				lo2, hi2 := within(bounds, q.Name)
				if lo == lo2 && hi == hi2 && ws[i].Weight.Scaled() > ws[j].Weight.Scaled() && p.Amount < q.Amount {
					t.Fatalf("%v by %v within %v in %v: %s gets less than %s", amount, ws, bounds, unit, p.Name, q.Name)
				}
				if lo == lo2 && hi == hi2 && i < j && ws[i].Weight.Scaled() == ws[j].Weight.Scaled() && p.Amount < q.Amount {
					t.Fatalf("%v by %v within %v in %v: the tie goes to the later %s", amount, ws, bounds, unit, q.Name)
				}
			}
		}
		if sum != amount {
			t.Fatalf("%v by %v within %v in %v: pieces add to %v", amount, ws, bounds, unit, sum)
		}
		i := r.IntN(len(ws))
		more, err := money.ParseWeight(fmt.Sprint(min(999_999_999, ws[i].Weight.Scaled()/1_000_000_000+1+r.Int64N(5))))
		if err != nil {
			t.Fatal(err)
		}
		raised := slices.Clone(ws)
		raised[i].Weight = more
		e, err := Divide(amount, unit, raised, bounds)
		if err != nil {
			t.Fatalf("%v by %v within %v: refused when %s is raised: %v", amount, ws, bounds, ws[i].Name, err)
		}
		if e.Pieces[i].Amount < d.Pieces[i].Amount {
			t.Fatalf("%v by %v within %v in %v: %s raised to %v gets less", amount, ws, bounds, unit, ws[i].Name, more)
		}
	}
	for _, said := range []*message.Text{message.MinimaAbove, message.MaximaBelow, message.ReachBelow, message.BoundsCrossed, message.SplitZeroWeights} {
		if refused[said] == 0 {
			t.Errorf("no case was refused with %q", said.In(message.EN))
		}
	}
}

// The other route: λ is sought among all points where a share meets a bound,
// and of all whole splits within the bounds the nearest to those shares is
// taken, ties to the earlier name.
func TestDivideAgreesWithExhaustiveSearch(t *testing.T) {
	r := rand.New(rand.NewPCG(1, 2))
	tried := 0
	for tried < draws(4000) {
		n := 1 + r.IntN(4)
		units := r.Int64N(9)
		ws := make([]Weight, n)
		weight := make([]int64, n)
		lo, hi := make([]int64, n), make([]int64, n)
		var bounds []Bound
		for i := range n {
			weight[i] = r.Int64N(6)
			w, err := money.ParseWeight(fmt.Sprint(weight[i]))
			if err != nil {
				t.Fatal(err)
			}
			ws[i] = Weight{fmt.Sprint("w", i), w}
			lo[i], hi[i] = r.Int64N(3), 99
			if r.IntN(2) == 0 {
				hi[i] = lo[i] + r.Int64N(5)
			}
			bounds = append(bounds, bound(ws[i].Name, lo[i], hi[i], money.Cent))
		}
		d, err := Divide(money.Amount(units)*money.Cent, money.Cent, ws, bounds)
		shares := fair(weight, lo, hi, units)
		if (err == nil) != (shares != nil) {
			if err != nil && textOf(t, err) == message.SplitZeroWeights {
				continue
			}
			t.Fatalf("%d by %v within %v to %v: error %v, shares %v", units, weight, lo, hi, err, shares)
		}
		if err != nil {
			continue
		}
		tried++
		best, got := nearest(shares, lo, hi, units), make([]int64, n)
		for i, p := range d.Pieces {
			got[i] = int64(p.Amount / money.Cent)
		}
		if !slices.Equal(got, best) {
			t.Fatalf("%d by %v within %v to %v: %v, the nearest is %v", units, weight, lo, hi, got, best)
		}
	}
}

// fair is clamp(λ·w, lo, hi) adding to units, or nil: between two neighbouring
// points where some share meets a bound, the sum is a straight line.
func fair(weight, lo, hi []int64, units int64) []*big.Rat {
	at := func(l *big.Rat) ([]*big.Rat, *big.Rat) {
		sum, x := new(big.Rat), make([]*big.Rat, len(weight))
		for i := range weight {
			x[i] = new(big.Rat).Mul(l, big.NewRat(weight[i], 1))
			if low := big.NewRat(lo[i], 1); x[i].Cmp(low) < 0 {
				x[i] = low
			}
			if high := big.NewRat(hi[i], 1); x[i].Cmp(high) > 0 {
				x[i] = high
			}
			sum.Add(sum, x[i])
		}
		return x, sum
	}
	points := []*big.Rat{new(big.Rat), big.NewRat(1000, 1)}
	for i, w := range weight {
		if w > 0 {
			points = append(points, big.NewRat(lo[i], w), big.NewRat(hi[i], w))
		}
	}
	slices.SortFunc(points, (*big.Rat).Cmp)
	want := big.NewRat(units, 1)
	for k := 1; k < len(points); k++ {
		a, b := points[k-1], points[k]
		_, below := at(a)
		_, above := at(b)
		if below.Cmp(want) > 0 || above.Cmp(want) < 0 {
			continue
		}
		l := new(big.Rat).Set(a)
		if rise := new(big.Rat).Sub(above, below); rise.Sign() > 0 {
			step := new(big.Rat).Sub(want, below)
			step.Quo(step, rise)
			l.Add(l, step.Mul(step, new(big.Rat).Sub(b, a)))
		}
		x, sum := at(l)
		if sum.Cmp(want) == 0 {
			return x
		}
	}
	return nil
}

func nearest(shares []*big.Rat, lo, hi []int64, units int64) []int64 {
	var best []int64
	var least *big.Rat
	now := make([]int64, len(shares))
	var try func(i int, left int64, off *big.Rat)
	try = func(i int, left int64, off *big.Rat) {
		if i == len(shares) {
			if left == 0 && (least == nil || off.Cmp(least) < 0) {
				least, best = off, slices.Clone(now)
			}
			return
		}
		for n := min(left, hi[i]); n >= lo[i]; n-- { // large first: ties to the earlier name
			now[i] = n
			d := new(big.Rat).Sub(big.NewRat(n, 1), shares[i])
			try(i+1, left-n, d.Mul(d, d).Add(d, off))
		}
	}
	try(0, units, new(big.Rat))
	return best
}

func TestDivideRefuses(t *testing.T) {
	ws := weights(t, "思明=1", "湖里=1", "集美=0")
	cents := func(name string, least, most int64) Bound { return bound(name, least, most, money.Cent) }
	for _, c := range []struct {
		name, says string
		amount     money.Amount
		bounds     []Bound
	}{
		{"unknown district in a bound", `"同安" has a bound`, 10 * money.Cent, []Bound{cents("同安", 1, -1)}},
		{"two bounds for one", `"思明" is given twice`, 10 * money.Cent, []Bound{cents("思明", 1, -1), cents("思明", 2, -1)}},
		{"a minimum below 0", "思明: a minimum or maximum cannot be below 0", 10 * money.Cent, []Bound{cents("思明", -1, -1)}},
		{"a bound finer than the unit", "思明: the bound 0.000001 is not a multiple of the unit 0.01", 10 * money.Cent, []Bound{{Name: "思明", Min: 1}}},
		{"maximum below minimum", "思明: the maximum 0.01 is below the minimum 0.02", 10 * money.Cent, []Bound{cents("思明", 2, 1)}},
		{"negative amount", "is negative and cannot be kept within bounds", -10 * money.Cent, []Bound{cents("思明", 0, 1)}},
		{"minima above the amount", "the minima add to 0.11, more than the 0.10", 10 * money.Cent, []Bound{cents("思明", 6, -1), cents("集美", 5, -1)}},
		{"maxima below the amount", "the maxima add to 0.06, less than the 0.10", 10 * money.Cent, []Bound{cents("思明", 0, 2), cents("湖里", 0, 2), cents("集美", 0, 2)}},
		{"only a name of weight 0 could take more", `"集美" has weight 0`, 10 * money.Cent, []Bound{cents("思明", 0, 2), cents("湖里", 0, 2)}},
	} {
		t.Run(c.name, func(t *testing.T) {
			if _, err := Divide(c.amount, money.Cent, ws, c.bounds); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want one that says %q", err, c.says)
			}
		})
	}
}

func TestPiecesCanBeReadAloud(t *testing.T) {
	d, err := Divide(10*money.Wan, money.Wan, weights(t, "思明=3", "湖里=2", "集美=2", "同安=0", "翔安=9"), []Bound{{Name: "翔安", Max: money.Wan, Capped: true}, {Name: "同安", Min: money.Wan}})
	if err != nil {
		t.Fatal(err)
	}
	want := `2.00 are decided by bounds, the other 8.00 are split in proportion
思明: 8.00 × 3 ÷ the sum, that is 8.00 × 3 ÷ 7, cut to the unit: 3.00
3/7 of a unit remains, number 1 of the remainders, which takes one of the units left, 1.00: 4.00
2.00 are decided by bounds, the other 8.00 are split in proportion
湖里: 8.00 × 2 ÷ the sum, that is 8.00 × 2 ÷ 7, cut to the unit: 2.00
2/7 of a unit remains, number 2 of the remainders, for which no unit is left: 2.00
2.00 are decided by bounds, the other 8.00 are split in proportion
集美: 8.00 × 2 ÷ the sum, that is 8.00 × 2 ÷ 7, cut to the unit: 2.00
2/7 of a unit remains, number 3 of the remainders, for which no unit is left: 2.00
同安: its share would be below its minimum, so it gets the minimum 1.00
翔安: its share would be above its maximum, so it gets the maximum 1.00`
	var got []string
	for i := range d.Pieces {
		for _, m := range d.Explain(i) {
			got = append(got, m.In(message.EN))
		}
	}
	if s := strings.Join(got, "\n"); s != want {
		t.Errorf("got\n%s\nwant\n%s", s, want)
	}
}
