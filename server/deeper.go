package server

import (
	"context"
	"errors"
	"math"

	"github.com/gin-gonic/gin"

	"workfit/quiz"
	"workfit/scoring"
	"workfit/server/page"
)

// settledTop is how many of the best occupations it is about when we say what
// more answers would change.
const settledTop = 10

// settledShare is the share of the best that must be expected to stay for us to
// say that more answers would change little: nine of ten. Chance alone moves a list
// far more than that when the same questions are answered again (RetakeTop).
const settledShare = 0.9

// fewestForecast is the fewest answers from which we say what going on would
// change: before there is hardly a list that could change.
const fewestForecast = 6

// errNothingDeeper: the form asked for is not larger, or asks nothing new.
var errNothingDeeper = errors.New("the form is not larger or has nothing new")

// larger returns the smallest form that asks more than the session's and has items
// that the session has not been asked; nil if there is none.
func larger(s *quiz.Session, in *quiz.Instrument, form *quiz.Form) *quiz.Form {
	var found *quiz.Form
	for i := range in.Forms {
		f := &in.Forms[i]
		if deepens(s, form, f) && (found == nil || len(f.Items) < len(found.Items)) {
			found = f
		}
	}
	return found
}

func deepens(s *quiz.Session, from, to *quiz.Form) bool {
	return len(to.Items) > len(from.Items) && s.Next(to) != ""
}

// deepen changes a session's form for a larger one and opens it again. Without the
// name of one it goes on with what is left of the session's own form, or if that is
// nothing, with the next larger.
func (a *assessment) deepen(ctx context.Context, id, form string) (*quiz.Session, error) {
	return a.update(ctx, id, func(s *quiz.Session) error {
		in, own, err := a.form(s)
		if err != nil {
			return err
		}
		to := deeperForm(s, in, own)
		if form != "" {
			named, ok := in.Form(form)
			if !ok {
				return errNoForm
			}
			if to = nil; deepens(s, own, named) {
				to = named
			}
		}
		if to == nil {
			return errNothingDeeper
		}
		s.Form.Form = to.ID
		s.Reopen()
		return nil
	})
}

// deeperForm is the form whose questions a session would go on with: its own while
// some of it has not been asked.
func deeperForm(s *quiz.Session, in *quiz.Instrument, form *quiz.Form) *quiz.Form {
	if s.Next(form) != "" {
		return form
	}
	return larger(s, in, form)
}

// deepenSession lets a person go on with more questions.
func (s *Server) deepenSession(c *gin.Context) error {
	session, err := s.deepen(c.Request.Context(), c.Param("session"), "")
	if err != nil {
		return err
	}
	_, form, err := s.form(session)
	if err != nil {
		return err
	}
	s.remember(c, session)
	return seeOther(c, whereNext(session, session.Next(form)))
}

// buildDeeper says what more questions would change; nil if there are none left.
func buildDeeper(w page.Words, p *person, form *quiz.Form) *page.Deeper {
	to := deeperForm(p.session, p.instrument, form)
	if to == nil {
		return nil
	}
	unseen := p.session.Unseen(to)
	d := &page.Deeper{Button: w.N("deeper.button", len(unseen)), Text: w.T("deeper.settled")}
	if share := p.result.Settled(unseen, settledTop); share < settledShare {
		d.Text = w.N("deeper.change", settledTop-inTop(share), "Top", settledTop)
	}
	return d
}

// forecast says what answering the rest of the form would leave of the list;
// empty where it is too early to say, or there is no rest.
func (a *assessment) forecast(w page.Words, s *quiz.Session, form *quiz.Form) []string {
	rest := s.Unanswered(form)
	if s.IsFinished() || s.Answered() < fewestForecast || len(rest) == 0 {
		return nil
	}
	result, err := a.score(s)
	if err != nil {
		return nil // the review is of use without
	}
	share := result.Settled(rest, settledTop)
	sentences := []string{w.N("review.forecast", len(rest), "Stay", inTop(share), "Top", settledTop)}
	if share >= settledShare {
		sentences = append(sentences, w.T("review.settled"))
	}
	return sentences
}

// inTop is a share of the best occupations as a whole number of them.
func inTop(share float64) int { return int(math.Round(settledTop * share)) }

// settled says the same to clients of the API; nil if nothing is left to answer.
func settled(result *scoring.Result, s *quiz.Session, form *quiz.Form) *apiSettled {
	rest := s.Unanswered(form)
	if len(rest) == 0 {
		return nil
	}
	return &apiSettled{ItemsLeft: len(rest), ShareOfTopTen: result.Settled(rest, settledTop)}
}
