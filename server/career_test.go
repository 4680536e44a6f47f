package server

import (
	"net/http"
	"strconv"
	"strings"
	"testing"

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
		sum := 0
		for _, part := range c.Fit.Parts {
			sum += tenthsOf(t, part.Points)
			if part.Size < -1 || part.Size > 1 {
				t.Errorf("%s: the bar of %s is of size %v", o.Title, part.Name, part.Size)
			}
		}
		if total := tenthsOf(t, c.Fit.TotalPoints); sum != total {
			t.Errorf("%s: the parts add up to %d, not %d", o.Title, sum, total)
		}
		if len(c.Fit.For) > listedReasons || len(c.Technology) > listedTechnology || len(c.Similar) > listedSimilar {
			t.Errorf("%s: a list is too long", o.Title)
		}
		if (c.Fit.Score > 50) != (tenthsOf(t, c.Fit.TotalPoints) > 0) && c.Fit.Score != 50 {
			t.Errorf("%s: %s points make a FIT of %d", o.Title, c.Fit.TotalPoints, c.Fit.Score)
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
