package scoring_test

import (
	"fmt"
	"math"
	"math/rand/v2"
	"testing"
)

// The chances of staying, which are worked out in closed form, against retakes
// that are simulated: people drawn from the model, each answering again 200 times.
func TestRetakes(t *testing.T) {
	f := load(t)
	rng := rand.New(rand.NewPCG(11, 3))
	const people, times = 40, 200
	for _, form := range []string{"quick", "standard"} {
		check := &agreement{}
		families := &agreement{}
		for range people {
			r := f.model.Population().Simulate(rng, f.form(t, form)).Result
			stay := make([]float64, r.Len())
			family := map[string]float64{}
			for _, again := range r.Retakes(rng, times) {
				for _, o := range again.Top(20) {
					stay[o] += 1. / times
				}
				for _, fam := range again.Families()[:5] {
					family[fam.Name] += 1. / times
				}
			}
			chances := r.RetakeTop(20)
			for o, chance := range chances {
				check.add(chance, stay[o])
			}
			for i, chance := range r.RetakeFamilies(5) {
				families.add(chance, family[r.Families()[i].Name])
			}
		}
		t.Logf("%s form, top 20 careers: %s", form, check)
		t.Logf("%s form, top 5 families: %s", form, families)
		check.hold(t, form+", careers", 0.05)
		families.hold(t, form+", families", 0.05)
	}
}

// What going on is said to buy, against people who do go on.
func TestSettledIsWhatGoingOnLeaves(t *testing.T) {
	f := load(t)
	rng := rand.New(rand.NewPCG(11, 4))
	const people = 400
	whole := f.form(t, "standard")
	for _, first := range []int{12, 30, 48} {
		var said, kept float64
		for range people {
			answers := f.model.Population().Draw(rng, nil).Answers(rng, whole)
			some := map[string]int{}
			for _, id := range whole[:first] {
				some[id] = answers[id]
			}
			before, after := score(t, f.model, some), score(t, f.model, answers)
			said += before.Settled(whole, 10) / people
			best := map[int]bool{}
			for _, o := range after.Top(10) {
				best[o] = true
			}
			for _, o := range before.Top(10) {
				if best[o] {
					kept += 1. / 10 / people
				}
			}
		}
		t.Logf("after %d of %d answers %.3f of the top ten are said to stay, %.3f do", first, len(whole), said, kept)
		if math.Abs(said-kept) > 0.05 {
			t.Errorf("after %d answers %.3f of the top ten are said to stay, %.3f do", first, said, kept)
		}
	}
	r := score(t, f.model, f.model.Population().Draw(rng, nil).Answers(rng, whole))
	if s := r.Settled(whole, 10); s != 1 {
		t.Errorf("with nothing left to answer %v of the top ten are settled", s)
	}
}

func TestChancesOfStayingAddUp(t *testing.T) {
	f := load(t)
	r := score(t, f.model, map[string]int{"r1": 5, "i3": 2, "s2": 4})
	for _, n := range []int{1, 20, 500, 923} {
		var sum float64
		for _, chance := range r.RetakeTop(n) {
			sum += chance
		}
		if math.Abs(sum-float64(n)) > 0.01*float64(n)+0.01 {
			t.Errorf("the chances to be among the best %d add up to %v", n, sum)
		}
	}
	for _, chance := range score(t, f.model, nil).RetakeTop(20) {
		if math.IsNaN(chance) || chance < 0 || chance > 1 {
			t.Fatalf("without an answer a chance is %v", chance)
		}
	}
}

// An agreement compares chances that are said with how often it came so, by
// tenths of what is said.
type agreement struct {
	said, came, n [10]float64
}

func (a *agreement) add(said, came float64) {
	b := min(int(10*said), 9)
	a.said[b] += said
	a.came[b] += came
	a.n[b]++
}

func (a *agreement) String() string {
	var s string
	for b, n := range a.n {
		if n >= least {
			s += fmt.Sprintf("%.2f", a.said[b]/n) + "→" + fmt.Sprintf("%.2f", a.came[b]/n) + " "
		}
	}
	return s
}

// least is the number of things in a tenth below which its mean says little.
const least = 50

func (a *agreement) hold(t *testing.T, what string, bound float64) {
	t.Helper()
	for b, n := range a.n {
		if n < least {
			continue
		}
		if d := (a.came[b] - a.said[b]) / n; math.Abs(d) > bound {
			t.Errorf("%s: of chances said to be %.2f on average, %.2f came true", what, a.said[b]/n, a.came[b]/n)
		}
	}
}
