package scoring_test

import (
	"math/rand/v2"
	"testing"
	"time"

	"workfit/scoring"
)

// One person against all occupations: fit, range and the best twenty. The ceiling
// is the products that no scoring can do without, measured in the same run.
func BenchmarkScore(b *testing.B) {
	f := load(b)
	items := f.form(b, "standard")
	answers := map[string]int{}
	for i, id := range items {
		answers[id] = 1 + i*7%5
	}
	bare := f.model.BareProduct(len(items))
	bare()

	for name, all := range map[string]bool{"same form again": false, "and every FIT and range put on 0 to 100": true} {
		b.Run(name, func(b *testing.B) {
			b.ReportAllocs()
			var whole, product time.Duration
			for b.Loop() {
				began := time.Now()
				r, err := f.model.Score(answers)
				if err != nil || len(r.Top(20)) != 20 {
					b.Fatal(err)
				}
				for o := 0; all && o < r.Len(); o++ {
					if _, low, high := r.OnScale(o); low > high {
						b.Fatal("a range is turned round")
					}
				}
				whole += time.Since(began)
				// The ceiling in turn with it, so that other work on the machine slows
				// both alike. The time of an op is that of both together.
				began = time.Now()
				bare()
				product += time.Since(began)
			}
			b.ReportMetric(float64(whole.Nanoseconds())/float64(b.N), "ns/score")
			b.ReportMetric(float64(whole)/float64(product), "x-bare-product")
		})
	}
	b.Run("answers skipped never before", func(b *testing.B) {
		b.ReportAllocs()
		for b.Loop() {
			b.StopTimer()
			model, err := scoring.NewModel(f.in, f.field, scoring.DefaultWeights())
			if err != nil {
				b.Fatal(err)
			}
			b.StartTimer()
			if _, err := model.Score(answers); err != nil {
				b.Fatal(err)
			}
		}
	})
}

func BenchmarkExplain(b *testing.B) {
	f := load(b)
	answers := map[string]int{}
	for i, id := range f.form(b, "standard") {
		answers[id] = 1 + i*7%5
	}
	r := score(b, f.model, answers)
	b.ReportAllocs()
	for b.Loop() {
		if _, ok := r.Explain("29-1141.00"); !ok {
			b.Fatal("no such occupation")
		}
	}
}

// What a service does once for each instrument when it starts.
func BenchmarkNewModel(b *testing.B) {
	f := load(b)
	for b.Loop() {
		if _, err := scoring.NewModel(f.in, f.field, scoring.DefaultWeights()); err != nil {
			b.Fatal(err)
		}
	}
}

// What a results page asks for beside the fits: the chances of staying in a
// retake, and what the rest of the form would change.
func BenchmarkStaying(b *testing.B) {
	f := load(b)
	rng := rand.New(rand.NewPCG(1, 2))
	answers := f.model.Population().Draw(rng, nil).Answers(rng, f.form(b, "quick"))
	r := score(b, f.model, answers)
	b.Run("retake", func(b *testing.B) {
		for b.Loop() {
			r.RetakeTop(20)
		}
	})
	b.Run("settled", func(b *testing.B) {
		for b.Loop() {
			r.Settled(f.form(b, "standard"), 10)
		}
	})
	b.Run("settled, left of another form than before", func(b *testing.B) {
		forms := [][]string{f.form(b, "standard"), f.form(b, "full")}
		i := 0
		for b.Loop() {
			r.Settled(forms[i%2], 10)
			i++
		}
	})
	b.Run("next", func(b *testing.B) {
		for b.Loop() {
			r.Next(f.form(b, "full"))
		}
	})
}
