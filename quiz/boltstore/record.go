package boltstore

import (
	"encoding/binary"
	"errors"
	"fmt"
	"math"
	"time"

	"github.com/google/uuid"

	"workfit/quiz"
)

// The schemas of records. A new form of record gets a new one, and decode reads
// the older ones too. A session without an emphasis or a hasty answer is written in
// the first, so that the release before can read it still.
const (
	schemaFirst = 1
	schemaMore  = 2 // has the emphasis and the number of hasty answers at its end
)

// A record is a session as the file holds it. Times are milliseconds since 1970.
//
// It is written as the schema in one byte and then the fields in the order below:
// the code as it is, numbers as varints, texts with their length in front, and the
// answers, and then the emphasis, with their number in front. JSON would be easier
// to look at, but reading and writing it took most of a save's time.
type record struct {
	code       quiz.CodeHash
	instrument string
	form       string
	lang       string
	versions   quiz.Versions
	created    int64
	expires    int64
	look       int64 // the time of its entry in the expiry table
	done       bool
	finished   int64
	answers    map[string]int
	emphasis   map[string]float64
	hasty      int
}

func newRecord(s *quiz.Session) *record {
	r := &record{
		code:       s.Code,
		instrument: s.Form.Instrument,
		form:       s.Form.Form,
		lang:       s.Lang,
		versions:   s.Versions,
		created:    s.Created.UnixMilli(),
		expires:    s.Expires.UnixMilli(),
		done:       s.IsFinished(),
		answers:    s.Answers,
		emphasis:   s.Emphasis,
		hasty:      s.Hasty,
	}
	if r.done {
		r.finished = s.Finished.UnixMilli()
	}
	return r
}

// session makes the record a session, which shares its maps.
func (r *record) session(id uuid.UUID) *quiz.Session {
	s := &quiz.Session{
		ID:       id,
		Code:     r.code,
		Form:     r.ref(),
		Lang:     r.lang,
		Versions: r.versions,
		Created:  fromMilli(r.created),
		Expires:  fromMilli(r.expires),
		Answers:  r.answers,
		Emphasis: r.emphasis,
		Hasty:    r.hasty,
	}
	if r.done {
		s.Finished = fromMilli(r.finished)
	}
	return s
}

func (r *record) ref() quiz.FormRef {
	return quiz.FormRef{Instrument: r.instrument, Form: r.form}
}

func (r *record) expired(now time.Time) bool { return r.expires <= now.UnixMilli() }

func fromMilli(ms int64) time.Time { return time.UnixMilli(ms).UTC() }

func (r *record) encode() []byte {
	data := make([]byte, 0, 128+16*len(r.answers))
	more := len(r.emphasis) > 0 || r.hasty > 0
	if more {
		data = append(data, schemaMore)
	} else {
		data = append(data, schemaFirst)
	}
	data = append(data, r.code[:]...)
	for _, text := range r.texts() {
		data = appendText(data, *text)
	}
	var done int64
	if r.done {
		done = 1
	}
	for _, n := range []int64{r.created, r.expires, r.look, done, r.finished} {
		data = binary.AppendVarint(data, n)
	}
	data = binary.AppendVarint(data, int64(len(r.answers)))
	for item, answer := range r.answers {
		data = appendText(data, item)
		data = binary.AppendVarint(data, int64(answer))
	}
	if more {
		data = binary.AppendVarint(data, int64(len(r.emphasis)))
		for part, factor := range r.emphasis {
			data = appendText(data, part)
			data = binary.BigEndian.AppendUint64(data, math.Float64bits(factor))
		}
		data = binary.AppendVarint(data, int64(r.hasty))
	}
	return data
}

// texts lists the texts in the order in which they are written.
func (r *record) texts() []*string {
	v := &r.versions
	return []*string{&r.instrument, &r.form, &r.lang, &v.Instrument, &v.Data, &v.Engine}
}

func appendText(data []byte, text string) []byte {
	return append(binary.AppendVarint(data, int64(len(text))), text...)
}

// decode reads a record and shares nothing with data.
func decode(data []byte) (*record, error) {
	if len(data) == 0 {
		return nil, errDamaged
	}
	if data[0] != schemaFirst && data[0] != schemaMore {
		return nil, fmt.Errorf("the stored session has schema %d; this workfit reads up to %d", data[0], schemaMore)
	}
	in := reader{data: data[1:]}
	r := new(record)
	copy(r.code[:], in.bytes(int64(len(r.code))))
	for _, text := range r.texts() {
		*text = in.text()
	}
	r.created, r.expires, r.look = in.number(), in.number(), in.number()
	r.done, r.finished = in.number() != 0, in.number()
	count := in.count()
	r.answers = make(map[string]int, count)
	for range count {
		item := in.text()
		r.answers[item] = int(in.number())
	}
	if data[0] == schemaMore {
		count = in.count()
		if count > 0 {
			r.emphasis = make(map[string]float64, count)
		}
		for range count {
			part := in.text()
			r.emphasis[part] = in.factor()
		}
		r.hasty = int(in.number())
	}
	if in.failed || len(in.data) > 0 {
		return nil, errDamaged
	}
	return r, nil
}

var errDamaged = errors.New("the stored session is damaged")

// A reader takes values off the front of data. Once one is not there it has
// failed, and gives zero values from then on.
type reader struct {
	data   []byte
	failed bool
}

func (r *reader) number() int64 {
	n, size := binary.Varint(r.data)
	if size <= 0 {
		r.data, r.failed = nil, true
		return 0
	}
	r.data = r.data[size:]
	return n
}

// count reads how many entries follow. Each takes two bytes or more.
func (r *reader) count() int64 {
	n := r.number()
	if n < 0 || n > int64(len(r.data)) {
		r.data, r.failed = nil, true
		return 0
	}
	return n
}

// factor reads a factor of an emphasis.
func (r *reader) factor() float64 {
	bits := r.bytes(8)
	if len(bits) < 8 {
		return 0
	}
	factor := math.Float64frombits(binary.BigEndian.Uint64(bits))
	r.failed = r.failed || !(factor >= 0 && factor <= quiz.MaxEmphasis)
	return factor
}

func (r *reader) text() string { return string(r.bytes(r.number())) }

func (r *reader) bytes(n int64) []byte {
	if n < 0 || n > int64(len(r.data)) {
		r.data, r.failed = nil, true
		return nil
	}
	taken := r.data[:n]
	r.data = r.data[n:]
	return taken
}
