package occupation

import (
	"fmt"
	"maps"
	"regexp"
	"slices"
	"strings"
)

// release is an O*NET release that files are read from.
type release struct {
	*folder
	version string
	date    string // "2025-12"; of the newest row where no Read Me says it
	inputs  []*input
	tables  []Table
}

var (
	releaseNumber = regexp.MustCompile(`O\*NET (\d+\.\d+) Database`)
	releaseDate   = regexp.MustCompile(`(January|February|March|April|May|June|July|August|September|October|November|December) (\d{4}) Release`)
	monthNumber   = map[string]string{
		"January": "01", "February": "02", "March": "03", "April": "04", "May": "05", "June": "06",
		"July": "07", "August": "08", "September": "09", "October": "10", "November": "11", "December": "12",
	}
	rowDate = regexp.MustCompile(`^(0[1-9]|1[0-2])/(\d{4})$`)
)

const (
	readMe  = "Read Me.txt"
	socCode = "O*NET-SOC Code"
)

// openRelease opens a release and finds out which it is.
func openRelease(given Release) (*release, error) {
	f, err := openFolder(given.Path)
	if err != nil {
		return nil, err
	}
	r := &release{folder: f, version: given.Version}
	in, err := r.file(readMe)
	if err != nil {
		f.close()
		return nil, err
	}
	if in != nil {
		number := releaseNumber.FindStringSubmatch(in.text)
		date := releaseDate.FindStringSubmatch(in.text)
		switch {
		case number == nil || date == nil:
			err = in.errorf(1, "the release and its date are not named")
		case given.Version != "" && given.Version != number[1]:
			err = in.errorf(1, "release %s, but %s was given", number[1], given.Version)
		default:
			r.version, r.date = number[1], date[2]+"-"+monthNumber[date[1]]
		}
	} else if given.Version == "" {
		err = &InputError{given.Path, 0, fmt.Sprintf("no %q says which release it is: give its version", readMe)}
	}
	if err != nil {
		f.close()
		return nil, err
	}
	return r, nil
}

// file reads a file of the release; nil if it is not there.
func (r *release) file(base string) (*input, error) {
	name, err := r.find(func(b string) bool { return strings.EqualFold(b, base) })
	if err != nil || name == "" {
		return nil, err
	}
	return r.read(name)
}

// open reads an O*NET file for a table from the first release that has it.
func (b *builder) open(base string, feeds ...Table) (*input, error) {
	for _, r := range b.releases {
		in, err := r.file(base)
		if err != nil {
			return nil, err
		}
		if in == nil {
			continue
		}
		r.inputs = append(r.inputs, in)
		for _, t := range feeds {
			if !slices.Contains(r.tables, t) {
				r.tables = append(r.tables, t)
			}
		}
		return in, nil
	}
	return nil, &InputError{b.releases[0].path, 0, fmt.Sprintf("there is no file %q", base)}
}

func (b *builder) readOccupations() error {
	in, err := b.open("Occupation Data.txt", TableOccupations)
	if err != nil {
		return err
	}
	rows, err := in.tsv(socCode, "Title")
	if err != nil {
		return err
	}
	b.titles = make(map[string]string)
	slugs := make(map[string]string)
	for rows.next() {
		code, title := rows.get(0), rows.get(1)
		switch {
		case !isCode(code):
			return rows.errorf("%q is not an O*NET-SOC code", code)
		case b.titles[code] != "":
			return rows.errorf("occupation %s stands twice", code)
		case slug(title) == "":
			return rows.errorf("occupation %s has no title", code)
		case slugs[slug(title)] != "":
			return rows.errorf("occupation %s has the title of %s", code, slugs[slug(title)])
		}
		b.titles[code], slugs[slug(title)] = title, code
	}
	b.codes = slices.Sorted(maps.Keys(b.titles))
	return rows.err
}

// known returns s, empty where O*NET writes that there is nothing.
func known(s string) string {
	if s == "n/a" {
		return ""
	}
	return s
}

