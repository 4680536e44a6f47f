package scoring

import (
	"errors"
	"fmt"
	"math"
	"slices"

	"gonum.org/v1/gonum/floats"
)

// A Candidate is an occupation that a person may be matched with.
type Candidate struct {
	Code   string // O*NET-SOC
	Family string // the job family it is reported under
	// Rating returns a published rating, and false where there is none. The
	// scales are O*NET's: OI 1–7 for interests, IM 1–5 and LV 0–7 for knowledge
	// and skills, WI −3…+3 for work styles, EX 1–7 for work values.
	Rating  func(element, scale string) (float64, bool)
	Related []Relation
}

// A Relation points to an occupation that is near in kind; Weight is in (0, 1].
type Relation struct {
	Code   string
	Weight float64
}

// A Field is the set of occupations that people are matched with, their ratings
// standardised over the set. It does not depend on any instrument.
type Field struct {
	codes    []string
	families []string // of each occupation
	index    map[string]int
	elements map[Domain][]string
	// ratings holds per domain one row an occupation, NaN throughout where the
	// occupation has not been rated: themes in standard units over all ratings;
	// subjects, styles, skills and values in z over occupations.
	ratings map[Domain][][]float64
	// Of skills: importance as rated, level in z over occupations; NaN where the
	// occupation has not been rated.
	importance, level [][]float64
	related           [][]neighbour // of each occupation, weights adding up to 1
}

// A neighbour is a related occupation by its place in the field.
type neighbour struct {
	at     int
	weight float64
}

// NewField standardises the ratings of the candidates on the given elements;
// elements outside the model's domains are passed over. It is an error if a
// candidate lacks interest ratings, for without them there is no fit.
func NewField(elements []string, candidates []Candidate) (*Field, error) {
	if len(candidates) == 0 {
		return nil, errors.New("scoring: no candidates")
	}
	f := &Field{
		index:    make(map[string]int, len(candidates)),
		elements: map[Domain][]string{},
		ratings:  map[Domain][][]float64{},
	}
	for _, e := range elements {
		if d, ok := DomainOf(e); ok {
			f.elements[d] = append(f.elements[d], e)
		}
	}
	for i, c := range candidates {
		if _, twice := f.index[c.Code]; twice {
			return nil, fmt.Errorf("scoring: candidate %s stands twice", c.Code)
		}
		f.index[c.Code] = i
		f.codes = append(f.codes, c.Code)
		f.families = append(f.families, c.Family)
	}
	for d, ids := range f.elements {
		rows := make([][]float64, len(candidates))
		for i, c := range candidates {
			rows[i] = profile(d, ids, c)
			if d == Themes && slices.ContainsFunc(rows[i], math.IsNaN) {
				return nil, fmt.Errorf("scoring: candidate %s has no interest ratings", c.Code)
			}
		}
		if d == Themes {
			standardiseAll(rows)
		} else {
			standardiseColumns(rows)
		}
		f.ratings[d] = rows
	}
	f.importance = table(candidates, f.elements[Skills], "IM")
	f.level = table(candidates, f.elements[Skills], "LV")
	if len(f.elements[Skills]) > 0 {
		standardiseColumns(f.level)
	}
	f.relate(candidates)
	return f, nil
}

// profile is a candidate's raw profile in a domain: NaN throughout unless it is
// rated on every element.
//
// Knowledge and skills are weighed by importance and level at once and taken as
// shares, (IM − 1)·LV / Σ (IM − 1)·LV, so that an occupation that demands much of
// everything has no higher profile than one that demands little.
func profile(d Domain, elements []string, c Candidate) []float64 {
	row := make([]float64, len(elements))
	complete := true
	for j, e := range elements {
		var ok bool
		switch d {
		case Themes:
			row[j], ok = c.Rating(e, "OI")
		case Styles:
			row[j], ok = c.Rating(e, "WI")
		case Values:
			row[j], ok = c.Rating(e, "EX")
		case Subjects, Skills:
			im, hasIM := c.Rating(e, "IM")
			lv, hasLV := c.Rating(e, "LV")
			row[j], ok = (im-1)*lv, hasIM && hasLV
		}
		complete = complete && ok
	}
	if d == Subjects || d == Skills {
		sum := floats.Sum(row)
		complete = complete && sum > 0
		floats.Scale(1/sum, row)
	}
	if !complete {
		for j := range row {
			row[j] = math.NaN()
		}
	}
	return row
}

