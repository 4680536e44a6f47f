package server

import (
	"bytes"
	"context"
	"fmt"
	"net/http"

	"github.com/a-h/templ"
	"github.com/gin-gonic/gin"

	"workfit/quiz"
	"workfit/server/page"
)

// render writes a page, whole or not at all: a template that fails leaves the
// response untouched, for the error page.
func (s *Server) render(c *gin.Context, status int, component templ.Component) error {
	// A page that is nearly done is worth finishing, and the page that reports a
	// timeout must not fail of the same timeout.
	ctx := context.WithoutCancel(c.Request.Context())
	var out bytes.Buffer
	if err := component.Render(ctx, &out); err != nil {
		return fmt.Errorf("rendering %s: %w", c.FullPath(), err)
	}
	if missing := s.words.in(c).Missing(); len(missing) > 0 {
		s.log.ErrorContext(ctx, "messages missing", "request_id", requestID(c), "route", c.FullPath(),
			"lang", s.words.in(c).Lang(), "keys", missing)
	}
	h := c.Writer.Header()
	if h.Get("Cache-Control") == "" {
		// Every page may show the way back into one person's session.
		h.Set("Cache-Control", "private, no-cache")
	}
	h.Set("Content-Language", s.words.in(c).Lang())
	h.Add("Vary", "Accept-Language, Cookie")
	c.Data(status, "text/html; charset=utf-8", out.Bytes())
	return nil
}

// base is what the layout needs. A session that the handler opened is the one
// linked to; otherwise the one the browser remembers.
func (s *Server) base(c *gin.Context, titleKey string, args ...any) page.Base {
	session := opened(c)
	if session == nil {
		session = s.remembered(c)
	}
	return s.baseWith(c, session, titleKey, args...)
}

// baseWith asks nothing of the store, so the error page can use it.
func (s *Server) baseWith(c *gin.Context, session *quiz.Session, titleKey string, args ...any) page.Base {
	words := s.words.in(c)
	return page.Base{
		Words:     words,
		Title:     words.T(titleKey, args...),
		Path:      c.Request.URL.Path,
		Session:   sessionLink(session),
		Asset:     s.assets.url,
		NoIndex:   c.Param("session") != "",
		RequestID: requestID(c),
	}
}

func sessionLink(session *quiz.Session) *page.SessionLink {
	if session == nil {
		return nil
	}
	return &page.SessionLink{ID: session.ID.String(), Finished: session.IsFinished()}
}

const sessionKey = "session"

// open finds the session of the address and makes it the one that the page is
// about: its language is used, and the navigation leads to it.
func (s *Server) open(c *gin.Context) (*quiz.Session, error) {
	session, err := s.session(c.Request.Context(), c.Param("session"))
	if err != nil {
		return nil, err
	}
	c.Set(sessionKey, session)
	return session, nil
}

// opened returns the session that was opened in this request, or nil.
func opened(c *gin.Context) *quiz.Session {
	session, _ := c.Value(sessionKey).(*quiz.Session)
	return session
}

// private keeps a person's pages out of caches and search engines.
func (s *Server) private(c *gin.Context) {
	c.Header("Cache-Control", "no-store")
	c.Header("X-Robots-Tag", "noindex")
	c.Next()
}

// seeOther sends the browser on after a form was taken.
func seeOther(c *gin.Context, path string) error {
	c.Redirect(http.StatusSeeOther, path)
	return nil
}
