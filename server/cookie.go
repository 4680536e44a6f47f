package server

import (
	"context"
	"errors"
	"net/http"
	"time"

	"github.com/gin-gonic/gin"

	"workfit/quiz"
)

// The cookie holds the id of the session last worked on, so that the pages
// outside it can lead back to it. Whoever has the id has the session, so scripts
// and other sites do not get to see it.
const sessionCookie = "workfit_session"

// rememberedWithin is how long a page waits to learn of a remembered session:
// most pages do as well without.
const rememberedWithin = 2 * time.Second

// remember makes the browser keep the session.
func (s *Server) remember(c *gin.Context, session *quiz.Session) {
	c.Set(sessionKey, session)
	s.setCookie(c, session.ID.String(), int(session.Expires.Sub(s.now()).Seconds()))
}

// forget takes the cookie back, if it holds this session.
func (s *Server) forget(c *gin.Context, id string) {
	if had, err := c.Cookie(sessionCookie); err == nil && had == id {
		s.setCookie(c, "", -1)
	}
}

func (s *Server) setCookie(c *gin.Context, value string, age int) {
	http.SetCookie(c.Writer, &http.Cookie{
		Name:     sessionCookie,
		Value:    value,
		Path:     "/",
		MaxAge:   age,
		Secure:   overTLS(c.Request),
		HttpOnly: true,
		SameSite: http.SameSiteLaxMode,
	})
}

const rememberedKey = "remembered"

// remembered returns the session that the browser remembers, or nil. It is
// asked for at most once a request.
func (s *Server) remembered(c *gin.Context) *quiz.Session {
	if session, known := c.Get(rememberedKey); known {
		return session.(*quiz.Session)
	}
	session := s.lookUpRemembered(c)
	c.Set(rememberedKey, session)
	return session
}

func (s *Server) lookUpRemembered(c *gin.Context) *quiz.Session {
	id, err := c.Cookie(sessionCookie)
	if err != nil || id == "" {
		return nil
	}
	ctx, cancel := context.WithTimeout(c.Request.Context(), rememberedWithin)
	defer cancel()
	session, err := s.session(ctx, id)
	switch {
	case errors.Is(err, quiz.ErrNotFound):
		s.forget(c, id)
		return nil
	case err != nil:
		s.log.WarnContext(ctx, "remembered session", "request_id", requestID(c), "error", err)
		return nil
	}
	return session
}

// overTLS reports whether the browser came by HTTPS, to us or to the proxy in
// front of us. Whoever lies about it changes only their own answer.
func overTLS(r *http.Request) bool {
	return r.TLS != nil || r.Header.Get("X-Forwarded-Proto") == "https"
}

// siteURL is the address of this service as the browser knows it.
func siteURL(r *http.Request) string {
	if overTLS(r) {
		return "https://" + r.Host
	}
	return "http://" + r.Host
}
