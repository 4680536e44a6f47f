package server

import (
	"strconv"

	"workfit/scoring/occupation"
	"workfit/server/page"
)

// What BLS prints about the way into an occupation, and our words for it.
var (
	entryEducation = map[string]string{
		"No formal educational credential":  "education.entry.none",
		"High school diploma or equivalent": "education.entry.high_school",
		"Some college, no degree":           "education.entry.some_college",
		"Postsecondary nondegree award":     "education.entry.certificate",
		"Associate's degree":                "education.entry.associate",
		"Bachelor's degree":                 "education.entry.bachelor",
		"Master's degree":                   "education.entry.master",
		"Doctoral or professional degree":   "education.entry.doctoral",
	}
	onTheJobTraining = map[string]string{
		"None":                              "preparation.training.none",
		"Short-term on-the-job training":    "preparation.training.short",
		"Moderate-term on-the-job training": "preparation.training.moderate",
		"Long-term on-the-job training":     "preparation.training.long",
		"Internship/residency":              "preparation.training.internship",
		"Apprenticeship":                    "preparation.training.apprenticeship",
	}
	entryExperience = map[string]string{
		"None":              "preparation.experience.none",
		"Less than 5 years": "preparation.experience.some",
		"5 years or more":   "preparation.experience.long",
	}
)

// inWords looks a printed category up; one that is new to us stands as printed.
func inWords(w page.Words, keys map[string]string, printed string) string {
	if key, ok := keys[printed]; ok {
		return w.T(key)
	}
	return printed
}

// usualEducation is the education that people usually need to start: what BLS
// names, else what most of those asked by O*NET named.
func usualEducation(w page.Words, o *occupation.Occupation) string {
	if o.Outlook != nil && o.Outlook.EntryEducation != "" {
		return inWords(w, entryEducation, o.Outlook.EntryEducation)
	}
	if level := ratedEducation(o); level > 0 {
		return w.T("education.rated." + strconv.Itoa(level))
	}
	return w.T("education.unknown")
}

// ratedEducation is the category that most of those asked by O*NET named,
// counted from 1; 0 if nobody was asked.
func ratedEducation(o *occupation.Occupation) int {
	if o.Education == nil {
		return 0
	}
	best, most := 0, 0.0
	for i, share := range o.Education.Level {
		if share.Percent > most {
			best, most = i+1, share.Percent
		}
	}
	return best
}

// buildEducation says what it takes to get into an occupation.
func buildEducation(w page.Words, cat *occupation.Catalog, o *occupation.Occupation) page.Education {
	var e page.Education
	add := func(term, text string) {
		if text != "" {
			e.Facts = append(e.Facts, page.Fact{Term: w.T(term), Text: text})
		}
	}
	var from []occupation.Table
	if l := o.Outlook; l != nil && l.EntryEducation != "" {
		add("education.entry", inWords(w, entryEducation, l.EntryEducation))
		from = append(from, occupation.TableOutlook)
	} else if level := ratedEducation(o); level > 0 {
		add("education.raters", w.T("education.rated."+strconv.Itoa(level)))
		from = append(from, occupation.TableEducation)
	}
	if o.JobZone > 0 {
		add("preparation.zone", w.T("preparation.zone."+strconv.Itoa(o.JobZone)))
		from = append(from, occupation.TableOccupations)
	}
	if l := o.Outlook; l != nil {
		add("preparation.training", inWords(w, onTheJobTraining, l.OnTheJobTraining))
		add("preparation.experience", inWords(w, entryExperience, l.EntryExperience))
	}
	if a := o.Attainment; a != nil {
		for i, share := range a.Shares {
			e.Have = append(e.Have, page.Measure{
				Name:  w.T("education.attained." + strconv.Itoa(i+1)),
				Value: w.Percent(share),
				At:    share / 100,
			})
		}
		e.About = wider(w, cat, o, a.Title, func(other *occupation.Occupation) bool { return other.Attainment == a })
		from = append(from, occupation.TableAttainment)
	}
	e.Source = sourcesOf(w, cat, from...)
	return e
}
