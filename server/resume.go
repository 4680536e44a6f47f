package server

import (
	"errors"
	"net/http"
	"strings"

	"github.com/gin-gonic/gin"

	"workfit/quiz"
	"workfit/server/page"
)

func (s *Server) showResume(c *gin.Context) error {
	return s.render(c, http.StatusOK, page.ResumePage(page.Resume{Base: s.base(c, "resume.title")}))
}

func (s *Server) resumeSession(c *gin.Context) error {
	sent, err := readForm(c)
	if err != nil {
		return err
	}
	typed := strings.TrimSpace(sent.Get("code"))
	problemKey := checkCode(typed)
	if problemKey == "" {
		session, err := s.resume(c.Request.Context(), typed)
		if err == nil {
			s.remember(c, session)
			return seeOther(c, sessionLink(session).URL(""))
		}
		if !errors.Is(err, quiz.ErrNotFound) {
			return err
		}
		problemKey = "resume.unknown"
	}
	c.Header("Cache-Control", "no-store")
	p := page.Resume{Base: s.base(c, "resume.title"), Typed: typed}
	p.Problems = wrong(&p.Base, "code", problemKey)
	return s.render(c, http.StatusUnprocessableEntity, page.ResumePage(p))
}

// checkCode returns the key of what is wrong with a code as it was typed, or "".
func checkCode(typed string) string {
	if typed == "" {
		return "resume.empty"
	}
	if _, ok := quiz.ParseCode(typed); !ok {
		return "resume.malformed"
	}
	return ""
}

func (s *Server) showSave(c *gin.Context) error {
	session, err := s.open(c)
	if err != nil {
		return err
	}
	return s.savePage(c, session, "")
}

// renewResumeCode answers with the page itself, not with a redirect: the code is
// kept nowhere, so this is the one moment at which it can be shown.
func (s *Server) renewResumeCode(c *gin.Context) error {
	code, err := s.renewCode(c.Request.Context(), c.Param("session"))
	if err != nil {
		return err
	}
	session, err := s.open(c)
	if err != nil {
		return err
	}
	return s.savePage(c, session, code)
}

func (s *Server) savePage(c *gin.Context, session *quiz.Session, code quiz.Code) error {
	p := page.Save{Base: s.base(c, "save.title"), Code: code.String(), Expires: session.Expires}
	p.Link = siteURL(c.Request) + p.Session.URL("")
	return s.render(c, http.StatusOK, page.SavePage(p))
}
