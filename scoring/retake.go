package scoring

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/mat"
)

// A scatter says how the z of occupations and families would vary in a future
// set of answers, as a sum of independent standard normal causes: z = mean + Fᵀ·ε.
type scatter struct {
	causes blas32.General // F, causes × listed
	norms  []float32      // |F_o|², by occupation and family
}

func newScatter(causes blas32.General) *scatter {
	s := &scatter{causes, make([]float32, causes.Cols)}
	for k := range causes.Rows {
		for o, f := range causes.Data[k*causes.Stride : k*causes.Stride+causes.Cols] {
			s.norms[o] += f * f
		}
	}
	return s
}

// RetakeTop returns for every occupation, in the field's order, the chance that
// it would be among the n best if the person answered the same questions again.
//
// What is true of the person stays, what chance did to the answers does not. With
// Ψ the residual variances and S the covariance of the answers, a second set of
// answers y′ to the same items, given the first, has
//
//	E[y′|y] = (S − Ψ)·S⁻¹·y,   Var[y′|y] = 2Ψ − Ψ·S⁻¹·Ψ,
//
// and moves the fits linearly. See chances for the step from there to ranks.
func (r *Result) RetakeTop(n int) []float64 {
	mean, s := r.again()
	return s.chances(mean[:r.Len()], 0, n)
}

// RetakeFamilies returns for every family, in the order of [Result.Families],
// the chance that it would be among the n best if the person answered the same
// questions again.
func (r *Result) RetakeFamilies(n int) []float64 {
	mean, s := r.again()
	chances := s.chances(mean[r.Len():], r.Len(), n)
	ordered := make([]float64, len(chances))
	for f, at := range r.familyOrder() {
		ordered[f] = chances[at]
	}
	return ordered
}

// again returns the mean z of a second set of answers, and its scatter.
func (r *Result) again() ([]float32, *scatter) {
	p := r.pattern
	// x′ = S⁻¹·(S − Ψ)·S⁻¹·y = x − S⁻¹·Ψ·x
	shaken := make([]float64, len(r.x))
	for k, x := range r.x {
		shaken[k] = p.residual[k] * x
	}
	weights := slices.Clone(r.x)
	for k, v := range p.solve(shaken) {
		weights[k] -= v
	}
	mean := p.means(weights)
	p.retake.Do(func() { p.second = p.secondAnswers() })
	return mean, p.second
}

// secondAnswers works out the scatter of a second set of answers: with RRᵀ their
// variance given the first, the fits have the causes Rᵀ·S⁻¹·G.
func (p *pattern) secondAnswers() *scatter {
	n := len(p.items)
	if n == 0 {
		return newScatter(blas32.General{Cols: len(p.toZ), Stride: len(p.toZ)})
	}
	variance := mat.NewSymDense(n, nil)
	for a := range n {
		for b := range a + 1 {
			v := -p.residual[a] * p.inverse[a*n+b] * p.residual[b]
			if a == b {
				v += 2 * p.residual[a]
			}
			variance.SetSym(a, b, v)
		}
	}
	var chol mat.Cholesky
	chol.Factorize(variance) // positive definite: Ψ⁻¹ exceeds S⁻¹
	var root mat.TriDense
	chol.LTo(&root)
	var weights mat.Dense // S⁻¹·R
	weights.Mul(mat.NewDense(n, n, p.inverse), &root)
	short := blas32.General{Rows: n, Cols: n, Stride: n, Data: make([]float32, n*n)}
	for a := range n {
		for b := range n {
			short.Data[a*n+b] = float32(weights.At(a, b))
		}
	}
	listed := len(p.toZ)
	causes := blas32.General{Rows: n, Cols: listed, Stride: listed, Data: make([]float32, n*listed)}
	blas32.Gemm(blas.Trans, blas.NoTrans, 1, short, p.gains, 0, causes)
	return newScatter(causes)
}

