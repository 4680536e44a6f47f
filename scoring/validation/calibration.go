package validation

import (
	"fmt"
	"math"
)

// A Bin is those of the shown scores that lie in [From, To), the last bin's end
// included.
type Bin struct {
	From, To float64
	Count    int
	Shown    float64  // the mean shown score
	Observed Estimate // the mean of what was true, in the unit of the shown scores
}

// EvenEdges returns the edges of bins of one width between low and high, which
// make no bin if bins is below 1.
func EvenEdges(low, high float64, bins int) []float64 {
	edges := make([]float64, max(bins, 0)+1)
	for i := range edges {
		edges[i] = low + (high-low)*float64(i)/float64(bins)
	}
	return edges
}

// Wilson returns a share of n with the interval of Wilson (1927), Journal of the
// American Statistical Association 22, 209–212, with z = 1.96:
//
//	(p + z²/2n ± z·√(p(1 − p)/n + z²/4n²)) / (1 + z²/n)
//
// Unlike p ± 1.96 standard errors it stays within 0…1 and has a width when p is
// 0 or 1. It is an error unless 0 ≤ successes ≤ n and n ≥ 1.
func Wilson(successes, n int) (Estimate, error) {
	if n < 1 || successes < 0 || successes > n {
		return Estimate{}, fmt.Errorf("validation: no share of %d in %d", successes, n)
	}
	return wilson(successes, n), nil
}

func wilson(successes, n int) Estimate {
	p, m := float64(successes)/float64(n), float64(n)
	centre := p + z95*z95/(2*m)
	half := z95 * math.Sqrt(p*(1-p)/m+z95*z95/(4*m*m))
	low, high := (centre-half)/(1+z95*z95/m), (centre+half)/(1+z95*z95/m)
	// At p = 0 and 1 an end is p itself, which rounding must not miss.
	switch successes {
	case 0:
		low = 0
	case n:
		high = 1
	}
	return Estimate{p, Interval{low, high}}
}
