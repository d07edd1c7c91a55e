package loan

import (
	"encoding/csv"
	"errors"
	"io"
	"slices"
	"strconv"
	"strings"
	"unicode"
	"unicode/utf8"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// column is what a column of a table of loans holds, by the members of files.
type column struct {
	member string
	heads  []string // in plain form
}

var columns = []column{
	{"id", []string{"贷款编号", "编号", "合同编号", "id", "loan", "loanid"}},
	{"borrower", []string{"借款人类型", "贷款类型", "类型", "借款人类别", "borrower", "kind"}},
	{"amount", []string{"金额", "贷款金额", "本金", "发放金额", "amount", "principal"}},
	{"granted", []string{"发放日期", "放款日期", "贷款发放日期", "贷款发放日", "granted", "granteddate", "dategranted"}},
	{"signed", []string{"签订日期", "合同签订日期", "合同日期", "signed", "signeddate", "datesigned"}},
	{"term", []string{"期限", "贷款期限", "term"}},
	{"rate", []string{"利率", "年利率", "贷款利率", "贷款年利率", "rate", "yearlyrate"}},
	{"heads", []string{"招用人数", "新招用人数", "符合条件人数", "heads", "newlyhired"}},
	{"head_changes", []string{"人数变动", "招用人数变动", "headchanges", "changesofheads"}},
	{"repayment", []string{"还款方式", "repayment"}},
	{"repaid", []string{"提前还清日期", "提前结清日期", "结清日期", "repaid", "repaiddate", "daterepaid"}},
	{"repayments", []string{"提前还款", "部分提前还款", "repayments", "earlyrepayments"}},
	{"count", []string{"笔数", "count", "number"}},
	{"", []string{"序号", "姓名", "借款人", "企业名称", "名称", "经办银行", "银行", "备注", "区", "name", "bank", "note", "remarks", "district"}},
}

var words = map[string]string{
	"个人": "person", "自然人": "person", "person": "person",
	"小微企业": "firm", "企业": "firm", "小微": "firm", "firm": "firm", "smallfirm": "firm",
	"到期还本": "bullet", "按月付息到期还本": "bullet", "bullet": "bullet",
	"等额本金": "equal", "按月等额还本": "equal", "equal": "equal",
}

// plain is a head or a word without what varies: case, space, signs, and what
// stands in brackets.
func plain(s string) string {
	var b strings.Builder
	depth := 0
	for _, c := range strings.ToLower(s) {
		switch {
		case strings.ContainsRune("(（[", c):
			depth++
		case strings.ContainsRune(")）]", c):
			depth = max(depth-1, 0)
		case depth > 0 || unicode.IsSpace(c) || strings.ContainsRune("_-:：、，,", c):
		default:
			b.WriteRune(c)
		}
	}
	return b.String()
}

// ReadTable reads loans from a table as spreadsheets copy (tabs) or save it
// (commas or semicolons): a row of heads, then a loan a row. The head of the
// amount says 元 or 万元, or each amount does; the head of the term may say 年.
// A head that is not known is refused, since what it holds might matter. All
// that is wrong is said in one error, with row and column (at most twenty
// places are written out); there are no loans then.
func ReadTable(text, place string) (Portfolio, error) {
	if len(text) > MaxFileBytes {
		return nil, message.At(place, message.DraftTooLarge.Error(MaxFileBytes>>20))
	}
	text = strings.TrimPrefix(text, "\ufeff")
	if !utf8.ValidString(text) {
		return nil, message.At(place, message.TextNotUTF8.Error())
	}
	r := csv.NewReader(strings.NewReader(text))
	r.FieldsPerRecord, r.ReuseRecord, r.TrimLeadingSpace = -1, true, false
	r.Comma = ','
	if head, _, _ := strings.Cut(text, "\n"); strings.Contains(head, "\t") {
		r.Comma = '\t'
	} else if strings.Contains(head, ";") {
		r.Comma = ';'
	}
	t := table{place: place}
	for {
		record, err := r.Read()
		if errors.Is(err, io.EOF) {
			break
		}
		if err != nil {
			return nil, message.At(place, message.FileNotCSV.Error(err.Error()))
		}
		line, _ := r.FieldPos(0)
		if !slices.ContainsFunc(record, func(c string) bool { return strings.TrimSpace(c) != "" }) {
			continue
		}
		if t.columns == nil {
			t.head(line, record)
			if err := t.faults.err(); err != nil {
				return nil, message.At(place, err)
			}
			continue
		}
		if len(t.loans) == MaxLoans {
			return nil, message.At(place, message.LoanTooMany.Error(MaxLoans))
		}
		t.row(line, record)
	}
	if len(t.loans) == 0 && t.faults.err() == nil {
		t.faults.add(message.LoanTableEmpty.Error())
	}
	if t.faults.err() == nil {
		t.loans.check(&t.faults)
		for i, fault := range t.faults.list {
			t.faults.list[i] = t.titled(fault)
		}
	}
	if err := t.faults.err(); err != nil {
		return nil, message.At(place, err)
	}
	return t.loans, nil
}

// table writes loans as a table that ReadTable reads as the same ones; false
// where an id has spaces that a table does not keep.
func (p Portfolio) table() (string, bool) {
	var b strings.Builder
	w := csv.NewWriter(&b)
	var members []string
	for _, c := range columns {
		if c.member != "" && slices.ContainsFunc(p, func(l Loan) bool { return l.cell(c.member) != "" }) {
			members = append(members, c.member)
		}
	}
	record := make([]string, len(members))
	for i, member := range members {
		if record[i] = member; member == "amount" {
			record[i] += "（万元）"
		}
	}
	_ = w.Write(record) // a builder takes everything
	for i := range p {
		if id := p[i].ID; strings.TrimSpace(id) != id || strings.Contains(id, "\u00a0") {
			return "", false
		}
		for k, member := range members {
			record[k] = p[i].cell(member)
		}
		_ = w.Write(record)
	}
	w.Flush()
	return b.String(), true
}

// cell writes a member, "" where it says nothing.
func (l *Loan) cell(member string) string {
	date := func(d Date) string {
		if d == 0 {
			return ""
		}
		return d.String()
	}
	switch member {
	case "id":
		return l.ID
	case "borrower":
		return l.Borrower.String()
	case "amount":
		return l.Amount.String()
	case "granted":
		return l.Granted.String()
	case "signed":
		return date(l.Signed)
	case "term":
		return strconv.Itoa(l.Term)
	case "rate":
		return l.Rate.String()
	case "heads":
		if l.Heads > 0 {
			return strconv.FormatInt(l.Heads, 10)
		}
	case "head_changes":
		var all []string
		for _, c := range l.Changes {
			all = append(all, c.On.String()+":"+strconv.FormatInt(c.Heads, 10))
		}
		return strings.Join(all, ";")
	case "repayment":
		if l.Repayment != Bullet {
			return l.Repayment.String()
		}
	case "repaid":
		return date(l.Repaid)
	case "repayments":
		var all []string
		for _, c := range l.Parts {
			all = append(all, c.On.String()+":"+c.Amount.String())
		}
		return strings.Join(all, ";")
	case "count":
		if l.Count != 1 {
			return strconv.FormatInt(l.Count, 10)
		}
	}
	return ""
}

type table struct {
	place   string
	columns []string // the member of each, "" for none
	titles  []string
	unit    money.Amount // of amounts, 0 where the cells have to say it
	years   bool         // terms are in years
	loans   Portfolio
	faults  faults
}

func (t *table) at(line int, title string, err error) {
	t.faults.add(message.At(strconv.Itoa(line), message.At(title, err)))
}

func (t *table) head(line int, record []string) {
	t.columns, t.titles = make([]string, len(record)), make([]string, len(record))
	seen := make(map[string]bool)
	for i, cell := range record {
		title := strings.Clone(strings.TrimSpace(cell))
		t.titles[i] = clip(title)
		if title == "" {
			continue
		}
		word, unit := plain(title), money.Amount(0)
		lower := strings.ToLower(title)
		switch {
		case strings.Contains(title, "万元"):
			word, unit = strings.TrimSuffix(word, "万元"), money.Wan
		case strings.Contains(title, "元"):
			word, unit = strings.TrimSuffix(word, "元"), money.Yuan
		case strings.Contains(lower, "yuan"):
			word, unit = strings.TrimSuffix(word, "yuan"), money.Yuan
		}
		k := slices.IndexFunc(columns, func(c column) bool { return slices.Contains(c.heads, word) })
		if k < 0 {
			word = strings.TrimSuffix(strings.TrimSuffix(strings.TrimSuffix(word, "percent"), "months"), "%")
			k = slices.IndexFunc(columns, func(c column) bool { return slices.Contains(c.heads, word) })
		}
		if k < 0 {
			t.at(line, clip(title), message.LoanHeadUnknown.Error(known()))
			continue
		}
		member := columns[k].member
		t.columns[i] = member
		switch member {
		case "":
			continue
		case "amount":
			t.unit = unit
		case "term":
			t.years = strings.Contains(title, "年") || strings.Contains(lower, "year")
		}
		if seen[member] {
			t.at(line, clip(title), message.LoanHeadTwice.Error())
		}
		seen[member] = true
	}
	for _, must := range loanMust {
		if !seen[must] {
			k := slices.IndexFunc(columns, func(c column) bool { return c.member == must })
			t.faults.add(message.At(strconv.Itoa(line), message.LoanHeadMissing.Error(columns[k].heads[0], must)))
		}
	}
}

// known lists the heads, one of each column.
func known() string {
	var names []string
	for _, c := range columns {
		names = append(names, c.heads[0])
	}
	return strings.Join(names, " / ")
}

// row reads one loan; all its faults are added.
func (t *table) row(line int, record []string) {
	l := Loan{Count: 1}
	before := len(t.faults.list) + t.faults.more
	for i, cell := range record {
		cell = strings.TrimSpace(strings.ReplaceAll(cell, "\u00a0", " "))
		if i >= len(t.columns) || t.titles[i] == "" {
			if cell != "" {
				t.at(line, strconv.Itoa(i+1), message.LoanCellNoHead.Error(clip(cell)))
			}
			continue
		}
		member := t.columns[i]
		if cell == "" {
			if slices.Contains(loanMust, member) {
				t.at(line, t.titles[i], message.LoanFieldMissing.Error())
			}
			continue
		}
		if err := t.cell(&l, member, cell); err != nil {
			t.at(line, t.titles[i], err)
		}
	}
	for i := len(record); i < len(t.columns); i++ {
		if slices.Contains(loanMust, t.columns[i]) {
			t.at(line, t.titles[i], message.LoanFieldMissing.Error())
		}
	}
	if len(t.faults.list)+t.faults.more > before {
		return
	}
	if err := l.Check(); err != nil {
		t.faults.add(message.At(strconv.Itoa(line), t.titled(err)))
		return
	}
	t.loans = append(t.loans, l)
}

// titled gives an error of a field the head that its column has in the table.
func (t *table) titled(err error) error {
	e, ok := errors.AsType[*message.Error](err)
	if !ok || len(e.At) == 0 {
		return err
	}
	last := len(e.At) - 1
	i := slices.Index(t.columns, e.At[last])
	if i < 0 {
		return err
	}
	return &message.Error{Message: e.Message, At: append(slices.Clone(e.At[:last]), t.titles[i])}
}

func (t *table) cell(l *Loan, member, cell string) (err error) {
	switch member {
	case "id":
		l.ID = strings.Clone(cell)
	case "borrower":
		err = t.word(cell, borrowerWords[:], &l.Borrower)
	case "amount":
		l.Amount, err = t.amount(cell)
	case "granted":
		l.Granted, err = ReadDate(cell)
	case "signed":
		l.Signed, err = ReadDate(cell)
	case "repaid":
		l.Repaid, err = ReadDate(cell)
	case "term":
		l.Term, err = t.term(cell)
	case "rate":
		l.Rate, err = ParseRate(strings.TrimSpace(strings.TrimSuffix(money.Fold(strings.ReplaceAll(cell, "％", "%")), "%")))
	case "heads":
		l.Heads, err = whole(cell)
	case "count":
		l.Count, err = whole(cell)
	case "repayment":
		err = t.word(cell, repaymentWords[:], &l.Repayment)
	case "head_changes":
		err = pairs(cell, func(on Date, value string) error {
			n, err := whole(value)
			l.Changes = append(l.Changes, HeadChange{on, n})
			return err
		})
	case "repayments":
		err = pairs(cell, func(on Date, value string) error {
			a, err := t.amount(value)
			l.Parts = append(l.Parts, PartRepayment{on, a})
			return err
		})
	}
	return err
}

func (t *table) word(cell string, allowed []string, to any) error {
	w := words[plain(cell)]
	if !slices.Contains(allowed, w) {
		return message.LoanWord.Error(clip(cell), wordsFor(allowed))
	}
	switch to := to.(type) {
	case *Borrower:
		return readWord(w, allowed, to)
	case *Repayment:
		return readWord(w, allowed, to)
	}
	return nil
}

// wordsFor lists the words of files with one in Chinese for each.
func wordsFor(allowed []string) string {
	zh := map[string]string{"person": "个人", "firm": "小微企业", "bullet": "到期还本", "equal": "等额本金"}
	var all []string
	for _, w := range allowed {
		all = append(all, zh[w]+" "+w)
	}
	return strings.Join(all, " / ")
}

func (t *table) amount(cell string) (money.Amount, error) {
	unit := t.unit
	if unit == 0 {
		unit = money.Yuan
	}
	r, err := money.Read(cell, unit)
	if err == nil && t.unit == 0 && !r.Stated {
		err = message.LoanUnitUnsaid.Error(clip(cell))
	}
	if err == nil && (r.Amount <= 0 || r.Amount > MaxAmount) {
		err = message.LoanAmount.Error(r.Amount, MaxAmount)
	}
	return r.Amount, err
}

// term reads months, or years where the head or the cell says so.
func (t *table) term(cell string) (int, error) {
	s, times := money.Fold(cell), 1
	if t.years {
		times = 12
	}
	for _, u := range []struct {
		suffix string
		times  int
	}{{"个月", 1}, {"月", 1}, {"年", 12}} {
		if rest, ok := strings.CutSuffix(s, u.suffix); ok {
			s, times = strings.TrimSpace(rest), u.times
			break
		}
	}
	n, err := whole(s)
	if err != nil || n > MaxTerm {
		return 0, message.LoanTerm.Error(clip(cell), MaxTerm)
	}
	return int(n) * times, nil
}

func whole(s string) (int64, error) {
	t := strings.TrimSuffix(money.Fold(s), "人")
	n, err := strconv.ParseUint(t, 10, 31)
	if err != nil {
		return 0, message.LoanWhole.Error(clip(s))
	}
	return int64(n), nil
}

// pairs reads DAY:VALUE, several with ; between.
func pairs(cell string, each func(on Date, value string) error) error {
	for part := range strings.SplitSeq(strings.NewReplacer("；", ";", "：", ":").Replace(cell), ";") {
		if part = strings.TrimSpace(part); part == "" {
			continue
		}
		day, value, ok := strings.Cut(part, ":")
		if !ok {
			return message.LoanPair.Error(clip(part))
		}
		on, err := ReadDate(strings.TrimSpace(day))
		if err != nil {
			return err
		}
		if err := each(on, strings.TrimSpace(value)); err != nil {
			return err
		}
	}
	return nil
}
