package server

import (
	"bytes"
	"context"
	"net/http"
	"slices"
	"strings"
	"testing"

	"golang.org/x/net/html"

	"workfit/quiz"
	"workfit/scoring"
	"workfit/server/page"
)

func today(t *testing.T) quiz.Versions {
	return quiz.Versions{Data: catalog(t).Version(), Engine: scoring.EngineVersion}
}

func TestResultsOfSomeoneCurious(t *testing.T) {
	w, p := english(t), someone(t, curious)
	r := buildResults(w, catalog(t), p, today(t))
	r.Base = base(w, p)
	if !r.Clear || r.Few || r.Changed != "" || r.Answered != 60 || r.All != 923 {
		t.Errorf("%+v", r)
	}
	if n := len(r.Families); n < leastFamilies || n > listedFamilies || r.Families[0].Name != "Science" || len(r.Families[0].Careers) != listedFamilyCareers {
		t.Errorf("families: %+v", r.Families)
	}
	for i, f := range r.Families {
		if i >= leastFamilies && f.Fit.Low < 50 {
			t.Errorf("%s may fit no better than a family picked blindly: %+v", f.Name, f.Fit)
		}
	}
	if len(r.Careers) != openCareers || len(r.Careers)+len(r.More) != listedCareers {
		t.Errorf("%d + %d careers", len(r.Careers), len(r.More))
	}
	last := 100
	for _, c := range append(r.Careers, r.More...) {
		if c.Fit.Score > last || c.Fit.Low > c.Fit.Score || c.Fit.High < c.Fit.Score {
			t.Errorf("%s: %+v after %d", c.Title, *c.Fit, last)
		}
		last = c.Fit.Score
		if c.Pay == "" || c.Education == "" || len(c.For) > listedFor || len(c.Against) > listedAgainst {
			t.Errorf("%+v", c)
		}
	}
	seen := drawn(t, page.ResultsPage(r))
	if n := len(seen.all("svg", "role", "img", "aria-label", "")); n != len(r.Families)+listedCareers {
		t.Errorf("%d pictures say what they show", n)
	}
	if n := len(seen.all("svg")) - len(seen.all("svg", "aria-label", "")) - len(seen.all("svg", "aria-hidden", "true")); n != 0 {
		t.Errorf("%d pictures neither say what they show nor stand beside it", n)
	}
	seen.says("50 is what you could expect from a career picked at random").says(r.Careers[0].For[0])
	if n := len(seen.all("p", "class", "stays")); n != len(r.Families)+listedCareers {
		t.Errorf("%d of %d families and careers say how steady they are", n, len(r.Families)+listedCareers)
	}
	if len(seen.all("section", "id", "doubt")) != 0 {
		t.Error("honest answers are doubted")
	}
	seen.leadsTo("/about").leadsTo("/careers").leadsTo(r.Session.URL("/save")).leadsTo(r.Session.URL("/delete")).leadsTo(r.Session.URL("/reopen"))
	if len(seen.all("details")) != 1 {
		t.Error("a clear result is folded away")
	}
}

func TestResultsWithoutAPattern(t *testing.T) {
	w, p := english(t), someone(t, undecided)
	r := buildResults(w, catalog(t), p, today(t))
	r.Base = base(w, p)
	if r.Clear {
		t.Fatal("someone without preferences has a clear pattern")
	}
	seen := drawn(t, page.ResultsPage(r)).says("There is no clear pattern yet").says("the order may be chance")
	for _, picture := range seen.all("svg", "role", "img") {
		if !inside(picture, "details") {
			t.Errorf("a fit is not folded: %s", attr(picture, "aria-label"))
		}
	}
	if strings.Contains(seen.text("h2"), "that fit you") {
		t.Errorf("a heading promises a fit: %s", seen.text("h2"))
	}
}

func inside(n *html.Node, tag string) bool {
	for up := range n.Ancestors() {
		if up.Data == tag {
			return true
		}
	}
	return false
}

