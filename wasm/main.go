// Command wasm is the page's program: the same core and components, compiled
// for the browser.
package main

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/app/ui"
)

func main() {
	ui.Routes()
	app.RunWhenOnBrowser()
}
