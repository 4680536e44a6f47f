package occupation

import (
	"strconv"
	"strings"
)

// The columns of the tables, as both the import and the loading know them.
var (
	occupationColumns = []string{"code", "title", "group", "job_zone", "job_zone_date", "nem", "oews"}
	elementColumns    = []string{"id", "name", "domain", "scales"}
	relatedColumns    = []string{"code", "primary_short", "primary_long", "supplemental"}
	titleColumns      = []string{"code", "title", "short", "from"}
	technologyColumns = []string{"code", "name", "category", "flags"}
	categoryColumns   = []string{"category", "title"}
	wageColumns       = []string{
		"code", "title", "employment",
		"annual_mean", "annual_10", "annual_25", "annual_median", "annual_75", "annual_90",
		"hourly_mean", "hourly_10", "hourly_25", "hourly_median", "hourly_75", "hourly_90",
	}
	// Two columns of employment follow, named for their years: "employment:2024".
	outlookColumns = []string{
		"code", "title", "change", "change_percent", "openings", "self_employed",
		"exit_rate", "transfer_rate", "separation_rate", "median_wage",
		"entry_education", "entry_experience", "on_the_job_training",
	}
	attainmentColumns = []string{
		"code", "title", "less_than_high_school", "high_school", "some_college",
		"associate", "bachelor", "master", "doctoral_or_professional",
	}
	sourceColumns = []string{"id", "name", "publisher", "release", "date", "licence", "attribution", "tables"}
	inputColumns  = []string{"source", "file", "sha256", "rows"}
)

// educationScales are the questions of the education table with the number of
// their categories.
var educationScales = []struct {
	scale      string
	categories int
	of         func(*Education) *[]Share
}{
	{"RL", 12, func(e *Education) *[]Share { return &e.Level }},
	{"RW", 11, func(e *Education) *[]Share { return &e.Experience }},
	{"PT", 9, func(e *Education) *[]Share { return &e.Plant }},
	{"OJ", 9, func(e *Education) *[]Share { return &e.OnTheJob }},
}

func educationColumns() []string {
	columns := []string{"code"}
	for _, s := range educationScales {
		for category := 1; category <= s.categories; category++ {
			columns = append(columns, s.scale+":"+strconv.Itoa(category))
		}
	}
	return columns
}

func (l *loader) education() error {
	columns := educationColumns()
	t, err := l.open(TableEducation, columns...)
	if err != nil {
		return err
	}
	all := make([]Share, 0, t.rows()*len(columns))
	for t.next() {
		o := l.byCode[t.fields[0]]
		if o == nil || o.Education != nil {
			return t.errorf("occupation %q is unknown, or stands twice", t.fields[0])
		}
		from := len(all)
		for i, cell := range t.fields[1:] {
			v, mark, ok := parseCell(cell)
			if !ok || v != v {
				return t.errorf("%s: %q is not a share", columns[i+1], cell)
			}
			all = append(all, Share{v, mark&Suppress != 0})
		}
		o.Education = new(Education)
		shares := all[from:]
		for _, s := range educationScales {
			*s.of(o.Education) = shares[:s.categories:s.categories]
			shares = shares[s.categories:]
		}
	}
	return t.err
}

// related reads a row for an occupation, a column for a tier, each a list of
// codes in the order of their index.
func (l *loader) related() error {
	t, err := l.open(TableRelated, relatedColumns...)
	if err != nil {
		return err
	}
	all := make([]Relation, 0, len(t.text)/len("15-1252.00 "))
	for t.next() {
		o := l.byCode[t.fields[0]]
		if o == nil || o.Related != nil {
			return t.errorf("occupation %q is unknown, or stands twice", t.fields[0])
		}
		from := len(all)
		for tier, list := range t.fields[1:] {
			for code := range strings.FieldsSeq(list) {
				other := l.byCode[code]
				if other == nil || !other.Profiled {
					return t.errorf("related occupation %q is unknown or not profiled", code)
				}
				all = append(all, Relation{other.Code, PrimaryShort + Tier(tier), len(all) - from + 1})
			}
		}
		o.Related = all[from:len(all):len(all)]
	}
	return t.err
}

// runs calls take for each run of rows with the same code: [from, to) are the
// rows' places. Row is called for each row in turn.
func (l *loader) runs(t *table, row func() error, take func(o *Occupation, from, to int)) error {
	var current *Occupation
	seen := make(map[*Occupation]bool, len(l.every))
	from, n := 0, 0
	for t.next() {
		if code := t.fields[0]; current == nil || code != current.Code {
			if current != nil {
				take(current, from, n)
			}
			current, from = l.byCode[code], n
			if current == nil || seen[current] {
				return t.errorf("occupation %q is unknown, or its rows are apart", code)
			}
			seen[current] = true
		}
		if err := row(); err != nil {
			return err
		}
		n++
	}
	if current != nil {
		take(current, from, n)
	}
	return t.err
}

// The letters of the "from" column of the titles.
const (
	fromAlternates = "a" // Alternate Titles
	fromReported   = "r" // Sample of Reported Titles
	fromShown      = "s" // the same, shown in My Next Move
)

