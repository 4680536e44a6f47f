package validation

import (
	"fmt"
	"slices"
)

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
