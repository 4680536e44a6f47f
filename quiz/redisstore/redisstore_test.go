package redisstore_test

import (
	"bytes"
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"net"
	"strings"
	"testing"
	"time"

	"github.com/google/uuid"
	"github.com/redis/go-redis/v9"

	"workfit/quiz"
	"workfit/quiz/redisstore"
	"workfit/quiz/redisstore/redistest"
	"workfit/quiz/storetest"
)

var form = quiz.FormRef{Instrument: "fit", Form: "short"}

func TestStore(t *testing.T) {
	server := redistest.Start(t)
	storetest.Run(t, func(*testing.T) storetest.Place { return place(server) })
}

// place is a part of the server under a prefix of its own.
func place(server *redistest.Server) storetest.Place {
	prefix := "test:" + uuid.NewString() + ":"
	return storetest.Place{
		Open: func(t *testing.T, now func() time.Time) quiz.Store {
			t.Helper()
			s, err := redisstore.Open(t.Context(), server.URL(), redisstore.Options{Now: now, Prefix: prefix})
			if err != nil {
				t.Fatal(err)
			}
			return s
		},
		Dump: func(t *testing.T) []byte { return dump(t, server, prefix) },
	}
}

// open opens a store for as long as the test goes on.
func open(t testing.TB, server *redistest.Server, opts redisstore.Options) *redisstore.Store {
	t.Helper()
	s, err := redisstore.Open(t.Context(), server.URL(), opts)
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { s.Close() })
	return s
}

// client talks to the server past the store.
func client(t testing.TB, server *redistest.Server) *redis.Client {
	t.Helper()
	opts, err := redis.ParseURL(server.URL())
	if err != nil {
		t.Fatal(err)
	}
	c := redis.NewClient(opts)
	t.Cleanup(func() { c.Close() })
	return c
}

// dump returns all keys and values that begin with the prefix.
func dump(t *testing.T, server *redistest.Server, prefix string) []byte {
	t.Helper()
	c := client(t, server)
	keys, err := c.Keys(t.Context(), prefix+"*").Result()
	if err != nil {
		t.Fatal(err)
	}
	var all bytes.Buffer
	for _, key := range keys {
		content, err := c.HGetAll(t.Context(), key).Result()
		if err == nil {
			fmt.Fprintln(&all, key, content)
			continue
		}
		text, err := c.Get(t.Context(), key).Result()
		if err != nil {
			t.Fatal(err)
		}
		fmt.Fprintln(&all, key, text)
	}
	return all.Bytes()
}

func newSession(life time.Duration) *quiz.Session {
	return &quiz.Session{
		ID: uuid.New(), Code: quiz.NewCode().Hash(), Form: form, Lang: "en",
		Versions: quiz.Versions{Instrument: "1", Data: "30.0", Engine: "1"},
		Created:  time.Now(), Expires: time.Now().Add(life), Answers: map[string]int{},
	}
}

func create(t testing.TB, s quiz.Store, life time.Duration) *quiz.Session {
	t.Helper()
	session := newSession(life)
	if err := s.Create(t.Context(), session); err != nil {
		t.Fatal(err)
	}
	return session
}

func save(item string, answer int, life time.Duration) quiz.Save {
	return quiz.Save{
		Answers: map[string]int{item: answer},
		Forms:   []quiz.FormRef{form},
		Expires: time.Now().Add(life),
	}
}

func TestBadURLsAreRefusedWithoutRepeatingThem(t *testing.T) {
	for name, url := range map[string]string{
		"not a URL":         "redis://user:s3cret@host:port\x00",
		"unknown scheme":    "http://user:s3cret@localhost",
		"unknown parameter": "redis://user:s3cret@localhost?colour=red",
		"bad database":      "redis://user:s3cret@localhost/first",
		"nobody there":      "redis://user:s3cret@127.0.0.1:1",
	} {
		s, err := redisstore.Open(t.Context(), url, redisstore.Options{})
		if err == nil {
			s.Close()
			t.Errorf("%s: was opened", name)
		} else if strings.Contains(err.Error(), "s3cret") {
			t.Errorf("%s: the error shows the password: %v", name, err)
		}
	}
}

