package boltstore_test

import (
	"context"
	"path/filepath"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"go.etcd.io/bbolt"

	"workfit/quiz"
	"workfit/quiz/boltstore"
)

// BenchmarkSaveAnswer saves one answer of a 60-item session at a time, alone and
// from 64 goroutines with a session each. The ceiling is the least that could be
// asked of the file, a bare bbolt Update of 64 bytes; x-of-ceiling is the store's
// rate against that. It is above 1 where many saves share one write.
func BenchmarkSaveAnswer(b *testing.B) {
	db, err := bbolt.Open(filepath.Join(b.TempDir(), "bare.db"), 0o600, &bbolt.Options{
		NoFreelistSync: true, FreelistType: bbolt.FreelistMapType,
	})
	if err != nil {
		b.Fatal(err)
	}
	defer db.Close()
	value := make([]byte, 64)
	ceiling := func(_ context.Context, person, _ int) error {
		return db.Update(func(tx *bbolt.Tx) error {
			bucket, err := tx.CreateBucketIfNotExists([]byte("bare"))
			if err != nil {
				return err
			}
			return bucket.Put([]byte(strconv.Itoa(person)), value)
		})
	}
	for _, people := range []int{1, 64} {
		name := "serial"
		if people > 1 {
			name = "parallel"
		}
		b.Run(name+"/ceiling", func(b *testing.B) { measure(b, people, ceiling) })
		b.Run(name+"/store", func(b *testing.B) {
			s := open(b, filepath.Join(b.TempDir(), "sessions.db"), boltstore.Options{})
			store := answering(b, s, people)
			// The ceiling again, at the same time and for as long: the machine may
			// be busier now than it was a moment ago.
			limit := measure(b, people, ceiling)
			each := measure(b, people, store)
			b.ReportMetric(float64(limit)/float64(each), "x-of-ceiling")
		})
	}
}

const answered = 60

// answering makes a session per person, all items answered once, and returns what
// each of them does: answer again.
func answering(b *testing.B, s quiz.Store, people int) func(ctx context.Context, person, n int) error {
	sessions := make([]*quiz.Session, people)
	for i := range sessions {
		sessions[i] = newSession(time.Hour)
		for item := range answered {
			sessions[i].Answers["i"+strconv.Itoa(item)] = 3
		}
	}
	create(b, s, sessions...)
	return func(ctx context.Context, person, n int) error {
		_, err := s.SaveAnswers(ctx, sessions[person].ID, save("i"+strconv.Itoa(n%answered), n%5+1))
		return err
	}
}

// measure shares b.N operations among the people and returns the time for each. The
// benchmark's own figure is that of the last call.
func measure(b *testing.B, people int, do func(ctx context.Context, person, n int) error) time.Duration {
	var next, person atomic.Int64
	b.ResetTimer()
	done := make(chan error, people)
	for range people {
		go func() {
			me := int(person.Add(1) - 1)
			for {
				n := int(next.Add(1) - 1)
				if n >= b.N {
					done <- nil
					return
				}
				if err := do(b.Context(), me, n); err != nil {
					done <- err
					return
				}
			}
		}()
	}
	for range people {
		if err := <-done; err != nil {
			b.Fatal(err)
		}
	}
	return b.Elapsed() / time.Duration(b.N)
}
