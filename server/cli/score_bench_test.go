package cli

import (
	"bytes"
	"io"
	"runtime"
	"sync"
	"testing"
	"time"
)

// A sheet of people from CSV to CSV on all cores. The ceiling is bare scoring of
// the same people on as many cores: nothing read, nothing written. It is measured
// in turn with it, so that other work on the machine slows both alike.
func BenchmarkScorePeople(b *testing.B) {
	const people = 1000
	in, model := fitModel(b)
	for _, bm := range []struct {
		name string
		skip float64
		top  int
	}{
		{"all occupations", 0, 0},
		{"top 20", 0, 20},
		{"top 20, everybody skips other items", 0.1, 20},
	} {
		b.Run(bm.name, func(b *testing.B) {
			text := simulated(b, people, bm.skip)
			everybody := answersOf(b, text)
			b.ReportAllocs()
			var whole, bare time.Duration
			for b.Loop() {
				began := time.Now()
				sheet, err := readSheet(bytes.NewReader(text), "people.csv", in, false)
				if err != nil {
					b.Fatal(err)
				}
				out := newOutput(io.Discard, nil, checkpoint{})
				if err := out.end(scorePeople(b.Context(), sheet, newScorer(model, bm.top), out.add)); err != nil {
					b.Fatal(err)
				}
				whole += time.Since(began)

				b.StopTimer()
				began = time.Now()
				var cores sync.WaitGroup
				for core := range runtime.GOMAXPROCS(0) {
					cores.Go(func() {
						for i := core; i < len(everybody); i += runtime.GOMAXPROCS(0) {
							if _, err := model.Score(everybody[i]); err != nil {
								b.Error(err)
							}
						}
					})
				}
				cores.Wait()
				bare += time.Since(began)
				b.StartTimer()
			}
			b.ReportMetric(people*float64(b.N)/whole.Seconds(), "people/s")
			b.ReportMetric(float64(whole)/float64(bare), "x-bare-scoring")
		})
	}
}

// answersOf reads a sheet of people.
func answersOf(tb testing.TB, text []byte) (everybody []map[string]int) {
	tb.Helper()
	in, _ := fitModel(tb)
	sheet, err := readSheet(bytes.NewReader(text), "people.csv", in, false)
	if err != nil {
		tb.Fatal(err)
	}
	for {
		var r row
		if err := sheet.read(&r); err == io.EOF {
			return everybody
		} else if err != nil {
			tb.Fatal(err)
		}
		answers := map[string]int{}
		if _, err := sheet.answers(&r, answers); err != nil {
			tb.Fatal(err)
		}
		everybody = append(everybody, answers)
	}
}
