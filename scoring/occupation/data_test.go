package occupation_test

import (
	"errors"
	"io/fs"
	"math"
	"os"
	"regexp"
	"slices"
	"strings"
	"testing"
	"testing/fstest"

	"workfit/scoring/occupation"
)

func embedded(tb testing.TB) *occupation.Catalog {
	tb.Helper()
	c, err := occupation.Embedded()
	if err != nil {
		tb.Fatal(err)
	}
	return c
}

func find(tb testing.TB, c *occupation.Catalog, code string) *occupation.Occupation {
	tb.Helper()
	o, ok := c.Find(code)
	if !ok {
		tb.Fatalf("no occupation %s", code)
	}
	return o
}

// The counts below are those of O*NET 30.1, counted in the published files.

func TestEmbeddedHasEveryProfiledOccupation(t *testing.T) {
	c := embedded(t)
	if got := len(c.All()); got != 923 {
		t.Errorf("%d profiled occupations, want 923", got)
	}
	rated := map[occupation.Domain]int{
		occupation.Interests: 923, occupation.Knowledge: 894, occupation.Skills: 894,
		occupation.Abilities: 894, occupation.WorkStyles: 891, occupation.WorkValues: 874,
	}
	complete, inDomain := 0, make(map[occupation.Domain]int)
	for _, o := range c.All() {
		missing := 0
		for _, d := range occupation.Domains {
			if o.Has(d) {
				inDomain[d]++
			} else {
				missing++
			}
		}
		if missing == 0 {
			complete++
		}
	}
	for d, want := range rated {
		if inDomain[d] != want {
			t.Errorf("%d occupations have %s, want %d", inDomain[d], d, want)
		}
	}
	if complete != 841 {
		t.Errorf("%d occupations have every domain, want 841", complete)
	}
	if want := strings.Fields("11 13 15 17 19 21 23 25 27 29 31 33 35 37 39 41 43 45 47 49 51 53"); !slices.Equal(c.Groups(), want) {
		t.Errorf("groups %q, want %q", c.Groups(), want)
	}
}

func TestEmbeddedKeepsWhatIsMissingMissing(t *testing.T) {
	c := embedded(t)
	developers, scientists := find(t, c, "15-1252.00"), find(t, c, "15-2051.00")
	if developers.Has(occupation.WorkValues) || !developers.Has(occupation.Skills) {
		t.Error("Software Developers must have skills and no work values")
	}
	if v, ok := developers.Rating("1.B.2.a", occupation.ScaleExtent); ok {
		t.Errorf("a work value of Software Developers is %v", v)
	}
	if scientists.Has(occupation.Skills) || !scientists.Has(occupation.WorkStyles) {
		t.Error("Data Scientists must have work styles and no skills")
	}
	if v, ok := scientists.Rating("2.A.1.a", occupation.ScaleImportance); ok {
		t.Errorf("a skill of Data Scientists is %v", v)
	}
	infantry := find(t, c, "55-3016.00")
	if infantry.Profiled || slices.Contains(c.All(), infantry) {
		t.Error("Infantry has no interests, but is profiled")
	}
	if len(infantry.AlternateTitles) == 0 {
		t.Error("Infantry has lost its other names")
	}
}

func TestEveryProfiledOccupationIsFitToBeShown(t *testing.T) {
	c := embedded(t)
	slugs := make(map[string]bool)
	address := regexp.MustCompile(`^[a-z0-9]+(-[a-z0-9]+)*$`)
	for i, o := range c.All() {
		if i > 0 && o.Code <= c.All()[i-1].Code {
			t.Errorf("%s after %s", o.Code, c.All()[i-1].Code)
		}
		if o.JobZone < 1 || o.JobZone > 5 {
			t.Errorf("%s: job zone %d", o.Title, o.JobZone)
		}
		if o.Group != o.Code[:2] {
			t.Errorf("%s: group %s", o.Code, o.Group)
		}
		if len(o.AlternateTitles) == 0 || len(o.Technology) == 0 {
			t.Errorf("%s: %d names, %d technologies", o.Title, len(o.AlternateTitles), len(o.Technology))
		}
		if len(o.Related) != 20 {
			t.Errorf("%s: %d related occupations, want 20", o.Title, len(o.Related))
		}
		for i, r := range o.Related {
			other, ok := c.Find(r.Code)
			if !ok || !other.Profiled || other == o || r.Index != i+1 || r.Tier < occupation.PrimaryShort || r.Tier > occupation.Supplemental {
				t.Errorf("%s: related %+v", o.Title, r)
			}
		}
		if o.Outlook == nil || o.Attainment == nil {
			t.Errorf("%s: no outlook or attainment", o.Title)
		}
		if !address.MatchString(o.Slug) || slugs[o.Slug] {
			t.Errorf("%s: slug %q", o.Title, o.Slug)
		}
		slugs[o.Slug] = true
		if found, ok := c.FindSlug(o.Slug); !ok || found != o {
			t.Errorf("%s is not found by %q", o.Title, o.Slug)
		}
	}
	if o, ok := c.FindSlug("computer-user-support-specialists"); !ok || o.Code != "15-1232.00" {
		t.Errorf("computer-user-support-specialists: %v", o)
	}
}

