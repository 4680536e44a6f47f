package scoring_test

import (
	"cmp"
	"encoding/json"
	"flag"
	"fmt"
	"os"
	"path/filepath"
	"strings"
	"testing"
)

var update = flag.Bool("update", false, "rewrite the golden files")

// A persona is a made-up person: how they answer the standard form and which
// careers anybody would expect to find near the top for them.
type persona struct {
	About     string         `json:"about"`
	Expect    []string       `json:"expect"`
	Otherwise map[string]int `json:"otherwise"` // by section, for items not listed
	Answers   map[string]int `json:"answers"`
}

// The golden files are an argument under review: a change of weights, keys or
// data shows as a diff of rankings, and rank_stats.txt holds the sums.
func TestPersonas(t *testing.T) {
	f := load(t)
	files, err := filepath.Glob("testdata/persona/*.json")
	if err != nil || len(files) < 12 {
		t.Fatalf("found %d personas, want at least 12 (%v)", len(files), err)
	}
	var found10, found50, expected, people int
	var reciprocal float64
	for _, file := range files {
		name := strings.TrimSuffix(filepath.Base(file), ".json")
		raw, err := os.ReadFile(file)
		if err != nil {
			t.Fatal(err)
		}
		var p persona
		if err := json.Unmarshal(raw, &p); err != nil {
			t.Fatalf("%s: %v", file, err)
		}
		answers := map[string]int{}
		for _, id := range f.form(t, "standard") {
			item, _ := f.in.Item(id)
			answers[id] = cmp.Or(p.Answers[id], p.Otherwise[item.Section])
		}
		r := score(t, f.model, answers)

		var b strings.Builder
		fmt.Fprintf(&b, "# %s\npattern clear: %v\n", p.About, r.Pattern().Clear())
		for _, fam := range r.Families()[:3] {
			fmt.Fprintf(&b, "family %s %5.1f  %5.1f to %5.1f\n", fam.Name, fam.Score, fam.Low, fam.High)
		}
		for i, o := range r.Ranking()[:10] {
			fit := r.Fit(o)
			occ, _ := f.catalog.Find(fit.Code)
			fmt.Fprintf(&b, "%2d %s %5.1f  %5.1f to %5.1f  %s\n", i+1, fit.Code, fit.Score, fit.Low, fit.High, occ.Title)
		}
		best := 0
		for _, code := range p.Expect {
			_, rank, ok := r.Find(code)
			if !ok {
				t.Fatalf("%s expects %s, which is not among the occupations", name, code)
			}
			expected++
			if rank <= 10 {
				found10++
			}
			if rank <= 50 {
				found50++
			}
			if best == 0 || rank < best {
				best = rank
			}
			occ, _ := f.catalog.Find(code)
			fmt.Fprintf(&b, "expected %s at %d  %s\n", code, rank, occ.Title)
		}
		if best > 0 {
			people++
			reciprocal += 1 / float64(best)
		}
		golden(t, "testdata/persona/"+name+".txt", b.String())
	}
	golden(t, "testdata/persona/rank_stats.txt", fmt.Sprintf(
		"personas with expectations %d\nexpected careers %d\nin the top 10 %d\nin the top 50 %d\nmean reciprocal rank of the best %.3f\n",
		people, expected, found10, found50, reciprocal/float64(people)))
}

func golden(t *testing.T, file, got string) {
	t.Helper()
	if *update {
		if err := os.WriteFile(file, []byte(got), 0o644); err != nil {
			t.Fatal(err)
		}
		return
	}
	want, err := os.ReadFile(file)
	if err != nil {
		t.Fatal(err)
	}
	if got != string(want) {
		t.Errorf("%s has changed; go test ./scoring -run Personas -update rewrites it\n got: %s\nwant: %s", file, got, want)
	}
}
