package redisstore_test

import (
	"context"
	"errors"
	"strconv"
	"strings"
	"sync"
	"testing"
	"time"

	"github.com/redis/go-redis/v9"

	"workfit/quiz"
	"workfit/quiz/redisstore"
	"workfit/quiz/redisstore/redistest"
)

func TestAcknowledgedSavesSurviveKillOfTheServer(t *testing.T) {
	server := redistest.Start(t, "--appendfsync", "always")
	s := open(t, server, redisstore.Options{})
	for range 2 {
		sessions := []*quiz.Session{create(t, s, time.Hour), create(t, s, time.Hour), create(t, s, time.Hour)}
		last := make([]int, len(sessions)) // answer that was acknowledged
		var wg sync.WaitGroup
		for i, session := range sessions {
			wg.Go(func() {
				for n := 1; ; n++ {
					if _, err := s.SaveAnswers(t.Context(), session.ID, save("i"+strconv.Itoa(n), n, time.Hour)); err != nil {
						return
					}
					last[i] = n
				}
			})
		}
		time.Sleep(200 * time.Millisecond)
		server.Kill()
		wg.Wait()
		server.Restart()
		for i, session := range sessions {
			kept, err := s.SessionByCode(t.Context(), session.Code)
			if err != nil {
				t.Fatalf("after the restart: %v", err)
			}
			if last[i] == 0 {
				t.Fatal("no answer was acknowledged before the kill")
			}
			for n := 1; n <= last[i]; n++ {
				if kept.Answers["i"+strconv.Itoa(n)] != n {
					t.Fatalf("answer %d of %d acknowledged ones was lost", n, last[i])
				}
			}
		}
	}
}

func TestOutageIsToldPromptlyAndEndsByItself(t *testing.T) {
	server := redistest.Start(t, "--appendfsync", "always")
	s := open(t, server, redisstore.Options{})
	session := create(t, s, time.Hour)
	server.Kill()

	began := time.Now()
	_, read := s.Session(t.Context(), session.ID)
	_, saved := s.SaveAnswers(t.Context(), session.ID, save("i1", 1, time.Hour))
	_, updated := s.Update(t.Context(), session.ID, func(*quiz.Session) error { return nil })
	created := s.Create(t.Context(), newSession(time.Hour))
	deleted := s.Delete(t.Context(), session.ID)
	for i, err := range []error{read, saved, updated, created, deleted, s.Ready(t.Context())} {
		if err == nil || errors.Is(err, quiz.ErrNotFound) {
			t.Errorf("call %d while the server is down: %v", i, err)
		}
	}
	if took := time.Since(began); took > 2*time.Second {
		t.Errorf("six calls took %v to fail", took)
	}

	server.Restart()
	waitReady(t, s)
	if _, err := s.SaveAnswers(t.Context(), session.ID, save("i1", 1, time.Hour)); err != nil {
		t.Errorf("after the server is back: %v", err)
	}
}

func waitReady(t *testing.T, s *redisstore.Store) {
	t.Helper()
	ctx, cancel := context.WithTimeout(t.Context(), 3*time.Second)
	defer cancel()
	for s.Ready(ctx) != nil {
		if ctx.Err() != nil {
			t.Fatalf("the store did not become ready: %v", s.Ready(t.Context()))
		}
		time.Sleep(20 * time.Millisecond)
	}
}

func TestServerThatTakesNoWritesIsNotReady(t *testing.T) {
	server := redistest.Start(t)
	s, raw := open(t, server, redisstore.Options{}), client(t, server)
	session := create(t, s, time.Hour)
	for _, trouble := range []struct{ says, begin, end string }{
		{"READONLY", "REPLICAOF 127.0.0.1 1", "REPLICAOF NO ONE"},
		{"OOM", "CONFIG SET maxmemory 1", "CONFIG SET maxmemory 0"},
	} {
		tell(t, raw, trouble.begin)
		if err := s.Ready(t.Context()); err == nil || !strings.Contains(err.Error(), trouble.says) {
			t.Errorf("Ready returned %v, want an error with %s", err, trouble.says)
		}
		if _, err := s.SaveAnswers(t.Context(), session.ID, save("i1", 1, time.Hour)); err == nil {
			t.Errorf("%s: a save was acknowledged", trouble.says)
		}
		tell(t, raw, trouble.end)
		waitReady(t, s)
	}
	if _, err := s.Session(t.Context(), session.ID); err != nil {
		t.Error(err)
	}
}

// tell sends a command that is written as one line.
func tell(t *testing.T, c *redis.Client, line string) {
	t.Helper()
	var args []any
	for _, word := range strings.Fields(line) {
		args = append(args, word)
	}
	if err := c.Do(t.Context(), args...).Err(); err != nil {
		t.Fatalf("%s: %v", line, err)
	}
}