func TestRatingsAreThosePublished(t *testing.T) {
	c := embedded(t)
	// Read off the published files by hand.
	for _, test := range []struct {
		code, element, scale string
		want                 float64
		mark                 occupation.Mark
	}{
		{"29-1141.00", "1.B.1.d", occupation.ScaleInterest, 5.62, 0},
		{"29-1141.00", "1.B.1.g", occupation.ScaleInterestHigh, 4, 0},
		{"29-1141.00", "1.B.2.d", occupation.ScaleExtent, 6.33, 0},
		{"29-1141.00", "1.D.1.a", occupation.ScaleImpact, 1.20, 0},
		{"53-7121.00", "1.D.1.a", occupation.ScaleImpact, -0.56, 0},
		{"29-1141.00", "1.A.1.b.1", occupation.ScaleLevel, 3.12, 0},
		{"15-1252.00", "2.B.3.e", occupation.ScaleImportance, 4, 0},
		{"15-1252.00", "2.B.3.e", occupation.ScaleLevel, 4.12, occupation.Suppress},
		{"11-1011.00", "2.C.2.b", occupation.ScaleLevel, 0.4, occupation.Suppress | occupation.NotRelevant},
		{"27-2011.00", "2.B.3.e", occupation.ScaleLevel, 0, occupation.NotRelevant},
		{"47-2111.00", "2.C.3.d", occupation.ScaleImportance, 3.67, 0},
	} {
		o := find(t, c, test.code)
		got, ok := o.Rating(test.element, test.scale)
		if !ok || got != test.want {
			t.Errorf("%s %s %s: %v (%v), want %v", test.code, test.element, test.scale, got, ok, test.want)
		}
		if mark := o.Mark(test.element, test.scale); mark != test.mark {
			t.Errorf("%s %s %s: mark %v, want %v", test.code, test.element, test.scale, mark, test.mark)
		}
	}
	nurses := find(t, c, "29-1141.00")
	for _, none := range [][2]string{{"2.A.1.z", "IM"}, {"2.A.1.a", "OI"}, {"", ""}} {
		if v, ok := nurses.Rating(none[0], none[1]); ok {
			t.Errorf("%q: %v, want nothing", none, v)
		}
	}
	var names []string
	for _, e := range nurses.HighPoints(occupation.Interests) {
		names = append(names, e.Name)
	}
	if want := []string{"Social", "Investigative", "Conventional"}; !slices.Equal(names, want) {
		t.Errorf("high points of nurses %q, want %q", names, want)
	}
	// The third high point of Chief Executives is 0: there is none.
	if got := len(find(t, c, "11-1011.00").HighPoints(occupation.Interests)); got != 2 {
		t.Errorf("%d high points of Chief Executives, want 2", got)
	}
}

func TestEveryRatingIsWithinItsScale(t *testing.T) {
	c := embedded(t)
	ranges := map[string][2]float64{"OI": {1, 7}, "IH": {0, 6}, "IM": {1, 5}, "LV": {0, 7}, "WI": {-3, 3}, "DR": {0, 10}, "EX": {1, 7}, "VH": {0, 6}}
	sizes := map[occupation.Domain]int{
		occupation.Interests: 6, occupation.Knowledge: 33, occupation.Skills: 35,
		occupation.Abilities: 52, occupation.WorkStyles: 21, occupation.WorkValues: 6,
	}
	for _, d := range occupation.Domains {
		elements := c.Elements(d)
		if len(elements) != sizes[d] {
			t.Errorf("%d elements of %s, want %d", len(elements), d, sizes[d])
		}
		for _, e := range elements {
			if same, ok := c.Element(e.ID); !ok || same.Name != e.Name || e.Domain != d || e.Name == "" {
				t.Errorf("element %+v of %s", e, d)
			}
			for _, scale := range e.Scales {
				for _, o := range c.All() {
					v, ok := o.Rating(e.ID, scale)
					if ok != o.Has(d) {
						t.Fatalf("%s: %s is there: %v, but %s: %v", o.Title, e.Name, ok, d, o.Has(d))
					}
					if ok && (v < ranges[scale][0] || v > ranges[scale][1]) {
						t.Fatalf("%s: %s is %v on %s", o.Title, e.Name, v, scale)
					}
				}
			}
		}
	}
}

