package scoring_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"workfit/scoring"
)

func TestHonestAnswersAreSeldomDoubted(t *testing.T) {
	f := load(t)
	rng := rand.New(rand.NewPCG(3, 9))
	people := f.model.Population()
	const number = 1000
	for _, form := range []string{"quick", "standard", "full"} {
		items := f.form(t, form)
		doubted, random, same := 0, 0, 0
		for range number {
			honest := people.Draw(rng, nil).Answers(rng, items)
			if r := sheet(t, f.model, scoring.Sheet{Answers: honest, Order: items}); r.Quality.Doubtful() {
				doubted++
			}
			careless, alike := map[string]int{}, map[string]int{}
			one := 1 + rng.IntN(5)
			for _, id := range items {
				careless[id], alike[id] = 1+rng.IntN(5), one
			}
			if sheet(t, f.model, scoring.Sheet{Answers: careless, Order: items}).Quality.Doubtful() {
				random++
			}
			if sheet(t, f.model, scoring.Sheet{Answers: alike, Order: items}).Quality.Doubtful() {
				same++
			}
		}
		t.Logf("%s form: %.1f %% of honest people are doubted, %.1f %% of those who answer at random, %.1f %% of those who answer all alike",
			form, 100*float64(doubted)/number, 100*float64(random)/number, 100*float64(same)/number)
		if doubted > number*2/100 {
			t.Errorf("%s form: %d of %d honest people are doubted", form, doubted, number)
		}
		if same < number {
			t.Errorf("%s form: only %d of %d who answer all alike are noticed", form, same, number)
		}
	}
}

func sheet(tb testing.TB, m *scoring.Model, s scoring.Sheet) *scoring.Result {
	tb.Helper()
	r, err := m.ScoreSheet(s)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

func TestSignsOfDoubt(t *testing.T) {
	f := load(t)
	items := f.form(t, "standard")
	rng := rand.New(rand.NewPCG(4, 9))
	honest := f.model.Population().Draw(rng, nil).Answers(rng, items)
	alike, extreme := map[string]int{}, map[string]int{}
	for _, id := range items {
		alike[id] = 4
		extreme[id] = 1 + 4*rng.IntN(2)
	}
	for name, test := range map[string]struct {
		sheet scoring.Sheet
		want  []scoring.Sign
	}{
		"honest":              {scoring.Sheet{Answers: honest, Order: items, Hasty: 30}, nil},
		"faster than reading": {scoring.Sheet{Answers: honest, Hasty: 31}, []scoring.Sign{scoring.Haste}},
		"all alike":           {scoring.Sheet{Answers: alike}, []scoring.Sign{scoring.SameAnswers}},
		"heads or tails":      {scoring.Sheet{Answers: extreme}, []scoring.Sign{scoring.Misfit}},
		"few answers":         {scoring.Sheet{Answers: map[string]int{"r7": 1, "s2": 1, "i3": 1}, Hasty: 3}, nil},
		"none":                {scoring.Sheet{}, nil},
	} {
		q := sheet(t, f.model, test.sheet).Quality
		for _, sign := range test.want {
			if !slices.Contains(q.Signs, sign) {
				t.Errorf("%s: %s is not noticed in %+v", name, sign, q)
			}
		}
		if test.want == nil && q.Doubtful() {
			t.Errorf("%s: doubted for %v", name, q.Signs)
		}
	}
}

// Doubt widens every range and stops nothing.
func TestDoubtWidensRanges(t *testing.T) {
	f := load(t)
	rng := rand.New(rand.NewPCG(5, 9))
	answers := f.model.Population().Draw(rng, nil).Answers(rng, f.form(t, "standard"))
	trusted := score(t, f.model, answers)
	doubted := sheet(t, f.model, scoring.Sheet{Answers: answers, Hasty: 60})
	if trusted.Quality.Doubtful() || !doubted.Quality.Doubtful() {
		t.Fatalf("%+v and %+v", trusted.Quality, doubted.Quality)
	}
	for o, fit := range fits(doubted) {
		if fit.Variance <= trusted.Fit(o).Variance {
			t.Fatalf("%s: doubt narrows the variance from %v to %v", fit.Code, trusted.Fit(o).Variance, fit.Variance)
		}
	}
}

// The order in which questions were asked decides how long a run is.
func TestRunsAreCountedInTheOrderAsked(t *testing.T) {
	f := load(t)
	answers := map[string]int{"r1": 4, "i1": 2, "a1": 4, "s1": 2, "e1": 4}
	for _, test := range []struct {
		order []string
		want  int
	}{
		{[]string{"r1", "i1", "a1", "s1", "e1"}, 1},
		{[]string{"r1", "a1", "c5", "e1", "s1", "i1"}, 3},
	} {
		if q := sheet(t, f.model, scoring.Sheet{Answers: answers, Order: test.order}).Quality; q.LongestRun != test.want {
			t.Errorf("asked in the order %v the longest run is %d, want %d", test.order, q.LongestRun, test.want)
		}
	}
}
