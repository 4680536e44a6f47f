package server

import (
	"net/http"

	"github.com/gin-gonic/gin"

	"workfit/quiz"
	"workfit/scoring"
	"workfit/scoring/occupation"
	"workfit/server/page"
)

// How much of a result is listed, before the full list.
const (
	listedFamilies      = 6
	leastFamilies       = 3 // however they fit
	listedFamilyCareers = 3
	listedCareers       = 20
	openCareers         = 10 // of them, those that are not folded
	listedFor           = 2
	listedAgainst       = 1
)

// fewAnswers is the number of answers below which a result is called a first
// look. Twelve answers in the best order tell fields of study apart as well as
// the whole of the usual six-theme questionnaire does; fewer do not.
const fewAnswers = 12

func (s *Server) showResults(c *gin.Context) error {
	session, err := s.open(c)
	if err != nil {
		return err
	}
	_, form, err := s.form(session)
	if err != nil {
		return err
	}
	if !session.IsFinished() {
		return seeOther(c, whereNext(session, form))
	}
	p, err := s.scored(session)
	if err != nil {
		return err
	}
	w := s.words.in(c)
	if c.Query("all") != "" {
		all := buildAllFits(w, s.occupations, p)
		all.Base = s.base(c, "results.all.title")
		return s.render(c, http.StatusOK, page.AllFitsPage(all))
	}
	results := buildResults(w, s.occupations, p, s.versions())
	results.Left = len(form.Items) - results.Answered
	results.Base = s.base(c, "results.title")
	return s.render(c, http.StatusOK, page.ResultsPage(results))
}

// buildResults builds the page of a person's results, but for its Base. The
// versions are today's.
func buildResults(w page.Words, cat *occupation.Catalog, p *person, today quiz.Versions) page.Results {
	r := page.Results{
		Answered: p.result.Answered,
		All:      p.result.Len(),
		Clear:    p.result.Pattern().Clear(),
		Few:      p.result.Answered < fewAnswers,
		PayNote:  w.T("pay.note", "Date", date(w, cat, occupation.TableWages)),
		Source:   sourcesOf(w, cat, occupation.Interests.Table(), occupation.TableWages, occupation.TableOutlook),
		Profile:  buildProfile(w, p),
		Versions: w.T("results.versions", "Instrument", p.instrument.ID, "Version", p.session.Versions.Instrument,
			"Data", p.session.Versions.Data, "Engine", p.session.Versions.Engine),
	}
	today.Instrument = p.instrument.Version
	if p.session.Versions != today {
		r.Changed = w.T("results.versions.changed", "Version", today.Instrument, "Data", today.Data, "Engine", today.Engine)
	}
	families := p.result.Families()
	for i, f := range families[:min(listedFamilies, len(families))] {
		if i >= leastFamilies && f.Low <= 50 {
			break // it may well fit no better than one picked blindly
		}
		r.Families = append(r.Families, buildFamily(w, cat, p, f))
	}
	for _, at := range p.result.Top(listedCareers) {
		code := p.result.Fit(at).Code
		o, ok := cat.Find(code)
		if !ok {
			continue
		}
		line := careerLine(w, cat, o, p)
		why := p.result.Reasons(code, max(listedFor, listedAgainst))
		line.For = reasons(w, why.For[:min(listedFor, len(why.For))])
		line.Against = reasons(w, why.Against[:min(listedAgainst, len(why.Against))])
		r.Careers = append(r.Careers, line)
	}
	open := min(openCareers, len(r.Careers))
	r.Careers, r.More = r.Careers[:open], r.Careers[open:]
	return r
}

func buildFamily(w page.Words, cat *occupation.Catalog, p *person, f scoring.Family) page.FamilyFit {
	family := page.FamilyFit{
		Name: familyName(w, f.Name),
		URL:  familyURL(f.Name),
		Size: w.N("results.families.size", len(f.Members)),
		Fit:  page.NewFit(f.Score, f.Low, f.High),
	}
	for _, at := range f.Members[:min(listedFamilyCareers, len(f.Members))] {
		if o, ok := cat.Find(p.result.Fit(at).Code); ok {
			family.Careers = append(family.Careers, page.CareerLine{Title: o.Title, URL: careerURL(o), Fit: p.fit(o.Code)})
		}
	}
	return family
}

// buildAllFits builds the list of every career by its fit, but for its Base.
func buildAllFits(w page.Words, cat *occupation.Catalog, p *person) page.AllFits {
	all := page.AllFits{Clear: p.result.Pattern().Clear()}
	for _, at := range p.result.Ranking() {
		f := p.result.Fit(at)
		if o, ok := cat.Find(f.Code); ok {
			fit := shownFit(f)
			all.Careers = append(all.Careers, page.CareerLine{Title: o.Title, URL: careerURL(o), Fit: &fit})
		}
	}
	return all
}
