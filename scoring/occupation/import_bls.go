package occupation

import (
	"maps"
	"path/filepath"
	"regexp"
	"slices"
	"strings"
)

const bls = "U.S. Bureau of Labor Statistics"

// isBLSCode reports whether s has the form of a BLS occupation code, "15-1252".
func isBLSCode(s string) bool { return isCode(s + ".00") }

// title returns a BLS title without its footnote marks.
func blsTitle(s string) string {
	return strings.TrimSpace(footnote.ReplaceAllString(s, ""))
}

func (b *builder) readCrosswalk(path string) error {
	in, err := readFile(path)
	if err != nil {
		return err
	}
	rows, err := in.csv(socCode, "NEM Code")
	if err != nil {
		return err
	}
	b.nem = make(map[string]string)
	for rows.next() {
		code, err := b.code(rows)
		if err != nil {
			return err
		}
		switch nem := rows.get(1); {
		case !isBLSCode(nem):
			return rows.errorf("%q is not a National Employment Matrix code", nem)
		case b.nem[code] != "":
			return rows.errorf("occupation %s stands twice", code)
		default:
			b.nem[code] = nem
		}
	}
	if rows.err != nil {
		return rows.err
	}
	for _, code := range b.codes {
		if b.profiled[code] && b.nem[code] == "" {
			return in.errorf(in.lastLine(), "occupation %s is lacking: is the file cut short?", code)
		}
	}
	b.sources = append(b.sources, Source{
		ID: "crosswalk", Name: "Crosswalk from O*NET-SOC to the National Employment Matrix", Publisher: bls,
		Licence:     "public domain",
		Attribution: "O*NET-SOC codes joined with BLS codes by the crosswalk of the " + bls + ".",
		Tables:      []Table{TableOccupations},
		Inputs:      []Input{in.Input},
	})
	return nil
}

// matrixCodes returns the codes that the crosswalk leads to, sorted.
func (b *builder) matrixCodes() []string {
	return slices.Compact(slices.Sorted(maps.Values(b.nem)))
}

var oewsYear = regexp.MustCompile(`M(\d{4})`)

// readOEWS reads the national wages and, knowing which codes they have, makes
// the table of occupations.
func (b *builder) readOEWS(path string) error {
	in, err := readFile(path)
	if err != nil {
		return err
	}
	year := oewsYear.FindStringSubmatch(in.Name)
	if year == nil {
		return in.errorf(0, "the name must hold the year, as BLS has it: national_M2024.csv")
	}
	rows, err := in.csv(
		"AREA_TYPE", "I_GROUP", "O_GROUP", "OCC_CODE", "OCC_TITLE", "TOT_EMP",
		"A_MEAN", "A_PCT10", "A_PCT25", "A_MEDIAN", "A_PCT75", "A_PCT90",
		"H_MEAN", "H_PCT10", "H_PCT25", "H_MEDIAN", "H_PCT75", "H_PCT90",
	)
	if err != nil {
		return err
	}
	wages := make(map[string][]string)
	for rows.next() {
		if rows.get(0) != "1" || rows.get(1) != "cross-industry" {
			return rows.errorf("this is not the national table for all industries")
		}
		switch group := rows.get(2); group {
		case "detailed":
		case "total", "major", "minor", "broad":
			continue
		default:
			return rows.errorf("%q is not a level of occupations", group)
		}
		code := rows.get(3)
		if !isBLSCode(code) || wages[code] != nil {
			return rows.errorf("code %q is not one, or stands twice", code)
		}
		in.last = code
		row := []string{code, blsTitle(rows.get(4)), rows.get(5)}
		if row[2] != "**" && !inRange(row[2], 0, 1e9) {
			return rows.errorf("employment: %q is neither a number nor a known sign", row[2])
		}
		for i := range 12 {
			// No percentile is published above the top code. Should it be raised,
			// this says so, rather than "#" being read as the old one. Means are
			// not top-coded.
			limit := float64(TopAnnual)
			if i >= 6 {
				limit = TopHourly
			}
			if i%6 == 0 {
				limit = 1e7
			}
			wage := rows.get(6 + i)
			if wage != "*" && wage != "#" && !inRange(wage, 0, limit) {
				return rows.errorf("wage: %q is neither a number from 0 to %g nor a known sign", wage, limit)
			}
			row = append(row, wage)
		}
		wages[code] = row
	}
	if rows.err != nil {
		return rows.err
	}
	codes := b.matrixCodes()
	if last := codes[len(codes)-1]; in.last[:min(2, len(in.last))] < last[:2] {
		return in.errorf(in.lastLine(), "the file ends with %q, but occupations go on to %s: it is cut short", in.last, last)
	}

	for _, code := range codes {
		if wages[code] == nil {
			b.withoutWage = append(b.withoutWage, code)
		}
	}
	b.addOccupations(wages)
	b.add(TableWages, wageColumns, slices.Collect(maps.Values(wages)))
	b.sources = append(b.sources, Source{
		ID: "oews", Name: "Occupational Employment and Wage Statistics, national, May " + year[1], Publisher: bls,
		Date: year[1] + "-05", Licence: "public domain",
		Attribution: "Wages and employment: " + bls + ", Occupational Employment and Wage Statistics, national estimates, May " + year[1] + ".",
		Tables:      []Table{TableWages},
		Inputs:      []Input{in.Input},
	})
	return nil
}

