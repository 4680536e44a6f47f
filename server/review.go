package server

import (
	"errors"
	"net/http"
	"slices"

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
	w := s.words.in(c)
	p := buildReview(in, form, textFor(in, w.Lang(), session), session)
	p.Next = session.Next(form)
	p.Forecast = s.forecast(w, session, form)
	p.Base = s.base(c, "review.title")
	if problemKey != "" {
		p.Problems = wrong(&p.Base, "finish", problemKey)
	}
	return s.render(c, status, page.ReviewPage(p))
}

// buildReview builds the page of all answers, but for its Base. Groups come in
// the order in which the form meets their sections; in each, answers to items of
// an earlier form come last, which count but can not be changed.
func buildReview(in *quiz.Instrument, form *quiz.Form, text *quiz.Text, session *quiz.Session) page.Review {
	p := page.Review{
		Answered: len(form.Items) - len(session.Unanswered(form)),
		Total:    len(form.Items),
		Next:     session.Next(form),
	}
	p.Other = session.Answered() - p.Answered
	shown := slices.Clone(form.Items)
	for _, item := range in.Items {
		if session.Answers[item.ID] != quiz.Skipped && form.Position(item.ID) < 0 {
			shown = append(shown, item.ID)
		}
	}
	places := map[string]int{}
	for at, id := range shown {
		item, ok := in.Item(id)
		if !ok {
			continue
		}
		group, known := places[item.Section]
		if !known {
			group = len(p.Groups)
			places[item.Section] = group
			p.Groups = append(p.Groups, page.ReviewGroup{Title: text.Sections[item.Section].Title})
		}
		value, seen := session.Answers[id]
		row := page.ReviewRow{
			Item: id, Text: text.Items[id], Skipped: seen && value == quiz.Skipped, Fixed: at >= len(form.Items),
		}
		if seen && value != quiz.Skipped {
			row.Answer = text.Label(in.ItemScale(item).ID, value)
		}
		p.Groups[group].Rows = append(p.Groups[group].Rows, row)
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