// table is the ratings of all candidates on one scale, NaN where there is none.
func table(candidates []Candidate, elements []string, scale string) [][]float64 {
	rows := make([][]float64, len(candidates))
	for i, c := range candidates {
		rows[i] = make([]float64, len(elements))
		for j, e := range elements {
			rows[i][j] = math.NaN()
			if v, ok := c.Rating(e, scale); ok {
				rows[i][j] = v
			}
		}
	}
	return rows
}

// standardiseAll uses one mean and one spread for all themes: that people and
// work in general have more of one theme than of another is information.
func standardiseAll(rows [][]float64) {
	mean, sd := meanSD(slices.Concat(rows...))
	for _, row := range rows {
		for j := range row {
			row[j] = (row[j] - mean) / sd
		}
	}
}

func standardiseColumns(rows [][]float64) {
	column := make([]float64, len(rows))
	for j := range rows[0] {
		for i, row := range rows {
			column[i] = row[j]
		}
		mean, sd := meanSD(column)
		if !(sd > 0) {
			sd = 1 // all alike, or none rated: the column tells nothing apart
		}
		for _, row := range rows {
			row[j] = (row[j] - mean) / sd
		}
	}
}

// relate resolves the related occupations that are candidates themselves.
func (f *Field) relate(candidates []Candidate) {
	f.related = make([][]neighbour, len(candidates))
	for i, c := range candidates {
		var sum float64
		for _, r := range c.Related {
			if j, ok := f.index[r.Code]; ok {
				f.related[i] = append(f.related[i], neighbour{j, r.Weight})
				sum += r.Weight
			}
		}
		for k := range f.related[i] {
			f.related[i][k].weight /= sum
		}
	}
}

// profiles returns the domain's rows narrowed to the given elements, with NaN
// rows as nil.
func (f *Field) profiles(d Domain, elements []string) [][]float64 {
	rows := make([][]float64, len(f.codes))
	for i, full := range f.ratings[d] {
		if len(full) == 0 || math.IsNaN(full[0]) {
			continue
		}
		row := make([]float64, len(elements))
		for k, e := range elements {
			row[k] = full[slices.Index(f.elements[d], e)]
		}
		rows[i] = row
	}
	return rows
}

// subjectProfiles gives every occupation a unit vector of subjects: its own,
// or where it has none that of the related ones, plus half of the related ones'.
// Occupations for which even those are unrated stay nil.
func (f *Field) subjectProfiles(elements []string) [][]float64 {
	own := f.profiles(Subjects, elements)
	filled := make([][]float64, len(own))
	for i := range own {
		filled[i] = own[i]
		if own[i] == nil {
			filled[i] = f.lent(i, own)
		}
	}
	smoothed := make([][]float64, len(own))
	for i := range filled {
		if filled[i] == nil {
			continue
		}
		row := slices.Clone(filled[i])
		if lent := f.lent(i, filled); lent != nil {
			floats.AddScaled(row, relatedShare, lent)
		}
		smoothed[i] = unit(row)
	}
	return smoothed
}

// lent is the weighted sum of the profiles of i's related occupations; nil if
// none of them has one.
func (f *Field) lent(i int, profiles [][]float64) []float64 {
	var sum []float64
	for _, n := range f.related[i] {
		p := profiles[n.at]
		if p == nil {
			continue
		}
		if sum == nil {
			sum = make([]float64, len(p))
		}
		floats.AddScaled(sum, n.weight, p)
	}
	return sum
}

// unit scales a row to length 1; a row of zeros is returned as it is.
func unit(row []float64) []float64 {
	if norm := floats.Norm(row, 2); norm > 0 {
		floats.Scale(1/norm, row)
	}
	return row
}
