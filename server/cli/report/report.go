// Package report shows how well an instrument and its scoring do on people's
// answers: as text, as JSON and as a page of HTML that needs nothing else.
//
// A [Report] holds figures only. Whoever fills it says nothing about how they
// look; whoever shows it works nothing out. Parts that could not be judged are
// nil, and the notes say why.
package report

// A Report is all that was found. Shares, chances and reliabilities run from 0
// to 1, FIT from 0 to 100. Intervals are of 95 %.
type Report struct {
	Judged      Judged       `json:"judged"`
	Matching    *Matching    `json:"matching"`
	Reliability Reliability  `json:"reliability"`
	Range       *Range       `json:"range"`
	Calibration Calibration  `json:"calibration"`
	Length      *Length      `json:"test_length"`
	Quality     Quality      `json:"answer_quality"`
	Fairness    []Comparison `json:"fairness"`
	// Notes say what could not be judged, and why.
	Notes []string `json:"notes"`
}

// Judged says what was judged, on whom.
type Judged struct {
	Instrument  string    `json:"instrument"` // id, version and checksum
	Form        string    `json:"form"`       // "" for the whole instrument
	Items       int       `json:"items"`
	Data        string    `json:"data"`
	Engine      string    `json:"engine"`
	Occupations int       `json:"occupations"`
	Answers     string    `json:"answers"` // the file's name
	Rows        int       `json:"rows"`
	People      int       `json:"people"`
	Dropped     []Dropped `json:"dropped"`
	Outcome     string    `json:"outcome"` // the column; "" if none was given
	Fields      []Field   `json:"fields"`
	Group       string    `json:"group"`
	Draws       int       `json:"draws"`
	Simulated   int       `json:"simulated"`
	Seed        uint64    `json:"seed"`
}

// Dropped counts rows that were not judged, and where the first of them stands.
type Dropped struct {
	Why   string `json:"why"`
	Rows  int    `json:"rows"`
	First int    `json:"first_line"`
}

// A Field is a field of work or study.
type Field struct {
	Name        string `json:"name"`
	People      int    `json:"people"`
	Occupations int    `json:"occupations"`
}

// Matching is how well lists tell people of one field from those of another.
type Matching struct {
	Measures []string  `json:"measures"`
	Matchers []Matcher `json:"matchers"` // ours first
}

// A Matcher is a way to match people and occupations. Slices go by measure.
type Matcher struct {
	Name       string     `json:"name"`
	OverPeople []Estimate `json:"over_people"`
	OverFields []Estimate `json:"over_fields"`
	// Of ours less this one, on the same people; nil for ours.
	GainOverPeople []Estimate `json:"gain_over_people"`
	GainOverFields []Estimate `json:"gain_over_fields"`
	ByField        [][]Number `json:"by_field"` // by field and measure
}

// Reliability is how far answers, fits and lists would be the same again.
type Reliability struct {
	Constructs []Construct `json:"constructs"`
	Halves     *Halves     `json:"halves"`
	Retest     *Retest     `json:"retest"`
}

// A Construct is a scale of the items whose first key it is.
type Construct struct {
	Element string   `json:"element"`
	Name    string   `json:"name"`
	Items   int      `json:"items"`
	People  int      `json:"people"` // who answered all of them
	Alpha   Estimate `json:"alpha"`
	Omega   Number   `json:"omega"`
}

// Halves compares the results of two halves of the items.
type Halves struct {
	People int `json:"people"`
	Items  int `json:"items"` // in the larger half
	// Fit is the correlation over people, the mean over occupations.
	Fit         Estimate `json:"fit"`
	SteppedUp   Estimate `json:"fit_full_length"` // by Spearman and Brown
	Occupations []Number `json:"fit_occupations"` // 5th, 50th, 95th percentile, at full length
	Top         Estimate `json:"top_20_shared"`   // of the best 20 occupations
	Families    Estimate `json:"top_5_families_shared"`
}

// Retest is how far lists are the same on answering again.
type Retest struct {
	Simulated bool     `json:"simulated"` // expected by the model; no second answers were given
	People    int      `json:"people"`
	Top       Estimate `json:"top_20_shared"`
	Families  Estimate `json:"top_5_families_shared"`
	// Of real second answers only.
	Fit              Estimate `json:"fit"` // correlation over people, mean over occupations
	ExpectedTop      Number   `json:"expected_top_20_shared"`
	ExpectedFamilies Number   `json:"expected_top_5_families_shared"`
}

// Range is how often the 80 % range of the full form's fit, foretold from half of
// a person's answers, holds it.
type Range struct {
	People   int      `json:"people"`
	Doubtful int      `json:"left_out_as_doubtful"`
	Coverage Estimate `json:"coverage"`
	// Spread is the mean square of what the prediction missed by, in the units in
	// which the model expects 1.
	Spread Estimate `json:"mean_square"`
}

