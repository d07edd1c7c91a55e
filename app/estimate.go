package main

import (
	"fmt"
	"io"
	"os"
	"slices"
	"strconv"
	"strings"

	"github.com/spf13/cobra"

	"suanpan/budgetcore/draws"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/standard"
)

// estimate has a command for each preset; the flags of each follow from the
// parts that the preset has.
func (c *cli) estimate() *cobra.Command {
	cmd := &cobra.Command{Use: "estimate", Short: c.say(message.CommandEstimate), Args: noArgs}
	a := c.asks(cmd, nil)
	cmd.RunE = func(cmd *cobra.Command, _ []string) error {
		if *a.model == "" {
			return cmd.Help()
		}
		return c.answer(a)
	}
	for i := range standard.Presets {
		p := &standard.Presets[i]
		sub := &cobra.Command{Use: p.ID, Short: c.say(p.Title), Args: noArgs}
		a := c.asks(sub, p)
		sub.RunE = func(*cobra.Command, []string) error { return c.answer(a) }
		cmd.AddCommand(sub)
	}
	cmd.AddCommand(c.loans())
	return cmd
}

// asked is what the flags of one command hold.
type asked struct {
	preset                                *standard.Preset
	heads, bears                          map[string]*string // by part and by bearer
	quantities, standards, periods, parts *[]string
	districts, instalments                *string
	model, own, date, form                *string
	goal, vary, step                      *string
	table, across, down                   *string
	draws                                 *int
	seed                                  *uint64
	budget                                *string
	explain, tornado                      *bool
}

func (c *cli) asks(cmd *cobra.Command, p *standard.Preset) *asked {
	f := cmd.Flags()
	a := &asked{preset: p, heads: make(map[string]*string), bears: make(map[string]*string)}
	if p != nil {
		m := p.Model()
		for i := range m.Parts {
			name := m.Parts[i].Name.Message()
			a.heads[m.Parts[i].ID] = f.String(flag(m.Parts[i].ID), "", c.say(message.FlagQuantity, name))
		}
		for i := range m.Bearers[:max(len(m.Bearers)-1, 0)] {
			b := &m.Bearers[i]
			a.bears[b.ID] = f.String(flag(b.ID)+"-share", b.Share.String(), c.say(message.FlagBearer, b.Name.Message()))
		}
		if p.ID == "talent" {
			a.districts = f.String("districts", "", c.say(message.FlagDistricts))
			a.instalments = f.String("instalments", "", c.say(message.FlagInstalments))
		}
	}
	a.model = new(string)
	if p == nil || p.ID == "own" {
		a.model = f.String("model", "", c.say(message.FlagModel))
	}
	a.quantities = f.StringArray("quantity", nil, c.say(message.FlagQuantities))
	a.standards = f.StringArray("standard", nil, c.say(message.FlagStandard))
	a.periods = f.StringArray("periods", nil, c.say(message.FlagPeriods))
	a.parts = f.StringArray("share", nil, c.say(message.FlagShares))
	a.own = f.String("standards", "", c.say(message.FlagOwnStandards))
	a.date = f.String("date", "", c.say(message.FlagDate))
	a.explain = f.Bool("explain", false, c.say(message.FlagExplain))
	a.goal = f.String("goal", "", c.say(message.FlagGoal))
	a.vary = f.String("vary", "", c.say(message.FlagVary))
	a.step = f.String("step", "元", c.say(message.FlagStep))
	a.table = f.String("table", "", c.say(message.FlagTable))
	a.across = f.String("across", "", c.say(message.FlagAcross))
	a.down = f.String("down", "", c.say(message.FlagDown))
	a.tornado = f.Bool("tornado", false, c.say(message.FlagTornado))
	a.draws = f.Int("draws", 0, c.say(message.FlagDraws))
	a.seed = f.Uint64("seed", 1, c.say(message.FlagSeed))
	a.budget = f.String("budget", "", c.say(message.FlagBudget))
	a.form = c.formatFlag(cmd, "text", "json")
	return a
}

// flag is the name of a part's flag.
func flag(id string) string { return strings.ReplaceAll(id, "_", "-") }

