package report

import "fmt"

func (r *Report) quality() section {
	s := section{
		ID: "quality", Title: "Answer quality",
		Lead: "Signs that nobody read the questions should be rare among people who did, and frequent where nobody did.",
	}
	q := r.Quality
	if len(q.Distributions) > 0 {
		t := table{Caption: fmt.Sprintf("%d people", q.People), Head: []string{"figure", "median", "90 %", "95 %", "99 %"}}
		for _, d := range q.Distributions {
			t.Rows = append(t.Rows, []string{d.What, fixed(d.Median, 2), fixed(d.P90, 2), fixed(d.P95, 2), fixed(d.P99, 2)})
		}
		s.Tables = append(s.Tables, t)
	}
	t := table{Caption: "Sheets with a sign", Head: []string{"how they answer", "sheets", "any sign"}}
	for _, sign := range q.Signs {
		t.Head = append(t.Head, words(sign))
	}
	for _, k := range q.Kinds {
		row := []string{k.Kind, count(k.Count), interval(k.Any, percent1)}
		for _, share := range k.Signs {
			row = append(row, percent1(share))
		}
		t.Rows = append(t.Rows, row)
	}
	if len(t.Rows) > 0 {
		s.Tables = append(s.Tables, t)
	}
	return s
}

func words(sign string) string {
	switch sign {
	case "same_answers":
		return "same answers"
	}
	return sign
}

func (r *Report) fairness() section {
	s := section{
		ID: "fairness", Title: "Fairness",
		Lead: "What two groups are shown, and whether items work alike for people who are alike; lists may differ because people do.",
	}
	for k, c := range r.Fairness {
		s.Tables = append(s.Tables, c.tables()...)
		s.Plots = append(s.Plots, familyPlot(c, k))
	}
	return s
}

func (c Comparison) tables() []table {
	between := c.A.Label + " and " + c.B.Label
	families := table{
		Caption: fmt.Sprintf("Families in the best 20 of %s (%d) and %s (%d)", c.A.Label, c.A.People, c.B.Label, c.B.People),
		Head:    []string{"family", c.A.Label, c.B.Label, "difference (points)"},
	}
	for _, f := range c.Families {
		if f.A+f.B > 0 {
			families.Rows = append(families.Rows, []string{f.Family, percent1(f.A), percent1(f.B), interval(f.Difference, signedPercent)})
		}
	}
	families.Note = fmt.Sprintf("%s of a list would have to change family for both to be shown the same; by chance alone it would be %s.",
		percent1(c.Variation), interval(c.Chance, percent1))
	if !c.Real {
		families.Note += fmt.Sprintf(" Of their true lists it would be %s. They differ by −0.84 SD on Realistic and +0.68 on Social,"+
			" as women and men in the U.S. do (Su, Rounds and Armstrong 2009).", percent1(c.True))
	}
	list := []table{families}
	items := table{
		Caption: "Items, " + between + ": differences, and those left between people alike in the theme",
		Head:    []string{"rank", "item", "difference (SD)", "item", "given the theme (SD)"},
		Note: fmt.Sprintf("Of %d items tested given the theme, %d differ by 0.17 to 0.25 SD and %d by more, which is called large.",
			c.Tested, c.Moderate, c.Large),
	}
	for i := range max(len(c.Items), len(c.Working)) {
		row := []string{count(i + 1), "", "", "", ""}
		if i < len(c.Items) {
			row[1], row[2] = c.Items[i].Item, interval(c.Items[i].D, signed2)
		}
		if i < len(c.Working) {
			row[3], row[4] = c.Working[i].Item, interval(c.Working[i].D, signed2)
		}
		items.Rows = append(items.Rows, row)
	}
	if len(items.Rows) > 0 {
		list = append(list, items)
	}
	if len(c.Matching) > 0 {
		t := table{Caption: "Matching within a group", Head: []string{"group", "people", "fields", "discrimination", "within person", "hit at 10"}}
		for _, m := range c.Matching {
			t.Rows = append(t.Rows, []string{
				m.Label, count(m.People), count(m.Fields),
				interval(m.Discrimination, plain3), interval(m.Within, plain3), interval(m.Hit10, plain3),
			})
		}
		list = append(list, t)
	}
	return list
}
