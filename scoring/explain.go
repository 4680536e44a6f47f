package scoring

import (
	"cmp"
	"math"
	"slices"
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
	e := Explanation{Fit: r.Fit(o), Base: m.base[o], Constructs: r.shares(o), Expected: m.priorMean[o]}
	e.Fit.Value = m.priorMean[o]
	for k, weight := range r.weights(o) {
		share := weight * r.y[k]
		e.Answers = append(e.Answers, AnswerShare{m.items[r.pattern.items[k]].id, share})
		e.Fit.Value += share
	}
	return e, true
}

// weights tells how much the fit of occupation o moves with each standardised
// answer: S⁻¹·G_o, for fit = prior + G_oᵀ·S⁻¹·y.
func (r *Result) weights(o int) []float64 {
	gain := make([]float64, len(r.y))
	for k, i := range r.pattern.items {
		gain[k] = r.model.gains[i][o]
	}
	return r.pattern.solve(gain)
}

// shares lists what each construct adds to the fit of occupation o, largest
// first by size.
func (r *Result) shares(o int) []Share {
	row := r.model.coefficients[o]
	shares := make([]Share, len(row))
	for j, e := range r.Estimates() {
		level := e.Level()
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

// A Counterfactual is how a FIT would have come out had one answer been another.
type Counterfactual struct {
	Item          string
	Given, Other  int     // the answer, and the one that might have been
	Before, After float64 // FIT
}

// Counterfactuals returns up to n answers, each of another item, that would have
// changed the FIT of an occupation most had the person liked the thing, or agreed,
// as much as the scale allows: first the one that would have raised it most. It
// is empty for unknown codes.
func (r *Result) Counterfactuals(code string, n int) []Counterfactual {
	m := r.model
	o, ok := m.field.index[code]
	if !ok {
		return nil
	}
	var all []Counterfactual
	value := r.value(o)
	toZ := r.pattern.toZ[o]
	for k, weight := range r.weights(o) {
		it := m.items[r.pattern.items[k]]
		most := len(it.scores)
		after := value + weight*(it.scores[most-1]-r.y[k])
		if after <= value {
			continue // already answered so, or it would lower the fit
		}
		all = append(all, Counterfactual{
			Item: it.id, Given: int(r.answers[k]), Other: most,
			Before: 100 * normalCDF(value*toZ), After: 100 * normalCDF(after*toZ),
		})
	}
	slices.SortStableFunc(all, func(a, b Counterfactual) int { return cmp.Compare(b.After, a.After) })
	return all[:min(n, len(all))]
}
