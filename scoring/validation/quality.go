package validation

import (
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/stat"
)

// LongestRun returns how many equal answers in a row a person gave at most, in
// the order in which they were asked: long runs are a sign of not reading
// (Johnson 2005, Journal of Research in Personality 39, 103–129). A missing
// answer (NaN) ends a run; without answers it is 0.
func LongestRun(answers []float64) int {
	longest, run := 0, 0
	for i, v := range answers {
		switch {
		case math.IsNaN(v):
			run = 0
		case i > 0 && v == answers[i-1]:
			run++
		default:
			run = 1
		}
		longest = max(longest, run)
	}
	return longest
}

// ResponseVariability returns the intra-individual response variability of
// Dunn, Heggestad, Shanock and Theilgard (2018), Journal of Business and
// Psychology 33, 105–121: the standard deviation (n − 1) of a person's answers
// over items, in answer points. Very low is a straight line; very high may be
// answering at random. Missing answers (NaN) are left out; with fewer than two
// answers it is NaN.
func ResponseVariability(answers []float64) float64 {
	given := present(answers)
	if len(given) < 2 {
		return math.NaN()
	}
	return stat.StdDev(given, nil)
}

// Percentiles returns the given percentiles, each 0…100, of the values that are
// not NaN, by linear interpolation between order statistics: the p-th lies at
// 1 + (n − 1)·p/100 of them in ascending order (type 7 of Hyndman and Fan 1996).
// It is an error if no value is left.
func Percentiles(values []float64, percents ...float64) ([]float64, error) {
	sorted := present(values)
	if len(sorted) == 0 {
		return nil, fmt.Errorf("validation: no values to take percentiles of")
	}
	slices.Sort(sorted)
	at := make([]float64, len(percents))
	for i, p := range percents {
		if !(p >= 0 && p <= 100) {
			return nil, fmt.Errorf("validation: there is no percentile %v", p)
		}
		at[i] = quantile(sorted, p/100)
	}
	return at, nil
}

// A Summary describes values in their own unit.
type Summary struct {
	Count, Missing                   int     // values that are not NaN, and that are
	Mean, SD                         float64 // SD divided by n − 1; 0 of one value
	Min, P5, P25, P50, P75, P95, Max float64
}

// Describe summarises the values that are not NaN. It is an error if none is left.
func Describe(values []float64) (Summary, error) {
	given := present(values)
	at, err := Percentiles(given, 0, 5, 25, 50, 75, 95, 100)
	if err != nil {
		return Summary{}, err
	}
	s := Summary{
		Count: len(given), Missing: len(values) - len(given), Mean: stat.Mean(given, nil),
		Min: at[0], P5: at[1], P25: at[2], P50: at[3], P75: at[4], P95: at[5], Max: at[6],
	}
	if len(given) > 1 {
		s.SD = stat.StdDev(given, nil)
	}
	return s, nil
}
