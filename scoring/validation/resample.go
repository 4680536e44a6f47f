package validation

import (
	"fmt"
	"math/rand/v2"
)

// A Unit is what an interval generalises over.
type Unit int

const (
	// OverPeople draws people within each field: how far would the figure move
	// with other people of these fields?
	OverPeople Unit = iota
	// OverFields draws fields with all of their people: how far would it move
	// with other fields? The occupations that are some field's own stay those of
	// all fields. A draw of one field only has no discrimination and is made anew.
	OverFields
)

// Estimates has an estimate for every [Measure].
type Estimates [measureCount]Estimate

// Estimates returns the measures with bootstrap percentile intervals from draws
// draws (at least 100). Over fields there must be three of them at least.
func (j *Judgement) Estimates(over Unit, draws int, src *rand.PCG) (Estimates, error) {
	return j.sample.resample(over, draws, src, func(people []float64) weigher { return j.tally(people).overall })
}

// Differences returns how much higher a measures than b, with paired bootstrap
// intervals: each draw is made once and judges both. It is an error if the two
// are not of the same sample.
func Differences(a, b *Judgement, over Unit, draws int, src *rand.PCG) (Estimates, error) {
	if !a.sample.same(b.sample) {
		return Estimates{}, fmt.Errorf("validation: two matchers are compared on different people, fields or occupations")
	}
	return a.sample.resample(over, draws, src, func(people []float64) weigher {
		ofA, ofB := a.tally(people), b.tally(people)
		return func(fields []float64) Values {
			difference := ofA.overall(fields)
			for m, v := range ofB.overall(fields) {
				difference[m] -= v
			}
			return difference
		}
	})
}

// A weigher gives the measures of some people by how often each field counts.
// Drawing fields leaves the people, and so the costly part, as they are.
type weigher func(fields []float64) Values

func (s Sample) resample(over Unit, draws int, src *rand.PCG, tallied func(people []float64) weigher) (Estimates, error) {
	if err := checkDraws(draws); err != nil {
		return Estimates{}, err
	}
	if over == OverFields && len(s.Fields) < 3 {
		return Estimates{}, fmt.Errorf("validation: an interval over fields needs three of them at least, not %d", len(s.Fields))
	}
	members := make([][]int, len(s.Fields))
	for p, f := range s.Field {
		members[f] = append(members[f], p)
	}
	random := rand.New(src)
	people, fields := once(len(s.Field)), once(len(s.Fields))
	weigh := tallied(people)
	var estimates Estimates
	for m, v := range weigh(fields) {
		estimates[m].Value = v
	}
	var drawn [measureCount][]float64
	for range draws {
		switch over {
		case OverPeople:
			drawPeople(people, members, random)
			weigh = tallied(people)
		case OverFields:
			drawFields(fields, random)
		default:
			return Estimates{}, fmt.Errorf("validation: there is no unit %d to draw", int(over))
		}
		for m, v := range weigh(fields) {
			drawn[m] = append(drawn[m], v)
		}
	}
	for m := range estimates {
		estimates[m].Interval = percentileInterval(drawn[m])
	}
	return estimates, nil
}

// drawPeople draws as many people of each field as it has.
func drawPeople(times []float64, members [][]int, random *rand.Rand) {
	clear(times)
	for _, people := range members {
		for range people {
			times[people[random.IntN(len(people))]]++
		}
	}
}

// drawFields draws as many fields as there are, two different ones at least.
func drawFields(times []float64, random *rand.Rand) {
	for different := 0; different < 2; {
		clear(times)
		different = 0
		for range times {
			f := random.IntN(len(times))
			if times[f] == 0 {
				different++
			}
			times[f]++
		}
	}
}
