package storetest

import (
	"errors"
	"fmt"
	"sync"
	"testing"
	"time"

	"workfit/quiz"
)

// saved makes a save and does the same to s, which is then what should be kept.
func (k *kit) saved(s *quiz.Session, answers map[string]int) {
	k.t.Helper()
	save := k.save(answers)
	got, err := k.other.SaveAnswers(k.t.Context(), s.ID, save)
	for item, answer := range answers {
		s.Answers[item] = answer
	}
	s.Expires = save.Expires
	k.same("SaveAnswers", got, err, s)
	k.finds(s)
}

func savesMerge(_ *testing.T, k *kit) {
	s := k.created(map[string]int{"i1": 1})
	k.saved(s, map[string]int{"i2": 2})
	k.saved(s, map[string]int{"i3": 3, "i4": 4})
}

func savesReplace(t *testing.T, k *kit) {
	s := k.created(nil)
	k.saved(s, map[string]int{"i1": 1, "i2": 2})
	k.saved(s, map[string]int{"i1": 5})
	k.saved(s, map[string]int{"i2": quiz.Skipped})
	if s.Answered() != 1 {
		t.Errorf("%d items count as answered, want 1", s.Answered())
	}
}

func saveOfNothing(_ *testing.T, k *kit) {
	s := k.created(map[string]int{"i1": 1})
	k.pass(time.Minute)
	k.saved(s, nil)
}

func hastyAnswers(t *testing.T, k *kit) {
	s := k.created(nil)
	for _, step := range []struct {
		pause time.Duration
		paced bool
		item  string
		hasty bool
	}{
		{3 * time.Second, true, "i1", false},
		{quiz.Haste - 10*time.Millisecond, true, "i2", true},
		{quiz.Haste, true, "i3", false},
		{0, true, "i4", true},
		{10 * time.Millisecond, false, "i5", false},
		{10 * time.Millisecond, true, "i5", true},
	} {
		k.pass(step.pause)
		save := k.save(map[string]int{step.item: 2})
		save.Paced = step.paced
		got, err := k.other.SaveAnswers(t.Context(), s.ID, save)
		s.Answers[step.item] = 2
		s.Expires = save.Expires
		if step.hasty {
			s.Hasty++
		}
		k.same("SaveAnswers", got, err, s)
	}
	// A shorter life moves the expiry back; that is no haste.
	save := k.save(map[string]int{"i1": 3})
	save.Paced, save.Expires = true, save.Expires.Add(-time.Minute)
	got, err := k.store.SaveAnswers(t.Context(), s.ID, save)
	s.Answers["i1"], s.Expires = 3, save.Expires
	k.same("SaveAnswers", got, err, s)
	k.finds(s)
}

// refused checks that a save is refused with an error and that s stands as it was.
func (k *kit) refused(s *quiz.Session, save quiz.Save, want error) {
	k.t.Helper()
	if _, err := k.store.SaveAnswers(k.t.Context(), s.ID, save); !errors.Is(err, want) {
		k.t.Errorf("SaveAnswers returned %v, want %v", err, want)
	}
	k.finds(s)
}

func saveFinished(t *testing.T, k *kit) {
	s := k.created(map[string]int{"i1": 1})
	finished, err := k.store.Update(t.Context(), s.ID, func(s *quiz.Session) error { return s.Finish(k.now()) })
	if err != nil {
		t.Fatal(err)
	}
	k.pass(time.Minute)
	k.refused(finished, k.save(map[string]int{"i1": 2, "i2": 2}), quiz.ErrFinished)
}

func saveForeign(_ *testing.T, k *kit) {
	s := k.created(map[string]int{"i1": 1})
	k.pass(time.Minute)
	save := k.save(map[string]int{"i1": 2, "i2": 2})
	save.Forms = foreign
	k.refused(s, save, quiz.ErrNotInForm)
	save.Forms = nil
	k.refused(s, save, quiz.ErrNotInForm)
}

func saveMovesExpiry(t *testing.T, k *kit) {
	s := k.created(nil)
	for _, left := range []time.Duration{life, 10 * life, life / 2, life} {
		save := k.save(map[string]int{"i1": 1})
		save.Expires = k.now().Add(left)
		s.Answers["i1"], s.Expires = 1, save.Expires
		got, err := k.store.SaveAnswers(t.Context(), s.ID, save)
		k.same("SaveAnswers", got, err, s)
		k.finds(s)
	}
	k.pass(life)
	if _, err := k.store.Session(t.Context(), s.ID); !errors.Is(err, quiz.ErrNotFound) {
		t.Errorf("a session whose life was shortened is found: %v", err)
	}
}

func savesAtOnce(t *testing.T, k *kit) {
	s := k.created(nil)
	const people = 50
	atOnce(people, func(i int) {
		item := fmt.Sprintf("i%d", i)
		got, err := k.handle(i).SaveAnswers(t.Context(), s.ID, k.save(map[string]int{item: i%5 + 1}))
		switch {
		case err != nil:
			t.Errorf("SaveAnswers: %v", err)
		case got.Answers[item] != i%5+1:
			t.Errorf("the session just after the save lacks item %s", item)
		}
	})
	for i := range people {
		s.Answers[fmt.Sprintf("i%d", i)] = i%5 + 1
	}
	k.finds(s)
}

func saveRacesFinish(t *testing.T, k *kit) {
	for range 5 {
		s := k.created(map[string]int{"first": 1})
		var mu sync.Mutex
		acknowledged := map[string]int{"first": 1}
		atOnce(20, func(i int) {
			if i == 10 {
				_, err := k.store.Update(t.Context(), s.ID, func(s *quiz.Session) error { return s.Finish(k.now()) })
				if err != nil {
					t.Errorf("finishing: %v", err)
				}
				return
			}
			for j := range 5 {
				item := fmt.Sprintf("i%d-%d", i, j)
				_, err := k.handle(i).SaveAnswers(t.Context(), s.ID, k.save(map[string]int{item: 2}))
				switch {
				case errors.Is(err, quiz.ErrFinished):
				case err != nil:
					t.Errorf("SaveAnswers: %v", err)
				default:
					mu.Lock()
					acknowledged[item] = 2
					mu.Unlock()
				}
			}
		})
		s.Answers, s.Finished = acknowledged, k.now()
		k.finds(s)
	}
}
