package report

import (
	"fmt"
	"math"
	"strconv"
	"strings"
)

// A plot is a drawing in units of which a phone shows about one a pixel, so that
// its words can be read there; larger screens show it larger. What it shows stands
// in a table too, and Text says the gist for those who do not see it.
type plot struct {
	ID, Title, Text string
	Height          float64
	Lines           []stroke
	Marks           []mark
	Words           []label
	Legend          []entry
}

const plotWidth = 360.

// Classes are styles: axis, grid, even, or c0…c3 for what is told apart, which
// differ in colour, dash and mark.
type (
	stroke struct{ Path, Class string }
	mark   struct {
		X, Y  float64
		Class string
	}
	label struct {
		X, Y         float64
		Anchor, Text string
	}
	entry struct{ Class, Text string }
)

func class(k int) string { return "c" + strconv.Itoa(k%4) }

func (p *plot) line(class string, points ...float64) {
	var path strings.Builder
	for i := 0; i+1 < len(points); i += 2 {
		step := "L"
		if i == 0 {
			step = "M"
		}
		fmt.Fprintf(&path, "%s%s %s", step, coordinate(points[i]), coordinate(points[i+1]))
	}
	p.Lines = append(p.Lines, stroke{path.String(), class})
}

func (p *plot) words(x, y float64, anchor, text string) {
	p.Words = append(p.Words, label{x, y, anchor, text})
}

func (p *plot) mark(class string, x, y float64) { p.Marks = append(p.Marks, mark{x, y, class}) }

func coordinate(v float64) string { return strconv.FormatFloat(math.Round(10*v)/10, 'f', -1, 64) }

func (p plot) viewBox() string { return fmt.Sprintf("0 0 %.0f %s", plotWidth, coordinate(p.Height)) }

// shape is the path of a mark: one for each class, so that colour is not needed.
func (m mark) shape() string {
	const r = 4.
	x, y := m.X, m.Y
	switch m.Class {
	case "c1":
		return polygon(x-r, y-r, x+r, y-r, x+r, y+r, x-r, y+r)
	case "c2":
		return polygon(x, y-r-1, x+r+1, y+r, x-r-1, y+r)
	case "c3":
		return polygon(x, y-r-1, x+r+1, y, x, y+r+1, x-r-1, y)
	}
	return fmt.Sprintf("M%s %sa4 4 0 1 0 8 0a4 4 0 1 0 -8 0Z", coordinate(x-r), coordinate(y))
}

func polygon(points ...float64) string {
	var p plot
	p.line("", points...)
	return p.Lines[0].Path + "Z"
}

// A scale turns figures into places.
type scale struct{ from, to, start, end float64 }

func (s scale) at(v float64) float64 {
	return s.start + (min(max(v, min(s.from, s.to)), max(s.from, s.to))-s.from)/(s.to-s.from)*(s.end-s.start)
}

// ticks are round figures within a scale, at most six.
func (s scale) ticks() (ticks []float64, decimals int) {
	span := s.to - s.from
	step := math.Pow(10, math.Floor(math.Log10(span)))
	for _, part := range []float64{0.1, 0.2, 0.5, 1, 2} {
		if span/(step*part) <= 5.5 {
			step *= part
			break
		}
	}
	decimals = max(0, int(math.Ceil(-math.Log10(step)-1e-9)))
	for v := math.Ceil(s.from/step-1e-9) * step; v <= s.to+step*1e-6; v += step {
		ticks = append(ticks, v)
	}
	return ticks, decimals
}

// around is a scale that holds some figures, with a little room.
func around(start, end float64, figures ...Number) scale {
	low, high := math.Inf(1), math.Inf(-1)
	for _, f := range figures {
		if v := float64(f); !math.IsNaN(v) && !math.IsInf(v, 0) {
			low, high = min(low, v), max(high, v)
		}
	}
	if low > high {
		low, high = 0, 1
	}
	room := max((high-low)*0.06, 1e-3)
	return scale{low - room, high + room, start, end}
}

// Room for the words about a plot of points.
const (
	plotLeft, plotRight = 44., 348.
	plotTop, plotFoot   = 10., 230.
)

// axes draws the frame of a plot of points, with words for figures on y.
func (p *plot) axes(y scale, percents bool, below string) {
	ticks, decimals := y.ticks()
	for _, v := range ticks {
		p.line("grid", plotLeft, y.at(v), plotRight, y.at(v))
		text := fixed(Number(v), decimals)
		if percents {
			text = fixed(Number(100*v), max(0, decimals-2)) + "%"
		}
		p.words(plotLeft-6, y.at(v)+4, "end", text)
	}
	p.line("axis", plotLeft, plotFoot, plotRight, plotFoot)
	p.words((plotLeft+plotRight)/2, plotFoot+36, "middle", below)
	p.Height = plotFoot + 44
}

// series draws one line with marks, passing over what is not known.
func (p *plot) series(class string, x func(k int) float64, y scale, values []Number) {
	var points []float64
	for k, v := range values {
		if !math.IsNaN(float64(v)) {
			points = append(points, x(k), y.at(float64(v)))
			p.mark(class, x(k), y.at(float64(v)))
		}
	}
	p.line(class, points...)
}
