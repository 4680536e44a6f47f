package server

import (
	"errors"
	"net/http"
	"slices"
	"strconv"

	"github.com/gin-gonic/gin"

	"workfit/quiz"
	"workfit/server/page"
)

// fromReview is the value of "from" that brings a person back to the review.
const fromReview = "review"

// continueSession leads to where the person stopped. It is the address to keep.
func (s *Server) continueSession(c *gin.Context) error {
	session, err := s.open(c)
	if err != nil {
		return err
	}
	_, form, err := s.form(session)
	if err != nil {
		return err
	}
	if _, err := c.Cookie(sessionCookie); err != nil {
		s.remember(c, session)
	}
	return seeOther(c, whereNext(session, session.Next(form)))
}

// whereNext is the page that a session goes on with, next being its next item.
func whereNext(session *quiz.Session, next string) string {
	link := sessionLink(session)
	switch {
	case link.Finished:
		return link.URL("/results")
	case next != "":
		return link.URL("/q/" + next)
	default:
		return link.URL("/review")
	}
}

func (s *Server) showQuestion(c *gin.Context) error {
	return s.questionPage(c, http.StatusOK, c.Query("from"), "")
}

// saveAnswer keeps an answer, or that the item was skipped. The session as it
// then stands comes back with the same round trip, so nothing is read twice.
func (s *Server) saveAnswer(c *gin.Context) error {
	sent, err := readForm(c)
	if err != nil {
		return err
	}
	value, problemKey := readAnswer(sent.Get("answer"), sent.Get("skip") != "")
	if problemKey != "" {
		return s.questionPage(c, http.StatusUnprocessableEntity, sent.Get("from"), problemKey)
	}
	item := c.Param("item")
	session, err := s.answer(c.Request.Context(), c.Param("session"), item, value, fromPage)
	var refused *quiz.AnswerError
	if errors.As(err, &refused) && !refused.Unknown {
		return s.questionPage(c, http.StatusUnprocessableEntity, sent.Get("from"), "question.wrong")
	}
	if err != nil {
		return err
	}
	s.remember(c, session)
	if sent.Get("from") == fromReview {
		return seeOther(c, sessionLink(session).URL("/review#item-"+item))
	}
	_, form, err := s.form(session)
	if err != nil {
		return err
	}
	return seeOther(c, whereNext(session, session.Next(form)))
}

// readAnswer reads the value that was chosen, or returns the key of what is
// wrong with it. Whether the item takes that value is not checked here.
func readAnswer(typed string, skip bool) (value int, problemKey string) {
	if skip {
		return quiz.Skipped, ""
	}
	if typed == "" {
		return 0, "question.empty"
	}
	value, err := strconv.Atoi(typed)
	if err != nil || value == quiz.Skipped {
		return 0, "question.wrong"
	}
	return value, ""
}

func (s *Server) questionPage(c *gin.Context, status int, from, problemKey string) error {
	session, err := s.open(c)
	if err != nil {
		return err
	}
	if session.IsFinished() {
		return quiz.ErrFinished
	}
	in, form, err := s.form(session)
	if err != nil {
		return err
	}
	q, err := buildQuestion(in, form, textFor(in, s.words.in(c).Lang(), session), session, c.Param("item"))
	if err != nil {
		return err
	}
	q.Base = s.base(c, "question.title", "Number", q.Number, "Total", q.Total, "Text", q.Text)
	q.FromReview = from == fromReview
	if problemKey != "" {
		q.Problems = wrong(&q.Base, "answer-1", problemKey)
	}
	return s.render(c, status, page.QuestionPage(q))
}

// buildQuestion builds the page of one item, but for its Base.
// quiz.ErrNotInForm if the form does not ask the item.
func buildQuestion(in *quiz.Instrument, form *quiz.Form, text *quiz.Text, session *quiz.Session, id string) (page.Question, error) {
	item, ok := in.Item(id)
	at := form.Position(id)
	if at < 0 || !ok {
		return page.Question{}, quiz.ErrNotInForm
	}
	section := text.Sections[item.Section]
	q := page.Question{
		Item:      id,
		Number:    at + 1,
		Total:     len(form.Items),
		Section:   section.Title,
		Ask:       section.Question,
		Text:      text.Items[id],
		CanReview: len(session.Answers) > 0,
		CanFinish: session.Answered() > 0,
	}
	if at > 0 {
		q.Previous = form.Items[at-1]
	}
	if opensSection(in, form.Items, at) {
		q.Intro = section.Intro
	}
	scale := in.ItemScale(item)
	given := session.Answers[id]
	for value := 1; value <= scale.Points; value++ {
		q.Choices = append(q.Choices, page.Choice{
			Value:   value,
			Label:   text.Label(scale.ID, value),
			Checked: value == given,
		})
	}
	return q, nil
}

// opensSection reports whether the item at a place is the first of its section
// in the order of items.
func opensSection(in *quiz.Instrument, order []string, at int) bool {
	section := sectionOf(in, order[at])
	return !slices.ContainsFunc(order[:at], func(id string) bool { return sectionOf(in, id) == section })
}

func sectionOf(in *quiz.Instrument, id string) string {
	item, ok := in.Item(id)
	if !ok {
		return ""
	}
	return item.Section
}

// textFor is an instrument's wording in the page's language, or else in the one
// that the session was begun in. Answers are kept by value, so either will do.
func textFor(in *quiz.Instrument, lang string, session *quiz.Session) *quiz.Text {
	for _, l := range append([]string{lang, session.Lang}, in.Languages()...) {
		if text, ok := in.Text(l); ok {
			return text
		}
	}
	return &quiz.Text{}
}
