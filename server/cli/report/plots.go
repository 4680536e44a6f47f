package report

import (
	"fmt"
	"math"
)

// curvePlots show what the first questions are worth.
func curvePlots(l *Length) []plot {
	plots := []plot{
		lines(l, "curves-shared", "Share of the full form's top 10", l.Curves, true, func(c Curve) []Number { return c.Shared }),
	}
	if !math.IsNaN(float64(l.Curves[0].Discrimination[0])) {
		plots = append(plots, lines(l, "curves-discrimination", "Discrimination", l.Curves, false, func(c Curve) []Number { return c.Discrimination }))
	}
	if len(l.Same) > 0 {
		plots = append(plots, lines(l, "curves-personal", "Share of the full form's top 10, the people with an order of their own", l.Same, true,
			func(c Curve) []Number { return c.Shared }))
	}
	return plots
}

func lines(l *Length, id, title string, curves []Curve, percents bool, of func(Curve) []Number) plot {
	p := plot{ID: id, Title: title}
	var all []Number
	for _, c := range curves {
		all = append(all, of(c)...)
	}
	y := around(plotFoot, plotTop, all...)
	p.axes(y, percents, "items answered")
	n := len(of(curves[0]))
	x := func(k int) float64 {
		return plotLeft + 14 + float64(k)*(plotRight-plotLeft-28)/max(1, float64(n-1))
	}
	for k := range n {
		p.words(x(k), plotFoot+18, "middle", count(l.Items[k]))
	}
	write := plain3
	if percents {
		write = percent1
	}
	p.Text = title + " by items answered."
	for i, c := range curves {
		values := of(c)
		p.series(class(i), x, y, values)
		p.Legend = append(p.Legend, entry{class(i), c.Order})
		p.Text += fmt.Sprintf(" %s: %s with %d items, %s with %d.", c.Order,
			write(values[0]), l.Items[0], write(values[n/2]), l.Items[n/2])
	}
	return p
}

// ownPlot shows how often occupations of each FIT are of the own field.
func ownPlot(c Calibration) plot {
	p := binPlot(c.Own, true)
	p.ID, p.Title = "calibration-own", "Share of occupations of the own field, by FIT"
	first, last := c.Own[0], c.Own[len(c.Own)-1]
	p.Text = fmt.Sprintf("Of occupations with a FIT of %s, %s are of the person's own field; of those with %s, %s.",
		tenth(first), percent2(first.Observed.Value), tenth(last), percent2(last.Observed.Value))
	return p
}

// truthPlot shows true against shown FIT; on the broken line both are the same.
func truthPlot(c Calibration) plot {
	p := binPlot(c.Truth, false)
	p.ID, p.Title = "calibration-truth", "Mean true FIT of simulated people, by FIT"
	p.Text = "The broken line is where both are the same."
	worst := c.Truth[0]
	for _, b := range c.Truth {
		if math.Abs(float64(b.Observed.Value-b.Shown)) > math.Abs(float64(worst.Observed.Value-worst.Shown)) {
			worst = b
		}
	}
	p.Text += fmt.Sprintf(" It is missed by most at a shown FIT of %s, where the true one is %s.", fixed1(worst.Shown), fixed1(worst.Observed.Value))
	return p
}

func binPlot(bins []Bin, percents bool) plot {
	var p plot
	x := scale{0, 100, plotLeft + 8, plotRight - 8}
	y := scale{0, 100, plotFoot, plotTop}
	if percents {
		figures := []Number{0}
		for _, b := range bins {
			figures = append(figures, b.Observed.High)
		}
		y = around(plotFoot, plotTop, figures...)
		y.from = 0
	}
	p.axes(y, percents, "FIT shown")
	for v := 0.; v <= 100; v += 20 {
		p.words(x.at(v), plotFoot+18, "middle", fmt.Sprint(v))
	}
	if !percents {
		p.line("even", x.at(0), y.at(0), x.at(100), y.at(100))
	}
	var points []float64
	for _, b := range bins {
		at := x.at(float64(b.Shown))
		if !math.IsInf(float64(b.Observed.High), 0) {
			p.line("c0 range", at, y.at(float64(b.Observed.Low)), at, y.at(float64(b.Observed.High)))
		}
		points = append(points, at, y.at(float64(b.Observed.Value)))
		p.mark("c0", at, y.at(float64(b.Observed.Value)))
	}
	p.line("c0", points...)
	return p
}

