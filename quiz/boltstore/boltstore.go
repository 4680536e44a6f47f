// Package boltstore keeps quiz sessions in one local file, for a workfit that
// runs as a single process and needs nothing else installed.
//
// Changes that arrive at the same time share one write to the disk: one goroutine
// makes them all, in turn, and nobody is answered before the disk has them. So a
// lone caller waits for no timer, and many together do not wait for each other.
//
// The file is a bbolt database with three buckets:
//
//	sessions   id                    → the session
//	codes      hash of a resume code → id
//	expiry     when to look, id      → nothing
//
// Deleting takes a session out of the file's structure. Like any file system the
// database leaves the bytes of a freed page in place until it uses it again.
package boltstore

import (
	"context"
	"errors"
	"fmt"
	"os"
	"path/filepath"
	"sync"
	"time"

	"github.com/google/uuid"
	"go.etcd.io/bbolt"
	bolterrors "go.etcd.io/bbolt/errors"

	"workfit/quiz"
)

// lockWithin is how long Open waits for another process to let go of the file,
// enough for the one that a restart is about to end.
const lockWithin = time.Second

// DefaultSweep is the time between two removals of expired sessions.
const DefaultSweep = time.Minute

// Options are the settings of a store; the zero value is fit for use.
type Options struct {
	// Now tells the time by which sessions expire; time.Now if nil.
	Now func() time.Time
	// Sweep is the time between two removals of expired sessions; DefaultSweep if
	// zero. Expired sessions are not found, removed or not.
	Sweep time.Duration
}

// A Store keeps sessions in a file. It is a [quiz.Store].
type Store struct {
	db  *bbolt.DB
	now func() time.Time

	closing   sync.RWMutex // held for reading while a change is put in the queue
	closed    bool
	queue     chan *request
	committed chan struct{} // closed when the last change has been made

	stopSweeping chan struct{}
	swept        chan struct{} // closed when the sweeper has ended
}

var _ quiz.Store = (*Store)(nil)

// errClosed: the store has been closed.
var errClosed = errors.New("the session store is closed")

// Open opens the file, or creates it for its owner alone to read, along with the
// folders that lead to it. Only one process can have the file open.
func Open(path string, opts Options) (*Store, error) {
	if err := os.MkdirAll(filepath.Dir(path), 0o700); err != nil {
		return nil, fmt.Errorf("making the folder of the session file: %w", err)
	}
	// The list of free pages is rebuilt on opening instead of being written with
	// every change.
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{
		Timeout:        lockWithin,
		NoFreelistSync: true,
		FreelistType:   bbolt.FreelistMapType,
	})
	switch {
	case errors.Is(err, bolterrors.ErrTimeout):
		return nil, fmt.Errorf("session file %s is in use by another process", path)
	case err != nil:
		return nil, fmt.Errorf("opening the session file %s: %w", path, err)
	}
	s := &Store{
		db:           db,
		now:          opts.Now,
		queue:        make(chan *request, queueLength),
		committed:    make(chan struct{}),
		stopSweeping: make(chan struct{}),
		swept:        make(chan struct{}),
	}
	if s.now == nil {
		s.now = time.Now
	}
	if err := db.Update(createTables); err != nil {
		return nil, errors.Join(fmt.Errorf("preparing the session file %s: %w", path, err), db.Close())
	}
	every := opts.Sweep
	if every <= 0 {
		every = DefaultSweep
	}
	go s.commitAll()
	go s.sweepEvery(every)
	return s, nil
}

// Close makes the changes that are waiting and closes the file.
func (s *Store) Close() error {
	s.closing.Lock()
	if s.closed {
		s.closing.Unlock()
		return nil
	}
	s.closed = true
	close(s.stopSweeping)
	close(s.queue)
	s.closing.Unlock()
	<-s.swept
	<-s.committed
	return s.db.Close()
}

// Ready returns nil when the file takes writes now. It makes one, without content.
func (s *Store) Ready(ctx context.Context) error {
	return s.commit(ctx, func(*tables) error { return nil })
}

// Session returns the session, or quiz.ErrNotFound.
func (s *Store) Session(ctx context.Context, id uuid.UUID) (*quiz.Session, error) {
	var found *record
	err := s.view(ctx, func(t *tables) (err error) {
		found, err = t.live(id, s.now())
		return err
	})
	if err != nil {
		return nil, err
	}
	return found.session(id), nil
}

// SessionByCode returns the session whose present code has this hash, or
// quiz.ErrNotFound.
func (s *Store) SessionByCode(ctx context.Context, code quiz.CodeHash) (*quiz.Session, error) {
	var id uuid.UUID
	var found *record
	err := s.view(ctx, func(t *tables) (err error) {
		holder, ok := t.holder(code)
		if !ok {
			return quiz.ErrNotFound
		}
		id = holder
		found, err = t.live(id, s.now())
		return err
	})
	if err != nil {
		return nil, err
	}
	return found.session(id), nil
}

// view runs a read on the tables as they are now.
func (s *Store) view(ctx context.Context, read func(*tables) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	err := s.db.View(func(tx *bbolt.Tx) error { return read(openTables(tx)) })
	if errors.Is(err, bolterrors.ErrDatabaseNotOpen) {
		return errClosed
	}
	return err
}
