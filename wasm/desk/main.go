//go:build js && wasm

// Command desk is the program of the worker beside the page: the pages of
// suanpan/app/desk, which take their time without the page waiting.
package main

import (
	"syscall/js"
	"time"

	"suanpan/app/desk"
	"suanpan/app/session"
)

// slice is how long work goes on before the page is heard again.
const slice = 15 * time.Millisecond

func main() {
	d, err := desk.New()
	if err != nil {
		panic(err) // the embedded dataset is damaged: nothing can be shown
	}
	w := worker{d: d, wake: make(chan struct{}, 1)}
	self := js.Global()
	self.Set("desk", js.FuncOf(w.hear))
	self.Call("postMessage", []any{"ready"})
	for range w.wake {
		for more := true; more; {
			page := w.d.Working()
			for until := time.Now().Add(slice); more && time.Now().Before(until); {
				more = d.Work()
			}
			if page {
				w.show()
			} else {
				w.mark()
			}
			time.Sleep(time.Millisecond) // messages are heard here
		}
	}
}

type worker struct {
	d    *desk.Desk
	wake chan struct{}
}

// hear takes one message of the page: its kind and what it says.
func (w *worker) hear(_ js.Value, args []js.Value) any {
	text := func(i int) string { return args[i].String() }
	var err error
	switch text(0) {
	case "lang":
		w.d.SetLang(text(1))
	case "page":
		w.d.Turn(desk.Page(text(1)), text(2))
	case "left":
		w.d.Leave()
	case "aside":
		w.d.Aside(text(1), text(2), text(3))
	case "documents":
		var list []desk.Document
		for i := 2; i+2 < len(args); i += 3 {
			list = append(list, desk.Document{Doc: text(i), Title: text(i + 1), Away: args[i+2].Bool()})
		}
		w.d.Documents(list, text(1))
	case "restore":
		err = w.d.Restore([]byte(text(1)))
	case "entry":
		err = w.d.Follow(session.Entry{Snapshot: args[1].Bool(), Body: []byte(text(2))})
	case "event":
		w.d.Do(text(1), text(2), text(3))
	case "acted":
		w.d.Acted(text(1))
	case "remembered":
		w.d.Remembered(text(1), []byte(text(2)))
	case "kept":
		w.d.Kept(text(1), text(2))
	case "arrived":
		w.d.Arrived(text(1), []byte(text(2)), text(3))
	}
	if err != nil { // it has lost the draft, and asks for it anew
		js.Global().Call("postMessage", []any{"lost", err.Error()})
		return nil
	}
	w.show()
	select {
	case w.wake <- struct{}{}:
	default:
	}
	return nil
}

func post(parts ...any) { js.Global().Call("postMessage", parts) }

func (w *worker) show() {
	if page := w.d.View(); page != nil { // first: what is asked for may be about it
		post("view", w.d.Done(), w.d.Lang(), string(page))
	}
	if aside := w.d.Beside(); aside != nil {
		post("aside", w.d.Done(), w.d.Lang(), string(aside))
	}
	w.mark()
	for _, r := range w.d.Requests() {
		var data any = string(r.Data)
		if r.Kind == "act" { // the program of the page reads it: no text in between
			bytes := js.Global().Get("Uint8Array").New(len(r.Data))
			js.CopyBytesToJS(bytes, r.Data)
			data = bytes
		}
		post("request", r.Kind, r.Name, data)
	}
}

// mark posts what has changed of the marks of the grid.
func (w *worker) mark() {
	if marks, anew := w.d.Marks(); marks != nil {
		post("marks", string(marks), anew)
	}
}
