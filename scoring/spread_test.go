package scoring_test

import (
	"math"
	"testing"

	"workfit/scoring"
)

// The unweighted parts of work styles, skills and values differ over people and
// occupations by what weights.go says, when the standard form is taken: the
// spread of the posterior mean is that of θ less what stays unknown,
// Σ_o H_oᵀ(Σ − P)H_o / n, here with the weight of all other domains at 0.
func TestSpreads(t *testing.T) {
	f := load(t)
	answers := map[string]int{}
	for _, item := range f.form(t, "standard") {
		answers[item] = 3
	}
	for _, d := range []scoring.Domain{scoring.Styles, scoring.Skills, scoring.Values} {
		model, err := scoring.NewModel(f.in, f.field, scoring.Weights{d: 1})
		if err != nil {
			t.Fatal(err)
		}
		before, after := score(t, model, nil), score(t, model, answers)
		var variance float64
		for o := range after.Fits {
			variance += (before.Fits[o].Variance - after.Fits[o].Variance) / float64(len(after.Fits))
		}
		if sd := math.Sqrt(variance); math.Abs(sd-1) > 0.02 {
			t.Errorf("%s: with weight 1 the part's spread is %.3f; its entry in spreads should be multiplied by that", d, sd)
		}
	}
}
