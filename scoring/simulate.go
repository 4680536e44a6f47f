package scoring

import (
	"math"
	"math/rand/v2"

	"gonum.org/v1/gonum/mat"
)

// A Population draws people from the model itself, for showing how scores behave
// when the truth is known. What holds for simulated people holds for real ones as
// far as the model does.
type Population struct {
	model *Model
	lower mat.TriDense // LLᵀ = Σ
}

// Population returns the people that the instrument's norm describes.
func (m *Model) Population() *Population {
	p := &Population{model: m}
	var chol mat.Cholesky
	chol.Factorize(m.sigma) // NewModel has found it positive definite
	chol.LTo(&p.lower)
	return p
}

// A Simulant is a simulated person.
type Simulant struct {
	Theta []float64 // in the order of Model.Constructs

	model     *Model
	agreement float64
}

// Draw draws a person; shift is added to θ, construct by construct, and may be
// nil. Groups that differ in what they like are people drawn with other shifts.
func (p *Population) Draw(rng *rand.Rand, shift map[string]float64) *Simulant {
	m := p.model
	draws := mat.NewVecDense(len(m.constructs), nil)
	for j := range m.constructs {
		draws.SetVec(j, rng.NormFloat64())
	}
	var theta mat.VecDense
	theta.MulVec(&p.lower, draws)
	s := &Simulant{Theta: theta.RawVector().Data, model: m}
	for j, c := range m.constructs {
		s.Theta[j] += shift[c.Element]
	}
	s.agreement = math.Sqrt(m.in.Norm.AgreementVariance) * rng.NormFloat64()
	return s
}

// Answers draws the person's answers to items: of each item the answer whose
// score is nearest to what the model draws. Unknown items are passed over.
func (s *Simulant) Answers(rng *rand.Rand, items []string) map[string]int {
	answers := make(map[string]int, len(items))
	for _, id := range items {
		i, ok := s.model.itemIndex[id]
		if !ok {
			continue
		}
		y := s.answer(rng, i)
		best := 0
		for v, score := range s.model.items[i].scores {
			if math.Abs(score-y) < math.Abs(s.model.items[i].scores[best]-y) {
				best = v
			}
		}
		answers[id] = best + 1
	}
	return answers
}

// answer draws a standardised answer.
func (s *Simulant) answer(rng *rand.Rand, i int) float64 {
	it := s.model.items[i]
	y := s.agreement + math.Sqrt(it.residual)*rng.NormFloat64()
	for l, j := range it.at {
		y += it.loadings[l] * s.Theta[j]
	}
	return y
}

// Scores are the person's true FITs, 0–100, in the field's order.
func (s *Simulant) Scores() []float64 {
	m := s.model
	scores := make([]float64, len(m.coefficients))
	for o, row := range m.coefficients {
		value := m.base[o]
		for j, c := range m.constructs {
			value += row[j] * (c.offset + c.slope*s.Theta[j])
		}
		scores[o] = 100 * normalCDF(value/m.spread)
	}
	return scores
}
