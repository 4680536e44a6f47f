package scoring

import (
	"fmt"
	"math"
	"slices"
	"sync"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/blas/blas64"
	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// A pattern is what depends on which items are answered and on how far the
// answers are trusted, but not on what was answered. A form taken without
// skipping is one pattern, so a service meets few of them often.
//
// With G the gains of the answered items and S = CCᵀ the covariance of their
// answers, the posterior mean of every target is prior + Gᵀ·S⁻¹·y.
type pattern struct {
	items    []int
	residual []float64 // σ² of the items, with what mistrust adds
	inverse  []float64 // S⁻¹, n×n by rows
	counts   []int     // answered items by construct
	pairs    []pair    // of items that ask for much the same, by their places here
	variance []float64 // posterior, by target
	// Of occupations and families, as z: a fit times toZ = 1/√(τ² + var).
	toZ   []float64
	prior []float32
	gains blas32.General // n × occupations and families
	// half of the 80 % range, 1.28·√var/τ, before it is put on 0–100.
	half []float32

	retake sync.Once
	second scatter

	mu    sync.Mutex // of ahead
	ahead *prospect
}

// A patternKey tells patterns apart. The residual variances of its items are
// multiplied by noise.
type patternKey struct {
	items itemSet
	noise float64
}

// An itemSet has a bit for every item.
type itemSet [MaxItems / 64]uint64

func (s *itemSet) add(i int) { s[i/64] |= 1 << (i % 64) }

// list returns the items in ascending order.
func (s *itemSet) list() []int {
	var items []int
	for i := range MaxItems {
		if s[i/64]&(1<<(i%64)) != 0 {
			items = append(items, i)
		}
	}
	return items
}

// MaxItems is the most items that an instrument may have.
const MaxItems = 512

// maxPatterns bounds the patterns that are kept, at up to 2 MB each.
const maxPatterns = 8

// patternOf returns a pattern, made anew if it is not among those that are kept.
func (m *Model) patternOf(key patternKey) (*pattern, error) {
	m.mu.Lock()
	p := m.patterns[key]
	m.mu.Unlock()
	if p != nil {
		return p, nil
	}
	p, err := m.newPattern(key.items.list(), key.noise)
	if err != nil {
		return nil, err
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	for old := range m.patterns {
		if len(m.patterns) < maxPatterns {
			break
		}
		delete(m.patterns, old) // any: those that are often wanted come back
	}
	m.patterns[key] = p
	return p, nil
}

func (m *Model) newPattern(items []int, noise float64) (*pattern, error) {
	n, listed := len(items), len(m.field.codes)+len(m.familyNames)
	p := &pattern{
		items:    items,
		residual: make([]float64, n),
		inverse:  make([]float64, n*n),
		gains:    blas32.General{Rows: n, Cols: listed, Stride: listed, Data: make([]float32, n*listed)},
		counts:   make([]int, len(m.constructs)),
	}
	for _, like := range m.pairs {
		a, hasA := slices.BinarySearch(items, like.a)
		b, hasB := slices.BinarySearch(items, like.b)
		if hasA && hasB {
			p.pairs = append(p.pairs, pair{a, b, like.reversed})
		}
	}
	for a, i := range items {
		p.residual[a] = noise * m.items[i].residual
		for _, j := range m.items[i].at {
			p.counts[j]++
		}
	}
	if n > 0 {
		var chol mat.Cholesky
		if !chol.Factorize(m.answerCov(items, p.residual)) {
			return nil, fmt.Errorf("scoring: instrument %s: covariance of answers is not positive definite", m.in.ID)
		}
		var inverse mat.SymDense
		// A well-conditioned S is certain: each residual variance is above 0.
		_ = chol.InverseTo(&inverse)
		for a := range n {
			for b := range n {
				p.inverse[a*n+b] = inverse.At(a, b)
			}
		}
		var lower mat.TriDense
		chol.LTo(&lower)
		p.variance = slices.Clone(m.priorVar)
		for _, column := range m.innovations(items, &lower) {
			for t, u := range column {
				p.variance[t] -= u * u
			}
		}
	} else {
		p.variance = m.priorVar
	}
	p.toZ, p.half, p.prior = make([]float64, listed), make([]float32, listed), make([]float32, listed)
	for t := range listed {
		p.toZ[t] = 1 / math.Sqrt(m.spread*m.spread+p.variance[t])
		p.half[t] = float32(IntervalZ * math.Sqrt(p.variance[t]) / m.spread)
		p.prior[t] = float32(m.priorMean[t] * p.toZ[t])
	}
	for a, i := range items {
		row := p.gains.Data[a*listed : (a+1)*listed]
		for t, toZ := range p.toZ {
			row[t] = float32(m.gains[i][t] * toZ)
		}
	}
	return p, nil
}

// answerCov is the covariance S of the answers to items with the given residual
// variances.
func (m *Model) answerCov(items []int, residual []float64) *mat.SymDense {
	s := mat.NewSymDense(len(items), nil)
	for a, i := range items {
		for b, l := range items[:a+1] {
			s.SetSym(a, b, m.itemCov.At(i, l))
		}
		s.SetSym(a, a, m.itemCov.At(i, i)-m.items[i].residual+residual[a])
	}
	return s
}

// innovations returns, for items whose answers have the covariance CCᵀ, the
// columns of Gᵀ·C⁻ᵀ: what each answer in turn tells about the targets that those
// before it did not. Their squares are what it takes off the variances.
func (m *Model) innovations(items []int, lower *mat.TriDense) [][]float64 {
	columns := make([][]float64, len(items))
	for a, i := range items {
		column := slices.Clone(m.gains[i])
		for b := range a {
			floats.AddScaled(column, -lower.At(a, b), columns[b])
		}
		floats.Scale(1/lower.At(a, a), column)
		columns[a] = column
	}
	return columns
}

// solve returns S⁻¹·y.
func (p *pattern) solve(y []float64) []float64 {
	n := len(y)
	x := make([]float64, n)
	if n > 0 {
		blas64.Gemv(blas.NoTrans, 1, blas64.General{Rows: n, Cols: n, Stride: n, Data: p.inverse},
			blas64.Vector{N: n, Inc: 1, Data: y}, 0, blas64.Vector{N: n, Inc: 1, Data: x})
	}
	return x
}

// means returns the z of occupations and families for answers that weigh x. It is
// the one product that scoring can not do without, and most of its time.
func (p *pattern) means(x []float64) []float32 {
	mean := slices.Clone(p.prior)
	if len(x) > 0 {
		short := make([]float32, len(x))
		for k, v := range x {
			short[k] = float32(v)
		}
		blas32.Gemv(blas.Trans, 1, p.gains, blas32.Vector{N: len(short), Inc: 1, Data: short},
			1, blas32.Vector{N: len(mean), Inc: 1, Data: mean})
	}
	return mean
}