// addOccupations adds the table of occupations, with the BLS codes they join.
func (b *builder) addOccupations(wages map[string][]string) {
	var table [][]string
	for _, code := range b.codes {
		nem := b.nem[code]
		// The two BLS programmes use equal codes; a code that one of them
		// does not publish is not to be guessed.
		oews := nem
		if wages[oews] == nil {
			oews = ""
		}
		zone := b.zones[code]
		table = append(table, []string{code, b.titles[code], code[:2], zone[0], zone[1], nem, oews})
	}
	b.add(TableOccupations, occupationColumns, table)
}

// matrixCode is the column of all tables of the projections that names the
// occupation.
const matrixCode, matrixTitle = "National Employment Matrix code", "National Employment Matrix title"

func (b *builder) readProjections(path string) error {
	f, err := openFolder(path)
	if err != nil {
		return err
	}
	defer f.close()
	var inputs []Input
	open := func(number string) (*input, error) {
		name, err := f.find(func(base string) bool {
			rest, ok := strings.CutPrefix(base, "table_"+number)
			return ok && filepath.Ext(rest) == ".csv" && (rest[0] == '_' || rest[0] == '.')
		})
		if err != nil {
			return nil, err
		}
		if name == "" {
			return nil, &InputError{f.path, 0, "there is no file table_" + number + "_*.csv"}
		}
		return f.read(name)
	}

	growth, err := open("1.2")
	if err != nil {
		return err
	}
	span, outlook, err := b.readGrowth(growth)
	if err != nil {
		return err
	}
	separations, err := open("1.10")
	if err != nil {
		return err
	}
	if err := readSeparations(separations, outlook); err != nil {
		return err
	}
	attained, err := open("5.3")
	if err != nil {
		return err
	}
	attainment, err := readAttainment(attained, outlook)
	if err != nil {
		return err
	}

	for _, in := range []*input{growth, separations, attained} {
		inputs = append(inputs, in.Input)
	}
	columns := append(slices.Clone(outlookColumns), "employment:"+span[0], "employment:"+span[1])
	b.add(TableOutlook, columns, slices.Collect(maps.Values(outlook)))
	b.add(TableAttainment, attainmentColumns, attainment)
	when := span[0] + "-" + span[1][2:]
	b.sources = append(b.sources, Source{
		ID: "projections", Name: "Employment Projections, " + when, Publisher: bls,
		Date: when, Licence: "public domain",
		Attribution: "Outlook, openings, entry education and educational attainment: " + bls + ", Employment Projections " + when + ", tables 1.2, 1.10 and 5.3.",
		Tables:      []Table{TableOutlook, TableAttainment},
		Inputs:      inputs,
	})
	return nil
}

// lineItem reports whether a row of tables 1.2 and 1.10 is an occupation, not a
// sum of them.
func lineItem(rows *rows, kind string) (bool, error) {
	switch kind {
	case "Line item":
		return true, nil
	case "Summary":
		return false, nil
	}
	return false, rows.errorf("%q is neither a line item nor a summary", kind)
}

// The places in a row of the table of outlooks that table 1.10 fills.
const outlookExitRate, outlookRates = 6, 3

var spanHeader = regexp.MustCompile(`"Employment, (\d{4})","Employment, (\d{4})"`)

// readGrowth reads table 1.2 into rows of the table of outlooks, by code, with
// the two years it is about.
func (b *builder) readGrowth(in *input) (span [2]string, outlook map[string][]string, err error) {
	rows, err := in.csv(
		matrixCode, matrixTitle, "Occupation type",
		"Employment change, numeric", "Employment change, percent",
		"Occupational openings annual average", "Percent self employed",
		"Median annual wage, dollars",
		"Typical education needed for entry", "Work experience in a related occupation",
		"Typical on-the-job training needed to attain competency in the occupation",
		"Employment", "Employment (2)",
	)
	if err != nil {
		return span, nil, err
	}
	m := spanHeader.FindStringSubmatch(in.text)
	if m == nil || m[1] >= m[2] {
		return span, nil, in.errorf(1, "the columns of employment do not name two years")
	}
	span = [2]string{m[1], m[2]}

	outlook = make(map[string][]string)
	for rows.next() {
		item, err := lineItem(rows, rows.get(2))
		if err != nil {
			return span, nil, err
		}
		if !item {
			continue
		}
		code := rows.get(0)
		if !isBLSCode(code) || outlook[code] != nil {
			return span, nil, rows.errorf("code %q is not one, or stands twice", code)
		}
		for _, f := range []struct {
			field     int
			low, high float64
		}{
			{3, -1e6, 1e6},
			{4, -100, 1e6},
			{5, 0, 1e6},
			{6, 0, 100},
			{7, 0, TopAnnual},
			{11, 0, 1e6},
			{12, 0, 1e6},
		} {
			if err := checkFigure(rows, rows.get(f.field), f.low, f.high); err != nil {
				return span, nil, err
			}
		}
		row := []string{code, blsTitle(rows.get(1)), rows.get(3), rows.get(4), rows.get(5), rows.get(6)}
		row = append(row, make([]string, outlookRates)...)
		for field := 7; field <= 12; field++ {
			row = append(row, rows.get(field))
		}
		outlook[code] = row
	}
	if rows.err != nil {
		return span, nil, rows.err
	}
	for _, code := range b.matrixCodes() {
		if outlook[code] == nil {
			return span, nil, in.errorf(in.lastLine(), "occupation %s is lacking, which the crosswalk leads to: is the file cut short?", code)
		}
	}
	return span, outlook, nil
}

