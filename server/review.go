package server

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"workfit/quiz"
	"workfit/server/page"
)

func (s *Server) showReview(c *gin.Context) error {
	return s.reviewPage(c, http.StatusOK, "")
}

func (s *Server) reviewPage(c *gin.Context, status int, problemKey string) error {
	session, err := s.open(c)
	if err != nil {
		return err
	}
	in, form, err := s.form(session)
	if err != nil {
		return err
	}
	p := buildReview(in, form, textFor(in, s.words.in(c).Lang(), session), session)
	p.Base = s.base(c, "review.title")
	if problemKey != "" {
		p.Problems = wrong(&p.Base, "finish", problemKey)
	}
	return s.render(c, status, page.ReviewPage(p))
}

// buildReview builds the page of all answers, but for its Base. Groups come in
// the order in which the form meets their sections.
func buildReview(in *quiz.Instrument, form *quiz.Form, text *quiz.Text, session *quiz.Session) page.Review {
	p := page.Review{
		Answered: session.Answered(),
		Total:    len(form.Items),
		Next:     session.Next(form),
	}
	places := map[string]int{}
	for _, id := range form.Items {
		item, ok := in.Item(id)
		if !ok {
			continue
		}
		at, known := places[item.Section]
		if !known {
			at = len(p.Groups)
			places[item.Section] = at
			p.Groups = append(p.Groups, page.ReviewGroup{Title: text.Sections[item.Section].Title})
		}
		value, seen := session.Answers[id]
		row := page.ReviewRow{Item: id, Text: text.Items[id], Skipped: seen && value == quiz.Skipped}
		if seen && value != quiz.Skipped {
			row.Answer = text.Label(in.ItemScale(item).ID, value)
		}
		p.Groups[at].Rows = append(p.Groups[at].Rows, row)
	}
	return p
}

func (s *Server) finishSession(c *gin.Context) error {
	session, err := s.finish(c.Request.Context(), c.Param("session"))
	if errors.Is(err, quiz.ErrNothingAnswered) {
		return s.reviewPage(c, http.StatusConflict, "review.nothing")
	}
	if err != nil {
		return err
	}
	s.remember(c, session)
	return seeOther(c, sessionLink(session).URL("/results"))
}

func (s *Server) reopenSession(c *gin.Context) error {
	session, err := s.reopen(c.Request.Context(), c.Param("session"))
	if err != nil {
		return err
	}
	s.remember(c, session)
	return seeOther(c, sessionLink(session).URL("/review"))
}

func (s *Server) showDelete(c *gin.Context) error {
	session, err := s.open(c)
	if err != nil {
		return err
	}
	return s.render(c, http.StatusOK, page.DeletePage(page.Delete{
		Base:     s.base(c, "delete.title"),
		Answered: session.Answered(),
	}))
}

// deleteSession deletes at once. That a session is gone already is what was
// asked for, so pressing twice is no error.
func (s *Server) deleteSession(c *gin.Context) error {
	id := c.Param("session")
	if err := s.remove(c.Request.Context(), id); err != nil && !errors.Is(err, quiz.ErrNotFound) {
		return err
	}
	s.forget(c, id)
	return seeOther(c, "/?deleted=1")
}
