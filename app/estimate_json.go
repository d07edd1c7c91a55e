package main

import (
	"strconv"

	"suanpan/budgetcore/draws"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/standard"
)

// The estimate in JSON: amounts are strings in 万元, standards in their own
// unit, both languages where a word is for people.

type wordsJSON struct {
	ZH string `json:"zh"`
	EN string `json:"en"`
}

func words(m message.Message) *wordsJSON {
	if m.Text == nil {
		return nil
	}
	return &wordsJSON{m.In(message.ZH), m.In(message.EN)}
}

type itemJSON struct {
	ID           string        `json:"id"`
	Name         *wordsJSON    `json:"name"`
	Group        string        `json:"group,omitempty"`
	Heads        int64         `json:"heads"`
	Low          *int64        `json:"low,omitempty"`
	High         *int64        `json:"high,omitempty"`
	Unit         *wordsJSON    `json:"unit"`
	StandardYuan string        `json:"standard_yuan,omitempty"`
	Standard     *standardJSON `json:"standard,omitempty"`
	Periods      int64         `json:"periods"`
	Share        string        `json:"share"`
	Paid         string        `json:"paid,omitempty"`
	Amount       string        `json:"amount"`
	Rounded      bool          `json:"rounded"`
	Target       *targetJSON   `json:"target,omitempty"`
	Compared     *comparedJSON `json:"compared,omitempty"`
	Chain        []*wordsJSON  `json:"chain"`
}

type standardJSON struct {
	ID     string     `json:"id,omitempty"`
	Value  string     `json:"value"`
	Unit   string     `json:"unit"`
	From   string     `json:"from,omitempty"`
	To     string     `json:"to,omitempty"`
	Status *wordsJSON `json:"status"`
	Source *wordsJSON `json:"source"`
}

type targetJSON struct {
	Number int64 `json:"number"`
	Floor  bool  `json:"floor"`
	Above  int64 `json:"above"`
	Met    bool  `json:"met"`
}

func target(t standard.Target, n int64) *targetJSON {
	if !t.Given || n < 0 {
		return nil
	}
	floor := t.Bound == standard.AtLeast
	return &targetJSON{t.Number, floor, n - t.Number, n == t.Number || floor && n > t.Number}
}

type comparedJSON struct {
	Published             string `json:"published"`
	Difference            string `json:"difference"`
	ImpliedQuantity       *int64 `json:"implied_quantity,omitempty"`
	RemainderYuan         string `json:"remainder_yuan,omitempty"`
	ImpliedAtTargetYuan   string `json:"implied_at_target_yuan,omitempty"`
	ImpliedAtQuantityYuan string `json:"implied_at_quantity_yuan,omitempty"`
}

func compared(c *standard.Comparison, part bool) *comparedJSON {
	if c == nil {
		return nil
	}
	yuan := func(a *money.Amount) string {
		if a == nil {
			return ""
		}
		return a.YuanString()
	}
	j := &comparedJSON{
		Published: c.Published.String(), Difference: c.Difference.String(), ImpliedQuantity: c.ImpliedQuantity,
		ImpliedAtTargetYuan: yuan(c.ImpliedAtTarget), ImpliedAtQuantityYuan: yuan(c.ImpliedAtQuantity),
	}
	if part && c.ImpliedQuantity != nil {
		j.RemainderYuan = c.Remainder.YuanString()
	}
	return j
}

func item(s *standard.Step) itemJSON {
	j := itemJSON{
		ID: s.ID, Name: words(s.Name.Message()), Group: s.Group.ZH, Heads: s.Quantity.Expected,
		Unit: words(standard.People.Message()), Periods: s.Periods, Share: s.Share.String(), Amount: s.Amount.String(), Rounded: s.Rounded,
		Target: target(s.Target, s.Quantity.Expected), Compared: compared(s.Compared, true),
	}
	if !s.Quantity.Unit.Empty() {
		j.Unit = words(s.Quantity.Unit.Message())
	}
	if s.Quantity.Low != s.Quantity.High {
		j.Low, j.High = &s.Quantity.Low, &s.Quantity.High
	}
	if s.Instalment {
		j.Paid = s.Paid.String()
	}
	for _, m := range s.Explain() {
		j.Chain = append(j.Chain, words(m))
	}
	if v := s.Value; v != nil {
		if v.Unit().Kind == standard.Money {
			j.StandardYuan = v.Amount().YuanString()
		}
		j.Standard = &standardJSON{
			ID: s.Standard.ID, Value: v.Number.String(), Unit: v.Unit().ID, From: v.From.String(), To: v.To.String(),
			Status: words(standard.StatusNames[v.Status].With()), Source: words(s.Source()),
		}
	}
	return j
}