// read makes the model and the register that the flags ask for.
func (a *asked) read(in io.Reader) (*standard.Model, *standard.Register, error) {
	reg := standard.BuiltIn()
	if *a.own != "" {
		data, err := readFile(*a.own, in)
		if err != nil {
			return nil, nil, err
		}
		own, err := standard.ReadStandards(data, *a.own)
		if err != nil {
			return nil, nil, err
		}
		if reg, err = reg.With(own); err != nil {
			return nil, nil, message.At(*a.own, err)
		}
	}
	m, err := a.start(in)
	if err != nil {
		return nil, nil, err
	}
	if *a.date != "" {
		if m.Date, err = standard.ParseDate(*a.date); err != nil {
			return nil, nil, message.At("--date", err)
		}
	}
	for i := range m.Parts {
		p := &m.Parts[i]
		s := a.heads[p.ID]
		if s == nil || *s == "" {
			continue
		}
		if err := quantity(p, *s); err != nil {
			return nil, nil, message.At("--"+flag(p.ID), err)
		}
	}
	for i := range m.Bearers {
		b := &m.Bearers[i]
		if s := a.bears[b.ID]; s != nil {
			if b.Share, err = standard.ParseFraction(*s); err != nil {
				return nil, nil, message.At("--"+flag(b.ID)+"-share", err)
			}
		}
	}
	for _, set := range []struct {
		flag string
		list []string
		to   func(p *standard.Part, v string) error
	}{
		{"--quantity", *a.quantities, quantity},
		{"--periods", *a.periods, func(p *standard.Part, v string) (err error) { p.Periods, err = standard.ParsePeriods(v); return err }},
		{"--share", *a.parts, func(p *standard.Part, v string) (err error) { p.Share, err = standard.ParseFraction(v); return err }},
		{"--standard", *a.standards, func(p *standard.Part, v string) error { return ownStandard(p, v, reg) }},
	} {
		for _, s := range set.list {
			id, v, ok := strings.Cut(s, "=")
			if !ok {
				return nil, nil, message.At(set.flag, message.PartEquals.Error(s))
			}
			i, err := find(m, id)
			if err == nil {
				err = set.to(&m.Parts[i], v)
			}
			if err != nil {
				return nil, nil, message.At(set.flag, message.At(id, err))
			}
		}
	}
	return m, reg, nil
}

// start is the model before flags change it.
func (a *asked) start(in io.Reader) (*standard.Model, error) {
	if *a.model != "" {
		data, err := readFile(*a.model, in)
		if err != nil {
			return nil, err
		}
		return standard.ReadModel(data, *a.model)
	}
	if a.districts == nil || *a.districts == "" && *a.instalments == "" {
		return a.preset.Model(), nil
	}
	var districts []string
	if *a.districts != "" {
		districts = strings.Split(strings.ReplaceAll(*a.districts, "，", ","), ",")
	}
	var instalments []standard.Fraction
	if *a.instalments != "" {
		for _, s := range strings.Split(*a.instalments, ",") {
			f, err := standard.ParseFraction(s)
			if err != nil {
				return nil, message.At("--instalments", err)
			}
			instalments = append(instalments, f)
		}
	}
	m, err := standard.TalentModel(districts, instalments)
	if err != nil {
		return nil, message.At("--districts / --instalments", err)
	}
	return m, nil
}

func readFile(name string, in io.Reader) ([]byte, error) {
	if name != "-" {
		f, err := os.Open(name)
		if err != nil {
			return nil, message.FileCannotOpen.Error(name, reason(err))
		}
		defer f.Close()
		in = f
	}
	data, err := io.ReadAll(io.LimitReader(in, standard.MaxModelBytes+1))
	if err != nil {
		return nil, message.FileCannotOpen.Error(name, reason(err))
	}
	return data, nil
}

func quantity(p *standard.Part, s string) error {
	q, err := standard.ParseQuantity(s)
	q.Unit = p.Quantity.Unit
	p.Quantity = q
	return err
}

// ownStandard gives a part a number of one's own, in the unit that its standard
// has or else in 元, or a standard of the register by its id.
func ownStandard(p *standard.Part, s string, reg *standard.Register) error {
	if _, err := reg.Find(s); err == nil {
		p.Standard = standard.Reference{ID: s}
		return nil
	}
	n, err := standard.ParseNumber(s)
	if err != nil {
		return err
	}
	unit, err := standard.ParseUnit("元/人")
	if !p.Quantity.Unit.Empty() {
		unit, err = standard.ParseUnit("元")
	}
	if known, e := reg.Find(p.Standard.ID); e == nil && known.Unit.Kind != standard.Count {
		unit = known.Unit
	}
	p.Standard = standard.Reference{Value: standard.OwnValue(n, unit, standard.Words{})}
	return err
}

