package server_test

import (
	"fmt"
	"io"
	"log/slog"
	"net/http"
	"net/http/httptest"
	"path/filepath"
	"strings"
	"sync/atomic"
	"testing"
	"time"

	"github.com/gin-gonic/gin"
	"github.com/redis/go-redis/v9"

	"workfit/quiz"
	"workfit/quiz/boltstore"
	"workfit/quiz/redisstore"
	"workfit/quiz/redisstore/redistest"
	"workfit/scoring/occupation"
	"workfit/server"
)

// clients is how many people are served at once in the benchmarks.
const clients = 64

func benchServer(b *testing.B, store quiz.Store) http.Handler {
	b.Helper()
	instruments, err := quiz.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	catalog, err := occupation.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	s, err := server.New(server.Options{
		Store: store, Instruments: instruments, Occupations: catalog,
		Now: time.Now, SessionLife: time.Hour, Log: slog.New(slog.DiscardHandler),
	})
	if err != nil {
		b.Fatal(err)
	}
	return s.Handler()
}

// parallel sends requests over real connections and returns the time each took
// on average, all clients together.
func parallel(b *testing.B, h http.Handler, request func(i int64, url string) *http.Request, want int) time.Duration {
	b.Helper()
	srv := httptest.NewServer(h)
	defer srv.Close()
	client := &http.Client{Transport: &http.Transport{MaxIdleConnsPerHost: clients}}
	defer client.CloseIdleConnections()
	var n atomic.Int64
	b.SetParallelism(clients / 2) // on the two cores the project is measured on
	b.ResetTimer()
	b.RunParallel(func(pb *testing.PB) {
		for pb.Next() {
			resp, err := client.Do(request(n.Add(1), srv.URL))
			if err != nil {
				b.Error(err)
				return
			}
			if _, err := io.Copy(io.Discard, resp.Body); err != nil || resp.StatusCode != want {
				b.Errorf("status %d (%v)", resp.StatusCode, err)
			}
			resp.Body.Close()
		}
	})
	b.StopTimer()
	return b.Elapsed() / time.Duration(b.N)
}

// newSession begins a standard session through the handler and returns its path.
func newSession(b *testing.B, h http.Handler) string {
	b.Helper()
	w := httptest.NewRecorder()
	r := httptest.NewRequest(http.MethodPost, "/api/v1/sessions", strings.NewReader(`{"form":"standard"}`))
	r.Header.Set("Content-Type", "application/json")
	h.ServeHTTP(w, r)
	if w.Code != http.StatusCreated {
		b.Fatalf("%d %s", w.Code, w.Body)
	}
	return w.Header().Get("Location")
}

// Saving an answer over HTTP, 64 people at once, on both stores. The ceiling is
// a bare gin handler that does one HSET on the same Redis, in the same run; a
// client in the same process takes its share of the processor from all of them.
func BenchmarkSaveAnswer(b *testing.B) {
	redisServer := redistest.Start(b)
	var ceiling time.Duration
	b.Run("bare gin, one HSET", func(b *testing.B) {
		options, err := redis.ParseURL(redisServer.URL())
		if err != nil {
			b.Fatal(err)
		}
		client := redis.NewClient(options)
		defer client.Close()
		gin.SetMode(gin.ReleaseMode)
		router := gin.New()
		router.PUT("/answers/:item", func(c *gin.Context) {
			var body struct{ Value int }
			if err := c.BindJSON(&body); err != nil {
				return
			}
			if err := client.HSet(c.Request.Context(), "bare", c.Param("item"), body.Value).Err(); err != nil {
				c.Status(http.StatusServiceUnavailable)
				return
			}
			c.JSON(http.StatusOK, gin.H{"answered": 1})
		})
		ceiling = parallel(b, router, put("/answers/r7"), http.StatusOK)
	})
	for name, open := range map[string]func(b *testing.B) (quiz.Store, error){
		"redis": func(b *testing.B) (quiz.Store, error) {
			return redisstore.Open(b.Context(), redisServer.URL(), redisstore.Options{})
		},
		"embedded": func(b *testing.B) (quiz.Store, error) {
			return boltstore.Open(filepath.Join(b.TempDir(), "workfit.db"), boltstore.Options{})
		},
	} {
		b.Run(name, func(b *testing.B) {
			store, err := open(b)
			if err != nil {
				b.Fatal(err)
			}
			defer store.Close()
			h := benchServer(b, store)
			var sessions [clients]string
			for i := range sessions {
				sessions[i] = newSession(b, h)
			}
			items := []string{"r7", "s2", "i3", "e1", "a2", "c7"}
			took := parallel(b, h, func(i int64, url string) *http.Request {
				return put(sessions[i%clients]+"/answers/"+items[i%6])(i, url)
			}, http.StatusOK)
			b.ReportMetric(100*float64(ceiling)/float64(took), "%-of-bare-gin")
		})
	}
}

func put(path string) func(int64, string) *http.Request {
	return func(i int64, url string) *http.Request {
		req, err := http.NewRequest(http.MethodPut, url+path, strings.NewReader(fmt.Sprintf(`{"value":%d}`, 1+i%5)))
		if err != nil {
			panic(err)
		}
		req.Header.Set("Content-Type", "application/json")
		return req
	}
}

// The results page of a standard session, scored and rendered, no cache.
func BenchmarkResultsPage(b *testing.B) {
	store, err := boltstore.Open(filepath.Join(b.TempDir(), "workfit.db"), boltstore.Options{})
	if err != nil {
		b.Fatal(err)
	}
	defer store.Close()
	h := benchServer(b, store)
	session := newSession(b, h)
	instruments, err := quiz.Embedded()
	if err != nil {
		b.Fatal(err)
	}
	_, form, _ := instruments.Form(quiz.FormRef{Instrument: "fit", Form: "standard"})
	do := func(method, path, body string, want int) *httptest.ResponseRecorder {
		w := httptest.NewRecorder()
		r := httptest.NewRequest(method, path, strings.NewReader(body))
		r.Header.Set("Content-Type", "application/json")
		h.ServeHTTP(w, r)
		if w.Code != want {
			b.Fatalf("%s %s: %d %s", method, path, w.Code, w.Body)
		}
		return w
	}
	for i, item := range form.Items {
		do(http.MethodPut, session+"/answers/"+item, fmt.Sprintf(`{"value":%d}`, 1+i*7%5), http.StatusOK)
	}
	do(http.MethodPost, session+"/finish", "", http.StatusOK)
	page := strings.Replace(session, "/api/v1/sessions/", "/s/", 1) + "/results"
	var size int
	b.ReportAllocs()
	for b.Loop() {
		size = do(http.MethodGet, page, "", http.StatusOK).Body.Len()
	}
	b.ReportMetric(float64(size), "bytes/page")
}
