package validation_test

import (
	"math"
	"math/rand/v2"
	"strconv"
	"testing"

	"workfit/scoring/validation"
)

// must returns a statistic, or fails.
func must[T any](t *testing.T) func(T, error) T {
	return func(v T, err error) T {
		t.Helper()
		if err != nil {
			t.Fatal(err)
		}
		return v
	}
}

func (c *comparison) reliability() {
	estimate := must[validation.Estimate](c.t)
	random := generator(11)
	answers := answersOf(random, 300, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.5)
	gappy := answersOf(random, 120, 0.6, 0.7, 0.5, 0.6, 0.6, 0.6)
	for p := range gappy {
		if p%7 == 0 {
			gappy[p][p%6] = math.NaN()
		}
	}
	values := normals(random, 137, 0)
	values[5] = math.NaN()
	c.table("answers", answers)
	c.table("gappy", gappy)
	c.column("values", values)

	a := estimate(validation.Alpha(answers))
	c.says("alpha", a.Value, a.Low, a.High)
	c.says("alpha of the complete", estimate(validation.Alpha(gappy)).Value)
	omega, loadings, err := validation.Omega(answers)
	if err != nil {
		c.t.Fatal(err)
	}
	c.nearly("loadings", 1e-4, loadings...) // R's optimiser stops before ours
	c.nearly("omega", 1e-5, omega)
	c.nearly("omega by likelihood", 0.005, omega) // another criterion
	c.says("percentiles", must[[]float64](c.t)(validation.Percentiles(values, 0, 1, 5, 25, 33.3, 50, 90, 100))...)
}

// rounded makes ties.
func rounded(scores [][]float64) [][]float64 {
	for _, row := range scores {
		for o, v := range row {
			row[o] = math.Round(4*v) / 4
		}
	}
	return scores
}

// fromOne turns indexes into R's.
func fromOne(indexes []int) []float64 {
	values := make([]float64, len(indexes))
	for i, v := range indexes {
		values[i] = float64(v + 1)
	}
	return values
}

func (c *comparison) matching() {
	random := generator(12)
	s := fieldsOf(3, 12, 4)
	s.Own[1] = []int{2, 5, 6, 7} // an occupation may be of two fields
	scores, other := rounded(scoresOf(random, s, 70, 0.7, 0)), rounded(scoresOf(random, s, 70, 1, 0))
	family := make([]int, 70)
	for o := range family {
		family[o] = min(o%9, 6) // the last is the largest
	}
	c.table("scores", scores)
	c.table("other", other)
	c.column("field", fromOne(s.Field))
	c.column("family", fromOne(family))
	c.table("own", [][]float64{fromOne(s.Own[0]), fromOne(s.Own[1]), fromOne(s.Own[2])})

	j := judge(c.t, scores, s)
	var all, own []float64
	for p := range scores {
		all, own = append(all, j.All[p]...), append(own, j.Own[p]...)
	}
	c.says("auc", all...)
	c.says("auc among own", own...)
	for f, values := range j.ByField() {
		c.says("field"+strconv.Itoa(f+1), values[:]...)
	}

	everybody := make([]int, len(scores))
	for p := range everybody {
		everybody[p] = p
	}
	c.says("correlations", must[[]float64](c.t)(validation.Correlations(scores, other, everybody))...)

	label, group := make([]string, len(scores)), make([]float64, len(scores))
	for p := range label {
		group[p] = float64(1 + p/2%2)
		label[p] = strconv.Itoa(1 + p/2%2)
	}
	c.column("group", group)
	gap := must[validation.GroupGap](c.t)(validation.CompareGroups(
		must[[][]float64](c.t)(validation.FamilyShares(scores, family, 20)), label, "1", "2", 100, rand.NewPCG(1, 1)))
	var difference, se []float64
	for _, d := range gap.Difference {
		difference = append(difference, d.Value)
		se = append(se, (d.High-d.Low)/(2*1.959963984540054))
	}
	c.says("share difference", difference...)
	c.says("share error", se...)
	c.says("total variation", gap.TotalVariation)
}

func (c *comparison) calibration() {
	for _, s := range [][2]int{{0, 10}, {3, 29}, {81, 263}} {
		e := must[validation.Estimate](c.t)(validation.Wilson(s[0], s[1]))
		c.says("wilson"+strconv.Itoa(s[0]), e.Low, e.High)
	}
	random := generator(13)
	var shown, truth [][]float64 // one score a person
	for range 60 {
		s := math.Round(random.Float64()*50) / 10 // some on an edge
		shown, truth = append(shown, []float64{s}), append(truth, []float64{s + random.NormFloat64()})
	}
	shown[0][0], shown[1][0] = 0, 5
	c.table("shown", shown)
	c.table("truth", truth)
	bins := must[[]validation.Bin](c.t)(validation.PeopleBins(shown, truth, validation.EvenEdges(0, 5, 5)))
	var values []float64
	for _, b := range bins {
		values = append(values, float64(b.Count), b.Shown, b.Observed.Value, b.Observed.Low, b.Observed.High)
	}
	c.says("bins", values...)
}

func (c *comparison) items() {
	// The answers of reliability, in two groups of which one has higher ones.
	answers := answersOf(generator(11), 300, 0.4, 0.5, 0.6, 0.7, 0.8, 0.9, 0.5)
	random := generator(14)
	var item, binary, sum, group []float64
	var label []string
	for _, row := range answers {
		total := 0.0
		for _, v := range row {
			total += v
		}
		g := 1
		if random.Float64() < 0.2+0.02*total {
			g = 2
		}
		above := 0.0
		if row[0] > 3 {
			above = 1
		}
		item, binary, sum = append(item, row[0]), append(binary, above), append(sum, total)
		group, label = append(group, float64(g)), append(label, strconv.Itoa(g))
	}
	c.column("item_group", group)
	d := must[validation.Estimate](c.t)(validation.ItemDifference(item, label, "1", "2"))
	c.says("cohen's d", d.Value)
	// psych's interval is the exact one of the noncentral t distribution.
	c.nearly("noncentral interval", 0.005, d.Low, d.High)
	functioning := must[validation.Functioning](c.t)
	two := functioning(validation.ItemFunctioning(binary, sum, label, "1", "2", 6))
	c.says("mantel-haenszel", two.ChiSquare, two.P)
	five := functioning(validation.ItemFunctioning(item, sum, label, "1", "2", 6))
	c.says("effect", five.Effect.Value)
	c.says("mantel", five.ChiSquare)
}
