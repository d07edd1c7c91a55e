package standard

import (
	"strconv"
	"strings"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/transfer"
)

// Preset is an estimate with a name: the parts it has, the standards that are
// known and what is published, quantities all 0.
type Preset struct {
	ID    string
	Title *message.Text
	// Model returns a new one, for the budget year 2023.
	Model func() *Model
}

// Presets are all estimates with a name.
var Presets = []Preset{
	{"talent", message.TalentSubsidy, func() *Model { return talent(nil, nil) }},
	{"vocational", message.VocationalTitle, vocational},
	{"trainee", message.TraineeTitle, trainee},
	{"jobseeking", message.JobseekingTitle, jobseeking},
	{"pension", message.PensionTitle, pension},
	{"topup", message.SocialTopUpTitle, topUp},
	{"own", message.OwnEstimateTitle, func() *Model {
		return &Model{ID: "own", Name: wordsOf(message.OwnEstimateTitle), Date: budgetYear}
	}},
}

// FindPreset returns the preset of an id.
func FindPreset(id string) (*Preset, error) {
	names := make([]string, len(Presets))
	for i := range Presets {
		if Presets[i].ID == id {
			return &Presets[i], nil
		}
		names[i] = Presets[i].ID
	}
	return nil, message.PresetUnknown.Error(id, strings.Join(names, " / "))
}

// budgetYear is the first day of the year that the publication budgets.
const budgetYear Date = 20230101

func wordsOf(t *message.Text) Words { return Words{t.In(message.ZH), t.In(message.EN)} }

func wan(s string) *money.Amount {
	a, err := money.Parse(s)
	if err != nil {
		panic("a published amount of a preset: " + err.Error())
	}
	return &a
}

func atLeast(n int64) Target { return Target{n, AtLeast, true} }

// part is what most parts of presets are: heads, one period, the whole of it.
func part(id string, name *message.Text, standard string, target Target, published *money.Amount) Part {
	return Part{
		ID: id, Name: wordsOf(name), Standard: Reference{ID: standard},
		Periods: 1, Share: All, Target: target, Published: published,
	}
}

// TalentModel is the living subsidy for newly arrived talent by category: for
// each district where districts are named, and for each payment where it is
// paid in instalments, which must add to 1. Heads of the first payment arrive
// in the year; those of the second arrived in the year before, and so on.
//
// Source: annex 11 project 2; part two 5 (3). First payment, instalments and
// the shares of single districts are not published, so none is preset; the
// city's share is what the published amounts imply, 15,245 of 30,763.
func TalentModel(districts []string, instalments []Fraction) (*Model, error) {
	sum := Fraction{}.rat()
	for i, f := range instalments {
		if sum.Add(sum, f.rat()).Cmp(All.rat()) > 0 || i == len(instalments)-1 && sum.Cmp(All.rat()) != 0 {
			return nil, message.InstalmentsNotAll.Error()
		}
	}
	m := talent(districts, instalments)
	if err := m.Check(); err != nil {
		return nil, err
	}
	return m, nil
}

func talent(districts []string, instalments []Fraction) *Model {
	m := &Model{
		ID: "talent", Name: wordsOf(message.TalentSubsidy), Date: budgetYear, Target: atLeast(TalentFloor),
		Note: wordsOf(message.TalentOpen),
	}
	city, district := transfer.CityShare, transfer.DistrictShare
	share, err := ParseFraction(transfer.PublishedShare().String())
	if err != nil {
		panic("the published share: " + err.Error())
	}
	m.Bearers = []Bearer{
		{"city", wordsOf(message.CityBears), share, &city},
		{"districts", wordsOf(message.DistrictsBear), Fraction{}, &district},
	}
	if len(districts) == 0 {
		districts = []string{""}
	}
	if len(instalments) == 0 {
		instalments = []Fraction{All}
	}
	for d, name := range districts {
		paid := Fraction{}.rat()
		for k, share := range instalments {
			before, _ := fraction(paid, "") // they add to 1
			paid.Add(paid, share.rat())
			for _, c := range Talent {
				p := part(c.ID, c.Name, c.Standard, Target{}, nil)
				p.Share, p.Paid, p.Instalment = share, before, len(instalments) > 1
				if len(instalments) > 1 {
					p.ID += "-" + strconv.Itoa(k+1)
					p.Name.ZH += "·" + message.Instalment.With(k+1).In(message.ZH)
					p.Name.EN += ", " + message.Instalment.With(k+1).In(message.EN)
				}
				if name != "" {
					p.ID = "d" + strconv.Itoa(d+1) + "-" + p.ID
					p.Group = Words{ZH: name}
				}
				m.Parts = append(m.Parts, p)
			}
		}
	}
	return m
}

