// Package serve gives the page to a browser: over loopback, or written out as
// a static site. Both are the same answers of the same handler.
package serve

import (
	"bytes"
	"crypto/sha256"
	"encoding/binary"
	"encoding/hex"
	"errors"
	"fmt"
	"hash"
	"io/fs"
	"maps"
	"mime"
	"net/http"
	"net/url"
	"slices"
	"strconv"
	"strings"
	"sync"
	"time"

	"github.com/maxence-charriere/go-app/v10/pkg/app"
	"github.com/vearutop/statigz"

	"suanpan/app/ui"
	"suanpan/budgetcore/message"
	"suanpan/web"
)

const htmlType = "text/html; charset=utf-8"

// pages are the addresses of the page.
var pages = ui.Paths()

var shellFiles = []string{"/app.css", "/app.js", "/app-worker.js", "/manifest.webmanifest", "/wasm_exec.js"}

var registerOnce = sync.OnceFunc(func() {
	ui.Routes()
	// The system's own table may say otherwise, and browsers are told not to
	// guess.
	for ext, t := range map[string]string{
		".css":  "text/css; charset=utf-8",
		".js":   "text/javascript; charset=utf-8",
		".json": "application/json",
		".png":  "image/png",
		".svg":  "image/svg+xml",
		".wasm": "application/wasm",
	} {
		if err := mime.AddExtensionType(ext, t); err != nil {
			panic(err)
		}
	}
})

// file is an answer made once at the start, so that it is always the same.
type file struct {
	contentType string
	etag        string
	body        []byte
}

// site is everything a browser can ask for.
type site struct {
	version string
	files   map[string]file     // by path
	built   map[string]struct{} // paths that statigz answers
	static  http.Handler
}

func newSite(dist fs.FS) (*site, error) {
	registerOnce()
	names, sum, err := index(dist)
	if err != nil {
		return nil, err
	}
	length, err := wasmLength(dist)
	if errors.Is(err, fs.ErrNotExist) {
		return nil, message.ServeNotBuilt.Error()
	}
	if err != nil {
		return nil, err
	}
	s := &site{
		files: make(map[string]file),
		built: make(map[string]struct{}),
	}
	for _, n := range names {
		s.built["/web/"+n] = struct{}{}
	}
	handler := func(version string, cached []string) http.Handler {
		return &app.Handler{
			Name:            "Suanpan 算盘",
			ShortName:       "算盘",
			Title:           "Suanpan 算盘",
			Description:     "部门预算测算 · A budget calculator that works offline",
			Lang:            "zh-CN",
			LoadingLabel:    "{progress}%",
			BackgroundColor: "#fbfbf9",
			ThemeColor:      "#0f5f6b",
			Icon: app.Icon{
				Default:  "/web/icons/icon-192.png",
				Large:    "/web/icons/icon-512.png",
				Maskable: "/web/icons/maskable-512.png",
				SVG:      "/web/icons/icon.svg",
			},
			Styles:                []string{"/web/style.css"},
			CacheableResources:    cached,
			Resources:             asGiven{},
			ServiceWorkerTemplate: web.WorkerTemplate(),
			Version:               version,
			WasmContentLength:     strconv.FormatInt(length, 10),
		}
	}

	// The version covers the pages and the start files too, so they are made
	// with a stand-in version first.
	draft := handler("0", nil)
	cached := slices.Sorted(maps.Keys(s.built))
	for _, p := range pages {
		a := ask(draft, p, nil)
		if a.status == http.StatusNotFound {
			continue
		}
		body, err := finish(a.body.Bytes())
		if err != nil {
			return nil, fmt.Errorf("page %s: %w", p, err)
		}
		s.add(p, htmlType, body)
		cached = append(cached, p)
		fmt.Fprintf(sum, "%s %d\n%s", p, len(body), body)
	}
	for _, p := range shellFiles {
		sum.Write(ask(draft, p, nil).body.Bytes())
	}
	sum.Write([]byte(startProgram))
	s.version = hex.EncodeToString(sum.Sum(nil))[:20]

	final := handler(s.version, cached)
	for _, p := range shellFiles {
		a := ask(final, p, nil)
		contentType := a.header.Get("Content-Type")
		if strings.HasSuffix(p, ".js") || strings.HasSuffix(p, ".css") {
			contentType += "; charset=utf-8"
		}
		body := a.body.Bytes()
		if p == "/app.js" {
			if body, err = native(body); err != nil {
				return nil, err
			}
		}
		s.add(p, contentType, body)
	}

	sub, ok := dist.(fs.ReadDirFS)
	if !ok {
		return nil, errors.New("built files cannot be listed")
	}
	s.static = http.StripPrefix("/web", statigz.FileServer(sub, func(s *statigz.Server) {
		s.Encodings = append(s.Encodings, statigz.Encoding{FileExt: ".br", ContentEncoding: "br"})
	}))
	return s, nil
}

