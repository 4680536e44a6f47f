package boltstore

import (
	"context"
	"fmt"

	"go.etcd.io/bbolt"
)

const (
	// queueLength bounds how many changes wait. Beyond it callers wait to queue.
	queueLength = 1024
	// batchLength bounds how many changes share one write, so that the first of
	// them does not wait long for the last.
	batchLength = 512
)

// A request is a change waiting to be made.
type request struct {
	ctx  context.Context
	make func(*tables) error
	err  error         // what came of it, once done
	done chan struct{} // closed then
}

// commit makes a change and returns when the disk has it.
//
// change looks first and writes last: by the time of its first write it must not
// be able to refuse any more, because what it has written stays along with the
// changes of others in the same batch. Its error is returned as it is. When the
// context ends while the change waits it is not made; when it ends later commit
// returns at once and the change is made all the same.
func (s *Store) commit(ctx context.Context, change func(*tables) error) error {
	if err := ctx.Err(); err != nil {
		return err
	}
	r := &request{ctx: ctx, make: change, done: make(chan struct{})}
	if err := s.enqueue(r); err != nil {
		return err
	}
	select {
	case <-r.done:
		return r.err
	case <-ctx.Done():
		return ctx.Err()
	}
}

func (s *Store) enqueue(r *request) error {
	s.closing.RLock()
	defer s.closing.RUnlock()
	if s.closed {
		return errClosed
	}
	select {
	case s.queue <- r:
		return nil
	case <-r.ctx.Done():
		return r.ctx.Err()
	}
}

// commitAll makes the changes of the queue until it is closed and empty.
func (s *Store) commitAll() {
	defer close(s.committed)
	batch := make([]*request, 0, batchLength)
	for first := range s.queue {
		batch = append(batch[:0], first)
		for more := true; more && len(batch) < batchLength; {
			select {
			case r, ok := <-s.queue:
				if more = ok; ok {
					batch = append(batch, r)
				}
			default:
				more = false
			}
		}
		s.commitBatch(batch)
		clear(batch)
	}
}

func (s *Store) commitBatch(batch []*request) {
	err := s.db.Update(func(tx *bbolt.Tx) error {
		t := openTables(tx)
		for _, r := range batch {
			if r.err = r.ctx.Err(); r.err == nil {
				r.err = r.make(t)
			}
			if t.failed != nil {
				return t.failed
			}
		}
		return nil
	})
	for _, r := range batch {
		if err != nil {
			// Nothing of the batch was kept, so no request's own outcome holds.
			r.err = fmt.Errorf("writing to the session file: %w", err)
		}
		close(r.done)
	}
}
