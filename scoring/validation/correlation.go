package validation

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat"
)

// Pearson returns the product-moment correlation of paired values with Fisher's
// interval,
//
//	tanh(artanh r ± 1.96/√(n − 3))
//
// (Fisher 1921), which holds for normal data and roughly for others. A pair with
// a NaN is left out. It is an error if fewer than four pairs are left, or either
// side has no spread or an infinite value.
func Pearson(x, y []float64) (Estimate, error) {
	x, y, err := pairs(x, y)
	if err != nil {
		return Estimate{}, err
	}
	return fisher(correlation(x, y), 1/math.Sqrt(float64(len(x)-3)))
}

// Spearman returns the rank correlation of paired values, which is Pearson's of
// their mid-ranks, with the interval of Bonett and Wright (2000), Sample size
// requirements for estimating Pearson, Kendall and Spearman correlations,
// Psychometrika 65, 23–28:
//
//	tanh(artanh r ± 1.96·√((1 + r²/2)/(n − 3)))
//
// A pair with a NaN is left out. It is an error if fewer than four pairs are
// left or either side has no spread.
func Spearman(x, y []float64) (Estimate, error) {
	x, y, err := pairs(x, y)
	if err != nil {
		return Estimate{}, err
	}
	r := rankCorrelation(x, y)
	return fisher(r, math.Sqrt((1+r*r/2)/float64(len(x)-3)))
}

// pairs returns the pairs of which neither is NaN.
func pairs(x, y []float64) (a, b []float64, err error) {
	if len(x) != len(y) {
		return nil, nil, fmt.Errorf("validation: %d values are paired with %d", len(x), len(y))
	}
	for i := range x {
		if !math.IsNaN(x[i]) && !math.IsNaN(y[i]) {
			a, b = append(a, x[i]), append(b, y[i])
		}
	}
	if len(a) < 4 {
		return nil, nil, fmt.Errorf("validation: a correlation needs four complete pairs at least, not %d", len(a))
	}
	return a, b, nil
}

// fisher puts an interval round r, given the standard error of artanh r.
func fisher(r, se float64) (Estimate, error) {
	if math.IsNaN(r) {
		return Estimate{}, fmt.Errorf("validation: no correlation with values that have no spread, or an infinite one")
	}
	z := math.Atanh(r)
	return Estimate{r, Interval{math.Tanh(z - z95*se), math.Tanh(z + z95*se)}}, nil
}

// correlation returns Pearson's r, within [−1, 1], or NaN if either side has no
// spread. Equal values are told by comparing them, for where their mean is off by
// rounding the quotient of sums may come out infinite.
func correlation(x, y []float64) float64 {
	if constant(x) || constant(y) {
		return math.NaN()
	}
	return max(-1, min(1, stat.Correlation(x, y, nil)))
}

// rankCorrelation returns Spearman's r, or NaN if either side has no spread.
func rankCorrelation[F Float](x, y []F) float64 {
	r, s := newRanker[F](len(x)), newRanker[F](len(y))
	r.rank(x)
	s.rank(y)
	return correlation(r.ranks, s.ranks)
}

func constant(values []float64) bool {
	for _, v := range values {
		if v != values[0] {
			return false
		}
	}
	return true
}