func (b *builder) readContentModel() error {
	in, err := b.open("Content Model Reference.txt", TableElements)
	if err != nil {
		return err
	}
	rows, err := in.tsv("Element ID", "Element Name")
	if err != nil {
		return err
	}
	b.modelNames = make(map[string]string)
	b.elements = make(map[string]Element)
	for rows.next() {
		id, name := rows.get(0), rows.get(1)
		if id == "" || name == "" || b.modelNames[id] != "" {
			return rows.errorf("element %q has no name, or stands twice", id)
		}
		b.modelNames[id] = name
	}
	return rows.err
}

// code checks the occupation of a row and remembers it as the file's last.
func (b *builder) code(rows *rows) (string, error) {
	code := rows.get(0)
	if b.titles[code] == "" {
		return "", rows.errorf("occupation %q is unknown", code)
	}
	rows.in.last = code
	return code, nil
}

// profiledCode is code for files that speak of profiled occupations only.
func (b *builder) profiledCode(rows *rows) (string, error) {
	code, err := b.code(rows)
	if err == nil && !b.profiled[code] {
		err = rows.errorf("occupation %s has no interests: is Interests.txt cut short?", code)
	}
	return code, err
}

// checkEnd is called after the last row: it returns the fault that ended the
// reading, if any, and refuses a file that ends before the last major group of
// the interests. One cut between two occupations has no broken line to show it.
func (b *builder) checkEnd(rows *rows) error {
	if rows.err != nil {
		return rows.err
	}
	in := rows.in
	if group := in.last[:2]; group < b.lastGroup {
		return in.errorf(in.lastLine(), "the file ends in major group %s, but interests go on to %s: it is cut short", group, b.lastGroup)
	}
	return nil
}

func (b *builder) readJobZones() error {
	in, err := b.open("Job Zones.txt", TableOccupations)
	if err != nil {
		return err
	}
	rows, err := in.tsv(socCode, "Job Zone", "Date")
	if err != nil {
		return err
	}
	b.zones = make(map[string][2]string)
	for rows.next() {
		code, err := b.profiledCode(rows)
		if err != nil {
			return err
		}
		zone, date := rows.get(1), rows.get(2)
		switch {
		case len(zone) != 1 || !inRange(zone, 1, 5):
			return rows.errorf("job zone %q is not 1 to 5", zone)
		case !rowDate.MatchString(date):
			return rows.errorf("%q is not a month and year", date)
		case b.zones[code] != [2]string{}:
			return rows.errorf("occupation %s stands twice", code)
		}
		b.zones[code] = [2]string{zone, date}
	}
	if rows.err != nil {
		return rows.err
	}
	for _, code := range b.codes {
		if _, ok := b.zones[code]; !ok && b.profiled[code] {
			return in.errorf(in.lastLine(), "occupation %s is lacking: is the file cut short?", code)
		}
	}
	return nil
}

func (b *builder) readRelated() error {
	in, err := b.open("Related Occupations.txt", TableRelated)
	if err != nil {
		return err
	}
	rows, err := in.tsv(socCode, "Related O*NET-SOC Code", "Relatedness Tier", "Index")
	if err != nil {
		return err
	}
	type relation struct{ code, tier, index string }
	related := make(map[string][]relation)
	for rows.next() {
		code, err := b.profiledCode(rows)
		if err != nil {
			return err
		}
		list := related[code]
		r := relation{rows.get(1), rows.get(2), rows.get(3)}
		tier := tierOf(r.tier)
		switch {
		case tier == 0:
			return rows.errorf("%q is not a tier", r.tier)
		case !b.profiled[r.code]:
			return rows.errorf("related occupation %q is unknown, or has no interests", r.code)
		case slices.ContainsFunc(list, func(x relation) bool { return x.code == r.code }):
			return rows.errorf("%s is related to %s twice", r.code, code)
		// The table keeps the order only, so the index must be nothing more.
		case r.index != fmt.Sprint(len(list)+1):
			return rows.errorf("index %q of %s, want %d", r.index, code, len(list)+1)
		case len(list) > 0 && tier < tierOf(list[len(list)-1].tier):
			return rows.errorf("tier %s after %s", r.tier, list[len(list)-1].tier)
		}
		related[code] = append(list, r)
	}
	if err := b.checkEnd(rows); err != nil {
		return err
	}

	var table [][]string
	for code, list := range related {
		var tiers [Supplemental][]string
		for _, r := range list {
			t := tierOf(r.tier) - 1
			tiers[t] = append(tiers[t], r.code)
		}
		row := []string{code}
		for _, t := range tiers {
			row = append(row, strings.Join(t, " "))
		}
		table = append(table, row)
	}
	b.add(TableRelated, relatedColumns, table)
	return nil
}

