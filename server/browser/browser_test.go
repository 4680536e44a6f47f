// Package browser_test lets a real Chromium take the ways that people take
// through the real server: with a mouse, a keyboard, a phone, without script.
// The journeys themselves are the *.test.mjs files; this starts what they need
// and reports each of them as a test.
package browser_test

import (
	"bufio"
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"os"
	"os/exec"
	"path/filepath"
	"slices"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"github.com/google/uuid"

	"workfit/quiz"
	"workfit/quiz/boltstore"
	"workfit/scoring/occupation"
	"workfit/server"
)

func TestInBrowser(t *testing.T) {
	node, chromium := tools(t)
	store := openStore(t)
	site := startSite(t, store)
	control := httptest.NewServer(store.control())
	t.Cleanup(control.Close)

	cmd := exec.CommandContext(t.Context(), node, append([]string{
		"--test", "--test-concurrency=2", "--test-reporter=./reporter.mjs",
	}, journeys(t)...)...)
	cmd.Env = append(
		os.Environ(),
		"CHROMIUM="+chromium,
		"WORKFIT_URL="+site.URL,
		"WORKFIT_CONTROL="+control.URL,
		"WORKFIT_SCREENSHOTS="+os.Getenv("WORKFIT_SCREENSHOTS"),
	)
	cmd.Stderr = t.Output()
	cmd.WaitDelay = 10 * time.Second
	out, err := cmd.StdoutPipe()
	if err != nil {
		t.Fatal(err)
	}
	if err := cmd.Start(); err != nil {
		t.Fatal(err)
	}
	reported := 0
	lines := bufio.NewScanner(out)
	lines.Buffer(nil, 1<<20)
	for lines.Scan() {
		var r report
		if err := json.Unmarshal(lines.Bytes(), &r); err != nil {
			t.Log(lines.Text())
			continue
		}
		reported++
		t.Run(r.Name, r.run)
	}
	if err := errors.Join(lines.Err(), cmd.Wait()); err != nil && !t.Failed() {
		t.Errorf("node ended with: %v", err)
	}
	if reported == 0 {
		t.Error("not one journey was made")
	}
}

// A report is what reporter.mjs says of a test.
type report struct {
	Name    string
	Took    float64 // ms
	Skipped bool
	Error   string
}

func (r report) run(t *testing.T) {
	t.Logf("took %.1f s", r.Took/1000)
	if r.Skipped {
		t.Error("was skipped: a journey is made or removed")
	}
	if r.Error != "" {
		t.Error(r.Error)
	}
}

// tools finds what the journeys run in. To pass without it would be to say that
// pages work which nobody has opened.
func tools(t *testing.T) (node, chromium string) {
	t.Helper()
	node, err := exec.LookPath("node")
	if err != nil {
		t.Fatal("Node is not installed: install Node 20 or later, then run `make install`")
	}
	if _, err := os.Stat(filepath.Join("node_modules", "playwright-core", "package.json")); err != nil {
		t.Fatal("the browser driver is not installed: run `make install`")
	}
	chromium = os.Getenv("CHROMIUM")
	if chromium == "" {
		chromium = "/usr/bin/chromium"
	}
	if _, err := exec.LookPath(chromium); err != nil {
		t.Fatalf("there is no Chromium at %s: run `make install`, or set CHROMIUM to where it is", chromium)
	}
	return node, chromium
}

// journeys lists the test files. Looking at every script makes go test run anew
// when one has changed.
func journeys(t *testing.T) []string {
	t.Helper()
	tests, err := filepath.Glob("*.test.mjs")
	if err != nil || len(tests) == 0 {
		t.Fatal("there are no journeys", err)
	}
	scripts, _ := filepath.Glob("*.mjs")
	for _, script := range append(scripts, "package-lock.json") {
		if _, err := os.Stat(script); err != nil {
			t.Fatal(err)
		}
	}
	slices.Sort(tests)
	return tests
}

// unhurried is a clock by which people take their time: each look at it is three
// seconds after the one before. By the true one the browser answers faster than
// anybody can read, and is told so.
func unhurried() func() time.Time {
	var looks atomic.Int64
	return func() time.Time { return time.Now().Add(time.Duration(looks.Add(1)) * 3 * time.Second) }
}

func startSite(t *testing.T, store quiz.Store) *httptest.Server {
	t.Helper()
	instruments, err := quiz.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	occupations, err := occupation.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	var faults bytes.Buffer // the handler writes one record at a time
	s, err := server.New(server.Options{
		Store:       store,
		Instruments: instruments,
		Occupations: occupations,
		Now:         unhurried(),
		SessionLife: 90 * 24 * time.Hour,
		Log:         slog.New(slog.NewTextHandler(io.MultiWriter(t.Output(), &faults), &slog.HandlerOptions{Level: slog.LevelError})),
		Version:     "browser test",
	})
	if err != nil {
		t.Fatal(err)
	}
	site := httptest.NewServer(s.Handler())
	t.Cleanup(func() {
		site.Close()
		if log := faults.String(); strings.Contains(log, "messages missing") || strings.Contains(log, "panic") {
			t.Error("the server logged faults that no page shows")
		}
	})
	return site
}

// A fallibleStore is a real one that stops answering for the sessions it is told
// to, so that one journey's outage is not another's.
type fallibleStore struct {
	quiz.Store
	out sync.Map // ids of sessions as strings
}

var errOut = errors.New("out on purpose")

func openStore(t *testing.T) *fallibleStore {
	t.Helper()
	bolt, err := boltstore.Open(filepath.Join(t.TempDir(), "sessions.db"), boltstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() {
		if err := bolt.Close(); err != nil {
			t.Error(err)
		}
	})
	return &fallibleStore{Store: bolt}
}

// control takes PUT /outage/{session} and DELETE /outage/{session}.
func (s *fallibleStore) control() http.Handler {
	mux := http.NewServeMux()
	mux.HandleFunc("PUT /outage/{session}", func(_ http.ResponseWriter, r *http.Request) {
		s.out.Store(r.PathValue("session"), true)
	})
	mux.HandleFunc("DELETE /outage/{session}", func(_ http.ResponseWriter, r *http.Request) {
		s.out.Delete(r.PathValue("session"))
	})
	return mux
}

func (s *fallibleStore) answering(id uuid.UUID) error {
	if _, out := s.out.Load(id.String()); out {
		return fmt.Errorf("session %s: %w", id, errOut)
	}
	return nil
}

func (s *fallibleStore) Session(ctx context.Context, id uuid.UUID) (*quiz.Session, error) {
	if err := s.answering(id); err != nil {
		return nil, err
	}
	return s.Store.Session(ctx, id)
}

func (s *fallibleStore) SaveAnswers(ctx context.Context, id uuid.UUID, save quiz.Save) (*quiz.Session, error) {
	if err := s.answering(id); err != nil {
		return nil, err
	}
	return s.Store.SaveAnswers(ctx, id, save)
}

func (s *fallibleStore) Update(ctx context.Context, id uuid.UUID, change func(*quiz.Session) error) (*quiz.Session, error) {
	if err := s.answering(id); err != nil {
		return nil, err
	}
	return s.Store.Update(ctx, id, change)
}
