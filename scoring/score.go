package scoring

import (
	"cmp"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"
)

// A Result is what a set of answers says about a person. It is computed, never
// stored: the same answers, instrument, data and engine give the same result.
type Result struct {
	Answered  int
	Estimates []Estimate // in the order of Model.Constructs
	Fits      []Fit      // in the order of Field.Codes
	Families  []Family   // best first
	Pattern   Pattern

	model   *Model
	pattern *pattern
	y       []float64 // standardised answers less their expectation, in the pattern's order
	ranking []int
	ranks   []int // the ranking turned round: of each fit, 1 for the best
}

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
	return e.Value - intervalZ*e.SE, e.Value + intervalZ*e.SE
}

// A Fit is how well an occupation suits the person.
type Fit struct {
	Code string
	// Score is the FIT, 0–100: 100·Φ((fit − c)/√(τ² + var)), with c = 0 and τ the
	// centre and spread of fit over norm people and occupations. 50 is the fit of
	// a person with an occupation picked blindly. Lists are ranked by it.
	Score float64
	// Low and High bound its 80 % range: 100·Φ((fit ± 1.28·√var − c)/τ).
	Low, High float64
	// People is the share, in %, of norm people for whom this occupation fits less.
	People float64
	// Value and Variance are the fit itself, before it is put on 0–100.
	Value, Variance float64
	// Missing lists the domains the instrument asks about and the occupation has
	// not been rated on; they count as average.
	Missing []Domain
}

// A Family is a group of occupations; its score is that of their mean fit.
type Family struct {
	Name             string
	Score, Low, High float64
	Members          []int // indexes into Result.Fits, best first
}

// A Pattern says whether the answers tell occupations apart at all.
type Pattern struct {
	// BestLow is the lower end of the 80 % range of the best match's FIT.
	BestLow float64
}

// Clear reports whether even the lower end of the best match's range lies above
// 50, the fit of an occupation picked blindly. If it does not, the person has
// answered little or likes everything about the same; a list of best matches
// would be mostly chance and must not be shown as if it were not.
func (p Pattern) Clear() bool { return p.BestLow > 50 }

// A pattern is what depends on which items are answered, but not on how.
type pattern struct {
	items    []int
	chol     mat.Cholesky // of the answers' covariance, S = CCᵀ
	variance []float64    // posterior, by target
	counts   []int        // answered items by construct
}

// maxPatterns bounds the patterns that are kept. A form taken without skipping
// is one pattern, so a service sees few of them often.
const maxPatterns = 256

// Score scores answers by item id; items left out are unanswered. The error is a
// [*quiz.AnswerError] where an item is unknown or a value is not on its scale.
func (m *Model) Score(answers map[string]int) (*Result, error) {
	items := make([]int, 0, len(answers))
	for id, v := range answers {
		if err := m.in.CheckAnswer(id, v); err != nil {
			return nil, err
		}
		items = append(items, m.itemIndex[id])
	}
	slices.Sort(items)
	p, err := m.patternOf(items)
	if err != nil {
		return nil, err
	}
	r := &Result{Answered: len(items), model: m, pattern: p, y: make([]float64, len(items))}
	for k, i := range items {
		r.y[k] = m.items[i].scores[answers[m.items[i].id]-1]
	}
	r.report(m.posterior(p, r.y))
	r.lean(answers)
	return r, nil
}

// lean fills in the leanings of the estimates.
func (r *Result) lean(answers map[string]int) {
	for _, i := range r.pattern.items {
		it := r.model.items[i]
		// A scale runs from 1 to as many points as there are scores.
		above := float64(answers[it.id]) - float64(len(it.scores)+1)/2
		for k, j := range it.at {
			r.Estimates[j].Leaning += math.Copysign(above, above*it.loadings[k]) / float64(r.Estimates[j].Items)
		}
	}
}

// posterior returns the mean of every target: prior + G·S⁻¹·y.
func (m *Model) posterior(p *pattern, y []float64) []float64 {
	mean := slices.Clone(m.priorMean)
	if len(y) == 0 {
		return mean
	}
	var x mat.VecDense
	// A well-conditioned S is certain: each residual variance is above 0.
	_ = p.chol.SolveVecTo(&x, mat.NewVecDense(len(y), y))
	for k, i := range p.items {
		floats.AddScaled(mean, x.AtVec(k), m.gains[i])
	}
	return mean
}

