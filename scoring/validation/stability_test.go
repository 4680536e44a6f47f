package validation_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"workfit/scoring/validation"
)

func TestStabilityByHand(t *testing.T) {
	a := [][]float64{{5, 4, 3, 2, 1}, {1, 1, 1, 1, 1}, {1, 2, 3, 4, 5}}
	b := [][]float64{{5, 3, 4, 2, 1}, {1, 2, 3, 4, 5}, {1, 2, 3, 4, 5}}
	overlap, err := validation.TopOverlap(a, b, 2)
	if err != nil {
		t.Fatal(err)
	}
	// {0, 1} and {0, 2}; all tied, so the first two {0, 1}, against {4, 3}; the same.
	if want := []float64{0.5, 0, 1}; !slices.Equal(overlap, want) {
		t.Errorf("overlap %v, want %v", overlap, want)
	}
	stability, err := validation.RankStability(a, b)
	if err != nil {
		t.Fatal(err)
	}
	// One swap of neighbours: 1 − 6·2/(5·24).
	for p, want := range []float64{0.9, math.NaN(), 1} {
		near(t, "stability", stability[p], want, 1e-12)
	}
	means, err := validation.FamilyMeans(a, []int{0, 0, 1, 2, 2})
	if err != nil {
		t.Fatal(err)
	}
	for p, want := range [][]float64{{4.5, 3, 1.5}, {1, 1, 1}, {1.5, 3, 4.5}} {
		if !slices.Equal(means[p], want) {
			t.Errorf("family means %v, want %v", means[p], want)
		}
	}
}

func TestTopOverlapHolds(t *testing.T) {
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 12).Draw(t, "n")
		row := rapid.SliceOfN(rapid.IntRange(0, 4), n, n)
		x, y := row.Draw(t, "x"), row.Draw(t, "y")
		a, b := [][]float32{make([]float32, n)}, [][]float32{make([]float32, n)}
		for o := range n {
			a[0][o], b[0][o] = float32(x[o]), float32(y[o])
		}
		k := rapid.IntRange(1, n).Draw(t, "k")
		// The k best by a stable sort, counted in the other list.
		best := func(v []int) []int {
			order := make([]int, n)
			for o := range order {
				order[o] = o
			}
			slices.SortStableFunc(order, func(i, j int) int { return v[j] - v[i] })
			return order[:k]
		}
		common := 0
		for _, o := range best(x) {
			if slices.Contains(best(y), o) {
				common++
			}
		}
		got, err := validation.TopOverlap(a, b, k)
		if err != nil {
			t.Fatal(err)
		}
		if got[0] != float64(common)/float64(k) {
			t.Fatalf("overlap %v, want %d of %d", got[0], common, k)
		}
	})
}

func TestStabilityRefuses(t *testing.T) {
	a := [][]float64{{1, 2, 3}, {3, 2, 1}}
	for name, call := range map[string]func() error{
		"top 0":        func() error { _, err := validation.TopOverlap(a, a, 0); return err },
		"top 4 of 3":   func() error { _, err := validation.TopOverlap(a, a, 4); return err },
		"fewer people": func() error { _, err := validation.TopOverlap(a, a[:1], 1); return err },
		"other width":  func() error { _, err := validation.RankStability(a, [][]float64{{1, 2}, {1, 2}}); return err },
		"a NaN": func() error {
			_, err := validation.RankStability(a, [][]float64{{1, 2, math.NaN()}, {1, 2, 3}})
			return err
		},
		"nobody":        func() error { _, err := validation.TopOverlap(nil, a, 1); return err },
		"no families":   func() error { _, err := validation.FamilyMeans([][]float64{{}}, nil); return err },
		"few families":  func() error { _, err := validation.FamilyMeans(a, []int{0, 1}); return err },
		"family −1":     func() error { _, err := validation.FamilyMeans(a, []int{0, -1, 1}); return err },
		"family beyond": func() error { _, err := validation.FamilyMeans(a, []int{0, 1, 9}); return err },
		"a gap":         func() error { _, err := validation.FamilyMeans(a, []int{0, 2, 2}); return err },
	} {
		if call() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
