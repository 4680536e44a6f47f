package scoring_test

import (
	"errors"
	"math"
	"math/rand/v2"
	"slices"
	"strings"
	"testing"

	"workfit/quiz"
	"workfit/scoring"
)

func TestScoreRefusesWhatIsNoAnswer(t *testing.T) {
	f := load(t)
	for name, answers := range map[string]map[string]int{
		"unknown item": {"nonsense": 3},
		"too high":     {"r1": 6},
		"too low":      {"r1": 0},
	} {
		var wrong *quiz.AnswerError
		if r, err := f.model.Score(answers); !errors.As(err, &wrong) || r != nil {
			t.Errorf("%s: %v", name, err)
		}
	}
}

func TestEveryOccupationGetsAScoreWithARange(t *testing.T) {
	f := load(t)
	for _, answers := range []map[string]int{nil, {"r1": 5}, {"r1": 1, "i3": 5, "w6": 2}} {
		r := score(t, f.model, answers)
		if r.Len() != 923 {
			t.Fatalf("%d occupations are scored, want 923", r.Len())
		}
		for _, fit := range fits(r) {
			if !(0 <= fit.Low && fit.Low < fit.Score && fit.Score < fit.High && fit.High <= 100) {
				t.Fatalf("%s: %v in %v to %v", fit.Code, fit.Score, fit.Low, fit.High)
			}
			if !(0 <= fit.People && fit.People <= 100) {
				t.Fatalf("%s: higher than for %v %% of people", fit.Code, fit.People)
			}
		}
	}
}

func TestRankingIsByScore(t *testing.T) {
	f := load(t)
	r := score(t, f.model, map[string]int{"r1": 5, "i5": 1})
	ranking := r.Ranking()
	for i, o := range ranking[1:] {
		if r.Fit(o).Score > r.Fit(ranking[i]).Score+1e-4 {
			t.Errorf("place %d has %v, the one before it %v", i+2, r.Fit(o).Score, r.Fit(ranking[i]).Score)
		}
	}
	for _, n := range []int{0, 1, 20, 923, 5000} {
		if top := r.Top(n); !slices.Equal(top, ranking[:min(n, 923)]) {
			t.Errorf("the best %d are not the first of the ranking", n)
		}
	}
	_, rank, ok := r.Find(r.Fit(ranking[4]).Code)
	if !ok || rank != 5 {
		t.Errorf("the fifth is found at rank %d", rank)
	}
	if _, _, ok := r.Find("99-9999.99"); ok {
		t.Error("an occupation that does not exist is found")
	}
	var members int
	for i, fam := range r.Families() {
		members += len(fam.Members)
		if i > 0 && fam.Score > r.Families()[i-1].Score {
			t.Error("families are not best first")
		}
	}
	if members != r.Len() {
		t.Errorf("families hold %d occupations of %d", members, r.Len())
	}
}

// Titles that lack a domain are scored on what they have, and say what they lack.
func TestMissingDomainsAreNamed(t *testing.T) {
	f := load(t)
	r := score(t, f.model, map[string]int{"r1": 3})
	for code, want := range map[string][]scoring.Domain{
		"15-1252.00": {scoring.Values}, // Software Developers
		"29-1141.00": nil,              // Registered Nurses: rated on everything
	} {
		fit, _, ok := r.Find(code)
		if !ok || !slices.Equal(fit.Missing, want) {
			t.Errorf("%s lacks %v, want %v", code, fit.Missing, want)
		}
	}
	fit, _, _ := r.Find("15-2051.00") // Data Scientists: no skills, subjects lent by related occupations
	if !slices.Contains(fit.Missing, scoring.Skills) || slices.Contains(fit.Missing, scoring.Subjects) {
		t.Errorf("15-2051.00 lacks %v", fit.Missing)
	}
}

func TestReasonsAreTheLargestShares(t *testing.T) {
	f := load(t)
	answers := map[string]int{}
	for _, id := range f.form(t, "standard") {
		answers[id] = 2
	}
	for _, id := range []string{"s3", "s2", "i3", "w5", "k3"} {
		answers[id] = 5
	}
	r := score(t, f.model, answers)
	reasons := r.Reasons("29-1141.00", 2)
	if len(reasons.For) != 2 {
		t.Fatalf("%d reasons for nursing", len(reasons.For))
	}
	e, _ := r.Explain("29-1141.00")
	leaning := map[string]float64{}
	for _, est := range r.Estimates() {
		leaning[est.Element] = est.Leaning
	}
	var positive []scoring.Share
	for _, s := range e.Constructs {
		if s.Value > 0 && s.Level*leaning[s.Element] > 0 {
			positive = append(positive, s)
		}
	}
	if !slices.Equal(reasons.For, positive[:2]) {
		t.Errorf("the reasons %v are not the largest shares %v", reasons.For, positive[:2])
	}
	for _, s := range reasons.Against {
		if s.Value >= 0 {
			t.Errorf("%s adds %v and is given as a reason against", s.Element, s.Value)
		}
	}
	if r := r.Reasons("99-9999.99", 2); len(r.For)+len(r.Against) > 0 {
		t.Errorf("an unknown occupation has reasons %v", r)
	}
}

