package validation_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"workfit/scoring/validation"
)

func TestCorrelationsByHand(t *testing.T) {
	nan := math.NaN()
	for _, test := range []struct {
		x, y              []float64
		pearson, spearman float64
	}{
		{[]float64{1, 2, 3, 4}, []float64{2, 4, 6, 8}, 1, 1},
		{[]float64{1, 2, 3, 4}, []float64{8, 6, 4, 2}, -1, -1},
		// Sums of products 4 of 5 each.
		{[]float64{1, 2, 3, 4}, []float64{1, 3, 2, 4}, 0.8, 0.8},
		// Deviations −2.5 −1.5 −.5 4.5 by −1.5 −.5 .5 1.5: 11/√(29·5); ranks agree.
		{[]float64{1, 2, 3, 8}, []float64{1, 2, 3, 4}, 11 / math.Sqrt(29*5), 1},
		// Ranks 1.5 1.5 3 4: deviations −1 −1 .5 1.5 by −1.5 −.5 .5 1.5: 4.5/√(4.5·5).
		{[]float64{1, 1, 2, 3}, []float64{1, 2, 3, 4}, 3.5 / math.Sqrt(2.75*5), 4.5 / math.Sqrt(4.5*5)},
		{[]float64{1, nan, 2, 3, 4}, []float64{1, 9, 3, 2, 4}, 0.8, 0.8},
	} {
		p, err := validation.Pearson(test.x, test.y)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "Pearson's r", p.Value, test.pearson, 1e-12)
		s, err := validation.Spearman(test.x, test.y)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "Spearman's r", s.Value, test.spearman, 1e-12)
		for _, e := range []validation.Estimate{p, s} {
			if !e.Contains(e.Value) || e.Low < -1 || e.High > 1 {
				t.Errorf("%v", e)
			}
		}
	}
	// Bonett and Wright's interval at r = 0.8, n = 4: artanh .8 ± 1.96·√1.32.
	s, err := validation.Spearman([]float64{1, 2, 3, 4}, []float64{1, 3, 2, 4})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "lower end", s.Low, math.Tanh(math.Atanh(0.8)-1.959964*math.Sqrt(1.32)), 1e-6)
	for _, bad := range [][2][]float64{
		{{1, 2, 3}, {1, 2, 3}},
		{{1, 2, 3, nan}, {1, 2, 3, 4}},
		{{1, 2, 3, 4}, {1, 2, 3}},
		{{1, 2, 3, 4}, {0.1, 0.1, 0.1, 0.1}},
	} {
		if _, err := validation.Pearson(bad[0], bad[1]); err == nil {
			t.Errorf("Pearson of %v", bad)
		}
		if _, err := validation.Spearman(bad[0], bad[1]); err == nil {
			t.Errorf("Spearman of %v", bad)
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
		for _, sides := range [][2][]float64{{x, equal}, {equal, x}} {
			if r, err := validation.Pearson(sides[0], sides[1]); err == nil {
				t.Fatalf("%d pairs, one side %v: %v", len(x), equal[0], r)
			}
		}
	}
}

func TestInfinityHasARankOnly(t *testing.T) {
	x, y := []float64{1, 2, 3, math.Inf(1)}, []float64{1, 2, 3, 4}
	if r, err := validation.Pearson(x, y); err == nil {
		t.Errorf("Pearson with infinity: %v", r)
	}
	if r, err := validation.Spearman(x, y); err != nil || r.Value != 1 {
		t.Errorf("Spearman with infinity: %v, %v", r, err)
	}
}

func TestSpearmanSeesOrderOnly(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		random := generator(rapid.Uint64().Draw(t, "seed"))
		x, y := normals(random, 20, 0), normals(random, 20, 0)
		warped := make([]float64, len(x))
		for i, v := range x {
			warped[i] = math.Exp(v)
		}
		a, err := validation.Spearman(x, y)
		if err != nil {
			t.Fatal(err)
		}
		b, err := validation.Spearman(warped, y)
		if err != nil {
			t.Fatal(err)
		}
		if a != b {
			t.Fatalf("%v became %v", a, b)
		}
	})
}

// Fisher's interval of 30 normal pairs holds the true correlation 95 % of the
// time; two standard errors of a share of 1,000 are 1.4 %.
func TestPearsonCovers(t *testing.T) {
	random := generator(7)
	const samples, rho = 1000, 0.6
	covered := 0
	for range samples {
		x, y := normals(random, 30, 0), normals(random, 30, 0)
		for i := range y {
			y[i] = rho*x[i] + math.Sqrt(1-rho*rho)*y[i]
		}
		e, err := validation.Pearson(x, y)
		if err != nil {
			t.Fatal(err)
		}
		if e.Contains(rho) {
			covered++
		}
	}
	near(t, "coverage", float64(covered)/samples, 0.95, 0.014)
}
