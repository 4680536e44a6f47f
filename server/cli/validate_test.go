package cli

import (
	"bytes"
	"context"
	"encoding/json"
	"math"
	"os"
	"path/filepath"
	"strings"
	"testing"
	"unicode/utf8"

	"workfit/server/cli/report"
)

// validated runs validate and returns what it wrote.
func validated(t *testing.T, args []string) (r report.Report, text, page string) {
	t.Helper()
	dir := t.TempDir()
	js, html := filepath.Join(dir, "r.json"), filepath.Join(dir, "r.html")
	var out, complaints bytes.Buffer
	if code := run(context.Background(), append(args, "--json", js, "--html", html), streams{nil, &out, &complaints}); code != 0 {
		t.Fatalf("exit %d: %s", code, complaints.String())
	}
	data, err := os.ReadFile(js)
	if err != nil {
		t.Fatal(err)
	}
	if err := json.Unmarshal(data, &r); err != nil {
		t.Fatal(err)
	}
	if s := string(data); strings.Contains(s, "NaN") || strings.Contains(s, "Inf") {
		t.Error("the JSON holds what is no number")
	}
	var again bytes.Buffer
	if err := r.WriteJSON(&again); err != nil || again.String() != string(data) {
		t.Errorf("the JSON does not come back as it was: %v", err)
	}
	whole, err := os.ReadFile(html)
	if err != nil {
		t.Fatal(err)
	}
	for _, line := range strings.Split(out.String(), "\n") {
		if n := utf8.RuneCountInString(line); n > 120 {
			t.Errorf("a line of %d columns: %s", n, line)
		}
	}
	return r, out.String(), string(whole)
}

func TestValidateFindsWhatWasPlanted(t *testing.T) {
	args := crowdOf(t, "standard", 30, false)
	args = append(args, "--group", "side", "--retest", filepath.Join(filepath.Dir(args[4]), "again.csv"))
	r, text, page := validated(t, args)
	ours := r.Matching.Matchers[0]
	if ours.OverPeople[0].Low < 0.65 || ours.OverPeople[2].Low < 0.6 {
		t.Errorf("discrimination %v, within person %v", ours.OverPeople[0], ours.OverPeople[2])
	}
	if gain := r.Matching.Matchers[1].GainOverPeople[0]; math.Abs(float64(ours.OverPeople[0].Value-r.Matching.Matchers[1].OverPeople[0].Value-gain.Value)) > 1e-5 {
		t.Errorf("the gain %v is not the difference", gain)
	}
	if r.Judged.People != 120 || len(r.Judged.Fields) != 4 || r.Judged.Form != "standard" {
		t.Errorf("judged %+v", r.Judged)
	}
	// The people are the model's own: what it says of itself has to hold.
	if c := r.Range.Coverage.Value; c < 0.75 || c > 0.85 {
		t.Errorf("the range holds %v", c)
	}
	if re := r.Reliability.Retest; re.Simulated || math.Abs(float64(re.Top.Value-re.ExpectedTop)) > 0.08 {
		t.Errorf("retest %+v", re)
	}
	for _, c := range r.Length.Curves {
		if last := c.Shared[len(c.Shared)-1]; last != 1 {
			t.Errorf("%s: the whole form shares %v with itself", c.Order, last)
		}
	}
	if len(r.Fairness) != 2 || len(r.Fairness[1].Matching) != 2 {
		t.Errorf("%d comparisons", len(r.Fairness))
	}
	if strings.Contains(text, "not judged") {
		t.Error("something was not judged")
	}
	checkPage(t, page)
}

func TestValidateIsTheSameForASeed(t *testing.T) {
	args := crowdOf(t, "quick", 10, false)
	_, text, page := validated(t, args)
	_, sameText, samePage := validated(t, args)
	if sameText != text || samePage != page {
		t.Error("the same seed gives another report")
	}
	if _, other, _ := validated(t, append(args, "--seed", "2")); other == text {
		t.Error("another seed gives the same report")
	}
}

func TestValidateFindsNothingInShuffledOutcomes(t *testing.T) {
	r, _, _ := validated(t, append(crowdOf(t, "quick", 30, true), "--personal", "0"))
	if d := r.Matching.Matchers[0].OverPeople[0]; math.Abs(float64(d.Value)-0.5) > 0.07 {
		t.Errorf("discrimination %v", d)
	}
	if len(r.Length.Same) != 0 {
		t.Error("items were chosen for people")
	}
}

// Without an outcome all is reported that needs none.
func TestValidateWithoutOutcome(t *testing.T) {
	args := crowdOf(t, "quick", 8, false)
	r, text, page := validated(t, append(args[:5:5], args[9:]...))
	if r.Matching != nil || r.Range == nil || r.Length == nil {
		t.Errorf("matching %v, range %v, length %v", r.Matching, r.Range, r.Length)
	}
	if !strings.Contains(text, "no outcome given") {
		t.Error("the text does not say that no outcome was given")
	}
	checkPage(t, page)
}

func TestValidateStopsWhenAsked(t *testing.T) {
	args := crowdOf(t, "quick", 8, false)
	ctx, stop := context.WithCancel(context.Background())
	stop()
	var out, complaints bytes.Buffer
	if code := run(ctx, args, streams{nil, &out, &complaints}); code != 0 || out.Len() > 0 {
		t.Errorf("exit %d, %d bytes: %s", code, out.Len(), complaints.String())
	}
}
