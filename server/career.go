package server

import (
	"cmp"
	"math"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"workfit/scoring"
	"workfit/scoring/occupation"
	"workfit/server/page"
)

// How much of a career is listed.
const (
	listedNames      = 6
	listedAsks       = 6
	listedTechnology = 12
	listedSimilar    = 10
	listedReasons    = 6
	listedParts      = 8
)

func (s *Server) showCareer(c *gin.Context) error {
	o, ok := s.occupations.FindSlug(c.Param("career"))
	if !ok {
		if o, ok = findCareer(s.occupations, c.Param("career")); !ok {
			return errNoCareer
		}
		c.Redirect(http.StatusMovedPermanently, careerURL(o))
		return nil
	}
	p := s.known(c)
	if p != nil {
		c.Header("Cache-Control", "no-store") // it shows one person's fit
	}
	career := buildCareer(s.words.in(c), s.occupations, o, p)
	career.Base = s.base(c, "career.page_title", "Title", o.Title)
	career.Description = career.Words.T("career.description", "Title", o.Title)
	if session := s.remembered(c); p == nil && session != nil {
		career.GoOn = sessionLink(session).URL("")
	}
	return s.render(c, http.StatusOK, page.CareerPage(career))
}

// findCareer finds an occupation by what else stands for it in an address: its
// O*NET code, whole or without the last two digits, or its slug in capitals.
func findCareer(cat *occupation.Catalog, name string) (*occupation.Occupation, bool) {
	if o, ok := cat.Find(name); ok {
		return o, true
	}
	if o, ok := cat.Find(name + ".00"); ok {
		return o, true
	}
	return cat.FindSlug(strings.ToLower(name))
}

// buildCareer builds the page of a career, but for its Base and for where an
// unfinished assessment goes on. The person may be nil.
func buildCareer(w page.Words, cat *occupation.Catalog, o *occupation.Occupation, p *person) page.Career {
	career := page.Career{
		Heading:   o.Title,
		Code:      w.T("source.code", "Code", o.Code),
		Names:     otherNames(w, o),
		Family:    familyName(w, o.Group),
		Profiled:  o.Profiled,
		Pay:       buildPay(w, cat, o),
		Outlook:   buildOutlook(w, cat, o),
		Education: buildEducation(w, cat, o),
		Asks:      buildAsks(w, cat, o),
	}
	if o.Profiled {
		career.FamilyURL = familyURL(o.Group)
	}
	if p != nil {
		career.Fit = buildCareerFit(w, cat, o, p)
	}
	if len(career.Asks) > 0 {
		career.AsksSource = sourcesOf(w, cat, occupation.Interests.Table(), occupation.Knowledge.Table())
	}
	career.Technology, career.MoreTechnology = buildTechnology(o)
	if len(career.Technology) > 0 {
		career.TechnologySource = sourcesOf(w, cat, occupation.TableTechnology)
	}
	for _, r := range o.Related[:min(listedSimilar, len(o.Related))] {
		if other, ok := cat.Find(r.Code); ok {
			career.Similar = append(career.Similar, careerLine(w, cat, other, p))
		}
	}
	if len(career.Similar) > 0 {
		career.SimilarSource = sourcesOf(w, cat, occupation.TableRelated)
	}
	return career
}

// otherNames lists other names of the work: first those that people in it use
// for themselves.
func otherNames(w page.Words, o *occupation.Occupation) string {
	rank := func(t occupation.AlternateTitle) int {
		switch {
		case t.Shown:
			return 0
		case t.Reported:
			return 1
		default:
			return 2
		}
	}
	titles := slices.SortedStableFunc(slices.Values(o.AlternateTitles), func(a, b occupation.AlternateTitle) int {
		return cmp.Compare(rank(a), rank(b))
	})
	if len(titles) == 0 {
		return ""
	}
	var names []string
	for _, t := range titles[:min(listedNames, len(titles))] {
		names = append(names, t.Title)
	}
	return w.T("career.names", "Names", strings.Join(names, ", "))
}

// buildCareerFit says how well the career suits the person; nil if it can not
// be said.
func buildCareerFit(w page.Words, cat *occupation.Catalog, o *occupation.Occupation, p *person) *page.CareerFit {
	f, rank, ok := p.result.Find(o.Code)
	if !ok {
		return nil
	}
	explanation, _ := p.result.Explain(o.Code)
	why := p.result.Reasons(o.Code, listedReasons)
	fit := &page.CareerFit{
		Fit:        shownFit(f),
		Unrated:    unrated(w, f),
		Unclear:    !p.result.Pattern().Clear(),
		For:        reasons(w, why.For),
		Against:    reasons(w, why.Against),
		ResultsURL: sessionLink(p.session).URL("/results"),
	}
	if !fit.Unclear {
		// A place on a list that is mostly chance says nothing.
		fit.Place = w.T("career.fit.place", "Rank", w.Number(rank), "All", w.Number(p.result.Len()))
		fit.People = w.T("career.fit.people", "Percent", w.Percent(float64(wholePercent(f.People))))
		fit.Who = w.T("career.fit.people.who", "Source", p.instrument.Norm.Source)
	}
	fit.Sentence = w.T("career.fit.sentence", "Score", fit.Score, "Low", fit.Low, "High", fit.High)
	fit.Total = w.T("career.fit.parts.total", "Score", fit.Score)
	fit.Parts, fit.TotalPoints = buildParts(w, explanation)
	return fit
}

