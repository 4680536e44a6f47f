package validation

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/stat"
)

// Correlations returns, by occupation, Pearson's correlation over the given people
// of two sets of scores, each given by person and occupation: how far two takes of
// a test, or two halves of it, agree on whom an occupation suits. It is NaN where
// either set has no spread. A person who stands in people twice counts twice. It
// is an error if the sets are not of one shape or nobody is given.
//
// Sums are of differences from the first person's scores, and taken row by row as
// the tables lie in memory.
func Correlations[F Float](a, b [][]F, people []int) ([]float64, error) {
	if len(people) == 0 {
		return nil, fmt.Errorf("validation: nobody to correlate scores over")
	}
	width := len(a[people[0]])
	x, y := make([]float64, width), make([]float64, width)
	xx, yy, xy := make([]float64, width), make([]float64, width), make([]float64, width)
	firstA, firstB := a[people[0]], b[people[0]]
	for _, p := range people {
		rowA, rowB := a[p], b[p]
		if len(rowA) != width || len(rowB) != width {
			return nil, fmt.Errorf("validation: person %d has %d and %d scores, the first has %d", p, len(rowA), len(rowB), width)
		}
		for o := range width {
			u, w := float64(rowA[o])-float64(firstA[o]), float64(rowB[o])-float64(firstB[o])
			x[o] += u
			y[o] += w
			xx[o] += u * u
			yy[o] += w * w
			xy[o] += u * w
		}
	}
	n := float64(len(people))
	r := make([]float64, width)
	for o := range r {
		r[o] = (xy[o] - x[o]*y[o]/n) / math.Sqrt((xx[o]-x[o]*x[o]/n)*(yy[o]-y[o]*y[o]/n))
	}
	return r, nil
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

func constant(values []float64) bool {
	for _, v := range values {
		if v != values[0] {
			return false
		}
	}
	return true
}
