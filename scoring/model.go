package scoring

import (
	"fmt"
	"maps"
	"math"
	"slices"
	"sync"

	"gonum.org/v1/gonum/floats"
	"gonum.org/v1/gonum/mat"

	"workfit/quiz"
)

// A Model scores the answers to one instrument against one field of occupations
// with one set of weights.
//
// Everything it reports is linear in θ: the fit of each occupation, the mean fit
// of each family, each construct itself. These are stacked as targets T, and all
// the work that does not depend on answers is done once, here.
type Model struct {
	in      *quiz.Instrument
	field   *Field
	weights Weights

	constructs []Construct
	items      []measure
	itemIndex  map[string]int

	// The occupations' coefficients: fit = base + Σ_j h_j·level_j, where level is
	// the construct as fit uses it (see [Construct]).
	coefficients [][]float64
	base         []float64 // what fit holds whatever the person is like, by occupation
	missing      [][]Domain
	skills       map[int]skillGroup // by item

	familyNames   []string
	familyMembers [][]int

	// By target: occupations, then families, then constructs.
	priorMean []float64
	priorVar  []float64
	gains     [][]float64   // by item: T·Σ·λ_i
	sigma     *mat.SymDense // Σ
	itemCov   *mat.SymDense
	spread    float64 // τ, of fit over norm people and occupations
	pairs     []pair  // items that ask for much the same

	mu       sync.Mutex
	patterns map[patternKey]*pattern
}

// A Construct is one thing the instrument measures.
//
// Its level is what the fit multiplies with the occupation's rating. For subjects,
// work styles, skills and values it is θ itself. For themes it is
//
//	(Mean + SD·θ − centre) / spread
//
// with one centre and one spread for all six, so that a person who likes all
// themes little differs from one who likes all of them much, and what people in
// general like is not normed away.
type Construct struct {
	Element string
	Domain  Domain
	// Mean and SD are those of norm people, in answer points.
	Mean, SD float64
	// Normed is false where no norm is known; Mean and SD are then the middle and
	// the usual spread of the answer scale, and say nothing about people.
	Normed bool

	slope, offset float64 // level = offset + slope·θ
}

// A measure is an item as the model sees it.
type measure struct {
	id       string
	at       []int     // constructs it loads on
	loadings []float64 // on each of them
	residual float64   // σ²
	scores   []float64 // standardised score of answer 1, 2, …, less its expectation
}

// middle is that of the item's answer scale, which runs from 1 to as many points
// as there are scores.
func (it *measure) middle() float64 { return float64(len(it.scores)+1) / 2 }

// NewModel joins an instrument and a field. An error says what in the instrument
// does not fit: an element that is no construct, or correlations that no people
// could have.
func NewModel(in *quiz.Instrument, f *Field, w Weights) (*Model, error) {
	for d, weight := range w {
		if !(weight >= 0 && weight <= MaxWeight) || !slices.Contains(Domains, d) {
			return nil, fmt.Errorf("scoring: weight %v of %q is not between 0 and %v", weight, d, MaxWeight)
		}
	}
	m := &Model{in: in, field: f, weights: maps.Clone(w), patterns: map[patternKey]*pattern{}}
	if err := m.measure(); err != nil {
		return nil, err
	}
	m.rate()
	m.groupSkills()
	m.group()
	if err := m.prepare(); err != nil {
		return nil, err
	}
	return m, nil
}

// Codes lists the occupations by their places in the field.
func (m *Model) Codes() []string { return m.field.codes }

// Constructs lists what the model measures, in the order of [Result].Estimates.
func (m *Model) Constructs() []Construct { return m.constructs }

