package server

import (
	"bytes"
	"io"
	"log/slog"
	"net/http"
	"net/http/cookiejar"
	"net/http/httptest"
	"net/url"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"golang.org/x/net/html"

	"workfit/quiz"
	"workfit/quiz/boltstore"
	"workfit/scoring/occupation"
)

// A visitor is a browser on a server with a real store. Every page it sees must
// be whole: no message missing, one h1, a title, no script or style inside.
type visitor struct {
	t      *testing.T
	server *httptest.Server
	client *http.Client
	log    *lockedBuffer
	hurry  atomic.Bool // answers take no time; else each look at the clock takes seconds
	looks  atomic.Int64
}

// now is the server's clock, by which people take their time.
func (v *visitor) now() time.Time {
	if !v.hurry.Load() {
		v.looks.Add(1)
	}
	return time.Now().Add(time.Duration(v.looks.Load()) * 3 * time.Second)
}

// visit starts a server. wrap, where given, comes between it and its store.
func visit(t *testing.T, wrap func(quiz.Store) quiz.Store) *visitor {
	t.Helper()
	bolt, err := boltstore.Open(filepath.Join(t.TempDir(), "sessions.db"), boltstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { bolt.Close() })
	var store quiz.Store = bolt
	if wrap != nil {
		store = wrap(store)
	}
	instruments, err := quiz.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	occupations, err := occupation.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	v := &visitor{t: t, log: &lockedBuffer{}}
	s, err := New(Options{
		Store: store, Instruments: instruments, Occupations: occupations,
		Now: v.now, SessionLife: 90 * 24 * time.Hour, Version: "test",
		Log: slog.New(slog.NewTextHandler(v.log, nil)),
	})
	if err != nil {
		t.Fatal(err)
	}
	v.server = httptest.NewServer(s.Handler())
	t.Cleanup(v.server.Close)
	jar, err := cookiejar.New(nil)
	if err != nil {
		t.Fatal(err)
	}
	v.client = &http.Client{Jar: jar}
	t.Cleanup(func() {
		if strings.Contains(v.log.String(), "messages missing") {
			t.Errorf("the log tells of missing messages:\n%s", v.log)
		}
	})
	return v
}

func (v *visitor) get(path string) *seen {
	v.t.Helper()
	return v.read(v.client.Get(v.server.URL + path))
}

// post sends a form and follows to where it leads.
func (v *visitor) post(path string, fields ...string) *seen {
	v.t.Helper()
	form := url.Values{}
	for i := 0; i+1 < len(fields); i += 2 {
		form.Set(fields[i], fields[i+1])
	}
	return v.read(v.client.PostForm(v.server.URL+path, form))
}

func (v *visitor) read(res *http.Response, err error) *seen {
	v.t.Helper()
	if err != nil {
		v.t.Fatal(err)
	}
	defer res.Body.Close()
	body, err := io.ReadAll(res.Body)
	if err != nil {
		v.t.Fatal(err)
	}
	doc, err := html.Parse(bytes.NewReader(body))
	if err != nil {
		v.t.Fatal(err)
	}
	p := &seen{t: v.t, status: res.StatusCode, path: res.Request.URL.Path, header: res.Header, doc: doc}
	if n := len(p.all("h1")); n != 1 {
		v.t.Errorf("%s has %d h1", p.path, n)
	}
	if len(p.all("style")) > 0 || len(p.all("script")) != 1 || len(p.all("", "style", "")) > 0 {
		v.t.Errorf("%s has script or style inside, which the browser refuses", p.path)
	}
	ids := map[string]bool{}
	for _, n := range p.all("", "id", "") {
		if id := attr(n, "id"); ids[id] {
			v.t.Errorf("%s has two elements with the id %q", p.path, id)
		} else {
			ids[id] = true
		}
	}
	for _, a := range p.all("a") {
		if to, ok := strings.CutPrefix(attr(a, "href"), "#"); ok && !ids[to] {
			v.t.Errorf("%s leads to #%s, which is not there", p.path, to)
		}
	}
	return p
}

// session returns the id of the session that the visitor's browser remembers.
func (v *visitor) session() string {
	here, err := url.Parse(v.server.URL)
	if err != nil {
		v.t.Fatal(err)
	}
	for _, c := range v.client.Jar.Cookies(here) {
		if c.Name == sessionCookie {
			return c.Value
		}
	}
	return ""
}

// seen is a page as the visitor got it.
type seen struct {
	t      *testing.T
	status int
	path   string
	header http.Header
	doc    *html.Node
}

// all finds elements by tag ("" for any) and by attributes with their values
// ("" for any value).
func (p *seen) all(tag string, attrs ...string) []*html.Node {
	var found []*html.Node
	for n := range p.doc.Descendants() {
		if n.Type == html.ElementNode && (tag == "" || n.Data == tag) && matches(n, attrs) {
			found = append(found, n)
		}
	}
	return found
}

func matches(n *html.Node, attrs []string) bool {
	for i := 0; i+1 < len(attrs); i += 2 {
		found := false
		for _, a := range n.Attr {
			found = found || a.Key == attrs[i] && (attrs[i+1] == "" || a.Val == attrs[i+1])
		}
		if !found {
			return false
		}
	}
	return true
}

func (p *seen) text(tag string, attrs ...string) string {
	var b strings.Builder
	for _, n := range p.all(tag, attrs...) {
		for d := range n.Descendants() {
			if d.Type == html.TextNode {
				b.WriteString(d.Data + " ")
			}
		}
	}
	return strings.Join(strings.Fields(b.String()), " ")
}

func attr(n *html.Node, key string) string {
	for _, a := range n.Attr {
		if a.Key == key {
			return a.Val
		}
	}
	return ""
}

// is checks status, address and the beginning of the title.
func (p *seen) is(status int, path, title string) *seen {
	p.t.Helper()
	if p.status != status || p.path != path || !strings.HasPrefix(p.text("title"), title) {
		p.t.Fatalf("got %d %s %q, want %d %s %q", p.status, p.path, p.text("title"), status, path, title)
	}
	return p
}

// says checks that the main part holds the words.
func (p *seen) says(words string) *seen {
	p.t.Helper()
	if !strings.Contains(p.text("main"), words) {
		p.t.Errorf("%s does not say %q: %s", p.path, words, p.text("main"))
	}
	return p
}

// leadsTo checks that a link or a form leads to the address.
func (p *seen) leadsTo(path string) *seen {
	p.t.Helper()
	if len(p.all("a", "href", path))+len(p.all("form", "action", path)) == 0 {
		p.t.Errorf("%s does not lead to %s", p.path, path)
	}
	return p
}

func (p *seen) checked() string {
	if on := p.all("input", "type", "radio", "checked", ""); len(on) == 1 {
		return attr(on[0], "value")
	}
	return ""
}

type lockedBuffer struct {
	mu sync.Mutex
	b  bytes.Buffer
}

func (l *lockedBuffer) Write(p []byte) (int, error) {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.Write(p)
}

func (l *lockedBuffer) String() string {
	l.mu.Lock()
	defer l.mu.Unlock()
	return l.b.String()
}
