package report

import (
	"fmt"
	"strings"
)

// A section is a part of the report as it is shown. Text and HTML are made from
// the same sections; only HTML has the plots, which show what the tables say.
type section struct {
	ID, Title string
	Lead      string // what the part means, in one sentence
	Tables    []table
	Plots     []plot
}

// A table has its names in the first column, to the left, and figures in the
// others, to the right.
type table struct {
	Caption string
	Head    []string
	Rows    [][]string
	Note    string
}

// most rows of a table of fields; the rest stands in the JSON.
const mostRows = 30

func (r *Report) sections() []section {
	list := []section{r.judged()}
	for _, s := range []section{
		r.matching(), r.reliability(), r.ranges(), r.calibration(), r.length(), r.quality(), r.fairness(),
	} {
		if len(s.Tables) > 0 {
			list = append(list, s)
		}
	}
	if len(r.Notes) > 0 {
		t := table{Caption: "Not judged"}
		for _, n := range r.Notes {
			t.Rows = append(t.Rows, []string{n})
		}
		list = append(list, section{ID: "notes", Title: "What could not be judged", Lead: "These answers do not tell everything.", Tables: []table{t}})
	}
	return list
}

func (r *Report) judged() section {
	j := r.Judged
	form := j.Form
	if form == "" {
		form = "all items"
	}
	t := table{Caption: "Versions and people", Rows: [][]string{
		{"instrument", j.Instrument},
		{"form", fmt.Sprintf("%s, %d items", form, j.Items)},
		{"occupations", fmt.Sprintf("%d, data %s, engine %s", j.Occupations, j.Data, j.Engine)},
		{"answers", fmt.Sprintf("%s: %d people of %d rows", j.Answers, j.People, j.Rows)},
		{"chance", fmt.Sprintf("%d draws, %d simulated people, seed %d", j.Draws, j.Simulated, j.Seed)},
	}}
	s := section{
		ID: "judged", Title: "What was judged", Tables: []table{t},
		Lead: "The figures below hold for these people and these versions; intervals are of 95 %.",
	}
	if len(j.Fields) > 0 {
		t := table{Caption: "Fields (" + j.Outcome + ")", Head: []string{"field", "people", "occupations of its own"}}
		for _, f := range j.Fields {
			t.Rows = append(t.Rows, []string{f.Name, count(f.People), count(f.Occupations)})
		}
		s.Tables = append(s.Tables, t.cut())
	}
	if len(j.Dropped) > 0 {
		t := table{Caption: "Rows that were dropped", Head: []string{"why", "rows", "first in line"}}
		for _, d := range j.Dropped {
			t.Rows = append(t.Rows, []string{d.Why, count(d.Rows), count(d.First)})
		}
		s.Tables = append(s.Tables, t.cut())
	}
	return s
}

// cut leaves out the rows beyond what can be taken in.
func (t table) cut() table {
	if more := len(t.Rows) - mostRows; more > 0 {
		t.Rows = t.Rows[:mostRows]
		t.Note = strings.TrimSpace(fmt.Sprintf("%s %d more rows are in the JSON.", t.Note, more))
	}
	return t
}

func (r *Report) matching() section {
	s := section{
		ID: "matching", Title: "Matching",
		Lead: "Discrimination is how often people of a field find its occupations higher than people of other fields do: 0.5 is chance.",
	}
	m := r.Matching
	if m == nil {
		return s
	}
	// Rivals are compared in every measure, with intervals of both kinds.
	compare := func(caption, note string, of func(Matcher) []Estimate, write func(Number) string, matchers []Matcher) {
		t := table{Caption: caption, Note: note, Head: []string{"measure"}}
		for _, one := range matchers {
			if of(one) == nil {
				return
			}
			t.Head = append(t.Head, one.Name)
		}
		if len(matchers) == 0 {
			return
		}
		for k, measure := range m.Measures {
			row := []string{short(measure)}
			for _, one := range matchers {
				row = append(row, interval(of(one)[k], write))
			}
			t.Rows = append(t.Rows, row)
		}
		s.Tables = append(s.Tables, t)
	}
	compare("Measures, with intervals over people", "“own” is over those occupations only that are some field's own; within person is mostly base rate.",
		func(m Matcher) []Estimate { return m.OverPeople }, plain3, m.Matchers)
	compare("The same, with intervals over fields", "", func(m Matcher) []Estimate { return m.OverFields }, plain3, m.Matchers)
	rivals := m.Matchers[1:]
	compare("workfit less each rival on the same people, over people", "Pearson of six themes is the usual method of interest profilers.",
		func(m Matcher) []Estimate { return m.GainOverPeople }, signed3, rivals)
	compare("workfit less each rival on the same people, over fields", "", func(m Matcher) []Estimate { return m.GainOverFields }, signed3, rivals)
	s.Tables = append(s.Tables, r.byField())
	if len(rivals) > 0 {
		s.Plots = append(s.Plots, forest(m))
	}
	return s
}

// short abbreviates a measure's name to what fits beside five columns.
func short(measure string) string {
	return strings.NewReplacer("discrimination", "discrim.", "within person", "within", " among own", ", own").Replace(measure)
}

// byField compares ours with the first rival, field by field.
func (r *Report) byField() table {
	matchers := r.Matching.Matchers[:min(2, len(r.Matching.Matchers))]
	t := table{Caption: "By field", Head: []string{"field"}}
	shown := []struct {
		at   int
		name string
	}{{0, "discrim."}, {2, "within"}, {4, "hit 10"}}
	t.Note = "discrim.: discrimination; hit 10: hit at 10."
	for _, one := range shown {
		for _, m := range matchers {
			t.Head = append(t.Head, one.name+" "+m.Name)
		}
	}
	for f, field := range r.Judged.Fields {
		row := []string{field.Name}
		for _, one := range shown {
			for _, m := range matchers {
				row = append(row, plain3(m.ByField[f][one.at]))
			}
		}
		t.Rows = append(t.Rows, row)
	}
	return t.cut()
}

// single reports whether the table is no more than a list.
func (t table) single() bool { return len(t.Rows) > 0 && len(t.Rows[0]) == 1 }
