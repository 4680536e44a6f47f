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

// signs are those that answers alone can show; there are no times in a file.
var signs = []scoring.Sign{scoring.Misfit, scoring.SameAnswers, scoring.Contradiction}

// quality describes real people's answers, and counts how many careless ones are
// found.
func (v *validator) quality(ctx context.Context, r *report.Report) error {
	q := &r.Quality
	q.People = len(v.people)
	var misfit, run, contradictions []float64
	found := make([]scoring.Quality, len(v.results))
	for p, result := range v.results {
		found[p] = result.Quality
		misfit = append(misfit, result.Quality.Misfit)
		run = append(run, float64(result.Quality.LongestRun))
		share := math.NaN()
		if n := result.Quality.Pairs; n > 0 {
			share = float64(result.Quality.Contradictions) / float64(n)
		}
		contradictions = append(contradictions, share)
	}
	for _, of := range []struct {
		what   string
		values []float64
	}{
		{"misfit (1 is expected)", misfit},
		{"longest run of equal answers", run},
		{"contradictions, share of pairs", contradictions},
	} {
		if at, err := validation.Percentiles(of.values, 50, 90, 95, 99); err == nil {
			n := report.Numbers(at)
			q.Distributions = append(q.Distributions, report.Percentile{What: of.what, Median: n[0], P90: n[1], P95: n[2], P99: n[3]})
		}
	}
	for _, s := range signs {
		q.Signs = append(q.Signs, string(s))
	}
	q.Kinds = append(q.Kinds, answering("these people", found))
	honest := make([]scoring.Quality, len(v.drawn))
	for i, s := range v.drawn {
		honest[i] = s.result.Quality
	}
	q.Kinds = append(q.Kinds, answering("simulated, honest", honest))
	for _, kind := range careless {
		found := make([]scoring.Quality, len(v.drawn))
		err := parallel(ctx, len(v.drawn), func(i int) error {
			random := rand.New(v.source(fmt.Sprintf("careless %s %d", kind.name, i)))
			answers := make(map[string]int, len(v.items))
			for k, id := range v.items {
				it, _ := v.in.Item(id)
				answers[id] = kind.answer(random, v.drawn[i].answers[id], float64(k)/float64(len(v.items)), i, v.in.ItemScale(it).Points)
			}
			result, err := v.scored(answers, v.items)
			if err == nil {
				found[i] = result.Quality
			}
			return err
		})
		if err != nil {
			return err
		}
		q.Kinds = append(q.Kinds, answering(kind.name, found))
	}
	return nil
}

// careless are ways to answer without reading. Each gives an answer, from the
// honest one, how far into the form it is, the person's number and the points.
var careless = []struct {
	name   string
	answer func(random *rand.Rand, honest int, into float64, who, points int) int
}{
	{"at random", func(random *rand.Rand, _ int, _ float64, _, points int) int { return 1 + random.IntN(points) }},
	{"all the same", func(_ *rand.Rand, _ int, _ float64, who, points int) int { return 1 + who%points }},
	{"at random in the second half", func(random *rand.Rand, honest int, into float64, _, points int) int {
		if into < 0.5 {
			return honest
		}
		return 1 + random.IntN(points)
	}},
}

// answering counts the signs in some sheets.
func answering(kind string, sheets []scoring.Quality) report.Answering {
	a := report.Answering{Kind: kind, Count: len(sheets), Signs: make([]report.Number, len(signs))}
	doubtful := 0
	for _, q := range sheets {
		if q.Doubtful() {
			doubtful++
		}
		for i, s := range signs {
			if slices.Contains(q.Signs, s) {
				a.Signs[i] += report.Number(1 / float64(len(sheets)))
			}
		}
	}
	if e, err := validation.Wilson(doubtful, len(sheets)); err == nil {
		a.Any = estimate(e)
	}
	return a
}