// wholePercent rounds a share of people to what can be said of some of them:
// never none, never all.
func wholePercent(v float64) int { return int(math.Round(min(max(v, 1), 99))) }

// pointsPerFit turns the fit, which is of the order of 1, into points that can
// be told apart with one digit after the point.
const pointsPerFit = 10

// buildParts lists what the fit is made of, in points, the largest first. The
// parts as they are shown, rounded, add up to the total as it is shown.
func buildParts(w page.Words, e scoring.Explanation) (parts []page.Part, total string) {
	tenths := func(v float64) int { return int(math.Round(v * pointsPerFit * 10)) }
	add := func(name, kind string, size int) {
		parts = append(parts, page.Part{Name: name, Kind: kind, Points: points(w, size), Size: float64(size)})
	}
	rest := tenths(e.Fit.Value)
	shown := e.Constructs[:min(listedParts, len(e.Constructs))]
	for _, s := range shown {
		add(elementName(w, s.Element), w.T("domain."+string(s.Domain)), tenths(s.Value))
		rest -= tenths(s.Value)
	}
	base := tenths(e.Base)
	if others := len(e.Constructs) - len(shown); others > 0 {
		add(w.N("career.fit.parts.rest", others), "", rest-base)
	} else {
		base = rest // what rounding has left over
	}
	add(w.T("career.fit.parts.everyone"), "", base)

	largest := 1.0
	for _, p := range parts {
		largest = max(largest, math.Abs(p.Size))
	}
	for i := range parts {
		parts[i].Size /= largest
	}
	return parts, points(w, tenths(e.Fit.Value))
}

// points writes tenths of a point, with the sign.
func points(w page.Words, tenths int) string {
	number := w.Tenth(math.Abs(float64(tenths)) / 10)
	switch {
	case tenths > 0:
		return "+" + number
	case tenths < 0:
		return "−" + number
	default:
		return number
	}
}

// buildAsks lists what the work has or asks for most.
func buildAsks(w page.Words, cat *occupation.Catalog, o *occupation.Occupation) []page.AskTable {
	var tables []page.AskTable
	for _, a := range []struct {
		domain    occupation.Domain
		scale     string
		low, high float64
		title     string
		words     string
	}{
		{occupation.Interests, occupation.ScaleInterest, 1, 7, "asks.interests", "asks.extent"},
		{occupation.Knowledge, occupation.ScaleImportance, 1, 5, "asks.subjects", "asks.importance"},
		{occupation.Skills, occupation.ScaleImportance, 1, 5, "asks.skills", "asks.importance"},
		{occupation.WorkStyles, occupation.ScaleImpact, -3, 3, "asks.styles", "asks.impact"},
	} {
		if !o.Has(a.domain) {
			continue
		}
		t := page.AskTable{Title: w.T(a.title), Scale: w.T(a.words)}
		for _, r := range highest(cat, o, a.domain, a.scale) {
			t.Measures = append(t.Measures, page.Measure{
				Name:  elementName(w, r.element),
				Value: w.Tenth(r.value),
				At:    (r.value - a.low) / (a.high - a.low),
			})
		}
		tables = append(tables, t)
	}
	return tables
}

type rating struct {
	element string
	value   float64
}

// highest returns the elements of a domain that the occupation is rated highest
// on, but for those whose rating is not to be relied on.
func highest(cat *occupation.Catalog, o *occupation.Occupation, d occupation.Domain, scale string) []rating {
	var ratings []rating
	for _, e := range cat.Elements(d) {
		if v, ok := o.Rating(e.ID, scale); ok && o.Mark(e.ID, scale) == 0 {
			ratings = append(ratings, rating{e.ID, v})
		}
	}
	slices.SortStableFunc(ratings, func(a, b rating) int { return cmp.Compare(b.value, a.value) })
	return ratings[:min(listedAsks, len(ratings))]
}

// buildTechnology lists software and tools, those asked for most often first,
// and counts the rest.
func buildTechnology(o *occupation.Occupation) (listed []page.Technology, more int) {
	rank := func(t occupation.Technology) int {
		switch {
		case t.Hot && t.InDemand:
			return 0
		case t.InDemand:
			return 1
		case t.Hot:
			return 2
		default:
			return 3
		}
	}
	all := slices.SortedStableFunc(slices.Values(o.Technology), func(a, b occupation.Technology) int {
		return cmp.Compare(rank(a), rank(b))
	})
	for _, t := range all[:min(listedTechnology, len(all))] {
		listed = append(listed, page.Technology{Name: t.Name, Kind: t.Category, Hot: t.Hot || t.InDemand})
	}
	return listed, len(all) - len(listed)
}
