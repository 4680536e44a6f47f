package validation_test

import (
	"math"
	"slices"
	"testing"

	"pgregory.net/rapid"

	"workfit/scoring/validation"
)

func TestBinsByHand(t *testing.T) {
	edges := validation.EvenEdges(0, 1, 4)
	if want := []float64{0, 0.25, 0.5, 0.75, 1}; !slices.Equal(edges, want) {
		t.Fatalf("edges %v, want %v", edges, want)
	}
	// 0.25 opens the second bin, 1 closes the last, and the third is empty.
	bins, err := validation.FrequencyBins(
		[]float64{0, 0.2, 0.25, 0.8, 0.9, 1, math.NaN()},
		[]bool{false, true, false, true, true, false, true}, edges)
	if err != nil {
		t.Fatal(err)
	}
	want := []struct {
		from, shown, observed float64
		count                 int
	}{{0, 0.1, 0.5, 2}, {0.25, 0.25, 0, 1}, {0.75, 0.9, 2. / 3, 3}}
	if len(bins) != len(want) {
		t.Fatalf("bins %v", bins)
	}
	for i, w := range want {
		if bins[i].From != w.from || bins[i].To != w.from+0.25 || bins[i].Count != w.count {
			t.Errorf("bin %v, want %v", bins[i], w)
		}
		near(t, "shown", bins[i].Shown, w.shown, 1e-12)
		near(t, "observed", bins[i].Observed.Value, w.observed, 1e-12)
	}
	near(t, "calibration error", validation.CalibrationError(bins), (2*0.4+1*0.25+3*(0.9-2./3))/6, 1e-12)
	near(t, "calibration error of nothing", validation.CalibrationError(nil), math.NaN(), 0)
}

func TestValueBinsByHand(t *testing.T) {
	bins, err := validation.ValueBins([]float64{10, 20, 30, 70, 80}, []float64{15, 20, 25, 60, math.NaN()}, []float64{0, 50, 100})
	if err != nil {
		t.Fatal(err)
	}
	// Mean 20, s = 5; t₀.₉₇₅ of 2 degrees of freedom is 4.302653 (any table).
	near(t, "observed", bins[0].Observed.Value, 20, 1e-12)
	near(t, "upper end", bins[0].Observed.High, 20+4.302653*5/math.Sqrt(3), 1e-5)
	if lone := bins[1].Observed; lone.Value != 60 || !math.IsInf(lone.Low, -1) || !math.IsInf(lone.High, 1) {
		t.Errorf("a single value is %v", lone)
	}
}

// A matcher that shows the true chance is calibrated but for chance, one that
// shows half of it is not, and Wilson's interval tells them apart.
func TestBinsTellCalibration(t *testing.T) {
	random := generator(8)
	var honest, halved []float64
	var happened []bool
	for range 20_000 {
		p := random.Float64()
		honest, halved, happened = append(honest, p), append(halved, p/2), append(happened, random.Float64() < p)
	}
	edges := validation.EvenEdges(0, 1, 10)
	for _, test := range []struct {
		shown    []float64
		low, top float64
	}{{honest, 0, 0.012}, {halved, 0.24, 0.26}} { // E|p − p/2| = ¼
		bins, err := validation.FrequencyBins(test.shown, happened, edges)
		if err != nil {
			t.Fatal(err)
		}
		if e := validation.CalibrationError(bins); e < test.low || e > test.top {
			t.Errorf("calibration error %v, want %v to %v", e, test.low, test.top)
		}
		inside := 0
		for _, b := range bins {
			if b.Observed.Contains(b.Shown) {
				inside++
			}
		}
		if honestly := test.low == 0; honestly != (inside >= 9) {
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
		if e.Low < 0 || e.High > 1 || !e.Contains(e.Value) || e.Low >= e.High {
			t.Fatalf("%d of %d: %v", k, n, e)
		}
	})
}

func TestCoverage(t *testing.T) {
	nan := math.NaN()
	got, err := validation.Coverage(
		[]validation.Interval{{Low: 1, High: 3}, {Low: 1, High: 3}, {Low: 1, High: 3}, {Low: 1, High: 3}, {Low: nan, High: 3}, {Low: 1, High: 3}},
		[]float64{1, 3, 3.1, 0.9, 2, nan})
	if err != nil {
		t.Fatal(err)
	}
	want, err := validation.Wilson(2, 4)
	if err != nil {
		t.Fatal(err)
	}
	if got != want {
		t.Errorf("coverage %v, want %v", got, want)
	}
}

func TestCalibrationRefuses(t *testing.T) {
	edges := []float64{0, 1}
	for name, call := range map[string]func() error{
		"lengths":       func() error { _, err := validation.FrequencyBins([]float64{1}, nil, edges); return err },
		"outside":       func() error { _, err := validation.ValueBins([]float64{1.1}, []float64{1}, edges); return err },
		"below":         func() error { _, err := validation.ValueBins([]float64{-0.1}, []float64{1}, edges); return err },
		"no bin":        func() error { _, err := validation.ValueBins(nil, nil, validation.EvenEdges(0, 1, 0)); return err },
		"minus bins":    func() error { _, err := validation.ValueBins(nil, nil, validation.EvenEdges(0, 1, -3)); return err },
		"edges":         func() error { _, err := validation.ValueBins(nil, nil, []float64{0, 1, 1}); return err },
		"no intervals":  func() error { _, err := validation.Coverage(nil, nil); return err },
		"no truth":      func() error { _, err := validation.Coverage(make([]validation.Interval, 1), nil); return err },
		"3 of 2":        func() error { _, err := validation.Wilson(3, 2); return err },
		"minus 1 of 2":  func() error { _, err := validation.Wilson(-1, 2); return err },
		"none of none ": func() error { _, err := validation.Wilson(0, 0); return err },
	} {
		if call() == nil {
			t.Errorf("%s: no error", name)
		}
	}
}
