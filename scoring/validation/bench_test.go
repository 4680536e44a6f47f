package validation_test

import (
	"math/rand/v2"
	"testing"

	"workfit/scoring/validation"
)

// About 2,000 people of 7 fields and 923 occupations, as in a real sample.
func BenchmarkJudge(b *testing.B) {
	s := fieldsOf(7, 286, 20)
	scores := scoresOf(generator(1), s, 923, 0.5, 0)
	for b.Loop() {
		judge(b, scores, s)
	}
}

func BenchmarkDifferences(b *testing.B) {
	s := fieldsOf(7, 286, 20)
	random := generator(1)
	x, y := judge(b, scoresOf(random, s, 200, 0.5, 0), s), judge(b, scoresOf(random, s, 200, 0.4, 0), s)
	for b.Loop() {
		if _, err := validation.Differences(x, y, validation.OverPeople, 1000, rand.NewPCG(1, 1)); err != nil {
			b.Fatal(err)
		}
	}
}
