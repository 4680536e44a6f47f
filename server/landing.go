package server

import (
	"errors"
	"net/http"

	"github.com/gin-gonic/gin"

	"workfit/quiz"
	"workfit/server/page"
)

// The instrument and the forms that the first page offers, the one we would
// rather see taken first.
const startInstrument = "fit"

var startForms = []string{"standard", "quick"}

// secondsPerItem is about what people take for an item.
const secondsPerItem = 10

func (s *Server) showLanding(c *gin.Context) error {
	return s.landingPage(c, http.StatusOK, "")
}

func (s *Server) landingPage(c *gin.Context, status int, problemKey string) error {
	b := s.base(c, "landing.title")
	b.Description = b.Words.T("landing.description")
	p := page.Landing{
		Base:    b,
		Deleted: c.Query("deleted") != "",
		Starts:  buildStarts(s.instruments),
		Careers: len(s.occupations.All()),
	}
	if session := s.remembered(c); session != nil {
		p.Answered = session.Answered()
		if _, form, err := s.form(session); err == nil {
			p.Questions = len(form.Items)
		} else {
			p.Session = nil // its instrument is gone: nothing to go on with
		}
	}
	if problemKey != "" {
		p.Problems = wrong(&p.Base, "start", problemKey)
	}
	return s.render(c, status, page.LandingPage(p))
}

// buildStarts lists the forms that can be started.
func buildStarts(instruments *quiz.Catalog) []page.Start {
	var starts []page.Start
	for _, id := range startForms {
		_, form, ok := instruments.Form(quiz.FormRef{Instrument: startInstrument, Form: id})
		if !ok {
			continue
		}
		n := len(form.Items)
		starts = append(starts, page.Start{
			Form:      id,
			Questions: n,
			Minutes:   max(1, (n*secondsPerItem+30)/60),
			Primary:   len(starts) == 0,
		})
	}
	return starts
}

func (s *Server) startSession(c *gin.Context) error {
	sent, err := readForm(c)
	if err != nil {
		return err
	}
	instrument := sent.Get("instrument")
	if instrument == "" {
		instrument = startInstrument
	}
	// The resume code made here is not shown: a person who wants one asks for it
	// when they stop.
	session, _, err := s.start(c.Request.Context(), instrument, sent.Get("form"), s.startLanguage(c, instrument))
	if errors.Is(err, errNoForm) {
		return s.landingPage(c, http.StatusUnprocessableEntity, "landing.wrong")
	}
	if err != nil {
		return err
	}
	s.remember(c, session)
	return seeOther(c, sessionLink(session).URL(""))
}

// startLanguage is the page's language where the instrument is worded in it.
func (s *Server) startLanguage(c *gin.Context, instrument string) string {
	lang := s.words.in(c).Lang()
	in, ok := s.instruments.Find(instrument)
	if !ok {
		return lang
	}
	if _, ok := in.Text(lang); ok {
		return lang
	}
	if _, ok := in.Text(defaultLanguage.String()); ok {
		return defaultLanguage.String()
	}
	return in.Languages()[0]
}