func tierOf(name string) Tier {
	for _, t := range []Tier{PrimaryShort, PrimaryLong, Supplemental} {
		if t.String() == name {
			return t
		}
	}
	return 0
}

// readTitles joins the alternate titles with those reported by people in the
// work, which as a rule are among them.
func (b *builder) readTitles() error {
	type key struct{ code, title string }
	titles := make(map[key][]string)

	in, err := b.open("Alternate Titles.txt", TableTitles)
	if err != nil {
		return err
	}
	rows, err := in.tsv(socCode, "Alternate Title", "Short Title")
	if err != nil {
		return err
	}
	for rows.next() {
		code, err := b.code(rows)
		if err != nil {
			return err
		}
		title, short := rows.get(1), known(rows.get(2))
		if k := (key{code, title}); title == "" || titles[k] != nil {
			return rows.errorf("title %q of %s is empty, or stands twice", title, code)
		}
		titles[key{code, title}] = []string{code, title, short, fromAlternates}
	}
	if err := b.checkEnd(rows); err != nil {
		return err
	}

	if in, err = b.open("Sample of Reported Titles.txt", TableTitles); err != nil {
		return err
	}
	if rows, err = in.tsv(socCode, "Reported Job Title", "Shown in My Next Move"); err != nil {
		return err
	}
	reported := make(map[key]bool)
	for rows.next() {
		code, err := b.code(rows)
		if err != nil {
			return err
		}
		k := key{code, rows.get(1)}
		if k.title == "" || reported[k] {
			return rows.errorf("title %q of %s is empty, or stands twice", k.title, code)
		}
		reported[k] = true
		from := map[string]string{"Y": fromShown, "N": fromReported}[rows.get(2)]
		if from == "" {
			return rows.errorf("%q is neither Y nor N", rows.get(2))
		}
		if titles[k] == nil {
			titles[k] = []string{code, k.title, "", ""}
		}
		titles[k][3] += from
	}
	b.add(TableTitles, titleColumns, slices.Collect(maps.Values(titles)))
	return b.checkEnd(rows)
}

func (b *builder) readTechnology() error {
	in, err := b.open("Technology Skills.txt", TableTechnology, TableCategories)
	if err != nil {
		return err
	}
	rows, err := in.tsv(socCode, "Example", "Commodity Code", "Commodity Title", "Hot Technology", "In Demand")
	if err != nil {
		return err
	}
	var table [][]string
	seen := make(map[[3]string]bool)
	categories := make(map[string]string)
	for rows.next() {
		code, err := b.profiledCode(rows)
		if err != nil {
			return err
		}
		name, category, title := rows.get(1), rows.get(2), rows.get(3)
		flags := ""
		for i, letter := range []string{flagHot, flagInDemand} {
			switch flag := rows.get(4 + i); flag {
			case "Y":
				flags += letter
			case "N":
			default:
				return rows.errorf("%q is neither Y nor N", flag)
			}
		}
		switch k := [3]string{code, name, category}; {
		case name == "" || seen[k]:
			return rows.errorf("%q of %s is empty, or stands twice", name, code)
		case title == "" || categories[category] != "" && categories[category] != title:
			return rows.errorf("commodity %s is %q here and %q before", category, title, categories[category])
		default:
			seen[k], categories[category] = true, title
		}
		table = append(table, []string{code, name, category, flags})
	}
	if err := b.checkEnd(rows); err != nil {
		return err
	}
	var names [][]string
	for category, title := range categories {
		names = append(names, []string{category, title})
	}
	b.add(TableTechnology, technologyColumns, table)
	b.add(TableCategories, categoryColumns, names)
	return nil
}
