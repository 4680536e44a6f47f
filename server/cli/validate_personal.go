package cli

import (
	"cmp"
	"context"
	"slices"

	"workfit/scoring/validation"
)

// choices puts the items in the order that is chosen for each person, by what they
// have answered so far. Every step is a new pattern of items, which is what takes
// the time.
func (v *validator) choices(ctx context.Context, t trial) ([][]string, error) {
	most := len(v.items)
	if most > mostPersonal {
		most = mostPersonal
	}
	chosen := make([][]string, len(t.answers))
	return chosen, parallel(ctx, len(t.answers), func(i int) error {
		left := slices.Clone(v.items)
		for len(chosen[i]) < most {
			if err := ctx.Err(); err != nil {
				return err
			}
			result, err := v.scored(t.answers[i], chosen[i])
			if err != nil {
				return err
			}
			next := result.Next(left)
			chosen[i] = append(chosen[i], next)
			left = slices.DeleteFunc(left, func(id string) bool { return id == next })
		}
		return nil
	})
}

// first is the first n people of a trial of which fields are not known.
func (t trial) first(n int) trial {
	n = min(n, len(t.answers))
	return trial{answers: t.answers[:n], aim: t.aim[:n]}
}

// fewOf takes as many people of each field as --personal allows, the first ones.
func (v *validator) fewOf(t trial) trial {
	if t.sample == nil {
		return t.first(v.personal)
	}
	order, rank, seen := make([]int, len(t.answers)), make([]int, len(t.answers)), make([]int, len(v.sizes))
	for p, f := range t.sample.Field {
		order[p], rank[p] = p, seen[f]
		seen[f]++
	}
	slices.SortStableFunc(order, func(a, b int) int { return cmp.Compare(rank[a], rank[b]) })
	order = order[:min(v.personal, len(order))]
	slices.Sort(order)
	few := trial{sample: v.subsample(order)}
	for _, p := range order {
		few.answers, few.aim = append(few.answers, t.answers[p]), append(few.aim, t.aim[p])
	}
	return few
}

// subsample is the sample of some people, of the fields that they have; nil where
// that leaves nothing to tell apart.
func (v *validator) subsample(people []int) *validation.Sample {
	members := make([]int, len(v.sample.Fields))
	for _, p := range people {
		members[v.sample.Field[p]]++
	}
	var s validation.Sample
	at := make([]int, len(members))
	for f, n := range members {
		if n > 0 {
			at[f] = len(s.Fields)
			s.Fields, s.Own = append(s.Fields, v.sample.Fields[f]), append(s.Own, v.sample.Own[f])
		}
	}
	if len(s.Fields) < 2 {
		return nil
	}
	for _, p := range people {
		s.Field = append(s.Field, at[v.sample.Field[p]])
	}
	return &s
}