func TestFiguresAreNeverSilentlyZero(t *testing.T) {
	c := embedded(t)
	// Actors, dancers, musicians, disc jockeys and other entertainers are paid
	// by the hour only.
	unpublished := make(map[string]bool)
	topCoded := make(map[string]bool)
	// Two of those titles are "All Other" ones, without a profile.
	others := []*occupation.Occupation{find(t, c, "27-2099.00"), find(t, c, "29-1249.00")}
	for _, o := range append(others, c.All()...) {
		if o.Wage == nil {
			continue
		}
		median := o.Wage.Annual.Median
		v, ok := median.Number()
		least, known := median.AtLeast()
		switch {
		case !median.Available():
			unpublished[o.Wage.Code] = true
			if ok || known {
				t.Errorf("%s: an annual median that is not available is %v", o.Title, median)
			}
		case median.TopCoded():
			topCoded[o.Wage.Code] = true
			if ok || least != 239200 {
				t.Errorf("%s: a top-coded median is %v, at least %v", o.Title, median, least)
			}
		case !ok || v <= 0 || v != least:
			t.Errorf("%s: annual median %v", o.Title, median)
		}
	}
	if len(unpublished) != 5 {
		t.Errorf("%d occupations without annual median, want 5: %v", len(unpublished), unpublished)
	}
	if len(topCoded) != 17 {
		t.Errorf("%d top-coded annual medians, want 17: %v", len(topCoded), topCoded)
	}
	hourly := find(t, c, "29-1212.00").Wage.Hourly.Median
	if v, _ := hourly.AtLeast(); !hourly.TopCoded() || v != 115 {
		t.Errorf("hourly median of cardiologists %v, want >=115", hourly)
	}
	if actors := find(t, c, "27-2011.00"); actors.Wage.Hourly.Median != occupation.Exactly(23.33) {
		t.Errorf("hourly median of actors %v, want 23.33", actors.Wage.Hourly.Median)
	}
	var unset occupation.Figure
	if unset.Available() || unset.String() != "—" {
		t.Errorf("a figure nobody set is %v", unset)
	}
	for figure, want := range map[occupation.Figure]string{
		occupation.Exactly(0): "0", occupation.Exactly(-7.2): "-7.2", occupation.AtOrAbove(239200): ">=239200",
	} {
		if figure.String() != want {
			t.Errorf("%v, want %s", figure, want)
		}
	}
}

