package scoring_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"workfit/scoring"
)

// The unweighted parts of work styles, skills and values differ over people and
// occupations by what weights.go says, when the standard form is taken: the
// spread of the posterior mean is that of θ less what stays unknown,
// Σ_o H_oᵀ(Σ − P)H_o / n, here with the weight of all other domains at 0.
func TestSpreads(t *testing.T) {
	f := load(t)
	rng := rand.New(rand.NewPCG(7, 8))
	answers := f.model.Population().Draw(rng, nil).Answers(rng, f.form(t, "standard"))
	for _, d := range []scoring.Domain{scoring.Styles, scoring.Skills, scoring.Values} {
		model, err := scoring.NewModel(f.in, f.field, scoring.Weights{d: 1})
		if err != nil {
			t.Fatal(err)
		}
		before, after := score(t, model, nil), score(t, model, answers)
		var variance float64
		for o := range after.Len() {
			variance += (before.Fit(o).Variance - after.Fit(o).Variance) / float64(after.Len())
		}
		if sd := math.Sqrt(variance); math.Abs(sd-1) > 0.02 {
			t.Errorf("%s: with weight 1 the part's spread is %.3f; its entry in spreads should be multiplied by that", d, sd)
		}
	}
}
