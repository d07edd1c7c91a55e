package ui

import "suanpan/app/store"

func newKeeper() keeper { return store.NewBrowser(draftName) }
