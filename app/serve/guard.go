package serve

import (
	"io"
	"io/fs"
	"net"
	"net/http"
	"strings"

	"suanpan/budgetcore/message"
	"suanpan/web"
)

// pagePolicy is what a page may do; framePolicy can only be said in a header.
const (
	pagePolicy = "default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; style-src 'self'; " +
		"img-src 'self' blob:; font-src 'self'; connect-src 'self'; manifest-src 'self'; worker-src 'self'; " +
		"base-uri 'none'; form-action 'none'; object-src 'none'"
	framePolicy = "; frame-ancestors 'none'"
)

// Options say what to serve and where.
type Options struct {
	// Addr is the address the page is opened at, host:port. The other names
	// of this machine lead there, because a browser keeps drafts per address.
	Addr string
	// Dist holds the built page; nil means the one inside the program.
	Dist fs.FS
}

// New returns the handler for everything a browser on this machine may ask.
func New(o Options) (http.Handler, error) {
	if o.Dist == nil {
		o.Dist = web.Dist()
	}
	s, err := newSite(o.Dist)
	if err != nil {
		return nil, err
	}
	return newGuard(o.Addr, s)
}

// guard lets only this machine's own browser through: other sites can reach a
// loopback port by name (DNS rebinding) or by link.
type guard struct {
	addr  string
	known map[string]bool
	next  http.Handler
}

func newGuard(addr string, next http.Handler) (*guard, error) {
	_, port, err := net.SplitHostPort(addr)
	if err != nil {
		return nil, message.ServeAddressUnclear.Error(addr)
	}
	g := &guard{addr: asHost(addr), known: make(map[string]bool), next: next}
	for _, name := range []string{"127.0.0.1", "localhost", "::1"} {
		g.known[asHost(net.JoinHostPort(name, port))] = true
	}
	g.known[g.addr] = true
	return g, nil
}

// asHost writes an address as browsers do, which leave out port 80.
func asHost(addr string) string { return strings.TrimSuffix(strings.ToLower(addr), ":80") }

func (g *guard) ServeHTTP(w http.ResponseWriter, r *http.Request) {
	h := w.Header()
	h.Set("Content-Security-Policy", pagePolicy+framePolicy)
	h.Set("X-Content-Type-Options", "nosniff")
	h.Set("Referrer-Policy", "no-referrer")
	h.Set("Cross-Origin-Resource-Policy", "same-origin")

	host := strings.ToLower(r.Host)
	switch {
	case !g.known[host]:
		refuse(w, http.StatusMisdirectedRequest, message.ServeWrongHost.With(g.addr))
	case r.Method != http.MethodGet && r.Method != http.MethodHead:
		h.Set("Allow", "GET, HEAD")
		refuse(w, http.StatusMethodNotAllowed, message.ServeReadOnly.With())
	case foreign(r.Header):
		refuse(w, http.StatusForbidden, message.ServeCrossSite.With())
	case host != g.addr:
		h.Set("Location", "http://"+g.addr+r.URL.RequestURI())
		refuse(w, http.StatusTemporaryRedirect, message.ServeWrongHost.With(g.addr))
	default:
		g.next.ServeHTTP(w, r)
	}
}

// foreign tells a request made by another site's page. Following a link here
// is allowed; loading, framing or fetching is not.
func foreign(h http.Header) bool {
	switch h.Get("Sec-Fetch-Site") {
	case "", "none", "same-origin":
		return false
	}
	return h.Get("Sec-Fetch-Mode") != "navigate" || h.Get("Sec-Fetch-Dest") != "document"
}

func refuse(w http.ResponseWriter, status int, m message.Message) {
	w.Header().Set("Content-Type", "text/plain; charset=utf-8")
	w.WriteHeader(status)
	io.WriteString(w, m.In(message.ZH)+"\n"+m.In(message.EN)+"\n")
}
