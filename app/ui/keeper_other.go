//go:build !js

package ui

import "suanpan/app/store"

// newKeeper keeps nothing for good: outside a browser pages are only
// prerendered.
func newKeeper(string) keeper { return store.NewMemory() }
