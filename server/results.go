package server

import (
	"cmp"
	"math"
	"net/http"
	"slices"

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
	weighedReasons      = 8 // for and against, from which those to list are chosen
	commonFor           = 4
	commonAgainst       = 2
)

// How long the lists are on which something is said to stay in a retake.
const (
	topFamilies = 5
	topCareers  = listedCareers
)

// fewAnswers is the number of answers below which a result is called a first
// look. Twelve answers in the best order tell fields of study apart better than 48
// do by the usual six themes, six do not (workfit validate; see the README).
const fewAnswers = 12

func (s *Server) showResults(c *gin.Context) error {
	return s.resultsPage(c, http.StatusOK, nil)
}

// resultsPage shows the results. refused are the weights that the person chose if
// they were not taken.
func (s *Server) resultsPage(c *gin.Context, status int, refused map[string]float64) error {
	session, err := s.open(c)
	if err != nil {
		return err
	}
	_, form, err := s.form(session)
	if err != nil {
		return err
	}
	if !session.IsFinished() {
		return seeOther(c, whereNext(session, session.Next(form)))
	}
	p, err := s.scored(session)
	if err != nil {
		return err
	}
	w := s.words.in(c)
	if c.Query("all") != "" {
		all := buildAllFits(w, s.occupations, p)
		all.Base = s.base(c, "results.all.title")
		all.Weighed = weighedWords(w, p)
		return s.render(c, http.StatusOK, page.AllFitsPage(all))
	}
	results := buildResults(w, s.occupations, p, s.versions())
	results.Left = len(session.Unanswered(form))
	results.Weigh = buildWeigh(w, p, form, refused)
	results.Weighed = weighedWords(w, p)
	results.Deeper = buildDeeper(w, p, form)
	results.Base = s.base(c, "results.title")
	if refused != nil {
		results.Problems = wrong(&results.Base, results.Weigh.Parts[0].Field, "weigh.wrong")
	}
	return s.render(c, status, page.ResultsPage(results))
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
		Doubts:   doubts(w, p.result.Quality),
		Versions: w.T("results.versions", "Instrument", p.instrument.ID, "Version", p.session.Versions.Instrument,
			"Data", p.session.Versions.Data, "Engine", p.session.Versions.Engine),
	}
	today.Instrument = p.instrument.Version
	if p.session.Versions != today {
		r.Changed = w.T("results.versions.changed", "Version", today.Instrument, "Data", today.Data, "Engine", today.Engine)
	}
	families, familyStays := p.result.Families(), p.result.RetakeFamilies(topFamilies)
	for i, f := range families[:min(listedFamilies, len(families))] {
		if i >= leastFamilies && f.Low <= 50 {
			break // it may well fit no better than one picked blindly
		}
		family := buildFamily(w, cat, p, f)
		family.Stays = stays(w, "family", familyStays[i], i < topFamilies, topFamilies)
		r.Families = append(r.Families, family)
	}
	listCareers(w, cat, p, &r)
	return r
}

// listCareers adds the best careers to a page of results. Reasons that most of
// them share would tell none of them from the others: the most common are said
// once, and each career says its own.
func listCareers(w page.Words, cat *occupation.Catalog, p *person, r *page.Results) {
	careerStays := p.result.RetakeTop(topCareers)
	var lines []page.CareerLine
	var speaksFor, countsAgainst [][]scoring.Share
	for _, at := range p.result.Top(listedCareers) {
		code := p.result.Fit(at).Code
		o, ok := cat.Find(code)
		if !ok {
			continue
		}
		line := careerLine(w, cat, o, p)
		line.Stays = stays(w, "career", careerStays[at], true, topCareers)
		lines = append(lines, line)
		why := p.result.Reasons(code, weighedReasons)
		speaksFor, countsAgainst = append(speaksFor, why.For), append(countsAgainst, why.Against)
	}
	var common []scoring.Share
	common, speaksFor = takeCommon(speaksFor)
	r.CommonFor = reasons(w, common[:min(commonFor, len(common))])
	common, countsAgainst = takeCommon(countsAgainst)
	r.CommonAgainst = reasons(w, common[:min(commonAgainst, len(common))])
	for i := range lines {
		lines[i].For = reasons(w, speaksFor[i][:min(listedFor, len(speaksFor[i]))])
		lines[i].Against = reasons(w, countsAgainst[i][:min(listedAgainst, len(countsAgainst[i]))])
	}
	open := min(openCareers, len(lines))
	r.Careers, r.More = lines[:open], lines[open:]
}

// takeCommon takes the reasons that more than half of the careers have, the most
// common first, out of those of each. Two reasons are the same when the same
// sentence tells them.
func takeCommon(careers [][]scoring.Share) (common []scoring.Share, own [][]scoring.Share) {
	type sentence struct{ key, element string }
	of := func(s scoring.Share) sentence { return sentence{reasonKey(s), s.Element} }
	count, told := map[sentence]int{}, map[sentence]bool{}
	for _, shares := range careers {
		for _, s := range shares {
			count[of(s)]++
		}
	}
	own = make([][]scoring.Share, len(careers))
	for i, shares := range careers {
		for _, s := range shares {
			switch {
			case 2*count[of(s)] <= len(careers):
				own[i] = append(own[i], s)
			case !told[of(s)]:
				told[of(s)] = true
				common = append(common, s)
			}
		}
	}
	slices.SortStableFunc(common, func(a, b scoring.Share) int { return cmp.Compare(count[of(b)], count[of(a)]) })
	return common, own
}

// stays says in how many of ten retakes something would be on a short list of
// the best; empty if it is not on it now and would hardly ever come to it.
func stays(w page.Words, kind string, chance float64, listed bool, top int) string {
	tenths := int(math.Round(10 * chance))
	key := "stays." + kind
	switch {
	case !listed && tenths == 0:
		return ""
	case !listed:
		key, tenths = "enters."+kind, min(tenths, 9)
	case tenths == 0:
		key += ".few"
	case tenths == 10:
		key += ".all"
	}
	return w.T(key, "Top", top, "Tenths", tenths)
}

// doubts says what was noticed about the answers, a sentence for each sign.
func doubts(w page.Words, q scoring.Quality) []string {
	var sentences []string
	for _, sign := range q.Signs {
		sentences = append(sentences, w.T("results.doubt."+string(sign),
			"Run", q.LongestRun, "Contradictions", q.Contradictions, "Pairs", q.Pairs))
	}
	return sentences
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
