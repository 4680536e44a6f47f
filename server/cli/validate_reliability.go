package cli

import (
	"context"
	"math"

	"workfit/scoring"
	"workfit/scoring/validation"
	"workfit/server/cli/report"
)

const (
	topListed      = 20 // occupations and
	familiesListed = 5  // families that a list is compared by
	// Correlations within 923 occupations take long to draw anew, and their mean
	// is known well: two hundred draws give its interval to a tenth of its width.
	mostDrawsOfFits = 200
)

// reliability judges constructs, halves of the form, and second answers.
func (v *validator) reliability(ctx context.Context, r *report.Report) error {
	constructs := v.constructs()
	found := make([]*report.Construct, len(constructs))
	err := parallel(ctx, len(constructs), func(i int) error {
		found[i] = v.construct(constructs[i].element, constructs[i].items)
		return nil
	})
	if err != nil {
		return err
	}
	for i, c := range found {
		if c == nil {
			v.note("Reliability: %s can not be judged by these answers.", constructs[i].element)
			continue
		}
		r.Reliability.Constructs = append(r.Reliability.Constructs, *c)
	}
	if len(found) == 0 {
		v.note("Reliability: no construct has three items of its own.")
	}
	if r.Reliability.Halves, err = v.halves(ctx); err != nil {
		return err
	}
	if v.retest == nil {
		r.Reliability.Retest, err = v.simulatedRetest(ctx)
	} else {
		r.Reliability.Retest, err = v.realRetest(ctx)
	}
	return err
}

type keyed struct {
	element string
	items   []string
}

// constructs lists what three items or more ask about in the first place.
func (v *validator) constructs() []keyed {
	var list []keyed
	for _, c := range v.model.Constructs() {
		k := keyed{element: c.Element}
		for _, id := range v.items {
			if it, _ := v.in.Item(id); it.Keys[0].Element == c.Element {
				k.items = append(k.items, id)
			}
		}
		if len(k.items) >= 3 {
			list = append(list, k)
		}
	}
	return list
}

// construct works out the reliability of a sum of items; nil where it can not.
func (v *validator) construct(element string, items []string) *report.Construct {
	answers := make([][]float64, len(v.people))
	complete := 0
	for p, who := range v.people {
		answers[p] = make([]float64, len(items))
		whole := true
		for i, id := range items {
			answers[p][i] = v.answer(who.answers, id)
			whole = whole && !math.IsNaN(answers[p][i])
		}
		if whole {
			complete++
		}
	}
	c := &report.Construct{Element: element, Name: v.elementName(element), Items: len(items), People: complete}
	alpha, err := validation.Alpha(answers)
	if err != nil {
		return nil
	}
	c.Alpha, c.Omega = estimate(alpha), report.Number(math.NaN())
	if omega, _, err := validation.Omega(answers); err == nil {
		c.Omega = report.Number(omega)
	}
	return c
}

// answer is an answer as a number, turned round if the item is reversed; NaN if
// there is none.
func (v *validator) answer(answers map[string]int, id string) float64 {
	a, ok := answers[id]
	if !ok {
		return math.NaN()
	}
	it, _ := v.in.Item(id)
	if it.Keys[0].Loading < 0 {
		a = v.in.ItemScale(it).Points + 1 - a
	}
	return float64(a)
}

func (v *validator) elementName(id string) string {
	if e, ok := v.catalog.Element(id); ok {
		return e.Name
	}
	return id
}

// split deals the items of each construct to two halves in turn, beginning with
// the half that has fewer.
func (v *validator) split() (halves [2][]string) {
	next := map[string]int{}
	for _, id := range v.items {
		it, _ := v.in.Item(id)
		half, ok := next[it.Keys[0].Element]
		if !ok && len(halves[1]) < len(halves[0]) {
			half = 1
		}
		halves[half] = append(halves[half], id)
		next[it.Keys[0].Element] = 1 - half
	}
	return halves
}

// halves compares the results of two halves of the form.
func (v *validator) halves(ctx context.Context) (*report.Halves, error) {
	split := v.split()
	if len(split[1]) == 0 {
		v.note("Halves: the form has one item.")
		return nil, nil
	}
	n := len(v.people)
	var fits [2][][]float32
	fits[0], fits[1] = make([][]float32, n), make([][]float32, n)
	top, families := make([]float64, n), make([]float64, n)
	err := parallel(ctx, n, func(p int) error {
		var results [2]*scoring.Result
		for h, items := range split {
			var err error
			if results[h], err = v.scored(v.people[p].answers, items); err != nil {
				return err
			}
			fits[h][p] = fitsOf(results[h])
		}
		top[p], families[p] = sharedLists(results[0], results[1])
		return nil
	})
	if err != nil {
		return nil, err
	}
	all := make([]int, n)
	for p := range all {
		all[p] = p
	}
	h := &report.Halves{People: n, Items: len(split[0])}
	h.Fit = v.fitCorrelation("halves", fits[0], fits[1])
	h.SteppedUp = report.Estimate{Value: double(h.Fit.Value), Low: double(h.Fit.Low), High: double(h.Fit.High)}
	occupations, err := validation.Correlations(fits[0], fits[1], all)
	if err != nil {
		return nil, err
	}
	for o, r := range occupations {
		occupations[o] = validation.SpearmanBrown(r, 2)
	}
	if at, err := validation.Percentiles(occupations, 5, 50, 95); err == nil {
		h.Occupations = report.Numbers(at)
	}
	h.Top, h.Families = v.mean("halves top", top), v.mean("halves families", families)
	return h, nil
}

func double(r report.Number) report.Number {
	return report.Number(validation.SpearmanBrown(float64(r), 2))
}

// sharedLists returns the shares of the best occupations and families of one
// result that are among the best of another.
func sharedLists(a, b *scoring.Result) (top, families float64) {
	of := func(r *scoring.Result) []string {
		var names []string
		for _, f := range r.Families()[:familiesListed] {
			names = append(names, f.Name)
		}
		return names
	}
	return shared(a.Top(topListed), b.Top(topListed)), shared(of(a), of(b))
}