// measure finds the constructs that the instrument's items load on, in the
// field's order, and the items' parameters.
func (m *Model) measure() error {
	keyed := map[string]float64{} // element → middle of the scale it is asked on
	for i := range m.in.Items {
		it := &m.in.Items[i]
		middle := float64(m.in.ItemScale(it).Points+1) / 2
		for _, k := range it.Keys {
			d, ok := DomainOf(k.Element)
			if !ok || !slices.Contains(m.field.elements[d], k.Element) {
				return fmt.Errorf("scoring: item %s is keyed to %s, which no occupation is rated on", it.ID, k.Element)
			}
			if _, seen := keyed[k.Element]; !seen {
				keyed[k.Element] = middle
			}
		}
	}
	if len(m.in.Items) > MaxItems {
		return fmt.Errorf("scoring: instrument %s has %d items, more than %d", m.in.ID, len(m.in.Items), MaxItems)
	}
	norm := &m.in.Norm
	index := map[string]int{}
	for _, d := range Domains {
		for _, e := range m.field.elements[d] {
			middle, ok := keyed[e]
			if !ok {
				continue
			}
			c := Construct{Element: e, Domain: d, Mean: middle, SD: norm.AnswerSD, slope: 1}
			for _, cn := range norm.Constructs {
				if cn.Element == e {
					c.Mean, c.SD, c.Normed = cn.Mean, cn.SD, true
				}
			}
			if d == Themes {
				c.slope, c.offset = c.SD/norm.Spread, (c.Mean-norm.Centre)/norm.Spread
			}
			index[e] = len(m.constructs)
			m.constructs = append(m.constructs, c)
		}
	}
	m.itemIndex = make(map[string]int, len(m.in.Items))
	for i := range m.in.Items {
		it := &m.in.Items[i]
		ms := measure{id: it.ID, residual: it.ResidualVariance, scores: it.AnswerScores}
		if ms.residual == 0 {
			ms.residual = norm.ResidualVariance
		}
		for _, k := range it.Keys {
			ms.at = append(ms.at, index[k.Element])
			ms.loadings = append(ms.loadings, k.Loading)
		}
		if ms.scores == nil {
			// Not calibrated: people in general are taken to answer the item as
			// they answer its first construct, turned round if it is reversed.
			middle := float64(m.in.ItemScale(it).Points+1) / 2
			expected := m.constructs[ms.at[0]].Mean - middle
			if ms.loadings[0] < 0 {
				expected = -expected
			}
			for v := 1; v <= m.in.ItemScale(it).Points; v++ {
				ms.scores = append(ms.scores, (float64(v)-middle-expected)/norm.AnswerSD)
			}
		}
		m.itemIndex[it.ID] = len(m.items)
		m.items = append(m.items, ms)
	}
	return nil
}

// rate fills the coefficients and the base of every occupation.
//
// Themes enter as a negative distance that is linear in the person,
//
//	E_o = q·õ_o − |o_o|²/2,   õ_o = o_o less its own mean,
//
// the others as a product S_o = m·w_o with w_o a unit vector. Every part is
// centred over the occupations that have it, so that a part an occupation lacks
// counts as the average.
func (m *Model) rate() {
	n := len(m.field.codes)
	m.coefficients = make([][]float64, n)
	for o := range m.coefficients {
		m.coefficients[o] = make([]float64, len(m.constructs))
	}
	m.base = make([]float64, n)
	m.missing = make([][]Domain, n)
	for _, d := range Domains {
		var elements []string
		first := -1
		for j, c := range m.constructs {
			if c.Domain == d {
				if first < 0 {
					first = j
				}
				elements = append(elements, c.Element)
			}
		}
		if first < 0 {
			continue
		}
		var rows [][]float64
		if d == Subjects {
			rows = m.field.subjectProfiles(elements)
		} else {
			rows = m.field.profiles(d, elements)
		}
		scale := m.weights[d] / spreads[d]
		var mean []float64 // over occupations, by construct
		var count, meanHalf float64
		halves := make([]float64, n)
		mean = make([]float64, len(elements))
		for o, row := range rows {
			if row == nil {
				m.missing[o] = append(m.missing[o], d)
				continue
			}
			if d == Themes {
				halves[o] = floats.Dot(row, row) / 2
				meanHalf += halves[o]
			}
			if d != Subjects {
				centre(row)
			}
			if d != Subjects && d != Themes {
				unit(row)
			}
			floats.Add(mean, row)
			count++
		}
		floats.Scale(1/count, mean)
		meanHalf /= count
		for o, row := range rows {
			if row == nil {
				continue
			}
			for k := range row {
				m.coefficients[o][first+k] = scale * (row[k] - mean[k])
			}
			if d == Themes {
				m.base[o] = -scale * (halves[o] - meanHalf)
			}
		}
	}
}

