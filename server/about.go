package server

import (
	"net/http"
	"strings"
	"time"

	"github.com/gin-gonic/gin"

	"workfit/quiz"
	"workfit/scoring"
	"workfit/scoring/occupation"
	"workfit/server/page"
)

func (s *Server) showAbout(c *gin.Context) error {
	about := buildAbout(s.words.in(c), s.occupations, s.instruments, s.models, s.version)
	about.Base = s.base(c, "about.title")
	about.Description = about.Words.T("about.description")
	return s.render(c, http.StatusOK, page.AboutPage(about))
}

// buildAbout builds the page on how the score works, but for its Base.
func buildAbout(w page.Words, cat *occupation.Catalog, instruments *quiz.Catalog, models map[string]*scoring.Model, version string) page.About {
	about := page.About{Careers: w.Number(len(cat.All()))}
	for _, in := range instruments.All() {
		name := in.ID
		if text, ok := in.Text(w.Lang()); ok {
			name = text.Name
		}
		about.Things = max(about.Things, len(models[in.ID].Constructs()))
		about.Norms = append(about.Norms, w.T("about.norms.instrument", "Name", name, "Source", in.Norm.Source))
		about.Questions = append(about.Questions, w.T("about.questions.line",
			"Name", name, "Version", in.Version, "Source", in.Source, "Licence", in.Licence))
	}
	weights := scoring.DefaultWeights()
	about.Weights = w.T("about.steps.weights",
		"Interests", w.Number(weights[scoring.Themes]), "Subjects", w.Number(weights[scoring.Subjects]),
		"WorkStyles", w.Number(weights[scoring.Styles]), "Skills", w.Number(weights[scoring.Skills]),
		"WorkValues", w.Number(weights[scoring.Values]))
	for _, s := range cat.Sources() {
		when := dateWords(w, s.Date)
		if when == "" {
			when = w.T("about.sources.undated")
		}
		// "CC BY 4.0, https://…": a name, with an address where there is one.
		licence, url, _ := strings.Cut(s.Licence, ", ")
		about.Sources = append(about.Sources, page.SourceRow{
			Name: s.Name, Publisher: s.Publisher, Date: when, Licence: licence, LicenceURL: url, Credit: s.Attribution,
		})
	}
	about.Versions = []page.Fact{
		{Term: w.T("about.versions.program"), Text: version},
		{Term: w.T("about.versions.engine"), Text: scoring.EngineVersion},
		{Term: w.T("about.versions.data"), Text: cat.Version()},
	}
	return about
}

func (s *Server) showPrivacy(c *gin.Context) error {
	privacy := page.Privacy{Days: int(s.life / (24 * time.Hour))}
	privacy.Base = s.base(c, "privacy.title")
	privacy.Description = privacy.Words.T("privacy.lead")
	return s.render(c, http.StatusOK, page.PrivacyPage(privacy))
}
