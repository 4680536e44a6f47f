package server

import (
	"fmt"
	"net/http"
	"strconv"
	"strings"
	"testing"

	"workfit/quiz"
	"workfit/scoring"
	"workfit/scoring/occupation"
	"workfit/server/page"
)

func career(t *testing.T, slug string) *occupation.Occupation {
	t.Helper()
	o, ok := catalog(t).FindSlug(slug)
	if !ok {
		t.Fatalf("there is no career %s", slug)
	}
	return o
}

// tenthsOf reads points as the page writes them.
func tenthsOf(t *testing.T, points string) int {
	t.Helper()
	n, err := strconv.Atoi(strings.NewReplacer("−", "-", ".", "", ",", "").Replace(points))
	if err != nil {
		t.Fatal(err)
	}
	return n
}

func TestEveryCareerPageIsWholeAndItsPointsAddUp(t *testing.T) {
	w, cat, p := english(t), catalog(t), someone(t, curious)
	for _, o := range cat.All() {
		c := buildCareer(w, cat, o, p)
		if c.Fit == nil || !c.Profiled || len(c.Asks) == 0 {
			t.Errorf("%s: %+v", o.Title, c)
			continue
		}
		if len(c.Fit.Domains) != len(scoring.Domains)+1 {
			t.Errorf("%s: the fit is made of %v", o.Title, c.Fit.Domains)
		}
		for _, parts := range [][]page.Part{c.Fit.Domains, c.Fit.Parts} {
			sum := 0
			for _, part := range parts {
				sum += tenthsOf(t, part.Points)
				if part.Size < -1 || part.Size > 1 {
					t.Errorf("%s: the bar of %s is of size %v", o.Title, part.Name, part.Size)
				}
			}
			if total := tenthsOf(t, c.Fit.TotalPoints); sum != total {
				t.Errorf("%s: the parts add up to %d, not %d", o.Title, sum, total)
			}
		}
		if len(c.Fit.For) > listedReasons || len(c.Technology) > listedTechnology || len(c.Similar) > listedSimilar {
			t.Errorf("%s: a list is too long", o.Title)
		}
		if (c.Fit.Score > 50) != (tenthsOf(t, c.Fit.TotalPoints) > 0) && c.Fit.Score != 50 {
			t.Errorf("%s: %s points make a FIT of %d", o.Title, c.Fit.TotalPoints, c.Fit.Score)
		}
	}
}

func TestTheStrongestReasonsComeFirstAndOnce(t *testing.T) {
	w, p := english(t), someone(t, curious)
	c := buildCareer(w, catalog(t), career(t, "biologists"), p)
	c.Base = base(w, p)
	seen := drawn(t, page.CareerPage(c))
	if got, want := seen.text("dl", "class", "strongest"), "Speaks for it most "+c.Fit.For[0]+" Counts against it most "+c.Fit.Against[0]; got != want {
		t.Errorf("%q, want %q", got, want)
	}
	if n := len(seen.all("li", "class", "reason-for")) + len(seen.all("li", "class", "reason-against")); n != len(c.Fit.For)+len(c.Fit.Against)-2 {
		t.Errorf("%d reasons besides", n)
	}
	c.Fit.For, c.Fit.Against = nil, nil
	drawn(t, page.CareerPage(c)).says("Nothing in your answers speaks strongly for this career").says("Nothing in your answers counts strongly against it")
}

