package server

import (
	"errors"
	"fmt"
	"net/http"
	"path/filepath"
	"strings"
	"sync"
	"sync/atomic"
	"testing"
	"time"

	"workfit/quiz"
	"workfit/quiz/boltstore"
	"workfit/scoring"
	"workfit/server/page"
)

// assessed is an assessment with a store of its own.
func assessed(t *testing.T) *assessment {
	t.Helper()
	store, err := boltstore.Open(filepath.Join(t.TempDir(), "sessions.db"), boltstore.Options{})
	if err != nil {
		t.Fatal(err)
	}
	t.Cleanup(func() { store.Close() })
	instruments, err := quiz.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	a, err := newAssessment(Options{
		Store: store, Instruments: instruments, Occupations: catalog(t), Now: time.Now, SessionLife: time.Hour,
	})
	if err != nil {
		t.Fatal(err)
	}
	return a
}

// finish answers a form as told, on its pages, and returns the session's path.
// Items that are answered 0 are skipped.
func (v *visitor) finish(form string, answer func(*quiz.Item) int) string {
	v.t.Helper()
	in, f, _ := fit(v.t, form)
	v.post("/start", "form", form)
	here := "/s/" + v.session()
	for _, id := range f.Items {
		item, _ := in.Item(id)
		if value := answer(item); value != quiz.Skipped {
			v.post(here+"/q/"+id, "answer", fmt.Sprint(value))
		} else {
			v.post(here+"/q/"+id, "skip", "1")
		}
	}
	v.post(here+"/finish").is(http.StatusOK, here+"/results", "Your results")
	return here
}

// chosen lists what the form on the results page says is to count.
func (p *seen) chosen() string {
	var choices []string
	for _, o := range p.all("option", "selected", "") {
		choices = append(choices, attr(o, "value"))
	}
	return strings.Join(choices, " ")
}

func TestAPersonWeighsTheParts(t *testing.T) {
	v := visit(t, nil)
	here := v.finish("quick", curious)
	usual := v.get(here + "/results").leadsTo(here + "/weights").says("What should count?")
	list := usual.text("section", "id", "careers")
	if got := usual.chosen(); got != "usual usual usual usual usual" {
		t.Errorf("at first the choices are %q", got)
	}
	if strings.Contains(usual.text("main"), "You chose what counts") || len(usual.all("button", "name", "usual")) != 0 {
		t.Error("the usual weights are called a choice")
	}

	changed := v.post(here+"/weights", "weight-interests", "none", "weight-subjects", "none", "weight-work_styles", "more", "weight-skills", "less").
		is(200, here+"/results", "Your results").says("You chose what counts").
		says("Counts more: how you work. Counts less: what you can do. Does not count: what you like to do, subjects.")
	if got := changed.chosen(); got != "none none more less usual" {
		t.Errorf("the choices are %q", got)
	}
	if changed.text("section", "id", "careers") == list {
		t.Error("other weights give the same list")
	}
	v.get(here + "/results?all=1").says("You chose what counts")
	v.get("/careers/biologists").says("You chose what counts")

	if back := v.post(here+"/weights", "usual", "1", "weight-interests", "none").is(200, here+"/results", "Your results"); back.text("section", "id", "careers") != list {
		t.Error("back to usual is not as before")
	}
	if strings.Contains(v.get("/careers/biologists").text("main"), "You chose what counts") {
		t.Error("back to usual, the career's page still tells of a choice")
	}
}

func TestSomethingMustCount(t *testing.T) {
	v := visit(t, nil)
	here := v.finish("quick", curious)
	v.post(here+"/weights", "weight-skills", "more")
	var nothing []string
	for _, field := range weighFields() {
		nothing = append(nothing, field, "none")
	}
	p := v.post(here+"/weights", nothing...).is(422, here+"/weights", "Error: Your results").
		says("Choose at least one part that counts").leadsTo("#weight-interests")
	if got := p.chosen(); got != "none none none none none" {
		t.Errorf("the page that refuses shows %q", got)
	}
	if got := p.text("h1"); got != "Your results" {
		t.Errorf("the heading is %q", got)
	}
	if got := v.get(here + "/results").chosen(); got != "usual usual usual more usual" {
		t.Errorf("what was refused was kept: %q", got)
	}
	v.post(here+"/weights", "weight-skills", "enormously").is(422, here+"/weights", "That is not a choice we know")
	v.post(here+"/weights", "weight-looks", "more").is(422, here+"/weights", "Error: Your results")
}

func TestWeightsOfAnOpenSessionAreKept(t *testing.T) {
	v := visit(t, nil)
	v.post("/start", "form", "quick")
	here := "/s/" + v.session()
	v.post(here+"/weights", "weight-skills", "none").is(200, v.get(here).path, "Question 1 of 18")
	v.post(v.get(here).path, "answer", "4")
	v.post(here + "/finish").says("Does not count: what you can do.")
}