// Rows of a plot have their name above them, so that a phone has room for both.
const (
	rowsLeft, rowsRight = 8., 352.
	rowHeight           = 38.
)

// rows draws the frame of a plot of rows.
func (p *plot) rows(x scale, n int, write func(Number) string, below string) {
	foot := 8 + rowHeight*float64(n)
	ticks, _ := x.ticks()
	for _, v := range ticks {
		p.line("grid", x.at(v), 4, x.at(v), foot)
		p.words(x.at(v), foot+16, "middle", write(Number(v)))
	}
	p.words((rowsLeft+rowsRight)/2, foot+36, "middle", below)
	p.Height = foot + 44
}

// forest shows by how much ours is better than each rival.
func forest(m *Matching) plot {
	p := plot{ID: "gains", Title: "workfit less each rival, with 95 % intervals"}
	figures := []Number{0}
	shown := []int{0, 2, 4}
	rivals := m.Matchers[1:]
	for _, r := range rivals {
		for _, k := range shown {
			figures = append(figures, r.GainOverPeople[k].Low, r.GainOverPeople[k].High)
			if r.GainOverFields != nil {
				figures = append(figures, r.GainOverFields[k].Low, r.GainOverFields[k].High)
			}
		}
	}
	x := around(rowsLeft+10, rowsRight-16, figures...)
	p.rows(x, len(shown)*len(rivals), signed2, "difference; right of 0 workfit is better")
	p.line("axis", x.at(0), 4, x.at(0), p.Height-44)
	p.Legend = []entry{{"c0", "over people"}, {"c1", "over fields"}}
	row := 0
	for _, k := range shown {
		for _, r := range rivals {
			y := 8 + rowHeight*float64(row)
			row++
			p.words(rowsLeft, y+9, "start", m.Measures[k]+", less "+r.Name)
			draw := func(class string, e Estimate, y float64) {
				p.line(class+" range", x.at(float64(e.Low)), y, x.at(float64(e.High)), y)
				p.mark(class, x.at(float64(e.Value)), y)
			}
			if r.GainOverFields != nil {
				draw("c1", r.GainOverFields[k], y+28)
			}
			draw("c0", r.GainOverPeople[k], y+18)
		}
	}
	first := rivals[0].GainOverPeople
	p.Text = fmt.Sprintf("Less %s: discrimination %s, within person %s, hit at 10 %s, over people.", rivals[0].Name,
		interval(first[0], signed3), interval(first[2], signed3), interval(first[4], signed3))
	return p
}

// mostFamilies is how many families a plot shows.
const mostFamilies = 12

// familyPlot shows each family's share of the lists of two groups.
func familyPlot(c Comparison, k int) plot {
	p := plot{ID: fmt.Sprintf("families-%d", k), Title: "Families in the best 20: " + c.A.Label + " and " + c.B.Label}
	families := c.Families[:min(len(c.Families), mostFamilies)]
	var highest Number
	for _, f := range families {
		highest = max(highest, f.A, f.B)
	}
	x := scale{0, float64(highest) * 1.05, rowsLeft + 10, rowsRight - 16}
	p.rows(x, len(families), func(n Number) string { return percent(n, 0) }, "share of the best 20 occupations")
	p.Legend = []entry{{"c0", c.A.Label}, {"c1", c.B.Label}}
	for i, f := range families {
		y := 8 + rowHeight*float64(i)
		p.words(rowsLeft, y+9, "start", f.Family)
		a, b := x.at(float64(f.A)), x.at(float64(f.B))
		p.line("axis", min(a, b), y+22, max(a, b), y+22)
		p.mark("c1", b, y+22)
		p.mark("c0", a, y+22)
	}
	p.Text = fmt.Sprintf("%s of a list would have to change family for both to be shown the same.", percent1(c.Variation))
	return p
}
