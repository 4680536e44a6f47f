package scoring

import (
	"math"
	"math/rand/v2"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// A Simulated person is drawn from the model itself: what is true of them, and
// what the model makes of their answers.
type Simulated struct {
	Result *Result
	Values []float64 // true fits, by occupation
	Scores []float64 // true FITs, 0–100
	People []float64 // true percentages of norm people for whom it fits less
	Theta  []float64 // true constructs
}

// Simulate draws a person and answers to the items. The answers are those of the
// model, not rounded to the points of a scale.
func (m *Model) Simulate(rng *rand.Rand, items []string) Simulated {
	var chol mat.Cholesky
	if !chol.Factorize(m.prior()) {
		panic("prior is not positive definite")
	}
	var lower mat.TriDense
	chol.LTo(&lower)
	d := len(m.constructs)
	draws := mat.NewVecDense(d, nil)
	for j := range d {
		draws.SetVec(j, rng.NormFloat64())
	}
	var theta mat.VecDense
	theta.MulVec(&lower, draws)

	s := Simulated{Theta: slices.Clone(theta.RawVector().Data)}
	for o, row := range m.coefficients {
		value := m.base[o]
		for j, c := range m.constructs {
			value += row[j] * (c.offset + c.slope*s.Theta[j])
		}
		s.Values = append(s.Values, value)
		s.Scores = append(s.Scores, 100*normalCDF(value/m.spread))
		s.People = append(s.People, 100*normalCDF((value-m.priorMean[o])/math.Sqrt(m.priorVar[o])))
	}

	agreement := math.Sqrt(m.in.Norm.AgreementVariance) * rng.NormFloat64()
	var at []int
	for _, id := range items {
		at = append(at, m.itemIndex[id])
	}
	slices.Sort(at)
	p, err := m.patternOf(at)
	if err != nil {
		panic(err)
	}
	y := make([]float64, len(at))
	for k, i := range at {
		it := m.items[i]
		y[k] = agreement + math.Sqrt(it.residual)*rng.NormFloat64()
		for l, j := range it.at {
			y[k] += it.loadings[l] * s.Theta[j]
		}
	}
	s.Result = &Result{Answered: len(at), model: m, pattern: p, y: y}
	s.Result.report(m.posterior(p, y))
	return s
}

// BareProduct is the arithmetic that scoring can not do without: one product of
// the gains of n items with a vector, for every occupation.
func (m *Model) BareProduct(n int) func() {
	gains := mat.NewDense(n, len(m.field.codes), nil)
	for i := range n {
		gains.SetRow(i, m.gains[i][:len(m.field.codes)])
	}
	x := make([]float64, n)
	floats.AddConst(0.5, x)
	out := mat.NewVecDense(len(m.field.codes), nil)
	v := mat.NewVecDense(n, x)
	return func() { out.MulVec(gains.T(), v) }
}