func TestHowSteadyIsSaidInTenths(t *testing.T) {
	w := english(t)
	for _, c := range []struct {
		chance float64
		listed bool
		want   string
	}{
		{1, true, "Would stay in your top 20 in nearly all retakes"},
		{0.951, true, "Would stay in your top 20 in nearly all retakes"},
		{0.949, true, "Would stay in your top 20 in 9 of 10 retakes"},
		{0.051, true, "Would stay in your top 20 in 1 of 10 retakes"},
		{0.049, true, "Would stay in your top 20 in fewer than 1 of 10 retakes"},
		{0.049, false, ""},
		{0.25, false, "Would come into your top 20 in 3 of 10 retakes"},
		{1, false, "Would come into your top 20 in 9 of 10 retakes"},
	} {
		if got := stays(w, "career", c.chance, c.listed, 20); got != c.want {
			t.Errorf("%v, listed %t: %q, want %q", c.chance, c.listed, got, c.want)
		}
	}
	if got := stays(w, "family", 0.7, true, 5); got != "Would stay in your top 5 in 7 of 10 retakes" {
		t.Errorf("a family: %q", got)
	}
	stays(w, "family", 1, true, 5)
	stays(w, "family", 0, true, 5)
	stays(w, "family", 0.5, false, 5)
}

func TestDoubtIsSaidWithoutBlame(t *testing.T) {
	w := english(t)
	for _, sign := range []scoring.Sign{scoring.Misfit, scoring.SameAnswers, scoring.Contradiction, scoring.Haste} {
		said := doubts(w, scoring.Quality{Signs: []scoring.Sign{sign}, LongestRun: 31, Contradictions: 3, Pairs: 5})
		if len(said) != 1 || strings.HasPrefix(said[0], "results.") || strings.Contains(said[0], "<no value>") {
			t.Errorf("%s: %q", sign, said)
		}
	}
	p := someone(t, undecided)
	r := buildResults(w, catalog(t), p, today(t))
	r.Base = base(w, p)
	notice := drawn(t, page.ResultsPage(r))
	if got := notice.text("section", "id", "doubt"); !strings.Contains(got, "the same answer 60 times in a row") || !strings.Contains(got, "the ranges are wider") {
		t.Errorf("sixty equal answers: %q", got)
	}

	// A clear result has no other way back beside the notice.
	p = someone(t, curious)
	p.result.Quality.Signs = []scoring.Sign{scoring.Misfit, scoring.Contradiction}
	r = buildResults(w, catalog(t), p, today(t))
	r.Base = base(w, p)
	notice = drawn(t, page.ResultsPage(r))
	if got := notice.text("section", "id", "doubt"); !strings.Contains(got, "seldom see") || !strings.Contains(got, "nearly the same thing") || !strings.Contains(got, "Change my answers") {
		t.Errorf("two signs: %q", got)
	}
	c := buildCareer(w, catalog(t), career(t, "carpenters"), p)
	c.Base = base(w, p)
	if got := drawn(t, page.CareerPage(c)).text("p", "class", "doubtful"); !strings.Contains(got, "wider than usual") {
		t.Errorf("the page of a career: %q", got)
	}
}

func TestWhatMostCareersShareIsSaidOnce(t *testing.T) {
	w, p := english(t), someone(t, curious)
	r := buildResults(w, catalog(t), p, today(t))
	r.Base = base(w, p)
	if len(r.CommonFor) == 0 || len(r.CommonFor) > commonFor || len(r.CommonAgainst) > commonAgainst {
		t.Fatalf("in common: %q, %q", r.CommonFor, r.CommonAgainst)
	}
	seen := drawn(t, page.ResultsPage(r))
	for _, sentence := range r.CommonFor {
		if n := strings.Count(seen.text("main"), sentence); n != 1 {
			t.Errorf("%q is said %d times", sentence, n)
		}
		careers := 0
		for _, at := range p.result.Top(listedCareers) {
			if slices.Contains(reasons(w, p.result.Reasons(p.result.Fit(at).Code, weighedReasons).For), sentence) {
				careers++
			}
		}
		if careers <= listedCareers/2 {
			t.Errorf("%q holds for %d careers only", sentence, careers)
		}
	}
	common, own := takeCommon([][]scoring.Share{
		{{Element: "a", Level: 1, Demand: 1}, {Element: "b", Level: 1, Demand: 1}},
		{{Element: "a", Level: 1, Demand: -1}, {Element: "c", Level: 1, Demand: 1}},
	})
	if len(common) != 0 || len(own[0]) != 2 || len(own[1]) != 2 {
		t.Errorf("nothing is shared by more than half, yet %v is taken from %v", common, own)
	}
}

