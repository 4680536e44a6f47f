package validation_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"workfit/scoring/validation"
)

func TestLongestRun(t *testing.T) {
	nan := math.NaN()
	for _, test := range []struct {
		answers []float64
		want    int
	}{
		{nil, 0},
		{[]float64{nan, nan}, 0},
		{[]float64{3}, 1},
		{[]float64{1, 2, 3}, 1},
		{[]float64{1, 2, 2, 2, 1, 1}, 3},
		{[]float64{2, 2, 1, 1, 1, 1}, 4},
		{[]float64{2, 2, nan, 2, 2, 2}, 3},
	} {
		if got := validation.LongestRun(test.answers); got != test.want {
			t.Errorf("longest run of %v is %d, want %d", test.answers, got, test.want)
		}
	}
}

func TestResponseVariability(t *testing.T) {
	near(t, "of a straight line", validation.ResponseVariability([]float64{3, 3, 3}), 0, 0)
	near(t, "of 1 and 5", validation.ResponseVariability([]float64{1, math.NaN(), 5}), math.Sqrt(8), 1e-12)
	near(t, "of one answer", validation.ResponseVariability([]float64{3}), math.NaN(), 0)
}

func TestDescribe(t *testing.T) {
	got, err := validation.Describe([]float64{4, math.NaN(), 1, 2, 3})
	if err != nil {
		t.Fatal(err)
	}
	// Order statistics 1…4: the p-th percentile is 1 + 3p/100.
	want := validation.Summary{
		Count: 4, Missing: 1, Mean: 2.5, SD: math.Sqrt(5. / 3),
		Min: 1, P5: 1.15, P25: 1.75, P50: 2.5, P75: 3.25, P95: 3.85, Max: 4,
	}
	if got.Count != want.Count || got.Missing != want.Missing {
		t.Errorf("counts %v", got)
	}
	values := func(s validation.Summary) []float64 {
		return []float64{s.Mean, s.SD, s.Min, s.P5, s.P25, s.P50, s.P75, s.P95, s.Max}
	}
	for i, v := range values(got) {
		near(t, "summary", v, values(want)[i], 1e-12)
	}
	one, err := validation.Describe([]float64{7})
	if err != nil || one.SD != 0 || one.P5 != 7 || one.Max != 7 {
		t.Errorf("one value is described as %v, %v", one, err)
	}
	if _, err := validation.Describe([]float64{math.NaN()}); err == nil {
		t.Error("nothing was described")
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
