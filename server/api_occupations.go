package server

import (
	"context"

	"workfit/quiz"
	"workfit/scoring/occupation"
)

type instrumentsReply struct{ Body apiInstruments }

func (s *Server) apiInstruments(context.Context, *struct{}) (*instrumentsReply, error) {
	body := apiInstruments{Instruments: []apiInstrumentSummary{}}
	for _, in := range s.instruments.All() {
		body.Instruments = append(body.Instruments, asInstrumentSummary(in))
	}
	return &instrumentsReply{body}, nil
}

type instrumentRequest struct {
	ID   string `path:"id" doc:"Id of the instrument" example:"fit"`
	Lang string `query:"lang" default:"en" maxLength:"35" doc:"Language of the wording (BCP 47), one that the instrument has"`
}

type instrumentReply struct{ Body apiInstrument }

func (s *Server) apiInstrument(_ context.Context, in *instrumentRequest) (*instrumentReply, error) {
	instrument, ok := s.instruments.Find(in.ID)
	if !ok {
		return nil, errNoForm
	}
	text, ok := instrument.Text(in.Lang)
	if !ok {
		return nil, errNoForm
	}
	summary := asInstrumentSummary(instrument)
	body := apiInstrument{
		ID: summary.ID, Version: summary.Version, Languages: summary.Languages,
		Forms: summary.Forms, Source: summary.Source, Licence: summary.Licence,
		Lang:     text.Language,
		Name:     text.Name,
		Summary:  text.Summary,
		Scales:   make([]apiScale, len(instrument.Scales)),
		Sections: make([]apiSection, len(instrument.Sections)),
		Items:    make([]apiItem, len(instrument.Items)),
		Norm:     apiNorm{instrument.Norm.Source, instrument.Norm.People},
	}
	for i, scale := range instrument.Scales {
		body.Scales[i].ID = scale.ID
		for value := 1; value <= scale.Points; value++ {
			body.Scales[i].Answers = append(body.Scales[i].Answers, apiLabel{value, text.Label(scale.ID, value)})
		}
	}
	for i, section := range instrument.Sections {
		words := text.Sections[section.ID]
		body.Sections[i] = apiSection{section.ID, section.Scale, words.Title, words.Intro, words.Question}
	}
	for i, item := range instrument.Items {
		body.Items[i] = apiItem{item.ID, item.Section, text.Items[item.ID]}
	}
	return &instrumentReply{body}, nil
}

func asInstrumentSummary(in *quiz.Instrument) apiInstrumentSummary {
	summary := apiInstrumentSummary{
		ID: in.ID, Version: in.Version, Languages: in.Languages(),
		Forms: make([]apiForm, len(in.Forms)), Source: in.Source, Licence: in.Licence,
	}
	for i, form := range in.Forms {
		summary.Forms[i] = apiForm{form.ID, form.Items}
	}
	return summary
}

type occupationsRequest struct {
	Query  string `query:"q" maxLength:"100" doc:"Words of a title, or of another name of the work, in English; empty for all occupations" example:"nurse"`
	Limit  int    `query:"limit" minimum:"1" maximum:"1000" default:"20" doc:"The most occupations to return"`
	Offset int    `query:"offset" minimum:"0" maximum:"100000" default:"0" doc:"How many to leave out at the front"`
}

type occupationsReply struct{ Body apiOccupationList }

func (s *Server) apiOccupations(_ context.Context, in *occupationsRequest) (*occupationsReply, error) {
	var found []apiOccupationSummary
	if in.Query == "" {
		for _, o := range s.occupations.All() {
			found = append(found, asOccupationSummary(o))
		}
	} else {
		for _, hit := range s.occupations.Search(in.Query, len(s.occupations.All())) {
			summary := asOccupationSummary(hit.Occupation)
			summary.Matched = hit.Title
			found = append(found, summary)
		}
	}
	from := min(in.Offset, len(found))
	to := min(from+in.Limit, len(found))
	return &occupationsReply{apiOccupationList{
		Total:       len(found),
		Occupations: append([]apiOccupationSummary{}, found[from:to]...),
	}}, nil
}

func asOccupationSummary(o *occupation.Occupation) apiOccupationSummary {
	return apiOccupationSummary{OnetSOC: o.Code, Title: o.Title, Group: o.Group, JobZone: o.JobZone}
}

type occupationRequest struct {
	OnetSOC string `path:"onet_soc" doc:"O*NET-SOC code" example:"15-1252.00"`
}

type occupationReply struct{ Body apiOccupation }

