package server

import (
	"context"
	"errors"
	"fmt"
	"maps"
	"net/http"
	"slices"
	"strings"
	"sync"

	"github.com/gin-gonic/gin"

	"workfit/quiz"
	"workfit/scoring"
	"workfit/server/page"
)

// A weighChoice is how much a domain is to count, as a factor of its usual weight.
type weighChoice struct {
	name   string // in forms, and in the keys of words
	factor float64
}

// There are few choices, so that a person can see what each does, and so that
// there are not too many models.
var weighChoices = []weighChoice{{"none", 0}, {"less", 0.5}, {"usual", 1}, {"more", 2}}

// errWeights: the weights are not of the choices there are, or leave nothing to
// go by.
var errWeights = errors.New("no such weights")

// weigh keeps how much each domain is to count. Those left out count as usual.
func (a *assessment) weigh(ctx context.Context, id string, emphasis map[string]float64) (*quiz.Session, error) {
	for domain, factor := range emphasis {
		if !slices.Contains(scoring.Domains, scoring.Domain(domain)) || choiceOf(factor) == "" {
			return nil, errWeights
		}
	}
	return a.update(ctx, id, func(s *quiz.Session) error {
		in, form, err := a.form(s)
		if err != nil {
			return err
		}
		if !slices.ContainsFunc(askedDomains(in, form.Items), func(d scoring.Domain) bool { return factorOf(emphasis, d) > 0 }) {
			return errWeights
		}
		s.Emphasis = maps.Clone(emphasis)
		maps.DeleteFunc(s.Emphasis, func(_ string, factor float64) bool { return factor == 1 })
		return nil
	})
}

func choiceOf(factor float64) string {
	for _, choice := range weighChoices {
		if choice.factor == factor {
			return choice.name
		}
	}
	return ""
}

func factorOf(emphasis map[string]float64, d scoring.Domain) float64 {
	if factor, chosen := emphasis[string(d)]; chosen {
		return factor
	}
	return 1
}

// askedDomains lists the domains that items ask about.
func askedDomains(in *quiz.Instrument, items []string) []scoring.Domain {
	asked := map[scoring.Domain]bool{}
	for _, id := range items {
		item, ok := in.Item(id)
		if !ok {
			continue
		}
		for _, key := range item.Keys {
			if d, ok := scoring.DomainOf(key.Element); ok {
				asked[d] = true
			}
		}
	}
	return slices.DeleteFunc(slices.Clone(scoring.Domains), func(d scoring.Domain) bool { return !asked[d] })
}

// asUsual reports whether an emphasis changes nothing: FIT goes by how the
// weights compare. One that leaves nothing to go by, which only a change of the
// instrument can bring about, is passed over.
func asUsual(emphasis map[string]float64, domains []scoring.Domain) bool {
	if len(emphasis) == 0 || len(domains) == 0 {
		return true
	}
	first := factorOf(emphasis, domains[0])
	return !slices.ContainsFunc(domains, func(d scoring.Domain) bool { return factorOf(emphasis, d) != first })
}

// model returns the model with the weights of a session.
func (a *assessment) model(s *quiz.Session) (*scoring.Model, error) {
	in, ok := a.instruments.Find(s.Form.Instrument)
	usual := a.models[s.Form.Instrument]
	if !ok || usual == nil {
		return nil, errNoForm
	}
	var measured []scoring.Domain
	for _, c := range usual.Constructs() {
		if !slices.Contains(measured, c.Domain) {
			measured = append(measured, c.Domain)
		}
	}
	if asUsual(s.Emphasis, measured) {
		return usual, nil
	}
	key, weights := in.ID, scoring.DefaultWeights()
	for _, d := range scoring.Domains {
		factor := factorOf(s.Emphasis, d)
		key += fmt.Sprintf("/%v", factor)
		weights[d] = min(weights[d]*factor, scoring.MaxWeight)
	}
	return a.weighed.get(key, func() (*scoring.Model, error) { return scoring.NewModel(in, a.field, weights) })
}

// maxModels bounds the models with weights that people chose. One takes 14 ms to
// make and some 2 MB, and more with what it learns of patterns of answers.
const maxModels = 16