func TestAFailedStoreDoesNotLoseTheWeights(t *testing.T) {
	store := &faultyStore{}
	v := visit(t, func(s quiz.Store) quiz.Store { store.Store = s; return store })
	here := v.finish("quick", curious)
	store.broken = errors.New("away")
	p := v.post(here+"/weights", "weight-skills", "none").is(503, here+"/weights", "We cannot reach")
	if len(p.all("input", "name", "weight-skills", "value", "none")) != 1 {
		t.Error("the choice is not sent again")
	}
}

func TestTheWeightsAreThoseOfTheModel(t *testing.T) {
	a, someone := assessed(t), someone(t, curious)
	someone.session.Emphasis = map[string]float64{"interests": 0.5, "skills": 2, "work_values": 0}
	weights := scoring.DefaultWeights()
	weights[scoring.Themes] *= 0.5
	weights[scoring.Skills] *= 2
	weights[scoring.Values] = 0
	model, err := scoring.NewModel(someone.instrument, a.field, weights)
	if err != nil {
		t.Fatal(err)
	}
	want, err := model.Score(someone.session.Given())
	if err != nil {
		t.Fatal(err)
	}
	got, err := a.score(someone.session)
	if err != nil {
		t.Fatal(err)
	}
	for o := range want.Len() {
		if got.Fit(o).Score != want.Fit(o).Score {
			t.Fatalf("%s: FIT %v, want %v", want.Fit(o).Code, got.Fit(o).Score, want.Fit(o).Score)
		}
	}
	for _, same := range []map[string]float64{
		nil,
		{"interests": 2, "subjects": 2, "work_styles": 2, "skills": 2, "work_values": 2},
		{"interests": 0, "subjects": 0, "work_styles": 0, "skills": 0, "work_values": 0}, // kept before the instrument changed
	} {
		someone.session.Emphasis = same
		if model, err := a.model(someone.session); err != nil || model != a.models["fit"] {
			t.Errorf("%v does not give the usual model, %v", same, err)
		}
		if words := weighedWords(english(t), someone); words != "" {
			t.Errorf("%v is told as %q", same, words)
		}
	}
}

func TestTheFormAsksOnlyOfPartsThatWereAskedAbout(t *testing.T) {
	p := someone(t, curious)
	form := &quiz.Form{ID: "part"}
	for _, item := range p.instrument.Items {
		if item.Section == "skills" || item.Section == "values" {
			form.Items = append(form.Items, item.ID)
		}
	}
	var fields []string
	for _, part := range buildWeigh(english(t), p, form, nil).Parts {
		fields = append(fields, part.Field)
	}
	if got := strings.Join(fields, " "); got != "weight-skills weight-work_values" {
		t.Errorf("it asks of %s", got)
	}
}

func TestAWeighFormIsDrawnOnlyWhereThereIsAChoice(t *testing.T) {
	p := someone(t, curious)
	w := english(t)
	r := buildResults(w, catalog(t), p, today(t))
	r.Base = base(w, p)
	r.Weigh = page.Weigh{Parts: make([]page.WeighPart, 1)}
	if len(drawn(t, page.ResultsPage(r)).all("", "id", "weigh")) != 0 {
		t.Error("a single part can be weighed")
	}
}

func TestModelsAreMadeOnceAndTheOldestGo(t *testing.T) {
	var cache modelCache
	var made atomic.Int64
	slow := func() (*scoring.Model, error) {
		time.Sleep(20 * time.Millisecond)
		made.Add(1)
		return new(scoring.Model), nil
	}
	var first [10]*scoring.Model
	var all sync.WaitGroup
	for i := range first {
		all.Go(func() { first[i], _ = cache.get("a", slow) })
	}
	all.Wait()
	if made.Load() != 1 {
		t.Errorf("asked for ten times at once, a model was made %d times", made.Load())
	}
	for _, m := range first {
		if m == nil || m != first[0] {
			t.Error("not all got the same model")
		}
	}

	quick := func() (*scoring.Model, error) { made.Add(1); return new(scoring.Model), nil }
	for i := range maxModels {
		_, _ = cache.get(fmt.Sprint(i), quick)
		_, _ = cache.get("a", quick)
	}
	if len(cache.models) != maxModels || made.Load() != 1+maxModels {
		t.Errorf("%d models are kept, %d were made", len(cache.models), made.Load())
	}
	if cache.models["0"] != nil || cache.models["a"] == nil {
		t.Error("it is not the one unused for longest that has gone")
	}
}
