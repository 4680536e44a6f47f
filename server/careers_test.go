package server

import (
	"net/http"
	"net/url"
	"slices"
	"strings"
	"testing"
	"unicode/utf8"

	"workfit/server/page"
)

func TestReadQuery(t *testing.T) {
	for sent, want := range map[string]string{
		"":                       "",
		" \t\n ":                 "",
		"  game   designer ":     "game designer",
		"a\xffb":                 "a b",
		strings.Repeat("é", 300): strings.Repeat("é", maxQuery),
	} {
		if got := readQuery(sent); got != want || !utf8.ValidString(got) {
			t.Errorf("%.20q gives %.20q", sent, got)
		}
	}
}

func TestSearchPages(t *testing.T) {
	v := visit(t, nil)
	v.get("/careers").is(http.StatusOK, "/careers", "Careers").says("Computing and mathematics 36 careers").leadsTo("/careers?family=15")
	v.get("/careers?q=nurse").is(http.StatusOK, "/careers", "Careers: “nurse”").
		leadsTo("/careers/registered-nurses").says("Typical pay").says("People usually need")
	v.get("/careers?q=rn").is(http.StatusOK, "/careers", "").leadsTo("/careers/registered-nurses").says("also called")
	v.get("/careers?q=qqqqzz").is(http.StatusOK, "/careers", "").says("No career found for “qqqqzz”").says("Check the spelling").leadsTo("/careers?family=11")
	v.get("/careers?family=15").is(http.StatusOK, "/careers", "Careers: Computing").says("In alphabetical order").leadsTo("/careers/data-scientists")
	v.get("/careers?family=99").is(http.StatusNotFound, "/careers", "")
	for _, hostile := range []string{"<script>alert(1)</script>", "\"><svg onload=x>", "'; drop table --", "\xff\xfe\x00", strings.Repeat("nurse ", 2000), "{{.Title}}", "%s%n"} {
		p := v.get("/careers?q="+url.QueryEscape(hostile)).is(http.StatusOK, "/careers", "Careers")
		if len(p.all("script")) != 1 || len(p.all("", "onload", "")) > 0 {
			t.Errorf("%.20q came through", hostile)
		}
	}
}

func TestFamilyIsByFitWhereItIsKnown(t *testing.T) {
	w, cat := english(t), catalog(t)
	byTitle := buildGroup(w, cat, nil, "19")
	if !slices.IsSortedFunc(byTitle.Careers, func(a, b page.CareerLine) int { return strings.Compare(a.Title, b.Title) }) {
		t.Error("the family is not by title")
	}
	byFit := buildGroup(w, cat, someone(t, curious), "19")
	if len(byFit.Careers) != len(byTitle.Careers) ||
		!slices.IsSortedFunc(byFit.Careers, func(a, b page.CareerLine) int { return b.Fit.Score - a.Fit.Score }) {
		t.Error("the family is not by fit")
	}
}

func TestFamiliesHoldEveryCareer(t *testing.T) {
	n := 0
	for _, g := range buildGroups(english(t), catalog(t)) {
		n += g.Count
	}
	if n != 923 {
		t.Errorf("the families hold %d careers", n)
	}
}

func TestAboutAndPrivacy(t *testing.T) {
	v := visit(t, nil)
	about := v.get("/about").is(http.StatusOK, "/about", "How this works")
	for _, s := range catalog(t).Sources() {
		about.says(s.Name).says(s.Attribution)
	}
	about.says("reliability is about 0.7 with 48 questions").says("they chose to take it").says(catalog(t).Version()).leadsTo("https://creativecommons.org/licenses/by/4.0/")
	v.get("/privacy").is(http.StatusOK, "/privacy", "Privacy").says("90 days after your last change").says("one cookie")
	v.post("/start", "form", "quick")
	v.get("/privacy").leadsTo("/s/" + v.session() + "/delete")
}