// vocational is the estimate of aid to private vocational schools.
//
// Source: part two 5 (2) 6, 4,277 + 200.8 + 13.2 + 51 + 50 = 4,592; targets of
// annex 11 project 9. The fee waiver, the teachers' day and the awards have no
// published standard.
func vocational() *Model {
	awards := part("awards", message.VocationalAwards, "", Target{}, wan("50"))
	awards.Quantity.Unit = Words{"项", "item(s)"}
	scholarship := part("scholarship", message.VocationalScholarship, "vocational.scholarship", Target{21, Exact, true}, wan("13.2"))
	grant := part("grant", message.VocationalGrant, "vocational.grant", atLeast(1000), wan("200.8"))
	return &Model{
		ID: "vocational", Name: wordsOf(message.VocationalTitle), Date: budgetYear,
		Parts: []Part{
			part("waiver", message.VocationalWaiver, "", atLeast(16_650), wan("4277")),
			grant, scholarship,
			part("teachers", message.VocationalTeachers, "", atLeast(850), wan("51")),
			awards,
		},
		Published: []Printed{{wordsOf(message.VocationalPrinted), 4592 * money.Wan}},
		Note:      wordsOf(message.VocationalOpen),
	}
}

// trainee is the traineeship allowance by person and month.
//
// Source: line L47 of annex 10, 1,645.66; target of annex 11 project 10 (annex
// 10 prints 500). The standard is from another public source. What is paid for
// the trainees' insurance is not published.
func trainee() *Model {
	allowance := part("trainee", message.TraineeAllowance, "trainee.monthly", atLeast(550), wan("1645.66"))
	allowance.Periods = 6
	insurance := part("insurance", message.TraineeInsurance, "", Target{}, nil)
	return &Model{
		ID: "trainee", Name: wordsOf(message.TraineeTitle), Date: budgetYear,
		Parts:     []Part{allowance, insurance},
		Published: []Printed{{wordsOf(message.TraineePrinted), *wan("1645.66")}},
		Note:      wordsOf(message.TraineeOpen),
	}
}

// jobseeking is the job-seeking and start-up subsidy for graduates.
//
// Source: line L49 of annex 10, 980; target of annex 11 project 10.
func jobseeking() *Model {
	return &Model{
		ID: "jobseeking", Name: wordsOf(message.JobseekingTitle), Date: budgetYear,
		Parts:     []Part{part("graduates", message.JobseekingGraduates, "jobseeking.each", atLeast(4000), wan("980"))},
		Published: []Printed{{wordsOf(message.JobseekingPrinted), 980 * money.Wan}},
	}
}

// pension is the subsidy of residents' pensions by month.
//
// Source: line L53 of annex 10, 8,474.72; annex 11 project 5, at least 330 元 a
// month. How many people it is for is not published.
func pension() *Model {
	residents := part("residents", message.PensionResidents, "pension.resident_monthly", Target{}, wan("8474.72"))
	residents.Periods = 12
	return &Model{
		ID: "pension", Name: wordsOf(message.PensionTitle), Date: budgetYear,
		Parts:     []Part{residents},
		Published: []Printed{{wordsOf(message.PensionPrinted), *wan("8474.72")}},
		Note:      wordsOf(message.PensionOpen),
	}
}

// topUp is the top-up of social insurance subsidies.
//
// Source: line L46 of annex 10, 350, and line X01 of annex 9, 1,117.88; targets
// of annex 11 project 10. No standard is published.
func topUp() *Model {
	return &Model{
		ID: "topup", Name: wordsOf(message.SocialTopUpTitle), Date: budgetYear,
		Parts: []Part{
			part("flexible", message.SocialFlexible, "", atLeast(11_400), nil),
			part("rural", message.SocialRural, "", atLeast(360), nil),
			part("graduates", message.SocialGraduates, "", atLeast(300), nil),
		},
		Published: []Printed{
			{wordsOf(message.SocialPrinted), 350 * money.Wan},
			{wordsOf(message.SocialDistricts), *wan("1117.88")},
		},
		Note: wordsOf(message.SocialOpen),
	}
}
