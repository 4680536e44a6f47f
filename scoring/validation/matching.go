package validation

import (
	"fmt"
	"slices"
)

// A Sample is people whose field of work or study is known, and the occupations
// that belong to each field. A field is a proxy for an occupation: trust the
// difference of two matchers on one sample, not the level of either.
type Sample struct {
	Fields []string // the names of the fields, two at least
	Field  []int    // by person: their field, an index into Fields; each field has people
	Own    [][]int  // by field: the indexes of its own occupations, none twice; fields may share some
}

// A Measure is one figure about a matcher.
type Measure int

const (
	// Discrimination is how often a person's AUC for their own field's
	// occupations beats the AUC that a person of another field gets for those same
	// occupations, a tie counting half:
	//
	//	mean over fields f of mean over fields g ≠ f of P(AUC_f(i) > AUC_f(j)),  i of f, j of g
	//
	// A list that is the same for everybody gets 0.5, however good the list.
	Discrimination Measure = iota
	// DiscriminationOwn is the same with AUCs over those occupations only that
	// are some field's own.
	DiscriminationOwn
	// Within is the AUC within a person: the chance that an occupation of their
	// field scores above one that is not. It is mostly base rate: one constant list
	// may reach 0.9.
	Within
	// WithinOwn is the same over those occupations only that are some field's own.
	WithinOwn
	// Hit10, Hit25 and Hit50 are the share of people for whom an occupation of
	// their field is among the 10, 25 or 50 that score highest.
	Hit10
	Hit25
	Hit50

	measureCount
)

// hitDepths are the list lengths of Hit10, Hit25 and Hit50.
var hitDepths = [measureCount]float64{Hit10: 10, Hit25: 25, Hit50: 50}

func (m Measure) String() string {
	return [measureCount]string{
		"discrimination", "discrimination among own", "within person", "within person among own",
		"hit at 10", "hit at 25", "hit at 50",
	}[m]
}

// Values has a figure for every [Measure], each between 0 and 1.
type Values [measureCount]float64

// A Judgement is how each person's list treats each field's occupations. It is
// only read once made, and may be used from many goroutines.
type Judgement struct {
	// All holds, by person and field, the AUC of the field's occupations in the
	// person's list over all occupations; Own, over those that are some field's own.
	All, Own [][]float64
	// Best holds, by person, the rank from the top (1 is the best) of the best
	// occupation of their own field. Occupations with one score share the mean of
	// their ranks, so a list that does not tell occupations apart hits nothing.
	Best []float64

	sample  Sample
	mine    []Values // by person: all that does not need other people
	columns [2][]column
}

// Judge ranks every person's occupations, given scores by person and
// occupation, higher for a better fit. Ties get mid-ranks: two occupations with
// one score count half in an AUC. It is an error if a score is missing or NaN,
// if a field has no people or no occupations, or if one owns all the occupations
// that are some field's own, which leaves nothing to rank them above.
func Judge[F Float](scores [][]F, s Sample) (*Judgement, error) {
	n, err := scoreWidth(scores)
	if err != nil {
		return nil, err
	}
	owned, err := s.check(len(scores), n)
	if err != nil {
		return nil, err
	}
	j := &Judgement{
		All:    make([][]float64, len(scores)),
		Own:    make([][]float64, len(scores)),
		Best:   make([]float64, len(scores)),
		sample: s,
		mine:   make([]Values, len(scores)),
	}
	r := newRanker[F](n)
	amongOwn := make([]float64, n)
	var ownOrder []int
	for p, row := range scores {
		r.rank(row)
		ownOrder = ownOrder[:0]
		for _, o := range r.order {
			if owned[o] {
				ownOrder = append(ownOrder, o)
			}
		}
		shareRanks(row, ownOrder, amongOwn)
		j.All[p], j.Own[p] = make([]float64, len(s.Own)), make([]float64, len(s.Own))
		for f, own := range s.Own {
			j.All[p][f] = auc(r.ranks, own, n)
			j.Own[p][f] = auc(amongOwn, own, len(ownOrder))
		}
		field := s.Field[p]
		highest := 0.0
		for _, o := range s.Own[field] {
			highest = max(highest, r.ranks[o])
		}
		j.Best[p] = float64(n+1) - highest
		j.mine[p][Within], j.mine[p][WithinOwn] = j.All[p][field], j.Own[p][field]
		for m := Hit10; m <= Hit50; m++ {
			if j.Best[p] <= hitDepths[m] {
				j.mine[p][m] = 1
			}
		}
	}
	j.columns = [2][]column{columnsOf(j.All, s.Field), columnsOf(j.Own, s.Field)}
	return j, nil
}

// check returns which of the occupations are some field's own.
func (s Sample) check(people, occupations int) ([]bool, error) {
	if len(s.Fields) < 2 || len(s.Own) != len(s.Fields) {
		return nil, fmt.Errorf("validation: %d fields with %d lists of occupations: two or more are needed, a list for each", len(s.Fields), len(s.Own))
	}
	if len(s.Field) != people {
		return nil, fmt.Errorf("validation: %d people have scores and %d a field", people, len(s.Field))
	}
	members := make([]int, len(s.Fields))
	for p, f := range s.Field {
		if f < 0 || f >= len(s.Fields) {
			return nil, fmt.Errorf("validation: person %d is of field %d of %d", p, f, len(s.Fields))
		}
		members[f]++
	}
	owned := make([]bool, occupations)
	for f, own := range s.Own {
		if members[f] == 0 || len(own) == 0 {
			return nil, fmt.Errorf("validation: field %s has %d people and %d occupations", s.Fields[f], members[f], len(own))
		}
		seen := make(map[int]bool, len(own))
		for _, o := range own {
			if o < 0 || o >= occupations || seen[o] {
				return nil, fmt.Errorf("validation: field %s lists occupation %d, which is out of range or listed before", s.Fields[f], o)
			}
			seen[o], owned[o] = true, true
		}
	}
	total := 0
	for _, is := range owned {
		if is {
			total++
		}
	}
	for f, own := range s.Own {
		if len(own) == total {
			return nil, fmt.Errorf("validation: field %s owns every occupation that is some field's own", s.Fields[f])
		}
	}
	return owned, nil
}

// same reports whether two samples are the same people, fields and occupations.
func (s Sample) same(t Sample) bool {
	return slices.Equal(s.Fields, t.Fields) && slices.Equal(s.Field, t.Field) &&
		slices.EqualFunc(s.Own, t.Own, slices.Equal[[]int])
}
