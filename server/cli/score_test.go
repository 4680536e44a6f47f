package cli

import (
	"bytes"
	"context"
	"fmt"
	"io"
	"math/rand/v2"
	"os"
	"path/filepath"
	"runtime"
	"strconv"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"workfit/quiz"
	"workfit/scoring"
)

// fitModel is the built-in questionnaire and what it is scored with.
func fitModel(tb testing.TB) (*quiz.Instrument, *scoring.Model) {
	tb.Helper()
	f, err := loadFit()
	if err != nil {
		tb.Fatal(err)
	}
	return f.in, f.model
}

type fitParts struct {
	in    *quiz.Instrument
	model *scoring.Model
}

var loadFit = sync.OnceValues(func() (fitParts, error) {
	in, err := instrument("fit")
	if err != nil {
		return fitParts{}, err
	}
	model, _, err := modelOf(in, "")
	return fitParts{in, model}, err
})

// simulated returns a sheet of people who answer the standard form and skip each
// item with a given chance.
func simulated(tb testing.TB, people int, skip float64) []byte {
	tb.Helper()
	in, model := fitModel(tb)
	form, _ := in.Form("standard")
	rng := rand.New(rand.NewPCG(1, 2))
	population := model.Population()
	var text bytes.Buffer
	fmt.Fprintf(&text, "person_id,%s\n", strings.Join(form.Items, ","))
	for n := range people {
		fmt.Fprintf(&text, "p%06d", n)
		answers := population.Draw(rng, nil).Answers(rng, form.Items)
		for _, item := range form.Items {
			text.WriteByte(',')
			if rng.Float64() >= skip {
				text.WriteString(strconv.Itoa(answers[item]))
			}
		}
		text.WriteByte('\n')
	}
	return text.Bytes()
}

// write puts a file into a folder and returns its path.
func write(tb testing.TB, dir, name string, text []byte) string {
	tb.Helper()
	path := filepath.Join(dir, name)
	if err := os.WriteFile(path, text, 0o644); err != nil {
		tb.Fatal(err)
	}
	return path
}

func read(tb testing.TB, path string) []byte {
	tb.Helper()
	text, err := os.ReadFile(path)
	if err != nil {
		tb.Fatal(err)
	}
	return text
}

// score runs workfit score with the built-in questionnaire.
func score(ctx context.Context, stdin io.Reader, args ...string) (code int, stdout, stderr string) {
	var out, err bytes.Buffer
	code = run(ctx, append([]string{"score", "--instrument", "fit"}, args...), streams{stdin, &out, &err})
	return code, out.String(), err.String()
}

// However many score, everybody's lines come in the order of the sheet, with the
// figures that scoring them one by one gives.
func TestScoringManyAtATimeIsScoringOneByOne(t *testing.T) {
	text := simulated(t, 300, 0.02)
	_, model := fitModel(t)
	want := []byte("person_id,onet_soc,fit,low,high\n")
	for n, answers := range answersOf(t, text) {
		result, err := model.Score(answers)
		if err != nil {
			t.Fatal(err)
		}
		for o, code := range model.Codes() {
			f := result.Fit(o)
			want = fmt.Appendf(want, "p%06d,%s,%.4f,%.4f,%.4f\n", n, code, f.Score, f.Low, f.High)
		}
	}
	code, got, stderr := score(t.Context(), bytes.NewReader(text), "--answers", "-")
	if code != 0 || stderr != "" || got != string(want) {
		t.Errorf("exit %d, %q, %d bytes; one by one it is %d bytes", code, stderr, len(got), len(want))
	}
}

// Which fault is told must not depend on who comes upon one first.
func TestTheFirstFaultInTheSheetIsTold(t *testing.T) {
	rows := bytes.SplitAfter(simulated(t, 200, 0), []byte("\n"))
	rows[150] = bytes.Replace(rows[150], []byte("p000149,"), []byte("p000149,often"), 1)
	rows[151] = []byte("p000150,1\n")
	rows[152] = []byte("p000000" + strings.Repeat(",", bytes.Count(rows[0], []byte(","))) + "\n")
	text := bytes.Join(rows, nil)
	for range 5 {
		code, _, stderr := score(t.Context(), bytes.NewReader(text), "--answers", "-")
		if code != 1 || !strings.HasPrefix(stderr, "workfit: standard input:151: item ") {
			t.Fatalf("exit %d: %s", code, stderr)
		}
	}
}

// A sheet that is larger than memory must not be read faster than its scores are
// written.
func TestReadingWaitsForWriting(t *testing.T) {
	in, model := fitModel(t)
	text := simulated(t, 2000, 0)
	var taken atomic.Int64
	sheet, err := readSheet(&counted{bytes.NewReader(text), &taken}, "people.csv", in, false)
	if err != nil {
		t.Fatal(err)
	}
	perPerson := len(text) / 2000
	bound := int64(perPerson*(runtime.GOMAXPROCS(0)*peoplePerCore+2) + 3*4096) // and what CSV reads ahead
	written := 0
	err = scorePeople(t.Context(), sheet, newScorer(model, 0), func(p *person) error {
		if written++; written == 1 {
			time.Sleep(100 * time.Millisecond)
			if ahead := taken.Load(); ahead > bound {
				t.Errorf("%d bytes were read before the first person was written, more than %d", ahead, bound)
			}
		}
		return nil
	})
	if err != nil || written != 2000 {
		t.Errorf("%d people were written: %v", written, err)
	}
}

// A counted reader counts what is taken from it.
type counted struct {
	io.Reader
	taken *atomic.Int64
}

func (c *counted) Read(p []byte) (int, error) {
	n, err := c.Reader.Read(p)
	c.taken.Add(int64(n))
	return n, err
}

func TestProgressIsTold(t *testing.T) {
	dir := t.TempDir()
	people := write(t, dir, "people.csv", simulated(t, 1, 0))
	code, _, stderr := score(t.Context(), nil, "--answers", people, "--progress")
	if code != 0 || !strings.HasPrefix(stderr, "1 person in 0") {
		t.Errorf("exit %d: %s", code, stderr)
	}

	var told strings.Builder
	p := &progress{to: &told, terminal: true, began: time.Now().Add(-10 * time.Second), from: place{People: 500, Bytes: 1000}, size: 7000}
	p.show(place{People: 2500, Bytes: 3000})
	if got := told.String(); got != "\r2,500 people, 200 a second, 20s left\x1b[K" && !strings.HasPrefix(got, "\r2,500 people, 199 a second, 20s left") {
		t.Errorf("at a terminal it says %q", got)
	}
	told.Reset()
	p.size = -1
	p.show(place{People: 2500, Bytes: 3000})
	if got := told.String(); strings.Contains(got, "left") {
		t.Errorf("of answers of unknown length it says %q", got)
	}
}
