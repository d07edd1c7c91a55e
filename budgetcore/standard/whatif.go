package standard

import (
	"slices"
	"strconv"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Table is the total for pairs of a part's standard and quantity.
type Table struct {
	Part       int
	Quantities []int64
	Standards  []money.Amount
	// Totals has a row for each standard and a column for each quantity.
	Totals [][]money.Amount
}

const maxTableSide = 100

// Table works out the two-way table of a part, all else as it is. Standards
// are amounts for one of the quantity.
func (m *Model) Table(reg *Register, part int, quantities []int64, standards []money.Amount) (*Table, error) {
	if part < 0 || part >= len(m.Parts) {
		return nil, message.EstimatePart.Error(strconv.Itoa(part))
	}
	if len(quantities) > maxTableSide || len(standards) > maxTableSide {
		return nil, message.ListTooLong.Error(maxTableSide)
	}
	if len(quantities) == 0 {
		return nil, message.At("quantities", message.TableEmpty.Error())
	}
	t := &Table{part, quantities, standards, make([][]money.Amount, len(standards))}
	c := *m
	c.Parts = slices.Clone(m.Parts)
	p := &c.Parts[part]
	for i, q := range quantities {
		if q < 0 {
			return nil, message.At("quantities["+strconv.Itoa(i)+"]", message.HeadsUnclear.Error(strconv.FormatInt(q, 10)))
		}
	}
	most := slices.Max(quantities) // what is within the limit for it is so for all
	p.Quantity = Quantity{most, most, most, p.Quantity.Unit}
	for i, e := range standards {
		number, err := ParseNumber(e.YuanString())
		if err != nil {
			return nil, message.At("standards["+strconv.Itoa(i)+"]", err)
		}
		p.Standard = Reference{Value: OwnValue(number, &Units[0], Words{})}
		r, err := c.Reckon(reg)
		if err != nil {
			return nil, err
		}
		s := &r.Steps[part]
		for _, q := range quantities {
			t.Totals[i] = append(t.Totals[i], r.Total-s.Amount+s.factor.amount(q))
		}
	}
	return t, nil
}
