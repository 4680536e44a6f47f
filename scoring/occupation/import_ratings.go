package occupation

import (
	"maps"
	"slices"
	"strconv"
	"strings"
)

// ratingFile is an O*NET file of ratings.
type ratingFile struct {
	domain Domain
	base   string
	marked bool // has the columns of marks
	scales []scaleRange
}

type scaleRange struct {
	scale     string
	low, high float64
}

// The ranges are those of O*NET's Scales Reference, but for VH: it begins at 1
// there, and one occupation has a 0, for no further high point, as IH allows.
var ratingFiles = []ratingFile{
	{Interests, "Interests.txt", false, []scaleRange{{ScaleInterest, 1, 7}, {ScaleInterestHigh, 0, 6}}},
	{Knowledge, "Knowledge.txt", true, []scaleRange{{ScaleImportance, 1, 5}, {ScaleLevel, 0, 7}}},
	{Skills, "Skills.txt", true, []scaleRange{{ScaleImportance, 1, 5}, {ScaleLevel, 0, 7}}},
	{Abilities, "Abilities.txt", true, []scaleRange{{ScaleImportance, 1, 5}, {ScaleLevel, 0, 7}}},
	{WorkStyles, "Work Styles.txt", false, []scaleRange{{ScaleImpact, -3, 3}, {ScaleDistinctive, 0, 10}}},
	{WorkValues, "Work Values.txt", false, []scaleRange{{ScaleExtent, 1, 7}, {ScaleWorkValueHigh, 0, 6}}},
}

// grid gathers rows of (occupation, column, value) into a wide table.
type grid struct {
	columns map[string]int            // by name, "2.A.1.a:IM"
	cells   map[string]map[int]string // by occupation and column
	ends    map[string]int            // the last line of an occupation
}

func newGrid() *grid {
	return &grid{make(map[string]int), make(map[string]map[int]string), make(map[string]int)}
}

// set sets a cell; it is false if the cell has been set before.
func (g *grid) set(code, column, cell string, line int) bool {
	at, ok := g.columns[column]
	if !ok {
		at = len(g.columns)
		g.columns[column] = at
	}
	row := g.cells[code]
	if row == nil {
		row = make(map[int]string)
		g.cells[code] = row
	}
	if _, twice := row[at]; twice {
		return false
	}
	row[at], g.ends[code] = cell, line
	return true
}

// checkWhole refuses an occupation that lacks a column which others have.
func (g *grid) checkWhole(in *input) error {
	for _, code := range slices.Sorted(maps.Keys(g.cells)) {
		if len(g.cells[code]) == len(g.columns) {
			continue
		}
		for _, name := range slices.Sorted(maps.Keys(g.columns)) {
			if _, ok := g.cells[code][g.columns[name]]; !ok {
				return in.errorf(g.ends[code], "occupation %s is incomplete: %s is lacking", code, name)
			}
		}
	}
	return nil
}

// table returns the rows with the columns in the order given.
func (g *grid) table(columns []string) [][]string {
	var table [][]string
	for code, cells := range g.cells {
		row := make([]string, 1, 1+len(columns))
		row[0] = code
		for _, name := range columns {
			row = append(row, cells[g.columns[name]])
		}
		table = append(table, row)
	}
	return table
}

// readRatings reads the files of ratings, interests first: they say who is
// profiled.
func (b *builder) readRatings() error {
	// Skills, knowledge and abilities are rated for the same occupations, so
	// one of them that lacks some has been cut.
	var skilled *grid
	var skilledBase string
	for _, f := range ratingFiles {
		in, err := b.open(f.base, f.domain.Table())
		if err != nil {
			return err
		}
		g, err := b.readRatingFile(f, in)
		if err != nil {
			return err
		}
		if f.marked && skilled == nil {
			skilled, skilledBase = g, f.base
		} else if f.marked {
			if err := sameCodes(in, g, skilled, skilledBase); err != nil {
				return err
			}
		}
		columns := slices.Sorted(maps.Keys(g.columns))
		b.add(f.domain.Table(), append([]string{"code"}, columns...), g.table(columns))
	}
	return nil
}

