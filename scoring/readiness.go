package scoring

import (
	"cmp"
	"math"
	"slices"
)

// A Readiness compares the skills that an occupation needs with how the person
// rates their own. It is no part of FIT: liking work and being able to do it are
// two questions.
type Readiness struct {
	// Met is the share, in %, of what the occupation needs that the person has,
	// every skill counting by its importance and by the chance that the person's
	// level reaches the level needed. Surplus on one skill makes up for nothing on
	// another.
	Met float64
	// Needs lists the skills that are important to the occupation and that the
	// instrument asks about, the largest shortfall first.
	Needs []Need
}

// A Need is a skill that an occupation needs. Person and Required are in standard
// units: of people answering the instrument, and of occupations, each counting
// once. That the two can be compared is an assumption: it takes occupations to
// differ in what they need about as much as people do in what they can.
type Need struct {
	Element    string
	Importance float64 // 1–5, as rated
	Person, SE float64
	Required   float64
	// Shortfall is how far Person lies below Required, 0 where it does not.
	Shortfall float64
	// Reached is the chance, 0 to 1, that the person's level is high enough.
	Reached float64
}

// importantSkill is the importance from which on a skill is counted as needed:
// "important" in the words of the survey that the ratings come from.
const importantSkill = 3

// Readiness compares skills for an occupation. False if it is not in the field,
// has not been rated on skills, or if the person answered nothing about any that
// it needs.
func (r *Result) Readiness(code string) (Readiness, bool) {
	o, ok := r.model.field.index[code]
	if !ok {
		return Readiness{}, false
	}
	var ready Readiness
	var met, total float64
	for _, e := range r.Estimates() {
		if e.Domain != Skills || e.Items == 0 {
			continue
		}
		importance, required, rated := r.model.field.demand(o, e.Element)
		if !rated || importance < importantSkill {
			continue
		}
		need := Need{
			Element: e.Element, Importance: importance, Person: e.Value, SE: e.SE, Required: required,
			Shortfall: max(0, required-e.Value),
			Reached:   normalCDF((e.Value - required) / e.SE),
		}
		ready.Needs = append(ready.Needs, need)
		met += importance * need.Reached
		total += importance
	}
	if len(ready.Needs) == 0 {
		return Readiness{}, false
	}
	ready.Met = 100 * met / total
	slices.SortFunc(ready.Needs, func(a, b Need) int {
		return cmp.Or(cmp.Compare(b.Shortfall, a.Shortfall), cmp.Compare(a.Reached, b.Reached), cmp.Compare(a.Element, b.Element))
	})
	return ready, true
}

// demand returns how important a skill is to an occupation, 1–5, and the level it
// needs, in z over occupations; false where it has not been rated.
func (f *Field) demand(o int, element string) (importance, level float64, ok bool) {
	j := slices.Index(f.elements[Skills], element)
	if j < 0 || math.IsNaN(f.importance[o][j]) {
		return 0, 0, false
	}
	return f.importance[o][j], f.level[o][j], true
}
