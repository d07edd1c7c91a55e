package narrative

import (
	"fmt"
	"slices"
	"strconv"
	"strings"

	"suanpan/budgetcore/budget"
	"suanpan/budgetcore/money"
	"suanpan/budgetcore/statement"
)

// runs fills in a line of the template: {id} is a figure, [[id|a|b|c]] the
// words for a change that is an increase, a decrease or none.
func (w *writer) runs(line string) ([]Run, error) {
	var runs []Run
	for line != "" {
		open := strings.IndexAny(line, "{[")
		for open >= 0 && line[open] == '[' && !strings.HasPrefix(line[open:], "[[") { // a reference number of a document
			next := strings.IndexAny(line[open+1:], "{[")
			if next < 0 {
				open = -1
				break
			}
			open += 1 + next
		}
		if open < 0 {
			return append(runs, Run{Text: line}), nil
		}
		if open > 0 {
			runs = append(runs, Run{Text: line[:open]})
		}
		line = line[open:]
		end := "}"
		if line[0] == '[' {
			end = "]]"
		}
		close := strings.Index(line, end)
		if close < 0 {
			return nil, fmt.Errorf("%q is not closed", line)
		}
		inside := strings.TrimLeft(line[:close], "{[")
		line = line[close+len(end):]
		if end == "}" {
			f := w.Figure(inside)
			if f == nil {
				return nil, fmt.Errorf("no figure %q", inside)
			}
			r := Run{Text: f.display(f.Now), Figure: f.ID, Input: f.Input}
			if f.Changed() {
				r.Was = f.display(f.Base)
			}
			runs = append(runs, r)
			continue
		}
		chosen, err := w.choice(inside)
		if err != nil {
			return nil, err
		}
		runs = append(runs, chosen...)
	}
	return runs, nil
}

// choice takes the words that fit a change; where the publication has other
// words, they are what was said before the first of them.
func (w *writer) choice(inside string) ([]Run, error) {
	parts := strings.Split(inside, "|")
	f := w.Figure(parts[0])
	if f == nil || len(parts) != 4 {
		return nil, fmt.Errorf("%q is not a figure with three wordings", inside)
	}
	now, base := wording(f.Exact), wording(f.base)
	runs, err := w.runs(parts[now])
	if err != nil || now == base {
		return runs, err
	}
	before, err := w.runs(parts[base])
	if err != nil {
		return nil, err
	}
	was, is := "", ""
	for _, r := range before {
		if r.Figure != "" {
			r.Text = w.Figure(r.Figure).display(w.Figure(r.Figure).Base)
		}
		was += r.Text
	}
	for _, r := range runs {
		is += r.Text
	}
	return []Run{{Text: is, Figure: f.ID, Was: was}}, nil
}

// wording is which wording fits a change that is said with two decimals.
func wording(change money.Amount) int {
	switch a := change.Rounded(); {
	case a > 0:
		return 1
	case a < 0:
		return 2
	}
	return 3
}

// items makes a figure for each 项 of annex 5, now or as published.
func (w *writer) items(published []budget.NarrativeItem) {
	t := w.book.Table(5, "")
	if t == nil {
		return
	}
	for i := range t.Lines {
		r := &t.Lines[i]
		if r.Kind != statement.Leaf || r.Cells[0].Blank() && r.Cells[0].Base.Lines == 0 {
			continue
		}
		ref := statement.Ref{Annex: 5, Row: r.Path, Column: t.Columns[0].ID}
		f := Figure{
			ID: itemID(published, r.Path), Section: "二 一般公共预算", Unit: "万元", form: "grouped",
			Summary: w.path(r.Path) + " [" + r.Path + "]",
			Exact:   r.Cells[0].Now.Amount, base: r.Cells[0].Base.Amount,
			Terms: []statement.Term{{Sign: 1, Ref: ref}}, Refs: []statement.Ref{ref},
		}
		if !r.Cells[0].Blank() {
			f.Now = f.plain(f.Exact)
		}
		if r.Cells[0].Base.Lines > 0 {
			f.Base = f.plain(f.base)
		}
		w.index[f.ID] = len(w.Figures)
		w.Figures = append(w.Figures, f)
	}
}

func itemID(published []budget.NarrativeItem, code string) string {
	for _, p := range published {
		if p.Function == code {
			return p.ID
		}
	}
	return "gpb.item." + code
}

// path names a 项 with its 类 and 款.
func (w *writer) path(code string) string {
	names := w.now.Dataset().Functional.Path(code)
	s := ""
	for i, level := range []string{"(类)", "(款)", "(项)"} {
		if i < len(names) {
			s += names[i].Name + level
		}
	}
	return s
}

// writeItems writes one paragraph for each 项, numbered as they stand.
func (w *writer) writeItems(published []budget.NarrativeItem) {
	n := 0
	for i := range w.Figures {
		f := &w.Figures[i]
		if !strings.HasPrefix(f.ID, "gpb.item.") {
			continue
		}
		code := f.Refs[0].Row
		use := ""
		for _, p := range published {
			if p.Function == code {
				use = p.Use
			}
		}
		name := wide.Replace(w.path(code))
		if f.Now == "" {
			w.Blocks = append(w.Blocks, Block{Gone: true, Runs: []Run{{Figure: f.ID, Was: name + f.display(f.Base) + "万元。主要用于" + use + "。"}}})
			continue
		}
		if use == "" {
			use = w.use(code)
		}
		n++
		r := Run{Text: f.display(f.Now), Figure: f.ID}
		if f.Changed() {
			if r.Was = f.display(f.Base); f.Base == "" {
				r.Was = Nothing
			}
		}
		tail := "万元。"
		if use != "" {
			tail += "主要用于" + use + "。"
		}
		w.Blocks = append(w.Blocks, Block{Runs: []Run{{Text: strconv.Itoa(n) + "." + name}, r, {Text: tail}}})
	}
}

var wide = strings.NewReplacer("(", "（", ")", "）")

// use says what a 项 that the publication does not have is spent on: the
// projects of its lines, and basic spending.
func (w *writer) use(code string) string {
	var uses []string
	for x := range w.now.Facts(budget.Spending) {
		if x.Function != code || !budget.GeneralPublicBudgetSources.Has(x.Source) {
			continue
		}
		use := x.Project
		if use == "" && x.Kind.Basic() {
			use = "基本支出"
		}
		if use != "" && !slices.Contains(uses, use) {
			uses = append(uses, use)
		}
	}
	s := strings.Join(uses, "、")
	if s != "" && !strings.HasSuffix(s, "支出") {
		s += "支出"
	}
	return s
}
