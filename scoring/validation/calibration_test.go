package validation_test

import (
	"slices"
	"testing"

	"pgregory.net/rapid"

	"workfit/scoring/validation"
)

func TestEvenEdges(t *testing.T) {
	if edges, want := validation.EvenEdges(0, 1, 4), []float64{0, 0.25, 0.5, 0.75, 1}; !slices.Equal(edges, want) {
		t.Errorf("edges %v, want %v", edges, want)
	}
}

// A matcher that shows the true chance is calibrated but for chance, one that
// shows half of it is not, and the intervals tell them apart.
func TestBinsTellCalibration(t *testing.T) {
	random := generator(8)
	var honest, halved, happened [][]float64
	for range 20_000 {
		p, came := random.Float64(), 0.0
		if random.Float64() < p {
			came = 1
		}
		honest, halved, happened = append(honest, []float64{p}), append(halved, []float64{p / 2}), append(happened, []float64{came})
	}
	for _, test := range []struct {
		shown    [][]float64
		honestly bool
	}{{honest, true}, {halved, false}} {
		bins, err := validation.PeopleBins(test.shown, happened, validation.EvenEdges(0, 1, 10))
		if err != nil {
			t.Fatal(err)
		}
		inside := 0
		for _, b := range bins {
			if holds(b.Observed.Interval, b.Shown) {
				inside++
			}
		}
		if test.honestly != (inside >= 9) {
			t.Errorf("%d of %d bins hold what was shown", inside, len(bins))
		}
	}
}

func TestWilson(t *testing.T) {
	for _, test := range []struct {
		successes, n int
		low, high    float64
	}{
		{0, 10, 0, 0.2775328},           // z²/(n + z²) = 3.841459/13.841459
		{10, 10, 1 - 0.2775328, 1},      // its mirror image
		{5, 10, 0.2365931, 0.7634069},   // ½ ± z/(2√(n + z²))
		{81, 263, 0.2553272, 0.3662052}, // Newcombe 1998, table I: 0.2553 to 0.3662
		{15, 148, 0.0624, 0.1605},       // the same table
		{1, 29, 0.0061, 0.1718},         // the same table
	} {
		got, err := validation.Wilson(test.successes, test.n)
		if err != nil {
			t.Fatal(err)
		}
		near(t, "low", got.Low, test.low, 5e-5)
		near(t, "high", got.High, test.high, 5e-5)
	}
	rapid.Check(t, func(t *rapid.T) {
		n := rapid.IntRange(1, 1000).Draw(t, "n")
		k := rapid.IntRange(0, n).Draw(t, "k")
		e, err := validation.Wilson(k, n)
		if err != nil {
			t.Fatal(err)
		}
		if e.Low < 0 || e.High > 1 || !holds(e.Interval, e.Value) || e.Low >= e.High {
			t.Fatalf("%d of %d: %v", k, n, e)
		}
	})
}

func TestWilsonRefuses(t *testing.T) {
	for _, bad := range [][2]int{{3, 2}, {-1, 2}, {0, 0}} {
		if _, err := validation.Wilson(bad[0], bad[1]); err == nil {
			t.Errorf("%d of %d: no error", bad[0], bad[1])
		}
	}
}
