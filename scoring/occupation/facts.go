package occupation

// A Wage is what employees are paid, from the BLS Occupational Employment and
// Wage Statistics, United States, all industries. The self-employed are not
// covered. The year is the Date of the source of [TableWages].
type Wage struct {
	Code  string // OEWS code, "15-1252"
	Title string // what BLS calls the occupation

	Employment Figure // employees, a head count
	// Annual is in dollars a year. Not available for the few occupations paid
	// by the hour without regular hours, such as actors.
	Annual Pay
	// Hourly is in dollars an hour. Not available for occupations whose hours
	// are not those of a year of full-time work, such as teachers and pilots.
	Hourly Pay
}

// Pay is a distribution of pay.
type Pay struct{ Mean, P10, P25, Median, P75, P90 Figure }

// An Outlook is what the BLS Employment Projections expect of an occupation in
// the United States over the ten years From a year To another.
type Outlook struct {
	Code     string // National Employment Matrix code, "15-1252"
	Title    string // what BLS calls the occupation
	From, To int    // years

	Employment       Figure // in From, thousands of jobs
	EmploymentTo     Figure // in To, thousands of jobs
	Change           Figure // thousands of jobs, may be negative
	ChangePercent    Figure // percent of Employment, may be negative
	Openings         Figure // thousands a year, growth and replacement together
	SelfEmployed     Figure // percent of Employment
	ExitRate         Figure // percent a year who leave the labour force
	TransferRate     Figure // percent a year who move to another occupation
	SeparationRate   Figure // percent a year, both
	MedianWage       Figure // dollars a year, as printed with the projections
	EntryEducation   string // typical for entry, in the words of BLS; empty if not given
	EntryExperience  string // in a related occupation, in the words of BLS
	OnTheJobTraining string // typical to become competent, in the words of BLS
}

// An Attainment is the highest education that people of 25 and older in the
// occupation have, in percent of them. The shares are those of the American
// Community Survey, as printed with the projections, and sum to about 100.
type Attainment struct {
	Code   string // National Employment Matrix code
	Title  string
	Shares [AttainmentLevels]float64
}

// The indices of [Attainment.Shares].
const (
	LessThanHighSchool = iota
	HighSchool
	SomeCollege // no degree
	AssociateDegree
	BachelorDegree
	MasterDegree
	DoctoralDegree // or professional

	AttainmentLevels
)

// An Education is what people in the work, or experts on it, say that it asks
// for: for each question, the share of answers in each category. The shares of
// a question sum to about 100. The words for the categories are not data: they
// are with the other words of the program.
type Education struct {
	Level      []Share // scale RL: education required, 12 categories
	Experience []Share // scale RW: related work experience, 11 categories
	Plant      []Share // scale PT: on-site or in-plant training, 9 categories
	OnTheJob   []Share // scale OJ: on-the-job training, 9 categories
}

// A Share is one category's part of the answers. The category is its place in
// the slice, the first being category 1.
type Share struct {
	Percent  float64
	Suppress bool // not precise enough to be relied on, says O*NET
}

// A Table is one of the tables the catalogue is made of. The ratings of a
// domain are in the table of its [Domain.String].
type Table string

// The tables that are not a domain's ratings.
const (
	TableOccupations Table = "occupations"
	TableElements    Table = "elements"
	TableEducation   Table = "education"
	TableRelated     Table = "related"
	TableTitles      Table = "titles"
	TableTechnology  Table = "technology"
	TableCategories  Table = "technology_categories"
	TableWages       Table = "wages"
	TableOutlook     Table = "outlook"
	TableAttainment  Table = "attainment"
	TableSources     Table = "sources"
	TableInputs      Table = "inputs"
)

// Table returns the table that holds the ratings of the domain.
func (d Domain) Table() Table { return Table(d.String()) }

// A Source is a publication that data were taken from.
type Source struct {
	ID        string // "onet-30.1", "oews", "projections", "crosswalk"
	Name      string
	Publisher string
	Release   string // "30.1"; empty if it has no number
	Date      string // what the data are of: "2025-12", "2024-05", "2024-34"; empty if not stated
	Licence   string
	// Attribution is the credit line, to be shown with the data.
	Attribution string
	// Tables are those that hold something of it.
	Tables []Table
	// Inputs are the files that were read.
	Inputs []Input
}

// An Input is a file that an import read.
type Input struct {
	Name   string // base name
	SHA256 string // of its bytes, hex
	Rows   int    // without the header
}
