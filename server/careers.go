package server

import (
	"cmp"
	"net/http"
	"slices"
	"strings"

	"github.com/gin-gonic/gin"

	"workfit/scoring/occupation"
	"workfit/server/page"
)

// listedHits is how many careers a search lists.
const listedHits = 50

// maxQuery is the most of a query that is read, in characters.
const maxQuery = 100

func (s *Server) showCareers(c *gin.Context) error {
	w, p := s.words.in(c), s.known(c)
	if p != nil {
		c.Header("Cache-Control", "no-store") // it shows one person's fits
	}
	query, family := readQuery(c.Query("q")), c.Query("family")
	var careers page.Careers
	switch {
	case query != "":
		careers = buildSearch(w, s.occupations, p, query)
		careers.Base = s.base(c, "careers.title.search", "Query", query)
		careers.NoIndex = true
	case family != "":
		if !slices.Contains(s.occupations.Groups(), family) {
			return errNoCareer
		}
		careers = buildGroup(w, s.occupations, p, family)
		careers.Base = s.base(c, "careers.title.family", "Family", familyName(w, family))
	default:
		careers = page.Careers{Groups: buildGroups(w, s.occupations), FitKnown: p != nil}
		careers.Base = s.base(c, "careers.title")
		careers.Description = w.T("careers.description", "All", w.Number(len(s.occupations.All())))
	}
	return s.render(c, http.StatusOK, page.CareersPage(careers))
}

// readQuery makes of what was sent what a person could have typed: valid text
// on one line, not too long.
func readQuery(sent string) string {
	query := strings.Join(strings.Fields(strings.ToValidUTF8(sent, " ")), " ")
	if runes := []rune(query); len(runes) > maxQuery {
		query = strings.TrimSpace(string(runes[:maxQuery]))
	}
	return query
}

// buildSearch builds the page of a search, but for its Base.
func buildSearch(w page.Words, cat *occupation.Catalog, p *person, query string) page.Careers {
	careers := page.Careers{Query: query, FitKnown: p != nil}
	hits := cat.Search(query, listedHits)
	if len(hits) == 0 {
		careers.None = true
		careers.Heading = w.T("careers.none.title", "Query", query)
		careers.Groups = buildGroups(w, cat)
		return careers
	}
	careers.Heading = w.N("careers.found", len(hits))
	if len(hits) == listedHits {
		careers.Heading = w.N("careers.found.first", len(hits), "Query", query)
	}
	for _, hit := range hits {
		line := careerLine(w, cat, hit.Occupation, p)
		if hit.Title != hit.Occupation.Title {
			line.Also = hit.Title
		}
		careers.Careers = append(careers.Careers, line)
	}
	return careers
}

// buildGroup builds the page of a family of careers, but for its Base: by fit
// where it is known, else by title.
func buildGroup(w page.Words, cat *occupation.Catalog, p *person, group string) page.Careers {
	careers := page.Careers{
		Heading:  familyName(w, group),
		Note:     w.T("careers.family.by_title"),
		Family:   true,
		FitKnown: p != nil,
	}
	for _, o := range cat.All() {
		if o.Group == group {
			careers.Careers = append(careers.Careers, careerLine(w, cat, o, p))
		}
	}
	slices.SortFunc(careers.Careers, func(a, b page.CareerLine) int { return cmp.Compare(a.Title, b.Title) })
	if p != nil {
		careers.Note = w.T("careers.family.by_fit")
		slices.SortStableFunc(careers.Careers, func(a, b page.CareerLine) int {
			return cmp.Compare(scoreOf(b), scoreOf(a))
		})
	}
	return careers
}

func scoreOf(l page.CareerLine) int {
	if l.Fit == nil {
		return 0
	}
	return l.Fit.Score
}

// buildGroups lists the families to look through, by name.
func buildGroups(w page.Words, cat *occupation.Catalog) []page.Group {
	counts := map[string]int{}
	for _, o := range cat.All() {
		counts[o.Group]++
	}
	var groups []page.Group
	for _, g := range cat.Groups() {
		groups = append(groups, page.Group{Name: familyName(w, g), URL: familyURL(g), Count: counts[g]})
	}
	slices.SortFunc(groups, func(a, b page.Group) int { return cmp.Compare(a.Name, b.Name) })
	return groups
}
