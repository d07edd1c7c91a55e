// Package ui is the page: go-app components over the state in session.
package ui

import "github.com/maxence-charriere/go-app/v10/pkg/app"

// Routes registers every page, for the browser and for prerendering alike.
func Routes() {
	app.Route("/", func() app.Composer { return &lines{} })
}

type lines struct{ app.Compo }

func (l *lines) Render() app.UI { return app.Main().Text("Suanpan 算盘") }
