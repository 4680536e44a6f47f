package scoring

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/mat"
)

// An Explanation takes a fit apart, exactly: Base plus the shares of the
// constructs is the fit, and so is Expected plus the shares of the answers.
type Explanation struct {
	Fit Fit
	// Base is the part of the fit that is the same for everyone: occupations with
	// an even profile of themes are nearer to most people than those with a
	// pointed one.
	Base       float64
	Constructs []Share // largest first, by size
	// Expected is the fit of the average person, before any answer.
	Expected float64
	Answers  []AnswerShare // in the instrument's order
}

// A Share is what one construct adds to the fit of one occupation:
// Level·Demand. Both have their middle at 0, so a share is above 0 when the
// person is high on what the occupation has much of, or low on what it has
// little of.
type Share struct {
	Element string
	Domain  Domain
	Level   float64 // the person's
	Demand  float64 // the occupation's, weight included
	Value   float64

	leaning float64 // of the estimate
}

// An AnswerShare is what one answer adds to the fit of one occupation.
type AnswerShare struct {
	Item  string
	Value float64
}

// Explain takes the fit of an occupation apart; false if it is not in the field.
func (r *Result) Explain(code string) (Explanation, bool) {
	m := r.model
	o, ok := m.field.index[code]
	if !ok {
		return Explanation{}, false
	}
	e := Explanation{Fit: r.Fits[o], Base: m.base[o], Constructs: r.shares(o), Expected: m.priorMean[o]}
	if n := len(r.y); n > 0 {
		// fit = prior + Gᵀ·S⁻¹·y, so the answers' shares are (S⁻¹·G)_i·y_i.
		gain := mat.NewVecDense(n, nil)
		for k, i := range r.pattern.items {
			gain.SetVec(k, m.gains[i][o])
		}
		var x mat.VecDense
		_ = r.pattern.chol.SolveVecTo(&x, gain)
		for k, i := range r.pattern.items {
			e.Answers = append(e.Answers, AnswerShare{m.items[i].id, x.AtVec(k) * r.y[k]})
		}
	}
	return e, true
}

// shares lists what each construct adds to the fit of occupation o, largest
// first by size.
func (r *Result) shares(o int) []Share {
	row := r.model.coefficients[o]
	shares := make([]Share, len(row))
	for j, e := range r.Estimates {
		level := e.offset + e.slope*e.Value
		shares[j] = Share{e.Element, e.Domain, level, row[j], level * row[j], e.Leaning}
	}
	slices.SortFunc(shares, func(a, b Share) int {
		return cmp.Or(cmp.Compare(math.Abs(b.Value), math.Abs(a.Value)), cmp.Compare(a.Element, b.Element))
	})
	return shares
}

// Reasons are the shares that matter most, for and against, largest first.
type Reasons struct {
	For, Against []Share
}

// noteworthy is the least a share must add to be named as a reason, as a part of
// the spread of fits. Below it a reason would be one in words only.
const noteworthy = 0.03

// Reasons picks up to n reasons for and against an occupation. What hardly moves
// the fit counts as none, nor does a construct on which the person's own answers
// do not lean the way their level does: every reason can be told to the person
// as something that they said. It is empty for unknown codes.
func (r *Result) Reasons(code string, n int) Reasons {
	var reasons Reasons
	o, ok := r.model.field.index[code]
	if !ok {
		return reasons
	}
	for _, s := range r.shares(o) {
		switch {
		case math.Abs(s.Value) < noteworthy*r.model.spread:
			return reasons
		case s.Level*s.leaning <= 0:
			continue // not what they said
		case s.Value > 0 && len(reasons.For) < n:
			reasons.For = append(reasons.For, s)
		case s.Value < 0 && len(reasons.Against) < n:
			reasons.Against = append(reasons.Against, s)
		}
	}
	return reasons
}