// A modelCache keeps the models used last. A model that several ask for at once
// is made once.
type modelCache struct {
	mu     sync.Mutex
	models map[string]*keptModel // by instrument and factors
	uses   uint64
}

type keptModel struct {
	get  func() (*scoring.Model, error)
	used uint64 // when last, counted in uses
}

func (c *modelCache) get(key string, newModel func() (*scoring.Model, error)) (*scoring.Model, error) {
	return c.kept(key, newModel)()
}

func (c *modelCache) kept(key string, newModel func() (*scoring.Model, error)) func() (*scoring.Model, error) {
	c.mu.Lock()
	defer c.mu.Unlock()
	kept := c.models[key]
	if kept == nil {
		if len(c.models) >= maxModels {
			var oldest string
			least := c.uses + 1
			for key, kept := range c.models {
				if kept.used < least {
					oldest, least = key, kept.used
				}
			}
			delete(c.models, oldest)
		}
		kept = &keptModel{get: sync.OnceValues(newModel)}
		if c.models == nil {
			c.models = map[string]*keptModel{}
		}
		c.models[key] = kept
	}
	c.uses++
	kept.used = c.uses
	return kept.get
}

// weighField begins the names of the form's fields; the domain follows.
const weighField = "weight-"

func weighFields() []string {
	var fields []string
	for _, d := range scoring.Domains {
		fields = append(fields, weighField+string(d))
	}
	return fields
}

// weighSession keeps what is to count for a person and shows the results anew.
// The button that takes it back sends "usual".
func (s *Server) weighSession(c *gin.Context) error {
	sent, err := readForm(c)
	if err != nil {
		return err
	}
	emphasis := map[string]float64{}
	for field := range sent {
		domain, ours := strings.CutPrefix(field, weighField)
		if !ours || sent.Get("usual") != "" {
			continue
		}
		at := slices.IndexFunc(weighChoices, func(choice weighChoice) bool { return choice.name == sent.Get(field) })
		if at < 0 {
			return errWeights
		}
		emphasis[domain] = weighChoices[at].factor
	}
	session, err := s.weigh(c.Request.Context(), c.Param("session"), emphasis)
	if errors.Is(err, errWeights) {
		return s.resultsPage(c, http.StatusUnprocessableEntity, emphasis)
	}
	if err != nil {
		return err
	}
	s.remember(c, session)
	return seeOther(c, sessionLink(session).URL("/results"))
}

// buildWeigh builds the form in which a person says what is to count. refused is
// what they chose if it was not taken.
func buildWeigh(w page.Words, p *person, form *quiz.Form, refused map[string]float64) page.Weigh {
	chosen := p.session.Emphasis
	if refused != nil {
		chosen = refused
	}
	shown := page.Weigh{Changed: len(p.session.Emphasis) > 0}
	if refused != nil {
		shown.Problem = w.T("weigh.wrong")
	}
	for _, d := range askedDomains(p.instrument, form.Items) {
		part := page.WeighPart{Field: weighField + string(d), Name: w.T("career.fit.parts." + string(d))}
		for _, choice := range weighChoices {
			part.Choices = append(part.Choices, page.WeighChoice{
				Value: choice.name, Label: w.T("weigh.choice." + choice.name), Chosen: factorOf(chosen, d) == choice.factor,
			})
		}
		shown.Parts = append(shown.Parts, part)
	}
	return shown
}

// weighedWords says what counts for a person other than usual; empty if nothing.
func weighedWords(w page.Words, p *person) string {
	form, ok := p.instrument.Form(p.session.Form.Form)
	if !ok {
		return ""
	}
	domains := askedDomains(p.instrument, form.Items)
	if asUsual(p.session.Emphasis, domains) {
		return ""
	}
	sentences := []string{w.T("weigh.changed")}
	for _, choice := range slices.Backward(weighChoices) {
		var parts []string
		for _, d := range domains {
			if choice.factor != 1 && factorOf(p.session.Emphasis, d) == choice.factor {
				parts = append(parts, w.T("domain."+string(d)))
			}
		}
		if len(parts) > 0 {
			sentences = append(sentences, w.T("weigh.changed."+choice.name, "Parts", strings.Join(parts, ", ")))
		}
	}
	return strings.Join(sentences, " ")
}
