package validation

// Drawn returns the measures when person p stands for people[p] people and field
// f for fields[f] fields: what a bootstrap makes of one draw.
func (j *Judgement) Drawn(people, fields []float64) Values {
	return j.tally(people).overall(fields)
}
