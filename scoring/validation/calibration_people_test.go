package validation_test

import (
	"math"
	"testing"

	"workfit/scoring/validation"
)

func TestPeopleBinsByHand(t *testing.T) {
	edges := []float64{0, 50, 100}
	bins, err := validation.PeopleBins(
		[][]float64{{10, 20, 90}, {40, 60, math.NaN()}, {100, math.NaN(), math.NaN()}},
		[][]float64{{1, 0, 1}, {1, 1, 0}, {0, 0, 0}}, edges)
	if err != nil {
		t.Fatal(err)
	}
	// Below 50: three pairs of two people, s = 1 and 1, n = 2 and 1, r = 2/3, so
	// Σ(s − rn)² = (1/3)² + (1/3)², doubled by m/(m − 1).
	near(t, "share", bins[0].Observed.Value, 2./3, 1e-12)
	near(t, "upper end", bins[0].Observed.High, 2./3+1.959964*(2./3)/3, 1e-6)
	near(t, "shown", bins[0].Shown, 70./3, 1e-12)
	if bins[1].Count != 3 || bins[1].To != 100 {
		t.Errorf("upper bin %+v", bins[1])
	}
	lone, err := validation.PeopleBins([][]float64{{10, 20}}, [][]float64{{1, 0}}, edges)
	if err != nil {
		t.Fatal(err)
	}
	if len(lone) != 1 || !math.IsInf(lone[0].Observed.High, 1) {
		t.Errorf("one person gives %+v", lone)
	}
	for _, bad := range []struct{ shown, truth [][]float64 }{
		{[][]float64{{1}}, nil}, {[][]float64{{1}}, [][]float64{{1, 2}}}, {[][]float64{{101}}, [][]float64{{1}}}, {[][]float64{{-0.1}}, [][]float64{{1}}},
	} {
		if _, err := validation.PeopleBins(bad.shown, bad.truth, edges); err == nil {
			t.Errorf("%v is taken", bad)
		}
	}
	for _, edges := range [][]float64{{5}, {0, 5, 3}, validation.EvenEdges(0, 1, 0), validation.EvenEdges(0, 1, -3)} {
		if _, err := validation.PeopleBins([][]float64{{1}}, [][]float64{{1}}, edges); err == nil {
			t.Errorf("edges %v make bins", edges)
		}
	}
	// An edge opens its bin, the last closes; a bin that holds nothing is left out.
	on, err := validation.PeopleBins([][]float64{{0, 50, 100}, {0, 50, 100}}, [][]float64{{1, 2, 3}, {1, 2, 3}}, []float64{0, 25, 50, 100})
	if err != nil {
		t.Fatal(err)
	}
	if len(on) != 2 || on[0].Count != 2 || on[1].From != 50 || on[1].Count != 4 {
		t.Errorf("on the edges: %+v", on)
	}
}

// With one score a person it is the interval of a mean over people; and when a
// person's scores all say the same, more of them make it no narrower.
func TestPeopleBinsAreOverPeople(t *testing.T) {
	random := generator(3)
	const people, times = 400, 25
	once, often := make([][][]float64, 2), make([][][]float64, 2)
	for range people {
		s, y := 50*random.Float64(), random.NormFloat64()
		row := [2][]float64{}
		for range times {
			row[0], row[1] = append(row[0], s), append(row[1], y)
		}
		for k := range row {
			once[k], often[k] = append(once[k], row[k][:1]), append(often[k], row[k])
		}
	}
	edges := validation.EvenEdges(0, 50, 1)
	a, err := validation.PeopleBins(once[0], once[1], edges)
	if err != nil {
		t.Fatal(err)
	}
	b, err := validation.PeopleBins(often[0], often[1], edges)
	if err != nil {
		t.Fatal(err)
	}
	near(t, "width", b[0].Observed.High-b[0].Observed.Low, a[0].Observed.High-a[0].Observed.Low, 1e-12)
	near(t, "width", a[0].Observed.High-a[0].Observed.Low, 2*1.96/math.Sqrt(people), 0.03)
}
