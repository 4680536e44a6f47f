package report

import (
	"encoding/json"
	"fmt"
	"io"
	"math"
	"strings"
)

// A Number is a figure. In JSON what is not a finite number is null, and the
// digits are those that mean something: six after the point.
type Number float64

// MarshalJSON writes null for NaN and infinities.
func (n Number) MarshalJSON() ([]byte, error) {
	if v := float64(n); math.IsNaN(v) || math.IsInf(v, 0) {
		return []byte("null"), nil
	}
	return json.Marshal(math.Round(float64(n)*1e6) / 1e6)
}

// UnmarshalJSON reads null as NaN.
func (n *Number) UnmarshalJSON(text []byte) error {
	if string(text) == "null" {
		*n = Number(math.NaN())
		return nil
	}
	return json.Unmarshal(text, (*float64)(n))
}

// Numbers converts figures.
func Numbers(values []float64) []Number {
	numbers := make([]Number, len(values))
	for i, v := range values {
		numbers[i] = Number(v)
	}
	return numbers
}

// An Estimate is a figure with its 95 % interval.
type Estimate struct {
	Value Number `json:"value"`
	Low   Number `json:"low"`
	High  Number `json:"high"`
}

// Unknown is an estimate of which nothing is known.
func Unknown() Estimate {
	nan := Number(math.NaN())
	return Estimate{nan, nan, nan}
}

func (e Estimate) known() bool { return !math.IsNaN(float64(e.Value)) }

// WriteJSON writes the report as JSON, indented.
func (r *Report) WriteJSON(w io.Writer) error {
	e := json.NewEncoder(w)
	e.SetEscapeHTML(false)
	e.SetIndent("", "  ")
	return e.Encode(r)
}

// none stands in a cell where there is no figure.
const none = "–"

// fixed writes a number with so many decimals, and none for what is no number.
func fixed(n Number, decimals int) string {
	v := float64(n)
	if math.IsNaN(v) || math.IsInf(v, 0) {
		return none
	}
	s := fmt.Sprintf("%.*f", decimals, v)
	if strings.Trim(s, "-0.") == "" {
		s = strings.TrimPrefix(s, "-") // a rounded −0.0001 is 0
	}
	return strings.Replace(s, "-", "−", 1)
}

// signed is fixed with a sign before what is above 0.
func signed(n Number, decimals int) string {
	s := fixed(n, decimals)
	if s == none || strings.HasPrefix(s, "−") || strings.Trim(s, "0.") == "" {
		return s
	}
	return "+" + s
}

// percent writes a share as percent.
func percent(n Number, decimals int) string {
	s := fixed(100*n, decimals)
	if s == none {
		return s
	}
	return s + " %"
}

// interval writes an estimate with its interval, each as write does.
func interval(e Estimate, write func(Number) string) string {
	switch {
	case !e.known():
		return none
	case write(e.Low) == none || write(e.High) == none:
		return write(e.Value)
	}
	// One sign of percent is enough for all three.
	low, high := strings.TrimSuffix(write(e.Low), " %"), strings.TrimSuffix(write(e.High), " %")
	return write(e.Value) + " (" + low + "…" + high + ")"
}

func plain3(n Number) string   { return fixed(n, 3) }
func signed3(n Number) string  { return signed(n, 3) }
func signed2(n Number) string  { return signed(n, 2) }
func percent1(n Number) string { return percent(n, 1) }
func count(n int) string       { return fmt.Sprint(n) }

func fixed1(n Number) string        { return fixed(n, 1) }
func percent2(n Number) string      { return percent(n, 2) }
func signedPercent(n Number) string { return signed(100*n, 1) }
