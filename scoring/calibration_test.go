package scoring_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"workfit/scoring"
)

// Over people drawn from the model, FIT and the percentage of people are what
// they say: those shown 70 have a true 70 on average, in every tenth of the
// scale, and the 80 % range holds the truth 80 % of the time.
//
// 3,000 people, so that a decile's mean is known to about 0.3: the fits of one
// person go together, hence people and not pairs are what counts.
func TestScoresAreCalibratedOnSimulatedPeople(t *testing.T) {
	f := load(t)
	rng := rand.New(rand.NewPCG(2026, 11))
	const number, bins = 3000, 10
	people := f.model.Population()
	type bin struct{ shown, truth, n float64 }
	var fit, percent [bins]bin
	var covered, pairs, constructs, held float64
	add := func(bins []bin, shown, truth float64) {
		b := &bins[min(int(shown/10), len(bins)-1)]
		b.shown += shown
		b.truth += truth
		b.n++
	}
	for _, form := range []string{"quick", "standard"} {
		items := f.form(t, form)
		for range number / 2 {
			s := people.Simulate(rng, items)
			for o, got := range fits(s.Result) {
				add(fit[:], got.Score, s.Scores[o])
				add(percent[:], got.People, s.People[o])
				if got.Low <= s.Scores[o] && s.Scores[o] <= got.High {
					covered++
				}
				pairs++
			}
			for j, e := range s.Result.Estimates() {
				low, high := e.Interval()
				if low <= s.Theta[j] && s.Theta[j] <= high {
					held++
				}
				constructs++
			}
		}
	}
	for name, tenths := range map[string][bins]bin{"FIT": fit, "people": percent} {
		for i, b := range tenths {
			if b.n < 20_000 {
				continue // too few pairs were shown such a score to say anything
			}
			if d := (b.truth - b.shown) / b.n; math.Abs(d) > 1 {
				t.Errorf("%s %d to %d: the truth lies %.2f off on average (%.0f pairs)", name, i*10, i*10+10, d, b.n)
			}
		}
	}
	if share := 100 * covered / pairs; math.Abs(share-80) > 1 {
		t.Errorf("the 80 %% range of FIT holds the truth %.1f %% of the time", share)
	}
	if share := 100 * held / constructs; math.Abs(share-80) > 1 {
		t.Errorf("the 80 %% range of a construct holds the truth %.1f %% of the time", share)
	}
}

// A person who answers as an occupation's own profile, far out on every
// construct, finds it near the top. It is not always the very first: five points
// a question can not say a profile exactly, and many occupations are close twins.
func TestAnswersLikeAnOccupationFindIt(t *testing.T) {
	f := load(t)
	prior := score(t, f.model, nil)
	first, nearTop, worst := 0, 0, 0
	for _, code := range f.model.Codes() {
		_, rank, _ := score(t, f.model, answersLike(t, f, prior, code)).Find(code)
		if rank == 1 {
			first++
		}
		if rank <= len(f.model.Codes())/100 {
			nearTop++
		}
		worst = max(worst, rank)
	}
	n := len(f.model.Codes())
	t.Logf("of %d occupations %d are first, %d in the top 1 %%; the worst is ranked %d", n, first, nearTop, worst)
	if nearTop < n*92/100 {
		t.Errorf("only %d of %d occupations are in the top 1 %% for their own profile", nearTop, n)
	}
	if worst > n*7/100 {
		t.Errorf("an occupation is ranked %d for its own profile", worst)
	}
}

// answersLike answers every item as a person would whose constructs lie far out
// in the direction of the occupation's demands.
func answersLike(t *testing.T, f *fixtures, prior *scoring.Result, code string) map[string]int {
	t.Helper()
	e, ok := prior.Explain(code)
	if !ok {
		t.Fatalf("no occupation %s", code)
	}
	theta, mean := map[string]float64{}, map[string]float64{}
	for _, s := range e.Constructs {
		theta[s.Element] = 2 * s.Demand
		if s.Domain == scoring.Themes {
			theta[s.Element] = 8. / 3 * s.Demand
		}
	}
	for _, est := range prior.Estimates() {
		mean[est.Element] = est.Mean
	}
	answers := map[string]int{}
	for _, it := range f.in.Items {
		expected := mean[it.Keys[0].Element]
		if it.Keys[0].Loading < 0 {
			expected = 6 - expected
		}
		for _, k := range it.Keys {
			expected += f.in.Norm.AnswerSD * k.Loading * theta[k.Element]
		}
		answers[it.ID] = int(math.Round(min(5, max(1, expected))))
	}
	return answers
}

func TestPatternIsUnclearForThoseWhoLikeEverythingTheSame(t *testing.T) {
	f := load(t)
	for _, form := range []string{"quick", "standard"} {
		for value := 1; value <= 5; value++ {
			answers := map[string]int{}
			for _, item := range f.form(t, form) {
				answers[item] = value
			}
			if p := score(t, f.model, answers).Pattern(); p.Clear() {
				t.Errorf("%s form answered %d throughout: a pattern is claimed, the best match reaches down to %.0f", form, value, p.BestLow)
			}
		}
	}
	if p := score(t, f.model, nil).Pattern(); p.Clear() {
		t.Errorf("a pattern is claimed without an answer, the best match reaches down to %.0f", p.BestLow)
	}
	rng := rand.New(rand.NewPCG(5, 6))
	clear := 0
	for range 200 {
		if f.model.Population().Simulate(rng, f.form(t, "standard")).Result.Pattern().Clear() {
			clear++
		}
	}
	t.Logf("a pattern is claimed for %d of 200 simulated people", clear)
	if clear < 170 {
		t.Errorf("a pattern is claimed for only %d of 200 simulated people who have one", clear)
	}
}