type bearerJSON struct {
	ID         string     `json:"id"`
	Name       *wordsJSON `json:"name"`
	Share      string     `json:"share,omitempty"`
	Amount     string     `json:"amount"`
	Published  string     `json:"published,omitempty"`
	Difference string     `json:"difference,omitempty"`
}

type groupJSON struct {
	Group  string `json:"group"`
	Amount string `json:"amount"`
}

type resultJSON struct {
	Estimate string        `json:"estimate"`
	Name     *wordsJSON    `json:"name"`
	Date     string        `json:"date"`
	Unit     string        `json:"unit"`
	Items    []itemJSON    `json:"items"`
	Heads    *int64        `json:"heads,omitempty"`
	Total    string        `json:"total"`
	Low      string        `json:"low"`
	High     string        `json:"high"`
	Groups   []groupJSON   `json:"groups,omitempty"`
	Bearers  []bearerJSON  `json:"bearers,omitempty"`
	Compared *comparedJSON `json:"compared,omitempty"`
	*talentJSON
	Goal    *goalJSON  `json:"goal,omitempty"`
	Table   *tableJSON `json:"table,omitempty"`
	Tornado []barJSON  `json:"tornado,omitempty"`
	Draws   *drawsJSON `json:"draws,omitempty"`
}

// talentJSON are names of the talent subsidy that scripts have used from the
// beginning.
type talentJSON struct {
	CityShare  string    `json:"city_share"`
	City       string    `json:"city"`
	District   string    `json:"district"`
	Published  splitJSON `json:"published"`
	Difference splitJSON `json:"difference"`
	Floor      struct {
		Heads int64 `json:"heads"`
		Above int64 `json:"above"`
		Met   bool  `json:"met"`
	} `json:"floor"`
	Implied struct {
		Heads        int64  `json:"heads"`
		StandardYuan string `json:"standard_yuan"`
	} `json:"implied"`
}

type splitJSON struct {
	City     string `json:"city"`
	District string `json:"district"`
}

func talent(r *standard.Result) *talentJSON {
	city, district := r.Bearers[0], r.Bearers[1]
	j := &talentJSON{
		CityShare: city.Share.String(), City: city.Amount.String(), District: district.Amount.String(),
		Published:  splitJSON{city.Published.String(), district.Published.String()},
		Difference: splitJSON{city.Difference.String(), district.Difference.String()},
	}
	j.Floor.Heads, j.Floor.Above = r.Model.Target.Number, r.Quantity-r.Model.Target.Number
	j.Floor.Met = j.Floor.Above >= 0
	j.Implied.StandardYuan = r.Compared.ImpliedAtTarget.YuanString()
	if n := r.Compared.ImpliedQuantity; n != nil {
		j.Implied.Heads = *n
	}
	return j
}

type tryJSON struct {
	Quantity     *int64 `json:"quantity,omitempty"`
	StandardYuan string `json:"standard_yuan,omitempty"`
	Share        string `json:"share,omitempty"`
	Total        string `json:"total"`
}

type goalJSON struct {
	Amount  string       `json:"amount"`
	Vary    string       `json:"vary"`
	Exact   bool         `json:"exact"`
	Floor   *tryJSON     `json:"floor"`
	Ceiling *tryJSON     `json:"ceiling"`
	Said    []*wordsJSON `json:"said"`
}

func goal(a *standard.Answer, m *standard.Model) *goalJSON {
	if a == nil {
		return nil
	}
	try := func(t *standard.Try) *tryJSON {
		if t == nil {
			return nil
		}
		j := &tryJSON{Total: t.Total.String()}
		switch a.Vary {
		case standard.ByQuantity:
			j.Quantity = &t.Quantity
		case standard.ByStandard:
			j.StandardYuan = t.Standard.YuanString()
		case standard.ByShare:
			j.Share = t.Share.String()
		}
		return j
	}
	j := &goalJSON{
		Amount: a.Amount.String(), Vary: m.Parts[a.Part].ID + "." + standard.FactorNames[a.Vary],
		Exact: a.Exact(), Floor: try(a.Floor), Ceiling: try(a.Ceiling),
	}
	for _, m := range a.Explain(m) {
		j.Said = append(j.Said, words(m))
	}
	return j
}

