package main

import (
	"fmt"
	"strings"

	"suanpan/budgetcore/draws"
	"suanpan/budgetcore/loan"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/standard"
)

// loanAsked is what the flags ask beside an estimate of loans.
type loanAsked struct {
	goal, vary          string
	table, across, down string
	tornado             bool
	draws               int
	seed                uint64
	budget              string
}

// loanAnswers are its answers.
type loanAnswers struct {
	of       *loan.Estimate
	goal     money.Amount
	met      *loan.Meeting
	varied   *loan.Assumption
	table    *loanTable
	ranges   []draws.Bar
	levers   []loan.Lever
	tenths   []draws.Bar
	drawn    *draws.Distribution
	budget   *money.Amount
	answered bool
}

// loanTable is the need by the number of loans of an assumption, across, and by
// their size or rate, down.
type loanTable struct {
	of     string
	counts []int64
	others []string
	needs  [][]money.Amount
}

func (a *loanAsked) answer(e *loan.Estimate) (*loanAnswers, error) {
	x := &loanAnswers{of: e, answered: a.goal != "" || a.table != "" || a.tornado || a.draws != 0}
	if (a.goal == "") != (a.vary == "") {
		return nil, message.GoalNeedsVary.Error()
	}
	if a.goal != "" {
		goal, err := money.Parse(a.goal)
		if err != nil {
			return nil, message.At("--goal", err)
		}
		assumed, c, err := counting(e, a.vary)
		if err != nil {
			return nil, message.At("--vary", err)
		}
		m := c.Meet(goal)
		x.goal, x.met, x.varied = goal, &m, assumed
	}
	if a.table == "" && a.across+a.down != "" {
		return nil, message.FlagMissing.Error("table")
	}
	if a.table != "" {
		var err error
		if x.table, err = a.pairs(e); err != nil {
			return nil, err
		}
	}
	if !a.tornado && a.draws == 0 && a.budget == "" {
		return x, nil
	}
	ranges, err := e.Ranges()
	if err != nil {
		return nil, err
	}
	if a.tornado {
		x.ranges = ranges.Tornado()
		if x.levers, x.tenths, err = e.Tenths(); err != nil {
			return nil, err
		}
	}
	if a.budget != "" {
		b, err := money.Parse(a.budget)
		if err != nil {
			return nil, message.At("--budget", err)
		}
		x.budget = &b
	}
	if a.draws != 0 {
		s, err := ranges.Simulation(a.seed, a.draws)
		if err != nil {
			return nil, message.At("--draws", err)
		}
		s.Run(a.draws)
		x.drawn = s.Result()
	}
	return x, nil
}

// counting is the need by the number of loans of an assumption, found by its id.
func counting(e *loan.Estimate, id string) (*loan.Assumption, *loan.Counting, error) {
	ids := make([]string, len(e.Model.Assumptions))
	for i := range e.Model.Assumptions {
		a := &e.Model.Assumptions[i]
		if ids[i] = a.ID; a.ID == id {
			c, err := e.Counting(i)
			return a, c, err
		}
	}
	return nil, nil, message.LoanNoAssumption.Error(id, strings.Join(ids, " / "))
}

// pairs works out the two-way table that the flags ask for. A value down that
// ends with % is a rate, another the size of a loan in 万元.
func (a *loanAsked) pairs(e *loan.Estimate) (*loanTable, error) {
	assumed, c, err := counting(e, a.table)
	if err != nil {
		return nil, message.At("--table", err)
	}
	t := &loanTable{of: a.table}
	for _, s := range strings.Split(a.across, ",") {
		n, err := standard.ParseHeads(s)
		if err == nil && n > c.Most() {
			err = message.LoanTooMany.Error(loan.MaxLoans)
		}
		if err != nil {
			return nil, message.At("--across", err)
		}
		t.counts = append(t.counts, n)
	}
	for _, s := range strings.Split(a.down, ",") {
		b := *assumed
		rate, is := strings.CutSuffix(s, "%")
		if is {
			b.Rate, err = loan.ParseRate(rate)
		} else {
			b.Amount, err = money.Parse(s)
		}
		var with *loan.Counting
		if err == nil {
			with, err = c.With(b)
		}
		if err != nil {
			return nil, message.At("--down", err)
		}
		row := make([]money.Amount, len(t.counts))
		for k, n := range t.counts {
			row[k] = with.Need(n)
		}
		t.others, t.needs = append(t.others, s), append(t.needs, row)
	}
	return t, nil
}

