package ui

import (
	"strconv"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/app/session"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

const (
	adjustID      = "adjust-dialog"
	adjustHowID   = "adjust-how"
	adjustValueID = "adjust-value"
	adjustUnitID  = "adjust-unit"
	adjustWhyID   = "adjust-why"
	adjustSaysID  = "adjust-says"
	adjustWrongID = "adjust-wrong"
	adjustScopeID = "adjust-scope"
)

// adjustDialog changes the selected lines together.
type adjustDialog struct {
	st       *state
	from, to string // rows of the grid
}

var adjustments = [session.Hows]*message.Text{message.AdjustByPercent, message.AdjustByEach, message.AdjustToEach, message.AdjustSpread}

var adjustUnits = []money.Amount{money.Cent, money.Fen, money.Cent * 10, money.Wan}

func (d *adjustDialog) render(p *linesPage) app.UI {
	st := d.st
	return st.modal(adjustID, "", st.say(message.AdjustTitle),
		app.P().ID(adjustScopeID).Class("hint"),
		app.Form().Attr("novalidate", "novalidate").OnSubmit(func(_ app.Context, e app.Event) {
			e.PreventDefault()
			d.apply(p)
		}).Body(
			div("fields",
				div("field wide",
					st.label(adjustHowID, message.AdjustHow),
					app.Select().ID(adjustHowID).OnChange(d.onChange).Body(app.Range(adjustments[:]).Slice(func(i int) app.UI {
						return option(strconv.Itoa(i), st.say(adjustments[i]), false)
					})),
				),
				div("field",
					st.label(adjustValueID, message.AdjustValue),
					textInput(adjustValueID, "").MaxLength(maxTyped).OnInput(d.onChange),
				),
				div("field",
					st.label(adjustUnitID, message.AdjustUnit),
					app.Select().ID(adjustUnitID).OnChange(d.onChange).Body(app.Range(adjustUnits).Slice(func(i int) app.UI {
						return option(strconv.Itoa(i), adjustUnits[i].String(), false)
					})),
				),
				div("field wide",
					st.label(adjustWhyID, message.FieldWhy),
					textInput(adjustWhyID, "").MaxLength(maxTyped),
				),
			),
			app.P().ID(adjustSaysID).Role("status"),
			app.P().ID(adjustWrongID).Class("wrong").Role("alert"),
			div("actions",
				st.button("", message.ActionCancel, func(app.Context, app.Event) {
					element(adjustID).Call("close")
					p.focusGrid()
				}),
				app.Button().Type("submit").Class("primary").Text(st.say(message.ActionApply)),
			),
		),
	)
}

// open asks about the rows that are selected in the grid.
func (d *adjustDialog) open(p *linesPage) {
	if why := d.st.session.ReadOnly(); why.Text != nil {
		p.after(&message.Error{Message: why})
		return
	}
	rows := element(gridID).Get("selectedRows")
	if rows.Length() < 2 {
		p.after(message.SelectLine.Error())
		return
	}
	d.from, d.to = rows.Index(0).String(), rows.Index(1).String()
	x := d.st.session.Select(d.from, d.to)
	if x.Lines == 0 {
		p.after(message.SelectLine.Error())
		return
	}
	element(adjustScopeID).Set("textContent", d.st.say(message.AdjustScope, x.Lines, x.Sum.Grouped()))
	for _, id := range []string{adjustValueID, adjustWhyID} {
		fill(id, "")
	}
	for _, id := range []string{adjustSaysID, adjustWrongID} {
		element(id).Set("textContent", "")
	}
	element(adjustID).Call("showModal")
	element(adjustValueID).Call("focus")
}

func (d *adjustDialog) adjustment() session.Adjustment {
	how, _ := strconv.Atoi(element(adjustHowID).Get("value").String())
	unit, _ := strconv.Atoi(element(adjustUnitID).Get("value").String())
	return session.Adjustment{How: session.How(how), Value: typed(adjustValueID), Unit: adjustUnits[unit], Why: typed(adjustWhyID)}
}

// onChange says what would happen while one types.
func (d *adjustDialog) onChange(app.Context, app.Event) {
	says, wrong := "", ""
	if typed(adjustValueID) != "" {
		x, err := d.st.session.Adjust(d.from, d.to, d.adjustment())
		switch {
		case err != nil:
			wrong = message.Explain(err, d.st.lang)
		case len(x.Edits) == 0:
			says = d.st.say(message.AdjustNothing)
		default:
			by := (x.After - x.Before).GroupedExact()
			if x.After > x.Before {
				by = "+" + by
			}
			says = d.st.say(message.AdjustResult, x.Lines, len(x.Edits), x.Before.Grouped(), x.After.Grouped(), by)
		}
	}
	element(adjustSaysID).Set("textContent", says)
	element(adjustWrongID).Set("textContent", wrong)
}

func (d *adjustDialog) apply(p *linesPage) {
	x, err := d.st.session.Adjust(d.from, d.to, d.adjustment())
	if err == nil {
		err = d.st.session.ApplyAll(x.Edits, editTime())
	}
	if err != nil {
		element(adjustWrongID).Set("textContent", message.Explain(err, d.st.lang))
		return
	}
	element(adjustID).Call("close")
	d.st.tell(message.Adjusted.With(len(x.Edits), x.Before.Grouped(), x.After.Grouped()))
	p.after(nil)
	p.focusGrid()
}
