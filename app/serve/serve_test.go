package serve

import (
	"bytes"
	"compress/gzip"
	"context"
	"encoding/json"
	"errors"
	"io"
	"io/fs"
	"maps"
	"net"
	"net/http"
	"net/http/httptest"
	"os"
	"path/filepath"
	"regexp"
	"strings"
	"testing"
	"testing/fstest"
	"time"

	"suanpan/budgetcore/message"
)

const testAddr = "127.0.0.1:7788"

var wasmBytes = bytes.Repeat([]byte("\x00asm"), 500)

// fixture is a built page with a stand-in for the program.
func fixture(t *testing.T) fstest.MapFS {
	t.Helper()
	var gz bytes.Buffer
	w := gzip.NewWriter(&gz)
	if _, err := w.Write(wasmBytes); err != nil {
		t.Fatal(err)
	}
	if err := w.Close(); err != nil {
		t.Fatal(err)
	}
	f := fstest.MapFS{
		".keep":       {},
		"app.wasm.gz": {Data: gz.Bytes()},
		"app.wasm.br": {Data: []byte("brotli")},
		"main.js":     {Data: []byte("main()")},
		"style.css":   {Data: []byte("a{}")},
	}
	for _, n := range []string{"icon-192.png", "icon-512.png", "maskable-512.png", "icon.svg"} {
		f["icons/"+n] = &fstest.MapFile{Data: []byte(n)}
	}
	return f
}

func handler(t *testing.T, dist fs.FS) http.Handler {
	t.Helper()
	h, err := New(Options{Addr: testAddr, Dist: dist})
	if err != nil {
		t.Fatal(err)
	}
	return h
}

func get(h http.Handler, path string, header ...string) *http.Response {
	r := httptest.NewRequest(http.MethodGet, path, nil)
	r.Host = testAddr
	for i := 0; i < len(header); i += 2 {
		r.Header.Set(header[i], header[i+1])
	}
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	return w.Result()
}

func body(t *testing.T, r *http.Response) string {
	t.Helper()
	b, err := io.ReadAll(r.Body)
	if err != nil {
		t.Fatal(err)
	}
	return string(b)
}

