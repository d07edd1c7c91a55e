// Package standard holds subsidy standards and the costs that follow from
// them: quantity × standard = amount, the share of each level of government,
// and how the result compares with what was published.
package standard

import (
	"strconv"
	"strings"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/transfer"
)

// Category is one kind of newly arrived talent with the subsidy of one person.
type Category struct {
	ID   string
	Name *message.Text
	// Standard is the id in the register that Each is taken from.
	Standard string
	// Each is the amount for one person.
	Each money.Amount
}

// Talent lists the living subsidy for newly arrived talent by category.
var Talent = []Category{
	{"doctor", message.TalentDoctor, "talent.phd", 80_000 * money.Yuan},
	{"master", message.TalentMaster, "talent.master", 50_000 * money.Yuan},
	{"first_class", message.TalentFirstClass, "talent.bachelor_double_first_class", 30_000 * money.Yuan},
	{"bachelor", message.TalentBachelor, "talent.bachelor_other", 10_000 * money.Yuan},
}

// TalentFloor is the performance target: at least so many people (annex 11
// project 2, ≥ 4500). A target is a floor, not a quantity to cost with.
const TalentFloor = 4500

const maxHeads = 999_999_999

// ParseHeads reads a number of people.
func ParseHeads(s string) (int64, error) {
	n, err := strconv.ParseUint(s, 10, 63)
	if err != nil || n > maxHeads || len(s) > 9 {
		return 0, message.HeadsUnclear.Error(strings.ToValidUTF8(s[:min(len(s), 24)], ""))
	}
	return int64(n), nil
}

// ReadHeads reads a number of people as one types it: thousands separators and
// full-width digits are understood.
func ReadHeads(s string) (int64, error) {
	r, err := money.Read(s, money.Yuan)
	if err != nil || r.Stated || r.Amount < 0 || r.Amount%money.Yuan != 0 || r.Amount/money.Yuan > maxHeads {
		return 0, message.HeadsUnclear.Error(strings.ToValidUTF8(s[:min(len(s), 24)], ""))
	}
	return int64(r.Amount / money.Yuan), nil
}

// Item is one category of an estimate.
type Item struct {
	Category
	Heads  int64
	Amount money.Amount
}

// Estimate is a cost built from heads and standards.
type Estimate struct {
	Items []Item
	Heads int64
	Total money.Amount
	// CityShare is the city's part of the total; City is rounded to 分 and
	// District is the rest, so that they add.
	CityShare      money.Share
	City, District money.Amount
	// Published components, and the differences from them.
	PublishedCity, PublishedDistrict   money.Amount
	CityDifference, DistrictDifference money.Amount
	// Floor is the target; AboveFloor how many heads are beyond it (negative:
	// short of it).
	Floor, AboveFloor int64
	// ImpliedHeads is how many people the published cost pays for at the
	// estimate's average standard, rounded down; 0 if there are no heads.
	ImpliedHeads int64
	// ImpliedStandard is the published cost for each head of the target,
	// rounded to 元.
	ImpliedStandard money.Amount
}

// TalentEstimate costs the living subsidy for heads, in the order of Talent, as
// the preset model does.
func TalentEstimate(heads [4]int64, city money.Share) (Estimate, error) {
	m := talent(nil, nil)
	for i := range Talent {
		m.Parts[i].Quantity = Certain(heads[i])
	}
	share, err := ParseFraction(city.String())
	if err != nil {
		return Estimate{}, err
	}
	m.Bearers[0].Share = share
	r, err := m.Reckon(BuiltIn())
	if err != nil {
		return Estimate{}, err
	}
	e := Estimate{
		Heads: r.Quantity, Total: r.Total, CityShare: city,
		City: r.Bearers[0].Amount, District: r.Bearers[1].Amount,
		PublishedCity: transfer.CityShare, PublishedDistrict: transfer.DistrictShare,
		CityDifference: r.Bearers[0].Difference, DistrictDifference: r.Bearers[1].Difference,
		Floor: TalentFloor, AboveFloor: r.Quantity - TalentFloor,
		ImpliedStandard: *r.Compared.ImpliedAtTarget,
	}
	for i, c := range Talent {
		e.Items = append(e.Items, Item{c, heads[i], r.Steps[i].Amount})
	}
	if n := r.Compared.ImpliedQuantity; n != nil {
		e.ImpliedHeads = *n
	}
	return e, nil
}

// Printed returns the shares rounded to 0.01 万元 so that they add to the
// rounded total: the city's is rounded, the districts' is the rest.
func (e *Estimate) Printed() (city, district, total money.Amount) {
	city, total = e.City.Rounded(), e.Total.Rounded()
	return city, total - city, total
}

// Notes says how the estimate compares with the target and with what was
// published.
func (e *Estimate) Notes() []message.Message {
	floor := message.FloorMet.With(money.Group(e.AboveFloor))
	if e.AboveFloor < 0 {
		floor = message.FloorMissed.With(money.Group(-e.AboveFloor))
	}
	notes := []message.Message{
		message.EstimateFloor.With(money.Group(e.Floor), money.Group(e.Heads), floor),
		message.ImpliedStandard.With(money.Group(e.Floor), e.ImpliedStandard.YuanGrouped()),
	}
	if e.ImpliedHeads > 0 {
		notes = append(notes, message.ImpliedHeads.With(money.Group(e.ImpliedHeads)))
	}
	return notes
}
