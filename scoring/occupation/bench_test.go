package occupation_test

import (
	"io/fs"
	"os"
	"testing"

	"workfit/scoring/occupation"
)

func embeddedTables() fs.FS { return os.DirFS("data") }

func BenchmarkLoad(b *testing.B) {
	tables := embeddedTables()
	for b.Loop() {
		if _, err := occupation.Load(tables); err != nil {
			b.Fatal(err)
		}
	}
}

// BenchmarkRating reads every importance and level, about as many ratings as a
// scoring model reads when it starts.
func BenchmarkRating(b *testing.B) {
	c := embedded(b)
	read := 0
	for b.Loop() {
		for _, d := range []occupation.Domain{occupation.Knowledge, occupation.Skills, occupation.Abilities} {
			for _, e := range c.Elements(d) {
				for _, o := range c.All() {
					for _, scale := range e.Scales {
						if _, ok := o.Rating(e.ID, scale); ok {
							read++
						}
					}
				}
			}
		}
	}
	b.ReportMetric(float64(b.Elapsed().Nanoseconds())/float64(read), "ns/rating")
}
