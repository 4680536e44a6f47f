package scoring

import (
	"math"

	"gonum.org/v1/gonum/floats"
)

// An Estimate is a construct's posterior: θ in population units (mean 0, standard
// deviation 1 over norm people) with its standard error, which is 1 before
// anything is known about it.
type Estimate struct {
	Construct
	Value float64
	SE    float64
	Items int // answered items that are keyed to it
	// Leaning is the mean answer to those items, counted from the middle of their
	// scale in answer points, reversed items turned round. The model may set a
	// person above the middle on a subject whose own items they disliked, because
	// they disliked the theme still more; then Value and Leaning have different
	// signs, and it would be wrong to tell them that they like the subject.
	Leaning float64
}

// AnswerScale puts a value of θ back on the scale of the answers, where Mean and
// SD are in answer points.
func (e Estimate) AnswerScale(theta float64) float64 { return e.Mean + e.SD*theta }

// Interval returns the 80 % range of θ.
func (e Estimate) Interval() (low, high float64) {
	return e.Value - IntervalZ*e.SE, e.Value + IntervalZ*e.SE
}

// Level is the construct as fit uses it (see [Construct]).
func (e Estimate) Level() float64 { return e.offset + e.slope*e.Value }

// Estimates lists what is known about each construct, in the order of
// [Model.Constructs].
func (r *Result) Estimates() []Estimate {
	r.estimated.Do(func() { r.estimates = r.estimate() })
	return r.estimates
}

func (r *Result) estimate() []Estimate {
	m, p := r.model, r.pattern
	first := len(m.priorVar) - len(m.constructs)
	value := make([]float64, len(m.constructs))
	for k, i := range p.items {
		floats.AddScaled(value, r.x[k], m.gains[i][first:])
	}
	estimates := make([]Estimate, len(m.constructs))
	for j, c := range m.constructs {
		estimates[j] = Estimate{Construct: c, Value: value[j], SE: math.Sqrt(p.variance[first+j]), Items: p.counts[j]}
	}
	for k, i := range p.items {
		it := m.items[i]
		above := float64(r.answers[k]) - it.middle()
		for l, j := range it.at {
			estimates[j].Leaning += math.Copysign(above, above*it.loadings[l]) / float64(p.counts[j])
		}
	}
	return estimates
}