type tableJSON struct {
	Part       string     `json:"part"`
	Quantities []int64    `json:"quantities"`
	Standards  []string   `json:"standards_yuan"`
	Totals     [][]string `json:"totals"`
}

type barJSON struct {
	Part string `json:"part"`
	Low  string `json:"low"`
	High string `json:"high"`
}

type binJSON struct {
	From  string `json:"from"`
	To    string `json:"to"`
	Count int    `json:"count"`
}

type drawsJSON struct {
	Draws     int       `json:"draws"`
	Seed      string    `json:"seed"`
	Lowest    string    `json:"lowest"`
	P50       string    `json:"p50"`
	P90       string    `json:"p90"`
	Highest   string    `json:"highest"`
	Budget    string    `json:"budget,omitempty"`
	Exceeding *int      `json:"exceeding,omitempty"`
	Bins      []binJSON `json:"bins"`
}

func estimateJSON(r *standard.Result, x *answers, seed uint64) *resultJSON {
	m := r.Model
	j := &resultJSON{
		Estimate: m.ID, Name: words(m.Name.Message()), Date: m.Date.String(), Unit: "万元", Items: []itemJSON{},
		Total: r.Total.String(), Low: r.Low.String(), High: r.High.String(),
		Compared: compared(r.Compared, false), Goal: goal(x.goal, m),
	}
	for i := range r.Steps {
		j.Items = append(j.Items, item(&r.Steps[i]))
	}
	if r.Quantity >= 0 {
		j.Heads = &r.Quantity
	}
	for _, g := range r.Groups {
		j.Groups = append(j.Groups, groupJSON{g.Group.ZH, g.Amount.String()})
	}
	for i, b := range r.Bearers {
		o := bearerJSON{ID: b.ID, Name: words(b.Name.Message()), Amount: b.Amount.String()}
		if i < len(r.Bearers)-1 {
			o.Share = b.Share.String()
		}
		if b.Published != nil {
			o.Published, o.Difference = b.Published.String(), b.Difference.String()
		}
		j.Bearers = append(j.Bearers, o)
	}
	if m.ID == "talent" && len(r.Bearers) == 2 && r.Compared != nil && r.Compared.ImpliedAtTarget != nil && r.Bearers[0].Published != nil && r.Bearers[1].Published != nil {
		j.talentJSON = talent(r)
	}
	if t := x.table; t != nil {
		j.Table = &tableJSON{Part: m.Parts[t.Part].ID, Quantities: t.Quantities}
		for i, e := range t.Standards {
			j.Table.Standards = append(j.Table.Standards, e.YuanString())
			row := []string{}
			for _, total := range t.Totals[i] {
				row = append(row, total.String())
			}
			j.Table.Totals = append(j.Table.Totals, row)
		}
	}
	for _, b := range x.bars {
		j.Tornado = append(j.Tornado, barJSON{m.Parts[b.Of].ID, b.Low.String(), b.High.String()})
	}
	j.Draws = drawsAs(x.draws, x.budget, seed)
	return j
}

// drawsAs is what draws came to, nil where there were none; budget is one to
// compare with, or nil.
func drawsAs(d *draws.Distribution, budget *money.Amount, seed uint64) *drawsJSON {
	if d == nil {
		return nil
	}
	j := &drawsJSON{
		Draws: d.Draws, Seed: strconv.FormatUint(seed, 10),
		Lowest: d.Lowest.String(), P50: d.P50.String(), P90: d.P90.String(), Highest: d.Highest.String(),
	}
	for _, b := range d.Bins {
		j.Bins = append(j.Bins, binJSON{b.From.String(), b.To.String(), b.Count})
	}
	if budget != nil {
		n := d.Exceeding(*budget)
		j.Budget, j.Exceeding = budget.String(), &n
	}
	return j
}
