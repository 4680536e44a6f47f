package validation_test

import (
	"math"
	"slices"
	"testing"

	"workfit/scoring/validation"
)

func TestItemDifferenceByHand(t *testing.T) {
	nan := math.NaN()
	got, err := validation.ItemDifference([]float64{3, 4, 5, 1, 2, 3, nan, 9}, []string{"a", "a", "a", "b", "b", "b", "b", "c"}, "a", "b")
	if err != nil {
		t.Fatal(err)
	}
	// Means 4 and 2, pooled standard deviation 1; error √(6/9 + 4/12) = 1.
	near(t, "d", got.Value, 2, 1e-12)
	near(t, "low", got.Low, 2-1.959964, 1e-6)
	near(t, "high", got.High, 2+1.959964, 1e-6)
}

func TestItemFunctioningByHand(t *testing.T) {
	answers := []float64{1, 2, 2, 3, 3, 4, 4, 5}
	label := []string{"b", "b", "a", "a", "b", "b", "a", "a"}
	matching := []float64{1, 1, 1, 1, 2, 2, 2, 2}
	got, err := validation.ItemFunctioning(answers, matching, label, "a", "b", 2)
	if err != nil {
		t.Fatal(err)
	}
	// In both strata a is 1 higher and w = 4/4. Item: within groups 2, 3, 4, 5 and
	// 1, 2, 3, 4, variances 5/3. χ²: (1 + 1)²/(⅔ + ⅔), as 1 2 2 3 varies by ⅔.
	near(t, "effect", got.Effect.Value, 1/math.Sqrt(5./3), 1e-12)
	near(t, "χ²", got.ChiSquare, 3, 1e-12)
	near(t, "p", got.P, 0.0832645, 1e-6) // χ² of 1 degree of freedom: 2Φ(−√3)
	// Each group and stratum has variance ½, mean's ¼: 2·(¼ + ¼) = 1, over 2 weights.
	near(t, "high", got.Effect.High, (1+1.959964/2)/math.Sqrt(5./3), 1e-6)
	if got.People != 8 || got.Strata != 2 {
		t.Errorf("%d people in %d strata", got.People, got.Strata)
	}
	// One person of a in each stratum: the error of their answer is the item's, 7/4
	// (pooled from 2 and 5/3), and b's ½/2. So each stratum's difference of ½ has
	// variance 2, and their mean 1.
	lone, err := validation.ItemFunctioning([]float64{1, 2, 2, 3, 4, 4}, []float64{1, 1, 1, 2, 2, 2},
		[]string{"b", "b", "a", "b", "b", "a"}, "a", "b", 2)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "effect of one each", lone.Effect.Value, 0.5/math.Sqrt(7./4), 1e-12)
	near(t, "its upper end", lone.Effect.High, (0.5+1.959964)/math.Sqrt(7./4), 1e-6)
	// A third stratum with one group only tells nothing, though it is in the item's
	// spread.
	more, err := validation.ItemFunctioning(append(answers, 5, 5, 5, 5), append(matching, 3, 3, 3, 3),
		append(label, "a", "a", "a", "a"), "a", "b", 3)
	if err != nil {
		t.Fatal(err)
	}
	if more.People != 8 || more.Strata != 2 || math.Abs(more.ChiSquare-3) > 1e-12 {
		t.Errorf("with a stratum of one group: %+v", more)
	}
}

// Groups that differ in what the item measures differ in the item, but the item
// does not work differently; one that favours a group does.
func TestItemFunctioningTellsBiasFromDifference(t *testing.T) {
	random := generator(10)
	const people = 3000
	label := make([]string, people)
	theta, fair, biased := make([]float64, people), make([]float64, people), make([]float64, people)
	for p := range label {
		label[p] = "b"
		theta[p] = random.NormFloat64()
		if p%2 == 0 {
			label[p] = "a"
			theta[p]++
		}
		fair[p] = theta[p] + random.NormFloat64()
		biased[p] = fair[p]
		if p%2 == 0 {
			biased[p] += 0.5
		}
	}
	d, err := validation.ItemDifference(fair, label, "a", "b")
	if err != nil {
		t.Fatal(err)
	}
	near(t, "difference", d.Value, 1/math.Sqrt2, 0.1) // 1 over √(1 + 1)
	f, err := validation.ItemFunctioning(fair, theta, label, "a", "b", 50)
	if err != nil {
		t.Fatal(err)
	}
	if !holds(f.Effect.Interval, 0) || f.P < 0.05 {
		t.Errorf("a fair item functions differently: %+v", f)
	}
	f, err = validation.ItemFunctioning(biased, theta, label, "a", "b", 50)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "effect of a biased item", f.Effect.Value, 0.5/math.Sqrt2, 0.08)
	if f.P > 1e-6 || holds(f.Effect.Interval, 0) {
		t.Errorf("a biased item functions alike: %+v", f)
	}
	turned, err := validation.ItemFunctioning(biased, theta, label, "b", "a", 50)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "effect the other way round", turned.Effect.Value, -f.Effect.Value, 1e-12)
	near(t, "χ² the other way round", turned.ChiSquare, f.ChiSquare, 1e-6)
}

func TestItemFunctioningRefuses(t *testing.T) {
	ones, label := []float64{1, 1, 1, 1}, []string{"a", "a", "b", "b"}
	answers, matching := []float64{1, 2, 3, 4}, []float64{1, 2, 1, 2}
	try := func(answers, matching []float64, label []string, strata int) error {
		_, err := validation.ItemFunctioning(answers, matching, label, "a", "b", strata)
		return err
	}
	if err := try(answers, matching, label, 2); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"lengths":              try(answers[:3], matching, label, 2),
		"one stratum":          try(answers, matching, label, 1),
		"groups never alike":   try(answers, []float64{1, 1, 2, 2}, label, 2),
		"no spread":            try(ones, matching, label, 2),
		"no spread in groups":  try([]float64{1, 1, 2, 2}, matching, label, 2),
		"missing":              try([]float64{math.NaN(), 2, 3, 4}, matching, label, 2),
		"difference, lengths":  second(validation.ItemDifference(answers, label[:2], "a", "b")),
		"difference, spread":   second(validation.ItemDifference(ones, label, "a", "b")),
		"difference, no group": second(validation.ItemDifference(answers, slices.Repeat([]string{"a"}, 4), "a", "b")),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
