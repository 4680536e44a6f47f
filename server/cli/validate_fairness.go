package cli

import (
	"cmp"
	"context"
	"math"
	"slices"

	"workfit/scoring"
	"workfit/scoring/validation"
	"workfit/server/cli/report"
)

// The largest differences between women and men in the United States, in standard
// deviations, women's less men's: Su, Rounds and Armstrong (2009), Men and things,
// women and people, Psychological Bulletin 135, 859–884.
const (
	realisticGap = -0.84
	socialGap    = 0.68
)

const (
	fewestOfGroup  = 30 // people of a group that is compared
	mostGroups     = 5  // groups, each with the largest
	gapsListed     = 10
	strata         = 8 // of people who are alike in a theme
	fewestPerField = 5 // people of a group for a field to be judged within it
	moderateGap    = 0.17
	largeGap       = 0.25 // see validation.Functioning
)

// A crowd is people of several groups, as far as fairness looks at them.
type crowd struct {
	label   []string
	answers []map[string]int
	fits    [][]float32
	truth   [][]float32 // nil of real people
}

// fairness compares what groups are shown, and how items work for them.
func (v *validator) fairness(ctx context.Context, r *report.Report) error {
	simulated, err := v.simulatedGroups(ctx)
	if err != nil {
		return err
	}
	crowds := []crowd{simulated}
	if v.group == "" {
		v.note("Fairness on real people: no group given.")
	} else {
		var c crowd
		for p, who := range v.people {
			c.label, c.answers, c.fits = append(c.label, v.labelOf(who)), append(c.answers, who.answers), append(c.fits, v.fits[p])
		}
		crowds = append(crowds, c)
	}
	type pair struct {
		in   crowd
		a, b string
	}
	var pairs []pair
	for _, c := range crowds {
		fewest := fewestOfGroup
		if c.truth != nil {
			fewest = 1
		}
		groups := c.groups(fewest)
		if len(groups) < 2 {
			v.note("Fairness: column %s has fewer than two groups of %d people.", v.group, fewestOfGroup)
			continue
		}
		for _, other := range groups[1:] {
			pairs = append(pairs, pair{c, groups[0], other})
		}
	}
	r.Fairness = make([]report.Comparison, len(pairs))
	return parallel(ctx, len(pairs), func(i int) (err error) {
		r.Fairness[i], err = v.compare(pairs[i].in, pairs[i].a, pairs[i].b)
		return err
	})
}

// labelOf names a person's group; "" if they have none.
func (v *validator) labelOf(who respondent) string {
	if who.group == "" {
		return ""
	}
	return v.group + " " + who.group
}

// simulatedGroups are people who differ as women and men are reported to, half of
// the difference to each side.
func (v *validator) simulatedGroups(ctx context.Context) (c crowd, err error) {
	for _, g := range []struct {
		label string
		side  float64
	}{{"simulated women", 0.5}, {"simulated men", -0.5}} {
		drawn, err := v.draw(ctx, g.label, v.simulated, map[string]float64{
			"1.B.1.a": g.side * realisticGap, "1.B.1.d": g.side * socialGap,
		})
		if err != nil {
			return c, err
		}
		for _, s := range drawn {
			c.label, c.answers = append(c.label, g.label), append(c.answers, s.answers)
			c.fits, c.truth = append(c.fits, fitsOf(s.result)), append(c.truth, s.truth)
		}
	}
	return c, nil
}

// groups lists the labels that enough people have, the most frequent first.
func (c crowd) groups(fewest int) []string {
	size := map[string]int{}
	var labels []string
	for _, l := range c.label {
		if l != "" {
			if size[l]++; size[l] == fewest {
				labels = append(labels, l)
			}
		}
	}
	slices.SortStableFunc(labels, func(a, b string) int { return cmp.Compare(size[b], size[a]) })
	return labels[:min(len(labels), mostGroups)]
}

