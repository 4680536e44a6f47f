package server

import (
	"context"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"workfit/quiz"
	"workfit/scoring"
	"workfit/scoring/occupation"
	"workfit/server/page"
)

// A person is someone who has finished, with what came of it.
type person struct {
	session    *quiz.Session
	instrument *quiz.Instrument
	result     *scoring.Result
}

// scored works out the results of a finished session.
func (a *assessment) scored(session *quiz.Session) (*person, error) {
	in, _, err := a.form(session)
	if err != nil {
		return nil, err
	}
	result, err := a.result(session)
	if err != nil {
		return nil, err
	}
	return &person{session, in, result}, nil
}

// known returns the person whose finished session the browser remembers, or nil.
// A career page is worth showing without a fit, so nothing that goes wrong here
// stops it.
func (s *Server) known(c *gin.Context) *person {
	session := s.remembered(c)
	if session == nil || !session.IsFinished() {
		return nil
	}
	p, err := s.scored(session)
	if err != nil {
		s.log.WarnContext(context.WithoutCancel(c.Request.Context()), "scoring a remembered session",
			"request_id", requestID(c), "error", err)
		return nil
	}
	return p
}

// fit returns how well an occupation suits the person, as it is shown; nil if it
// is not known.
func (p *person) fit(code string) *page.Fit {
	if p == nil {
		return nil
	}
	at, ok := p.result.Place(code)
	if !ok {
		return nil
	}
	fit := shownFit(p.result.Fit(at))
	return &fit
}

// topAgain returns the chance that an occupation would be among the best in a
// retake; 0 if it is not scored.
func topAgain(r *scoring.Result, code string) float64 {
	at, ok := r.Place(code)
	if !ok {
		return 0
	}
	return r.RetakeTop(topCareers)[at]
}

// answeredOn counts the answers that tell something of a domain.
func (p *person) answeredOn(d scoring.Domain) int {
	n := 0
	for id := range p.session.Given() {
		item, ok := p.instrument.Item(id)
		if ok && slices.ContainsFunc(item.Keys, func(k quiz.Key) bool { of, _ := scoring.DomainOf(k.Element); return of == d }) {
			n++
		}
	}
	return n
}

func shownFit(f scoring.Fit) page.Fit { return page.NewFit(f.Score, f.Low, f.High) }

func careerURL(o *occupation.Occupation) string { return "/careers/" + o.Slug }

// careerLine is what every list says of a career.
func careerLine(w page.Words, cat *occupation.Catalog, o *occupation.Occupation, p *person) page.CareerLine {
	return page.CareerLine{
		Title:     o.Title,
		URL:       careerURL(o),
		Pay:       shortPay(w, cat, o),
		Education: usualEducation(w, o),
		Fit:       p.fit(o.Code),
	}
}

// reasons puts shares into sentences.
func reasons(w page.Words, shares []scoring.Share) []string {
	var sentences []string
	for _, s := range shares {
		sentences = append(sentences, w.T(reasonKey(s), "Phrase", w.T("element."+s.Element+".phrase")))
	}
	return sentences
}

// reasonKey names the sentence for a share: what the person is on a construct,
// and what the work has of it. The four cases of each domain are whole sentences
// in the language files, since languages differ in how they join them.
func reasonKey(s scoring.Share) string {
	key := "reason." + string(s.Domain)
	switch {
	case s.Level > 0 && s.Demand > 0:
		return key + ".high_much"
	case s.Level > 0:
		return key + ".high_little"
	case s.Demand > 0:
		return key + ".low_much"
	default:
		return key + ".low_little"
	}
}

func elementName(w page.Words, id string) string { return w.T("element." + id + ".name") }

func familyName(w page.Words, group string) string { return w.T("family." + group) }

func familyURL(group string) string { return "/careers?family=" + group }

// unrated names the domains that an occupation lacks; empty if none.
func unrated(w page.Words, f scoring.Fit) string {
	var names []string
	for _, d := range f.Missing {
		names = append(names, w.T("domain."+string(d)))
	}
	if len(names) == 0 {
		return ""
	}
	return w.T("fit.unrated", "Domains", strings.Join(names, ", "))
}
