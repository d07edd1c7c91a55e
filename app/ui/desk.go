package ui

import (
	"bytes"
	"context"
	"errors"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/app/session"
	"suanpan/app/store"
	"suanpan/budgetcore/message"
	"suanpan/budgetcore/published"
)

// deskHost is the element in which a page of the desk is shown; the script
// beside the program draws into it.
func (st *state) deskHost() app.UI {
	if app.IsServer {
		return para("hint", st.say(message.SaveReading))
	}
	return app.Div().ID("desk").Class("desk").Aria("busy", "true").DataSet("failed", st.say(message.DeskFailed))
}

// showDesk asks for a page of the desk once its element is there.
func (st *state) showDesk(ctx app.Context, page string) {
	if app.IsServer {
		return
	}
	ctx.Defer(func(app.Context) { app.Window().Get("suanpan").Call("desk", page) })
}

// tellDesk tells the desk something.
func (st *state) tellDesk(what string, args ...any) {
	app.Window().Get("suanpan").Call(what, args...)
}

// deskPage is a page that is all the desk's.
type deskPage struct {
	app.Compo
	st    *state
	path  string
	title *message.Text
	desk  string
}

// Pages are told apart by their types: of one type, go-app would keep the page
// that is left.
type (
	transfersPage      struct{ deskPage }
	estimatesPage      struct{ deskPage }
	classificationPage struct{ deskPage }
	trainingPage       struct{ deskPage }
)

func (p *deskPage) OnNav(ctx app.Context) {
	p.st.entitle(ctx, p.title)
	p.st.showDesk(ctx, p.desk)
}

func (p *deskPage) OnMount(ctx app.Context) { p.st.mount(ctx, func() {}) }

func (p *deskPage) Render() app.UI {
	return p.st.shell(p.path, p.st.h1(p.title), p.st.deskHost())
}

// connectDesk lets the desk read the draft and ask for what it wants done.
func connectDesk(st *state, glue app.Value) {
	set := func(name string, do func(args []app.Value) any) {
		glue.Set(name, app.FuncOf(func(_ app.Value, args []app.Value) any { return do(args) }))
	}
	set("draft", func([]app.Value) any { return string(st.session.File()) })
	set("documents", func([]app.Value) any {
		list := []any{st.doc}
		for _, b := range st.budgets {
			list = append(list, b.doc, b.title, b.away)
		}
		return list
	})
	set("act", func(args []app.Value) any {
		body := make([]byte, args[0].Get("length").Int())
		app.CopyBytesToGo(body, args[0])
		err := st.session.Act(body, editTime())
		st.changed()
		if err != nil {
			return message.Explain(err, st.lang)
		}
		return ""
	})
	set("ask", func(args []app.Value) any {
		name := args[1].String()
		switch args[0].String() {
		case "open":
			data := []byte(args[2].String())
			go st.turnTo(st.newDocument(), func() {
				if err := st.session.Open(data, name); err != nil {
					st.refuse(err)
					return
				}
				st.tell(message.Verbatim.With(name))
			})
		case "turn":
			go st.turnTo(name, nil)
		case "away", "out":
			st.putAway(name, args[0].String() == "away")
		case "intake":
			st.intake.replace(args[2].String())
		}
		return nil
	})
	set("fresh", func(args []app.Value) any {
		name, data, then := args[0].String(), []byte(args[1].String()), args[2]
		go func() {
			why := ""
			if err := st.fresh(data, name); err != nil {
				why = message.Explain(err, st.lang)
			}
			st.tellDesk("deskRestore")
			then.Invoke(why)
		}()
		return nil
	})
	set("readDraft", func(args []app.Value) any {
		doc, then := args[0].String(), args[1]
		go func() {
			file, err := readBudget(doc)
			if err != nil {
				then.Invoke("", message.Explain(err, st.lang))
				return
			}
			then.Invoke(string(file), "")
		}()
		return nil
	})
}

// readBudget reads the draft file of a budget that is not open here. What is
// found wrong with it is said when it is opened.
func readBudget(doc string) ([]byte, error) {
	ctx := context.Background()
	s, opened, err := store.Open(ctx, newKeeper(doc).Backing(), store.Options{Now: time.Now, Lost: func() {}})
	if err != nil {
		return nil, err
	}
	defer s.Close()
	read, err := session.New(published.Dataset(), nil)
	if err != nil {
		return nil, err
	}
	entries := make([]session.Entry, len(opened.Records))
	for i, r := range opened.Records {
		entries[i] = session.Entry{Snapshot: r.Snapshot, Body: bytes.Clone(r.Body)}
	}
	if err := read.Restore(entries); err != nil {
		return nil, err
	}
	if opened.Places == 0 {
		return nil, errors.New(message.StoreNowhere.In(message.EN))
	}
	return read.File(), nil
}