func TestWhoMayAskWhat(t *testing.T) {
	h := handler(t, fixture(t))
	cross := []string{"Sec-Fetch-Site", "cross-site"}
	link := append([]string{"Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "document"}, cross...)
	frame := append([]string{"Sec-Fetch-Mode", "navigate", "Sec-Fetch-Dest", "iframe"}, cross...)
	cases := []struct {
		method, host, path string
		header             []string
		status             int
	}{
		{"GET", "127.0.0.1:7788", "/", nil, 200},
		{"HEAD", "127.0.0.1:7788", "/", nil, 200},
		{"GET", "127.0.0.1:7788", "/app.js", nil, 200},
		{"GET", "127.0.0.1:7788", "/app-worker.js", nil, 200},
		{"GET", "127.0.0.1:7788", "/wasm_exec.js", nil, 200},
		{"GET", "127.0.0.1:7788", "/app.css", nil, 200},
		{"GET", "127.0.0.1:7788", "/manifest.webmanifest", nil, 200},
		{"GET", "127.0.0.1:7788", "/web/app.wasm", nil, 200},
		{"HEAD", "127.0.0.1:7788", "/web/app.wasm", nil, 200},
		{"GET", "127.0.0.1:7788", "/web/main.js", nil, 200},
		{"GET", "127.0.0.1:7788", "/web/icons/icon.svg", nil, 200},
		{"GET", "127.0.0.1:7788", "/?from=menu", nil, 200},

		{"GET", "localhost:7788", "/", nil, 307},
		{"GET", "LOCALHOST:7788", "/app.js", nil, 307},
		{"GET", "[::1]:7788", "/", nil, 307},

		{"GET", "127.0.0.1:7788", "/nowhere", nil, 404},
		{"GET", "127.0.0.1:7788", "/robots.txt", nil, 404},
		{"GET", "127.0.0.1:7788", "/sitemap.xml", nil, 404},
		{"GET", "127.0.0.1:7788", "/ads.txt", nil, 404},
		{"GET", "127.0.0.1:7788", "/goapp.js", nil, 404},
		{"GET", "127.0.0.1:7788", "/web/", nil, 404},
		{"GET", "127.0.0.1:7788", "/web/icons", nil, 404},
		{"GET", "127.0.0.1:7788", "/web/.keep", nil, 404},
		{"GET", "127.0.0.1:7788", "/web/app.wasm.br", nil, 404},
		{"GET", "127.0.0.1:7788", "/web/../app.js", nil, 404},
		{"GET", "127.0.0.1:7788", "/web/index.html", nil, 404},

		{"GET", "evil.example", "/", nil, 421},
		{"GET", "evil.example:7788", "/", nil, 421},
		{"GET", "127.0.0.1", "/", nil, 421},
		{"GET", "127.0.0.1:7789", "/", nil, 421},
		{"GET", "localhost.:7788", "/", nil, 421},
		{"GET", "127.0.0.1.nip.io:7788", "/", nil, 421},
		{"GET", "", "/", nil, 421},
		{"POST", "evil.example", "/", nil, 421},

		{"POST", "127.0.0.1:7788", "/", nil, 405},
		{"PUT", "127.0.0.1:7788", "/web/app.wasm", nil, 405},
		{"DELETE", "127.0.0.1:7788", "/nowhere", nil, 405},
		{"OPTIONS", "127.0.0.1:7788", "/", nil, 405},
		{"POST", "localhost:7788", "/", nil, 405},

		{"GET", "127.0.0.1:7788", "/web/main.js", cross, 403},
		{"GET", "127.0.0.1:7788", "/", cross, 403},
		{"GET", "127.0.0.1:7788", "/", frame, 403},
		{"GET", "localhost:7788", "/", frame, 403},
		{"GET", "127.0.0.1:7788", "/web/main.js", []string{"Sec-Fetch-Site", "same-site"}, 403},
		{"GET", "127.0.0.1:7788", "/", link, 200},
		{"GET", "127.0.0.1:7788", "/web/main.js", []string{"Sec-Fetch-Site", "same-origin"}, 200},
		{"GET", "127.0.0.1:7788", "/", []string{"Sec-Fetch-Site", "none"}, 200},
	}
	for _, c := range cases {
		r := httptest.NewRequest(c.method, "/", nil)
		r.URL.Path, r.URL.RawQuery, _ = strings.Cut(c.path, "?")
		r.Host = c.host
		for i := 0; i < len(c.header); i += 2 {
			r.Header.Set(c.header[i], c.header[i+1])
		}
		w := httptest.NewRecorder()
		h.ServeHTTP(w, r)
		if w.Code != c.status {
			t.Errorf("%s %s of %q with %v: %d, want %d", c.method, c.path, c.host, c.header, w.Code, c.status)
		}
		for name, part := range map[string]string{
			"Content-Security-Policy": "default-src 'none'; script-src 'self' 'wasm-unsafe-eval';",
			"X-Content-Type-Options":  "nosniff",
			"Referrer-Policy":         "no-referrer",
		} {
			if !strings.Contains(w.Header().Get(name), part) {
				t.Errorf("%s %s of %q (%d): %s is %q", c.method, c.path, c.host, w.Code, name, w.Header().Get(name))
			}
		}
		if !strings.HasSuffix(w.Header().Get("Content-Security-Policy"), "; frame-ancestors 'none'") {
			t.Errorf("%s %s may be framed", c.method, c.path)
		}
	}
}

func TestOtherNamesLeadToTheOneAddress(t *testing.T) {
	h := handler(t, fixture(t))
	r := httptest.NewRequest(http.MethodGet, "/annexes?x=1", nil)
	r.Host = "localhost:7788"
	w := httptest.NewRecorder()
	h.ServeHTTP(w, r)
	if got := w.Header().Get("Location"); got != "http://127.0.0.1:7788/annexes?x=1" {
		t.Errorf("Location: %q", got)
	}
}

func TestPortEightyIsLeftOutOfNames(t *testing.T) {
	h, err := New(Options{Addr: "127.0.0.1:80", Dist: fixture(t)})
	if err != nil {
		t.Fatal(err)
	}
	if a := ask(h, "/", http.Header{"Host": {"127.0.0.1"}}); a.status != http.StatusOK {
		t.Errorf("status %d", a.status)
	}
}

func TestProgramIsNegotiated(t *testing.T) {
	h := handler(t, fixture(t))
	cases := []struct{ accept, encoding string }{
		{"gzip, deflate, br, zstd", "br"},
		{"gzip, deflate", "gzip"},
		{"", ""},
		{"zstd", ""},
	}
	tags := make(map[string]bool)
	for _, c := range cases {
		r := get(h, "/web/app.wasm", "Accept-Encoding", c.accept)
		if r.StatusCode != http.StatusOK || r.Header.Get("Content-Type") != "application/wasm" ||
			r.Header.Get("Content-Encoding") != c.encoding || r.Header.Get("Vary") != "Accept-Encoding" ||
			r.Header.Get("Cache-Control") != "no-cache" {
			t.Errorf("Accept-Encoding %q: %d %v", c.accept, r.StatusCode, r.Header)
		}
		if got := body(t, r); c.encoding == "" && got != string(wasmBytes) {
			t.Errorf("Accept-Encoding %q: %d bytes, want %d", c.accept, len(got), len(wasmBytes))
		}
		tag := r.Header.Get("ETag")
		if !regexp.MustCompile(`^"[0-9a-zA-Z]+"$`).MatchString(tag) {
			t.Errorf("Accept-Encoding %q: ETag %s", c.accept, tag)
		}
		tags[tag] = true
		head := httptest.NewRequest(http.MethodHead, "/web/app.wasm", nil)
		head.Host = testAddr
		head.Header.Set("Accept-Encoding", c.accept)
		w := httptest.NewRecorder()
		h.ServeHTTP(w, head)
		if got := w.Header().Get("ETag"); got != tag || w.Body.Len() != 0 {
			t.Errorf("Accept-Encoding %q: HEAD answers ETag %s, %d bytes", c.accept, got, w.Body.Len())
		}
		again := get(h, "/web/app.wasm", "Accept-Encoding", c.accept, "If-None-Match", tag)
		if again.StatusCode != http.StatusNotModified || again.Header.Get("ETag") != tag {
			t.Errorf("Accept-Encoding %q: asked again %d, ETag %s", c.accept, again.StatusCode, again.Header.Get("ETag"))
		}
	}
	if len(tags) != 3 {
		t.Errorf("three forms have the tags %v", tags)
	}
}

func TestContentTypes(t *testing.T) {
	h := handler(t, fixture(t))
	for path, want := range map[string]string{
		"/":                       "text/html; charset=utf-8",
		"/app.js":                 "application/javascript; charset=utf-8",
		"/app-worker.js":          "application/javascript; charset=utf-8",
		"/app.css":                "text/css; charset=utf-8",
		"/manifest.webmanifest":   "application/manifest+json",
		"/web/main.js":            "application/javascript",
		"/web/style.css":          "text/css; charset=utf-8",
		"/web/icons/icon.svg":     "image/svg+xml",
		"/web/icons/icon-192.png": "image/png",
	} {
		if got := get(h, path).Header.Get("Content-Type"); got != want {
			t.Errorf("%s: %q, want %q", path, got, want)
		}
	}
}

func TestBytesAndVersionAreReproducible(t *testing.T) {
	a, b := handler(t, fixture(t)), handler(t, fixture(t))
	for _, p := range append([]string{"/"}, shellFiles...) {
		one, two := get(a, p), get(b, p)
		if body(t, one) != body(t, two) || one.Header.Get("ETag") != two.Header.Get("ETag") {
			t.Errorf("%s differs between two starts", p)
		}
	}
}

func TestVersionFollowsEveryFile(t *testing.T) {
	version := func(dist fs.FS) string {
		s, err := newSite(dist)
		if err != nil {
			t.Fatal(err)
		}
		return s.version
	}
	first := version(fixture(t))
	for name := range fixture(t) {
		if strings.HasPrefix(name, ".") || name == "app.wasm.gz" {
			continue
		}
		changed := fixture(t)
		changed[name] = &fstest.MapFile{Data: []byte("changed")}
		if version(changed) == first {
			t.Errorf("%s changed, the version did not", name)
		}
	}
}

func TestTagsAreOfTheContent(t *testing.T) {
	h := handler(t, fixture(t))
	tag := get(h, "/").Header.Get("ETag")
	if r := get(h, "/", "If-None-Match", tag); r.StatusCode != http.StatusNotModified {
		t.Errorf("/ asked again: %d", r.StatusCode)
	}
	for _, p := range []string{"/app.js", "/web/app.wasm", "/web/main.js"} {
		if r := get(h, p, "If-None-Match", tag); r.StatusCode != http.StatusOK {
			t.Errorf("%s with the tag of /: %d", p, r.StatusCode)
		}
	}
}

func TestPageShowsItsContentBeforeTheProgramRuns(t *testing.T) {
	page := body(t, get(handler(t, fixture(t)), "/"))
	for _, want := range []string{
		"<!doctype html>\n<html lang=\"zh-CN\">", "<main", `<aside id="app-wasm-loader"><progress`,
	} {
		if !strings.Contains(page, want) {
			t.Errorf("%q is missing", want)
		}
	}
	for _, bad := range []string{"goapp-app-info", "https://", "http://", "style=", "onclick"} {
		if strings.Contains(page, bad) {
			t.Errorf("%q is in the page", bad)
		}
	}
	if strings.Index(page, "/web/main.js") > strings.Index(page, "/app.js") {
		t.Error("the shell starts after the program")
	}
}

func TestProgressKnowsTheUncompressedLength(t *testing.T) {
	js := body(t, get(handler(t, fixture(t)), "/app.js"))
	if !strings.Contains(js, `goappWasmContentLength = "2000"`) {
		t.Error("the length of the program is not 2000")
	}
}

// What the browser compiled is kept only of an answer it reads itself.
func TestTheBrowserReadsAKeptProgramItself(t *testing.T) {
	js := body(t, get(handler(t, fixture(t)), "/app.js"))
	if !strings.Contains(js, `navigator.serviceWorker?.controller ? fetch("/web/app.wasm") : fetchWithProgress(`) {
		t.Error("the program is counted chunk by chunk on every visit")
	}
	if _, err := native([]byte("go-app of another day")); err == nil {
		t.Error("a script without the place passes")
	}
}

func TestAttributesAreEscapedAsHTML(t *testing.T) {
	got, err := canonical(`<p title="a\"><script>\u3000" id="x" aria-hidden>&lt;</p>`)
	if err != nil {
		t.Fatal(err)
	}
	want := "<p aria-hidden=\"true\" id=\"x\" title=\"a&#34;&gt;&lt;script&gt;\u3000\">&lt;</p>"
	if got != want {
		t.Errorf("got  %s\nwant %s", got, want)
	}
	for _, bad := range []string{`<p`, `<p id="x`, `<p =>`, `<p id=x>`, `</p`} {
		if _, err := canonical(bad); err == nil {
			t.Errorf("%s was accepted", bad)
		}
	}
}

func TestChangedFrameworkIsNoticed(t *testing.T) {
	for _, page := range []string{
		`<p></p>`,
		`<aside id="app-wasm-loader" class="goapp-app-info"></aside>`,
		`<script src="/app.js" defer></script><aside id="app-wasm-loader" class="goapp-app-info">`,
	} {
		if _, err := finish([]byte(page)); err == nil {
			t.Errorf("%s was accepted", page)
		}
	}
}

func TestUnbuiltPageSaysWhatToDo(t *testing.T) {
	_, err := New(Options{Addr: testAddr, Dist: fstest.MapFS{".keep": {}}})
	wantUserError(t, err, message.ServeNotBuilt)
}

func wantUserError(t *testing.T, err error, want *message.Text) {
	t.Helper()
	var e *message.Error
	if !errors.As(err, &e) || e.Text != want {
		t.Errorf("error %v, want %q", err, want.In(message.EN))
	}
}

func TestStaticSiteHoldsAllTheWorkerWants(t *testing.T) {
	dir := filepath.Join(t.TempDir(), "new", "site")
	if err := writeSite(fixture(t), dir); err != nil {
		t.Fatal(err)
	}
	worker, err := os.ReadFile(filepath.Join(dir, "app-worker.js"))
	if err != nil {
		t.Fatal(err)
	}
	list := regexp.MustCompile(`resources = (\[.*\]);`).FindSubmatch(worker)
	var resources []string
	if err := json.Unmarshal(list[1], &resources); err != nil {
		t.Fatal(err)
	}
	if len(resources) < 12 {
		t.Errorf("only %d resources: %v", len(resources), resources)
	}
	for _, r := range resources {
		name := filepath.Join(dir, filepath.FromSlash(r))
		if info, err := os.Stat(name); err == nil && info.IsDir() {
			name = filepath.Join(name, "index.html")
		}
		if info, err := os.Stat(name); err != nil || info.Size() == 0 {
			t.Errorf("%s: %v", r, err)
		}
	}
	wasm, err := os.ReadFile(filepath.Join(dir, "web", "app.wasm"))
	if err != nil || !bytes.Equal(wasm, wasmBytes) {
		t.Errorf("app.wasm: %d bytes, %v", len(wasm), err)
	}
	for _, n := range []string{"app.wasm.br", "app.wasm.gz"} {
		if _, err := os.Stat(filepath.Join(dir, "web", n)); err != nil {
			t.Error(err)
		}
	}
	page, err := os.ReadFile(filepath.Join(dir, "index.html"))
	if err != nil {
		t.Fatal(err)
	}
	policy := strings.Index(string(page), `<meta http-equiv="Content-Security-Policy"`)
	if head := strings.Index(string(page), "<head>"); policy != head+len("<head>\n    ") {
		t.Error("the policy does not come first")
	}
	if strings.Contains(string(page), "frame-ancestors") {
		t.Error("frame-ancestors has no meaning in a page")
	}
}

func TestStaticSiteLeavesForeignFilesAlone(t *testing.T) {
	dir := t.TempDir()
	mine := filepath.Join(dir, "mine.txt")
	if err := writeSite(fixture(t), dir); err != nil {
		t.Fatal(err)
	}
	if err := os.WriteFile(mine, []byte("mine"), 0o600); err != nil {
		t.Fatal(err)
	}
	if err := writeSite(fixture(t), dir); err != nil {
		t.Fatal(err)
	}
	if b, err := os.ReadFile(mine); err != nil || string(b) != "mine" {
		t.Errorf("mine.txt: %q, %v", b, err)
	}

	foreign := t.TempDir()
	if err := os.WriteFile(filepath.Join(foreign, "index.html"), nil, 0o600); err != nil {
		t.Fatal(err)
	}
	wantUserError(t, writeSite(fixture(t), foreign), message.SiteDirectoryForeign)
	if entries, _ := os.ReadDir(foreign); len(entries) != 1 {
		t.Errorf("the refused directory holds %v", entries)
	}
	wantUserError(t, writeSite(fixture(t), mine), message.SiteNotADirectory)
}

func TestAddressesThatAreRefused(t *testing.T) {
	taken, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer taken.Close()
	for addr, want := range map[string]*message.Text{
		"7788":                  message.ServeAddressUnclear,
		":7788":                 message.ServeNotLoopback,
		"0.0.0.0:7788":          message.ServeNotLoopback,
		"[::]:7788":             message.ServeNotLoopback,
		"192.168.1.2:7788":      message.ServeNotLoopback,
		"example.com:7788":      message.ServeNotLoopback,
		"127.0.0.1:99999":       message.ServeCannotListen,
		taken.Addr().String():   message.ServePortTaken,
		"[::ffff:8.8.8.8]:7788": message.ServeNotLoopback,
	} {
		wantUserError(t, run(t.Context(), fixture(t), addr, false, io.Discard), want)
	}
}

func TestRunSaysWhereAndEndsWithItsContext(t *testing.T) {
	ctx, cancel := context.WithCancel(t.Context())
	out, said := io.Pipe()
	done := make(chan error, 1)
	go func() { done <- run(ctx, fixture(t), "localhost:0", false, said) }()

	b := make([]byte, 512)
	n, err := out.Read(b)
	if err != nil {
		t.Fatal(err)
	}
	page := regexp.MustCompile(`http://127\.0\.0\.1:\d+/`).FindString(string(b[:n]))
	if page == "" {
		t.Fatalf("no address in %q", b[:n])
	}
	r, err := http.Get(page)
	if err != nil {
		t.Fatal(err)
	}
	r.Body.Close()
	if r.StatusCode != http.StatusOK {
		t.Errorf("status %d", r.StatusCode)
	}
	cancel()
	select {
	case err := <-done:
		if err != nil {
			t.Errorf("Run: %v", err)
		}
	case <-time.After(10 * time.Second):
		t.Error("Run does not end")
	}
}

func TestEveryPathIsListedOnce(t *testing.T) {
	s, err := newSite(fixture(t))
	if err != nil {
		t.Fatal(err)
	}
	seen := make(map[string]int)
	for _, p := range s.paths() {
		seen[p]++
	}
	want := len(s.files) + len(s.built)
	if len(seen) != want || len(s.paths()) != want {
		t.Errorf("%d paths, %d answers: %v", len(s.paths()), want, maps.Keys(seen))
	}
}
