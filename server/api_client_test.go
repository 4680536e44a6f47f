package server_test

import (
	"bytes"
	"encoding/json"
	"fmt"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"testing"
	"time"

	"workfit/quiz"
	"workfit/quiz/boltstore"
	"workfit/scoring/occupation"
	"workfit/server"
)

// apiTester sends requests to a server on a real store and holds every reply
// from /api/ against the contract that the same server serves.
type apiTester struct {
	t        *testing.T
	handler  http.Handler
	contract contract
	log      *bytes.Buffer
}

// newAPI starts a server; changes are made to what it is started with.
func newAPI(t *testing.T, changes ...func(*server.Options)) *apiTester {
	t.Helper()
	store, err := boltstore.Open(filepath.Join(t.TempDir(), "sessions.db"), boltstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	instruments, err := quiz.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	occupations, err := occupation.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	a := &apiTester{t: t, log: &bytes.Buffer{}}
	options := server.Options{
		Store: store, Instruments: instruments, Occupations: occupations,
		Now: time.Now, SessionLife: time.Hour, Version: "test",
		Log: slog.New(slog.NewTextHandler(a.log, nil)),
	}
	for _, change := range changes {
		change(&options)
	}
	s, err := server.New(options)
	if err != nil {
		t.Fatal(err)
	}
	a.handler = s.Handler()
	a.contract = readContract(t, a.send(http.MethodGet, "/openapi.json", "", "").body)
	return a
}

type apiReply struct {
	t      *testing.T
	status int
	header http.Header
	body   []byte
}

func (r apiReply) media() string { return r.header.Get("Content-Type") }

// into decodes the reply, which must have the status.
func (r apiReply) into(status int, v any) {
	r.t.Helper()
	if r.status != status {
		r.t.Fatalf("status %d, want %d: %s", r.status, status, r.body)
	}
	if err := json.Unmarshal(r.body, v); err != nil {
		r.t.Fatalf("%v in %s", err, r.body)
	}
}

// send makes a request and checks nothing.
func (a *apiTester) send(method, target, media, body string) apiReply {
	r := httptest.NewRequest(method, target, strings.NewReader(body))
	if media != "" {
		r.Header.Set("Content-Type", media)
	}
	return a.do(r)
}

func (a *apiTester) do(r *http.Request) apiReply {
	w := httptest.NewRecorder()
	a.handler.ServeHTTP(w, r)
	return apiReply{a.t, w.Code, w.Header(), w.Body.Bytes()}
}

// call makes a request and checks the reply against the contract.
func (a *apiTester) call(method, target, body string) apiReply {
	a.t.Helper()
	reply := a.send(method, target, "application/json", body)
	a.check(method, target, reply)
	return reply
}

func (a *apiTester) get(target string) apiReply {
	a.t.Helper()
	return a.call(http.MethodGet, target, "")
}

func (a *apiTester) check(method, target string, reply apiReply) {
	a.t.Helper()
	path, _, _ := strings.Cut(target, "?")
	if !strings.HasPrefix(path, "/api/") {
		return
	}
	path, err := url.PathUnescape(path)
	if err != nil {
		a.t.Fatal(err)
	}
	if reply.header.Get("Link") != "" || bytes.Contains(reply.body, []byte("$schema")) {
		a.t.Errorf("%s %s: there is a link to a schema: %s", method, target, reply.body)
	}
	secret := strings.HasPrefix(path, "/api/v1/sessions") || reply.status >= 400
	if cache := reply.header.Get("Cache-Control"); secret && cache != "no-store" {
		a.t.Errorf("%s %s: Cache-Control is %q", method, target, cache)
	}
	response := a.contract.response(method, path, reply.status)
	content, _ := response.at("content").(map[string]any)
	if response == nil { // no such operation
		content = map[string]any{"application/problem+json": map[string]any{
			"schema": map[string]any{"$ref": "#/components/schemas/Problem"},
		}}
	}
	if len(content) == 0 {
		if len(reply.body) > 0 {
			a.t.Errorf("%s %s: %d has a body: %s", method, target, reply.status, reply.body)
		}
		return
	}
	described, ok := content[reply.media()].(map[string]any)
	if !ok {
		a.t.Errorf("%s %s: %d is of type %q, not as in the contract: %s", method, target, reply.status, reply.media(), reply.body)
		return
	}
	var v any
	if err := json.Unmarshal(reply.body, &v); err != nil {
		a.t.Errorf("%s %s: %v", method, target, err)
		return
	}
	for _, wrong := range a.contract.check(described["schema"].(map[string]any), "body", v) {
		a.t.Errorf("%s %s: %d: %s", method, target, reply.status, wrong)
	}
}

// The replies as a client would declare them.
type (
	startedReply struct {
		ID         string
		ResumeCode string `json:"resume_code"`
		Form       string
		ItemsTotal int     `json:"items_total"`
		NextItem   *string `json:"next_item"`
	}
	sessionReply struct {
		ID, Instrument, Form, Lang, State string
		Answers                           map[string]int
		Skipped                           []string
		Answered                          int
		ItemsTotal                        int     `json:"items_total"`
		NextItem                          *string `json:"next_item"`
		Created, Expires                  time.Time
		Finished                          *time.Time
		Versions                          struct{ Instrument, Data, Engine string }
	}
	progressReply struct {
		Answered   int
		ItemsTotal int     `json:"items_total"`
		NextItem   *string `json:"next_item"`
	}
	resultsReply struct {
		Scores   []struct{ Value, SE float64 }
		Families []struct {
			Code, Name string
			Best       []string
			Stays      *float64 `json:"stays_top5"`
		}
		Matches []struct {
			Rank           int
			OnetSOC        string `json:"onet_soc"`
			Fit, Low, High float64
			Stays          *float64 `json:"stays_top20"`
			Reasons        []struct {
				For                  bool
				Share, Level, Demand float64
			}
		}
		Pattern struct{ Clear bool }
		Quality struct {
			Doubtful   bool
			Signs      []string
			LongestRun int `json:"longest_run"`
		}
	}
	problemReply struct {
		Type, Title, Detail, Instance string
		Status                        int
		RequestID                     string `json:"request_id"`
		Errors                        []struct{ Location, Message string }
	}
)

// start begins a session and returns its path.
func (a *apiTester) start(form string) (path string, started startedReply) {
	a.t.Helper()
	reply := a.call(http.MethodPost, "/api/v1/sessions", fmt.Sprintf(`{"form":%q}`, form))
	reply.into(http.StatusCreated, &started)
	return reply.header.Get("Location"), started
}

// answerAll answers whatever is next until nothing is, and finishes.
func (a *apiTester) answerAll(path string, next *string, value func(i int) int) {
	a.t.Helper()
	for i := 0; next != nil; i++ {
		var p progressReply
		a.call(http.MethodPut, path+"/answers/"+*next, fmt.Sprintf(`{"value":%d}`, value(i))).into(http.StatusOK, &p)
		next = p.NextItem
	}
	if r := a.call(http.MethodPost, path+"/finish", ""); r.status != http.StatusOK {
		a.t.Fatalf("finish: %d %s", r.status, r.body)
	}
}

// taste is a person with likes and dislikes.
func taste(i int) int { return 1 + (i*i+3*i)%5 }
