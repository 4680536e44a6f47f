package validation

import (
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/stat"
)

// FamilyShares returns, by person and family, the share of their k best
// occupations that are of the family, each row adding up to 1, given each
// occupation's family, numbered from 0 without gaps. With the scores of
// [FamilyMeans], every family its own and k = 1 it says which family is first.
// Of equal scores the one that comes first in the list is the better.
func FamilyShares[F Float](scores [][]F, family []int, k int) ([][]float64, error) {
	n, err := scoreWidth(scores)
	if err != nil {
		return nil, err
	}
	size, err := familySizes(family, n)
	if err != nil {
		return nil, err
	}
	if k < 1 || k > n {
		return nil, fmt.Errorf("validation: top %d of %d", k, n)
	}
	r := newRanker[F](n)
	shares := make([][]float64, len(scores))
	for p, row := range scores {
		shares[p] = make([]float64, len(size))
		for _, o := range r.top(row, k) {
			shares[p][family[o]]++
		}
		floats.Scale(1/float64(k), shares[p])
	}
	return shares, nil
}

// A Group is people with one label.
type Group struct {
	Label  string
	People int
	Shares []float64 // by family: the mean over people of FamilyShares
}

// A GroupGap compares what two groups of people are shown. A gap says that the
// lists differ, not why: the groups may have answered differently.
type GroupGap struct {
	A, B Group
	// Difference is, by family, A's share less B's, with the interval
	// ± 1.96·√(s_A²/n_A + s_B²/n_B), where s is over people.
	Difference []Estimate
	// Ratio is, by family, the lower share over the higher, 0…1, and 1 where
	// both are 0. Below 0.8 it would fail the four-fifths rule of the Uniform
	// Guidelines on Employee Selection Procedures (1978), 29 CFR 1607.4 D, which
	// is about selection rates and serves here as a yardstick only.
	Ratio []float64
	// TotalVariation is the part of a list that would have to change family for
	// the groups to be shown the same, 0…1: ½·Σ|A_f − B_f|.
	TotalVariation float64
	// ByChance is what TotalVariation comes to when the labels are dealt out to
	// the same people at random: its mean and the middle 95 %.
	ByChance Estimate
}

// CompareGroups compares the people labelled a with those labelled b, given
// shares by person and family as [FamilyShares] returns them and each person's
// label; people with other labels are left out. draws (at least 100) is how
// often labels are dealt anew. It is an error if a group has fewer than two
// people or a share is NaN.
func CompareGroups(shares [][]float64, label []string, a, b string, draws int, src *rand.PCG) (GroupGap, error) {
	families, err := scoreWidth(shares)
	if err != nil {
		return GroupGap{}, err
	}
	if err := checkDraws(draws); err != nil {
		return GroupGap{}, err
	}
	people, err := split(label, len(shares), a, b)
	if err != nil {
		return GroupGap{}, err
	}
	ofA, ofB := people[0], people[1]
	gap := GroupGap{
		A:          Group{a, len(ofA), meanShares(shares, ofA, families)},
		B:          Group{b, len(ofB), meanShares(shares, ofB, families)},
		Difference: make([]Estimate, families),
		Ratio:      make([]float64, families),
	}
	gap.TotalVariation = totalVariation(gap.A.Shares, gap.B.Shares)
	for f := range families {
		x, y := gap.A.Shares[f], gap.B.Shares[f]
		half := z95 * math.Sqrt(meanVariance(shares, ofA, f)+meanVariance(shares, ofB, f))
		gap.Difference[f] = Estimate{x - y, Interval{x - y - half, x - y + half}}
		gap.Ratio[f] = 1
		if high := max(x, y); high > 0 {
			gap.Ratio[f] = min(x, y) / high
		}
	}
	random := rand.New(src)
	both := slices.Concat(ofA, ofB)
	dealt := make([]float64, draws)
	for d := range dealt {
		random.Shuffle(len(both), func(i, k int) { both[i], both[k] = both[k], both[i] })
		dealt[d] = totalVariation(meanShares(shares, both[:len(ofA)], families), meanShares(shares, both[len(ofA):], families))
	}
	gap.ByChance.Value = stat.Mean(dealt, nil)
	gap.ByChance.Interval = percentileInterval(dealt)
	return gap, nil
}

// split returns the indexes of the people of two groups.
func split(label []string, people int, a, b string) (of [2][]int, err error) {
	if len(label) != people {
		return of, fmt.Errorf("validation: %d people have %d labels", people, len(label))
	}
	if a == b {
		return of, fmt.Errorf("validation: group %q is compared with itself", a)
	}
	for p, l := range label {
		switch l {
		case a:
			of[0] = append(of[0], p)
		case b:
			of[1] = append(of[1], p)
		}
	}
	if len(of[0]) < 2 || len(of[1]) < 2 {
		return of, fmt.Errorf("validation: %d people in group %q and %d in %q: two each are needed at least", len(of[0]), a, len(of[1]), b)
	}
	return of, nil
}

func meanShares(shares [][]float64, people []int, families int) []float64 {
	mean := make([]float64, families)
	for _, p := range people {
		for f, share := range shares[p] {
			mean[f] += share / float64(len(people))
		}
	}
	return mean
}

// meanVariance returns the squared standard error of a group's mean share.
func meanVariance(shares [][]float64, people []int, family int) float64 {
	values := make([]float64, len(people))
	for i, p := range people {
		values[i] = shares[p][family]
	}
	return stat.Variance(values, nil) / float64(len(people))
}

func totalVariation(a, b []float64) float64 {
	var sum float64
	for f := range a {
		sum += math.Abs(a[f] - b[f])
	}
	return sum / 2
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
