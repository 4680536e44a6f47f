package scoring

import (
	"slices"

	"gonum.org/v1/gonum/floats"
)

// A Step is a place in an order of questions.
type Step struct {
	Item string
	// Left is the share of the occupations' summed variance of fit, 0 to 1, that
	// remains when this item and all before it have been answered.
	Left float64
}

// A Block is a set of items that are asked together.
type Block struct {
	Items []string
	Most  int // how many of them to ask; 0 for all
	// Cover puts items on a main construct, that of their first key, which has not
	// been asked about yet before all others, so that a report has no holes that
	// could be avoided.
	Cover bool
}

// Order puts items into the order in which they tell most about the fits, block
// by block: each next item of a block is the one that takes most off the summed
// posterior variance of all occupations,
//
//	Σ_o (H_oᵀPλ_i)² / (λ_iᵀPλ_i + s_a² + σ_i²).
//
// In a linear-Gaussian model this does not depend on the answers, so that one
// order is the best for everybody, as far as one step ahead can tell. Items the
// instrument does not have are passed over.
func (m *Model) Order(blocks ...Block) []Step {
	var candidates []int
	var block []int // of each candidate
	for b := range blocks {
		for _, id := range blocks[b].Items {
			if i, ok := m.itemIndex[id]; ok && !slices.Contains(candidates, i) {
				candidates = append(candidates, i)
				block = append(block, b)
			}
		}
	}
	total := floats.Sum(m.priorVar[:len(m.field.codes)])
	left := total
	search := m.newSearch(candidates)
	var steps []Step
	main := func(c int) int { return m.items[candidates[c]].at[0] }
	asked := make([]bool, len(m.constructs))
	for b := range blocks {
		for n := 0; blocks[b].Most == 0 || n < blocks[b].Most; n++ {
			at, gain := -1, 0.0
			if blocks[b].Cover {
				at, gain = search.best(nil, func(c int) bool { return block[c] == b && !asked[main(c)] })
			}
			if at < 0 {
				at, gain = search.best(nil, func(c int) bool { return block[c] == b })
			}
			if at < 0 {
				break
			}
			search.take(at)
			asked[main(at)] = true
			left -= gain
			steps = append(steps, Step{m.items[candidates[at]].id, left / total})
		}
	}
	return steps
}

// Next returns, of the items that have not been answered, the one that tells
// most about the occupations that may be among this person's best ten, each
// counting by its chance to be:
//
//	Σ_o π_o (H_oᵀPλ_i)² / (λ_iᵀPλ_i + s_a² + σ_i²).
//
// It is empty if all have been answered.
func (r *Result) Next(items []string) string {
	m := r.model
	given := r.pattern.items
	candidates := slices.Clone(given)
	for _, id := range items {
		if i, ok := m.itemIndex[id]; ok && !slices.Contains(candidates, i) {
			candidates = append(candidates, i)
		}
	}
	if len(candidates) == len(given) {
		return ""
	}
	search := m.newSearch(candidates)
	for at := range given {
		search.take(at)
	}
	at, _ := search.best(r.RetakeTop(10), func(int) bool { return true })
	return m.items[candidates[at]].id
}

// A search is a choice of items one after another. It holds, for every candidate,
// what its answer would still tell: its gains and its covariances with the other
// candidates' answers, given those that were taken.
type search struct {
	gains [][]float64 // by candidate, of occupations
	cov   [][]float64
	taken []bool
}

func (m *Model) newSearch(candidates []int) *search {
	s := &search{taken: make([]bool, len(candidates))}
	for _, i := range candidates {
		s.gains = append(s.gains, slices.Clone(m.gains[i][:len(m.field.codes)]))
		row := make([]float64, len(candidates))
		for b, l := range candidates {
			row[b] = m.itemCov.At(i, l)
		}
		s.cov = append(s.cov, row)
	}
	return s
}

// best returns the eligible candidate that takes most off the variances, each
// weighted if weights are given, and how much; the earlier of two that are equal,
// −1 if there is none.
func (s *search) best(weights []float64, eligible func(int) bool) (at int, gain float64) {
	at = -1
	for c, gains := range s.gains {
		if s.taken[c] || !eligible(c) {
			continue
		}
		var sum float64
		if weights == nil {
			sum = floats.Dot(gains, gains)
		} else {
			for o, g := range gains {
				sum += weights[o] * g * g
			}
		}
		if sum /= s.cov[c][c]; at < 0 || sum > gain {
			at, gain = c, sum
		}
	}
	return at, gain
}

// take answers a candidate: the others tell only what it did not.
func (s *search) take(at int) {
	s.taken[at] = true
	variance := s.cov[at][at]
	for c := range s.gains {
		if s.taken[c] {
			continue
		}
		share := s.cov[c][at] / variance
		floats.AddScaled(s.gains[c], -share, s.gains[at])
		floats.AddScaled(s.cov[c], -share, s.cov[at])
	}
}
