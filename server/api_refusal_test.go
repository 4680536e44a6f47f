package server_test

import (
	"bytes"
	"context"
	"encoding/json"
	"errors"
	"fmt"
	"io"
	"net/http"
	"net/http/httptest"
	"os"
	"strings"
	"testing"
	"testing/fstest"

	"github.com/google/uuid"

	"workfit/quiz"
	"workfit/server"
)

func TestAPIRefuses(t *testing.T) {
	a := newAPI(t)
	open, started := a.start("quick")
	done, startedDone := a.start("quick")
	a.answerAll(done, startedDone.NextItem, taste)
	answer := open + "/answers/" + *started.NextItem
	missing := "/api/v1/sessions/" + uuid.NewString()
	const inJSON, invalid = "application/json", "invalid-request"

	for _, c := range []struct {
		name, method, target, media, body string
		status                            int
		kind, says                        string
	}{
		{"answer too low", "PUT", answer, inJSON, `{"value":0}`, 422, invalid, "1 to 5"},
		{"answer too high", "PUT", answer, inJSON, `{"value":6}`, 422, invalid, "1 to 5"},
		{"answer below zero", "PUT", answer, inJSON, `{"value":-1}`, 422, invalid, "1 to 5"},
		{"answer as text", "PUT", answer, inJSON, `{"value":"x"}`, 422, invalid, "1 to 5"},
		{"answer as digits in text", "PUT", answer, inJSON, `{"value":"4"}`, 422, invalid, "1 to 5"},
		{"answer null", "PUT", answer, inJSON, `{"value":null}`, 422, invalid, "1 to 5"},
		{"answer missing", "PUT", answer, inJSON, `{}`, 422, invalid, "1 to 5"},
		{"answer a fraction", "PUT", answer, inJSON, `{"value":4.5}`, 422, invalid, "1 to 5"},
		{"answer enormous", "PUT", answer, inJSON, `{"value":1e300}`, 422, invalid, "1 to 5"},
		{"answer beyond numbers", "PUT", answer, inJSON, `{"value":1e999}`, 400, "malformed", "too large"},
		{"answer a list", "PUT", answer, inJSON, `{"value":[4]}`, 422, invalid, "1 to 5"},
		{"answer an object", "PUT", answer, inJSON, `{"value":{}}`, 422, invalid, "1 to 5"},
		{"answer true", "PUT", answer, inJSON, `{"value":true}`, 422, invalid, "1 to 5"},
		{"body a list", "PUT", answer, inJSON, `[{"value":4}]`, 422, invalid, "1 to 5"},
		{"body a number", "PUT", answer, inJSON, `4`, 422, invalid, "1 to 5"},
		{"body null", "PUT", answer, inJSON, `null`, 422, invalid, "1 to 5"},
		{"body empty", "PUT", answer, inJSON, ``, 400, "malformed", "required"},
		{"body broken", "PUT", answer, inJSON, `{"value":`, 400, "malformed", "JSON"},
		{"body with a tail", "PUT", answer, inJSON, `{"value":4}{}`, 400, "malformed", ""},
		{"body not text", "PUT", answer, inJSON, "\x00\xff", 400, "malformed", ""},
		{"extra property", "PUT", answer, inJSON, `{"value":4,"sure":true}`, 422, invalid, "body.sure"},
		{"extra property with an endless name", "PUT", answer, inJSON, `{"value":4,"` + strings.Repeat("x", 60<<10) + `":1}`, 422, invalid, "unexpected property"},
		{"property in capitals", "PUT", answer, inJSON, `{"value":4,"VALUE":0}`, 422, invalid, "body.VALUE"},
		{"only in capitals", "PUT", answer, inJSON, `{"VALUE":4}`, 422, invalid, ""},
		{"body too large", "PUT", answer, inJSON, `{"value":4` + strings.Repeat(" ", 64<<10) + `}`, 413, "too-large", ""},
		{"body too large, start", "POST", "/api/v1/sessions", inJSON, `{"form":"` + strings.Repeat("x", 64<<10) + `"}`, 413, "too-large", ""},
		{"body too large where none is read", "POST", open + "/finish", inJSON, strings.Repeat("x", 64<<10+1), 413, "too-large", ""},
		{"body too large, delete", "DELETE", answer, inJSON, strings.Repeat("x", 64<<10+1), 413, "too-large", ""},
		{"not JSON by its type", "PUT", answer, "text/plain", `{"value":4}`, 415, "unsupported-media-type", ""},
		{"a form", "POST", "/api/v1/sessions", "application/x-www-form-urlencoded", `form=quick`, 415, "unsupported-media-type", ""},
		{"type that is none", "PUT", answer, ";+", `{"value":4}`, 415, "unsupported-media-type", ""},

		{"unknown item", "PUT", open + "/answers/nope", inJSON, `{"value":4}`, 404, "item-not-found", ""},
		{"item of another form", "PUT", open + "/answers/" + notInQuick(t), inJSON, `{"value":4}`, 404, "item-not-found", ""},
		{"skip of an unknown item", "DELETE", open + "/answers/nope", inJSON, ``, 404, "item-not-found", ""},
		{"answer to no session", "PUT", missing + "/answers/r1", inJSON, `{"value":4}`, 404, "session-not-found", ""},
		{"answer to no id", "PUT", "/api/v1/sessions/nope/answers/r1", inJSON, `{"value":4}`, 404, "session-not-found", ""},
		{"answer when finished", "PUT", done + "/answers/" + *started.NextItem, inJSON, `{"value":4}`, 409, "session-finished", ""},
		{"skip when finished", "DELETE", done + "/answers/" + *started.NextItem, inJSON, ``, 409, "session-finished", ""},

		{"unknown instrument", "POST", "/api/v1/sessions", inJSON, `{"instrument":"nope"}`, 404, "form-not-found", ""},
		{"unknown form", "POST", "/api/v1/sessions", inJSON, `{"form":"nope"}`, 404, "form-not-found", ""},
		{"unknown language", "POST", "/api/v1/sessions", inJSON, `{"lang":"tlh"}`, 404, "form-not-found", ""},
		{"empty form", "POST", "/api/v1/sessions", inJSON, `{"form":""}`, 422, invalid, "body.form"},
		{"form a number", "POST", "/api/v1/sessions", inJSON, `{"form":1}`, 422, invalid, "body.form"},
		{"unknown property", "POST", "/api/v1/sessions", inJSON, `{"from":"quick"}`, 422, invalid, "body.from"},
		{"start without a body", "POST", "/api/v1/sessions", inJSON, ``, 400, "malformed", ""},

		{"no session", "GET", missing, inJSON, ``, 404, "session-not-found", ""},
		{"an id in braces", "GET", "/api/v1/sessions/%7B" + uuid.NewString() + "%7D", inJSON, ``, 404, "session-not-found", ""},
		{"no session to delete", "DELETE", missing, inJSON, ``, 404, "session-not-found", ""},
		{"no session to finish", "POST", missing + "/finish", inJSON, ``, 404, "session-not-found", ""},
		{"no session to reopen", "POST", missing + "/reopen", inJSON, ``, 404, "session-not-found", ""},
		{"nothing answered", "POST", open + "/finish", inJSON, ``, 409, "nothing-answered", ""},
		{"unknown code", "POST", "/api/v1/sessions/resume", inJSON, `{"code":"BBBBB-BBBBB-BBBBB"}`, 404, "session-not-found", ""},
		{"no code at all", "POST", "/api/v1/sessions/resume", inJSON, `{"code":"?"}`, 404, "session-not-found", ""},
		{"code missing", "POST", "/api/v1/sessions/resume", inJSON, `{}`, 422, invalid, "code"},
		{"code too long", "POST", "/api/v1/sessions/resume", inJSON, `{"code":"` + strings.Repeat("B", 61) + `"}`, 422, invalid, "body.code"},

		{"results too early", "GET", open + "/results", inJSON, ``, 409, "session-not-finished", ""},
		{"explanation too early", "GET", open + "/results/15-1252.00", inJSON, ``, 409, "session-not-finished", ""},
		{"results of none", "GET", missing + "/results", inJSON, ``, 404, "session-not-found", ""},
		{"limit 0", "GET", done + "/results?limit=0", inJSON, ``, 422, invalid, "1 to 1000"},
		{"limit 1001", "GET", done + "/results?limit=1001", inJSON, ``, 422, invalid, "1 to 1000"},
		{"limit a word", "GET", done + "/results?limit=all", inJSON, ``, 422, invalid, "1 to 1000"},
		{"limit beyond numbers", "GET", done + "/results?limit=99999999999999999999", inJSON, ``, 422, invalid, "1 to 1000"},
		{"offset below zero", "GET", done + "/results?offset=-1", inJSON, ``, 422, invalid, "query.offset"},
		{"unknown parameter", "GET", done + "/results?limt=5", inJSON, ``, 422, invalid, "query.limt"},
		{"explanation of nothing", "GET", done + "/results/99-9999.00", inJSON, ``, 404, "occupation-not-found", ""},

		{"no instrument", "GET", "/api/v1/instruments/nope", inJSON, ``, 404, "form-not-found", ""},
		{"no such wording", "GET", "/api/v1/instruments/fit?lang=tlh", inJSON, ``, 404, "form-not-found", ""},
		{"no occupation", "GET", "/api/v1/occupations/99-9999.00", inJSON, ``, 404, "occupation-not-found", ""},
		{"query too long", "GET", "/api/v1/occupations?q=" + strings.Repeat("x", 101), inJSON, ``, 422, invalid, "query.q"},

		{"unknown path", "GET", "/api/v1/nope", inJSON, ``, 404, "page-not-found", ""},
		{"the root of the API", "GET", "/api", inJSON, ``, 404, "page-not-found", ""},
		{"unknown version", "GET", "/api/v2/sessions", inJSON, ``, 404, "page-not-found", ""},
		{"the root", "GET", "/api/", inJSON, ``, 404, "page-not-found", ""},
		{"trailing slash", "GET", open + "/", inJSON, ``, 404, "page-not-found", ""},
		{"wrong method", "PATCH", open, inJSON, `{}`, 405, "method-not-allowed", ""},
		{"codes do not go into addresses", "GET", "/api/v1/sessions/resume", inJSON, ``, 404, "session-not-found", ""},
		{"made-up method", "BREW", open, inJSON, ``, 405, "method-not-allowed", ""},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := *a
			a.t = t
			reply := a.send(c.method, c.target, c.media, c.body)
			a.check(c.method, c.target, reply)
			var p problemReply
			reply.into(c.status, &p)
			if reply.media() != "application/problem+json" {
				t.Errorf("Content-Type is %q", reply.media())
			}
			if p.Type != "urn:workfit:problem:"+c.kind || p.Status != c.status || p.Title == "" {
				t.Errorf("problem %+v, want %s", p, c.kind)
			}
			if !strings.Contains(p.Detail, c.says) {
				t.Errorf("detail %q does not say %q", p.Detail, c.says)
			}
			if c.kind == invalid && (len(p.Errors) == 0 || p.Errors[0].Location == "" || p.Errors[0].Message == "") {
				t.Errorf("it is not told where: %+v", p.Errors)
			}
			if p.RequestID != "" || p.Instance != "urn:workfit:request:"+reply.header.Get("X-Request-Id") {
				t.Errorf("instance %q, request %q", p.Instance, p.RequestID)
			}
			if strings.Contains(string(reply.body), "Go ") || len(reply.body) > 4<<10 {
				t.Errorf("the reply is not fit for outside: %.300s", reply.body)
			}
		})
	}
	var after sessionReply
	a.get(open).into(http.StatusOK, &after)
	if len(after.Answers) != 0 || len(after.Skipped) != 0 {
		t.Errorf("what was refused was kept: %+v", after)
	}
	if a.log.Len() > 0 {
		t.Errorf("other people's mistakes were logged as ours: %s", a.log)
	}
}

