package redisstore

import (
	"encoding/hex"
	"errors"
	"fmt"
	"strconv"
	"strings"
	"time"

	"github.com/google/uuid"

	"workfit/quiz"
)

// The fields of a session's hash. Each value stays within 64 bytes and their
// number within 512: beyond either Redis stores the hash in a form that takes
// several times the memory (hash-max-listpack-value and -entries).
const (
	fieldForm       = "f" // instrument/form
	fieldLang       = "lang"
	fieldInstrument = "vi"   // versions of the instrument,
	fieldData       = "vd"   // the occupation data
	fieldEngine     = "ve"   // and the scoring engine
	fieldCode       = "code" // hash of the resume code, hex
	fieldCreated    = "made" // milliseconds since 1970, as all times here
	fieldExpires    = "exp"
	fieldFinished   = "done" // absent until finished
	fieldLink       = "link" // the code's link lives at least until then
	fieldVersion    = "v"    // raised by every change
	fieldHasty      = "h"    // absent while 0
	answerPrefix    = "a:"   // a:<item> → the answer
	emphasisPrefix  = "w:"   // w:<part> → the factor; absent where it counts as usual
)

// A record is a session as it is stored, with what only the store knows.
type record struct {
	session *quiz.Session
	version int64
	link    time.Time

	seen   int // how many of the fields that every session has
	damage error
}

const needed = 10 // all fields but fieldFinished, fieldHasty, the answers and the emphasis

// readRecord reads the hash of a session.
func readRecord(id uuid.UUID, fields map[string]string) (*record, error) {
	answers := make(map[string]int, max(len(fields)-needed, 0))
	r := &record{session: &quiz.Session{ID: id, Answers: answers}}
	for field, value := range fields {
		r.set(field, value)
	}
	if r.damage == nil && r.seen < needed {
		r.damage = fmt.Errorf("the stored session is damaged: %d of its %d fields are missing", needed-r.seen, needed)
	}
	if r.damage != nil {
		return nil, r.damage
	}
	return r, nil
}

// set takes in one field, and notes the first that is damaged.
func (r *record) set(field, value string) {
	s := r.session
	if item, ok := strings.CutPrefix(field, answerPrefix); ok {
		answer, err := strconv.Atoi(value)
		if err != nil {
			r.damaged(field, err)
		}
		s.Answers[item] = answer
		return
	}
	if part, ok := strings.CutPrefix(field, emphasisPrefix); ok {
		factor, err := strconv.ParseFloat(value, 64)
		if err == nil && !(factor >= 0 && factor <= quiz.MaxEmphasis) {
			err = errors.New("is out of bounds")
		}
		if err != nil {
			r.damaged(field, err)
		}
		if s.Emphasis == nil {
			s.Emphasis = map[string]float64{}
		}
		s.Emphasis[part] = factor
		return
	}
	switch field {
	case fieldForm:
		instrument, form, ok := strings.Cut(value, "/")
		if !ok {
			r.damaged(field, errors.New("is not instrument/form"))
		}
		s.Form = quiz.FormRef{Instrument: instrument, Form: form}
	case fieldLang:
		s.Lang = value
	case fieldInstrument:
		s.Versions.Instrument = value
	case fieldData:
		s.Versions.Data = value
	case fieldEngine:
		s.Versions.Engine = value
	case fieldCode:
		if hex.DecodedLen(len(value)) != len(s.Code) {
			r.damaged(field, errors.New("has the wrong length"))
		} else if _, err := hex.Decode(s.Code[:], []byte(value)); err != nil {
			r.damaged(field, err)
		}
	case fieldCreated:
		s.Created = r.time(field, value)
	case fieldExpires:
		s.Expires = r.time(field, value)
	case fieldLink:
		r.link = r.time(field, value)
	case fieldVersion:
		r.version = r.number(field, value)
	case fieldFinished:
		s.Finished = r.time(field, value)
		return
	case fieldHasty:
		s.Hasty = int(r.number(field, value))
		return
	default:
		return // of a newer release
	}
	r.seen++
}

func (r *record) number(field, value string) int64 {
	n, err := strconv.ParseInt(value, 10, 64)
	if err != nil {
		r.damaged(field, err)
	}
	return n
}

func (r *record) time(field, value string) time.Time {
	return time.UnixMilli(r.number(field, value)).UTC()
}

func (r *record) damaged(field string, err error) {
	if r.damage == nil {
		r.damage = fmt.Errorf("the stored session is damaged: field %s: %w", field, err)
	}
}

// fields lists the record as it goes into the hash: field, value, field, value.
func (r *record) fields() []any {
	s := r.session
	list := make([]any, 0, 2*(needed+2+len(s.Answers)+len(s.Emphasis)))
	list = append(
		list,
		fieldForm, s.Form.String(),
		fieldLang, s.Lang,
		fieldInstrument, s.Versions.Instrument,
		fieldData, s.Versions.Data,
		fieldEngine, s.Versions.Engine,
		fieldCode, hex.EncodeToString(s.Code[:]),
		fieldCreated, s.Created.UnixMilli(),
		fieldExpires, s.Expires.UnixMilli(),
		fieldLink, r.link.UnixMilli(),
		fieldVersion, r.version,
	)
	if s.IsFinished() {
		list = append(list, fieldFinished, s.Finished.UnixMilli())
	}
	if s.Hasty > 0 {
		list = append(list, fieldHasty, s.Hasty)
	}
	for part, factor := range s.Emphasis {
		list = append(list, emphasisPrefix+part, strconv.FormatFloat(factor, 'g', -1, 64))
	}
	return appendAnswers(list, s.Answers)
}

func appendAnswers(list []any, answers map[string]int) []any {
	for item, answer := range answers {
		list = append(list, answerPrefix+item, answer)
	}
	return list
}
