package server

import (
	"context"
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"workfit/quiz"
)

// A problem is an error as the outside sees it: a status, and a kind that stands
// for the meaning. Pages find their words under "error.<kind>" in the language
// files; the API gives the kind as the problem's type.
type problem struct {
	Status int
	Kind   string
	Title  string // in English, for the API
	Detail string // what exactly, where it helps and gives nothing away
}

func (p *problem) Error() string { return p.Title + ": " + p.Detail }

// The meanings an error can have, in the order in which they are tried.
var meanings = []struct {
	err    error
	status int
	kind   string
	title  string
}{
	{quiz.ErrNotFound, http.StatusNotFound, "session-not-found", "There is no such session; it may have expired or been deleted"},
	{quiz.ErrFinished, http.StatusConflict, "session-finished", "The session is finished and takes no more answers"},
	{quiz.ErrNotInForm, http.StatusNotFound, "item-not-found", "The session's form has no such item"},
	{quiz.ErrNothingAnswered, http.StatusConflict, "nothing-answered", "A session without an answer can not be finished"},
	{errNothingDeeper, http.StatusConflict, "nothing-deeper", "That is no larger form, or it asks nothing that the session has not been asked"},
	{errWeights, http.StatusUnprocessableEntity, "invalid-weights", "Weights are 0, 0.5, 1 or 2, and at least one domain that is asked about must count"},
	{errNotFinished, http.StatusConflict, "session-not-finished", "The session is not finished, so it has no results yet"},
	{errNoForm, http.StatusNotFound, "form-not-found", "There is no such instrument, form or language"},
	{errNoCareer, http.StatusNotFound, "occupation-not-found", "There is no such occupation"},
	{errStore, http.StatusServiceUnavailable, "store-unavailable", "The service can not reach its store just now; please try again"},
}

// explain turns an error into the problem that is shown. What it does not know
// is our own fault, and says nothing about itself.
func explain(err error) *problem {
	var p *problem
	if errors.As(err, &p) {
		return p
	}
	var answer *quiz.AnswerError
	if errors.As(err, &answer) {
		if answer.Unknown {
			return &problem{http.StatusNotFound, "item-not-found", "The session's form has no such item", answer.Error()}
		}
		return &problem{http.StatusUnprocessableEntity, "invalid-answer", "That is not one of the answers", answer.Error()}
	}
	var tooLarge *http.MaxBytesError
	if errors.As(err, &tooLarge) {
		return &problem{http.StatusRequestEntityTooLarge, "too-large", "The request is too large", ""}
	}
	for _, m := range meanings {
		if errors.Is(err, m.err) {
			return &problem{m.status, m.kind, m.title, ""}
		}
	}
	return &problem{http.StatusInternalServerError, "internal", "Something went wrong on our side", ""}
}

// report logs what is our own fault, with the request id that the person sees.
func (s *Server) report(c *gin.Context, err error, p *problem) {
	if errors.Is(c.Request.Context().Err(), context.Canceled) {
		return // the person has gone, and took the request with them
	}
	if p.Status >= http.StatusInternalServerError {
		s.log.ErrorContext(c.Request.Context(), "request failed",
			"request_id", requestID(c), "method", c.Request.Method, "route", c.FullPath(), "error", err)
	}
}
