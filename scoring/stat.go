package scoring

import "math"

// normalCDF is Φ(x), the standard normal distribution function,
//
//	Φ(x) = erfc(−x/√2) / 2
func normalCDF(x float64) float64 { return 0.5 * math.Erfc(-x/math.Sqrt2) }

// A table of 100·Φ from −6 to 6 in steps of 1/256. Linear interpolation errs by
// at most h²/8·max|100·Φ″| = 5·10⁻⁵.
const (
	percentileSteps = 256 // per unit
	percentileReach = 6
)

var percentileTable = func() (table [2*percentileReach*percentileSteps + 2]float32) {
	for i := range table {
		table[i] = float32(100 * normalCDF(float64(i)/percentileSteps-percentileReach))
	}
	return table
}()

// percentile is 100·Φ(z), to 10⁻⁴. Thousands of them make a result, and Φ itself
// would take most of the time.
func percentile(z float32) float32 {
	at := min(max((z+percentileReach)*percentileSteps, 0), 2*percentileReach*percentileSteps)
	i := int(at)
	below := percentileTable[i]
	return below + (at-float32(i))*(percentileTable[i+1]-below)
}

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
