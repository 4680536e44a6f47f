package scoring

// Weights say how much each domain counts in the fit: the standard deviation,
// over people and occupations, of the part it contributes. A weight of 0 leaves
// a domain out. They lie between 0 and [MaxWeight].
type Weights map[Domain]float64

// MaxWeight bounds what a person may set a weight to: beyond it one domain would
// drown the others, which is better said by setting those to 0.
const MaxWeight = 4

// DefaultWeights are those of the published FIT score.
//
// Themes 2 and subjects 1.5 told people's own fields of study apart best on real
// respondents who took no part in choosing them. For work styles, skills and
// values there are no answers with a known outcome yet, so they get a modest
// weight: together they may move a career up or down a list, not to the other
// end of it.
func DefaultWeights() Weights {
	return Weights{Themes: 2, Subjects: 1.5, Styles: 0.5, Skills: 0.5, Values: 0.5}
}

// spreads are the standard deviations of the unweighted parts over people and
// occupations; dividing by them makes weights comparable. Those of themes and
// subjects were measured on the 7,262 people of the interests norm. Those of the
// others are what the model expects of its norm people when they take the
// standard form of the fit instrument (TestSpreads computes them anew).
var spreads = map[Domain]float64{
	Themes:   2.3412,
	Subjects: 0.519,
	Styles:   0.623,
	Skills:   0.533,
	Values:   0.684,
}

// How related occupations lend each other subject profiles: a related
// occupation counts by its tier, and the mean of them counts half as much as the
// occupation's own profile.
const relatedShare = 0.5

// TierWeights are the weights of O*NET's three tiers of related occupations, the
// nearest first.
var TierWeights = [...]float64{1, 0.7, 0.4}

// IntervalZ bounds the central 80 % of a normal distribution: Φ(1.2816) = 0.9.
const IntervalZ = 1.2815515655446004