// Calibration compares what was shown with what is so.
type Calibration struct {
	Own       []Bin     `json:"own_field"` // share of pairs that are of the own field
	OwnShare  Number    `json:"own_field_share"`
	Truth     []Bin     `json:"true_fit"` // simulated
	Coverage  *Estimate `json:"coverage"` // of the 80 % range, simulated
	Simulated int       `json:"simulated"`
}

// A Bin is the pairs of a person and an occupation whose FIT was in a tenth.
type Bin struct {
	From     Number   `json:"from"`
	To       Number   `json:"to"`
	Pairs    int      `json:"pairs"`
	Shown    Number   `json:"shown"`
	Observed Estimate `json:"observed"`
}

// Length is what so many questions are worth, in four orders.
type Length struct {
	Items     []int `json:"items"`
	People    int   `json:"people"`
	Simulated int   `json:"simulated"`
	// PersonalPeople and PersonalSimulated are on how many of them an order for
	// each person was tried.
	PersonalPeople    int     `json:"personal_people"`
	PersonalSimulated int     `json:"personal_simulated"`
	Curves            []Curve `json:"curves"`             // everybody
	Same              []Curve `json:"curves_of_personal"` // those for whom an order was chosen
	Gain              []Gain  `json:"personal_less_best"`
}

// A Curve is an order's figures, by number of items; null where not tried.
type Curve struct {
	Order          string   `json:"order"`
	Shared         []Number `json:"top_10_shared"` // with the full form's
	Discrimination []Number `json:"discrimination"`
	Within         []Number `json:"within_person"`
	True           []Number `json:"top_10_true"` // simulated: shared with the true ones
}

// A Gain is what choosing items for each person adds to the best fixed order.
type Gain struct {
	Items          int      `json:"items"`
	Shared         Estimate `json:"top_10_shared"`
	Discrimination Estimate `json:"discrimination"`
	True           Estimate `json:"top_10_true"`
}

// Quality is what careless answers look like, and how many are found.
type Quality struct {
	People        int          `json:"people"`
	Distributions []Percentile `json:"distributions"`
	Signs         []string     `json:"signs"`
	Kinds         []Answering  `json:"kinds"` // real people first
}

// A Percentile describes a figure of quality over people.
type Percentile struct {
	What   string `json:"what"`
	Median Number `json:"median"`
	P90    Number `json:"p90"`
	P95    Number `json:"p95"`
	P99    Number `json:"p99"`
}

// Answering is a way to answer, and the share of sheets with each sign.
type Answering struct {
	Kind  string   `json:"kind"`
	Count int      `json:"sheets"`
	Any   Estimate `json:"any"`
	Signs []Number `json:"by_sign"`
}

// A Comparison is of what two groups are shown and how they answer.
type Comparison struct {
	A        Group       `json:"a"`
	B        Group       `json:"b"`
	Real     bool        `json:"real"`
	Families []FamilyGap `json:"families"` // the largest first
	// Variation is the part of a list of 20 that would have to change family for
	// both groups to be shown the same.
	Variation Number   `json:"total_variation"`
	Chance    Estimate `json:"by_chance"`
	True      Number   `json:"true_total_variation"` // simulated: of the true lists
	Items     []Gap    `json:"items"`                // the largest differences
	Working   []Gap    `json:"functioning"`          // the largest, given the theme
	Tested    int      `json:"functioning_tested"`
	Moderate  int      `json:"functioning_moderate"` // 0.17 and above
	Large     int      `json:"functioning_large"`    // 0.25 and above
	// Matching measures ours within each group, where the outcome is known.
	Matching []GroupMatching `json:"matching"`
}

// A Group is people with one label.
type Group struct {
	Label  string `json:"label"`
	People int    `json:"people"`
}

// A FamilyGap is a job family's share of the best 20 of both groups.
type FamilyGap struct {
	Family     string   `json:"family"`
	A          Number   `json:"a"`
	B          Number   `json:"b"`
	Difference Estimate `json:"difference"`
}

// A Gap is how much higher group A answers an item, in standard deviations.
type Gap struct {
	Item string   `json:"item"`
	D    Estimate `json:"d"`
}

// GroupMatching is how well lists tell fields apart within a group.
type GroupMatching struct {
	Label          string   `json:"label"`
	People         int      `json:"people"`
	Fields         int      `json:"fields"`
	Discrimination Estimate `json:"discrimination"`
	Within         Estimate `json:"within_person"`
	Hit10          Estimate `json:"hit_at_10"`
}
