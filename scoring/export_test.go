package scoring

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/blas"
	"gonum.org/v1/gonum/blas/blas32"
	"gonum.org/v1/gonum/floats"
)

// A Simulated person is one whose answers are those of the model itself, not
// rounded to the points of a scale, so that calibration can be exact.
type Simulated struct {
	Result *Result
	Scores []float64 // true FITs, 0–100
	People []float64 // true percentages of norm people for whom it fits less
	Theta  []float64 // true constructs
}

// Simulate draws a person and scores their answers to the items.
func (p *Population) Simulate(rng *rand.Rand, items []string) Simulated {
	who := p.Draw(rng, nil)
	return who.retake(rng, items)
}

func (s *Simulant) retake(rng *rand.Rand, items []string) Simulated {
	m := s.model
	sim := Simulated{Theta: s.Theta, Scores: s.Scores()}
	for o, row := range m.coefficients {
		value := m.base[o]
		for j, c := range m.constructs {
			value += row[j] * (c.offset + c.slope*s.Theta[j])
		}
		sim.People = append(sim.People, 100*normalCDF((value-m.priorMean[o])/math.Sqrt(m.priorVar[o])))
	}
	var at []int
	for _, id := range items {
		at = append(at, m.itemIndex[id])
	}
	slices.Sort(at)
	r := &Result{Answered: len(at), model: m, answers: make([]uint8, len(at))}
	set := itemSet{}
	for _, i := range at {
		set.add(i)
		r.y = append(r.y, s.answer(rng, i))
	}
	if err := r.weigh(set, 1); err != nil {
		panic(err)
	}
	r.z = r.pattern.means(r.x)
	sim.Result = r
	return sim
}

// Retakes draws a person's second answers, given the first and nothing else: from
// the posterior, with fresh chance. It is what RetakeTop states in closed form.
func (r *Result) Retakes(rng *rand.Rand, times int) []*Result {
	m, p := r.model, r.pattern
	n := len(p.items)
	// What is true of the person is drawn together with other first answers, and
	// then moved by what those miss the given ones by, so that no formula is shared
	// with retake.go.
	pop := m.Population()
	results := make([]*Result, times)
	for t := range results {
		who := pop.Draw(rng, nil)
		signal, first := make([]float64, n), make([]float64, n)
		for k, i := range p.items {
			signal[k] = who.agreement
			for l, j := range m.items[i].at {
				signal[k] += m.items[i].loadings[l] * who.Theta[j]
			}
			first[k] = signal[k] + math.Sqrt(m.items[i].residual)*rng.NormFloat64()
		}
		gap := make([]float64, n)
		floats.SubTo(gap, r.y, first)
		x := p.solve(gap)
		second := &Result{Answered: n, model: m, pattern: p, answers: r.answers, y: make([]float64, n)}
		for k, i := range p.items {
			moved := signal[k]
			for b, l := range p.items {
				cov := m.itemCov.At(i, l)
				if k == b {
					cov -= m.items[i].residual
				}
				moved += cov * x[b]
			}
			second.y[k] = moved + math.Sqrt(m.items[i].residual)*rng.NormFloat64()
		}
		second.x = p.solve(second.y)
		second.z = p.means(second.x)
		results[t] = second
	}
	return results
}

// ExactValues are the fits of all occupations in double precision, which the
// product of all of them at once is held against.
func (r *Result) ExactValues() []float64 {
	values := slices.Clone(r.model.priorMean[:r.Len()])
	for k, i := range r.pattern.items {
		floats.AddScaled(values, r.x[k], r.model.gains[i][:r.Len()])
	}
	return values
}

// BareProduct is the arithmetic that scoring can not do without, in single
// precision: S⁻¹ times n answers, and their gains times that, for every occupation
// and family.
func (m *Model) BareProduct(n int) func() {
	targets := len(m.field.codes) + len(m.familyNames)
	a := blas32.General{Rows: n, Cols: targets, Stride: targets, Data: make([]float32, n*targets)}
	for i := range n {
		for t, g := range m.gains[i][:targets] {
			a.Data[i*targets+t] = float32(g)
		}
	}
	x, y := make([]float32, n), make([]float32, targets)
	for i := range x {
		x[i] = 0.5
	}
	s, solved := blas32.General{Rows: n, Cols: n, Stride: n, Data: make([]float32, n*n)}, make([]float32, n)
	return func() {
		blas32.Gemv(blas.NoTrans, 1, s, blas32.Vector{N: n, Inc: 1, Data: x}, 0, blas32.Vector{N: n, Inc: 1, Data: solved})
		blas32.Gemv(blas.Trans, 1, a, blas32.Vector{N: n, Inc: 1, Data: x}, 0, blas32.Vector{N: targets, Inc: 1, Data: y})
	}
}

// Percentile is the tabulated 100·Φ.
func Percentile(z float32) float32 { return percentile(z) }