// compare compares two groups of a crowd.
func (v *validator) compare(c crowd, a, b string) (report.Comparison, error) {
	of := report.Comparison{Real: c.truth == nil, True: report.Number(math.NaN())}
	gap, err := v.lists(c.fits, c.label, a, b)
	if err != nil {
		return of, err
	}
	of.A, of.B = report.Group{Label: a, People: gap.A.People}, report.Group{Label: b, People: gap.B.People}
	of.Variation, of.Chance = report.Number(gap.TotalVariation), estimate(gap.ByChance)
	for f, d := range gap.Difference {
		of.Families = append(of.Families, report.FamilyGap{
			Family: v.familyNames[f],
			A:      report.Number(gap.A.Shares[f]), B: report.Number(gap.B.Shares[f]), Difference: estimate(d),
		})
	}
	slices.SortStableFunc(of.Families, func(x, y report.FamilyGap) int { return cmp.Compare(y.A+y.B, x.A+x.B) })
	if c.truth != nil {
		truth, err := v.lists(c.truth, c.label, a, b)
		if err != nil {
			return of, err
		}
		of.True = report.Number(truth.TotalVariation)
	}
	v.itemGaps(&of, c, a, b)
	if of.Real && v.outcome {
		for _, label := range []string{a, b} {
			if m, ok := v.matchingWithin(label); ok {
				of.Matching = append(of.Matching, m)
			}
		}
	}
	return of, nil
}

// lists compares the families in the best occupations of two groups.
func (v *validator) lists(fits [][]float32, label []string, a, b string) (validation.GroupGap, error) {
	shares, err := validation.FamilyShares(fits, v.families, topListed)
	if err != nil {
		return validation.GroupGap{}, err
	}
	return validation.CompareGroups(shares, label, a, b, v.draws, v.source("families "+a+" "+b))
}

// itemGaps finds the items that two groups answer most unlike, and those that
// differ most between people who are alike in the item's theme.
func (v *validator) itemGaps(of *report.Comparison, c crowd, a, b string) {
	levels := map[string][]float64{} // of people, by theme
	var differ, work []report.Gap
	for _, id := range v.items {
		answers := make([]float64, len(c.answers))
		for p := range answers {
			answers[p] = v.answer(c.answers[p], id)
		}
		if d, err := validation.ItemDifference(answers, c.label, a, b); err == nil {
			differ = append(differ, report.Gap{Item: id, D: estimate(d)})
		}
		it, _ := v.in.Item(id)
		theme := it.Keys[0].Element
		if d, _ := scoring.DomainOf(theme); d != scoring.Themes {
			continue
		}
		if levels[theme] == nil {
			levels[theme] = make([]float64, len(c.answers))
			for p, given := range c.answers {
				levels[theme][p], _ = v.level(given, theme)
			}
		}
		if f, err := validation.ItemFunctioning(answers, levels[theme], c.label, a, b, strata); err == nil {
			work = append(work, report.Gap{Item: id, D: estimate(f.Effect)})
			of.Tested++
			if size := math.Abs(f.Effect.Value); size >= largeGap {
				of.Large++
			} else if size >= moderateGap {
				of.Moderate++
			}
		}
	}
	of.Items, of.Working = largestGaps(differ), largestGaps(work)
}

func largestGaps(gaps []report.Gap) []report.Gap {
	slices.SortStableFunc(gaps, func(a, b report.Gap) int {
		return cmp.Compare(math.Abs(float64(b.D.Value)), math.Abs(float64(a.D.Value)))
	})
	return gaps[:min(len(gaps), gapsListed)]
}

// matchingWithin judges our lists among the people of one group; false where it
// has too few of two fields.
func (v *validator) matchingWithin(label string) (m report.GroupMatching, ok bool) {
	size := make([]int, len(v.sample.Fields))
	for p, who := range v.people {
		if v.labelOf(who) == label {
			size[v.sample.Field[p]]++
		}
	}
	var people []int
	var fits [][]float32
	for p, who := range v.people {
		if v.labelOf(who) == label && size[v.sample.Field[p]] >= fewestPerField {
			people, fits = append(people, p), append(fits, v.fits[p])
		}
	}
	sample := v.subsample(people)
	if sample == nil {
		return m, false
	}
	j, err := validation.Judge(fits, *sample)
	if err != nil {
		return m, false
	}
	e, err := j.Estimates(validation.OverPeople, v.draws, v.source("group "+label))
	if err != nil {
		return m, false
	}
	return report.GroupMatching{
		Label: label, People: len(people), Fields: len(sample.Fields),
		Discrimination: estimate(e[validation.Discrimination]),
		Within:         estimate(e[validation.Within]),
		Hit10:          estimate(e[validation.Hit10]),
	}, true
}