func (c *cli) loanAnswers(x *loanAnswers, seed uint64) {
	e := x.of
	if x.met != nil {
		fmt.Fprintf(c.out, "\n%s\n", c.say(message.LoansSeekNow, x.varied.ID, money.Group(x.varied.Count), e.Of.Need.GroupedExact()))
		c.messages(x.met.Explain(x.goal))
	}
	if t := x.table; t != nil {
		fmt.Fprintf(c.out, "\n%s\n", c.say(message.LoanTableIs, t.of, e.Model.Year))
		rows := [][]string{{""}}
		for _, n := range t.counts {
			rows[0] = append(rows[0], money.Group(n))
		}
		for i, s := range t.others {
			row := []string{s}
			for _, need := range t.needs[i] {
				row = append(row, need.GroupedExact())
			}
			rows = append(rows, row)
		}
		c.columns(rows, 1)
	}
	bars := func(title *message.Text, list []draws.Bar, name func(of int) string) {
		if len(list) == 0 {
			return
		}
		fmt.Fprintf(c.out, "\n%s\n", c.say(title, e.Model.Year))
		var rows [][]string
		for _, b := range list {
			rows = append(rows, []string{name(b.Of), b.Low.GroupedExact(), b.High.GroupedExact(), b.Span().GroupedExact()})
		}
		c.columns(rows, 1)
	}
	bars(message.LoanRangesIs, x.ranges, func(of int) string { return e.Model.Assumptions[of].ID })
	bars(message.LoanTenthsIs, x.tenths, func(of int) string { return x.levers[of].Name().In(c.lang) })
	if x.drawn != nil {
		fmt.Fprintln(c.out)
		c.messages(x.drawn.Explain(seed, x.budget))
	}
}

// loanAnswersJSON are the answers in JSON: needs of the budget year in 万元.
type loanAnswersJSON struct {
	Goal    *loanGoalJSON  `json:"goal,omitempty"`
	Table   *loanTableJSON `json:"table,omitempty"`
	Tornado []barJSON      `json:"tornado,omitempty"`
	Tenths  []tenthJSON    `json:"tenths,omitempty"`
	Draws   *drawsJSON     `json:"draws,omitempty"`
}

type loanGoalJSON struct {
	Amount string       `json:"amount"`
	Vary   string       `json:"vary"`
	Within *loanTryJSON `json:"within"`
	Reach  *loanTryJSON `json:"reach"`
	Said   []*wordsJSON `json:"said"`
}

type loanTryJSON struct {
	Loans int64  `json:"loans"`
	Need  string `json:"need"`
}

type loanTableJSON struct {
	Of     string     `json:"of"`
	Counts []int64    `json:"counts"`
	Others []string   `json:"others"`
	Needs  [][]string `json:"needs"`
}

type tenthJSON struct {
	Value *wordsJSON `json:"value"`
	Low   string     `json:"low"`
	High  string     `json:"high"`
}

// json is nil where nothing was asked.
func (x *loanAnswers) json(seed uint64) *loanAnswersJSON {
	if !x.answered {
		return nil
	}
	j := &loanAnswersJSON{Draws: drawsAs(x.drawn, x.budget, seed)}
	if x.met != nil {
		try := func(n int64, need money.Amount) *loanTryJSON {
			if n < 0 {
				return nil
			}
			return &loanTryJSON{n, need.String()}
		}
		j.Goal = &loanGoalJSON{Amount: x.goal.String(), Vary: x.varied.ID, Within: try(x.met.Within, x.met.WithinNeed), Reach: try(x.met.Reach, x.met.ReachNeed)}
		for _, m := range x.met.Explain(x.goal) {
			j.Goal.Said = append(j.Goal.Said, words(m))
		}
	}
	if t := x.table; t != nil {
		j.Table = &loanTableJSON{Of: t.of, Counts: t.counts, Others: t.others}
		for _, needs := range t.needs {
			var row []string
			for _, need := range needs {
				row = append(row, need.String())
			}
			j.Table.Needs = append(j.Table.Needs, row)
		}
	}
	for _, b := range x.ranges {
		j.Tornado = append(j.Tornado, barJSON{x.of.Model.Assumptions[b.Of].ID, b.Low.String(), b.High.String()})
	}
	for _, b := range x.tenths {
		j.Tenths = append(j.Tenths, tenthJSON{words(x.levers[b.Of].Name()), b.Low.String(), b.High.String()})
	}
	return j
}
