package server

import (
	"context"
	"slices"
	"strings"
	"testing"
	"time"

	"github.com/a-h/templ"
	"golang.org/x/net/html"

	"workfit/quiz"
	"workfit/scoring"
	"workfit/scoring/occupation"
	"workfit/server/page"
)

func catalog(t *testing.T) *occupation.Catalog {
	t.Helper()
	cat, err := occupation.Embedded()
	if err != nil {
		t.Fatal(err)
	}
	return cat
}

// english returns words of which none may turn out to be missing.
func english(t *testing.T) page.Words {
	t.Helper()
	all, err := newWords()
	if err != nil {
		t.Fatal(err)
	}
	w := page.NewWords(all.bundle, defaultLanguage)
	t.Cleanup(func() {
		if m := w.Missing(); len(m) > 0 {
			t.Errorf("messages missing: %v", m)
		}
	})
	return w
}

// someone finishes the standard form, answering each item as told; 0 skips it.
func someone(t *testing.T, answer func(*quiz.Item) int) *person {
	t.Helper()
	in, form, _ := fit(t, "standard")
	field, err := catalog(t).Field()
	if err != nil {
		t.Fatal(err)
	}
	model, err := scoring.NewModel(in, field, scoring.DefaultWeights())
	if err != nil {
		t.Fatal(err)
	}
	versions := quiz.Versions{Data: catalog(t).Version(), Engine: scoring.EngineVersion}
	session, _, err := quiz.Start(in, form.ID, "en", versions, time.Now(), time.Now().Add(time.Hour))
	if err != nil {
		t.Fatal(err)
	}
	for _, id := range form.Items {
		item, _ := in.Item(id)
		session.Answers[id] = answer(item)
	}
	if err := session.Finish(time.Now()); err != nil {
		t.Fatal(err)
	}
	result, err := model.Score(session.Given())
	if err != nil {
		t.Fatal(err)
	}
	return &person{session, in, result}
}

// curious likes research above all, and answers the rest here and there.
func curious(it *quiz.Item) int {
	if it.Keys[0].Element == "1.B.1.b" {
		return 5
	}
	return 1 + int(it.ID[0]+it.ID[len(it.ID)-1])%3
}

func undecided(*quiz.Item) int { return 3 }

// drawn renders a page as the frame would have it, and reads it back.
func drawn(t *testing.T, component templ.Component) *seen {
	t.Helper()
	var out strings.Builder
	if err := component.Render(context.Background(), &out); err != nil {
		t.Fatal(err)
	}
	doc, err := html.Parse(strings.NewReader(out.String()))
	if err != nil {
		t.Fatal(err)
	}
	return &seen{t: t, doc: doc, path: t.Name()}
}

func base(w page.Words, p *person) page.Base {
	b := page.Base{Words: w, Title: "Title", Asset: func(name string) string { return name }}
	if p != nil {
		b.Session = sessionLink(p.session)
	}
	return b
}

func TestEveryElementAndFamilyHasWords(t *testing.T) {
	w, cat := english(t), catalog(t)
	names := map[string]string{}
	for _, d := range occupation.Domains {
		for _, e := range cat.Elements(d) {
			if _, scored := scoring.DomainOf(e.ID); !scored {
				continue
			}
			name, phrase := elementName(w, e.ID), w.T("element."+e.ID+".phrase")
			if other := names[d.String()+name]; other != "" {
				t.Errorf("%s and %s are both called %q", e.ID, other, name)
			}
			names[d.String()+name] = e.ID
			if strings.HasSuffix(phrase, ".") || strings.Contains(phrase, "{{") {
				t.Errorf("%s: %q does not fit in a sentence", e.ID, phrase)
			}
		}
	}
	if want := 6 + 33 + 21 + 35 + 6; len(names) != want {
		t.Errorf("%d elements have names, want %d", len(names), want)
	}
	for _, g := range append(slices.Clone(cat.Groups()), "55") {
		if familyName(w, g) == "" {
			t.Errorf("family %s has no name", g)
		}
	}
}

func TestEveryReasonHasASentence(t *testing.T) {
	w := english(t)
	seen := map[string]bool{}
	for _, d := range scoring.Domains {
		w.T("domain." + string(d))
		for _, level := range []float64{1, -1} {
			for _, demand := range []float64{1, -1} {
				s := scoring.Share{Element: "1.B.1.a", Domain: d, Level: level, Demand: demand, Value: level * demand}
				sentence := reasons(w, []scoring.Share{s})[0]
				if seen[sentence] || !strings.Contains(sentence, "hands-on work") {
					t.Errorf("%s, level %v, demand %v: %q", d, level, demand, sentence)
				}
				seen[sentence] = true
			}
		}
	}
}

func TestAFitIsNeverNoneNorAll(t *testing.T) {
	for _, c := range []struct {
		score, low, high float64
		want             page.Fit
	}{
		{50, 20.4, 79.6, page.Fit{Score: 50, Low: 20, High: 80}},
		{99.9, 99.6, 100, page.Fit{Score: 99, Low: 99, High: 99}},
		{0.2, 0, 0.4, page.Fit{Score: 1, Low: 1, High: 1}},
	} {
		if got := page.NewFit(c.score, c.low, c.high); got != c.want {
			t.Errorf("%v gives %+v", c, got)
		}
	}
}

func TestAnUnknownPersonHasNoFit(t *testing.T) {
	var nobody *person
	if nobody.fit("15-1252.00") != nil || someone(t, curious).fit("55-1011.00") != nil {
		t.Error("a fit was made up")
	}
}
