// Command empty is the smallest go-app page. The size of ours is judged
// against it, so that the framework's own growth does not count.
package main

import "github.com/maxence-charriere/go-app/v10/pkg/app"

type page struct{ app.Compo }

func (p *page) Render() app.UI { return app.Main().Text("empty") }

func main() {
	app.Route("/", func() app.Composer { return &page{} })
	app.RunWhenOnBrowser()
}
