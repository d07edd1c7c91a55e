package ui

import (
	"strconv"
	"strings"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/budgetcore/message"
	"suanpan/budgetcore/money"
)

// value is what a live element shows. Flags: "-" negative, "*" changed, "!"
// urgent, "d" disabled, "h" hidden.
type value struct{ key, text, flags string }

// Keys of live elements.
const (
	liveSpending       = "spending"
	liveSpendingChange = "spending-change"
	liveIncome         = "income"
	liveIncomeChange   = "income-change"
	liveGap            = "gap"
	liveGapWord        = "gap-word"
	liveTransfers      = "transfers"
	liveEdits          = "edits"
	liveUndo           = "undo"
	liveRedo           = "redo"
	liveWritable       = "writable" // whatever changes the draft
	liveLabel          = "label"
	liveNotice         = "notice"
	liveSave           = "save"
	liveOffline        = "offline"
	liveBroken         = "broken"
	liveOver           = "over" // ceilings that are exceeded
	liveShown          = "shown"
)

func (st *state) values() []value {
	t := st.session.Totals()
	// a difference that rounds to nothing is shown exactly: it is not nothing
	shown := func(a money.Amount) string {
		if a != 0 && a.Rounded() == 0 {
			return a.GroupedExact()
		}
		return a.Grouped()
	}
	figure := func(key string, a money.Amount, changed bool) value {
		flags := ""
		if a < 0 {
			flags = "-"
		}
		if changed {
			flags += "*"
		}
		return value{key, a.Grouped(), flags}
	}
	change := func(key string, a money.Amount) value {
		v := figure(key, a, false)
		v.text = shown(a)
		if a > 0 {
			v.text = "+" + v.text
		}
		if a == 0 {
			v.flags = "h"
		}
		return v
	}
	off := func(key string, on bool) value {
		if on {
			return value{key: key}
		}
		return value{key: key, flags: "d"}
	}
	gap := figure(liveGap, t.Gap, false)
	gap.text = shown(t.Gap)
	writable := st.session.ReadOnly().Text == nil
	word, wordFlags := message.Balanced, ""
	if t.Gap != 0 {
		word, wordFlags = message.NotBalanced, "!"
	}
	label := value{liveLabel, "", "h"}
	if !st.opened {
		label = value{liveLabel, st.say(message.PublishedLabel), ""}
	}
	notice := value{liveNotice, st.notice.In(st.lang), ""}
	if fault := st.session.Fault(); fault != nil {
		notice = value{liveNotice, st.say(message.CheckFailed, fault.Error()), "!"}
	} else if st.urgent {
		notice.flags = "!"
	}
	if notice.text == "" {
		notice.flags = "h"
	}
	save := value{liveSave, st.saved.In(st.lang), ""}
	if st.failed {
		save.flags = "!"
	}
	count := func(key string, n int) value {
		if n == 0 {
			return value{key, "0", "h"}
		}
		return value{key, strconv.Itoa(n), ""}
	}
	return []value{
		count(liveBroken, st.broken), count(liveOver, st.session.Over()), st.shown(),
		figure(liveSpending, t.Spending.Now, t.Spending.Change() != 0), change(liveSpendingChange, t.Spending.Change()),
		figure(liveIncome, t.Income.Now, t.Income.Change() != 0), change(liveIncomeChange, t.Income.Change()),
		gap,
		{liveGapWord, st.say(word), wordFlags},
		figure(liveTransfers, t.Transfers.Now, t.Transfers.Change() != 0),
		{liveEdits, strconv.Itoa(t.Edits), ""},
		off(liveUndo, t.CanUndo && writable), off(liveRedo, t.CanRedo && writable), off(liveWritable, writable),
		label, notice, save,
		{liveOffline, st.offlineText(), ""},
	}
}