// sameCodes refuses a file that rates other occupations than another does.
func sameCodes(in *input, g, other *grid, otherBase string) error {
	for _, code := range slices.Sorted(maps.Keys(other.cells)) {
		if g.cells[code] == nil {
			return in.errorf(in.lastLine(), "occupation %s is lacking, which %s has: is the file cut short?", code, otherBase)
		}
	}
	for _, code := range slices.Sorted(maps.Keys(g.cells)) {
		if other.cells[code] == nil {
			return in.errorf(g.ends[code], "occupation %s is not in %s: is that file cut short?", code, otherBase)
		}
	}
	return nil
}

func (b *builder) readRatingFile(f ratingFile, in *input) (*grid, error) {
	wanted := []string{socCode, "Element ID", "Scale ID", "Data Value", "Date"}
	if f.marked {
		wanted = append(wanted, "Recommend Suppress", "Not Relevant")
	}
	rows, err := in.tsv(wanted...)
	if err != nil {
		return nil, err
	}
	g := newGrid()
	if f.domain == Interests {
		b.profiled = make(map[string]bool)
	}
	for rows.next() {
		code, err := b.code(rows)
		if err != nil {
			return nil, err
		}
		if f.domain == Interests {
			b.profiled[code] = true
			b.lastGroup = max(b.lastGroup, code[:2])
		} else if !b.profiled[code] {
			return nil, rows.errorf("occupation %s has no interests: is Interests.txt cut short?", code)
		}
		element, scale, value := rows.get(1), rows.get(2), rows.get(3)
		if err := b.noteElement(rows, f.domain, element, scale); err != nil {
			return nil, err
		}
		at := slices.IndexFunc(f.scales, func(s scaleRange) bool { return s.scale == scale })
		if at < 0 {
			return nil, rows.errorf("scale %q is not one of %s", scale, f.domain)
		}
		if s := f.scales[at]; !inRange(value, s.low, s.high) {
			return nil, rows.errorf("%q is not a number from %g to %g, as scale %s asks", value, s.low, s.high, scale)
		}
		mark := ""
		if f.marked {
			if mark, err = marks(rows, rows.get(5), rows.get(6)); err != nil {
				return nil, err
			}
		}
		if err := in.noteDate(rows, rows.get(4)); err != nil {
			return nil, err
		}
		if !g.set(code, element+":"+scale, value+mark, rows.line) {
			return nil, rows.errorf("%s of %s on scale %s stands twice", element, code, scale)
		}
	}
	if err := b.checkEnd(rows); err != nil {
		return nil, err
	}
	return g, g.checkWhole(in)
}

// noteElement checks that a row's element is known and adds it and its scale to
// the elements of the domain.
func (b *builder) noteElement(rows *rows, d Domain, id, scale string) error {
	name := b.modelNames[id]
	if name == "" {
		return rows.errorf("element %q is unknown", id)
	}
	e, ok := b.elements[id]
	switch {
	case !ok:
		e = Element{ID: id, Name: name, Domain: d}
	case e.Domain != d:
		return rows.errorf("element %s is one of %s, not of %s", id, e.Domain, d)
	}
	if !slices.Contains(e.Scales, scale) {
		e.Scales = append(e.Scales, scale)
		slices.Sort(e.Scales)
		b.elements[id] = e
	}
	return nil
}

// marks returns the letters that follow a rating in the tables.
func marks(rows *rows, suppress, notRelevant string) (string, error) {
	mark := ""
	for _, m := range []struct{ flag, letter string }{{suppress, "s"}, {notRelevant, "n"}} {
		switch known(m.flag) {
		case "Y":
			mark += m.letter
		case "N", "":
		default:
			return "", rows.errorf("%q is neither Y nor N", m.flag)
		}
	}
	return mark, nil
}

// noteDate keeps the newest date of the rows, as "2025-08".
func (in *input) noteDate(rows *rows, date string) error {
	m := rowDate.FindStringSubmatch(date)
	if m == nil {
		return rows.errorf("%q is not a month and year", date)
	}
	in.newest = max(in.newest, m[2]+"-"+m[1])
	return nil
}

// sumTolerance is how far the shares of a question may be from 100 together.
// They are rounded: at most 0.03 off in O*NET 30.1 and 0.2 in the table of
// attainment of 2024.
const sumTolerance = 0.5

