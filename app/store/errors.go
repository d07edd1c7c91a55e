package store

import (
	"errors"

	"suanpan/budgetcore/message"
)

// The reasons why a place or the store refuses. Each is a message a user can
// read; test with errors.Is.
var (
	// ErrFull: the browser's quota or the disk is used up.
	ErrFull error = message.StoreFull.Error()
	// ErrHeld: another page holds the files.
	ErrHeld error = message.StoreHeld.Error()
	// ErrNewer: the data was written by a newer program; nothing was changed.
	ErrNewer error = message.StoreNewer.Error()
	// ErrConflict: another page has written records this store has not seen.
	ErrConflict error = message.StoreConflict.Error()
	// ErrReadOnly: another page is the writer.
	ErrReadOnly error = message.StoreReadOnly.Error()
	// ErrUnsupported: the browser does not offer this storage here.
	ErrUnsupported error = message.StoreUnsupported.Error()
	// ErrSlow: the browser did not answer in time; it may still do so.
	ErrSlow error = message.StoreSlow.Error()
	// ErrClosed: the store, or the connection to a place, is closed.
	ErrClosed error = message.StoreClosed.Error()
	// ErrTooLarge: a body is longer than 64 MiB.
	ErrTooLarge error = message.StoreTooLarge.Error()
	// ErrOrder: a record does not carry the next revision. This is a fault of
	// the caller, not of the user.
	ErrOrder = errors.New("record out of order")
)

func isNewer(err error) bool { return errors.Is(err, ErrNewer) }