// find is the place of a part by its id.
func find(m *standard.Model, id string) (int, error) {
	ids := make([]string, len(m.Parts))
	for i := range m.Parts {
		if ids[i] = m.Parts[i].ID; ids[i] == id {
			return i, nil
		}
	}
	return 0, message.EstimateNoPart.Error(id, strings.Join(ids, " / "))
}

// answers are what was asked beside the estimate itself.
type answers struct {
	goal   *standard.Answer
	table  *standard.Table
	bars   []draws.Bar
	draws  *draws.Distribution
	budget *money.Amount
}

func (c *cli) answer(a *asked) error {
	if err := format(*a.form, "text", "json"); err != nil {
		return err
	}
	m, reg, err := a.read(c.in)
	if err != nil {
		return err
	}
	var x answers
	sought := *a.goal != "" || *a.vary != ""
	if sought {
		if x.goal, err = a.seek(m, reg); err != nil {
			return err
		}
	}
	r, err := m.Reckon(reg)
	if err != nil {
		// a standard that is sought may be missing still
		if sought && x.goal.Vary == standard.ByStandard {
			if *a.form == "json" {
				return c.json(goal(x.goal, m))
			}
			c.messages(x.goal.Explain(m))
			return nil
		}
		return err
	}
	if *a.table != "" {
		if x.table, err = a.pairs(m, reg); err != nil {
			return err
		}
	}
	if *a.tornado {
		x.bars = r.Tornado()
	}
	if *a.budget != "" {
		b, err := money.Parse(*a.budget)
		if err != nil {
			return message.At("--budget", err)
		}
		x.budget = &b
	}
	if *a.draws != 0 {
		s, err := standard.NewSimulation(m, reg, *a.seed, *a.draws)
		if err != nil {
			return message.At("--draws", err)
		}
		s.Run(*a.draws)
		x.draws = s.Result()
	}
	if *a.form == "json" {
		return c.json(estimateJSON(r, &x, *a.seed))
	}
	c.estimateText(r, *a.explain)
	c.answersText(r, &x, *a.seed)
	return nil
}

func (a *asked) seek(m *standard.Model, reg *standard.Register) (*standard.Answer, error) {
	if *a.goal == "" || *a.vary == "" {
		return nil, message.GoalNeedsVary.Error()
	}
	goal, err := money.Parse(*a.goal)
	if err != nil {
		return nil, message.At("--goal", err)
	}
	id, factor, _ := strings.Cut(*a.vary, ".")
	i, err := find(m, id)
	if err != nil {
		return nil, message.At("--vary", err)
	}
	f := slices.Index(standard.FactorNames, factor)
	if f < 0 {
		return nil, message.At("--vary", message.WordUnknown.Error(factor, strings.Join(standard.FactorNames, " / ")))
	}
	step, ok := map[string]money.Amount{"元": money.Yuan, "分": money.Fen}[*a.step]
	if !ok {
		return nil, message.At("--step", message.WordUnknown.Error(*a.step, "元 / 分"))
	}
	return m.Seek(reg, standard.Goal{Amount: goal, Part: i, Vary: standard.Factor(f), Step: step})
}

func (a *asked) pairs(m *standard.Model, reg *standard.Register) (*standard.Table, error) {
	i, err := find(m, *a.table)
	if err != nil {
		return nil, message.At("--table", err)
	}
	var quantities []int64
	for _, s := range strings.Split(*a.across, ",") {
		n, err := standard.ParseHeads(s)
		if err != nil {
			return nil, message.At("--across", err)
		}
		quantities = append(quantities, n)
	}
	var standards []money.Amount
	for _, s := range strings.Split(*a.down, ",") {
		r, err := money.Read(s, money.Yuan)
		if err != nil {
			return nil, message.At("--down", err)
		}
		standards = append(standards, r.Amount)
	}
	return m.Table(reg, i, quantities, standards)
}

