package store

import (
	"context"
	"errors"
	"fmt"
	"strings"
	"syscall/js"
)

// Browser keeps one document in the browser's file area and database, by the
// functions web/src/store.js puts on window.suanpanStore.
type Browser struct{ draft string }

// NewBrowser returns where the document called draft is kept. Nothing is
// opened yet, and nothing fails when the browser lacks a storage: Open says
// so.
func NewBrowser(draft string) *Browser {
	return &Browser{draft}
}

// Backing returns what one Open needs.
func (b *Browser) Backing() Backing {
	return Backing{
		places: []place{
			&journal{files: &browserFiles{draft: b.draft}},
			&table{rows: &browserRows{draft: b.draft}},
		},
		lock: &browserLock{draft: b.draft},
	}
}

// LoadPref returns a preference of this browser, false if it was never saved.
func (b *Browser) LoadPref(_ context.Context, key string) (string, bool, error) {
	v, err := call(script(), "loadPref", key)
	if err != nil || v.Type() != js.TypeString {
		return "", false, err
	}
	return v.String(), true, nil
}

// SavePref saves a preference durably.
func (b *Browser) SavePref(_ context.Context, key, value string) error {
	_, err := call(script(), "savePref", key, value)
	return err
}

// Persist asks the browser not to drop this origin's data under storage
// pressure. Some browsers ask the user.
func (b *Browser) Persist(context.Context) (bool, error) {
	v, err := call(script(), "persist")
	return err == nil && v.Truthy(), err
}

// Documents lists the documents that either place of this browser holds; a
// place that cannot be asked adds none.
func (b *Browser) Documents(context.Context) []string {
	v, err := call(script(), "documents")
	if err != nil {
		return nil
	}
	names := make([]string, v.Length())
	for i := range names {
		names[i] = v.Index(i).String()
	}
	return names
}

// Tab remembers a document for as long as this tab lasts, and returns the one
// it remembers, "" if none. With "" it only asks.
func (b *Browser) Tab(draft string) string {
	v, err := call(script(), "tab", draft)
	if err != nil || v.Type() != js.TypeString {
		return ""
	}
	return v.String()
}

func script() js.Value { return js.Global().Get("suanpanStore") }

// part makes one of the script's objects.
func part(kind, draft string) (v js.Value, err error) {
	defer catch(&err)
	if script().IsUndefined() {
		return v, fmt.Errorf("the page lacks store.js: %w", ErrUnsupported)
	}
	return script().Call(kind, draft), nil
}

// call calls a method that returns a promise and waits for it.
func call(v js.Value, method string, args ...any) (result js.Value, err error) {
	defer catch(&err)
	if v.IsUndefined() {
		return v, fmt.Errorf("%s: %w", method, ErrUnsupported)
	}
	type outcome struct {
		value js.Value
		err   error
	}
	done := make(chan outcome, 1)
	resolve := js.FuncOf(func(_ js.Value, args []js.Value) any {
		done <- outcome{value: args[0]}
		return nil
	})
	reject := js.FuncOf(func(_ js.Value, args []js.Value) any {
		done <- outcome{err: jsError(args[0])}
		return nil
	})
	defer resolve.Release()
	defer reject.Release()
	v.Call(method, args...).Call("then", resolve, reject)
	o := <-done
	return o.value, o.err
}

func catch(err *error) {
	switch p := recover().(type) {
	case nil:
	case js.Error:
		*err = jsError(p.Value)
	default:
		*err = fmt.Errorf("script: %v", p)
	}
}

var jsErrors = map[string]error{
	"ConflictError":              ErrConflict,
	"InvalidStateError":          ErrClosed,
	"NoModificationAllowedError": ErrHeld,
	"NotSupportedError":          ErrUnsupported,
	"QuotaExceededError":         ErrFull,
	"SecurityError":              ErrUnsupported,
	"VersionError":               ErrNewer,
}

func jsError(v js.Value) error {
	if v.Type() != js.TypeObject {
		return fmt.Errorf("script: %s", v)
	}
	name, text := v.Get("name").String(), v.Get("message").String()
	if err := jsErrors[name]; err != nil {
		return fmt.Errorf("%s: %w", strings.TrimSuffix(text, "."), err)
	}
	return errors.New(name + ": " + text)
}

