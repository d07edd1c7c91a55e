//go:build !js

package ui

import "suanpan/app/store"

// newKeeper keeps nothing for good: outside a browser pages are only
// prerendered.
func newKeeper() keeper { return store.NewMemory() }