func TestBLSFiguresAreJoinedByTheCrosswalk(t *testing.T) {
	c := embedded(t)
	fishing := find(t, c, "45-3031.00")
	if fishing.Wage != nil || fishing.Outlook == nil {
		t.Errorf("Fishing and Hunting Workers: wage %v, outlook %v; want only an outlook", fishing.Wage, fishing.Outlook)
	}
	without := 0
	for _, o := range c.All() {
		if o.Wage == nil {
			without++
		}
	}
	if without != 1 {
		t.Errorf("%d occupations without wage, want 1", without)
	}
	// The first six digits, 31-1121, are no BLS code.
	aides := find(t, c, "31-1121.00")
	if aides.Wage == nil || aides.Wage.Title != "Home Health and Personal Care Aides" || aides.Outlook.Code != "31-1120" {
		t.Errorf("Home Health Aides: %+v, %+v", aides.Wage, aides.Outlook)
	}

	nurses := find(t, c, "29-1141.00")
	if w := nurses.Wage; w.Employment != occupation.Exactly(3282010) || w.Annual.Median != occupation.Exactly(93600) || w.Hourly.P90 != occupation.Exactly(65.06) {
		t.Errorf("wage of nurses: %+v", w)
	}
	want := occupation.Outlook{
		Code: "29-1141", Title: "Registered nurses", From: 2024, To: 2034,
		Employment: occupation.Exactly(3391), EmploymentTo: occupation.Exactly(3557.1),
		Change: occupation.Exactly(166.1), ChangePercent: occupation.Exactly(4.9),
		Openings: occupation.Exactly(189.1), SelfEmployed: occupation.Exactly(0.5),
		ExitRate: occupation.Exactly(2.8), TransferRate: occupation.Exactly(2.1), SeparationRate: occupation.Exactly(5),
		MedianWage:     occupation.Exactly(93600),
		EntryEducation: "Bachelor's degree", EntryExperience: "None", OnTheJobTraining: "None",
	}
	if *nurses.Outlook != want {
		t.Errorf("outlook of nurses\n%+v, want\n%+v", *nurses.Outlook, want)
	}
	if got := nurses.Attainment.Shares[occupation.BachelorDegree]; got != 54.4 {
		t.Errorf("%v %% of nurses have a bachelor's degree, want 54.4", got)
	}
	for _, o := range c.All() {
		for _, title := range []string{o.Outlook.Title, o.Attainment.Title} {
			if strings.Contains(title, "[") {
				t.Errorf("%q has a footnote mark", title)
			}
		}
	}
}

func TestEducationSharesSumToAHundred(t *testing.T) {
	c := embedded(t)
	having := 0
	for _, o := range c.All() {
		if o.Education == nil {
			continue
		}
		having++
		for i, shares := range [][]occupation.Share{o.Education.Level, o.Education.Experience, o.Education.Plant, o.Education.OnTheJob} {
			if want := []int{12, 11, 9, 9}[i]; len(shares) != want {
				t.Errorf("%s: %d categories, want %d", o.Title, len(shares), want)
			}
			sum := 0.0
			for _, s := range shares {
				sum += s.Percent
			}
			if math.Abs(sum-100) > 0.05 {
				t.Errorf("%s: shares sum to %v", o.Title, sum)
			}
		}
	}
	if having != 878 {
		t.Errorf("%d occupations have education, want 878", having)
	}
	nurses := find(t, c, "29-1141.00").Education
	if want := (occupation.Share{Percent: 55.92, Suppress: true}); nurses.Level[5] != want {
		t.Errorf("bachelor's degree for nurses %+v, want %+v", nurses.Level[5], want)
	}
	if want := (occupation.Share{Percent: 34.40}); nurses.OnTheJob[3] != want {
		t.Errorf("fourth category of training for nurses %+v, want %+v", nurses.OnTheJob[3], want)
	}
}

func TestNamesAndTechnologyKeepTheirFlags(t *testing.T) {
	c := embedded(t)
	executives := find(t, c, "11-1011.00")
	i := slices.IndexFunc(executives.AlternateTitles, func(a occupation.AlternateTitle) bool { return a.Short == "CEO" })
	if want := (occupation.AlternateTitle{Title: "CEO (Chief Executive Officer)", Short: "CEO", Reported: true, Shown: true}); i < 0 || executives.AlternateTitles[i] != want {
		t.Errorf("no %+v", want)
	}
	want := occupation.Technology{Name: "C#", Category: "Object or component oriented development software", Hot: true, InDemand: true}
	if programmers := find(t, c, "15-1251.00"); !slices.Contains(programmers.Technology, want) {
		t.Errorf("no %+v", want)
	}
	all, reported := 0, 0
	for _, o := range c.All() {
		for _, a := range o.AlternateTitles {
			all++
			if a.Reported {
				reported++
			}
		}
	}
	if reported != 7955 {
		t.Errorf("%d of %d titles were reported, want 7955", reported, all)
	}
}

