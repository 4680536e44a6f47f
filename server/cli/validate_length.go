package cli

import (
	"context"
	"fmt"
	"math"
	"math/rand/v2"
	"slices"

	"workfit/scoring"
	"workfit/scoring/validation"
	"workfit/server/cli/report"
)

const (
	best = 10 // occupations that a short test should find
	// mostPersonal is the most items that are chosen one by one for a person: with
	// more the orders ask the same, and each choice takes longer.
	mostPersonal = 48
	randomOrders = 10 // dealt out to people in turn
)

// lengthsOf lists the numbers of items that are tried.
func lengthsOf(items int) []int {
	lengths := slices.DeleteFunc([]int{3, 6, 9, 12, 18, 24, 36, 48, 60, 80, 100, 150, 200}, func(n int) bool { return n >= items })
	return append(lengths, items)
}

// A trial is some people who take the first items of some order.
type trial struct {
	answers []map[string]int
	aim     [][]int            // by person, the best occupations that should be found
	sample  *validation.Sample // nil where fields are not known
}

// An outturn is what came of it, by number of items.
type outturn struct {
	shared [][]float64 // and person
	judged []*validation.Judgement
}

// length tries tests of growing length, in four orders.
func (v *validator) length(ctx context.Context, r *report.Report) error {
	lengths := lengthsOf(len(v.items))
	var bestOrder []string
	for _, step := range v.model.Order(scoring.Block{Items: v.items}) {
		bestOrder = append(bestOrder, step.Item)
	}
	shuffled := make([][]string, randomOrders)
	for k := range shuffled {
		shuffled[k] = slices.Clone(v.items)
		rand.New(v.source(fmt.Sprintf("random order %d", k))).Shuffle(len(v.items), func(i, j int) {
			shuffled[k][i], shuffled[k][j] = shuffled[k][j], shuffled[k][i]
		})
	}
	orders := []struct {
		name string
		of   func(i int) []string
	}{
		{"best", func(int) []string { return bestOrder }},
		{"form's own", func(int) []string { return v.items }},
		{"random", func(i int) []string { return shuffled[i%randomOrders] }},
	}
	people, simulated := v.trials()
	l := &report.Length{Items: lengths, People: len(people.answers), Simulated: len(simulated.answers)}
	for _, order := range orders {
		curve, _, _, err := v.curve(ctx, order.name, people, simulated, order.of, order.of, lengths)
		if err != nil {
			return err
		}
		l.Curves = append(l.Curves, curve)
	}
	r.Length = l
	if v.personal == 0 || len(v.items) <= lengths[0] {
		return nil
	}

	few, fewSimulated := v.fewOf(people), simulated.first(v.personal)
	l.PersonalPeople, l.PersonalSimulated = len(few.answers), len(fewSimulated.answers)
	chosen, err := v.choices(ctx, few)
	if err != nil {
		return err
	}
	chosenSimulated, err := v.choices(ctx, fewSimulated)
	if err != nil {
		return err
	}
	var tried []int
	for _, n := range lengths {
		if n <= len(chosen[0]) {
			tried = append(tried, n)
		}
	}
	var fixed, personal [2]outturn
	for k, order := range orders {
		curve, onPeople, onSimulated, err := v.curve(ctx, order.name, few, fewSimulated, order.of, order.of, tried)
		if err != nil {
			return err
		}
		l.Same = append(l.Same, curve)
		if k == 0 {
			fixed = [2]outturn{onPeople, onSimulated}
		}
	}
	curve, onPeople, onSimulated, err := v.curve(ctx, "personal", few, fewSimulated,
		func(i int) []string { return chosen[i] }, func(i int) []string { return chosenSimulated[i] }, tried)
	if err != nil {
		return err
	}
	l.Same, personal = append(l.Same, curve), [2]outturn{onPeople, onSimulated}
	for k, n := range tried {
		gain := report.Gain{Items: n, Discrimination: report.Unknown()}
		gain.Shared = v.mean("gain shared", difference(personal[0].shared[k], fixed[0].shared[k]))
		gain.True = v.mean("gain true", difference(personal[1].shared[k], fixed[1].shared[k]))
		if a, b := personal[0].judged[k], fixed[0].judged[k]; a != nil && b != nil {
			e, err := validation.Differences(a, b, validation.OverPeople, v.draws, v.source("gain"))
			if err != nil {
				return err
			}
			gain.Discrimination = estimate(e[validation.Discrimination])
		}
		l.Gain = append(l.Gain, gain)
	}
	return nil
}

