package transfer

import (
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// Bounds of a model; they keep every sum of it within an Amount.
const (
	MaxDistricts = 100
	MaxYears     = 30
	MaxGroups    = 50
)

const (
	maxNameBytes = 200
	firstYear    = 1900
	lastYear     = 2999
)

// Model is the transfer to districts over consecutive years, rules C1 to C7
// of docs/transfer.md. What has not been entered is nil; nothing is assumed.
type Model struct {
	Name string
	// Unit is what an advance that is split is rounded to.
	Unit money.Amount
	// Districts are in the order in which ties are decided.
	Districts []string
	Years     []Year
}

// Year is what is entered for a year. Rows has one Row for each district.
type Year struct {
	Year int
	// Share is the city's share where a district has none of its own.
	Share  *money.Share
	Groups []Group
	// Advance is how the year's advance (预拨) comes about.
	Advance Allotment
	// Opening is what is carried into the first year; none if By is Unset.
	Opening Allotment
	Rows    []Row
}

// Group is a group of people with a standard in 元 (an Amount) a head.
type Group struct {
	Name     string
	Standard *money.Amount
}

// Allotment is a way to give each district its amount; Total is for all ways
// but Given.
type Allotment struct {
	By    By
	Total *money.Amount
}

// By is what an allotment goes by.
type By uint8

// The ways of an allotment. The opening takes Given, Weights and Ratios; an
// advance that is Unset is Given.
const (
	Unset By = iota
	Given
	Weights
	Ratios     // shared-tax ratios (共享税比例)
	Settlement // what was due in the year before
	Heads      // heads × standard × share
	Planned    // planned heads × standard × share
)

var byWords = []string{"", "given", "weights", "ratios", "settlement", "heads", "planned"}

// String is how files write it.
func (b By) String() string { return byWords[b] }

// Row is what is entered for one district in one year. Counts has one Count
// for each group of the year. What the year's way of the advance has no use for
// stays and does not count, so that one can try another way and come back.
type Row struct {
	Share            *money.Share
	Ratio, Weight    *money.Weight
	Advance, Opening *money.Amount
	Min, Max         *money.Amount // of the advance
	Counts           []Count
}

// Count is the people of one group: those there were, those planned for, and a
// standard of the district's own.
type Count struct {
	Heads, Planned *int64
	Standard       *money.Amount
}

// Field is an entry that a [Place] names.
type Field uint8

// The fields of a model. Heads to Standard belong to a group.
const (
	FieldHeads Field = iota
	FieldPlanned
	FieldStandard // 元 a head
	FieldShare
	FieldRatio
	FieldWeight
	FieldAdvance // of a district, or the total of the year
	FieldOpening // likewise
	FieldMin
	FieldMax
)

var fieldWords = []string{"heads", "planned", "standard_yuan", "share", "ratio", "weight", "advance", "opening", "min", "max"}

// String is how files write it.
func (f Field) String() string { return fieldWords[f] }

// FieldNamed finds a field by its word in files.
func FieldNamed(word string) (Field, bool) {
	i := slices.Index(fieldWords, word)
	return Field(max(i, 0)), i >= 0
}

// ofGroup tells whether a field belongs to a group.
func (f Field) ofGroup() bool { return f <= FieldStandard }

// Place names one entry. District is empty for what holds for the whole year:
// the share, a group's standard, and the totals of advance and opening.
type Place struct {
	Year            int
	District, Group string
	Field           Field
}

// Preset is the published transfer of 2023: its two components and the six
// names, without any ratio.
func Preset() *Model {
	advance, topUp := CityShare, TopUp
	m := &Model{Name: message.TalentSubsidy.In(message.ZH), Unit: money.Cent}
	m.Years = []Year{{
		Year:    2023,
		Advance: Allotment{Ratios, &advance},
		Opening: Allotment{Ratios, &topUp},
	}}
	for _, name := range Districts {
		if err := m.AddDistrict(name); err != nil {
			panic(err)
		}
	}
	return m
}

// Clone is a copy that can be changed on its own.
func (m *Model) Clone() *Model {
	c := *m
	c.Districts = slices.Clone(m.Districts)
	c.Years = slices.Clone(m.Years)
	for i := range c.Years {
		y := &c.Years[i]
		y.Groups = slices.Clone(y.Groups)
		y.Rows = slices.Clone(y.Rows)
		for j := range y.Rows {
			y.Rows[j].Counts = slices.Clone(y.Rows[j].Counts)
		}
	}
	return &c
}

// AddDistrict adds a district with nothing entered.
func (m *Model) AddDistrict(name string) error {
	if err := checkNew(name, m.Districts, MaxDistricts); err != nil {
		return err
	}
	m.Districts = append(m.Districts, name)
	for i := range m.Years {
		y := &m.Years[i]
		y.Rows = append(y.Rows, Row{Counts: make([]Count, len(y.Groups))})
	}
	return nil
}

// RemoveDistrict takes a district and all that was entered for it away.
func (m *Model) RemoveDistrict(name string) error {
	d, err := m.district(name)
	if err != nil {
		return err
	}
	m.Districts = slices.Delete(m.Districts, d, d+1)
	for i := range m.Years {
		m.Years[i].Rows = slices.Delete(m.Years[i].Rows, d, d+1)
	}
	return nil
}

// RenameDistrict gives a district another name; what was entered stays.
func (m *Model) RenameDistrict(name, to string) error {
	d, err := m.district(name)
	if err != nil || name == to {
		return err
	}
	if err := checkNew(to, m.Districts, MaxDistricts+1); err != nil {
		return err
	}
	m.Districts[d] = to
	return nil
}

// AddYear adds the year after the last one, with its groups, shares and way of
// the advance; amounts, heads, weights and bounds are to be entered.
func (m *Model) AddYear() error {
	last := len(m.Years) - 1
	if last < 0 {
		return message.YearsNone.Error()
	}
	if last+1 == MaxYears {
		return message.TransferTooMany.Error(MaxYears)
	}
	before := &m.Years[last]
	if before.Year == lastYear {
		return message.OwnYear.Error(strconv.Itoa(lastYear + 1))
	}
	y := Year{Year: before.Year + 1, Share: before.Share, Groups: slices.Clone(before.Groups), Advance: Allotment{By: before.Advance.By}}
	for _, r := range before.Rows {
		next := Row{Share: r.Share, Counts: make([]Count, len(r.Counts))}
		for g := range r.Counts {
			next.Counts[g].Standard = r.Counts[g].Standard
		}
		y.Rows = append(y.Rows, next)
	}
	m.Years = append(m.Years, y)
	return nil
}

// RemoveYear takes the last year away; the first stays.
func (m *Model) RemoveYear() error {
	if len(m.Years) < 2 {
		return message.YearsNone.Error()
	}
	m.Years = m.Years[:len(m.Years)-1]
	return nil
}

// AddGroup adds a group to a year; standard is in 元 a head, nil until entered.
func (m *Model) AddGroup(year int, name string, standard *money.Amount) error {
	y, err := m.year(year)
	if err != nil {
		return err
	}
	var names []string
	for _, g := range y.Groups {
		names = append(names, g.Name)
	}
	if err := checkNew(name, names, MaxGroups); err != nil {
		return err
	}
	y.Groups = append(y.Groups, Group{name, standard})
	for d := range y.Rows {
		y.Rows[d].Counts = append(y.Rows[d].Counts, Count{})
	}
	return nil
}

// RemoveGroup takes a group of a year away, with its heads.
func (m *Model) RemoveGroup(year int, name string) error {
	y, err := m.year(year)
	if err != nil {
		return err
	}
	g, err := y.group(name)
	if err != nil {
		return err
	}
	y.Groups = slices.Delete(y.Groups, g, g+1)
	for d := range y.Rows {
		y.Rows[d].Counts = slices.Delete(y.Rows[d].Counts, g, g+1)
	}
	return nil
}

func (m *Model) district(name string) (int, error) {
	if d := slices.Index(m.Districts, name); d >= 0 {
		return d, nil
	}
	return 0, message.DistrictUnknown.Error(clip(name), strings.Join(m.Districts, " / "))
}

func (m *Model) year(year int) (*Year, error) {
	for i := range m.Years {
		if m.Years[i].Year == year {
			return &m.Years[i], nil
		}
	}
	return nil, message.YearUnknown.Error(strconv.Itoa(year))
}

func (y *Year) group(name string) (int, error) {
	for g := range y.Groups {
		if y.Groups[g].Name == name {
			return g, nil
		}
	}
	return 0, message.GroupUnknown.Error(clip(name))
}

// Set enters a text at a place, or clears it where the text is empty. A
// refused text leaves the model as it was. Whether the model can still be
// computed is for [Model.Compute] to say.
func (m *Model) Set(at Place, text string) error {
	y, err := m.year(at.Year)
	if err != nil {
		return err
	}
	if err := m.set(y, at, text); err != nil {
		place := at.Field.String()
		if at.District != "" {
			place = at.District + ": " + place
		}
		return message.At(strconv.Itoa(at.Year), message.At(place, err))
	}
	return nil
}

func (m *Model) set(y *Year, at Place, text string) error {
	g := 0
	if at.Field.ofGroup() {
		var err error
		if g, err = y.group(at.Group); err != nil {
			return err
		}
	}
	if at.District != "" {
		d, err := m.district(at.District)
		if err != nil {
			return err
		}
		if at.Field.ofGroup() {
			return y.Rows[d].Counts[g].set(at.Field, text)
		}
		return y.Rows[d].set(at.Field, text)
	}
	switch at.Field {
	case FieldShare:
		return enter(&y.Share, text, money.ParseShare)
	case FieldStandard:
		return enter(&y.Groups[g].Standard, text, ParseStandard)
	case FieldAdvance:
		return enter(&y.Advance.Total, text, parsePositive)
	case FieldOpening:
		return enter(&y.Opening.Total, text, money.Parse)
	}
	return message.FieldOfDistrict.Error(at.Field)
}

func (r *Row) set(f Field, text string) error {
	switch f {
	case FieldShare:
		return enter(&r.Share, text, money.ParseShare)
	case FieldRatio:
		return enter(&r.Ratio, text, parseWeight)
	case FieldWeight:
		return enter(&r.Weight, text, parseWeight)
	case FieldAdvance:
		return enter(&r.Advance, text, parsePositive)
	case FieldOpening:
		return enter(&r.Opening, text, money.Parse)
	case FieldMin:
		return enter(&r.Min, text, parsePositive)
	}
	return enter(&r.Max, text, parsePositive)
}

func (c *Count) set(f Field, text string) error {
	switch f {
	case FieldHeads:
		return enter(&c.Heads, text, ParseHeads)
	case FieldPlanned:
		return enter(&c.Planned, text, ParseHeads)
	}
	return enter(&c.Standard, text, ParseStandard)
}

// enter parses a text into an entry; an empty text clears it.
func enter[T any](to **T, text string, parse func(string) (T, error)) error {
	if text == "" {
		*to = nil
		return nil
	}
	v, err := parse(text)
	if err != nil {
		return err
	}
	*to = &v
	return nil
}

func parseWeight(s string) (money.Weight, error) {
	if strings.HasPrefix(s, "-") {
		if _, err := money.ParseWeight(s[1:]); err == nil {
			return money.Weight{}, message.WeightNegative.Error(s)
		}
	}
	return money.ParseWeight(s)
}

func parsePositive(s string) (money.Amount, error) {
	a, err := money.Parse(s)
	if err == nil && a < 0 {
		err = message.AmountNegative.Error(s)
	}
	return a, err
}

// ParseStandard reads a standard in 元 a head, with at most two decimals.
func ParseStandard(s string) (money.Amount, error) {
	a, err := money.Parse(s) // the same digits, taken for 万元
	switch {
	case err != nil || a%(money.Wan/money.Yuan) != 0:
		return 0, message.StandardUnclear.Error(clip(s))
	case a < 0:
		return 0, message.AmountNegative.Error(s)
	}
	return a / (money.Wan / money.Yuan), nil
}

// ParseHeads reads a whole number of people, 0 to 999,999,999.
func ParseHeads(s string) (int64, error) {
	if rest, negative := strings.CutPrefix(s, "-"); negative && digits(rest) {
		return 0, message.HeadsNegative.Error(clip(s))
	}
	if !digits(s) {
		return 0, message.HeadsUnclear.Error(clip(s))
	}
	return strconv.ParseInt(s, 10, 64)
}

func digits(s string) bool {
	return s != "" && len(s) <= 9 && !strings.ContainsFunc(s, func(r rune) bool { return r < '0' || '9' < r })
}

// checkNew refuses a name that cannot stand beside others.
func checkNew(name string, others []string, most int) error {
	if err := checkName(name); err != nil {
		return err
	}
	if slices.Contains(others, name) {
		return message.SplitTwice.Error(name)
	}
	if len(others) >= most {
		return message.TransferTooMany.Error(most)
	}
	return nil
}

func checkName(s string) error {
	switch {
	case s == "":
		return message.NameEmpty.Error()
	case len(s) > maxNameBytes:
		return message.TextTooLong.Error(clip(s), maxNameBytes)
	case !utf8.ValidString(s):
		return message.TextNotUTF8.Error()
	case strings.ContainsFunc(s, unicode.IsControl):
		return message.TextControl.Error()
	case strings.TrimSpace(s) != s:
		return message.NameSpace.Error(s)
	}
	return nil
}

func clip(s string) string {
	if r := []rune(s[:min(len(s), 200)]); len(r) > 40 {
		return string(r[:40]) + "…"
	}
	return s
}
