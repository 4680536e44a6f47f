package validation_test

import (
	"math"
	"math/rand/v2"
	"slices"
	"testing"

	"workfit/scoring/validation"
)

func TestFamilySharesByHand(t *testing.T) {
	shares, err := validation.FamilyShares([][]float64{{4, 3, 2, 1}, {1, 1, 1, 1}, {1, 2, 3, 4}}, []int{0, 1, 1, 2}, 2)
	if err != nil {
		t.Fatal(err)
	}
	for p, want := range [][]float64{{0.5, 0.5, 0}, {0.5, 0.5, 0}, {0, 0.5, 0.5}} {
		if !slices.Equal(shares[p], want) {
			t.Errorf("shares %v, want %v", shares[p], want)
		}
	}
}

func TestGroupGapByHand(t *testing.T) {
	shares := [][]float64{{1, 0, 0}, {0.5, 0.5, 0}, {0, 1, 0}, {0, 0, 1}, {0.5, 0.5, 0}}
	gap, err := validation.CompareGroups(shares, []string{"m", "m", "f", "x", "f"}, "m", "f", 200, rand.NewPCG(1, 1))
	if err != nil {
		t.Fatal(err)
	}
	// m: ¾ ¼ 0. f: ¼ ¾ 0. x counts for neither.
	if gap.A.People != 2 || gap.B.People != 2 || !slices.Equal(gap.A.Shares, []float64{0.75, 0.25, 0}) || !slices.Equal(gap.B.Shares, []float64{0.25, 0.75, 0}) {
		t.Errorf("groups %v and %v", gap.A, gap.B)
	}
	if want := []float64{1. / 3, 1. / 3, 1}; !slices.Equal(gap.Ratio, want) {
		t.Errorf("ratios %v, want %v", gap.Ratio, want)
	}
	near(t, "total variation", gap.TotalVariation, 0.5, 1e-12)
	// Each group's two shares differ by ½: variance ⅛, so √(1/16 + 1/16) is the error.
	near(t, "difference", gap.Difference[0].Value, 0.5, 1e-12)
	near(t, "upper end", gap.Difference[0].High, 0.5+1.959964*0.3535534, 1e-6)
	// Of the six ways to deal the labels the two that put the equal people together
	// give 0 and the others ½; 200 draws err by 0.017.
	near(t, "by chance", gap.ByChance.Value, 1./3, 0.05)
}

// Without a difference between groups, total variation stays within what chance
// gives, and with one it does not.
func TestGroupGapAgainstChance(t *testing.T) {
	random := generator(9)
	family := make([]int, 60)
	for o := range family {
		family[o] = o / 10
	}
	label := make([]string, 200)
	for p := range label {
		label[p] = []string{"a", "b"}[p%2]
	}
	for _, test := range []struct {
		shift   float64
		differs bool
	}{{0, false}, {1, true}} {
		scores := make([][]float64, len(label))
		for p := range scores {
			scores[p] = normals(random, len(family), 0)
			for o := range 10 {
				scores[p][o] += test.shift * float64(p%2)
			}
		}
		shares, err := validation.FamilyShares(scores, family, 20)
		if err != nil {
			t.Fatal(err)
		}
		gap, err := validation.CompareGroups(shares, label, "a", "b", 300, rand.NewPCG(1, 1))
		if err != nil {
			t.Fatal(err)
		}
		if differs := gap.TotalVariation > gap.ByChance.High; differs != test.differs {
			t.Errorf("shift %v: total variation %v, by chance %v", test.shift, gap.TotalVariation, gap.ByChance)
		}
		if test.differs && gap.Difference[0].High >= 0 {
			t.Errorf("b was given more of the first family, but the difference is %v", gap.Difference[0])
		}
	}
}

func TestFairnessRefuses(t *testing.T) {
	scores := [][]float64{{1, 2}, {2, 1}, {1, 2}, {2, 1}}
	label := []string{"a", "a", "b", "b"}
	compare := func(label []string, a, b string, draws int) error {
		_, err := validation.CompareGroups(scores, label, a, b, draws, rand.NewPCG(1, 1))
		return err
	}
	if err := compare(label, "a", "b", 100); err != nil {
		t.Fatal(err)
	}
	for name, err := range map[string]error{
		"labels":    compare(label[:3], "a", "b", 100),
		"one group": compare(label, "a", "a", 100),
		"no group":  compare(label, "a", "c", 100),
		"lone":      compare([]string{"a", "b", "b", "b"}, "a", "b", 100),
		"a NaN":     second(validation.CompareGroups([][]float64{{math.NaN()}, {1}, {1}, {1}}, label, "a", "b", 100, rand.NewPCG(1, 1))),
		"draws":     compare(label, "a", "b", 99),
		"families":  second(validation.FamilyShares(scores, []int{0}, 1)),
		"a gap":     second(validation.FamilyShares(scores, []int{1, 1}, 1)),
		"top 3":     second(validation.FamilyShares(scores, []int{0, 1}, 3)),
		"ragged":    second(validation.FamilyShares([][]float64{{1}, {1, 2}}, []int{0}, 1)),
	} {
		if err == nil {
			t.Errorf("%s: no error", name)
		}
	}
}

// second returns the error of a call.
func second[T any](_ T, err error) error { return err }
