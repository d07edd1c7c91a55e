// Package transfer splits amounts between districts so that the shares add to
// the amount exactly, and holds the published district transfer of the talent
// living subsidy: the city's share of the year and its top-up for the year
// before, beside what the districts bear.
//
// Source: annex 9, unit 403012, and part two 五(三) 6 of the 2023 publication.
package transfer

import (
	"strings"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Published components of the transfer for newly arrived talent, 2023.
const (
	// CityShare is the city's share for the year (line X04).
	CityShare = 15_245 * money.Wan
	// TopUp is the city's addition for last year's shortfall (line X05).
	TopUp = 1_287 * money.Wan
	// DistrictShare is what the districts bear themselves.
	DistrictShare = 15_518 * money.Wan
)

// Lines that carry the two components.
const (
	CityShareLine = "X04"
	TopUpLine     = "X05"
)

// Districts are the names of Xiamen's six districts. Their ratios are not
// published and none is assumed.
var Districts = []string{"思明", "湖里", "集美", "海沧", "同安", "翔安"}

// PublishedShare is the city's part of the year's cost, 15,245 of 30,763.
func PublishedShare() money.Share {
	s, err := money.ParseShare("15245/30763")
	if err != nil {
		panic(err)
	}
	return s
}

// Weight is a name with what it is split by.
type Weight struct {
	Name   string
	Weight money.Weight
}

// ParseWeight reads name=weight. A weight below 0 is refused by name.
func ParseWeight(s string) (Weight, error) {
	name, value, ok := strings.Cut(s, "=")
	name = strings.TrimSpace(name)
	if !ok || name == "" || len(name) > 200 {
		return Weight{}, message.SplitNoName.Error(s[:min(len(s), 60)])
	}
	w, err := NewWeight(name, value)
	return w, err
}

// NewWeight pairs a name with a weight as text.
func NewWeight(name, value string) (Weight, error) {
	if rest, negative := strings.CutPrefix(value, "-"); negative {
		if _, err := money.ParseWeight(rest); err == nil {
			return Weight{}, message.SplitNegative.Error(name, value)
		}
	}
	w, err := money.ParseWeight(value)
	if err != nil {
		return Weight{}, message.At(name, err)
	}
	return Weight{name, w}, nil
}

// Part is a share of a split.
type Part struct {
	Weight
	Amount money.Amount
}

// Split divides amount by weights into multiples of unit that add to amount
// exactly: each part is rounded down (towards zero), then what is left goes,
// one unit each, to the largest remainders, ties to the earlier name. A
// negative amount is split as its magnitude. amount must be a multiple of
// unit; weights must not be empty or all zero, and no name may come twice.
func Split(amount, unit money.Amount, weights []Weight) ([]Part, error) {
	d, err := Divide(amount, unit, weights, nil)
	if err != nil {
		return nil, err
	}
	parts := make([]Part, len(weights))
	for i, w := range weights {
		parts[i] = Part{w, d.Pieces[i].Amount}
	}
	return parts, nil
}
