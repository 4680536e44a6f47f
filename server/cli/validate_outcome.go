package cli

import (
	"errors"
	"fmt"
	"io"
	"os"
	"path/filepath"
	"regexp"
	"slices"
	"strings"

	"workfit/scoring/occupation"
	"workfit/scoring/validation"
	"workfit/server/cli/report"
)

// fewestPeople is the fewest people that anything is said about.
const fewestPeople = 10

// knownFields tells the occupations of a field by their places in the catalogue;
// it is nil where no outcome is given.
type knownFields func(field string) (own []int, why string)

var socCode = regexp.MustCompile(`^\d\d-\d{4}\.\d\d$`)

// outcomes reads which occupations belong to which field.
func (c *validateCommand) outcomes(catalog *occupation.Catalog) (knownFields, error) {
	places := map[string]int{}
	for o, occ := range catalog.All() {
		places[occ.Code] = o
	}
	if c.Outcome == "" {
		return nil, nil
	}
	if c.Outcomes == "" {
		return func(code string) ([]int, string) {
			if !socCode.MatchString(code) {
				return nil, fmt.Sprintf("%s %q is no O*NET-SOC code; fields need --outcomes", c.Outcome, code)
			}
			o, ok := places[code]
			if !ok {
				return nil, fmt.Sprintf("%s %s is no occupation that can be matched", c.Outcome, code)
			}
			return []int{o}, ""
		}, nil
	}
	own, err := readOutcomes(c.Outcomes, c.Outcome, catalog, places)
	if err != nil {
		return nil, err
	}
	return func(field string) ([]int, string) {
		codes, known := own[field]
		if !known {
			return nil, fmt.Sprintf("%s %q has no row in %s", c.Outcome, field, filepath.Base(c.Outcomes))
		}
		if len(codes) == 0 {
			return nil, fmt.Sprintf("%s %q has no occupation that can be matched", c.Outcome, field)
		}
		return codes, ""
	}, nil
}

// readOutcomes reads a map from fields to occupations. Occupations that O*NET
// names and does not rate are passed over; codes that nobody knows are a fault.
func readOutcomes(path, column string, catalog *occupation.Catalog, places map[string]int) (map[string][]int, error) {
	f, err := os.Open(path)
	if err != nil {
		return nil, err
	}
	defer f.Close()
	t, err := newCSVTable(f, filepath.Base(path))
	if err != nil {
		return nil, err
	}
	if _, ok := t.at[column]; !ok {
		if _, ok := t.at["field"]; !ok {
			return nil, t.fault(1, "there is no column %q, nor one called field", column)
		}
		column = "field"
	}
	if _, ok := t.at["onet_soc"]; !ok {
		return nil, t.fault(1, `there is no column "onet_soc"`)
	}
	own := map[string][]int{}
	for {
		err := t.next()
		if errors.Is(err, io.EOF) {
			return own, nil
		}
		if err != nil {
			return nil, err
		}
		field, line := t.cell(column)
		code, _ := t.cell("onet_soc")
		if field == "" {
			return nil, t.fault(line, "%s is empty", column)
		}
		if _, ok := catalog.Find(code); !ok {
			return nil, t.fault(line, "%q is no O*NET-SOC code of %s", code, catalog.Version())
		}
		field = strings.Clone(field)
		codes := own[field]
		if o, profiled := places[code]; profiled && !slices.Contains(codes, o) {
			codes = append(codes, o)
		}
		own[field] = codes
	}
}

// choose picks the people who are judged, and notes why others are not.
func (v *validator) choose(a *answerTable, known knownFields, perField int) {
	index := map[string]int{}
	for _, p := range a.people {
		if 2*len(p.answers) < len(v.items) {
			v.dropped.add(p.line, "fewer than half of the items answered")
			continue
		}
		if theme := v.withoutAnswer(p.answers); theme != "" {
			v.dropped.add(p.line, "nothing answered about %s", theme)
			continue
		}
		if known != nil {
			if p.outcome == "" {
				v.dropped.add(p.line, "no outcome")
				continue
			}
			own, why := known(p.outcome)
			if why != "" {
				v.dropped.add(p.line, "%s", why)
				continue
			}
			f, ok := index[p.outcome]
			if !ok {
				f = len(v.sample.Fields)
				index[p.outcome] = f
				v.sample.Fields = append(v.sample.Fields, p.outcome)
				v.sample.Own = append(v.sample.Own, own)
				v.sizes = append(v.sizes, 0)
			}
			if perField > 0 && v.sizes[f] >= perField {
				v.dropped.add(p.line, "more than %d people of a field", perField)
				continue
			}
			v.sizes[f]++
			v.sample.Field = append(v.sample.Field, f)
		}
		v.people = append(v.people, p)
	}
	v.outcome = known != nil
	v.sortFields()
}

// sortFields puts fields in the order of their names.
func (v *validator) sortFields() {
	order := make([]int, len(v.sample.Fields))
	for f := range order {
		order[f] = f
	}
	slices.SortFunc(order, func(a, b int) int { return strings.Compare(v.sample.Fields[a], v.sample.Fields[b]) })
	var sorted validation.Sample
	rank, sizes := make([]int, len(order)), make([]int, len(order))
	for at, f := range order {
		rank[f], sizes[at] = at, v.sizes[f]
		sorted.Fields = append(sorted.Fields, v.sample.Fields[f])
		sorted.Own = append(sorted.Own, v.sample.Own[f])
	}
	for _, f := range v.sample.Field {
		sorted.Field = append(sorted.Field, rank[f])
	}
	v.sample, v.sizes = sorted, sizes
}

func (v *validator) fields() []report.Field {
	fields := make([]report.Field, len(v.sample.Fields))
	for f, name := range v.sample.Fields {
		fields[f] = report.Field{Name: name, People: v.sizes[f], Occupations: len(v.sample.Own[f])}
	}
	return fields
}

func (d droppedRows) list() []report.Dropped {
	list := make([]report.Dropped, len(d))
	for i, r := range d {
		list[i] = report.Dropped{Why: r.why, Rows: r.rows, First: r.first}
	}
	return list
}

// reasons says, for an error, why rows were dropped.
func (d droppedRows) reasons() string {
	var b strings.Builder
	for _, r := range d {
		fmt.Fprintf(&b, "; %d dropped from line %d on: %s", r.rows, r.first, r.why)
	}
	return b.String()
}
