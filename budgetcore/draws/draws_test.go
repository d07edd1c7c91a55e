package draws

import (
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"math/big"
	"math/rand/v2"
	"slices"
	"testing"

	"suanpan/budgetcore/money"
)

// ten are ten ranges, each number counted a tenth more than the one before.
func ten(t testing.TB, seed uint64, draws int) *Simulation {
	t.Helper()
	var ranges []Range
	for i := range int64(10) {
		ranges = append(ranges, Range{10 * i, 100 + 50*i, 1000 + 1000*i})
	}
	s, err := New(seed, draws, ranges, func(numbers []int64) (total money.Amount) {
		for i, n := range numbers {
			total += money.Amount(n) * money.Amount(10+i)
		}
		return total
	})
	if err != nil {
		t.Fatal(err)
	}
	return s
}

// The same seed gives the same draws natively and in the browser: both run this
// test.
func TestDrawsAreReproducible(t *testing.T) {
	simulate := func(seed uint64, slice int) *Simulation {
		s := ten(t, seed, 10_000)
		for s.Run(slice) < 10_000 {
		}
		return s
	}
	s := simulate(2023, 999)
	sum := sha256.New()
	for _, total := range s.totals {
		sum.Write(binary.BigEndian.AppendUint64(nil, uint64(total)))
	}
	const want = "6624bd37c8f43023126f79df4711e0ca783265d7d99af9832869b44668304e6f"
	if got := hex.EncodeToString(sum.Sum(nil)); got != want {
		t.Errorf("the draws of seed 2023 hash to %s", got)
	}
	if !slices.Equal(s.totals, simulate(2023, 10_000).totals) {
		t.Error("the draws depend on how they are sliced")
	}
	if slices.Equal(s.totals, simulate(2024, 10_000).totals) {
		t.Error("another seed gives the same draws")
	}
}

// The distribution is compared with the triangle's own, worked out in
// rationals: within a hundredth for each tenth of the range.
func TestDrawsFollowTheTriangle(t *testing.T) {
	const draws = 200_000
	for _, q := range []Range{{0, 300, 1000}, {0, 0, 1000}, {0, 1000, 1000}, {500, 900, 1500}, {0, 1, 2}, {7, 7, 7}} {
		s, err := New(7, draws, []Range{q}, func(numbers []int64) money.Amount { return money.Amount(numbers[0]) })
		if err != nil {
			t.Fatal(err)
		}
		s.Run(draws)
		d := s.Result()
		if int64(d.Lowest) < q.Low || int64(d.Highest) > q.High {
			t.Errorf("%v: from %d to %d", q, d.Lowest, d.Highest)
		}
		if q.High < 10 {
			continue
		}
		a, b, span := q.Expected-q.Low, q.High-q.Expected, q.High-q.Low
		for tenth := int64(1); tenth < 10; tenth++ {
			x := q.Low + span*tenth/10
			var above *big.Rat // of 1
			if x <= q.Expected {
				above = new(big.Rat).Sub(big.NewRat(1, 1), big.NewRat((x-q.Low)*(x-q.Low), span*a))
			} else {
				above = big.NewRat((q.High-x)*(q.High-x), span*b)
			}
			got := big.NewRat(int64(d.Exceeding(money.Amount(x))), draws)
			if off := got.Sub(got, above); off.Abs(off).Cmp(big.NewRat(1, 100)) > 0 {
				t.Errorf("%v: above %d is off by %s", q, x, off.FloatString(4))
			}
		}
	}
}

func TestDistributionCountsEveryDraw(t *testing.T) {
	for _, draws := range []int{1, 2, 9, 10, 11, 1000} {
		s := ten(t, 5, draws)
		if got := s.Result(); got.Draws != 0 {
			t.Errorf("before the first draw there are %d", got.Draws)
		}
		s.Run(draws + 5)
		d := s.Result()
		sorted := slices.Sorted(slices.Values(s.totals))
		sum := 0
		for _, b := range d.Bins {
			sum += b.Count
		}
		atMost := func(a money.Amount) int { return draws - d.Exceeding(a) }
		if sum != draws || d.Draws != draws || int64(d.Lowest) != sorted[0] || int64(d.Highest) != sorted[draws-1] {
			t.Errorf("%d draws: bins hold %d, lowest %d, highest %d", draws, sum, d.Lowest, d.Highest)
		}
		if 2*atMost(d.P50) < draws || 2*atMost(d.P50-1) >= draws || 10*atMost(d.P90) < 9*draws || 10*atMost(d.P90-1) >= 9*draws {
			t.Errorf("%d draws: P50 %d, P90 %d of %v", draws, d.P50, d.P90, sorted)
		}
	}
}

func TestRootIsTheNearestWholeNumber(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	values := []uint64{0, 1, 2, 3, 4, 6, 7, 12, 13, 1<<62 - 1, 999_999_999 * 999_999_999, 999_999_999*999_999_999 - 1}
	for range 100_000 {
		values = append(values, random.Uint64()>>(2+random.IntN(60)))
	}
	for _, v := range values {
		x := new(big.Int).SetUint64(root(v))
		// (2x-1)² < 4v < (2x+1)², or both are 0
		four := new(big.Int).Lsh(new(big.Int).SetUint64(v), 2)
		up := new(big.Int).Lsh(x, 1)
		down := new(big.Int).Sub(up, big.NewInt(1))
		up.Add(up, big.NewInt(1))
		if up.Mul(up, up).Cmp(four) <= 0 || v > 0 && down.Mul(down, down).Cmp(four) >= 0 {
			t.Fatalf("root(%d) = %d", v, x)
		}
	}
}

func TestNumbersOfDrawsOutOfBounds(t *testing.T) {
	for _, draws := range []int{0, -1, Max + 1} {
		if _, err := New(1, draws, nil, func([]int64) money.Amount { return 0 }); err == nil {
			t.Errorf("%d draws were accepted", draws)
		}
	}
}

func TestTornadoPutsTheWidestFirstAndKeepsTies(t *testing.T) {
	bars := Tornado([]Bar{{0, 5, 7}, {1, 9, 1}, {2, 4, 4}, {3, 1, 3}})
	var order []int
	for _, b := range bars {
		order = append(order, b.Of)
	}
	if want := []int{1, 0, 3, 2}; !slices.Equal(order, want) {
		t.Errorf("%v, want %v: a bar that falls is as wide as one that rises", order, want)
	}
}
