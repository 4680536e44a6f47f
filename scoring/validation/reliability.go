package validation

import (
	"fmt"
	"math"

	"gonum.org/v1/gonum/mat"
	"gonum.org/v1/gonum/stat"
	"gonum.org/v1/gonum/stat/distuv"
)

// Alpha returns Cronbach's alpha of the sum of some items, given answers by
// person and item, reversed items turned round:
//
//	α = k/(k − 1) · (1 − Σs_i²/s_sum²)
//
// (Cronbach 1951, Psychometrika 16, 297–334), at most 1, below 0 if items go
// against one another. The interval is that of Feldt (1965), Psychometrika 30,
// 357–370, by which (1 − α)/(1 − α̂) is distributed as F with n − 1 and
// (n − 1)(k − 1) degrees of freedom:
//
//	1 − (1 − α̂)·F₀.₉₇₅ … 1 − (1 − α̂)·F₀.₀₂₅
//
// It is exact if the items have one variance and one covariance and are normal.
// People with a missing answer (NaN) are left out. It is an error if fewer than
// two items or three people are left, or their sums have no spread.
func Alpha(answers [][]float64) (Estimate, error) {
	rows, err := scale(answers, 2)
	if err != nil {
		return Estimate{}, err
	}
	n, k := float64(len(rows)), float64(len(rows[0]))
	var items float64
	for i := range rows[0] {
		items += stat.Variance(item(rows, i), nil)
	}
	sum := sums(rows)
	if constant(sum) {
		return Estimate{}, fmt.Errorf("validation: alpha of sums that have no spread")
	}
	alpha := k / (k - 1) * (1 - items/stat.Variance(sum, nil))
	f := distuv.F{D1: n - 1, D2: (n - 1) * (k - 1)}
	return Estimate{alpha, Interval{1 - (1-alpha)*f.Quantile(0.975), 1 - (1-alpha)*f.Quantile(0.025)}}, nil
}

// Omega returns McDonald's omega total of the sum of some standardised items,
// given answers by person and item, and each item's loading on their one factor:
//
//	ω = (Σλ_i)² / ((Σλ_i)² + Σ(1 − λ_i²))
//
// (McDonald 1999, Test Theory, chapter 6), 0…1. Unlike alpha it lets items load
// differently. The loadings minimise the squared residual correlations
// Σ_{i<j} (r_ij − λ_iλ_j)² (minres: Harman and Jones 1966, Psychometrika 31,
// 351–368), each in turn set to its best value given the others until none
// moves by more than 1e-10, and kept within [−1, 1]. The factor is turned so
// that the loadings' sum is not negative. An interval is had from [Bootstrap].
//
// People with a missing answer (NaN) are left out. It is an error if fewer than
// three items or three people are left, if an item has no spread, or if the
// loadings do not settle.
func Omega(answers [][]float64) (omega float64, loadings []float64, err error) {
	rows, err := scale(answers, 3)
	if err != nil {
		return 0, nil, err
	}
	for i := range rows[0] {
		if constant(item(rows, i)) {
			return 0, nil, fmt.Errorf("validation: item %d has no spread", i)
		}
	}
	table := mat.NewDense(len(rows), len(rows[0]), nil)
	for p, row := range rows {
		table.SetRow(p, row)
	}
	var r mat.SymDense
	stat.CorrelationMatrix(&r, table, nil)
	loadings, err = minres(&r)
	if err != nil {
		return 0, nil, err
	}
	var sum, unique float64
	for _, l := range loadings {
		sum += l
		unique += 1 - l*l
	}
	if sum < 0 {
		for i := range loadings {
			loadings[i] = -loadings[i]
		}
	}
	return sum * sum / (sum*sum + unique), loadings, nil
}

// minresSteps bounds the passes over the loadings. Scales settle within a
// hundred; items without a factor may not settle at all.
const minresSteps = 10_000

// minres fits one factor to correlations. With the others held, the best λ_i is
// the regression of r_ij on λ_j, j ≠ i:
//
//	λ_i = Σ_{j≠i} r_ij λ_j / Σ_{j≠i} λ_j²
func minres(r *mat.SymDense) ([]float64, error) {
	// Start from the first principal component, which is never 0.
	var components mat.EigenSym
	if !components.Factorize(r, true) {
		return nil, fmt.Errorf("validation: the correlations have no principal components")
	}
	var vectors mat.Dense
	components.VectorsTo(&vectors)
	loadings := mat.Col(nil, r.SymmetricDim()-1, &vectors) // values ascend
	for range minresSteps {
		moved := 0.0
		for i, before := range loadings {
			var cross, square float64
			for j, l := range loadings {
				if j != i {
					cross += r.At(i, j) * l
					square += l * l
				}
			}
			if square == 0 {
				return nil, fmt.Errorf("validation: the items have no factor in common")
			}
			loadings[i] = max(-1, min(1, cross/square))
			moved = max(moved, math.Abs(loadings[i]-before))
		}
		if moved <= 1e-10 {
			return loadings, nil
		}
	}
	return nil, fmt.Errorf("validation: the loadings have not settled after %d passes", minresSteps)
}

// SpearmanBrown returns the reliability of a form that is times as long as one
// of reliability r (Spearman 1910; Brown 1910):
//
//	times·r / (1 + (times − 1)·r)
func SpearmanBrown(r, times float64) float64 { return times * r / (1 + (times-1)*r) }

// scale returns the complete rows of a scale's answers.
func scale(answers [][]float64, minItems int) ([][]float64, error) {
	items, err := width(answers, "answers")
	if err != nil {
		return nil, err
	}
	rows := complete(answers)
	for p, row := range rows {
		for i, v := range row {
			if math.IsInf(v, 0) {
				return nil, fmt.Errorf("validation: complete person %d answers %v to item %d", p, v, i)
			}
		}
	}
	if items < minItems || len(rows) < 3 {
		return nil, fmt.Errorf("validation: reliability needs %d items and 3 complete people at least, not %d and %d", minItems, items, len(rows))
	}
	return rows, nil
}

// item returns everybody's answer to one item.
func item(rows [][]float64, i int) []float64 {
	column := make([]float64, len(rows))
	for p, row := range rows {
		column[p] = row[i]
	}
	return column
}

// sums returns each person's sum of all items.
func sums(rows [][]float64) []float64 {
	total := make([]float64, len(rows))
	for p, row := range rows {
		for _, v := range row {
			total[p] += v
		}
	}
	return total
}
