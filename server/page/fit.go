package page

import (
	"math"
	"strconv"

	"golang.org/x/text/number"
)

// A Fit is a FIT as it is shown: whole numbers, and never 0 or 100, because no
// answers make a match certain.
type Fit struct{ Score, Low, High int }

// NewFit rounds a FIT and its range.
func NewFit(score, low, high float64) Fit {
	return Fit{shown(score), shown(low), shown(high)}
}

func shown(v float64) int { return int(math.Round(min(max(v, 1), 99))) }

// Span says the range in words.
func (f Fit) Span(w Words) string { return w.T("fit.range", "Low", f.Low, "High", f.High) }

// A CareerLine is a career in a list. What is not known is empty, or nil.
type CareerLine struct {
	Title, URL   string
	Also         string // the other name that a search found it by
	Pay          string
	Education    string
	Fit          *Fit
	Stays        string   // how steady its place is, in a sentence
	For, Against []string // reasons, as sentences
}

// A Measure is one row of a table of things measured: a name, figures in words,
// and where they lie on a line from 0 to 1.
type Measure struct {
	Name      string
	Value     string
	Range     string
	At        float64
	Low, High float64
}

// A MeasureTable is a set of measures on one scale.
type MeasureTable struct {
	Title    string
	Text     string // may be empty
	Scale    string // what the ends of the line mean; may be empty
	Measures []Measure
}

// percent puts a place on a line from 0 to 1 into the coordinates of a picture
// that is 100 wide.
func percent(at float64) float64 { return math.Round(1000*min(max(at, 0), 1)) / 10 }

// coordinate writes a number as SVG takes it.
func coordinate(v float64) string { return strconv.FormatFloat(math.Round(10*v)/10, 'f', -1, 64) }

// Tenth writes a number with one digit after the point, always, so that figures
// in a column line up.
func (w Words) Tenth(v float64) string {
	return w.printer.Sprint(number.Decimal(v, number.Scale(1)))
}
