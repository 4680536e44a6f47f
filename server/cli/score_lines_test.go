package cli

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

// The reference is strconv, on whatever a float can be.
func TestAppendFixedWritesWhatStrconvDoes(t *testing.T) {
	check := func(v float64) {
		t.Helper()
		if got, want := string(appendFixed(nil, v)), string(strconv.AppendFloat(nil, v, 'f', 4, 64)); got != want {
			t.Fatalf("%b is written %s, and strconv writes %s", v, got, want)
		}
	}
	for _, v := range []float64{
		0, math.Copysign(0, -1), 100, 1e-300, 0.00005, 0.00015, 9.99995, 99.99995, 99.99999, 100.00004, 1e9, 1e300, -1, -0.00001,
		math.Nextafter(100, 0), math.Nextafter(100, 101), math.SmallestNonzeroFloat64, math.NaN(), math.Inf(1), math.Inf(-1),
	} {
		check(v)
	}
	// Numbers as they are written, ties between two of them, and the floats next to
	// both.
	for n := 0; n <= 2_000_000; n += 7 {
		v := float64(n) / 20_000
		check(v)
		check(math.Nextafter(v, -1))
		check(math.Nextafter(v, 101))
	}
	// Ties that are exact: with a fifth decimal of 5 a float has to be a multiple of
	// 1/32, and no result lies there but by chance.
	for n := range 3_201 {
		check(float64(n) / 32)
	}
	rng := rand.New(rand.NewPCG(1, 2))
	for range 100_000 {
		check(100 * rng.Float64())
		check(float64(100 * rng.Float32())) // what scoring gives
		check(math.Float64frombits(rng.Uint64()))
	}
}
