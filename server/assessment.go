package server

import (
	"context"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"

	"workfit/quiz"
	"workfit/scoring"
	"workfit/scoring/occupation"
)

// An assessment is what pages and API both do with sessions: one set of rules,
// whichever way a person comes in.
type assessment struct {
	store       quiz.Store
	instruments *quiz.Catalog
	occupations *occupation.Catalog
	field       *scoring.Field
	models      map[string]*scoring.Model // by instrument id, with the usual weights
	weighed     modelCache                // with other weights
	now         func() time.Time
	life        time.Duration // of a session since its last change
}

// Errors of the assessment beside those of quiz.
var (
	errNotFinished = errors.New("the session is not finished")
	errNoForm      = errors.New("no such instrument, form or language")
	errNoCareer    = errors.New("no such occupation")
	errStore       = errors.New("the store does not answer")
)

// stored marks the errors of a store that are not about the session: then it is
// the store that failed, and trying again is the thing to do.
func stored(err error) error {
	for _, meaning := range []error{
		nil, quiz.ErrNotFound, quiz.ErrFinished, quiz.ErrTaken, quiz.ErrNotInForm, quiz.ErrNothingAnswered,
		errNoForm, errWeights, errNothingDeeper,
	} {
		if errors.Is(err, meaning) {
			return err
		}
	}
	return fmt.Errorf("%w: %w", errStore, err)
}

func newAssessment(o Options) (*assessment, error) {
	field, err := o.Occupations.Field()
	if err != nil {
		return nil, err
	}
	a := &assessment{
		store:       o.Store,
		instruments: o.Instruments,
		occupations: o.Occupations,
		field:       field,
		models:      map[string]*scoring.Model{},
		now:         o.Now,
		life:        o.SessionLife,
	}
	for _, in := range o.Instruments.All() {
		if a.models[in.ID], err = scoring.NewModel(in, field, scoring.DefaultWeights()); err != nil {
			return nil, fmt.Errorf("instrument %s: %w", in.ID, err)
		}
	}
	return a, nil
}

// versions are those that a session started now is taken with, but for the
// instrument's.
func (a *assessment) versions() quiz.Versions {
	return quiz.Versions{Data: a.occupations.Version(), Engine: scoring.EngineVersion}
}

// start begins and keeps a session.
func (a *assessment) start(ctx context.Context, instrument, form, lang string) (*quiz.Session, quiz.Code, error) {
	in, _, ok := a.instruments.Form(quiz.FormRef{Instrument: instrument, Form: form})
	if !ok {
		return nil, "", errNoForm
	}
	if _, ok := in.Text(lang); !ok {
		return nil, "", errNoForm
	}
	now := a.now()
	s, code, err := quiz.Start(in, form, lang, a.versions(), now, now.Add(a.life))
	if err != nil {
		return nil, "", err
	}
	return s, code, stored(a.store.Create(ctx, s))
}

// session finds a session by its id as it stands in a URL. What is no id finds
// nothing.
func (a *assessment) session(ctx context.Context, id string) (*quiz.Session, error) {
	uid, err := parseID(id)
	if err != nil {
		return nil, err
	}
	s, err := a.store.Session(ctx, uid)
	return s, stored(err)
}

// resume finds a session by its resume code as a person typed it.
func (a *assessment) resume(ctx context.Context, typed string) (*quiz.Session, error) {
	code, ok := quiz.ParseCode(typed)
	if !ok {
		return nil, quiz.ErrNotFound
	}
	s, err := a.store.SessionByCode(ctx, code.Hash())
	return s, stored(err)
}

// renewCode replaces the session's resume code. The older one finds nothing from
// then on.
func (a *assessment) renewCode(ctx context.Context, id string) (quiz.Code, error) {
	uid, err := parseID(id)
	if err != nil {
		return "", err
	}
	code := quiz.NewCode()
	_, err = a.store.Update(ctx, uid, func(s *quiz.Session) error {
		s.Code = code.Hash()
		return nil
	})
	return code, stored(err)
}

