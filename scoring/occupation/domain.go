package occupation

import "slices"

// A Domain is one kind of rating that an occupation may have.
type Domain uint8

// The domains, in the order in which they are shown.
const (
	Interests  Domain = iota // six themes, [ScaleInterest]
	Knowledge                // 33 subjects, [ScaleImportance] and [ScaleLevel]
	Skills                   // 35 skills, [ScaleImportance] and [ScaleLevel]
	Abilities                // 52 abilities, [ScaleImportance] and [ScaleLevel]
	WorkStyles               // 21 styles, [ScaleImpact] and [ScaleDistinctive]
	WorkValues               // six needs, [ScaleExtent]

	domainCount = iota
)

// Domains lists every domain.
var Domains = [domainCount]Domain{Interests, Knowledge, Skills, Abilities, WorkStyles, WorkValues}

var domainNames = [domainCount]string{
	"interests", "knowledge", "skills", "abilities", "work_styles", "work_values",
}

// String returns the domain's name in the tables, such as "work_styles".
func (d Domain) String() string {
	if int(d) >= len(domainNames) {
		return ""
	}
	return domainNames[d]
}

// ParseDomain returns the domain of a [Domain.String].
func ParseDomain(name string) (Domain, bool) {
	for d, n := range domainNames {
		if n == name {
			return Domain(d), true
		}
	}
	return 0, false
}

// The scales that ratings are given on, with their ranges.
const (
	ScaleInterest      = "OI" // how well the work fits the theme, 1 to 7
	ScaleInterestHigh  = "IH" // a high point: 1 to 6 in the order of the themes, 0 none
	ScaleImportance    = "IM" // how important, 1 to 5
	ScaleLevel         = "LV" // how much of it, 0 to 7; 0 where it is not relevant
	ScaleImpact        = "WI" // how much the style helps (3) or harms (-3)
	ScaleDistinctive   = "DR" // rank among the styles that set the work apart, 1 to 10; 0 none
	ScaleExtent        = "EX" // how well the work meets the need, 1 to 7
	ScaleWorkValueHigh = "VH" // a high point: 1 to 6 in the order of the needs, 0 none
)

// A Mark is a doubt that O*NET itself casts on a rating.
type Mark uint8

const (
	// Suppress marks a rating that is not precise enough to be relied on: few
	// raters, or raters far apart.
	Suppress Mark = 1 << iota
	// NotRelevant marks a level where most raters held the element to be of no
	// importance for the work.
	NotRelevant
)

// An Element is one thing that a domain rates.
type Element struct {
	ID     string // of the O*NET content model, "2.A.1.a"
	Name   string // in English, "Reading Comprehension"
	Domain Domain
	// Scales are those on which it is rated, sorted.
	Scales []string
}

// IsHighPoint reports whether the element is not a thing rated, but the name
// of the first, second or third among them.
func (e Element) IsHighPoint() bool {
	return slices.Contains(e.Scales, ScaleInterestHigh) || slices.Contains(e.Scales, ScaleWorkValueHigh)
}

// column names a column of a domain's table.
type column struct{ element, scale string }

// position is where a column stands.
type position struct {
	domain Domain
	index  int
}

// elementIndex finds elements and the columns of their ratings. There is one
// for a catalogue, shared by its occupations.
type elementIndex struct {
	byID       map[string]Element
	byDomain   [domainCount][]Element // high points apart
	columns    map[column]position
	highPoints [domainCount][]int // columns of the first, second, third high point
}
