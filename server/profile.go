package server

import (
	"cmp"
	"slices"

	"workfit/quiz"
	"workfit/scoring"
	"workfit/server/page"
)

// What of a domain is shown under "what you told us": all of the themes and
// values, of the others only what stands out.
const listedConstructs = 6

// standsOut is the least a construct must be above the middle to be called a
// strength: a quarter of the standard deviation over people. The person must have
// answered above the middle, too.
const standsOut = 0.25

// buildProfile says where the person stands on what was asked, domain by domain.
// Domains that were not asked about are left out.
func buildProfile(w page.Words, p *person) []page.MeasureTable {
	text := textFor(p.instrument, w.Lang(), p.session)
	var tables []page.MeasureTable
	for _, d := range []scoring.Domain{scoring.Themes, scoring.Styles, scoring.Subjects, scoring.Skills, scoring.Values} {
		asked := askedOf(p.result.Estimates(), d)
		if len(asked) == 0 {
			continue
		}
		scale := scaleOf(p.instrument, d)
		t := page.MeasureTable{Title: w.T("results.you." + string(d) + ".title")}
		if d == scoring.Subjects {
			t.Text = w.T("results.you.subjects.text")
			t.Scale = w.T("results.you.subjects.scale", "Max", scale.Points, "Middle", w.Number(float64(scale.Points+1)/2))
		} else {
			t.Scale = w.T("results.you.scale", "Min", 1, "Least", text.Label(scale.ID, 1),
				"Max", scale.Points, "Most", text.Label(scale.ID, scale.Points))
		}
		if d != scoring.Themes && d != scoring.Values {
			asked = slices.DeleteFunc(asked, func(e scoring.Estimate) bool { return e.Value < standsOut || e.Leaning <= 0 })
			asked = asked[:min(listedConstructs, len(asked))]
		}
		for _, e := range asked {
			t.Measures = append(t.Measures, measure(w, e, scale.Points))
		}
		tables = append(tables, t)
	}
	return tables
}

// askedOf returns what was asked about in a domain, the highest answers first.
func askedOf(estimates []scoring.Estimate, d scoring.Domain) []scoring.Estimate {
	var asked []scoring.Estimate
	for _, e := range estimates {
		if e.Domain == d && e.Items > 0 {
			asked = append(asked, e)
		}
	}
	slices.SortStableFunc(asked, func(a, b scoring.Estimate) int {
		return cmp.Compare(b.AnswerScale(b.Value), a.AnswerScale(a.Value))
	})
	return asked
}

// scaleOf is the answer scale on which a domain is asked.
func scaleOf(in *quiz.Instrument, d scoring.Domain) *quiz.Scale {
	for i := range in.Items {
		for _, k := range in.Items[i].Keys {
			if of, ok := scoring.DomainOf(k.Element); ok && of == d {
				return in.ItemScale(&in.Items[i])
			}
		}
	}
	return &quiz.Scale{}
}

// measure puts an estimate on the answer scale, from 1 to points. Its range may
// reach beyond the scale's ends; no one can answer there, so it is cut.
func measure(w page.Words, e scoring.Estimate, points int) page.Measure {
	on := func(theta float64) float64 { return min(max(e.AnswerScale(theta), 1), float64(points)) }
	place := func(v float64) float64 { return (v - 1) / float64(points-1) }
	low, high := e.Interval()
	return page.Measure{
		Name:  elementName(w, e.Element),
		Value: w.Tenth(on(e.Value)),
		Range: w.T("results.table.from_to", "Low", w.Tenth(on(low)), "High", w.Tenth(on(high))),
		At:    place(on(e.Value)),
		Low:   place(on(low)),
		High:  place(on(high)),
	}
}
