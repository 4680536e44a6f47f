package validation_test

import (
	"math"
	"math/rand/v2"
	"testing"

	"pgregory.net/rapid"

	"workfit/scoring/validation"
)

// A bootstrap draw of people must be what judging the drawn people would give.
func TestDrawingPeopleIsRepeatingThem(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		scores, s := drawSample(t)
		j, err := validation.Judge(scores, s)
		if err != nil {
			t.Fatal(err)
		}
		people, fields := make([]float64, len(scores)), make([]float64, len(s.Fields))
		var repeated [][]float64
		of := validation.Sample{Fields: s.Fields, Own: s.Own}
		for p := range scores {
			fields[s.Field[p]] = 1
			least := 0
			if p < len(s.Fields) {
				least = 1 // people take turns in fields, so this keeps each field
			}
			times := rapid.IntRange(least, 3).Draw(t, "times")
			people[p] = float64(times)
			for range times {
				repeated, of.Field = append(repeated, scores[p]), append(of.Field, s.Field[p])
			}
		}
		k, err := validation.Judge(repeated, of)
		if err != nil {
			t.Fatal(err)
		}
		for m, want := range k.Values() {
			if got := j.Drawn(people, fields)[m]; math.Abs(got-want) > 1e-12 {
				t.Fatalf("%v is %v of the drawing and %v of the people repeated", validation.Measure(m), got, want)
			}
		}
	})
}

func TestDrawingFieldsByHand(t *testing.T) {
	s := validation.Sample{Fields: []string{"x", "y", "z"}, Field: []int{0, 1, 2}, Own: [][]int{{0}, {1}, {2}}}
	j := judge(t, [][]float64{
		{9, 3, 5, 1, 2}, // AUCs of x, y, z: 1, ½, ¾
		{1, 8, 9, 2, 3}, // 0, ¾, 1
		{5, 9, 2, 1, 3}, // ¾, 1, ¼
	}, s)
	// With x drawn twice and z not at all, x beats y in 0's AUC (1 > 0): 1, twice;
	// y beats x (¾ > ½), both copies: 1. Within: (1 + 1 + ¾)/3.
	got := j.Drawn([]float64{1, 1, 1}, []float64{2, 1, 0})
	near(t, "discrimination", got[validation.Discrimination], 1, 1e-12)
	near(t, "within", got[validation.Within], 2.75/3, 1e-12)
	// With y once and z twice: y loses to both z (¾ < 1): 0. z has ¼ against 1: 0.
	got = j.Drawn([]float64{1, 1, 1}, []float64{0, 1, 2})
	near(t, "discrimination", got[validation.Discrimination], 0, 1e-12)
	// With x twice, y and z once: x beats 0 and ¾: 1, twice. y (¾) beats both x (½)
	// and loses to z (1): ⅔. z (¼) loses to all: 0.
	got = j.Drawn([]float64{1, 1, 1}, []float64{2, 1, 1})
	near(t, "discrimination", got[validation.Discrimination], (1+1+2./3+0)/4, 1e-12)
}

func TestIntervalsOfMeasures(t *testing.T) {
	s := fieldsOf(4, 50, 3)
	random := generator(2)
	a := judge(t, scoresOf(random, s, 400, 0.8, 0), s)
	for _, over := range []validation.Unit{validation.OverPeople, validation.OverFields} {
		estimates, err := a.Estimates(over, 300, rand.NewPCG(1, 1))
		if err != nil {
			t.Fatal(err)
		}
		for m, e := range estimates {
			near(t, "value", e.Value, a.Values()[m], 0)
			if !holds(e.Interval, e.Value) || e.Low == e.High || e.Low < 0 || e.High > 1 {
				t.Errorf("over %d: %v is %v", over, validation.Measure(m), e)
			}
		}
		again, err := a.Estimates(over, 300, rand.NewPCG(1, 1))
		if err != nil {
			t.Fatal(err)
		}
		if again != estimates {
			t.Error("one seed gave two answers")
		}
		other, err := a.Estimates(over, 300, rand.NewPCG(1, 2))
		if err != nil {
			t.Fatal(err)
		}
		if other == estimates {
			t.Error("two seeds gave one answer")
		}
	}
}