func (b *builder) readEducation() error {
	in, err := b.open("Education, Training, and Experience.txt", TableEducation)
	if err != nil {
		return err
	}
	rows, err := in.tsv(socCode, "Element ID", "Scale ID", "Category", "Data Value", "Recommend Suppress")
	if err != nil {
		return err
	}
	categories := make(map[string]int)
	for _, s := range educationScales {
		categories[s.scale] = s.categories
	}
	g := newGrid()
	type question struct{ code, scale string }
	sums := make(map[question]float64)
	ends := make(map[question]int)
	for rows.next() {
		code, err := b.profiledCode(rows)
		if err != nil {
			return err
		}
		element, scale, category, value := rows.get(1), rows.get(2), rows.get(3), rows.get(4)
		if b.modelNames[element] == "" {
			return rows.errorf("element %q is unknown", element)
		}
		if scale == ScaleImportance {
			continue // how important certificates and apprenticeships are
		}
		n, err := strconv.Atoi(category)
		switch {
		case categories[scale] == 0:
			return rows.errorf("scale %q is not one of education", scale)
		case err != nil || n < 1 || n > categories[scale]:
			return rows.errorf("category %q is not 1 to %d", category, categories[scale])
		case !inRange(value, 0, 100):
			return rows.errorf("%q is not a percentage", value)
		}
		mark, err := marks(rows, rows.get(5), "")
		if err != nil {
			return err
		}
		if !g.set(code, scale+":"+category, value+mark, rows.line) {
			return rows.errorf("category %s of %s on scale %s stands twice", category, code, scale)
		}
		share, _ := parseNumber(value)
		q := question{code, scale}
		sums[q] += share
		ends[q] = rows.line
	}
	if err := b.checkEnd(rows); err != nil {
		return err
	}
	columns := educationColumns()
	for _, name := range columns[1:] {
		if _, ok := g.columns[name]; !ok {
			return in.errorf(in.lastLine(), "no occupation has %s", name)
		}
	}
	if err := g.checkWhole(in); err != nil {
		return err
	}
	for _, code := range slices.Sorted(maps.Keys(g.cells)) {
		for _, s := range educationScales {
			q := question{code, s.scale}
			if sum := sums[q]; !nearHundred(sum) {
				return in.errorf(ends[q], "the shares of %s on scale %s sum to %.2f, not 100", code, s.scale, sum)
			}
		}
	}
	b.add(TableEducation, columns, g.table(columns[1:]))
	return nil
}

func nearHundred(sum float64) bool {
	return 100-sumTolerance <= sum && sum <= 100+sumTolerance
}

// attributionONET is the credit line that the licence of O*NET asks for, with
// what it asks to be said where the information was modified.
const attributionONET = "This product includes information from the O*NET {release} Database by the U.S. Department of Labor, " +
	"Employment and Training Administration (USDOL/ETA). Used under the CC BY 4.0 license. " +
	"O*NET® is a trademark of USDOL/ETA. The information has been modified: parts were selected, reformatted and joined " +
	"with other data. USDOL/ETA has not approved, endorsed, or tested these modifications."

// describeReleases adds the O*NET releases to the sources, before the others.
func (b *builder) describeReleases() error {
	var sources []Source
	for _, r := range b.releases {
		s := Source{
			ID:          "onet-" + r.version,
			Name:        "O*NET " + r.version + " Database",
			Publisher:   "U.S. Department of Labor, Employment and Training Administration",
			Release:     r.version,
			Date:        r.date,
			Licence:     "CC BY 4.0, https://creativecommons.org/licenses/by/4.0/",
			Attribution: strings.Replace(attributionONET, "{release}", r.version, 1),
			Tables:      r.tables,
		}
		for _, in := range r.inputs {
			if r.date == "" {
				s.Date = max(s.Date, in.newest)
			}
			s.Inputs = append(s.Inputs, in.Input)
		}
		switch {
		case len(s.Inputs) == 0:
			return &InputError{r.path, 0, "nothing was read from this release: the others have all files"}
		case slices.ContainsFunc(sources, func(other Source) bool { return other.ID == s.ID }):
			return &InputError{r.path, 0, "release " + r.version + " is given twice"}
		}
		sources = append(sources, s)
	}
	b.sources = append(sources, b.sources...)
	return nil
}
