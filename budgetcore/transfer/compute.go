package transfer

import (
	"math/big"
	"strconv"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Figure is an amount, or not known yet.
type Figure struct {
	Amount money.Amount
	Known  bool
}

func known(a money.Amount) Figure { return Figure{a, true} }

// String is the exact amount in 万元, empty where it is not known.
func (f Figure) String() string {
	if !f.Known {
		return ""
	}
	return f.Amount.String()
}

// Shown is the exact amount with thousands separated, a dash where it is not
// known.
func (f Figure) Shown() string {
	if !f.Known {
		return "—"
	}
	return f.Amount.GroupedExact()
}

// Entry is a year of one district, or of all of them where District is empty;
// rules C1 to C7.
type Entry struct {
	Year     int
	District string

	Cost       Figure // Σ heads × standard
	Due        Figure // the city's share of it, to 分
	Own        Figure // the district's part
	Advance    Figure // 预拨
	Settlement Figure // 清算: due − advance
	CarriedIn  Figure // above 0 the city owes, below 0 the district
	TopUp      Figure // 追加
	Deduction  Figure // 抵扣
	Transfer   Figure // what the year hands down
	CarriedOut Figure // to the next year
}

// Column is a figure of entries, with its name for files and for people.
type Column struct {
	ID   string
	Name *message.Text
	at   func(e *Entry) *Figure
}

// Of returns the figure.
func (c *Column) Of(e *Entry) Figure { return *c.at(e) }

// Columns are the figures of an entry in the order of the cycle.
var Columns = []Column{
	{"cost", message.ColumnCost, func(e *Entry) *Figure { return &e.Cost }},
	{"due", message.ColumnDue, func(e *Entry) *Figure { return &e.Due }},
	{"own", message.ColumnOwn, func(e *Entry) *Figure { return &e.Own }},
	{"advance", message.ColumnAdvance, func(e *Entry) *Figure { return &e.Advance }},
	{"settlement", message.ColumnSettlement, func(e *Entry) *Figure { return &e.Settlement }},
	{"carried_in", message.ColumnCarriedIn, func(e *Entry) *Figure { return &e.CarriedIn }},
	{"top_up", message.ColumnTopUp, func(e *Entry) *Figure { return &e.TopUp }},
	{"deduction", message.ColumnDeduction, func(e *Entry) *Figure { return &e.Deduction }},
	{"transfer", message.ColumnTransfer, func(e *Entry) *Figure { return &e.Transfer }},
	{"carried_out", message.ColumnCarriedOut, func(e *Entry) *Figure { return &e.CarriedOut }},
}

// Result is a model computed.
type Result struct {
	// Entries are by year and district, in the order of the model; Totals are
	// the sums of a year, known where all districts are.
	Entries [][]Entry
	Totals  []Entry

	model             *Model
	advances, opening []*Division // by year; nil where nothing was split
}

// Compute works the model out. Contradictions (minima above the advance, a
// given advance outside its bounds, all weights 0 …) are refused by year and
// district; what lacks an entry is left unknown, see [Model.Missing].
func (m *Model) Compute() (*Result, error) {
	if len(m.Districts) == 0 {
		return nil, message.DistrictsNone.Error()
	}
	if len(m.Years) == 0 {
		return nil, message.YearsNone.Error()
	}
	r := &Result{model: m.Clone(), advances: make([]*Division, len(m.Years)), opening: make([]*Division, len(m.Years))}
	m = r.model
	for i := range m.Years {
		y := &m.Years[i]
		entries := make([]Entry, len(m.Districts))
		for d, name := range m.Districts {
			entries[d] = Entry{Year: y.Year, District: name}
		}
		r.Entries = append(r.Entries, entries)
		if err := r.year(i); err != nil {
			return nil, message.At(strconv.Itoa(y.Year), err)
		}
		total := Entry{Year: y.Year}
		for c := range Columns {
			f := Columns[c].at
			sum := known(0)
			for d := range entries {
				v := f(&entries[d])
				sum.Amount += v.Amount
				sum.Known = sum.Known && v.Known
			}
			if sum.Known {
				*f(&total) = sum
			}
		}
		r.Totals = append(r.Totals, total)
	}
	return r, nil
}

func (r *Result) year(i int) error {
	y, entries := &r.model.Years[i], r.Entries[i]
	for d := range entries {
		if err := y.cost(d, &entries[d]); err != nil {
			return message.At(r.model.Districts[d], err)
		}
	}
	var err error
	if r.advances[i], err = r.advance(i); err != nil {
		return message.At(FieldAdvance.String(), err)
	}
	if i == 0 {
		if r.opening[0], err = r.open(); err != nil {
			return message.At(FieldOpening.String(), err)
		}
	} else {
		for d := range entries {
			entries[d].CarriedIn = r.Entries[i-1][d].CarriedOut
		}
	}
	for d := range entries {
		if err := entries[d].cycle(); err != nil {
			return message.At(r.model.Districts[d], err)
		}
	}
	return nil
}

// cycle is C3 and C5 to C7.
func (e *Entry) cycle() error {
	if e.Due.Known && e.Advance.Known {
		e.Settlement = known(e.Due.Amount - e.Advance.Amount)
	}
	switch {
	case !e.CarriedIn.Known:
		return nil
	case e.CarriedIn.Amount >= 0:
		e.TopUp, e.Deduction = e.CarriedIn, known(0)
	case e.Advance.Known:
		e.TopUp, e.Deduction = known(0), known(min(-e.CarriedIn.Amount, e.Advance.Amount))
	}
	if !e.Advance.Known {
		return nil
	}
	e.Transfer = known(e.Advance.Amount + e.TopUp.Amount - e.Deduction.Amount)
	if e.Settlement.Known {
		out := e.Settlement.Amount + e.CarriedIn.Amount - e.TopUp.Amount + e.Deduction.Amount
		if max(out, -out) >= money.Limit {
			return message.EstimateTooLarge.Error()
		}
		e.CarriedOut = known(out)
	}
	return nil
}

// share is the district's, else the year's.
func (y *Year) share(d int) *money.Share {
	if s := y.Rows[d].Share; s != nil {
		return s
	}
	return y.Share
}

// standard is the district's for a group, else the year's.
func (y *Year) standard(d, g int) *money.Amount {
	if s := y.Rows[d].Counts[g].Standard; s != nil {
		return s
	}
	return y.Groups[g].Standard
}

// items are a district's heads, or planned heads, with their standards; false
// where one is missing.
func (y *Year) items(d int, planned bool) ([]Item, bool) {
	items := make([]Item, 0, len(y.Groups))
	for g := range y.Groups {
		n, standard := y.Rows[d].Counts[g].Heads, y.standard(d, g)
		if planned {
			n = y.Rows[d].Counts[g].Planned
		}
		if n == nil || standard == nil {
			return nil, false
		}
		items = append(items, Item{*n, *standard})
	}
	return items, len(items) > 0
}

// cost is C1 and C2.
func (y *Year) cost(d int, e *Entry) error {
	items, ok := y.items(d, false)
	if !ok {
		return nil
	}
	cost := total(items)
	if cost.Cmp(big.NewInt(int64(money.Limit))) >= 0 {
		return message.EstimateTooLarge.Error()
	}
	e.Cost = known(money.Amount(cost.Int64()))
	if share := y.share(d); share != nil {
		e.Due = known(share.Of(e.Cost.Amount))
		e.Own = known(e.Cost.Amount - e.Due.Amount)
	}
	return nil
}

// advance sets the advances of a year and returns the division they came from.
func (r *Result) advance(i int) (*Division, error) {
	y, entries := &r.model.Years[i], r.Entries[i]
	bounds, err := r.bounds(y)
	if err != nil {
		return nil, err
	}
	if y.Advance.By <= Given {
		for d, b := range bounds {
			a := y.Rows[d].Advance
			switch {
			case a == nil:
				continue
			case *a < b.Min:
				return nil, message.At(b.Name, message.AdvanceBelow.Error(a.GroupedExact(), b.Min.GroupedExact()))
			case b.Capped && *a > b.Max:
				return nil, message.At(b.Name, message.AdvanceAbove.Error(a.GroupedExact(), b.Max.GroupedExact()))
			}
			entries[d].Advance = known(*a)
		}
		return nil, nil
	}
	claims, ok := r.claims(i, y.Advance.By)
	if !ok || y.Advance.Total == nil {
		return nil, nil
	}
	division, err := divide(*y.Advance.Total, r.model.Unit, claims, bounds)
	if err != nil {
		return nil, err
	}
	for d := range entries {
		entries[d].Advance = known(division.Pieces[d].Amount)
	}
	return division, nil
}

// bounds are one for each district; a contradiction shows without weights.
func (r *Result) bounds(y *Year) ([]Bound, error) {
	bounds := make([]Bound, len(y.Rows))
	for d, name := range r.model.Districts {
		b, row := &bounds[d], &y.Rows[d]
		b.Name = name
		if row.Min != nil {
			b.Min = *row.Min
		}
		if row.Max != nil {
			if b.Max, b.Capped = *row.Max, true; b.Max < b.Min {
				return nil, message.At(name, message.BoundsCrossed.Error(b.Max, b.Min))
			}
		}
	}
	return bounds, nil
}

// claims are what each district is weighed by; false where one is missing.
func (r *Result) claims(i int, by By) ([]claim, bool) {
	y := &r.model.Years[i]
	var claims []claim
	var costs []Cost
	for d, name := range r.model.Districts {
		row := &y.Rows[d]
		switch by {
		case Weights, Ratios:
			w := row.Weight
			if by == Ratios {
				w = row.Ratio
			}
			if w == nil {
				return nil, false
			}
			claims = append(claims, claim{name, w.String(), big.NewInt(w.Scaled())})
		case Settlement:
			if i == 0 || !r.Entries[i-1][d].Due.Known {
				return nil, false
			}
			due := r.Entries[i-1][d].Due.Amount
			claims = append(claims, claim{name, due.GroupedExact(), big.NewInt(int64(due))})
		default:
			items, ok := y.items(d, by == Planned)
			share := y.share(d)
			if !ok || share == nil {
				return nil, false
			}
			costs = append(costs, Cost{name, items, *share})
		}
	}
	if costs != nil {
		claims = claimsOf(costs)
	}
	return claims, true
}

// open sets what is carried into the first year.
func (r *Result) open() (*Division, error) {
	y, entries := &r.model.Years[0], r.Entries[0]
	switch y.Opening.By {
	case Unset:
		for d := range entries {
			entries[d].CarriedIn = known(0)
		}
		return nil, nil
	case Given:
		for d := range entries {
			if a := y.Rows[d].Opening; a != nil {
				entries[d].CarriedIn = known(*a)
			}
		}
		return nil, nil
	}
	claims, ok := r.claims(0, y.Opening.By)
	if !ok || y.Opening.Total == nil {
		return nil, nil
	}
	division, err := divide(*y.Opening.Total, r.model.Unit, claims, nil)
	if err != nil {
		return nil, err
	}
	for d := range entries {
		entries[d].CarriedIn = known(division.Pieces[d].Amount)
	}
	return division, nil
}

// Difference is how far an entry moved from one result to another.
type Difference struct{ Before, After Entry }

// Transfer is by how much the transfer moved; known where both are.
func (d *Difference) Transfer() Figure {
	if !d.Before.Transfer.Known || !d.After.Transfer.Known {
		return Figure{}
	}
	return known(d.After.Transfer.Amount - d.Before.Transfer.Amount)
}

// Differences are the entries and totals of a year and district that both
// results have and that differ, in the order of the later one: the answer to a
// what-if.
func Differences(before, after *Result) []Difference {
	type key struct {
		year     int
		district string
	}
	was := make(map[key]*Entry)
	each := func(r *Result, visit func(e *Entry)) {
		for i := range r.Entries {
			for d := range r.Entries[i] {
				visit(&r.Entries[i][d])
			}
			visit(&r.Totals[i])
		}
	}
	each(before, func(e *Entry) { was[key{e.Year, e.District}] = e })
	var list []Difference
	each(after, func(e *Entry) {
		if b := was[key{e.Year, e.District}]; b != nil && *b != *e {
			list = append(list, Difference{*b, *e})
		}
	})
	return list
}

// Table splits the advances of a year by districts and groups, so that both
// add; known where the advance goes by heads or planned heads, and nil
// otherwise. Rules T1 to T3, the advances being the row totals.
func (r *Result) Table(year int) (*Table, error) {
	for i := range r.model.Years {
		y := &r.model.Years[i]
		if y.Year != year {
			continue
		}
		if r.advances[i] == nil || y.Advance.By != Heads && y.Advance.By != Planned {
			return nil, nil
		}
		return r.table(i)
	}
	return nil, message.YearUnknown.Error(strconv.Itoa(year))
}

func (r *Result) table(i int) (*Table, error) {
	y := &r.model.Years[i]
	t := &Table{Rows: r.model.Districts, Unit: r.model.Unit, Total: *y.Advance.Total, den: big.NewInt(1)}
	for _, g := range y.Groups {
		t.Columns = append(t.Columns, g.Name)
	}
	// Each row has a denominator of its own, its cost; all are brought to one.
	sums := make([]*big.Int, len(t.Rows))
	rows := make([]money.Amount, len(t.Rows))
	costs := make([][]Item, len(t.Rows))
	for d := range t.Rows {
		costs[d], _ = y.items(d, y.Advance.By == Planned)
		rows[d] = r.Entries[i][d].Advance.Amount
		if sums[d] = total(costs[d]); sums[d].Sign() == 0 {
			if rows[d] != 0 {
				return nil, message.At(t.Rows[d], message.TableNoHeads.Error(rows[d].GroupedExact()))
			}
			sums[d].SetInt64(1)
		}
		t.den.Mul(t.den, new(big.Int).Quo(sums[d], new(big.Int).GCD(nil, nil, t.den, sums[d])))
	}
	for d := range t.Rows {
		scale := new(big.Int).Quo(t.den, sums[d])
		scale.Mul(scale, big.NewInt(int64(rows[d]/t.Unit)))
		cells := make([]*big.Int, len(t.Columns))
		for g, it := range costs[d] {
			cells[g] = total([]Item{it})
			cells[g].Mul(cells[g], scale)
		}
		t.exact = append(t.exact, cells)
	}
	return t, t.round(rows, nil)
}
