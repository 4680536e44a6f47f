package validation_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"workfit/scoring/validation"
)

func TestMeasuresByHand(t *testing.T) {
	s := validation.Sample{Fields: []string{"x", "y"}, Field: []int{0, 0, 1}, Own: [][]int{{0}, {1}}}
	j := judge(t, [][]float64{
		{4, 3, 2, 1}, // ranks 4 3 2 1: AUC of x (4−1)/3 = 1, of y (3−1)/3
		{1, 1, 1, 0}, // ranks 3 3 3 1: AUC of both (3−1)/3
		{1, 2, 3, 4}, // ranks 1 2 3 4: AUC of x 0, of y (2−1)/3
	}, s)
	// Discrimination: {1, ⅔} both beat 0; ⅓ loses to both ⅔.
	// Among own, x has {1, ½} against 0 and y has 1 against {0, ½}.
	want := []validation.Values{
		{1, 1, 5. / 6, 0.75, 1, 1, 1},
		{0, 1, 1. / 3, 1, 1, 1, 1},
	}
	for f, got := range j.ByField() {
		for m, v := range got {
			near(t, s.Fields[f]+" "+validation.Measure(m).String(), v, want[f][m], 1e-12)
		}
	}
	for m, v := range j.Values() {
		near(t, validation.Measure(m).String(), v, (want[0][m]+want[1][m])/2, 1e-12)
	}
	// Person 1's occupation 0 shares ranks 1 to 3 from the top.
	if want := []float64{1, 2, 3}; !slices.Equal(j.Best, want) {
		t.Errorf("best ranks are %v, want %v", j.Best, want)
	}
}

func TestHitsAtTheEdgeOfTheList(t *testing.T) {
	for _, test := range []struct {
		rank int // of the field's occupation, from the top
		tied bool
		want [3]float64
	}{
		{10, false, [3]float64{1, 1, 1}},
		{10, true, [3]float64{0, 1, 1}}, // tied with the next: both have rank 10.5
		{11, false, [3]float64{0, 1, 1}},
		{25, false, [3]float64{0, 1, 1}},
		{26, false, [3]float64{0, 0, 1}},
		{50, false, [3]float64{0, 0, 1}},
		{51, false, [3]float64{0, 0, 0}},
	} {
		row := make([]float32, 60)
		for o := range row {
			row[o] = float32(-o)
		}
		if test.tied {
			row[test.rank] = row[test.rank-1]
		}
		s := validation.Sample{Fields: []string{"x", "y"}, Field: []int{0, 1}, Own: [][]int{{test.rank - 1, 59}, {58}}}
		got := judge(t, [][]float32{row, row}, s).ByField()[0]
		if hits := [3]float64(got[validation.Hit10:]); hits != test.want {
			t.Errorf("rank %d, tied %v: hits %v, want %v", test.rank, test.tied, hits, test.want)
		}
	}
}

// drawSample draws a sample with scores of few values, so that ties abound.
func drawSample(t *rapid.T) ([][]float64, validation.Sample) {
	fields := rapid.IntRange(2, 4).Draw(t, "fields")
	s := fieldsOf(fields, rapid.IntRange(1, 5).Draw(t, "people"), rapid.IntRange(1, 3).Draw(t, "own"))
	n := rapid.IntRange(fields*len(s.Own[0]), 20).Draw(t, "occupations")
	scores := make([][]float64, len(s.Field))
	for p := range scores {
		scores[p] = rapid.SliceOfN(rapid.Map(rapid.IntRange(-4, 4), func(i int) float64 { return float64(i) }), n, n).Draw(t, "scores")
	}
	return scores, s
}

// better is 1 if a is above b, a half if they are equal.
func better(a, b float64) float64 {
	switch {
	case a > b:
		return 1
	case a == b:
		return 0.5
	}
	return 0
}

// slowAUC compares every pair of an occupation of own and one among but not of own.
func slowAUC(scores []float64, own, among []int) float64 {
	var won, n float64
	for _, o := range own {
		for _, q := range among {
			if !slices.Contains(own, q) {
				won += better(scores[o], scores[q])
				n++
			}
		}
	}
	return won / n
}

// slowDiscrimination compares every pair of people of different fields.
func slowDiscrimination(auc [][]float64, s validation.Sample) float64 {
	var total float64
	for f := range s.Fields {
		for g := range s.Fields {
			var won, n float64
			for p, pf := range s.Field {
				for q, qf := range s.Field {
					if f != g && pf == f && qf == g {
						won += better(auc[p][f], auc[q][f])
						n++
					}
				}
			}
			if n > 0 {
				total += won / n
			}
		}
	}
	return total / float64(len(s.Fields)*(len(s.Fields)-1))
}