// shown says what the filter of the grid shows.
func (st *state) shown() value {
	lines, f, on := st.session.Shown()
	switch x := st.picked; {
	case x.Lines > 1:
		return value{liveShown, st.say(message.SelectionSums, x.Lines, x.Sum.Grouped(), x.Average().Grouped()), ""}
	case !on:
		return value{liveShown, "", "h"}
	case lines == 0:
		return value{liveShown, st.say(message.FilterNone), ""}
	}
	change := f.Change().Grouped()
	if f.Change() > 0 {
		change = "+" + change
	}
	return value{liveShown, st.say(message.FilterShown, lines, f.Now.Grouped(), f.Published.Grouped(), change), ""}
}

func (st *state) offlineText() string {
	switch st.offline {
	case "ready":
		return st.say(message.OfflineReady)
	case "unavailable":
		return st.say(message.OfflineNone)
	}
	return st.say(message.OfflinePreparing)
}

// paint writes every live value to the document in one crossing.
func (st *state) paint() {
	if app.IsServer {
		return
	}
	if !st.session.Fresh() {
		st.checkSoon()
	}
	var b strings.Builder
	for i, v := range st.values() {
		if i > 0 {
			b.WriteByte('\x1e')
		}
		b.WriteString(v.key + "\x1f" + v.text + "\x1f" + v.flags)
	}
	app.Window().Get("suanpan").Call("paint", b.String())
	st.followTour()
}

// checkAfter is how many milliseconds after a change its contradictions are
// counted, so that no key waits for it.
const checkAfter = 30

// checkUpTo is the number of lines up to which that is done unasked; larger
// budgets are checked when the page of checks is opened.
const checkUpTo = 5000

// checkSoon counts the contradictions that the draft brings once the figures
// are on the screen, and shows the trace of a figure as it is now.
func (st *state) checkSoon() {
	if st.checking || app.IsServer || st.session.Now().Len() > checkUpTo {
		return
	}
	st.checking = true
	// A timer of the program's own would go off in the midst of what is being done
	// as soon as that calls the page.
	app.Window().Call("setTimeout", st.count, checkAfter)
}

// checkNow counts the contradictions.
func (st *state) checkNow(app.Value, []app.Value) any {
	st.checking = false
	d, err := st.session.Disclosed()
	if err != nil {
		return nil
	}
	published, err := d.Published()
	if err != nil {
		return nil
	}
	introduced, _ := d.Report().Since(published)
	st.broken = len(introduced)
	st.paint()
	if len(st.walk.path) > 0 {
		st.update()
	}
	return nil
}

// live makes an element show a live value. Prerendered pages carry the value
// itself, which is a published figure then.
func (st *state) live(el app.HTMLSpan, key string) app.UI {
	el = el.DataSet("live", key)
	if app.IsServer {
		for _, v := range st.values() {
			if v.key == key {
				if strings.Contains(v.flags, "h") {
					el = el.Hidden(true)
				}
				return el.Text(v.text)
			}
		}
	}
	return el
}

// connect lets the document's own scripts ask the program what they need.
func connect(st *state) {
	glue := app.Window().Get("suanpan")
	st.count = app.FuncOf(st.checkNow)
	connectDesk(st, glue)
	glue.Set("pending", app.FuncOf(func(app.Value, []app.Value) any { return st.pen.waiting() }))
	glue.Set("find", app.FuncOf(func(app.Value, []app.Value) any {
		st.find()
		return nil
	}))
	glue.Set("picture", app.FuncOf(func(_ app.Value, args []app.Value) any {
		st.chosen(args[0].String(), args[1].String())
		return nil
	}))
	glue.Set("endTrace", app.FuncOf(func(app.Value, []app.Value) any {
		st.endTrace()
		return nil
	}))
	root := app.Window().Get("document").Get("documentElement")
	read := func() { st.offline = root.Get("dataset").Get("offline").String() }
	read()
	app.Window().Call("addEventListener", "suanpan:offline", app.FuncOf(func(app.Value, []app.Value) any {
		read()
		st.paint()
		return nil
	}))
}

// element finds an element by its id.
func element(id string) app.Value { return app.Window().GetElementByID(id) }

// input returns what an input, select or textarea holds.
func input(id string) string { return element(id).Get("value").String() }

// fill puts text into an input; the attribute would not reach one that has
// been typed into.
func fill(id, text string) { element(id).Set("value", text) }
