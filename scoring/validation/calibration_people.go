package validation

import (
	"fmt"
	"math"
	"sort"
)

// PeopleBins returns a reliability diagram (Murphy and Winkler 1977, Applied
// Statistics 26, 41–47) of many scores a person: the scores that were shown, in
// bins between ascending edges, against what was true, given shown and true values
// by person. The scores of one person go together, so the interval is over people,
// of whom a bin holds n_p scores that sum to s_p,
//
//	r = Σs_p/Σn_p,   r ± 1.96·√(m/(m − 1)·Σ(s_p − r·n_p)²)/Σn_p
//
// with m the people in the bin (the linearised variance of a ratio: Cochran 1977,
// Sampling Techniques, section 6.5). It is infinite in a bin of one person. Bins
// that hold nothing are left out, and so is a pair with a NaN. It is an error if
// the lengths differ or a score lies outside the edges.
func PeopleBins[F Float](shown, truth [][]F, edges []float64) ([]Bin, error) {
	if len(shown) != len(truth) {
		return nil, fmt.Errorf("validation: scores of %d people are compared with true values of %d", len(shown), len(truth))
	}
	if len(edges) < 2 || !sort.Float64sAreSorted(edges) {
		return nil, fmt.Errorf("validation: %d edges make no bins, or they do not ascend", len(edges))
	}
	type share struct{ n, shown, truth float64 }
	last := len(edges) - 2
	by := make([][]share, last+1) // by bin and person
	for b := range by {
		by[b] = make([]share, len(shown))
	}
	for p, row := range shown {
		if len(row) != len(truth[p]) {
			return nil, fmt.Errorf("validation: person %d has %d scores and %d true values", p, len(row), len(truth[p]))
		}
		for i, v := range row {
			s, t := float64(v), float64(truth[p][i])
			if math.IsNaN(s) || math.IsNaN(t) {
				continue
			}
			if s < edges[0] || s > edges[last+1] {
				return nil, fmt.Errorf("validation: score %v lies outside %v…%v", s, edges[0], edges[last+1])
			}
			b := min(sort.Search(len(edges), func(e int) bool { return edges[e] > s })-1, last)
			at := &by[b][p]
			at.n++
			at.shown += s
			at.truth += t
		}
	}
	var bins []Bin
	for b, people := range by {
		var all share
		var m float64
		for _, s := range people {
			all.n += s.n
			all.shown += s.shown
			all.truth += s.truth
			if s.n > 0 {
				m++
			}
		}
		if m == 0 {
			continue
		}
		r := all.truth / all.n
		half := math.Inf(1)
		if m > 1 {
			var squares float64
			for _, s := range people {
				squares += (s.truth - r*s.n) * (s.truth - r*s.n)
			}
			half = z95 * math.Sqrt(m/(m-1)*squares) / all.n
		}
		bins = append(bins, Bin{edges[b], edges[b+1], int(all.n), all.shown / all.n, Estimate{r, Interval{r - half, r + half}}})
	}
	return bins, nil
}