func TestResultsOfFewAnswers(t *testing.T) {
	n := 0
	p := someone(t, func(it *quiz.Item) int {
		if n++; n > 5 {
			return quiz.Skipped
		}
		return curious(it)
	})
	w := english(t)
	r := buildResults(w, catalog(t), p, quiz.Versions{Data: "onet99", Engine: "9"})
	if !r.Few || r.Answered != 5 || !strings.Contains(r.Changed, "onet99") {
		t.Errorf("%+v", r)
	}
	for _, table := range r.Profile {
		for _, m := range table.Measures {
			if m.Low > m.At || m.At > m.High || m.Low < 0 || m.High > 1 {
				t.Errorf("%s: %+v", table.Title, m)
			}
		}
	}
	asked := map[string]bool{}
	for _, e := range p.result.Estimates() {
		if e.Items > 0 {
			asked[elementName(w, e.Element)] = true
		}
	}
	for _, m := range r.Profile[0].Measures {
		if !asked[m.Name] {
			t.Errorf("%s is shown, but was not asked about", m.Name)
		}
	}
}

func TestProfileShowsAllThemesAndOnlyStrengths(t *testing.T) {
	tables := buildProfile(english(t), someone(t, curious))
	if len(tables) != len(scoring.Domains) {
		t.Fatalf("%d tables", len(tables))
	}
	themes := tables[0].Measures
	if len(themes) != 6 || themes[0].Name != "Investigating" {
		t.Errorf("themes: %+v", themes)
	}
	for _, table := range tables {
		if len(table.Measures) > listedConstructs {
			t.Errorf("%s: %d rows", table.Title, len(table.Measures))
		}
	}
}

func TestAllFitsIsOneSmallPage(t *testing.T) {
	w, p := english(t), someone(t, curious)
	all := buildAllFits(w, catalog(t), p)
	all.Base = base(w, p)
	if len(all.Careers) != 923 {
		t.Errorf("%d careers", len(all.Careers))
	}
	var out bytes.Buffer
	if err := page.AllFitsPage(all).Render(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	if out.Len() > 300<<10 {
		t.Errorf("the page has %d bytes", out.Len())
	}
}

func TestResultsComeAfterTheQuestions(t *testing.T) {
	v := visit(t, nil)
	_, form, _ := fit(t, "quick")
	v.post("/start", "form", "quick")
	here := "/s/" + v.session()
	v.get(here+"/results").is(http.StatusOK, here+"/q/"+form.Items[0], "Question 1")
	for _, id := range form.Items {
		v.post(here+"/q/"+id, "answer", "4")
	}
	v.get(here+"/results").is(http.StatusOK, here+"/review", "")
	v.post(here+"/finish").is(http.StatusOK, here+"/results", "Your results")
	v.get(here+"/results?all=1").is(http.StatusOK, here+"/results", "All careers with your FIT").leadsTo(here + "/results")
	p := v.get("/careers/biologists").is(http.StatusOK, "/careers/biologists", "Biologists").says("Your FIT with this career is").leadsTo(here + "/results")
	if p.header.Get("Cache-Control") != "no-store" {
		t.Errorf("a page with one person's fit may be kept: %v", p.header)
	}
}

// Who answers faster than one can read is told so; who takes their time is not,
// and neither is a program that sends many answers at once.
func TestHasteIsNoticed(t *testing.T) {
	const said = "faster than most people can read"
	curious := func(it *quiz.Item) int { return 1 + len(it.ID+it.Note)%5 }
	v := visit(t, nil)
	v.hurry.Store(true)
	v.get(v.finish("quick", curious) + "/results").says(said)
	patient := visit(t, nil)
	if page := patient.get(patient.finish("quick", curious) + "/results"); strings.Contains(page.text("main", "", ""), said) {
		t.Error("who took their time is told that they were too fast")
	}

	a := assessed(t)
	session, _, err := a.start(t.Context(), "fit", "quick", "en")
	if err != nil {
		t.Fatal(err)
	}
	_, form, _ := fit(t, "quick")
	for _, id := range form.Items {
		if session, err = a.answer(t.Context(), session.ID.String(), id, 3, fromAPI); err != nil {
			t.Fatal(err)
		}
	}
	if session.Hasty > 0 {
		t.Errorf("of answers that a program sent %d count as hasty", session.Hasty)
	}
}