// What is said of another answer is what the page would say had it been given.
func TestADifferentAnswerWouldHaveMadeTheFitThatIsSaid(t *testing.T) {
	w, p := english(t), someone(t, curious)
	o := career(t, "carpenters")
	c := buildCareer(w, catalog(t), o, p)
	c.Base = base(w, p)
	if n := len(drawn(t, page.CareerPage(c)).all("ul", "class", "what-ifs")); n != 1 || len(c.Fit.WhatIfs) == 0 {
		t.Fatalf("%d lists, %q", n, c.Fit.WhatIfs)
	}
	text, _ := p.instrument.Text("en")
	said := p.result.Counterfactuals(o.Code, listedWhatIfs)
	for i, sentence := range c.Fit.WhatIfs {
		item, _ := p.instrument.Item(said[i].Item)
		with := someone(t, func(it *quiz.Item) int {
			if it.ID == item.ID {
				return said[i].Other
			}
			return curious(it)
		})
		want := fmt.Sprintf("Had you answered “%s” to “%s”, this FIT would be %d instead of %d.",
			text.Label(p.instrument.ItemScale(item).ID, said[i].Other), text.Items[item.ID], with.fit(o.Code).Score, c.Fit.Score)
		if sentence != want {
			t.Errorf("%q, want %q", sentence, want)
		}
	}
	// Where no other answer would change the number by much, none is named.
	caring := someone(t, func(it *quiz.Item) int {
		return map[byte]int{'s': 5, 'i': 4, 'w': 4, 'k': 4, 'v': 4, 'r': 2, 'a': 2, 'e': 1, 'c': 1}[it.ID[0]]
	})
	unmoved := 0
	for _, o := range catalog(t).All() {
		most := caring.result.Counterfactuals(o.Code, 1)
		if len(most) == 0 || most[0].After-most[0].Before >= leastWhatIf-1 {
			continue
		}
		unmoved++
		c := buildCareer(w, catalog(t), o, caring)
		c.Base = base(w, caring)
		if len(c.Fit.WhatIfs) > 0 || len(drawn(t, page.CareerPage(c)).all("ul", "class", "what-ifs")) > 0 {
			t.Errorf("%s: %q", o.Title, c.Fit.WhatIfs)
		}
	}
	if unmoved == 0 {
		t.Error("every FIT would be moved by another answer: nothing was tested")
	}
}

func TestACareerSaysHowSteadyItsPlaceIs(t *testing.T) {
	w, p := english(t), someone(t, curious)
	said := func(p *person, o *occupation.Occupation) string {
		c := buildCareer(w, catalog(t), o, p)
		c.Base = base(w, p)
		return drawn(t, page.CareerPage(c)).text("p", "class", "stays")
	}
	ranking := p.result.Ranking()
	best, _ := catalog(t).Find(p.result.Fit(ranking[0]).Code)
	worst, _ := catalog(t).Find(p.result.Fit(ranking[len(ranking)-1]).Code)
	if got := said(p, best); !strings.Contains(got, "Would stay in your top 20 in") {
		t.Errorf("the best: %q", got)
	}
	if got := said(p, worst); got != "" {
		t.Errorf("the worst: %q", got)
	}
	// Without a pattern a place says nothing, nor does how steady it is.
	unsure := someone(t, undecided)
	first, _ := catalog(t).Find(unsure.result.Fit(unsure.result.Top(1)[0]).Code)
	if got := said(unsure, first); got != "" {
		t.Errorf("without a pattern: %q", got)
	}
}

func TestSkillsStandApartFromTheFit(t *testing.T) {
	w, p := english(t), someone(t, curious)
	c := buildCareer(w, catalog(t), career(t, "biologists"), p)
	c.Base = base(w, p)
	r := c.Readiness
	if r == nil || len(r.Gaps) == 0 || len(r.Have) == 0 || r.Source == "" {
		t.Fatalf("%+v", r)
	}
	ready, _ := p.result.Readiness("19-1029.04")
	if n := len(r.Gaps) + r.MoreGaps + len(r.Have); n != len(ready.Needs) {
		t.Errorf("%d of %d skills are told", n, len(ready.Needs))
	}
	seen := drawn(t, page.CareerPage(c))
	if n := len(seen.all("table", "class", "figures gaps")); n != 1 {
		t.Errorf("%d tables of skills", n)
	}
	seen.says("Going by your own ratings").says("None of this is part of FIT").says("Nobody has tested that")

	silent := someone(t, func(it *quiz.Item) int {
		if d, _ := scoring.DomainOf(it.Keys[0].Element); d == scoring.Skills {
			return quiz.Skipped
		}
		return curious(it)
	})
	c = buildCareer(w, catalog(t), career(t, "biologists"), silent)
	c.Base = base(w, silent)
	if c.Readiness != nil || len(drawn(t, page.CareerPage(c)).all("section", "id", "skills")) != 0 {
		t.Errorf("someone who said nothing of their skills reads %+v", c.Readiness)
	}
}

