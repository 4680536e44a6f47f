package storetest

import (
	"bytes"
	"context"
	"encoding/base64"
	"encoding/hex"
	"errors"
	"testing"
	"time"

	"workfit/quiz"
)

func deleteForgets(t *testing.T, k *kit) {
	s, other := k.created(map[string]int{"i1": 1}), k.created(nil)
	if err := k.other.Delete(t.Context(), s.ID); err != nil {
		t.Fatalf("Delete: %v", err)
	}
	for method, err := range k.everyMethod(t.Context(), s) {
		if !errors.Is(err, quiz.ErrNotFound) {
			t.Errorf("%s: %v", method, err)
		}
	}
	k.finds(other)
	if err := k.store.Create(t.Context(), s); err != nil {
		t.Errorf("the id and code of a deleted session can not be used again: %v", err)
	}
}

func deleteLeavesNoTrace(t *testing.T, k *kit) {
	s := k.created(map[string]int{"i1": 1})
	first := s.Code
	k.updated(s, func(s *quiz.Session) { s.Code = quiz.CodeHash{1, 2, 3} })
	k.pass(time.Minute)
	k.saved(s, map[string]int{"i2": 2})
	traces := map[string][]byte{"id": s.ID[:], "id as text": []byte(s.ID.String()), "its item": []byte("i2")}
	for name, code := range map[string]quiz.CodeHash{"first code": first, "code": s.Code} {
		traces[name] = code[:]
		traces[name+" in hex"] = []byte(hex.EncodeToString(code[:]))
		traces[name+" in base64"] = []byte(base64.RawStdEncoding.EncodeToString(code[:]))
	}
	left := func() (names []string) {
		k.close()
		dump := k.place.Dump(t)
		k.open()
		for name, trace := range traces {
			if bytes.Contains(dump, trace) {
				names = append(names, name)
			}
		}
		return names
	}
	if len(left()) == 0 {
		t.Fatal("the dump does not show a session that is kept")
	}
	if err := k.store.Delete(t.Context(), s.ID); err != nil {
		t.Fatal(err)
	}
	if names := left(); len(names) > 0 {
		t.Errorf("after Delete the store still holds %q", names)
	}
}

func expiredSession(t *testing.T, k *kit) {
	s := k.created(map[string]int{"i1": 1})
	k.pass(life - time.Millisecond)
	k.finds(s)
	k.pass(2 * time.Millisecond)
	for method, err := range k.everyMethod(t.Context(), s) {
		if !errors.Is(err, quiz.ErrNotFound) {
			t.Errorf("%s: %v", method, err)
		}
	}

	// A life that is over before it begins is no error.
	s = k.session()
	s.Expires = k.now().Add(-time.Hour)
	if err := k.store.Create(t.Context(), s); err != nil {
		t.Errorf("Create of an expired session: %v", err)
	}
	if _, err := k.store.Session(t.Context(), s.ID); !errors.Is(err, quiz.ErrNotFound) {
		t.Errorf("a session created expired is found: %v", err)
	}
}

func lengthenedLife(t *testing.T, k *kit) {
	s := k.created(map[string]int{"i1": 1})
	for range 10 {
		k.pass(life * 3 / 4)
		k.saved(s, map[string]int{"i1": 2})
	}
	expires := k.now().Add(50 * life)
	k.updated(s, func(s *quiz.Session) { s.Expires = expires })
	k.pass(49 * life)
	k.finds(s)
	k.pass(2 * life)
	k.findsNothing(s.Code)
}

func reopened(t *testing.T, k *kit) {
	s, gone := k.created(map[string]int{"i1": 1}), k.created(nil)
	k.saved(s, map[string]int{"i2": 2})
	code := quiz.NewCode().Hash()
	old := s.Code
	k.updated(s, func(s *quiz.Session) { s.Code, s.Finished = code, k.now() })
	if err := k.store.Delete(t.Context(), gone.ID); err != nil {
		t.Fatal(err)
	}
	k.close()
	k.open()
	k.finds(s)
	k.findsNothing(old)
	k.findsNothing(gone.Code)
}

func endedContext(t *testing.T, k *kit) {
	s := k.created(map[string]int{"i1": 1})
	ctx, cancel := context.WithCancel(t.Context())
	cancel()
	k.promptly("answering an ended context", func() {
		for method, err := range k.everyMethod(ctx, s) {
			if !errors.Is(err, context.Canceled) {
				t.Errorf("%s: %v", method, err)
			}
		}
		if err := k.store.Create(ctx, k.session()); !errors.Is(err, context.Canceled) {
			t.Errorf("Create: %v", err)
		}
		if err := k.store.Ready(ctx); !errors.Is(err, context.Canceled) {
			t.Errorf("Ready: %v", err)
		}
	})
	k.finds(s)
}

func ready(t *testing.T, k *kit) {
	if err := k.store.Ready(t.Context()); err != nil {
		t.Errorf("Ready: %v", err)
	}
}
