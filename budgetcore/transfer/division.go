package transfer

import (
	"cmp"
	"math/big"
	"slices"
	"strings"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Bound keeps what a name gets within limits: at least Min (0 is none) and, if
// Capped, at most Max.
type Bound struct {
	Name     string
	Min, Max money.Amount
	Capped   bool
}

// Held tells whether a bound decides what a name gets.
type Held uint8

// A name is free, or held at its minimum or maximum.
const (
	Free Held = iota
	AtMin
	AtMax
)

// Piece is what one name gets, and how that came about.
type Piece struct {
	Name   string
	Amount money.Amount
	// By is what it is split by, as written.
	By   string
	Held Held
	// Cut is the exact share cut to whole units.
	Cut money.Amount
	// Rank is the place of its remainder among those who are free and have
	// one, 1 the largest; 0 is without a remainder.
	Rank int
	// Extra tells that it got one of the units that were left.
	Extra bool

	weight, rest *big.Int
}

// Division is an amount split so that the pieces add to it.
type Division struct {
	Amount, Unit money.Amount
	Pieces       []Piece

	free money.Amount // what those who are free split
	sum  *big.Int     // of their weights
}

// claim is a name with an exact weight.
type claim struct {
	name, shown string
	weight      *big.Int
}

// Divide splits amount by weights into multiples of unit that add to amount
// exactly and keep the bounds; rules S1 to S4 of docs/transfer.md. Without
// bounds it is [Split]. A contradiction is refused and named.
func Divide(amount, unit money.Amount, weights []Weight, bounds []Bound) (*Division, error) {
	claims := make([]claim, len(weights))
	for i, w := range weights {
		claims[i] = claim{w.Name, w.Weight.String(), big.NewInt(w.Weight.Scaled())}
	}
	return divide(amount, unit, claims, bounds)
}

// Cost is what a name is split by where heads count: Σ heads × standard ×
// share, exact.
type Cost struct {
	Name  string
	Items []Item
	Share money.Share
}

// Item is a number of people and their standard in 元 (an Amount) a head.
type Item struct {
	Heads    int64
	Standard money.Amount
}

// DivideByCost is [Divide] with heads × standards × shares for weights.
func DivideByCost(amount, unit money.Amount, costs []Cost, bounds []Bound) (*Division, error) {
	return divide(amount, unit, claimsOf(costs), bounds)
}

// claimsOf brings the exact products to one denominator.
func claimsOf(costs []Cost) []claim {
	common := big.NewInt(1)
	claims := make([]claim, len(costs))
	dens := make([]*big.Int, len(costs))
	for i, c := range costs {
		num, den := c.Share.Fraction()
		reduced := new(big.Int).GCD(nil, nil, num, den)
		num.Quo(num, reduced)
		den.Quo(den, reduced)
		dens[i] = den
		common.Mul(common, new(big.Int).Quo(den, new(big.Int).GCD(nil, nil, common, den)))
		claims[i] = claim{c.Name, c.String(), num.Mul(num, total(c.Items))}
	}
	for i := range claims {
		claims[i].weight.Mul(claims[i].weight, dens[i].Quo(common, dens[i]))
	}
	return claims
}

// String returns the product as it is read aloud: (120 × 80000 + 3 × 10000) × 1/2.
func (c *Cost) String() string {
	var items []string
	for _, it := range c.Items {
		items = append(items, money.Group(it.Heads)+" × "+it.Standard.YuanGrouped())
	}
	s := strings.Join(items, " + ")
	if len(items) != 1 {
		s = "(" + s + ")"
	}
	return s + " × " + c.Share.String()
}

// total is Σ heads × standard in 分.
func total(items []Item) *big.Int {
	sum := new(big.Int)
	for _, it := range items {
		sum.Add(sum, new(big.Int).Mul(big.NewInt(it.Heads), big.NewInt(int64(it.Standard))))
	}
	return sum
}

// limits are bounds in units; most is negative where there is none.
type limits struct{ least, most int64 }

func divide(amount, unit money.Amount, claims []claim, bounds []Bound) (*Division, error) {
	if len(claims) == 0 {
		return nil, message.SplitNoWeights.Error()
	}
	if err := checkUnit(amount, unit); err != nil {
		return nil, err
	}
	index := make(map[string]int, len(claims))
	sum := new(big.Int)
	for i, c := range claims {
		if _, seen := index[c.name]; seen {
			return nil, message.SplitTwice.Error(c.name)
		}
		index[c.name] = i
		sum.Add(sum, c.weight)
	}
	within, err := limit(amount, unit, index, bounds)
	if err != nil {
		return nil, err
	}
	if sum.Sign() == 0 {
		return nil, message.SplitZeroWeights.Error()
	}
	units, sign := int64(amount/unit), money.Amount(1)
	if units < 0 {
		units, sign = -units, -1
	}
	if err := reach(unit, units, claims, within); err != nil {
		return nil, err
	}

	d := &Division{Amount: amount, Unit: unit, Pieces: make([]Piece, len(claims))}
	for i, c := range claims {
		d.Pieces[i] = Piece{Name: c.name, By: c.shown, weight: c.weight, rest: new(big.Int)}
	}
	left := units
	if len(bounds) > 0 {
		left = hold(d.Pieces, units, sum, within)
	}
	d.sum, d.free = sum, money.Amount(left)*sign*unit

	got := make([]int64, len(claims))
	order := make([]int, 0, len(claims))
	whole := big.NewInt(left)
	for i := range d.Pieces {
		p := &d.Pieces[i]
		switch p.Held {
		case AtMin:
			got[i] = within[i].least
		case AtMax:
			got[i] = within[i].most
		case Free:
			if p.weight.Sign() == 0 {
				break
			}
			n := new(big.Int).Mul(whole, p.weight)
			n.DivMod(n, sum, p.rest)
			got[i] = n.Int64()
			left -= got[i]
			if p.rest.Sign() > 0 {
				order = append(order, i)
			}
		}
		p.Cut = money.Amount(got[i]) * sign * unit
	}
	slices.SortStableFunc(order, func(a, b int) int {
		return cmp.Or(d.Pieces[b].rest.Cmp(d.Pieces[a].rest), cmp.Compare(a, b))
	})
	for rank, i := range order {
		d.Pieces[i].Rank = rank + 1
		if int64(rank) < left {
			d.Pieces[i].Extra = true
			got[i]++
		}
	}
	for i := range d.Pieces {
		d.Pieces[i].Amount = money.Amount(got[i]) * sign * unit
	}
	return d, nil
}

// checkUnit refuses a unit that shares of amount could not add up in.
func checkUnit(amount, unit money.Amount) error {
	if unit <= 0 {
		return message.SplitBadUnit.Error(unit)
	}
	if amount%unit != 0 {
		finer := money.Fen
		if amount%money.Cent == 0 {
			finer = money.Cent
		}
		return message.SplitFinerThan.Error(amount, unit, finer)
	}
	return nil
}

// limit turns bounds into units and refuses what cannot be kept at all.
func limit(amount, unit money.Amount, index map[string]int, bounds []Bound) ([]limits, error) {
	within := make([]limits, len(index))
	for i := range within {
		within[i].most = -1
	}
	if len(bounds) == 0 {
		return within, nil
	}
	seen := make(map[string]bool)
	for _, b := range bounds {
		i, known := index[b.Name]
		switch {
		case !known:
			return nil, message.BoundUnknown.Error(b.Name)
		case seen[b.Name]:
			return nil, message.SplitTwice.Error(b.Name)
		}
		seen[b.Name] = true
		for _, v := range []money.Amount{b.Min, b.Max} {
			if v < 0 {
				return nil, message.At(b.Name, message.BoundNegative.Error(v))
			}
			if v%unit != 0 {
				return nil, message.At(b.Name, message.BoundFinerThan.Error(v, unit))
			}
		}
		if b.Capped && b.Max < b.Min {
			return nil, message.At(b.Name, message.BoundsCrossed.Error(b.Max, b.Min))
		}
		within[i].least = int64(b.Min / unit)
		if b.Capped {
			within[i].most = int64(b.Max / unit)
		}
	}
	if amount < 0 {
		return nil, message.BoundsOfNegative.Error(amount)
	}
	return within, nil
}

// reach refuses bounds whose sums contradict the units to be split.
func reach(unit money.Amount, units int64, claims []claim, within []limits) error {
	want := big.NewInt(units)
	least, most, weighted := new(big.Int), new(big.Int), new(big.Int)
	capped, weightedCapped := true, true
	var idle []string
	for i, l := range within {
		least.Add(least, big.NewInt(l.least))
		most.Add(most, big.NewInt(max(l.most, 0)))
		capped = capped && l.most >= 0
		if claims[i].weight.Sign() == 0 {
			weighted.Add(weighted, big.NewInt(l.least))
			idle = append(idle, claims[i].name)
			continue
		}
		weighted.Add(weighted, big.NewInt(max(l.most, 0)))
		weightedCapped = weightedCapped && l.most >= 0
	}
	amount := func(n *big.Int) string { return grouped(new(big.Int).Mul(n, big.NewInt(int64(unit)))) }
	switch {
	case least.Cmp(want) > 0:
		return message.MinimaAbove.Error(amount(least), amount(want))
	case capped && most.Cmp(want) < 0:
		return message.MaximaBelow.Error(amount(most), amount(want))
	case weightedCapped && weighted.Cmp(want) < 0:
		return message.ReachBelow.Error(strings.Join(idle, " "), amount(weighted), amount(want))
	}
	return nil
}

// grouped prints a sum of amounts that may be beyond one.
func grouped(fen *big.Int) string {
	if fen.IsInt64() {
		return money.Amount(fen.Int64()).GroupedExact()
	}
	return fen.String() + " 分"
}

// hold finds who stands at a bound and returns the units left for the others;
// sum becomes the sum of their weights. Of the bounds that the shares of a pass
// break, those on the side that is broken by more stay broken whatever the
// others do, so nobody who is held has to be let go.
func hold(pieces []Piece, units int64, sum *big.Int, within []limits) (left int64) {
	left = units
	for i := range pieces {
		if pieces[i].weight.Sign() == 0 && within[i].least > 0 {
			pieces[i].Held = AtMin
			left -= within[i].least
		}
	}
	for {
		broken := make([]*big.Int, len(pieces)) // bound − share, in 1/sum of a unit
		net := new(big.Int)
		done := true
		for i := range pieces {
			p := &pieces[i]
			if p.Held != Free || p.weight.Sign() == 0 {
				continue
			}
			share := new(big.Int).Mul(big.NewInt(left), p.weight)
			bound := new(big.Int).Mul(big.NewInt(within[i].least), sum)
			if share.Cmp(bound) >= 0 {
				if within[i].most < 0 {
					continue
				}
				if bound.Mul(big.NewInt(within[i].most), sum); share.Cmp(bound) <= 0 {
					continue
				}
			}
			broken[i] = bound.Sub(bound, share)
			net.Add(net, bound)
			done = false
		}
		if done {
			return left
		}
		for i, b := range broken {
			if b == nil || b.Sign()*net.Sign() < 0 {
				continue
			}
			p := &pieces[i]
			if p.Held = AtMax; b.Sign() > 0 {
				p.Held = AtMin
				left -= within[i].least
			} else {
				left -= within[i].most
			}
			sum.Sub(sum, p.weight)
		}
	}
}

// Explain tells how piece i came about, to be read aloud.
func (d *Division) Explain(i int) []message.Message {
	p := &d.Pieces[i]
	switch {
	case p.Held == AtMin:
		return []message.Message{message.PieceAtMin.With(p.Name, p.Amount.GroupedExact())}
	case p.Held == AtMax:
		return []message.Message{message.PieceAtMax.With(p.Name, p.Amount.GroupedExact())}
	case p.weight.Sign() == 0:
		return []message.Message{message.PieceNothing.With(p.Name)}
	}
	var lines []message.Message
	if d.free != d.Amount {
		lines = append(lines, message.PieceFree.With((d.Amount-d.free).GroupedExact(), d.free.GroupedExact()))
	}
	common := new(big.Int).GCD(nil, nil, p.weight, d.sum)
	lines = append(lines, message.PieceShare.With(p.Name, d.free.GroupedExact(), p.By,
		new(big.Int).Quo(p.weight, common), new(big.Int).Quo(d.sum, common), p.Cut.GroupedExact()))
	switch {
	case p.Rank == 0:
		return append(lines, message.PieceEven.With(p.Amount.GroupedExact()))
	case p.Extra:
		return append(lines, message.PieceExtra.With(part(p.rest, d.sum), p.Rank, d.Unit.GroupedExact(), p.Amount.GroupedExact()))
	}
	return append(lines, message.PieceCut.With(part(p.rest, d.sum), p.Rank, p.Amount.GroupedExact()))
}

// part is a fraction in lowest terms.
func part(num, den *big.Int) string {
	return new(big.Rat).SetFrac(num, den).String()
}
