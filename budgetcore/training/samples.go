package training

import (
	"strconv"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Sample is a draft on the published budget that a lesson can start from.
type Sample struct {
	// ID is what commands call it.
	ID string
	// Name is what the draft is called, About what it shows and what to do with it.
	Name, About *message.Text

	income   budget.IncomeMode
	edits    []budget.Edit
	ceilings []budget.Ceiling
	cut      int // percent that projects of the general public budget are cut by
	paper    *budget.Paper
	title    *message.Text // of the paper
	links    []budget.Link
}

// Samples are the drafts that lessons start from, the publication itself first.
var Samples = []Sample{
	{ID: "published", Name: message.SamplePublished, About: message.SamplePublishedAbout},
	{
		ID: "unit-slip", Name: message.SampleUnitSlip, About: message.SampleUnitSlipAbout,
		income: budget.Fixed,
		edits:  []budget.Edit{{Op: budget.Set, Line: "L07", Amount: 830_000 * money.Wan}},
	},
	{
		ID: "tail-and-error", Name: message.SampleTail, About: message.SampleTailAbout,
		income: budget.Fixed,
		edits:  []budget.Edit{{Op: budget.Set, Line: "L07", Amount: 83*money.Wan + 3*money.Cent}},
	},
	{
		ID: "wrong-code", Name: message.SampleCode, About: message.SampleCodeAbout,
		edits: []budget.Edit{{Op: budget.Add, New: &budget.Line{
			ID: "N1", Section: budget.Spending, Unit: "403001", Function: "2080101", Kind: budget.Project, Source: budget.GeneralPublicBudget,
			Project: "政务公开业务费", ProjectClass: "部门专项", Task: "人才队伍建设", Amount: 120 * money.Wan,
		}}},
	},
	{
		ID: "cut", Name: message.SampleCut, About: message.SampleCutAbout,
		cut: 5,
		ceilings: []budget.Ceiling{
			{By: budget.FieldSection, Amount: 125_700 * money.Wan},
			{By: budget.FieldFunction, Key: "20807", Amount: 6_560 * money.Wan},
			{By: budget.FieldUnit, Key: "403012", Amount: 29_000 * money.Wan},
		},
	},
	{
		ID: "transfer-split", Name: message.SampleSplit, About: message.SampleSplitAbout,
		edits: []budget.Edit{{Op: budget.Set, Line: "X04", Amount: 16_000 * money.Wan}},
		paper: &budget.Paper{ID: "T2", Kind: "transfer", Body: `{"format":"suanpan/transfer","version":1,"unit":"0.01","districts":["思明","湖里","集美","海沧","同安","翔安"],"years":[{"year":2023,` +
			`"advance":{"by":"weights","total":"15245.00"},"rows":[{"district":"思明","weight":"1"},{"district":"湖里","weight":"1"},{"district":"集美","weight":"1"},{"district":"海沧","weight":"1"},{"district":"同安","weight":"1"},{"district":"翔安","weight":"1"}]}]}`},
		title: message.SampleSplitPaper,
		links: []budget.Link{{Line: "X04", Paper: "T2", Part: "split amount", Wrote: 15_245 * money.Wan, Now: 15_245 * money.Wan}},
	},
	{
		ID: "stale-estimate", Name: message.SampleStale, About: message.SampleStaleAbout,
		edits: []budget.Edit{{Op: budget.Set, Line: "L47", Amount: 1_607*money.Wan + 76*money.Cent}},
		paper: &budget.Paper{ID: "E1", Kind: "estimate", Body: `{"format":"suanpan/estimate","version":1,"id":"trainee","name":{"zh":"大中专毕业生见习补贴","en":"Traineeship allowance for graduates"},"date":"2023-01-01",` +
			`"parts":[{"id":"trainee","name":{"zh":"见习补贴","en":"traineeship allowance"},"quantity":1300,"standard":"trainee.monthly","periods":6}]}`},
		title: message.TraineeTitle,
		links: []budget.Link{{Line: "L47", Paper: "E1", Part: "total", Wrote: 1_607*money.Wan + 76*money.Cent, Now: 1_741*money.Wan + 74*money.Cent}},
	},
}

// FindSample returns the sample of an id, nil if there is none.
func FindSample(id string) *Sample {
	for i := range Samples {
		if Samples[i].ID == id {
			return &Samples[i]
		}
	}
	return nil
}

// Draft makes the draft on the published budget; its names are in one language.
// A cut is rounded to 0.01 万元, half away from zero, line by line.
func (s *Sample) Draft(ds *budget.Dataset, lang message.Lang) *budget.Draft {
	d := budget.NewDraft(ds)
	d.Name, d.Income, d.Ceilings = s.Name.In(lang), s.income, s.ceilings
	d.Edits = append(d.Edits, s.edits...)
	for i := range ds.Lines {
		l := &ds.Lines[i]
		if s.cut == 0 || l.Section != budget.Spending || l.Kind != budget.Project || l.Source != budget.GeneralPublicBudget || l.Blank {
			continue
		}
		d.Edits = append(d.Edits, budget.Edit{
			Op: budget.Set, Line: l.ID, Amount: (l.Amount * money.Amount(100-s.cut) / 100).Rounded(),
			Why: message.SampleCutWhy.With(strconv.Itoa(s.cut)).In(lang), Joined: len(d.Edits) > 0,
		})
	}
	d.Cursor = len(d.Edits)
	if s.paper != nil {
		p := *s.paper
		p.Name = s.title.In(lang)
		d.Papers, d.Links = []budget.Paper{p}, s.links
	}
	return d
}
