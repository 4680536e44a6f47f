// Package redisstore keeps quiz sessions in Redis, so that any number of
// workfit processes can serve the same people.
//
// A session is one hash, workfit:s:{<id>}, with one field per answer, so that
// two people answering different items never overwrite one another. The way from
// a resume code is a key of its own, workfit:c:<hash>, holding the session's id;
// it is only ever a hint, and counts when the session it leads to has that code.
// No command touches two keys, so that the sessions can be spread over a cluster.
//
// Every change of a session is one script, which checks and writes in one round
// trip. It is sent once: when its outcome is unknown the caller is told, and
// decides whether to make the change again.
//
// # How far a change survives
//
// The death of a workfit process costs nothing. What the death of the Redis
// server or its machine costs is that server's setting: with appendfsync always
// nothing that was acknowledged, with everysec about one second.
package redisstore

import (
	"context"
	"errors"
	"fmt"
	"net/url"
	"time"

	"github.com/google/uuid"
	"github.com/redis/go-redis/v9"
	"github.com/redis/go-redis/v9/logging"

	"workfit/quiz"
)

// DefaultPrefix is what all keys begin with unless Options says otherwise.
const DefaultPrefix = "workfit:"

// A store that does not answer within a second is down: the person waiting for
// the next question is better served by being told.
const answerWithin = time.Second

// Options are the settings of a store; the zero value is fit for use.
type Options struct {
	// Now tells the time by which sessions expire; time.Now if nil.
	Now func() time.Time
	// Prefix begins every key; DefaultPrefix if empty. Stores with different
	// prefixes can share a server.
	Prefix string
}

// A Store keeps sessions in Redis. It is a [quiz.Store].
type Store struct {
	client redis.UniversalClient
	prefix string
	now    func() time.Time
}

var _ quiz.Store = (*Store)(nil)

// Open connects to the server that a redis:// or rediss:// (TLS) URL names, such
// as redis://user:password@host:6379/0, and makes sure that it takes writes. The
// URL's query may set timeouts and pool sizes: ?read_timeout=3s&pool_size=50.
// Errors do not repeat the URL, which may hold a password.
func Open(ctx context.Context, url string, opts Options) (*Store, error) {
	config, err := parse(url)
	if err != nil {
		return nil, err
	}
	client := redis.NewClient(config)
	s := &Store{client: client, prefix: opts.Prefix, now: opts.Now}
	if s.prefix == "" {
		s.prefix = DefaultPrefix
	}
	if s.now == nil {
		s.now = time.Now
	}
	if err := s.Ready(ctx); err != nil {
		return nil, errors.Join(fmt.Errorf("opening %s: %w", config.Addr, err), client.Close())
	}
	return s, nil
}

// The client library writes a line to standard error for each failed dial, which in
// an outage is one for every request. All of them reach the caller as errors.
func init() { logging.Disable() }

func parse(address string) (*redis.Options, error) {
	config, err := redis.ParseURL(address)
	if err != nil {
		if bad := (*url.Error)(nil); errors.As(err, &bad) {
			err = bad.Err // without the URL itself
		}
		return nil, fmt.Errorf("the Redis URL is not valid: %w", err)
	}
	for _, timeout := range []*time.Duration{&config.DialTimeout, &config.ReadTimeout, &config.WriteTimeout} {
		if *timeout == 0 {
			*timeout = answerWithin
		}
	}
	config.ContextTimeoutEnabled = true
	if config.PipelinePoolSize == 0 {
		config.PipelinePoolSize = -1 // one pool: every save is a transaction, which would leave the other idle
	}
	// The client's own retries are off. A repeated SaveAnswers would do no harm,
	// but a repeated Create would find its own session and call it taken, and a
	// repeated Update would find its own change and make it twice.
	config.MaxRetries = -1
	config.DialerRetries = 1
	return config, nil
}

// Ready returns nil when the server takes writes now. It makes a small one, since
// that is what a server refuses while it is loading its data, is a replica, has no
// memory left, or can not write to its disk.
func (s *Store) Ready(ctx context.Context) error {
	if err := s.client.Set(ctx, s.prefix+"ready", 1, time.Second).Err(); err != nil {
		return fmt.Errorf("redis does not take writes: %w", err)
	}
	return nil
}

// Close closes the connections. Calls in progress fail.
func (s *Store) Close() error { return s.client.Close() }

// Session returns the session, or quiz.ErrNotFound.
func (s *Store) Session(ctx context.Context, id uuid.UUID) (*quiz.Session, error) {
	r, err := s.read(ctx, id)
	if err != nil {
		return nil, err
	}
	return r.session, nil
}

// SessionByCode returns the session whose present code has this hash, or
// quiz.ErrNotFound. It takes two round trips.
func (s *Store) SessionByCode(ctx context.Context, code quiz.CodeHash) (*quiz.Session, error) {
	id, err := s.linked(ctx, code)
	if err != nil {
		return nil, err
	}
	found, err := s.Session(ctx, id)
	if err != nil {
		return nil, err
	}
	if found.Code != code {
		return nil, quiz.ErrNotFound
	}
	return found, nil
}

// read returns the stored session, or quiz.ErrNotFound.
func (s *Store) read(ctx context.Context, id uuid.UUID) (*record, error) {
	fields, err := s.client.HGetAll(ctx, s.sessionKey(id)).Result()
	if err != nil {
		return nil, fmt.Errorf("reading a session: %w", err)
	}
	if len(fields) == 0 {
		return nil, quiz.ErrNotFound
	}
	r, err := readRecord(id, fields)
	if err != nil {
		return nil, err
	}
	if !s.now().Before(r.session.Expires) {
		return nil, quiz.ErrNotFound
	}
	return r, nil
}

// The braces make the id alone decide on which node of a cluster a session lies.
func (s *Store) sessionKey(id uuid.UUID) string { return s.prefix + "s:{" + id.String() + "}" }