func TestJudgeIsTheSlowDefinition(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scores, s := drawSample(t)
		j, err := validation.Judge(scores, s)
		if err != nil {
			t.Fatal(err)
		}
		var every []int
		for o := range scores[0] {
			every = append(every, o)
		}
		owned := slices.Concat(s.Own...)
		for p, row := range scores {
			for f, own := range s.Own {
				if len(own) < len(every) && math.Abs(j.All[p][f]-slowAUC(row, own, every)) > 1e-12 {
					t.Fatalf("person %d field %d: AUC %v, slowly %v", p, f, j.All[p][f], slowAUC(row, own, every))
				}
				if got, want := j.Own[p][f], slowAUC(row, own, owned); math.Abs(got-want) > 1e-12 {
					t.Fatalf("person %d field %d: AUC among own %v, slowly %v", p, f, got, want)
				}
			}
			// Rank from the top: one more than are better, and half of the others tied.
			best := math.Inf(1)
			for _, o := range s.Own[s.Field[p]] {
				rank := 0.5
				for _, v := range row {
					rank += better(v, row[o])
				}
				best = min(best, rank)
			}
			if j.Best[p] != best {
				t.Fatalf("person %d: best rank %v, slowly %v", p, j.Best[p], best)
			}
		}
		got := j.Values()
		if want := slowDiscrimination(j.All, s); math.Abs(got[validation.Discrimination]-want) > 1e-12 {
			t.Fatalf("discrimination %v, slowly %v", got[validation.Discrimination], want)
		}
		if want := slowDiscrimination(j.Own, s); math.Abs(got[validation.DiscriminationOwn]-want) > 1e-12 {
			t.Fatalf("discrimination among own %v, slowly %v", got[validation.DiscriminationOwn], want)
		}
	})
}

func TestOnlyTheOrderOfScoresCounts(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scores, s := drawSample(t)
		warped := make([][]float32, len(scores))
		for p, row := range scores {
			warped[p] = make([]float32, len(row))
			for o, v := range row {
				// Ascending, another curve for each person.
				warped[p][o] = float32(math.Exp(v/2) + float64(p)*v)
			}
		}
		a, err := validation.Judge(scores, s)
		if err != nil {
			t.Fatal(err)
		}
		b, err := validation.Judge(warped, s)
		if err != nil {
			t.Fatal(err)
		}
		if a.Values() != b.Values() {
			t.Fatalf("%v became %v", a.Values(), b.Values())
		}
	})
}

func TestOneListForEverybodyDoesNotDiscriminate(t *testing.T) {
	s := fieldsOf(3, 10, 2)
	list := scoresOf(generator(1), s, 80, 0, 3)[0] // own occupations lead in it
	scores := make([][]float64, len(s.Field))
	for p := range scores {
		scores[p] = list
	}
	v := judge(t, scores, s).Values()
	near(t, "discrimination", v[validation.Discrimination], 0.5, 0)
	near(t, "discrimination among own", v[validation.DiscriminationOwn], 0.5, 1e-12)
	if v[validation.Within] < 0.6 {
		t.Errorf("AUC within a person is %v: the base rate should have raised it", v[validation.Within])
	}
	flat := make([][]float64, len(s.Field))
	for p := range flat {
		flat[p] = make([]float64, 120)
	}
	if got, want := judge(t, flat, s).Values(), (validation.Values{0.5, 0.5, 0.5, 0.5, 0, 0, 0}); got != want {
		t.Errorf("a matcher without an opinion measures %v, want %v", got, want)
	}
}

func TestJudgeRefuses(t *testing.T) {
	good := func() ([][]float64, validation.Sample) {
		return [][]float64{{1, 2, 3}, {3, 2, 1}}, validation.Sample{Fields: []string{"x", "y"}, Field: []int{0, 1}, Own: [][]int{{0}, {1}}}
	}
	for _, test := range []struct {
		name, want string
		change     func(scores [][]float64, s *validation.Sample) [][]float64
	}{
		{"no people", "no scores", func([][]float64, *validation.Sample) [][]float64 { return nil }},
		{"ragged", "person 1 has 2 scores", func(x [][]float64, _ *validation.Sample) [][]float64 { x[1] = x[1][:2]; return x }},
		{"NaN", "person 1 has no score for occupation 2", func(x [][]float64, _ *validation.Sample) [][]float64 { x[1][2] = math.NaN(); return x }},
		{"one field", "1 fields", func(x [][]float64, s *validation.Sample) [][]float64 { s.Fields = s.Fields[:1]; return x }},
		{"fields of others", "2 people have scores and 1 a field", func(x [][]float64, s *validation.Sample) [][]float64 { s.Field = s.Field[:1]; return x }},
		{"no such field", "field 2 of 2", func(x [][]float64, s *validation.Sample) [][]float64 { s.Field[0] = 2; return x }},
		{"empty field", "field y has 0 people", func(x [][]float64, s *validation.Sample) [][]float64 { s.Field[1] = 0; return x }},
		{"no occupations", "field x has 1 people and 0 occupations", func(x [][]float64, s *validation.Sample) [][]float64 { s.Own[0] = nil; return x }},
		{"no such occupation", "occupation 3", func(x [][]float64, s *validation.Sample) [][]float64 { s.Own[0][0] = 3; return x }},
		{"occupation twice", "occupation 0", func(x [][]float64, s *validation.Sample) [][]float64 { s.Own[0] = []int{0, 0}; return x }},
		{"owns all", "field x owns every", func(x [][]float64, s *validation.Sample) [][]float64 { s.Own[0] = []int{0, 1}; return x }},
	} {
		scores, s := good()
		if _, err := validation.Judge(scores, s); err != nil {
			t.Fatal(err)
		}
		_, err := validation.Judge(test.change(scores, &s), s)
		if err == nil || !strings.Contains(err.Error(), test.want) {
			t.Errorf("%s: error %v, want one with %q", test.name, err, test.want)
		}
	}
}