func (s *site) add(path, contentType string, body []byte) {
	h := sha256.Sum256(body)
	s.files[path] = file{contentType, `"` + hex.EncodeToString(h[:10]) + `"`, body}
}

// paths lists everything there is, for the static site.
func (s *site) paths() []string {
	return slices.Sorted(func(yield func(string) bool) {
		for p := range s.files {
			if !yield(p) {
				return
			}
		}
		for p := range s.built {
			if !yield(p) {
				return
			}
		}
	})
}

func (s *site) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	w.Header().Set("Cache-Control", "no-cache")
	if f, ok := s.files[r.URL.Path]; ok {
		w.Header().Set("Content-Type", f.contentType)
		w.Header().Set("ETag", f.etag)
		http.ServeContent(w, r, "", time.Time{}, bytes.NewReader(f.body))
		return
	}
	if _, ok := s.built[r.URL.Path]; ok {
		r = r.Clone(r.Context())
		asked := r.Header.Get("If-None-Match")
		r.Header.Set("If-None-Match", strings.Trim(asked, `"`))
		t := &taggedWriter{w, asked, false}
		s.static.ServeHTTP(t, r)
		if !t.begun {
			t.WriteHeader(http.StatusOK)
		}
		return
	}
	refuse(w, http.StatusNotFound, message.ServeNoSuchPage.With())
}

// taggedWriter puts the quotation marks around the tag that statigz leaves
// out, and the tag into the answer 304.
type taggedWriter struct {
	http.ResponseWriter
	asked string
	begun bool
}

func (t *taggedWriter) WriteHeader(status int) {
	if status == http.StatusNotModified {
		t.Header().Set("Etag", t.asked)
	} else if tag := t.Header().Get("Etag"); tag != "" {
		t.Header().Set("Etag", `"`+tag+`"`)
	}
	t.begun = true
	t.ResponseWriter.WriteHeader(status)
}

func (t *taggedWriter) Write(b []byte) (int, error) {
	if !t.begun {
		t.WriteHeader(http.StatusOK)
	}
	return t.ResponseWriter.Write(b)
}

// asGiven leaves every address alone: files under /web/ are served by the
// site itself.
type asGiven struct{}

func (asGiven) Resolve(location string) string { return location }

// index lists what a browser can ask for under /web/, without the endings of
// compressed copies, and starts the version's hash with all of it.
func index(dist fs.FS) ([]string, hash.Hash, error) {
	sum := sha256.New()
	var names []string
	err := fs.WalkDir(dist, ".", func(name string, d fs.DirEntry, err error) error {
		if err != nil || d.IsDir() || strings.HasPrefix(d.Name(), ".") {
			return err
		}
		b, err := fs.ReadFile(dist, name)
		if err != nil {
			return err
		}
		fmt.Fprintf(sum, "%s %d\n", name, len(b))
		sum.Write(b)
		names = append(names, strings.TrimSuffix(strings.TrimSuffix(name, ".br"), ".gz"))
		return nil
	})
	if err != nil {
		return nil, nil, fmt.Errorf("built files: %w", err)
	}
	slices.Sort(names)
	return slices.Compact(names), sum, nil
}

func wasmLength(dist fs.FS) (int64, error) {
	b, err := fs.ReadFile(dist, "app.wasm.gz")
	if err != nil {
		return 0, err
	}
	if len(b) < 4 {
		return 0, errors.New("app.wasm.gz is cut short")
	}
	// A gzip file ends with the length of what it holds.
	return int64(binary.LittleEndian.Uint32(b[len(b)-4:])), nil
}

// answer is what a handler said, kept.
type answer struct {
	status int
	header http.Header
	body   bytes.Buffer
}

func ask(h http.Handler, path string, header http.Header) *answer {
	a := &answer{status: http.StatusOK, header: make(http.Header)}
	if header == nil {
		header = make(http.Header)
	}
	h.ServeHTTP(a, &http.Request{
		Method: http.MethodGet, URL: &url.URL{Path: path}, Host: header.Get("Host"), Header: header,
		Proto: "HTTP/1.1", ProtoMajor: 1, ProtoMinor: 1, Body: http.NoBody,
	})
	return a
}

func (a *answer) Header() http.Header         { return a.header }
func (a *answer) WriteHeader(status int)      { a.status = status }
func (a *answer) Write(b []byte) (int, error) { return a.body.Write(b) }
