package scoring

import (
	"cmp"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
)

// A Readiness compares the skills that an occupation needs with how the person
// rates their own. It is no part of FIT: liking work and being able to do it are
// two questions.
type Readiness struct {
	// Met is the share, in %, of what the occupation needs that the person has,
	// every need counting by its importance and by the chance that the person's
	// level reaches the level needed. Surplus on one makes up for nothing on
	// another.
	Met float64
	// Needs lists the groups of skills that are important to the occupation and
	// that the person has rated, the largest shortfall first.
	Needs []Need
}

// A Need is a group of skills that an occupation needs and that one item asks
// about. A group is known better than its single skills are, for the answer is
// about all of them together.
//
// Person and Required are the sum of the skills, each counting by its loading on
// the item, in standard units: of people answering the instrument, and of
// occupations, each counting once. That the two can be compared is an assumption:
// it takes occupations to differ in what they need about as much as people do in
// what they can.
type Need struct {
	Item       string
	Elements   []string // the skills, those that the item asks about most first
	Importance float64  // 1–5, as rated
	Person, SE float64
	Required   float64
	// Shortfall is how far Person lies below Required, 0 where it does not.
	Shortfall float64
	// Reached is the chance, 0 to 1, that the person's level is high enough.
	Reached float64
}

// importantSkill is the importance from which on a skill is counted as needed,
// the middle of the scale that the ratings use.
const importantSkill = 3

// Readiness compares skills for an occupation. False if it is not in the field,
// has not been rated on skills, or if the person rated none that it needs.
func (r *Result) Readiness(code string) (Readiness, bool) {
	o, ok := r.model.field.index[code]
	if !ok {
		return Readiness{}, false
	}
	var ready Readiness
	var met, total float64
	for _, i := range r.pattern.items {
		need, ok := r.need(o, i)
		if !ok || need.Importance < importantSkill {
			continue
		}
		ready.Needs = append(ready.Needs, need)
		met += need.Importance * need.Reached
		total += need.Importance
	}
	if len(ready.Needs) == 0 {
		return Readiness{}, false
	}
	ready.Met = 100 * met / total
	slices.SortStableFunc(ready.Needs, func(a, b Need) int {
		return cmp.Or(cmp.Compare(b.Shortfall, a.Shortfall), cmp.Compare(a.Reached, b.Reached))
	})
	return ready, true
}

// A skillGroup is what occupations need of the skills that one item asks about,
// NaN where an occupation has not been rated.
type skillGroup struct {
	elements   []string
	required   []float64 // in z over occupations
	importance []float64 // 1–5
}

// groupSkills finds the items that ask about skills and nothing else, and what
// each occupation needs of them.
func (m *Model) groupSkills() {
	m.skills = map[int]skillGroup{}
	for i, it := range m.items {
		if slices.ContainsFunc(it.at, func(j int) bool { return m.constructs[j].Domain != Skills }) {
			continue
		}
		g := skillGroup{
			required:   make([]float64, len(m.field.codes)),
			importance: make([]float64, len(m.field.codes)),
		}
		var loadings float64
		for k, j := range it.at {
			element := m.constructs[j].Element
			g.elements = append(g.elements, element)
			loadings += math.Abs(it.loadings[k])
			at := slices.Index(m.field.elements[Skills], element)
			for o := range g.required {
				g.required[o] += it.loadings[k] * m.field.level[o][at]
				g.importance[o] += math.Abs(it.loadings[k]) * m.field.importance[o][at]
			}
		}
		floats.Scale(1/loadings, g.importance)
		mean, sd := meanSD(g.required)
		for o := range g.required {
			g.required[o] = (g.required[o] - mean) / sd
		}
		m.skills[i] = g
	}
}

// need compares the skills that item i asks about with what occupation o needs of
// them; false where there is nothing to compare.
func (r *Result) need(o, i int) (Need, bool) {
	m, it := r.model, r.model.items[i]
	group, ok := m.skills[i]
	if !ok || math.IsNaN(group.required[o]) {
		return Need{}, false
	}
	first := len(m.priorVar) - len(m.constructs)
	var variance float64              // of the group over people
	told := make([]float64, len(r.y)) // its covariance with each answer
	for k, j := range it.at {
		for b, l := range it.at {
			variance += it.loadings[k] * it.loadings[b] * m.sigma.At(j, l)
		}
		for b, l := range r.pattern.items {
			told[b] += it.loadings[k] * m.gains[l][first+j]
		}
	}
	need := Need{Item: it.id, Elements: group.elements, Importance: group.importance[o], Required: group.required[o]}
	var known float64
	for b, weight := range r.pattern.solve(told) {
		need.Person += weight * r.y[b] / math.Sqrt(variance)
		known += weight * told[b]
	}
	need.SE = math.Sqrt(max(0, 1-known/variance))
	need.Shortfall = max(0, need.Required-need.Person)
	need.Reached = normalCDF((need.Person - need.Required) / need.SE)
	return need, true
}
