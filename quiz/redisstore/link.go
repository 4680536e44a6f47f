package redisstore

import (
	"context"
	"encoding/hex"
	"errors"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/redis/go-redis/v9"

	"workfit/quiz"
)

// A link leads from a resume code's hash to a session's id. Sessions and links
// may lie on different servers, so no step can change both. The order of the
// steps makes up for it:
//
//   - A link is held before the session says that it has the code. A session
//     therefore always can be found by its code.
//   - A link that leads to a session with another code, or to none, finds
//     nothing. Nobody else can have the code while the link lives, which does no
//     harm: codes are drawn at random and not drawn again.
//   - A session's life moves on with every answer, and it would take a second
//     round trip to move the link's along. Instead a link is made to live twice
//     as long as its session, the session notes until when, and the link is
//     renewed when less than half a session's life of that is left over: once in
//     half a life, so every other week if sessions live for a month.

// hold makes the code lead to the session for at least the given time. ErrTaken
// if it leads to another one. fresh tells that it led nowhere before.
func (s *Store) hold(ctx context.Context, code quiz.CodeHash, id uuid.UUID, life time.Duration) (fresh bool, err error) {
	outcome, err := holdLink.Run(ctx, s.client, []string{s.linkKey(code)}, id.String(), life.Milliseconds()).Text()
	switch {
	case err != nil:
		return false, fmt.Errorf("keeping a resume code: %w", err)
	case outcome == "taken":
		return false, quiz.ErrTaken
	default:
		return outcome == "fresh", nil
	}
}

// release makes the code lead nowhere, unless it leads to another session.
func (s *Store) release(ctx context.Context, code quiz.CodeHash, id uuid.UUID) error {
	if err := releaseLink.Run(ctx, s.client, []string{s.linkKey(code)}, id.String()).Err(); err != nil {
		return fmt.Errorf("removing a resume code: %w", err)
	}
	return nil
}

// linked returns the session that the code leads to, or quiz.ErrNotFound.
func (s *Store) linked(ctx context.Context, code quiz.CodeHash) (uuid.UUID, error) {
	text, err := s.client.Get(ctx, s.linkKey(code)).Result()
	if errors.Is(err, redis.Nil) {
		return uuid.Nil, quiz.ErrNotFound
	}
	if err != nil {
		return uuid.Nil, fmt.Errorf("looking up a resume code: %w", err)
	}
	id, err := uuid.Parse(text)
	if err != nil {
		return uuid.Nil, fmt.Errorf("the stored resume code is damaged: %w", err)
	}
	return id, nil
}

// renewLink renews the link of a session whose expiry has moved, if it is time to.
func (s *Store) renewLink(ctx context.Context, r *record, now time.Time) error {
	if !linkWanes(r, now) {
		return nil
	}
	id, code, life := r.session.ID, r.session.Code, linkLife(r.session, now)
	if _, err := s.hold(ctx, code, id, life); err != nil {
		return err
	}
	outcome, err := noteLink.Run(
		ctx, s.client, []string{s.sessionKey(id)}, hex.EncodeToString(code[:]), now.Add(life).UnixMilli(),
	).Text()
	if err != nil {
		return fmt.Errorf("noting the life of a resume code: %w", err)
	}
	if outcome == "stale" {
		s.letGo(ctx, code, id)
	}
	return nil
}

// linkWanes reports whether the link outlives the session by less than half of
// what the session has left to live.
func linkWanes(r *record, now time.Time) bool {
	left := r.session.Expires.Sub(now)
	return left > 0 && r.link.Sub(r.session.Expires) < left/2
}

// linkLife is how long a link made now is to live. Redis takes no life of zero.
func linkLife(s *quiz.Session, now time.Time) time.Duration {
	return max(2*s.Expires.Sub(now), time.Second)
}

func (s *Store) linkKey(code quiz.CodeHash) string {
	return s.prefix + "c:" + hex.EncodeToString(code[:])
}
