package redisstore_test

import (
	"context"
	"strconv"
	"sync/atomic"
	"testing"
	"time"

	"workfit/quiz"
	"workfit/quiz/redisstore"
	"workfit/quiz/redisstore/redistest"
)

// BenchmarkSaveAnswer saves one answer of a 60-item session at a time, alone and
// from 64 goroutines with a session each. The ceiling is the least that could be
// asked of Redis, a bare HSET of one field, through the same client library to the
// same server; x-of-ceiling is the share of its rate that the store reaches.
func BenchmarkSaveAnswer(b *testing.B) {
	server := redistest.Start(b)
	raw := client(b, server)
	ceiling := func(ctx context.Context, person, n int) error {
		return raw.HSet(ctx, "bench:"+strconv.Itoa(person), "a:i"+strconv.Itoa(n%items), n%5+1).Err()
	}
	for _, people := range []int{1, 64} {
		name := "serial"
		if people > 1 {
			name = "parallel"
		}
		b.Run(name+"/ceiling", func(b *testing.B) { measure(b, people, ceiling) })
		b.Run(name+"/store", func(b *testing.B) {
			store := answering(b, open(b, server, redisstore.Options{}), people)
			// The ceiling again, at the same time and for as long: the machine may
			// be busier now than it was a moment ago.
			limit := measure(b, people, ceiling)
			each := measure(b, people, store)
			b.ReportMetric(float64(limit)/float64(each), "x-of-ceiling")
		})
	}
}

const items = 60

// answering makes a session per person, all items answered once, and returns what
// each of them does: answer again.
func answering(b *testing.B, s quiz.Store, people int) func(ctx context.Context, person, n int) error {
	sessions := make([]*quiz.Session, people)
	all := save("i0", 1, time.Hour)
	for i := range items {
		all.Answers["i"+strconv.Itoa(i)] = 3
	}
	for i := range sessions {
		sessions[i] = create(b, s, time.Hour)
		if _, err := s.SaveAnswers(b.Context(), sessions[i].ID, all); err != nil {
			b.Fatal(err)
		}
	}
	return func(ctx context.Context, person, n int) error {
		_, err := s.SaveAnswers(ctx, sessions[person].ID, save("i"+strconv.Itoa(n%items), n%5+1, time.Hour))
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
