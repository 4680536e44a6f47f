package quiz_test

import (
	"errors"
	"math"
	"regexp"
	"strings"
	"testing"
	"time"

	"workfit/quiz"
)

var noon = time.Date(2026, 11, 22, 12, 0, 0, 0, time.UTC)

func start(t *testing.T) (*quiz.Session, quiz.Code, *quiz.Form) {
	t.Helper()
	catalog, err := quiz.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	in, form, ok := catalog.Form(quiz.FormRef{Instrument: "fit", Form: "quick"})
	if !ok {
		t.Fatal("no quick form")
	}
	s, code, err := quiz.Start(in, "quick", "en", quiz.Versions{Data: "d1", Engine: "e1"}, noon, noon.Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	return s, code, form
}

func TestASessionRecordsWhatItIsTakenWith(t *testing.T) {
	s, code, _ := start(t)
	if s.ID.Version() != 4 {
		t.Errorf("the id %s is of version %d, want 4", s.ID, s.ID.Version())
	}
	if s.Code != code.Hash() {
		t.Error("the session does not hold the hash of its code")
	}
	if v := s.Versions; v.Instrument == "" || v.Data != "d1" || v.Engine != "e1" {
		t.Errorf("versions are %+v", v)
	}
}

func TestStartRefusesWhatTheInstrumentLacks(t *testing.T) {
	catalog, _ := quiz.Embedded()
	in, _ := catalog.Find("fit")
	if _, _, err := quiz.Start(in, "endless", "en", quiz.Versions{}, noon, noon); err == nil || !strings.Contains(err.Error(), "endless") {
		t.Errorf("an unknown form: %v", err)
	}
	if _, _, err := quiz.Start(in, "quick", "xx", quiz.Versions{}, noon, noon); err == nil || !strings.Contains(err.Error(), "xx") {
		t.Errorf("an unknown language: %v", err)
	}
}

func TestNextIsTheFirstItemNotYetSeen(t *testing.T) {
	s, _, form := start(t)
	if got := s.Next(form); got != form.Items[0] {
		t.Errorf("at the start next is %q", got)
	}
	s.Answers[form.Items[0]] = 3
	s.Answers[form.Items[1]] = quiz.Skipped
	s.Answers[form.Items[3]] = 5
	if got := s.Next(form); got != form.Items[2] {
		t.Errorf("next is %q, want %q", got, form.Items[2])
	}
	if s.Answered() != 2 {
		t.Errorf("%d count as answered, want 2: a skipped item is no answer", s.Answered())
	}
	if given := s.Given(); len(given) != 2 || given[form.Items[0]] != 3 {
		t.Errorf("given answers are %v", given)
	}
	for _, item := range form.Items {
		s.Answers[item] = 1
	}
	if got := s.Next(form); got != "" {
		t.Errorf("with all seen next is %q", got)
	}
}

func TestFinishNeedsAnAnswerAndKeepsItsTime(t *testing.T) {
	s, _, form := start(t)
	s.Answers[form.Items[0]] = quiz.Skipped
	if err := s.Finish(noon); !errors.Is(err, quiz.ErrNothingAnswered) {
		t.Fatalf("finishing with nothing answered: %v", err)
	}
	s.Answers[form.Items[1]] = 2
	if err := s.Finish(noon); err != nil {
		t.Fatal(err)
	}
	if err := s.Finish(noon.Add(time.Minute)); err != nil || !s.Finished.Equal(noon) {
		t.Errorf("finishing again moved the time to %v (%v)", s.Finished, err)
	}
	s.Reopen()
	if s.IsFinished() {
		t.Error("a reopened session is still finished")
	}
}

func TestAClonesAnswersAreItsOwn(t *testing.T) {
	s, _, form := start(t)
	c := s.Clone()
	c.Answers[form.Items[0]] = 4
	if len(s.Answers) != 0 {
		t.Error("changing the clone changed the session")
	}
}

func TestResumeCodes(t *testing.T) {
	seen := map[quiz.Code]bool{}
	counts := map[rune]int{}
	const n = 2000
	for range n {
		code := quiz.NewCode()
		if seen[code] {
			t.Fatalf("the code %s came twice", code)
		}
		seen[code] = true
		for _, r := range string(code) {
			counts[r]++
		}
		if !regexp.MustCompile(`^[BCDFGHJKMNPQRSTVWXYZ]{5}(-[BCDFGHJKMNPQRSTVWXYZ]{5}){2}$`).MatchString(code.String()) {
			t.Fatalf("the code is shown as %s", code)
		}
		for _, typed := range []string{string(code), code.String(), strings.ToLower(code.String()), " " + strings.ReplaceAll(code.String(), "-", " ")} {
			if back, ok := quiz.ParseCode(typed); !ok || back != code {
				t.Fatalf("%q is read as %q, %v", typed, back, ok)
			}
		}
	}
	// 15 letters of an alphabet of 20 are at least 60 bits if all letters are
	// equally likely: each is then met 1500 ± 38 times, and ± 5 of that is safe.
	if bits := 15 * math.Log2(float64(len(counts))); bits < 60 {
		t.Errorf("codes hold %.1f bits", bits)
	}
	for r, c := range counts {
		if c < 1300 || c > 1700 {
			t.Errorf("the letter %c came %d times of about %d", r, c, n*15/20)
		}
	}
}

func TestWhatIsNoCode(t *testing.T) {
	for _, typed := range []string{"", "BCDFG", "BCDFG-HJKMN-PQRSA", "BCDFG-HJKMN-PQRS1", "BCDFGHJKMNPQRSTV", strings.Repeat("B", 1<<20), "ＢCDFG-HJKMN-PQRST", "-----"} {
		if code, ok := quiz.ParseCode(typed); ok {
			t.Errorf("%.40q is read as the code %s", typed, code)
		}
	}
}
