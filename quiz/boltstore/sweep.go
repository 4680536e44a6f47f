package boltstore

import (
	"bytes"
	"context"
	"time"

	"github.com/google/uuid"
)

// sweepLength bounds how many sessions one sweep looks at, so that saves do not
// wait behind a long one.
const sweepLength = 200

// sweepEvery removes expired sessions now and then, until the store is closed.
func (s *Store) sweepEvery(every time.Duration) {
	defer close(s.swept)
	ticker := time.NewTicker(every)
	defer ticker.Stop()
	for {
		select {
		case <-s.stopSweeping:
			return
		case <-ticker.C:
		}
		// An error here is one that Ready and every save meet too, and the
		// sessions are as good as gone; the next sweep tries again.
		for looked, err := s.sweep(); err == nil && looked == sweepLength; {
			looked, err = s.sweep()
		}
	}
}

// sweep looks at sessions that may have expired by now, removes those that have,
// and returns how many it looked at.
func (s *Store) sweep() (looked int, err error) {
	err = s.commit(context.Background(), func(t *tables) error {
		now := s.now()
		due := dueEntries(t, now)
		looked = len(due)
		for _, key := range due {
			_, id, err := parseExpiryKey(key)
			if err == nil {
				err = sweepOne(t, id, now)
			}
			if err != nil {
				// A damaged session is left for people to look at, but its
				// entry goes, or it would be looked at for ever.
				t.delete(t.expiry, key)
			}
		}
		return nil
	})
	return looked, err
}

// dueEntries copies the first entries of the expiry table that have come up.
func dueEntries(t *tables, now time.Time) [][]byte {
	var due [][]byte
	end := expiryKey(now.UnixMilli(), uuid.Max)
	cursor := t.expiry.Cursor()
	for key, _ := cursor.First(); key != nil && bytes.Compare(key, end) <= 0; key, _ = cursor.Next() {
		if len(due) == sweepLength {
			break
		}
		due = append(due, bytes.Clone(key))
	}
	return due
}

func sweepOne(t *tables, id uuid.UUID, now time.Time) error {
	r, err := t.load(id)
	switch {
	case err != nil:
		return err
	case r.expired(now):
		t.remove(id, r)
	default:
		t.lookLater(id, r)
	}
	return nil
}
