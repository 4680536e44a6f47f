package cli

import (
	"context"
	"slices"

	"workfit/scoring/occupation"
	"workfit/scoring/validation"
	"workfit/server/cli/report"
)

// measures are those reported, in the order of validation.Values.
var measures = []validation.Measure{
	validation.Discrimination, validation.DiscriminationOwn, validation.Within, validation.WithinOwn,
	validation.Hit10, validation.Hit25, validation.Hit50,
}

// rivals are the matchers that are in use elsewhere.
var rivals = []validation.Rival{validation.ByCorrelation, validation.ByDistance, validation.ByCIndex, validation.ByIachanM}

var rivalNames = map[validation.Rival]string{
	validation.ByCorrelation: "Pearson", validation.ByDistance: "distance",
	validation.ByCIndex: "C-index", validation.ByIachanM: "Iachan's M",
}

// matching judges our lists and the rivals' on the people whose field is known.
func (v *validator) matching(ctx context.Context, r *report.Report) error {
	if !v.outcome {
		v.note("Matching: no outcome given.")
		return nil
	}
	if len(v.sample.Fields) < 2 {
		v.note("Matching: all people are of one field, which nothing can be told from.")
		return nil
	}
	ours, err := validation.Judge(v.fits, v.sample)
	if err != nil {
		return err
	}
	names, judgements := []string{"workfit"}, []*validation.Judgement{ours}
	people, occupations, err := v.profiles()
	if err != nil {
		return err
	}
	if people == nil {
		v.note("Rivals: the items do not ask about all six themes.")
	} else {
		found := make([]*validation.Judgement, len(rivals))
		err := parallel(ctx, len(rivals), func(i int) (err error) {
			found[i], err = v.rival(rivals[i], people, occupations)
			return err
		})
		if err != nil {
			return err
		}
		for i, rival := range rivals {
			names, judgements = append(names, rivalNames[rival]), append(judgements, found[i])
		}
	}
	m := &report.Matching{Matchers: make([]report.Matcher, len(judgements))}
	for _, measure := range measures {
		m.Measures = append(m.Measures, measure.String())
	}
	type task func() error
	var tasks []task
	if len(v.sample.Fields) < 3 {
		v.note("Intervals over fields need three fields at least.")
	}
	for i, j := range judgements {
		to := &m.Matchers[i]
		to.Name = names[i]
		for _, values := range j.ByField() {
			to.ByField = append(to.ByField, report.Numbers(values[:]))
		}
		for _, over := range []struct {
			unit         validation.Unit
			name         string
			levels, gain *[]report.Estimate
		}{
			{validation.OverPeople, "people", &to.OverPeople, &to.GainOverPeople},
			{validation.OverFields, "fields", &to.OverFields, &to.GainOverFields},
		} {
			if over.unit == validation.OverFields && len(v.sample.Fields) < 3 {
				continue
			}
			tasks = append(tasks, func() error {
				e, err := j.Estimates(over.unit, v.draws, v.source("matching over "+over.name))
				*over.levels = estimates(e)
				return err
			})
			if i > 0 {
				tasks = append(tasks, func() error {
					e, err := validation.Differences(ours, j, over.unit, v.draws, v.source("matching over "+over.name))
					*over.gain = estimates(e)
					return err
				})
			}
		}
	}
	r.Matching = m
	return parallel(ctx, len(tasks), func(i int) error { return tasks[i]() })
}

// rival judges a matcher on raw theme means, each side in its own standard units.
func (v *validator) rival(rival validation.Rival, people, occupations []validation.Profile) (*validation.Judgement, error) {
	scores, err := rival.Scores(people, occupations)
	if err != nil {
		return nil, err
	}
	return validation.Judge(scores, v.sample)
}

func estimates(all validation.Estimates) []report.Estimate {
	list := make([]report.Estimate, len(all))
	for i, e := range all {
		list[i] = estimate(e)
	}
	return list
}

// profiles returns people's and occupations' theme levels in standard units; none
// if the items do not ask about all six themes.
func (v *validator) profiles() (people, occupations []validation.Profile, err error) {
	themes := v.catalog.Elements(occupation.Interests)

	for _, p := range v.people {
		var profile validation.Profile
		for t, theme := range themes {
			level, ok := v.level(p.answers, theme.ID)
			if !ok || t >= len(profile) {
				return nil, nil, nil
			}
			profile[t] = level
		}
		people = append(people, profile)
	}
	for _, o := range v.catalog.All() {
		var profile validation.Profile
		for t, theme := range themes {
			profile[t], _ = o.Rating(theme.ID, occupation.ScaleInterest)
		}
		occupations = append(occupations, profile)
	}
	if people, err = validation.Standardise(people); err != nil {
		return nil, nil, err
	}
	occupations, err = validation.Standardise(occupations)
	return people, occupations, err
}

// level is the mean answer to the items whose first key is an element, reversed
// ones turned round; false if none was answered.
func (v *validator) level(answers map[string]int, element string) (float64, bool) {
	var sum, n float64
	for _, id := range v.items {
		it, _ := v.in.Item(id)
		a, ok := answers[id]
		if !ok || it.Keys[0].Element != element {
			continue
		}
		if it.Keys[0].Loading < 0 {
			a = v.in.ItemScale(it).Points + 1 - a
		}
		sum += float64(a)
		n++
	}
	return sum / n, n > 0
}

// withoutAnswer names a theme that the items ask about and a person has answered
// nothing about; "" if there is none.
func (v *validator) withoutAnswer(answers map[string]int) string {
	for _, theme := range v.catalog.Elements(occupation.Interests) {
		asked := slices.ContainsFunc(v.items, func(id string) bool {
			it, _ := v.in.Item(id)
			return it.Keys[0].Element == theme.ID
		})
		if _, ok := v.level(answers, theme.ID); asked && !ok {
			return theme.Name
		}
	}
	return ""
}
