// Package web holds what the browser is given: the built page and the source
// of its service worker.
package web

import (
	"embed"
	"io/fs"
)

//go:embed all:dist
var dist embed.FS

//go:embed src/worker-template.js
var worker string

// Dist returns the built files. Before a build it holds nothing but .keep.
func Dist() fs.FS {
	sub, err := fs.Sub(dist, "dist")
	if err != nil {
		panic(err)
	}
	return sub
}

// WorkerTemplate returns the service worker's source, with {{.Version}} and
// {{.ResourcesToCache}} to be filled in.
func WorkerTemplate() string { return worker }
