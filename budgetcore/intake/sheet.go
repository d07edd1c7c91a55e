package intake

import (
	"slices"
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Choices are what a person may decide otherwise than the sheet suggests.
type Choices struct {
	// Unit is what amounts are in that do not say so themselves: Yuan, Wan, or 0
	// for what the sheet says or suggests.
	Unit money.Amount
	// Columns replaces what columns are understood as, by place from 0.
	Columns map[int]Column
	// Heads is how many rows stand above the lines; -1 for as many as there seem.
	Heads int
	// NewUnits tells that units the budget does not have are to be made.
	NewUnits bool
}

// Row is a line as a sheet gives it.
type Row struct {
	// At is its row in the sheet, from 1.
	At   int
	Line budget.Line // Blank where this year has no amount
	// LastYear is last year's amount, HasLastYear whether there is one.
	LastYear    money.Amount
	HasLastYear bool
	// Filled are the dimensions taken from the row above: merged cells.
	Filled []budget.Field
	// Doubts are what may stand but is unusual.
	Doubts []message.Message
	// Err is why the row cannot be taken; nil if it can.
	Err error
}

// Total is a row that says what rows above it come to.
type Total struct {
	At            int
	Name          string
	Stated, Added money.Amount
}

// Sheet is what a block of cells was understood as.
type Sheet struct {
	Cells   Cells
	Columns []Column
	Heads   int // rows above the lines
	// Unit is what amounts are in; Says whether the sheet says so.
	Unit money.Amount
	Says bool
	Rows []Row
	// Totals are rows of totals: they are no lines, and are compared with them.
	Totals []Total
	// NewUnits are units named in the sheet that the budget does not have.
	NewUnits []budget.Unit
	// NewTasks are tasks that the budget does not have.
	NewTasks []string
	// Sum and LastYear are what the rows that can be taken come to in spending.
	Sum, LastYear money.Amount
}

// Wrong is how many rows cannot be taken.
func (s *Sheet) Wrong() int {
	n := 0
	for i := range s.Rows {
		if s.Rows[i].Err != nil {
			n++
		}
	}
	return n
}

// Read understands cells as lines of a budget. It refuses cells in which no
// column is an amount; what is wrong with one row is said there.
func Read(cells Cells, ds *budget.Dataset, choices Choices) (*Sheet, error) {
	found, rows := findHeads(cells)
	if found == nil {
		found = guess(cells, ds)
	}
	if choices.Heads >= 0 {
		rows = min(choices.Heads, len(cells))
	}
	s := &Sheet{Cells: cells, Heads: rows, Columns: columns(found, ds.Year)}
	for c, as := range choices.Columns {
		if c < len(s.Columns) && as < Columns {
			s.Columns[c] = as
		}
	}
	if !slices.Contains(s.Columns, Amount) && !slices.Contains(s.Columns, LastYear) {
		return s, message.IntakeNoAmount.Error()
	}
	s.Unit, s.Says = unitOf(cells, found, s.Columns, rows)
	if choices.Unit != 0 {
		s.Unit, s.Says = choices.Unit, true
	}
	if s.Unit == 0 {
		s.Unit = s.suggests()
	}
	r := &reader{Sheet: s, ds: ds, newUnits: choices.NewUnits, above: make([]string, len(s.Columns))}
	s.Rows = make([]Row, 0, len(cells)-rows)
	for at := rows; at < len(cells); at++ {
		r.row(at)
	}
	return s, nil
}

// columns settles which column is what where several have one head: the first
// counts, and of amounts of two years the later is this year's.
func columns(found []head, year string) []Column {
	as := make([]Column, len(found))
	latest := year
	for _, h := range found {
		if h.column == Amount && h.year > latest {
			latest = h.year
		}
	}
	if latest == year { // as the sheet counts, which may be a year behind
		latest = ""
		for _, h := range found {
			if h.column == Amount {
				latest = max(latest, h.year)
			}
		}
	}
	var taken [Columns]bool
	for c, h := range found {
		if h.column == Amount && h.year != "" && h.year < latest {
			h.column = LastYear
		}
		if h.column == FunctionPart || !taken[h.column] {
			as[c] = h.column
		}
		taken[h.column] = true
	}
	return as
}

// unitOf is the unit that heads or what stands above them names.
func unitOf(cells Cells, found []head, as []Column, heads int) (money.Amount, bool) {
	for c, h := range found {
		if h.unit != 0 && (as[c] == Amount || as[c] == LastYear) {
			return h.unit, true
		}
	}
	for r := range min(heads, len(cells)) {
		for _, cell := range cells[r] {
			if strings.Contains(cell, "单位") || strings.Contains(strings.ToLower(cell), "unit") {
				if u := unitIn(cell); u != 0 {
					return u, true
				}
			}
		}
	}
	return 0, false
}

// suggests guesses the unit from how large amounts are. Files of lines, which
// have ids, are in 万元.
func (s *Sheet) suggests() money.Amount {
	var sizes []money.Amount
	for c, as := range s.Columns {
		if as != Amount && as != LastYear {
			continue
		}
		for r := s.Heads; r < len(s.Cells); r++ {
			if a, ok := amountIn(s.Cells.at(r, c), money.Yuan); ok {
				sizes = append(sizes, a)
			}
		}
	}
	if !slices.Contains(s.Columns, LineID) && LooksLikeYuan(sizes) {
		return money.Yuan
	}
	return money.Wan
}

// LooksLikeYuan tells from figures, read as if they were in 元, that they are:
// half of them reach 10,000, which as 万元 would be 1 亿 a line, and three
// quarters 1,000.
func LooksLikeYuan(figures []money.Amount) bool {
	sizes := make([]money.Amount, 0, len(figures))
	for _, a := range figures {
		if a != 0 {
			sizes = append(sizes, max(a, -a))
		}
	}
	slices.Sort(sizes)
	n := len(sizes)
	return n > 0 && sizes[n/2] >= 10_000*money.Yuan && sizes[n/4] >= 1_000*money.Yuan
}

// empty are the signs that stand for no amount.
func empty(cell string) bool {
	switch cell {
	case "", "-", "—", "——", "–", "/", "／", "\\", "无", "－":
		return true
	}
	return false
}

func amountIn(cell string, unit money.Amount) (money.Amount, bool) {
	if empty(cell) {
		return 0, false
	}
	r, err := money.Read(cell, unit)
	return r.Amount, err == nil
}

// reader reads the rows of a sheet.
type reader struct {
	*Sheet
	ds       *budget.Dataset
	newUnits bool
	above    []string     // the last words in each column
	group    money.Amount // what lines came to since the last total
	all      money.Amount // and in all
	upper    []upper      // groups of the tree whose rows carry amounts
	ids      map[string]bool
	words    map[spokenWord]string
	units    map[[2]string]string
}

// said is what a row says, by column.
type said [Columns]string

// upper is a row for a 类 or 款 with the lines below it.
type upper struct {
	total int // of Totals
	code  string
}

func (r *reader) row(at int) {
	if len(r.Cells[at]) == 0 {
		return
	}
	row := Row{At: at + 1, Line: budget.Line{Blank: true}}
	var amount string
	values := new(said)
	for c, as := range r.Columns {
		cell := r.Cells.at(at, c)
		switch {
		case as == FunctionPart:
			values[as] += cell
		case as != Nothing:
			values[as] = cell
		}
		if as == Amount || as == LastYear && amount == "" {
			amount = cell
		}
	}
	stated, _ := amountIn(amount, r.Unit)
	if name, is := r.totals(at); is {
		added := r.all
		if subtotal(name) {
			added = r.group
		}
		r.Totals = append(r.Totals, Total{row.At, name, stated, added})
		r.group = 0
		clear(r.above)
		return
	}
	if empty(values[Amount]) && empty(values[LastYear]) {
		r.remember(at)
		return // words alone: a heading within the sheet
	}
	r.fill(at, values, &row)
	if code, name := r.functionOf(values); code != "" {
		if it, ok := r.ds.Functional.Lookup(code); ok && it.Level < r.ds.Functional.Levels() && values[ColumnOf(budget.FieldProject)] == "" {
			r.Totals = append(r.Totals, Total{At: row.At, Name: code + " " + name, Stated: stated})
			r.upper = append(r.upper, upper{len(r.Totals) - 1, code})
			return
		}
	}
	row.Err = r.line(values, &row)
	row.Doubts = append(row.Doubts, r.ds.Doubts(&row.Line)...)
	r.remember(at)
	r.Rows = append(r.Rows, row)
	if row.Err != nil || row.Line.Section != budget.Spending {
		return
	}
	r.Sum += row.Line.Amount
	r.LastYear += row.LastYear
	counted := row.Line.Amount
	if !slices.Contains(r.Columns, Amount) {
		counted = row.LastYear
	}
	r.group += counted
	r.all += counted
	for _, u := range r.upper {
		if strings.HasPrefix(row.Line.Function, u.code) {
			r.Totals[u.total].Added += counted
		}
	}
}

// totals tells that a row is one of totals, by its words.
func (r *reader) totals(at int) (string, bool) {
	for c, cell := range r.Cells[at] {
		if cell == "" || c < len(r.Columns) && (r.Columns[c] == Amount || r.Columns[c] == LastYear) {
			continue
		}
		if !strings.Contains(cell, "计") && len(cell) > len("grand total") {
			continue
		}
		word, _ := plain(cell)
		switch word {
		case "合计", "总计", "小计", "共计", "支出合计", "支出总计", "本页小计", "total", "subtotal", "sum", "grandtotal":
			return cell, true
		}
	}
	return "", false
}

func subtotal(name string) bool {
	return strings.Contains(name, "小计") || strings.Contains(strings.ToLower(name), "sub")
}

func (r *reader) remember(at int) {
	for c := range r.above {
		if cell := r.Cells.at(at, c); cell != "" {
			r.above[c] = cell
		}
	}
}

// merged are the dimensions that sheets write once over several rows.
var merged = []budget.Field{budget.FieldUnit, budget.FieldFunction, budget.FieldKind, budget.FieldSource}

// fill takes from above what merged cells leave blank. A sheet with ids is one
// of lines as files write them: there blank is not known.
func (r *reader) fill(at int, values *said, row *Row) {
	if slices.Contains(r.Columns, LineID) {
		return
	}
	for _, f := range merged {
		own := []Column{ColumnOf(f)}
		switch f {
		case budget.FieldUnit:
			own = append(own, UnitName)
		case budget.FieldFunction:
			own = append(own, FunctionName)
		}
		blank, filled := true, false
		for _, as := range own {
			blank = blank && values[as] == ""
		}
		if !blank {
			continue
		}
		for c, as := range r.Columns {
			if slices.Contains(own, as) && r.above[c] != "" {
				values[as], filled = r.above[c], true
			}
		}
		if filled {
			row.Filled = append(row.Filled, f)
		}
	}
}

func (r *reader) functionOf(values *said) (code, name string) {
	code, name = codeAndName(values[ColumnOf(budget.FieldFunction)])
	if part := strings.ReplaceAll(values[FunctionPart], " ", ""); part != "" {
		code = part
	}
	if n := values[FunctionName]; n != "" {
		name = n
	}
	return code, name
}

// line reads what a row says of its line, to the end even if something in it is
// wrong, so that the rest can be shown.
func (r *reader) line(values *said, row *Row) (wrong error) {
	l := &row.Line
	note := func(err error) {
		if wrong == nil {
			wrong = err
		}
	}
	if id := values[LineID]; id != "" {
		if err := budget.CheckID(id); err != nil {
			return err
		}
		if r.ids[id] {
			note(message.IntakeIDTwice.Error(id))
		}
		if r.ids == nil {
			r.ids = make(map[string]bool)
		}
		r.ids[id] = true
		l.ID = id
	}
	for f := range budget.Fields {
		cell := values[ColumnOf(f)]
		var err error
		switch f {
		case budget.FieldUnit:
			l.Unit, err = r.unit(cell, values[UnitName])
		case budget.FieldFunction:
			code, name := r.functionOf(values)
			l.Function, err = r.code(row, r.ds.Functional, code, name)
		case budget.FieldEconomic:
			code, name := codeAndName(cell)
			if n := values[EconomicName]; n != "" {
				name = n
			}
			l.Economic, err = r.code(row, r.ds.Economic, code, name)
		case budget.FieldTask:
			if l.Task = cell; cell != "" && !slices.Contains(r.ds.Tasks, cell) && !slices.Contains(r.NewTasks, cell) {
				if !r.newUnits {
					err = message.TaskUnknown.Error(cell, strings.Join(r.ds.Tasks, " / "))
				} else {
					r.NewTasks = append(r.NewTasks, cell)
				}
			}
		default:
			switch f {
			case budget.FieldProject, budget.FieldNote:
			default:
				cell = r.word(f, cell)
			}
			err = f.Set(l, cell)
		}
		if err != nil {
			note(err)
		}
	}
	for _, x := range []struct {
		as    Column
		to    *money.Amount
		there func()
	}{{Amount, &l.Amount, func() { l.Blank = false }}, {LastYear, &row.LastYear, func() { row.HasLastYear = true }}} {
		cell := values[x.as]
		if empty(cell) {
			continue
		}
		read, err := money.Read(cell, r.Unit)
		if err != nil {
			note(err)
			continue
		}
		*x.to = read.Amount
		x.there()
	}
	known := *l
	if slices.ContainsFunc(r.NewUnits, func(u budget.Unit) bool { return u.Code == l.Unit }) {
		known.Unit = ""
	}
	if slices.Contains(r.NewTasks, l.Task) {
		known.Task = ""
	}
	if wrong == nil {
		wrong = r.ds.Check(&known)
	}
	return wrong
}
