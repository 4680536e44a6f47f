package validation

import (
	"fmt"
	"math"
	"sort"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
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

// FrequencyBins returns a reliability diagram (Murphy and Winkler 1977, Applied
// Statistics 26, 41–47): the chances that were shown, 0…1, in bins between
// ascending edges, against how often what they spoke of happened, with Wilson's
// interval. Bins that hold nothing are left out, and so is a shown NaN. It is an
// error if the lengths differ or a chance lies outside the edges.
func FrequencyBins(shown []float64, happened []bool, edges []float64) ([]Bin, error) {
	truth := make([]float64, len(happened))
	for i, h := range happened {
		if h {
			truth[i] = 1
		}
	}
	return fill(shown, truth, edges, func(values []float64) Estimate {
		var sum float64
		for _, v := range values {
			sum += v
		}
		return wilson(int(sum), len(values))
	})
}

// ValueBins is [FrequencyBins] for scores that speak of a value in their own
// unit: Observed is the mean true value with Student's interval,
//
//	mean ± t₀.₉₇₅(n − 1)·s/√n
//
// which is infinite in a bin of one. A pair with a NaN is left out.
func ValueBins(shown, truth, edges []float64) ([]Bin, error) {
	return fill(shown, truth, edges, func(values []float64) Estimate {
		mean, variance := stat.MeanVariance(values, nil)
		n := float64(len(values))
		if n < 2 {
			return Estimate{mean, Interval{math.Inf(-1), math.Inf(1)}}
		}
		half := distuv.StudentsT{Sigma: 1, Nu: n - 1}.Quantile(0.975) * math.Sqrt(variance/n)
		return Estimate{mean, Interval{mean - half, mean + half}}
	})
}

// fill sorts pairs into bins and has estimate look at what is true in each.
func fill(shown, truth, edges []float64, estimate func([]float64) Estimate) ([]Bin, error) {
	if len(shown) != len(truth) {
		return nil, fmt.Errorf("validation: %d scores are compared with %d true values", len(shown), len(truth))
	}
	if len(edges) < 2 {
		return nil, fmt.Errorf("validation: %d edges make no bin", len(edges))
	}
	for i := range edges[1:] {
		if !(edges[i] < edges[i+1]) {
			return nil, fmt.Errorf("validation: edge %v of a bin is followed by %v", edges[i], edges[i+1])
		}
	}
	last := len(edges) - 2
	held := make([][2][]float64, last+1)
	for i, s := range shown {
		if math.IsNaN(s) || math.IsNaN(truth[i]) {
			continue
		}
		if s < edges[0] || s > edges[last+1] {
			return nil, fmt.Errorf("validation: score %v lies outside %v…%v", s, edges[0], edges[last+1])
		}
		// The first edge above s ends its bin.
		b := min(sort.Search(len(edges), func(e int) bool { return edges[e] > s })-1, last)
		held[b][0], held[b][1] = append(held[b][0], s), append(held[b][1], truth[i])
	}
	var bins []Bin
	for b, h := range held {
		if len(h[0]) == 0 {
			continue
		}
		bins = append(bins, Bin{edges[b], edges[b+1], len(h[0]), stat.Mean(h[0], nil), estimate(h[1])})
	}
	return bins, nil
}

// CalibrationError returns the expected calibration error of binned scores, in
// their unit, 0 if what was shown is what came true:
//
//	Σ n_b·|shown_b − observed_b| / Σ n_b
//
// (Naeini, Cooper and Hauskrecht 2015, AAAI 29, 2901–2907). Chance alone puts it
// above 0, the more so the fewer scores a bin holds. Without bins it is NaN.
func CalibrationError(bins []Bin) float64 {
	var sum, n float64
	for _, b := range bins {
		sum += float64(b.Count) * math.Abs(b.Shown-b.Observed.Value)
		n += float64(b.Count)
	}
	return sum / n
}

// Coverage returns the share of intervals that hold their true value, ends
// included, with Wilson's interval. A NaN among the values or the ends leaves
// that interval out. It is an error if the lengths differ or none is left.
func Coverage(intervals []Interval, truth []float64) (Estimate, error) {
	if len(intervals) != len(truth) {
		return Estimate{}, fmt.Errorf("validation: %d intervals for %d true values", len(intervals), len(truth))
	}
	held, n := 0, 0
	for i, in := range intervals {
		if math.IsNaN(in.Low) || math.IsNaN(in.High) || math.IsNaN(truth[i]) {
			continue
		}
		n++
		if in.Contains(truth[i]) {
			held++
		}
	}
	return Wilson(held, n)
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
