package transfer

import (
	"strconv"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Gap is an entry that is missing, with what cannot be computed without it.
type Gap struct {
	Place
	message.Message
}

// Missing lists what has to be entered before every figure is known, by year
// and district.
func (m *Model) Missing() []Gap {
	var gaps []Gap
	for i := range m.Years {
		gaps = m.missing(gaps, i)
	}
	return gaps
}

func (m *Model) missing(gaps []Gap, i int) []Gap {
	y := &m.Years[i]
	year := strconv.Itoa(y.Year)
	// of the whole year, then of a district
	whole := func(f Field, group string, say message.Message) {
		gaps = append(gaps, Gap{Place{Year: y.Year, Group: group, Field: f}, say})
	}
	at := func(d int, f Field, group string, text *message.Text) {
		args := []any{year, m.Districts[d]}
		if group != "" {
			args = append(args, group)
		}
		gaps = append(gaps, Gap{Place{y.Year, m.Districts[d], group, f}, text.With(args...)})
	}
	for _, a := range []struct {
		Allotment
		field Field
		text  *message.Text
	}{{y.Advance, FieldAdvance, message.NoAdvanceTotal}, {y.Opening, FieldOpening, message.NoOpeningTotal}} {
		if a.By > Given && a.Total == nil {
			whole(a.field, "", a.text.With(year))
		}
	}
	if y.Advance.By == Settlement && i == 0 {
		whole(FieldAdvance, "", message.NoYearBefore.With(year))
	}
	if len(y.Groups) == 0 {
		whole(FieldStandard, "", message.NoGroups.With(year))
	}
	uses := func(by By) bool { return y.Advance.By == by || y.Opening.By == by }
	for d := range y.Rows {
		row := &y.Rows[d]
		if uses(Ratios) && row.Ratio == nil {
			at(d, FieldRatio, "", message.NoRatio)
		}
		if uses(Weights) && row.Weight == nil {
			at(d, FieldWeight, "", message.NoWeight)
		}
		if y.Advance.By <= Given && row.Advance == nil {
			at(d, FieldAdvance, "", message.NoAdvance)
		}
		if y.Opening.By == Given && row.Opening == nil {
			at(d, FieldOpening, "", message.NoCarriedIn)
		}
		for g := range y.Groups {
			if y.standard(d, g) == nil {
				at(d, FieldStandard, y.Groups[g].Name, message.NoStandard)
			}
			if y.Advance.By == Planned && row.Counts[g].Planned == nil {
				at(d, FieldPlanned, y.Groups[g].Name, message.NoPlanned)
			}
			if row.Counts[g].Heads == nil {
				at(d, FieldHeads, y.Groups[g].Name, message.NoHeads)
			}
		}
		if y.share(d) == nil {
			at(d, FieldShare, "", message.NoShare)
		}
	}
	return gaps
}

// Explain tells how a district's transfer of a year comes about, step by step,
// to be read aloud. Steps that lack an entry say so.
func (r *Result) Explain(district string, year int) ([]message.Message, error) {
	d, err := r.model.district(district)
	if err != nil {
		return nil, err
	}
	for i := range r.model.Years {
		if r.model.Years[i].Year == year {
			return r.explain(i, d), nil
		}
	}
	return nil, message.YearUnknown.Error(strconv.Itoa(year))
}

func (r *Result) explain(i, d int) []message.Message {
	y, e := &r.model.Years[i], &r.Entries[i][d]
	var lines []message.Message
	say := func(t *message.Text, args ...any) { lines = append(lines, t.With(args...)) }

	switch division := r.advances[i]; {
	case division != nil:
		say(byTexts[y.Advance.By], division.Amount.GroupedExact())
		lines = append(lines, division.Explain(d)...)
	case e.Advance.Known:
		say(message.StepAdvanceGiven, e.Advance.Shown())
	default:
		say(message.StepAdvanceUnknown)
	}
	if items, ok := y.items(d, false); ok {
		for g, it := range items {
			say(message.StepGroup, y.Groups[g].Name, money.Group(it.Heads), it.Standard.YuanGrouped(), itemAmount(it).GroupedExact())
		}
	}
	if e.Due.Known {
		say(message.StepDue, e.Cost.Shown(), y.share(d), e.Due.Shown(), e.Own.Shown())
	} else {
		say(message.StepDueUnknown)
	}
	if e.Settlement.Known {
		say(message.StepSettlement, e.Due.Shown(), e.Advance.Shown(), e.Settlement.Shown())
	}
	if opening := r.opening[i]; opening != nil {
		say(message.StepOpening, opening.Amount.GroupedExact())
		lines = append(lines, opening.Explain(d)...)
	}
	switch {
	case !e.CarriedIn.Known:
		say(message.StepCarriedUnknown)
	case e.CarriedIn.Amount > 0:
		say(message.StepTopUp, e.CarriedIn.Shown())
	case e.CarriedIn.Amount < 0 && e.Deduction.Known:
		say(message.StepDeduction, (-e.CarriedIn.Amount).GroupedExact(), e.Advance.Shown(), e.Deduction.Shown())
	}
	if e.Transfer.Known {
		say(message.StepTransfer, e.Advance.Shown(), e.TopUp.Shown(), e.Deduction.Shown(), e.Transfer.Shown())
	} else {
		say(message.StepTransferUnknown)
	}
	if e.CarriedOut.Known {
		say(message.StepCarriedOut, e.Settlement.Shown(), e.CarriedIn.Shown(), e.TopUp.Shown(), e.Deduction.Shown(), e.CarriedOut.Shown())
	}
	return lines
}

func itemAmount(it Item) money.Amount {
	return money.Amount(it.Heads) * it.Standard // below Limit, as the cost is
}

// byTexts name what an advance is split by.
var byTexts = map[By]*message.Text{
	Weights: message.StepByWeights, Ratios: message.StepByRatios, Settlement: message.StepBySettlement,
	Heads: message.StepByHeads, Planned: message.StepByPlanned,
}

// Notice is what a district is told (下达表): its years, each with the steps of
// its figures. Amounts are exact and shown in 万元.
type Notice struct {
	Name, District string
	Years          []NoticeYear
	// Transfers is the sum of all years; known where each is.
	Transfers Figure
}

// NoticeYear is one year of a notice.
type NoticeYear struct {
	Entry
	Steps []message.Message
}

// Notice writes the notice of a district.
func (r *Result) Notice(district string) (*Notice, error) {
	d, err := r.model.district(district)
	if err != nil {
		return nil, err
	}
	n := &Notice{Name: r.model.Name, District: district, Transfers: known(0)}
	for i := range r.Entries {
		e := r.Entries[i][d]
		n.Years = append(n.Years, NoticeYear{e, r.explain(i, d)})
		n.Transfers.Amount += e.Transfer.Amount
		n.Transfers.Known = n.Transfers.Known && e.Transfer.Known
	}
	if !n.Transfers.Known {
		n.Transfers = Figure{}
	}
	return n, nil
}
