package occupation_test

import (
	"errors"
	"os"
	"path/filepath"
	"strings"
	"testing"

	"workfit/scoring/occupation"
)

// The files of testdata/release that the faults below are put into.
const (
	occupationData = "onet/Occupation Data.txt"
	contentModel   = "onet/Content Model Reference.txt"
	interests      = "onet/Interests.txt"
	jobZones       = "onet/Job Zones.txt"
	education      = "onet/Education, Training, and Experience.txt"
	related        = "onet/Related Occupations.txt"
	alternates     = "onet/Alternate Titles.txt"
	reported       = "onet/Sample of Reported Titles.txt"
	technology     = "onet/Technology Skills.txt"
	workStyles     = "onet/Work Styles.txt"
	workValues     = "onet/Work Values.txt"
	skills         = "ratings/Skills.txt"
	knowledge      = "ratings/Knowledge.txt"
	abilities      = "ratings/Abilities.txt"
	oews           = "national_M2024.csv"
	crosswalk      = "onet_to_nem_ooh.csv"
	growth         = "projections/table_1.2_projections_worker_characteristics.csv"
	separations    = "projections/table_1.10_separations_openings.csv"
	attainment     = "projections/table_5.3_educational_attainment.csv"
)

// An edit puts a fault into the text of a file.
type edit func(string) string

// at replaces text in one line, counted from one.
func at(line int, old, new string) edit {
	return func(text string) string {
		lines := strings.SplitAfter(text, "\n")
		changed := strings.Replace(lines[line-1], old, new, 1)
		if changed == lines[line-1] {
			panic("no " + old + " in line: " + lines[line-1])
		}
		lines[line-1] = changed
		return strings.Join(lines, "")
	}
}

// twice repeats a line.
func twice(line int) edit {
	return func(text string) string {
		lines := strings.SplitAfter(text, "\n")
		lines[line-1] += lines[line-1]
		return strings.Join(lines, "")
	}
}

// without drops the lines that have a text.
func without(part string) edit {
	return func(text string) string {
		var kept []string
		for _, line := range strings.SplitAfter(text, "\n") {
			if !strings.Contains(line, part) {
				kept = append(kept, line)
			}
		}
		return strings.Join(kept, "")
	}
}

// cut drops what follows a text, and the text itself.
func cut(after string) edit {
	return func(text string) string {
		before, _, found := strings.Cut(text, after)
		if !found {
			panic("no " + after)
		}
		return before
	}
}

// both makes one edit after another.
func both(first, second edit) edit {
	return func(text string) string { return second(first(text)) }
}

// whole replaces everything.
func whole(text string) edit { return func(string) string { return text } }

