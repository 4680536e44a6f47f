package validation_test

import (
	"math"
	"slices"
	"testing"

	"workfit/scoring/validation"
)

func TestCorrelationsByHand(t *testing.T) {
	// Three occupations, four people.
	a := [][]float64{{1, 1, 1}, {2, 2, 1}, {3, 3, 2}, {4, 8, 3}}
	b := [][]float64{{8, 1, 1}, {6, 2, 2}, {4, 3, 3}, {2, 4, 4}}
	got, err := validation.Correlations(a, b, []int{0, 1, 2, 3})
	if err != nil {
		t.Fatal(err)
	}
	for o, want := range []float64{
		-1,
		11 / math.Sqrt(29*5),    // deviations −2.5 −1.5 −.5 4.5 by −1.5 −.5 .5 1.5
		3.5 / math.Sqrt(2.75*5), // −.75 −.75 .25 1.25 by the same
	} {
		near(t, "correlation", got[o], want, 1e-12)
	}
	// Who stands twice counts twice: 1 1 2 3 by 1 1 2 3 and their mirror image.
	twice, err := validation.Correlations(a, b, []int{0, 0, 1, 2})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "with one counted twice", twice[0], -1, 1e-12)
	near(t, "with one counted twice", twice[1], 1, 1e-12)
	for name, call := range map[string]func() error{
		"nobody":      func() error { _, err := validation.Correlations(a, b, nil); return err },
		"other width": func() error { _, err := validation.Correlations(a, [][]float64{{1}, {2}}, []int{0, 1}); return err },
		"ragged": func() error {
			_, err := validation.Correlations([][]float64{{1, 2}, {1}}, [][]float64{{1, 2}, {1, 2}}, []int{0, 1})
			return err
		},
	} {
		if call() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// The mean of equal values is often not quite that value. For one in fourteen of
// these the plain formula divides rounding by 0 and gives ±Inf.
func TestNoCorrelationWithEqualValues(t *testing.T) {
	random := generator(16)
	for range 300 {
		x := normals(random, 4+random.IntN(200), 0)
		equal := slices.Repeat([]float64{random.Float64()}, len(x))
		var sides [2][][]float64
		var people []int
		for p := range x {
			sides[0], sides[1] = append(sides[0], []float64{x[p], equal[p]}), append(sides[1], []float64{equal[p], x[p]})
			people = append(people, p)
		}
		r, err := validation.Correlations(sides[0], sides[1], people)
		if err != nil || !math.IsNaN(r[0]) || !math.IsNaN(r[1]) {
			t.Fatalf("%d pairs, one side %v: %v, %v", len(x), equal[0], r, err)
		}
	}
	for range 300 {
		level := random.Float64()
		flat := validation.Profile{level, level, level, level, level, level}
		if r := validation.ProfileCorrelation(flat, validation.Profile(normals(random, 6, 0))); r != 0 {
			t.Fatalf("a flat profile at %v: %v", level, r)
		}
	}
}

// Neither the unit nor the middle of a scale matters, however far it is from 0.
func TestCorrelationsSeeNoScale(t *testing.T) {
	random := generator(17)
	var a, b, moved [][]float64
	var people []int
	for p := range 50 {
		a, b = append(a, normals(random, 3, 0)), append(b, normals(random, 3, 0))
		var row []float64
		for _, v := range a[p] {
			row = append(row, 1e6+3*v)
		}
		moved, people = append(moved, row), append(people, p)
	}
	r, err := validation.Correlations(a, b, people)
	if err != nil {
		t.Fatal(err)
	}
	s, err := validation.Correlations(moved, b, people)
	if err != nil {
		t.Fatal(err)
	}
	for o := range r {
		near(t, "moved", s[o], r[o], 1e-8)
	}
}
