// Package server is workfit on the web: the pages, the JSON API, and nothing
// else. What a session may do is decided in quiz, what answers mean in scoring;
// handlers here read a request, ask those, and write the answer.
package server

import (
	"crypto/rand"
	"log/slog"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"workfit/quiz"
	"workfit/scoring/occupation"
)

// Options is all that a server needs from outside.
type Options struct {
	Store       quiz.Store
	Instruments *quiz.Catalog
	Occupations *occupation.Catalog
	Now         func() time.Time
	SessionLife time.Duration // a session expires this long after its last change
	Log         *slog.Logger
	Version     string // of the program
}

// A Server answers requests. It is safe for concurrent use.
type Server struct {
	*assessment
	log     *slog.Logger
	version string
	words   *words
	assets  *assets
	handler http.Handler
}

// maxBody is the most a request may carry; an answer is a few bytes.
const maxBody = 64 << 10

// New makes a server. An error means that the instruments and the occupation
// data do not fit together, or that an embedded file is broken.
func New(o Options) (*Server, error) {
	a, err := newAssessment(o)
	if err != nil {
		return nil, err
	}
	s := &Server{assessment: a, log: o.Log, version: o.Version}
	if s.words, err = newWords(); err != nil {
		return nil, err
	}
	if s.assets, err = newAssets(); err != nil {
		return nil, err
	}

	gin.SetMode(gin.ReleaseMode)
	router := gin.New()
	router.HandleMethodNotAllowed = true
	router.RedirectTrailingSlash = false
	router.ContextWithFallback = false // handlers pass c.Request.Context(): gin reuses its own
	if err := router.SetTrustedProxies(nil); err != nil {
		return nil, err
	}
	router.Use(s.identify, s.recover, s.secure, s.limit)
	s.routes(router)
	s.handler = router
	return s, nil
}

// Handler is the server as the net/http package takes it.
func (s *Server) Handler() http.Handler { return s.handler }

const requestIDKey = "request_id"

// identify gives each request an id: in the log, in the response, and on the
// page that says that something went wrong.
func (s *Server) identify(c *gin.Context) {
	id := rand.Text()[:12]
	c.Set(requestIDKey, id)
	c.Header("X-Request-Id", id)
	began := time.Now()
	c.Next()
	s.log.DebugContext(c.Request.Context(), "request",
		"request_id", id, "method", c.Request.Method, "route", c.FullPath(),
		"status", c.Writer.Status(), "took", time.Since(began))
}

func requestID(c *gin.Context) string { return c.GetString(requestIDKey) }

// recover turns a panic into the page for our own faults.
func (s *Server) recover(c *gin.Context) {
	defer func() {
		if v := recover(); v != nil {
			if v == http.ErrAbortHandler {
				panic(v)
			}
			s.log.ErrorContext(c.Request.Context(), "panic", "request_id", requestID(c), "route", c.FullPath(), "panic", v)
			s.fail(c, errPanic)
			c.Abort()
		}
	}()
	c.Next()
}

var errPanic = &problem{http.StatusInternalServerError, "internal", "Something went wrong on our side", ""}

// secure sets the headers that hold for every answer and refuses changes that
// another site's page asks for.
func (s *Server) secure(c *gin.Context) {
	h := c.Writer.Header()
	h.Set("Content-Security-Policy", "default-src 'none'; style-src 'self'; script-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'")
	h.Set("X-Content-Type-Options", "nosniff")
	// A session's address opens it, so it must not travel to other sites.
	h.Set("Referrer-Policy", "same-origin")
	h.Set("Permissions-Policy", "camera=(), geolocation=(), microphone=()")
	h.Set("Cross-Origin-Opener-Policy", "same-origin")
	if err := crossOrigin.Check(c.Request); err != nil {
		s.fail(c, &problem{http.StatusForbidden, "cross-origin", "Changes are taken only from this site's own pages", ""})
		c.Abort()
		return
	}
	c.Next()
}

var crossOrigin = http.NewCrossOriginProtection()

// limit bounds what a request may carry.
func (s *Server) limit(c *gin.Context) {
	c.Request.Body = http.MaxBytesReader(c.Writer, c.Request.Body, maxBody)
	c.Next()
}
