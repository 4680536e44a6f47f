package scoring_test

import (
	"sync"
	"testing"

	"workfit/quiz"
	"workfit/scoring"
	"workfit/scoring/occupation"
)

// fixture is the real thing: the fit instrument against all occupations.
var fixture = sync.OnceValues(func() (*fixtures, error) {
	catalog, err := occupation.Embedded()
	if err != nil {
		return nil, err
	}
	field, err := catalog.Field()
	if err != nil {
		return nil, err
	}
	instruments, err := quiz.Embedded()
	if err != nil {
		return nil, err
	}
	in, _ := instruments.Find("fit")
	model, err := scoring.NewModel(in, field, scoring.DefaultWeights())
	return &fixtures{catalog, field, in, model}, err
})

type fixtures struct {
	catalog *occupation.Catalog
	field   *scoring.Field
	in      *quiz.Instrument
	model   *scoring.Model
}

func load(tb testing.TB) *fixtures {
	tb.Helper()
	f, err := fixture()
	if err != nil {
		tb.Fatal(err)
	}
	return f
}

func score(tb testing.TB, m *scoring.Model, answers map[string]int) *scoring.Result {
	tb.Helper()
	r, err := m.Score(answers)
	if err != nil {
		tb.Fatal(err)
	}
	return r
}

// form returns the items of a form of the fit instrument.
func (f *fixtures) form(tb testing.TB, id string) []string {
	tb.Helper()
	form, ok := f.in.Form(id)
	if !ok {
		tb.Fatalf("no form %q", id)
	}
	return form.Items
}

// fits lists the fits of all occupations, in the field's order.
func fits(r *scoring.Result) []scoring.Fit {
	all := make([]scoring.Fit, r.Len())
	for o := range all {
		all[o] = r.Fit(o)
	}
	return all
}
