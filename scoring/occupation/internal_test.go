package occupation

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"
)

func TestParseNumberIsAsExactAsStrconv(t *testing.T) {
	random := rand.New(rand.NewPCG(1, 2))
	for range 200_000 {
		s := strconv.FormatFloat((random.Float64()-0.3)*math.Pow10(random.IntN(9)), 'f', random.IntN(6), 64)
		want, err := strconv.ParseFloat(s, 64)
		if err != nil {
			t.Fatal(err)
		}
		if got, ok := parseNumber(s); !ok || got != want {
			t.Fatalf("%s: %v (%v), want %v", s, got, ok, want)
		}
	}
}

func TestParseNumberRefusesOtherNotations(t *testing.T) {
	for _, s := range []string{"", "-", ".", ".5", "5.", "1.2.3", "1e3", "+1", "1,000", "0x1", "NaN", "Inf", " 1", "--1", "1-", "1234567890123456"} {
		if v, ok := parseNumber(s); ok {
			t.Errorf("%q is %v", s, v)
		}
	}
}

func TestParseCell(t *testing.T) {
	for _, test := range []struct {
		cell string
		want float64
		mark Mark
	}{
		{"4.62", 4.62, 0},
		{"4.62s", 4.62, Suppress},
		{"0n", 0, NotRelevant},
		{"0.4sn", 0.4, Suppress | NotRelevant},
		{"-0.56", -0.56, 0},
	} {
		if v, mark, ok := parseCell(test.cell); !ok || v != test.want || mark != test.mark {
			t.Errorf("%q: %v %v %v, want %v %v", test.cell, v, mark, ok, test.want, test.mark)
		}
	}
	if v, _, ok := parseCell(""); !ok || !math.IsNaN(v) {
		t.Errorf("an empty cell is %v %v, want missing", v, ok)
	}
	for _, cell := range []string{"s", "n", "4.62ns", "4.62x", "4.62ss"} {
		if v, _, ok := parseCell(cell); ok {
			t.Errorf("%q is %v", cell, v)
		}
	}
}

func TestParseFigure(t *testing.T) {
	for s, want := range map[string]Figure{
		"*": {}, "**": {}, "—": {}, "#": AtOrAbove(115), ">=$239,200": AtOrAbove(239200), "0": Exactly(0), "-7.2": Exactly(-7.2),
	} {
		if got, ok := parseFigure(s, 115); !ok || got != want {
			t.Errorf("%q: %v (%v), want %v", s, got, ok, want)
		}
	}
	for _, s := range []string{"", "~", "n/a", "1,000", ">=239200", ">=$", "***"} {
		if got, ok := parseFigure(s, 115); ok {
			t.Errorf("%q is %v", s, got)
		}
	}
	if got, ok := parseFigure("#", 0); ok {
		t.Errorf("# where nothing is top-coded is %v", got)
	}
}

func TestUndatedHeadersAreTheSameEveryYear(t *testing.T) {
	for header, want := range map[string]string{
		"2024 National Employment Matrix code":                  "National Employment Matrix code",
		"Employment, 2024":                                      "Employment",
		"Employment change, percent, 2024–34":                   "Employment change, percent",
		"Labor force exit rate, 2026–36 annual average":         "Labor force exit rate annual average",
		"Median annual wage, dollars, 2024[1]":                  "Median annual wage, dollars",
		"Typical education needed for entry":                    "Typical education needed for entry",
		"Occupational openings, 2029-2039 annual average[2][3]": "Occupational openings annual average",
	} {
		if got := undated(header); got != want {
			t.Errorf("%q: %q, want %q", header, got, want)
		}
	}
}

func TestSingularBringsBothFormsTogether(t *testing.T) {
	for _, pair := range [][2]string{
		{"nurse", "nurses"},
		{"secretary", "secretaries"},
		{"waitress", "waitresses"},
		{"coach", "coaches"},
		{"fireman", "firemen"},
		{"movie", "movies"},
		{"bus", "bus"},
		{"analysis", "analysis"},
		{"tax", "taxes"},
		{"it", "it"},
	} {
		if one, many := singular(pair[0]), singular(pair[1]); one != many {
			t.Errorf("%s: %q, %s: %q", pair[0], one, pair[1], many)
		}
	}
	for _, word := range []string{"gas", "news", "glass"} {
		if singular(word) == "" {
			t.Errorf("nothing is left of %s", word)
		}
	}
}

func TestDistanceCountsEdits(t *testing.T) {
	var rows [3][]int // shared, as in a search: what is left in them must not count
	for _, test := range []struct {
		a, b string
		want int
	}{
		{"nurse", "nurse", 0},
		{"nruse", "nurse", 1}, // neighbours exchanged
		{"sofware", "software", 1},
		{"accountent", "accountant", 1},
		{"develper", "developer", 1},
		{"electrican", "electrician", 1},
		{"phycolojist", "psychologist", 3}, // given up
		{"a", "abcdef", 3},
		{"", "ab", 2},
	} {
		if got := distance([]rune(test.a), []rune(test.b), 2, &rows); got != test.want {
			t.Errorf("%s, %s: %d edits, want %d", test.a, test.b, got, test.want)
		}
		if got := distance([]rune(test.b), []rune(test.a), 2, &rows); got != test.want {
			t.Errorf("%s, %s: %d edits, want %d", test.b, test.a, got, test.want)
		}
	}
}
