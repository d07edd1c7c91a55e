//go:build js

// Command store-page lets a browser test drive app/store: it puts open,
// append, takeOver, kept and pref on window.draft, each returning a promise.
package main

import (
	"bytes"
	"context"
	"encoding/binary"
	"math/rand/v2"
	"syscall/js"
	"time"

	"suanpan/app/store"
	"suanpan/budgetcore/message"
)

var (
	browser = store.NewBrowser("test")
	draft   *store.Store
	taken   bool
)

func main() {
	js.Global().Set("draft", js.ValueOf(map[string]any{
		"open":     promise(open),
		"takeOver": promise(takeOver),
		"append":   promise(appendOne),
		"flush":    promise(flush),
		"run":      promise(run),
		"kept":     promise(kept),
		"pref":     promise(pref),
		"close":    promise(closeDraft),
		"taken":    js.FuncOf(func(js.Value, []js.Value) any { return taken }),
	}))
	js.Global().Get("document").Get("documentElement").Get("dataset").Set("program", "running")
	select {}
}

// promise runs f on a goroutine of its own, as every caller of a store must.
func promise(f func(args []js.Value) (any, error)) js.Func {
	return js.FuncOf(func(_ js.Value, args []js.Value) any {
		executor := js.FuncOf(func(_ js.Value, settle []js.Value) any {
			go func() {
				v, err := f(args)
				if err != nil {
					settle[1].Invoke(js.Global().Get("Error").New(err.Error()))
					return
				}
				settle[0].Invoke(v)
			}()
			return nil
		})
		defer executor.Release()
		return js.Global().Get("Promise").New(executor)
	})
}

// body is what record rev of size bytes holds, so that any page can tell
// whether it was altered. No place can compress it.
func body(rev uint64, size int) []byte {
	rng := rand.New(rand.NewPCG(rev, 0))
	b := make([]byte, 0, size+8)
	for len(b) < size {
		b = binary.LittleEndian.AppendUint64(b, rng.Uint64())
	}
	return b[:size]
}

func found(o store.Opened) any {
	findings := make([]any, len(o.Findings))
	for i, f := range o.Findings {
		findings[i] = f.In(message.EN)
	}
	first, last, altered := uint64(0), uint64(0), 0
	for i, r := range o.Records {
		if i == 0 {
			first = r.Rev
		}
		last = r.Rev
		if r.Rev != first+uint64(i) || !bytes.Equal(r.Body, body(r.Rev, len(r.Body))) {
			altered++
		}
	}
	return map[string]any{
		"writer": o.Writer, "places": o.Places, "findings": findings,
		"first": first, "last": last, "altered": altered, "count": len(o.Records),
	}
}

func open([]js.Value) (any, error) {
	s, o, err := store.Open(context.Background(), browser.Backing(), store.Options{
		Now:  time.Now,
		Lost: func() { taken = true },
	})
	if err != nil {
		return nil, err
	}
	draft = s
	return found(o), nil
}

func takeOver([]js.Value) (any, error) {
	o, err := draft.TakeOver(context.Background())
	if err != nil {
		return nil, err
	}
	return found(o), nil
}

func said(a store.Ack, err error) (any, error) {
	if err != nil {
		return nil, err
	}
	return map[string]any{"rev": a.Rev, "places": a.Places, "message": a.Message().In(message.EN)}, nil
}

func appendOne(args []js.Value) (any, error) {
	rev, size := uint64(args[0].Int()), args[1].Int()
	return said(draft.Append(context.Background(), store.Record{
		Rev: rev, Snapshot: len(args) > 2 && args[2].Bool(), Body: body(rev, size),
	}))
}

func flush([]js.Value) (any, error) { return said(draft.Flush(context.Background())) }

// run appends records of 400 bytes from rev on, a snapshot now and then, and
// calls window.acknowledged for each; it returns the times in milliseconds.
func run(args []js.Value) (any, error) {
	rev, n := uint64(args[0].Int()), args[1].Int()
	times := make([]any, 0, n)
	for range n {
		start := time.Now()
		a, err := draft.Append(context.Background(), store.Record{Rev: rev, Snapshot: rev%17 == 0, Body: body(rev, 400)})
		if err != nil {
			return nil, err
		}
		times = append(times, float64(time.Since(start).Microseconds())/1000)
		js.Global().Call("acknowledged", a.Rev, a.Places)
		rev++
	}
	return times, nil
}

func closeDraft([]js.Value) (any, error) {
	if draft == nil {
		return nil, nil
	}
	return nil, draft.Close()
}

func kept([]js.Value) (any, error) {
	list, err := draft.Kept(context.Background())
	if err != nil {
		return nil, err
	}
	out := make([]any, len(list))
	for i, k := range list {
		out[i] = map[string]any{"name": k.Name, "size": len(k.Data)}
	}
	return out, nil
}

func pref(args []js.Value) (any, error) {
	if len(args) == 2 {
		return nil, browser.SavePref(context.Background(), args[0].String(), args[1].String())
	}
	v, ok, err := browser.LoadPref(context.Background(), args[0].String())
	if err != nil || !ok {
		return nil, err
	}
	return v, nil
}
