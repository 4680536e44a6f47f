package validation_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"gonum.org/v1/gonum/stat"

	"workfit/scoring/validation"
)

func meanOf(values []float64) func(people []int) float64 {
	return func(people []int) float64 {
		var sum float64
		for _, p := range people {
			sum += values[p]
		}
		return sum / float64(len(people))
	}
}

func TestBootstrapOfAMean(t *testing.T) {
	values := normals(generator(1), 400, 10)
	e, err := validation.Bootstrap(len(values), 4000, rand.NewPCG(1, 1), meanOf(values))
	if err != nil {
		t.Fatal(err)
	}
	mean, sd := stat.MeanStdDev(values, nil)
	// The bootstrap of a mean is normal with standard error s/√n; the ends of 4,000
	// draws err by about 0.04 of it.
	se := sd / 20
	near(t, "mean", e.Value, mean, 1e-12)
	near(t, "lower end", e.Low, mean-1.96*se, 0.15*se)
	near(t, "upper end", e.High, mean+1.96*se, 0.15*se)
}

func TestBootstrapCovers(t *testing.T) {
	random := generator(2)
	const samples = 400
	covered := 0
	for i := range samples {
		e, err := validation.Bootstrap(50, 400, rand.NewPCG(uint64(i), 1), meanOf(normals(random, 50, 3)))
		if err != nil {
			t.Fatal(err)
		}
		if holds(e.Interval, 3) {
			covered++
		}
	}
	// Two standard errors of a share of 400 are 2.2 %, and the interval of 50
	// people is about 1 % short.
	near(t, "coverage", float64(covered)/samples, 0.94, 0.025)
}

func TestBootstrapLeavesOutWhatIsNotANumber(t *testing.T) {
	// Undefined without person 0, who is missing from (1−1/n)^n ≈ a third of draws.
	without := func(people []int) float64 {
		for _, p := range people {
			if p == 0 {
				return 1
			}
		}
		return math.NaN()
	}
	if _, err := validation.Bootstrap(20, 200, rand.NewPCG(1, 1), without); err == nil {
		t.Error("a third of the draws were undefined without an error")
	}
	// Undefined in draws of one person of four: 4/4⁴, or one in 64.
	rarely := func(people []int) float64 {
		for _, p := range people {
			if p != people[0] {
				return 2
			}
		}
		return math.NaN()
	}
	e, err := validation.Bootstrap(4, 2000, rand.NewPCG(1, 1), rarely)
	if want := (validation.Estimate{Value: 2, Interval: validation.Interval{Low: 2, High: 2}}); err != nil || e != want {
		t.Errorf("estimate %v, error %v, want %v", e, err, want)
	}
	for name, call := range map[string]func() error{
		"one person": func() error { _, err := validation.Bootstrap(1, 200, rand.NewPCG(1, 1), rarely); return err },
		"few draws":  func() error { _, err := validation.Bootstrap(4, 99, rand.NewPCG(1, 1), rarely); return err },
		"no value": func() error {
			_, err := validation.Bootstrap(4, 200, rand.NewPCG(1, 1), func([]int) float64 { return math.NaN() })
			return err
		},
	} {
		if call() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
