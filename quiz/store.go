package quiz

import (
	"context"
	"errors"
	"time"

	"github.com/google/uuid"
)

// What can be wrong with a session. Stores return these, possibly wrapped.
var (
	// ErrNotFound: there is no such session. It never existed, was deleted, or
	// has expired; which of them is not told.
	ErrNotFound = errors.New("session not found")
	// ErrFinished: the session is finished and takes no more answers.
	ErrFinished = errors.New("session is finished")
	// ErrTaken: the session's id or resume code is in use.
	ErrTaken = errors.New("session id or resume code is taken")
	// ErrNotInForm: the session's form does not ask that item.
	ErrNotInForm = errors.New("item is not in the session's form")
)

// A Store keeps sessions. These are its promises, for every implementation;
// package storetest holds each of them to it.
//
// Durability: when a method that changes something returns nil, the change is
// there for every later read through any handle on the same store, and survives
// the death of this process. When it returns an error of this package nothing
// has changed. Any other error means that the change may or may not have been
// made. Making a SaveAnswers again is safe. A repeated Create may find its own
// session and call it taken, so begin with a new one; a repeated Delete may find
// nothing; an Update that adds to what it finds may add twice.
//
// Concurrency: all methods may be called at once from many goroutines and, where
// the store is a server, from many processes. SaveAnswers touches only the items
// it names, so two people answering different items of one session at the same
// moment keep both; of two answers to the same item the later call wins.
//
// Expiry: from its Expires time on a session is gone, whether or not it has been
// swept away yet: every method answers ErrNotFound. Its resume code may stay
// taken for a while longer.
//
// Times are kept to the millisecond and returned in UTC. Sessions returned are
// the caller's own; changing them changes nothing stored.
type Store interface {
	// Create keeps a new session and the way to it from its resume code.
	// ErrTaken if the id or the code is in use; then the older session stands.
	Create(ctx context.Context, s *Session) error

	// Session returns the session, or ErrNotFound.
	Session(ctx context.Context, id uuid.UUID) (*Session, error)

	// SessionByCode returns the session whose present resume code has this
	// hash, or ErrNotFound. A code that was replaced finds nothing.
	SessionByCode(ctx context.Context, code CodeHash) (*Session, error)

	// SaveAnswers makes the save in one atomic step and returns the session as
	// it stands just after it. ErrNotFound, ErrFinished, or ErrNotInForm when
	// the session's form is not one of save.Forms. A save without answers moves
	// the expiry alone.
	SaveAnswers(ctx context.Context, id uuid.UUID, save Save) (*Session, error)

	// Update reads the session, lets change alter it and keeps the outcome, all
	// as one step: if the session was changed meanwhile, change is called again
	// on the newer one, so it must have no effect but on its argument. An error
	// from change is returned as it is and nothing is kept. Changing the CodeHash
	// moves the resume code: ErrTaken if the new one is in use. The form may be
	// changed for another of the same instrument; from then on SaveAnswers goes by
	// that one. A change of ID, Form.Instrument or Created is an error.
	Update(ctx context.Context, id uuid.UUID, change func(*Session) error) (*Session, error)

	// Delete removes the session, its answers and its code; the id and the code
	// find nothing from then on. ErrNotFound if there is none.
	Delete(ctx context.Context, id uuid.UUID) error

	// Ready returns nil when the store can take and give sessions now.
	Ready(ctx context.Context) error

	// Close lets go of the store, once. Changes acknowledged before are kept; calls
	// afterwards fail.
	Close() error
}

// A Save is a set of answers to keep in one step.
type Save struct {
	// Answers by item id; [Skipped] marks an item as seen and passed over, which
	// also takes an earlier answer back.
	Answers map[string]int
	// Forms are those that ask all the items of Answers. Carrying them along
	// lets a store check the answer and write it in a single round trip.
	Forms []FormRef
	// Expires becomes the session's new expiry.
	Expires time.Time
	// Paced says that the person answered one question that a page had just asked
	// them, so that the time since the session's last change is the time they
	// took. If the new expiry then lies less than [Haste] after the old one, and
	// not before it, Session.Hasty goes up by one.
	Paced bool
}