// chances returns, for things whose z has the given means and the scatter's
// columns from first on, the chance of each to be among the best n.
//
// The place where the best n end moves with the same causes as the things
// themselves: who likes all of them more at the second time pushes no one out.
// It is taken to move as the mean of those ranked n/2 to 3n/2 does, so that a
// thing is above it with chance Φ((mean − t)/√var(z − place)), and t is such that
// the chances add up to n. TestRetakes holds this against simulated retakes.
func (s *scatter) chances(mean []float32, first, n int) []float64 {
	chances := make([]float64, len(mean))
	if n >= len(mean) {
		for o := range chances {
			chances[o] = 1
		}
		return chances
	}
	ranking := make([]int, len(mean))
	for o := range ranking {
		ranking[o] = o
	}
	slices.SortFunc(ranking, func(a, b int) int { return cmp.Compare(mean[b], mean[a]) })
	near := ranking[n/2 : min((3*n+1)/2, len(ranking))]

	// The place's own causes b, and F_oᵀ·b for every thing.
	causes := s.causes
	causes.Cols = len(mean)
	if len(causes.Data) > 0 {
		causes.Data = causes.Data[first:]
	}
	place := make([]float32, causes.Rows)
	var norm float32
	for k := range place {
		for _, o := range near {
			place[k] += causes.Data[k*causes.Stride+o] / float32(len(near))
		}
		norm += place[k] * place[k]
	}
	along := make([]float32, len(mean))
	if causes.Rows > 0 {
		blas32.Gemv(blas.Trans, 1, causes, blas32.Vector{N: len(place), Inc: 1, Data: place},
			0, blas32.Vector{N: len(along), Inc: 1, Data: along})
	}
	perSD := make([]float64, len(mean))
	for o := range perSD {
		variance := float64(s.norms[first+o] - 2*along[o] + norm)
		perSD[o] = 1 / math.Sqrt(max(variance, 1e-12))
	}

	low, high := float64(mean[ranking[len(ranking)-1]])-1, float64(mean[ranking[0]])+1
	for range 30 {
		t := (low + high) / 2
		var sum float64
		for o, m := range mean {
			sum += float64(percentile(float32((float64(m)-t)*perSD[o]))) / 100
		}
		if sum > float64(n) {
			low = t
		} else {
			high = t
		}
	}
	for o, m := range mean {
		chances[o] = normalCDF((float64(m) - low) * perSD[o])
	}
	return chances
}

// Settled returns the share of the person's best n occupations, 0 to 1, that can
// be expected to be among the best n still when the given items have been
// answered as well: what going on would buy. Items already answered change
// nothing; unknown ones are passed over.
//
// What is to come moves the posterior mean by the innovations of those items and
// takes their squares off its variance, whatever the answers will be.
func (r *Result) Settled(items []string, n int) float64 {
	m, p := r.model, r.pattern
	all := slices.Clone(p.items)
	residual := slices.Clone(p.residual)
	for _, id := range items {
		if i, ok := m.itemIndex[id]; ok && !slices.Contains(all, i) {
			all = append(all, i)
			residual = append(residual, m.items[i].residual)
		}
	}
	added := len(all) - len(p.items)
	if added == 0 {
		return 1
	}
	var chol mat.Cholesky
	chol.Factorize(m.answerCov(all, residual)) // as positive definite as every pattern's
	var lower mat.TriDense
	chol.LTo(&lower)
	columns := m.innovations(all, &lower)[len(p.items):]

	listed := len(p.toZ)
	causes := blas32.General{Rows: added, Cols: listed, Stride: listed, Data: make([]float32, added*listed)}
	mean := make([]float32, listed)
	for o := range listed {
		left := p.variance[o]
		for _, c := range columns {
			left -= c[o] * c[o]
		}
		toZ := 1 / math.Sqrt(m.spread*m.spread+left)
		mean[o] = float32(r.value(o) * toZ)
		for k, c := range columns {
			causes.Data[k*listed+o] = float32(c[o] * toZ)
		}
	}
	chances := newScatter(causes).chances(mean[:r.Len()], 0, n)
	var kept float64
	for _, o := range r.Top(n) {
		kept += chances[o]
	}
	return kept / float64(min(n, r.Len()))
}
