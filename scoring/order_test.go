package scoring_test

import (
	"math/rand/v2"
	"slices"
	"testing"

	"workfit/scoring"
)

// The variance that an order says is left is the variance that scoring leaves.
func TestOrderSaysWhatIsLeft(t *testing.T) {
	f := load(t)
	form := f.form(t, "standard")
	steps := f.model.Order(scoring.Block{Items: form})
	if len(steps) != len(form) {
		t.Fatalf("%d items are ordered of %d", len(steps), len(form))
	}
	sum := func(answers map[string]int) (total float64) {
		for _, fit := range fits(score(t, f.model, answers)) {
			total += fit.Variance
		}
		return total
	}
	rng := rand.New(rand.NewPCG(1, 9))
	given := f.model.Population().Draw(rng, nil).Answers(rng, form)
	before, answers := sum(nil), map[string]int{}
	for k, step := range steps {
		answers[step.Item] = given[step.Item]
		if k%9 != 0 {
			continue
		}
		if left := sum(answers) / before; left < step.Left-1e-9 || left > step.Left+1e-9 {
			t.Errorf("after %d items %.6f of the variance is left, the order says %.6f", k+1, left, step.Left)
		}
	}
}

// Each step is the best there is: no other item would leave less.
func TestOrderTakesTheBestNext(t *testing.T) {
	f := load(t)
	form := f.form(t, "quick")
	steps := f.model.Order(scoring.Block{Items: form})
	for k := 1; k < len(steps); k++ {
		for other := k + 1; other < len(steps); other++ {
			blocks := []scoring.Block{}
			for _, s := range steps[:k] {
				blocks = append(blocks, scoring.Block{Items: []string{s.Item}})
			}
			swapped := f.model.Order(append(blocks, scoring.Block{Items: []string{steps[other].Item}})...)
			if swapped[k].Left < steps[k].Left-1e-12 {
				t.Fatalf("at place %d %s would leave %v, %s leaves %v", k+1, steps[other].Item, swapped[k].Left, steps[k].Item, steps[k].Left)
			}
		}
	}
}

func TestOrderKeepsBlocksTogetherAndCoversConstructs(t *testing.T) {
	f := load(t)
	var skills, values []string
	main := map[string]string{}
	for _, it := range f.in.Items {
		main[it.ID] = it.Keys[0].Element
		switch it.Section {
		case "skills":
			skills = append(skills, it.ID)
		case "values":
			values = append(values, it.ID)
		}
	}
	steps := f.model.Order(scoring.Block{Items: values, Most: 6, Cover: true}, scoring.Block{Items: append(skills, "r1"), Most: 4}, scoring.Block{Items: []string{"r1", "nonsense"}})
	if len(steps) != 10 {
		t.Fatalf("%d steps, want 6 values and 4 of the skills and r1, which is asked once at most", len(steps))
	}
	seen := map[string]bool{}
	for _, s := range steps[:6] {
		if !slices.Contains(values, s.Item) || seen[main[s.Item]] {
			t.Errorf("%s is no value, or its construct was asked before", s.Item)
		}
		seen[main[s.Item]] = true
	}
	for k := 1; k < len(steps); k++ {
		if steps[k].Left > steps[k-1].Left {
			t.Errorf("%s adds variance", steps[k].Item)
		}
	}
}

// The forms that ship are those that the command makes; see CONTRIBUTING.md.
func TestFormsAreInTheirBestOrder(t *testing.T) {
	f := load(t)
	for _, form := range f.in.Forms {
		count := map[string]int{}
		for _, id := range form.Items {
			it, _ := f.in.Item(id)
			count[it.Section]++
		}
		var blocks []scoring.Block
		for _, section := range f.in.Sections {
			if count[section.ID] == 0 {
				continue
			}
			block := scoring.Block{Most: count[section.ID], Cover: true}
			for _, it := range f.in.Items {
				if it.Section == section.ID {
					block.Items = append(block.Items, it.ID)
				}
			}
			blocks = append(blocks, block)
		}
		var best []string
		for _, s := range f.model.Order(blocks...) {
			best = append(best, s.Item)
		}
		if !slices.Equal(form.Items, best) {
			t.Errorf("form %s is\n%v, its best order is\n%v", form.ID, form.Items, best)
		}
	}
}

// The item chosen for a person takes more off what may be their best ten than a
// random one does.
func TestNextServesThePerson(t *testing.T) {
	f := load(t)
	rng := rand.New(rand.NewPCG(2, 9))
	all := f.form(t, "full")
	chosen, random := 0.0, 0.0
	for range 60 {
		given := f.model.Population().Draw(rng, nil).Answers(rng, all)
		answers := map[string]int{}
		for _, id := range all[:20] {
			answers[id] = given[id]
		}
		r := score(t, f.model, answers)
		top := r.Top(10)
		left := func(item string) (sum float64) {
			answers[item] = given[item]
			defer delete(answers, item)
			after := score(t, f.model, answers)
			for _, o := range top {
				sum += after.Fit(o).Variance / r.Fit(o).Variance
			}
			return sum
		}
		next := r.Next(all)
		if slices.Contains(all[:20], next) || next == "" {
			t.Fatalf("%q is next, which has been answered", next)
		}
		chosen += left(next)
		random += left(all[20+rng.IntN(len(all)-20)])
	}
	t.Logf("of the variance of the best ten, the chosen item leaves %.4f, a random one %.4f", chosen/600, random/600)
	if chosen >= random-0.002*600 {
		t.Errorf("the chosen item leaves %.4f, a random one %.4f", chosen/600, random/600)
	}
	if next := score(t, f.model, map[string]int{"r1": 3}).Next([]string{"r1"}); next != "" {
		t.Errorf("%s is next with nothing left", next)
	}
}
