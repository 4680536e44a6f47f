package server

import (
	"context"

	"github.com/danielgtaylor/huma/v2"

	"workfit/quiz"
	"workfit/scoring"
)

// huma passes over embedded structs that are not exported, so the fields of paths
// are repeated.
type sessionPath struct {
	ID string `path:"id" doc:"Id of the session" example:"6f3f9a1e-3a52-4c1e-9c55-0b8a2f0f4a11"`
}

type itemPath struct {
	ID   string `path:"id" doc:"Id of the session" example:"6f3f9a1e-3a52-4c1e-9c55-0b8a2f0f4a11"`
	Item string `path:"item" doc:"Id of the item" example:"r1"`
}

type sessionReply struct{ Body apiSession }

type progressReply struct{ Body apiProgress }

type startRequest struct{ Body apiNewSession }

type startReply struct {
	Location string `header:"Location" doc:"Path of the session"`
	Body     apiStartedSession
}

func (s *Server) apiStart(ctx context.Context, in *startRequest) (*startReply, error) {
	session, code, err := s.start(ctx, in.Body.Instrument, in.Body.Form, in.Body.Lang)
	if err != nil {
		return nil, err
	}
	progress, err := s.progress(session)
	if err != nil {
		return nil, err
	}
	return &startReply{
		Location: "/api/v1/sessions/" + session.ID.String(),
		Body: apiStartedSession{
			ID: session.ID.String(), ResumeCode: code.String(), Form: session.Form.Form,
			ItemsTotal: progress.ItemsTotal, NextItem: progress.NextItem,
		},
	}, nil
}

type resumeRequest struct{ Body apiResumeCode }

func (s *Server) apiResume(ctx context.Context, in *resumeRequest) (*sessionReply, error) {
	session, err := s.resume(ctx, in.Body.Code)
	return s.sessionReply(session, err)
}

func (s *Server) apiSession(ctx context.Context, in *sessionPath) (*sessionReply, error) {
	session, err := s.session(ctx, in.ID)
	return s.sessionReply(session, err)
}

type answerRequest struct {
	ID   string `path:"id" doc:"Id of the session" example:"6f3f9a1e-3a52-4c1e-9c55-0b8a2f0f4a11"`
	Item string `path:"item" doc:"Id of the item" example:"r1"`
	Body apiAnswer
}

func (s *Server) apiAnswer(ctx context.Context, in *answerRequest) (*progressReply, error) {
	session, err := s.answer(ctx, in.ID, in.Item, int(in.Body.Value), fromAPI)
	return s.progressReply(session, err)
}

func (s *Server) apiSkip(ctx context.Context, in *itemPath) (*progressReply, error) {
	session, err := s.answer(ctx, in.ID, in.Item, quiz.Skipped, fromAPI)
	return s.progressReply(session, err)
}

func (s *Server) apiFinish(ctx context.Context, in *sessionPath) (*sessionReply, error) {
	session, err := s.finish(ctx, in.ID)
	return s.sessionReply(session, err)
}

func (s *Server) apiReopen(ctx context.Context, in *sessionPath) (*sessionReply, error) {
	session, err := s.reopen(ctx, in.ID)
	return s.sessionReply(session, err)
}

type weightsRequest struct {
	ID   string `path:"id" doc:"Id of the session" example:"6f3f9a1e-3a52-4c1e-9c55-0b8a2f0f4a11"`
	Body apiChosenWeights
}

func (s *Server) apiWeigh(ctx context.Context, in *weightsRequest) (*sessionReply, error) {
	emphasis := map[string]float64{}
	for domain, factor := range map[scoring.Domain]*float64{
		scoring.Themes: in.Body.Interests, scoring.Subjects: in.Body.Subjects, scoring.Styles: in.Body.WorkStyles,
		scoring.Skills: in.Body.Skills, scoring.Values: in.Body.WorkValues,
	} {
		if factor != nil {
			emphasis[string(domain)] = *factor
		}
	}
	session, err := s.weigh(ctx, in.ID, emphasis)
	return s.sessionReply(session, err)
}

func asWeights(session *quiz.Session) apiWeights {
	e := session.Emphasis
	return apiWeights{
		Interests: factorOf(e, scoring.Themes), Subjects: factorOf(e, scoring.Subjects), WorkStyles: factorOf(e, scoring.Styles),
		Skills: factorOf(e, scoring.Skills), WorkValues: factorOf(e, scoring.Values),
	}
}

type deeperRequest struct {
	ID   string `path:"id" doc:"Id of the session" example:"6f3f9a1e-3a52-4c1e-9c55-0b8a2f0f4a11"`
	Body apiDeeper
}

func (s *Server) apiDeepen(ctx context.Context, in *deeperRequest) (*sessionReply, error) {
	session, err := s.deepen(ctx, in.ID, in.Body.Form)
	return s.sessionReply(session, err)
}

func (s *Server) apiDelete(ctx context.Context, in *sessionPath) (*struct{}, error) {
	return nil, s.remove(ctx, in.ID)
}

func (s *Server) sessionReply(session *quiz.Session, err error) (*sessionReply, error) {
	if err != nil {
		return nil, err
	}
	_, form, err := s.form(session)
	if err != nil {
		return nil, err
	}
	body := apiSession{
		ID:         session.ID.String(),
		Instrument: session.Form.Instrument,
		Form:       session.Form.Form,
		Lang:       session.Lang,
		State:      "open",
		Answers:    session.Given(),
		Skipped:    []string{},
		Answered:   session.Answered(),
		ItemsTotal: len(form.Items),
		NextItem:   s.nextItem(session, form),
		Weights:    asWeights(session),
		Created:    session.Created.UTC(),
		Expires:    session.Expires.UTC(),
		Versions:   apiVersions(session.Versions),
	}
	for _, item := range form.Items {
		if value, seen := session.Answers[item]; seen && value == quiz.Skipped {
			body.Skipped = append(body.Skipped, item)
		}
	}
	if session.IsFinished() {
		finished := session.Finished.UTC()
		body.State, body.Finished = "finished", &finished
	}
	return &sessionReply{body}, nil
}

func (s *Server) progressReply(session *quiz.Session, err error) (*progressReply, error) {
	if err != nil {
		return nil, err
	}
	progress, err := s.progress(session)
	return &progressReply{progress}, err
}

func (s *Server) progress(session *quiz.Session) (apiProgress, error) {
	_, form, err := s.form(session)
	if err != nil {
		return apiProgress{}, err
	}
	return apiProgress{
		Answered:   session.Answered(),
		ItemsTotal: len(form.Items),
		NextItem:   s.nextItem(session, form),
	}, nil
}

// nextItem is nil when every item of the form has been answered or skipped.
func (s *Server) nextItem(session *quiz.Session, form *quiz.Form) *string {
	item := session.Next(form)
	if item == "" {
		return nil
	}
	return &item
}

// boundAnswers writes into the contract how high answers go on the instruments
// of this service. An item with a shorter scale refuses by itself what is above.
func (s *Server) boundAnswers(registry huma.Registry) {
	most := 0
	for _, in := range s.instruments.All() {
		for _, scale := range in.Scales {
			most = max(most, scale.Points)
		}
	}
	value := registry.Map()["Answer"].Properties["value"]
	bound := float64(most)
	value.Maximum = &bound
	value.PrecomputeMessages()
}