func (s *Server) apiOccupation(_ context.Context, in *occupationRequest) (*occupationReply, error) {
	o, ok := s.occupations.Find(in.OnetSOC)
	if !ok {
		return nil, errNoCareer
	}
	body := apiOccupation{
		OnetSOC: o.Code, Title: o.Title,
		Titles:   []apiTitle{},
		Group:    apiGroup{o.Group, s.apiGroupName(o.Group)},
		Profiled: o.Profiled,
		Wage:     s.asWage(o.Wage), Outlook: asOutlook(o.Outlook),
		Education: asEducation(o.Education), Attainment: asAttainment(o.Attainment),
		Related:    []apiRelated{},
		Technology: []apiTechnology{},
		Ratings:    s.asRatings(o),
		Sources:    []apiSource{},
		Version:    s.occupations.Version(),
	}
	for _, t := range o.AlternateTitles {
		body.Titles = append(body.Titles, apiTitle(t))
	}
	if o.JobZone > 0 {
		body.JobZone = &apiJobZone{o.JobZone, o.JobZoneDate}
	}
	for _, r := range o.Related {
		body.Related = append(body.Related, apiRelated{r.Code, s.apiTitleOf(r.Code), r.Tier.String()})
	}
	for _, t := range o.Technology {
		body.Technology = append(body.Technology, apiTechnology(t))
	}
	for _, source := range s.occupations.Sources() {
		tables := []string{}
		for _, t := range source.Tables {
			tables = append(tables, string(t))
		}
		body.Sources = append(body.Sources, apiSource{
			source.ID, source.Name, source.Publisher, source.Release, source.Date, source.Licence, source.Attribution, tables,
		})
	}
	return &occupationReply{body}, nil
}

func (s *Server) asRatings(o *occupation.Occupation) []apiDomainRatings {
	rated := []apiDomainRatings{}
	for _, d := range occupation.Domains {
		if !o.Has(d) {
			continue
		}
		domain := apiDomainRatings{Domain: d.String(), Ratings: []apiRating{}}
		for _, e := range o.HighPoints(d) {
			domain.HighPoints = append(domain.HighPoints, e.ID)
		}
		for _, e := range s.occupations.Elements(d) {
			for _, scale := range e.Scales {
				value, ok := o.Rating(e.ID, scale)
				if !ok {
					continue
				}
				mark := o.Mark(e.ID, scale)
				domain.Ratings = append(domain.Ratings, apiRating{
					ElementID: e.ID, Name: e.Name, Scale: scale, Value: value,
					Unreliable:  mark&occupation.Suppress != 0,
					NotRelevant: mark&occupation.NotRelevant != 0,
				})
			}
		}
		rated = append(rated, domain)
	}
	return rated
}

// The functions from here on put the catalogue's types as the API shows them.

func asFigure(f occupation.Figure) apiFigure {
	value, ok := f.AtLeast()
	switch {
	case !ok:
		return apiFigure{State: "not_available"}
	case f.TopCoded():
		return apiFigure{"at_least", &value}
	}
	return apiFigure{"value", &value}
}

func asPay(p occupation.Pay) apiPay {
	return apiPay{asFigure(p.Mean), asFigure(p.P10), asFigure(p.P25), asFigure(p.Median), asFigure(p.P75), asFigure(p.P90)}
}

func (s *Server) asWage(w *occupation.Wage) *apiWage {
	if w == nil {
		return nil
	}
	wage := &apiWage{
		Code: w.Code, Title: w.Title,
		Employment: asFigure(w.Employment), Annual: asPay(w.Annual), Hourly: asPay(w.Hourly),
	}
	if sources := s.occupations.SourcesOf(occupation.TableWages); len(sources) > 0 {
		wage.Date = sources[0].Date
	}
	return wage
}

func asOutlook(o *occupation.Outlook) *apiOutlook {
	if o == nil {
		return nil
	}
	return &apiOutlook{
		Code: o.Code, Title: o.Title, From: o.From, To: o.To,
		Employment:       asFigure(o.Employment),
		EmploymentTo:     asFigure(o.EmploymentTo),
		Change:           asFigure(o.Change),
		ChangePercent:    asFigure(o.ChangePercent),
		Openings:         asFigure(o.Openings),
		SelfEmployed:     asFigure(o.SelfEmployed),
		ExitRate:         asFigure(o.ExitRate),
		TransferRate:     asFigure(o.TransferRate),
		SeparationRate:   asFigure(o.SeparationRate),
		MedianWage:       asFigure(o.MedianWage),
		EntryEducation:   o.EntryEducation,
		EntryExperience:  o.EntryExperience,
		OnTheJobTraining: o.OnTheJobTraining,
	}
}

func asEducation(e *occupation.Education) *apiEducation {
	if e == nil {
		return nil
	}
	shares := func(from []occupation.Share) []apiShare {
		to := make([]apiShare, len(from))
		for i, s := range from {
			to[i] = apiShare{i + 1, s.Percent, s.Suppress}
		}
		return to
	}
	return &apiEducation{shares(e.Level), shares(e.Experience), shares(e.Plant), shares(e.OnTheJob)}
}

func asAttainment(a *occupation.Attainment) *apiAttainment {
	if a == nil {
		return nil
	}
	return &apiAttainment{
		Code: a.Code, Title: a.Title,
		LessThanHighSchool: a.Shares[occupation.LessThanHighSchool],
		HighSchool:         a.Shares[occupation.HighSchool],
		SomeCollege:        a.Shares[occupation.SomeCollege],
		Associate:          a.Shares[occupation.AssociateDegree],
		Bachelor:           a.Shares[occupation.BachelorDegree],
		Master:             a.Shares[occupation.MasterDegree],
		Doctoral:           a.Shares[occupation.DoctoralDegree],
	}
}
