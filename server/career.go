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
	listedWhatIfs    = 2
	listedGaps       = 6
)

// leastWhatIf is the least by which another answer must have changed a FIT, as it
// is shown, to be worth telling.
const leastWhatIf = 2

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
		career.Fit = buildCareerFit(w, o, p)
		career.Readiness = buildReadiness(w, cat, o, p)
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
func buildCareerFit(w page.Words, o *occupation.Occupation, p *person) *page.CareerFit {
	f, rank, ok := p.result.Find(o.Code)
	if !ok {
		return nil
	}
	explanation, _ := p.result.Explain(o.Code)
	why := p.result.Reasons(o.Code, listedReasons)
	fit := &page.CareerFit{
		Fit:        shownFit(f),
		Unrated:    unrated(w, f),
		Weighed:    weighedWords(w, p),
		Unclear:    !p.result.Pattern().Clear(),
		Doubtful:   p.result.Quality.Doubtful(),
		For:        reasons(w, why.For),
		Against:    reasons(w, why.Against),
		ResultsURL: sessionLink(p.session).URL("/results"),
	}
	if !fit.Unclear {
		// A place on a list that is mostly chance says nothing.
		fit.Place = w.T("career.fit.place", "Rank", w.Number(rank), "All", w.Number(p.result.Len()))
		fit.People = w.T("career.fit.people", "Percent", w.Percent(float64(wholePercent(f.People))))
		fit.Who = w.T("career.fit.people.who", "Source", p.instrument.Norm.Source)
		if again := stays(w, "career", topAgain(p.result, o.Code), rank <= topCareers, topCareers); again != "" {
			fit.Stays = w.T("career.fit.retakes", "Stays", again)
		}
	}
	fit.Sentence = w.T("career.fit.sentence", "Score", fit.Score, "Low", fit.Low, "High", fit.High)
	fit.Total = w.T("career.fit.parts.total", "Score", fit.Score)
	fit.TotalPoints = points(w, inTenths(explanation.Fit.Value))
	fit.Domains = buildDomains(w, explanation)
	fit.Parts = buildParts(w, explanation)
	fit.WhatIfs = buildWhatIfs(w, o, p)
	return fit
}

// buildWhatIfs says what other answers would have made of the FIT.
func buildWhatIfs(w page.Words, o *occupation.Occupation, p *person) []string {
	text := textFor(p.instrument, w.Lang(), p.session)
	var sentences []string
	for _, c := range p.result.Counterfactuals(o.Code, listedWhatIfs) {
		before, after := page.NewFit(c.Before, c.Before, c.Before).Score, page.NewFit(c.After, c.After, c.After).Score
		item, ok := p.instrument.Item(c.Item)
		if !ok || after-before < leastWhatIf {
			continue
		}
		sentences = append(sentences, w.T("career.fit.what_if", "After", after, "Before", before,
			"Item", text.Items[c.Item], "Answer", text.Label(p.instrument.ItemScale(item).ID, c.Other)))
	}
	return sentences
}

// wholePercent rounds a share of people to what can be said of some of them:
// never none, never all.
func wholePercent(v float64) int { return int(math.Round(min(max(v, 1), 99))) }

// pointsPerFit turns the fit, which is of the order of 1, into points that can
// be told apart with one digit after the point.
const pointsPerFit = 10

func inTenths(v float64) int { return int(math.Round(v * pointsPerFit * 10)) }

// A part of the fit in tenths of a point, before it is put into words.
type part struct {
	name, kind string
	tenths     int
}

