package occupation_test

import (
	"slices"
	"strings"
	"sync"
	"testing"
	"time"

	"workfit/scoring/occupation"
)

func TestSearchFindsWhatAPersonMeans(t *testing.T) {
	c := embedded(t)
	// Who types the query would want this occupation first.
	for query, want := range map[string]string{
		// Titles, whole and in part, plural and singular, in any case.
		"Software Developers":              "Software Developers",
		"software developer":               "Software Developers",
		"DATA SCIENTIST":                   "Data Scientists",
		"computer user support specialist": "Computer User Support Specialists",
		"chief exec":                       "Chief Executives",
		"vet":                              "Veterinarians",
		"web dev":                          "Web Developers",
		"lawyer":                           "Lawyers",
		"actors":                           "Actors",
		// Other names of the work.
		"attorney":     "Lawyers",
		"CEO":          "Chief Executives",
		"RN":           "Registered Nurses",
		"CNA":          "Nursing Assistants",
		"nurse":        "Registered Nurses",
		"truck driver": "Heavy and Tractor-Trailer Truck Drivers",
		"chef":         "Chefs and Head Cooks",
		"police":       "Police and Sheriff's Patrol Officers",
		"actress":      "Actors",
		// Accents and apostrophes.
		"sóftware dévelopers":             "Software Developers",
		"police and sheriffs patrol":      "Police and Sheriff's Patrol Officers",
		"Police and Sheriff’s Patrol":     "Police and Sheriff's Patrol Officers",
		"secretaries":                     "Secretaries and Administrative Assistants, Except Legal, Medical, and Executive",
		"  \t truck\u00a0\u00a0drivers  ": "Heavy and Tractor-Trailer Truck Drivers",
		// Slips of the hand.
		"sofware develper": "Software Developers",
		"nruse":            "Registered Nurses",
		"plumer":           "Plumbers, Pipefitters, and Steamfitters",
		"electrican":       "Electricians",
		"accountent":       "Accountants and Auditors",
		// A word that nobody has does not spoil the rest.
		"plumber xqzw": "Plumbers, Pipefitters, and Steamfitters",
	} {
		hits := c.Search(query, 5)
		if len(hits) == 0 {
			t.Errorf("%q finds nothing, want %s", query, want)
		} else if hits[0].Occupation.Title != want {
			t.Errorf("%q finds %s (%s), want %s", query, hits[0].Occupation.Title, hits[0].Title, want)
		}
	}
}

func TestSearchPutsTheExactTitleFirst(t *testing.T) {
	c := embedded(t)
	for _, o := range c.All() {
		hits := c.Search(o.Title, 1)
		if len(hits) == 0 || hits[0].Occupation != o || hits[0].Title != o.Title {
			t.Errorf("%s finds %+v", o.Title, hits)
		}
	}
}

func TestSearchNamesTheTitleThatMatched(t *testing.T) {
	c := embedded(t)
	hits := c.Search("attorney", 1)
	if len(hits) != 1 || hits[0].Title != "Attorney" {
		t.Errorf("%+v, want Attorney", hits)
	}
}

func TestSearchRanksEachProfiledOccupationOnce(t *testing.T) {
	c := embedded(t)
	for _, query := range []string{"engineer", "nurse", "a", "manager of the"} {
		seen := make(map[*occupation.Occupation]bool)
		hits := c.Search(query, 2000)
		for i, hit := range hits {
			if seen[hit.Occupation] || !hit.Occupation.Profiled {
				t.Errorf("%q: %s is there twice, or is not profiled", query, hit.Occupation.Title)
			}
			seen[hit.Occupation] = true
			if i > 0 && hit.Score > hits[i-1].Score {
				t.Errorf("%q: %v after %v", query, hit.Score, hits[i-1].Score)
			}
		}
		if len(hits) < 10 {
			t.Errorf("%q finds %d occupations only", query, len(hits))
		}
		if first := c.Search(query, 3); !slices.Equal(first, hits[:3]) {
			t.Errorf("%q: the first three are others when only three are asked for", query)
		}
	}
	// Infantry is a title of the catalogue, but not a profiled one.
	for _, hit := range c.Search("infantry", 10) {
		if hit.Occupation.Code == "55-3016.00" {
			t.Error("an occupation without profile is found")
		}
	}
}

func TestSearchForNothingFindsNothing(t *testing.T) {
	c := embedded(t)
	for _, query := range []string{"", "   ", "!?-*", "\xff\xfe", "xqzwxqzw"} {
		if hits := c.Search(query, 5); len(hits) != 0 {
			t.Errorf("%q finds %+v", query, hits)
		}
	}
	if hits := c.Search("nurse", 0); hits != nil {
		t.Errorf("a search for no hits finds %+v", hits)
	}
	if hits := c.Search("nurse", -1); hits != nil {
		t.Errorf("a search for -1 hits finds %+v", hits)
	}
}

// hostile are queries made to be slow: very long, of the commonest beginnings
// of words, of words that must be measured against the whole vocabulary.
var hostile = map[string]string{
	"long":       strings.Repeat("software developer ", 100_000),
	"one word":   strings.Repeat("a", 1_000_000),
	"letters":    "a e i o s t c p",
	"beginnings": "co ma te as se su re op",
	"misspelt":   "enginer managr technicin assistnt speciaist operatr supervisr analist",
	"many":       strings.Repeat("engineering ", 50),
	"combining":  strings.Repeat("e\u0301", 100_000),
}

func TestSearchOfAHostileQueryIsBounded(t *testing.T) {
	c := embedded(t)
	c.Search("nurse", 1) // builds the index
	for name, query := range hostile {
		start := time.Now()
		c.Search(query, 10)
		// Some milliseconds are meant; the rest is for a slow and busy machine.
		if took := time.Since(start); took > 250*time.Millisecond {
			t.Errorf("%s: %v", name, took)
		}
	}
}

func TestSearchesAtTheSameTimeAgree(t *testing.T) {
	c, err := occupation.Load(goldenTables(t))
	if err != nil {
		t.Fatal(err)
	}
	var all sync.WaitGroup
	for range 8 {
		all.Go(func() {
			for range 50 {
				for query, want := range map[string]string{"software": "Software Developers", "loader": "Tank Car, Truck, and Ship Loaders"} {
					if hits := c.Search(query, 1); len(hits) != 1 || hits[0].Occupation.Title != want {
						t.Errorf("%q finds %+v, want %s", query, hits, want)
					}
				}
			}
		})
	}
	all.Wait()
}

func BenchmarkBuildIndex(b *testing.B) {
	tables := embeddedTables()
	for b.Loop() {
		b.StopTimer()
		c, err := occupation.Load(tables)
		if err != nil {
			b.Fatal(err)
		}
		b.StartTimer()
		c.Search("nurse", 1)
	}
}

func BenchmarkSearch(b *testing.B) {
	c := embedded(b)
	queries := map[string]string{"title": "software developer", "prefix": "nur", "typo": "sofware develper", "letter": "a"}
	for name, query := range hostile {
		queries["hostile "+name] = query
	}
	for name, query := range queries {
		b.Run(name, func(b *testing.B) {
			for b.Loop() {
				c.Search(query, 10)
			}
		})
	}
}