func TestStoresWithDifferentPrefixesShareAServer(t *testing.T) {
	server := redistest.Start(t)
	one, other := open(t, server, redisstore.Options{}), open(t, server, redisstore.Options{Prefix: "other:"})
	session := create(t, one, time.Hour)
	if _, err := other.Session(t.Context(), session.ID); !errors.Is(err, quiz.ErrNotFound) {
		t.Errorf("the other store finds the session: %v", err)
	}
	if err := other.Create(t.Context(), session); err != nil {
		t.Errorf("the other store can not keep the same session: %v", err)
	}
	if err := other.Delete(t.Context(), session.ID); err != nil {
		t.Error(err)
	}
	if _, err := one.SessionByCode(t.Context(), session.Code); err != nil {
		t.Errorf("deleting in the other store reached this one: %v", err)
	}
}

func TestDamagedSessionIsAnErrorAndCanBeDeleted(t *testing.T) {
	server := redistest.Start(t)
	s, raw := open(t, server, redisstore.Options{}), client(t, server)
	for name, harm := range map[string]func(key string) error{
		"an expiry that is no number": func(key string) error { return raw.HSet(t.Context(), key, "exp", "soon").Err() },
		"a version that is no number": func(key string) error { return raw.HSet(t.Context(), key, "v", "two").Err() },
		"an answer that is no number": func(key string) error { return raw.HSet(t.Context(), key, "a:i1", "x").Err() },
		"a code of the wrong length":  func(key string) error { return raw.HSet(t.Context(), key, "code", "abcd").Err() },
		"a form without instrument":   func(key string) error { return raw.HSet(t.Context(), key, "f", "short").Err() },
		"a field that is missing":     func(key string) error { return raw.HDel(t.Context(), key, "lang").Err() },
		"an expiry that is missing":   func(key string) error { return raw.HDel(t.Context(), key, "exp").Err() },
	} {
		t.Run(name, func(t *testing.T) {
			session := create(t, s, time.Hour)
			if err := harm("workfit:s:{" + session.ID.String() + "}"); err != nil {
				t.Fatal(err)
			}
			_, read := s.Session(t.Context(), session.ID)
			_, updated := s.Update(t.Context(), session.ID, func(*quiz.Session) error { return nil })
			for _, err := range []error{read, updated} {
				if err == nil || !strings.Contains(err.Error(), "damaged") {
					t.Errorf("got %v, want an error that says damaged", err)
				}
			}
			if _, err := s.SaveAnswers(t.Context(), session.ID, save("i2", 1, time.Hour)); err == nil || errors.Is(err, quiz.ErrNotFound) {
				t.Errorf("SaveAnswers: %v", err)
			}
			if err := s.Delete(t.Context(), session.ID); err != nil {
				t.Errorf("Delete: %v", err)
			}
		})
	}
	if err := raw.Set(t.Context(), "workfit:c:"+strings.Repeat("00", 32), "nobody", 0).Err(); err != nil {
		t.Fatal(err)
	}
	if _, err := s.SessionByCode(t.Context(), quiz.CodeHash{}); err == nil || !strings.Contains(err.Error(), "damaged") {
		t.Errorf("a damaged link: %v", err)
	}
}

func TestKeysExpireWithTheSession(t *testing.T) {
	server := redistest.Start(t)
	s := open(t, server, redisstore.Options{})
	create(t, s, 200*time.Millisecond)
	if len(dump(t, server, "workfit:s:")) == 0 || len(dump(t, server, "workfit:c:")) == 0 {
		t.Fatal("the keys are not there to begin with")
	}
	time.Sleep(1500 * time.Millisecond) // a link lives for a second at least
	if left := dump(t, server, "workfit:"); len(left) > 0 {
		t.Errorf("keys outlived the session:\n%s", left)
	}
}

func TestLinkOutlivesASessionThatGoesOn(t *testing.T) {
	server := redistest.Start(t)
	raw := client(t, server)
	now := time.Now()
	s := open(t, server, redisstore.Options{Now: func() time.Time { return now }})
	session := create(t, s, time.Hour)
	link := "workfit:c:" + hex.EncodeToString(session.Code[:])
	for _, life := range []time.Duration{time.Hour, 24 * time.Hour, time.Hour} {
		for range 20 { // five lives
			left, err := raw.PTTL(t.Context(), link).Result()
			if err != nil {
				t.Fatal(err)
			}
			// What the server would do by itself while this time passes.
			if err := raw.PExpire(t.Context(), link, left-life/4).Err(); err != nil {
				t.Fatal(err)
			}
			now = now.Add(life / 4)
			answer := save("i1", 1, 0)
			answer.Expires = now.Add(life)
			if _, err := s.SaveAnswers(t.Context(), session.ID, answer); err != nil {
				t.Fatal(err)
			}
			if left, err := raw.PTTL(t.Context(), link).Result(); err != nil || left < life {
				t.Fatalf("the link lives for %v, %v more; the session for %v", left, err, life)
			}
		}
		// The session's own expiry would come in true time.
		session.Expires = now.Add(24 * time.Hour)
		if _, err := s.Update(t.Context(), session.ID, func(s *quiz.Session) error { s.Expires = session.Expires; return nil }); err != nil {
			t.Fatal(err)
		}
	}
}

