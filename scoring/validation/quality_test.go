package validation_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"workfit/scoring/validation"
)

func TestPercentilesByHand(t *testing.T) {
	// Order statistics 1…4: the p-th percentile is 1 + 3p/100.
	got, err := validation.Percentiles([]float64{4, math.NaN(), 1, 2, 3}, 0, 5, 25, 50, 95, 100)
	if err != nil {
		t.Fatal(err)
	}
	for i, want := range []float64{1, 1.15, 1.75, 2.5, 3.85, 4} {
		near(t, "percentile", got[i], want, 1e-12)
	}
	if _, err := validation.Percentiles([]float64{math.NaN()}, 50); err == nil {
		t.Error("nothing has a percentile")
	}
	for _, p := range []float64{-1, 101, math.NaN()} {
		if _, err := validation.Percentiles([]float64{1}, p); err == nil {
			t.Errorf("percentile %v", p)
		}
	}
}

func TestPercentilesAscendWithinTheValues(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		values := rapid.SliceOfN(rapid.Float64Range(-1e6, 1e6), 1, 30).Draw(t, "values")
		before := slices.Clone(values)
		at, err := validation.Percentiles(values, 0, 10, 50, 90, 100)
		if err != nil {
			t.Fatal(err)
		}
		if !slices.IsSorted(at) || at[0] != slices.Min(values) || at[4] != slices.Max(values) {
			t.Fatalf("percentiles %v of %v", at, values)
		}
		if !slices.Equal(values, before) {
			t.Fatal("the values were moved")
		}
	})
}