// checkFigure refuses what is neither a number in a range nor one of the signs
// of the projections.
func checkFigure(rows *rows, s string, low, high float64) error {
	if s == "—" || inRange(s, low, high) {
		return nil
	}
	if f, ok := parseFigure(s, 0); ok && f.TopCoded() {
		return nil
	}
	return rows.errorf("%q is neither a number from %g to %g nor a known sign", s, low, high)
}

// readSeparations fills the rates of leaving, from table 1.10.
func readSeparations(in *input, outlook map[string][]string) error {
	rows, err := in.csv(
		matrixCode, "Occupation type",
		"Labor force exit rate annual average",
		"Occupational transfer rate annual average",
		"Total occupational separations rate annual average",
	)
	if err != nil {
		return err
	}
	for rows.next() {
		item, err := lineItem(rows, rows.get(1))
		if err != nil {
			return err
		}
		if !item {
			continue
		}
		row := outlook[rows.get(0)]
		if row == nil || row[outlookExitRate] != "" {
			return rows.errorf("code %q is not in table 1.2, or stands twice", rows.get(0))
		}
		for i := range outlookRates {
			rate := rows.get(2 + i)
			if err := checkFigure(rows, rate, 0, 100); err != nil {
				return err
			}
			row[outlookExitRate+i] = rate
		}
	}
	if rows.err != nil {
		return rows.err
	}
	for _, code := range slices.Sorted(maps.Keys(outlook)) {
		if outlook[code][outlookExitRate] == "" {
			return in.errorf(in.lastLine(), "occupation %s is lacking, which table 1.2 has: is the file cut short?", code)
		}
	}
	return nil
}

// readAttainment reads table 5.3, which must have every occupation of outlook.
func readAttainment(in *input, outlook map[string][]string) ([][]string, error) {
	rows, err := in.csv(
		matrixCode, matrixTitle,
		"Less than high school diploma", "High school diploma or equivalent", "Some college, no degree",
		"Associate's degree", "Bachelor's degree", "Master's degree", "Doctoral or professional degree",
	)
	if err != nil {
		return nil, err
	}
	attainment := make(map[string][]string)
	for rows.next() {
		code := rows.get(0)
		if code == "00-0000" {
			continue // all occupations together
		}
		if outlook[code] == nil || attainment[code] != nil {
			return nil, rows.errorf("code %q is not in table 1.2, or stands twice", code)
		}
		row, sum := []string{code, blsTitle(rows.get(1))}, 0.0
		for i := range AttainmentLevels {
			share := rows.get(2 + i)
			if !inRange(share, 0, 100) {
				return nil, rows.errorf("%q is not a percentage", share)
			}
			v, _ := parseNumber(share)
			sum += v
			row = append(row, share)
		}
		if !nearHundred(sum) {
			return nil, rows.errorf("the shares of %s sum to %.1f, not 100", code, sum)
		}
		attainment[code] = row
	}
	if rows.err != nil {
		return nil, rows.err
	}
	for _, code := range slices.Sorted(maps.Keys(outlook)) {
		if attainment[code] == nil {
			return nil, in.errorf(in.lastLine(), "occupation %s is lacking, which table 1.2 has: is the file cut short?", code)
		}
	}
	return slices.Collect(maps.Values(attainment)), nil
}

// notice returns the text that goes with the tables.
func notice(sources []Source) string {
	var text strings.Builder
	text.WriteString("The tables in this directory were made from the publications below.\n")
	for _, s := range sources {
		text.WriteString("\n" + s.Name + "\n")
		text.WriteString("  Publisher: " + s.Publisher + "\n")
		if s.Date != "" {
			text.WriteString("  Date: " + s.Date + "\n")
		}
		text.WriteString("  Licence: " + s.Licence + "\n")
		var tables []string
		for _, t := range s.Tables {
			tables = append(tables, string(t))
		}
		text.WriteString("  Tables: " + strings.Join(tables, ", ") + "\n\n")
		text.WriteString(wrap(s.Attribution, "  ", 80))
	}
	return text.String()
}

// wrap breaks a text into lines of a width, each with an indent.
func wrap(text, indent string, width int) string {
	var out strings.Builder
	line := indent
	for word := range strings.FieldsSeq(text) {
		if line != indent && len(line)+1+len(word) > width {
			out.WriteString(line + "\n")
			line = indent
		}
		if line != indent {
			line += " "
		}
		line += word
	}
	out.WriteString(line + "\n")
	return out.String()
}
