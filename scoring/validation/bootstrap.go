package validation

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"
)

// z95 is Φ⁻¹(0.975): a normal 95 % interval is this many standard errors wide on
// each side.
const z95 = 1.959963984540054

// minDraws is the least number of bootstrap draws. The ends of a 95 % interval
// rest on a fortieth of the draws each; of fewer than a hundred, that is on one or two.
const minDraws = 100

// An Interval is a 95 % interval, in the unit of what it is about.
type Interval struct {
	Low, High float64
}

// An Estimate is a figure with its 95 % interval.
type Estimate struct {
	Value float64
	Interval
}

// Bootstrap estimates a statistic of n people by drawing n of them with
// replacement, draws times (at least 100; 2,000 for figures to publish). The
// statistic is given the indexes of the people drawn, repeats included; the
// slice is used again for the next draw. The value is the statistic of everyone
// once, and the interval runs from the 2.5th to the 97.5th percentile of the
// draws.
//
// A draw whose statistic is NaN is left out, since small samples may by chance
// lack what it needs; it is an error if more than one in ten is, or the value.
//
// The percentile interval is that of Efron (1979); see Efron and Tibshirani
// (1993), An Introduction to the Bootstrap, section 13.3. It is too narrow by
// about √(1 − 1/n) in small samples and takes no account of bias.
func Bootstrap(n, draws int, src *rand.PCG, statistic func(people []int) float64) (Estimate, error) {
	if n < 2 {
		return Estimate{}, fmt.Errorf("validation: a bootstrap needs two people at least, not %d", n)
	}
	if err := checkDraws(draws); err != nil {
		return Estimate{}, err
	}
	people := make([]int, n)
	for i := range people {
		people[i] = i
	}
	e := Estimate{Value: statistic(people)}
	if math.IsNaN(e.Value) {
		return Estimate{}, fmt.Errorf("validation: the statistic of all %d people is not a number", n)
	}
	random := rand.New(src)
	values := make([]float64, 0, draws)
	for range draws {
		for i := range people {
			people[i] = random.IntN(n)
		}
		if v := statistic(people); !math.IsNaN(v) {
			values = append(values, v)
		}
	}
	if 10*len(values) < 9*draws {
		return Estimate{}, fmt.Errorf("validation: the statistic is not a number in %d of %d draws", draws-len(values), draws)
	}
	e.Interval = percentileInterval(values)
	return e, nil
}

func checkDraws(draws int) error {
	if draws < minDraws {
		return fmt.Errorf("validation: %d draws are too few, at least %d are needed", draws, minDraws)
	}
	return nil
}

// percentileInterval returns the 2.5th and 97.5th percentile, and sorts values.
func percentileInterval(values []float64) Interval {
	slices.Sort(values)
	return Interval{quantile(values, 0.025), quantile(values, 0.975)}
}

// quantile returns the p-quantile of sorted values by linear interpolation
// between their order statistics,
//
//	x_⌊h⌋ + (h − ⌊h⌋)(x_⌊h⌋₊₁ − x_⌊h⌋),   h = (n − 1)p, counting from 0
//
// which is type 7 of Hyndman and Fan (1996), Sample quantiles in statistical
// packages, The American Statistician 50, 361–365.
func quantile(sorted []float64, p float64) float64 {
	h := float64(len(sorted)-1) * p
	below := int(math.Floor(h))
	if below+1 >= len(sorted) {
		return sorted[len(sorted)-1]
	}
	return sorted[below] + (h-float64(below))*(sorted[below+1]-sorted[below])
}
