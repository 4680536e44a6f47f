package scoring_test

import (
	"encoding/json"
	"fmt"
	"io/fs"
	"maps"
	"math"
	"math/rand/v2"
	"os"
	"testing"
	"testing/fstest"

	"pgregory.net/rapid"

	"workfit/quiz"
	"workfit/scoring"
)

// The properties of section "what must hold" of the model, on the real
// instrument and occupations unless a property needs another instrument.

// altered reads the fit instrument after change has been made to its definition;
// items that change adds are worded by their ids.
func altered(tb testing.TB, change func(*quiz.Instrument)) *quiz.Instrument {
	tb.Helper()
	dir := os.DirFS("../quiz/instruments")
	raw, err := fs.ReadFile(dir, "fit/instrument.json")
	if err != nil {
		tb.Fatal(err)
	}
	var in quiz.Instrument
	if err := json.Unmarshal(raw, &in); err != nil {
		tb.Fatal(err)
	}
	change(&in)
	if raw, err = json.Marshal(&in); err != nil {
		tb.Fatal(err)
	}
	words, err := fs.ReadFile(dir, "fit/en.json")
	if err != nil {
		tb.Fatal(err)
	}
	var text quiz.Text
	if err := json.Unmarshal(words, &text); err != nil {
		tb.Fatal(err)
	}
	for _, it := range in.Items {
		if text.Items[it.ID] == "" {
			text.Items[it.ID] = it.ID
		}
	}
	if words, err = json.Marshal(text); err != nil {
		tb.Fatal(err)
	}
	read, err := quiz.ReadInstrument(fstest.MapFS{
		"fit/instrument.json": {Data: raw},
		"fit/en.json":         {Data: words},
	}, "fit")
	if err != nil {
		tb.Fatal(err)
	}
	return read
}

func newModel(tb testing.TB, in *quiz.Instrument, w scoring.Weights) *scoring.Model {
	tb.Helper()
	m, err := scoring.NewModel(in, load(tb).field, w)
	if err != nil {
		tb.Fatal(err)
	}
	return m
}

// drawAnswers draws a set of answers, from none to all items.
func drawAnswers(t *rapid.T, in *quiz.Instrument, lowest, highest int) map[string]int {
	answers := map[string]int{}
	for _, it := range in.Items {
		if rapid.IntRange(0, 2).Draw(t, "answered") > 0 {
			answers[it.ID] = rapid.IntRange(lowest, highest).Draw(t, it.ID)
		}
	}
	return answers
}

func fitsOf(r *scoring.Result) []float64 { return r.ExactValues() }

func farthest(a, b []float64) float64 {
	var d float64
	for i := range a {
		d = max(d, math.Abs(a[i]-b[i]))
	}
	return d
}

func TestOrderOfItemsAndAnswersChangesNothing(t *testing.T) {
	f := load(t)
	shuffled := newModel(t, altered(t, func(in *quiz.Instrument) {
		rand.New(rand.NewPCG(1, 2)).Shuffle(len(in.Items), func(i, j int) { in.Items[i], in.Items[j] = in.Items[j], in.Items[i] })
	}), scoring.DefaultWeights())
	rapid.Check(t, func(t *rapid.T) {
		answers := drawAnswers(t, f.in, 1, 5)
		a, err := f.model.Score(answers)
		if err != nil {
			t.Fatal(err)
		}
		b, err := shuffled.Score(answers)
		if err != nil {
			t.Fatal(err)
		}
		if d := farthest(fitsOf(a), fitsOf(b)); d > 1e-9 {
			t.Fatalf("fits differ by %g", d)
		}
	})
}

func TestYesSayingMovesNoRankWhenItIsLeftFree(t *testing.T) {
	in := altered(t, func(in *quiz.Instrument) { in.Norm.AgreementVariance = 1e6 })
	m := newModel(t, in, scoring.DefaultWeights())
	rapid.Check(t, func(t *rapid.T) {
		answers := drawAnswers(t, in, 1, 4)
		higher := maps.Clone(answers)
		for item := range higher {
			higher[item]++
		}
		a, err := m.Score(answers)
		if err != nil {
			t.Fatal(err)
		}
		b, err := m.Score(higher)
		if err != nil {
			t.Fatal(err)
		}
		// Then no two that lie farther apart than this change places.
		if d := farthest(fitsOf(a), fitsOf(b)); len(answers) > 0 && d > 1e-5 {
			t.Fatalf("adding 1 to %d answers moved fits by %g", len(answers), d)
		}
	})
}