// patternOf returns the pattern of a sorted set of items.
//
// With G the gains and S = CCᵀ the covariance of the answers, the posterior
// variance of a target is its prior variance less the squared length of its row
// of G·C⁻ᵀ, whose columns follow one from another by forward substitution.
func (m *Model) patternOf(items []int) (*pattern, error) {
	key := make([]byte, 0, 2*len(items))
	for _, i := range items {
		key = append(key, byte(i), byte(i>>8))
	}
	m.mu.Lock()
	p := m.patterns[string(key)]
	m.mu.Unlock()
	if p != nil {
		return p, nil
	}
	p = &pattern{items: items, variance: slices.Clone(m.priorVar), counts: make([]int, len(m.constructs))}
	if n := len(items); n > 0 {
		s := mat.NewSymDense(n, nil)
		for a, i := range items {
			for b, l := range items[:a+1] {
				s.SetSym(a, b, m.itemCov.At(i, l))
			}
		}
		if !p.chol.Factorize(s) {
			return nil, fmt.Errorf("scoring: instrument %s: covariance of answers is not positive definite", m.in.ID)
		}
		var lower mat.TriDense
		p.chol.LTo(&lower)
		columns := make([][]float64, n)
		for a, i := range items {
			column := slices.Clone(m.gains[i])
			for b := range a {
				floats.AddScaled(column, -lower.At(a, b), columns[b])
			}
			floats.Scale(1/lower.At(a, a), column)
			for t, u := range column {
				p.variance[t] -= u * u
			}
			columns[a] = column
			for _, j := range m.items[i].at {
				p.counts[j]++
			}
		}
	}
	m.mu.Lock()
	defer m.mu.Unlock()
	if len(m.patterns) >= maxPatterns {
		clear(m.patterns)
	}
	m.patterns[string(key)] = p
	return p, nil
}

// report turns the targets' means and variances into what people read.
func (r *Result) report(mean []float64) {
	m := r.model
	n, families := len(m.field.codes), len(m.familyNames)
	variance := r.pattern.variance

	r.Estimates = make([]Estimate, len(m.constructs))
	for j, c := range m.constructs {
		t := n + families + j
		r.Estimates[j] = Estimate{Construct: c, Value: mean[t], SE: math.Sqrt(variance[t]), Items: r.pattern.counts[j]}
	}

	r.Fits = make([]Fit, n)
	for o := range n {
		f := &r.Fits[o]
		f.Code, f.Value, f.Variance, f.Missing = m.field.codes[o], mean[o], variance[o], m.missing[o]
		f.Score, f.Low, f.High = m.scale(mean[o], variance[o])
		f.People = 100 * normalCDF((mean[o]-m.priorMean[o])/math.Sqrt(m.priorVar[o]+variance[o]))
	}
	r.ranking = make([]int, n)
	for o := range r.ranking {
		r.ranking[o] = o
	}
	slices.SortFunc(r.ranking, r.better)
	r.ranks = make([]int, n)
	for i, o := range r.ranking {
		r.ranks[o] = i + 1
	}
	r.Pattern = Pattern{BestLow: r.Fits[r.ranking[0]].Low}

	r.Families = make([]Family, families)
	for f := range families {
		fam := Family{Name: m.familyNames[f], Members: slices.Clone(m.familyMembers[f])}
		fam.Score, fam.Low, fam.High = m.scale(mean[n+f], variance[n+f])
		slices.SortFunc(fam.Members, func(a, b int) int { return cmp.Compare(r.ranks[a], r.ranks[b]) })
		r.Families[f] = fam
	}
	slices.SortStableFunc(r.Families, func(a, b Family) int { return cmp.Compare(b.Score, a.Score) })
}

// scale puts a fit on 0–100 with its 80 % range.
func (m *Model) scale(value, variance float64) (score, low, high float64) {
	half := intervalZ * math.Sqrt(variance)
	return 100 * normalCDF(value/math.Sqrt(m.spread*m.spread+variance)),
		100 * normalCDF((value-half)/m.spread),
		100 * normalCDF((value+half)/m.spread)
}

// better orders occupations by score, ties by code, so that a list never
// changes from one page view to the next.
func (r *Result) better(a, b int) int {
	return cmp.Or(cmp.Compare(r.Fits[b].Score, r.Fits[a].Score), cmp.Compare(r.Fits[a].Code, r.Fits[b].Code))
}

// Ranking lists the indexes of Fits from the best fit down.
func (r *Result) Ranking() []int { return r.ranking }

// Find returns the fit of an occupation and its rank, 1 for the best.
func (r *Result) Find(code string) (fit Fit, rank int, ok bool) {
	at, ok := r.model.field.index[code]
	if !ok {
		return Fit{}, 0, false
	}
	return r.Fits[at], r.ranks[at], true
}
