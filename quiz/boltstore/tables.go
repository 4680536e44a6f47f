package boltstore

import (
	"encoding/binary"
	"fmt"
	"time"

	"github.com/google/uuid"
	"go.etcd.io/bbolt"

	"workfit/quiz"
)

var (
	sessionsBucket = []byte("sessions")
	codesBucket    = []byte("codes")
	expiryBucket   = []byte("expiry")
)

// tables are the buckets within one transaction. Bytes read from them are valid
// only until it ends.
type tables struct {
	sessions, codes, expiry *bbolt.Bucket

	// failed is the first error of a write. The transaction must then not be
	// committed, so writers need not look at it one by one.
	failed error
}

func createTables(tx *bbolt.Tx) error {
	for _, name := range [][]byte{sessionsBucket, codesBucket, expiryBucket} {
		if _, err := tx.CreateBucketIfNotExists(name); err != nil {
			return err
		}
	}
	return nil
}

func openTables(tx *bbolt.Tx) *tables {
	return &tables{
		sessions: tx.Bucket(sessionsBucket),
		codes:    tx.Bucket(codesBucket),
		expiry:   tx.Bucket(expiryBucket),
	}
}

// load returns the stored session, expired or not, or quiz.ErrNotFound.
func (t *tables) load(id uuid.UUID) (*record, error) {
	data := t.sessions.Get(id[:])
	if data == nil {
		return nil, quiz.ErrNotFound
	}
	return decode(data)
}

// live returns the stored session unless it has expired.
func (t *tables) live(id uuid.UUID, now time.Time) (*record, error) {
	r, err := t.load(id)
	if err == nil && r.expired(now) {
		return nil, quiz.ErrNotFound
	}
	return r, err
}

// holder returns the session that the code leads to.
func (t *tables) holder(code quiz.CodeHash) (uuid.UUID, bool) {
	id, err := uuid.FromBytes(t.codes.Get(code[:]))
	return id, err == nil
}

// store puts the session in the place of old, which is nil for a new one. Its
// code must not lead to another session.
func (t *tables) store(id uuid.UUID, old, r *record) {
	if old == nil || old.code != r.code {
		if old != nil {
			t.delete(t.codes, old.code[:])
		}
		t.put(t.codes, r.code[:], id[:])
	}
	// A session has one entry in the expiry table, at its expiry or earlier: the
	// sweeper moves it along, so that a save which only lengthens a session's
	// life need not.
	r.look = r.expires
	if old != nil && old.look <= r.expires {
		r.look = old.look
	} else {
		if old != nil {
			t.delete(t.expiry, expiryKey(old.look, id))
		}
		t.put(t.expiry, expiryKey(r.look, id), nil)
	}
	t.put(t.sessions, id[:], r.encode())
}

// lookLater moves the session's entry in the expiry table to its expiry.
func (t *tables) lookLater(id uuid.UUID, r *record) {
	t.delete(t.expiry, expiryKey(r.look, id))
	t.store(id, nil, r)
}

// remove takes out all there is of the session.
func (t *tables) remove(id uuid.UUID, r *record) {
	t.delete(t.sessions, id[:])
	t.delete(t.codes, r.code[:])
	t.delete(t.expiry, expiryKey(r.look, id))
}

func (t *tables) put(b *bbolt.Bucket, key, value []byte) { t.fail(b.Put(key, value)) }

func (t *tables) delete(b *bbolt.Bucket, key []byte) { t.fail(b.Delete(key)) }

func (t *tables) fail(err error) {
	if t.failed == nil {
		t.failed = err
	}
}

// expiryKey sorts by time: milliseconds since 1970, big end first, then the id.
func expiryKey(at int64, id uuid.UUID) []byte {
	key := make([]byte, 8, 8+len(id))
	binary.BigEndian.PutUint64(key, uint64(max(at, 0)))
	return append(key, id[:]...)
}

func parseExpiryKey(key []byte) (at int64, id uuid.UUID, err error) {
	if len(key) != 8+len(id) {
		return 0, id, fmt.Errorf("expiry entry of %d bytes", len(key))
	}
	return int64(binary.BigEndian.Uint64(key)), uuid.UUID(key[8:]), nil
}
