package validation_test

import (
	"math"
	"slices"
	"strings"
	"testing"

	"pgregory.net/rapid"

	"workfit/scoring/validation"
)

func code(t testing.TB, letters string) validation.Code {
	t.Helper()
	var c validation.Code
	for i := range c {
		if c[i] = strings.IndexByte(validation.Themes, letters[i]); c[i] < 0 {
			t.Fatalf("no theme %c", letters[i])
		}
	}
	return c
}

func TestIndicesOfCodes(t *testing.T) {
	for _, test := range []struct {
		a, b      string
		c, iachan int
	}{
		{"RIA", "RIA", 18, 28}, // the published maxima; 3·3+2·3+3, 22+5+1
		{"RIA", "SEC", 0, 0},   // each letter opposite: the published minima
		{"RIA", "IRA", 13, 21}, // adjacent twice, identical: 3·2+2·2+3; 10+10+1
		{"RIA", "AIR", 10, 15}, // alternate, identical, alternate: 3+6+1; 5+5+5
		{"RIA", "RAI", 15, 26}, // identical, adjacent twice: 9+4+2; 22+2+2
		{"RIA", "CSE", 9, 0},   // adjacent, alternate twice: 6+2+1
		{"SAI", "SEC", 12, 22}, // identical, alternate twice: 9+2+1
		{"ECS", "REA", 9, 10},  // alternate, adjacent twice: 3+4+2; E is 1st and 2nd
	} {
		a, b := code(t, test.a), code(t, test.b)
		if got := validation.CIndex(a, b); got != test.c {
			t.Errorf("C of %v and %v is %d, want %d", a, b, got, test.c)
		}
		if got := validation.IachanM(a, b); got != test.iachan {
			t.Errorf("M of %v and %v is %d, want %d", a, b, got, test.iachan)
		}
	}
}

func TestIndicesHoldOverAllCodes(t *testing.T) {
	var codes []validation.Code
	for a := range 6 {
		for b := range 6 {
			for c := range 6 {
				if a != b && b != c && a != c {
					codes = append(codes, validation.Code{a, b, c})
				}
			}
		}
	}
	turn := func(c validation.Code) validation.Code {
		return validation.Code{(c[0] + 1) % 6, (c[1] + 1) % 6, (c[2] + 1) % 6}
	}
	for _, a := range codes {
		if back := code(t, a.String()); back != a {
			t.Fatalf("%v was read as %v", a, back)
		}
		for _, b := range codes {
			c, m := validation.CIndex(a, b), validation.IachanM(a, b)
			if c < 0 || c > 18 || m < 0 || m > 28 || (c == 18) != (a == b) || (m == 28) != (a == b) {
				t.Fatalf("C of %v and %v is %d and M %d", a, b, c, m)
			}
			if c != validation.CIndex(b, a) || m != validation.IachanM(b, a) {
				t.Fatalf("%v and %v agree differently the other way round", a, b)
			}
			// The hexagon has no first corner, so turning both codes changes nothing.
			if c != validation.CIndex(turn(a), turn(b)) || m != validation.IachanM(turn(a), turn(b)) {
				t.Fatalf("%v and %v agree differently turned round the hexagon", a, b)
			}
		}
	}
}

func TestCodeOf(t *testing.T) {
	for _, test := range []struct {
		profile validation.Profile
		want    string
	}{
		{validation.Profile{1, 2, 3, 4, 5, 6}, "CES"},
		{validation.Profile{3, 1, 2, 9, 8, 7}, "SEC"},
		{validation.Profile{1, 5, 1, 5, 1, 5}, "ISC"}, // ties in the order of the letters
		{validation.Profile{}, "RIA"},
	} {
		if got := validation.CodeOf(test.profile).String(); got != test.want {
			t.Errorf("code of %v is %s, want %s", test.profile, got, test.want)
		}
	}
}

func TestProfilesByHand(t *testing.T) {
	a, b := validation.Profile{1, 2, 3, 4, 5, 6}, validation.Profile{2, 4, 6, 8, 10, 12}
	opposite := validation.Profile{6, 5, 4, 3, 2, 1}
	near(t, "correlation with its double", validation.ProfileCorrelation(a, b), 1, 1e-12)
	near(t, "correlation with its opposite", validation.ProfileCorrelation(a, opposite), -1, 1e-12)
	near(t, "correlation of a flat profile", validation.ProfileCorrelation(a, validation.Profile{.1, .1, .1, .1, .1, .1}), 0, 0)
	near(t, "distance", validation.ProfileDistance(a, b), math.Sqrt(91), 1e-12) // 1+4+…+36
	near(t, "distance to itself", validation.ProfileDistance(a, a), 0, 0)

	// Twelve levels, 1…6 twice: mean 3.5, population variance 35/12.
	standard, err := validation.Standardise([]validation.Profile{a, opposite})
	if err != nil {
		t.Fatal(err)
	}
	near(t, "standardised 6", standard[0][5], 2.5/math.Sqrt(35./12), 1e-12)
	near(t, "standardised 1", standard[1][5], -2.5/math.Sqrt(35./12), 1e-12)
	for _, bad := range [][]validation.Profile{nil, {{1, 1, 1, 1, 1, 1}}, {{1, 2, 3, 4, 5, math.NaN()}}, {{1, 2, 3, 4, 5, math.Inf(1)}}} {
		if _, err := validation.Standardise(bad); err == nil {
			t.Errorf("%v was standardised", bad)
		}
	}
}

func TestRivalsRankTheirOwnProfileFirst(t *testing.T) {
	rivals := []validation.Rival{validation.ByCorrelation, validation.ByDistance, validation.ByCIndex, validation.ByIachanM}
	rapid.Check(t, func(t *rapid.T) {
		level := rapid.Float64Range(1, 7)
		profile := rapid.Custom(func(t *rapid.T) validation.Profile {
			return validation.Profile(rapid.SliceOfN(level, 6, 6).Draw(t, "levels"))
		})
		occupations := rapid.SliceOfN(profile, 1, 6).Draw(t, "occupations")
		for _, r := range rivals {
			scores, err := r.Scores(occupations, occupations)
			if err != nil {
				t.Fatal(err)
			}
			for p, row := range scores {
				if r == validation.ByCorrelation && row[p] == 0 {
					continue // a flat profile is like nothing, itself included
				}
				if best := slices.Max(row); row[p] < best-1e-9 {
					t.Fatalf("%v gives %v for its own profile and %v for another", r, row[p], best)
				}
			}
		}
	})
	var names []string
	for _, r := range rivals {
		names = append(names, r.String())
	}
	if want := []string{"profile correlation", "profile distance", "C-index", "Iachan's M"}; !slices.Equal(names, want) {
		t.Errorf("rivals are named %q, want %q", names, want)
	}
	if _, err := validation.Rival(4).Scores(nil, nil); err == nil {
		t.Error("a rival that does not exist gave scores")
	}
	if _, err := validation.ByDistance.Scores([]validation.Profile{{math.NaN()}}, nil); err == nil {
		t.Error("a profile that is not a number was scored")
	}
}
