package quiz

import (
	"crypto/rand"
	"crypto/sha256"
	"errors"
	"fmt"
	"maps"
	"strings"
	"time"

	"github.com/google/uuid"
)

// Skipped stands in the place of an answer for an item that the person has seen
// and passed over. It is no answer: scoring never sees it.
const Skipped = 0

// ErrNothingAnswered: a session without a single answer can not be finished.
var ErrNothingAnswered = errors.New("nothing has been answered yet")

// A Session is one person's way through one form of an instrument, or through
// one form and then a larger one.
//
// It begins with [Start], takes answers in any order and any number of times
// through [Store].SaveAnswers, and ends with Finish, after which it takes none
// until Reopen. When its form is changed the answers to items of the former one
// stay. It expires when nothing has been changed for the life time that
// the service sets.
type Session struct {
	ID       uuid.UUID
	Code     CodeHash // of the resume code in force
	Form     FormRef
	Lang     string
	Versions Versions
	Created  time.Time
	Expires  time.Time
	Finished time.Time      // zero until finished
	Answers  map[string]int // by item id; Skipped for an item passed over

	// Hasty counts the answers that came less than [Haste] after the change before,
	// too soon for their question to have been read.
	Hasty int

	// Emphasis is how much each part of the result is to count for this person,
	// as a factor of what is usual, from 0 to MaxEmphasis. A part that is not
	// named counts as usual. The names are those of whoever scores.
	Emphasis map[string]float64
}

// MaxEmphasis bounds the factors of an emphasis.
const MaxEmphasis = 4

// Haste is the time under which nobody has read a question and answered it.
const Haste = time.Second

// Versions names what a session was taken with, so that a result can be told
// apart from one computed with other items, data or arithmetic.
type Versions struct {
	Instrument string `json:"instrument"`
	Data       string `json:"data"`
	Engine     string `json:"engine"`
}

// Start begins a session on a form, expiring at the given time, and returns with
// it the resume code, which is not kept anywhere: only its hash is.
func Start(in *Instrument, form, lang string, v Versions, now, expires time.Time) (*Session, Code, error) {
	if _, ok := in.Form(form); !ok {
		return nil, "", fmt.Errorf("instrument %s has no form %q", in.ID, form)
	}
	if _, ok := in.Text(lang); !ok {
		return nil, "", fmt.Errorf("instrument %s has no wording in %q", in.ID, lang)
	}
	id, err := uuid.NewRandom()
	if err != nil {
		return nil, "", fmt.Errorf("making a session id: %w", err)
	}
	v.Instrument = in.Version
	// As stores keep them, so that a session is the same before and after.
	now, expires = now.UTC().Truncate(time.Millisecond), expires.UTC().Truncate(time.Millisecond)
	code := NewCode()
	return &Session{
		ID:       id,
		Code:     code.Hash(),
		Form:     FormRef{in.ID, form},
		Lang:     lang,
		Versions: v,
		Created:  now,
		Expires:  expires,
		Answers:  map[string]int{},
	}, code, nil
}

// Finish ends the session. Finishing a finished session changes nothing.
// ErrNothingAnswered if there is nothing to score.
func (s *Session) Finish(now time.Time) error {
	if s.Answered() == 0 {
		return ErrNothingAnswered
	}
	if !s.IsFinished() {
		s.Finished = now.UTC().Truncate(time.Millisecond)
	}
	return nil
}

// Reopen lets a finished session take answers again.
func (s *Session) Reopen() { s.Finished = time.Time{} }

// IsFinished reports whether the session has ended.
func (s *Session) IsFinished() bool { return !s.Finished.IsZero() }

// Answered counts the items with an answer; skipped ones do not count.
func (s *Session) Answered() int {
	n := 0
	for _, v := range s.Answers {
		if v != Skipped {
			n++
		}
	}
	return n
}

// Given returns the answers without the skipped items.
func (s *Session) Given() map[string]int {
	given := make(map[string]int, len(s.Answers))
	for item, v := range s.Answers {
		if v != Skipped {
			given[item] = v
		}
	}
	return given
}

// Next returns the first item of the form that has been neither answered nor
// skipped, or "" when all have.
func (s *Session) Next(f *Form) string {
	if unseen := s.Unseen(f); len(unseen) > 0 {
		return unseen[0]
	}
	return ""
}

// Unseen lists the items of the form that have been neither answered nor
// skipped, in the form's order.
func (s *Session) Unseen(f *Form) []string {
	var items []string
	for _, item := range f.Items {
		if _, seen := s.Answers[item]; !seen {
			items = append(items, item)
		}
	}
	return items
}

// Unanswered lists the items of the form without an answer, skipped or not, in
// the form's order.
func (s *Session) Unanswered(f *Form) []string {
	var items []string
	for _, item := range f.Items {
		if s.Answers[item] == Skipped {
			items = append(items, item)
		}
	}
	return items
}

// Clone returns a copy that shares nothing with s.
func (s *Session) Clone() *Session {
	c := *s
	c.Answers = maps.Clone(s.Answers)
	if c.Answers == nil {
		c.Answers = map[string]int{}
	}
	c.Emphasis = maps.Clone(s.Emphasis)
	return &c
}

// codeLetters are the letters of a resume code: no vowels, so that no words
// appear, and none that is easily taken for another letter or a digit.
const codeLetters = "BCDFGHJKMNPQRSTVWXYZ"

// codeLength gives 15·log₂(20) = 64.8 random bits.
const (
	codeLength = 15
	codeGroup  = 5
)

// A Code is what a person types to go on with a session on another device:
// fifteen letters, shown in three groups of five.
type Code string

// A CodeHash is the SHA-256 of a code. A code has enough random bits that a
// slow hash would add nothing.
type CodeHash [sha256.Size]byte

// NewCode returns a fresh random code.
func NewCode() Code {
	letters := make([]byte, 0, codeLength)
	buf := make([]byte, 32)
	for len(letters) < codeLength {
		rand.Read(buf) // never fails: crypto/rand ends the program instead
		for _, b := range buf {
			// Bytes of 240 and over would favour the first letters.
			if b < 240 && len(letters) < codeLength {
				letters = append(letters, codeLetters[int(b)%len(codeLetters)])
			}
		}
	}
	return Code(letters)
}

// ParseCode reads a code as people type it: in any case, with or without
// dashes and spaces. It reports false for what can not be a code.
func ParseCode(typed string) (Code, bool) {
	if len(typed) > 4*codeLength {
		return "", false
	}
	var letters strings.Builder
	for _, r := range strings.ToUpper(typed) {
		switch {
		case r == '-' || r == ' ':
		case strings.ContainsRune(codeLetters, r):
			letters.WriteRune(r)
		default:
			return "", false
		}
	}
	return Code(letters.String()), letters.Len() == codeLength
}

// Hash returns what is stored in place of the code.
func (c Code) Hash() CodeHash { return sha256.Sum256([]byte(c)) }

// String shows the code in groups, as it is printed for people.
func (c Code) String() string {
	var b strings.Builder
	for i := range len(c) {
		if i > 0 && i%codeGroup == 0 {
			b.WriteByte('-')
		}
		b.WriteByte(c[i])
	}
	return b.String()
}