func TestEverySourceIsCredited(t *testing.T) {
	c := embedded(t)
	notice, err := os.ReadFile("data/NOTICE")
	if err != nil {
		t.Fatal(err)
	}
	flowing := strings.Join(strings.Fields(string(notice)), " ")
	credited := make(map[occupation.Table]bool)
	for _, s := range c.Sources() {
		if s.Name == "" || s.Publisher == "" || s.Licence == "" || s.Attribution == "" || len(s.Inputs) == 0 {
			t.Errorf("source %+v is incomplete", s)
		}
		if !strings.Contains(flowing, s.Attribution) {
			t.Errorf("NOTICE does not credit %s", s.ID)
		}
		if strings.HasPrefix(s.ID, "onet-") && !strings.Contains(s.Attribution, "O*NET "+s.Release+" Database") {
			t.Errorf("%s is credited as %q", s.ID, s.Attribution)
		}
		for _, table := range s.Tables {
			credited[table] = true
		}
		for _, in := range s.Inputs {
			if len(in.SHA256) != 64 || in.Rows == 0 || strings.ContainsAny(in.Name, `/\`) {
				t.Errorf("input %+v of %s", in, s.ID)
			}
		}
	}
	files, err := fs.Glob(os.DirFS("data"), "*.tsv")
	if err != nil {
		t.Fatal(err)
	}
	for _, file := range files {
		table := occupation.Table(strings.TrimSuffix(file, ".tsv"))
		if table != occupation.TableSources && table != occupation.TableInputs && !credited[table] {
			t.Errorf("no source is named for %s", table)
		}
		if len(c.SourcesOf(table)) > 0 != credited[table] {
			t.Errorf("SourcesOf(%s) is %v", table, c.SourcesOf(table))
		}
	}
	if got := c.SourcesOf(occupation.TableWages); len(got) != 1 || got[0].Date != "2024-05" {
		t.Errorf("sources of wages: %+v", got)
	}
}

func TestVersionFollowsTheTablesAndNothingElse(t *testing.T) {
	load := func(change func(tables fstest.MapFS)) string {
		t.Helper()
		tables := goldenTables(t)
		change(tables)
		c, err := occupation.Load(tables)
		if err != nil {
			t.Fatal(err)
		}
		return c.Version()
	}
	replace := func(file, old, new string) func(fstest.MapFS) {
		return func(tables fstest.MapFS) {
			text := string(tables[file].Data)
			if !strings.Contains(text, old) {
				t.Fatalf("%s has no %q", file, old)
			}
			tables[file] = &fstest.MapFile{Data: []byte(strings.Replace(text, old, new, 1))}
		}
	}
	as := load(func(fstest.MapFS) {})
	if !regexp.MustCompile(`^onet30\.1-[0-9a-f]{8}$`).MatchString(as) {
		t.Errorf("version %q", as)
	}
	if got := load(replace("sources.tsv", "This product includes", "It includes")); got != as {
		t.Errorf("another credit line makes another version: %s, want %s", got, as)
	}
	if got := load(replace("interests.tsv", "1.30", "1.31")); got == as {
		t.Error("another rating makes no other version")
	}
	if got := load(replace("titles.tsv", "Agency Owner", "Agency Head")); got == as {
		t.Error("another title makes no other version")
	}
}

// goldenTables are the tables of testdata/golden, to be spoilt.
func goldenTables(t *testing.T) fstest.MapFS {
	t.Helper()
	tables := make(fstest.MapFS)
	for name, text := range readDir(t, "testdata/golden") {
		tables[name] = &fstest.MapFile{Data: []byte(text)}
	}
	return tables
}

func TestLoadOfABadTableNamesTheLine(t *testing.T) {
	for _, test := range []struct {
		name, file string
		edit       edit
		want       string
	}{
		{"code that is none", "occupations.tsv", at(3, "15-1251.00", "15-1251"), `occupations.tsv:3: "15-1251" is not a code after "11-1011.00"`},
		{"codes out of order", "occupations.tsv", twice(3), `occupations.tsv:4: "15-1251.00" is not a code after "15-1251.00"`},
		{"job zone", "occupations.tsv", at(3, "\t4\t", "\t6\t"), `occupations.tsv:3: job zone "6" is not 1 to 5`},
		{"two of one title", "occupations.tsv", at(3, "Computer Programmers", "Chief Executives"), `occupations.tsv:3: the title "Chief Executives" is empty, or like another's`},
		{"header", "occupations.tsv", at(1, "title", "name"), `occupations.tsv:1: column 2 must be "title"`},
		{"field too few", "occupations.tsv", at(3, "\t4", ""), `occupations.tsv:3: 6 fields, want 7`},
		{"field too many", "occupations.tsv", at(3, "\t4", "\t4\t4"), `occupations.tsv:3: 8 fields, want 7`},
		{"domain", "elements.tsv", at(2, "abilities", "talents"), `elements.tsv:2: no domain is called "talents"`},
		{"element twice", "elements.tsv", twice(2), `elements.tsv:3: element 1.A.1.a.1 stands twice`},
		{"unknown element", "skills.tsv", at(1, "2.A.1.a:IM", "2.A.1.z:IM"), `skills.tsv:1: column "2.A.1.z:IM": no such element and scale in skills`},
		{"unknown scale", "skills.tsv", at(1, "2.A.1.a:IM", "2.A.1.a:OI"), `skills.tsv:1: column "2.A.1.a:OI": no such element and scale in skills`},
		{"unknown occupation", "skills.tsv", at(2, "11-1011.00", "11-1012.00"), `skills.tsv:2: occupation "11-1012.00" is unknown, or stands twice`},
		{"occupation twice", "skills.tsv", twice(2), `skills.tsv:3: occupation "11-1011.00" is unknown, or stands twice`},
		{"rating", "skills.tsv", at(2, "4.12", "4,12"), `skills.tsv:2: 2.A.1.a:IM: "4,12" is not a rating`},
		{"cut within a line", "interests.tsv", cut("0.00\n53"), `interests.tsv:9: the last line has no end: the file is cut short`},
		{"empty", "interests.tsv", whole(""), `interests.tsv:1: the file is empty`},
		{"wrong UTF-8", "titles.tsv", at(3, "Owner", "Own\xe9r"), `titles.tsv:3: not UTF-8`},
		{"titles apart", "titles.tsv", both(twice(2), at(3, "\n", "\n15-1251.00\tX\t\ta\n11-1011.00\tY\t\ta\n")), `titles.tsv:5: occupation "11-1011.00" is unknown, or its rows are apart`},
		{"source of a title", "titles.tsv", at(2, "\ta\n", "\tz\n"), `titles.tsv:2: from: "z" is not a source of titles`},
		{"technology of no category", "technology.tsv", at(2, "43232306", "0"), `technology.tsv:2: category "0" is unknown`},
		{"flag of technology", "technology.tsv", at(3, "\th\n", "\tz\n"), `technology.tsv:3: flags: "z"`},
		{"related to nobody", "related.tsv", at(2, "15-2051.00", "15-2052.00"), `related.tsv:2: related occupation "15-2052.00" is unknown or not profiled`},
		{"share", "education.tsv", at(2, "4.46", ""), `education.tsv:2: RL:2: "" is not a share`},
		{"wage", "wages.tsv", at(2, "73710", "~"), `wages.tsv:2: annual_10: "~" is not a figure`},
		{"top-coded employment", "wages.tsv", at(2, "211850", "#"), `wages.tsv:2: employment: "#" is not a figure`},
		{"outlook", "outlook.tsv", at(2, "13.3", "?"), `outlook.tsv:2: change: "?" is not a figure`},
		{"year of the outlook", "outlook.tsv", at(1, "employment:2034", "employment"), `outlook.tsv:1: column "employment" must be an employment with its year`},
		{"attainment", "attainment.tsv", at(2, "40.7", "*"), `attainment.tsv:2: bachelor: "*" is not a share`},
		{"input of no source", "inputs.tsv", at(2, "onet-30.1", "onet-30.2"), `inputs.tsv:2: source "onet-30.2" with "12" rows`},
	} {
		t.Run(test.name, func(t *testing.T) {
			tables := goldenTables(t)
			tables[test.file] = &fstest.MapFile{Data: []byte(test.edit(string(tables[test.file].Data)))}
			_, err := occupation.Load(tables)
			var bad *occupation.InputError
			if !errors.As(err, &bad) {
				t.Fatalf("error %v, want an InputError", err)
			}
			if err.Error() != test.want {
				t.Errorf("error\n%s, want\n%s", err, test.want)
			}
		})
	}
	t.Run("missing", func(t *testing.T) {
		tables := goldenTables(t)
		delete(tables, "wages.tsv")
		if _, err := occupation.Load(tables); !errors.Is(err, fs.ErrNotExist) || !strings.Contains(err.Error(), "wages.tsv") {
			t.Errorf("error %v, want that wages.tsv does not exist", err)
		}
	})
}

func TestNoTableIsTooLargeToKeepUnderVersionControl(t *testing.T) {
	for name, text := range readDir(t, "data") {
		if len(text) > 3_000_000 {
			t.Errorf("%s: %d bytes", name, len(text))
		}
		if strings.Contains(text, "\r") {
			t.Errorf("%s has a CR", name)
		}
	}
}
