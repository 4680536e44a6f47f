package validation

import "fmt"

// TopOverlap returns, by person, the share of their k best of one set of scores
// that are among their k best of the other, 0…1; chance alone gives k/n of n
// occupations. Of equal scores the one that comes first in the list is the
// better, as a list that people see has to have some order. It is an error if
// the sets are not of one shape, a score is NaN, or k is not within 1…n.
func TopOverlap[F Float](a, b [][]F, k int) ([]float64, error) {
	n, err := sameShape(a, b)
	if err != nil {
		return nil, err
	}
	if k < 1 || k > n {
		return nil, fmt.Errorf("validation: top %d of %d", k, n)
	}
	r := newRanker[F](n)
	shares := make([]float64, len(a))
	for p := range a {
		in := make([]bool, n)
		for _, o := range r.top(a[p], k) {
			in[o] = true
		}
		common := 0
		for _, o := range r.top(b[p], k) {
			if in[o] {
				common++
			}
		}
		shares[p] = float64(common) / float64(k)
	}
	return shares, nil
}

// RankStability returns, by person, Spearman's correlation of two sets of
// scores over the whole list, −1…1, and NaN for a person for whom either set is
// all ties. It is an error if the sets are not of one shape or a score is NaN.
func RankStability[F Float](a, b [][]F) ([]float64, error) {
	if _, err := sameShape(a, b); err != nil {
		return nil, err
	}
	stability := make([]float64, len(a))
	for p := range a {
		stability[p] = rankCorrelation(a[p], b[p])
	}
	return stability, nil
}

// FamilyMeans returns scores by person and family, the mean score of the
// family's occupations, given each occupation's family, numbered from 0 without
// gaps. What compares lists of occupations then compares lists of families.
func FamilyMeans[F Float](scores [][]F, family []int) ([][]float64, error) {
	n, err := scoreWidth(scores)
	if err != nil {
		return nil, err
	}
	size, err := familySizes(family, n)
	if err != nil {
		return nil, err
	}
	means := make([][]float64, len(scores))
	for p, row := range scores {
		means[p] = make([]float64, len(size))
		for o, v := range row {
			means[p][family[o]] += float64(v) / size[family[o]]
		}
	}
	return means, nil
}

// familySizes returns the number of occupations of each family.
func familySizes(family []int, occupations int) ([]float64, error) {
	if len(family) != occupations {
		return nil, fmt.Errorf("validation: %d occupations have scores and %d a family", occupations, len(family))
	}
	var size []float64
	for o, f := range family {
		if f < 0 || f >= occupations {
			return nil, fmt.Errorf("validation: occupation %d is of family %d, of %d at most", o, f, occupations)
		}
		for f >= len(size) {
			size = append(size, 0)
		}
		size[f]++
	}
	for f, n := range size {
		if n == 0 {
			return nil, fmt.Errorf("validation: family %d has no occupation", f)
		}
	}
	return size, nil
}

// top returns the indexes of the k highest values, best first, equal values in
// their order. The slice is good until the next call.
func (r *ranker[F]) top(values []F, k int) []int {
	negated := make([]F, len(values))
	for i, v := range values {
		negated[i] = -v
	}
	r.rank(negated)
	return r.order[:k]
}

func sameShape[F Float](a, b [][]F) (int, error) {
	n, err := scoreWidth(a)
	if err != nil {
		return 0, err
	}
	m, err := scoreWidth(b)
	if err != nil {
		return 0, err
	}
	if len(a) != len(b) || n != m {
		return 0, fmt.Errorf("validation: %d people with %d scores are compared with %d people with %d", len(a), n, len(b), m)
	}
	return n, nil
}
