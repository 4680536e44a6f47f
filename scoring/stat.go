package scoring

import "math"

// normalCDF is Φ(x), the standard normal distribution function,
//
//	Φ(x) = erfc(−x/√2) / 2
func normalCDF(x float64) float64 { return 0.5 * math.Erfc(-x/math.Sqrt2) }

// meanSD returns the mean and the population standard deviation (divided by n)
// of the values that are not NaN. With none it returns NaN, NaN.
func meanSD(values []float64) (mean, sd float64) {
	var sum, n float64
	for _, v := range values {
		if !math.IsNaN(v) {
			sum += v
			n++
		}
	}
	mean = sum / n
	var squares float64
	for _, v := range values {
		if !math.IsNaN(v) {
			squares += (v - mean) * (v - mean)
		}
	}
	return mean, math.Sqrt(squares / n)
}
