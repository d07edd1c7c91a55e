package serve

import (
	"errors"
	"fmt"
	"io/fs"
	"net/http"
	"os"
	"path"
	"strings"

	"suanpan/budgetcore/message"
	"suanpan/web"
)

// siteMarker marks a directory that holds a site written by WriteSite.
const siteMarker = ".suanpan-site"

// WriteSite writes the page as a static site to be served from the root of an
// origin. A directory that is not empty is accepted only if it holds such a
// site already; nothing in it is removed.
func WriteSite(dir string) error { return writeSite(web.Dist(), dir) }

func writeSite(dist fs.FS, dir string) error {
	s, err := newSite(dist)
	if err != nil {
		return err
	}
	const addr = "127.0.0.1"
	g, err := newGuard(addr+":80", s)
	if err != nil {
		return err
	}
	if err := claim(dir); err != nil {
		return err
	}
	root, err := os.OpenRoot(dir)
	if err != nil {
		return fmt.Errorf("static site: %w", err)
	}
	defer root.Close()

	if err := root.WriteFile(siteMarker, []byte(s.version+"\n"), 0o644); err != nil {
		return fmt.Errorf("static site: %w", err)
	}
	for _, p := range s.paths() {
		for _, encoding := range []string{"", "br", "gzip"} {
			a := ask(g, p, http.Header{"Host": {addr}, "Accept-Encoding": {encoding}})
			if a.status != http.StatusOK {
				return fmt.Errorf("static site: %s answers %d", p, a.status)
			}
			if a.header.Get("Content-Encoding") != encoding {
				continue
			}
			name, body := strings.TrimPrefix(p, "/")+map[string]string{"br": ".br", "gzip": ".gz"}[encoding], a.body.Bytes()
			if a.header.Get("Content-Type") == htmlType {
				name, body = path.Join(name, "index.html"), withPolicy(body, pagePolicy)
			}
			if err := root.MkdirAll(path.Dir(name), 0o755); err != nil {
				return fmt.Errorf("static site: %w", err)
			}
			if err := root.WriteFile(name, body, 0o644); err != nil {
				return fmt.Errorf("static site: %w", err)
			}
		}
	}
	return nil
}

// claim makes sure that dir is ours to write in.
func claim(dir string) error {
	entries, err := os.ReadDir(dir)
	if errors.Is(err, fs.ErrNotExist) {
		if err := os.MkdirAll(dir, 0o755); err != nil {
			return fmt.Errorf("static site: %w", err)
		}
		return nil
	}
	if err != nil {
		if info, statErr := os.Stat(dir); statErr == nil && !info.IsDir() {
			return message.SiteNotADirectory.Error(dir)
		}
		return fmt.Errorf("static site: %w", err)
	}
	for _, e := range entries {
		if e.Name() == siteMarker {
			return nil
		}
	}
	if len(entries) > 0 {
		return message.SiteDirectoryForeign.Error(dir)
	}
	return nil
}