func TestASaveIsOneRoundTrip(t *testing.T) {
	server := redistest.Start(t)
	s, raw := open(t, server, redisstore.Options{}), client(t, server)
	session := create(t, s, time.Hour)
	const saves = 20
	if _, err := s.SaveAnswers(t.Context(), session.ID, save("i1", 1, time.Hour)); err != nil {
		t.Fatal(err)
	}
	if err := raw.ConfigResetStat(t.Context()).Err(); err != nil {
		t.Fatal(err)
	}
	for range saves {
		if _, err := s.SaveAnswers(t.Context(), session.ID, save("i1", 1, time.Hour)); err != nil {
			t.Fatal(err)
		}
	}
	stats, err := raw.Info(t.Context(), "commandstats").Result()
	if err != nil {
		t.Fatal(err)
	}
	if want := fmt.Sprintf("cmdstat_evalsha:calls=%d,", saves); !strings.Contains(stats, want) || strings.Contains(stats, "cmdstat_get:") {
		t.Errorf("%d saves made these commands:\n%s", saves, stats)
	}
}

func TestSessionsStayInTheCompactForm(t *testing.T) {
	server := redistest.Start(t)
	s, raw := open(t, server, redisstore.Options{}), client(t, server)
	session := create(t, s, time.Hour)
	answers := save("i0", 1, time.Hour)
	for i := range 500 { // an instrument has no more items
		answers.Answers[fmt.Sprintf("i%d", i)] = 1
	}
	if _, err := s.SaveAnswers(t.Context(), session.ID, answers); err != nil {
		t.Fatal(err)
	}
	if _, err := s.Update(t.Context(), session.ID, func(s *quiz.Session) error { return s.Finish(time.Now()) }); err != nil {
		t.Fatal(err)
	}
	form, err := raw.ObjectEncoding(t.Context(), "workfit:s:{"+session.ID.String()+"}").Result()
	if err != nil || form != "listpack" {
		t.Errorf("the session is stored as %s, %v; want a listpack", form, err)
	}
}

func TestScriptsForgottenByTheServerAreSentAgain(t *testing.T) {
	server := redistest.Start(t)
	s := open(t, server, redisstore.Options{})
	session := create(t, s, time.Hour)
	for _, act := range []func() error{
		func() error {
			_, err := s.SaveAnswers(t.Context(), session.ID, save("i1", 1, time.Hour))
			return err
		},
		func() error {
			_, err := s.Update(t.Context(), session.ID, func(s *quiz.Session) error { s.Answers["i2"] = 2; return nil })
			return err
		},
		func() error { return s.Delete(t.Context(), session.ID) },
	} {
		if err := client(t, server).ScriptFlush(t.Context()).Err(); err != nil {
			t.Fatal(err)
		}
		if err := act(); err != nil {
			t.Errorf("after the scripts were flushed: %v", err)
		}
	}
}

func TestAServerThatDoesNotAnswerIsGivenUp(t *testing.T) {
	silent, err := net.Listen("tcp", "127.0.0.1:0")
	if err != nil {
		t.Fatal(err)
	}
	defer silent.Close()
	url := "redis://" + silent.Addr().String()
	for name, within := range map[string]time.Duration{"deadline": 200 * time.Millisecond, "timeout": time.Minute} {
		ctx, cancel := context.WithTimeout(t.Context(), within)
		began := time.Now()
		s, err := redisstore.Open(ctx, url, redisstore.Options{})
		if err == nil {
			s.Close()
			t.Errorf("%s: was opened", name)
		}
		if took := time.Since(began); took > min(within+700*time.Millisecond, 4*time.Second) {
			t.Errorf("%s: giving up took %v", name, took)
		}
		cancel()
	}
}
