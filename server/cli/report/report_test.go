package report

import (
	"bytes"
	"encoding/json"
	"math"
	"strings"
	"testing"
)

func TestNumbersThatAreNoneAreNull(t *testing.T) {
	for _, v := range []float64{math.NaN(), math.Inf(1), math.Inf(-1)} {
		text, err := json.Marshal(Estimate{Number(v), Number(v), 0.25})
		if err != nil || string(text) != `{"value":null,"low":null,"high":0.25}` {
			t.Errorf("%v is written %s (%v)", v, text, err)
		}
		var back Estimate
		if err := json.Unmarshal(text, &back); err != nil || !math.IsNaN(float64(back.Value)) || back.High != 0.25 {
			t.Errorf("%s is read as %v (%v)", text, back, err)
		}
	}
}

func TestFigures(t *testing.T) {
	nan := Number(math.NaN())
	for _, tt := range []struct{ got, want string }{
		{plain3(0.7092), "0.709"},
		{plain3(nan), "–"},
		{signed3(0.0604), "+0.060"},
		{signed3(-0.0604), "−0.060"},
		{signed3(-0.0001), "0.000"},
		{percent1(0.796), "79.6 %"},
		{interval(Estimate{0.5, 0.25, 0.75}, percent1), "50.0 % (25.0…75.0)"},
		{interval(Estimate{0.5, Number(math.Inf(-1)), nan}, plain3), "0.500"},
		{interval(Unknown(), plain3), "–"},
	} {
		if tt.got != tt.want {
			t.Errorf("%q, want %q", tt.got, tt.want)
		}
	}
}

func TestTicksAreRoundAndFew(t *testing.T) {
	for _, s := range []scale{{0, 1, 0, 1}, {0.52, 0.77, 0, 1}, {-0.05, 0.41, 0, 1}, {0, 100, 0, 1}, {0, 0.0712, 0, 1}, {3, 3.004, 0, 1}} {
		ticks, _ := s.ticks()
		if len(ticks) < 2 || len(ticks) > 6 {
			t.Errorf("%v…%v has ticks %v", s.from, s.to, ticks)
		}
		for _, v := range ticks {
			if v < s.from-1e-9 || v > s.to+1e-3*(s.to-s.from) {
				t.Errorf("the tick %v is not within %v…%v", v, s.from, s.to)
			}
		}
	}
}

// What comes out of a file, such as the name of a field, is text and nothing else.
func TestNamesAreEscaped(t *testing.T) {
	evil := `<script>alert("1")</script>`
	r := &Report{
		Judged:  Judged{Instrument: evil, Outcome: evil, Fields: []Field{{evil, 3, 1}}},
		Notes:   []string{evil},
		Quality: Quality{Kinds: []Answering{{Kind: evil}}},
		Fairness: []Comparison{{
			A: Group{evil, 2}, B: Group{"b", 2}, Families: []FamilyGap{{evil, 0.5, 0.25, Unknown()}},
		}},
	}
	var page bytes.Buffer
	if err := r.WriteHTML(&page); err != nil {
		t.Fatal(err)
	}
	if strings.Contains(page.String(), "<script") {
		t.Error("a name has become a script")
	}
}

// A reason may be longer than a line of text is.
func TestLongNamesAreClipped(t *testing.T) {
	r := &Report{Judged: Judged{Dropped: []Dropped{{strings.Repeat("because ", 30), 1, 2}}}}
	var text bytes.Buffer
	if err := r.WriteText(&text); err != nil {
		t.Fatal(err)
	}
	for line := range strings.Lines(text.String()) {
		if n := len([]rune(strings.TrimRight(line, "\n"))); n > textWidth {
			t.Errorf("%d columns: %s", n, line)
		}
	}
}
