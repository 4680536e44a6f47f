package server

import (
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"workfit/quiz"
	"workfit/server/page"
)

// failPage shows a problem in words: what happened, whether anything was lost,
// and what to do now. It is the last thing that can go wrong, so it falls back
// to a line of plain text.
func (s *Server) failPage(c *gin.Context, p *problem) {
	if c.Writer.Written() {
		return
	}
	defer func() {
		if v := recover(); v != nil {
			s.log.ErrorContext(c.Request.Context(), "panic in the error page", "request_id", requestID(c), "panic", v)
			plainFailure(c, p)
		}
	}()
	c.Header("Cache-Control", "no-store")
	if err := s.render(c, p.Status, page.ErrorPage(s.buildError(c, p))); err != nil {
		s.log.ErrorContext(c.Request.Context(), "error page", "request_id", requestID(c), "error", err)
		plainFailure(c, p)
	}
}

func plainFailure(c *gin.Context, p *problem) {
	if !c.Writer.Written() {
		c.String(p.Status, "%s\n%s\n", http.StatusText(p.Status), requestID(c))
	}
}

func (s *Server) buildError(c *gin.Context, p *problem) page.Error {
	fault := p.Status >= http.StatusInternalServerError
	// A store that has just failed is not asked again.
	session := opened(c)
	if session == nil && !fault {
		session = s.problemSession(c, p)
	}
	key := "error." + s.problemWords(p)
	e := page.Error{Base: s.baseWith(c, session, key+".title"), Fault: fault}
	e.NoIndex = true
	e.Body = e.Words.T(key + ".body")
	if fault {
		e.Retry = buildRetry(c)
	}
	e.Reopen = p.Kind == "session-finished" && session != nil
	e.Links = errorLinks(e, p.Kind, retryURL(c), fault)
	return e
}

// problemSession is the session that the error page may lead to: that of the
// address where there is one, or else the remembered one.
func (s *Server) problemSession(c *gin.Context, p *problem) *quiz.Session {
	if c.Param("session") != "" && p.Kind != "session-not-found" {
		if session, err := s.open(c); err == nil {
			return session
		}
	}
	return s.remembered(c)
}

// problemWords is the kind under which the problem's words are found.
func (s *Server) problemWords(p *problem) string {
	switch {
	case s.words.has("error." + p.Kind + ".title"):
		return p.Kind
	case p.Status >= http.StatusInternalServerError:
		return "internal"
	default:
		return "bad-request"
	}
}

// errorLinks offers ways on, the likeliest first.
func errorLinks(e page.Error, kind, again string, fault bool) []page.Link {
	w := e.Words
	var links []page.Link
	add := func(url, key string) { links = append(links, page.Link{URL: url, Text: w.T(key)}) }
	switch {
	case fault && e.Retry == nil:
		add(again, "error.retry.button")
	case kind == "session-finished" && e.Session != nil:
		add(e.Session.URL("/results"), "nav.results")
	case kind == "session-not-found":
		add("/", "error.link.start")
		add("/resume", "error.link.resume")
	case kind == "occupation-not-found":
		add("/careers", "nav.careers")
	}
	if e.Session != nil && !e.Session.Finished {
		add(e.Session.URL(""), "landing.return.continue")
	}
	if len(links) == 0 && e.Retry == nil {
		add("/", "error.link.home")
	}
	return links
}

// retried are the fields of our forms that are sent again.
var retried = append([]string{"answer", "skip", "from", "form", "instrument", "code", "usual"}, weighFields()...)

// buildRetry makes the form that was sent ready to be sent again: making a
// change twice is safe. It is nil when no form was sent.
func buildRetry(c *gin.Context) *page.Retry {
	if c.Request.Method != http.MethodPost {
		return nil
	}
	retry := &page.Retry{Action: localPath(c.Request.URL.EscapedPath())}
	for _, name := range retried {
		if value := c.Request.PostForm.Get(name); value != "" {
			retry.Fields = append(retry.Fields, page.Field{Name: name, Value: value})
		}
	}
	return retry
}

func retryURL(c *gin.Context) string { return localPath(c.Request.URL.RequestURI()) }

// localPath keeps a link on this site: a path that begins with two slashes
// would lead to another.
func localPath(path string) string {
	if !strings.HasPrefix(path, "/") || strings.HasPrefix(path, "//") || strings.HasPrefix(path, `/\`) {
		return "/"
	}
	return path
}
