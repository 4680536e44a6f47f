package scoring

import (
	"cmp"
	"math"
	"slices"
	"sync"
)

// A Result is what a set of answers says about a person. It is computed, never
// stored: the same answers, instrument, data and engine give the same result.
//
// The fits of all occupations are worked out at once, in single precision, and
// put on 0–100 by a table: FIT and its range lie within 0.001 of their exact
// values, far closer than they are known. What is asked for one occupation at a
// time, such as [Result.Explain], is exact.
type Result struct {
	Answered int
	Quality  Quality

	model   *Model
	pattern *pattern
	answers []uint8   // as given, in the pattern's order
	y       []float64 // standardised, less their expectation
	x       []float64 // S⁻¹·y: what each answer weighs
	z       []float32 // of occupations and families: FIT is 100·Φ(z)

	estimated sync.Once
	estimates []Estimate
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
	Members          []int // places in the field, best first
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

// Score scores answers by item id; items left out are unanswered. The error is a
// [*quiz.AnswerError] where an item is unknown or a value is not on its scale.
func (m *Model) Score(answers map[string]int) (*Result, error) {
	return m.ScoreSheet(Sheet{Answers: answers})
}

// ScoreSheet scores answers together with what is known of how they were given.
func (m *Model) ScoreSheet(sheet Sheet) (*Result, error) {
	n := len(sheet.Answers)
	r := &Result{Answered: n, model: m, answers: make([]uint8, 0, n), y: make([]float64, 0, n)}
	items := itemSet{}
	for i := range m.items {
		it := &m.items[i]
		v, ok := sheet.Answers[it.id]
		if !ok {
			continue
		}
		if v < 1 || v > len(it.scores) {
			return nil, m.in.CheckAnswer(it.id, v)
		}
		items.add(i)
		r.answers = append(r.answers, uint8(v))
		r.y = append(r.y, it.scores[v-1])
	}
	if len(r.y) < n {
		for id, v := range sheet.Answers {
			if err := m.in.CheckAnswer(id, v); err != nil {
				return nil, err
			}
		}
	}
	if err := r.weigh(items, 1); err != nil {
		return nil, err
	}
	if r.Quality = m.examine(r, sheet); r.Quality.Doubtful() {
		if err := r.weigh(items, doubtNoise); err != nil {
			return nil, err
		}
	}
	r.z = r.pattern.means(r.x)
	return r, nil
}

// weigh finds the pattern of the items and what each answer weighs.
func (r *Result) weigh(items itemSet, noise float64) (err error) {
	if r.pattern, err = r.model.patternOf(patternKey{items, noise}); err != nil {
		return err
	}
	r.x = r.pattern.solve(r.y)
	return nil
}

// value is the fit of an occupation or family.
func (r *Result) value(o int) float64 { return float64(r.z[o]) / r.pattern.toZ[o] }

// OnScale gives the FIT of the occupation at a place in the field with its 80 %
// range, 0–100: the three figures of [Result.Fit] that cost next to nothing.
func (r *Result) OnScale(o int) (score, low, high float64) {
	middle, half := float32(r.value(o)/r.model.spread), r.pattern.half[o]
	return float64(percentile(r.z[o])), float64(percentile(middle - half)), float64(percentile(middle + half))
}

// Len returns the number of occupations; places run from 0 in the order of
// [Model.Codes].
func (r *Result) Len() int { return len(r.model.field.codes) }

// Fit returns the fit of the occupation at a place in the field.
func (r *Result) Fit(o int) Fit {
	m := r.model
	value, variance := r.value(o), r.pattern.variance[o]
	score, low, high := r.OnScale(o)
	return Fit{
		Code:  m.field.codes[o],
		Score: score, Low: low, High: high,
		People:   100 * normalCDF((value-m.priorMean[o])/math.Sqrt(m.priorVar[o]+variance)),
		Value:    value,
		Variance: variance,
		Missing:  m.missing[o],
	}
}

// Place returns the place of an occupation in the field.
func (r *Result) Place(code string) (o int, ok bool) {
	o, ok = r.model.field.index[code]
	return o, ok
}

// Find returns the fit of an occupation and its rank, 1 for the best, for which
// it looks at all the others. Where the rank is not wanted, Place and Fit do.
func (r *Result) Find(code string) (fit Fit, rank int, ok bool) {
	at, ok := r.Place(code)
	if !ok {
		return Fit{}, 0, false
	}
	rank = 1
	for o := range r.Len() {
		if o != at && r.better(o, at) < 0 {
			rank++
		}
	}
	return r.Fit(at), rank, true
}

// better orders occupations by score, ties by their place in the field, so that
// a list never changes from one page view to the next.
func (r *Result) better(a, b int) int {
	return cmp.Or(cmp.Compare(r.z[b], r.z[a]), cmp.Compare(a, b))
}

// Ranking lists the places of all occupations from the best fit down.
func (r *Result) Ranking() []int {
	ranking := make([]int, r.Len())
	for o := range ranking {
		ranking[o] = o
	}
	slices.SortFunc(ranking, r.better)
	return ranking
}

// Top lists the places of the best n occupations, best first, without ordering
// the others.
func (r *Result) Top(n int) []int {
	n = min(n, r.Len())
	places := make([]int, n)
	largest(r.z[:r.Len()], places, make([]float32, n))
	return places
}

// largest finds the places of as many of the largest values as places holds, the
// largest first, of equal ones the earlier first. There must be so many values;
// kept is as long as places, and is written over.
func largest(values []float32, places []int, kept []float32) {
	n := len(places)
	if n == 0 {
		return
	}
	for k := range kept {
		kept[k] = float32(math.Inf(-1))
	}
	// Few values are above the last of those kept, so that keeping them in order
	// costs next to nothing.
	last := kept[n-1]
	for i, v := range values {
		if v <= last {
			continue
		}
		at := n - 1
		for ; at > 0 && kept[at-1] < v; at-- {
			places[at], kept[at] = places[at-1], kept[at-1]
		}
		places[at], kept[at] = i, v
		last = kept[n-1]
	}
}

// Families lists the job families, best first.
func (r *Result) Families() []Family {
	m, n := r.model, r.Len()
	families := make([]Family, len(m.familyNames))
	for i, f := range r.familyOrder() {
		members := slices.Clone(m.familyMembers[f])
		slices.SortFunc(members, r.better)
		family := Family{Name: m.familyNames[f], Members: members}
		family.Score, family.Low, family.High = r.OnScale(n + f)
		families[i] = family
	}
	return families
}

// familyOrder lists the places of the families, best first.
func (r *Result) familyOrder() []int {
	z := r.z[r.Len():]
	order := make([]int, len(z))
	for f := range order {
		order[f] = f
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(z[b], z[a]) })
	return order
}

// Pattern tells whether the answers tell occupations apart at all.
func (r *Result) Pattern() Pattern {
	_, low, _ := r.OnScale(r.Top(1)[0])
	return Pattern{BestLow: low}
}