func TestReversingAnItemWithItsAnswerChangesNothing(t *testing.T) {
	plain := altered(t, func(in *quiz.Instrument) { in.Norm.AgreementVariance = 0 })
	reversed := altered(t, func(in *quiz.Instrument) {
		in.Norm.AgreementVariance = 0
		for i := range in.Items {
			if i%3 == 0 {
				for k := range in.Items[i].Keys {
					in.Items[i].Keys[k].Loading *= -1
				}
			}
		}
	})
	a, b := newModel(t, plain, scoring.DefaultWeights()), newModel(t, reversed, scoring.DefaultWeights())
	rapid.Check(t, func(t *rapid.T) {
		answers := drawAnswers(t, plain, 1, 5)
		turned := maps.Clone(answers)
		for i, it := range plain.Items {
			if v, ok := turned[it.ID]; ok && i%3 == 0 {
				turned[it.ID] = 6 - v
			}
		}
		ra, err := a.Score(answers)
		if err != nil {
			t.Fatal(err)
		}
		rb, err := b.Score(turned)
		if err != nil {
			t.Fatal(err)
		}
		if d := farthest(fitsOf(ra), fitsOf(rb)); d > 1e-9 {
			t.Fatalf("fits differ by %g", d)
		}
	})
}

func TestAnAnswerNeverAddsUncertainty(t *testing.T) {
	f := load(t)
	rng := rand.New(rand.NewPCG(3, 4))
	var items []string
	for _, i := range rng.Perm(len(f.in.Items)) {
		items = append(items, f.in.Items[i].ID)
	}
	given := f.model.Population().Draw(rng, nil).Answers(rng, items)
	answers := map[string]int{}
	before := score(t, f.model, answers)
	for _, item := range items {
		answers[item] = given[item]
		after := score(t, f.model, answers)
		if after.Quality.Doubtful() {
			t.Fatalf("answers as the model expects them are doubted: %+v", after.Quality)
		}
		for o := range after.Len() {
			if after.Fit(o).Variance > before.Fit(o).Variance+1e-12 {
				t.Fatalf("after %d answers the variance of %s rose from %v to %v",
					len(answers), after.Fit(o).Code, before.Fit(o).Variance, after.Fit(o).Variance)
			}
		}
		for j := range after.Estimates() {
			if after.Estimates()[j].SE > before.Estimates()[j].SE+1e-12 {
				t.Fatalf("the standard error of %s rose", after.Estimates()[j].Element)
			}
		}
		before = after
	}
}

// An instrument as long as they may be, with hardly any noise, is where rounding
// would show first.
func TestVariancesStayPositiveOnTheLongestInstrument(t *testing.T) {
	in := altered(t, func(in *quiz.Instrument) {
		in.Norm.ResidualVariance = 1e-6
		original := len(in.Items)
		for n := original; n < 500; n++ {
			it := in.Items[n%original]
			it.ID = fmt.Sprintf("more%d", n)
			in.Items = append(in.Items, it)
		}
	})
	m := newModel(t, in, scoring.DefaultWeights())
	answers := map[string]int{}
	for i, it := range in.Items {
		answers[it.ID] = 1 + i%5
	}
	for _, f := range fits(score(t, m, answers)) {
		if !(f.Variance > 0) || math.IsNaN(f.Score) {
			t.Fatalf("%s: variance %v, score %v", f.Code, f.Variance, f.Score)
		}
	}
}

func TestContributionsAddUpToTheFit(t *testing.T) {
	f := load(t)
	rapid.Check(t, func(t *rapid.T) {
		r, err := f.model.Score(drawAnswers(t, f.in, 1, 5))
		if err != nil {
			t.Fatal(err)
		}
		code := rapid.SampledFrom(f.model.Codes()).Draw(t, "occupation")
		e, ok := r.Explain(code)
		if !ok {
			t.Fatalf("no explanation of %s", code)
		}
		byConstruct, byAnswer := e.Base, e.Expected
		for _, s := range e.Constructs {
			byConstruct += s.Value
			if d := math.Abs(s.Value - s.Level*s.Demand); d > 1e-12 {
				t.Fatalf("%s: share %v is not level %v times demand %v", s.Element, s.Value, s.Level, s.Demand)
			}
		}
		for _, a := range e.Answers {
			byAnswer += a.Value
		}
		if d := math.Abs(byConstruct - e.Fit.Value); d > 1e-9 {
			t.Fatalf("%s: constructs add up to %v, the fit is %v", code, byConstruct, e.Fit.Value)
		}
		if d := math.Abs(byAnswer - e.Fit.Value); d > 1e-9 {
			t.Fatalf("%s: answers add up to %v, the fit is %v", code, byAnswer, e.Fit.Value)
		}
		if len(e.Answers) != r.Answered {
			t.Fatalf("%d answers are explained of %d", len(e.Answers), r.Answered)
		}
	})
}