// notInQuick is an item that the standard form asks and the quick one does not.
func notInQuick(t *testing.T) string {
	t.Helper()
	instruments, err := quiz.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	in, quick, _ := instruments.Form(quiz.FormRef{Instrument: "fit", Form: "quick"})
	standard, _ := in.Form("standard")
	for _, item := range standard.Items {
		if quick.Position(item) < 0 {
			return item
		}
	}
	t.Fatal("the quick form has every item")
	return ""
}

// The contract bounds answers by the longest scale; an item on a shorter one
// says how far its own goes.
func TestAPIAnswersOnAShorterScale(t *testing.T) {
	files := fstest.MapFS{}
	for name, shorten := range map[string]func(file map[string]any){
		"instrument.json": func(file map[string]any) {
			for _, scale := range list(file["scales"]) {
				if scale["id"] == "like" {
					scale["points"] = 3
				}
			}
		},
		"en.json": func(file map[string]any) {
			labels := contract(file).at("scales", "like").(map[string]any)
			delete(labels, "4")
			delete(labels, "5")
		},
	} {
		raw, err := os.ReadFile("../quiz/instruments/fit/" + name)
		if err != nil {
			t.Fatal(err)
		}
		file := readContract(t, raw)
		shorten(file)
		if raw, err = json.Marshal(file); err != nil {
			t.Fatal(err)
		}
		files["fit/"+name] = &fstest.MapFile{Data: raw}
	}
	instruments, err := quiz.ReadCatalog(files)
	if err != nil {
		t.Fatal(err)
	}
	a := newAPI(t, func(o *server.Options) { o.Instruments = instruments })
	path, _ := a.start("standard")
	var p problemReply
	a.call(http.MethodPut, path+"/answers/r1", `{"value":4}`).into(http.StatusUnprocessableEntity, &p)
	if p.Type != "urn:workfit:problem:invalid-answer" || !strings.Contains(p.Detail, "1 to 3") ||
		len(p.Errors) != 1 || p.Errors[0].Location != "body.value" {
		t.Errorf("problem %+v", p)
	}
}

