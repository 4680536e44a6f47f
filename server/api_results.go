package server

import (
	"context"

	"workfit/quiz"
	"workfit/scoring"
	"workfit/server/page"
)

// What is shown of long lists.
const (
	familyBest       = 5
	matchReasons     = 3 // for, and as many against
	explainedWhatIfs = 5
)

type resultsRequest struct {
	ID     string `path:"id" doc:"Id of the session" example:"6f3f9a1e-3a52-4c1e-9c55-0b8a2f0f4a11"`
	Limit  int    `query:"limit" minimum:"1" maximum:"1000" default:"20" doc:"The most matches to return"`
	Offset int    `query:"offset" minimum:"0" maximum:"100000" default:"0" doc:"How many of the best matches to leave out"`
}

type resultsReply struct{ Body apiResults }

func (s *Server) apiResults(ctx context.Context, in *resultsRequest) (*resultsReply, error) {
	session, err := s.session(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	result, err := s.result(session)
	if err != nil {
		return nil, err
	}
	_, form, err := s.form(session)
	if err != nil {
		return nil, err
	}
	versions, err := s.computedWith(session)
	if err != nil {
		return nil, err
	}
	estimates, pattern := result.Estimates(), result.Pattern()
	body := apiResults{
		Scores:   make([]apiScore, len(estimates)),
		Families: s.asFamilyFits(result),
		Matches:  []apiMatch{},
		Pattern:  apiPattern{pattern.Clear(), pattern.BestLow},
		Quality:  asQuality(result.Quality),
		Weights:  asWeights(session),
		Settled:  settled(result, session, form),
		Versions: versions,
	}
	for i, e := range estimates {
		body.Scores[i] = apiScore{e.Element, s.apiElementName(e.Element), string(e.Domain), e.Value, e.SE, e.Items}
	}
	ranking, stays := result.Ranking(), result.RetakeTop(topCareers)
	from := min(in.Offset, len(ranking))
	to := min(from+in.Limit, len(ranking))
	for i, at := range ranking[from:to] {
		body.Matches = append(body.Matches, s.asMatch(result, result.Fit(at), from+i+1, stays[at]))
	}
	return &resultsReply{body}, nil
}

func (s *Server) asFamilyFits(result *scoring.Result) []apiFamilyFit {
	ranked, stays := result.Families(), result.RetakeFamilies(topFamilies)
	families := make([]apiFamilyFit, len(ranked))
	for i, f := range ranked {
		family := apiFamilyFit{Code: f.Name, Name: s.apiGroupName(f.Name), Fit: f.Score, Low: f.Low, High: f.High, StaysTop5: stays[i]}
		for _, at := range f.Members[:min(len(f.Members), familyBest)] {
			family.Best = append(family.Best, result.Fit(at).Code)
		}
		families[i] = family
	}
	return families
}

func (s *Server) asMatch(result *scoring.Result, fit scoring.Fit, rank int, stays float64) apiMatch {
	m := apiMatch{
		Rank: rank, OnetSOC: fit.Code, Title: s.apiTitleOf(fit.Code),
		Fit: fit.Score, Low: fit.Low, High: fit.High, People: fit.People, StaysTop20: stays,
		Missing: domainNames(fit.Missing), Reasons: []apiReason{},
	}
	reasons := result.Reasons(fit.Code, matchReasons)
	for _, share := range append(reasons.For, reasons.Against...) {
		m.Reasons = append(m.Reasons, apiReason{
			ElementID: share.Element, Name: s.apiElementName(share.Element), Domain: string(share.Domain),
			For: share.Value > 0, Share: share.Value, Level: share.Level, Demand: share.Demand,
		})
	}
	return m
}

type explainRequest struct {
	ID      string `path:"id" doc:"Id of the session" example:"6f3f9a1e-3a52-4c1e-9c55-0b8a2f0f4a11"`
	OnetSOC string `path:"onet_soc" doc:"O*NET-SOC code of the occupation" example:"15-1252.00"`
}

type explainReply struct{ Body apiExplanation }

func (s *Server) apiExplain(ctx context.Context, in *explainRequest) (*explainReply, error) {
	session, err := s.session(ctx, in.ID)
	if err != nil {
		return nil, err
	}
	result, err := s.result(session)
	if err != nil {
		return nil, err
	}
	versions, err := s.computedWith(session)
	if err != nil {
		return nil, err
	}
	explanation, ok := result.Explain(in.OnetSOC)
	if !ok {
		return nil, errNoCareer
	}
	fit, rank, _ := result.Find(in.OnetSOC)
	body := apiExplanation{
		OnetSOC: fit.Code, Title: s.apiTitleOf(fit.Code), Rank: rank,
		Fit: fit.Score, Low: fit.Low, High: fit.High, People: fit.People, StaysTop20: topAgain(result, fit.Code),
		Value: explanation.Fit.Value, Variance: fit.Variance,
		Base: explanation.Base, Constructs: make([]apiConstructShare, len(explanation.Constructs)),
		Expected: explanation.Expected, Answers: make([]apiAnswerShare, len(explanation.Answers)),
		Counterfactuals: []apiCounterfactual{}, Readiness: s.asReadiness(result, fit.Code),
		Missing: domainNames(fit.Missing), Versions: versions,
	}
	for i, share := range explanation.Constructs {
		body.Constructs[i] = apiConstructShare{
			ElementID: share.Element, Name: s.apiElementName(share.Element), Domain: string(share.Domain),
			Share: share.Value, Level: share.Level, Demand: share.Demand,
		}
	}
	for i, answer := range explanation.Answers {
		body.Answers[i] = apiAnswerShare{answer.Item, answer.Value}
	}
	for _, c := range result.Counterfactuals(fit.Code, explainedWhatIfs) {
		body.Counterfactuals = append(body.Counterfactuals, apiCounterfactual(c))
	}
	return &explainReply{body}, nil
}

func asQuality(q scoring.Quality) apiQuality {
	quality := apiQuality{
		Doubtful: q.Doubtful(), Signs: []string{},
		Misfit: q.Misfit, LongestRun: q.LongestRun, Contradictions: q.Contradictions, Pairs: q.Pairs,
	}
	for _, sign := range q.Signs {
		quality.Signs = append(quality.Signs, string(sign))
	}
	return quality
}

// asReadiness compares skills; nil where they can not be compared.
func (s *Server) asReadiness(result *scoring.Result, code string) *apiReadiness {
	ready, ok := result.Readiness(code)
	if !ok {
		return nil
	}
	readiness := apiReadiness{Met: ready.Met, Needs: make([]apiNeed, len(ready.Needs))}
	for i, n := range ready.Needs {
		readiness.Needs[i] = apiNeed{
			Item: n.Item, Elements: n.Elements, Importance: n.Importance,
			Person: n.Person, SE: n.SE, Required: n.Required, Shortfall: n.Shortfall, Reached: n.Reached,
		}
	}
	return &readiness
}

// computedWith names what a result computed now rests on. The session's own
// versions are those of its start, which may have been replaced since.
func (s *Server) computedWith(session *quiz.Session) (apiVersions, error) {
	in, _, err := s.form(session)
	if err != nil {
		return apiVersions{}, err
	}
	v := s.versions()
	v.Instrument = in.Version
	return apiVersions(v), nil
}

func domainNames(domains []scoring.Domain) []string {
	var names []string
	for _, d := range domains {
		names = append(names, string(d))
	}
	return names
}

func (s *Server) apiElementName(id string) string {
	e, _ := s.occupations.Element(id)
	return e.Name
}

// apiTitleOf is the title of an occupation that the catalogue itself named.
func (s *Server) apiTitleOf(code string) string {
	o, _ := s.occupations.Find(code)
	return o.Title
}

// apiGroupName is the name of a SOC major group, in English as all names in the API.
func (s *Server) apiGroupName(code string) string {
	return familyName(page.NewWords(s.words.bundle, defaultLanguage), code)
}