func (l *loader) titles() error {
	t, err := l.open(TableTitles, titleColumns...)
	if err != nil {
		return err
	}
	all := make([]AlternateTitle, 0, t.rows())
	return l.runs(t, func() error {
		title := AlternateTitle{Title: t.fields[1], Short: t.fields[2]}
		switch from := strings.TrimPrefix(t.fields[3], fromAlternates); from {
		case "":
		case fromReported:
			title.Reported = true
		case fromShown:
			title.Reported, title.Shown = true, true
		default:
			return t.errorf("from: %q is not a source of titles", t.fields[3])
		}
		all = append(all, title)
		return nil
	}, func(o *Occupation, from, to int) { o.AlternateTitles = all[from:to:to] })
}

// The letters of the "flags" column of the technology.
const (
	flagHot      = "h"
	flagInDemand = "d"
)

func (l *loader) technology() error {
	t, err := l.open(TableCategories, categoryColumns...)
	if err != nil {
		return err
	}
	categories := make(map[string]string, t.rows())
	for t.next() {
		categories[t.fields[0]] = t.fields[1]
	}
	if t.err != nil {
		return t.err
	}

	if t, err = l.open(TableTechnology, technologyColumns...); err != nil {
		return err
	}
	all := make([]Technology, 0, t.rows())
	return l.runs(t, func() error {
		category, ok := categories[t.fields[2]]
		if !ok {
			return t.errorf("category %q is unknown", t.fields[2])
		}
		tech := Technology{Name: t.fields[1], Category: category}
		flags, hot := strings.CutPrefix(t.fields[3], flagHot)
		flags, inDemand := strings.CutPrefix(flags, flagInDemand)
		if flags != "" {
			return t.errorf("flags: %q", t.fields[3])
		}
		tech.Hot, tech.InDemand = hot, inDemand
		all = append(all, tech)
		return nil
	}, func(o *Occupation, from, to int) { o.Technology = all[from:to:to] })
}

func (l *loader) wages() error {
	t, err := l.open(TableWages, wageColumns...)
	if err != nil {
		return err
	}
	for t.next() {
		w := &Wage{Code: t.fields[0], Title: t.fields[1]}
		for i, of := range []struct {
			figure  *Figure
			topCode float64
		}{
			{&w.Employment, 0},
			{&w.Annual.Mean, TopAnnual},
			{&w.Annual.P10, TopAnnual},
			{&w.Annual.P25, TopAnnual},
			{&w.Annual.Median, TopAnnual},
			{&w.Annual.P75, TopAnnual},
			{&w.Annual.P90, TopAnnual},
			{&w.Hourly.Mean, TopHourly},
			{&w.Hourly.P10, TopHourly},
			{&w.Hourly.P25, TopHourly},
			{&w.Hourly.Median, TopHourly},
			{&w.Hourly.P75, TopHourly},
			{&w.Hourly.P90, TopHourly},
		} {
			if *of.figure, err = t.figure(2+i, of.topCode); err != nil {
				return err
			}
		}
		for _, o := range l.byOEWS[w.Code] {
			o.Wage = w
		}
	}
	return t.err
}

func (l *loader) outlook() error {
	t, err := l.open(TableOutlook, outlookColumns...)
	if err != nil {
		return err
	}
	// The years follow from the headers of the two columns of employment.
	first := len(outlookColumns)
	var years [2]int
	for i := range years {
		if first+i >= len(t.header) {
			return t.errorf("no column of employment")
		}
		year, ok := strings.CutPrefix(t.header[first+i], "employment:")
		if years[i], err = strconv.Atoi(year); !ok || err != nil {
			return t.errorf("column %q must be an employment with its year", t.header[first+i])
		}
	}
	for t.next() {
		w := &Outlook{
			Code: t.fields[0], Title: t.fields[1], From: years[0], To: years[1],
			EntryEducation: published(t.fields[10]), EntryExperience: published(t.fields[11]),
			OnTheJobTraining: published(t.fields[12]),
		}
		for _, of := range []struct {
			field  int
			figure *Figure
		}{
			{2, &w.Change},
			{3, &w.ChangePercent},
			{4, &w.Openings},
			{5, &w.SelfEmployed},
			{6, &w.ExitRate},
			{7, &w.TransferRate},
			{8, &w.SeparationRate},
			{9, &w.MedianWage},
			{first, &w.Employment},
			{first + 1, &w.EmploymentTo},
		} {
			if *of.figure, err = t.figure(of.field, 0); err != nil {
				return err
			}
		}
		for _, o := range l.byNEM[w.Code] {
			o.Outlook = w
		}
	}
	return t.err
}

// published returns what BLS printed, empty for its sign of nothing.
func published(s string) string {
	if s == "—" {
		return ""
	}
	return s
}

func (l *loader) attainment() error {
	t, err := l.open(TableAttainment, attainmentColumns...)
	if err != nil {
		return err
	}
	for t.next() {
		a := &Attainment{Code: t.fields[0], Title: t.fields[1]}
		for i := range a.Shares {
			v, ok := parseNumber(t.fields[2+i])
			if !ok {
				return t.errorf("%s: %q is not a share", t.header[2+i], t.fields[2+i])
			}
			a.Shares[i] = v
		}
		for _, o := range l.byNEM[a.Code] {
			o.Attainment = a
		}
	}
	return t.err
}