func TestAPITellsSmallMistakesBriefly(t *testing.T) {
	a := newAPI(t)
	body := `{"value":4`
	for i := range 4000 {
		body += fmt.Sprintf(`,"x%d":1`, i)
	}
	path, started := a.start("quick")
	var p problemReply
	a.call(http.MethodPut, path+"/answers/"+*started.NextItem, body+"}").into(http.StatusUnprocessableEntity, &p)
	if len(p.Errors) != 20 {
		t.Errorf("%d errors are listed", len(p.Errors))
	}
}

func TestAPITakesABodyOfExactlyTheLimit(t *testing.T) {
	a := newAPI(t)
	path, started := a.start("quick")
	body := `{"value":4}`
	body += strings.Repeat(" ", 64<<10-len(body))
	if r := a.call(http.MethodPut, path+"/answers/"+*started.NextItem, body); r.status != http.StatusOK {
		t.Errorf("%d %s", r.status, r.body)
	}
}

// Whatever type a client says it would like, it gets JSON.
func TestAPIAccept(t *testing.T) {
	a := newAPI(t)
	for _, accept := range []string{"", "*/*", "text/html", "application/xml;q=1", "application/json;q=0", ";;;"} {
		for path, want := range map[string]string{
			"/api/v1/instruments":      "application/json",
			"/api/v1/instruments/nope": "application/problem+json",
			"/api/v1/nope":             "application/problem+json",
		} {
			r := httptest.NewRequest(http.MethodGet, path, nil)
			r.Header.Set("Accept", accept)
			if got := a.do(r).media(); got != want {
				t.Errorf("%s with Accept %q is %q", path, accept, got)
			}
		}
	}
}

