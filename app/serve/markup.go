package serve

import (
	"bytes"
	"fmt"
	"html"
	"slices"
	"strconv"
	"strings"
)

const (
	loaderStart  = `<aside class="goapp-app-info" id="app-wasm-loader">`
	loaderEnd    = `</aside>`
	loader       = `<aside id="app-wasm-loader"><progress id="app-wasm-loader-icon" max="100" value="0" aria-labelledby="app-wasm-loader-label"></progress><span id="app-wasm-loader-label">0%</span></aside>`
	programTag   = `<script defer src="/app.js"></script>`
	shellTag     = `<script defer src="/web/main.js"></script>`
	openHead     = "<head>"
	fetchProgram = `fetchWithProgress("/web/app.wasm", showProgress)`
	startProgram = `navigator.serviceWorker?.controller ? fetch("/web/app.wasm") : ` + fetchProgram
	cannotMarkup = "go-app's page has changed: %q is missing"
)

// finish turns a page as go-app writes it into the page that is served: one
// fixed order of attributes, HTML escaping where go-app quotes as Go does, a
// progress strip instead of the overlay that would hide the page, and our
// script before the one that starts the program, so that it sees it exit.
func finish(page []byte) ([]byte, error) {
	s, err := canonical(string(page))
	if err != nil {
		return nil, err
	}
	before, rest, ok := strings.Cut(s, loaderStart)
	if !ok {
		return nil, fmt.Errorf(cannotMarkup, loaderStart)
	}
	_, after, ok := strings.Cut(rest, loaderEnd)
	if !ok {
		return nil, fmt.Errorf(cannotMarkup, loaderEnd)
	}
	if !strings.Contains(before, programTag) {
		return nil, fmt.Errorf(cannotMarkup, programTag)
	}
	before = strings.Replace(before, programTag, shellTag+"\n    "+programTag, 1)
	return []byte(before + loader + after), nil
}

// native lets the browser read the program itself where it comes from the
// service worker. Browsers keep what they compiled only then, and not of what a
// script passes on chunk by chunk to count them; there is no progress to show of
// what is on the disk (docs/decisions/0013).
func native(script []byte) ([]byte, error) {
	if !bytes.Contains(script, []byte(fetchProgram)) {
		return nil, fmt.Errorf(cannotMarkup, fetchProgram)
	}
	return bytes.Replace(script, []byte(fetchProgram), []byte(startProgram), 1), nil
}

// withPolicy adds the content policy to a page that will be served without
// headers. It must come before anything it governs.
func withPolicy(page []byte, policy string) []byte {
	meta := openHead + "\n    " + `<meta http-equiv="Content-Security-Policy" content="` + html.EscapeString(policy) + `">`
	return bytes.Replace(page, []byte(openHead), []byte(meta), 1)
}

func canonical(s string) (string, error) {
	var b strings.Builder
	for {
		i := strings.IndexByte(s, '<')
		if i < 0 {
			b.WriteString(s)
			return b.String(), nil
		}
		b.WriteString(s[:i])
		s = s[i:]
		if strings.HasPrefix(s, "</") || strings.HasPrefix(s, "<!") {
			end := strings.IndexByte(s, '>')
			if end < 0 {
				return "", fmt.Errorf("unfinished tag %.40q", s)
			}
			b.WriteString(s[:end+1])
			s = s[end+1:]
			continue
		}
		tag, attributes, rest, err := openingTag(s)
		if err != nil {
			return "", err
		}
		s = rest
		if tag == "meta" && !wanted(attributes) {
			continue
		}
		b.WriteString("<" + tag)
		for _, a := range attributes {
			b.WriteString(" " + a)
		}
		b.WriteString(">")
	}
}

// wanted tells the page's own meta elements from those for social networks,
// which go-app writes with fragments of addresses that do not exist.
func wanted(attributes []string) bool {
	says := false
	for _, a := range attributes {
		if strings.HasPrefix(a, "property=") || strings.HasPrefix(a, `name="twitter:`) {
			return false
		}
		says = says || strings.HasPrefix(a, "charset=") || strings.HasPrefix(a, "content=")
	}
	return says
}

func openingTag(s string) (tag string, attributes []string, rest string, err error) {
	end := strings.IndexAny(s, " >")
	if end < 0 {
		return "", nil, "", fmt.Errorf("unfinished tag %.40q", s)
	}
	tag, rest = s[1:end], s[end:]
	for !strings.HasPrefix(rest, ">") {
		rest = strings.TrimLeft(rest, " \n")
		end := strings.IndexAny(rest, "= >")
		if end <= 0 {
			return "", nil, "", fmt.Errorf("unreadable attributes of <%s: %.40q", tag, rest)
		}
		name := rest[:end]
		rest = rest[end:]
		if !strings.HasPrefix(rest, "=") {
			// go-app drops the value "true", which ARIA needs spelled out.
			if strings.HasPrefix(name, "aria-") {
				name += `="true"`
			}
			attributes = append(attributes, name)
			continue
		}
		quoted, err := strconv.QuotedPrefix(rest[1:])
		if err != nil {
			return "", nil, "", fmt.Errorf("attribute %s of <%s: %w", name, tag, err)
		}
		value, err := strconv.Unquote(quoted)
		if err != nil {
			return "", nil, "", fmt.Errorf("attribute %s of <%s: %w", name, tag, err)
		}
		attributes = append(attributes, name+`="`+html.EscapeString(value)+`"`)
		rest = rest[1+len(quoted):]
	}
	slices.Sort(attributes)
	return tag, attributes, rest[1:], nil
}
