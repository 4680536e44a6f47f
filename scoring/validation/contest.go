package validation

import "slices"

// A column is everybody's AUC for one field's occupations, in ascending order.
// Sorted once, it yields the discrimination of any drawing of the people in one
// pass.
type column struct {
	entries []entry
	ends    []int // where each run of equal AUCs ends
}

type entry struct{ person, field int32 }

// columnsOf sorts each field's column of a table by person and field.
func columnsOf(table [][]float64, field []int) []column {
	columns := make([]column, len(table[0]))
	values := make([]float64, len(table))
	r := newRanker[float64](len(table))
	for f := range columns {
		for p, row := range table {
			values[p] = row[f]
		}
		r.rank(values)
		c := column{entries: make([]entry, len(values))}
		for i, p := range r.order {
			c.entries[i] = entry{int32(p), int32(field[p])}
			if i+1 == len(values) || values[p] != values[r.order[i+1]] {
				c.ends = append(c.ends, i+1)
			}
		}
		columns[f] = c
	}
	return columns
}

// wins adds up, by field g, over all pairs of a person of field f and one of
// field g, 1 where the first has the higher AUC and a half where they are equal,
// person p standing for times[p] people.
func (c column) wins(f, fields int, times []float64) []float64 {
	won, below, level := make([]float64, fields), make([]float64, fields), make([]float64, fields)
	from := 0
	for _, end := range c.ends {
		run := c.entries[from:end]
		for _, e := range run {
			level[e.field] += times[e.person]
		}
		if mine := level[f]; mine > 0 {
			for g := range won {
				won[g] += mine * (below[g] + level[g]/2)
			}
		}
		for _, e := range run {
			below[e.field] += level[e.field]
			level[e.field] = 0
		}
		from = end
	}
	return won
}

// A tally is what some people yield, however often each field counts.
type tally struct {
	alone []Values // by field: the measures that need no other field
	// beats[0] is by field f and other field g the chance that a person of f has a
	// higher AUC for f's occupations than one of g; beats[1] among own.
	beats [2][][]float64
}

// tally counts person p times[p] times.
func (j *Judgement) tally(times []float64) tally {
	fields := len(j.sample.Fields)
	t := tally{alone: make([]Values, fields)}
	size := make([]float64, fields)
	for p, f := range j.sample.Field {
		size[f] += times[p]
		for m := Within; m < measureCount; m++ {
			t.alone[f][m] += times[p] * j.mine[p][m]
		}
	}
	for f := range t.alone {
		for m := Within; m < measureCount; m++ {
			t.alone[f][m] /= size[f]
		}
	}
	for k, columns := range j.columns {
		t.beats[k] = make([][]float64, fields)
		for f, c := range columns {
			t.beats[k][f] = c.wins(f, fields, times)
			for g := range t.beats[k][f] {
				t.beats[k][f][g] /= size[f] * size[g]
			}
		}
	}
	return t
}

// byField returns each field's measures, field g weighing times[g] in the
// discrimination of the others.
func (t tally) byField(times []float64) []Values {
	values := slices.Clone(t.alone)
	for f := range values {
		for k, m := range [...]Measure{Discrimination, DiscriminationOwn} {
			var sum, others float64
			for g, beats := range t.beats[k][f] {
				if g != f {
					sum += times[g] * beats
					others += times[g]
				}
			}
			values[f][m] = sum / others
		}
	}
	return values
}

// overall returns the measures, field f weighing times[f].
func (t tally) overall(times []float64) Values {
	var mean Values
	var drawn float64
	for f, values := range t.byField(times) {
		// A field that was not drawn may have nobody to be compared with, and NaN.
		if times[f] == 0 {
			continue
		}
		drawn += times[f]
		for m, v := range values {
			mean[m] += times[f] * v
		}
	}
	for m := range mean {
		mean[m] /= drawn
	}
	return mean
}

// once counts n people or fields once each.
func once(n int) []float64 { return slices.Repeat([]float64{1}, n) }

// ByField returns each field's measures, in the order of Sample.Fields.
func (j *Judgement) ByField() []Values {
	return j.tally(once(len(j.sample.Field))).byField(once(len(j.sample.Fields)))
}

// Values returns the measures, each field weighing the same.
func (j *Judgement) Values() Values {
	return j.tally(once(len(j.sample.Field))).overall(once(len(j.sample.Fields)))
}