// One draw in nine is of one field only. It has no discrimination and must not
// count.
func TestDrawingFewFields(t *testing.T) {
	s := fieldsOf(3, 10, 2)
	estimates, err := judge(t, scoresOf(generator(15), s, 40, 0.8, 0), s).Estimates(validation.OverFields, 400, rand.NewPCG(1, 1))
	if err != nil {
		t.Fatal(err)
	}
	for m, e := range estimates {
		if !holds(e.Interval, e.Value) {
			t.Errorf("%v is %v", validation.Measure(m), e)
		}
	}
}

func TestDifferencesArePaired(t *testing.T) {
	s := fieldsOf(4, 50, 3)
	random := generator(3)
	scores := scoresOf(random, s, 40, 0.8, 0)
	nearly := make([][]float64, len(scores))
	for p, row := range scores {
		for _, v := range row {
			nearly[p] = append(nearly[p], v+0.03*random.NormFloat64())
		}
	}
	a, b := judge(t, scores, s), judge(t, nearly, s)
	for _, over := range []validation.Unit{validation.OverPeople, validation.OverFields} {
		self, err := validation.Differences(a, a, over, 100, rand.NewPCG(1, 1))
		if err != nil {
			t.Fatal(err)
		}
		if self != (validation.Estimates{}) {
			t.Errorf("a matcher differs from itself by %v", self)
		}
		alone, err := a.Estimates(over, 300, rand.NewPCG(1, 1))
		if err != nil {
			t.Fatal(err)
		}
		difference, err := validation.Differences(a, b, over, 300, rand.NewPCG(1, 1))
		if err != nil {
			t.Fatal(err)
		}
		d, w := difference[validation.Discrimination], alone[validation.Discrimination]
		near(t, "difference", d.Value, a.Values()[0]-b.Values()[0], 0)
		// Matchers that nearly agree err alike, so pairing must shrink the interval.
		if d.High-d.Low > (w.High-w.Low)/2 {
			t.Errorf("over %d: the difference %v is hardly surer than one of the two %v", over, d, w)
		}
	}
	fewer := s
	fewer.Own = [][]int{s.Own[1], s.Own[0], s.Own[2], s.Own[3]}
	if _, err := validation.Differences(a, judge(t, scores, fewer), validation.OverPeople, 100, rand.NewPCG(1, 1)); err == nil {
		t.Error("matchers on different samples were compared")
	}
	if _, err := a.Estimates(validation.OverPeople, 99, rand.NewPCG(1, 1)); err == nil {
		t.Error("99 draws were taken")
	}
	if _, err := a.Estimates(validation.Unit(2), 100, rand.NewPCG(1, 1)); err == nil {
		t.Error("a unit that does not exist was drawn")
	}
	two := fieldsOf(2, 5, 2)
	if _, err := judge(t, scoresOf(random, two, 10, 1, 0), two).Estimates(validation.OverFields, 100, rand.NewPCG(1, 1)); err == nil {
		t.Error("two fields were taken for a sample of fields")
	}
}

// Intervals over people hold the value of the population 95 % of the time. Each
// measure is a mean over people or pairs of people and so unbiased: the
// population's value is the mean over many samples.
func TestIntervalsOverPeopleCover(t *testing.T) {
	random := generator(4)
	const samples = 300
	s := fieldsOf(3, 40, 3)
	var truth validation.Values
	drawn := make([]validation.Estimates, samples)
	for i := range drawn {
		var err error
		drawn[i], err = judge(t, scoresOf(random, s, 18, 0.5, 0.5), s).Estimates(validation.OverPeople, 200, rand.NewPCG(uint64(i), 5))
		if err != nil {
			t.Fatal(err)
		}
		for m, e := range drawn[i] {
			truth[m] += e.Value / samples
		}
	}
	// Percentile intervals of 40 people a field from 200 draws are a little short:
	// 0.94 was measured with ten times the samples. Two standard errors of a share
	// of 300 are 2.7 %.
	for m := validation.Discrimination; m <= validation.WithinOwn; m++ {
		covered := 0
		for _, e := range drawn {
			if holds(e[m].Interval, truth[m]) {
				covered++
			}
		}
		near(t, "coverage of "+m.String(), float64(covered)/samples, 0.94, 0.027)
	}
}
