package validation_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"workfit/scoring/validation"
)

// Data that the tests make up. Nothing here comes from real people.

func generator(seed uint64) *rand.Rand { return rand.New(rand.NewPCG(seed, seed)) }

// fieldsOf is a sample of perField people in each of some fields, taking turns,
// of which field f owns occupations own·f to own·f + own − 1.
func fieldsOf(fields, perField, own int) validation.Sample {
	s := validation.Sample{Fields: make([]string, fields), Field: make([]int, fields*perField), Own: make([][]int, fields)}
	for f := range s.Own {
		s.Fields[f] = string(rune('a' + f))
		for o := range own {
			s.Own[f] = append(s.Own[f], own*f+o)
		}
	}
	for p := range s.Field {
		s.Field[p] = p % fields
	}
	return s
}

// scoresOf gives every person of a sample normal scores, raised for their own
// occupations by signal, and by base for the first half of all occupations.
func scoresOf(random *rand.Rand, s validation.Sample, occupations int, signal, base float64) [][]float64 {
	scores := make([][]float64, len(s.Field))
	for p, f := range s.Field {
		scores[p] = make([]float64, occupations)
		for o := range scores[p] {
			scores[p][o] = random.NormFloat64()
			if o < occupations/2 {
				scores[p][o] += base
			}
		}
		for _, o := range s.Own[f] {
			scores[p][o] += signal
		}
	}
	return scores
}

// answersOf gives people answers 1…5 to items that load on one factor.
func answersOf(random *rand.Rand, people int, loadings ...float64) [][]float64 {
	answers := make([][]float64, people)
	for p := range answers {
		factor := random.NormFloat64()
		answers[p] = make([]float64, len(loadings))
		for i, l := range loadings {
			y := l*factor + math.Sqrt(1-l*l)*random.NormFloat64()
			answers[p][i] = max(1, min(5, math.Round(3+1.2*y)))
		}
	}
	return answers
}

func normals(random *rand.Rand, n int, mean float64) []float64 {
	values := make([]float64, n)
	for i := range values {
		values[i] = mean + random.NormFloat64()
	}
	return values
}

// near fails unless got is within tolerance of want; NaN is near NaN.
func near(t testing.TB, what string, got, want, tolerance float64) {
	t.Helper()
	if math.IsNaN(want) && math.IsNaN(got) {
		return
	}
	if !(math.Abs(got-want) <= tolerance) {
		t.Errorf("%s is %v, want %v ± %v", what, got, want, tolerance)
	}
}

func judge[F validation.Float](t testing.TB, scores [][]F, s validation.Sample) *validation.Judgement {
	t.Helper()
	j, err := validation.Judge(scores, s)
	if err != nil {
		t.Fatal(err)
	}
	return j
}

func holds(i validation.Interval, x float64) bool { return i.Low <= x && x <= i.High }