func TestAPIRefusesOtherSites(t *testing.T) {
	a := newAPI(t)
	r := httptest.NewRequest(http.MethodPost, "/api/v1/sessions", strings.NewReader(`{}`))
	r.Header.Set("Content-Type", "application/json")
	r.Header.Set("Sec-Fetch-Site", "cross-site")
	reply := a.do(r)
	a.check(http.MethodPost, "/api/v1/sessions", reply)
	if reply.status != http.StatusForbidden {
		t.Errorf("%d %s", reply.status, reply.body)
	}
}

func TestAPIHeadAndOptions(t *testing.T) {
	a := newAPI(t)
	path, _ := a.start("quick")
	srv := httptest.NewServer(a.handler)
	defer srv.Close()
	for _, c := range []struct {
		method, path string
		status       int
		media        string
		allow        []string
	}{
		{"HEAD", path, 200, "application/json", nil},
		{"HEAD", "/api/v1/occupations?limit=3", 200, "application/json", nil},
		{"HEAD", "/api/v1/occupations?limit=0", 422, "application/problem+json", nil},
		{"HEAD", "/api/v1/nope", 404, "application/problem+json", nil},
		{"HEAD", "/openapi.json", 200, "application/json", nil},
		{"OPTIONS", path, 405, "application/problem+json", []string{"GET", "HEAD", "DELETE"}},
		{"OPTIONS", path + "/answers/r1", 405, "application/problem+json", []string{"PUT", "DELETE"}},
	} {
		r, err := http.NewRequest(c.method, srv.URL+c.path, nil)
		if err != nil {
			t.Fatal(err)
		}
		reply, err := http.DefaultClient.Do(r)
		if err != nil {
			t.Fatal(err)
		}
		body, err := io.ReadAll(reply.Body)
		reply.Body.Close()
		if err != nil {
			t.Fatal(err)
		}
		if reply.StatusCode != c.status || reply.Header.Get("Content-Type") != c.media || c.method == "HEAD" && len(body) > 0 {
			t.Errorf("%s %s: %d %s, %d bytes", c.method, c.path, reply.StatusCode, reply.Header.Get("Content-Type"), len(body))
		}
		for _, method := range c.allow {
			if !strings.Contains(reply.Header.Get("Allow"), method) {
				t.Errorf("%s %s: Allow is %q", c.method, c.path, reply.Header.Get("Allow"))
			}
		}
	}
}