// answer keeps one answer and returns the session as it then stands. A value of
// quiz.Skipped passes the item over. Only what comes from a page, which asks one
// question at a time, says by its pace how long the person took.
func (a *assessment) answer(ctx context.Context, id, item string, value int, from origin) (*quiz.Session, error) {
	uid, err := parseID(id)
	if err != nil {
		return nil, err
	}
	// The session's form is known only to the store, so the forms for which the
	// answer is right go with it and the store refuses the others.
	var forms []quiz.FormRef
	var refused error
	for _, in := range a.instruments.All() {
		if _, known := in.Item(item); !known {
			continue
		}
		if value != quiz.Skipped {
			if err := in.CheckAnswer(item, value); err != nil {
				refused = err
				continue
			}
		}
		forms = append(forms, in.FormsWith(item)...)
	}
	if len(forms) == 0 {
		// Whether the session exists comes first: a wrong id is a wrong id
		// whatever was sent to it.
		if _, err := a.store.Session(ctx, uid); err != nil {
			return nil, stored(err)
		}
		if refused != nil {
			return nil, refused
		}
		return nil, &quiz.AnswerError{Item: item, Unknown: true}
	}
	s, err := a.store.SaveAnswers(ctx, uid, quiz.Save{
		Answers: map[string]int{item: value},
		Forms:   forms,
		Expires: a.now().Add(a.life),
		Paced:   from == fromPage && value != quiz.Skipped,
	})
	return s, stored(err)
}

// An origin is where an answer comes from.
type origin int

const (
	fromPage origin = iota
	fromAPI
)

// finish ends a session; finishing it again changes nothing.
func (a *assessment) finish(ctx context.Context, id string) (*quiz.Session, error) {
	return a.update(ctx, id, func(s *quiz.Session) error { return s.Finish(a.now()) })
}

// reopen lets a finished session take answers again.
func (a *assessment) reopen(ctx context.Context, id string) (*quiz.Session, error) {
	return a.update(ctx, id, func(s *quiz.Session) error { s.Reopen(); return nil })
}

func (a *assessment) update(ctx context.Context, id string, change func(*quiz.Session) error) (*quiz.Session, error) {
	uid, err := parseID(id)
	if err != nil {
		return nil, err
	}
	s, err := a.store.Update(ctx, uid, func(s *quiz.Session) error {
		s.Expires = a.now().Add(a.life)
		return change(s)
	})
	return s, stored(err)
}

// remove deletes a session with everything in it.
func (a *assessment) remove(ctx context.Context, id string) error {
	uid, err := parseID(id)
	if err != nil {
		return err
	}
	return stored(a.store.Delete(ctx, uid))
}

// form returns the instrument and form of a session. They may be gone when an
// operator took an instrument out of service.
func (a *assessment) form(s *quiz.Session) (*quiz.Instrument, *quiz.Form, error) {
	in, f, ok := a.instruments.Form(s.Form)
	if !ok {
		return nil, nil, errNoForm
	}
	return in, f, nil
}

// result scores a finished session, or says errNotFinished.
func (a *assessment) result(s *quiz.Session) (*scoring.Result, error) {
	if !s.IsFinished() {
		return nil, errNotFinished
	}
	return a.score(s)
}

// score scores a session as it stands, with the weights that the person chose.
func (a *assessment) score(s *quiz.Session) (*scoring.Result, error) {
	model, err := a.model(s)
	if err != nil {
		return nil, err
	}
	_, form, err := a.form(s)
	if err != nil {
		return nil, err
	}
	return model.ScoreSheet(scoring.Sheet{Answers: s.Given(), Order: form.Items, Hasty: s.Hasty})
}

func parseID(id string) (uuid.UUID, error) {
	// The plain form only: uuid.Parse also takes braces and urn: prefixes, which
	// would give one session several addresses.
	if len(id) != 36 {
		return uuid.UUID{}, quiz.ErrNotFound
	}
	uid, err := uuid.Parse(id)
	if err != nil {
		return uuid.UUID{}, quiz.ErrNotFound
	}
	return uid, nil
}
