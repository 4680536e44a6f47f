package validation

import (
	"fmt"
	"math"
	"slices"
	"sort"

	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// ItemDifference returns how much higher group a answers an item than group b,
// in pooled standard deviations (Cohen 1988, Statistical Power Analysis, chapter
// 2), with the large-sample interval of Hedges and Olkin (1985), Statistical
// Methods for Meta-Analysis, section 5E:
//
//	d = (x̄_a − x̄_b)/s,  s² = ((n_a − 1)s_a² + (n_b − 1)s_b²)/(n_a + n_b − 2)
//	d ± 1.96·√((n_a + n_b)/(n_a·n_b) + d²/(2(n_a + n_b)))
//
// A difference is not yet bias: the groups may differ in what the item is about.
// See [ItemFunctioning]. answers and label are by person; people with a missing
// answer (NaN) or another label are left out. It is an error if a group has
// fewer than two people left, or nobody differs from their group.
func ItemDifference(answers []float64, label []string, a, b string) (Estimate, error) {
	labels, values, _, err := labelled(answers, answers, label)
	if err != nil {
		return Estimate{}, err
	}
	of, err := split(labels, len(values), a, b)
	if err != nil {
		return Estimate{}, err
	}
	x, y := pick(values, of[0]), pick(values, of[1])
	if constant(x) && constant(y) {
		return Estimate{}, fmt.Errorf("validation: an item on which nobody differs from their group")
	}
	sd := pooledSD(x, y)
	n, m := float64(len(x)), float64(len(y))
	d := (stat.Mean(x, nil) - stat.Mean(y, nil)) / sd
	half := z95 * math.Sqrt((n+m)/(n*m)+d*d/(2*(n+m)))
	return Estimate{d, Interval{d - half, d + half}}, nil
}

// Functioning says whether an item works differently for people who are alike in
// what it measures (differential item functioning).
type Functioning struct {
	// Effect is how much higher group a answers than people of group b with the
	// same matching score, in pooled standard deviations of the item:
	//
	//	Σ w_s(x̄_as − x̄_bs) / Σ w_s / s,   w_s = n_as·n_bs/(n_as + n_bs)
	//
	// over strata s, with the interval ± 1.96 standard errors from the variances
	// within each group and stratum. It is the standardised mean difference of
	// Dorans and Schmitt (1991) with the weights of Mantel and Haenszel (1959) in
	// place of group a's numbers, so that it is 0 just when Mantel's χ² is. With
	// theirs, below 0.17 is customarily called negligible and above 0.25 large.
	Effect Estimate
	// ChiSquare is the statistic of Mantel (1963), Journal of the American
	// Statistical Association 58, 690–700, without continuity correction, that no
	// stratum has a difference; P is its p-value with 1 degree of freedom.
	//
	//	(Σ w_s(x̄_as − x̄_bs))² / Σ w_s·s_s²
	//
	// with s_s² the variance in the stratum. On an item of two answers it is the
	// Mantel–Haenszel χ².
	ChiSquare, P float64
	// People and Strata were used: strata that lack a group tell nothing.
	People, Strata int
}

// ItemFunctioning compares the answers to an item of people labelled a and b who
// are alike in a matching score, such as the sum of the scale with the item in
// it. People are cut into strata of about equal size by that score, equal scores
// always together, so there may be fewer than asked for; five to ten are usual.
// answers, matching and label are by person; people with a missing answer or
// score (NaN) or another label are left out. It is an error if no stratum holds
// both groups, if nobody in them differs, or nobody from their group.
func ItemFunctioning(answers, matching []float64, label []string, a, b string, strata int) (Functioning, error) {
	labels, values, scores, err := labelled(answers, matching, label)
	if err != nil {
		return Functioning{}, err
	}
	of, err := split(labels, len(values), a, b)
	if err != nil {
		return Functioning{}, err
	}
	if strata < 2 {
		return Functioning{}, fmt.Errorf("validation: people are not alike in %d strata", strata)
	}
	x, y := cut(values, scores, of, strata)
	ofA, ofB := pick(values, of[0]), pick(values, of[1])
	if constant(ofA) && constant(ofB) {
		return Functioning{}, fmt.Errorf("validation: an item on which nobody differs from their group")
	}
	sd := pooledSD(ofA, ofB)
	var f Functioning
	differ := false
	var sum, weights, null, variance float64
	for s := range x {
		n, m := float64(len(x[s])), float64(len(y[s]))
		if n == 0 || m == 0 {
			continue
		}
		f.Strata++
		f.People += len(x[s]) + len(y[s])
		w := n * m / (n + m)
		sum += w * (stat.Mean(x[s], nil) - stat.Mean(y[s], nil))
		weights += w
		both := slices.Concat(x[s], y[s])
		differ = differ || !constant(both)
		null += w * stat.Variance(both, nil)
		// The mean of one answer has no variance of its own to show: it is taken
		// from the item's.
		variance += w * w * (errorOf(x[s], sd) + errorOf(y[s], sd))
	}
	if !differ {
		return Functioning{}, fmt.Errorf("validation: no stratum with both groups and different answers")
	}
	effect, half := sum/weights/sd, z95*math.Sqrt(variance)/weights/sd
	f.Effect = Estimate{effect, Interval{effect - half, effect + half}}
	f.ChiSquare = sum * sum / null
	f.P = distuv.ChiSquared{K: 1}.Survival(f.ChiSquare)
	return f, nil
}

// labelled returns the people with neither an answer nor a score missing.
func labelled(answers, matching []float64, label []string) (labels []string, values, scores []float64, err error) {
	if len(answers) != len(label) || len(matching) != len(label) {
		return nil, nil, nil, fmt.Errorf("validation: %d answers and %d scores of %d labelled people", len(answers), len(matching), len(label))
	}
	for p, l := range label {
		if !math.IsNaN(answers[p]) && !math.IsNaN(matching[p]) {
			labels, values, scores = append(labels, l), append(values, answers[p]), append(scores, matching[p])
		}
	}
	return labels, values, scores, nil
}

// cut sorts the answers of two groups into strata by score. The edges are
// quantiles of the scores of both groups together.
func cut(values, scores []float64, of [2][]int, strata int) (x, y [][]float64) {
	all := append(pick(scores, of[0]), pick(scores, of[1])...)
	sort.Float64s(all)
	var edges []float64
	for s := 1; s < strata; s++ {
		edges = append(edges, quantile(all, float64(s)/float64(strata)))
	}
	x, y = make([][]float64, strata), make([][]float64, strata)
	for g, to := range [...][][]float64{x, y} {
		for _, p := range of[g] {
			s := sort.SearchFloat64s(edges, scores[p])
			to[s] = append(to[s], values[p])
		}
	}
	return x, y
}

func pick(values []float64, people []int) []float64 {
	picked := make([]float64, len(people))
	for i, p := range people {
		picked[i] = values[p]
	}
	return picked
}

func pooledSD(x, y []float64) float64 {
	n, m := float64(len(x)), float64(len(y))
	return math.Sqrt(((n-1)*stat.Variance(x, nil) + (m-1)*stat.Variance(y, nil)) / (n + m - 2))
}

// errorOf returns the squared standard error of a mean, from sd if there is one
// value only.
func errorOf(values []float64, sd float64) float64 {
	if len(values) == 1 {
		return sd * sd
	}
	return stat.Variance(values, nil) / float64(len(values))
}