func difference(a, b []float64) []float64 {
	d := make([]float64, len(a))
	for i := range a {
		d[i] = a[i] - b[i]
	}
	return d
}

// trials are the real people, who should find the best of their full form, and the
// simulated ones, who should find their true best.
func (v *validator) trials() (people, simulated trial) {
	for p, who := range v.people {
		people.answers = append(people.answers, who.answers)
		people.aim = append(people.aim, v.results[p].Top(best))
	}
	if v.outcome && len(v.sample.Fields) > 1 {
		people.sample = &v.sample
	}
	for _, s := range v.drawn {
		simulated.answers = append(simulated.answers, s.answers)
		simulated.aim = append(simulated.aim, bestOf(s.truth))
	}
	return people, simulated
}

// bestOf lists the places of the highest fits.
func bestOf(fits []float32) []int {
	places := make([]int, len(fits))
	for o := range places {
		places[o] = o
	}
	slices.SortStableFunc(places, func(a, b int) int {
		switch {
		case fits[a] > fits[b]:
			return -1
		case fits[a] < fits[b]:
			return 1
		}
		return 0
	})
	return places[:best]
}

// curve tries an order on real and simulated people.
func (v *validator) curve(ctx context.Context, name string, people, simulated trial, order, ofSimulated func(int) []string, lengths []int) (c report.Curve, onPeople, onSimulated outturn, err error) {
	c.Order = name
	if onPeople, err = v.try(ctx, people, order, lengths); err != nil {
		return c, onPeople, onSimulated, err
	}
	if onSimulated, err = v.try(ctx, simulated, ofSimulated, lengths); err != nil {
		return c, onPeople, onSimulated, err
	}
	for k := range lengths {
		c.Shared = append(c.Shared, report.Number(meanOf(onPeople.shared[k])))
		c.True = append(c.True, report.Number(meanOf(onSimulated.shared[k])))
		discrimination, within := math.NaN(), math.NaN()
		if j := onPeople.judged[k]; j != nil {
			values := j.Values()
			discrimination, within = values[validation.Discrimination], values[validation.Within]
		}
		c.Discrimination = append(c.Discrimination, report.Number(discrimination))
		c.Within = append(c.Within, report.Number(within))
	}
	return c, onPeople, onSimulated, nil
}

// try scores the first items of an order, which may be another for each person.
func (v *validator) try(ctx context.Context, t trial, order func(i int) []string, lengths []int) (o outturn, err error) {
	for _, n := range lengths {
		fits, shares := make([][]float32, len(t.answers)), make([]float64, len(t.answers))
		err := parallel(ctx, len(t.answers), func(i int) error {
			result, err := v.scored(t.answers[i], order(i)[:n])
			if err != nil {
				return err
			}
			shares[i] = shared(t.aim[i], result.Top(best))
			if t.sample != nil {
				fits[i] = fitsOf(result)
			}
			return nil
		})
		if err != nil {
			return o, err
		}
		var judged *validation.Judgement
		if t.sample != nil {
			if judged, err = validation.Judge(fits, *t.sample); err != nil {
				return o, err
			}
		}
		o.shared, o.judged = append(o.shared, shares), append(o.judged, judged)
	}
	return o, nil
}

func meanOf(values []float64) float64 {
	var sum float64
	for _, v := range values {
		sum += v
	}
	return sum / float64(len(values))
}
