package occupation

import "workfit/scoring"

// Field hands the profiled occupations to the scoring engine: their ratings,
// the occupations they are related to, and the major group as their family.
func (c *Catalog) Field() (*scoring.Field, error) {
	var elements []string
	for _, d := range Domains {
		for _, e := range c.Elements(d) {
			elements = append(elements, e.ID)
		}
	}
	candidates := make([]scoring.Candidate, len(c.profiled))
	for i, o := range c.profiled {
		candidates[i] = scoring.Candidate{Code: o.Code, Family: o.Group, Rating: o.Rating}
		for _, r := range o.Related {
			candidates[i].Related = append(candidates[i].Related, scoring.Relation{
				Code:   r.Code,
				Weight: scoring.TierWeights[r.Tier-PrimaryShort],
			})
		}
	}
	return scoring.NewField(elements, candidates)
}