func TestNewModelRefusesWhatDoesNotFit(t *testing.T) {
	f := load(t)
	for name, test := range map[string]struct {
		in      *quiz.Instrument
		weights scoring.Weights
		want    string
	}{
		"a weight below 0":        {f.in, scoring.Weights{scoring.Themes: -1}, "is not between 0 and 4"},
		"a weight that is NaN":    {f.in, scoring.Weights{scoring.Themes: math.NaN()}, "is not between 0 and 4"},
		"a weight on no domain":   {f.in, scoring.Weights{"luck": 1}, "luck"},
		"an item on no construct": {altered(t, func(in *quiz.Instrument) { in.Items[3].Keys[0].Element = "1.A.1.a.1" }), scoring.DefaultWeights(), "keyed to 1.A.1.a.1"},
		"impossible correlations": {altered(t, func(in *quiz.Instrument) {
			m := in.Norm.Correlations[0].Matrix
			for i := range m {
				for j := range m {
					if i != j {
						m[i][j] = -0.9
					}
				}
			}
		}), scoring.DefaultWeights(), "not positive definite"},
	} {
		if _, err := scoring.NewModel(test.in, f.field, test.weights); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// A domain with weight 0 has no say; one with more weight has more.
func TestWeightsMoveTheFit(t *testing.T) {
	f := load(t)
	liked := map[string]int{"w1": 5, "w4": 5, "w6": 1}
	without := newModel(t, f.in, scoring.Weights{scoring.Themes: 2, scoring.Subjects: 1.5})
	if d := farthest(fitsOf(score(t, without, liked)), fitsOf(score(t, without, nil))); d > 0.5 {
		t.Errorf("with no weight on work styles, answers about them move fits by %g", d)
	}
	spread := func(w float64) float64 {
		m := newModel(t, f.in, scoring.Weights{scoring.Themes: 2, scoring.Subjects: 1.5, scoring.Styles: w})
		return farthest(fitsOf(score(t, m, liked)), fitsOf(score(t, m, nil)))
	}
	if a, b := spread(0.5), spread(2); b < 2*a {
		t.Errorf("work styles move fits by %g at weight 0.5 and by %g at weight 2", a, b)
	}
}

func TestFieldRefusesCandidatesItCannotPlace(t *testing.T) {
	rated := func(string, string) (float64, bool) { return 3, true }
	unrated := func(string, string) (float64, bool) { return 0, false }
	for name, test := range map[string]struct {
		candidates []scoring.Candidate
		want       string
	}{
		"none":              {nil, "no candidates"},
		"one twice":         {[]scoring.Candidate{{Code: "a", Rating: rated}, {Code: "a", Rating: rated}}, "stands twice"},
		"without interests": {[]scoring.Candidate{{Code: "a", Rating: unrated}}, "no interest ratings"},
	} {
		if _, err := scoring.NewField([]string{"1.B.1.a"}, test.candidates); err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: %v", name, err)
		}
	}
}

// Whoever answers everything in the middle has said nothing that could be a
// reason, and nobody who disliked every item on machines is told to like them.
func TestReasonsAreWhatThePersonSaid(t *testing.T) {
	f := load(t)
	answers := map[string]int{}
	for _, id := range f.form(t, "standard") {
		answers[id] = 3
	}
	r := score(t, f.model, answers)
	for _, code := range f.model.Codes() {
		if reasons := r.Reasons(code, 6); len(reasons.For)+len(reasons.Against) > 0 {
			t.Fatalf("%s: all answers lie in the middle, and there are reasons %v", code, reasons)
		}
	}
	const mechanical = "2.C.3.e"
	for _, id := range f.form(t, "standard") {
		item, _ := f.in.Item(id)
		answers[id] = 1
		for _, k := range item.Keys {
			if k.Element == mechanical {
				answers[id] = 2
			}
		}
	}
	r = score(t, f.model, answers)
	for _, e := range r.Estimates() {
		if e.Element == mechanical && !(e.Value > 0 && e.Leaning == -1) {
			t.Fatalf("the test wants a person whom the model sets above the middle for a leaning of -1: %+v", e)
		}
	}
	for _, code := range f.model.Codes() {
		reasons := r.Reasons(code, 6)
		for _, s := range append(reasons.For, reasons.Against...) {
			if s.Element == mechanical && s.Level > 0 {
				t.Fatalf("%s: a reason says that they like what they disliked", code)
			}
		}
	}
}

// What is worked out for all occupations at once, in single precision and by a
// table, agrees with the exact figures.
func TestAllAtOnceAgreesWithExact(t *testing.T) {
	f := load(t)
	rng := rand.New(rand.NewPCG(6, 9))
	for range 20 {
		r := score(t, f.model, f.model.Population().Draw(rng, nil).Answers(rng, f.form(t, "full")))
		for o, value := range r.ExactValues() {
			if d := math.Abs(r.Fit(o).Value - value); d > 1e-4 {
				t.Fatalf("%s: %v, exactly %v", r.Fit(o).Code, r.Fit(o).Value, value)
			}
		}
	}
	for z := float32(-9); z < 9; z += 0.00317 {
		exact := 50 * math.Erfc(-float64(z)/math.Sqrt2)
		if got := float64(scoring.Percentile(z)); math.Abs(got-exact) > 1e-4 {
			t.Fatalf("100·Φ(%v) is %v, want %v", z, got, exact)
		}
	}
}

// A counterfactual is what scoring the other answer gives.
func TestCounterfactualsComeTrue(t *testing.T) {
	f := load(t)
	rng := rand.New(rand.NewPCG(7, 9))
	answers := f.model.Population().Draw(rng, nil).Answers(rng, f.form(t, "standard"))
	r := score(t, f.model, answers)
	for _, code := range []string{"29-1141.00", "15-1252.00", "47-2061.00"} {
		found := r.Counterfactuals(code, 3)
		if len(found) != 3 {
			t.Fatalf("%s: %d counterfactuals", code, len(found))
		}
		for i, c := range found {
			if i > 0 && c.After > found[i-1].After {
				t.Errorf("%s: the largest does not come first", code)
			}
			if c.Given != answers[c.Item] || c.Other != 5 || c.After <= c.Before {
				t.Errorf("%s: %+v", code, c)
			}
			answers[c.Item] = c.Other
			fit, _, _ := score(t, f.model, answers).Find(code)
			answers[c.Item] = c.Given
			if math.Abs(fit.Score-c.After) > 0.01 {
				t.Errorf("%s: with %d for %s the FIT is %v, it was said to be %v", code, c.Other, c.Item, fit.Score, c.After)
			}
		}
	}
	if c := r.Counterfactuals("99-9999.99", 3); c != nil {
		t.Errorf("an unknown occupation has counterfactuals %v", c)
	}
	if c := score(t, f.model, nil).Counterfactuals("29-1141.00", 3); len(c) > 0 {
		t.Errorf("without an answer there are counterfactuals %v", c)
	}
}

// Readiness counts what is short and lets no surplus make up for it, and leaves
// the FIT alone.
func TestReadinessCountsShortfallOnly(t *testing.T) {
	f := load(t)
	skilled := func(k int) scoring.Readiness {
		answers := map[string]int{"r1": 3}
		for _, it := range f.in.Items {
			if it.Section == "skills" {
				answers[it.ID] = k
			}
		}
		ready, ok := score(t, f.model, answers).Readiness("29-1141.00")
		if !ok {
			t.Fatal("no readiness for nursing")
		}
		return ready
	}
	low, middle, high := skilled(1), skilled(3), skilled(5)
	if !(low.Met < middle.Met && middle.Met < high.Met) || low.Met < 0 || high.Met > 100 {
		t.Errorf("met: %v, %v, %v", low.Met, middle.Met, high.Met)
	}
	for _, ready := range []scoring.Readiness{low, middle, high} {
		for i, n := range ready.Needs {
			if n.Importance < 3 || n.Shortfall != max(0, n.Required-n.Person) || n.Reached < 0 || n.Reached > 1 {
				t.Errorf("%+v", n)
			}
			if i > 0 && n.Shortfall > ready.Needs[i-1].Shortfall {
				t.Error("the largest shortfall does not come first")
			}
		}
	}
	// A good mechanic is no readier to nurse.
	answers := map[string]int{"k3": 3}
	plain, _ := score(t, f.model, answers).Readiness("43-9041.00")
	for _, n := range plain.Needs {
		if n.Item == "k8" || n.Item == "k9" {
			t.Errorf("claims clerks need %s, at %v", n.Item, n.Importance)
		}
	}
	if _, ok := score(t, f.model, map[string]int{"r1": 5}).Readiness("29-1141.00"); ok {
		t.Error("there is a readiness though no skill was asked about")
	}
	if _, ok := score(t, f.model, map[string]int{"k1": 5}).Readiness("15-2051.00"); ok {
		t.Error("there is a readiness for an occupation that is not rated on skills")
	}
	if _, ok := score(t, f.model, map[string]int{"k1": 5}).Readiness("99-9999.99"); ok {
		t.Error("there is a readiness for an occupation that does not exist")
	}
}
