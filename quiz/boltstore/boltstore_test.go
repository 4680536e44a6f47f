package boltstore_test

import (
	"bytes"
	"errors"
	"os"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"
	"go.etcd.io/bbolt"

	"workfit/quiz"
	"workfit/quiz/boltstore"
	"workfit/quiz/storetest"
)

var form = quiz.FormRef{Instrument: "fit", Form: "short"}

func TestStore(t *testing.T) {
	storetest.Run(t, func(t *testing.T) storetest.Place {
		path := filepath.Join(t.TempDir(), "sessions.db")
		return storetest.Place{
			Open: func(t *testing.T, now func() time.Time) quiz.Store {
				return open(t, path, boltstore.Options{Now: now})
			},
			OneHandle: true,
			Dump:      func(t *testing.T) []byte { return dump(t, path) },
		}
	})
}

func open(t testing.TB, path string, opts boltstore.Options) *boltstore.Store {
	t.Helper()
	s, err := boltstore.Open(path, opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// dump returns all keys and values of a file that is not open.
func dump(t *testing.T, path string) []byte {
	t.Helper()
	var all bytes.Buffer
	inFile(t, path, func(tx *bbolt.Tx) error {
		return tx.ForEach(func(_ []byte, b *bbolt.Bucket) error {
			return b.ForEach(func(k, v []byte) error {
				all.Write(k)
				all.WriteByte('\n')
				all.Write(v)
				all.WriteByte('\n')
				return nil
			})
		})
	})
	return all.Bytes()
}

// inFile reads or changes a file that is not open.
func inFile(t *testing.T, path string, f func(*bbolt.Tx) error) {
	t.Helper()
	db, err := bbolt.Open(path, 0o600, &bbolt.Options{Timeout: time.Second})
	if err != nil {
		t.Fatal(err)
	}
	if err := errors.Join(db.Update(f), db.Close()); err != nil {
		t.Fatal(err)
	}
}

func newSession(life time.Duration) *quiz.Session {
	return &quiz.Session{
		ID: uuid.New(), Code: quiz.NewCode().Hash(), Form: form, Lang: "en",
		Created: time.Now(), Expires: time.Now().Add(life), Answers: map[string]int{},
	}
}

func save(item string, answer int) quiz.Save {
	return quiz.Save{
		Answers: map[string]int{item: answer},
		Forms:   []quiz.FormRef{form},
		Expires: time.Now().Add(time.Hour),
	}
}

func TestFileAndFolderAreForTheOwnerAlone(t *testing.T) {
	path := filepath.Join(t.TempDir(), "new", "sessions.db")
	open(t, path, boltstore.Options{})
	for name, want := range map[string]os.FileMode{path: 0o600, filepath.Dir(path): 0o700 | os.ModeDir} {
		info, err := os.Stat(name)
		if err != nil {
			t.Fatal(err)
		}
		if info.Mode() != want {
			t.Errorf("%s has mode %v, want %v", name, info.Mode(), want)
		}
	}
}

func TestSecondOpenerIsToldThatTheFileIsInUse(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sessions.db")
	open(t, path, boltstore.Options{})
	_, err := boltstore.Open(path, boltstore.Options{})
	if err == nil || !strings.Contains(err.Error(), "in use by another process") {
		t.Errorf("the second opener got: %v", err)
	}
}

func TestUnusablePathsAreRefused(t *testing.T) {
	dir := t.TempDir()
	file := filepath.Join(dir, "file")
	if err := os.WriteFile(file, bytes.Repeat([]byte("not a database\n"), 1000), 0o600); err != nil {
		t.Fatal(err)
	}
	for name, path := range map[string]string{
		"a folder":              dir,
		"a file as folder":      filepath.Join(file, "sessions.db"),
		"a file of other sort":  file,
		"a place nobody writes": "/proc/sessions.db",
	} {
		s, err := boltstore.Open(path, boltstore.Options{})
		if err == nil {
			s.Close()
			t.Errorf("%s was opened", name)
		} else if !strings.Contains(err.Error(), filepath.Base(path)) && !strings.Contains(err.Error(), file) {
			t.Errorf("the error for %s does not name it: %v", name, err)
		}
	}
}

func TestSweepRemovesTheExpiredAndOnlyThose(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sessions.db")
	var passed atomic.Int64
	opts := boltstore.Options{
		Now:   func() time.Time { return time.Now().Add(time.Duration(passed.Load())) },
		Sweep: 10 * time.Millisecond,
	}
	s := open(t, path, opts)
	// More than one sweep looks at, so that it has to go on.
	var expired []*quiz.Session
	for range 500 {
		expired = append(expired, newSession(time.Minute))
	}
	kept, lengthened := newSession(time.Hour), newSession(time.Minute)
	create(t, s, append(expired, kept, lengthened)...)
	if _, err := s.SaveAnswers(t.Context(), lengthened.ID, save("i1", 1)); err != nil {
		t.Fatal(err)
	}
	passed.Store(int64(2 * time.Minute))

	var left [3]int
	for began := time.Now(); left != [3]int{2, 2, 2}; s = open(t, path, opts) {
		if time.Since(began) > 5*time.Second {
			t.Fatalf("%v entries are left, want those of the 2 live sessions", left)
		}
		time.Sleep(50 * time.Millisecond)
		if err := s.Close(); err != nil {
			t.Fatal(err)
		}
		inFile(t, path, func(tx *bbolt.Tx) error {
			for i, name := range []string{"sessions", "codes", "expiry"} {
				left[i] = tx.Bucket([]byte(name)).Stats().KeyN
			}
			return nil
		})
	}
	for _, live := range []*quiz.Session{kept, lengthened} {
		if _, err := s.SessionByCode(t.Context(), live.Code); err != nil {
			t.Errorf("a live session: %v", err)
		}
	}
}

// create keeps the sessions, many at a time.
func create(t testing.TB, s quiz.Store, sessions ...*quiz.Session) {
	t.Helper()
	failed := make(chan error, len(sessions))
	for _, session := range sessions {
		go func() { failed <- s.Create(t.Context(), session) }()
	}
	for range sessions {
		if err := <-failed; err != nil {
			t.Fatal(err)
		}
	}
}

func TestDamagedSessionIsAnErrorAndDoesNotStopOthers(t *testing.T) {
	path := filepath.Join(t.TempDir(), "sessions.db")
	s := open(t, path, boltstore.Options{})
	broken, newer, whole := newSession(time.Hour), newSession(time.Hour), newSession(time.Hour)
	create(t, s, broken, newer, whole)
	if err := s.Close(); err != nil {
		t.Fatal(err)
	}
	inFile(t, path, func(tx *bbolt.Tx) error {
		b := tx.Bucket([]byte("sessions"))
		return errors.Join(b.Put(broken.ID[:], []byte{1, 2, 3}), b.Put(newer.ID[:], []byte{99}))
	})
	s = open(t, path, boltstore.Options{})
	for id, want := range map[uuid.UUID]string{broken.ID: "damaged", newer.ID: "schema 99"} {
		_, read := s.Session(t.Context(), id)
		_, saved := s.SaveAnswers(t.Context(), id, save("i1", 1))
		_, updated := s.Update(t.Context(), id, func(*quiz.Session) error { return nil })
		for _, err := range []error{read, saved, updated} {
			if err == nil || errors.Is(err, quiz.ErrNotFound) || !strings.Contains(err.Error(), want) {
				t.Errorf("got %v, want an error with %q", err, want)
			}
		}
	}
	if _, err := s.SaveAnswers(t.Context(), whole.ID, save("i1", 1)); err != nil {
		t.Errorf("a whole session: %v", err)
	}
}

func TestClosedStoreSaysSo(t *testing.T) {
	s := open(t, filepath.Join(t.TempDir(), "sessions.db"), boltstore.Options{})
	session := newSession(time.Hour)
	create(t, s, session)
	for range 2 {
		if err := s.Close(); err != nil {
			t.Fatalf("Close: %v", err)
		}
	}
	_, read := s.Session(t.Context(), session.ID)
	_, saved := s.SaveAnswers(t.Context(), session.ID, save("i1", 1))
	for _, err := range []error{read, saved, s.Ready(t.Context())} {
		if err == nil || !strings.Contains(err.Error(), "closed") {
			t.Errorf("after Close: %v", err)
		}
	}
}