// centre takes a row's own mean off it, so that only its shape counts.
func centre(row []float64) { floats.AddConst(-floats.Sum(row)/float64(len(row)), row) }

// group collects the occupations of each family, families sorted by name.
func (m *Model) group() {
	members := map[string][]int{}
	for o, family := range m.field.families {
		members[family] = append(members[family], o)
	}
	m.familyNames = slices.Sorted(maps.Keys(members))
	for _, name := range m.familyNames {
		m.familyMembers = append(m.familyMembers, members[name])
	}
}

// prepare stacks the targets and works out all that answers do not change.
func (m *Model) prepare() error {
	d, n, families := len(m.constructs), len(m.field.codes), len(m.familyNames)
	m.sigma = m.prior()
	sigma := m.sigma
	var chol mat.Cholesky
	if !chol.Factorize(sigma) {
		return fmt.Errorf("scoring: the correlations of instrument %s are not those of any people (not positive definite)", m.in.ID)
	}

	// Each row of targets is linear in θ: occupations and families through the
	// slopes of the constructs' levels, constructs as themselves.
	targets := mat.NewDense(n+families+d, d, nil)
	m.priorMean = make([]float64, n+families+d)
	for o, row := range m.coefficients {
		m.priorMean[o] = m.base[o]
		for j, c := range m.constructs {
			targets.Set(o, j, row[j]*c.slope)
			m.priorMean[o] += row[j] * c.offset
		}
	}
	for f, members := range m.familyMembers {
		row := targets.RawRowView(n + f)
		for _, o := range members {
			floats.AddScaled(row, 1/float64(len(members)), targets.RawRowView(o))
			m.priorMean[n+f] += m.priorMean[o] / float64(len(members))
		}
	}
	for j := range d {
		targets.Set(n+families+j, j, 1)
	}

	var spread mat.Dense
	spread.Mul(targets, sigma)
	m.priorVar = make([]float64, n+families+d)
	for t := range m.priorVar {
		m.priorVar[t] = floats.Dot(spread.RawRowView(t), targets.RawRowView(t))
	}
	var total float64
	for o := range n {
		total += m.priorVar[o] + m.priorMean[o]*m.priorMean[o]
	}
	m.spread = math.Sqrt(total / float64(n))

	m.gains = make([][]float64, len(m.items))
	m.itemCov = mat.NewSymDense(len(m.items), nil)
	for i, it := range m.items {
		gain := make([]float64, len(m.priorVar))
		for k, j := range it.at {
			for t := range gain {
				gain[t] += it.loadings[k] * spread.At(t, j)
			}
		}
		m.gains[i] = gain
		// λ_i·Σ·λ_l + s_a²: the constructs' rows of gain are Σ·λ_i.
		for l := range i + 1 {
			cov := m.in.Norm.AgreementVariance
			for k, j := range m.items[l].at {
				cov += m.items[l].loadings[k] * gain[n+families+j]
			}
			if l == i {
				cov += it.residual
			}
			m.itemCov.SetSym(i, l, cov)
		}
	}
	m.pair()
	return nil
}

// prior is Σ: correlations where the norm knows them, else none.
func (m *Model) prior() *mat.SymDense {
	index := map[string]int{}
	sigma := mat.NewSymDense(len(m.constructs), nil)
	for j, c := range m.constructs {
		index[c.Element] = j
		sigma.SetSym(j, j, 1)
	}
	for _, block := range m.in.Norm.Correlations {
		for a, ea := range block.Elements {
			for b, eb := range block.Elements[:a] {
				i, hasA := index[ea]
				j, hasB := index[eb]
				if hasA && hasB {
					sigma.SetSym(i, j, block.Matrix[a][b])
				}
			}
		}
	}
	return sigma
}