var badInputs = []struct {
	name string
	file string
	edit edit // nil removes the file
	want string
}{
	{"missing O*NET file", jobZones, nil, `onet: there is no file "Job Zones.txt"`},
	{"missing BLS file", oews, nil, `national_M2024.csv: there is no such file`},
	{"missing crosswalk", crosswalk, nil, `onet_to_nem_ooh.csv: there is no such file`},
	{"missing table of the projections", separations, nil, `projections: there is no file table_1.10_*.csv`},
	{"release that does not say which it is", "onet/Read Me.txt", nil, `onet: no "Read Me.txt" says which release it is: give its version`},
	{"release without a number", "onet/Read Me.txt", whole("O*NET\n"), `onet/Read Me.txt:1: the release and its date are not named`},
	{"empty file", interests, whole(""), `onet/Interests.txt:1: the file is empty`},
	{"no rows", interests, cut("11-1011.00"), `onet/Interests.txt:1: there are no rows`},

	{"column missing from an O*NET file", interests, at(1, "Data Value", "Value"), `onet/Interests.txt:1: the column "Data Value" is missing`},
	{"column missing from the rated skills", skills, at(1, "Not Relevant", "Relevant"), `ratings/Skills.txt:1: the column "Not Relevant" is missing`},
	{"column missing from the wages", oews, at(1, "A_MEDIAN", "MEDIAN"), `national_M2024.csv:1: the column "A_MEDIAN" is missing`},
	{"column missing from the projections", growth, at(1, "Percent self employed, 2024", "Self"), `projections/table_1.2_projections_worker_characteristics.csv:1: the column "Percent self employed" is missing`},
	{"column missing from the crosswalk", crosswalk, at(1, "NEM Code", "Code"), `onet_to_nem_ooh.csv:1: the column "NEM Code" is missing`},
	{"projections without their years", growth, at(1, "Employment, 2034", "Employment, 2014"), `projections/table_1.2_projections_worker_characteristics.csv:1: the columns of employment do not name two years`},

	{"O*NET row with a field too few", interests, at(5, "\tMachine Learning", ""), `onet/Interests.txt:5: 6 fields, want 7`},
	{"O*NET row with a field too many", interests, at(5, "\tOI", "\tOI\tOI"), `onet/Interests.txt:5: 8 fields, want 7`},
	{"BLS row with a field too few", oews, at(7, "99,", ""), `national_M2024.csv:7: 31 fields, want 32`},
	{"BLS row with an open quote", oews, at(15, "Ship Loaders\"", "Ship Loaders"), `national_M2024.csv:15: extraneous or missing " in quoted-field`},
	{"O*NET file cut within a line", workStyles, cut("\tAI/Expert\n53-7121.00\t1.D.4.b\tSelf-Control\tWI"), `onet/Work Styles.txt:40: the last line has no end: the file is cut short`},
	{"BLS file cut within a line", attainment, cut(",0.4\n"), `projections/table_5.3_educational_attainment.csv:11: the last line has no end: the file is cut short`},
	{"wrong UTF-8", alternates, at(4, "Executive", "Ex\xe9cutive"), `onet/Alternate Titles.txt:4: not UTF-8`},

	{"code that is none", occupationData, at(3, "15-1251.00", "15-1251"), `onet/Occupation Data.txt:3: "15-1251" is not an O*NET-SOC code`},
	{"occupation twice", occupationData, twice(3), `onet/Occupation Data.txt:4: occupation 15-1251.00 stands twice`},
	{"occupation without a title", occupationData, at(3, "Computer Programmers", ""), `onet/Occupation Data.txt:3: occupation 15-1251.00 has no title`},
	{"two occupations of one title", occupationData, at(3, "Computer Programmers", "software developers"), `onet/Occupation Data.txt:4: occupation 15-1252.00 has the title of 15-1251.00`},
	{"unknown occupation in interests", interests, at(2, "11-1011.00", "11-1012.00"), `onet/Interests.txt:2: occupation "11-1012.00" is unknown`},
	{"unknown occupation in titles", alternates, at(3, "11-1011.00", "11-1012.00"), `onet/Alternate Titles.txt:3: occupation "11-1012.00" is unknown`},
	{"unknown occupation in the crosswalk", crosswalk, at(3, "15-1251.00", "15-1251.99"), `onet_to_nem_ooh.csv:3: occupation "15-1251.99" is unknown`},
	{"unknown related occupation", related, at(3, "15-2051.00", "15-2051.99"), `onet/Related Occupations.txt:3: related occupation "15-2051.99" is unknown, or has no interests`},
	{"ratings of an occupation without interests", workValues, at(2, "11-1011.00", "55-3016.00"), `onet/Work Values.txt:2: occupation 55-3016.00 has no interests: is Interests.txt cut short?`},
	{"unknown element", skills, at(4, "2.B.1.a", "2.B.1.z"), `ratings/Skills.txt:4: element "2.B.1.z" is unknown`},
	{"element of another domain", skills, at(4, "2.B.1.a", "2.C.1.a"), `ratings/Skills.txt:4: element 2.C.1.a is one of knowledge, not of skills`},
	{"unknown scale", skills, at(4, "\tIM\t", "\tIP\t"), `ratings/Skills.txt:4: scale "IP" is not one of skills`},
	{"element twice in the content model", contentModel, twice(4), `onet/Content Model Reference.txt:5: element "1.A.1" has no name, or stands twice`},

	{"interest that is no number", interests, at(3, "3.24", "high"), `onet/Interests.txt:3: "high" is not a number from 1 to 7, as scale OI asks`},
	{"interest below its scale", interests, at(3, "3.24", "0.99"), `onet/Interests.txt:3: "0.99" is not a number from 1 to 7, as scale OI asks`},
	{"interest above its scale", interests, at(3, "3.24", "7.01"), `onet/Interests.txt:3: "7.01" is not a number from 1 to 7, as scale OI asks`},
	{"high point outside its scale", interests, at(8, "5.00", "7.00"), `onet/Interests.txt:8: "7.00" is not a number from 0 to 6, as scale IH asks`},
	{"importance above its scale", skills, at(2, "4.12", "5.12"), `ratings/Skills.txt:2: "5.12" is not a number from 1 to 5, as scale IM asks`},
	{"level above its scale", abilities, at(3, "4.88", "7.88"), `ratings/Abilities.txt:3: "7.88" is not a number from 0 to 7, as scale LV asks`},
	{"level below its scale", abilities, at(3, "4.88", "-4.88"), `ratings/Abilities.txt:3: "-4.88" is not a number from 0 to 7, as scale LV asks`},
	{"impact outside its scale", workStyles, at(3, "2.30", "3.30"), `onet/Work Styles.txt:3: "3.30" is not a number from -3 to 3, as scale WI asks`},
	{"distinctiveness outside its scale", workStyles, at(2, "7.00", "11.00"), `onet/Work Styles.txt:2: "11.00" is not a number from 0 to 10, as scale DR asks`},
	{"extent outside its scale", workValues, at(2, "6.33", "0"), `onet/Work Values.txt:2: "0" is not a number from 1 to 7, as scale EX asks`},
	{"number in another notation", knowledge, at(3, "6.5", "65e-1"), `ratings/Knowledge.txt:3: "65e-1" is not a number from 0 to 7, as scale LV asks`},
	{"mark that is neither Y nor N", knowledge, at(2, "\tN\t", "\tX\t"), `ratings/Knowledge.txt:2: "X" is neither Y nor N`},
	{"date that is none", knowledge, at(2, "08/2023", "2023"), `ratings/Knowledge.txt:2: "2023" is not a month and year`},
	{"job zone outside its range", jobZones, at(3, "\t4\t", "\t6\t"), `onet/Job Zones.txt:3: job zone "6" is not 1 to 5`},
	{"job zone of an occupation twice", jobZones, twice(3), `onet/Job Zones.txt:4: occupation 15-1251.00 stands twice`},
	{"share above 100 percent", education, at(2, "0.00", "100.5"), `onet/Education, Training, and Experience.txt:2: "100.5" is not a percentage`},
	{"shares that do not sum to 100", education, at(3, "4.46", "9.46"), `onet/Education, Training, and Experience.txt:13: the shares of 11-1011.00 on scale RL sum to 105.00, not 100`},
	{"category that is none", education, at(4, "\t3\t", "\t13\t"), `onet/Education, Training, and Experience.txt:4: category "13" is not 1 to 12`},
	{"attainment that does not sum to 100", attainment, at(4, "48.2", "84.2"), `projections/table_5.3_educational_attainment.csv:4: the shares of 15-1251 sum to 136.0, not 100`},
	{"attainment that is no percentage", attainment, at(4, "48.2", "—"), `projections/table_5.3_educational_attainment.csv:4: "—" is not a percentage`},

	{"rating twice", skills, twice(4), `ratings/Skills.txt:5: 2.B.1.a of 11-1011.00 on scale IM stands twice`},
	{"interest twice", interests, twice(4), `onet/Interests.txt:5: 1.B.1.c of 11-1011.00 on scale OI stands twice`},
	{"share twice", education, twice(4), `onet/Education, Training, and Experience.txt:5: category 3 of 11-1011.00 on scale RL stands twice`},
	{"title twice", alternates, twice(4), `onet/Alternate Titles.txt:5: title "Business Development Executive (BD Executive)" of 11-1011.00 is empty, or stands twice`},
	{"reported title twice", reported, twice(4), `onet/Sample of Reported Titles.txt:5: title "Chief Financial Officer (CFO)" of 11-1011.00 is empty, or stands twice`},
	{"technology twice", technology, twice(4), `onet/Technology Skills.txt:5: "Microsoft Excel" of 11-1011.00 is empty, or stands twice`},
	{"relation twice", related, twice(2), `onet/Related Occupations.txt:3: 15-1252.00 is related to 15-1251.00 twice`},
	{"wage twice", oews, twice(7), `national_M2024.csv:8: code "15-1251" is not one, or stands twice`},
	{"outlook twice", growth, twice(5), `projections/table_1.2_projections_worker_characteristics.csv:6: code "15-1251" is not one, or stands twice`},
	{"rates of leaving twice", separations, twice(5), `projections/table_1.10_separations_openings.csv:6: code "15-1251" is not in table 1.2, or stands twice`},
	{"attainment twice", attainment, twice(5), `projections/table_5.3_educational_attainment.csv:6: code "15-1252" is not in table 1.2, or stands twice`},
	{"crosswalk of an occupation twice", crosswalk, twice(3), `onet_to_nem_ooh.csv:4: occupation 15-1251.00 stands twice`},

	{"occupation with a skill missing", skills, without("15-1251.00\t2.B.1.a\tSocial Perceptiveness\tLV"), `ratings/Skills.txt:12: occupation 15-1251.00 is incomplete: 2.B.1.a:LV is lacking`},
	{"occupation with a theme missing", interests, without("29-1212.00\t1.B.1.d"), `onet/Interests.txt:54: occupation 29-1212.00 is incomplete: 1.B.1.d:OI is lacking`},
	{"occupation with a category missing", education, without("45-3031.00\t3.A.2\tOn-Site or In-Plant Training\tPT\t9"), `onet/Education, Training, and Experience.txt:251: occupation 45-3031.00 is incomplete: PT:9 is lacking`},
	{"relations with an index missing", related, without("15-1252.00\tPrimary"), `onet/Related Occupations.txt:2: index "2" of 15-1251.00, want 1`},
	{"unknown tier", related, at(3, "Supplemental", "Primary-None"), `onet/Related Occupations.txt:3: "Primary-None" is not a tier`},
	{"tiers out of order", related, both(at(2, "Primary-Short", "Supplemental"), at(3, "Supplemental", "Primary-Long")), `onet/Related Occupations.txt:3: tier Primary-Long after Supplemental`},
	{"flag that is neither Y nor N", technology, at(3, "\tN\n", "\t\n"), `onet/Technology Skills.txt:3: "" is neither Y nor N`},
	{"commodity of two names", technology, at(6, "Document management", "Document"), `onet/Technology Skills.txt:6: commodity 43232202 is "Document software" here and "Document management software" before`},

	{"values cut between occupations", workValues, cut("53-7062.00"), `onet/Work Values.txt:46: the file ends in major group 45, but interests go on to 53: it is cut short`},
	{"styles cut between occupations", workStyles, cut("45-3031.00"), `onet/Work Styles.txt:29: the file ends in major group 31, but interests go on to 53: it is cut short`},
	{"titles cut between occupations", alternates, cut("53-7062.00"), `onet/Alternate Titles.txt:49: the file ends in major group 45, but interests go on to 53: it is cut short`},
	{"education cut between occupations", education, cut("53-7062.00"), `onet/Education, Training, and Experience.txt:253: the file ends in major group 45, but interests go on to 53: it is cut short`},
	{"skills cut within the last group", skills, cut("53-7121.00"), `ratings/Skills.txt:43: occupation 53-7121.00 is lacking, which Knowledge.txt has: is the file cut short?`},
	{"abilities cut within the last group", abilities, cut("53-7121.00"), `ratings/Abilities.txt:29: occupation 53-7121.00 is lacking, which Knowledge.txt has: is the file cut short?`},
	{"knowledge cut within the last group", knowledge, cut("53-7121.00"), `ratings/Skills.txt:49: occupation 53-7121.00 is not in Knowledge.txt: is that file cut short?`},
	{"job zones cut within the last group", jobZones, cut("53-7121.00"), `onet/Job Zones.txt:10: occupation 53-7121.00 is lacking: is the file cut short?`},
	{"interests cut", interests, cut("53-7121.00"), `ratings/Knowledge.txt:44: occupation 53-7121.00 has no interests: is Interests.txt cut short?`},
	{"crosswalk cut", crosswalk, cut("996,"), `onet_to_nem_ooh.csv:11: occupation 53-7121.00 is lacking: is the file cut short?`},
	{"wages cut", oews, cut("99,U.S.,1,US,000000,Cross-industry,cross-industry,1235,53-7062"), `national_M2024.csv:13: the file ends with "31-1120", but occupations go on to 53-7121: it is cut short`},
	{"outlook cut", growth, cut("\"      Tank car"), `projections/table_1.2_projections_worker_characteristics.csv:13: occupation 53-7121 is lacking, which the crosswalk leads to: is the file cut short?`},
	{"rates of leaving cut", separations, cut("\"      Tank car"), `projections/table_1.10_separations_openings.csv:13: occupation 53-7121 is lacking, which table 1.2 has: is the file cut short?`},
	{"attainment cut", attainment, cut("\"Tank car"), `projections/table_5.3_educational_attainment.csv:12: occupation 53-7121 is lacking, which table 1.2 has: is the file cut short?`},

	{"wage with an unknown sign", oews, at(7, "98670", "~"), `national_M2024.csv:7: wage: "~" is neither a number from 0 to 239200 nor a known sign`},
	{"median above the top code", oews, at(7, "98670", "239201"), `national_M2024.csv:7: wage: "239201" is neither a number from 0 to 239200 nor a known sign`},
	{"wages of a state", oews, at(7, "99,U.S.,1,", "6,California,2,"), `national_M2024.csv:7: this is not the national table for all industries`},
	{"level of occupations that is none", oews, at(7, ",detailed,", ",fine,"), `national_M2024.csv:7: "fine" is not a level of occupations`},
	{"outlook with an unknown sign", growth, at(5, "98670", "*"), `projections/table_1.2_projections_worker_characteristics.csv:5: "*" is neither a number from 0 to 239200 nor a known sign`},
	{"row that is neither item nor sum", growth, at(5, "Line item", "Item"), `projections/table_1.2_projections_worker_characteristics.csv:5: "Item" is neither a line item nor a summary`},
	{"crosswalk to nowhere", crosswalk, at(3, ",15-1251,", ",—,"), `onet_to_nem_ooh.csv:3: "—" is not a National Employment Matrix code`},
	{"crosswalk to a code without outlook", crosswalk, at(3, ",15-1251,", ",15-1250,"), `projections/table_1.2_projections_worker_characteristics.csv:14: occupation 15-1250 is lacking, which the crosswalk leads to: is the file cut short?`},
}

