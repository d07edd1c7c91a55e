package ui

import "suanpan/app/store"

func newKeeper(doc string) keeper { return store.NewBrowser(doc) }
