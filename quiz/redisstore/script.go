package redisstore

import (
	"context"
	"fmt"
	"time"

	"github.com/google/uuid"
	"github.com/redis/go-redis/v9"

	"workfit/quiz"
)

// The scripts take the time as an argument, so that one clock, the caller's,
// decides what has expired. Lives are given as durations: a server whose clock
// is off still keeps a key for long enough. The key's own expiry only cleans up;
// the field exp decides.
//
// Each answers with one word. Words other than done, fresh and held are refusals:
// nothing has been changed.

// createSession: KEYS session; ARGV now, life, field, value, …
var createSession = redis.NewScript(`
if redis.call('EXISTS', KEYS[1]) == 1 then
	local exp = tonumber(redis.call('HGET', KEYS[1], 'exp') or '')
	if not exp or exp > tonumber(ARGV[1]) then return 'taken' end
	redis.call('DEL', KEYS[1])
end
redis.call('HSET', KEYS[1], unpack(ARGV, 3))
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 'done'
`)

// saveAnswers: KEYS session; ARGV now, life, new exp, how soon after the old exp it
// is hasty, number of forms, form, …, field, value, …. v is raised first, since that fails on a damaged record and
// must do so before anything is written.
var saveAnswers = redis.NewScript(`
local now = redis.call('HMGET', KEYS[1], 'exp', 'done', 'f')
if not now[1] and redis.call('EXISTS', KEYS[1]) == 0 then return 'gone' end
local exp = tonumber(now[1] or '')
if not exp then return 'damaged' end
if exp <= tonumber(ARGV[1]) then return 'gone' end
if now[2] then return 'finished' end
local fields = 6 + tonumber(ARGV[5])
local asked = false
for i = 6, fields - 1 do
	if ARGV[i] == now[3] then asked = true end
end
if not asked then return 'foreign' end
redis.call('HINCRBY', KEYS[1], 'v', 1)
local pause = tonumber(ARGV[3]) - exp
if 0 <= pause and pause < tonumber(ARGV[4]) then redis.call('HINCRBY', KEYS[1], 'h', 1) end
redis.call('HSET', KEYS[1], 'exp', ARGV[3], unpack(ARGV, fields))
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 'done'
`)

// replaceSession: KEYS session; ARGV now, life, the version it replaces, field,
// value, ….
var replaceSession = redis.NewScript(`
local now = redis.call('HMGET', KEYS[1], 'exp', 'v')
local exp = tonumber(now[1] or '')
if not exp or exp <= tonumber(ARGV[1]) then return 'gone' end
if now[2] ~= ARGV[3] then return 'changed' end
redis.call('DEL', KEYS[1])
redis.call('HSET', KEYS[1], unpack(ARGV, 4))
redis.call('PEXPIRE', KEYS[1], ARGV[2])
return 'done'
`)

// deleteSession: KEYS session; ARGV now, the code whose link has been removed, or
// nothing for a damaged session without one.
var deleteSession = redis.NewScript(`
local now = redis.call('HMGET', KEYS[1], 'exp', 'code')
if (now[2] or '') ~= ARGV[2] then return 'changed' end
if redis.call('DEL', KEYS[1]) == 0 then return 'gone' end
local exp = tonumber(now[1] or '')
if exp and exp <= tonumber(ARGV[1]) then return 'gone' end
return 'done'
`)

// holdLink: KEYS link; ARGV id, life. A link's life is only ever lengthened, so
// that of two renewals at once the longer one stands.
var holdLink = redis.NewScript(`
local id = redis.call('GET', KEYS[1])
if not id then
	redis.call('SET', KEYS[1], ARGV[1], 'PX', ARGV[2])
	return 'fresh'
end
if id ~= ARGV[1] then return 'taken' end
if redis.call('PTTL', KEYS[1]) < tonumber(ARGV[2]) then redis.call('PEXPIRE', KEYS[1], ARGV[2]) end
return 'held'
`)

// releaseLink: KEYS link; ARGV id.
var releaseLink = redis.NewScript(`
if redis.call('GET', KEYS[1]) == ARGV[1] then redis.call('DEL', KEYS[1]) end
return 'done'
`)

// noteLink: KEYS session; ARGV code, until when its link lives. Stale if the session
// is gone or has another code by now.
var noteLink = redis.NewScript(`
local now = redis.call('HMGET', KEYS[1], 'code', 'link')
if now[1] ~= ARGV[1] then return 'stale' end
if tonumber(now[2]) < tonumber(ARGV[2]) then redis.call('HSET', KEYS[1], 'link', ARGV[2]) end
return 'done'
`)

// change runs a script on a session and reads the session as it stands just after
// it, in one transaction and one round trip. (Returning the session from the
// script itself would cost the server half as much again, for taking it into Lua
// and out.)
func (s *Store) change(ctx context.Context, script *redis.Script, id uuid.UUID, args ...any) (*record, error) {
	key := s.sessionKey(id)
	word, fields, err := s.transact(ctx, key, func(p redis.Pipeliner) *redis.Cmd {
		return script.EvalSha(ctx, p, []string{key}, args...)
	})
	if redis.HasErrorPrefix(err, "NOSCRIPT") { // a server that was restarted since
		word, fields, err = s.transact(ctx, key, func(p redis.Pipeliner) *redis.Cmd {
			return script.Eval(ctx, p, []string{key}, args...)
		})
	}
	if err != nil {
		return nil, err
	}
	switch word {
	case "done":
		return readRecord(id, fields)
	case "gone":
		return nil, quiz.ErrNotFound
	case "finished":
		return nil, quiz.ErrFinished
	case "foreign":
		return nil, quiz.ErrNotInForm
	case "changed":
		return nil, errChanged
	default:
		return nil, fmt.Errorf("the stored session is %s", word)
	}
}

func (s *Store) transact(
	ctx context.Context, key string, run func(redis.Pipeliner) *redis.Cmd,
) (word string, fields map[string]string, err error) {
	var outcome *redis.Cmd
	var session *redis.MapStringStringCmd
	_, err = s.client.TxPipelined(ctx, func(p redis.Pipeliner) error {
		outcome, session = run(p), p.HGetAll(ctx, key)
		return nil
	})
	if err != nil {
		return "", nil, err
	}
	word, err = outcome.Text()
	return word, session.Val(), err
}

// keyLife is how long the server is to keep a session, in milliseconds. It is no
// shorter than a second, so that even a session that is over at once can be read
// within the transaction that made it so.
func keyLife(expires, now time.Time) int64 {
	return max(expires.Sub(now), time.Second).Milliseconds()
}