// A brokenStore fails in whatever way a test asks.
type brokenStore struct {
	quiz.Store
	fail func() error
}

func (b brokenStore) Session(context.Context, uuid.UUID) (*quiz.Session, error) { return nil, b.fail() }

func TestAPIFaultsOfOurs(t *testing.T) {
	const secret = "dial tcp 10.1.2.3:6379: password wrong"
	for _, c := range []struct {
		name   string
		fail   func() error
		status int
		kind   string
	}{
		{"a store that fails", func() error { return errors.New(secret) }, 503, "store-unavailable"},
		{"a panic", func() error { panic(secret) }, 500, "internal"},
		{"a store that is slow", func() error { return fmt.Errorf("%s: %w", secret, context.DeadlineExceeded) }, 503, "store-unavailable"},
	} {
		t.Run(c.name, func(t *testing.T) {
			a := newAPI(t, func(o *server.Options) { o.Store = brokenStore{o.Store, c.fail} })
			var p problemReply
			reply := a.get("/api/v1/sessions/" + uuid.NewString())
			reply.into(c.status, &p)
			if p.Type != "urn:workfit:problem:"+c.kind || p.RequestID == "" || p.RequestID != reply.header.Get("X-Request-Id") {
				t.Errorf("problem %+v", p)
			}
			if bytes.Contains(reply.body, []byte("10.1.2.3")) {
				t.Errorf("the reply tells too much: %s", reply.body)
			}
			if !strings.Contains(a.log.String(), p.RequestID) || !strings.Contains(a.log.String(), "10.1.2.3") {
				t.Errorf("the log tells too little: %s", a.log)
			}
		})
	}
}

type brokenBody struct{ err error }

func (b brokenBody) Read([]byte) (int, error) { return 0, b.err }

type timeout struct{ error }

func (timeout) Timeout() bool   { return true }
func (timeout) Temporary() bool { return true }

// A request that does not arrive is the client's fault, or the network's.
func TestAPIRequestsThatBreakOff(t *testing.T) {
	a := newAPI(t)
	path, started := a.start("quick")
	for _, c := range []struct {
		err    error
		status int
	}{
		{io.ErrUnexpectedEOF, http.StatusBadRequest},
		{timeout{errors.New("i/o timeout")}, http.StatusRequestTimeout},
	} {
		target := path + "/answers/" + *started.NextItem
		r := httptest.NewRequest(http.MethodPut, target, brokenBody{c.err})
		r.Header.Set("Content-Type", "application/json")
		reply := a.do(r)
		a.check(http.MethodPut, target, reply)
		if reply.status != c.status {
			t.Errorf("%v: %d %s", c.err, reply.status, reply.body)
		}
	}
	if a.log.Len() > 0 {
		t.Errorf("it was logged as ours: %s", a.log)
	}
}