func (c *cli) messages(list []message.Message) {
	for _, m := range list {
		fmt.Fprintln(c.out, m.In(c.lang))
	}
}

func (c *cli) estimateText(r *standard.Result, explain bool) {
	m := r.Model
	fmt.Fprintf(c.out, "%s　%s\n\n", m.Name.Message().In(c.lang), c.say(message.UnitOfMeasure))
	if explain {
		c.messages(r.Explain())
		return
	}
	rows := [][]string{{
		c.say(message.EstimateCategory), c.say(message.EstimateQuantity), c.say(message.EstimateStandard),
		c.say(message.EstimatePeriods), c.say(message.EstimateShare), c.say(message.EstimateAmount),
	}}
	for i := range r.Steps {
		s := &r.Steps[i]
		unit := standard.People
		if !s.Quantity.Unit.Empty() {
			unit = s.Quantity.Unit
		}
		each, periods, share := "—", "", ""
		if s.Value != nil {
			each = s.Value.Number.Grouped() + " " + c.say(s.Value.Unit().Name)
		}
		if s.Periods != 1 {
			periods = strconv.FormatInt(s.Periods, 10)
		}
		if s.Share != standard.All {
			share = s.Share.String()
		}
		rows = append(rows, []string{
			s.Title().In(c.lang), money.Group(s.Quantity.Expected) + " " + unit.Message().In(c.lang), each, periods, share, s.Amount.GroupedExact(),
		})
	}
	total := []string{c.say(message.EstimateTotal), "", "", "", "", r.Total.GroupedExact()}
	if r.Quantity >= 0 {
		total[1] = money.Group(r.Quantity)
	}
	c.columns(append(rows, total), 1)
	fmt.Fprintln(c.out)
	if len(r.Bearers) > 0 {
		c.bearers(r)
	}
	c.messages(r.Notes())
	if n := m.Note; !n.Empty() {
		fmt.Fprintln(c.out, n.Message().In(c.lang))
	}
}

// bearers prints what each bears, rounded to 0.01 万元 so that they add to the
// rounded total: the last has the rest.
func (c *cli) bearers(r *standard.Result) {
	rows := [][]string{{"", c.say(message.EstimateAmount), c.say(message.EstimatePublished), c.say(message.EstimateDifference)}}
	left := r.Total.Rounded()
	for i, b := range r.Bearers {
		amount := b.Amount.Rounded()
		name := c.say(message.EstimateBearer, b.Name.Message(), b.Share)
		if i == len(r.Bearers)-1 {
			amount, name = left, b.Name.Message().In(c.lang)
		}
		left -= amount
		row := []string{name, amount.Grouped(), "", ""}
		if b.Published != nil {
			row[2], row[3] = b.Published.Grouped(), (amount - *b.Published).Grouped()
		}
		rows = append(rows, row)
	}
	c.columns(rows, 1)
	fmt.Fprintln(c.out)
}

func (c *cli) answersText(r *standard.Result, x *answers, seed uint64) {
	if x.goal != nil {
		fmt.Fprintln(c.out)
		c.messages(x.goal.Explain(r.Model))
	}
	if t := x.table; t != nil {
		fmt.Fprintf(c.out, "\n%s\n", c.say(message.TableIs, r.Steps[t.Part].Title()))
		head := []string{""}
		for _, q := range t.Quantities {
			head = append(head, money.Group(q))
		}
		rows := [][]string{head}
		for i, e := range t.Standards {
			row := []string{c.say(message.GoalStandard, e.YuanGrouped())}
			for _, total := range t.Totals[i] {
				row = append(row, total.GroupedExact())
			}
			rows = append(rows, row)
		}
		c.columns(rows, 1)
	}
	if x.bars != nil {
		fmt.Fprintf(c.out, "\n%s\n", c.say(message.TornadoIs))
		var rows [][]string
		for _, b := range x.bars {
			rows = append(rows, []string{r.Steps[b.Of].Title().In(c.lang), b.Low.GroupedExact(), b.High.GroupedExact(), (b.High - b.Low).GroupedExact()})
		}
		if len(rows) > 0 {
			c.columns(rows, 1)
		}
	}
	if x.draws != nil {
		fmt.Fprintln(c.out)
		c.messages(x.draws.Explain(seed, x.budget))
	}
}
