package cli

import (
	"context"
	"math"
	"slices"

	"workfit/scoring/validation"
	"workfit/server/cli/report"
)

// shared is the share of one list that is on another of the same length.
func shared[T comparable](a, b []T) float64 {
	var n float64
	for _, x := range a {
		if slices.Contains(b, x) {
			n++
		}
	}
	return n / float64(len(a))
}

// simulatedRetest is what the model expects of second answers. None were given.
func (v *validator) simulatedRetest(ctx context.Context) (*report.Retest, error) {
	top, families, err := v.expectedRetest(ctx, nil)
	if err != nil {
		return nil, err
	}
	return &report.Retest{
		Simulated: true, People: len(v.people),
		Top: v.mean("retest top", top), Families: v.mean("retest families", families),
		Fit: report.Unknown(), ExpectedTop: report.Number(math.NaN()), ExpectedFamilies: report.Number(math.NaN()),
	}, nil
}

// expectedRetest returns, by person, the shares of their lists that the model
// expects to stay; of those who are in, or of all.
func (v *validator) expectedRetest(ctx context.Context, in []int) (top, families []float64, err error) {
	if in == nil {
		for p := range v.people {
			in = append(in, p)
		}
	}
	top, families = make([]float64, len(in)), make([]float64, len(in))
	return top, families, parallel(ctx, len(in), func(i int) error {
		r := v.results[in[i]]
		chances := r.RetakeTop(topListed)
		for _, o := range r.Top(topListed) {
			top[i] += chances[o] / topListed
		}
		for _, chance := range r.RetakeFamilies(familiesListed)[:familiesListed] {
			families[i] += chance / familiesListed
		}
		return nil
	})
}

// realRetest compares first and second answers of the same people.
func (v *validator) realRetest(ctx context.Context) (*report.Retest, error) {
	var again []int
	for p, who := range v.people {
		if 2*len(v.retest[who.id]) >= len(v.items) {
			again = append(again, p)
		}
	}
	if len(again) < fewestPeople {
		v.note("Retest: second answers of %d people were given; %d are needed at least.", len(again), fewestPeople)
		return nil, nil
	}
	n := len(again)
	first, second := make([][]float32, n), make([][]float32, n)
	top, families := make([]float64, n), make([]float64, n)
	err := parallel(ctx, n, func(i int) error {
		result, err := v.scored(v.retest[v.people[again[i]].id], v.items)
		if err != nil {
			return err
		}
		first[i], second[i] = v.fits[again[i]], fitsOf(result)
		top[i], families[i] = sharedLists(v.results[again[i]], result)
		return nil
	})
	if err != nil {
		return nil, err
	}
	expectedTop, expectedFamilies, err := v.expectedRetest(ctx, again)
	if err != nil {
		return nil, err
	}
	return &report.Retest{
		People: n, Fit: v.fitCorrelation("retest", first, second),
		Top: v.mean("retest top", top), Families: v.mean("retest families", families),
		ExpectedTop:      v.mean("retest top expected", expectedTop).Value,
		ExpectedFamilies: v.mean("retest families expected", expectedFamilies).Value,
	}, nil
}

// fitCorrelation is the correlation of two tables of FIT within an occupation
// over people, the mean over occupations.
func (v *validator) fitCorrelation(what string, a, b [][]float32) report.Estimate {
	e, err := validation.Bootstrap(len(a), min(v.draws, mostDrawsOfFits), v.source(what), func(people []int) float64 {
		var sum, n float64
		within, err := validation.Correlations(a, b, people)
		if err != nil {
			return math.NaN()
		}
		for _, r := range within {
			if !math.IsNaN(r) {
				sum += r
				n++
			}
		}
		return sum / n
	})
	if err != nil {
		return report.Unknown()
	}
	return estimate(e)
}
