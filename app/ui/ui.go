// Package ui is the page: go-app components over the state in session.
//
// Figures that move while one types (the grid, the totals, the saving state)
// are written to the document directly, as one string a change; everything
// else is rendered by go-app. Elements of the first kind carry data-live and
// have no children as far as go-app knows.
package ui

import (
	"github.com/maxence-charriere/go-app/v10/pkg/app"

	"suanpan/budgetcore/message"
)

// page is an entry of the navigation.
type page struct {
	path string
	name *message.Text
}

var pages = []page{
	{"/", message.PageLines},
	{"/overview", message.PageOverview},
	{"/annexes", message.PageAnnexes},
	{"/checks", message.PageChecks},
	{"/disclosure", message.PageDisclosure},
	{"/transfers", message.PageTransfers},
	{"/estimates", message.PageEstimates},
	{"/classification", message.PageClassification},
	{"/scenarios", message.PageScenarios},
	{"/training", message.PageTraining},
}

// Paths lists the addresses of the pages.
func Paths() []string {
	paths := make([]string, len(pages))
	for i, p := range pages {
		paths[i] = p.path
	}
	return paths
}

// Routes registers every page, for the browser and for prerendering alike. All
// pages share one state.
func Routes() {
	st := newState()
	app.Route("/", func() app.Composer { return &linesPage{st: st} })
	app.Route("/overview", func() app.Composer { return &overviewPage{st: st} })
	app.Route("/annexes", func() app.Composer { return &annexPage{st: st} })
	app.Route("/checks", func() app.Composer { return &checksPage{st: st} })
	app.Route("/disclosure", func() app.Composer { return &disclosurePage{st: st} })
	app.Route("/transfers", func() app.Composer {
		return &transfersPage{deskPage{st: st, path: "/transfers", title: message.PageTransfers, desk: "transfers"}}
	})
	app.Route("/estimates", func() app.Composer {
		return &estimatesPage{deskPage{st: st, path: "/estimates", title: message.PageEstimates, desk: "estimates"}}
	})
	app.Route("/classification", func() app.Composer {
		return &classificationPage{deskPage{st: st, path: "/classification", title: message.PageClassification, desk: "classification"}}
	})
	app.Route("/training", func() app.Composer {
		return &trainingPage{deskPage{st: st, path: "/training", title: message.PageTraining, desk: "training"}}
	})
	app.Route("/scenarios", func() app.Composer { return &scenarioPage{st: st} })
}