func TestSkillsAreSaidRoughly(t *testing.T) {
	w := english(t)
	for _, c := range []struct {
		met  float64
		want string
	}{
		{0, "you have few of"},
		{2.4, "you have few of"},
		{2.6, "about 5% of"},
		{61, "about 60% of"},
		{97.4, "about 95% of"},
		{97.6, "nearly all of"},
		{100, "nearly all of"},
	} {
		if got := readinessSentence(w, c.met); !strings.Contains(got, c.want) {
			t.Errorf("%v: %q does not say %q", c.met, got, c.want)
		}
	}
}

func TestFiguresComeBeforeWhomTheyAreAbout(t *testing.T) {
	w := english(t)
	c := buildCareer(w, catalog(t), career(t, "registered-nurses"), nil)
	c.Base = base(w, nil)
	seen := drawn(t, page.CareerPage(c))
	for section, first := range map[string]string{"pay": "Half of the people", "outlook": "The number of jobs", "education": "Highest education"} {
		text := seen.text("section", "id", section)
		figures, caveat := strings.Index(text, first), strings.Index(text, "These figures also take in")
		if figures < 0 || caveat < figures {
			t.Errorf("%s: %q", section, text)
		}
	}
}

func TestCareersThatAreNotProfiled(t *testing.T) {
	w, cat, p := english(t), catalog(t), someone(t, curious)
	o, ok := cat.Find("55-1011.00") // air crew officers: a name and nothing else
	if !ok || o.Profiled {
		t.Fatal("not the occupation this test needs")
	}
	c := buildCareer(w, cat, o, p)
	c.Base = base(w, p)
	if c.Fit != nil || c.FamilyURL != "" || c.Pay != nil || c.Outlook != nil || len(c.Asks) > 0 {
		t.Errorf("%+v", c)
	}
	drawn(t, page.CareerPage(c)).says("there is not enough data for a FIT").
		says("No pay figures are published").says("No forecast is published").says("Nothing is published about the education")
}

func TestCareerPageAsksThoseWhoHaveNotAnswered(t *testing.T) {
	w, cat := english(t), catalog(t)
	c := buildCareer(w, cat, career(t, "plumbers-pipefitters-and-steamfitters"), nil)
	c.Base = base(w, nil)
	drawn(t, page.CareerPage(c)).says("It is free and needs no account").leadsTo("/")
	c.GoOn = "/s/x"
	drawn(t, page.CareerPage(c)).says("You have begun the assessment").leadsTo("/s/x")
}

func TestCareerWithoutADomainSaysSo(t *testing.T) {
	c := buildCareer(english(t), catalog(t), career(t, "software-developers"), someone(t, curious))
	if !strings.Contains(c.Fit.Unrated, "what matters to you") {
		t.Errorf("%q", c.Fit.Unrated)
	}
	if !strings.Contains(c.Fit.Who, "chose to take it") {
		t.Errorf("whom people are compared with: %q", c.Fit.Who)
	}
}

func TestCareerAddresses(t *testing.T) {
	v := visit(t, nil)
	v.client.CheckRedirect = func(*http.Request, []*http.Request) error { return http.ErrUseLastResponse }
	for _, c := range []struct {
		path   string
		status int
		to     string
	}{
		{"software-developers", http.StatusOK, ""},
		{"15-1252.00", http.StatusMovedPermanently, "/careers/software-developers"},
		{"15-1252", http.StatusMovedPermanently, "/careers/software-developers"},
		{"Software-Developers", http.StatusMovedPermanently, "/careers/software-developers"},
		{"15-9999.00", http.StatusNotFound, ""},
		{"nobody", http.StatusNotFound, ""},
		{"%00", http.StatusNotFound, ""},
		{"..%2f..%2fetc", http.StatusNotFound, ""},
		{strings.Repeat("a", 5000), http.StatusNotFound, ""},
	} {
		res, err := v.client.Get(v.server.URL + "/careers/" + c.path)
		if err != nil {
			t.Fatal(err)
		}
		res.Body.Close()
		if res.StatusCode != c.status || res.Header.Get("Location") != c.to {
			t.Errorf("%.40s: %d to %q", c.path, res.StatusCode, res.Header.Get("Location"))
		}
	}
}
