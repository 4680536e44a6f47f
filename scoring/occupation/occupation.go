// Package occupation holds the occupations a person's answers are compared
// with: what O*NET says the work asks for and offers, and what the U.S. Bureau
// of Labor Statistics (BLS) says it pays and how it is expected to grow.
//
// [Embedded] gives the catalogue that is built into the program. An operator
// may make another from a newer release with [Import] and read it with [Load].
//
// # What is missing stays missing
//
// Of the 1,016 titles of O*NET 30.1, 923 are profiled and 841 of those have
// every domain: Software Developers has no work values, Data Scientists no
// skills. Ask [Occupation.Has] before leaning on a domain. A BLS value that was
// not published, or was published only as "at or above", is a [Figure] that
// says so; it is never a zero.
//
// The package holds facts: codes, names, ratings, figures. Descriptions and
// other sentences of the sources are not carried over.
package occupation

// A Catalog is the occupations and what is known of them. It does not change
// after loading, and may be used by many goroutines. The slices it and its
// occupations hand out are shared: do not write to them.
type Catalog struct {
	every    []*Occupation // all titles, by code
	profiled []*Occupation // those with interests, by code
	byCode   map[string]*Occupation
	bySlug   map[string]*Occupation
	elements elementIndex
	sources  []Source
	version  string
	groups   []string
	search   searchIndex
}

// All returns the profiled occupations, those that can be matched with a
// person, sorted by code.
func (c *Catalog) All() []*Occupation { return c.profiled }

// Find returns the occupation of an O*NET-SOC code such as "15-1252.00",
// profiled or not.
func (c *Catalog) Find(code string) (*Occupation, bool) {
	o, ok := c.byCode[code]
	return o, ok
}

// FindSlug returns the occupation of a [Occupation.Slug], profiled or not.
func (c *Catalog) FindSlug(slug string) (*Occupation, bool) {
	o, ok := c.bySlug[slug]
	return o, ok
}

// Groups returns the SOC major groups, such as "15", that hold a profiled
// occupation, sorted.
func (c *Catalog) Groups() []string { return c.groups }

// Elements returns what a domain rates, sorted by element ID: the six themes of
// [Interests], the 35 skills of [Skills]. High points are not among them.
func (c *Catalog) Elements(d Domain) []Element {
	if int(d) >= len(c.elements.byDomain) {
		return nil
	}
	return c.elements.byDomain[d]
}

// Element returns the element of an O*NET element ID such as "2.A.1.a".
func (c *Catalog) Element(id string) (Element, bool) {
	e, ok := c.elements.byID[id]
	return e, ok
}

// Sources returns where the data come from. Each has an attribution that must
// be shown to those who see the data.
func (c *Catalog) Sources() []Source { return c.sources }

// SourcesOf returns the sources of one table, the chief one first. It is nil
// for a table that does not exist.
func (c *Catalog) SourcesOf(t Table) []Source {
	var found []Source
	for _, s := range c.sources {
		for _, fed := range s.Tables {
			if fed == t {
				found = append(found, s)
			}
		}
	}
	return found
}

// Version returns a short id of the data, such as "onet30.1-1a2b3c4d": the
// O*NET release and a checksum over every table but the list of sources. Equal
// versions give equal results.
func (c *Catalog) Version() string { return c.version }

