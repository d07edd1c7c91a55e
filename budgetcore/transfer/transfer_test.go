package transfer

import (
	"fmt"
	"math/big"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"suanpan/budgetcore/money"
)

func weights(t testing.TB, s ...string) []Weight {
	t.Helper()
	var ws []Weight
	for _, x := range s {
		w, err := ParseWeight(x)
		if err != nil {
			t.Fatal(err)
		}
		ws = append(ws, w)
	}
	return ws
}

func TestSplit(t *testing.T) {
	for _, c := range []struct {
		name    string
		amount  money.Amount
		unit    money.Amount
		weights []string
		want    string
	}{
		{"thirds of 100, tie to the earlier name", 100 * money.Wan, money.Cent, []string{"a=1", "b=1", "c=1"}, "33.34 33.33 33.33"},
		{"largest remainder before order", 10 * money.Cent, money.Cent, []string{"a=1", "b=1.5"}, "0.04 0.06"},
		{"two left over", 5 * money.Cent, money.Cent, []string{"a=1", "b=1", "c=1"}, "0.02 0.02 0.01"},
		{"whole 万元", 16532 * money.Wan, money.Wan, []string{"思明=3", "湖里=2", "集美=1"}, "8266.00 5511.00 2755.00"},
		{"zero weight gets nothing", 1 * money.Cent, money.Cent, []string{"a=0", "b=1", "c=0"}, "0.00 0.01 0.00"},
		{"zero amount", 0, money.Cent, []string{"a=1", "b=2"}, "0.00 0.00"},
		{"a cut mirrors a raise", -100 * money.Wan, money.Cent, []string{"a=1", "b=1", "c=1"}, "-33.34 -33.33 -33.33"},
		{"to 分", 1, money.Fen, []string{"a=1", "b=1"}, "0.000001 0.00"},
		{"decimal weights", 15245 * money.Wan, money.Cent, []string{"a=0.333333333", "b=0.666666667"}, "5081.67 10163.33"},
		{"tie on an equal remainder", 1 * money.Cent, money.Cent, []string{"b=2", "a=2"}, "0.01 0.00"},
	} {
		t.Run(c.name, func(t *testing.T) {
			parts, err := Split(c.amount, c.unit, weights(t, c.weights...))
			if err != nil {
				t.Fatal(err)
			}
			var got []string
			for _, p := range parts {
				got = append(got, p.Amount.String())
			}
			if s := strings.Join(got, " "); s != c.want {
				t.Errorf("got %s, want %s", s, c.want)
			}
		})
	}
}

func TestSplitRefuses(t *testing.T) {
	one := weights(t, "a=1")
	for _, c := range []struct {
		name, says string
		err        func() error
	}{
		{"empty weights", "no weights", func() error { _, err := Split(1, 1, nil); return err }},
		{"all zero", "all weights are 0", func() error { _, err := Split(1, 1, weights(t, "a=0", "b=0.0")); return err }},
		{"negative weight", "negative", func() error { _, err := ParseWeight("思明=-3"); return err }},
		{"no name", "name=weight", func() error { _, err := ParseWeight("=3"); return err }},
		{"no weight", "name=weight", func() error { _, err := ParseWeight("思明"); return err }},
		{"not a number", "not a weight", func() error { _, err := ParseWeight("思明=x"); return err }},
		{"exponent", "not a weight", func() error { _, err := ParseWeight("思明=1e9"); return err }},
		{"a name twice", "given twice", func() error { _, err := Split(1, 1, append(one, one...)); return err }},
		{"unit zero", "must be above 0", func() error { _, err := Split(1, 0, one); return err }},
		{"unit negative", "must be above 0", func() error { _, err := Split(1, -1, one); return err }},
		{"amount finer than the unit", "not a multiple", func() error { _, err := Split(money.Wan+money.Cent, money.Wan, one); return err }},
	} {
		t.Run(c.name, func(t *testing.T) {
			if err := c.err(); err == nil || !strings.Contains(err.Error(), c.says) {
				t.Errorf("error %v, want one that says %q", err, c.says)
			}
		})
	}
}

// Every part lies within one unit of its exact share, parts add to the amount,
// and a larger weight never gets less.
func TestSplitProperties(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		unit := rapid.SampledFrom([]money.Amount{money.Fen, money.Yuan, money.Cent, money.Wan, 7}).Draw(t, "unit")
		amount := unit * money.Amount(rapid.Int64Range(-1_000_000_000, 1_000_000_000).Draw(t, "units"))
		n := rapid.IntRange(1, 9).Draw(t, "n")
		ws := make([]Weight, n)
		sum := new(big.Int)
		for i := range ws {
			text := fmt.Sprintf("w%d=%d.%03d", i, rapid.IntRange(0, 999_999_999).Draw(t, "whole"), rapid.IntRange(0, 999).Draw(t, "thousandths"))
			w, err := ParseWeight(text)
			if err != nil {
				t.Fatal(err)
			}
			ws[i] = w
			sum.Add(sum, big.NewInt(w.Weight.Scaled()))
		}
		parts, err := Split(amount, unit, ws)
		if sum.Sign() == 0 {
			if err == nil {
				t.Fatal("all-zero weights accepted")
			}
			return
		}
		if err != nil {
			t.Fatal(err)
		}
		var total money.Amount
		for i, p := range parts {
			total += p.Amount
			if p.Amount%unit != 0 {
				t.Fatalf("%s gets %d, not a multiple of %d", p.Name, p.Amount, unit)
			}
			exact := new(big.Rat).SetFrac(new(big.Int).Mul(big.NewInt(int64(amount)), big.NewInt(p.Weight.Weight.Scaled())), sum)
			off := exact.Sub(exact, new(big.Rat).SetInt64(int64(p.Amount)))
			if off.Abs(off).Cmp(new(big.Rat).SetInt64(int64(unit))) >= 0 {
				t.Fatalf("%s is %s 分 off its exact share, the unit is %d", p.Name, off.FloatString(2), unit)
			}
			for _, q := range parts[:i] {
				if a, b := p.Weight.Weight.Scaled(), q.Weight.Weight.Scaled(); a > b && amount > 0 && p.Amount < q.Amount {
					t.Fatalf("weight %d gets less than weight %d", a, b)
				}
			}
		}
		if total != amount {
			t.Fatalf("parts add to %d, not %d", total, amount)
		}
	})
}