func toJS(data []byte) js.Value {
	v := js.Global().Get("Uint8Array").New(len(data))
	js.CopyBytesToJS(v, data)
	return v
}

func fromJS(v js.Value) []byte {
	if v.IsNull() || v.IsUndefined() {
		return nil
	}
	data := make([]byte, v.Length())
	js.CopyBytesToGo(data, v)
	return data
}

type browserFiles struct {
	draft string
	v     js.Value
}

func (f *browserFiles) open(_ context.Context, write bool) (err error) {
	if f.v.IsUndefined() {
		if f.v, err = part("files", f.draft); err != nil {
			return err
		}
	}
	_, err = call(f.v, "open", write)
	return err
}

func (f *browserFiles) read(_ context.Context, file int) ([]byte, error) {
	v, err := call(f.v, "read", file)
	if err != nil {
		return nil, err
	}
	return fromJS(v), nil
}

func (f *browserFiles) append(_ context.Context, file, at int, data []byte) error {
	_, err := call(f.v, "append", file, at, toJS(data))
	return err
}

func (f *browserFiles) replace(_ context.Context, file int, data []byte) error {
	_, err := call(f.v, "replace", file, toJS(data))
	return err
}

func (f *browserFiles) close() error {
	if f.v.IsUndefined() {
		return nil
	}
	_, err := call(f.v, "close")
	return err
}

type browserRows struct {
	draft string
	v     js.Value
}

func (r *browserRows) open(context.Context) (lost string, err error) {
	if r.v.IsUndefined() {
		if r.v, err = part("rows", r.draft); err != nil {
			return "", err
		}
	}
	v, err := call(r.v, "open")
	if err != nil {
		return "", err
	}
	return v.String(), nil
}

// The connection serves preferences too and stays open; transactions end by
// themselves.
func (r *browserRows) close() error { return nil }

func (r *browserRows) read(context.Context) (head []byte, rows [][]byte, err error) {
	v, err := call(r.v, "read")
	if err != nil {
		return nil, nil, err
	}
	frames := v.Get("frames")
	for i := range frames.Length() {
		rows = append(rows, fromJS(frames.Index(i)))
	}
	return fromJS(v.Get("head")), rows, nil
}

func (r *browserRows) commit(_ context.Context, c change) error {
	revs, frames := make([]any, len(c.put)), make([]any, len(c.put))
	for i, f := range c.put {
		revs[i], frames[i] = f.rev, toJS(f.raw)
	}
	orNull := func(head []byte) js.Value {
		if head == nil {
			return js.Null()
		}
		return toJS(head)
	}
	_, err := call(r.v, "commit", orNull(c.base), orNull(c.head), revs, frames, c.below, c.clear)
	return err
}

func (r *browserRows) keep(_ context.Context, k Kept) error {
	_, err := call(r.v, "keep", k.Name, toJS(k.Data))
	return err
}

func (r *browserRows) kept(context.Context) ([]Kept, error) {
	v, err := call(r.v, "kept")
	if err != nil {
		return nil, err
	}
	out := make([]Kept, v.Length())
	for i := range out {
		out[i] = Kept{Name: v.Index(i).Get("name").String(), Data: fromJS(v.Index(i).Get("data"))}
	}
	return out, nil
}

type browserLock struct {
	draft string
	free  js.Value // releases the lock, undefined while it is not held
}

func (l *browserLock) hold(_ context.Context, steal bool, lost func()) (bool, error) {
	if !l.free.IsUndefined() {
		return true, nil
	}
	var told js.Func
	told = js.FuncOf(func(js.Value, []js.Value) any {
		l.free = js.Undefined()
		told.Release()
		go lost()
		return nil
	})
	v, err := call(script(), "lock", l.draft, steal, told)
	if err != nil || v.IsNull() {
		told.Release()
		return false, err
	}
	l.free = v
	return true, nil
}

func (l *browserLock) release() {
	if !l.free.IsUndefined() {
		l.free.Invoke()
		l.free = js.Undefined()
	}
}
