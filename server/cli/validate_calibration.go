package cli

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"workfit/scoring"
	"workfit/scoring/validation"
	"workfit/server/cli/report"
)

// rangeOnPeople foretells, from a random half of each person's answers, the fit
// with all of them.
//
// In the linear model the half's posterior mean is that of the full one with a
// variance that is exactly what the other answers still take off,
//
//	fit_full | half ~ N(fit_half, var_half − var_full),
//
// so this asks of real people what the stated range asks of the truth, which
// nobody knows. People whose answers are doubtful are left out: theirs count as
// noisier in one of the two, and the variances no longer belong together.
func (v *validator) rangeOnPeople(ctx context.Context, r *report.Report) error {
	n := len(v.people)
	covered, squares := make([]float64, n), make([]float64, n)
	err := parallel(ctx, n, func(p int) error {
		covered[p] = math.NaN()
		full := v.results[p]
		random := rand.New(v.source(fmt.Sprintf("range %d", p)))
		var given []string
		for _, i := range random.Perm(len(v.items)) {
			if _, ok := v.people[p].answers[v.items[i]]; ok {
				given = append(given, v.items[i])
			}
		}
		half, err := v.scored(v.people[p].answers, given[:len(given)/2])
		if err != nil || full.Quality.Doubtful() || half.Quality.Doubtful() {
			return err
		}
		covered[p] = 0
		for o := range full.Len() {
			whole, part := full.Fit(o), half.Fit(o)
			z := (whole.Value - part.Value) / math.Sqrt(part.Variance-whole.Variance)
			if math.Abs(z) <= scoring.IntervalZ {
				covered[p] += 1 / float64(full.Len())
			}
			squares[p] += z * z / float64(full.Len())
		}
		return nil
	})
	if err != nil {
		return err
	}
	var of report.Range
	var sure, missed []float64
	for p, share := range covered {
		if math.IsNaN(share) {
			of.Doubtful++
			continue
		}
		sure, missed = append(sure, share), append(missed, squares[p])
	}
	if of.People = len(sure); of.People < fewestPeople {
		v.note("Range: %d people's answers are not doubtful; %d are needed at least.", of.People, fewestPeople)
		return nil
	}
	of.Coverage, of.Spread = v.mean("range", sure), v.mean("range spread", missed)
	r.Range = &of
	return nil
}

// calibration compares FIT with how often it is that of a person's own field, and
// with the true FIT of simulated people.
func (v *validator) calibration(_ context.Context, r *report.Report) error {
	edges := validation.EvenEdges(0, 100, 10)
	c := &r.Calibration
	c.OwnShare = report.Number(math.NaN())
	if v.outcome {
		own := make([][]float32, len(v.people))
		var pairs int
		for p, f := range v.sample.Field {
			own[p] = make([]float32, len(v.fits[p]))
			for _, o := range v.sample.Own[f] {
				own[p][o] = 1
			}
			pairs += len(v.sample.Own[f])
		}
		c.OwnShare = report.Number(float64(pairs) / float64(len(v.people)*len(v.fits[0])))
		bins, err := validation.PeopleBins(v.fits, own, edges)
		if err != nil {
			return err
		}
		c.Own = binsOf(bins)
	} else {
		v.note("Calibration on real people: no outcome given.")
	}
	c.Simulated = len(v.drawn)
	shown, truth := make([][]float32, len(v.drawn)), make([][]float32, len(v.drawn))
	covered := make([]float64, len(v.drawn))
	for i, s := range v.drawn {
		shown[i], truth[i] = fitsOf(s.result), s.truth
		for o := range s.truth {
			if _, low, high := s.result.OnScale(o); low <= float64(s.truth[o]) && float64(s.truth[o]) <= high {
				covered[i] += 1 / float64(len(s.truth))
			}
		}
	}
	bins, err := validation.PeopleBins(shown, truth, edges)
	if err != nil {
		return err
	}
	c.Truth = binsOf(bins)
	coverage := v.mean("simulated coverage", covered)
	c.Coverage = &coverage
	return nil
}

func binsOf(bins []validation.Bin) []report.Bin {
	list := make([]report.Bin, 0, len(bins))
	for _, b := range bins {
		list = append(list, report.Bin{
			From: report.Number(b.From), To: report.Number(b.To), Pairs: b.Count,
			Shown: report.Number(b.Shown), Observed: estimate(b.Observed),
		})
	}
	return slices.Clip(list)
}
