package validation_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"workfit/scoring/validation"
)

func TestAlphaByHand(t *testing.T) {
	nan := math.NaN()
	for _, test := range []struct {
		name    string
		answers [][]float64
		want    float64
	}{
		{"the same item twice", [][]float64{{1, 1}, {2, 2}, {4, 4}}, 1},
		// Item variances 1, 1; sums 3, 5, 4, variance 1: 2·(1 − 2/1), below 0.
		{"unrelated and less", [][]float64{{1, 2}, {2, 3}, {3, 1}}, 2 * (1 - 2./1)},
		// Item variances 1, 1, 1; sums 3, 7, 8, variance 7: 3/2·(1 − 3/7).
		{"three items", [][]float64{{1, 1, 1}, {2, 2, 3}, {3, 3, 2}}, 1.5 * (1 - 3./7)},
		{"a missing answer", [][]float64{{1, 1, 1}, {5, nan, 1}, {2, 2, 3}, {3, 3, 2}}, 1.5 * (1 - 3./7)},
	} {
		got, err := validation.Alpha(test.answers)
		if err != nil {
			t.Errorf("%s: %v", test.name, err)
			continue
		}
		near(t, test.name, got.Value, test.want, 1e-12)
		if !(got.Low <= got.Value && got.Value <= got.High && got.High <= 1) {
			t.Errorf("%s: %v", test.name, got)
		}
	}
}

func TestReliabilityDoesNotDependOnScaleOrOrder(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		seed := rapid.Uint64().Draw(t, "seed")
		answers := answersOf(generator(seed), 80, 0.5, 0.8, 0.6, 0.7, 0.4)
		factor := rapid.SampledFrom([]float64{-2, 0.5, 3}).Draw(t, "factor")
		order := rapid.Permutation([]int{0, 1, 2, 3, 4}).Draw(t, "order")
		changed := make([][]float64, len(answers))
		for p, row := range answers {
			for k, i := range order {
				changed[p] = append(changed[p], factor*row[i]+float64(k))
			}
		}
		slices.Reverse(changed)
		a, err := validation.Alpha(answers)
		if err != nil {
			t.Fatal(err)
		}
		b, err := validation.Alpha(changed)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(a.Value-b.Value) > 1e-9 || math.Abs(a.Low-b.Low) > 1e-9 {
			t.Fatalf("alpha %v became %v", a, b)
		}
		omega, loadings, err := validation.Omega(answers)
		if err != nil {
			t.Fatal(err)
		}
		omega2, loadings2, err := validation.Omega(changed)
		if err != nil {
			t.Fatal(err)
		}
		if math.Abs(omega-omega2) > 1e-6 {
			t.Fatalf("omega %v became %v", omega, omega2)
		}
		for k, i := range order {
			if math.Abs(loadings[i]-loadings2[k]) > 1e-6 {
				t.Fatalf("loadings %v became %v in order %v", loadings, loadings2, order)
			}
		}
	})
}

// Of many people the loadings are those that the answers were made from, less
// what rounding to five answers takes away: rounded normal values correlate 0.958
// with unrounded ones (by simulation of a million).
func TestOmegaFindsTheLoadings(t *testing.T) {
	want := []float64{0.8, 0.7, 0.6, 0.5}
	omega, loadings, err := validation.Omega(answersOf(generator(6), 20_000, want...))
	if err != nil {
		t.Fatal(err)
	}
	for i, l := range loadings {
		near(t, "loading", l/want[i], 0.958, 0.03)
	}
	alpha, err := validation.Alpha(answersOf(generator(6), 20_000, want...))
	if err != nil {
		t.Fatal(err)
	}
	if omega <= alpha.Value {
		t.Errorf("omega %v is not above alpha %v though the loadings differ", omega, alpha.Value)
	}
}

func TestOmegaOfOneFactorExactly(t *testing.T) {
	// Three items that share a part and are otherwise orthogonal, over 2⁴ people
	// made of all signs: correlations ½, so loadings √½ and ω = (9/2)/(9/2 + 3/2).
	var answers [][]float64
	for bits := range 16 {
		sign := func(b int) float64 { return float64(2*(bits>>b&1) - 1) }
		answers = append(answers, []float64{sign(0) + sign(1), sign(0) + sign(2), sign(0) + sign(3)})
	}
	omega, loadings, err := validation.Omega(answers)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "omega", omega, 0.75, 1e-9)
	for _, l := range loadings {
		near(t, "loading", l, math.Sqrt(0.5), 1e-9)
	}
	// An item that was not turned round loads negatively: (½)/(½ + 3/2) = ¼.
	for _, row := range answers {
		row[1] = -row[1]
	}
	omega, loadings, err = validation.Omega(answers)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "omega with an item reversed", omega, 0.25, 1e-9)
	near(t, "its loading", loadings[1], -math.Sqrt(0.5), 1e-9)
}

func TestSpearmanBrown(t *testing.T) {
	near(t, "doubled .5", validation.SpearmanBrown(0.5, 2), 2./3, 1e-12)
	rapid.Check(t, func(t *rapid.T) {
		r, times := rapid.Float64Range(0.01, 0.99).Draw(t, "r"), rapid.Float64Range(0.2, 10).Draw(t, "times")
		if back := validation.SpearmanBrown(validation.SpearmanBrown(r, times), 1/times); math.Abs(back-r) > 1e-9 {
			t.Fatalf("%v lengthened %v times and cut back is %v", r, times, back)
		}
	})
}

func TestReliabilityRefuses(t *testing.T) {
	nan := math.NaN()
	var orthogonal [][]float64
	for bits := range 8 {
		orthogonal = append(orthogonal, []float64{float64(bits & 1), float64(bits >> 1 & 1), float64(bits >> 2)})
	}
	alpha := func(a [][]float64) error { _, err := validation.Alpha(a); return err }
	omega := func(a [][]float64) error { _, _, err := validation.Omega(a); return err }
	for _, test := range []struct {
		name    string
		of      func([][]float64) error
		answers [][]float64
	}{
		{"nobody", alpha, nil},
		{"ragged", alpha, [][]float64{{1, 2}, {1, 2}, {1}}},
		{"one item", alpha, [][]float64{{1}, {2}, {3}}},
		{"two complete people", alpha, [][]float64{{1, 2}, {2, 1}, {nan, 1}}},
		{"no spread", alpha, [][]float64{{0.1, 0.2}, {0.1, 0.2}, {0.1, 0.2}}},
		{"two items for a factor", omega, [][]float64{{1, 2}, {2, 1}, {3, 3}}},
		{"an item without spread", omega, [][]float64{{1, 2, 5}, {2, 1, 5}, {3, 3, 5}}},
		{"an infinite answer", alpha, [][]float64{{1, 2}, {2, 1}, {3, math.Inf(1)}}},
		{"no factor", omega, orthogonal},
		{"ragged for a factor", omega, [][]float64{{1, 2, 3}, {1, 2}}},
	} {
		if test.of(test.answers) == nil {
			t.Errorf("%s: no error", test.name)
		}
	}
}
