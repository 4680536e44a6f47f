package redisstore

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"math/rand/v2"
	"time"

	"github.com/google/uuid"
	"github.com/redis/go-redis/v9"

	"workfit/quiz"
)

// errChanged: the session has been changed since it was read.
var errChanged = errors.New("session was changed meanwhile")

// Create keeps a new session and its code. ErrTaken if the id or the code is in
// use; a code may stay taken for some time after its session is gone. It takes
// two round trips.
func (s *Store) Create(ctx context.Context, session *quiz.Session) error {
	now := s.now()
	life := linkLife(session, now)
	fresh, err := s.hold(ctx, session.Code, session.ID, life)
	if err != nil {
		return err
	}
	r := record{session: session, version: 1, link: now.Add(life)}
	args := append([]any{now.UnixMilli(), keyLife(session.Expires, now)}, r.fields()...)
	outcome, err := createSession.Run(ctx, s.client, []string{s.sessionKey(session.ID)}, args...).Text()
	if err != nil {
		return fmt.Errorf("creating a session: %w", err)
	}
	if outcome == "taken" {
		if fresh {
			s.letGo(ctx, session.Code, session.ID)
		}
		return quiz.ErrTaken
	}
	return nil
}

// SaveAnswers makes the save in one round trip and returns the session as it
// stands just after it. Making it again does no harm: the same answers are then
// kept once more.
func (s *Store) SaveAnswers(ctx context.Context, id uuid.UUID, save quiz.Save) (*quiz.Session, error) {
	now := s.now()
	var haste time.Duration
	if save.Paced {
		haste = quiz.Haste
	}
	args := make([]any, 0, 5+len(save.Forms)+2*len(save.Answers))
	args = append(args, now.UnixMilli(), keyLife(save.Expires, now), save.Expires.UnixMilli(), haste.Milliseconds(), len(save.Forms))
	for _, form := range save.Forms {
		args = append(args, form.String())
	}
	r, err := s.change(ctx, saveAnswers, id, appendAnswers(args, save.Answers)...)
	if err != nil {
		return nil, fmt.Errorf("saving answers: %w", err)
	}
	if err := s.renewLink(ctx, r, now); err != nil {
		return nil, err
	}
	return r.session, nil
}

// tries bounds how often Update begins anew. Of several that meet one always
// gets through, so it is reached only by a session that never rests.
const tries = 100

// Update reads the session, lets change alter it and keeps the outcome if nobody
// else has changed the session meanwhile; otherwise it begins anew. An error
// other than those of package quiz and of change can leave the change made, and a
// change that adds to what it finds then adds twice if it is made again.
func (s *Store) Update(ctx context.Context, id uuid.UUID, change func(*quiz.Session) error) (*quiz.Session, error) {
	for try := range tries {
		if err := pause(ctx, try); err != nil {
			return nil, err
		}
		old, err := s.read(ctx, id)
		if err != nil {
			return nil, err
		}
		next := &record{session: old.session.Clone(), version: old.version + 1, link: old.link}
		if err := change(next.session); err != nil {
			return nil, err
		}
		n, o := next.session, old.session
		if n.ID != o.ID || n.Form.Instrument != o.Form.Instrument || !n.Created.Equal(o.Created) {
			return nil, errors.New("an update must not change a session's id, instrument or time of creation")
		}
		kept, err := s.replace(ctx, old, next)
		if !errors.Is(err, errChanged) {
			return kept, err
		}
	}
	return nil, fmt.Errorf("updating a session: it has been changed by others %d times meanwhile", tries)
}

// pause waits a little before a repeated try, so that those who collided do not
// do so again.
func pause(ctx context.Context, try int) error {
	if try == 0 {
		return nil
	}
	select {
	case <-ctx.Done():
		return ctx.Err()
	case <-time.After(rand.N(time.Duration(min(try, 10)) * time.Millisecond)):
		return nil
	}
}

// replace puts next in the place of old, or returns errChanged.
func (s *Store) replace(ctx context.Context, old, next *record) (*quiz.Session, error) {
	now := s.now()
	id, code := old.session.ID, next.session.Code
	moved := code != old.session.Code
	fresh := false
	if moved || linkWanes(next, now) {
		life := linkLife(next.session, now)
		var err error
		if fresh, err = s.hold(ctx, code, id, life); err != nil {
			return nil, err
		}
		next.link = now.Add(life)
	}
	args := append([]any{now.UnixMilli(), keyLife(next.session.Expires, now), old.version}, next.fields()...)
	kept, err := s.change(ctx, replaceSession, id, args...)
	if errors.Is(err, errChanged) || errors.Is(err, quiz.ErrNotFound) {
		if moved && fresh {
			s.letGo(ctx, code, id)
		}
		return nil, err
	}
	if err != nil {
		// The change may have been made: the new link stays, for it may be in force.
		return nil, fmt.Errorf("updating a session: %w", err)
	}
	if moved {
		s.letGo(ctx, old.session.Code, id)
	}
	return kept.session, nil
}

// letGo removes a link that is not in force. That it fails is nobody's concern:
// such a link finds nothing and expires.
func (s *Store) letGo(ctx context.Context, code quiz.CodeHash, id uuid.UUID) {
	_ = s.release(ctx, code, id)
}

// Delete removes the session and its code. The link goes first: whoever is told
// of an error half-way can delete again and then removes the rest.
func (s *Store) Delete(ctx context.Context, id uuid.UUID) error {
	for try := range tries {
		if err := pause(ctx, try); err != nil {
			return err
		}
		outcome, err := s.deleteOnce(ctx, id)
		switch {
		case err != nil:
			return err
		case outcome == "gone":
			return quiz.ErrNotFound
		case outcome == "done":
			return nil
		}
	}
	return fmt.Errorf("deleting a session: its code has been replaced %d times meanwhile", tries)
}

func (s *Store) deleteOnce(ctx context.Context, id uuid.UUID) (outcome string, err error) {
	// Only the code is read, so that a damaged session can be deleted too.
	stored, err := s.client.HGet(ctx, s.sessionKey(id), fieldCode).Result()
	if err != nil && !errors.Is(err, redis.Nil) {
		return "", fmt.Errorf("deleting a session: %w", err)
	}
	if code, err := hex.DecodeString(stored); err == nil && len(code) == len(quiz.CodeHash{}) {
		if err := s.release(ctx, quiz.CodeHash(code), id); err != nil {
			return "", err
		}
	}
	outcome, err = deleteSession.Run(ctx, s.client, []string{s.sessionKey(id)}, s.now().UnixMilli(), stored).Text()
	if err != nil {
		return "", fmt.Errorf("deleting a session: %w", err)
	}
	return outcome, nil
}