// An Occupation is one title of the O*NET-SOC taxonomy.
type Occupation struct {
	// Code is the O*NET-SOC code, "15-1252.00".
	Code string
	// Title is the O*NET title in English, a plural as a rule.
	Title string
	// Slug is the title made fit for an address, "software-developers". It is
	// unique in the catalogue.
	Slug string
	// Group is the SOC major group, the first two digits of the code.
	Group string

	// Profiled says that the occupation has interests and so can be matched
	// with a person. The rest are mostly "All Other" and military titles, of
	// which only the names are known.
	Profiled bool

	// JobZone is how much preparation the work needs, 1 (little) to 5
	// (extensive); 0 if unknown.
	JobZone int
	// JobZoneDate is when that was decided, "08/2023"; empty if unknown.
	JobZoneDate string

	// AlternateTitles are other names of the work, sorted.
	AlternateTitles []AlternateTitle
	// Related are the occupations that O*NET holds most alike, the most alike
	// first. All of them are profiled.
	Related []Relation
	// Technology is the software and tools in use, by name.
	Technology []Technology

	// Education is what people in the work say it needs; nil if unknown.
	Education *Education

	// Wage, Outlook and Attainment are BLS figures. They may be about a wider
	// occupation than this one and be shared by several: their Title says which
	// it is. Nil if BLS has none.
	Wage       *Wage
	Outlook    *Outlook
	Attainment *Attainment

	elements *elementIndex
	ratings  [domainCount][]float64 // nil where the domain is missing
	marks    [domainCount][]Mark    // nil where no rating of the domain is marked
}

// Has reports whether the occupation is rated in a domain. A domain is rated
// whole or not at all.
func (o *Occupation) Has(d Domain) bool {
	return int(d) < len(o.ratings) && o.ratings[d] != nil
}

// Rating returns the rating of an element on one of its scales, for example
// ("2.A.1.a", ScaleImportance), in the units of the scale. It is false if the
// occupation is not rated in that domain, or if there is no such element or
// scale. A rating of doubtful worth is returned like any other: see
// [Occupation.Mark].
func (o *Occupation) Rating(element, scale string) (float64, bool) {
	at, ok := o.elements.columns[column{element, scale}]
	if !ok || o.ratings[at.domain] == nil {
		return 0, false
	}
	v := o.ratings[at.domain][at.index]
	return v, v == v // NaN is a missing cell
}

// Mark returns what O*NET says against a rating; 0 if nothing, or if there is
// no such rating.
func (o *Occupation) Mark(element, scale string) Mark {
	at, ok := o.elements.columns[column{element, scale}]
	if !ok || o.marks[at.domain] == nil {
		return 0
	}
	return o.marks[at.domain][at.index]
}

// HighPoints returns the elements that stand out for the occupation, the
// highest first: up to three themes of [Interests] or needs of [WorkValues].
// It is nil for the other domains.
func (o *Occupation) HighPoints(d Domain) []Element {
	if !o.Has(d) {
		return nil
	}
	var points []Element
	for _, col := range o.elements.highPoints[d] {
		// A high point is the position of an element in its domain, counted
		// from one; zero means that there is none.
		n := o.ratings[d][col]
		if n >= 1 && int(n) <= len(o.elements.byDomain[d]) {
			points = append(points, o.elements.byDomain[d][int(n)-1])
		}
	}
	return points
}

// An AlternateTitle is another name of the work.
type AlternateTitle struct {
	Title string
	// Short is the same in short, "CNA"; empty if there is none.
	Short string
	// Reported says that people in the work gave it as their own title.
	Reported bool
	// Shown says that it is one of the reported titles that My Next Move, the
	// O*NET site for people choosing work, shows as typical.
	Shown bool
}

// A Relation is one occupation's likeness to another.
type Relation struct {
	Code  string // of the other occupation
	Tier  Tier
	Index int // 1 for the most alike, counted over all tiers
}

// A Tier is how closely two occupations are related.
type Tier uint8

// The tiers of O*NET's related occupations, the closest first.
const (
	PrimaryShort Tier = iota + 1
	PrimaryLong
	Supplemental
)

// String returns the name that O*NET gives the tier.
func (t Tier) String() string {
	switch t {
	case PrimaryShort:
		return "Primary-Short"
	case PrimaryLong:
		return "Primary-Long"
	case Supplemental:
		return "Supplemental"
	}
	return ""
}

// A Technology is a piece of software or a tool used in an occupation.
type Technology struct {
	Name     string // "Git"
	Category string // its UNSPSC commodity title, "File versioning software"
	Hot      bool   // often asked for in job postings of any kind
	InDemand bool   // often asked for in postings for this occupation
}