func TestImportOfABadFileNamesTheLineAndChangesNothing(t *testing.T) {
	for _, test := range badInputs {
		t.Run(test.name, func(t *testing.T) {
			dir := t.TempDir()
			if err := os.CopyFS(dir, os.DirFS("testdata/release")); err != nil {
				t.Fatal(err)
			}
			out := filepath.Join(dir, "data")
			if err := os.CopyFS(out, os.DirFS("testdata/golden")); err != nil {
				t.Fatal(err)
			}
			path := filepath.Join(dir, test.file)
			if test.edit == nil {
				if err := os.Remove(path); err != nil {
					t.Fatal(err)
				}
			} else {
				text, err := os.ReadFile(path)
				if err != nil {
					t.Fatal(err)
				}
				changed := test.edit(string(text))
				if changed == string(text) {
					t.Fatal("the edit changes nothing")
				}
				if err := os.WriteFile(path, []byte(changed), 0o644); err != nil {
					t.Fatal(err)
				}
			}

			_, err := occupation.Import(sourcesIn(dir), out)
			var bad *occupation.InputError
			if !errors.As(err, &bad) {
				t.Fatalf("error %v, want an InputError", err)
			}
			if got := filepath.ToSlash(strings.TrimPrefix(err.Error(), dir+string(filepath.Separator))); got != test.want {
				t.Errorf("error\n%s, want\n%s", got, test.want)
			}
			sameFiles(t, readDir(t, out), readDir(t, "testdata/golden"))
			entries, err := os.ReadDir(dir)
			if err != nil {
				t.Fatal(err)
			}
			for _, entry := range entries {
				if strings.HasPrefix(entry.Name(), ".") {
					t.Errorf("%s was left behind", entry.Name())
				}
			}
		})
	}
}
