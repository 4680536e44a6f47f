package boltstore

import (
	"bytes"
	"context"
	"errors"
	"fmt"
	"maps"
	"slices"

	"github.com/google/uuid"

	"workfit/quiz"
)

// errChanged: the session has been changed since it was read.
var errChanged = errors.New("session was changed meanwhile")

// Create keeps a new session and its code. ErrTaken if the id or the code is in
// use by a session that has not expired.
func (s *Store) Create(ctx context.Context, session *quiz.Session) error {
	session = session.Clone() // the caller may go on when the context ends
	return s.commit(ctx, func(t *tables) error {
		ids := []uuid.UUID{session.ID}
		if holder, ok := t.holder(session.Code); ok {
			ids = append(ids, holder)
		}
		expired := map[uuid.UUID]*record{}
		for _, id := range ids {
			old, err := t.load(id)
			switch {
			case errors.Is(err, quiz.ErrNotFound):
			case err != nil:
				return err
			case !old.expired(s.now()):
				return quiz.ErrTaken
			default:
				expired[id] = old
			}
		}
		for id, old := range expired {
			t.remove(id, old)
		}
		t.store(session.ID, nil, newRecord(session))
		return nil
	})
}

// SaveAnswers makes the save and returns the session as it stands just after it.
func (s *Store) SaveAnswers(ctx context.Context, id uuid.UUID, save quiz.Save) (*quiz.Session, error) {
	save.Answers, save.Forms = maps.Clone(save.Answers), slices.Clone(save.Forms)
	var kept *record
	err := s.commit(ctx, func(t *tables) error {
		old, err := t.live(id, s.now())
		switch {
		case err != nil:
			return err
		case old.done:
			return quiz.ErrFinished
		case !slices.Contains(save.Forms, old.ref()):
			return quiz.ErrNotInForm
		}
		next := *old
		maps.Copy(next.answers, save.Answers)
		next.expires = save.Expires.UnixMilli()
		if pause := next.expires - old.expires; save.Paced && 0 <= pause && pause < quiz.Haste.Milliseconds() {
			next.hasty++
		}
		t.store(id, old, &next)
		kept = &next
		return nil
	})
	if err != nil {
		return nil, err
	}
	return kept.session(id), nil
}

// tries bounds how often Update begins anew. Of several that meet one always
// gets through, so it is reached only by a session that never rests.
const tries = 100

// Update reads the session, lets change alter it and keeps the outcome if nobody
// else has changed the session meanwhile; otherwise it begins anew. change is
// called by the caller's own goroutine and holds up nobody else.
func (s *Store) Update(ctx context.Context, id uuid.UUID, change func(*quiz.Session) error) (*quiz.Session, error) {
	for range tries {
		kept, err := s.updateOnce(ctx, id, change)
		if !errors.Is(err, errChanged) {
			return kept, err
		}
	}
	return nil, fmt.Errorf("updating a session: it has been changed by others %d times meanwhile", tries)
}

func (s *Store) updateOnce(ctx context.Context, id uuid.UUID, change func(*quiz.Session) error) (*quiz.Session, error) {
	var read []byte
	var old *record
	err := s.view(ctx, func(t *tables) (err error) {
		read = bytes.Clone(t.sessions.Get(id[:]))
		old, err = t.live(id, s.now())
		return err
	})
	if err != nil {
		return nil, err
	}
	before := old.session(id)
	after := before.Clone()
	if err := change(after); err != nil {
		return nil, err
	}
	if after.ID != id || after.Form.Instrument != before.Form.Instrument || !after.Created.Equal(before.Created) {
		return nil, errors.New("an update must not change a session's id, instrument or time of creation")
	}
	next := newRecord(after.Clone()) // a copy: change may have kept hold of its argument
	err = s.commit(ctx, func(t *tables) error {
		if _, err := t.live(id, s.now()); err != nil {
			return err
		}
		if !bytes.Equal(t.sessions.Get(id[:]), read) {
			return errChanged
		}
		if holder, ok := t.holder(next.code); ok && holder != id {
			return quiz.ErrTaken
		}
		t.store(id, old, next)
		return nil
	})
	if err != nil {
		return nil, err
	}
	return next.session(id), nil
}

// Delete removes the session and its code.
func (s *Store) Delete(ctx context.Context, id uuid.UUID) error {
	return s.commit(ctx, func(t *tables) error {
		old, err := t.live(id, s.now())
		if err != nil {
			return err
		}
		t.remove(id, old)
		return nil
	})
}
