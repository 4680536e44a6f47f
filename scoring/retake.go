package scoring

import (
	"math"
	"math/rand/v2"
	"slices"
	"sync"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// draws is the number of future sets of answers that chances are counted over:
// with 200 a chance of one half is known to ±0.035, and labels speak in tenths.
const draws = 200

// causes are standard normal numbers, a row a draw. They are the same for
// everybody and always, so that the same answers give the same chances. Every
// second row is the one before it turned round, which makes means exact.
var causes = sync.OnceValue(func() blas32.General {
	rng := rand.New(rand.NewPCG(923, draws))
	e := blas32.General{Rows: draws, Cols: MaxItems, Stride: MaxItems, Data: make([]float32, draws*MaxItems)}
	for d := 0; d < draws; d += 2 {
		for k := range MaxItems {
			v := float32(rng.NormFloat64())
			e.Data[d*MaxItems+k], e.Data[(d+1)*MaxItems+k] = v, -v
		}
	}
	return e
})

// A scatter holds how the z of occupations and families differ from their mean in
// each of the draws.
type scatter struct{ blas32.General }

// newScatter draws from what moves z by F, one row for each independent standard
// normal cause.
func newScatter(f blas32.General) scatter {
	s := scatter{blas32.General{Rows: draws, Cols: f.Cols, Stride: f.Cols, Data: make([]float32, draws*f.Cols)}}
	if f.Rows > 0 {
		e := causes()
		e.Cols = f.Rows
		blas32.Gemm(blas.NoTrans, blas.NoTrans, 1, e, f, 0, s.General)
	}
	return s
}

// chances counts, for things whose z have the given means and the scatter's
// columns from first on, in which share of the draws each is among the best n.
func (s scatter) chances(mean []float32, first, n int) []float64 {
	n = min(n, len(mean))
	chances, z := make([]float64, len(mean)), make([]float32, len(mean))
	best, kept := make([]int, n), make([]float32, n)
	for d := range draws {
		row := s.Data[d*s.Stride+first:]
		for o, m := range mean {
			z[o] = m + row[o]
		}
		largest(z, best, kept)
		for _, o := range best {
			chances[o]++
		}
	}
	floats.Scale(1./draws, chances)
	return chances
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
// and moves the fits linearly. What that does to ranks has no closed form, and is
// counted over draws from it.
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
func (r *Result) again() ([]float32, scatter) {
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
// variance given the first, its causes move the fits by Rᵀ·S⁻¹·G.
func (p *pattern) secondAnswers() scatter {
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
	listed := len(p.toZ)
	f := blas32.General{Rows: n, Cols: listed, Stride: listed, Data: make([]float32, n*listed)}
	blas32.Gemm(blas.Trans, blas.NoTrans, 1, single(&weights), p.gains, 0, f)
	return newScatter(f)
}

// Settled returns the share of the person's best n occupations, 0 to 1, that can
// be expected to be among the best n still when the given items have been
// answered as well: what going on would buy. Items already answered change
// nothing; unknown ones are passed over.
func (r *Result) Settled(items []string, n int) float64 {
	m, p := r.model, r.pattern
	var added []int
	for _, id := range items {
		if i, ok := m.itemIndex[id]; ok && !slices.Contains(p.items, i) && !slices.Contains(added, i) {
			added = append(added, i)
		}
	}
	if len(added) == 0 {
		return 1
	}
	slices.Sort(added)
	to := p.prospectOf(m, added)
	mean := make([]float32, r.Len())
	for o := range mean {
		mean[o] = r.z[o] * to.scale[o]
	}
	chances := to.chances(mean, 0, n)
	var kept float64
	for _, o := range r.Top(n) {
		kept += chances[o]
	}
	return kept / float64(min(n, r.Len()))
}

// A prospect is what answering more items will do to a pattern's fits, whatever
// the answers will be.
type prospect struct {
	added []int
	scatter
	scale []float32 // from z now to z then, for the same fit
}

// prospectOf works out, or finds again, what is to come of a pattern: answers move
// the posterior means by their innovations, L⁻¹·(G₂ − S₂₁·S₁₁⁻¹·G₁) with LLᵀ the
// covariance of the new answers given the old ones, and take the squares of those
// off the variances. The last prospect is kept, for what is left of a form is
// the same for everybody who went as far.
func (p *pattern) prospectOf(m *Model, added []int) *prospect {
	p.mu.Lock()
	defer p.mu.Unlock()
	if p.ahead != nil && slices.Equal(p.ahead.added, added) {
		return p.ahead
	}
	n, k, listed := len(p.items), len(added), len(p.toZ)
	cross := mat.NewDense(k, max(n, 1), nil) // S₂₁; a column of zeros where nothing is answered yet
	weights := mat.NewDense(k, max(n, 1), nil)
	for a, i := range added {
		for b, l := range p.items {
			cross.Set(a, b, m.itemCov.At(i, l))
		}
	}
	if n > 0 {
		weights.Mul(cross, mat.NewDense(n, n, p.inverse))
	}
	residual := make([]float64, k)
	for a, i := range added {
		residual[a] = m.items[i].residual
	}
	left := m.answerCov(added, residual)
	for a := range k {
		for b := range a + 1 {
			left.SetSym(a, b, left.At(a, b)-floats.Dot(weights.RawRowView(a), cross.RawRowView(b)))
		}
	}
	var chol mat.Cholesky
	chol.Factorize(left) // positive definite: each new answer has noise of its own
	var lower mat.TriDense
	chol.LTo(&lower)

	f := blas32.General{Rows: k, Cols: listed, Stride: listed, Data: make([]float32, k*listed)}
	for a, i := range added {
		for o, toZ := range p.toZ {
			f.Data[a*listed+o] = float32(m.gains[i][o] * toZ)
		}
	}
	if n > 0 {
		blas32.Gemm(blas.NoTrans, blas.NoTrans, -1, single(weights), p.gains, 1, f)
	}
	triangle := single(&lower)
	blas32.Trsm(blas.Left, blas.NoTrans, 1, blas32.Triangular{
		N: k, Stride: k, Data: triangle.Data, Uplo: blas.Lower, Diag: blas.NonUnit,
	}, f)

	to := &prospect{added: added, scale: make([]float32, listed)}
	for o, toZ := range p.toZ {
		var told float64 // in z
		for a := range k {
			told += float64(f.Data[a*listed+o]) * float64(f.Data[a*listed+o])
		}
		then := 1 / math.Sqrt(m.spread*m.spread+p.variance[o]-told/(toZ*toZ))
		to.scale[o] = float32(then / toZ)
		for a := range k {
			f.Data[a*listed+o] *= to.scale[o]
		}
	}
	to.scatter = newScatter(f)
	p.ahead = to
	return to
}

// single rounds a matrix to single precision.
func single(m mat.Matrix) blas32.General {
	rows, cols := m.Dims()
	s := blas32.General{Rows: rows, Cols: cols, Stride: cols, Data: make([]float32, rows*cols)}
	for i := range rows {
		for j := range cols {
			s.Data[i*cols+j] = float32(m.At(i, j))
		}
	}
	return s
}
