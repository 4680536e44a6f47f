package cli

import (
	"context"
	"encoding/json"
	"fmt"
	"hash/fnv"
	"math/rand/v2"
	"runtime"
	"slices"
	"sync"
	"sync/atomic"

	"workfit/quiz"
	"workfit/scoring"
	"workfit/scoring/occupation"
	"workfit/scoring/validation"
	"workfit/server/cli/report"
	"workfit/static"
)

// A validator judges an instrument and its scoring on some people's answers.
type validator struct {
	in      *quiz.Instrument
	catalog *occupation.Catalog
	model   *scoring.Model

	form        string
	items       []string // in the order of the form
	families    []int    // by occupation
	familyNames []string

	people  []respondent
	outcome bool              // whether people's fields are known
	sample  validation.Sample // of people, by place
	sizes   []int             // people by field
	group   string
	retest  map[string]map[string]int // second answers by person
	dropped droppedRows
	judged  report.Judged

	draws, simulated, personal int
	seed                       uint64

	results []*scoring.Result // by person
	fits    [][]float32       // FIT by person and occupation
	drawn   []simulant
	notes   []string
}

// A simulant is a simulated person who has answered all items.
type simulant struct {
	answers map[string]int
	truth   []float32 // true FITs
	result  *scoring.Result
}

// judge fills the report, part by part. Each part uses all cores.
func (v *validator) judge(ctx context.Context) (*report.Report, error) {
	if err := v.score(ctx); err != nil {
		return nil, err
	}
	r := &report.Report{Judged: v.judged}
	for _, part := range []func(context.Context, *report.Report) error{
		v.matching, v.reliability, v.rangeOnPeople, v.calibration, v.length, v.quality, v.fairness,
	} {
		if err := part(ctx, r); err != nil {
			return nil, err
		}
	}
	r.Notes = v.notes
	return r, nil
}

// note says in the report what could not be judged.
func (v *validator) note(format string, args ...any) {
	v.notes = append(v.notes, fmt.Sprintf(format, args...))
}

// score scores everybody's whole form, and draws the simulated people.
func (v *validator) score(ctx context.Context) error {
	v.results, v.fits = make([]*scoring.Result, len(v.people)), make([][]float32, len(v.people))
	err := parallel(ctx, len(v.people), func(p int) (err error) {
		v.results[p], err = v.scored(v.people[p].answers, v.items)
		if err == nil {
			v.fits[p] = fitsOf(v.results[p])
		}
		return err
	})
	if err != nil {
		return err
	}
	v.drawn, err = v.draw(ctx, "people", v.simulated, nil)
	return err
}

// scored scores the answers to some items, as they were asked: in the form's order,
// whichever of them are looked at.
func (v *validator) scored(answers map[string]int, items []string) (*scoring.Result, error) {
	given := make(map[string]int, len(items))
	for _, item := range items {
		if a, ok := answers[item]; ok {
			given[item] = a
		}
	}
	return v.model.ScoreSheet(scoring.Sheet{Answers: given, Order: v.items})
}

// draw simulates people who answer all items; shift moves what they like.
func (v *validator) draw(ctx context.Context, what string, n int, shift map[string]float64) ([]simulant, error) {
	population := v.model.Population()
	drawn := make([]simulant, n)
	return drawn, parallel(ctx, n, func(i int) (err error) {
		random := rand.New(v.source(fmt.Sprintf("simulated %s %d", what, i)))
		who := population.Draw(random, shift)
		s := simulant{answers: who.Answers(random, v.items)}
		for _, fit := range who.Scores() {
			s.truth = append(s.truth, float32(fit))
		}
		s.result, err = v.scored(s.answers, v.items)
		drawn[i] = s
		return err
	})
}

// source is the chance of one thing that is worked out. Each has its own, so that
// none depends on what was worked out before it or on another core.
func (v *validator) source(what string) *rand.PCG {
	h := fnv.New64a()
	h.Write([]byte(what))
	return rand.NewPCG(v.seed, h.Sum64())
}

// mean is the mean over people of a figure, with its bootstrap interval.
func (v *validator) mean(what string, values []float64) report.Estimate {
	e, err := validation.Bootstrap(len(values), v.draws, v.source(what), func(people []int) float64 {
		var sum float64
		for _, p := range people {
			sum += values[p]
		}
		return sum / float64(len(people))
	})
	if err != nil {
		return report.Unknown()
	}
	return estimate(e)
}

func estimate(e validation.Estimate) report.Estimate {
	return report.Estimate{Value: report.Number(e.Value), Low: report.Number(e.Low), High: report.Number(e.High)}
}

// fitsOf lists the FITs of a result.
func fitsOf(r *scoring.Result) []float32 {
	fits := make([]float32, r.Len())
	for o := range fits {
		score, _, _ := r.OnScale(o)
		fits[o] = float32(score)
	}
	return fits
}

// parallel does work 0 to n − 1 on all cores, until one fails or ctx is done. The
// error is that of the first by number, so that the same fault is always told alike.
func parallel(ctx context.Context, n int, work func(i int) error) error {
	errs := make([]error, n)
	var next atomic.Int64
	var failed atomic.Bool
	var workers sync.WaitGroup
	for range min(runtime.GOMAXPROCS(0), n) {
		workers.Go(func() {
			for !failed.Load() && ctx.Err() == nil {
				i := int(next.Add(1)) - 1
				if i >= n {
					return
				}
				if errs[i] = work(i); errs[i] != nil {
					failed.Store(true)
				}
			}
		})
	}
	workers.Wait()
	if err := ctx.Err(); err != nil {
		return err
	}
	for _, err := range errs {
		if err != nil {
			return err
		}
	}
	return nil
}

// jobFamilies returns each occupation's family, and the families' names.
func jobFamilies(catalog *occupation.Catalog) (of []int, names []string, err error) {
	text, err := static.Locales.ReadFile("locale/en/elements.json")
	if err != nil {
		return nil, nil, err
	}
	var words map[string]any
	if err := json.Unmarshal(text, &words); err != nil {
		return nil, nil, err
	}
	groups := catalog.Groups()
	for _, g := range groups {
		name, ok := words["family."+g].(string)
		if !ok {
			name = g
		}
		names = append(names, name)
	}
	for _, o := range catalog.All() {
		of = append(of, slices.Index(groups, o.Group))
	}
	return of, names, nil
}