// buildDomains lists what each domain adds to the fit, those that the person was
// asked about. The parts as they are shown, rounded, add up to the total as it is
// shown.
func buildDomains(w page.Words, e scoring.Explanation) []page.Part {
	sums := map[scoring.Domain]float64{}
	for _, s := range e.Constructs {
		sums[s.Domain] += s.Value
	}
	base := part{name: w.T("career.fit.parts.everyone"), tenths: inTenths(e.Base)}
	rest := inTenths(e.Fit.Value) - base.tenths
	var parts []part
	for _, d := range scoring.Domains {
		if sum, asked := sums[d]; asked {
			parts = append(parts, part{name: w.T("career.fit.parts." + string(d)), tenths: inTenths(sum)})
			rest -= inTenths(sum)
		}
	}
	parts = append(parts, base)
	// What rounding has left over is least seen in the largest part.
	largest := &parts[0]
	for i := range parts {
		if abs(parts[i].tenths) > abs(largest.tenths) {
			largest = &parts[i]
		}
	}
	largest.tenths += rest
	return drawParts(w, parts)
}

// buildParts lists the single things that the fit is made of, the largest first.
// They add up as in buildDomains.
func buildParts(w page.Words, e scoring.Explanation) []page.Part {
	var parts []part
	rest := inTenths(e.Fit.Value)
	shown := e.Constructs[:min(listedParts, len(e.Constructs))]
	for _, s := range shown {
		parts = append(parts, part{elementName(w, s.Element), w.T("domain." + string(s.Domain)), inTenths(s.Value)})
		rest -= inTenths(s.Value)
	}
	base := inTenths(e.Base)
	if others := len(e.Constructs) - len(shown); others > 0 {
		parts = append(parts, part{name: w.N("career.fit.parts.rest", others), tenths: rest - base})
	} else {
		base = rest // what rounding has left over
	}
	return drawParts(w, append(parts, part{name: w.T("career.fit.parts.everyone"), tenths: base}))
}

// drawParts puts parts into words, and their sizes into those of the largest.
func drawParts(w page.Words, parts []part) []page.Part {
	largest := 1
	for _, p := range parts {
		largest = max(largest, abs(p.tenths))
	}
	drawn := make([]page.Part, len(parts))
	for i, p := range parts {
		drawn[i] = page.Part{Name: p.name, Kind: p.kind, Points: points(w, p.tenths), Size: float64(p.tenths) / float64(largest)}
	}
	return drawn
}

func abs(n int) int { return max(n, -n) }

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

// What of a skill is said by the chance that the person's level is high enough.
const (
	reachedHardly  = 0.2 // below it, clearly not
	reachedPerhaps = 0.5 // from it on, rather yes than no
)

// buildReadiness compares the skills that the work needs with those that the
// person says to have; nil if it can not be said.
func buildReadiness(w page.Words, cat *occupation.Catalog, o *occupation.Occupation, p *person) *page.Readiness {
	ready, ok := p.result.Readiness(o.Code)
	if !ok {
		return nil
	}
	r := &page.Readiness{
		Sentence: readinessSentence(w, ready.Met),
		How:      w.N("skills.how", p.answeredOn(scoring.Skills)),
		Source:   sourcesOf(w, cat, occupation.Skills.Table()),
	}
	for _, n := range ready.Needs {
		name := skillNames(w, n.Elements)
		switch {
		case n.Reached >= reachedPerhaps:
			r.Have = append(r.Have, name)
		case len(r.Gaps) == listedGaps:
			r.MoreGaps++
		case n.Reached < reachedHardly:
			r.Gaps = append(r.Gaps, page.Fact{Term: name, Text: w.T("skills.gap.clearly")})
		default:
			r.Gaps = append(r.Gaps, page.Fact{Term: name, Text: w.T("skills.gap.perhaps")})
		}
	}
	return r
}

// namedSkills is how many skills of a group are named; items ask about the others
// far less.
const namedSkills = 2

func skillNames(w page.Words, elements []string) string {
	var names []string
	for _, e := range elements[:min(namedSkills, len(elements))] {
		names = append(names, elementName(w, e))
	}
	return strings.Join(names, ", ")
}

// readinessSentence says a share of skills, in percent, as roughly as it is known:
// in steps of five, never none, never all.
func readinessSentence(w page.Words, met float64) string {
	switch rough := 5 * math.Round(met/5); {
	case rough < 5:
		return w.T("skills.met.few")
	case rough > 95:
		return w.T("skills.met.most")
	default:
		return w.T("skills.met", "Percent", w.Percent(rough))
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
