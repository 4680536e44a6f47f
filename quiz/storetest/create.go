package storetest

import (
	"errors"
	"fmt"
	"sync/atomic"
	"testing"

	"github.com/google/uuid"

	"workfit/quiz"
)

func createdComesBack(t *testing.T, k *kit) {
	k.finds(k.created(nil))
	k.finds(k.created(map[string]int{"i1": 5, "I-2_b": 1, "i3": quiz.Skipped}))
}

func finishedComesBack(_ *testing.T, k *kit) {
	s := k.session()
	s.Answers["i1"] = 3
	s.Finished = k.now()
	if err := k.store.Create(k.t.Context(), s); err != nil {
		k.t.Fatal(err)
	}
	k.finds(s)
}

func createdWithEmphasis(t *testing.T, k *kit) {
	s := k.session()
	s.Emphasis = map[string]float64{"interests": 0.5, "work_values": 0, "whole": quiz.MaxEmphasis, "odd": 1.0 / 3}
	if err := k.store.Create(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	k.finds(s)
}

func takenID(t *testing.T, k *kit) {
	older := k.created(map[string]int{"i1": 2})
	newer := k.session()
	newer.ID = older.ID
	if err := k.other.Create(t.Context(), newer); !errors.Is(err, quiz.ErrTaken) {
		t.Fatalf("Create with a taken id: %v", err)
	}
	k.finds(older)
	if _, err := k.store.SessionByCode(t.Context(), newer.Code); !errors.Is(err, quiz.ErrNotFound) {
		t.Errorf("the code of the refused session finds: %v", err)
	}
	if err := k.store.Create(t.Context(), older); !errors.Is(err, quiz.ErrTaken) {
		t.Errorf("Create of the same session again: %v", err)
	}
	k.finds(older)
}

func takenCode(t *testing.T, k *kit) {
	older := k.created(map[string]int{"i1": 2})
	newer := k.session()
	newer.Code = older.Code
	if err := k.other.Create(t.Context(), newer); !errors.Is(err, quiz.ErrTaken) {
		t.Fatalf("Create with a taken code: %v", err)
	}
	k.finds(older)
	if _, err := k.store.Session(t.Context(), newer.ID); !errors.Is(err, quiz.ErrNotFound) {
		t.Errorf("the refused session is found: %v", err)
	}
}

func raceForCode(t *testing.T, k *kit) {
	code := quiz.NewCode().Hash()
	var kept atomic.Pointer[quiz.Session]
	atOnce(20, func(i int) {
		s := k.session()
		s.Code = code
		switch err := k.handle(i).Create(t.Context(), s); {
		case errors.Is(err, quiz.ErrTaken):
		case err != nil:
			t.Errorf("Create: %v", err)
		case !kept.CompareAndSwap(nil, s):
			t.Error("two sessions were created with one code")
		}
	})
	if kept.Load() == nil {
		t.Fatal("no session was created")
	}
	k.finds(kept.Load())
}

func unknownSession(t *testing.T, k *kit) {
	k.created(nil)
	unknown := k.session()
	for method, err := range k.everyMethod(t.Context(), unknown) {
		if !errors.Is(err, quiz.ErrNotFound) {
			t.Errorf("%s: %v", method, err)
		}
	}
	if _, err := k.store.Session(t.Context(), uuid.Nil); !errors.Is(err, quiz.ErrNotFound) {
		t.Errorf("Session of the nil id: %v", err)
	}
}

func callersOwn(t *testing.T, k *kit) {
	s := k.session()
	s.Answers["i1"] = 4
	s.Emphasis = map[string]float64{"skills": 2}
	if err := k.store.Create(t.Context(), s); err != nil {
		t.Fatal(err)
	}
	want := s.Clone()
	spoil := func(s *quiz.Session) {
		s.Answers["i1"], s.Answers["i2"] = 1, 1
		s.Emphasis["skills"] = 3
		s.Lang = "xx"
	}
	spoil(s)
	k.finds(want)

	got, err := k.store.Session(t.Context(), s.ID)
	k.same("Session", got, err, want)
	spoil(got)
	k.finds(want)

	answers := map[string]int{"i3": 3}
	got, err = k.store.SaveAnswers(t.Context(), s.ID, k.save(answers))
	want.Answers["i3"], answers["i3"] = 3, 1
	k.same("SaveAnswers", got, err, want)
	spoil(got)
	k.finds(want)

	var kept *quiz.Session
	got, err = k.store.Update(t.Context(), s.ID, func(s *quiz.Session) error { kept = s; return nil })
	k.same("Update", got, err, want)
	spoil(kept)
	k.same("Update", got, err, want)
	spoil(got)
	k.finds(want)
}

func bigSession(t *testing.T, k *kit) {
	const items = 500 // an instrument has no more
	half := map[string]int{}
	for i := range items / 2 {
		half[fmt.Sprintf("a-rather-long-item-name-%d", i)] = i % 10
	}
	s := k.created(half)
	k.finds(s)

	rest := map[string]int{}
	for i := items / 2; i < items; i++ {
		rest[fmt.Sprintf("a-rather-long-item-name-%d", i)] = i % 10
	}
	got, err := k.store.SaveAnswers(t.Context(), s.ID, k.save(rest))
	for item, answer := range rest {
		s.Answers[item] = answer
	}
	k.same("SaveAnswers", got, err, s)
	k.finds(s)
}
