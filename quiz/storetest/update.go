package storetest

import (
	"errors"
	"fmt"
	"testing"
	"time"

	"github.com/google/uuid"

	"workfit/quiz"
)

// updated makes a change to the kept session and to s, which is then what should
// be kept.
func (k *kit) updated(s *quiz.Session, change func(*quiz.Session)) {
	k.t.Helper()
	got, err := k.other.Update(k.t.Context(), s.ID, func(s *quiz.Session) error { change(s); return nil })
	change(s)
	k.same("Update", got, err, s)
	k.finds(s)
}

func updateKeeps(_ *testing.T, k *kit) {
	s := k.created(map[string]int{"i1": 1, "i2": 2})
	expires := k.now().Add(3 * life)
	k.updated(s, func(s *quiz.Session) {
		delete(s.Answers, "i1")
		s.Answers["i3"] = 3
		s.Lang = "es"
		s.Versions.Data = "31.0"
		s.Expires = expires
	})
	k.updated(s, func(*quiz.Session) {})
	k.updated(s, func(s *quiz.Session) { clear(s.Answers) })
	k.saved(s, map[string]int{"i1": 5})
}

func updateFinishes(t *testing.T, k *kit) {
	s := k.created(map[string]int{"i1": 1})
	k.updated(s, func(s *quiz.Session) {
		if err := s.Finish(k.now()); err != nil {
			t.Fatal(err)
		}
	})
	k.updated(s, func(s *quiz.Session) { s.Reopen() })
	k.saved(s, map[string]int{"i2": 2})
}

func updatesAtOnce(t *testing.T, k *kit) {
	s := k.created(nil)
	const people = 20
	atOnce(people, func(i int) {
		_, err := k.handle(i).Update(t.Context(), s.ID, func(s *quiz.Session) error {
			s.Answers["count"]++
			return nil
		})
		if err != nil {
			t.Errorf("Update: %v", err)
		}
	})
	s.Answers["count"] = people
	k.finds(s)
}

func updateAmongSaves(t *testing.T, k *kit) {
	s := k.created(nil)
	const people = 20
	atOnce(people, func(i int) {
		item := fmt.Sprintf("i%d", i)
		var err error
		if i%4 == 0 {
			_, err = k.handle(i).Update(t.Context(), s.ID, func(s *quiz.Session) error {
				s.Answers[item] = 1
				return nil
			})
		} else {
			_, err = k.handle(i).SaveAnswers(t.Context(), s.ID, k.save(map[string]int{item: 1}))
		}
		if err != nil {
			t.Errorf("person %d: %v", i, err)
		}
	})
	for i := range people {
		s.Answers[fmt.Sprintf("i%d", i)] = 1
	}
	k.finds(s)
}

func updateFails(t *testing.T, k *kit) {
	s := k.created(map[string]int{"i1": 1})
	wanted := errors.New("the change would rather not")
	code := quiz.NewCode().Hash()
	_, err := k.store.Update(t.Context(), s.ID, func(s *quiz.Session) error {
		s.Answers["i1"] = 5
		s.Code = code
		return wanted
	})
	if err != wanted {
		t.Errorf("Update returned %v, not the error of the change as it is", err)
	}
	k.finds(s)
	if _, err := k.store.SessionByCode(t.Context(), code); !errors.Is(err, quiz.ErrNotFound) {
		t.Errorf("the code of the failed change finds: %v", err)
	}
}

func (k *kit) findsNothing(code quiz.CodeHash) {
	k.t.Helper()
	if _, err := k.store.SessionByCode(k.t.Context(), code); !errors.Is(err, quiz.ErrNotFound) {
		k.t.Errorf("a code that should find nothing finds: %v", err)
	}
}

func updateMovesCode(_ *testing.T, k *kit) {
	s := k.created(map[string]int{"i1": 1})
	old, code := s.Code, quiz.NewCode().Hash()
	k.updated(s, func(s *quiz.Session) { s.Code = code })
	k.findsNothing(old)
	k.saved(s, map[string]int{"i2": 2})

	// And back again: a code that was let go is free.
	k.updated(s, func(s *quiz.Session) { s.Code = old })
	k.findsNothing(code)
}

func updateMovesTwice(t *testing.T, k *kit) {
	s := k.created(nil)
	codes := []quiz.CodeHash{s.Code}
	for range 3 {
		code := quiz.NewCode().Hash()
		codes = append(codes, code)
		k.updated(s, func(s *quiz.Session) { s.Code = code })
	}
	for _, code := range codes[:3] {
		k.findsNothing(code)
	}
	atOnce(10, func(i int) {
		_, err := k.handle(i).Update(t.Context(), s.ID, func(s *quiz.Session) error {
			s.Code = quiz.NewCode().Hash()
			return nil
		})
		if err != nil {
			t.Errorf("Update: %v", err)
		}
	})
	k.findsNothing(codes[3])
	now, err := k.store.Session(t.Context(), s.ID)
	if err != nil {
		t.Fatal(err)
	}
	k.finds(now)
}

func updateToTakenCode(t *testing.T, k *kit) {
	s, other := k.created(map[string]int{"i1": 1}), k.created(nil)
	_, err := k.store.Update(t.Context(), s.ID, func(s *quiz.Session) error {
		s.Code = other.Code
		s.Answers["i1"] = 5
		return nil
	})
	if !errors.Is(err, quiz.ErrTaken) {
		t.Errorf("Update to a taken code: %v", err)
	}
	k.finds(s)
	k.finds(other)
}

func updateOfFixedFields(t *testing.T, k *kit) {
	s := k.created(nil)
	for name, change := range map[string]func(*quiz.Session){
		"id":         func(s *quiz.Session) { s.ID = uuid.New() },
		"instrument": func(s *quiz.Session) { s.Form.Instrument = "other" },
		"creation":   func(s *quiz.Session) { s.Created = s.Created.Add(time.Second) },
	} {
		_, err := k.store.Update(t.Context(), s.ID, func(s *quiz.Session) error { change(s); return nil })
		if err == nil {
			t.Errorf("a change of the %s was accepted", name)
		}
		k.finds(s)
	}
}

func updateChangesForm(t *testing.T, k *kit) {
	s := k.created(map[string]int{"i1": 1})
	long := quiz.FormRef{Instrument: form.Instrument, Form: "long"}
	saveFor := func(item string, f quiz.FormRef) quiz.Save {
		save := k.save(map[string]int{item: 3})
		save.Forms, save.Expires = []quiz.FormRef{f}, s.Expires
		return save
	}
	k.refused(s, saveFor("i2", long), quiz.ErrNotInForm)
	k.updated(s, func(s *quiz.Session) { s.Form = long })
	k.refused(s, saveFor("i3", form), quiz.ErrNotInForm)
	got, err := k.other.SaveAnswers(t.Context(), s.ID, saveFor("i2", long))
	s.Answers["i2"] = 3
	k.same("SaveAnswers", got, err, s)
	k.finds(s)
}

func updateEmphasis(_ *testing.T, k *kit) {
	s := k.created(map[string]int{"i1": 1})
	k.updated(s, func(s *quiz.Session) { s.Emphasis = map[string]float64{"interests": 2, "skills": 0} })
	// What changes other things leaves it be.
	k.saved(s, map[string]int{"i2": 2})
	k.updated(s, func(s *quiz.Session) { s.Lang = "es" })
	k.updated(s, func(s *quiz.Session) { s.Emphasis["skills"] = 0.5; delete(s.Emphasis, "interests") })
	k.updated(s, func(s *quiz.Session) { s.Emphasis = nil })
	k.saved(s, map[string]int{"i1": 5})
}
